/* test-notice.c: which notification rings, is replaced or goes: stories as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-notice.h"
#include "vigie-test-time.h"

/* A step of a story: at a time (s), what happens, what is to be done, and when it is to be asked again.
 *
 * What happens, words apart by spaces: « a=C2 » site a is critical by two measures, since that time, « a=C2@5 » since 5 s (W warning, N normal, ? no
 * condition); « live », « live:100 » (nothing was known since 100 s), « off »; « lost », « back »; « watch:a », « watch: », « watch:* »;
 * « see:a », « see »; « before:9 » what is so since before 9 s is known, « before » no more; « least:C|W|- »; « know »; « here », « away »; « reset ».
 *
 * What is to be done: « C:a » rings as critical, « c:a » quietly, « W:a », « w:a » as warning, « e:a » eased, « -a » goes; « G3/2@50 » group
 * of three, two of them critical, since 50 s; « -G »; « L@9 » link lost, « B@9 » back, « -L » goes. */
typedef struct
{
  int at;
  const char *what;
  const char *expected;
  int next; /* s, or -1 for none */
} Step;

typedef struct
{
  const char *name;
  Step steps[14];
} Story;

static const Story stories[] = {
    {"critical, normal",
     {{0, "live", "", -1},
      {10, "a=C1", "C:a", 610},
      {20, "a=C1", "", 610}, /* the same again */
      {30, "a=N", "-a", 610},
      {700, "", "", -1},
      {710, "a=C1", "C:a", 1310}}},
    {"what was already so in the store",
     {{0, "a=C1 b=C1 know", "", -1},
      {5, "live:1", "", -1},
      {6, "a=C1", "", -1},
      {7, "a=C2", "C:a", 607}, /* one more measure of it */
      {8, "a=N", "-a", 607},
      {9, "b=N", "", 607}}},
    {"a night off",
     {{0, "a=C1 know", "", -1},
      {5, "b=C1 c=C1 d=C1 e=W1", "", -1}, /* read while the load goes on */
      {6, "live:1", "G3/3@1", 606},
      {20, "b=N", "", 606},
      {30, "c=N d=N", "-G", 606},
      {700, "", "", -1}}},
    {"a night off, one site: its own words",
     {{0, "know", "", -1}, {5, "b=C1", "", -1}, {6, "live:1", "C:b", 606}}},
    {"a night in which it was critical and is no more",
     {{0, "know", "", -1}, {5, "b=C1 c=C1 b=N c=N", "", -1}, {6, "live:1", "", -1}}},
    {"a short loss is no night",
     {{0, "live", "", -1},
      {10, "off", "", -1},
      {20, "a=C1 b=C1", "", -1},
      {25, "live", "C:a C:b", 625}}},
    {"never heard of the server before",
     {{0, "know", "", -1}, {5, "a=C1 b=C1", "", -1}, {6, "know live", "", -1}, {7, "b=N", "", -1}}},
    {"read after the start, and so since before it",
     {{10, "before:10 live", "", -1},
      {13, "a=C1@4 b=C1@12", "C:b", 613}, /* b is news */
      {14, "a=C2@4", "", 613},
      {15, "a=N", "", 613},
      {16, "a=C1@16", "C:a", 613},
      {70, "before", "", 613},
      {71, "c=C1@4", "C:c", 613}}}, /* an uplink that was long on its way */
    {"was known, is read anew",
     {{0, "a=C1@0 know", "", -1},
      {5, "a=N before:2 live", "", -1},
      {6, "a=C1@0", "", -1},
      {80, "before a=N", "", -1}}},
    {"five in a minute are five",
     {{0, "live", "", -1},
      {10, "a=C1 b=C1 c=C1", "C:a C:b C:c", 610},
      {20, "d=C1 e=C1", "C:d C:e", 610},
      {71, "f=C1", "C:f", 610}}},
    {"the sixth folds them",
     {{0, "live", "", -1},
      {10, "a=C1 b=C1 c=C1", "C:a C:b C:c", 610},
      {20, "d=C1 e=C1", "C:d C:e", 610},
      {30, "f=C1", "-e -d -c -b -a G6/6@10", 630},
      {40, "g=C1", "", 90}, /* not each of a flood */
      {50, "h=C1", "", 90},
      {90, "", "G8/8@10", 630},
      {170, "i=C1", "C:i", 630}, /* it is over */
      {180, "a=N b=N c=N d=N e=N f=N g=N", "", 630},
      {190, "h=N", "-G", 630},
      {200, "i=N", "-i", 630},
      {800, "", "", -1}}},
    {"twenty at once",
     {{0, "live", "", -1},
      {10, "a=C1 b=C1 c=C1 d=C1 e=C1 f=C1 g=C1 h=C1 i=C1 j=C1", "G10/10@10", 610},
      {20, "see", "-G", -1}, /* seen: they may ring again */
      {30, "a=N", "", -1},
      {31, "a=C1", "C:a", 631}}},
    {"another flood an hour later",
     {{0, "live", "", -1},
      {10, "a=C1 b=C1 c=C1 d=C1 e=C1 f=C1", "G6/6@10", 610},
      {3600, "g=C1 h=C1 i=C1 j=C1 k=C1 l=C1 m=C1", "G7/7@3600", 4200}}},
    {"chattering rings once in ten minutes",
     {{0, "live", "", -1},
      {10, "a=C1", "C:a", 610},
      {20, "a=N", "-a", 610},
      {30, "a=C1", "c:a", 610}, /* there, but quietly */
      {40, "a=N", "-a", 610},
      {50, "a=C1", "c:a", 610},
      {610, "", "C:a", 1210}, /* and still so */
      {620, "a=N", "-a", 1210},
      {630, "a=C1", "c:a", 1210},
      {640, "a=N", "-a", 1210},
      {1210, "", "", -1},
      {1300, "a=C1", "C:a", 1900}}},
    {"seen in between",
     {{0, "live", "", -1},
      {10, "a=C1", "C:a", 610},
      {15, "see:a", "-a", -1},
      {20, "a=N", "", -1},
      {30, "a=C1", "C:a", 630}}},
    {"worse than what was told",
     {{0, "live least:W", "", -1},
      {10, "a=W1", "W:a", 610},
      {20, "a=C1", "C:a", 620},
      {30, "a=W1", "e:a", 620}, /* better, and not well */
      {40, "a=C1", "c:a", 620},
      {50, "a=C2", "C:a", 650},
      {60, "a=N", "-a", 650}}},
    {"eased where only critical ones are asked for",
     {{0, "live", "", -1},
      {5, "b=W1", "", -1},
      {10, "a=C1", "C:a", 610},
      {30, "a=W2", "e:a", 610},
      {35, "a=W1", "", 610},
      {40, "a=N", "-a", 610},
      {50, "b=N", "", 610}}},
    {"silence changes nothing, what is no condition is normal",
     {{0, "live", "", -1}, {10, "a=C1", "C:a", 610}, {20, "", "", 610}, {30, "a=?", "-a", 610}}},
    {"before the eyes",
     {{0, "live watch:a", "", -1},
      {10, "a=C1", "", -1},
      {20, "a=C2", "", -1},
      {30, "b=C1", "C:b", 630},
      {40, "watch:b", "-b", -1},
      {50, "watch:", "", -1},
      {60, "a=N", "", -1},
      {70, "a=C1", "C:a", 670}}},
    {"on the wall",
     {{0, "live watch:*", "", -1},
      {10, "a=C1 b=C1 c=C1 d=C1 e=C1 f=C1 g=C1", "", -1},
      {20, "watch:", "", -1},
      {30, "h=C1", "C:h", 630},
      {40, "a=C2", "C:a", 630}}},
    {"seen while the link is lost",
     {{0, "live", "", -1},
      {10, "a=C1", "C:a", 610},
      {20, "off", "", -1},
      {30, "see:a", "-a", -1},
      {40, "a=C2", "", -1},
      {50, "live", "C:a", 650}}},
    {"another choice of what is told",
     {{0, "live", "", -1},
      {10, "a=W1", "", -1},
      {20, "least:W", "", -1}, /* it was so already */
      {30, "b=W1 c=C1", "W:b C:c", 630},
      {40, "least:C", "-b", 630},
      {50, "least:-", "-c", -1},
      {60, "d=C1", "", -1},
      {70, "least:W", "", -1},
      {80, "a=C1", "C:a", 680}}},
    {"none, while the link is lost",
     {{0, "live", "", -1},
      {10, "a=C1", "C:a", 610},
      {20, "off lost", "", 140},
      {140, "", "L@20", -1},
      {150, "least:-", "-a -L", -1}}},
    {"a link lost for two minutes",
     {{0, "live", "", -1},
      {10, "lost", "", 130},
      {129, "", "", 130},
      {130, "", "L@10", -1},
      {500, "", "", -1},
      {600, "back", "B@10", 660},
      {660, "", "-L", -1}}},
    {"a short loss",
     {{0, "live", "", -1}, {10, "lost", "", 130}, {60, "back", "", -1}, {130, "", "", -1}}},
    {"lost again while it says that it is back",
     {{0, "lost", "", 120},
      {120, "", "L@0", -1},
      {130, "back", "B@0", 190},
      {140, "lost", "-L", 260},
      {260, "", "L@140", -1}}},
    {"lost before the eyes",
     {{0, "lost here", "", 120}, {120, "", "", -1}, {130, "away", "", -1}, {140, "back", "", -1}}},
    {"another server",
     {{0, "live", "", -1},
      {10, "a=C1 b=C1 c=C1 d=C1 e=C1 f=C1 lost", "G6/6@10", 130},
      {80, "g=C1", "C:g", 130},
      {130, "", "L@10", 610},
      {140, "reset", "-g -G -L", -1},
      {150, "a=C1", "", -1}, /* not live yet */
      {160, "live", "C:a", 760}}},
};

static VigieCondition
condition_of (char letter)
{
  return letter == 'C'   ? VIGIE_CONDITION_CRITICAL
         : letter == 'W' ? VIGIE_CONDITION_WARNING
         : letter == 'N' ? VIGIE_CONDITION_NORMAL
                         : VIGIE_CONDITION_UNKNOWN;
}

static void
happen (VigieNotice *notice, const char *word, gint64 now, GPtrArray *acts)
{
  const char *colon = strchr (word, ':');
  const char *target = colon != NULL ? colon + 1 : NULL;

  if (word[1] == '=')
    {
      char id[] = {word[0], '\0'};

      const char *since = strchr (word, '@');

      vigie_notice_update (notice, id, condition_of (word[2]),
                           word[3] != '\0' ? (guint) (word[3] - '0') : 0,
                           since != NULL ? atoi (since + 1) * VIGIE_SECOND : now);
    }
  else if (g_str_has_prefix (word, "before"))
    vigie_notice_set_known_before (notice,
                                   target != NULL ? atoi (target) * VIGIE_SECOND : VIGIE_TIME_NONE);
  else if (g_str_has_prefix (word, "live"))
    vigie_notice_set_live (notice, TRUE,
                           target != NULL ? atoi (target) * VIGIE_SECOND : VIGIE_TIME_NONE);
  else if (g_str_equal (word, "off"))
    vigie_notice_set_live (notice, FALSE, VIGIE_TIME_NONE);
  else if (g_str_equal (word, "lost") || g_str_equal (word, "back"))
    vigie_notice_set_link (notice, word[0] == 'l', now, now);
  else if (g_str_has_prefix (word, "watch:"))
    vigie_notice_set_watched (notice, *target != '\0' && *target != '*' ? target : NULL,
                              *target == '*');
  else if (g_str_has_prefix (word, "see:"))
    vigie_notice_see (notice, target);
  else if (g_str_equal (word, "see"))
    vigie_notice_see_group (notice);
  else if (g_str_has_prefix (word, "least:"))
    vigie_notice_set_least (notice, condition_of (*target));
  else if (g_str_equal (word, "know"))
    vigie_notice_know_all (notice);
  else if (g_str_equal (word, "here") || g_str_equal (word, "away"))
    vigie_notice_set_present (notice, word[0] == 'h');
  else if (g_str_equal (word, "reset"))
    vigie_notice_reset (notice, acts);
  else
    g_error ("What is “%s”?", word);
}

static void
describe (GString *text, const VigieNoticeAct *act)
{
  char letter = act->condition == VIGIE_CONDITION_CRITICAL ? 'C' : 'W';

  if (text->len > 0)
    g_string_append_c (text, ' ');
  switch (act->kind)
    {
    case VIGIE_NOTICE_SITE:
      if (act->eased)
        letter = 'e';
      else if (act->quiet)
        letter = g_ascii_tolower (letter);
      g_assert_true (!act->eased || act->quiet);
      g_string_append_printf (text, "%c:%s", letter, act->site);
      break;
    case VIGIE_NOTICE_SITE_GONE:
      g_string_append_printf (text, "-%s", act->site);
      break;
    case VIGIE_NOTICE_GROUP:
      g_assert_cmpuint (act->sites->len, ==, act->n_sites);
      g_string_append_printf (text, "G%u/%u@%d", act->n_sites, act->n_critical,
                              (int) (act->since / VIGIE_SECOND));
      break;
    case VIGIE_NOTICE_GROUP_GONE:
      g_string_append (text, "-G");
      break;
    case VIGIE_NOTICE_LINK:
      g_string_append_printf (text, "L@%d", (int) (act->since / VIGIE_SECOND));
      break;
    case VIGIE_NOTICE_LINK_BACK:
      g_assert_true (act->quiet);
      g_string_append_printf (text, "B@%d", (int) (act->since / VIGIE_SECOND));
      break;
    case VIGIE_NOTICE_LINK_GONE:
    default:
      g_string_append (text, "-L");
      break;
    }
}

static void
test_story (gconstpointer data)
{
  const Story *story = data;
  g_autoptr (VigieNotice) notice = vigie_notice_new ();

  for (const Step *step = story->steps; step->what != NULL; step++)
    {
      g_auto (GStrv) words = g_strsplit (step->what, " ", -1);
      g_autoptr (GPtrArray) acts
          = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_notice_act_free);
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 now = step->at * VIGIE_SECOND, next;

      for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
          happen (notice, words[i], now, acts);
      next = vigie_notice_decide (notice, now, acts);
      for (guint i = 0; i < acts->len; i++)
        describe (text, g_ptr_array_index (acts, i));
      if (!g_str_equal (text->str, step->expected)
          || next != (step->next < 0 ? G_MAXINT64 : step->next * VIGIE_SECOND))
        {
          g_test_message ("%s, at %d (%s): “%s” instead of “%s”, next %g instead of %d",
                          story->name, step->at, step->what, text->str, step->expected,
                          next == G_MAXINT64 ? -1 : next / (double) VIGIE_SECOND, step->next);
          g_test_fail ();
        }
    }
}

/* However it goes up and down, a site rings no more than once in the hold, and no flood of sites more often than
 * it may; what is shown at the end is what is critical. */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (VigieNotice) notice = vigie_notice_new ();
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) grouped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 rang[40];
  gboolean critical[40] = {0};
  gint64 due = G_MAXINT64, last_group = -VIGIE_NOTICE_FLOOD_SPAN;

  for (guint i = 0; i < G_N_ELEMENTS (rang); i++)
    rang[i] = -VIGIE_NOTICE_HOLD;
  vigie_notice_set_live (notice, TRUE, VIGIE_TIME_NONE);
  for (gint64 now = 0; now < 4 * VIGIE_HOUR; now += VIGIE_SECOND)
    {
      g_autoptr (GPtrArray) acts
          = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_notice_act_free);
      /* Calm hours and wild ones. */
      double rate = now / VIGIE_HOUR % 2 == 0 ? 0.02 : 0.6;
      gboolean changed = FALSE;

      if (g_rand_double (random) < rate)
        {
          int i = g_rand_int_range (random, 0, G_N_ELEMENTS (rang));
          g_autofree char *id = g_strdup_printf ("%d", i);

          critical[i] = !critical[i];
          changed = TRUE;
          vigie_notice_update (
              notice, id, critical[i] ? VIGIE_CONDITION_CRITICAL : VIGIE_CONDITION_NORMAL, 1, now);
        }
      if (!changed && now < due)
        continue;
      due = vigie_notice_decide (notice, now, acts);
      g_assert_cmpint (due, >, now);
      for (guint i = 0; i < acts->len; i++)
        {
          VigieNoticeAct *act = g_ptr_array_index (acts, i);

          switch (act->kind)
            {
            case VIGIE_NOTICE_SITE:
              if (!act->quiet)
                {
                  int site = atoi (act->site);

                  g_assert_cmpint (now - rang[site], >=, VIGIE_NOTICE_HOLD);
                  rang[site] = now;
                }
              g_hash_table_add (shown, g_strdup (act->site));
              break;
            case VIGIE_NOTICE_SITE_GONE:
              g_assert_true (g_hash_table_remove (shown, act->site));
              break;
            case VIGIE_NOTICE_GROUP:
              g_assert_cmpint (now - last_group, >=, VIGIE_NOTICE_FLOOD_SPAN);
              last_group = now;
              g_hash_table_remove_all (grouped);
              for (guint j = 0; j < act->sites->len; j++)
                {
                  const char *id = g_ptr_array_index (act->sites, j);

                  g_assert_true (critical[atoi (id)]);
                  g_hash_table_add (grouped, g_strdup (id));
                }
              break;
            case VIGIE_NOTICE_GROUP_GONE:
              g_hash_table_remove_all (grouped);
              break;
            case VIGIE_NOTICE_LINK:
            case VIGIE_NOTICE_LINK_BACK:
            case VIGIE_NOTICE_LINK_GONE:
            default:
              g_assert_not_reached ();
            }
        }
      for (guint i = 0; i < G_N_ELEMENTS (rang); i++)
        {
          g_autofree char *id = g_strdup_printf ("%u", i);

          if (!critical[i])
            g_assert_false (g_hash_table_contains (shown, id));
        }
    }
  g_assert_cmpint (last_group, >, 0);
}

/* 50 000 sites of which as many are critical at the start: what changes costs what changed. */
static void
test_many (void)
{
  g_autoptr (VigieNotice) notice = vigie_notice_new ();
  g_autoptr (GPtrArray) acts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_notice_act_free);
  gint64 start;

  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      vigie_notice_update (notice, id, VIGIE_CONDITION_CRITICAL, 1, 0);
    }
  vigie_notice_know_all (notice);
  vigie_notice_set_live (notice, TRUE, VIGIE_TIME_NONE);
  vigie_notice_decide (notice, 0, acts);
  g_assert_cmpuint (acts->len, ==, 0);
  g_assert_cmpuint (vigie_notice_count (notice, VIGIE_CONDITION_CRITICAL), ==, 50000);
  vigie_notice_update (notice, "7", VIGIE_CONDITION_WARNING, 1, 0);
  vigie_notice_update (notice, "8", VIGIE_CONDITION_NORMAL, 0, 0);
  vigie_notice_update (notice, "none such", VIGIE_CONDITION_NORMAL, 0, 0);
  g_assert_cmpuint (vigie_notice_count (notice, VIGIE_CONDITION_CRITICAL), ==, 49998);
  g_assert_cmpuint (vigie_notice_count (notice, VIGIE_CONDITION_WARNING), ==, 1);
  start = vigie_test_worked ();
  for (guint i = 0; i < 1000; i++)
    {
      vigie_notice_update (notice, "7", VIGIE_CONDITION_CRITICAL, 1 + i % 2, 0);
      vigie_notice_decide (notice, i * VIGIE_SECOND, acts);
    }
  /* Were each of them looked at it would take seconds. */
  g_assert_cmpint (vigie_test_worked () - start, <, 200 * 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autofree char *path = g_strdup_printf ("/notice/story/%s", stories[i].name);

      g_test_add_data_func (path, &stories[i], test_story);
    }
  g_test_add_func ("/notice/random", test_random);
  g_test_add_func ("/notice/many", test_many);
  return g_test_run ();
}
