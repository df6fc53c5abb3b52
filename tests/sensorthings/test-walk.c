/* test-walk.c: lists page after page: order, one page ahead, links that lead astray, damage.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-st-client.h"
#include "vigie-st-error.h"
#include "vigie-stub-server.h"

typedef struct
{
  VigieStubServer *server;
  VigieStClient *client;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->server = vigie_stub_server_new ();
  self->client = vigie_st_client_new (vigie_stub_server_get_address (self->server), NULL, &error);
  g_assert_no_error (error);
  vigie_st_client_set_limits (self->client, &(VigieStLimits) {.tries = 2, .backoff_ms = 5});
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  vigie_st_client_free (self->client);
  vigie_stub_server_free (self->server);
}

static const char vigie_root[]
    = "{\"value\":[{\"name\":\"Things\",\"url\":\"{base}/Things\"}],\"serverSettings\":{"
      "\"conformance\":[\"http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel\",7,null,"
      "\"http://www.opengis.net/spec/iot_sensing/1.1/req/create-observations-via-mqtt\"]},"
      "\"vigie\":{\"version\":\"0.1.0\",\"demonstration\":true,\"now\":\"2026-11-21T10:00:00Z\","
      "\"pace\":60,\"instance\":\"6f1c\"}}";

/* A page of one Datastream, linked to the next. */
static void
add_page (Fixture *self, guint number, const char *link, gboolean link_first)
{
  g_autofree char *pattern = number == 0 ? g_strdup ("*Datastreams?$top=*")
                                         : g_strdup_printf ("*Datastreams?page=%u", number);
  g_autofree char *next = link != NULL ? g_strdup_printf ("\"@iot.nextLink\":\"%s\"", link) : NULL;
  g_autofree char *body = g_strdup_printf (
      "{%s%s\"value\":[{\"@iot.id\":%u,\"Observations\":[]}]%s%s}",
      next != NULL && link_first ? next : "", next != NULL && link_first ? "," : "", number,
      next != NULL && !link_first ? "," : "", next != NULL && !link_first ? next : "");

  vigie_stub_server_add_json (self->server, pattern, body);
}

static VigieStPage *
next_page (VigieStWalk *walk)
{
  g_autoptr (GError) error = NULL;
  VigieStPage *page = vigie_st_walk_next (walk, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (page);
  return page;
}

static void
assert_page (VigieStWalk *walk, const char *id, gboolean last, gboolean partial)
{
  g_autoptr (VigieStPage) page = next_page (walk);

  g_assert_cmpuint (page->datastreams->len, ==, 1);
  g_assert_cmpstr (((VigieStDatastream *) page->datastreams->pdata[0])->id.text, ==, id);
  g_assert_cmpint (page->last, ==, last);
  g_assert_cmpint (page->partial, ==, partial);
}

static void
assert_end (VigieStWalk *walk)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vigie_st_walk_next (walk, NULL, &error));
  g_assert_no_error (error);
}

static guint
count_pages (Fixture *self)
{
  return vigie_stub_server_count (self->server, "*Datastreams*");
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);

  add_page (self, 0, "{base}/Datastreams?page=1", TRUE);
  add_page (self, 1, "{base}/Datastreams?page=2", FALSE);
  add_page (self, 2, NULL, FALSE);
  assert_page (walk, "0", FALSE, FALSE);
  assert_page (walk, "1", FALSE, FALSE);
  assert_page (walk, "2", TRUE, FALSE);
  assert_end (walk);
  assert_end (walk);
  g_assert_cmpuint (count_pages (self), ==, 3);
}

static gboolean
wait_for_pages (Fixture *self, guint n)
{
  for (guint i = 0; i < 400 && count_pages (self) < n; i++)
    g_usleep (5000);
  return count_pages (self) == n;
}

/* While the caller works on a page, the next one is fetched, and no more than that. */
static void
test_one_ahead (Fixture *self, gconstpointer data)
{
  gboolean link_first = GPOINTER_TO_INT (data);
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);

  add_page (self, 0, "{base}/Datastreams?page=1", link_first);
  add_page (self, 1, "{base}/Datastreams?page=2", link_first);
  add_page (self, 2, "{base}/Datastreams?page=3", link_first);
  add_page (self, 3, NULL, link_first);
  assert_page (walk, "0", FALSE, FALSE);
  g_assert_true (wait_for_pages (self, 2));
  g_usleep (50000);
  g_assert_cmpuint (count_pages (self), ==, 2);
  assert_page (walk, "1", FALSE, FALSE);
  g_assert_true (wait_for_pages (self, 3));
}

/* With the link at the head, the next page is asked for before the present one has come. */
static void
test_ahead_of_body (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);
  g_autofree char *padding = g_strnfill (1000, ' ');
  g_autofree char *body = g_strdup_printf ("{\"@iot.nextLink\":\"{base}/Datastreams?page=1\","
                                           "\"value\":[{\"@iot.id\":0}]%s}",
                                           padding);
  g_autoptr (VigieStubRequest) request = NULL;
  gint64 began;

  /* Both take two seconds to arrive. */
  vigie_stub_server_add (self->server, "*Datastreams?$top=*", -1,
                         &(VigieStubReply) {.body = body, .fault = VIGIE_STUB_DRIP});
  vigie_stub_server_add (
      self->server, "*Datastreams?page=1", -1,
      &(VigieStubReply) {.body = "{\"value\":[{\"@iot.id\":1}]}", .delay_ms = 1500});
  g_assert_nonnull (vigie_st_client_probe (self->client, NULL, NULL));
  began = g_get_monotonic_time ();
  assert_page (walk, "0", FALSE, FALSE);
  assert_page (walk, "1", TRUE, FALSE);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 3200000);
  request = vigie_stub_server_get_request (self->server, 2);
  g_assert_cmpstr (request->decoded, ==, "/v1.1/Datastreams?page=1");
}

/* Links are taken as they come, but to the configured server and with nothing of the credentials to
 * any other. */
static void
test_other_origin (void)
{
  g_autoptr (VigieStubServer) server = vigie_stub_server_new ();
  g_autoptr (VigieStubServer) other = vigie_stub_server_new ();
  const VigieStCredentials credentials = {"agent", "brehat-56"};
  g_autofree char *address = g_strconcat (vigie_stub_server_get_address (server), "", NULL);
  g_autoptr (VigieStClient) client = vigie_st_client_new (address, &credentials, NULL);
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (client);
  Fixture fixture = {server, client};
  g_autofree char *link
      = g_strconcat (vigie_stub_server_get_address (other), "/Datastreams?page=1", NULL);
  g_autoptr (VigieStubRequest) request = NULL;
  g_autofree char *header = NULL;

  add_page (&fixture, 0, link, TRUE);
  add_page (&fixture, 1, "ftp://elsewhere/Datastreams?page=2", TRUE);
  assert_page (walk, "0", FALSE, FALSE);
  /* A link that leads to nothing of this server: the list is not known to be whole. */
  assert_page (walk, "1", TRUE, TRUE);
  assert_end (walk);
  g_assert_cmpuint (vigie_stub_server_count (other, "*"), ==, 0);
  request = vigie_stub_server_get_request (server, 2);
  g_assert_cmpstr (request->decoded, ==, "/v1.1/Datastreams?page=1");
  header = vigie_stub_request_get_header (request, "Authorization");
  g_assert_nonnull (header);
}

static void
test_raw_spaces (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);
  g_autoptr (VigieStubRequest) request = NULL;

  add_page (self, 0, "{base}/Datastreams?page=1&$filter=name eq 'é'&x=%2B+y", TRUE);
  vigie_stub_server_add_json (self->server, "*page=1*", "{\"value\":[{\"@iot.id\":1}]}");
  assert_page (walk, "0", FALSE, FALSE);
  assert_page (walk, "1", TRUE, FALSE);
  request = vigie_stub_server_get_request (self->server, 2);
  g_assert_cmpstr (request->target, ==,
                   "/v1.1/Datastreams?page=1&$filter=name%20eq%20'%C3%A9'&x=%2B+y");
}

static void
test_loop (Fixture *self, gconstpointer data)
{
  for (guint link_first = 0; link_first < 2; link_first++)
    {
      g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);

      vigie_stub_server_clear (self->server);
      add_page (self, 0, "{base}/Datastreams?page=1", link_first);
      add_page (self, 1, "{base}/Datastreams?page=2", link_first);
      add_page (self, 2, "{base}/Datastreams?page=1", link_first);
      assert_page (walk, "0", FALSE, FALSE);
      assert_page (walk, "1", FALSE, FALSE);
      assert_page (walk, "2", TRUE, TRUE);
      assert_end (walk);
      g_assert_cmpuint (count_pages (self), ==, 3);
    }
}

static void
test_self_link (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);

  add_page (self, 0, "{base}/Datastreams?page=1", TRUE);
  add_page (self, 1, "{base}/Datastreams?page=1", TRUE);
  assert_page (walk, "0", FALSE, FALSE);
  assert_page (walk, "1", TRUE, TRUE);
  assert_end (walk);
}

/* Empty pages that link on for ever: the first one is the end. */
static void
test_empty_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);

  add_page (self, 0, "{base}/Datastreams?page=1", FALSE);
  vigie_stub_server_add_json (self->server, "*page=*",
                              "{\"value\":[],\"@iot.nextLink\":\"{base}/Datastreams?page=2\"}");
  assert_page (walk, "0", FALSE, FALSE);
  {
    g_autoptr (VigieStPage) page = next_page (walk);

    g_assert_cmpuint (page->datastreams->len, ==, 0);
    g_assert_true (page->last);
    g_assert_false (page->partial);
  }
  assert_end (walk);
  g_assert_cmpuint (count_pages (self), ==, 2);
}

/* Rows move between the pages of a server without a stable order. */
static void
test_duplicates (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);
  VigieStStatistics statistics;

  vigie_stub_server_add_json (self->server, "*$top=*",
                              "{\"value\":[{\"@iot.id\":1},{\"@iot.id\":2},{\"@iot.id\":\"1\"}],"
                              "\"@iot.nextLink\":\"{base}/Datastreams?page=1\"}");
  vigie_stub_server_add_json (self->server, "*page=1",
                              "{\"value\":[{\"@iot.id\":2},{\"@iot.id\":3}]}");
  {
    g_autoptr (VigieStPage) page = next_page (walk);

    g_assert_cmpuint (page->datastreams->len, ==, 3);
  }
  assert_page (walk, "3", TRUE, FALSE);
  statistics = vigie_st_client_get_statistics (self->client);
  g_assert_cmpuint (statistics.problems.count[VIGIE_ST_PROBLEM_DUPLICATE], ==, 1);
}

/* A count that was not asked for is not believed; asked for, it is. */
static void
test_count (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) latest = vigie_st_client_walk_latest (self->client);
  g_autoptr (VigieStWalk) territory = NULL;
  g_autoptr (VigieStPage) one = NULL, two = NULL;

  vigie_stub_server_add_json (self->server, "/v1.1", vigie_root);
  vigie_stub_server_add_json (self->server, "/v1.1/Datastreams?*",
                              "{\"@iot.count\":1,\"value\":[]}");
  vigie_stub_server_add_json (self->server, "/v1.1/Things?*", "{\"@iot.count\":1234,\"value\":[]}");
  one = next_page (latest);
  g_assert_cmpint (one->total, ==, -1);
  territory = vigie_st_client_walk_territory (self->client);
  two = next_page (territory);
  g_assert_cmpint (two->total, ==, 1234);
}

/* ---- Damage ---------------------------------------------------------------------------------- */

/* A page that is no JSON is asked for again; damaged once only, nobody notices. */
static void
test_malformed_once (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);

  vigie_stub_server_add (self->server, "*$top=*", 1,
                         &(VigieStubReply) {.body = "{\"value\":[{\"@iot.id\":0},{\"@iot"});
  add_page (self, 0, NULL, FALSE);
  assert_page (walk, "0", TRUE, FALSE);
  assert_end (walk);
  g_assert_cmpuint (count_pages (self), ==, 2);
}

/* Damaged for good: what came before the fault is given, then the fault is told, and the caller may
 * come back for the same page. */
static void
test_malformed (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);
  g_autoptr (GError) error = NULL;
  VigieStStatistics statistics;

  vigie_stub_server_add (self->server, "*$top=*", 2,
                         &(VigieStubReply) {.body = "{\"value\":[{\"@iot.id\":0},{\"@iot"});
  add_page (self, 0, NULL, FALSE);
  assert_page (walk, "0", FALSE, TRUE);
  g_assert_null (vigie_st_walk_next (walk, NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_MALFORMED);
  statistics = vigie_st_client_get_statistics (self->client);
  g_assert_cmpuint (statistics.problems.count[VIGIE_ST_PROBLEM_BAD_PAGE], ==, 2);
  /* It is whole by now; the entity known already is not given twice. */
  {
    g_autoptr (VigieStPage) page = next_page (walk);

    g_assert_cmpuint (page->datastreams->len, ==, 0);
    g_assert_true (page->last);
  }
  assert_end (walk);
}

/* Damaged in the middle of a list whose links are at the head: the rest of the list still comes. */
static void
test_malformed_middle (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);

  vigie_stub_server_add_json (
      self->server, "*$top=*",
      "{\"@iot.nextLink\":\"{base}/Datastreams?page=1\",\"value\":[{\"@iot.id\":0},{\"@iot");
  add_page (self, 1, NULL, TRUE);
  assert_page (walk, "0", FALSE, TRUE);
  assert_page (walk, "1", TRUE, FALSE);
  assert_end (walk);
}

/* After an error the same page is asked for. */
static void
test_continue (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);
  g_autoptr (GError) error = NULL;

  add_page (self, 0, "{base}/Datastreams?page=1", TRUE);
  vigie_stub_server_add (self->server, "*page=1", 2, &(VigieStubReply) {.status = 503});
  add_page (self, 1, NULL, TRUE);
  assert_page (walk, "0", FALSE, FALSE);
  g_assert_null (vigie_st_walk_next (walk, NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_SERVER);
  assert_page (walk, "1", TRUE, FALSE);
  assert_end (walk);
}

/* A walk that was turned away from goes on where it was. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_page (self, 0, "{base}/Datastreams?page=1", TRUE);
  vigie_stub_server_add (
      self->server, "*page=1", -1,
      &(VigieStubReply) {.body = "{\"value\":[{\"@iot.id\":1}]}", .delay_ms = 200});
  assert_page (walk, "0", FALSE, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (vigie_st_walk_next (walk, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_page (walk, "1", TRUE, FALSE);
  g_assert_cmpuint (count_pages (self), ==, 2);
}

/* 401 and 403 are not the query's fault: no other shape is tried. */
static void
test_unauthorized (Fixture *self, gconstpointer data)
{
  static const guint statuses[] = {401, 403};

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (VigieStWalk) walk = vigie_st_client_walk_territory (self->client);
      g_autoptr (GError) error = NULL;

      vigie_stub_server_clear (self->server);
      vigie_stub_server_add_status (self->server, "*Things*", statuses[i], "<html>no</html>");
      g_assert_null (vigie_st_walk_next (walk, NULL, &error));
      g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNAUTHORIZED);
      g_assert_cmpuint (vigie_stub_server_count (self->server, "*Things*"), ==, 1);
    }
}

/* A server that is down is not asked in simpler shapes either, and nothing is remembered of it. */
static void
test_down (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_territory (self->client);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieStPage) page = NULL;

  vigie_stub_server_add (self->server, "*Things*", 2, &(VigieStubReply) {.status = 503});
  vigie_stub_server_add_json (self->server, "*Things?$top=500*", "{\"value\":[]}");
  g_assert_null (vigie_st_walk_next (walk, NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_SERVER);
  page = next_page (walk);
  g_assert_true (page->last);
}

/* ---- The root -------------------------------------------------------------------------------- */

static void
test_probe (Fixture *self, gconstpointer data)
{
  const VigieStServer *server;
  VigieTime now;

  server = vigie_st_client_probe (self->client, NULL, NULL);
  g_assert_nonnull (server);
  g_assert_false (server->is_vigie);
  g_assert_null (server->instance);
  g_assert_false (server->demonstration);
  g_assert_cmpfloat (server->pace, ==, 1);
  g_assert_true (vigie_st_server_conforms (server, "/req/datamodel"));
  g_assert_false (vigie_st_server_conforms (server, "/req/create-observations-via-mqtt"));

  vigie_stub_server_add (self->server, "/v1.1", 1,
                         &(VigieStubReply) {.body = "{\"value\":[{\"name\":\"Things\"}]}",
                                            .headers = "Date: Sat, 21 Nov 2026 10:00:00 GMT\r\n"});
  vigie_stub_server_add_json (self->server, "/v1.1", vigie_root);
  g_assert_true (vigie_time_parse ("2026-11-21T10:00:00Z", -1, &now));
  server = vigie_st_client_probe (self->client, NULL, NULL);
  g_assert_cmpint (server->server_now, ==, now);
  g_assert_cmpstr (server->conformance[0], ==, NULL);
  server = vigie_st_client_probe (self->client, NULL, NULL);
  g_assert_true (server->is_vigie);
  g_assert_cmpstr (server->instance, ==, "6f1c");
  g_assert_true (server->demonstration);
  g_assert_cmpfloat (server->pace, ==, 60);
  g_assert_cmpint (server->server_now, ==, now);
  g_assert_true (vigie_st_server_conforms (server, "/req/create-observations-via-mqtt"));
}

static void
test_probe_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    VigieStubReply reply;
    int code;
  } cases[] = {
      {{.content_type = "text/html", .body = "<html><title>Log in to the network</title>"},
       VIGIE_ST_ERROR_NOT_SENSORTHINGS},
      {{.body = "[]"}, VIGIE_ST_ERROR_NOT_SENSORTHINGS},
      {{.body = "{\"value\":[{\"name\":\"Other\"}]}"}, VIGIE_ST_ERROR_NOT_SENSORTHINGS},
      {{.body = "{\"value\":[{\"name\":7},3]}"}, VIGIE_ST_ERROR_NOT_SENSORTHINGS},
      {{.status = 204}, VIGIE_ST_ERROR_NOT_SENSORTHINGS},
      {{.status = 401}, VIGIE_ST_ERROR_UNAUTHORIZED},
      {{.status = 404}, VIGIE_ST_ERROR_NOT_FOUND},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      vigie_stub_server_clear (self->server);
      vigie_stub_server_add (self->server, "*", -1, &cases[i].reply);
      g_assert_null (vigie_st_client_probe (self->client, NULL, &error));
      g_assert_error (error, VIGIE_ST_ERROR, cases[i].code);
    }
}

/* An address without a version: /v1.1 is tried first, then the address as it is. */
static void
test_probe_fallback (Fixture *self, gconstpointer data)
{
  g_autofree char *address = g_strdup (vigie_stub_server_get_address (self->server));
  g_autoptr (VigieStClient) client = NULL;
  g_autoptr (VigieStWalk) walk = NULL;
  g_autoptr (VigieStPage) page = NULL;

  *strstr (address, "/v1.1") = '\0';
  client = vigie_st_client_new (address, NULL, NULL);
  vigie_stub_server_add_status (self->server, "/v1.1*", 404, "");
  vigie_stub_server_add_json (self->server, "/", "{\"value\":[{\"name\":\"Things\"}]}");
  vigie_stub_server_add_json (self->server, "", "{\"value\":[{\"name\":\"Things\"}]}");
  vigie_stub_server_add_json (self->server, "/Things?*", "{\"value\":[]}");
  walk = vigie_st_client_walk_territory (client);
  page = next_page (walk);
  g_assert_true (page->last);
}

/* What is asked of vigie-ingest, to the letter. */
static void
test_vigie_increment (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = NULL;
  g_autoptr (VigieStPage) page = NULL;
  const VigieStObservation *observation;
  VigieTime since;

  g_assert_true (vigie_time_parse ("2026-11-21T10:00:00.250Z", -1, &since));
  vigie_stub_server_add_json (self->server, "/v1.1", vigie_root);
  vigie_stub_server_add_json (
      self->server,
      "/v1.1/Observations?$top=1000&$filter=resultTime ge 2026-11-21T10:00:00.250Z"
      "&$orderby=resultTime,id&$select=id,phenomenonTime,resultTime,result"
      "&$expand=Datastream($select=id)",
      "{\"value\":[{\"@iot.id\":7,\"phenomenonTime\":\"2026-11-21T09:59:00Z\",\"resultTime\":"
      "\"2026-11-21T10:00:00.300Z\",\"result\":1.5,\"Datastream\":{\"@iot.id\":3}}]}");
  walk = vigie_st_client_walk_since (self->client, since);
  page = next_page (walk);
  g_assert_cmpuint (page->observations->len, ==, 1);
  observation = page->observations->pdata[0];
  g_assert_cmpstr (observation->datastream.text, ==, "3");
  g_assert_cmpint (observation->reading.result_time, ==, since + 50000);
  g_assert_true (page->last);
}

/* Intervals are told by their ends, which others than vigie-ingest do not compare. */
static void
test_reach (Fixture *self, gconstpointer data)
{
  const char *from = GPOINTER_TO_INT (data) ? "10:00:00" : "09:45:00";
  g_autoptr (VigieStWalk) walk = NULL;
  g_autoptr (VigieStPage) page = NULL;
  g_autofree char *pattern = g_strdup_printf (
      "*/Datastreams(3)/Observations?*phenomenonTime ge 2026-11-21T%sZ and*T11:00:00Z*", from);
  VigieTime time;

  g_assert_true (vigie_time_parse ("2026-11-21T10:00:00Z", -1, &time));
  if (GPOINTER_TO_INT (data))
    vigie_stub_server_add_json (self->server, "/v1.1", vigie_root);
  vigie_stub_server_add_json (
      self->server, pattern,
      "{\"value\":[{\"@iot.id\":7,\"phenomenonTime\":\"2026-11-21T09:52:00Z/"
      "2026-11-21T10:07:00Z\",\"result\":1.5}]}");
  walk = vigie_st_client_walk_history (self->client, "3", FALSE, time, time + VIGIE_HOUR);
  vigie_st_walk_set_reach (walk, 15 * VIGIE_MINUTE);
  page = next_page (walk);
  g_assert_cmpuint (page->observations->len, ==, 1);
  g_assert_true (page->last);
}

/* Where the server is known to be vigie-ingest: then also what was sent to it without a resultTime. */
static void
test_vigie_untimed (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = NULL;
  g_autoptr (VigieStPage) timed = NULL, untimed = NULL;
  g_autoptr (GError) error = NULL;
  const VigieStObservation *observation;
  VigieTime since;

  g_assert_true (vigie_time_parse ("2026-11-21T10:00:00Z", -1, &since));
  vigie_stub_server_add_json (self->server, "/v1.1", vigie_root);
  vigie_stub_server_add_json (self->server, "/v1.1/Observations?$top=1000&$filter=resultTime ge *",
                              "{\"value\":[]}");
  vigie_stub_server_add_json (
      self->server,
      "/v1.1/Observations?$top=1000&$filter=received ge 2026-11-21T10:00:00Z"
      "&$orderby=received,id&$select=id,phenomenonTime,resultTime,result"
      "&$expand=Datastream($select=id)",
      "{\"value\":[{\"@iot.id\":8,\"phenomenonTime\":\"2026-11-21T10:00:01Z\",\"resultTime\":null,"
      "\"result\":2.5,\"Datastream\":{\"@iot.id\":3}}]}");
  g_assert_nonnull (vigie_st_client_probe (self->client, NULL, &error));
  g_assert_no_error (error);
  walk = vigie_st_client_walk_since (self->client, since);
  timed = next_page (walk);
  g_assert_cmpuint (timed->observations->len, ==, 0);
  g_assert_false (timed->last);
  untimed = next_page (walk);
  g_assert_cmpuint (untimed->observations->len, ==, 1);
  observation = untimed->observations->pdata[0];
  g_assert_cmpint (observation->reading.time, ==, since + VIGIE_SECOND);
  g_assert_cmpint (observation->reading.result_time, ==, VIGIE_TIME_NONE);
  g_assert_true (untimed->last);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/walk/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("pages", test_pages);
  g_test_add ("/walk/one-ahead/link-first", Fixture, GINT_TO_POINTER (1), set_up, test_one_ahead,
              tear_down);
  g_test_add ("/walk/one-ahead/link-last", Fixture, GINT_TO_POINTER (0), set_up, test_one_ahead,
              tear_down);
  ADD ("ahead-of-body", test_ahead_of_body);
  g_test_add_func ("/walk/other-origin", test_other_origin);
  ADD ("raw-spaces", test_raw_spaces);
  ADD ("loop", test_loop);
  ADD ("self-link", test_self_link);
  ADD ("empty-pages", test_empty_pages);
  ADD ("duplicates", test_duplicates);
  ADD ("count", test_count);
  ADD ("malformed/once", test_malformed_once);
  ADD ("malformed/for-good", test_malformed);
  ADD ("malformed/middle", test_malformed_middle);
  ADD ("continue", test_continue);
  ADD ("cancel", test_cancel);
  ADD ("unauthorized", test_unauthorized);
  ADD ("down", test_down);
  ADD ("probe/good", test_probe);
  ADD ("probe/refused", test_probe_refused);
  ADD ("probe/fallback", test_probe_fallback);
  ADD ("vigie-increment", test_vigie_increment);
  g_test_add ("/walk/reach/vigie", Fixture, GINT_TO_POINTER (1), set_up, test_reach, tear_down);
  g_test_add ("/walk/reach/others", Fixture, GINT_TO_POINTER (0), set_up, test_reach, tear_down);
  ADD ("vigie-untimed", test_vigie_untimed);
  return g_test_run ();
}
