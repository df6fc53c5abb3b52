/* vigie-ingest-writer.h: the one thread that writes the store.
 *
 * Jobs are queued from any thread and run in their order in the writer's thread. As many as wait share
 * one transaction; each is told the end of it only after the COMMIT has returned, with
 * synchronous=FULL: what was answered is on disk. A job that fails takes none of its neighbours along.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "vigie-clock.h"
#include "vigie-ingest-error.h"

G_BEGIN_DECLS

typedef struct _VigieIngestWriter VigieIngestWriter;
typedef struct _VigieIngestJob VigieIngestJob;

/* Embedded at the beginning of the caller's own struct; the last three fields are private. */
struct _VigieIngestJob
{
  /* Runs in the writer's thread inside a transaction; FALSE with @error if it failed. It may run a
   * second time (when a neighbour's failure undid the transaction), so it keeps no state of the first
   * run. One that fails before it changes anything costs its neighbours nothing. */
  gboolean (*run) (VigieIngestWriter *writer, VigieIngestJob *job, GError **error);
  /* Called in the context that made the writer, once the job is on disk (@error NULL) or has failed;
   * frees the job. */
  void (*done) (VigieIngestJob *job, const GError *error);
  /* Its changes are undone alone when it fails after having made some (a savepoint: some µs). */
  gboolean has_savepoint;

  VigieIngestJob *next;
  GError *error;
};

/* Takes @db, opened by vigie_ingest_schema_open_writer(), and starts the thread. `done` is called in
 * the thread-default context of the caller. @limit jobs may wait (≥ 1). */
VigieIngestWriter *vigie_ingest_writer_new (sqlite3 *db, VigieClock *clock, guint limit);

/* Finishes what is queued, folds the log into the store, closes it. Jobs pushed from now on are
 * refused; the `done` of those that were queued is called before this returns. */
void vigie_ingest_writer_stop (VigieIngestWriter *self);

/* Stops if need be, frees. */
void vigie_ingest_writer_free (VigieIngestWriter *self);

/* Queues @job. FALSE with VIGIE_INGEST_ERROR_BUSY when the queue is full or the writer stops; the job
 * is then still the caller's. From any thread. */
gboolean vigie_ingest_writer_push (VigieIngestWriter *self, VigieIngestJob *job, GError **error);

/* Queues it and waits for its end: for start and tests, never from the main loop of a server. Its
 * `done` is not called. */
gboolean vigie_ingest_writer_run (VigieIngestWriter *self, VigieIngestJob *job, GError **error);

/* ---- Only inside a job ---- */

sqlite3 *vigie_ingest_writer_get_db (VigieIngestWriter *self);

/* The statement of @sql, a string literal: prepared once, reset, without bindings. Aborts on SQL that
 * is wrong. It must be stepped to its end or reset before the job returns. */
sqlite3_stmt *vigie_ingest_writer_prepare (VigieIngestWriter *self, const char *sql);

/* Steps a statement that gives no rows, and resets it. FALSE with @error. */
gboolean
vigie_ingest_writer_step (VigieIngestWriter *self, sqlite3_stmt *statement, GError **error);

/* Sets @error from the connection's failure: VIGIE_INGEST_ERROR_FULL, _BUSY or _FAILED. FALSE. */
gboolean vigie_ingest_writer_fail (VigieIngestWriter *self, GError **error);

/* The time of this transaction: never goes back from one to the next. The resultTime of what is
 * accepted in it. */
VigieTime vigie_ingest_writer_now (VigieIngestWriter *self);

/* What others remember of the store between jobs is valid while this number stays the same. It
 * changes when a transaction is undone and when vigie_ingest_writer_touch() tells that Datastreams,
 * Sensors or what belongs to them changed. */
guint64 vigie_ingest_writer_get_generation (VigieIngestWriter *self);
void vigie_ingest_writer_touch (VigieIngestWriter *self);

/* ---- Counts, from any thread ---- */

typedef struct
{
  guint64 jobs; /* on disk */
  guint64 failed;
  guint64 refused; /* by a full queue */
  guint64 transactions;
  guint waiting;
  gboolean disk_full; /* the last transaction found no room */
} VigieIngestWriterCounts;

void vigie_ingest_writer_get_counts (VigieIngestWriter *self, VigieIngestWriterCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestWriter, vigie_ingest_writer_free)

G_END_DECLS
