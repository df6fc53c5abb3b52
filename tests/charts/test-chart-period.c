/* test-chart-period.c: days as the wall has them, the clock put forward or back between.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../core/words-fixture.h"
#include "vigie-chart-period.h"

/* A Saturday, 11 h 07 in Lorient. */
#define NOW "2026-11-21T10:07:00Z"

static void
assert_span (VigieSpan span, const char *from, const char *to)
{
  char found[VIGIE_TIME_BUFFER];

  g_assert_cmpstr (vigie_time_format (span.from, found), ==, from);
  g_assert_cmpstr (vigie_time_format (span.to, found), ==, to);
}

static void
test_current (void)
{
  static const struct
  {
    VigieChartPeriodKind kind;
    const char *now, *from, *to;
  } cases[] = {
      {VIGIE_CHART_PERIOD_DAY, NOW, "2026-11-20T10:07:00Z", NOW},
      {VIGIE_CHART_PERIOD_WEEK, NOW, "2026-11-14T23:00:00Z", "2026-11-21T23:00:00Z"},
      {VIGIE_CHART_PERIOD_MONTH, NOW, "2026-10-22T22:00:00Z", "2026-11-21T23:00:00Z"},
      {VIGIE_CHART_PERIOD_YEAR, NOW, "2025-11-21T23:00:00Z", "2026-11-21T23:00:00Z"},
      /* The clocks go back on 25 October 2026: a week of 169 hours, a day of 25. */
      {VIGIE_CHART_PERIOD_WEEK, "2026-10-25T12:00:00Z", "2026-10-18T22:00:00Z",
       "2026-10-25T23:00:00Z"},
      {VIGIE_CHART_PERIOD_DAY, "2026-10-25T12:00:00Z", "2026-10-24T12:00:00Z",
       "2026-10-25T12:00:00Z"},
      /* Forward on 29 March 2026: a week of 167 hours. */
      {VIGIE_CHART_PERIOD_WEEK, "2026-03-29T12:00:00Z", "2026-03-22T23:00:00Z",
       "2026-03-29T22:00:00Z"},
      /* Just after and just before a midnight in Lorient. */
      {VIGIE_CHART_PERIOD_WEEK, "2026-11-21T23:00:00Z", "2026-11-15T23:00:00Z",
       "2026-11-22T23:00:00Z"},
      {VIGIE_CHART_PERIOD_WEEK, "2026-11-21T22:59:59Z", "2026-11-14T23:00:00Z",
       "2026-11-21T23:00:00Z"},
      /* A leap year. */
      {VIGIE_CHART_PERIOD_YEAR, "2024-02-29T12:00:00Z", "2023-02-28T23:00:00Z",
       "2024-02-29T23:00:00Z"},
      {VIGIE_CHART_PERIOD_YEAR, "2024-02-28T12:00:00Z", "2023-02-27T23:00:00Z",
       "2024-02-28T23:00:00Z"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieChartPeriod period = vigie_chart_period_current (cases[i].kind, at (cases[i].now), NULL);

      g_test_message ("case %u", i);
      assert_span (period.span, cases[i].from, cases[i].to);
      g_assert_true (period.follows);
    }
}

static void
test_previous_and_next (void)
{
  VigieTime now = at (NOW);
  VigieChartPeriod week = vigie_chart_period_current (VIGIE_CHART_PERIOD_WEEK, now, NULL);
  VigieChartPeriod period = week;

  /* Four weeks back, over the change of October: always from midnight to midnight. */
  period = vigie_chart_period_previous (&period, NULL);
  assert_span (period.span, "2026-11-07T23:00:00Z", "2026-11-14T23:00:00Z");
  g_assert_false (period.follows);
  g_assert_cmpint (period.kind, ==, VIGIE_CHART_PERIOD_WEEK);
  period = vigie_chart_period_previous (&period, NULL);
  period = vigie_chart_period_previous (&period, NULL);
  assert_span (period.span, "2026-10-24T22:00:00Z", "2026-10-31T23:00:00Z");
  period = vigie_chart_period_previous (&period, NULL);
  assert_span (period.span, "2026-10-17T22:00:00Z", "2026-10-24T22:00:00Z");

  /* And on again, to what follows the clock. */
  for (int i = 0; i < 3; i++)
    {
      period = vigie_chart_period_next (&period, now, NULL);
      g_assert_false (period.follows);
    }
  period = vigie_chart_period_next (&period, now, NULL);
  g_assert_true (period.follows);
  assert_span (period.span, "2026-11-14T23:00:00Z", "2026-11-21T23:00:00Z");
  period = vigie_chart_period_next (&period, now, NULL);
  assert_span (period.span, "2026-11-14T23:00:00Z", "2026-11-21T23:00:00Z");

  /* What was gone back to stays where it is while the clock goes on; what follows does not. */
  period = vigie_chart_period_previous (&week, NULL);
  period = vigie_chart_period_at (&period, now + 3 * VIGIE_DAY, NULL);
  assert_span (period.span, "2026-11-07T23:00:00Z", "2026-11-14T23:00:00Z");
  period = vigie_chart_period_at (&week, now + VIGIE_DAY, NULL);
  assert_span (period.span, "2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z");

  /* 24 hours stay 24 hours, over the change too. */
  period = vigie_chart_period_current (VIGIE_CHART_PERIOD_DAY, at ("2026-10-25T12:00:00Z"), NULL);
  period = vigie_chart_period_previous (&period, NULL);
  assert_span (period.span, "2026-10-23T12:00:00Z", "2026-10-24T12:00:00Z");

  /* Years, with one day more every fourth. */
  period = vigie_chart_period_current (VIGIE_CHART_PERIOD_YEAR, now, NULL);
  period = vigie_chart_period_previous (&period, NULL);
  assert_span (period.span, "2024-11-21T23:00:00Z", "2025-11-21T23:00:00Z");
  period = vigie_chart_period_previous (&period, NULL);
  assert_span (period.span, "2023-11-21T23:00:00Z", "2024-11-21T23:00:00Z");
  period = vigie_chart_period_next (&period, now, NULL);
  assert_span (period.span, "2024-11-21T23:00:00Z", "2025-11-21T23:00:00Z");

  /* Free days go by their number, free hours by their length. */
  period = vigie_chart_period_days (20748, 20746, NULL);
  assert_span (period.span, "2026-10-19T22:00:00Z", "2026-10-22T22:00:00Z");
  period = vigie_chart_period_next (&period, now, NULL);
  assert_span (period.span, "2026-10-22T22:00:00Z", "2026-10-25T23:00:00Z");
  g_assert_cmpint (period.kind, ==, VIGIE_CHART_PERIOD_FREE);
  period = vigie_chart_period_of_span (
      &week, (VigieSpan) {at ("2026-11-20T08:00:00Z"), at ("2026-11-20T10:30:00Z")});
  g_assert_cmpint (period.kind, ==, VIGIE_CHART_PERIOD_FREE);
  period = vigie_chart_period_previous (&period, NULL);
  assert_span (period.span, "2026-11-20T05:30:00Z", "2026-11-20T08:00:00Z");
  period = vigie_chart_period_of_span (&week, week.span);
  g_assert_cmpint (period.kind, ==, VIGIE_CHART_PERIOD_WEEK);
  g_assert_true (period.follows);
}

static void
test_ends (void)
{
  VigieTime now = at (NOW);
  VigieChartPeriod week = vigie_chart_period_current (VIGIE_CHART_PERIOD_WEEK, now, NULL);
  VigieChartPeriod before = vigie_chart_period_previous (&week, NULL);

  g_assert_false (vigie_chart_period_has_next (&week, now));
  g_assert_true (vigie_chart_period_has_next (&before, now));
  g_assert_true (vigie_chart_period_has_previous (&week, VIGIE_TIME_NONE));
  g_assert_true (vigie_chart_period_has_previous (&week, week.span.from - 1));
  g_assert_false (vigie_chart_period_has_previous (&week, week.span.from));
}

static void
test_words (void)
{
  static const struct
  {
    const char *from, *to, *words, *file;
  } cases[] = {
      {"2026-11-14T23:00:00Z", "2026-11-21T23:00:00Z", "15 to 21~Nov~2026",
       "2026-11-15 to 2026-11-21"},
      {"2026-10-31T23:00:00Z", "2026-11-07T23:00:00Z", "1 to 7~Nov~2026",
       "2026-11-01 to 2026-11-07"},
      {"2026-10-25T23:00:00Z", "2026-11-24T23:00:00Z", "26~Oct to 24~Nov~2026",
       "2026-10-26 to 2026-11-24"},
      {"2025-11-21T23:00:00Z", "2026-11-21T23:00:00Z", "22~Nov~2025 to 21~Nov~2026",
       "2025-11-22 to 2026-11-21"},
      {"2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "25~Oct~2026", "2026-10-25"},
      {"2026-11-21T07:00:00Z", "2026-11-21T11:30:00Z", "21~Nov~2026 from 8:00 to 12:30",
       "2026-11-21"},
      {"2026-11-19T10:07:00Z", "2026-11-20T10:07:00Z", "19~Nov at 11:07 to 20~Nov~2026 at 11:07",
       "2026-11-19 to 2026-11-20"},
      {"2025-12-31T10:07:00Z", "2026-01-01T10:07:00Z",
       "31~Dec~2025 at 11:07 to 1~Jan~2026 at 11:07", "2025-12-31 to 2026-01-01"},
  };
  VigieChartPeriod day;

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieChartPeriod period
          = {VIGIE_CHART_PERIOD_FREE, {at (cases[i].from), at (cases[i].to)}, FALSE};

      assert_words (vigie_chart_period_words (&period, NULL), cases[i].words);
      assert_words (vigie_chart_period_file_words (period.span, NULL), cases[i].file);
    }
  day = vigie_chart_period_current (VIGIE_CHART_PERIOD_DAY, at (NOW), NULL);
  assert_words (vigie_chart_period_words (&day, NULL), "Last 24 hours");
  for (int i = 0; i < VIGIE_N_CHART_PERIOD; i++)
    for (int j = 0; j < i; j++)
      {
        g_assert_cmpstr (vigie_chart_period_label (i), !=, vigie_chart_period_label (j));
        g_assert_cmpstr (vigie_chart_period_title (i), !=, vigie_chart_period_title (j));
      }
  in_french ();
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text, *day; /* as written by the other function; NULL: refused */
  } cases[] = {
      {"15/11/2026", "15/11/2026"},
      {" 15/11/26 ", "15/11/2026"},
      {"15.11.2026", "15/11/2026"},
      {"15-11-2026", "15/11/2026"},
      {"15 11 2026", "15/11/2026"},
      {"2026-11-15", "15/11/2026"},
      {"15/11", "15/11/2026"},
      {"25/12", "25/12/2025"}, /* the last one that was */
      {"15 nov. 2026", "15/11/2026"},
      {"15 novembre", "15/11/2026"},
      {"15 NOV", "15/11/2026"},
      {"1er août 2026", "01/08/2026"},
      {"1 aout", "01/08/2026"},
      {"3 févr.", "03/02/2026"},
      {"29/02/2024", "29/02/2024"},
      {"21/11/2026", "21/11/2026"}, /* today */
      {"22/11/2026", NULL},         /* to come */
      {"29/02/2026", NULL},
      {"31/02/2026", NULL},
      {"00/11/2026", NULL},
      {"15/13/2026", NULL},
      {"3 jui", NULL}, /* of two months */
      {"", NULL},
      {"  ", NULL},
      {"15", NULL},
      {"novembre", NULL},
      {"15/11/2026/3", NULL},
      {"2 mai 99999", NULL},
      {"-5/11/2026", "05/11/2026"},
      {"5x/11/2026", NULL},
      {"99999999999999999999/1/1", NULL},
  };
  g_autofree char *yesterday = g_strdup (C_ ("typed date", "yesterday"));
  gint64 day;
  char *error;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL, *found = NULL;
      gboolean parsed = vigie_chart_period_parse_day (cases[i].text, at (NOW), NULL, &day, &words);

      g_test_message ("« %s »: %s", cases[i].text, words ? words : "");
      g_assert_cmpint (parsed, ==, cases[i].day != NULL);
      /* Refused in words, or not at all. */
      g_assert_cmpint (parsed, ==, words == NULL);
      if (!parsed)
        continue;
      found = vigie_chart_period_format_day (day);
      g_assert_cmpstr (found, ==, cases[i].day);
    }
  g_assert_true (vigie_chart_period_parse_day (yesterday, at (NOW), NULL, &day, &error));
  g_assert_cmpint (day, ==, at (NOW) / VIGIE_DAY - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/charts/period/current", test_current);
  g_test_add_func ("/charts/period/previous-and-next", test_previous_and_next);
  g_test_add_func ("/charts/period/ends", test_ends);
  g_test_add_func ("/charts/period/words", test_words);
  g_test_add_func ("/charts/period/parse", test_parse);
  return g_test_run ();
}
