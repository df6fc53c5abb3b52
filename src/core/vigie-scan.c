/* vigie-scan.c: a strict pull reader of JSON, for bodies that others send.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-scan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Longest number that is read: more digits than any measure has, and a bound for strtod. */
#define MAX_NUMBER 64

static void
fail (VigieScan *self, const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;
}

static inline void
skip_space (VigieScan *self)
{
  while (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t')
    self->at++;
}

void
vigie_scan_init (VigieScan *self, char *text, gsize length)
{
  const char *bad;

  self->begin = self->at = text;
  self->end = text + length;
  self->problem = NULL;
  self->depth = 0;
  self->fresh = FALSE;
  text[length] = '\0';
  if (!g_utf8_validate_len (text, length, &bad))
    {
      self->at = text + (bad - text);
      fail (self, N_ ("a byte that is not UTF-8, or a NUL"));
    }
}

VigieScanType
vigie_scan_peek (VigieScan *self)
{
  if (self->problem != NULL)
    return VIGIE_SCAN_INVALID;
  skip_space (self);
  switch (*self->at)
    {
    case '{':
      return VIGIE_SCAN_OBJECT;
    case '[':
      return VIGIE_SCAN_ARRAY;
    case '"':
      return VIGIE_SCAN_STRING;
    case 't':
    case 'f':
      return VIGIE_SCAN_BOOLEAN;
    case 'n':
      return VIGIE_SCAN_NULL;
    case '-':
    case '0' ... '9':
      return VIGIE_SCAN_NUMBER;
    default:
      fail (self,
            self->at == self->end ? N_ ("the text ends too early") : N_ ("a value was expected"));
      return VIGIE_SCAN_INVALID;
    }
}

static gboolean
enter (VigieScan *self)
{
  if (self->depth == VIGIE_SCAN_MAX_DEPTH)
    {
      fail (self, N_ ("nested too deeply"));
      return FALSE;
    }
  self->depth++;
  self->at++;
  self->fresh = TRUE;
  return TRUE;
}

/* Goes to the next value of the container, or leaves it at @close. */
static gboolean
advance (VigieScan *self, char close)
{
  if (self->problem != NULL)
    return FALSE;
  skip_space (self);
  if (*self->at == close)
    {
      self->at++;
      self->depth--;
      self->fresh = FALSE;
      return FALSE;
    }
  if (self->fresh)
    {
      self->fresh = FALSE;
      return TRUE;
    }
  if (*self->at != ',')
    {
      fail (self,
            self->at == self->end ? N_ ("the text ends too early") : N_ ("a comma was expected"));
      return FALSE;
    }
  self->at++;
  return TRUE;
}

gboolean
vigie_scan_enter_object (VigieScan *self)
{
  if (vigie_scan_peek (self) != VIGIE_SCAN_OBJECT)
    {
      vigie_scan_skip (self);
      return FALSE;
    }
  return enter (self);
}

gboolean
vigie_scan_enter_array (VigieScan *self)
{
  if (vigie_scan_peek (self) != VIGIE_SCAN_ARRAY)
    {
      vigie_scan_skip (self);
      return FALSE;
    }
  return enter (self);
}

static int
hex_digits (const char *at)
{
  int code = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      code = code << 4 | digit;
    }
  return code;
}

/* Reads a \u escape at @at (past the u); writes UTF-8 at @out. Gives where to go on, or NULL. */
static char *
unescape_unicode (VigieScan *self, char *at, char **out)
{
  int code = hex_digits (at);

  if (code < 0)
    {
      fail (self, N_ ("four hexadecimal digits were expected"));
      return NULL;
    }
  at += 4;
  if (code >= 0xd800 && code < 0xdc00 && at[0] == '\\' && at[1] == 'u')
    {
      int low = hex_digits (at + 2);

      if (low >= 0xdc00 && low < 0xe000)
        {
          code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
          at += 6;
        }
    }
  if (code == 0 || (code >= 0xd800 && code < 0xe000))
    code = 0xfffd;
  *out += g_unichar_to_utf8 (code, *out);
  return at;
}

/* Reads a text whose opening quote is at the reader; NUL-terminates it where it stands. */
static char *
take_string (VigieScan *self)
{
  static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
  char *begin = self->at + 1, *at = begin, *out;

  while ((guchar) *at >= 0x20 && *at != '"' && *at != '\\')
    at++;
  out = at;
  while (*at != '"')
    {
      if (*at == '\\')
        {
          const char *pair = NULL;

          at++;
          if (*at == 'u')
            {
              at = unescape_unicode (self, at + 1, &out);
              if (at == NULL)
                return NULL;
              continue;
            }
          for (const char *e = escapes; *e != '\0' && pair == NULL; e += 2)
            if (*e == *at)
              pair = e;
          if (pair == NULL)
            {
              self->at = at;
              fail (self, N_ ("an unknown escape sequence in a text"));
              return NULL;
            }
          *out++ = pair[1];
          at++;
        }
      else if ((guchar) *at < 0x20)
        {
          self->at = at;
          fail (self, at == self->end ? N_ ("the text ends too early")
                                      : N_ ("a control character in a text"));
          return NULL;
        }
      else
        {
          *out++ = *at++;
        }
    }
  *out = '\0';
  self->at = at + 1;
  return begin;
}

/* Passes over a text without changing it. */
static void
pass_string (VigieScan *self)
{
  char *at = self->at + 1;

  for (; *at != '"'; at++)
    {
      if ((guchar) *at < 0x20)
        {
          self->at = at;
          fail (self, at == self->end ? N_ ("the text ends too early")
                                      : N_ ("a control character in a text"));
          return;
        }
      if (*at != '\\')
        continue;
      at++;
      if (*at == 'u' ? hex_digits (at + 1) < 0 : *at == '\0' || strchr ("\"\\/bfnrt", *at) == NULL)
        {
          self->at = at;
          fail (self, N_ ("an unknown escape sequence in a text"));
          return;
        }
    }
  self->at = at + 1;
}

gboolean
vigie_scan_next_member (VigieScan *self, const char **name)
{
  *name = "";
  if (!advance (self, '}'))
    return FALSE;
  skip_space (self);
  if (*self->at != '"')
    {
      fail (self, N_ ("a name in quotes was expected"));
      return FALSE;
    }
  *name = take_string (self);
  if (*name == NULL)
    {
      *name = "";
      return FALSE;
    }
  skip_space (self);
  if (*self->at != ':')
    {
      fail (self, N_ ("a colon was expected"));
      return FALSE;
    }
  self->at++;
  return TRUE;
}

gboolean
vigie_scan_next_element (VigieScan *self)
{
  return advance (self, ']');
}

const char *
vigie_scan_string (VigieScan *self)
{
  if (vigie_scan_peek (self) != VIGIE_SCAN_STRING)
    {
      vigie_scan_skip (self);
      return NULL;
    }
  return take_string (self);
}

/* Checks a number's grammar; its mantissa without the point goes to @mantissa and the power of ten to
 * @power while they are exact, else @exact is FALSE. */
static void
pass_number (VigieScan *self, guint64 *mantissa, int *power, gboolean *exact)
{
  const char *begin = self->at, *digits;
  char *at = self->at;
  int exponent = 0;
  gboolean negative_exponent;

  *mantissa = 0;
  *power = 0;
  *exact = TRUE;
  if (*at == '-')
    at++;
  digits = at;
  for (; g_ascii_isdigit (*at); at++)
    *mantissa = *mantissa * 10 + (*at - '0');
  if (at == digits || (*digits == '0' && at > digits + 1))
    goto bad;
  if (*at == '.')
    {
      const char *point = at++;

      for (; g_ascii_isdigit (*at); at++)
        *mantissa = *mantissa * 10 + (*at - '0');
      if (at == point + 1)
        goto bad;
      *power = -(int) MIN (at - point - 1, 1000);
    }
  /* 15 digits and the point fit a double exactly; more may not, and may have overflowed. */
  *exact = at - digits <= 16 && *mantissa <= G_GUINT64_CONSTANT (9007199254740992);
  if (*at == 'e' || *at == 'E')
    {
      const char *first;

      at++;
      negative_exponent = *at == '-';
      if (*at == '-' || *at == '+')
        at++;
      first = at;
      for (; g_ascii_isdigit (*at); at++)
        exponent = MIN (exponent * 10 + (*at - '0'), 1000);
      if (at == first)
        goto bad;
      *power += negative_exponent ? -exponent : exponent;
    }
  self->at = at;
  if (at - begin > MAX_NUMBER)
    fail (self, N_ ("a number with too many digits"));
  return;

bad:
  self->at = at;
  fail (self, N_ ("a number was expected"));
}

double
vigie_scan_number (VigieScan *self)
{
  /* Powers of ten that are exact in a double: with an exact mantissa one rounding gives the nearest
   * double, as strtod does (Clinger 1990), at a tenth of its cost and in no locale. */
  static const double powers[]
      = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
         1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const char *begin;
  double value;
  guint64 mantissa;
  int power;
  gboolean exact;

  if (vigie_scan_peek (self) != VIGIE_SCAN_NUMBER)
    {
      vigie_scan_skip (self);
      return NAN;
    }
  begin = self->at;
  pass_number (self, &mantissa, &power, &exact);
  if (self->problem != NULL)
    return NAN;
  if (exact && ABS (power) < (int) G_N_ELEMENTS (powers))
    {
      value = power < 0 ? mantissa / powers[-power] : mantissa * powers[power];
      return *begin == '-' ? -value : value;
    }
  value = g_ascii_strtod (begin, NULL);
  if (!isfinite (value))
    {
      fail (self, N_ ("a number that is too large"));
      return NAN;
    }
  return value;
}

/* Passes over the word @word. */
static void
pass_word (VigieScan *self, const char *word)
{
  gsize length = strlen (word);

  if (strncmp (self->at, word, length) != 0)
    fail (self, N_ ("a value was expected"));
  else
    self->at += length;
}

gboolean
vigie_scan_boolean (VigieScan *self)
{
  if (vigie_scan_peek (self) != VIGIE_SCAN_BOOLEAN)
    {
      vigie_scan_skip (self);
      return FALSE;
    }
  if (*self->at == 't')
    {
      pass_word (self, "true");
      return self->problem == NULL;
    }
  pass_word (self, "false");
  return FALSE;
}

void
vigie_scan_skip (VigieScan *self)
{
  guint64 mantissa;
  int power;
  gboolean exact;

  switch (vigie_scan_peek (self))
    {
    case VIGIE_SCAN_OBJECT:
      if (!enter (self))
        return;
      /* Names are passed as texts are, so that what was skipped still stands as it was sent. */
      while (advance (self, '}'))
        {
          skip_space (self);
          if (*self->at != '"')
            {
              fail (self, N_ ("a name in quotes was expected"));
              return;
            }
          pass_string (self);
          if (self->problem != NULL)
            return;
          skip_space (self);
          if (*self->at != ':')
            {
              fail (self, N_ ("a colon was expected"));
              return;
            }
          self->at++;
          vigie_scan_skip (self);
        }
      return;
    case VIGIE_SCAN_ARRAY:
      if (!enter (self))
        return;
      while (advance (self, ']'))
        vigie_scan_skip (self);
      return;
    case VIGIE_SCAN_STRING:
      pass_string (self);
      return;
    case VIGIE_SCAN_NUMBER:
      pass_number (self, &mantissa, &power, &exact);
      return;
    case VIGIE_SCAN_BOOLEAN:
      pass_word (self, *self->at == 't' ? "true" : "false");
      return;
    case VIGIE_SCAN_NULL:
      pass_word (self, "null");
      return;
    case VIGIE_SCAN_INVALID:
    default:
      return;
    }
}

const char *
vigie_scan_raw (VigieScan *self, gsize *length)
{
  const char *begin;

  *length = 0;
  if (vigie_scan_peek (self) == VIGIE_SCAN_INVALID)
    return NULL;
  begin = self->at;
  vigie_scan_skip (self);
  if (self->problem != NULL)
    return NULL;
  *length = self->at - begin;
  return begin;
}

gboolean
vigie_scan_finish (VigieScan *self)
{
  if (self->problem != NULL)
    return FALSE;
  skip_space (self);
  if (self->at != self->end)
    fail (self, N_ ("something follows the value"));
  return self->problem == NULL;
}

char *
vigie_scan_describe (const VigieScan *self)
{
  return g_strdup_printf ("not JSON at byte %" G_GSIZE_FORMAT ": %s",
                          (gsize) (self->at - self->begin),
                          self->problem ? self->problem : "no problem");
}
