/* test-link.c: the sync against a server that is away, comes back, refuses or has another time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

static void
test_lost_and_found (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  vigie_stub_server_set_refusing (server, TRUE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_nonnull (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), >, g_get_real_time ());
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), <,
                   g_get_real_time () + 10 * VIGIE_SECOND);
  g_assert_cmpint (vigie_sync_get_link_since (fixture->sync), <=, g_get_real_time ());
  g_assert_cmpint (ABS (vigie_sync_get_link_since (fixture->sync)
                        - vigie_sync_get_last_exchange (fixture->sync)),
                   <, VIGIE_SECOND);
  g_assert_cmpuint (n_sites (fixture), ==, 2);

  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "51", VIGIE_TIME_NONE);
  vigie_stub_server_set_refusing (server, FALSE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_UP);
  WAIT_FOR (number_of (fixture, "11") == 51);
  g_assert_null (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), ==, VIGIE_TIME_NONE);
}

/* A server that is not there at start: the last state stays, and comes to life by itself. */
static void
test_absent_at_start (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);

  vigie_stub_server_set_refusing (server, TRUE);
  start (fixture);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_cmpint (vigie_sync_get_last_exchange (fixture->sync), ==, VIGIE_TIME_NONE);
  g_assert_cmpuint (n_sites (fixture), ==, 0);
  vigie_stub_server_set_refusing (server, FALSE);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpuint (n_sites (fixture), ==, 2);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  VigieStubReply reply = {.status = 401, .body = "<html>", .content_type = "text/html"};
  guint before;
  gint64 until;

  vigie_stub_server_add (server, "*/Things?*", -1, &reply);
  start (fixture);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_REFUSED);
  g_assert_nonnull (vigie_sync_get_error_text (fixture->sync));
  g_assert_cmpint (vigie_sync_get_next_try (fixture->sync), ==, VIGIE_TIME_NONE);
  before = asked (fixture, "*");
  until = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  while (g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpuint (asked (fixture, "*"), ==, before);

  vigie_stub_server_clear (server);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_UP);
}

/* ---- Silence ----------------------------------------------------------------------------------- */

/* With the quarter of a second between two tries and what a loaded machine adds. */
#define NEWS_MS 300
#define SOON (2 * NEWS_MS + 500 + 2000)
/* Where a page of a measure's past was under way, which is waited for longer. */
#define PAGE_MS 3000
#define LATEST (2 * PAGE_MS + SOON)

static void
start_impatient (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  VigieStore *store = vigie_store_open (
      fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL, &error);

  g_assert_no_error (error);
  prepare_with (fixture, store);
  vigie_sync_set_limits (
      fixture->sync,
      &(VigieSyncLimits) {.news_ms = NEWS_MS, .page_ms = PAGE_MS, .patient_ms = 3000});
  vigie_sync_start (fixture->sync);
  WAIT_FOR (fixture->n_loaded > 0);
  increment (fixture);
  WAIT_FOR (vigie_sync_get_waiting (fixture->sync) == 0);
}

/* The cable is pulled: connections are accepted, or stand, and nothing comes. */
static void
check_silence (Fixture *fixture, VigieStubFault fault)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  VigieStubReply reply = {.body = "{\"value\":[", .fault = fault};
  VigieTime last;
  gint64 began;

  start_impatient (fixture);
  vigie_stub_server_add (server, "*", -1, &reply);
  began = g_get_monotonic_time ();
  last = vigie_sync_get_last_exchange (fixture->sync);
  vigie_sync_retry (fixture->sync);
  /* Before it is called lost it says that it waits. */
  WAIT_FOR (vigie_sync_get_waiting (fixture->sync) > NEWS_MS * 500);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_UP);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  g_assert_cmpint (g_get_monotonic_time () - began, <, LATEST * 1000);
  g_assert_nonnull (vigie_sync_get_error_text (fixture->sync));
  /* Nothing came since. */
  g_assert_cmpint (vigie_sync_get_last_exchange (fixture->sync), <=, last + LATEST * 1000);
  g_assert_cmpint (ABS (vigie_sync_get_link_since (fixture->sync)
                        - vigie_sync_get_last_exchange (fixture->sync)),
                   <, VIGIE_SECOND);

  vigie_stub_server_clear (server);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_UP);
}

static void
test_no_answer (Fixture *fixture, gconstpointer data)
{
  check_silence (fixture, VIGIE_STUB_HANG);
}

static void
test_half_an_answer (Fixture *fixture, gconstpointer data)
{
  check_silence (fixture, VIGIE_STUB_HANG_BODY);
}

/* One pause of a mobile network, as long as one try: the link is not lost. */
static void
test_pause (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  VigieStubReply reply = {.fault = VIGIE_STUB_HANG};
  VigieTime last;

  start_impatient (fixture);
  last = vigie_sync_get_last_exchange (fixture->sync);
  vigie_stub_server_add (server, "*/Observations?*", 1, &reply);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_waiting (fixture->sync) > NEWS_MS * 500);
  WAIT_FOR (vigie_sync_get_last_exchange (fixture->sync) >= last + NEWS_MS * 1000);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_UP);
}

static void
count_losses_cb (VigieSync *sync, GParamSpec *pspec, guint *n_losses)
{
  *n_losses += vigie_sync_get_link (sync) == VIGIE_LINK_LOST;
}

/* A server that is slow, not dead: lost once, then given the time that it takes. */
static void
test_slow (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  VigieStubReply reply = {.body = "{\"value\":[]}", .delay_ms = 2 * NEWS_MS};
  guint n_losses = 0;

  start_impatient (fixture);
  vigie_stub_server_add (server, "*/Observations?*", -1, &reply);
  g_signal_connect (fixture->sync, "notify::link", G_CALLBACK (count_losses_cb), &n_losses);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (n_losses == 1);
  for (int i = 0; i < 3; i++)
    {
      VigieTime last = vigie_sync_get_last_exchange (fixture->sync);

      vigie_sync_retry (fixture->sync);
      WAIT_FOR (vigie_sync_get_last_exchange (fixture->sync) > last
                && vigie_sync_get_link (fixture->sync) == VIGIE_LINK_UP
                && vigie_sync_get_waiting (fixture->sync) == 0);
    }
  g_assert_cmpuint (n_losses, ==, 1);
}

/* Back from suspend, or the clock was set: not « up » before the server has answered. */
static void
test_jump (Fixture *fixture, gconstpointer data)
{
  VigieStubServer *server = vigie_fake_territory_get_server (fixture->fake);
  VigieStubReply reply = {.fault = VIGIE_STUB_HANG};
  VigieTime last;
  guint n_changes = 0;

  start_impatient (fixture);
  g_signal_connect_swapped (fixture->sync, "notify::link", G_CALLBACK (count_cb), &n_changes);
  vigie_sync_clocks_moved (fixture->sync);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_CONNECTING);
  g_assert_cmpuint (n_changes, ==, 1);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_UP);
  g_assert_cmpuint (n_changes, ==, 2);

  /* In the middle of a request, and the server is gone meanwhile. */
  WAIT_FOR (vigie_sync_get_waiting (fixture->sync) == 0);
  vigie_stub_server_add (server, "*", -1, &reply);
  last = vigie_sync_get_last_exchange (fixture->sync);
  n_changes = 0;
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_waiting (fixture->sync) > 0);
  vigie_sync_clocks_moved (fixture->sync);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_CONNECTING);
  WAIT_FOR (n_changes > 1);
  g_assert_cmpint (vigie_sync_get_link (fixture->sync), ==, VIGIE_LINK_LOST);
  /* By two readings of the clock a moment apart. */
  g_assert_cmpint (ABS (vigie_sync_get_link_since (fixture->sync) - last), <, VIGIE_SECOND);
}

static void
test_server_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieClock) clock = NULL;

  vigie_fake_territory_set_clock (fixture->fake, 5 * VIGIE_MINUTE, 1);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), >, 4 * VIGIE_MINUTE);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), <, 6 * VIGIE_MINUTE);
  clock = vigie_sync_dup_server_clock (fixture->sync);
  g_assert_nonnull (clock);
  g_assert_cmpint (vigie_clock_now (clock), >, g_get_real_time () + 4 * VIGIE_MINUTE);
  /* Instants by the server's clock: this machine's is as wrong as before. */
  vigie_sync_set_clock (fixture->sync, clock);
  compare (fixture);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), >, 4 * VIGIE_MINUTE);
  g_assert_cmpint (vigie_sync_get_last_exchange (fixture->sync), >,
                   g_get_real_time () + 4 * VIGIE_MINUTE);
  stop (fixture);
  g_clear_object (&clock);

  /* A demonstration on another machine, or one that was in a hurry and is not any more, is no other thing. */
  vigie_fake_territory_set_clock (fixture->fake, -2 * VIGIE_HOUR, 1);
  vigie_fake_territory_set_demonstration (fixture->fake, TRUE);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), <, -119 * VIGIE_MINUTE);
  clock = vigie_sync_dup_server_clock (fixture->sync);
  g_assert_nonnull (clock);
  g_assert_cmpint (vigie_clock_now (clock), <, g_get_real_time () - 119 * VIGIE_MINUTE);
  stop (fixture);
  g_clear_object (&clock);
  vigie_fake_territory_set_demonstration (fixture->fake, FALSE);

  vigie_fake_territory_set_clock (fixture->fake, 0, 1);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_null (vigie_sync_dup_server_clock (fixture->sync));
  stop (fixture);

  vigie_fake_territory_set_clock (fixture->fake, 40 * VIGIE_DAY, 60);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_assert_cmpfloat (vigie_sync_get_pace (fixture->sync), ==, 60);
  g_assert_cmpint (vigie_sync_get_clock_skew (fixture->sync), ==, 0);
  clock = vigie_sync_dup_server_clock (fixture->sync);
  g_assert_nonnull (clock);
  g_assert_cmpfloat (vigie_clock_get_pace (clock), ==, 60);
  g_assert_cmpint (vigie_clock_now (clock), >, fixture->now + 39 * VIGIE_DAY);
}

static void
test_bad_address (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  g_autoptr (VigieTerritory) territory = vigie_territory_new (clock);
  g_autoptr (VigieProfile) profile = vigie_profile_load (NULL, &error);

  g_assert_no_error (error);
  g_assert_null (vigie_sync_new ("gopher://x", NULL, NULL, profile, clock, territory, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_ADDRESS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/lost-and-found", test_lost_and_found);
  ADD ("/sync/absent-at-start", test_absent_at_start);
  ADD ("/sync/refused", test_refused);
  ADD ("/sync/no-answer", test_no_answer);
  ADD ("/sync/half-an-answer", test_half_an_answer);
  ADD ("/sync/pause", test_pause);
  ADD ("/sync/slow", test_slow);
  ADD ("/sync/jump", test_jump);
  ADD ("/sync/server-clock", test_server_clock);
  g_test_add_func ("/sync/bad-address", test_bad_address);
  return g_test_run ();
}
