/* test-attendance-expect.c: forecasts, their back-test, and the best moments, by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attendance-expect-fixture.h"
#include "words-fixture.h"

#define HOURS "Tu-Sa 10:00-12:30,14:00-18:00; PH off"

static const VigieExpected *
slot_at (const GArray *expected, const char *time)
{
  for (guint i = 0; i < expected->len; i++)
    if (g_array_index (expected, VigieExpected, i).from == at (time))
      return &g_array_index (expected, VigieExpected, i);
  return NULL;
}

/* ---- What is to be expected ---- */

/* From Tuesday 17 November 2026, 11 h 10, to the end of Wednesday; as usual. */
static void
test_slots (void)
{
  g_autoptr (VigieOpeningHours) hours = hours_new (HOURS);
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceHabits) habits = habits_new (5, 8, 12);
  g_autoptr (VigieAttendanceTrack) track = track_new (&facts, at ("2026-11-16T23:00:00Z"), 144);
  g_autoptr (GArray) expected = NULL;
  const VigieExpected *slot;

  expected = vigie_attendance_expect (track, habits, &facts, at ("2026-11-17T10:10:00Z"));
  /* 11 h 10 to 12 h 30 in three, 8 in the afternoon, 13 tomorrow. */
  g_assert_cmpuint (expected->len, ==, 3 + 8 + 13);
  slot = &g_array_index (expected, VigieExpected, 0);
  g_assert_cmpint (slot->from, ==, at ("2026-11-17T10:10:00Z"));
  g_assert_cmpint (slot->to, ==, at ("2026-11-17T10:30:00Z"));
  g_assert_cmpfloat_with_epsilon (slot->present, 8, 1e-6);
  g_assert_cmpfloat (slot->low, <=, 5);
  g_assert_cmpfloat (slot->high, >=, 12);
  g_assert_cmpint (slot->level, ==, VIGIE_LEVEL_MODERATE);
  g_assert_cmpint (slot->wait.minutes, ==, 0);
  g_assert_null (slot_at (expected, "2026-11-17T11:30:00Z"));
  g_assert_nonnull (slot_at (expected, "2026-11-17T13:00:00Z"));
  slot = &g_array_index (expected, VigieExpected, expected->len - 1);
  g_assert_cmpint (slot->to, ==, at ("2026-11-18T17:00:00Z"));
}

/* Twice as many as usual since the opening: more is expected, less the further ahead. */
static void
test_tendency (void)
{
  g_autoptr (VigieOpeningHours) hours = hours_new (HOURS);
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceHabits) habits = habits_new (5, 8, 12);
  g_autoptr (VigieAttendanceTrack) track = track_new (&facts, at ("2026-11-16T23:00:00Z"), 144);
  g_autoptr (GArray) busy = NULL, unbelieved = NULL, late = NULL;
  VigieTime now = at ("2026-11-17T10:30:00Z");
  double soon, afternoon, tomorrow;

  for (VigieTime time = at ("2026-11-17T09:00:00Z"); time < now; time += VIGIE_ATTENDANCE_STEP)
    track_set (track, time, 16, 5, 5);
  busy = vigie_attendance_expect (track, habits, &facts, now);
  soon = slot_at (busy, "2026-11-17T10:30:00Z")->present;
  afternoon = slot_at (busy, "2026-11-17T15:00:00Z")->present;
  tomorrow = slot_at (busy, "2026-11-18T09:00:00Z")->present;
  g_assert_cmpfloat (soon, >, 10);
  g_assert_cmpfloat (soon, <, 16);
  g_assert_cmpfloat (afternoon, <, soon);
  g_assert_cmpfloat (afternoon, >, 8.5);
  g_assert_cmpfloat_with_epsilon (tomorrow, 8, 0.2);
  /* The range goes with it. */
  g_assert_cmpfloat (slot_at (busy, "2026-11-17T10:30:00Z")->high, >, 12 * soon / 8);

  /* Who counts wrong tells nothing of today. */
  track->quality.verdict = VIGIE_COUNT_FLAT;
  unbelieved = vigie_attendance_expect (track, habits, &facts, now);
  g_assert_cmpfloat_with_epsilon (slot_at (unbelieved, "2026-11-17T10:30:00Z")->present, 8, 1e-6);
  track->quality.verdict = VIGIE_COUNT_GOOD;

  /* The last weeks went so already: so does tomorrow. */
  habits->level = 1.5;
  late = vigie_attendance_expect (track, habits, &facts, now);
  g_assert_cmpfloat_with_epsilon (slot_at (late, "2026-11-18T09:00:00Z")->present, 12, 0.2);
}

static void
test_when_not_told (void)
{
  static const struct
  {
    const char *name, *hours, *now;
    double ratio;
    guint n;
  } cases[] = {
      {"no better than last week", HOURS, "2026-11-17T10:00:00Z", 1.0, 0},
      {"never back-tested", HOURS, "2026-11-17T10:00:00Z", NAN, 0},
      {"after the closing: tomorrow", HOURS, "2026-11-17T18:00:00Z", 0.9, 13},
      {"Saturday evening: Tuesday", HOURS, "2026-11-14T18:00:00Z", 0.9, 13},
      {"a minute before the closing: tomorrow", HOURS, "2026-11-17T16:59:00Z", 0.9, 13},
      {"closed for works, for longer than a week",
       "Tu-Sa 10:00-12:30; 2026 Nov 12-30 off \"Works\"", "2026-11-17T10:00:00Z", 0.9, 0},
      {"the eve of a public holiday: the day after", HOURS, "2026-11-10T18:00:00Z", 0.9, 13},
      {"half-hours that were never seen", "Mo-Su 08:00-09:00", "2026-11-17T06:00:00Z", 0.9, 0},
      {"what is not sure is left out", "Tu 10:00-12:00 unknown; We 10:00-11:00",
       "2026-11-17T08:00:00Z", 0.9, 2},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieOpeningHours) hours = hours_new (cases[i].hours);
      VigieAttendanceFacts facts
          = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
      g_autoptr (VigieAttendanceHabits) habits = habits_new (5, 8, 12);
      g_autoptr (VigieAttendanceTrack) track = track_new (&facts, at ("2026-11-16T23:00:00Z"), 144);
      g_autoptr (GArray) expected = NULL;

      g_test_message ("%s", cases[i].name);
      habits->error_ratio = cases[i].ratio;
      expected = vigie_attendance_expect (track, habits, &facts, at (cases[i].now));
      g_assert_cmpuint (expected->len, ==, cases[i].n);
    }
}

static void
test_no_habits (void)
{
  VigieAttendanceFacts facts = {.capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceTrack) track = track_new (&facts, at ("2026-11-16T23:00:00Z"), 144);
  g_autoptr (GArray) expected
      = vigie_attendance_expect (track, NULL, &facts, at ("2026-11-17T10:00:00Z"));

  g_assert_cmpuint (expected->len, ==, 0);
}

/* ---- Back-test ---- */

#define WEEKS 14
#define DAYS (7 * WEEKS)

/* Every day is open from 10 h to 18 h; the half-hour @slot of day @day has what @present says. The last day is in
 * progress. From Monday 2 November 2026: no change of the hour, and the last weeks are of term. */
static VigieAttendanceTrack *
past_new (const VigieAttendanceFacts *facts, double (*present) (guint day, guint slot, GRand *rand))
{
  VigieTime from = at ("2026-11-01T23:00:00Z");
  VigieAttendanceTrack *track = track_new (facts, from, (DAYS + 1) * 144);
  GRand *rand = g_rand_new_with_seed (1);

  for (guint day = 0; day <= DAYS; day++)
    {
      VigieAttendanceDay info = {.day = vigie_calendar_day (2026, 11, 2) + day,
                                 .in = 100,
                                 .out = 100,
                                 .coverage = 1,
                                 .usable = day < DAYS};

      g_array_append_val (track->days, info);
    }
  for (guint i = 0; i < track->n; i += 3)
    {
      VigieTime time = from + (gint64) i * VIGIE_ATTENDANCE_STEP;
      VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());
      guint day = (guint) (local.day_number - vigie_calendar_day (2026, 11, 2));
      double value;

      if (track->opening[i] != VIGIE_OPENING_OPEN || day > DAYS)
        continue;
      value = present (day, (guint) local.hour * 2 + (guint) local.minute / 30, rand);
      for (guint j = 0; j < 3; j++)
        track_set (track, time + j * VIGIE_ATTENDANCE_STEP, value, value, value);
    }
  g_rand_free (rand);
  return track;
}

static double
same_each_week (guint day, guint slot, GRand *rand)
{
  (void) rand;
  return 5 + day % 7 + slot % 5;
}

static double
by_chance (guint day, guint slot, GRand *rand)
{
  return 5 + day % 7 + slot % 5 + g_rand_double_range (rand, -3, 3);
}

/* A season that goes: what is usual is of better days. */
static double
fewer_and_fewer (guint day, guint slot, GRand *rand)
{
  return by_chance (day, slot, rand) * (1.6 - 1.1 * day / DAYS);
}

/* Days differ and keep to it, as if by the weather. */
static double
good_and_bad_days (guint day, guint slot, GRand *rand)
{
  return (5 + day % 7 + slot % 5) * ((day * 2654435761U >> 16 & 1) != 0 ? 0.6 : 1.4)
         + g_rand_double_range (rand, -1, 1);
}

static void
backtest (double (*present) (guint, guint, GRand *), guint held_out, VigieBacktest *result)
{
  g_autoptr (VigieOpeningHours) hours = hours_new ("Mo-Su 10:00-18:00");
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceTrack) past = past_new (&facts, present);

  vigie_attendance_backtest (past, &facts, held_out, result);
  g_test_message ("%u forecasts: ours %.2f, last week %.2f, ratio %.3f", result->n, result->error,
                  result->last_week, result->ratio);
}

static void
test_backtest (void)
{
  VigieBacktest result;

  /* Neither is ever wrong: no ratio. */
  backtest (same_each_week, 2, &result);
  g_assert_cmpuint (result.n, ==, 2 * 7 * 16);
  g_assert_cmpfloat_with_epsilon (result.error, 0, 1e-5);
  g_assert_cmpfloat_with_epsilon (result.last_week, 0, 1e-5);
  g_assert_true (isnan (result.ratio));

  /* A median against one draw: 3/4 at best for equal chances. */
  backtest (by_chance, 4, &result);
  g_assert_cmpfloat (result.ratio, >, 0.70);
  g_assert_cmpfloat (result.ratio, <, 0.88);
  g_assert_cmpfloat_with_epsilon (result.last_week, 2, 0.15);

  backtest (fewer_and_fewer, 4, &result);
  g_assert_cmpfloat (result.ratio, <, 0.95);
  backtest (good_and_bad_days, 4, &result);
  g_assert_cmpfloat (result.ratio, <, 0.7);
}

/* What is foretold knows nothing of what comes: a last half-hour that is quite another changes its own error alone. */
static void
test_no_leak (void)
{
  g_autoptr (VigieOpeningHours) hours = hours_new ("Mo-Su 10:00-18:00");
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceTrack) past = past_new (&facts, same_each_week);
  /* The last whole day is Sunday 7 February 2027; 17 h 30, 17 h, 16 h 30. */
  static const char *const late[]
      = {"2027-02-07T16:30:00Z", "2027-02-07T16:00:00Z", "2027-02-07T15:30:00Z"};
  VigieBacktest result;
  double before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (late); i++)
    {
      for (guint j = 0; j < 3; j++)
        {
          VigieTime time = at (late[i]) + j * VIGIE_ATTENDANCE_STEP;
          guint step = (guint) ((time - past->from) / VIGIE_ATTENDANCE_STEP);

          track_set (past, time, past->present[step] + 1000, 0, 0);
        }
      vigie_attendance_backtest (past, &facts, 1, &result);
      g_assert_cmpuint (result.n, ==, 7 * 16);
      /* A half-hour that ends an hour before a slot or later is not seen for it: 16 h 30 to 17 h is not, 17 h 30 is
       * foretold from what was before 16 h 30. */
      g_assert_cmpfloat_with_epsilon (result.error * result.n, before + 1000, 1);
      g_assert_cmpfloat_with_epsilon (result.last_week * result.n, before + 1000, 1);
      before = result.error * result.n;
    }
}

static void
test_backtest_of_little (void)
{
  VigieAttendanceFacts facts = {.capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceTrack) empty = track_new (&facts, at ("2026-01-04T23:00:00Z"), 0);
  g_autoptr (VigieAttendanceTrack) unknown
      = track_new (&facts, at ("2026-01-04T23:00:00Z"), 30 * 144);
  VigieBacktest result;

  vigie_attendance_backtest (empty, &facts, 4, &result);
  g_assert_cmpuint (result.n, ==, 0);
  g_assert_true (isnan (result.ratio));
  vigie_attendance_backtest (unknown, &facts, 4, &result);
  g_assert_cmpuint (result.n, ==, 0);
  g_assert_true (isnan (result.ratio));
  vigie_attendance_backtest (unknown, &facts, 0, &result);
  g_assert_true (isnan (result.error));
  vigie_attendance_backtest (unknown, &facts, G_MAXUINT, &result);
  g_assert_true (isnan (result.error));
}

/* Habits tell both of themselves. */
static void
test_habits (void)
{
  g_autoptr (VigieOpeningHours) hours = hours_new ("Mo-Su 10:00-18:00");
  VigieAttendanceFacts facts
      = {.hours = hours, .capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceTrack) falling = past_new (&facts, fewer_and_fewer);
  g_autoptr (VigieAttendanceTrack) steady = past_new (&facts, by_chance);
  g_autoptr (VigieAttendanceHabits) fewer = vigie_attendance_habits_new (falling, &facts);
  g_autoptr (VigieAttendanceHabits) same = vigie_attendance_habits_new (steady, &facts);

  g_assert_cmpfloat (fewer->level, <, 0.8);
  g_assert_cmpfloat (fewer->level, >, 0.4);
  g_assert_cmpfloat_with_epsilon (same->level, 1, 0.05);
  g_assert_cmpfloat (fewer->error_ratio, <, 0.95);
  g_assert_cmpfloat (same->error_ratio, <, 0.95);
}

/* ---- Best moments ---- */

#define MOST_SLOTS 24

typedef struct
{
  const char *name;
  /* From Tuesday, 10 h, in half-hours: presence of those of the morning and the afternoon, then from "|" on of
   * Wednesday. Waits are what is over 8, in minutes. */
  const char *slots;
  double now, recent; /* of those present; NAN: not known */
  guint max;
  const char *best; /* of all, best first: d.hh:mm-hh:mm+minutes */
} BestCase;

static const BestCase best_cases[] = {
    {"nothing", "", NAN, NAN, 3, ""},
    {"the least wait", "18 13 8 13 18", NAN, NAN, 1, "2.11:00-11:30+0"},
    {"then the fewest", "7 7 3 7 7", NAN, NAN, 1, "2.11:00-11:30+0"},
    {"the sooner of equals, joined", "7 3 4 7 3", NAN, NAN, 1, "2.10:30-11:30+0"},
    {"three of them, apart", "18 8 18 13 18 9 18", NAN, NAN, 3,
     "2.10:30-11:00+0 2.12:30-13:00+0 2.11:30-12:00+5"},
    {"what costs much more is none", "18 8 18 18 18", NAN, NAN, 3, "2.10:30-11:00+0"},
    {"tomorrow saves too little", "13 13 | 3 3", NAN, NAN, 1, "2.10:00-11:00+5"},
    {"tomorrow saves enough", "23 23 | 8 3", NAN, NAN, 1, "3.10:30-11:00+0"},
    {"now is as calm", "9 8 7 7 7", 8, 8, 1, "2.10:00-12:30+0"},
    {"now is not", "9 8 3 3 3", 18, 17, 1, "2.11:00-12:30+0"},
    {"who comes now does not change it", "9 8 3 3 3", 5, 5, 1, "2.10:00-10:30+0"},
    {"nor one step alone", "9 3 3 3 3", 7, 3, 1, "2.10:00-12:30+0"},
    {"nobody waits now, nor later", "3 3 1 1 1", 6, 6, 1, "2.10:00-12:30+0"},
    {"the last half-hour of all", "9", 18, 18, 1, "2.10:00-10:30+0"},
};

static GArray *
parse_slots (const char *text)
{
  GArray *expected = g_array_new (FALSE, FALSE, sizeof (VigieExpected));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  VigieTime from = at ("2026-11-17T09:00:00Z");
  VigieLevelLimits limits = VIGIE_LEVEL_LIMITS_DEFAULT;

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      VigieExpected slot = {.from = from, .to = from + VIGIE_ATTENDANCE_SLOT};

      if (g_str_equal (words[i], "|"))
        {
          from = at ("2026-11-18T09:00:00Z");
          continue;
        }
      slot.present = slot.low = slot.high = g_ascii_strtod (words[i], NULL);
      slot.level = vigie_level_of (slot.present, 20, &limits);
      slot.wait.minutes = (int) MAX (0, 5 * floor ((slot.present - 8) / 5));
      slot.wait.low = slot.wait.high = slot.wait.minutes;
      g_array_append_val (expected, slot);
      from = slot.to;
    }
  return expected;
}

static char *
describe (const GArray *best)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < best->len; i++)
    {
      const VigieExpected *one = &g_array_index (best, VigieExpected, i);
      VigieLocalTime from = vigie_time_to_local (one->from, vigie_words_default_zone ());
      VigieLocalTime to = vigie_time_to_local (one->to, vigie_words_default_zone ());

      g_string_append_printf (text, "%s%d.%02d:%02d-%02d:%02d+%d", i > 0 ? " " : "", from.weekday,
                              from.hour, from.minute, to.hour, to.minute, one->wait.minutes);
    }
  return g_string_free (text, FALSE);
}

static void
test_best (void)
{
  VigieLevelLimits limits = VIGIE_LEVEL_LIMITS_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (best_cases); i++)
    {
      const BestCase *one = &best_cases[i];
      g_autoptr (GArray) expected = parse_slots (one->slots);
      VigieAttendanceNow now = {.opening = VIGIE_OPENING_OPEN,
                                .time = at ("2026-11-17T09:00:00Z"),
                                .stale = isnan (one->now),
                                .present = one->now,
                                .recent = one->recent,
                                .level = vigie_level_of (one->now, 20, &limits)};
      g_autoptr (GArray) best = NULL;
      g_autofree char *told = NULL;

      now.wait.minutes = isnan (one->now) ? -1 : (int) MAX (0, 5 * floor ((one->now - 8) / 5));
      best = vigie_attendance_best (expected, &now, one->max);
      told = describe (best);
      g_test_message ("%s", one->name);
      g_assert_cmpstr (told, ==, one->best);
    }
}

static void
test_best_words (void)
{
  g_autoptr (GArray) best = parse_slots ("8");
  VigieTime from = at ("2026-11-17T09:00:00Z");

  in_english ();
  assert_words (vigie_attendance_best_words (NULL, from, NULL), "n/a");
  assert_words (vigie_attendance_best_words (best, from, NULL), "now");
  assert_words (vigie_attendance_best_words (best, from - 5 * VIGIE_MINUTE, NULL), "now");
  assert_words (vigie_attendance_best_words (best, from - 6 * VIGIE_MINUTE, NULL), "10:00");
  assert_words (vigie_attendance_best_words (best, from - VIGIE_DAY, NULL), "Tue 10:00");
  g_array_index (best, VigieExpected, 0).from += VIGIE_ATTENDANCE_SLOT;
  assert_words (vigie_attendance_best_words (best, from, NULL), "10:30");
  g_array_set_size (best, 0);
  assert_words (vigie_attendance_best_words (best, from, NULL), "n/a");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/attendance/expect/slots", test_slots);
  g_test_add_func ("/attendance/expect/tendency", test_tendency);
  g_test_add_func ("/attendance/expect/when-not-told", test_when_not_told);
  g_test_add_func ("/attendance/expect/no-habits", test_no_habits);
  g_test_add_func ("/attendance/backtest", test_backtest);
  g_test_add_func ("/attendance/backtest/no-leak", test_no_leak);
  g_test_add_func ("/attendance/backtest/of-little", test_backtest_of_little);
  g_test_add_func ("/attendance/backtest/habits", test_habits);
  g_test_add_func ("/attendance/best", test_best);
  g_test_add_func ("/attendance/best/words", test_best_words);
  return g_test_run ();
}
