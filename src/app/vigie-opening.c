/* vigie-opening.c: what the program can be given to open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-opening.h"

#include <glib/gi18n-lib.h>

#include "vigie-uri.h"

/* Characters of a name that is told. */
#define LONGEST_NAME 60

static gboolean
ends_with (const char *name, const char *ending)
{
  gsize length = strlen (name), n = strlen (ending);

  return length > n && g_ascii_strcasecmp (name + length - n, ending) == 0;
}

/* A file's name, or the whole of an address, as a sentence can hold it. */
static char *
display_name (GFile *file)
{
  g_autofree char *path
      = g_file_is_native (file) ? g_file_get_basename (file) : g_file_get_uri (file);
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : g_strdup ("");

  return g_utf8_truncate_middle (name, LONGEST_NAME);
}

VigieOpening
vigie_opening_find (GFile *file, char **link, char **words)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = NULL;

  *link = NULL;
  *words = NULL;
  if (g_file_has_uri_scheme (file, "vigie") || g_file_has_uri_scheme (file, "geo"))
    {
      g_auto (VigieUri) parsed = {0};

      if (vigie_uri_parse (uri, &parsed))
        {
          *link = g_steal_pointer (&uri);
          return VIGIE_OPENING_LINK;
        }
      name = display_name (file);
      /* Translators: the placeholder is a link, as “vigie:nothing”. */
      *words = g_strdup_printf (_ ("Vigie cannot open the link “%s”."), name);
      return VIGIE_OPENING_REFUSED;
    }
  if (base != NULL && (ends_with (base, ".mbtiles") || ends_with (base, ".pmtiles")))
    return VIGIE_OPENING_MAP;
  name = display_name (file);
  if (base != NULL && ends_with (base, ".json"))
    *words
        = g_strdup_printf (_ ("“%s” was not opened: choose a profile in the preferences."), name);
  else
    *words = g_strdup_printf (
        _ ("“%s” was not opened: Vigie opens map files (.mbtiles, .pmtiles) and its links "
           "(vigie:, geo:)."),
        name);
  return VIGIE_OPENING_REFUSED;
}

char *
vigie_opening_check (GFile *file)
{
  g_autofree char *link = NULL;
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;

  if (vigie_opening_find (file, &link, &words) != VIGIE_OPENING_MAP)
    return g_steal_pointer (&words);
  if (!g_file_is_native (file) || g_file_query_exists (file, NULL))
    return NULL;
  name = display_name (file);
  return g_strdup_printf (_ ("The file “%s” does not exist."), name);
}
