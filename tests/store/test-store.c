/* test-store.c: what is put comes back; changes, sweeps, values, two programs, threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <time.h>

#include <sqlite3.h>

#include "store-fixture.h"
#include "vigie-store-private.h"

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);
  g_autoptr (GArray) none = fixture_history (fixture->store, "1", G_MININT64, G_MAXINT64, 10);

  g_assert_cmpuint (snapshot->sites->len, ==, 0);
  g_assert_cmpuint (snapshot->sensors->len, ==, 0);
  g_assert_cmpuint (snapshot->measures->len, ==, 0);
  g_assert_cmpint (snapshot->last_exchange, ==, VIGIE_TIME_NONE);
  g_assert_false (snapshot->demonstration);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (vigie_store_get_value (fixture->store, "last-exchange"));
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSiteData) plain = vigie_site_data_new (), full = vigie_site_data_new ();
  VigieSiteDetails *details = vigie_site_data_edit_details (full);
  g_autoptr (VigieSensorData) sensor = vigie_sensor_data_new ();
  g_autoptr (VigieMeasureData) bare = vigie_measure_data_new (), rich = vigie_measure_data_new ();
  g_autoptr (GError) error = NULL;

  g_set_str (&plain->id, "o'Neil \"1\"");
  plain->id_is_text = TRUE;
  g_set_str (&full->id, "2");
  g_set_str (&full->name, "<b>Épuration</b> & ﷽");
  g_set_str (&details->description, "d");
  full->kind = VIGIE_KIND_WATER;
  g_set_str (&details->commune, "");
  g_set_str (&details->commune_name, "Quéven");
  full->lat = -90;
  full->lon = 180;
  g_set_str (&details->opening_hours, "24/7");
  g_set_str (&details->access, "badge");
  g_set_str (&details->contact, "accueil");
  details->capacity = 0;
  g_set_str (&details->address, "1 rue du Port");
  full->demonstration = TRUE;
  full->out_of_service = TRUE;
  g_set_str (&details->out_of_service_note, "travaux");
  details->out_of_service_since = 0;
  g_set_str (&details->properties, "{\"a\":[1,2]}");

  g_set_str (&sensor->id, "s");
  sensor->id_is_text = TRUE;
  g_set_str (&sensor->name, "Sonde");
  g_set_str (&sensor->model, "EM400");
  g_set_str (&sensor->dev_eui, "24E124126A148401");
  g_set_str (&sensor->battery_type, "ER34615");

  g_set_str (&bare->id, "m1");
  g_set_str (&bare->site_id, full->id);
  g_set_str (&rich->id, "m2");
  rich->id_is_text = TRUE;
  g_set_str (&rich->site_id, plain->id);
  g_set_str (&rich->sensor_id, sensor->id);
  g_set_str (&rich->name, "Niveau");
  g_set_str (&rich->unit, "m³/h");
  g_set_str (&rich->observed_property, "flow");
  rich->role = VIGIE_ROLE_FLOW;
  rich->aggregation = VIGIE_AGGREGATION_CUMULATIVE;
  rich->expected_interval = 15 * VIGIE_MINUTE;
  rich->interval_is_observed = TRUE;
  rich->thresholds = (VigieThresholds) {-1.5, 0, 1e300, INFINITY, 0.25, VIGIE_MINUTE, VIGIE_HOUR};
  rich->out_of_service = TRUE;
  g_set_str (&rich->out_of_service_note, "");
  rich->out_of_service_since = START;
  rich->installed = START - VIGIE_DAY;
  rich->rollover = 1e6;
  g_set_str (&rich->part_of, "m1");
  rich->changes = g_new (VigieMeterChange, 2);
  rich->changes[0] = (VigieMeterChange) {START - VIGIE_HOUR, 99999.5, 0};
  rich->changes[1] = (VigieMeterChange) {START, NAN, -0.25};
  rich->n_changes = 2;

  fixture_begin (fixture->store);
  vigie_store_put_site (fixture->store, plain, &error);
  g_assert_no_error (error);
  vigie_store_put_site (fixture->store, full, &error);
  g_assert_no_error (error);
  /* The measure of the second site first, and its sensor after it. */
  vigie_store_put_measure (fixture->store, bare, &error);
  g_assert_no_error (error);
  vigie_store_put_measure (fixture->store, rich, &error);
  g_assert_no_error (error);
  vigie_store_put_sensor (fixture->store, sensor, &error);
  g_assert_no_error (error);
  vigie_store_set_value (fixture->store, "last-exchange", "2026-11-21T10:47:03Z", &error);
  g_assert_no_error (error);
  vigie_store_set_value (fixture->store, "demonstration", "true", &error);
  g_assert_no_error (error);
  fixture_commit (fixture->store);

  for (int round = 0; round < 2; round++)
    {
      g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);
      const VigieStoredMeasure *measures
          = &g_array_index (snapshot->measures, VigieStoredMeasure, 0);

      g_assert_cmpuint (snapshot->sites->len, ==, 2);
      g_assert_true (vigie_site_data_equal (snapshot->sites->pdata[0], plain));
      g_assert_true (vigie_site_data_equal (snapshot->sites->pdata[1], full));
      g_assert_cmpuint (snapshot->sensors->len, ==, 1);
      g_assert_true (vigie_sensor_data_equal (snapshot->sensors->pdata[0], sensor));
      g_assert_cmpuint (snapshot->measures->len, ==, 2);
      /* In the order of their sites. */
      g_assert_true (vigie_measure_data_equal (measures[0].data, rich));
      g_assert_true (vigie_measure_data_equal (measures[1].data, bare));
      g_assert_cmpint (measures[0].latest.time, ==, VIGIE_TIME_NONE);
      g_assert_cmpint (snapshot->last_exchange, ==, G_GINT64_CONSTANT (1795258023000000));
      g_assert_true (snapshot->demonstration);
      fixture_reopen (fixture);
    }
}

/* A meter whose declaration changes is written anew; of very many replacements the newest are kept. */
static void
test_meter (Fixture *fixture, gconstpointer data)
{
  enum
  {
    ROLLOVER,
    PART,
    CHANGE,
    TIME,
    MANY,
    NOTHING,
    N_STEPS,
  };

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 1);
  fixture_commit (fixture->store);
  for (int step = 0; step < N_STEPS; step++)
    {
      g_autoptr (VigieMeasureData) measure = fixture_measure (0, 0);
      g_autoptr (VigieSnapshot) snapshot = NULL;
      const VigieMeasureData *stored;
      guint n = step == MANY ? 1000 : step >= CHANGE && step != NOTHING ? 1 : 0;

      measure->rollover = step != NOTHING ? 99999 : 0;
      if (step >= PART && step != NOTHING)
        g_set_str (&measure->part_of, "1");
      measure->changes = n > 0 ? g_new (VigieMeterChange, n) : NULL;
      measure->n_changes = n;
      for (guint i = 0; i < n; i++)
        measure->changes[i] = (VigieMeterChange) {START + i + (step == TIME), i, 0};
      fixture_begin (fixture->store);
      g_assert_true (vigie_store_put_measure (fixture->store, measure, NULL));
      fixture_commit (fixture->store);
      fixture_reopen (fixture);
      snapshot = fixture_load (fixture->store);
      stored = g_array_index (snapshot->measures, VigieStoredMeasure, 0).data;
      if (step == MANY)
        {
          g_assert_cmpuint (stored->n_changes, ==, VIGIE_STORE_CHANGES_MAX);
          g_assert_cmpint (stored->changes[0].time, ==, measure->changes[1000 - 64].time);
          g_assert_cmpfloat (stored->changes[63].last, ==, 999);
        }
      else
        {
          g_assert_true (vigie_measure_data_equal (stored, measure));
        }
    }
}

/* Of bytes that no Vigie wrote there is only what can be. */
static void
test_meter_damage (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    guint n_changes;
  } table[] = {
      {"x''", 0},
      {"x'00'", 0},
      {"zeroblob (24)", 1},
      {"zeroblob (48)", 1},
      {"zeroblob (25)", 1},
      {"'text'", 0},
      {"12", 0},
      {"x'0000000000000080' || zeroblob (16)", 0},
      {"x'0100000000000000000000000000f07f0000000000000000'", 0},
      {"x'010000000000000000000000000000000000000000000000"
       "020000000000000000000000000000000000000000000000'",
       2},
  };

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 1);
  fixture_commit (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE measure SET changes = %s, rollover = %s",
                                              table[i].sql, i % 2 ? "-3" : "9e999");
      g_autoptr (VigieSnapshot) snapshot = NULL;
      const VigieMeasureData *measure;

      g_assert_cmpint (sqlite3_exec (fixture->store->writer.db, sql, NULL, NULL, NULL), ==,
                       SQLITE_OK);
      snapshot = fixture_load (fixture->store);
      measure = g_array_index (snapshot->measures, VigieStoredMeasure, 0).data;
      g_assert_cmpuint (measure->n_changes, ==, table[i].n_changes);
      g_assert_true ((measure->changes != NULL) == (table[i].n_changes > 0));
      g_assert_cmpfloat (measure->rollover, ==, 0);
    }
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSiteData) site = fixture_site (0);
  g_autoptr (VigieSnapshot) snapshot = NULL;
  gint64 before, after;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 20, 3);
  fixture_commit (fixture->store);

  /* The same again writes nothing. */
  fixture_reopen (fixture);
  before = sqlite3_total_changes64 (fixture->store->writer.db);
  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 20, 3);
  after = sqlite3_total_changes64 (fixture->store->writer.db);
  g_assert_cmpint (after - before, ==, 1); /* the mark of a store in use */

  g_set_str (&site->name, "Autre");
  g_assert_true (vigie_store_put_site (fixture->store, site, NULL));
  fixture_commit (fixture->store);
  snapshot = fixture_load (fixture->store);
  g_assert_cmpuint (snapshot->sites->len, ==, 20);
  g_assert_true (vigie_site_data_equal (snapshot->sites->pdata[0], site));
  g_assert_cmpuint (snapshot->measures->len, ==, 60);
  g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 2).latest.time, ==,
                   START);
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  VigieReading reading = fixture_reading (START, 1);
  g_autoptr (VigieMeasureData) measure = fixture_measure (0, 99);
  g_autoptr (GError) error = NULL;

  fixture_begin (fixture->store);
  g_assert_false (
      vigie_store_put_reading (fixture->store, "77", &reading, NULL, NULL, NULL, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (vigie_store_put_measure (fixture->store, measure, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN);
  /* The transaction goes on. */
  fixture_put_territory (fixture->store, 2, 1);
  fixture_commit (fixture->store);
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);

    g_assert_cmpuint (snapshot->measures->len, ==, 2);
  }
}

static void
test_rollback (Fixture *fixture, gconstpointer data)
{
  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 3, 2);
  fixture_commit (fixture->store);
  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 9, 3);
  vigie_store_set_value (fixture->store, "profile", "x", NULL);
  vigie_store_rollback (fixture->store);
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);

    g_assert_cmpuint (snapshot->sites->len, ==, 3);
    g_assert_cmpuint (snapshot->measures->len, ==, 6);
    g_assert_null (vigie_store_get_value (fixture->store, "profile"));
  }
  /* What was rolled back is new again. */
  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 9, 3);
  fixture_commit (fixture->store);
  fixture_reopen (fixture);
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);

    g_assert_cmpuint (snapshot->sites->len, ==, 9);
    g_assert_cmpuint (snapshot->measures->len, ==, 27);
  }
}

static void
test_sweep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) sites = NULL, measures = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieSnapshot) snapshot = NULL;
  gint64 n_history = 0;
  sqlite3_stmt *statement;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 10, 3);
  fixture_commit (fixture->store);
  fixture_reopen (fixture);

  fixture_begin (fixture->store);
  vigie_store_mark (fixture->store, &error);
  g_assert_no_error (error);
  fixture_put_territory (fixture->store, 7, 3);
  fixture_commit (fixture->store);
  /* Over several transactions, one of them rolled back, another program writing in between. */
  {
    VigieStore *other = fixture_open (fixture->folder);

    g_assert_true (vigie_store_set_value (other, "profile", "x", NULL));
    vigie_store_close (other);
  }
  fixture_begin (fixture->store);
  vigie_store_rollback (fixture->store);
  fixture_begin (fixture->store);
  vigie_store_sweep (fixture->store, &sites, &measures, &error);
  g_assert_no_error (error);
  fixture_commit (fixture->store);

  g_assert_cmpuint (sites->len, ==, 3);
  g_assert_cmpuint (measures->len, ==, 9);
  g_assert_true (g_ptr_array_find_with_equal_func (sites, "8", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (measures, "30", g_str_equal, NULL));
  snapshot = fixture_load (fixture->store);
  g_assert_cmpuint (snapshot->sites->len, ==, 7);
  g_assert_cmpuint (snapshot->sensors->len, ==, 7);
  g_assert_cmpuint (snapshot->measures->len, ==, 21);
  sqlite3_prepare_v2 (fixture->store->writer.db,
                      "SELECT (SELECT count (*) FROM history) + (SELECT count (*) FROM latest)", -1,
                      &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n_history = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (n_history, ==, 42);
}

/* A measure that is still there goes with its site all the same. */
static void
test_sweep_site_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (VigieSiteData) site = fixture_site (1);
  g_autoptr (VigieMeasureData) moved = fixture_measure (0, 1);
  g_autoptr (VigieSnapshot) snapshot = NULL;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 2, 2);
  vigie_store_mark (fixture->store, NULL);
  g_assert_true (vigie_store_put_site (fixture->store, site, NULL));
  /* « 1 » moved to the other site; « 2 » is unseen with its site. */
  g_assert_true (vigie_store_put_measure (fixture->store, moved, NULL));
  g_assert_true (vigie_store_sweep (fixture->store, NULL, &measures, NULL));
  fixture_commit (fixture->store);
  g_assert_cmpuint (measures->len, ==, 3);
  snapshot = fixture_load (fixture->store);
  g_assert_cmpuint (snapshot->sites->len, ==, 1);
  g_assert_cmpuint (snapshot->measures->len, ==, 1);
  g_assert_cmpstr (g_array_index (snapshot->measures, VigieStoredMeasure, 0).data->id, ==, "1");
  g_assert_cmpstr (g_array_index (snapshot->measures, VigieStoredMeasure, 0).data->site_id, ==,
                   "2");
  /* What it said was of the other site. */
  g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                   VIGIE_TIME_NONE);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autofree char *value = NULL, *inside = NULL, *other = NULL;

  g_assert_true (vigie_store_set_value (fixture->store, "profile", "a'b\n", NULL));
  fixture_reopen (fixture);
  value = vigie_store_get_value (fixture->store, "profile");
  g_assert_cmpstr (value, ==, "a'b\n");
  fixture_begin (fixture->store);
  g_assert_true (vigie_store_set_value (fixture->store, "profile", "c", NULL));
  /* Its own thread reads what it wrote. */
  inside = vigie_store_get_value (fixture->store, "profile");
  g_assert_cmpstr (inside, ==, "c");
  vigie_store_rollback (fixture->store);
  other = vigie_store_get_value (fixture->store, "profile");
  g_assert_cmpstr (other, ==, "a'b\n");
  g_assert_true (vigie_store_set_value (fixture->store, "profile", NULL, NULL));
  g_assert_null (vigie_store_get_value (fixture->store, "profile"));
}

/* Each server has its own file; the slash at the end makes no other server. */
static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VigieStore *same = vigie_store_open (fixture->folder, ADDRESS "/", NULL, &error), *other;

  g_assert_no_error (error);
  g_assert_cmpstr (vigie_store_get_path (same), ==, vigie_store_get_path (fixture->store));
  vigie_store_close (same);
  other = vigie_store_open (fixture->folder, "http://127.0.0.1:8081/v1.1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vigie_store_get_path (other), !=, vigie_store_get_path (fixture->store));
  fixture_begin (other);
  fixture_put_territory (other, 1, 1);
  fixture_commit (other);
  vigie_store_close (other);
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);

    g_assert_cmpuint (snapshot->sites->len, ==, 0);
  }
}

/* Two desks on one account: each sees what the other wrote, and none doubles a row. */
static void
test_two_programs (Fixture *fixture, gconstpointer data)
{
  VigieStore *other = fixture_open (fixture->folder);
  VigieReading reading = fixture_reading (START + VIGIE_HOUR, 7),
               older = fixture_reading (START + VIGIE_MINUTE, 8);

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 5, 2);
  fixture_commit (fixture->store);
  fixture_begin (other);
  fixture_put_territory (other, 8, 2);
  fixture_put_reading (other, "1", &reading, TRUE, TRUE);
  fixture_commit (other);
  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 9, 2);
  fixture_put_reading (fixture->store, "1", &older, TRUE, FALSE);
  fixture_commit (fixture->store);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (VigieSnapshot) snapshot = fixture_load (i ? other : fixture->store);

      g_assert_cmpuint (snapshot->sites->len, ==, 9);
      g_assert_cmpuint (snapshot->sensors->len, ==, 9);
      g_assert_cmpuint (snapshot->measures->len, ==, 18);
      g_assert_true (fixture_same_reading (
          &g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest, &reading));
    }
  vigie_store_close (other);
}

/* ---- Threads: readers see whole transactions only, while one writes ---- */

typedef struct
{
  VigieStore *store;
  gint is_done;
} Shared;

static gpointer
read_whole_states (gpointer data)
{
  Shared *shared = data;
  guint n_loads = 0;

  while (!g_atomic_int_get (&shared->is_done) || n_loads == 0)
    {
      g_autoptr (VigieSnapshot) snapshot = fixture_load (shared->store);
      g_autoptr (GArray) readings
          = fixture_history (shared->store, "1", G_MININT64, G_MAXINT64, G_MAXUINT);
      double number = NAN;

      g_assert_true (snapshot->measures->len == 0 || snapshot->measures->len == 40);
      for (guint i = 0; i < snapshot->measures->len; i++)
        {
          const VigieReading *latest
              = &g_array_index (snapshot->measures, VigieStoredMeasure, i).latest;

          if (i == 0)
            number = latest->number;
          g_assert_cmpfloat (latest->number, ==, number);
        }
      for (guint i = 1; i < readings->len; i++)
        g_assert_cmpint (g_array_index (readings, VigieReading, i).time, >,
                         g_array_index (readings, VigieReading, i - 1).time);
      n_loads++;
    }
  return GUINT_TO_POINTER (n_loads);
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  Shared shared = {fixture->store, FALSE};
  GThread *readers[2];

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    readers[i] = g_thread_new ("reader", read_whole_states, &shared);
  for (int round = 0; round < 150; round++)
    {
      fixture_begin (fixture->store);
      if (round == 0)
        fixture_put_territory (fixture->store, 20, 2);
      for (guint i = 0; i < 40; i++)
        {
          VigieReading reading = fixture_reading (START + VIGIE_DAY + round * VIGIE_SECOND, round);
          char id[16];

          g_snprintf (id, sizeof id, "%u", i + 1);
          fixture_put_reading (fixture->store, id, &reading, TRUE, TRUE);
        }
      fixture_commit (fixture->store);
    }
  vigie_store_purge (fixture->store, START + VIGIE_DAY + 100 * VIGIE_SECOND, NULL, NULL);
  g_atomic_int_set (&shared.is_done, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (readers[i])), >, 0);
}

/* What a large transaction or reading has gone through is not kept in memory when it is over. */
static void
test_memory (Fixture *fixture, gconstpointer data)
{
  gint64 before = sqlite3_memory_used (), within;
  g_autoptr (VigieSnapshot) snapshot = NULL;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 5000, 4);
  within = sqlite3_memory_used ();
  fixture_commit (fixture->store);
  g_assert_cmpint (within - before, >, 2 * VIGIE_STORE_KEPT_CACHE);
  g_assert_cmpint (sqlite3_memory_used () - before, <, VIGIE_STORE_KEPT_CACHE);

  before = sqlite3_memory_used ();
  snapshot = vigie_store_load (fixture->store, NULL);
  g_assert_nonnull (snapshot);
  g_assert_cmpint (sqlite3_memory_used () - before, <, VIGIE_STORE_KEPT_CACHE);
}

/* The bars of a first load and of a launch, in processor time; wide enough for a loaded machine. */
static void
test_speed (Fixture *fixture, gconstpointer data)
{
  clock_t start;
  double put_ms, load_ms;

#if defined(__SANITIZE_ADDRESS__)
  g_test_skip ("figures of a sanitizer mean nothing");
  return;
#endif
  start = clock ();
  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 10000, 4);
  fixture_commit (fixture->store);
  put_ms = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
  fixture_reopen (fixture);
  start = clock ();
  {
    g_autoptr (VigieSnapshot) snapshot = fixture_load (fixture->store);

    load_ms = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
    g_assert_cmpuint (snapshot->measures->len, ==, 40000);
  }
  g_test_message ("10 000 × 4 put in %.0f ms, loaded in %.0f ms of processor time", put_ms,
                  load_ms);
  g_assert_cmpfloat (put_ms, <, 1000);
  g_assert_cmpfloat (load_ms, <, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/store/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  ADD ("empty", test_empty);
  ADD ("round-trip", test_round_trip);
  ADD ("meter", test_meter);
  ADD ("meter/damage", test_meter_damage);
  ADD ("changes", test_changes);
  ADD ("unknown", test_unknown);
  ADD ("rollback", test_rollback);
  ADD ("sweep", test_sweep);
  ADD ("sweep/site-alone", test_sweep_site_alone);
  ADD ("values", test_values);
  ADD ("addresses", test_addresses);
  ADD ("two-programs", test_two_programs);
  ADD ("threads", test_threads);
  ADD ("memory", test_memory);
  ADD ("speed", test_speed);
  return g_test_run ();
}
