/* vigie-attendance-detail.h: the attendance of one site: what to say, today, the usual week, how well it is counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ATTENDANCE_DETAIL (vigie_attendance_detail_get_type ())
/* Signal "closed" (no argument): back to the list. Keys: Ctrl+Shift+C copies the sentence, Ctrl+Page Up and Page Down
 * go to another day. It leads on by win.show-site and win.open-site. */
G_DECLARE_FINAL_TYPE (VigieAttendanceDetail,
                      vigie_attendance_detail,
                      VIGIE,
                      ATTENDANCE_DETAIL,
                      GtkWidget)

/* Once, before it is shown. */
void vigie_attendance_detail_setup (VigieAttendanceDetail *self,
                                    VigieAttendanceModel *model,
                                    VigieContext *context,
                                    VigieTicker *ticker);

/* The site that it tells of; NULL: none. Another site begins with today. */
void vigie_attendance_detail_set_item (VigieAttendanceDetail *self, VigieAttendanceItem *item);
VigieAttendanceItem *vigie_attendance_detail_get_item (VigieAttendanceDetail *self);

/* Whether there is a list to go back to. */
void vigie_attendance_detail_set_closable (VigieAttendanceDetail *self, gboolean closable);

/* @n days later, not beyond today nor before what is kept. */
void vigie_attendance_detail_step (VigieAttendanceDetail *self, int n);
/* The sentence to the clipboard, and says so. */
void vigie_attendance_detail_copy (VigieAttendanceDetail *self);
/* To its first control. */
void vigie_attendance_detail_focus (VigieAttendanceDetail *self);

G_END_DECLS
