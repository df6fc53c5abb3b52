/* test-load.c: first load, increments, comparison: what the server says reaches the territory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"
#include "vigie-sync-index.h"

static void
test_first_load (Fixture *fixture, gconstpointer data)
{
  VigieSite *site;
  VigieMeasure *measure;

  start (fixture);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_IDLE);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_UP);
  g_assert_false (vigie_sync_get_loading (fixture->sync));
  g_assert_null (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpint (vigie_sync_get_last_exchange (fixture->sync), >=, fixture->now);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), ==, 0);
  g_assert_cmpuint (n_sites (fixture), ==, 2);
  site = vigie_territory_find_site (fixture->territory, "1");
  g_assert_cmpstr (vigie_site_get_name (site), ==, "Déchèterie de Groix");
  g_assert_cmpint (vigie_site_get_kind (site), ==, VIGIE_KIND_RECYCLING_CENTRE);
  g_assert_cmpint (vigie_site_get_condition (site), ==, VIGIE_CONDITION_WARNING);
  g_assert_cmpfloat (number_of (fixture, "11"), ==, 42.5);
  measure = vigie_territory_find_measure (fixture->territory, "11");
  g_assert_cmpstr (vigie_measure_get_sensor (measure)->name, ==, "Capteur 11");
  measure = vigie_territory_find_measure (fixture->territory, "21");
  g_assert_cmpint (vigie_measure_get_freshness (measure), ==, VIGIE_FRESHNESS_NEVER);
  g_assert_cmpuint (vigie_sync_get_statistics (fixture->sync).requests, >=, 2);

  /* The next start shows the same from the disk alone, with its age. */
  stop (fixture);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (VigieStore) store = vigie_store_open (
        fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL, &error);
    g_autoptr (VigieSnapshot) snapshot = NULL;
    g_autoptr (VigieTerritory) territory = vigie_territory_new (fixture->clock);

    g_assert_no_error (error);
    snapshot = vigie_store_load (store, &error);
    g_assert_no_error (error);
    g_assert_cmpint (snapshot->last_exchange, >=, fixture->now);
    vigie_territory_apply_now (territory, vigie_sync_batch_from_snapshot (snapshot));
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (territory)), ==, 2);
    site = vigie_territory_find_site (territory, "1");
    g_assert_cmpint (vigie_site_get_condition (site), ==, VIGIE_CONDITION_WARNING);
    measure = vigie_territory_find_measure (territory, "11");
    g_assert_cmpfloat (vigie_measure_get_latest (measure)->number, ==, 42.5);
  }
}

static void
test_increments (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) readings = NULL;
  guint loads;
  VigieMeasure *measure;
  guint revision;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  loads = asked (fixture, "*/Things?*");

  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "96", VIGIE_TIME_NONE);
  increment (fixture);
  WAIT_FOR (number_of (fixture, "11") == 96);
  g_assert_cmpint (vigie_site_get_condition (vigie_territory_find_site (fixture->territory, "1")),
                   ==, VIGIE_CONDITION_CRITICAL);

  /* A late one takes its place in the history and leaves the latest alone. */
  measure = vigie_territory_find_measure (fixture->territory, "11");
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now - 30 * VIGIE_MINUTE, "40",
                                    VIGIE_TIME_NONE);
  increment (fixture);
  g_assert_cmpfloat (number_of (fixture, "11"), ==, 96);
  readings = history (fixture, "11");
  g_assert_cmpuint (readings->len, ==, 3);
  g_assert_cmpfloat (g_array_index (readings, VigieReading, 0).number, ==, 40);

  /* A correction of the latest counts, with what it means. */
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "69", VIGIE_TIME_NONE);
  increment (fixture);
  WAIT_FOR (number_of (fixture, "11") == 69);
  g_assert_cmpint (vigie_measure_get_condition (measure), ==, VIGIE_CONDITION_NORMAL);

  /* One that was being written while the server answered: its time is before what was read. */
  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now - 20 * VIGIE_SECOND, "50",
                                    vigie_fake_territory_now (fixture->fake) - 5 * VIGIE_MINUTE);
  increment (fixture);
  WAIT_FOR (number_of (fixture, "12") == 50);

  /* The overlap brings all of this again: nothing is doubled, nobody is told. */
  WAIT_FOR (!g_main_context_iteration (NULL, FALSE));
  g_object_get (measure, "revision", &revision, NULL);
  increment (fixture);
  g_clear_pointer (&readings, g_array_unref);
  readings = history (fixture, "11");
  g_assert_cmpuint (readings->len, ==, 3);
  {
    guint after;

    g_object_get (measure, "revision", &after, NULL);
    g_assert_cmpuint (after, ==, revision);
  }
  g_assert_cmpuint (asked (fixture, "*/Things?*"), ==, loads);
}

static void
test_comparison (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);

  vigie_fake_territory_put_thing (fixture->fake, 3, "STEP Lanester", NULL);
  vigie_fake_territory_put_datastream (fixture->fake, 31, 3, "Niveau", NULL);
  vigie_fake_territory_put_thing (fixture->fake, 2, "Mairie de Queven (annexe)", NULL);
  vigie_fake_territory_remove_datastream (fixture->fake, 12);
  compare (fixture);
  g_assert_cmpuint (n_sites (fixture), ==, 3);
  g_assert_nonnull (vigie_territory_find_measure (fixture->territory, "31"));
  g_assert_null (vigie_territory_find_measure (fixture->territory, "12"));
  g_assert_cmpstr (vigie_site_get_name (vigie_territory_find_site (fixture->territory, "2")), ==,
                   "Mairie de Queven (annexe)");

  vigie_fake_territory_remove_thing (fixture->fake, 1);
  compare (fixture);
  g_assert_cmpuint (n_sites (fixture), ==, 2);
  g_assert_null (vigie_territory_find_measure (fixture->territory, "11"));

  /* What is broken is not gone: a page that is damaged, then a server that suddenly has nothing. */
  vigie_fake_territory_set_things_body (fixture->fake, "{\"value\":[7,null,{\"name\":\"x\"}]}");
  compare (fixture);
  g_assert_cmpuint (n_sites (fixture), ==, 2);
  vigie_fake_territory_set_things_body (fixture->fake, "{\"value\":[]}");
  compare (fixture);
  g_assert_cmpuint (n_sites (fixture), ==, 2);
  /* Told twice it is true. */
  compare (fixture);
  g_assert_cmpuint (n_sites (fixture), ==, 0);
  vigie_fake_territory_set_things_body (fixture->fake, NULL);
  compare (fixture);
  g_assert_cmpuint (n_sites (fixture), ==, 2);
}

/* A reading of a measure that is not known makes the sync look for it. */
static void
test_unknown_measure (Fixture *fixture, gconstpointer data)
{
  guint loads;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  loads = asked (fixture, "*/Things?*");
  vigie_fake_territory_put_datastream (fixture->fake, 13, 1, "Benne carton", LIMITS);
  vigie_fake_territory_put_reading (fixture->fake, 13, fixture->now, "12", VIGIE_TIME_NONE);
  increment (fixture);
  g_assert_cmpuint (asked (fixture, "*/Things?*"), ==, loads);
  /* Not before a minute has passed since the last load, unless asked for. */
  compare (fixture);
  g_assert_cmpfloat (number_of (fixture, "13"), ==, 12);
}

/* Bad data never hide good data. */
static void
test_bad_data (Fixture *fixture, gconstpointer data)
{
  VigieStStatistics statistics;

  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now + 3000 * 365 * VIGIE_DAY, "99",
                                    VIGIE_TIME_NONE);
  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now, "null", VIGIE_TIME_NONE);
  vigie_fake_territory_put_reading (fixture->fake, 21, fixture->now, "{\"a\":[1,2]}",
                                    VIGIE_TIME_NONE);
  vigie_fake_territory_put_thing (fixture->fake, 3, "<b>&amp; \\\"",
                                  "{\"commune\":[],\"kind\":{\"a\":1}}");
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpuint (n_sites (fixture), ==, 3);
  /* The good reading that stands behind the one of the year 5000. */
  WAIT_FOR (number_of (fixture, "11") == 42.5);
  statistics = vigie_sync_get_statistics (fixture->sync);
  g_assert_cmpuint (statistics.problems.count[VIGIE_ST_PROBLEM_BAD_TIME], >=, 1);

  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now + VIGIE_SECOND, "43",
                                    VIGIE_TIME_NONE);
  increment (fixture);
  WAIT_FOR (number_of (fixture, "11") == 43);
  g_assert_cmpint (
      vigie_measure_get_latest (vigie_territory_find_measure (fixture->territory, "21"))->type, ==,
      VIGIE_VALUE_JSON);
}

/* Since when, and how often, from the history. */
static void
test_history_explains (Fixture *fixture, gconstpointer data)
{
  VigieTime first = fixture->now - 3 * VIGIE_HOUR;
  VigieMeasure *critical, *undeclared;

  for (VigieTime time = fixture->now - 6 * VIGIE_HOUR; time <= fixture->now;
       time += 10 * VIGIE_MINUTE)
    vigie_fake_territory_put_reading (fixture->fake, 11, time, time >= first ? "97" : "70", time);
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now - VIGIE_MINUTE, "97",
                                    fixture->now - VIGIE_MINUTE);
  for (int i = 0; i < 12; i++)
    vigie_fake_territory_put_reading (fixture->fake, 22, fixture->now - i * 15 * VIGIE_MINUTE, "20",
                                      fixture->now - i * 15 * VIGIE_MINUTE);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  critical = vigie_territory_find_measure (fixture->territory, "11");
  g_assert_cmpint (vigie_measure_get_condition (critical), ==, VIGIE_CONDITION_CRITICAL);
  WAIT_FOR (vigie_measure_get_condition_state (critical)->since == first);
  WAIT_FOR (vigie_site_get_since (vigie_measure_get_site (critical)) == first);

  undeclared = vigie_territory_find_measure (fixture->territory, "22");
  WAIT_FOR (vigie_measure_get_data (undeclared)->expected_interval == 15 * VIGIE_MINUTE);
  g_assert_true (vigie_measure_get_data (undeclared)->interval_is_observed);

  /* Kept by the next comparison, and by the store. */
  compare (fixture);
  g_assert_cmpint (vigie_measure_get_data (undeclared)->expected_interval, ==, 15 * VIGIE_MINUTE);
}

static void
set_up_history (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  vigie_fake_territory_put_datastream (fixture->fake, 22, 2, "Humidité", NULL);
}

static void
test_profile_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) other = vigie_profile_new_from_data (
      "{\"version\":1,\"kinds\":[{\"kind\":\"data-centre\",\"name\":\"mairie\"}]}", -1, &error);
  guint before;

  g_assert_no_error (error);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpint (vigie_site_get_kind (vigie_territory_find_site (fixture->territory, "2")), ==,
                   VIGIE_KIND_PUBLIC_BUILDING);
  before = fixture->n_loaded;
  vigie_sync_set_profile (fixture->sync, other);
  WAIT_FOR (fixture->n_loaded > before);
  g_assert_cmpint (vigie_site_get_kind (vigie_territory_find_site (fixture->territory, "2")), ==,
                   VIGIE_KIND_DATA_CENTRE);
}

static void
test_observed_interval (void)
{
  VigieTime regular[20], jittered[20], gaps[20], few[3] = {0, 10, 20};

  for (int i = 0; i < 20; i++)
    {
      regular[i] = i * VIGIE_MINUTE;
      jittered[i] = i * VIGIE_MINUTE + (i % 3) * VIGIE_SECOND / 4;
      gaps[i] = i * VIGIE_MINUTE + (i > 10) * VIGIE_DAY;
    }
  g_assert_cmpint (vigie_observed_interval (regular, 20), ==, VIGIE_MINUTE);
  g_assert_cmpint (vigie_observed_interval (jittered, 20), ==, VIGIE_MINUTE);
  g_assert_cmpint (vigie_observed_interval (gaps, 20), ==, VIGIE_MINUTE);
  g_assert_cmpint (vigie_observed_interval (few, 3), ==, 0);
  g_assert_cmpint (vigie_observed_interval (regular, 6), ==, VIGIE_MINUTE);
  g_assert_cmpint (vigie_observed_interval (regular, 5), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/first-load", test_first_load);
  ADD ("/sync/increments", test_increments);
  ADD ("/sync/comparison", test_comparison);
  ADD ("/sync/unknown-measure", test_unknown_measure);
  ADD ("/sync/bad-data", test_bad_data);
  g_test_add ("/sync/history-explains", Fixture, NULL, set_up_history, test_history_explains,
              tear_down);
  ADD ("/sync/profile-change", test_profile_change);
  g_test_add_func ("/sync/observed-interval", test_observed_interval);
  return g_test_run ();
}
