/* vigie-energy-charts.h: consumption and production over the period, and by hour and day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"
#include "vigie-figure-view.h"
#include "vigie-heat-map.h"
#include "vigie-stack-chart.h"

G_BEGIN_DECLS

/* Views of a stack chart and of a heat map, floating. */
VigieFigureView *vigie_energy_stack_view_new (void);
VigieFigureView *vigie_energy_heat_view_new (void);

/* Shows @result (NULL: nothing yet). @n_meters: of the selection. */
void vigie_energy_stack_view_set (VigieFigureView *self, VigieEnergyResult *result);
void vigie_energy_heat_view_set (VigieFigureView *self, VigieEnergyResult *result);

/* What exports say. @place: whose numbers. */
void vigie_energy_view_set_source (VigieFigureView *self,
                                   VigieEnergyResult *result,
                                   const char *place,
                                   VigieTime now,
                                   gboolean live,
                                   gboolean demonstration);

G_END_DECLS
