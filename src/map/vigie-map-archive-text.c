/* vigie-map-archive-text.c: what the metadata of a map file say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-archive-text.h"

#include <math.h>
#include <string.h>

#define FIRST_YEAR_SECONDS G_GINT64_CONSTANT (631152000) /* 1990 */
#define LAST_YEAR_SECONDS G_GINT64_CONSTANT (7258118400) /* 2200 */

/* The character that an entity at @text stands for (0: it is none) and its length with « & » and « ; ». */
static gunichar
read_entity (const char *text, gsize *length)
{
  static const struct
  {
    const char *name;
    gunichar character;
  } names[] = {
      {"amp", '&'},      {"lt", '<'},        {"gt", '>'},      {"quot", '"'},    {"apos", '\''},
      {"nbsp", 0xa0},    {"copy", 0xa9},     {"reg", 0xae},    {"eacute", 0xe9}, {"egrave", 0xe8},
      {"agrave", 0xe0},  {"ccedil", 0xe7},   {"Eacute", 0xc9}, {"ecirc", 0xea},  {"ocirc", 0xf4},
      {"icirc", 0xee},   {"rsquo", 0x2019},  {"laquo", 0xab},  {"raquo", 0xbb},  {"ndash", 0x2013},
      {"mdash", 0x2014}, {"hellip", 0x2026}, {"middot", 0xb7},
  };
  const char *end = strchr (text, ';');
  gsize name_length;

  if (end == NULL || end - text < 3 || end - text > 10)
    return 0;
  *length = (gsize) (end - text) + 1;
  if (text[1] == '#')
    {
      gboolean hex = text[2] == 'x' || text[2] == 'X';
      char *stop = NULL;
      guint64 code = g_ascii_strtoull (text + (hex ? 3 : 2), &stop, hex ? 16 : 10);

      return stop == end && code <= 0x10ffff && g_unichar_validate ((gunichar) code)
                 ? (gunichar) code
                 : 0;
    }
  name_length = *length - 2;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == name_length
        && strncmp (text + 1, names[i].name, name_length) == 0)
      return names[i].character;
  return 0;
}

/* After the tag at @text, with what a script or a style holds; the end of the text where the tag has none. */
static const char *
skip_tag (const char *text)
{
  static const char *const dark[] = {"script", "style"};
  const char *end = strchr (text, '>');

  for (gsize i = 0; i < G_N_ELEMENTS (dark); i++)
    if (g_ascii_strncasecmp (text + 1, dark[i], strlen (dark[i])) == 0)
      {
        const char *close = end;

        while (close != NULL && (close = strstr (close, "</")) != NULL)
          {
            if (g_ascii_strncasecmp (close + 2, dark[i], strlen (dark[i])) == 0)
              {
                end = strchr (close, '>');
                break;
              }
            close += 2;
          }
        if (close == NULL)
          end = NULL;
      }
  return end != NULL ? end + 1 : text + strlen (text);
}

static gboolean
is_tag (const char *text)
{
  return text[0] == '<' && (g_ascii_isalpha (text[1]) || text[1] == '/' || text[1] == '!');
}

char *
vigie_map_archive_plain_text (const char *html, gsize max_chars)
{
  g_autofree char *valid = g_utf8_make_valid (html != NULL ? html : "", -1);
  GString *out = g_string_new (NULL);
  gboolean space = FALSE;
  gsize n_chars = 0;

  for (const char *at = valid; *at != '\0';)
    {
      gunichar c = g_utf8_get_char (at);
      gsize length = 0;

      if (is_tag (at))
        {
          at = skip_tag (at);
          continue;
        }
      if (c == '&' && (c = read_entity (at, &length)) != 0)
        at += length;
      else
        {
          c = g_utf8_get_char (at);
          at = g_utf8_next_char (at);
        }
      /* No-break spaces stay what they are. */
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        {
          space = TRUE;
          continue;
        }
      if (!g_unichar_isprint (c) || g_unichar_type (c) == G_UNICODE_FORMAT
          || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR)
        continue;
      if (n_chars + 1 >= max_chars)
        {
          g_string_append (out, "…");
          break;
        }
      if (space && out->len > 0)
        {
          g_string_append_c (out, ' ');
          n_chars++;
        }
      space = FALSE;
      g_string_append_unichar (out, c);
      n_chars++;
    }
  return g_string_free_and_steal (out);
}

VigieTime
vigie_map_archive_parse_date (const char *text)
{
  gint64 seconds;
  char *end = NULL;

  if (text == NULL || !g_ascii_isdigit (*text))
    return VIGIE_TIME_NONE;
  seconds = g_ascii_strtoll (text, &end, 10);
  if (*end == '\0')
    {
      if (seconds >= LAST_YEAR_SECONDS)
        seconds /= 1000;
    }
  else
    {
      g_autofree char *whole
          = strlen (text) == 10 ? g_strconcat (text, "T12:00Z", NULL) : g_strdup (text);
      VigieTime time;

      if (!vigie_time_parse (whole, -1, &time))
        return VIGIE_TIME_NONE;
      seconds = time / VIGIE_SECOND;
    }
  return seconds >= FIRST_YEAR_SECONDS && seconds < LAST_YEAR_SECONDS ? seconds * VIGIE_SECOND
                                                                      : VIGIE_TIME_NONE;
}

gboolean
vigie_map_archive_parse_bounds (const char *text, VigieGeoBox *box)
{
  double numbers[4];
  const char *at = text;

  for (guint i = 0; at != NULL && i < 4; i++)
    {
      char *end = NULL;

      numbers[i] = g_ascii_strtod (at, &end);
      while (g_ascii_isspace (*end))
        end++;
      if (end == at || *end != (i < 3 ? ',' : '\0') || !isfinite (numbers[i]))
        return FALSE;
      at = end + 1;
    }
  if (text == NULL)
    return FALSE;
  *box = (VigieGeoBox) {
      .west = numbers[0], .south = numbers[1], .east = numbers[2], .north = numbers[3]};
  return vigie_geo_box_is_valid (box) && box->west < box->east && box->south < box->north;
}
