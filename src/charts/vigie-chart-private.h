/* vigie-chart-private.h: what the files of the chart share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-chart.h"
#include "vigie-decimate.h"

G_BEGIN_DECLS

/* One series. */
typedef struct
{
  char *name, *unit; /* owned; unit "" if none */
  VigieChartStyle style;
  VigieAggregation aggregation;
  VigieThresholds thresholds; /* all NAN if none */
  VigieChartAxis axis;
  gboolean visible;

  VigieSeries *data; /* owned; NULL if none */
  VigieDecimate *
      prepared; /* owned; of @data, or of what was before it while that is being prepared; or NULL */
  GCancellable *preparing; /* owned; NULL when nothing is being prepared */

  /* The normalised cache: what each column of device pixels held when last drawn. */
  VigieColumn *columns; /* owned */
  guint n_columns;
  VigieSpan columns_range;
} VigieChartSeries;

struct _VigieChart
{
  GtkWidget parent_instance;

  GPtrArray *series; /* of VigieChartSeries, owned */
  VigieSpan range, limits;
  VigieTime now, cursor;
  GTimeZone *zone; /* owned; NULL: the territory's */
  gboolean link_lost;
  VigieScheme scheme;
};

VigieChartSeries *vigie_chart_series (VigieChart *self, guint index);

/* Makes all series ready to be drawn now, in this thread. */
void vigie_chart_prepare_now (VigieChart *self);

/* « du 15 au 21 nov. », « le 16 nov., de 8 h 00 à 12 h 00 »; the year where it is not that of @now (or NONE). New. */
char *vigie_chart_span_words (VigieSpan span, VigieTime now, GTimeZone *zone);

/* Draws into @width × @height at the origin. @scale device pixels a unit. @vector: for a target that is not made of
 * pixels. */
void vigie_chart_draw_all (VigieChart *self,
                           GtkSnapshot *snapshot,
                           double width,
                           double height,
                           double scale,
                           VigieScheme scheme,
                           gboolean vector);

G_END_DECLS
