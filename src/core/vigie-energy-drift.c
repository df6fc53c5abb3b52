/* vigie-energy-drift.c: what a site consumed beside what it usually does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-drift.h"

#include <math.h>

#include "vigie-quantiles.h"

/* Share of its days of which a period must be known. */
#define ENOUGH 0.9

/* The mean of the first @n days; NAN if too few are known. */
static double
mean_of_days (const VigieEnergyDays *period, guint n)
{
  double sum = 0;
  guint n_known = 0;

  n = MIN (n, period->n);
  for (guint i = 0; i < n; i++)
    if (isfinite (period->days[i]))
      {
        sum += period->days[i];
        n_known++;
      }
  return n_known > 0 && n_known >= ENOUGH * n ? sum / n_known : NAN;
}

void
vigie_energy_drift (const VigieEnergyDays *period,
                    const VigieEnergyDays *earlier,
                    guint n_earlier,
                    VigieEnergyDrift *drift)
{
  double amounts[VIGIE_ENERGY_DRIFT_MAX];
  guint n = MIN (n_earlier, VIGIE_ENERGY_DRIFT_MAX);

  *drift = (VigieEnergyDrift) {VIGIE_ENERGY_DRIFT_UNKNOWN, NAN, NAN, NAN, NAN, NAN, 0};
  drift->amount = mean_of_days (period, period->n) * period->n;
  for (guint i = 0; i < n; i++)
    amounts[i] = mean_of_days (&earlier[i], period->n) * period->n;
  drift->n_earlier = vigie_quantiles_sort (amounts, n);
  if (drift->n_earlier < VIGIE_ENERGY_DRIFT_MIN)
    return;

  drift->p10 = vigie_quantile (amounts, drift->n_earlier, 0.1);
  drift->median = vigie_quantile (amounts, drift->n_earlier, 0.5);
  drift->p90 = vigie_quantile (amounts, drift->n_earlier, 0.9);
  if (isnan (drift->amount))
    return;
  if (drift->median > 0)
    drift->deviation = drift->amount / drift->median - 1;
  if (drift->amount > drift->p90)
    drift->verdict = VIGIE_ENERGY_DRIFT_ABOVE;
  else if (drift->amount < drift->p10)
    drift->verdict = VIGIE_ENERGY_DRIFT_BELOW;
  else
    drift->verdict = VIGIE_ENERGY_DRIFT_WITHIN;
}
