/* vigie-chart-lines.c: the data: lines, steps, columns, and where they end.
 *
 * Few points are a path, smooth at any slope; many are one rectangle for each column of device pixels, from the lowest to the
 * highest of its readings, at a tenth of a path's cost, and with every peak. A target that is not made of pixels
 * always gets paths.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <math.h>

/* Points for each column of pixels up to which a path is drawn. */
#define PATH_SHARE 0.25

/* Columns for each unit of a target that is not made of pixels. */
#define VECTOR_DENSITY 2

/* Where the link is lost: so many pixels of line, so many of faint line. */
#define LOST_DASH 7
#define LOST_GAP 5

/* The dot of the last reading. */
#define DOT 9

static guint
index_of (const VigieChartFrame *frame, const VigieChartSeries *series)
{
  guint index = 0;

  g_ptr_array_find (frame->chart->series, series, &index);
  return index;
}

static const GdkRGBA *
line_color (const VigieChartFrame *frame, guint index)
{
  if (frame->chart->link_lost && index == 0)
    return &frame->palette->dim;
  return &frame->colors->series[index];
}

/* ---- As columns of pixels ---- */

static const VigieColumn *
columns_of (const VigieChartFrame *frame, VigieChartSeries *series, guint n)
{
  VigieSpan range = frame->chart->range;

  if (series->columns != NULL && series->n_columns == n && series->columns_range.from == range.from
      && series->columns_range.to == range.to)
    return series->columns;
  series->columns = g_renew (VigieColumn, series->columns, n);
  series->n_columns = n;
  series->columns_range = range;
  vigie_decimate_columns (series->prepared, range.from, range.to, n, series->columns);
  return series->columns;
}

/* A run of columns that look the same, not drawn yet. */
typedef struct
{
  const VigieChartFrame *frame;
  const VigieChartSeries *series;
  const GdkRGBA *color;
  GdkRGBA faint;
  double weight, step; /* width of a column */
  guint begin, end;
  double low, high;
} Pen;

static void
pen_flush (Pen *pen)
{
  const VigieChartFrame *frame = pen->frame;
  double top, bottom, x0, x1;
  const GdkRGBA *color = pen->color;

  if (pen->begin == pen->end)
    return;
  top = vigie_chart_frame_y (frame, pen->series->axis, pen->high) - pen->weight / 2;
  bottom = vigie_chart_frame_y (frame, pen->series->axis, pen->low) + pen->weight / 2;
  x0 = frame->left + pen->begin * pen->step;
  x1 = frame->left + pen->end * pen->step;
  if (frame->rtl)
    {
      double swapped = x0;

      x0 = frame->left + frame->right - x1;
      x1 = frame->left + frame->right - swapped;
    }
  if (frame->chart->link_lost && fmod (pen->begin * pen->step, LOST_DASH + LOST_GAP) >= LOST_DASH)
    color = &pen->faint;
  gtk_snapshot_append_color (
      frame->snapshot, color,
      &GRAPHENE_RECT_INIT ((float) x0, (float) top, (float) (x1 - x0), (float) (bottom - top)));
  pen->begin = pen->end;
}

/* Draws column @c from @low to @high, with the one before if it looks the same. */
static void
pen_column (Pen *pen, guint c, double low, double high)
{
  if (pen->begin < pen->end && pen->end == c && pen->low == low && pen->high == high
      && !pen->frame->chart->link_lost)
    {
      pen->end = c + 1;
      return;
    }
  pen_flush (pen);
  pen->begin = c;
  pen->end = c + 1;
  pen->low = low;
  pen->high = high;
}

static void
draw_as_columns (const VigieChartFrame *frame, VigieChartSeries *series, guint index)
{
  guint n = (guint) MAX ((frame->right - frame->left) * frame->scale, 1), before = 0;
  const VigieColumn *columns = columns_of (frame, series, n);
  gboolean has_before = FALSE, is_step = series->style == VIGIE_CHART_STEP;
  double last = NAN, low = NAN, high = NAN; /* of column @before, which is not drawn yet */
  Pen pen = {.frame = frame,
             .series = series,
             .color = line_color (frame, index),
             .weight = vigie_chart_series_weight (index),
             .step = (frame->right - frame->left) / n};

  pen.faint = *pen.color;
  pen.faint.alpha = 0.4f;
  for (guint c = 0; c < n; c++)
    {
      const VigieColumn *column = &columns[c];
      double min = column->min, max = column->max;

      if (column->begin == column->end)
        continue;
      if (has_before && column->joined)
        {
          guint apart = c - before;

          if (is_step)
            {
              /* It holds, then rises or falls. */
              pen_column (&pen, before, low, high);
              for (guint k = before + 1; k < c; k++)
                pen_column (&pen, k, last, last);
              min = MIN (min, last);
              max = MAX (max, last);
            }
          else
            {
              /* The line between, cut where columns meet. */
              double rise = column->first - last, at = last + rise / (2. * apart);

              pen_column (&pen, before, MIN (low, at), MAX (high, at));
              for (guint k = 1; k < apart; k++)
                {
                  double next = last + rise * ((k + 0.5) / apart);

                  pen_column (&pen, before + k, MIN (at, next), MAX (at, next));
                  at = next;
                }
              min = MIN (min, at);
              max = MAX (max, at);
            }
        }
      else if (has_before)
        pen_column (&pen, before, low, high);
      has_before = TRUE;
      before = c;
      low = min;
      high = max;
      last = column->last;
    }
  if (has_before)
    pen_column (&pen, before, low, high);
  pen_flush (&pen);
}

/* ---- As a path ---- */

static void
stroke_path (const VigieChartFrame *frame, GskPathBuilder *builder, guint index, gboolean halo)
{
  g_autoptr (GskPath) path = gsk_path_builder_free_to_path (builder);
  g_autoptr (GskStroke) stroke = gsk_stroke_new ((float) vigie_chart_series_weight (index));

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  if (halo)
    {
      g_autoptr (GskStroke) wide = gsk_stroke_new ((float) vigie_chart_series_weight (index) + 3);

      gsk_stroke_set_line_join (wide, GSK_LINE_JOIN_ROUND);
      gtk_snapshot_append_stroke (frame->snapshot, path, wide, &frame->palette->card);
    }
  if (frame->chart->link_lost)
    {
      gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_BUTT);
      gsk_stroke_set_dash (stroke, (const float[]) {LOST_DASH, LOST_GAP}, 2);
    }
  gtk_snapshot_append_stroke (frame->snapshot, path, stroke, line_color (frame, index));
}

static void
dot (const VigieChartFrame *frame, double x, double y, guint index)
{
  double weight = vigie_chart_series_weight (index) + 1;

  gtk_snapshot_append_color (frame->snapshot, line_color (frame, index),
                             &GRAPHENE_RECT_INIT ((float) (x - weight / 2),
                                                  (float) (y - weight / 2), (float) weight,
                                                  (float) weight));
}

static gboolean
has_columns (VigieChart *self)
{
  for (guint i = 0; i < self->series->len; i++)
    if (vigie_chart_series (self, i)->visible
        && vigie_chart_series (self, i)->style == VIGIE_CHART_COLUMNS)
      return TRUE;
  return FALSE;
}

static void
draw_as_path (const VigieChartFrame *frame,
              VigieChartSeries *series,
              guint index,
              guint begin,
              guint end)
{
  VigieChart *self = frame->chart;
  const VigieTime *times = vigie_decimate_get_times (series->prepared);
  const double *values = vigie_decimate_get_values (series->prepared);
  guint n = vigie_decimate_get_n_points (series->prepared);
  gboolean is_step = series->style == VIGIE_CHART_STEP;
  GskPathBuilder *builder = gsk_path_builder_new ();

  /* The line comes in from before the range and leaves after it. */
  if (begin > 0)
    begin--;
  end = MIN (end + 1, n);
  for (guint i = begin; i < end; i++)
    {
      float x = (float) vigie_chart_frame_x (frame, times[i]);
      float y = (float) vigie_chart_frame_y (frame, series->axis, values[i]);
      gboolean comes_in = i > begin && vigie_decimate_is_joined (series->prepared, i);

      if (!comes_in)
        gsk_path_builder_move_to (builder, x, y);
      else if (!is_step)
        gsk_path_builder_line_to (builder, x, y);
      else
        {
          gsk_path_builder_line_to (
              builder, x, (float) vigie_chart_frame_y (frame, series->axis, values[i - 1]));
          gsk_path_builder_line_to (builder, x, y);
        }
      if (i + 1 < n && vigie_decimate_is_joined (series->prepared, i + 1))
        continue;
      if (is_step)
        {
          VigieTime until = vigie_decimate_holds_until (series->prepared, i, self->now);

          gsk_path_builder_line_to (builder, (float) vigie_chart_frame_x (frame, until), y);
        }
      else if (!comes_in)
        dot (frame, x, y, index); /* alone: no line would show it */
    }
  stroke_path (frame, builder, index, !is_step && has_columns (self));
}

/* Many points on a target without pixels: first, lowest, highest and last of each column. */
static void
draw_as_envelope (const VigieChartFrame *frame, VigieChartSeries *series, guint index)
{
  VigieChart *self = frame->chart;
  guint n = (guint) MAX ((frame->right - frame->left) * VECTOR_DENSITY, 1);
  g_autofree VigieColumn *columns = g_new (VigieColumn, n);
  GskPathBuilder *builder = gsk_path_builder_new ();
  double step = (frame->right - frame->left) / n;
  double last = NAN;

  vigie_decimate_columns (series->prepared, self->range.from, self->range.to, n, columns);
  for (guint c = 0; c < n; c++)
    {
      const VigieColumn *column = &columns[c];
      double values[4] = {column->first, column->min, column->max, column->last};
      double x = frame->left + (c + 0.5) * step;

      if (column->begin == column->end)
        continue;
      if (frame->rtl)
        x = frame->left + frame->right - x;
      for (guint i = 0; i < 4; i++)
        {
          float y = (float) vigie_chart_frame_y (frame, series->axis, values[i]);

          if (i == 0 && !column->joined)
            {
              gsk_path_builder_move_to (builder, (float) x, y);
              if (column->end - column->begin == 1)
                dot (frame, x, y, index);
              continue;
            }
          if (i == 0 && series->style == VIGIE_CHART_STEP)
            gsk_path_builder_line_to (builder, (float) x,
                                      (float) vigie_chart_frame_y (frame, series->axis, last));
          if (i == 0 || values[i] != values[i - 1])
            gsk_path_builder_line_to (builder, (float) x, y);
        }
      last = column->last;
    }
  stroke_path (frame, builder, index, FALSE);
}

/* ---- Amounts ---- */

static void
draw_amounts (const VigieChartFrame *frame, VigieChartSeries *series, guint index)
{
  VigieChart *self = frame->chart;
  GArray *bins = vigie_chart_series_bins (self, series, frame->bins_unit);
  guint n_beside = 0, place = 0;
  double zero = vigie_chart_frame_y (frame, series->axis, 0);

  for (guint i = 0; i < self->series->len; i++)
    {
      const VigieChartSeries *other = vigie_chart_series (self, i);

      if (!other->visible || other->style != VIGIE_CHART_COLUMNS)
        continue;
      if (other == series)
        place = n_beside;
      n_beside++;
    }
  for (guint i = 0; bins != NULL && i < bins->len; i++)
    {
      const VigieBin *bin = &g_array_index (bins, VigieBin, i);
      double a = vigie_chart_frame_x (frame, bin->from), b = vigie_chart_frame_x (frame, bin->to);
      double left = MIN (a, b), width = fabs (b - a), room = CLAMP (width * 0.2, 2, 12), y, part;
      float x0, x1, top, bottom;
      GdkRGBA color = frame->colors->fills[index];

      if (isnan (bin->amount) || bin->to <= self->range.from || bin->from >= self->range.to)
        continue;
      part = (width - room) / n_beside;
      left += room / 2 + (frame->rtl ? n_beside - 1 - place : place) * part;
      y = vigie_chart_frame_y (frame, series->axis, bin->amount);
      x0 = (float) (round (left * frame->scale) / frame->scale);
      x1 = (float) (round ((left + part - (n_beside > 1 ? 1 : 0)) * frame->scale) / frame->scale);
      top = (float) (round (MIN (y, zero) * frame->scale) / frame->scale);
      bottom = (float) (round (MAX (y, zero) * frame->scale) / frame->scale);
      /* 0 that was measured is seen as well. */
      if (bottom - top < 1)
        top = bottom - 1;
      if (bin->partial || self->link_lost)
        {
          GdkRGBA edge = color;

          /* Not over yet: what there is so far is light, under a full edge. */
          color.alpha = 0.4f;
          gtk_snapshot_append_color (frame->snapshot, &edge,
                                     &GRAPHENE_RECT_INIT (x0, top, x1 - x0, MIN (2, bottom - top)));
        }
      gtk_snapshot_append_color (frame->snapshot, &color,
                                 &GRAPHENE_RECT_INIT (x0, top, x1 - x0, bottom - top));
    }
}

/* ---- All ---- */

static void
draw_series (const VigieChartFrame *frame, VigieChartSeries *series)
{
  VigieChart *self = frame->chart;
  guint index = index_of (frame, series);
  guint begin = vigie_decimate_find (series->prepared, self->range.from);
  guint end = vigie_decimate_find (series->prepared, self->range.to + 1);
  double columns = (frame->right - frame->left) * (frame->vector ? VECTOR_DENSITY : frame->scale);

  if (vigie_decimate_get_n_points (series->prepared) == 0)
    return;
  if (end - begin <= columns * (frame->vector ? 2 : PATH_SHARE))
    draw_as_path (frame, series, index, begin, end);
  else if (frame->vector)
    draw_as_envelope (frame, series, index);
  else
    draw_as_columns (frame, series, index);
}

void
vigie_chart_layer_series (const VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;

  for (guint i = 0; i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);

      if (series->visible && series->prepared != NULL && series->style == VIGIE_CHART_COLUMNS)
        draw_amounts (frame, series, i);
    }
  /* The first one is on top. */
  for (guint i = self->series->len; i-- > 0;)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);

      if (series->visible && series->prepared != NULL && series->style != VIGIE_CHART_COLUMNS)
        draw_series (frame, series);
    }
}

/* ---- Ends ---- */

/* A label that was placed: those after it keep off. */
typedef struct
{
  double x, y;
  guint index;
  const char *name;
} End;

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const End *one = a, *other = b;

  return one->y < other->y ? -1 : one->y > other->y;
}

static void
draw_names (const VigieChartFrame *frame, End *ends, guint n)
{
  double free_from = frame->top;

  qsort (ends, n, sizeof *ends, compare_ends);
  for (guint i = 0; i < n; i++)
    {
      double width, y = MAX (ends[i].y - frame->line - 6, free_from);
      gboolean room_after;
      double x;
      GskRoundedRect rounded;
      GdkRGBA card = frame->palette->card;

      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, ends[i].name, &width, NULL);
      if (y + frame->line > frame->bottom || width > (frame->right - frame->left) / 3)
        continue;
      room_after = frame->rtl ? ends[i].x - width - 10 > frame->left
                              : ends[i].x + width + 10 < frame->right;
      x = room_after != frame->rtl ? ends[i].x + (room_after ? 8 : 0) : ends[i].x - width;
      if (!room_after)
        x = frame->rtl ? ends[i].x : ends[i].x - width;
      x = CLAMP (x, frame->left + 2, frame->right - width);
      card.alpha = 0.85f;
      gsk_rounded_rect_init_from_rect (
          &rounded,
          &GRAPHENE_RECT_INIT ((float) round (x) - 3, (float) round (y), (float) ceil (width) + 6,
                               (float) ceil (frame->line)),
          4);
      gtk_snapshot_push_rounded_clip (frame->snapshot, &rounded);
      gtk_snapshot_append_color (frame->snapshot, &card, &rounded.bounds);
      gtk_snapshot_pop (frame->snapshot);
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_STRONG, ends[i].name, x,
                             y, 0, &frame->palette->fg);
      free_from = y + frame->line;
    }
}

void
vigie_chart_layer_ends (const VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;
  End ends[VIGIE_CHART_MAX_SERIES];
  guint n_ends = 0, n_visible = 0;

  for (guint i = self->series->len; i-- > 0;)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);
      guint n, shown;
      VigieTime time;
      double x, y, value;
      gboolean is_last, is_present;

      n_visible += series->visible;
      if (!series->visible || series->prepared == NULL || series->style == VIGIE_CHART_COLUMNS)
        continue;
      n = vigie_decimate_get_n_points (series->prepared);
      shown = vigie_decimate_find (series->prepared, self->range.to + 1);
      if (shown == 0)
        continue;
      time = vigie_decimate_get_times (series->prepared)[shown - 1];
      value = vigie_decimate_get_values (series->prepared)[shown - 1];
      if (time < self->range.from)
        continue;
      is_last = shown == n;
      is_present = is_last && !self->link_lost
                   && (self->now == VIGIE_TIME_NONE
                       || self->now - time <= vigie_decimate_get_gap (series->prepared));
      x = vigie_chart_frame_x (frame, time);
      y = vigie_chart_frame_y (frame, series->axis, value);
      ends[n_ends++] = (End) {x, y, i, series->name};
      if (!is_last)
        continue;
      /* What is no longer said is hollow. */
      vigie_chart_snapshot_shape (frame->snapshot, i, x, y, DOT, line_color (frame, i),
                                  &frame->palette->card);
      if (!is_present)
        vigie_chart_snapshot_shape (frame->snapshot, i, x, y, DOT - 4, &frame->palette->card, NULL);
    }
  if (n_visible > 1 && frame->right - frame->left >= 420)
    draw_names (frame, ends, n_ends);
}
