/* vigie-stack-chart-lines.c: the lines of a stacked chart, through the middles of its bins, as pixels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

#include <math.h>
#include <string.h>

static double
bin_middle (VigieStackChart *self, const VigieChartFrame *frame, guint b)
{
  VigieTime end = self->bins->edges[b + 1];

  /* The bin of now is only as wide as what has passed. */
  if (self->bins->show == VIGIE_STACK_POWER && self->now != VIGIE_TIME_NONE)
    end = MIN (end, self->now);
  return vigie_chart_frame_x (frame, self->bins->edges[b] + (end - self->bins->edges[b]) / 2);
}

void
vigie_stack_chart_follow_line (VigieStackChart *self,
                               const VigieChartFrame *frame,
                               guint index,
                               double least,
                               VigieStackPointFunc point,
                               gpointer data)
{
  const VigieStackBins *bins = self->bins;
  const double *values = bins->values[bins->n_layers + index];
  double width = fabs (frame->right - frame->left);
  guint per_step = MAX ((guint) floor (least * bins->n_bins / MAX (width, 1)), 1);
  gboolean begins = TRUE;

  for (guint b = 0; b < bins->n_bins; b += per_step)
    {
      guint low = G_MAXUINT, high = G_MAXUINT;

      for (guint k = b; k < MIN (b + per_step, bins->n_bins); k++)
        {
          if (isnan (values[k]))
            continue;
          if (low == G_MAXUINT || values[k] < values[low])
            low = k;
          if (high == G_MAXUINT || values[k] > values[high])
            high = k;
        }
      if (low == G_MAXUINT)
        {
          begins = TRUE;
          continue;
        }
      for (guint k = MIN (low, high);; k = MAX (low, high))
        {
          point (data, bin_middle (self, frame, k),
                 vigie_chart_frame_y (frame, VIGIE_CHART_AXIS_LEFT, values[k]), begins);
          begins = FALSE;
          if (k == MAX (low, high))
            break;
        }
    }
}

/* A line being drawn: how much of each pixel it and its halo cover. Strokes of cairo's cost tens of times as much. */
typedef struct
{
  const VigieChartFrame *frame;
  int width, height;   /* of the pixels */
  guint8 *line, *halo; /* of each pixel, 0 to 255 */
  double radius, halo_radius;
  double dash, gap; /* pixels; dash 0: none */
  double x, y, length;
} Pen;

static void
cover (guint8 *pixel, double distance, double radius)
{
  double share = radius + 0.5 - distance;
  guint8 value = share >= 1 ? 255 : share <= 0 ? 0 : (guint8) (share * 255);

  *pixel = MAX (*pixel, value);
}

/* Ends and joins are round, for every point near a piece belongs to it. */
static void
pen_piece (Pen *pen, double x1, double y1)
{
  double x0 = pen->x, y0 = pen->y, dx = x1 - x0, dy = y1 - y0, reach = pen->halo_radius + 0.5;
  double square = dx * dx + dy * dy, length = sqrt (square);
  int left = CLAMP ((int) floor (MIN (x0, x1) - reach), 0, pen->width);
  int right = CLAMP ((int) ceil (MAX (x0, x1) + reach), 0, pen->width);
  int top = CLAMP ((int) floor (MIN (y0, y1) - reach), 0, pen->height);
  int bottom = CLAMP ((int) ceil (MAX (y0, y1) + reach), 0, pen->height);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        double px = x + 0.5 - x0, py = y + 0.5 - y0;
        double along = square > 0 ? CLAMP ((px * dx + py * dy) / square, 0, 1) : 0;
        double ox = px - along * dx, oy = py - along * dy, distance = ox * ox + oy * oy;
        gsize at = (gsize) y * (gsize) pen->width + (gsize) x;

        if (distance >= reach * reach)
          continue;
        distance = sqrt (distance);
        cover (&pen->halo[at], distance, pen->halo_radius);
        if (pen->dash <= 0 || fmod (pen->length + along * length, pen->dash + pen->gap) < pen->dash)
          cover (&pen->line[at], distance, pen->radius);
      }
  pen->length += length;
  pen->x = x1;
  pen->y = y1;
}

static void
pen_point (gpointer data, double x, double y, gboolean begins)
{
  Pen *pen = data;

  x = (x - pen->frame->left) * pen->frame->scale;
  y = (y - pen->frame->top) * pen->frame->scale;
  if (begins)
    {
      pen->x = x;
      pen->y = y;
    }
  /* A single one is a dot. */
  pen_piece (pen, x, y);
}

/* @color over premultiplied @below, @share (0 to 255) of it. */
static guint32
over (guint32 below, const guint8 color[3], guint share)
{
  guint rest = 255 - share, result = 0;

  for (guint i = 0; i < 3; i++)
    result |= ((color[i] * share + ((below >> (16 - 8 * i)) & 0xff) * rest + 127) / 255)
              << (16 - 8 * i);
  return result | (share + ((below >> 24) * rest + 127) / 255) << 24;
}

static void
bytes_of (const GdkRGBA *color, guint8 bytes[3])
{
  bytes[0] = (guint8) lroundf (color->red * 255);
  bytes[1] = (guint8) lroundf (color->green * 255);
  bytes[2] = (guint8) lroundf (color->blue * 255);
}

void
vigie_stack_chart_paint_lines (VigieStackChart *self,
                               const VigieChartFrame *frame,
                               guint32 *pixels,
                               int width,
                               int height)
{
  gsize n = (gsize) width * (gsize) height;
  g_autofree guint8 *cover_of_line = g_malloc (n), *cover_of_halo = g_malloc (n);

  for (guint i = 0; i < self->bins->n_lines; i++)
    {
      Pen pen = {.frame = frame,
                 .width = width,
                 .height = height,
                 .line = cover_of_line,
                 .halo = cover_of_halo,
                 .radius = VIGIE_STACK_LINE / 2 * frame->scale,
                 .halo_radius = (VIGIE_STACK_LINE / 2 + VIGIE_STACK_HALO) * frame->scale};
      guint8 line[3], halo[3];

      if (self->link_lost || i > 0)
        {
          pen.dash = VIGIE_STACK_DASH * frame->scale;
          pen.gap = (i > 0 ? 3 : VIGIE_STACK_GAP_BETWEEN) * frame->scale;
        }
      memset (cover_of_line, 0, n);
      memset (cover_of_halo, 0, n);
      vigie_stack_chart_follow_line (self, frame, i, 2 / frame->scale, pen_point, &pen);
      bytes_of (vigie_stack_chart_line_color (self, i, frame->scheme), line);
      bytes_of (&frame->palette->card, halo);
      for (gsize k = 0; k < n; k++)
        if (cover_of_halo[k] > 0)
          pixels[k] = over (over (pixels[k], halo, cover_of_halo[k]), line, cover_of_line[k]);
    }
}
