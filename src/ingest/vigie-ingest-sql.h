/* vigie-ingest-sql.h: expressions of a query as SQL with bound parameters.
 *
 * No text of a request ever becomes SQL: values, JSON paths and geometries are parameters, names are
 * found in the tables of vigie-ingest-entities.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "vigie-ingest-entities.h"
#include "vigie-ingest-query.h"

G_BEGIN_DECLS

/* Parameters that every statement may have: the key of the entity it belongs to, limit, offset. */
#define VIGIE_INGEST_PARAMETER_KEY 1
#define VIGIE_INGEST_PARAMETER_LIMIT 2
#define VIGIE_INGEST_PARAMETER_OFFSET 3

typedef enum
{
  VIGIE_INGEST_VALUE_NULL,
  VIGIE_INGEST_VALUE_INTEGER,
  VIGIE_INGEST_VALUE_NUMBER,
  VIGIE_INGEST_VALUE_TEXT,     /* owned */
  VIGIE_INGEST_VALUE_GEOMETRY, /* of the query, which must outlive the statement's use */
} VigieIngestValueKind;

typedef struct
{
  VigieIngestValueKind kind;
  gint64 integer;
  double number;
  char *text;
  const VigieGeometry *geometry;
} VigieIngestValue;

/* One statement in the making. Its entity has the alias t0. */
typedef struct
{
  const VigieIngestEntity *entity;
  VigieTime now;
  GArray *values;     /* VigieIngestValue: parameters 4 and on */
  GPtrArray *scopes;  /* of aliases; private */
  GArray *aliases;    /* private */
  int n_aliases;      /* private */
  GPtrArray *strings; /* private */
  gsize size;         /* private */
} VigieIngestSql;

void vigie_ingest_sql_init (VigieIngestSql *sql, const VigieIngestEntity *entity, VigieTime now);
void vigie_ingest_sql_clear (VigieIngestSql *sql);

/* A condition, for WHERE. Borrowed of @sql; NULL with @error (400, with position). */
const char *
vigie_ingest_sql_condition (VigieIngestSql *sql, const VigieIngestNode *node, GError **error);

/* A key to order by. Borrowed of @sql; NULL with @error. */
const char *
vigie_ingest_sql_order (VigieIngestSql *sql, const VigieIngestNode *node, GError **error);

/* " JOIN …": what the expressions so far need of other tables. */
const char *vigie_ingest_sql_joins (VigieIngestSql *sql);

/* Makes a LEFT JOIN of datastream_extent as t0x part of the joins. */
void vigie_ingest_sql_need_extent (VigieIngestSql *sql);

/* Adds a parameter and gives its "?7". Takes @value's text. */
const char *vigie_ingest_sql_bind (VigieIngestSql *sql, VigieIngestValue value);

/* A copy kept as long as @sql. */
const char *vigie_ingest_sql_printf (VigieIngestSql *sql, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* Binds all values to a prepared statement. Returns SQLite's code. */
int vigie_ingest_sql_bind_values (const GArray *values, sqlite3_stmt *statement);

/* An array for values to bind, with the texts that it owns; g_array_unref(). */
GArray *vigie_ingest_values_new (void);

G_END_DECLS
