/* vigie-chart-period.h: the stretches of time that a person asks for: 24 hours, 7 days, 30 days, a year, any. Pure.
 *
 * Days are those of the wall clock, from midnight to midnight, be they of 23 or 25 hours. A zone of NULL is
 * Europe/Paris. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_CHART_PERIOD_DAY,   /* 24 hours, to the minute */
  VIGIE_CHART_PERIOD_WEEK,  /* 7 days, today the last */
  VIGIE_CHART_PERIOD_MONTH, /* 30 days, today the last */
  VIGIE_CHART_PERIOD_YEAR,  /* from the day after this one a year ago to today */
  VIGIE_CHART_PERIOD_FREE,  /* as chosen by dates, by zoom or by pan */
} VigieChartPeriodKind;
#define VIGIE_N_CHART_PERIOD 5

typedef struct
{
  VigieChartPeriodKind kind;
  VigieSpan span;   /* the end may be after now: today is not over */
  gboolean follows; /* goes on with the clock */
} VigieChartPeriod;

/* The period of @kind that ends now and follows the clock. FREE gives the 24 hours. */
VigieChartPeriod
vigie_chart_period_current (VigieChartPeriodKind kind, VigieTime now, GTimeZone *zone);

/* Whole days, @first_day to @last_day included (days since 1970-01-01, as VigieLocalTime's day_number; of two in
 * the wrong order they are exchanged). */
VigieChartPeriod vigie_chart_period_days (gint64 first_day, gint64 last_day, GTimeZone *zone);

/* What a zoom or a pan left: FREE, or @period itself where @span is its own. */
VigieChartPeriod vigie_chart_period_of_span (const VigieChartPeriod *period, VigieSpan span);

/* @period as it is at @now: the same unless it follows. */
VigieChartPeriod
vigie_chart_period_at (const VigieChartPeriod *period, VigieTime now, GTimeZone *zone);

/* The period of the same length before or after. Days stay days. The one that would end now or later is the current
 * one where the kind has one. */
VigieChartPeriod vigie_chart_period_previous (const VigieChartPeriod *period, GTimeZone *zone);
VigieChartPeriod
vigie_chart_period_next (const VigieChartPeriod *period, VigieTime now, GTimeZone *zone);

/* Whether there is anything to see there: something after @earliest (VIGIE_TIME_NONE if not known); before now. */
gboolean vigie_chart_period_has_previous (const VigieChartPeriod *period, VigieTime earliest);
gboolean vigie_chart_period_has_next (const VigieChartPeriod *period, VigieTime now);

/* « 24 dernières heures », « du 15 au 21 nov. 2026 », « du 26 oct. au 24 nov. 2026 », « le 21 nov. 2026 », « le 21
 * nov. 2026 de 8 h 00 à 12 h 30 », « du 19 nov. 2026 à 11 h 07 au 20 nov. 2026 à 11 h 07 ». Free with g_free(). */
char *vigie_chart_period_words (const VigieChartPeriod *period, GTimeZone *zone);

/* The dates of a span for a file's name, « 2026-11-15 au 2026-11-21 », « 2026-11-21 ». Free with g_free(). */
char *vigie_chart_period_file_words (VigieSpan span, GTimeZone *zone);

/* The names on the choice: « 24 h », « 7 j », « 30 j », « Année », « Libre »; and in full, for tooltips. Not to be
 * freed. */
const char *vigie_chart_period_label (VigieChartPeriodKind kind);
const char *vigie_chart_period_title (VigieChartPeriodKind kind);

/* The first and last day of a span. */
void
vigie_chart_period_to_days (VigieSpan span, GTimeZone *zone, gint64 *first_day, gint64 *last_day);

/* Reads a date as it is typed: « 15/11/2026 », « 15/11/26 », « 15/11 » (the last one that was), « 15 nov. », « 15
 * novembre 2026 », « 2026-11-15 », « aujourd’hui », « hier ». FALSE with *@error, words to be freed, where it is none
 * or still to come. */
gboolean vigie_chart_period_parse_day (const char *text,
                                       VigieTime now,
                                       GTimeZone *zone,
                                       gint64 *day,
                                       char **error);

/* A day as it is typed, « 15/11/2026 ». Free with g_free(). */
char *vigie_chart_period_format_day (gint64 day);

G_END_DECLS
