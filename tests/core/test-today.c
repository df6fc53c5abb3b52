/* test-today.c: how much was counted since midnight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "vigie-today.h"

static VigieTime
instant (const char *text)
{
  VigieTime time;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

static void
test_midnight (void)
{
  static const struct
  {
    const char *zone, *now, *midnight;
  } table[] = {
      {"Europe/Paris", "2026-11-21T10:00:00.5Z", "2026-11-20T23:00:00Z"},
      {"Europe/Paris", "2026-07-14T21:59:59.999999Z", "2026-07-13T22:00:00Z"},
      {"Europe/Paris", "2026-07-14T22:00:00Z", "2026-07-14T22:00:00Z"},
      /* A day of 23 hours, one of 25. */
      {"Europe/Paris", "2026-03-29T21:30:00Z", "2026-03-28T23:00:00Z"},
      {"Europe/Paris", "2026-03-29T00:30:00Z", "2026-03-28T23:00:00Z"},
      {"Europe/Paris", "2026-10-25T22:30:00Z", "2026-10-24T22:00:00Z"},
      {"Europe/Paris", "2026-10-25T01:30:00Z", "2026-10-24T22:00:00Z"},
      {"UTC", "2026-10-25T00:00:00Z", "2026-10-25T00:00:00Z"},
      {"UTC", "1969-12-31T12:00:00.25Z", "1969-12-31T00:00:00Z"},
      /* Its clocks go from 0:00 to 1:00: the day begins at one. */
      {"Africa/Cairo", "2026-04-24T09:00:00Z", "2026-04-23T22:00:00Z"},
      {"Pacific/Kiritimati", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (table[i].zone);
      char text[VIGIE_TIME_BUFFER];

      g_assert_nonnull (zone);
      g_assert_cmpstr (
          vigie_time_format (vigie_today_midnight (instant (table[i].now), zone), text), ==,
          table[i].midnight);
    }
}

/* "22:50=10 23:10=12 …" of the day, "-" a number that is none; hours before the day are those of -1, "-1h". */
static VigieSeries *
parse (const char *text, VigieTime midnight, gint64 interval, double known_from, double known_to)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  VigieSpan known = {midnight + (VigieTime) (known_from * VIGIE_HOUR),
                     midnight + (VigieTime) (known_to * VIGIE_HOUR) + 1};

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      const char *sign = strchr (words[i], '=');
      VigieTime time
          = midnight + (VigieTime) (g_ascii_strtod (words[i], NULL) * (double) VIGIE_HOUR);
      double value = strcmp (sign, "=-") == 0 ? NAN : g_ascii_strtod (sign + 1, NULL);

      g_array_append_val (times, time);
      g_array_append_val (values, value);
    }
  return vigie_series_new ((VigieTime *) (void *) times->data, (double *) (void *) values->data,
                           times->len, interval, &known, known_from < known_to);
}

/* Hours since midnight = value. */
static void
test_amount (void)
{
  static const struct
  {
    VigieAggregation aggregation;
    const char *readings;
    double known_from, known_to;
    double now;
    double amount; /* NAN: n. d. */
    double until;  /* hours */
    double rollover;
    gboolean is_replaced; /* at half past one: 130 out, 3 in */
  } table[] = {
      /* A reading at midnight, one close before it. */
      {VIGIE_AGGREGATION_CUMULATIVE, "-1=95 0=100 1=120 2=141", -1, 2.5, 2.5, 41, 2},
      {VIGIE_AGGREGATION_CUMULATIVE, "-1=95 -0.5=100 1=120 2=141", -1, 2.5, 2.5, 41, 2},
      /* What is of tomorrow is not of today. */
      {VIGIE_AGGREGATION_CUMULATIVE, "0=100 1=120 2=141", 0, 2, 1.5, 20, 1},
      /* The reading at midnight is missing: too far away, none, or not known whether there is one. */
      {VIGIE_AGGREGATION_CUMULATIVE, "-4=95 1=120 2=141", -4, 2, 2, NAN, 0},
      {VIGIE_AGGREGATION_CUMULATIVE, "1=120 2=141", -4, 2, 2, NAN, 0},
      {VIGIE_AGGREGATION_CUMULATIVE, "-1=95 1=120 2=141", 0, 2, 2, NAN, 0},
      {VIGIE_AGGREGATION_CUMULATIVE, "-1=95 1=120 2=141", 0, 0, 2, NAN, 0},
      {VIGIE_AGGREGATION_CUMULATIVE, "", -4, 2, 2, NAN, 0},
      /* But nothing was counted in the gap. */
      {VIGIE_AGGREGATION_CUMULATIVE, "-4=120 1=120 2=141", -4, 2, 2, 21, 2},
      /* A gap within the day costs an index nothing; a stretch that is not known may hide a reset. */
      {VIGIE_AGGREGATION_CUMULATIVE, "0=100 1=120 9=141", 0, 9, 9, 41, 9},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=100 1=120 9=141", 0, 5, 9, NAN, 0},
      /* Nothing came yet; nothing comes any more. */
      {VIGIE_AGGREGATION_CUMULATIVE, "-1=95 -0.5=100", -1, 1, 1, 0, -0.5},
      {VIGIE_AGGREGATION_CUMULATIVE, "-1=95 -0.5=100", -1, 4, 4, NAN, 0},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=100 1=120", 0, 9, 9, 20, 1},
      /* Reset in the day, at midnight; rolled over; corrected; not a number. */
      {VIGIE_AGGREGATION_CUMULATIVE, "0=100 1=120 2=3 3=10", 0, 3, 3, 30, 3},
      {VIGIE_AGGREGATION_CUMULATIVE, "-0.5=500 1=4 2=9", -0.5, 2, 2, 9, 2},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=65530 1=65535 2=0 3=2", 0, 3, 3, 7, 3},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=1000 1=1010 2=1008 3=1012", 0, 3, 3, 12, 3},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=1000 1=999", 0, 1, 1, 0, 1},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=65530 1=65535 2=0 3=2", 0, 3, 3, 8, 3, .rollover = 65536},
      {VIGIE_AGGREGATION_CUMULATIVE, "-2=65510 -1=65520 0=65525 1=65535 2=9 3=19", -2, 3, 3, 30, 3},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=100 1=120 2=13 3=20", 0, 3, 3, 47, 3, .is_replaced = TRUE},
      /* One wrong reading is not counted, there and back. */
      {VIGIE_AGGREGATION_CUMULATIVE, "0=1000 1=1010 2=0 3=1030 4=1040", 0, 4, 4, 40, 4},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=100 1=- 2=141", 0, 2, 2, 41, 2},
      {VIGIE_AGGREGATION_CUMULATIVE, "-1=90 0=- 2=141", -1, 2, 2, 51, 2},
      {VIGIE_AGGREGATION_CUMULATIVE, "0=0 1=0 2=0", 0, 2, 2, 0, 2},
      /* The amount of the hour before each. */
      {VIGIE_AGGREGATION_INTERVAL, "-1=9 0=8 1=1 2=2 3=3", -1, 3.5, 3.5, 6, 3},
      {VIGIE_AGGREGATION_INTERVAL, "1=1 2=2 3=3", 0, 3.5, 3.5, 6, 3},
      {VIGIE_AGGREGATION_INTERVAL, "1=1 5=2", 0, 5, 5, NAN, 0},
      {VIGIE_AGGREGATION_INTERVAL, "4=1 5=2", 0, 5, 5, NAN, 0},
      {VIGIE_AGGREGATION_INTERVAL, "1=1 2=- 3=2", 0, 5, 5, 3, 3},
      {VIGIE_AGGREGATION_INTERVAL, "1=1 2=2 3=3", 1, 3.5, 3.5, NAN, 0},
      {VIGIE_AGGREGATION_INTERVAL, "", 0, 0.5, 0.5, 0, 0},
      {VIGIE_AGGREGATION_INTERVAL, "", 0, 5, 5, NAN, 0},
      {VIGIE_AGGREGATION_INSTANT, "0=100 1=120 2=141", 0, 2, 2, NAN, 0},
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  VigieTime midnight = instant ("2026-11-20T23:00:00Z");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (VigieSeries) series
          = parse (table[i].readings, midnight, VIGIE_HOUR, table[i].known_from, table[i].known_to);
      VigieTime now = midnight + (VigieTime) (table[i].now * VIGIE_HOUR), until;
      double amount;
      VigieMeterChange change = {midnight + VIGIE_HOUR * 3 / 2, 130, 3};
      VigieMeterInfo info = {.aggregation = table[i].aggregation,
                             .rollover = table[i].rollover,
                             .changes = &change,
                             .n_changes = table[i].is_replaced,
                             .installed = VIGIE_TIME_NONE};
      gboolean is_known = vigie_today_amount (series, &info, now, zone, &amount, &until);

      g_test_message ("%u: %s", i, table[i].readings);
      g_assert_cmpint (is_known, ==, !isnan (table[i].amount));
      if (!is_known)
        {
          g_assert_true (isnan (amount));
          continue;
        }
      g_assert_cmpfloat_with_epsilon (amount, table[i].amount, 1e-9);
      g_assert_cmpint (until, ==, midnight + (VigieTime) (table[i].until * VIGIE_HOUR));
    }
}

/* 24 readings on the day of 23 hours would be those of two days. */
static void
test_long_days (void)
{
  static const struct
  {
    const char *midnight;
    int n_hours;
  } days[] = {
      {"2026-03-28T23:00:00Z", 23},
      {"2026-10-24T22:00:00Z", 25},
      {"2026-11-20T23:00:00Z", 24},
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      VigieTime midnight = instant (days[i].midnight);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (VigieSeries) series = NULL;
      VigieMeterInfo info
          = {.aggregation = VIGIE_AGGREGATION_CUMULATIVE, .installed = VIGIE_TIME_NONE};
      double amount;

      for (int hour = -30; hour < days[i].n_hours; hour++)
        g_string_append_printf (text, "%s%d=%d", hour > -30 ? " " : "", hour, 1000 + hour);
      series = parse (text->str, midnight, VIGIE_HOUR, -30, days[i].n_hours);
      g_assert_true (vigie_today_amount (series, &info, midnight + days[i].n_hours * VIGIE_HOUR - 1,
                                         zone, &amount, NULL));
      g_assert_cmpfloat (amount, ==, days[i].n_hours - 1);
      g_assert_cmpint (vigie_today_window_start (midnight + VIGIE_HOUR, zone, VIGIE_HOUR), ==,
                       midnight - 3 * VIGIE_HOUR);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/today/midnight", test_midnight);
  g_test_add_func ("/core/today/amount", test_amount);
  g_test_add_func ("/core/today/long-days", test_long_days);
  return g_test_run ();
}
