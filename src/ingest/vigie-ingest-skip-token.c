/* vigie-ingest-skip-token.c: see vigie-ingest-skip-token.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-skip-token.h"

#include <string.h>

/* Longer texts make no token. */
#define MAX_TOKEN_TEXT 512

gboolean
vigie_ingest_skip_token_parse (const char *text, VigieIngestValue *value)
{
  gsize length = strlen (text + (*text != '\0'));
  char *end;

  *value = (VigieIngestValue) {0};
  if (strcmp (text, "n") == 0)
    return TRUE;
  if (*text == 'i')
    {
      value->kind = VIGIE_INGEST_VALUE_INTEGER;
      value->integer = g_ascii_strtoll (text + 1, &end, 10);
      return length > 0 && *end == '\0';
    }
  if (*text == 'r')
    {
      guint64 bits = g_ascii_strtoull (text + 1, &end, 16);

      value->kind = VIGIE_INGEST_VALUE_NUMBER;
      memcpy (&value->number, &bits, sizeof bits);
      return length == 16 && *end == '\0';
    }
  if (*text == 't' && length % 2 == 0)
    {
      GString *decoded = g_string_new (NULL);
      gboolean valid = TRUE;

      for (gsize i = 1; i < length; i += 2)
        {
          int high = g_ascii_xdigit_value (text[i]), low = g_ascii_xdigit_value (text[i + 1]);

          valid = valid && high >= 0 && low >= 0 && high + low > 0;
          g_string_append_c (decoded, (char) (high * 16 + low));
        }
      value->kind = VIGIE_INGEST_VALUE_TEXT;
      value->text = g_string_free (decoded, FALSE);
      if (!valid)
        g_clear_pointer (&value->text, g_free);
      return valid;
    }
  return FALSE;
}

char *
vigie_ingest_skip_token_write (sqlite3_stmt *row, int first, int n_keys)
{
  g_autoptr (GString) token = g_string_new (NULL);

  for (int i = 0; i < n_keys; i++)
    {
      int column = first + i;
      const guchar *text;
      double number;
      guint64 bits;
      int length;

      if (i > 0)
        g_string_append_c (token, ',');
      switch (sqlite3_column_type (row, column))
        {
        case SQLITE_INTEGER:
          g_string_append_printf (token, "i%" G_GINT64_FORMAT,
                                  (gint64) sqlite3_column_int64 (row, column));
          break;
        case SQLITE_FLOAT:
          number = sqlite3_column_double (row, column);
          memcpy (&bits, &number, sizeof bits);
          g_string_append_printf (token, "r%016" G_GINT64_MODIFIER "x", bits);
          break;
        case SQLITE_TEXT:
          text = sqlite3_column_text (row, column);
          length = sqlite3_column_bytes (row, column);
          if (length > MAX_TOKEN_TEXT || memchr (text, '\0', (gsize) length))
            return NULL;
          g_string_append_c (token, 't');
          for (int c = 0; c < length; c++)
            g_string_append_printf (token, "%02x", text[c]);
          break;
        case SQLITE_NULL:
          g_string_append_c (token, 'n');
          break;
        default:
          return NULL;
        }
    }
  return g_string_free (g_steal_pointer (&token), FALSE);
}
