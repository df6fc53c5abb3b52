/* vigie-attendance-count.c: from the readings of counters to vehicles at the boundaries of steps.
 *
 * Totals are never reset here: an index over a gap tells at the end of it what went by, though not when. Where
 * something was lost (a reset, an amount that never came) a short hole is guessed by the rate before it and the doubt
 * grows with it; beyond a long one nothing is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-attendance-count-private.h"
#include "vigie-meter-private.h"

/* More vehicles in a time than pass one behind the other, one every two seconds (the saturation flow of a lane is
 * about 1 900 an hour: Highway Capacity Manual, chapter 19), were not counted. */
#define LEAST_HEADWAY (2 * VIGIE_SECOND)
/* So many may be told at once all the same: a counter whose frames came late. */
#define BURST 60
/* A presence beyond it is none. */
#define MOST_PRESENT 1e5

/* How much of the time up to an instant is active, instants ascending. */
typedef struct
{
  const GArray *spans; /* or NULL */
  guint at;
  gint64 before; /* length of the spans before @at */
} Walker;

static gint64
active_until (Walker *self, VigieTime time)
{
  const VigieSpan *span;

  if (self->spans == NULL)
    return time;
  for (; self->at < self->spans->len; self->at++)
    {
      span = &g_array_index (self->spans, VigieSpan, self->at);
      if (span->to > time)
        return self->before + MAX (0, time - span->from);
      self->before += span->to - span->from;
    }
  return self->before;
}

typedef struct
{
  VigieCounts *counts;
  VigieTime from; /* of the grid */
  gint last;      /* boundary */
  VigieTime now;
  gint64 reach;
  Walker walker;
  VigieTime at; /* the total is known up to here; NONE */
  double total, doubt;
  double rate;         /* vehicles for each µs, of the last piece that was known */
  gint next;           /* boundary… */
  VigieTime next_time; /* …its time; G_MAXINT64 after the last */
  VigieTime active_at; /* up to there… */
  gint64 active;       /* …so much of the time is active */
} Filler;

static inline void
put (Filler *self, double total)
{
  self->counts->total[self->next] += total;
  self->counts->doubt[self->next] += self->doubt;
  self->next_time = self->next < self->last ? self->next_time + VIGIE_ATTENDANCE_STEP : G_MAXINT64;
  self->next++;
}

/* What was not counted between @from and @to. */
static double
guess (Filler *self, VigieTime from, VigieTime to, double least)
{
  gint64 first = (from - self->from) / VIGIE_ATTENDANCE_STEP;
  gint64 end = (to - self->from + VIGIE_ATTENDANCE_STEP - 1) / VIGIE_ATTENDANCE_STEP;
  double amount;

  for (gint64 i = MAX (first, 0); i < MIN (end, self->last); i++)
    self->counts->guessed[i] = TRUE;
  if (to - from > self->reach)
    {
      self->doubt += VIGIE_COUNTS_LOST;
      return 0;
    }
  /* By the rate before, which may have been another: half of it is in doubt, and who came by chance. */
  amount = MAX (self->rate * (double) (to - from), least);
  self->doubt += amount + amount * amount / 4;
  return amount;
}

/* Boundaries within a piece: its amount is shared out by what of it is active. */
static void
share_out (Filler *self, VigieTime from, VigieTime to, double amount)
{
  Walker end;
  gint64 before = self->active_at == from ? self->active : active_until (&self->walker, from);
  double active;

  end = self->walker;
  self->active = active_until (&end, to);
  self->active_at = to;
  active = (double) (self->active - before);
  while (self->next_time < to)
    {
      double share
          = active > 0 ? (double) (active_until (&self->walker, self->next_time) - before) / active
                       : (double) (self->next_time - from) / (double) (to - from);

      self->counts->between[self->next] += (float) (amount * share * (1 - share));
      put (self, self->total + amount * share);
    }
  self->walker = end;
}

/* @amount went by from @from to @to, which is after all that was told before; NAN: it is not known, but was at least
 * @least. */
static void
add_piece (Filler *self, VigieTime from, VigieTime to, double amount, double least)
{
  double lost = 0;

  if (to > self->now || to <= from)
    return;
  if (self->at != VIGIE_TIME_NONE && from > self->at)
    add_piece (self, self->at, from, NAN, 0);
  while (self->next_time < from)
    put (self, NAN);
  if (self->next_time == from)
    put (self, self->total);

  if (!(amount >= 0 && amount <= (double) ((to - from) / LEAST_HEADWAY) + BURST))
    {
      double before = self->doubt;

      amount = guess (self, from, to, least);
      lost = self->doubt - before;
      self->doubt = before;
    }
  else
    self->rate = amount / (double) (to - from);
  if (self->next_time < to)
    {
      if (lost > 0 || to - from > self->reach)
        while (self->next_time < to)
          put (self, NAN);
      else if (amount == 0)
        /* Most of all readings: it is night. */
        while (self->next_time < to)
          put (self, self->total);
      else
        share_out (self, from, to, amount);
    }
  self->doubt += lost;
  self->total += amount;
  self->at = to;
  if (self->next_time == to)
    put (self, self->total);
}

static void
take_link (const VigieMeterLink *link, gpointer data)
{
  double least = 0;

  /* What began again at zero has counted at least what it shows. */
  if (isnan (link->amount) && link->after <= link->before / 2
      && link->after <= (double) ((link->to - link->from) / LEAST_HEADWAY))
    least = link->after;
  add_piece (data, link->from, link->to, link->amount, least);
}

static void
read_amounts (Filler *self, const VigieSeries *series, const VigieMeterPace *pace)
{
  VigieTime before = VIGIE_TIME_NONE;

  for (guint i = 0; i < series->n; i++)
    {
      VigieTime time = series->times[i], start, from;
      double value = series->values[i];

      if (!vigie_meter_is_time (time) || (before != VIGIE_TIME_NONE && time <= before))
        continue;
      start = vigie_meter_begin_of_reading (series, pace, i, before);
      from = before != VIGIE_TIME_NONE ? MAX (start, before) : start;
      /* Of what it says of a time that the one before spoke of already, only its part after it. */
      if (from > start)
        value *= (double) (time - from) / (double) (time - start);
      add_piece (self, from, time, value, 0);
      before = time;
    }
}

static void
read_counter (VigieCounts *self, const VigieCounter *counter, Filler *filler)
{
  const VigieMeasureData *data = counter->data;
  VigieMeterInfo info = {.aggregation = data->aggregation,
                         .quantity = VIGIE_QUANTITY_NONE,
                         .factor = 1,
                         .expected_interval = data->expected_interval,
                         .rollover = data->rollover,
                         .changes = data->changes,
                         .n_changes = data->n_changes,
                         .installed = data->installed};
  VigieMeterPace pace = vigie_meter_pace (counter->series, &info);
  guint end = vigie_series_find (counter->series, filler->now + 1);
  VigieTime newest = end > 0 ? counter->series->times[end - 1] : VIGIE_TIME_NONE;

  filler->reach = pace.reach;
  if (data->aggregation == VIGIE_AGGREGATION_CUMULATIVE)
    {
      g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (VigieMeterEvent));

      vigie_meter_index_read (counter->series, &info, &pace, filler->from,
                              filler->from + filler->last * VIGIE_ATTENDANCE_STEP, events,
                              take_link, filler);
    }
  else
    read_amounts (filler, counter->series, &pace);
  while (filler->next <= filler->last)
    put (filler, NAN);

  self->last = self->n_counters == 0 ? newest : MIN (self->last, newest);
  self->interval = MAX (self->interval, pace.interval);
  self->n_counters++;
}

void
vigie_counts_init (VigieCounts *self,
                   const VigieCounter *counters,
                   guint n_counters,
                   const GArray *active,
                   VigieTime from,
                   guint n,
                   gint last,
                   VigieTime now)
{
  *self = (VigieCounts) {.last = VIGIE_TIME_NONE,
                         .total = g_new0 (double, n + 1),
                         .doubt = g_new0 (double, n + 1),
                         .between = g_new0 (float, n + 1),
                         .guessed = g_new0 (guint8, n + 1)};
  for (guint c = 0; c < n_counters; c++)
    {
      Filler filler = {.counts = self,
                       .from = from,
                       .last = last,
                       .now = now,
                       .walker = {.spans = active},
                       .at = VIGIE_TIME_NONE,
                       .next_time = last >= 0 ? from : G_MAXINT64,
                       .active_at = VIGIE_TIME_NONE};

      if (counters[c].data->aggregation != VIGIE_AGGREGATION_INSTANT)
        read_counter (self, &counters[c], &filler);
    }
  for (guint b = self->n_counters > 0 ? (guint) (last + 1) : 0; b <= n; b++)
    self->total[b] = NAN;
}

void
vigie_counts_clear (VigieCounts *self)
{
  g_clear_pointer (&self->total, g_free);
  g_clear_pointer (&self->doubt, g_free);
  g_clear_pointer (&self->between, g_free);
  g_clear_pointer (&self->guessed, g_free);
}

void
vigie_counts_read_presence (const VigieCounter *counter,
                            VigieTime from,
                            guint n,
                            gint last,
                            VigieTime now,
                            float *present)
{
  const VigieSeries *series = counter->series;
  VigieMeterInfo info = {.aggregation = VIGIE_AGGREGATION_INSTANT,
                         .factor = 1,
                         .expected_interval = counter->data->expected_interval,
                         .installed = VIGIE_TIME_NONE};
  VigieMeterPace pace = vigie_meter_pace (series, &info);
  guint i = 0, end = vigie_series_find (series, now + 1);

  for (guint b = 0; b <= n; b++)
    {
      VigieTime time = from + (gint64) b * VIGIE_ATTENDANCE_STEP;
      double a, z, share;

      present[b] = NAN;
      if ((gint) b > last)
        continue;
      while (i < end && series->times[i] < time)
        i++;
      if (i == end)
        continue;
      z = series->values[i];
      if (series->times[i] == time)
        a = z, share = 1;
      else if (i == 0 || !vigie_meter_is_time (series->times[i - 1])
               || series->times[i] - series->times[i - 1] > pace.reach)
        continue;
      else
        {
          a = series->values[i - 1];
          share = (double) (time - series->times[i - 1])
                  / (double) (series->times[i] - series->times[i - 1]);
        }
      if (a >= 0 && z >= 0 && a <= MOST_PRESENT && z <= MOST_PRESENT)
        present[b] = (float) (a + (z - a) * share);
    }
}
