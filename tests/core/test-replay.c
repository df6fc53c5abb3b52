/* test-replay.c: the states of the past against the live rules, step by step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-replay.h"
#include "vigie-time-axis.h"

#define FROM (G_GINT64_CONSTANT (1795258023) * VIGIE_SECOND)
#define MIN10 (10 * VIGIE_MINUTE)

typedef struct
{
  VigieReplayMeasure measure;
  VigieThresholds thresholds;
  VigieSeries *series;
  GArray *states;
} Fixture;

static void
fixture_clear (Fixture *self)
{
  vigie_series_unref (self->series);
  g_array_unref (self->states);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static void
fixture_init (Fixture *self,
              const VigieTime *times,
              const double *values,
              guint n,
              const VigieSpan *known,
              guint n_known)
{
  self->series = vigie_series_new (times, values, n, MIN10, known, n_known);
  self->states = g_array_new (FALSE, FALSE, sizeof (VigieReplayState));
  self->measure = (VigieReplayMeasure) {.series = self->series,
                                        .thresholds = &self->thresholds,
                                        .expected_interval = MIN10,
                                        .spoke = TRUE,
                                        .out_of_service_since = VIGIE_TIME_NONE};
}

static void
replay (Fixture *self, VigieTime from, VigieTime to)
{
  g_array_set_size (self->states, 0);
  vigie_replay_measure (&self->measure, from, to, self->states);
}

static const VigieReplayState *
state_at (GArray *states, VigieTime time)
{
  const VigieReplayState *found = &g_array_index (states, VigieReplayState, 0);

  g_assert_cmpint (found->time, <=, time);
  for (guint i = 1; i < states->len; i++)
    if (g_array_index (states, VigieReplayState, i).time <= time)
      found = &g_array_index (states, VigieReplayState, i);
  return found;
}

/* Each « minutes:class » of @expected is a state from then on; late is a class of its own here. */
static void
assert_states (GArray *states, VigieTime from, const char *expected)
{
  static const char letters[] = "NWCSO?";
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < states->len; i++)
    {
      const VigieReplayState *state = &g_array_index (states, VigieReplayState, i);
      char letter = letters[vigie_replay_class (state)];

      if (letter == 'N' && state->freshness == VIGIE_FRESHNESS_LATE)
        letter = 'L';
      if (letter == 'S' && state->freshness == VIGIE_FRESHNESS_NEVER)
        letter = 'J';
      g_string_append_printf (got, "%s%" G_GINT64_FORMAT ":%c", i > 0 ? " " : "",
                              (state->time - from) / VIGIE_MINUTE, letter);
    }
  g_assert_cmpstr (got->str, ==, expected);
}

/* ---- Tables ---- */

#define AT(minutes) (FROM + (minutes) * VIGIE_MINUTE)

static void
test_story (void)
{
  /* A skip that fills, falls silent, speaks again. */
  const VigieTime times[] = {AT (-5), AT (5), AT (15), AT (25), AT (80), AT (90)};
  const double values[] = {70, 92, 96, NAN, 60, 61};
  const VigieSpan known = {AT (-120), AT (1440)};
  g_auto (Fixture) fixture = {.thresholds = VIGIE_THRESHOLDS_NONE};
  const VigieReplayState *state;

  fixture.thresholds.high = 90;
  fixture.thresholds.highhigh = 95;
  fixture_init (&fixture, times, values, G_N_ELEMENTS (times), &known, 1);
  replay (&fixture, FROM, AT (120));
  /* The reading without a number is a sign of life; lateness keeps the condition; silence hides it, and never clears
   * it. */
  assert_states (fixture.states, FROM, "0:N 5:W 15:C 40:C 55:S 80:N 105:L");
  state = state_at (fixture.states, AT (20));
  g_assert_cmpint (state->last, ==, AT (15));
  g_assert_cmpfloat (state->value, ==, 96);
  g_assert_cmpint (state->limit, ==, 4);
  state = state_at (fixture.states, AT (60));
  g_assert_cmpint (state->last, ==, AT (25));
  g_assert_cmpint (state->condition, ==, VIGIE_CONDITION_UNKNOWN);
  g_assert_cmpint (state->passed, ==, VIGIE_CONDITION_CRITICAL);
  /* A later begin tells the same from there on. */
  replay (&fixture, AT (20), AT (50));
  assert_states (fixture.states, FROM, "20:C 40:C");
}

static void
test_not_known (void)
{
  const VigieTime times[] = {AT (10), AT (20), AT (130), AT (300)};
  const double values[] = {1, 2, 3, 4};
  const VigieSpan known[] = {{AT (0), AT (25)}, {AT (60), AT (180)}, {AT (200), AT (240)}};
  g_auto (Fixture) fixture = {.thresholds = VIGIE_THRESHOLDS_NONE};

  fixture_init (&fixture, times, values, G_N_ELEMENTS (times), known, G_N_ELEMENTS (known));
  replay (&fixture, FROM, AT (400));
  /* Until the first reading, or until silence is certain, and outside of what is known, even with a reading. */
  assert_states (fixture.states, FROM, "0:? 10:N 25:? 90:S 130:N 145:L 160:S 180:? 230:S 240:?");
  /* Of one that had not spoken before nothing tells whether it was there. */
  fixture.measure.spoke = FALSE;
  replay (&fixture, FROM, AT (150));
  assert_states (fixture.states, FROM, "0:? 10:N 25:? 90:S 130:N 145:L");
  g_assert_true (state_at (fixture.states, AT (5))->absent);
  g_assert_false (state_at (fixture.states, AT (30))->absent);
}

static void
test_declared (void)
{
  const VigieTime times[] = {AT (0), AT (10), AT (20)};
  const double values[] = {1, 2, 3};
  const VigieSpan known = {AT (-60), AT (60)};
  g_auto (Fixture) fixture = {.thresholds = VIGIE_THRESHOLDS_NONE};

  fixture_init (&fixture, times, values, G_N_ELEMENTS (times), &known, 1);
  fixture.measure.out_of_service = TRUE;
  fixture.measure.out_of_service_since = AT (15);
  replay (&fixture, FROM, AT (60));
  assert_states (fixture.states, FROM, "0:N 15:O");
  fixture.measure.out_of_service_since = VIGIE_TIME_NONE;
  replay (&fixture, FROM, AT (60));
  assert_states (fixture.states, FROM, "0:O");
  fixture.measure.out_of_service_since = AT (60);
  replay (&fixture, FROM, AT (60));
  assert_states (fixture.states, FROM, "0:N 35:L 50:S");
  fixture.measure.out_of_service = FALSE;
  fixture.measure.never = TRUE;
  replay (&fixture, FROM, AT (60));
  assert_states (fixture.states, FROM, "0:J");
}

static void
test_lead (void)
{
  VigieThresholds thresholds = VIGIE_THRESHOLDS_NONE;

  g_assert_cmpint (vigie_replay_lead (MIN10, &thresholds), >, 3 * MIN10);
  thresholds.on_delay = VIGIE_HOUR;
  thresholds.off_delay = 2 * VIGIE_HOUR;
  g_assert_cmpint (vigie_replay_lead (MIN10, &thresholds), >, 3 * MIN10 + 3 * VIGIE_HOUR);
  g_assert_cmpint (vigie_replay_lead (0, &thresholds), >, 6 * VIGIE_HOUR);
  thresholds.on_delay = G_MAXINT64;
  g_assert_cmpint (vigie_replay_lead (G_MAXINT64, &thresholds), <=, 10 * VIGIE_DAY);
}

static void
test_period (void)
{
  static const struct
  {
    const char *now, *from, *to;
  } nights[] = {
      {"2026-11-22T09:00:00+01:00", "2026-11-21T18:00:00+01:00", "2026-11-22T08:00:00+01:00"},
      {"2026-11-22T02:00:00+01:00", "2026-11-21T18:00:00+01:00", "2026-11-22T08:00:00+01:00"},
      {"2026-11-22T23:59:00+01:00", "2026-11-21T18:00:00+01:00", "2026-11-22T08:00:00+01:00"},
      /* Of 15 and of 13 hours. */
      {"2026-10-25T12:00:00+01:00", "2026-10-24T18:00:00+02:00", "2026-10-25T08:00:00+01:00"},
      {"2026-03-29T12:00:00+02:00", "2026-03-28T18:00:00+01:00", "2026-03-29T08:00:00+02:00"},
  };
  static const struct
  {
    int month, day, hours;
  } days[] = {{3, 29, 23}, {10, 25, 25}, {11, 22, 24}};

  for (guint i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      VigieTime now, from, to;
      VigieSpan night;

      g_assert_true (vigie_time_parse (nights[i].now, -1, &now));
      g_assert_true (vigie_time_parse (nights[i].from, -1, &from));
      g_assert_true (vigie_time_parse (nights[i].to, -1, &to));
      night = vigie_replay_night (now, NULL);
      g_assert_cmpint (night.from, ==, from);
      g_assert_cmpint (night.to, ==, to);
    }
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      VigieSpan day
          = vigie_replay_day (vigie_time_day_number (2026, days[i].month, days[i].day), NULL);

      g_assert_cmpint (day.to - day.from, ==, days[i].hours * VIGIE_HOUR);
    }
}

/* ---- Against the live rules ---- */

/* What the live path shows at @time of the readings that have come since @begin, from which on all are known. */
static void
assert_live (const Fixture *fixture, VigieTime begin, VigieTime time, const VigieReplayState *got)
{
  const VigieReplayMeasure *measure = &fixture->measure;
  VigieConditionState state = {0};
  VigieTime last = VIGIE_TIME_NONE;
  VigieFreshness freshness;

  for (guint i = 0; i < fixture->series->n && fixture->series->times[i] <= time; i++)
    if (fixture->series->times[i] >= begin)
      {
        last = fixture->series->times[i];
        vigie_condition_step (&state, measure->thresholds, fixture->series->values[i], last);
      }
  if (last == VIGIE_TIME_NONE)
    {
      gboolean silent = vigie_freshness_compute (time, begin, measure->expected_interval, FALSE)
                        == VIGIE_FRESHNESS_SILENT;

      g_assert_cmpint (got->known, ==, silent);
      if (silent)
        g_assert_cmpint (got->freshness, ==, VIGIE_FRESHNESS_SILENT);
      return;
    }
  freshness = vigie_freshness_compute (time, last, measure->expected_interval, FALSE);
  g_assert_true (got->known);
  g_assert_cmpint (got->freshness, ==, freshness);
  g_assert_cmpint (got->condition, ==, vigie_condition_shown (state.condition, freshness));
  g_assert_cmpint (got->passed, ==, state.condition);
  g_assert_cmpint (got->limit, ==, state.limit);
}

static void
assert_at (const Fixture *fixture, const VigieSpan *known, guint n_known, VigieTime time)
{
  const VigieReplayState *got = state_at (fixture->states, time);

  for (guint i = 0; i < n_known; i++)
    if (known[i].from <= time && time < known[i].to)
      {
        assert_live (fixture, known[i].from, time, got);
        return;
      }
  g_assert_false (got->known);
}

static double
random_limit (GRand *rand)
{
  return g_rand_boolean (rand) ? g_rand_double_range (rand, -10, 10) : NAN;
}

static void
run_random (GRand *rand)
{
  g_auto (Fixture) fixture = {.thresholds = VIGIE_THRESHOLDS_NONE};
  VigieTime times[300];
  double values[300], value = 0;
  VigieSpan known[2];
  guint n = (guint) g_rand_int_range (rand, 0, 300);
  guint n_known = (guint) g_rand_int_range (rand, 1, 3);
  VigieTime time = FROM - 3 * VIGIE_HOUR, to = FROM + 20 * VIGIE_HOUR, from = FROM;
  const gint64 delays[] = {0, MIN10, VIGIE_HOUR};

  fixture.thresholds.low = random_limit (rand);
  fixture.thresholds.lowlow = random_limit (rand);
  fixture.thresholds.high = random_limit (rand);
  fixture.thresholds.highhigh = random_limit (rand);
  fixture.thresholds.deadband = g_rand_boolean (rand) ? g_rand_double_range (rand, 0, 4) : 0;
  fixture.thresholds.on_delay = delays[g_rand_int_range (rand, 0, 3)];
  fixture.thresholds.off_delay = delays[g_rand_int_range (rand, 0, 3)];
  for (guint i = 0; i < n; i++)
    {
      time += 1
              + (gint64) (g_rand_double (rand) * (double) MIN10
                          * (g_rand_int_range (rand, 0, 20) == 0 ? 8 : 2));
      value += g_rand_double_range (rand, -3, 3);
      times[i] = time;
      values[i] = g_rand_int_range (rand, 0, 15) == 0 ? NAN : value;
    }
  known[0] = (VigieSpan) {FROM - 4 * VIGIE_HOUR, n_known == 1 ? to : FROM + 5 * VIGIE_HOUR};
  known[1] = (VigieSpan) {FROM + 7 * VIGIE_HOUR, FROM + 15 * VIGIE_HOUR};
  fixture_init (&fixture, times, values, n, known, n_known);
  replay (&fixture, from, to);
  for (guint i = 1; i < fixture.states->len; i++)
    {
      VigieTime edge = g_array_index (fixture.states, VigieReplayState, i).time;

      g_assert_cmpint (edge, >, g_array_index (fixture.states, VigieReplayState, i - 1).time);
      assert_at (&fixture, known, n_known, edge - 1);
      assert_at (&fixture, known, n_known, edge);
    }
  for (guint i = 0; i < 200; i++)
    assert_at (&fixture, known, n_known,
               from + (VigieTime) (g_rand_double (rand) * (double) (to - from)));
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++)
    run_random (rand);
}

/* ---- Sites, and all of them ---- */

static VigieReplayState
state (int minutes, VigieReplayClass class)
{
  VigieReplayState made
      = {.time = AT (minutes), .last = VIGIE_TIME_NONE, .value = NAN, .known = TRUE};

  if (class == VIGIE_REPLAY_WARNING)
    made.condition = VIGIE_CONDITION_WARNING;
  else if (class == VIGIE_REPLAY_CRITICAL)
    made.condition = VIGIE_CONDITION_CRITICAL;
  else if (class == VIGIE_REPLAY_SILENT)
    made.freshness = VIGIE_FRESHNESS_SILENT;
  else if (class == VIGIE_REPLAY_OUT_OF_SERVICE)
    made.freshness = VIGIE_FRESHNESS_OUT_OF_SERVICE;
  else if (class == VIGIE_REPLAY_UNKNOWN)
    made.known = FALSE;
  if (made.freshness > VIGIE_FRESHNESS_LATE)
    made.condition = VIGIE_CONDITION_UNKNOWN;
  return made;
}

static void
test_site (void)
{
  const VigieReplayState battery[]
      = {state (0, VIGIE_REPLAY_NORMAL), state (10, VIGIE_REPLAY_WARNING),
         state (50, VIGIE_REPLAY_UNKNOWN), state (80, VIGIE_REPLAY_NORMAL)};
  const VigieReplayState skip[]
      = {state (0, VIGIE_REPLAY_NORMAL),    state (20, VIGIE_REPLAY_WARNING),
         state (30, VIGIE_REPLAY_CRITICAL), state (40, VIGIE_REPLAY_NORMAL),
         state (60, VIGIE_REPLAY_SILENT),   state (70, VIGIE_REPLAY_NORMAL)};
  const VigieReplayTrack tracks[]
      = {{battery, G_N_ELEMENTS (battery), TRUE}, {skip, G_N_ELEMENTS (skip), FALSE}};
  const VigieReplayState absent
      = {.time = FROM, .last = VIGIE_TIME_NONE, .value = NAN, .absent = TRUE};
  const VigieReplayTrack with_absent[] = {tracks[0], {&absent, 1, FALSE}};
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (VigieReplayState));

  vigie_replay_site (tracks, 2, FALSE, VIGIE_TIME_NONE, FROM, states);
  /* At 20 the site's own measure tells of it instead of the battery; the silent one is worse than what is not known. */
  assert_states (states, FROM, "0:N 10:W 20:W 30:C 40:W 50:? 60:S 70:? 80:N");
  g_assert_cmpint (state_at (states, AT (10))->measure, ==, 0);
  g_assert_cmpint (state_at (states, AT (20))->measure, ==, 1);

  g_array_set_size (states, 0);
  vigie_replay_site (with_absent, 2, FALSE, VIGIE_TIME_NONE, FROM, states);
  assert_states (states, FROM, "0:N 10:W 50:? 80:N");
  g_array_set_size (states, 0);
  vigie_replay_site (with_absent + 1, 1, FALSE, VIGIE_TIME_NONE, FROM, states);
  assert_states (states, FROM, "0:?");

  g_array_set_size (states, 0);
  vigie_replay_site (NULL, 0, FALSE, VIGIE_TIME_NONE, FROM, states);
  assert_states (states, FROM, "0:?");
  g_array_set_size (states, 0);
  vigie_replay_site (NULL, 0, TRUE, AT (30), FROM, states);
  assert_states (states, FROM, "0:? 30:O");
}

static GArray *
random_site (GRand *rand)
{
  GArray *states = g_array_new (FALSE, FALSE, sizeof (VigieReplayState));
  int class = g_rand_int_range (rand, 0, VIGIE_N_REPLAY_CLASS);

  for (int minute = 0; minute < 1440; minute += g_rand_int_range (rand, 1, 300))
    {
      VigieReplayState next = state (minute, (VigieReplayClass) class);

      g_array_append_val (states, next);
      class = (class + g_rand_int_range (rand, 1, VIGIE_N_REPLAY_CLASS)) % VIGIE_N_REPLAY_CLASS;
    }
  return states;
}

#define N_SITES 40

static void
assert_counts (const VigieReplay *replay, GArray *const *sites, VigieTime time)
{
  guint counts[VIGIE_N_REPLAY_CLASS], expected[VIGIE_N_REPLAY_CLASS] = {0};

  for (guint i = 0; i < N_SITES; i++)
    {
      VigieReplayClass class = vigie_replay_class (vigie_replay_get_state (replay, i, time));

      expected[class]++;
      g_assert_cmpint (class, ==,
                       sites[i] != NULL ? vigie_replay_class (state_at (sites[i], time))
                                        : VIGIE_REPLAY_UNKNOWN);
    }
  vigie_replay_count (replay, time, counts);
  g_assert_cmpmem (counts, sizeof counts, expected, sizeof expected);
}

static void
assert_moved (const VigieReplay *replay, VigieTime a, VigieTime b)
{
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean seen[N_SITES] = {FALSE};

  vigie_replay_find_moved (replay, a, b, moved);
  for (guint i = 0; i < moved->len; i++)
    {
      g_assert_false (seen[g_array_index (moved, guint, i)]);
      seen[g_array_index (moved, guint, i)] = TRUE;
    }
  for (guint i = 0; i < N_SITES; i++)
    g_assert_cmpint (seen[i], ==,
                     vigie_replay_get_state (replay, i, a)
                         != vigie_replay_get_state (replay, i, b));
}

static void
assert_changes (const VigieReplay *replay, GArray *const *sites)
{
  guint n = 0;
  VigieTime before = FROM;

  for (guint i = 0; i < N_SITES; i++)
    for (guint j = 1; sites[i] != NULL && j < sites[i]->len; j++)
      {
        VigieReplayClass a
            = vigie_replay_class (&g_array_index (sites[i], VigieReplayState, j - 1));
        VigieReplayClass b = vigie_replay_class (&g_array_index (sites[i], VigieReplayState, j));

        n += !((a == VIGIE_REPLAY_NORMAL && b == VIGIE_REPLAY_UNKNOWN)
               || (a == VIGIE_REPLAY_UNKNOWN && b == VIGIE_REPLAY_NORMAL));
      }
  g_assert_cmpuint (vigie_replay_get_n_changes (replay), ==, n);
  for (guint i = 0; i < n; i++)
    {
      VigieReplayChange change = vigie_replay_get_change (replay, i);

      g_assert_cmpint (change.after->time, >=, before);
      before = change.after->time;
      g_assert_true (change.after == vigie_replay_get_state (replay, change.site, before));
      g_assert_true (change.before == vigie_replay_get_state (replay, change.site, before - 1));
      g_assert_cmpuint (vigie_replay_find_change (replay, before), >, i);
      g_assert_cmpuint (vigie_replay_find_change (replay, before - 1), <=, i);
    }
  g_assert_cmpuint (vigie_replay_find_change (replay, FROM - 1), ==, 0);
}

static void
test_all (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  GArray *sites[N_SITES];
  g_autoptr (VigieReplay) replay = NULL;
  guint bins[24 * VIGIE_N_REPLAY_CLASS];

  for (guint i = 0; i < N_SITES; i++)
    sites[i] = i == 3 ? NULL : random_site (rand);
  replay = vigie_replay_new (FROM, FROM + VIGIE_DAY, sites, N_SITES);
  g_assert_cmpuint (vigie_replay_get_n_sites (replay), ==, N_SITES);
  g_assert_cmpint (vigie_replay_get_to (replay) - vigie_replay_get_from (replay), ==, VIGIE_DAY);
  for (guint i = 0; i < 300; i++)
    {
      VigieTime a = AT (g_rand_int_range (rand, 0, 1440)),
                b = AT (g_rand_int_range (rand, 0, 1440));

      assert_counts (replay, sites, a);
      assert_moved (replay, a, b);
      assert_moved (replay, a, a + VIGIE_MINUTE);
    }
  assert_changes (replay, sites);

  /* The most of each minute of the hour. */
  vigie_replay_histogram (replay, 24, bins);
  for (guint bin = 0; bin < 24; bin++)
    for (guint class = 0; class < VIGIE_N_REPLAY_CLASS; class ++)
      {
        guint most = 0, counts[VIGIE_N_REPLAY_CLASS];

        for (int minute = 0; minute < 60; minute++)
          {
            vigie_replay_count (replay, AT ((int) bin * 60 + minute), counts);
            most = MAX (most, counts[class]);
          }
        g_assert_cmpuint (bins[bin * VIGIE_N_REPLAY_CLASS + class], ==, most);
      }
  for (guint i = 0; i < N_SITES; i++)
    g_clear_pointer (&sites[i], g_array_unref);
}

static void
test_empty (void)
{
  g_autoptr (VigieReplay) replay = vigie_replay_new (FROM, FROM, NULL, 0);
  g_autoptr (VigieReplay) second = vigie_replay_ref (replay);
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (guint));
  guint counts[VIGIE_N_REPLAY_CLASS], bins[VIGIE_N_REPLAY_CLASS];

  vigie_replay_count (second, FROM, counts);
  vigie_replay_histogram (second, 1, bins);
  vigie_replay_find_moved (second, FROM, FROM + VIGIE_DAY, moved);
  for (guint i = 0; i < VIGIE_N_REPLAY_CLASS; i++)
    g_assert_cmpuint (counts[i] + bins[i], ==, 0);
  g_assert_cmpuint (moved->len, ==, 0);
  g_assert_cmpuint (vigie_replay_get_n_changes (second), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replay/story", test_story);
  g_test_add_func ("/replay/not-known", test_not_known);
  g_test_add_func ("/replay/declared", test_declared);
  g_test_add_func ("/replay/lead", test_lead);
  g_test_add_func ("/replay/period", test_period);
  g_test_add_func ("/replay/random", test_random);
  g_test_add_func ("/replay/site", test_site);
  g_test_add_func ("/replay/all", test_all);
  g_test_add_func ("/replay/empty", test_empty);
  return g_test_run ();
}
