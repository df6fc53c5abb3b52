/* The context on a server: what cannot be used is said, and the window is not blank for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-context.h"
#include "vigie-fake-territory.h"
#include "vigie-store.h"
#include "vigie-test-folder.h"
#include "vigie-words.h"

#include <glib/gstdio.h>

typedef struct
{
  VigieFakeTerritory *fake;
  GSettings *settings;
  VigieClock *clock;
  VigieContext *context;
  char *folder;
  GPtrArray *notices; /* of char * */
} Fixture;

static void
notice_cb (Fixture *fixture, const char *words)
{
  g_ptr_array_add (fixture->notices, g_strdup (words));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = vigie_fake_territory_new ();
  vigie_fake_territory_put_thing (fixture->fake, 1, "Déchèterie de Groix",
                                  "{\"kind\":\"recycling-centre\"}");
  fixture->folder = g_dir_make_tmp ("vigie-context-XXXXXX", NULL);
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->clock = vigie_clock_new ();
  fixture->notices = g_ptr_array_new_with_free_func (g_free);
  fixture->context = vigie_context_new (fixture->settings, fixture->clock, fixture->folder);
  g_signal_connect_swapped (fixture->context, "notice", G_CALLBACK (notice_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  vigie_context_close (fixture->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->context);
  g_settings_reset (fixture->settings, "profile-path");
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
  g_ptr_array_unref (fixture->notices);
  vigie_fake_territory_free (fixture->fake);
  vigie_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end_ = g_get_monotonic_time () + 15 * G_USEC_PER_SEC;                                   \
                                                                                                   \
    while (!(condition) && g_get_monotonic_time () < end_)                                         \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

static void
open (Fixture *fixture)
{
  vigie_context_open (fixture->context, vigie_fake_territory_get_address (fixture->fake), NULL,
                      NULL);
  vigie_context_start_network (fixture->context);
}

static gboolean
shows_the_site (Fixture *fixture)
{
  VigieTerritory *territory = vigie_context_get_territory (fixture->context);

  return territory != NULL && vigie_context_get_state (fixture->context) == VIGIE_CONTEXT_OPEN
         && g_list_model_get_n_items (G_LIST_MODEL (territory)) == 1;
}

/* The file is named, and the territory is shown by the built-in profile. */
static void
test_unusable_profile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "profile.json", NULL);
  g_autoptr (VigieProfile) built_in = vigie_profile_new_built_in ();

  g_assert_true (g_file_set_contents (path, "{ \"version\": 1,\n \"oops\": 2 }", -1, NULL));
  g_settings_set_string (fixture->settings, "profile-path", path);
  open (fixture);
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->notices, 0), path));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->notices, 0), "oops"));
  g_assert_cmpstr (vigie_profile_get_digest (vigie_context_get_profile (fixture->context)), ==,
                   vigie_profile_get_digest (built_in));
  WAIT_FOR (shows_the_site (fixture));
}

/* A file stands where the folder of the stores should be. */
static void
test_unusable_store (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  open (fixture);
  g_assert_nonnull (vigie_context_get_keeping_error (fixture->context));
  g_assert_nonnull (vigie_context_get_territory (fixture->context));
  WAIT_FOR (shows_the_site (fixture));
  /* Said for as long as it lasts; nothing that is closed once and forgotten. */
  g_assert_cmpuint (fixture->notices->len, ==, 0);
  g_assert_nonnull (strstr (vigie_context_get_keeping_error (fixture->context), fixture->folder));

  /* Whoever makes room for it and tries again needs not start anew. */
  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);
  vigie_context_retry (fixture->context);
  g_assert_null (vigie_context_get_keeping_error (fixture->context));
  WAIT_FOR (shows_the_site (fixture));
  g_assert_null (vigie_context_get_keeping_error (fixture->context));
}

/* Nothing can be written and the server does not answer: what is known is shown, and of when it is. */
static void
test_known_without_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieStore) made = NULL;
  g_autofree char *lock = NULL;
  VigieSync *sync;

  open (fixture);
  WAIT_FOR (shows_the_site (fixture));
  WAIT_FOR (vigie_sync_get_link (vigie_context_get_sync (fixture->context)) == VIGIE_LINK_UP);
  vigie_context_close (fixture->context);
  made = vigie_store_open (fixture->folder, vigie_fake_territory_get_address (fixture->fake), NULL,
                           NULL);
  lock = g_strconcat (vigie_store_get_path (made), ".lock", NULL);
  g_clear_pointer (&made, vigie_store_close);
  g_assert_cmpint (g_unlink (lock), ==, 0);
  g_assert_cmpint (g_mkdir (lock, 0700), ==, 0);
  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), TRUE);

  open (fixture);
  g_assert_nonnull (vigie_context_get_keeping_error (fixture->context));
  g_assert_true (shows_the_site (fixture));
  sync = vigie_context_get_sync (fixture->context);
  WAIT_FOR (vigie_sync_get_link (sync) == VIGIE_LINK_LOST);
  g_assert_cmpint (vigie_sync_get_last_exchange (sync), !=, VIGIE_TIME_NONE);
  vigie_context_close (fixture->context);
  g_assert_cmpint (g_rmdir (lock), ==, 0);
}

/* The server shown, whatever the settings say: one of the command line is not remembered. */
static void
test_reload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieProfile) before = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "profile.json", NULL);

  vigie_context_reload (fixture->context);
  g_assert_cmpint (vigie_context_get_state (fixture->context), ==, VIGIE_CONTEXT_EMPTY);
  open (fixture);
  WAIT_FOR (shows_the_site (fixture));
  before = vigie_profile_ref (vigie_context_get_profile (fixture->context));
  g_assert_true (g_file_set_contents (path, "{ \"version\": 1 }", -1, NULL));
  g_settings_set_string (fixture->settings, "profile-path", path);
  vigie_context_reload (fixture->context);
  g_assert_cmpstr (vigie_context_get_server (fixture->context), ==,
                   vigie_fake_territory_get_address (fixture->fake));
  g_assert_cmpstr (vigie_profile_get_digest (vigie_context_get_profile (fixture->context)), !=,
                   vigie_profile_get_digest (before));
  WAIT_FOR (shows_the_site (fixture));
  g_assert_cmpuint (fixture->notices->len, ==, 0);
}

/* The server is 3 h behind this machine: what it has just read is fresh, and the person is told once. */
static void
test_server_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieTicker) ticker = vigie_ticker_new (fixture->clock);
  g_autofree char *duration = vigie_words_duration (3 * VIGIE_HOUR);
  VigieMeasure *measure;
  VigieTime time;

  vigie_fake_territory_set_clock (fixture->fake, -3 * VIGIE_HOUR - VIGIE_SECOND, 1);
  time = vigie_fake_territory_now (fixture->fake) - VIGIE_MINUTE;
  vigie_fake_territory_put_datastream (fixture->fake, 11, 1, "Benne gravats",
                                       "{\"expectedInterval\":\"PT10M\"}");
  vigie_fake_territory_put_reading (fixture->fake, 11, time, "42", time);
  open (fixture);
  WAIT_FOR (vigie_context_get_clock (fixture->context) != fixture->clock);
  g_assert_cmpint (ABS (vigie_clock_now (vigie_context_get_clock (fixture->context))
                        - vigie_fake_territory_now (fixture->fake)),
                   <, 5 * VIGIE_SECOND);
  WAIT_FOR ((measure
             = vigie_territory_find_measure (vigie_context_get_territory (fixture->context), "11"))
                != NULL
            && vigie_measure_get_freshness (measure) == VIGIE_FRESHNESS_LIVE
            && !vigie_sync_get_loading (vigie_context_get_sync (fixture->context))
            && vigie_sync_get_link (vigie_context_get_sync (fixture->context)) == VIGIE_LINK_UP);
  vigie_territory_tick (vigie_context_get_territory (fixture->context));
  g_assert_cmpint (vigie_measure_get_freshness (measure), ==, VIGIE_FRESHNESS_LIVE);
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->notices, 0), duration));

  vigie_ticker_set_clock (ticker, vigie_context_get_clock (fixture->context));
  g_assert_cmpint (vigie_ticker_get_now (ticker), <, g_get_real_time () - 2 * VIGIE_HOUR);
  vigie_context_close (fixture->context);
  g_assert_true (vigie_context_get_clock (fixture->context) == fixture->clock);
}

/* A demonstration in a hurry: its pace is the window's. */
static void
test_pace (Fixture *fixture, gconstpointer data)
{
  vigie_fake_territory_set_clock (fixture->fake, VIGIE_DAY, 60);
  open (fixture);
  WAIT_FOR (vigie_clock_get_pace (vigie_context_get_clock (fixture->context)) == 60);
  WAIT_FOR (shows_the_site (fixture));
  g_assert_cmpint (vigie_clock_now (vigie_context_get_clock (fixture->context)), >,
                   g_get_real_time () + 23 * VIGIE_HOUR);
  g_assert_cmpuint (fixture->notices->len, ==, 0);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/context/unusable-profile", test_unusable_profile);
  ADD ("/app/context/unusable-store", test_unusable_store);
  ADD ("/app/context/known-without-store", test_known_without_store);
  ADD ("/app/context/reload", test_reload);
  ADD ("/app/context/server-clock", test_server_clock);
  ADD ("/app/context/pace", test_pace);
  return g_test_run ();
}
