/* vigie-ingest-schema.c: see vigie-ingest-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-schema.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

G_DEFINE_QUARK (vigie - ingest - schema - error - quark, vigie_ingest_schema_error)

/* Deletion follows OGC 18-088, table 25 (« Delete an entity »). */
static const char tables_sql[]
    = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE TABLE migration (version INTEGER PRIMARY KEY, applied INTEGER NOT NULL,"
      "  program TEXT NOT NULL) STRICT;"

      "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL,"
      "  properties TEXT) STRICT;"

      "CREATE TABLE location (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT "
      "NULL,"
      "  encoding_type TEXT NOT NULL, location TEXT NOT NULL, properties TEXT) STRICT;"
      "CREATE TABLE thing_location ("
      "  thing_id INTEGER NOT NULL REFERENCES thing ON DELETE CASCADE,"
      "  location_id INTEGER NOT NULL REFERENCES location ON DELETE CASCADE,"
      "  PRIMARY KEY (thing_id, location_id)) STRICT, WITHOUT ROWID;"
      "CREATE INDEX thing_location_back ON thing_location (location_id);"

      "CREATE TABLE historical_location (id INTEGER PRIMARY KEY,"
      "  thing_id INTEGER NOT NULL REFERENCES thing ON DELETE CASCADE,"
      "  time INTEGER NOT NULL) STRICT;"
      "CREATE INDEX historical_location_thing ON historical_location (thing_id, time);"
      "CREATE TABLE historical_location_location ("
      "  historical_location_id INTEGER NOT NULL REFERENCES historical_location ON DELETE CASCADE,"
      "  location_id INTEGER NOT NULL REFERENCES location ON DELETE CASCADE,"
      "  PRIMARY KEY (historical_location_id, location_id)) STRICT, WITHOUT ROWID;"
      "CREATE INDEX historical_location_location_back ON historical_location_location "
      "(location_id);"

      "CREATE TABLE sensor (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL,"
      "  encoding_type TEXT NOT NULL, metadata TEXT NOT NULL," /* metadata: a JSON value */
      "  properties TEXT) STRICT;"
      /* Uplinks find their sensor by the device's EUI. */
      "CREATE INDEX sensor_dev_eui ON sensor (json_extract (properties, '$.devEui'))"
      "  WHERE properties IS NOT NULL;"

      "CREATE TABLE observed_property (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
      "  definition TEXT NOT NULL, description TEXT NOT NULL, properties TEXT) STRICT;"

      "CREATE TABLE feature (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL,"
      "  encoding_type TEXT NOT NULL, feature TEXT NOT NULL, properties TEXT,"
      /* the Location it was made from, so that it is made once */
      "  location_id INTEGER REFERENCES location ON DELETE SET NULL) STRICT;"
      "CREATE INDEX feature_location ON feature (location_id) WHERE location_id IS NOT NULL;"

      "CREATE TABLE datastream (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT "
      "NULL,"
      "  observation_type TEXT NOT NULL, unit_of_measurement TEXT NOT NULL, observed_area TEXT,"
      "  properties TEXT,"
      "  thing_id INTEGER NOT NULL REFERENCES thing ON DELETE CASCADE,"
      "  sensor_id INTEGER NOT NULL REFERENCES sensor ON DELETE CASCADE,"
      "  observed_property_id INTEGER NOT NULL REFERENCES observed_property ON DELETE CASCADE,"
      "  feature_id INTEGER REFERENCES feature ON DELETE SET NULL) STRICT;"
      "CREATE INDEX datastream_thing ON datastream (thing_id);"
      "CREATE INDEX datastream_sensor ON datastream (sensor_id);"
      "CREATE INDEX datastream_observed_property ON datastream (observed_property_id);"
      "CREATE INDEX datastream_feature ON datastream (feature_id) WHERE feature_id IS NOT NULL;"
      /* Uplinks find the measures that a device or a gateway feeds. */
      "CREATE INDEX datastream_device ON datastream"
      "  (upper (json_extract (properties, '$.source.devEui'))) WHERE properties IS NOT NULL;"
      "CREATE INDEX datastream_gateway ON datastream"
      "  (upper (json_extract (properties, '$.source.gateway'))) WHERE properties IS NOT NULL;"

      /* Stale after a deletion or a change, until vigie_ingest_schema_settle(). */
      "CREATE TABLE datastream_extent ("
      "  datastream_id INTEGER PRIMARY KEY REFERENCES datastream ON DELETE CASCADE,"
      "  phenomenon_start INTEGER, phenomenon_end INTEGER, result_start INTEGER, result_end INTEGER,"
      "  stale INTEGER NOT NULL DEFAULT 0) STRICT;"
      "CREATE INDEX datastream_extent_stale ON datastream_extent (stale) WHERE stale;"

      /* The columns that are seldom there come last. */
      "CREATE TABLE observation (id INTEGER PRIMARY KEY,"
      "  datastream_id INTEGER NOT NULL REFERENCES datastream ON DELETE CASCADE,"
      "  phenomenon_time INTEGER NOT NULL, result_time INTEGER, result_type INTEGER NOT NULL,"
      "  result_number REAL, result_text TEXT, phenomenon_start INTEGER,"
      "  feature_id INTEGER REFERENCES feature ON DELETE CASCADE,"
      "  valid_start INTEGER, valid_end INTEGER, quality TEXT, parameters TEXT) STRICT;"

      "CREATE TABLE device (dev_eui TEXT PRIMARY KEY,"           /* 16 capital hexadecimal digits */
      "  name TEXT, model TEXT, application TEXT, network TEXT," /* "chirpstack" or "ttn" */
      "  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, frames INTEGER NOT NULL DEFAULT 0,"
      "  battery REAL, rssi REAL, snr REAL,"
      "  fields TEXT," /* JSON object: each field seen with its last value */
      "  sensor_id INTEGER REFERENCES sensor ON DELETE SET NULL) STRICT, WITHOUT ROWID;"
      "CREATE INDEX device_sensor ON device (sensor_id) WHERE sensor_id IS NOT NULL;"
      /* Frames of devices not adopted, as they came, to be replayed at adoption. */
      "CREATE TABLE device_frame (id INTEGER PRIMARY KEY,"
      "  dev_eui TEXT NOT NULL REFERENCES device ON DELETE CASCADE,"
      "  received INTEGER NOT NULL, network TEXT NOT NULL, event TEXT NOT NULL, body TEXT NOT NULL)"
      "  STRICT;"
      "CREATE INDEX device_frame_device ON device_frame (dev_eui, received);"
      /* The radio link of every device heard; `recent`: its last frames, by which a frame that comes
         twice is told (vigie-ingest-devices.c). */
      "CREATE TABLE link (id INTEGER PRIMARY KEY, dev_eui TEXT NOT NULL UNIQUE,"
      "  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, session INTEGER NOT NULL DEFAULT 0,"
      "  joined INTEGER, frame_counter INTEGER, received INTEGER NOT NULL DEFAULT 0,"
      "  lost INTEGER NOT NULL DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0, recent BLOB) STRICT;"
      "CREATE TABLE gateway (id TEXT PRIMARY KEY, first_seen INTEGER NOT NULL,"
      "  last_seen INTEGER NOT NULL, frames INTEGER NOT NULL, lat REAL, lon REAL)"
      "  STRICT, WITHOUT ROWID;";

/* Indexes end with the row's id by themselves. */
static const char fast_parts_sql[]
    = "CREATE INDEX observation_datastream ON observation (datastream_id, phenomenon_time);"
      "CREATE INDEX observation_result_time ON observation (result_time);"
      "CREATE INDEX observation_feature ON observation (feature_id) WHERE feature_id IS NOT NULL;"
      "CREATE TRIGGER observation_inserted AFTER INSERT ON observation BEGIN"
      "  INSERT INTO datastream_extent"
      "    (datastream_id, phenomenon_start, phenomenon_end, result_start, result_end)"
      "  VALUES (NEW.datastream_id, coalesce (NEW.phenomenon_start, NEW.phenomenon_time),"
      "    NEW.phenomenon_time, NEW.result_time, NEW.result_time)"
      "  ON CONFLICT (datastream_id) DO UPDATE SET"
      "    phenomenon_start = min (coalesce (phenomenon_start, excluded.phenomenon_start),"
      "                            excluded.phenomenon_start),"
      "    phenomenon_end = max (coalesce (phenomenon_end, excluded.phenomenon_end),"
      "                          excluded.phenomenon_end),"
      "    result_start = min (coalesce (result_start, excluded.result_start),"
      "                        coalesce (excluded.result_start, result_start)),"
      "    result_end = max (coalesce (result_end, excluded.result_end),"
      "                      coalesce (excluded.result_end, result_end));"
      "END;"
      /* Not while the Datastream itself goes: then the extent goes with it. */
      "CREATE TRIGGER observation_deleted AFTER DELETE ON observation BEGIN"
      "  UPDATE datastream_extent SET stale = 1 WHERE datastream_id = OLD.datastream_id AND NOT stale;"
      "END;"
      "CREATE TRIGGER observation_changed AFTER UPDATE OF"
      "  datastream_id, phenomenon_time, phenomenon_start, result_time ON observation BEGIN"
      "  INSERT INTO datastream_extent (datastream_id, stale) VALUES (NEW.datastream_id, 1)"
      "    ON CONFLICT (datastream_id) DO UPDATE SET stale = 1;"
      "  UPDATE datastream_extent SET stale = 1 WHERE datastream_id = OLD.datastream_id;"
      "END;";

static const char drop_fast_parts_sql[] = "DROP INDEX IF EXISTS observation_datastream;"
                                          "DROP INDEX IF EXISTS observation_result_time;"
                                          "DROP INDEX IF EXISTS observation_feature;"
                                          "DROP TRIGGER IF EXISTS observation_inserted;"
                                          "DROP TRIGGER IF EXISTS observation_deleted;"
                                          "DROP TRIGGER IF EXISTS observation_changed;";

/* Each brings a store from the version of its index to the next one, inside one transaction. */
static const char *const migrations[][3] = {
    {tables_sql, fast_parts_sql, NULL},
    /* When a reading came that was sent without a resultTime: who asks for news finds it by that. */
    {"ALTER TABLE observation ADD COLUMN received INTEGER",
     "CREATE INDEX observation_received ON observation (received) WHERE received IS NOT NULL",
     NULL},
};
G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == VIGIE_INGEST_SCHEMA_VERSION);

/* The log is folded back by the writer at its idle moments; the automatic limit is a safety net. */
static const char safe_pragmas_sql[] = "PRAGMA journal_mode = WAL;"
                                       "PRAGMA synchronous = FULL;"
                                       "PRAGMA foreign_keys = ON;"
                                       "PRAGMA wal_autocheckpoint = 4000;"
                                       "PRAGMA journal_size_limit = 67108864;";

gboolean
vigie_ingest_schema_fail (sqlite3 *db, const char *what, GError **error)
{
  int code = db ? sqlite3_errcode (db) & 0xff : SQLITE_NOMEM;
  VigieIngestSchemaError kind = VIGIE_INGEST_SCHEMA_ERROR_SQL;

  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    kind = VIGIE_INGEST_SCHEMA_ERROR_DAMAGED;
  else if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM)
    kind = VIGIE_INGEST_SCHEMA_ERROR_OPEN;
  g_set_error (error, VIGIE_INGEST_SCHEMA_ERROR, kind, "%s: %s", what,
               db ? sqlite3_errmsg (db) : sqlite3_errstr (code));
  return FALSE;
}

gboolean
vigie_ingest_schema_exec (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return vigie_ingest_schema_fail (db, _ ("Could not write the store"), error);
}

gboolean
vigie_ingest_schema_get_integer (sqlite3 *db, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done = FALSE;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    {
      *value = sqlite3_column_int64 (statement, 0);
      done = TRUE;
    }
  else
    vigie_ingest_schema_fail (db, _ ("Could not read the store"), error);
  sqlite3_finalize (statement);
  return done;
}

/* Settings that both kinds of connection share. Text of requests never becomes SQL, and a schema that
 * somebody put into the file has no rights either. */
static gboolean
prepare_connection (sqlite3 *db, GError **error)
{
  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  return vigie_ingest_schema_exec (db, "PRAGMA temp_store = MEMORY;", error);
}

static sqlite3 *
open_connection (const char *path, int flags, GError **error)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL)
      != SQLITE_OK)
    {
      g_set_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_OPEN,
                   _ ("Could not open the store %s: %s"), path, sqlite3_errmsg (db));
      g_clear_pointer (&db, sqlite3_close_v2);
      return NULL;
    }
  if (!prepare_connection (db, error))
    g_clear_pointer (&db, sqlite3_close_v2);
  return db;
}

/* Whether the file is ours, and of which version. */
static gboolean
read_version (sqlite3 *db, const char *path, gint64 *version, GError **error)
{
  gint64 application = 0, tables = 0;

  if (!vigie_ingest_schema_get_integer (db, "SELECT count (*) FROM sqlite_schema", &tables, error)
      || !vigie_ingest_schema_get_integer (db, "PRAGMA application_id", &application, error)
      || !vigie_ingest_schema_get_integer (db, "PRAGMA user_version", version, error))
    return FALSE;
  if (tables > 0 && application != VIGIE_INGEST_APPLICATION_ID)
    {
      g_set_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_FOREIGN,
                   _ ("%s is the database of another program"), path);
      return FALSE;
    }
  if (*version > VIGIE_INGEST_SCHEMA_VERSION)
    {
      g_set_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_NEWER,
                   _ ("The store %s was written by a newer version of this program"), path);
      return FALSE;
    }
  if (tables == 0)
    *version = 0;
  return TRUE;
}

static gboolean
migrate (sqlite3 *db, gint64 version, GError **error)
{
  for (; version < VIGIE_INGEST_SCHEMA_VERSION; version++)
    {
      g_autofree char *closing = NULL;
      gboolean done = vigie_ingest_schema_exec (db, "BEGIN IMMEDIATE", error);

      closing = g_strdup_printf (
          "INSERT INTO migration VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
          ", 'vigie-ingest " VIGIE_VERSION "');"
          "PRAGMA application_id = %d; PRAGMA user_version = %" G_GINT64_FORMAT "; COMMIT;",
          version + 1, g_get_real_time (), VIGIE_INGEST_APPLICATION_ID, version + 1);
      for (const char *const *sql = migrations[version]; done && *sql; sql++)
        done = vigie_ingest_schema_exec (db, *sql, error);
      if (!done || !vigie_ingest_schema_exec (db, closing, error))
        {
          sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/* Also for a store that an earlier version made. */
static gboolean
have_instance (sqlite3 *db, GError **error)
{
  g_autofree char *instance = vigie_ingest_schema_get_meta (db, VIGIE_INGEST_META_INSTANCE);

  return instance != NULL || vigie_ingest_schema_renew_instance (db, error);
}

static sqlite3 *
try_open_writer (const char *path, GError **error)
{
  sqlite3 *db = open_connection (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  gint64 version = 0;

  if (!db)
    return NULL;
  if (!read_version (db, path, &version, error)
      || !vigie_ingest_schema_exec (db, "PRAGMA cache_size = -65536;", error)
      || !vigie_ingest_schema_exec (db, safe_pragmas_sql, error) || !migrate (db, version, error)
      || !have_instance (db, error))
    g_clear_pointer (&db, sqlite3_close_v2);
  return db;
}

/* Moves the file and its log out of the way; the name says when. */
static char *
set_file_aside (const char *path, GError **error)
{
  static const char *const endings[] = {"", "-wal", "-shm"};
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *target = g_strconcat (path, ".damaged-", stamp, NULL);

  for (int i = 0; i < (int) G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (target, endings[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_OPEN,
                       _ ("Could not set aside the damaged store %s: %s"), path,
                       g_strerror (errno));
          return NULL;
        }
    }
  return g_steal_pointer (&target);
}

sqlite3 *
vigie_ingest_schema_open_writer (const char *path, char **set_aside, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *aside = NULL;
  sqlite3 *db;

  g_return_val_if_fail (path, NULL);
  if (set_aside)
    *set_aside = NULL;
  db = try_open_writer (path, &local);
  if (!db && g_error_matches (local, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_DAMAGED))
    {
      aside = set_file_aside (path, error);
      if (!aside)
        return NULL;
      g_message ("the store %s is damaged (%s): set aside as %s", path, local->message, aside);
      g_clear_error (&local);
      db = try_open_writer (path, &local);
    }
  if (!db)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (set_aside)
    *set_aside = g_steal_pointer (&aside);
  return db;
}

sqlite3 *
vigie_ingest_schema_open_reader (const char *path, GError **error)
{
  sqlite3 *db;
  gint64 version = 0;

  g_return_val_if_fail (path, NULL);
  db = open_connection (path, SQLITE_OPEN_READONLY, error);
  if (!db)
    return NULL;
  if (!read_version (db, path, &version, error))
    {
      g_clear_pointer (&db, sqlite3_close_v2);
      return NULL;
    }
  if (version != VIGIE_INGEST_SCHEMA_VERSION)
    {
      g_set_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_OPEN,
                   _ ("%s does not contain a store yet"), path);
      g_clear_pointer (&db, sqlite3_close_v2);
      return NULL;
    }
  /* No memory map: SQLite then reads each page's header anew at every use, which costs more than
   * copying it once into the cache (a third of the time of a large page of the API). */
  if (!vigie_ingest_schema_exec (db, "PRAGMA query_only = ON; PRAGMA cache_size = -65536;", error))
    g_clear_pointer (&db, sqlite3_close_v2);
  return db;
}

gboolean
vigie_ingest_schema_check (sqlite3 *db, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean sound = FALSE;

  if (sqlite3_prepare_v2 (db, "PRAGMA quick_check (1)", -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *answer = (const char *) sqlite3_column_text (statement, 0);

      sound = g_strcmp0 (answer, "ok") == 0;
      if (!sound)
        g_set_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_DAMAGED,
                     _ ("The store is damaged: %s"), answer ? answer : "?");
    }
  else
    vigie_ingest_schema_fail (db, _ ("Could not read the store"), error);
  sqlite3_finalize (statement);
  return sound;
}

gboolean
vigie_ingest_schema_settle (sqlite3 *db, GError **error)
{
  return vigie_ingest_schema_exec (
      db,
      "UPDATE datastream_extent SET stale = 0,"
      "  (phenomenon_start, phenomenon_end, result_start, result_end) ="
      "  (SELECT min (coalesce (phenomenon_start, phenomenon_time)), max (phenomenon_time),"
      "          min (result_time), max (result_time)"
      "   FROM observation o WHERE o.datastream_id = datastream_extent.datastream_id)"
      "  WHERE stale;",
      error);
}

gboolean
vigie_ingest_schema_begin_fill (sqlite3 *db, GError **error)
{
  return vigie_ingest_schema_exec (db,
                                   "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = DELETE;"
                                   "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                                   "PRAGMA cache_size = -262144; PRAGMA locking_mode = EXCLUSIVE;",
                                   error)
         && vigie_ingest_schema_exec (db, drop_fast_parts_sql, error);
}

typedef struct
{
  gint64 datastream_id; /* the key */
  gint64 phenomenon_start, phenomenon_end;
  gint64 result_start, result_end; /* result_start > result_end: none */
} Extent;

static gboolean
insert_extents (sqlite3 *db, GHashTable *extents, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done;
  GHashTableIter iter;
  Extent *extent;

  done = sqlite3_prepare_v2 (db, "INSERT INTO datastream_extent VALUES (?, ?, ?, ?, ?, 0)", -1,
                             &statement, NULL)
         == SQLITE_OK;
  g_hash_table_iter_init (&iter, extents);
  while (done && g_hash_table_iter_next (&iter, NULL, (gpointer *) &extent))
    {
      gboolean results = extent->result_start <= extent->result_end;

      sqlite3_bind_int64 (statement, 1, extent->datastream_id);
      sqlite3_bind_int64 (statement, 2, extent->phenomenon_start);
      sqlite3_bind_int64 (statement, 3, extent->phenomenon_end);
      if (results)
        {
          sqlite3_bind_int64 (statement, 4, extent->result_start);
          sqlite3_bind_int64 (statement, 5, extent->result_end);
        }
      else
        {
          sqlite3_bind_null (statement, 4);
          sqlite3_bind_null (statement, 5);
        }
      done = sqlite3_step (statement) == SQLITE_DONE && sqlite3_reset (statement) == SQLITE_OK;
    }
  if (!done)
    vigie_ingest_schema_fail (db, _ ("Could not write the store"), error);
  sqlite3_finalize (statement);
  return done;
}

/* One pass over the table in its own order: grouping by SQL would jump from row to row, which takes
 * eight times as long. */
static gboolean
fill_extents (sqlite3 *db, GError **error)
{
  g_autoptr (GHashTable) extents
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  sqlite3_stmt *statement = NULL;
  Extent *extent = NULL;
  int step = SQLITE_ERROR;

  if (sqlite3_prepare_v2 (db,
                          "SELECT datastream_id, phenomenon_time, phenomenon_start, result_time"
                          " FROM observation",
                          -1, &statement, NULL)
      == SQLITE_OK)
    while ((step = sqlite3_step (statement)) == SQLITE_ROW)
      {
        gint64 id = sqlite3_column_int64 (statement, 0);
        gint64 end = sqlite3_column_int64 (statement, 1);
        gint64 start = sqlite3_column_type (statement, 2) == SQLITE_NULL
                           ? end
                           : sqlite3_column_int64 (statement, 2);

        extent = g_hash_table_lookup (extents, &id);
        if (!extent)
          {
            extent = g_new (Extent, 1);
            *extent = (Extent) {id, start, end, G_MAXINT64, G_MININT64};
            g_hash_table_add (extents, extent);
          }
        extent->phenomenon_start = MIN (extent->phenomenon_start, start);
        extent->phenomenon_end = MAX (extent->phenomenon_end, end);
        if (sqlite3_column_type (statement, 3) != SQLITE_NULL)
          {
            gint64 result = sqlite3_column_int64 (statement, 3);

            extent->result_start = MIN (extent->result_start, result);
            extent->result_end = MAX (extent->result_end, result);
          }
      }
  if (step != SQLITE_DONE)
    vigie_ingest_schema_fail (db, _ ("Could not read the store"), error);
  sqlite3_finalize (statement);
  return step == SQLITE_DONE
         && vigie_ingest_schema_exec (db, "DELETE FROM datastream_extent", error)
         && insert_extents (db, extents, error);
}

gboolean
vigie_ingest_schema_end_fill (sqlite3 *db, GError **error)
{
  return vigie_ingest_schema_exec (db, "BEGIN", error) && fill_extents (db, error)
         && vigie_ingest_schema_exec (db, fast_parts_sql, error)
         && vigie_ingest_schema_exec (
             db, "COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA cache_size = -65536;", error)
         && vigie_ingest_schema_exec (db, safe_pragmas_sql, error);
}

char *
vigie_ingest_schema_get_meta (sqlite3 *db, const char *key)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT value FROM meta WHERE key = ?", -1, &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      if (sqlite3_step (statement) == SQLITE_ROW)
        value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    }
  sqlite3_finalize (statement);
  return value;
}

gboolean
vigie_ingest_schema_set_meta (sqlite3 *db, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done = FALSE;

  if (sqlite3_prepare_v2 (db,
                          "INSERT INTO meta VALUES (?1, ?2)"
                          " ON CONFLICT (key) DO UPDATE SET value = ?2",
                          -1, &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
      done = sqlite3_step (statement) == SQLITE_DONE;
    }
  if (!done)
    vigie_ingest_schema_fail (db, _ ("Could not write the store"), error);
  sqlite3_finalize (statement);
  return done;
}

gboolean
vigie_ingest_schema_renew_instance (sqlite3 *db, GError **error)
{
  g_autofree char *instance = g_uuid_string_random ();

  return vigie_ingest_schema_set_meta (db, VIGIE_INGEST_META_INSTANCE, instance, error);
}
