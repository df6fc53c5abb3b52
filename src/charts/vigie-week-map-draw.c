/* vigie-week-map-draw.c: cells, names and marks of a usual week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-week-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-heat-grid.h"
#include "vigie-small-draw.h"
#include "vigie-words-private.h"

#define GAP 2
#define LABEL_ROOM 8
#define RADIUS 3
/* A column is no wider than so many lines of text, so that a wide page does not make bars of cells. */
#define WIDEST_LINES 6
/* The lowest shade: a half-hour without anybody is still there. */
#define LOWEST 0.06

gboolean
vigie_week_map_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);
  double widest = 0, width;

  if (frame->width < 60 || frame->height < 60)
    return FALSE;
  for (int day = 0; day < VIGIE_WEEK_DAYS; day++)
    {
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG,
                                vigie_words_weekday_name (day + 1), &width, NULL);
      widest = MAX (widest, width);
    }
  frame->top = 0;
  frame->bottom = MAX (floor (frame->height - frame->line - 4), VIGIE_WEEK_DAYS);
  frame->left = frame->rtl ? 2 : ceil (widest) + LABEL_ROOM;
  frame->right = frame->rtl ? frame->width - ceil (widest) - LABEL_ROOM : frame->width - 2;
  vigie_week_layout (self->cells, frame->right - frame->left, GAP, WIDEST_LINES * frame->line,
                     &self->layout);
  return TRUE;
}

int
vigie_week_map_row_at (const VigieDrawnPlot *plot, double y)
{
  int row;

  if (y < plot->top || y >= plot->bottom)
    return -1;
  row = (int) ((y - plot->top) * VIGIE_WEEK_DAYS / (plot->bottom - plot->top));
  return MIN (row, VIGIE_WEEK_DAYS - 1);
}

static graphene_rect_t
cell_bounds (VigieWeekMap *self, const VigieChartFrame *frame, int day, guint column)
{
  double row = (frame->bottom - frame->top) / VIGIE_WEEK_DAYS;
  double begin = self->layout.begin[column], end = begin + self->layout.width;
  double a = frame->rtl ? frame->right - end : frame->left + begin;
  double b = frame->rtl ? frame->right - begin : frame->left + end;
  float x0 = vigie_chart_frame_snap (frame, a), x1 = vigie_chart_frame_snap (frame, b);
  float y0 = vigie_chart_frame_snap (frame, frame->top + day * row);
  float y1 = vigie_chart_frame_snap (frame, frame->top + (day + 1) * row - GAP);

  return GRAPHENE_RECT_INIT (x0, y0, MAX (x1 - x0, 1), MAX (y1 - y0, 1));
}

/* ---- Cells ------------------------------------------------------------------------------------- */

static double
share_of (VigieWeekMap *self, double median)
{
  return LOWEST + (1 - LOWEST) * CLAMP (median / self->top, 0, 1);
}

static void
draw_cell (VigieWeekMap *self,
           const VigieChartFrame *frame,
           const VigieWeekCell *cell,
           const graphene_rect_t *bounds)
{
  GskRoundedRect rounded;
  GdkRGBA shade;

  gsk_rounded_rect_init_from_rect (&rounded, bounds,
                                   MIN (RADIUS, MIN (bounds->size.width, bounds->size.height) / 4));
  if (!isfinite (cell->median))
    {
      gtk_snapshot_push_rounded_clip (frame->snapshot, &rounded);
      vigie_chart_frame_hatch (frame, bounds);
      gtk_snapshot_pop (frame->snapshot);
      return;
    }
  shade = vigie_heat_mix (&frame->palette->track, &frame->palette->ink,
                          share_of (self, (double) cell->median));
  gtk_snapshot_push_rounded_clip (frame->snapshot, &rounded);
  gtk_snapshot_append_color (frame->snapshot, &shade, bounds);
  gtk_snapshot_pop (frame->snapshot);
}

static void
draw_rows (VigieWeekMap *self, const VigieChartFrame *frame)
{
  const char *closed = C_ ("site", "closed");

  for (int day = 0; day < VIGIE_WEEK_DAYS; day++)
    {
      gboolean is_today = day == self->now_day;
      graphene_rect_t row = cell_bounds (self, frame, day, 0);
      double y = row.origin.y + (row.size.height - frame->line) / 2;

      vigie_chart_text_draw (
          frame->text, frame->snapshot, is_today ? VIGIE_CHART_TEXT_STRONG : VIGIE_CHART_TEXT_AXIS,
          vigie_words_weekday_name (day + 1),
          frame->rtl ? frame->right + LABEL_ROOM : frame->left - LABEL_ROOM, y, frame->rtl ? 0 : 1,
          is_today ? &frame->palette->strong : &frame->palette->dim);
      if (!self->layout.is_open[day])
        vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, closed,
                               frame->rtl ? frame->right : frame->left, y, frame->rtl ? 1 : 0,
                               &frame->palette->dim);
      for (guint i = 0; i < self->layout.n_columns; i++)
        {
          const VigieWeekCell *cell = vigie_week_map_cell (self, day, self->layout.slots[i]);
          graphene_rect_t bounds = cell_bounds (self, frame, day, i);

          if (cell->open)
            draw_cell (self, frame, cell, &bounds);
        }
    }
}

/* Hours, in the middle of the half-hour that begins then, as many as have room. */
static void
draw_hours (VigieWeekMap *self, const VigieChartFrame *frame)
{
  double free_from = -INFINITY, free_to = INFINITY, widest = 0, room = INFINITY;
  guint every = 1;

  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      g_autofree char *label = vigie_week_map_time_words (self->layout.slots[i]);
      double width;

      if (self->layout.slots[i] % 2 != 0)
        continue;
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, label, &width, NULL);
      widest = MAX (widest, width);
      room = 2 * (self->layout.width + GAP);
    }
  /* Every hour, or every second, third, sixth: labels lie regularly. */
  while (every < 12 && every * room < widest + 8)
    every = every == 3 ? 6 : every == 6 ? 12 : every + 1;
  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      guint slot = self->layout.slots[i];
      graphene_rect_t bounds = cell_bounds (self, frame, VIGIE_WEEK_DAYS - 1, i);
      double middle = bounds.origin.x + bounds.size.width / 2, width;
      g_autofree char *label = NULL;

      if (slot % 2 != 0 || (slot / 2) % every != 0)
        continue;
      label = vigie_week_map_time_words ((int) slot);
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, label, &width, NULL);
      middle = CLAMP (middle, width / 2, frame->width - width / 2);
      if (frame->rtl ? middle + width / 2 > free_to - 4 : middle - width / 2 < free_from + 4)
        continue;
      free_from = middle + width / 2;
      free_to = middle - width / 2;
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, label, middle,
                             frame->bottom + 4, 0.5, &frame->palette->dim);
    }
}

/* ---- Marks ------------------------------------------------------------------------------------- */

/* A frame @out pixels around @bounds, @width wide. */
static void
draw_frame (const VigieChartFrame *frame,
            const graphene_rect_t *bounds,
            float out,
            float width,
            const GdkRGBA *color)
{
  const GdkRGBA colors[4] = {*color, *color, *color, *color};
  const float widths[4] = {width, width, width, width};
  graphene_rect_t outer;
  GskRoundedRect rounded;

  graphene_rect_inset_r (bounds, -out, -out, &outer);
  gsk_rounded_rect_init_from_rect (&rounded, &outer, RADIUS + out);
  gtk_snapshot_append_border (frame->snapshot, &rounded, widths, colors);
}

static void
draw_now (VigieWeekMap *self, const VigieChartFrame *frame)
{
  int column = vigie_week_layout_find (&self->layout, self->now_slot);
  graphene_rect_t bounds;

  if (column < 0 || !vigie_week_map_cell (self, self->now_day, self->now_slot)->open)
    return;
  bounds = cell_bounds (self, frame, self->now_day, (guint) column);
  /* A thin edge within, so that it is seen around the darkest shade. */
  draw_frame (frame, &bounds, 2, 2, &frame->palette->strong);
  draw_frame (frame, &bounds, 0, 1, &frame->palette->card);
}

static void
draw_best (VigieWeekMap *self, const VigieChartFrame *frame)
{
  int column = vigie_week_layout_find (&self->layout, self->best_slot);
  const VigieWeekCell *cell;
  graphene_rect_t bounds;
  gboolean is_dark;
  double size;

  if (column < 0)
    return;
  cell = vigie_week_map_cell (self, self->best_day, self->best_slot);
  if (!cell->open)
    return;
  bounds = cell_bounds (self, frame, self->best_day, (guint) column);
  /* Seen on every shade. */
  is_dark = isfinite (cell->median) && share_of (self, (double) cell->median) > 0.4;
  size = CLAMP (MIN (bounds.size.width, bounds.size.height) / 3, 4, 10);
  vigie_chart_snapshot_shape (frame->snapshot, 0, bounds.origin.x + bounds.size.width / 2,
                              bounds.origin.y + bounds.size.height / 2, size,
                              is_dark ? &frame->palette->card : &frame->palette->ink,
                              isfinite (cell->median) ? NULL : &frame->palette->card);
}

void
vigie_week_map_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);

  if (self->layout.n_columns == 0)
    {
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS,
                             self->is_known ? _ ("Opening hours unknown") : _ ("not loaded yet"),
                             frame->width / 2, (frame->height - frame->line) / 2, 0.5,
                             &frame->palette->dim);
      return;
    }
  draw_rows (self, frame);
  draw_hours (self, frame);
  if (self->now_day >= 0)
    draw_now (self, frame);
  if (self->best_day >= 0)
    draw_best (self, frame);
}

void
vigie_week_map_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieWeekMap *self = VIGIE_WEEK_MAP (figure);
  int day = self->cursor_day, column = vigie_week_layout_find (&self->layout, self->cursor_slot);
  g_autofree char *title = NULL, *value = NULL, *days = NULL;
  VigieChartCardRow rows[2];
  graphene_rect_t bounds;
  guint n = 0;

  if (column < 0)
    return;
  bounds = cell_bounds (self, frame, day, (guint) column);
  draw_frame (frame, &bounds, 3, 2, &frame->palette->strong);
  draw_frame (frame, &bounds, 1, 1, &frame->palette->card);
  title = vigie_week_map_slot_words (day, self->cursor_slot);
  value = vigie_week_map_value_words (self, day, self->cursor_slot);
  days = vigie_week_map_days_words (self, day, self->cursor_slot);
  rows[n++] = (VigieChartCardRow) {C_ ("column", "Usual"), value, -1};
  if (*days != '\0')
    rows[n++] = (VigieChartCardRow) {C_ ("column", "Days observed"), days, -1};
  vigie_chart_frame_card (frame, bounds.origin.x + bounds.size.width / 2, title, rows, n, NULL);
}

void
vigie_week_map_draw_sign (VigieWeekMap *self,
                          guint index,
                          GtkSnapshot *snapshot,
                          double width,
                          double height,
                          VigieScheme scheme)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  GskRoundedRect rounded;

  if (index == 0 && self->ramp_name != NULL)
    {
      float high = (float) MIN (height, 10);
      GskColorStop stops[9];

      for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
        {
          double share = (double) i / (G_N_ELEMENTS (stops) - 1);

          stops[i] = (GskColorStop) {(float) share, vigie_heat_mix (&palette->track, &palette->ink,
                                                                    LOWEST + (1 - LOWEST) * share)};
        }
      gsk_rounded_rect_init_from_rect (
          &rounded, &GRAPHENE_RECT_INIT (0, (float) (height - high) / 2, (float) width, high), 3);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_linear_gradient (snapshot, &rounded.bounds, &GRAPHENE_POINT_INIT (0, 0),
                                           &GRAPHENE_POINT_INIT ((float) width, 0), stops,
                                           G_N_ELEMENTS (stops));
      gtk_snapshot_pop (snapshot);
      return;
    }
  gsk_rounded_rect_init_from_rect (&rounded,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  vigie_small_draw_hatch (snapshot, &rounded.bounds, &palette->hatch);
  gtk_snapshot_pop (snapshot);
}
