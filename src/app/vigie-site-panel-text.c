/* vigie-site-panel-text.c: what the panel and the page of a site say, copy and open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-panel-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-plain.h"
#include "vigie-words.h"

#define LONGEST_MAIL 254 /* bytes, RFC 5321 § 4.5.3.1.3 */

char *
vigie_site_text_plain (const char *text, guint max)
{
  return vigie_plain_line (text, max);
}

/* ---- Contact --------------------------------------------------------------------------------- */

static void
part_free (gpointer data)
{
  VigieSiteContactPart *part = data;

  g_free (part->text);
  g_free (part->uri);
  g_free (part);
}

/* Adds the words from @from to @to as they stand. */
static void
add_part (GPtrArray *parts, const char *from, const char *to, char *uri)
{
  VigieSiteContactPart *part;

  if (from == to)
    {
      g_free (uri);
      return;
    }
  part = g_new (VigieSiteContactPart, 1);
  part->text = g_strndup (from, (gsize) (to - from));
  part->uri = uri;
  g_ptr_array_add (parts, part);
}

static gboolean
is_word (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return g_unichar_isalnum (c) || c == '_' || c == '@';
}

/* What people put between the digits of a number; its length in bytes, or 0. */
static gsize
separator_length (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  if (c == ' ' || c == '.' || c == '-' || c == 0xa0 || c == 0x202f || c == 0x2009 || c == 0x2011)
    return (gsize) (g_utf8_next_char (p) - p);
  return 0;
}

/* The number that begins at @p, as a tel: URI; its end in *@end. NULL: none does. */
static char *
read_phone (const char *p, const char **end)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean international = *p == '+';
  gboolean gap_allowed = FALSE; /* one between two digits */
  const char *last = NULL;      /* after the last digit */

  if (international)
    p++;
  while (digits->len < 16)
    {
      gsize gap;

      if (g_ascii_isdigit (*p))
        {
          g_string_append_c (digits, *p);
          last = ++p;
          gap_allowed = TRUE;
        }
      /* « +33 (0)2 97 … »: the zero is not dialled. */
      else if (international && last != NULL && g_str_has_prefix (p, "(0)"))
        {
          p += 3;
          gap_allowed = TRUE;
        }
      else if (gap_allowed && (gap = separator_length (p)) > 0)
        {
          p += gap;
          gap_allowed = FALSE;
        }
      else
        break;
    }
  if (last == NULL)
    return NULL;
  if (*last != '\0' && is_word (last))
    return NULL;
  if (international ? digits->len < 8 || digits->len > 15 || digits->str[0] == '0'
                    : digits->len != 10 || digits->str[0] != '0')
    return NULL;
  *end = last;
  return g_strconcat (international ? "tel:+" : "tel:", digits->str, NULL);
}

static gboolean
is_mail_char (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '_' || c == '-' || c == '+';
}

/* The address that begins at @p, as a mailto: URI; its end in *@end. NULL: none does. */
static char *
read_mail (const char *p, const char **end)
{
  const char *start = p, *at, *dot = NULL;

  while (is_mail_char (*p))
    p++;
  if (*p != '@' || p == start || p - start > 64 || *start == '.' || p[-1] == '.')
    return NULL;
  at = p++;
  while (g_ascii_isalnum (*p) || *p == '-' || *p == '.')
    {
      if (*p == '.')
        {
          if (p[-1] == '.' || p[-1] == '@')
            return NULL;
          dot = p;
        }
      p++;
    }
  /* The full stop that ends the sentence. */
  while (p > at && (p[-1] == '.' || p[-1] == '-'))
    p--;
  if (dot == p)
    for (dot = p - 1; dot > at && *dot != '.'; dot--)
      ;
  if (dot == NULL || dot <= at + 1 || p - dot < 3 || p - start > LONGEST_MAIL)
    return NULL;
  if (*p != '\0' && is_word (p))
    return NULL;
  for (const char *s = start; s < at; s++)
    if (s[0] == '.' && s[1] == '.')
      return NULL;
  *end = p;
  return g_strdup_printf ("mailto:%.*s", (int) (p - start), start);
}

GPtrArray *
vigie_site_contact_split (const char *contact)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  g_autofree char *plain = vigie_site_text_plain (contact, VIGIE_SITE_NOTE_MAX);
  const char *words = plain;
  gboolean boundary = TRUE;

  for (const char *p = plain; *p != '\0';)
    {
      const char *end = NULL;
      char *uri = NULL;

      if (boundary)
        {
          uri = read_mail (p, &end);
          if (uri == NULL)
            uri = read_phone (p, &end);
        }
      if (uri != NULL)
        {
          add_part (parts, words, p, NULL);
          add_part (parts, p, end, uri);
          p = words = end;
          boundary = FALSE;
          continue;
        }
      boundary = !is_word (p) && *p != '+' && *p != '.' && *p != '-';
      p = g_utf8_next_char (p);
    }
  add_part (parts, words, plain + strlen (plain), NULL);
  return parts;
}

gboolean
vigie_site_uri_is_safe (const char *uri)
{
  const char *p;

  if (uri == NULL || strlen (uri) > LONGEST_MAIL + strlen ("mailto:"))
    return FALSE;
  if (g_str_has_prefix (uri, "tel:"))
    {
      p = uri + strlen ("tel:");
      p += *p == '+';
      return strlen (p) >= 8 && strspn (p, "0123456789") == strlen (p);
    }
  if (g_str_has_prefix (uri, "mailto:"))
    {
      const char *end = NULL;
      g_autofree char *again = read_mail (uri + strlen ("mailto:"), &end);

      return again != NULL && *end == '\0';
    }
  if (g_str_has_prefix (uri, "geo:"))
    {
      p = uri + strlen ("geo:");
      return *p != '\0' && strspn (p, "0123456789.,-") == strlen (p);
    }
  return FALSE;
}

/* ---- Coordinates ----------------------------------------------------------------------------- */

static gboolean
are_coordinates (double lat, double lon)
{
  return isfinite (lat) && isfinite (lon) && fabs (lat) <= 90 && fabs (lon) <= 180;
}

char *
vigie_site_coordinates (double lat, double lon)
{
  char north[G_ASCII_DTOSTR_BUF_SIZE], east[G_ASCII_DTOSTR_BUF_SIZE];

  if (!are_coordinates (lat, lon))
    return NULL;
  g_ascii_formatd (north, sizeof north, "%.6f", lat);
  g_ascii_formatd (east, sizeof east, "%.6f", lon);
  return g_strdup_printf ("%s, %s", north, east);
}

char *
vigie_site_coordinates_words (double lat, double lon)
{
  g_autofree char *north = NULL;
  g_autofree char *east = NULL;

  if (!are_coordinates (lat, lon))
    return NULL;
  north = vigie_words_number (fabs (lat), 5);
  east = vigie_words_number (fabs (lon), 5);
  if (lat < 0)
    return lon < 0 ? /* Translators: degrees of latitude and longitude */
               g_strdup_printf (_ ("%s° S, %s° W"), north, east)
                   : g_strdup_printf (_ ("%s° S, %s° E"), north, east);
  return lon < 0 ? g_strdup_printf (_ ("%s° N, %s° W"), north, east)
                 : g_strdup_printf (_ ("%s° N, %s° E"), north, east);
}

char *
vigie_site_geo_uri (double lat, double lon)
{
  char north[G_ASCII_DTOSTR_BUF_SIZE], east[G_ASCII_DTOSTR_BUF_SIZE];

  if (!are_coordinates (lat, lon))
    return NULL;
  g_ascii_formatd (north, sizeof north, "%.6f", lat);
  g_ascii_formatd (east, sizeof east, "%.6f", lon);
  return g_strdup_printf ("geo:%s,%s", north, east);
}

/* ---- Measures -------------------------------------------------------------------------------- */

char *
vigie_site_expected_words (gint64 interval)
{
  g_autofree char *duration = NULL;

  if (interval == VIGIE_MINUTE)
    return g_strdup (_ ("expected every minute"));
  if (interval == VIGIE_HOUR)
    return g_strdup (_ ("expected every hour"));
  if (interval == VIGIE_DAY)
    return g_strdup (_ ("expected every day"));
  duration = vigie_words_duration (interval);
  /* Translators: how often a reading should come; %s is a duration: « attendu toutes les 10 min » */
  return g_strdup_printf (_ ("expected every %s"), duration);
}

char *
vigie_site_measure_name (const VigieMeasureData *data)
{
  g_autofree char *name = vigie_site_text_plain (data->name, VIGIE_SITE_NAME_MAX);

  if (*name != '\0')
    return g_steal_pointer (&name);
  if (data->role != VIGIE_ROLE_OTHER)
    return g_strdup (vigie_words_role (data->role));
  return vigie_site_text_plain (
      *data->observed_property != '\0' ? data->observed_property : data->id, VIGIE_SITE_NAME_MAX);
}

/* Whether @text has @words as they are, not as a part of longer ones. */
static gboolean
has_words (const char *text, const char *words)
{
  const char *found = strstr (text, words);
  const char *end;

  if (found == NULL)
    return FALSE;
  end = found + strlen (words);
  return (found == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found))))
         && (*end == '\0' || !g_unichar_isalnum (g_utf8_get_char (end)));
}

char *
vigie_site_full_name (const VigieSensorData *sensor, const VigieMeasureData *data)
{
  g_autofree char *measure = vigie_site_measure_name (data);
  g_autofree char *name
      = vigie_site_text_plain (sensor != NULL ? sensor->name : NULL, VIGIE_SITE_NAME_MAX);

  if (*name == '\0' || has_words (measure, name))
    return g_steal_pointer (&measure);
  if (has_words (name, measure))
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s · %s", name, measure);
}

char *
vigie_site_copy_words (const char *title, const VigieMeasureData *data, const VigieReading *reading)
{
  g_autofree char *name = vigie_site_text_plain (title, VIGIE_SITE_NAME_MAX);
  g_autofree char *value = NULL;
  g_autofree char *date = NULL;
  g_autofree char *clock = NULL;

  if (reading->time == VIGIE_TIME_NONE)
    /* Translators: what is copied of a measure: its name, and that it never said anything */
    return g_strdup_printf (C_ ("copied", "%1$s: %2$s"), name,
                            vigie_words_freshness (VIGIE_FRESHNESS_NEVER));
  value = vigie_words_measure_reading (data, reading);
  /* As seen from another year, so that the year is told. */
  date = vigie_words_date (reading->time + 400 * VIGIE_DAY, reading->time, NULL);
  clock = vigie_words_time_of_day (reading->time, NULL);
  /* Translators: what is copied of a measure: name, value, date, time of day:
   * « Benne gravats : 94 % (22 nov. 2026, 10 h 47) » */
  return g_strdup_printf (C_ ("copied", "%1$s: %2$s (%3$s, %4$s)"), name, value, date, clock);
}
