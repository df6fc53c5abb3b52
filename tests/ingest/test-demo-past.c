/* test-demo-past.c: facts and past of the demonstration's meters in the store, and when somebody asks for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "vigie-ingest-demo-archive.h"
#include "vigie-ingest-demo.h"
#include "vigie-ingest-schema.h"

/* 2026-11-21 is a Saturday; 11 h 07 in France. */
#define START "2026-11-21T10:07:21Z"

#define HALF_HOURS_A_DAY 48

typedef struct
{
  char *folder, *path;
  sqlite3 *db;
  VigieTime start;
  GTimeZone *zone;
} Fixture;

static VigieTime
instant (const char *text)
{
  VigieTime time = 0;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

/* A store filled by the demonstration, once for all tests. */
static GBytes *filled;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("vigie-demo-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->start = instant (START);
  fixture->zone = g_time_zone_new_identifier ("Europe/Paris");
  if (!filled)
    {
      g_autoptr (GMappedFile) file = NULL;
      sqlite3 *db = vigie_ingest_schema_open_writer (fixture->path, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (vigie_ingest_demo_fill (db, fixture->start, &error));
      g_assert_no_error (error);
      sqlite3_close_v2 (db); /* folds the log into the file */
      file = g_mapped_file_new (fixture->path, FALSE, &error);
      g_assert_no_error (error);
      filled = g_bytes_new (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
    }
  else
    {
      g_file_set_contents_full (fixture->path, g_bytes_get_data (filled, NULL),
                                (gssize) g_bytes_get_size (filled), G_FILE_SET_CONTENTS_NONE, 0600,
                                &error);
      g_assert_no_error (error);
    }
  fixture->db = vigie_ingest_schema_open_writer (fixture->path, NULL, &error);
  g_assert_no_error (error);
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
  g_time_zone_unref (fixture->zone);
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

/* What energy wants to know of sites and meters. */
static void
test_facts (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    gint64 least, most;
  } cases[] = {
      /* Sites that tell their area; every one that declares is of 1 000 m² at least. */
      {"SELECT count (*) FROM thing WHERE json_extract (properties, '$.area') > 0", 25, 60},
      {"SELECT count (*) FROM thing WHERE json_extract (properties, '$.operat.reference') GLOB 'DEMO-*'"
       " AND json_extract (properties, '$.operat.referenceConsumptionKWh') > 10000"
       " AND json_extract (properties, '$.area') >= 1000",
       14, 14},
      {"SELECT count (*) FROM thing WHERE json_extract (properties, '$.operat') IS NOT NULL", 14,
       14},
      {"SELECT count (*) FROM thing WHERE json_extract (properties, '$.flexibleLoads[0].kW') > 0"
       " AND json_extract (properties, '$.flexibleLoads[0].duration') GLOB 'PT*'",
       3, 8},
      {"SELECT count (*) FROM thing WHERE json_extract (properties, '$.renewableShare') BETWEEN 0 AND 1"
       " AND json_extract (properties, '$.dataCentre.ratedItPowerKW') = 200"
       " AND json_extract (properties, '$.kind') = 'data-centre'",
       1, 1},
      /* A part is of the same site and of the same kind of number as the whole, and both are consumption. */
      {"SELECT count (*) FROM datastream WHERE json_extract (properties, '$.partOf') IS NOT NULL",
       10, 20},
      {"SELECT count (*) FROM datastream p JOIN datastream w ON w.id = json_extract (p.properties, '$.partOf')"
       " WHERE w.thing_id != p.thing_id OR w.unit_of_measurement != p.unit_of_measurement"
       " OR json_extract (w.properties, '$.role') != 'consumption'"
       " OR json_extract (p.properties, '$.role') != 'consumption'"
       " OR json_extract (w.properties, '$.partOf') IS NOT NULL",
       0, 0},
      {"SELECT count (*) FROM datastream WHERE json_array_length (properties, '$.replacements') = 1"
       " AND json_extract (properties, '$.replacements[0].last') > 1000"
       " AND json_extract (properties, '$.replacements[0].first') = 0"
       " AND json_extract (properties, '$.replacements[0].time') GLOB '20*-*T*Z'",
       1, 1},
      {"SELECT count (*) FROM datastream WHERE json_extract (properties, '$.rollover') = 1000000"
       " AND json_extract (properties, '$.role') = 'consumption'",
       1, 1},
      {"SELECT count (*) FROM datastream WHERE json_extract (properties, '$.role') = 'outside-temperature'",
       1, 1},
      {"SELECT count (*) FROM datastream WHERE json_extract (properties, '$.role') IN"
       " ('storage-charge', 'storage-discharge')",
       4, 4},
      /* A substation's transit is counted where it goes. */
      {"SELECT count (*) FROM datastream d JOIN thing t ON t.id = thing_id WHERE"
       " json_extract (t.properties, '$.kind') = 'substation'"
       " AND json_extract (d.properties, '$.role') IN ('consumption', 'grid-import', 'grid-export')",
       0, 0},
      /* Every index is read each half hour. */
      {"SELECT count (*) FROM datastream WHERE json_extract (properties, '$.aggregation') = 'cumulative'"
       " AND unit_of_measurement GLOB '*\"kWh\"*'"
       " AND json_extract (properties, '$.expectedInterval') != 'PT30M'",
       0, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 n = ask (fixture, cases[i].sql);

      if (n < cases[i].least || n > cases[i].most)
        g_error ("%s: %d", cases[i].sql, (int) n);
    }
}

/* kWh of the pool's nights (local 1 h to 5 h) in the week that ends @days before the start's day. */
static double
night_load (Fixture *fixture, const char *site, int days)
{
  double sum = 0;

  for (int night = 0; night < 7; night++)
    {
      VigieTime midnight = vigie_demo_midnight_before (fixture->zone, fixture->start, days + night);
      g_autofree char *sql = g_strdup_printf (
          "SELECT 1000 * (max (result_number) - min (result_number)) * 14400000000"
          " / (max (phenomenon_time) - min (phenomenon_time)) FROM observation"
          " WHERE datastream_id = (SELECT d.id FROM datastream d JOIN thing t ON t.id = thing_id"
          " WHERE t.name = '%s' AND d.name = 'Énergie consommée')"
          " AND phenomenon_time BETWEEN %" G_GINT64_FORMAT " AND %" G_GINT64_FORMAT,
          site, midnight + VIGIE_HOUR, midnight + 5 * VIGIE_HOUR);

      sum += (double) ask (fixture, sql) / 1000;
    }
  return sum;
}

static guint
find_datastream (Fixture *fixture, const char *site, const char *name)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT d.id FROM datastream d JOIN thing t ON t.id = thing_id WHERE t.name = '%s'"
      " AND d.name = '%s'",
      site, name);

  return (guint) ask (fixture, sql);
}

static void
write_archive (Fixture *fixture, VigieDemoArchive *archive, guint datastream)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vigie_ingest_schema_exec (fixture->db, "BEGIN", NULL));
  g_assert_true (vigie_demo_archive_write (archive, datastream - 1, fixture->db, &error));
  g_assert_no_error (error);
  g_assert_true (vigie_ingest_schema_exec (fixture->db, "COMMIT", NULL));
}

static void
test_drift (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieDemoArchive) archive = vigie_demo_archive_new (fixture->start);
  static const char *const pools[] = {"Piscine du Moustoir", "Piscine Océanis"};
  double growth[2], by_weeks[5];

  for (guint i = 0; i < 2; i++)
    {
      write_archive (fixture, archive, find_datastream (fixture, pools[i], "Énergie consommée"));
      growth[i] = night_load (fixture, pools[i], 1) / night_load (fixture, pools[i], 1 + 364);
    }
  g_test_message ("at night, against last year: %.2f and %.2f", growth[0], growth[1]);
  g_assert_cmpfloat (growth[0], >, 1.25);
  g_assert_cmpfloat (growth[1], >, 0.8);
  g_assert_cmpfloat (growth[1], <, 1.2);
  for (int week = 0; week < 5; week++)
    by_weeks[week] = night_load (fixture, pools[0], 1 + 7 * week)
                     / night_load (fixture, pools[1], 1 + 7 * week);
  for (int week = 1; week < 5; week++)
    g_assert_cmpfloat (by_weeks[week], <, by_weeks[week - 1]);
}

/* Nights and silences of some days ago, as the scenario has them. */
static void
test_gaps (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *site;
    int days;
    int from, to; /* minutes of the local day in which nothing comes */
  } cases[] = {
      {"Poste de relevage de Kerroc’h", 2, 210, 540},
      {"Poste de relevage de Port-Louis", 2, 210, 540},
      {"Conservatoire de Lorient", 6, 780, 1170},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint id = find_datastream (fixture, cases[i].site, "Énergie consommée");
      VigieTime midnight
          = vigie_demo_midnight_before (fixture->zone, fixture->start, cases[i].days);
      g_autofree char *within = g_strdup_printf (
          "SELECT count (*) FROM observation WHERE datastream_id = %u AND phenomenon_time >= %" G_GINT64_FORMAT
          " AND phenomenon_time < %" G_GINT64_FORMAT,
          id, midnight + cases[i].from * VIGIE_MINUTE, midnight + cases[i].to * VIGIE_MINUTE);
      g_autofree char *before = g_strdup_printf (
          "SELECT count (*) FROM observation WHERE datastream_id = %u AND phenomenon_time >= %" G_GINT64_FORMAT
          " AND phenomenon_time < %" G_GINT64_FORMAT,
          id, midnight + (cases[i].from - 180) * VIGIE_MINUTE,
          midnight + cases[i].from * VIGIE_MINUTE);

      g_assert_cmpint (ask (fixture, within), ==, 0);
      g_assert_cmpint (ask (fixture, before), >=, 4);
    }
}

/* ---- When it is asked for ---- */

static void
count_cb (gpointer data)
{
  guint *n = data;

  (*n)++;
}

static void
test_past (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieIngestDemo) demo = vigie_ingest_demo_open (fixture->db, fixture->start, &error);
  g_autoptr (VigieClock) clock = vigie_clock_new_paced (fixture->start, 1);
  guint index = find_datastream (fixture, "Hôtel de ville de Lorient", "Énergie consommée");
  guint level = find_datastream (fixture, "Déchèterie de Riantec", "Benne gravats");
  gint64 before = ask (fixture, "SELECT count (*) FROM observation"), was_there;
  g_autofree char *path = g_strdup_printf ("/Datastreams(%u)/Observations", index);
  g_autofree char *zipped = g_strdup_printf ("/Datastreams%%28%u%%29/Observations", index);
  g_autofree char *other = g_strdup_printf ("/Datastreams(%u)/Observations", level);
  g_autofree char *sql = NULL;
  const char *of_last_year = "$filter=phenomenonTime%20ge%202025-11-21T00:00:00Z%20and%20"
                             "phenomenonTime%20lt%202025-11-28T00:00:00Z";
  VigieIngestDemoPast *past;
  VigieIngestWriter *writer;
  guint n = 0;

  g_assert_no_error (error);
  sql = g_strdup_printf ("SELECT count (*) FROM observation WHERE datastream_id = %u", index);
  was_there = ask (fixture, sql);
  writer = vigie_ingest_writer_new (g_steal_pointer (&fixture->db), clock, 100);
  past = vigie_ingest_demo_past_new (demo, writer);
  /* What the store has is answered from the store. */
#define ASK(path, query) vigie_ingest_demo_past_prepare (path, query, count_cb, &n, past)
  g_assert_false (ASK (path, "$filter=phenomenonTime ge 2026-11-20T00:00:00Z"));
  g_assert_false (ASK (path, "$orderby=phenomenonTime desc&$top=1"));
  g_assert_false (ASK (other, of_last_year));
  g_assert_false (ASK ("/Things", NULL));
  g_assert_false (ASK ("/Things", "$filter=name eq '2025-01-01T00:00:00Z'"));
  g_assert_false (ASK ("/Datastreams(0)/Observations", of_last_year));
  g_assert_false (ASK ("/Datastreams(99999999999999999999)/Observations", of_last_year));
  g_assert_false (ASK ("/%zz", of_last_year));
  /* What it has not yet is waited for. */
  g_assert_true (ASK (path, of_last_year));
  g_assert_true (ASK (zipped, of_last_year));
  g_assert_true (ASK (path, "$orderby=phenomenonTime"));
  g_assert_cmpuint (n, ==, 0);
  while (n < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (ASK (path, of_last_year));
  g_assert_false (vigie_ingest_demo_past_is_whole (past));
  /* Whoever still waits when it ends goes on. */
  g_assert_true (ASK ("/Observations", of_last_year));
  vigie_ingest_demo_past_stop (past);
  g_assert_cmpuint (n, ==, 4);
  g_assert_false (ASK ("/Observations", of_last_year));
#undef ASK
  vigie_ingest_writer_free (writer);
  vigie_ingest_demo_past_free (past);

  fixture->db = vigie_ingest_schema_open_writer (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, sql), >=, was_there + 377 * HALF_HOURS_A_DAY - 2);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM observation"), >=,
                   before + 377 * HALF_HOURS_A_DAY - 2);
  /* Nothing of the past is told as new, and the Datastream tells when it begins. */
  g_assert_cmpint (
      ask (fixture, "SELECT count (*) FROM observation WHERE result_time < phenomenon_time"), ==,
      0);
  g_free (sql);
  sql = g_strdup_printf (
      "SELECT count (*) FROM observation WHERE phenomenon_time < %" G_GINT64_FORMAT
      " AND result_time > %" G_GINT64_FORMAT,
      fixture->start - 36 * VIGIE_DAY, fixture->start - 35 * VIGIE_DAY);
  g_assert_cmpint (ask (fixture, sql), ==, 0);
  g_free (sql);
  sql = g_strdup_printf (
      "SELECT phenomenon_start = (SELECT min (phenomenon_time) FROM observation o WHERE"
      " o.datastream_id = e.datastream_id) AND phenomenon_start < %" G_GINT64_FORMAT
      " FROM datastream_extent e WHERE datastream_id = %u",
      fixture->start - 410 * VIGIE_DAY, index);
  g_assert_cmpint (ask (fixture, sql), ==, 1);
  /* The meter of six digits rolls over within it, as declared. */
  g_free (sql);
  sql = g_strdup_printf (
      "WITH t AS (SELECT result_number - lag (result_number) OVER"
      " (ORDER BY phenomenon_time) AS step, phenomenon_time AS at FROM observation"
      " WHERE datastream_id = %u)"
      " SELECT count (*) FROM t WHERE step < 0 AND at > %" G_GINT64_FORMAT,
      index, fixture->start - 35 * VIGIE_DAY);
  g_assert_cmpint (ask (fixture, sql), ==, 1);
  g_free (sql);
  sql = g_strdup_printf ("SELECT count (*) FROM (SELECT 1 FROM observation WHERE datastream_id = %u"
                         " GROUP BY phenomenon_time HAVING count (*) > 1)",
                         index);
  g_assert_cmpint (ask (fixture, sql), ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ingest/demo/past/facts", test_facts);
  ADD ("/ingest/demo/past/drift", test_drift);
  ADD ("/ingest/demo/past/gaps", test_gaps);
  ADD ("/ingest/demo/past/when-asked", test_past);
#undef ADD
  result = g_test_run ();
  g_clear_pointer (&filled, g_bytes_unref);
  return result;
}
