/* vigie-attendance-best.c: when to come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <math.h>

/* A closing that lasts longer is a night: another day begins. */
#define NIGHT (5 * VIGIE_HOUR)
#define OTHER_DAY_MINUTES 10 /* that another day must save */
#define OTHERS_MINUTES 5     /* that the second best may cost more than the best */

/* It takes a quarter of an hour to come and unload: what is left of a half-hour is no moment to come. */
#define LEAST_MOMENT (15 * VIGIE_MINUTE)

/* So much more is the same: vehicles, or a share. */
#define EQUAL_VEHICLES 1.0
#define EQUAL_SHARE 0.15
#define NOW_VEHICLES 2.0
#define NOW_SHARE 0.3

/* A step may be known so late, and still be of now. */
#define NOW_WITHIN (45 * VIGIE_MINUTE)

typedef struct
{
  const VigieExpected *slot;
  int cost; /* minutes */
  gboolean is_out;
} Candidate;

static int
cost_of (const VigieWait *wait)
{
  return MAX (wait->minutes, 0);
}

static double
leeway (double present, double vehicles, double share)
{
  return present + MAX (vehicles, share * present);
}

static Candidate *
make_candidates (const GArray *expected)
{
  Candidate *candidates = g_new0 (Candidate, expected->len);
  gboolean is_other_day = FALSE;

  for (guint i = 0; i < expected->len; i++)
    {
      const VigieExpected *slot = &g_array_index (expected, VigieExpected, i);

      is_other_day |= i > 0 && slot->from - candidates[i - 1].slot->to > NIGHT;
      candidates[i] = (Candidate) {
          .slot = slot,
          .cost = cost_of (&slot->wait) + (is_other_day ? OTHER_DAY_MINUTES : 0),
          .is_out = slot->to - slot->from < LEAST_MOMENT,
      };
    }
  return candidates;
}

/* The least cost, and the fewest vehicles that it comes with; FALSE where none is left. */
static gboolean
find_least (const Candidate *candidates, guint n, int *cost, double *present)
{
  *cost = G_MAXINT;
  for (guint i = 0; i < n; i++)
    {
      const Candidate *self = &candidates[i];

      if (self->is_out || self->cost > *cost)
        continue;
      if (self->cost < *cost || self->slot->present < *present)
        *present = self->slot->present;
      *cost = self->cost;
    }
  return *cost < G_MAXINT;
}

static void
join (VigieExpected *self, const VigieExpected *next)
{
  double weight = (double) (next->to - next->from) / (double) (next->to - self->from);

  self->present += (next->present - self->present) * weight;
  self->low = MIN (self->low, next->low);
  self->high = MAX (self->high, next->high);
  self->level = MAX (self->level, next->level);
  self->wait.minutes = MAX (self->wait.minutes, next->wait.minutes);
  self->wait.low = MIN (self->wait.low, next->wait.low);
  self->wait.high = MAX (self->wait.high, next->wait.high);
  self->to = next->to;
}

/* The stretch that begins with candidate @first and goes on as long as it costs and holds no more; it and what touches
 * it are out then. */
static VigieExpected
take (Candidate *candidates, guint n, guint first, int cost, double present)
{
  VigieExpected stretch = *candidates[first].slot;
  guint i = first + 1;

  for (; i < n && candidates[i].slot->from == stretch.to && !candidates[i].is_out
         && candidates[i].cost <= cost && candidates[i].slot->present <= present;
       i++)
    join (&stretch, candidates[i].slot);
  for (guint j = first; j < i; j++)
    candidates[j].is_out = TRUE;
  if (i < n && candidates[i].slot->from == stretch.to)
    candidates[i].is_out = TRUE;
  if (first > 0 && candidates[first - 1].slot->to == stretch.from)
    candidates[first - 1].is_out = TRUE;
  return stretch;
}

static gboolean
is_known (const VigieAttendanceNow *now)
{
  return now != NULL && now->opening != VIGIE_OPENING_CLOSED && !now->stale
         && !isnan (now->present);
}

/* Whether it is as calm now as at the best moment. */
static gboolean
is_calm (const VigieAttendanceNow *now, int cost, double present, VigieLevel level)
{
  double recent = isnan (now->recent) ? now->present : (now->present + now->recent) / 2;

  if (cost_of (&now->wait) > cost)
    return FALSE;
  if (recent <= leeway (present, NOW_VEHICLES, NOW_SHARE))
    return TRUE;
  /* Nobody waits less than not at all; but a crowd may begin to queue at any moment. */
  return now->wait.minutes == 0 && now->level <= MAX (level, VIGIE_LEVEL_MODERATE);
}

/* The level that goes with the fewest vehicles. */
static VigieLevel
level_of_least (const Candidate *candidates, guint n, int cost)
{
  const Candidate *least = NULL;

  for (guint i = 0; i < n; i++)
    if (!candidates[i].is_out && candidates[i].cost == cost
        && (least == NULL || candidates[i].slot->present < least->slot->present))
      least = &candidates[i];
  return least != NULL ? least->slot->level : VIGIE_LEVEL_UNKNOWN;
}

GArray *
vigie_attendance_best (const GArray *expected, const VigieAttendanceNow *now, guint max)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (VigieExpected));
  guint n = expected != NULL ? expected->len : 0;
  g_autofree Candidate *candidates = n > 0 ? make_candidates (expected) : NULL;
  double present = NAN;
  int cost, best_cost;

  if (n == 0 || max == 0)
    return result;
  if (is_known (now) && candidates[0].slot->from - now->time <= NOW_WITHIN)
    {
      gboolean was_out = candidates[0].is_out;

      /* What is counted is better known than what is expected of the same half-hour. */
      candidates[0].is_out = TRUE;
      if (!find_least (candidates, n, &cost, &present)
          || is_calm (now, cost, present, level_of_least (candidates, n, cost)))
        {
          VigieExpected stretch;

          if (cost == G_MAXINT && was_out)
            return result;
          stretch
              = take (candidates, n, 0, MAX (cost_of (&now->wait), 0),
                      leeway (isnan (present) ? now->present : present, NOW_VEHICLES, NOW_SHARE));
          g_array_append_val (result, stretch);
        }
    }
  if (!find_least (candidates, n, &best_cost, &present))
    return result;
  if (result->len > 0)
    best_cost = MIN (best_cost, cost_of (&now->wait));
  while (result->len < max && find_least (candidates, n, &cost, &present)
         && cost <= best_cost + OTHERS_MINUTES)
    {
      double most = leeway (present, EQUAL_VEHICLES, EQUAL_SHARE);
      guint first = 0;
      VigieExpected stretch;

      while (candidates[first].is_out || candidates[first].cost > cost
             || candidates[first].slot->present > most)
        first++;
      stretch = take (candidates, n, first, cost, most);
      g_array_append_val (result, stretch);
    }
  return result;
}
