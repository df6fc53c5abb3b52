/* vigie-ingest-demo-calendar.c: local time, public holidays, opening hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

/* Days since 1970-01-01 of a date of the Gregorian calendar, and back. */
static gint64
days_from_date (int year, int month, int day)
{
  gint64 y = year - (month <= 2);
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

static void
date_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era
      = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 shifted = (5 * day_of_year + 2) / 153;

  *day = (int) (day_of_year - (153 * shifted + 2) / 5 + 1);
  *month = (int) (shifted < 10 ? shifted + 3 : shifted - 9);
  *year = (int) (year_of_era + era * 400 + (*month <= 2));
}

/* Easter Sunday as days since 1970 (Meeus, Astronomical Algorithms, chapter 8). */
static gint64
easter (int year)
{
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
  int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
  int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;

  return days_from_date (year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

/* The eleven holidays of the Code du travail, L3133-1. */
static gboolean
is_holiday (gint64 number, int year, int month, int day)
{
  static const guint8 fixed[][2]
      = {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}};
  gint64 after_easter = number - easter (year);

  if (after_easter == 1 || after_easter == 39 || after_easter == 50)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i][0] == month && fixed[i][1] == day)
      return TRUE;
  return FALSE;
}

static gint64
local_seconds (GTimeZone *zone, VigieTime time)
{
  gint64 seconds = time / VIGIE_SECOND - (time % VIGIE_SECOND < 0);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return seconds + (interval < 0 ? 0 : g_time_zone_get_offset (zone, interval));
}

void
vigie_demo_civil_at (GTimeZone *zone, VigieTime time, VigieDemoCivil *civil)
{
  gint64 local = local_seconds (zone, time);
  gint64 number = local / 86400 - (local % 86400 < 0);

  /* A day's date does not change from step to step. */
  if (number != civil->day_number || civil->day == 0)
    {
      civil->day_number = number;
      date_from_days (number, &civil->year, &civil->month, &civil->day);
      civil->weekday = (int) ((number + 3) % 7 + 7) % 7 + 1;
      civil->day_of_year = (int) (number - days_from_date (civil->year, 1, 1)) + 1;
      civil->holiday = is_holiday (number, civil->year, civil->month, civil->day);
    }
  civil->minute = (int) ((local - number * 86400) / 60);
}

VigieTime
vigie_demo_midnight_before (GTimeZone *zone, VigieTime time, int days)
{
  gint64 local = local_seconds (zone, time);
  gint64 midnight = (local / 86400 - (local % 86400 < 0) - days) * 86400;
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_STANDARD, midnight);

  return (midnight - (interval < 0 ? 0 : g_time_zone_get_offset (zone, interval))) * VIGIE_SECOND;
}

/* The row of a day, or -1 where it is closed. */
static int
find_row (const VigieDemoHours *hours, const VigieDemoCivil *civil)
{
  int all = 0;

  if (!hours)
    return -1;
  for (int i = 0; i < VIGIE_DEMO_MAX_HOURS && hours->rows[i].days; i++)
    all |= hours->rows[i].days;
  if (civil->holiday && all != VIGIE_DEMO_DAYS_ALL)
    return -1;
  for (int i = 0; i < VIGIE_DEMO_MAX_HOURS && hours->rows[i].days; i++)
    if (hours->rows[i].days & (1 << (civil->weekday - 1)))
      return i;
  return -1;
}

gboolean
vigie_demo_hours_are_open (const VigieDemoHours *hours, const VigieDemoCivil *civil)
{
  int row = find_row (hours, civil);

  return row >= 0
         && ((civil->minute >= hours->rows[row].open && civil->minute < hours->rows[row].close)
             || (civil->minute >= hours->rows[row].open2
                 && civil->minute < hours->rows[row].close2));
}

int
vigie_demo_hours_minutes (const VigieDemoHours *hours, const VigieDemoCivil *civil)
{
  int row = find_row (hours, civil);

  if (row < 0)
    return 0;
  return hours->rows[row].close - hours->rows[row].open + hours->rows[row].close2
         - hours->rows[row].open2;
}

double
vigie_demo_hours_activity (const VigieDemoHours *hours, const VigieDemoCivil *civil)
{
  int row = find_row (hours, civil);
  int first, last, away;

  if (row < 0)
    return 0;
  first = hours->rows[row].open;
  last = MAX (hours->rows[row].close, hours->rows[row].close2);
  away = MAX (first - civil->minute, civil->minute - last);
  return away <= 0 ? 1 : MAX (0, 1 - away / 60.0);
}

char *
vigie_demo_hours_to_string (const VigieDemoHours *hours)
{
  static const char *const names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  GString *text = g_string_new (NULL);
  int all = 0;

  for (int i = 0; i < VIGIE_DEMO_MAX_HOURS && hours->rows[i].days; i++)
    {
      guint8 days = hours->rows[i].days;

      all |= days;
      if (text->len > 0)
        g_string_append (text, "; ");
      for (int day = 0, first = TRUE; day < 7; day++)
        {
          int end = day;

          if (!(days & (1 << day)))
            continue;
          while (end < 6 && days & (1 << (end + 1)))
            end++;
          g_string_append_printf (text, "%s%s", first ? "" : ",", names[day]);
          if (end > day)
            g_string_append_printf (text, "%c%s", end == day + 1 ? ',' : '-', names[end]);
          first = FALSE;
          day = end;
        }
      g_string_append_printf (text, " %02d:%02d-%02d:%02d", hours->rows[i].open / 60,
                              hours->rows[i].open % 60, hours->rows[i].close / 60,
                              hours->rows[i].close % 60);
      if (hours->rows[i].close2 > hours->rows[i].open2)
        g_string_append_printf (text, ",%02d:%02d-%02d:%02d", hours->rows[i].open2 / 60,
                                hours->rows[i].open2 % 60, hours->rows[i].close2 / 60,
                                hours->rows[i].close2 % 60);
    }
  if (all != VIGIE_DEMO_DAYS_ALL)
    g_string_append (text, "; PH off");
  return g_string_free (text, FALSE);
}
