/* vigie-battery.c: how a battery goes and when it ends, from its readings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-battery.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Days of the window, and one for a window that begins within a day. */
#define MAX_POINTS 58
#define MAX_PAIRS (MAX_POINTS * (MAX_POINTS - 1) / 2)

#define JUMP_PERCENT 15.0
#define JUMP_VOLTS 0.25

/* The normal law's quantile of a two-sided interval of 90 %. */
#define Z_90 1.645

/* Standard deviation of a normal law by its median absolute deviation. */
#define MAD_TO_SIGMA 1.4826

typedef struct
{
  double day; /* since the last reading: ≤ 0 */
  double level;
} Point;

static int
compare_doubles (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

/* Sorts @values. @n > 0. */
static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

gboolean
vigie_battery_is_voltage (const char *unit)
{
  return unit != NULL && (strcmp (unit, "V") == 0 || strcmp (unit, "mV") == 0);
}

guint
vigie_battery_level_bars (double level)
{
  static const double limits[] = {10, 30, 55, 80};
  guint bars = 0;

  while (bars < G_N_ELEMENTS (limits) && level > limits[bars])
    bars++;
  return bars;
}

/* The median of up to three readings that have a number, from @i on by @step; of two the one that speaks against a jump
 * up. NAN if there are fewer than @least. */
static double
median_from (const VigieSeries *series, gint64 i, int step, gint64 first, gint64 end, guint least)
{
  double values[3];
  guint n = 0;

  for (; i >= first && i < end && n < G_N_ELEMENTS (values); i += step)
    if (!isnan (series->values[i]))
      values[n++] = series->values[i];
  if (n < least)
    return NAN;
  if (n == 2)
    return step > 0 ? MIN (values[0], values[1]) : MAX (values[0], values[1]);
  return median (values, n);
}

/* The first reading after the last jump up, within @first ≤ i < @end; @first if there is none. */
static guint
find_replacement (const VigieSeries *series, guint first, guint end, double jump)
{
  for (guint i = end; i-- > first + 1;)
    {
      double before, after;

      if (isnan (series->values[i]))
        continue;
      before = median_from (series, (gint64) i - 1, -1, first, end, 1);
      after = median_from (series, i, 1, first, end, 2);
      /* The very reading of the jump, not one beside it. */
      if (after - before >= jump && series->values[i] - before >= jump
          && !(median_from (series, (gint64) i - 1, -1, (gint64) i - 1, end, 1) - before >= jump))
        return i;
    }
  return first;
}

/* One point a day, of its median time and level. */
static guint
daily_medians (const VigieSeries *series, guint first, guint end, VigieTime origin, Point *points)
{
  g_autofree double *times = g_new (double, end - first);
  g_autofree double *levels = g_new (double, end - first);
  guint n = 0, n_points = 0;

  for (guint i = first; i <= end; i++)
    {
      gboolean other_day = i == end
                           || (n > 0
                               && floor (series->times[i] / (double) VIGIE_DAY)
                                      != floor (series->times[i - 1] / (double) VIGIE_DAY));

      if (other_day && n > 0 && n_points < MAX_POINTS)
        {
          points[n_points].day = median (times, n);
          points[n_points++].level = median (levels, n);
          n = 0;
        }
      if (i == end || isnan (series->values[i]))
        continue;
      times[n] = (series->times[i] - origin) / (double) VIGIE_DAY;
      levels[n++] = series->values[i];
    }
  return n_points;
}

/* Theil–Sen: the median slope, and Sen's interval by its rank. */
static void
fit_slope (const Point *points, guint n, VigieBatteryForecast *forecast)
{
  g_autofree double *slopes = g_new (double, MAX_PAIRS);
  guint n_slopes = 0;
  double spread, low, high;

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (points[j].day > points[i].day)
        slopes[n_slopes++] = (points[j].level - points[i].level) / (points[j].day - points[i].day);
  if (n_slopes == 0)
    return;
  forecast->slope = median (slopes, n_slopes);
  spread = Z_90 * sqrt (n * (n - 1.) * (2. * n + 5) / 18);
  low = floor ((n_slopes - spread) / 2) - 1;
  high = ceil ((n_slopes + spread) / 2);
  forecast->slope_lowest = slopes[(guint) CLAMP (low, 0, n_slopes - 1.)];
  forecast->slope_highest = slopes[(guint) CLAMP (high, 0, n_slopes - 1.)];
}

/* When a level that falls by @slope (< 0) a day from @level is at the end level; NONE beyond the horizon. */
static VigieTime
end_of (VigieTime from, double level, double slope)
{
  double days = MAX (0, (level - VIGIE_BATTERY_END) / -slope);

  return days * VIGIE_DAY <= (double) VIGIE_BATTERY_HORIZON ? from + (VigieTime) (days * VIGIE_DAY)
                                                            : VIGIE_TIME_NONE;
}

static void
fit_end (const Point *points, guint n, VigieBatteryForecast *forecast)
{
  double rests[MAX_POINTS];
  double level, scatter;

  /* The line's level at the last reading. */
  for (guint i = 0; i < n; i++)
    rests[i] = points[i].level - forecast->slope * points[i].day;
  level = median (rests, n);
  for (guint i = 0; i < n; i++)
    rests[i] = fabs (points[i].level - forecast->slope * points[i].day - level);
  scatter = MAD_TO_SIGMA * median (rests, n);

  forecast->end = end_of (forecast->level_time, level, forecast->slope);
  if (forecast->end == VIGIE_TIME_NONE)
    {
      forecast->verdict = VIGIE_BATTERY_BEYOND_HORIZON;
      return;
    }
  forecast->verdict = VIGIE_BATTERY_FORECAST;
  forecast->end_earliest
      = end_of (forecast->level_time, level - Z_90 * scatter, forecast->slope_lowest);
  forecast->end_latest
      = end_of (forecast->level_time, level + Z_90 * scatter, forecast->slope_highest);
}

void
vigie_battery_forecast (const VigieSeries *series,
                        const char *unit,
                        VigieTime now,
                        VigieBatteryForecast *forecast)
{
  gboolean is_voltage = vigie_battery_is_voltage (unit);
  double jump = !is_voltage                ? JUMP_PERCENT
                : strcmp (unit, "mV") == 0 ? 1000 * JUMP_VOLTS
                                           : JUMP_VOLTS;
  guint first, end, last, replaced, n_points;
  Point points[MAX_POINTS];

  *forecast = (VigieBatteryForecast) {
      .verdict = VIGIE_BATTERY_NO_READING,
      .level = NAN,
      .level_time = VIGIE_TIME_NONE,
      .slope = NAN,
      .slope_lowest = NAN,
      .slope_highest = NAN,
      .since = VIGIE_TIME_NONE,
      .replaced = VIGIE_TIME_NONE,
      .end = VIGIE_TIME_NONE,
      .end_earliest = VIGIE_TIME_NONE,
      .end_latest = VIGIE_TIME_NONE,
  };
  if (series == NULL)
    return;
  first = vigie_series_find (series, now - VIGIE_BATTERY_WINDOW);
  end = vigie_series_find (series, now + 1);
  for (last = end; last > first && isnan (series->values[last - 1]); last--)
    ;
  if (last == first)
    return;
  last--;
  forecast->level = series->values[last];
  forecast->level_time = series->times[last];

  replaced = find_replacement (series, first, end, jump);
  if (replaced > first)
    forecast->replaced = series->times[replaced];
  first = replaced;
  while (isnan (series->values[first]))
    first++;
  forecast->since = series->times[first];
  forecast->days = (forecast->level_time - forecast->since) / (double) VIGIE_DAY;

  n_points = daily_medians (series, first, end, forecast->level_time, points);
  forecast->verdict = VIGIE_BATTERY_TOO_SHORT;
  if (forecast->days >= VIGIE_BATTERY_MIN_DAYS && n_points >= VIGIE_BATTERY_MIN_POINTS)
    {
      fit_slope (points, n_points, forecast);
      forecast->trend = forecast->slope_highest < 0  ? VIGIE_BATTERY_TREND_FALLING
                        : forecast->slope_lowest > 0 ? VIGIE_BATTERY_TREND_RISING
                                                     : VIGIE_BATTERY_TREND_STEADY;
      forecast->verdict = VIGIE_BATTERY_NOT_DECREASING;
    }
  if (is_voltage)
    {
      if (forecast->verdict != VIGIE_BATTERY_TOO_SHORT)
        forecast->verdict = VIGIE_BATTERY_VOLTAGE;
      return;
    }
  if (forecast->level <= VIGIE_BATTERY_END)
    forecast->verdict = VIGIE_BATTERY_AT_END;
  else if (forecast->trend == VIGIE_BATTERY_TREND_FALLING)
    fit_end (points, n_points, forecast);
}
