/* vigie-schedule.h: what is due when: a binary heap of instants. Plain memory, no clock.
 *
 * An entry is part of what it belongs to (a measure); it knows its place, so that it can be moved
 * when a new reading comes: O(log n), and nothing is searched or scanned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

typedef struct
{
  VigieTime due; /* when it is next to be looked at */
  guint place;   /* 1 + its index in the heap, 0 while it is not in */
} VigieScheduleEntry;

typedef struct
{
  VigieScheduleEntry **heap; /* owned array of entries that are not */
  guint n_entries;
  guint n_allocated;
} VigieSchedule;

/* Frees the array; the entries are left as they are. */
void vigie_schedule_clear (VigieSchedule *self);

/* Puts the entry at @due, moves it there, or takes it out for VIGIE_TIME_NONE. */
void vigie_schedule_set (VigieSchedule *self, VigieScheduleEntry *entry, VigieTime due);

/* The entry that is due first, or NULL; it stays in. */
VigieScheduleEntry *vigie_schedule_first (const VigieSchedule *self);

G_END_DECLS
