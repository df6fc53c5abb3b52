/* vigie-chart-draw.c: where the parts of a chart lie, and the order in which they are drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <math.h>

/* Room between labels and plot, and at the plot's free end. */
#define LABEL_ROOM 8
#define END_ROOM 14

/* The narrowest column of an amount. */
#define LEAST_BIN 14

/* What value axes take of the width, about; and the plot's width before there is one. */
#define AXES_WIDTH 60
#define USUAL_WIDTH 600

/* A limit is on the axis if it leaves the data at least this share of its height. */
#define DATA_SHARE (1 / 6.)

/* ---- Places ---- */

double
vigie_chart_frame_x (const VigieChartFrame *frame, VigieTime time)
{
  VigieSpan range = frame->range;
  double place = (double) (time - range.from) / (double) (range.to - range.from);

  if (frame->rtl)
    place = 1 - place;
  return frame->left + place * (frame->right - frame->left);
}

double
vigie_chart_frame_y (const VigieChartFrame *frame, VigieChartAxis axis, double value)
{
  const VigieValueAxis *scale = &frame->axes[axis];

  /* Halves first: the ends may be as far apart as numbers go. */
  return frame->bottom
         - (value / 2 - scale->from / 2) / (scale->to / 2 - scale->from / 2)
               * (frame->bottom - frame->top);
}

VigieTime
vigie_chart_time_at (VigieChart *self, double x)
{
  double place = self->plot_right > self->plot_left
                     ? (x - self->plot_left) / (self->plot_right - self->plot_left)
                     : 0;

  if (self->rtl)
    place = 1 - place;
  place = CLAMP (place, 0, 1);
  return self->range.from + (VigieTime) (place * (double) (self->range.to - self->range.from));
}

/* ---- Bins ---- */

VigieTickUnit
vigie_chart_bins_unit (VigieChart *self, double width)
{
  if (width <= 0)
    width = gtk_widget_get_width (GTK_WIDGET (self));
  return vigie_bins_unit (self->range.from, self->range.to,
                          width > 0 ? MAX (width - AXES_WIDTH, 1) : USUAL_WIDTH, LEAST_BIN);
}

GArray *
vigie_chart_series_bins (VigieChart *self, VigieChartSeries *series, VigieTickUnit unit)
{
  gint64 length = self->range.to - self->range.from;
  VigieTime now = self->now == VIGIE_TIME_NONE ? VIGIE_TIME_NONE : self->now / VIGIE_MINUTE;

  if (series->prepared == NULL)
    return NULL;
  if (series->bins != NULL && series->bins_unit == unit && series->bins_now == now
      && series->bins_range.from <= self->range.from && series->bins_range.to >= self->range.to)
    return series->bins;
  g_clear_pointer (&series->bins, g_array_unref);
  /* As much again on both sides, so that a hand that pans does not count anew at each frame. */
  series->bins_range.from = MAX (self->range.from - length, -VIGIE_CHART_TIME_MAX);
  series->bins_range.to = MIN (self->range.to + length, VIGIE_CHART_TIME_MAX);
  series->bins_unit = unit;
  series->bins_now = now;
  series->bins
      = vigie_bins_new (series->prepared, series->aggregation, unit, series->bins_range.from,
                        series->bins_range.to, self->now, self->zone);
  return series->bins;
}

/* ---- Layout ---- */

static void
widen (double *min, double *max, double value)
{
  if (!isfinite (value))
    return;
  *min = MIN (*min, value);
  *max = MAX (*max, value);
}

const VigieChartSeries *
vigie_chart_limits_series (VigieChart *self)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      const VigieChartSeries *series = vigie_chart_series (self, i);
      const VigieThresholds *limits = &series->thresholds;

      if (series->visible && series->style != VIGIE_CHART_COLUMNS
          && (isfinite (limits->lowlow) || isfinite (limits->low) || isfinite (limits->high)
              || isfinite (limits->highhigh)))
        return series;
    }
  return NULL;
}

/* The lowest and the highest value in view. */
static void
extend_by_series (VigieChart *self,
                  VigieChartSeries *series,
                  VigieTickUnit bins_unit,
                  double *min,
                  double *max)
{
  if (series->style == VIGIE_CHART_COLUMNS)
    {
      GArray *bins = vigie_chart_series_bins (self, series, bins_unit);

      for (guint i = 0; bins != NULL && i < bins->len; i++)
        {
          const VigieBin *bin = &g_array_index (bins, VigieBin, i);

          if (bin->to > self->range.from && bin->from < self->range.to)
            widen (min, max, bin->amount);
        }
    }
  else
    {
      VigieStatistics figures
          = vigie_decimate_statistics (series->prepared, self->range.from, self->range.to + 1);
      guint begin = vigie_decimate_find (series->prepared, self->range.from);

      widen (min, max, figures.min);
      widen (min, max, figures.max);
      /* A line or a step that comes in from before the range. */
      if (begin > 0
          && (vigie_decimate_is_joined (series->prepared, begin)
              || (series->style == VIGIE_CHART_STEP
                  && vigie_decimate_holds_until (series->prepared, begin - 1, self->now)
                         > self->range.from)))
        {
          if (figures.n == 0 || series->style == VIGIE_CHART_STEP)
            widen (min, max, vigie_decimate_get_values (series->prepared)[begin - 1]);
          if (figures.n == 0 && begin < vigie_decimate_get_n_points (series->prepared))
            widen (min, max, vigie_decimate_get_values (series->prepared)[begin]);
        }
    }
}

static void
make_value_axis (VigieChartFrame *frame, VigieChartAxis axis)
{
  VigieChart *self = frame->chart;
  const VigieChartSeries *limits = vigie_chart_limits_series (self);
  double min = INFINITY, max = -INFINITY, data, room = frame->height / frame->line;
  const char *unit = NULL;
  VigieValueAxisFlags flags = VIGIE_VALUE_AXIS_NONE;
  gboolean is_whole = TRUE;

  for (guint i = 0; i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);

      if (series->axis != axis || !series->visible)
        continue;
      frame->has_axis[axis] = TRUE;
      if (unit == NULL)
        unit = series->unit;
      if (series->style == VIGIE_CHART_COLUMNS)
        flags |= VIGIE_VALUE_AXIS_ZERO;
      is_whole = is_whole && series->style == VIGIE_CHART_STEP && *series->unit == '\0';
      if (series->prepared != NULL)
        extend_by_series (self, series, frame->bins_unit, &min, &max);
    }
  if (!frame->has_axis[axis])
    return;
  frame->is_empty[axis] = min > max;
  if (is_whole && min == floor (min) && max == floor (max))
    flags |= VIGIE_VALUE_AXIS_WHOLE;
  data = MAX (max - min, 0.04 * MAX (fabs (max), fabs (min)));
  if (limits != NULL && limits->axis == axis && isfinite (data) && data > 0)
    {
      double values[] = {limits->thresholds.low, limits->thresholds.high, limits->thresholds.lowlow,
                         limits->thresholds.highhigh};

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        if (isfinite (values[i])
            && data >= (MAX (max, values[i]) - MIN (min, values[i])) * DATA_SHARE)
          widen (&min, &max, values[i]);
    }
  /* 4 lines, fewer where there is no room, so that labels never touch. */
  frame->axes[axis] = vigie_value_axis (min, max, unit, room < 8 ? 2 : room < 11 ? 3 : 4, flags);
}

static double
labels_width (const VigieChartFrame *frame, VigieChartAxis axis)
{
  double widest = 0, width;

  for (guint i = 0; i < frame->axes[axis].n_ticks; i++)
    {
      g_autofree char *label = vigie_value_axis_label (&frame->axes[axis], i);

      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, label, &width, NULL);
      widest = MAX (widest, width);
    }
  return ceil (widest);
}

static void
lay_out (VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;
  double first, second;

  frame->line = vigie_chart_text_get_height (frame->text);
  frame->bins_unit = vigie_chart_bins_unit (self, frame->width);
  make_value_axis (frame, VIGIE_CHART_AXIS_LEFT);
  make_value_axis (frame, VIGIE_CHART_AXIS_RIGHT);
  /* An empty chart has a time axis all the same. */
  frame->top = ceil (frame->line + 6);
  frame->bottom = MAX (floor (frame->height - frame->line - 8), frame->top + 1);
  first = frame->has_axis[0] ? labels_width (frame, 0) + LABEL_ROOM : END_ROOM;
  second = frame->has_axis[1] ? labels_width (frame, 1) + LABEL_ROOM : END_ROOM;
  frame->left = frame->rtl ? second : first;
  frame->right = MAX (frame->width - (frame->rtl ? first : second), frame->left + 1);
  frame->time_axis
      = vigie_time_axis_new (self->range.from, self->range.to, self->zone,
                             frame->right - frame->left, vigie_chart_text_get_em (frame->text));
}

void
vigie_chart_draw_all (VigieChart *self,
                      GtkSnapshot *snapshot,
                      double width,
                      double height,
                      double scale,
                      VigieScheme scheme,
                      gboolean vector)
{
  VigieChartFrame frame = {
      .chart = self,
      .range = self->range,
      .now = self->now,
      .hatch = &self->hatch,
      .snapshot = snapshot,
      .width = width,
      .height = height,
      .scale = scale,
      .vector = vector,
      .scheme = scheme,
      .palette = vigie_palette_get (scheme),
      .colors = vigie_chart_colors_get (scheme),
      .rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL,
  };
  graphene_rect_t plot;

  if (width < 40 || height < 40)
    return;
  if (vector)
    frame.text = vigie_chart_text_new (NULL);
  else
    {
      if (self->text == NULL)
        self->text = vigie_chart_text_new (GTK_WIDGET (self));
      frame.text = self->text;
    }
  lay_out (&frame);
  if (!vector)
    {
      self->plot_left = frame.left;
      self->plot_right = frame.right;
      self->rtl = frame.rtl;
    }

  /* A line at the very top or bottom has its whole width. */
  plot = GRAPHENE_RECT_INIT ((float) frame.left, (float) frame.top - 2,
                             (float) (frame.right - frame.left),
                             (float) (frame.bottom - frame.top) + 4);
  vigie_chart_layer_voids (&frame);
  vigie_chart_layer_axes (&frame);
  vigie_chart_layer_limits (&frame);
  gtk_snapshot_push_clip (snapshot, &plot);
  vigie_chart_layer_series (&frame);
  gtk_snapshot_pop (snapshot);
  vigie_chart_layer_now (&frame);
  vigie_chart_layer_void_words (&frame);
  vigie_chart_layer_limit_words (&frame);
  vigie_chart_layer_ends (&frame);
  if (!vector)
    vigie_chart_layer_cursor (&frame);

  vigie_time_axis_free (frame.time_axis);
  if (vector)
    vigie_chart_text_free (frame.text);
}
