/* vigie-opening-hours-tokens.c: the words and signs that opening hours are written in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening-hours-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static const struct
{
  char word[8];
  guint8 kind, value;
} words[] = {
    {"mo", TOKEN_WEEKDAY, 1},
    {"tu", TOKEN_WEEKDAY, 2},
    {"we", TOKEN_WEEKDAY, 3},
    {"th", TOKEN_WEEKDAY, 4},
    {"fr", TOKEN_WEEKDAY, 5},
    {"sa", TOKEN_WEEKDAY, 6},
    {"su", TOKEN_WEEKDAY, 7},
    {"jan", TOKEN_MONTH, 1},
    {"feb", TOKEN_MONTH, 2},
    {"mar", TOKEN_MONTH, 3},
    {"apr", TOKEN_MONTH, 4},
    {"may", TOKEN_MONTH, 5},
    {"jun", TOKEN_MONTH, 6},
    {"jul", TOKEN_MONTH, 7},
    {"aug", TOKEN_MONTH, 8},
    {"sep", TOKEN_MONTH, 9},
    {"oct", TOKEN_MONTH, 10},
    {"nov", TOKEN_MONTH, 11},
    {"dec", TOKEN_MONTH, 12},
    {"ph", TOKEN_HOLIDAY, OPENING_DAYS_PUBLIC},
    {"sh", TOKEN_HOLIDAY, OPENING_DAYS_SCHOOL},
    {"off", TOKEN_STATE, VIGIE_OPENING_CLOSED},
    {"closed", TOKEN_STATE, VIGIE_OPENING_CLOSED},
    {"open", TOKEN_STATE, VIGIE_OPENING_OPEN},
    {"unknown", TOKEN_STATE, VIGIE_OPENING_UNKNOWN},
    {"dawn", TOKEN_EVENT, OPENING_EVENT_DAWN},
    {"sunrise", TOKEN_EVENT, OPENING_EVENT_SUNRISE},
    {"sunset", TOKEN_EVENT, OPENING_EVENT_SUNSET},
    {"dusk", TOKEN_EVENT, OPENING_EVENT_DUSK},
    {"easter", TOKEN_EASTER, 0},
    {"week", TOKEN_WEEK, 0},
    {"day", TOKEN_DAYS, 0},
    {"days", TOKEN_DAYS, 0},
};

void
_vigie_opening_set_error (GError **error, const char *text, guint start, const char *what)
{
  /* Translators: why opening hours cannot be read: what is wrong, and where */
  g_set_error (error, VIGIE_OPENING_ERROR, VIGIE_OPENING_ERROR_SYNTAX,
               _ ("%1$s, at character %2$d"), what,
               (int) g_utf8_pointer_to_offset (text, text + start) + 1);
}

static gboolean
read_word (const char *text, OpeningToken *token)
{
  guint length = 0;

  while (g_ascii_isalpha (text[token->start + length]))
    length++;
  token->length = length;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length < sizeof words[i].word && words[i].word[length] == '\0'
        && g_ascii_strncasecmp (words[i].word, text + token->start, length) == 0)
      {
        token->kind = (OpeningTokenKind) words[i].kind;
        token->value = words[i].value;
        return TRUE;
      }
  return FALSE;
}

/* TRUE with the token at its start, or FALSE with @error. */
static gboolean
read_token (const char *text, OpeningToken *token, GError **error)
{
  const char *p = text + token->start;

  if (*p == '\0')
    {
      *token = (OpeningToken) {.kind = TOKEN_END, .start = token->start};
      return TRUE;
    }
  if (strncmp (p, "24/7", 4) == 0 && !g_ascii_isdigit (p[4]))
    {
      token->kind = TOKEN_ALWAYS;
      token->length = 4;
      return TRUE;
    }
  if (g_ascii_isdigit (*p))
    {
      token->kind = TOKEN_NUMBER;
      token->value = 0;
      for (token->length = 0; g_ascii_isdigit (p[token->length]); token->length++)
        {
          if (token->length == 4)
            {
              _vigie_opening_set_error (error, text, token->start,
                                        _ ("A number with more than four digits"));
              return FALSE;
            }
          token->value = token->value * 10 + (p[token->length] - '0');
        }
      return TRUE;
    }
  if (*p == '"')
    {
      const char *end = strchr (p + 1, '"');

      if (!end)
        {
          _vigie_opening_set_error (error, text, token->start,
                                    _ ("A comment without a closing quotation mark"));
          return FALSE;
        }
      token->kind = TOKEN_COMMENT;
      token->start++;
      token->length = (guint) (end - p - 1);
      return TRUE;
    }
  if (g_ascii_isalpha (*p))
    {
      if (read_word (text, token))
        return TRUE;
      _vigie_opening_set_error (error, text, token->start, _ ("An unknown word"));
      return FALSE;
    }
  if (p[0] == '|' && p[1] == '|')
    {
      token->kind = TOKEN_FALLBACK;
      token->length = 2;
      return TRUE;
    }
  token->kind = TOKEN_SIGN;
  if (strchr (",;:-+/[]()", *p))
    {
      token->value = *p;
      token->length = 1;
      return TRUE;
    }
  /* People who care for their dashes. */
  if (g_str_has_prefix (p, "\u2013"))
    {
      token->value = '-';
      token->length = strlen ("\u2013");
      return TRUE;
    }
  _vigie_opening_set_error (error, text, token->start, _ ("An unknown sign"));
  return FALSE;
}

GArray *
_vigie_opening_tokens_new (const char *text, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (OpeningToken));
  guint at = 0;

  for (;;)
    {
      OpeningToken token = {0};

      while (g_ascii_isspace (text[at]) || g_str_has_prefix (text + at, "\u00a0")
             || g_str_has_prefix (text + at, "\u202f"))
        at = (guint) (g_utf8_next_char (text + at) - text);
      token.start = at;
      if (!read_token (text, &token, error))
        return NULL;
      g_array_append_val (tokens, token);
      if (token.kind == TOKEN_END)
        return g_steal_pointer (&tokens);
      at = token.start + token.length + (token.kind == TOKEN_COMMENT);
    }
}
