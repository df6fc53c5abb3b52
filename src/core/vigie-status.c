/* vigie-status.c: freshness and condition of a measure: pure rules on plain values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-status.h"

#define N_LIMITS 4

/* Beyond this no interval is one: keeps the sums below within 64 bits. */
#define LONGEST_INTERVAL (3650 * VIGIE_DAY)

static gint64
usable_interval (gint64 expected_interval)
{
  return expected_interval <= 0 ? VIGIE_HOUR : MIN (expected_interval, LONGEST_INTERVAL);
}

VigieFreshness
vigie_freshness_compute (VigieTime now,
                         VigieTime last,
                         gint64 expected_interval,
                         gboolean out_of_service)
{
  gint64 interval, age;

  if (out_of_service)
    return VIGIE_FRESHNESS_OUT_OF_SERVICE;
  if (last == VIGIE_TIME_NONE)
    return VIGIE_FRESHNESS_NEVER;

  interval = usable_interval (expected_interval);
  if (__builtin_sub_overflow (now, last, &age) || age == G_MININT64)
    return VIGIE_FRESHNESS_SILENT;
  age = ABS (age);
  if (age <= interval + interval / 2)
    return VIGIE_FRESHNESS_LIVE;
  if (age <= 3 * interval)
    return VIGIE_FRESHNESS_LATE;
  return VIGIE_FRESHNESS_SILENT;
}

VigieTime
vigie_freshness_next_change (VigieTime now,
                             VigieTime last,
                             gint64 expected_interval,
                             gboolean out_of_service)
{
  gint64 interval;
  gint64 margins[4];

  if (out_of_service || last == VIGIE_TIME_NONE)
    return VIGIE_TIME_NONE;

  interval = usable_interval (expected_interval);
  /* A reading from the future grows live as its time comes; then it ages. */
  margins[0] = -3 * interval;
  margins[1] = -(interval + interval / 2);
  margins[2] = interval + interval / 2 + 1;
  margins[3] = 3 * interval + 1;
  for (int i = 0; i < 4; i++)
    {
      VigieTime change;

      if (!__builtin_add_overflow (last, margins[i], &change) && change > now)
        return change;
    }
  return VIGIE_TIME_NONE;
}

static double
limit_value (const VigieThresholds *thresholds, int limit)
{
  switch (limit)
    {
    case 1:
      return thresholds->lowlow;
    case 2:
      return thresholds->low;
    case 3:
      return thresholds->high;
    case 4:
      return thresholds->highhigh;
    default:
      return NAN;
    }
}

static VigieCondition
limit_condition (int limit)
{
  if (limit == 1 || limit == 4)
    return VIGIE_CONDITION_CRITICAL;
  return limit == 0 ? VIGIE_CONDITION_NORMAL : VIGIE_CONDITION_WARNING;
}

/* Whether @number is at @limit or beyond, once @slack is taken off. */
static gboolean
is_passed (const VigieThresholds *thresholds, int limit, double number, double slack)
{
  double value = limit_value (thresholds, limit);

  if (!isfinite (value))
    return FALSE;
  if (limit <= 2)
    return number <= value || number < value + slack;
  return number >= value || number > value - slack;
}

/* The limit told of those in @active: the critical before the others, then one that @number passes
 * before one that only the deadband or a delay keeps, then the high side. */
static int
worst_limit (const VigieThresholds *thresholds, guint8 active, double number)
{
  static const int order[N_LIMITS] = {4, 1, 3, 2};
  int worst = 0;

  for (int i = 0; i < N_LIMITS; i++)
    {
      int limit = order[i];

      if (!(active & 1 << (limit - 1)))
        continue;
      if (worst != 0 && limit_condition (worst) > limit_condition (limit))
        break;
      if (worst == 0
          || (!is_passed (thresholds, worst, number, 0)
              && is_passed (thresholds, limit, number, 0)))
        worst = limit;
    }
  return worst;
}

void
vigie_condition_step (VigieConditionState *state,
                      const VigieThresholds *thresholds,
                      double number,
                      VigieTime time)
{
  double deadband;
  guint8 active, said = 0;
  VigieTime onset = 0;
  VigieCondition condition, pending;
  int limit, pending_limit;

  if (!isfinite (number) || time == VIGIE_TIME_NONE)
    return;
  /* 0 means « none » in the state; no reading of the field is of that very microsecond. */
  if (time == 0)
    time = 1;
  deadband = thresholds->deadband > 0 ? thresholds->deadband : 0;

  active = state->active;
  for (int i = 0; i < N_LIMITS; i++)
    {
      guint8 bit = (guint8) (1 << i);
      gboolean counts = (state->active & bit) != 0;
      gboolean passed = is_passed (thresholds, i + 1, number, counts ? deadband : 0);
      gint64 delay;

      if (passed)
        said |= bit;
      if (!isfinite (limit_value (thresholds, i + 1)))
        {
          active &= ~bit;
          state->changing[i] = 0;
          continue;
        }
      if (passed == counts)
        {
          state->changing[i] = 0;
          continue;
        }
      if (state->changing[i] == 0 || time < state->changing[i])
        state->changing[i] = time;
      delay = passed ? thresholds->on_delay : thresholds->off_delay;
      if (time - state->changing[i] >= delay)
        {
          active ^= bit;
          onset = MAX (onset, state->changing[i]);
          state->changing[i] = 0;
        }
    }
  state->active = active;

  limit = worst_limit (thresholds, active, number);
  condition = limit_condition (limit);
  if (condition != state->condition || state->since == 0)
    state->since = onset != 0 ? onset : time;
  state->condition = condition;
  state->limit = (guint8) limit;

  pending_limit = worst_limit (thresholds, said, number);
  pending = limit_condition (pending_limit);
  state->pending = pending;
  state->pending_since = 0;
  state->pending_limit = (guint8) pending_limit;
  if (pending > condition)
    state->pending_since = state->changing[pending_limit - 1];
  else if (pending < condition)
    {
      for (int i = 0; i < N_LIMITS; i++)
        if (limit_condition (i + 1) > pending && (active & 1 << i))
          state->pending_since = MAX (state->pending_since, state->changing[i]);
    }
  else
    state->pending_limit = 0;
}

double
vigie_condition_limit (const VigieConditionState *state, const VigieThresholds *thresholds)
{
  return limit_value (thresholds, state->limit);
}

VigieCondition
vigie_condition_shown (VigieCondition condition, VigieFreshness freshness)
{
  return freshness <= VIGIE_FRESHNESS_LATE ? condition : VIGIE_CONDITION_UNKNOWN;
}

int
vigie_severity (VigieFreshness freshness, VigieCondition condition)
{
  if (freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
    return 1;
  if (condition == VIGIE_CONDITION_CRITICAL)
    return 6;
  if (condition == VIGIE_CONDITION_WARNING)
    return 5;
  switch (freshness)
    {
    case VIGIE_FRESHNESS_SILENT:
      return 4;
    case VIGIE_FRESHNESS_NEVER:
      return 3;
    case VIGIE_FRESHNESS_LATE:
      return 2;
    case VIGIE_FRESHNESS_LIVE:
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
    case VIGIE_FRESHNESS_NONE:
    default:
      return 0;
    }
}
