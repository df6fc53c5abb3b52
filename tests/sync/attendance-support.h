/* attendance-support.h: sites that count vehicles, for tests and benchmarks of attendance's reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "energy-support.h"
#include "vigie-attendance-reader.h"

#define INDEX VIGIE_AGGREGATION_CUMULATIVE
#define AMOUNTS VIGIE_AGGREGATION_INTERVAL
#define INSTANT VIGIE_AGGREGATION_INSTANT

static inline VigieMeasureData *
territory_add_counter (Territory *self,
                       const char *site,
                       const char *id,
                       const char *sensor,
                       VigieRole role,
                       VigieAggregation aggregation)
{
  return territory_add_measure (self, site, id, sensor, role, "véh.", aggregation,
                                10 * VIGIE_MINUTE);
}

/* Puts the territory into the store; to be called once all is in it. */
static inline VigieAttendancePlan *
attendance_store_plan (EnergyStore *self)
{
  g_autoptr (VigieEnergyPlan) plan = energy_store_plan (self);

  return vigie_attendance_plan_new (self->territory.sites, self->territory.measures, self->profile);
}
