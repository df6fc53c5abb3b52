/* test-kept.c: what the sync keeps: a store damaged, absent, too old or of another server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sync-fixture.h"

/* The file is damaged while it is open: set aside, told, and written anew, while the map shows on. */
static void
test_damaged_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  VigieStore *store;

  for (int i = 100; i < 300; i++)
    {
      vigie_fake_territory_put_thing (fixture->fake, i, "Site", NULL);
      vigie_fake_territory_put_datastream (fixture->fake, 10000 + i, i, "Mesure", NULL);
    }
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  stop (fixture);

  store = vigie_store_open (fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL,
                            &error);
  g_assert_no_error (error);
  path = g_strdup (vigie_store_get_path (store));
  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  memset (bytes + 4096, 0xa5, length - 4096);
  {
    FILE *file = g_fopen (path, "r+");

    g_assert_nonnull (file);
    g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
    fclose (file);
  }

  g_test_expect_message ("vigie-sync", G_LOG_LEVEL_WARNING, "*store*");
  start_with (fixture, store);
  WAIT_FOR (fixture->n_loaded > 0);
  g_test_assert_expected_messages ();
  g_assert_nonnull (vigie_sync_get_set_aside (fixture->sync));
  g_assert_cmpstr (vigie_sync_get_set_aside (fixture->sync), !=, path);
  g_assert_true (g_file_test (vigie_sync_get_set_aside (fixture->sync), G_FILE_TEST_EXISTS));
  g_assert_null (vigie_sync_get_store_error (fixture->sync));
  g_assert_cmpuint (n_sites (fixture), ==, 202);
  stop (fixture);

  {
    g_autoptr (VigieStore) again = vigie_store_open (
        fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL, &error);
    g_autoptr (VigieSnapshot) snapshot = NULL;

    g_assert_no_error (error);
    snapshot = vigie_store_load (again, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (snapshot->sites->len, ==, 202);
  }
}

/* Without a store at all everything is shown all the same. */
static void
test_no_store (Fixture *fixture, gconstpointer data)
{
  start_with (fixture, NULL);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpfloat (number_of (fixture, "11"), ==, 42.5);
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "44", VIGIE_TIME_NONE);
  increment (fixture);
  WAIT_FOR (number_of (fixture, "11") == 44);
  vigie_fake_territory_remove_thing (fixture->fake, 2);
  compare (fixture);
  g_assert_cmpuint (n_sites (fixture), ==, 1);
}

/* ---- What is kept and is not of this server any more ----------------------------------------------- */

#define RSSI "{\"role\":\"rssi\"}"
#define BATTERY "{\"role\":\"battery-level\",\"thresholds\":{\"low\":20}}"

/* The same id, of another measure now, whose latest reading is older than what was kept: on any server. */
static void
test_other_meaning (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) readings = NULL;

  vigie_fake_territory_put_datastream (fixture->fake, 13, 1, "Réception", RSSI);
  vigie_fake_territory_put_reading (fixture->fake, 13, fixture->now, "-107", fixture->now);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpfloat (number_of (fixture, "13"), ==, -107);

  vigie_fake_territory_remove_datastream (fixture->fake, 13);
  vigie_fake_territory_put_datastream (fixture->fake, 13, 1, "Pile", BATTERY);
  compare (fixture);
  g_assert_cmpint (
      vigie_measure_get_freshness (vigie_territory_find_measure (fixture->territory, "13")), ==,
      VIGIE_FRESHNESS_NEVER);
  vigie_fake_territory_put_reading (fixture->fake, 13, fixture->now - VIGIE_HOUR, "88",
                                    fixture->now - VIGIE_HOUR);
  compare (fixture);
  g_assert_cmpfloat (number_of (fixture, "13"), ==, 88);
  readings = history (fixture, "13");
  g_assert_cmpuint (readings->len, ==, 1);
  g_assert_cmpint (g_array_index (readings, VigieReading, 0).time, ==, fixture->now - VIGIE_HOUR);

  /* And so after the next start. */
  stop (fixture);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_clear_pointer (&readings, g_array_unref);
  readings = history (fixture, "13");
  g_assert_cmpuint (readings->len, ==, 1);
}

/* As a launch does: what is kept is shown first. */
static void
start_shown (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieSnapshot) snapshot = NULL;
  VigieStore *store = vigie_store_open_and_load (
      fixture->folder, vigie_fake_territory_get_address (fixture->fake), &snapshot, NULL, &error);

  g_assert_no_error (error);
  prepare_with (fixture, store);
  vigie_territory_apply_now (fixture->territory, vigie_sync_batch_from_snapshot (snapshot));
  vigie_sync_seed (fixture->sync, g_steal_pointer (&snapshot));
  vigie_sync_start (fixture->sync);
}

/* What the screen shows is not told again, but what changed of it since is. */
static void
test_seed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieStore) store = NULL;
  VigieSnapshot *snapshot;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  stop (fixture);
  store = vigie_store_open (fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL,
                            &error);
  g_assert_no_error (error);
  snapshot = vigie_store_load (store, &error);
  g_assert_no_error (error);

  /* Without a store, nothing but the seed tells what is known. */
  vigie_fake_territory_put_thing (fixture->fake, 3, "Mairie de Caudan", NULL);
  prepare_with (fixture, NULL);
  vigie_sync_seed (fixture->sync, snapshot);
  vigie_sync_start (fixture->sync);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpuint (n_sites (fixture), ==, 1);
  g_assert_nonnull (vigie_territory_find_site (fixture->territory, "3"));
}

static char *
stored_value (Fixture *fixture, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieStore) store = vigie_store_open (
      fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL, &error);

  g_assert_no_error (error);
  return vigie_store_get_value (store, key);
}

/* The server has another store: the same ids, all that was said of them is of others. */
static void
test_other_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) readings = NULL;
  g_autofree char *first = NULL, *then = NULL;

  vigie_fake_territory_set_instance (fixture->fake, "one");
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  stop (fixture);
  first = stored_value (fixture, "instance");
  g_assert_cmpstr (first, ==, "one");

  /* The same one again: all is as it was. */
  start_shown (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  readings = history (fixture, "12");
  g_assert_cmpuint (readings->len, ==, 1);
  g_clear_pointer (&readings, g_array_unref);

  vigie_fake_territory_set_instance (fixture->fake, "two");
  vigie_fake_territory_remove_datastream (fixture->fake, 12);
  vigie_fake_territory_put_datastream (fixture->fake, 12, 1, "Benne bois", LIMITS);
  vigie_fake_territory_remove_datastream (fixture->fake, 11);
  vigie_fake_territory_put_datastream (fixture->fake, 11, 1, "Benne gravats", LIMITS);
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now - VIGIE_HOUR, "7",
                                    fixture->now - VIGIE_HOUR);
  compare (fixture);
  g_assert_cmpfloat (number_of (fixture, "11"), ==, 7);
  g_assert_cmpint (
      vigie_measure_get_latest (vigie_territory_find_measure (fixture->territory, "12"))->time, ==,
      VIGIE_TIME_NONE);
  readings = history (fixture, "12");
  g_assert_cmpuint (readings->len, ==, 0);
  g_clear_pointer (&readings, g_array_unref);
  readings = history (fixture, "11");
  g_assert_cmpuint (readings->len, ==, 1);

  /* While nobody looked: known before the first exchange counts. */
  stop (fixture);
  then = stored_value (fixture, "instance");
  g_assert_cmpstr (then, ==, "two");
  vigie_fake_territory_set_instance (fixture->fake, "three");
  vigie_fake_territory_remove_datastream (fixture->fake, 11);
  vigie_fake_territory_put_datastream (fixture->fake, 11, 1, "Benne gravats", LIMITS);
  start_shown (fixture);
  g_assert_cmpfloat (number_of (fixture, "11"), ==, 7);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_true (isnan (number_of (fixture, "11")));
  g_clear_pointer (&readings, g_array_unref);
  readings = history (fixture, "11");
  g_assert_cmpuint (readings->len, ==, 0);
}

/* The latest was deleted on the server, or it went back to a backup. */
static void
test_deleted_readings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) readings = NULL;
  VigieMeasure *measure;

  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now, "99", fixture->now);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  measure = vigie_territory_find_measure (fixture->territory, "12");
  g_assert_cmpint (vigie_measure_get_condition (measure), ==, VIGIE_CONDITION_CRITICAL);
  increment (fixture);
  readings = history (fixture, "12");
  g_assert_cmpuint (readings->len, ==, 2);

  vigie_fake_territory_remove_datastream (fixture->fake, 12);
  vigie_fake_territory_put_datastream (fixture->fake, 12, 1, "Benne bois", LIMITS);
  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now - VIGIE_MINUTE, "85",
                                    fixture->now - VIGIE_MINUTE);
  compare (fixture);
  g_assert_cmpfloat (number_of (fixture, "12"), ==, 85);
  g_assert_cmpint (vigie_measure_get_condition (measure), ==, VIGIE_CONDITION_WARNING);
  g_clear_pointer (&readings, g_array_unref);
  readings = history (fixture, "12");
  g_assert_cmpuint (readings->len, ==, 1);

  /* What comes next is news again. */
  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now - VIGIE_SECOND, "50",
                                    VIGIE_TIME_NONE);
  increment (fixture);
  WAIT_FOR (number_of (fixture, "12") == 50);
}

/* A demonstration that ran ahead, ended: what is read is read from the server's present. */
static void
test_mark_ahead (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mark = NULL;
  g_autoptr (GArray) readings = NULL;
  VigieTime time;

  vigie_fake_territory_set_clock (fixture->fake, 40 * VIGIE_DAY, 60);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  stop (fixture);
  mark = stored_value (fixture, "read-up-to");
  g_assert_true (vigie_time_parse (mark, -1, &time));
  g_assert_cmpint (time, >, fixture->now + 39 * VIGIE_DAY);

  vigie_fake_territory_set_clock (fixture->fake, 0, 1);
  /* Came while nobody looked, and is not the latest. */
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now - 20 * VIGIE_MINUTE, "33",
                                    fixture->now - 15 * VIGIE_MINUTE);
  start_shown (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  increment (fixture);
  readings = history (fixture, "11");
  g_assert_cmpuint (readings->len, ==, 2);
  g_assert_cmpfloat (g_array_index (readings, VigieReading, 0).number, ==, 33);
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "61", VIGIE_TIME_NONE);
  increment (fixture);
  WAIT_FOR (number_of (fixture, "11") == 61);
  stop (fixture);
  g_clear_pointer (&mark, g_free);
  mark = stored_value (fixture, "read-up-to");
  g_assert_true (vigie_time_parse (mark, -1, &time));
  g_assert_cmpint (time, <=, g_get_real_time () + VIGIE_SECOND);
}

/* ---- What is too old ------------------------------------------------------------------------- */

static double
oldest_of (Fixture *fixture, const char *measure)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all
      = vigie_sync_get_history (fixture->sync, measure, G_MININT64, G_MAXINT64, 1, &error);

  g_assert_no_error (error);
  return all->len > 0 ? g_array_index (all, VigieReading, 0).number : NAN;
}

/* History of more than 400 days goes, soon after the start; the latest reading stays. */
static void
test_purge (Fixture *fixture, gconstpointer data)
{
  const int days[] = {500, 401, 399, 30};
  g_autoptr (GError) error = NULL;
  VigieStore *store;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  stop (fixture);
  store = vigie_store_open (fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL,
                            &error);
  g_assert_no_error (error);
  g_assert_true (vigie_store_begin (store, &error));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      VigieReading reading = VIGIE_READING_NONE;

      reading.time = fixture->now - days[i] * VIGIE_DAY;
      reading.number = days[i];
      reading.type = VIGIE_VALUE_NUMBER;
      g_assert_true (vigie_store_put_reading (store, "11", &reading, NULL, NULL, NULL, &error));
      if (i == 0)
        g_assert_true (vigie_store_put_reading (store, "21", &reading, NULL, NULL, NULL, &error));
    }
  g_assert_true (vigie_store_commit (store, &error));
  start_with (fixture, store);
  WAIT_FOR (oldest_of (fixture, "11") == 399);
  stop (fixture);
  store = vigie_store_open (fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL,
                            &error);
  {
    g_autoptr (VigieSnapshot) snapshot = vigie_store_load (store, &error);
    guint n_old = 0;

    for (guint i = 0; i < snapshot->measures->len; i++)
      n_old += g_array_index (snapshot->measures, VigieStoredMeasure, i).latest.number == 500;
    g_assert_cmpuint (n_old, ==, 1);
  }
  vigie_store_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/kept/seed", test_seed);
  ADD ("/sync/damaged-store", test_damaged_store);
  ADD ("/sync/no-store", test_no_store);
  ADD ("/sync/other-meaning", test_other_meaning);
  ADD ("/sync/other-store", test_other_store);
  ADD ("/sync/deleted-readings", test_deleted_readings);
  ADD ("/sync/mark-ahead", test_mark_ahead);
  ADD ("/sync/purge", test_purge);
  return g_test_run ();
}
