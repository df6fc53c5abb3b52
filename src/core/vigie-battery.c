/* vigie-battery.c: how a battery goes and when it ends, from its readings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-battery.h"

#include <math.h>
#include <string.h>

#include "vigie-trend.h"

#define JUMP_PERCENT 15.0
#define JUMP_VOLTS 0.25

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
  return vigie_trend_median (values, n);
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

/* When a level that falls by @slope (< 0) a day from @level is at the end level; NONE beyond the horizon. */
static VigieTime
end_of (VigieTime from, double level, double slope)
{
  double days = MAX (0, (level - VIGIE_BATTERY_END) / -slope);

  return days * VIGIE_DAY <= (double) VIGIE_BATTERY_HORIZON ? from + (VigieTime) (days * VIGIE_DAY)
                                                            : VIGIE_TIME_NONE;
}

static void
fit_end (const VigieTrendPoint *points, guint n, VigieBatteryForecast *forecast)
{
  double level, scatter;

  /* The line's level at the last reading. */
  vigie_trend_level (points, n, forecast->slope, &level, &scatter);
  forecast->end = end_of (forecast->level_time, level, forecast->slope);
  if (forecast->end == VIGIE_TIME_NONE)
    {
      forecast->verdict = VIGIE_BATTERY_BEYOND_HORIZON;
      return;
    }
  forecast->verdict = VIGIE_BATTERY_FORECAST;
  forecast->end_earliest
      = end_of (forecast->level_time, level - VIGIE_TREND_Z_90 * scatter, forecast->slope_lowest);
  forecast->end_latest
      = end_of (forecast->level_time, level + VIGIE_TREND_Z_90 * scatter, forecast->slope_highest);
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
  VigieTrendPoint points[VIGIE_TREND_MAX_POINTS];

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

  n_points = vigie_trend_daily_medians (series, first, end, forecast->level_time, points);
  forecast->verdict = VIGIE_BATTERY_TOO_SHORT;
  if (forecast->days >= VIGIE_BATTERY_MIN_DAYS && n_points >= VIGIE_BATTERY_MIN_POINTS)
    {
      VigieTrendSlope slope;

      vigie_trend_fit (points, n_points, &slope);
      forecast->slope = slope.slope;
      forecast->slope_lowest = slope.lowest;
      forecast->slope_highest = slope.highest;
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
