/* Texts to search in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "vigie-fold.h"

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
      g_autofree char *folded = vigie_fold_text (cases[i].text);

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
    g_assert_cmpint (vigie_fold_match (cases[i].text, cases[i].query), ==, cases[i].matches);
}

/* Each word of the folded text, found back in the text it comes from. */
static void
test_map (void)
{
  static const struct
  {
    const char *text, *word, *piece;
  } cases[] = {
      {"Déchèterie d’Hennebont", "decheterie", "Déchèterie"},
      {"Déchèterie d’Hennebont", "d", "D"},
      {"Déchèterie d’Hennebont", "hennebont", "Hennebont"},
      {"Déchèterie d’Hennebont", "terie d hen", "terie d’Hen"},
      {"Déchetterie", "decheterie", "Déchetterie"},
      {"Déchetterie", "chet", "chett"},
      {"  Plœmeur !", "ploemeur", "Plœmeur"},
      {"e\u0301te\u0301 ", "ete", "e\u0301te\u0301"},
      {"Île", "ile", "Île"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree guint *offsets = NULL;
      g_autofree char *folded = vigie_fold_text_map (cases[i].text, &offsets);
      g_autofree char *same = vigie_fold_text (cases[i].text);
      const char *found = strstr (folded, cases[i].word);
      gsize start, end;
      g_autofree char *piece = NULL;

      g_assert_cmpstr (folded, ==, same);
      g_assert_nonnull (found);
      start = (gsize) (found - folded);
      end = start + strlen (cases[i].word);
      piece = g_strndup (cases[i].text + offsets[start], offsets[end] - offsets[start]);
      g_assert_cmpstr (piece, ==, cases[i].piece);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/fold/text", test_fold);
  g_test_add_func ("/core/fold/match", test_match);
  g_test_add_func ("/core/fold/map", test_map);
  return g_test_run ();
}
