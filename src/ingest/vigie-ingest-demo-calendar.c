/* vigie-ingest-demo-calendar.c: local time, public holidays, opening hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

#include "vigie-calendar.h"

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
      vigie_calendar_date (number, &civil->year, &civil->month, &civil->day);
      civil->weekday = vigie_calendar_weekday (number);
      civil->day_of_year = (int) (number - vigie_calendar_day (civil->year, 1, 1)) + 1;
      civil->holiday = vigie_calendar_holiday (number) != VIGIE_HOLIDAY_NONE;
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
  VigieDemoSeason season = civil->month >= 4 && civil->month <= 9 ? VIGIE_DEMO_SEASON_SUMMER
                                                                  : VIGIE_DEMO_SEASON_WINTER;
  int all = 0;

  if (!hours)
    return -1;
  for (int i = 0; i < VIGIE_DEMO_MAX_HOURS && hours->rows[i].days; i++)
    all |= hours->rows[i].days;
  if (civil->holiday && all != VIGIE_DEMO_DAYS_ALL)
    return -1;
  for (int i = 0; i < VIGIE_DEMO_MAX_HOURS && hours->rows[i].days; i++)
    if (hours->rows[i].days & (1 << (civil->weekday - 1))
        && (hours->rows[i].season == VIGIE_DEMO_SEASON_ALL || hours->rows[i].season == season))
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

guint
vigie_demo_hours_spans (const VigieDemoHours *hours,
                        const VigieDemoCivil *civil,
                        VigieDemoSpan spans[2])
{
  int row = find_row (hours, civil);

  if (row < 0)
    return 0;
  spans[0] = (VigieDemoSpan) {hours->rows[row].open, hours->rows[row].close};
  spans[1] = (VigieDemoSpan) {hours->rows[row].open2, hours->rows[row].close2};
  return spans[1].to > spans[1].from ? 2 : 1;
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
  static const char *const seasons[] = {"", "Apr-Sep ", "Oct-Mar "};
  GString *text = g_string_new (NULL);
  int all = 0;

  for (int i = 0; i < VIGIE_DEMO_MAX_HOURS && hours->rows[i].days; i++)
    {
      guint8 days = hours->rows[i].days;

      all |= days;
      if (text->len > 0)
        g_string_append (text, "; ");
      g_string_append (text, seasons[hours->rows[i].season]);
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

char *
vigie_demo_closure_to_string (gint64 first, gint64 last, const char *comment)
{
  static const char *const months[]
      = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  int year, month, day, to_year, to_month, to_day;
  g_autoptr (GString) text = g_string_new (NULL);

  vigie_calendar_date (first, &year, &month, &day);
  vigie_calendar_date (last, &to_year, &to_month, &to_day);
  g_string_printf (text, "%d %s %02d", year, months[month - 1], day);
  if (to_year != year)
    g_string_append_printf (text, "-%d %s %02d", to_year, months[to_month - 1], to_day);
  else if (to_month != month)
    g_string_append_printf (text, "-%s %02d", months[to_month - 1], to_day);
  else if (to_day != day)
    g_string_append_printf (text, "-%02d", to_day);
  g_string_append_printf (text, " off \"%s\"", comment);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
