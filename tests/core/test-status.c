/* test-status.c: freshness and condition by tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-status.h"

#define NOW (G_GINT64_CONSTANT (1795258023) * VIGIE_SECOND)
#define MIN10 (10 * VIGIE_MINUTE)

static void
test_freshness (void)
{
  static const struct
  {
    gint64 age;
    gint64 interval;
    VigieFreshness freshness;
  } cases[] = {
      {0, MIN10, VIGIE_FRESHNESS_LIVE},
      {15 * VIGIE_MINUTE, MIN10, VIGIE_FRESHNESS_LIVE},
      {15 * VIGIE_MINUTE + 1, MIN10, VIGIE_FRESHNESS_LATE},
      {30 * VIGIE_MINUTE, MIN10, VIGIE_FRESHNESS_LATE},
      {30 * VIGIE_MINUTE + 1, MIN10, VIGIE_FRESHNESS_SILENT},
      {3000 * VIGIE_DAY, MIN10, VIGIE_FRESHNESS_SILENT},
      /* From the future: the same margins. */
      {-15 * VIGIE_MINUTE, MIN10, VIGIE_FRESHNESS_LIVE},
      {-15 * VIGIE_MINUTE - 1, MIN10, VIGIE_FRESHNESS_LATE},
      {-30 * VIGIE_MINUTE, MIN10, VIGIE_FRESHNESS_LATE},
      {-30 * VIGIE_MINUTE - 1, MIN10, VIGIE_FRESHNESS_SILENT},
      {-3000 * VIGIE_DAY, MIN10, VIGIE_FRESHNESS_SILENT},
      /* No interval known, or nonsense: an hour. */
      {90 * VIGIE_MINUTE, 0, VIGIE_FRESHNESS_LIVE},
      {91 * VIGIE_MINUTE, 0, VIGIE_FRESHNESS_LATE},
      {181 * VIGIE_MINUTE, -5, VIGIE_FRESHNESS_SILENT},
      {1, 1, VIGIE_FRESHNESS_LIVE},
      {3, 1, VIGIE_FRESHNESS_LATE},
      {4, 1, VIGIE_FRESHNESS_SILENT},
      {4000 * VIGIE_DAY, G_MAXINT64, VIGIE_FRESHNESS_LIVE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieFreshness got
          = vigie_freshness_compute (NOW, NOW - cases[i].age, cases[i].interval, FALSE);

      if (got != cases[i].freshness)
        g_error ("case %u: %s", i, vigie_freshness_to_string (got));
      g_assert_cmpint (vigie_freshness_compute (NOW, NOW - cases[i].age, cases[i].interval, TRUE),
                       ==, VIGIE_FRESHNESS_OUT_OF_SERVICE);
    }
  g_assert_cmpint (vigie_freshness_compute (NOW, VIGIE_TIME_NONE, MIN10, FALSE), ==,
                   VIGIE_FRESHNESS_NEVER);
  g_assert_cmpint (vigie_freshness_compute (NOW, VIGIE_TIME_NONE, MIN10, TRUE), ==,
                   VIGIE_FRESHNESS_OUT_OF_SERVICE);
  g_assert_cmpint (vigie_freshness_compute (G_MAXINT64, G_MININT64 + 1, MIN10, FALSE), ==,
                   VIGIE_FRESHNESS_SILENT);
  g_assert_cmpint (vigie_freshness_compute (-1, G_MAXINT64, MIN10, FALSE), ==,
                   VIGIE_FRESHNESS_SILENT);
}

/* Between now and the next change the freshness stays; at it, it is another. */
static void
test_next_change (void)
{
  GRand *rand = g_rand_new_with_seed (3);
  guint changes = 0;

  for (int i = 0; i < 20000; i++)
    {
      gint64 interval = g_rand_int_range (rand, 1, 200);
      VigieTime last = NOW + g_rand_int_range (rand, -800, 800);
      VigieTime change = vigie_freshness_next_change (NOW, last, interval, FALSE);
      VigieFreshness present = vigie_freshness_compute (NOW, last, interval, FALSE);

      if (change == VIGIE_TIME_NONE)
        {
          g_assert_cmpint (present, ==, VIGIE_FRESHNESS_SILENT);
          g_assert_cmpint (vigie_freshness_compute (NOW + VIGIE_DAY, last, interval, FALSE), ==,
                           present);
          continue;
        }
      changes++;
      g_assert_cmpint (change, >, NOW);
      g_assert_cmpint (vigie_freshness_compute (change - 1, last, interval, FALSE), ==, present);
      g_assert_cmpint (vigie_freshness_compute (change, last, interval, FALSE), !=, present);
    }
  g_assert_cmpuint (changes, >, 5000);
  g_assert_cmpint (vigie_freshness_next_change (NOW, VIGIE_TIME_NONE, MIN10, FALSE), ==,
                   VIGIE_TIME_NONE);
  g_assert_cmpint (vigie_freshness_next_change (NOW, NOW, MIN10, TRUE), ==, VIGIE_TIME_NONE);
  g_assert_cmpint (vigie_freshness_next_change (NOW, G_MAXINT64, MIN10, FALSE), >, NOW);
  g_rand_free (rand);
}

/* One series of readings a minute apart; after each, its condition and its limit, as a letter:
 * n normal, w high warning, W low warning, c high critical, C low critical. */
typedef struct
{
  const char *what;
  VigieThresholds thresholds;
  double values[12];
  const char *letters;
} Series;

#define T(ll, l, h, hh, db, on, off) {ll, l, h, hh, db, (on) * VIGIE_MINUTE, (off) * VIGIE_MINUTE}

static const Series series[] = {
    {"no limits", T (NAN, NAN, NAN, NAN, 0, 0, 0), {-1e300, 0, 1e300}, "nnn"},
    {"high at and beyond", T (NAN, NAN, 90, NAN, 0, 0, 0), {89.9, 90, 91, 89.9}, "nwwn"},
    {"highhigh alone", T (NAN, NAN, NAN, 95, 0, 0, 0), {94, 95, 94}, "ncn"},
    {"high, highhigh", T (NAN, NAN, 90, 95, 0, 0, 0), {89, 92, 96, 92, 89}, "nwcwn"},
    {"low, lowlow", T (10, 20, NAN, NAN, 0, 0, 0), {21, 20, 15, 10, 9, 11, 21}, "nWWCCWn"},
    {"all four", T (0, 10, 90, 100, 0, 0, 0), {50, 90, 100, 50, 10, 0, 50}, "nwcnWCn"},
    {"deadband", T (NAN, NAN, 90, 95, 2, 0, 0), {90, 88.1, 88, 96, 93.1, 93, 88.1, 88}, "wwnccwwn"},
    {"deadband, low", T (10, 20, NAN, NAN, 2, 0, 0), {20, 21.9, 22, 9, 11.9, 12, 22}, "WWnCCWn"},
    {"from critical into the deadband of high", T (NAN, NAN, 90, 95, 2, 0, 0), {96, 89}, "cw"},
    {"negative or NaN deadband is none", T (NAN, NAN, 90, NAN, -5, 0, 0), {90, 89.99}, "wn"},
    {"NaN deadband", T (NAN, NAN, 90, NAN, NAN, 0, 0), {90, 89.99}, "wn"},
    {"NaN readings change nothing",
     T (NAN, NAN, 90, NAN, 0, 0, 0),
     {95, NAN, INFINITY, -INFINITY, 10},
     "wwwwn"},
    {"NaN first", T (NAN, NAN, 90, NAN, 0, 0, 0), {NAN, 91}, "nw"},
    {"infinite limits are none", T (-INFINITY, NAN, NAN, INFINITY, 0, 0, 0), {5, 1e308}, "nn"},
    {"on-delay", T (NAN, NAN, 90, NAN, 0, 2, 0), {91, 91, 91, 80, 91, 91, 80, 91}, "nnwnnnnn"},
    {"off-delay", T (NAN, NAN, 90, NAN, 0, 0, 2), {91, 80, 91, 80, 80, 80, 91}, "wwwwwnw"},
    {"both delays", T (NAN, NAN, 90, NAN, 0, 1, 1), {91, 91, 80, 80, 91, 91}, "nwwnnw"},
    {"negative delays are none", T (NAN, NAN, 90, NAN, 0, -3, -3), {91, 80}, "wn"},
    {"swings between the limits do not start the delay of high anew",
     T (NAN, NAN, 90, 95, 0, 2, 0),
     {92, 96, 92, 96, 96, 96},
     "nnwwwc"},
    {"straight to critical after one delay", T (NAN, NAN, 90, 95, 0, 2, 0), {96, 96, 96}, "nnc"},
    {"off-delay from critical to warning",
     T (NAN, NAN, 90, 95, 0, 0, 2),
     {96, 92, 92, 92, 80, 80, 80},
     "cccwwwn"},
    {"high above highhigh", T (NAN, NAN, 95, 90, 0, 0, 0), {89, 91, 96, 91, 89}, "ncccn"},
    {"low below lowlow", T (20, 10, NAN, NAN, 0, 0, 0), {21, 15, 5, 21}, "nCCn"},
    {"low above high", T (NAN, 50, 40, NAN, 0, 0, 0), {39, 45, 51}, "Www"},
    {"critical low beats warning high", T (50, NAN, 40, NAN, 0, 0, 0), {45, 51}, "Cw"},
    {"wide deadband across both sides", T (NAN, 10, 12, NAN, 5, 0, 0), {13, 8, 13, 17.5}, "wWww"},
    {"negative values (dBm)",
     T (-120, -110, NAN, NAN, 3, 0, 0),
     {-97, -111, -108, -107, -121, -118, -117},
     "nWWnCCW"},
};

static void
test_condition (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    {
      VigieConditionState state = {0};
      const Series *s = &series[i];

      for (guint j = 0; s->letters[j] != '\0'; j++)
        {
          char letter;

          vigie_condition_step (&state, &s->thresholds, s->values[j], NOW + j * VIGIE_MINUTE);
          letter = "nCWwc"[state.limit];
          if (letter != s->letters[j])
            g_error ("%s: reading %u (%g) gives %c, not %c", s->what, j, s->values[j], letter,
                     s->letters[j]);
          g_assert_cmpint (state.condition, ==,
                           state.limit == 0                       ? VIGIE_CONDITION_NORMAL
                           : state.limit == 1 || state.limit == 4 ? VIGIE_CONDITION_CRITICAL
                                                                  : VIGIE_CONDITION_WARNING);
          g_assert_true ((state.pending == state.condition) == (state.pending_since == 0));
        }
    }
}

static void
test_since_and_pending (void)
{
  const VigieThresholds t = {NAN, NAN, 90, 95, 0, 5 * VIGIE_MINUTE, 5 * VIGIE_MINUTE};
  VigieConditionState state = {0};

  vigie_condition_step (&state, &t, 50, NOW);
  g_assert_cmpint (state.since, ==, NOW);
  g_assert_cmpint (state.pending, ==, VIGIE_CONDITION_NORMAL);
  g_assert_true (isnan (vigie_condition_limit (&state, &t)));
  vigie_condition_step (&state, &t, 92, NOW + VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_NORMAL);
  g_assert_cmpint (state.pending, ==, VIGIE_CONDITION_WARNING);
  g_assert_cmpint (state.pending_limit, ==, 3);
  g_assert_cmpint (state.pending_since, ==, NOW + VIGIE_MINUTE);
  vigie_condition_step (&state, &t, 93, NOW + 6 * VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_WARNING);
  g_assert_cmpint (state.since, ==, NOW + VIGIE_MINUTE);
  g_assert_cmpint (state.pending, ==, VIGIE_CONDITION_WARNING);
  g_assert_cmpint (state.pending_since, ==, 0);
  g_assert_cmpfloat (vigie_condition_limit (&state, &t), ==, 90);
  vigie_condition_step (&state, &t, 96, NOW + 7 * VIGIE_MINUTE);
  g_assert_cmpint (state.pending, ==, VIGIE_CONDITION_CRITICAL);
  g_assert_cmpint (state.since, ==, NOW + VIGIE_MINUTE);
  vigie_condition_step (&state, &t, 96, NOW + 12 * VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_CRITICAL);
  g_assert_cmpint (state.since, ==, NOW + 7 * VIGIE_MINUTE);
  g_assert_cmpfloat (vigie_condition_limit (&state, &t), ==, 95);
  vigie_condition_step (&state, &t, 50, NOW + 13 * VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_CRITICAL);
  g_assert_cmpint (state.pending, ==, VIGIE_CONDITION_NORMAL);
  g_assert_cmpint (state.pending_since, ==, NOW + 13 * VIGIE_MINUTE);
  vigie_condition_step (&state, &t, 50, NOW + 18 * VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_NORMAL);
  g_assert_cmpint (state.since, ==, NOW + 13 * VIGIE_MINUTE);
}

/* The sensor's clock goes back while a delay runs: the delay starts anew and ends. */
static void
test_clock_back (void)
{
  const VigieThresholds t = {NAN, NAN, 90, NAN, 0, 5 * VIGIE_MINUTE, 0};
  VigieConditionState state = {0};

  vigie_condition_step (&state, &t, 95, NOW + 30 * VIGIE_DAY);
  vigie_condition_step (&state, &t, 95, NOW);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_NORMAL);
  g_assert_cmpint (state.pending_since, ==, NOW);
  vigie_condition_step (&state, &t, 95, NOW + 5 * VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_WARNING);
  vigie_condition_step (&state, &t, 95, VIGIE_TIME_NONE);
  vigie_condition_step (&state, &t, 10, 0);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_NORMAL);
  g_assert_cmpint (state.since, !=, 0);
}

/* A limit that the server takes away no longer holds. */
static void
test_limit_removed (void)
{
  VigieThresholds t = {NAN, NAN, 90, 95, 0, 0, VIGIE_HOUR};
  VigieConditionState state = {0};

  vigie_condition_step (&state, &t, 96, NOW);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_CRITICAL);
  t.highhigh = NAN;
  vigie_condition_step (&state, &t, 96, NOW + VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_WARNING);
  t.high = NAN;
  vigie_condition_step (&state, &t, 96, NOW + 2 * VIGIE_MINUTE);
  g_assert_cmpint (state.condition, ==, VIGIE_CONDITION_NORMAL);
  g_assert_cmpint (state.pending, ==, VIGIE_CONDITION_NORMAL);
}

/* Without deadband and delays the state is that of the last value alone, whatever came before. */
static void
test_no_memory (void)
{
  const VigieThresholds t = {10, 20, 80, 90, 0, 0, 0};
  VigieConditionState state = {0};
  GRand *rand = g_rand_new_with_seed (11);

  for (int i = 0; i < 5000; i++)
    {
      double value = g_rand_int_range (rand, 0, 101);
      int limit = value >= 90 ? 4 : value <= 10 ? 1 : value >= 80 ? 3 : value <= 20 ? 2 : 0;

      vigie_condition_step (&state, &t, value, NOW + i * VIGIE_MINUTE);
      g_assert_cmpint (state.limit, ==, limit);
      g_assert_cmpint (state.pending_since, ==, 0);
    }
  g_rand_free (rand);
}

static void
test_shown_and_severity (void)
{
  const VigieCondition c = VIGIE_CONDITION_CRITICAL, w = VIGIE_CONDITION_WARNING,
                       n = VIGIE_CONDITION_NORMAL, u = VIGIE_CONDITION_UNKNOWN;
  /* From the worst to the best. */
  const struct
  {
    VigieFreshness freshness;
    VigieCondition condition;
  } order[] = {
      {VIGIE_FRESHNESS_LIVE, c},  {VIGIE_FRESHNESS_LATE, w}, {VIGIE_FRESHNESS_SILENT, u},
      {VIGIE_FRESHNESS_NEVER, u}, {VIGIE_FRESHNESS_LATE, n}, {VIGIE_FRESHNESS_OUT_OF_SERVICE, u},
      {VIGIE_FRESHNESS_LIVE, n},
  };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (order); i++)
    g_assert_cmpint (vigie_severity (order[i].freshness, order[i].condition), >,
                     vigie_severity (order[i + 1].freshness, order[i + 1].condition));
  g_assert_cmpint (vigie_severity (VIGIE_FRESHNESS_SILENT, c), ==,
                   vigie_severity (VIGIE_FRESHNESS_LIVE, c));
  g_assert_cmpint (vigie_severity (VIGIE_FRESHNESS_OUT_OF_SERVICE, c), ==, 1);
  g_assert_cmpint (vigie_severity (VIGIE_FRESHNESS_NONE, u), ==, 0);

  g_assert_cmpint (vigie_condition_shown (c, VIGIE_FRESHNESS_LIVE), ==, c);
  g_assert_cmpint (vigie_condition_shown (w, VIGIE_FRESHNESS_LATE), ==, w);
  g_assert_cmpint (vigie_condition_shown (c, VIGIE_FRESHNESS_SILENT), ==, u);
  g_assert_cmpint (vigie_condition_shown (n, VIGIE_FRESHNESS_NEVER), ==, u);
  g_assert_cmpint (vigie_condition_shown (n, VIGIE_FRESHNESS_OUT_OF_SERVICE), ==, u);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status/freshness", test_freshness);
  g_test_add_func ("/status/next-change", test_next_change);
  g_test_add_func ("/status/condition", test_condition);
  g_test_add_func ("/status/since-and-pending", test_since_and_pending);
  g_test_add_func ("/status/clock-back", test_clock_back);
  g_test_add_func ("/status/limit-removed", test_limit_removed);
  g_test_add_func ("/status/no-memory", test_no_memory);
  g_test_add_func ("/status/shown-and-severity", test_shown_and_severity);
  return g_test_run ();
}
