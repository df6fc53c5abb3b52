/* bench-st-walk.c: all of 10 000 sites × 4 measures with their latest values as records, from
 * vigie-ingest over its Unix socket: what is left of the time and the memory of a first load is for
 * the store and the model. Its argument is the path of vigie-ingest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "vigie-ingest-demo.h"
#include "vigie-ingest-schema.h"
#include "vigie-st-client.h"

#define N_SITES 10000
#define N_MEASURES 4
#define BAR 1000

static GSubprocess *
start_server (const char *program, const char *store, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  GSubprocess *server
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--exit-with-parent",
                          "--store", store, "--listen", address, NULL);

  if (server == NULL)
    g_error ("%s", error->message);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  if (line == NULL)
    g_error ("the server did not start");
  return server;
}

static double
processor_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static long
peak_kb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void
walk (const char *address, VigieStStatistics *statistics)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieStClient) client = vigie_st_client_new (address, NULL, &error);
  g_autoptr (VigieStWalk) pages = vigie_st_client_walk_territory (client);
  guint n_things = 0, n_latest = 0;
  VigieStPage *page;

  while ((page = vigie_st_walk_next (pages, NULL, &error)) != NULL)
    {
      n_things += page->things->len;
      for (guint i = 0; i < page->things->len; i++)
        {
          const VigieStThing *thing = page->things->pdata[i];

          for (guint j = 0; j < thing->datastreams->len; j++)
            n_latest += ((VigieStDatastream *) thing->datastreams->pdata[j])->observations->len;
        }
      vigie_st_page_free (page);
    }
  if (error != NULL || n_things != N_SITES || n_latest != N_SITES * N_MEASURES)
    g_error ("%u sites, %u latest values: %s", n_things, n_latest,
             error != NULL ? error->message : "not all");
  *statistics = vigie_st_client_get_statistics (client);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vigie-bench-XXXXXX", NULL);
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autofree char *address = g_strdup_printf ("unix:%s/socket", folder);
  g_autoptr (GSubprocess) server = NULL;
  sqlite3 *db = vigie_ingest_schema_open_writer (store, NULL, &error);
  double best = G_MAXDOUBLE, processor = 0;
  VigieStStatistics statistics;
  long before, after;
  GDir *dir;
  const char *name;

  if (argc != 2 || db == NULL
      || !vigie_ingest_demo_fill_large (db, N_SITES, N_MEASURES, 20, g_get_real_time (), &error))
    g_error ("the store could not be filled");
  sqlite3_close_v2 (db);
  server = start_server (argv[1], store, address);
  before = peak_kb ();
  for (guint run = 0; run < 5; run++)
    {
      double used = processor_ms ();
      gint64 began = g_get_monotonic_time ();

      walk (address, &statistics);
      best = MIN (best, (g_get_monotonic_time () - began) / 1e3);
      processor = processor_ms () - used;
    }
  after = peak_kb ();
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
  g_printerr ("st-walk: %" G_GUINT64_FORMAT
              " requests, %.1f MB, %.0f ms of processor here, peak of "
              "memory grown by %.1f MB\n",
              statistics.requests, statistics.bytes / 1e6, processor, (after - before) / 1e3);
  g_print ("{\"name\":\"st-walk-40000\",\"value\":%.0f,\"unit\":\"ms\",\"bar\":%d,\"better\":"
           "\"lower\"}\n",
           best, BAR);
  return best < BAR ? 0 : 1;
}
