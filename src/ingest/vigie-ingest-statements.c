/* vigie-ingest-statements.c: see vigie-ingest-statements.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-statements.h"

#include <string.h>

#include "vigie-ingest-query.h"

/* Enough for what a dozen kinds of clients ask; then all are dropped and made again. */
#define MAX_IDLE 256
/* A statement longer than this is used once. */
#define MAX_KEPT_SQL 20000

struct _VigieIngestStatements
{
  sqlite3 *db;
  GHashTable *idle; /* SQL (of the statement) to sqlite3_stmt */
};

static void
finalize (gpointer data)
{
  sqlite3_finalize (data);
}

VigieIngestStatements *
vigie_ingest_statements_new (sqlite3 *db)
{
  VigieIngestStatements *self = g_new (VigieIngestStatements, 1);

  self->db = db;
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize);
  return self;
}

void
vigie_ingest_statements_free (VigieIngestStatements *self)
{
  g_hash_table_unref (self->idle);
  g_free (self);
}

gboolean
vigie_ingest_statements_fail (sqlite3 *db, GError **error)
{
  switch (sqlite3_errcode (db) & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BUSY,
                           "The query took too long and was stopped; ask for less");
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BUSY,
                           "The store is busy; try again");
      break;
    case SQLITE_TOOBIG:
      g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                           "The query is too large");
      break;
    case SQLITE_ERROR: /* raised by a function: an integer overflow, a geometry that is too large */
      g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                   "The query cannot be answered: %s", sqlite3_errmsg (db));
      break;
    default:
      g_message ("the store could not be read: %s", sqlite3_errmsg (db));
      g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_INTERNAL,
                           "The store could not be read");
      break;
    }
  return FALSE;
}

sqlite3_stmt *
vigie_ingest_statements_acquire (VigieIngestStatements *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gpointer key;

  if (g_hash_table_steal_extended (self->idle, sql, &key, (gpointer *) &statement))
    {
      g_free (key);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
      != SQLITE_OK)
    {
      /* The query's words were checked: a statement that is not understood is a mistake of ours. */
      g_warning ("%s: %s", sqlite3_errmsg (self->db), sql);
      g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_INTERNAL,
                           "The query could not be prepared");
      return NULL;
    }
  return statement;
}

void
vigie_ingest_statements_release (VigieIngestStatements *self, sqlite3_stmt *statement)
{
  const char *sql = sqlite3_sql (statement);

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (strlen (sql) > MAX_KEPT_SQL || g_hash_table_contains (self->idle, sql))
    {
      sqlite3_finalize (statement);
      return;
    }
  if (g_hash_table_size (self->idle) >= MAX_IDLE)
    g_hash_table_remove_all (self->idle);
  g_hash_table_insert (self->idle, g_strdup (sql), statement);
}
