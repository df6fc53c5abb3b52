/* vigie-energy-text.h: what the energy page says of its figures, beside what vigie-energy.h says. Pure.
 *
 * All texts are new (g_free()), plain, in the user's language. A zone of NULL is Europe/Paris.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"

G_BEGIN_DECLS

/* « semaine en cours, jusqu’à samedi 21 à 11 h 07 » where @now lies within the period, « pas encore commencée »
 * before it; NULL once it is over. */
char *vigie_energy_text_progress (const VigiePeriod *period, VigieTime now, GTimeZone *zone);

/* Of a week in progress, where there is little room: « depuis lundi 16, couverture 97 % »; @coverage 0 to 1, NAN where
 * there is none to tell. */
char *vigie_energy_text_since (const VigiePeriod *period, double coverage, GTimeZone *zone);

/* Of what it is made: « 44,1 sur 45,2 MWh » where both have one unit, « 12,3 t ÷ 45,2 MWh » else. NULL where the
 * figure is no ratio or is not told. */
char *vigie_energy_text_parts (VigieKpi kpi, const VigieEnergyFigure *figure);

/* The units in which numerator and denominator of a ratio are (symbols); FALSE for figures that are no ratio. */
gboolean vigie_energy_kpi_units (VigieKpi kpi, const char **numerator, const char **denominator);
/* The unit of the figure itself, "" for plain ratios. */
const char *vigie_energy_kpi_unit (VigieKpi kpi);

/* « + 12 % », « − 4 % », « 0 % » of 0,12, −0,04, 0: at most 3 digits; « n. d. » for NAN. */
char *vigie_energy_text_percent (double change);

/* A figure against the same of another period: in percent of it; of a rate in points (« + 1,2 pt »). « n. d. » where
 * either is not told or the other is 0. */
char *vigie_energy_text_change (VigieKpi kpi,
                                const VigieEnergyFigure *figure,
                                const VigieEnergyFigure *other);

/* The same in a sentence: « − 3 % sur la semaine précédente »; « + 2 % sur un an ». @other NULL: not read yet: NULL. */
char *vigie_energy_text_compared (VigieKpi kpi,
                                  const VigieEnergyFigure *figure,
                                  const VigieEnergyFigure *other,
                                  VigiePeriodUnit unit,
                                  gboolean last_year);

/* « il y a 2 min · 39 compteurs sur 41 à jour »; « à 13 h 58 · … » where not @live. @oldest VIGIE_TIME_NONE: only the
 * meters. */
char *vigie_energy_text_now (VigieTime now,
                             VigieTime oldest,
                             guint n_live,
                             guint n_meters,
                             gboolean live);

/* « Historique en cours de chargement : 40 % »; never 100 % before all is there. */
char *vigie_energy_text_loading (double loaded);

/* Why a figure of @result is not told: as vigie_figure_reason_to_words(), but for want of a past that is still being
 * loaded, or of a period that has only begun (two hours, or two steps of its coarsest meter), where that is the reason.
 * NULL if it is told. */
char *vigie_energy_text_reason (VigieKpi kpi,
                                const VigieEnergyFigure *figure,
                                const VigieEnergyResult *result);

/* A step in words: « 10 min », « 1 h ». */
char *vigie_energy_text_step (gint64 step);

/* The step of a chart's bins: « moyennes de 30 min », « énergie par jour ». */
char *vigie_energy_text_bins (const VigieTime *edges, guint n_bins);

/* The formula with the figures put in: « 44,1 MWh ÷ 45,2 MWh = 97,6 % », or its reason. */
char *vigie_energy_text_formula (VigieKpi kpi, const VigieEnergyFigure *figure);

/* Name of a flow: « Consommation », « Soutirage réseau »… Constant. */
const char *vigie_energy_flow_words (VigieFlow flow);

G_END_DECLS
