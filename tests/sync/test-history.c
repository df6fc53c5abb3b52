/* test-history.c: windows on the past: from the store, from the server, and following the present.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history-fixture.h"

/* A reading that comes is in the window, without asking for it. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint n_changed = 0, n_asked;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = vigie_history_open (archive (fixture), "11");
  g_assert_cmpstr (vigie_history_window_get_measure_id (window), ==, "11");
  g_assert_null (series (window));
  g_assert_false (vigie_history_window_get_loading (window));
  g_signal_connect_swapped (window, "changed", G_CALLBACK (count_cb), &n_changed);
  vigie_history_window_set_range (window, fixture->now - VIGIE_HOUR, VIGIE_HISTORY_NOW_ON);
  g_assert_true (vigie_history_window_get_loading (window));
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (series (window)->n, ==, 1);
  g_assert_cmpfloat (series (window)->values[0], ==, 42.5);
  g_assert_cmpint (series (window)->expected_interval, ==, 10 * VIGIE_MINUTE);
  n_asked = asked (fixture, HISTORY_OF_11);
  g_assert_cmpuint (n_asked, ==, 1);

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
  /* A correction. */
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "44.5", VIGIE_TIME_NONE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (series (window)->values[2] == 44.5);
  /* None of it was asked for again. */
  g_assert_true (is_complete (window));
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, n_asked);
}

/* What was followed is known, without asking: up to the present, not only to the last reading. */
static void
test_followed_is_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  VigieTime known_to;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = open_window (fixture, "11", fixture->now - VIGIE_HOUR, VIGIE_HISTORY_NOW_ON);
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (series (window)->n_known, ==, 1);
  known_to = series (window)->known[0].to;
  g_assert_cmpint (series (window)->known[0].from, ==, fixture->now - VIGIE_HOUR);
  g_assert_cmpint (known_to, >, fixture->now - 10 * VIGIE_SECOND);
  g_assert_cmpint (known_to, <=, g_get_real_time ());

  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "43.5", VIGIE_TIME_NONE);
  increment (fixture);
  WAIT_FOR (series (window)->n == 2 && series (window)->known[0].to > known_to);
  g_assert_cmpint (series (window)->known[0].to, >, fixture->now);
  g_assert_cmpuint (series (window)->n_known, ==, 1);
}

/* Windows side by side, within and over each other: each stretch is asked for once, and then by nobody any more. */
static void
test_union (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) spans = NULL;
  static const struct
  {
    int from, to; /* days ago */
  } ranges[] = {{1, 0}, {7, 0}, {30, 20}, {25, 10}, {3, 2}, {40, 35}, {7, 0}};
  guint n_asked;

  put_past (fixture, 6 * 24 * 45);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      VigieTime to
          = ranges[i].to > 0 ? fixture->now - ranges[i].to * VIGIE_DAY : VIGIE_HISTORY_NOW_ON;

      g_ptr_array_add (windows,
                       open_window (fixture, "11", fixture->now - ranges[i].from * VIGIE_DAY, to));
      /* Some while others are on their way. */
      if (i % 2 == 0)
        WAIT_FOR (is_complete (g_ptr_array_index (windows, i)));
    }
  for (guint i = 0; i < windows->len; i++)
    {
      VigieHistoryWindow *window = g_ptr_array_index (windows, i);

      WAIT_FOR (is_complete (window));
      g_assert_true (vigie_series_is_known (
          series (window), fixture->now - ranges[i].from * VIGIE_DAY,
          ranges[i].to > 0 ? fixture->now - ranges[i].to * VIGIE_DAY : fixture->now - VIGIE_HOUR));
      if (ranges[i].to > 0)
        g_assert_cmpuint (series (window)->n, ==, (ranges[i].from - ranges[i].to) * 144);
    }
  spans = asked_spans (fixture);
  assert_apart (spans);
  n_asked = spans->len;

  /* Inside of what is known. */
  g_ptr_array_set_size (windows, 0);
  g_ptr_array_add (windows, open_window (fixture, "11", fixture->now - 22 * VIGIE_DAY,
                                         fixture->now - 11 * VIGIE_DAY));
  WAIT_FOR (is_complete (g_ptr_array_index (windows, 0)));
  g_assert_cmpuint (series (g_ptr_array_index (windows, 0))->n, ==, 11 * 144);
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, n_asked);
}

/* After a restart what is known is shown without a server, and not asked for again with one. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  guint n_asked;

  put_past (fixture, 500);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = open_window (fixture, "11", fixture->now - 3 * VIGIE_DAY, VIGIE_HISTORY_NOW_ON);
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (series (window)->n, ==, 3 * 144 - 6 + 1 + 1);
  n_asked = asked (fixture, HISTORY_OF_11);
  g_clear_object (&window);
  stop (fixture);

  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), TRUE);
  start (fixture);
  window = open_window (fixture, "11", fixture->now - 2 * VIGIE_DAY, fixture->now - VIGIE_DAY);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (series (window)->n, ==, 144);
  g_assert_true (vigie_series_is_known (series (window), fixture->now - 2 * VIGIE_DAY,
                                        fixture->now - VIGIE_DAY));
  g_clear_object (&window);
  stop (fixture);

  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), FALSE);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = open_window (fixture, "11", fixture->now - 3 * VIGIE_DAY, VIGIE_HISTORY_NOW_ON);
  WAIT_FOR (is_complete (window));
  increment (fixture);
  g_assert_cmpuint (series (window)->n, ==, 3 * 144 - 6 + 1 + 1);
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, n_asked);
}

/* Readings that came while Vigie was open are shown; what is between them and what was never asked for is not known. */
static void
test_only_followed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;

  put_past (fixture, 500);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  vigie_fake_territory_put_reading (fixture->fake, 11, fixture->now, "43.5", VIGIE_TIME_NONE);
  increment (fixture);
  stop (fixture);
  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), TRUE);
  start (fixture);
  window = open_window (fixture, "11", fixture->now - 2 * VIGIE_DAY, VIGIE_HISTORY_NOW_ON);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST && series (window) != NULL
            && !vigie_history_window_get_loading (window));
  g_assert_cmpuint (series (window)->n, ==, 2);
  g_assert_cmpuint (series (window)->n_known, ==, 0);
  g_assert_nonnull (vigie_history_window_get_error (window));
}

/* On the edges: the first instant belongs to a window, the last one to the next. */
static void
test_edges (Fixture *fixture, gconstpointer data)
{
  VigieTime edge = fixture->now - 5 * VIGIE_DAY;
  g_autoptr (VigieHistoryWindow) before = NULL, after = NULL, both = NULL, none = NULL;

  vigie_fake_territory_put_reading (fixture->fake, 11, edge, "1", edge);
  vigie_fake_territory_put_reading (fixture->fake, 11, edge + VIGIE_HOUR, "2", edge);
  vigie_fake_territory_put_reading (fixture->fake, 11, edge - 1, "3", edge);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  before = open_window (fixture, "11", edge - VIGIE_HOUR, edge);
  WAIT_FOR (is_complete (before));
  after = open_window (fixture, "11", edge, edge + VIGIE_HOUR);
  WAIT_FOR (is_complete (after));
  both = open_window (fixture, "11", edge - 1, edge + VIGIE_HOUR + 1);
  WAIT_FOR (is_complete (both));
  none = open_window (fixture, "11", edge, edge);
  g_assert_cmpuint (series (before)->n, ==, 1);
  g_assert_cmpfloat (series (before)->values[0], ==, 3);
  g_assert_cmpuint (series (after)->n, ==, 1);
  g_assert_cmpfloat (series (after)->values[0], ==, 1);
  g_assert_cmpuint (series (both)->n, ==, 3);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (series (none));
  g_assert_false (vigie_history_window_get_loading (none));
}

/* The server has nothing of that time: known to be empty, and asked once. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL, again = NULL;
  guint n_asked;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window
      = open_window (fixture, "11", fixture->now - 20 * VIGIE_DAY, fixture->now - 10 * VIGIE_DAY);
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (series (window)->n, ==, 0);
  g_assert_true (vigie_series_is_known (series (window), fixture->now - 20 * VIGIE_DAY,
                                        fixture->now - 10 * VIGIE_DAY));
  n_asked = asked (fixture, HISTORY_OF_11);
  again = open_window (fixture, "11", fixture->now - 18 * VIGIE_DAY, fixture->now - 12 * VIGIE_DAY);
  WAIT_FOR (is_complete (again));
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, n_asked);
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
  vigie_history_read_async (archive (fixture), ids, G_N_ELEMENTS (ids), fixture->now - VIGIE_HOUR,
                            fixture->now, NULL, many_cb, &all);
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
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, 0);
}

static void
filled_cb (VigieHistory *history, const char *id, GPtrArray *ids)
{
  g_ptr_array_add (ids, g_strdup (id));
}

/* Behind the windows, each measure told of once; again, without asking the server; offline, what is complete. */
static void
test_fill (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = {"11", "12", "21", "11"};
  g_autoptr (GPtrArray) filled = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) spans = NULL;
  VigieTime from = fixture->now - 60 * VIGIE_DAY, to = fixture->now - VIGIE_DAY;
  guint n_asked;

  put_past (fixture, 6 * 24 * 70);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  g_signal_connect (archive (fixture), "filled", G_CALLBACK (filled_cb), filled);
  vigie_history_fill (archive (fixture), ids, G_N_ELEMENTS (ids), from, to);
  vigie_history_fill (archive (fixture), ids, 1, from - VIGIE_DAY, to);
  WAIT_FOR (filled->len == 3);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (filled->len, ==, 3);
  spans = asked_spans (fixture);
  assert_apart (spans);
  n_asked = spans->len;

  stop (fixture);
  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), TRUE);
  start (fixture);
  g_ptr_array_set_size (filled, 0);
  g_signal_connect (archive (fixture), "filled", G_CALLBACK (filled_cb), filled);
  vigie_history_fill (archive (fixture), ids, 3, from, to);
  WAIT_FOR (filled->len == 3);
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, n_asked);
}

typedef struct
{
  double last;
  guint n;
} Progress;

static void
progress_cb (VigieHistoryDemand *demand, GParamSpec *pspec, Progress *progress)
{
  double now = vigie_history_demand_get_progress (demand);

  g_assert_cmpfloat (now, >, progress->last);
  g_assert_cmpfloat (now, <=, 1);
  progress->last = now;
  progress->n++;
}

static VigieHistoryDemand *
demand (Fixture *fixture, guint n, VigieTime from, VigieTime to, Progress *progress)
{
  static const char *const ids[] = {"11", "12", "21", "11"};
  VigieHistoryDemand *demand = vigie_history_demand (archive (fixture), ids, n, from, to);

  *progress = (Progress) {0};
  g_signal_connect (demand, "notify::progress", G_CALLBACK (progress_cb), progress);
  return demand;
}

/* Told how far it is, step by step; known after a restart, without the server. */
static void
test_demand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryDemand) first = NULL, again = NULL, more = NULL, nothing = NULL;
  g_autoptr (GArray) spans = NULL;
  VigieTime from = fixture->now - 90 * VIGIE_DAY, to = fixture->now - VIGIE_DAY;
  Progress progress, other;
  gint64 began;
  guint n_asked;

  put_past (fixture, 6 * 24 * 95);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  nothing = vigie_history_demand (archive (fixture), NULL, 0, from, to);
  g_assert_cmpfloat (vigie_history_demand_get_progress (nothing), ==, 1);
  began = g_get_monotonic_time ();
  first = demand (fixture, 4, from, to, &progress);
  g_assert_cmpfloat (vigie_history_demand_get_progress (first), ==, 0);
  WAIT_FOR (vigie_history_demand_get_progress (first) == 1);
  g_test_message ("90 days of 3 measures in %d ms",
                  (int) ((g_get_monotonic_time () - began) / 1000));
  g_assert_cmpuint (progress.n, >=, 4);
  g_assert_null (vigie_history_demand_get_error (first));
  spans = asked_spans (fixture);
  assert_apart (spans);
  g_assert_cmpuint (spans->len, >=, 3);
  n_asked = spans->len;
  g_clear_object (&first);

  stop (fixture);
  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), TRUE);
  start (fixture);
  again = demand (fixture, 3, from, to, &progress);
  WAIT_FOR (vigie_history_demand_get_progress (again) == 1);
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, n_asked);
  /* Half of it is not there, and does not come. */
  more = demand (fixture, 3, from - 89 * VIGIE_DAY, to, &other);
  WAIT_FOR (vigie_history_demand_get_progress (more) > 0);
  g_assert_cmpfloat (vigie_history_demand_get_progress (more), >, 0.45);
  g_assert_cmpfloat (vigie_history_demand_get_progress (more), <, 0.55);
}

/* The window goes first; a demand that nobody has any more is let go of, at once, and asks for nothing. */
static void
test_demand_dropped (Fixture *fixture, gconstpointer data)
{
  const VigieStubReply hang = {.fault = VIGIE_STUB_HANG};
  g_autoptr (VigieHistoryDemand) dropped = NULL, other = NULL;
  g_autoptr (VigieHistoryWindow) window = NULL;
  static const char *const ids[] = {"21"};
  Progress progress;

  put_past (fixture, 300);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  vigie_stub_server_add (vigie_fake_territory_get_server (fixture->fake), HISTORY_OF_11, 1, &hang);
  dropped = demand (fixture, 1, fixture->now - 2 * VIGIE_DAY, fixture->now - VIGIE_DAY, &progress);
  WAIT_FOR (asked (fixture, HISTORY_OF_11) == 1);
  window = open_window (fixture, "21", fixture->now - 2 * VIGIE_DAY, fixture->now - VIGIE_DAY);
  other = vigie_history_demand (archive (fixture), ids, 1, fixture->now - 9 * VIGIE_DAY,
                                VIGIE_HISTORY_NOW_ON);
  g_clear_object (&dropped);
  WAIT_FOR (is_complete (window) && vigie_history_demand_get_progress (other) == 1);
  g_assert_cmpuint (asked (fixture, HISTORY_OF_11), ==, 1);
  g_assert_cmpuint (progress.n, ==, 0);
  /* It may outlive the sync. */
  stop (fixture);
  g_assert_cmpfloat (vigie_history_demand_get_progress (other), ==, 1);
}

/* Closed views leave windows behind, and windows outlive their sync. */
static void
test_outlive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  VigieHistoryWindow *closed;

  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  window = vigie_history_open (archive (fixture), "11");
  closed = vigie_history_open (archive (fixture), "11");
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

/* What was asked for a history is counted with all else, and stays so with another client. */
static void
test_counted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieHistoryWindow) window = NULL;
  VigieStStatistics before, after;

  put_past (fixture, 100);
  start (fixture);
  WAIT_FOR (fixture->n_loaded > 0);
  increment (fixture);
  WAIT_FOR (vigie_sync_get_waiting (fixture->sync) == 0);
  before = vigie_sync_get_statistics (fixture->sync);
  window = open_window (fixture, "11", fixture->now - VIGIE_DAY, fixture->now);
  WAIT_FOR (is_complete (window) && asked (fixture, HISTORY_OF_11) > 0);
  WAIT_FOR (vigie_sync_get_statistics (fixture->sync).requests == asked (fixture, "*"));
  after = vigie_sync_get_statistics (fixture->sync);
  g_assert_cmpuint (after.requests, >, before.requests);
  /* A reading takes more than that in JSON. */
  g_assert_cmpuint (after.bytes, >, before.bytes + 100 * 20);

  /* The link goes and comes back: the history's client is another one. */
  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), TRUE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_LOST);
  vigie_stub_server_set_refusing (vigie_fake_territory_get_server (fixture->fake), FALSE);
  vigie_sync_retry (fixture->sync);
  WAIT_FOR (vigie_sync_get_link (fixture->sync) == VIGIE_LINK_UP);
  vigie_history_window_set_range (window, fixture->now - 40 * VIGIE_DAY, fixture->now);
  WAIT_FOR (is_complete (window));
  g_assert_cmpuint (vigie_sync_get_statistics (fixture->sync).requests, >=, asked (fixture, "*"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/history/follow", test_follow);
  ADD ("/sync/history/followed-is-known", test_followed_is_known);
  ADD ("/sync/history/union", test_union);
  ADD ("/sync/history/restart", test_restart);
  ADD ("/sync/history/only-followed", test_only_followed);
  ADD ("/sync/history/edges", test_edges);
  ADD ("/sync/history/empty", test_empty);
  ADD ("/sync/history/many", test_many);
  ADD ("/sync/history/fill", test_fill);
  ADD ("/sync/history/demand", test_demand);
  ADD ("/sync/history/demand-dropped", test_demand_dropped);
  ADD ("/sync/history/outlive", test_outlive);
  ADD ("/sync/history/counted", test_counted);
  return g_test_run ();
}
