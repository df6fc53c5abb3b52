/* vigie-day-chart-draw.c: where the parts of a day lie, and what is drawn but the words over it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-day-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-small-draw.h"

#define LABEL_ROOM 8
#define END_ROOM 14
/* The places are on the scale where they are at most so many times what there is. */
#define REACH 1.6
#define LINE 2.F
#define VEIL 0.16F

/* ---- Frame ------------------------------------------------------------------------------------- */

gboolean
vigie_day_chart_shows_places (VigieDayChart *self)
{
  return isfinite (self->course->places) && isfinite (self->course->most)
         && self->course->places <= REACH * MAX (self->course->most, 1);
}

gboolean
vigie_day_chart_lay_out (VigieDrawnFigure *figure, VigieChartFrame *frame)
{
  VigieDayChart *self = VIGIE_DAY_CHART (figure);
  const VigieDayCourse *course = self->course;
  double most = isnan (course->most) ? 1 : MAX (course->most, 1), room, widest = 0, width;

  if (frame->width < 60 || frame->height < 50)
    return FALSE;
  if (vigie_day_chart_shows_places (self))
    most = MAX (most, course->places);
  frame->range = (VigieSpan) {course->from, MAX (course->to, course->from + VIGIE_HOUR)};
  frame->now = course->now;
  frame->has_axis[VIGIE_CHART_AXIS_LEFT] = TRUE;
  frame->is_empty[VIGIE_CHART_AXIS_LEFT] = isnan (course->most);
  room = frame->height / frame->line;
  frame->axes[0] = vigie_value_axis (0, most, NULL, room < 7 ? 2 : 4,
                                     VIGIE_VALUE_AXIS_ZERO | VIGIE_VALUE_AXIS_WHOLE);
  for (guint i = 0; i < frame->axes[0].n_ticks; i++)
    {
      g_autofree char *label = vigie_value_axis_label (&frame->axes[0], i);

      vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, label, &width, NULL);
      widest = MAX (widest, width);
    }
  widest = ceil (widest) + LABEL_ROOM;
  frame->top = ceil (frame->line / 2);
  frame->bottom = MAX (floor (frame->height - frame->line - 8), frame->top + 1);
  frame->left = frame->rtl ? END_ROOM : widest;
  frame->right = MAX (frame->width - (frame->rtl ? widest : END_ROOM), frame->left + 1);
  frame->time_axis
      = vigie_time_axis_new (frame->range.from, frame->range.to, course->zone,
                             frame->right - frame->left, vigie_chart_text_get_em (frame->text));
  return TRUE;
}

double
vigie_day_chart_y (const VigieChartFrame *frame, double value)
{
  return vigie_chart_frame_y (frame, VIGIE_CHART_AXIS_LEFT, value);
}

const GdkRGBA *
vigie_day_chart_line_color (VigieDayChart *self, const VigieChartFrame *frame)
{
  return self->link_lost ? &frame->palette->dim : &frame->palette->strong;
}

/* From where to where, on the grid of pixels and within the plot. */
static graphene_rect_t
stretch (const VigieChartFrame *frame, VigieTime from, VigieTime to)
{
  double a = vigie_chart_frame_x (frame, CLAMP (from, frame->range.from, frame->range.to));
  double b = vigie_chart_frame_x (frame, CLAMP (to, frame->range.from, frame->range.to));
  float x0 = vigie_chart_frame_snap (frame, MIN (a, b));
  float x1 = vigie_chart_frame_snap (frame, MAX (a, b));

  return GRAPHENE_RECT_INIT (x0, (float) frame->top, x1 - x0, (float) (frame->bottom - frame->top));
}

/* ---- Usual and expected ------------------------------------------------------------------------ */

/* The height of a curve of slots at @x: through their middles, level from the ends of a run. */
typedef struct
{
  GskPathBuilder *builder;
  gboolean begins;
} Pen;

static void
pen_to (Pen *pen, double x, double y)
{
  if (pen->begins)
    gsk_path_builder_move_to (pen->builder, (float) x, (float) y);
  else
    gsk_path_builder_line_to (pen->builder, (float) x, (float) y);
  pen->begins = FALSE;
}

static double
part_of (const VigieDayUsual *slot, guint part)
{
  return part == 0 ? slot->p10 : part == 1 ? slot->median : slot->p90;
}

/* Slots @first to @last; @back: from the last to the first. */
static void
follow (const VigieChartFrame *frame,
        const GArray *list,
        guint first,
        guint last,
        guint part,
        gboolean back,
        Pen *pen)
{
  guint n = last - first + 1;

  for (guint i = 0; i < n; i++)
    {
      const VigieDayUsual *slot = vigie_day_course_get (list, (int) (back ? last - i : first + i));
      double y = vigie_day_chart_y (frame, part_of (slot, part));

      if (i == 0)
        pen_to (pen, vigie_chart_frame_x (frame, back ? slot->to : slot->from), y);
      pen_to (pen, vigie_chart_frame_x (frame, slot->from + (slot->to - slot->from) / 2), y);
      if (i == n - 1)
        pen_to (pen, vigie_chart_frame_x (frame, back ? slot->from : slot->to), y);
    }
}

/* The last slot of the run that begins at @first: they touch and each is known. */
static guint
run_end (const GArray *list, guint first)
{
  guint last = first;

  while (last + 1 < list->len
         && vigie_day_course_get (list, (int) last)->to
                == vigie_day_course_get (list, (int) last + 1)->from
         && isfinite (vigie_day_course_get (list, (int) last + 1)->median))
    last++;
  return last;
}

static void
draw_usual (VigieDayChart *self, const VigieChartFrame *frame)
{
  const GArray *list = self->course->usual;

  for (guint first = 0; first < list->len; first++)
    {
      guint last;
      Pen pen = {gsk_path_builder_new (), TRUE};
      g_autoptr (GskPath) band = NULL, median = NULL;
      g_autoptr (GskStroke) stroke = gsk_stroke_new (1);
      gboolean has_band = TRUE;

      if (!isfinite (vigie_day_course_get (list, (int) first)->median))
        {
          gsk_path_builder_unref (pen.builder);
          continue;
        }
      last = run_end (list, first);
      for (guint i = first; i <= last; i++)
        has_band = has_band && isfinite (vigie_day_course_get (list, (int) i)->p10)
                   && isfinite (vigie_day_course_get (list, (int) i)->p90);
      if (has_band)
        {
          follow (frame, list, first, last, 2, FALSE, &pen);
          follow (frame, list, first, last, 0, TRUE, &pen);
          gsk_path_builder_close (pen.builder);
        }
      band = gsk_path_builder_free_to_path (pen.builder);
      if (has_band)
        gtk_snapshot_append_fill (frame->snapshot, band, GSK_FILL_RULE_WINDING,
                                  &frame->palette->band);
      pen = (Pen) {gsk_path_builder_new (), TRUE};
      follow (frame, list, first, last, 1, FALSE, &pen);
      median = gsk_path_builder_free_to_path (pen.builder);
      gsk_stroke_set_dash (stroke, (const float[]) {4, 3}, 2);
      gtk_snapshot_append_stroke (frame->snapshot, median, stroke, &frame->palette->dim);
      first = last;
    }
}

/* Dots from where the seen line ends. */
static void
draw_expected (VigieDayChart *self, const VigieChartFrame *frame)
{
  const VigieDayCourse *course = self->course;
  const GArray *list = course->expected;
  VigieTime from = course->from;

  if (course->last >= 0)
    from = vigie_day_course_step (course, course->last)->to;
  for (guint first = 0; first < list->len; first++)
    {
      guint last;
      Pen pen = {gsk_path_builder_new (), TRUE};
      g_autoptr (GskPath) path = NULL;
      g_autoptr (GskStroke) stroke = gsk_stroke_new (LINE);

      if (!isfinite (vigie_day_course_get (list, (int) first)->median)
          || vigie_day_course_get (list, (int) first)->to <= from)
        {
          gsk_path_builder_unref (pen.builder);
          continue;
        }
      last = run_end (list, first);
      /* Today goes on: nothing lies between what was seen and what is expected. */
      if (course->last >= 0 && vigie_day_course_get (list, (int) first)->from <= from)
        pen_to (&pen, vigie_chart_frame_x (frame, from),
                vigie_day_chart_y (frame, vigie_day_course_step (course, course->last)->value));
      for (guint i = first; i <= last; i++)
        {
          const VigieDayUsual *slot = vigie_day_course_get (list, (int) i);
          VigieTime begin = MAX (slot->from, from);
          double y = vigie_day_chart_y (frame, slot->median);

          if (i == first && slot->from > from)
            pen_to (&pen, vigie_chart_frame_x (frame, begin), y);
          pen_to (&pen, vigie_chart_frame_x (frame, begin + (slot->to - begin) / 2), y);
          if (i == last)
            pen_to (&pen, vigie_chart_frame_x (frame, slot->to), y);
        }
      path = gsk_path_builder_free_to_path (pen.builder);
      gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
      gsk_stroke_set_dash (stroke, (const float[]) {0.1F, 5}, 2);
      gtk_snapshot_append_stroke (frame->snapshot, path, stroke,
                                  vigie_day_chart_line_color (self, frame));
      first = last;
    }
}

/* ---- Seen -------------------------------------------------------------------------------------- */

/* The step after the last one of the line that @first begins. */
static guint
line_end (const VigieDayCourse *course, guint first)
{
  guint end = first + 1;

  while (end < course->steps->len && vigie_day_course_is_drawn (course, end)
         && !vigie_day_course_begins (course, end))
    end++;
  return end;
}

static void
draw_veil (VigieDayChart *self, const VigieChartFrame *frame, guint first, guint end)
{
  const VigieDayCourse *course = self->course;
  Pen pen = {gsk_path_builder_new (), TRUE};
  g_autoptr (GskPath) path = NULL;
  GdkRGBA veil = frame->palette->ink;

  for (guint side = 0; side < 2; side++)
    for (guint k = first; k < end; k++)
      {
        guint i = side == 0 ? k : end - 1 - (k - first);
        const VigieDayStep *step = vigie_day_course_step (course, (int) i);
        double value = side == 0 ? step->high : step->low;

        pen_to (&pen, vigie_chart_frame_x (frame, step->to),
                vigie_day_chart_y (frame, isfinite (value) ? value : step->value));
      }
  gsk_path_builder_close (pen.builder);
  path = gsk_path_builder_free_to_path (pen.builder);
  veil.alpha = VEIL;
  gtk_snapshot_append_fill (frame->snapshot, path, GSK_FILL_RULE_WINDING, &veil);
}

static void
draw_seen (VigieDayChart *self, const VigieChartFrame *frame)
{
  const VigieDayCourse *course = self->course;
  const GdkRGBA *color = vigie_day_chart_line_color (self, frame);

  for (guint first = 0, end; first < course->steps->len; first = end)
    {
      Pen pen = {gsk_path_builder_new (), TRUE};
      g_autoptr (GskPath) path = NULL;
      g_autoptr (GskStroke) stroke = gsk_stroke_new (LINE);
      double x = 0, y = 0;

      if (!vigie_day_course_is_drawn (course, first))
        {
          gsk_path_builder_unref (pen.builder);
          end = first + 1;
          continue;
        }
      end = line_end (course, first);
      for (guint i = first; i < end; i++)
        {
          const VigieDayStep *step = vigie_day_course_step (course, (int) i);

          x = vigie_chart_frame_x (frame, step->to);
          y = vigie_day_chart_y (frame, step->value);
          pen_to (&pen, x, y);
        }
      path = gsk_path_builder_free_to_path (pen.builder);
      if (end == first + 1)
        {
          /* One alone is a dot. */
          vigie_chart_snapshot_shape (frame->snapshot, 0, x, y, 4, color, NULL);
          continue;
        }
      draw_veil (self, frame, first, end);
      gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
      gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
      if (self->link_lost)
        gsk_stroke_set_dash (stroke, (const float[]) {7, 5}, 2);
      gtk_snapshot_append_stroke (frame->snapshot, path, stroke, color);
    }
  if (course->last >= 0)
    {
      const VigieDayStep *step = vigie_day_course_step (course, course->last);

      vigie_chart_snapshot_shape (frame->snapshot, 0, vigie_chart_frame_x (frame, step->to),
                                  vigie_day_chart_y (frame, step->value), 8, color,
                                  &frame->palette->card);
    }
}

/* ---- Voids ------------------------------------------------------------------------------------- */

static void
draw_voids (VigieDayChart *self, const VigieChartFrame *frame)
{
  const VigieDayCourse *course = self->course;

  for (guint i = 0; i < course->closed->len; i++)
    {
      const VigieDayClosed *closed = &g_array_index (course->closed, VigieDayClosed, i);
      graphene_rect_t bounds = stretch (frame, closed->from, closed->to);

      gtk_snapshot_append_color (frame->snapshot, &frame->palette->track, &bounds);
    }
  for (guint i = 0; i < course->gaps->len; i++)
    {
      const VigieSpan *gap = &g_array_index (course->gaps, VigieSpan, i);
      graphene_rect_t bounds = stretch (frame, gap->from, gap->to);
      double height = frame->bottom - frame->top;

      if (bounds.size.width < 3)
        continue;
      vigie_chart_frame_hatch (frame, &bounds);
      /* Where the day begins or ends, and now, is no edge of the gap. */
      if (gap->from > course->from)
        vigie_chart_frame_dashes (frame, vigie_chart_frame_x (frame, gap->from), frame->top, height,
                                  FALSE, 1, 3, &frame->colors->edge);
      if (gap->to < course->to && gap->to != course->now)
        vigie_chart_frame_dashes (frame, vigie_chart_frame_x (frame, gap->to), frame->top, height,
                                  FALSE, 1, 3, &frame->colors->edge);
    }
}

/* ---- All --------------------------------------------------------------------------------------- */

void
vigie_day_chart_draw_still (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieDayChart *self = VIGIE_DAY_CHART (figure);
  const VigieDayCourse *course = self->course;

  if (course->stops->len == 0)
    {
      vigie_chart_text_draw (frame->text, frame->snapshot, VIGIE_CHART_TEXT_AXIS,
                             _ ("not loaded yet"), frame->width / 2,
                             (frame->height - frame->line) / 2, 0.5, &frame->palette->dim);
      return;
    }
  draw_voids (self, frame);
  gtk_snapshot_push_clip (frame->snapshot,
                          &GRAPHENE_RECT_INIT ((float) frame->left - 1, 0,
                                               (float) (frame->right - frame->left) + 2,
                                               (float) frame->bottom + 1));
  draw_usual (self, frame);
  gtk_snapshot_pop (frame->snapshot);
  vigie_chart_layer_axes (frame);
  if (vigie_day_chart_shows_places (self))
    gtk_snapshot_append_color (
        frame->snapshot, &frame->palette->normal,
        &GRAPHENE_RECT_INIT (
            (float) frame->left,
            vigie_chart_frame_snap (frame, vigie_day_chart_y (frame, course->places) - 0.75),
            (float) (frame->right - frame->left), 1.5F));
  gtk_snapshot_push_clip (frame->snapshot,
                          &GRAPHENE_RECT_INIT ((float) frame->left - 6, 0,
                                               (float) (frame->right - frame->left) + 12,
                                               (float) frame->bottom + 6));
  draw_expected (self, frame);
  draw_seen (self, frame);
  gtk_snapshot_pop (frame->snapshot);
  if (course->last < 0)
    vigie_chart_layer_now (frame);
  vigie_day_chart_draw_labels (self, frame);
}

static void
draw_sign_cb (const VigieChartFrame *frame, guint index, double width, double height)
{
  vigie_day_chart_draw_sign (VIGIE_DAY_CHART (frame->owner), (VigieDaySign) index, frame->snapshot,
                             width, height, frame->scheme);
}

void
vigie_day_chart_draw_cursor (VigieDrawnFigure *figure, const VigieChartFrame *frame)
{
  VigieDayChart *self = VIGIE_DAY_CHART (figure);
  const VigieDayCourse *course = self->course;
  const VigieDayStop *stop = &g_array_index (course->stops, VigieDayStop, self->cursor);
  const VigieDayStep *step = stop->step >= 0 ? vigie_day_course_step (course, stop->step) : NULL;
  VigieTime at
      = step != NULL ? MIN (step->to, course->to) : stop->from + (stop->to - stop->from) / 2;
  double x = round (vigie_chart_frame_x (frame, at)), value = NAN;
  g_autofree char *title = vigie_day_chart_stop_words (self, stop);
  g_autofree char *seen = NULL, *usual = NULL, *expected = NULL;
  VigieChartCardRow rows[3];
  guint n = 0;

  gtk_snapshot_append_color (
      frame->snapshot, &frame->palette->strong,
      &GRAPHENE_RECT_INIT ((float) x, (float) frame->top, 1, (float) (frame->bottom - frame->top)));
  if (step != NULL)
    {
      value = step->value;
      seen = vigie_day_chart_seen_words (step);
      rows[n++] = (VigieChartCardRow) {C_ ("column", "Present"),
                                       seen != NULL ? seen : _ ("no reading"), VIGIE_DAY_SIGN_SEEN};
    }
  if (stop->expected >= 0)
    {
      const VigieDayUsual *slot = vigie_day_course_get (course->expected, stop->expected);

      value = slot->median;
      expected = vigie_day_chart_expected_words (slot);
      rows[n++] = (VigieChartCardRow) {C_ ("column", "Expected"),
                                       expected != NULL ? expected : C_ ("value", "n/a"),
                                       VIGIE_DAY_SIGN_EXPECTED};
    }
  if (stop->usual >= 0)
    usual = vigie_day_chart_usual_words (vigie_day_course_get (course->usual, stop->usual));
  if (usual != NULL)
    rows[n++] = (VigieChartCardRow) {C_ ("column", "Usual"), usual, VIGIE_DAY_SIGN_USUAL};
  if (stop->closed >= 0)
    rows[n++] = (VigieChartCardRow) {
        g_array_index (course->closed, VigieDayClosed, stop->closed).words, "", -1};
  if (isfinite (value))
    vigie_chart_snapshot_shape (frame->snapshot, 0, x, vigie_day_chart_y (frame, value), 7,
                                &frame->palette->strong, &frame->palette->card);
  vigie_chart_frame_card (frame, x, title, rows, n, draw_sign_cb);
}

void
vigie_day_chart_draw_sign (VigieDayChart *self,
                           VigieDaySign sign,
                           GtkSnapshot *snapshot,
                           double width,
                           double height,
                           VigieScheme scheme)
{
  const VigiePalette *palette = vigie_palette_get (scheme);
  float w = (float) width, h = (float) height, middle = (float) round (height / 2);
  float band = MIN (h, 12);

  switch (sign)
    {
    case VIGIE_DAY_SIGN_SEEN:
      gtk_snapshot_append_color (snapshot, &palette->strong,
                                 &GRAPHENE_RECT_INIT (0, middle - 1, w - 4, LINE));
      vigie_chart_snapshot_shape (snapshot, 0, width - 4, (double) middle, MIN (7, height),
                                  &palette->strong, NULL);
      break;
    case VIGIE_DAY_SIGN_USUAL:
      gtk_snapshot_append_color (snapshot, &palette->band,
                                 &GRAPHENE_RECT_INIT (0, (h - band) / 2, w, band));
      vigie_small_draw_line (snapshot, 0, middle, w, middle, 1, 3, &palette->dim);
      break;
    case VIGIE_DAY_SIGN_EXPECTED:
      for (float x = 1; x < w; x += 5)
        vigie_chart_snapshot_shape (snapshot, 0, (double) x, (double) middle, 2, &palette->strong,
                                    NULL);
      break;
    case VIGIE_DAY_SIGN_GAP:
    default:
      {
        graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, w, h);

        vigie_small_draw_hatch (snapshot, &bounds, &palette->hatch);
      }
    }
}
