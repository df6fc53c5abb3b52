/* vigie-search-row.h: a row of what the search found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-search-item.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SEARCH_ROW (vigie_search_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieSearchRow, vigie_search_row, VIGIE, SEARCH_ROW, GtkWidget)

/* A row of @list_item (borrowed, or NULL): it names it for accessibility. */
GtkWidget *vigie_search_row_new (VigieTicker *ticker, GtkListItem *list_item);

/* Shows @item, live: the state of its site or measure as it changes. NULL for none. */
void vigie_search_row_set_item (VigieSearchRow *self, VigieSearchItem *item);

/* The row as a sentence for a screen reader; or NULL without item. */
const char *vigie_search_row_get_sentence (VigieSearchRow *self);

G_END_DECLS
