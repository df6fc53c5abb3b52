/* vigie-attendance-expect-private.h: what the files on waiting, forecasts and advice share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"

G_BEGIN_DECLS

/* ---- vigie-attendance-words.c ---- */

/* Whether the ends of a wait are too far apart for its middle alone to be told. */
gboolean vigie_wait_is_wide (const VigieWait *wait);
/* A time of the day within a sentence: « 16 h 30 », « 18 h ». g_free(). */
char *vigie_attendance_clock_words (const VigieLocalTime *local);

/* ---- vigie-attendance-wait.c ---- */

/* Vehicles an hour that are expected to leave where @present are on the site and nothing is amiss: each after its stay,
 * but no more than the site lets through at its best. NAN where habits have no stay. */
double vigie_attendance_pace (const VigieAttendanceHabits *habits, double present);

G_END_DECLS
