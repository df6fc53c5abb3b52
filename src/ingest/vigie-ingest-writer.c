/* vigie-ingest-writer.c: the one thread that writes the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-writer.h"

#include <glib/gi18n-lib.h>

/* Jobs that share a transaction at most: bounds the wait of the first one. */
#define MAX_BATCH 256
/* Pages of log after which it is folded back even without a quiet moment (64 MB). Under load most
 * pages are written many times over: the longer the log, the fewer of them go into the store. */
#define AUTOMATIC_CHECKPOINT "PRAGMA wal_autocheckpoint = 16000"
/* A quiet moment, after which the log is folded back. */
#define QUIET (2 * G_TIME_SPAN_SECOND)

typedef struct
{
  GSource source;
  VigieIngestWriter *writer;
} DoneSource;

struct _VigieIngestWriter
{
  sqlite3 *db;
  VigieClock *clock;
  GThread *thread;
  GMainContext *context;
  GSource *done_source;
  guint limit;

  GMutex mutex; /* for all down to the next empty line */
  GCond wake;
  GCond waited; /* a job of vigie_ingest_writer_run() has ended */
  VigieIngestJob *first, **last;
  VigieIngestJob *done_first, **done_last;
  gboolean stopping;
  VigieIngestWriterCounts counts;

  /* Of the writer's thread alone. */
  GHashTable *statements; /* address of the SQL → sqlite3_stmt */
  VigieTime now;
  guint64 generation;
  gboolean dirty; /* the log holds what the store does not */
};

G_DEFINE_QUARK (vigie - ingest - error - quark, vigie_ingest_error)

gboolean
vigie_ingest_writer_fail (VigieIngestWriter *self, GError **error)
{
  int code = sqlite3_errcode (self->db) & 0xff;

  if (error != NULL && *error != NULL)
    return FALSE;
  switch (code)
    {
    case SQLITE_FULL:
      g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FULL,
                           _ ("The disk of the server is full: nothing was stored."));
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
      g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BUSY,
                           _ ("The store of the server is busy: nothing was stored."));
      break;
    default:
      g_warning ("the store could not be written: %s (%s)", sqlite3_errmsg (self->db),
                 sqlite3_errstr (sqlite3_extended_errcode (self->db)));
      g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FAILED,
                           _ ("Could not write the store of the server."));
    }
  return FALSE;
}

/* ---- The transaction ---- */

static gboolean
exec (VigieIngestWriter *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = vigie_ingest_writer_prepare (self, sql);

  return vigie_ingest_writer_step (self, statement, error);
}

static void
roll_back (VigieIngestWriter *self)
{
  GHashTableIter iter;
  gpointer statement;

  /* What a job left half way. */
  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_reset (statement);
  /* SQLite has rolled back by itself after some failures. */
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  self->generation++;
}

/* Runs one job of a transaction. FALSE if the transaction must be undone: then its error tells. */
static gboolean
run_job (VigieIngestWriter *self, VigieIngestJob *job)
{
  gint64 changes = sqlite3_total_changes64 (self->db);
  GError *error = NULL;

  g_clear_error (&job->error);
  if (job->has_savepoint && !exec (self, "SAVEPOINT job", &job->error))
    return FALSE;
  if (job->run (self, job, &job->error))
    {
      if (!job->has_savepoint || exec (self, "RELEASE job", &error))
        return TRUE;
      job->error = error;
      return FALSE;
    }
  if (job->error == NULL)
    g_set_error_literal (&job->error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FAILED,
                         _ ("The request could not be carried out."));
  if (sqlite3_get_autocommit (self->db) || job->error->domain != VIGIE_INGEST_ERROR
      || job->error->code >= VIGIE_INGEST_ERROR_FAILED)
    return FALSE;
  if (job->has_savepoint)
    {
      self->generation++;
      return exec (self, "ROLLBACK TO job", NULL) && exec (self, "RELEASE job", NULL);
    }
  return sqlite3_total_changes64 (self->db) == changes;
}

static void
begin_time (VigieIngestWriter *self)
{
  self->now = MAX (self->now, vigie_clock_now (self->clock));
}

/* Runs @job alone, in a transaction of its own. */
static void
run_alone (VigieIngestWriter *self, VigieIngestJob *job)
{
  begin_time (self);
  g_clear_error (&job->error);
  if (exec (self, "BEGIN IMMEDIATE", &job->error) && run_job (self, job)
      && exec (self, "COMMIT", job->error ? NULL : &job->error))
    return;
  roll_back (self);
}

/* Runs a batch; each job then has its error or none. */
static void
run_batch (VigieIngestWriter *self, VigieIngestJob *first)
{
  g_autoptr (GError) error = NULL;
  gboolean undone = FALSE;

  begin_time (self);
  if (exec (self, "BEGIN IMMEDIATE", &error))
    {
      for (VigieIngestJob *job = first; job != NULL && !undone; job = job->next)
        undone = !run_job (self, job);
      if (!undone && exec (self, "COMMIT", &error))
        return;
    }
  roll_back (self);
  /* A disk without room has none for each of them alone either: all are told so. */
  for (VigieIngestJob *job = first; job != NULL && error == NULL; job = job->next)
    if (g_error_matches (job->error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FULL))
      error = g_error_copy (job->error);
  for (VigieIngestJob *job = first; job != NULL; job = job->next)
    {
      if (error != NULL)
        {
          g_clear_error (&job->error);
          job->error = g_error_copy (error);
        }
      else
        run_alone (self, job);
    }
}

/* Folds the log into the store. @whole: waits for readers and empties the log. */
static void
checkpoint (VigieIngestWriter *self, gboolean whole)
{
  int mode = whole ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;

  if (sqlite3_wal_checkpoint_v2 (self->db, NULL, mode, NULL, NULL) == SQLITE_OK)
    self->dirty = FALSE;
}

/* ---- The thread ---- */

/* Marks the job of vigie_ingest_writer_run() as ended. */
static void
job_has_ended (VigieIngestJob *job, const GError *error)
{
}

/* Counts a job that has ended and hands it to whoever waits for it. With the lock held. */
static void
end_job (VigieIngestWriter *self, VigieIngestJob *job, VigieIngestJob **next)
{
  *next = job->next;
  job->next = NULL;
  if (job->error != NULL)
    self->counts.failed++;
  else
    self->counts.jobs++;
  if (g_error_matches (job->error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FULL))
    self->counts.disk_full = TRUE;
  if (job->done == NULL)
    {
      job->done = job_has_ended;
      g_cond_broadcast (&self->waited);
      return;
    }
  if (self->done_first == NULL)
    g_source_set_ready_time (self->done_source, 0);
  *self->done_last = job;
  self->done_last = &job->next;
}

static gpointer
writer_thread (gpointer data)
{
  VigieIngestWriter *self = data;

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      VigieIngestJob *batch, *end;
      guint size;

      while (self->first == NULL && !self->stopping)
        {
          if (!self->dirty)
            g_cond_wait (&self->wake, &self->mutex);
          else if (!g_cond_wait_until (&self->wake, &self->mutex, g_get_monotonic_time () + QUIET))
            {
              g_mutex_unlock (&self->mutex);
              checkpoint (self, FALSE);
              self->dirty = FALSE; /* if a reader was in the way: the next write tries again */
              g_mutex_lock (&self->mutex);
            }
        }
      if (self->first == NULL)
        break;

      batch = end = self->first;
      for (size = 1; size < MAX_BATCH && end->next != NULL; size++)
        end = end->next;
      self->first = end->next;
      if (self->first == NULL)
        self->last = &self->first;
      end->next = NULL;
      self->counts.waiting -= size;
      g_mutex_unlock (&self->mutex);

      run_batch (self, batch);
      self->dirty = TRUE;

      g_mutex_lock (&self->mutex);
      self->counts.transactions++;
      self->counts.disk_full = FALSE;
      for (VigieIngestJob *job = batch, *next; job != NULL; job = next)
        end_job (self, job, &next);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* Tells the ends of jobs, in the context of whoever made the writer. */
static gboolean
done_source_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  VigieIngestWriter *self = ((DoneSource *) source)->writer;
  VigieIngestJob *job, *next;

  g_mutex_lock (&self->mutex);
  g_source_set_ready_time (source, -1);
  job = self->done_first;
  self->done_first = NULL;
  self->done_last = &self->done_first;
  g_mutex_unlock (&self->mutex);
  for (; job != NULL; job = next)
    {
      g_autoptr (GError) error = g_steal_pointer (&job->error);

      next = job->next;
      job->next = NULL;
      job->done (job, error);
    }
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs done_source_funcs = {.dispatch = done_source_dispatch};

/* ---- Public ---- */

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

VigieIngestWriter *
vigie_ingest_writer_new (sqlite3 *db, VigieClock *clock, guint limit)
{
  VigieIngestWriter *self = g_new0 (VigieIngestWriter, 1);

  g_assert (db != NULL && limit > 0);
  self->db = db;
  self->clock = g_object_ref (clock);
  self->limit = limit;
  self->context = g_main_context_ref_thread_default ();
  self->last = &self->first;
  self->done_last = &self->done_first;
  self->now = G_MININT64;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_cond_init (&self->waited);
  sqlite3_exec (db, AUTOMATIC_CHECKPOINT, NULL, NULL, NULL);

  self->done_source = g_source_new (&done_source_funcs, sizeof (DoneSource));
  ((DoneSource *) self->done_source)->writer = self;
  g_source_set_static_name (self->done_source, "vigie-ingest writer");
  g_source_attach (self->done_source, self->context);
  self->thread = g_thread_new ("writer", writer_thread, self);
  return self;
}

void
vigie_ingest_writer_stop (VigieIngestWriter *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
  done_source_dispatch (self->done_source, NULL, NULL);
  g_source_destroy (self->done_source);
  g_clear_pointer (&self->done_source, g_source_unref);
  checkpoint (self, TRUE);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (g_steal_pointer (&self->db));
}

void
vigie_ingest_writer_free (VigieIngestWriter *self)
{
  vigie_ingest_writer_stop (self);
  g_object_unref (self->clock);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->waited);
  g_free (self);
}

gboolean
vigie_ingest_writer_push (VigieIngestWriter *self, VigieIngestJob *job, GError **error)
{
  gboolean taken;

  job->next = NULL;
  job->error = NULL;
  g_mutex_lock (&self->mutex);
  taken = !self->stopping && self->counts.waiting < self->limit;
  if (taken)
    {
      if (self->first == NULL)
        g_cond_signal (&self->wake);
      *self->last = job;
      self->last = &job->next;
      self->counts.waiting++;
    }
  else
    self->counts.refused++;
  g_mutex_unlock (&self->mutex);
  if (!taken)
    g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BUSY,
                         _ ("Too many requests are waiting to be written: try again later."));
  return taken;
}

gboolean
vigie_ingest_writer_run (VigieIngestWriter *self, VigieIngestJob *job, GError **error)
{
  job->done = NULL;
  if (!vigie_ingest_writer_push (self, job, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  while (job->done == NULL)
    g_cond_wait (&self->waited, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (job->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&job->error));
  return FALSE;
}

sqlite3 *
vigie_ingest_writer_get_db (VigieIngestWriter *self)
{
  return self->db;
}

sqlite3_stmt *
vigie_ingest_writer_prepare (VigieIngestWriter *self, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
          != SQLITE_OK)
        g_error ("%s: %s", sql, sqlite3_errmsg (self->db));
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
      return statement;
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return statement;
}

gboolean
vigie_ingest_writer_step (VigieIngestWriter *self, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_DONE && code != SQLITE_ROW)
    {
      vigie_ingest_writer_fail (self, error);
      sqlite3_reset (statement);
      return FALSE;
    }
  sqlite3_reset (statement);
  return TRUE;
}

VigieTime
vigie_ingest_writer_now (VigieIngestWriter *self)
{
  return self->now;
}

guint64
vigie_ingest_writer_get_generation (VigieIngestWriter *self)
{
  return self->generation;
}

void
vigie_ingest_writer_touch (VigieIngestWriter *self)
{
  self->generation++;
}

void
vigie_ingest_writer_get_counts (VigieIngestWriter *self, VigieIngestWriterCounts *counts)
{
  g_mutex_lock (&self->mutex);
  *counts = self->counts;
  g_mutex_unlock (&self->mutex);
}
