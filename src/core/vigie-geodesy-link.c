/* vigie-geodesy-link.c: positions in geo: URIs and in the links of maps on the web.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geodesy-private.h"

#include <string.h>

/* « lat,lon » with one of @marks between them, and nothing but one of @ends after; *@text is moved there. */
static gboolean
read_pair (const char **text,
           const char *marks,
           const char *ends,
           gboolean lon_first,
           VigiePosition *position)
{
  const char *p = *text;
  double first, second;

  if (!vigie_geodesy_parse_number (&p, &first, NULL, FALSE) || *p == '\0' || !strchr (marks, *p))
    return FALSE;
  p++;
  while (*p == ' ')
    p++;
  if (!vigie_geodesy_parse_number (&p, &second, NULL, FALSE))
    return FALSE;
  if (*p != '\0' && !strchr (ends, *p))
    return FALSE;
  *position = lon_first ? (VigiePosition) {second, first} : (VigiePosition) {first, second};
  *text = p;
  return TRUE;
}

/* The value of a parameter « name=value » of a list separated by @mark, decoded; NULL where there is none. */
static char *
parameter (const char *list, char mark, const char *name)
{
  gsize length = strlen (name);
  const char *p = list;

  while (p && *p != '\0')
    {
      if (g_ascii_strncasecmp (p, name, length) == 0 && p[length] == '=')
        {
          const char *end = strchr (p + length + 1, mark);
          g_autofree char *value = end ? g_strndup (p + length + 1, (gsize) (end - p) - length - 1)
                                       : g_strdup (p + length + 1);

          g_strdelimit (value, "+", ' ');
          return g_uri_unescape_string (value, NULL);
        }
      p = strchr (p, mark);
      if (p)
        p++;
    }
  return NULL;
}

/* « name=value;name;… » with the characters that RFC 5870 has for them. */
static gboolean
are_parameters (const char *parameters)
{
  g_auto (GStrv) list = g_strsplit (parameters, ";", -1);

  for (guint i = 0; list[i]; i++)
    {
      const char *p = list[i];

      while (g_ascii_isalnum (*p) || *p == '-')
        p++;
      if (p == list[i] || (*p != '\0' && *p != '='))
        return FALSE;
      if (*p == '=' && (p[1] == '\0' || strpbrk (p + 1, ",=/\"<> ")))
        return FALSE;
    }
  return TRUE;
}

gboolean
vigie_geodesy_parse_uri (const char *text, VigiePosition *position)
{
  g_autofree char *crs = NULL, *query = NULL, *parameters = NULL;
  const char *p = text + strlen ("geo:"), *question;
  double altitude;

  if (g_ascii_strncasecmp (text, "geo:", strlen ("geo:")) != 0
      || !read_pair (&p, ",", ",;?", FALSE, position))
    return FALSE;
  if (*p == ',')
    {
      p++;
      if (!vigie_geodesy_parse_number (&p, &altitude, NULL, FALSE)
          || (*p != '\0' && *p != ';' && *p != '?'))
        return FALSE;
    }
  question = strchr (p, '?');
  if (*p == ';')
    {
      parameters = question ? g_strndup (p + 1, (gsize) (question - p - 1)) : g_strdup (p + 1);
      if (!are_parameters (parameters))
        return FALSE;
      crs = parameter (parameters, ';', "crs");
      if (crs && g_ascii_strcasecmp (crs, "wgs84") != 0)
        return FALSE;
    }
  /* Android: at 0, 0, what is looked for is in the query, with a label after it. */
  if (question && position->lat == 0 && position->lon == 0)
    {
      query = parameter (question + 1, '&', "q");
      if (query)
        {
          const char *q = query;

          return read_pair (&q, ",", "(", FALSE, position);
        }
    }
  return TRUE;
}

/* The name of the place in Google's links is more than the middle of its view: « !3d47.748!4d-3.366 ». */
static gboolean
read_google_place (const char *path, VigiePosition *position)
{
  const char *p = strstr (path, "!3d");
  double lat, lon;

  if (!p)
    return FALSE;
  p += 3;
  if (!vigie_geodesy_parse_number (&p, &lat, NULL, FALSE) || !g_str_has_prefix (p, "!4d"))
    return FALSE;
  p += 3;
  if (!vigie_geodesy_parse_number (&p, &lon, NULL, FALSE) || (*p != '\0' && !strchr ("!?/&", *p)))
    return FALSE;
  *position = (VigiePosition) {lat, lon};
  return TRUE;
}

/* Two parameters, each one number. */
static gboolean
read_two (const char *query, const char *lat_name, const char *lon_name, VigiePosition *position)
{
  g_autofree char *lat = parameter (query, '&', lat_name), *lon = parameter (query, '&', lon_name);
  const char *p = lat, *q = lon;

  return lat && lon && vigie_geodesy_parse_number (&p, &position->lat, NULL, FALSE) && *p == '\0'
         && vigie_geodesy_parse_number (&q, &position->lon, NULL, FALSE) && *q == '\0';
}

gboolean
vigie_geodesy_parse_link (const char *text, VigiePosition *position)
{
  /* What is looked for comes before what is shown. */
  static const char *const names[][2] = {{"mlat", "mlon"}, {"lat", "lon"}, {"lat", "lng"}};
  static const struct
  {
    const char *name, *marks;
    gboolean lon_first;
  } pairs[] = {
      {"q", ",", FALSE},      {"query", ",", FALSE}, {"destination", ",", FALSE},
      {"daddr", ",", FALSE},  {"ll", ",", FALSE},    {"coordinate", ",", FALSE},
      {"center", ",", FALSE}, {"cp", "~", FALSE},    {"c", ",", TRUE},
  };
  g_autofree char *before = NULL, *fragment = NULL;
  const char *query, *at, *hash;

  if (g_ascii_strncasecmp (text, "https://", 8) != 0
      && g_ascii_strncasecmp (text, "http://", 7) != 0)
    return FALSE;
  if (strchr (text, ' '))
    return FALSE;
  hash = strchr (text, '#');
  before = hash ? g_strndup (text, (gsize) (hash - text)) : g_strdup (text);
  query = strchr (before, '?');
  if (read_google_place (before, position))
    return TRUE;
  for (guint i = 0; query && i < G_N_ELEMENTS (names); i++)
    if (read_two (query + 1, names[i][0], names[i][1], position))
      return TRUE;
  for (guint i = 0; query && i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *value = parameter (query + 1, '&', pairs[i].name);
      const char *p = value;

      if (value && read_pair (&p, pairs[i].marks, "", pairs[i].lon_first, position))
        return TRUE;
    }
  at = strstr (before, "/@");
  if (at)
    {
      at += 2;
      if (read_pair (&at, ",", ",/?", FALSE, position))
        return TRUE;
    }
  if (!hash)
    return FALSE;

  /* « #map=14/47.748/-3.366 », « #14/47.748/-3.366 »; the zoom may have decimals. */
  fragment = g_uri_unescape_string (hash + 1, NULL);
  if (fragment)
    {
      const char *p = strstr (fragment, "map=");
      double zoom;

      p = p ? p + strlen ("map=") : fragment;
      if (vigie_geodesy_parse_number (&p, &zoom, NULL, FALSE) && *p == '/' && zoom >= 0
          && zoom < 30)
        {
          p++;
          return read_pair (&p, "/", "/&", FALSE, position);
        }
    }
  return FALSE;
}
