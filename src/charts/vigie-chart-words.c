/* vigie-chart-words.c: a chart's values and what it shows, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-words.h"

/* The value of the point nearest to @time, if a line passes there. */
static double
line_value (VigieChart *self, VigieDecimate *decimate, VigieTime time, VigieTime *at)
{
  const VigieTime *times = vigie_decimate_get_times (decimate);
  guint n = vigie_decimate_get_n_points (decimate), i = vigie_decimate_find (decimate, time);
  gint64 reach = vigie_decimate_get_gap (decimate);

  if (i == n || (i > 0 && time - times[i - 1] <= times[i] - time))
    {
      if (i == 0)
        return NAN;
      i--;
    }
  if (reach != G_MAXINT64 && ABS (times[i] - time) > reach / 2)
    return NAN;
  *at = times[i];
  return vigie_decimate_get_values (decimate)[i];
}

static double
step_value (VigieChart *self, VigieDecimate *decimate, VigieTime time, VigieTime *at)
{
  guint i = vigie_decimate_find (decimate, time + 1);

  if (i == 0 || vigie_decimate_holds_until (decimate, i - 1, self->now) < time)
    return NAN;
  *at = vigie_decimate_get_times (decimate)[i - 1];
  return vigie_decimate_get_values (decimate)[i - 1];
}

static double
bin_value (VigieChart *self, VigieChartSeries *series, VigieTime time, VigieTime *at)
{
  GArray *bins = vigie_chart_series_bins (self, series, vigie_chart_bins_unit (self, 0));
  guint low = 0, high = bins != NULL ? bins->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const VigieBin *bin = &g_array_index (bins, VigieBin, middle);

      if (time < bin->from)
        high = middle;
      else if (time >= bin->to)
        low = middle + 1;
      else
        {
          if (!isnan (bin->amount))
            *at = bin->from;
          return bin->amount;
        }
    }
  return NAN;
}

double
vigie_chart_get_value (VigieChart *self, guint index, VigieTime time, VigieTime *reading_time)
{
  VigieChartSeries *series;
  VigieTime unused, *at = reading_time != NULL ? reading_time : &unused;

  g_return_val_if_fail (VIGIE_IS_CHART (self) && index < self->series->len, NAN);

  *at = VIGIE_TIME_NONE;
  series = vigie_chart_series (self, index);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    vigie_chart_prepare_now (self);
  if (series->style == VIGIE_CHART_COLUMNS)
    return bin_value (self, series, time, at);
  if (series->prepared == NULL || (self->now != VIGIE_TIME_NONE && time > self->now))
    return NAN;
  if (series->style == VIGIE_CHART_STEP)
    return step_value (self, series->prepared, time, at);
  return line_value (self, series->prepared, time, at);
}

/* ---- Summary ---- */

/* The day of the month alone, « 15 », « 1er ». Takes the first of what vigie_words_date() says. */
static char *
day_alone (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local = vigie_time_to_local (time, zone);

  if (local.day == 1)
    return g_strdup (C_ ("day of the month", "1"));
  return g_strdup_printf ("%d", local.day);
}

/* « du 15 au 21 nov. », « du 28 oct. au 3 nov. », « le 16 nov., de 8 h 00 à 12 h 00 », « le 16 nov. » */
char *
vigie_chart_span_words (VigieSpan span, VigieTime now, GTimeZone *zone)
{
  VigieTime last = span.to - 1;
  VigieLocalTime from, to, after;
  g_autofree char *first_text = NULL, *last_text = NULL;
  gboolean whole_days;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  from = vigie_time_to_local (span.from, zone);
  to = vigie_time_to_local (last, zone);
  after = vigie_time_to_local (span.to, zone);
  if (now == VIGIE_TIME_NONE)
    now = last;
  whole_days = from.hour == 0 && from.minute == 0 && from.second == 0 && after.hour == 0
               && after.minute == 0 && after.second == 0;
  if (from.day_number == to.day_number)
    {
      g_autofree char *day = vigie_words_date (now, span.from, zone);

      if (whole_days)
        /* Translators: a period of one day, « le 16 nov. » */
        return g_strdup_printf (C_ ("period", "on %s"), day);
      first_text = vigie_words_time_of_day (span.from, zone);
      last_text = vigie_words_time_of_day (span.to, zone);
      /* Translators: a period within a day: « le 16 nov., de 8 h 00 à 12 h 00 » */
      return g_strdup_printf (C_ ("period", "on %1$s, from %2$s to %3$s"), day, first_text,
                              last_text);
    }
  first_text = from.year == to.year && from.month == to.month
                   ? day_alone (span.from, zone)
                   : vigie_words_date (now, span.from, zone);
  last_text = vigie_words_date (now, last, zone);
  /* Translators: a period of days: « du 15 au 21 nov. » */
  return g_strdup_printf (C_ ("period", "from %1$s to %2$s"), first_text, last_text);
}

/* « 18,2 à 26,4 °C » has the unit once. */
static char *
low_text (double low, double high, const char *unit)
{
  g_autofree char *figure = NULL, *low_unit = NULL, *high_figure = NULL, *high_unit = NULL;

  vigie_words_value_parts (low, unit, &figure, &low_unit);
  vigie_words_value_parts (high, unit, &high_figure, &high_unit);
  if (g_str_equal (low_unit, high_unit))
    return g_steal_pointer (&figure);
  return vigie_words_value (low, unit);
}

/* « en tout 541 MWh, au plus 18,9 MWh (dim. 25 oct.) » */
static char *
amount_words (VigieChart *self, VigieChartSeries *series, const char *period)
{
  VigieTickUnit unit = vigie_chart_bins_unit (self, 0);
  GArray *bins = vigie_chart_series_bins (self, series, unit);
  g_autofree char *total = NULL, *most = NULL, *when = NULL, *text = NULL;
  double sum = 0, max = NAN;
  VigieTime max_time = VIGIE_TIME_NONE;
  guint n_unknown = 0;

  for (guint i = 0; i < bins->len; i++)
    {
      const VigieBin *bin = &g_array_index (bins, VigieBin, i);

      if (bin->to <= self->range.from || bin->from >= self->range.to
          || (self->now != VIGIE_TIME_NONE && bin->from >= self->now))
        continue;
      if (isnan (bin->amount))
        {
          n_unknown += !bin->partial;
          continue;
        }
      sum += bin->amount;
      if (!(bin->amount <= max))
        {
          max = bin->amount;
          max_time = bin->from;
        }
    }
  if (isnan (max))
    return g_strdup_printf (_ ("%1$s, %2$s: no reading"), series->name, period);
  total = vigie_words_value (sum, series->unit);
  most = vigie_words_value (max, series->unit);
  when = vigie_chart_moment_words (self, max_time, unit);
  text = g_strdup_printf (
      /* Translators: of amounts: %1$s a measure, %2$s a period, %3$s their sum, %4$s the largest, %5$s when that was: « Consommation, du 15
       * au 21 nov. : en tout 296 MWh, au plus 45,2 MWh (lun. 16 nov.) » */
      _ ("%1$s, %2$s: %3$s in total, at most %4$s (%5$s)"), series->name, period, total, most,
      when);
  if (n_unknown > 0)
    return g_strdup_printf (
        /* Translators: %1$s the summary of amounts, %2$u how many of them are missing */
        ngettext ("%1$s; %2$u unknown amount", "%1$s; %2$u unknown amounts", n_unknown), text,
        n_unknown);
  return g_steal_pointer (&text);
}

static char *
series_words (VigieChart *self, VigieChartSeries *series, const char *period)
{
  VigieStatistics figures;
  g_autoptr (GArray) voids = NULL;
  g_autofree char *low = NULL, *high = NULL, *mean = NULL, *last = NULL, *when = NULL, *text = NULL;
  gint64 lost = 0;
  guint n_gaps = 0;

  if (series->prepared == NULL)
    /* Translators: %1$s a measure, %2$s a period */
    return g_strdup_printf (_ ("%1$s, %2$s: not loaded yet"), series->name, period);
  if (series->style == VIGIE_CHART_COLUMNS && series->aggregation != VIGIE_AGGREGATION_INSTANT)
    return amount_words (self, series, period);
  figures = vigie_decimate_statistics (series->prepared, self->range.from, self->range.to);
  voids = vigie_decimate_voids (series->prepared, self->range.from, self->range.to, self->now, 0);
  for (guint i = 0; i < voids->len; i++)
    {
      const VigieVoid *piece = &g_array_index (voids, VigieVoid, i);

      if (!piece->known)
        continue;
      n_gaps++;
      lost += piece->to - piece->from;
    }
  if (figures.n == 0)
    /* Translators: %1$s a measure, %2$s a period */
    return g_strdup_printf (_ ("%1$s, %2$s: no reading"), series->name, period);

  low = low_text (figures.min, figures.max, series->unit);
  high = vigie_words_value (figures.max, series->unit);
  mean = vigie_words_value (figures.mean, series->unit);
  last = vigie_words_value (figures.last, series->unit);
  when = self->now == VIGIE_TIME_NONE || self->link_lost
             ? vigie_words_at (self->now == VIGIE_TIME_NONE ? figures.last_time : self->now,
                               figures.last_time, self->zone)
             : vigie_words_age (self->now, figures.last_time);
  text = g_strdup_printf (
      /* Translators: %1$s a measure, %2$s a period, %3$s and %4$s the lowest and the highest value, %5$s the mean, %6$s the last
       * value, %7$s when that was: « Température de salle, du 15 au 21 nov. : de 18,2 à 26,4 °C, moyenne 22,1 °C, dernière 24,6 °C il y a
       * 4 min » */
      _ ("%1$s, %2$s: from %3$s to %4$s, mean %5$s, last %6$s %7$s"), series->name, period, low,
      high, mean, last, when);
  if (n_gaps > 0)
    {
      g_autofree char *duration = vigie_words_duration (lost);

      return g_strdup_printf (
          /* Translators: %1$s the summary of a measure, %2$u how often there was no reading, %3$s for how long in all */
          ngettext ("%1$s; %2$u interruption of %3$s", "%1$s; %2$u interruptions, %3$s in total",
                    n_gaps),
          text, n_gaps, duration);
    }
  return g_steal_pointer (&text);
}

char *
vigie_chart_summarize (VigieChart *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *period = NULL;

  g_return_val_if_fail (VIGIE_IS_CHART (self), NULL);

  vigie_chart_prepare_now (self);
  period = vigie_chart_span_words (self->range, self->now, self->zone);
  for (guint i = 0; i < self->series->len; i++)
    {
      VigieChartSeries *series = vigie_chart_series (self, i);
      g_autofree char *line = NULL;

      if (!series->visible)
        continue;
      line = series_words (self, series, period);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
