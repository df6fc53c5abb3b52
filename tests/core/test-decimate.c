/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-decimate.h"

#include <math.h>

/* What the pyramid must say, the slow way. */
static VigieColumn
brute_column (const VigieSeries *series, VigieTime from, VigieTime to)
{
  VigieColumn column = {0, 0, NAN, NAN, NAN, NAN, FALSE};

  for (guint i = 0; i < series->n; i++)
    {
      double value = series->values[i];

      if (series->times[i] < from || series->times[i] >= to || !isfinite (value))
        continue;
      if (isnan (column.first))
        column.first = column.min = column.max = value;
      column.min = MIN (column.min, value);
      column.max = MAX (column.max, value);
      column.last = value;
      column.end++;
    }
  return column;
}

static void
assert_same (double a, double b)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat (a, ==, b);
}

static VigieSeries *
random_series (GRand *rand, guint n)
{
  VigieTime *times = g_new (VigieTime, n), time = g_rand_int_range (rand, -1000, 1000);
  double *values = g_new (double, n);
  double nan_share = g_rand_boolean (rand) ? 0 : g_rand_double_range (rand, 0, 0.6);

  for (guint i = 0; i < n; i++)
    {
      time += g_rand_int_range (rand, 0, 40) == 0 ? g_rand_int_range (rand, 1, 5000)
                                                  : g_rand_int_range (rand, 1, 20);
      times[i] = time;
      values[i] = g_rand_double (rand) < nan_share ? NAN : g_rand_double_range (rand, -50, 50);
    }
  return vigie_series_new_take (times, values, n, g_rand_boolean (rand) ? 0 : 15, NULL, 0);
}

/* Any readings, any range, any number of columns: the same as brute force, so no peak is lost. */
static void
test_property (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);

  for (int round = 0; round < 300; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 0, round % 10 == 0 ? 3000 : 300);
      g_autoptr (VigieSeries) series = random_series (rand, n);
      g_autoptr (VigieDecimate) decimate = vigie_decimate_new (series);
      guint n_columns = (guint) g_rand_int_range (rand, 1, 60);
      g_autofree VigieColumn *columns = g_new (VigieColumn, n_columns);
      VigieTime begin = n > 0 ? series->times[0] : 0, end = n > 0 ? series->times[n - 1] : 100;
      VigieTime from = begin + g_rand_int_range (rand, -200, 200);
      VigieTime to = MAX (from + 1, end + g_rand_int_range (rand, -200, 200));
      double step = (double) (to - from) / n_columns;
      guint total = 0;
      VigieStatistics figures;
      VigieColumn all = brute_column (series, from, to);

      vigie_decimate_columns (decimate, from, to, n_columns, columns);
      for (guint c = 0; c < n_columns; c++)
        {
          VigieColumn brute
              = brute_column (series, c == 0 ? from : from + (VigieTime) ceil (step * c),
                              c + 1 == n_columns ? to : from + (VigieTime) ceil (step * (c + 1)));

          assert_same (columns[c].min, brute.min);
          assert_same (columns[c].max, brute.max);
          assert_same (columns[c].first, brute.first);
          assert_same (columns[c].last, brute.last);
          g_assert_cmpuint (columns[c].end - columns[c].begin, ==, brute.end);
          total += columns[c].end - columns[c].begin;
        }
      g_assert_cmpuint (total, ==, all.end);

      figures = vigie_decimate_statistics (decimate, from, to);
      g_assert_cmpuint (figures.n, ==, all.end);
      assert_same (figures.min, all.min);
      assert_same (figures.max, all.max);
      assert_same (figures.first, all.first);
      assert_same (figures.last, all.last);
      if (figures.n > 0)
        {
          g_assert_cmpfloat (figures.mean, >=, figures.min - 1e-9);
          g_assert_cmpfloat (figures.mean, <=, figures.max + 1e-9);
        }
    }
}

/* One reading in a million stands out in its column. */
static void
test_peak (void)
{
  const guint n = 1000000, peak = 654321;
  VigieTime *times = g_new (VigieTime, n);
  double *values = g_new (double, n);
  g_autoptr (VigieSeries) series = NULL;
  g_autoptr (VigieDecimate) decimate = NULL;
  VigieColumn columns[1000];

  for (guint i = 0; i < n; i++)
    {
      times[i] = i * VIGIE_MINUTE;
      values[i] = i == peak ? 99 : 20;
    }
  series = vigie_series_new_take (times, values, n, VIGIE_MINUTE, NULL, 0);
  decimate = vigie_decimate_new (series);
  vigie_decimate_columns (decimate, 0, n * VIGIE_MINUTE, 1000, columns);
  for (guint c = 0; c < 1000; c++)
    {
      g_assert_cmpfloat (columns[c].min, ==, 20);
      g_assert_cmpfloat (columns[c].max, ==, c == peak / 1000 ? 99 : 20);
      g_assert_true (columns[c].joined == (c > 0));
    }
}

static void
test_joined (void)
{
  static const VigieTime times[] = {0, 10, 20, 30, 61, 70, 80, 90};
  static const double values[] = {1, 2, NAN, 4, 5, 6, INFINITY, 8};
  g_autoptr (VigieSeries) series = vigie_series_new (times, values, 8, 10, NULL, 0);
  g_autoptr (VigieDecimate) decimate = vigie_decimate_new (series);
  /* Points: 0, 10, (NaN), 30, (gap), 61, 70, (∞), 90 */
  static const gboolean joined[] = {FALSE, TRUE, FALSE, FALSE, TRUE, FALSE};
  static const VigieTime until[] = {10, 20, 60, 70, 80, 100};

  g_assert_cmpint (vigie_decimate_get_gap (decimate), ==, 30);
  g_assert_cmpuint (vigie_decimate_get_n_points (decimate), ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpint (vigie_decimate_is_joined (decimate, i), ==, joined[i]);
      g_assert_cmpint (vigie_decimate_holds_until (decimate, i, 100), ==, until[i]);
    }
  g_assert_false (vigie_decimate_is_joined (decimate, 6));
  g_assert_cmpint (vigie_decimate_holds_until (decimate, 5, VIGIE_TIME_NONE), ==, 90);
  g_assert_cmpint (vigie_decimate_holds_until (decimate, 5, 1000), ==, 120);
}

static void
test_gap (void)
{
  static const VigieTime times[] = {0, 10, 20, 32, 40, 100, 110};
  static const double values[] = {1, 1, 1, 1, 1, 1, 1};
  static const struct
  {
    guint n;
    gint64 expected, gap;
  } cases[] = {
      {7, 10, 30},        {7, 0, 50}, /* 5 × the median */
      {2, 0, G_MAXINT64}, {0, 0, G_MAXINT64}, {1, 20, 60}, {7, G_MAXINT64 / 2, G_MAXINT64},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieSeries) series
          = vigie_series_new (times, values, cases[i].n, cases[i].expected, NULL, 0);
      g_autoptr (VigieDecimate) decimate = vigie_decimate_new (series);

      g_assert_cmpint (vigie_decimate_get_gap (decimate), ==, cases[i].gap);
    }
}

/* The mean is that of the line, not of the readings: they may come in bursts. */
static void
test_mean (void)
{
  static const VigieTime times[]
      = {0, 10 * VIGIE_SECOND, 11 * VIGIE_SECOND, 12 * VIGIE_SECOND, 500 * VIGIE_SECOND};
  static const double values[] = {0, 0, 10, 10, 70};
  g_autoptr (VigieSeries) series = vigie_series_new (times, values, 5, 10 * VIGIE_SECOND, NULL, 0);
  g_autoptr (VigieDecimate) decimate = vigie_decimate_new (series);
  VigieStatistics figures = vigie_decimate_statistics (decimate, 0, 1000 * VIGIE_SECOND);

  g_assert_cmpuint (figures.n, ==, 5);
  g_assert_cmpfloat_with_epsilon (figures.mean, (5.0 + 10) / 12, 1e-9);
  g_assert_cmpint (figures.last_time, ==, 500 * VIGIE_SECOND);
  figures = vigie_decimate_statistics (decimate, 500 * VIGIE_SECOND, 501 * VIGIE_SECOND);
  g_assert_cmpfloat (figures.mean, ==, 70);
  figures = vigie_decimate_statistics (decimate, 501 * VIGIE_SECOND, 600 * VIGIE_SECOND);
  g_assert_cmpuint (figures.n, ==, 0);
  g_assert_true (isnan (figures.mean) && isnan (figures.min));
  g_assert_cmpint (figures.first_time, ==, VIGIE_TIME_NONE);
}

static void
assert_voids (VigieDecimate *decimate,
              VigieTime from,
              VigieTime to,
              VigieTime now,
              const char *expected)
{
  g_autoptr (GArray) voids = vigie_decimate_voids (decimate, from, to, now, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < voids->len; i++)
    {
      const VigieVoid *piece = &g_array_index (voids, VigieVoid, i);

      g_string_append_printf (text, "%s%s %d–%d", i > 0 ? ", " : "",
                              piece->known ? "gap" : "unknown", (int) piece->from, (int) piece->to);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_voids (void)
{
  static const VigieTime times[] = {100, 110, 120, 200, 210};
  static const double values[] = {1, 2, 3, 4, 5};
  static const VigieSpan all[] = {{0, 1000}}, some[] = {{90, 150}, {180, 300}};
  g_autoptr (VigieSeries) whole = vigie_series_new (times, values, 5, 10, all, 1);
  g_autoptr (VigieSeries) parts = vigie_series_new (times, values, 5, 10, some, 2);
  g_autoptr (VigieSeries) none = vigie_series_new (NULL, NULL, 0, 10, some, 2);
  g_autoptr (VigieSeries) unheard = vigie_series_new (NULL, NULL, 0, 0, all, 1);
  g_autoptr (VigieDecimate) a = vigie_decimate_new (whole), b = vigie_decimate_new (parts),
                            c = vigie_decimate_new (none), d = vigie_decimate_new (unheard);

  assert_voids (a, 0, 400, 400, "gap 0–100, gap 120–200, gap 210–400");
  assert_voids (a, 0, 400, 230, "gap 0–100, gap 120–200");
  assert_voids (a, 150, 160, 400, "gap 150–160");
  assert_voids (a, 105, 118, 400, "");
  assert_voids (a, 300, 400, VIGIE_TIME_NONE, "");
  /* What is not known is told apart, and what is left of a gap when it is cut stays one if it is long enough. */
  assert_voids (b, 0, 400, 400, "unknown 0–90, unknown 150–180, gap 210–300, unknown 300–400");
  assert_voids (c, 0, 400, 400,
                "unknown 0–90, gap 90–150, unknown 150–180, gap 180–300, unknown 300–400");
  assert_voids (d, 0, 400, 300, "gap 0–300");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/decimate/property", test_property);
  g_test_add_func ("/core/decimate/peak", test_peak);
  g_test_add_func ("/core/decimate/joined", test_joined);
  g_test_add_func ("/core/decimate/gap", test_gap);
  g_test_add_func ("/core/decimate/mean", test_mean);
  g_test_add_func ("/core/decimate/voids", test_voids);
  return g_test_run ();
}
