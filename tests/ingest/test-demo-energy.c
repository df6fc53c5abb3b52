/* test-demo-energy.c: what the demonstration tells of energy, over more than a year
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

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

/* A store filled by the demonstration. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("vigie-demo-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->start = instant (START);
  fixture->db = vigie_ingest_schema_open_writer (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vigie_ingest_demo_fill (fixture->db, fixture->start, &error));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ingest/demo/energy/facts", Fixture, NULL, set_up, test_facts, tear_down);
  return g_test_run ();
}
