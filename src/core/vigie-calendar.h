/* vigie-calendar.h: which days are unlike others: public holidays of France and school holidays. Pure.
 *
 * A day is a number of days since 1970-01-01 of the proleptic Gregorian calendar (VigieLocalTime.day_number).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-time.h"

G_BEGIN_DECLS

/* ---- Dates ---- */

/* @month 1 to 12; a @day before the first or after the last of the month runs on into its neighbours. */
gint64 vigie_calendar_day (int year, int month, int day);
/* Each result may be NULL. */
void vigie_calendar_date (gint64 day, int *year, int *month, int *day_of_month);
/* 1 Monday to 7 Sunday. */
int vigie_calendar_weekday (gint64 day);
/* ISO 8601 week, 1 to 53. */
int vigie_calendar_week (gint64 day);
/* Easter Sunday of a year of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
gint64 vigie_calendar_easter (int year);

/* ---- Public holidays: the eleven of the Code du travail, L3133-1 ---- */

typedef enum
{
  VIGIE_HOLIDAY_NONE,
  VIGIE_HOLIDAY_NEW_YEAR,
  VIGIE_HOLIDAY_EASTER_MONDAY,
  VIGIE_HOLIDAY_LABOUR_DAY,
  VIGIE_HOLIDAY_VICTORY,
  VIGIE_HOLIDAY_ASCENSION, /* where it falls on 8 May, that day is told as VICTORY */
  VIGIE_HOLIDAY_WHIT_MONDAY,
  VIGIE_HOLIDAY_BASTILLE_DAY,
  VIGIE_HOLIDAY_ASSUMPTION,
  VIGIE_HOLIDAY_ALL_SAINTS,
  VIGIE_HOLIDAY_ARMISTICE,
  VIGIE_HOLIDAY_CHRISTMAS,
} VigieHoliday;
#define VIGIE_N_HOLIDAY 12

VigieHoliday vigie_calendar_holiday (gint64 day);
/* « lundi de Pâques », « 14 juillet »; constant. "" for none. */
const char *vigie_calendar_holiday_words (VigieHoliday holiday);

/* ---- School holidays ---- */

typedef enum
{
  VIGIE_SCHOOL_UNKNOWN, /* the calendar of that year is not known */
  VIGIE_SCHOOL_TERM,
  VIGIE_SCHOOL_HOLIDAYS,
} VigieSchool;

typedef struct _VigieCalendar VigieCalendar;

/* The school calendar of zone B (Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours,
 * Reims, Rennes, Strasbourg), as the ministry's orders set it for the school years 2018-2019 to 2026-2027; other years
 * are UNKNOWN. Immutable once shared; counted atomically. */
VigieCalendar *vigie_calendar_new (void);
/* Before it is shared: from @first to @last, both included, there is no school; at most 366 days, the rest is cut. The
 * school year (September to August) that @first lies in is then known by what is told here alone: what is built in of
 * it is forgotten. Nothing happens where @last is before @first, nor beyond 512 periods. */
void vigie_calendar_add_school_holidays (VigieCalendar *self, gint64 first, gint64 last);
VigieCalendar *vigie_calendar_ref (VigieCalendar *self);
void vigie_calendar_unref (VigieCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieCalendar, vigie_calendar_unref)
/* What is built in, shared by all; not owned by the caller. */
VigieCalendar *vigie_calendar_default (void);
/* @self NULL: what is built in. */
VigieSchool vigie_calendar_school (const VigieCalendar *self, gint64 day);

G_END_DECLS
