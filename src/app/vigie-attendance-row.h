/* vigie-attendance-row.h: a site of the attendance page in its list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance-item.h"
#include "vigie-site.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ATTENDANCE_ROW (vigie_attendance_row_get_type ())
/* Follows its item and the state of its site. In accessibility one sentence. */
G_DECLARE_FINAL_TYPE (VigieAttendanceRow,
                      vigie_attendance_row,
                      VIGIE,
                      ATTENDANCE_ROW,
                      GtkListBoxRow)

/* @site may be NULL. */
GtkWidget *vigie_attendance_row_new (VigieAttendanceItem *item, VigieSite *site);
VigieAttendanceItem *vigie_attendance_row_get_item (VigieAttendanceRow *self);
/* Owned by the row, or NULL. */
VigieSite *vigie_attendance_row_get_site (VigieAttendanceRow *self);

/* Vehicles that the whole of each bar stands for; the same in all rows. */
void vigie_attendance_row_set_scale (VigieAttendanceRow *self, double scale);
/* FALSE: the link is lost. */
void vigie_attendance_row_set_live (VigieAttendanceRow *self, gboolean live);
void vigie_attendance_row_set_narrow (VigieAttendanceRow *self, gboolean narrow);

/* A line of heads over such rows; @things is what the names are of (« Déchèterie »). */
GtkWidget *vigie_attendance_heads_new (void);
void vigie_attendance_heads_set_things (GtkWidget *heads, const char *things);

/* What the bars of @states (VigieAttendanceState) need at least. */
double vigie_attendance_scale_of (GPtrArray *states);

G_END_DECLS
