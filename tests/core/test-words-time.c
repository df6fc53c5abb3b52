/* test-words-time.c: durations, ages and dates in words, across changes of the hour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static void
test_durations (void)
{
  static const struct
  {
    gint64 duration;
    const char *words;
  } cases[] = {
      {-1, "0~s"},
      {0, "0~s"},
      {VIGIE_SECOND - 1, "0~s"},
      {45 * VIGIE_SECOND, "45~s"},
      {VIGIE_MINUTE - 1, "59~s"},
      {VIGIE_MINUTE, "1~min"},
      {59 * VIGIE_MINUTE + 59 * VIGIE_SECOND, "59~min"},
      {VIGIE_HOUR, "1~h~00~min"},
      {3 * VIGIE_HOUR + 7 * VIGIE_MINUTE, "3~h~07~min"},
      {VIGIE_DAY - 1, "23~h~59~min"},
      {VIGIE_DAY, "1~d"},
      {2 * VIGIE_DAY + 23 * VIGIE_HOUR, "2~d"},
      {400 * VIGIE_DAY, "400~d"},
      {G_MAXINT64, "106751991~d"},
  };
  VigieTime now = at ("2026-11-21T10:07:00Z");

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_words (vigie_words_duration (cases[i].duration), cases[i].words);

  assert_words (vigie_words_age (now, now - 4 * VIGIE_MINUTE), "4~min ago");
  assert_words (vigie_words_age (now, now - 187 * VIGIE_MINUTE), "3~h~07~min ago");
  assert_words (vigie_words_age (now, now - 500000), "just now");
  assert_words (vigie_words_age (now, now + 2 * VIGIE_MINUTE), "in 2~min");
  assert_words (vigie_words_age (now, VIGIE_TIME_NONE), "never");
  assert_words (vigie_words_age (G_MAXINT64, G_MININT64 + 1), "106751991~d ago");
  assert_words (vigie_words_late (now, now - 24 * VIGIE_MINUTE), "late: 24~min");
}

static void
test_moments (void)
{
  static const struct
  {
    const char *now, *time, *alone, *since, *at;
  } cases[] = {
      {"2026-11-21T10:07:00Z", "2026-11-21T09:47:00Z", "10:47", "10:47", "at 10:47"},
      {"2026-11-21T10:07:00Z", "2026-11-21T07:00:00Z", "8:00", "8:00", "at 8:00"},
      {"2026-11-21T10:07:00Z", "2026-11-20T17:02:00Z", "yesterday at 18:02", "yesterday at 18:02",
       "yesterday at 18:02"},
      {"2026-11-21T10:07:00Z", "2026-11-22T06:00:00Z", "tomorrow at 7:00", "tomorrow at 7:00",
       "tomorrow at 7:00"},
      {"2026-11-21T10:07:00Z", "2026-11-18T09:47:00Z", "18~Nov at 10:47", "18~Nov at 10:47",
       "18~Nov at 10:47"},
      {"2026-11-21T10:07:00Z", "2025-11-18T09:47:00Z", "18~Nov~2025 at 10:47",
       "18~Nov~2025 at 10:47", "18~Nov~2025 at 10:47"},
      /* The day is that of Paris, not of UTC. */
      {"2026-11-20T23:30:00Z", "2026-11-20T22:59:59Z", "yesterday at 23:59", "yesterday at 23:59",
       "yesterday at 23:59"},
      {"2026-11-20T23:30:00Z", "2026-11-20T23:00:00Z", "0:00", "0:00", "at 0:00"},
      /* Spring: 2:00 does not exist on 29 March 2026; the day has 23 hours. */
      {"2026-03-29T10:00:00Z", "2026-03-29T00:59:59Z", "1:59", "1:59", "at 1:59"},
      {"2026-03-29T10:00:00Z", "2026-03-29T01:00:00Z", "3:00", "3:00", "at 3:00"},
      {"2026-03-29T22:30:00Z", "2026-03-28T22:59:00Z", "28~Mar at 23:59", "28~Mar at 23:59",
       "28~Mar at 23:59"},
      {"2026-03-29T21:30:00Z", "2026-03-28T23:30:00Z", "0:30", "0:30", "at 0:30"},
      /* Autumn: 25 October 2026 has 25 hours; the evening before it is yesterday, 25 hours ago or more. */
      {"2026-10-25T22:30:00Z", "2026-10-24T22:30:00Z", "0:30", "0:30", "at 0:30"},
      {"2026-10-25T22:30:00Z", "2026-10-24T21:30:00Z", "yesterday at 23:30", "yesterday at 23:30",
       "yesterday at 23:30"},
      {"2026-10-25T12:00:00Z", "2026-10-25T00:30:00Z", "2:30", "2:30", "at 2:30"},
      {"2026-10-25T12:00:00Z", "2026-10-25T01:30:00Z", "2:30", "2:30", "at 2:30"},
      /* New year's eve. */
      {"2026-12-31T23:30:00Z", "2026-12-31T22:30:00Z", "yesterday at 23:30", "yesterday at 23:30",
       "yesterday at 23:30"},
      {"2027-01-05T12:00:00Z", "2026-12-31T11:00:00Z", "31~Dec~2026 at 12:00",
       "31~Dec~2026 at 12:00", "31~Dec~2026 at 12:00"},
      {"2026-11-21T10:07:00Z", "9999-12-31T22:00:00Z", "31~Dec~9999 at 23:00",
       "31~Dec~9999 at 23:00", "31~Dec~9999 at 23:00"},
  };

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieTime now = at (cases[i].now), time = at (cases[i].time);

      assert_words (vigie_words_moment (now, time, NULL), cases[i].alone);
      assert_words (vigie_words_since (now, time, NULL), cases[i].since);
      assert_words (vigie_words_at (now, time, NULL), cases[i].at);
    }
}

/* Against GLib's own calendar, in zones of both hemispheres, over two centuries. */
static void
test_local_time (void)
{
  static const char *const names[]
      = {"Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "UTC"};
  GRand *rand = g_rand_new_with_seed (9);

  for (guint z = 0; z < G_N_ELEMENTS (names); z++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (names[z]);

      g_assert_nonnull (zone);
      for (int i = 0; i < 3000; i++)
        {
          gint64 seconds = (gint64) (g_rand_double_range (rand, -3e9, 4e9));
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
          g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
          VigieLocalTime got = vigie_time_to_local (
              seconds * VIGIE_SECOND + g_rand_int_range (rand, 0, 1000000), zone);

          g_assert_cmpint (got.year, ==, g_date_time_get_year (local));
          g_assert_cmpint (got.month, ==, g_date_time_get_month (local));
          g_assert_cmpint (got.day, ==, g_date_time_get_day_of_month (local));
          g_assert_cmpint (got.hour, ==, g_date_time_get_hour (local));
          g_assert_cmpint (got.minute, ==, g_date_time_get_minute (local));
          g_assert_cmpint (got.second, ==, g_date_time_get_second (local));
          g_assert_cmpint (got.weekday, ==, g_date_time_get_day_of_week (local));
          g_assert_cmpint (got.offset, ==, g_date_time_get_utc_offset (local) / G_TIME_SPAN_SECOND);
        }
    }
  g_rand_free (rand);
}

static void
test_dates (void)
{
  VigieTime now = at ("2026-11-21T10:07:00Z");

  in_english ();
  assert_words (vigie_words_date (now, at ("2026-11-18T10:00:00Z"), NULL), "18~Nov");
  assert_words (vigie_words_date (now, at ("2025-11-01T10:00:00Z"), NULL), "1~Nov~2025");
  assert_words (vigie_words_weekday_date (at ("2026-03-03T10:00:00Z"), NULL), "Tue~3~Mar");
  assert_words (vigie_words_date_time (now, NULL), "Sat 21 Nov 2026, 11:07");
  assert_words (vigie_words_time_of_day (now, NULL), "11:07");
  {
    g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

    assert_words (vigie_words_time_of_day (now, utc), "10:07");
    assert_words (vigie_words_silent_since (now, at ("2026-11-21T07:00:00Z"), utc),
                  "Silent since 7:00");
    /* Nothing was ever late, or silent since a moment that is to come. */
    assert_words (vigie_words_silent_since (now, at ("2026-11-21T12:00:00Z"), utc),
                  "Clock ahead, reading dated 12:00");
    assert_words (vigie_words_late (now, at ("2026-11-23T12:00:00Z")),
                  "Clock ahead, reading dated 23~Nov at 13:00");
  }
  assert_words (vigie_words_date_time (VIGIE_TIME_NONE, NULL), "—");
  assert_words (vigie_words_date (now, VIGIE_TIME_NONE, NULL), "—");
  assert_words (vigie_words_moment (now, VIGIE_TIME_NONE, NULL), "—");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words_init ();

  g_test_add_func ("/words/durations", test_durations);
  g_test_add_func ("/words/moments", test_moments);
  g_test_add_func ("/words/local-time", test_local_time);
  g_test_add_func ("/words/dates", test_dates);
  return g_test_run ();
}
