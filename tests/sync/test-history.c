/* test-history.c: windows on the past: from the store, from the server, and following the present.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

static VigieSeries *
series (VigieHistoryWindow *window)
{
  return vigie_history_window_get_series (window);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* A reading that comes is in the window, without asking for it. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint n_changed = 0;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = vigie_history_open (vigie_sync_get_archive (fixture->sync), "11");
  g_assert_cmpstr (vigie_history_window_get_measure_id (window), ==, "11");
  g_assert_null (series (window));
  g_assert_false (vigie_history_window_get_loading (window));
  g_signal_connect_swapped (window, "changed", G_CALLBACK (count_cb), &n_changed);
  vigie_history_window_set_range (window, fixture->now - VIGIE_HOUR, VIGIE_HISTORY_NOW_ON);
  g_assert_true (vigie_history_window_get_loading (window));
  WAIT_FOR (series (window) != NULL);
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (series (window)->n, ==, 1);
  g_assert_cmpfloat (series (window)->values[0], ==, 42.5);
  g_assert_cmpint (series (window)->expected_interval, ==, 10 * VIGIE_MINUTE);

  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "43.5", VIGIE_TIME_NONE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (series (window)->n == 2);
  g_assert_cmpfloat (series (window)->values[1], ==, 43.5);
  /* A late one, which the model does not show. */
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now - 30 * VIGIE_SECOND, "43",
                                    VIGIE_TIME_NONE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (series (window)->n == 3);
  g_assert_cmpfloat (series (window)->values[1], ==, 43);
}

static void
many_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GPtrArray **) user_data = vigie_history_read_finish (VIGIE_HISTORY (object), result, &error);
  g_assert_no_error (error);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = {"12", "none", "11", "12", "21"};
  g_autoptr (GPtrArray) all = NULL;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  vigie_history_read_async (vigie_sync_get_archive (fixture->sync), ids, G_N_ELEMENTS (ids),
                            fixture->now - VIGIE_HOUR, fixture->now, NULL, many_cb, &all);
  WAIT_FOR (all != NULL);
  g_assert_cmpuint (all->len, ==, 5);
  for (guint i = 0; i < all->len; i++)
    {
      static const guint n[] = {1, 0, 1, 1, 0};
      static const double values[] = {85, NAN, 42.5, 85, NAN};
      const VigieSeries *one = g_ptr_array_index (all, i);

      g_assert_cmpuint (one->n, ==, n[i]);
      if (one->n > 0)
        g_assert_cmpfloat (one->values[0], ==, values[i]);
    }
}

/* Closed views leave windows behind, and windows outlive their sync. */
static void
test_outlive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  VigieHistoryWindow *closed;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = vigie_history_open (vigie_sync_get_archive (fixture->sync), "11");
  closed = vigie_history_open (vigie_sync_get_archive (fixture->sync), "11");
  vigie_history_window_set_range (window, fixture->now - VIGIE_HOUR, fixture->now);
  vigie_history_window_set_range (closed, fixture->now - VIGIE_HOUR, fixture->now);
  g_object_unref (closed);
  WAIT_FOR (series (window) != NULL);
  stop (fixture);
  vigie_history_window_set_range (window, fixture->now - VIGIE_DAY, fixture->now);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (series (window)->n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/history/follow", test_follow);
  ADD ("/sync/history/many", test_many);
  ADD ("/sync/history/outlive", test_outlive);
  return g_test_run ();
}
