/* vigie-site-panel-drag.h: a button that copies the values of a site, and from which they are dragged out as a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_DRAG (vigie_site_drag_get_type ())
G_DECLARE_FINAL_TYPE (VigieSiteDrag, vigie_site_drag, VIGIE, SITE_DRAG, GtkWidget)

/* Once. */
void vigie_site_drag_setup (VigieSiteDrag *self, VigieTicker *ticker);

/* The site whose values they are, or NULL. */
void vigie_site_drag_set_site (VigieSiteDrag *self, VigieSite *site);

G_END_DECLS
