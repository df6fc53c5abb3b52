/* vigie-search-dialog.h: the search over everything (Ctrl+K).
 *
 * A choice activates, on the window: win.show-site, win.open-site (with Ctrl), win.show-commune,
 * win.show-sensor, win.show-measure, win.page, or the action chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"
#include "vigie-search-index.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SEARCH_DIALOG (vigie_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigieSearchDialog, vigie_search_dialog, VIGIE, SEARCH_DIALOG, AdwDialog)

/* A new one, to be presented on the window. The index outlives it: it is kept by the window from one
 * search to the next. */
AdwDialog *vigie_search_dialog_new (VigieContext *context, VigieSearchIndex *index);

/* As if @query had been typed. */
void vigie_search_dialog_set_query (VigieSearchDialog *self, const char *query);

G_END_DECLS
