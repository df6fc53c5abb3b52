/* vigie-bins.c: amounts per hour, day, week or month of local time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-bins.h"

#include <math.h>

#include "vigie-meter.h"
#include "vigie-words.h"

/* So many readings on either side of what is asked tell how fast an index grows as a rule. */
#define AROUND 200

/* Sums over the time from one reading to the next, so far. */
typedef struct
{
  const VigieDecimate *readings;
  const VigieTime *times;
  const double *values;
  guint n;
  gint64 usual;  /* the distance at which readings are expected, or G_MAXINT64 */
  gint64 gap;    /* further apart is one, or G_MAXINT64 */
  GArray *links; /* of a cumulative series, VigieMeterLink; else NULL */
} Reader;

/* Those of what is asked and somewhat around it. */
static GArray *
read_links (const VigieDecimate *readings, VigieTime from, VigieTime to)
{
  guint begin = vigie_decimate_find (readings, from), end = vigie_decimate_find (readings, to);
  guint n = vigie_decimate_get_n_points (readings);
  /* Not copied, and not written. */
  VigieSeries series = {.times = (VigieTime *) vigie_decimate_get_times (readings),
                        .values = (double *) vigie_decimate_get_values (readings)};
  VigieMeterInfo info = {.aggregation = VIGIE_AGGREGATION_CUMULATIVE, .installed = VIGIE_TIME_NONE};
  gint64 usual = vigie_decimate_get_usual (readings);

  begin = begin > AROUND ? begin - AROUND : 0;
  end = n - end > AROUND ? end + AROUND : n;
  series.times += begin;
  series.values += begin;
  series.n = end - begin;
  series.expected_interval = usual < G_MAXINT64 ? usual : 0;
  return vigie_meter_links_new (&series, &info);
}

/* What an index counted from @from to @to; NAN if one of them lies in a gap, or something between is not known. */
static double
counted (const Reader *reader, VigieTime from, VigieTime to)
{
  const GArray *links = reader->links;
  guint low = 0, high = links->len;
  VigieTime time = from;
  double sum = 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (links, VigieMeterLink, middle).to <= from)
        low = middle + 1;
      else
        high = middle;
    }
  for (; time < to && low < links->len; low++)
    {
      const VigieMeterLink *link = &g_array_index (links, VigieMeterLink, low);
      VigieTime end = MIN (link->to, to);

      if (link->from > time)
        return NAN;
      if (time == link->from && end == link->to)
        sum += link->amount;
      else if (link->to - link->from <= reader->gap)
        sum += link->amount * ((double) (end - time) / (double) (link->to - link->from));
      else
        return NAN;
      time = end;
    }
  return time == to ? sum : NAN;
}

/* Time of @from … @to between readings that are joined, and the integral of the line over it (value × µs). */
static gint64
covered (const Reader *reader, VigieTime from, VigieTime to, double *area)
{
  gint64 time = 0;

  *area = 0;
  for (guint i = MAX (vigie_decimate_find (reader->readings, from), 1);
       i < reader->n && reader->times[i - 1] < to; i++)
    {
      VigieTime a = reader->times[i - 1], b = reader->times[i];
      VigieTime low = MAX (a, from), high = MIN (b, to);
      double middle;

      if (high <= low || !vigie_decimate_is_joined (reader->readings, i))
        continue;
      middle = ((double) (low - a) + (double) (high - a)) / 2 / (double) (b - a);
      *area += (reader->values[i - 1] + (reader->values[i] - reader->values[i - 1]) * middle)
               * (double) (high - low);
      time += high - low;
    }
  return time;
}

static void
fill_cumulative (const Reader *reader, VigieBin *bin, VigieTime end)
{
  VigieTime last;
  double area;

  if (reader->n == 0)
    return;
  bin->coverage
      = (double) covered (reader, bin->from, end, &area) / (double) MAX (end - bin->from, 1);
  if (reader->links->len == 0)
    return;
  /* What is counted so far is what the last reading says. */
  last = g_array_index (reader->links, VigieMeterLink, reader->links->len - 1).to;
  if (bin->partial && last < end)
    end = last;
  if (end > bin->from)
    bin->amount = counted (reader, bin->from, end);
}

static void
fill_interval (const Reader *reader, VigieBin *bin, VigieTime end)
{
  double sum = 0;
  gint64 time = 0;

  for (guint i = vigie_decimate_find (reader->readings, bin->from + 1); i < reader->n; i++)
    {
      VigieTime b = reader->times[i];
      gint64 reach = vigie_decimate_is_joined (reader->readings, i) ? b - reader->times[i - 1]
                     : i > 0 ? MIN (reader->usual, b - reader->times[i - 1])
                             : reader->usual;
      VigieTime a, low, high;

      /* Without a reading before nor a usual distance, it is not known of what time it speaks. */
      if (reach == G_MAXINT64)
        continue;
      a = b - reach;
      low = MAX (a, bin->from);
      high = MIN (b, end);
      if (high > low)
        {
          sum += reader->values[i] * ((double) (high - low) / (double) reach);
          time += high - low;
        }
      if (a >= end || (i > 0 && reader->times[i - 1] >= end))
        break;
    }
  bin->coverage = (double) time / (double) MAX (end - bin->from, 1);
  if (time > 0 && bin->coverage >= VIGIE_BINS_COVERAGE)
    bin->amount = sum;
}

static void
fill_instant (const Reader *reader, VigieBin *bin, VigieTime end)
{
  double area;
  gint64 time = covered (reader, bin->from, end, &area);

  bin->coverage = (double) time / (double) MAX (end - bin->from, 1);
  if (time > 0 && bin->coverage >= VIGIE_BINS_COVERAGE)
    bin->amount = area / (double) time;
}

GArray *
vigie_bins_new (const VigieDecimate *readings,
                VigieAggregation aggregation,
                VigieTickUnit unit,
                VigieTime from,
                VigieTime to,
                VigieTime now,
                GTimeZone *zone)
{
  GArray *bins = g_array_new (FALSE, FALSE, sizeof (VigieBin));
  Reader reader = {readings,
                   vigie_decimate_get_times (readings),
                   vigie_decimate_get_values (readings),
                   vigie_decimate_get_n_points (readings),
                   vigie_decimate_get_usual (readings),
                   vigie_decimate_get_gap (readings)};
  g_autoptr (GArray) links = NULL;
  VigieTime time;

  zone = zone != NULL ? zone : vigie_words_default_zone ();
  if (aggregation == VIGIE_AGGREGATION_CUMULATIVE)
    reader.links = links = read_links (readings, vigie_time_floor (from, unit, zone),
                                       vigie_time_next (MAX (from, to), unit, zone));
  for (time = vigie_time_floor (from, unit, zone); time < to && bins->len < VIGIE_BINS_MAX;)
    {
      VigieBin bin = {time, vigie_time_next (time, unit, zone), NAN, 0, FALSE};
      VigieTime end = bin.to;

      if (bin.to <= bin.from)
        break;
      if (now != VIGIE_TIME_NONE && now < bin.to)
        {
          bin.partial = TRUE;
          end = MAX (now, bin.from);
          /* The next reading is not due yet: what it will say is not missing. */
          if (reader.n > 0 && reader.times[reader.n - 1] < end
              && end - reader.times[reader.n - 1] <= vigie_decimate_get_gap (readings))
            end = MAX (reader.times[reader.n - 1], bin.from);
        }
      if (end > bin.from)
        switch (aggregation)
          {
          case VIGIE_AGGREGATION_CUMULATIVE:
            fill_cumulative (&reader, &bin, end);
            break;
          case VIGIE_AGGREGATION_INTERVAL:
            fill_interval (&reader, &bin, end);
            break;
          case VIGIE_AGGREGATION_INSTANT:
          default:
            fill_instant (&reader, &bin, end);
            break;
          }
      g_array_append_val (bins, bin);
      time = bin.to;
    }
  return bins;
}

VigieTickUnit
vigie_bins_unit (VigieTime from, VigieTime to, double pixels, double least)
{
  static const struct
  {
    VigieTickUnit unit;
    gint64 length;
  } units[] = {
      {VIGIE_TICK_HOUR, VIGIE_HOUR},
      {VIGIE_TICK_DAY, VIGIE_DAY},
      {VIGIE_TICK_WEEK, 7 * VIGIE_DAY},
      {VIGIE_TICK_MONTH, 30 * VIGIE_DAY},
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (pixels * ((double) units[i].length / (double) MAX (to - from, 1)) >= least)
      return units[i].unit;
  return VIGIE_TICK_YEAR;
}
