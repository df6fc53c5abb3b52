/* vigie-opening-hours-dates.c: years, months, dates and weeks of opening hours, read and held against a day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define NO_DAY G_MININT64
/* Longer ones are a season. */
#define MAX_EXCEPTION_DAYS 31

static const guint8 month_days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/* ---- Reading ---- */

static const OpeningToken *
peek (const OpeningParser *parser, guint ahead)
{
  return _vigie_opening_peek (parser, ahead);
}

/* A number that is not the hour of a time. */
static gboolean
is_number (const OpeningParser *parser, guint ahead, gboolean is_year)
{
  const OpeningToken *token = peek (parser, ahead);

  if (token->kind != TOKEN_NUMBER || (token->length == 4) != is_year)
    return FALSE;
  /* Of "Jan 1-15: 10:00" 15 is a day, of "Jan 15:10" an hour. */
  return !_vigie_opening_is_sign (parser, ahead + 1, ':')
         || peek (parser, ahead + 2)->kind != TOKEN_NUMBER
         || peek (parser, ahead + 2)->start > peek (parser, ahead + 1)->start + 1;
}

static gboolean
parse_step (OpeningParser *parser, int *step)
{
  *step = 1;
  if (!_vigie_opening_take_sign (parser, '/'))
    return TRUE;
  if (peek (parser, 0)->kind != TOKEN_NUMBER || peek (parser, 0)->value < 1)
    return _vigie_opening_fail (parser, _ ("A number from 1 was expected"));
  *step = peek (parser, 0)->value;
  parser->at++;
  return TRUE;
}

gboolean
_vigie_opening_parse_years (OpeningParser *parser, OpeningSlice *slice)
{
  GArray *years = parser->hours->years;

  slice->first = years->len;
  do
    {
      OpeningRange range = {.step = 1};

      if (!is_number (parser, 0, TRUE))
        return _vigie_opening_fail (parser, _ ("A time of day such as “08:30” was expected"));
      range.from = range.to = peek (parser, 0)->value;
      parser->at++;
      if (_vigie_opening_take_sign (parser, '+'))
        range.to = G_MAXINT;
      else if (_vigie_opening_is_sign (parser, 0, '/'))
        {
          range.to = G_MAXINT;
          if (!parse_step (parser, &range.step))
            return FALSE;
        }
      else if (_vigie_opening_take_sign (parser, '-'))
        {
          if (!is_number (parser, 0, TRUE) || peek (parser, 0)->value < range.from)
            return _vigie_opening_fail (parser, _ ("A later year was expected"));
          range.to = peek (parser, 0)->value;
          parser->at++;
          if (!parse_step (parser, &range.step))
            return FALSE;
        }
      g_array_append_val (years, range);
    }
  while (is_number (parser, 1, TRUE) && _vigie_opening_take_sign (parser, ','));
  slice->n = years->len - slice->first;
  return TRUE;
}

static gboolean
parse_week (OpeningParser *parser, int *week)
{
  const OpeningToken *token = peek (parser, 0);

  if (!is_number (parser, 0, FALSE) || token->value < 1 || token->value > 53)
    return _vigie_opening_fail (parser, _ ("A week from 1 to 53 was expected"));
  *week = token->value;
  parser->at++;
  return TRUE;
}

/* "week 1-53/2,10"; "week" may be said again. */
gboolean
_vigie_opening_parse_weeks (OpeningParser *parser, OpeningSlice *slice)
{
  GArray *weeks = parser->hours->weeks;
  gboolean more = TRUE;

  slice->first = weeks->len;
  while (more)
    {
      OpeningRange range = {.step = 1};

      if (peek (parser, 0)->kind == TOKEN_WEEK)
        parser->at++;
      if (!parse_week (parser, &range.from))
        return FALSE;
      range.to = range.from;
      if (_vigie_opening_take_sign (parser, '-'))
        {
          if (!parse_week (parser, &range.to) || !parse_step (parser, &range.step))
            return FALSE;
          if (range.to < range.from && range.step > 1)
            {
              parser->at--;
              return _vigie_opening_fail (parser, _ ("A later week was expected"));
            }
        }
      g_array_append_val (weeks, range);
      more = (peek (parser, 1)->kind == TOKEN_WEEK || is_number (parser, 1, FALSE))
             && _vigie_opening_take_sign (parser, ',');
    }
  slice->n = weeks->len - slice->first;
  return TRUE;
}

/* "+Su", "-Mo", then "+2 days". */
static gboolean
parse_moves (OpeningParser *parser, OpeningDate *date)
{
  gboolean before = _vigie_opening_is_sign (parser, 0, '-');

  if ((before || _vigie_opening_is_sign (parser, 0, '+'))
      && peek (parser, 1)->kind == TOKEN_WEEKDAY)
    {
      date->move_weekday = before ? -peek (parser, 1)->value : peek (parser, 1)->value;
      parser->at += 2;
    }
  return _vigie_opening_parse_offset (parser, &date->move_days);
}

static gboolean
parse_day_number (OpeningParser *parser, OpeningDate *date)
{
  int last = month_days[date->month - 1];

  if (date->month == 2 && date->year > 0
      && vigie_calendar_day (date->year, 3, 1) - vigie_calendar_day (date->year, 2, 1) == 28)
    last = 28;
  if (!is_number (parser, 0, FALSE) || peek (parser, 0)->value < 1
      || peek (parser, 0)->value > last)
    return _vigie_opening_fail (parser, _ ("A day of that month was expected"));
  date->day = peek (parser, 0)->value;
  parser->at++;
  return TRUE;
}

/* After "Mar Su[". */
static gboolean
parse_weekday_of_month (OpeningParser *parser, OpeningDate *date)
{
  gboolean from_end = _vigie_opening_take_sign (parser, '-');

  if (peek (parser, 0)->kind != TOKEN_NUMBER || peek (parser, 0)->value < 1
      || peek (parser, 0)->value > 5)
    return _vigie_opening_fail (parser, _ ("A number from 1 to 5 was expected"));
  date->nth = from_end ? -peek (parser, 0)->value : peek (parser, 0)->value;
  parser->at++;
  if (!_vigie_opening_take_sign (parser, ']'))
    return _vigie_opening_fail (parser, _ ("“]” was expected"));
  return TRUE;
}

/* "[2026] Jan 5", "easter -2 days", "Mar Su[-1]", "2026 Mar": *@is_month where there is no day. */
static gboolean
parse_date (OpeningParser *parser, OpeningDate *date, gboolean *is_month)
{
  *date = (OpeningDate) {0};
  *is_month = FALSE;
  if (is_number (parser, 0, TRUE))
    {
      date->year = peek (parser, 0)->value;
      parser->at++;
    }
  if (peek (parser, 0)->kind == TOKEN_EASTER)
    {
      parser->at++;
      return parse_moves (parser, date);
    }
  if (peek (parser, 0)->kind != TOKEN_MONTH)
    return _vigie_opening_fail (parser, _ ("A date was expected"));
  date->month = peek (parser, 0)->value;
  parser->at++;
  if (peek (parser, 0)->kind == TOKEN_WEEKDAY && _vigie_opening_is_sign (parser, 1, '['))
    {
      date->weekday = peek (parser, 0)->value;
      parser->at += 2;
      return parse_weekday_of_month (parser, date) && parse_moves (parser, date);
    }
  if (!is_number (parser, 0, FALSE))
    {
      *is_month = TRUE;
      return TRUE;
    }
  return parse_day_number (parser, date) && parse_moves (parser, date);
}

/* What follows the "-" of a date. */
static gboolean
parse_until (OpeningParser *parser, OpeningDates *dates)
{
  guint start = parser->at;
  gboolean is_month;

  if (is_number (parser, 0, FALSE) && dates->from.month > 0)
    {
      dates->to.year = dates->from.year;
      dates->to.month = dates->from.month;
      return parse_day_number (parser, &dates->to) && parse_moves (parser, &dates->to)
             && parse_step (parser, &dates->step);
    }
  if (!parse_date (parser, &dates->to, &is_month))
    return FALSE;
  if (is_month)
    return _vigie_opening_fail (parser, _ ("A day of that month was expected"));
  if (dates->to.year == 0 || (dates->from.year > 0 && dates->to.year >= dates->from.year))
    return parse_step (parser, &dates->step);
  parser->at = start;
  if (dates->from.year > 0)
    return _vigie_opening_fail (parser, _ ("A later year was expected"));
  return _vigie_opening_fail (parser, _ ("A year was expected at the start of the range too"));
}

static gboolean
parse_date_range (OpeningParser *parser, OpeningDates *dates)
{
  *dates = (OpeningDates) {.step = 1};
  if (!parse_date (parser, &dates->from, &dates->months))
    return FALSE;
  dates->to = dates->from;
  if (dates->months)
    {
      gboolean is_month;

      if (!_vigie_opening_take_sign (parser, '-'))
        return TRUE;
      if (!parse_date (parser, &dates->to, &is_month))
        return FALSE;
      if (!is_month || (dates->to.year > 0 && dates->from.year == 0)
          || (dates->to.year > 0 && dates->to.year < dates->from.year))
        {
          parser->at--;
          return _vigie_opening_fail (parser, _ ("A later month was expected"));
        }
      return TRUE;
    }
  if (_vigie_opening_take_sign (parser, '-'))
    return parse_until (parser, dates);
  dates->onwards = _vigie_opening_take_sign (parser, '+');
  return TRUE;
}

gboolean
_vigie_opening_parse_dates (OpeningParser *parser, OpeningSlice *slice)
{
  GArray *all = parser->hours->dates;

  slice->first = all->len;
  for (;;)
    {
      OpeningDates dates;
      const OpeningToken *next;

      if (!parse_date_range (parser, &dates))
        return FALSE;
      g_array_append_val (all, dates);
      /* "Dec 24,26,31" */
      while (!dates.months && dates.to.day > 0 && _vigie_opening_is_sign (parser, 0, ',')
             && is_number (parser, 1, FALSE))
        {
          dates = (OpeningDates) {.from = {.year = dates.from.year, .month = dates.to.month},
                                  .step = 1};
          parser->at++;
          if (!parse_day_number (parser, &dates.from) || !parse_moves (parser, &dates.from))
            return FALSE;
          dates.to = dates.from;
          if (_vigie_opening_take_sign (parser, '-') && !parse_until (parser, &dates))
            return FALSE;
          g_array_append_val (all, dates);
        }
      next = peek (parser, is_number (parser, 1, TRUE) ? 2 : 1);
      if ((next->kind != TOKEN_MONTH && next->kind != TOKEN_EASTER)
          || !_vigie_opening_take_sign (parser, ','))
        break;
    }
  slice->n = all->len - slice->first;
  return TRUE;
}

/* ---- Holding against a day ---- */

/* The day of @date in @year, or NO_DAY. 29 February is in other years the day after the 28th (@is_end: the 28th), but
 * where @exact. */
static gint64
resolve (const OpeningDate *date, int year, gboolean is_end, gboolean exact)
{
  gint64 day;

  if (date->month == 0)
    day = vigie_calendar_easter (year);
  else if (date->nth != 0)
    {
      gint64 first = vigie_calendar_day (year, date->month, 1);
      gint64 last
          = vigie_calendar_day (date->month < 12 ? year : year + 1, date->month % 12 + 1, 1) - 1;

      if (date->nth > 0)
        day = first + (date->weekday - vigie_calendar_weekday (first) + 7) % 7
              + 7 * (date->nth - 1);
      else
        day = last - (vigie_calendar_weekday (last) - date->weekday + 7) % 7 + 7 * (date->nth + 1);
      if (day < first || day > last)
        return NO_DAY;
    }
  else
    {
      day = vigie_calendar_day (year, date->month, date->day);
      if (date->month == 2 && date->day == 29 && day == vigie_calendar_day (year, 3, 1))
        {
          if (exact)
            return NO_DAY;
          day -= is_end;
        }
    }
  if (date->move_weekday > 0)
    day += (date->move_weekday - vigie_calendar_weekday (day) + 7) % 7;
  else if (date->move_weekday < 0)
    day -= (vigie_calendar_weekday (day) + date->move_weekday + 7) % 7;
  return day + date->move_days;
}

static gboolean
is_between (const OpeningDates *dates, gint64 day, int year)
{
  gboolean single = !dates->onwards && memcmp (&dates->from, &dates->to, sizeof dates->from) == 0;
  gint64 from = resolve (&dates->from, year, FALSE, single), to;

  if (from == NO_DAY || day < from || (day - from) % dates->step != 0)
    return FALSE;
  if (single)
    return day == from;
  if (dates->onwards)
    return dates->from.year > 0 || day < vigie_calendar_day (year + 1, 1, 1);
  if (dates->to.year > dates->from.year)
    year = dates->to.year;
  to = resolve (&dates->to, year, TRUE, FALSE);
  if (to != NO_DAY && to < from)
    to = resolve (&dates->to, year + 1, TRUE, FALSE);
  return to != NO_DAY && day <= to;
}

static gboolean
dates_match (const OpeningDates *dates, gint64 day, int year, int month)
{
  int from = dates->from.month, to = dates->to.month;

  if (!dates->months)
    {
      if (dates->from.year > 0)
        return is_between (dates, day, dates->from.year);
      /* What began in the year before, or is moved into this one. */
      for (int y = year - 1; y <= year + 1; y++)
        if (is_between (dates, day, y))
          return TRUE;
      return FALSE;
    }
  if (dates->from.year == 0)
    return from <= to ? month >= from && month <= to : month >= from || month <= to;
  from += dates->from.year * 12;
  to += MAX (dates->to.year, dates->from.year) * 12;
  if (to < from)
    to += 12;
  return year * 12 + month >= from && year * 12 + month <= to;
}

static gboolean
range_matches (const OpeningRange *range, int value)
{
  if (range->to < range->from)
    return value >= range->from || value <= range->to;
  return value >= range->from && value <= range->to && (value - range->from) % range->step == 0;
}

static gboolean
days_match (const VigieOpeningHours *self, const OpeningDays *days, gint64 day, VigieSchool assumed)
{
  VigieSchool school;
  int month, day_of_month, year, n_days;
  guint16 nth;

  switch (days->kind)
    {
    case OPENING_DAYS_PUBLIC:
      return vigie_calendar_holiday (day - days->move_days) != VIGIE_HOLIDAY_NONE;
    case OPENING_DAYS_SCHOOL:
      school = vigie_calendar_school (self->calendar, day);
      return (school == VIGIE_SCHOOL_UNKNOWN ? assumed : school) == VIGIE_SCHOOL_HOLIDAYS;
    case OPENING_DAYS_NTH:
      day -= days->move_days;
      if (!(days->weekdays & (1u << vigie_calendar_weekday (day))))
        return FALSE;
      vigie_calendar_date (day, &year, &month, &day_of_month);
      n_days = (int) (vigie_calendar_day (month < 12 ? year : year + 1, month % 12 + 1, 1)
                      - vigie_calendar_day (year, month, 1));
      nth = (guint16) (1u << ((day_of_month - 1) / 7 + 1 + 5));
      nth |= (guint16) (1u << (5 - 1 - (n_days - day_of_month) / 7));
      return (days->nth & nth) != 0;
    case OPENING_DAYS_WEEKDAYS:
    default:
      return (days->weekdays & (1u << vigie_calendar_weekday (day))) != 0;
    }
}

#define MATCH(array, type, slice, condition)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gboolean found = (slice).n == 0;                                                               \
    for (guint i = 0; i < (slice).n && !found; i++)                                                \
      {                                                                                            \
        const type *item = &g_array_index ((array), type, (slice).first + i);                      \
        found = (condition);                                                                       \
      }                                                                                            \
    if (!found)                                                                                    \
      return FALSE;                                                                                \
  }                                                                                                \
  G_STMT_END

gboolean
_vigie_opening_rule_matches (const VigieOpeningHours *self,
                             const OpeningRule *rule,
                             gint64 day,
                             VigieSchool assumed)
{
  int year = 0, month = 0;

  if (rule->years.n > 0 || rule->dates.n > 0)
    vigie_calendar_date (day, &year, &month, NULL);
  MATCH (self->years, OpeningRange, rule->years, range_matches (item, year));
  MATCH (self->dates, OpeningDates, rule->dates, dates_match (item, day, year, month));
  MATCH (self->weeks, OpeningRange, rule->weeks, range_matches (item, vigie_calendar_week (day)));
  MATCH (self->days, OpeningDays, rule->days[0], days_match (self, item, day, assumed));
  MATCH (self->days, OpeningDays, rule->days[1], days_match (self, item, day, assumed));
  return TRUE;
}

/* ---- What is usual ---- */

/* A rule of some days only: dates of at most a month, dates on which it is closed, nth weekdays. */
static gboolean
is_exception (const VigieOpeningHours *self, const OpeningRule *rule, int year)
{
  gboolean closes = rule->state == VIGIE_OPENING_CLOSED && rule->times.n == 0;

  for (guint i = 0; i < rule->dates.n; i++)
    {
      const OpeningDates *dates = &g_array_index (self->dates, OpeningDates, rule->dates.first + i);
      int in = dates->from.year > 0 ? dates->from.year : year;
      gint64 from, to;

      if (dates->months)
        {
          if (!closes || in != dates->from.year)
            return FALSE;
          continue;
        }
      if (closes)
        continue;
      from = resolve (&dates->from, in, FALSE, FALSE);
      to = resolve (&dates->to, MAX (in, dates->to.year), TRUE, FALSE);
      if (to != NO_DAY && to < from)
        to = resolve (&dates->to, in + 1, TRUE, FALSE);
      if (from == NO_DAY || to == NO_DAY)
        continue;
      if (dates->onwards || to - from > MAX_EXCEPTION_DAYS)
        return FALSE;
    }
  return rule->dates.n > 0;
}

static gboolean
day_is_usual (const OpeningDays *days, int weekday, gboolean holiday, VigieSchool school)
{
  switch (days->kind)
    {
    case OPENING_DAYS_PUBLIC:
      return holiday && days->move_days == 0;
    case OPENING_DAYS_SCHOOL:
      return school == VIGIE_SCHOOL_HOLIDAYS;
    case OPENING_DAYS_NTH:
      return FALSE;
    case OPENING_DAYS_WEEKDAYS:
    default:
      return (days->weekdays & (1u << weekday)) != 0;
    }
}

gboolean
_vigie_opening_rule_is_usual (const VigieOpeningHours *self,
                              const OpeningRule *rule,
                              gint64 day,
                              int weekday,
                              gboolean holiday,
                              VigieSchool school)
{
  int year, month;

  vigie_calendar_date (day, &year, &month, NULL);
  if (is_exception (self, rule, year))
    return FALSE;
  MATCH (self->years, OpeningRange, rule->years, range_matches (item, year));
  MATCH (self->dates, OpeningDates, rule->dates, dates_match (item, day, year, month));
  MATCH (self->weeks, OpeningRange, rule->weeks, range_matches (item, vigie_calendar_week (day)));
  MATCH (self->days, OpeningDays, rule->days[0], day_is_usual (item, weekday, holiday, school));
  MATCH (self->days, OpeningDays, rule->days[1], day_is_usual (item, weekday, holiday, school));
  return TRUE;
}
