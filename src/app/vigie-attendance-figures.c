/* vigie-attendance-figures.c: the day and the usual week of a site, as the figures want them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-figures.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-text.h"
#include "vigie-attendance-week.h"
#include "vigie-plain.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* The longest reason of a closing on a chart. */
#define COMMENT_MAX 40
/* What is shown before the first opening and after the last. */
#define MARGIN (30 * VIGIE_MINUTE)

static void
clear_closed (gpointer data)
{
  g_free (((VigieDayClosed *) data)->words);
}

/* ---- A day ----------------------------------------------------------------------------------- */

static GArray *
list_closed (const VigieAttendanceState *state, GArray *spans, VigieTime from, VigieTime to)
{
  GArray *closed = g_array_new (FALSE, FALSE, sizeof (VigieDayClosed));

  g_array_set_clear_func (closed, clear_closed);
  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);
      VigieDayClosed one = {MAX (span->from, from), MIN (span->to, to), NULL};

      if (span->state != VIGIE_OPENING_CLOSED || one.from >= one.to)
        continue;
      one.words = span->comment != NULL && *span->comment != '\0'
                      ? vigie_plain_line (span->comment, COMMENT_MAX)
                      : g_strdup (C_ ("recycling centre, on a chart", "closed"));
      g_array_append_val (closed, one);
    }
  return closed;
}

/* What is open of the day, with a margin; all of it where nothing is told or nothing opens. */
static void
find_axis (GArray *spans, VigieTime *from, VigieTime *to)
{
  VigieTime first = VIGIE_TIME_NONE, last = VIGIE_TIME_NONE;

  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

      if (span->state == VIGIE_OPENING_CLOSED)
        continue;
      if (first == VIGIE_TIME_NONE)
        first = span->from;
      last = span->to;
    }
  if (first == VIGIE_TIME_NONE)
    return;
  *from = MAX (*from, first - MARGIN);
  *to = MIN (*to, last + MARGIN);
}

/* What may still come: the counters speak once in a while. */
static gboolean
is_due (const VigieAttendanceState *state, const VigieAttendanceTrack *track, VigieTime end)
{
  return track->until == VIGIE_TIME_NONE || end <= track->until || state->now.stale
         || state->time - end > 3 * MAX (state->site->expected_interval, VIGIE_ATTENDANCE_STEP);
}

static GArray *
list_steps (const VigieAttendanceState *state,
            VigieAttendanceTrack *track,
            VigieTime from,
            VigieTime to)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (VigieDayStep));

  for (guint i = 0; track != NULL && i < track->n; i++)
    {
      VigieDayStep step = {.from = track->from + (gint64) i * VIGIE_ATTENDANCE_STEP,
                           .value = track->present[i],
                           .low = track->low[i],
                           .high = track->high[i]};

      step.to = step.from + VIGIE_ATTENDANCE_STEP;
      /* What is still to come is no gap, nor is what a closed gate does not count. */
      if (step.to <= from || step.from >= to || step.to > state->time
          || track->opening[i] == VIGIE_OPENING_CLOSED || !is_due (state, track, step.to))
        continue;
      g_array_append_val (steps, step);
    }
  return steps;
}

static GArray *
list_usual (const VigieAttendanceState *state, GArray *spans, VigieTime from, VigieTime to)
{
  GArray *usual = g_array_new (FALSE, FALSE, sizeof (VigieDayUsual));

  for (VigieTime slot = from - from % VIGIE_ATTENDANCE_SLOT; state->habits != NULL && slot < to;
       slot += VIGIE_ATTENDANCE_SLOT)
    {
      const VigieUsual *of
          = vigie_attendance_usual_at (state->habits, &state->site->facts, slot, NULL);
      VigieDayUsual one;

      if (of == NULL)
        continue;
      one = (VigieDayUsual) {slot, slot + VIGIE_ATTENDANCE_SLOT, of->p10, of->median, of->p90};
      for (guint i = 0; i < spans->len; i++)
        {
          const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

          /* Closed today, whatever is usual. */
          if (span->state == VIGIE_OPENING_CLOSED && span->from <= one.from && span->to >= one.to)
            one.from = one.to;
        }
      if (one.from < one.to)
        g_array_append_val (usual, one);
    }
  return usual;
}

static GArray *
list_expected (const VigieAttendanceState *state, VigieTime from, VigieTime to)
{
  GArray *expected = g_array_new (FALSE, FALSE, sizeof (VigieDayUsual));

  for (guint i = 0; i < state->expected->len; i++)
    {
      const VigieExpected *of = &g_array_index (state->expected, VigieExpected, i);
      VigieDayUsual one = {of->from, of->to, of->low, of->present, of->high};

      if (one.from >= from && one.to <= to)
        g_array_append_val (expected, one);
    }
  return expected;
}

static VigieTime
advised_of (const VigieAttendanceState *state, VigieTime from, VigieTime to)
{
  VigieTime best
      = state->best->len > 0 ? g_array_index (state->best, VigieExpected, 0).from : VIGIE_TIME_NONE;

  return best > state->time && best >= from && best < to ? best : VIGIE_TIME_NONE;
}

void
vigie_attendance_fill_day (VigieDayChart *chart,
                           const VigieAttendanceState *state,
                           VigieAttendanceTrack *track,
                           gint64 day,
                           double loaded,
                           gboolean live)
{
  const VigieAttendanceFacts *facts = &state->site->facts;
  GTimeZone *zone = vigie_attendance_site_get_zone (state->site);
  VigieTime from = vigie_time_day_begin (day, zone), to = vigie_time_day_begin (day + 1, zone);
  g_autoptr (GArray) spans = facts->hours != NULL
                                 ? vigie_opening_hours_get_spans (facts->hours, from, to)
                                 : g_array_new (FALSE, FALSE, sizeof (VigieOpeningSpan));
  g_autoptr (GArray) closed = NULL, steps = NULL, usual = NULL, expected = NULL;
  g_autofree char *band = vigie_attendance_text_band (state, day, loaded);
  gboolean is_today = from <= state->time && state->time < to;
  VigieDayData data;

  find_axis (spans, &from, &to);
  closed = list_closed (state, spans, from, to);
  steps = list_steps (state, track, from, to);
  usual = list_usual (state, spans, from, to);
  expected = list_expected (state, from, to);
  data = (VigieDayData) {.from = from,
                         .to = to,
                         .now = is_today && live ? state->time : VIGIE_TIME_NONE,
                         .advised
                         = is_today && live ? advised_of (state, from, to) : VIGIE_TIME_NONE,
                         .places = facts->capacity > 0 ? facts->capacity : NAN,
                         .zone = facts->zone,
                         .steps = (gconstpointer) steps->data,
                         .n_steps = steps->len,
                         .usual = (gconstpointer) usual->data,
                         .n_usual = usual->len,
                         .expected = (gconstpointer) expected->data,
                         .n_expected = is_today ? expected->len : 0,
                         .closed = (gconstpointer) closed->data,
                         .n_closed = closed->len,
                         .usual_name = band};
  vigie_day_chart_set_data (chart, &data);
}

/* ---- The week -------------------------------------------------------------------------------- */

static gboolean
has_class (const VigieAttendanceHabits *habits, VigieDayClass day_class)
{
  for (guint day = 0; day < 7; day++)
    for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
      if (habits->present[day_class][day][slot].n >= VIGIE_ATTENDANCE_MIN_DAYS)
        return TRUE;
  return FALSE;
}

guint
vigie_attendance_week_classes (const VigieAttendanceState *state)
{
  guint classes = 0;

  for (guint i = 0; state->habits != NULL && i < VIGIE_N_DAY_CLASS; i++)
    if (has_class (state->habits, i))
      classes |= 1u << i;
  return classes;
}

/* The slots that are open in the seven days from today on. */
static void
mark_open (const VigieAttendanceState *state, VigieWeekCell cells[7 * VIGIE_ATTENDANCE_SLOTS])
{
  GTimeZone *zone = vigie_attendance_site_get_zone (state->site);
  gint64 today = vigie_time_to_local (state->time, zone).day_number;
  VigieTime from = vigie_time_day_begin (today, zone), to = vigie_time_day_begin (today + 7, zone);
  g_autoptr (GArray) spans = NULL;

  if (state->site->facts.hours == NULL)
    return;
  spans = vigie_opening_hours_get_spans (state->site->facts.hours, from, to);
  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

      if (span->state != VIGIE_OPENING_OPEN)
        continue;
      for (VigieTime time = span->from; time < span->to; time += VIGIE_ATTENDANCE_STEP)
        {
          VigieLocalTime local = vigie_time_to_local (time, zone);

          cells[(local.weekday - 1) * VIGIE_ATTENDANCE_SLOTS + local.hour * 2 + local.minute / 30]
              .open
              = TRUE;
        }
    }
}

void
vigie_attendance_fill_week (VigieWeekMap *map,
                            const VigieAttendanceState *state,
                            VigieDayClass day_class)
{
  VigieWeekCell cells[7 * VIGIE_ATTENDANCE_SLOTS] = {0};
  VigieLocalTime local
      = vigie_time_to_local (state->time, vigie_attendance_site_get_zone (state->site)),
      best;
  gboolean present = vigie_attendance_class_of (local.day_number, &state->site->facts) == day_class;
  gboolean open[7][VIGIE_ATTENDANCE_SLOTS], is_known;

  if (state->habits == NULL)
    {
      vigie_week_map_set_cells (map, NULL);
      vigie_week_map_set_now (map, -1, -1);
      vigie_week_map_set_best (map, -1, -1);
      return;
    }
  is_known = vigie_attendance_week_find_open (&state->site->facts, local.day_number, open);
  for (guint day = 0; day < 7; day++)
    for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
      {
        const VigieUsual *usual = &state->habits->present[day_class][day][slot];

        /* What was usual of summer's hours is of no use in winter; public holidays have hours of their own. */
        if (is_known && !open[day][slot] && day_class != VIGIE_DAY_CLASS_PUBLIC_HOLIDAY)
          {
            cells[day * VIGIE_ATTENDANCE_SLOTS + slot] = (VigieWeekCell) {NAN, NAN, NAN, 0, FALSE};
            continue;
          }

        cells[day * VIGIE_ATTENDANCE_SLOTS + slot]
            = (VigieWeekCell) {usual->median, usual->p10, usual->p90, usual->n, usual->n > 0};
      }
  /* Hours of now say which half-hours are open though nothing was seen; not of public holidays, which have their own. */
  if (day_class != VIGIE_DAY_CLASS_PUBLIC_HOLIDAY)
    mark_open (state, cells);
  vigie_week_map_set_cells (map, cells);
  vigie_week_map_set_now (map, present ? local.weekday - 1 : -1,
                          present ? local.hour * 2 + local.minute / 30 : -1);
  if (!present || state->best->len == 0)
    {
      vigie_week_map_set_best (map, -1, -1);
      return;
    }
  best = vigie_time_to_local (g_array_index (state->best, VigieExpected, 0).from,
                              vigie_attendance_site_get_zone (state->site));
  vigie_week_map_set_best (map, best.weekday - 1, best.hour * 2 + best.minute / 30);
}
