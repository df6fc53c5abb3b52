/* vigie-text.c: texts to search in, and what only the pages say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-text.h"

#include <string.h>

#include "vigie-words.h"

char *
vigie_text_calm_age (VigieTime now, VigieTime time)
{
  gint64 age = now - time;

  if (age > 0 && age < VIGIE_MINUTE)
    now -= age % (10 * VIGIE_SECOND);
  return vigie_words_age (now, time);
}

const char *
vigie_text_state (VigieFreshness freshness, VigieCondition condition)
{
  if (freshness != VIGIE_FRESHNESS_OUT_OF_SERVICE
      && (condition == VIGIE_CONDITION_CRITICAL || condition == VIGIE_CONDITION_WARNING))
    return vigie_words_condition (condition);
  if (freshness == VIGIE_FRESHNESS_LIVE)
    return vigie_words_condition (VIGIE_CONDITION_NORMAL);
  return vigie_words_freshness (freshness);
}

/* Lower case and base letter of U+00C0 to U+017F, which is all that names in France and around it
 * use: quicker than a general decomposition over 10 000 sites. A space stands for no letter. */
static const char *const latin[] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  /* À…Ï */
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss", /* Ð…ß */
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  /* à…ï */
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y",  /* ð…ÿ */
};

char *
vigie_text_fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text) + 1);
  gboolean space = TRUE; /* no space first, nor two */

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *letters = NULL;
      char ascii[2] = {0, 0};

      if (c < 0x80)
        {
          if (g_ascii_isalnum ((char) c))
            ascii[0] = g_ascii_tolower ((char) c);
          letters = ascii[0] != '\0' ? ascii : " ";
        }
      else if (c >= 0xc0 && c <= 0xff)
        letters = latin[c - 0xc0];
      else if (c == 0x152 || c == 0x153)
        letters = "oe";
      else if (g_unichar_ismark (c))
        continue; /* an accent written on its own */

      if (letters != NULL)
        {
          if (*letters != ' ')
            {
              /* « déchèterie » and « déchetterie » are one word: a double t counts once. Other
               * letters would find « ville » for « île ». */
              if (*letters != 't' || folded->len == 0 || folded->str[folded->len - 1] != 't')
                g_string_append (folded, letters);
              space = FALSE;
              continue;
            }
        }
      else if (g_unichar_isalnum (c))
        {
          gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

          g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base));
          g_string_append_unichar (folded, g_unichar_tolower (base[0]));
          space = FALSE;
          continue;
        }
      if (!space)
        g_string_append_c (folded, ' ');
      space = TRUE;
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
  return g_string_free (folded, FALSE);
}

gboolean
vigie_text_match (const char *text, const char *query)
{
  while (*query != '\0')
    {
      const char *end = strchr (query, ' ');
      size_t length = end != NULL ? (size_t) (end - query) : strlen (query);

      if (length > 0 && memmem (text, strlen (text), query, length) == NULL)
        return FALSE;
      query += length + (end != NULL ? 1 : 0);
    }
  return TRUE;
}
