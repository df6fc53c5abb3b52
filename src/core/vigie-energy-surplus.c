/* vigie-energy-surplus.c: what can be started with what would be exported.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy.h"

#include <math.h>

guint
vigie_energy_surplus (double least_export_kw,
                      const VigieFlexibleLoad *loads,
                      guint n,
                      guint *started)
{
  g_autofree gboolean *is_tried = g_new0 (gboolean, MAX (n, 1));
  double left = isfinite (least_export_kw) ? least_export_kw : 0;
  guint n_started = 0;

  /* The greatest that was not tried yet; of equal ones the first. */
  while (left > 0)
    {
      guint greatest = n;

      for (guint i = 0; i < n; i++)
        if (!is_tried[i] && loads[i].kw > 0 && (greatest == n || loads[i].kw > loads[greatest].kw))
          greatest = i;
      if (greatest == n)
        break;
      is_tried[greatest] = TRUE;
      if (loads[greatest].kw > left)
        continue;
      left -= loads[greatest].kw;
      started[n_started++] = greatest;
    }
  return n_started;
}
