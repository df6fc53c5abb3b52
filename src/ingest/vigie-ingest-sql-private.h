/* vigie-ingest-sql-private.h: shared by vigie-ingest-sql.c, -sql-path.c and -sql-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-ingest-sql.h"

G_BEGIN_DECLS

typedef enum
{
  TYPE_NULL,
  TYPE_BOOLEAN,
  TYPE_NUMBER,
  TYPE_TEXT,
  TYPE_INSTANT,  /* µs */
  TYPE_PERIOD,   /* µs: start (NULL or SQL NULL for an instant), sql the end */
  TYPE_DURATION, /* µs */
  TYPE_DATE,     /* days */
  TYPE_CLOCK,    /* µs since midnight */
  TYPE_GEOMETRY,
  TYPE_JSON,   /* sql: the whole value; path: what of it, a parameter */
  TYPE_RESULT, /* sql: the alias; path: what of a JSON result, a parameter, or NULL */
} Type;

typedef struct
{
  Type type;
  const char *sql;
  const char *start;
  const char *path;
  gboolean point_or_start; /* a period of two columns of which the first may be NULL */
  const VigieIngestNode *node;
} Value;

/* TRUE where the node could be compiled; else @error is set. */
gboolean vigie_ingest_sql_compile (VigieIngestSql *sql,
                                   const VigieIngestNode *node,
                                   Value *value,
                                   GError **error);
gboolean vigie_ingest_sql_path (VigieIngestSql *sql,
                                const VigieIngestNode *node,
                                Value *value,
                                GError **error);
gboolean vigie_ingest_sql_call (VigieIngestSql *sql,
                                const VigieIngestNode *node,
                                Value *value,
                                GError **error);

/* SQL of the value as one type, or NULL with @error where it cannot be. */
const char *
vigie_ingest_sql_as (VigieIngestSql *sql, const Value *value, Type type, GError **error);

/* Whether the values of @type may be of any. */
gboolean vigie_ingest_sql_is_loose (Type type);
/* Any value as SQLite compares them, for values of unknown types. */
const char *vigie_ingest_sql_loose (VigieIngestSql *sql, const Value *value);
/* A comparison as a condition; NULL with @error. */
const char *
vigie_ingest_sql_compare (VigieIngestSql *sql, const VigieIngestNode *node, GError **error);

/* Collections: finds the first link to many on a path below @node that no scope stands for yet, and opens a
 * scope for it. FALSE where there is none (or with @error). */
gboolean
vigie_ingest_sql_open_scope (VigieIngestSql *sql, const VigieIngestNode *node, GError **error);
/* Closes it: "EXISTS (SELECT 1 FROM … WHERE … AND (condition))". */
const char *vigie_ingest_sql_close_scope (VigieIngestSql *sql, const char *condition);

/* FALSE, with @error set to 400 and the node's position. */
gboolean
vigie_ingest_sql_fail (const VigieIngestNode *node, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
