/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-series.h"

#include <math.h>

static void
test_order (void)
{
  static const VigieTime times[] = {30, 10, 20, 10, 40};
  static const double values[] = {3, 1, 2, 1.5, NAN};
  static const VigieSpan known[] = {{0, 25}, {30, 50}};
  g_autoptr (VigieSeries) series
      = vigie_series_new (times, values, G_N_ELEMENTS (times), VIGIE_MINUTE, known, 2);

  g_assert_cmpuint (series->n, ==, 4);
  g_assert_cmpint (series->times[0], ==, 10);
  g_assert_cmpfloat (series->values[0], ==, 1.5); /* the last of its time */
  g_assert_cmpint (series->times[3], ==, 40);
  g_assert_true (isnan (series->values[3]));

  g_assert_cmpuint (vigie_series_find (series, 0), ==, 0);
  g_assert_cmpuint (vigie_series_find (series, 10), ==, 0);
  g_assert_cmpuint (vigie_series_find (series, 11), ==, 1);
  g_assert_cmpuint (vigie_series_find (series, 40), ==, 3);
  g_assert_cmpuint (vigie_series_find (series, 41), ==, 4);

  g_assert_true (vigie_series_is_known (series, 0, 25));
  g_assert_true (vigie_series_is_known (series, 35, 50));
  g_assert_false (vigie_series_is_known (series, 20, 35));
  g_assert_false (vigie_series_is_known (series, 49, 51));
  g_assert_true (vigie_series_is_known (series, 60, 60));
  g_assert_cmpfloat (vigie_series_known_share (series, 0, 25), ==, 1);
  g_assert_cmpfloat (vigie_series_known_share (series, 20, 40), ==, 0.75);
  g_assert_cmpfloat (vigie_series_known_share (series, -50, 50), ==, 0.45);
  g_assert_cmpfloat (vigie_series_known_share (series, 60, 70), ==, 0);
  g_assert_cmpfloat (vigie_series_known_share (series, 60, 60), ==, 1);
}

static void
test_empty (void)
{
  g_autoptr (VigieSeries) series = vigie_series_new (NULL, NULL, 0, -1, NULL, 0);
  g_autoptr (VigieSeries) same = vigie_series_ref (series);

  g_assert_cmpuint (same->n, ==, 0);
  g_assert_cmpint (same->expected_interval, ==, 0);
  g_assert_cmpuint (vigie_series_find (series, 5), ==, 0);
  g_assert_false (vigie_series_is_known (series, 0, 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/series/order", test_order);
  g_test_add_func ("/core/series/empty", test_empty);
  return g_test_run ();
}
