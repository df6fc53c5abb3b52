/* attendance-expect-fixture.h: tracks and habits that a test fills by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "vigie-attendance.h"

static inline VigieOpeningHours *
hours_new (const char *text)
{
  GError *error = NULL;
  VigieOpeningHours *hours = vigie_opening_hours_new (text, NULL, &error);

  g_assert_no_error (error);
  return hours;
}

/* Nothing is known yet. */
static inline VigieAttendanceTrack *
track_new (const VigieAttendanceFacts *facts, VigieTime from, guint n)
{
  VigieAttendanceTrack *self = g_new0 (VigieAttendanceTrack, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->from = from;
  self->n = n;
  self->in = g_new (float, n);
  self->out = g_new (float, n);
  self->present = g_new (float, n);
  self->low = g_new (float, n);
  self->high = g_new (float, n);
  self->opening = g_new (guint8, n);
  self->days = g_array_new (FALSE, TRUE, sizeof (VigieAttendanceDay));
  self->until = VIGIE_TIME_NONE;
  for (guint i = 0; i < n; i++)
    {
      self->in[i] = self->out[i] = self->present[i] = self->low[i] = self->high[i] = NAN;
      self->opening[i] = facts->hours == NULL
                             ? VIGIE_OPENING_OPEN
                             : (guint8) vigie_opening_hours_get_state (
                                   facts->hours, from + (gint64) i * VIGIE_ATTENDANCE_STEP, NULL);
    }
  return self;
}

/* The step that begins at @time: how many are there at its end, came and went. */
static inline void
track_set (VigieAttendanceTrack *self, VigieTime time, double present, double in, double out)
{
  guint i = (guint) ((time - self->from) / VIGIE_ATTENDANCE_STEP);

  g_assert_cmpuint (i, <, self->n);
  self->present[i] = self->low[i] = self->high[i] = (float) present;
  self->in[i] = (float) in;
  self->out[i] = (float) out;
  if (!isnan (present))
    self->until = MAX (self->until, time + VIGIE_ATTENDANCE_STEP);
}

/* The same from 10 h to 12 h 30 and from 14 h to 18 h of each weekday in term, 20 times; hidden elsewhere. One stays
 * 10 minutes, and 90 an hour can leave. */
static inline VigieAttendanceHabits *
habits_new (float p10, float median, float p90)
{
  VigieAttendanceHabits *self = g_new0 (VigieAttendanceHabits, 1);
  VigieUsual hidden = {NAN, NAN, NAN, 0};

  g_atomic_ref_count_init (&self->ref_count);
  for (guint i = 0; i < VIGIE_N_DAY_CLASS * 7 * VIGIE_ATTENDANCE_SLOTS; i++)
    (&self->present[0][0][0])[i] = (&self->arrivals[0][0][0])[i] = (&self->exits[0][0][0])[i]
        = hidden;
  for (guint day = 0; day < 7; day++)
    for (guint slot = 20; slot < 36; slot++)
      if (slot < 25 || slot >= 28)
        self->present[VIGIE_DAY_CLASS_TERM][day][slot] = (VigieUsual) {p10, median, p90, 20};
  self->stay = 10;
  self->best_rate = 90;
  self->level = 1;
  self->error_ratio = 0.8;
  return self;
}
