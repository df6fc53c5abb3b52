/* vigie-bullet-scale.c: from where to where a value is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-bullet-scale.h"

#include <math.h>

/* What is left beyond the outermost limit, of the stretch between the limits. */
#define ROOM 0.25
/* Zero is an end where the lowest value is under this part of the highest. */
#define NEAR_ZERO 0.35

/* The smaller and the larger; a NAN is passed over. */
static double
lower (double a, double b)
{
  return isnan (a) ? b : isnan (b) ? a : fmin (a, b);
}

static double
higher (double a, double b)
{
  return isnan (a) ? b : isnan (b) ? a : fmax (a, b);
}

/* The least and greatest of the last day. */
static void
find_extent (const VigieSeries *seen, VigieTime now, double *min, double *max)
{
  if (seen == NULL)
    return;
  for (guint i = vigie_series_find (seen, now - VIGIE_DAY); i < seen->n && seen->times[i] <= now;
       i++)
    if (isfinite (seen->values[i]))
      {
        *min = lower (*min, seen->values[i]);
        *max = higher (*max, seen->values[i]);
      }
}

/* A step of 1, 2, 2.5 or 5 times a power of ten, at least @length. */
static double
round_step (double length)
{
  static const double steps[] = {1, 2, 2.5, 5, 10};
  double power = pow (10, floor (log10 (length)));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= length * (1 - 1e-9))
      return steps[i] * power;
  return 10 * power;
}

static void
round_ends (double *from, double *to)
{
  double span = *to - *from;
  double step;

  if (!(span > 0) || !isfinite (span))
    return;
  step = round_step (span / 8);
  if (!(step > 0) || !isfinite (step))
    return;
  /* What is on a step already stays there, whatever the last bit says. */
  *from = floor (*from / step + 1e-9) * step;
  /* Plus zero, as « −0 » would be read. */
  *to = ceil (*to / step - 1e-9) * step + 0.0;
}

/* The ends that the limits ask for. FALSE where there are none. */
static gboolean
ends_of_limits (const VigieThresholds *limits, double seen_min, double *from, double *to)
{
  double least
      = lower (lower (limits->lowlow, limits->low), lower (limits->high, limits->highhigh));
  double most
      = higher (higher (limits->lowlow, limits->low), higher (limits->high, limits->highhigh));
  gboolean has_low = !isnan (limits->lowlow) || !isnan (limits->low);
  gboolean has_high = !isnan (limits->high) || !isnan (limits->highhigh);
  gboolean positive = least >= 0 && !(seen_min < 0);
  double span;

  if (!has_low && !has_high)
    return FALSE;
  if (has_low && has_high)
    {
      span = most > least ? most - least : fmax (fabs (most), 1);
      *from = least - ROOM * span;
      *to = most + ROOM * span;
    }
  else if (has_high)
    {
      span = most != 0 ? fabs (most) : 1;
      *from = positive ? 0 : least - span;
      *to = most + ROOM * (most > *from ? most - *from : 4 * span);
    }
  else
    {
      span = least != 0 ? fabs (least) : 1;
      *from = positive ? 0 : least - ROOM * span;
      *to = most + span;
    }
  if (positive && *from < 0)
    *from = 0;
  return TRUE;
}

/* The ends that values alone ask for. */
static gboolean
ends_of_values (double min, double max, double *from, double *to)
{
  if (isnan (min))
    return FALSE;
  if (min == max)
    {
      *from = fmin (min > 0 ? 0 : 2 * min, 0);
      *to = fmax (max < 0 ? 0 : 2 * max, 0);
      if (*from == *to)
        *to = 1;
      return TRUE;
    }
  *from = min - 0.05 * (max - min);
  *to = max + 0.05 * (max - min);
  if (min >= 0 && *from < 0)
    *from = 0;
  return TRUE;
}

VigieBulletScale
vigie_bullet_scale_derive (const char *unit,
                           const VigieThresholds *thresholds,
                           double capacity,
                           const VigieSeries *seen,
                           VigieTime now,
                           double value)
{
  VigieBulletScale scale = VIGIE_BULLET_SCALE_NONE;
  VigieThresholds limits = VIGIE_THRESHOLDS_NONE;
  double min = isfinite (value) ? value : NAN, max = min, from = NAN, to = NAN;
  double least, most;

  if (thresholds != NULL)
    limits = *thresholds;
  find_extent (seen, now, &min, &max);
  least = lower (lower (limits.lowlow, limits.low), lower (limits.high, limits.highhigh));
  most = higher (higher (limits.lowlow, limits.low), higher (limits.high, limits.highhigh));

  if (g_strcmp0 (unit, "%") == 0 && !(least < 0) && !(most > 100))
    {
      from = 0;
      to = 100;
    }
  else if (g_strcmp0 (unit, "dBm") == 0 && !(least < -130) && !(most > -50))
    {
      from = -130;
      to = -50;
    }
  else if (g_strcmp0 (unit, "dB") == 0 && !(least < -20) && !(most > 15))
    {
      from = -20;
      to = 15;
    }
  else if (capacity > 0 && isfinite (capacity))
    {
      from = 0;
      to = higher (capacity, most);
    }
  else if (ends_of_limits (&limits, min, &from, &to))
    {
      double span = to - from;

      /* Room for what was seen, but one spike of a broken sensor does not flatten the rest: beyond twice the
       * scale there are the arrows. */
      from = fmax (lower (from, min), from - span);
      to = fmin (higher (to, max), to + span);
      if (from > 0 && from < NEAR_ZERO * to)
        from = 0;
      round_ends (&from, &to);
    }
  else if (ends_of_values (min, max, &from, &to))
    {
      if (from > 0 && from < NEAR_ZERO * to)
        from = 0;
      round_ends (&from, &to);
    }
  if (!(to > from))
    return scale;

  scale.from = from;
  scale.to = to;
  scale.capacity = capacity > 0 && isfinite (capacity) ? capacity : NAN;
  scale.lowlow = limits.lowlow;
  scale.low = limits.low;
  scale.high = limits.high;
  scale.highhigh = limits.highhigh;
  if (!isnan (least))
    {
      scale.normal_from = !isnan (limits.low) ? limits.low : limits.lowlow;
      scale.normal_to = !isnan (limits.high) ? limits.high : limits.highhigh;
      scale.normal_from = isnan (scale.normal_from) ? from : CLAMP (scale.normal_from, from, to);
      scale.normal_to = isnan (scale.normal_to) ? to : CLAMP (scale.normal_to, from, to);
    }
  return scale;
}

gboolean
vigie_bullet_scale_is_set (const VigieBulletScale *scale)
{
  return scale->to > scale->from;
}

double
vigie_bullet_scale_place (const VigieBulletScale *scale, double value)
{
  if (isnan (value) || !vigie_bullet_scale_is_set (scale))
    return 0.5;
  /* Halves first: the ends may be as far apart as numbers go. */
  return (value / 2 - scale->from / 2) / (scale->to / 2 - scale->from / 2);
}
