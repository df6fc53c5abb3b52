/* vigie-stack-chart-words.c: what a stacked chart shows, in words and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stack-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-figure-words.h"
#include "vigie-words.h"

/* Gaps told one by one in the summary. */
#define MOST_GAPS 3

const char *
vigie_stack_chart_unit (VigieStackChart *self)
{
  return self->bins->show == VIGIE_STACK_ENERGY ? "kWh" : "kW";
}

guint
vigie_stack_chart_in_order (VigieStackChart *self, guint position)
{
  return position < self->bins->n_layers ? self->bins->n_layers - 1 - position : position;
}

char *
vigie_stack_chart_bin_words (VigieStackChart *self, guint bin)
{
  return vigie_figure_bin_words (self->bins->edges[bin], self->bins->edges[bin + 1], self->now,
                                 self->zone);
}

char *
vigie_stack_chart_value_words (VigieStackChart *self, guint index, guint bin)
{
  const VigieStackBins *bins = self->bins;
  double value = index < bins->n_layers + bins->n_lines ? bins->values[index][bin]
                                                        : vigie_stack_bins_get_total (bins, bin);

  if (!isnan (value))
    {
      const char *unit;
      double factor = vigie_words_scale (bins->max, vigie_stack_chart_unit (self), &unit);
      double most = bins->max * factor;

      /* All in the unit of the axis, with as many decimals: they are compared and added. */
      return vigie_words_figure (value * factor, most < 10 ? 2 : most < 100 ? 1 : 0, unit);
    }
  if (vigie_stack_bins_get_state (bins, bin) == VIGIE_STACK_PENDING)
    return g_strdup ("—");
  /* Translators: not available, in place of a value */
  return g_strdup (C_ ("value", "n/a"));
}

char *
vigie_stack_chart_describe_cursor (VigieStackChart *self)
{
  const VigieStackBins *bins;
  g_autoptr (GString) text = NULL;
  g_autofree char *moment = NULL;
  guint n, bin;

  g_return_val_if_fail (VIGIE_IS_STACK_CHART (self), NULL);

  bins = self->bins;
  if (self->cursor < 0)
    return NULL;
  n = bins->n_layers + bins->n_lines;
  bin = (guint) self->cursor;
  moment = vigie_stack_chart_bin_words (self, bin);
  text = g_string_new (moment);
  for (guint i = 0; i < self->gaps->len; i++)
    {
      const VigieStackGap *gap = &g_array_index (self->gaps, VigieStackGap, i);

      if (bin >= gap->begin && bin < gap->end)
        g_string_append_printf (text, "\n%s", gap->title);
      if (bin >= gap->begin && bin < gap->end && gap->why != NULL)
        g_string_append_printf (text, "\n%s", gap->why);
    }
  for (guint i = 0; i <= n; i++)
    {
      guint index = i < n ? vigie_stack_chart_in_order (self, i) : n;
      g_autofree char *value = NULL, *line = NULL;

      if (i == n && bins->n_layers < 2)
        break;
      value = vigie_stack_chart_value_words (self, index, bin);
      line = g_strdup_printf (C_ ("chart", "%1$s: %2$s"),
                              index < n ? bins->names[index] : C_ ("column", "Total"), value);
      g_string_append_printf (text, "\n%s", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Gaps -------------------------------------------------------------------------------------- */

void
vigie_stack_chart_find_gaps (VigieStackChart *self)
{
  const VigieStackBins *bins = self->bins;

  g_array_set_size (self->gaps, 0);
  for (guint i = 0; i < bins->runs->len; i++)
    {
      const VigieStackRun *run = &g_array_index (bins->runs, VigieStackRun, i);
      VigieStackGap gap = {run->begin, run->end, NULL, NULL};
      VigieTime from, to;
      g_autofree char *when = NULL;

      if (run->state != VIGIE_STACK_GAP)
        continue;
      from = bins->edges[run->begin];
      to = bins->edges[run->end];
      if (self->now != VIGIE_TIME_NONE)
        to = MIN (to, self->now);
      when = vigie_figure_short_words (from, to, self->now, self->zone);
      /* Translators: %s is when the sum of several meters is not known: « Pas de total, 3 h 00 – 9 h 30 » */
      gap.title = g_strdup_printf (_ ("No total, %s"), when);
      if (self->gap_func != NULL)
        gap.why = self->gap_func (self, from, to, self->gap_data);
      g_array_append_val (self->gaps, gap);
    }
}

/* ---- Summary ----------------------------------------------------------------------------------- */

/* The energy of a series (NULL: of all layers) over the bins in which it is known, in words. */
static char *
energy_words (VigieStackChart *self, const double *kwh)
{
  const VigieStackBins *bins = self->bins;
  double sum = 0;
  gboolean is_any = FALSE;

  for (guint b = 0; b < bins->n_bins; b++)
    {
      double amount = 0;

      if (self->now != VIGIE_TIME_NONE && bins->edges[b] >= self->now)
        break;
      if (kwh != NULL)
        amount = kwh[b];
      else
        for (guint i = 0; i < bins->n_layers; i++)
          amount += bins->kwh[i][b];
      if (isnan (amount))
        continue;
      sum += amount;
      is_any = TRUE;
    }
  return is_any ? vigie_words_value (sum, "kWh") : g_strdup (C_ ("value", "n/a"));
}

static void
append_extremes (VigieStackChart *self, GString *text)
{
  const VigieStackBins *bins = self->bins;
  int low = -1, high = -1;
  g_autofree char *least = NULL, *most = NULL, *least_when = NULL, *most_when = NULL;

  for (guint b = 0; b < bins->n_bins; b++)
    {
      double total = vigie_stack_bins_get_total (bins, b);

      if (isnan (total))
        continue;
      if (low < 0 || total < vigie_stack_bins_get_total (bins, (guint) low))
        low = (int) b;
      if (high < 0 || total > vigie_stack_bins_get_total (bins, (guint) high))
        high = (int) b;
    }
  if (low < 0)
    return;
  least = vigie_words_value (vigie_stack_bins_get_total (bins, (guint) low),
                             vigie_stack_chart_unit (self));
  most = vigie_words_value (vigie_stack_bins_get_total (bins, (guint) high),
                            vigie_stack_chart_unit (self));
  least_when = vigie_stack_chart_bin_words (self, (guint) low);
  most_when = vigie_stack_chart_bin_words (self, (guint) high);
  g_string_append_c (text, '\n');
  g_string_append_printf (
      text,
      /* Translators: the extremes of a sum: value, when, value, when: « Au plus 2,71 MW (lun. 16 nov., 18 h 00 – 18 h 30), au moins 1,4 MW
       * (dim. 15 nov., 4 h 00 – 4 h 30) » */
      _ ("At most %1$s (%2$s), at least %3$s (%4$s)"), most, most_when, least, least_when);
}

static void
append_gaps (VigieStackChart *self, GString *text)
{
  gint64 lost = 0;
  g_autofree char *duration = NULL;

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const VigieStackGap *gap = &g_array_index (self->gaps, VigieStackGap, i);
      VigieTime to = self->bins->edges[gap->end];

      if (self->now != VIGIE_TIME_NONE)
        to = MIN (to, self->now);
      lost += to - self->bins->edges[gap->begin];
    }
  if (self->gaps->len == 0)
    return;
  duration = vigie_words_duration (lost);
  g_string_append_c (text, '\n');
  g_string_append_printf (text,
                          /* Translators: how often a sum is not known, and for how long in all */
                          ngettext ("%1$u period without a total, %2$s",
                                    "%1$u periods without a total, %2$s in total", self->gaps->len),
                          self->gaps->len, duration);
  for (guint i = 0; i < MIN (self->gaps->len, MOST_GAPS); i++)
    {
      const VigieStackGap *gap = &g_array_index (self->gaps, VigieStackGap, i);
      VigieTime to = self->bins->edges[gap->end];
      g_autofree char *when = vigie_figure_bin_words (
          self->bins->edges[gap->begin], self->now != VIGIE_TIME_NONE ? MIN (to, self->now) : to,
          self->now, self->zone);

      g_string_append_c (text, '\n');
      if (gap->why != NULL)
        g_string_append_printf (text, C_ ("chart", "%1$s: %2$s"), when, gap->why);
      else
        g_string_append (text, when);
    }
}

char *
vigie_stack_chart_summarize (VigieStackChart *self)
{
  const VigieStackBins *bins = self->bins;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *period = NULL, *total = NULL;
  guint n = bins->n_layers + bins->n_lines;

  if (bins->n_bins == 0)
    return g_strdup (_ ("not loaded yet"));
  period = vigie_chart_span_words ((VigieSpan) {bins->edges[0], bins->edges[bins->n_bins]},
                                   self->now, self->zone);
  total = energy_words (self, NULL);
  if (bins->n_layers > 0)
    /* Translators: %1$s a period, %2$s a sum: « Du 15 au 21 nov. : en tout 296 MWh » */
    g_string_append_printf (text, C_ ("chart", "%1$s: %2$s in total"), period, total);
  else
    g_string_append (text, period);
  for (guint i = 0; i < n; i++)
    {
      guint index = vigie_stack_chart_in_order (self, i);
      g_autofree char *energy = energy_words (self, bins->kwh[index]);

      if (i == 0 && bins->n_layers == 1)
        continue;
      g_string_append_c (text, '\n');
      g_string_append_printf (text, C_ ("chart", "%1$s: %2$s"), bins->names[index], energy);
    }
  append_extremes (self, text);
  append_gaps (self, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Table ------------------------------------------------------------------------------------- */

VigieFigureTable *
vigie_stack_chart_make_table (VigieStackChart *self)
{
  const VigieStackBins *bins = self->bins;
  VigieFigureTable *table = vigie_figure_table_new (self->zone);
  const char *unit = vigie_stack_chart_unit (self);
  guint n = bins->n_layers + bins->n_lines, total = 2 + bins->n_layers;
  gboolean has_total = bins->n_layers > 1;
  int decimals = !(bins->max < 1000) ? 0 : bins->max < 10 ? 3 : bins->max < 100 ? 2 : 1;

  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, C_ ("column", "From"), NULL, 0);
  vigie_figure_table_add_column (table, VIGIE_FIGURE_TIME, C_ ("column", "To"), NULL, 0);
  for (guint i = 0; i < n; i++)
    {
      if (i == bins->n_layers && has_total)
        vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "Total"), unit,
                                       decimals);
      vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER,
                                     bins->names[vigie_stack_chart_in_order (self, i)], unit,
                                     decimals);
    }
  if (bins->n_lines == 0 && has_total)
    vigie_figure_table_add_column (table, VIGIE_FIGURE_NUMBER, C_ ("column", "Total"), unit,
                                   decimals);
  for (guint b = 0; b < bins->n_bins; b++)
    {
      guint row;

      /* Nothing is told of what has not begun. */
      if (self->now != VIGIE_TIME_NONE && bins->edges[b] >= self->now)
        break;
      row = vigie_figure_table_add_row (table);
      vigie_figure_table_set_time (table, row, 0, bins->edges[b]);
      vigie_figure_table_set_time (table, row, 1, bins->edges[b + 1]);
      for (guint i = 0; i < n; i++)
        vigie_figure_table_set_number (table, row, 2 + i + (i >= bins->n_layers && has_total),
                                       bins->values[vigie_stack_chart_in_order (self, i)][b]);
      if (has_total)
        vigie_figure_table_set_number (table, row, total, vigie_stack_bins_get_total (bins, b));
    }
  return table;
}
