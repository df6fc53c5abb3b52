/* vigie-week-map-words.c: what a usual week shows, in words and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-week-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words-private.h"
#include "vigie-words.h"

char *
vigie_week_map_time_words (int slot)
{
  return vigie_words_clock (slot / 2, slot % 2 * 30);
}

char *
vigie_week_map_slot_words (int day, int slot)
{
  g_autofree char *from = vigie_week_map_time_words (slot);
  g_autofree char *to = vigie_week_map_time_words (slot + 1);

  /* Translators: a half-hour of a weekday: « sam. 11 h – 11 h 30 » */
  return g_strdup_printf (C_ ("week", "%1$s %2$s – %3$s"), vigie_words_weekday_name (day + 1), from,
                          to);
}

char *
vigie_week_map_value_words (VigieWeekMap *self, int day, int slot)
{
  const VigieWeekCell *cell = vigie_week_map_cell (self, day, slot);
  g_autofree char *count = NULL;
  long median, low, high;

  if (!cell->open)
    /* Translators: of a recycling centre, at some time */
    return g_strdup (C_ ("site", "closed"));
  if (!isfinite (cell->median))
    return g_strdup (_ ("too few days"));
  median = lround ((double) cell->median);
  count = g_strdup_printf (ngettext ("%ld vehicle", "%ld vehicles", (gulong) median), median);
  if (!isfinite (cell->p10) || !isfinite (cell->p90))
    return g_steal_pointer (&count);
  low = lround ((double) cell->p10);
  high = lround ((double) cell->p90);
  /* Translators: a count and what it lies between: « 9 véhicules (7 à 11) » */
  return g_strdup_printf (_ ("%1$s (%2$ld to %3$ld)"), count, low, high);
}

char *
vigie_week_map_days_words (VigieWeekMap *self, int day, int slot)
{
  const VigieWeekCell *cell = vigie_week_map_cell (self, day, slot);
  guint n = cell->n_days;
  const char *format;

  if (!cell->open)
    return g_strdup ("");
  switch (day)
    {
    case 0:
      format = ngettext ("%u Monday", "%u Mondays", n);
      break;
    case 1:
      format = ngettext ("%u Tuesday", "%u Tuesdays", n);
      break;
    case 2:
      format = ngettext ("%u Wednesday", "%u Wednesdays", n);
      break;
    case 3:
      format = ngettext ("%u Thursday", "%u Thursdays", n);
      break;
    case 4:
      format = ngettext ("%u Friday", "%u Fridays", n);
      break;
    case 5:
      format = ngettext ("%u Saturday", "%u Saturdays", n);
      break;
    case 6:
    default:
      format = ngettext ("%u Sunday", "%u Sundays", n);
      break;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, n);
#pragma GCC diagnostic pop
}

char *
vigie_week_map_describe_cursor (VigieWeekMap *self)
{
  g_autofree char *slot = NULL, *value = NULL, *days = NULL;

  g_return_val_if_fail (VIGIE_IS_WEEK_MAP (self), NULL);

  if (self->cursor_day < 0)
    return NULL;
  slot = vigie_week_map_slot_words (self->cursor_day, self->cursor_slot);
  value = vigie_week_map_value_words (self, self->cursor_day, self->cursor_slot);
  days = vigie_week_map_days_words (self, self->cursor_day, self->cursor_slot);
  if (*days == '\0')
    return g_strdup_printf (C_ ("chart", "%1$s: %2$s"), slot, value);
  /* Translators: a half-hour, how many vehicles, how many days that is known of: « sam. 11 h – 11 h 30 : 9 véhicules (7
   * à 11), 24 samedis » */
  return g_strdup_printf (C_ ("week", "%1$s: %2$s, %3$s"), slot, value, days);
}

char *
vigie_week_map_summarize (VigieWeekMap *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *closed[VIGIE_WEEK_DAYS];
  int most = -1, least = -1;
  guint n_closed = 0;

  if (!self->is_known)
    return g_strdup (_ ("not loaded yet"));
  if (self->layout.n_columns == 0)
    return g_strdup (_ ("Opening hours unknown"));
  for (int i = 0; i < VIGIE_WEEK_DAYS * VIGIE_WEEK_SLOTS; i++)
    {
      if (!self->cells[i].open || !isfinite (self->cells[i].median))
        continue;
      if (most < 0 || self->cells[i].median > self->cells[most].median)
        most = i;
      if (least < 0 || self->cells[i].median < self->cells[least].median)
        least = i;
    }
  if (most < 0)
    g_string_append (text, _ ("Too few days yet to know what is usual"));
  else
    {
      int days[] = {most / VIGIE_WEEK_SLOTS, least / VIGIE_WEEK_SLOTS};
      int slots[] = {most % VIGIE_WEEK_SLOTS, least % VIGIE_WEEK_SLOTS};
      g_autofree char *busy = vigie_week_map_slot_words (days[0], slots[0]);
      g_autofree char *calm = vigie_week_map_slot_words (days[1], slots[1]);
      g_autofree char *many = vigie_week_map_value_words (self, days[0], slots[0]);
      g_autofree char *few = vigie_week_map_value_words (self, days[1], slots[1]);

      g_string_append_printf (text, _ ("Busiest: %1$s, %2$s; quietest: %3$s, %4$s"), busy, many,
                              calm, few);
    }
  if (self->best_day >= 0)
    {
      g_autofree char *best = vigie_week_map_slot_words (self->best_day, self->best_slot);

      g_string_append_c (text, '\n');
      /* Translators: %s is a half-hour: « Meilleur moment : sam. 16 h 30 – 17 h » */
      g_string_append_printf (text, _ ("Best time: %s"), best);
    }
  for (int day = 0; day < VIGIE_WEEK_DAYS; day++)
    if (!self->layout.is_open[day])
      closed[n_closed++] = vigie_words_weekday_name (day + 1);
  if (n_closed > 0)
    {
      g_autofree char *days = vigie_words_list (closed, n_closed);

      g_string_append_c (text, '\n');
      /* Translators: %s is a list of weekdays: « Fermée : lun. et dim. » */
      g_string_append_printf (text, _ ("Closed: %s"), days);
    }
  if (self->n_hidden > 0 && most >= 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("%u half-hour has too few days",
                                        "%u half-hours have too few days", self->n_hidden),
                              self->n_hidden);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

VigieFigureTable *
vigie_week_map_make_table (VigieWeekMap *self)
{
  VigieFigureTable *table = vigie_figure_table_new (NULL);

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, C_ ("column", "Day"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, C_ ("column", "From"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TEXT, C_ ("column", "To"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "Median"),
                                 _ ("vehicles"), 1);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "P10"), _ ("vehicles"),
                                 1);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "P90"), _ ("vehicles"),
                                 1);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "Days observed"), NULL,
                                 0);
  for (int day = 0; day < VIGIE_WEEK_DAYS; day++)
    for (int slot = 0; slot < VIGIE_WEEK_SLOTS; slot++)
      {
        const VigieWeekCell *cell = vigie_week_map_cell (self, day, slot);
        g_autofree char *from = NULL, *to = NULL;
        guint row;

        if (!cell->open)
          continue;
        row = vigie_figure_table_add_row (table);
        from = vigie_week_map_time_words (slot);
        to = vigie_week_map_time_words (slot + 1);
        vigie_figure_table_set_text (table, row, 0, vigie_words_weekday_name (day + 1));
        vigie_figure_table_set_text (table, row, 1, from);
        vigie_figure_table_set_text (table, row, 2, to);
        vigie_figure_table_set_number (table, row, 3, (double) cell->median);
        vigie_figure_table_set_number (table, row, 4, (double) cell->p10);
        vigie_figure_table_set_number (table, row, 5, (double) cell->p90);
        vigie_figure_table_set_number (table, row, 6, cell->n_days);
      }
  return table;
}
