/* vigie-energy-fuse.c: what several measures of one meter tell together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-private.h"

#include <math.h>

/* The sum of @amounts over @first ≤ i < @end; NAN if one is not known. */
static double
sum_of (const double *amounts, guint first, guint end)
{
  double sum = 0;

  for (guint i = first; i < end; i++)
    sum += amounts[i];
  return sum;
}

/* @amount shared out over steps as @other says; evenly where that says that nothing flowed. */
static void
share_out (double *amounts, const double *other, guint first, guint end, double amount)
{
  double sum = sum_of (other, first, end);

  for (guint i = first; i < end; i++)
    amounts[i] = sum > 0 ? amount * (other[i] / sum) : amount / (end - first);
}

/* What a slow measure says of a block of steps in all, told step by step. */
static void
refine (VigieMeterSteps *self, const VigieMeterSteps *other, gint64 interval)
{
  gint64 block = vigie_meter_step (interval);
  guint n = (guint) (block / self->step);

  /* Steps that no number of blocks is made of are as fine as it gets; so is a measure as fast as they. */
  if (interval <= self->step || n < 2 || block % self->step != 0)
    return;
  for (guint i = 0; i + n <= self->n; i += n)
    {
      double amount = sum_of (self->amounts, i, i + n);

      if (isfinite (amount) && isfinite (sum_of (other->amounts, i, i + n)))
        share_out (self->amounts, other->amounts, i, i + n, amount);
    }
}

/* Of a lump over the whole steps @first ≤ i < @end: what @other knows of them is told step by step. FALSE if nothing
 * is left of it. */
static gboolean
open_lump (VigieMeterSteps *self, const double *other, guint first, guint end, VigieLump *lump)
{
  guint hole = first, hole_end = end;
  double known;

  while (hole < end && isfinite (other[hole]))
    hole++;
  if (hole == end)
    {
      share_out (self->amounts, other, first, end, lump->amount);
      return FALSE;
    }
  while (isfinite (other[hole_end - 1]))
    hole_end--;
  known = sum_of (other, first, hole) + sum_of (other, hole_end, end);
  for (guint i = first; i < end; i++)
    if (i < hole || i >= hole_end)
      self->amounts[i] = other[i];
  lump->from = self->from + (gint64) hole * self->step;
  lump->to = self->from + (gint64) hole_end * self->step;
  lump->amount = MAX (lump->amount - known, 0);
  return TRUE;
}

static gboolean
overlaps (const GArray *lumps, VigieTime from, VigieTime to)
{
  for (guint i = 0; i < lumps->len; i++)
    {
      const VigieLump *lump = &g_array_index (lumps, VigieLump, i);

      if (lump->from < to && lump->to > from)
        return TRUE;
    }
  return FALSE;
}

static int
compare_lumps (gconstpointer a, gconstpointer b)
{
  const VigieLump *x = a, *y = b;

  return (x->from > y->from) - (x->from < y->from);
}

/* Lumps of @other where @self tells nothing at all. */
static void
add_lumps (VigieMeterSteps *self, const VigieMeterSteps *other)
{
  VigieTime end = self->from + (gint64) self->n * self->step;
  guint n = self->lumps->len;

  for (guint i = 0; i < other->lumps->len; i++)
    {
      const VigieLump *lump = &g_array_index (other->lumps, VigieLump, i);
      VigieTime from = MAX (lump->from, self->from), to = MIN (lump->to, end);
      gboolean is_told = overlaps (self->lumps, lump->from, lump->to);

      for (VigieTime at = from; at < to && !is_told;)
        {
          guint step = (guint) ((at - self->from) / self->step);

          is_told = isfinite (self->amounts[step]);
          at = self->from + (gint64) (step + 1) * self->step;
        }
      if (!is_told)
        g_array_append_vals (self->lumps, lump, 1);
    }
  if (self->lumps->len > n)
    g_array_sort (self->lumps, compare_lumps);
}

/* Steps @first ≤ i < @end that are not known are as @other says. Whether there was one. */
static gboolean
fill (VigieMeterSteps *self, const VigieMeterSteps *other, gint64 first, gint64 end)
{
  gboolean is_filled = FALSE;

  for (gint64 i = MAX (first, 0); i < MIN (end, (gint64) self->n); i++)
    if (isnan (self->amounts[i]) && isfinite (other->amounts[i]))
      {
        self->amounts[i] = other->amounts[i];
        is_filled = TRUE;
      }
  return is_filled;
}

void
vigie_energy_fuse (VigieMeterSteps *self, const VigieMeterSteps *other, gint64 interval)
{
  gint64 step = self->step, length = self->n * step, at = 0;
  guint kept = 0;

  g_return_if_fail (self->from == other->from && self->step == other->step && self->n == other->n);

  refine (self, other, interval);
  for (guint i = 0; i < self->lumps->len; i++)
    {
      VigieLump lump = g_array_index (self->lumps, VigieLump, i);
      gint64 begin = lump.from - self->from, end = lump.to - self->from;
      gboolean is_left = TRUE;

      /* What lies between lumps, as far as it is whole steps. */
      if (begin > 0)
        fill (self, other, at, begin / step);
      at = end > 0 ? (end + step - 1) / step : 0;
      if (begin < 0 || end > length)
        /* How much of it lies within is not known. */
        is_left = !fill (self, other, begin / step, at);
      else if (begin % step == 0 && end % step == 0 && end > begin)
        is_left
            = open_lump (self, other->amounts, (guint) (begin / step), (guint) (end / step), &lump);
      /* One that begins or ends within a step is left as it is, and that step with it. */
      if (is_left)
        g_array_index (self->lumps, VigieLump, kept++) = lump;
    }
  g_array_set_size (self->lumps, kept);
  fill (self, other, at, self->n);
  add_lumps (self, other);
}
