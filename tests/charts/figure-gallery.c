/* figure-gallery.c: figures with made-up amounts, to look at: figure-gallery [--large] [--rtl] [--table] [--sheet]
 * [SCENE…]; --list names them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <locale.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "attendance-scenes.h"
#include "vigie-coverage-bar.h"
#include "vigie-figure-view.h"
#include "vigie-flow-diagram.h"
#include "vigie-heat-map.h"
#include "vigie-rank-bar.h"
#include "vigie-stack-chart.h"
#include "vigie-time-axis.h"
#include "vigie-words.h"

/* Saturday 21 November 2026, 11 h 07 in France. */
#define NOW (G_GINT64_CONSTANT (1795255620) * VIGIE_SECOND)

static VigieTime
at (const char *text)
{
  VigieTime time = 0;

  vigie_time_parse (text, -1, &time);
  return time;
}

/* kW of a curve at local hours. */
static double
curve (guint kind, VigieTime time, GRand *rand)
{
  VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());
  double hour = local.hour + local.minute / 60.;
  double sun = MAX (sin ((hour - 8) / 9 * G_PI), 0);

  switch (kind)
    {
    case 0:
      return 218 + g_rand_double_range (rand, -6, 6);
    case 1:
      return 1020 + 130 * sin ((hour - 8) / 24 * 2 * G_PI) + g_rand_double_range (rand, -30, 30);
    case 2:
      return 430 + 620 * exp (-pow ((hour - 13) / 4, 2)) + g_rand_double_range (rand, -40, 40);
    case 3:
      return 160 + 50 * sin (hour) + g_rand_double_range (rand, -9, 9);
    default:
      return hour > 8 && hour < 17
                 ? (600 + 300 * sin (local.day)) * sun * g_rand_double_range (rand, 0.85, 1.1) * 2
                 : 0;
    }
}

static char *
why_cb (VigieStackChart *chart, VigieTime from, VigieTime to, gpointer data)
{
  return g_strdup ("2 compteurs d’eau muets");
}

static GtkWidget *
stack_of (VigieTime from,
          VigieTime to,
          gint64 step,
          VigieStackShow show,
          guint n_layers,
          const VigieTime *gaps,
          guint n_gaps,
          VigieTime now)
{
  static const char *const names[]
      = {"Centre de données", "Eau et déchets", "Bâtiments", "Éclairage"};
  GtkWidget *chart = vigie_stack_chart_new ();
  GRand *rand = g_rand_new_with_seed (4);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  VigieStackSeries layers[4], line = {"Production solaire", NULL};
  g_autofree double *values = NULL;
  guint n;

  for (VigieTime time = from; time < to;)
    {
      g_array_append_val (edges, time);
      time = step >= VIGIE_DAY ? vigie_time_next (time, VIGIE_TICK_DAY, vigie_words_default_zone ())
                               : time + step;
    }
  g_array_append_val (edges, to);
  n = edges->len - 1;
  values = g_new (double, 5 * n);
  for (guint s = 0; s < 5; s++)
    for (guint b = 0; b < n; b++)
      {
        VigieTime begin = g_array_index (edges, VigieTime, b);
        VigieTime end = g_array_index (edges, VigieTime, b + 1);
        double sum = 0;

        for (VigieTime time = begin; time < end; time += VIGIE_HOUR / 2)
          sum += curve (s, time, rand)
                 * ((double) MIN (end - time, VIGIE_HOUR / 2) / (double) VIGIE_HOUR);
        values[s * n + b] = sum;
        for (guint g = 0; g < n_gaps; g++)
          if (s == 1 && begin >= gaps[2 * g] && begin < gaps[2 * g + 1])
            values[s * n + b] = NAN;
        if (now != VIGIE_TIME_NONE && end > now)
          values[s * n + b] = NAN;
      }
  g_rand_free (rand);
  for (guint s = 0; s < 4; s++)
    layers[s] = (VigieStackSeries) {names[s], values + s * n};
  line.kwh = values + 4 * n;
  vigie_stack_chart_set_gap_func (VIGIE_STACK_CHART (chart), why_cb, NULL, NULL);
  vigie_stack_chart_set_now (VIGIE_STACK_CHART (chart), now,
                             now != VIGIE_TIME_NONE ? now - VIGIE_HOUR : now);
  vigie_stack_chart_set_data (VIGIE_STACK_CHART (chart), (VigieTime *) (gpointer) edges->data, n,
                              layers, n_layers, &line, 1, show);
  gtk_widget_set_size_request (chart, -1, 250);
  return chart;
}

static GtkWidget *
scene_week (void)
{
  VigieTime gap[] = {at ("2026-11-19T03:00:00+01:00"), at ("2026-11-19T09:30:00+01:00")};

  return stack_of (at ("2026-11-15T00:00:00+01:00"), at ("2026-11-22T00:00:00+01:00"),
                   VIGIE_HOUR / 2, VIGIE_STACK_POWER, 3, gap, 1, NOW);
}

static GtkWidget *
scene_cursor (void)
{
  GtkWidget *chart = scene_week ();

  vigie_stack_chart_set_cursor (VIGIE_STACK_CHART (chart), 74);
  return chart;
}

static GtkWidget *
scene_days (void)
{
  VigieTime gap[] = {at ("2026-11-06T00:00:00+01:00"), at ("2026-11-08T00:00:00+01:00")};
  GtkWidget *chart = stack_of (at ("2026-10-22T00:00:00+02:00"), at ("2026-11-22T00:00:00+01:00"),
                               VIGIE_DAY, VIGIE_STACK_ENERGY, 4, gap, 1, NOW);

  return chart;
}

static GtkWidget *
scene_many (void)
{
  VigieTime gaps[] = {at ("2026-10-19T03:00:00+02:00"), at ("2026-10-19T09:30:00+02:00"),
                      at ("2026-10-28T03:00:00+01:00"), at ("2026-10-28T23:30:00+01:00"),
                      at ("2026-11-08T03:00:00+01:00"), at ("2026-11-10T09:30:00+01:00")};

  return stack_of (at ("2026-10-10T00:00:00+02:00"), at ("2026-11-21T00:00:00+01:00"),
                   VIGIE_HOUR / 2, VIGIE_STACK_POWER, 3, gaps, 3, VIGIE_TIME_NONE);
}

static GtkWidget *
scene_lost (void)
{
  GtkWidget *chart = scene_week ();

  vigie_stack_chart_set_link_lost (VIGIE_STACK_CHART (chart), TRUE);
  return chart;
}

static GtkWidget *
scene_empty (void)
{
  return vigie_stack_chart_new ();
}

static GtkWidget *
heat_of (VigieTime from, guint days)
{
  GtkWidget *map = vigie_heat_map_new ();
  GRand *rand = g_rand_new_with_seed (4);
  guint n = days * 24;
  g_autofree double *kw = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      VigieTime time = from + (VigieTime) i * VIGIE_HOUR;
      VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());
      gint64 weekday = (local.day_number + 3) % 7;

      kw[i] = curve (2, time, rand) * (weekday >= 5 ? 0.6 : 1) + 900
              + 400 * cos ((double) local.day_number / 365.25 * 2 * G_PI);
      if ((i > 100 && i < 110) || (i > 1300 && i < 1420) || time >= NOW)
        kw[i] = NAN;
    }
  g_rand_free (rand);
  vigie_heat_map_set_due (VIGIE_HEAT_MAP (map), NOW);
  vigie_heat_map_set_hours (VIGIE_HEAT_MAP (map), from, kw, n, NULL);
  gtk_widget_set_size_request (map, -1, 260);
  return map;
}

static GtkWidget *
scene_heat_year (void)
{
  return heat_of (at ("2026-01-01T00:00:00+01:00"), 365);
}

static GtkWidget *
scene_heat_month (void)
{
  GtkWidget *map = heat_of (at ("2026-11-01T00:00:00+01:00"), 30);

  vigie_heat_map_set_cursor (VIGIE_HEAT_MAP (map), 9, 13);
  return map;
}

static GtkWidget *
scene_heat_spring (void)
{
  return heat_of (at ("2026-03-27T00:00:00+01:00"), 5);
}

static GtkWidget *
flows_of (const VigieFlowPart *parts, guint n, double consumption)
{
  GtkWidget *diagram = vigie_flow_diagram_new ();

  vigie_flow_diagram_set_parts (VIGIE_FLOW_DIAGRAM (diagram), parts, n, consumption);
  return diagram;
}

static GtkWidget *
scene_flows (void)
{
  const VigieFlowPart parts[] = {{VIGIE_FLOW_PART_SOLAR, "Solaire", 1284, NULL},
                                 {VIGIE_FLOW_PART_IMPORT, "Soutirage réseau", 1002, NULL},
                                 {VIGIE_FLOW_PART_EXPORT, "Injection", 70, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Bâtiments", 792, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Eau et déchets", 1206, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Centre de données", 218, NULL}};

  return flows_of (parts, G_N_ELEMENTS (parts), 2216);
}

static GtkWidget *
scene_flows_unknown (void)
{
  const VigieFlowPart parts[]
      = {{VIGIE_FLOW_PART_SOLAR, "Solaire", 1284, NULL},
         {VIGIE_FLOW_PART_IMPORT, "Soutirage réseau", NAN, "2 compteurs muets"},
         {VIGIE_FLOW_PART_DISCHARGE, "Batterie", 0, NULL},
         {VIGIE_FLOW_PART_EXPORT, "Injection", 70, NULL},
         {VIGIE_FLOW_PART_GROUP, "Bâtiments", 792, NULL},
         {VIGIE_FLOW_PART_GROUP, "Eau et déchets", NAN, "compteur d’eau muet"},
         {VIGIE_FLOW_PART_GROUP, "Centre de données", 218, NULL}};

  return flows_of (parts, G_N_ELEMENTS (parts), NAN);
}

static GtkWidget *
scene_flows_battery (void)
{
  const VigieFlowPart parts[] = {{VIGIE_FLOW_PART_SOLAR, "Solaire", 900, NULL},
                                 {VIGIE_FLOW_PART_IMPORT, "Soutirage réseau", 120, NULL},
                                 {VIGIE_FLOW_PART_EXPORT, "Injection", 300, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Bâtiments", 300, NULL},
                                 {VIGIE_FLOW_PART_GROUP, "Eau et déchets", 150, NULL},
                                 {VIGIE_FLOW_PART_CHARGE, "Charge de batterie", 160, NULL}};

  return flows_of (parts, G_N_ELEMENTS (parts), 560);
}

static GtkWidget *
scene_bars (void)
{
  static const double coverages[] = {1, 0.97, 0.9, 0.8999, 0.61, 0.05, NAN};
  static const double ranks[][3]
      = {{62400, 48000, 58000}, {48100, 44000, 53000}, {33800, 30000, 36000}, {27700, 17000, 21000},
         {9800, 9000, 10500},   {120, NAN, NAN},       {NAN, 8000, 9000}};
  GtkWidget *grid = gtk_grid_new ();
  double scale = vigie_rank_bar_scale (62400);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  for (int i = 0; i < 7; i++)
    {
      GtkWidget *coverage = vigie_coverage_bar_new (), *rank = vigie_rank_bar_new ();
      g_autofree char *words = vigie_coverage_words (coverages[i]), *told = NULL;

      vigie_coverage_bar_set_coverage (VIGIE_COVERAGE_BAR (coverage), coverages[i]);
      vigie_rank_bar_set (VIGIE_RANK_BAR (rank), ranks[i][0], ranks[i][1], ranks[i][2], scale,
                          "kWh");
      told = vigie_rank_bar_describe (VIGIE_RANK_BAR (rank));
      gtk_widget_set_hexpand (rank, TRUE);
      gtk_grid_attach (GTK_GRID (grid), gtk_label_new (words), 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), coverage, 1, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), rank, 2, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), gtk_label_new (told), 3, i, 1, 1);
    }
  return grid;
}

static const struct
{
  const char *name, *title, *note;
  GtkWidget *(*make) (void);
} scenes[] = {
    {"flows", "Maintenant", "il y a 2 min · 39 compteurs sur 41 à jour", scene_flows},
    {"unknown", "Maintenant, deux inconnues", "il y a 2 min · 37 compteurs sur 41 à jour",
     scene_flows_unknown},
    {"battery", "Maintenant, une batterie", "il y a 2 min", scene_flows_battery},
    {"week", "Consommation et production", "moyennes de 30 min", scene_week},
    {"cursor", "Consommation et production, curseur", "moyennes de 30 min", scene_cursor},
    {"days", "Consommation et production par jour", "par jour", scene_days},
    {"many", "2 000 pas", "moyennes de 30 min", scene_many},
    {"lost", "Lien perdu", "moyennes de 30 min", scene_lost},
    {"empty", "Rien encore", NULL, scene_empty},
    {"year", "Heures et jours", "puissance moyenne", scene_heat_year},
    {"month", "Heures et jours", "puissance moyenne", scene_heat_month},
    {"spring", "Le passage à l’heure d’été", "puissance moyenne", scene_heat_spring},
    {"bars", "Barres", NULL, scene_bars},
    {"usual", "Véhicules, habitude en gris", NULL, scene_usual_bars},
    {"day", "Aujourd’hui", NULL, scene_day},
    {"day-cursor", "Aujourd’hui, curseur", NULL, scene_day_cursor},
    {"day-gap", "Aujourd’hui, interruption", NULL, scene_day_gap},
    {"day-forecast", "Aujourd’hui, ce qui est attendu", NULL, scene_day_forecast},
    {"day-closed", "Aujourd’hui, fermée", NULL, scene_day_closed},
    {"day-lost", "Lien perdu", NULL, scene_day_lost},
    {"day-clocks", "Le passage à l’heure d’hiver", NULL, scene_day_clocks},
    {"day-unknown", "Aucun relevé", NULL, scene_day_unknown},
    {"typical", "Semaine type", NULL, scene_week_map},
    {"typical-cursor", "Semaine type, curseur", NULL, scene_week_cursor},
    {"typical-few", "Semaine type, peu de jours", NULL, scene_week_few},
    {"typical-long", "Semaine type, longues journées", NULL, scene_week_long},
};

static gboolean show_table, show_sheet;

static void
draw_sheet_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer view)
{
  g_autoptr (VigieSheet) sheet = vigie_figure_view_make_sheet (view, TRUE);

  vigie_sheet_draw (sheet, cr, width, height);
}

static GtkWidget *
make_scene (guint i)
{
  GtkWidget *figure = scenes[i].make (), *view = figure;

  if (VIGIE_IS_FIGURE (figure))
    {
      g_autofree char *summary = vigie_figure_summarize (VIGIE_FIGURE (figure));

      g_print ("%s\n%s\n\n", scenes[i].name, summary);
      view = vigie_figure_view_new (figure);
      vigie_figure_view_set_title (VIGIE_FIGURE_VIEW (view), scenes[i].title);
      vigie_figure_view_set_note (VIGIE_FIGURE_VIEW (view), scenes[i].note);
      vigie_figure_view_set_show_table (VIGIE_FIGURE_VIEW (view), show_table);
      vigie_figure_view_set_demonstration (VIGIE_FIGURE_VIEW (view), TRUE);
      vigie_figure_view_set_now (VIGIE_FIGURE_VIEW (view), NOW);
      vigie_figure_view_set_place (VIGIE_FIGURE_VIEW (view), "Lorient Agglomération, 41 compteurs");
      vigie_figure_view_set_period (VIGIE_FIGURE_VIEW (view),
                                    (VigieSpan) {NOW - 6 * VIGIE_DAY, NOW}, NULL);
      if (show_sheet)
        {
          GtkWidget *area = gtk_drawing_area_new ();

          gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_sheet_cb,
                                          g_object_ref_sink (view), g_object_unref);
          gtk_widget_set_size_request (area, 1280, 720);
          return area;
        }
      if (show_table)
        gtk_widget_set_size_request (view, -1, 300);
    }
  gtk_widget_add_css_class (view, "card");
  gtk_widget_add_css_class (view, "gallery");
  return view;
}

static void
load_css (const char *name)
{
  GtkCssProvider *provider = gtk_css_provider_new ();
  g_autofree char *path = g_build_filename (GALLERY_CSS, name, NULL);

  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
}

int
main (int argc, char *argv[])
{
  GtkWidget *window, *box, *scrolled;
  GtkCssProvider *own;
  AdwStyleManager *manager;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("VIGIE_LOCALEDIR") ? g_getenv ("VIGIE_LOCALEDIR") : VIGIE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc == 2 && g_str_equal (argv[1], "--list"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
        g_print ("%s\n", scenes[i].name);
      return 0;
    }
  adw_init ();
  for (; argc > 1 && g_str_has_prefix (argv[1], "--"); argc--, argv++)
    if (g_str_equal (argv[1], "--large"))
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
    else if (g_str_equal (argv[1], "--rtl"))
      gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
    else if (g_str_equal (argv[1], "--table"))
      show_table = TRUE;
    else if (g_str_equal (argv[1], "--sheet"))
      show_sheet = TRUE;
  manager = adw_style_manager_get_default ();
  load_css ("style.css");
  if (adw_style_manager_get_dark (manager))
    load_css ("style-dark.css");
  if (adw_style_manager_get_high_contrast (manager))
    load_css ("style-hc.css");
  own = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (own, ".gallery { padding: 14px 18px; margin: 6px; }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (own),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (own);

  window = gtk_window_new ();
  if (adw_style_manager_get_high_contrast (manager))
    gtk_widget_add_css_class (window, "high-contrast");
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  scrolled = gtk_scrolled_window_new ();
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    if (argc < 2 || g_strv_contains ((const char *const *) argv + 1, scenes[i].name))
      gtk_box_append (GTK_BOX (box), make_scene (i));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 800);
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
