/* vigie-energy-figures.h: which figures the energy page shows, and in which order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_FIGURES (vigie_energy_figures_get_type ())
/* A dialog: a switch and two arrows for each figure; acts at once on the key "energy-cards" of its settings. */
G_DECLARE_FINAL_TYPE (VigieEnergyFigures, vigie_energy_figures, VIGIE, ENERGY_FIGURES, AdwDialog)

AdwDialog *vigie_energy_figures_new (GSettings *settings);

G_END_DECLS
