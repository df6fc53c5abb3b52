/* vigie-attendance-track-clock.c: the steps of a track by the local clock.
 *
 * The zone is asked once a fortnight, not once a step: no zone changes its clocks twice in one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-private.h"

#define FORTNIGHT ((guint) (14 * VIGIE_DAY / VIGIE_ATTENDANCE_STEP))

GTimeZone *
vigie_attendance_zone_ref (GTimeZone *zone)
{
  /* Kept: the file of a zone that nobody holds is read each time. */
  static GTimeZone *paris = NULL;

  if (zone != NULL)
    return g_time_zone_ref (zone);
  if (g_once_init_enter_pointer (&paris))
    {
      GTimeZone *found = g_time_zone_new_identifier ("Europe/Paris");

      g_once_init_leave_pointer (&paris, found != NULL ? found : g_time_zone_new_utc ());
    }
  return g_time_zone_ref (paris);
}

/* Of step @i, in µs. */
static gint64
offset_at (VigieTime from, guint i, GTimeZone *zone)
{
  return vigie_time_to_local (from + (gint64) i * VIGIE_ATTENDANCE_STEP, zone).offset
         * VIGIE_SECOND;
}

/* The first step after @low, which has @offset, that has another; @high has another. */
static guint
find_change (VigieTime from, guint low, guint high, gint64 offset, GTimeZone *zone)
{
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (offset_at (from, middle, zone) == offset)
        low = middle;
      else
        high = middle;
    }
  return high;
}

static void
fill_stretch (VigieAttendanceClock *self, VigieTime from, guint first, guint end, gint64 offset)
{
  VigieTime local = from + (gint64) first * VIGIE_ATTENDANCE_STEP + offset;
  gint64 day = local / VIGIE_DAY - (local % VIGIE_DAY < 0);
  gint64 of_day = local - day * VIGIE_DAY;

  for (guint i = first; i < end; i++)
    {
      VigieAttendanceClockDay *last
          = self->days->len > 0
                ? &g_array_index (self->days, VigieAttendanceClockDay, self->days->len - 1)
                : NULL;

      if (last != NULL && last->day == day)
        last->end = i + 1;
      else
        {
          VigieAttendanceClockDay next = {day, i, i + 1};

          g_array_append_val (self->days, next);
        }
      self->slots[i] = (guint8) (of_day / VIGIE_ATTENDANCE_SLOT);
      of_day += VIGIE_ATTENDANCE_STEP;
      if (of_day >= VIGIE_DAY)
        {
          of_day -= VIGIE_DAY;
          day++;
        }
    }
}

VigieAttendanceClock *
vigie_attendance_clock_new (VigieTime from, guint n, GTimeZone *zone)
{
  VigieAttendanceClock *self = g_new0 (VigieAttendanceClock, 1);
  GTimeZone *known = vigie_attendance_zone_ref (zone);

  self->n = n;
  self->slots = g_new (guint8, MAX (n, 1));
  self->days = g_array_new (FALSE, FALSE, sizeof (VigieAttendanceClockDay));
  for (guint first = 0; first < n;)
    {
      gint64 offset = offset_at (from, first, known);
      guint end = MIN (n, first + FORTNIGHT);

      if (offset_at (from, end - 1, known) != offset)
        end = find_change (from, first, end - 1, offset, known);
      fill_stretch (self, from, first, end, offset);
      first = end;
    }
  g_time_zone_unref (known);
  return self;
}

void
vigie_attendance_clock_free (VigieAttendanceClock *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_array_unref (self->days);
  g_free (self);
}
