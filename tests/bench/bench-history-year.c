/* bench-history-year.c: a year of 300 meters every ten minutes, as the page of energy reads it: what a reading takes
 * in the file, and how long all of them take to come out of it, by two threads, site by site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <time.h>

#include <sys/stat.h>

#include "../store/store-fixture.h"

#define N_MEASURES 300
#define N_SITES 75
#define N_EACH (N_MEASURES / N_SITES)
#define N_YEAR (365 * 24 * 6)
#define N_PAGE 4000
#define N_THREADS 2
#define N_ROUNDS 5
#define STEP (10 * VIGIE_MINUTE)

static double
ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
tell (const char *name, double value, const char *unit, double bar, const char *better)
{
  g_print ("{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\",\"bar\":%g,\"better\":\"%s\"}\n", name,
           value, unit, bar, better);
}

/* What a site has: an index of what it takes in, one of what it gives out, the power, the temperature outside; each
 * stamped a second or a few after. Of every fourth site the radio is not quite on time. */
static void
put_year (VigieStore *store, guint measure, GRand *rand)
{
  g_autofree char *id = g_strdup_printf ("%u", measure + 1);
  g_autofree VigieReading *page = g_new (VigieReading, N_PAGE);
  gboolean is_late = measure / N_EACH % 4 == 3;
  guint n = 0, kind = measure % N_EACH;
  double index = measure * 1000, temperature = 10;

  for (guint i = 0; i < N_YEAR; i++)
    {
      double sun = MAX (0, sin ((i % 144 - 36) * G_PI / 72));
      VigieTime time = START - (gint64) (N_YEAR - i) * STEP
                       + (is_late ? g_rand_int_range (rand, 0, 20) * VIGIE_SECOND : 0);
      double value;

      switch (kind)
        {
        case 0:
          index += g_rand_int_range (rand, 300, 2500) / 1000.0;
          value = round (index * 1000) / 1000;
          break;
        case 1:
          index += round (sun * g_rand_int_range (rand, 200, 1500)) / 1000;
          value = round (index * 1000) / 1000;
          break;
        case 2:
          value = round (sun * 8000 + g_rand_int_range (rand, 2000, 4000)) / 1000;
          break;
        default:
          temperature = CLAMP (temperature + g_rand_int_range (rand, -3, 4) / 10.0, -8, 36);
          value = round (temperature * 10) / 10;
          break;
        }
      page[n] = fixture_reading (time, value);
      page[n].result_time = time + g_rand_int_range (rand, 1, 4) * VIGIE_SECOND;
      if (++n < N_PAGE && i + 1 < N_YEAR)
        continue;
      fixture_begin (store);
      if (!vigie_store_put_history (store, id, page, n, NULL, NULL))
        g_error ("history was not kept");
      if (i + 1 == N_YEAR && !vigie_store_add_known (store, id, START - N_YEAR * STEP, START, NULL))
        g_error ("what is known was not kept");
      fixture_commit (store);
      n = 0;
    }
}

typedef struct
{
  VigieStore *store;
  gint *next; /* atomic: site */
  guint64 n;
  double sum;
} Reader;

static gpointer
read_sites (gpointer data)
{
  Reader *self = data;
  int site;

  while ((site = g_atomic_int_add (self->next, 1)) < N_SITES)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) all = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < N_EACH; i++)
        g_ptr_array_add (ids, g_strdup_printf ("%u", (guint) site * N_EACH + i + 1));
      all = vigie_store_read_many_series (self->store, (const char *const *) ids->pdata, ids->len,
                                          START - N_YEAR * STEP, START, G_MAXUINT, NULL, &error);
      if (all == NULL)
        g_error ("%s", error->message);
      for (guint i = 0; i < all->len; i++)
        {
          const VigieSeries *series = g_ptr_array_index (all, i);

          self->n += series->n;
          for (guint j = 0; j < series->n; j++)
            self->sum += series->values[j];
        }
    }
  return NULL;
}

/* All of it, by so many threads. */
static guint64
read_all (VigieStore *store, guint n_threads)
{
  Reader readers[N_THREADS] = {0};
  GThread *threads[N_THREADS];
  gint next = 0;
  guint64 n = 0;

  for (guint i = 0; i < n_threads; i++)
    {
      readers[i].store = store;
      readers[i].next = &next;
      threads[i] = g_thread_new ("read", read_sites, &readers[i]);
    }
  for (guint i = 0; i < n_threads; i++)
    {
      g_thread_join (threads[i]);
      n += readers[i].n;
    }
  return n;
}

int
main (void)
{
  char *folder = fixture_folder ();
  VigieStore *store = fixture_open (folder);
  g_autoptr (GRand) rand = g_rand_new_with_seed (300);
  g_autofree char *path = NULL;
  double wall = G_MAXDOUBLE, cpu = G_MAXDOUBLE, put;
  struct stat before, after;
  guint64 n = 0;

  fixture_begin (store);
  fixture_put_territory (store, N_SITES, N_EACH);
  fixture_commit (store);
  path = g_strdup (vigie_store_get_path (store));
  vigie_store_close (store);
  stat (path, &before);

  store = fixture_open (folder);
  put = ms (CLOCK_PROCESS_CPUTIME_ID);
  for (guint i = 0; i < N_MEASURES; i++)
    put_year (store, i, rand);
  put = ms (CLOCK_PROCESS_CPUTIME_ID) - put;
  vigie_store_close (store);
  stat (path, &after);

  store = fixture_open (folder);
  for (int round = 0; round < N_ROUNDS; round++)
    {
      double began = ms (CLOCK_MONOTONIC), began_cpu;

      n = read_all (store, N_THREADS);
      wall = MIN (wall, ms (CLOCK_MONOTONIC) - began);
      began_cpu = ms (CLOCK_PROCESS_CPUTIME_ID);
      if (read_all (store, 1) != n)
        g_error ("another number of readings");
      cpu = MIN (cpu, ms (CLOCK_PROCESS_CPUTIME_ID) - began_cpu);
    }
  vigie_store_close (store);
  fixture_remove (folder);
  /* But for the last two days, which are rows. */
  if (n < (guint64) N_MEASURES * N_YEAR - N_MEASURES)
    g_error ("readings are missing");
  tell ("history-pack-bytes", (double) (after.st_size - before.st_size) / (double) n, "B", 6,
        "lower");
  tell ("history-put-year-300", put / 1e3, "s", 60, "lower");
  tell ("history-read-year-300", wall, "ms", 400, "lower");
  tell ("history-read-rate", (double) n / cpu / 1e3, "M/s", 20, "higher");
  return 0;
}
