/* vigie-energy-live.h: the power of now, from the measures that are live. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

typedef struct
{
  /* kW, sums over the sites where it is known; NAN where it is of none. */
  double production, import, export, charge, discharge, it, heat;
  double consumption[VIGIE_N_ENERGY_GROUP];
  double total;     /* of the consumption */
  guint n_meters;   /* of the plan */
  guint n_live;     /* of them, how many said something of late */
  VigieTime oldest; /* of the readings that are summed, the oldest, or VIGIE_TIME_NONE */
  guint n_sites;    /* with meters of electricity */
  guint n_known;    /* of them, of how many the consumption is known */
} VigieEnergyNow;

/* The measures of a plan as the territory has them: to be made anew when either is another. */
typedef struct _VigieEnergyLive VigieEnergyLive;

VigieEnergyLive *vigie_energy_live_new (VigieEnergyPlan *plan, VigieTerritory *territory);
void vigie_energy_live_free (VigieEnergyLive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergyLive, vigie_energy_live_free)

/* Sums the powers that are live. A flow of a site is known where all of its meters have a live power; consumption
 * that is not metered is import + production − export + discharge − charge, at least 0, and import that is not
 * metered is consumption where nothing is produced. */
void vigie_energy_live_read (VigieEnergyLive *self, VigieEnergyNow *now);

G_END_DECLS
