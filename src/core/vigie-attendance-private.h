/* vigie-attendance-private.h: what the files of vigie-attendance share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"

G_BEGIN_DECLS

/* ---- vigie-attendance-track-clock.c: steps by the local clock ---- */

typedef struct
{
  gint64 day;       /* number of the local day */
  guint first, end; /* the steps that begin in it */
} VigieAttendanceClockDay;

typedef struct
{
  guint n;
  guint8 *slots; /* n: the half-hour of the local clock in which the step begins, 0 to 47 */
  GArray *days;  /* of VigieAttendanceClockDay, ascending */
} VigieAttendanceClock;

/* Of @n steps from @from on; @zone may be NULL. Free with vigie_attendance_clock_free(). */
VigieAttendanceClock *vigie_attendance_clock_new (VigieTime from, guint n, GTimeZone *zone);
void vigie_attendance_clock_free (VigieAttendanceClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAttendanceClock, vigie_attendance_clock_free)

/* That of @facts, or Europe/Paris; a new reference. */
GTimeZone *vigie_attendance_zone_ref (GTimeZone *zone);

/* ---- vigie-attendance-habits.c ---- */

/* As vigie_attendance_habits_new(), of the local days that end at or before @until alone, and without the back-test
 * (error_ratio is NAN, level 1): what was known then. */
VigieAttendanceHabits *vigie_attendance_habits_new_until (const VigieAttendanceTrack *past,
                                                          const VigieAttendanceFacts *facts,
                                                          VigieTime until);

G_END_DECLS
