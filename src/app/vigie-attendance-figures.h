/* vigie-attendance-figures.h: the day and the usual week of a site, as the figures want them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-state.h"
#include "vigie-day-chart.h"
#include "vigie-week-map.h"

G_BEGIN_DECLS

/* The course of the local day @day (VigieLocalTime.day_number) by @track (NULL: nothing is known of it), with what is
 * usual of it, what is expected of the rest of today and when to come. @loaded: of the habits. @live FALSE: the link is
 * lost, and nothing of it is called of now. */
void vigie_attendance_fill_day (VigieDayChart *chart,
                                const VigieAttendanceState *state,
                                VigieAttendanceTrack *track,
                                gint64 day,
                                double loaded,
                                gboolean live);

/* Classes of days that habits tell of: bits 1 << VigieDayClass. */
guint vigie_attendance_week_classes (const VigieAttendanceState *state);

/* The usual week of that class; of today's class with now and the best moment marked. */
void vigie_attendance_fill_week (VigieWeekMap *map,
                                 const VigieAttendanceState *state,
                                 VigieDayClass day_class);

G_END_DECLS
