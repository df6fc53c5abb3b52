/* vigie-fold.c: texts without accents, case and punctuation, to be searched in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fold.h"

#include <string.h>

/* Lower case and base letter of U+00C0 to U+017F, which is all that names in France and around it
 * use: quicker than a general decomposition over 10 000 sites. A space stands for no letter. */
static const char *const latin[] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  /* À…Ï */
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss", /* Ð…ß */
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  /* à…ï */
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y",  /* ð…ÿ */
};

/* The folded text, and where each of its bytes comes from if @offsets is not NULL. */
static GString *
fold (const char *text, GArray *offsets)
{
  GString *folded = g_string_sized_new (strlen (text) + 1);
  gboolean space = TRUE; /* no space first, nor two */
  guint end = 0;         /* of the last character that was kept */

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *letters = NULL;
      char ascii[2] = {0, 0};
      guint offset = (guint) (p - text);

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
        {
          /* An accent written on its own belongs to the letter before it. */
          if (!space)
            end = (guint) (g_utf8_next_char (p) - text);
          continue;
        }

      if (letters != NULL && *letters != ' ')
        {
          /* « déchèterie » and « déchetterie » are one word: a double t counts once. Other letters
           * would find « ville » for « île ». */
          if (*letters != 't' || folded->len == 0 || folded->str[folded->len - 1] != 't')
            g_string_append (folded, letters);
        }
      else if (letters == NULL && g_unichar_isalnum (c))
        {
          gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

          g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base));
          g_string_append_unichar (folded, g_unichar_tolower (base[0]));
        }
      else
        {
          if (!space)
            {
              g_string_append_c (folded, ' ');
              if (offsets != NULL)
                g_array_append_val (offsets, end);
            }
          space = TRUE;
          continue;
        }
      space = FALSE;
      end = (guint) (g_utf8_next_char (p) - text);
      while (offsets != NULL && offsets->len < folded->len)
        g_array_append_val (offsets, offset);
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
  if (offsets != NULL)
    {
      g_array_set_size (offsets, (guint) folded->len);
      g_array_append_val (offsets, end);
    }
  return folded;
}

char *
vigie_fold_text (const char *text)
{
  return g_string_free (fold (text, NULL), FALSE);
}

char *
vigie_fold_text_map (const char *text, guint **offsets)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *folded = fold (text, array);

  *offsets = (guint *) (gpointer) g_array_free (array, FALSE);
  return g_string_free (folded, FALSE);
}

gboolean
vigie_fold_match (const char *text, const char *query)
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
