/* test-ingest.c: the sync against the real vigie-ingest: late and corrected readings, the server
 * killed and back, the dashboard killed and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>

#include "sync-support.h"

#define N_SITES 30
#define N_MEASURES 4

typedef struct
{
  char *folder, *database, *socket, *address, *stores;
  GSubprocess *server;
  SoupSession *session;
  VigieProfile *profile;
  VigieClock *clock;
  VigieTerritory *territory;
  VigieSync *sync;
  guint n_loaded;
} Fixture;

static void
start_server (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSocketAddress) peer = NULL;
  g_autofree char *listen = g_strdup_printf ("unix:%s", fixture->socket);
  g_autofree char *line = NULL;

  fixture->server
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, VIGIE_INGEST_PROGRAM, "--listen",
                          listen, "--store", fixture->database, "--exit-with-parent", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_nonnull (strstr (line, "listening on"));
  peer = g_unix_socket_address_new (fixture->socket);
  fixture->session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", peer, NULL);
}

static void
kill_server (Fixture *fixture)
{
  g_clear_object (&fixture->session);
  g_subprocess_send_signal (fixture->server, SIGKILL);
  g_subprocess_wait (fixture->server, NULL, NULL);
  g_clear_object (&fixture->server);
}

static void
start_sync (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  VigieStore *store = vigie_store_open (fixture->stores, fixture->address, NULL, &error);

  g_assert_no_error (error);
  fixture->territory = vigie_territory_new (fixture->clock);
  fixture->sync = vigie_sync_new (fixture->address, NULL, store, fixture->profile, fixture->clock,
                                  fixture->territory, &error);
  g_assert_no_error (error);
  fixture->n_loaded = 0;
  g_signal_connect_swapped (fixture->sync, "loaded", G_CALLBACK (count_cb), &fixture->n_loaded);
  vigie_sync_start (fixture->sync);
}

/* A store made anew, of the same shape each time. */
static void
make_territory (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) maker = NULL;
  g_autofree char *n_sites = g_strdup_printf ("%d", N_SITES);
  g_autofree char *n_measures = g_strdup_printf ("%d", N_MEASURES);

  maker = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, MAKE_TERRITORY,
                            fixture->database, n_sites, n_measures, "3", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (maker, NULL, &error));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("vigie-sync-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = g_build_filename (fixture->folder, "server.db", NULL);
  fixture->socket = g_build_filename (fixture->folder, "socket", NULL);
  fixture->stores = g_build_filename (fixture->folder, "stores", NULL);
  fixture->address = g_strdup_printf ("unix:%s", fixture->socket);
  make_territory (fixture);
  start_server (fixture);
  fixture->profile = vigie_profile_load (NULL, &error);
  g_assert_no_error (error);
  fixture->clock = vigie_clock_new ();
  start_sync (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  end_sync (&fixture->sync, &fixture->territory);
  if (fixture->server != NULL)
    kill_server (fixture);
  vigie_profile_unref (fixture->profile);
  g_object_unref (fixture->clock);
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
  g_free (fixture->socket);
  g_free (fixture->address);
  g_free (fixture->stores);
}

/* Posts what is at @path, or deletes it where @body is NULL. */
static void
request (Fixture *fixture, const char *method, const char *path, const char *body)
{
  g_autofree char *address = g_strdup_printf ("http://localhost/v1.1/%s", path);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message) / 100, ==, 2);
}

static void
post_reading (Fixture *fixture, int datastream, VigieTime time, double value)
{
  char text[VIGIE_TIME_BUFFER], number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *body = g_strdup_printf (
      "{\"phenomenonTime\":\"%s\",\"result\":%s,\"Datastream\":{\"@iot.id\":%d}}",
      vigie_time_format (time, text), g_ascii_dtostr (number, sizeof number, value), datastream);

  request (fixture, "POST", "Observations", body);
}

static double
number_of (Fixture *fixture, const char *measure)
{
  return latest_number (fixture->territory, measure);
}

static guint
n_readings (Fixture *fixture, const char *measure, double value)
{
  g_autoptr (GArray) readings
      = vigie_sync_get_history (fixture->sync, measure, g_get_real_time () - 40 * VIGIE_DAY,
                                g_get_real_time () + VIGIE_DAY, 10000, NULL);
  guint n = 0;

  for (guint i = 0; i < readings->len; i++)
    n += g_array_index (readings, VigieReading, i).number == value;
  return n;
}

static void
test_load_and_follow (Fixture *fixture, gconstpointer data)
{
  VigieTime now = g_get_real_time () / VIGIE_SECOND * VIGIE_SECOND;
  gint64 server_ahead;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->territory)), ==, N_SITES);
  g_assert_cmpuint (vigie_territory_get_n_measures (fixture->territory), ==, N_SITES * N_MEASURES);
  g_assert_cmpfloat (vigie_sync_get_pace (fixture->sync), ==, 1);
  server_ahead = vigie_sync_get_server_now (fixture->sync) - g_get_real_time ();
  g_assert_cmpint (ABS (server_ahead), <, 5 * VIGIE_SECOND);

  post_reading (fixture, 5, now, 1234.5);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (number_of (fixture, "5") == 1234.5);

  /* One that was held back for an hour: its phenomenon is before all that was read. */
  post_reading (fixture, 5, now - VIGIE_HOUR, 777.5);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (n_readings (fixture, "5", 777.5) == 1);
  g_assert_cmpfloat (number_of (fixture, "5"), ==, 1234.5);

  /* The same instant again, told otherwise. */
  post_reading (fixture, 5, now, 1111.5);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (number_of (fixture, "5") == 1111.5);
  g_assert_cmpuint (n_readings (fixture, "5", 1234.5), ==, 0);
  g_assert_cmpuint (n_readings (fixture, "5", 1111.5), ==, 1);

  /* A site that goes, one that comes. */
  request (fixture, "DELETE", "Things(3)", NULL);
  request (
      fixture, "POST", "Things",
      "{\"name\":\"Déchèterie neuve\",\"description\":\"\",\"properties\":{\"kind\":\"recycling-centre\"},"
      "\"Locations\":[{\"name\":\"l\",\"description\":\"\",\"encodingType\":\"application/geo+json\","
      "\"location\":{\"type\":\"Point\",\"coordinates\":[-3.4,47.7]}}]}");
  fixture->n_loaded = 0;
  vigie_sync_compare (fixture->sync);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->territory)), ==, N_SITES);
  g_assert_null (vigie_territory_find_site (fixture->territory, "3"));
}

/* Killed, then back with readings that came meanwhile. */
static void
test_server_killed (Fixture *fixture, gconstpointer data)
{
  VigieTime now = g_get_real_time () / VIGIE_SECOND * VIGIE_SECOND;

  kill_server (fixture);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_nonnull (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->territory)), ==, N_SITES);

  start_server (fixture);
  post_reading (fixture, 9, now, 4321.5);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_UP);
  WAIT_FOR (number_of (fixture, "9") == 4321.5);
}

/* Killed, then back with a store made anew under the same address: the same ids, nothing of what was. */
static void
test_store_anew (Fixture *fixture, gconstpointer data)
{
  post_reading (fixture, 9, g_get_real_time (), -107.5);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (number_of (fixture, "9") == -107.5);
  g_assert_cmpuint (n_readings (fixture, "9", -107.5), ==, 1);

  kill_server (fixture);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_cmpfloat (number_of (fixture, "9"), ==, -107.5);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const ends[] = {"", "-wal", "-shm"};
      g_autofree char *path = g_strconcat (fixture->database, ends[i], NULL);

      g_unlink (path);
    }
  make_territory (fixture);
  start_server (fixture);
  fixture->n_loaded = 0;
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpfloat (number_of (fixture, "9"), !=, -107.5);
  g_assert_cmpuint (n_readings (fixture, "9", -107.5), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->territory)), ==, N_SITES);
}

/* The files as kill -9 would leave them at this moment, opened without any server. */
static void
test_dashboard_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copies = g_build_filename (fixture->folder, "copies", NULL);
  g_autofree char *set_aside = NULL;
  g_autoptr (GDir) dir = g_dir_open (fixture->stores, 0, &error);
  g_autoptr (VigieStore) store = NULL;
  g_autoptr (VigieSnapshot) snapshot = NULL;
  g_autoptr (VigieTerritory) territory = vigie_territory_new (fixture->clock);
  VigieMeasure *measure;

  g_assert_no_error (error);
  post_reading (fixture, 7, g_get_real_time (), 5555.5);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (number_of (fixture, "7") == 5555.5);

  g_assert_cmpint (g_mkdir (copies, 0700), ==, 0);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *from = g_build_filename (fixture->stores, name, NULL);
      g_autofree char *to = g_build_filename (copies, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (from, &bytes, &length, &error));
      g_assert_true (g_file_set_contents (to, bytes, (gssize) length, &error));
    }
  store = vigie_store_open (copies, fixture->address, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_null (set_aside);
  snapshot = vigie_store_load (store, &error);
  g_assert_no_error (error);
  vigie_territory_apply_now (territory, vigie_sync_batch_from_snapshot (snapshot));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (territory)), ==, N_SITES);
  measure = vigie_territory_find_measure (territory, "7");
  g_assert_cmpfloat (vigie_measure_get_latest (measure)->number, ==, 5555.5);
  g_assert_cmpint (snapshot->last_exchange, >, g_get_real_time () - VIGIE_MINUTE);
}

/* The past of a real server: fetched once, known after a restart; what was posted late is in it. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  VigieTime now = g_get_real_time () / VIGIE_SECOND * VIGIE_SECOND;
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint n_before;

#define SERIES vigie_history_window_get_series (window)
#define IS_COMPLETE                                                                                \
  (SERIES != NULL && !vigie_history_window_get_loading (window)                                    \
   && vigie_history_window_get_error (window) == NULL)
  for (int i = 0; i < 200; i++)
    post_reading (fixture, 5, now - 3 * VIGIE_DAY - i * VIGIE_MINUTE, i);
  window = vigie_history_open (vigie_sync_get_archive (fixture->sync), "5");
  vigie_history_window_set_range (window, now - 10 * VIGIE_DAY, VIGIE_HISTORY_NOW_ON);
  WAIT_FOR (IS_COMPLETE);
  n_before = SERIES->n;
  g_assert_cmpuint (n_before, >=, 200);
  g_assert_true (vigie_series_is_known (SERIES, now - 10 * VIGIE_DAY, now - VIGIE_MINUTE));
  for (int i = 0; i < 200; i++)
    {
      guint place = vigie_series_find (SERIES, now - 3 * VIGIE_DAY - i * VIGIE_MINUTE);

      g_assert_cmpfloat (SERIES->values[place], ==, i);
    }
  post_reading (fixture, 5, now - 4 * VIGIE_DAY, 4321.5);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (SERIES->n == n_before + 1);
  g_clear_object (&window);

  end_sync (&fixture->sync, &fixture->territory);
  start_sync (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = vigie_history_open (vigie_sync_get_archive (fixture->sync), "5");
  vigie_history_window_set_range (window, now - 10 * VIGIE_DAY, VIGIE_HISTORY_NOW_ON);
  WAIT_FOR (IS_COMPLETE);
  g_assert_cmpuint (SERIES->n, ==, n_before + 1);
#undef SERIES
#undef IS_COMPLETE
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/sync/ingest/load-and-follow", test_load_and_follow);
  ADD ("/sync/ingest/server-killed", test_server_killed);
  ADD ("/sync/ingest/store-anew", test_store_anew);
  ADD ("/sync/ingest/history", test_history);
  ADD ("/sync/ingest/dashboard-killed", test_dashboard_killed);
  return g_test_run ();
}
