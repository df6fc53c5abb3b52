/* view-gallery.c: chart views, sparklines and bars in every state, to be looked at:
 *
 *   view-gallery [view|several|table|error|lost|page|small]      (page: what is exported and printed)
 *
 * GALLERY_TEXT=2 makes the text twice as large. SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <math.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-bullet.h"
#include "vigie-chart-view-private.h"
#include "vigie-resources.h"
#include "vigie-sparkline.h"

/* Saturday 21 November 2026, 11 h 07 in Lorient. */
#define NOW (G_GINT64_CONSTANT (1795255620) * VIGIE_SECOND)

/* A year of @step, swinging by the day and the week, with a hole of three hours this night. */
static VigieSeries *
make_series (gint64 step, double base, double day, double noise, gboolean hole)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  VigieTime from = NOW - 366 * VIGIE_DAY;
  guint n = 0, room = (guint) ((NOW - from) / step) + 1;
  VigieTime *times = g_new (VigieTime, room);
  double *values = g_new (double, room);
  VigieSpan known = {from, NOW};

  for (VigieTime time = from; time <= NOW && n < room; time += step)
    {
      double hours = (double) (time % VIGIE_DAY) / (double) VIGIE_HOUR;

      if (hole && time > NOW - 9 * VIGIE_HOUR && time < NOW - 6 * VIGIE_HOUR)
        continue;
      times[n] = time;
      values[n++] = base + day * sin ((hours - 9) / 24 * 2 * G_PI)
                    + noise * (g_rand_double (random) - 0.5)
                    + day * 0.4 * sin ((double) time / (double) (7 * VIGIE_DAY));
    }
  return vigie_series_new_take (times, values, n, step, g_memdup2 (&known, sizeof known), 1);
}

static GtkWidget *
make_view (const char *what)
{
  VigieChartView *view = VIGIE_CHART_VIEW (vigie_chart_view_new ());
  VigieThresholds limits = {NAN, 18, 27, 30, 0, 0, 0};
  g_autoptr (VigieSeries) inside = make_series (10 * VIGIE_MINUTE, 23, 2.5, 0.8, TRUE);
  gboolean several = g_str_equal (what, "several") || g_str_equal (what, "table");

  vigie_chart_view_set_title (view,
                              several ? "Centre de données, salle 1" : "Température de salle");
  vigie_chart_view_set_place (view, "Centre de données (fictif), Lanester");
  vigie_chart_view_set_demonstration (view, TRUE);
  vigie_chart_view_add_series (view, "Température de salle", "°C", VIGIE_CHART_LINE,
                               VIGIE_AGGREGATION_INSTANT, &limits, VIGIE_CHART_AXIS_LEFT);
  if (several)
    {
      g_autoptr (VigieSeries) out = make_series (15 * VIGIE_MINUTE, 11, 4, 1, FALSE);
      g_autoptr (VigieSeries) load = make_series (15 * VIGIE_MINUTE, 163, 20, 14, FALSE);

      vigie_chart_view_add_series (view, "Température extérieure", "°C", VIGIE_CHART_LINE,
                                   VIGIE_AGGREGATION_INSTANT, NULL, VIGIE_CHART_AXIS_LEFT);
      vigie_chart_view_add_series (view, "Charge informatique", "kW", VIGIE_CHART_LINE,
                                   VIGIE_AGGREGATION_INSTANT, NULL, VIGIE_CHART_AXIS_RIGHT);
      vigie_chart_view_set_data (view, 1, out);
      vigie_chart_view_set_data (view, 2, load);
    }
  vigie_chart_view_set_data (view, 0, inside);
  vigie_chart_view_set_now (view, NOW);
  if (several)
    vigie_chart_view_set_period (view, VIGIE_CHART_PERIOD_WEEK);
  if (g_str_equal (what, "error"))
    {
      vigie_chart_view_set_error (view, "Le serveur ne répond pas : les relevés d’avant le 12 nov. "
                                        "ne sont pas encore connus.");
      vigie_chart_view_set_loading (view, TRUE);
    }
  vigie_chart_view_set_link_lost (view, g_str_equal (what, "lost"));
  vigie_chart_view_set_show_table (view, g_str_equal (what, "table"));
  return GTK_WIDGET (view);
}

static void
add_row (GtkGrid *grid, int row, const char *words, GtkWidget *bullet, GtkWidget *sparkline)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_widget_set_hexpand (bullet, TRUE);
  gtk_grid_attach (grid, bullet, 1, row, 1, 1);
  if (sparkline != NULL)
    gtk_grid_attach (grid, sparkline, 2, row, 1, 1);
}

static GtkWidget *
make_small (void)
{
  static const struct
  {
    const char *words, *unit;
    VigieThresholds limits;
    double capacity, value;
    VigieFreshness freshness;
    gboolean lost, hole;
  } rows[] = {
      {"Benne gravats",
       "%",
       {NAN, NAN, 80, 90, 0, 0, 0},
       NAN,
       94,
       VIGIE_FRESHNESS_LIVE,
       FALSE,
       TRUE},
      {"Température",
       "°C",
       {NAN, 18, 27, 30, 0, 0, 0},
       NAN,
       24.6,
       VIGIE_FRESHNESS_LIVE,
       FALSE,
       FALSE},
      {"Véhicules", "", {NAN, NAN, NAN, NAN, 0, 0, 0}, 20, 14, VIGIE_FRESHNESS_LIVE, FALSE, FALSE},
      {"Débit",
       "m³/h",
       {NAN, NAN, 350, 400, 0, 0, 0},
       NAN,
       900,
       VIGIE_FRESHNESS_LIVE,
       FALSE,
       FALSE},
      {"Radio",
       "dBm",
       {-120, -113, NAN, NAN, 0, 0, 0},
       NAN,
       -97,
       VIGIE_FRESHNESS_LATE,
       FALSE,
       FALSE},
      {"Lien perdu", "%", {NAN, NAN, 80, 90, 0, 0, 0}, NAN, 61, VIGIE_FRESHNESS_LIVE, TRUE, FALSE},
      {"Silencieux",
       "%",
       {NAN, NAN, 80, 90, 0, 0, 0},
       NAN,
       62,
       VIGIE_FRESHNESS_SILENT,
       FALSE,
       TRUE},
      {"Jamais", "%", {NAN, NAN, 80, 90, 0, 0, 0}, NAN, NAN, VIGIE_FRESHNESS_NEVER, FALSE, FALSE},
      {"Hors service",
       "%",
       {NAN, NAN, 80, 90, 0, 0, 0},
       NAN,
       40,
       VIGIE_FRESHNESS_OUT_OF_SERVICE,
       FALSE,
       FALSE},
  };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 14);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *bullet = vigie_bullet_new (), *sparkline = vigie_sparkline_new ();
      g_autoptr (VigieSeries) series = make_series (
          10 * VIGIE_MINUTE, isnan (rows[i].value) ? 0 : rows[i].value, 6, 3, rows[i].hole);
      VigieSpan known = {NOW - 2 * VIGIE_DAY, NOW};
      g_autoptr (VigieSeries) none = vigie_series_new (NULL, NULL, 0, 0, &known, 1);
      VigieBulletScale scale = vigie_bullet_scale_derive (
          rows[i].unit, &rows[i].limits, rows[i].capacity, NULL, NOW, rows[i].value);

      if (rows[i].capacity > 0)
        scale.usual_from = 6, scale.usual_to = 11;
      vigie_bullet_set_scale (VIGIE_BULLET (bullet), &scale, rows[i].unit);
      vigie_bullet_set_value (VIGIE_BULLET (bullet), rows[i].value, rows[i].freshness,
                              rows[i].lost);
      vigie_bullet_set_captions (VIGIE_BULLET (bullet), i < 5);
      vigie_sparkline_set_unit (VIGIE_SPARKLINE (sparkline), rows[i].unit);
      vigie_sparkline_set_thresholds (VIGIE_SPARKLINE (sparkline), &rows[i].limits);
      vigie_sparkline_set_link_lost (VIGIE_SPARKLINE (sparkline), rows[i].lost);
      vigie_sparkline_set_series (VIGIE_SPARKLINE (sparkline),
                                  isnan (rows[i].value) ? none : series, NOW);
      add_row (GTK_GRID (grid), (int) i, rows[i].words, bullet, sparkline);
    }
  return grid;
}

static void
draw_page_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer view)
{
  g_autoptr (VigieChartPage) page = vigie_chart_view_make_page (view, TRUE);
  g_autoptr (VigieSheet) sheet = vigie_chart_export_sheet (vigie_chart_view_get_chart (view), page);

  vigie_sheet_draw (sheet, cr, width, height);
}

/* An exported page, drawn as large as the window; the view that it is of is in no window. */
static GtkWidget *
make_page (void)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_widget_set_vexpand (area, TRUE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page_cb,
                                  g_object_ref_sink (make_view ("several")), g_object_unref);
  return area;
}

static void
activate_cb (AdwApplication *application, const char *what)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *content = g_str_equal (what, "small")  ? make_small ()
                       : g_str_equal (what, "page") ? make_page ()
                                                    : make_view (what);
  AdwStyleManager *style = adw_style_manager_get_default ();

  if (g_getenv ("GALLERY_TEXT") != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                  (int) (96 * 1024 * g_ascii_strtod (g_getenv ("GALLERY_TEXT"), NULL)), NULL);
  if (adw_style_manager_get_high_contrast (style))
    gtk_widget_add_css_class (window, "high-contrast");
  gtk_widget_set_margin_top (content, 18);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_widget_set_margin_start (content, 14);
  gtk_widget_set_margin_end (content, 14);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  const char *locale_dir = g_getenv ("VIGIE_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : VIGIE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_resources_register (vigie_get_resource ());
  application
      = g_object_new (ADW_TYPE_APPLICATION, "application-id", "fr.agglo.Vigie.Gallery", "flags",
                      G_APPLICATION_NON_UNIQUE, "resource-base-path", "/fr/agglo/Vigie", NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), argc > 1 ? argv[1] : "view");
  return g_application_run (G_APPLICATION (application), 1, argv);
}
