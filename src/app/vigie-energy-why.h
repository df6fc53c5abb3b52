/* vigie-energy-why.h: what a figure is made of: down to a site, to an interval, to the readings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-energy-model.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_WHY (vigie_energy_why_get_type ())
/* A dialog of pages that lead from one to the next: the figure with its formula and its sites; a site with its steps,
 * its meters and what happened to them; a step with its readings, which lead to the chart of their measure and to
 * what the server says. Every table can be saved. */
G_DECLARE_FINAL_TYPE (VigieEnergyWhy, vigie_energy_why, VIGIE, ENERGY_WHY, AdwDialog)

/* Of the period of the model; @site_id not NULL: opens at the site; @from not VIGIE_TIME_NONE: of that stretch alone.
 * Floating. */
AdwDialog *vigie_energy_why_new (VigieEnergyModel *model,
                                 VigieKpi kpi,
                                 const char *site_id,
                                 VigieTime from,
                                 VigieTime to);

/* How many pages deep one is, and the title of the one shown; for tests. */
guint vigie_energy_why_get_depth (VigieEnergyWhy *self);
const char *vigie_energy_why_get_page_title (VigieEnergyWhy *self);

G_END_DECLS
