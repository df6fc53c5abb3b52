/* vigie-degree-days.h: how cold it was, as heating feels it. Pure.
 *
 * The French « degrés-jours unifiés », base 18 °C, by the « méthode météo »: of each day 18 − (Tmin + Tmax) ÷ 2 where
 * that is positive, else 0, whether or not Tmax is above 18 °C (Météo-France's fiche « DJC-méthode »; the SDES and
 * the Observatoire des territoires reckon by it too). It is not the « méthode des professionnels de l'énergie »
 * (COSTIC), which takes (18 − Tmin) × (0.08 + 0.42 × (18 − Tmin) ÷ (Tmax − Tmin)) on days with Tmin < 18 < Tmax. Days
 * here are those of the calendar, from midnight to midnight, as meters are read; Météo-France's Tmin is from 18 h to
 * 18 h UTC and its Tmax from 6 h to 6 h UTC.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

#define VIGIE_DEGREE_DAYS_BASE 18.0

/* Of one day with those extremes, °C. NAN if one is, or they are the wrong way round. */
double vigie_degree_day (double least, double greatest);

/* The degree-days (°C·d) of the local days of @zone (NULL: Europe/Paris) in @from ≤ t < @to that are over by @now
 * (VIGIE_TIME_NONE: all are). @temperature: of the air outside, °C; readings below −60 or above 60 °C are left out as
 * impossible.
 *
 * A day is known if readings no further apart than three expected intervals (an hour at least) speak of 90 % of it.
 * Under 90 % of days known: NAN. A day that is not known is taken as the mean of the nearest known ones before and
 * after. *@coverage (may be NULL): known days ÷ days, NAN without a day. */
double vigie_degree_days (const VigieSeries *temperature,
                          VigieTime from,
                          VigieTime to,
                          VigieTime now,
                          GTimeZone *zone,
                          double *coverage);

G_END_DECLS
