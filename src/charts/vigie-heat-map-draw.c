/* vigie-heat-map-draw.c: cells, labels and scale of a heat map.
 *
 * On screen all cells are one texture in device pixels; on paper they are rectangles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-heat-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-small-draw.h"
#include "vigie-words.h"

#define LABEL_ROOM 8
#define WEEKEND 3 /* height of the strip under a day of the week-end */
#define STRIP 10  /* height of the scale */
#define STRIP_WIDTH 260
/* A cell at least so wide and high (px) has 1 px of card around it. */
#define LEAST_ROOM 6
#define HATCH_STEP 5

VigieValueAxis
vigie_heat_map_axis (VigieHeatMap *self)
{
  double min = self->grid->min, max = self->grid->max;
  VigieValueAxis axis = vigie_value_axis (min, max, "kW", 4, VIGIE_VALUE_AXIS_NONE);
  double step, size;

  /* All of the colours for what there is: no zero that is only near. */
  if (isnan (max) || axis.from >= 0.5 * min || max - min < 0.02 * fabs (max))
    return axis;
  step = vigie_value_axis (0, max - min, NULL, 4, VIGIE_VALUE_AXIS_ZERO).step;
  axis.from = floor (min / step + 1e-9) * step;
  axis.to = ceil (max / step - 1e-9) * step;
  axis.step = step;
  axis.n_ticks = (guint) lround ((axis.to - axis.from) / step) + 1;
  axis.factor = vigie_words_scale (MAX (fabs (axis.from), fabs (axis.to)), "kW", &axis.unit);
  size = step * axis.factor;
  axis.decimals = 0;
  while (axis.decimals < 6 && fabs (size - round (size)) > 1e-6 * size)
    {
      axis.decimals++;
      size *= 10;
    }
  return axis;
}

static double
share_of (const VigieValueAxis *axis, double kw)
{
  return (kw - axis->from) / (axis->to - axis->from);
}

/* ---- Frame ------------------------------------------------------------------------------------- */

/* « 6 h » */
static char *
hour_label (guint hour)
{
  /* Translators: an hour of the day, short, on an axis: « 6 h » */
  return g_strdup_printf (C_ ("axis", "%u:00"), hour);
}

gboolean
vigie_heat_map_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame)
{
  double widest = 0, label_width;

  if (frame->width < 60 || frame->height < 60)
    return FALSE;
  for (guint hour = 0; hour < VIGIE_HEAT_HOURS; hour += 6)
    {
      g_autofree char *label = hour_label (hour);

      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, label, &label_width, NULL);
      widest = MAX (widest, label_width);
    }
  frame->top = ceil (frame->line / 2);
  frame->bottom
      = MAX (floor (frame->height - 2 * frame->line - WEEKEND - STRIP - 18), frame->top + 24);
  frame->left = frame->rtl ? 2 : ceil (widest) + LABEL_ROOM;
  frame->right = frame->rtl ? frame->width - ceil (widest) - LABEL_ROOM : frame->width - 2;
  return TRUE;
}

static double
column_x (VigieHeatMap *self, const VigieChartFrame *frame, double day)
{
  double place = day / MAX (self->grid->n_days, 1);

  if (frame->rtl)
    place = 1 - place;
  return frame->left + place * (frame->right - frame->left);
}

static graphene_rect_t
cell_bounds (VigieHeatMap *self, const VigieChartFrame *frame, guint day, guint hour)
{
  double a = column_x (self, frame, day), b = column_x (self, frame, day + 1);
  double row = (frame->bottom - frame->top) / VIGIE_HEAT_HOURS;
  float x0 = vigie_chart_frame_snap (frame, MIN (a, b));
  float x1 = vigie_chart_frame_snap (frame, MAX (a, b));
  float y0 = vigie_chart_frame_snap (frame, frame->top + hour * row);
  float y1 = vigie_chart_frame_snap (frame, frame->top + (hour + 1) * row);
  float gap = (float) (1 / frame->scale);

  /* All or none. */
  if (fabs (b - a) >= LEAST_ROOM && row >= LEAST_ROOM)
    {
      x1 -= gap;
      y1 -= gap;
    }
  else if (frame->vector)
    {
      /* Under the next one: where they only touch, what draws them leaves seams. */
      x1 += 0.5f;
      y1 += 0.5f;
    }
  return GRAPHENE_RECT_INIT (x0, y0, MAX (x1 - x0, gap), MAX (y1 - y0, gap));
}

/* ---- Cells ------------------------------------------------------------------------------------- */

static guint32
pixel_of (const GdkRGBA *color)
{
  return 0xff000000u | (guint32) lroundf (color->red * 255) << 16
         | (guint32) lroundf (color->green * 255) << 8 | (guint32) lroundf (color->blue * 255);
}

static GdkTexture *
paint_cells (VigieHeatMap *self, const VigieChartFrame *frame, int width, int height)
{
  const VigieHeatGrid *grid = self->grid;
  VigieValueAxis axis = vigie_heat_map_axis (self);
  guint32 *pixels = g_new0 (guint32, (gsize) width * (gsize) height);
  guint32 shades[256], hatch = pixel_of (&frame->palette->normal);
  int step = (int) lround (HATCH_STEP * frame->scale);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    {
      GdkRGBA shade = vigie_heat_mix (&frame->palette->track, &frame->palette->ink, i / 255.);

      shades[i] = pixel_of (&shade);
    }
  for (guint day = 0; day < grid->n_days; day++)
    for (guint hour = 0; hour < VIGIE_HEAT_HOURS; hour++)
      {
        const VigieHeatCell *cell = vigie_heat_grid_get (grid, day, hour);
        graphene_rect_t bounds = cell_bounds (self, frame, day, hour);
        int x0 = (int) lround ((bounds.origin.x - frame->left) * frame->scale);
        int y0 = (int) lround ((bounds.origin.y - frame->top) * frame->scale);
        int x1 = x0 + (int) lround (bounds.size.width * frame->scale);
        int y1 = y0 + (int) lround (bounds.size.height * frame->scale);
        guint32 shade = 0;

        if (cell->state != VIGIE_HEAT_KNOWN && cell->state != VIGIE_HEAT_MISSING)
          continue;
        if (cell->state == VIGIE_HEAT_KNOWN)
          shade = shades[(guint) lround (CLAMP (share_of (&axis, cell->kw), 0, 1) * 255)];
        for (int y = MAX (y0, 0); y < MIN (y1, height); y++)
          for (int x = MAX (x0, 0); x < MIN (x1, width); x++)
            if (cell->state == VIGIE_HEAT_KNOWN)
              pixels[y * width + x] = shade;
            else if ((x + y) % MAX (step, 2) < MAX ((int) lround (frame->scale), 1))
              pixels[y * width + x] = hatch;
      }
  bytes = g_bytes_new_take (pixels, (gsize) width * (gsize) height * 4);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) width * 4);
}

static void
draw_cells (VigieHeatMap *self, const VigieChartFrame *frame)
{
  const VigieHeatGrid *grid = self->grid;
  VigieValueAxis axis = vigie_heat_map_axis (self);

  if (!frame->vector)
    {
      int width = (int) round ((frame->right - frame->left) * frame->scale);
      int height = (int) round ((frame->bottom - frame->top) * frame->scale);
      g_autoptr (GdkTexture) texture = NULL;

      if (width <= 0 || height <= 0)
        return;
      texture = paint_cells (self, frame, width, height);
      gtk_snapshot_append_scaled_texture (
          frame->snapshot, texture, GSK_SCALING_FILTER_NEAREST,
          &GRAPHENE_RECT_INIT (vigie_chart_frame_snap (frame, frame->left),
                               vigie_chart_frame_snap (frame, frame->top),
                               (float) (width / frame->scale), (float) (height / frame->scale)));
      return;
    }
  for (guint day = 0; day < grid->n_days; day++)
    for (guint hour = 0; hour < VIGIE_HEAT_HOURS; hour++)
      {
        const VigieHeatCell *cell = vigie_heat_grid_get (grid, day, hour);
        graphene_rect_t bounds = cell_bounds (self, frame, day, hour);

        if (cell->state == VIGIE_HEAT_KNOWN)
          {
            GdkRGBA shade = vigie_heat_mix (&frame->palette->track, &frame->palette->ink,
                                            share_of (&axis, cell->kw));

            gtk_snapshot_append_color (frame->snapshot, &shade, &bounds);
          }
        else if (cell->state == VIGIE_HEAT_MISSING)
          vigie_small_draw_hatch (frame->snapshot, &bounds, &frame->palette->normal);
      }
}

/* ---- Around ------------------------------------------------------------------------------------ */

static void
draw_hours (const VigieChartFrame *frame)
{
  double row = (frame->bottom - frame->top) / VIGIE_HEAT_HOURS;

  for (guint hour = 0; hour <= VIGIE_HEAT_HOURS; hour += 6)
    {
      g_autofree char *label = hour_label (hour);

      if (hour == VIGIE_HEAT_HOURS && 6 * row < 2 * frame->line)
        continue;
      if (6 * row < frame->line && hour % 12 != 0)
        continue;
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, label,
                             frame->rtl ? frame->right + LABEL_ROOM : frame->left - LABEL_ROOM,
                             frame->top + hour * row - frame->line / 2, frame->rtl ? 0 : 1,
                             &frame->palette->dim);
    }
}

static void
draw_days (VigieHeatMap *self, const VigieChartFrame *frame)
{
  const VigieHeatGrid *grid = self->grid;
  GTimeZone *zone = vigie_heat_map_zone (self);
  VigieTime to = self->from + (VigieTime) self->n_hours * VIGIE_HOUR;
  g_autoptr (VigieTimeAxis) axis = vigie_time_axis_new (
      self->from, to, zone, frame->right - frame->left, vigie_chart_text_get_em (frame->text));
  double free_from = -INFINITY, free_to = INFINITY;

  for (guint day = 0; day < grid->n_days; day++)
    if (vigie_heat_grid_is_weekend (grid, day))
      {
        double a = column_x (self, frame, day), b = column_x (self, frame, day + 1);

        gtk_snapshot_append_color (
            frame->snapshot, &frame->palette->normal,
            &GRAPHENE_RECT_INIT ((float) MIN (a, b), (float) frame->bottom + 2,
                                 (float) (fabs (b - a) - (fabs (b - a) > 4)), WEEKEND));
      }
  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const VigieTick *tick = g_ptr_array_index (axis->ticks, i);
      double day = (double) (vigie_time_to_local (tick->time, zone).day_number - grid->first_day);
      double until
          = (double) (vigie_time_to_local (tick->until, zone).day_number - grid->first_day);
      double begin = column_x (self, frame, CLAMP (day, 0, grid->n_days)), width, middle;
      double end = column_x (self, frame, CLAMP (until, 0, grid->n_days));

      /* Hours have their own axis. */
      if (axis->unit < VIGIE_TICK_DAY || (axis->unit == VIGIE_TICK_DAY && !axis->is_names))
        {
          if (vigie_time_floor (tick->time, VIGIE_TICK_DAY, zone) != tick->time)
            continue;
        }
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, tick->label, &width, NULL);
      /* What is not a name is the day that begins there. */
      if (!axis->is_names)
        end = column_x (self, frame, CLAMP (day + 1, 0, grid->n_days));
      middle = CLAMP ((begin + end) / 2, width / 2, frame->width - width / 2);
      if (axis->is_names && fabs (end - begin) < width + 2)
        continue;
      if (frame->rtl ? middle + width / 2 > free_to - 6 : middle - width / 2 < free_from + 6)
        continue;
      free_from = middle + width / 2;
      free_to = middle - width / 2;
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, tick->label,
                             middle, frame->bottom + WEEKEND + 5, 0.5, &frame->palette->dim);
    }
}

static void
draw_scale (VigieHeatMap *self, const VigieChartFrame *frame)
{
  VigieValueAxis axis = vigie_heat_map_axis (self);
  double width = MIN (STRIP_WIDTH * MAX (frame->line / 16, 1), frame->right - frame->left - 40);
  double y = frame->height - frame->line - STRIP - 4, free_from = -INFINITY;
  double left = frame->left;
  GskColorStop stops[9];

  if (isnan (self->grid->max) || width < 60)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    stops[i] = (GskColorStop) {(float) i / (G_N_ELEMENTS (stops) - 1),
                               vigie_heat_mix (&frame->palette->track, &frame->palette->ink,
                                               (double) i / (G_N_ELEMENTS (stops) - 1))};
  gtk_snapshot_append_linear_gradient (
      frame->snapshot, &GRAPHENE_RECT_INIT ((float) left, (float) y, (float) width, STRIP),
      &GRAPHENE_POINT_INIT ((float) left, 0), &GRAPHENE_POINT_INIT ((float) (left + width), 0),
      stops, G_N_ELEMENTS (stops));
  for (guint i = 0; i < axis.n_ticks; i++)
    {
      g_autofree char *label = vigie_value_axis_label (&axis, i);
      g_autofree char *whole = NULL;
      double x = left + width * i / (axis.n_ticks - 1), wide, begin;
      const char *text = label;

      if (i + 1 == axis.n_ticks)
        {
          whole = g_strdup_printf ("%s\u202f%s", label, axis.unit);
          text = whole;
        }
      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, text, &wide, NULL);
      begin = i == 0 ? x : x - wide / 2;
      gtk_snapshot_append_color (
          frame->snapshot, &frame->colors->axis,
          &GRAPHENE_RECT_INIT ((float) MIN (x, left + width - 1), (float) (y + STRIP), 1, 3));
      if (begin < free_from + 6)
        continue;
      free_from = begin + wide;
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, text, begin,
                             y + STRIP + 3, 0, &frame->palette->dim);
    }
}

void
vigie_heat_map_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (figure);

  if (self->grid->n_days == 0)
    {
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS,
                             _ ("not loaded yet"), frame->width / 2, frame->height / 2, 0.5,
                             &frame->palette->dim);
      return;
    }
  draw_cells (self, frame);
  draw_hours (frame);
  draw_days (self, frame);
  draw_scale (self, frame);
}

void
vigie_heat_map_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieHeatMap *self = VIGIE_HEAT_MAP (figure);
  g_autofree char *title = NULL, *value = NULL;
  VigieChartCardRow row;
  graphene_rect_t bounds;
  GskRoundedRect outline;
  guint day = (guint) self->cursor_day;

  if (self->cursor_day < 0 || day >= self->grid->n_days)
    return;
  bounds = cell_bounds (self, frame, day, self->cursor_hour);
  for (int i = 0; i < 2; i++)
    {
      /* Strong around, card within: seen on every shade. */
      const GdkRGBA *color = i == 0 ? &frame->palette->strong : &frame->palette->card;
      const GdkRGBA colors[4] = {*color, *color, *color, *color};
      float out = i == 0 ? 3 : 1;

      gsk_rounded_rect_init_from_rect (
          &outline,
          &GRAPHENE_RECT_INIT (bounds.origin.x - out, bounds.origin.y - out,
                               bounds.size.width + 2 * out, bounds.size.height + 2 * out),
          i == 0 ? 3 : 1);
      gtk_snapshot_append_border (
          frame->snapshot, &outline,
          i == 0 ? (const float[]) {2, 2, 2, 2} : (const float[]) {1, 1, 1, 1}, colors);
    }
  title = vigie_heat_map_cell_words (self, day, self->cursor_hour);
  value = vigie_heat_map_value_words (self, day, self->cursor_hour);
  row = (VigieChartCardRow) {C_ ("column", "Mean power"), value, -1};
  vigie_chart_frame_card (frame, bounds.origin.x + bounds.size.width / 2, title, &row, 1, NULL);
}

void
vigie_heat_map_draw_sign (VigieHeatMap *self,
                          guint index,
                          GtkSnapshot *snapshot,
                          double width,
                          double height,
                          VigieScheme scheme)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  float side = (float) MIN (MIN (width, height), 12);
  graphene_rect_t box
      = GRAPHENE_RECT_INIT ((float) (width - side) / 2, (float) (height - side) / 2, side, side);

  if (index == 0)
    gtk_snapshot_append_color (
        snapshot, &palette->normal,
        &GRAPHENE_RECT_INIT (0, (float) (height - WEEKEND) / 2, (float) width, WEEKEND));
  else
    {
      vigie_small_draw_hatch (snapshot, &box, &palette->normal);
      gtk_snapshot_append_border (
          snapshot,
          &GSK_ROUNDED_RECT_INIT (box.origin.x, box.origin.y, box.size.width, box.size.height),
          (const float[]) {1, 1, 1, 1},
          (const GdkRGBA[]) {palette->normal, palette->normal, palette->normal, palette->normal});
    }
}
