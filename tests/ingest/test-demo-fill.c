/* test-demo-fill.c: the demonstration in the store: history, live readings, coming back, large stores
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "vigie-gateways.h"
#include "vigie-ingest-demo-sim.h"
#include "vigie-ingest-demo.h"
#include "vigie-ingest-schema.h"

/* 2026-11-21 is a Saturday; 11 h 07 in France. */
#define START "2026-11-21T10:07:21Z"

typedef struct
{
  char *folder, *path;
  sqlite3 *db;
  VigieTime start;
} Fixture;

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->db = vigie_ingest_schema_open_writer (fixture->path, NULL, &error);
  g_assert_no_error (error);
}

/* Those that have a longer past begin at the local midnight before, where it ends. */
#define NOT_ARCHIVED                                                                               \
  " WHERE datastream_id NOT IN (SELECT id FROM datastream WHERE"                                   \
  " json_extract (properties, '$.aggregation') = 'cumulative'"                                     \
  " OR json_extract (properties, '$.role') IN ('outside-temperature', 'vehicles-present',"         \
  " 'battery-level', 'rssi', 'snr', 'spreading-factor'))"

/* A store that was filled once, for all tests that begin with one. */
static GBytes *filled;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("vigie-demo-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->start = instant (START);
  if (data && filled)
    {
      g_file_set_contents_full (fixture->path, g_bytes_get_data (filled, NULL),
                                (gssize) g_bytes_get_size (filled), G_FILE_SET_CONTENTS_NONE, 0600,
                                &error);
      g_assert_no_error (error);
    }
  open_store (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

  g_clear_pointer (&fixture->db, sqlite3_close_v2);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, endings[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gint64
ask (Fixture *fixture, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 answer;

  if (sqlite3_prepare_v2 (fixture->db, sql, -1, &statement, NULL) != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    g_error ("%s: %s", sql, sqlite3_errmsg (fixture->db));
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

/* Gaps and doubles in what one device sends, by the pace that its measure declares. */
static void
check_times (Fixture *fixture, const char *site, const char *measure, gint64 interval)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH t AS (SELECT phenomenon_time - lag (phenomenon_time) OVER"
      " (ORDER BY phenomenon_time) AS gap FROM observation WHERE datastream_id ="
      " (SELECT d.id FROM datastream d JOIN thing ON thing.id = thing_id WHERE d.name = '%s'"
      " AND thing.name = '%s')) SELECT count (*) FROM t WHERE gap != %" G_GINT64_FORMAT,
      measure, site, interval);

  g_assert_cmpint (ask (fixture, sql), ==, 0);
}

static void
test_fill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time (), first, last;
  double seconds;

  g_assert_true (vigie_ingest_demo_fill (fixture->db, fixture->start, &error));
  g_assert_no_error (error);
  seconds = (double) (g_get_monotonic_time () - began) / 1e6;
  g_test_message ("filled in %.2f s: %d readings of %d measures at %d sites", seconds,
                  (int) ask (fixture, "SELECT count (*) FROM observation"),
                  (int) ask (fixture, "SELECT count (*) FROM datastream"),
                  (int) ask (fixture, "SELECT count (*) FROM thing"));
  /* 3 s on a quiet machine; here others may work beside it, or a sanitizer inside. */
  g_assert_cmpfloat (seconds, <, 30);

  first = ask (fixture, "SELECT min (phenomenon_time) FROM observation" NOT_ARCHIVED);
  last = ask (fixture, "SELECT max (phenomenon_time) FROM observation");
  g_assert_cmpint (first, >=, fixture->start - 35 * VIGIE_DAY);
  g_assert_cmpint (first, <, fixture->start - 35 * VIGIE_DAY + 10 * VIGIE_MINUTE);
  g_assert_cmpint (last, <=, fixture->start);
  g_assert_cmpint (last, >, fixture->start - VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture, "SELECT max (result_time) FROM observation"), <=, fixture->start);
  g_assert_cmpint (ask (fixture,
                        "SELECT count (*) FROM observation WHERE result_time < phenomenon_time"
                        " OR result_time > phenomenon_time + 2000000"),
                   ==, 0);
  g_assert_cmpint (
      ask (fixture, "SELECT count (DISTINCT json_extract (properties, '$.commune')) FROM thing"),
      ==, 25);
  g_assert_cmpint (
      ask (fixture,
           "SELECT count (*) FROM thing WHERE json_extract (properties, '$.demonstration')"),
      ==, ask (fixture, "SELECT count (*) FROM thing"));
  g_assert_cmpint (
      ask (fixture, "SELECT count (*) FROM thing WHERE json_extract (properties, '$.fictitious')"),
      ==, 1);
  g_assert_cmpint (
      ask (
          fixture,
          "SELECT count (*) FROM thing WHERE json_extract (properties, '$.outOfService.note') IS NOT NULL"),
      ==, 1);
  g_assert_cmpint (
      ask (
          fixture,
          "SELECT count (*) FROM sensor s WHERE json_extract (properties, '$.devEui') NOT GLOB '02[0-9A-F]*'"),
      ==, 0);
  /* Which field of which device feeds a measure is that of its own sensor. */
  g_assert_cmpint (
      ask (
          fixture,
          "SELECT count (*) FROM datastream d JOIN sensor s ON s.id = sensor_id"
          " WHERE json_extract (d.properties, '$.source.devEui') != json_extract (s.properties, '$.devEui')"),
      ==, 0);
  g_assert_cmpint (
      ask (
          fixture,
          "SELECT count (*) FROM datastream WHERE json_extract (properties, '$.source') IS NOT NULL"),
      >, 200);
  /* Every column of JSON is what the schema asks for. */
  g_assert_cmpint (
      ask (
          fixture,
          "SELECT (SELECT count (*) FROM thing WHERE NOT json_valid (properties))"
          " + (SELECT count (*) FROM location WHERE NOT json_valid (location))"
          " + (SELECT count (*) FROM sensor WHERE NOT json_valid (properties) OR NOT json_valid (metadata))"
          " + (SELECT count (*) FROM datastream WHERE NOT json_valid (properties)"
          "    OR NOT json_valid (unit_of_measurement) OR NOT json_valid (observed_area))"),
      ==, 0);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_true (vigie_ingest_schema_check (fixture->db, &error));
  g_assert_no_error (error);
  /* One measure has no reading: the sensor that was never heard; the works' site has old ones. */
  g_assert_cmpint (
      ask (
          fixture,
          "SELECT count (*) FROM datastream WHERE id NOT IN (SELECT datastream_id FROM datastream_extent)"),
      >=, 1);
  check_times (fixture, "Déchèterie de Ploemeur", "Véhicules présents", 10 * VIGIE_MINUTE);
  check_times (fixture, "Centre de données (fictif)", "Puissance soutirée", 15 * VIGIE_MINUTE);
  check_times (fixture, "Centre de données (fictif)", "Énergie soutirée", 30 * VIGIE_MINUTE);

  g_clear_pointer (&fixture->db, sqlite3_close_v2); /* folds the log into the file */
  {
    g_autoptr (GMappedFile) file = g_mapped_file_new (fixture->path, FALSE, &error);

    g_assert_no_error (error);
    filled = g_bytes_new (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
  }
}

/* A demonstration that is filled at once, and one that lives through the last hours, are the same. */
static void
test_live_continues (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieIngestDemo) demo = vigie_ingest_demo_open (fixture->db, fixture->start, &error);
  g_autoptr (GArray) live = g_array_new (FALSE, FALSE, sizeof (VigieIngestDemoReading));
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (fixture->start);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));
  VigieTime now = fixture->start, last_time = fixture->start;
  gint64 stored = ask (fixture, "SELECT max (phenomenon_time) FROM observation");
  guint at = 0, end;

  g_assert_no_error (error);
  /* In steps of every size, from seconds to a machine that slept three hours. */
  for (int i = 0; now < fixture->start + 7 * VIGIE_HOUR; i++)
    {
      VigieTime due = vigie_ingest_demo_next_due (demo);

      g_assert_cmpint (due, >, now);
      now = i % 3 == 0 ? due
            : i == 40  ? now + 3 * VIGIE_HOUR
                       : now + (i % 7) * VIGIE_MINUTE + VIGIE_SECOND;
      while (vigie_ingest_demo_take (demo, now, 50, live))
        g_assert_cmpuint (live->len, >, 0);
    }
  while (sim->time <= now)
    {
      vigie_demo_sim_advance (sim);
      vigie_demo_sim_read (sim, all);
    }
  /* Nothing is missing between what was stored and what came live, nor there twice. */
  while (g_array_index (all, VigieDemoReading, at).time <= fixture->start)
    at++;
  g_assert_cmpint (g_array_index (all, VigieDemoReading, at - 1).time, ==, stored);
  for (end = at; end < all->len && g_array_index (all, VigieDemoReading, end).time <= now; end++)
    ;
  g_assert_cmpuint (live->len, ==, end - at);
  for (guint i = 0; i < live->len; i++)
    {
      const VigieIngestDemoReading *reading = &g_array_index (live, VigieIngestDemoReading, i);
      const VigieDemoReading *expected = &g_array_index (all, VigieDemoReading, at + i);

      g_assert_cmpint (reading->datastream, ==, expected->measure + 1);
      g_assert_cmpint (reading->time, ==, expected->time);
      g_assert_cmpfloat (reading->number, ==, expected->number);
      g_assert_cmpint (reading->time, >=, last_time);
      last_time = reading->time;
    }
}

static char *
instance (Fixture *fixture)
{
  return vigie_ingest_schema_get_meta (fixture->db, VIGIE_INGEST_META_INSTANCE);
}

static void
fill_at (Fixture *fixture, VigieTime now)
{
  g_autoptr (GError) error = NULL;
  gboolean done = vigie_ingest_demo_fill (fixture->db, now, &error);
  gint64 last;

  g_assert_no_error (error);
  g_assert_true (done);
  last = ask (fixture, "SELECT max (phenomenon_end) FROM datastream_extent");
  g_assert_cmpint (last, <=, now);
  g_assert_cmpint (last, >, now - VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture,
                        "SELECT count (*) FROM sqlite_schema WHERE tbl_name = 'observation'"
                        " AND type IN ('index', 'trigger')"),
                   ==, 7);
}

/* Ended and started again on the same file: what was missed is filled, nothing is there twice. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *then = NULL;
  gint64 before, oldest;

  fill_at (fixture, fixture->start);
  first = instance (fixture);
  before = ask (fixture, "SELECT count (*) FROM observation");
  oldest = ask (fixture, "SELECT min (phenomenon_time) FROM observation");
  g_clear_pointer (&fixture->db, sqlite3_close_v2);
  open_store (fixture);
  fill_at (fixture, fixture->start + 20 * VIGIE_SECOND);
  fill_at (fixture, fixture->start + 50 * VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM (SELECT 1 FROM observation"
                                 " GROUP BY datastream_id, phenomenon_time HAVING count (*) > 1)"),
                   ==, 0);
  check_times (fixture, "Déchèterie de Ploemeur", "Véhicules présents", 10 * VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM observation"), >, before + 500);
  g_assert_cmpint (ask (fixture, "SELECT min (phenomenon_time) FROM observation"), ==, oldest);
  then = instance (fixture);
  g_assert_cmpstr (then, ==, first);
}

/* The next day it begins anew: again there is something to see. */
static void
test_anew (Fixture *fixture, gconstpointer data)
{
  static const char critical[]
      = "SELECT result_number > 90 FROM observation o JOIN datastream d ON d.id = datastream_id"
        " JOIN thing t ON t.id = thing_id WHERE d.name = 'Benne gravats' AND t.name ="
        " 'Déchèterie de Riantec' ORDER BY phenomenon_time DESC LIMIT 1";
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *then = NULL;

  fill_at (fixture, fixture->start);
  first = instance (fixture);
  g_assert_cmpint (ask (fixture, critical), ==, 1);
  /* A journal that a person wrote stays. */
  g_assert_true (vigie_ingest_schema_exec (
      fixture->db,
      "INSERT INTO thing (id, name, description) VALUES (5000, 'Territoire', '');"
      "INSERT INTO datastream (id, name, description, observation_type, unit_of_measurement, thing_id, sensor_id, observed_property_id)"
      "  VALUES (5000, 'Main courante', '', '', '{}', 5000, 1, 1);"
      "INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type, result_text)"
      "  VALUES (5000, 1700000000000000, 1700000000000000, 3, 'Benne enlevée');",
      &error));
  g_assert_no_error (error);
  fill_at (fixture, fixture->start + 26 * VIGIE_HOUR);
  /* Who kept readings of the first one knows that they are of another. */
  then = instance (fixture);
  g_assert_cmpstr (then, !=, first);
  g_assert_cmpint (ask (fixture, critical), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT min (phenomenon_start) FROM datastream_extent" NOT_ARCHIVED
                                 " AND datastream_id < 5000"),
                   >=, fixture->start + 26 * VIGIE_HOUR - 35 * VIGIE_DAY);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM observation WHERE datastream_id = 5000"),
                   ==, 1);
  g_assert_cmpint (
      ask (fixture, "SELECT phenomenon_end FROM datastream_extent WHERE datastream_id = 5000"), ==,
      1700000000000000);
}

/* A process that was killed while it filled the store, or a store of another version. */
static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 things;

  fill_at (fixture, fixture->start);
  things = ask (fixture, "SELECT count (*) FROM thing");
  g_assert_true (vigie_ingest_schema_set_meta (fixture->db, "demonstration-filling", "1", NULL)
                 && vigie_ingest_schema_exec (
                     fixture->db,
                     "DROP INDEX observation_datastream; DROP TRIGGER observation_inserted;"
                     "INSERT INTO thing (id, name, description) VALUES (5000, 'Pont', '');",
                     &error));
  g_assert_no_error (error);
  fill_at (fixture, fixture->start + 10 * VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM thing"), ==, things);
  g_assert_true (
      vigie_ingest_schema_set_meta (fixture->db, "demonstration-shape", "1 2 3 4", NULL));
  g_assert_true (vigie_ingest_schema_exec (
      fixture->db, "INSERT INTO thing (id, name, description) VALUES (5000, 'Pont', '')", NULL));
  fill_at (fixture, fixture->start + 20 * VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM thing"), ==, things);
  g_assert_null (vigie_ingest_schema_get_meta (fixture->db, "demonstration-filling"));
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vigie_ingest_schema_exec (
      fixture->db, "INSERT INTO thing (name, description) VALUES ('Pont', '')", NULL));
  g_assert_false (vigie_ingest_demo_fill (fixture->db, fixture->start, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM thing"), ==, 1);
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vigie_ingest_demo_fill_large (fixture->db, 500, 11, 3, fixture->start, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM thing"), ==, 500);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM datastream"), ==, 5500);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM observation"), ==, 16500);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM datastream_extent"), ==, 5500);
  g_assert_cmpint (ask (fixture, "SELECT min (phenomenon_end) FROM datastream_extent"), >,
                   fixture->start - 10 * VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture, "SELECT max (phenomenon_end) FROM datastream_extent"), <=,
                   fixture->start);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (
      ask (
          fixture,
          "SELECT count (*) FROM datastream WHERE NOT json_valid (properties) OR NOT json_valid (unit_of_measurement)"),
      ==, 0);
}

typedef struct
{
  GMainLoop *loop;
  GArray *readings;
  guint calls, refusals;
} Receiver;

static gboolean
receive (const VigieIngestDemoReading *readings, gsize n_readings, gpointer user_data)
{
  Receiver *receiver = user_data;

  /* Once it is refused: the same readings come again. */
  if (receiver->calls++ == 1)
    {
      receiver->refusals++;
      return FALSE;
    }
  g_array_append_vals (receiver->readings, readings, (guint) n_readings);
  if (receiver->readings->len > 300)
    g_main_loop_quit (receiver->loop);
  return TRUE;
}

static gboolean
give_up_cb (gpointer data)
{
  g_error ("the live readings did not come");
  return G_SOURCE_REMOVE;
}

/* On a clock that runs two thousand times as fast. */
static void
test_engine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VigieIngestDemo *demo = vigie_ingest_demo_open (fixture->db, fixture->start, &error);
  g_autoptr (VigieClock) clock = vigie_clock_new_paced (fixture->start, 2000);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieIngestDemoReading));
  Receiver receiver = {loop, readings, 0, 0};
  VigieIngestDemoLive *live;
  guint guard;

  g_assert_no_error (error);
  live = vigie_ingest_demo_live_new (demo, clock, receive, &receiver, NULL);
  guard = g_timeout_add_seconds (30, give_up_cb, NULL);
  g_main_loop_run (loop);
  g_source_remove (guard);
  g_assert_cmpuint (receiver.refusals, ==, 1);
  for (guint i = 0; i < readings->len; i++)
    {
      const VigieIngestDemoReading *reading = &g_array_index (readings, VigieIngestDemoReading, i);

      g_assert_cmpint (reading->time, >, fixture->start);
      g_assert_cmpint (reading->time, <=, vigie_clock_now (clock));
      if (i > 0)
        g_assert_cmpint (reading->time, >=,
                         g_array_index (readings, VigieIngestDemoReading, i - 1).time);
    }
  vigie_ingest_demo_live_free (live);
}

/* Through the writer, in frames and alone: what is stored is what the demonstration says. */
static void
test_writer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VigieIngestDemo *demo = vigie_ingest_demo_open (fixture->db, fixture->start, &error);
  g_autoptr (VigieIngestDemo) twin = vigie_ingest_demo_open (fixture->db, fixture->start, NULL);
  g_autoptr (VigieClock) clock = vigie_clock_new_paced (fixture->start + VIGIE_HOUR, 1);
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieIngestDemoReading));
  sqlite3_stmt *statement = NULL;
  VigieIngestWriter *writer;
  VigieIngestDemoLive *live;
  VigieIngestWriterCounts counts = {0};
  guint framed = 0, with_gateways = 0;

  g_assert_no_error (error);
  writer = vigie_ingest_writer_new (g_steal_pointer (&fixture->db), clock, 100);
  live = vigie_ingest_demo_live_new_for_writer (demo, clock, writer);
  while (counts.jobs == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      vigie_ingest_writer_get_counts (writer, &counts);
    }
  vigie_ingest_demo_live_free (live);
  vigie_ingest_writer_free (writer);
  g_assert_cmpuint (counts.failed, ==, 0);
  open_store (fixture);
  /* The hour between the start and the clock's now was missed, and is caught up. */
  vigie_ingest_demo_take (twin, fixture->start + VIGIE_HOUR, 0, readings);
  g_assert_cmpuint (readings->len, >, 700);
  g_assert_cmpint (sqlite3_prepare_v2 (fixture->db,
                                       "SELECT result_number, result_type, result_time, result_text"
                                       " FROM observation"
                                       " WHERE datastream_id = ? AND phenomenon_time = ?",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < readings->len; i++)
    {
      const VigieIngestDemoReading *reading = &g_array_index (readings, VigieIngestDemoReading, i);
      VigieIngestDemoHeard told[VIGIE_INGEST_DEMO_MAX_HEARD];
      VigieGatewayHeard heard[VIGIE_GATEWAYS_MAX];
      VigieIngestDemoFrame frame;
      guint n_told = vigie_ingest_demo_get_heard (twin, reading, told);

      sqlite3_bind_int64 (statement, 1, reading->datastream);
      sqlite3_bind_int64 (statement, 2, reading->time);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      if (n_told > 0)
        {
          with_gateways++;
          g_assert_cmpint (sqlite3_column_int (statement, 1), ==, VIGIE_INGEST_RESULT_JSON);
          g_assert_cmpuint (
              vigie_gateways_parse ((const char *) sqlite3_column_text (statement, 3), heard), ==,
              n_told);
          for (guint j = 0; j < n_told; j++)
            {
              g_assert_cmpstr (heard[j].id, ==, told[j].id);
              g_assert_cmpfloat (heard[j].rssi, ==, told[j].rssi);
              g_assert_cmpfloat (heard[j].snr, ==, told[j].snr);
            }
        }
      else
        {
          g_assert_cmpfloat_with_epsilon (sqlite3_column_double (statement, 0), reading->number,
                                          1e-6);
          g_assert_cmpint (sqlite3_column_int (statement, 1), ==,
                           reading->is_state ? VIGIE_INGEST_RESULT_BOOLEAN
                                             : VIGIE_INGEST_RESULT_NUMBER);
        }
      g_assert_cmpint (sqlite3_column_int64 (statement, 2), >=, fixture->start + VIGIE_HOUR);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_reset (statement);
      framed += vigie_ingest_demo_get_frame (twin, reading, &frame);
    }
  sqlite3_finalize (statement);
  g_assert_cmpuint (framed, >, 300);
  g_assert_cmpuint (with_gateways, >, 40);
  /* Each gateway that hears is a site; what the network tells of each frame is kept for a day. */
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM observation, json_each (result_text) AS one"
                                 " WHERE result_type = 4 AND NOT EXISTS (SELECT 1 FROM thing WHERE"
                                 " json_extract (properties, '$.gatewayId')"
                                 " = json_extract (one.value, '$.id'))"),
                   ==, 0);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM observation WHERE result_type = 4"), >,
                   1500);
  g_assert_cmpint (
      ask (fixture, "SELECT min (phenomenon_time) FROM observation WHERE result_type = 4"), >=,
      fixture->start - 25 * VIGIE_HOUR - 5 * VIGIE_MINUTE);
  g_assert_cmpint (ask (fixture, "SELECT max (phenomenon_end) FROM datastream_extent"), >,
                   fixture->start + 59 * VIGIE_MINUTE);
  /* Somebody may adopt the device that is not of the territory. */
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM device"), ==, 1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
#define ADD(path, is_filled, function)                                                             \
  g_test_add ("/ingest/demo/" path, Fixture, GINT_TO_POINTER (is_filled), set_up, function,        \
              tear_down)
  ADD ("fill", FALSE, test_fill);
  ADD ("live-continues", TRUE, test_live_continues);
  ADD ("resume", TRUE, test_resume);
  ADD ("anew", TRUE, test_anew);
  ADD ("cut-short", TRUE, test_cut_short);
  ADD ("foreign", FALSE, test_foreign);
  ADD ("large", FALSE, test_large);
  ADD ("engine", TRUE, test_engine);
  ADD ("writer", TRUE, test_writer);
#undef ADD
  result = g_test_run ();
  g_clear_pointer (&filled, g_bytes_unref);
  return result;
}
