/* test-bins.c: amounts per hour and day, never 0 for want of readings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-bins.h"

#include <math.h>

#include "words-fixture.h"

typedef double (*ValueAt) (guint i, VigieTime time);

static VigieDecimate *
make (VigieTime from, guint n, gint64 step, ValueAt value)
{
  VigieTime *times = g_new (VigieTime, n);
  double *values = g_new (double, n);
  g_autoptr (VigieSeries) series = NULL;
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      double v = value (i, from + i * step);

      if (isinf (v)) /* not there at all */
        continue;
      times[kept] = from + i * step;
      values[kept++] = v;
    }
  series = vigie_series_new_take (times, values, kept, step, NULL, 0);
  return vigie_decimate_new (series);
}

static char *
amounts (GArray *bins)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bins->len; i++)
    {
      const VigieBin *bin = &g_array_index (bins, VigieBin, i);

      if (isnan (bin->amount))
        g_string_append_printf (text, "%s—", i > 0 ? " " : "");
      else
        g_string_append_printf (text, "%s%.0f", i > 0 ? " " : "", bin->amount);
      if (bin->partial)
        g_string_append_c (text, '+');
    }
  return g_string_free (text, FALSE);
}

#define assert_bins(readings, aggregation, unit, from, to, now, expected)                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GArray) bins_ = vigie_bins_new (readings, aggregation, unit, from, to, now, NULL);  \
    g_autofree char *text_ = amounts (bins_);                                                      \
    g_assert_cmpstr (text_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static double
grows (guint i, VigieTime time)
{
  return 1000 + i * 10;
}

static double
ten (guint i, VigieTime time)
{
  return 10;
}

/* A meter replaced after 150 readings. */
static double
replaced (guint i, VigieTime time)
{
  return i < 150 ? 5000 + i * 10 : (i - 150) * 10;
}

/* An index of five digits that comes to its end at reading 150. */
static double
rolls_over (guint i, VigieTime time)
{
  return (98500 + i * 10) % 100000;
}

/* One reading is wrong. */
static double
grows_with_zero (guint i, VigieTime time)
{
  return i == 150 ? 0 : 1000 + i * 10;
}

/* Nothing from reading 100 to 160. */
static double
grows_with_gap (guint i, VigieTime time)
{
  return i > 100 && i < 160 ? INFINITY : 1000 + i * 10;
}

static double
ten_with_gap (guint i, VigieTime time)
{
  return i > 100 && i < 160 ? INFINITY : 10;
}

/* The days of 25 and of 23 hours count what they count. */
static void
test_days (void)
{
  VigieTime autumn = at ("2026-10-23T22:00:00Z"), spring = at ("2026-03-27T23:00:00Z");
  g_autoptr (VigieDecimate) a = make (autumn, 80, VIGIE_HOUR, grows);
  g_autoptr (VigieDecimate) b = make (spring, 80, VIGIE_HOUR, grows);
  g_autoptr (VigieDecimate) c = make (autumn, 80, VIGIE_HOUR, ten);

  assert_bins (a, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, autumn, autumn + 72 * VIGIE_HOUR,
               VIGIE_TIME_NONE, "240 250 240");
  assert_bins (b, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, spring, spring + 70 * VIGIE_HOUR,
               VIGIE_TIME_NONE, "240 230 240");
  assert_bins (c, VIGIE_AGGREGATION_INTERVAL, VIGIE_TICK_DAY, autumn, autumn + 72 * VIGIE_HOUR,
               VIGIE_TIME_NONE, "240 250 240");
  /* Hours of the night of 25 hours: one each. */
  assert_bins (a, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_HOUR, autumn + 24 * VIGIE_HOUR,
               autumn + 29 * VIGIE_HOUR, VIGIE_TIME_NONE, "10 10 10 10 10");
}

static void
test_cumulative (void)
{
  VigieTime begin = at ("2026-11-15T23:00:00Z"); /* midnight */
  g_autoptr (VigieDecimate) whole = make (begin, 300, VIGIE_HOUR / 2, grows);
  g_autoptr (VigieDecimate) reset = make (begin, 300, VIGIE_HOUR / 2, replaced);
  g_autoptr (VigieDecimate) over = make (begin, 300, VIGIE_HOUR / 2, rolls_over);
  g_autoptr (VigieDecimate) zero = make (begin, 300, VIGIE_HOUR / 2, grows_with_zero);
  g_autoptr (VigieDecimate) gap = make (begin, 300, VIGIE_HOUR / 2, grows_with_gap);

  assert_bins (whole, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin, begin + 6 * VIGIE_DAY,
               VIGIE_TIME_NONE, "480 480 480 480 480 480");
  /* Index 150 is on the fourth day. */
  assert_bins (reset, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin, begin + 6 * VIGIE_DAY,
               VIGIE_TIME_NONE, "480 480 480 — 480 480");
  assert_bins (over, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin, begin + 6 * VIGIE_DAY,
               VIGIE_TIME_NONE, "480 480 480 480 480 480");
  assert_bins (zero, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin, begin + 6 * VIGIE_DAY,
               VIGIE_TIME_NONE, "480 480 480 480 480 480");
  /* From the third day to the fourth: the midnight between was not read. */
  assert_bins (gap, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin, begin + 6 * VIGIE_DAY,
               VIGIE_TIME_NONE, "480 480 — — 480 480");
  /* The week has both ends: what was counted meanwhile is counted. Before the first and past the last reading,
   * nothing is known. */
  assert_bins (gap, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_MONTH, begin, begin + VIGIE_DAY,
               VIGIE_TIME_NONE, "—");
  assert_bins (whole, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin - VIGIE_DAY,
               begin + VIGIE_DAY, VIGIE_TIME_NONE, "— 480");
  assert_bins (whole, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin + 5 * VIGIE_DAY,
               begin + 9 * VIGIE_DAY, VIGIE_TIME_NONE, "480 — — —");
  /* The day that is not over has what was counted up to the last reading. */
  assert_bins (whole, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin + 5 * VIGIE_DAY,
               begin + 8 * VIGIE_DAY, begin + 299 * VIGIE_HOUR / 2 + VIGIE_MINUTE, "480 110+ —+");
}

static void
test_gap_inside (void)
{
  VigieTime begin = at ("2026-11-15T23:00:00Z");
  g_autoptr (VigieDecimate) gap = make (begin - VIGIE_DAY, 40 * 48, VIGIE_HOUR / 2, grows_with_gap);
  g_autoptr (GArray) bins
      = vigie_bins_new (gap, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_WEEK, begin - VIGIE_DAY,
                        begin + 13 * VIGIE_DAY, VIGIE_TIME_NONE, NULL);
  const VigieBin *bin = &g_array_index (bins, VigieBin, 1);

  g_assert_cmpuint (bins->len, ==, 3);
  g_assert_cmpint (bin->from, ==, begin);
  g_assert_cmpfloat_with_epsilon (bin->amount, 7 * 480, 1e-6);
  g_assert_cmpfloat_with_epsilon (bin->coverage, 1 - 30.0 / 168, 1e-6);
}

static void
test_interval (void)
{
  VigieTime begin = at ("2026-11-15T23:00:00Z");
  g_autoptr (VigieDecimate) whole = make (begin, 300, VIGIE_HOUR / 2, ten);
  g_autoptr (VigieDecimate) gap = make (begin, 300, VIGIE_HOUR / 2, ten_with_gap);
  g_autoptr (VigieDecimate) shifted = make (begin + VIGIE_HOUR / 4, 300, VIGIE_HOUR / 2, ten);
  g_autoptr (VigieDecimate) none = make (begin, 0, VIGIE_HOUR, ten);

  assert_bins (whole, VIGIE_AGGREGATION_INTERVAL, VIGIE_TICK_DAY, begin, begin + 3 * VIGIE_DAY,
               VIGIE_TIME_NONE, "480 480 480");
  assert_bins (whole, VIGIE_AGGREGATION_INTERVAL, VIGIE_TICK_HOUR, begin, begin + 3 * VIGIE_HOUR,
               VIGIE_TIME_NONE, "20 20 20");
  /* Shared out where a reading speaks of two hours. */
  assert_bins (shifted, VIGIE_AGGREGATION_INTERVAL, VIGIE_TICK_HOUR, begin, begin + 3 * VIGIE_HOUR,
               VIGIE_TIME_NONE, "20 20 20");
  assert_bins (gap, VIGIE_AGGREGATION_INTERVAL, VIGIE_TICK_DAY, begin, begin + 5 * VIGIE_DAY,
               VIGIE_TIME_NONE, "480 480 — — 480");
  assert_bins (none, VIGIE_AGGREGATION_INTERVAL, VIGIE_TICK_DAY, begin, begin + 2 * VIGIE_DAY,
               begin + VIGIE_DAY, "— —+");
  assert_bins (none, VIGIE_AGGREGATION_CUMULATIVE, VIGIE_TICK_DAY, begin, begin + 2 * VIGIE_DAY,
               VIGIE_TIME_NONE, "— —");
}

static void
test_instant (void)
{
  VigieTime begin = at ("2026-11-15T23:00:00Z");
  g_autoptr (VigieDecimate) whole = make (begin, 300, VIGIE_HOUR / 2, grows);
  g_autoptr (VigieDecimate) gap = make (begin, 300, VIGIE_HOUR / 2, grows_with_gap);

  assert_bins (whole, VIGIE_AGGREGATION_INSTANT, VIGIE_TICK_DAY, begin, begin + 2 * VIGIE_DAY,
               VIGIE_TIME_NONE, "1240 1720");
  assert_bins (gap, VIGIE_AGGREGATION_INSTANT, VIGIE_TICK_DAY, begin, begin + 5 * VIGIE_DAY,
               VIGIE_TIME_NONE, "1240 1720 — — 3160");
}

static void
test_unit (void)
{
  g_assert_cmpint (vigie_bins_unit (0, VIGIE_DAY, 800, 10), ==, VIGIE_TICK_HOUR);
  g_assert_cmpint (vigie_bins_unit (0, 7 * VIGIE_DAY, 800, 10), ==, VIGIE_TICK_DAY);
  g_assert_cmpint (vigie_bins_unit (0, 365 * VIGIE_DAY, 800, 10), ==, VIGIE_TICK_WEEK);
  g_assert_cmpint (vigie_bins_unit (0, 1500 * VIGIE_DAY, 800, 10), ==, VIGIE_TICK_MONTH);
  g_assert_cmpint (vigie_bins_unit (0, 0, 800, 10), ==, VIGIE_TICK_HOUR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/bins/days", test_days);
  g_test_add_func ("/core/bins/cumulative", test_cumulative);
  g_test_add_func ("/core/bins/gap-inside", test_gap_inside);
  g_test_add_func ("/core/bins/interval", test_interval);
  g_test_add_func ("/core/bins/instant", test_instant);
  g_test_add_func ("/core/bins/unit", test_unit);
  return g_test_run ();
}
