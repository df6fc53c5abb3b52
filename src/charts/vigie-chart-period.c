/* vigie-chart-period.c: the stretches of time that a person asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-chart-period.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* GDate counts from 0001-01-01, which is its day 1. */
#define JULIAN_OF_1970 719163

static GTimeZone *
zone_or_default (GTimeZone *zone)
{
  return zone != NULL ? zone : vigie_words_default_zone ();
}

static void
date_of_day (GDate *date, gint64 day)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) CLAMP (day + JULIAN_OF_1970, 1, 3652059));
}

static gint64
day_of_date (const GDate *date)
{
  return (gint64) g_date_get_julian (date) - JULIAN_OF_1970;
}

/* The first instant of a day. */
static VigieTime
start_of_day (gint64 day, GTimeZone *zone)
{
  GDate date;
  g_autoptr (GDateTime) midnight = NULL;

  date_of_day (&date, day);
  midnight = g_date_time_new (zone_or_default (zone), g_date_get_year (&date),
                              (int) g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  return midnight != NULL ? g_date_time_to_unix (midnight) * VIGIE_SECOND : day * VIGIE_DAY;
}

static gint64
day_of (VigieTime time, GTimeZone *zone)
{
  return vigie_time_to_local (time, zone_or_default (zone)).day_number;
}

static VigieSpan
span_of_days (gint64 first, gint64 last, GTimeZone *zone)
{
  return (VigieSpan) {start_of_day (first, zone), start_of_day (last + 1, zone)};
}

static gboolean
is_whole_days (VigieSpan span, GTimeZone *zone)
{
  return span.to > span.from && start_of_day (day_of (span.from, zone), zone) == span.from
         && start_of_day (day_of (span.to, zone), zone) == span.to;
}

/* The first day of the period of @kind whose last one is @last. */
static gint64
first_day_of (VigieChartPeriodKind kind, gint64 last)
{
  GDate date;

  if (kind != VIGIE_CHART_PERIOD_YEAR)
    return last - (kind == VIGIE_CHART_PERIOD_MONTH ? 29 : 6);
  date_of_day (&date, last + 1);
  g_date_subtract_years (&date, 1);
  return day_of_date (&date);
}

VigieChartPeriod
vigie_chart_period_current (VigieChartPeriodKind kind, VigieTime now, GTimeZone *zone)
{
  VigieChartPeriod period = {kind, {now - VIGIE_DAY, now}, TRUE};

  if (kind == VIGIE_CHART_PERIOD_FREE)
    period.kind = VIGIE_CHART_PERIOD_DAY;
  else if (kind != VIGIE_CHART_PERIOD_DAY)
    {
      gint64 today = day_of (now, zone);

      period.span = span_of_days (first_day_of (kind, today), today, zone);
    }
  return period;
}

VigieChartPeriod
vigie_chart_period_days (gint64 first_day, gint64 last_day, GTimeZone *zone)
{
  return (VigieChartPeriod) {
      VIGIE_CHART_PERIOD_FREE,
      span_of_days (MIN (first_day, last_day), MAX (first_day, last_day), zone), FALSE};
}

VigieChartPeriod
vigie_chart_period_of_span (const VigieChartPeriod *period, VigieSpan span)
{
  if (period->span.from == span.from && period->span.to == span.to)
    return *period;
  return (VigieChartPeriod) {VIGIE_CHART_PERIOD_FREE, span, FALSE};
}

VigieChartPeriod
vigie_chart_period_at (const VigieChartPeriod *period, VigieTime now, GTimeZone *zone)
{
  return period->follows ? vigie_chart_period_current (period->kind, now, zone) : *period;
}

/* @period moved by its own length, @sign times. */
static VigieChartPeriod
shift (const VigieChartPeriod *period, int sign, GTimeZone *zone)
{
  VigieChartPeriod moved = *period;
  VigieTime length = period->span.to - period->span.from;
  gint64 first, last;

  moved.follows = FALSE;
  if (!is_whole_days (period->span, zone))
    {
      moved.span.from += sign * length;
      moved.span.to += sign * length;
      return moved;
    }
  vigie_chart_period_to_days (period->span, zone, &first, &last);
  if (period->kind == VIGIE_CHART_PERIOD_YEAR)
    {
      GDate date;

      date_of_day (&date, last + 1);
      if (sign > 0)
        g_date_add_years (&date, 1);
      else
        g_date_subtract_years (&date, 1);
      last = day_of_date (&date) - 1;
      moved.span = span_of_days (first_day_of (period->kind, last), last, zone);
    }
  else
    {
      gint64 days = sign * (last - first + 1);

      moved.span = span_of_days (first + days, last + days, zone);
    }
  return moved;
}

VigieChartPeriod
vigie_chart_period_previous (const VigieChartPeriod *period, GTimeZone *zone)
{
  return shift (period, -1, zone);
}

VigieChartPeriod
vigie_chart_period_next (const VigieChartPeriod *period, VigieTime now, GTimeZone *zone)
{
  VigieChartPeriod moved;

  if (period->follows)
    return vigie_chart_period_at (period, now, zone);
  moved = shift (period, 1, zone);
  if (moved.span.to < now)
    return moved;
  if (moved.kind != VIGIE_CHART_PERIOD_FREE)
    return vigie_chart_period_current (moved.kind, now, zone);
  return moved;
}

gboolean
vigie_chart_period_has_previous (const VigieChartPeriod *period, VigieTime earliest)
{
  return earliest == VIGIE_TIME_NONE || period->span.from > earliest;
}

gboolean
vigie_chart_period_has_next (const VigieChartPeriod *period, VigieTime now)
{
  return !period->follows && period->span.to < now;
}

/* ---- Words ------------------------------------------------------------------------------------- */

/* « 18 nov. 2026 »: the words of a date leave the year out where it is that of « now ». */
static char *
full_date (VigieTime time, GTimeZone *zone)
{
  return vigie_words_date (time + 400 * VIGIE_DAY, time, zone);
}

static char *
short_date (VigieTime time, GTimeZone *zone)
{
  return vigie_words_date (time, time, zone);
}

static char *
words_of_days (VigieSpan span, GTimeZone *zone)
{
  /* The noon before the end's midnight is of the last day, whatever the clocks do. */
  VigieTime last = span.to - VIGIE_DAY / 2;
  VigieLocalTime first_local = vigie_time_to_local (span.from, zone);
  VigieLocalTime last_local = vigie_time_to_local (last, zone);
  g_autofree char *from = NULL, *to = full_date (last, zone);

  if (first_local.day_number == last_local.day_number)
    /* Translators: a period of one day, « le 21 nov. 2026 » */
    return g_strdup_printf (C_ ("period", "%s"), to);
  if (first_local.year != last_local.year)
    from = full_date (span.from, zone);
  else if (first_local.month != last_local.month)
    from = short_date (span.from, zone);
  else if (first_local.day == 1)
    from = g_strdup (C_ ("day of the month", "1"));
  else
    from = g_strdup_printf ("%d", first_local.day);
  /* Translators: the first and the last day of a period: « du 15 au 21 nov. 2026 », « du 26 oct. au 24 nov. 2026 » */
  return g_strdup_printf (C_ ("period", "%1$s to %2$s"), from, to);
}

static char *
words_of_times (VigieSpan span, GTimeZone *zone)
{
  VigieLocalTime first = vigie_time_to_local (span.from, zone);
  VigieLocalTime last = vigie_time_to_local (span.to, zone);
  g_autofree char *from_time = vigie_words_time_of_day (span.from, zone);
  g_autofree char *to_time = vigie_words_time_of_day (span.to, zone);
  g_autofree char *from = NULL, *to = full_date (span.to, zone);

  if (first.day_number == last.day_number)
    /* Translators: a date, then from when to when: « le 21 nov. 2026 de 8 h 00 à 12 h 30 » */
    return g_strdup_printf (C_ ("period", "%1$s from %2$s to %3$s"), to, from_time, to_time);
  from = first.year != last.year ? full_date (span.from, zone) : short_date (span.from, zone);
  /* Translators: date and time of the begin, of the end: « du 19 nov. à 11 h 07 au 20 nov. 2026 à 11 h 07 » */
  return g_strdup_printf (C_ ("period", "%1$s at %2$s to %3$s at %4$s"), from, from_time, to,
                          to_time);
}

char *
vigie_chart_period_words (const VigieChartPeriod *period, GTimeZone *zone)
{
  zone = zone_or_default (zone);
  if (period->kind == VIGIE_CHART_PERIOD_DAY && period->follows)
    return g_strdup (_ ("Last 24 hours"));
  if (is_whole_days (period->span, zone))
    return words_of_days (period->span, zone);
  return words_of_times (period->span, zone);
}

char *
vigie_chart_period_file_words (VigieSpan span, GTimeZone *zone)
{
  gint64 first, last;
  GDate date;
  char from[16], to[16];

  vigie_chart_period_to_days (span, zone, &first, &last);
  date_of_day (&date, first);
  g_date_strftime (from, sizeof from, "%Y-%m-%d", &date);
  if (first == last)
    return g_strdup (from);
  date_of_day (&date, last);
  g_date_strftime (to, sizeof to, "%Y-%m-%d", &date);
  /* Translators: two dates in the name of a file: « 2026-11-15 au 2026-11-21 » */
  return g_strdup_printf (C_ ("file name", "%1$s to %2$s"), from, to);
}

const char *
vigie_chart_period_label (VigieChartPeriodKind kind)
{
  switch (kind)
    {
    case VIGIE_CHART_PERIOD_DAY:
      /* Translators: as short as a button: 24 hours */
      return C_ ("period", "24 h");
    case VIGIE_CHART_PERIOD_WEEK:
      /* Translators: 7 days, « 7 j » */
      return C_ ("period", "7 d");
    case VIGIE_CHART_PERIOD_MONTH:
      return C_ ("period", "30 d");
    case VIGIE_CHART_PERIOD_YEAR:
      return C_ ("period", "Year");
    case VIGIE_CHART_PERIOD_FREE:
    default:
      /* Translators: a period chosen by its dates, « Libre » */
      return C_ ("period", "Free");
    }
}

const char *
vigie_chart_period_title (VigieChartPeriodKind kind)
{
  switch (kind)
    {
    case VIGIE_CHART_PERIOD_DAY:
      return _ ("Last 24 hours");
    case VIGIE_CHART_PERIOD_WEEK:
      return _ ("Last 7 days");
    case VIGIE_CHART_PERIOD_MONTH:
      return _ ("Last 30 days");
    case VIGIE_CHART_PERIOD_YEAR:
      return _ ("Last 12 months");
    case VIGIE_CHART_PERIOD_FREE:
    default:
      return _ ("Choose Dates…");
    }
}

void
vigie_chart_period_to_days (VigieSpan span, GTimeZone *zone, gint64 *first_day, gint64 *last_day)
{
  *first_day = day_of (span.from, zone);
  *last_day = day_of (MAX (span.to - 1, span.from), zone);
}

/* ---- Dates as they are typed ------------------------------------------------------------------- */

/* Lower case, no accents, no dots at the end, apostrophes straight. */
static char *
fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_new (NULL);

  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      g_string_append_unichar (folded, c == 0x2019 ? '\'' : g_unichar_isspace (c) ? ' ' : c);
    }
  return g_strstrip (g_string_free (folded, FALSE));
}

/* 1 to 12 for a month's name or a beginning of it that no other has; 0 for none. */
static int
find_month (const char *word)
{
  int found = 0;
  gsize length = strlen (word);

  if (length < 3)
    return 0;
  for (int month = 1; month <= 12; month++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2026, month, 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (date, "%B");
      g_autofree char *folded = fold (name);

      if (strncmp (folded, word, length) != 0)
        continue;
      if (found != 0)
        return 0;
      found = month;
    }
  return found;
}

/* A whole number of at most 4 digits; -1 for none. « 1er » is 1. */
static int
read_number (const char *word)
{
  char *end;
  gint64 number = g_ascii_strtoll (word, &end, 10);

  if (end == word || end - word > 4 || !g_ascii_isdigit (*word))
    return -1;
  return *end == '\0' || (number == 1 && g_str_equal (end, "er")) ? (int) number : -1;
}

/* Day, month, year (-1 where it is not said) of « 15/11/2026 », « 15 nov. », « 2026-11-15 ». */
static gboolean
split_date (const char *folded, int *day, int *month, int *year)
{
  /* « 15.11.2026 » too; the dot of « nov. » goes as well. */
  g_auto (GStrv) words = g_strsplit_set (folded, " /-.", -1);
  const char *piece[3];
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (n == G_N_ELEMENTS (piece))
        return FALSE;
      piece[n++] = words[i];
    }
  if (n < 2)
    return FALSE;
  if (n == 3 && read_number (piece[0]) > 31)
    {
      *year = read_number (piece[0]);
      *month = read_number (piece[1]);
      *day = read_number (piece[2]);
      return TRUE;
    }
  *day = read_number (piece[0]);
  *month = read_number (piece[1]);
  if (*month < 0)
    *month = find_month (piece[1]);
  *year = n == 3 ? read_number (piece[2]) : -1;
  if (*year >= 0 && *year < 100)
    *year += 2000;
  return *day > 0 && *month > 0 && (n == 2 || *year >= 0);
}

static gboolean
fail (char **error, char *words)
{
  *error = words;
  return FALSE;
}

gboolean
vigie_chart_period_parse_day (const char *text,
                              VigieTime now,
                              GTimeZone *zone,
                              gint64 *day,
                              char **error)
{
  g_autofree char *folded = fold (text);
  g_autofree char *today_word = fold (C_ ("typed date", "today"));
  g_autofree char *yesterday_word = fold (C_ ("typed date", "yesterday"));
  VigieLocalTime today = vigie_time_to_local (now, zone_or_default (zone));
  int d = 0, m = 0, y = 0;
  GDate date;

  *error = NULL;
  if (*folded == '\0')
    return fail (error, g_strdup (_ ("Enter a date")));
  if (g_str_equal (folded, today_word) || g_str_equal (folded, yesterday_word))
    {
      *day = today.day_number - g_str_equal (folded, yesterday_word);
      return TRUE;
    }
  if (!split_date (folded, &d, &m, &y))
    {
      g_autofree char *example = vigie_chart_period_format_day (today.day_number);

      /* Translators: %s is a date as it is to be typed, « 15/11/2026 » */
      return fail (error, g_strdup_printf (_ ("Enter a date such as %s"), example));
    }
  if (y < 0)
    {
      /* The last such day that was. */
      y = today.year;
      if (m > today.month || (m == today.month && d > today.day))
        y--;
    }
  if (y < 1 || y > 9999 || d > 31 || m > 12
      || !g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    return fail (error, g_strdup (_ ("This day does not exist")));
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  if (day_of_date (&date) > today.day_number)
    return fail (error, g_strdup (_ ("This day is in the future")));
  *day = day_of_date (&date);
  return TRUE;
}

char *
vigie_chart_period_format_day (gint64 day)
{
  GDate date;

  date_of_day (&date, day);
  /* Translators: a date as it is typed: day, month, year */
  return g_strdup_printf (C_ ("typed date", "%1$02d/%2$02d/%3$04d"), g_date_get_day (&date),
                          (int) g_date_get_month (&date), g_date_get_year (&date));
}
