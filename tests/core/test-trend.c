/* test-trend.c: slopes through the medians of days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-trend.h"

#define NOW (1763720000 * VIGIE_SECOND)

static void
test_median (void)
{
  double odd[] = {3, 1, 2}, even[] = {4, 1, 3, 2};

  g_assert_true (isnan (vigie_trend_median (NULL, 0)));
  g_assert_cmpfloat (vigie_trend_median (odd, 3), ==, 2);
  g_assert_cmpfloat (vigie_trend_median (even, 4), ==, 2.5);
}

/* A line through seeded noise, a quarter of the days nonsense. */
static void
test_fit (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  VigieTrendPoint points[VIGIE_TREND_MAX_POINTS];
  VigieTrendSlope slope;
  double level, scatter;

  for (guint i = 0; i < 40; i++)
    {
      points[i].day = (double) i - 39;
      points[i].value
          = 12 - 0.3 * points[i].day + (i % 4 == 1 ? 40 : g_rand_double_range (random, -0.5, 0.5));
    }
  vigie_trend_fit (points, 40, &slope);
  g_assert_cmpfloat_with_epsilon (slope.slope, -0.3, 0.05);
  g_assert_cmpfloat (slope.lowest, <=, slope.slope);
  g_assert_cmpfloat (slope.highest, >=, slope.slope);
  g_assert_cmpfloat (slope.highest, <, 0);
  vigie_trend_level (points, 40, slope.slope, &level, &scatter);
  g_assert_cmpfloat_with_epsilon (level, 12, 0.7);
  g_assert_cmpfloat (scatter, >, 0.1);
  g_assert_cmpfloat (scatter, <, 1.5);
}

static void
test_few (void)
{
  VigieTrendPoint points[] = {{-1, 4}, {-1, 5}};
  VigieTrendSlope slope;
  double level, scatter;

  vigie_trend_fit (points, 0, &slope);
  g_assert_true (isnan (slope.slope));
  /* Two of one day have no slope. */
  vigie_trend_fit (points, 2, &slope);
  g_assert_true (isnan (slope.slope));
  vigie_trend_level (points, 0, 0, &level, &scatter);
  g_assert_true (isnan (level));
  g_assert_true (isnan (scatter));
}

/* A point a day, also where the window holds more days than are taken; holes and NaN are passed over. */
static void
test_days (void)
{
  enum
  {
    N = 70 * 4
  };
  VigieTime times[N];
  double values[N];
  g_autoptr (VigieSeries) series = NULL;
  VigieTrendPoint points[VIGIE_TREND_MAX_POINTS];
  guint n;

  for (guint i = 0; i < N; i++)
    {
      times[i] = NOW - (VigieTime) (N - 1 - i) * 6 * VIGIE_HOUR;
      values[i] = i % 4 == 0 ? NAN : i;
    }
  series = vigie_series_new (times, values, N, 6 * VIGIE_HOUR, NULL, 0);
  n = vigie_trend_daily_medians (series, 0, N, NOW, points);
  g_assert_cmpuint (n, ==, VIGIE_TREND_MAX_POINTS);
  n = vigie_trend_daily_medians (series, N - 40, N, NOW, points);
  g_assert_cmpuint (n, >=, 10);
  g_assert_cmpuint (n, <=, 11);
  for (guint i = 1; i < n; i++)
    {
      g_assert_cmpfloat (points[i].day, >, points[i - 1].day);
      g_assert_cmpfloat (points[i].value, >, points[i - 1].value);
    }
  g_assert_cmpuint (vigie_trend_daily_medians (series, 5, 5, NOW, points), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/trend/median", test_median);
  g_test_add_func ("/core/trend/fit", test_fit);
  g_test_add_func ("/core/trend/few", test_few);
  g_test_add_func ("/core/trend/days", test_days);
  return g_test_run ();
}
