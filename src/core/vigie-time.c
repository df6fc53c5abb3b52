/* vigie-time.c: instants and durations, as the APIs write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-time.h"

#include <string.h>

#define FIRST_INSTANT (G_GINT64_CONSTANT (-62135596800) * VIGIE_SECOND)
#define LAST_INSTANT (G_GINT64_CONSTANT (253402300800) * VIGIE_SECOND - 1)

/* Days since 1970-01-01 in the proleptic Gregorian calendar, counted from 1 March so that the leap
 * day comes last (Hinnant, « chrono-Compatible Low-Level Date Algorithms », days_from_civil). */
static gint64
days_from_date (int year, int month, int day)
{
  int y, year_of_era, day_of_year, day_of_era;
  gint64 era;

  y = month <= 2 ? year - 1 : year;
  era = (y >= 0 ? y : y - 399) / 400;
  year_of_era = y - (int) era * 400;
  day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

/* The inverse (civil_from_days). */
static void
date_from_days (gint64 days, gint64 *year, int *month, int *day)
{
  gint64 era;
  int day_of_era, year_of_era, day_of_year, shifted;

  days += 719468;
  era = (days >= 0 ? days : days - 146096) / 146097;
  day_of_era = (int) (days - era * 146097);
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  shifted = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

/* Reads exactly @count digits at *@cursor, or gives FALSE and leaves it. */
static inline gboolean
read_digits (const char **cursor, const char *end, int count, int *value)
{
  const char *p = *cursor;
  int sum = 0;

  if (end - p < count)
    return FALSE;
  for (int i = 0; i < count; i++)
    {
      unsigned digit = (unsigned char) p[i] - (unsigned) '0';

      if (digit > 9)
        return FALSE;
      sum = sum * 10 + (int) digit;
    }
  *cursor = p + count;
  *value = sum;
  return TRUE;
}

static inline gboolean
read_char (const char **cursor, const char *end, char c)
{
  if (*cursor == end || **cursor != c)
    return FALSE;
  (*cursor)++;
  return TRUE;
}

static inline gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* "Z", ±hh:mm, ±hhmm, ±hh or nothing, which must end the text; *@offset in seconds. */
static gboolean
read_zone (const char *p, const char *end, int *offset)
{
  int hours, minutes = 0;
  gboolean west;

  *offset = 0;
  if (p == end)
    return TRUE;
  if (*p == 'Z' || *p == 'z')
    return p + 1 == end;
  if (*p != '+' && *p != '-')
    return FALSE;
  west = *p++ == '-';
  if (!read_digits (&p, end, 2, &hours))
    return FALSE;
  if (p != end)
    {
      read_char (&p, end, ':');
      if (!read_digits (&p, end, 2, &minutes))
        return FALSE;
    }
  if (p != end || hours > 23 || minutes > 59)
    return FALSE;
  *offset = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
  return TRUE;
}

gboolean
vigie_time_parse (const char *text, gssize length, VigieTime *time)
{
  static const guint8 month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const char *p = text, *end;
  int year, month, day, hour, minute, second = 0, offset, fraction = 0;
  gint64 result;

  g_return_val_if_fail (time != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  end = text + (length < 0 ? strlen (text) : (gsize) length);

  if (!read_digits (&p, end, 4, &year) || !read_char (&p, end, '-')
      || !read_digits (&p, end, 2, &month) || !read_char (&p, end, '-')
      || !read_digits (&p, end, 2, &day))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || day < 1
      || day > month_days[month - 1] + (month == 2 && is_leap_year (year)))
    return FALSE;
  if (p == end || (*p != 'T' && *p != 't' && *p != ' '))
    return FALSE;
  p++;
  if (!read_digits (&p, end, 2, &hour) || !read_char (&p, end, ':')
      || !read_digits (&p, end, 2, &minute))
    return FALSE;
  /* Java's OffsetDateTime leaves ":00" out, and FROST-Server passes it on. */
  if (read_char (&p, end, ':'))
    {
      if (!read_digits (&p, end, 2, &second))
        return FALSE;
      if (p != end && (*p == '.' || *p == ','))
        {
          int digits = 0;

          for (p++; p != end && g_ascii_isdigit (*p); p++, digits++)
            if (digits < 6)
              fraction = fraction * 10 + (*p - '0');
          if (digits == 0 || digits > 9)
            return FALSE;
          for (; digits < 6; digits++)
            fraction *= 10;
        }
    }
  /* A leap second is the first of the next minute, as POSIX time has it. */
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;
  if (!read_zone (p, end, &offset))
    return FALSE;

  result = (days_from_date (year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset)
               * VIGIE_SECOND
           + fraction;
  if (result < FIRST_INSTANT || result > LAST_INSTANT)
    return FALSE;
  *time = result;
  return TRUE;
}

gboolean
vigie_time_parse_interval (const char *text, VigieTime *start, VigieTime *end)
{
  const char *slash;
  VigieTime a, b;
  gint64 duration;

  g_return_val_if_fail (start != NULL && end != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  slash = strchr (text, '/');
  if (slash == NULL)
    {
      if (!vigie_time_parse (text, -1, &b))
        return FALSE;
      *start = VIGIE_TIME_NONE;
      *end = b;
      return TRUE;
    }
  if (!vigie_time_parse (text, slash - text, &a))
    return FALSE;
  if (vigie_duration_parse (slash + 1, &duration))
    {
      if (duration > LAST_INSTANT - a)
        return FALSE;
      b = a + duration;
    }
  else if (!vigie_time_parse (slash + 1, -1, &b))
    return FALSE;
  if (b < a)
    return FALSE;
  *start = a;
  *end = b;
  return TRUE;
}

static char *
put_digits (char *p, int value, int count)
{
  for (int i = count - 1; i >= 0; i--, value /= 10)
    p[i] = (char) ('0' + value % 10);
  return p + count;
}

char *
vigie_time_format (VigieTime time, char buffer[VIGIE_TIME_BUFFER])
{
  gint64 days, year;
  gint64 rest;
  int month, day, seconds, fraction;
  char *p = buffer;

  if (time == VIGIE_TIME_NONE)
    {
      buffer[0] = '\0';
      return buffer;
    }

  days = time / VIGIE_DAY;
  rest = time % VIGIE_DAY;
  if (rest < 0)
    {
      rest += VIGIE_DAY;
      days--;
    }
  date_from_days (days, &year, &month, &day);
  seconds = (int) (rest / VIGIE_SECOND);
  fraction = (int) (rest % VIGIE_SECOND);

  /* Beyond four digits ISO 8601 wants a sign: no text of an API becomes such an instant. */
  if (year < 0 || year > 9999)
    {
      *p++ = year < 0 ? '-' : '+';
      p = put_digits (p, (int) ABS (year), 6);
    }
  else
    p = put_digits (p, (int) year, 4);
  *p++ = '-';
  p = put_digits (p, month, 2);
  *p++ = '-';
  p = put_digits (p, day, 2);
  *p++ = 'T';
  p = put_digits (p, seconds / 3600, 2);
  *p++ = ':';
  p = put_digits (p, seconds / 60 % 60, 2);
  *p++ = ':';
  p = put_digits (p, seconds % 60, 2);
  if (fraction != 0)
    {
      *p++ = '.';
      if (fraction % 1000 == 0)
        p = put_digits (p, fraction / 1000, 3);
      else
        p = put_digits (p, fraction, 6);
    }
  *p++ = 'Z';
  *p = '\0';
  return buffer;
}

VigieLocalTime
vigie_time_to_local (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime local;
  gint64 seconds, year;
  int rest;

  /* Towards minus infinity, so that instants before 1970 fall on the right second. */
  seconds = time / VIGIE_SECOND - (time % VIGIE_SECOND < 0);
  local.offset = g_time_zone_get_offset (
      zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds));
  seconds += local.offset;
  local.day_number = seconds / 86400 - (seconds % 86400 < 0);
  rest = (int) (seconds - local.day_number * 86400);
  date_from_days (local.day_number, &year, &local.month, &local.day);
  local.year = (int) year;
  local.hour = rest / 3600;
  local.minute = rest / 60 % 60;
  local.second = rest % 60;
  /* 1970-01-01 was a Thursday. */
  local.weekday = (int) (((local.day_number + 3) % 7 + 7) % 7) + 1;
  return local;
}

gboolean
vigie_duration_parse (const char *text, gint64 *duration)
{
  static const struct
  {
    char letter;
    gboolean of_time;
    gint64 length;
  } units[] = {
      {'W', FALSE, 7 * VIGIE_DAY}, {'D', FALSE, VIGIE_DAY},   {'H', TRUE, VIGIE_HOUR},
      {'M', TRUE, VIGIE_MINUTE},   {'S', TRUE, VIGIE_SECOND},
  };
  const char *p = text;
  gint64 sum = 0;
  gboolean in_time = FALSE, was_fraction = FALSE;
  guint next_unit = 0;
  int n_parts = 0, n_time_parts = 0;

  g_return_val_if_fail (duration != NULL, FALSE);

  if (text == NULL || *p++ != 'P')
    return FALSE;
  while (*p != '\0')
    {
      gint64 whole = 0, part, fraction = 0, scale = 1;
      guint unit;

      if (*p == 'T')
        {
          if (in_time)
            return FALSE;
          in_time = TRUE;
          p++;
          continue;
        }
      /* ISO 8601 allows a fraction in the last part only. */
      if (was_fraction || !g_ascii_isdigit (*p))
        return FALSE;
      for (; g_ascii_isdigit (*p); p++)
        if (__builtin_mul_overflow (whole, 10, &whole)
            || __builtin_add_overflow (whole, *p - '0', &whole))
          return FALSE;
      if (*p == '.' || *p == ',')
        {
          was_fraction = TRUE;
          p++;
          if (!g_ascii_isdigit (*p))
            return FALSE;
          for (; g_ascii_isdigit (*p); p++)
            if (scale < 1000000)
              {
                fraction = fraction * 10 + (*p - '0');
                scale *= 10;
              }
        }
      for (unit = next_unit; unit < G_N_ELEMENTS (units); unit++)
        if (units[unit].letter == *p && units[unit].of_time == in_time)
          break;
      if (unit == G_N_ELEMENTS (units))
        return FALSE;
      p++;
      next_unit = unit + 1;
      n_parts++;
      n_time_parts += in_time;
      /* Every unit is a multiple of 10⁶ µs, so that @scale divides it. */
      if (__builtin_mul_overflow (whole, units[unit].length, &part)
          || __builtin_add_overflow (sum, part, &sum)
          || __builtin_add_overflow (sum, units[unit].length / scale * fraction, &sum))
        return FALSE;
    }
  if (n_parts == 0 || (in_time && n_time_parts == 0))
    return FALSE;
  *duration = sum;
  return TRUE;
}

char *
vigie_duration_format (gint64 duration)
{
  GString *text;
  int hours, minutes, seconds, fraction;

  if (duration <= 0)
    return g_strdup ("PT0S");

  text = g_string_new ("P");
  if (duration >= VIGIE_DAY)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "D", duration / VIGIE_DAY);
  duration %= VIGIE_DAY;
  if (duration == 0)
    return g_string_free (text, FALSE);

  hours = (int) (duration / VIGIE_HOUR);
  minutes = (int) (duration / VIGIE_MINUTE % 60);
  seconds = (int) (duration / VIGIE_SECOND % 60);
  fraction = (int) (duration % VIGIE_SECOND);
  g_string_append_c (text, 'T');
  if (hours > 0)
    g_string_append_printf (text, "%dH", hours);
  if (minutes > 0)
    g_string_append_printf (text, "%dM", minutes);
  if (fraction != 0)
    {
      g_string_append_printf (text, "%d.%06d", seconds, fraction);
      while (text->str[text->len - 1] == '0')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, 'S');
    }
  else if (seconds > 0)
    g_string_append_printf (text, "%dS", seconds);
  return g_string_free (text, FALSE);
}
