/* bench-ingest-latest.c: latest values of 40 000 measures by one expanded query, all its pages
 *
 * 10 000 Things with 4 Datastreams each, asked for with their Locations, and each Datastream with its latest
 * Observation, its ObservedProperty and its Sensor, 1 000 Things to a page.
 *
 * Without an argument the pages are read in this process (vigie_ingest_read). With the path of vigie-ingest as
 * argument they come from that program over a Unix socket, as a client on the machine gets them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "vigie-ingest-demo.h"
#include "vigie-ingest-read.h"
#include "vigie-ingest-schema.h"
#include "vigie-test-folder.h"

#define N_SITES 10000
#define N_MEASURES 4
#define N_READINGS 20
#define N_RUNS 5
#define BAR 1000

#define BASE "http://localhost/v1.1"
#define QUERY                                                                                      \
  "$expand=Locations,Datastreams($expand=Observations($top=1;$orderby=phenomenonTime%20desc),"     \
  "ObservedProperty,Sensor)&$orderby=id&$top=1000"

typedef struct
{
  VigieIngestReader *reader; /* or */
  SoupSession *session;
} Source;

typedef struct
{
  guint n_pages;
  gsize n_bytes;
} Total;

/* The page at @address; its bytes. */
static GBytes *
get_page (Source *source, const char *address)
{
  if (source->session)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, address);
      GBytes *bytes = soup_session_send_and_read (source->session, message, NULL, &error);

      if (!bytes || soup_message_get_status (message) != SOUP_STATUS_OK)
        g_error ("%s: %u %s", address, soup_message_get_status (message),
                 error ? error->message : "");
      return bytes;
    }
  else
    {
      g_auto (VigieIngestAnswer) answer = {0};
      const char *question = strchr (address, '?');
      g_autofree char *path
          = g_strndup (address + strlen (BASE), (gsize) (question - address) - strlen (BASE));

      vigie_ingest_read (source->reader, BASE, path, question + 1, &answer);
      if (answer.status != 200)
        g_error ("%s: %u %s", address, answer.status, answer.body->str);
      return g_string_free_to_bytes (g_steal_pointer (&answer.body));
    }
}

/* The address of the next page, which stands before the value; NULL on the last one. */
static char *
find_next (GBytes *page)
{
  static const char key[] = "\"@iot.nextLink\":\"";
  gsize length;
  const char *text = g_bytes_get_data (page, &length);
  const char *value = memmem (text, length, "\"value\":[", 9);
  const char *link = memmem (text, length, key, strlen (key));

  if (!link || link > value)
    return NULL;
  link += strlen (key);
  return g_strndup (link, strcspn (link, "\""));
}

static Total
read_all (Source *source)
{
  Total total = {0};
  g_autofree char *address = g_strdup (BASE "/Things?" QUERY);

  while (address)
    {
      g_autoptr (GBytes) page = get_page (source, address);

      total.n_pages++;
      total.n_bytes += g_bytes_get_size (page);
      g_free (address);
      address = find_next (page);
    }
  return total;
}

static double
cpu_milliseconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Starts the server and waits for its line. */
static GSubprocess *
start_server (const char *program, const char *store, const char *socket_path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *listen = g_strconcat ("unix:", socket_path, NULL);
  GSubprocess *server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                          "--store", store, "--listen", listen, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  if (!server)
    g_error ("%s", error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
  if (!line || !g_str_has_prefix (line, "vigie-ingest: listening on "))
    g_error ("the server did not start: %s", line ? line : "no line");
  return server;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vigie-bench-XXXXXX", NULL);
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autofree char *socket_path = g_build_filename (folder, "socket", NULL);
  g_autoptr (GSubprocess) server = NULL;
  sqlite3 *db = vigie_ingest_schema_open_writer (store, NULL, &error);
  Source source = {0};
  Total total = {0};
  double best = G_MAXDOUBLE, cpu;

  if (!db
      || !vigie_ingest_demo_fill_large (db, N_SITES, N_MEASURES, N_READINGS, g_get_real_time (),
                                        &error))
    g_error ("%s", error->message);
  sqlite3_close_v2 (db);
  if (argc > 1)
    {
      g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket_path);

      server = start_server (argv[1], store, socket_path);
      source.session = soup_session_new_with_options ("remote-connectable", address, NULL);
      /* Nobody compresses what does not leave the machine. */
      soup_session_remove_feature_by_type (source.session, SOUP_TYPE_CONTENT_DECODER);
    }
  else
    {
      g_autoptr (VigieClock) clock = vigie_clock_new ();

      source.reader = vigie_ingest_reader_new (store, clock, &error);
      if (!source.reader)
        g_error ("%s", error->message);
    }
  cpu = cpu_milliseconds ();
  for (int run = 0; run < N_RUNS; run++)
    {
      gint64 began = g_get_monotonic_time ();

      total = read_all (&source);
      best = MIN (best, (double) (g_get_monotonic_time () - began) / 1e3);
    }
  cpu = (cpu_milliseconds () - cpu) / N_RUNS;
  g_print (
      "{\"name\":\"ingest-latest-40000\",\"value\":%d,\"unit\":\"ms\",\"bar\":%d,\"better\":\"lower\"}\n",
      (int) (best + 0.5), BAR);
  g_printerr ("%u pages, %.1f MB, %.0f ms of processor a run in this process\n", total.n_pages,
              (double) total.n_bytes / 1e6, cpu);
  if (server)
    {
      g_subprocess_send_signal (server, SIGTERM);
      g_subprocess_wait (server, NULL, NULL);
    }
  g_clear_object (&source.session);
  g_clear_pointer (&source.reader, vigie_ingest_reader_free);
  vigie_test_remove_tree (folder);
  return best < BAR ? 0 : 1;
}
