/* test-attendance-advice.c: what is said to a user, by cases.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attendance-expect-fixture.h"
#include "words-fixture.h"

#define HOURS "Tu-Sa 10:00-12:30,14:00-18:00; PH off; 2026 Dec 01-12 off \"Works on the quay.\""

typedef struct
{
  const char *case_name;
  const char *now;  /* Tuesday 17 November 2026 where not said otherwise */
  const char *name; /* NULL: Riantec */
  const char *hours;
  double present, range;  /* of each side */
  int minutes, low, high; /* of the wait */
  VigieAgainst against;
  VigieCountVerdict verdict;
  gint64 silent;               /* minutes; 0 not */
  float usual_low, usual_high; /* 0: hidden */
  const char *best[2];         /* moments */
  struct
  {
    double present, distance; /* m; 0: none */
    gboolean is_closed;
  } other;
  const char *full[3];
  const char *words;
} Case;

#define NO_WAIT 0, 0, 0
#define WAIT_UNKNOWN -1, -1, -1
#define MORNING "2026-11-17T10:07:00Z"

static const Case cases[] = {
    {"calm", MORNING, NULL, HOURS, 3, 0, NO_WAIT,
     .words = "It is calm at Riantec: 3 vehicles, no wait. You may come now."},
    {"one", MORNING, NULL, HOURS, 1, 0, NO_WAIT,
     .words = "It is calm at Riantec: 1 vehicle, no wait. You may come now."},
    {"nobody", MORNING, NULL, HOURS, 0, 0, NO_WAIT,
     .words = "It is calm at Riantec: no vehicles, no wait. You may come now."},
    {"the one of the picture", MORNING, NULL, HOURS, 14, 0, 10, 5, 15, VIGIE_AGAINST_BUSIER,
     .best = {"2026-11-17T15:30:00Z"}, .other = {4, 8000}, .full = {"Benne gravats"},
     .words
     = "It is busy at Riantec: 14 vehicles, about 10 minutes’ wait. Come around 16:30 instead, or at "
       "Hennebont, where there are fewer people now. The skip for gravats is nearly full."},
    {"not sure", MORNING, NULL, HOURS, 14, 1, 10, 5, 20, VIGIE_AGAINST_BUSIER,
     .best = {"2026-11-17T15:00:00Z"},
     .words
     = "It is busy at Riantec: about 14 vehicles, 5 to 20 minutes’ wait. Come around 16:00 instead."},
    {"the other one is far", MORNING, NULL, HOURS, 14, 0, 10, 5, 15, .other = {4, 12400},
     .words
     = "It is busy at Riantec: 14 vehicles, about 10 minutes’ wait. There are fewer people at Hennebont "
       "(12~km) now."},
    {"the other one is closed", MORNING, NULL, HOURS, 14, 0, 10, 5, 15, .other = {4, 8000, TRUE},
     .words = "It is busy at Riantec: 14 vehicles, about 10 minutes’ wait."},
    {"the other one is no quieter", MORNING, NULL, HOURS, 14, 0, 10, 5, 15, .other = {15, 8000},
     .words = "It is busy at Riantec: 14 vehicles, about 10 minutes’ wait."},
    {"as usual", MORNING, NULL, HOURS, 9, 0, 5, 0, 10, VIGIE_AGAINST_AS_USUAL,
     .best = {"2026-11-17T11:00:00Z"},
     .words
     = "It is as busy as usual at Riantec: 9 vehicles, about 5 minutes’ wait. Come around 12:00 instead."},
    {"as usual, and it is the best moment", MORNING, NULL, HOURS, 9, 0, 5, 0, 10,
     VIGIE_AGAINST_AS_USUAL, .best = {MORNING, "2026-11-17T15:00:00Z"},
     .words
     = "It is as busy as usual at Riantec: 9 vehicles, about 5 minutes’ wait. You may come now."},
    {"quieter", MORNING, NULL, HOURS, 9, 0, NO_WAIT, VIGIE_AGAINST_QUIETER,
     .words = "It is quieter than usual at Riantec: 9 vehicles, no wait. You may come now."},
    {"full", MORNING, NULL, HOURS, 22, 0, 25, 15, 35, VIGIE_AGAINST_BUSIER,
     .best = {"2026-11-18T09:30:00Z"},
     .words
     = "It is full at Riantec: 22 vehicles, 15 to 35 minutes’ wait. Come tomorrow around 10:30 instead."},
    {"full, and it stays so", MORNING, NULL, HOURS, 22, 0, 25, 20, 30, VIGIE_AGAINST_BUSIER,
     .best = {MORNING},
     .words
     = "It is full at Riantec: 22 vehicles, about 25 minutes’ wait. There will not be fewer people later "
       "today."},
    {"no habits yet", MORNING, NULL, HOURS, 9, 0, WAIT_UNKNOWN,
     .words = "There are some people at Riantec: 9 vehicles."},
    {"a name with an article", MORNING, "Le Port", HOURS, 3, 0, NO_WAIT,
     .words = "It is calm at Port: 3 vehicles, no wait. You may come now."},
    {"soon closed", "2026-11-17T16:35:00Z", NULL, HOURS, 2, 0, NO_WAIT,
     .words
     = "It is calm at Riantec: 2 vehicles, no wait. You may come now, but the site closes at 18:00."},
    {"soon closed for noon, with a wait", "2026-11-17T11:05:00Z", NULL, HOURS, 9, 0, 5, 0, 10,
     VIGIE_AGAINST_AS_USUAL, .best = {"2026-11-17T13:30:00Z"},
     .words
     = "It is as busy as usual at Riantec: 9 vehicles, about 5 minutes’ wait. Come around 14:30 instead. "
       "The site closes at 12:30 and opens again at 14:00."},
    {"too late", "2026-11-17T16:51:00Z", NULL, HOURS, 2, 0, NO_WAIT,
     .best = {"2026-11-18T09:00:00Z"},
     .words
     = "It is calm at Riantec: 2 vehicles, no wait. The site closes at 18:00: there may not be enough time. "
       "Come tomorrow around 10:00 instead."},
    {"closed at noon", "2026-11-17T12:00:00Z", NULL, HOURS, 0, 0, WAIT_UNKNOWN,
     .best = {"2026-11-17T15:30:00Z"}, .full = {"Benne gravats"},
     .words
     = "It is closed at Riantec at the moment. It opens at 14:00. The calmest time will be around 16:30."},
    {"closed for the night", "2026-11-17T19:00:00Z", NULL, HOURS, 0, 0, WAIT_UNKNOWN,
     .words = "It is closed at Riantec at the moment. It opens tomorrow at 10:00."},
    {"closed over Sunday and Monday", "2026-11-14T19:00:00Z", NULL, HOURS, 0, 0, WAIT_UNKNOWN,
     .best = {"2026-11-17T09:30:00Z"},
     .words
     = "It is closed at Riantec at the moment. It opens on Tuesday at 10:00. The calmest time will be on "
       "Tuesday around 10:30."},
    {"closed, another one is open", "2026-11-17T12:00:00Z", NULL, HOURS, 0, 0, WAIT_UNKNOWN,
     .other = {3, 8000},
     .words
     = "It is closed at Riantec at the moment. It opens at 14:00. It is open and calm at Hennebont now."},
    {"closed for works", "2026-12-03T10:00:00Z", NULL, HOURS, 0, 0, WAIT_UNKNOWN,
     .words
     = "It is closed at Riantec until 12~December (Works on the quay). It opens on 15~December at 10:00."},
    {"closed for ever", MORNING, NULL, "off", 0, 0, WAIT_UNKNOWN,
     .words = "It is closed at Riantec at the moment."},
    {"silent", MORNING, NULL, HOURS, NAN, 0, WAIT_UNKNOWN, .silent = 127, .usual_low = 3,
     .usual_high = 7, .best = {"2026-11-17T15:30:00Z"},
     .words
     = "The counters at Riantec have not answered since 9:00. At this hour there are usually 3 to 7 "
       "vehicles. It is usually calmer around 16:30."},
    {"silent at a calm moment", MORNING, NULL, HOURS, NAN, 0, WAIT_UNKNOWN, .silent = 127,
     .usual_low = 2, .usual_high = 2, .best = {MORNING},
     .words
     = "The counters at Riantec have not answered since 9:00. At this hour there are usually about 2 "
       "vehicles. This is usually a calm time."},
    {"silent without habits", MORNING, NULL, HOURS, NAN, 0, WAIT_UNKNOWN, .silent = 127,
     .other = {3, 8000},
     .words
     = "The counters at Riantec have not answered since 9:00. The number of vehicles on site is unknown. It is "
       "open and calm at Hennebont now."},
    {"counted wrong", MORNING, NULL, HOURS, NAN, 0, WAIT_UNKNOWN, .verdict = VIGIE_COUNT_FLAT,
     .usual_low = 3, .usual_high = 7,
     .words
     = "The counters at Riantec are not reliable at the moment. At this hour there are usually 3 to 7 "
       "vehicles."},
    {"not counted", MORNING, NULL, HOURS, NAN, 0, WAIT_UNKNOWN, .verdict = VIGIE_COUNT_NONE,
     .full = {"Benne gravats", "Benne à bois"},
     .words
     = "Vehicles are not counted at Riantec. The number of vehicles on site is unknown. The skips for gravats "
       "and bois are nearly full."},
    {"no skips but others", MORNING, NULL, HOURS, 3, 0, NO_WAIT,
     .full = {"Benne gravats", "Conteneur verre"},
     .words
     = "It is calm at Riantec: 3 vehicles, no wait. You may come now. Nearly full: Benne gravats and Conteneur "
       "verre."},
    {"hours that are not sure", MORNING, NULL, "Mo-Su unknown \"on appointment\"", 3, 0, NO_WAIT,
     .words
     = "It is calm at Riantec: 3 vehicles, no wait. You may come now. Opening hours need checking (on "
       "appointment)."},
    {"hours not told", MORNING, NULL, NULL, 3, 0, NO_WAIT,
     .words = "It is calm at Riantec: 3 vehicles, no wait. You may come now."},
};

static GArray *
best_new (const char *const moments[2])
{
  GArray *best = g_array_new (FALSE, TRUE, sizeof (VigieExpected));

  for (guint i = 0; i < 2 && moments[i] != NULL; i++)
    {
      VigieExpected one = {.from = at (moments[i]), .wait = {0, 0, 0}};

      one.to = one.from + VIGIE_ATTENDANCE_SLOT;
      g_array_append_val (best, one);
    }
  return best;
}

static char *
advise (const Case *one)
{
  g_autoptr (VigieOpeningHours) hours = one->hours != NULL ? hours_new (one->hours) : NULL;
  g_autoptr (GArray) best = best_new (one->best);
  VigieTime time = at (one->now);
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  VigieAttendanceNow now = {
      .opening
      = hours != NULL ? vigie_opening_hours_get_state (hours, time, NULL) : VIGIE_OPENING_OPEN,
      .verdict = one->verdict,
      .time
      = one->verdict == VIGIE_COUNT_NONE ? VIGIE_TIME_NONE : time - one->silent * VIGIE_MINUTE,
      .stale = one->silent > 0,
      .present = one->present,
      .low = one->present - one->range,
      .high = one->present + one->range,
      .against = one->against,
      .level = vigie_level_of (one->present, 20, &facts.limits),
      .usual = {NAN, NAN, NAN, 0},
      .wait = {one->minutes, one->low, one->high},
  };
  VigieAttendanceNow elsewhere = {
      .opening = one->other.is_closed ? VIGIE_OPENING_CLOSED : VIGIE_OPENING_OPEN,
      .present = one->other.present,
      .level = vigie_level_of (one->other.present, 20, &facts.limits),
      .wait = {-1, -1, -1},
  };
  VigieAlternative other = {"Hennebont", one->other.distance, &elsewhere};
  VigieAdvice advice = {
      .name = one->name != NULL ? one->name : "Riantec",
      .now = &now,
      .facts = &facts,
      .best = best,
      .other = one->other.distance > 0 ? &other : NULL,
      .full = one->full,
  };

  if (one->usual_high > 0)
    now.usual = (VigieUsual) {one->usual_low, (one->usual_low + one->usual_high) / 2,
                              one->usual_high, 20};
  return vigie_attendance_advice (&advice, time);
}

static void
test_cases (void)
{
  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].case_name);
      assert_words (advise (&cases[i]), cases[i].words);
    }
}

/* Whatever the language is: nothing is left out, nothing is doubled. */
static void
test_any_language (void)
{
  in_french ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = advise (&cases[i]);

      g_test_message ("%s: %s", cases[i].case_name, words);
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_null (strstr (words, "  "));
      g_assert_null (strchr (words, '%'));
      g_assert_null (strstr (words, "à Le "));
      g_assert_true (g_str_has_suffix (words, "."));
    }
}

/* What hours say is anybody's text. */
static void
test_hostile_comment (void)
{
  g_autofree char *long_comment = g_strnfill (900, 'x');
  g_autofree char *text = g_strdup_printf ("off \"%s\"", long_comment);
  Case one = {"", MORNING, NULL, text, NAN, 0, WAIT_UNKNOWN, .words = ""};
  g_autofree char *words = NULL;

  in_english ();
  words = advise (&one);
  g_assert_cmpint (g_utf8_strlen (words, -1), <, 200);
  g_assert_true (g_str_has_suffix (words, "x…)."));
}

static void
test_verdict_words (void)
{
  in_english ();
  g_assert_cmpstr (vigie_against_words (VIGIE_AGAINST_UNKNOWN), ==, "");
  g_assert_cmpstr (vigie_against_words (VIGIE_AGAINST_QUIETER), ==, "quieter than usual");
  g_assert_cmpstr (vigie_trend_words (VIGIE_TREND_UNKNOWN), ==, "");
  g_assert_cmpstr (vigie_trend_words (VIGIE_TREND_RISING), ==, "rising");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/attendance/advice/cases", test_cases);
  g_test_add_func ("/attendance/advice/any-language", test_any_language);
  g_test_add_func ("/attendance/advice/hostile-comment", test_hostile_comment);
  g_test_add_func ("/attendance/advice/verdict-words", test_verdict_words);
  return g_test_run ();
}
