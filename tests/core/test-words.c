/* test-words.c: numbers, times and states in words, in English and in French.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libintl.h>
#include <locale.h>

#include <glib/gi18n-lib.h>

#include "vigie-words.h"

/* In the tables a plain « ~ » stands for U+202F, and « - » before a digit for U+2212. */
static char *
plain (char *text)
{
  GString *out = g_string_new (text);

  g_free (text);
  g_string_replace (out, "\u202f", "~", 0);
  g_string_replace (out, "\u2212", "-", 0);
  return g_string_free (out, FALSE);
}

#define assert_words(call, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    char *words_ = plain (call);                                                                   \
    g_assert_cmpstr (words_, ==, expected);                                                        \
    g_free (words_);                                                                               \
  }                                                                                                \
  G_STMT_END

/* Words of the source, numbers of the French locale. */
static void
in_english (void)
{
  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
}

/* Words and numbers of a French office. */
static void
in_french (void)
{
  g_setenv ("LANGUAGE", "fr", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
}

static VigieTime
at (const char *text)
{
  VigieTime time = VIGIE_TIME_NONE;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static void
test_number (void)
{
  static const struct
  {
    double number;
    int decimals;
    const char *words;
  } cases[] = {
      {0, 0, "0"},
      {0, 2, "0,00"},
      {7, 0, "7"},
      {999, 0, "999"},
      {1000, 0, "1~000"},
      {12345.67, 1, "12~345,7"},
      {1234567.891, 2, "1~234~567,89"},
      {-97, 0, "-97"},
      {-1234.5, 1, "-1~234,5"},
      {-0.04, 1, "0,0"},
      {0.5, 0, "1"},
      {2.5, 0, "3"},
      {-2.5, 0, "-3"},
      {0.125, 2, "0,13"},
      {-0.0, 0, "0"},
      {999.9, 0, "1~000"},
      {123456789012345.0, 0, "123~456~789~012~345"},
      {1.234e18, 0, "1,23~×~10¹⁸"},
      {-1e300, 3, "-1~×~10³⁰⁰"},
      {5, 99, "5,000000"},
      {5, -99, "5"},
      {INFINITY, 0, "∞"},
      {-INFINITY, 0, "-∞"},
  };

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_words (vigie_words_number (cases[i].number, cases[i].decimals), cases[i].words);
  assert_words (vigie_words_number (NAN, 2), _ ("n/a"));
}

static void
test_value (void)
{
  static const struct
  {
    double number;
    const char *unit;
    const char *words;
  } cases[] = {
      /* Powers and energies in the multiple that suits, with three digits. */
      {0, "W", "0~W"},
      {0, "kW", "0~W"},
      {4.25, "W", "4,25~W"},
      {450, "W", "450~W"},
      {999, "W", "999~W"},
      {999.4, "W", "999~W"},
      {999.6, "W", "1,00~kW"},
      {1000, "W", "1,00~kW"},
      {1234, "W", "1,23~kW"},
      {12345, "W", "12,3~kW"},
      {123456, "W", "123~kW"},
      {999499, "W", "999~kW"},
      {999501, "W", "1,00~MW"},
      {1250, "kW", "1,25~MW"},
      {0.35, "kW", "350~W"},
      {4.4, "GWh", "4,40~GWh"},
      {0.0044, "GWh", "4,40~MWh"},
      {12345678, "Wh", "12,3~MWh"},
      {1e13, "Wh", "10~000~GWh"},
      {-1500, "W", "-1,50~kW"},
      {1500, "VA", "1,50~kVA"},
      {0.5, "kvar", "500~var"},
      {1e30, "W", "1~×~10²¹~GW"},
      /* Never scaled. */
      {94, "%", "94%"},
      {94.37, "%", "94,4%"},
      {100, "%", "100%"},
      {21.456, "°C", "21,5~°C"},
      {-3.04, "°C", "-3~°C"},
      {-97, "dBm", "-97~dBm"},
      {-112.25, "dBm", "-112~dBm"},
      {7.25, "dB", "7,3~dB"},
      {-7.25, "dB", "-7,3~dB"},
      {999.5, "W", "1,00~kW"},
      {999.5, "kW", "1,00~MW"},
      {999500, "W", "1,00~MW"},
      {0.9995, "kW", "1,00~kW"},
      {0.9994, "kW", "999~W"},
      {3.612, "V", "3,61~V"},
      {412, "m³/h", "412~m³/h"},
      {41234.7, "m³", "41~235~m³"},
      {0.0123, "bar", "0,0123~bar"},
      {1234, "kWh/m²", "1~234~kWh/m²"},
      {1500, "w", "1~500~w"},
      /* Counts. */
      {14, "", "14"},
      {14, NULL, "14"},
      {65536, "", "65~536"},
      {0.5, NULL, "0,5"},
      {1e-9, "V", "1~×~10⁻⁹~V"},
      {9.996, "V", "10~V"},
      {99.96, "V", "100~V"},
      /* Nothing to tell. */
      {NAN, "W", "—"},
      {NAN, NULL, "—"},
      {INFINITY, "W", "∞~W"},
      /* A unit is text, never a format nor markup. */
      {5, "%s<b>", "5~%s<b>"},
  };

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *words = plain (vigie_words_value (cases[i].number, cases[i].unit));

      if (!g_str_equal (words, cases[i].words))
        g_error ("%g %s: « %s », not « %s »", cases[i].number, cases[i].unit, words,
                 cases[i].words);
      g_free (words);
    }
}

/* Over all magnitudes, what is read is what was measured, to half a unit of the third digit. */
static void
test_value_keeps_three_digits (void)
{
  GRand *rand = g_rand_new_with_seed (5);

  in_english ();
  for (int i = 0; i < 20000; i++)
    {
      double number = g_rand_double_range (rand, 1, 10) * pow (10, g_rand_int_range (rand, 0, 10));
      g_autofree char *figure = NULL, *unit = NULL;
      double factor, read;

      vigie_words_value_parts (number, "W", &figure, &unit);
      factor = g_str_equal (unit, "W")    ? 1
               : g_str_equal (unit, "kW") ? 1e3
               : g_str_equal (unit, "MW") ? 1e6
                                          : 1e9;
      g_strdelimit (figure, ",", '.');
      read = g_ascii_strtod (figure, NULL);
      g_assert_cmpfloat (read, >=, 1);
      g_assert_cmpfloat (read, <, 1000);
      g_assert_cmpfloat (fabs (read * factor - number), <=, 0.00501 * number);
    }
  g_rand_free (rand);
}

static void
test_reading (void)
{
  VigieReading reading = VIGIE_READING_NONE;
  g_autofree char *long_text = g_strnfill (5000, 'a');

  in_english ();
  assert_words (vigie_words_reading (&reading, "W"), "—");
  reading.time = 1;
  assert_words (vigie_words_reading (&reading, "W"), "—");
  reading.type = VIGIE_VALUE_NUMBER;
  reading.number = 1500;
  assert_words (vigie_words_reading (&reading, "W"), "1,50~kW");
  reading.type = VIGIE_VALUE_BOOLEAN;
  assert_words (vigie_words_reading (&reading, ""), C_ ("reading", "yes"));
  reading.number = 0;
  assert_words (vigie_words_reading (&reading, ""), C_ ("reading", "no"));
  reading.type = VIGIE_VALUE_JSON;
  reading.text = (char *) "{\"a\":1}";
  assert_words (vigie_words_reading (&reading, ""), C_ ("reading", "data"));
  reading.type = VIGIE_VALUE_TEXT;
  reading.text = (char *) "ouvert";
  assert_words (vigie_words_reading (&reading, ""), "ouvert");
  reading.text = (char *) "";
  assert_words (vigie_words_reading (&reading, ""), "—");
  reading.text = (char *) "deux\nlignes";
  assert_words (vigie_words_reading (&reading, ""), "deux…");
  reading.text = (char *) "faux \xff utf";
  assert_words (vigie_words_reading (&reading, ""), "faux \ufffd utf");
  reading.text = long_text;
  {
    g_autofree char *words = vigie_words_reading (&reading, "");

    g_assert_cmpint (g_utf8_strlen (words, -1), ==, 80);
    g_assert_true (g_str_has_suffix (words, "…"));
  }
}

static void
test_index (void)
{
  g_autoptr (VigieMeasureData) data = vigie_measure_data_new ();
  VigieReading reading = {1, VIGIE_TIME_NONE, VIGIE_TIME_NONE, 12345678, NULL, VIGIE_VALUE_NUMBER};

  in_english ();
  assert_words (vigie_words_index (12345678, "Wh"), "12~345~678~Wh");
  assert_words (vigie_words_index (48213.66, "kWh"), "48~213,7~kWh");
  assert_words (vigie_words_index (65536, ""), "65~536");
  assert_words (vigie_words_index (65536, NULL), "65~536");
  assert_words (vigie_words_index (0, "m³"), "0~m³");
  assert_words (vigie_words_index (NAN, "m³"), "—");
  assert_words (vigie_words_index (1e18, "Wh"), "1~000~000~000~GWh");

  g_set_str (&data->unit, "Wh");
  assert_words (vigie_words_measure_reading (data, &reading), "12,3~MWh");
  data->aggregation = VIGIE_AGGREGATION_CUMULATIVE;
  assert_words (vigie_words_measure_reading (data, &reading), "12~345~678~Wh");
  reading.type = VIGIE_VALUE_NONE;
  assert_words (vigie_words_measure_reading (data, &reading), "—");
}

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
      {VIGIE_HOUR, "1~h~00"},
      {3 * VIGIE_HOUR + 7 * VIGIE_MINUTE, "3~h~07"},
      {VIGIE_DAY - 1, "23~h~59"},
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
  assert_words (vigie_words_age (now, now - 187 * VIGIE_MINUTE), "3~h~07 ago");
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
  }
  assert_words (vigie_words_date_time (VIGIE_TIME_NONE, NULL), "—");
  assert_words (vigie_words_date (now, VIGIE_TIME_NONE, NULL), "—");
  assert_words (vigie_words_moment (now, VIGIE_TIME_NONE, NULL), "—");
}

static void
test_lists (void)
{
  static const char *const items[] = {"a", "b", "c"};

  in_english ();
  assert_words (vigie_words_list (items, 0), "");
  assert_words (vigie_words_list (items, 1), "a");
  assert_words (vigie_words_list (items, 2), "a and b");
  assert_words (vigie_words_list (items, 3), "a, b and c");
}

static VigieMeasureData *
fill_level (const char *name)
{
  VigieMeasureData *data = vigie_measure_data_new ();

  g_set_str (&data->name, name);
  g_set_str (&data->unit, "%");
  data->thresholds.high = 90;
  data->thresholds.low = 20;
  return data;
}

static void
test_reasons (void)
{
  VigieTime now = at ("2026-11-21T10:07:00Z");
  g_autoptr (VigieMeasureData) data = fill_level ("Benne gravats");
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState condition = {0};

  in_english ();
#define REASON(freshness)                                                                          \
  vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_##freshness, now, NULL)
#define LINE(freshness)                                                                            \
  vigie_words_freshness_line (data, VIGIE_FRESHNESS_##freshness, now, reading.time, NULL)
  assert_words (REASON (NEVER), "Benne gravats: never received");
  assert_words (LINE (NEVER), "Never received");

  reading.time = at ("2026-11-21T10:03:00Z");
  reading.type = VIGIE_VALUE_NUMBER;
  reading.number = 62;
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (REASON (LIVE), "Normal");
  assert_words (LINE (LIVE), "4~min ago");
  reading.time = at ("2026-11-21T09:43:00Z");
  assert_words (REASON (LATE), "Benne gravats late: 24~min");
  assert_words (LINE (LATE), "late: 24~min");
  reading.time = at ("2026-11-21T07:00:00Z");
  assert_words (REASON (SILENT), "Benne gravats: silent since 8:00");
  assert_words (LINE (SILENT), "Silent since 8:00");

  reading.number = 94;
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (REASON (LIVE), "Benne gravats 94%, limit 90%");
  assert_words (REASON (LATE), "Benne gravats 94%, limit 90%");
  assert_words (REASON (SILENT), "Benne gravats: silent since 8:00, last: 94%, limit 90%");

  reading.number = 12;
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (REASON (LIVE), "Benne gravats 12%, low limit 20%");
  /* The server took the limit away since. */
  data->thresholds.low = NAN;
  assert_words (REASON (LIVE), "Benne gravats 12%");
  assert_words (REASON (SILENT), "Benne gravats: silent since 8:00");

  assert_words (REASON (OUT_OF_SERVICE), "Benne gravats: out of service");
  assert_words (LINE (OUT_OF_SERVICE), "Out of service");
  data->out_of_service_since = at ("2026-11-18T10:00:00Z");
  g_set_str (&data->out_of_service_note, "100 %s <b>");
  assert_words (REASON (OUT_OF_SERVICE), "Benne gravats: out of service, 100 %s <b>");
  assert_words (LINE (OUT_OF_SERVICE), "Out of service since 18~Nov at 11:00");

  /* Without a name: its role, its observed property, its id. */
  g_set_str (&data->name, "");
  data->role = VIGIE_ROLE_FILL_LEVEL;
  assert_words (REASON (NEVER), "Fill level: never received");
  data->role = VIGIE_ROLE_OTHER;
  g_set_str (&data->observed_property, "level");
  assert_words (REASON (NEVER), "level: never received");
  g_set_str (&data->observed_property, "");
  g_set_str (&data->id, "42");
  assert_words (REASON (NEVER), "42: never received");
#undef REASON
#undef LINE
}

/* What stands on the screen. */
static void
test_french (void)
{
  VigieTime now = at ("2026-11-21T10:07:00Z");
  g_autoptr (VigieMeasureData) data = fill_level ("Benne gravats");
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState condition = {0};
  static const char *const items[] = {"Bubry", "Caudan", "Groix"};

  in_french ();
  assert_words (vigie_words_value (94, "%"), "94~%");
  assert_words (vigie_words_value (-97, "dBm"), "-97~dBm");
  assert_words (vigie_words_value (1234567, "W"), "1,23~MW");
  assert_words (vigie_words_number (NAN, 0), "n.~d.");
  assert_words (vigie_words_age (now, now - 4 * VIGIE_MINUTE), "il y a 4~min");
  assert_words (vigie_words_age (now, now - 187 * VIGIE_MINUTE), "il y a 3~h~07");
  assert_words (vigie_words_age (now, now - 2 * VIGIE_DAY), "il y a 2~j");
  assert_words (vigie_words_age (now, now), "à l’instant");
  assert_words (vigie_words_age (now, now + 2 * VIGIE_MINUTE), "dans 2~min");
  assert_words (vigie_words_age (now, VIGIE_TIME_NONE), "jamais");
  assert_words (vigie_words_late (now, now - 24 * VIGIE_MINUTE), "en retard~: 24~min");
  assert_words (vigie_words_moment (now, at ("2026-11-21T09:47:00Z"), NULL), "10~h~47");
  assert_words (vigie_words_moment (now, at ("2026-11-20T17:02:00Z"), NULL), "hier à 18~h~02");
  assert_words (vigie_words_moment (now, at ("2026-11-22T06:00:00Z"), NULL), "demain à 7~h~00");
  assert_words (vigie_words_moment (now, at ("2026-11-18T09:47:00Z"), NULL), "18~nov. à 10~h~47");
  assert_words (vigie_words_since (now, at ("2026-11-18T09:47:00Z"), NULL), "le 18~nov. à 10~h~47");
  assert_words (vigie_words_at (now, at ("2026-11-21T12:58:00Z"), NULL), "à 13~h~58");
  assert_words (vigie_words_date (now, at ("2025-08-01T10:00:00Z"), NULL), "1er~août~2025");
  assert_words (vigie_words_weekday_date (at ("2026-03-03T10:00:00Z"), NULL), "mar.~3~mars");
  assert_words (vigie_words_date_time (now, NULL), "Sam. 21 nov. 2026, 11~h~07");
  assert_words (vigie_words_silent_since (now, at ("2026-11-21T07:00:00Z"), NULL),
                "Silencieux depuis 8~h~00");
  assert_words (vigie_words_list (items, 3), "Bubry, Caudan et Groix");

  reading = (VigieReading) {at ("2026-11-21T07:00:00Z"), VIGIE_TIME_NONE, VIGIE_TIME_NONE, 94, NULL,
                            VIGIE_VALUE_NUMBER};
  assert_words (vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_SILENT, now, NULL),
                "Benne gravats~: silence depuis 8~h~00");
  vigie_condition_step (&condition, &data->thresholds, reading.number, reading.time);
  assert_words (vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_LIVE, now, NULL),
                "Benne gravats 94~%, seuil 90~%");
  assert_words (vigie_words_reason (data, &reading, &condition, VIGIE_FRESHNESS_SILENT, now, NULL),
                "Benne gravats~: silence depuis 8~h~00, dernier~: 94~%, seuil 90~%");
  g_assert_cmpstr (vigie_words_kind (VIGIE_KIND_RECYCLING_CENTRE), ==, "Déchèterie");
  g_assert_cmpstr (vigie_words_freshness (VIGIE_FRESHNESS_NEVER), ==, "Jamais reçu");
  g_assert_cmpstr (vigie_words_condition (VIGIE_CONDITION_CRITICAL), ==, "Critique");
  g_assert_cmpstr (vigie_words_role (VIGIE_ROLE_GRID_EXPORT), ==, "Injection");
}

/* Every name is a word of its own, whatever the value. */
static void
test_names (void)
{
  in_english ();
  for (guint i = 0; i < VIGIE_N_KIND; i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpstr (vigie_words_kind (i), !=, vigie_words_kind (j));
        g_assert_cmpstr (vigie_words_kind_plural (i), !=, vigie_words_kind_plural (j));
      }
  for (guint i = 0; i < VIGIE_N_ROLE; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (vigie_words_role (i), !=, vigie_words_role (j));
  for (guint i = 0; i < VIGIE_N_FRESHNESS; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (vigie_words_freshness (i), !=, vigie_words_freshness (j));
  for (guint i = 0; i < VIGIE_N_CONDITION; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (vigie_words_condition (i), !=, vigie_words_condition (j));
  g_assert_cmpstr (vigie_words_kind (VIGIE_KIND_RECYCLING_CENTRE), ==, "Recycling centre");
  g_assert_cmpstr (vigie_words_freshness (VIGIE_FRESHNESS_SILENT), ==, "Silent");
  g_assert_cmpstr (vigie_words_kind (99), ==, vigie_words_kind (VIGIE_KIND_OTHER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* GLib decides at its first translation, once, whether the program is translated at all. */
  g_assert_cmpstr (_ ("Never received"), ==, "Jamais reçu");

  g_test_add_func ("/words/number", test_number);
  g_test_add_func ("/words/value", test_value);
  g_test_add_func ("/words/value/three-digits", test_value_keeps_three_digits);
  g_test_add_func ("/words/reading", test_reading);
  g_test_add_func ("/words/index", test_index);
  g_test_add_func ("/words/durations", test_durations);
  g_test_add_func ("/words/moments", test_moments);
  g_test_add_func ("/words/local-time", test_local_time);
  g_test_add_func ("/words/dates", test_dates);
  g_test_add_func ("/words/lists", test_lists);
  g_test_add_func ("/words/reasons", test_reasons);
  g_test_add_func ("/words/french", test_french);
  g_test_add_func ("/words/names", test_names);
  return g_test_run ();
}
