/* vigie-attendance-list.h: the rows of the page « Affluence » that are on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-drawn-list.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ATTENDANCE_LIST (vigie_attendance_list_get_type ())
/* Of VigieAttendanceItem. */
G_DECLARE_FINAL_TYPE (VigieAttendanceList,
                      vigie_attendance_list,
                      VIGIE,
                      ATTENDANCE_LIST,
                      VigieDrawnList)

/* Whose sites they are. */
void vigie_attendance_list_setup (VigieAttendanceList *self, VigieContext *context);

/* Vehicles that the whole of each bar stands for. */
void vigie_attendance_list_set_scale (VigieAttendanceList *self, double scale);
/* FALSE: the link is lost. */
void vigie_attendance_list_set_live (VigieAttendanceList *self, gboolean live);
void vigie_attendance_list_set_narrow (VigieAttendanceList *self, gboolean narrow);

G_END_DECLS
