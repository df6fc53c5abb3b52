/* vigie-quantiles.c: medians and other quantiles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-quantiles.h"

#include <math.h>
#include <stdlib.h>

static int
compare (const void *a, const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

guint
vigie_quantiles_sort (double *values, guint n)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      values[kept++] = values[i];
  if (kept > 1)
    qsort (values, kept, sizeof (double), compare);
  return kept;
}

double
vigie_quantile (const double *sorted, guint n, double p)
{
  double rank, below;
  guint i;

  if (n == 0 || isnan (p))
    return NAN;
  rank = CLAMP (p, 0, 1) * (n - 1);
  below = floor (rank);
  i = (guint) below;
  if (i + 1 >= n)
    return sorted[n - 1];
  return sorted[i] + (sorted[i + 1] - sorted[i]) * (rank - below);
}
