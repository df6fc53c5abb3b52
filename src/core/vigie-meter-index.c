/* vigie-meter-index.c: what an index counted from reading to reading.
 *
 * An index only grows, so that a fall has to be explained. In this order: readings that dip and come back were
 * wrong; the index rolled over at its limit; readings that rose above both sides were wrong; else the meter was
 * reset or changed, and what it counted between the two readings is not known. What is plausible is measured by the
 * meter itself: its second highest rate, so that one wrong reading does not prove itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-meter-private.h"

/* So many wrong readings in a row are seen through. */
#define LOOK 3
/* Knots are linked so many at a time, but for the last ones, which may yet be taken out. */
#define KNOTS 64
#define KEPT (LOOK + 1)
/* A roll-over that is not declared is only guessed where the index was in the last tenth. */
#define ROLLOVER_NEAR 0.9
/* One that is declared is believed where it explains the fall by so little of the index, whatever the rate. */
#define ROLLOVER_SURE 0.2
/* A rate so many times the usual one is still plausible. */
#define PLAUSIBLE 4
/* An index that rises so many times faster than ever, by so much per hour (kW or L/h), did not count that; nor does
 * anything in a territory flow beyond the most. The number of rates before one may say so: a pump that stands still
 * knows nothing of its power. */
#define LEAP_TIMES 1e3
#define LEAP_ENERGY 1e3
#define LEAP_VOLUME 1e6
#define MOST_ENERGY 1e6
#define MOST_VOLUME 1e8
#define LEAP_RATES 24

typedef struct
{
  VigieTime time;
  double value;
  gboolean is_new;    /* the first of another meter: nothing leads here from the one before */
  gboolean is_change; /* declared, not read */
} Knot;

typedef struct
{
  const VigieSeries *series;
  const VigieMeterInfo *info;
  const VigieMeterPace *pace;
  Knot knots[KNOTS];
  guint n_knots;
  guint linked; /* so many of them are */
  VigieMeterTakeLink take;
  gpointer take_data;
  GArray *events; /* not owned */
  gboolean is_bad_run;
  gboolean has_rates;
  guint n_rates;   /* that are not 0 */
  double rates[3]; /* the highest, per µs, descending */
} Index;

static gboolean
is_possible (double value)
{
  return value >= 0 && value <= VIGIE_METER_VALUE_MAX;
}

static void
add_event (Index *self,
           VigieMeterEventType type,
           VigieTime from,
           VigieTime to,
           double before,
           double after)
{
  VigieMeterEvent event = {type, from, to, before, after};

  g_array_append_val (self->events, event);
}

static Knot *
knot (Index *self, guint i)
{
  return &self->knots[i];
}

/* ---- What is plausible ---- */

static void
measure_rates (Index *self)
{
  const VigieSeries *series = self->series;
  double rise_before = 0;

  self->has_rates = TRUE;
  for (guint i = 1; i < series->n; i++)
    {
      double a = series->values[i - 1], b = series->values[i];
      double rise = is_possible (a) && is_possible (b) ? b - a : -1;
      gint64 time
          = vigie_meter_is_time (series->times[i - 1]) && vigie_meter_is_time (series->times[i])
                ? series->times[i] - series->times[i - 1]
                : 0;
      /* What lies beside a fall may be the way back from a wrong reading. */
      gboolean falls_next = i + 1 < series->n && !(series->values[i + 1] >= b);

      if (rise > 0 && rise_before >= 0 && !falls_next && time > 0 && time <= self->pace->gap)
        {
          double rate = rise / (double) time;

          self->n_rates++;
          for (guint k = 0; k < G_N_ELEMENTS (self->rates); k++)
            if (rate > self->rates[k])
              {
                double pushed = self->rates[k];

                self->rates[k] = rate;
                rate = pushed;
              }
        }
      rise_before = rise;
    }
}

static gboolean
has_usual_rate (Index *self)
{
  if (!self->has_rates)
    measure_rates (self);
  return self->n_rates >= 2;
}

static gboolean
is_plausible (Index *self, double amount, gint64 time)
{
  return has_usual_rate (self) && amount <= PLAUSIBLE * self->rates[1] * (double) time;
}

/* Whether the index cannot have counted @amount in @time. */
static gboolean
is_leap (Index *self, double amount, gint64 time)
{
  gboolean is_energy = self->info->quantity == VIGIE_QUANTITY_ENERGY;
  double scaled = amount * self->info->factor, hours = (double) time / (double) VIGIE_HOUR;

  if (!is_energy && self->info->quantity != VIGIE_QUANTITY_VOLUME)
    return FALSE;
  if (!(scaled > (is_energy ? LEAP_ENERGY : LEAP_VOLUME) * hours))
    return FALSE;
  if (scaled > (is_energy ? MOST_ENERGY : MOST_VOLUME) * hours)
    return TRUE;
  if (!self->has_rates)
    measure_rates (self);
  return self->n_rates >= LEAP_RATES && amount > LEAP_TIMES * self->rates[2] * (double) time;
}

/* ---- Falls ---- */

/* What was counted where the index fell from @a to @b by beginning again at 0; NAN if it did not. */
static double
rollover_amount (Index *self, const Knot *a, const Knot *b)
{
  static const double limits[]
      = {1e4, 65536, 1e5, 1e6, 1e7, 1e8, 1e9, 4294967296, 1e10, 1e11, 1e12};
  double declared = self->info->rollover;
  VigieTime installed = self->info->installed;

  if (isfinite (declared) && declared > 0)
    {
      double amount = (declared - a->value) + b->value;

      return a->value <= declared && b->value < declared
                     && (amount <= ROLLOVER_SURE * declared
                         || is_plausible (self, amount, b->time - a->time))
                 ? amount
                 : NAN;
    }
  /* Another device begins at an index of its own. */
  if (installed != VIGIE_TIME_NONE && a->time < installed && installed <= b->time)
    return NAN;
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (a->value >= ROLLOVER_NEAR * limits[i] && a->value <= limits[i] && b->value < a->value / 2)
      {
        double amount = (limits[i] - a->value) + b->value;

        if (is_plausible (self, amount, b->time - a->time))
          return amount;
      }
  return NAN;
}

/* The next reading from which on those from @i on were but a dip below the last knot; 0 if they were none. */
static guint
dip_end (Index *self, guint i, VigieTime until)
{
  const VigieSeries *series = self->series;
  const Knot *last = knot (self, self->n_knots - 1);
  double lowest = series->values[i];
  guint before = i;

  for (guint j = i + 1, seen = 0; j < series->n && seen < LOOK; j++, seen++)
    {
      double value = series->values[j];

      if (series->times[j] <= series->times[before] || series->times[j] >= until
          || !vigie_meter_is_time (series->times[j]))
        return 0;
      if (!is_possible (value))
        continue;
      /* An index that was reset climbs at the usual rate; half of it is never left of one that was. */
      if (value >= last->value)
        return lowest > last->value / 2
                       || !is_plausible (self, value - series->values[before],
                                         series->times[j] - series->times[before])
                   ? j
                   : 0;
      lowest = MIN (lowest, value);
      before = j;
    }
  return 0;
}

/* Takes out the last knots if they stand above both what was before and @next. */
static gboolean
drop_peak (Index *self, const Knot *next)
{
  guint n = self->n_knots;

  for (guint back = 1; back <= LOOK && back < n; back++)
    {
      const Knot *first = knot (self, n - back), *base = knot (self, n - back - 1);
      double top = knot (self, n - 1)->value;

      if (first->is_new || first->is_change)
        return FALSE;
      if (base->value > next->value)
        continue;
      if ((back == 1 && next->value > top / 2)
          || (has_usual_rate (self)
              && !is_plausible (self, first->value - base->value, first->time - base->time)))
        {
          add_event (self, VIGIE_METER_IMPOSSIBLE, first->time, knot (self, n - 1)->time,
                     base->value, first->value);
          self->n_knots = n - back;
          return TRUE;
        }
      return FALSE;
    }
  return FALSE;
}

/* ---- Links ---- */

static void
tell_replacement (Index *self, guint i)
{
  const Knot *b = knot (self, i), *a = i > 0 ? b - 1 : NULL;
  /* The readings about it; between them stand the two that were declared. */
  const Knot *old = a != NULL && a->is_change && a->time == b->time && i > 1 ? b - 2 : a;

  add_event (self, VIGIE_METER_REPLACEMENT, old != NULL ? old->time : b->time,
             i + 1 < self->n_knots ? b[1].time : b->time,
             a != NULL && a->time == b->time ? a->value : NAN, b->value);
}

static void
link_two (Index *self, const Knot *a, const Knot *b)
{
  VigieMeterLink link = {a->time, b->time, a->value, b->value, b->value - a->value, FALSE};

  if (b->value < a->value)
    {
      link.amount = rollover_amount (self, a, b);
      link.is_rollover = !isnan (link.amount);
      add_event (self, link.is_rollover ? VIGIE_METER_ROLLOVER : VIGIE_METER_RESET, a->time,
                 b->time, a->value, b->value);
    }
  if (is_leap (self, link.amount, link.to - link.from))
    {
      link.amount = NAN;
      add_event (self, VIGIE_METER_IMPOSSIBLE, a->time, b->time, a->value, b->value);
    }
  self->take (&link, self->take_data);
}

static void
link_knots (Index *self, guint end)
{
  for (; self->linked < end; self->linked++)
    if (knot (self, self->linked)->is_new)
      tell_replacement (self, self->linked);
    else if (self->linked > 0)
      link_two (self, knot (self, self->linked - 1), knot (self, self->linked));
}

/* ---- Knots ---- */

static void
note_impossible (Index *self, VigieTime time, double value)
{
  double before = self->n_knots > 0 ? knot (self, self->n_knots - 1)->value : NAN;

  if (self->is_bad_run)
    g_array_index (self->events, VigieMeterEvent, self->events->len - 1).to = time;
  else
    add_event (self, VIGIE_METER_IMPOSSIBLE, time, time, before, value);
  self->is_bad_run = TRUE;
}

static void
add_knot (Index *self, const Knot *new_knot)
{
  if (self->n_knots == KNOTS)
    {
      link_knots (self, KNOTS - KEPT);
      /* What was replaced is told with the two knots before. */
      self->n_knots = KNOTS - (self->linked - 2);
      memmove (self->knots, self->knots + (self->linked - 2), self->n_knots * sizeof (Knot));
      self->linked = 2;
    }
  self->knots[self->n_knots++] = *new_knot;
  self->is_bad_run = FALSE;
}

/* The old meter's last index and the new one's first. */
static void
add_change (Index *self, const VigieMeterChange *change)
{
  Knot first = {change->time, change->first, TRUE, TRUE};

  if (!vigie_meter_is_time (change->time) || !is_possible (change->first)
      || (self->n_knots > 0 && knot (self, self->n_knots - 1)->time >= change->time))
    return;
  if (self->n_knots > 0 && is_possible (change->last))
    {
      Knot last = {change->time, change->last, FALSE, TRUE};

      add_knot (self, &last);
    }
  add_knot (self, &first);
}

static void
read_knots (Index *self, VigieTime begin, VigieTime end)
{
  const VigieSeries *series = self->series;
  const VigieMeterInfo *info = self->info;
  guint n_changes = info->changes != NULL ? info->n_changes : 0, c = 0;
  VigieTime time_before = -VIGIE_METER_TIME_MAX;
  VigieTime earliest = begin;

  if (series->n > 0 && vigie_meter_is_time (series->times[0]))
    earliest = MIN (earliest, series->times[0]);
  earliest -= MIN (self->pace->gap, VIGIE_METER_TIME_MAX);
  while (c < n_changes && info->changes[c].time < earliest)
    c++;
  for (guint i = 0; i < series->n; i++)
    {
      Knot next = {series->times[i], series->values[i], FALSE, FALSE};
      guint back;

      if (next.time <= time_before || !vigie_meter_is_time (next.time))
        continue;
      time_before = next.time;
      for (; c < n_changes && info->changes[c].time <= next.time; c++)
        add_change (self, &info->changes[c]);
      /* What was declared for the instant stands for what was read at it. */
      if (self->n_knots > 0 && knot (self, self->n_knots - 1)->time >= next.time)
        continue;
      if (!is_possible (next.value))
        {
          note_impossible (self, next.time, next.value);
          continue;
        }
      if (self->n_knots > 0 && next.value < knot (self, self->n_knots - 1)->value)
        {
          back = dip_end (self, i, c < n_changes ? info->changes[c].time : VIGIE_METER_TIME_MAX);
          if (back > 0)
            {
              for (; i < back; i++)
                note_impossible (self, series->times[i], series->values[i]);
              i--;
              time_before = series->times[i];
              continue;
            }
          if (isnan (rollover_amount (self, knot (self, self->n_knots - 1), &next)))
            drop_peak (self, &next);
        }
      add_knot (self, &next);
    }
  for (; c < n_changes && info->changes[c].time < end; c++)
    add_change (self, &info->changes[c]);
}

void
vigie_meter_index_read (const VigieSeries *series,
                        const VigieMeterInfo *info,
                        const VigieMeterPace *pace,
                        VigieTime begin,
                        VigieTime end,
                        GArray *events,
                        VigieMeterTakeLink take,
                        gpointer data)
{
  Index self = {.series = series,
                .info = info,
                .pace = pace,
                .events = events,
                .take = take,
                .take_data = data};

  read_knots (&self, begin, end);
  link_knots (&self, self.n_knots);
}

static void
append_link (const VigieMeterLink *link, gpointer links)
{
  g_array_append_vals (links, link, 1);
}

GArray *
vigie_meter_links_new (const VigieSeries *series, const VigieMeterInfo *info)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (VigieMeterEvent));
  VigieMeterPace pace = vigie_meter_pace (series, info);
  VigieTime begin = 0, end = 0;
  GArray *links;

  if (series->n > 0)
    {
      begin = CLAMP (series->times[0], -VIGIE_METER_TIME_MAX, VIGIE_METER_TIME_MAX);
      end = series->times[series->n - 1];
    }
  links = g_array_new (FALSE, FALSE, sizeof (VigieMeterLink));
  vigie_meter_index_read (series, info, &pace, begin, end, events, append_link, links);
  return links;
}
