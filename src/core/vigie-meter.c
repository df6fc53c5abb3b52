/* vigie-meter.c: from readings to the amounts of steps.
 *
 * Readings are turned into pieces, each of which tells an amount of the time from one instant to another; a cursor
 * goes along the grid with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-meter.h"

#include <stdlib.h>

#include "vigie-meter-private.h"

/* Further apart than so many intervals is a gap: of those declared, and of the median distance, which varies more. */
#define GAP_EXPECTED 3
#define GAP_MEDIAN 5
/* So many distances are enough to know the median of any number. */
#define SAMPLE 1001
/* Of a reading that does not tell its begin: it speaks of all since the one before if that is no further than so
 * many intervals. */
#define REACH 1.5
/* A hole between two told intervals, or an overlap, that is no longer than this share of one is jitter of their
 * clocks. */
#define JITTER 0.1

/* ---- The pace of readings ---- */

static int
compare_times (gconstpointer one, gconstpointer other)
{
  gint64 a = *(const gint64 *) one, b = *(const gint64 *) other;

  return (a > b) - (a < b);
}

/* The median distance of readings, of an even sample of them; 0 where there are fewer than 3. */
static gint64
median_distance (const VigieSeries *series)
{
  gint64 distances[SAMPLE];
  guint n = 0, stride = series->n / SAMPLE + 1;

  for (guint i = 1; i < series->n && n < SAMPLE; i += stride)
    if (vigie_meter_is_time (series->times[i - 1]) && vigie_meter_is_time (series->times[i])
        && series->times[i] > series->times[i - 1])
      distances[n++] = series->times[i] - series->times[i - 1];
  if (n < 2)
    return 0;
  qsort (distances, n, sizeof *distances, compare_times);
  return distances[(n - 1) / 2];
}

VigieMeterPace
vigie_meter_pace (const VigieSeries *series, const VigieMeterInfo *info)
{
  VigieMeterPace pace
      = {info->expected_interval > 0 ? info->expected_interval : series->expected_interval,
         G_MAXINT64, GAP_EXPECTED * VIGIE_METER_STEP_MAX};
  gint64 times = GAP_EXPECTED;

  if (pace.interval <= 0)
    {
      pace.interval = median_distance (series);
      times = GAP_MEDIAN;
    }
  if (pace.interval > 0 && pace.interval < G_MAXINT64 / times)
    pace.gap = times * pace.interval;
  pace.reach = MIN (pace.reach, pace.gap);
  return pace;
}

/* ---- The three kinds of readings ---- */

typedef struct
{
  const VigieSeries *series;
  VigieMeterPace pace;
  double factor, divisor; /* of what is summed to base units */
  guint span;             /* of series->known, up to which has been asked */
  VigieMeterSteps *steps;
  VigieMeterCursor cursor;
} Maker;

/* Whether all that the server has of @from … @to, ascending from call to call, is here; a series that tells nothing
 * of it is taken as whole. */
static gboolean
is_known (Maker *self, VigieTime from, VigieTime to)
{
  const VigieSeries *series = self->series;

  if (series->n_known == 0)
    return TRUE;
  while (self->span < series->n_known && series->known[self->span].to < to)
    self->span++;
  return self->span < series->n_known && series->known[self->span].from <= from;
}

static void
note_gap (Maker *self, VigieTime from, VigieTime to, double before, double after)
{
  VigieMeterEvent event = {VIGIE_METER_GAP, from, to, before, after};

  if (to - from > self->pace.gap && is_known (self, from, to))
    g_array_append_val (self->steps->events, event);
}

static void
take_link (const VigieMeterLink *link, gpointer data)
{
  Maker *self = data;
  VigieMeterPiece piece
      = {link->from,   link->to,    link->amount,
         link->before, link->after, link->is_rollover ? VIGIE_METER_EVEN : VIGIE_METER_INDEX};

  note_gap (self, link->from, link->to, link->before, link->after);
  if (isnan (link->amount))
    return;
  if (link->to - link->from <= self->pace.reach)
    vigie_meter_cursor_add (&self->cursor, &piece);
  else if (is_known (self, link->from, link->to))
    vigie_meter_cursor_add_lump (&self->cursor, link->from, link->to, link->amount);
}

VigieTime
vigie_meter_begin_of_reading (const VigieSeries *series,
                              const VigieMeterPace *pace,
                              guint i,
                              VigieTime before)
{
  VigieTime time = series->times[i];
  VigieTime start = series->starts != NULL ? series->starts[i] : VIGIE_TIME_NONE;
  gint64 interval = pace->interval;

  if (vigie_meter_is_time (start) && start < time)
    {
      if (before != VIGIE_TIME_NONE && before < time
          && fabs ((double) (start - before)) <= JITTER * (double) (time - start))
        return before;
      return start;
    }
  if (before != VIGIE_TIME_NONE
      && (interval <= 0 ? time - before <= pace->reach
                        : (double) (time - before) <= REACH * (double) interval))
    return before;
  return interval > 0 && interval < VIGIE_METER_TIME_MAX ? time - interval : time;
}

static void
note_impossible (Maker *self, VigieTime time, double value, gboolean goes_on)
{
  VigieMeterEvent event = {VIGIE_METER_IMPOSSIBLE, time, time, NAN, value};

  if (goes_on)
    g_array_index (self->steps->events, VigieMeterEvent, self->steps->events->len - 1).to = time;
  else
    g_array_append_val (self->steps->events, event);
}

static void
read_intervals (Maker *self)
{
  const VigieSeries *series = self->series;
  VigieTime before = VIGIE_TIME_NONE;
  gboolean is_bad_run = FALSE;

  for (guint i = 0; i < series->n; i++)
    {
      VigieTime time = series->times[i], start, from;
      double value = series->values[i], amount;

      if (!vigie_meter_is_time (time) || (before != VIGIE_TIME_NONE && time <= before))
        continue;
      start = vigie_meter_begin_of_reading (series, &self->pace, i, before);
      from = before != VIGIE_TIME_NONE ? MAX (start, before) : start;
      if (!(value >= 0 && value <= VIGIE_METER_VALUE_MAX))
        {
          note_impossible (self, time, value, is_bad_run);
          is_bad_run = TRUE;
        }
      else if (from < time)
        {
          if (before != VIGIE_TIME_NONE)
            note_gap (self, before, from, NAN, NAN);
          is_bad_run = FALSE;
          /* Of what it says of a time that the one before spoke of already, only its part after it. */
          amount
              = from > start ? value * ((double) (time - from) / (double) (time - start)) : value;
          if (time - from <= self->pace.reach)
            vigie_meter_cursor_add (
                &self->cursor, &(VigieMeterPiece) {from, time, amount, NAN, NAN, VIGIE_METER_EVEN});
          else
            vigie_meter_cursor_add_lump (&self->cursor, from, time, amount);
        }
      before = time;
    }
}

static void
read_instants (Maker *self)
{
  const VigieSeries *series = self->series;
  VigieTime before = VIGIE_TIME_NONE;
  double value_before = NAN;
  gboolean is_bad_run = FALSE;

  for (guint i = 0; i < series->n; i++)
    {
      VigieTime time = series->times[i];
      double value = series->values[i];

      if (!vigie_meter_is_time (time) || (before != VIGIE_TIME_NONE && time <= before))
        continue;
      if (!(fabs (value) <= VIGIE_METER_VALUE_MAX))
        {
          note_impossible (self, time, value, is_bad_run);
          is_bad_run = TRUE;
          continue;
        }
      if (before != VIGIE_TIME_NONE)
        {
          note_gap (self, before, time, NAN, NAN);
          if (time - before <= self->pace.reach)
            vigie_meter_cursor_add (
                &self->cursor,
                &(VigieMeterPiece) {before, time, NAN, value_before, value, VIGIE_METER_LINE});
        }
      is_bad_run = FALSE;
      before = time;
      value_before = value;
    }
  self->divisor = (double) VIGIE_HOUR;
}

/* ---- Steps ---- */

static int
compare_events (gconstpointer one, gconstpointer other)
{
  const VigieMeterEvent *a = one, *b = other;

  if (a->from != b->from)
    return a->from < b->from ? -1 : 1;
  if (a->to != b->to)
    return a->to < b->to ? -1 : 1;
  return (int) a->type - (int) b->type;
}

/* Those that touch the grid, ascending. */
static void
sort_events (VigieMeterSteps *steps, VigieTime end)
{
  guint kept = 0;

  for (guint i = 0; i < steps->events->len; i++)
    {
      VigieMeterEvent event = g_array_index (steps->events, VigieMeterEvent, i);

      if (event.to >= steps->from && event.from < end)
        g_array_index (steps->events, VigieMeterEvent, kept++) = event;
    }
  g_array_set_size (steps->events, kept);
  g_array_sort (steps->events, compare_events);
}

VigieMeterSteps *
vigie_meter_steps_new (const VigieSeries *series,
                       const VigieMeterInfo *info,
                       VigieTime from,
                       gint64 step,
                       guint n)
{
  VigieMeterSteps *steps = g_new0 (VigieMeterSteps, 1);
  Maker self = {.series = series, .factor = info->factor, .divisor = 1, .steps = steps};

  if (step <= 0 || step > VIGIE_METER_TIME_MAX / 4 || !vigie_meter_is_time (from))
    n = 0;
  n = MIN (n, VIGIE_METER_STEPS_MAX);
  if (n > 0)
    n = (guint) MIN ((gint64) n, (VIGIE_METER_TIME_MAX - 1 - from) / step);
  steps->from = from;
  steps->step = step;
  steps->n = n;
  steps->amounts = g_new (double, n);
  for (guint i = 0; i < n; i++)
    steps->amounts[i] = NAN;
  steps->lumps = g_array_new (FALSE, FALSE, sizeof (VigieLump));
  steps->events = g_array_new (FALSE, FALSE, sizeof (VigieMeterEvent));
  if (n == 0 || !vigie_meter_info_makes_amounts (info))
    return steps;

  self.pace = vigie_meter_pace (series, info);
  vigie_meter_cursor_begin (&self.cursor, steps);
  switch (info->aggregation)
    {
    case VIGIE_AGGREGATION_CUMULATIVE:
      vigie_meter_index_read (series, info, &self.pace, from, self.cursor.end, steps->events,
                              take_link, &self);
      break;
    case VIGIE_AGGREGATION_INTERVAL:
      read_intervals (&self);
      break;
    case VIGIE_AGGREGATION_INSTANT:
    default:
      read_instants (&self);
      break;
    }
  vigie_meter_cursor_finish (&self.cursor);
  for (guint i = 0; i < n; i++)
    steps->amounts[i] = steps->amounts[i] / self.divisor * self.factor;
  for (guint i = 0; i < steps->lumps->len; i++)
    g_array_index (steps->lumps, VigieLump, i).amount *= self.factor;
  sort_events (steps, self.cursor.end);
  return steps;
}

void
vigie_meter_steps_free (VigieMeterSteps *self)
{
  if (self == NULL)
    return;
  g_free (self->amounts);
  g_array_unref (self->lumps);
  g_array_unref (self->events);
  g_free (self);
}

double
vigie_meter_steps_total (const VigieMeterSteps *self, guint first, guint end, double *covered)
{
  double sum = 0, lost = 0, time = 0;
  VigieTime from, to;
  guint low = 0, high = self->lumps->len;

  if (covered != NULL)
    *covered = 0;
  end = MIN (end, self->n);
  if (first >= end)
    return NAN;
  from = self->from + (gint64) first * self->step;
  to = self->from + (gint64) end * self->step;
#define ADD(x)                                                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    /* Kahan: a year of steps loses no digit. */                                                   \
    double added = (x) - lost, total = sum + added;                                                \
                                                                                                   \
    lost = (total - sum) - added;                                                                  \
    sum = total;                                                                                   \
  }                                                                                                \
  G_STMT_END
  for (guint i = first; i < end; i++)
    if (!isnan (self->amounts[i]))
      {
        ADD (self->amounts[i]);
        time += (double) self->step;
      }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->lumps, VigieLump, middle).from < from)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < self->lumps->len; low++)
    {
      const VigieLump *lump = &g_array_index (self->lumps, VigieLump, low);

      if (lump->to > to)
        break;
      ADD (lump->amount);
      time += (double) (lump->to - lump->from);
    }
#undef ADD
  if (covered != NULL)
    *covered = time / (double) (to - from);
  return time > 0 ? sum : NAN;
}
