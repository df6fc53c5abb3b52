/* vigie-ingest-statements.h: prepared statements of one connection, kept for the next request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _VigieIngestStatements VigieIngestStatements;

/* @db is borrowed and must outlive it. */
VigieIngestStatements *vigie_ingest_statements_new (sqlite3 *db);
void vigie_ingest_statements_free (VigieIngestStatements *self);

/* A statement for @sql that nobody else uses; NULL with @error (VIGIE_INGEST_QUERY_ERROR). Give it back with
 * vigie_ingest_statements_release(), which resets it and forgets its values. */
sqlite3_stmt *
vigie_ingest_statements_acquire (VigieIngestStatements *self, const char *sql, GError **error);
void vigie_ingest_statements_release (VigieIngestStatements *self, sqlite3_stmt *statement);

/* Sets @error from the connection's last failure: 503 where the time was up or the store is busy, 400 where a
 * value of the request was the cause, else 500. Returns FALSE. */
gboolean vigie_ingest_statements_fail (sqlite3 *db, GError **error);

G_END_DECLS
