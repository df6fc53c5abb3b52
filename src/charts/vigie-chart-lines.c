/* vigie-chart-lines.c: the data: lines, steps, columns.
 *
 * Few points are a path, smooth at any slope; many are one stroke for each column of device pixels, from the lowest
 * to the highest of its readings, with every peak, all drawn here into one texture. A target that is not made of
 * pixels always gets paths.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points for each column of pixels up to which a path is drawn. */
#define PATH_SHARE 0.25

/* Columns for each unit of a target that is not made of pixels. */
#define VECTOR_DENSITY 2

/* Where the link is lost: so many pixels of line, so many of faint line. */
#define LOST_DASH 7
#define LOST_GAP 5

/* How opaque the faint line is. */
#define LOST_SHARE 0.4

static guint
index_of (const VigieChartFrame *frame, const VigieChartSeries *series)
{
  guint index = 0;

  g_ptr_array_find (frame->chart->series, series, &index);
  return index;
}

const GdkRGBA *
vigie_chart_line_color (const VigieChartFrame *frame, guint index)
{
  if (frame->chart->link_lost && index == 0)
    return &frame->palette->dim;
  return &frame->colors->series[index];
}

static VigieChartPlace
place_of (const VigieChartFrame *frame, const VigieChartSeries *series)
{
  VigieChartPlace place;

  /* Compared by its bytes: no padding may be left as it was. */
  memset (&place, 0, sizeof place);
  place.range = frame->chart->range;
  place.left = frame->left;
  place.top = frame->top;
  place.right = frame->right;
  place.bottom = frame->bottom;
  place.low = frame->axes[series->axis].from;
  place.high = frame->axes[series->axis].to;
  place.now = series->style == VIGIE_CHART_STEP ? frame->chart->now : 0;
  place.rtl = frame->rtl;
  return place;
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

/* The picture that the columns are drawn into: one texture costs a renderer much less than a thousand rectangles. */
typedef struct
{
  const VigieChartFrame *frame;
  const VigieChartSeries *series;
  double weight;         /* of the line, device pixels */
  float *tops, *bottoms; /* of each column, device pixels below the picture's top; equal: nothing */
  guint width, height;   /* device pixels */
  double top;            /* of the picture, logical pixels */
} Pen;

/* Column @c goes from @low to @high; what is beyond the plot is cut. */
static void
pen_column (Pen *pen, guint c, double low, double high)
{
  const VigieChartFrame *frame = pen->frame;
  double top = (vigie_chart_frame_y (frame, pen->series->axis, high) - pen->top) * frame->scale;
  double bottom = (vigie_chart_frame_y (frame, pen->series->axis, low) - pen->top) * frame->scale;

  if (c >= pen->width)
    return;
  if (frame->rtl)
    c = pen->width - 1 - c;
  pen->tops[c] = (float) CLAMP (top - pen->weight / 2, 0, (double) pen->height);
  pen->bottoms[c] = (float) CLAMP (bottom + pen->weight / 2, 0, (double) pen->height);
}

static void
paint_columns (Pen *pen, const VigieColumn *columns)
{
  guint n = pen->width, before = 0;
  gboolean has_before = FALSE, is_step = pen->series->style == VIGIE_CHART_STEP;
  double last = NAN, low = NAN, high = NAN; /* of column @before, which is not drawn yet */

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
              pen_column (pen, before, low, high);
              for (guint k = before + 1; k < c; k++)
                pen_column (pen, k, last, last);
              min = MIN (min, last);
              max = MAX (max, last);
            }
          else
            {
              /* The line between, cut where columns meet. */
              double rise = column->first - last, at = last + rise / (2. * apart);

              pen_column (pen, before, MIN (low, at), MAX (high, at));
              for (guint k = 1; k < apart; k++)
                {
                  double next = last + rise * ((k + 0.5) / apart);

                  pen_column (pen, before + k, MIN (at, next), MAX (at, next));
                  at = next;
                }
              min = MIN (min, at);
              max = MAX (max, at);
            }
        }
      else if (has_before)
        pen_column (pen, before, low, high);
      has_before = TRUE;
      before = c;
      low = min;
      high = max;
      last = column->last;
    }
  if (has_before)
    pen_column (pen, before, low, high);
}

/* The columns as a mask of rows @first ≤ y < @end. */
static GdkTexture *
pen_make_mask (const Pen *pen, guint first, guint end)
{
  guint width = pen->width;
  gsize size = (gsize) width * (end - first);
  guint8 *pixels = g_malloc (size);
  g_autofree float *opaque = g_new (float, width);
  g_autoptr (GBytes) bytes = NULL;

  for (guint c = 0; c < width; c++)
    opaque[c] = pen->frame->chart->link_lost
                        && fmod (c / pen->frame->scale, LOST_DASH + LOST_GAP) >= LOST_DASH
                    ? LOST_SHARE * 255
                    : 255;
  /* By rows, as the memory lies; ends of columns cover the pixels that they are in by their part. */
  for (guint y = first; y < end; y++)
    {
      guint8 *row = pixels + (gsize) (y - first) * width;
      float above = (float) y, below = (float) (y + 1);

      for (guint c = 0; c < width; c++)
        {
          float cover = MIN (pen->bottoms[c], below) - MAX (pen->tops[c], above);

          row[c] = (guint8) (MAX (cover, 0.f) * opaque[c] + 0.5f);
        }
    }
  bytes = g_bytes_new_take (pixels, size);
  return gdk_memory_texture_new ((int) width, (int) (end - first), GDK_MEMORY_A8, bytes, width);
}

/* At most one column in so many stands out of the picture. */
#define STICK_SHARE 24

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

static void
add_stick (GArray *sticks, const VigieChartFrame *frame, guint c, float top, float bottom)
{
  float scale = (float) frame->scale;
  graphene_rect_t stick
      = GRAPHENE_RECT_INIT ((float) c / scale, top / scale, 1 / scale, (bottom - top) / scale);

  g_array_append_val (sticks, stick);
}

/* The rows that the picture takes: where most columns are. A few peaks that stand out of them are cheaper as
 * rectangles of their own than as a picture that is high and mostly empty. FALSE if there is nothing. */
static gboolean
find_rows (const Pen *pen, GArray *sticks, guint *first, guint *end)
{
  g_autofree float *ends = g_new (float, pen->width);
  gboolean whole = pen->frame->chart->link_lost;
  float top, bottom;
  guint n = 0, out;

  for (guint c = 0; c < pen->width; c++)
    if (pen->bottoms[c] > pen->tops[c])
      ends[n++] = pen->tops[c];
  if (n == 0)
    return FALSE;
  out = whole ? 0 : n / STICK_SHARE;
  qsort (ends, n, sizeof *ends, compare_floats);
  top = floorf (ends[out]);
  n = 0;
  for (guint c = 0; c < pen->width; c++)
    if (pen->bottoms[c] > pen->tops[c])
      ends[n++] = pen->bottoms[c];
  qsort (ends, n, sizeof *ends, compare_floats);
  bottom = MAX (ceilf (ends[n - 1 - out]), top + 1);
  for (guint c = 0; c < pen->width; c++)
    if (pen->bottoms[c] > pen->tops[c])
      {
        if (pen->tops[c] < top)
          add_stick (sticks, pen->frame, c, pen->tops[c], MIN (pen->bottoms[c], top));
        if (pen->bottoms[c] > bottom)
          add_stick (sticks, pen->frame, c, MAX (pen->tops[c], bottom), pen->bottoms[c]);
      }
  *first = (guint) top;
  *end = MIN ((guint) bottom, pen->height);
  return *end > *first;
}

static void
draw_as_columns (const VigieChartFrame *frame, VigieChartSeries *series, guint index)
{
  VigieChartPlace place = place_of (frame, series);
  const GdkRGBA *color = vigie_chart_line_color (frame, index);
  double scale = frame->scale;
  /* A line at the very top or bottom has its whole width. */
  double top = floor ((frame->top - 2) * scale) / scale;
  guint width = (guint) MAX ((frame->right - frame->left) * scale, 1);
  guint height = (guint) MAX (ceil ((frame->bottom + 2 - top) * scale), 1);
  graphene_rect_t bounds;

  /* A cursor that moves, or another series, leaves it as it is, and the renderer does not upload it again. */
  if (series->picture == NULL || memcmp (&place, &series->picture_place, sizeof place) != 0
      || (guint) gdk_texture_get_width (series->picture) != width
      || series->picture_lost != frame->chart->link_lost)
    {
      g_autofree float *tops = g_new0 (float, width), *bottoms = g_new0 (float, width);
      guint first, end;
      Pen pen = {.frame = frame,
                 .series = series,
                 .weight = vigie_chart_series_weight (index) * scale,
                 .tops = tops,
                 .bottoms = bottoms,
                 .width = width,
                 .height = height,
                 .top = top};

      paint_columns (&pen, columns_of (frame, series, width));
      g_clear_object (&series->picture);
      g_clear_pointer (&series->sticks, g_array_unref);
      series->sticks = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
      if (!find_rows (&pen, series->sticks, &first, &end))
        return;
      series->picture_first = first;
      series->picture = pen_make_mask (&pen, first, end);
      series->picture_place = place;
      series->picture_lost = frame->chart->link_lost;
    }
  bounds = GRAPHENE_RECT_INIT ((float) frame->left, (float) (top + series->picture_first / scale),
                               (float) (width / scale),
                               (float) (gdk_texture_get_height (series->picture) / scale));
  /* As letters are drawn: a colour through a mask of a byte a pixel. */
  gtk_snapshot_push_mask (frame->snapshot, GSK_MASK_MODE_ALPHA);
  gtk_snapshot_append_texture (frame->snapshot, series->picture, &bounds);
  gtk_snapshot_pop (frame->snapshot);
  gtk_snapshot_append_color (frame->snapshot, color, &bounds);
  gtk_snapshot_pop (frame->snapshot);
  for (guint i = 0; i < series->sticks->len; i++)
    {
      graphene_rect_t stick = g_array_index (series->sticks, graphene_rect_t, i);

      graphene_rect_offset (&stick, (float) frame->left, (float) top);
      gtk_snapshot_append_color (frame->snapshot, color, &stick);
    }
}

/* ---- As a path ---- */

static void
stroke_path (const VigieChartFrame *frame, GskPath *path, guint index, gboolean halo)
{
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
  gtk_snapshot_append_stroke (frame->snapshot, path, stroke, vigie_chart_line_color (frame, index));
}

static void
dot (const VigieChartFrame *frame, double x, double y, guint index)
{
  double weight = vigie_chart_series_weight (index) + 1;

  gtk_snapshot_append_color (frame->snapshot, vigie_chart_line_color (frame, index),
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

/* The line through points begin ≤ i < end; a reading that no line would show is a point by itself. */
static GskPath *
make_path (const VigieChartFrame *frame, VigieChartSeries *series, guint begin, guint end)
{
  const VigieTime *times = vigie_decimate_get_times (series->prepared);
  const double *values = vigie_decimate_get_values (series->prepared);
  guint n = vigie_decimate_get_n_points (series->prepared);
  gboolean is_step = series->style == VIGIE_CHART_STEP;
  GskPathBuilder *builder = gsk_path_builder_new ();

  for (guint i = begin; i < end; i++)
    {
      float x = (float) vigie_chart_frame_x (frame, times[i]);
      float y = (float) vigie_chart_frame_y (frame, series->axis, values[i]);
      gboolean comes_in = i > begin && vigie_decimate_is_joined (series->prepared, i);

      if (!comes_in)
        gsk_path_builder_move_to (builder, x, y);
      else
        {
          if (is_step)
            gsk_path_builder_line_to (
                builder, x, (float) vigie_chart_frame_y (frame, series->axis, values[i - 1]));
          gsk_path_builder_line_to (builder, x, y);
        }
      if (i + 1 < n && vigie_decimate_is_joined (series->prepared, i + 1))
        continue;
      if (is_step)
        {
          VigieTime until = vigie_decimate_holds_until (series->prepared, i, frame->chart->now);

          gsk_path_builder_line_to (builder, (float) vigie_chart_frame_x (frame, until), y);
        }
      else if (!comes_in)
        gsk_path_builder_line_to (builder, x + 0.01f, y); /* round caps make it a dot */
    }
  return gsk_path_builder_free_to_path (builder);
}

static void
draw_as_path (const VigieChartFrame *frame,
              VigieChartSeries *series,
              guint index,
              guint begin,
              guint end)
{
  VigieChartPlace place = place_of (frame, series);
  guint n = vigie_decimate_get_n_points (series->prepared);

  /* A cursor that moves, or another series, leaves it as it is. */
  if (series->path == NULL || memcmp (&place, &series->path_place, sizeof place) != 0)
    {
      g_clear_pointer (&series->path, gsk_path_unref);
      /* The line comes in from before the range and leaves after it. */
      series->path = make_path (frame, series, begin > 0 ? begin - 1 : 0, MIN (end + 1, n));
      series->path_place = place;
    }
  stroke_path (frame, series->path, index,
               series->style != VIGIE_CHART_STEP && has_columns (frame->chart));
}

/* Many points on a target without pixels: first, lowest, highest and last of each column. */
static void
draw_as_envelope (const VigieChartFrame *frame, VigieChartSeries *series, guint index)
{
  VigieChart *self = frame->chart;
  guint n = (guint) MAX ((frame->right - frame->left) * VECTOR_DENSITY, 1);
  g_autofree VigieColumn *columns = g_new (VigieColumn, n);
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
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
  path = gsk_path_builder_free_to_path (builder);
  stroke_path (frame, path, index, FALSE);
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
