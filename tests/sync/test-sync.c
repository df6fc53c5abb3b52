/* test-sync.c: the sync against a server that changes, lies, refuses and goes away
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "vigie-fake-territory.h"
#include "vigie-sync-index.h"
#include "vigie-sync.h"

#define LIMITS                                                                                     \
  "{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\","                                       \
  "\"thresholds\":{\"high\":80,\"highhigh\":95}}"

typedef struct
{
  VigieFakeTerritory *fake;
  char *folder;
  VigieProfile *profile;
  VigieClock *clock;
  VigieTerritory *territory;
  VigieSync *sync;
  guint n_loaded;
  VigieTime now; /* about the present: readings are told from it */
} Fixture;

static void
loaded_cb (Fixture *fixture)
{
  fixture->n_loaded++;
}

static void
start_with (Fixture *fixture, VigieStore *store)
{
  g_autoptr (GError) error = NULL;

  fixture->territory = vigie_territory_new (fixture->clock);
  fixture->sync = vigie_sync_new (vigie_fake_territory_get_address (fixture->fake), NULL, store,
                                  fixture->profile, fixture->clock, fixture->territory, &error);
  g_assert_no_error (error);
  fixture->n_loaded = 0;
  g_signal_connect_swapped (fixture->sync, "loaded", G_CALLBACK (loaded_cb), fixture);
  vigie_sync_start (fixture->sync);
}

static void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  VigieStore *store = vigie_store_open (
      fixture->folder, vigie_fake_territory_get_address (fixture->fake), &set_aside, &error);

  g_assert_no_error (error);
  g_assert_null (set_aside);
  start_with (fixture, store);
}

static void
stop (Fixture *fixture)
{
  if (fixture->sync == NULL)
    return;
  vigie_sync_stop (fixture->sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->sync));
  g_assert_finalize_object (g_steal_pointer (&fixture->territory));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->fake = vigie_fake_territory_new ();
  fixture->folder = g_dir_make_tmp ("vigie-sync-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->profile = vigie_profile_load (NULL, &error);
  g_assert_no_error (error);
  fixture->clock = vigie_clock_new ();
  fixture->now = g_get_real_time () / VIGIE_SECOND * VIGIE_SECOND;

  vigie_fake_territory_put_thing (fixture->fake, 1, "Déchèterie de Groix",
                                  "{\"kind\":\"recycling-centre\"}");
  vigie_fake_territory_put_thing (fixture->fake, 2, "Mairie de Quéven", NULL);
  vigie_fake_territory_put_datastream (fixture->fake, 11, 1, "Benne gravats", LIMITS);
  vigie_fake_territory_put_datastream (fixture->fake, 12, 1, "Benne bois", LIMITS);
  vigie_fake_territory_put_datastream (fixture->fake, 21, 2, "Température",
                                       "{\"expectedInterval\":\"PT1H\"}");
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now - VIGIE_MINUTE, "42.5",
                                    fixture->now - VIGIE_MINUTE);
  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now - VIGIE_MINUTE, "85",
                                    fixture->now - VIGIE_MINUTE);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        remove_folder (file);
      else
        g_unlink (file);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop (fixture);
  vigie_fake_territory_free (fixture->fake);
  vigie_profile_unref (fixture->profile);
  g_object_unref (fixture->clock);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
nudge_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the condition holds; at most 15 s. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline_ = g_get_monotonic_time () + 15 * G_USEC_PER_SEC;                              \
    guint nudge_ = g_timeout_add (10, nudge_cb, NULL);                                             \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () > deadline_)                                                   \
          g_error ("%s:%d: not in time: %s", __FILE__, __LINE__, #condition);                      \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
    g_source_remove (nudge_);                                                                      \
  }                                                                                                \
  G_STMT_END

static double
number_of (Fixture *fixture, const char *measure)
{
  VigieMeasure *found = vigie_territory_find_measure (fixture->territory, measure);

  return found != NULL ? vigie_measure_get_latest (found)->number : NAN;
}

static guint
n_sites (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->territory));
}

static guint
asked (Fixture *fixture, const char *pattern)
{
  return vigie_stub_server_count (vigie_fake_territory_get_server (fixture->fake), pattern);
}

/* Asks for an increment and waits until it was made and applied. */
static void
increment (Fixture *fixture)
{
  guint before = asked (fixture, "*/Observations?*resultTime ge*");

  vigie_sync_retry (fixture->sync);
  WAIT_FOR (asked (fixture, "*/Observations?*resultTime ge*") > before);
  /* Another one begins only after the first was taken over. */
  before = asked (fixture, "*/Observations?*resultTime ge*");
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (asked (fixture, "*/Observations?*resultTime ge*") > before);
}

static void
compare (Fixture *fixture)
{
  guint before = fixture->n_loaded;

  vigie_sync_compare (fixture->sync);
  WAIT_FOR (fixture->n_loaded > before);
}

static GArray *
history (Fixture *fixture, const char *measure)
{
  g_autoptr (GError) error = NULL;
  GArray *readings = vigie_sync_get_history (fixture->sync, measure, fixture->now - VIGIE_DAY,
                                             fixture->now + VIGIE_DAY, 1000, &error);

  g_assert_no_error (error);
  return readings;
}

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

static void
test_lost_and_found (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  vigie_stub_server_set_refusing (server, TRUE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_nonnull (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), >, g_get_real_time ());
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), <,
                   g_get_real_time () + 10 * VIGIE_SECOND);
  g_assert_cmpint (vigie_sync_get_link_since (fixture->sync), <=, g_get_real_time ());
  g_assert_cmpint (vigie_sync_get_link_since (fixture->sync), ==,
                   vigie_sync_get_last_exchange (fixture->sync));
  g_assert_cmpuint (n_sites (fixture), ==, 2);

  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "51", VIGIE_TIME_NONE);
  vigie_stub_server_set_refusing (server, FALSE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_UP);
  WAIT_FOR (number_of (fixture, "11") == 51);
  g_assert_null (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), ==, VIGIE_TIME_NONE);
}

/* A server that is not there at start: the last state stays, and comes to life by itself. */
static void
test_absent_at_start (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);

  vigie_stub_server_set_refusing (server, TRUE);
  start (fixture);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_cmpint (vigie_sync_get_last_exchange (fixture->sync), ==, VIGIE_TIME_NONE);
  g_assert_cmpuint (n_sites (fixture), ==, 0);
  vigie_stub_server_set_refusing (server, FALSE);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpuint (n_sites (fixture), ==, 2);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  VigieStubReply reply = {.status = 401, .body = "<html>", .content_type = "text/html"};
  guint before;
  gint64 until;

  vigie_stub_server_add (server, "*/Things?*", -1, &reply);
  start (fixture);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_REFUSED);
  g_assert_nonnull (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), ==, VIGIE_TIME_NONE);
  before = asked (fixture, "*");
  until = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  while (g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpuint (asked (fixture, "*"), ==, before);

  vigie_stub_server_clear (server);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_UP);
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
test_server_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieClock) clock = NULL;

  vigie_fake_territory_set_clock (fixture->fake, 5 * VIGIE_MINUTE, 1);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), >, 4 * VIGIE_MINUTE);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), <, 6 * VIGIE_MINUTE);
  g_assert_null (vigie_sync_dup_server_clock (fixture->sync));
  stop (fixture);

  vigie_fake_territory_set_clock (fixture->fake, 40 * VIGIE_DAY, 60);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpfloat (vigie_sync_get_pace (fixture->sync), ==, 60);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), ==, 0);
  clock = vigie_sync_dup_server_clock (fixture->sync);
  g_assert_nonnull (clock);
  g_assert_cmpfloat (vigie_clock_get_pace (clock), ==, 60);
  g_assert_cmpint (vigie_clock_now (clock), >, fixture->now + 39 * VIGIE_DAY);
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
  start_with (fixture, store);
  /* Nothing of the sync is applied before the main loop runs. */
  vigie_territory_apply_now (fixture->territory, vigie_sync_batch_from_snapshot (snapshot));
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

static void
test_bad_address (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieProfile) profile = vigie_profile_load (NULL, &error);

  g_assert_no_error (error);
  g_assert_null (vigie_sync_new ("gopher://x", NULL, NULL, profile, clock, territory, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_ADDRESS);
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
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/sync/first-load", test_first_load);
  ADD ("/sync/increments", test_increments);
  ADD ("/sync/comparison", test_comparison);
  ADD ("/sync/unknown-measure", test_unknown_measure);
  ADD ("/sync/lost-and-found", test_lost_and_found);
  ADD ("/sync/absent-at-start", test_absent_at_start);
  ADD ("/sync/refused", test_refused);
  ADD ("/sync/bad-data", test_bad_data);
  g_test_add ("/sync/history-explains", Fixture, NULL, set_up_history, test_history_explains,
              tear_down);
  ADD ("/sync/damaged-store", test_damaged_store);
  ADD ("/sync/no-store", test_no_store);
  ADD ("/sync/profile-change", test_profile_change);
  ADD ("/sync/server-clock", test_server_clock);
  ADD ("/sync/other-meaning", test_other_meaning);
  ADD ("/sync/other-store", test_other_store);
  ADD ("/sync/deleted-readings", test_deleted_readings);
  ADD ("/sync/mark-ahead", test_mark_ahead);
  ADD ("/sync/purge", test_purge);
  g_test_add_func ("/sync/bad-address", test_bad_address);
  g_test_add_func ("/sync/observed-interval", test_observed_interval);
  return g_test_run ();
}
