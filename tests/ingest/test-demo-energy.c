/* test-demo-energy.c: what the demonstration tells of energy before its origin, over more than a year: it adds up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-demo-archive.h"

/* 2026-11-21 is a Saturday; 11 h 07 in France. */
#define START "2026-11-21T10:07:21Z"
#define HALF_HOURS_A_DAY 48
#define DATA_CENTRE "Centre de données (fictif)"

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

/* The readings of a site's measure, or NULL. */
static double *
read_archive (VigieDemoArchive *archive, VigieDemoSim *sim, const char *site, const char *name)
{
  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      if (g_str_equal (sim->sites[measure->site].name, site) && g_str_equal (measure->name, name))
        return vigie_demo_archive_read (archive, i);
    }
  return NULL;
}

/* Watt-hours from one reading to the next. */
static gint64
grown (const double *index, guint i)
{
  return index ? (gint64) round ((index[i + 1] - index[i]) * 1000) : 0;
}

/* What a site counts, over the whole archive. */
typedef struct
{
  double *load, *production, *import, *export, *charge, *discharge;
} Exchange;

static void
exchange_read (Exchange *exchange, VigieDemoArchive *archive, VigieDemoSim *sim, const char *site)
{
  exchange->load = read_archive (archive, sim, site, "Énergie consommée");
  exchange->production = read_archive (archive, sim, site, "Énergie produite");
  exchange->import = read_archive (archive, sim, site, "Énergie soutirée");
  exchange->export = read_archive (archive, sim, site, "Énergie injectée");
  exchange->charge = read_archive (archive, sim, site, "Énergie de charge");
  exchange->discharge = read_archive (archive, sim, site, "Énergie de décharge");
}

static void
exchange_clear (Exchange *exchange)
{
  g_free (exchange->load);
  g_free (exchange->production);
  g_free (exchange->import);
  g_free (exchange->export);
  g_free (exchange->charge);
  g_free (exchange->discharge);
}

/* Every site, every half hour of more than a year, to the watt-hour. */
static void
test_balance (void)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  guint n = vigie_demo_archive_get_n (archive), n_sites = 0, n_batteries = 0, n_loads = 0;

  g_assert_cmpuint (n, >=, (VIGIE_DEMO_ARCHIVE_DAYS - VIGIE_DEMO_HISTORY_DAYS) * HALF_HOURS_A_DAY);
  g_assert_cmpint (vigie_demo_archive_get_time (archive, n), ==, sim->origin);
  g_assert_cmpint (sim->start - vigie_demo_archive_get_time (archive, 0), >, 410 * VIGIE_DAY);
  for (guint site = 0; site < sim->n_sites; site++)
    {
      const VigieDemoSite *info = &sim->sites[site];
      gint64 produced = 0, self_consumed = 0, charged = 0, discharged = 0;
      Exchange exchange;

      exchange_read (&exchange, archive, sim, info->name);
      n_loads += exchange.load != NULL;
      if (exchange.load)
        g_assert_cmpfloat (exchange.load[0], >=, 0);
      for (guint i = 0; i + 1 < n && exchange.production; i++)
        {
          gint64 in = grown (exchange.production, i) + grown (exchange.import, i)
                      + grown (exchange.discharge, i);
          gint64 out
              = grown (exchange.load, i) + grown (exchange.export, i) + grown (exchange.charge, i);

          g_assert_cmpint (in, ==, out);
          g_assert_cmpint (grown (exchange.production, i), >=, grown (exchange.export, i));
          g_assert_cmpint (grown (exchange.export, i), >=, 0);
          g_assert_cmpint (grown (exchange.charge, i), >=, 0);
          g_assert_cmpint (grown (exchange.discharge, i), >=, 0);
          if (exchange.import)
            {
              g_assert_cmpint (grown (exchange.import, i), >=, 0);
              g_assert_true (grown (exchange.import, i) == 0 || grown (exchange.export, i) == 0);
            }
          produced += grown (exchange.production, i);
          self_consumed += grown (exchange.production, i) - grown (exchange.export, i);
          charged += grown (exchange.charge, i);
          discharged += grown (exchange.discharge, i);
        }
      if (exchange.production)
        {
          n_sites++;
          g_assert_cmpint (produced, >, 0);
          /* The plants give all of it to the grid. */
          if (info->type == VIGIE_DEMO_TYPE_SOLAR)
            g_assert_cmpint (self_consumed, ==, 0);
          else
            g_assert_cmpint (self_consumed, >, produced / 3);
          g_assert_cmpint (self_consumed, <=, produced);
          /* Some 1 150 kWh a year for each kWc, all year. */
          g_assert_cmpfloat ((double) produced / 1000
                                 / (info->panels > 0 ? info->panels : info->size) / n
                                 * HALF_HOURS_A_DAY * 365,
                             >, 950);
          g_assert_cmpfloat ((double) produced / 1000
                                 / (info->panels > 0 ? info->panels : info->size) / n
                                 * HALF_HOURS_A_DAY * 365,
                             <, 1300);
        }
      if (exchange.charge)
        {
          n_batteries++;
          g_assert_cmpint (charged, >, 1000000);
          /* A tenth is lost; what it holds at both ends is 120 kWh at most. */
          g_assert_cmpfloat ((double) discharged, >, 0.85 * (double) charged - 120000);
          g_assert_cmpfloat ((double) discharged, <, 0.92 * (double) charged + 120000);
        }
      exchange_clear (&exchange);
    }
  g_assert_cmpuint (n_sites, >=, 16);
  g_assert_cmpuint (n_batteries, ==, 1);
  g_assert_cmpuint (n_loads, >=, 30);
}

/* The archive ends where the history of five weeks begins. */
static void
test_seam (void)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  guint n = vigie_demo_archive_get_n (archive), n_archived = 0;

  vigie_demo_sim_advance (sim);
  g_assert_cmpint (sim->time, ==, sim->origin);
  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);
      g_autofree double *values = vigie_demo_archive_read (archive, i);
      double step, before;

      g_assert_cmpint (values != NULL, ==, vigie_demo_measure_is_meter (measure));
      if (!values)
        continue;
      n_archived++;
      step = vigie_demo_sim_value (sim, i) - values[n - 1];
      before = values[n - 1] - values[n - 2];
      if (measure->property == VIGIE_DEMO_PROPERTY_OUTSIDE_TEMPERATURE)
        g_assert_cmpfloat (fabs (step), <, 2);
      else
        {
          for (guint k = 0; k + 1 < n; k++)
            g_assert_cmpfloat (values[k + 1], >=, values[k]);
          g_assert_cmpfloat (values[0], >=, 0);
          g_assert_cmpfloat (step, >=, 0);
          /* Midnight is quiet: the one half hour is like the other. */
          g_assert_cmpfloat (step, <=, before * 2 + 6);
        }
    }
  g_test_message ("%u of %u measures", n_archived, sim->measures->len);
  g_assert_cmpuint (n_archived, >=, 80);
}

/* The hottest days cost the data centre most; its PUE is that of a real one at any time. */
static void
test_data_centre (void)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  g_autofree double *total = read_archive (archive, sim, DATA_CENTRE, "Énergie consommée");
  g_autofree double *it = read_archive (archive, sim, DATA_CENTRE, "Énergie informatique");
  g_autofree double *cooling = read_archive (archive, sim, DATA_CENTRE, "Refroidissement, index");
  g_autofree double *losses
      = read_archive (archive, sim, DATA_CENTRE, "Pertes et auxiliaires, index");
  g_autofree double *heat
      = read_archive (archive, sim, DATA_CENTRE, "Énergie de chaleur réutilisée");
  g_autofree double *water = read_archive (archive, sim, DATA_CENTRE, "Eau de refroidissement");
  g_autofree double *outside
      = read_archive (archive, sim, "Station météo de Soye", "Température extérieure");
  double sum[5] = {0}, hot_water = 0, cold_water = 0, year;
  guint n = vigie_demo_archive_get_n (archive), n_days = 0;

  for (guint i = 0; i + HALF_HOURS_A_DAY < n; i += HALF_HOURS_A_DAY)
    {
      guint end = i + HALF_HOURS_A_DAY;
      double pue = (total[end] - total[i]) / (it[end] - it[i]), mean = 0;

      for (guint k = i; k < end; k++)
        {
          g_assert_cmpint (grown (total, k), ==,
                           grown (it, k) + grown (cooling, k) + grown (losses, k));
          mean += outside[k] / HALF_HOURS_A_DAY;
        }
      g_assert_cmpfloat (pue, >, 1.1);
      g_assert_cmpfloat (pue, <, 1.6);
      *(mean > 19 ? &hot_water : &cold_water) += water[end] - water[i];
      sum[0] += mean;
      sum[1] += pue;
      sum[2] += mean * mean;
      sum[3] += pue * pue;
      sum[4] += mean * pue;
      n_days++;
    }
  {
    double covariance = sum[4] / n_days - sum[0] / n_days * sum[1] / n_days;
    double correlation = covariance
                         / sqrt ((sum[2] / n_days - pow (sum[0] / n_days, 2))
                                 * (sum[3] / n_days - pow (sum[1] / n_days, 2)));

    g_test_message ("PUE %.3f, correlation with the temperature %.3f",
                    (total[n - 1] - total[0]) / (it[n - 1] - it[0]), correlation);
    g_assert_cmpfloat (correlation, >, 0.85);
  }
  /* Heat is used all year, as much as a tenth; water runs on the hot days, though they are few. */
  year = (heat[n - 1] - heat[0]) / (total[n - 1] - total[0]);
  g_assert_cmpfloat (year, >, 0.05);
  g_assert_cmpfloat (year, <, 0.2);
  g_assert_cmpfloat (hot_water, >, cold_water);
}

/* Sundays in the sun give more to the grid than working days in the same sun. */
static void
test_sundays (void)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  guint n = vigie_demo_archive_get_n (archive);
  double share[2];
  Exchange exchange;

  exchange_read (&exchange, archive, sim, "Maison de l’Agglomération");
  for (guint sunday = 0; sunday < 2; sunday++)
    {
      double produced = 0, exported = 0;

      for (guint i = 0; i + 1 < n; i++)
        {
          VigieDemoCivil civil = {0};

          vigie_demo_civil_at (sim->zone, vigie_demo_archive_get_time (archive, i), &civil);
          if (civil.holiday || civil.weekday == 6 || (civil.weekday == 7) != sunday
              || civil.month < 4 || civil.month > 9)
            continue;
          produced += exchange.production[i + 1] - exchange.production[i];
          exported += exchange.export[i + 1] - exchange.export[i];
        }
      share[sunday] = exported / produced;
    }
  exchange_clear (&exchange);
  g_test_message ("exported: %.0f %% on working days, %.0f %% on Sundays", share[0] * 100,
                  share[1] * 100);
  g_assert_cmpfloat (share[1], >, 0.3);
  g_assert_cmpfloat (share[0], <, 0.1);
}

/* Two starts on the same day tell the same; one of another day the same of the days that both tell. */
static void
test_determinism (void)
{
  g_autoptr (VigieDemoArchive) first = vigie_demo_archive_new (instant (START));
  g_autoptr (VigieDemoArchive) second = vigie_demo_archive_new (instant ("2026-11-21T17:44:02Z"));
  g_autoptr (VigieDemoArchive) later = vigie_demo_archive_new (instant ("2026-11-24T09:00:00Z"));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (instant (START));
  guint n = vigie_demo_archive_get_n (first), shift = 3 * HALF_HOURS_A_DAY;

  g_assert_cmpint (vigie_demo_archive_get_time (first, shift), ==,
                   vigie_demo_archive_get_time (later, 0));
  for (guint m = 0; m < sim->measures->len; m++)
    {
      g_autofree double *a = vigie_demo_archive_read (first, m);
      g_autofree double *b = vigie_demo_archive_read (second, m);
      g_autofree double *c = vigie_demo_archive_read (later, m);
      const char *site = sim->sites[vigie_demo_sim_measure (sim, m)->site].name;

      if (!a)
        continue;
      g_assert_cmpmem (a, n * sizeof *a, b, n * sizeof *b);
      /* But what has a memory: the water that still runs off, the battery. */
      if (g_str_has_prefix (site, "Épuration") || g_str_has_prefix (site, "Poste de relevage")
          || g_str_has_prefix (site, "Centre de tri"))
        continue;
      for (guint i = 0; i + 1 + shift < n; i++)
        g_assert_cmpfloat_with_epsilon (a[i + 1 + shift] - a[i + shift], c[i + 1] - c[i], 0.0201);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/demo/energy/balance", test_balance);
  g_test_add_func ("/ingest/demo/energy/seam", test_seam);
  g_test_add_func ("/ingest/demo/energy/data-centre", test_data_centre);
  g_test_add_func ("/ingest/demo/energy/sundays", test_sundays);
  g_test_add_func ("/ingest/demo/energy/determinism", test_determinism);
  return g_test_run ();
}
