/* vigie-wall-attendance.h: the wall's second scene: how busy the sites are, how long one waits, and when it is quieter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance-model.h"
#include "vigie-wall-size.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL_ATTENDANCE (vigie_wall_attendance_get_type ())
G_DECLARE_FINAL_TYPE (VigieWallAttendance, vigie_wall_attendance, VIGIE, WALL_ATTENDANCE, GtkWidget)

void vigie_wall_attendance_set_size (VigieWallAttendance *self, const VigieWallSize *size);

/* The busiest first. @live FALSE: as of the last exchange. */
void
vigie_wall_attendance_show (VigieWallAttendance *self, VigieAttendanceModel *model, gboolean live);

G_END_DECLS
