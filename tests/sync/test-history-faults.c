/* test-history-faults.c: windows on the past while links break, servers misbehave and programs are killed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "history-fixture.h"

#define FROM_DAYS(fixture, days) ((fixture)->now - (VigieTime) ((days) * VIGIE_DAY))

static VigieStubServer *
server (Fixture *fixture)
{
  return vigie_fake_territory_get_server (fixture->fake);
}

static void
start_loaded (Fixture *fixture)
{
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
}

/* All that is said to be known is there: the readings of put_past (). */
static void
assert_honest (Fixture *fixture, const VigieSeries *past)
{
  for (guint i = 0; i < past->n_known; i++)
    for (guint j = 0; j < 10000; j++)
      {
        VigieTime time = fixture->now - VIGIE_HOUR - j * 10 * VIGIE_MINUTE;
        guint place = vigie_series_find (past, time);

        if (time < past->known[i].from || time >= past->known[i].to
            || time < FROM_DAYS (fixture, 35))
          continue;
        g_assert_cmpuint (place, <, past->n);
        g_assert_cmpint (past->times[place], ==, time);
        g_assert_cmpfloat (past->values[place], ==, j + 0.5);
      }
}

/* A window shows what the store has and says what it lacks while there is no link; the rest comes with it. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;

  put_past (fixture, 6 * 24 * 35);
  start_loaded (fixture);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (is_complete (window));

  vigie_stub_server_set_refusing (server (fixture), TRUE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  vigie_history_window_set_range (window, FROM_DAYS (fixture, 30), FROM_DAYS (fixture, 1));
  WAIT_FOR (!vigie_history_window_get_loading (window)
            && vigie_history_window_get_error (window) != NULL);
  g_assert_cmpuint (series (window)->n, >=, 144); /* whole days were asked for */
  g_assert_cmpuint (series (window)->n, <, 4 * 144);
  g_assert_cmpuint (series (window)->n_known, ==, 1);
  /* The present is told of in other words than what is missing of the past. */
  vigie_history_window_set_range (window, FROM_DAYS (fixture, 2), VIGIE_HISTORY_NOW_ON);
  WAIT_FOR (vigie_history_window_get_error (window) != NULL);
  vigie_history_window_set_range (window, FROM_DAYS (fixture, 30), FROM_DAYS (fixture, 1));

  vigie_stub_server_set_refusing (server (fixture), FALSE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (is_complete (window) && series (window)->n == 29 * 144);
  assert_honest (fixture, series (window));
}

/* The link goes between two pages, and hangs up within one: what came is kept, what is known is true, the rest comes.
 */
static void
test_link_loss (Fixture *fixture, gconstpointer data)
{
  const VigieStubReply cut = {.body = "{\"value\":[{\"@iot.id\":1", .fault = VIGIE_STUB_CUT};
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint n_some;

  put_past (fixture, 6 * 24 * 35);
  vigie_fake_territory_set_lists (fixture->fake, 500, TRUE);
  start_loaded (fixture);
  vigie_stub_server_add (server (fixture), "*Datastreams(11)*$skip=1500*", -1, &cut);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 28), FROM_DAYS (fixture, 1));
  WAIT_FOR (vigie_history_window_get_error (window) != NULL && series (window)->n > 0);
  g_assert_false (vigie_history_window_get_loading (window));
  n_some = series (window)->n;
  g_assert_cmpuint (n_some, <, 27 * 144);
  assert_honest (fixture, series (window));

  vigie_stub_server_set_refusing (server (fixture), TRUE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_nonnull (vigie_history_window_get_error (window));
  g_assert_cmpuint (series (window)->n, >=, n_some);
  assert_honest (fixture, series (window));

  vigie_stub_server_clear (server (fixture));
  vigie_stub_server_set_refusing (server (fixture), FALSE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (is_complete (window) && series (window)->n == 27 * 144);
  assert_honest (fixture, series (window));
}

/* Increments go on while the history hangs; a window that is closed lets go of what hangs for it. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const VigieStubReply hang = {.fault = VIGIE_STUB_HANG};
  g_autoptr (VigieHistoryWindow) window = NULL, other = NULL;

  put_past (fixture, 300);
  start_loaded (fixture);
  vigie_stub_server_add (server (fixture), HISTORY_OF_11, 1, &hang);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (asked (fixture, HISTORY_OF_11) == 1);
  other = open_window (fixture, "21", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  increment (fixture);
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "43.5", VIGIE_TIME_NONE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (number_of (fixture, "11") == 43.5);
  g_assert_true (vigie_history_window_get_loading (window));
  g_assert_true (vigie_history_window_get_loading (other));

  g_clear_object (&window);
  WAIT_FOR (is_complete (other));
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, 1);
  /* And the sync ends at once while it hangs. */
  vigie_stub_server_add (server (fixture), HISTORY_OF_11, -1, &hang);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 3), FROM_DAYS (fixture, 1));
  WAIT_FOR (asked (fixture, HISTORY_OF_11) == 2);
  {
    gint64 began = g_get_monotonic_time ();

    stop (fixture);
    g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
  }
}

/* A server that refuses any order, and whose pages are small: nothing slips between them. */
static void
test_unordered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;

  put_past (fixture, 6 * 24 * 10);
  vigie_fake_territory_set_lists (fixture->fake, 100, FALSE);
  start_loaded (fixture);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 8), FROM_DAYS (fixture, 1));
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (series (window)->n, ==, 7 * 144);
  assert_honest (fixture, series (window));
  g_assert_true (
      vigie_series_is_known (series (window), FROM_DAYS (fixture, 8), FROM_DAYS (fixture, 1)));
  /* Some twenty stretches of up to 100 readings, and what was tried in vain. */
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), <, 80);
}

/* Pages without an end, of readings that are not asked for: cut, and said. */
static gboolean
endless_handler (const VigieStubRequest *request, VigieStubReply *reply, gpointer data)
{
  const char *skip = strstr (request->decoded, "$skip=");
  guint n = skip != NULL ? (guint) atoi (skip + strlen ("$skip=")) : 0;

  if (!g_pattern_match_simple ("*/Datastreams(11)/Observations*", request->decoded))
    return FALSE;
  reply->body = g_strdup_printf (
      "{\"value\":[{\"@iot.id\":%u,\"phenomenonTime\":\"%s\",\"resultTime\":null,\"result\":1}],"
      "\"@iot.nextLink\":\"{base}/Datastreams(11)/Observations?$skip=%u\"}",
      n + 1, GPOINTER_TO_INT (data) ? "1999-01-01T00:00:00Z" : "2999-01-01T00:00:00Z", n + 1);
  return TRUE;
}

static void
test_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL, other = NULL;

  start_loaded (fixture);
  window = open_window (fixture, "21", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (is_complete (window));
  g_clear_object (&window);
  /* From here on the server answers with nothing else. */
  vigie_stub_server_set_handler (server (fixture), endless_handler, GINT_TO_POINTER (1));
  window = open_window (fixture, "11", FROM_DAYS (fixture, 30), FROM_DAYS (fixture, 1));
  WAIT_FOR (vigie_history_window_get_error (window) != NULL);
  g_assert_false (vigie_history_window_get_loading (window));
  g_assert_cmpuint (series (window)->n, ==, 0);
  g_assert_cmpuint (series (window)->n_known, ==, 0);
  g_assert_cmpuint (asked (fixture, "*/Datastreams(11)/Observations*"), <, 200);

  /* And so up to a present that is no whole second. */
  other = open_window (fixture, "11", FROM_DAYS (fixture, 1), VIGIE_HISTORY_NOW_ON);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_history_window_get_error (window) != NULL
            && vigie_history_window_get_error (other) != NULL);
  g_assert_cmpuint (asked (fixture, "*/Datastreams(11)/Observations*"), <, 500);
}

/* A measure whose history the server cannot give: said, and the others come. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const VigieStubReply refusal = {.status = 404, .body = "{\"message\":\"no such thing\"}"};
  g_autoptr (VigieHistoryWindow) window = NULL, other = NULL;

  put_past (fixture, 300);
  start_loaded (fixture);
  vigie_stub_server_add (server (fixture), HISTORY_OF_11, -1, &refusal);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  other = open_window (fixture, "21", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (vigie_history_window_get_error (window) != NULL);
  WAIT_FOR (is_complete (other));
  g_assert_false (vigie_history_window_get_loading (window));
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_UP);

  /* F5. */
  vigie_stub_server_clear (server (fixture));
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (series (window)->n, ==, 144);
}

/* Credentials refused of the history alone: not asked again and again. */
static void
test_unauthorized (Fixture *fixture, gconstpointer data)
{
  const VigieStubReply refusal = {.status = 401};
  g_autoptr (VigieHistoryWindow) window = NULL, other = NULL;

  /* The sync itself asks for no history of normal ones. */
  vigie_fake_territory_put_reading (fixture->fake, 12, fixture->now - VIGIE_MINUTE, "50",
                                    fixture->now - VIGIE_MINUTE);
  start_loaded (fixture);
  vigie_stub_server_add (server (fixture), "*/Datastreams(*)/Observations?*", -1, &refusal);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (vigie_history_window_get_error (window) != NULL);
  other = open_window (fixture, "21", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (vigie_history_window_get_error (other) != NULL);
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, 1);
  g_assert_cmpuint (asked (fixture, "*/Datastreams(21)/Observations?*ge*"), ==, 0);
}

/* The server has another store while a page is on its way: what comes is of the one before, and is not kept. */
static void
test_other_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *late = NULL;
  char time[VIGIE_TIME_BUFFER];
  g_autoptr (VigieHistoryWindow) window = NULL;

  vigie_fake_territory_set_instance (fixture->fake, "one");
  start_loaded (fixture);
  late = g_strdup_printf ("{\"value\":[{\"@iot.id\":1,\"phenomenonTime\":\"%s\",\"result\":666}]}",
                          vigie_time_format (FROM_DAYS (fixture, 1.5), time));
  {
    const VigieStubReply slow = {.body = late, .delay_ms = 1500};

    vigie_stub_server_add (server (fixture), HISTORY_OF_11, 1, &slow);
  }
  window = open_window (fixture, "11", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (asked (fixture, HISTORY_OF_11) == 1);
  vigie_fake_territory_set_instance (fixture->fake, "two");
  vigie_fake_territory_put_reading (fixture->fake, 11, FROM_DAYS (fixture, 1.25), "7",
                                    fixture->now);
  compare (fixture);
  WAIT_FOR (is_complete (window) && series (window)->n == 1);
  g_assert_cmpfloat (series (window)->values[0], ==, 7);
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, 2);
}

/* Means another thing from now on: what was known of it is not. */
static void
test_other_meaning (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint n_asked;

  put_past (fixture, 300);
  start_loaded (fixture);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (is_complete (window));
  n_asked = asked (fixture, HISTORY_OF_11);
  vigie_fake_territory_put_datastream (fixture->fake, 11, 1, "Température",
                                       "{\"role\":\"temperature\",\"expectedInterval\":\"PT10M\"}");
  compare (fixture);
  WAIT_FOR (asked (fixture, HISTORY_OF_11) > n_asked && is_complete (window));
  g_assert_cmpuint (series (window)->n, ==, 144);
}

/* The disk is full: said, nothing half there, and it comes when there is room. */
static void
test_store_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;

  put_past (fixture, 300);
  start_with (fixture, NULL);
  WAIT_FOR (fixture->n_loaded > 0);
  window = open_window (fixture, "11", FROM_DAYS (fixture, 2), FROM_DAYS (fixture, 1));
  WAIT_FOR (vigie_history_window_get_error (window) != NULL);
  g_assert_false (vigie_history_window_get_loading (window));
  g_assert_null (series (window));
}

/* ---- Killed -------------------------------------------------------------------------------------- */

/* The program that is killed: fetches a window until it is. */
G_NORETURN static void
fetch_until_killed (const char *folder, const char *address, VigieTime from, VigieTime to)
{
  g_autoptr (VigieStore) store = vigie_store_open (folder, address, NULL, NULL);
  g_autoptr (VigieProfile) profile = vigie_profile_load (NULL, NULL);
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieSync) sync
      = vigie_sync_new (address, NULL, g_steal_pointer (&store), profile, clock, territory, NULL);
  g_autoptr (VigieHistoryWindow) window = NULL;

  vigie_sync_start (sync);
  window = vigie_history_open (vigie_sync_get_archive (sync), "11");
  vigie_history_window_set_range (window, from, to);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* kill -9 at any moment of a fetch: what is said to be known then is there, and the rest comes at the next start. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  VigieTime from = FROM_DAYS (fixture, 30), to = FROM_DAYS (fixture, 1);
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, from);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, to);
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint n_before = 0;

  put_past (fixture, 6 * 24 * 35);
  /* Small pages: on a busy machine the kill comes late, and there must still be something to ask for. */
  vigie_fake_territory_set_lists (fixture->fake, 20, TRUE);
  for (int round = 0; round < 4; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) child = g_subprocess_new (
          G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--fetch", fixture->folder,
          vigie_fake_territory_get_address (fixture->fake), first, last, NULL);
      g_autoptr (VigieStore) store = NULL;
      g_autoptr (VigieSeries) past = NULL;
      g_autofree char *set_aside = NULL;
      guint n_asked = asked (fixture, HISTORY_OF_11);

      g_assert_no_error (error);
      WAIT_FOR (asked (fixture, HISTORY_OF_11) > n_asked + 3 + 4 * round);
      g_subprocess_send_signal (child, SIGKILL);
      g_subprocess_wait (child, NULL, NULL);

      store = vigie_store_open (fixture->folder, vigie_fake_territory_get_address (fixture->fake),
                                &set_aside, &error);
      g_assert_no_error (error);
      g_assert_null (set_aside);
      past = vigie_store_read_series (store, "11", from, to, 100000, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (past->n, >=, n_before);
      n_before = past->n;
      assert_honest (fixture, past);
    }
  g_assert_cmpuint (n_before, >, 0);
  vigie_fake_territory_set_lists (fixture->fake, 0, TRUE);
  start_loaded (fixture);
  window = open_window (fixture, "11", from, to);
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (series (window)->n, ==, 29 * 144);
  assert_honest (fixture, series (window));
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--fetch") == 0)
    fetch_until_killed (argv[2], argv[3], g_ascii_strtoll (argv[4], NULL, 10),
                        g_ascii_strtoll (argv[5], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/history/offline", test_offline);
  ADD ("/sync/history/link-loss", test_link_loss);
  ADD ("/sync/history/cancel", test_cancel);
  ADD ("/sync/history/unordered", test_unordered);
  ADD ("/sync/history/endless", test_endless);
  ADD ("/sync/history/refused", test_refused);
  ADD ("/sync/history/unauthorized", test_unauthorized);
  ADD ("/sync/history/other-store", test_other_store);
  ADD ("/sync/history/other-meaning", test_other_meaning);
  ADD ("/sync/history/store-lost", test_store_lost);
  ADD ("/sync/history/killed", test_killed);
  return g_test_run ();
}
