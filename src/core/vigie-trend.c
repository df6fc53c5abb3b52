/* vigie-trend.c: which way readings go over weeks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-trend.h"

#include <math.h>
#include <stdlib.h>

#define MAX_PAIRS (VIGIE_TREND_MAX_POINTS * (VIGIE_TREND_MAX_POINTS - 1) / 2)

/* Standard deviation of a normal law by its median absolute deviation. */
#define MAD_TO_SIGMA 1.4826

static int
compare_doubles (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

double
vigie_trend_median (double *values, guint n)
{
  if (n == 0)
    return NAN;
  qsort (values, n, sizeof *values, compare_doubles);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

guint
vigie_trend_daily_medians (const VigieSeries *series,
                           guint first,
                           guint end,
                           VigieTime origin,
                           VigieTrendPoint points[VIGIE_TREND_MAX_POINTS])
{
  g_autofree double *times = NULL, *values = NULL;
  guint n = 0, n_points = 0;

  if (first >= end)
    return 0;
  times = g_new (double, end - first);
  values = g_new (double, end - first);
  for (guint i = first; i <= end; i++)
    {
      gboolean other_day = i == end
                           || (n > 0
                               && floor (series->times[i] / (double) VIGIE_DAY)
                                      != floor (series->times[i - 1] / (double) VIGIE_DAY));

      if (other_day && n > 0 && n_points < VIGIE_TREND_MAX_POINTS)
        {
          points[n_points].day = vigie_trend_median (times, n);
          points[n_points++].value = vigie_trend_median (values, n);
          n = 0;
        }
      if (i == end || isnan (series->values[i]))
        continue;
      times[n] = (series->times[i] - origin) / (double) VIGIE_DAY;
      values[n++] = series->values[i];
    }
  return n_points;
}

void
vigie_trend_fit (const VigieTrendPoint *points, guint n, VigieTrendSlope *slope)
{
  g_autofree double *slopes = g_new (double, MAX_PAIRS);
  guint n_slopes = 0;
  double spread, low, high;

  *slope = (VigieTrendSlope) {NAN, NAN, NAN};
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (points[j].day > points[i].day)
        slopes[n_slopes++] = (points[j].value - points[i].value) / (points[j].day - points[i].day);
  if (n_slopes == 0)
    return;
  slope->slope = vigie_trend_median (slopes, n_slopes);
  spread = VIGIE_TREND_Z_90 * sqrt (n * (n - 1.) * (2. * n + 5) / 18);
  low = floor ((n_slopes - spread) / 2) - 1;
  high = ceil ((n_slopes + spread) / 2);
  slope->lowest = slopes[(guint) CLAMP (low, 0, n_slopes - 1.)];
  slope->highest = slopes[(guint) CLAMP (high, 0, n_slopes - 1.)];
}

void
vigie_trend_level (const VigieTrendPoint *points,
                   guint n,
                   double slope,
                   double *level,
                   double *scatter)
{
  double rests[VIGIE_TREND_MAX_POINTS];

  for (guint i = 0; i < n; i++)
    rests[i] = points[i].value - slope * points[i].day;
  *level = vigie_trend_median (rests, n);
  for (guint i = 0; i < n; i++)
    rests[i] = fabs (points[i].value - slope * points[i].day - *level);
  *scatter = MAD_TO_SIGMA * vigie_trend_median (rests, n);
}
