/* test-schema.c: the store's file: making, opening, damage, deletion, time ranges.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>

#include "vigie-ingest-schema.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("vigie-schema-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GDir *folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);
      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_dir_close (folder);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gint64
integer (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

static sqlite3 *
open_writer (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = vigie_ingest_schema_open_writer (fixture->path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static void
run (sqlite3 *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  vigie_ingest_schema_exec (db, sql, &error);
  g_assert_no_error (error);
}

static const char sample[]
    = "INSERT INTO thing VALUES (1, 'T', '', NULL);"
      "INSERT INTO sensor VALUES (1, 'S', '', 'text/plain', '\"\"', NULL);"
      "INSERT INTO observed_property VALUES (1, 'P', '', '', NULL);"
      "INSERT INTO datastream VALUES (1, 'D', '', '', '{}', NULL, NULL, 1, 1, 1, NULL);"
      "INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type, "
      "result_number,"
      "  phenomenon_start)"
      "  VALUES (1, 20, 21, 1, 1.5, NULL), (1, 10, 31, 1, 2, 5), (1, 30, NULL, 0, NULL, NULL);";

static void
test_make (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_writer (fixture);
  sqlite3 *reader;

  g_assert_cmpint (integer (db, "PRAGMA application_id"), ==, VIGIE_INGEST_APPLICATION_ID);
  g_assert_cmpint (integer (db, "PRAGMA user_version"), ==, VIGIE_INGEST_SCHEMA_VERSION);
  g_assert_cmpint (integer (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (integer (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (integer (db, "SELECT max (version) FROM migration"), ==,
                   VIGIE_INGEST_SCHEMA_VERSION);
  g_assert_true (vigie_ingest_schema_set_meta (db, "who", "d'ici", &error));
  g_assert_true (vigie_ingest_schema_set_meta (db, "who", "là", &error));
  sqlite3_close_v2 (db);

  db = open_writer (fixture);
  reader = vigie_ingest_schema_open_reader (fixture->path, &error);
  g_assert_no_error (error);
  g_autofree char *who = vigie_ingest_schema_get_meta (reader, "who");
  g_assert_cmpstr (who, ==, "là");
  g_assert_null (vigie_ingest_schema_get_meta (reader, "what"));
  g_assert_false (vigie_ingest_schema_exec (reader, "DELETE FROM meta", NULL));
  g_assert_true (vigie_ingest_schema_check (reader, &error));
  sqlite3_close_v2 (reader);
  sqlite3_close_v2 (db);
}

static char *
open_for_instance (Fixture *fixture)
{
  sqlite3 *db = open_writer (fixture);
  char *instance = vigie_ingest_schema_get_meta (db, VIGIE_INGEST_META_INSTANCE);

  sqlite3_close_v2 (db);
  g_assert_true (g_uuid_string_is_valid (instance));
  return instance;
}

/* The same as long as the store is, another one for each store. */
static void
test_instance (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = open_for_instance (fixture), *again = open_for_instance (fixture);
  g_autofree char *upgraded = NULL, *other = NULL;
  sqlite3 *db;

  g_assert_cmpstr (again, ==, first);
  /* One that an earlier version made has none. */
  db = open_writer (fixture);
  run (db, "DELETE FROM meta");
  sqlite3_close_v2 (db);
  upgraded = open_for_instance (fixture);
  g_assert_cmpstr (upgraded, !=, first);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  other = open_for_instance (fixture);
  g_assert_cmpstr (other, !=, upgraded);
}

static void
test_extent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_writer (fixture);

  run (db, sample);
  g_assert_cmpint (integer (db, "SELECT phenomenon_start FROM datastream_extent"), ==, 5);
  g_assert_cmpint (integer (db, "SELECT phenomenon_end FROM datastream_extent"), ==, 30);
  g_assert_cmpint (integer (db, "SELECT result_start FROM datastream_extent"), ==, 21);
  g_assert_cmpint (integer (db, "SELECT result_end FROM datastream_extent"), ==, 31);
  g_assert_cmpint (integer (db, "SELECT stale FROM datastream_extent"), ==, 0);
  run (db, "DELETE FROM observation WHERE phenomenon_time = 10; UPDATE observation SET result_time "
           "= 3 WHERE id = 3");
  g_assert_cmpint (integer (db, "SELECT stale FROM datastream_extent"), ==, 1);
  g_assert_true (vigie_ingest_schema_settle (db, &error));
  g_assert_cmpint (integer (db, "SELECT phenomenon_start FROM datastream_extent"), ==, 20);
  g_assert_cmpint (integer (db, "SELECT result_start FROM datastream_extent"), ==, 3);
  g_assert_cmpint (integer (db, "SELECT result_end FROM datastream_extent"), ==, 21);
  g_assert_cmpint (integer (db, "SELECT stale FROM datastream_extent"), ==, 0);
  run (db, "DELETE FROM thing");
  g_assert_cmpint (integer (db, "SELECT count (*) FROM observation"), ==, 0);
  g_assert_cmpint (integer (db, "SELECT count (*) FROM datastream_extent"), ==, 0);
  g_assert_cmpint (integer (db, "SELECT count (*) FROM sensor"), ==, 1);
  sqlite3_close_v2 (db);
}

/* A store of the first version, which did not know when readings without a resultTime came. */
static void
test_migrate (Fixture *fixture, gconstpointer data)
{
  static const char indexes[]
      = "SELECT count (*) FROM sqlite_schema WHERE name = 'observation_received'";
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_writer (fixture);

  run (db, sample);
  run (db, "DROP INDEX observation_received; ALTER TABLE observation DROP COLUMN received;"
           "DELETE FROM migration WHERE version > 1;"
           "PRAGMA user_version = 1");
  sqlite3_close_v2 (db);
  /* Readers wait for the writer to bring it up to date. */
  g_assert_null (vigie_ingest_schema_open_reader (fixture->path, &error));
  g_assert_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_OPEN);
  db = open_writer (fixture);
  g_assert_cmpint (integer (db, indexes), ==, 1);
  g_assert_cmpint (integer (db, "PRAGMA user_version"), ==, VIGIE_INGEST_SCHEMA_VERSION);
  g_assert_cmpint (integer (db, "SELECT count (*) FROM observation"), ==, 3);
  sqlite3_close_v2 (db);
}

static void
test_fill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_writer (fixture);

  g_assert_true (vigie_ingest_schema_begin_fill (db, &error));
  run (db, "BEGIN");
  run (db, sample);
  run (db, "COMMIT");
  g_assert_true (vigie_ingest_schema_end_fill (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (integer (db, "SELECT phenomenon_start FROM datastream_extent"), ==, 5);
  g_assert_cmpint (integer (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (integer (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (
      integer (
          db, "SELECT count (*) FROM sqlite_schema WHERE name LIKE 'observation\\__%' ESCAPE '\\'"),
      ==, 7);
  run (db,
       "INSERT INTO observation (datastream_id, phenomenon_time, result_type) VALUES (1, 99, 0)");
  g_assert_cmpint (integer (db, "SELECT phenomenon_end FROM datastream_extent"), ==, 99);

  sqlite3 *reader = vigie_ingest_schema_open_reader (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (integer (reader, "SELECT count (*) FROM observation"), ==, 4);
  sqlite3_close_v2 (reader);
  sqlite3_close_v2 (db);
}

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *content = g_malloc (9000);
  g_autofree char *kept = NULL;
  gsize length;
  sqlite3 *db;

  memset (content, 'x', 9000);
  g_assert_true (g_file_set_contents (fixture->path, content, 9000, &error));
  g_test_expect_message ("vigie-ingest", G_LOG_LEVEL_MESSAGE, "*is damaged*set aside*");
  db = vigie_ingest_schema_open_writer (fixture->path, &aside, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  g_assert_true (g_file_get_contents (aside, &kept, &length, &error));
  g_assert_cmpmem (kept, length, content, 9000);
  run (db, sample);
  sqlite3_close_v2 (db);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_null (vigie_ingest_schema_open_reader (fixture->path, &error));
  g_assert_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_OPEN);
  g_clear_error (&error);

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  run (db, "CREATE TABLE other (x)");
  sqlite3_close_v2 (db);
  g_assert_null (vigie_ingest_schema_open_writer (fixture->path, NULL, &error));
  g_assert_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_FOREIGN);
  g_clear_error (&error);
  g_unlink (fixture->path);

  db = open_writer (fixture);
  run (db, "PRAGMA user_version = 999");
  sqlite3_close_v2 (db);
  g_assert_null (vigie_ingest_schema_open_writer (fixture->path, NULL, &error));
  g_assert_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  g_assert_null (vigie_ingest_schema_open_writer ("/nonexistent/folder/store.db", NULL, &error));
  g_assert_error (error, VIGIE_INGEST_SCHEMA_ERROR, VIGIE_INGEST_SCHEMA_ERROR_OPEN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ingest/schema/make", Fixture, NULL, set_up, test_make, tear_down);
  g_test_add ("/ingest/schema/instance", Fixture, NULL, set_up, test_instance, tear_down);
  g_test_add ("/ingest/schema/extent", Fixture, NULL, set_up, test_extent, tear_down);
  g_test_add ("/ingest/schema/migrate", Fixture, NULL, set_up, test_migrate, tear_down);
  g_test_add ("/ingest/schema/fill", Fixture, NULL, set_up, test_fill, tear_down);
  g_test_add ("/ingest/schema/damage", Fixture, NULL, set_up, test_damage, tear_down);
  g_test_add ("/ingest/schema/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
