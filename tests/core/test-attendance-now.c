/* test-attendance-now.c: what is now, from tracks filled by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attendance-expect-fixture.h"
#include "words-fixture.h"

#define MOST_STEPS 12
#define U NAN
#define END (-1000)

/* A Tuesday that is open from 10 h to 12 h 30 and from 14 h to 18 h; usual are 8 vehicles (5 to 11). */
typedef struct
{
  const char *name;
  double present[MOST_STEPS]; /* at the end of each step from 10 h on, to END */
  VigieCountVerdict verdict;
  int minutes; /* from the last step to now */
  /* Expected. */
  gboolean stale;
  double now; /* NAN */
  VigieLevel level;
  VigieAgainst against;
  VigieTrend trend;
} Case;

#define NOTHING NAN, VIGIE_LEVEL_UNKNOWN, VIGIE_AGAINST_UNKNOWN, VIGIE_TREND_UNKNOWN

static const Case cases[] = {
    {"as usual",
     {6, 8, 8, 8, END},
     0,
     2,
     FALSE,
     8,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_STEADY},
    {"busier",
     {8, 13, 13, 13, END},
     0,
     2,
     FALSE,
     13,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_BUSIER,
     VIGIE_TREND_STEADY},
    {"busier for one step is not",
     {8, 8, 8, 13, END},
     0,
     2,
     FALSE,
     13,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_STEADY},
    {"calm for one step is no trend",
     {8, 8, 8, 2, END},
     0,
     2,
     FALSE,
     2,
     VIGIE_LEVEL_LIGHT,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_STEADY},
    {"a jump in the middle is no trend",
     {8, 14, 8, 8, END},
     0,
     2,
     FALSE,
     8,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_STEADY},
    {"quieter",
     {8, 3, 3, 2, END},
     0,
     2,
     FALSE,
     2,
     VIGIE_LEVEL_LIGHT,
     VIGIE_AGAINST_QUIETER,
     VIGIE_TREND_STEADY},
    {"rising",
     {5, 6, 8, 10, END},
     0,
     2,
     FALSE,
     10,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_RISING},
    {"falling",
     {12, 11, 8, 6, END},
     0,
     2,
     FALSE,
     6,
     VIGIE_LEVEL_LIGHT,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_FALLING},
    {"full",
     {20, 20, 20, 21, END},
     0,
     2,
     FALSE,
     21,
     VIGIE_LEVEL_FULL,
     VIGIE_AGAINST_BUSIER,
     VIGIE_TREND_STEADY},
    {"a step after the opening",
     {2, END},
     0,
     2,
     FALSE,
     2,
     VIGIE_LEVEL_LIGHT,
     VIGIE_AGAINST_UNKNOWN,
     VIGIE_TREND_UNKNOWN},
    {"a gap before",
     {8, 8, U, 8, 8, END},
     0,
     2,
     FALSE,
     8,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_UNKNOWN},
    {"the last step is not known yet",
     {8, 8, 8, 8, U, END},
     0,
     2,
     FALSE,
     8,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_STEADY},
    {"late",
     {8, 8, 8, 8, END},
     0,
     40,
     FALSE,
     8,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_STEADY},
    {"silent", {8, 8, 8, 8, END}, 0, 41, TRUE, NOTHING},
    {"said to be silent", {8, 8, 8, 8, END}, VIGIE_COUNT_SILENT, 2, TRUE, NOTHING},
    {"a counter that stands still", {8, 8, 8, 8, END}, VIGIE_COUNT_FLAT, 2, FALSE, NOTHING},
    {"impossible", {8, 8, 8, 80, END}, VIGIE_COUNT_IMPOSSIBLE, 2, FALSE, NOTHING},
    {"imbalance is told all the same",
     {8, 8, 8, 8, END},
     VIGIE_COUNT_IMBALANCE,
     2,
     FALSE,
     8,
     VIGIE_LEVEL_MODERATE,
     VIGIE_AGAINST_AS_USUAL,
     VIGIE_TREND_STEADY},
    {"never", {END}, 0, 2, TRUE, NOTHING},
};

static void
assert_same (double a, double b)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat_with_epsilon (a, b, 1e-6);
}

static void
test_cases (void)
{
  g_autoptr (VigieOpeningHours) hours = hours_new ("Tu-Sa 10:00-12:30,14:00-18:00");
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceHabits) habits = habits_new (5, 8, 11);
  VigieTime opens = at ("2026-11-17T09:00:00Z");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *one = &cases[i];
      g_autoptr (VigieAttendanceTrack) track = track_new (&facts, at ("2026-11-16T23:00:00Z"), 144);
      VigieAttendanceNow now;
      VigieTime last = opens;

      g_test_message ("%s", one->name);
      for (guint j = 0; one->present[j] > END || isnan (one->present[j]); j++)
        {
          track_set (track, opens + j * VIGIE_ATTENDANCE_STEP, one->present[j], 2, 2);
          if (!isnan (one->present[j]))
            last = opens + (j + 1) * VIGIE_ATTENDANCE_STEP;
        }
      track->quality.verdict = one->verdict;
      vigie_attendance_now (track, habits, &facts, last + one->minutes * VIGIE_MINUTE,
                            10 * VIGIE_MINUTE, &now);
      g_assert_cmpint (now.stale, ==, one->stale);
      assert_same (now.present, one->now);
      g_assert_cmpint (now.level, ==, one->level);
      g_assert_cmpint (now.against, ==, one->against);
      g_assert_cmpint (now.trend, ==, one->trend);
      g_assert_cmpint (now.verdict, ==, one->verdict);
      g_assert_cmpint (now.wait.minutes >= 0, ==, !isnan (one->now));
      g_assert_cmpint (now.opening, ==, VIGIE_OPENING_OPEN);
      g_assert_cmpuint (now.usual.n, ==, 20);
    }
}

static void
test_closed (void)
{
  g_autoptr (VigieOpeningHours) hours = hours_new ("Tu-Sa 10:00-12:30,14:00-18:00");
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceHabits) habits = habits_new (5, 8, 11);
  g_autoptr (VigieAttendanceTrack) track = track_new (&facts, at ("2026-11-16T23:00:00Z"), 144);
  VigieAttendanceNow now;

  for (VigieTime time = at ("2026-11-17T09:00:00Z"); time < at ("2026-11-17T11:30:00Z");
       time += VIGIE_ATTENDANCE_STEP)
    track_set (track, time, 8, 2, 2);
  track_set (track, at ("2026-11-17T11:30:00Z"), 1, 0, 7);
  vigie_attendance_now (track, habits, &facts, at ("2026-11-17T11:45:00Z"), 10 * VIGIE_MINUTE,
                        &now);
  g_assert_cmpint (now.opening, ==, VIGIE_OPENING_CLOSED);
  g_assert_cmpfloat (now.present, ==, 1);
  g_assert_cmpint (now.level, ==, VIGIE_LEVEL_UNKNOWN);
  g_assert_cmpint (now.trend, ==, VIGIE_TREND_UNKNOWN);
  g_assert_cmpint (now.wait.minutes, ==, -1);
  g_assert_cmpuint (now.usual.n, ==, 0);
  g_assert_true (isnan (now.usual.median));
}

/* Without habits, hours or places: what is counted is told all the same. */
static void
test_nothing_else_known (void)
{
  VigieAttendanceFacts facts = {.capacity = -1, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceTrack) track = track_new (&facts, at ("2026-11-16T23:00:00Z"), 144);
  VigieAttendanceNow now;

  for (guint i = 0; i < 6; i++)
    track_set (track, at ("2026-11-17T09:00:00Z") + i * VIGIE_ATTENDANCE_STEP, 4, 2, 2);
  vigie_attendance_now (track, NULL, &facts, at ("2026-11-17T10:05:00Z"), 0, &now);
  g_assert_cmpfloat (now.present, ==, 4);
  g_assert_false (now.stale);
  g_assert_cmpint (now.level, ==, VIGIE_LEVEL_UNKNOWN);
  g_assert_cmpint (now.against, ==, VIGIE_AGAINST_UNKNOWN);
  g_assert_cmpint (now.trend, ==, VIGIE_TREND_STEADY);
  g_assert_cmpint (now.wait.minutes, ==, -1);
  g_assert_cmpint (now.time, ==, at ("2026-11-17T10:00:00Z"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/attendance/now/cases", test_cases);
  g_test_add_func ("/attendance/now/closed", test_closed);
  g_test_add_func ("/attendance/now/nothing-else-known", test_nothing_else_known);
  return g_test_run ();
}
