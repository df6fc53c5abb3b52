/* vigie-attendance-count-quality.c: how well a site counts, and what its counters' past says of today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-attendance-count-private.h"
#include "vigie-quantiles.h"

/* What is told is of so many open days. */
#define DAYS 7
#define WHOLE 0.9
/* In and out differ by more of what they count: one of them counts wrong… */
#define IMBALANCE 0.10
/* …unless chance may do it: a counter that misses or doubles three vehicles in a hundred differs by √(0.03 n) of n that
 * moved, three times as much once in 400 times. */
#define MISSED 0.03
#define NOT_BY_CHANCE 3
/* A counter that should have seen so many vehicles and saw none stands still: by chance (Poisson) once in 160 000
 * times, and once in 120 on a day with 40 % of its usual visitors (rain, snow). Never told of less than an hour. */
#define FLAT_EXPECTED 12
#define FLAT_STEPS 6
/* One that never counted has no habit: a day of opening is enough. */
#define FLAT_NEVER_STEPS 48
/* Less than that of a vehicle is a share of one that passed later or sooner. */
#define MOVES 0.05
/* The mean of a half-hour is drawn to the mean of all by so many steps: a track of one day has no habits. */
#define PRIOR_STEPS 6
#define SILENT_INTERVALS 3

const char *
vigie_count_verdict_words (VigieCountVerdict verdict)
{
  switch (verdict)
    {
    case VIGIE_COUNT_GOOD:
      return _ ("Counts agree");
    case VIGIE_COUNT_NONE:
      return _ ("Vehicles are not counted");
    case VIGIE_COUNT_SILENT:
      return _ ("The counter is silent");
    case VIGIE_COUNT_FLAT:
      return _ ("A counter is frozen");
    case VIGIE_COUNT_IMBALANCE:
      return _ ("Entries and exits do not agree");
    case VIGIE_COUNT_INCOMPLETE:
      return _ ("Missing counts");
    case VIGIE_COUNT_IMPOSSIBLE:
      return _ ("Implausible counts");
    default:
      return "";
    }
}

/* ---- The past of the counters ---- */

/* So many days, and at least so many. */
#define BIAS_DAYS 30
#define BIAS_MIN_DAYS 5
/* What is thought of counters of which nothing is known weighs as much as so many days. */
#define PRIOR_DAYS 3

/* The standard deviation of @n deviations, without letting a tenth of them tell it: those beyond the P90 and three
 * times what the median tells count as that. */
static double
robust_deviation (double *deviations, guint n)
{
  double sum = 0, most;

  for (guint i = 0; i < n; i++)
    deviations[i] = fabs (deviations[i]);
  n = vigie_quantiles_sort (deviations, n);
  if (n == 0)
    return 0;
  most
      = MAX (3 * 1.4826 * vigie_quantile (deviations, n, 0.5), vigie_quantile (deviations, n, 0.9));
  for (guint i = 0; i < n; i++)
    sum += MIN (deviations[i], most) * MIN (deviations[i], most);
  return sqrt (sum / n);
}

void
vigie_count_bias_of_days (const GArray *days, VigieCountBias *result)
{
  double biases[BIAS_DAYS], deviations[BIAS_DAYS], in[BIAS_DAYS], out[BIAS_DAYS], spread = 0;
  guint n = 0;

  *result = (VigieCountBias) {0, sqrt (MISSED), 0};
  for (guint d = days->len; d > 0 && n < BIAS_DAYS; d--)
    {
      const VigieAttendanceDay *day = &g_array_index (days, VigieAttendanceDay, d - 1);

      if (isnan (day->drift) || !(day->in > 0) || !(day->out > 0))
        continue;
      in[n] = day->in;
      out[n] = day->out;
      biases[n] = (day->in - day->out) / day->in;
      n++;
    }
  if (n < BIAS_MIN_DAYS)
    return;
  result->n_days = n;
  result->bias = vigie_quantile (biases, vigie_quantiles_sort (biases, n), 0.5);
  for (guint i = 0; i < n; i++)
    deviations[i] = (in[i] - out[i] - result->bias * in[i]) / sqrt (in[i] + out[i]);
  spread = robust_deviation (deviations, n);
  result->spread = sqrt ((n * spread * spread + PRIOR_DAYS * MISSED) / (double) (n + PRIOR_DAYS));
}

/* ---- Standing still ---- */

typedef struct
{
  double mean[VIGIE_ATTENDANCE_SLOTS]; /* vehicles in a step that is open */
  double all;                          /* of all of them together */
} Rate;

/* Along the open steps: how long it has stood still. */
typedef struct
{
  guint steps, day_steps; /* since it moved; and since the day began */
  double expected, day_expected;
  guint first;    /* step after it moved */
  double longest; /* of the day: the most that was expected while it stood still */
} Run;

/* What moved in step @i; @changes instead of counts: of the presence measured. */
static inline double
moved_in (const VigieCountCase *self, const float *counts, guint i)
{
  return counts != NULL ? counts[i] : fabs (self->measured[i + 1] - self->measured[i]);
}

static inline gboolean
is_open (const VigieCountCase *self, guint i)
{
  return self->track->opening[i] == VIGIE_OPENING_OPEN;
}

static void
learn_rate (const VigieCountCase *self, const float *counts, Rate *rate)
{
  guint n[VIGIE_ATTENDANCE_SLOTS] = {0}, steps = 0;

  *rate = (Rate) {{0}, 0};
  for (guint i = 0; i < self->track->n; i++)
    {
      double moved = is_open (self, i) ? moved_in (self, counts, i) : NAN;

      if (isnan (moved))
        continue;
      rate->mean[self->clock->slots[i]] += moved;
      n[self->clock->slots[i]]++;
      rate->all += moved;
      steps++;
    }
  for (guint s = 0; s < VIGIE_ATTENDANCE_SLOTS; s++)
    rate->mean[s]
        = (rate->mean[s] + PRIOR_STEPS * rate->all / MAX (steps, 1)) / (n[s] + PRIOR_STEPS);
}

static void
run_on (const VigieCountCase *self,
        const float *counts,
        const Rate *rate,
        guint first,
        guint end,
        Run *run)
{
  for (guint i = first; i < end; i++)
    {
      double moved = is_open (self, i) ? moved_in (self, counts, i) : NAN;

      if (isnan (moved))
        continue;
      if (moved > MOVES)
        *run = (Run) {.first = i + 1, .longest = run->longest};
      else
        {
          double expected = rate->mean[self->clock->slots[i]];

          run->steps++;
          run->day_steps++;
          run->expected += expected;
          run->day_expected += expected;
          if (run->day_steps >= FLAT_STEPS)
            run->longest = MAX (run->longest, run->day_expected);
        }
    }
}

static gboolean
is_flat (const Run *run, const Rate *rate, const Rate *other)
{
  if (run->steps >= FLAT_STEPS && run->expected >= FLAT_EXPECTED)
    return TRUE;
  /* It never counted: so it is if the other one does. */
  return rate->all <= MOVES && run->steps >= FLAT_STEPS
         && (run->steps >= FLAT_NEVER_STEPS || (other != NULL && other->all >= FLAT_EXPECTED));
}

/* The counts that presence is made of, at most two, and what is usual of them. */
typedef struct
{
  const float *counts[2]; /* NULL: the changes of the presence measured */
  Rate rates[2];
  guint n;
} Habit;

static void
learn (const VigieCountCase *self, Habit *habit)
{
  habit->n = 0;
  if (self->in->n_counters > 0 && self->out->n_counters > 0)
    {
      habit->counts[habit->n++] = self->track->in;
      habit->counts[habit->n++] = self->track->out;
    }
  else if (self->measured != NULL)
    habit->counts[habit->n++] = NULL;
  for (guint c = 0; c < habit->n; c++)
    learn_rate (self, habit->counts[c], &habit->rates[c]);
}

/* Whether a counter stood still on the day, and until when each of @runs goes on after it. */
static gboolean
stood_still (const VigieCountCase *self,
             const Habit *habit,
             const VigieAttendanceClockDay *range,
             Run runs[2])
{
  gboolean still = FALSE;

  for (guint c = 0; c < habit->n; c++)
    {
      runs[c].longest = runs[c].day_expected = 0;
      runs[c].day_steps = 0;
      run_on (self, habit->counts[c], &habit->rates[c], range->first, range->end, &runs[c]);
      still = still || runs[c].longest >= FLAT_EXPECTED || habit->rates[c].all <= MOVES;
    }
  return still;
}

/* ---- Verdicts ---- */

static gboolean
differ_too_much (double in, double out)
{
  double difference = fabs (in - out);

  return difference > IMBALANCE * (in + out) / 2
         && difference > NOT_BY_CHANCE * sqrt (MISSED * (in + out));
}

/* Goes along all days; since when a counter stands still at the end. */
static VigieTime
judge_days (const VigieCountCase *self, const Habit *habit, GArray *days)
{
  Run runs[2] = {0};
  VigieTime flat_since = VIGIE_TIME_NONE;

  for (guint d = 0; d < days->len; d++)
    {
      VigieAttendanceDay *day = &g_array_index (days, VigieAttendanceDay, d);
      gboolean still = stood_still (
          self, habit, &g_array_index (self->clock->days, VigieAttendanceClockDay, d), runs);

      /* Of a day that takes the presence measured, counters say nothing; nor of one that they do. */
      if (self->flags[d] & VIGIE_COUNT_DAY_MEASURED)
        day->usable = day->usable && !(still && habit->n == 1);
      else
        day->usable
            = day->usable && !still && !isnan (day->drift) && !differ_too_much (day->in, day->out);
    }
  for (guint c = 0; c < habit->n; c++)
    {
      VigieTime since = self->track->from + (gint64) runs[c].first * VIGIE_ATTENDANCE_STEP;

      if (is_flat (&runs[c], &habit->rates[c], habit->n == 2 ? &habit->rates[1 - c] : NULL)
          && (flat_since == VIGIE_TIME_NONE || since < flat_since))
        flat_since = since;
    }
  return flat_since;
}

/* The newest reading of what is furthest behind, and whether it is silent. */
static gboolean
is_silent (const VigieCountCase *self, VigieTime *last)
{
  const VigieAttendanceTrack *track = self->track;
  gint64 interval;
  guint64 open = 0;

  if (self->in->n_counters + self->out->n_counters > 0)
    {
      *last = self->in->n_counters == 0    ? self->out->last
              : self->out->n_counters == 0 ? self->in->last
                                           : MIN (self->in->last, self->out->last);
      interval = MAX (self->in->interval, self->out->interval);
    }
  else
    {
      *last = self->measured_last;
      interval = self->measured_interval;
    }
  if (interval <= 0)
    interval = VIGIE_HOUR;
  for (guint i = track->n; i > 0; i--)
    {
      VigieTime begin = track->from + (gint64) (i - 1) * VIGIE_ATTENDANCE_STEP;

      if (begin + VIGIE_ATTENDANCE_STEP <= *last)
        break;
      if (is_open (self, i - 1) && begin < self->now)
        open += (guint64) (MIN (begin + VIGIE_ATTENDANCE_STEP, self->now) - MAX (begin, *last));
    }
  return open / SILENT_INTERVALS > (guint64) interval;
}

/* Over the last days: imbalance, coverage, how far the presence measured is from ours. */
static void
sum_last_days (const VigieCountCase *self, VigieCountQuality *result, double *in, double *out)
{
  const GArray *days = self->track->days;
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (double));
  double covered = 0;
  guint n_open = 0, n_days = 0;

  *in = *out = 0;
  for (guint d = days->len; d > 0 && n_days < DAYS; d--)
    {
      const VigieAttendanceDay *day = &g_array_index (days, VigieAttendanceDay, d - 1);
      const VigieAttendanceClockDay *range
          = &g_array_index (self->clock->days, VigieAttendanceClockDay, d - 1);
      guint open = 0;

      if (isnan (day->coverage))
        continue;
      for (guint i = range->first; i < range->end; i++)
        if (self->track->opening[i] != VIGIE_OPENING_CLOSED
            && self->track->from + (gint64) (i + 1) * VIGIE_ATTENDANCE_STEP <= self->now)
          {
            double gap = self->measured != NULL && !(self->flags[d - 1] & VIGIE_COUNT_DAY_MEASURED)
                             ? fabs (self->track->present[i] - self->measured[i + 1])
                             : NAN;

            open++;
            if (!isnan (gap))
              g_array_append_val (gaps, gap);
          }
      n_open += open;
      covered += day->coverage * open;
      /* Today is not over. */
      n_days += self->track->from + (gint64) range->end * VIGIE_ATTENDANCE_STEP <= self->now;
      if (isnan (day->drift))
        continue;
      *in += day->in;
      *out += day->out;
    }
  if (n_open > 0)
    result->coverage = covered / n_open;
  if (*in + *out > 0)
    result->imbalance = (*in - *out) / (*in + *out) * 2;
  result->presence_gap
      = vigie_quantile ((double *) (gpointer) gaps->data,
                        vigie_quantiles_sort ((double *) (gpointer) gaps->data, gaps->len), 0.5);
}

/* Of the newest day of which an hour of opening is known. */
static gboolean
is_impossible (const VigieCountCase *self)
{
  for (guint d = self->clock->days->len; d > 0; d--)
    {
      const VigieAttendanceClockDay *range
          = &g_array_index (self->clock->days, VigieAttendanceClockDay, d - 1);
      guint known = 0;

      for (guint i = range->first; i < range->end; i++)
        known += is_open (self, i) && !isnan (self->track->present[i]);
      if (known >= FLAT_STEPS)
        return self->flags[d - 1] & VIGIE_COUNT_DAY_IMPOSSIBLE;
    }
  return FALSE;
}

void
vigie_count_judge (const VigieCountCase *self, GArray *days, VigieCountQuality *result)
{
  Habit habit;
  double in, out;
  gboolean silent;

  *result = (VigieCountQuality) {VIGIE_COUNT_NONE, NAN, NAN, NAN, VIGIE_TIME_NONE, VIGIE_TIME_NONE};
  learn (self, &habit);
  result->flat_since = judge_days (self, &habit, days);
  if (self->in->n_counters + self->out->n_counters == 0 && self->measured == NULL)
    return;
  silent = is_silent (self, &result->last);
  sum_last_days (self, result, &in, &out);

  if (silent)
    result->verdict = VIGIE_COUNT_SILENT;
  else if (result->flat_since != VIGIE_TIME_NONE)
    result->verdict = VIGIE_COUNT_FLAT;
  else if (is_impossible (self))
    result->verdict = VIGIE_COUNT_IMPOSSIBLE;
  else if (differ_too_much (in, out))
    result->verdict = VIGIE_COUNT_IMBALANCE;
  else if (result->coverage < WHOLE)
    result->verdict = VIGIE_COUNT_INCOMPLETE;
  else
    result->verdict = VIGIE_COUNT_GOOD;
}
