/* test-demo-traffic.c: vehicles of the demonstration: how many, when, how long they wait, how well they are counted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "vigie-ingest-demo-traffic.h"

/* A Saturday, 11 h 07 in France. */
#define START "2026-11-21T10:07:21Z"
#define N 13

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static void
civil_of (VigieDemoSim *sim, int days_before, VigieDemoCivil *civil)
{
  *civil = (VigieDemoCivil) {0};
  vigie_demo_civil_at (
      sim->zone, vigie_demo_midnight_before (sim->zone, sim->start, days_before) + 12 * VIGIE_HOUR,
      civil);
}

static void
plan (VigieDemoSim *sim, guint site, int days_before, VigieDemoTrafficDay *day)
{
  VigieDemoCivil civil;

  civil_of (sim, days_before, &civil);
  vigie_demo_traffic_plan (sim, site, vigie_demo_traffic_find (sim->sites[site].name), &civil, day);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static double
quantile (double *values, guint n, double q)
{
  qsort (values, n, sizeof *values, compare);
  return values[(guint) (q * (n - 1))];
}

/* A year: 1.3 million, of which every one leaves again, never through a closed gate. */
static void
test_year (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  double total = 0, waited = 0, by_weekday[8] = {0}, by_hour[24] = {0}, worst = 0;
  guint days_of[8] = {0};

  for (guint site = 0; site < N; site++)
    {
      double sum = 0, site_waited = 0, most = 0;
      guint full = 0, open = 0, by_level[4] = {0};
      int capacity = sim->sites[site].capacity;

      for (int before = 20; before < 20 + 365; before++)
        {
          VigieDemoTrafficDay day;
          VigieDemoCivil civil;
          guint came = 0, went = 0;

          civil_of (sim, before, &civil);
          plan (sim, site, before, &day);
          g_assert_cmpint (day.day, ==, civil.day_number);
          for (int bin = 0; bin < VIGIE_DEMO_TRAFFIC_BINS; bin++)
            {
              double share = day.present[bin] / (double) capacity;

              civil.minute = bin * 5;
              came += day.in[bin];
              went += day.out[bin];
              g_assert_cmpuint (came - went, ==, day.present[bin]);
              g_assert_cmpuint (day.counted_in[bin], <=, day.in[bin]);
              g_assert_cmpuint (day.counted_out[bin], <=, day.out[bin]);
              if (!vigie_demo_hours_are_open (sim->sites[site].hours, &civil))
                {
                  g_assert_cmpuint (day.in[bin], ==, 0);
                  continue;
                }
              open++;
              full += share >= 1;
              by_level[share >= 1 ? 3 : share >= 0.7 ? 2 : share >= 0.4 ? 1 : 0]++;
              most = MAX (most, share);
              by_hour[bin / 12] += day.in[bin];
            }
          g_assert_cmpuint (came, ==, went);
          g_assert_cmpuint (came, ==, day.visits);
          /* Within a quarter of an hour of the closing it is empty. */
          for (int bin = 19 * 12; bin < VIGIE_DEMO_TRAFFIC_BINS; bin++)
            g_assert_cmpuint (day.present[bin], ==, 0);
          sum += came;
          site_waited += day.waited;
          if (site == 0)
            days_of[civil.weekday]++;
          by_weekday[civil.weekday] += came;
        }
      g_test_message (
          "%s: %.0f visits, %.1f min waited, at most %.0f %% of %d places; light %.0f %%,"
          " moderate %.0f, heavy %.0f, full %.1f",
          sim->sites[site].name, sum, site_waited / sum, most * 100, capacity,
          100. * by_level[0] / open, 100. * by_level[1] / open, 100. * by_level[2] / open,
          100. * by_level[3] / open);
      g_assert_cmpfloat (sum, >, 10000);
      /* Each is full at times, and mostly is not. */
      g_assert_cmpfloat (most, >=, 0.7);
      g_assert_cmpfloat (most, <=, 2.2);
      g_assert_cmpfloat ((double) full / open, <, 0.12);
      worst = MAX (worst, most);
      waited += site_waited;
      total += sum;
    }
  g_test_message ("%.0f visits a year, %.1f min waited, by weekday %.0f %.0f %.0f %.0f %.0f %.0f",
                  total, waited / total, by_weekday[1] / days_of[1], by_weekday[2] / days_of[2],
                  by_weekday[3] / days_of[3], by_weekday[4] / days_of[4],
                  by_weekday[5] / days_of[5], by_weekday[6] / days_of[6]);
  g_assert_cmpfloat (total, >, 1.2e6);
  g_assert_cmpfloat (total, <, 1.4e6);
  g_assert_cmpfloat (by_weekday[6], >, by_weekday[2] * 1.3);
  g_assert_cmpfloat (by_weekday[5], >, by_weekday[4]);
  g_assert_cmpfloat (by_weekday[7], ==, 0);
  g_assert_cmpfloat (by_hour[10], >, by_hour[14]);
  g_assert_cmpfloat (by_hour[10], >, by_hour[16]);
  g_assert_cmpfloat (by_hour[17], >, by_hour[14] * 0.7);
}

/* The course of Saturdays: what is usual of each site. */
static void
test_saturdays (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));

  for (guint site = 0; site < N; site++)
    {
      double at[3][26];
      guint n = 0;

      for (int before = 7; before <= 26 * 7; before += 7)
        {
          VigieDemoTrafficDay day;

          plan (sim, site, before, &day);
          for (guint i = 0; i < 3; i++)
            at[i][n] = day.present[i == 0 ? 11 * 12 + 1 : i == 1 ? 12 * 12 + 4 : 16 * 12 + 6];
          n++;
        }
      g_test_message ("%s: Saturday 11 h 07: %.0f, %.0f, %.0f; 12 h 20: %.0f; 16 h 30: %.0f",
                      sim->sites[site].name, quantile (at[0], n, 0.1), quantile (at[0], n, 0.5),
                      quantile (at[0], n, 0.9), quantile (at[1], n, 0.5), quantile (at[2], n, 0.5));
      if (g_str_equal (sim->sites[site].name, "Déchèterie de Riantec"))
        {
          g_assert_cmpfloat (quantile (at[0], n, 0.5), >=, 6);
          g_assert_cmpfloat (quantile (at[0], n, 0.5), <=, 14);
          g_assert_cmpfloat (quantile (at[1], n, 0.5), <, quantile (at[0], n, 0.5));
        }
    }
}

/* What counters miss: little, but for the two that fail. */
static void
test_counts (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  guint stopped = 0, apart = 0;

  for (guint site = 0; site < N; site++)
    {
      const VigieDemoTrafficSite *facts = vigie_demo_traffic_find (sim->sites[site].name);
      double in = 0, out = 0, counted_in = 0, counted_out = 0, week_in = 0, week_out = 0, missed;

      for (int before = 1; before < 190; before++)
        {
          VigieDemoTrafficDay day;
          guint seen = 0;

          plan (sim, site, before, &day);
          for (guint bin = 0; bin < VIGIE_DEMO_TRAFFIC_BINS; bin++)
            {
              seen += day.counted_in[bin];
              if (before <= 7)
                {
                  week_in += day.counted_in[bin];
                  week_out += day.counted_out[bin];
                }
              if (before <= 40)
                continue;
              in += day.in[bin];
              out += day.out[bin];
              counted_in += day.counted_in[bin];
              counted_out += day.counted_out[bin];
            }
          stopped += day.visits > 0 && seen == 0;
        }
      missed = 1 - counted_in / in;
      g_test_message ("%s: misses %.1f %% and %.1f %%; last week %.0f in, %.0f out", facts->site,
                      missed * 100, (1 - counted_out / out) * 100, week_in, week_out);
      g_assert_cmpfloat_with_epsilon (missed, facts->miss_in, 0.004);
      g_assert_cmpfloat_with_epsilon (1 - counted_out / out, facts->miss_out, 0.004);
      g_assert_cmpfloat (missed, >=, 0.003);
      g_assert_cmpfloat (missed, <=, 0.03);
      apart += fabs (week_in - week_out) > 0.1 * (week_in + week_out) / 2;
    }
  g_assert_cmpuint (stopped, ==, 2);
  g_assert_cmpuint (apart, ==, 1);
}

static void
test_works (void)
{
  static const struct
  {
    const char *first, *last, *text;
  } cases[] = {
      {"2026-11-12T12:00:00Z", "2026-11-30T12:00:00Z", "2026 Nov 12-30 off \"Travaux\""},
      {"2026-11-22T12:00:00Z", "2026-12-03T12:00:00Z", "2026 Nov 22-Dec 03 off \"Travaux\""},
      {"2026-12-22T12:00:00Z", "2027-01-09T12:00:00Z", "2026 Dec 22-2027 Jan 09 off \"Travaux\""},
      {"2026-12-22T12:00:00Z", "2026-12-22T12:00:00Z", "2026 Dec 22 off \"Travaux\""},
  };
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  gint64 first, last;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vigie_demo_closure_to_string (
          instant (cases[i].first) / VIGIE_DAY, instant (cases[i].last) / VIGIE_DAY, "Travaux");

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (guint site = 0; site < N; site++)
    {
      VigieDemoTrafficDay day;

      if (!vigie_demo_traffic_works (sim, sim->sites[site].name, &first, &last))
        continue;
      g_assert_cmpstr (sim->sites[site].name, ==, "Déchèterie de Quéven");
      g_assert_cmpint (first, ==, instant ("2026-11-12T12:00:00Z") / VIGIE_DAY);
      g_assert_cmpint (last, ==, instant ("2026-11-30T12:00:00Z") / VIGIE_DAY);
      for (int before = -9; before <= 9; before++)
        {
          plan (sim, site, before, &day);
          g_assert_cmpuint (day.visits, ==, 0);
        }
      plan (sim, site, 14, &day);
      g_assert_cmpuint (day.visits, >, 100);
    }
}

static void
test_speed (void)
{
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  gint64 began = g_get_monotonic_time ();
  VigieDemoTrafficDay day;
  guint visits = 0;

  for (int before = 0; before < 190; before++)
    for (guint site = 0; site < N; site++)
      {
        plan (sim, site, before, &day);
        visits += day.visits;
      }
  g_test_message ("190 days of %d sites, %u vehicles: %d ms", N, visits,
                  (int) ((g_get_monotonic_time () - began) / 1000));
  g_assert_cmpuint (visits, >, 500000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/demo/traffic/year", test_year);
  g_test_add_func ("/ingest/demo/traffic/saturdays", test_saturdays);
  g_test_add_func ("/ingest/demo/traffic/counts", test_counts);
  g_test_add_func ("/ingest/demo/traffic/works", test_works);
  g_test_add_func ("/ingest/demo/traffic/speed", test_speed);
  return g_test_run ();
}
