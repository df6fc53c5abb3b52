/* vigie-heat-map-words.c: what a heat map shows, in words and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-heat-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-figure-words.h"
#include "vigie-words.h"

GTimeZone *
vigie_heat_map_zone (VigieHeatMap *self)
{
  return self->zone != NULL ? self->zone : vigie_words_default_zone ();
}

char *
vigie_heat_map_cell_words (VigieHeatMap *self, guint day, guint hour)
{
  const VigieHeatCell *cell = vigie_heat_grid_get (self->grid, day, hour);
  const VigieHeatCell *before;

  if (cell->from != VIGIE_TIME_NONE)
    {
      g_autofree char *date = vigie_words_weekday_date (cell->from, self->zone);
      g_autofree char *first = vigie_words_time_of_day (cell->from, self->zone);
      g_autofree char *last = vigie_words_time_of_day (cell->to, self->zone);

      return g_strdup_printf (C_ ("chart", "%1$s, %2$s – %3$s"), date, first, last);
    }
  /* Clocks go from the end of the hour before to the begin of the one after. */
  before = hour > 0 ? vigie_heat_grid_get (self->grid, day, hour - 1) : NULL;
  if (before != NULL && before->to != VIGIE_TIME_NONE)
    return vigie_words_weekday_date (before->from, self->zone);
  return g_strdup ("—");
}

char *
vigie_heat_map_value_words (VigieHeatMap *self, guint day, guint hour)
{
  const VigieHeatCell *cell = vigie_heat_grid_get (self->grid, day, hour);

  switch (cell->state)
    {
    case VIGIE_HEAT_KNOWN:
      return vigie_words_value (cell->kw, "kW");
    case VIGIE_HEAT_SKIPPED:
      /* Translators: the hour that does not exist on the day when clocks go forward */
      return g_strdup (_ ("hour skipped by the clock change"));
    case VIGIE_HEAT_PENDING:
      return g_strdup ("—");
    case VIGIE_HEAT_MISSING:
    default:
      return g_strdup (C_ ("value", "n/a"));
    }
}

char *
vigie_heat_map_describe_cursor (VigieHeatMap *self)
{
  g_autofree char *when = NULL, *value = NULL;

  g_return_val_if_fail (VIGIE_IS_HEAT_MAP (self), NULL);

  if (self->cursor_day < 0)
    return NULL;
  when = vigie_heat_map_cell_words (self, (guint) self->cursor_day, self->cursor_hour);
  value = vigie_heat_map_value_words (self, (guint) self->cursor_day, self->cursor_hour);
  return g_strdup_printf (C_ ("chart", "%1$s: %2$s"), when, value);
}

/* The hour of the clock whose mean over all days is the greatest; -1 if nothing is known. */
static int
busiest_hour (const VigieHeatGrid *grid, double *mean)
{
  int busiest = -1;

  *mean = NAN;
  for (guint hour = 0; hour < VIGIE_HEAT_HOURS; hour++)
    {
      double sum = 0;
      guint n = 0;

      for (guint day = 0; day < grid->n_days; day++)
        {
          const VigieHeatCell *cell = vigie_heat_grid_get (grid, day, hour);

          if (cell->state != VIGIE_HEAT_KNOWN)
            continue;
          sum += cell->kw;
          n++;
        }
      if (n > 0 && !(sum / n <= *mean))
        {
          *mean = sum / n;
          busiest = (int) hour;
        }
    }
  return busiest;
}

char *
vigie_heat_map_summarize (VigieHeatMap *self)
{
  const VigieHeatGrid *grid = self->grid;
  g_autoptr (GString) text = g_string_new (NULL);
  guint most = G_MAXUINT, least = G_MAXUINT;
  double mean;
  int busiest;

  if (grid->n_days == 0)
    return g_strdup (_ ("not loaded yet"));
  for (guint i = 0; i < grid->n_days * VIGIE_HEAT_HOURS; i++)
    {
      if (grid->cells[i].state != VIGIE_HEAT_KNOWN)
        continue;
      if (most == G_MAXUINT || grid->cells[i].kw > grid->cells[most].kw)
        most = i;
      if (least == G_MAXUINT || grid->cells[i].kw < grid->cells[least].kw)
        least = i;
    }
  if (most == G_MAXUINT)
    return g_strdup (_ ("No reading"));
  {
    g_autofree char *high = vigie_words_value (grid->cells[most].kw, "kW");
    g_autofree char *low = vigie_words_value (grid->cells[least].kw, "kW");
    g_autofree char *high_when
        = vigie_heat_map_cell_words (self, most / VIGIE_HEAT_HOURS, most % VIGIE_HEAT_HOURS);
    g_autofree char *low_when
        = vigie_heat_map_cell_words (self, least / VIGIE_HEAT_HOURS, least % VIGIE_HEAT_HOURS);

    /* Translators: an hour and its mean power, twice: « Le plus chargé : mar. 10 nov., 10 h 00 – 11 h 00, 2,31 MW ; le moins chargé :
     * … » */
    g_string_append_printf (text, _ ("Busiest: %1$s, %2$s; quietest: %3$s, %4$s"), high_when, high,
                            low_when, low);
  }
  busiest = busiest_hour (grid, &mean);
  if (busiest >= 0 && grid->n_days > 1)
    {
      g_autofree char *value = vigie_words_value (mean, "kW");

      g_string_append_c (text, '\n');
      g_string_append_printf (
          text,
          /* Translators: the hour of the day (from, to, without minutes) whose mean over all days is the greatest, and that mean: « En
           * moyenne le plus chargé de 10 h à 11 h : 2,1 MW » */
          _ ("On average, busiest from %1$d:00 to %2$d:00: %3$s"), busiest, busiest + 1, value);
    }
  if (grid->n_missing > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (
          text, ngettext ("%u unknown hour", "%u unknown hours", grid->n_missing), grid->n_missing);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

VigieFigureTable *
vigie_heat_map_make_table (VigieHeatMap *self)
{
  VigieFigureTable *table = vigie_figure_table_new (self->zone);
  const VigieHeatGrid *grid = self->grid;
  int decimals = !(grid->max < 1000) ? 0 : grid->max < 10 ? 3 : grid->max < 100 ? 2 : 1;

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, C_ ("column", "From"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "Mean power"), "kW",
                                 decimals);
  /* By hours as they are given: that which comes twice is there twice. */
  for (guint i = 0; i < self->n_hours; i++)
    {
      VigieTime time = self->from + (VigieTime) i * VIGIE_HOUR;
      guint row;

      if (self->due != VIGIE_TIME_NONE && time >= self->due && !isfinite (self->kw[i]))
        continue;
      if (i >= grid->n_days * 25)
        break;
      row = vigie_figure_table_add_row (table);
      vigie_figure_table_set_time (table, row, 0, time);
      vigie_figure_table_set_number (table, row, 1, self->kw[i]);
    }
  return table;
}
