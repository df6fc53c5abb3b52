/* Opening hours: what is read, what is said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "vigie-hours.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *days; /* hours of each day, Monday first, "|" apart; NULL: refused */
  } cases[] = {
      {"24/7", "0-1440|0-1440|0-1440|0-1440|0-1440|0-1440|0-1440"},
      {"Mo-Fr 08:00-18:00", "480-1080|480-1080|480-1080|480-1080|480-1080||"},
      {"Tu-Sa 10:00-12:30,14:00-18:00",
       "|600-750 840-1080|600-750 840-1080|600-750 840-1080|600-750 840-1080|600-750 840-1080|"},
      {"Tu-Sa 10:00-12:30, 14:00-18:00; PH off",
       "|600-750 840-1080|600-750 840-1080|600-750 840-1080|600-750 840-1080|600-750 840-1080|"},
      {"Mo,We 9:00-12:00", "540-720||540-720||||"},
      {"Sa-Mo 10:00-11:00", "600-660|||||600-660|600-660"},
      {"10:00-12:00", "600-720|600-720|600-720|600-720|600-720|600-720|600-720"},
      {"Mo-Su 08:00-20:00; Su off", "480-1200|480-1200|480-1200|480-1200|480-1200|480-1200|"},
      {"Mo-Fr 08:00-18:00; We 10:00-12:00", "480-1080|480-1080|600-720|480-1080|480-1080||"},
      {"PH off", "||||||"},
      {"Mo-Fr 08:00-24:00", "480-1440|480-1440|480-1440|480-1440|480-1440||"},
      {"", NULL},
      {"ouvert le mardi", NULL},
      {"Apr-Sep Mo-Fr 08:00-18:00", NULL},
      {"Mo-Fr 08:00", NULL},
      {"Mo-Fr 8h-18h", NULL},
      {"Mo-Fr 18:00-08:00", NULL},
      {"Mo-Fr 08:00-25:00", NULL},
      {"Mo-Fr 08:60-09:00", NULL},
      {"Mo- 08:00-09:00", NULL},
      {"Mo-Fr 08:00-12:00,11:00-14:00", NULL},
      {"Mo 1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00,9:00-10:00", NULL},
      {"Mo-Fr 08:00-12:00 \"sauf en août\"", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieHours hours;
      g_autoptr (GString) days = g_string_new (NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (vigie_hours_parse (cases[i].text, &hours), ==, cases[i].days != NULL);
      if (cases[i].days == NULL)
        continue;
      for (int day = 0; day < 7; day++)
        {
          if (day > 0)
            g_string_append_c (days, '|');
          for (guint j = 0; j < hours.days[day].n_spans; j++)
            g_string_append_printf (days, "%s%u-%u", j > 0 ? " " : "",
                                    hours.days[day].spans[j].from, hours.days[day].spans[j].to);
        }
      g_assert_cmpstr (days->str, ==, cases[i].days);
    }
}

static void
test_words (void)
{
  VigieHours hours;
  g_autofree char *morning = g_strdup_printf (_ ("%u:%02u"), 12, 30);
  g_autofree char *words = NULL;
  g_autofree char *closed = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (vigie_hours_parse ("Tu-Sa 10:00-12:30,14:00-18:00; Su 9:00-12:30", &hours));
  words = vigie_hours_to_words (&hours);
  lines = g_strsplit (words, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_prefix (lines[0], "Mardi "));
  g_assert_nonnull (strstr (lines[0], "samedi"));
  g_assert_nonnull (strstr (lines[0], morning));
  g_assert_true (g_str_has_prefix (lines[1], "Dimanche"));

  g_assert_true (vigie_hours_parse ("off", &hours));
  closed = vigie_hours_to_words (&hours);
  g_assert_cmpstr (closed, ==, _ ("Closed every day"));
}

static void
test_state (void)
{
  VigieHours hours;
  g_autofree char *until = g_strdup_printf (_ ("%u:%02u"), 12, 30);
  g_autofree char *fourteen = g_strdup_printf (_ ("%u:00"), 14);
  g_autofree char *ten = g_strdup_printf (_ ("%u:00"), 10);
  g_autofree char *open = g_strdup_printf (_ ("Open until %s"), until);
  g_autofree char *pause = g_strdup_printf (_ ("Closed, opens at %s"), fourteen);
  g_autofree char *weekend = g_strdup_printf (_ ("Closed, opens %s at %s"), "mardi", ten);
  const struct
  {
    VigieTime time;
    const char *words;
  } cases[] = {
      {FIXTURE_NOW, open},                      /* 11:07 */
      {FIXTURE_NOW + 83 * VIGIE_MINUTE, pause}, /* 12:30 sharp */
      {FIXTURE_NOW + 7 * VIGIE_HOUR, weekend},  /* 18:07 */
      {FIXTURE_NOW + VIGIE_DAY, weekend},       /* Sunday */
  };
  g_autofree char *tomorrow = NULL;
  g_autofree char *expected = g_strdup_printf (_ ("Closed, opens tomorrow at %s"), ten);

  g_assert_true (vigie_hours_parse ("Tu-Sa 10:00-12:30,14:00-18:00", &hours));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = vigie_hours_state (&hours, cases[i].time);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
  tomorrow = vigie_hours_state (&hours, FIXTURE_NOW + 2 * VIGIE_DAY);
  g_assert_cmpstr (tomorrow, ==, expected);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/hours/parse", test_parse);
  g_test_add_func ("/hours/words", test_words);
  g_test_add_func ("/hours/state", test_state);
  return g_test_run ();
}
