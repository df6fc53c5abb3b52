/* vigie-attendance-card.h: the attendance of the site chosen on the map, in a few words that lead to its page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ATTENDANCE_CARD (vigie_attendance_card_get_type ())
/* A button (win.attendance) with level, vehicles, wait and what to tell the user. Seen only for sites that count
 * vehicles; wants the model's states only while it is on screen. */
G_DECLARE_FINAL_TYPE (VigieAttendanceCard, vigie_attendance_card, VIGIE, ATTENDANCE_CARD, GtkWidget)

/* Once, before it is shown. */
void
vigie_attendance_card_setup (VigieAttendanceCard *self, VigieContext *context, VigieTicker *ticker);
/* NULL: none. */
void vigie_attendance_card_set_site (VigieAttendanceCard *self, VigieSite *site);

G_END_DECLS
