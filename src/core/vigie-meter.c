/* vigie-meter.c: from readings to the amounts of steps.
 *
 * Readings are turned into links, each of which tells an amount of the time from one instant to another; a cursor
 * goes along the grid with them. Amounts are made of differences of near indexes and never of running sums, so that
 * they are as exact as the readings.
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

/* ---- Along the grid ---- */

/* What is known of a stretch, evenly or along a line. */
typedef struct
{
  VigieTime from, to;
  double amount;
  double before, after; /* indexes, if it is a plain link; values, if it is a line */
  enum
  {
    EVEN,
    INDEX, /* even, and its amount is after − before */
    LINE,  /* the area under a line */
  } kind;
} Piece;

typedef struct
{
  VigieMeterSteps *steps;
  VigieTime end; /* of the grid */
  guint at;      /* the step that is being filled; n at the end */
  VigieTime begin_of_step, end_of_step;
  /* What is known of it since an instant of it: all of it, or after a lump. */
  VigieTime since;
  gint64 covered;
  double sum;
  /* Indexes that follow each other: their difference is exact however many there are. */
  VigieTime run_end;
  double run_first, run_last;
  gboolean is_run;
  gboolean lump_is_open; /* the last lump ends at `since` */
} Cursor;

static void
place (Cursor *self, guint at)
{
  self->at = at;
  self->begin_of_step = self->steps->from + (gint64) at * self->steps->step;
  self->end_of_step = self->begin_of_step + self->steps->step;
  self->since = self->begin_of_step;
  self->covered = 0;
  self->sum = 0;
  self->is_run = FALSE;
  self->lump_is_open = FALSE;
}

static void
end_run (Cursor *self)
{
  if (self->is_run)
    self->sum += self->run_last - self->run_first;
  self->is_run = FALSE;
}

/* The step is over. */
static void
close_step (Cursor *self)
{
  end_run (self);
  if (self->covered == self->end_of_step - self->since)
    {
      if (self->lump_is_open)
        {
          VigieLump *lump
              = &g_array_index (self->steps->lumps, VigieLump, self->steps->lumps->len - 1);

          lump->to = self->end_of_step;
          lump->amount += self->sum;
        }
      else if (self->since == self->begin_of_step && isfinite (self->sum))
        self->steps->amounts[self->at] = self->sum;
    }
}

/* Goes to the step that @time ≥ its begin is in. */
static void
go_to (Cursor *self, VigieTime time)
{
  if (time < self->end_of_step || self->at >= self->steps->n)
    return;
  close_step (self);
  place (self, time >= self->end ? self->steps->n
                                 : (guint) ((time - self->steps->from) / self->steps->step));
}

/* The area (value × µs) under what is positive of a line from @a to @b over @time. */
static double
positive_area (double a, double b, double time)
{
  if (a >= 0 && b >= 0)
    return (a / 2 + b / 2) * time;
  if (a <= 0 && b <= 0)
    return 0;
  return a > 0 ? a / (a - b) * a / 2 * time : b / (b - a) * b / 2 * time;
}

static double
part_of (const Piece *piece, VigieTime from, VigieTime to)
{
  double length = (double) (piece->to - piece->from), a, b;

  if (piece->kind != LINE)
    return from == piece->from && to == piece->to ? piece->amount
                                                  : piece->amount * ((double) (to - from) / length);
  a = piece->before;
  b = piece->after;
  if (from > piece->from)
    a += (piece->after - piece->before) * ((double) (from - piece->from) / length);
  if (to < piece->to)
    b -= (piece->after - piece->before) * ((double) (piece->to - to) / length);
  return positive_area (a, b, (double) (to - from));
}

static void
add_piece (Cursor *self, const Piece *piece)
{
  VigieTime from = MAX (piece->from, self->steps->from), until = MIN (piece->to, self->end);

  while (from < until)
    {
      VigieTime to;

      go_to (self, from);
      to = MIN (until, self->end_of_step);
      self->covered += to - from;
      if (piece->kind == INDEX && from == piece->from && to == piece->to)
        {
          if (!self->is_run || self->run_end != from || self->run_last != piece->before)
            {
              end_run (self);
              self->run_first = piece->before;
            }
          self->is_run = TRUE;
          self->run_last = piece->after;
          self->run_end = to;
        }
      else
        {
          end_run (self);
          self->sum += part_of (piece, from, to);
        }
      from = to;
    }
}

/* An amount of a stretch too long to be told step by step. What is known of the rest of the steps at its ends goes
 * with it, else it would be lost. */
static void
add_lump (Cursor *self, VigieTime from, VigieTime to, double amount)
{
  VigieLump lump = {from, to, amount};

  if (to <= self->steps->from || from >= self->end || !isfinite (amount))
    return;
  if (from >= self->steps->from)
    {
      go_to (self, from);
      end_run (self);
      if (self->covered == from - self->since)
        {
          if (self->lump_is_open)
            {
              VigieLump *last
                  = &g_array_index (self->steps->lumps, VigieLump, self->steps->lumps->len - 1);

              last->to = from;
              last->amount += self->sum;
            }
          else
            {
              lump.from = self->since;
              lump.amount += self->sum;
            }
        }
    }
  g_array_append_val (self->steps->lumps, lump);
  if (to >= self->end)
    place (self, self->steps->n);
  else
    {
      place (self, (guint) ((to - self->steps->from) / self->steps->step));
      self->since = to;
      self->lump_is_open = to > self->begin_of_step;
    }
}

/* ---- The three kinds of readings ---- */

typedef struct
{
  const VigieSeries *series;
  VigieMeterPace pace;
  double factor, divisor; /* of what is summed to base units */
  guint span;             /* of series->known, up to which has been asked */
  VigieMeterSteps *steps;
  Cursor cursor;
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
read_cumulative (Maker *self, const VigieMeterInfo *info)
{
  g_autoptr (GArray) links = vigie_meter_index_links (
      self->series, info, &self->pace, self->steps->from, self->cursor.end, self->steps->events);

  for (guint i = 0; i < links->len; i++)
    {
      const VigieMeterLink *link = &g_array_index (links, VigieMeterLink, i);
      Piece piece = {link->from,   link->to,    link->amount,
                     link->before, link->after, link->is_rollover ? EVEN : INDEX};

      note_gap (self, link->from, link->to, link->before, link->after);
      if (isnan (link->amount))
        continue;
      if (link->to - link->from <= self->pace.reach)
        add_piece (&self->cursor, &piece);
      else if (is_known (self, link->from, link->to))
        add_lump (&self->cursor, link->from, link->to, link->amount);
    }
}

/* From when on reading @i speaks, the one before it being at @before (VIGIE_TIME_NONE: none is). */
static VigieTime
begin_of_reading (const Maker *self, guint i, VigieTime before)
{
  const VigieSeries *series = self->series;
  VigieTime time = series->times[i];
  VigieTime start = series->starts != NULL ? series->starts[i] : VIGIE_TIME_NONE;
  gint64 interval = self->pace.interval;

  if (vigie_meter_is_time (start) && start < time)
    {
      if (before != VIGIE_TIME_NONE && before < time
          && fabs ((double) (start - before)) <= JITTER * (double) (time - start))
        return before;
      return start;
    }
  if (before != VIGIE_TIME_NONE
      && (interval <= 0 ? time - before <= self->pace.reach
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
      start = begin_of_reading (self, i, before);
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
            add_piece (&self->cursor, &(Piece) {from, time, amount, NAN, NAN, EVEN});
          else
            add_lump (&self->cursor, from, time, amount);
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
            add_piece (&self->cursor, &(Piece) {before, time, NAN, value_before, value, LINE});
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

/* A lump that is just a step is its amount: a gap within it takes nothing away. */
static void
settle_lumps (VigieMeterSteps *steps)
{
  guint kept = 0;

  for (guint i = 0; i < steps->lumps->len; i++)
    {
      VigieLump lump = g_array_index (steps->lumps, VigieLump, i);

      if (lump.from >= steps->from && lump.to - lump.from == steps->step
          && (lump.from - steps->from) % steps->step == 0
          && (lump.from - steps->from) / steps->step < steps->n)
        steps->amounts[(lump.from - steps->from) / steps->step] = lump.amount;
      else
        g_array_index (steps->lumps, VigieLump, kept++) = lump;
    }
  g_array_set_size (steps->lumps, kept);
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

  if (step <= 0 || !vigie_meter_is_time (from))
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
  self.cursor.steps = steps;
  self.cursor.end = from + (gint64) n * step;
  place (&self.cursor, 0);
  switch (info->aggregation)
    {
    case VIGIE_AGGREGATION_CUMULATIVE:
      read_cumulative (&self, info);
      break;
    case VIGIE_AGGREGATION_INTERVAL:
      read_intervals (&self);
      break;
    case VIGIE_AGGREGATION_INSTANT:
    default:
      read_instants (&self);
      break;
    }
  if (self.cursor.at < n)
    close_step (&self.cursor);
  settle_lumps (steps);
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
