/* vigie-day-course.c: a day of a day chart: what was given, and what follows from it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-day-course.h"

#include <math.h>

#include "vigie-words.h"

#define MOST_DAYS 8
#define MOST_STEPS 4000
#define STALE (30 * VIGIE_MINUTE)

static void
closed_clear (gpointer data)
{
  g_free (((VigieDayClosed *) data)->words);
}

const VigieDayStep *
vigie_day_course_step (const VigieDayCourse *self, int index)
{
  return &g_array_index (self->steps, VigieDayStep, index);
}

const VigieDayUsual *
vigie_day_course_get (const GArray *list, int index)
{
  return &g_array_index (list, VigieDayUsual, index);
}

int
vigie_day_course_closed_at (const VigieDayCourse *self, VigieTime from, VigieTime to)
{
  for (guint i = 0; i < self->closed->len; i++)
    {
      const VigieDayClosed *closed = &g_array_index (self->closed, VigieDayClosed, i);

      if (closed->from <= from && to <= closed->to)
        return (int) i;
    }
  return -1;
}

int
vigie_day_course_find (const GArray *list, VigieTime time)
{
  for (guint i = 0; i < list->len; i++)
    if (vigie_day_course_get (list, (int) i)->from <= time
        && time < vigie_day_course_get (list, (int) i)->to)
      return (int) i;
  return -1;
}

static gboolean
is_due (const VigieDayCourse *self, const VigieDayStep *step)
{
  return self->now == VIGIE_TIME_NONE || step->from < self->now;
}

gboolean
vigie_day_course_is_drawn (const VigieDayCourse *self, guint index)
{
  const VigieDayStep *step = vigie_day_course_step (self, (int) index);
  const VigieDayStep *next = index + 1 < self->steps->len ? step + 1 : NULL;

  if (!isfinite (step->value) || !is_due (self, step))
    return FALSE;
  if (vigie_day_course_closed_at (self, step->from, step->to) < 0)
    return TRUE;
  /* From where the first step of the opening comes. */
  return next != NULL && next->from == step->to && isfinite (next->value) && is_due (self, next)
         && vigie_day_course_closed_at (self, next->from, next->to) < 0;
}

gboolean
vigie_day_course_begins (const VigieDayCourse *self, guint index)
{
  return index == 0 || !vigie_day_course_is_drawn (self, index - 1)
         || vigie_day_course_step (self, (int) index - 1)->to
                != vigie_day_course_step (self, (int) index)->from;
}

/* ---- What follows ------------------------------------------------------------------------------ */

static void
widen (VigieDayCourse *self, double value)
{
  if (isfinite (value) && !(value <= self->most))
    self->most = value;
}

static void
find_gaps (VigieDayCourse *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const VigieDayStep *step = vigie_day_course_step (self, (int) i);
      VigieSpan gap = {step->from, step->to};
      VigieSpan *before = self->gaps->len > 0
                              ? &g_array_index (self->gaps, VigieSpan, self->gaps->len - 1)
                              : NULL;

      if (isfinite (step->value) || !is_due (self, step)
          || vigie_day_course_closed_at (self, step->from, step->to) >= 0)
        continue;
      if (self->now != VIGIE_TIME_NONE)
        gap.to = MIN (gap.to, self->now);
      if (before != NULL && before->to == gap.from)
        before->to = gap.to;
      else
        g_array_append_val (self->gaps, gap);
    }
}

static void
add_stop (VigieDayCourse *self, VigieTime from, VigieTime to, VigieDayStop stop)
{
  stop.from = MAX (from, self->from);
  stop.to = MIN (to, self->to);
  if (stop.from < stop.to)
    g_array_append_val (self->stops, stop);
}

static int
compare_stops (gconstpointer a, gconstpointer b)
{
  VigieTime one = ((const VigieDayStop *) a)->from, other = ((const VigieDayStop *) b)->from;

  return one < other ? -1 : one > other;
}

static void
find_stops (VigieDayCourse *self)
{
  VigieTime until = self->from;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const VigieDayStep *step = vigie_day_course_step (self, (int) i);

      if (!is_due (self, step) || vigie_day_course_closed_at (self, step->from, step->to) >= 0)
        continue;
      add_stop (self, step->from, step->to,
                (VigieDayStop) {.step = (int) i,
                                .usual = vigie_day_course_find (
                                    self->usual, step->from + (step->to - step->from) / 2),
                                .expected = -1,
                                .closed = -1});
      until = MAX (until, step->to);
    }
  for (guint i = 0; i < self->closed->len; i++)
    {
      const VigieDayClosed *closed = &g_array_index (self->closed, VigieDayClosed, i);

      add_stop (self, closed->from, closed->to, (VigieDayStop) {0, 0, -1, -1, -1, (int) i});
    }
  for (guint i = 0; i < self->expected->len; i++)
    {
      const VigieDayUsual *slot = vigie_day_course_get (self->expected, (int) i);

      if (slot->to <= until)
        continue;
      add_stop (self, MAX (slot->from, until), slot->to,
                (VigieDayStop) {.step = -1,
                                .usual = vigie_day_course_find (self->usual, slot->from),
                                .expected = (int) i,
                                .closed = -1});
    }
  for (guint i = 0; i < self->usual->len; i++)
    {
      const VigieDayUsual *slot = vigie_day_course_get (self->usual, (int) i);

      if (slot->to <= until || vigie_day_course_find (self->expected, slot->to - 1) >= 0)
        continue;
      add_stop (self, MAX (slot->from, until), slot->to,
                (VigieDayStop) {.step = -1, .usual = (int) i, .expected = -1, .closed = -1});
    }
  g_array_sort (self->stops, compare_stops);
}

int
vigie_day_course_stop_at (const VigieDayCourse *self, VigieTime time)
{
  gint64 nearest = G_MAXINT64;
  int found = -1;

  for (guint i = 0; i < self->stops->len; i++)
    {
      const VigieDayStop *stop = &g_array_index (self->stops, VigieDayStop, i);
      gint64 distance = time < stop->from ? stop->from - time
                        : time < stop->to ? 0
                                          : time - stop->to + 1;

      if (distance < nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

/* ---- Life -------------------------------------------------------------------------------------- */

/* A stretch that is in the day, and is no longer than one may be. */
static gboolean
is_stretch (const VigieDayCourse *self, VigieTime from, VigieTime to)
{
  return from < to && to > self->from && from < self->to
         && from >= self->from - MOST_DAYS * VIGIE_DAY && to <= self->to + MOST_DAYS * VIGIE_DAY;
}

/* Those of @n that are stretches within the day. */
static GArray *
take_usual (const VigieDayCourse *self, const VigieDayUsual *list, guint n)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (VigieDayUsual));

  for (guint i = 0; i < n && taken->len < MOST_STEPS; i++)
    if (is_stretch (self, list[i].from, list[i].to))
      g_array_append_val (taken, list[i]);
  return taken;
}

VigieDayCourse *
vigie_day_course_new (const VigieDayData *data)
{
  VigieDayCourse *self = g_new0 (VigieDayCourse, 1);

  self->from = data != NULL ? data->from : 0;
  self->to = data != NULL ? MIN (data->to, data->from + MOST_DAYS * VIGIE_DAY) : 0;
  self->now = data != NULL ? data->now : VIGIE_TIME_NONE;
  self->advised = data != NULL ? data->advised : VIGIE_TIME_NONE;
  self->places = data != NULL && data->places > 0 ? data->places : NAN;
  self->zone = g_time_zone_ref (data != NULL && data->zone != NULL ? data->zone
                                                                   : vigie_words_default_zone ());
  self->usual_name = data != NULL ? g_strdup (data->usual_name) : NULL;
  self->usual
      = take_usual (self, data != NULL ? data->usual : NULL, data != NULL ? data->n_usual : 0);
  self->expected = take_usual (self, data != NULL ? data->expected : NULL,
                               data != NULL ? data->n_expected : 0);
  self->steps = g_array_new (FALSE, FALSE, sizeof (VigieDayStep));
  self->closed = g_array_new (FALSE, FALSE, sizeof (VigieDayClosed));
  g_array_set_clear_func (self->closed, closed_clear);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (VigieSpan));
  self->stops = g_array_new (FALSE, FALSE, sizeof (VigieDayStop));
  self->most = NAN;
  self->last = -1;
  if (data == NULL || self->to <= self->from)
    return self;
  for (guint i = 0; i < data->n_steps && self->steps->len < MOST_STEPS; i++)
    if (is_stretch (self, data->steps[i].from, data->steps[i].to))
      g_array_append_val (self->steps, data->steps[i]);
  for (guint i = 0; i < data->n_closed && self->closed->len < MOST_STEPS; i++)
    {
      VigieDayClosed closed
          = {MAX (data->closed[i].from, self->from), MIN (data->closed[i].to, self->to), NULL};

      if (closed.from >= closed.to)
        continue;
      closed.words = g_strdup (data->closed[i].words != NULL ? data->closed[i].words : "");
      g_array_append_val (self->closed, closed);
    }
  for (guint i = 0; i < self->steps->len; i++)
    {
      const VigieDayStep *step = vigie_day_course_step (self, (int) i);

      if (!vigie_day_course_is_drawn (self, i))
        continue;
      widen (self, step->value);
      widen (self, step->high);
      if (vigie_day_course_closed_at (self, step->from, step->to) < 0)
        self->last = (int) i;
    }
  for (guint i = 0; i < self->usual->len; i++)
    {
      widen (self, vigie_day_course_get (self->usual, (int) i)->p90);
      widen (self, vigie_day_course_get (self->usual, (int) i)->median);
    }
  for (guint i = 0; i < self->expected->len; i++)
    widen (self, vigie_day_course_get (self->expected, (int) i)->median);
  self->stale = self->last >= 0 && self->now != VIGIE_TIME_NONE
                && self->now - vigie_day_course_step (self, self->last)->to > STALE;
  find_gaps (self);
  find_stops (self);
  return self;
}

void
vigie_day_course_free (VigieDayCourse *self)
{
  if (self == NULL)
    return;
  g_time_zone_unref (self->zone);
  g_array_unref (self->steps);
  g_array_unref (self->usual);
  g_array_unref (self->expected);
  g_array_unref (self->closed);
  g_array_unref (self->gaps);
  g_array_unref (self->stops);
  g_free (self->usual_name);
  g_free (self);
}
