/* test-scan.c: the strict reader of JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-scan.h"

static const struct
{
  const char *json;
  gboolean good;
} grammar[] = {
    {"{}", TRUE},
    {"[]", TRUE},
    {" [ ] \n", TRUE},
    {"null", TRUE},
    {"true", TRUE},
    {"\"\"", TRUE},
    {"0", TRUE},
    {"-0.0", TRUE},
    {"1e5", TRUE},
    {"1E-05", TRUE},
    {"123456789012345678901234567890", TRUE},
    {"{\"a\":1,\"a\":2}", TRUE},
    {"[1,[2,{\"b\":[null,true,false]}]]", TRUE},
    {"\"\\u00e9\\ud83d\\ude00\\ud800x\\u0000\"", TRUE},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", TRUE},
    {"", FALSE},
    {" ", FALSE},
    {"{", FALSE},
    {"[", FALSE},
    {"[1", FALSE},
    {"[1,", FALSE},
    {"[1,]", FALSE},
    {"[,1]", FALSE},
    {"[1 2]", FALSE},
    {"{\"a\"}", FALSE},
    {"{\"a\":}", FALSE},
    {"{\"a\":1,}", FALSE},
    {"{a:1}", FALSE},
    {"{1:1}", FALSE},
    {"{\"a\":1 \"b\":2}", FALSE},
    {"[1}", FALSE},
    {"{\"a\":1]", FALSE},
    {"1 1", FALSE},
    {"{}{}", FALSE},
    {"01", FALSE},
    {"-", FALSE},
    {"+1", FALSE},
    {".5", FALSE},
    {"1.", FALSE},
    {"1e", FALSE},
    {"1e+", FALSE},
    {"0x10", FALSE},
    {"NaN", FALSE},
    {"Infinity", FALSE},
    {"-Infinity", FALSE},
    {"nul", FALSE},
    {"truer", FALSE},
    {"tru", FALSE},
    {"'a'", FALSE},
    {"\"a", FALSE},
    {"\"\\x\"", FALSE},
    {"\"\\u12\"", FALSE},
    {"\"\\u12g4\"", FALSE},
    {"\"\\", FALSE},
    {"\"a\tb\"", FALSE},
    {"\"\xff\"", FALSE},
    {"\"\xc3\"", FALSE},
    {"\"\xed\xa0\x80\"", FALSE},
    {"// c\n1", FALSE},
    {"[1]/**/", FALSE},
    {"1111111111111111111111111111111111111111111111111111111111111111111111", FALSE},
};

/* Reads everything by the typed functions, as a decoder does. */
static void
read_all (VigieScan *scan)
{
  const char *name;

  switch (vigie_scan_peek (scan))
    {
    case VIGIE_SCAN_OBJECT:
      if (vigie_scan_enter_object (scan))
        while (vigie_scan_next_member (scan, &name))
          read_all (scan);
      break;
    case VIGIE_SCAN_ARRAY:
      if (vigie_scan_enter_array (scan))
        while (vigie_scan_next_element (scan))
          read_all (scan);
      break;
    case VIGIE_SCAN_STRING:
      vigie_scan_string (scan);
      break;
    case VIGIE_SCAN_NUMBER:
      vigie_scan_number (scan);
      break;
    case VIGIE_SCAN_BOOLEAN:
      vigie_scan_boolean (scan);
      break;
    case VIGIE_SCAN_NULL:
    case VIGIE_SCAN_INVALID:
    default:
      vigie_scan_skip (scan);
    }
}

static void
test_grammar (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (grammar); i++)
    {
      for (int skip = 0; skip < 2; skip++)
        {
          g_autofree char *text = g_strdup (grammar[i].json);
          VigieScan scan;

          vigie_scan_init (&scan, text, strlen (text));
          if (skip)
            vigie_scan_skip (&scan);
          else
            read_all (&scan);
          if (vigie_scan_finish (&scan) != grammar[i].good)
            g_error ("%s of %s: %s", skip ? "skipping" : "reading", grammar[i].json,
                     scan.problem ? scan.problem : "taken");
        }
    }
}

static void
test_cut_short (void)
{
  const char *whole = "{\"a\":[1,2.5e3,\"x\\u00e9\\n\",true,null],\"b\":{\"c\":false}}";

  /* Every beginning of it is refused, by both ways, without reading past the end (valgrind, ASan). */
  for (gsize length = 0; length < strlen (whole); length++)
    for (int skip = 0; skip < 2; skip++)
      {
        g_autofree char *text = g_strndup (whole, length);
        VigieScan scan;

        vigie_scan_init (&scan, text, length);
        if (skip)
          vigie_scan_skip (&scan);
        else
          read_all (&scan);
        g_assert_false (vigie_scan_finish (&scan));
      }
}

static void
test_numbers (void)
{
  static const char *const numbers[] = {"0",
                                        "-0",
                                        "1",
                                        "-1",
                                        "0.1",
                                        "-11.4",
                                        "25.7",
                                        "15826885",
                                        "1e22",
                                        "1e23",
                                        "123456.789e3",
                                        "9007199254740993",
                                        "0.30000000000000004",
                                        "5e-324",
                                        "1e-400",
                                        "1.7e308",
                                        "868300000",
                                        "47.7442",
                                        "-3.35107",
                                        "1234567890.12345"};

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = g_strdup (numbers[i]);
      VigieScan scan;
      double number;

      vigie_scan_init (&scan, text, strlen (text));
      number = vigie_scan_number (&scan);
      g_assert_true (vigie_scan_finish (&scan));
      if (number != g_ascii_strtod (numbers[i], NULL))
        g_error ("%s was read as %.17g", numbers[i], number);
    }
  {
    char text[] = "1e999";
    VigieScan scan;

    vigie_scan_init (&scan, text, strlen (text));
    g_assert_true (isnan (vigie_scan_number (&scan)));
    g_assert_false (vigie_scan_finish (&scan));
  }
}

static void
test_texts (void)
{
  char text[]
      = "[\"\\u00c9t\\u00e9\", \"\\ud83d\\ude00\", \"a\\u0000b\\udc00\", \"\\\\\\\"\\/\\n\", 7]";
  VigieScan scan;

  vigie_scan_init (&scan, text, strlen (text));
  g_assert_true (vigie_scan_enter_array (&scan));
  g_assert_true (vigie_scan_next_element (&scan));
  g_assert_cmpstr (vigie_scan_string (&scan), ==, "Été");
  g_assert_true (vigie_scan_next_element (&scan));
  g_assert_cmpstr (vigie_scan_string (&scan), ==, "😀");
  g_assert_true (vigie_scan_next_element (&scan));
  g_assert_cmpstr (vigie_scan_string (&scan), ==, "a\357\277\275b\357\277\275");
  g_assert_true (vigie_scan_next_element (&scan));
  g_assert_cmpstr (vigie_scan_string (&scan), ==, "\\\"/\n");
  g_assert_true (vigie_scan_next_element (&scan));
  g_assert_null (vigie_scan_string (&scan));
  g_assert_false (vigie_scan_next_element (&scan));
  g_assert_true (vigie_scan_finish (&scan));
}

static void
test_depth (void)
{
  for (guint depth = VIGIE_SCAN_MAX_DEPTH; depth <= 100000; depth = depth * 2 + 1)
    {
      g_autofree char *text = g_malloc (depth * 2 + 1);
      VigieScan scan;

      memset (text, '[', depth);
      memset (text + depth, ']', depth);
      vigie_scan_init (&scan, text, depth * 2);
      vigie_scan_skip (&scan);
      g_assert_cmpint (vigie_scan_finish (&scan), ==, depth <= VIGIE_SCAN_MAX_DEPTH);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/grammar", test_grammar);
  g_test_add_func ("/scan/cut-short", test_cut_short);
  g_test_add_func ("/scan/numbers", test_numbers);
  g_test_add_func ("/scan/texts", test_texts);
  g_test_add_func ("/scan/depth", test_depth);
  return g_test_run ();
}
