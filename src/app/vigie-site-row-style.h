/* vigie-site-row-style.h: what the rows of the list of sites show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What the second line tells. */
typedef enum
{
  VIGIE_SITE_LINE_REASON, /* why it is in its state; what is known best of a normal one */
  VIGIE_SITE_LINE_COMMUNE,
  VIGIE_SITE_LINE_ADDRESS, /* the commune where there is none */
  VIGIE_SITE_LINE_VALUE,   /* its main measure and the last value */
} VigieSiteLine;
#define VIGIE_TYPE_SITE_LINE (vigie_site_line_get_type ())
GType vigie_site_line_get_type (void);

/* What all rows of a list show: properties line and show-age (boolean), notified on change. */
#define VIGIE_TYPE_SITE_ROW_STYLE (vigie_site_row_style_get_type ())
G_DECLARE_FINAL_TYPE (VigieSiteRowStyle, vigie_site_row_style, VIGIE, SITE_ROW_STYLE, GObject)

VigieSiteRowStyle *vigie_site_row_style_new (void);
VigieSiteLine vigie_site_row_style_get_line (VigieSiteRowStyle *self);
gboolean vigie_site_row_style_get_show_age (VigieSiteRowStyle *self);

G_END_DECLS
