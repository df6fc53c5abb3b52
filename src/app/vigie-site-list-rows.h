/* vigie-site-list-rows.h: the rows of the list of sites, under their headings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-list.h"
#include "vigie-site-model.h"
#include "vigie-site-row.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_LIST_ROWS (vigie_site_list_rows_get_type ())
/* A VigieDrawnList of VigieSiteRow. */
G_DECLARE_FINAL_TYPE (VigieSiteListRows,
                      vigie_site_list_rows,
                      VIGIE,
                      SITE_LIST_ROWS,
                      VigieDrawnList)

/* Once, before the model of the list is set: what rows show, and what sections are called as @model sorts, which
 * follows whether the link is live. */
void vigie_site_list_rows_setup (VigieSiteListRows *self,
                                 VigieSiteModel *model,
                                 VigieTicker *ticker,
                                 VigieSiteRowStyle *style);

G_END_DECLS
