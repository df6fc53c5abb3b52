/* test-demo-serve.c: the demonstration as it is served: a past that is there when it is asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-server.h"
#include "vigie-values.h"

#define METERS                                                                                     \
  " FROM datastream WHERE json_extract (properties, '$.role') = 'consumption' AND"                 \
  " json_extract (properties, '$.aggregation') = 'cumulative'"

typedef struct
{
  IngestServer server;
  gint64 meters[2];
  char *from, *to; /* a week of last year, as in an address */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) from = g_date_time_add_days (now, -371);
  g_autoptr (GDateTime) to = g_date_time_add_days (now, -364);

  ingest_set_up (&fixture->server);
  ingest_start (&fixture->server, (const char *const[]) {"--demo", NULL});
  fixture->meters[0] = ingest_integer (&fixture->server, "SELECT min (id)" METERS);
  fixture->meters[1] = ingest_integer (&fixture->server, "SELECT max (id)" METERS);
  fixture->from = g_date_time_format (from, "%Y-%m-%dT00:00:00Z");
  fixture->to = g_date_time_format (to, "%Y-%m-%dT00:00:00Z");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ingest_tear_down (&fixture->server);
  g_free (fixture->from);
  g_free (fixture->to);
}

/* How many readings the server tells of the week. */
static guint
count_week (Fixture *fixture, gint64 meter)
{
  g_autofree char *path = g_strdup_printf (
      "/v1.1/Datastreams(%" G_GINT64_FORMAT ")/Observations?$top=5000&$select=result&$orderby="
      "phenomenonTime,id&$filter=phenomenonTime%%20ge%%20%s%%20and%%20phenomenonTime%%20lt%%20%s",
      meter, fixture->from, fixture->to);
  g_auto (IngestAnswer) answer = {0};
  guint n = 0;

  g_assert_cmpint (ingest_ask (&fixture->server, "GET", path, "", NULL, &answer), ==, 200);
  for (const char *at = answer.body; (at = strstr (at, "\"result\"")) != NULL; at++)
    n++;
  return n;
}

static void
test_past (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before
      = g_strdup_printf ("SELECT count (*) FROM observation WHERE datastream_id = %" G_GINT64_FORMAT
                         " AND phenomenon_time < %" G_GINT64_FORMAT,
                         fixture->meters[0], g_get_real_time () - 40 * VIGIE_DAY);
  g_auto (IngestAnswer) root = {0};
  gint64 n_past;

  g_assert_cmpint (ingest_ask (&fixture->server, "GET", "/v1.1", "", NULL, &root), ==, 200);
  g_assert_nonnull (strstr (root.body, "\"demonstration\":true"));
  /* Nothing of it is written before somebody asks, and then all of that meter at once. */
  g_assert_cmpint (ingest_integer (&fixture->server, before), ==, 0);
  g_assert_cmpuint (count_week (fixture, fixture->meters[0]), ==, 7 * 48);
  n_past = ingest_integer (&fixture->server, before);
  g_assert_cmpint (n_past, >, 365 * 48);
  g_assert_cmpuint (count_week (fixture, fixture->meters[1]), ==, 7 * 48);

  /* Started again it goes on with what is there. */
  ingest_stop (&fixture->server, SIGTERM);
  ingest_start (&fixture->server, (const char *const[]) {"--demo", NULL});
  g_assert_cmpuint (count_week (fixture, fixture->meters[0]), ==, 7 * 48);
  g_assert_cmpuint (count_week (fixture, fixture->meters[1]), ==, 7 * 48);
  g_assert_cmpint (ingest_integer (&fixture->server, before), ==, n_past);
}

/* Ended while somebody waits for all of it: it ends, and in order. */
static void
test_end_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = ingest_connect (&fixture->server);
  g_autofree char *request = g_strdup_printf (
      "GET /v1.1/Observations?$top=1&$filter=phenomenonTime%%20ge%%20%s HTTP/1.1\r\nHost: a\r\n"
      "Connection: close\r\n\r\n",
      fixture->from);
  g_auto (IngestAnswer) answer = {0};

  g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                 strlen (request), NULL, NULL, NULL));
  /* It has arrived once one that came later is answered. */
  g_assert_cmpint (ingest_ask (&fixture->server, "GET", "/health", "", NULL, &answer), ==, 200);
  ingest_stop (&fixture->server, SIGTERM);
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ingest/demo/serve/past", Fixture, NULL, set_up, test_past, tear_down);
  g_test_add ("/ingest/demo/serve/end-while-waiting", Fixture, NULL, set_up, test_end_while_waiting,
              tear_down);
  return g_test_run ();
}
