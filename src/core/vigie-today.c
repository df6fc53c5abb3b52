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

/* When the index was last read at or before midnight, or VIGIE_TIME_NONE. */
static VigieTime
base_of_day (const VigieSeries *series, guint first, const GArray *links, VigieTime midnight)
{
  VigieTime base = VIGIE_TIME_NONE;

  for (guint i = 0; i < links->len; i++)
    {
      const VigieMeterLink *link = &g_array_index (links, VigieMeterLink, i);

      if (link->from <= midnight)
        base = link->to <= midnight ? link->to : link->from;
    }
  /* One reading alone is linked to none. */
  for (guint i = first; links->len == 0 && base == VIGIE_TIME_NONE && i > 0; i--)
    if (isfinite (series->values[i - 1]))
      base = series->times[i - 1];
  return base;
}

/* What a link adds to a day: NAN where it is not known. */
static double
amount_of_link (const VigieMeterLink *link)
{
  if (!isnan (link->amount))
    return link->amount;
  if (link->after > link->before)
    return NAN;
  return link->after <= link->before / 2 ? link->after : link->after - link->before;
}

static gboolean
sum_index (const VigieSeries *series,
           const VigieMeterInfo *info,
           guint first,
           VigieTime midnight,
           VigieTime now,
           double *amount,
           VigieTime *from,
           VigieTime *until)
{
  g_autoptr (GArray) links = vigie_meter_links_new (series, info);
  VigieTime base = base_of_day (series, first, links, midnight);
  gint64 gap = longest_gap (series->expected_interval);
  double sum = 0;
  gboolean is_close;

  if (base == VIGIE_TIME_NONE)
    return FALSE;
  *from = *until = base;
  is_close = midnight - base <= gap;
  for (guint i = 0; i < links->len; i++)
    {
      const VigieMeterLink *link = &g_array_index (links, VigieMeterLink, i);
      double counted;

      if (link->to <= midnight || link->to > now)
        continue;
      counted = amount_of_link (link);
      if (link->from != *until || isnan (counted) || (!is_close && counted != 0))
        return FALSE;
      is_close = TRUE;
      sum += counted;
      *until = link->to;
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
                    const VigieMeterInfo *info,
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
  switch (info->aggregation)
    {
    case VIGIE_AGGREGATION_CUMULATIVE:
      is_known = sum_index (series, info, first, midnight, now, amount, &from, &last);
      break;
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
