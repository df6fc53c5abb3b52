/* test-period.c: calendar periods and those they are compared with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-period.h"
#include "vigie-words.h"
#include "words-fixture.h"

/* The wall clock of @zone with its offset: "2026-03-29 00:00 +1". */
static char *
local (VigieTime time, GTimeZone *zone)
{
  VigieLocalTime clock
      = vigie_time_to_local (time, zone != NULL ? zone : vigie_words_default_zone ());

  return clock.second != 0
             ? g_strdup_printf ("%04d-%02d-%02d %02d:%02d:%02d %+d", clock.year, clock.month,
                                clock.day, clock.hour, clock.minute, clock.second,
                                clock.offset / 3600)
             : g_strdup_printf ("%04d-%02d-%02d %02d:%02d %+d", clock.year, clock.month, clock.day,
                                clock.hour, clock.minute, clock.offset / 3600);
}

#define assert_period(period, first, second)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    VigiePeriod checked = (period);                                                                \
    g_autofree char *checked_from = local (checked.from, NULL);                                    \
    g_autofree char *checked_to = local (checked.to, NULL);                                        \
                                                                                                   \
    g_assert_cmpstr (checked_from, ==, first);                                                     \
    g_assert_cmpstr (checked_to, ==, second);                                                      \
  }                                                                                                \
  G_STMT_END

static void
test_at (void)
{
  static const struct
  {
    const char *time; /* UTC */
    VigiePeriodUnit unit;
    const char *from, *to;
    int hours;
  } table[] = {
      {"2026-11-21T10:00:00Z", VIGIE_PERIOD_DAY, "2026-11-21 00:00 +1", "2026-11-22 00:00 +1", 24},
      {"2026-11-20T22:59:59Z", VIGIE_PERIOD_DAY, "2026-11-20 00:00 +1", "2026-11-21 00:00 +1", 24},
      {"2026-11-20T23:00:00Z", VIGIE_PERIOD_DAY, "2026-11-21 00:00 +1", "2026-11-22 00:00 +1", 24},
      /* Clocks go forward, and back. */
      {"2026-03-29T12:00:00Z", VIGIE_PERIOD_DAY, "2026-03-29 00:00 +1", "2026-03-30 00:00 +2", 23},
      {"2026-10-25T12:00:00Z", VIGIE_PERIOD_DAY, "2026-10-25 00:00 +2", "2026-10-26 00:00 +1", 25},
      {"2026-03-29T12:00:00Z", VIGIE_PERIOD_WEEK, "2026-03-23 00:00 +1", "2026-03-30 00:00 +2",
       167},
      {"2026-10-25T12:00:00Z", VIGIE_PERIOD_WEEK, "2026-10-19 00:00 +2", "2026-10-26 00:00 +1",
       169},
      {"2026-03-29T12:00:00Z", VIGIE_PERIOD_MONTH, "2026-03-01 00:00 +1", "2026-04-01 00:00 +2",
       743},
      {"2026-10-25T12:00:00Z", VIGIE_PERIOD_MONTH, "2026-10-01 00:00 +2", "2026-11-01 00:00 +1",
       745},
      /* Weeks belong to two years. */
      {"2026-11-21T10:00:00Z", VIGIE_PERIOD_WEEK, "2026-11-16 00:00 +1", "2026-11-23 00:00 +1",
       168},
      {"2026-12-31T10:00:00Z", VIGIE_PERIOD_WEEK, "2026-12-28 00:00 +1", "2027-01-04 00:00 +1",
       168},
      {"2027-01-03T22:59:59Z", VIGIE_PERIOD_WEEK, "2026-12-28 00:00 +1", "2027-01-04 00:00 +1",
       168},
      {"2024-02-29T10:00:00Z", VIGIE_PERIOD_MONTH, "2024-02-01 00:00 +1", "2024-03-01 00:00 +1",
       696},
      {"2026-12-31T23:30:00Z", VIGIE_PERIOD_YEAR, "2027-01-01 00:00 +1", "2028-01-01 00:00 +1",
       8760},
      {"2026-06-01T00:00:00Z", VIGIE_PERIOD_YEAR, "2026-01-01 00:00 +1", "2027-01-01 00:00 +1",
       8760},
      {"2024-06-01T00:00:00Z", VIGIE_PERIOD_YEAR, "2024-01-01 00:00 +1", "2025-01-01 00:00 +1",
       8784},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      VigiePeriod period = vigie_period_at (at (table[i].time), table[i].unit, NULL);

      g_test_message ("%s", table[i].time);
      assert_period (period, table[i].from, table[i].to);
      g_assert_cmpint (period.unit, ==, table[i].unit);
      g_assert_cmpint (period.to - period.from, ==, table[i].hours * VIGIE_HOUR);
    }
}

static void
test_step (void)
{
  static const struct
  {
    const char *time;
    VigiePeriodUnit unit;
    int n;
    const char *from, *to;
  } table[] = {
      {"2026-03-28T12:00:00Z", VIGIE_PERIOD_DAY, 1, "2026-03-29 00:00 +1", "2026-03-30 00:00 +2"},
      {"2026-03-30T12:00:00Z", VIGIE_PERIOD_DAY, -1, "2026-03-29 00:00 +1", "2026-03-30 00:00 +2"},
      {"2026-10-24T12:00:00Z", VIGIE_PERIOD_DAY, 2, "2026-10-26 00:00 +1", "2026-10-27 00:00 +1"},
      {"2026-12-31T12:00:00Z", VIGIE_PERIOD_WEEK, 1, "2027-01-04 00:00 +1", "2027-01-11 00:00 +1"},
      {"2026-12-31T12:00:00Z", VIGIE_PERIOD_WEEK, -1, "2026-12-21 00:00 +1", "2026-12-28 00:00 +1"},
      {"2026-01-31T12:00:00Z", VIGIE_PERIOD_MONTH, 1, "2026-02-01 00:00 +1", "2026-03-01 00:00 +1"},
      {"2026-01-31T12:00:00Z", VIGIE_PERIOD_MONTH, -1, "2025-12-01 00:00 +1",
       "2026-01-01 00:00 +1"},
      {"2026-01-31T12:00:00Z", VIGIE_PERIOD_MONTH, -25, "2023-12-01 00:00 +1",
       "2024-01-01 00:00 +1"},
      {"2026-11-21T12:00:00Z", VIGIE_PERIOD_YEAR, -2, "2024-01-01 00:00 +1", "2025-01-01 00:00 +1"},
      {"2026-11-21T12:00:00Z", VIGIE_PERIOD_DAY, 0, "2026-11-21 00:00 +1", "2026-11-22 00:00 +1"},
      /* Beyond any calendar it stays. */
      {"2026-11-21T12:00:00Z", VIGIE_PERIOD_YEAR, G_MAXINT, "2026-01-01 00:00 +1",
       "2027-01-01 00:00 +1"},
      {"2026-11-21T12:00:00Z", VIGIE_PERIOD_MONTH, G_MININT, "2026-11-01 00:00 +1",
       "2026-12-01 00:00 +1"},
      {"2026-11-21T12:00:00Z", VIGIE_PERIOD_DAY, G_MAXINT, "2026-11-21 00:00 +1",
       "2026-11-22 00:00 +1"},
  };
  VigiePeriod free_days
      = vigie_period_free (at ("2026-11-07T12:00:00Z"), at ("2026-10-24T12:00:00Z"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      VigiePeriod period = vigie_period_at (at (table[i].time), table[i].unit, NULL);

      assert_period (vigie_period_step (&period, table[i].n, NULL), table[i].from, table[i].to);
    }
  g_assert_cmpint (free_days.unit, ==, VIGIE_PERIOD_FREE);
  assert_period (free_days, "2026-10-24 00:00 +2", "2026-11-08 00:00 +1");
  assert_period (vigie_period_step (&free_days, 1, NULL), "2026-11-08 00:00 +1",
                 "2026-11-23 00:00 +1");
  assert_period (vigie_period_step (&free_days, -1, NULL), "2026-10-09 00:00 +2",
                 "2026-10-24 00:00 +2");
}

static void
test_compared (void)
{
  static const struct
  {
    const char *time, *now;
    VigiePeriodUnit unit;
    const char *before_from, *before_to, *year_from, *year_to;
  } table[] = {
      /* Past, or to come: whole. */
      {"2026-11-15T12:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_DAY, "2026-11-14 00:00 +1",
       "2026-11-15 00:00 +1", "2025-11-16 00:00 +1", "2025-11-17 00:00 +1"},
      {"2026-11-10T12:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_WEEK, "2026-11-02 00:00 +1",
       "2026-11-09 00:00 +1", "2025-11-10 00:00 +1", "2025-11-17 00:00 +1"},
      {"2026-12-10T12:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_MONTH, "2026-11-01 00:00 +1",
       "2026-12-01 00:00 +1", "2025-12-01 00:00 +1", "2026-01-01 00:00 +1"},
      {"2024-12-10T12:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_YEAR, "2023-01-01 00:00 +1",
       "2024-01-01 00:00 +1", "2023-01-01 00:00 +1", "2024-01-01 00:00 +1"},
      /* The weeks of the new year. */
      {"2026-12-31T12:00:00Z", "2027-06-01T10:00:00Z", VIGIE_PERIOD_WEEK, "2026-12-21 00:00 +1",
       "2026-12-28 00:00 +1", "2025-12-29 00:00 +1", "2026-01-05 00:00 +1"},
      /* In progress: until the same time of the same weekday, of the same date. */
      {"2026-11-21T12:00:00Z", "2026-11-21T10:07:30Z", VIGIE_PERIOD_DAY, "2026-11-20 00:00 +1",
       "2026-11-20 11:07:30 +1", "2025-11-22 00:00 +1", "2025-11-22 11:07:30 +1"},
      {"2026-11-21T12:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_WEEK, "2026-11-09 00:00 +1",
       "2026-11-14 11:00 +1", "2025-11-17 00:00 +1", "2025-11-22 11:00 +1"},
      {"2026-11-21T12:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_MONTH, "2026-10-01 00:00 +2",
       "2026-10-21 11:00 +2", "2025-11-01 00:00 +1", "2025-11-21 11:00 +1"},
      {"2026-11-21T12:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_YEAR, "2025-01-01 00:00 +1",
       "2025-11-21 11:00 +1", "2025-01-01 00:00 +1", "2025-11-21 11:00 +1"},
      /* It has just begun. */
      {"2026-11-16T12:00:00Z", "2026-11-15T23:00:00Z", VIGIE_PERIOD_WEEK, "2026-11-09 00:00 +1",
       "2026-11-09 00:00 +1", "2025-11-17 00:00 +1", "2025-11-17 00:00 +1"},
      /* What has no such day is over by then. */
      {"2026-03-31T12:00:00Z", "2026-03-31T09:00:00Z", VIGIE_PERIOD_MONTH, "2026-02-01 00:00 +1",
       "2026-03-01 00:00 +1", "2025-03-01 00:00 +1", "2025-03-31 11:00 +2"},
      {"2024-02-29T12:00:00Z", "2024-02-29T10:00:00Z", VIGIE_PERIOD_MONTH, "2024-01-01 00:00 +1",
       "2024-01-29 11:00 +1", "2023-02-01 00:00 +1", "2023-03-01 00:00 +1"},
      {"2024-02-29T12:00:00Z", "2024-02-29T10:00:00Z", VIGIE_PERIOD_YEAR, "2023-01-01 00:00 +1",
       "2023-03-01 00:00 +1", "2023-01-01 00:00 +1", "2023-03-01 00:00 +1"},
      {"2024-12-31T12:00:00Z", "2024-12-31T10:00:00Z", VIGIE_PERIOD_YEAR, "2023-01-01 00:00 +1",
       "2023-12-31 11:00 +1", "2023-01-01 00:00 +1", "2023-12-31 11:00 +1"},
      /* Over a change of clocks between the two. */
      {"2026-03-31T12:00:00Z", "2026-03-31T09:00:00Z", VIGIE_PERIOD_WEEK, "2026-03-23 00:00 +1",
       "2026-03-24 11:00 +1", "2025-03-31 00:00 +2", "2025-04-01 11:00 +2"},
      /* 2 h 30 is skipped the day before: until the change, which is 3 h. */
      {"2026-03-30T12:00:00Z", "2026-03-30T00:30:00Z", VIGIE_PERIOD_DAY, "2026-03-29 00:00 +1",
       "2026-03-29 03:00 +2", "2025-03-31 00:00 +2", "2025-03-31 02:30 +2"},
      /* 2 h 30 comes twice the day before: until the first. */
      {"2026-10-26T12:00:00Z", "2026-10-26T01:30:00Z", VIGIE_PERIOD_DAY, "2026-10-25 00:00 +2",
       "2026-10-25 02:30 +2", "2025-10-27 00:00 +1", "2025-10-27 02:30 +1"},
      /* It comes twice today: both until the same of a day that has it once. */
      {"2026-10-25T12:00:00Z", "2026-10-25T00:30:00Z", VIGIE_PERIOD_DAY, "2026-10-24 00:00 +2",
       "2026-10-24 02:30 +2", "2025-10-26 00:00 +2", "2025-10-26 02:30 +2"},
      {"2026-10-25T12:00:00Z", "2026-10-25T01:30:00Z", VIGIE_PERIOD_DAY, "2026-10-24 00:00 +2",
       "2026-10-24 02:30 +2", "2025-10-26 00:00 +2", "2025-10-26 02:30 +1"},
  };
  VigiePeriod free_days
      = vigie_period_free (at ("2026-11-15T12:00:00Z"), at ("2026-11-24T12:00:00Z"), NULL);
  VigieTime now = at ("2026-11-21T10:00:00Z");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      VigiePeriod period = vigie_period_at (at (table[i].time), table[i].unit, NULL);
      VigiePeriod before = vigie_period_before (&period, at (table[i].now), NULL);
      VigiePeriod last_year = vigie_period_last_year (&period, at (table[i].now), NULL);

      g_test_message ("%s, %s", table[i].time, table[i].now);
      assert_period (before, table[i].before_from, table[i].before_to);
      assert_period (last_year, table[i].year_from, table[i].year_to);
      g_assert_cmpint (before.unit, ==, table[i].unit);
      g_assert_cmpint (last_year.unit, ==, table[i].unit);
    }
  assert_period (vigie_period_before (&free_days, now, NULL), "2026-11-05 00:00 +1",
                 "2026-11-11 11:00 +1");
  assert_period (vigie_period_last_year (&free_days, now, NULL), "2025-11-16 00:00 +1",
                 "2025-11-22 11:00 +1");
}

static void
test_words (void)
{
  static const struct
  {
    VigiePeriodUnit unit;
    const char *from, *to; /* of a free one the last day */
    const char *french, *short_french, *english, *short_english;
  } table[] = {
      {VIGIE_PERIOD_DAY, "2026-11-21T10:00:00Z", NULL, "sam. 21~novembre 2026", "21~nov.",
       "Sat 21~November 2026", "21~Nov"},
      {VIGIE_PERIOD_DAY, "2026-08-01T10:00:00Z", NULL, "sam. 1er~août 2026", "1er~août",
       "Sat 1~August 2026", "1~Aug"},
      {VIGIE_PERIOD_WEEK, "2026-11-21T10:00:00Z", NULL, "du 16 au 22~novembre 2026", "16 – 22~nov.",
       "16 – 22~November 2026", "16 – 22~Nov"},
      {VIGIE_PERIOD_WEEK, "2026-12-31T10:00:00Z", NULL, "du 28~décembre 2026 au 3~janvier 2027",
       "28~déc.~2026 – 3~janv.~2027", "28~December 2026 – 3~January 2027",
       "28~Dec~2026 – 3~Jan~2027"},
      {VIGIE_PERIOD_MONTH, "2026-11-21T10:00:00Z", NULL, "novembre 2026", "nov.~2026",
       "November 2026", "Nov~2026"},
      {VIGIE_PERIOD_YEAR, "2026-11-21T10:00:00Z", NULL, "2026", "2026", "2026", "2026"},
      {VIGIE_PERIOD_FREE, "2026-11-15T10:00:00Z", "2026-11-21T10:00:00Z",
       "du 15 au 21~novembre 2026", "15 – 21~nov.", "15 – 21~November 2026", "15 – 21~Nov"},
      {VIGIE_PERIOD_FREE, "2026-11-01T10:00:00Z", "2026-11-21T10:00:00Z",
       "du 1er au 21~novembre 2026", "1er – 21~nov.", "1 – 21~November 2026", "1 – 21~Nov"},
      {VIGIE_PERIOD_FREE, "2026-11-28T10:00:00Z", "2026-12-04T10:00:00Z",
       "du 28~novembre au 4~décembre 2026", "28~nov. – 4~déc.", "28~November – 4~December 2026",
       "28~Nov – 4~Dec"},
      {VIGIE_PERIOD_FREE, "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z", "sam. 21~novembre 2026",
       "21~nov.", "Sat 21~November 2026", "21~Nov"},
      {VIGIE_PERIOD_FREE, "2025-11-21T10:00:00Z", "2026-11-21T10:00:00Z",
       "du 21~novembre 2025 au 21~novembre 2026", "21~nov.~2025 – 21~nov.~2026",
       "21~November 2025 – 21~November 2026", "21~Nov~2025 – 21~Nov~2026"},
  };
  gboolean is_translated = strcmp (C_ ("period", "%1$s – %2$s"), "%1$s – %2$s") != 0;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      VigieTime from = at (table[i].from);
      VigiePeriod period = table[i].unit == VIGIE_PERIOD_FREE
                               ? vigie_period_free (from, at (table[i].to), NULL)
                               : vigie_period_at (from, table[i].unit, NULL);

      in_english ();
      assert_words (vigie_period_to_words (&period, NULL), table[i].english);
      assert_words (vigie_period_to_short_words (&period, NULL), table[i].short_english);
      in_french ();
      if (is_translated)
        assert_words (vigie_period_to_words (&period, NULL), table[i].french);
      if (is_translated)
        assert_words (vigie_period_to_short_words (&period, NULL), table[i].short_french);
    }
  if (!is_translated)
    g_test_skip ("the catalogue lacks the French words");
}

static void
test_edges (void)
{
  static const struct
  {
    const char *from, *to;
    VigiePeriodUnit unit;
    int step;                     /* min */
    guint n;                      /* bins */
    int first, longest, shortest; /* min */
  } table[] = {
      {"2026-11-21T10:00:00Z", NULL, VIGIE_PERIOD_DAY, 10, 144, 10, 10, 10},
      {"2026-11-21T10:00:00Z", NULL, VIGIE_PERIOD_DAY, 60, 24, 60, 60, 60},
      {"2026-11-21T10:00:00Z", NULL, VIGIE_PERIOD_DAY, 0, 144, 10, 10, 10},
      {"2026-03-29T10:00:00Z", NULL, VIGIE_PERIOD_DAY, 10, 138, 10, 10, 10},
      {"2026-10-25T10:00:00Z", NULL, VIGIE_PERIOD_DAY, 15, 100, 15, 15, 15},
      {"2026-11-21T10:00:00Z", NULL, VIGIE_PERIOD_WEEK, 10, 336, 30, 30, 30},
      {"2026-03-29T10:00:00Z", NULL, VIGIE_PERIOD_WEEK, 60, 167, 60, 60, 60},
      {"2026-10-25T10:00:00Z", NULL, VIGIE_PERIOD_MONTH, 10, 745, 60, 60, 60},
      {"2026-02-25T10:00:00Z", NULL, VIGIE_PERIOD_MONTH, 60, 672, 60, 60, 60},
      {"2026-11-21T10:00:00Z", NULL, VIGIE_PERIOD_YEAR, 10, 365, 1440, 1500, 1380},
      {"2024-11-21T10:00:00Z", NULL, VIGIE_PERIOD_YEAR, 10, 366, 1440, 1500, 1380},
      {"2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_FREE, 10, 144, 10, 10, 10},
      {"2026-11-16T10:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_FREE, 10, 288, 30, 30, 30},
      {"2026-11-01T10:00:00Z", "2026-11-21T10:00:00Z", VIGIE_PERIOD_FREE, 10, 504, 60, 60, 60},
      /* By the clock: 0 h to 3 h has two hours in March, four in October. */
      {"2026-03-01T10:00:00Z", "2026-04-30T10:00:00Z", VIGIE_PERIOD_FREE, 10, 488, 180, 180, 120},
      {"2026-10-01T10:00:00Z", "2026-11-30T10:00:00Z", VIGIE_PERIOD_FREE, 10, 488, 180, 240, 180},
      {"2026-01-01T10:00:00Z", "2026-06-30T10:00:00Z", VIGIE_PERIOD_FREE, 10, 181, 1440, 1440,
       1380},
      {"2022-01-03T10:00:00Z", "2025-12-28T10:00:00Z", VIGIE_PERIOD_FREE, 10, 208, 10080, 10140,
       10020},
      {"2000-01-01T10:00:00Z", "2026-12-31T10:00:00Z", VIGIE_PERIOD_FREE, 10, 324, 44640, 44700,
       40320},
      {"1957-01-01T10:00:00Z", "2026-12-31T10:00:00Z", VIGIE_PERIOD_FREE, 10, 70, 525600, 527040,
       525600},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      VigieTime from = at (table[i].from);
      VigiePeriod period = table[i].unit == VIGIE_PERIOD_FREE
                               ? vigie_period_free (from, at (table[i].to), NULL)
                               : vigie_period_at (from, table[i].unit, NULL);
      g_autoptr (GArray) edges = vigie_period_edges (&period, table[i].step * VIGIE_MINUTE, NULL);
      gint64 longest = 0, shortest = G_MAXINT64;

      g_test_message ("%s, %d min", table[i].from, table[i].step);
      g_assert_cmpuint (edges->len, ==, table[i].n + 1);
      g_assert_cmpint (g_array_index (edges, VigieTime, 0), ==, period.from);
      g_assert_cmpint (g_array_index (edges, VigieTime, edges->len - 1), ==, period.to);
      for (guint k = 1; k < edges->len; k++)
        {
          gint64 length
              = g_array_index (edges, VigieTime, k) - g_array_index (edges, VigieTime, k - 1);

          longest = MAX (longest, length);
          shortest = MIN (shortest, length);
          if (k == 1)
            g_assert_cmpint (length, ==, table[i].first * VIGIE_MINUTE);
        }
      g_assert_cmpint (longest, ==, table[i].longest * VIGIE_MINUTE);
      g_assert_cmpint (shortest, ==, table[i].shortest * VIGIE_MINUTE);
    }
}

/* Of a period that was cut, of one without an end, of one where midnight is skipped. */
static void
test_odd (void)
{
  g_autoptr (GTimeZone) cairo = g_time_zone_new_identifier ("Africa/Cairo");
  VigieTime now = at ("2026-11-21T10:07:00Z");
  VigiePeriod week = vigie_period_at (now, VIGIE_PERIOD_WEEK, NULL);
  VigiePeriod before = vigie_period_before (&week, now, NULL);
  VigiePeriod ages = {VIGIE_PERIOD_FREE, at ("0001-01-02T00:00:00Z"), at ("9999-12-30T00:00:00Z")};
  VigiePeriod day = vigie_period_at (at ("2026-04-24T09:00:00Z"), VIGIE_PERIOD_DAY, cairo);
  g_autoptr (GArray) edges = vigie_period_edges (&before, 10 * VIGIE_MINUTE, NULL);
  g_autoptr (GArray) of_ages = vigie_period_edges (&ages, 10 * VIGIE_MINUTE, NULL);
  g_autoptr (GArray) of_cairo = vigie_period_edges (&day, VIGIE_HOUR, cairo);

  g_assert_cmpuint (edges->len, ==, 5 * 48 + 22 + 1 + 1);
  g_assert_cmpint (g_array_index (edges, VigieTime, edges->len - 1), ==, before.to);
  g_assert_cmpuint (of_ages->len, <=, 801);
  g_assert_cmpint (g_array_index (of_ages, VigieTime, of_ages->len - 1), ==, ages.to);
  g_assert_cmpint (day.to - day.from, ==, 23 * VIGIE_HOUR);
  g_assert_cmpuint (of_cairo->len, ==, 24);
  g_assert_cmpint (vigie_period_step (&day, 1, cairo).from, ==, day.to);
  before.to = before.from;
  g_clear_pointer (&edges, g_array_unref);
  edges = vigie_period_edges (&before, 0, NULL);
  g_assert_cmpuint (edges->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  words_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/period/at", test_at);
  g_test_add_func ("/period/step", test_step);
  g_test_add_func ("/period/compared", test_compared);
  g_test_add_func ("/period/words", test_words);
  g_test_add_func ("/period/edges", test_edges);
  g_test_add_func ("/period/odd", test_odd);
  return g_test_run ();
}
