/* vigie-attendance-name.c: what a site is called among its like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance.h"

#include <string.h>

#include "vigie-fold.h"

#define MAX_BYTES 400

/* What may stand between the kind and the place, the longest first, and what takes its place. */
static const struct
{
  const char *text, *article;
} links[] = {
    {"de la ", "La "}, {"de l’", "L’"}, {"de l'", "L’"}, {"de ", ""},
    {"d’", ""},        {"d'", ""},      {"du ", "Le "},  {"des ", "Les "},
};

static const char *
skip_separators (const char *text)
{
  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_isspace (c) && c != '-' && c != ':' && c != 0x2013 && c != 0x2014)
        break;
      text = g_utf8_next_char (text);
    }
  return text;
}

char *
vigie_attendance_short_name (const char *name)
{
  const char *end = name;
  const char *place;
  g_autofree char *word = NULL;
  g_autofree char *folded = NULL;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end - name > MAX_BYTES)
    return g_strdup (name);
  word = g_strndup (name, (gsize) (end - name));
  /* Accents, case and a double t make no difference there. */
  folded = vigie_fold_text (word);
  if (strcmp (folded, "decheterie") != 0 && strcmp (folded, "decheteries") != 0)
    return g_strdup (name);
  place = skip_separators (end);
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    if (g_ascii_strncasecmp (place, links[i].text, strlen (links[i].text)) == 0)
      {
        place = skip_separators (place + strlen (links[i].text));
        return *place != '\0' ? g_strconcat (links[i].article, place, NULL) : g_strdup (name);
      }
  return g_strdup (*place != '\0' ? place : name);
}
