/* vigie-schedule.c: see vigie-schedule.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-schedule.h"

static void
place (VigieSchedule *self, guint index, VigieScheduleEntry *entry)
{
  self->heap[index] = entry;
  entry->place = index + 1;
}

static void
sift_up (VigieSchedule *self, guint index)
{
  VigieScheduleEntry *entry = self->heap[index];

  while (index > 0)
    {
      guint parent = (index - 1) / 2;

      if (self->heap[parent]->due <= entry->due)
        break;
      place (self, index, self->heap[parent]);
      index = parent;
    }
  place (self, index, entry);
}

static void
sift_down (VigieSchedule *self, guint index)
{
  VigieScheduleEntry *entry = self->heap[index];

  for (;;)
    {
      guint child = 2 * index + 1;

      if (child >= self->n_entries)
        break;
      if (child + 1 < self->n_entries && self->heap[child + 1]->due < self->heap[child]->due)
        child++;
      if (entry->due <= self->heap[child]->due)
        break;
      place (self, index, self->heap[child]);
      index = child;
    }
  place (self, index, entry);
}

void
vigie_schedule_clear (VigieSchedule *self)
{
  g_clear_pointer (&self->heap, g_free);
  self->n_entries = 0;
  self->n_allocated = 0;
}

static void
take_out (VigieSchedule *self, VigieScheduleEntry *entry)
{
  guint index = entry->place - 1;
  VigieScheduleEntry *last = self->heap[--self->n_entries];

  entry->place = 0;
  if (last == entry)
    return;
  place (self, index, last);
  if (index > 0 && self->heap[(index - 1) / 2]->due > last->due)
    sift_up (self, index);
  else
    sift_down (self, index);
}

void
vigie_schedule_set (VigieSchedule *self, VigieScheduleEntry *entry, VigieTime due)
{
  if (due == VIGIE_TIME_NONE)
    {
      if (entry->place != 0)
        take_out (self, entry);
      entry->due = VIGIE_TIME_NONE;
      return;
    }

  if (entry->place == 0)
    {
      if (self->n_entries == self->n_allocated)
        {
          self->n_allocated = MAX (64, self->n_allocated + self->n_allocated / 2);
          self->heap = g_renew (VigieScheduleEntry *, self->heap, self->n_allocated);
        }
      entry->due = due;
      place (self, self->n_entries++, entry);
      sift_up (self, self->n_entries - 1);
      return;
    }

  if (due < entry->due)
    {
      entry->due = due;
      sift_up (self, entry->place - 1);
    }
  else if (due > entry->due)
    {
      entry->due = due;
      sift_down (self, entry->place - 1);
    }
}

VigieScheduleEntry *
vigie_schedule_first (const VigieSchedule *self)
{
  return self->n_entries > 0 ? self->heap[0] : NULL;
}
