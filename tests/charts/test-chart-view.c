/* test-chart-view.c: the chart with what is around it: periods, table, legend, words, sizes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <locale.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-chart-bar.h"
#include "vigie-chart-dates.h"
#include "vigie-chart-legend.h"
#include "vigie-chart-table.h"
#include "vigie-chart-view.h"

/* 21 November 2026, 11 h 00 in Lorient; the midnight after it. */
#define NOW (G_GINT64_CONSTANT (1795255200) * VIGIE_SECOND)
#define MIDNIGHT (NOW + 13 * VIGIE_HOUR)

typedef struct
{
  GtkWidget *window;
  VigieChartView *view;
  VigieSpan told; /* by "range-changed" */
  int n_told, n_retry;
} Fixture;

static void
range_changed_cb (VigieChartView *view, gint64 from, gint64 to, Fixture *fixture)
{
  fixture->told = (VigieSpan) {from, to};
  fixture->n_told++;
}

static void
retry_cb (VigieChartView *view, Fixture *fixture)
{
  fixture->n_retry++;
}

static VigieSeries *
make_series (void)
{
  guint n = 31 * 24;
  g_autofree VigieTime *times = g_new (VigieTime, n);
  g_autofree double *values = g_new (double, n);
  VigieSpan known = {NOW - 40 * VIGIE_DAY, NOW};

  for (guint i = 0; i < n; i++)
    {
      times[i] = NOW - (VigieTime) (n - 1 - i) * VIGIE_HOUR;
      values[i] = 20 + 5 * sin ((double) i / 24);
    }
  return vigie_series_new (times, values, n, VIGIE_HOUR, &known, 1);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieSeries) series = make_series ();

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  fixture->view = VIGIE_CHART_VIEW (vigie_chart_view_new ());
  fixture->n_told = fixture->n_retry = 0;
  g_signal_connect (fixture->view, "range-changed", G_CALLBACK (range_changed_cb), fixture);
  g_signal_connect (fixture->view, "retry", G_CALLBACK (retry_cb), fixture);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  vigie_chart_view_set_title (fixture->view, "Température de salle");
  vigie_chart_view_add_series (fixture->view, "Température", "°C", VIGIE_CHART_LINE,
                               VIGIE_AGGREGATION_INSTANT, NULL, VIGIE_CHART_AXIS_LEFT);
  vigie_chart_view_add_series (fixture->view, "Dehors", "°C", VIGIE_CHART_LINE,
                               VIGIE_AGGREGATION_INSTANT, NULL, VIGIE_CHART_AXIS_LEFT);
  vigie_chart_view_set_data (fixture->view, 0, series);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* The first descendant of @type that is in sight and accepted by @accept (NULL: any). */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (name == NULL || g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0
          || (GTK_IS_BUTTON (widget)
              && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), name) == 0)
          || (GTK_IS_LABEL (widget)
              && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), name) == 0)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (Fixture *fixture, const char *name)
{
  GtkWidget *button = find (GTK_WIDGET (fixture->view), GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_sensitive (Fixture *fixture, const char *name)
{
  GtkWidget *button = find (GTK_WIDGET (fixture->view), GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

static void
present (Fixture *fixture)
{
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (GTK_WIDGET (fixture->view)) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_periods (Fixture *fixture, gconstpointer data)
{
  VigieChart *chart = vigie_chart_view_get_chart (fixture->view);
  VigieChartPeriod period;
  VigieSpan range;

  vigie_chart_view_set_now (fixture->view, NOW);
  g_assert_cmpint (fixture->n_told, ==, 1);
  g_assert_cmpint (fixture->told.from, ==, NOW - VIGIE_DAY);
  g_assert_cmpint (fixture->told.to, ==, NOW);
  g_assert_false (is_sensitive (fixture, _ ("Next period")));
  g_assert_false (is_sensitive (fixture, _ ("Back to Now")));

  /* What follows the clock goes on with it. */
  vigie_chart_view_set_now (fixture->view, NOW + VIGIE_MINUTE);
  g_assert_cmpint (fixture->told.to, ==, NOW + VIGIE_MINUTE);
  click (fixture, vigie_chart_period_title (VIGIE_CHART_PERIOD_WEEK));
  g_assert_cmpint (fixture->told.to, ==, MIDNIGHT);
  g_assert_cmpint (fixture->told.from, ==, MIDNIGHT - 7 * VIGIE_DAY);
  range = vigie_chart_get_range (chart);
  g_assert_cmpint (range.from, ==, fixture->told.from);
  g_assert_cmpint (range.to, ==, fixture->told.to);
  fixture->n_told = 0;
  vigie_chart_view_set_now (fixture->view, NOW + 2 * VIGIE_MINUTE);
  g_assert_cmpint (fixture->n_told, ==, 0);

  click (fixture, _ ("Previous period"));
  g_assert_cmpint (fixture->told.to, ==, MIDNIGHT - 7 * VIGIE_DAY);
  g_assert_true (is_sensitive (fixture, _ ("Back to Now")));
  vigie_chart_view_set_now (fixture->view, NOW + 2 * VIGIE_DAY);
  g_assert_cmpint (fixture->told.to, ==, MIDNIGHT - 7 * VIGIE_DAY);
  vigie_chart_view_set_now (fixture->view, NOW + VIGIE_MINUTE);
  click (fixture, _ ("Next period"));
  g_assert_cmpint (fixture->told.to, ==, MIDNIGHT);
  g_assert_false (is_sensitive (fixture, _ ("Next period")));

  /* Before what there is nothing, one does not go; but the first page of it is seen. */
  vigie_chart_view_set_earliest (fixture->view, MIDNIGHT - 8 * VIGIE_DAY);
  click (fixture, _ ("Previous period"));
  g_assert_false (is_sensitive (fixture, _ ("Previous period")));
  g_assert_cmpint (vigie_chart_get_range (chart).from, ==, MIDNIGHT - 14 * VIGIE_DAY);
  click (fixture, _ ("Back to Now"));

  /* A zoom of the chart makes a free period, told soon, not at each step. */
  fixture->n_told = 0;
  for (int i = 1; i <= 20; i++)
    vigie_chart_set_range (chart, NOW - i * VIGIE_HOUR, NOW);
  g_assert_cmpint (fixture->n_told, ==, 0);
  while (fixture->n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture->n_told, ==, 1);
  g_assert_cmpint (fixture->told.from, ==, NOW - 20 * VIGIE_HOUR);
  period = vigie_chart_view_get_period (fixture->view);
  g_assert_cmpint (period.kind, ==, VIGIE_CHART_PERIOD_FREE);
  g_assert_false (period.follows);
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (find (GTK_WIDGET (fixture->view), GTK_TYPE_TOGGLE_BUTTON,
                               vigie_chart_period_title (VIGIE_CHART_PERIOD_FREE)))));
}

static void
chosen_cb (VigieChartDates *dates, gint64 first, gint64 last, gint64 *chosen)
{
  chosen[0] = first;
  chosen[1] = last;
}

static void
test_dates (void)
{
  GtkWidget *widget = g_object_ref_sink (vigie_chart_dates_new ());
  VigieChartDates *dates = VIGIE_CHART_DATES (widget);
  gint64 chosen[2] = {0, 0};

  g_signal_connect (dates, "chosen", G_CALLBACK (chosen_cb), chosen);
  vigie_chart_dates_set (dates, 20772, 20778, NOW, NULL);
  g_assert_null (vigie_chart_dates_get_problem (dates));
  vigie_chart_dates_type (dates, FALSE, "31/02/2026");
  g_assert_cmpstr (vigie_chart_dates_get_problem (dates), ==, _ ("This day does not exist"));
  g_assert_false (vigie_chart_dates_apply (dates));
  vigie_chart_dates_type (dates, FALSE, "15 nov. 2026");
  vigie_chart_dates_type (dates, TRUE, "22/11/2026");
  g_assert_cmpstr (vigie_chart_dates_get_problem (dates), ==, _ ("This day is in the future"));
  vigie_chart_dates_type (dates, TRUE, "14/11/2026");
  g_assert_cmpstr (vigie_chart_dates_get_problem (dates), ==,
                   _ ("The last day is before the first"));
  g_assert_cmpint (chosen[0], ==, 0);
  vigie_chart_dates_type (dates, TRUE, "21/11");
  g_assert_true (vigie_chart_dates_apply (dates));
  g_assert_cmpint (chosen[0], ==, NOW / VIGIE_DAY - 6);
  g_assert_cmpint (chosen[1], ==, NOW / VIGIE_DAY);
  g_object_unref (widget);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = find (GTK_WIDGET (fixture->view), VIGIE_TYPE_CHART_TABLE, NULL);
  GListModel *rows = G_LIST_MODEL (vigie_chart_table_get_rows (VIGIE_CHART_TABLE (table)));
  GtkWidget *toggle, *item;

  vigie_chart_view_set_now (fixture->view, NOW);
  present (fixture);
  /* Out of sight it costs nothing. */
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chart.table", NULL);
  g_assert_true (vigie_chart_view_get_show_table (fixture->view));
  toggle = find (GTK_WIDGET (fixture->view), GTK_TYPE_TOGGLE_BUTTON,
                 _ ("Show All Readings as Table (Ctrl+T)"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
  while (g_list_model_get_n_items (rows) != 24)
    g_main_context_iteration (NULL, TRUE);
  /* It follows the period, whoever chose it, and what the legend hides. */
  vigie_chart_view_set_period (fixture->view, VIGIE_CHART_PERIOD_WEEK);
  while (g_list_model_get_n_items (rows) != 6 * 24 + 12)
    g_main_context_iteration (NULL, TRUE);
  item = find (GTK_WIDGET (fixture->view), GTK_TYPE_TOGGLE_BUTTON, "Température");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (item), FALSE);
  while (g_list_model_get_n_items (rows) != 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (item), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
  g_assert_false (vigie_chart_view_get_show_table (fixture->view));
}

static void
test_legend (Fixture *fixture, gconstpointer data)
{
  VigieChart *chart = vigie_chart_view_get_chart (fixture->view);
  GtkWidget *item;
  g_autoptr (VigieSeries) series = make_series ();
  g_autofree char *now = NULL, *later = NULL, *lost = NULL, *none = NULL, *expected = NULL;

  vigie_chart_view_set_now (fixture->view, NOW);
  item = find (GTK_WIDGET (fixture->view), GTK_TYPE_TOGGLE_BUTTON, "Dehors");
  g_assert_nonnull (item);
  g_assert_true (vigie_chart_get_series_visible (chart, 1));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (item), FALSE);
  g_assert_false (vigie_chart_get_series_visible (chart, 1));
  g_assert_true (vigie_chart_get_series_visible (chart, 0));

  /* What is not of now is not told as if it were. */
  now = vigie_chart_legend_value_words (series, "°C", NOW, FALSE);
  later = vigie_chart_legend_value_words (series, "°C", NOW + 4 * VIGIE_HOUR, FALSE);
  lost = vigie_chart_legend_value_words (series, "°C", NOW, TRUE);
  none = vigie_chart_legend_value_words (NULL, "°C", NOW, FALSE);
  expected = g_strdup_printf (_ ("last: %s"), now);
  g_assert_cmpstr (now, !=, expected);
  g_assert_cmpstr (later, ==, expected);
  g_assert_cmpstr (lost, ==, expected);
  g_assert_cmpstr (none, ==, "—");
}

/* Words of what goes on leave the chart where it is. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chart = GTK_WIDGET (vigie_chart_view_get_chart (fixture->view));
  GtkWidget *loading = find (GTK_WIDGET (fixture->view), GTK_TYPE_LABEL, _ ("Loading…"));
  GtkWidget *words;

  vigie_chart_view_set_now (fixture->view, NOW);
  present (fixture);
  g_assert_false (gtk_widget_get_mapped (loading));
  vigie_chart_view_set_loading (fixture->view, TRUE);
  vigie_chart_view_set_error (fixture->view, "Le serveur <b>ne répond pas</b>");
  g_assert_true (gtk_widget_is_visible (loading));
  g_assert_true (gtk_widget_is_visible (chart));
  /* Plain text, never markup. */
  words = find (GTK_WIDGET (fixture->view), GTK_TYPE_LABEL, "Le serveur <b>ne répond pas</b>");
  g_assert_nonnull (words);
  g_assert_true (gtk_widget_is_visible (words));
  click (fixture, _ ("_Retry"));
  g_assert_cmpint (fixture->n_retry, ==, 1);
  vigie_chart_view_set_error (fixture->view, NULL);
  vigie_chart_view_set_loading (fixture->view, FALSE);
  g_assert_false (gtk_widget_is_visible (words));
  g_assert_false (gtk_widget_is_visible (loading));
}

/* Every control has a role and a name, and nothing needs more than a telephone's width. */
static void
test_access (Fixture *fixture, gconstpointer data)
{
  static const char *const buttons[]
      = {N_ ("Previous period"), N_ ("Next period"), N_ ("Back to Now")};
  GtkWidget *bar = find (GTK_WIDGET (fixture->view), VIGIE_TYPE_CHART_BAR, NULL);
  GtkWidget *legend = find (GTK_WIDGET (fixture->view), VIGIE_TYPE_CHART_LEGEND, NULL);
  int least, wide, narrow;

  vigie_chart_view_set_now (fixture->view, NOW);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Température de salle");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (legend), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       _ ("Legend"));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_test_accessible_assert_property (
        GTK_ACCESSIBLE (find (GTK_WIDGET (fixture->view), GTK_TYPE_BUTTON,
                              g_dgettext (GETTEXT_PACKAGE, buttons[i]))),
        GTK_ACCESSIBLE_PROPERTY_LABEL, g_dgettext (GETTEXT_PACKAGE, buttons[i]));
  vigie_chart_view_set_period (fixture->view, VIGIE_CHART_PERIOD_YEAR);
  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                      NULL, NULL);
  g_assert_cmpint (least, <=, 336);
  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, 1200, &wide, NULL, NULL, NULL);
  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, 336, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);

  /* Nor where the text is twice as large. */
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_test_message ("%s: at least %d", G_OBJECT_TYPE_NAME (child), least);
      g_assert_cmpint (least, <=, 336);
    }
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* Gone with a fetch of its own under way: nothing is left. */
static void
test_gone (void)
{
  GtkWidget *view = g_object_ref_sink (vigie_chart_view_new ());

  vigie_chart_view_set_now (VIGIE_CHART_VIEW (view), NOW);
  vigie_chart_set_range (vigie_chart_view_get_chart (VIGIE_CHART_VIEW (view)), NOW - VIGIE_HOUR,
                         NOW);
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  g_object_unref (view);
  g_assert_null (view);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  vigie_test_init (&argc, &argv);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add ("/charts/view/periods", Fixture, NULL, set_up, test_periods, tear_down);
  g_test_add_func ("/charts/view/dates", test_dates);
  g_test_add ("/charts/view/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/charts/view/legend", Fixture, NULL, set_up, test_legend, tear_down);
  g_test_add ("/charts/view/states", Fixture, NULL, set_up, test_states, tear_down);
  g_test_add ("/charts/view/access", Fixture, NULL, set_up, test_access, tear_down);
  g_test_add_func ("/charts/view/gone", test_gone);
  return g_test_run ();
}
