/* attendance-scenes.c: figures of attendance with made-up counts, for the gallery.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attendance-scenes.h"

#include <math.h>

#include "vigie-day-chart.h"
#include "vigie-time-axis.h"
#include "vigie-usual-bar.h"
#include "vigie-week-map.h"

GtkWidget *
scene_usual_bars (void)
{
  /* value, low, high, P10, P90, places */
  static const struct
  {
    const char *name;
    double numbers[6];
  } rows[] = {
      {"Caudan", {7, NAN, NAN, 5, 9, 20}},
      {"Cléguer", {3, 2, 4, 2, 5, 12}},
      {"Groix", {0, 0, 1, 1, 4, 8}},
      {"Lorient-Keryado", {19, 18, 21, 12, 18, 24}},
      {"Riantec", {14, 11, 17, 6, 11, 20}},
      {"au-delà", {31, 28, 34, 12, 18, 20}},
      {"sans habitude", {9, 9, 9, NAN, NAN, NAN}},
      {"non connu", {NAN, NAN, NAN, 5, 9, 20}},
  };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  for (int i = 0; i < (int) G_N_ELEMENTS (rows); i++)
    {
      const double *n = rows[i].numbers;
      GtkWidget *bar = vigie_usual_bar_new (), *name = gtk_label_new (rows[i].name);

      vigie_usual_bar_set (VIGIE_USUAL_BAR (bar), n[0], n[1], n[2], n[3], n[4], n[5], 24);
      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_grid_attach (GTK_GRID (grid), name, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), bar, 1, i, 1, 1);
    }
  return grid;
}

/* Half-hours of a week that is open from Tuesday to Saturday, but at noon; few: many are hidden. */
static void
fill_week (VigieWeekCell cells[7 * 48], int begin, int end, gboolean few)
{
  static const double days[7] = {0, 0.55, 0.95, 0.5, 0.75, 1, 0};

  for (int day = 0; day < 7; day++)
    for (int slot = 0; slot < 48; slot++)
      {
        VigieWeekCell *cell = &cells[day * 48 + slot];
        double hour = slot / 2.;

        cell->open = days[day] > 0 && slot >= begin && slot < end && (slot < 25 || slot >= 28);
        cell->n_days = (guint16) (few && (day + slot) % 3 == 0 ? 3 : 24 + (day + slot) % 3);
        cell->median = (float) round (
            days[day]
            * (6 + 3.5 * exp (-pow ((hour - 10.9) / 0.9, 2)) + 3 * exp (-pow ((hour - 15) / 1, 2))
               + 2 * exp (-pow ((hour - 17.4) / 0.8, 2)) - (slot == 24 ? 4 : 0)));
        cell->p10 = floorf (cell->median * 0.7f);
        cell->p90 = ceilf (cell->median * 1.35f);
        if (cell->n_days < 5)
          cell->median = cell->p10 = cell->p90 = NAN;
      }
}

static GtkWidget *
week_of (int begin, int end, gboolean few)
{
  GtkWidget *map = vigie_week_map_new ();
  VigieWeekCell cells[7 * 48] = {0};

  fill_week (cells, begin, end, few);
  vigie_week_map_set_cells (VIGIE_WEEK_MAP (map), cells);
  vigie_week_map_set_now (VIGIE_WEEK_MAP (map), 5, 22);
  vigie_week_map_set_best (VIGIE_WEEK_MAP (map), 5, 33);
  return map;
}

GtkWidget *
scene_week_map (void)
{
  return week_of (20, 36, FALSE);
}

GtkWidget *
scene_week_cursor (void)
{
  GtkWidget *map = week_of (20, 36, FALSE);

  vigie_week_map_set_cursor (VIGIE_WEEK_MAP (map), 2, 29);
  return map;
}

GtkWidget *
scene_week_few (void)
{
  return week_of (20, 36, TRUE);
}

GtkWidget *
scene_week_long (void)
{
  return week_of (12, 44, FALSE);
}

/* ---- A day ------------------------------------------------------------------------------------- */

typedef enum
{
  DAY_PLAIN = 0,
  DAY_GAP = 1 << 0,
  DAY_FORECAST = 1 << 1,
  DAY_CLOSED = 1 << 2,
  DAY_UNKNOWN = 1 << 3,
  DAY_CLOCKS = 1 << 4, /* open through the night in which clocks go back */
} Day;

/* Medians of half-hours from 10 h on; 0: closed. */
static const double medians[] = {7, 8.5, 8.5, 7.5, 4.5, 0, 0, 0, 7.5, 9, 9, 8.5, 7, 6, 7.5, 6};
static const double seen[] = {4, 8, 10, 11, 13, 12, 14};

static GtkWidget *
day_of (Day day, double places)
{
  GtkWidget *chart = vigie_day_chart_new ();
  GTimeZone *zone = g_time_zone_new_identifier ("Europe/Paris");
  gint64 number
      = vigie_time_day_number (2026, day & DAY_CLOCKS ? 10 : 11, day & DAY_CLOCKS ? 25 : 21);
  VigieTime midnight = vigie_time_day_begin (number, zone);
  VigieTime open = midnight + (day & DAY_CLOCKS ? 0 : 10 * VIGIE_HOUR);
  VigieDayStep steps[60];
  VigieDayUsual usual[16], expected[16];
  VigieDayClosed closed[1] = {{open + 5 * VIGIE_HOUR / 2, open + 4 * VIGIE_HOUR, NULL}};
  VigieDayData data = {
      .from = open - VIGIE_HOUR / 2,
      .to = open + 17 * VIGIE_HOUR / 2,
      .now = open + 67 * VIGIE_MINUTE,
      .advised = open + 13 * VIGIE_HOUR / 2,
      .places = places,
      .zone = zone,
      .steps = steps,
      .usual = usual,
      .expected = expected,
      .closed = closed,
      .n_closed = 1,
      .usual_name = "bande habituelle du samedi",
  };
  g_autofree char *words = g_strdup (day & DAY_CLOSED ? "Travaux de réfection du quai" : "fermée");

  closed[0].words = words;
  if (day & DAY_GAP)
    data.now = open + 6 * VIGIE_HOUR;
  for (VigieTime time = open; time < data.now && !(day & DAY_CLOSED); time += 10 * VIGIE_MINUTE)
    {
      guint i = data.n_steps;
      double value = MAX (seen[i % G_N_ELEMENTS (seen)] - (i > 15 ? 5 : 0), 0);

      if ((day & DAY_GAP && i >= 28 && i < 33) || day & DAY_UNKNOWN)
        value = NAN;
      steps[data.n_steps++] = (VigieDayStep) {time, time + 10 * VIGIE_MINUTE, value,
                                              MAX (value - 1 - i / 6., 0), value + 1 + i / 6.};
    }
  for (guint i = 0; i < G_N_ELEMENTS (medians); i++)
    {
      VigieTime from = open + i * (VIGIE_HOUR / 2);

      if (medians[i] == 0 && !(day & DAY_CLOCKS))
        continue;
      usual[data.n_usual++] = (VigieDayUsual) {from, from + VIGIE_HOUR / 2, medians[i] * 0.65,
                                               medians[i], medians[i] * 1.3};
      if (day & DAY_FORECAST && from + VIGIE_HOUR / 2 > data.now)
        expected[data.n_expected++]
            = (VigieDayUsual) {from, from + VIGIE_HOUR / 2, medians[i] + (i < 5 ? 2 : -2),
                               medians[i] + (i < 5 ? 4 : 0), medians[i] + (i < 5 ? 6 : 2)};
    }
  if (day & DAY_CLOSED)
    {
      closed[0].from = data.from;
      closed[0].to = data.to;
      data.n_usual = 0;
      data.advised = VIGIE_TIME_NONE;
    }
  if (day & DAY_CLOCKS)
    data.n_closed = 0;
  vigie_day_chart_set_data (VIGIE_DAY_CHART (chart), &data);
  gtk_widget_set_size_request (chart, -1, 200);
  g_time_zone_unref (zone);
  return chart;
}

GtkWidget *
scene_day (void)
{
  return day_of (DAY_PLAIN, 30);
}

GtkWidget *
scene_day_cursor (void)
{
  GtkWidget *chart = day_of (DAY_FORECAST, 20);
  VigieTime from, to;

  vigie_day_chart_set_cursor (VIGIE_DAY_CHART (chart), G_MAXINT64 / 4);
  if (vigie_day_chart_get_cursor (VIGIE_DAY_CHART (chart), &from, &to))
    vigie_day_chart_set_cursor (VIGIE_DAY_CHART (chart), from - 3 * VIGIE_HOUR);
  return chart;
}

GtkWidget *
scene_day_gap (void)
{
  return day_of (DAY_GAP, NAN);
}

GtkWidget *
scene_day_forecast (void)
{
  return day_of (DAY_FORECAST, 16);
}

GtkWidget *
scene_day_closed (void)
{
  return day_of (DAY_CLOSED, 20);
}

GtkWidget *
scene_day_lost (void)
{
  GtkWidget *chart = day_of (DAY_PLAIN, 20);

  vigie_day_chart_set_link_lost (VIGIE_DAY_CHART (chart), TRUE);
  return chart;
}

GtkWidget *
scene_day_clocks (void)
{
  return day_of (DAY_CLOCKS, NAN);
}

GtkWidget *
scene_day_unknown (void)
{
  return day_of (DAY_UNKNOWN, 20);
}
