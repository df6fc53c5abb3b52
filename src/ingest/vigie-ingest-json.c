/* vigie-ingest-json.c: see vigie-ingest-json.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-json.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 0: as it is; 1: \u00XX; 2: part of a longer UTF-8 sequence; else the letter after a backslash */
static inline guint8
escape_of (guint8 c)
{
  if (c >= 0x80)
    return 2;
  if (c >= 0x20)
    return c == '"' || c == '\\' ? c : 0;
  switch (c)
    {
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    default:
      return 1;
    }
}

void
vigie_ingest_json_append_string (GString *json, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  const char *done = text;

  g_string_append_c (json, '"');
  while (text < end)
    {
      guint8 escape = escape_of ((guint8) *text);

      if (escape == 0)
        {
          text++;
          continue;
        }
      if (escape == 2)
        {
          gunichar letter = g_utf8_get_char_validated (text, end - text);

          if (letter != (gunichar) -1 && letter != (gunichar) -2)
            {
              text = g_utf8_next_char (text);
              continue;
            }
        }
      g_string_append_len (json, done, text - done);
      if (escape == 2)
        g_string_append (json, "\xef\xbf\xbd");
      else if (escape == 1)
        g_string_append_printf (json, "\\u%04x", (guint) (guint8) *text);
      else
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, (char) escape);
        }
      done = ++text;
    }
  g_string_append_len (json, done, text - done);
  g_string_append_c (json, '"');
}

void
vigie_ingest_json_append_integer (GString *json, gint64 value)
{
  char buffer[24];
  char *start = buffer + sizeof buffer;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--start = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--start = '-';
  g_string_append_len (json, start, buffer + sizeof buffer - start);
}

/* Numbers of sensors have few decimals: @value as an integer divided by a power of ten. A division of
 * two exact doubles is rounded as reading the decimal text is, so equality proves the round trip, and
 * the first that fits is the shortest. */
static gboolean
append_decimal (GString *json, double value)
{
  static const double powers[] = {1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

  if (fabs (value) >= 1e9)
    return FALSE;
  for (int i = 0; i < (int) G_N_ELEMENTS (powers); i++)
    {
      double scaled = nearbyint (value * powers[i]);

      if (scaled / powers[i] == value)
        {
          gint64 whole = (gint64) fabs (scaled);
          gint64 unit = (gint64) powers[i];
          char decimals[8];

          if (value < 0)
            g_string_append_c (json, '-');
          vigie_ingest_json_append_integer (json, whole / unit);
          whole %= unit;
          for (int digit = i; digit >= 0; digit--, whole /= 10)
            decimals[digit + 1] = (char) ('0' + whole % 10);
          decimals[0] = '.';
          g_string_append_len (json, decimals, i + 2);
          return TRUE;
        }
    }
  return FALSE;
}

void
vigie_ingest_json_append_number (GString *json, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    g_string_append (json, "\"NaN\"");
  else if (isinf (value))
    g_string_append (json, value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
  else if (fabs (value) < 9007199254740992.0 && value == (double) (gint64) value)
    vigie_ingest_json_append_integer (json, (gint64) value);
  else if (!append_decimal (json, value))
    {
      /* 15 digits are always enough for a text of 15 digits; the least numbers have fewer. */
      for (int i = fabs (value) < DBL_MIN ? 0 : 14; i < 17; i++)
        {
          char format[8] = {'%', '.', '0', '0', 'g', '\0'};

          format[2] = (char) ('0' + (i + 1) / 10);
          format[3] = (char) ('0' + (i + 1) % 10);
          if (g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, format, value), NULL)
              == value)
            break;
        }
      g_string_append (json, buffer);
    }
}

void
vigie_ingest_json_append_time (GString *json, VigieTime start, VigieTime end)
{
  char buffer[VIGIE_TIME_BUFFER];

  g_string_append_c (json, '"');
  if (start != VIGIE_TIME_NONE)
    {
      g_string_append (json, vigie_time_format (start, buffer));
      g_string_append_c (json, '/');
    }
  g_string_append (json, vigie_time_format (end, buffer));
  g_string_append_c (json, '"');
}
