/* vigie-search-row.h: a row of what the search found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-row.h"
#include "vigie-search-item.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SEARCH_ROW (vigie_search_row_get_type ())
/* Of a VigieSearchItem, live: the state of its site or measure as it changes. */
G_DECLARE_FINAL_TYPE (VigieSearchRow, vigie_search_row, VIGIE, SEARCH_ROW, VigieDrawnRow)

VigieDrawnRow *vigie_search_row_new (VigieTicker *ticker);

/* The row as a sentence for a screen reader; or NULL before it has an item. */
const char *vigie_search_row_get_sentence (VigieSearchRow *self);

G_END_DECLS
