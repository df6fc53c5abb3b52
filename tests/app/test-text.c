/* Texts to search in, and states in one word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-text.h"
#include "vigie-words.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded;
  } cases[] = {
      {"", ""},
      {"   ", ""},
      {"Déchèterie d’Hennebont", "decheterie d hennebont"},
      {"Inzinzac-Lochrist", "inzinzac lochrist"},
      {"Plœmeur", "ploemeur"},
      {"ÆTHER Straße", "aether strasse"},
      {"  Île   de Groix ", "ile de groix"},
      {"e\u0301te\u0301", "ete"}, /* accents written on their own */
      {"Déchetterie 1122, Straße", "decheterie 1122 strasse"},
      {"QUÉVEN\n56185", "queven 56185"},
      {"Ľubica Ştefan", "lubica stefan"},
      {"Δέλτα", "δελτα"},
      {"\u00a0« Benne »\u202f!", "benne"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = vigie_text_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
test_match (void)
{
  static const struct
  {
    const char *text, *query;
    gboolean matches;
  } cases[] = {
      {"decheterie de riantec villemarion", "", TRUE},
      {"decheterie de riantec villemarion", "riantec", TRUE},
      {"decheterie de riantec villemarion", "dechet villem", TRUE},
      {"decheterie de riantec villemarion", "villem dechet", TRUE},
      {"decheterie de riantec villemarion", "riantec groix", FALSE},
      {"decheterie", "decheterie du", FALSE},
      {"", "a", FALSE},
      {"", "", TRUE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (vigie_text_match (cases[i].text, cases[i].query), ==, cases[i].matches);
}

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
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/match", test_match);
  g_test_add_func ("/text/calm-age", test_calm_age);
  g_test_add_func ("/text/state", test_state);
  return g_test_run ();
}
