/* attendance-fixture.h: a site whose truth is known, and counters that count it more or less well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <stdlib.h>

#include "vigie-attendance.h"

static inline VigieTime
at (const char *text)
{
  VigieTime time;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

/* ---- Chance, the same each time ---- */

static inline double
chance (guint64 *state)
{
  *state = *state * G_GUINT64_CONSTANT (6364136223846793005)
           + G_GUINT64_CONSTANT (1442695040888963407);
  return (double) (*state >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

/* ---- Truth: who came and went when ---- */

typedef struct
{
  GArray *in, *out; /* of VigieTime, sorted before use */
} Truth;

static inline void
truth_init (Truth *self)
{
  self->in = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  self->out = g_array_new (FALSE, FALSE, sizeof (VigieTime));
}

static inline void
truth_clear (Truth *self)
{
  g_array_unref (self->in);
  g_array_unref (self->out);
}

static inline int
compare_instants (gconstpointer a, gconstpointer b)
{
  VigieTime first = *(const VigieTime *) a, second = *(const VigieTime *) b;

  return (first > second) - (first < second);
}

static inline void
truth_sort (Truth *self)
{
  g_array_sort (self->in, compare_instants);
  g_array_sort (self->out, compare_instants);
}

static inline void
visit (Truth *self, VigieTime from, VigieTime to)
{
  g_array_append_val (self->in, from);
  g_array_append_val (self->out, to);
}

/* A vehicle every @every from @from on, as long as before @to; each stays for @stay. */
static inline void
visits (Truth *self, VigieTime from, VigieTime to, gint64 every, gint64 stay)
{
  for (VigieTime time = from; time < to; time += every)
    visit (self, time, time + stay);
}

/* How many of @events are at or before @time. */
static inline guint
count_until (const GArray *events, VigieTime time)
{
  guint low = 0, high = events->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (events, VigieTime, middle) <= time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static inline int
truth_present (const Truth *self, VigieTime time)
{
  return (int) count_until (self->in, time) - (int) count_until (self->out, time);
}

/* Days of Poisson arrivals at @rate an hour (1.5 times in the middle hours) between @open and @close hours UTC, of
 * stays that are exponential about @stay minutes; all have left ten minutes after the closing. */
static inline void
simulate_day (Truth *self,
              VigieTime midnight,
              double open,
              double close,
              double rate,
              double stay,
              guint64 *seed)
{
  double time = open * 60;

  for (;;)
    {
      double busy = fabs (time / 60 - (open + close) / 2) < (close - open) / 4 ? 1.5 : 0.7, leave;

      time += -log (1 - chance (seed)) * 60 / (rate * busy);
      if (time >= close * 60 - 2)
        return;
      leave = MIN (time - log (1 - chance (seed)) * stay, close * 60 + 10 * chance (seed));
      visit (self, midnight + (VigieTime) (time * (double) VIGIE_MINUTE),
             midnight + (VigieTime) (MAX (leave, time + 0.5) * (double) VIGIE_MINUTE));
    }
}

/* @events without a share of them. */
static inline GArray *
miss (const GArray *events, double share, guint64 *seed)
{
  GArray *seen = g_array_new (FALSE, FALSE, sizeof (VigieTime));

  for (guint i = 0; i < events->len; i++)
    if (chance (seed) >= share)
      g_array_append_val (seen, g_array_index (events, VigieTime, i));
  return seen;
}

/* ---- Counters ---- */

typedef struct
{
  VigieAggregation aggregation;
  gint64 every, phase;        /* readings at @from + phase + k × every */
  double base;                /* of the index */
  double rollover;            /* 0: none */
  VigieTime gap_from, gap_to; /* no reading in there (both 0: none) */
  VigieTime reset;            /* the index begins again at 0 there (0: never) */
  VigieTime freeze;           /* stands still from then on (0: never) */
  gint64 daily_gap_from,
      daily_gap_to; /* no reading so long after @from and whole days (both 0: none) */
} How;

#define TEN_MINUTES                                                                                \
  ((How) {VIGIE_AGGREGATION_CUMULATIVE, 10 * VIGIE_MINUTE, 0, 0, 0, 0, 0, 0, 0, 0, 0})

static inline VigieCounter
counter_new (const GArray *events, VigieRole role, VigieTime from, VigieTime to, const How *how)
{
  VigieMeasureData *data = vigie_measure_data_new ();
  GArray *times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  guint before = 0;
  guint n;
  VigieCounter counter;

  data->role = role;
  data->aggregation = how->aggregation;
  data->expected_interval = how->every;
  data->rollover = how->rollover;
  for (VigieTime time = from + how->phase; time <= to; time += how->every)
    {
      guint count = count_until (events, how->freeze != 0 ? MIN (time, how->freeze) : time);
      double value
          = how->aggregation == VIGIE_AGGREGATION_INTERVAL ? count - before : how->base + count;

      before = count;
      if (how->reset != 0 && time >= how->reset)
        value -= how->base + count_until (events, how->reset);
      if (how->rollover > 0)
        value = fmod (value, how->rollover);
      if (time > how->gap_from && time < how->gap_to)
        continue;
      if ((time - from) % VIGIE_DAY > how->daily_gap_from
          && (time - from) % VIGIE_DAY < how->daily_gap_to)
        continue;
      g_array_append_val (times, time);
      g_array_append_val (values, value);
    }
  n = times->len;
  counter.series = vigie_series_new_take ((VigieTime *) (gpointer) g_array_free (times, FALSE),
                                          (double *) (gpointer) g_array_free (values, FALSE), n,
                                          how->every, NULL, 0);
  counter.data = data;
  return counter;
}

static inline void
counter_clear (VigieCounter *self)
{
  vigie_series_unref (self->series);
  vigie_measure_data_unref ((VigieMeasureData *) self->data);
}
