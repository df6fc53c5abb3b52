/* vigie-chart-legend.h: which line is which, and what each said last.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CHART_LEGEND (vigie_chart_legend_get_type ())
/* For each series of a chart its sign, name and last value, on as many lines as they need; a click shows or hides
 * the series, where there are several. Signal "changed" (no argument): a person did so. */
G_DECLARE_FINAL_TYPE (VigieChartLegend, vigie_chart_legend, VIGIE, CHART_LEGEND, GtkWidget)

/* A reference to @chart is taken. */
GtkWidget *vigie_chart_legend_new (VigieChart *chart);

/* Shows what the chart has @now: to be called when its series or their data are others. */
void vigie_chart_legend_update (VigieChartLegend *self, VigieTime now);

/* « 94 % », « dernier : 94 % » where it is not of now; « — » for none. Free with g_free(). */
char *vigie_chart_legend_value_words (VigieSeries *series,
                                      const char *unit,
                                      VigieTime now,
                                      gboolean link_lost);

G_END_DECLS
