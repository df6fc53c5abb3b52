/* vigie-series.c: the readings of a measure over a time, as charts and trends want them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-series.h"

#include <string.h>

VigieSeries *
vigie_series_new_take (VigieTime *times,
                       double *values,
                       guint n,
                       gint64 expected_interval,
                       VigieSpan *known,
                       guint n_known)
{
  VigieSeries *self = g_new0 (VigieSeries, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->times = times;
  self->values = values;
  self->n = n;
  self->expected_interval = MAX (expected_interval, 0);
  self->known = known;
  self->n_known = n_known;
  return self;
}

typedef struct
{
  VigieTime time;
  double value;
  guint position;
} Pair;

static int
compare_pairs (gconstpointer one, gconstpointer other)
{
  const Pair *a = one, *b = other;

  if (a->time != b->time)
    return a->time < b->time ? -1 : 1;
  return a->position < b->position ? -1 : a->position > b->position;
}

/* Ascending, of equal times the last; gives how many remain. */
static guint
sort_readings (VigieTime *times, double *values, guint n)
{
  g_autofree Pair *pairs = g_new (Pair, n);
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    pairs[i] = (Pair) {times[i], values[i], i};
  qsort (pairs, n, sizeof *pairs, compare_pairs);
  for (guint i = 0; i < n; i++)
    {
      if (i + 1 < n && pairs[i + 1].time == pairs[i].time)
        continue;
      times[kept] = pairs[i].time;
      values[kept++] = pairs[i].value;
    }
  return kept;
}

VigieSeries *
vigie_series_new (const VigieTime *times,
                  const double *values,
                  guint n,
                  gint64 expected_interval,
                  const VigieSpan *known,
                  guint n_known)
{
  VigieTime *own_times = g_memdup2 (times, n * sizeof *times);
  double *own_values = g_memdup2 (values, n * sizeof *values);

  for (guint i = 1; i < n; i++)
    if (own_times[i] <= own_times[i - 1])
      {
        n = sort_readings (own_times, own_values, n);
        break;
      }
  return vigie_series_new_take (own_times, own_values, n, expected_interval,
                                g_memdup2 (known, n_known * sizeof *known), n_known);
}

void
vigie_series_take_starts (VigieSeries *self, VigieTime *starts)
{
  g_free (self->starts);
  self->starts = starts;
}

VigieSeries *
vigie_series_ref (VigieSeries *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_series_unref (VigieSeries *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->times);
  g_free (self->values);
  g_free (self->starts);
  g_free (self->known);
  g_free (self);
}

guint
vigie_series_find (const VigieSeries *self, VigieTime time)
{
  guint low = 0, high = self->n;

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

gboolean
vigie_series_is_known (const VigieSeries *self, VigieTime from, VigieTime to)
{
  for (guint i = 0; i < self->n_known; i++)
    if (self->known[i].from <= from && self->known[i].to >= to)
      return TRUE;
  return to <= from;
}

double
vigie_series_known_share (const VigieSeries *self, VigieTime from, VigieTime to)
{
  gint64 known = 0;

  if (to <= from)
    return 1;
  for (guint i = 0; i < self->n_known; i++)
    known += MAX (MIN (self->known[i].to, to) - MAX (self->known[i].from, from), 0);
  return (double) known / (double) (to - from);
}
