/* test-energy-drift.c: a site beside its own past.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-drift.h"

#include <math.h>

#define N 10

/* Ten days of @a_day, of which the first @n_unknown are not known. */
static void
fill (double *days, double a_day, guint n_unknown)
{
  for (guint i = 0; i < N; i++)
    days[i] = i < n_unknown ? NAN : a_day;
}

static void
test_table (void)
{
  static const struct
  {
    double now;
    guint unknown; /* days of the present period */
    double earlier[9];
    guint n, unknown_earlier; /* days of the first earlier one */
    VigieEnergyDriftVerdict verdict;
    double p10, median, p90, deviation;
    guint n_earlier;
  } cases[] = {
      /* Ranks 0.4, 2, 3.6 of 10 20 30 40 50, times ten days. */
      {31, 0, {10, 20, 30, 40, 50}, 5, 0, VIGIE_ENERGY_DRIFT_WITHIN, 140, 300, 460, 1 / 30.0, 5},
      {46, 0, {50, 40, 30, 20, 10}, 5, 0, VIGIE_ENERGY_DRIFT_WITHIN, 140, 300, 460, 16 / 30.0, 5},
      {46.1, 0, {50, 40, 30, 20, 10}, 5, 0, VIGIE_ENERGY_DRIFT_ABOVE, 140, 300, 460, 16.1 / 30, 5},
      {13.9, 0, {50, 40, 30, 20, 10}, 5, 0, VIGIE_ENERGY_DRIFT_BELOW, 140, 300, 460, -16.1 / 30, 5},
      /* Three are too few. */
      {30, 0, {10, 20, 30}, 3, 0, VIGIE_ENERGY_DRIFT_UNKNOWN, NAN, NAN, NAN, NAN, 3},
      /* One of four is not known. */
      {30, 0, {10, 20, 30, 40}, 4, 2, VIGIE_ENERGY_DRIFT_UNKNOWN, NAN, NAN, NAN, NAN, 3},
      /* Nine of ten days are enough. */
      {30, 1, {30, 30, 30, 30}, 4, 1, VIGIE_ENERGY_DRIFT_WITHIN, 300, 300, 300, 0, 4},
      {30, 2, {30, 30, 30, 30}, 4, 0, VIGIE_ENERGY_DRIFT_UNKNOWN, 300, 300, 300, NAN, 4},
      /* The ninth is left out. */
      {10,
       0,
       {10, 10, 10, 10, 10, 10, 10, 10, 900},
       9,
       0,
       VIGIE_ENERGY_DRIFT_WITHIN,
       100,
       100,
       100,
       0,
       8},
      /* Nothing was ever consumed. */
      {0, 0, {0, 0, 0, 0}, 4, 0, VIGIE_ENERGY_DRIFT_WITHIN, 0, 0, 0, NAN, 4},
      {1, 0, {0, 0, 0, 0}, 4, 0, VIGIE_ENERGY_DRIFT_ABOVE, 0, 0, 0, NAN, 4},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double now[N], days[9][N];
      VigieEnergyDays period = {now, N}, earlier[9];
      VigieEnergyDrift drift;
      double values[5], expected[5];

      fill (now, cases[i].now, cases[i].unknown);
      for (guint j = 0; j < cases[i].n; j++)
        {
          fill (days[j], cases[i].earlier[j], j == 0 ? cases[i].unknown_earlier : 0);
          earlier[j] = (VigieEnergyDays) {days[j], N};
        }
      vigie_energy_drift (&period, earlier, cases[i].n, &drift);
      g_assert_cmpint (drift.verdict, ==, cases[i].verdict);
      g_assert_cmpuint (drift.n_earlier, ==, cases[i].n_earlier);
      values[0] = drift.amount;
      expected[0] = cases[i].unknown > 1 ? NAN : cases[i].now * N;
      values[1] = drift.p10;
      expected[1] = cases[i].p10;
      values[2] = drift.median;
      expected[2] = cases[i].median;
      values[3] = drift.p90;
      expected[3] = cases[i].p90;
      values[4] = drift.deviation;
      expected[4] = cases[i].deviation;
      for (guint j = 0; j < 5; j++)
        if (isnan (expected[j]))
          g_assert_true (isnan (values[j]));
        else
          g_assert_cmpfloat_with_epsilon (values[j], expected[j], 1e-9);
    }
}

/* Months: 28 days of 10 compare with 31 of 10; of a month in progress the first days are compared. */
static void
test_lengths (void)
{
  double days[31];
  VigieEnergyDays period = {days, 28}, earlier[4];
  VigieEnergyDrift drift;

  for (guint i = 0; i < 31; i++)
    days[i] = i < 5 ? 10 : 20;
  for (guint i = 0; i < 4; i++)
    earlier[i] = (VigieEnergyDays) {days, 31};
  /* (5 × 10 + 23 × 20) of 28 days, of both. */
  vigie_energy_drift (&period, earlier, 4, &drift);
  g_assert_cmpint (drift.verdict, ==, VIGIE_ENERGY_DRIFT_WITHIN);
  g_assert_cmpfloat_with_epsilon (drift.median, 510, 1e-9);
  g_assert_cmpfloat_with_epsilon (drift.deviation, 0, 1e-9);
  /* Five days in progress of 12: above the 10 of the same days, though under the months' mean. */
  period = (VigieEnergyDays) {(const double[]) {12, 12, 12, 12, 12}, 5};
  vigie_energy_drift (&period, earlier, 4, &drift);
  g_assert_cmpint (drift.verdict, ==, VIGIE_ENERGY_DRIFT_ABOVE);
  g_assert_cmpfloat_with_epsilon (drift.deviation, 0.2, 1e-9);
  /* A period that has not a day yet. */
  period.n = 0;
  vigie_energy_drift (&period, earlier, 4, &drift);
  g_assert_cmpint (drift.verdict, ==, VIGIE_ENERGY_DRIFT_UNKNOWN);
  g_assert_true (isnan (drift.amount));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/energy-drift/table", test_table);
  g_test_add_func ("/energy-drift/lengths", test_lengths);
  return g_test_run ();
}
