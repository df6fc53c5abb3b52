/* vigie-period.c: calendar periods and those they are compared with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-period.h"

#include "vigie-meter.h"
#include "vigie-words.h"

/* So that a week has the same weekdays a year ago. */
#define DAYS_OF_LAST_YEAR (52 * 7)
/* Beyond, bins would be thinner than a pixel. */
#define MAX_BINS 800
/* Periods go no further: what lies beyond is told by no calendar of ours. */
#define FIRST_YEAR 1
#define LAST_YEAR 9999

static GTimeZone *
zone_or_default (GTimeZone *zone)
{
  return zone != NULL ? zone : vigie_words_default_zone ();
}

static gint64
day_of (VigieTime time, GTimeZone *zone)
{
  return vigie_time_to_local (time, zone).day_number;
}

static VigieTickUnit
tick_unit (VigiePeriodUnit unit)
{
  switch (unit)
    {
    case VIGIE_PERIOD_WEEK:
      return VIGIE_TICK_WEEK;
    case VIGIE_PERIOD_MONTH:
      return VIGIE_TICK_MONTH;
    case VIGIE_PERIOD_YEAR:
      return VIGIE_TICK_YEAR;
    case VIGIE_PERIOD_DAY:
    case VIGIE_PERIOD_FREE:
    default:
      return VIGIE_TICK_DAY;
    }
}

VigiePeriod
vigie_period_at (VigieTime time, VigiePeriodUnit unit, GTimeZone *zone)
{
  VigieTickUnit tick = tick_unit (unit);

  return (VigiePeriod) {unit, vigie_time_floor (time, tick, zone),
                        vigie_time_next (time, tick, zone)};
}

VigiePeriod
vigie_period_free (VigieTime from, VigieTime to, GTimeZone *zone)
{
  return (VigiePeriod) {VIGIE_PERIOD_FREE, vigie_time_floor (MIN (from, to), VIGIE_TICK_DAY, zone),
                        vigie_time_next (MAX (from, to), VIGIE_TICK_DAY, zone)};
}

/* The last day of it: of one that was cut, the day of the cut. */
static gint64
last_day (const VigiePeriod *self, GTimeZone *zone)
{
  return day_of (MAX (self->to - 1, self->from), zone);
}

/* The period of the same kind that begins on a day, which has as many days if it is free; @self where no calendar
 * goes. */
static VigiePeriod
begin_on (const VigiePeriod *self, gint64 day, GTimeZone *zone)
{
  gint64 length = last_day (self, zone) - day_of (self->from, zone) + 1;
  VigiePeriod period = *self;

  if (day < vigie_time_day_number (FIRST_YEAR, 1, 1)
      || day + length > vigie_time_day_number (LAST_YEAR + 1, 1, 1))
    return period;
  period.from = vigie_time_day_begin (day, zone);
  period.to = self->unit == VIGIE_PERIOD_FREE
                  ? vigie_time_day_begin (day + length, zone)
                  : vigie_time_next (period.from, tick_unit (self->unit), zone);
  return period;
}

VigiePeriod
vigie_period_step (const VigiePeriod *self, int n, GTimeZone *zone)
{
  VigieLocalTime local;
  gint64 months;

  zone = zone_or_default (zone);
  local = vigie_time_to_local (self->from, zone);
  switch (self->unit)
    {
    case VIGIE_PERIOD_MONTH:
    case VIGIE_PERIOD_YEAR:
      months = (gint64) local.year * 12 + local.month - 1
               + (self->unit == VIGIE_PERIOD_YEAR ? (gint64) n * 12 : n);
      if (months < FIRST_YEAR * 12 || months >= (LAST_YEAR + 1) * 12)
        return *self;
      return begin_on (
          self, vigie_time_day_number ((int) (months / 12), (int) (months % 12) + 1, 1), zone);
    case VIGIE_PERIOD_WEEK:
      return begin_on (self, local.day_number + (gint64) n * 7, zone);
    case VIGIE_PERIOD_FREE:
      return begin_on (self, local.day_number + n * (last_day (self, zone) - local.day_number + 1),
                       zone);
    case VIGIE_PERIOD_DAY:
    default:
      return begin_on (self, local.day_number + n, zone);
    }
}

/* ---- What it is compared with ---- */

/* The instant of a day at which clocks show what they show at @now. Where the hour is skipped there, the instant of
 * the change; where it comes twice, the one that @now is of, and the first if @now comes only once. */
static VigieTime
same_time_of_day (gint64 day, VigieTime now, GTimeZone *zone)
{
  VigieLocalTime local = vigie_time_to_local (now, zone);
  int second = local.hour * 3600 + local.minute * 60 + local.second;
  gint64 fraction = (now % VIGIE_SECOND + VIGIE_SECOND) % VIGIE_SECOND;
  VigieTime own[2], other[2];
  guint n_own = vigie_time_from_local (local.day_number, second, zone, own);
  guint n_other = vigie_time_from_local (day, second, zone, other);
  VigieTime low, high;

  if (n_other > 0)
    return other[n_other == 2 && n_own == 2 && own[1] <= now ? 1 : 0] + fraction;
  low = vigie_time_day_begin (day, zone);
  high = vigie_time_day_begin (day + 1, zone);
  while (high - low > 1)
    {
      VigieTime middle = low + (high - low) / 2;
      VigieLocalTime there = vigie_time_to_local (middle, zone);

      if (there.day_number > day
          || (there.day_number == day
              && there.hour * 3600 + there.minute * 60 + there.second >= second))
        high = middle;
      else
        low = middle;
    }
  return high;
}

/* Cuts @other where as much of it has passed as @now leaves of @self. */
static VigiePeriod
cut (const VigiePeriod *self, VigiePeriod other, VigieTime now, GTimeZone *zone)
{
  VigieLocalTime here, there;
  gint64 day;

  if (now < self->from || now >= self->to)
    return other;
  here = vigie_time_to_local (now, zone);
  there = vigie_time_to_local (other.from, zone);
  day = there.day_number + here.day_number - day_of (self->from, zone);
  if (self->unit == VIGIE_PERIOD_YEAR)
    {
      gint64 next_month = vigie_time_day_number (there.year, here.month + 1, 1);

      /* By the date, not by the count of days; the 29th of February is over where there is none. */
      day = vigie_time_day_number (there.year, here.month, here.day);
      if (day >= next_month)
        {
          other.to = vigie_time_day_begin (next_month, zone);
          return other;
        }
    }
  other.to = CLAMP (same_time_of_day (day, now, zone), other.from, other.to);
  return other;
}

VigiePeriod
vigie_period_before (const VigiePeriod *self, VigieTime now, GTimeZone *zone)
{
  zone = zone_or_default (zone);
  return cut (self, vigie_period_step (self, -1, zone), now, zone);
}

VigiePeriod
vigie_period_last_year (const VigiePeriod *self, VigieTime now, GTimeZone *zone)
{
  VigiePeriod other;

  zone = zone_or_default (zone);
  switch (self->unit)
    {
    case VIGIE_PERIOD_MONTH:
      other = vigie_period_step (self, -12, zone);
      break;
    case VIGIE_PERIOD_YEAR:
      other = vigie_period_step (self, -1, zone);
      break;
    case VIGIE_PERIOD_DAY:
    case VIGIE_PERIOD_WEEK:
    case VIGIE_PERIOD_FREE:
    default:
      other = begin_on (self, day_of (self->from, zone) - DAYS_OF_LAST_YEAR, zone);
      break;
    }
  return cut (self, other, now, zone);
}

/* ---- Bins ---- */

typedef struct
{
  gint64 length;      /* of hours and less, µs; 0 for calendar units */
  VigieTickUnit unit; /* else */
} BinSize;

/* The bins that a free period may have, the finest first, and about how long they are. */
static const struct
{
  BinSize size;
  gint64 length;
} free_sizes[] = {
    {{VIGIE_HOUR / 2, VIGIE_TICK_HOUR}, VIGIE_HOUR / 2},
    {{VIGIE_HOUR, VIGIE_TICK_HOUR}, VIGIE_HOUR},
    {{3 * VIGIE_HOUR, VIGIE_TICK_HOUR}, 3 * VIGIE_HOUR},
    {{0, VIGIE_TICK_DAY}, VIGIE_DAY},
    {{0, VIGIE_TICK_WEEK}, 7 * VIGIE_DAY},
    {{0, VIGIE_TICK_MONTH}, 30 * VIGIE_DAY},
    {{0, VIGIE_TICK_YEAR}, 365 * VIGIE_DAY},
};

static BinSize
bin_size (const VigiePeriod *self, gint64 step, GTimeZone *zone)
{
  gint64 days = last_day (self, zone) - day_of (self->from, zone) + 1;

  step = vigie_meter_step (step);
  switch (self->unit)
    {
    case VIGIE_PERIOD_DAY:
      return (BinSize) {step, VIGIE_TICK_HOUR};
    case VIGIE_PERIOD_WEEK:
      return (BinSize) {MAX (step, VIGIE_HOUR / 2), VIGIE_TICK_HOUR};
    case VIGIE_PERIOD_MONTH:
      return (BinSize) {VIGIE_HOUR, VIGIE_TICK_HOUR};
    case VIGIE_PERIOD_YEAR:
      return (BinSize) {0, VIGIE_TICK_DAY};
    case VIGIE_PERIOD_FREE:
    default:
      break;
    }
  if (days == 1)
    return (BinSize) {step, VIGIE_TICK_HOUR};
  /* A day may have an hour more, a first and a last week or month be cut. */
  for (guint i = 0; i < G_N_ELEMENTS (free_sizes); i++)
    if (free_sizes[i].length >= step
        && (days * VIGIE_DAY + VIGIE_HOUR) / free_sizes[i].length + 2 <= MAX_BINS)
      return free_sizes[i].size;
  return (BinSize) {0, VIGIE_TICK_YEAR};
}

/* The edge after @edge. Bins of hours begin anew every day; those of some hours go by the clock, so that they are
 * shorter or longer when it changes. */
static VigieTime
next_edge (VigieTime edge, BinSize size, GTimeZone *zone)
{
  gint64 day;
  VigieTime end_of_day, next;

  if (size.length == 0)
    return vigie_time_next (edge, size.unit, zone);
  day = day_of (edge, zone);
  end_of_day = vigie_time_day_begin (day + 1, zone);
  if (size.length <= VIGIE_HOUR)
    {
      next = edge + size.length;
      return MIN (next, end_of_day);
    }
  for (int second = (int) (size.length / VIGIE_SECOND); second < 86400;
       second += (int) (size.length / VIGIE_SECOND))
    {
      VigieTime instants[2];

      if (vigie_time_from_local (day, second, zone, instants) > 0 && instants[0] > edge)
        return MIN (instants[0], end_of_day);
    }
  return end_of_day;
}

GArray *
vigie_period_edges (const VigiePeriod *self, gint64 step, GTimeZone *zone)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  VigieTime edge = self->from;
  BinSize size;

  zone = zone_or_default (zone);
  size = bin_size (self, step, zone);
  g_array_append_val (edges, edge);
  while (edge < self->to)
    {
      VigieTime next = next_edge (edge, size, zone);

      edge = next <= edge || edges->len == MAX_BINS ? self->to : MIN (next, self->to);
      g_array_append_val (edges, edge);
    }
  return edges;
}
