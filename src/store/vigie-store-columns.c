/* vigie-store-columns.c: readings column by column, as packs and series have them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

#include <string.h>

void
vigie_store_columns_clear (VigieStoreColumns *self)
{
  g_free (self->times);
  g_free (self->values);
  g_free (self->starts);
  g_free (self->result_times);
  *self = (VigieStoreColumns) {.with_result_times = self->with_result_times};
}

static void
fill_none (VigieTime *times, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    times[i] = VIGIE_TIME_NONE;
}

void
vigie_store_columns_reserve (VigieStoreColumns *self, guint n_more)
{
  guint least = self->n + n_more;

  if (least <= self->n_allocated)
    return;
  self->n_allocated = MAX (least, self->n_allocated + self->n_allocated / 2);
  self->times = g_renew (VigieTime, self->times, self->n_allocated);
  self->values = g_renew (double, self->values, self->n_allocated);
  if (self->starts != NULL)
    self->starts = g_renew (VigieTime, self->starts, self->n_allocated);
  if (self->result_times != NULL)
    self->result_times = g_renew (VigieTime, self->result_times, self->n_allocated);
}

/* Room for begins, where one comes for the first time. */
static VigieTime *
need_starts (VigieStoreColumns *self)
{
  if (self->starts == NULL)
    {
      self->starts = g_new (VigieTime, self->n_allocated);
      fill_none (self->starts, 0, self->n);
    }
  return self->starts;
}

static VigieTime *
need_result_times (VigieStoreColumns *self)
{
  if (self->result_times == NULL)
    {
      self->result_times = g_new (VigieTime, self->n_allocated);
      fill_none (self->result_times, 0, self->n);
    }
  return self->result_times;
}

void
vigie_store_columns_add (VigieStoreColumns *self,
                         VigieTime time,
                         double value,
                         VigieTime start,
                         VigieTime result_time)
{
  guint i = self->n;

  if (G_UNLIKELY (i == self->n_allocated))
    vigie_store_columns_reserve (self, MAX (i, 64));
  self->times[i] = time;
  self->values[i] = value;
  if (start != VIGIE_TIME_NONE)
    need_starts (self);
  if (self->starts != NULL)
    self->starts[i] = start;
  if (self->with_result_times)
    {
      if (result_time != VIGIE_TIME_NONE)
        need_result_times (self);
      if (self->result_times != NULL)
        self->result_times[i] = result_time;
    }
  self->n++;
}

VigieTime
vigie_store_columns_get_start (const VigieStoreColumns *self, guint i)
{
  return self->starts != NULL ? self->starts[i] : VIGIE_TIME_NONE;
}

VigieTime
vigie_store_columns_get_result_time (const VigieStoreColumns *self, guint i)
{
  return self->result_times != NULL ? self->result_times[i] : VIGIE_TIME_NONE;
}

void
vigie_store_columns_copy (VigieStoreColumns *self, const VigieStoreColumns *other, guint i)
{
  vigie_store_columns_add (self, other->times[i], other->values[i],
                           vigie_store_columns_get_start (other, i),
                           vigie_store_columns_get_result_time (other, i));
}

guint
vigie_store_columns_find (const VigieStoreColumns *self, guint first, VigieTime time)
{
  guint low = first, high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->times[middle] < time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
vigie_store_columns_remove (VigieStoreColumns *self, guint first, guint n)
{
  gsize rest = (self->n - first - n) * sizeof (VigieTime);

  if (n == 0)
    return;
  memmove (self->times + first, self->times + first + n, rest);
  memmove (self->values + first, self->values + first + n, rest);
  if (self->starts != NULL)
    memmove (self->starts + first, self->starts + first + n, rest);
  if (self->result_times != NULL)
    memmove (self->result_times + first, self->result_times + first + n, rest);
  self->n -= n;
}

gboolean
vigie_store_columns_unpack (VigieStoreColumns *self,
                            gconstpointer bytes,
                            gsize length,
                            const VigieStoreBlock *block)
{
  VigieTime *starts = NULL, *result_times = NULL;
  VigiePackInfo info;
  guint n = self->n;

  if (bytes == NULL || !vigie_pack_inspect (bytes, length, &info) || info.n != block->n
      || info.first != block->since || info.last != block->last)
    return FALSE;
  vigie_store_columns_reserve (self, info.n);
  if (info.has_starts || self->starts != NULL)
    starts = need_starts (self) + n;
  if (self->with_result_times && (info.has_result_times || self->result_times != NULL))
    result_times = need_result_times (self) + n;
  if (!vigie_pack_decode_inspected (bytes, length, self->times + n, self->values + n, starts,
                                    result_times))
    return FALSE;
  self->n += info.n;
  return TRUE;
}

void
vigie_store_columns_reverse (VigieStoreColumns *self)
{
  for (guint i = 0, j = self->n; i + 1 < j; i++, j--)
    {
      VigieTime time = self->times[i];
      double value = self->values[i];

      self->times[i] = self->times[j - 1];
      self->times[j - 1] = time;
      self->values[i] = self->values[j - 1];
      self->values[j - 1] = value;
      if (self->starts != NULL)
        {
          time = self->starts[i];
          self->starts[i] = self->starts[j - 1];
          self->starts[j - 1] = time;
        }
      if (self->result_times != NULL)
        {
          time = self->result_times[i];
          self->result_times[i] = self->result_times[j - 1];
          self->result_times[j - 1] = time;
        }
    }
}

void
vigie_store_columns_merge (VigieStoreColumns *self, const VigieStoreColumns *over)
{
  VigieStoreColumns merged = {.with_result_times = self->with_result_times};
  guint i, j = 0;

  if (over->n == 0)
    return;
  /* All that is before the first of them stays where it is: most often all. */
  i = vigie_store_columns_find (self, 0, over->times[0]);
  vigie_store_columns_reserve (&merged, self->n - i + over->n);
  while (i < self->n || j < over->n)
    {
      if (j == over->n || (i < self->n && self->times[i] < over->times[j]))
        {
          vigie_store_columns_copy (&merged, self, i++);
          continue;
        }
      if (i < self->n && self->times[i] == over->times[j])
        i++;
      vigie_store_columns_copy (&merged, over, j++);
    }
  self->n = vigie_store_columns_find (self, 0, over->times[0]);
  vigie_store_columns_reserve (self, merged.n);
  for (i = 0; i < merged.n; i++)
    vigie_store_columns_copy (self, &merged, i);
  vigie_store_columns_clear (&merged);
}
