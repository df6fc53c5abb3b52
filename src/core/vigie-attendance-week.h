/* vigie-attendance-week.h: what is usual of a given week, day by day: to be printed and hung up. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean is_open; /* for all of the half-hour or a part of it */
  VigieUsual usual; /* of presence; NAN and n 0 where it is hidden */
  VigieLevel level; /* of the median */
} VigieWeekSlot;

typedef struct
{
  guint first, end; /* half-hours of the clock: first ≤ i < end */
} VigieWeekStretch;

#define VIGIE_WEEK_MAX_BEST 2
typedef struct
{
  gint64 day;
  VigieDayClass day_class; /* of what is told (VigieWeekSlot.usual) */
  VigieHoliday holiday;
  gboolean is_open; /* at some half-hour */
  char *comment;    /* why it is closed or differs, as the hours say; one plain line, or NULL */
  VigieWeekSlot slots[VIGIE_ATTENDANCE_SLOTS];
  VigieWeekStretch best[VIGIE_WEEK_MAX_BEST]; /* the calmest, in the order of the day */
  guint n_best;
} VigieWeekDay;

typedef struct
{
  gint64 monday;
  VigieWeekDay days[7];
} VigieAttendanceWeek;

/* The week that begins with @monday (any day of it will do), by habits and the opening hours of that very week: public
 * holidays and closures are in it. Without opening hours a half-hour is open where something is usual of it. The best
 * are the longest stretches whose median is within a quarter of the way from the day's least to its greatest; none
 * where all of the day is alike (less than 2 vehicles between). Free with vigie_attendance_week_free(). */
VigieAttendanceWeek *vigie_attendance_week_new (const VigieAttendanceHabits *habits,
                                                const VigieAttendanceFacts *facts,
                                                gint64 monday);
void vigie_attendance_week_free (VigieAttendanceWeek *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAttendanceWeek, vigie_attendance_week_free)

/* The half-hours that some day is open: *@first ≤ i < *@end. FALSE if none is. */
gboolean
vigie_attendance_week_get_hours (const VigieAttendanceWeek *self, guint *first, guint *end);

/* Which half-hours of the week are open on some day of the four weeks from @day on: those of the season, so that what
 * was usual of another one is not told as of now. @open: by weekday from Monday. FALSE where none is, or no hours are
 * told: then nothing can be left out. */
gboolean vigie_attendance_week_find_open (const VigieAttendanceFacts *facts,
                                          gint64 day,
                                          gboolean open[7][VIGIE_ATTENDANCE_SLOTS]);

G_END_DECLS
