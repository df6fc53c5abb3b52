/* vigie-site-list.h: the list of sites with its search and filters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site-model.h"
#include "vigie-site-row.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SITE_LIST (vigie_site_list_get_type ())
/* Properties selected (VigieSite, or NULL), sort (string, as vigie_site_sort_to_string()). Signal "activated"
 * (VigieSite): Enter or a double click. */
G_DECLARE_FINAL_TYPE (VigieSiteList, vigie_site_list, VIGIE, SITE_LIST, GtkWidget)

/* Gives the list what it shows; once. */
void vigie_site_list_setup (VigieSiteList *self, VigieSiteModel *model, VigieTicker *ticker);

/* The site chosen; it stays chosen while a filter hides it. */
void vigie_site_list_set_selected (VigieSiteList *self, VigieSite *site);
VigieSite *vigie_site_list_get_selected (VigieSiteList *self);

/* The site that the keyboard is on elsewhere, or NULL: its row is marked and comes to view, nothing is chosen; the
 * keyboard comes to it first. Forgotten once a site is chosen. */
void vigie_site_list_set_marked (VigieSiteList *self, VigieSite *site);
VigieSite *vigie_site_list_get_marked (VigieSiteList *self);

/* Whether the server has said all it has: only then can the list say that there is no site. */
void vigie_site_list_set_complete (VigieSiteList *self, gboolean complete);

/* Ctrl+K: to the search, its text selected. */
void vigie_site_list_focus_search (VigieSiteList *self);
/* To the row marked, else the one chosen, else the first. FALSE where there is none. */
gboolean vigie_site_list_focus_rows (VigieSiteList *self);

/* How far it is scrolled; owned by the list. */
GtkAdjustment *vigie_site_list_get_adjustment (VigieSiteList *self);

/* What its rows show; owned by the list. */
VigieSiteRowStyle *vigie_site_list_get_style (VigieSiteList *self);

G_END_DECLS
