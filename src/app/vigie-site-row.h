/* vigie-site-row.h: a site in the list: sign, name, a second line, age.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site.h"
#include "vigie-ticker.h"

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

#define VIGIE_TYPE_SITE_ROW (vigie_site_row_get_type ())
/* The age stands beside the name where both have room, else on the second line and the name may take two
 * lines: names that differ at their end stay told apart in a narrow list and in large text. */
G_DECLARE_FINAL_TYPE (VigieSiteRow, vigie_site_row, VIGIE, SITE_ROW, GtkWidget)

/* @item (or NULL) is told the words of the row for a screen reader; not owned, it owns the row. @style
 * (NULL: the usual one) is shared with the other rows. */
GtkWidget *vigie_site_row_new (VigieTicker *ticker, VigieSiteRowStyle *style, GtkListItem *item);

/* The site shown, or NULL. */
void vigie_site_row_set_site (VigieSiteRow *self, VigieSite *site);

/* What is shown as one sentence: « Déchèterie de Riantec, déchèterie, critique : Benne gravats 94 %, seuil
 * 90 %, il y a 4 min ». */
const char *vigie_site_row_get_sentence (VigieSiteRow *self);

G_END_DECLS
