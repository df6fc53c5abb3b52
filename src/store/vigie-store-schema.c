/* vigie-store-schema.c: tables and statements of the store.
 *
 * Rows are narrow: keys are small integers, the server's ids stand once in the table of their kind, texts that are
 * empty and numbers that are « none » are NULL, which takes a byte. Names of kinds and roles are kept as words
 * rather than as numbers of an enumeration, whose order may change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-store-private.h"

/* Step n brings a file of version n to version n + 1. A new file goes through all of them, so that the way an
 * old one takes is always a way that was tried. A step that was released is never changed. */
static const char *const steps[VIGIE_STORE_VERSION] = {
    /* The territory and its latest readings. */
    "CREATE TABLE value (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE site (n INTEGER PRIMARY KEY, id TEXT NOT NULL, digest INTEGER NOT NULL, flags INTEGER,"
    " name TEXT, description TEXT, kind TEXT, commune TEXT, commune_name TEXT, lat REAL, lon REAL,"
    " opening_hours TEXT, access TEXT, contact TEXT, capacity INTEGER, address TEXT, out_of_service_note TEXT,"
    " out_of_service_since INTEGER, properties TEXT);"
    "CREATE TABLE sensor (n INTEGER PRIMARY KEY, id TEXT NOT NULL, digest INTEGER NOT NULL, flags INTEGER,"
    " name TEXT, model TEXT, dev_eui TEXT);"
    "CREATE TABLE measure (n INTEGER PRIMARY KEY, id TEXT NOT NULL, digest INTEGER NOT NULL, flags INTEGER,"
    " site INTEGER NOT NULL, sensor INTEGER, name TEXT, unit TEXT, observed_property TEXT, role TEXT,"
    " aggregation TEXT, expected_interval INTEGER, lowlow REAL, low REAL, high REAL, highhigh REAL, deadband REAL,"
    " on_delay INTEGER, off_delay INTEGER, out_of_service_note TEXT, out_of_service_since INTEGER,"
    " installed INTEGER);"
    /* Times are µs; start and result_time are told by their distance from time. @value is the number; @other
   * tells what the reading is: NULL a number or nothing, an integer a boolean, a text that text, a blob JSON. */
    "CREATE TABLE latest (measure INTEGER PRIMARY KEY, time INTEGER NOT NULL, start INTEGER, result_time INTEGER,"
    " value REAL, other, state INTEGER, since INTEGER, pending_since INTEGER, changing BLOB);",

    /* The history received. */
    "CREATE TABLE history (measure INTEGER, time INTEGER, start INTEGER, result_time INTEGER, value REAL, other,"
    " PRIMARY KEY (measure, time)) WITHOUT ROWID;",

    /* The stretches of a measure's history of which all that the server has is in the table above: since ≤ t < until,
   * apart from each other. */
    "CREATE TABLE coverage (measure INTEGER, since INTEGER, until INTEGER NOT NULL, PRIMARY KEY (measure, since))"
    " WITHOUT ROWID;",

    /* Of meters. @changes: VigieMeterChange after VigieMeterChange, 3 × 8 bytes each, the lowest first. */
    "ALTER TABLE measure ADD COLUMN rollover REAL;"
    "ALTER TABLE measure ADD COLUMN part_of TEXT;"
    "ALTER TABLE measure ADD COLUMN changes BLOB;",

    /* History in few bytes: @data is a pack (vigie-pack.h) of @n readings from @since to @last, of which those of a
     * measure lie apart. A row of the history of the same time is the later word. */
    "CREATE TABLE pack (block INTEGER PRIMARY KEY, measure INTEGER NOT NULL, since INTEGER NOT NULL,"
    " last INTEGER NOT NULL, n INTEGER NOT NULL, data BLOB NOT NULL);"
    "CREATE UNIQUE INDEX pack_of_measure ON pack (measure, since, last, n);",

    "ALTER TABLE sensor ADD COLUMN battery_type TEXT;",
};

static const char *const statements[VIGIE_N_STATEMENTS] = {
    /* The lock is taken at once: a transaction that began by reading could not get it later. */
    [VIGIE_STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [VIGIE_STATEMENT_BEGIN_READ] = "BEGIN",
    [VIGIE_STATEMENT_COMMIT] = "COMMIT",
    [VIGIE_STATEMENT_ROLLBACK] = "ROLLBACK",
    [VIGIE_STATEMENT_DATA_VERSION] = "PRAGMA data_version",
    [VIGIE_STATEMENT_GET_VALUE] = "SELECT value FROM value WHERE key = ?",
    [VIGIE_STATEMENT_SET_VALUE] = "INSERT OR REPLACE INTO value (key, value) VALUES (?, ?)",
    [VIGIE_STATEMENT_REMOVE_VALUE] = "DELETE FROM value WHERE key = ?",
    [VIGIE_STATEMENT_MAP_SITES] = "SELECT n, id, digest FROM site",
    [VIGIE_STATEMENT_MAP_SENSORS] = "SELECT n, id, digest FROM sensor",
    [VIGIE_STATEMENT_MAP_MEASURES]
    = "SELECT m.n, m.id, m.digest, m.site, l.time FROM measure m LEFT JOIN latest l ON l.measure = m.n",
    [VIGIE_STATEMENT_GET_MEANING]
    = "SELECT site, unit, observed_property, role FROM measure WHERE n = ?",
    [VIGIE_STATEMENT_PUT_SITE]
    = "INSERT OR REPLACE INTO site (n, id, digest, flags, name, description, kind, commune, commune_name, lat, lon,"
      " opening_hours, access, contact, capacity, address, out_of_service_note, out_of_service_since, properties)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [VIGIE_STATEMENT_PUT_SENSOR]
    = "INSERT OR REPLACE INTO sensor (n, id, digest, flags, name, model, dev_eui, battery_type)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [VIGIE_STATEMENT_PUT_MEASURE]
    = "INSERT OR REPLACE INTO measure (n, id, digest, flags, site, sensor, name, unit, observed_property, role,"
      " aggregation, expected_interval, lowlow, low, high, highhigh, deadband, on_delay, off_delay,"
      " out_of_service_note, out_of_service_since, installed, rollover, part_of, changes)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [VIGIE_STATEMENT_PUT_HISTORY]
    = "INSERT INTO history (measure, time, start, result_time, value, other) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
      " ON CONFLICT DO UPDATE SET start = ?3, result_time = ?4, value = ?5, other = ?6"
      " WHERE start IS NOT ?3 OR result_time IS NOT ?4 OR value IS NOT ?5 OR other IS NOT ?6",
    [VIGIE_STATEMENT_PUT_COVERAGE]
    = "INSERT OR REPLACE INTO coverage (measure, since, until) VALUES (?, ?, ?)",
    [VIGIE_STATEMENT_PUT_BLOCK]
    = "INSERT INTO pack (measure, since, last, n, data) VALUES (?, ?, ?, ?, ?)",
    [VIGIE_STATEMENT_PUT_LATEST]
    = "INSERT OR REPLACE INTO latest (measure, time, start, result_time, value, other, state, since, pending_since,"
      " changing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [VIGIE_STATEMENT_PUT_CONDITION]
    = "UPDATE latest SET state = ?7, since = ?8, pending_since = ?9, changing = ?10 WHERE measure = ?1"
      " AND (state IS NOT ?7 OR since IS NOT ?8 OR pending_since IS NOT ?9 OR changing IS NOT ?10)",
    [VIGIE_STATEMENT_REMOVE_SITE] = "DELETE FROM site WHERE n = ?",
    [VIGIE_STATEMENT_REMOVE_SENSOR] = "DELETE FROM sensor WHERE n = ?",
    [VIGIE_STATEMENT_REMOVE_MEASURE] = "DELETE FROM measure WHERE n = ?",
    [VIGIE_STATEMENT_REMOVE_LATEST] = "DELETE FROM latest WHERE measure = ?",
    [VIGIE_STATEMENT_REMOVE_HISTORY] = "DELETE FROM history WHERE measure = ?",
    [VIGIE_STATEMENT_REMOVE_HISTORY_AFTER] = "DELETE FROM history WHERE measure = ? AND time > ?",
    /* All of a stretch that a block can hold. */
    [VIGIE_STATEMENT_REMOVE_HISTORY_PACKED]
    = "DELETE FROM history WHERE measure = ? AND time >= ? AND time <= ? AND other IS NULL",
    [VIGIE_STATEMENT_REMOVE_HISTORY_AT] = "DELETE FROM history WHERE measure = ? AND time = ?",
    [VIGIE_STATEMENT_REMOVE_BLOCK] = "DELETE FROM pack WHERE block = ?",
    [VIGIE_STATEMENT_REMOVE_BLOCKS] = "DELETE FROM pack WHERE measure = ?",
    [VIGIE_STATEMENT_REMOVE_BLOCKS_AFTER] = "DELETE FROM pack WHERE measure = ? AND since > ?",
    [VIGIE_STATEMENT_REMOVE_BLOCKS_BEFORE]
    = "DELETE FROM pack WHERE measure = ?1 AND since < ?2 AND last < ?2",
    [VIGIE_STATEMENT_REMOVE_COVERAGE] = "DELETE FROM coverage WHERE measure = ?",
    [VIGIE_STATEMENT_REMOVE_COVERAGE_WITHIN]
    = "DELETE FROM coverage WHERE measure = ? AND since >= ? AND since <= ?",
    [VIGIE_STATEMENT_EMPTY_LATEST] = "DELETE FROM latest",
    [VIGIE_STATEMENT_EMPTY_HISTORY] = "DELETE FROM history",
    [VIGIE_STATEMENT_EMPTY_BLOCKS] = "DELETE FROM pack",
    [VIGIE_STATEMENT_EMPTY_COVERAGE] = "DELETE FROM coverage",
    [VIGIE_STATEMENT_PURGE_COVERAGE] = "DELETE FROM coverage WHERE measure = ?1 AND until <= ?2",
    [VIGIE_STATEMENT_TRIM_COVERAGE]
    = "UPDATE coverage SET since = ?2 WHERE measure = ?1 AND since < ?2",
    [VIGIE_STATEMENT_PURGE_HISTORY]
    = "DELETE FROM history WHERE measure = ?1 AND time < ?2 AND time <= coalesce ((SELECT time FROM history"
      " WHERE measure = ?1 AND time < ?2 ORDER BY time LIMIT 1 OFFSET ?3), ?2)",
    [VIGIE_STATEMENT_LOAD_SITES]
    = "SELECT n, id, flags, name, description, kind, commune, commune_name, lat, lon, opening_hours, access, contact,"
      " capacity, address, out_of_service_note, out_of_service_since, properties FROM site ORDER BY n",
    [VIGIE_STATEMENT_LOAD_SENSORS]
    = "SELECT n, id, flags, name, model, dev_eui, battery_type FROM sensor ORDER BY n",
    [VIGIE_STATEMENT_LOAD_MEASURES]
    = "SELECT n, id, flags, site, sensor, name, unit, observed_property, role, aggregation, expected_interval, lowlow,"
      " low, high, highhigh, deadband, on_delay, off_delay, out_of_service_note, out_of_service_since, installed,"
      " rollover, part_of, changes FROM measure ORDER BY n",
    [VIGIE_STATEMENT_LOAD_LATEST]
    = "SELECT time, start, result_time, value, other, measure, state, since, pending_since, changing FROM latest"
      " ORDER BY measure",
    [VIGIE_STATEMENT_LOAD_HISTORY]
    = "SELECT time, start, result_time, value, other FROM history WHERE measure = ? AND time >= ? AND time < ?"
      " ORDER BY time LIMIT ?",
    /* From the end: where there are too many it is the newest that are wanted. */
    [VIGIE_STATEMENT_LOAD_SERIES]
    = "SELECT time, value, start FROM history WHERE measure = ? AND time >= ? AND time < ?"
      " ORDER BY time DESC LIMIT ?",
    [VIGIE_STATEMENT_LOAD_PACKABLE]
    = "SELECT time, other IS NULL FROM history WHERE measure = ? AND time >= ? AND time < ? ORDER BY time LIMIT ?",
    /* Blocks lie apart: only the last one that begins before can reach into the time asked for. */
    [VIGIE_STATEMENT_LOAD_BLOCKS]
    = "SELECT block, since, last, n FROM pack WHERE measure = ?1 AND since < ?3 AND since >= coalesce ((SELECT since FROM"
      " pack WHERE measure = ?1 AND since <= ?2 ORDER BY since DESC LIMIT 1), ?2) ORDER BY since",
    [VIGIE_STATEMENT_LOAD_BLOCK] = "SELECT data FROM pack WHERE block = ?",
    [VIGIE_STATEMENT_LOAD_BLOCK_BEFORE]
    = "SELECT block, since, last, n FROM pack WHERE measure = ? AND since < ? ORDER BY since DESC LIMIT 1",
    [VIGIE_STATEMENT_LOAD_BLOCK_AFTER]
    = "SELECT block, since, last, n FROM pack WHERE measure = ? AND since > ? ORDER BY since LIMIT 1",
    [VIGIE_STATEMENT_HAS_BLOCKS] = "SELECT 1 FROM pack LIMIT 1",
    [VIGIE_STATEMENT_HAS_HISTORY] = "SELECT 1 FROM history WHERE measure = ? AND time = ?",
    [VIGIE_STATEMENT_LOAD_COVERAGE]
    = "SELECT since, until FROM coverage WHERE measure = ? AND since <= ? AND until >= ? ORDER BY since",
    [VIGIE_STATEMENT_LOAD_KEYS] = "SELECT n, id FROM measure",
    [VIGIE_STATEMENT_LOAD_ROLES] = "SELECT n, role FROM measure",
    /* No index on the ids: the writer has its map, and readers remember what they found. */
    [VIGIE_STATEMENT_FIND_MEASURE] = "SELECT n, expected_interval FROM measure WHERE id = ?",
    [VIGIE_STATEMENT_CHECK_MEASURE]
    = "SELECT n, expected_interval FROM measure WHERE n = ? AND id = ?",
};

const char *
vigie_store_schema_statement (VigieStatement statement)
{
  return statements[statement];
}

/* Brings a file of @version (0: empty) to the present one, all in one transaction. Gives SQLite's code. */
int
vigie_store_schema_upgrade (sqlite3 *db, int version)
{
  int rc;

  if (version >= VIGIE_STORE_VERSION)
    return SQLITE_OK;

  rc = sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  for (int i = version; rc == SQLITE_OK && i < VIGIE_STORE_VERSION; i++)
    rc = sqlite3_exec (db, steps[i], NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    {
      char pragmas[96];

      g_snprintf (pragmas, sizeof pragmas,
                  "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                  VIGIE_STORE_APPLICATION_ID, VIGIE_STORE_VERSION);
      rc = sqlite3_exec (db, pragmas, NULL, NULL, NULL);
    }
  if (rc != SQLITE_OK && !sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}
