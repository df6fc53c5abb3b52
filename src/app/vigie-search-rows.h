/* vigie-search-rows.h: the rows of the search, in their sections: those that are on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-list.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SEARCH_ROWS (vigie_search_rows_get_type ())
/* Of VigieSearchItem. */
G_DECLARE_FINAL_TYPE (VigieSearchRows, vigie_search_rows, VIGIE, SEARCH_ROWS, VigieDrawnList)

void vigie_search_rows_setup (VigieSearchRows *self, VigieTicker *ticker);

G_END_DECLS
