/* vigie-attendance-backtest.c: whether forecasts of a site are worth telling.
 *
 * Weeks of the past are foretold one after the other, each from habits of the weeks before it alone, and compared with
 * what was seen then; so is « as on the same half-hour of last week ». Habits are kept as sorted columns into which a
 * week is put once it is foretold, so that all of it costs about as much as the habits themselves.
 *
 * What is seen of a past day has been corrected by what was left over at its closing, which today's is not yet: the
 * forecast is judged a little more kindly than it deserves by as much as the counters drift within half a day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <math.h>
#include <string.h>

#define WEEK 7
#define HABIT_DAYS (WEEK * VIGIE_ATTENDANCE_WEEKS)

/* Fewer forecasts than a week's of a small site tell nothing. */
#define FEWEST 50

/* Weeks, of what habits tell of themselves. */
#define HELD_OUT 4

/* The level of the last weeks. */
#define LEVEL_DAYS 42
#define LEVEL_HALF_LIFE 10.0 /* days */
#define LEVEL_PRIOR 40.0     /* vehicles × half-hours that « as usual » is worth */
#define LEVEL_LEAST 0.4
#define LEVEL_MOST 2.5

/* An hour before the slot. */
static const VigieBacktestCase hour_ahead = {.lead = 2};

/* ---- Columns: the values of a half-hour of the week, sorted ---- */

#define N_COLUMNS (VIGIE_N_DAY_CLASS * WEEK * VIGIE_ATTENDANCE_SLOTS)

typedef struct
{
  const VigieSlots *slots;
  const float *values; /* of them: presence or arrivals */
  guint8 n
      [N_COLUMNS]; /* one a week at most, in weekly order; of public holidays fewer than 40 a year */
  float *sorted;   /* N_COLUMNS × depth */
  guint depth;
} Columns;

static void
columns_init (Columns *self, const VigieSlots *slots, const float *values)
{
  memset (self, 0, sizeof *self);
  self->slots = slots;
  self->values = values;
  self->depth = VIGIE_ATTENDANCE_WEEKS + WEEK;
  self->sorted = g_new (float, (gsize) N_COLUMNS * self->depth);
}

static void
columns_clear (Columns *self)
{
  g_free (self->sorted);
}

static guint
column_of (guint day_class, guint weekday, guint slot)
{
  return (day_class * WEEK + weekday) * VIGIE_ATTENDANCE_SLOTS + slot;
}

static void
columns_add (Columns *self, guint day)
{
  const VigieSlotDay *info = &self->slots->days[day];
  guint first = column_of (info->day_class, info->weekday, 0);

  if (!info->usable)
    return;
  for (guint i = 0; i < VIGIE_ATTENDANCE_SLOTS; i++)
    {
      float value = self->values[vigie_slot_index (day, i)];
      float *column = self->sorted + (gsize) (first + i) * self->depth;
      guint n = self->n[first + i];

      if (isnan (value) || n == self->depth)
        continue;
      self->n[first + i]++;
      for (; n > 0 && column[n - 1] > value; n--)
        column[n] = column[n - 1];
      column[n] = value;
    }
}

static void
columns_remove (Columns *self, guint day)
{
  const VigieSlotDay *info = &self->slots->days[day];
  guint first = column_of (info->day_class, info->weekday, 0);

  if (!info->usable)
    return;
  for (guint i = 0; i < VIGIE_ATTENDANCE_SLOTS; i++)
    {
      float value = self->values[vigie_slot_index (day, i)];
      float *column = self->sorted + (gsize) (first + i) * self->depth;
      guint n = self->n[first + i], at = 0;

      while (at < n && column[at] != value)
        at++;
      if (at == n)
        continue;
      memmove (column + at, column + at + 1, (n - at - 1) * sizeof *column);
      self->n[first + i]--;
    }
}

static double
quantile (const float *sorted, guint n, double p)
{
  double rank = p * (n - 1);
  guint below = (guint) rank;

  if (below + 1 >= n)
    return sorted[n - 1];
  return sorted[below] + (sorted[below + 1] - sorted[below]) * (rank - below);
}

/* The column of a day's half-hour, as vigie_attendance_usual_at() chooses it; n is 0 where it is hidden. */
static const float *
columns_find (const Columns *self, guint day, guint slot, guint *n)
{
  const VigieSlotDay *info = &self->slots->days[day];
  guint column = column_of (info->day_class, info->weekday, slot);

  if (self->n[column] < VIGIE_ATTENDANCE_MIN_DAYS
      && info->day_class == VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS)
    column = column_of (VIGIE_DAY_CLASS_TERM, info->weekday, slot);
  *n = self->n[column] >= VIGIE_ATTENDANCE_MIN_DAYS ? self->n[column] : 0;
  return self->sorted + (gsize) column * self->depth;
}

static double
columns_median (const Columns *self, guint day, guint slot)
{
  guint n;
  const float *column = columns_find (self, day, slot, &n);

  return n > 0 ? quantile (column, n, 0.5) : NAN;
}

/* ---- The level of the last weeks ---- */

/* Of the days before @end. */
static double
level_before (const Columns *columns, guint end)
{
  double seen = LEVEL_PRIOR, usual = LEVEL_PRIOR;

  for (guint day = end > LEVEL_DAYS ? end - LEVEL_DAYS : 0; day < end; day++)
    {
      double weight = exp2 (-(double) (end - day) / LEVEL_HALF_LIFE);

      if (!columns->slots->days[day].usable)
        continue;
      for (guint i = 0; i < VIGIE_ATTENDANCE_SLOTS; i++)
        {
          double value = columns->values[vigie_slot_index (day, i)];
          double median = isnan (value) ? NAN : columns_median (columns, day, i);

          if (isnan (median))
            continue;
          seen += weight * value;
          usual += weight * median;
        }
    }
  return CLAMP (seen / usual, LEVEL_LEAST, LEVEL_MOST);
}

/* The last day is in progress. */
static guint
whole_days (const VigieSlots *slots)
{
  return slots->n_days > 0 ? slots->n_days - 1 : 0;
}

/* ---- Foretelling a past day ---- */

typedef struct
{
  double ours, theirs, bias; /* sums */
  guint n, within;
} Errors;

static void
foretell_slot (const Columns *columns,
               guint day,
               guint slot,
               double factor,
               double truth,
               Errors *errors)
{
  double last_week = columns->values[vigie_slot_index (day - WEEK, slot)];
  guint n;
  const float *column = columns_find (columns, day, slot, &n);
  VigieUsual usual;
  double expected, low, high;

  if (n == 0 || isnan (last_week) || !columns->slots->days[day - WEEK].usable)
    return;
  usual.p10 = (float) quantile (column, n, 0.1);
  usual.median = (float) quantile (column, n, 0.5);
  usual.p90 = (float) quantile (column, n, 0.9);
  expected = factor * usual.median;
  vigie_tendency_range (&usual, expected, &low, &high);
  errors->n++;
  errors->ours += fabs (expected - truth);
  errors->theirs += fabs (last_week - truth);
  errors->bias += expected - truth;
  errors->within += low <= truth && truth <= high;
}

static void
foretell_day (const Columns *columns,
              guint day,
              double level,
              const VigieBacktestCase *which,
              Errors *errors)
{
  VigieTendency today = {0};
  gint64 ahead = which->lead * VIGIE_ATTENDANCE_SLOT;
  guint passed = 0;

  if (!columns->slots->days[day].usable)
    return;
  for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
    {
      double truth = columns->values[vigie_slot_index (day, slot)];

      for (; passed + which->lead < slot; passed++)
        vigie_tendency_pass (&today, columns->values[vigie_slot_index (day, passed)],
                             columns_median (columns, day, passed), 1);
      if (!isnan (truth))
        foretell_slot (columns, day, slot, vigie_tendency_factor (&today, level, ahead), truth,
                       errors);
    }
}

void
vigie_attendance_backtest_slots (const VigieSlots *slots,
                                 guint held_out,
                                 const VigieBacktestCase *which,
                                 VigieBacktestDetail *detail)
{
  guint end = whole_days (slots), begin, first;
  Errors errors = {0};
  Columns columns;

  *detail = (VigieBacktestDetail) {.result = {0, NAN, NAN, NAN}, .bias = NAN};
  /* A week to begin with is for the other. */
  held_out = MIN (held_out, end / WEEK > 0 ? end / WEEK - 1 : 0);
  if (held_out == 0)
    return;

  columns_init (&columns, slots, which->of_arrivals ? slots->arrivals : slots->present);
  begin = end - WEEK * held_out;
  first = begin > HABIT_DAYS ? begin - HABIT_DAYS : 0;
  for (guint day = first; day < begin; day++)
    columns_add (&columns, day);
  for (guint week = begin; week < end; week += WEEK)
    {
      double level = level_before (&columns, week);

      for (guint day = week; day < week + WEEK; day++)
        foretell_day (&columns, day, level, which, &errors);
      for (guint day = week; day < week + WEEK; day++)
        columns_add (&columns, day);
      for (; first + HABIT_DAYS < week + WEEK; first++)
        columns_remove (&columns, first);
    }
  columns_clear (&columns);

  detail->result.n = errors.n;
  detail->within = errors.within;
  if (errors.n == 0)
    return;
  detail->bias = errors.bias / errors.n;
  detail->result.error = errors.ours / errors.n;
  detail->result.last_week = errors.theirs / errors.n;
  if (errors.n >= FEWEST && errors.theirs > 0)
    detail->result.ratio = errors.ours / errors.theirs;
}

void
vigie_attendance_backtest (const VigieAttendanceTrack *past,
                           const VigieAttendanceFacts *facts,
                           guint held_out,
                           VigieBacktest *result)
{
  g_autoptr (VigieSlots) slots = vigie_slots_new (past, facts);
  VigieBacktestDetail detail;

  vigie_attendance_backtest_slots (slots, held_out, &hour_ahead, &detail);
  *result = detail.result;
}

void
vigie_attendance_judge_habits (const VigieAttendanceTrack *past,
                               const VigieAttendanceFacts *facts,
                               VigieAttendanceHabits *habits)
{
  g_autoptr (VigieSlots) slots = vigie_slots_new (past, facts);
  guint end = whole_days (slots);
  VigieBacktestDetail detail;
  Columns columns;

  vigie_attendance_backtest_slots (slots, HELD_OUT, &hour_ahead, &detail);
  habits->error_ratio = detail.result.ratio;

  columns_init (&columns, slots, slots->present);
  for (guint day = end > HABIT_DAYS ? end - HABIT_DAYS : 0; day < end; day++)
    columns_add (&columns, day);
  habits->level = level_before (&columns, end);
  columns_clear (&columns);
}
