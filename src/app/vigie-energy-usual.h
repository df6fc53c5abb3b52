/* vigie-energy-usual.h: what is usual of a figure of each site, from earlier comparable periods. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-drift.h"
#include "vigie-energy-reader.h"

G_BEGIN_DECLS

typedef struct _VigieEnergyUsual VigieEnergyUsual;

/* @habits: of VigieEnergyResult, earlier periods than that of @result, the nearest first; may be NULL. Amounts of
 * months of 28 and of 31 days are told for as many days as @result has, once it is over. */
VigieEnergyUsual *
vigie_energy_usual_new (const VigieEnergyResult *result, GPtrArray *habits, VigieKpi kpi);
void vigie_energy_usual_free (VigieEnergyUsual *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergyUsual, vigie_energy_usual_free)

/* @amount of the site (NAN: not known) beside its earlier periods, by vigie_energy_drift(). */
void vigie_energy_usual_get (VigieEnergyUsual *self,
                             const char *site_id,
                             double amount,
                             VigieEnergyDrift *drift);

G_END_DECLS
