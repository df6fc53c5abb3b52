/* vigie-energy-scope.h: the button that chooses of what the energy page tells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-model.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_SCOPE (vigie_energy_scope_get_type ())
/* A drop-down with a search that needs no accents: « dechet » finds « Déchèterie de Riantec ». */
G_DECLARE_FINAL_TYPE (VigieEnergyScopeButton, vigie_energy_scope, VIGIE, ENERGY_SCOPE, GtkWidget)

GtkWidget *vigie_energy_scope_new (VigieEnergyModel *model);

/* Opens the list, with the focus in its search. */
void vigie_energy_scope_popup (VigieEnergyScopeButton *self);

G_END_DECLS
