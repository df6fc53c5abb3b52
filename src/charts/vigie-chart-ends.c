/* vigie-chart-ends.c: what tells lines apart and where they end: marks, names, the dot of the last reading.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <math.h>

/* The dot of the last reading; the marks along a line. */
#define DOT 9
#define MARK 7

/* The narrowest plot in which lines bear their names, and how many places are tried for one. */
#define NAMED_WIDTH 420
#define TRIES 12

/* Slices in which a line is looked at under a name. */
#define SLICES 6

typedef struct
{
  double left, top, right, bottom;
} Box;

static gboolean
is_line (VigieChart *self, guint i)
{
  VigieChartSeries *series = vigie_chart_series (self, i);

  return series->visible && series->prepared != NULL && series->style != VIGIE_CHART_COLUMNS
         && vigie_decimate_get_n_points (series->prepared) > 0;
}

/* How high series @index goes between two places across: FALSE where it is not. */
static gboolean
extent_between (const VigieChartFrame *frame,
                guint index,
                double x0,
                double x1,
                double *top,
                double *bottom)
{
  VigieChart *self = frame->chart;
  VigieChartSeries *series = vigie_chart_series (self, index);
  double unit = (double) (self->range.to - self->range.from) / (frame->right - frame->left);
  double a = frame->rtl ? frame->right - x1 : x0 - frame->left;
  double b = frame->rtl ? frame->right - x0 : x1 - frame->left;
  VigieTime from = self->range.from + (VigieTime) (a * unit),
            to = self->range.from + (VigieTime) (b * unit);
  VigieStatistics figures = vigie_decimate_statistics (series->prepared, from, to + 1);

  for (guint i = 0; i < 2; i++)
    {
      /* What comes in and what leaves, where readings are far apart. */
      double value = vigie_chart_get_value (self, index, i == 0 ? from : to, NULL);

      if (isnan (value))
        continue;
      figures.min = isnan (figures.min) ? value : MIN (figures.min, value);
      figures.max = isnan (figures.max) ? value : MAX (figures.max, value);
    }
  if (isnan (figures.min))
    return FALSE;
  *top = vigie_chart_frame_y (frame, series->axis, figures.max);
  *bottom = vigie_chart_frame_y (frame, series->axis, figures.min);
  return TRUE;
}

static gboolean
is_free (const VigieChartFrame *frame, const Box *box, const Box *taken, guint n_taken)
{
  VigieChart *self = frame->chart;
  double now = self->now == VIGIE_TIME_NONE ? -INFINITY : vigie_chart_frame_x (frame, self->now);

  if (box->left < frame->left + 4 || box->right > frame->right - 4 || box->top < frame->top
      || box->bottom > frame->bottom - 8 || (box->left < now + 3 && box->right > now - 3))
    return FALSE;
  for (guint i = 0; i < n_taken; i++)
    if (box->left < taken[i].right + 6 && box->right > taken[i].left - 6
        && box->top < taken[i].bottom + 2 && box->bottom > taken[i].top - 2)
      return FALSE;
  for (guint i = 0; i < self->series->len; i++)
    {
      double slice = (box->right - box->left) / SLICES, top, bottom;

      if (!is_line (self, i))
        continue;
      for (guint k = 0; k < SLICES; k++)
        if (extent_between (frame, i, box->left + k * slice, box->left + (k + 1) * slice, &top,
                            &bottom)
            && top < box->bottom + 2 && bottom > box->top - 2)
          return FALSE;
    }
  return TRUE;
}

/* Where the limits' words are. */
static guint
limit_boxes (const VigieChartFrame *frame, Box boxes[4])
{
  const VigieChartSeries *series = vigie_chart_limits_series (frame->chart);
  double values[4], width = 9 * frame->line;
  guint n = 0;

  if (series == NULL)
    return 0;
  values[0] = series->thresholds.lowlow;
  values[1] = series->thresholds.low;
  values[2] = series->thresholds.high;
  values[3] = series->thresholds.highhigh;
  for (guint i = 0; i < 4; i++)
    if (isfinite (values[i]))
      {
        double y = vigie_chart_frame_y (frame, series->axis, values[i]);

        boxes[n++] = (Box) {frame->rtl ? frame->right - width : frame->left, y - frame->line - 4,
                            frame->rtl ? frame->right : frame->left + width, y + frame->line + 4};
      }
  return n;
}

/* A line bears its name where nothing is under it: as near to its end as there is room, above or below. */
static void
draw_names (const VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;
  Box taken[VIGIE_CHART_MAX_SERIES + 4];
  guint n_taken = limit_boxes (frame, taken);

  for (guint i = 0; i < self->series->len; i++)
    {
      const char *name = vigie_chart_series (self, i)->name;
      double width, step;
      gboolean is_placed = FALSE;

      if (!is_line (self, i))
        continue;
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, name, &width, NULL);
      step = (frame->right - frame->left - width - 8) / TRIES;
      if (step <= 0)
        continue;
      for (guint k = 0; k <= TRIES && !is_placed; k++)
        for (guint below = 0; below < 2 && !is_placed; below++)
          {
            double left
                = frame->rtl ? frame->left + 4 + k * step : frame->right - 4 - width - k * step;
            Box box = {left, 0, left + width, 0};
            double top, bottom;

            /* Its middle is over the line, not its ends: on a slope it stands apart. */
            if (!extent_between (frame, i, left, left + width, &top, &bottom)
                || bottom - top > 3 * frame->line)
              continue;
            box.top = below ? bottom + 5 : top - frame->line - 5;
            box.bottom = box.top + frame->line;
            if (!is_free (frame, &box, taken, n_taken))
              continue;
            vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_STRONG, name,
                                   left, box.top, 0, &frame->palette->fg);
            taken[n_taken++] = box;
            is_placed = TRUE;
          }
    }
}

/* Marks stand at places of time, so that they move with the line under a hand that pans. */
static void
draw_marks (const VigieChartFrame *frame, guint index)
{
  VigieChart *self = frame->chart;
  VigieChartSeries *series = vigie_chart_series (self, index);
  const GPtrArray *ticks = frame->time_axis->ticks;

  for (guint i = 0; i < ticks->len; i++)
    {
      const VigieTick *tick = g_ptr_array_index (ticks, i);
      /* Each series at its own part of the way, so that they do not stand in a row. */
      VigieTime time = tick->time + (tick->until - tick->time) / 8 * (2 * index + 1), at;
      double value;

      if (time < self->range.from || time > self->range.to)
        continue;
      value = vigie_chart_get_value (self, index, time, &at);
      if (isnan (value) || at < self->range.from || at > self->range.to)
        continue;
      if (series->style == VIGIE_CHART_STEP)
        at = time;
      vigie_chart_snapshot_shape (frame->snapshot, index, vigie_chart_frame_x (frame, at),
                                  vigie_chart_frame_y (frame, series->axis, value), MARK,
                                  vigie_chart_line_color (frame, index), NULL);
    }
}

static void
draw_end (const VigieChartFrame *frame, guint index)
{
  VigieChart *self = frame->chart;
  VigieChartSeries *series = vigie_chart_series (self, index);
  guint n = vigie_decimate_get_n_points (series->prepared);
  VigieTime time = vigie_decimate_get_times (series->prepared)[n - 1];
  double value = vigie_decimate_get_values (series->prepared)[n - 1], x, y;
  gboolean is_present = !self->link_lost
                        && (self->now == VIGIE_TIME_NONE
                            || self->now - time <= vigie_decimate_get_gap (series->prepared));

  if (time < self->range.from || time > self->range.to)
    return;
  x = vigie_chart_frame_x (frame, time);
  y = vigie_chart_frame_y (frame, series->axis, value);
  vigie_chart_snapshot_shape (frame->snapshot, index, x, y, DOT,
                              vigie_chart_line_color (frame, index), &frame->palette->card);
  /* What is no longer said is hollow. */
  if (!is_present)
    vigie_chart_snapshot_shape (frame->snapshot, index, x, y, DOT - 4, &frame->palette->card, NULL);
}

void
vigie_chart_layer_ends (const VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;
  guint n_lines = 0;

  for (guint i = 0; i < self->series->len; i++)
    n_lines += is_line (self, i);
  for (guint i = self->series->len; i-- > 0;)
    {
      if (!is_line (self, i))
        continue;
      if (n_lines > 1)
        draw_marks (frame, i);
      draw_end (frame, i);
    }
  if (n_lines > 1 && frame->right - frame->left >= NAMED_WIDTH)
    draw_names (frame);
}
