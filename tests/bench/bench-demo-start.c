/* bench-demo-start.c: the demonstration, from its start to its first answer and to the past of a year
 *
 * vigie-ingest --demo on an empty store: until it says that it listens; then how long a window of last year of one
 * meter takes, which is put into the store only when it is asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <sqlite3.h>

#include "vigie-test-folder.h"

#define N_RUNS 3
#define BAR 2500
#define BAR_PAST 500

/* A meter, by its id. */
static const char query[] = "SELECT id FROM datastream WHERE json_extract (properties, '$.role') ="
                            " 'consumption' AND json_extract (properties, '$.aggregation') ="
                            " 'cumulative' ORDER BY id LIMIT 1";

static int
find_meter (const char *store)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int id = 0;

  if (sqlite3_open_v2 (store, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (db, query, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    id = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return id;
}

/* Readings in a week of last year of a meter; aborts where it is not whole. */
static void
ask_past (const char *socket_path, int meter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket_path);
  g_autoptr (SoupSession) session
      = soup_session_new_with_options ("remote-connectable", address, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) from = g_date_time_add_days (now, -371);
  g_autoptr (GDateTime) to = g_date_time_add_days (now, -364);
  g_autofree char *from_text = g_date_time_format (from, "%Y-%m-%dT00:00:00Z");
  g_autofree char *to_text = g_date_time_format (to, "%Y-%m-%dT00:00:00Z");
  g_autofree char *url = g_strdup_printf (
      "http://localhost/v1.1/Datastreams(%d)/Observations?$top=5000&$select=result&$filter="
      "phenomenonTime%%20ge%%20%s%%20and%%20phenomenonTime%%20lt%%20%s",
      meter, from_text, to_text);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, url);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, &error);
  guint n = 0;
  gsize length;
  const char *text;

  if (!bytes || soup_message_get_status (message) != SOUP_STATUS_OK)
    g_error ("%s: %u %s", url, soup_message_get_status (message), error ? error->message : "");
  text = g_bytes_get_data (bytes, &length);
  for (const char *at = text; (at = g_strstr_len (at, (gssize) length - (at - text), "\"result\""));
       at++)
    n++;
  if (n != 7 * 48)
    g_error ("%u readings of a week", n);
}

static void
run (const char *program, double *ready, double *past)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vigie-bench-XXXXXX", NULL);
  g_autofree char *store = g_build_filename (folder, "demo.sqlite", NULL);
  g_autofree char *socket_path = g_build_filename (folder, "socket", NULL);
  g_autofree char *listen = g_strconcat ("unix:", socket_path, NULL);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GSubprocess) server
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--demo", "--store",
                          store, "--listen", listen, "--exit-with-parent", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  int meter;

  if (!server)
    g_error ("%s: %s", program, error->message);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  if (!line)
    g_error ("%s did not start", program);
  *ready = (double) (g_get_monotonic_time () - began) / 1000;
  meter = find_meter (store);
  began = g_get_monotonic_time ();
  ask_past (socket_path, meter);
  *past = (double) (g_get_monotonic_time () - began) / 1000;
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
  vigie_test_remove_tree (folder);
}

int
main (int argc, char **argv)
{
  double ready = G_MAXDOUBLE, past = G_MAXDOUBLE;

  if (argc != 2)
    {
      g_printerr ("Usage: bench-demo-start VIGIE-INGEST\n");
      return 2;
    }
  for (int i = 0; i < N_RUNS; i++)
    {
      double one, other;

      run (argv[1], &one, &other);
      ready = MIN (ready, one);
      past = MIN (past, other);
    }
  g_print (
      "{\"name\":\"demo-start\",\"value\":%.0f,\"unit\":\"ms\",\"bar\":%d,\"better\":\"lower\"}\n",
      ready, BAR);
  g_print ("{\"name\":\"demo-start-past\",\"value\":%.0f,\"unit\":\"ms\",\"bar\":%d,"
           "\"better\":\"lower\"}\n",
           past, BAR_PAST);
  return 0;
}
