/* vigie-chart.h: readings drawn over time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-chart-range.h"
#include "vigie-palette.h"
#include "vigie-series.h"
#include "vigie-values.h"

G_BEGIN_DECLS

/* How a series is drawn. */
typedef enum
{
  VIGIE_CHART_LINE,    /* what varies steadily: temperature, power */
  VIGIE_CHART_STEP,    /* what holds until the next reading: states, counts */
  VIGIE_CHART_COLUMNS, /* amounts per hour, day, week or month, whichever suits the range */
} VigieChartStyle;

/* The two value axes. Series of an axis share its scale and its unit; the first one added gives the unit. */
typedef enum
{
  VIGIE_CHART_AXIS_LEFT,
  VIGIE_CHART_AXIS_RIGHT,
} VigieChartAxis;

/* More would not be told apart. */
#define VIGIE_CHART_MAX_SERIES 4

#define VIGIE_TYPE_CHART (vigie_chart_get_type ())
G_DECLARE_FINAL_TYPE (VigieChart, vigie_chart, VIGIE, CHART, GtkWidget)

/* Properties: "range" (boxed VIGIE_TYPE_SPAN, read and write), "link-lost", "scheme".
 * Signal "cursor-moved" (no argument): the cursor's time is another, or its values are; see
 * vigie_chart_get_cursor() and vigie_chart_get_value(). */
GtkWidget *vigie_chart_new (void);

/* ---- Series ---- */

/* Adds a series without data, visible. @name is plain text (« Température de salle »); @unit a symbol, NULL or "" if
 * none; @thresholds is copied, NULL for none: its limits are drawn. Gives its index; at most VIGIE_CHART_MAX_SERIES. */
guint vigie_chart_add_series (VigieChart *self,
                              const char *name,
                              const char *unit,
                              VigieChartStyle style,
                              const VigieThresholds *thresholds,
                              VigieChartAxis axis);
guint vigie_chart_get_n_series (VigieChart *self);

/* What the numbers of a series are; COLUMNS are amounts of INTERVAL and CUMULATIVE ones and means of INSTANT ones (the
 * default). It has no effect on lines and steps. */
void vigie_chart_set_aggregation (VigieChart *self, guint index, VigieAggregation aggregation);

/* What is known of it, or NULL. Takes a reference. A large series is prepared off the main thread, and what was drawn
 * stays until it is ready. */
void vigie_chart_set_data (VigieChart *self, guint index, VigieSeries *series);
VigieSeries *vigie_chart_get_data (VigieChart *self,
                                   guint index); /* owned by the chart; may be NULL */

void vigie_chart_set_series_visible (VigieChart *self, guint index, gboolean visible);
gboolean vigie_chart_get_series_visible (VigieChart *self, guint index);
const char *vigie_chart_get_series_name (VigieChart *self, guint index); /* owned by the chart */
const char *vigie_chart_get_series_unit (VigieChart *self, guint index); /* "" if none */
VigieChartStyle vigie_chart_get_series_style (VigieChart *self, guint index);

/* Draws the sign by which a series is told from the others (line and shape, or a column) into @width × @height at the
 * origin, for a legend. @scheme AUTO is light. */
void vigie_chart_snapshot_sign (VigieChart *self,
                                guint index,
                                GtkSnapshot *snapshot,
                                double width,
                                double height,
                                VigieScheme scheme);

/* Removes all series, keeping the range. */
void vigie_chart_remove_all (VigieChart *self);

/* ---- Time ---- */

/* The stretch shown, first the last 24 hours before 1970; kept within the limits, and at least
 * VIGIE_CHART_RANGE_MIN long. Notifies "range" if it is another, whoever moved it. */
VigieSpan vigie_chart_get_range (VigieChart *self);
void vigie_chart_set_range (VigieChart *self, VigieTime from, VigieTime to);

/* How far a person may zoom out and pan; double click and 0 show all of it. The range is moved within.
 * First: all of time. */
void vigie_chart_set_limits (VigieChart *self, VigieTime from, VigieTime to);
VigieSpan vigie_chart_get_limits (VigieChart *self);

/* The present: marked « maint. », nothing is drawn after it, and ages are told from it. VIGIE_TIME_NONE (the
 * first) for none. The range does not follow it. */
void vigie_chart_set_now (VigieChart *self, VigieTime now);

/* The zone of the time axis; NULL (the first) is Europe/Paris. */
void vigie_chart_set_time_zone (VigieChart *self, GTimeZone *zone);

/* ---- Cursor ---- */

/* The instant pointed at, or VIGIE_TIME_NONE. It is always within the range. */
VigieTime vigie_chart_get_cursor (VigieChart *self);
void vigie_chart_set_cursor (VigieChart *self, VigieTime time);

/* The value of a series at @time as the cursor's card shows it: the nearest reading for a line (within half its gap),
 * the one that holds for a step, the bin for columns. *@reading_time (may be NULL) is that reading's own time, the
 * bin's begin for columns. NAN and VIGIE_TIME_NONE within a gap, past now, or before it is known. */
double
vigie_chart_get_value (VigieChart *self, guint index, VigieTime time, VigieTime *reading_time);

/* ---- Look ---- */

/* The link is lost: what is shown is the last known state; lines are dim and dashed. */
void vigie_chart_set_link_lost (VigieChart *self, gboolean link_lost);
gboolean vigie_chart_get_link_lost (VigieChart *self);

/* AUTO (the first) follows the widget's style. */
void vigie_chart_set_scheme (VigieChart *self, VigieScheme scheme);
VigieScheme vigie_chart_get_scheme (VigieChart *self);

/* ---- Words and pictures ---- */

/* What the range shows, in words, a sentence per visible series: « Température de salle, du 15 au 21 nov. : de 18,2 à
 * 26,4 °C, moyenne 22,1 °C, dernière 24,6 °C il y a 4 min ; 1 interruption de 3 h 00 ». Free with g_free(). */
char *vigie_chart_summarize (VigieChart *self);

/* Draws the chart without its cursor, @width × @height logical pixels, on its own (no widget's style is asked), with
 * a background of the scheme's card where @scheme is not AUTO; AUTO is light without background. All data are there,
 * whatever their size: it may take longer than a frame. The cairo form stays vector on vector targets. */
void vigie_chart_draw (VigieChart *self,
                       GtkSnapshot *snapshot,
                       double width,
                       double height,
                       VigieScheme scheme);
void vigie_chart_draw_cairo (VigieChart *self,
                             cairo_t *cr,
                             double width,
                             double height,
                             VigieScheme scheme);

G_END_DECLS
