/* test-battery.c: trend, replacement and end of batteries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-battery.h"

#define NOW (1763720000 * VIGIE_SECOND)

/* A battery of @level now that loses @loss a day, read each six hours for @days, with noise of ±@noise. */
static VigieSeries *
make_series (double days, double level, double loss, double noise, double step, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n = days * 4 + 1;
  VigieTime *times = g_new (VigieTime, n);
  double *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      double ago = (n - 1 - i) / 4.;

      times[i] = NOW - (VigieTime) (ago * VIGIE_DAY);
      values[i] = level + loss * ago + noise * g_rand_double_range (random, -1, 1);
      if (step > 0)
        values[i] = round (values[i] / step) * step;
    }
  return vigie_series_new_take (times, values, n, 6 * VIGIE_HOUR, NULL, 0);
}

static void
test_verdicts (void)
{
  static const struct
  {
    double days, level, loss, noise, step;
    const char *unit;
    VigieBatteryVerdict verdict;
    VigieBatteryTrend trend;
    double end_days;  /* from now, where there is a forecast */
    double tolerance; /* share of it */
  } cases[] = {
      /* 0.5 % a day, from 60 % to 10 % in 100 days. */
      {40, 60, 0.5, 0, 0, "%", VIGIE_BATTERY_FORECAST, VIGIE_BATTERY_TREND_FALLING, 100, 0.001},
      {40, 60, 0.5, 1, 1, "%", VIGIE_BATTERY_FORECAST, VIGIE_BATTERY_TREND_FALLING, 100, 0.05},
      /* The whole percents of a slow one. */
      {50, 80, 0.1, 0, 1, "%", VIGIE_BATTERY_FORECAST, VIGIE_BATTERY_TREND_FALLING, 700, 0.15},
      {50, 80, 0.1, 0, 1, NULL, VIGIE_BATTERY_FORECAST, VIGIE_BATTERY_TREND_FALLING, 700, 0.15},
      {40, 95, 0.01, 0, 0, "%", VIGIE_BATTERY_BEYOND_HORIZON, VIGIE_BATTERY_TREND_FALLING, 0, 0},
      {40, 95, 0, 0, 1, "%", VIGIE_BATTERY_NOT_DECREASING, VIGIE_BATTERY_TREND_STEADY, 0, 0},
      {40, 95, 0, 2, 1, "%", VIGIE_BATTERY_NOT_DECREASING, VIGIE_BATTERY_TREND_STEADY, 0, 0},
      {40, 60, -0.3, 0.5, 1, "%", VIGIE_BATTERY_NOT_DECREASING, VIGIE_BATTERY_TREND_RISING, 0, 0},
      {13.5, 60, 0.5, 0, 0, "%", VIGIE_BATTERY_TOO_SHORT, VIGIE_BATTERY_TREND_UNKNOWN, 0, 0},
      {14, 60, 0.5, 0, 0, "%", VIGIE_BATTERY_FORECAST, VIGIE_BATTERY_TREND_FALLING, 100, 0.001},
      {0, 60, 0.5, 0, 0, "%", VIGIE_BATTERY_TOO_SHORT, VIGIE_BATTERY_TREND_UNKNOWN, 0, 0},
      {40, 9, 0.5, 0, 0, "%", VIGIE_BATTERY_AT_END, VIGIE_BATTERY_TREND_FALLING, 0, 0},
      {1, 10, 0.5, 0, 0, "%", VIGIE_BATTERY_AT_END, VIGIE_BATTERY_TREND_UNKNOWN, 0, 0},
      {40, 3.6, 0.002, 0, 0, "V", VIGIE_BATTERY_VOLTAGE, VIGIE_BATTERY_TREND_FALLING, 0, 0},
      {5, 3600, 2, 0, 0, "mV", VIGIE_BATTERY_TOO_SHORT, VIGIE_BATTERY_TREND_UNKNOWN, 0, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieSeries) series = make_series (cases[i].days, cases[i].level, cases[i].loss,
                                                    cases[i].noise, cases[i].step, i);
      VigieBatteryForecast forecast;

      vigie_battery_forecast (series, cases[i].unit, NOW, &forecast);
      g_test_message ("case %u: slope %g in %g … %g, %g days", (guint) i, forecast.slope,
                      forecast.slope_lowest, forecast.slope_highest, forecast.days);
      g_assert_cmpint (forecast.verdict, ==, cases[i].verdict);
      g_assert_cmpint (forecast.trend, ==, cases[i].trend);
      g_assert_cmpint (forecast.level_time, ==, NOW);
      g_assert_cmpint (forecast.replaced, ==, VIGIE_TIME_NONE);
      if (forecast.verdict != VIGIE_BATTERY_FORECAST)
        {
          g_assert_cmpint (forecast.end, ==, VIGIE_TIME_NONE);
          continue;
        }
      g_assert_cmpfloat_with_epsilon ((forecast.end - NOW) / (double) VIGIE_DAY, cases[i].end_days,
                                      cases[i].end_days * cases[i].tolerance + 1e-6);
      g_assert_cmpint (forecast.end_earliest, <=, forecast.end);
      if (forecast.end_latest != VIGIE_TIME_NONE)
        g_assert_cmpint (forecast.end_latest, >=, forecast.end);
    }
}

/* Of many batteries that end in 100 days, the interval holds the truth for at least as many as it says. */
static void
test_interval (void)
{
  const guint n = 200;
  guint held = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSeries) series = make_series (30, 60, 0.5, 3, 1, 1000 + i);
      VigieBatteryForecast forecast;

      vigie_battery_forecast (series, "%", NOW, &forecast);
      g_assert_cmpint (forecast.verdict, ==, VIGIE_BATTERY_FORECAST);
      held += forecast.end_earliest <= NOW + 100 * VIGIE_DAY
              && (forecast.end_latest == VIGIE_TIME_NONE
                  || forecast.end_latest >= NOW + 100 * VIGIE_DAY);
    }
  g_test_message ("held %u of %u", held, n);
  g_assert_cmpuint (held, >=, n * 90 / 100);
}

/* A fifth of the readings is nonsense: the slope hardly moves, and nothing is taken for a replacement. */
static void
test_outliers (void)
{
  g_autoptr (VigieSeries) series = make_series (40, 60, 0.5, 0.5, 1, 7);
  VigieBatteryForecast forecast;

  for (guint i = 2; i < series->n; i += 5)
    series->values[i] = i % 2 == 0 ? 100 : 0;
  series->values[11] = NAN;
  series->values[series->n - 1] = NAN;
  vigie_battery_forecast (series, "%", NOW, &forecast);
  g_assert_cmpint (forecast.verdict, ==, VIGIE_BATTERY_FORECAST);
  g_assert_cmpint (forecast.replaced, ==, VIGIE_TIME_NONE);
  g_assert_cmpfloat_with_epsilon (forecast.slope, -0.5, 0.05);
  g_assert_cmpint (forecast.level_time, ==, NOW - VIGIE_DAY / 4);
}

static void
test_replacement (void)
{
  static const struct
  {
    double days_ago; /* of the new battery */
    VigieBatteryVerdict verdict;
  } cases[] = {
      {20, VIGIE_BATTERY_FORECAST},
      {10, VIGIE_BATTERY_TOO_SHORT},
      {0.5, VIGIE_BATTERY_TOO_SHORT},
  };
  g_autoptr (VigieSeries) spike = make_series (40, 20, 0.2, 0, 0, 1);
  VigieBatteryForecast forecast;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieSeries) series = make_series (40, 20, 0.2, 0, 0, i);
      guint first = vigie_series_find (series, NOW - cases[i].days_ago * VIGIE_DAY);

      for (guint j = first; j < series->n; j++)
        series->values[j] = 100 - 0.5 * (j - first) / 4;
      vigie_battery_forecast (series, "%", NOW, &forecast);
      g_assert_cmpint (forecast.replaced, ==, series->times[first]);
      g_assert_cmpint (forecast.since, ==, series->times[first]);
      g_assert_cmpint (forecast.verdict, ==, cases[i].verdict);
    }

  /* One reading, even the last but one or the last, is no replacement. */
  for (guint i = spike->n - 3; i < spike->n; i++)
    {
      double before = spike->values[i];

      spike->values[i] = 100;
      vigie_battery_forecast (spike, "%", NOW, &forecast);
      g_assert_cmpint (forecast.replaced, ==, VIGIE_TIME_NONE);
      spike->values[i] = before;
    }
}

static void
test_nothing (void)
{
  g_autoptr (VigieSeries) empty = vigie_series_new (NULL, NULL, 0, 0, NULL, 0);
  g_autoptr (VigieSeries) old = make_series (40, 60, 0.5, 0, 0, 1);
  VigieBatteryForecast forecast;

  vigie_battery_forecast (NULL, "%", NOW, &forecast);
  g_assert_cmpint (forecast.verdict, ==, VIGIE_BATTERY_NO_READING);
  vigie_battery_forecast (empty, "%", NOW, &forecast);
  g_assert_cmpint (forecast.verdict, ==, VIGIE_BATTERY_NO_READING);
  g_assert_true (isnan (forecast.level));
  /* All before the window; all after now. */
  vigie_battery_forecast (old, "%", NOW + 100 * VIGIE_DAY, &forecast);
  g_assert_cmpint (forecast.verdict, ==, VIGIE_BATTERY_NO_READING);
  vigie_battery_forecast (old, "%", NOW - 60 * VIGIE_DAY, &forecast);
  g_assert_cmpint (forecast.verdict, ==, VIGIE_BATTERY_NO_READING);
  for (guint i = 0; i < old->n; i++)
    old->values[i] = NAN;
  vigie_battery_forecast (old, "%", NOW, &forecast);
  g_assert_cmpint (forecast.verdict, ==, VIGIE_BATTERY_NO_READING);
}

static void
test_bars (void)
{
  static const struct
  {
    double level;
    guint bars;
  } cases[] = {{NAN, 0}, {0, 0}, {10, 0}, {11, 1}, {31, 2}, {56, 3}, {80, 3}, {81, 4}, {100, 4}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (vigie_battery_level_bars (cases[i].level), ==, cases[i].bars);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/battery/verdicts", test_verdicts);
  g_test_add_func ("/core/battery/interval", test_interval);
  g_test_add_func ("/core/battery/outliers", test_outliers);
  g_test_add_func ("/core/battery/replacement", test_replacement);
  g_test_add_func ("/core/battery/nothing", test_nothing);
  g_test_add_func ("/core/battery/bars", test_bars);
  return g_test_run ();
}
