/* test-refusals.c: what is remembered of a server that refuses a query: for good where it says so, until
 * the next whole walk where it may have been a bad minute; and lists that nothing can put in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-client.h"
#include "vigie-st-memory.h"
#include "vigie-stub-server.h"

#define BEST "*Things?$top=500&*"
#define SMALLER "*Things?$top=100&*orderby=phenomenonTime*"
#define SMALLEST "*Things?$top=100&*orderby=resultTime*"
#define EMPTY "{\"value\":[]}"

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
  vigie_st_client_set_limits (self->client, &(VigieStLimits) {.tries = 1, .backoff_ms = 1});
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  vigie_st_client_free (self->client);
  vigie_stub_server_free (self->server);
}

typedef struct
{
  guint things, datastreams, observations, partial, pages;
} Seen;

static Seen
walk_all (VigieStWalk *walk)
{
  g_autoptr (GError) error = NULL;
  VigieStPage *page;
  Seen seen = {0};

  while ((page = vigie_st_walk_next (walk, NULL, &error)) != NULL)
    {
      seen.pages++;
      seen.things += page->things->len;
      seen.datastreams += page->datastreams->len;
      seen.observations += page->observations->len;
      seen.partial += page->partial;
      vigie_st_page_free (page);
    }
  g_assert_no_error (error);
  vigie_st_walk_free (walk);
  return seen;
}

/* Walks the territory, and holds against @best, @smaller, @smallest how often each was asked for. */
static void
assert_asked (Fixture *self, guint best, guint smaller, guint smallest)
{
  guint before[] = {vigie_stub_server_count (self->server, BEST),
                    vigie_stub_server_count (self->server, SMALLER),
                    vigie_stub_server_count (self->server, SMALLEST)};

  walk_all (vigie_st_client_walk_territory (self->client));
  g_assert_cmpuint (vigie_stub_server_count (self->server, BEST) - before[0], ==, best);
  g_assert_cmpuint (vigie_stub_server_count (self->server, SMALLER) - before[1], ==, smaller);
  g_assert_cmpuint (vigie_stub_server_count (self->server, SMALLEST) - before[2], ==, smallest);
}

/* A bad minute: the load goes on in a smaller shape, the next one is back to the best. */
static void
test_once (Fixture *self, gconstpointer data)
{
  vigie_stub_server_add (self->server, BEST, 1,
                         &(VigieStubReply) {.status = GPOINTER_TO_UINT (data)});
  vigie_stub_server_add_json (self->server, "*Things?*", EMPTY);
  assert_asked (self, 1, 1, 0);
  assert_asked (self, 1, 0, 0);
  assert_asked (self, 1, 0, 0);
}

/* All shapes fail: nothing is learned of any. */
static void
test_all_once (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStWalk) walk = vigie_st_client_walk_latest (self->client);
  g_autoptr (GError) error = NULL;

  vigie_stub_server_add (self->server, "*Datastreams?*", 4, &(VigieStubReply) {.status = 500});
  vigie_stub_server_add_json (self->server, "*Datastreams?*", EMPTY);
  g_assert_null (vigie_st_walk_next (walk, NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_SERVER);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*Datastreams?*"), ==, 4);
  walk_all (vigie_st_client_walk_latest (self->client));
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*Datastreams?$top=1000*"), ==, 2);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*Datastreams?*"), ==, 5);
}

/* 500 for good: one request more at each walk. */
static void
test_always (Fixture *self, gconstpointer data)
{
  vigie_stub_server_add_status (self->server, BEST, 500, "");
  vigie_stub_server_add_status (self->server, SMALLER, 504, "");
  vigie_stub_server_add_json (self->server, "*Things?*", EMPTY);
  assert_asked (self, 1, 1, 1);
  assert_asked (self, 1, 0, 1);
  assert_asked (self, 0, 1, 1);
  assert_asked (self, 1, 0, 1);
}

/* The best shape is refused for good, the next one was for a minute: found again in its turn, and
 * kept. */
static void
test_middle (Fixture *self, gconstpointer data)
{
  vigie_stub_server_add_status (self->server, BEST, 500, "");
  vigie_stub_server_add (self->server, SMALLER, 1, &(VigieStubReply) {.status = 500});
  vigie_stub_server_add_json (self->server, "*Things?*", EMPTY);
  assert_asked (self, 1, 1, 1);
  assert_asked (self, 1, 0, 1);
  assert_asked (self, 0, 1, 0);
  assert_asked (self, 1, 1, 0);
  assert_asked (self, 1, 1, 0);
}

/* A status that speaks of the query is believed for the life of the client, whatever the root says
 * meanwhile. */
static void
test_for_good (Fixture *self, gconstpointer data)
{
  static const guint statuses[] = {400, 404, 422, 501};

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      Fixture fixture;

      set_up (&fixture, NULL);
      vigie_stub_server_add (fixture.server, BEST, 1, &(VigieStubReply) {.status = statuses[i]});
      vigie_stub_server_add_json (fixture.server, "*Things?*", EMPTY);
      assert_asked (&fixture, 1, 1, 0);
      assert_asked (&fixture, 0, 1, 0);
      g_assert_nonnull (vigie_st_client_probe (fixture.client, NULL, NULL));
      assert_asked (&fixture, 0, 1, 0);
      tear_down (&fixture, NULL);
    }
}

/* Asks for an increment, and holds against @best and @smaller how often each shape was asked for. */
static void
assert_since (Fixture *self, guint best, guint smaller)
{
  const char *patterns[] = {"*Observations?$top=1000&*", "*Observations?$top=100&*"};
  guint before[] = {vigie_stub_server_count (self->server, patterns[0]),
                    vigie_stub_server_count (self->server, patterns[1])};

  walk_all (vigie_st_client_walk_since (self->client, 1795255200 * VIGIE_SECOND));
  g_assert_cmpuint (vigie_stub_server_count (self->server, patterns[0]) - before[0], ==, best);
  g_assert_cmpuint (vigie_stub_server_count (self->server, patterns[1]) - before[1], ==, smaller);
}

/* Increments keep to what worked until the next walk of the territory or the next probe. */
static void
test_until (Fixture *self, gconstpointer data)
{
  gboolean probe = GPOINTER_TO_INT (data);

  vigie_stub_server_add (self->server, "*Observations?$top=1000&*", 2,
                         &(VigieStubReply) {.status = 500});
  vigie_stub_server_add_json (self->server, "*Observations?*", EMPTY);
  vigie_stub_server_add_json (self->server, "*Things?*", EMPTY);
  assert_since (self, 1, 1);
  assert_since (self, 0, 1);
  for (guint i = 0; i < 2; i++)
    {
      if (probe)
        g_assert_nonnull (vigie_st_client_probe (self->client, NULL, NULL));
      else
        walk_all (vigie_st_client_walk_territory (self->client));
      assert_since (self, 1, i == 0);
      assert_since (self, i, i == 0);
    }
}

/* No nested latest, which the server says by 500: each load is whole, by lists of each set and by
 * the latest one by one, with one request more for the Things and one for the Datastreams. */
static void
test_nested_latest (Fixture *self, gconstpointer data)
{
  guint requests[4];

  vigie_stub_server_add_status (self->server, "*Observations($top=1;*", 500,
                                "<html><title>Server Error (500)</title></html>");
  vigie_stub_server_add_json (self->server, "*/Things?*",
                              "{\"value\":[{\"@iot.id\":1,\"name\":\"Site\"}]}");
  vigie_stub_server_add_json (self->server, "*/Datastreams?$top*",
                              "{\"value\":[{\"@iot.id\":2,\"Thing\":{\"@iot.id\":1}}]}");
  vigie_stub_server_add_json (self->server, "*/Datastreams(2)/Observations?*",
                              "{\"value\":[{\"@iot.id\":3,\"phenomenonTime\":"
                              "\"2026-11-21T10:00:00Z\",\"result\":4}]}");
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      VigieStStatistics before = vigie_st_client_get_statistics (self->client);
      Seen seen = walk_all (vigie_st_client_walk_territory (self->client));

      g_assert_cmpuint (seen.things, ==, 1);
      g_assert_cmpuint (seen.datastreams, ==, 1);
      g_assert_cmpuint (seen.observations, ==, 1);
      g_assert_cmpuint (seen.partial, ==, 0);
      requests[i] = vigie_st_client_get_statistics (self->client).requests - before.requests;
      if (i > 0)
        g_assert_cmpuint (requests[i], ==, 3 + 2);
    }
  /* Mended meanwhile: back to one list of all. */
  vigie_stub_server_clear (self->server);
  vigie_stub_server_add_json (self->server, "*/Things?*", EMPTY);
  for (guint i = 0; i < 2; i++)
    {
      VigieStStatistics before = vigie_st_client_get_statistics (self->client);

      walk_all (vigie_st_client_walk_territory (self->client));
      g_assert_cmpuint (vigie_st_client_get_statistics (self->client).requests - before.requests,
                        ==, 1);
    }
}

/* ---- Lists without an order ------------------------------------------------------------------ */

/* A server that refuses any order: of more than one page, nothing may be taken for gone. */
static void
test_unordered (Fixture *self, gconstpointer data)
{
  Seen seen;

  vigie_stub_server_add_status (self->server, "*orderby*", 501, "");
  vigie_stub_server_add_json (
      self->server, "*/Things?$top*",
      "{\"value\":[{\"@iot.id\":1}],\"@iot.nextLink\":\"{base}/Things?page=1\"}");
  vigie_stub_server_add_json (self->server, "*/Things?page=1", "{\"value\":[{\"@iot.id\":2}]}");
  vigie_stub_server_add_json (self->server, "*/Datastreams?*", EMPTY);
  seen = walk_all (vigie_st_client_walk_territory (self->client));
  g_assert_cmpuint (seen.things, ==, 2);
  g_assert_cmpuint (seen.pages, ==, 3);
  g_assert_cmpuint (seen.partial, ==, 2);
}

/* All on one page: whole, order or not. */
static void
test_unordered_page (Fixture *self, gconstpointer data)
{
  Seen seen;

  vigie_stub_server_add_status (self->server, "*orderby*", 501, "");
  vigie_stub_server_add_json (self->server, "*/Things?*", "{\"value\":[{\"@iot.id\":1}]}");
  vigie_stub_server_add_json (self->server, "*/Datastreams?*", EMPTY);
  seen = walk_all (vigie_st_client_walk_territory (self->client));
  g_assert_cmpuint (seen.pages, ==, 2);
  g_assert_cmpuint (seen.partial, ==, 0);
}

/* A try that was not made yet does not lose its turn. */
static void
test_turns (void)
{
  VigieStMemory memory = {0};

  vigie_st_memory_accept (&memory, &(VigieStRefusals) {.for_good = 2, .for_now = 5}, 3);
  g_assert_cmpuint (vigie_st_memory_get_index (&memory, &(VigieStRefusals) {0}), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      vigie_st_memory_try_again (&memory);
      g_assert_cmpuint (vigie_st_memory_get_index (&memory, &(VigieStRefusals) {0}), ==, 0);
    }
  g_assert_cmpuint (vigie_st_memory_get_index (&memory, &(VigieStRefusals) {.for_now = 1}), ==, 3);
  vigie_st_memory_accept (&memory, &(VigieStRefusals) {.for_now = 1}, 3);
  vigie_st_memory_try_again (&memory);
  g_assert_cmpuint (vigie_st_memory_get_index (&memory, &(VigieStRefusals) {0}), ==, 2);
  /* For good by now. */
  vigie_st_memory_accept (&memory, &(VigieStRefusals) {.for_good = 4}, 3);
  for (guint i = 0; i < 2; i++)
    {
      vigie_st_memory_try_again (&memory);
      g_assert_cmpuint (vigie_st_memory_get_index (&memory, &(VigieStRefusals) {0}), ==, 0);
      vigie_st_memory_accept (&memory, &(VigieStRefusals) {.for_now = 1}, 3);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func) g_test_add ("/refusals/" path, Fixture, data, set_up, func, tear_down)
  ADD ("once/500", GUINT_TO_POINTER (500), test_once);
  ADD ("once/504", GUINT_TO_POINTER (504), test_once);
  ADD ("once/all", NULL, test_all_once);
  ADD ("always", NULL, test_always);
  ADD ("middle", NULL, test_middle);
  ADD ("for-good", NULL, test_for_good);
  ADD ("until/territory", GINT_TO_POINTER (0), test_until);
  ADD ("until/probe", GINT_TO_POINTER (1), test_until);
  ADD ("nested-latest", NULL, test_nested_latest);
  ADD ("unordered/pages", NULL, test_unordered);
  ADD ("unordered/one-page", NULL, test_unordered_page);
  g_test_add_func ("/refusals/turns", test_turns);
  return g_test_run ();
}
