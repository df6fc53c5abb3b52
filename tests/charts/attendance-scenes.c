/* attendance-scenes.c: figures of attendance with made-up counts, for the gallery.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attendance-scenes.h"

#include <math.h>

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
