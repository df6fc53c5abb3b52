/* vigie-uri.c: links to what Vigie shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-uri.h"

#include <math.h>
#include <string.h>

#define MAX_LENGTH 2048

static const char *const names[] = {
    [VIGIE_URI_PAGE] = "page",
    [VIGIE_URI_SITE] = "site",
    [VIGIE_URI_MEASURE] = "measure",
    [VIGIE_URI_SENSOR] = "sensor",
};

void
vigie_uri_clear (VigieUri *self)
{
  g_clear_pointer (&self->id, g_free);
}

static gboolean
is_place (double lat, double lon)
{
  return fabs (lat) <= 90 && fabs (lon) <= 180;
}

/* A number as RFC 5870 writes it: digits with a point, no exponent. */
static gboolean
read_degrees (const char **at, double *degrees)
{
  const char *text = *at;
  char *end;

  if (!g_ascii_isdigit (text[*text == '-']))
    return FALSE;
  if (strspn (text + (*text == '-'), "0123456789.") > 24)
    return FALSE;
  *degrees = g_ascii_strtod (text, &end);
  if (strcspn (text, "eExX") < (gsize) (end - text))
    return FALSE;
  *at = end;
  return TRUE;
}

static gboolean
parse_place (const char *text, VigieUri *uri)
{
  double lat, lon, altitude;

  if (!read_degrees (&text, &lat) || *text++ != ',' || !read_degrees (&text, &lon)
      || !is_place (lat, lon))
    return FALSE;
  if (*text == ',' && (text++, !read_degrees (&text, &altitude)))
    return FALSE;
  if (*text != '\0' && *text != ';' && *text != '?')
    return FALSE;
  /* Other coordinates than those of WGS 84 would be another place. */
  if (strstr (text, ";crs=") != NULL && strstr (text, ";crs=wgs84") == NULL)
    return FALSE;
  *uri = (VigieUri) {VIGIE_URI_PLACE, NULL, lat, lon};
  return TRUE;
}

gboolean
vigie_uri_parse (const char *text, VigieUri *uri)
{
  const char *rest, *slash;

  if (text == NULL || strlen (text) > MAX_LENGTH)
    return FALSE;
  if (g_ascii_strncasecmp (text, "geo:", 4) == 0)
    {
      /* As below; what writes addresses anew may also have escaped the signs of parameters. */
      g_autofree char *place = g_uri_unescape_string (text + 4 + strspn (text + 4, "/"), NULL);

      return place != NULL && parse_place (place, uri);
    }
  if (g_ascii_strncasecmp (text, "vigie:", 6) != 0)
    return FALSE;
  /* Browsers, mail programs and GVfs put slashes of their own. */
  rest = text + 6 + strspn (text + 6, "/");
  slash = strchr (rest, '/');
  if (slash == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == (gsize) (slash - rest)
        && strncmp (rest, names[i], (gsize) (slash - rest)) == 0)
      {
        char *id = g_uri_unescape_string (slash + 1, NULL);

        if (id == NULL || *id == '\0' || !g_utf8_validate (id, -1, NULL))
          {
            g_free (id);
            return FALSE;
          }
        *uri = (VigieUri) {i, id, NAN, NAN};
        return TRUE;
      }
  return FALSE;
}

char *
vigie_uri_to_string (VigieUriKind kind, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);
  return g_strdup_printf ("vigie:%s/%s", names[kind], escaped);
}

char *
vigie_uri_for_place (double lat, double lon)
{
  char one[G_ASCII_DTOSTR_BUF_SIZE], other[G_ASCII_DTOSTR_BUF_SIZE];

  if (!is_place (lat, lon))
    return NULL;
  return g_strdup_printf ("geo:%s,%s", g_ascii_formatd (one, sizeof one, "%.6f", lat),
                          g_ascii_formatd (other, sizeof other, "%.6f", lon));
}
