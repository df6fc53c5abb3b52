/* vigie-attendance-wait.c: how long one waits, from who is there and how fast they leave.
 *
 * Little's law (J. D. C. Little, « A Proof for the Queuing Formula L = λW », Operations Research 9, 1961): those who are
 * on a site ÷ the rate at which they leave = how long one is on the site. Beyond the stay when nobody waits, one waits.
 *
 * The rate of the last half-hour alone will not do: of 8 departures chance makes 5 or 11, and on a calm site few leave
 * because few are there. So it is drawn towards the pace that is to be expected with as many vehicles: each leaves after
 * its stay, and no more of them than the site lets through at its best (n ÷ stay, at most best_rate). The departures
 * that were counted correct that pace as a Poisson count corrects a gamma prior that is worth PRIOR_COUNT of them: an
 * agent who is missing or a skip that is closed shows within the half-hour, a lull does not look like a queue.
 *
 * What it cannot know: which skip each one queues for (with one skip sought by all, those for the others wait less);
 * those who queue on the road before the counter; and a site that was never busy has not shown yet what it lets
 * through: its best_rate is too low then and a rush looks like a wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <math.h>

#define WINDOW_HOURS 0.5 /* over which departures were counted */
#define PRIOR_COUNT 16.0 /* departures that habits are worth */
#define STAY_ERROR 0.1   /* how well a stay is known, relative */
#define ONE_VEHICLE 1.0  /* who comes just before or leaves, vehicles */

/* Departures are steadier than chance: a served vehicle takes a nearly known time. */
#define DISPERSION 0.6

#define Z_80 1.2816 /* of an 80 % range */
#define Z_90 1.6449

#define NO_WAIT 2.5    /* minutes; less is « aucune » */
#define LONGEST 240    /* minutes; nobody waits longer than a half-day of opening */
#define STEP_MINUTES 5 /* in which it is told */

static const VigieWait unknown = {-1, -1, -1};

double
vigie_attendance_pace (const VigieAttendanceHabits *habits, double present)
{
  double pace;

  if (habits == NULL || !(habits->stay > 0))
    return NAN;
  pace = 60 * MAX (present, 0) / habits->stay;
  if (habits->best_rate > 0)
    pace = MIN (pace, habits->best_rate);
  return pace;
}

static int
in_steps (double minutes, double (*to_whole) (double))
{
  return STEP_MINUTES * (int) to_whole (CLAMP (minutes, 0, LONGEST) / STEP_MINUTES);
}

VigieWait
vigie_attendance_wait (const VigieAttendanceHabits *habits,
                       double present,
                       double low,
                       double high,
                       double exits)
{
  double pace = isnan (present) ? NAN : vigie_attendance_pace (habits, present);
  double expected, rate, count, on_site, spread, error, wait;
  VigieWait result;

  if (isnan (pace) || !isfinite (present) || (isnan (exits) && !(habits->best_rate > 0)))
    return unknown;
  if (present < 0.5)
    return (VigieWait) {0, 0, 0};

  expected = pace * WINDOW_HOURS;
  count = PRIOR_COUNT;
  rate = pace;
  if (exits >= 0 && isfinite (exits))
    {
      rate = pace * (PRIOR_COUNT + exits * WINDOW_HOURS) / (PRIOR_COUNT + expected);
      count = PRIOR_COUNT + exits * WINDOW_HOURS;
    }

  on_site = 60 * present / rate;
  spread = low <= high ? (high - low) / (2 * Z_90) : 0;
  spread = hypot (spread, ONE_VEHICLE) / present;
  error = hypot (on_site * hypot (spread, sqrt (DISPERSION / count)), STAY_ERROR * habits->stay);
  wait = on_site - habits->stay;

  if (wait + Z_80 * error < NO_WAIT)
    return (VigieWait) {0, 0, 0};
  result.minutes = in_steps (wait, round);
  result.low = in_steps (wait - Z_80 * error, floor);
  result.high = in_steps (wait + Z_80 * error, ceil);
  return result;
}
