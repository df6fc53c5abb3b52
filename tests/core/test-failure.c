/* test-failure.c: margins that fall, the order of findings, their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-failure.h"
#include "words-fixture.h"

/* Friday 21 November 2025, 11 h 13 in Paris. */
#define NOW (1763720000 * VIGIE_SECOND)

/* A margin that is @margin now and loses @fall a day, each hour for @days, with noise of ±@noise. */
static VigieSeries *
make_margins (double days, double margin, double fall, double noise, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n = (guint) (days * 24) + 1;
  VigieTime *times = g_new (VigieTime, n);
  double *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      guint ago = n - 1 - i;

      times[i] = NOW - ago * VIGIE_HOUR;
      values[i] = margin + fall * ago / 24 + noise * g_rand_double_range (random, -1, 1);
    }
  return vigie_series_new_take (times, values, n, VIGIE_HOUR, NULL, 0);
}

static void
test_margins (void)
{
  static const struct
  {
    const char *what;
    double days, margin, fall, noise;
    gboolean has_slope, falls;
    double end_days; /* 0: none is told */
  } cases[] = {
      {"falls", 28, 12, 0.3, 0, TRUE, TRUE, 30},
      {"falls through noise", 28, 12, 0.3, 4, TRUE, TRUE, 30},
      {"falls a little", 28, 12, 0.05, 0, TRUE, FALSE, 0},
      {"falls, and the end is far", 28, 50, 0.1, 0, TRUE, TRUE, 0},
      {"steady", 28, 12, 0, 0, TRUE, FALSE, 0},
      {"steady with noise", 28, 12, 0, 4, TRUE, FALSE, 0},
      {"rises", 28, 12, -0.3, 1, TRUE, FALSE, 0},
      {"not long enough", 13, 12, 0.5, 0, FALSE, FALSE, 0},
      {"just long enough", 14, 12, 0.3, 0, TRUE, TRUE, 30},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint seed = 0; seed < 10; seed++)
      {
        g_autoptr (VigieSeries) series
            = make_margins (cases[i].days, cases[i].margin, cases[i].fall, cases[i].noise, seed);
        VigieMarginTrend trend;
        double days;

        vigie_failure_margin_trend (series, NOW, &trend);
        g_test_message ("%s: %g dB, %g in %g … %g", cases[i].what, trend.margin, trend.slope,
                        trend.slope_lowest, trend.slope_highest);
        g_assert_cmpint (!isnan (trend.slope), ==, cases[i].has_slope);
        g_assert_cmpint (trend.falls, ==, cases[i].falls);
        g_assert_cmpint (trend.end != VIGIE_TIME_NONE, ==, cases[i].end_days > 0);
        if (trend.end == VIGIE_TIME_NONE)
          continue;
        days = (double) (trend.end - NOW) / (double) VIGIE_DAY;
        g_assert_cmpfloat_with_epsilon (days, cases[i].end_days,
                                        cases[i].noise > 0 ? 0.25 * cases[i].end_days : 0.1);
        g_assert_cmpint (trend.end_earliest, <=, trend.end);
        if (trend.end_latest != VIGIE_TIME_NONE)
          g_assert_cmpint (trend.end_latest, >=, trend.end);
      }
}

/* Of margins that only scatter, few are said to fall. */
static void
test_margins_false (void)
{
  guint n = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (VigieSeries) series = make_margins (28, 10, 0, 6, 500 + i);
      VigieMarginTrend trend;

      vigie_failure_margin_trend (series, NOW, &trend);
      n += trend.falls;
    }
  g_test_message ("%u of 200", n);
  g_assert_cmpuint (n, <=, 2);
}

static void
test_margins_nothing (void)
{
  VigieMarginTrend trend;
  g_autoptr (VigieSeries) empty = vigie_failure_margins (NULL, NULL);
  g_autoptr (VigieSeries) old = make_margins (5, 10, 0, 0, 1);

  vigie_failure_margin_trend (NULL, NOW, &trend);
  g_assert_true (isnan (trend.margin));
  g_assert_cmpint (trend.end, ==, VIGIE_TIME_NONE);
  vigie_failure_margin_trend (empty, NOW, &trend);
  g_assert_true (isnan (trend.margin));
  vigie_failure_margin_trend (old, NOW + 10 * VIGIE_DAY, &trend);
  g_assert_true (isnan (trend.margin));
}

/* The factor read with the frame, or before it. */
static void
test_margins_of_frames (void)
{
  const VigieTime snr_times[]
      = {NOW, NOW + VIGIE_HOUR, NOW + 2 * VIGIE_HOUR, NOW + 3 * VIGIE_HOUR, NOW + 3 * VIGIE_DAY};
  const double snrs[] = {5, -3, NAN, -20, 4};
  const VigieTime factor_times[] = {NOW + VIGIE_HOUR, NOW + 3 * VIGIE_HOUR};
  const double factors[] = {7, 12};
  g_autoptr (VigieSeries) snr = vigie_series_new (snr_times, snrs, 5, VIGIE_HOUR, NULL, 0);
  g_autoptr (VigieSeries) factor = vigie_series_new (factor_times, factors, 2, VIGIE_HOUR, NULL, 0);
  g_autoptr (VigieSeries) margins = vigie_failure_margins (snr, factor);

  g_assert_cmpuint (margins->n, ==, 2);
  g_assert_cmpint (margins->times[0], ==, NOW + VIGIE_HOUR);
  g_assert_cmpfloat (margins->values[0], ==, 4.5);
  g_assert_cmpfloat (margins->values[1], ==, 0);
}

/* ---- All of it ---- */

static void
test_list (void)
{
  const VigieBatteryForecast at_end = {.verdict = VIGIE_BATTERY_AT_END, .level_time = NOW - 5};
  const VigieBatteryForecast ends = {.verdict = VIGIE_BATTERY_FORECAST,
                                     .end = NOW + 100 * VIGIE_DAY,
                                     .end_earliest = NOW + 80 * VIGIE_DAY,
                                     .end_latest = VIGIE_TIME_NONE};
  const VigieBatteryForecast steady = {.verdict = VIGIE_BATTERY_NOT_DECREASING};
  const VigieMarginTrend gone = {.margin = 2, .end = VIGIE_TIME_NONE};
  const VigieMarginTrend falls = {.margin = 8, .end = NOW + 20 * VIGIE_DAY};
  const VigieMarginTrend unknown = {.margin = NAN, .end = VIGIE_TIME_NONE};
  const VigieFrameLoss lossy = {.expected = 100, .loss = 0.23};
  const VigieFrameLoss lossless = {.expected = 100, .loss = 0.05};
  const VigieFrameLoss few = {.expected = 8, .loss = 0.5};
  const VigieFrameLoss sampled = {.expected = 100, .loss = NAN};
  const VigieStuck stuck = {.stuck = TRUE, .since = NOW - 4 * VIGIE_DAY};
  const VigieStuck moving = {.stuck = FALSE, .since = NOW};
  const struct
  {
    VigieDeviceFindings findings;
    const char *expected;
    guint n_present;
  } list[] = {
      {{.freshness = VIGIE_FRESHNESS_LIVE, .last = NOW}, "", 0},
      {{.freshness = VIGIE_FRESHNESS_LIVE,
        .last = NOW,
        .battery = &steady,
        .margin = &unknown,
        .loss = &sampled,
        .stuck = &moving},
       "",
       0},
      {{.freshness = VIGIE_FRESHNESS_LIVE, .last = NOW, .loss = &lossless}, "", 0},
      {{.freshness = VIGIE_FRESHNESS_LIVE, .last = NOW, .loss = &few}, "", 0},
      {{.freshness = VIGIE_FRESHNESS_LIVE,
        .last = NOW,
        .battery = &ends,
        .margin = &falls,
        .loss = &lossy,
        .stuck = &stuck,
        .lone_gateway = TRUE},
       "stuck losses radio battery lone-gateway ",
       2},
      {{.freshness = VIGIE_FRESHNESS_LATE,
        .last = NOW - VIGIE_HOUR,
        .battery = &at_end,
        .margin = &gone},
       "battery radio late ",
       3},
      {{.freshness = VIGIE_FRESHNESS_SILENT,
        .last = NOW - VIGIE_DAY,
        .stuck = &stuck,
        .battery = &ends},
       "silent battery ",
       1},
      {{.freshness = VIGIE_FRESHNESS_NEVER, .last = VIGIE_TIME_NONE, .lone_gateway = TRUE},
       "never lone-gateway ",
       1},
      {{.freshness = VIGIE_FRESHNESS_OUT_OF_SERVICE, .last = NOW, .battery = &at_end}, "", 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (list); i++)
    {
      VigieFailure failures[VIGIE_N_FAILURE];
      guint n = vigie_failure_list (&list[i].findings, NOW, failures), n_present = 0;
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint j = 0; j < n; j++)
        {
          g_string_append_printf (names, "%s ", vigie_failure_to_string (failures[j].kind));
          n_present += vigie_failure_is_present (&failures[j], NOW);
          if (j > 0)
            g_assert_cmpfloat (vigie_failure_key (&failures[j - 1], NOW), <=,
                               vigie_failure_key (&failures[j], NOW));
          /* Never both. */
          g_assert_false (vigie_failure_is_present (&failures[j], NOW)
                          && vigie_failure_is_foretold (&failures[j], NOW, G_MAXINT64));
        }
      g_assert_cmpstr (names->str, ==, list[i].expected);
      g_assert_cmpuint (n_present, ==, list[i].n_present);
    }
}

static void
test_keys (void)
{
  const VigieFailure in_order[] = {
      {.kind = VIGIE_FAILURE_SILENT, .time = NOW - VIGIE_DAY},
      {.kind = VIGIE_FAILURE_SILENT, .time = NOW - VIGIE_HOUR},
      {.kind = VIGIE_FAILURE_NEVER, .time = VIGIE_TIME_NONE},
      {.kind = VIGIE_FAILURE_STUCK, .time = NOW - 9 * VIGIE_DAY},
      {.kind = VIGIE_FAILURE_BATTERY, .time = NOW},
      {.kind = VIGIE_FAILURE_LOSSES, .time = NOW},
      {.kind = VIGIE_FAILURE_BATTERY, .time = NOW + 1},
      {.kind = VIGIE_FAILURE_RADIO, .time = NOW + VIGIE_DAY},
      {.kind = VIGIE_FAILURE_BATTERY, .time = NOW + 900 * VIGIE_DAY},
      {.kind = VIGIE_FAILURE_LONE_GATEWAY, .time = VIGIE_TIME_NONE},
  };
  const VigieFailure none = {.kind = VIGIE_FAILURE_NONE};

  for (gsize i = 1; i < G_N_ELEMENTS (in_order); i++)
    g_assert_cmpfloat (vigie_failure_key (&in_order[i - 1], NOW), <,
                       vigie_failure_key (&in_order[i], NOW));
  g_assert_true (isnan (vigie_failure_key (&none, NOW)));
  g_assert_true (isnan (vigie_failure_key (NULL, NOW)));
  g_assert_true (vigie_failure_is_foretold (&in_order[7], NOW, VIGIE_DAY));
  g_assert_false (vigie_failure_is_foretold (&in_order[8], NOW, VIGIE_DAY));
  g_assert_false (vigie_failure_is_present (&in_order[9], NOW));
}

static void
test_words (void)
{
#define DAYS(n) (NOW + (n) * VIGIE_DAY)
  static const struct
  {
    VigieFailure failure;
    const char *english;
  } words[] = {
      {{.kind = VIGIE_FAILURE_SILENT, .time = NOW - 3 * VIGIE_HOUR}, "silent since 8:13"},
      {{.kind = VIGIE_FAILURE_SILENT, .time = DAYS (-7) - VIGIE_HOUR}, "silent since 14~Nov"},
      {{.kind = VIGIE_FAILURE_NEVER, .time = VIGIE_TIME_NONE}, "never seen"},
      {{.kind = VIGIE_FAILURE_STUCK, .time = DAYS (-4)}, "value frozen since Monday"},
      {{.kind = VIGIE_FAILURE_STUCK, .time = DAYS (-7)}, "value frozen since 14~Nov"},
      {{.kind = VIGIE_FAILURE_STUCK, .time = VIGIE_TIME_NONE}, "frozen value"},
      {{.kind = VIGIE_FAILURE_BATTERY, .time = NOW}, "battery to be replaced"},
      {{.kind = VIGIE_FAILURE_BATTERY,
        .time = DAYS (120),
        .earliest = DAYS (80),
        .latest = DAYS (170)},
       "battery: about Mar~2026 (Feb to May)"},
      {{.kind = VIGIE_FAILURE_BATTERY,
        .time = DAYS (120),
        .earliest = DAYS (100),
        .latest = VIGIE_TIME_NONE},
       "battery: about Mar~2026 (Mar or later)"},
      {{.kind = VIGIE_FAILURE_BATTERY,
        .time = DAYS (120),
        .earliest = VIGIE_TIME_NONE,
        .latest = VIGIE_TIME_NONE},
       "battery: about Mar~2026"},
      {{.kind = VIGIE_FAILURE_BATTERY,
        .time = DAYS (120),
        .earliest = DAYS (119),
        .latest = DAYS (121)},
       "battery: about Mar~2026"},
      {{.kind = VIGIE_FAILURE_BATTERY,
        .time = DAYS (400),
        .earliest = DAYS (300),
        .latest = DAYS (800)},
       "battery: about Dec~2026 (Sep to Jan~2028)"},
      {{.kind = VIGIE_FAILURE_RADIO, .time = DAYS (21), .earliest = DAYS (14), .latest = DAYS (43)},
       "radio margin: about 12~Dec (5~Dec to 3~Jan~2026)"},
      {{.kind = VIGIE_FAILURE_RADIO,
        .time = DAYS (21),
        .earliest = VIGIE_TIME_NONE,
        .latest = VIGIE_TIME_NONE},
       "radio margin: about 12~Dec"},
      {{.kind = VIGIE_FAILURE_RADIO, .time = NOW}, "radio margin used up"},
      {{.kind = VIGIE_FAILURE_LOSSES, .time = NOW, .value = 0.234}, "23% of frames lost"},
      {{.kind = VIGIE_FAILURE_LATE, .time = NOW - 24 * VIGIE_MINUTE}, "late: 24~min"},
      {{.kind = VIGIE_FAILURE_LONE_GATEWAY, .time = VIGIE_TIME_NONE}, "heard by a single gateway"},
      {{.kind = VIGIE_FAILURE_NONE}, ""},
  };
#undef DAYS

  in_english ();
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    assert_words (vigie_failure_words (&words[i].failure, NOW), words[i].english);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/failure/margins", test_margins);
  g_test_add_func ("/core/failure/margins/false", test_margins_false);
  g_test_add_func ("/core/failure/margins/nothing", test_margins_nothing);
  g_test_add_func ("/core/failure/margins/frames", test_margins_of_frames);
  g_test_add_func ("/core/failure/list", test_list);
  g_test_add_func ("/core/failure/keys", test_keys);
  g_test_add_func ("/core/failure/words", test_words);
  return g_test_run ();
}
