/* test-chart.c: the drawn chart: what is seen, what is said, how it is moved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <gtk/gtk.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>

#include "vigie-chart-private.h"
#include "vigie-words.h"

#define WIDTH 800
#define HEIGHT 300

static VigieSeries *
make (guint n, gint64 step, double (*curve) (guint i))
{
  VigieTime *times = g_new (VigieTime, n);
  double *values = g_new (double, n);
  VigieSpan *known = g_new (VigieSpan, 1);

  for (guint i = 0; i < n; i++)
    {
      times[i] = i * step;
      values[i] = curve (i);
    }
  *known = (VigieSpan) {0, n * step};
  return vigie_series_new_take (times, values, n, step, known, 1);
}

static double
flat (guint i)
{
  return 20;
}

static double
rising (guint i)
{
  return i;
}

static double
peak (guint i)
{
  return i == 654321 ? 90 : 20;
}

static double
nothing (guint i)
{
  return NAN;
}

/* A chart in a window on screen, of @series as a line. */
static VigieChart *
show (VigieSeries *series, VigieChartStyle style, GtkWidget **window)
{
  GtkWidget *chart = vigie_chart_new ();

  vigie_chart_set_scheme (VIGIE_CHART (chart), VIGIE_SCHEME_LIGHT);
  vigie_chart_add_series (VIGIE_CHART (chart), "Température", "°C", style, NULL, 0);
  vigie_chart_set_data (VIGIE_CHART (chart), 0, series);
  if (series->n > 0)
    vigie_chart_set_range (VIGIE_CHART (chart), series->times[0],
                           series->times[series->n - 1] + series->expected_interval);
  *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (*window), WIDTH, HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (*window), FALSE);
  gtk_window_set_child (GTK_WINDOW (*window), chart);
  gtk_window_present (GTK_WINDOW (*window));
  while (!gtk_widget_get_mapped (chart) || gtk_widget_get_width (chart) == 0)
    g_main_context_iteration (NULL, TRUE);
  while (series->n > 0 && vigie_chart_series (VIGIE_CHART (chart), 0)->prepared == NULL)
    g_main_context_iteration (NULL, TRUE);
  return VIGIE_CHART (chart);
}

/* What it looks like: WIDTH × HEIGHT pixels of cairo's ARGB32. */
static guint32 *
paint (VigieChart *chart)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint32 *pixels;

  vigie_chart_draw_all (chart, snapshot, WIDTH, HEIGHT, 1, VIGIE_SCHEME_LIGHT, FALSE);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_memdup2 (cairo_image_surface_get_data (surface), WIDTH * HEIGHT * 4);
  cairo_surface_destroy (surface);
  return pixels;
}

/* Pixels of the strong line between two levels. */
static guint
count_strong (const guint32 *pixels, int x0, int x1, int y0, int y1)
{
  guint n = 0;

  for (int y = MAX (y0, 0); y < MIN (y1, HEIGHT); y++)
    for (int x = MAX (x0, 0); x < MIN (x1, WIDTH); x++)
      n += pixels[y * WIDTH + x] == 0xff19191c;
  return n;
}

/* One reading in a million is seen, at its place and height. */
static void
test_peak (void)
{
  g_autoptr (VigieSeries) series = make (1000000, VIGIE_MINUTE, peak);
  GtkWidget *window;
  VigieChart *chart = show (series, VIGIE_CHART_LINE, &window);
  g_autofree guint32 *pixels = paint (chart);
  int x = (int) (chart->plot_left + (chart->plot_right - chart->plot_left) * 0.654321);
  int middle = HEIGHT / 2;

  /* A column of the line crosses the middle of the plot there, and nowhere else. */
  g_assert_cmpuint (count_strong (pixels, x - 2, x + 3, middle - 20, middle), >=, 20);
  g_assert_cmpuint (count_strong (pixels, (int) chart->plot_left, x - 2, middle - 20, middle), ==,
                    0);
  g_assert_cmpuint (count_strong (pixels, x + 3, (int) chart->plot_right, middle - 20, middle), ==,
                    0);
  /* The line goes all the way. */
  g_assert_cmpuint (
      count_strong (pixels, (int) chart->plot_left, (int) chart->plot_right, middle, HEIGHT), >,
      (guint) (chart->plot_right - chart->plot_left));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* No line in a gap, but a hatch; what is not loaded is flat. */
static void
test_void (void)
{
  g_autoptr (VigieSeries) whole = make (1000, VIGIE_MINUTE, flat);
  VigieTime *times = g_new (VigieTime, 600);
  double *values = g_new (double, 600);
  VigieSpan *known = g_new (VigieSpan, 1);
  g_autoptr (VigieSeries) holed = NULL;
  GtkWidget *window;
  VigieChart *chart;
  g_autofree guint32 *pixels = NULL;
  int left, width;
  guint n_hatch = 0, n_flat = 0;

  /* Loaded from the minute 200 on; silent from 500 to 700. */
  for (guint i = 0; i < 600; i++)
    {
      times[i] = (i < 300 ? 200 + i : 400 + i) * VIGIE_MINUTE;
      values[i] = i == 0 ? 0 : 20;
    }
  *known = (VigieSpan) {200 * VIGIE_MINUTE, 1000 * VIGIE_MINUTE};
  holed = vigie_series_new_take (times, values, 600, VIGIE_MINUTE, known, 1);
  chart = show (holed, VIGIE_CHART_LINE, &window);
  vigie_chart_set_range (chart, 0, 1000 * VIGIE_MINUTE);
  vigie_chart_set_now (chart, 1000 * VIGIE_MINUTE);
  pixels = paint (chart);
  left = (int) chart->plot_left;
  width = (int) (chart->plot_right - chart->plot_left);
  g_assert_cmpuint (
      count_strong (pixels, left + width * 505 / 1000, left + width * 695 / 1000, 50, HEIGHT - 40),
      ==, 0);
  g_assert_cmpuint (count_strong (pixels, left + 2, left + width * 195 / 1000, 50, HEIGHT - 40), ==,
                    0);
  for (int x = left + width * 510 / 1000; x < left + width * 690 / 1000; x++)
    n_hatch += (pixels[150 * WIDTH + x] & 0xff) < 0xe6 && pixels[150 * WIDTH + x] != 0;
  g_assert_cmpuint (n_hatch, >, (guint) width * 180 / 1000 / 6);
  for (int x = left + 4; x < left + width * 190 / 1000; x++)
    n_flat += pixels[150 * WIDTH + x] == 0xfff3f3f5;
  g_assert_cmpuint (n_flat, >, (guint) width * 150 / 1000);
  g_assert_true (isnan (vigie_chart_get_value (chart, 0, 600 * VIGIE_MINUTE, NULL)));
  g_assert_cmpfloat (vigie_chart_get_value (chart, 0, 800 * VIGIE_MINUTE, NULL), ==, 20);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whatever the data, it is drawn in every size, as pixels and as vectors, and does not fall over. */
static void
test_degenerate (void)
{
  static const VigieChartStyle styles[] = {VIGIE_CHART_LINE, VIGIE_CHART_STEP, VIGIE_CHART_COLUMNS};
  static const VigieThresholds limits = {-10, 0, 30, 40, 0, 0, 0};
  g_autoptr (VigieSeries) empty = make (0, VIGIE_HOUR, flat), one = make (1, VIGIE_HOUR, flat),
                          none = make (50, VIGIE_HOUR, nothing), same = make (50, VIGIE_HOUR, flat),
                          many = make (5000, VIGIE_HOUR, rising);
  VigieSeries *all[] = {empty, one, none, same, many, NULL};
  static const double sizes[][2] = {{0, 0}, {10, 400}, {60, 60}, {360, 120}, {3840, 900}};

  for (guint s = 0; s < G_N_ELEMENTS (styles); s++)
    for (guint i = 0; i < G_N_ELEMENTS (all); i++)
      for (guint a = 0; a < 3; a++)
        {
          g_autoptr (VigieChart) chart = g_object_ref_sink (VIGIE_CHART (vigie_chart_new ()));
          g_autofree char *summary = NULL;

          vigie_chart_add_series (chart, "a", "kW", styles[s], &limits, 0);
          vigie_chart_add_series (chart, "b", NULL, styles[(s + a) % 3], NULL, 1);
          vigie_chart_set_aggregation (chart, 0, (VigieAggregation) a);
          vigie_chart_set_data (chart, 0, all[i]);
          vigie_chart_set_data (chart, 1, all[(i + a) % G_N_ELEMENTS (all)]);
          vigie_chart_set_now (chart, a == 0 ? VIGIE_TIME_NONE : 40 * VIGIE_HOUR);
          vigie_chart_set_range (chart, -5 * VIGIE_HOUR, 60 * VIGIE_HOUR);
          vigie_chart_set_link_lost (chart, a == 2);
          vigie_chart_set_cursor (chart, 7 * VIGIE_HOUR);
          gtk_widget_set_direction (GTK_WIDGET (chart),
                                    a == 1 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
          for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
            for (guint vector = 0; vector < 2; vector++)
              {
                GtkSnapshot *snapshot = gtk_snapshot_new ();
                GskRenderNode *node;

                vigie_chart_draw_all (chart, snapshot, sizes[k][0], sizes[k][1], 1.5,
                                      VIGIE_SCHEME_DARK, vector);
                node = gtk_snapshot_free_to_node (snapshot);
                g_clear_pointer (&node, gsk_render_node_unref);
              }
          summary = vigie_chart_summarize (chart);
          g_assert_true (g_utf8_validate (summary, -1, NULL));
          g_assert_null (strstr (summary, "nan"));
          g_assert_cmpstr (summary, !=, "");
          /* A reading that is not there is not told as 0. */
          if (all[i] == empty)
            g_assert_true (isnan (vigie_chart_get_value (chart, 0, 7 * VIGIE_HOUR, NULL)));
        }
}

static void
test_remove_while_drawn (void)
{
  g_autoptr (VigieSeries) series = make (500000, VIGIE_MINUTE, rising);
  GtkWidget *window;
  VigieChart *chart = show (series, VIGIE_CHART_LINE, &window);
  g_autoptr (VigieSeries) more = make (600000, VIGIE_MINUTE, rising);
  g_autofree guint32 *pixels = NULL;

  /* Removed while it is being made ready in another thread. */
  vigie_chart_set_data (chart, 0, more);
  vigie_chart_set_cursor (chart, VIGIE_DAY);
  vigie_chart_remove_all (chart);
  g_assert_cmpuint (vigie_chart_get_n_series (chart), ==, 0);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, VIGIE_TIME_NONE);
  vigie_chart_add_series (chart, "Autre", "", VIGIE_CHART_LINE, NULL, 0);
  for (int i = 0; i < 30; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  /* The old data did not come into the new series. */
  g_assert_null (vigie_chart_series (chart, 0)->prepared);
  pixels = paint (chart);
  vigie_chart_set_data (chart, 0, more);
  gtk_window_destroy (GTK_WINDOW (window)); /* while it is being made ready again */
  for (int i = 0; i < 30; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}

static void
count_cb (GObject *object, gpointer data)
{
  (*(guint *) data)++;
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_range (void)
{
  g_autoptr (VigieChart) chart = g_object_ref_sink (VIGIE_CHART (vigie_chart_new ()));
  guint n = 0, n_cursor = 0;

  g_signal_connect (chart, "notify::range", G_CALLBACK (notify_cb), &n);
  g_signal_connect (chart, "cursor-moved", G_CALLBACK (count_cb), &n_cursor);
  vigie_chart_set_range (chart, 0, VIGIE_DAY);
  vigie_chart_set_range (chart, 0, VIGIE_DAY);
  g_assert_cmpuint (n, ==, 1);
  /* Not shorter than the shortest, not beyond the limits. */
  vigie_chart_set_range (chart, 0, 1);
  g_assert_cmpint (vigie_chart_get_range (chart).to, ==, VIGIE_CHART_RANGE_MIN);
  vigie_chart_set_limits (chart, -VIGIE_DAY, VIGIE_DAY);
  vigie_chart_set_range (chart, -100 * VIGIE_DAY, 100 * VIGIE_DAY);
  g_assert_cmpint (vigie_chart_get_range (chart).from, ==, -VIGIE_DAY);
  g_assert_cmpint (vigie_chart_get_range (chart).to, ==, VIGIE_DAY);
  vigie_chart_set_range (chart, VIGIE_DAY / 2, 2 * VIGIE_DAY);
  g_assert_cmpint (vigie_chart_get_range (chart).to, ==, VIGIE_DAY);
  vigie_chart_set_limits (chart, 0, VIGIE_HOUR);
  g_assert_cmpint (vigie_chart_get_range (chart).to, ==, VIGIE_HOUR);
  vigie_chart_set_range (chart, G_MININT64, G_MAXINT64);
  g_assert_cmpint (vigie_chart_get_range (chart).from, ==, 0);
  /* The cursor stays within. */
  vigie_chart_set_cursor (chart, 5 * VIGIE_HOUR);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, VIGIE_HOUR);
  vigie_chart_set_range (chart, 0, VIGIE_MINUTE);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, VIGIE_MINUTE);
  g_assert_cmpuint (n_cursor, ==, 2);
}

static gboolean
press (VigieChart *chart, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));
  gboolean stopped = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &stopped);
    }
  return stopped;
}

static void
test_keyboard (void)
{
  g_autoptr (VigieSeries) series = make (100, VIGIE_HOUR, rising);
  GtkWidget *window;
  VigieChart *chart = show (series, VIGIE_CHART_LINE, &window);
  gint64 length;

  /* What is announced goes to the one who has the focus; the accessibility of tests takes no announcements. */
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  vigie_chart_set_limits (chart, 0, 100 * VIGIE_HOUR);
  vigie_chart_set_range (chart, 0, 50 * VIGIE_HOUR);
  g_assert_false (press (chart, GDK_KEY_Escape, 0)); /* nothing to clear: it is the page's */
  g_assert_true (press (chart, GDK_KEY_Left, 0));
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, 50 * VIGIE_HOUR);
  press (chart, GDK_KEY_Left, 0);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, 49 * VIGIE_HOUR);
  press (chart, GDK_KEY_Left, GDK_CONTROL_MASK);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, 44 * VIGIE_HOUR);
  press (chart, GDK_KEY_Home, 0);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, 0);
  press (chart, GDK_KEY_Right, 0);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, VIGIE_HOUR);
  press (chart, GDK_KEY_End, 0);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, 50 * VIGIE_HOUR);
  /* The next reading is out of the range: it follows. */
  press (chart, GDK_KEY_Right, 0);
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, 51 * VIGIE_HOUR);
  g_assert_cmpint (vigie_chart_get_range (chart).to, ==, 51 * VIGIE_HOUR);
  g_assert_cmpfloat (vigie_chart_get_value (chart, 0, vigie_chart_get_cursor (chart), NULL), ==,
                     51);
  g_assert_true (press (chart, GDK_KEY_Escape, 0));
  g_assert_cmpint (vigie_chart_get_cursor (chart), ==, VIGIE_TIME_NONE);

  press (chart, GDK_KEY_Page_Down, 0);
  g_assert_cmpint (vigie_chart_get_range (chart).from, ==, 26 * VIGIE_HOUR);
  press (chart, GDK_KEY_Page_Up, 0);
  press (chart, GDK_KEY_Page_Up, 0);
  g_assert_cmpint (vigie_chart_get_range (chart).from, ==, 0);
  length = vigie_chart_get_range (chart).to;
  press (chart, GDK_KEY_plus, 0);
  g_assert_cmpint (vigie_chart_get_range (chart).to - vigie_chart_get_range (chart).from, <,
                   length);
  press (chart, GDK_KEY_minus, 0);
  press (chart, GDK_KEY_0, 0);
  g_assert_cmpint (vigie_chart_get_range (chart).from, ==, 0);
  g_assert_cmpint (vigie_chart_get_range (chart).to, ==, 100 * VIGIE_HOUR);
  g_assert_false (press (chart, GDK_KEY_Left, GDK_ALT_MASK)); /* back: the window's */
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The plain wheel is the page's until the chart has the focus. */
static void
test_wheel (void)
{
  g_autoptr (VigieSeries) series = make (100, VIGIE_HOUR, rising);
  GtkWidget *window;
  VigieChart *chart = show (series, VIGIE_CHART_LINE, &window);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));
  gboolean stopped = TRUE;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (guint pass = 0; pass < 2; pass++)
    {
      VigieSpan before = vigie_chart_get_range (chart), after;

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
            g_signal_emit_by_name (controller, "scroll", 0., -1., &stopped);
        }
      after = vigie_chart_get_range (chart);
      g_assert_cmpint (stopped, ==, pass == 1);
      g_assert_true ((after.to - after.from < before.to - before.from) == (pass == 1));
      gtk_widget_grab_focus (GTK_WIDGET (chart));
      while (!gtk_widget_has_focus (GTK_WIDGET (chart)) && pass == 0)
        g_main_context_iteration (NULL, TRUE);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_accessible (void)
{
  g_autoptr (VigieSeries) series = make (100, VIGIE_HOUR, rising);
  GtkWidget *window;
  VigieChart *chart = show (series, VIGIE_CHART_LINE, &window);
  g_autofree char *summary = NULL, *with_gap = NULL;

  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  while (chart->describe_id != 0)
    g_main_context_iteration (NULL, TRUE);
  summary = vigie_chart_summarize (chart);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Température");
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary);
  g_assert_nonnull (strstr (summary, "Température"));
  g_assert_nonnull (strstr (summary, "49,5")); /* the mean */
  g_assert_nonnull (strstr (summary, "99"));
  /* An hour before the end there is nothing: told. */
  vigie_chart_set_range (chart, 0, 120 * VIGIE_HOUR);
  vigie_chart_set_now (chart, 120 * VIGIE_HOUR);
  with_gap = vigie_chart_summarize (chart);
  g_assert_cmpstr (summary, !=, with_gap);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What the cursor says. */
static void
test_cursor_words (void)
{
  g_autoptr (VigieSeries) series = make (100, VIGIE_HOUR, rising);
  g_autoptr (VigieChart) chart = g_object_ref_sink (VIGIE_CHART (vigie_chart_new ()));
  g_autofree char *words = NULL, *value = NULL, *time = NULL;
  VigieTime at;

  vigie_chart_add_series (chart, "Température", "°C", VIGIE_CHART_LINE, NULL, 0);
  vigie_chart_set_data (chart, 0, series);
  vigie_chart_set_range (chart, 0, 100 * VIGIE_HOUR);
  g_assert_null (vigie_chart_cursor_words (chart));
  vigie_chart_set_cursor (chart, 20 * VIGIE_HOUR + 10 * VIGIE_MINUTE);
  g_assert_cmpfloat (vigie_chart_get_value (chart, 0, vigie_chart_get_cursor (chart), &at), ==, 20);
  g_assert_cmpint (at, ==, 20 * VIGIE_HOUR);
  words = vigie_chart_cursor_words (chart);
  value = vigie_words_value (20, "°C");
  time = vigie_words_time_of_day (20 * VIGIE_HOUR, NULL);
  g_assert_nonnull (strstr (words, value));
  g_assert_nonnull (strstr (words, time));
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A picture for print is made of lines, not of pixels, and has a background of its own. */
static void
test_vector (void)
{
  static const VigieThresholds limits = {NAN, NAN, 150, 180, 0, 0, 0};
  g_autoptr (VigieSeries) series = make (300, VIGIE_HOUR, rising);
  g_autoptr (VigieChart) chart = g_object_ref_sink (VIGIE_CHART (vigie_chart_new ()));
  g_autoptr (GByteArray) svg = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (collect, svg, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  vigie_chart_add_series (chart, "Température", "°C", VIGIE_CHART_LINE, &limits, 0);
  vigie_chart_set_data (chart, 0, series);
  vigie_chart_set_range (chart, 0, 400 * VIGIE_HOUR);
  vigie_chart_set_now (chart, 350 * VIGIE_HOUR);
  vigie_chart_draw_cairo (chart, cr, WIDTH, HEIGHT, VIGIE_SCHEME_LIGHT);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_byte_array_append (svg, (const guint8 *) "", 1);
  g_assert_nonnull (strstr ((const char *) svg->data, "<path"));
  g_assert_null (strstr ((const char *) svg->data, "<image"));
}

/* Nothing is prepared for a chart that nobody sees. */
static void
test_unmapped (void)
{
  g_autoptr (VigieSeries) series = make (100, VIGIE_HOUR, rising);
  g_autoptr (VigieChart) chart = g_object_ref_sink (VIGIE_CHART (vigie_chart_new ()));

  vigie_chart_add_series (chart, "Température", "°C", VIGIE_CHART_LINE, NULL, 0);
  vigie_chart_set_data (chart, 0, series);
  vigie_chart_set_range (chart, 0, VIGIE_DAY);
  g_assert_null (vigie_chart_series (chart, 0)->prepared);
  g_assert_cmpuint (chart->describe_id, ==, 0);
  /* But an answer that is asked for is given. */
  g_assert_cmpfloat (vigie_chart_get_value (chart, 0, 3 * VIGIE_HOUR, NULL), ==, 3);
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_add_func ("/charts/chart/peak", test_peak);
  g_test_add_func ("/charts/chart/void", test_void);
  g_test_add_func ("/charts/chart/degenerate", test_degenerate);
  g_test_add_func ("/charts/chart/remove-while-drawn", test_remove_while_drawn);
  g_test_add_func ("/charts/chart/range", test_range);
  g_test_add_func ("/charts/chart/keyboard", test_keyboard);
  g_test_add_func ("/charts/chart/wheel", test_wheel);
  g_test_add_func ("/charts/chart/accessible", test_accessible);
  g_test_add_func ("/charts/chart/cursor-words", test_cursor_words);
  g_test_add_func ("/charts/chart/vector", test_vector);
  g_test_add_func ("/charts/chart/unmapped", test_unmapped);
  return g_test_run ();
}
