/* vigie-energy-surplus.c: what can be started with what would be exported.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy.h"

#include <math.h>

static int
compare_loads (gconstpointer a, gconstpointer b, gpointer data)
{
  const VigieFlexibleLoad *loads = data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (loads[first].kw != loads[second].kw)
    return loads[first].kw > loads[second].kw ? -1 : 1;
  return first < second ? -1 : first > second;
}

guint
vigie_energy_surplus (double least_export_kw,
                      const VigieFlexibleLoad *loads,
                      guint n,
                      guint *started)
{
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  double left = isfinite (least_export_kw) ? least_export_kw : 0;
  guint n_possible = 0, n_started = 0;

  for (guint i = 0; i < n; i++)
    if (loads[i].kw > 0)
      order[n_possible++] = i;
  g_sort_array (order, n_possible, sizeof (guint), compare_loads, (gpointer) loads);
  for (guint i = 0; i < n_possible; i++)
    if (loads[order[i]].kw <= left)
      {
        left -= loads[order[i]].kw;
        started[n_started++] = order[i];
      }
  return n_started;
}
