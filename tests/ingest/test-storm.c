/* test-storm.c: many clients at once against the real vigie-ingest, and kill -9 meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-server.h"

typedef struct
{
  IngestServer server;
  IngestAnswer answer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ingest_set_up (&fixture->server);
  ingest_start (&fixture->server, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ingest_answer_clear (&fixture->answer);
  ingest_tear_down (&fixture->server);
}

#define COUNT(sql) ingest_integer (&fixture->server, sql)

#define N_THREADS 6

typedef struct
{
  IngestServer *server;
  GThread *thread;
  int number;
  int answered; /* frames of this thread's device, counted from 0, that were answered */
  gint *stop;
  gboolean reads;
} Stormer;

static gpointer
storm_thread (gpointer data)
{
  Stormer *stormer = data;
  g_autoptr (GSocketConnection) connection = ingest_connect (stormer->server);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char buffer[65536];

  for (int i = 0; !g_atomic_int_get (stormer->stop); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"time\":\"2026-09-07T08:%02d:%02d.%03dZ\",\"deviceInfo\":{\"devEui\":\"02000000000000%02X"
          "\"},\"fCnt\":%d,\"data\":\"%d\",\"object\":{\"n\":%d},\"rxInfo\":[{\"gatewayId\":"
          "\"0016c001ff10a001\",\"rssi\":-90}]}",
          i / 60000, i / 1000 % 60, i % 1000, stormer->number, i, i, i);
      g_autofree char *request
          = stormer->reads
                ? g_strdup ("GET /v1.1/Observations?$orderby=result%20desc&$top=20&$count=true "
                            "HTTP/1.1\r\nHost: a\r\n\r\n")
                : g_strdup_printf ("POST /uplinks/chirpstack?event=up HTTP/1.1\r\nHost: a\r\n"
                                   "Content-Length: %zu\r\n\r\n%s",
                                   strlen (body), body);
      g_autoptr (GString) answer = g_string_new (NULL);
      const char *end, *length;
      gssize n;

      if (!g_output_stream_write_all (out, request, strlen (request), NULL, NULL, NULL))
        break;
      do
        {
          n = g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL);
          if (n > 0)
            g_string_append_len (answer, buffer, n);
          end = strstr (answer->str, "\r\n\r\n");
          length = strstr (answer->str, "Content-Length: ");
        }
      while (n > 0
             && (end == NULL || length == NULL
                 || answer->len < (gsize) (end + 4 - answer->str) + atoi (length + 16)));
      if (n <= 0)
        break;
      g_assert_true (g_str_has_prefix (answer->str, "HTTP/1.1 200"));
      stormer->answered = i + 1;
    }
  return NULL;
}

static void
prepare_devices (Fixture *fixture)
{
  for (int i = 0; i < N_THREADS; i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"name\":\"a\",\"description\":\"\",\"Datastreams\":[{\"name\":\"n\",\"description\":"
          "\"\",\"observationType\":\"http://www.opengis.net/def/observationType/OGC-OM/2.0/"
          "OM_Measurement\",\"unitOfMeasurement\":{},\"Sensor\":{\"name\":\"s\",\"description\":"
          "\"\",\"encodingType\":\"text/plain\",\"metadata\":\"m\"},\"ObservedProperty\":{\"name\":"
          "\"p\",\"definition\":\"d\",\"description\":\"\"},\"properties\":{\"source\":{\"devEui\":"
          "\"02000000000000%02X\",\"field\":\"n\"}}}]}",
          i);

      g_assert_cmpint (
          ingest_ask (&fixture->server, "POST", "/v1.1/Things", "", body, &fixture->answer), ==,
          201);
    }
}

/* For another round. */
static void
empty_store (Fixture *fixture)
{
  sqlite3 *db;

  ingest_stop (&fixture->server, SIGTERM);
  db = vigie_ingest_schema_open_writer (fixture->server.store, NULL, NULL);
  g_assert_true (vigie_ingest_schema_exec (
      db, "DELETE FROM observation; DELETE FROM link; DELETE FROM datastream_extent", NULL));
  sqlite3_close_v2 (db);
  ingest_start (&fixture->server, NULL);
}

/* Every frame that was answered is there after kill -9, none twice; at most the one that waited for its
 * answer is there besides. */
static void
test_kill (Fixture *fixture, gconstpointer data)
{
  prepare_devices (fixture);
  for (int round = 0; round < 3; round++)
    {
      Stormer stormers[N_THREADS] = {0};
      gint stop = FALSE;
      int total = 0;

      g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 0);
      for (int i = 0; i < N_THREADS; i++)
        {
          stormers[i] = (Stormer) {.server = &fixture->server, .number = i, .stop = &stop};
          stormers[i].thread = g_thread_new ("storm", storm_thread, &stormers[i]);
        }
      g_usleep (300000 + round * 70000);
      ingest_stop (&fixture->server, SIGKILL);
      for (int i = 0; i < N_THREADS; i++)
        g_thread_join (stormers[i].thread);
      ingest_start (&fixture->server, NULL);
      for (int i = 0; i < N_THREADS; i++)
        {
          g_autofree char *there = g_strdup_printf (
              "SELECT count (*) FROM observation WHERE datastream_id = %d", i + 1);
          g_autofree char *distinct = g_strdup_printf (
              "SELECT count (DISTINCT result_number) FROM observation WHERE datastream_id = %d"
              " AND result_number < %d",
              i + 1, stormers[i].answered);

          g_assert_cmpint (COUNT (distinct), ==, stormers[i].answered);
          g_assert_cmpint (COUNT (there), >=, stormers[i].answered);
          g_assert_cmpint (COUNT (there), <=, stormers[i].answered + 1);
          total += stormers[i].answered;
        }
      g_assert_cmpint (total, >, 50);
      {
        g_autoptr (GError) error = NULL;
        sqlite3 *db = vigie_ingest_schema_open_reader (fixture->server.store, &error);

        g_assert_true (vigie_ingest_schema_check (db, &error));
        sqlite3_close_v2 (db);
      }
      empty_store (fixture);
    }
}

/* Slow readers and writers together: everybody is answered, everything answered is there. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  Stormer stormers[N_THREADS] = {0};
  gint stop = FALSE;
  int written = 0;

  prepare_devices (fixture);
  for (int i = 0; i < N_THREADS; i++)
    {
      stormers[i] = (Stormer) {.server = &fixture->server, .number = i, .stop = &stop};
      stormers[i].reads = i >= 4;
      stormers[i].thread = g_thread_new ("storm", storm_thread, &stormers[i]);
    }
  g_usleep (800000);
  g_atomic_int_set (&stop, TRUE);
  for (int i = 0; i < N_THREADS; i++)
    {
      g_thread_join (stormers[i].thread);
      g_assert_cmpint (stormers[i].answered, >, 3);
      if (!stormers[i].reads)
        written += stormers[i].answered;
    }
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, written);
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/storm/kill", Fixture, NULL, set_up, test_kill, tear_down);
  g_test_add ("/storm/together", Fixture, NULL, set_up, test_together, tear_down);
  return g_test_run ();
}
