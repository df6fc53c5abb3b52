/* vigie-plain.c: a server's text as one plain line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-plain.h"

char *
vigie_plain_line (const char *text, guint max)
{
  GString *plain = g_string_new (NULL);
  gboolean space = TRUE; /* none first, nor two */
  guint n = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        continue;
      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        c = ' ';
      if (c == ' ' && space)
        continue;
      if (n == max)
        {
          g_string_append (plain, "…");
          break;
        }
      g_string_append_unichar (plain, c);
      space = c == ' ';
      n++;
    }
  if (plain->len > 0 && plain->str[plain->len - 1] == ' ')
    g_string_truncate (plain, plain->len - 1);
  return g_string_free (plain, FALSE);
}
