/* test-inspect.c: what passed between the sync and its server, looked at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sync-fixture.h"
#include "vigie-sync-inspect.h"

typedef struct
{
  gboolean done;
  char *request, *answer;
  GError *error;
} Told;

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Told *told = user_data;

  told->answer
      = vigie_sync_inspect_finish (VIGIE_SYNC (source), result, &told->request, &told->error);
  told->done = TRUE;
}

static void
test_measure (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  g_autoptr (GPtrArray) requests = NULL;
  Told told = {FALSE};
  gboolean is_there = FALSE;

  vigie_stub_server_add_json (server, "*/Datastreams(11)*expand*",
                              "{\"@iot.id\":11,\"name\":\"Benne\",\"Observations\":[]}");
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  vigie_sync_inspect_async (fixture->sync, "11", FALSE, NULL, inspected_cb, &told);
  WAIT_FOR (told.done);
  g_assert_no_error (told.error);
  g_assert_nonnull (strstr (told.answer, "\"@iot.id\" : 11")); /* indented */
  g_assert_true (g_str_has_prefix (told.request, "GET http://127.0.0.1:"));
  g_assert_nonnull (strstr (told.request, "/Datastreams(11)?$expand="));

  requests = vigie_st_log_get_requests (vigie_sync_get_log (fixture->sync));
  g_assert_cmpuint (requests->len, >=, 2); /* of the sync, and this one */
  /* The sync may have asked for something since. */
  for (guint i = 0; i < requests->len && !is_there; i++)
    is_there
        = strstr (((VigieStLogRequest *) requests->pdata[i])->target, "Datastreams(11)?$expand=")
          != NULL;
  g_assert_true (is_there);
  g_free (told.request);
  g_free (told.answer);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  Told told = {FALSE};

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  vigie_stub_server_set_refusing (server, TRUE);
  vigie_sync_inspect_async (fixture->sync, "it's", TRUE, NULL, inspected_cb, &told);
  WAIT_FOR (told.done);
  g_assert_error (told.error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE);
  g_assert_nonnull (told.request);
  g_assert_null (told.answer);
  g_free (told.request);
  g_error_free (told.error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/inspect/measure", test_measure);
  ADD ("/sync/inspect/failure", test_failure);
  return g_test_run ();
}
