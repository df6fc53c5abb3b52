/* test-damage.c: files that are cut, flipped, foreign or of another version; disks that are full; and what a person is
 * told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"
#include "vigie-store-private.h"

static char *
read_file (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* In place, as damage comes: no new file, no synchronisation. */
static void
write_file (const char *path, const char *bytes, gsize length)
{
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* A store of @n_sites with some history, closed; its path. */
static char *
make_store (const char *folder, guint n_sites)
{
  VigieStore *store = fixture_open (folder);
  char *path = g_strdup (vigie_store_get_path (store));

  fixture_begin (store);
  fixture_put_territory (store, n_sites, 3);
  for (int i = 0; i < 300; i++)
    {
      VigieReading reading = fixture_reading (START - i * VIGIE_MINUTE, i);

      g_assert_true (vigie_store_put_reading (store, "1", &reading, NULL, NULL, NULL, NULL));
    }
  fixture_commit (store);
  vigie_store_close (store);
  return path;
}

static guint
count_set_aside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += strstr (name, ".damaged-") != NULL && g_str_has_suffix (name, ".sqlite");
  return count;
}

/* Opens; the store must be usable whatever the file was. Damage met while reading is an error of its own, and then the
 * next opening must set the file aside. TRUE if the file was kept. */
static gboolean
open_and_use (const char *folder, const char *path, guint round)
{
  for (int attempt = 0; attempt < 2; attempt++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *set_aside = NULL;
      g_autoptr (VigieStore) store = vigie_store_open (folder, ADDRESS, &set_aside, &error);
      g_autoptr (VigieSnapshot) snapshot = NULL;
      g_autoptr (GArray) history = NULL;

      /* A version flipped to a later one cannot be told from a true one. */
      if (g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_TOO_NEW))
        return FALSE;
      if (store == NULL)
        g_error ("round %u: %s", round, error->message);
      if (set_aside != NULL)
        g_assert_true (g_file_test (set_aside, G_FILE_TEST_EXISTS));

      snapshot = vigie_store_load (store, &error);
      if (snapshot != NULL)
        {
          for (guint i = 0; i < snapshot->sites->len; i++)
            {
              const VigieSiteData *site = snapshot->sites->pdata[i];

              g_assert_true (g_utf8_validate (site->name, -1, NULL));
              g_assert_true (isnan (site->lat) || fabs (site->lat) <= 90);
              g_assert_cmpuint (site->kind, <, VIGIE_N_KIND);
            }
          for (guint i = 0; i < snapshot->measures->len; i++)
            {
              const VigieStoredMeasure *measure
                  = &g_array_index (snapshot->measures, VigieStoredMeasure, i);

              g_assert_nonnull (measure->data->site_id);
              g_assert_cmpuint (measure->condition.limit, <=, 4);
            }
          history = vigie_store_get_history (store, "1", G_MININT64, G_MAXINT64, G_MAXUINT, &error);
        }
      if (history != NULL && vigie_store_begin (store, &error))
        {
          VigieReading reading = fixture_reading (START + VIGIE_HOUR, round);
          gboolean is_good;
          g_autoptr (VigieSiteData) site = fixture_site (0);
          g_autoptr (VigieMeasureData) measure = fixture_measure (0, 0);

          g_set_str (&measure->name, "Après");
          is_good = vigie_store_put_site (store, site, &error)
                    && vigie_store_put_measure (store, measure, &error)
                    && vigie_store_put_reading (store, "1", &reading, NULL, NULL, NULL, &error);
          if (is_good && vigie_store_commit (store, &error))
            return set_aside == NULL && attempt == 0;
          if (!is_good)
            vigie_store_rollback (store);
        }
      g_assert_nonnull (error);
      if (!g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED))
        g_error ("round %u: %s", round, error->message);
      g_assert_cmpint (attempt, ==, 0);
    }
  g_assert_not_reached ();
}

static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
}

static void
test_truncated (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 60), *bytes = NULL;
  gsize length;
  guint n_kept = 0, n_rounds = 0;
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);

  bytes = read_file (path, &length);
  for (gsize cut = 1; cut < length;
       cut += n_rounds < 20 ? 13 : (gsize) g_rand_int_range (rand, 500, 3000))
    {
      clear_folder (folder);
      write_file (path, bytes, cut);
      n_kept += open_and_use (folder, path, n_rounds++);
      g_assert_cmpuint (count_set_aside (folder), <=, 1);
    }
  g_assert_cmpuint (n_rounds, >, 30);
  /* A file that is cut is never taken for whole. */
  g_assert_cmpuint (n_kept, ==, 0);
  fixture_remove (folder);
}

static void
test_flipped_bits (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 60), *bytes = NULL;
  gsize length;
  guint n_kept = 0;
  const guint n_rounds = 160;
  g_autoptr (GRand) rand = g_rand_new_with_seed (22);

  bytes = read_file (path, &length);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);

      /* The header and the first page often, for they say most. */
      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        {
          guint at = (guint) g_rand_int_range (rand, 0,
                                               i % 4 == 0   ? 100
                                               : i % 4 == 1 ? 4096
                                                            : (int) length);

          damaged[at] ^= (char) (1 << g_rand_int_range (rand, 0, 8));
        }
      clear_folder (folder);
      write_file (path, damaged, length);
      n_kept += open_and_use (folder, path, i);
    }
  /* Some flips say nothing, some make the file no database. */
  g_assert_cmpuint (n_kept, >, 10);
  g_assert_cmpuint (n_kept, <, n_rounds - 10);
  fixture_remove (folder);
}

static void
test_zeroed_pages (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 60), *bytes = NULL;
  gsize length;

  bytes = read_file (path, &length);
  g_assert_cmpuint (length % 4096, ==, 0);
  for (gsize page = 0; page < length / 4096; page++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);

      memset (damaged + page * 4096, 0, 4096);
      clear_folder (folder);
      write_file (path, damaged, length);
      open_and_use (folder, path, (guint) page);
    }
  fixture_remove (folder);
}

static void
test_not_a_database (void)
{
  static const char *const contents[] = {
      "This is not a database",
      "S",
      "SQLite format 3",
      "<html><body>404</body></html>",
  };
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 1);

  for (guint i = 0; i <= G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *aside = NULL, *kept = NULL, *content = NULL;
      g_autoptr (GError) error = NULL;
      gsize length, kept_length;
      VigieStore *store;

      clear_folder (folder);
      if (i < G_N_ELEMENTS (contents))
        content = g_strdup (contents[i]);
      else
        {
          /* A header's beginning, and text after it. */
          content = g_strnfill (500, 'x');
          memcpy (content, "SQLite format 3\0\020\0\002\002\0\100\040\040", 24);
        }
      length = i < G_N_ELEMENTS (contents) ? strlen (content) : 500;
      write_file (path, content, length);
      store = vigie_store_open (folder, ADDRESS, &aside, &error);
      g_assert_no_error (error);
      vigie_store_close (store);
      /* Not deleted: the person may want it looked at. */
      g_assert_nonnull (aside);
      g_assert_nonnull (strstr (aside, ".damaged-"));
      kept = read_file (aside, &kept_length);
      g_assert_cmpmem (kept, kept_length, content, length);
    }
  /* An empty file is a store that nothing was put into yet. */
  clear_folder (folder);
  write_file (path, "", 0);
  vigie_store_close (fixture_open (folder));
  fixture_remove (folder);
}

/* A log of garbage, of another store, or cut anywhere is not taken for this one's. */
static void
test_garbage_log (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 60);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL), *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *bytes = NULL, *log = NULL;
  gsize length, log_length;
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);
  guint n_kept = 0;

  /* A real log, as a kill leaves it. */
  {
    VigieStore *store = fixture_open (folder);

    fixture_begin (store);
    fixture_put_territory (store, 80, 3);
    fixture_commit (store);
    bytes = read_file (path, &length);
    log = read_file (wal, &log_length);
    g_assert_cmpuint (log_length, >, 4096);
    vigie_store_close (store);
  }
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *damaged = g_memdup2 (log, log_length);
      gsize damaged_length = log_length;

      if (i % 3 == 0)
        damaged_length = (gsize) g_rand_int_range (rand, 0, (int) log_length);
      else if (i % 3 == 1)
        damaged[g_rand_int_range (rand, 0, (int) log_length)] ^= 0x20;
      else
        for (gsize j = 0; j < damaged_length; j++)
          damaged[j] = (char) g_rand_int (rand);
      clear_folder (folder);
      write_file (path, bytes, length);
      write_file (wal, damaged, damaged_length);
      write_file (shm, damaged, MIN (damaged_length, 100));
      n_kept += open_and_use (folder, path, i);
    }
  /* What was checkpointed before is never lost for the sake of its log. */
  g_assert_cmpuint (n_kept, ==, 60);
  fixture_remove (folder);
}

/* Damage that shows only in use: an error of its own, and the next opening makes the store anew. */
static void
test_met_in_use (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 200), *bytes = NULL, *aside = NULL;
  g_autoptr (GError) error = NULL;
  VigieStore *store = fixture_open (folder);
  g_autoptr (VigieSnapshot) snapshot = NULL;
  gsize length;

  /* Under an open store. */
  bytes = read_file (path, &length);
  memset (bytes + 4096, 0xa5, length - 4096);
  write_file (path, bytes, length);
  snapshot = vigie_store_load (store, &error);
  g_assert_null (snapshot);
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  vigie_store_close (store);

  store = vigie_store_open (folder, ADDRESS, &aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  snapshot = vigie_store_load (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->sites->len, ==, 0);
  vigie_store_close (store);
  /* Once. */
  vigie_store_close (fixture_open (folder));
  fixture_remove (folder);
}

/* Another desk has the damaged store open: it is not pulled from under it. */
static void
test_damaged_and_shared (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 20), *aside = NULL,
                  *marker = g_strconcat (path, ".damaged", NULL);
  g_autoptr (GError) error = NULL;
  VigieStore *first = fixture_open (folder), *second;

  write_file (marker, "", 0);
  second = vigie_store_open (folder, ADDRESS, &aside, &error);
  g_assert_null (second);
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY);
  g_assert_null (aside);
  g_clear_error (&error);
  vigie_store_close (first);
  second = vigie_store_open (folder, ADDRESS, &aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  vigie_store_close (second);
  fixture_remove (folder);
}

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
  g_autofree char *path = make_store (folder, 5), *wal = g_strconcat (path, "-wal", NULL);

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
          log_before = read_file (wal, &log_length);
          g_assert_cmpuint (log_length, >, 0);
        }
      else
        run_sql (path, "PRAGMA user_version = 99");
      before = read_file (path, &length);

      g_assert_null (vigie_store_open (folder, ADDRESS, &aside, &error));
      g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_TOO_NEW);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_null (aside);
      after = read_file (path, &after_length);
      g_assert_cmpmem (before, length, after, after_length);
      if (in_log)
        {
          log_after = read_file (wal, &log_after_length);
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
      g_autofree char *path = make_store (folder, 5), *aside = NULL;
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

/* A file as version 1 made it: without history, otherwise alike. It keeps what it has. */
static void
test_migration (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 12);
  g_autoptr (VigieSnapshot) snapshot = NULL;
  g_autoptr (GArray) history = NULL;
  g_autoptr (GError) error = NULL;
  VigieReading reading = fixture_reading (START + VIGIE_DAY, 5);
  VigieStore *store;

  run_sql (path, "DROP TABLE history; PRAGMA user_version = 1");
  store = fixture_open (folder);
  snapshot = vigie_store_load (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->sites->len, ==, 12);
  g_assert_cmpuint (snapshot->measures->len, ==, 36);
  g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                   START);
  fixture_begin (store);
  g_assert_true (vigie_store_put_reading (store, "1", &reading, NULL, NULL, NULL, &error));
  fixture_commit (store);
  history = vigie_store_get_history (store, "1", G_MININT64, G_MAXINT64, 10, &error);
  g_assert_cmpuint (history->len, ==, 1);
  vigie_store_close (store);
  fixture_remove (folder);
}

/* A migration that cannot end leaves the file at its old version, to be tried again. */
static void
test_migration_cut (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = make_store (folder, 3);
  sqlite3 *db;
  sqlite3_stmt *statement;

  run_sql (path, "DROP TABLE history; PRAGMA user_version = 1; VACUUM");
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

/* Writing fails below SQLite, at any moment: never a crash, and what was committed stays. */
static void
test_failing_writes (void)
{
  char *folder = fixture_folder ();

  g_free (make_store (folder, 10));
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
  g_autofree char *path = make_store (folder, 1), *below = g_build_filename (path, "below", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vigie_store_open (below, ADDRESS, NULL, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, below));
  g_clear_error (&error);

  clear_folder (folder);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_null (vigie_store_open (folder, ADDRESS, NULL, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_rmdir (path);

  if (geteuid () != 0)
    {
      g_free (make_store (folder, 1));
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
  g_autofree char *path = make_store (folder, 2), *mark = NULL;
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/damage/truncated", test_truncated);
  g_test_add_func ("/store/damage/flipped-bits", test_flipped_bits);
  g_test_add_func ("/store/damage/zeroed-pages", test_zeroed_pages);
  g_test_add_func ("/store/damage/not-a-database", test_not_a_database);
  g_test_add_func ("/store/damage/garbage-log", test_garbage_log);
  g_test_add_func ("/store/damage/met-in-use", test_met_in_use);
  g_test_add_func ("/store/damage/shared", test_damaged_and_shared);
  g_test_add_func ("/store/too-new", test_too_new);
  g_test_add_func ("/store/foreign", test_foreign);
  g_test_add_func ("/store/migration", test_migration);
  g_test_add_func ("/store/migration/cut", test_migration_cut);
  g_test_add_func ("/store/full", test_full);
  g_test_add_func ("/store/failing-writes", test_failing_writes);
  g_test_add_func ("/store/no-right", test_no_right);
  g_test_add_func ("/store/busy", test_busy);
  g_test_add_func ("/store/mark", test_mark);
  return g_test_run ();
}
