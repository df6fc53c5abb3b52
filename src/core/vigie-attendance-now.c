/* vigie-attendance-now.c: what a site's counts say at this instant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-expect-private.h"

#include <math.h>

#include "vigie-quantiles.h"

#define RECENT 3 /* steps: the last half-hour */
#define SILENT_INTERVALS 3

/* A difference counts from so many vehicles on. */
#define FEWEST_APART 3
#define QUIETER_SHARE 0.6
#define BUSIER_SHARE 1.4

/* How much two ends of the last half-hour differ where it is a trend: vehicles, and of their mean. */
#define TREND_VEHICLES 1.5
#define TREND_SHARE 0.15

static gboolean
is_open (const VigieAttendanceTrack *track, guint step)
{
  return track->opening[step] != VIGIE_OPENING_CLOSED;
}

/* How many steps of the same opening end with @last and are known, @most of them at most. */
static guint
count_recent (const VigieAttendanceTrack *track, guint last, guint most)
{
  guint n = 0;

  while (n < most && n <= last && is_open (track, last - n) && !isnan (track->present[last - n]))
    n++;
  return n;
}

static VigieTime
begin_of (const VigieAttendanceTrack *track, guint step)
{
  return track->from + step * VIGIE_ATTENDANCE_STEP;
}

static double
median_of_recent (const VigieAttendanceTrack *track, guint last)
{
  double values[RECENT];
  guint n = count_recent (track, last, RECENT);

  for (guint i = 0; i < n; i++)
    values[i] = track->present[last - i];
  return vigie_quantile (values, vigie_quantiles_sort (values, n), 0.5);
}

/* ---- Against usual ---- */

static VigieAgainst
compare (double present, double low, double high, const VigieUsual *usual)
{
  if (usual == NULL || isnan (usual->median))
    return VIGIE_AGAINST_UNKNOWN;
  /* What is not sure decides nothing, nor does less than a vehicle. */
  if (high <= usual->median - 1
      && (present < usual->p10
          || (present < QUIETER_SHARE * usual->median && usual->median - present >= FEWEST_APART)))
    return VIGIE_AGAINST_QUIETER;
  if (low >= usual->median + 1
      && (present > usual->p90
          || (present > BUSIER_SHARE * usual->median && present - usual->median >= FEWEST_APART)))
    return VIGIE_AGAINST_BUSIER;
  return VIGIE_AGAINST_AS_USUAL;
}

/* The middle one of the verdicts on the last three steps, each against its own half-hour, so that one step alone tips
 * nothing; after two steps of opening, what both say. */
static VigieAgainst
against_usual (const VigieAttendanceTrack *track,
               const VigieAttendanceHabits *habits,
               const VigieAttendanceFacts *facts,
               guint last)
{
  guint n = count_recent (track, last, RECENT);
  guint votes[VIGIE_AGAINST_BUSIER + 1] = {0};

  if (n < 2)
    return VIGIE_AGAINST_UNKNOWN;
  for (guint i = last + 1 - n; i <= last; i++)
    {
      const VigieUsual *usual
          = vigie_attendance_usual_at (habits, facts, begin_of (track, i), NULL);

      votes[compare (track->present[i], track->low[i], track->high[i], usual)]++;
    }
  if (votes[VIGIE_AGAINST_UNKNOWN] > 0)
    return VIGIE_AGAINST_UNKNOWN;
  if (votes[VIGIE_AGAINST_QUIETER] >= 2)
    return VIGIE_AGAINST_QUIETER;
  if (votes[VIGIE_AGAINST_BUSIER] >= 2)
    return VIGIE_AGAINST_BUSIER;
  return VIGIE_AGAINST_AS_USUAL;
}

/* ---- Trend ---- */

/* Both of the last ends of steps lie beyond both of those before, and far enough on the whole. */
static VigieTrend
trend_of (const VigieAttendanceTrack *track, guint last)
{
  const float *at;
  double rise, least;

  /* What the first of the four ends with is the begin of the half-hour: it may be that of the opening. */
  if (last < RECENT || count_recent (track, last, RECENT) < RECENT
      || isnan (track->present[last - RECENT]))
    return VIGIE_TREND_UNKNOWN;
  at = &track->present[last - RECENT];
  rise = (at[2] + at[3] - at[0] - at[1]) / 2;
  least = MAX (TREND_VEHICLES, TREND_SHARE * (at[0] + at[1] + at[2] + at[3]) / 4);
  if (rise >= least && MIN (at[2], at[3]) > MAX (at[0], at[1]))
    return VIGIE_TREND_RISING;
  if (-rise >= least && MAX (at[2], at[3]) < MIN (at[0], at[1]))
    return VIGIE_TREND_FALLING;
  return VIGIE_TREND_STEADY;
}

/* ---- Departures ---- */

/* Vehicles an hour that would leave now, from those who left over the last half-hour: as many more as it is to be
 * expected of those who are there now against those who were there then. NAN where it has not been open for longer
 * than a stay before, as nobody could leave yet. */
static double
departures (const VigieAttendanceTrack *track, const VigieAttendanceHabits *habits, guint last)
{
  double stay = habits != NULL && habits->stay > 0 ? habits->stay : 0;
  guint before = (guint) ceil (MIN (stay, 60) * VIGIE_MINUTE / VIGIE_ATTENDANCE_STEP);
  guint n = count_recent (track, last, RECENT + before);
  double left = 0, present = 0, then, now;

  if (n < RECENT + before || last < RECENT)
    return NAN;
  for (guint i = last + 1 - RECENT; i <= last; i++)
    {
      left += track->out[i];
      present += (track->present[i - 1] + track->present[i]) / 2;
    }
  left *= (double) VIGIE_HOUR / (RECENT * VIGIE_ATTENDANCE_STEP);
  then = vigie_attendance_pace (habits, present / RECENT);
  now = vigie_attendance_pace (habits, track->present[last]);
  if (!(then > 0))
    return left;
  return left * CLAMP (now / then, 0.5, 2);
}

/* ---- Now ---- */

/* The newest step that has begun and is known, or n. */
static guint
newest_step (const VigieAttendanceTrack *track, VigieTime now)
{
  guint step = track->n;

  while (step > 0 && (begin_of (track, step - 1) >= now || isnan (track->present[step - 1])))
    step--;
  return step > 0 ? step - 1 : track->n;
}

static gboolean
is_stale (const VigieAttendanceTrack *today, VigieTime time, VigieTime now, gint64 interval)
{
  if (today->quality.verdict == VIGIE_COUNT_SILENT)
    return TRUE;
  interval = CLAMP (interval, 0, VIGIE_DAY);
  if (interval == 0)
    interval = VIGIE_ATTENDANCE_STEP;
  /* A reading waits for the end of its step to be told. */
  return now - time > SILENT_INTERVALS * interval + VIGIE_ATTENDANCE_STEP;
}

void
vigie_attendance_now (const VigieAttendanceTrack *today,
                      const VigieAttendanceHabits *habits,
                      const VigieAttendanceFacts *facts,
                      VigieTime now,
                      gint64 expected_interval,
                      VigieAttendanceNow *result)
{
  const VigieUsual *usual = NULL;
  guint last = newest_step (today, now);

  *result = (VigieAttendanceNow) {
      .opening = VIGIE_OPENING_OPEN,
      .verdict = today->quality.verdict,
      .time = VIGIE_TIME_NONE,
      .stale = TRUE,
      .present = NAN,
      .low = NAN,
      .high = NAN,
      .last = NAN,
      .recent = NAN,
      .usual = {NAN, NAN, NAN, 0},
      .wait = {-1, -1, -1},
  };
  if (facts->hours != NULL)
    result->opening = vigie_opening_hours_get_state (facts->hours, now, NULL);
  if (habits != NULL)
    usual = vigie_attendance_usual_at (habits, facts, now, NULL);
  if (usual != NULL)
    result->usual = *usual;

  if (last == today->n)
    return;
  result->time = MIN (begin_of (today, last + 1), now);
  result->last = today->present[last];
  result->stale = is_stale (today, result->time, now, expected_interval);
  if (result->stale || result->verdict == VIGIE_COUNT_FLAT
      || result->verdict == VIGIE_COUNT_IMPOSSIBLE)
    return;

  result->present = today->present[last];
  result->low = today->low[last];
  result->high = today->high[last];
  if (result->opening == VIGIE_OPENING_CLOSED)
    return;

  result->recent = median_of_recent (today, last);
  result->level = vigie_level_of (result->present, facts->capacity, &facts->limits);
  result->trend = trend_of (today, last);
  if (habits == NULL)
    return;
  result->against = against_usual (today, habits, facts, last);
  result->wait = vigie_attendance_wait (habits, result->present, result->low, result->high,
                                        departures (today, habits, last));
}
