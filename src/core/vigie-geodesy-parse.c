/* vigie-geodesy-parse.c: the position that a pasted text is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geodesy-text.h"

#include <math.h>
#include <string.h>

#include "vigie-geodesy-private.h"

#define LONGEST_TEXT 2048
#define MOST_TOKENS 24
#define LONGEST_DIGITS 18

typedef enum
{
  TOKEN_END,
  TOKEN_NUMBER,
  TOKEN_DEGREE,
  TOKEN_MINUTE,
  TOKEN_SECOND,
  TOKEN_SIDE,      /* of the Earth: side is one of N S E W */
  TOKEN_LABEL,     /* « lat », « X »: side is 'N' for latitudes, 'E' for longitudes, 'x' or 'y' */
  TOKEN_SEPARATOR, /* , or ; */
  TOKEN_METRE,
} TokenType;

typedef struct
{
  TokenType type;
  char side;
  double number;
  gboolean has_sign, has_fraction, has_comma; /* of a number; comma: that of its decimals */
  gboolean tight;                             /* of a separator: a figure on both sides */
} Token;

typedef struct
{
  Token tokens[MOST_TOKENS + 1]; /* the last one is TOKEN_END */
  guint n;
} Tokens;

static const struct
{
  const char *word;
  TokenType type;
  char side;
} words[] = {
    {"n", TOKEN_SIDE, 'N'},          {"nord", TOKEN_SIDE, 'N'},  {"north", TOKEN_SIDE, 'N'},
    {"s", TOKEN_SIDE, 'S'},          {"sud", TOKEN_SIDE, 'S'},   {"south", TOKEN_SIDE, 'S'},
    {"e", TOKEN_SIDE, 'E'},          {"est", TOKEN_SIDE, 'E'},   {"east", TOKEN_SIDE, 'E'},
    {"o", TOKEN_SIDE, 'W'},          {"ouest", TOKEN_SIDE, 'W'}, {"w", TOKEN_SIDE, 'W'},
    {"west", TOKEN_SIDE, 'W'},       {"lat", TOKEN_LABEL, 'N'},  {"latitude", TOKEN_LABEL, 'N'},
    {"lon", TOKEN_LABEL, 'E'},       {"long", TOKEN_LABEL, 'E'}, {"lng", TOKEN_LABEL, 'E'},
    {"longitude", TOKEN_LABEL, 'E'}, {"x", TOKEN_LABEL, 'x'},    {"y", TOKEN_LABEL, 'y'},
    {"m", TOKEN_METRE, 0},
};

/* The signs that keyboards, phones and typographers write, as those of the keyboard. */
static char *
plain_signs (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      switch (c)
        {
        case 0x2212: /* − */
        case 0x2010: /* ‐ */
        case 0x2011: /* no-break hyphen */
        case 0x2013: /* – */
          g_string_append_c (plain, '-');
          break;
        case 0x2032: /* ′ */
        case 0x2019: /* ’ */
        case 0x2018: /* ‘ */
        case 0x00b4: /* ´ */
        case 0x02b9: /* ʹ */
          g_string_append_c (plain, '\'');
          break;
        case 0x2033: /* ″ */
        case 0x201d: /* ” */
        case 0x201c: /* “ */
        case 0x02ba: /* ʺ */
          g_string_append_c (plain, '"');
          break;
        case 0x00ba: /* º */
        case 0x02da: /* ˚ */
          g_string_append (plain, "°");
          break;
        default:
          if (g_unichar_isspace (c) || c == 0x200b || c == 0xfeff)
            g_string_append_c (plain, ' ');
          else
            g_string_append_unichar (plain, c);
        }
    }
  g_strstrip (plain->str);
  plain->len = strlen (plain->str);
  return g_string_free (plain, FALSE);
}

gboolean
vigie_geodesy_parse_number (const char **text,
                            double *number,
                            gboolean *has_fraction,
                            gboolean comma)
{
  const char *p = *text;
  char digits[LONGEST_DIGITS + 3], *out = digits;
  gboolean fraction = FALSE;

  if (*p == '-' || *p == '+')
    {
      if (*p == '-')
        *out++ = '-';
      p++;
    }
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (guint n = 0; g_ascii_isdigit (*p) || (!fraction && (*p == '.' || (comma && *p == ',')));)
    {
      if (!g_ascii_isdigit (*p))
        {
          if (!g_ascii_isdigit (p[1]))
            break;
          fraction = TRUE;
          *out++ = '.';
          p++;
          continue;
        }
      /* Decimals beyond those that count are read and left. */
      if (n < LONGEST_DIGITS)
        {
          *out++ = *p;
          n++;
        }
      else if (!fraction)
        return FALSE;
      p++;
    }
  *out = '\0';
  *number = g_ascii_strtod (digits, NULL);
  if (has_fraction)
    *has_fraction = fraction;
  *text = p;
  return TRUE;
}

/* A number: its decimals come after a point, or after a comma that no space and no other number's point makes a
 * separator. With @grouped, thousands are apart: « 6 764 321 ». */
static gboolean
read_number (const char **text, gboolean grouped, Token *token)
{
  const char *p = *text, *start, *mark;
  double number;

  token->has_sign = *p == '-' || *p == '+';
  start = p + (token->has_sign ? 1 : 0);
  if (grouped && g_ascii_isdigit (*start))
    {
      gsize first = strspn (start, "0123456789");
      GString *joined = g_string_new_len (start, (gssize) first);
      const char *q = start + first;

      while (first <= 3 && *q == ' ' && strspn (q + 1, "0123456789") == 3 && joined->len < 12)
        {
          g_string_append_len (joined, q + 1, 3);
          q += 4;
        }
      if (q > start + first)
        {
          const char *rest = joined->str;
          double whole, decimals = 0;

          vigie_geodesy_parse_number (&rest, &whole, NULL, FALSE);
          g_string_free (joined, TRUE);
          token->has_fraction = (*q == '.' || *q == ',') && g_ascii_isdigit (q[1]);
          token->has_comma = token->has_fraction && *q == ',';
          if (token->has_fraction)
            {
              g_autofree char *tail = NULL;

              first = strspn (q + 1, "0123456789");
              tail = g_strdup_printf ("0.%.*s", (int) MIN (first, LONGEST_DIGITS - 1), q + 1);
              decimals = g_ascii_strtod (tail, NULL);
              q += 1 + first;
            }
          token->number = (*p == '-' ? -1 : 1) * (whole + decimals);
          token->type = TOKEN_NUMBER;
          *text = q;
          return TRUE;
        }
      g_string_free (joined, TRUE);
    }

  mark = start + strspn (start, "0123456789");
  if (!vigie_geodesy_parse_number (&p, &number, &token->has_fraction, TRUE))
    return FALSE;
  token->has_comma = token->has_fraction && *mark == ',';
  token->number = number;
  token->type = TOKEN_NUMBER;
  *text = p;
  /* « 1.2.3 », « 1,234.5 » */
  return *p != '.';
}

/* FALSE where something is none of the signs and words of a position. */
static gboolean
tokenize (const char *text, gboolean grouped, Tokens *tokens)
{
  const char *p = text;

  tokens->n = 0;
  while (TRUE)
    {
      Token *token = &tokens->tokens[tokens->n];

      while (*p == ' ')
        p++;
      *token = (Token) {0};
      if (*p == '\0')
        return TRUE;
      if (tokens->n == MOST_TOKENS)
        return FALSE;
      tokens->n++;
      if (g_ascii_isdigit (*p) || *p == '-' || *p == '+')
        {
          if (!read_number (&p, grouped, token))
            return FALSE;
        }
      else if (g_str_has_prefix (p, "°"))
        {
          token->type = TOKEN_DEGREE;
          p += strlen ("°");
        }
      else if (*p == '"' || g_str_has_prefix (p, "''"))
        {
          token->type = TOKEN_SECOND;
          p += *p == '"' ? 1 : 2;
        }
      else if (*p == '\'')
        {
          token->type = TOKEN_MINUTE;
          p++;
        }
      else if (*p == ',' || *p == ';')
        {
          token->type = TOKEN_SEPARATOR;
          token->tight = p > text && g_ascii_isdigit (p[-1]) && g_ascii_isdigit (p[1]);
          p++;
        }
      else if (g_ascii_isalpha (*p))
        {
          gsize length = 0;
          g_autofree char *word = NULL;
          guint i;

          while (g_ascii_isalpha (p[length]))
            length++;
          word = g_ascii_strdown (p, (gssize) length);
          for (i = 0; i < G_N_ELEMENTS (words) && strcmp (words[i].word, word) != 0; i++)
            ;
          if (i == G_N_ELEMENTS (words))
            return FALSE;
          token->type = words[i].type;
          token->side = words[i].side;
          p += length;
          if (token->type == TOKEN_LABEL)
            {
              while (*p == ' ')
                p++;
              if (*p == ':' || *p == '=')
                p++;
            }
        }
      else
        return FALSE;
    }
}

/* An angle as it was written. */
typedef struct
{
  double degrees;
  char side;          /* N S E W, or 0 */
  char axis;          /* by its label or side: 'N' latitude, 'E' longitude, or 0 */
  gboolean is_marked; /* has a sign of degree */
  gboolean is_split;  /* has minutes */
  gboolean has_fraction;
  gboolean has_comma;
} Angle;

static char
axis_of (char side)
{
  return side == 'N' || side == 'S' ? 'N' : 'E';
}

/* Reads an angle from *@i on. */
static gboolean
read_angle (const Tokens *tokens, guint *i, Angle *angle)
{
  const Token *token = &tokens->tokens[*i];
  const Token *parts[3] = {NULL};
  guint n = 0;
  gboolean is_led;

  *angle = (Angle) {0};
  if (token->type == TOKEN_LABEL && (token->side == 'N' || token->side == 'E'))
    angle->axis = (token++)->side;
  if (token->type == TOKEN_SIDE)
    angle->side = (token++)->side;
  is_led = angle->side != 0;

  for (; n < 3 && token->type == TOKEN_NUMBER; n++)
    {
      static const TokenType marks[] = {TOKEN_DEGREE, TOKEN_MINUTE, TOKEN_SECOND};
      const Token *next = token + 1;

      /* A number that has the sign of degree begins the next angle. */
      if (n > 0 && (token->has_sign || next->type == TOKEN_DEGREE))
        break;
      if (n > 0 && parts[n - 1]->has_fraction)
        break;
      parts[n] = token++;
      if (token->type == marks[n])
        {
          angle->is_marked = TRUE;
          token++;
        }
      else if (token->type == TOKEN_MINUTE || token->type == TOKEN_SECOND
               || token->type == TOKEN_DEGREE)
        return FALSE;
    }
  if (n == 0)
    return FALSE;
  if (!is_led && token->type == TOKEN_SIDE)
    angle->side = (token++)->side;

  angle->is_split = n > 1;
  angle->has_fraction = parts[n - 1]->has_fraction;
  angle->has_comma = parts[n - 1]->has_comma;
  angle->degrees = fabs (parts[0]->number);
  for (guint k = 1; k < n; k++)
    {
      if (parts[k]->number >= 60)
        return FALSE;
      angle->degrees += parts[k]->number / (k == 1 ? 60 : 3600);
    }
  if (angle->side != 0)
    {
      /* A sign and a side say the same twice, or opposite things. */
      if (parts[0]->has_sign || (angle->axis != 0 && angle->axis != axis_of (angle->side)))
        return FALSE;
      angle->axis = axis_of (angle->side);
    }
  if (angle->side == 'S' || angle->side == 'W'
      || (parts[0]->has_sign && signbit (parts[0]->number)))
    angle->degrees = -angle->degrees;
  *i = (guint) (token - tokens->tokens);
  return TRUE;
}

static gboolean
parse_angles (const char *text, VigiePosition *position, VigiePositionForm *form)
{
  const Token *separator = NULL;
  Tokens tokens;
  Angle a, b;
  guint i = 0;

  if (!tokenize (text, FALSE, &tokens))
    return FALSE;
  /* Two bare numbers are two angles, never degrees and minutes. */
  if (tokens.n == 2 && tokens.tokens[0].type == TOKEN_NUMBER
      && tokens.tokens[1].type == TOKEN_NUMBER)
    {
      a = (Angle) {.degrees = tokens.tokens[0].number,
                   .has_fraction = tokens.tokens[0].has_fraction};
      b = (Angle) {.degrees = tokens.tokens[1].number,
                   .has_fraction = tokens.tokens[1].has_fraction};
    }
  else
    {
      if (!read_angle (&tokens, &i, &a))
        return FALSE;
      if (tokens.tokens[i].type == TOKEN_SEPARATOR)
        separator = &tokens.tokens[i++];
      if (!read_angle (&tokens, &i, &b) || i != tokens.n)
        return FALSE;
    }

  /* « 47,5,3 » */
  if (separator && separator->tight && (a.has_comma || b.has_comma))
    return FALSE;
  /* Both latitudes, or both longitudes. */
  if (a.axis != 0 && a.axis == b.axis)
    return FALSE;
  /* Degrees and minutes without any sign or side could be anything. */
  if ((a.is_split && !a.is_marked && a.side == 0) || (b.is_split && !b.is_marked && b.side == 0))
    return FALSE;
  /* So could two small whole numbers. */
  if (!a.is_marked && !b.is_marked && a.axis == 0 && b.axis == 0 && !a.has_fraction
      && !b.has_fraction)
    return FALSE;
  if (a.axis == 'E' || b.axis == 'N')
    {
      Angle swapped = a;

      a = b;
      b = swapped;
    }
  *form = a.is_split || b.is_split ? VIGIE_POSITION_FORM_DMS : VIGIE_POSITION_FORM_DECIMAL;
  *position = (VigiePosition) {a.degrees, b.degrees};
  return TRUE;
}

/* « X 221 345 m, Y 6 764 321 m », labels or not: the domain of the projection tells it from anything else. */
static gboolean
parse_lambert93 (const char *text, VigiePosition *position)
{
  static const char *const names[] = {"lambert 93", "lambert-93", "lambert93", "l93"};
  double values[2];
  char labels[2];
  Tokens tokens;
  guint i = 0;
  gboolean is_tight = FALSE, has_comma = FALSE;

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    if (g_ascii_strncasecmp (text, names[k], strlen (names[k])) == 0)
      {
        text += strlen (names[k]);
        text += strspn (text, " :");
        break;
      }
  if (!tokenize (text, TRUE, &tokens))
    return FALSE;
  for (guint k = 0; k < 2; k++)
    {
      labels[k] = 0;
      if (tokens.tokens[i].type == TOKEN_LABEL)
        labels[k] = tokens.tokens[i++].side;
      else if (tokens.tokens[i].type == TOKEN_SIDE)
        labels[k] = tokens.tokens[i].side == 'E'   ? 'x'
                    : tokens.tokens[i].side == 'N' ? 'y'
                                                   : '?',
        i++;
      if (tokens.tokens[i].type != TOKEN_NUMBER)
        return FALSE;
      values[k] = tokens.tokens[i].number;
      has_comma |= tokens.tokens[i++].has_comma;
      if (tokens.tokens[i].type == TOKEN_METRE)
        i++;
      if (k == 0 && tokens.tokens[i].type == TOKEN_SEPARATOR)
        is_tight = tokens.tokens[i++].tight;
    }
  if (i != tokens.n || (is_tight && has_comma))
    return FALSE;
  if (labels[0] == 'y' && labels[1] == 'x')
    return vigie_lambert93_inverse (values[1], values[0], position);
  if ((labels[0] != 0 || labels[1] != 0) && !(labels[0] == 'x' && labels[1] == 'y'))
    return FALSE;
  return vigie_lambert93_inverse (values[0], values[1], position);
}

gboolean
vigie_geodesy_parse (const char *text, VigiePosition *position, VigiePositionForm *form)
{
  g_autofree char *plain = NULL;
  VigiePosition found;
  VigiePositionForm found_form;

  /* Not measured by strlen(): what is too long is not gone through. */
  if (!text || memchr (text, '\0', LONGEST_TEXT) == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  plain = plain_signs (text);
  if (vigie_geodesy_parse_uri (plain, &found))
    found_form = VIGIE_POSITION_FORM_URI;
  else if (vigie_geodesy_parse_link (plain, &found))
    found_form = VIGIE_POSITION_FORM_LINK;
  else if (parse_lambert93 (plain, &found))
    found_form = VIGIE_POSITION_FORM_LAMBERT93;
  else if (!parse_angles (plain, &found, &found_form))
    return FALSE;
  if (!vigie_position_is_valid (&found))
    return FALSE;
  *position = found;
  if (form)
    *form = found_form;
  return TRUE;
}
