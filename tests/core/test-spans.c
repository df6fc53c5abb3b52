/* test-spans.c: sets of stretches of time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-spans.h"

/* "1-3 5-9" */
static GArray *
parse (const char *text)
{
  GArray *spans = vigie_spans_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      VigieSpan span;

      if (*words[i] == '\0')
        continue;
      span.from = g_ascii_strtoll (words[i], NULL, 10);
      span.to = g_ascii_strtoll (strchr (words[i], '-') + 1, NULL, 10);
      g_array_append_val (spans, span);
    }
  return spans;
}

static char *
format (const GArray *spans)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const VigieSpan *span = &g_array_index (spans, VigieSpan, i);

      g_string_append_printf (text, "%s%d-%d", i > 0 ? " " : "", (int) span->from, (int) span->to);
    }
  return g_string_free (text, FALSE);
}

static void
test_add (void)
{
  static const struct
  {
    const char *before;
    int from, to;
    const char *after;
  } table[] = {
      {"", 1, 3, "1-3"},
      {"", 3, 3, ""},
      {"", 4, 3, ""},
      {"1-3", 5, 7, "1-3 5-7"},
      {"5-7", 1, 3, "1-3 5-7"},
      {"1-3", 3, 5, "1-5"},
      {"3-5", 1, 3, "1-5"},
      {"1-3 5-7", 3, 5, "1-7"},
      {"1-3 5-7 9-11", 2, 10, "1-11"},
      {"1-3 5-7 9-11", 0, 20, "0-20"},
      {"1-3 5-7 9-11", 5, 6, "1-3 5-7 9-11"},
      {"1-3 9-11", 5, 7, "1-3 5-7 9-11"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) spans = parse (table[i].before);
      g_autofree char *text = NULL;

      vigie_spans_add (spans, table[i].from, table[i].to);
      text = format (spans);
      g_assert_cmpstr (text, ==, table[i].after);
    }
}

static void
test_clip (void)
{
  static const struct
  {
    const char *before;
    int from, to;
    const char *after;
  } table[] = {
      {"1-3 5-7", 0, 10, "1-3 5-7"},
      {"1-3 5-7", 2, 6, "2-3 5-6"},
      {"1-3 5-7", 3, 5, ""},
      {"1-3 5-7", 6, 6, ""},
      {"", 0, 9, ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) spans = parse (table[i].before);
      g_autofree char *text = NULL;

      vigie_spans_clip (spans, table[i].from, table[i].to);
      text = format (spans);
      g_assert_cmpstr (text, ==, table[i].after);
    }
}

static void
test_subtract (void)
{
  static const struct
  {
    const char *known;
    int from, to;
    const char *missing;
    gboolean meet;
  } table[] = {
      {"", 1, 5, "1-5", FALSE},        {"", 5, 5, "", FALSE},
      {"1-5", 1, 5, "", TRUE},         {"0-9", 1, 5, "", TRUE},
      {"2-3", 1, 5, "1-2 3-5", TRUE},  {"1-3", 1, 5, "3-5", TRUE},
      {"3-5", 1, 5, "1-3", TRUE},      {"3-9", 1, 5, "1-3", TRUE},
      {"0-1 5-9", 1, 5, "1-5", FALSE}, {"0-2 3-4 6-9", 1, 7, "2-3 4-6", TRUE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) known = parse (table[i].known);
      g_autoptr (GArray) missing = vigie_spans_subtract_from (known, table[i].from, table[i].to);
      g_autofree char *text = format (missing);

      g_assert_cmpstr (text, ==, table[i].missing);
      g_assert_cmpint (vigie_spans_meet (known, table[i].from, table[i].to), ==, table[i].meet);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/spans/add", test_add);
  g_test_add_func ("/core/spans/clip", test_clip);
  g_test_add_func ("/core/spans/subtract", test_subtract);
  return g_test_run ();
}
