/* test-meter.c: from readings of meters to the amounts of steps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "vigie-meter.h"

/* Saturday, 0 h in Lorient. */
#define START "2026-11-20T23:00:00Z"
#define MINUTES(n) ((gint64) (n) * VIGIE_MINUTE)

static VigieTime
instant (const char *text)
{
  VigieTime time;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

/* ---- Steps by tables ---- */

/* Readings as "MINUTE=VALUE MINUTE<START=VALUE …" since START; "-" is no number. */
static VigieSeries *
parse_series (const char *text, gint64 interval)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = *text != '\0' ? g_strv_length (words) : 0;
  VigieTime *times = g_new (VigieTime, MAX (n, 1)), *starts = g_new (VigieTime, MAX (n, 1));
  double *values = g_new (double, MAX (n, 1));
  VigieTime begin = instant (START);
  VigieSeries *series;

  for (guint i = 0; i < n; i++)
    {
      char *rest;

      times[i] = begin + (VigieTime) (g_ascii_strtod (words[i], &rest) * (double) VIGIE_MINUTE);
      starts[i] = VIGIE_TIME_NONE;
      if (*rest == '<')
        starts[i] = begin + (VigieTime) (g_ascii_strtod (rest + 1, &rest) * (double) VIGIE_MINUTE);
      g_assert_cmpint (*rest, ==, '=');
      values[i] = strcmp (rest, "=-") == 0 ? NAN : g_ascii_strtod (rest + 1, NULL);
    }
  series = vigie_series_new_take (times, values, n, interval, NULL, 0);
  vigie_series_take_starts (series, starts);
  return series;
}

static char *
number (double value)
{
  return isnan (value) ? g_strdup ("-") : g_strdup_printf ("%.10g", value);
}

static char *
amounts_to_text (const VigieMeterSteps *steps)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->n; i++)
    {
      g_autofree char *amount = number (steps->amounts[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", amount);
    }
  return g_string_free (text, FALSE);
}

/* "FROM..TO=AMOUNT", minutes. */
static char *
lumps_to_text (const VigieMeterSteps *steps)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->lumps->len; i++)
    {
      const VigieLump *lump = &g_array_index (steps->lumps, VigieLump, i);

      g_string_append_printf (text, "%s%.10g..%.10g=%.10g", i > 0 ? " " : "",
                              (double) (lump->from - instant (START)) / (double) VIGIE_MINUTE,
                              (double) (lump->to - instant (START)) / (double) VIGIE_MINUTE,
                              lump->amount);
    }
  return g_string_free (text, FALSE);
}

/* "over 0..10 99990>5", minutes and indexes. */
static char *
events_to_text (const VigieMeterSteps *steps)
{
  static const char *const names[] = {"over", "new", "reset", "bad", "gap"};
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->events->len; i++)
    {
      const VigieMeterEvent *event = &g_array_index (steps->events, VigieMeterEvent, i);
      g_autofree char *before = number (event->before), *after = number (event->after);

      g_string_append_printf (
          text, "%s%s %.10g..%.10g %s>%s", i > 0 ? ", " : "", names[event->type],
          (double) (event->from - instant (START)) / (double) VIGIE_MINUTE,
          (double) (event->to - instant (START)) / (double) VIGIE_MINUTE, before, after);
    }
  return g_string_free (text, FALSE);
}

/* Readings are expected every 10 minutes; steps are of 10. */
static void
test_table (void)
{
  static const VigieMeterChange replaced = {VIGIE_TIME_NONE, 120, 3};
  static const struct
  {
    const char *name;
    VigieAggregation aggregation;
    const char *readings;
    double rollover;
    double change; /* minute of `replaced`, or 0 */
    guint n;
    const char *amounts, *lumps, *events;
  } table[] = {
      /* ---- indexes ---- */
      {"edges on readings", VIGIE_AGGREGATION_CUMULATIVE, "0=100 10=101.5 20=104 30=104", 0, 0, 4,
       "1.5 2.5 0 -", "", ""},
      {"edges between", VIGIE_AGGREGATION_CUMULATIVE, "-5=100 5=110 15=130 25=130 35=140", 0, 0, 3,
       "15 10 5", "", ""},
      {"close ones", VIGIE_AGGREGATION_CUMULATIVE, "0=0 1=1 2=5 9=6 10=7 12=7 20=10", 0, 0, 2,
       "7 3", "", ""},
      {"three intervals apart", VIGIE_AGGREGATION_CUMULATIVE, "0=0 30=30 40=50", 0, 0, 4,
       "10 10 10 20", "", ""},
      {"a gap, on edges", VIGIE_AGGREGATION_CUMULATIVE, "0=0 10=1 50=41 60=43", 0, 0, 6,
       "1 - - - - 2", "10..50=40", "gap 10..50 1>41"},
      {"a gap, within steps", VIGIE_AGGREGATION_CUMULATIVE, "0=0 5=1 15=3 58=46 65=53 75=73", 0, 0,
       7, "2 - - - - - 15", "10..60=46", "gap 15..58 3>46"},
      {"two gaps meet", VIGIE_AGGREGATION_CUMULATIVE, "0=0 10=1 45=36 85=76 90=80", 0, 0, 9,
       "1 - - - - - - - -", "10..45=35 45..90=44", "gap 10..45 1>36, gap 45..85 36>76"},
      {"between gaps in a step", VIGIE_AGGREGATION_CUMULATIVE, "0=0 42=42 47=45 90=88", 0, 0, 9,
       "- - - - - - - - -", "0..47=45 47..90=43", "gap 0..42 0>42, gap 47..90 45>88"},
      {"a gap from before the grid", VIGIE_AGGREGATION_CUMULATIVE, "-60=0 15=5 20=6 30=8", 0, 0, 3,
       "- - 2", "-60..20=6", "gap -60..15 0>5"},
      {"a gap beyond its end", VIGIE_AGGREGATION_CUMULATIVE, "0=0 10=1 60=11", 0, 0, 2, "1 -",
       "10..60=10", "gap 10..60 1>11"},
      {"rolls over, declared", VIGIE_AGGREGATION_CUMULATIVE, "0=99980 10=99990 20=5 30=15", 1e5, 0,
       3, "10 15 10", "", "over 10..20 99990>5"},
      {"rolls over in a gap", VIGIE_AGGREGATION_CUMULATIVE, "0=99980 10=99990 50=35 60=45", 1e5, 0,
       6, "10 - - - - 10", "10..50=45", "over 10..50 99990>35, gap 10..50 99990>35"},
      {"within a line", VIGIE_AGGREGATION_CUMULATIVE, "-5=99990 5=10 15=30", 1e5, 0, 1, "20", "",
       "over -5..5 99990>10"},
      {"rolls over, guessed", VIGIE_AGGREGATION_CUMULATIVE,
       "-10=99970 0=99980 10=99990 20=5 30=15 40=25", 0, 0, 4, "10 15 10 10", "",
       "over 10..20 99990>5"},
      {"of 16 bits", VIGIE_AGGREGATION_CUMULATIVE, "-10=65510 0=65520 10=65530 20=4 30=14 40=25", 0,
       0, 4, "10 10 10 11", "", "over 10..20 65530>4"},
      {"of 32 bits", VIGIE_AGGREGATION_CUMULATIVE,
       "-10=4294967270 0=4294967280 10=4294967290 20=4 30=14 40=25", 0, 0, 4, "10 10 10 11", "",
       "over 10..20 4294967290>4"},
      {"too much for one", VIGIE_AGGREGATION_CUMULATIVE, "0=95000 10=95010 20=5 30=15 40=25", 0, 0,
       4, "10 - 10 10", "", "reset 10..20 95010>5"},
      {"far below the limit", VIGIE_AGGREGATION_CUMULATIVE, "0=40000 10=40010 20=5 30=15 40=25",
       1e5, 0, 4, "10 - 10 10", "", "reset 10..20 40010>5"},
      {"reset in a gap", VIGIE_AGGREGATION_CUMULATIVE, "0=400 10=410 50=5 60=15", 0, 0, 6,
       "10 - - - - 10", "", "reset 10..50 410>5, gap 10..50 410>5"},
      {"corrected for good", VIGIE_AGGREGATION_CUMULATIVE, "0=1000 10=1000 20=990 30=991 40=992", 0,
       0, 4, "0 - 1 1", "", "reset 10..20 1000>990"},
      {"replaced", VIGIE_AGGREGATION_CUMULATIVE, "0=100 10=110 20=8 30=18", 0, 15, 3, "10 15 10",
       "", "new 10..20 120>3"},
      {"replaced on a reading", VIGIE_AGGREGATION_CUMULATIVE, "0=100 10=110 20=3 30=18", 0, 20, 3,
       "10 10 15", "", "new 10..30 120>3"},
      {"replaced in a gap", VIGIE_AGGREGATION_CUMULATIVE, "0=110 60=63 70=73", 0, 20, 7,
       "5 5 - - - - 10", "20..60=60", "new 0..60 120>3, gap 20..60 3>63"},
      {"by a greater index", VIGIE_AGGREGATION_CUMULATIVE, "0=1 10=2 20=500 30=501", 0, 10, 3,
       "119 497 1", "", "new 0..20 120>3"},
      {"contradicted", VIGIE_AGGREGATION_CUMULATIVE, "0=500 10=510 20=8 30=18", 0, 20, 3, "10 - 15",
       "", "reset 10..20 510>120, new 10..30 120>3"},
      {"a zero among others", VIGIE_AGGREGATION_CUMULATIVE, "0=100 10=101 20=0 30=104 40=105", 0, 0,
       4, "1 1.5 1.5 1", "", "bad 20..20 101>0"},
      {"even near its limit", VIGIE_AGGREGATION_CUMULATIVE,
       "0=99990 10=99991 20=0 30=99993 40=99995", 1e5, 0, 4, "1 1 1 2", "", "bad 20..20 99991>0"},
      {"a peak", VIGIE_AGGREGATION_CUMULATIVE, "0=100 10=101 20=9000 30=104 40=105 50=106", 0, 0, 5,
       "1 1.5 1.5 1 1", "", "bad 20..20 101>9000"},
      {"a broad one", VIGIE_AGGREGATION_CUMULATIVE,
       "0=100 5=101 10=9000 15=9001 20=104 30=105 40=106", 0, 0, 4, "2 2 1 1", "",
       "bad 10..15 101>9000"},
      {"no number, below 0", VIGIE_AGGREGATION_CUMULATIVE, "0=100 10=- 20=-5 25=- 30=106", 0, 0, 3,
       "2 2 2", "", "bad 10..25 100>-"},
      {"a leap that stays", VIGIE_AGGREGATION_CUMULATIVE, "0=1 10=2 20=1e12 30=1000000000001", 0, 0,
       3, "1 - 1", "", "bad 10..20 2>1e+12"},
      {"one reading", VIGIE_AGGREGATION_CUMULATIVE, "0=1", 0, 0, 2, "- -", "", ""},
      {"none", VIGIE_AGGREGATION_CUMULATIVE, "", 0, 0, 2, "- -", "", ""},
      /* ---- intervals ---- */
      {"on edges", VIGIE_AGGREGATION_INTERVAL, "0=9 10=1 20=2.5 30=0", 0, 0, 3, "1 2.5 0", "", ""},
      {"between edges", VIGIE_AGGREGATION_INTERVAL, "-5=9 5=10 15=20 25=40", 0, 0, 2, "15 30", "",
       ""},
      {"a bit late", VIGIE_AGGREGATION_INTERVAL, "0=9 10=1 22=2.4 30=0.8", 0, 0, 3, "1 2 1.2", "",
       ""},
      {"the first", VIGIE_AGGREGATION_INTERVAL, "10=1 20=2", 0, 0, 2, "1 2", "", ""},
      {"one is missing", VIGIE_AGGREGATION_INTERVAL, "0=9 10=1 30=3 40=4", 0, 0, 4, "1 - 3 4", "",
       ""},
      {"many are", VIGIE_AGGREGATION_INTERVAL, "0=9 10=1 60=3 70=4", 0, 0, 7, "1 - - - - 3 4", "",
       "gap 10..50 ->-"},
      {"told", VIGIE_AGGREGATION_INTERVAL, "10<0=1 30<10=4 40<30=5", 0, 0, 4, "1 2 2 5", "", ""},
      {"with a hole", VIGIE_AGGREGATION_INTERVAL, "10<0=1 30<15=6 40<30=5", 0, 0, 4, "1 - 4 5", "",
       ""},
      {"with jitter", VIGIE_AGGREGATION_INTERVAL, "10<0=1 20<10.5=6 30<19.5=5", 0, 0, 3, "1 6 5",
       "", ""},
      {"told twice", VIGIE_AGGREGATION_INTERVAL, "20<0=2 30<10=8 40<20=6", 0, 0, 4, "1 1 4 3", "",
       ""},
      {"a long one", VIGIE_AGGREGATION_INTERVAL, "10<0=1 60<10=40 70<60=5", 0, 0, 7,
       "1 - - - - - 5", "10..60=40", ""},
      {"begins after its end", VIGIE_AGGREGATION_INTERVAL, "10<0=1 20<25=2", 0, 0, 2, "1 2", "",
       ""},
      {"below 0", VIGIE_AGGREGATION_INTERVAL, "0=9 10=-1 20=- 30=3", 0, 0, 3, "- - 3", "",
       "bad 10..20 ->-1"},
      /* ---- powers ---- */
      {"even", VIGIE_AGGREGATION_INSTANT, "0=6 10=6 20=6", 0, 0, 2, "1 1", "", ""},
      {"a slope", VIGIE_AGGREGATION_INSTANT, "0=0 20=12", 0, 0, 2, "0.5 1.5", "", ""},
      {"across edges", VIGIE_AGGREGATION_INSTANT, "-5=6 5=6 15=18", 0, 0, 1, "1.25", "", ""},
      {"both ways", VIGIE_AGGREGATION_INSTANT, "0=6 10=-6 20=-6 30=0", 0, 0, 3, "0.25 0 0", "", ""},
      {"and back", VIGIE_AGGREGATION_INSTANT, "0=-6 10=12", 0, 0, 1, "0.6666666667", "", ""},
      {"not over a gap", VIGIE_AGGREGATION_INSTANT, "0=6 10=6 41=6 50=6 60=6", 0, 0, 6,
       "1 - - - - 1", "", "gap 10..41 ->-"},
      {"no number", VIGIE_AGGREGATION_INSTANT, "0=6 10=- 20=12", 0, 0, 2, "1.25 1.75", "",
       "bad 10..10 ->-"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (VigieSeries) series = parse_series (table[i].readings, MINUTES (10));
      gboolean is_power = table[i].aggregation == VIGIE_AGGREGATION_INSTANT;
      VigieMeterChange change = replaced;
      VigieMeterInfo info = {table[i].aggregation,
                             is_power ? VIGIE_QUANTITY_POWER : VIGIE_QUANTITY_ENERGY,
                             1,
                             MINUTES (10),
                             table[i].rollover,
                             &change,
                             table[i].change > 0,
                             VIGIE_TIME_NONE};
      g_autoptr (VigieMeterSteps) steps = NULL;
      g_autofree char *amounts = NULL, *lumps = NULL, *events = NULL;

      change.time = instant (START) + (VigieTime) (table[i].change * (double) VIGIE_MINUTE);
      steps = vigie_meter_steps_new (series, &info, instant (START), MINUTES (10), table[i].n);
      amounts = amounts_to_text (steps);
      lumps = lumps_to_text (steps);
      events = events_to_text (steps);
      g_test_message ("%s", table[i].name);
      g_assert_cmpstr (amounts, ==, table[i].amounts);
      g_assert_cmpstr (lumps, ==, table[i].lumps);
      g_assert_cmpstr (events, ==, table[i].events);
    }
}

/* ---- Totals ---- */

/* 1 kWh in every step of 10 minutes but for a gap from the 4th to the end of the 8th, a reset in the 12th: 24 steps. */
static void
test_total (void)
{
  static const struct
  {
    guint first, end;
    double total, covered;
  } table[] = {
      {0, 24, 23, 23. / 24}, {0, 3, 3, 1},     {3, 8, 5, 1},     {3, 7, NAN, 0},
      {4, 9, 1, 0.2},        {2, 9, 7, 1},     {11, 12, NAN, 0}, {10, 13, 2, 2. / 3},
      {24, 24, NAN, 0},      {30, 40, NAN, 0}, {20, 99, 4, 1},   {5, 3, NAN, 0},
  };
  g_autoptr (GString) text = g_string_new ("0=1000");
  g_autoptr (VigieSeries) series = NULL;
  VigieMeterInfo info = {VIGIE_AGGREGATION_CUMULATIVE,
                         VIGIE_QUANTITY_ENERGY,
                         1,
                         MINUTES (10),
                         0,
                         NULL,
                         0,
                         VIGIE_TIME_NONE};
  g_autoptr (VigieMeterSteps) steps = NULL;

  for (guint i = 1; i <= 24; i++)
    if (i <= 3 || i >= 8)
      g_string_append_printf (text, " %u=%u", 10 * i, i < 12 ? 1000 + i : i);
  series = parse_series (text->str, 0);
  steps = vigie_meter_steps_new (series, &info, instant (START), MINUTES (10), 24);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      double covered = NAN,
             total = vigie_meter_steps_total (steps, table[i].first, table[i].end, &covered);
      g_autofree char *is = number (total), *due = number (table[i].total);

      g_assert_cmpstr (is, ==, due);
      g_assert_cmpfloat_with_epsilon (covered, table[i].covered, 1e-12);
    }
}

/* A year of an index beyond 10⁸ kWh, read at odd seconds: nothing is lost on the way, and steps that begin and end
 * on readings are their difference to the last bit. */
static void
test_exact (void)
{
  const guint n = 52560;
  VigieTime from = instant (START), *times = g_new (VigieTime, n + 1);
  double *values = g_new (double, n + 1);
  g_autoptr (VigieSeries) series = NULL;
  g_autoptr (VigieMeterSteps) steps = NULL, hours = NULL;
  VigieMeterInfo info = {VIGIE_AGGREGATION_CUMULATIVE,
                         VIGIE_QUANTITY_ENERGY,
                         1,
                         MINUTES (10),
                         0,
                         NULL,
                         0,
                         VIGIE_TIME_NONE};
  double covered, index = 123456789.123;
  guint seed = 1;

  for (guint i = 0; i <= n; i++)
    {
      gboolean is_edge = i == 0 || i == n || i % 6 == 0;

      seed = seed * 1103515245 + 12345;
      times[i] = from + i * MINUTES (10) + (is_edge ? 0 : (gint64) (seed % 400) * VIGIE_SECOND);
      values[i] = index;
      index += (double) (seed >> 8 & 1023) / 300;
    }
  series = vigie_series_new_take (times, values, n + 1, MINUTES (10), NULL, 0);
  steps = vigie_meter_steps_new (series, &info, from, MINUTES (10), n);
  hours = vigie_meter_steps_new (series, &info, from, VIGIE_HOUR, n / 6);
  for (guint i = 0; i < n / 6; i++)
    {
      double sum = 0;

      g_assert_cmpfloat (hours->amounts[i], ==, values[6 * i + 6] - values[6 * i]);
      for (guint k = 0; k < 6; k++)
        sum += steps->amounts[6 * i + k];
      g_assert_cmpfloat_with_epsilon (sum, hours->amounts[i], 1e-12 * hours->amounts[i]);
    }
  index = values[n] - values[0];
  g_assert_cmpfloat_with_epsilon (vigie_meter_steps_total (steps, 0, n, &covered), index,
                                  1e-13 * index);
  g_assert_cmpfloat (covered, ==, 1);
  g_assert_cmpuint (steps->events->len, ==, 0);
}

/* Wherever in a long series it happens, it is told alike. */
static void
test_anywhere (void)
{
  const guint n = 200;

  for (guint at = 3; at < n - 3; at++)
    for (guint kind = 0; kind < 3; kind++)
      {
        VigieTime from = instant (START), *times = g_new (VigieTime, n);
        double *values = g_new (double, n);
        g_autoptr (VigieSeries) series = NULL;
        g_autoptr (VigieMeterSteps) steps = NULL;
        VigieMeterChange change = {from + at * MINUTES (10) - MINUTES (5), 1000 + at - 0.5, 5};
        VigieMeterInfo info = {VIGIE_AGGREGATION_CUMULATIVE,
                               VIGIE_QUANTITY_ENERGY,
                               1,
                               MINUTES (10),
                               0,
                               &change,
                               kind == 2,
                               VIGIE_TIME_NONE};
        const VigieMeterEvent *event;

        for (guint i = 0; i < n; i++)
          {
            times[i] = from + i * MINUTES (10);
            values[i] = 1000 + i;
            /* Two too high, two too low, another meter. */
            if (kind == 0 && (i == at || i == at + 1))
              values[i] += 5000;
            if (kind == 1 && (i == at || i == at + 1))
              values[i] = 1;
            if (kind == 2 && i >= at)
              values[i] = 5.5 + i - at;
          }
        series = vigie_series_new_take (times, values, n, MINUTES (10), NULL, 0);
        steps = vigie_meter_steps_new (series, &info, from, MINUTES (10), n - 1);
        for (guint i = 0; i < n - 1; i++)
          g_assert_cmpfloat_with_epsilon (steps->amounts[i], 1, 1e-12);
        g_assert_cmpuint (steps->events->len, ==, 1);
        event = &g_array_index (steps->events, VigieMeterEvent, 0);
        g_assert_cmpint (event->type, ==,
                         kind == 2 ? VIGIE_METER_REPLACEMENT : VIGIE_METER_IMPOSSIBLE);
        g_assert_cmpint (event->from, ==, from + (kind == 2 ? at - 1 : at) * MINUTES (10));
        g_assert_cmpint (event->to, ==, from + (kind == 2 ? at : at + 1) * MINUTES (10));
      }
}

/* ---- What may come ---- */

/* What is not here is not known: neither a gap nor a lump. */
static void
test_known (void)
{
  VigieTime from = instant (START);
  VigieTime times[]
      = {from, from + MINUTES (10), from + MINUTES (80), from + MINUTES (90), from + MINUTES (150)};
  double values[] = {1, 2, 9, 10, 16};
  VigieSpan known[] = {{from, from + MINUTES (60)}, {from + MINUTES (70), from + MINUTES (160)}};
  g_autoptr (VigieSeries) series = vigie_series_new (times, values, 5, MINUTES (10), known, 2);
  VigieMeterInfo info
      = {VIGIE_AGGREGATION_CUMULATIVE, VIGIE_QUANTITY_ENERGY, 1e3, 0, 0, NULL, 0, VIGIE_TIME_NONE};
  g_autoptr (VigieMeterSteps) steps = vigie_meter_steps_new (series, &info, from, MINUTES (10), 15);
  g_autofree char *amounts = amounts_to_text (steps), *lumps = lumps_to_text (steps),
                  *events = events_to_text (steps);

  g_assert_cmpstr (amounts, ==, "1000 - - - - - - - 1000 - - - - - -");
  g_assert_cmpstr (lumps, ==, "90..150=6000");
  g_assert_cmpstr (events, ==, "gap 90..150 10>16");
}

/* A day's index a day is told by the day, not by the hour. */
static void
test_rare (void)
{
  g_autoptr (VigieSeries) series = parse_series ("0=0 1440=24 2880=72", MINUTES (1440));
  VigieMeterInfo info
      = {VIGIE_AGGREGATION_CUMULATIVE, VIGIE_QUANTITY_ENERGY, 1, 0, 0, NULL, 0, VIGIE_TIME_NONE};
  g_autoptr (VigieMeterSteps) hours
      = vigie_meter_steps_new (series, &info, instant (START), VIGIE_HOUR, 48);
  g_autoptr (VigieMeterSteps) days
      = vigie_meter_steps_new (series, &info, instant (START), VIGIE_DAY, 2);
  g_autofree char *lumps = lumps_to_text (hours), *events = events_to_text (hours),
                  *amounts = amounts_to_text (days);

  g_assert_true (isnan (hours->amounts[0]));
  g_assert_cmpstr (lumps, ==, "0..1440=24 1440..2880=48");
  g_assert_cmpstr (events, ==, "");
  g_assert_cmpstr (amounts, ==, "24 48");
  g_assert_cmpfloat (vigie_meter_steps_total (hours, 0, 24, NULL), ==, 24);
}

/* Whatever is sent, nothing breaks, and no amount is infinite or below 0. */
static void
test_hostile (void)
{
  static const double odd[] = {NAN, INFINITY, -INFINITY, 0, -1, 1e300, 1e18, 5, 6, 4294967295.};
  static const gint64 steps_asked[] = {0, -1, 1, VIGIE_MINUTE, VIGIE_HOUR, G_MAXINT64};
  static const VigieTime froms[] = {0, VIGIE_TIME_NONE, G_MAXINT64, G_MAXINT64 / 2, -5};
  VigieMeterChange changes[]
      = {{VIGIE_TIME_NONE, NAN, -1}, {5, INFINITY, 1}, {5, 2, 1}, {3, 1, 1}, {G_MAXINT64, 1, 2}};

  for (guint round = 0; round < 600; round++)
    {
      guint n = (guint) g_test_rand_int_range (0, 40), n_steps = round % 7 == 0 ? G_MAXUINT : 50;
      VigieTime *times = g_new (VigieTime, n + 1), *starts = g_new (VigieTime, n + 1);
      double *values = g_new (double, n + 1);
      g_autoptr (VigieSeries) series = NULL;
      g_autoptr (VigieMeterSteps) steps = NULL;
      VigieMeterInfo info = {(VigieAggregation) (round % 3),
                             round % 3 == 0 ? VIGIE_QUANTITY_POWER : VIGIE_QUANTITY_VOLUME,
                             1,
                             round % 5 == 0   ? G_MAXINT64
                             : round % 5 == 1 ? 0
                                              : VIGIE_MINUTE,
                             odd[round % 10],
                             changes,
                             round % 4 == 0 ? G_N_ELEMENTS (changes) : 0,
                             round % 2 == 0 ? 7 : VIGIE_TIME_NONE};

      for (guint i = 0; i < n; i++)
        {
          times[i] = i % 9 == 8   ? (i % 2 == 0 ? G_MAXINT64 : G_MININT64)
                     : i % 7 == 6 ? times[i - 1]
                                  : (gint64) i * VIGIE_MINUTE * g_test_rand_int_range (1, 3);
          starts[i] = g_test_rand_bit () ? G_MININT64 + g_test_rand_int_range (0, 2)
                                         : times[i] / 2 + g_test_rand_int ();
          values[i] = odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
        }
      series = vigie_series_new_take (times, values, n, round % 2 == 0 ? 0 : VIGIE_MINUTE, NULL, 0);
      vigie_series_take_starts (series, starts);
      steps = vigie_meter_steps_new (series, &info, froms[round % G_N_ELEMENTS (froms)],
                                     steps_asked[round % G_N_ELEMENTS (steps_asked)], n_steps);
      g_assert_cmpuint (steps->n, <=, VIGIE_METER_STEPS_MAX);
      for (guint i = 0; i < steps->n; i++)
        g_assert_true (isnan (steps->amounts[i])
                       || (steps->amounts[i] >= 0 && isfinite (steps->amounts[i])));
      for (guint i = 0; i < steps->lumps->len; i++)
        g_assert_cmpfloat (g_array_index (steps->lumps, VigieLump, i).amount, >=, 0);
      for (guint i = 1; i < steps->lumps->len; i++)
        g_assert_cmpint (g_array_index (steps->lumps, VigieLump, i - 1).to, <=,
                         g_array_index (steps->lumps, VigieLump, i).from);
      vigie_meter_steps_total (steps, 0, steps->n, NULL);
    }
}

/* What makes no amount is not known. */
static void
test_none (void)
{
  g_autoptr (VigieSeries) series = parse_series ("0=0 10=24 20=72", MINUTES (10));
  VigieMeterInfo infos[] = {
      {VIGIE_AGGREGATION_CUMULATIVE, VIGIE_QUANTITY_POWER, 1},
      {VIGIE_AGGREGATION_INSTANT, VIGIE_QUANTITY_ENERGY, 1},
      {VIGIE_AGGREGATION_INTERVAL, VIGIE_QUANTITY_NONE, 1},
      {VIGIE_AGGREGATION_CUMULATIVE, VIGIE_QUANTITY_ENERGY, NAN},
      {VIGIE_AGGREGATION_CUMULATIVE, VIGIE_QUANTITY_ENERGY, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      g_autoptr (VigieMeterSteps) steps
          = vigie_meter_steps_new (series, &infos[i], instant (START), MINUTES (10), 2);

      g_assert_cmpuint (steps->n, ==, 2);
      g_assert_true (isnan (steps->amounts[0]) && isnan (steps->amounts[1]));
      g_assert_cmpuint (steps->events->len + steps->lumps->len, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* All rows of a table that are wrong are told at once. */
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/meter/table", test_table);
  g_test_add_func ("/meter/total", test_total);
  g_test_add_func ("/meter/exact", test_exact);
  g_test_add_func ("/meter/anywhere", test_anywhere);
  g_test_add_func ("/meter/known", test_known);
  g_test_add_func ("/meter/rare", test_rare);
  g_test_add_func ("/meter/hostile", test_hostile);
  g_test_add_func ("/meter/none", test_none);
  return g_test_run ();
}
