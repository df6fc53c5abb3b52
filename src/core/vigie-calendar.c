/* vigie-calendar.c: which days are unlike others: public holidays of France and school holidays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-calendar.h"

#include <glib/gi18n-lib.h>

/* What a profile may declare; more is no calendar. */
#define MAX_PERIODS 512
#define MAX_PERIOD_DAYS 366

typedef struct
{
  gint64 first, last; /* both included */
  int school_year;    /* in which it begins: of September */
} Period;

struct _VigieCalendar
{
  gatomicrefcount ref_count;
  GArray *periods;  /* of Period, by first day */
  GArray *declared; /* of int: school years that were told from outside */
};

/* ---- Dates ---- */

/* Days since 1970-01-01, counted from 1 March so that the leap day comes last (Hinnant, « chrono-Compatible Low-Level
 * Date Algorithms », days_from_civil). */
gint64
vigie_calendar_day (int year, int month, int day)
{
  gint64 y = (gint64) year - (month <= 2);
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + (gint64) day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

/* The inverse (civil_from_days). */
void
vigie_calendar_date (gint64 day, int *year, int *month, int *day_of_month)
{
  gint64 z = day + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = (int) (z - era * 146097);
  int year_of_era
      = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;
  int m = shifted < 10 ? shifted + 3 : shifted - 9;

  if (year)
    *year = (int) (year_of_era + era * 400 + (m <= 2));
  if (month)
    *month = m;
  if (day_of_month)
    *day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
}

int
vigie_calendar_weekday (gint64 day)
{
  /* 1970-01-01 was a Thursday. */
  return (int) (((day + 3) % 7 + 7) % 7) + 1;
}

int
vigie_calendar_week (gint64 day)
{
  /* A week belongs to the year of its Thursday. */
  gint64 thursday = day - vigie_calendar_weekday (day) + 4;
  int year;

  vigie_calendar_date (thursday, &year, NULL, NULL);
  return (int) (thursday - vigie_calendar_day (year, 1, 1)) / 7 + 1;
}

gint64
vigie_calendar_easter (int year)
{
  /* The rule repeats after 5 700 000 years; within a cycle all is positive. */
  int cycle = ((year % 5700000) + 5700000) % 5700000;
  int a = cycle % 19, b = cycle / 100, c = cycle % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;

  return vigie_calendar_day (year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

/* ---- Public holidays ---- */

VigieHoliday
vigie_calendar_holiday (gint64 day)
{
  static const struct
  {
    guint8 month, day, holiday;
  } fixed[] = {
      {1, 1, VIGIE_HOLIDAY_NEW_YEAR},    {5, 1, VIGIE_HOLIDAY_LABOUR_DAY},
      {5, 8, VIGIE_HOLIDAY_VICTORY},     {7, 14, VIGIE_HOLIDAY_BASTILLE_DAY},
      {8, 15, VIGIE_HOLIDAY_ASSUMPTION}, {11, 1, VIGIE_HOLIDAY_ALL_SAINTS},
      {11, 11, VIGIE_HOLIDAY_ARMISTICE}, {12, 25, VIGIE_HOLIDAY_CHRISTMAS},
  };
  int year, month, day_of_month;

  vigie_calendar_date (day, &year, &month, &day_of_month);
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i].month == month && fixed[i].day == day_of_month)
      return (VigieHoliday) fixed[i].holiday;
  /* Easter falls on 22 March to 25 April, Whit Monday on 14 June at the latest. */
  if (month < 3 || month > 6)
    return VIGIE_HOLIDAY_NONE;
  switch (day - vigie_calendar_easter (year))
    {
    case 1:
      return VIGIE_HOLIDAY_EASTER_MONDAY;
    case 39:
      return VIGIE_HOLIDAY_ASCENSION;
    case 50:
      return VIGIE_HOLIDAY_WHIT_MONDAY;
    default:
      return VIGIE_HOLIDAY_NONE;
    }
}

const char *
vigie_calendar_holiday_words (VigieHoliday holiday)
{
  switch (holiday)
    {
    case VIGIE_HOLIDAY_NEW_YEAR:
      return C_ ("public holiday", "New Year’s Day");
    case VIGIE_HOLIDAY_EASTER_MONDAY:
      return C_ ("public holiday", "Easter Monday");
    case VIGIE_HOLIDAY_LABOUR_DAY:
      return C_ ("public holiday", "1 May");
    case VIGIE_HOLIDAY_VICTORY:
      return C_ ("public holiday", "8 May");
    case VIGIE_HOLIDAY_ASCENSION:
      return C_ ("public holiday", "Ascension Day");
    case VIGIE_HOLIDAY_WHIT_MONDAY:
      return C_ ("public holiday", "Whit Monday");
    case VIGIE_HOLIDAY_BASTILLE_DAY:
      return C_ ("public holiday", "14 July");
    case VIGIE_HOLIDAY_ASSUMPTION:
      return C_ ("public holiday", "Assumption Day");
    case VIGIE_HOLIDAY_ALL_SAINTS:
      return C_ ("public holiday", "All Saints’ Day");
    case VIGIE_HOLIDAY_ARMISTICE:
      return C_ ("public holiday", "11 November");
    case VIGIE_HOLIDAY_CHRISTMAS:
      return C_ ("public holiday", "Christmas Day");
    case VIGIE_HOLIDAY_NONE:
    default:
      return "";
    }
}

/* ---- School holidays ---- */

/* Zone B, by the orders of the minister of education (« arrêté fixant le calendrier scolaire »). A period begins on
 * the Saturday on which classes end, as the ministry's own data have it (most pupils have none on it), or on the day
 * after where they end on another day of the week; its last day is the one before pupils come back. In spring 2021
 * the holidays of all zones were moved to the same weeks. In 2017-2018 the
 * academies of the zone had dates of their own: of that year only the summer is here, which was one. The orders close schools on the days about Ascension. The order of 2026-2027 sets the first day
 * of summer; a school year ends in August. */
static const guint32 zone_b[][2] = {
    {20180707, 20180902},

    {20181020, 20181104}, {20181222, 20190106}, {20190209, 20190224},
    {20190406, 20190422}, {20190530, 20190602}, {20190706, 20190901},

    {20191019, 20191103}, {20191221, 20200105}, {20200215, 20200301},
    {20200411, 20200426}, {20200521, 20200524}, {20200704, 20200831},

    {20201017, 20201101}, {20201219, 20210103}, {20210220, 20210307},
    {20210410, 20210425}, {20210513, 20210516}, {20210707, 20210901},

    {20211023, 20211107}, {20211218, 20220102}, {20220205, 20220220},
    {20220409, 20220424}, {20220526, 20220529}, {20220708, 20220831},

    {20221022, 20221106}, {20221217, 20230102}, {20230211, 20230226},
    {20230415, 20230501}, {20230518, 20230521}, {20230708, 20230903},

    {20231021, 20231105}, {20231223, 20240107}, {20240224, 20240310},
    {20240420, 20240505}, {20240509, 20240512}, {20240706, 20240901},

    {20241019, 20241103}, {20241221, 20250105}, {20250208, 20250223},
    {20250405, 20250421}, {20250529, 20250601}, {20250705, 20250831},

    {20251018, 20251102}, {20251220, 20260104}, {20260214, 20260301},
    {20260411, 20260426}, {20260514, 20260517}, {20260704, 20260831},

    {20261017, 20261101}, {20261219, 20270103}, {20270220, 20270307},
    {20270417, 20270502}, {20270506, 20270509}, {20270703, 20270831},
};
#define FIRST_BUILT_IN 2018
#define LAST_BUILT_IN 2026

static int
school_year (gint64 day)
{
  int year, month;

  vigie_calendar_date (day, &year, &month, NULL);
  return month >= 9 ? year : year - 1;
}

static gint64
day_of (guint32 date)
{
  return vigie_calendar_day ((int) (date / 10000), (int) (date / 100 % 100), (int) (date % 100));
}

/* The index of the first period that begins after @day. */
static guint
find_after (const VigieCalendar *self, gint64 day)
{
  guint low = 0, high = self->periods->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->periods, Period, middle).first <= day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_declared (const VigieCalendar *self, int year)
{
  for (guint i = 0; i < self->declared->len; i++)
    if (g_array_index (self->declared, int, i) == year)
      return TRUE;
  return FALSE;
}

VigieCalendar *
vigie_calendar_new (void)
{
  VigieCalendar *self = g_new0 (VigieCalendar, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->periods = g_array_sized_new (FALSE, FALSE, sizeof (Period), G_N_ELEMENTS (zone_b));
  self->declared = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < G_N_ELEMENTS (zone_b); i++)
    {
      Period period = {.first = day_of (zone_b[i][0]), .last = day_of (zone_b[i][1])};

      period.school_year = school_year (period.first);
      g_array_append_val (self->periods, period);
    }
  return self;
}

void
vigie_calendar_add_school_holidays (VigieCalendar *self, gint64 first, gint64 last)
{
  Period period = {.first = first, .last = MIN (last, first + MAX_PERIOD_DAYS - 1)};

  g_return_if_fail (self != NULL);

  if (last < first || self->declared->len >= MAX_PERIODS || self->periods->len >= MAX_PERIODS)
    return;
  period.school_year = school_year (first);
  if (!is_declared (self, period.school_year))
    {
      for (guint i = self->periods->len; i > 0; i--)
        if (g_array_index (self->periods, Period, i - 1).school_year == period.school_year)
          g_array_remove_index (self->periods, i - 1);
      g_array_append_val (self->declared, period.school_year);
    }
  g_array_insert_val (self->periods, find_after (self, first), period);
}

VigieCalendar *
vigie_calendar_ref (VigieCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_calendar_unref (VigieCalendar *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->periods);
  g_array_unref (self->declared);
  g_free (self);
}

VigieCalendar *
vigie_calendar_default (void)
{
  static VigieCalendar *calendar;

  if (g_once_init_enter_pointer (&calendar))
    g_once_init_leave_pointer (&calendar, vigie_calendar_new ());
  return calendar;
}

VigieSchool
vigie_calendar_school (const VigieCalendar *self, gint64 day)
{
  int year = school_year (day);

  if (self == NULL)
    self = vigie_calendar_default ();
  /* The summer of a year may reach into the next one. */
  for (guint i = find_after (self, day); i > 0; i--)
    {
      const Period *period = &g_array_index (self->periods, Period, i - 1);

      if (period->school_year < year - 1)
        break;
      if (day <= period->last)
        return VIGIE_SCHOOL_HOLIDAYS;
    }
  if ((year >= FIRST_BUILT_IN && year <= LAST_BUILT_IN) || is_declared (self, year))
    return VIGIE_SCHOOL_TERM;
  return VIGIE_SCHOOL_UNKNOWN;
}
