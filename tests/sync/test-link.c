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
  g_assert_cmpint (vigie_sync_get_link_since (fixture->sync), ==,
                   vigie_sync_get_last_exchange (fixture->sync));
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
  ADD ("/sync/server-clock", test_server_clock);
  g_test_add_func ("/sync/bad-address", test_bad_address);
  return g_test_run ();
}
