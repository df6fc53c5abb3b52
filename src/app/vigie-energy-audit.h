/* vigie-energy-audit.h: what a figure is made of, as facts and tables. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"
#include "vigie-figure-table.h"

G_BEGIN_DECLS

/* Name, words, name, words, …: definition, rule, period, step, coverage, sites, comparison. @data_centres: of the
 * data centres alone. @before and @last_year may be NULL. g_strfreev(). */
GStrv vigie_energy_audit_facts (const VigieEnergyResult *result,
                                VigieKpi kpi,
                                gboolean data_centres,
                                const VigieEnergyResult *before,
                                const VigieEnergyResult *last_year,
                                VigieTime now);

/* Whether the figure is told of data centres. */
gboolean vigie_energy_audit_is_of_centres (VigieKpi kpi);
/* The figure of the selection: that of the data centres for what is told of them. */
const VigieEnergyFigure *vigie_energy_audit_figure (const VigieEnergyResult *result, VigieKpi kpi);

/* A row for each site that takes part: value, numerator, denominator, coverage, what is metered, newest reading, why
 * it is not told. *@ids: for each row the id of its site; free it with g_ptr_array_unref(). Full reference. */
VigieFigureTable *
vigie_energy_audit_sites (const VigieEnergyResult *result, VigieKpi kpi, GPtrArray **ids);

/* A row for each step with @from ≤ its begin < @to: each flow, self-consumed, whether it is known and else what is
 * missing. Full reference. */
VigieFigureTable *
vigie_energy_audit_steps (const VigieEnergyDetail *detail, VigieTime from, VigieTime to);

/* A row for each meter: flow, measure, how it counts, roll-over, replacements, gaps. Full reference. */
VigieFigureTable *vigie_energy_audit_meters (const VigieEnergyDetail *detail);

/* A row for each thing that happened to a meter. Full reference. */
VigieFigureTable *vigie_energy_audit_events (const VigieEnergyDetail *detail);
guint vigie_energy_audit_count_events (const VigieEnergyDetail *detail);

/* The readings that a step lies between: @series of the meters of @detail, in their order. Full reference. */
VigieFigureTable *vigie_energy_audit_readings (const VigieEnergyDetail *detail, GPtrArray *series);

/* Of the figures with their definitions and coverage, as a spreadsheet opens it. Full reference. */
GBytes *vigie_energy_audit_figures_to_csv (const VigieEnergyResult *result,
                                           const VigieEnergyResult *before,
                                           const VigieEnergyResult *last_year,
                                           const char *place,
                                           gboolean demonstration);

/* « Remise à zéro », … Constant. */
const char *vigie_energy_audit_event_words (VigieMeterEventType type);

G_END_DECLS
