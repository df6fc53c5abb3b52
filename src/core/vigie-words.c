/* vigie-words.c: numbers, values and lists as a person reads them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-words.h"

#include <langinfo.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define NARROW_SPACE "\u202f"
#define MINUS "\u2212"

/* From here on digits would only pretend. */
#define TOO_LARGE 1e15
#define TOO_SMALL 1e-6

#define LONGEST_TEXT 80

/* Units told in multiples: SI, per family, ascending. */
typedef struct
{
  const char *unit;
  int family;
  double factor;
} ScaledUnit;

static const ScaledUnit scaled_units[] = {
    {"W", 0, 1},     {"kW", 0, 1e3},  {"MW", 0, 1e6},   {"GW", 0, 1e9},   {"Wh", 1, 1},
    {"kWh", 1, 1e3}, {"MWh", 1, 1e6}, {"GWh", 1, 1e9},  {"VA", 2, 1},     {"kVA", 2, 1e3},
    {"MVA", 2, 1e6}, {"var", 3, 1},   {"kvar", 3, 1e3}, {"Mvar", 3, 1e6},
};

/* Units whose second decimal is noise. */
static const char *const coarse_units[] = {"%", "°C", "°F", "dB", "dBm"};

static const char *
decimal_mark (void)
{
  const char *mark = nl_langinfo (RADIXCHAR);

  return *mark != '\0' ? mark : ".";
}

/* The locale's separator of thousands; where it has none (C), the one of the SI. */
static const char *
thousands_mark (void)
{
  const char *mark = nl_langinfo (THOUSEP);

  return *mark != '\0' && g_utf8_validate (mark, -1, NULL) ? mark : NARROW_SPACE;
}

/* @number with @decimals digits after the point, and none of its last zeros where @strip. */
static void
append_fixed (GString *text, double number, int decimals, gboolean strip)
{
  char format[8], digits[G_ASCII_DTOSTR_BUF_SIZE];
  double magnitude, power;
  const char *point;
  gsize n_whole, n_fraction;

  /* printf() rounds halves to even; people round them up. */
  magnitude = fabs (number);
  power = pow (10, decimals);
  if (magnitude * power < TOO_LARGE)
    magnitude = round (magnitude * power) / power;
  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (digits, sizeof digits, format, magnitude);
  point = strchr (digits, '.');
  n_whole = point ? (gsize) (point - digits) : strlen (digits);
  n_fraction = point ? strlen (point + 1) : 0;
  if (strip)
    while (n_fraction > 0 && point[n_fraction] == '0')
      n_fraction--;

  if (number < 0 && strspn (digits, "0.") < strlen (digits))
    g_string_append (text, MINUS);
  for (gsize i = 0; i < n_whole; i++)
    {
      if (i > 0 && (n_whole - i) % 3 == 0)
        g_string_append (text, thousands_mark ());
      g_string_append_c (text, digits[i]);
    }
  if (n_fraction > 0)
    {
      g_string_append (text, decimal_mark ());
      g_string_append_len (text, point + 1, (gssize) n_fraction);
    }
}

/* « 1,23 × 10¹⁸ » */
static void
append_exponent (GString *text, double number)
{
  static const char *const superscripts[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *exponent;

  g_ascii_formatd (digits, sizeof digits, "%.2e", number);
  exponent = strchr (digits, 'e') + 1;
  append_fixed (text, g_ascii_strtod (digits, NULL) / pow (10, atoi (exponent)), 2, TRUE);
  g_string_append (text, NARROW_SPACE "×" NARROW_SPACE "10");
  if (*exponent == '-')
    g_string_append (text, "⁻");
  /* Past the sign and a leading zero (« e-09 »). */
  for (exponent += strspn (exponent, "+-0"); *exponent != '\0'; exponent++)
    g_string_append (text, superscripts[*exponent - '0']);
}

static gboolean
wants_exponent (double number)
{
  return fabs (number) >= TOO_LARGE || (number != 0 && fabs (number) < TOO_SMALL);
}

/* Digits after the point that leave 3 significant ones: 1.23, 12.3, 123, and 0 beyond. */
static int
decimals_of_three (double number)
{
  int magnitude;

  if (number == 0)
    return 0;
  magnitude = (int) floor (log10 (fabs (number)));
  /* 9.996 is 10.0: rounding may add a digit. */
  if (round (fabs (number) * pow (10, 2 - magnitude)) >= 1000)
    magnitude++;
  return CLAMP (2 - magnitude, 0, 8);
}

char *
vigie_words_number (double number, int decimals)
{
  GString *text;

  if (isnan (number))
    return g_strdup (_ ("n/a"));
  if (isinf (number))
    return g_strdup (number > 0 ? "∞" : MINUS "∞");

  text = g_string_new (NULL);
  if (fabs (number) >= TOO_LARGE)
    append_exponent (text, number);
  else
    append_fixed (text, number, CLAMP (decimals, 0, 6), FALSE);
  return g_string_free (text, FALSE);
}

static const ScaledUnit *
find_scaled_unit (const char *unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (scaled_units); i++)
    if (g_str_equal (scaled_units[i].unit, unit))
      return &scaled_units[i];
  return NULL;
}

/* The multiple in which @base, in the family's own unit, is 1 to 999 once rounded to 3 digits. */
static const ScaledUnit *
choose_multiple (int family, double base)
{
  const ScaledUnit *chosen = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (scaled_units); i++)
    {
      const ScaledUnit *candidate = &scaled_units[i];

      if (candidate->family != family)
        continue;
      /* 999.5 of the multiple below is 1.00 of this one. */
      if (chosen == NULL || fabs (base) >= 0.9995 * candidate->factor)
        chosen = candidate;
    }
  return chosen;
}

void
vigie_words_value_parts (double number, const char *unit, char **figure, char **unit_text)
{
  const ScaledUnit *scaled;
  GString *text;
  int decimals;
  gboolean strip = TRUE;

  if (unit == NULL)
    unit = "";
  if (!isfinite (number))
    {
      *figure = isnan (number) ? g_strdup ("—") : vigie_words_number (number, 0);
      *unit_text = g_strdup (isnan (number) ? "" : unit);
      return;
    }

  scaled = find_scaled_unit (unit);
  if (scaled != NULL)
    {
      double base = number * scaled->factor;

      scaled = choose_multiple (scaled->family, base);
      number = base / scaled->factor;
      unit = scaled->unit;
      strip = scaled->factor == 1;
    }

  text = g_string_new (NULL);
  if (wants_exponent (number))
    append_exponent (text, number);
  else
    {
      decimals = decimals_of_three (number);
      for (guint i = 0; i < G_N_ELEMENTS (coarse_units); i++)
        if (g_str_equal (coarse_units[i], unit))
          decimals = MIN (decimals, 1);
      append_fixed (text, number, decimals, strip);
    }
  *figure = g_string_free (text, FALSE);
  *unit_text = g_strdup (unit);
}

/* « 94 % », « 1,23 MW » */
static char *
join_unit (const char *figure, const char *unit)
{
  if (*unit == '\0')
    return g_strdup (figure);
  if (g_str_equal (unit, "%"))
    /* Translators: a number and its per cent sign, « 94 % » in French (U+202F between) */
    return g_strdup_printf (C_ ("number", "%s%%"), figure);
  return g_strconcat (figure, NARROW_SPACE, unit, NULL);
}

char *
vigie_words_value (double number, const char *unit)
{
  g_autofree char *figure = NULL, *unit_text = NULL;

  vigie_words_value_parts (number, unit, &figure, &unit_text);
  return join_unit (figure, unit_text);
}

double
vigie_words_scale (double size, const char *unit, const char **scaled_unit)
{
  const ScaledUnit *own, *scaled;

  if (unit == NULL)
    unit = "";
  *scaled_unit = unit;
  own = find_scaled_unit (unit);
  if (own == NULL || !isfinite (size))
    return 1;
  scaled = choose_multiple (own->family, size * own->factor);
  *scaled_unit = scaled->unit;
  return own->factor / scaled->factor;
}

char *
vigie_words_figure (double number, int decimals, const char *unit)
{
  g_autofree char *figure = NULL;

  if (isnan (number))
    return g_strdup ("—");
  figure = vigie_words_number (number, decimals);
  return join_unit (figure, unit != NULL ? unit : "");
}

char *
vigie_words_index (double number, const char *unit)
{
  g_autoptr (GString) figure = NULL;

  if (!isfinite (number) || wants_exponent (number))
    return vigie_words_value (number, unit);
  figure = g_string_new (NULL);
  append_fixed (figure, number, 1, TRUE);
  return join_unit (figure->str, unit != NULL ? unit : "");
}

/* The first line, cut at LONGEST_TEXT characters. */
static char *
first_line (const char *text)
{
  g_autofree char *line = NULL;
  gsize length = strcspn (text, "\r\n");

  line = g_utf8_make_valid (text, (gssize) length);
  if (g_utf8_strlen (line, -1) > LONGEST_TEXT)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, LONGEST_TEXT - 1);

      return g_strconcat (cut, "…", NULL);
    }
  if (text[length] != '\0')
    return g_strconcat (line, "…", NULL);
  return g_steal_pointer (&line);
}

char *
vigie_words_reading (const VigieReading *reading, const char *unit)
{
  if (reading->time == VIGIE_TIME_NONE)
    return g_strdup ("—");

  switch (reading->type)
    {
    case VIGIE_VALUE_NUMBER:
      return vigie_words_value (reading->number, unit);
    case VIGIE_VALUE_BOOLEAN:
      return g_strdup (reading->number != 0 ? C_ ("reading", "yes") : C_ ("reading", "no"));
    case VIGIE_VALUE_TEXT:
      if (reading->text == NULL || *reading->text == '\0')
        return g_strdup ("—");
      return first_line (reading->text);
    case VIGIE_VALUE_JSON:
      /* Translators: in the place of a value that is a structure, not a number or a text */
      return g_strdup (C_ ("reading", "data"));
    case VIGIE_VALUE_NONE:
    default:
      return g_strdup ("—");
    }
}

char *
vigie_words_measure_reading (const VigieMeasureData *data, const VigieReading *reading)
{
  if (data->aggregation == VIGIE_AGGREGATION_CUMULATIVE && reading->time != VIGIE_TIME_NONE
      && reading->type == VIGIE_VALUE_NUMBER)
    return vigie_words_index (reading->number, data->unit);
  return vigie_words_reading (reading, data->unit);
}

char *
vigie_words_list (const char *const *items, guint n_items)
{
  char *list;

  if (n_items == 0)
    return g_strdup ("");
  list = g_strdup (items[0]);
  for (guint i = 1; i < n_items; i++)
    {
      char *longer;

      if (i + 1 < n_items)
        /* Translators: a list but for its last two: « a, b » */
        longer = g_strdup_printf (C_ ("list", "%1$s, %2$s"), list, items[i]);
      else
        /* Translators: the last two of a list: « a et b » */
        longer = g_strdup_printf (C_ ("list", "%1$s and %2$s"), list, items[i]);
      g_free (list);
      list = longer;
    }
  return list;
}
