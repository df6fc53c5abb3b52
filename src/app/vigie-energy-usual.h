/* vigie-energy-usual.h: what is usual of a figure of each site, from earlier comparable periods. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"

G_BEGIN_DECLS

/* Of fewer earlier periods that are told nothing is said. */
#define VIGIE_ENERGY_USUAL_LEAST 4

typedef struct _VigieEnergyUsual VigieEnergyUsual;

/* @habits: of VigieEnergyResult, or NULL. */
VigieEnergyUsual *vigie_energy_usual_new (GPtrArray *habits, VigieKpi kpi);
void vigie_energy_usual_free (VigieEnergyUsual *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergyUsual, vigie_energy_usual_free)

/* P10, median and P90 of the site's earlier periods; NAN where they are too few. */
void vigie_energy_usual_get (VigieEnergyUsual *self,
                             const char *site_id,
                             double *from,
                             double *median,
                             double *to);

G_END_DECLS
