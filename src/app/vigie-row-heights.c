/* vigie-row-heights.c: how high the rows of a long list are, and where each one begins.
 *
 * A tree of sums over the heights (P. M. Fenwick, « A new data structure for cumulative frequency tables », Software:
 * Practice and Experience 24, 1994): entry i, counted from 1, holds the sum of as many heights up to row i as the
 * lowest bit of i says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-row-heights.h"

struct _VigieRowHeights
{
  int *heights; /* owned */
  gint64 *sums; /* owned; the first entry is not used */
  guint n, room;
};

static guint
lowest_bit (guint i)
{
  return i & (~i + 1);
}

VigieRowHeights *
vigie_row_heights_new (void)
{
  return g_new0 (VigieRowHeights, 1);
}

void
vigie_row_heights_free (VigieRowHeights *self)
{
  g_free (self->heights);
  g_free (self->sums);
  g_free (self);
}

void
vigie_row_heights_reset (VigieRowHeights *self, guint n, int height)
{
  g_return_if_fail (height >= 0);

  if (n > self->room)
    {
      self->heights = g_renew (int, self->heights, n);
      self->sums = g_renew (gint64, self->sums, (gsize) n + 1);
      self->room = n;
    }
  self->n = n;
  for (guint i = 0; i < n; i++)
    {
      self->heights[i] = height;
      self->sums[i + 1] = (gint64) lowest_bit (i + 1) * height;
    }
}

void
vigie_row_heights_set (VigieRowHeights *self, guint i, int height)
{
  int more;

  g_return_if_fail (i < self->n && height >= 0);

  more = height - self->heights[i];
  if (more == 0)
    return;
  self->heights[i] = height;
  for (guint at = i + 1; at <= self->n; at += lowest_bit (at))
    self->sums[at] += more;
}

int
vigie_row_heights_get (VigieRowHeights *self, guint i)
{
  g_return_val_if_fail (i < self->n, 0);
  return self->heights[i];
}

gint64
vigie_row_heights_before (VigieRowHeights *self, guint i)
{
  gint64 sum = 0;

  g_return_val_if_fail (i <= self->n, 0);

  for (guint at = i; at > 0; at -= lowest_bit (at))
    sum += self->sums[at];
  return sum;
}

guint
vigie_row_heights_find (VigieRowHeights *self, gint64 y)
{
  guint at = 0, step = 1;

  if (y < 0)
    return 0;
  while (step <= self->n / 2)
    step *= 2;
  /* As far as the sum still ends at y or above it. */
  for (; step > 0; step /= 2)
    if (step <= self->n - at && self->sums[at + step] <= y)
      {
        at += step;
        y -= self->sums[at];
      }
  return at;
}
