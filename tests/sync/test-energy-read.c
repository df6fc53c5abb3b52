/* test-energy-read.c: figures over a period from a store, against amounts that are known by how the readings were made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "energy-support.h"

#define INDEX VIGIE_AGGREGATION_CUMULATIVE
#define AMOUNTS VIGIE_AGGREGATION_INTERVAL
#define POWER VIGIE_AGGREGATION_INSTANT
#define TEN (10 * VIGIE_MINUTE)
#define assert_near(a, b) g_assert_cmpfloat_with_epsilon ((a), (b), 1e-9)

/* Days of 24, 23 and 25 hours. */
static const struct
{
  const char *from;
  guint hours;
} days[] = {
    {"2026-11-01T23:00:00Z", 24},
    {"2026-03-28T23:00:00Z", 23},
    {"2026-10-24T22:00:00Z", 25},
};

static VigieEnergyResult *
read_period (EnergyStore *store, VigieEnergyPlan *plan, VigiePeriod period, VigieTime now)
{
  g_autoptr (GError) error = NULL;
  VigieEnergyResult *result = vigie_energy_read (store->store, plan, store->profile, &period,
                                                 VIGIE_TIME_NONE, now, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

static double
value_of (const VigieEnergyResult *result, VigieKpi kpi)
{
  return result->figures[kpi].value;
}

static double
straight (guint i, gpointer data)
{
  return 1000 + i * *(double *) data;
}

/* Panels give 5/6 kWh in each ten minutes from step 60 to 84 of the day. */
static double
at_noon (guint i, gpointer data)
{
  return i > 60 && i <= 84 ? 5 / 6.0 : 0;
}

/* The self-consumed part is made step by step, and days have the hours that they have. */
static void
test_day (void)
{
  for (guint d = 0; d < G_N_ELEMENTS (days); d++)
    {
      g_autoptr (EnergyStore) store = energy_store_new ();
      VigieTime from = at (days[d].from);
      VigiePeriod day = vigie_period_at (from, VIGIE_PERIOD_DAY, NULL);
      guint n = days[d].hours * 6 + 1;
      double third = 1 / 3.0;
      g_autoptr (VigieEnergyPlan) plan = NULL;
      g_autoptr (VigieEnergyResult) result = NULL;
      VigieSiteData *site = territory_add_site (&store->territory, "s", VIGIE_KIND_PUBLIC_BUILDING);

      g_set_str (&vigie_site_data_edit_details (site)->properties, "{\"area\": 200}");
      territory_add_measure (&store->territory, "s", "c", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                             TEN);
      territory_add_measure (&store->territory, "s", "p", "2", VIGIE_ROLE_PRODUCTION, "kWh",
                             AMOUNTS, TEN);
      territory_add_measure (&store->territory, "s", "t", "3", VIGIE_ROLE_OUTSIDE_TEMPERATURE, "°C",
                             POWER, TEN);
      plan = energy_store_plan (store);
      energy_store_put (store, "c", from, TEN, n, straight, &third);
      energy_store_put (store, "p", from, TEN, n, at_noon, NULL);
      energy_store_put (store, "t", from, TEN, n, at_noon, NULL);
      g_assert_cmpint (day.from, ==, from);
      g_assert_cmpint (day.to, ==, from + days[d].hours * VIGIE_HOUR);
      result = read_period (store, plan, day, day.to + VIGIE_DAY);

      assert_near (value_of (result, VIGIE_KPI_CONSUMPTION), days[d].hours * 2.);
      assert_near (value_of (result, VIGIE_KPI_PRODUCTION), 20);
      assert_near (value_of (result, VIGIE_KPI_SELF_CONSUMED), 8);
      assert_near (value_of (result, VIGIE_KPI_SELF_CONSUMPTION), 0.4);
      assert_near (value_of (result, VIGIE_KPI_SELF_PRODUCTION), 8 / (days[d].hours * 2.));
      assert_near (value_of (result, VIGIE_KPI_GRID_EXPORT), 12);
      assert_near (value_of (result, VIGIE_KPI_GRID_IMPORT), days[d].hours * 2. - 8);
      assert_near (value_of (result, VIGIE_KPI_PER_AREA), days[d].hours / 100.);
      assert_near (value_of (result, VIGIE_KPI_CO2), (days[d].hours * 2. - 8) * 0.0461);
      assert_near (result->figures[VIGIE_KPI_CONSUMPTION].coverage, 1);
      g_assert_cmpint (result->figures[VIGIE_KPI_PUE].undefined, ==,
                       VIGIE_UNDEFINED_NO_DATA_CENTRE);
      g_assert_cmpuint (result->sites->len, ==, 1);
      g_assert_cmpfloat (result->loaded, ==, 1);
      g_assert_cmpint (result->step, ==, TEN);
      assert_near (result->degree_days, 18 - 5 / 12.);

      /* Bins hold all of it, and hours × days are powers. */
      {
        double sum = 0;

        for (guint i = 0; i < result->n_bins; i++)
          {
            sum += result->consumption[VIGIE_ENERGY_GROUP_BUILDINGS][i];
            g_assert_cmpuint (result->silent[i], ==, 0);
          }
        assert_near (sum, days[d].hours * 2.);
      }
      g_assert_null (result->consumption[VIGIE_ENERGY_GROUP_WATER]);
      g_assert_nonnull (result->production);
      g_assert_cmpuint (result->n_days, ==, 1);
      for (guint hour = 0; hour < 24; hour++)
        if (days[d].hours == 23 && hour == 2)
          g_assert_true (isnan (result->hours[hour]));
        else
          assert_near (result->hours[hour], 2);
    }
}

/* What is known of a period in progress, of one that is cut, and of one that has not begun. */
static void
test_in_progress (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  VigieTime from = at ("2026-11-01T23:00:00Z");
  VigiePeriod day = vigie_period_at (from, VIGIE_PERIOD_DAY, NULL);
  VigieTime noon = from + 12 * VIGIE_HOUR;
  double third = 1 / 3.0;
  g_autoptr (VigieEnergyPlan) plan = NULL;
  g_autoptr (VigieEnergyResult) now = NULL;
  g_autoptr (VigieEnergyResult) cut = NULL;
  g_autoptr (VigieEnergyResult) future = NULL;
  g_autoptr (GError) error = NULL;

  territory_add_site (&store->territory, "s", VIGIE_KIND_WATER);
  territory_add_measure (&store->territory, "s", "c", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                         TEN);
  plan = energy_store_plan (store);
  energy_store_put (store, "c", from, TEN, 6 * 24 + 1, straight, &third);

  /* The last quarter of an hour had no time to come. */
  now = read_period (store, plan, day, noon);
  assert_near (value_of (now, VIGIE_KPI_CONSUMPTION), 70 * third);
  assert_near (now->figures[VIGIE_KPI_CONSUMPTION].coverage, 1);
  g_assert_cmpfloat (now->loaded, ==, 1);
  g_assert_cmpint (((VigieEnergySiteResult *) g_ptr_array_index (now->sites, 0))->last, ==, noon);

  cut = vigie_energy_read (store->store, plan, store->profile, &day, noon, day.to + VIGIE_DAY, NULL,
                           &error);
  g_assert_no_error (error);
  assert_near (value_of (cut, VIGIE_KPI_CONSUMPTION), 24);
  g_assert_cmpint (cut->edges[cut->n_bins], ==, day.to);
  g_assert_true (isnan (cut->consumption[VIGIE_ENERGY_GROUP_WATER][cut->n_bins - 1]));
  g_assert_true (isnan (cut->hours[13]));
  assert_near (cut->hours[11], 2);

  future = read_period (store, plan, day, from - VIGIE_DAY);
  g_assert_cmpint (future->figures[VIGIE_KPI_CONSUMPTION].undefined, ==, VIGIE_UNDEFINED_FUTURE);
  g_assert_cmpfloat (future->loaded, ==, 1);
}

static double
noisy (guint i, gpointer data)
{
  guint seed = *(guint *) data;

  return 1000 + i + (double) ((i * 7919 + seed * 104729) % 97) / 97;
}

/* The same to the last bit, however the threads are scheduled; and sums of parts are those of the whole. */
static void
test_same (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  VigieTime from = at ("2026-11-01T23:00:00Z");
  VigiePeriod day = vigie_period_at (from, VIGIE_PERIOD_DAY, NULL);
  g_autoptr (VigieEnergyPlan) plan = NULL;
  g_autoptr (VigieEnergyResult) first = NULL;
  double sum = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *site = g_strdup_printf ("s%u", i);
      g_autofree char *measure = g_strdup_printf ("m%u", i);

      territory_add_site (&store->territory, site,
                          i % 3 == 0 ? VIGIE_KIND_DATA_CENTRE : VIGIE_KIND_OTHER);
      territory_add_measure (&store->territory, site, measure, "1", VIGIE_ROLE_CONSUMPTION, "kWh",
                             INDEX, i % 2 == 0 ? TEN : VIGIE_HOUR);
    }
  plan = energy_store_plan (store);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *measure = g_strdup_printf ("m%u", i);

      energy_store_put (store, measure, from, TEN, 145, noisy, &i);
    }
  first = read_period (store, plan, day, day.to + VIGIE_DAY);
  g_assert_cmpint (first->step, ==, VIGIE_HOUR);
  for (int round = 0; round < 5; round++)
    {
      g_autoptr (VigieEnergyResult) again = read_period (store, plan, day, day.to + VIGIE_DAY);

      g_assert_cmpmem (again->figures, sizeof again->figures, first->figures,
                       sizeof first->figures);
      g_assert_cmpmem (again->data_centres, sizeof again->data_centres, first->data_centres,
                       sizeof first->data_centres);
      g_assert_cmpmem (again->hours, 24 * sizeof (double), first->hours, 24 * sizeof (double));
    }
  for (guint i = 0; i < first->sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (first->sites, i);

      sum += site->figures[VIGIE_KPI_CONSUMPTION].value;
      if (i > 0)
        {
          const VigieEnergySiteResult *before = g_ptr_array_index (first->sites, i - 1);

          g_assert_cmpfloat (before->figures[VIGIE_KPI_CONSUMPTION].value, >=,
                             site->figures[VIGIE_KPI_CONSUMPTION].value);
        }
    }
  assert_near (sum, value_of (first, VIGIE_KPI_CONSUMPTION));
  g_assert_cmpfloat (first->data_centres[VIGIE_KPI_CONSUMPTION].value, <, sum / 2);
}

/* What is not on this machine yet is not taken for a gap; what went wrong is told. */
static void
test_loaded (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  VigieTime from = at ("2026-11-01T23:00:00Z");
  VigiePeriod month = vigie_period_at (from, VIGIE_PERIOD_MONTH, NULL);
  double third = 1 / 3.0;
  g_autoptr (VigieEnergyPlan) plan = NULL;
  g_autoptr (VigieEnergyResult) result = NULL;
  g_autoptr (VigieEnergyDetail) detail = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  territory_add_site (&store->territory, "s", VIGIE_KIND_WATER);
  territory_add_measure (&store->territory, "s", "c", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                         TEN);
  territory_add_measure (&store->territory, "s", "e", "2", VIGIE_ROLE_GRID_EXPORT, "kWh", INDEX,
                         TEN);
  plan = energy_store_plan (store);
  energy_store_put (store, "c", month.from, TEN, 6 * 24 * 13, straight, &third);
  result = read_period (store, plan, month, month.to + VIGIE_DAY);
  /* 14 of 30 days of one of two meters. */
  assert_near (result->loaded, 14 / 60.);
  g_assert_cmpint (result->figures[VIGIE_KPI_CONSUMPTION].undefined, ==, VIGIE_UNDEFINED_COVERAGE);
  g_assert_true (isnan (value_of (result, VIGIE_KPI_CONSUMPTION)));
  g_assert_cmpuint (result->silent[0], ==, 1);
  g_assert_cmpuint (result->silent[result->n_bins - 1], ==, 2);

  detail = vigie_energy_detail_read (store->store, plan, "s", &month, month.to + VIGIE_DAY, NULL,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (detail->meters->len, ==, 2);
  g_assert_cmpuint (detail->events->len, ==, 2);
  assert_near (detail->steps->flow[VIGIE_FLOW_CONSUMPTION][100], third);
  g_clear_pointer (&detail, vigie_energy_detail_unref);
  detail = vigie_energy_detail_read (store->store, plan, "t", &month, month.to, NULL, &error);
  g_assert_null (detail);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_cancellable_cancel (cancelled);
  g_assert_null (vigie_energy_read (store->store, plan, store->profile, &month, VIGIE_TIME_NONE,
                                    month.to, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static double
cold (guint i, gpointer data)
{
  /* Two degrees colder every day, the third without readings from 6 h on where asked. */
  return *(gboolean *) data && i > 2 * 144 + 36 && i < 3 * 144 ? NAN : 20 - 2. * (i / 144);
}

/* 18 °C less the middle of each day's extremes; not known where a day is not. */
static void
test_degree_days (void)
{
  for (gboolean has_gap = FALSE; has_gap <= TRUE; has_gap++)
    {
      g_autoptr (EnergyStore) store = energy_store_new ();
      VigiePeriod days_
          = {VIGIE_PERIOD_FREE, at ("2026-11-01T23:00:00Z"), at ("2026-11-05T23:00:00Z")};
      double third = 1 / 3.0;
      g_autoptr (VigieEnergyPlan) plan = NULL;
      g_autoptr (VigieEnergyResult) result = NULL;

      territory_add_site (&store->territory, "s", VIGIE_KIND_OTHER);
      territory_add_measure (&store->territory, "s", "c", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                             TEN);
      territory_add_measure (&store->territory, "s", "t", "2", VIGIE_ROLE_OUTSIDE_TEMPERATURE, "°C",
                             POWER, TEN);
      plan = energy_store_plan (store);
      energy_store_put (store, "c", days_.from, TEN, 4 * 144 + 1, straight, &third);
      energy_store_put (store, "t", days_.from, TEN, 4 * 144 + 1, cold, &has_gap);
      result = read_period (store, plan, days_, days_.to + VIGIE_DAY);
      if (has_gap)
        {
          g_assert_true (isnan (result->degree_days));
          g_assert_cmpint (result->figures[VIGIE_KPI_PER_DEGREE_DAY].undefined, ==,
                           VIGIE_UNDEFINED_NO_TEMPERATURE);
        }
      else
        {
          /* 20, 18, 16, 14 °C. */
          assert_near (result->degree_days, 0 + 0 + 2 + 4);
          assert_near (result->figures[VIGIE_KPI_PER_DEGREE_DAY].value, 192 / result->degree_days);
        }
    }
}

/* Nothing is selected: nothing is told, and nothing breaks. */
static void
test_nothing (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  VigiePeriod year = vigie_period_at (at ("2026-06-01T00:00:00Z"), VIGIE_PERIOD_YEAR, NULL);
  g_autoptr (VigieEnergyPlan) plan = energy_store_plan (store);
  g_autoptr (VigieEnergyResult) result = read_period (store, plan, year, year.to + VIGIE_DAY);

  g_assert_cmpuint (result->sites->len, ==, 0);
  g_assert_cmpint (result->figures[VIGIE_KPI_PRODUCTION].undefined, ==,
                   VIGIE_UNDEFINED_NOT_METERED);
  g_assert_cmpfloat (result->loaded, ==, 1);
  g_assert_cmpuint (result->n_days, ==, 365);
  g_assert_true (isnan (result->hours[0]));
}

/* What only the faster one of two sites has told yet is no total of both: it is not there yet. */
static void
test_not_all_there_yet (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  VigieTime from = at ("2026-11-01T23:00:00Z");
  VigiePeriod day = vigie_period_at (from, VIGIE_PERIOD_DAY, NULL);
  VigieTime now = from + 12 * VIGIE_HOUR + 20 * VIGIE_MINUTE;
  double third = 1 / 3.0, two = 2;
  g_autoptr (VigieEnergyPlan) plan = NULL;
  g_autoptr (VigieEnergyResult) result = NULL;

  territory_add_site (&store->territory, "fast", VIGIE_KIND_PUBLIC_BUILDING);
  territory_add_site (&store->territory, "slow", VIGIE_KIND_PUBLIC_BUILDING);
  territory_add_measure (&store->territory, "fast", "f", "1", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                         TEN);
  territory_add_measure (&store->territory, "slow", "s", "2", VIGIE_ROLE_CONSUMPTION, "kWh", INDEX,
                         VIGIE_HOUR);
  plan = energy_store_plan (store);
  energy_store_put (store, "f", from, TEN, 12 * 6 + 1, straight, &third);
  energy_store_put (store, "s", from, VIGIE_HOUR, 11, straight, &two);
  result = read_period (store, plan, day, now);
  for (guint hour = 0; hour < 24; hour++)
    if (hour < 10)
      assert_near (result->hours[hour], 4);
    else
      g_assert_true (isnan (result->hours[hour]));
  for (guint i = 0; i < result->n_bins; i++)
    {
      double kwh = result->consumption[VIGIE_ENERGY_GROUP_BUILDINGS][i];

      if (result->edges[i + 1] <= from + 10 * VIGIE_HOUR)
        assert_near (kwh / (double) (result->edges[i + 1] - result->edges[i]) * VIGIE_HOUR, 4);
      else
        g_assert_true (isnan (kwh));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/energy-read/day", test_day);
  g_test_add_func ("/sync/energy-read/in-progress", test_in_progress);
  g_test_add_func ("/sync/energy-read/not-all-there-yet", test_not_all_there_yet);
  g_test_add_func ("/sync/energy-read/same", test_same);
  g_test_add_func ("/sync/energy-read/loaded", test_loaded);
  g_test_add_func ("/sync/energy-read/degree-days", test_degree_days);
  g_test_add_func ("/sync/energy-read/nothing", test_nothing);
  return g_test_run ();
}
