/* test-history.c: history for charts: series of numbers, and which stretches of them are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-fixture.h"
#include "vigie-spans.h"

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

/* @n readings of the measure, one a minute from @from, valued by their order. */
static void
put_minutes (VigieStore *store, const char *id, VigieTime from, guint n, guint want_changed)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, TRUE, sizeof (VigieReading));
  g_autoptr (GError) error = NULL;
  guint n_changed;

  for (guint i = 0; i < n; i++)
    {
      VigieReading reading = fixture_reading (from + i * VIGIE_MINUTE, i);

      g_array_append_val (readings, reading);
    }
  g_assert_true (vigie_store_put_history (store, id, (VigieReading *) (void *) readings->data, n,
                                          &n_changed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changed, ==, want_changed);
}

static void
add_known (VigieStore *store, const char *id, int from, int to)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vigie_store_add_known (store, id, START + from * VIGIE_HOUR,
                                        START + to * VIGIE_HOUR, &error));
  g_assert_no_error (error);
}

/* In hours from START: "1-3 5-9". */
static void
assert_known (VigieStore *store, const char *id, const char *want)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) known
      = vigie_store_get_known (store, id, START - VIGIE_DAY, START + 20 * VIGIE_DAY, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < known->len; i++)
    {
      const VigieSpan *span = &g_array_index (known, VigieSpan, i);

      g_string_append_printf (text, "%s%d-%d", i > 0 ? " " : "",
                              (int) ((span->from - START) / VIGIE_HOUR),
                              (int) ((span->to - START) / VIGIE_HOUR));
    }
  g_assert_cmpstr (text->str, ==, want);
}

static void
set_followed (VigieStore *store, int since, int up_to)
{
  char buffer[VIGIE_TIME_BUFFER];

  g_assert_true (vigie_store_set_value (
      store, "followed-since", vigie_time_format (START + since * VIGIE_HOUR, buffer), NULL));
  g_assert_true (vigie_store_set_value (
      store, "read-up-to", vigie_time_format (START + up_to * VIGIE_HOUR, buffer), NULL));
}

static VigieSeries *
read_series (VigieStore *store, const char *id, VigieTime from, VigieTime to, guint limit)
{
  g_autoptr (GError) error = NULL;
  VigieSeries *series = vigie_store_read_series (store, id, from, to, limit, NULL, NULL, &error);

  g_assert_no_error (error);
  return series;
}

/* History of any time leaves what the screen shows alone. */
static void
test_put (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSnapshot) snapshot = NULL;
  g_autoptr (VigieSeries) series = NULL;
  g_autoptr (GError) error = NULL;
  VigieReading none = VIGIE_READING_NONE, text = fixture_reading (START + VIGIE_DAY, NAN);
  VigieReading latest = fixture_reading (START + 99 * VIGIE_MINUTE, 5);
  gboolean changed, newest;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 2, 2);
  put_minutes (fixture->store, "1", START - VIGIE_HOUR, 200, 200);
  put_minutes (fixture->store, "1", START - VIGIE_HOUR, 200, 0);
  put_minutes (fixture->store, "1", START - VIGIE_HOUR + VIGIE_MINUTE, 200, 200);
  text.type = VIGIE_VALUE_TEXT;
  text.text = (char *) "ouvert";
  g_assert_true (vigie_store_put_history (fixture->store, "1", &none, 1, NULL, &error));
  g_assert_true (vigie_store_put_history (fixture->store, "1", &text, 1, NULL, &error));
  g_assert_false (vigie_store_put_history (fixture->store, "none", &text, 1, NULL, &error));
  g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN);
  fixture_commit (fixture->store);
  snapshot = fixture_load (fixture->store);
  g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                   START);

  series = read_series (fixture->store, "1", G_MININT64, G_MAXINT64, 1000);
  g_assert_cmpuint (series->n, ==, 202);
  g_assert_true (isnan (series->values[201]));
  g_assert_cmpfloat (series->values[200], ==, 199);
  g_assert_cmpint (series->expected_interval, ==, 10 * VIGIE_MINUTE);

  /* One that is in the history already becomes the latest when it comes. */
  fixture_begin (fixture->store);
  g_assert_true (
      vigie_store_put_reading (fixture->store, "1", &latest, NULL, &changed, &newest, NULL));
  fixture_commit (fixture->store);
  g_assert_true (newest);
  g_clear_pointer (&snapshot, vigie_snapshot_free);
  snapshot = fixture_load (fixture->store);
  g_assert_cmpint (g_array_index (snapshot->measures, VigieStoredMeasure, 0).latest.time, ==,
                   latest.time);
}

static void
test_known (Fixture *fixture, gconstpointer data)
{
  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 2, 2);
  add_known (fixture->store, "1", 5, 7);
  add_known (fixture->store, "1", 1, 3);
  add_known (fixture->store, "1", 9, 9);
  add_known (fixture->store, "2", 0, 30);
  add_known (fixture->store, "none", 0, 30);
  assert_known (fixture->store, "1", "1-3 5-7"); /* within the transaction, too */
  add_known (fixture->store, "1", 3, 5);
  fixture_commit (fixture->store);
  assert_known (fixture->store, "1", "1-7");
  assert_known (fixture->store, "2", "0-30");
  assert_known (fixture->store, "none", "");
  fixture_begin (fixture->store);
  add_known (fixture->store, "1", 20, 22);
  vigie_store_rollback (fixture->store);
  assert_known (fixture->store, "1", "1-7");
  fixture_reopen (fixture);
  assert_known (fixture->store, "1", "1-7");
}

/* The begins of intervals come with the series where one reading tells its own, and only then. */
static void
test_starts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSeries) series = NULL, part = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const char *const ids[] = {"1", "2"};

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 2);
  put_minutes (fixture->store, "1", START + VIGIE_HOUR, 10, 10);
  for (int i = 3; i < 5; i++)
    {
      VigieReading reading = fixture_reading (START + VIGIE_HOUR + i * VIGIE_MINUTE, i);

      reading.start = reading.time - (i - 2) * VIGIE_MINUTE;
      g_assert_true (vigie_store_put_history (fixture->store, "1", &reading, 1, NULL, NULL));
    }
  put_minutes (fixture->store, "2", START + VIGIE_HOUR, 10, 10);
  fixture_commit (fixture->store);

  series = read_series (fixture->store, "1", START + VIGIE_HOUR, G_MAXINT64, 8);
  g_assert_cmpuint (series->n, ==, 8);
  g_assert_nonnull (series->starts);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpint (series->starts[i], ==,
                     i == 1   ? series->times[1] - VIGIE_MINUTE
                     : i == 2 ? series->times[2] - 2 * VIGIE_MINUTE
                              : VIGIE_TIME_NONE);
  part = read_series (fixture->store, "1", START + VIGIE_HOUR + 5 * VIGIE_MINUTE, G_MAXINT64, 8);
  g_assert_cmpuint (part->n, ==, 5);
  g_assert_null (part->starts);
  all = vigie_store_read_many_series (fixture->store, ids, 2, START + VIGIE_HOUR, G_MAXINT64, 20,
                                      NULL, NULL);
  g_assert_nonnull (((VigieSeries *) all->pdata[0])->starts);
  g_assert_null (((VigieSeries *) all->pdata[1])->starts);
}

/* What was known when the following began goes on being known. */
static void
test_followed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    int since, up_to;
    const char *known;
  } table[] = {
      {8, 50, "1-3 5-7"}, {7, 50, "1-3 5-50"}, {4, 50, "1-3 5-50"}, {2, 50, "1-50"},
      {2, 4, "1-4 5-7"},  {2, 5, "1-7"},       {60, 50, "1-3 5-7"},
  };
  g_autoptr (VigieSeries) series = NULL;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 2, 2);
  add_known (fixture->store, "1", 1, 3);
  add_known (fixture->store, "1", 5, 7);
  fixture_commit (fixture->store);
  assert_known (fixture->store, "1", "1-3 5-7");
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      set_followed (fixture->store, table[i].since, table[i].up_to);
      assert_known (fixture->store, "1", table[i].known);
      assert_known (fixture->store, "2", "");
    }
  /* It reaches a window that begins after what was fetched. */
  set_followed (fixture->store, 7, 50);
  series = read_series (fixture->store, "1", START + 20 * VIGIE_HOUR, START + 60 * VIGIE_HOUR, 10);
  g_assert_cmpuint (series->n_known, ==, 1);
  g_assert_cmpint (series->known[0].from, ==, START + 20 * VIGIE_HOUR);
  g_assert_cmpint (series->known[0].to, ==, START + 50 * VIGIE_HOUR);
}

/* Where there are too many, the newest; and what is before them is not said to be known. */
static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSeries) series = NULL;
  gboolean cut = FALSE;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 1);
  put_minutes (fixture->store, "1", START + VIGIE_HOUR, 120, 120);
  add_known (fixture->store, "1", 0, 5);
  fixture_commit (fixture->store);
  series = vigie_store_read_series (fixture->store, "1", START, START + 5 * VIGIE_HOUR, 60, NULL,
                                    &cut, NULL);
  g_assert_true (cut);
  g_assert_cmpuint (series->n, ==, 60);
  g_assert_cmpint (series->times[0], ==, START + 2 * VIGIE_HOUR);
  g_assert_cmpfloat (series->values[59], ==, 119);
  g_assert_cmpuint (series->n_known, ==, 1);
  g_assert_cmpint (series->known[0].from, ==, START + 2 * VIGIE_HOUR);
  g_clear_pointer (&series, vigie_series_unref);
  series = vigie_store_read_series (fixture->store, "1", START + 1, START + 5 * VIGIE_HOUR, 120,
                                    NULL, &cut, NULL);
  g_assert_false (cut);
  g_assert_cmpuint (series->n, ==, 120);
}

/* What is dropped is not known any more, and whoever is about to put more of it can tell. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieMeasureData) other = fixture_measure (0, 0);
  g_autoptr (GError) error = NULL;
  guint generation = vigie_store_get_generation (fixture->store), now;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 2, 2);
  add_known (fixture->store, "1", 0, 48);
  add_known (fixture->store, "2", 0, 48);
  add_known (fixture->store, "3", 0, 48);
  fixture_commit (fixture->store);
  g_assert_cmpuint (vigie_store_get_generation (fixture->store), ==, generation);

  /* Another meaning. */
  g_set_str (&other->unit, "kWh");
  fixture_begin (fixture->store);
  g_assert_true (vigie_store_put_measure (fixture->store, other, &error));
  now = vigie_store_get_generation (fixture->store);
  fixture_commit (fixture->store);
  g_assert_cmpuint (now, !=, generation);
  assert_known (fixture->store, "1", "");
  assert_known (fixture->store, "2", "0-48");

  /* Nothing later on the server: that is known. */
  fixture_begin (fixture->store);
  g_assert_true (vigie_store_forget_readings (fixture->store, "2", START - VIGIE_HOUR, &error));
  fixture_commit (fixture->store);
  assert_known (fixture->store, "2", "0-48");

  /* Purged, in part and whole. */
  g_assert_true (vigie_store_purge (fixture->store, START + 24 * VIGIE_HOUR, NULL, &error));
  assert_known (fixture->store, "2", "24-48");
  g_assert_true (vigie_store_purge (fixture->store, START + 48 * VIGIE_HOUR, NULL, &error));
  assert_known (fixture->store, "2", "");

  /* Removed, and back under the same id. */
  fixture_begin (fixture->store);
  add_known (fixture->store, "3", 0, 48);
  g_assert_true (vigie_store_mark (fixture->store, &error));
  g_assert_true (vigie_store_sweep (fixture->store, NULL, NULL, &error));
  g_assert_cmpuint (vigie_store_get_generation (fixture->store), !=, now);
  fixture_put_territory (fixture->store, 2, 2);
  fixture_commit (fixture->store);
  assert_known (fixture->store, "3", "");

  /* Another server's. */
  fixture_begin (fixture->store);
  add_known (fixture->store, "3", 0, 48);
  now = vigie_store_get_generation (fixture->store);
  g_assert_true (vigie_store_forget_all_readings (fixture->store, &error));
  g_assert_cmpuint (vigie_store_get_generation (fixture->store), !=, now);
  fixture_commit (fixture->store);
  assert_known (fixture->store, "3", "");
  g_assert_no_error (error);
}

/* In bulk: in the order asked, known or not, while another thread writes; and cancelled. */
static gpointer
write_thread (gpointer data)
{
  VigieStore *store = data;

  for (int i = 0; i < 50; i++)
    {
      VigieReading reading = fixture_reading (START + 10 * VIGIE_DAY + i, i);

      fixture_begin (store);
      g_assert_true (vigie_store_put_history (store, "1", &reading, 1, NULL, NULL));
      fixture_commit (store);
    }
  return NULL;
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 500, 2);
  for (guint i = 1000; i > 0; i--)
    {
      g_ptr_array_add (ids, g_strdup_printf ("%u", i));
      put_minutes (fixture->store, ids->pdata[1000 - i], START - VIGIE_DAY, i % 7, i % 7);
    }
  add_known (fixture->store, "3", -24, 0);
  fixture_commit (fixture->store);
  g_ptr_array_add (ids, g_strdup ("none"));

  thread = g_thread_new ("write", write_thread, fixture->store);
  for (int round = 0; round < 3; round++)
    {
      g_clear_pointer (&all, g_ptr_array_unref);
      all = vigie_store_read_many_series (fixture->store, (const char *const *) ids->pdata,
                                          ids->len, START - VIGIE_DAY, START, 5, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (all->len, ==, 1001);
      for (guint i = 0; i < all->len; i++)
        {
          const VigieSeries *series = g_ptr_array_index (all, i);
          guint id = 1000 - i;

          g_assert_cmpuint (series->n, ==, MIN (id % 7, 5));
          if (series->n > 0)
            g_assert_cmpfloat (series->values[series->n - 1], ==, id % 7 - 1);
          g_assert_cmpuint (series->n_known, ==, id == 3);
        }
    }
  g_thread_join (thread);
  g_cancellable_cancel (cancellable);
  g_assert_null (vigie_store_read_many_series (fixture->store, (const char *const *) ids->pdata,
                                               ids->len, START - VIGIE_DAY, START, 5, cancellable,
                                               &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/history/put", test_put);
  ADD ("/store/history/known", test_known);
  ADD ("/store/history/starts", test_starts);
  ADD ("/store/history/followed", test_followed);
  ADD ("/store/history/cut", test_cut);
  ADD ("/store/history/dropped", test_dropped);
  ADD ("/store/history/many", test_many);
  return g_test_run ();
}
