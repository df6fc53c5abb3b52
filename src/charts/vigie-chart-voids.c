/* vigie-chart-voids.c: where there is nothing: gaps, and what is not loaded yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-small-draw.h"
#include "vigie-words.h"

/* A void that is narrower is only missing line. */
#define LEAST_VOID 3

/* Height of the lane at the bottom that tells the gaps of one of several series. */
#define LANE 5

/* Lines of the hatch are so far apart; its tile holds whole ones. */
#define HATCH_STEP 6.
#define HATCH_TILE 48.

/* For a target of pixels a tile that is drawn once. */
void
vigie_chart_frame_hatch (const VigieChartFrame *frame, const graphene_rect_t *bounds)
{
  VigieChartHatch *hatch = frame->hatch;
  int pixels = (int) ceil (HATCH_TILE * frame->scale);
  graphene_rect_t tile = GRAPHENE_RECT_INIT (0, 0, HATCH_TILE, HATCH_TILE);

  if (frame->vector)
    {
      vigie_small_draw_hatch (frame->snapshot, bounds, &frame->palette->hatch);
      return;
    }
  if (hatch->tile == NULL || gdk_texture_get_width (hatch->tile) != pixels
      || !gdk_rgba_equal (&hatch->color, &frame->palette->hatch))
    {
      g_autoptr (GBytes) bytes = NULL;
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
      cairo_t *cr = cairo_create (surface);

      cairo_scale (cr, pixels / HATCH_TILE, pixels / HATCH_TILE);
      gdk_cairo_set_source_rgba (cr, &frame->palette->hatch);
      cairo_set_line_width (cr, 1);
      for (double sum = 0; sum <= 2 * HATCH_TILE; sum += HATCH_STEP)
        {
          cairo_move_to (cr, sum + HATCH_STEP, -HATCH_STEP);
          cairo_line_to (cr, sum - HATCH_TILE - HATCH_STEP, HATCH_TILE + HATCH_STEP);
        }
      cairo_stroke (cr);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                           (gsize) cairo_image_surface_get_stride (surface) * (gsize) pixels);
      g_clear_object (&hatch->tile);
      hatch->tile = gdk_memory_texture_new (pixels, pixels, GDK_MEMORY_DEFAULT, bytes,
                                            (gsize) cairo_image_surface_get_stride (surface));
      hatch->color = frame->palette->hatch;
      cairo_surface_destroy (surface);
    }
  gtk_snapshot_push_repeat (frame->snapshot, bounds, &tile);
  gtk_snapshot_append_texture (frame->snapshot, hatch->tile, &tile);
  gtk_snapshot_pop (frame->snapshot);
}

/* The voids of an amount are the bins that are not known. */
static GArray *
bin_voids (const VigieChartFrame *frame, VigieChartSeries *series)
{
  VigieChart *self = frame->chart;
  GArray *voids = g_array_new (FALSE, FALSE, sizeof (VigieVoid));
  GArray *bins = vigie_chart_series_bins (self, series, frame->bins_unit);

  for (guint i = 0; bins != NULL && i < bins->len; i++)
    {
      const VigieBin *bin = &g_array_index (bins, VigieBin, i);
      VigieTime end = self->now == VIGIE_TIME_NONE ? bin->to : MIN (bin->to, self->now);
      VigieVoid *last = voids->len > 0 ? &g_array_index (voids, VigieVoid, voids->len - 1) : NULL;
      VigieVoid piece;

      if (!isnan (bin->amount) || bin->to <= self->range.from || bin->from >= self->range.to
          || end <= bin->from
          || (bin->partial && bin->coverage == 0 && end - bin->from < VIGIE_HOUR))
        continue;
      piece
          = (VigieVoid) {MAX (bin->from, self->range.from), MIN (end, self->range.to),
                         vigie_series_is_known (series->data, bin->from, end) || bin->coverage > 0};
      if (last != NULL && last->to == piece.from && last->known == piece.known)
        last->to = piece.to;
      else
        g_array_append_val (voids, piece);
    }
  return voids;
}

static GArray *
series_voids (const VigieChartFrame *frame, VigieChartSeries *series)
{
  VigieChart *self = frame->chart;
  gint64 shortest = (gint64) (LEAST_VOID * (double) (self->range.to - self->range.from)
                              / (frame->right - frame->left));

  if (series->style == VIGIE_CHART_COLUMNS)
    return bin_voids (frame, series);
  return vigie_decimate_voids (series->prepared, self->range.from, self->range.to, self->now,
                               shortest);
}

/* What is void in both; it is a gap where it is one in either. */
static GArray *
intersect (const GArray *a, const GArray *b)
{
  GArray *both = g_array_new (FALSE, FALSE, sizeof (VigieVoid));
  guint i = 0, j = 0;

  while (i < a->len && j < b->len)
    {
      const VigieVoid *one = &g_array_index (a, VigieVoid, i);
      const VigieVoid *other = &g_array_index (b, VigieVoid, j);
      VigieVoid piece
          = {MAX (one->from, other->from), MIN (one->to, other->to), one->known || other->known};

      if (piece.to > piece.from)
        g_array_append_val (both, piece);
      if (one->to < other->to)
        i++;
      else
        j++;
    }
  return both;
}

/* Where no visible series has anything; NULL where there is none to draw. @n_series is how many there are. */
static GArray *
common_voids (const VigieChartFrame *frame, guint *n_series)
{
  VigieChart *self = frame->chart;
  GArray *common = NULL;

  *n_series = 0;
  for (guint i = 0; i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);
      GArray *voids, *both;

      if (!series->visible)
        continue;
      if (series->prepared == NULL)
        {
          /* Nothing of it is known yet. */
          VigieVoid all = {self->range.from, self->range.to, FALSE};

          if (self->now != VIGIE_TIME_NONE)
            all.to = MIN (all.to, self->now);
          voids = g_array_new (FALSE, FALSE, sizeof (VigieVoid));
          if (all.to > all.from)
            g_array_append_val (voids, all);
        }
      else
        voids = series_voids (frame, series);
      (*n_series)++;
      if (common == NULL)
        {
          common = voids;
          continue;
        }
      both = intersect (common, voids);
      g_array_unref (common);
      g_array_unref (voids);
      common = both;
    }
  return common;
}

static void
draw_void (const VigieChartFrame *frame, const VigieVoid *piece, double top, double bottom)
{
  double a = vigie_chart_frame_x (frame, piece->from), b = vigie_chart_frame_x (frame, piece->to);
  float x0 = vigie_chart_frame_snap (frame, MIN (a, b)),
        x1 = vigie_chart_frame_snap (frame, MAX (a, b));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x0, (float) top, x1 - x0, (float) (bottom - top));

  if (!piece->known)
    {
      gtk_snapshot_append_color (frame->snapshot, &frame->colors->not_known, &bounds);
      return;
    }
  vigie_chart_frame_hatch (frame, &bounds);
  /* Where the range ends is no edge of the gap. */
  if (piece->from > frame->chart->range.from)
    vigie_chart_frame_dashes (frame, a, top, bottom - top, FALSE, 1, 3, &frame->colors->edge);
  if (piece->to < frame->chart->range.to
      && (frame->chart->now == VIGIE_TIME_NONE || piece->to < frame->chart->now))
    vigie_chart_frame_dashes (frame, b, top, bottom - top, FALSE, 1, 3, &frame->colors->edge);
}

void
vigie_chart_layer_voids (const VigieChartFrame *frame)
{
  VigieChart *self = frame->chart;
  guint n_series, lane = 0;
  g_autoptr (GArray) common = common_voids (frame, &n_series);

  for (guint i = 0; common != NULL && i < common->len; i++)
    draw_void (frame, &g_array_index (common, VigieVoid, i), frame->top, frame->bottom);
  if (n_series < 2)
    return;
  /* The gaps of each series: a lane at the bottom, the last one lowest. */
  for (guint i = self->series->len; i-- > 0;)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);
      g_autoptr (GArray) voids = NULL;
      double bottom = frame->bottom - lane * (LANE + 2) - 1;

      if (!series->visible || series->prepared == NULL)
        continue;
      voids = series_voids (frame, series);
      for (guint v = 0; v < voids->len; v++)
        {
          const VigieVoid *piece = &g_array_index (voids, VigieVoid, v);
          double a = vigie_chart_frame_x (frame, piece->from);
          double b = vigie_chart_frame_x (frame, piece->to);
          float x0 = vigie_chart_frame_snap (frame, MIN (a, b)),
                x1 = vigie_chart_frame_snap (frame, MAX (a, b));

          if (!piece->known)
            continue;
          vigie_small_draw_hatch (frame->snapshot,
                                  &GRAPHENE_RECT_INIT (x0, (float) bottom - LANE, x1 - x0, LANE),
                                  &frame->colors->series[i]);
          vigie_chart_snapshot_shape (frame->snapshot, i, x0 + 1, bottom - LANE / 2., LANE + 1,
                                      &frame->colors->series[i], NULL);
        }
      if (voids->len > 0)
        lane++;
    }
}

static void
void_words (const VigieChartFrame *frame, const VigieVoid *piece)
{
  double a = vigie_chart_frame_x (frame, piece->from), b = vigie_chart_frame_x (frame, piece->to);
  double room = fabs (b - a) - 16, width, second_width = 0, x = round ((a + b) / 2);
  double y = frame->top + 4;
  const char *text = piece->known ? _ ("No reading") : _ ("not loaded yet");
  g_autofree char *duration = NULL;

  vigie_chart_text_measure (frame->text,
                            piece->known ? VIGIE_CHART_TEXT_STRONG : VIGIE_CHART_TEXT_AXIS, text,
                            &width, NULL);
  if (frame->bottom - frame->top < 2 * frame->line + 8)
    return;
  if (!piece->known)
    {
      if (width <= room)
        vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, text, x, y, 0.5,
                               &frame->palette->dim);
      return;
    }
  duration = vigie_words_duration (piece->to - piece->from);
  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, duration, &second_width, NULL);
  if (width <= room)
    {
      vigie_chart_frame_label (frame, VIGIE_CHART_TEXT_STRONG, text, x, y, 0.5,
                               &frame->palette->fg);
      y += frame->line;
    }
  if (second_width <= room)
    vigie_chart_frame_label (frame, VIGIE_CHART_TEXT_AXIS, duration, x, y, 0.5,
                             &frame->palette->dim);
}

void
vigie_chart_layer_void_words (const VigieChartFrame *frame)
{
  guint n_series;
  g_autoptr (GArray) common = common_voids (frame, &n_series);

  for (guint i = 0; common != NULL && i < common->len; i++)
    void_words (frame, &g_array_index (common, VigieVoid, i));
  if (n_series == 0)
    vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS,
                           _ ("No measure is shown"), (frame->left + frame->right) / 2,
                           (frame->top + frame->bottom - frame->line) / 2, 0.5,
                           &frame->palette->dim);
}
