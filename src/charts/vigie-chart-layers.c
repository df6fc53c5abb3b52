/* vigie-chart-layers.c: what stands behind and around the data: grid, ticks, limits, the present.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

/* Half a limit's mark, in heights of a text. */
#define MARK_SIZE 0.56

/* On the grid of device pixels, so that lines are crisp. */
float
vigie_chart_frame_snap (const VigieChartFrame *frame, double at)
{
  return (float) (round (at * frame->scale) / frame->scale);
}

static void
draw_level (const VigieChartFrame *frame, double y, double width, const GdkRGBA *color)
{
  gtk_snapshot_append_color (
      frame->snapshot, color,
      &GRAPHENE_RECT_INIT ((float) frame->left, vigie_chart_frame_snap (frame, y - width / 2),
                           (float) (frame->right - frame->left), (float) width));
}

/* Dashes as rectangles: a dashed path costs a hundred times as much. From @x0, @y0 to the right or down. */
void
vigie_chart_frame_dashes (const VigieChartFrame *frame,
                          double x0,
                          double y0,
                          double length,
                          gboolean is_level,
                          double width,
                          double dash,
                          const GdkRGBA *color)
{
  float across = vigie_chart_frame_snap (frame, (is_level ? y0 : x0) - width / 2);

  if (!frame->vector)
    {
      /* One node instead of a hundred: a gradient that repeats, with edges as sharp as pixels. */
      GdkRGBA nothing = *color;
      float begin = (float) (is_level ? x0 : y0), period = (float) (2 * dash);
      graphene_rect_t line
          = is_level ? GRAPHENE_RECT_INIT (begin, across, (float) length, (float) width)
                     : GRAPHENE_RECT_INIT (across, begin, (float) width, (float) length);
      graphene_point_t from
          = is_level ? GRAPHENE_POINT_INIT (begin, 0) : GRAPHENE_POINT_INIT (0, begin);
      graphene_point_t to = is_level ? GRAPHENE_POINT_INIT (begin + period, 0)
                                     : GRAPHENE_POINT_INIT (0, begin + period);

      nothing.alpha = 0;
      gtk_snapshot_append_repeating_linear_gradient (
          frame->snapshot, &line, &from, &to,
          (const GskColorStop[]) {{0, *color}, {0.5f, *color}, {0.5f, nothing}, {1, nothing}}, 4);
      return;
    }
  for (double at = 0; at < length; at += 2 * dash)
    {
      float begin = (float) ((is_level ? x0 : y0) + at), part = (float) MIN (dash, length - at);
      graphene_rect_t piece = is_level ? GRAPHENE_RECT_INIT (begin, across, part, (float) width)
                                       : GRAPHENE_RECT_INIT (across, begin, (float) width, part);

      gtk_snapshot_append_color (frame->snapshot, color, &piece);
    }
}

/* Texts over data stand on a piece of card. */
void
vigie_chart_frame_label (const VigieChartFrame *frame,
                         VigieChartTextStyle style,
                         const char *text,
                         double x,
                         double y,
                         double align,
                         const GdkRGBA *color)
{
  GskRoundedRect rounded;
  double width, height;
  GdkRGBA card = frame->palette->card;

  vigie_chart_text_measure (frame->text, style, text, &width, &height);
  card.alpha = 0.9f;
  gsk_rounded_rect_init_from_rect (&rounded,
                                   &GRAPHENE_RECT_INIT ((float) (round (x - align * width) - 4),
                                                        (float) round (y), (float) ceil (width + 8),
                                                        (float) ceil (height)),
                                   4);
  gtk_snapshot_push_rounded_clip (frame->snapshot, &rounded);
  gtk_snapshot_append_color (frame->snapshot, &card, &rounded.bounds);
  gtk_snapshot_pop (frame->snapshot);
  vigie_chart_text_draw (frame->text, frame->snapshot, style, text, x, y, align, color);
}

/* ---- Axes ---- */

static void
draw_value_labels (const VigieChartFrame *frame, VigieChartAxis axis)
{
  const VigieValueAxis *scale = &frame->axes[axis];
  gboolean at_left = (axis == VIGIE_CHART_AXIS_LEFT) != frame->rtl;
  double x = at_left ? frame->left - 8 : frame->right + 8;

  for (guint i = 0; i < scale->n_ticks && !frame->is_empty[axis]; i++)
    {
      g_autofree char *label = vigie_value_axis_label (scale, i);
      double y = vigie_chart_frame_y (frame, axis, vigie_value_axis_tick (scale, i));

      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, label, x,
                             y - frame->line / 2, at_left ? 1 : 0, &frame->palette->dim);
    }
  if (*scale->unit != '\0')
    vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, scale->unit,
                           at_left ? 0 : frame->width,
                           frame->top - 1.5 * frame->line - 2 < 0 ? 0
                                                                  : frame->top - 1.5 * frame->line,
                           at_left ? 0 : 1, &frame->palette->dim);
}

static void
draw_time_labels (const VigieChartFrame *frame)
{
  const GPtrArray *ticks = frame->time_axis->ticks;
  double y = frame->bottom + 6, free_from = -INFINITY, free_to = INFINITY;

  for (guint i = 0; i < ticks->len; i++)
    {
      const VigieTick *tick = g_ptr_array_index (ticks, i);
      double x = vigie_chart_frame_x (frame, tick->time), width, middle = x, begin, end;
      gboolean fits;

      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, tick->label, &width, NULL);
      if (tick->time >= frame->range.from)
        gtk_snapshot_append_color (frame->snapshot, &frame->colors->axis,
                                   &GRAPHENE_RECT_INIT (vigie_chart_frame_snap (frame, x - 0.5),
                                                        (float) frame->bottom, 1, 4));
      if (frame->time_axis->is_names)
        {
          begin = CLAMP (x, frame->left, frame->right);
          end = CLAMP (vigie_chart_frame_x (frame, tick->until), frame->left, frame->right);
          middle = (begin + end) / 2;
          if (fabs (end - begin) < width + 2)
            continue;
        }
      begin = middle - width / 2;
      end = middle + width / 2;
      fits = begin >= 0 && end <= frame->width
             && (frame->rtl ? end <= free_to - 6 : begin >= free_from + 6);
      if (!fits)
        continue;
      free_from = end;
      free_to = begin;
      vigie_chart_text_draw (
          frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, tick->label, middle, y, 0.5,
          tick->major && !frame->time_axis->is_names ? &frame->palette->fg : &frame->palette->dim);
    }
}

void
vigie_chart_layer_axes (const VigieChartFrame *frame)
{
  VigieChartAxis grid
      = frame->has_axis[VIGIE_CHART_AXIS_LEFT] ? VIGIE_CHART_AXIS_LEFT : VIGIE_CHART_AXIS_RIGHT;

  if (frame->has_axis[grid])
    for (guint i = 0; i < frame->axes[grid].n_ticks; i++)
      {
        double value = vigie_value_axis_tick (&frame->axes[grid], i);

        draw_level (frame, vigie_chart_frame_y (frame, grid, value), 1, &frame->colors->grid);
      }
  /* Time runs along the bottom. */
  draw_level (frame, frame->bottom, 1, &frame->colors->axis);
  for (guint axis = 0; axis < 2; axis++)
    if (frame->has_axis[axis])
      draw_value_labels (frame, (VigieChartAxis) axis);
  draw_time_labels (frame);
}

/* ---- Limits ---- */

/* One limit and where its words are. */
typedef struct
{
  double value, y;
  gboolean critical, high;
  double x, top, width;
} Limit;

/* The limits on the axis, upwards; gives how many. */
static guint
find_limits (const VigieChartFrame *frame, const VigieChartSeries *series, Limit limits[4])
{
  const VigieThresholds *thresholds;
  const VigieValueAxis *axis;
  guint n = 0;

  if (series == NULL)
    return 0;
  thresholds = &series->thresholds;
  axis = &frame->axes[series->axis];
  for (guint i = 0; i < 4; i++)
    {
      double value = i == 0   ? thresholds->lowlow
                     : i == 1 ? thresholds->low
                     : i == 2 ? thresholds->high
                              : thresholds->highhigh;

      if (isfinite (value) && value >= axis->from && value <= axis->to)
        limits[n++] = (Limit) {.value = value,
                               .y = vigie_chart_frame_y (frame, series->axis, value),
                               .critical = i == 0 || i == 3,
                               .high = i >= 2};
    }
  return n;
}

static const VigiePriorityColors *
limit_colors (const VigieChartFrame *frame, const Limit *limit)
{
  return limit->critical ? &frame->palette->critical : &frame->palette->medium;
}

void
vigie_chart_layer_limits (const VigieChartFrame *frame)
{
  Limit limits[4];
  guint n = find_limits (frame, vigie_chart_limits_series (frame->chart), limits);

  for (guint i = 0; i < n; i++)
    vigie_chart_frame_dashes (frame, frame->left, limits[i].y, frame->right - frame->left, TRUE,
                              1.5, limits[i].critical ? 8 : 5,
                              &limit_colors (frame, &limits[i])->outline);
}

/* The outline of the mark of a priority, @size from the centre, which is the origin: an octagon or a diamond. */
static GskPath *
mark_path (VigieChart *self, gboolean critical, double size)
{
  static const double octagon[8][2]
      = {{-.4, -1}, {.4, -1}, {1, -.4}, {1, .4}, {.4, 1}, {-.4, 1}, {-1, .4}, {-1, -.4}};
  static const double diamond[4][2] = {{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}};
  const double (*points)[2] = critical ? octagon : diamond;
  GskPathBuilder *builder;

  /* Kept, so that renderers keep what they made of it. */
  if (self->mark_size != size)
    for (guint i = 0; i < 2; i++)
      g_clear_pointer (&self->mark_paths[i], gsk_path_unref);
  self->mark_size = size;
  if (self->mark_paths[critical] != NULL)
    return self->mark_paths[critical];
  builder = gsk_path_builder_new ();
  for (guint i = 0; i < (critical ? 8 : 4); i++)
    {
      float x = (float) (points[i][0] * size), y = (float) (points[i][1] * size);

      if (i == 0)
        gsk_path_builder_move_to (builder, x, y);
      else
        gsk_path_builder_line_to (builder, x, y);
    }
  gsk_path_builder_close (builder);
  self->mark_paths[critical] = gsk_path_builder_free_to_path (builder);
  return self->mark_paths[critical];
}

/* The mark is hollow: a limit is not a state. */
static void
draw_limit_words (const VigieChartFrame *frame, const Limit *limit, const char *text)
{
  const VigiePriorityColors *colors = limit_colors (frame, limit);
  double size = frame->line * MARK_SIZE, letter_width, letter_height;
  GskPath *path = mark_path (frame->chart, limit->critical, size);
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);
  /* As on the marks of the states: the letters of the priorities. */
  const char *letter = limit->critical ? C_ ("priority", "C") : C_ ("priority", "M");

  vigie_chart_frame_label (frame, VIGIE_CHART_TEXT_STRONG, text, limit->x + 2 * size + 6,
                           limit->top, 0, &colors->text);
  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_LETTER, letter, &letter_width,
                            &letter_height);
  gtk_snapshot_save (frame->snapshot);
  gtk_snapshot_translate (frame->snapshot,
                          &GRAPHENE_POINT_INIT ((float) round (limit->x + size),
                                                (float) round (limit->top + frame->line / 2)));
  gtk_snapshot_append_fill (frame->snapshot, path, GSK_FILL_RULE_WINDING, &frame->palette->card);
  gtk_snapshot_append_stroke (frame->snapshot, path, stroke, &colors->outline);
  gtk_snapshot_translate (frame->snapshot, &GRAPHENE_POINT_INIT ((float) (-letter_width / 2),
                                                                 (float) (-letter_height / 2)));
  gtk_snapshot_append_layout (frame->snapshot,
                              vigie_chart_text_get (frame->text, VIGIE_CHART_TEXT_LETTER, letter),
                              &colors->text);
  gtk_snapshot_restore (frame->snapshot);
}

void
vigie_chart_layer_limit_words (const VigieChartFrame *frame)
{
  const VigieChartSeries *series = vigie_chart_limits_series (frame->chart);
  Limit limits[4];
  guint n = find_limits (frame, series, limits);

  for (guint i = 0; i < n; i++)
    {
      Limit *limit = &limits[i];
      g_autofree char *text = vigie_words_value (limit->value, series->unit);

      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, text, &limit->width, NULL);
      limit->width += 2 * frame->line * MARK_SIZE + 14;
      /* Beyond the limit, where there is room: above a high one, below a low one. */
      limit->top = limit->high ? limit->y - frame->line - 3 : limit->y + 3;
      if (limit->top < frame->top - frame->line)
        limit->top = limit->y + 3;
      if (limit->top + frame->line > frame->bottom - 2)
        limit->top = limit->y - frame->line - 3;
      limit->x = frame->rtl ? frame->right - limit->width - 2 : frame->left + 8;
      /* Beside those that it would cover. */
      for (guint k = 0; k < i; k++)
        if (fabs (limits[k].top - limit->top) < 1.4 * frame->line
            && (frame->rtl ? limits[k].x < limit->x + limit->width
                           : limits[k].x + limits[k].width > limit->x))
          limit->x = frame->rtl ? limits[k].x - limit->width : limits[k].x + limits[k].width;
      if (limit->x >= frame->left && limit->x + limit->width <= frame->right)
        draw_limit_words (frame, limit, text);
    }
}

/* ---- Now ---- */

void
vigie_chart_layer_now (const VigieChartFrame *frame)
{
  /* Translators: the present moment on a chart, short: « maint. » */
  const char *text = C_ ("chart", "now");
  double x, width;
  gboolean after;

  if (frame->now == VIGIE_TIME_NONE || frame->now < frame->range.from
      || frame->now > frame->range.to)
    return;
  x = round (vigie_chart_frame_x (frame, frame->now)) + 0.5;
  vigie_chart_frame_dashes (frame, x, frame->top, frame->bottom - frame->top, FALSE, 1, 2,
                            &frame->colors->edge);
  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, text, &width, NULL);
  after = frame->rtl ? x - width - 6 < frame->left - 4 : x + width + 6 > frame->right + 4;
  /* Above the plot where there is no future to stand in. */
  if (after)
    vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, text,
                           CLAMP (x, width / 2, frame->width - width / 2),
                           MAX (frame->top - frame->line - 2, 0), 0.5, &frame->palette->dim);
  else
    vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS, text,
                           frame->rtl ? x - 6 : x + 6, frame->top, frame->rtl ? 1 : 0,
                           &frame->palette->dim);
}
