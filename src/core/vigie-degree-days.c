/* vigie-degree-days.c: how cold it was, as heating feels it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-degree-days.h"

#include <math.h>

#include "vigie-time-axis.h"
#include "vigie-words.h"

/* °C: beyond, a sensor is broken. */
#define COLDEST -60.0
#define HOTTEST 60.0

/* Share of a day, and of the days. */
#define ENOUGH 0.9

double
vigie_degree_day (double least, double greatest)
{
  if (!isfinite (least) || !isfinite (greatest) || least > greatest)
    return NAN;
  return MAX (VIGIE_DEGREE_DAYS_BASE - (least + greatest) / 2, 0);
}

static gboolean
is_possible (double temperature)
{
  return temperature >= COLDEST && temperature <= HOTTEST;
}

/* The degree-day of @from … @to; NAN if too little is known of it. *@next: the first reading at or after @from on
 * entry, at or after @to on return. */
static double
degree_day_of (const VigieSeries *series, VigieTime from, VigieTime to, guint *next)
{
  gint64 longest = MAX (3 * series->expected_interval, VIGIE_HOUR);
  double least = INFINITY, greatest = -INFINITY;
  VigieTime last = VIGIE_TIME_NONE;
  gint64 covered = 0;
  guint i = *next;

  /* The last possible reading before the day. */
  for (guint before = i; before-- > 0 && last == VIGIE_TIME_NONE;)
    {
      if (series->times[before] < from - longest)
        break;
      if (is_possible (series->values[before]))
        last = series->times[before];
    }
  for (; i < series->n && series->times[i] < to + longest; i++)
    {
      VigieTime time = series->times[i];

      if (time < to)
        *next = i + 1;
      if (!is_possible (series->values[i]))
        continue;
      if (last != VIGIE_TIME_NONE && time - last <= longest)
        covered += MAX (MIN (time, to) - MAX (last, from), 0);
      last = time;
      if (time >= to)
        break;
      least = MIN (least, series->values[i]);
      greatest = MAX (greatest, series->values[i]);
    }
  if ((double) covered < ENOUGH * (double) (to - from))
    return NAN;
  return vigie_degree_day (least, greatest);
}

/* Puts the mean of their known neighbours in the place of unknown days. At least one is known. */
static void
fill_unknown (double *days, guint n)
{
  double before = NAN;

  for (guint i = 0; i < n; i++)
    {
      guint end = i;
      double after, filled;

      if (!isnan (days[i]))
        {
          before = days[i];
          continue;
        }
      while (end < n && isnan (days[end]))
        end++;
      after = end < n ? days[end] : NAN;
      filled = isnan (before) ? after : isnan (after) ? before : (before + after) / 2;
      for (; i < end; i++)
        days[i] = filled;
      i--;
    }
}

double
vigie_degree_days (const VigieSeries *temperature,
                   VigieTime from,
                   VigieTime to,
                   VigieTime now,
                   GTimeZone *zone,
                   double *coverage)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (double));
  guint next = vigie_series_find (temperature, from), n_known = 0;
  double sum = 0, known;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  for (VigieTime day = from; day < to;)
    {
      VigieTime end = vigie_time_next (day, VIGIE_TICK_DAY, zone);
      double amount;

      if (end <= day || end > to || (now != VIGIE_TIME_NONE && end > now))
        break;
      amount = degree_day_of (temperature, day, end, &next);
      n_known += isnan (amount) ? 0 : 1;
      g_array_append_val (days, amount);
      day = end;
    }
  known = days->len > 0 ? (double) n_known / days->len : NAN;
  if (coverage != NULL)
    *coverage = known;
  if (!(known >= ENOUGH))
    return NAN;
  fill_unknown ((double *) (void *) days->data, days->len);
  for (guint i = 0; i < days->len; i++)
    sum += g_array_index (days, double, i);
  return sum;
}
