/* vigie-attendance-line.h: cells side by side in columns, the same in every line of its width; below one another where
 * it is narrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VIGIE_ATTENDANCE_CELL_GLYPH,
  VIGIE_ATTENDANCE_CELL_NAME,
  VIGIE_ATTENDANCE_CELL_COUNT,
  VIGIE_ATTENDANCE_CELL_BAR,
  VIGIE_ATTENDANCE_CELL_TREND,
  VIGIE_ATTENDANCE_CELL_LEVEL,
  VIGIE_ATTENDANCE_CELL_WAIT,
  VIGIE_ATTENDANCE_CELL_BEST,
} VigieAttendanceCell;
#define VIGIE_N_ATTENDANCE_CELL 8

#define VIGIE_TYPE_ATTENDANCE_LINE (vigie_attendance_line_get_type ())
G_DECLARE_FINAL_TYPE (VigieAttendanceLine, vigie_attendance_line, VIGIE, ATTENDANCE_LINE, GtkWidget)

GtkWidget *vigie_attendance_line_new (void);

/* @child, floating, becomes the widget of the cells @first to @last (both included). Cells of hidden children stay
 * empty; two children may share a cell, one of them hidden. In the order of reading. */
void vigie_attendance_line_add (VigieAttendanceLine *self,
                                GtkWidget *child,
                                VigieAttendanceCell first,
                                VigieAttendanceCell last);

/* Narrow: no columns; what is seen follows one another, on as many lines as it needs. */
void vigie_attendance_line_set_narrow (VigieAttendanceLine *self, gboolean narrow);

G_END_DECLS
