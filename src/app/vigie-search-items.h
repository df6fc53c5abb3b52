/* vigie-search-items.h: the rows of the search over everything, in their sections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-search-index.h"

G_BEGIN_DECLS

/* What is found for @query, in sections, that of the best result first; a position that was pasted is above all. Of
 * VigieSearchItem; full. */
GPtrArray *vigie_search_items_of_query (VigieSearchIndex *index, const char *query);

/* Before anything is typed: what was chosen before, the pages, what is useful. Likewise. */
GPtrArray *vigie_search_items_of_nothing (VigieSearchIndex *index);

G_END_DECLS
