/* test-chart-rows.c: readings as rows and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <locale.h>
#include <math.h>

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#include "vigie-chart-table.h"
#include "vigie-test-time.h"

static VigieSeries *
series_of (const VigieTime *times, const double *values, guint n)
{
  VigieSpan known = {0, 1000};

  return vigie_series_new (times, values, n, 0, &known, 1);
}

/* « 10:1,- 20:-,2 »: each row's time, then its values. */
static char *
describe (VigieChartRows *rows, guint n_sources)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (VigieChartRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_string_append_printf (text, "%s%d", i > 0 ? " " : "", (int) vigie_chart_row_get_time (row));
      for (guint j = 0; j < n_sources; j++)
        {
          double value = vigie_chart_row_get_value (row, j);

          g_string_append_c (text, j == 0 ? ':' : ',');
          if (isnan (value))
            g_string_append_c (text, '-');
          else
            g_string_append_printf (text, "%g", value);
        }
    }
  return g_string_free (text, FALSE);
}

#define assert_rows(rows, n_sources, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    char *text_ = describe (rows, n_sources);                                                      \
    g_assert_cmpstr (text_, ==, expected);                                                         \
    g_free (text_);                                                                                \
  }                                                                                                \
  G_STMT_END

static void
test_merge (void)
{
  g_autoptr (VigieChartRows) rows = vigie_chart_rows_new ();
  g_autoptr (VigieSeries) a
      = series_of ((VigieTime[]) {10, 20, 30, 40}, (double[]) {3, 1, NAN, 2}, 4);
  g_autoptr (VigieSeries) b = series_of ((VigieTime[]) {5, 20, 35}, (double[]) {7, 8, 9}, 3);
  VigieChartSource sources[] = {{"a", "", a}, {"b", "", b}, {"c", "", NULL}};

  assert_rows (rows, 1, "");
  vigie_chart_rows_set_sources (rows, sources, 1, (VigieSpan) {0, 1000});
  assert_rows (rows, 1, "40:2 30:- 20:1 10:3");
  /* The span's begin is in it, its end is not. */
  vigie_chart_rows_set_sources (rows, sources, 1, (VigieSpan) {20, 40});
  assert_rows (rows, 1, "30:- 20:1");
  vigie_chart_rows_set_sources (rows, sources, 2, (VigieSpan) {0, 1000});
  assert_rows (rows, 2, "40:2,- 35:-,9 30:-,- 20:1,8 10:3,- 5:-,7");
  vigie_chart_rows_set_order (rows, 0, FALSE);
  assert_rows (rows, 2, "5:-,7 10:3,- 20:1,8 30:-,- 35:-,9 40:2,-");
  /* By a value: what has none is last either way. */
  vigie_chart_rows_set_order (rows, 1, FALSE);
  assert_rows (rows, 2, "20:1,8 40:2,- 10:3,- 5:-,7 30:-,- 35:-,9");
  vigie_chart_rows_set_order (rows, 1, TRUE);
  assert_rows (rows, 2, "10:3,- 40:2,- 20:1,8 35:-,9 30:-,- 5:-,7");
  vigie_chart_rows_set_order (rows, 2, TRUE);
  assert_rows (rows, 2, "35:-,9 20:1,8 5:-,7 40:2,- 30:-,- 10:3,-");
  /* The order asked for holds for what comes; a column that is gone is none. */
  vigie_chart_rows_set_sources (rows, sources, 3, (VigieSpan) {0, 30});
  assert_rows (rows, 2, "20:1,8 5:-,7 10:3,-");
  vigie_chart_rows_set_sources (rows, sources, 1, (VigieSpan) {0, 30});
  assert_rows (rows, 1, "20:1 10:3");
  vigie_chart_rows_set_sources (rows, sources + 2, 1, (VigieSpan) {0, 30});
  assert_rows (rows, 1, "");
  vigie_chart_rows_set_sources (rows, NULL, 0, (VigieSpan) {0, 30});
  assert_rows (rows, 1, "");
}

/* What a list that only listens would have. */
static void
items_changed_cb (GListModel *rows, guint position, guint removed, guint added, GArray *mirror)
{
  if (removed > 0)
    g_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (VigieChartRow) row = g_list_model_get_item (rows, position + i);
      int time = (int) vigie_chart_row_get_time (row);

      g_array_insert_val (mirror, position + i, time);
    }
  g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (rows));
  /* All else is where it was. */
  for (guint i = 0; i < mirror->len; i++)
    {
      g_autoptr (VigieChartRow) row = g_list_model_get_item (rows, i);

      g_assert_cmpint (g_array_index (mirror, int, i), ==, vigie_chart_row_get_time (row));
    }
}

static void
count_cb (GListModel *rows, guint position, guint removed, guint added, guint *moved)
{
  *moved += removed + added;
}

/* A new reading, an old one that leaves: only they are told, so that a list that is read does not jump. */
static void
test_moving_on (void)
{
  static const VigieTime times[] = {10, 20, 30, 40, 50, 60};
  static const double values[] = {1, 2, 3, 4, 5, 6};

  for (int descending = 0; descending < 2; descending++)
    {
      g_autoptr (VigieChartRows) rows = vigie_chart_rows_new ();
      g_autoptr (VigieSeries) four = series_of (times, values, 4);
      g_autoptr (VigieSeries) six = series_of (times, values, 6);
      g_autoptr (VigieSeries) other = series_of (times, (double[]) {1, 2, 33, 4, 5, 6}, 6);
      g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (int));
      VigieChartSource source = {"a", "", four};
      guint moved = 0;

      vigie_chart_rows_set_order (rows, 0, descending);
      g_signal_connect (rows, "items-changed", G_CALLBACK (items_changed_cb), mirror);
      g_signal_connect (rows, "items-changed", G_CALLBACK (count_cb), &moved);
      vigie_chart_rows_set_sources (rows, &source, 1, (VigieSpan) {0, 100});
      g_assert_cmpuint (moved, ==, 4);
      source.series = six;
      vigie_chart_rows_set_sources (rows, &source, 1, (VigieSpan) {0, 100});
      g_assert_cmpuint (moved, ==, 6);
      /* Two leave. */
      vigie_chart_rows_set_sources (rows, &source, 1, (VigieSpan) {30, 100});
      g_assert_cmpuint (moved, ==, 8);
      source.series = four;
      vigie_chart_rows_set_sources (rows, &source, 1, (VigieSpan) {10, 100});
      moved = 0;
      /* One leaves as two come. */
      source.series = six;
      vigie_chart_rows_set_sources (rows, &source, 1, (VigieSpan) {20, 100});
      g_assert_cmpuint (moved, ==, 3);
      /* A corrected value is told. */
      moved = 0;
      source.series = other;
      vigie_chart_rows_set_sources (rows, &source, 1, (VigieSpan) {20, 100});
      g_assert_cmpuint (moved, ==, 10);
    }
}

static VigieSeries *
long_series (guint n, VigieTime step)
{
  VigieTime *times = g_new (VigieTime, n);
  double *values = g_new (double, n);
  VigieSpan known = {0, (VigieTime) n * step};

  for (guint i = 0; i < n; i++)
    {
      times[i] = (VigieTime) i * step;
      values[i] = (double) ((i * 7919ull) % 1000003);
    }
  return vigie_series_new_take (times, values, n, 0, g_memdup2 (&known, sizeof known), 1);
}

static void
wait_for (VigieChartRows *rows)
{
  while (vigie_chart_rows_get_busy (rows))
    g_main_context_iteration (NULL, TRUE);
}

/* A million rows: the main thread never waits, whatever the order. */
static void
test_million (void)
{
  const guint n = 1000000;
  g_autoptr (VigieChartRows) rows = vigie_chart_rows_new ();
  g_autoptr (VigieSeries) a = long_series (n, VIGIE_SECOND);
  g_autoptr (VigieSeries) b = long_series (n, 2 * VIGIE_SECOND);
  VigieChartSource sources[] = {{"a", "", a}, {"b", "", b}};
  VigieSpan all = {0, (VigieTime) n * 2 * VIGIE_SECOND};
  g_autoptr (VigieChartRow) first = NULL;
  g_autoptr (VigieChartRow) last = NULL;
  gint64 start = vigie_test_worked (), begun, spent;

  vigie_chart_rows_set_sources (rows, sources, 1, all);
  spent = vigie_test_worked () - start;
  g_assert_false (vigie_chart_rows_get_busy (rows));
  g_test_message ("1 000 000 rows: %d µs", (int) spent);
  g_assert_cmpint (spent, <, 4000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, n);

  start = vigie_test_worked ();
  begun = g_get_monotonic_time ();
  vigie_chart_rows_set_order (rows, 1, FALSE);
  spent = vigie_test_worked () - start;
  g_assert_true (vigie_chart_rows_get_busy (rows));
  /* What was there is, until it is sorted. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, n);
  g_assert_cmpint (spent, <, 4000);
  wait_for (rows);
  g_test_message ("sorted after %d ms, the main thread held %d µs",
                  (int) ((g_get_monotonic_time () - begun) / 1000), (int) spent);
  first = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  last = g_list_model_get_item (G_LIST_MODEL (rows), n - 1);
  g_assert_cmpfloat (vigie_chart_row_get_value (first, 0), ==, 0);
  g_assert_cmpfloat (vigie_chart_row_get_value (last, 0), >, 999000);

  /* Two series are merged in a thread; overtaking it is no harm. */
  start = vigie_test_worked ();
  begun = g_get_monotonic_time ();
  vigie_chart_rows_set_sources (rows, sources, 2, all);
  vigie_chart_rows_set_order (rows, 0, TRUE);
  spent = vigie_test_worked () - start;
  g_assert_true (vigie_chart_rows_get_busy (rows));
  g_assert_cmpint (spent, <, 4000);
  wait_for (rows);
  g_test_message ("merged after %d ms", (int) ((g_get_monotonic_time () - begun) / 1000));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, n + n / 2);
}

/* Gone while a thread is at it: nothing is left behind, nothing breaks. */
static void
test_gone (void)
{
  g_autoptr (VigieSeries) a = long_series (100000, VIGIE_SECOND);
  VigieChartSource sources[] = {{"a", "", a}, {"a", "", a}};
  VigieChartRows *rows = vigie_chart_rows_new ();

  vigie_chart_rows_set_sources (rows, sources, 2, (VigieSpan) {0, G_MAXINT64});
  vigie_chart_rows_set_sources (rows, sources, 2, (VigieSpan) {5, G_MAXINT64});
  g_object_add_weak_pointer (G_OBJECT (rows), (gpointer *) &rows);
  g_object_unref (rows);
  while (rows != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *instant, *words;
  } times[] = {
      {"2026-11-21T09:47:03Z", "21/11/2026 10:47:03"},
      {"2026-07-01T22:00:00Z", "02/07/2026 00:00:00"},
      /* The hour that comes twice is told apart. */
      {"2026-10-25T00:30:00Z", "25/10/2026 02:30:00 (UTC+02:00)"},
      {"2026-10-25T01:30:00Z", "25/10/2026 02:30:00 (UTC+01:00)"},
      {"2026-10-25T12:00:00Z", "25/10/2026 13:00:00"},
  };
  static const struct
  {
    double value;
    const char *words;
  } values[] = {
      {94, "94"},
      {0.1, "0,1"},
      {94.25, "94,25"},
      {-97, "\u221297"},
      {0, "0"},
      {12345678, "12\u202f345\u202f678"},
      {1.0 / 3, "0,333333"},
      {NAN, "—"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      VigieTime time;
      g_autofree char *words = NULL;

      g_assert_true (vigie_time_parse (times[i].instant, -1, &time));
      words = vigie_chart_table_format_time (time, NULL);
      g_assert_cmpstr (words, ==, times[i].words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *words = vigie_chart_table_format_value (values[i].value);

      g_assert_cmpstr (words, ==, values[i].words);
    }
}

static void
test_copy (void)
{
  g_autoptr (VigieChartRows) rows = vigie_chart_rows_new ();
  g_autoptr (VigieSeries) a
      = series_of ((VigieTime[]) {0, VIGIE_HOUR, 2 * VIGIE_HOUR}, (double[]) {0.5, NAN, -3}, 3);
  VigieChartSource source = {"a", "", a};
  g_autoptr (GtkBitset) some = gtk_bitset_new_range (0, 2);
  g_autofree char *part = NULL, *all = NULL, *kept = NULL;
  g_autoptr (VigieChartRows) copy = NULL;

  vigie_chart_rows_set_sources (rows, &source, 1, (VigieSpan) {0, VIGIE_DAY});
  part = vigie_chart_table_copy_text (G_LIST_MODEL (rows), some, 1, NULL);
  g_assert_cmpstr (part, ==, "1970-01-01 03:00:00\t-3\n1970-01-01 02:00:00\t\n");
  all = vigie_chart_table_copy_text (G_LIST_MODEL (rows), NULL, 1, NULL);
  g_assert_cmpstr (all, ==,
                   "1970-01-01 03:00:00\t-3\n1970-01-01 02:00:00\t\n1970-01-01 01:00:00\t0,5\n");
  /* A copy does not change with its model. */
  copy = vigie_chart_rows_copy (rows);
  vigie_chart_rows_set_sources (rows, &source, 0, (VigieSpan) {0, VIGIE_DAY});
  kept = vigie_chart_table_copy_text (G_LIST_MODEL (copy), NULL, 1, NULL);
  g_assert_cmpstr (kept, ==, all);
}

/* The widget: rows only for what is in sight, a click on a head sorts, words where there is nothing. */
static void
test_table (void)
{
  const guint n = 1000000;
  GtkWidget *window = gtk_window_new (), *table = vigie_chart_table_new ();
  g_autoptr (VigieSeries) a = long_series (n, VIGIE_SECOND);
  VigieChartSource sources[] = {{"Benne gravats", "%", a}, {"Radio", "", a}};
  VigieChartRows *rows = vigie_chart_table_get_rows (VIGIE_CHART_TABLE (table));
  gint64 start;

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_set_child (GTK_WINDOW (window), table);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (table) == 0)
    g_main_context_iteration (NULL, TRUE);
  start = vigie_test_worked ();
  vigie_chart_table_set_sources (VIGIE_CHART_TABLE (table), sources, 1, (VigieSpan) {0, G_MAXINT64},
                                 NULL);
  g_test_message ("a table of 1 000 000 rows: %d µs", (int) (vigie_test_worked () - start));
  g_assert_cmpint (vigie_test_worked () - start, <, 200000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, n);
  for (int i = 0; i < 50 && g_main_context_iteration (NULL, FALSE); i++)
    ;
  vigie_chart_table_set_sources (VIGIE_CHART_TABLE (table), sources, 2, (VigieSpan) {0, 10}, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 1);
  vigie_chart_table_set_sources (VIGIE_CHART_TABLE (table), sources, 2, (VigieSpan) {-9, -5}, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  vigie_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/charts/rows/merge", test_merge);
  g_test_add_func ("/charts/rows/moving-on", test_moving_on);
  g_test_add_func ("/charts/rows/million", test_million);
  g_test_add_func ("/charts/rows/gone", test_gone);
  g_test_add_func ("/charts/table/words", test_words);
  g_test_add_func ("/charts/table/copy", test_copy);
  g_test_add_func ("/charts/table/widget", test_table);
  return g_test_run ();
}
