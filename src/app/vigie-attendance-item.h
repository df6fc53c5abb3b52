/* vigie-attendance-item.h: a site of the attendance page, as a list holds it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vigie-attendance-state.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_ATTENDANCE_SORT_NAME,
  VIGIE_ATTENDANCE_SORT_COMMUNE,
  VIGIE_ATTENDANCE_SORT_BUSIEST, /* share of the places, then vehicles */
  VIGIE_ATTENDANCE_SORT_WAIT,
  VIGIE_ATTENDANCE_SORT_UNUSUAL, /* against usual: the busier ones first */
} VigieAttendanceSort;
#define VIGIE_N_ATTENDANCE_SORT 5

#define VIGIE_TYPE_ATTENDANCE_ITEM (vigie_attendance_item_get_type ())
/* Signal "changed" (no argument): another state. */
G_DECLARE_FINAL_TYPE (VigieAttendanceItem, vigie_attendance_item, VIGIE, ATTENDANCE_ITEM, GObject)

/* A full reference. @state becomes its state. */
VigieAttendanceItem *vigie_attendance_item_new (VigieAttendanceState *state);
const char *vigie_attendance_item_get_id (VigieAttendanceItem *self);
/* Of the item until the next one; never NULL. */
VigieAttendanceState *vigie_attendance_item_get_state (VigieAttendanceItem *self);
/* Of the same site. */
void vigie_attendance_item_set_state (VigieAttendanceItem *self, VigieAttendanceState *state);

/* As GCompareFunc: sites that say nothing come last, equals by name as the language orders them. */
int vigie_attendance_item_compare (VigieAttendanceItem *one,
                                   VigieAttendanceItem *other,
                                   VigieAttendanceSort sort);

G_END_DECLS
