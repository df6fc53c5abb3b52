/* make-territory.c: makes a store of vigie-ingest for tests and benchmarks
 *
 *   make-territory FILE SITES MEASURES [READINGS [NOW]]
 *   make-territory FILE demo [NOW]
 *
 * SITES sites of MEASURES measures with READINGS readings each (1 by default), or the demonstration as
 * it is at NOW (an ISO 8601 instant; the present by default). FILE must not exist. Says on standard
 * output what was made and how long it took.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "vigie-ingest-demo.h"
#include "vigie-ingest-schema.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  VigieTime now = g_get_real_time (), began;
  gboolean is_demo = argc >= 3 && g_str_equal (argv[2], "demo"), done;
  const char *when = is_demo ? (argc > 3 ? argv[3] : NULL) : argc > 5 ? argv[5] : NULL;
  guint readings = !is_demo && argc > 4 ? (guint) atoi (argv[4]) : 1;
  sqlite3_stmt *statement = NULL;
  sqlite3 *db;

  if (argc < 3 || (!is_demo && argc < 4) || (when && !vigie_time_parse (when, -1, &now))
      || readings < 1)
    {
      g_printerr ("Usage: make-territory FILE SITES MEASURES [READINGS [NOW]] | FILE demo [NOW]\n");
      return 2;
    }
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    {
      g_printerr ("%s exists\n", argv[1]);
      return 1;
    }
  began = g_get_monotonic_time ();
  db = vigie_ingest_schema_open_writer (argv[1], NULL, &error);
  if (!db)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (is_demo)
    done = vigie_ingest_demo_fill (db, now, &error);
  else
    done = vigie_ingest_demo_fill_large (db, (guint) atoi (argv[2]), (guint) atoi (argv[3]),
                                         readings, now, &error);
  if (!done)
    g_printerr ("%s\n", error->message);
  else if (sqlite3_prepare_v2 (
               db,
               "SELECT (SELECT count (*) FROM thing), (SELECT count (*) FROM datastream),"
               " (SELECT count (*) FROM observation)",
               -1, &statement, NULL)
               == SQLITE_OK
           && sqlite3_step (statement) == SQLITE_ROW)
    g_print ("%d sites, %d measures, %d readings in %.2f s\n", sqlite3_column_int (statement, 0),
             sqlite3_column_int (statement, 1), sqlite3_column_int (statement, 2),
             (double) (g_get_monotonic_time () - began) / 1e6);
  sqlite3_finalize (statement);
  sqlite3_close_v2 (db);
  return done ? 0 : 1;
}
