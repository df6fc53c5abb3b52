/* test-power.c: what a loss of power may leave: writes that never reached the disk, in the log and in the file. The
 * store is sound, and holds the transactions up to one of them, each wholly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "store-fixture.h"
#include "vigie-store-private.h"

#define N_COMMITS 25
#define PAGE 4096

typedef struct
{
  char *path;
  char *old_file; /* before the commits */
  gsize old_length;
  char *file; /* after them and a checkpoint */
  gsize length;
  char *log; /* of the commits, whole */
  gsize log_length;
} Scene;

/* Transaction n puts a reading of value n for each of ten measures, and the value "n". */
static void
commit (VigieStore *store, int n)
{
  char text[16];

  fixture_begin (store);
  for (guint i = 0; i < 10; i++)
    {
      VigieReading reading = fixture_reading (START + VIGIE_DAY + n * VIGIE_SECOND, n);
      char id[16];

      g_snprintf (id, sizeof id, "%u", i + 1);
      fixture_put_reading (store, id, &reading, TRUE, TRUE);
    }
  g_snprintf (text, sizeof text, "%d", n);
  g_assert_true (vigie_store_set_value (store, "n", text, NULL));
  fixture_commit (store);
}

static Scene
make_scene (const char *folder)
{
  VigieStore *store = fixture_open (folder);
  Scene scene = {0};
  g_autofree char *wal = NULL;

  scene.path = g_strdup (vigie_store_get_path (store));
  wal = g_strconcat (scene.path, "-wal", NULL);
  fixture_begin (store);
  fixture_put_territory (store, 5, 2);
  fixture_commit (store);
  vigie_store_close (store);
  scene.old_file = fixture_read_file (scene.path, &scene.old_length);

  store = fixture_open (folder);
  for (int n = 1; n <= N_COMMITS; n++)
    commit (store, n);
  scene.log = fixture_read_file (wal, &scene.log_length);
  g_assert_cmpint (
      sqlite3_wal_checkpoint_v2 (store->writer.db, NULL, SQLITE_CHECKPOINT_FULL, NULL, NULL), ==,
      SQLITE_OK);
  scene.file = fixture_read_file (scene.path, &scene.length);
  vigie_store_close (store);
  return scene;
}

static void
clear_scene (Scene *scene)
{
  g_free (scene->path);
  g_free (scene->old_file);
  g_free (scene->file);
  g_free (scene->log);
}

/* The last transaction that is there; all of it must be, and nothing of the next. */
static int
check (const char *folder)
{
  VigieStore *store = fixture_open (folder);
  g_autoptr (VigieSnapshot) snapshot = fixture_load (store);
  g_autofree char *text = vigie_store_get_value (store, "n");
  sqlite3_stmt *statement;
  int n = text != NULL ? atoi (text) : 0;

  sqlite3_prepare_v2 (store->writer.db, "PRAGMA integrity_check", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
  g_assert_cmpuint (snapshot->measures->len, ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      const VigieStoredMeasure *measure
          = &g_array_index (snapshot->measures, VigieStoredMeasure, i);
      g_autoptr (GArray) readings
          = fixture_history (store, measure->data->id, START + VIGIE_DAY, G_MAXINT64, G_MAXUINT);

      g_assert_cmpint (readings->len, ==, n);
      if (n > 0)
        g_assert_cmpfloat (measure->latest.number, ==, n);
    }
  vigie_store_close (store);
  return n;
}

/* The log reached the disk up to somewhere, and after that in pieces of a sector. */
static void
test_log_cut (void)
{
  char *folder = fixture_folder ();
  Scene scene = make_scene (folder);
  g_autofree char *wal = g_strconcat (scene.path, "-wal", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);
  gboolean was_seen[N_COMMITS + 1] = {FALSE};
  int n_seen = 0;

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *log = g_memdup2 (scene.log, scene.log_length);
      gsize cut
          = i == 0 ? scene.log_length : (gsize) g_rand_int_range (rand, 0, (int) scene.log_length);
      int n;

      for (gsize at = cut; at < scene.log_length; at += 512)
        if (at == cut || g_rand_boolean (rand))
          memset (log + at, 0, MIN (512, scene.log_length - at));
      fixture_clear_folder (folder);
      fixture_write_file (scene.path, scene.old_file, scene.old_length);
      fixture_write_file (wal, log, i % 2 ? cut : scene.log_length);
      n = check (folder);
      g_assert_cmpint (n, <=, N_COMMITS);
      if (i == 0)
        g_assert_cmpint (n, ==, N_COMMITS);
      n_seen += !was_seen[n];
      was_seen[n] = TRUE;
    }
  /* The cuts fell into many of the transactions. */
  g_assert_cmpint (n_seen, >, N_COMMITS / 2);
  clear_scene (&scene);
  fixture_remove (folder);
}

/* The power went while the log was carried over into the file: some of its pages are new, some old. */
static void
test_checkpoint_cut (void)
{
  char *folder = fixture_folder ();
  Scene scene = make_scene (folder);
  g_autofree char *wal = g_strconcat (scene.path, "-wal", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  guint n_mixed = 0;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *file = g_malloc0 (scene.length);

      memcpy (file, scene.old_file, MIN (scene.old_length, scene.length));
      for (gsize page = 0; page * PAGE < scene.length; page++)
        if (g_rand_boolean (rand))
          {
            n_mixed += page * PAGE < scene.old_length
                       && memcmp (file + page * PAGE, scene.file + page * PAGE, PAGE) != 0;
            memcpy (file + page * PAGE, scene.file + page * PAGE, PAGE);
          }
      fixture_clear_folder (folder);
      fixture_write_file (scene.path, file, scene.length);
      fixture_write_file (wal, scene.log, scene.log_length);
      g_assert_cmpint (check (folder), ==, N_COMMITS);
    }
  g_assert_cmpuint (n_mixed, >, 0);
  clear_scene (&scene);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/power/log-cut", test_log_cut);
  g_test_add_func ("/store/power/checkpoint-cut", test_checkpoint_cut);
  return g_test_run ();
}
