/* test-words.c: numbers, values and lists in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

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
test_lists (void)
{
  static const char *const items[] = {"a", "b", "c"};

  in_english ();
  assert_words (vigie_words_list (items, 0), "");
  assert_words (vigie_words_list (items, 1), "a");
  assert_words (vigie_words_list (items, 2), "a and b");
  assert_words (vigie_words_list (items, 3), "a, b and c");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words_init ();

  g_test_add_func ("/words/number", test_number);
  g_test_add_func ("/words/value", test_value);
  g_test_add_func ("/words/value/three-digits", test_value_keeps_three_digits);
  g_test_add_func ("/words/reading", test_reading);
  g_test_add_func ("/words/index", test_index);
  g_test_add_func ("/words/lists", test_lists);
  return g_test_run ();
}
