/* vigie-filters-bar.h: the filters of the sites as chips: three at hand, the choice of all, those chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-site-model.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FILTERS_BAR (vigie_filters_bar_get_type ())
/* Chips in rows that wrap: « À traiter », « Silencieux », « Déchèteries » to be switched, « Filtrer » with its
 * popover, then a chip for each filter chosen that none of these and no search entry shows, which a click,
 * Space, Delete or Backspace removes, and « Tout effacer ». */
G_DECLARE_FINAL_TYPE (VigieFiltersBar, vigie_filters_bar, VIGIE, FILTERS_BAR, GtkWidget)

/* Gives the bar what it shows; once. */
void vigie_filters_bar_setup (VigieFiltersBar *self, VigieSiteModel *model);

/* How many removable chips there are, and the one of a place: for tests. */
guint vigie_filters_bar_get_n_chips (VigieFiltersBar *self);
GtkWidget *vigie_filters_bar_get_chip (VigieFiltersBar *self, guint position);

G_END_DECLS
