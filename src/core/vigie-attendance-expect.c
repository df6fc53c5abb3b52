/* vigie-attendance-expect.c: how many vehicles are to be expected until the end of the next open day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <math.h>

#include "vigie-attendance-private.h"

#define MOST_DAYS 8
#define LEAST_SLOT (5 * VIGIE_MINUTE)
#define SLOT_STEPS ((double) VIGIE_ATTENDANCE_SLOT / VIGIE_ATTENDANCE_STEP)

/* ---- How today goes ---- */

static const VigieAttendanceClockDay *
find_day (const VigieAttendanceClock *clock, gint64 number)
{
  for (guint i = clock->days->len; i > 0; i--)
    {
      const VigieAttendanceClockDay *day
          = &g_array_index (clock->days, VigieAttendanceClockDay, i - 1);

      if (day->day == number)
        return day;
    }
  return NULL;
}

/* The steps from @first on of a half-hour, those before @end. */
static void
pass_slot (VigieTendency *tendency,
           const VigieAttendanceTrack *today,
           const VigieAttendanceHabits *habits,
           const VigieAttendanceFacts *facts,
           guint first,
           guint end)
{
  const VigieUsual *usual = vigie_attendance_usual_at (
      habits, facts, today->from + first * VIGIE_ATTENDANCE_STEP, NULL);
  double seen = 0;
  guint n = 0;

  for (guint i = first; i < end; i++)
    if (today->opening[i] == VIGIE_OPENING_OPEN && !isnan (today->present[i]))
      {
        seen += today->present[i];
        n++;
      }
  vigie_tendency_pass (tendency, n > 0 ? seen / n : NAN, usual != NULL ? usual->median : NAN,
                       (end - first) / SLOT_STEPS);
}

static void
read_today (VigieTendency *tendency,
            const VigieAttendanceTrack *today,
            const VigieAttendanceHabits *habits,
            const VigieAttendanceFacts *facts,
            gint64 number,
            VigieTime now)
{
  g_autoptr (VigieAttendanceClock) clock
      = vigie_attendance_clock_new (today->from, today->n, facts->zone);
  const VigieAttendanceClockDay *day = find_day (clock, number);
  guint end;

  /* Counts that are not believed say nothing of the day. */
  if (day == NULL || today->quality.verdict == VIGIE_COUNT_FLAT
      || today->quality.verdict == VIGIE_COUNT_IMPOSSIBLE)
    return;
  end = day->end;
  while (end > day->first && today->from + end * VIGIE_ATTENDANCE_STEP > now)
    end--;
  for (guint first = day->first; first < end;)
    {
      guint next = first + 1;

      while (next < end && clock->slots[next] == clock->slots[first])
        next++;
      pass_slot (tendency, today, habits, facts, first, next);
      first = next;
    }
}

/* ---- What is to be expected ---- */

typedef struct
{
  const VigieAttendanceHabits *habits;
  const VigieAttendanceFacts *facts;
  GTimeZone *zone;
  VigieTime now;
  gint64 today;    /* number of the day */
  gint64 last_day; /* the first open one after it, or today */
  VigieTendency tendency;
  double level;
  GArray *result;
} Course;

static void
expect_slot (Course *self, VigieTime from, VigieTime to)
{
  const VigieUsual *usual = vigie_attendance_usual_at (self->habits, self->facts, from, NULL);
  VigieExpected expected = {.from = from, .to = to};

  if (usual == NULL || isnan (usual->median) || to - from < LEAST_SLOT)
    return;
  expected.present
      = usual->median * vigie_tendency_factor (&self->tendency, self->level, from - self->now);
  vigie_tendency_range (usual, expected.present, &expected.low, &expected.high);
  expected.level = vigie_level_of (expected.present, self->facts->capacity, &self->facts->limits);
  expected.wait
      = vigie_attendance_wait (self->habits, expected.present, expected.low, expected.high, NAN);
  g_array_append_val (self->result, expected);
}

/* FALSE where it is of a day beyond the last one. */
static gboolean
expect_span (Course *self, VigieTime from, VigieTime to)
{
  while (from < to)
    {
      VigieLocalTime local = vigie_time_to_local (from, self->zone);
      gint64 passed = (from + local.offset * VIGIE_SECOND) % VIGIE_ATTENDANCE_SLOT;
      VigieTime end;

      if (local.day_number > self->last_day)
        {
          if (self->last_day > self->today)
            return FALSE;
          self->last_day = local.day_number;
        }
      if (passed < 0)
        passed += VIGIE_ATTENDANCE_SLOT;
      end = MIN (from - passed + VIGIE_ATTENDANCE_SLOT, to);
      expect_slot (self, from, end);
      from = end;
    }
  return TRUE;
}

GArray *
vigie_attendance_expect (const VigieAttendanceTrack *today,
                         const VigieAttendanceHabits *habits,
                         const VigieAttendanceFacts *facts,
                         VigieTime now)
{
  Course course = {
      .habits = habits,
      .facts = facts,
      .now = now,
      .result = g_array_new (FALSE, FALSE, sizeof (VigieExpected)),
  };
  g_autoptr (GArray) spans = NULL;

  if (habits == NULL || !(habits->error_ratio < 1))
    return course.result;
  course.zone = vigie_attendance_zone_ref (facts->zone);
  course.today = course.last_day = vigie_time_to_local (now, course.zone).day_number;
  course.level = habits->level > 0 ? habits->level : 1;
  read_today (&course.tendency, today, habits, facts, course.today, now);

  if (facts->hours == NULL)
    expect_span (&course, now, now + MOST_DAYS * VIGIE_DAY);
  else
    spans = vigie_opening_hours_get_spans (facts->hours, now, now + MOST_DAYS * VIGIE_DAY);
  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);

      if (span->state == VIGIE_OPENING_OPEN && !expect_span (&course, span->from, span->to))
        break;
    }
  g_time_zone_unref (course.zone);
  return course.result;
}
