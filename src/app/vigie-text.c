/* vigie-text.c: what only the pages say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "vigie-words.h"

char *
vigie_text_calm_age (VigieTime now, VigieTime time)
{
  gint64 age = time != VIGIE_TIME_NONE ? now - time : 0;

  if (age <= -VIGIE_MINUTE)
    /* Translators: in place of the age of a reading whose moment is to come: « horloge en avance » */
    return g_strdup (C_ ("age", "clock ahead"));
  if (age > 0 && age < VIGIE_MINUTE)
    now -= age % (10 * VIGIE_SECOND);
  else if (age < 0)
    now = time;
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

char *
vigie_text_menu_label (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

char *
vigie_text_file_name (const char *words)
{
  GString *name = g_string_new (NULL);

  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean refused
          = g_unichar_iscntrl (c) || (c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL);

      g_string_append_unichar (name, refused ? '-' : c);
    }
  return g_string_free (name, FALSE);
}
