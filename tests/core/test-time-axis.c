/* test-time-axis.c: ticks of local time, across changes of the clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-time-axis.h"

#include <math.h>

#include "words-fixture.h"

static char *
labels (const VigieTimeAxis *axis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const VigieTick *tick = g_ptr_array_index (axis->ticks, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", tick->label);
    }
  return plain (g_string_free (text, FALSE));
}

static void
test_labels (void)
{
  static const struct
  {
    const char *from, *to;
    double pixels;
    const char *labels;
  } cases[] = {
      /* An ordinary week: days by name, the one that it begins in too. */
      {"2026-11-14T23:00:00Z", "2026-11-21T23:00:00Z", 1000,
       "Sun~15 | Mon~16 | Tue~17 | Wed~18 | Thu~19 | Fri~20 | Sat~21"},
      {"2026-11-14T12:00:00Z", "2026-11-17T12:00:00Z", 280, "Sat~14 | Sun~15 | Mon~16 | Tue~17"},
      {"2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z", 800,
       "12:00 | 15:00 | 18:00 | 21:00 | Sat~21 | 3:00 | 6:00 | 9:00"},
      {"2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z", 330, "12:00 | 18:00 | Sat~21 | 6:00"},
      /* The day of 23 hours has no 2 o'clock. */
      {"2026-03-28T23:00:00Z", "2026-03-29T03:00:00Z", 500, "Sun~29 | 1:00 | 3:00 | 4:00 | 5:00"},
      {"2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 800,
       "Sun~29 | 3:00 | 6:00 | 9:00 | 12:00 | 15:00 | 18:00 | 21:00 | Mon~30"},
      /* The day of 25 hours has it twice. */
      {"2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z", 700,
       "Sun~25 | 1:00 | 2:00 (summer) | 2:00 (winter) | 3:00 | 4:00"},
      {"2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", 800,
       "2:00 (summer) | 2:30 (summer) | 2:00 (winter) | 2:30 (winter) | 3:00"},
      {"2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 1100,
       "Sun~25 | 3:00 | 6:00 | 9:00 | 12:00 | 15:00 | 18:00 | 21:00 | Mon~26"},
      {"2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z", 400, "Sat~24 | Sun~25 | Mon~26"},
      /* The shortest range. */
      {"2026-11-21T10:07:00Z", "2026-11-21T10:07:10Z", 700,
       "11:07 | 11:07:02 | 11:07:04 | 11:07:06 | 11:07:08 | 11:07:10"},
      {"2026-11-21T10:07:30Z", "2026-11-21T10:12:30Z", 500,
       "11:08 | 11:09 | 11:10 | 11:11 | 11:12"},
      /* Weeks, months, years. */
      {"2026-10-22T22:00:00Z", "2026-11-21T23:00:00Z", 500, "26~Oct | 2~Nov | 9~Nov | 16~Nov"},
      {"2026-02-14T23:00:00Z", "2026-03-31T22:00:00Z", 4000,
       "15~Feb | 16~Feb | 17~Feb | 18~Feb | 19~Feb | 20~Feb | 21~Feb | 22~Feb | 23~Feb | 24~Feb | "
       "25~Feb | 26~Feb | 27~Feb | 28~Feb | 1~Mar | 2~Mar | 3~Mar | 4~Mar | 5~Mar | 6~Mar | 7~Mar | "
       "8~Mar | 9~Mar | 10~Mar | 11~Mar | 12~Mar | 13~Mar | 14~Mar | 15~Mar | 16~Mar | 17~Mar | "
       "18~Mar | 19~Mar | 20~Mar | 21~Mar | 22~Mar | 23~Mar | 24~Mar | 25~Mar | 26~Mar | 27~Mar | "
       "28~Mar | 29~Mar | 30~Mar | 31~Mar"},
      {"2025-10-31T23:00:00Z", "2026-03-31T22:00:00Z", 500, "Nov | Dec | Jan~2026 | Feb | Mar"},
      {"2025-11-20T23:00:00Z", "2026-11-20T23:00:00Z", 600,
       "Jan~2026 | Apr~2026 | Jul~2026 | Oct~2026"},
      {"2021-06-30T22:00:00Z", "2026-06-30T22:00:00Z", 400,
       "2021 | 2022 | 2023 | 2024 | 2025 | 2026"},
      {"2025-12-31T12:00:00Z", "2026-01-01T12:00:00Z", 350, "18:00 | 1~Jan | 6:00 | 12:00"},
  };

  in_english ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieTimeAxis) axis
          = vigie_time_axis_new (at (cases[i].from), at (cases[i].to), NULL, cases[i].pixels, 7);
      g_autofree char *text = labels (axis);

      if (g_strcmp0 (text, cases[i].labels))
        g_printerr ("%u: %s\n   %s\n", i, text, cases[i].labels);
    }
}

/* Whatever the range and the size: ascending, within, bounded, far enough apart, and no label twice within a day. */
static void
test_property (void)
{
  static const char *const zones[]
      = {"Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "UTC"};
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  in_english ();
  for (guint round = 0; round < 1500; round++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[round % G_N_ELEMENTS (zones)]);
      VigieTime from = at ("2010-01-01T00:00:00Z") + (VigieTime) g_rand_int (rand) * 150 * 1000;
      VigieTime to;
      double pixels = g_rand_double_range (rand, 150, 4000);
      g_autoptr (VigieTimeAxis) axis = NULL;
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      const VigieTick *before = NULL;

      /* Every third around a change of the clock in France. */
      if (round % 3 == 0)
        from = at (round % 2 ? "2026-10-25T01:00:00Z" : "2026-03-29T01:00:00Z")
               - (VigieTime) g_rand_int_range (rand, 0, 86400) * VIGIE_SECOND;
      to = from
           + (VigieTime) (exp (g_rand_double_range (rand, log (10), log (5 * 365 * 86400.0)))
                          * 1e6);
      if (zone == NULL)
        continue;
      axis = vigie_time_axis_new (from, to, zone, pixels, 7);
      g_assert_cmpuint (axis->ticks->len, <=, pixels / 7 / 4 + 2);
      for (guint i = 0; i < axis->ticks->len; i++)
        {
          const VigieTick *tick = g_ptr_array_index (axis->ticks, i);
          VigieLocalTime local = vigie_time_to_local (tick->time, zone);

          g_assert_cmpint (tick->until, >, tick->time);
          g_assert_cmpint (tick->time, <=, to);
          g_assert_cmpint (axis->is_names ? tick->until - 1 : tick->time, >=, from);
          if (before != NULL)
            g_assert_cmpint (before->until, ==, tick->time);
          if (local.hour == 0 && local.minute == 0 && local.second == 0)
            g_hash_table_remove_all (seen);
          g_assert_true (g_hash_table_add (seen, tick->label));
          if (axis->unit < VIGIE_TICK_HOUR)
            g_assert_cmpint (local.second % (axis->unit == VIGIE_TICK_MINUTE ? 60 : 1), ==, 0);
          before = tick;
        }
    }
}

static void
test_from_local (void)
{
  GTimeZone *zone = vigie_words_default_zone ();
  gint64 spring = vigie_time_day_number (2026, 3, 29),
         autumn = vigie_time_day_number (2026, 10, 25);
  VigieTime instants[2];

  g_assert_cmpint (vigie_time_day_number (1970, 1, 1), ==, 0);
  g_assert_cmpint (vigie_time_day_number (2026, 13, 1), ==, vigie_time_day_number (2027, 1, 1));
  g_assert_cmpint (vigie_time_day_number (2026, -1, 1), ==, vigie_time_day_number (2025, 11, 1));
  g_assert_cmpuint (vigie_time_from_local (spring, 2 * 3600 + 1800, zone, instants), ==, 0);
  g_assert_cmpuint (vigie_time_from_local (spring, 3 * 3600, zone, instants), ==, 1);
  g_assert_cmpint (instants[0], ==, at ("2026-03-29T01:00:00Z"));
  g_assert_cmpuint (vigie_time_from_local (autumn, 2 * 3600, zone, instants), ==, 2);
  g_assert_cmpint (instants[0], ==, at ("2026-10-25T00:00:00Z"));
  g_assert_cmpint (instants[1], ==, at ("2026-10-25T01:00:00Z"));
  g_assert_cmpuint (vigie_time_from_local (autumn, 3 * 3600, zone, instants), ==, 1);
}

static void
test_floor (void)
{
  static const struct
  {
    const char *time;
    VigieTickUnit unit;
    const char *floor, *next;
  } cases[] = {
      {"2026-03-29T10:30:00Z", VIGIE_TICK_DAY, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"},
      {"2026-10-25T10:30:00Z", VIGIE_TICK_DAY, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"},
      {"2026-10-25T00:30:00Z", VIGIE_TICK_HOUR, "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"},
      {"2026-10-25T10:30:00Z", VIGIE_TICK_WEEK, "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z"},
      {"2026-10-25T10:30:00Z", VIGIE_TICK_MONTH, "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"},
      {"2026-12-31T23:00:00Z", VIGIE_TICK_YEAR, "2026-12-31T23:00:00Z", "2027-12-31T23:00:00Z"},
      {"1969-12-31T22:59:59Z", VIGIE_TICK_DAY, "1969-12-30T23:00:00Z", "1969-12-31T23:00:00Z"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (vigie_time_floor (at (cases[i].time), cases[i].unit, NULL), ==,
                       at (cases[i].floor));
      g_assert_cmpint (vigie_time_next (at (cases[i].time), cases[i].unit, NULL), ==,
                       at (cases[i].next));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  words_init ();
  g_test_add_func ("/core/time-axis/labels", test_labels);
  g_test_add_func ("/core/time-axis/property", test_property);
  g_test_add_func ("/core/time-axis/from-local", test_from_local);
  g_test_add_func ("/core/time-axis/floor", test_floor);
  return g_test_run ();
}
