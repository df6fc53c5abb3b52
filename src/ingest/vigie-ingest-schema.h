/* vigie-ingest-schema.h: the SQLite store of vigie-ingest: tables, opening, versions.
 *
 * One connection writes (write-ahead log, each commit on disk before it is answered), any number
 * read, one to a thread. All times are µs since 1970 (VigieTime), all ids integers made by SQLite.
 *
 * Tables (see vigie-ingest-schema.c for every column):
 *   thing, location, thing_location, historical_location, historical_location_location, sensor,
 *   observed_property, datastream, feature, observation: OGC 18-088, 8.2;
 *   datastream_extent: the time ranges of each Datastream's Observations, kept by triggers;
 *   device, device_frame: LoRaWAN devices not yet adopted, with frames kept of them; link: the radio
 *   link of every device; gateway: LoRaWAN gateways heard;
 *   meta: key and value; migration: which versions of this schema the file went through.
 *
 * Rules for whoever writes:
 * - observation.phenomenon_time is the instant, or the end of an interval that then begins at
 *   phenomenon_start. Same for valid_start/valid_end (both set where validTime is known).
 * - observation.feature_id NULL means the datastream's feature_id (the common case: a narrow row).
 *   A Thing that moves must first have the old feature written into its older Observations.
 * - observation.result_type is a VigieIngestResult; result_number holds numbers and booleans (0 or
 *   1), result_text strings and JSON; a number that is not one (NaN) has result_number NULL.
 * - JSON columns (properties, unit_of_measurement, location, feature, observed_area, parameters,
 *   quality) hold one valid, minified JSON value or NULL, never the word null.
 * - datastream_extent follows by itself on insert; after deletions and changes of times call
 *   vigie_ingest_schema_settle() before the commit (readers are right without it, only slower).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* "Vigi": what `file` and we tell our stores by. */
#define VIGIE_INGEST_APPLICATION_ID 0x56696769
#define VIGIE_INGEST_SCHEMA_VERSION 2

#define VIGIE_INGEST_SCHEMA_ERROR (vigie_ingest_schema_error_quark ())
GQuark vigie_ingest_schema_error_quark (void);
typedef enum
{
  VIGIE_INGEST_SCHEMA_ERROR_OPEN,    /* cannot be opened, made or written */
  VIGIE_INGEST_SCHEMA_ERROR_FOREIGN, /* a SQLite file of another program: left alone */
  VIGIE_INGEST_SCHEMA_ERROR_NEWER,   /* made by a later version: left alone */
  VIGIE_INGEST_SCHEMA_ERROR_DAMAGED, /* not readable as a store */
  VIGIE_INGEST_SCHEMA_ERROR_SQL,     /* a statement failed */
} VigieIngestSchemaError;

/* observation.result_type */
typedef enum
{
  VIGIE_INGEST_RESULT_NULL,
  VIGIE_INGEST_RESULT_NUMBER,
  VIGIE_INGEST_RESULT_BOOLEAN,
  VIGIE_INGEST_RESULT_TEXT,
  VIGIE_INGEST_RESULT_JSON,
} VigieIngestResult;

/* Opens the store at @path for the one writer, makes it if it is absent, brings an older one up to
 * date. A damaged file is set aside with its log, as PATH.damaged-20261121T104703Z, and an empty store
 * is made: *@set_aside (may be NULL) is then its new path, to be freed with g_free(), else NULL.
 * NULL with @error for anything else. Close with sqlite3_close_v2(). */
sqlite3 *vigie_ingest_schema_open_writer (const char *path, char **set_aside, GError **error);

/* Opens the store at @path for reading; a writer must have made it. The connection is for one thread
 * at a time. */
sqlite3 *vigie_ingest_schema_open_reader (const char *path, GError **error);

/* Reads through the whole store: FALSE with VIGIE_INGEST_SCHEMA_ERROR_DAMAGED where a page or an
 * index is wrong. Some seconds for a large store. */
gboolean vigie_ingest_schema_check (sqlite3 *db, GError **error);

/* Runs one or several statements without results. */
gboolean vigie_ingest_schema_exec (sqlite3 *db, const char *sql, GError **error);

/* Sets @error from the connection's last failure: "WHAT: SQLite's words". Returns FALSE. */
gboolean vigie_ingest_schema_fail (sqlite3 *db, const char *what, GError **error);

/* Computes anew the time ranges that deletions and changes left open. Inside a transaction. */
gboolean vigie_ingest_schema_settle (sqlite3 *db, GError **error);

/* Between the two an empty store is filled fast: no index, trigger, foreign key nor log on
 * observation; not a transaction (open your own inside). Nobody else may have the store open. A
 * process that ends in between leaves a store that must be deleted. */
gboolean vigie_ingest_schema_begin_fill (sqlite3 *db, GError **error);
gboolean vigie_ingest_schema_end_fill (sqlite3 *db, GError **error);

/* The whole number in the first column of the first row that @sql, which is the program’s own, gives. FALSE with @error
 * where there is none. */
gboolean
vigie_ingest_schema_get_integer (sqlite3 *db, const char *sql, gint64 *value, GError **error);

/* meta: a random word (UUID) of this very store, made with it. Who kept entities of another store by
 * their ids knows by it that they are others here. */
#define VIGIE_INGEST_META_INSTANCE "instance"
/* Makes another one, where all in the store begins anew. */
gboolean vigie_ingest_schema_renew_instance (sqlite3 *db, GError **error);

/* meta: NULL if absent; free with g_free(). */
char *vigie_ingest_schema_get_meta (sqlite3 *db, const char *key);
gboolean
vigie_ingest_schema_set_meta (sqlite3 *db, const char *key, const char *value, GError **error);

G_END_DECLS
