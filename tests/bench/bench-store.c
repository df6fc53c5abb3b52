/* bench-store.c: the local store: first load, launch, increments, history; processor time, best of a few rounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../store/store-fixture.h"

#define N_ROUNDS 5

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
  g_print ("{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\",\"bar\":%g,\"better\":\"lower\"}\n",
           name, value, unit, bar);
}

/* A first load, committed; then what a launch does: open and load. */
static void
bench_territory (guint n_sites,
                 const char *put_name,
                 double put_bar,
                 const char *load_name,
                 double load_bar)
{
  double put = G_MAXDOUBLE, load = G_MAXDOUBLE;

  for (int round = 0; round < N_ROUNDS; round++)
    {
      char *folder = fixture_folder ();
      VigieStore *store = fixture_open (folder);
      VigieSnapshot *snapshot;
      double began = cpu_ms ();

      fixture_begin (store);
      fixture_put_territory (store, n_sites, 4);
      fixture_commit (store);
      put = MIN (put, cpu_ms () - began);
      vigie_store_close (store);

      began = cpu_ms ();
      store = fixture_open (folder);
      snapshot = vigie_store_load (store, NULL);
      load = MIN (load, cpu_ms () - began);
      g_assert_cmpuint (snapshot->measures->len, ==, n_sites * 4);
      vigie_snapshot_free (snapshot);
      vigie_store_close (store);
      fixture_remove (folder);
    }
  if (put_name != NULL)
    tell (put_name, put, "ms", put_bar);
  tell (load_name, load, "ms", load_bar);
}

/* 1 000 readings among 40 000 measures; a comparison that finds nothing changed; a month of one measure. */
static void
bench_use (void)
{
  char *folder = fixture_folder ();
  VigieStore *store = fixture_open (folder);
  double increment = G_MAXDOUBLE, comparison = G_MAXDOUBLE, history = G_MAXDOUBLE;
  const int n_history = 1000;
  struct stat before, after;

  fixture_begin (store);
  fixture_put_territory (store, 10000, 4);
  fixture_commit (store);

  for (int round = 1; round <= N_ROUNDS * 2; round++)
    {
      double began = cpu_ms ();

      fixture_begin (store);
      for (guint i = 0; i < 1000; i++)
        {
          VigieReading reading = fixture_reading (START + VIGIE_DAY + round * VIGIE_MINUTE, i);
          VigieConditionState condition = {.since = START};
          char id[16];

          g_snprintf (id, sizeof id, "%u", i * 40 + 1);
          if (!vigie_store_put_reading (store, id, &reading, &condition, NULL, NULL, NULL))
            g_error ("a reading was not kept");
        }
      vigie_store_set_value (store, "last-exchange", "2026-11-21T10:47:03Z", NULL);
      fixture_commit (store);
      increment = MIN (increment, cpu_ms () - began);
    }

  for (int round = 0; round < N_ROUNDS; round++)
    {
      double began = cpu_ms ();

      fixture_begin (store);
      vigie_store_mark (store, NULL);
      fixture_put_territory (store, 10000, 4);
      vigie_store_sweep (store, NULL, NULL, NULL);
      fixture_commit (store);
      comparison = MIN (comparison, cpu_ms () - began);
    }

  vigie_store_close (store);
  store = fixture_open (folder);
  stat (vigie_store_get_path (store), &before);
  fixture_begin (store);
  for (int i = 0; i < n_history; i++)
    for (int j = 0; j < 200; j++)
      {
        VigieReading reading
            = fixture_reading (START + VIGIE_DAY + i * 10 * VIGIE_MINUTE, i % 1000 / 10.0);
        char id[16];

        g_snprintf (id, sizeof id, "%d", 20000 + j);
        if (!vigie_store_put_reading (store, id, &reading, NULL, NULL, NULL, NULL))
          g_error ("a reading was not kept");
      }
  fixture_commit (store);
  for (int round = 0; round < N_ROUNDS; round++)
    {
      double began = cpu_ms ();
      GArray *readings
          = vigie_store_get_history (store, "20007", G_MININT64, G_MAXINT64, G_MAXUINT, NULL);

      g_assert_cmpuint (readings->len, >=, n_history);
      g_array_unref (readings);
      history = MIN (history, cpu_ms () - began);
    }
  {
    g_autofree char *path = g_strdup (vigie_store_get_path (store));

    vigie_store_close (store);
    stat (path, &after);
  }
  tell ("store-increment-1000", increment, "ms", 15);
  tell ("store-comparison-40000", comparison, "ms", 250);
  tell ("store-history-month", history, "ms", 8);
  tell ("store-history-reading", (double) (after.st_size - before.st_size) / (n_history * 200), "B",
        40);
  fixture_remove (folder);
}

int
main (void)
{
  bench_territory (10000, "store-put-40000", 350, "store-load-40000", 250);
  bench_territory (300, NULL, 0, "store-load-300", 10);
  bench_use ();
  return 0;
}
