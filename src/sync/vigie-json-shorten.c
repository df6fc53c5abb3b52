/* vigie-json-shorten.c: see vigie-json-shorten.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-json-shorten.h"

#include <string.h>

/* A double never needs more. */
#define DIGITS_MAX 17

static void
append_number (GString *output, const char *text, gsize length)
{
  g_autofree char *number = g_strndup (text, length);
  double value = g_ascii_strtod (number, NULL);
  char shorter[G_ASCII_DTOSTR_BUF_SIZE];

  /* Whole numbers stay: they may have more digits than a double keeps. */
  if (strpbrk (number, ".eE") == NULL)
    {
      g_string_append (output, number);
      return;
    }
  for (int digits = 15; digits <= DIGITS_MAX; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (shorter, sizeof shorter, format, value);
      if (g_ascii_strtod (shorter, NULL) == value)
        break;
    }
  g_string_append (output, shorter);
  /* What was a fraction stays one to who reads it. */
  if (strpbrk (shorter, ".e") == NULL)
    g_string_append (output, ".0");
}

void
vigie_json_append_shortened (GString *output, const char *json)
{
  while (*json != '\0')
    {
      gsize length = strcspn (json, "\"-0123456789");

      g_string_append_len (output, json, (gssize) length);
      json += length;
      if (*json == '"')
        {
          /* A text, to its end. */
          for (length = 1; json[length] != '"' && json[length] != '\0'; length++)
            if (json[length] == '\\' && json[length + 1] != '\0')
              length++;
          length += json[length] == '"';
          g_string_append_len (output, json, (gssize) length);
        }
      else
        {
          length = strspn (json, "+-.0123456789eE");
          if (length > 0)
            append_number (output, json, length);
        }
      json += length;
    }
}
