/* test-file.c: files of another version or program, disks that are full, rights that are missing, and what a person
 * is told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"
#include "vigie-store-private.h"

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* Of a newer Vigie: refused, and left as it is to the last byte, its log too. */
static void
test_too_new (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 5), *wal = g_strconcat (path, "-wal", NULL);

  for (int in_log = 0; in_log < 2; in_log++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *aside = NULL, *before = NULL, *after = NULL, *log_before = NULL,
                      *log_after = NULL;
      gsize length, after_length, log_length = 0, log_after_length = 0;
      sqlite3 *db = NULL;

      if (in_log)
        {
          run_sql (path, "PRAGMA user_version = 2");
          /* The version stands in the log alone. */
          g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
          sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
          sqlite3_exec (db, "PRAGMA user_version = 99", NULL, NULL, NULL);
          sqlite3_close (db);
          log_before = fixture_read_file (wal, &log_length);
          g_assert_cmpuint (log_length, >, 0);
        }
      else
        run_sql (path, "PRAGMA user_version = 99");
      before = fixture_read_file (path, &length);

      g_assert_null (vigie_store_open (folder, ADDRESS, &aside, &error));
      g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_TOO_NEW);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_null (aside);
      after = fixture_read_file (path, &after_length);
      g_assert_cmpmem (before, length, after, after_length);
      if (in_log)
        {
          log_after = fixture_read_file (wal, &log_after_length);
          g_assert_cmpmem (log_before, log_length, log_after, log_after_length);
        }
    }
  fixture_remove (folder);
}

/* Another program's database in our place, and another server's store: set aside, not written to. */
static void
test_foreign (void)
{
  static const char *const sql[] = {
      "PRAGMA application_id = 1234",
      "PRAGMA application_id = 0; PRAGMA user_version = 0",
      "UPDATE value SET value = 'http://elsewhere/v1.1' WHERE key = 'address'",
      "DELETE FROM value",
      "DROP TABLE history",
      "ALTER TABLE measure RENAME COLUMN unit TO units",
      "PRAGMA user_version = -3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      char *folder = fixture_folder ();
      g_autofree char *path = fixture_make_store (folder, 5), *aside = NULL;
      g_autoptr (GError) error = NULL;
      VigieStore *store;

      run_sql (path, sql[i]);
      store = vigie_store_open (folder, ADDRESS, &aside, &error);
      g_assert_no_error (error);
      if (aside == NULL)
        g_error ("taken for ours: %s", sql[i]);
      vigie_store_close (store);
      fixture_remove (folder);
    }
}

#define BACK_TO_5 "ALTER TABLE sensor DROP COLUMN battery_type;"
#define BACK_TO_4 BACK_TO_5 "DROP TABLE pack;"
#define BACK_TO_3                                                                                  \
  BACK_TO_4                                                                                        \
  "ALTER TABLE measure DROP COLUMN rollover; ALTER TABLE measure DROP COLUMN part_of;"             \
  "ALTER TABLE measure DROP COLUMN changes;"

/* Files as older versions made them, otherwise alike. They keep what they have. */
static void
test_migration (void)
{
  static const struct
  {
    const char *sql;
    guint n_history;
  } olds[] = {
      {BACK_TO_3 "DROP TABLE coverage; DROP TABLE history; PRAGMA user_version = 1", 0},
      {BACK_TO_3 "DROP TABLE coverage; PRAGMA user_version = 2", 300},
      {BACK_TO_3 "PRAGMA user_version = 3", 300},
      {BACK_TO_4 "PRAGMA user_version = 4", 300},
      {BACK_TO_5 "PRAGMA user_version = 5", 300},
  };

  for (guint i = 0; i < G_N_ELEMENTS (olds); i++)
    {
      char *folder = fixture_folder ();
      g_autofree char *path = fixture_make_store (folder, 12);
      g_autoptr (VigieSnapshot) snapshot = NULL;
      g_autoptr (GArray) history = NULL;
      g_autoptr (GArray) known = NULL;
      g_autoptr (GError) error = NULL;
      VigieReading reading = fixture_reading (START + VIGIE_DAY, 5);
      VigieStore *store;

      run_sql (path, olds[i].sql);
      store = fixture_open (folder);
      snapshot = vigie_store_load (store, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (snapshot->sites->len, ==, 12);
      g_assert_cmpuint (snapshot->measures->len, ==, 36);
      g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                       START);
      fixture_begin (store);
      g_assert_true (vigie_store_put_reading (store, "1", &reading, NULL, NULL, NULL, &error));
      g_assert_true (vigie_store_add_known (store, "1", START, START + VIGIE_DAY, &error));
      fixture_commit (store);
      history = vigie_store_get_history (store, "1", G_MININT64, G_MAXINT64, 1000, &error);
      g_assert_cmpuint (history->len, ==, olds[i].n_history + 1);
      known = vigie_store_get_known (store, "1", G_MININT64, G_MAXINT64, NULL, &error);
      g_assert_cmpuint (known->len, ==, 1);
      vigie_store_close (store);
      fixture_remove (folder);
    }
}

/* A migration that cannot end leaves the file at its old version, to be tried again. */
static void
test_migration_cut (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 3);
  sqlite3 *db;
  sqlite3_stmt *statement;

  run_sql (path,
           BACK_TO_3 "DROP TABLE coverage; DROP TABLE history; PRAGMA user_version = 1; VACUUM");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "PRAGMA max_page_count = 1", NULL, NULL, NULL);
  g_assert_cmpint (vigie_store_schema_upgrade (db, 1) & 0xff, ==, SQLITE_FULL);
  sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 1);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  vigie_store_close (fixture_open (folder));
  fixture_remove (folder);
}

/* The disk is full: a sentence says so, nothing is half there, and it goes on when there is room. */
static void
test_full (void)
{
  char *folder = fixture_folder ();
  VigieStore *store = fixture_open (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieSnapshot) snapshot = NULL;
  gboolean is_good = TRUE;

  fixture_begin (store);
  fixture_put_territory (store, 3, 2);
  fixture_commit (store);
  sqlite3_exec (store->writer.db, "PRAGMA max_page_count = 1", NULL, NULL, NULL);
  fixture_begin (store);
  for (int i = 0; i < 5000 && is_good; i++)
    {
      VigieReading reading = fixture_reading (START + VIGIE_DAY + i, i);

      is_good = vigie_store_put_reading (store, "1", &reading, NULL, NULL, NULL, &error);
    }
  g_assert_false (is_good);
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, vigie_store_get_path (store)));
  g_clear_error (&error);
  vigie_store_rollback (store);

  snapshot = vigie_store_load (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->measures->len, ==, 6);
  g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                   START);
  sqlite3_exec (store->writer.db, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL);
  fixture_begin (store);
  fixture_put_territory (store, 30, 2);
  fixture_commit (store);
  vigie_store_close (store);
  fixture_remove (folder);
}

/* Where nothing at all can be written, what a store has is read all the same; one whose newest is in its log is not. */
static void
test_still (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 10);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (VigieSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      struct rlimit nothing = {0, 0};
      g_autoptr (VigieSnapshot) found = NULL;
      VigieStore *store;

      signal (SIGXFSZ, SIG_IGN);
      setrlimit (RLIMIT_FSIZE, &nothing);
      store = vigie_store_open (folder, ADDRESS, NULL, &error);
      if (store != NULL || !g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED))
        _exit (2);
      found = vigie_store_peek_still (folder, ADDRESS, NULL);
      _exit (found != NULL && found->measures->len == 30 ? 0 : 3);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);

  g_assert_true (g_file_set_contents (log, "something", -1, NULL));
  snapshot = vigie_store_peek_still (folder, ADDRESS, &error);
  g_assert_null (snapshot);
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN);
  fixture_remove (folder);
}

/* Writing fails below SQLite, at any moment: never a crash, and what was committed stays. */
static void
test_failing_writes (void)
{
  char *folder = fixture_folder ();

  g_free (fixture_make_store (folder, 10));
  for (int kilobytes = 1; kilobytes < 120; kilobytes += 9)
    {
      pid_t child = fork ();
      int status;

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          struct rlimit limit = {(rlim_t) kilobytes * 1024, (rlim_t) kilobytes * 1024};
          g_autoptr (GError) error = NULL;
          VigieStore *store;
          int code = 1;

          signal (SIGXFSZ, SIG_IGN);
          setrlimit (RLIMIT_FSIZE, &limit);
          store = vigie_store_open (folder, ADDRESS, NULL, &error);
          if (store == NULL || !vigie_store_begin (store, &error))
            _exit (g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED) ? 0 : 2);
          for (int i = 0; i < 20000 && error == NULL; i++)
            {
              VigieReading reading = fixture_reading (START + VIGIE_DAY + i, i);

              vigie_store_put_reading (store, "1", &reading, NULL, NULL, NULL, &error);
            }
          if (error == NULL)
            vigie_store_commit (store, &error);
          else
            vigie_store_rollback (store);
          if (g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED))
            code = 0;
          vigie_store_close (store);
          _exit (code);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
      {
        g_autoptr (GError) error = NULL;
        VigieStore *store = fixture_open (folder);
        g_autoptr (VigieSnapshot) snapshot = vigie_store_load (store, &error);

        g_assert_no_error (error);
        g_assert_cmpuint (snapshot->measures->len, ==, 30);
        g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                         START);
        vigie_store_close (store);
      }
    }
  fixture_remove (folder);
}

/* No folder to be had, a folder in the file's place, a file that may not be written: sentences. */
static void
test_no_right (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 1),
                  *below = g_build_filename (path, "below", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vigie_store_open (below, ADDRESS, NULL, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, below));
  g_clear_error (&error);

  fixture_clear_folder (folder);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_null (vigie_store_open (folder, ADDRESS, NULL, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_rmdir (path);

  if (geteuid () != 0)
    {
      g_free (fixture_make_store (folder, 1));
      g_assert_cmpint (g_chmod (path, 0400), ==, 0);
      g_assert_null (vigie_store_open (folder, ADDRESS, NULL, &error));
      g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED);
      g_clear_error (&error);
      g_chmod (path, 0600);
    }
  fixture_remove (folder);
}

/* Another program keeps the file to itself. */
static void
test_busy (void)
{
  char *folder = fixture_folder ();
  VigieStore *store = fixture_open (folder);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (vigie_store_get_path (store), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (store->writer.db, 10);
  g_assert_false (vigie_store_begin (store, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY);
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (db);
  fixture_begin (store);
  fixture_commit (store);
  vigie_store_close (store);
  fixture_remove (folder);
}

/* Only an unclean end leaves a mark, and only the last program to leave takes it away. */
static void
test_mark (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 2), *mark = NULL;
  VigieStore *first = fixture_open (folder), *second = fixture_open (folder);

  g_assert_null (vigie_store_get_value (first, "open"));
  fixture_begin (first);
  fixture_put_territory (first, 3, 1);
  fixture_commit (first);
  mark = vigie_store_get_value (second, "open");
  g_assert_cmpstr (mark, ==, "1");
  vigie_store_close (first);
  g_clear_pointer (&mark, g_free);
  mark = vigie_store_get_value (second, "open");
  g_assert_cmpstr (mark, ==, "1");
  fixture_begin (second);
  fixture_commit (second);
  vigie_store_close (second);
  second = fixture_open (folder);
  g_assert_null (vigie_store_get_value (second, "open"));
  vigie_store_close (second);
  fixture_remove (folder);
}

static int
synchronous (VigieStore *store)
{
  sqlite3_stmt *statement;
  int value;

  sqlite3_prepare_v2 (store->writer.db, "PRAGMA synchronous", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

/* What a person wrote is on the disk when its commit returns (FULL, 2); the rest may wait (NORMAL, 1). */
static void
test_durable (void)
{
  char *folder = fixture_folder ();
  VigieStore *store = fixture_open (folder);
  g_autoptr (GError) error = NULL;

  for (int round = 0; round < 2; round++)
    {
      fixture_begin (store);
      g_assert_cmpint (synchronous (store), ==, 1);
      fixture_commit (store);
      vigie_store_begin_durable (store, &error);
      g_assert_no_error (error);
      g_assert_cmpint (synchronous (store), ==, 2);
      fixture_commit (store);
    }
  vigie_store_close (store);
  fixture_remove (folder);
}

/* Who only looks sees what was committed, while the store is open too, and leaves every byte of the folder. */
static void
test_peek (void)
{
  char *folder = fixture_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieSnapshot) snapshot = NULL;
  g_autofree char *path = NULL, *before = NULL, *after = NULL;
  gsize length, after_length;
  VigieStore *store;

  g_assert_null (vigie_store_peek (folder, ADDRESS, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing was made in it */
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);

  path = fixture_make_store (folder, 5);
  store = fixture_open (folder);
  snapshot = vigie_store_peek (folder, ADDRESS "/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->sites->len, ==, 5);
  vigie_store_close (store);

  before = fixture_read_file (path, &length);
  g_clear_pointer (&snapshot, vigie_snapshot_free);
  snapshot = vigie_store_peek (folder, ADDRESS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->sites->len, ==, 5);
  after = fixture_read_file (path, &after_length);
  g_assert_cmpmem (before, length, after, after_length);

  /* Of another server, another version, damaged: left to who opens it. */
  run_sql (path, "UPDATE value SET value = 'http://127.0.0.2' WHERE key = 'address'");
  g_assert_null (vigie_store_peek (folder, ADDRESS, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN);
  g_clear_error (&error);
  run_sql (path, "UPDATE value SET value = '" ADDRESS "' WHERE key = 'address'");
  run_sql (path, "PRAGMA user_version = 99");
  g_assert_null (vigie_store_peek (folder, ADDRESS, NULL));
  g_assert_true (g_file_set_contents (path, before, 50, NULL));
  g_assert_null (vigie_store_peek (folder, ADDRESS, NULL));
  g_clear_pointer (&after, g_free);
  after = fixture_read_file (path, &after_length);
  g_assert_cmpuint (after_length, ==, 50);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/peek", test_peek);
  g_test_add_func ("/store/too-new", test_too_new);
  g_test_add_func ("/store/foreign", test_foreign);
  g_test_add_func ("/store/migration", test_migration);
  g_test_add_func ("/store/migration/cut", test_migration_cut);
  g_test_add_func ("/store/full", test_full);
  g_test_add_func ("/store/failing-writes", test_failing_writes);
  g_test_add_func ("/store/still", test_still);
  g_test_add_func ("/store/no-right", test_no_right);
  g_test_add_func ("/store/busy", test_busy);
  g_test_add_func ("/store/mark", test_mark);
  g_test_add_func ("/store/durable", test_durable);
  return g_test_run ();
}
