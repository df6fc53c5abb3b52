/* Ages that are calm, and states in one word.
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

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/text/calm-age", test_calm_age);
  g_test_add_func ("/text/state", test_state);
  return g_test_run ();
}
