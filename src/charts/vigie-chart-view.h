/* vigie-chart-view.h: a chart with all that is around it: period, legend, table, exports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart-period.h"
#include "vigie-chart.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CHART_VIEW (vigie_chart_view_get_type ())
/* The choice of a period (24 h, 7 days, 30 days, a year, by dates), before, after, now; title; legend that shows and
 * hides; the chart, or (Ctrl+T) all its readings as a table; export as CSV (the button can be dragged out too), PNG,
 * SVG and on paper. Words for loading and for errors leave in sight what is known.
 *
 * Properties: "show-table" (gboolean, read and write); "demonstration" (gboolean, read and write): the data are
 * simulated, which all exports say. Signals: "range-changed" (gint64 from, gint64 to, µs since 1970): readings of
 * that stretch are wanted, at most some times a second; @to may be after now. "retry" (no argument): what went wrong
 * is to be tried again. Actions: "chart.export" (s: "csv", "png", "svg"), "chart.print", "chart.copy", "chart.table".
 * Tells of exports by the window's action "win.notice" (s). */
G_DECLARE_FINAL_TYPE (VigieChartView, vigie_chart_view, VIGIE, CHART_VIEW, GtkWidget)

GtkWidget *vigie_chart_view_new (void);

/* The chart itself, owned by the view: its cursor, its scheme. Series, data, range, now and link go by the view. */
VigieChart *vigie_chart_view_get_chart (VigieChartView *self);

/* Plain texts. The title stands over the chart and names the files (none: the series do); the place says on exports
 * whose readings they are: « Déchèterie de Riantec, Lorient Agglomération ». */
void vigie_chart_view_set_title (VigieChartView *self, const char *title);
void vigie_chart_view_set_place (VigieChartView *self, const char *place);
void vigie_chart_view_set_demonstration (VigieChartView *self, gboolean demonstration);

/* As the chart's functions of the same names; @aggregation is that of the measure. */
guint vigie_chart_view_add_series (VigieChartView *self,
                                   const char *name,
                                   const char *unit,
                                   VigieChartStyle style,
                                   VigieAggregation aggregation,
                                   const VigieThresholds *thresholds,
                                   VigieChartAxis axis);
void vigie_chart_view_set_data (VigieChartView *self, guint index, VigieSeries *series);
void vigie_chart_view_remove_all (VigieChartView *self);

/* The present, from the territory's clock, to be called as it goes on: a period that follows goes on with it. The
 * first call chooses the 24 hours and emits "range-changed". */
void vigie_chart_view_set_now (VigieChartView *self, VigieTime now);
void vigie_chart_view_set_link_lost (VigieChartView *self, gboolean link_lost);

/* Before it there is nothing (when the measure was installed, or first heard of); VIGIE_TIME_NONE: not known. */
void vigie_chart_view_set_earliest (VigieChartView *self, VigieTime earliest);
/* The zone of days and times; NULL (the first) is Europe/Paris. */
void vigie_chart_view_set_time_zone (VigieChartView *self, GTimeZone *zone);

/* The period. FREE with vigie_chart_view_set_days(). */
void vigie_chart_view_set_period (VigieChartView *self, VigieChartPeriodKind kind);
void vigie_chart_view_set_days (VigieChartView *self, gint64 first_day, gint64 last_day);
VigieChartPeriod vigie_chart_view_get_period (VigieChartView *self);

/* Readings are on their way; what is known stays in sight. */
void vigie_chart_view_set_loading (VigieChartView *self, gboolean loading);
/* Why they are not, in words, beside « Réessayer »; NULL: nothing is wrong. */
void vigie_chart_view_set_error (VigieChartView *self, const char *words);

gboolean vigie_chart_view_get_show_table (VigieChartView *self);
void vigie_chart_view_set_show_table (VigieChartView *self, gboolean show);

G_END_DECLS
