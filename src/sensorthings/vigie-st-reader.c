/* vigie-st-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-reader.h"

#include <math.h>
#include <string.h>

void
vigie_st_reader_init (VigieStReader *self, char *text, gsize length)
{
  g_assert (text[length] == '\0');
  self->at = text;
  self->end = text + length;
  self->failed = FALSE;
}

static inline void
skip_space (VigieStReader *self)
{
  while (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t')
    self->at++;
}

static gboolean
fail (VigieStReader *self)
{
  self->failed = TRUE;
  return FALSE;
}

static inline gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '+' || c == '_' || c == '.' || c == '#';
}

static gsize
word_length (const char *at)
{
  gsize length = 0;

  while (is_word_char (at[length]))
    length++;
  return length;
}

VigieStToken
vigie_st_reader_peek (VigieStReader *self)
{
  gsize length;

  if (self->failed)
    return VIGIE_ST_TOKEN_END;
  skip_space (self);
  switch (*self->at)
    {
    case '{':
      return VIGIE_ST_TOKEN_OBJECT;
    case '[':
      return VIGIE_ST_TOKEN_ARRAY;
    case '"':
      return VIGIE_ST_TOKEN_STRING;
    case '-':
      return g_ascii_isdigit (self->at[1]) || self->at[1] == '.' ? VIGIE_ST_TOKEN_NUMBER
                                                                 : VIGIE_ST_TOKEN_WORD;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
    case '.':
      return VIGIE_ST_TOKEN_NUMBER;
    default:
      break;
    }
  length = word_length (self->at);
  if (length == 4 && memcmp (self->at, "true", 4) == 0)
    return VIGIE_ST_TOKEN_TRUE;
  if (length == 5 && memcmp (self->at, "false", 5) == 0)
    return VIGIE_ST_TOKEN_FALSE;
  if (length == 4 && memcmp (self->at, "null", 4) == 0)
    return VIGIE_ST_TOKEN_NULL;
  if (length > 0)
    return VIGIE_ST_TOKEN_WORD;
  return VIGIE_ST_TOKEN_END;
}

void
vigie_st_reader_enter (VigieStReader *self)
{
  skip_space (self);
  if (*self->at == '{' || *self->at == '[')
    self->at++;
  else
    fail (self);
}

/* After a member: a comma may follow; FALSE once @close was read. */
static gboolean
at_member (VigieStReader *self, char close)
{
  if (self->failed)
    return FALSE;
  skip_space (self);
  if (*self->at == ',')
    {
      self->at++;
      skip_space (self);
    }
  if (*self->at == close)
    {
      self->at++;
      return FALSE;
    }
  return TRUE;
}

gboolean
vigie_st_reader_next_key (VigieStReader *self, VigieStText *key)
{
  if (!at_member (self, '}') || !vigie_st_reader_string (self, key))
    return FALSE;
  skip_space (self);
  if (*self->at != ':')
    return fail (self);
  self->at++;
  return TRUE;
}

gboolean
vigie_st_reader_next_value (VigieStReader *self)
{
  if (!at_member (self, ']'))
    return FALSE;
  if (vigie_st_reader_peek (self) == VIGIE_ST_TOKEN_END)
    return fail (self);
  return TRUE;
}

static int
hex4 (const char *at)
{
  int value = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]); /* -1 for the NUL at the end */

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }
  return value;
}

/* Reads the escape at @from (after the backslash), writes it at @to; gives the new @from. A text
 * never grows when it is unescaped. */
static char *
unescape (char *from, char **to)
{
  char c = *from++;
  gunichar code;

  switch (c)
    {
    case 'b':
      *(*to)++ = '\b';
      return from;
    case 'f':
      *(*to)++ = '\f';
      return from;
    case 'n':
      *(*to)++ = '\n';
      return from;
    case 'r':
      *(*to)++ = '\r';
      return from;
    case 't':
      *(*to)++ = '\t';
      return from;
    case 'u':
      break;
    default: /* " \ / and what no one should escape */
      *(*to)++ = c;
      return from;
    }
  if (hex4 (from) < 0)
    {
      *(*to)++ = 'u';
      return from;
    }
  code = hex4 (from);
  from += 4;
  if (code >= 0xD800 && code < 0xDC00 && from[0] == '\\' && from[1] == 'u')
    {
      int low = hex4 (from + 2);

      if (low >= 0xDC00 && low < 0xE000)
        {
          code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
          from += 6;
        }
    }
  /* A NUL would end the text, half a pair is no character. */
  if (code == 0 || (code >= 0xD800 && code < 0xE000))
    code = 0xFFFD;
  *to += g_unichar_to_utf8 (code, *to);
  return from;
}

gboolean
vigie_st_reader_string (VigieStReader *self, VigieStText *string)
{
  char *from, *to;

  if (self->failed)
    return FALSE;
  skip_space (self);
  if (*self->at != '"')
    return fail (self);
  from = self->at + 1;
  string->text = from;
  while (*from != '"' && *from != '\\' && *from != '\0')
    from++;
  to = from;
  while (*from != '"')
    {
      if (*from == '\0')
        return fail (self);
      if (*from == '\\')
        {
          if (from[1] == '\0')
            return fail (self);
          from = unescape (from + 1, &to);
        }
      else
        {
          *to++ = *from++;
        }
    }
  string->length = to - string->text;
  *to = '\0';
  self->at = from + 1;
  return TRUE;
}

gboolean
vigie_st_reader_digits (VigieStReader *self, VigieStText *digits)
{
  if (vigie_st_reader_peek (self) != VIGIE_ST_TOKEN_NUMBER)
    return fail (self);
  digits->text = self->at;
  digits->length = word_length (self->at);
  self->at += digits->length;
  return TRUE;
}

gboolean
vigie_st_reader_number (VigieStReader *self, double *number)
{
  static const double tens[]
      = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
         1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  VigieStText digits;
  const char *at, *end;
  guint64 mantissa = 0;
  int n_digits = 0, decimals = 0;
  gboolean negative;
  char *stop;

  if (!vigie_st_reader_digits (self, &digits))
    return FALSE;
  at = digits.text;
  end = at + digits.length;
  negative = *at == '-';
  if (negative)
    at++;
  for (; at < end && g_ascii_isdigit (*at); at++, n_digits++)
    mantissa = mantissa * 10 + (*at - '0');
  if (at < end && *at == '.')
    for (at++; at < end && g_ascii_isdigit (*at); at++, n_digits++, decimals++)
      mantissa = mantissa * 10 + (*at - '0');
  /* Up to 15 digits and 10^22 both are exact as doubles, so that one division rounds rightly. */
  if (at == end && n_digits > 0 && n_digits <= 15)
    {
      *number = (double) mantissa / tens[decimals];
      if (negative)
        *number = -*number;
      return TRUE;
    }
  *number = g_ascii_strtod (digits.text, &stop);
  if (stop != digits.text + digits.length)
    *number = NAN; /* 1.2.3, 12abc: a number to nobody */
  return TRUE;
}

/* Past the closing quote of the string at @at, unchanged; NULL if it has none. */
static char *
skip_string (char *at)
{
  for (at++; *at != '"'; at++)
    {
      if (*at == '\\')
        at++;
      if (*at == '\0')
        return NULL;
    }
  return at + 1;
}

gboolean
vigie_st_reader_skip (VigieStReader *self, VigieStSpan *span)
{
  VigieStSpan seen = {0};
  guint depth = 0;
  char *at;

  if (self->failed)
    return FALSE;
  skip_space (self);
  at = seen.start = self->at;
  for (;;)
    {
      switch (*at)
        {
        case '\0':
          return fail (self);
        case '"':
          at = skip_string (at);
          if (at == NULL)
            return fail (self);
          break;
        case '{':
        case '[':
          depth++;
          seen.depth = MAX (seen.depth, depth);
          at++;
          continue;
        case '}':
        case ']':
          if (depth == 0)
            return fail (self);
          depth--;
          at++;
          break;
        case ' ':
        case '\n':
        case '\r':
        case '\t':
        case ',':
        case ':':
          if (depth == 0)
            return fail (self);
          at++;
          continue;
        default:
          {
            VigieStReader word = {at, self->end, FALSE};
            VigieStToken token = vigie_st_reader_peek (&word);

            if (token == VIGIE_ST_TOKEN_END)
              return fail (self);
            seen.words |= token == VIGIE_ST_TOKEN_WORD;
            at += word_length (at);
          }
          break;
        }
      if (depth == 0)
        break;
    }
  self->at = at;
  seen.length = at - seen.start;
  if (span != NULL)
    *span = seen;
  return TRUE;
}
