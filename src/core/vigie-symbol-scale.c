/* vigie-symbol-scale.c: symbols whose area tells an amount.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-symbol-scale.h"

#include <math.h>

double
vigie_symbol_scale_top (double amount)
{
  static const double steps[] = {1, 2, 5, 10};
  double decade;

  if (!isfinite (amount) || amount <= 0)
    return 0;
  decade = pow (10, floor (log10 (amount)));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (amount <= steps[i] * decade * (1 + 1e-9))
      return steps[i] * decade;
  return 10 * decade;
}

double
vigie_symbol_scale_radius (double amount, double top, double max_radius)
{
  if (!isfinite (amount) || amount <= 0 || !isfinite (top) || top <= 0)
    return 0;
  return max_radius * sqrt (MIN (amount / top, 1));
}

void
vigie_symbol_scale_samples (double top, double samples[3])
{
  samples[0] = top;
  samples[1] = vigie_symbol_scale_top (top / 5);
  samples[2] = vigie_symbol_scale_top (top / 50);
}
