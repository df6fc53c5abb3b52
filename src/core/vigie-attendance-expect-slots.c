/* vigie-attendance-expect-slots.c: a track by days and half-hours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <math.h>

#include "vigie-attendance-private.h"

/* Steps from @first on that are of the same half-hour of the clock, before @end. */
static guint
find_slot_end (const VigieAttendanceClock *clock, guint first, guint end)
{
  guint i = first + 1;

  while (i < end && clock->slots[i] == clock->slots[first])
    i++;
  return i;
}

/* Where a half-hour comes twice, in autumn, the second counts: all are closed then. */
static void
read_slot (VigieSlots *self, const VigieAttendanceTrack *past, guint index, guint first, guint end)
{
  double present = 0, arrivals = 0;
  guint n = 0;

  for (guint i = first; i < end; i++)
    if (past->opening[i] == VIGIE_OPENING_OPEN)
      {
        present += past->present[i];
        arrivals += past->in[i];
        n++;
      }
  self->present[index] = n > 0 ? (float) (present / n) : NAN;
  self->arrivals[index] = n > 0 ? (float) arrivals : NAN;
}

VigieSlots *
vigie_slots_new (const VigieAttendanceTrack *past, const VigieAttendanceFacts *facts)
{
  VigieSlots *self = g_new0 (VigieSlots, 1);
  g_autoptr (VigieAttendanceClock) clock
      = vigie_attendance_clock_new (past->from, past->n, facts->zone);
  guint n;

  self->n_days = clock->days->len;
  n = self->n_days * VIGIE_ATTENDANCE_SLOTS;
  self->days = g_new0 (VigieSlotDay, self->n_days);
  self->present = g_new (float, n);
  self->arrivals = g_new (float, n);
  for (guint i = 0; i < n; i++)
    self->present[i] = self->arrivals[i] = NAN;

  for (guint i = 0; i < self->n_days; i++)
    {
      const VigieAttendanceClockDay *day = &g_array_index (clock->days, VigieAttendanceClockDay, i);
      VigieSlotDay *own = &self->days[i];

      own->day = day->day;
      own->day_class = (guint8) vigie_attendance_class_of (day->day, facts);
      if (own->day_class != VIGIE_DAY_CLASS_PUBLIC_HOLIDAY)
        own->weekday = (guint8) (vigie_calendar_weekday (day->day) - 1);
      own->usable = i < past->days->len && g_array_index (past->days, VigieAttendanceDay, i).usable;
      for (guint first = day->first; first < day->end;)
        {
          guint end = find_slot_end (clock, first, day->end);

          read_slot (self, past, vigie_slot_index (i, clock->slots[first]), first, end);
          first = end;
        }
    }
  return self;
}

void
vigie_slots_free (VigieSlots *self)
{
  if (self == NULL)
    return;
  g_free (self->days);
  g_free (self->present);
  g_free (self->arrivals);
  g_free (self);
}
