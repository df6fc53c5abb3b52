/* test-damage.c: files that are cut, flipped, zeroed or no database at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-fixture.h"
#include "vigie-store-private.h"

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
test_truncated (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 60), *bytes = NULL;
  gsize length;
  guint n_kept = 0, n_rounds = 0;
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);

  bytes = fixture_read_file (path, &length);
  for (gsize cut = 1; cut < length;
       cut += n_rounds < 12 ? 13 : (gsize) g_rand_int_range (rand, 2000, 9000))
    {
      fixture_clear_folder (folder);
      fixture_write_file (path, bytes, cut);
      n_kept += open_and_use (folder, path, n_rounds++);
      g_assert_cmpuint (count_set_aside (folder), <=, 1);
    }
  g_assert_cmpuint (n_rounds, >, 20);
  /* A file that is cut is never taken for whole. */
  g_assert_cmpuint (n_kept, ==, 0);
  fixture_remove (folder);
}

static void
test_flipped_bits (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 60), *bytes = NULL;
  gsize length;
  guint n_kept = 0;
  const guint n_rounds = 90;
  g_autoptr (GRand) rand = g_rand_new_with_seed (22);

  bytes = fixture_read_file (path, &length);
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
      fixture_clear_folder (folder);
      fixture_write_file (path, damaged, length);
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
  g_autofree char *path = fixture_make_store (folder, 60), *bytes = NULL;
  gsize length;

  bytes = fixture_read_file (path, &length);
  g_assert_cmpuint (length % 4096, ==, 0);
  for (gsize page = 0; page < length / 4096; page++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);

      memset (damaged + page * 4096, 0, 4096);
      fixture_clear_folder (folder);
      fixture_write_file (path, damaged, length);
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
  g_autofree char *path = fixture_make_store (folder, 1);

  for (guint i = 0; i <= G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *aside = NULL, *kept = NULL, *content = NULL;
      g_autoptr (GError) error = NULL;
      gsize length, kept_length;
      VigieStore *store;

      fixture_clear_folder (folder);
      if (i < G_N_ELEMENTS (contents))
        content = g_strdup (contents[i]);
      else
        {
          /* A header's beginning, and text after it. */
          content = g_strnfill (500, 'x');
          memcpy (content, "SQLite format 3\0\020\0\002\002\0\100\040\040", 24);
        }
      length = i < G_N_ELEMENTS (contents) ? strlen (content) : 500;
      fixture_write_file (path, content, length);
      store = vigie_store_open (folder, ADDRESS, &aside, &error);
      g_assert_no_error (error);
      vigie_store_close (store);
      /* Not deleted: the person may want it looked at. */
      g_assert_nonnull (aside);
      g_assert_nonnull (strstr (aside, ".damaged-"));
      kept = fixture_read_file (aside, &kept_length);
      g_assert_cmpmem (kept, kept_length, content, length);
    }
  /* An empty file is a store that nothing was put into yet. */
  fixture_clear_folder (folder);
  fixture_write_file (path, "", 0);
  vigie_store_close (fixture_open (folder));
  fixture_remove (folder);
}

/* A log of garbage, of another store, or cut anywhere is not taken for this one's. */
static void
test_garbage_log (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 60);
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
    bytes = fixture_read_file (path, &length);
    log = fixture_read_file (wal, &log_length);
    g_assert_cmpuint (log_length, >, 4096);
    vigie_store_close (store);
  }
  for (guint i = 0; i < 36; i++)
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
      fixture_clear_folder (folder);
      fixture_write_file (path, bytes, length);
      fixture_write_file (wal, damaged, damaged_length);
      fixture_write_file (shm, damaged, MIN (damaged_length, 100));
      n_kept += open_and_use (folder, path, i);
    }
  /* What was checkpointed before is never lost for the sake of its log. */
  g_assert_cmpuint (n_kept, ==, 36);
  fixture_remove (folder);
}

/* Damage that shows only in use: an error of its own, and the next opening makes the store anew. */
static void
test_met_in_use (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 200), *bytes = NULL, *aside = NULL;
  g_autoptr (GError) error = NULL;
  VigieStore *store = fixture_open (folder);
  g_autoptr (VigieSnapshot) snapshot = NULL;
  gsize length;

  /* Under an open store. */
  bytes = fixture_read_file (path, &length);
  memset (bytes + 4096, 0xa5, length - 4096);
  fixture_write_file (path, bytes, length);
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

/* Damage that shows only while a launch loads the territory: one call, and the person can be told. */
static void
test_met_at_launch (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 200), *bytes = NULL;
  gsize length;

  bytes = fixture_read_file (path, &length);
  /* All but the pages that opening reads; the end was clean, so that nothing is checked. */
  for (gsize page = 2; page < length / 4096; page++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length), *aside = NULL;
      g_autoptr (VigieSnapshot) snapshot = NULL;
      g_autoptr (GError) error = NULL;
      VigieStore *store;

      if (page % 9 != 2)
        continue;
      memset (damaged + page * 4096, 0xa5, 4096);
      fixture_clear_folder (folder);
      fixture_write_file (path, damaged, length);
      store = vigie_store_open_and_load (folder, ADDRESS, &snapshot, &aside, &error);
      g_assert_no_error (error);
      g_assert_nonnull (snapshot);
      g_assert_cmpuint (snapshot->sites->len, ==, aside != NULL ? 0 : 200);
      vigie_store_close (store);
    }
  {
    g_autofree char *aside = NULL;
    g_autoptr (VigieSnapshot) snapshot = NULL;
    g_autoptr (GError) error = NULL;
    VigieStore *store;

    memset (bytes + 2 * 4096, 0xa5, length - 2 * 4096);
    fixture_clear_folder (folder);
    fixture_write_file (path, bytes, length);
    store = vigie_store_open_and_load (folder, ADDRESS, &snapshot, &aside, &error);
    g_assert_no_error (error);
    g_assert_nonnull (aside);
    g_assert_cmpuint (snapshot->sites->len, ==, 0);
    vigie_store_close (store);
  }
  fixture_remove (folder);
}

/* Another desk has the damaged store open: it is not pulled from under it. */
static void
test_damaged_and_shared (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_make_store (folder, 20), *aside = NULL,
                  *marker = g_strconcat (path, ".damaged", NULL);
  g_autoptr (GError) error = NULL;
  VigieStore *first = fixture_open (folder), *second;

  fixture_write_file (marker, "", 0);
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
  g_test_add_func ("/store/damage/met-at-launch", test_met_at_launch);
  g_test_add_func ("/store/damage/shared", test_damaged_and_shared);
  return g_test_run ();
}
