/* vigie-attendance-card.h: the vehicles of a site, as its panel and its record tell of them first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ATTENDANCE_CARD (vigie_attendance_card_get_type ())
/* How many vehicles there are, large, as the attendance page and the map count them, over what is usual of this hour and
 * the places; the day; and a button (win.attendance) with what to tell the user. Seen only for sites that count vehicles;
 * wants the model's states only while it is on screen. */
G_DECLARE_FINAL_TYPE (VigieAttendanceCard, vigie_attendance_card, VIGIE, ATTENDANCE_CARD, GtkWidget)

/* Once, before it is shown. */
void
vigie_attendance_card_setup (VigieAttendanceCard *self, VigieContext *context, VigieTicker *ticker);
/* NULL: none. */
void vigie_attendance_card_set_site (VigieAttendanceCard *self, VigieSite *site);

G_END_DECLS
