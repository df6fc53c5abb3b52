/* test-time.c: instants and durations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <time.h>

#include "vigie-time.h"

static void
test_parse_good (void)
{
  static const struct
  {
    const char *text;
    VigieTime time;
  } cases[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01 00:00:00", 0},
      {"1970-01-01T00:00Z", 0},
      {"1970-01-01T00:00+00", 0},
      {"1970-01-01t00:00:00z", 0},
      {"1969-12-31T23:59:59.999999Z", -1},
      {"1970-01-01T00:00:00.1Z", 100000},
      {"1970-01-01T00:00:00.000001Z", 1},
      {"1970-01-01T00:00:00.0000019Z", 1},
      {"1970-01-01T00:00:00.123456789Z", 123456},
      {"1970-01-01T00:00:00,5Z", 500000},
      {"1970-01-01T01:00:00+01:00", 0},
      {"1970-01-01T01:30:00+0130", 0},
      {"1970-01-01T02:00:00+02", 0},
      {"1969-12-31T18:30:00-05:30", 0},
      {"2026-11-21T10:47:03.250Z", G_GINT64_CONSTANT (1795258023250000)},
      {"2000-02-29T00:00:00Z", G_GINT64_CONSTANT (951782400000000)},
      {"2016-12-31T23:59:60Z", G_GINT64_CONSTANT (1483228800000000)},
      {"0001-01-01T00:00:00Z", G_GINT64_CONSTANT (-62135596800000000)},
      {"9999-12-31T23:59:59.999999Z", G_GINT64_CONSTANT (253402300799999999)},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieTime time = 42;

      if (!vigie_time_parse (cases[i].text, -1, &time) || time != cases[i].time)
        g_error ("%s: %" G_GINT64_FORMAT, cases[i].text, time);
    }
}

static void
test_parse_bad (void)
{
  static const char *const cases[] = {
      "",
      "null",
      "2026",
      "2026-11-21",
      "2026-11-21T",
      "2026-11-21T10",
      "2026-11-21T10:",
      "2026-11-21T10:47:",
      "2026-11-21T10:47:3Z",
      "2026-11-21T10:47:03.Z",
      "2026-11-21T10:47:03.0123456789Z",
      "2026-11-21T24:00:00Z",
      "2026-11-21T10:60:00Z",
      "2026-11-21T10:47:61Z",
      "2026-11-31T10:47:03Z",
      "2026-00-21T10:47:03Z",
      "2026-13-21T10:47:03Z",
      "2026-11-00T10:47:03Z",
      "2026-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z",
      "0000-01-01T00:00:00Z",
      "0001-01-01T00:00:00+00:01",
      "9999-12-31T23:59:59-00:01",
      "-2026-11-21T10:47:03Z",
      "+2026-11-21T10:47:03Z",
      "20261121T104703Z",
      "2026-11-21X10:47:03Z",
      "2026-11-21T10:47:03ZZ",
      "2026-11-21T10:47:03Z ",
      " 2026-11-21T10:47:03Z",
      "2026-11-21T10:47:03+1",
      "2026-11-21T10:47:03+1:00",
      "2026-11-21T10:47:03+24:00",
      "2026-11-21T10:47:03+01:60",
      "2026-11-21T10:47:03+01:",
      "2026-11-21T10:47:03+01:0",
      "2026-11-21T10:47:03 Europe/Paris",
      "２０２６-11-21T10:47:03Z",
      "2026-11-21T10:47:03Z/2026-11-21T10:48:03Z",
  };
  VigieTime time = 42;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (vigie_time_parse (cases[i], -1, &time))
      g_error ("taken: %s", cases[i]);
  g_assert_false (vigie_time_parse (NULL, -1, &time));
  /* Every beginning of a good text that is not itself one. */
  for (gssize length = 0; length < 16; length++)
    g_assert_false (vigie_time_parse ("2026-11-21T10:47:03.250Z", length, &time));
  /* A NUL inside the length given is no text. */
  g_assert_false (vigie_time_parse ("2026-11-21T10:47:03\0Z", 21, &time));
  g_assert_cmpint (time, ==, 42);
}

/* Every day of 800 years against the C library; leap years, offsets and fractions on the way. */
static void
test_round_trip (void)
{
  GRand *rand = g_rand_new_with_seed (20261121);

  for (gint64 day = -200000; day < 400000; day += g_rand_int_range (rand, 1, 12))
    {
      int offset = g_rand_int_range (rand, -14 * 60, 14 * 60 + 1);
      int second = g_rand_int_range (rand, 0, 86400);
      int micro = g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 1000000)
                                        : g_rand_int_range (rand, 0, 1000) * 1000;
      VigieTime want = day * VIGIE_DAY + second * VIGIE_SECOND + micro, got;
      time_t local = (time_t) (day * 86400 + second + offset * 60);
      struct tm tm;
      char text[64], buffer[VIGIE_TIME_BUFFER];

      gmtime_r (&local, &tm);
      g_snprintf (text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06d%c%02d%s%02d",
                  tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
                  micro, offset < 0 ? '-' : '+', ABS (offset) / 60, day % 2 ? ":" : "",
                  ABS (offset) % 60);
      g_assert_true (vigie_time_parse (text, -1, &got));
      g_assert_cmpint (got, ==, want);

      vigie_time_format (want, buffer);
      g_assert_true (vigie_time_parse (buffer, -1, &got));
      g_assert_cmpint (got, ==, want);
      g_assert_cmpuint (strlen (buffer), ==, micro == 0 ? 20 : micro % 1000 == 0 ? 24 : 27);
    }
  g_rand_free (rand);
}

static void
test_format (void)
{
  static const struct
  {
    VigieTime time;
    const char *text;
  } cases[] = {
      {0, "1970-01-01T00:00:00Z"},
      {-1, "1969-12-31T23:59:59.999999Z"},
      {1000, "1970-01-01T00:00:00.001Z"},
      {G_GINT64_CONSTANT (1795258023250000), "2026-11-21T10:47:03.250Z"},
      {G_GINT64_CONSTANT (253402300800000000), "+010000-01-01T00:00:00Z"},
      {G_MAXINT64, "+294247-01-10T04:00:54.775807Z"},
      {G_MININT64 + 1, "-290308-12-21T19:59:05.224193Z"},
      {VIGIE_TIME_NONE, ""},
  };
  char buffer[VIGIE_TIME_BUFFER];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (vigie_time_format (cases[i].time, buffer), ==, cases[i].text);
}

/* No text makes it read beyond its end or take what it cannot give back. */
static void
test_hostile (void)
{
  static const char alphabet[] = "0123456789-:.,TZtz+ /P\xff\xc3";
  GRand *rand = g_rand_new_with_seed (7);
  guint taken = 0;

  for (int i = 0; i < 200000; i++)
    {
      char *text = g_strdup ("2026-11-21T10:47:03.250+01:00");
      gsize length = strlen (text);
      VigieTime time, start;
      gint64 duration;
      char buffer[VIGIE_TIME_BUFFER];

      for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
        text[g_rand_int_range (rand, 0, (int) length)]
            = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      length = (gsize) g_rand_int_range (rand, 0, (int) length + 1);
      text = g_realloc (text, MAX (length, 1)); /* so that a sanitizer sees a read beyond it */
      if (vigie_time_parse (text, (gssize) length, &time))
        {
          VigieTime again;

          taken++;
          g_assert_true (vigie_time_parse (vigie_time_format (time, buffer), -1, &again));
          g_assert_cmpint (again, ==, time);
        }
      text = g_realloc (text, length + 1);
      text[length] = '\0';
      if (vigie_time_parse_interval (text, &start, &time) && start != VIGIE_TIME_NONE)
        g_assert_cmpint (start, <=, time);
      vigie_duration_parse (text, &duration);
      g_free (text);
    }
  g_assert_cmpuint (taken, >, 1000);
  g_rand_free (rand);
}

static void
test_interval (void)
{
  VigieTime start, end;

  g_assert_true (vigie_time_parse_interval ("1970-01-01T00:00:01Z", &start, &end));
  g_assert_cmpint (start, ==, VIGIE_TIME_NONE);
  g_assert_cmpint (end, ==, VIGIE_SECOND);
  g_assert_true (
      vigie_time_parse_interval ("1970-01-01T00:00:01Z/1970-01-01T01:10:00+01:00", &start, &end));
  g_assert_cmpint (start, ==, VIGIE_SECOND);
  g_assert_cmpint (end, ==, 10 * VIGIE_MINUTE);
  g_assert_true (vigie_time_parse_interval ("1970-01-01T00:00:00Z/PT1H", &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, VIGIE_HOUR);
  g_assert_true (
      vigie_time_parse_interval ("1970-01-01T00:00:00Z/1970-01-01T00:00:00Z", &start, &end));

  start = end = 42;
  g_assert_false (vigie_time_parse_interval (NULL, &start, &end));
  g_assert_false (vigie_time_parse_interval ("", &start, &end));
  g_assert_false (vigie_time_parse_interval ("/", &start, &end));
  g_assert_false (vigie_time_parse_interval ("1970-01-01T00:00:01Z/", &start, &end));
  g_assert_false (vigie_time_parse_interval ("/1970-01-01T00:00:01Z", &start, &end));
  g_assert_false (
      vigie_time_parse_interval ("1970-01-01T00:00:01Z/1970-01-01T00:00:00Z", &start, &end));
  g_assert_false (vigie_time_parse_interval ("1970-01-01T00:00:01Z/..", &start, &end));
  g_assert_false (vigie_time_parse_interval ("9999-12-31T00:00:00Z/P400D", &start, &end));
  g_assert_false (vigie_time_parse_interval ("1970-01-01T00:00:01Z/PT1H/PT1H", &start, &end));
  g_assert_cmpint (start, ==, 42);
  g_assert_cmpint (end, ==, 42);
}

static void
test_duration (void)
{
  static const struct
  {
    const char *text;
    gint64 duration;
    const char *formatted; /* or NULL if the same */
  } good[] = {
      {"PT10M", 10 * VIGIE_MINUTE, NULL},
      {"P1DT2H", 26 * VIGIE_HOUR, NULL},
      {"PT0.5S", 500000, NULL},
      {"PT0,5S", 500000, "PT0.5S"},
      {"PT0S", 0, NULL},
      {"P0D", 0, "PT0S"},
      {"P2W", 14 * VIGIE_DAY, "P14D"},
      {"PT90M", 90 * VIGIE_MINUTE, "PT1H30M"},
      {"PT1.5H", 90 * VIGIE_MINUTE, "PT1H30M"},
      {"P0.5D", 12 * VIGIE_HOUR, "PT12H"},
      {"P0.000001D", 86400, "PT0.0864S"},
      {"PT0.0000019S", 1, "PT0.000001S"},
      {"P1DT1H1M1.000001S", VIGIE_DAY + VIGIE_HOUR + VIGIE_MINUTE + VIGIE_SECOND + 1, NULL},
      {"PT86400S", VIGIE_DAY, "P1D"},
      {"PT9223372036854S", G_GINT64_CONSTANT (9223372036854000000), "P106751991DT4H54S"},
  };
  static const char *const bad[] = {
      "",
      "P",
      "PT",
      "10M",
      "PT10",
      "P1Y",
      "P1M",
      "-PT1S",
      "PT-1S",
      "PT1S1M",
      "PT1M1M",
      "P1DT",
      "PTT1S",
      "P1H",
      "PT1D",
      "PT1.5M3S",
      "PT.5S",
      "PT1.S",
      "pt10m",
      "PT10M ",
      "PT1S\xff",
      "T1S",
      "PT1e3S",
      "PT 1S",
      "PT9223372036855S",
      "P99999999999999999999D",
      "PT9223372036854.9S",
  };
  gint64 duration = 42;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      char *text;

      if (!vigie_duration_parse (good[i].text, &duration) || duration != good[i].duration)
        g_error ("%s: %" G_GINT64_FORMAT, good[i].text, duration);
      text = vigie_duration_format (duration);
      g_assert_cmpstr (text, ==, good[i].formatted ? good[i].formatted : good[i].text);
      g_free (text);
    }
  duration = 42;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (vigie_duration_parse (bad[i], &duration))
      g_error ("taken: %s", bad[i]);
  g_assert_false (vigie_duration_parse (NULL, &duration));
  g_assert_cmpint (duration, ==, 42);

  for (gint64 d = 1; d < G_MAXINT64 / 3; d = d * 3 + 7)
    {
      g_autofree char *text = vigie_duration_format (d);

      g_assert_true (vigie_duration_parse (text, &duration));
      g_assert_cmpint (duration, ==, d);
    }
}

/* 40 000 instants in less than 10 ms of processor time: a first load must not feel them. */
static void
test_speed (void)
{
  VigieTime time, sum = 0;
  gint64 best = G_MAXINT64;

#if defined(__SANITIZE_ADDRESS__)
  g_test_skip ("figures of a sanitizer mean nothing");
  return;
#endif
  for (int round = 0; round < 5; round++)
    {
      clock_t start = clock ();

      for (int i = 0; i < 40000; i++)
        {
          vigie_time_parse ("2026-11-21T10:47:03.250+01:00", -1, &time);
          sum += time;
        }
      best = MIN (best, (gint64) (clock () - start) * 1000000 / CLOCKS_PER_SEC);
    }
  g_assert_cmpint (sum, !=, 0);
  g_test_message ("40 000 instants in %" G_GINT64_FORMAT " µs", best);
  g_assert_cmpint (best, <, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/parse/good", test_parse_good);
  g_test_add_func ("/time/parse/bad", test_parse_bad);
  g_test_add_func ("/time/round-trip", test_round_trip);
  g_test_add_func ("/time/format", test_format);
  g_test_add_func ("/time/hostile", test_hostile);
  g_test_add_func ("/time/interval", test_interval);
  g_test_add_func ("/time/duration", test_duration);
  g_test_add_func ("/time/speed", test_speed);
  return g_test_run ();
}
