/* test-log.c: requests and what could not be used, as a person may look at them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-st-client.h"
#include "vigie-stub-server.h"

static void
test_bounds (void)
{
  g_autoptr (VigieStLog) log = vigie_st_log_new ();
  g_autofree char *endless = g_strnfill (100000, 'x');
  VigieStLogRequest request = {.method = (char *) "GET", .target = endless, .status = 200};
  VigieStLogSample sample = {.problem = VIGIE_ST_PROBLEM_BAD_TIME, .target = endless};
  g_autoptr (GPtrArray) requests = NULL, samples = NULL;

  for (guint i = 0; i < VIGIE_ST_LOG_MAX_REQUESTS + 50; i++)
    {
      request.at = i;
      vigie_st_log_add_request (log, &request);
    }
  for (guint i = 0; i < VIGIE_ST_LOG_MAX_SAMPLES + 5; i++)
    vigie_st_log_add_sample (log, &sample);
  sample.problem = VIGIE_ST_PROBLEM_NO_ID;
  sample.at = 7;
  vigie_st_log_add_sample (log, &sample);
  vigie_st_log_add_request (NULL, &request); /* no log: nothing */

  requests = vigie_st_log_get_requests (log);
  samples = vigie_st_log_get_samples (log);
  g_assert_cmpuint (requests->len, ==, VIGIE_ST_LOG_MAX_REQUESTS);
  g_assert_cmpint (((VigieStLogRequest *) requests->pdata[0])->at, ==,
                   VIGIE_ST_LOG_MAX_REQUESTS + 49);
  g_assert_cmpuint (strlen (((VigieStLogRequest *) requests->pdata[0])->target), <=,
                    VIGIE_ST_LOG_MAX_TARGET + 4);
  g_assert_cmpuint (samples->len, ==, VIGIE_ST_LOG_MAX_SAMPLES + 1);
  g_assert_cmpint (((VigieStLogSample *) samples->pdata[0])->problem, ==, VIGIE_ST_PROBLEM_NO_ID);
  g_assert_cmpuint (vigie_st_log_get_revision (log), ==,
                    VIGIE_ST_LOG_MAX_REQUESTS + 50 + VIGIE_ST_LOG_MAX_SAMPLES + 6);
}

static void
test_excerpt (void)
{
  static const struct
  {
    const char *text;
    gsize length;
    const char *expected;
  } cases[] = {
      {"", 0, ""},
      {"{\"a\":\"b\0,\"c\":1}", 15, "{\"a\":\"b\",\"c\":1}"},
      {"a\nb\tc\x7F", 6, "a b c "},
      {"caf\xE9!", 5, "caf\xEF\xBF\xBD!"},
      {"d\xC3\xA9j\xC3\xA0", 6, "d\xC3\xA9j\xC3\xA0"},
  };
  g_autofree char *endless = g_strnfill (10000, 'x'), *cut = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *excerpt = vigie_st_log_make_excerpt (cases[i].text, cases[i].length);

      g_assert_cmpstr (excerpt, ==, cases[i].expected);
    }
  cut = vigie_st_log_make_excerpt (endless, 10000);
  g_assert_cmpuint (strlen (cut), <=, VIGIE_ST_LOG_MAX_EXCERPT + strlen ("…"));
  g_assert_true (g_str_has_suffix (cut, "…"));
}

#define THINGS                                                                                     \
  "{\"value\":[{\"@iot.id\":1,\"name\":\"Good\",\"Locations\":[{\"location\":{\"type\":\"Point\"," \
  "\"coordinates\":[-3.4,47.7]}}],\"Datastreams\":[{\"@iot.id\":5,\"name\":\"Level\","             \
  "\"Observations\":[{\"phenomenonTime\":\"yesterday\",\"result\":4}]}]},"                         \
  "{\"name\":\"Nameless one\"},"                                                                   \
  "{\"@iot.id\":3,\"name\":\"Nowhere\",\"Datastreams\":[]}]}"

static void
test_client (void)
{
  g_autoptr (VigieStubServer) server = vigie_stub_server_new ();
  VigieStCredentials credentials = {.user = "operator", .secret = "s3cret-word"};
  g_autoptr (VigieStLog) log = vigie_st_log_new ();
  g_autoptr (GPtrArray) requests = NULL, samples = NULL;
  g_autoptr (GError) error = NULL;
  VigieStClient *client
      = vigie_st_client_new (vigie_stub_server_get_address (server), &credentials, &error);
  VigieStWalk *walk;
  VigieStPage *page;
  gboolean found[VIGIE_ST_N_PROBLEM] = {FALSE};
  guint failures = 0;

  g_assert_no_error (error);
  vigie_st_client_set_limits (client, &(VigieStLimits) {.tries = 2, .backoff_ms = 1});
  vigie_st_client_set_log (client, log);
  vigie_stub_server_add_json (server, "*Things?*", THINGS);
  walk = vigie_st_client_walk_territory (client);
  while ((page = vigie_st_walk_next (walk, NULL, &error)) != NULL)
    vigie_st_page_free (page);
  g_assert_no_error (error);
  vigie_st_walk_free (walk);

  vigie_stub_server_add_status (server, "*Sensors*", 500, "no");
  g_assert_null (vigie_st_client_read (client, "Sensors", NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_SERVER);
  vigie_st_client_free (client);

  requests = vigie_st_log_get_requests (log);
  g_assert_cmpuint (requests->len, >=, 2);
  for (guint i = 0; i < requests->len; i++)
    {
      VigieStLogRequest *request = requests->pdata[i];

      g_assert_cmpstr (request->method, ==, "GET");
      g_assert_true (g_str_has_prefix (request->target, "/v1.1"));
      g_assert_null (strstr (request->target, "s3cret"));
      g_assert_cmpint (request->at, >, 0);
      g_assert_cmpint (request->duration, >=, 0);
      g_assert_cmpuint (request->tries, >=, 1);
      failures += request->error != NULL;
      if (request->error == NULL)
        {
          g_assert_cmpuint (request->status, ==, 200);
          g_assert_cmpuint (request->bytes, >, 0);
        }
      else
        g_assert_null (strstr (request->error->message, "s3cret"));
    }
  g_assert_cmpuint (failures, ==, 1);
  g_assert_error (((VigieStLogRequest *) requests->pdata[0])->error, VIGIE_ST_ERROR,
                  VIGIE_ST_ERROR_SERVER);
  g_assert_cmpuint (((VigieStLogRequest *) requests->pdata[0])->status, ==, 500);

  samples = vigie_st_log_get_samples (log);
  for (guint i = 0; i < samples->len; i++)
    {
      VigieStLogSample *sample = samples->pdata[i];

      found[sample->problem] = TRUE;
      g_assert_nonnull (strstr (sample->target, "Things"));
      g_test_message ("%s: %s", vigie_st_problem_to_string (sample->problem), sample->excerpt);
      if (sample->problem == VIGIE_ST_PROBLEM_NO_ID)
        {
          g_assert_cmpstr (sample->set, ==, "Things");
          g_assert_nonnull (strstr (sample->excerpt, "{\"name\":\"Nameless one\"}"));
        }
      else if (sample->problem == VIGIE_ST_PROBLEM_BAD_TIME)
        {
          g_assert_cmpstr (sample->set, ==, "Observations");
          g_assert_nonnull (strstr (sample->excerpt, "\"yesterday\""));
        }
      else if (sample->problem == VIGIE_ST_PROBLEM_NO_LOCATION)
        g_assert_nonnull (strstr (sample->excerpt, "\"Nowhere\""));
    }
  g_assert_true (found[VIGIE_ST_PROBLEM_NO_ID]);
  g_assert_true (found[VIGIE_ST_PROBLEM_BAD_TIME]);
  g_assert_true (found[VIGIE_ST_PROBLEM_NO_LOCATION]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sensorthings/log/bounds", test_bounds);
  g_test_add_func ("/sensorthings/log/excerpt", test_excerpt);
  g_test_add_func ("/sensorthings/log/client", test_client);
  return g_test_run ();
}
