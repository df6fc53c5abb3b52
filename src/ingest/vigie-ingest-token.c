/* vigie-ingest-token.c: the tokens of the query language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-parser.h"

#include <math.h>
#include <string.h>

void
vigie_ingest_parser_init (VigieIngestParser *parser, const char *text, GPtrArray *nodes)
{
  *parser = (VigieIngestParser) {.text = text, .length = (guint) strlen (text), .nodes = nodes};
  parser->token.text = g_string_new (NULL);
  vigie_ingest_parser_next (parser);
}

void
vigie_ingest_parser_clear (VigieIngestParser *parser)
{
  g_string_free (parser->token.text, TRUE);
  g_clear_error (&parser->error);
}

void
vigie_ingest_parser_fail (VigieIngestParser *parser, guint position, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (parser->error)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  parser->error = g_error_new (VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                               "%s (at character %ld)", message,
                               g_utf8_strlen (parser->text, MIN (position, parser->length)) + 1);
  parser->token.kind = VIGIE_INGEST_TOKEN_END;
}

/* How many digits stand at @position. */
static guint
count_digits (const VigieIngestParser *parser, guint position)
{
  guint count = 0;

  while (g_ascii_isdigit (parser->text[position + count]))
    count++;
  return count;
}

/* The end of "2026-11-21" or "2026-11-21T10:47:03.25+01:00" at @position; 0 if none stands there. */
static guint
scan_instant (const VigieIngestParser *parser, guint position, gboolean *with_time)
{
  const char *text = parser->text;
  guint end = position + 10;

  *with_time = FALSE;
  if (count_digits (parser, position) != 4 || text[position + 4] != '-'
      || count_digits (parser, position + 5) != 2 || text[position + 7] != '-'
      || count_digits (parser, position + 8) != 2)
    return 0;
  if ((text[end] != 'T' && text[end] != 't') || !g_ascii_isdigit (text[end + 1]))
    return end;
  *with_time = TRUE;
  end++;
  while (g_ascii_isdigit (text[end]) || text[end] == ':' || text[end] == '.')
    end++;
  if (text[end] == 'Z' || text[end] == 'z')
    end++;
  else if ((text[end] == '+' || text[end] == '-') && g_ascii_isdigit (text[end + 1]))
    {
      end++;
      while (g_ascii_isdigit (text[end]) || text[end] == ':')
        end++;
    }
  return end;
}

/* A name, or another digit, right behind a literal is a slip: "12abc". */
static gboolean
ends_word (const VigieIngestParser *parser, guint position)
{
  char c = parser->text[position];

  return !g_ascii_isalnum (c) && c != '_' && c != '.' && c != '\'' && !(c & 0x80);
}

static void
read_instant (VigieIngestParser *parser, guint end, gboolean with_time)
{
  VigieIngestToken *token = &parser->token;
  gboolean second_with_time;
  guint second_end;

  if (!with_time)
    {
      g_autofree char *whole = g_strdup_printf ("%.10sT00:00:00Z", parser->text + token->position);

      if (!vigie_time_parse (whole, -1, &token->integer))
        vigie_ingest_parser_fail (parser, token->position, "This is no date");
      token->kind = parser->error ? VIGIE_INGEST_TOKEN_END : VIGIE_INGEST_TOKEN_DATE;
      token->integer /= VIGIE_DAY;
      token->end = end;
      return;
    }
  if (!vigie_time_parse (parser->text + token->position, end - token->position, &token->integer))
    {
      vigie_ingest_parser_fail (parser, token->position, "This is no time");
      return;
    }
  token->kind = VIGIE_INGEST_TOKEN_INSTANT;
  token->end = end;
  if (parser->text[end] != '/')
    return;
  second_end = scan_instant (parser, end + 1, &second_with_time);
  token->start = token->integer;
  if (second_end == 0 || !second_with_time
      || !vigie_time_parse (parser->text + end + 1, second_end - end - 1, &token->integer))
    vigie_ingest_parser_fail (parser, end + 1, "The end of the interval is no time");
  else if (token->integer < token->start)
    vigie_ingest_parser_fail (parser, end + 1, "The interval ends before it begins");
  else
    {
      token->kind = VIGIE_INGEST_TOKEN_INTERVAL;
      token->end = second_end;
    }
}

/* "10:47", "10:47:03.25" */
static void
read_clock (VigieIngestParser *parser)
{
  VigieIngestToken *token = &parser->token;
  guint end = token->position;
  g_autofree char *whole = NULL;

  while (g_ascii_isdigit (parser->text[end]) || parser->text[end] == ':'
         || parser->text[end] == '.')
    end++;
  whole = g_strdup_printf ("1970-01-01T%.*sZ", (int) MIN (end - token->position, 32),
                           parser->text + token->position);
  if (!vigie_time_parse (whole, -1, &token->integer))
    vigie_ingest_parser_fail (parser, token->position, "This is no time of the day");
  else
    token->kind = VIGIE_INGEST_TOKEN_CLOCK;
  token->end = end;
}

static void
read_number (VigieIngestParser *parser)
{
  VigieIngestToken *token = &parser->token;
  const char *text = parser->text;
  guint end = token->position + count_digits (parser, token->position);
  char *stop;

  token->is_integer = TRUE;
  if (text[end] == '.' && g_ascii_isdigit (text[end + 1]))
    {
      end += 1 + count_digits (parser, end + 1);
      token->is_integer = FALSE;
    }
  if (text[end] == 'e' || text[end] == 'E')
    {
      guint exponent = end + 1 + (text[end + 1] == '+' || text[end + 1] == '-');

      if (g_ascii_isdigit (text[exponent]))
        {
          end = exponent + count_digits (parser, exponent);
          token->is_integer = FALSE;
        }
    }
  token->number = g_ascii_strtod (text + token->position, &stop);
  if (stop != text + end || !ends_word (parser, end) || !isfinite (token->number))
    {
      vigie_ingest_parser_fail (parser, token->position, "This is no number");
      return;
    }
  if (fabs (token->number) >= 9.2e18)
    token->is_integer = FALSE;
  if (token->is_integer)
    token->integer = g_ascii_strtoll (text + token->position, NULL, 10);
  token->kind = VIGIE_INGEST_TOKEN_NUMBER;
  token->end = end;
}

/* The rest of a quoted text whose first quote is at @position; a quote is written as two. */
static void
read_quoted (VigieIngestParser *parser, guint position)
{
  VigieIngestToken *token = &parser->token;
  guint c = position + 1;

  g_string_truncate (token->text, 0);
  for (;; c++)
    {
      if (parser->text[c] == '\0')
        {
          vigie_ingest_parser_fail (parser, position, "The text that begins here has no end");
          return;
        }
      if (parser->text[c] == '\'' && parser->text[++c] != '\'')
        break;
      g_string_append_c (token->text, parser->text[c]);
    }
  token->end = c;
}

static void
read_name (VigieIngestParser *parser)
{
  VigieIngestToken *token = &parser->token;
  guint end = token->position + 1;

  while (g_ascii_isalnum (parser->text[end]) || (parser->text[end] & 0x80)
         || strchr ("_-.", parser->text[end]))
    {
      if (parser->text[end] == '\0')
        break;
      end++;
    }
  token->end = end;
  if (parser->text[end] == '\'' && end - token->position < sizeof token->prefix)
    {
      memcpy (token->prefix, parser->text + token->position, end - token->position);
      token->prefix[end - token->position] = '\0';
      read_quoted (parser, end);
      if (!parser->error)
        token->kind = VIGIE_INGEST_TOKEN_TYPED;
      return;
    }
  g_string_truncate (token->text, 0);
  g_string_append_len (token->text, parser->text + token->position, end - token->position);
  token->kind = VIGIE_INGEST_TOKEN_NAME;
}

void
vigie_ingest_parser_next (VigieIngestParser *parser)
{
  VigieIngestToken *token = &parser->token;
  guint position = token->end;
  gboolean with_time = FALSE;
  guint end;
  char c;

  token->kind = VIGIE_INGEST_TOKEN_END;
  if (parser->error)
    return;
  while (g_ascii_isspace (parser->text[position]))
    position++;
  token->position = token->end = position;
  c = parser->text[position];
  if (c == '\0')
    return;
  if (g_ascii_isdigit (c))
    {
      end = scan_instant (parser, position, &with_time);
      if (end > 0)
        read_instant (parser, end, with_time);
      else if (count_digits (parser, position) == 2 && parser->text[position + 2] == ':')
        read_clock (parser);
      else
        read_number (parser);
      if (!parser->error && !ends_word (parser, token->end))
        vigie_ingest_parser_fail (parser, token->end, "A value must end here");
    }
  else if (c == '\'')
    {
      read_quoted (parser, position);
      if (!parser->error)
        token->kind = VIGIE_INGEST_TOKEN_STRING;
    }
  else if (strchr ("(),;/=[]-*", c))
    {
      token->kind = VIGIE_INGEST_TOKEN_SIGN;
      token->sign = c;
      token->end = position + 1;
    }
  else if (g_ascii_isalpha (c) || c == '_' || c == '$' || c == '@' || (c & 0x80))
    read_name (parser);
  else
    vigie_ingest_parser_fail (parser, position, "Unexpected “%c”", c);
}

gboolean
vigie_ingest_parser_accept (VigieIngestParser *parser, char sign)
{
  if (parser->token.kind != VIGIE_INGEST_TOKEN_SIGN || parser->token.sign != sign)
    return FALSE;
  vigie_ingest_parser_next (parser);
  return TRUE;
}

gboolean
vigie_ingest_parser_expect (VigieIngestParser *parser, char sign)
{
  if (vigie_ingest_parser_accept (parser, sign))
    return TRUE;
  vigie_ingest_parser_fail (parser, parser->token.position, "“%c” is expected here", sign);
  return FALSE;
}
