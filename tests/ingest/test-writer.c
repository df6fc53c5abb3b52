/* test-writer.c: the writing thread: order, commits, failures, a full queue, a full disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "vigie-ingest-schema.h"
#include "vigie-ingest-writer.h"

typedef struct
{
  char *folder;
  char *path;
  VigieClock *clock;
  VigieIngestWriter *writer;
  sqlite3 *reader;
  guint done;
  guint failed;
} Fixture;

typedef enum
{
  WRITE,
  FAIL_BEFORE, /* a client's error, nothing written */
  FAIL_AFTER,  /* the same after having written */
  BREAK,       /* a constraint that does not hold */
  WAIT,        /* until the gate opens */
} Behaviour;

typedef struct
{
  VigieIngestJob job;
  Fixture *fixture;
  Behaviour behaviour;
  int number;
  int seen; /* rows that another connection saw when `done` was called */
  gboolean *gate;
  int *order;
} Job;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint limit = GPOINTER_TO_UINT (data);
  sqlite3 *db;

  fixture->folder = g_dir_make_tmp ("vigie-writer-XXXXXX", &error);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->clock = vigie_clock_new_manual (VIGIE_DAY);
  db = vigie_ingest_schema_open_writer (fixture->path, NULL, &error);
  g_assert_no_error (error);
  fixture->writer = vigie_ingest_writer_new (db, fixture->clock, limit ? limit : 1000);
  fixture->reader = vigie_ingest_schema_open_reader (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sqlite3_close_v2 (fixture->reader);
  vigie_ingest_writer_free (fixture->writer);
  g_object_unref (fixture->clock);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  {
    g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
    g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
    g_unlink (wal);
    g_unlink (shm);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static int
integer (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

static gboolean
job_run (VigieIngestWriter *writer, VigieIngestJob *base, GError **error)
{
  Job *job = (Job *) base;
  sqlite3_stmt *insert = vigie_ingest_writer_prepare (
      writer, "INSERT INTO thing (id, name, description) VALUES (?1, 'n', ?2)");

  if (job->behaviour == WAIT)
    while (!g_atomic_int_get (job->gate))
      g_usleep (1000);
  if (job->behaviour == FAIL_BEFORE)
    {
      g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BAD_REQUEST, "bad");
      return FALSE;
    }
  sqlite3_bind_int (insert, 1, job->behaviour == BREAK ? 1 : job->number);
  sqlite3_bind_text (insert, 2, "d", -1, SQLITE_STATIC);
  if (!vigie_ingest_writer_step (writer, insert, error))
    return FALSE;
  if (job->behaviour == FAIL_AFTER)
    {
      g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BAD_REQUEST, "late");
      return FALSE;
    }
  return TRUE;
}

static void
job_done (VigieIngestJob *base, const GError *error)
{
  Job *job = (Job *) base;
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM thing WHERE id = %d", job->number);

  job->seen = integer (job->fixture->reader, sql);
  if (job->order != NULL)
    job->order[job->fixture->done] = job->number;
  job->fixture->done++;
  job->fixture->failed += error != NULL;
}

static void
push (Fixture *fixture, Job *job, Behaviour behaviour, int number)
{
  g_autoptr (GError) error = NULL;

  job->job.run = job_run;
  job->job.done = job_done;
  job->fixture = fixture;
  job->behaviour = behaviour;
  job->number = number;
  vigie_ingest_writer_push (fixture->writer, &job->job, &error);
  g_assert_no_error (error);
}

static void
wait_for (Fixture *fixture, guint done)
{
  while (fixture->done < done)
    g_main_context_iteration (NULL, TRUE);
}

/* Each is there for another connection when its end is told, in the order of pushing. */
static void
test_commit (Fixture *fixture, gconstpointer data)
{
  static Job jobs[300];
  int order[300];
  VigieIngestWriterCounts counts;
  gboolean gate = FALSE;

  jobs[0].gate = &gate;
  for (int i = 0; i < 300; i++)
    {
      jobs[i].order = order;
      push (fixture, &jobs[i], i == 0 ? WAIT : WRITE, i + 1);
    }
  g_atomic_int_set (&gate, TRUE);
  wait_for (fixture, 300);
  for (int i = 0; i < 300; i++)
    {
      g_assert_cmpint (jobs[i].seen, ==, 1);
      g_assert_cmpint (order[i], ==, i + 1);
    }
  vigie_ingest_writer_get_counts (fixture->writer, &counts);
  g_assert_cmpuint (counts.jobs, ==, 300);
  /* The first one was taken alone; those that gathered meanwhile share transactions. */
  g_assert_cmpuint (counts.transactions, <=, 4);
}

/* Failures of every kind in one transaction: the neighbours are all there. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const Behaviour behaviours[] = {WAIT,  WRITE, FAIL_BEFORE, WRITE, FAIL_AFTER, WRITE,
                                         BREAK, WRITE, FAIL_AFTER,  WRITE, FAIL_BEFORE};
  static Job jobs[2][G_N_ELEMENTS (behaviours)];
  gboolean gate = FALSE;
  guint64 generation = vigie_ingest_writer_get_generation (fixture->writer);

  g_test_expect_message ("vigie-ingest", G_LOG_LEVEL_WARNING, "*could not be written*UNIQUE*");
  g_test_expect_message ("vigie-ingest", G_LOG_LEVEL_WARNING, "*could not be written*UNIQUE*");
  for (int with = 0; with < 2; with++)
    for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
      {
        Job *job = &jobs[with][i];

        job->gate = &gate;
        job->job.has_savepoint = with;
        /* One of them breaks the transaction, with a savepoint or without. */
        push (fixture, job, with && behaviours[i] == BREAK ? WRITE : behaviours[i],
              1 + i + 100 * with);
      }
  g_atomic_int_set (&gate, TRUE);
  wait_for (fixture, 2 * G_N_ELEMENTS (behaviours));
  for (int with = 0; with < 2; with++)
    for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
      g_assert_cmpint (jobs[with][i].seen, ==,
                       behaviours[i] == WRITE || behaviours[i] == WAIT
                           || (with && behaviours[i] == BREAK));
  g_assert_cmpuint (fixture->failed, ==, 9);
  g_assert_cmpuint (vigie_ingest_writer_get_generation (fixture->writer), >, generation);
}

static void
test_full_queue (Fixture *fixture, gconstpointer data)
{
  Job first = {{0}}, second = {{0}}, third = {{0}};
  g_autoptr (GError) error = NULL;
  VigieIngestWriterCounts counts;
  gboolean gate = FALSE;

  first.gate = &gate;
  push (fixture, &first, WAIT, 1);
  do
    {
      g_usleep (1000);
      vigie_ingest_writer_get_counts (fixture->writer, &counts);
    }
  while (counts.waiting > 0);
  push (fixture, &second, WRITE, 2);
  third.job.run = job_run;
  third.job.done = job_done;
  g_assert_false (vigie_ingest_writer_push (fixture->writer, &third.job, &error));
  g_assert_error (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BUSY);
  g_atomic_int_set (&gate, TRUE);
  wait_for (fixture, 2);
  vigie_ingest_writer_get_counts (fixture->writer, &counts);
  g_assert_cmpuint (counts.refused, ==, 1);
  g_assert_cmpint (second.seen, ==, 1);
}

/* A disk without room: told in words, nothing of it stored; with room again all goes on. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  Job job = {{0}};
  g_autoptr (GError) error = NULL;
  VigieIngestWriterCounts counts;
  int pages;

  job.job.run = job_run;
  job.number = 1;
  g_assert_true (vigie_ingest_writer_run (fixture->writer, &job.job, &error));
  pages = integer (fixture->reader, "PRAGMA page_count");
  {
    /* SQLite's own limit gives the very failure that a full disk gives. Nothing runs just now. */
    g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %d", pages);

    sqlite3_exec (vigie_ingest_writer_get_db (fixture->writer), sql, NULL, NULL, NULL);
    sqlite3_exec (vigie_ingest_writer_get_db (fixture->writer),
                  "CREATE TEMP TRIGGER fill AFTER INSERT ON thing WHEN NEW.id = 2 BEGIN "
                  "UPDATE thing SET description = zeroblob (300000) || hex (zeroblob (300000)) "
                  "WHERE id = NEW.id; END",
                  NULL, NULL, NULL);
  }
  job.number = 2;
  g_assert_false (vigie_ingest_writer_run (fixture->writer, &job.job, &error));
  g_assert_error (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FULL);
  g_clear_error (&error);
  vigie_ingest_writer_get_counts (fixture->writer, &counts);
  g_assert_true (counts.disk_full);
  g_assert_cmpint (integer (fixture->reader, "SELECT count (*) FROM thing"), ==, 1);

  sqlite3_exec (vigie_ingest_writer_get_db (fixture->writer), "PRAGMA max_page_count = 1000000",
                NULL, NULL, NULL);
  g_assert_true (vigie_ingest_writer_run (fixture->writer, &job.job, &error));
  g_assert_no_error (error);
  g_assert_cmpint (integer (fixture->reader, "SELECT count (*) FROM thing"), ==, 2);
  vigie_ingest_writer_get_counts (fixture->writer, &counts);
  g_assert_false (counts.disk_full);
}

/* What waits is written before the end; afterwards nothing is taken. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  static Job jobs[50];
  Job late = {{0}};
  g_autoptr (GError) error = NULL;
  gboolean gate = FALSE;

  jobs[0].gate = &gate;
  for (int i = 0; i < 50; i++)
    push (fixture, &jobs[i], i == 0 ? WAIT : WRITE, i + 1);
  g_atomic_int_set (&gate, TRUE);
  vigie_ingest_writer_stop (fixture->writer);
  g_assert_cmpuint (fixture->done, ==, 50);
  g_assert_cmpuint (fixture->failed, ==, 0);
  late.job.run = job_run;
  late.job.done = job_done;
  g_assert_false (vigie_ingest_writer_push (fixture->writer, &late.job, &error));
  g_assert_error (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BUSY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/writer/commit", Fixture, NULL, set_up, test_commit, tear_down);
  g_test_add ("/writer/failures", Fixture, NULL, set_up, test_failures, tear_down);
  g_test_add ("/writer/full-queue", Fixture, GUINT_TO_POINTER (1), set_up, test_full_queue,
              tear_down);
  g_test_add ("/writer/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  g_test_add ("/writer/stop", Fixture, NULL, set_up, test_stop, tear_down);
  return g_test_run ();
}
