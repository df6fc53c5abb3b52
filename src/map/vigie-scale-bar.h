/* vigie-scale-bar.h: how long a kilometre is on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SCALE_BAR (vigie_scale_bar_get_type ())
G_DECLARE_FINAL_TYPE (VigieScaleBar, vigie_scale_bar, VIGIE, SCALE_BAR, GtkWidget)

GtkWidget *vigie_scale_bar_new (ShumateViewport *viewport);
void vigie_scale_bar_set_scheme (VigieScaleBar *self, VigieScheme scheme);

/* « 5 km », « 200 m », « 1 000 km »; free with g_free(). */
char *vigie_scale_bar_format (double metres);

G_END_DECLS
