/* test-opening-hours.c: what is read and what is refused; the examples of the specification; instants and spans.
 *
 * https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "vigie-opening-hours.h"
#include "vigie-test-time.h"

#define LORIENT {.lat = 47.7486, .lon = -3.3669}

static VigieTime
local (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * VIGIE_SECOND;
}

/* The spans of a stretch as text: "Mo 00:00 C, Mo 10:00 O, …" without the first one's time. */
static char *
spans_text (const VigieOpeningHours *hours, VigieTime from, VigieTime to)
{
  g_autoptr (GArray) spans = vigie_opening_hours_get_spans (hours, from, to);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, i);
      VigieLocalTime at = vigie_time_to_local (span->from, zone);

      if (i > 0)
        g_string_append_printf (text, " %02d-%02d %02d:%02d ", at.month, at.day, at.hour,
                                at.minute);
      g_string_append_c (text, "COU"[span->state]);
      if (span->comment)
        g_string_append_printf (text, "“%s”", span->comment);
    }
  return g_string_free (text, FALSE);
}

/* A stretch of days and what it is made of. */
static void
test_states (void)
{
  static const struct
  {
    const char *text, *from, *to, *spans;
  } cases[] = {
      {"24/7", "2026-11-21", "2026-11-23", "O"},
      {"off", "2026-11-21", "2026-11-23", "C"},
      {"Tu-Sa 10:00-12:30,14:00-18:00", "2026-11-21", "2026-11-24",
       "C 11-21 10:00 O 11-21 12:30 C 11-21 14:00 O 11-21 18:00 C"},
      {"2026 Nov 12-30 off \"Travaux de réfection du quai\"", "2026-11-29", "2026-12-02",
       "C“Travaux de réfection du quai” 12-01 00:00 C"},
      {"Mo-Su 08:00-20:00; PH off", "2026-12-24", "2026-12-26", "C 12-24 08:00 O 12-24 20:00 C"},
      {"Fr 22:00-26:00", "2026-11-20", "2026-11-22", "C 11-20 22:00 O 11-21 02:00 C"},
      {"18:00+", "2026-11-20", "2026-11-21", "U 11-20 04:00 C 11-20 18:00 U"},
      {"Mo-Fr 10:00-16:00/03:00", "2026-11-20", "2026-11-21",
       "C 11-20 10:00 O 11-20 10:01 C 11-20 13:00 O 11-20 13:01 C 11-20 16:00 O 11-20 16:01 C"},
      {"Mo 10:00-12:00 || \"sur rendez-vous\"", "2026-11-23", "2026-11-24",
       "U“sur rendez-vous” 11-23 10:00 O 11-23 12:00 U“sur rendez-vous”"},
  };
  VigieOpeningPlace place = LORIENT;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieOpeningHours) hours = vigie_opening_hours_new (cases[i].text, &place, &error);
      g_autofree char *from = g_strconcat (cases[i].from, "T00:00:00", NULL);
      g_autofree char *to = g_strconcat (cases[i].to, "T00:00:00", NULL);
      g_autofree char *spans = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      spans = spans_text (hours, local (from), local (to));
      g_assert_cmpstr (spans, ==, cases[i].spans);
    }
}

/* ---- What is refused ---- */

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int character; /* of the error, from 1 */
  } cases[] = {
      {"", 1},
      {"  ;", 4},
      {"ouvert le mardi", 1},
      {"Mo-Fr 8h-18h", 8},
      {"Mo-Fr 08:00-25:60", 13},
      {"Mo-Fr 08:60-09:00", 7},
      {"Mo-Fr 08:00-49:00", 13},
      {"Mo-Fr 24:30-26:00", 7},
      {"Mo- 08:00-09:00", 5},
      {"Mo-Fr 08:00-", 13},
      {"Mo-Fr 08:00-12:00,", 19},
      {"Mo-Fr 08:00-12:00 ||", 21},
      {"|| Mo", 1},
      {"Mo,08:00-12:00", 3},
      {"Mo[6] 08:00-12:00", 4},
      {"Mo[0] 08:00-12:00", 4},
      {"Mo[1 08:00-12:00", 6},
      {"Mo[3-1] 08:00-12:00", 6},
      {"Feb 30", 5},
      {"2026 Feb 29", 10},
      {"Apr 31 off", 5},
      {"Jan 0", 5},
      {"week 54", 6},
      {"week 0", 6},
      {"2026-2024", 6},
      {"Mo Tu We 10:00-12:00", 7},
      {"Jan Feb", 5},
      {"10:00-12:00/0", 13},
      {"(sunrise) 10:00", 9},
      {"(sunrise+01:00-12:00", 15},
      {"(sunset+25:00)-23:00", 9},
      {"PH +400 days", 5},
      {"\"sans fin", 1},
      {"été off", 1},
      {"“été” 10:00", 1},
      {"\"été\" été", 7},
      {"Mo-Fr 12345", 7},
      {"Mo-Fr 10:00-12:00 Sa", 19},
      {"Jan 1-2025 Mar 2", 7},
      {"24/7 24/7", 6},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieOpeningHours) hours = vigie_opening_hours_new (cases[i].text, NULL, &error);
      const char *digits;

      g_test_message ("%s", cases[i].text);
      g_assert_null (hours);
      g_assert_error (error, VIGIE_OPENING_ERROR, VIGIE_OPENING_ERROR_SYNTAX);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      /* The last number is the character. */
      digits = error->message + strlen (error->message);
      while (digits > error->message && g_ascii_isdigit (digits[-1]))
        digits--;
      g_test_message ("%s", error->message);
      g_assert_cmpint (atoi (digits), ==, cases[i].character);
    }
}

/* As long and as much as there may be: refused, or evaluated in a bounded time. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
      "Mo;",
      "Mo 10:00-12:00,",
      "10:00-12:00,",
      "00:00-24:00/1,",
      "00:00-48:00/1;",
      "sunrise-sunset,",
      "easter+366 days-easter,",
      "PH,",
      "SH;",
      "Mo[1,2,3,4,5],",
      "\"",
      "[",
      "((((",
      "||",
      "24/7||",
      "week 1,",
      "Jan 1-31/2,",
      "\xc3",
      "\xe2\x80\xae",
      "1-",
      "Dec 25-Su-366 days,",
      "2024-2030/2,",
  };
  VigieOpeningPlace place = LORIENT;
  VigieTime from = local ("2026-01-01T00:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint cut = 0; cut < 8; cut++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (VigieOpeningHours) hours = NULL;
        gint64 start = vigie_test_worked ();

        while (text->len < VIGIE_OPENING_HOURS_MAX)
          g_string_append (text, pieces[i]);
        g_string_truncate (text, VIGIE_OPENING_HOURS_MAX - cut);
        hours = vigie_opening_hours_new (text->str, &place, NULL);
        if (hours)
          {
            g_autoptr (GArray) spans
                = vigie_opening_hours_get_spans (hours, from, from + 30 * VIGIE_DAY);
            g_autofree char *words = vigie_opening_hours_state_words (hours, from);

            g_assert_cmpuint (spans->len, >, 0);
            g_test_message ("%s… %.1f ms", pieces[i],
                            (double) (vigie_test_worked () - start) / 1000);
          }
        g_assert_cmpint (vigie_test_worked () - start, <, 2 * G_USEC_PER_SEC);
      }
  {
    g_autofree char *long_text = g_strnfill (VIGIE_OPENING_HOURS_MAX + 1, ' ');
    g_autoptr (GError) error = NULL;

    g_assert_null (vigie_opening_hours_new (long_text, NULL, &error));
    g_assert_error (error, VIGIE_OPENING_ERROR, VIGIE_OPENING_ERROR_TOO_LONG);
  }
}

/* Two years of the most that is accepted of a piece, on the processor's clock. */
static void
test_hostile_years (void)
{
  static const struct
  {
    const char *head, *piece, *tail;
  } cases[] = {
      {"", "sunrise+,", "dusk+"},
      {"", "Mo-Su sunrise+,", "dawn-dusk"},
      {"SH sunset-dawn;", "(sunrise-01:00)-(sunset+01:00),", "dawn-dusk"},
      {"", "0:00-48:00 off,", "SH 22:00-26:00"},
      {"Mo || ", "0:00-48:00,", "10:00-48:00"},
      {"", "off||", "SH 22:00-26:00"},
      {"", "0:00-48:00||", "SH 22:00-26:00"},
      {"SH,", "Mo 0:00-48:00/1,", "sunset-sunrise"},
      {"SH 22:00-26:00;", "Dec 25-Su-366 days,", "Jan 1 22:00-48:00"},
      {"SH 22:00-26:00;", "easter-Su,", "Jan 1 22:00-48:00"},
      {"SH 22:00-26:00; Jan 1,", "2,", "3 22:00-48:00"},
      {"SH 22:00-26:00;", "PH,", "SH 22:00-48:00"},
      {"SH 22:00-26:00;", "Mo[5]+1 days,", "SH 22:00-48:00"},
  };
#ifdef __SANITIZE_ADDRESS__
  const double bar = 1500;
#else
  const double bar = 100;
#endif
  /* On the other side of the world from its zone, and school holidays that are not known. */
  VigieOpeningPlace place = {.lat = 47.7486, .lon = 170};
  VigieTime from = local ("2028-01-01T00:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (VigieOpeningHours) hours = NULL;
      gsize room = VIGIE_OPENING_HOURS_MAX - strlen (cases[i].head) - strlen (cases[i].tail);
      double best = G_MAXDOUBLE;

      for (gsize n = room / strlen (cases[i].piece); !hours; n--)
        {
          g_autoptr (GError) error = NULL;

          g_string_assign (text, cases[i].head);
          for (gsize j = 0; j < n; j++)
            g_string_append (text, cases[i].piece);
          g_string_append (text, cases[i].tail);
          hours = vigie_opening_hours_new (text->str, &place, &error);
          g_assert_true (hours || n > 1);
        }
      for (int round = 0; round < 3 && best > bar / 2; round++)
        {
          clock_t start = clock ();
          GArray *spans = vigie_opening_hours_get_spans (hours, from, from + 731 * VIGIE_DAY);

          best = MIN (best, (double) (clock () - start) * 1000 / CLOCKS_PER_SEC);
          g_assert_cmpuint (spans->len, >, 0);
          g_array_unref (spans);
        }
      g_test_message ("%s%s…%s (%" G_GSIZE_FORMAT "): two years %.1f ms", cases[i].head,
                      cases[i].piece, cases[i].tail, text->len, best);
      g_assert_cmpfloat (best, <, bar);
    }
}

/* ---- Instants, spans, changes ---- */

static const char *const usual[] = {
    "Tu-Sa 10:00-12:30,14:00-18:00; PH off",
    "Apr-Sep Mo-Sa 09:00-12:00,14:00-18:30; Oct-Mar Mo-Sa 09:00-12:00,14:00-17:30; PH off",
    "Tu-Sa 10:00-12:30,14:00-18:00; 2026 Nov 12-30 off \"Travaux\"; PH off",
    "Mo-Fr 08:30-12:00,13:30-17:30; SH Mo-Fr 09:00-12:00; PH off || \"sur rendez-vous\"",
    "Mo-Fr sunrise-sunset; Sa,Su 10:00+; PH off",
    "Fr,Sa 22:00-04:00, We[1,3] 14:00-16:00/00:30; easter -2 days-easter +1 day off",
};

static void
test_agreement (void)
{
  VigieOpeningPlace place = LORIENT;
  /* Both clock changes are in it, and the end of the school holidays that are known. */
  VigieTime from = local ("2026-02-01T00:00:00"), to = local ("2027-12-31T00:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      g_autoptr (VigieOpeningHours) hours = vigie_opening_hours_new (usual[i], &place, NULL);
      g_autoptr (GArray) spans = vigie_opening_hours_get_spans (hours, from, to);
      VigieTime end = from;

      for (guint j = 0; j < spans->len; j++)
        {
          const VigieOpeningSpan *span = &g_array_index (spans, VigieOpeningSpan, j);
          VigieTime within
              = span->from + (VigieTime) (g_test_rand_double () * (double) (span->to - span->from));
          const VigieTime times[] = {span->from, within, span->to - 1};

          g_assert_cmpint (span->from, ==, end);
          g_assert_cmpint (span->to, >, span->from);
          end = span->to;
          for (guint k = 0; k < G_N_ELEMENTS (times); k++)
            {
              const char *comment;

              g_assert_cmpint (vigie_opening_hours_get_state (hours, times[k], &comment), ==,
                               span->state);
              g_assert_cmpstr (comment, ==, span->comment);
            }
          /* Every so often: changes and openings are those of the spans. */
          if (j % 16 == 0 && j + 8 < spans->len)
            {
              guint change = j + 1, open = j;

              while (g_array_index (spans, VigieOpeningSpan, change).state == span->state)
                change++;
              while (g_array_index (spans, VigieOpeningSpan, open).state != VIGIE_OPENING_OPEN)
                open++;
              g_assert_cmpint (vigie_opening_hours_get_next_change (hours, within), ==,
                               g_array_index (spans, VigieOpeningSpan, change).from);
              g_assert_cmpint (vigie_opening_hours_get_next_open (hours, within), ==,
                               MAX (within, g_array_index (spans, VigieOpeningSpan, open).from));
            }
        }
      g_assert_cmpint (end, ==, to);
    }
}

static void
test_bounds (void)
{
  g_autoptr (VigieOpeningHours) always = vigie_opening_hours_new ("24/7", NULL, NULL);
  g_autoptr (VigieOpeningHours) never = vigie_opening_hours_new ("off", NULL, NULL);
  g_autoptr (VigieOpeningHours) far = vigie_opening_hours_new ("2090 10:00-12:00", NULL, NULL);
  VigieTime now = local ("2026-11-21T11:07:00");
  const VigieTime times[] = {G_MININT64, G_MININT64 + 1, G_MAXINT64, 0, -1};

  g_assert_cmpint (vigie_opening_hours_get_next_change (always, now), ==, VIGIE_TIME_NONE);
  g_assert_cmpint (vigie_opening_hours_get_next_open (always, now), ==, now);
  g_assert_cmpint (vigie_opening_hours_get_next_open (never, now), ==, VIGIE_TIME_NONE);
  g_assert_cmpint (vigie_opening_hours_get_next_change (far, now), ==, VIGIE_TIME_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GArray) spans = vigie_opening_hours_get_spans (always, times[i], G_MAXINT64);
      g_autoptr (GArray) back = vigie_opening_hours_get_spans (always, now, times[i]);

      g_assert_cmpuint (back->len, <=, 1);
      g_assert_cmpuint (spans->len, <=, 1);
      g_assert_cmpint (vigie_opening_hours_get_state (always, times[i], NULL), ==,
                       VIGIE_OPENING_OPEN);
      vigie_opening_hours_get_next_change (far, times[i]);
    }
}

/* School holidays that are not known: only what hangs on them is not. */
static void
test_school (void)
{
  g_autoptr (VigieCalendar) calendar = vigie_calendar_new ();
  VigieOpeningPlace place = {.lat = NAN, .lon = NAN, .calendar = calendar};
  g_autoptr (VigieOpeningHours) hours = NULL;
  g_autofree char *unknown = NULL, *known = NULL;
  const char *text = "Mo-Fr 10:00-18:00; SH Mo-Fr 10:00-12:00";
  g_autoptr (VigieOpeningHours) before = vigie_opening_hours_new (text, NULL, NULL);

  vigie_calendar_add_school_holidays (calendar, vigie_calendar_day (2027, 10, 23),
                                      vigie_calendar_day (2027, 11, 7));
  hours = vigie_opening_hours_new (text, &place, NULL);
  unknown = spans_text (before, local ("2027-10-25T00:00:00"), local ("2027-10-26T00:00:00"));
  g_assert_cmpstr (unknown, ==, "C 10-25 10:00 O 10-25 12:00 U 10-25 18:00 C");
  known = spans_text (hours, local ("2027-10-25T00:00:00"), local ("2027-10-26T00:00:00"));
  g_assert_cmpstr (known, ==, "C 10-25 10:00 O 10-25 12:00 C");
}

/* Without a place, the sun rises at 6 and sets at 18. Far north it does not set in summer: the same. */
static void
test_sun (void)
{
  static const struct
  {
    double lat, lon;
    const char *spans;
  } cases[] = {
      {NAN, NAN, "C 06-21 05:30 O 06-21 06:00 C 06-21 18:00 O 06-21 18:30 C"},
      /* SunCalc 2.0.2. */
      {47.7486, -3.3669, "C 06-21 05:34 O 06-21 06:15 C 06-21 22:15 O 06-21 22:56 C"},
      {80, 20, "C 06-21 05:30 O 06-21 06:00 C 06-21 18:00 O 06-21 18:30 C"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieOpeningPlace place = {.lat = cases[i].lat, .lon = cases[i].lon};
      g_autoptr (VigieOpeningHours) hours
          = vigie_opening_hours_new ("dawn-sunrise,sunset-dusk", &place, NULL);
      g_autofree char *spans
          = spans_text (hours, local ("2026-06-21T00:00:00"), local ("2026-06-22T00:00:00"));

      g_assert_cmpstr (spans, ==, cases[i].spans);
    }
}

static void
test_speed (void)
{
  VigieOpeningPlace place = LORIENT;
  VigieTime from = local ("2026-01-01T00:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      g_autoptr (VigieOpeningHours) hours = vigie_opening_hours_new (usual[i], &place, NULL);
      gint64 years = G_MAXINT64, state = G_MAXINT64, words = G_MAXINT64, n = 0;

      for (int round = 0; round < 5; round++)
        {
          gint64 start = vigie_test_worked ();
          GArray *spans = vigie_opening_hours_get_spans (hours, from, from + 731 * VIGIE_DAY);
          char *text;

          years = MIN (years, vigie_test_worked () - start);
          n += spans->len;
          g_array_unref (spans);
          start = vigie_test_worked ();
          for (int j = 0; j < 100; j++)
            n += vigie_opening_hours_get_state (hours, from + j * 83 * VIGIE_HOUR, NULL);
          state = MIN (state, vigie_test_worked () - start);
          start = vigie_test_worked ();
          text = vigie_opening_hours_to_words (hours, from);
          g_free (text);
          words = MIN (words, vigie_test_worked () - start);
        }
      g_test_message ("%s: two years %.2f ms, an instant %.2f µs, words %.2f ms", usual[i],
                      (double) years / 1000, (double) state / 100, (double) words / 1000);
      g_assert_cmpint (n, >, 0);
      /* The bars are 5 ms and 20 µs; a busy machine and the sanitizers are slower. */
      g_assert_cmpint (years, <, 100000);
      g_assert_cmpint (state, <, 100 * 500);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/opening-hours/states", test_states);
  g_test_add_func ("/opening-hours/refused", test_refused);
  g_test_add_func ("/opening-hours/hostile", test_hostile);
  g_test_add_func ("/opening-hours/hostile-years", test_hostile_years);
  g_test_add_func ("/opening-hours/agreement", test_agreement);
  g_test_add_func ("/opening-hours/bounds", test_bounds);
  g_test_add_func ("/opening-hours/school", test_school);
  g_test_add_func ("/opening-hours/sun", test_sun);
  g_test_add_func ("/opening-hours/speed", test_speed);
  return g_test_run ();
}
