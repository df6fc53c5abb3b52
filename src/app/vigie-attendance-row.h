/* vigie-attendance-row.h: a site of the attendance page in its list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance-item.h"
#include "vigie-context.h"
#include "vigie-drawn-row.h"

G_BEGIN_DECLS

/* What the rows of a list have in common. */
typedef struct
{
  VigieContext *context; /* whose sites they are, or NULL: no site is known */
  double scale;          /* vehicles that the whole of each bar stands for */
  gboolean live;         /* FALSE: the link is lost */
} VigieAttendancePen;

#define VIGIE_TYPE_ATTENDANCE_ROW (vigie_attendance_row_get_type ())
/* Of a VigieAttendanceItem, which it follows, and the state of its site too. In accessibility one sentence. */
G_DECLARE_FINAL_TYPE (VigieAttendanceRow,
                      vigie_attendance_row,
                      VIGIE,
                      ATTENDANCE_ROW,
                      VigieDrawnRow)

/* @pen (unowned) outlives the row. */
VigieDrawnRow *vigie_attendance_row_new (const VigieAttendancePen *pen);

void vigie_attendance_row_set_narrow (VigieAttendanceRow *self, gboolean narrow);

/* A line of heads over such rows; @things is what the names are of (« Déchèterie »). */
GtkWidget *vigie_attendance_heads_new (void);
void vigie_attendance_heads_set_things (GtkWidget *heads, const char *things);

/* What the bars of @states (VigieAttendanceState) need at least. */
double vigie_attendance_scale_of (GPtrArray *states);

G_END_DECLS
