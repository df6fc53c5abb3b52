/* test-calendar.c: dates, weeks, Easter, public holidays, school holidays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-calendar.h"

static gint64
day_of (int date)
{
  return vigie_calendar_day (date / 10000, date / 100 % 100, date % 100);
}

/* Against GDateTime, each day of three centuries. */
static void
test_dates (void)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (1850, 1, 1, 0, 0, 0);
  gint64 start = g_date_time_to_unix (first) / 86400;

  g_assert_cmpint (vigie_calendar_day (1970, 1, 1), ==, 0);
  g_assert_cmpint (vigie_calendar_day (1969, 12, 31), ==, -1);
  g_assert_cmpint (vigie_calendar_day (2026, 1, 32), ==, vigie_calendar_day (2026, 2, 1));
  g_assert_cmpint (vigie_calendar_day (2026, 3, 0), ==, vigie_calendar_day (2026, 2, 28));
  for (int i = 0; i < 300 * 366; i++)
    {
      g_autoptr (GDateTime) date = g_date_time_add_days (first, i);
      int year, month, day;

      vigie_calendar_date (start + i, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_time_get_year (date));
      g_assert_cmpint (month, ==, g_date_time_get_month (date));
      g_assert_cmpint (day, ==, g_date_time_get_day_of_month (date));
      g_assert_cmpint (vigie_calendar_day (year, month, day), ==, start + i);
      g_assert_cmpint (vigie_calendar_weekday (start + i), ==, g_date_time_get_day_of_week (date));
      g_assert_cmpint (vigie_calendar_week (start + i), ==, g_date_time_get_week_of_year (date));
    }
}

static void
test_easter (void)
{
  /* Meeus, chapter 8, its examples; then the earliest, the latest and those of our years (Institut de mécanique
   * céleste et de calcul des éphémérides). */
  static const int sundays[]
      = {19910331, 19920419, 19930411, 19540418, 20000423, 18180322, 22850322, 18860425,
         19430425, 20380425, 20180401, 20190421, 20200412, 20210404, 20220417, 20230409,
         20240331, 20250420, 20260405, 20270328, 20280416, 20290401, 20300421};

  for (guint i = 0; i < G_N_ELEMENTS (sundays); i++)
    g_assert_cmpint (vigie_calendar_easter (sundays[i] / 10000), ==, day_of (sundays[i]));
  for (int year = -100000; year <= 100000; year++)
    {
      gint64 easter = vigie_calendar_easter (year);

      g_assert_cmpint (vigie_calendar_weekday (easter), ==, 7);
      g_assert_cmpint (easter, >=, vigie_calendar_day (year, 3, 22));
      g_assert_cmpint (easter, <=, vigie_calendar_day (year, 4, 25));
    }
  g_assert_cmpint (vigie_calendar_easter (5700000 + 2026)
                       - vigie_calendar_day (5700000 + 2026, 1, 1),
                   ==, vigie_calendar_easter (2026) - vigie_calendar_day (2026, 1, 1));
}

static void
test_holidays (void)
{
  static const struct
  {
    int date;
    VigieHoliday holiday;
  } cases[] = {
      {20260101, VIGIE_HOLIDAY_NEW_YEAR},    {20260406, VIGIE_HOLIDAY_EASTER_MONDAY},
      {20260405, VIGIE_HOLIDAY_NONE},        {20260501, VIGIE_HOLIDAY_LABOUR_DAY},
      {20260508, VIGIE_HOLIDAY_VICTORY},     {20260514, VIGIE_HOLIDAY_ASCENSION},
      {20260525, VIGIE_HOLIDAY_WHIT_MONDAY}, {20260714, VIGIE_HOLIDAY_BASTILLE_DAY},
      {20260815, VIGIE_HOLIDAY_ASSUMPTION},  {20261101, VIGIE_HOLIDAY_ALL_SAINTS},
      {20261111, VIGIE_HOLIDAY_ARMISTICE},   {20261225, VIGIE_HOLIDAY_CHRISTMAS},
      {20261226, VIGIE_HOLIDAY_NONE},        {20260403, VIGIE_HOLIDAY_NONE},
      {20080501, VIGIE_HOLIDAY_LABOUR_DAY},  {19970508, VIGIE_HOLIDAY_VICTORY},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d", cases[i].date);
      g_assert_cmpint (vigie_calendar_holiday (day_of (cases[i].date)), ==, cases[i].holiday);
    }
  for (int year = 1990; year < 2100; year++)
    {
      gint64 ascension = vigie_calendar_easter (year) + 39;
      int falls_together = ascension == vigie_calendar_day (year, 5, 1)
                           || ascension == vigie_calendar_day (year, 5, 8);
      int n = 0;

      for (gint64 day = vigie_calendar_day (year, 1, 1); day < vigie_calendar_day (year + 1, 1, 1);
           day++)
        n += vigie_calendar_holiday (day) != VIGIE_HOLIDAY_NONE;
      g_assert_cmpint (n, ==, 11 - falls_together);
    }
  g_assert_cmpstr (vigie_calendar_holiday_words (VIGIE_HOLIDAY_NONE), ==, "");
  for (int i = 1; i < VIGIE_N_HOLIDAY; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpstr (vigie_calendar_holiday_words ((VigieHoliday) i), !=,
                       vigie_calendar_holiday_words ((VigieHoliday) j));
}

static void
test_school (void)
{
  static const struct
  {
    int date;
    VigieSchool school;
  } cases[] = {
      {20170115, VIGIE_SCHOOL_UNKNOWN},
      {20180501, VIGIE_SCHOOL_UNKNOWN},
      {20180707, VIGIE_SCHOOL_HOLIDAYS},
      {20180902, VIGIE_SCHOOL_HOLIDAYS},
      {20180903, VIGIE_SCHOOL_TERM},
      {20181019, VIGIE_SCHOOL_TERM},
      {20181020, VIGIE_SCHOOL_HOLIDAYS},
      {20181105, VIGIE_SCHOOL_TERM},
      /* Moved in spring 2021: not from 24 April to 9 May, as the first order had it. */
      {20210412, VIGIE_SCHOOL_HOLIDAYS},
      {20210426, VIGIE_SCHOOL_TERM},
      /* Classes ended on a Thursday evening. */
      {20220707, VIGIE_SCHOOL_TERM},
      {20220708, VIGIE_SCHOOL_HOLIDAYS},
      {20230903, VIGIE_SCHOOL_HOLIDAYS},
      {20230904, VIGIE_SCHOOL_TERM},
      {20251018, VIGIE_SCHOOL_HOLIDAYS},
      {20251103, VIGIE_SCHOOL_TERM},
      {20260214, VIGIE_SCHOOL_HOLIDAYS},
      {20260213, VIGIE_SCHOOL_TERM},
      {20260301, VIGIE_SCHOOL_HOLIDAYS},
      {20260302, VIGIE_SCHOOL_TERM},
      {20260515, VIGIE_SCHOOL_HOLIDAYS},
      {20260518, VIGIE_SCHOOL_TERM},
      {20260831, VIGIE_SCHOOL_HOLIDAYS},
      {20260901, VIGIE_SCHOOL_TERM},
      {20261017, VIGIE_SCHOOL_HOLIDAYS},
      {20261102, VIGIE_SCHOOL_TERM},
      {20261121, VIGIE_SCHOOL_TERM},
      {20261219, VIGIE_SCHOOL_HOLIDAYS},
      {20270103, VIGIE_SCHOOL_HOLIDAYS},
      {20270104, VIGIE_SCHOOL_TERM},
      {20270220, VIGIE_SCHOOL_HOLIDAYS},
      {20270417, VIGIE_SCHOOL_HOLIDAYS},
      {20270507, VIGIE_SCHOOL_HOLIDAYS},
      {20270702, VIGIE_SCHOOL_TERM},
      {20270703, VIGIE_SCHOOL_HOLIDAYS},
      {20270901, VIGIE_SCHOOL_UNKNOWN},
  };
  g_autoptr (VigieCalendar) calendar = vigie_calendar_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d", cases[i].date);
      g_assert_cmpint (vigie_calendar_school (calendar, day_of (cases[i].date)), ==,
                       cases[i].school);
      g_assert_cmpint (vigie_calendar_school (NULL, day_of (cases[i].date)), ==, cases[i].school);
    }
  /* Every year of the orders: 36 weeks of school (Code de l'éducation, L521-1). */
  for (int year = 2018; year <= 2026; year++)
    {
      int term = 0, holidays = 0;

      for (gint64 day = vigie_calendar_day (year, 9, 1); day < vigie_calendar_day (year + 1, 9, 1);
           day++)
        {
          VigieSchool school = vigie_calendar_school (calendar, day);

          g_assert_cmpint (school, !=, VIGIE_SCHOOL_UNKNOWN);
          term += school == VIGIE_SCHOOL_TERM && vigie_calendar_weekday (day) <= 5;
          holidays += school == VIGIE_SCHOOL_HOLIDAYS;
        }
      g_test_message ("%d: %d days of school but Saturdays, %d of holidays", year, term, holidays);
      g_assert_cmpint (term, >=, 36 * 5 - 5);
      g_assert_cmpint (term, <=, 36 * 5 + 5);
      g_assert_cmpint (holidays, >=, 17 * 7);
    }
}

static void
test_declared (void)
{
  g_autoptr (VigieCalendar) calendar = vigie_calendar_new ();
  VigieCalendar *other;

  /* A year that is not built in: known by what is told alone. */
  vigie_calendar_add_school_holidays (calendar, day_of (20271218), day_of (20280102));
  vigie_calendar_add_school_holidays (calendar, day_of (20271023), day_of (20271107));
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20271030)), ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20271107)), ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20271108)), ==, VIGIE_SCHOOL_TERM);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20280102)), ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20280103)), ==, VIGIE_SCHOOL_TERM);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20280901)), ==, VIGIE_SCHOOL_UNKNOWN);

  /* A year that is: what was built in of it is forgotten, not what is of its neighbours. */
  vigie_calendar_add_school_holidays (calendar, day_of (20231028), day_of (20231112));
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20231021)), ==, VIGIE_SCHOOL_TERM);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20231112)), ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20231225)), ==, VIGIE_SCHOOL_TERM);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20230902)), ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20241020)), ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (NULL, day_of (20231021)), ==, VIGIE_SCHOOL_HOLIDAYS);

  /* Absurd ones. */
  vigie_calendar_add_school_holidays (calendar, day_of (20250110), day_of (20250109));
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20250109)), ==, VIGIE_SCHOOL_TERM);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20241225)), ==, VIGIE_SCHOOL_HOLIDAYS);
  vigie_calendar_add_school_holidays (calendar, day_of (20300901), G_MAXINT64);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20310901)), ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20310902)), ==, VIGIE_SCHOOL_UNKNOWN);
  for (int i = 0; i < 2000; i++)
    vigie_calendar_add_school_holidays (calendar, day_of (20350101) + i, day_of (20350101) + i);
  g_assert_cmpint (vigie_calendar_school (calendar, day_of (20350102)), ==, VIGIE_SCHOOL_HOLIDAYS);

  other = vigie_calendar_ref (calendar);
  vigie_calendar_unref (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/dates", test_dates);
  g_test_add_func ("/calendar/easter", test_easter);
  g_test_add_func ("/calendar/holidays", test_holidays);
  g_test_add_func ("/calendar/school", test_school);
  g_test_add_func ("/calendar/declared", test_declared);
  return g_test_run ();
}
