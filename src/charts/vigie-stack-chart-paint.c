/* vigie-stack-chart-paint.c: the layers and lines of a stacked chart, as pixels for the screen, as paths for paper.
 *
 * Each column of pixels shows the mean power of its time, so that areas are energies to the pixel; it is filled
 * directly, which costs less than a path of thousands of corners. Lines go from the middle of a bin to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

#include <math.h>

/* Pixels between columns of energy, and the narrowest column that has them. */
#define COLUMN_GAP 2.
#define LEAST_COLUMN 6.

/* ---- Colours ----------------------------------------------------------------------------------- */

const GdkRGBA *
vigie_stack_chart_layer_color (VigieStackChart *self, guint index, VigieScheme scheme)
{
  const VigieChartColors *colors = vigie_chart_colors_get (scheme);

  /* From the bottom up, weakening; a fourth one goes under them all. */
  if (self->bins->n_layers == VIGIE_STACK_MAX_LAYERS)
    return &colors->fills[index == 0 ? 3 : index - 1];
  return &colors->fills[MIN (index, 2)];
}

const GdkRGBA *
vigie_stack_chart_line_color (VigieStackChart *self, guint index, VigieScheme scheme)
{
  return &vigie_palette_get (scheme)->strong;
}

/* ---- Places ------------------------------------------------------------------------------------ */

/* From where to where a bin is drawn. */
static void
bin_ends (VigieStackChart *self, const VigieChartFrame *frame, guint b, double *x0, double *x1)
{
  double a = vigie_chart_frame_x (frame, self->bins->edges[b]);
  double e = vigie_chart_frame_x (frame, self->bins->edges[b + 1]);

  *x0 = MIN (a, e);
  *x1 = MAX (a, e);
  if (self->bins->show == VIGIE_STACK_ENERGY && *x1 - *x0 >= LEAST_COLUMN)
    {
      double gap = MIN (COLUMN_GAP, (*x1 - *x0) / 4);

      *x0 += gap / 2;
      *x1 -= gap / 2;
    }
}

/* ---- Pixels ------------------------------------------------------------------------------------ */

typedef struct
{
  guint32 *pixels; /* premultiplied ARGB */
  int width, height, stride;
} Canvas;

static guint32
mix (const GdkRGBA *colors, const double *shares, guint n)
{
  double a = 0, r = 0, g = 0, b = 0;

  for (guint i = 0; i < n; i++)
    {
      double share = shares[i] * colors[i].alpha;

      a += share;
      r += share * colors[i].red;
      g += share * colors[i].green;
      b += share * colors[i].blue;
    }
  return (guint32) lround (CLAMP (a, 0, 1) * 255) << 24
         | (guint32) lround (CLAMP (r, 0, 1) * 255) << 16
         | (guint32) lround (CLAMP (g, 0, 1) * 255) << 8 | (guint32) lround (CLAMP (b, 0, 1) * 255);
}

/* Fills column @x of layers whose upper ends are @ends (pixels from the top, from the bottom layer up), all of them
 * @strength strong. */
static void
fill_column (Canvas *canvas,
             int x,
             const double *ends,
             const GdkRGBA *colors,
             const guint32 *solid,
             guint n,
             double strength)
{
  double top = CLAMP (ends[n - 1], 0, canvas->height);

  for (int y = (int) floor (top); y < canvas->height;)
    {
      double shares[VIGIE_STACK_MAX_LAYERS], below = y + 1;
      guint whole = n;

      for (guint i = 0; i < n; i++)
        {
          double from = MAX (ends[i], y), to = MIN (below, i > 0 ? ends[i - 1] : canvas->height);

          shares[i] = MAX (to - from, 0) * strength;
          if (ends[i] <= y && (i == 0 || ends[i - 1] >= below))
            whole = i;
        }
      if (whole < n && strength >= 1)
        {
          /* Down to where the layer ends. */
          int until
              = whole > 0 ? (int) floor (MIN (ends[whole - 1], canvas->height)) : canvas->height;

          for (until = MAX (until, y + 1); y < until; y++)
            canvas->pixels[y * canvas->stride + x] = solid[whole];
          continue;
        }
      canvas->pixels[y * canvas->stride + x] = mix (colors, shares, n);
      y++;
    }
}

static double
end_of (const VigieChartFrame *frame, double value)
{
  return (vigie_chart_frame_y (frame, VIGIE_CHART_AXIS_LEFT, value) - frame->top) * frame->scale;
}

static void
paint_areas (VigieStackChart *self,
             const VigieChartFrame *frame,
             Canvas *canvas,
             const GdkRGBA *colors,
             const guint32 *solid)
{
  const VigieStackBins *bins = self->bins;
  VigieTime from = bins->edges[0], to = bins->edges[bins->n_bins];
  double ends[VIGIE_STACK_MAX_LAYERS], tops[VIGIE_STACK_MAX_LAYERS], coverage;
  VigieTime end = self->now != VIGIE_TIME_NONE ? CLAMP (self->now, from, to) : to;
  guint hint = 0;

  for (int x = 0; x < canvas->width; x++)
    {
      VigieTime t0 = from + (VigieTime) ((double) (to - from) * x / canvas->width);
      VigieTime t1 = from + (VigieTime) ((double) (to - from) * (x + 1) / canvas->width);

      t1 = MIN (t1, end);
      if (t1 <= t0 || !vigie_stack_bins_column (bins, t0, t1, &hint, tops, &coverage))
        continue;
      for (guint i = 0; i < bins->n_layers; i++)
        ends[i] = end_of (frame, tops[i]);
      fill_column (canvas, frame->rtl ? canvas->width - 1 - x : x, ends, colors, solid,
                   bins->n_layers, coverage > 0.999 ? 1 : coverage);
    }
}

static void
paint_columns (VigieStackChart *self,
               const VigieChartFrame *frame,
               Canvas *canvas,
               const GdkRGBA *colors,
               const guint32 *solid)
{
  const VigieStackBins *bins = self->bins;
  double ends[VIGIE_STACK_MAX_LAYERS];

  for (guint b = 0; b < bins->n_bins; b++)
    {
      double x0, x1;
      int begin, end;

      if (isnan (bins->tops[0][b]))
        continue;
      bin_ends (self, frame, b, &x0, &x1);
      begin = CLAMP ((int) lround ((x0 - frame->left) * frame->scale), 0, canvas->width - 1);
      end = CLAMP ((int) lround ((x1 - frame->left) * frame->scale), begin + 1, canvas->width);
      for (guint i = 0; i < bins->n_layers; i++)
        ends[i] = end_of (frame, bins->tops[i][b]);
      for (int x = begin; x < end; x++)
        fill_column (canvas, x, ends, colors, solid, bins->n_layers, 1);
    }
}

/* The hatch of gaps with its dashed edges: as pixels, for a node each dash would cost more than all the rest. */
static void
paint_gaps (VigieStackChart *self, const VigieChartFrame *frame, Canvas *canvas)
{
  guint32 hatch = mix (&frame->palette->hatch, (const double[]) {1}, 1);
  guint32 edge = mix (&frame->colors->edge, (const double[]) {1}, 1);
  int pen = MAX ((int) lround (frame->scale), 1), step = (int) lround (6 * frame->scale);
  int dash = (int) lround (3 * frame->scale);

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const VigieStackGap *gap = &g_array_index (self->gaps, VigieStackGap, i);
      float from, to;
      int begin, end;

      vigie_stack_chart_gap_ends (self, frame, gap, &from, &to);
      begin = CLAMP ((int) lround ((from - frame->left) * frame->scale), 0, canvas->width);
      end = CLAMP ((int) lround ((to - frame->left) * frame->scale), 0, canvas->width);
      for (int y = 0; y < canvas->height; y++)
        for (int x = begin; x < end; x++)
          {
            guint32 *pixel = &canvas->pixels[y * canvas->stride + x];
            /* Where the period begins or ends is no edge of the gap. */
            gboolean is_edge
                = end - begin >= 4 * pen
                  && ((x < begin + pen
                       && (frame->rtl ? gap->end < self->bins->n_bins : gap->begin > 0))
                      || (x >= end - pen
                          && (frame->rtl ? gap->begin > 0 : gap->end < self->bins->n_bins)));

            if (is_edge)
              *pixel = y % (2 * dash) < dash ? edge : 0;
            else if ((x + y) % step < pen)
              *pixel = hatch;
          }
    }
}

static void
layer_colors (VigieStackChart *self, VigieScheme scheme, GdkRGBA *colors)
{
  for (guint i = 0; i < self->bins->n_layers; i++)
    {
      colors[i] = *vigie_stack_chart_layer_color (self, i, scheme);
      /* The last known state is fainter. */
      if (self->link_lost)
        colors[i].alpha = 0.55f;
    }
}

GdkTexture *
vigie_stack_chart_paint (VigieStackChart *self, const VigieChartFrame *frame, int width, int height)
{
  Canvas canvas = {NULL, width, height, width};
  GdkRGBA colors[VIGIE_STACK_MAX_LAYERS];
  guint32 solid[VIGIE_STACK_MAX_LAYERS];
  g_autoptr (GBytes) bytes = NULL;

  if (self->bins->n_bins == 0 || width <= 0 || height <= 0)
    return NULL;
  canvas.pixels = g_new0 (guint32, (gsize) width * (gsize) height);
  layer_colors (self, frame->scheme, colors);
  for (guint i = 0; i < self->bins->n_layers; i++)
    solid[i] = mix (&colors[i], (const double[]) {1}, 1);
  paint_gaps (self, frame, &canvas);
  if (self->bins->n_layers > 0 && self->bins->show == VIGIE_STACK_POWER)
    paint_areas (self, frame, &canvas, colors, solid);
  else if (self->bins->n_layers > 0)
    paint_columns (self, frame, &canvas, colors, solid);
  if (self->bins->n_lines > 0)
    vigie_stack_chart_paint_lines (self, frame, canvas.pixels, width, height);
  bytes = g_bytes_new_take (canvas.pixels, (gsize) width * (gsize) height * 4);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) width * 4);
}

/* ---- Paths ------------------------------------------------------------------------------------- */

/* The area of layer @i over the bins of @run. */
static void
draw_area (VigieStackChart *self,
           const VigieChartFrame *frame,
           guint i,
           guint begin,
           guint end,
           const GdkRGBA *color)
{
  const VigieStackBins *bins = self->bins;
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  gboolean first = TRUE;

  for (guint k = 0; k < 2 * (end - begin); k++)
    {
      gboolean back = k >= end - begin;
      guint b = back ? end - 1 - (k - (end - begin)) : begin + k;
      VigieTime to = self->now != VIGIE_TIME_NONE && bins->show == VIGIE_STACK_POWER
                         ? MIN (bins->edges[b + 1], self->now)
                         : bins->edges[b + 1];
      float x0 = (float) vigie_chart_frame_x (frame, bins->edges[b]);
      float x1 = (float) vigie_chart_frame_x (frame, to);
      double value = !back ? bins->tops[i][b] : i > 0 ? bins->tops[i - 1][b] : 0;
      float y = (float) vigie_chart_frame_y (frame, VIGIE_CHART_AXIS_LEFT, value);

      if (first)
        gsk_path_builder_move_to (builder, x0, y);
      else
        gsk_path_builder_line_to (builder, back ? x1 : x0, y);
      gsk_path_builder_line_to (builder, back ? x0 : x1, y);
      first = FALSE;
    }
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (builder);
  gtk_snapshot_append_fill (frame->snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
path_point (gpointer data, double x, double y, gboolean begins)
{
  if (begins)
    {
      gsk_path_builder_move_to (data, (float) x, (float) y);
      gsk_path_builder_line_to (data, (float) x + 0.01f, (float) y);
    }
  else
    gsk_path_builder_line_to (data, (float) x, (float) y);
}

static void
draw_columns (VigieStackChart *self, const VigieChartFrame *frame, const GdkRGBA *colors)
{
  const VigieStackBins *bins = self->bins;

  for (guint b = 0; b < bins->n_bins; b++)
    for (guint i = 0; i < bins->n_layers && !isnan (bins->tops[0][b]); i++)
      {
        double x0, x1, top, bottom;

        bin_ends (self, frame, b, &x0, &x1);
        top = vigie_chart_frame_y (frame, VIGIE_CHART_AXIS_LEFT, bins->tops[i][b]);
        bottom
            = vigie_chart_frame_y (frame, VIGIE_CHART_AXIS_LEFT, i > 0 ? bins->tops[i - 1][b] : 0);
        gtk_snapshot_append_color (frame->snapshot, &colors[i],
                                   &GRAPHENE_RECT_INIT ((float) x0, (float) top, (float) (x1 - x0),
                                                        (float) (bottom - top)));
      }
}

void
vigie_stack_chart_draw_paths (VigieStackChart *self, const VigieChartFrame *frame)
{
  const VigieStackBins *bins = self->bins;
  GdkRGBA colors[VIGIE_STACK_MAX_LAYERS];

  layer_colors (self, frame->scheme, colors);
  if (bins->show == VIGIE_STACK_ENERGY)
    draw_columns (self, frame, colors);
  else
    for (guint r = 0; r < bins->runs->len; r++)
      {
        const VigieStackRun *run = &g_array_index (bins->runs, VigieStackRun, r);

        for (guint i = 0; i < bins->n_layers && run->state == VIGIE_STACK_KNOWN; i++)
          draw_area (self, frame, i, run->begin, run->end, &colors[i]);
      }
  for (guint i = 0; i < bins->n_lines; i++)
    {
      GskPathBuilder *builder = gsk_path_builder_new ();
      g_autoptr (GskPath) path = NULL;
      g_autoptr (GskStroke) halo = gsk_stroke_new (VIGIE_STACK_LINE + 2 * VIGIE_STACK_HALO);
      g_autoptr (GskStroke) stroke = gsk_stroke_new (VIGIE_STACK_LINE);

      vigie_stack_chart_follow_line (self, frame, i, 0, path_point, builder);
      path = gsk_path_builder_free_to_path (builder);
      gsk_stroke_set_line_join (halo, GSK_LINE_JOIN_ROUND);
      gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
      gsk_stroke_set_line_cap (halo, GSK_LINE_CAP_ROUND);
      gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
      if (self->link_lost || i > 0)
        {
          gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_BUTT);
          gsk_stroke_set_dash (
              stroke, (const float[]) {VIGIE_STACK_DASH, i > 0 ? 3 : VIGIE_STACK_GAP_BETWEEN}, 2);
        }
      gtk_snapshot_append_stroke (frame->snapshot, path, halo, &frame->palette->card);
      gtk_snapshot_append_stroke (frame->snapshot, path, stroke,
                                  vigie_stack_chart_line_color (self, i, frame->scheme));
    }
}

/* ---- Signs ------------------------------------------------------------------------------------- */

void
vigie_stack_chart_draw_sign (VigieStackChart *self,
                             guint index,
                             GtkSnapshot *snapshot,
                             double width,
                             double height,
                             VigieScheme scheme)
{
  float side = (float) MIN (MIN (width, height), 12);
  float x = (float) (width - side) / 2, y = (float) (height - side) / 2;

  if (index < self->bins->n_layers)
    {
      GskRoundedRect rounded;

      gsk_rounded_rect_init_from_rect (&rounded, &GRAPHENE_RECT_INIT (x, y, side, side), 3);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, vigie_stack_chart_layer_color (self, index, scheme),
                                 &rounded.bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    {
      GskPathBuilder *builder = gsk_path_builder_new ();
      g_autoptr (GskPath) path = NULL;
      g_autoptr (GskStroke) stroke = gsk_stroke_new (VIGIE_STACK_LINE);
      float right = (float) width;

      gsk_path_builder_move_to (builder, 1, y + side * 0.75f);
      gsk_path_builder_line_to (builder, right * 0.35f, y + side * 0.3f);
      gsk_path_builder_line_to (builder, right * 0.65f, y + side * 0.7f);
      gsk_path_builder_line_to (builder, right - 1, y + side * 0.25f);
      path = gsk_path_builder_free_to_path (builder);
      gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
      if (index > self->bins->n_layers)
        gsk_stroke_set_dash (stroke, (const float[]) {5, 3}, 2);
      gtk_snapshot_append_stroke (
          snapshot, path, stroke,
          vigie_stack_chart_line_color (self, index - self->bins->n_layers, scheme));
    }
}
