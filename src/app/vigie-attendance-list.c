/* vigie-attendance-list.c: the rows of the page « Affluence » that are on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-list.h"

#include "vigie-attendance-row.h"

struct _VigieAttendanceList
{
  VigieDrawnList parent_instance;

  VigieAttendancePen pen; /* its context is owned */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (VigieAttendanceList, vigie_attendance_list, VIGIE_TYPE_DRAWN_LIST)

static VigieDrawnRow *
create_row (VigieDrawnList *list)
{
  VigieAttendanceList *self = VIGIE_ATTENDANCE_LIST (list);
  VigieDrawnRow *row = vigie_attendance_row_new (&self->pen);

  vigie_attendance_row_set_narrow (VIGIE_ATTENDANCE_ROW (row), self->narrow);
  return row;
}

static int
get_height (VigieDrawnList *list, VigieDrawnRow *row, int width)
{
  return vigie_drawn_row_measure_height (row, width);
}

static void
vigie_attendance_list_dispose (GObject *object)
{
  VigieAttendanceList *self = VIGIE_ATTENDANCE_LIST (object);

  G_OBJECT_CLASS (vigie_attendance_list_parent_class)->dispose (object);

  /* Rows looked at it until they went. */
  g_clear_object (&self->pen.context);
}

static void
vigie_attendance_list_class_init (VigieAttendanceListClass *klass)
{
  VigieDrawnListClass *list_class = VIGIE_DRAWN_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_attendance_list_dispose;
  list_class->create_row = create_row;
  list_class->get_height = get_height;
  list_class->single_click_activate = TRUE;
}

static void
vigie_attendance_list_init (VigieAttendanceList *self)
{
  self->pen.scale = 1;
  self->pen.live = TRUE;
}

void
vigie_attendance_list_setup (VigieAttendanceList *self, VigieContext *context)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_LIST (self));
  g_return_if_fail (self->pen.context == NULL);

  self->pen.context = g_object_ref (context);
}

void
vigie_attendance_list_set_scale (VigieAttendanceList *self, double scale)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_LIST (self));
  if (self->pen.scale == scale)
    return;
  self->pen.scale = scale;
  vigie_drawn_list_refresh (VIGIE_DRAWN_LIST (self));
}

void
vigie_attendance_list_set_live (VigieAttendanceList *self, gboolean live)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_LIST (self));
  if (self->pen.live == live)
    return;
  self->pen.live = live;
  vigie_drawn_list_refresh (VIGIE_DRAWN_LIST (self));
}

void
vigie_attendance_list_set_narrow (VigieAttendanceList *self, gboolean narrow)
{
  GPtrArray *rows;

  g_return_if_fail (VIGIE_IS_ATTENDANCE_LIST (self));
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  rows = vigie_drawn_list_get_rows (VIGIE_DRAWN_LIST (self));
  for (guint i = 0; i < rows->len; i++)
    vigie_attendance_row_set_narrow (g_ptr_array_index (rows, i), narrow);
}
