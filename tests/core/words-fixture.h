/* words-fixture.h: words compared, in English and in French.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libintl.h>
#include <locale.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* In the tables a plain « ~ » stands for U+202F, and « - » before a digit for U+2212. */
static inline char *
plain (char *text)
{
  GString *out = g_string_new (text);

  g_free (text);
  g_string_replace (out, "\u202f", "~", 0);
  g_string_replace (out, "\u2212", "-", 0);
  return g_string_free (out, FALSE);
}

#define assert_words(call, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    char *words_ = plain (call);                                                                   \
    g_assert_cmpstr (words_, ==, expected);                                                        \
    g_free (words_);                                                                               \
  }                                                                                                \
  G_STMT_END

/* Words of the source, numbers of the French locale. */
static inline void
in_english (void)
{
  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
}

/* Words and numbers of a French office. */
static inline void
in_french (void)
{
  g_setenv ("LANGUAGE", "fr", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
}

static inline VigieTime
at (const char *text)
{
  VigieTime time = VIGIE_TIME_NONE;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

/* What main() begins with. */
static inline void
words_init (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* GLib decides at its first translation, once, whether the program is translated at all. */
  g_assert_cmpstr (_ ("Never received"), ==, "Jamais reçu");
}
