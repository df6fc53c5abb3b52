/* test-attendance-name.c: short names of sites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "vigie-attendance.h"

static void
test_short_names (void)
{
  static const struct
  {
    const char *name, *expected;
  } cases[] = {
      {"Déchèterie de Riantec", "Riantec"},
      {"déchetterie de Riantec", "Riantec"},
      {"DECHETERIE DE RIANTEC", "RIANTEC"},
      {"Déchèterie d’Hennebont", "Hennebont"},
      {"Déchèterie d'Hennebont", "Hennebont"},
      {"Déchèterie Lorient-Port", "Lorient-Port"},
      {"Déchèterie - Quéven", "Quéven"},
      {"Déchèterie : Quéven", "Quéven"},
      {"Déchèterie – Île de Groix", "Île de Groix"},
      {"Déchèterie du Port", "Le Port"},
      {"Déchèterie de la Montagne", "La Montagne"},
      {"Déchèterie de l’Étang", "L’Étang"},
      {"Déchèterie des Salines", "Les Salines"},
      {"Déchèterie", "Déchèterie"},
      {"Déchèterie de ", "Déchèterie de "},
      {"Maison de l’Agglomération", "Maison de l’Agglomération"},
      {"Plateforme de Caudan", "Plateforme de Caudan"},
      {"", ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = vigie_attendance_short_name (cases[i].name);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attendance/short-names", test_short_names);
  return g_test_run ();
}
