/* vigie-value-axis.c: the scale of a value axis, with round ticks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-value-axis.h"

#include <math.h>

#include "vigie-words.h"

/* Beyond these numbers doubles have no room for ticks. */
#define LARGEST 1e300
#define SMALLEST 1e-300

/* Digits after which two ends are taken as equal. */
#define RELATIVE 1e-9

/* The least of 1, 2, 2.5, 5 × 10ⁿ that is at least @wanted. */
static double
round_step (double wanted, gboolean whole)
{
  static const double mantissas[] = {1, 2, 2.5, 5, 10};
  double power = pow (10, floor (log10 (wanted)));

  if (whole && wanted <= 1)
    return 1;
  for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
    {
      double step = mantissas[i] * power;

      if (whole && step != floor (step))
        continue;
      if (step >= wanted * (1 - 1e-9))
        return step;
    }
  return 10 * power;
}

/* Digits after the point that the ticks need, at most 6. */
static int
decimals_of (double step)
{
  for (int decimals = 0; decimals < 6; decimals++)
    {
      double scaled = step * pow (10, decimals);

      if (fabs (scaled - round (scaled)) < 1e-6 * scaled)
        return decimals;
    }
  return 6;
}

VigieValueAxis
vigie_value_axis (double min,
                  double max,
                  const char *unit,
                  guint n_ticks,
                  VigieValueAxisFlags flags)
{
  VigieValueAxis axis = {0};
  gboolean is_percent = unit != NULL && g_str_equal (unit, "%"),
           whole = flags & VIGIE_VALUE_AXIS_WHOLE;
  double low, high, first, last;

  if (!isfinite (min) || !isfinite (max) || min > max)
    {
      min = 0;
      max = 1;
    }
  low = CLAMP (min, -LARGEST, LARGEST);
  high = CLAMP (max, -LARGEST, LARGEST);
  if ((flags & VIGIE_VALUE_AXIS_ZERO) || (low >= 0 && low <= (high - low) / 2))
    low = MIN (low, 0);
  if ((flags & VIGIE_VALUE_AXIS_ZERO) || (high <= 0 && -high <= (high - low) / 2))
    high = MAX (high, 0);
  if (high - low <= RELATIVE * MAX (fabs (low), fabs (high)) || high - low < SMALLEST)
    {
      /* A constant: as much on either side as its last digits matter. */
      double room = MAX (fabs (low), fabs (high)) / 20;

      if (room < SMALLEST || (whole && room < 1))
        room = 1;
      low -= room;
      high += room;
      if (min >= 0)
        low = MAX (low, 0);
      if (is_percent && min >= 0 && max <= 100)
        high = MIN (high, MAX (100, min));
      if (high <= low)
        high = low + 1;
    }

  n_ticks = CLAMP (n_ticks, 2, 20);
  axis.step = round_step ((high - low) / (n_ticks - 1), whole);
  first = floor (low / axis.step + 1e-7);
  last = ceil (high / axis.step - 1e-7);
  if (is_percent && max <= 100)
    last = MIN (last, floor (100 / axis.step + 1e-9)
                          + (max > floor (100 / axis.step + 1e-9) * axis.step));
  if (last <= first)
    last = first + 1;
  axis.from = first * axis.step;
  axis.to = last * axis.step;
  axis.n_ticks = (guint) MIN (last - first, 100) + 1;

  axis.factor = vigie_words_scale (MAX (fabs (axis.from), fabs (axis.to)), unit, &axis.unit);
  axis.decimals = decimals_of (axis.step * axis.factor);
  return axis;
}

double
vigie_value_axis_tick (const VigieValueAxis *axis, guint i)
{
  double value = axis->from + i * axis->step;

  /* −0 and 1e-17 are 0. */
  return fabs (value) < axis->step * 1e-9 ? 0 : value;
}

char *
vigie_value_axis_label (const VigieValueAxis *axis, guint i)
{
  double value = vigie_value_axis_tick (axis, i) * axis->factor;
  double step = axis->step * axis->factor;

  /* Where 6 decimals do not tell the ticks apart, as large or small numbers are written. */
  if (step < 1e-6 || fabs (value) >= 1e15)
    return vigie_words_value (value, NULL);
  return vigie_words_number (value, axis->decimals);
}
