/* vigie-trend.h: which way readings go over weeks, whatever single ones say. Pure.
 *
 * The slope of Theil and Sen: the median of the slopes of all pairs of points, one point a day (its median). A third
 * of the days may be wrong without moving it far. Its 90 % interval is Sen's (1968), by the variance of Kendall's tau.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

/* Days at most: eight weeks, and two for a window that begins and ends within a day. */
#define VIGIE_TREND_MAX_POINTS 58

/* The normal law's quantile of a two-sided interval of 90 %. */
#define VIGIE_TREND_Z_90 1.645

typedef struct
{
  double day;   /* from the origin */
  double value; /* in the unit of the series */
} VigieTrendPoint;

typedef struct
{
  double slope;           /* in the unit a day, or NAN */
  double lowest, highest; /* its 90 % interval, or NAN */
} VigieTrendSlope;

/* The middle of @n values, which are put in order; NAN if there are none. */
double vigie_trend_median (double *values, guint n);

/* One point for each day (of UTC) that has a reading: the median of its times and values, of the readings @first ≤ i <
 * @end that have a number. Returns how many there are: the first VIGIE_TREND_MAX_POINTS. */
guint vigie_trend_daily_medians (const VigieSeries *series,
                                 guint first,
                                 guint end,
                                 VigieTime origin,
                                 VigieTrendPoint points[VIGIE_TREND_MAX_POINTS]);

/* @n ≤ VIGIE_TREND_MAX_POINTS points. All NAN where no two lie on different days. */
void vigie_trend_fit (const VigieTrendPoint *points, guint n, VigieTrendSlope *slope);

/* The line's value at day 0 (the median of what is left once the slope is taken out), and how far points scatter about
 * it: the standard deviation of a normal law by its median absolute deviation. NAN where @n is 0. */
void vigie_trend_level (const VigieTrendPoint *points,
                        guint n,
                        double slope,
                        double *level,
                        double *scatter);

G_END_DECLS
