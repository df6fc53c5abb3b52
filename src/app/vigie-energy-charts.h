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

/* Whether the bins of the period are days: then their energy is shown, else their mean power. */
gboolean vigie_energy_result_is_by_day (const VigieEnergyResult *result);

/* Gives the figures what @result has, with the words of its gaps; NULL: nothing yet. For a page and for paper alike. */
void vigie_energy_stack_fill (VigieStackChart *chart, VigieEnergyResult *result);
void vigie_energy_heat_fill (VigieHeatMap *map, VigieEnergyResult *result);

/* The same in a view, with its note. */
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
