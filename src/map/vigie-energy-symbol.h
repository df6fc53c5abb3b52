/* vigie-energy-symbol.h: the power of now at each site, as circles whose area tells how much.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-live-layer.h"

G_BEGIN_DECLS

/* What a circle tells, by the sign on its edge: − consumed, + produced, ↑ given to the grid. */
typedef enum
{
  VIGIE_POWER_CONSUMED,
  VIGIE_POWER_PRODUCED,
  VIGIE_POWER_EXPORTED,
} VigiePowerKind;
#define VIGIE_N_POWER_KIND 3

/* Circles around the signs of the sites that tell a power (instant, in W, kW or MW; the roles consumption, production and
 * grid-export): filled of what is live, hollow of what is late, hollow and dashed of what is silent or while the link is
 * lost (the last known). Meters of one role at a site are added up; a sum is as old as its oldest part. */
#define VIGIE_TYPE_ENERGY_SYMBOLS (vigie_energy_symbols_get_type ())
G_DECLARE_FINAL_TYPE (VigieEnergySymbols,
                      vigie_energy_symbols,
                      VIGIE,
                      ENERGY_SYMBOLS,
                      VigieLiveLayer)

VigieEnergySymbols *vigie_energy_symbols_new (ShumateViewport *viewport);

/* What was gathered, for tests: kW of that kind at @site, NAN where there is none, and how fresh it is (may be NULL). */
double vigie_energy_symbols_get_power (VigieEnergySymbols *self,
                                       VigieSite *site,
                                       VigiePowerKind kind,
                                       VigieFreshness *freshness);
/* What is shown of @site in words: « power consumed: 12,4 kW »; NULL for nothing. Full. */
char *vigie_energy_symbols_describe (VigieEnergySymbols *self, VigieSite *site);
/* How many circles the last picture had. */
guint vigie_energy_symbols_get_n_drawn (VigieEnergySymbols *self);

G_END_DECLS
