/* vigie-site-row.h: a site in the list: sign, name, reason, age.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_ROW (vigie_site_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieSiteRow, vigie_site_row, VIGIE, SITE_ROW, GtkWidget)

/* A row of @item (borrowed: the row is its child), which it names for accessibility; or NULL. */
GtkWidget *vigie_site_row_new (VigieTicker *ticker, GtkListItem *item);

/* The site shown, or NULL. */
void vigie_site_row_set_site (VigieSiteRow *self, VigieSite *site);

/* What a screen reader says of the row, as one sentence. */
const char *vigie_site_row_get_sentence (VigieSiteRow *self);

G_END_DECLS
