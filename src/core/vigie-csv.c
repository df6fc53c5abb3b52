/* vigie-csv.c: tables as a French spreadsheet opens them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define SEPARATOR ';'

struct _VigieCsv
{
  GString *text;
  gboolean in_row;
};

VigieCsv *
vigie_csv_new (void)
{
  VigieCsv *self = g_new0 (VigieCsv, 1);

  self->text = g_string_new (BYTE_ORDER_MARK);
  return self;
}

void
vigie_csv_free (VigieCsv *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
begin_field (VigieCsv *self)
{
  if (self->in_row)
    g_string_append_c (self->text, SEPARATOR);
  self->in_row = TRUE;
}

static gboolean
begins_formula (gunichar c)
{
  switch (c)
    {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xff1d: /* ＝ */
    case 0xff0b: /* ＋ */
    case 0xff0d: /* － */
    case 0xff20: /* ＠ */
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether a spreadsheet might compute @text, which is valid UTF-8. Some trim what cannot be seen before they look. */
static gboolean
is_dangerous (const char *text)
{
  if (*text == '\t' || *text == '\r' || *text == '\n')
    return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (begins_formula (c))
        return TRUE;
      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c) && !g_unichar_iszerowidth (c))
        return FALSE;
    }
  return FALSE;
}

static gboolean
wants_quotes (const char *text, gsize length)
{
  /* A comma and a tab too: other programs guess the separator. */
  return length > 0
         && (strpbrk (text, ";,\"\r\n\t") != NULL || text[0] == ' ' || text[length - 1] == ' ');
}

void
vigie_csv_add_text (VigieCsv *self, const char *text)
{
  g_autofree char *valid = NULL;
  gboolean dangerous, quoted;

  begin_field (self);
  if (text == NULL || *text == '\0')
    return;
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  dangerous = is_dangerous (text);
  quoted = wants_quotes (text, strlen (text));
  if (quoted)
    g_string_append_c (self->text, '"');
  if (dangerous)
    g_string_append_c (self->text, '\'');
  for (const char *quote; (quote = strchr (text, '"')) != NULL; text = quote + 1)
    {
      g_string_append_len (self->text, text, quote - text);
      g_string_append (self->text, "\"\"");
    }
  g_string_append (self->text, text);
  if (quoted)
    g_string_append_c (self->text, '"');
}

void
vigie_csv_add_number (VigieCsv *self, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  begin_field (self);
  if (!isfinite (number))
    return;
  /* Fifteen digits are enough for what was written with as many; seventeen for any double. */
  for (int precision = 15; precision <= 17; precision++)
    {
      char format[8] = "%.15G";

      format[3] = (char) ('0' + precision - 10);
      g_ascii_formatd (digits, sizeof digits, format, number);
      if (g_ascii_strtod (digits, NULL) == number)
        break;
    }
  for (char *p = digits; *p != '\0'; p++)
    if (*p == '.')
      *p = ',';
  /* Minus zero would only astonish. */
  g_string_append (self->text, g_str_equal (digits, "-0") ? "0" : digits);
}

/* Two digits at @p. */
static void
put_two (char *p, int number)
{
  p[0] = (char) ('0' + number / 10 % 10);
  p[1] = (char) ('0' + number % 10);
}

/* « 2026-11-21 10:47:03 », 19 bytes, which printf() would take a microsecond for, a million times. */
static VigieLocalTime
put_wall_clock (char *p, VigieTime time, GTimeZone *zone, char between)
{
  VigieLocalTime local;

  if (zone != NULL)
    local = vigie_time_to_local (time, zone);
  else
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

      local = vigie_time_to_local (time, utc);
    }
  put_two (p, CLAMP (local.year, 0, 9999) / 100);
  put_two (p + 2, CLAMP (local.year, 0, 9999) % 100);
  p[4] = p[7] = '-';
  put_two (p + 5, local.month);
  put_two (p + 8, local.day);
  p[10] = between;
  put_two (p + 11, local.hour);
  p[13] = p[16] = ':';
  put_two (p + 14, local.minute);
  put_two (p + 17, local.second);
  return local;
}

void
vigie_csv_add_time (VigieCsv *self, VigieTime time, GTimeZone *zone)
{
  char text[19];

  begin_field (self);
  if (time == VIGIE_TIME_NONE)
    return;
  put_wall_clock (text, time, zone, ' ');
  g_string_append_len (self->text, text, sizeof text);
}

void
vigie_csv_add_instant (VigieCsv *self, VigieTime time, GTimeZone *zone)
{
  char text[19 + 7 + 6];
  VigieLocalTime local;
  int length = 19, fraction;

  begin_field (self);
  if (time == VIGIE_TIME_NONE)
    return;
  local = put_wall_clock (text, time, zone, 'T');
  fraction = (int) (time % VIGIE_SECOND);
  if (fraction < 0)
    fraction += (int) VIGIE_SECOND;
  if (fraction != 0)
    {
      text[length++] = '.';
      put_two (text + length, fraction / 10000);
      put_two (text + length + 2, fraction / 100);
      put_two (text + length + 4, fraction);
      length += 6;
      while (text[length - 1] == '0')
        length--;
    }
  text[length++] = local.offset < 0 ? '-' : '+';
  put_two (text + length, ABS (local.offset) / 3600);
  text[length + 2] = ':';
  put_two (text + length + 3, ABS (local.offset) / 60 % 60);
  length += 5;
  g_string_append_len (self->text, text, length);
}

void
vigie_csv_end_row (VigieCsv *self)
{
  g_string_append (self->text, "\r\n");
  self->in_row = FALSE;
}

GBytes *
vigie_csv_finish (VigieCsv *self)
{
  GBytes *bytes;

  if (self->in_row)
    vigie_csv_end_row (self);
  bytes = g_string_free_to_bytes (g_steal_pointer (&self->text));
  g_free (self);
  return bytes;
}
