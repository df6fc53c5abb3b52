/* vigie-period.h: calendar periods and those they are compared with. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"
#include "vigie-time-axis.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_PERIOD_DAY,
  VIGIE_PERIOD_WEEK, /* from Monday */
  VIGIE_PERIOD_MONTH,
  VIGIE_PERIOD_YEAR,
  VIGIE_PERIOD_FREE, /* any days */
} VigiePeriodUnit;

typedef struct
{
  VigiePeriodUnit unit;
  VigieTime from, to; /* from ≤ t < to, at local midnights */
} VigiePeriod;

/* The period of @unit (not FREE) that @time is in; @zone NULL is Europe/Paris here and below. */
VigiePeriod vigie_period_at (VigieTime time, VigiePeriodUnit unit, GTimeZone *zone);
/* Whole days from that of @from to that of @to, both included; swapped if they are the wrong way round. */
VigiePeriod vigie_period_free (VigieTime from, VigieTime to, GTimeZone *zone);
/* @n periods later (negative: earlier); of a FREE one as many days. */
VigiePeriod vigie_period_step (const VigiePeriod *self, int n, GTimeZone *zone);

/* The period before, and the same one of last year: of a day or a week the one 52 weeks before (so that weekdays are
 * compared with the same), of a month or a year the same of the year before, of a FREE one the same days 52 weeks
 * before. Where @now lies within the period the other is cut after as much of its local time as has passed (a week
 * until Saturday 11 h is compared with one until Saturday 11 h), whatever clocks changed between. */
VigiePeriod vigie_period_before (const VigiePeriod *self, VigieTime now, GTimeZone *zone);
VigiePeriod vigie_period_last_year (const VigiePeriod *self, VigieTime now, GTimeZone *zone);

/* « sam. 21 novembre 2026 », « du 15 au 21 novembre 2026 », « novembre 2026 », « 2026 ». g_free(). */
char *vigie_period_to_words (const VigiePeriod *self, GTimeZone *zone);
/* Short: « 21 nov. », « 15 – 21 nov. », « nov. 2026 », « 2026 ». g_free(). */
char *vigie_period_to_short_words (const VigiePeriod *self, GTimeZone *zone);

/* Edges of the bins in which a period is drawn, @step µs the step of metering: 10 to 60 min of a day, 30 or 60 min
 * of a week, an hour or three of a month, a day of a year; of a FREE one what makes at most 800 bins. Ascending
 * VigieTime, the last is the period's end; bins of days have 23 to 25 hours. */
GArray *vigie_period_edges (const VigiePeriod *self, gint64 step, GTimeZone *zone);

G_END_DECLS
