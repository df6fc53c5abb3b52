/* vigie-day-chart-labels.c: words over a day: none over another, none cut, the most important first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-day-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

/* Between a mark and its words. */
#define ROOM 8
#define STEM 14
/* What a place costs that lies over other words, over the line, or a place further down the list. */
#define COST_TAKEN 1000
#define COST_LINE 40
#define COST_ORDER 1

typedef struct
{
  double x, y, width, height;
} Box;

static gboolean
overlap (const Box *a, const Box *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static gboolean
is_free (const GArray *taken, const Box *box)
{
  for (guint i = 0; i < taken->len; i++)
    if (overlap (&g_array_index (taken, Box, i), box))
      return FALSE;
  return TRUE;
}

/* Whether the line from one point to another crosses @box: its part within the box's width is within its height. */
static gboolean
crosses (const Box *box, double x0, double y0, double x1, double y1)
{
  double from, to, a, b;

  if (x0 > x1)
    {
      double x = x0, y = y0;

      x0 = x1;
      y0 = y1;
      x1 = x;
      y1 = y;
    }
  from = MAX (x0, box->x);
  to = MIN (x1, box->x + box->width);
  if (from > to)
    return FALSE;
  a = x1 > x0 ? y0 + (y1 - y0) * (from - x0) / (x1 - x0) : y0;
  b = x1 > x0 ? y0 + (y1 - y0) * (to - x0) / (x1 - x0) : y1;
  return MIN (a, b) <= box->y + box->height && MAX (a, b) >= box->y;
}

/* Whether the dots of what is expected cross @box: they go on from where the line ends. */
static gboolean
is_over_dots (VigieDayChart *self, const VigieChartFrame *frame, const Box *box)
{
  const VigieDayCourse *course = self->course;
  VigieTime from = course->from;
  double x = NAN, y = NAN;

  if (course->last >= 0)
    {
      const VigieDayStep *last = vigie_day_course_step (course, course->last);

      from = last->to;
      x = vigie_chart_frame_x (frame, from);
      y = vigie_day_chart_y (frame, last->value);
    }
  for (guint i = 0; i < course->expected->len; i++)
    {
      const VigieDayUsual *slot = vigie_day_course_get (course->expected, (int) i);
      double next_x, next_y;

      if (slot->to <= from)
        continue;
      next_x = vigie_chart_frame_x (frame, MAX (slot->from, from) / 2 + slot->to / 2);
      next_y = vigie_day_chart_y (frame, slot->median);
      if (slot->from <= from && isfinite (next_y) && isfinite (x)
          && crosses (box, x, y, next_x, next_y))
        return TRUE;
      from = slot->to;
      x = next_x;
      y = next_y;
    }
  return FALSE;
}

static gboolean
is_over_line (VigieDayChart *self, const VigieChartFrame *frame, const Box *box)
{
  const VigieDayCourse *course = self->course;

  for (guint i = 0; i < course->steps->len; i++)
    {
      const VigieDayStep *step = vigie_day_course_step (course, (int) i);
      double x, y;

      if (!vigie_day_course_is_drawn (course, i))
        continue;
      x = vigie_chart_frame_x (frame, step->to);
      y = vigie_day_chart_y (frame, step->value);
      if (vigie_day_course_begins (course, i)
              ? crosses (box, x, y, x, y)
              : crosses (box, vigie_chart_frame_x (frame, step[-1].to),
                         vigie_day_chart_y (frame, step[-1].value), x, y))
        return TRUE;
    }
  return is_over_dots (self, frame, box);
}

static void
draw_text (const VigieChartFrame *frame,
           VigieChartTextStyle style,
           const char *text,
           const Box *box,
           gboolean on_card,
           const GdkRGBA *color)
{
  if (on_card)
    vigie_chart_frame_label (frame, style, text, box->x, box->y, 0, color);
  else
    vigie_chart_text_draw (frame->text, frame->snapshot, style, text, box->x, box->y, 0, color);
}

/* ---- Closed, gaps ------------------------------------------------------------------------------ */

/* Level at the top of its stretch, or upright where it is too narrow. */
static void
draw_stretch_words (const VigieChartFrame *frame,
                    GArray *taken,
                    VigieTime from,
                    VigieTime to,
                    const char *words,
                    gboolean on_card)
{
  double a = vigie_chart_frame_x (frame, CLAMP (from, frame->range.from, frame->range.to));
  double b = vigie_chart_frame_x (frame, CLAMP (to, frame->range.from, frame->range.to));
  double middle = (a + b) / 2, room = fabs (b - a) - 4, width, height;
  Box box;

  if (*words == '\0')
    return;
  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, words, &width, &height);
  if (width <= room)
    {
      box = (Box) {round (middle - width / 2), frame->top + 4, width, height};
      draw_text (frame, VIGIE_CHART_TEXT_AXIS, words, &box, on_card, &frame->palette->dim);
      g_array_append_val (taken, box);
    }
  else if (height <= room + 2 && width <= frame->bottom - frame->top - 8)
    {
      box = (Box) {middle - height / 2, frame->top + 4, height, width};
      gtk_snapshot_save (frame->snapshot);
      gtk_snapshot_translate (frame->snapshot,
                              &GRAPHENE_POINT_INIT ((float) round (middle - height / 2),
                                                    (float) round (frame->top + 4 + width)));
      gtk_snapshot_rotate (frame->snapshot, -90);
      draw_text (frame, VIGIE_CHART_TEXT_AXIS, words, &(Box) {0, 0, width, height}, on_card,
                 &frame->palette->dim);
      gtk_snapshot_restore (frame->snapshot);
      g_array_append_val (taken, box);
    }
}

/* ---- Advised ----------------------------------------------------------------------------------- */

/* How many are expected then, or usual. */
static double
number_at (const VigieDayCourse *course, VigieTime time, double *most)
{
  int expected = vigie_day_course_find (course->expected, time);
  int usual = vigie_day_course_find (course->usual, time);
  double value = NAN;

  *most = 0;
  if (usual >= 0)
    {
      value = vigie_day_course_get (course->usual, usual)->median;
      *most = vigie_day_course_get (course->usual, usual)->p90;
    }
  if (expected >= 0 && isfinite (vigie_day_course_get (course->expected, expected)->median))
    value = vigie_day_course_get (course->expected, expected)->median;
  if (!isfinite (value))
    value = 0;
  *most = isfinite (*most) ? MAX (*most, value) : value;
  return value;
}

static void
draw_advised (VigieDayChart *self, const VigieChartFrame *frame, GArray *taken)
{
  const VigieDayCourse *course = self->course;
  g_autofree char *words = NULL;
  double value, most, x, foot, head, width, height;
  Box box;

  if (course->advised == VIGIE_TIME_NONE || course->advised < course->from
      || course->advised >= course->to)
    return;
  x = vigie_chart_frame_x (frame, course->advised);
  /* Where it is now, the dot is there and says so. */
  if (course->last >= 0
      && fabs (x - vigie_chart_frame_x (frame, vigie_day_course_step (course, course->last)->to))
             < 12)
    return;
  words = vigie_words_time_of_day (course->advised, course->zone);
  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, words, &width, &height);
  value = number_at (course, course->advised, &most);
  foot = vigie_day_chart_y (frame, value);
  head = MIN (vigie_day_chart_y (frame, most) - 6, foot - STEM);
  head = MAX (head, height + 2);
  box = (Box) {round (CLAMP (x - width / 2, frame->left, MAX (frame->right - width, frame->left))),
               head - height - 1, width, height};
  /* Higher where other words are. */
  while (!is_free (taken, &box) && box.y > 4)
    {
      box.y -= 4;
      head -= 4;
    }
  gtk_snapshot_append_color (frame->snapshot, &frame->palette->strong,
                             &GRAPHENE_RECT_INIT (vigie_chart_frame_snap (frame, x - 1),
                                                  (float) head, 2, (float) MAX (foot - head, 2)));
  vigie_chart_snapshot_shape (frame->snapshot, 0, x, foot, 5, &frame->palette->strong, NULL);
  draw_text (frame, VIGIE_CHART_TEXT_STRONG, words, &box, is_over_line (self, frame, &box),
             &frame->palette->strong);
  g_array_append_val (taken, box);
  box = (Box) {x - 2, head, 4, foot - head};
  g_array_append_val (taken, box);
}

/* ---- Now --------------------------------------------------------------------------------------- */

static void
draw_now (VigieDayChart *self, const VigieChartFrame *frame, GArray *taken)
{
  const VigieDayCourse *course = self->course;
  g_autofree char *words = vigie_day_chart_now_words (self);
  const VigieDayStep *step;
  double x, y, width, height, least = INFINITY, ahead, behind;
  Box best = {0};
  gboolean on_line = FALSE;

  if (words == NULL)
    return;
  step = vigie_day_course_step (course, course->last);
  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_STRONG, words, &width, &height);
  x = vigie_chart_frame_x (frame, step->to);
  y = vigie_day_chart_y (frame, step->value);
  ahead = frame->rtl ? x - ROOM - width : x + ROOM;
  behind = frame->rtl ? x + ROOM : x - ROOM - width;
  {
    const Box places[] = {
        {ahead, y - 0.85 * height, width, height},
        {ahead, y - 0.15 * height, width, height},
        {ahead, y - height - 6, width, height},
        {behind, y - height, width, height},
        {x - width / 2, y - height - 8, width, height},
        {ahead, y + 6, width, height},
        {behind, y + 4, width, height},
        {x - width / 2, y + 8, width, height},
    };

    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      {
        Box box = places[i];
        gboolean crossed;
        double cost;

        /* Never cut. */
        box.x = CLAMP (box.x, 0, MAX (frame->width - width, 0));
        box.y = CLAMP (box.y, 0, MAX (frame->bottom - height, 0));
        crossed = is_over_line (self, frame, &box);
        cost = i * COST_ORDER + (is_free (taken, &box) ? 0 : COST_TAKEN)
               + (crossed ? COST_LINE : 0)
               /* Moved over its own dot. */
               + (x > box.x - 4 && x < box.x + width + 4 && y > box.y - 2 && y < box.y + height + 2
                      ? COST_LINE
                      : 0);
        if (cost >= least)
          continue;
        least = cost;
        best = box;
        on_line = crossed;
      }
  }
  best.x = round (best.x);
  draw_text (frame, VIGIE_CHART_TEXT_STRONG, words, &best, on_line || least >= COST_TAKEN,
             vigie_day_chart_line_color (self, frame));
  g_array_append_val (taken, best);
}

/* ---- Places ------------------------------------------------------------------------------------ */

static void
draw_places (VigieDayChart *self, const VigieChartFrame *frame, GArray *taken)
{
  double places = self->course->places, width, height, y = vigie_day_chart_y (frame, places);
  g_autofree char *words
      = g_strdup_printf (ngettext ("%d place", "%d places", (gulong) places), (int) places);

  vigie_chart_text_measure (frame->text, VIGIE_CHART_TEXT_AXIS, words, &width, &height);
  /* Above it or below, where time ends or where it begins: where nothing else is. */
  for (guint i = 0; i < 4; i++)
    {
      gboolean at_right = (i % 2 == 0) != frame->rtl;
      Box box = {at_right ? frame->right - width - 4 : frame->left + 6,
                 i < 2 ? y - height - 2 : y + 2, width, height};

      if (box.y < 0 || !is_free (taken, &box) || is_over_line (self, frame, &box))
        continue;
      draw_text (frame, VIGIE_CHART_TEXT_AXIS, words, &box, FALSE, &frame->palette->dim);
      g_array_append_val (taken, box);
      return;
    }
}

void
vigie_day_chart_draw_labels (VigieDayChart *self, const VigieChartFrame *frame)
{
  const VigieDayCourse *course = self->course;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Box));

  for (guint i = 0; i < course->closed->len; i++)
    {
      const VigieDayClosed *closed = &g_array_index (course->closed, VigieDayClosed, i);

      draw_stretch_words (frame, taken, closed->from, closed->to, closed->words, FALSE);
    }
  for (guint i = 0; i < course->gaps->len; i++)
    {
      const VigieSpan *gap = &g_array_index (course->gaps, VigieSpan, i);

      draw_stretch_words (frame, taken, gap->from, gap->to, _ ("No reading"), TRUE);
    }
  draw_advised (self, frame, taken);
  draw_now (self, frame, taken);
  if (vigie_day_chart_shows_places (self))
    draw_places (self, frame, taken);
}
