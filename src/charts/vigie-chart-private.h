/* vigie-chart-private.h: what the files of the chart share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-bins.h"
#include "vigie-chart-colors.h"
#include "vigie-chart-text.h"
#include "vigie-chart.h"
#include "vigie-decimate.h"
#include "vigie-drawn-figure.h"
#include "vigie-time-axis.h"
#include "vigie-value-axis.h"

G_BEGIN_DECLS

/* What a path in pixels depends on. */
typedef struct
{
  VigieSpan range;
  double left, top, right, bottom, low, high;
  VigieTime now;
  gboolean rtl;
} VigieChartPlace;

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

  /* The normalised cache: what each column of device pixels held when last drawn, and the bins around it. */
  VigieColumn *columns; /* owned */
  guint n_columns;
  VigieSpan columns_range;
  GskPath *path; /* owned; where few points are drawn as one, for @path_place */
  VigieChartPlace path_place;
  GdkTexture *picture; /* owned; where many points are drawn as columns, for what follows */
  VigieChartPlace picture_place;
  gboolean picture_lost;
  GArray *
      sticks; /* owned; of graphene_rect_t: what stands out of the picture above and below, from the plot's top left */
  guint picture_first; /* its top, in device pixels below the top of the plot */
  GArray *bins;        /* owned, of VigieBin */
  VigieTickUnit bins_unit;
  VigieSpan bins_range;
  VigieTime bins_now;
} VigieChartSeries;

/* Where the parts of a drawing lie, in logical pixels, and what it is drawn with. */
struct _VigieChartFrame
{
  VigieChart *chart; /* NULL in drawings of other figures, which use what asks for none */
  gpointer owner;    /* such a figure, for what it is called back with */
  VigieSpan range;
  VigieTime now;
  VigieChartHatch *hatch; /* not needed where @vector */
  GtkSnapshot *snapshot;
  double width, height;
  double scale; /* device pixels each */
  gboolean vector;
  gboolean rtl; /* time runs from right to left, the first axis is on the right */
  VigieScheme scheme;
  const VigiePalette *palette;
  const VigieChartColors *colors;
  VigieChartText *text;
  double line; /* height of a text */

  double left, top, right, bottom; /* of the plot */
  gboolean has_axis[2];
  gboolean is_empty[2]; /* no value is on the axis: it says none */
  VigieValueAxis axes[2];
  VigieTimeAxis *time_axis; /* owned */
  VigieTickUnit bins_unit;
};

struct _VigieChart
{
  GtkWidget parent_instance;

  GPtrArray *series; /* of VigieChartSeries, owned */
  VigieSpan range, limits;
  VigieTime now, cursor;
  GTimeZone *zone; /* owned; NULL: the territory's */
  gboolean link_lost;
  VigieScheme scheme;

  VigieChartText *text;   /* owned; NULL until drawn */
  GskPath *mark_paths[2]; /* owned; of limits, for @mark_size */
  double mark_size;
  VigieChartHatch hatch;
  double plot_left, plot_right; /* where the plot was when last drawn, for the pointer */
  gboolean rtl;
  guint describe_id; /* idle source that tells the summary, or 0 */

  /* Input. */
  VigieSpan gesture_range;
  double pointer_x, scroll_x;
  gboolean pointer_in, cursor_by_keys;
};

VigieChartSeries *vigie_chart_series (VigieChart *self, guint index);

void vigie_chart_series_free (VigieChartSeries *series);

/* What is drawn, and described, is another. */
void vigie_chart_changed (VigieChart *self);

/* Makes all series ready to be drawn, large ones off the main thread. */
void vigie_chart_prepare (VigieChart *self);

/* The same now, in this thread. */
void vigie_chart_prepare_now (VigieChart *self);

/* « du 15 au 21 nov. », « le 16 nov., de 8 h 00 à 12 h 00 »; the year where it is not that of @now (or NONE). New. */
char *vigie_chart_span_words (VigieSpan span, VigieTime now, GTimeZone *zone);

/* When a value is of: « lun. 16 nov., 13 h 04 »; for bins « lun. 16 nov. », « semaine du 16 nov. », « nov. 2026 ».
 * @unit is what it stands for (SECOND: an instant with its seconds, MINUTE: an instant). New. */
char *vigie_chart_moment_words (VigieChart *self, VigieTime time, VigieTickUnit unit);

/* What the cursor is at: the unit to tell it in, and the instant told. FALSE without a cursor. */
gboolean vigie_chart_cursor_moment (VigieChart *self, VigieTime *time, VigieTickUnit *unit);

/* The cursor's moment and values as a sentence. New; NULL without a cursor. */
char *vigie_chart_cursor_words (VigieChart *self);

/* What a value of series @index is in words: with its unit, « — » for NaN. New. */
char *vigie_chart_value_words (VigieChart *self, guint index, double value);

/* The bins of @series around the range, from its cache. NULL if it has no data. */
GArray *vigie_chart_series_bins (VigieChart *self, VigieChartSeries *series, VigieTickUnit unit);

/* The unit of bins over a chart @width wide; 0: over the one on screen. */
VigieTickUnit vigie_chart_bins_unit (VigieChart *self, double width);

/* Draws into @width × @height at the origin. @scale device pixels a unit. @vector: for a target that is not made of
 * pixels, without cursor. */
void vigie_chart_draw_all (VigieChart *self,
                           GtkSnapshot *snapshot,
                           double width,
                           double height,
                           double scale,
                           VigieScheme scheme,
                           gboolean vector);

/* Places in a frame. */
double vigie_chart_frame_x (const VigieChartFrame *frame, VigieTime time);
double vigie_chart_frame_y (const VigieChartFrame *frame, VigieChartAxis axis, double value);
VigieTime vigie_chart_time_at (VigieChart *self, double x);

/* On the grid of device pixels, so that lines are crisp. */
float vigie_chart_frame_snap (const VigieChartFrame *frame, double at);

/* A dashed line from @x0, @y0 to the right or, where not @is_level, down. */
void vigie_chart_frame_dashes (const VigieChartFrame *frame,
                               double x0,
                               double y0,
                               double length,
                               gboolean is_level,
                               double width,
                               double dash,
                               const GdkRGBA *color);

/* Lines at 45°. */
void vigie_chart_frame_hatch (const VigieChartFrame *frame, const graphene_rect_t *bounds);

/* A row of the cursor's card; @value is owned by the caller. */
typedef struct
{
  const char *name;
  const char *value;
  int sign; /* index, or -1: none */
} VigieChartCardRow;

/* The card beside the cursor's line at @x: @title over @rows, whose signs @draw_sign draws at the origin. */
void vigie_chart_frame_card (
    const VigieChartFrame *frame,
    double x,
    const char *title,
    const VigieChartCardRow *rows,
    guint n_rows,
    void (*draw_sign) (const VigieChartFrame *frame, guint index, double width, double height));

/* A text that stands over data, on a piece of card. */
void vigie_chart_frame_label (const VigieChartFrame *frame,
                              VigieChartTextStyle style,
                              const char *text,
                              double x,
                              double y,
                              double align,
                              const GdkRGBA *color);

/* The colour of a series' line: dim while the link is lost. */
const GdkRGBA *vigie_chart_line_color (const VigieChartFrame *frame, guint index);

/* The layers, from the back to the front. */
void vigie_chart_layer_voids (const VigieChartFrame *frame);
void vigie_chart_layer_void_words (const VigieChartFrame *frame);
void vigie_chart_layer_axes (const VigieChartFrame *frame);
void vigie_chart_layer_limits (const VigieChartFrame *frame);
void vigie_chart_layer_limit_words (const VigieChartFrame *frame);
void vigie_chart_layer_now (const VigieChartFrame *frame);
void vigie_chart_layer_series (const VigieChartFrame *frame);
void vigie_chart_layer_ends (const VigieChartFrame *frame);
void vigie_chart_layer_cursor (const VigieChartFrame *frame);

/* The limits of the first visible series that has some, by axis; FALSE if none. */
const VigieChartSeries *vigie_chart_limits_series (VigieChart *self);

/* Pointer, wheel, touch and keys. */
void vigie_chart_input_init (VigieChart *self);

G_END_DECLS
