/* test-degree-days.c: degree-days by the « méthode météo », base 18 °C.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-degree-days.h"

#include <math.h>

#include "vigie-time-axis.h"
#include "words-fixture.h"

/* 16 November 2026, Paris. */
#define MIDNIGHT "2026-11-15T23:00:00Z"

static void
test_day (void)
{
  static const struct
  {
    double least, greatest, expected;
  } cases[] = {
      {0, 10, 13},  /* 18 − 5 */
      {-10, 2, 22}, /* 18 + 4 */
      {10, 24, 1},  /* the mean is 17, though the afternoon was warm */
      {14, 24, 0},  /* 19: none, though the night was cold */
      {12, 24, 0},  /* 18 */
      {18, 18, 0},   {20, 30, 0},   {5, 5, 13},          {10, 5, NAN},
      {NAN, 5, NAN}, {5, NAN, NAN}, {-INFINITY, 5, NAN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double day = vigie_degree_day (cases[i].least, cases[i].greatest);

      if (isnan (cases[i].expected))
        g_assert_true (isnan (day));
      else
        g_assert_cmpfloat (day, ==, cases[i].expected);
    }
}

/* Readings every 30 min of @n days from @from on, @least at midnight rising to @greatest at noon and back, but within
 * the half hours @hole_from … @hole_to since @from. */
static VigieSeries *
make (VigieTime from, guint n, double least, double greatest, guint hole_from, guint hole_to)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  VigieSeries *series;

  for (guint i = 0; i <= 48 * n; i++)
    {
      VigieTime time = from + i * 30 * VIGIE_MINUTE;
      double hour = (i % 48) / 2.0;
      double value = least + (greatest - least) * (1 - fabs (hour - 12) / 12);

      if (i >= hole_from && i < hole_to)
        continue;
      g_array_append_val (times, time);
      g_array_append_val (values, value);
    }
  series = vigie_series_new ((gpointer) times->data, (gpointer) values->data, times->len,
                             30 * VIGIE_MINUTE, NULL, 0);
  g_array_unref (times);
  g_array_unref (values);
  return series;
}

static double
ask (VigieSeries *series, VigieTime from, gint64 length, VigieTime now, double *coverage)
{
  double sum = vigie_degree_days (series, from, from + length, now, NULL, coverage);

  vigie_series_unref (series);
  return sum;
}

#define assert_sum(call, expected, expected_coverage)                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    double coverage = -1, expected_ = (expected), sum = (call);                                    \
    if (isnan (expected_))                                                                         \
      g_assert_true (isnan (sum));                                                                 \
    else                                                                                           \
      g_assert_cmpfloat_with_epsilon (sum, expected_, 1e-9);                                       \
    g_assert_cmpfloat_with_epsilon (coverage, expected_coverage, 1e-9);                            \
  }                                                                                                \
  G_STMT_END

static void
test_sums (void)
{
  VigieTime from = at (MIDNIGHT);

  /* Ten days between 2 and 10 °C: 12 each. */
  assert_sum (ask (make (from, 10, 2, 10, 0, 0), from, 10 * VIGIE_DAY, VIGIE_TIME_NONE, &coverage),
              120, 1);
  /* Nothing from 0 h 30 to 2 h 30 of the second day: 22 hours of 24 are enough. */
  assert_sum (
      ask (make (from, 10, 2, 10, 50, 53), from, 10 * VIGIE_DAY, VIGIE_TIME_NONE, &coverage), 120,
      1);
  /* Half an hour more: that day is taken as its neighbours. */
  assert_sum (
      ask (make (from, 10, 2, 10, 50, 54), from, 10 * VIGIE_DAY, VIGIE_TIME_NONE, &coverage), 120,
      0.9);
  /* Two of ten days: not known. */
  assert_sum (
      ask (make (from, 10, 2, 10, 50, 136), from, 10 * VIGIE_DAY, VIGIE_TIME_NONE, &coverage), NAN,
      0.8);
  /* The first day, which has no neighbour before. */
  assert_sum (ask (make (from, 10, 2, 10, 0, 12), from, 10 * VIGIE_DAY, VIGIE_TIME_NONE, &coverage),
              120, 0.9);
  /* Of a period in progress the days that are over: three. */
  assert_sum (ask (make (from, 10, 2, 10, 0, 0), from, 10 * VIGIE_DAY,
                   from + 3 * VIGIE_DAY + VIGIE_HOUR, &coverage),
              36, 1);
}

static void
test_none (void)
{
  VigieTime from = at (MIDNIGHT);
  g_autoptr (VigieSeries) empty = vigie_series_new (NULL, NULL, 0, 0, NULL, 0);
  g_autoptr (VigieSeries) series = make (from, 2, 2, 10, 0, 0);
  double coverage = 0;

  g_assert_true (
      isnan (vigie_degree_days (empty, from, from + VIGIE_DAY, VIGIE_TIME_NONE, NULL, &coverage)));
  g_assert_cmpfloat (coverage, ==, 0);
  /* No day is over. */
  g_assert_true (isnan (vigie_degree_days (series, from, from + VIGIE_DAY, from, NULL, &coverage)));
  g_assert_true (isnan (coverage));
  g_assert_true (isnan (vigie_degree_days (series, from, from, VIGIE_TIME_NONE, NULL, NULL)));
}

/* What a broken sensor says is no cold. */
static void
test_impossible (void)
{
  VigieTime from = at (MIDNIGHT);
  g_autoptr (VigieSeries) series = make (from, 1, 2, 10, 0, 0);

  series->values[7] = -127;
  series->values[20] = 3276.7;
  series->values[21] = NAN;
  g_assert_cmpfloat_with_epsilon (
      vigie_degree_days (series, from, from + VIGIE_DAY, VIGIE_TIME_NONE, NULL, NULL), 12, 1e-9);
}

/* Days of 23 and 25 hours are days. */
static void
test_clocks (void)
{
  static const char *const midnights[] = {"2026-03-27T23:00:00Z", "2026-10-23T22:00:00Z"};

  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++)
    {
      VigieTime from = at (midnights[i]), to = from;
      g_autoptr (VigieSeries) series = make (from, 4, 8, 8, 0, 0);
      double coverage;

      for (guint day = 0; day < 3; day++)
        to = vigie_time_next (to, VIGIE_TICK_DAY, vigie_words_default_zone ());
      g_assert_cmpint (to - from, ==, 3 * VIGIE_DAY + (i == 0 ? -1 : 1) * VIGIE_HOUR);
      g_assert_cmpfloat_with_epsilon (
          vigie_degree_days (series, from, to, VIGIE_TIME_NONE, NULL, &coverage), 30, 1e-9);
      g_assert_cmpfloat (coverage, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/degree-days/day", test_day);
  g_test_add_func ("/degree-days/sums", test_sums);
  g_test_add_func ("/degree-days/none", test_none);
  g_test_add_func ("/degree-days/impossible", test_impossible);
  g_test_add_func ("/degree-days/clocks", test_clocks);
  return g_test_run ();
}
