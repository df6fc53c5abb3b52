/* Ages that are calm, states in one word, names as menu items and as files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-text.h"
#include "vigie-words.h"

static void
test_calm_age (void)
{
  for (int seconds = 0; seconds < 60; seconds += 7)
    {
      g_autofree char *calm
          = vigie_text_calm_age (FIXTURE_NOW, FIXTURE_NOW - seconds * VIGIE_SECOND);
      g_autofree char *step
          = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - seconds / 10 * 10 * VIGIE_SECOND);

      g_assert_cmpstr (calm, ==, step);
    }
  {
    g_autofree char *calm = vigie_text_calm_age (FIXTURE_NOW, FIXTURE_NOW - 247 * VIGIE_SECOND);
    g_autofree char *age = vigie_words_age (FIXTURE_NOW, FIXTURE_NOW - 247 * VIGIE_SECOND);

    g_assert_cmpstr (calm, ==, age);
  }
  /* Of a reading that is to come there is no age: « dans 59 min » would read as a forecast. */
  {
    g_autofree char *soon = vigie_text_calm_age (FIXTURE_NOW, FIXTURE_NOW + 20 * VIGIE_SECOND);
    g_autofree char *ahead = vigie_text_calm_age (FIXTURE_NOW, FIXTURE_NOW + 59 * VIGIE_MINUTE);
    g_autofree char *never = vigie_text_calm_age (FIXTURE_NOW, VIGIE_TIME_NONE);

    g_assert_cmpstr (soon, ==, C_ ("age", "just now"));
    g_assert_cmpstr (ahead, ==, C_ ("age", "clock ahead"));
    g_assert_cmpstr (never, ==, C_ ("age", "never"));
  }
}

static void
test_state (void)
{
  g_assert_cmpstr (vigie_text_state (VIGIE_FRESHNESS_LIVE, VIGIE_CONDITION_NORMAL), ==,
                   vigie_words_condition (VIGIE_CONDITION_NORMAL));
  g_assert_cmpstr (vigie_text_state (VIGIE_FRESHNESS_LATE, VIGIE_CONDITION_CRITICAL), ==,
                   vigie_words_condition (VIGIE_CONDITION_CRITICAL));
  g_assert_cmpstr (vigie_text_state (VIGIE_FRESHNESS_SILENT, VIGIE_CONDITION_UNKNOWN), ==,
                   vigie_words_freshness (VIGIE_FRESHNESS_SILENT));
  g_assert_cmpstr (vigie_text_state (VIGIE_FRESHNESS_OUT_OF_SERVICE, VIGIE_CONDITION_CRITICAL), ==,
                   vigie_words_freshness (VIGIE_FRESHNESS_OUT_OF_SERVICE));
}

static void
test_menu_label (void)
{
  static const struct
  {
    const char *text, *label;
  } cases[] = {
      {"", ""},
      {"Lorient", "Lorient"},
      {"_Poste_Nord__2_", "__Poste__Nord____2__"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label = vigie_text_menu_label (cases[i].text);

      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

static void
test_file_name (void)
{
  static const struct
  {
    const char *words, *name;
  } cases[] = {
      {"", ""},
      {"Énergie 2026-11-22 14h02", "Énergie 2026-11-22 14h02"},
      {"Lorient/Agglo: <1>\\*?\"|", "Lorient-Agglo- -1------"},
      {"a\nb\xc2\x85"
       "c",
       "a-b-c"}, /* of both sets of control characters */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = vigie_text_file_name (cases[i].words);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/text/calm-age", test_calm_age);
  g_test_add_func ("/text/state", test_state);
  g_test_add_func ("/text/menu-label", test_menu_label);
  g_test_add_func ("/text/file-name", test_file_name);
  return g_test_run ();
}
