/* vigie-energy-bar.h: the top of the energy page: what is selected, over which period, and what can be done with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-model.h"
#include "vigie-energy-scope.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_BAR (vigie_energy_bar_get_type ())
/* Selection; day, week, month, year, dates; the period with the one before and after; how far it has gone; the page's
 * menu. It folds where it has no room. */
G_DECLARE_FINAL_TYPE (VigieEnergyBar, vigie_energy_bar, VIGIE, ENERGY_BAR, GtkWidget)

GtkWidget *vigie_energy_bar_new (void);

/* Once. @menu of the button « Exporter… ». */
void vigie_energy_bar_setup (VigieEnergyBar *self, VigieEnergyModel *model, GMenuModel *menu);

/* Says anew how far a period in progress has gone. */
void vigie_energy_bar_update (VigieEnergyBar *self);
/* The selection is below the period instead of beside it. */
void vigie_energy_bar_set_narrow (VigieEnergyBar *self, gboolean narrow);

VigieEnergyScopeButton *vigie_energy_bar_get_scope (VigieEnergyBar *self);
/* Opens the choice of two dates. */
void vigie_energy_bar_open_dates (VigieEnergyBar *self);

G_END_DECLS
