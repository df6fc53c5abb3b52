/* vigie-battery.h: how a battery goes and when it ends, from its readings. Pure.
 *
 * Trend: the slope of Theil and Sen (the median of the slopes of all pairs) through the daily medians of the last
 * eight weeks: single wrong readings and the daily swing of the temperature do not move it. Its 90 % interval is Sen's
 * (1968), by the variance of Kendall's tau. Nothing is forecast of a voltage: that of a lithium cell stays flat for
 * years, then falls within days.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

/* History that is looked at, and the least that a trend is told from. */
#define VIGIE_BATTERY_WINDOW (56 * VIGIE_DAY)
#define VIGIE_BATTERY_MIN_DAYS 14  /* between the first and the last reading */
#define VIGIE_BATTERY_MIN_POINTS 8 /* days that have a reading */
/* The level at which a battery is to be replaced, %. */
#define VIGIE_BATTERY_END 10
/* No forecast is told beyond it. */
#define VIGIE_BATTERY_HORIZON (3650 * VIGIE_DAY)

typedef enum
{
  VIGIE_BATTERY_FORECAST,   /* `end` is told */
  VIGIE_BATTERY_NO_READING, /* there is none in the window */
  VIGIE_BATTERY_TOO_SHORT, /* fewer than VIGIE_BATTERY_MIN_DAYS or _MIN_POINTS, since a replacement perhaps */
  VIGIE_BATTERY_NOT_DECREASING, /* it does not fall, or not surely */
  VIGIE_BATTERY_BEYOND_HORIZON, /* more than ten years */
  VIGIE_BATTERY_AT_END,         /* it is at the end level or under it */
  VIGIE_BATTERY_VOLTAGE,        /* a voltage: a trend but no forecast */
} VigieBatteryVerdict;

typedef enum
{
  VIGIE_BATTERY_TREND_UNKNOWN,
  VIGIE_BATTERY_TREND_STEADY, /* its interval holds 0 */
  VIGIE_BATTERY_TREND_FALLING,
  VIGIE_BATTERY_TREND_RISING, /* it is charged */
} VigieBatteryTrend;

typedef struct
{
  VigieBatteryVerdict verdict;
  VigieBatteryTrend trend;
  double level;                       /* the last reading, in its unit, or NAN */
  VigieTime level_time;               /* or VIGIE_TIME_NONE */
  double slope;                       /* in the unit a day, or NAN */
  double slope_lowest, slope_highest; /* its 90 % interval, or NAN */
  VigieTime since;                    /* first reading that the trend is told from, or NONE */
  double days;                        /* from there to the last one */
  VigieTime replaced;                 /* first reading after the last jump up, or NONE */
  VigieTime end;                      /* when the end level is reached; NONE but for FORECAST */
  VigieTime end_earliest;             /* by the steepest slope and the scatter of the readings */
  VigieTime end_latest;               /* NONE where it is beyond the horizon */
} VigieBatteryForecast;

/* @series: the readings of a battery in @unit ("%" or a voltage: "V", "mV"; NULL or another one is taken as %). @now
 * bounds the window; readings after it are left out. The level may rise by up to 15 points without being a
 * replacement (a voltage: 0.25 V); a replacement is one that two readings confirm. */
void vigie_battery_forecast (const VigieSeries *series,
                             const char *unit,
                             VigieTime now,
                             VigieBatteryForecast *forecast);

/* TRUE for a unit of voltage. */
gboolean vigie_battery_is_voltage (const char *unit);

/* Bars of a battery of @level %, 0 to 4: up to 10 %, 30 %, 55 %, 80 % and more; 0 for NAN. */
guint vigie_battery_level_bars (double level);

G_END_DECLS
