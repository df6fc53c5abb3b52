/* vigie-energy-drift.h: what a site consumed beside what it usually does. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many earlier periods are looked at, and the least that a habit is told from. */
#define VIGIE_ENERGY_DRIFT_MAX 8
#define VIGIE_ENERGY_DRIFT_MIN 4

typedef enum
{
  VIGIE_ENERGY_DRIFT_UNKNOWN, /* fewer than four earlier periods are known, or the present one is not */
  VIGIE_ENERGY_DRIFT_WITHIN, /* within the band */
  VIGIE_ENERGY_DRIFT_ABOVE,
  VIGIE_ENERGY_DRIFT_BELOW,
} VigieEnergyDriftVerdict;

/* Amounts in kWh of as many days as the present period has. All NAN where the verdict is UNKNOWN, but what is known. */
typedef struct
{
  VigieEnergyDriftVerdict verdict;
  double amount;           /* of the present period */
  double p10, median, p90; /* of the earlier ones: the band and its middle */
  double deviation;        /* amount ÷ median − 1; NAN where the median is 0 */
  guint n_earlier;         /* earlier periods that are known */
} VigieEnergyDrift;

/* One period, day by day. */
typedef struct
{
  const double *days; /* kWh of consumption of each local day; NAN where it is not known */
  guint n;
} VigieEnergyDays;

/* @period beside up to VIGIE_ENERGY_DRIFT_MAX comparable @earlier ones (same weekdays, or the months before; the
 * nearest first, the rest is left out). Of a period in progress only the days that are over are given; of earlier
 * ones no more days than it has are taken. A period is known if 90 % of its days are; its amount is the mean of the
 * known days times the days of @period, so that months of 28 and of 31 days compare. The band is from the first to
 * the last decile (vigie_quantile()). */
void vigie_energy_drift (const VigieEnergyDays *period,
                         const VigieEnergyDays *earlier,
                         guint n_earlier,
                         VigieEnergyDrift *drift);

G_END_DECLS
