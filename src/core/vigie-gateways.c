/* vigie-gateways.c: which LoRaWAN gateways heard a frame
 *
 * What is read here was written by vigie-ingest or another server: a small scanner over the text, which never reads
 * past its NUL and never recurses, is all that is wanted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-gateways.h"

#include <math.h>
#include <string.h>

#define MAX_NAME 32

typedef struct
{
  const char *at;
} Scan;

static void
skip_space (Scan *scan)
{
  while (g_ascii_isspace (*scan->at))
    scan->at++;
}

static gboolean
take (Scan *scan, char wanted)
{
  skip_space (scan);
  if (*scan->at != wanted)
    return FALSE;
  scan->at++;
  return TRUE;
}

/* The number of four hexadecimal digits, or -1. */
static int
hex4 (const char *at)
{
  int number = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      number = number * 16 + digit;
    }
  return number;
}

/* Reads a text into @buffer, which gets "" where it is longer. FALSE where there is no whole text. */
static gboolean
read_text (Scan *scan, char *buffer, gsize size)
{
  gsize length = 0;

  if (!take (scan, '"'))
    return FALSE;
  while (*scan->at != '"')
    {
      char bytes[6] = {*scan->at};
      gsize n = 1;

      if (*scan->at == '\0')
        return FALSE;
      if (*scan->at == '\\')
        {
          static const char escapes[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
          const char *escape;
          int code;

          scan->at++;
          if (*scan->at == 'u' && (code = hex4 (scan->at + 1)) > 0)
            {
              /* One half of a pair is in no id. */
              n = code >= 0xd800 && code <= 0xdfff ? 0 : (gsize) g_unichar_to_utf8 (code, bytes);
              scan->at += 4;
            }
          else if (*scan->at != '\0' && (escape = strchr (escapes, *scan->at)) != NULL)
            bytes[0] = meant[escape - escapes];
          else
            return FALSE;
        }
      scan->at++;
      if (length + n < size)
        memcpy (buffer + length, bytes, n);
      length += n;
    }
  scan->at++;
  buffer[length < size ? length : 0] = '\0';
  return TRUE;
}

/* Passes over a value of any type. */
static gboolean
skip_value (Scan *scan)
{
  guint depth = 0;

  do
    {
      char unused[1];

      skip_space (scan);
      switch (*scan->at)
        {
        case '\0':
          return FALSE;
        case '"':
          if (!read_text (scan, unused, sizeof unused))
            return FALSE;
          break;
        case '{':
        case '[':
          depth++;
          scan->at++;
          break;
        case '}':
        case ']':
          if (depth == 0)
            return FALSE;
          depth--;
          scan->at++;
          break;
        case ',':
        case ':':
          if (depth == 0)
            return FALSE;
          scan->at++;
          break;
        default: /* a number or a word */
          if (!g_ascii_isalnum (*scan->at) && *scan->at != '-')
            return FALSE;
          while (g_ascii_isalnum (*scan->at) || (*scan->at != '\0' && strchr ("+-.", *scan->at)))
            scan->at++;
        }
    }
  while (depth > 0);
  return TRUE;
}

static gboolean
read_number (Scan *scan, double *number)
{
  char *end;

  skip_space (scan);
  if (!g_ascii_isdigit (*scan->at) && *scan->at != '-')
    {
      *number = NAN;
      return skip_value (scan);
    }
  *number = g_ascii_strtod (scan->at, &end);
  if (end == scan->at)
    return FALSE;
  scan->at = end;
  if (!isfinite (*number))
    *number = NAN;
  return TRUE;
}

/* Reads one object. FALSE where it is broken; without an id, @heard->id is "". */
static gboolean
read_heard (Scan *scan, VigieGatewayHeard *heard)
{
  *heard = (VigieGatewayHeard) {"", NAN, NAN};
  if (!take (scan, '{'))
    return FALSE;
  if (take (scan, '}'))
    return TRUE;
  do
    {
      char name[MAX_NAME], id[2 * VIGIE_GATEWAY_ID_SIZE];
      gboolean done;

      if (!read_text (scan, name, sizeof name) || !take (scan, ':'))
        return FALSE;
      skip_space (scan);
      if (strcmp (name, "id") == 0 && *scan->at == '"')
        {
          done = read_text (scan, id, sizeof id);
          if (done)
            vigie_gateway_id_normalise (id, heard->id);
        }
      else if (strcmp (name, "rssi") == 0)
        done = read_number (scan, &heard->rssi);
      else if (strcmp (name, "snr") == 0)
        done = read_number (scan, &heard->snr);
      else
        done = skip_value (scan);
      if (!done)
        return FALSE;
    }
  while (take (scan, ','));
  return take (scan, '}');
}

guint
vigie_gateways_parse (const char *json, VigieGatewayHeard heard[VIGIE_GATEWAYS_MAX])
{
  Scan scan = {json};
  guint n = 0;

  if (json == NULL || !take (&scan, '['))
    return 0;
  while (n < VIGIE_GATEWAYS_MAX)
    {
      gboolean known = FALSE;

      skip_space (&scan);
      if (*scan.at != '{')
        {
          if (!skip_value (&scan))
            break;
        }
      else
        {
          if (!read_heard (&scan, &heard[n]))
            break;
          for (guint i = 0; i < n; i++)
            known |= strcmp (heard[i].id, heard[n].id) == 0;
          n += heard[n].id[0] != '\0' && !known;
        }
      if (!take (&scan, ','))
        break;
    }
  return n;
}

gboolean
vigie_gateway_id_normalise (const char *id, char normal[VIGIE_GATEWAY_ID_SIZE])
{
  char digits[16];
  guint n_digits = 0;
  gboolean is_eui = TRUE;
  gsize length;

  normal[0] = '\0';
  if (id == NULL)
    return FALSE;
  for (const char *at = id; *at != '\0' && is_eui; at++)
    {
      if (g_ascii_isxdigit (*at) && n_digits < sizeof digits)
        digits[n_digits++] = g_ascii_toupper (*at);
      else
        is_eui = strchr (":-. ", *at) != NULL;
    }
  if (is_eui && n_digits == sizeof digits)
    {
      memcpy (normal, digits, sizeof digits);
      normal[sizeof digits] = '\0';
      return TRUE;
    }

  while (g_ascii_isspace (*id))
    id++;
  length = strlen (id);
  while (length > 0 && g_ascii_isspace (id[length - 1]))
    length--;
  if (length == 0 || length >= VIGIE_GATEWAY_ID_SIZE)
    return FALSE;
  memcpy (normal, id, length);
  normal[length] = '\0';
  return TRUE;
}

gboolean
vigie_gateway_id_from_properties (const char *json, char id[VIGIE_GATEWAY_ID_SIZE])
{
  static const char *const names[]
      = {"gatewayId", "gateway_id", "gatewayEui", "gateway_eui", "gatewayEUI"};
  Scan scan = {json};

  id[0] = '\0';
  if (json == NULL || !take (&scan, '{') || take (&scan, '}'))
    return FALSE;
  do
    {
      char name[MAX_NAME], text[2 * VIGIE_GATEWAY_ID_SIZE];
      gboolean wanted = FALSE;

      if (!read_text (&scan, name, sizeof name) || !take (&scan, ':'))
        return FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        wanted |= strcmp (name, names[i]) == 0;
      skip_space (&scan);
      if (wanted && *scan.at == '"')
        {
          if (!read_text (&scan, text, sizeof text))
            return FALSE;
          if (vigie_gateway_id_normalise (text, id))
            return TRUE;
        }
      else if (!skip_value (&scan))
        return FALSE;
    }
  while (take (&scan, ','));
  return FALSE;
}
