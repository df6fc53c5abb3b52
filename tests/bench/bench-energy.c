/* bench-energy.c: the figures of a year of ten minutes of a hundred sites with three meters each, from the store,
 * packed as it is after some hours; real time, best of a few rounds, the file in the system's memory as after a first
 * look.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sys/stat.h>
#include <time.h>

#include "../sync/energy-support.h"

#define N_SITES 100
#define N_ROUNDS 5
#define STEP (10 * VIGIE_MINUTE)

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
tell (const char *name, double value, const char *unit, double bar)
{
  g_print ("{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\"", name, value, unit);
  if (bar > 0)
    g_print (",\"bar\":%g,\"better\":\"lower\"", bar);
  g_print ("}\n");
}

typedef struct
{
  guint seed;
  double index;
  gboolean sun; /* there is some only by day */
} Meter;

/* An index to the watt-hour, which grows as buildings use and panels give. */
static double
grow (guint i, gpointer data)
{
  Meter *meter = data;
  guint hour = i / 6 % 24;

  meter->seed = meter->seed * 1664525 + 1013904223;
  if (!meter->sun || (hour > 7 && hour < 18))
    meter->index += (200 + (meter->seed >> 16) % 1500) / 1000.0;
  return round (meter->index * 1000) / 1000;
}

int
main (void)
{
  static const VigieRole roles[]
      = {VIGIE_ROLE_CONSUMPTION, VIGIE_ROLE_PRODUCTION, VIGIE_ROLE_GRID_EXPORT};
  g_autoptr (EnergyStore) store = energy_store_new ();
  VigiePeriod year = vigie_period_at (at ("2025-06-01T00:00:00Z"), VIGIE_PERIOD_YEAR, NULL);
  VigiePeriod month = vigie_period_at (at ("2025-06-01T00:00:00Z"), VIGIE_PERIOD_MONTH, NULL);
  double consumed = 0, best_year = G_MAXDOUBLE, best_month = G_MAXDOUBLE, cpu = G_MAXDOUBLE;
  guint n = (guint) ((year.to - year.from) / STEP) + 1;
  g_autoptr (VigieEnergyPlan) plan = NULL;
  gboolean more = TRUE;
  struct stat file;

  for (guint i = 0; i < N_SITES; i++)
    {
      g_autofree char *site = g_strdup_printf ("s%u", i);

      territory_add_site (&store->territory, site,
                          i == 0 ? VIGIE_KIND_DATA_CENTRE : VIGIE_KIND_PUBLIC_BUILDING);
      for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
        {
          g_autofree char *id = g_strdup_printf ("%u", i * 10 + j);

          territory_add_measure (&store->territory, site, id, id, roles[j], "kWh",
                                 VIGIE_AGGREGATION_CUMULATIVE, STEP);
        }
    }
  plan = energy_store_plan (store);
  for (guint i = 0; i < N_SITES; i++)
    for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
      {
        g_autofree char *id = g_strdup_printf ("%u", i * 10 + j);
        Meter meter = {i * 10 + j + 1, 1000 * (i + 1), j > 0};

        energy_store_put (store, id, year.from, STEP, n, grow, &meter);
        if (j == 0)
          consumed += round (meter.index * 1000) / 1000
                      - grow (0, &(Meter) {i * 10 + 1, 1000 * (i + 1), FALSE});
      }
  while (more)
    if (!vigie_store_pack (store->store, year.to + VIGIE_DAY, &more, NULL))
      g_error ("the store cannot be packed");

  for (int round = 0; round < N_ROUNDS; round++)
    {
      gint64 began = g_get_monotonic_time ();
      double cpu_began = cpu_ms ();
      g_autoptr (VigieEnergyResult) result = NULL;
      g_autoptr (VigieEnergyResult) part = NULL;

      result = vigie_energy_read (store->store, plan, store->profile, &year, VIGIE_TIME_NONE,
                                  year.to + VIGIE_DAY, NULL, NULL);
      best_year = MIN (best_year, (double) (g_get_monotonic_time () - began) / 1000);
      cpu = MIN (cpu, cpu_ms () - cpu_began);
      if (fabs (result->figures[VIGIE_KPI_CONSUMPTION].value - consumed) > 1e-6 * consumed
          || result->loaded < 1)
        g_error ("a year of %g kWh, not %g", result->figures[VIGIE_KPI_CONSUMPTION].value,
                 consumed);
      began = g_get_monotonic_time ();
      part = vigie_energy_read (store->store, plan, store->profile, &month, VIGIE_TIME_NONE,
                                year.to + VIGIE_DAY, NULL, NULL);
      best_month = MIN (best_month, (double) (g_get_monotonic_time () - began) / 1000);
    }
  if (stat (vigie_store_get_path (store->store), &file) != 0)
    g_error ("no file");
  tell ("energy-year-300", best_year, "ms", 1000);
  tell ("energy-year-300-cpu", cpu, "ms", 0);
  tell ("energy-month-300", best_month, "ms", 200);
  tell ("energy-year-300-file", (double) file.st_size / 1e6, "MB", 0);
  return 0;
}
