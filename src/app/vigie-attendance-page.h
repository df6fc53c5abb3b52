/* vigie-attendance-page.h: the page « Affluence »: how many vehicles are where, how long one waits, when to come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance-model.h"
#include "vigie-drawn-list.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ATTENDANCE_PAGE (vigie_attendance_page_get_type ())
/* The list of sites, and one of them in detail beside it, or in its place where it is narrow. Reads and asks only while
 * it is on screen. */
G_DECLARE_FINAL_TYPE (VigieAttendancePage, vigie_attendance_page, VIGIE, ATTENDANCE_PAGE, GtkWidget)

/* A new one, floating. */
GtkWidget *vigie_attendance_page_new (VigieContext *context, VigieTicker *ticker);

/* Chooses the site of that id and shows it; one that is not known yet as soon as it is. "": the list. */
void vigie_attendance_page_show (VigieAttendancePage *self, const char *site_id);

/* « 13 déchèteries »; NULL until they are known. g_free(). */
char *vigie_attendance_page_get_subtitle (VigieAttendancePage *self);

/* From the detail to the list, where it stands in its place. FALSE: there was nothing to go back from. */
gboolean vigie_attendance_page_back (VigieAttendancePage *self);
/* F6: from list to detail. FALSE after the last. */
gboolean vigie_attendance_page_focus_next_pane (VigieAttendancePage *self);

/* For tests; owned by the page. */
VigieAttendanceModel *vigie_attendance_page_get_model (VigieAttendancePage *self);
VigieDrawnList *vigie_attendance_page_get_list (VigieAttendancePage *self);
/* VigieAttendanceItem in order. */
GtkSingleSelection *vigie_attendance_page_get_selection (VigieAttendancePage *self);
void vigie_attendance_page_sort (VigieAttendancePage *self, VigieAttendanceSort sort);

G_END_DECLS
