/* bench-load.c: first load of 10 000 sites with 4 measures each over a Unix socket, to the store
 * committed and the model complete: its time, the longest stall of the main loop, the peak of memory;
 * then the processor's time of an increment of 1 000 readings.
 *
 * vigie-ingest is a process of its own; this one is the dashboard without its window: client, sync,
 * store and model as the program has them.
 *
 *   bench-load VIGIE-INGEST MAKE-TERRITORY
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "vigie-sync.h"
#include "vigie-test-folder.h"

#define N_SITES 10000
#define N_MEASURES 4
#define N_READINGS 1000
#define N_INCREMENTS 5

typedef struct
{
  char *folder, *socket, *address;
  GSubprocess *server;
  VigieTerritory *territory;
  VigieSync *sync;
  gboolean loaded;
} Bench;

/* ---- The main loop, watched: how long it is away from waiting -------------------------------- */

static gint64 woken, longest;
static gint64 worked, longest_worked; /* of this thread's processor's time */

static gint64
thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
watched_poll (GPollFD *fds, guint n_fds, int timeout)
{
  gint64 now = g_get_monotonic_time ();
  int result;

  if (woken != 0)
    {
      longest = MAX (longest, now - woken);
      longest_worked = MAX (longest_worked, thread_time () - worked);
    }
  result = g_poll (fds, n_fds, timeout);
  woken = g_get_monotonic_time ();
  worked = thread_time ();
  return result;
}

/* Runs the main loop for that long, or until it says so, µs. */
static gboolean
stop_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, stop_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
loaded_cb (Bench *self)
{
  self->loaded = TRUE;
}

/* ---- What is measured ------------------------------------------------------------------------- */

static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static double
peak_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL)
      || (line = strstr (status, "VmHWM:")) == NULL)
    g_error ("/proc/self/status has no VmHWM");
  return (double) g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) * 1024 / 1e6;
}

static void
print (const char *name, double value, const char *unit, double bar)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.1f", value);
  g_print ("{\"name\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"bar\":%.0f,\"better\":\"lower\"}\n",
           name, text, unit, bar);
}

/* ---- The server -------------------------------------------------------------------------------- */

static void
start_server (Bench *self, const char *program, const char *make_territory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) maker = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *store = g_build_filename (self->folder, "server.db", NULL);
  g_autofree char *listen = g_strdup_printf ("unix:%s", self->socket);
  g_autofree char *line = NULL;
  g_autofree char *n_sites = g_strdup_printf ("%d", N_SITES);
  g_autofree char *n_measures = g_strdup_printf ("%d", N_MEASURES);

  maker = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, make_territory, store,
                            n_sites, n_measures, NULL);
  if (maker == NULL || !g_subprocess_wait_check (maker, NULL, &error))
    g_error ("%s: %s", make_territory, error->message);
  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--listen",
                                   listen, "--store", store, "--exit-with-parent", NULL);
  if (self->server == NULL)
    g_error ("%s: %s", program, error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  if (line == NULL || strstr (line, "listening on") == NULL)
    g_error ("%s did not start: %s", program, line != NULL ? line : "no line");
}

/* New readings of measures all over the territory. */
static void
post_readings (Bench *self, SoupSession *session, int round)
{
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (SoupMessage) message
      = soup_message_new ("POST", "http://localhost/v1.1/CreateObservations");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  char time[VIGIE_TIME_BUFFER];

  vigie_time_format (g_get_real_time (), time);
  for (int i = 0; i < N_READINGS; i++)
    g_string_append_printf (body,
                            "%s{\"Datastream\":{\"@iot.id\":%d},\"components\":[\"phenomenonTime\","
                            "\"result\"],\"dataArray@iot.count\":1,\"dataArray\":[[\"%s\",%d.5]]}",
                            i > 0 ? "," : "", 1 + i * (N_SITES * N_MEASURES / N_READINGS), time,
                            10 + round);
  g_string_append_c (body, ']');
  bytes = g_string_free_to_bytes (g_steal_pointer (&body));
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  if (answer == NULL || soup_message_get_status (message) / 100 != 2)
    g_error ("CreateObservations: %u %s %.300s", soup_message_get_status (message),
             error != NULL ? error->message : "",
             answer != NULL ? (const char *) g_bytes_get_data (answer, NULL) : "");
}

/* Whether all readings of the round are shown. */
static gboolean
is_shown (Bench *self, int round)
{
  for (int i = N_READINGS; i > 0; i--)
    {
      g_autofree char *id
          = g_strdup_printf ("%d", 1 + (i - 1) * (N_SITES * N_MEASURES / N_READINGS));
      VigieMeasure *measure = vigie_territory_find_measure (self->territory, id);

      if (measure == NULL)
        g_error ("There is no measure %s", id);
      if (vigie_measure_get_latest (measure)->number != round + 10.5)
        return FALSE;
    }
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
wait_quiet (Bench *self)
{
  guint64 before;

  do
    {
      before = vigie_sync_get_statistics (self->sync).requests;
      run_for (1500);
    }
  while (vigie_sync_get_statistics (self->sync).requests != before);
}

int
main (int argc, char **argv)
{
  Bench self = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieClock) clock = NULL;
  g_autoptr (VigieProfile) profile = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (GSocketAddress) peer = NULL;
  g_autofree char *stores = NULL;
  VigieStore *store;
  gint64 started, taken;
  double cpu, costs[N_INCREMENTS];

  if (argc != 3)
    {
      g_printerr ("Usage: bench-load VIGIE-INGEST MAKE-TERRITORY\n");
      return 2;
    }
  self.folder = g_dir_make_tmp ("vigie-bench-XXXXXX", &error);
  if (self.folder == NULL)
    g_error ("%s", error->message);
  self.socket = g_build_filename (self.folder, "socket", NULL);
  self.address = g_strdup_printf ("unix:%s", self.socket);
  stores = g_build_filename (self.folder, "stores", NULL);
  start_server (&self, argv[1], argv[2]);

  clock = vigie_clock_new ();
  profile = vigie_profile_load (NULL, &error);
  store = vigie_store_open (stores, self.address, NULL, &error);
  if (profile == NULL || store == NULL)
    g_error ("%s", error->message);
  self.territory = vigie_territory_new (clock);
  vigie_territory_set_ticking (self.territory, TRUE);
  self.sync = vigie_sync_new (self.address, NULL, store, profile, clock, self.territory, &error);
  if (self.sync == NULL)
    g_error ("%s", error->message);
  g_signal_connect_swapped (self.sync, "loaded", G_CALLBACK (loaded_cb), &self);
  g_main_context_set_poll_func (NULL, watched_poll);

  started = g_get_monotonic_time ();
  cpu = cpu_ms ();
  vigie_sync_start (self.sync);
  while (!self.loaded)
    g_main_context_iteration (NULL, TRUE);
  taken = g_get_monotonic_time () - started;
  /* For whoever reads the figures of a machine that had other things to do. */
  g_printerr (
      "bench-load: %.0f ms of processor's time in this process; of the longest turn of the main "
      "loop (%.1f ms) %.1f ms were work\n",
      cpu_ms () - cpu, (double) longest / 1000, (double) longest_worked / 1000);
  if (vigie_territory_get_n_measures (self.territory) != N_SITES * N_MEASURES)
    g_error ("%u measures", vigie_territory_get_n_measures (self.territory));
  print ("load-40000", (double) taken / 1000, "ms", 2000);
  print ("load-40000-stall", (double) longest / 1000, "ms", 16);
  print ("load-40000-memory", peak_mb (), "MB", 200);

  peer = g_unix_socket_address_new (self.socket);
  session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", peer, NULL);
  for (int round = 0; round < N_INCREMENTS; round++)
    {
      /* Nothing else under way: the polls are further apart than this takes. */
      wait_quiet (&self);
      vigie_sync_retry (self.sync);
      wait_quiet (&self);
      post_readings (&self, session, round);
      cpu = cpu_ms ();
      vigie_sync_retry (self.sync);
      while (!is_shown (&self, round))
        g_main_context_iteration (NULL, TRUE);
      costs[round] = cpu_ms () - cpu;
    }
  qsort (costs, N_INCREMENTS, sizeof *costs, compare_doubles);
  print ("increment-1000", costs[N_INCREMENTS / 2], "ms", 50);

  vigie_sync_stop (self.sync);
  g_clear_object (&self.sync);
  g_clear_object (&self.territory);
  g_subprocess_send_signal (self.server, SIGTERM);
  g_subprocess_wait (self.server, NULL, NULL);
  g_clear_object (&self.server);
  vigie_test_remove_tree (self.folder);
  g_free (self.folder);
  g_free (self.socket);
  g_free (self.address);
  return 0;
}
