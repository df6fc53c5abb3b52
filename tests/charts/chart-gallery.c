/* chart-gallery.c: charts with made-up readings, to look at: chart-gallery [--large] [--rtl] [SCENE…]; --list names
 * them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <locale.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "vigie-chart.h"
#include "vigie-words.h"

/* Saturday 21 November 2026, 11 h 07 in France. */
#define NOW (G_GINT64_CONSTANT (1795255620) * VIGIE_SECOND)

typedef double (*Curve) (double days, GRand *rand);

static double
temperature (double days, GRand *rand)
{
  return 22 + 2.4 * sin (2 * G_PI * (days - 0.35)) + 0.9 * sin (days * 2.1)
         + g_rand_double_range (rand, -0.25, 0.25);
}

static double
power (double days, GRand *rand)
{
  double hour = fmod (days + 40000, 1) * 24;

  return 620 + 410 * exp (-pow ((hour - 13) / 4.5, 2)) + g_rand_double_range (rand, -40, 40);
}

static double
solar (double days, GRand *rand)
{
  double hour = fmod (days + 40000, 1) * 24, sun = MAX (sin ((hour - 7) / 10 * G_PI), 0);

  return hour > 7 && hour < 17 ? 880 * sun * g_rand_double_range (rand, 0.8, 1) : 0;
}

static double
vehicles (double days, GRand *rand)
{
  double hour = fmod (days + 40000, 1) * 24;

  return hour < 9 || hour > 18
             ? 0
             : floor (10 * exp (-pow ((hour - 14) / 3, 2)) + g_rand_double_range (rand, 0, 5));
}

static double
door (double days, GRand *rand)
{
  return fmod (days * 5.3 + sin (days * 9), 1) > 0.72;
}

static double
spiky (double days, GRand *rand)
{
  return g_rand_double (rand) < 0.00003 ? 38 : temperature (days, rand) + 3 * sin (days / 58.);
}

/* Readings each @step from @from to @to but for @gap, of which all but what is before @known is loaded. */
static VigieSeries *
make (Curve curve, VigieTime from, VigieTime to, gint64 step, VigieSpan gap, VigieTime known_from)
{
  GRand *rand = g_rand_new_with_seed (11);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  VigieSpan *known = g_new (VigieSpan, 1);
  guint n;

  for (VigieTime time = MAX (from, known_from); time <= to; time += step)
    {
      double value = curve ((double) time / VIGIE_DAY, rand);

      if (time > gap.from && time < gap.to)
        continue;
      g_array_append_val (times, time);
      g_array_append_val (values, value);
    }
  g_rand_free (rand);
  *known = (VigieSpan) {known_from, NOW};
  n = times->len;
  return vigie_series_new_take ((gpointer) g_array_free (times, FALSE),
                                (gpointer) g_array_free (values, FALSE), n, step, known, 1);
}

static VigieSeries *
make_index (Curve curve, VigieTime from, VigieTime to, gint64 step, VigieSpan gap)
{
  VigieSeries *rates = make (curve, from, to, step, (VigieSpan) {0, 0}, from);
  VigieTime *times = g_new (VigieTime, rates->n);
  double *values = g_new (double, rates->n), sum = 48213;
  VigieSpan *known = g_memdup2 (rates->known, sizeof *known);
  guint n = 0;

  for (guint i = 0; i < rates->n; i++)
    {
      sum += rates->values[i] * ((double) step / VIGIE_HOUR);
      if (rates->times[i] > gap.from && rates->times[i] < gap.to)
        continue;
      times[n] = rates->times[i];
      values[n++] = sum;
    }
  vigie_series_unref (rates);
  return vigie_series_new_take (times, values, n, step, known, 1);
}

static void
give (VigieChart *chart, guint index, VigieSeries *series)
{
  vigie_chart_set_data (chart, index, series);
  vigie_series_unref (series);
}

static const VigieSpan no_gap = {0, 0};
static const VigieThresholds limits = {15, 18, 27, 30, 0.5, 0, 0};

static VigieTime
at (const char *text)
{
  VigieTime time = 0;

  vigie_time_parse (text, -1, &time);
  return time;
}

static void
scene_week (VigieChart *chart)
{
  VigieTime from = at ("2026-11-15T00:00:00+01:00"), to = at ("2026-11-22T00:00:00+01:00");
  VigieSpan gap = {at ("2026-11-19T03:00:00+01:00"), at ("2026-11-19T09:30:00+01:00")};

  vigie_chart_add_series (chart, "Température de salle", "°C", VIGIE_CHART_LINE, &limits, 0);
  give (chart, 0,
        make (temperature, from - VIGIE_DAY, NOW - 4 * VIGIE_MINUTE, 10 * VIGIE_MINUTE, gap, from));
  vigie_chart_set_range (chart, from, to);
}

static void
scene_axes (VigieChart *chart)
{
  VigieTime from = at ("2026-11-20T11:00:00+01:00");
  VigieSpan gap = {at ("2026-11-20T20:00:00+01:00"), at ("2026-11-20T22:30:00+01:00")};

  vigie_chart_add_series (chart, "Consommation", "kW", VIGIE_CHART_LINE, NULL, 0);
  vigie_chart_add_series (chart, "Production solaire", "kW", VIGIE_CHART_LINE, NULL, 0);
  vigie_chart_add_series (chart, "Température", "°C", VIGIE_CHART_LINE, NULL, 1);
  give (chart, 0, make (power, from, NOW, 10 * VIGIE_MINUTE, no_gap, from - VIGIE_DAY));
  give (chart, 1, make (solar, from, NOW, 10 * VIGIE_MINUTE, gap, from - VIGIE_DAY));
  give (chart, 2,
        make (temperature, from, NOW - 12 * VIGIE_MINUTE, 15 * VIGIE_MINUTE, no_gap,
              from - VIGIE_DAY));
  vigie_chart_set_range (chart, from, from + 26 * VIGIE_HOUR);
}

static void
scene_autumn (VigieChart *chart)
{
  VigieTime from = at ("2026-10-25T00:00:00+02:00");

  vigie_chart_add_series (chart, "Température de salle", "°C", VIGIE_CHART_LINE, &limits, 0);
  give (chart, 0,
        make (temperature, from - VIGIE_DAY, NOW, 5 * VIGIE_MINUTE, no_gap, from - VIGIE_DAY));
  vigie_chart_set_range (chart, from, from + 7 * VIGIE_HOUR);
}

static void
scene_days (VigieChart *chart)
{
  VigieTime from = at ("2026-10-22T00:00:00+02:00"), to = at ("2026-11-22T00:00:00+01:00");
  VigieSpan gap = {at ("2026-11-06T13:00:00+01:00"), at ("2026-11-08T09:30:00+01:00")};

  vigie_chart_add_series (chart, "Consommation", "kWh", VIGIE_CHART_COLUMNS, NULL, 0);
  vigie_chart_set_aggregation (chart, 0, VIGIE_AGGREGATION_CUMULATIVE);
  give (chart, 0, make_index (power, from - VIGIE_DAY, NOW, 10 * VIGIE_MINUTE, gap));
  vigie_chart_set_range (chart, from, to);
}

static void
scene_hours (VigieChart *chart)
{
  VigieTime from = at ("2026-11-20T12:00:00+01:00");

  vigie_chart_add_series (chart, "Consommation", "kWh", VIGIE_CHART_COLUMNS, NULL, 0);
  vigie_chart_add_series (chart, "Production solaire", "kWh", VIGIE_CHART_COLUMNS, NULL, 0);
  vigie_chart_add_series (chart, "Température", "°C", VIGIE_CHART_LINE, NULL, 1);
  vigie_chart_set_aggregation (chart, 0, VIGIE_AGGREGATION_CUMULATIVE);
  vigie_chart_set_aggregation (chart, 1, VIGIE_AGGREGATION_CUMULATIVE);
  give (chart, 0, make_index (power, from - VIGIE_DAY, NOW, 10 * VIGIE_MINUTE, no_gap));
  give (chart, 1, make_index (solar, from - VIGIE_DAY, NOW, 10 * VIGIE_MINUTE, no_gap));
  give (chart, 2, make (temperature, from, NOW, 15 * VIGIE_MINUTE, no_gap, from - VIGIE_DAY));
  vigie_chart_set_range (chart, from, from + VIGIE_DAY);
}

static void
scene_steps (VigieChart *chart)
{
  VigieTime from = at ("2026-11-21T00:00:00+01:00");

  vigie_chart_add_series (chart, "Véhicules présents", "", VIGIE_CHART_STEP, NULL, 0);
  vigie_chart_add_series (chart, "Barrière ouverte", "", VIGIE_CHART_STEP, NULL, 1);
  give (chart, 0,
        make (vehicles, from - VIGIE_DAY, NOW, 10 * VIGIE_MINUTE, no_gap, from - VIGIE_DAY));
  give (chart, 1, make (door, from - VIGIE_DAY, NOW, 20 * VIGIE_MINUTE, no_gap, from - VIGIE_DAY));
  vigie_chart_set_range (chart, from - 12 * VIGIE_HOUR, from + 14 * VIGIE_HOUR);
}

static void
scene_year (VigieChart *chart)
{
  VigieTime from = NOW - 365 * VIGIE_DAY;

  vigie_chart_add_series (chart, "Température de salle", "°C", VIGIE_CHART_LINE, &limits, 0);
  give (chart, 0,
        make (spiky, from, NOW, VIGIE_MINUTE / 2,
              (VigieSpan) {NOW - 120 * VIGIE_DAY, NOW - 96 * VIGIE_DAY}, from + 60 * VIGIE_DAY));
  vigie_chart_set_range (chart, from, NOW + 3 * VIGIE_DAY);
}

static void
scene_silent (VigieChart *chart)
{
  VigieTime from = NOW - VIGIE_DAY;

  vigie_chart_add_series (chart, "Température de salle", "°C", VIGIE_CHART_LINE, &limits, 0);
  give (chart, 0, make (temperature, from, NOW - 5 * VIGIE_HOUR, 10 * VIGIE_MINUTE, no_gap, from));
  vigie_chart_set_range (chart, from, NOW);
}

static void
scene_lost (VigieChart *chart)
{
  scene_axes (chart);
  vigie_chart_set_link_lost (chart, TRUE);
}

static void
scene_cursor (VigieChart *chart)
{
  scene_axes (chart);
  vigie_chart_set_cursor (chart, at ("2026-11-20T16:03:00+01:00"));
}

static void
scene_empty (VigieChart *chart)
{
  VigieSpan known = {NOW - 5 * VIGIE_DAY, NOW};

  vigie_chart_add_series (chart, "Qualité de l’air, quai", "ppm", VIGIE_CHART_LINE, NULL, 0);
  give (chart, 0, vigie_series_new (NULL, NULL, 0, 0, &known, 1));
  vigie_chart_set_range (chart, NOW - 7 * VIGIE_DAY, NOW);
}

static const struct
{
  const char *name, *title;
  void (*fill) (VigieChart *chart);
} scenes[] = {
    {"week", "Une semaine, une interruption, des seuils", scene_week},
    {"axes", "Deux axes, trois mesures", scene_axes},
    {"days", "Montants par jour", scene_days},
    {"hours", "Montants par heure, et une température", scene_hours},
    {"autumn", "La nuit de 25 heures", scene_autumn},
    {"steps", "États et comptes", scene_steps},
    {"year", "Un an, 880 000 relevés", scene_year},
    {"silent", "Un capteur muet", scene_silent},
    {"lost", "Lien perdu", scene_lost},
    {"cursor", "Le curseur", scene_cursor},
    {"empty", "Aucun relevé", scene_empty},
};

static GtkWidget *
make_scene (guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *title = g_strdup_printf ("%s (exemple, relevés inventés)", scenes[i].title);
  GtkWidget *label = gtk_label_new (title), *chart = vigie_chart_new ();
  g_autofree char *summary = NULL;

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_vexpand (chart, TRUE);
  vigie_chart_set_now (VIGIE_CHART (chart), NOW);
  scenes[i].fill (VIGIE_CHART (chart));
  summary = vigie_chart_summarize (VIGIE_CHART (chart));
  g_print ("%s\n", summary);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), chart);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "gallery");
  return box;
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
  manager = adw_style_manager_get_default ();
  load_css ("style.css");
  if (adw_style_manager_get_dark (manager))
    load_css ("style-dark.css");
  if (adw_style_manager_get_high_contrast (manager))
    load_css ("style-hc.css");
  own = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (own, ".gallery { padding: 14px; margin: 6px; }");
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
