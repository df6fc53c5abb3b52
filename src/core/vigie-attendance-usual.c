/* vigie-attendance-usual.c: which days are alike, and what is usual of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-private.h"

VigieDayClass
vigie_attendance_class_of (gint64 day, const VigieAttendanceFacts *facts)
{
  static VigieCalendar *built_in = NULL;
  const VigieCalendar *calendar = facts->calendar;

  if (vigie_calendar_holiday (day) != VIGIE_HOLIDAY_NONE)
    return VIGIE_DAY_CLASS_PUBLIC_HOLIDAY;
  if (calendar == NULL)
    {
      if (g_once_init_enter_pointer (&built_in))
        g_once_init_leave_pointer (&built_in, vigie_calendar_new ());
      calendar = built_in;
    }
  /* Where the school's calendar is not known, most days are of term. */
  return vigie_calendar_school (calendar, day) == VIGIE_SCHOOL_HOLIDAYS
             ? VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS
             : VIGIE_DAY_CLASS_TERM;
}

const VigieUsual *
vigie_attendance_usual_at (const VigieAttendanceHabits *self,
                           const VigieAttendanceFacts *facts,
                           VigieTime time,
                           VigieDayClass *day_class)
{
  GTimeZone *zone = vigie_attendance_zone_ref (facts->zone);
  VigieLocalTime local = vigie_time_to_local (time, zone);
  VigieDayClass wanted = vigie_attendance_class_of (local.day_number, facts);
  guint slot = (guint) (local.hour * 2 + local.minute / 30);
  const VigieUsual *usual = &self->present[wanted][local.weekday - 1][slot];

  g_time_zone_unref (zone);
  if (usual->n < VIGIE_ATTENDANCE_MIN_DAYS && wanted == VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS)
    {
      wanted = VIGIE_DAY_CLASS_TERM;
      usual = &self->present[wanted][local.weekday - 1][slot];
    }
  if (day_class != NULL)
    *day_class = wanted;
  return usual->n >= VIGIE_ATTENDANCE_MIN_DAYS ? usual : NULL;
}
