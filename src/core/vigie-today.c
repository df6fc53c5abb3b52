/* vigie-today.c: how much a meter or a counter counted since midnight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-today.h"

/* Where it is not known how often a reading comes. */
#define INTERVAL_DEFAULT VIGIE_HOUR
/* Readings further apart have a gap between them, in intervals: as in a VigieSeries. */
#define GAP 3

VigieTime
vigie_today_midnight (VigieTime now, GTimeZone *zone)
{
  gint64 today = vigie_time_to_local (now, zone).day_number;
  VigieTime low = now - 27 * VIGIE_HOUR, high = now;

  /* The day changes once between the two: which second of it is the first of today. */
  high -= ((high % VIGIE_SECOND) + VIGIE_SECOND) % VIGIE_SECOND;
  low -= ((low % VIGIE_SECOND) + VIGIE_SECOND) % VIGIE_SECOND;
  while (high - low > VIGIE_SECOND)
    {
      VigieTime middle = low + (high - low) / VIGIE_SECOND / 2 * VIGIE_SECOND;

      if (vigie_time_to_local (middle, zone).day_number < today)
        low = middle;
      else
        high = middle;
    }
  return high;
}

static gint64
longest_gap (gint64 expected_interval)
{
  return GAP * (expected_interval > 0 ? MIN (expected_interval, 10 * VIGIE_DAY) : INTERVAL_DEFAULT);
}

VigieTime
vigie_today_window_start (VigieTime now, GTimeZone *zone, gint64 expected_interval)
{
  return vigie_today_midnight (now, zone) - longest_gap (expected_interval);
}

/* The index of the last reading with a number before @end, or -1. */
static gint64
find_last (const VigieSeries *series, guint end)
{
  for (guint i = end; i > 0; i--)
    if (isfinite (series->values[i - 1]))
      return (gint64) i - 1;
  return -1;
}

static gboolean
sum_index (const VigieSeries *series,
           guint first,
           guint end,
           VigieTime midnight,
           VigieTime now,
           double *amount,
           VigieTime *until)
{
  gint64 gap = longest_gap (series->expected_interval);
  gint64 base = find_last (series, first);
  double before, sum = 0;
  gboolean is_close;

  if (base < 0)
    return FALSE;
  before = series->values[base];
  *until = series->times[base];
  is_close = midnight - *until <= gap;
  for (guint i = first; i < end; i++)
    {
      double value = series->values[i];

      if (!isfinite (value))
        continue;
      if (!is_close && value != before)
        return FALSE;
      is_close = TRUE;
      sum += value >= 0 && value <= before / 2 ? value : value - before;
      before = value;
      *until = series->times[i];
    }
  *amount = MAX (sum, 0);
  /* Nothing came today: nothing was counted, if it was not to come yet. */
  return is_close && (*until > midnight || now - *until <= gap);
}

static gboolean
sum_intervals (const VigieSeries *series,
               guint first,
               guint end,
               VigieTime midnight,
               VigieTime now,
               double *amount,
               VigieTime *until)
{
  gint64 gap = longest_gap (series->expected_interval);
  double sum = 0;

  *until = midnight;
  for (guint i = first; i < end; i++)
    {
      if (!isfinite (series->values[i]))
        continue;
      if (series->times[i] - *until > gap)
        return FALSE;
      sum += series->values[i];
      *until = series->times[i];
    }
  *amount = MAX (sum, 0);
  return *until > midnight || now - midnight <= gap;
}

gboolean
vigie_today_amount (const VigieSeries *series,
                    VigieAggregation aggregation,
                    VigieTime now,
                    GTimeZone *zone,
                    double *amount,
                    VigieTime *until)
{
  VigieTime midnight = vigie_today_midnight (now, zone);
  guint first = vigie_series_find (series, midnight + 1);
  guint end = vigie_series_find (series, now + 1);
  VigieTime last = VIGIE_TIME_NONE, from = midnight;
  gboolean is_known;

  *amount = NAN;
  switch (aggregation)
    {
    case VIGIE_AGGREGATION_CUMULATIVE:
      {
        gint64 base = find_last (series, first);

        is_known = sum_index (series, first, end, midnight, now, amount, &last);
        if (base >= 0)
          from = series->times[base];
        break;
      }
    case VIGIE_AGGREGATION_INTERVAL:
      is_known = sum_intervals (series, first, end, midnight, now, amount, &last);
      break;
    case VIGIE_AGGREGATION_INSTANT:
    default:
      is_known = FALSE;
      break;
    }
  is_known = is_known && vigie_series_is_known (series, from, MAX (last, midnight) + 1);
  if (!is_known)
    *amount = NAN;
  else if (until != NULL)
    *until = last;
  return is_known;
}
