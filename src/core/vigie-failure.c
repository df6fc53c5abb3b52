/* vigie-failure.c: which sensor fails next, and of what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-failure.h"

#include <stdlib.h>

#include "vigie-trend.h"

/* A fall of less over the days that are known is none. */
#define LEAST_FALL 2.0
/* Days whose median is the margin of now. */
#define RECENT (3 * VIGIE_DAY)
/* How long a spreading factor holds for the frames after it. */
#define FACTOR_HOLDS VIGIE_DAY

static const char *const names[VIGIE_N_FAILURE] = {
    [VIGIE_FAILURE_NONE] = "none",
    [VIGIE_FAILURE_SILENT] = "silent",
    [VIGIE_FAILURE_NEVER] = "never",
    [VIGIE_FAILURE_STUCK] = "stuck",
    [VIGIE_FAILURE_BATTERY] = "battery",
    [VIGIE_FAILURE_RADIO] = "radio",
    [VIGIE_FAILURE_LOSSES] = "losses",
    [VIGIE_FAILURE_LATE] = "late",
    [VIGIE_FAILURE_LONE_GATEWAY] = "lone-gateway",
};

const char *
vigie_failure_to_string (VigieFailureKind kind)
{
  return kind < VIGIE_N_FAILURE ? names[kind] : names[VIGIE_FAILURE_NONE];
}

/* ---- A radio margin that falls --------------------------------------------------------------- */

VigieSeries *
vigie_failure_margins (const VigieSeries *snr, const VigieSeries *factors)
{
  VigieTime *times;
  double *values;
  guint n = 0, at = 0;

  if (snr == NULL || factors == NULL)
    return vigie_series_new (NULL, NULL, 0, 0, NULL, 0);
  times = g_new (VigieTime, MAX (snr->n, 1));
  values = g_new (double, MAX (snr->n, 1));
  for (guint i = 0; i < snr->n; i++)
    {
      double margin;

      while (at < factors->n && factors->times[at] <= snr->times[i])
        at++;
      if (at == 0 || snr->times[i] - factors->times[at - 1] > FACTOR_HOLDS
          || !(factors->values[at - 1] >= 5 && factors->values[at - 1] <= 12))
        continue;
      margin = vigie_radio_margin (snr->values[i], (int) factors->values[at - 1]);
      if (isnan (margin))
        continue;
      times[n] = snr->times[i];
      values[n++] = margin;
    }
  return vigie_series_new_take (times, values, n, snr->expected_interval, NULL, 0);
}

/* When a margin that changes by @slope a day from @margin is at its end; NONE where it does not get there. */
static VigieTime
end_of (VigieTime from, double margin, double slope)
{
  double days = (margin - VIGIE_MARGIN_END) / -slope;

  if (!(slope < 0) || days * VIGIE_DAY > (double) VIGIE_MARGIN_HORIZON)
    return VIGIE_TIME_NONE;
  return from + (VigieTime) (MAX (days, 0) * VIGIE_DAY);
}

void
vigie_failure_margin_trend (const VigieSeries *margins, VigieTime now, VigieMarginTrend *result)
{
  VigieTrendPoint points[VIGIE_TREND_MAX_POINTS];
  VigieTrendSlope slope;
  g_autofree double *recent = NULL;
  guint first, end, n = 0, n_points;
  double level, scatter;
  VigieTime last;

  *result = (VigieMarginTrend) {
      .margin = NAN,
      .slope = NAN,
      .slope_lowest = NAN,
      .slope_highest = NAN,
      .end = VIGIE_TIME_NONE,
      .end_earliest = VIGIE_TIME_NONE,
      .end_latest = VIGIE_TIME_NONE,
  };
  if (margins == NULL)
    return;
  first = vigie_series_find (margins, now - VIGIE_MARGIN_WINDOW);
  end = vigie_series_find (margins, now + 1);
  if (first >= end)
    return;
  last = margins->times[end - 1];
  recent = g_new (double, end - first);
  for (guint i = vigie_series_find (margins, now - RECENT); i < end; i++)
    if (!isnan (margins->values[i]))
      recent[n++] = margins->values[i];
  result->margin = vigie_trend_median (recent, n);
  result->days = (last - margins->times[first]) / (double) VIGIE_DAY;
  n_points = vigie_trend_daily_medians (margins, first, end, last, points);
  if (result->days < VIGIE_MARGIN_MIN_DAYS || n_points < VIGIE_MARGIN_MIN_POINTS)
    return;
  vigie_trend_fit (points, n_points, &slope);
  result->slope = slope.slope;
  result->slope_lowest = slope.lowest;
  result->slope_highest = slope.highest;
  result->falls = slope.highest < 0 && -slope.slope * result->days >= LEAST_FALL;
  if (!result->falls)
    return;
  vigie_trend_level (points, n_points, slope.slope, &level, &scatter);
  result->end = end_of (last, level, slope.slope);
  if (result->end == VIGIE_TIME_NONE)
    return;
  result->end_earliest = end_of (last, level - VIGIE_TREND_Z_90 * scatter, slope.lowest);
  result->end_latest = end_of (last, level + VIGIE_TREND_Z_90 * scatter, slope.highest);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static VigieFailure *
add (VigieFailure *failures, guint *n, VigieFailureKind kind, VigieTime time)
{
  VigieFailure *failure = &failures[(*n)++];

  *failure = (VigieFailure) {kind, time, VIGIE_TIME_NONE, VIGIE_TIME_NONE, NAN};
  return failure;
}

static void
add_foretold (VigieFailure *failures,
              guint *n,
              VigieFailureKind kind,
              VigieTime end,
              VigieTime earliest,
              VigieTime latest)
{
  VigieFailure *failure = add (failures, n, kind, end);

  failure->earliest = earliest;
  failure->latest = latest;
}

static void
add_battery (const VigieBatteryForecast *battery, VigieTime now, VigieFailure *failures, guint *n)
{
  if (battery == NULL)
    return;
  if (battery->verdict == VIGIE_BATTERY_AT_END)
    add (failures, n, VIGIE_FAILURE_BATTERY, MIN (battery->level_time, now));
  else if (battery->verdict == VIGIE_BATTERY_FORECAST)
    add_foretold (failures, n, VIGIE_FAILURE_BATTERY, battery->end, battery->end_earliest,
                  battery->end_latest);
}

static void
add_radio (const VigieMarginTrend *margin, VigieTime now, VigieFailure *failures, guint *n)
{
  if (margin == NULL)
    return;
  if (margin->margin < VIGIE_MARGIN_END) /* a NAN is not */
    add (failures, n, VIGIE_FAILURE_RADIO, now);
  else if (margin->end != VIGIE_TIME_NONE)
    add_foretold (failures, n, VIGIE_FAILURE_RADIO, margin->end, margin->end_earliest,
                  margin->end_latest);
  else
    return;
  failures[*n - 1].value = margin->margin;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  VigieTime now = *(const VigieTime *) user_data;
  double one = vigie_failure_key (a, now), other = vigie_failure_key (b, now);

  return (one > other) - (one < other);
}

guint
vigie_failure_list (const VigieDeviceFindings *findings,
                    VigieTime now,
                    VigieFailure failures[VIGIE_N_FAILURE])
{
  const VigieFrameLoss *loss = findings->loss;
  guint n = 0;

  if (findings->freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
    return 0;
  if (findings->freshness == VIGIE_FRESHNESS_SILENT)
    add (failures, &n, VIGIE_FAILURE_SILENT, findings->last);
  else if (findings->freshness == VIGIE_FRESHNESS_NEVER)
    add (failures, &n, VIGIE_FAILURE_NEVER, VIGIE_TIME_NONE);
  else if (findings->freshness == VIGIE_FRESHNESS_LATE)
    add (failures, &n, VIGIE_FAILURE_LATE, findings->last);
  if (findings->stuck != NULL && findings->stuck->stuck
      && findings->freshness != VIGIE_FRESHNESS_SILENT)
    add (failures, &n, VIGIE_FAILURE_STUCK, findings->stuck->since);
  add_battery (findings->battery, now, failures, &n);
  add_radio (findings->margin, now, failures, &n);
  if (loss != NULL && loss->expected >= VIGIE_FAILURE_LOSS_FRAMES
      && loss->loss > VIGIE_FAILURE_LOSS) /* a NAN is not */
    add (failures, &n, VIGIE_FAILURE_LOSSES, now)->value = loss->loss;
  if (findings->lone_gateway)
    add (failures, &n, VIGIE_FAILURE_LONE_GATEWAY, VIGIE_TIME_NONE);
  g_sort_array (failures, n, sizeof *failures, compare, &now);
  return n;
}

gboolean
vigie_failure_is_present (const VigieFailure *failure, VigieTime now)
{
  return failure->kind != VIGIE_FAILURE_NONE && failure->kind != VIGIE_FAILURE_LONE_GATEWAY
         && failure->time <= now; /* NONE is before all */
}

gboolean
vigie_failure_is_foretold (const VigieFailure *failure, VigieTime now, gint64 horizon)
{
  return failure->kind != VIGIE_FAILURE_NONE && failure->kind != VIGIE_FAILURE_LONE_GATEWAY
         && failure->time > now && failure->time - now <= horizon;
}

double
vigie_failure_key (const VigieFailure *failure, VigieTime now)
{
  /* Instants of this age are about 2E15 µs: what is present lies far below them, kind by kind, the longest first. */
  const double step = 1e17, kinds = VIGIE_N_FAILURE;

  if (failure == NULL || failure->kind == VIGIE_FAILURE_NONE)
    return NAN;
  if (failure->kind == VIGIE_FAILURE_LONE_GATEWAY)
    return (double) G_MAXINT64;
  if (!vigie_failure_is_present (failure, now))
    return (double) failure->time;
  return step * ((double) failure->kind - kinds)
         + (failure->time != VIGIE_TIME_NONE ? (double) failure->time : 0);
}
