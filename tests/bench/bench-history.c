/* bench-history.c: history from the store, as charts and trends read it, in a store of 10 000 sites × 4 measures;
 * processor time, best of a few rounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <time.h>

#include "../store/store-fixture.h"

#define N_ROUNDS 5
#define N_YEAR (365 * 24 * 6)
#define N_MANY 5000
#define N_EACH 90

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

static void
put_regular (VigieStore *store, const char *id, VigieTime from, gint64 step, guint n)
{
  g_autoptr (GArray) readings = g_array_sized_new (FALSE, FALSE, sizeof (VigieReading), n);

  for (guint i = 0; i < n; i++)
    {
      VigieReading reading = fixture_reading (from + i * step, i % 1000 / 10.0);

      g_array_append_val (readings, reading);
    }
  if (!vigie_store_put_history (store, id, (VigieReading *) (void *) readings->data, n, NULL, NULL)
      || !vigie_store_add_known (store, id, from, from + n * step, NULL))
    g_error ("history was not kept");
}

int
main (void)
{
  char *folder = fixture_folder ();
  VigieStore *store = fixture_open (folder);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  VigieTime from = START - 365 * VIGIE_DAY;
  double put = G_MAXDOUBLE, year = G_MAXDOUBLE, first = 0, many = G_MAXDOUBLE;
  double began;

  fixture_begin (store);
  fixture_put_territory (store, 10000, 4);
  fixture_commit (store);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 20000 + i);

      began = cpu_ms ();
      fixture_begin (store);
      put_regular (store, id, from, 10 * VIGIE_MINUTE, 5000);
      fixture_commit (store);
      put = MIN (put, cpu_ms () - began);
    }
  fixture_begin (store);
  put_regular (store, "30000", from, 10 * VIGIE_MINUTE, N_YEAR);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("%u", i * 2 + 1));
      put_regular (store, g_ptr_array_index (ids, i), START - N_EACH * VIGIE_DAY, VIGIE_DAY,
                   N_EACH);
    }
  fixture_commit (store);

  for (int round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (VigieSeries) series = NULL;

      began = cpu_ms ();
      series = vigie_store_read_series (store, "30000", from, START, G_MAXINT, NULL, NULL, NULL);
      year = MIN (year, cpu_ms () - began);
      g_assert_cmpuint (series->n, ==, N_YEAR);
      g_assert_cmpuint (series->n_known, ==, 1);
    }
  for (int round = 0; round <= N_ROUNDS; round++)
    {
      g_autoptr (GPtrArray) all = NULL;

      began = cpu_ms ();
      all = vigie_store_read_many_series (store, (const char *const *) ids->pdata, ids->len,
                                          START - N_EACH * VIGIE_DAY, START, 1000, NULL, NULL);
      if (round == 0)
        first = cpu_ms () - began;
      else
        many = MIN (many, cpu_ms () - began);
      g_assert_cmpuint (all->len, ==, N_MANY);
      g_assert_cmpuint (((VigieSeries *) g_ptr_array_index (all, 7))->n, ==, N_EACH);
    }
  vigie_store_close (store);
  fixture_remove (folder);
  tell ("history-year", year, "ms", 50);
  tell ("history-many-5000-first", first, "ms", 600);
  tell ("history-many-5000", many, "ms", 500);
  tell ("history-put-page", put, "ms", 50);
  return 0;
}
