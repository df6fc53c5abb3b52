/* test-bullet-scale.c: from where to where a value is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <float.h>
#include <math.h>

#include "vigie-bullet-scale.h"

#define NOW (1000 * VIGIE_DAY)

static void
assert_number (double found, double expected)
{
  if (isnan (expected))
    g_assert_true (isnan (found));
  else
    g_assert_cmpfloat_with_epsilon (found, expected, 1e-9);
}

static void
test_derive (void)
{
  static const struct
  {
    const char *unit;
    double lowlow, low, high, highhigh, capacity, seen_min, seen_max, value;
    double from, to, normal_from, normal_to;
  } cases[] = {
      /* percentages */
      {"%", NAN, NAN, 80, 90, NAN, NAN, NAN, 94, 0, 100, 0, 80},
      {"%", NAN, NAN, NAN, NAN, NAN, 20, 30, 25, 0, 100, NAN, NAN},
      {"%", -10, NAN, 10, NAN, NAN, NAN, NAN, 0, -15, 15, -10, 10}, /* a deviation, not a part */
      /* radio */
      {"dBm", -120, -113, NAN, NAN, NAN, -97, -90, -97, -130, -50, -113, -50},
      {"dB", NAN, NAN, NAN, NAN, NAN, NAN, NAN, 5, -20, 15, NAN, NAN},
      /* places */
      {"", NAN, NAN, NAN, NAN, 20, 0, 16, 14, 0, 20, NAN, NAN},
      {"", NAN, NAN, 18, 25, 20, 0, 16, 14, 0, 25, 0, 18},
      /* limits */
      {"°C", NAN, 18, 27, 30, NAN, 22, 26, 24.6, 15, 35, 18, 27},
      {"°C", NAN, NAN, 27, 30, NAN, NAN, NAN, NAN, 0, 40, 0, 27},
      {"m³/h", NAN, NAN, 400, NAN, NAN, 100, 300, 412, 0, 500, 0, 400},
      {"V", 10.5, 11, NAN, NAN, NAN, 12, 13, 12.4, 0, 25, 11, 25},
      {"°C", NAN, 2, 8, NAN, NAN, -3, 5, 4, -4, 10, 2, 8},           /* room for what was seen */
      {"m³/h", NAN, NAN, 400, NAN, NAN, 0, 1e6, 9, 0, 1000, 0, 400}, /* but not for a spike */
      {"A", NAN, NAN, 0, NAN, NAN, NAN, NAN, NAN, 0, 1, 0, 0},
      {"A", NAN, 5, 5, NAN, NAN, NAN, NAN, 5, 3.5, 6.5, 5, 5},
      /* values alone */
      {"W", NAN, NAN, NAN, NAN, NAN, 10, 1000, 500, 0, 1200, NAN, NAN},
      {"hPa", NAN, NAN, NAN, NAN, NAN, 1000, 1020, 1010, 995, 1025, NAN, NAN},
      {"W", NAN, NAN, NAN, NAN, NAN, -50, 50, 0, -60, 60, NAN, NAN},
      {"W", NAN, NAN, NAN, NAN, NAN, NAN, NAN, 50, 0, 100, NAN, NAN},
      {"W", NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 1, NAN, NAN},
      {"W", NAN, NAN, NAN, NAN, NAN, NAN, NAN, -50, -100, 0, NAN, NAN},
      /* nothing */
      {"W", NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN},
      {NULL, NAN, NAN, NAN, NAN, NAN, NAN, NAN, INFINITY, NAN, NAN, NAN, NAN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieThresholds thresholds = VIGIE_THRESHOLDS_NONE;
      VigieTime times[] = {NOW - 30 * VIGIE_HOUR, NOW - 5 * VIGIE_HOUR, NOW - 4 * VIGIE_HOUR,
                           NOW - 3 * VIGIE_HOUR};
      /* What was longer ago than a day counts no more; NaN never. */
      double values[] = {-1e9, cases[i].seen_min, NAN, cases[i].seen_max};
      VigieSpan known = {NOW - 2 * VIGIE_DAY, NOW};
      g_autoptr (VigieSeries) seen = vigie_series_new (times, values, 4, 0, &known, 1);
      VigieBulletScale scale;

      g_test_message ("case %u", i);
      thresholds.lowlow = cases[i].lowlow;
      thresholds.low = cases[i].low;
      thresholds.high = cases[i].high;
      thresholds.highhigh = cases[i].highhigh;
      scale = vigie_bullet_scale_derive (cases[i].unit, &thresholds, cases[i].capacity, seen, NOW,
                                         cases[i].value);
      assert_number (scale.from, cases[i].from);
      assert_number (scale.to, cases[i].to);
      assert_number (scale.normal_from, cases[i].normal_from);
      assert_number (scale.normal_to, cases[i].normal_to);
      g_assert_cmpint (vigie_bullet_scale_is_set (&scale), ==, !isnan (cases[i].from));
    }
}

static void
test_place (void)
{
  VigieBulletScale scale = vigie_bullet_scale_derive ("%", NULL, NAN, NULL, NOW, NAN);
  VigieBulletScale none = VIGIE_BULLET_SCALE_NONE, huge = VIGIE_BULLET_SCALE_NONE;

  assert_number (vigie_bullet_scale_place (&scale, 0), 0);
  assert_number (vigie_bullet_scale_place (&scale, 25), 0.25);
  assert_number (vigie_bullet_scale_place (&scale, 150), 1.5);
  assert_number (vigie_bullet_scale_place (&scale, -50), -0.5);
  assert_number (vigie_bullet_scale_place (&scale, NAN), 0.5);
  assert_number (vigie_bullet_scale_place (&none, 3), 0.5);
  huge.from = -DBL_MAX;
  huge.to = DBL_MAX;
  assert_number (vigie_bullet_scale_place (&huge, -DBL_MAX), 0);
  assert_number (vigie_bullet_scale_place (&huge, 0), 0.5);
  assert_number (vigie_bullet_scale_place (&huge, DBL_MAX), 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/bullet-scale/derive", test_derive);
  g_test_add_func ("/charts/bullet-scale/place", test_place);
  return g_test_run ();
}
