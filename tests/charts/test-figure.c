/* test-figure.c: figures as widgets: words, keys, tables, files, and what is not drawn again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gtk-init.h"
#include <locale.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "vigie-chart-colors.h"
#include "vigie-coverage-bar.h"
#include "vigie-figure-grid.h"
#include "vigie-figure-view.h"
#include "vigie-flow-diagram.h"
#include "vigie-heat-map.h"
#include "vigie-rank-bar.h"
#include "vigie-stack-chart.h"
#include "vigie-test-keys.h"
#include "vigie-test-pixels.h"
#include "vigie-words.h"

/* Monday 16 November 2026, midnight in France. */
#define FROM (G_GINT64_CONSTANT (1794783600) * VIGIE_SECOND)
#define N 48

typedef struct
{
  GtkWidget *window, *view, *chart;
} Fixture;

static char *
why_cb (VigieStackChart *chart, VigieTime from, VigieTime to, gpointer data)
{
  g_assert_cmpint (from, ==, FROM + 6 * VIGIE_HOUR);
  g_assert_cmpint (to, ==, FROM + 8 * VIGIE_HOUR);
  return g_strdup ("2 compteurs muets");
}

static void
fill (VigieStackChart *chart)
{
  VigieTime edges[N + 1];
  double first[N], second[N], line[N];
  VigieStackSeries layers[] = {{"Eau", first}, {"Bâtiments", second}}, lines[] = {{"Soleil", line}};

  for (guint i = 0; i <= N; i++)
    edges[i] = FROM + (VigieTime) i * VIGIE_HOUR;
  for (guint i = 0; i < N; i++)
    {
      first[i] = i == 6 || i == 7 ? NAN : 100;
      second[i] = 200 + i;
      line[i] = i > 10 ? NAN : 50;
    }
  vigie_stack_chart_set_gap_func (chart, why_cb, NULL, NULL);
  vigie_stack_chart_set_data (chart, edges, N, layers, 2, lines, 1, VIGIE_STACK_POWER);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->chart = vigie_stack_chart_new ();
  fixture->view = vigie_figure_view_new (fixture->chart);
  fixture->window = gtk_window_new ();
  fill (VIGIE_STACK_CHART (fixture->chart));
  vigie_figure_view_set_title (VIGIE_FIGURE_VIEW (fixture->view), "Consommation");
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 400);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (fixture->chart) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* ---- Stack ------------------------------------------------------------------------------------- */

static void
test_stack_words (Fixture *fixture, gconstpointer data)
{
  VigieFigure *figure = VIGIE_FIGURE (fixture->chart);
  g_autofree char *summary = vigie_figure_summarize (figure);
  g_autofree char *total = vigie_words_value (100. * 46 + 200 * 46 + 47 * 48 / 2 - 13, "kWh");
  g_autofree char *most = vigie_words_value (347, "kW");
  g_autofree char *duration = vigie_words_duration (2 * VIGIE_HOUR);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->chart), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->chart),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Consommation");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->chart),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary);
  g_assert_nonnull (strstr (summary, total));
  g_assert_nonnull (strstr (summary, most));
  g_assert_nonnull (strstr (summary, duration));
  g_assert_nonnull (strstr (summary, "2 compteurs muets"));
  /* From the top down, as they are seen, then the lines. */
  g_assert_cmpuint (vigie_figure_get_n_signs (figure), ==, 3);
  g_assert_cmpstr (vigie_figure_get_sign_name (figure, 0), ==, "Bâtiments");
  g_assert_cmpstr (vigie_figure_get_sign_name (figure, 1), ==, "Eau");
  g_assert_cmpstr (vigie_figure_get_sign_name (figure, 2), ==, "Soleil");
}

static void
activated_cb (VigieStackChart *chart, gint64 from, gint64 to, gpointer data)
{
  *(VigieSpan *) data = (VigieSpan) {from, to};
}

static void
test_stack_keys (Fixture *fixture, gconstpointer data)
{
  VigieStackChart *chart = VIGIE_STACK_CHART (fixture->chart);
  static const struct
  {
    guint key;
    int cursor;
  } steps[] = {
      {GDK_KEY_Left, N - 1},   {GDK_KEY_Right, N - 1},     {GDK_KEY_Left, N - 2},
      {GDK_KEY_Home, 0},       {GDK_KEY_Left, 0},          {GDK_KEY_Right, 1},
      {GDK_KEY_Page_Down, 25}, {GDK_KEY_Page_Down, N - 1}, {GDK_KEY_Page_Up, 23},
      {GDK_KEY_End, N - 1},    {GDK_KEY_Escape, -1},
  };
  VigieSpan span = {0, 0};
  g_autofree char *words = NULL, *total = NULL;

  g_signal_connect (chart, "bin-activated", G_CALLBACK (activated_cb), &span);
  g_assert_false (vigie_test_press (fixture->chart, GDK_KEY_Escape));
  g_assert_false (vigie_test_press (fixture->chart, GDK_KEY_Return));
  g_assert_false (vigie_test_press (fixture->chart, GDK_KEY_a));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (vigie_test_press (fixture->chart, steps[i].key));
      g_assert_cmpint (vigie_stack_chart_get_cursor (chart), ==, steps[i].cursor);
    }
  g_assert_null (vigie_stack_chart_describe_cursor (chart));
  vigie_stack_chart_set_cursor (chart, 7);
  words = vigie_stack_chart_describe_cursor (chart);
  g_assert_nonnull (strstr (words, "2 compteurs muets"));
  g_assert_nonnull (strstr (words, C_ ("value", "n/a")));
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_Return));
  g_assert_cmpint (span.from, ==, FROM + 7 * VIGIE_HOUR);
  g_assert_cmpint (span.to, ==, FROM + 8 * VIGIE_HOUR);
  /* The cursor stays where it was in time. */
  fill (chart);
  g_assert_cmpint (vigie_stack_chart_get_cursor (chart), ==, 7);
  /* After now there is nowhere to go. */
  vigie_stack_chart_set_now (chart, FROM + 20 * VIGIE_HOUR, FROM + 20 * VIGIE_HOUR);
  g_assert_true (vigie_test_press (fixture->chart, GDK_KEY_End));
  g_assert_cmpint (vigie_stack_chart_get_cursor (chart), ==, 19);
}

/* ---- View -------------------------------------------------------------------------------------- */

static void
test_table (Fixture *fixture, gconstpointer data)
{
  VigieFigureView *view = VIGIE_FIGURE_VIEW (fixture->view);
  g_autoptr (VigieFigureTable) table = vigie_figure_make_table (VIGIE_FIGURE (fixture->chart));
  g_autoptr (GBytes) csv = vigie_figure_table_to_csv (table, TRUE);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_autofree char *title = vigie_figure_table_format_title (table, 4);
  g_autofree char *absent = vigie_figure_table_format_cell (table, 6, 4);
  g_autofree char *missing = vigie_words_number (NAN, 0);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  GtkWidget *grid;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Consommation");
  g_assert_cmpuint (vigie_figure_table_get_n_rows (table), ==, N);
  g_assert_cmpuint (vigie_figure_table_get_n_columns (table), ==, 6);
  g_assert_nonnull (strstr (title, "kW"));
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 3, 2), ==, 203);
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 3, 3), ==, 100);
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 3, 4), ==, 303);
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 3, 5), ==, 50);
  g_assert_true (isnan (vigie_figure_table_get_number (table, 6, 4)));
  g_assert_cmpfloat (vigie_figure_table_get_number (table, 6, 2), ==, 206);
  g_assert_cmpstr (absent, ==, missing);
  /* Heads and rows; simulated numbers say so; what is not known is empty. */
  g_assert_cmpuint (g_strv_length (lines), ==, N + 2);
  g_assert_nonnull (strstr (lines[0], "Bâtiments"));
  {
    g_autofree char *said = g_strdup_printf (C_ ("column", "%s, demonstration"), title);

    g_assert_nonnull (strstr (lines[0], said));
  }
  g_assert_true (g_str_has_suffix (lines[4], ";203;100;303;50"));
  g_assert_true (g_str_has_suffix (lines[7], ";206;;;50"));
  g_assert_nonnull (strstr (lines[1], "2026-11-16T00:00:00+01:00"));

  g_assert_false (vigie_figure_view_get_show_table (view));
  gtk_widget_activate_action (fixture->view, "figure.table", NULL);
  g_assert_true (vigie_figure_view_get_show_table (view));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  grid = gtk_stack_get_visible_child (GTK_STACK (gtk_widget_get_last_child (fixture->view)));
  g_assert_true (VIGIE_IS_FIGURE_GRID (grid));
  g_assert_cmpuint (
      g_list_model_get_n_items (vigie_figure_grid_get_rows (VIGIE_FIGURE_GRID (grid))), ==, N);
  /* It follows the figure. */
  vigie_stack_chart_set_now (VIGIE_STACK_CHART (fixture->chart), FROM + 20 * VIGIE_HOUR,
                             FROM + 20 * VIGIE_HOUR);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (
      g_list_model_get_n_items (vigie_figure_grid_get_rows (VIGIE_FIGURE_GRID (grid))), ==, 20);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Of lines and letters, with what is said beside it; the picture is one; the numbers are all there. */
static void
test_sheet (Fixture *fixture, gconstpointer data)
{
  VigieFigureView *view = VIGIE_FIGURE_VIEW (fixture->view);
  g_autofree char *folder = g_dir_make_tmp ("vigie-figure-XXXXXX", NULL);
  static const char *const heads[] = {"\xef\xbb\xbf", "\x89PNG", "<?xml"};

  vigie_figure_view_set_place (view, "Lorient Agglomération");
  vigie_figure_view_set_demonstration (view, TRUE);
  vigie_figure_view_set_now (view, FROM + 2 * VIGIE_DAY);
  vigie_figure_view_set_period (view, (VigieSpan) {FROM, FROM + 2 * VIGIE_DAY}, NULL);
  for (guint format = 0; format < 3; format++)
    {
      g_autoptr (VigieSheet) sheet = vigie_figure_view_make_sheet (view, TRUE);
      g_autofree char *name = vigie_sheet_file_name (sheet, (VigieSheetFormat) format);
      g_autofree char *path = g_build_filename (folder, name, NULL), *contents = NULL;
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_assert_true (g_str_has_prefix (name, "Consommation 2026-11-16"));
      vigie_sheet_save_async (sheet, (VigieSheetFormat) format, file, NULL, saved_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (vigie_sheet_save_finish (result, &error));
      g_assert_true (g_file_get_contents (path, &contents, &length, &error));
      g_assert_true (length > 1000 && g_str_has_prefix (contents, heads[format]));
      if (format == VIGIE_SHEET_SVG)
        g_assert_null (strstr (contents, "<image"));
      g_assert_true (g_file_delete (file, NULL, &error));
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Unknown ones last in either order, formulas made harmless. */
static void
test_table_cells (void)
{
  g_autoptr (VigieFigureTable) table = vigie_figure_table_new (NULL);
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;
  guint rows[] = {2, 0};
  g_autofree char *copied = NULL;

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, "Nom", NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, "Puissance", "kW", 1);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = {"=1+1", "b\tc", "a"};

      vigie_figure_table_add_row (table);
      vigie_figure_table_set_text (table, i, 0, names[i]);
      if (i != 1)
        vigie_figure_table_set_number (table, i, 1, 2 - (double) i);
    }
  g_assert_cmpint (vigie_figure_table_compare (table, 1, 0, 2), >, 0);
  g_assert_cmpint (vigie_figure_table_compare (table, 1, 1, 2), >, 0);
  g_assert_cmpint (vigie_figure_table_compare (table, 1, 0, 1), <, 0);
  csv = vigie_figure_table_to_csv (table, FALSE);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (text, "'=1+1;2\r\n"));
  copied = vigie_figure_table_to_text (table, rows, 2);
  g_assert_cmpint (strchr (copied, '\n') - copied, ==, (int) strcspn (copied, "\n"));
  g_assert_true (g_str_has_prefix (copied, "a\t"));
}

/* What is drawn elsewhere is drawn whatever the size, and not the same for other data. */
static void
test_drawing (void)
{
  static const double sizes[][2] = {{10, 10}, {120, 90}, {300, 500}, {1280, 560}};

  for (guint kind = 0; kind < 3; kind++)
    {
      GtkWidget *widget = g_object_ref_sink (kind == 0   ? vigie_stack_chart_new ()
                                             : kind == 1 ? vigie_heat_map_new ()
                                                         : vigie_flow_diagram_new ());
      guint drawn = 0;

      for (guint filled = 0; filled < 2; filled++)
        for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
          {
            cairo_surface_t *surface = cairo_image_surface_create (
                CAIRO_FORMAT_ARGB32, (int) sizes[i][0], (int) sizes[i][1]);
            cairo_t *cr = cairo_create (surface);
            guint hash = 0;

            vigie_figure_draw_cairo (VIGIE_FIGURE (widget), cr, sizes[i][0], sizes[i][1],
                                     VIGIE_SCHEME_LIGHT);
            cairo_destroy (cr);
            cairo_surface_flush (surface);
            for (gsize k = 0;
                 k < (gsize) cairo_image_surface_get_stride (surface) * (gsize) sizes[i][1]; k++)
              hash = hash * 31 + cairo_image_surface_get_data (surface)[k];
            cairo_surface_destroy (surface);
            if (i < 2)
              continue;
            g_assert_cmpuint (hash, !=, drawn);
            drawn = hash;
            if (filled)
              continue;
            if (kind == 0)
              fill (VIGIE_STACK_CHART (widget));
            else if (kind == 1)
              {
                double kw[30];

                for (guint k = 0; k < 30; k++)
                  kw[k] = k == 4 ? NAN : k;
                vigie_heat_map_set_hours (VIGIE_HEAT_MAP (widget), FROM, kw, 30, NULL);
              }
            else
              {
                const VigieFlowPart parts[] = {{VIGIE_FLOW_PART_SOLAR, "Solaire", 10, NULL},
                                               {VIGIE_FLOW_PART_IMPORT, "Réseau", NAN, "muet"},
                                               {VIGIE_FLOW_PART_GROUP, "Eau", 20, NULL}};

                vigie_flow_diagram_set_parts (VIGIE_FLOW_DIAGRAM (widget), parts, 3, NAN);
              }
          }
      g_object_unref (widget);
    }
}

/* ---- Heat map ---------------------------------------------------------------------------------- */

static void
test_heat_map (void)
{
  GtkWidget *widget = g_object_ref_sink (vigie_heat_map_new ());
  VigieHeatMap *map = VIGIE_HEAT_MAP (widget);
  double kw[3 * 24];
  g_autofree char *summary = NULL, *high = NULL, *lost = NULL, *words = NULL;
  static const struct
  {
    guint key, day, hour;
  } steps[] = {
      {GDK_KEY_Right, 0, 0}, {GDK_KEY_Right, 1, 0}, {GDK_KEY_Down, 1, 1},    {GDK_KEY_Up, 1, 0},
      {GDK_KEY_Up, 1, 0},    {GDK_KEY_End, 2, 0},   {GDK_KEY_Page_Up, 0, 0}, {GDK_KEY_Down, 0, 1},
  };
  guint day, hour;

  for (guint i = 0; i < G_N_ELEMENTS (kw); i++)
    kw[i] = i == 30 ? NAN : i == 34 ? 900 : 100 + i;
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_IMG);
  vigie_heat_map_set_hours (map, FROM, kw, G_N_ELEMENTS (kw), NULL);
  summary = vigie_figure_summarize (VIGIE_FIGURE (map));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       summary);
  high = vigie_words_value (900, "kW");
  lost = g_strdup_printf (ngettext ("%u unknown hour", "%u unknown hours", 1), 1);
  g_assert_nonnull (strstr (summary, high));
  g_assert_nonnull (strstr (summary, lost));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (vigie_test_press (widget, steps[i].key));
      g_assert_true (vigie_heat_map_get_cursor (map, &day, &hour));
      g_assert_cmpuint (day, ==, steps[i].day);
      g_assert_cmpuint (hour, ==, steps[i].hour);
    }
  vigie_heat_map_set_cursor (map, 1, 10);
  words = vigie_heat_map_describe_cursor (map);
  g_assert_nonnull (strstr (words, high));
  g_assert_true (vigie_test_press (widget, GDK_KEY_Escape));
  g_assert_false (vigie_heat_map_get_cursor (map, &day, &hour));
  g_object_unref (widget);
}

/* ---- Flows, bars ------------------------------------------------------------------------------- */

static void
test_flow_words (void)
{
  GtkWidget *widget = g_object_ref_sink (vigie_flow_diagram_new ());
  const VigieFlowPart parts[] = {{VIGIE_FLOW_PART_SOLAR, "Solaire", 1284, NULL},
                                 {VIGIE_FLOW_PART_IMPORT, "Réseau", NAN, "compteur muet"},
                                 {VIGIE_FLOW_PART_DISCHARGE, "Batterie", 0, NULL},
                                 {VIGIE_FLOW_PART_EXPORT, "Injection", 70, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Eau", 1206, NULL}};
  g_autofree char *summary = NULL, *solar = NULL;
  g_autoptr (VigieFigureTable) table = NULL;
  int minimum;

  vigie_flow_diagram_set_parts (VIGIE_FLOW_DIAGRAM (widget), parts, G_N_ELEMENTS (parts), 2216);
  summary = vigie_figure_summarize (VIGIE_FIGURE (widget));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       summary);
  solar = vigie_words_figure (1284, 0, "kW");
  g_assert_nonnull (strstr (summary, solar));
  g_assert_nonnull (strstr (summary, "compteur muet"));
  /* What is 0 is told, and what no group has. */
  g_assert_nonnull (strstr (summary, "Batterie"));
  g_assert_nonnull (strstr (summary, _ ("Other uses")));
  table = vigie_figure_make_table (VIGIE_FIGURE (widget));
  g_assert_cmpuint (vigie_figure_table_get_n_rows (table), ==, 7);
  /* A narrow one is a list: it asks for the height of all its rows. */
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 300, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, >=, 6 * 25);
  g_object_unref (widget);
}

static guint32
pixel_of (const GdkRGBA *color)
{
  return 0xff000000 | (guint32) lround (color->red * 255) << 16
         | (guint32) lround (color->green * 255) << 8 | (guint32) lround (color->blue * 255);
}

/* The weakest colour is less than 3:1 against the ground: it has an edge that is more. */
static void
test_flow_edges (void)
{
  static const VigieScheme schemes[]
      = {VIGIE_SCHEME_LIGHT, VIGIE_SCHEME_DARK, VIGIE_SCHEME_HIGH_CONTRAST};
  GtkWidget *widget = g_object_ref_sink (vigie_flow_diagram_new ());
  const VigieFlowPart parts[] = {{VIGIE_FLOW_PART_IMPORT, "Réseau", 60, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Bâtiments", 10, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Eau", 20, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Données", 30, NULL}};

  vigie_flow_diagram_set_parts (VIGIE_FLOW_DIAGRAM (widget), parts, G_N_ELEMENTS (parts), 60);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      guint32 weakest = pixel_of (&vigie_chart_colors_get (schemes[i])->fills[2]);
      guint32 edge = pixel_of (&vigie_palette_get (schemes[i])->normal);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 500);
      cairo_t *cr = cairo_create (surface);
      const guint32 *row;
      guint n = 0;

      /* So narrow it is a list, whose bars begin at the left. */
      vigie_figure_draw_cairo (VIGIE_FIGURE (widget), cr, 300, 500, schemes[i]);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      for (int y = 0; y < 500; y++)
        {
          row = (const guint32 *) (gpointer) (cairo_image_surface_get_data (surface)
                                              + y * cairo_image_surface_get_stride (surface));
          if (row[2] != weakest)
            continue;
          n++;
          g_assert_cmphex (row[0], ==, edge);
        }
      g_assert_cmpuint (n, >, 0);
      cairo_surface_destroy (surface);
    }
  g_object_unref (widget);
}

/* How wide the bar of the consumption is where text has that size. */
static int
bar_width (int font_size)
{
  const VigieFlowPart parts[] = {{VIGIE_FLOW_PART_IMPORT, "Réseau", 60, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Bâtiments", 30, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Eau", 30, NULL}};
  const VigiePalette *palette = vigie_palette_get (VIGIE_SCHEME_LIGHT);
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *css = g_strdup_printf ("chart { font-size: %dpx; }", font_size);
  g_auto (VigiePixels) pixels = {0};
  GtkWidget *widget = vigie_flow_diagram_new ();
  int n = 0;

  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  vigie_flow_diagram_set_parts (VIGIE_FLOW_DIAGRAM (widget), parts, G_N_ELEMENTS (parts), 60);
  pixels = vigie_pixels_of (widget, 1600, 700, &palette->card);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (provider));
  for (int x = 0; x < pixels.width; x++)
    n += vigie_pixels_is (&pixels, x, 300, &palette->ink);
  return n;
}

/* On a wall it is seen from as far as its words are read. */
static void
test_flow_wall (void)
{
  g_assert_cmpint (bar_width (14), ==, 7);
  g_assert_cmpint (bar_width (42), >=, 18);
}

static void
test_bars (void)
{
  static const struct
  {
    double coverage;
    int percent; /* -1: not available */
    gboolean enough;
  } cases[] = {{1, 100, TRUE},    {0.9, 90, TRUE},  {0.8999, 89, FALSE}, {0.999999, 99, TRUE},
               {0.61, 61, FALSE}, {0, 0, FALSE},    {NAN, -1, FALSE},    {2, 100, TRUE},
               {0.29, 29, FALSE}, {0.57, 57, FALSE}};
  GtkWidget *coverage = g_object_ref_sink (vigie_coverage_bar_new ());
  GtkWidget *rank = g_object_ref_sink (vigie_rank_bar_new ());
  g_autofree char *words = NULL, *value = NULL;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (coverage), GTK_ACCESSIBLE_ROLE_METER);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *share = cases[i].percent < 0 ? g_strdup (C_ ("value", "n/a"))
                                                    : vigie_words_figure (cases[i].percent, 0, "%");
      g_autofree char *least = vigie_words_figure (90, 0, "%");
      g_autofree char *expected = cases[i].enough || cases[i].percent < 0
                                      ? g_strdup (share)
                                      : g_strdup_printf (_ ("%1$s, %2$s required"), share, least);
      g_autofree char *found = vigie_coverage_words (cases[i].coverage);

      g_assert_cmpstr (found, ==, share);
      vigie_coverage_bar_set_coverage (VIGIE_COVERAGE_BAR (coverage), cases[i].coverage);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (coverage),
                                           GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, expected);
    }
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (rank), GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rank), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       C_ ("value", "n/a"));
  vigie_rank_bar_set (VIGIE_RANK_BAR (rank), 62400, 45000, 58000, 70000, "kWh");
  words = vigie_rank_bar_describe (VIGIE_RANK_BAR (rank));
  value = vigie_words_value (62400, "kWh");
  g_assert_true (g_str_has_prefix (words, value));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rank), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       words);
  g_assert_cmpfloat (vigie_rank_bar_scale (62400), >=, 62400);
  g_assert_cmpfloat (vigie_rank_bar_scale (62400), <, 70000);
  g_assert_cmpfloat (vigie_rank_bar_scale (0), ==, 1);
  g_assert_cmpfloat (vigie_rank_bar_scale (NAN), ==, 1);
  g_object_unref (coverage);
  g_object_unref (rank);
}

/* ---- Frames ------------------------------------------------------------------------------------ */

/* What does not change with the cursor is one node, kept. */
static void
test_still (Fixture *fixture, gconstpointer data)
{
  GskRenderNode *before = NULL;

  for (int cursor = -1; cursor < 4; cursor++)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      GskRenderNode *first;

      vigie_stack_chart_set_cursor (VIGIE_STACK_CHART (fixture->chart), cursor);
      GTK_WIDGET_GET_CLASS (fixture->chart)->snapshot (fixture->chart, snapshot);
      node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
      /* A newer GTK puts the nodes of a container into the one around it: the first that is none is compared. */
      first = node;
      while (gsk_render_node_get_node_type (first) == GSK_CONTAINER_NODE)
        first = gsk_container_node_get_child (first, 0);
      if (before != NULL)
        g_assert_true (first == before);
      before = first;
    }
}

int
main (int argc, char *argv[])
{
  vigie_test_init (&argc, &argv);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("VIGIE_LOCALEDIR") ? g_getenv ("VIGIE_LOCALEDIR") : VIGIE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_add ("/charts/figure/words", Fixture, NULL, set_up, test_stack_words, tear_down);
  g_test_add ("/charts/figure/keys", Fixture, NULL, set_up, test_stack_keys, tear_down);
  g_test_add ("/charts/figure/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/charts/figure/still", Fixture, NULL, set_up, test_still, tear_down);
  g_test_add ("/charts/figure/sheet", Fixture, NULL, set_up, test_sheet, tear_down);
  g_test_add_func ("/charts/figure/cells", test_table_cells);
  g_test_add_func ("/charts/figure/drawing", test_drawing);
  g_test_add_func ("/charts/figure/heat-map", test_heat_map);
  g_test_add_func ("/charts/figure/flow", test_flow_words);
  g_test_add_func ("/charts/figure/flow-edges", test_flow_edges);
  g_test_add_func ("/charts/figure/flow-wall", test_flow_wall);
  g_test_add_func ("/charts/figure/bars", test_bars);
  return g_test_run ();
}
