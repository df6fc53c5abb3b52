/* attendance-queue.h: vehicles that queue for skips, to check waits against: simulated, seeded.
 *
 * Arrivals are Poisson with a peak in the morning and one in the afternoon; each goes to one skip, waits for one of its
 * places in the order of arrival, and is served for 6 to 9 minutes. Times are minutes since midnight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include <glib.h>

#define QUEUE_SKIPS 6
#define QUEUE_PLACES 4 /* of a skip, at most */
#define QUEUE_OPENS 600
#define QUEUE_CLOSES 1080

typedef struct
{
  const char *name;
  struct
  {
    guint places;
    double share; /* of those who come; any unit */
  } skips[QUEUE_SKIPS];
  double base, peak;         /* arrivals an hour, at the calmest and at the peaks */
  double slow_from, slow_to; /* every skip has half its places then (rounded up); 0: never */
} QueueSite;

typedef struct
{
  double arrival, start, end;
} QueueVehicle;

static inline double
queue_arrivals_at (const QueueSite *site, double minute)
{
  double morning = (minute - 670) / 35, afternoon = (minute - 1000) / 45;

  return site->base
         + (site->peak - site->base)
               * (exp (-morning * morning / 2) + exp (-afternoon * afternoon / 2));
}

static inline guint
queue_choose_skip (const QueueSite *site, GRand *rand)
{
  double sum = 0, drawn;

  for (guint i = 0; i < QUEUE_SKIPS; i++)
    sum += site->skips[i].share;
  drawn = g_rand_double_range (rand, 0, sum);
  for (guint i = 0; i + 1 < QUEUE_SKIPS; i++)
    {
      drawn -= site->skips[i].share;
      if (drawn < 0)
        return i;
    }
  return QUEUE_SKIPS - 1;
}

/* A day's vehicles, in the order in which they come. */
static inline GArray *
queue_day (const QueueSite *site, GRand *rand)
{
  GArray *vehicles = g_array_new (FALSE, TRUE, sizeof (QueueVehicle));
  double free_at[QUEUE_SKIPS][QUEUE_PLACES] = {{0}};
  double fastest = 2 * site->peak; /* never reached: thinning */

  for (double minute = QUEUE_OPENS;;)
    {
      QueueVehicle vehicle;
      guint skip, place = 0, places;

      minute -= 60 * log (1 - g_rand_double (rand)) / fastest;
      if (minute >= QUEUE_CLOSES - 5)
        break;
      if (g_rand_double (rand) * fastest >= queue_arrivals_at (site, minute))
        continue;
      skip = queue_choose_skip (site, rand);
      places = site->skips[skip].places;
      if (minute >= site->slow_from && minute < site->slow_to)
        places = (places + 1) / 2;
      for (guint i = 1; i < places; i++)
        if (free_at[skip][i] < free_at[skip][place])
          place = i;
      vehicle.arrival = minute;
      vehicle.start = MAX (minute, free_at[skip][place]);
      vehicle.end = vehicle.start + g_rand_double_range (rand, 6, 9);
      free_at[skip][place] = vehicle.end;
      g_array_append_val (vehicles, vehicle);
    }
  return vehicles;
}

/* How many are there at @minute. */
static inline guint
queue_present (const GArray *vehicles, double minute)
{
  guint n = 0;

  for (guint i = 0; i < vehicles->len; i++)
    {
      const QueueVehicle *vehicle = &g_array_index (vehicles, QueueVehicle, i);

      n += vehicle->arrival <= minute && minute < vehicle->end;
    }
  return n;
}

/* How many left in @from ≤ t < @to. */
static inline guint
queue_exits (const GArray *vehicles, double from, double to)
{
  guint n = 0;

  for (guint i = 0; i < vehicles->len; i++)
    {
      double end = g_array_index (vehicles, QueueVehicle, i).end;

      n += from <= end && end < to;
    }
  return n;
}

/* Mean wait of those who come in @from ≤ t < @to, minutes; NAN of nobody. */
static inline double
queue_wait (const GArray *vehicles, double from, double to)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < vehicles->len; i++)
    {
      const QueueVehicle *vehicle = &g_array_index (vehicles, QueueVehicle, i);

      if (from <= vehicle->arrival && vehicle->arrival < to)
        {
          sum += vehicle->start - vehicle->arrival;
          n++;
        }
    }
  return n > 0 ? sum / n : NAN;
}
