/* bench-replay.c: how long it takes until a day can be replayed.
 *
 * replay-day-300: the states of 300 sites × 4 measures × 144 readings of a day, read from a store as it is after a
 * night (one row a reading), with all that a slider looks up made; real time, median of some rounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "../sync/energy-support.h"
#include "vigie-replay-reader.h"

#define N_SITES 300
#define N_MEASURES 4
#define N_READINGS 144
#define STEP (10 * VIGIE_MINUTE)
#define N_ROUNDS 9
#define LEAD (6 * VIGIE_HOUR)

static void
tell (const char *name, double value, double bar)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE], bar_text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.4f", value);
  g_ascii_formatd (bar_text, sizeof bar_text, "%g", bar);
  g_print ("{\"name\":\"%s\",\"value\":%s,\"unit\":\"ms\",\"bar\":%s,\"better\":\"lower\"}\n", name,
           text, bar_text);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Wanders, and is not heard now and then. */
static double
wander (guint i, gpointer data)
{
  double value = g_rand_double_range (data, 0, 105);

  return g_rand_int_range (data, 0, 12) == 0 ? NAN : value;
}

static VigieReplayPlan *
fill (EnergyStore *store, VigieTime from)
{
  VigieReplayPlan *plan = vigie_replay_plan_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_SITES; i++)
    {
      g_autofree char *site = g_strdup_printf ("site-%u", i);

      vigie_replay_plan_add_site (
          plan, territory_add_site (&store->territory, site, VIGIE_KIND_RECYCLING_CENTRE));
      for (guint j = 0; j < N_MEASURES; j++)
        {
          g_autofree char *id = g_strdup_printf ("%u", i * N_MEASURES + j);
          VigieMeasureData *measure
              = territory_add_measure (&store->territory, site, id, id, VIGIE_ROLE_FILL_LEVEL, "%",
                                       VIGIE_AGGREGATION_INSTANT, STEP);

          measure->thresholds.high = 97;
          measure->thresholds.highhigh = 102;
          vigie_replay_plan_add_measure (plan, measure, FALSE, FALSE);
        }
    }
  vigie_energy_plan_unref (energy_store_plan (store));
  for (guint i = 0; i < N_SITES * N_MEASURES; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      energy_store_put (store, id, from - LEAD, STEP, N_READINGS + (guint) (LEAD / STEP), wander,
                        rand);
    }
  return plan;
}

int
main (int argc, char *argv[])
{
  g_autoptr (EnergyStore) store = NULL;
  g_autoptr (VigieReplayPlan) plan = NULL;
  double rounds[N_ROUNDS];
  VigieTime from = at ("2026-11-21T00:00:00+01:00");

  setlocale (LC_ALL, "");
  store = energy_store_new ();
  plan = fill (store, from);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 began = g_get_monotonic_time ();
      g_autoptr (VigieReplayRead) read = vigie_replay_read (
          store->store, plan, from, from + VIGIE_DAY, from + VIGIE_DAY, NULL, &error);
      g_autofree guint *bins = g_new (guint, 400 * VIGIE_N_REPLAY_CLASS);

      g_assert_no_error (error);
      vigie_replay_histogram (read->replay, 400, bins);
      rounds[i] = (double) (g_get_monotonic_time () - began) / 1e3;
      g_assert_cmpfloat (read->known, ==, 1);
    }
  qsort (rounds, N_ROUNDS, sizeof *rounds, compare_doubles);
  tell ("replay-day-300", rounds[N_ROUNDS / 2], 500);
  return 0;
}
