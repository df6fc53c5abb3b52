/* test-kill.c: a program that commits and is killed at any moment: what it said was committed is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"
#include "vigie-store-private.h"

#define N_KILLS 60
#define N_COMMITTED 50

/* What the child reports, through memory that outlives it. */
typedef struct
{
  gint n_committed; /* atomic: transactions whose commit returned */
} Report;

/* Transaction n puts a reading of value n for each of ten measures, and the value "n". */
static void
child_main (const char *folder, Report *report, gboolean is_durable)
{
  g_autoptr (GError) error = NULL;
  VigieStore *store = vigie_store_open (folder, ADDRESS, NULL, &error);
  int n = 0;

  if (store == NULL)
    _exit (3);
  {
    /* On from what the one before committed: one more than it reported, maybe. */
    g_autofree char *text = vigie_store_get_value (store, "n");

    n = text != NULL ? atoi (text) : 0;
    if (n < g_atomic_int_get (&report->n_committed))
      _exit (7);
    g_atomic_int_set (&report->n_committed, n);
  }
  for (;;)
    {
      char text[16];

      n++;
      if (!(is_durable ? vigie_store_begin_durable (store, &error)
                       : vigie_store_begin (store, &error)))
        _exit (4);
      for (guint i = 0; i < 10; i++)
        {
          VigieReading reading = fixture_reading (START + VIGIE_DAY + n * VIGIE_SECOND, n);
          char id[16];

          g_snprintf (id, sizeof id, "%u", i + 1);
          if (!vigie_store_put_reading (store, id, &reading, NULL, NULL, NULL, &error))
            _exit (5);
        }
      g_snprintf (text, sizeof text, "%d", n);
      if (!vigie_store_set_value (store, "n", text, &error) || !vigie_store_commit (store, &error))
        _exit (6);
      g_atomic_int_set (&report->n_committed, n);
      if (n % 70 == 0)
        for (gboolean more = TRUE; more;)
          if (!vigie_store_pack (store, START + VIGIE_DAY + (n - 20) * VIGIE_SECOND, &more, &error))
            _exit (8);
      if (n % 400 == 0)
        vigie_store_purge (store, START + VIGIE_DAY + (n - 200) * VIGIE_SECOND, NULL, NULL);
    }
}

static void
check (const char *folder, int n_committed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL, *text = NULL;
  VigieStore *store = vigie_store_open (folder, ADDRESS, &set_aside, &error);
  g_autoptr (VigieSnapshot) snapshot = NULL;
  sqlite3_stmt *statement;
  int n;

  g_assert_no_error (error);
  g_assert_null (set_aside);
  sqlite3_prepare_v2 (store->writer.db, "PRAGMA integrity_check", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);

  text = vigie_store_get_value (store, "n");
  n = text != NULL ? atoi (text) : 0;
  /* All that was reported; one more may have been committed before the report. */
  g_assert_cmpint (n, >=, n_committed);
  g_assert_cmpint (n, <=, n_committed + 1);

  /* Each transaction wholly or not at all. */
  snapshot = vigie_store_load (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->measures->len, ==, 10);
  for (guint i = 0; i < 10 && n > 0; i++)
    {
      const VigieStoredMeasure *measure
          = &g_array_index (snapshot->measures, VigieStoredMeasure, i);
      g_autoptr (GArray) history = vigie_store_get_history (
          store, measure->data->id, START + VIGIE_DAY, G_MAXINT64, G_MAXUINT, &error);
      const VigieReading *readings = &g_array_index (history, VigieReading, 0);

      g_assert_no_error (error);
      g_assert_cmpfloat (measure->latest.number, ==, n);
      g_assert_cmpuint (history->len, >, 0);
      /* No hole in it. */
      for (guint j = 0; j < history->len; j++)
        g_assert_cmpfloat (readings[j].number, ==, n - (int) (history->len - 1 - j));
    }
  vigie_store_close (store);
}

/* With n counted on from child to child, so that each one starts from what the killed one left. */
static void
test_kill (gconstpointer data)
{
  gboolean is_durable = GPOINTER_TO_INT (data);
  char *folder = fixture_folder ();
  VigieStore *store = fixture_open (folder);
  Report *report
      = mmap (NULL, sizeof *report, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);

  g_assert_true (report != MAP_FAILED);
  fixture_begin (store);
  fixture_put_territory (store, 5, 2);
  fixture_commit (store);
  vigie_store_close (store);

  /* On a busy machine a child gets less done before its end. */
  for (int i = 0;
       i < N_KILLS || (i < 10 * N_KILLS && g_atomic_int_get (&report->n_committed) <= N_COMMITTED);
       i++)
    {
      pid_t child = fork ();
      int status;

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        child_main (folder, report, is_durable);
      /* Now and then while it opens the store. */
      g_usleep ((gulong) g_rand_int_range (rand, i % 5 == 0 ? 0 : 2000, i % 5 == 0 ? 3000 : 25000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      /* Most children start from the log that the one before them left; some from a file put in order. */
      if (i % 3 == 0 || i == N_KILLS - 1)
        check (folder, g_atomic_int_get (&report->n_committed));
    }
  g_test_message ("%d transactions under %d kills", report->n_committed, N_KILLS);
  check (folder, g_atomic_int_get (&report->n_committed));
  g_assert_cmpint (report->n_committed, >, N_COMMITTED);
  munmap (report, sizeof *report);
  fixture_remove (folder);
}

#define N_WRITERS 3
#define N_COMMITS 40

/* Three programs at once, each adding sites and readings of its own to those of all: nobody loses a thing. */
static void
test_writers_at_once (void)
{
  char *folder = fixture_folder ();
  pid_t children[N_WRITERS];
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieSnapshot) snapshot = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  VigieStore *store;

  vigie_store_close (fixture_open (folder));
  for (int w = 0; w < N_WRITERS; w++)
    {
      children[w] = fork ();
      g_assert_cmpint (children[w], >=, 0);
      if (children[w] != 0)
        continue;
      store = vigie_store_open (folder, ADDRESS, NULL, &error);
      if (store == NULL)
        _exit (3);
      for (int n = 0; n < N_COMMITS; n++)
        {
          /* One that all put, one of its own. */
          const guint sites[] = {(guint) n, (guint) (1000 * (w + 1) + n)};

          if (!vigie_store_begin (store, &error))
            _exit (4);
          for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
            {
              g_autoptr (VigieSiteData) site = fixture_site (sites[i]);
              g_autoptr (VigieMeasureData) measure = fixture_measure (sites[i], sites[i]);
              VigieReading reading = fixture_reading (START + w * VIGIE_SECOND, w);

              if (!vigie_store_put_site (store, site, &error)
                  || !vigie_store_put_measure (store, measure, &error)
                  || !vigie_store_put_reading (store, measure->id, &reading, NULL, NULL, NULL,
                                               &error))
                _exit (5);
            }
          if (!vigie_store_commit (store, &error))
            _exit (6);
        }
      vigie_store_close (store);
      _exit (0);
    }
  for (int w = 0; w < N_WRITERS; w++)
    {
      int status;

      g_assert_cmpint (waitpid (children[w], &status, 0), ==, children[w]);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }

  store = fixture_open (folder);
  snapshot = vigie_store_load (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->sites->len, ==, N_COMMITS * (N_WRITERS + 1));
  g_assert_cmpuint (snapshot->measures->len, ==, N_COMMITS * (N_WRITERS + 1));
  for (guint i = 0; i < snapshot->measures->len; i++)
    {
      const VigieStoredMeasure *measure
          = &g_array_index (snapshot->measures, VigieStoredMeasure, i);
      gboolean is_of_all = atoi (measure->data->id) <= N_COMMITS;
      g_autoptr (GArray) history
          = vigie_store_get_history (store, measure->data->id, G_MININT64, G_MAXINT64, 100, &error);

      g_assert_true (g_hash_table_add (ids, measure->data->id));
      g_assert_cmpuint (history->len, ==, is_of_all ? N_WRITERS : 1);
      if (is_of_all)
        g_assert_cmpfloat (measure->latest.number, ==, N_WRITERS - 1);
    }
  vigie_store_close (store);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/kill", GINT_TO_POINTER (FALSE), test_kill);
  g_test_add_data_func ("/store/kill/durable", GINT_TO_POINTER (TRUE), test_kill);
  g_test_add_func ("/store/writers-at-once", test_writers_at_once);
  return g_test_run ();
}
