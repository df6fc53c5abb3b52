/* test-attendance-habits.c: what is usual, and how well the presence told covers the true one, of sites whose truth
 * is simulated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attendance-fixture.h"
#include "vigie-attendance-private.h"

#define HOURS "Mo-Su 10:00-12:30,14:00-18:00"

/* Days by the clock of Paris: @first is a local midnight. */
static VigieTime
midnight_of (VigieTime first, int day)
{
  GTimeZone *zone = g_time_zone_new_identifier ("Europe/Paris");
  VigieTime noon = first + day * VIGIE_DAY + 12 * VIGIE_HOUR;
  VigieTime midnight
      = noon - 12 * VIGIE_HOUR
        - (vigie_time_to_local (noon, zone).offset - vigie_time_to_local (first, zone).offset)
              * VIGIE_SECOND;

  g_time_zone_unref (zone);
  return midnight;
}

static void
simulate (Truth *truth, VigieTime first, int days, double rate, double stay, guint64 *seed)
{
  for (int d = 0; d < days; d++)
    {
      VigieTime midnight = midnight_of (first, d);

      simulate_day (truth, midnight, 10, 12.5, rate, stay, seed);
      simulate_day (truth, midnight, 14, 18, rate, stay, seed);
    }
  truth_sort (truth);
}

/* Fractions of a vehicle come from readings between two boundaries. */
#define CLOSE 1e-4

static VigieAttendanceTrack *
track_of (const VigieAttendanceFacts *facts,
          const Truth *truth,
          const How *how,
          VigieTime from,
          VigieTime to)
{
  VigieCounter in = counter_new (truth->in, VIGIE_ROLE_VEHICLES_IN, from - VIGIE_HOUR, to, how);
  VigieCounter out = counter_new (truth->out, VIGIE_ROLE_VEHICLES_OUT, from - VIGIE_HOUR, to, how);
  VigieAttendanceSource source = {&in, &out, 1, 1, NULL};
  VigieAttendanceTrack *track = vigie_attendance_track_new (&source, facts, from, to, to, NULL);

  counter_clear (&in);
  counter_clear (&out);
  return track;
}

static VigieAttendanceFacts
facts_of (const char *hours, VigieCalendar *calendar)
{
  g_autoptr (GError) error = NULL;
  VigieAttendanceFacts facts
      = {hours != NULL ? vigie_opening_hours_new (hours, NULL, &error) : NULL, 20, NULL, calendar,
         VIGIE_LEVEL_LIMITS_DEFAULT};

  g_assert_no_error (error);
  return facts;
}

/* ---- What is usual ---- */

/* A school year without holidays but those of the last days of 2025. */
static VigieCalendar *
plain_calendar (void)
{
  VigieCalendar *calendar = vigie_calendar_new ();

  vigie_calendar_add_school_holidays (calendar, vigie_calendar_day (2025, 12, 20),
                                      vigie_calendar_day (2026, 1, 4));
  return calendar;
}

/* Nine weeks; in week w a vehicle comes every 5 minutes and stays 5 (w + 1) minutes: w + 1 are present in the middle of
 * the opening. */
static void
test_usual (void)
{
  g_autoptr (VigieCalendar) calendar = plain_calendar ();
  VigieAttendanceFacts facts = facts_of ("Mo-Su 10:00-12:30,14:00-18:00", calendar);
  VigieTime from = at ("2026-01-11T23:00:00Z"), to = from + 63 * VIGIE_DAY;
  VigieTime tuesday = at ("2026-03-17T10:15:00Z");
  g_autoptr (VigieAttendanceTrack) track = NULL;
  VigieAttendanceHabits *habits;
  const VigieUsual *usual;
  VigieDayClass day_class;
  Truth truth;

  truth_init (&truth);
  for (int day = 0; day < 63; day++)
    {
      VigieTime midnight = from + day * VIGIE_DAY;
      gint64 stay = 5 * (day / 7 + 1) * VIGIE_MINUTE;

      visits (&truth, midnight + 10 * VIGIE_HOUR + VIGIE_MINUTE, midnight + 12 * VIGIE_HOUR,
              5 * VIGIE_MINUTE, stay);
      /* On the third Tuesday nobody comes in the afternoon, which nobody can tell from counters that stand still. */
      if (day != 15)
        visits (&truth, midnight + 14 * VIGIE_HOUR + VIGIE_MINUTE,
                midnight + 17 * VIGIE_HOUR + VIGIE_MINUTE, 5 * VIGIE_MINUTE, stay);
    }
  truth_sort (&truth);
  track = track_of (&facts, &truth, &TEN_MINUTES, from, to);
  habits = vigie_attendance_habits_new (track, &facts);

  g_assert_cmpuint (habits->n_days, ==, 62);
  /* Wednesdays, from 11 h on: 1 to 9 present; ranks 0.8, 4, 7.2. */
  usual = &habits->present[VIGIE_DAY_CLASS_TERM][2][22];
  g_assert_cmpuint (usual->n, ==, 9);
  g_assert_cmpfloat_with_epsilon (usual->p10, 1.8, CLOSE);
  g_assert_cmpfloat_with_epsilon (usual->median, 5, CLOSE);
  g_assert_cmpfloat_with_epsilon (usual->p90, 8.2, CLOSE);
  g_assert_cmpfloat_with_epsilon (habits->arrivals[VIGIE_DAY_CLASS_TERM][2][22].median, 6, CLOSE);
  g_assert_cmpfloat_with_epsilon (habits->exits[VIGIE_DAY_CLASS_TERM][2][22].p10, 6, CLOSE);
  /* Of eight Tuesdays, without the one of three present: 1 2 4 5 6 7 8 9. */
  usual = &habits->present[VIGIE_DAY_CLASS_TERM][1][22];
  g_assert_cmpuint (usual->n, ==, 8);
  g_assert_cmpfloat_with_epsilon (usual->median, 5.5, CLOSE);
  /* Closed, and never seen. */
  g_assert_cmpuint (habits->present[VIGIE_DAY_CLASS_TERM][1][26].n, ==, 0);
  g_assert_true (isnan (habits->present[VIGIE_DAY_CLASS_TERM][1][26].median));
  g_assert_cmpuint (habits->present[VIGIE_DAY_CLASS_PUBLIC_HOLIDAY][1][22].n, ==, 0);
  /* Nothing was missed in nine weeks; what nobody knows of counters weighs three days of thirty-three. */
  g_assert_cmpfloat_with_epsilon (habits->bias.bias, 0, 1e-9);
  g_assert_cmpuint (habits->bias.n_days, ==, 30);
  g_assert_cmpfloat_with_epsilon (habits->bias.spread, sqrt (3 * 0.03 / 33), 1e-9);

  usual = vigie_attendance_usual_at (habits, &facts, tuesday, &day_class);
  g_assert_true (usual == &habits->present[VIGIE_DAY_CLASS_TERM][1][22]);
  g_assert_cmpint (day_class, ==, VIGIE_DAY_CLASS_TERM);
  /* Of school holidays nothing was seen: told by term, and said so. */
  vigie_calendar_add_school_holidays (calendar, vigie_calendar_day (2026, 3, 16),
                                      vigie_calendar_day (2026, 3, 20));
  g_assert_cmpint (vigie_attendance_class_of (vigie_calendar_day (2026, 3, 17), &facts), ==,
                   VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS);
  g_assert_true (vigie_attendance_usual_at (habits, &facts, tuesday, &day_class) == usual);
  g_assert_cmpint (day_class, ==, VIGIE_DAY_CLASS_TERM);
  /* Easter Monday: by none. */
  g_assert_null (
      vigie_attendance_usual_at (habits, &facts, at ("2026-04-06T09:15:00Z"), &day_class));
  g_assert_cmpint (day_class, ==, VIGIE_DAY_CLASS_PUBLIC_HOLIDAY);
  /* By night. */
  g_assert_null (vigie_attendance_usual_at (habits, &facts, tuesday + 12 * VIGIE_HOUR, NULL));

  vigie_attendance_habits_unref (habits);
  /* What was known on the evening of the fourth Sunday: four days of each are too few. */
  habits = vigie_attendance_habits_new_until (track, &facts, from + 28 * VIGIE_DAY + VIGIE_HOUR);
  g_assert_cmpuint (habits->n_days, ==, 27);
  g_assert_cmpuint (habits->present[VIGIE_DAY_CLASS_TERM][2][22].n, ==, 4);
  g_assert_true (isnan (habits->present[VIGIE_DAY_CLASS_TERM][2][22].median));
  g_assert_null (vigie_attendance_usual_at (habits, &facts, tuesday, NULL));
  vigie_attendance_habits_unref (habits);
  truth_clear (&truth);
  vigie_opening_hours_unref (facts.hours);
}

/* Public holidays are one, whatever weekday they are: 11 November 2025, 25 December, 1 January, Easter Monday, 1 and 8
 * May, 14 May, 25 May. */
static void
test_public_holidays (void)
{
  g_autoptr (VigieCalendar) calendar = vigie_calendar_new ();
  VigieAttendanceFacts facts = facts_of ("Mo-Su,PH 10:00-12:00", calendar);
  VigieTime from = at ("2025-11-09T23:00:00Z"), to = from + 200 * VIGIE_DAY;
  g_autoptr (VigieAttendanceTrack) track = NULL;
  VigieAttendanceHabits *habits;
  const VigieUsual *usual;
  VigieDayClass day_class;
  Truth truth;

  truth_init (&truth);
  for (int day = 0; day < 200; day++)
    {
      VigieTime midnight = midnight_of (from, day);

      visits (&truth, midnight + 10 * VIGIE_HOUR + VIGIE_MINUTE, midnight + 12 * VIGIE_HOUR,
              5 * VIGIE_MINUTE, 15 * VIGIE_MINUTE);
    }
  truth_sort (&truth);
  track = track_of (&facts, &truth, &TEN_MINUTES, from, to);
  habits = vigie_attendance_habits_new (track, &facts);
  usual = vigie_attendance_usual_at (habits, &facts, at ("2026-07-14T09:15:00Z"), &day_class);
  g_assert_nonnull (usual);
  g_assert_cmpint (day_class, ==, VIGIE_DAY_CLASS_PUBLIC_HOLIDAY);
  g_assert_cmpuint (usual->n, ==, 8);
  g_assert_cmpfloat_with_epsilon (usual->median, 3, CLOSE);
  g_assert_cmpuint (habits->present[VIGIE_DAY_CLASS_PUBLIC_HOLIDAY][6][22].n, ==, 8);
  vigie_attendance_habits_unref (habits);
  truth_clear (&truth);
  vigie_opening_hours_unref (facts.hours);
}

/* Day and night a vehicle every 5 minutes: between 2 h and 3 h of the last of five Sundays twice as many. */
static void
test_hour_that_comes_twice (void)
{
  g_autoptr (VigieCalendar) calendar = plain_calendar ();
  VigieAttendanceFacts facts = facts_of (NULL, calendar);
  VigieTime from = at ("2025-09-21T22:00:00Z"), to = at ("2025-10-28T23:00:00Z");
  g_autoptr (VigieAttendanceTrack) track = NULL;
  VigieAttendanceHabits *habits;
  Truth truth;

  truth_init (&truth);
  visits (&truth, from - VIGIE_DAY + VIGIE_MINUTE, to + VIGIE_DAY, 5 * VIGIE_MINUTE,
          14 * VIGIE_MINUTE);
  truth_sort (&truth);
  track = track_of (&facts, &truth, &TEN_MINUTES, from, to);
  g_assert_cmpuint (track->n, ==, 37 * 144 + 6);
  habits = vigie_attendance_habits_new_until (track, &facts, to);
  for (guint slot = 3; slot < 8; slot++)
    {
      const VigieUsual *usual = &habits->arrivals[VIGIE_DAY_CLASS_TERM][6][slot];

      g_assert_cmpuint (usual->n, ==, 5);
      g_assert_cmpfloat_with_epsilon (usual->p10, 6, CLOSE);
      g_assert_cmpfloat_with_epsilon (usual->p90, 6, CLOSE);
    }
  vigie_attendance_habits_unref (habits);
  truth_clear (&truth);
}

/* ---- The counters' past ---- */

static void
test_bias (void)
{
  static const struct
  {
    double in[6], out[6];
    guint n;
    double bias, squares; /* of deviations, of n days */
    guint n_days;
  } table[] = {
      /* Four days are too few. */
      {{100, 100, 100, 100}, {90, 90, 90, 90}, 4, 0, 0.03, 0},
      {{100, 100, 100, 100, 100}, {97, 97, 97, 97, 97}, 5, 0.03, 3 * 0.03 / 8, 5},
      /* Median of 0, 2, 2, 4, 4 in a hundred; 2² ÷ 200, 0, 0, 2² ÷ 196 twice. */
      {{100, 100, 100, 100, 100},
       {100, 98, 98, 96, 96},
       5,
       0.02,
       (4 / 200.0 + 4 / 196.0 + 4 / 196.0 + 3 * 0.03) / 8,
       5},
      /* A day on which nothing left is no day. */
      {{100, 100, 100, 100, 100, 100}, {100, 100, 100, 100, 100, 0}, 6, 0, 3 * 0.03 / 8, 5},
  };

  for (guint k = 0; k < G_N_ELEMENTS (table); k++)
    {
      g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (VigieAttendanceDay));
      VigieCountBias bias;

      for (guint i = 0; i < table[k].n; i++)
        {
          VigieAttendanceDay day = {i, table[k].in[i], table[k].out[i], 0, 1, TRUE};

          g_array_append_val (days, day);
        }
      vigie_count_bias_of_days (days, &bias);
      g_assert_cmpfloat_with_epsilon (bias.bias, table[k].bias, 1e-9);
      g_assert_cmpfloat_with_epsilon (bias.spread, sqrt (table[k].squares), 1e-9);
      g_assert_cmpuint (bias.n_days, ==, table[k].n_days);
    }
}

/* ---- Against a truth that is simulated ---- */

#define DAYS 84

typedef struct
{
  guint n, inside;
  double error, uncorrected;
} Score;

static void
score (Score *self, const VigieAttendanceTrack *track, guint i, double truth, double uncorrected)
{
  self->n++;
  self->inside += truth >= (double) track->low[i] && truth <= (double) track->high[i];
  self->error += fabs (truth - (double) track->present[i]);
  self->uncorrected += fabs (truth - uncorrected);
}

/* Entries − exits as counted since the opening before the end of step @i, without any correction. */
static double
uncorrected_at (const VigieAttendanceTrack *track, guint i)
{
  double present = 0;

  /* Back to the last closed hour. */
  for (guint j = i + 1, closed = 0; j > 0 && closed < 6; j--)
    {
      closed = track->opening[j - 1] == VIGIE_OPENING_CLOSED ? closed + 1 : 0;
      present += (double) (track->in[j - 1] - track->out[j - 1]);
    }
  return present;
}

/* Both of days that are over and, @live, of each as it goes. */
static void
test_truth (void)
{
  static const struct
  {
    const char *name;
    double rate, stay, missed_in, missed_out;
    int every, phase_in, phase_out;
  } table[] = {
      {"exits missed", 46, 12, 0, 0.03, 10, 0, 0},
      {"both missed, many vehicles", 90, 12, 0.02, 0.06, 10, 0, 0},
      {"entries missed, few vehicles", 9, 15, 0.05, 0.01, 10, 0, 0},
      {"readings apart", 46, 12, 0.01, 0.04, 10, 3, 7},
      {"every half-hour", 30, 14, 0.01, 0.03, 30, 0, 0},
  };

  for (guint k = 0; k < G_N_ELEMENTS (table); k++)
    {
      VigieAttendanceFacts facts = facts_of (HOURS, NULL);
      VigieTime from = at ("2026-01-04T23:00:00Z"), to = midnight_of (from, DAYS);
      guint64 seed = 11 + k;
      Truth truth;
      g_autoptr (GArray) seen_in = NULL, seen_out = NULL;
      How how_in = TEN_MINUTES, how_out = TEN_MINUTES;
      VigieCounter in, out;
      VigieAttendanceSource source = {&in, &out, 1, 1, NULL};
      g_autoptr (VigieAttendanceTrack) past = NULL;
      g_autoptr (VigieAttendanceHabits) habits = NULL;
      Score over = {0}, live = {0};
      double bias;

      truth_init (&truth);
      simulate (&truth, from, DAYS, table[k].rate, table[k].stay, &seed);
      seen_in = miss (truth.in, table[k].missed_in, &seed);
      seen_out = miss (truth.out, table[k].missed_out, &seed);
      how_in.every = how_out.every = table[k].every * VIGIE_MINUTE;
      how_in.phase = table[k].phase_in * VIGIE_MINUTE;
      how_out.phase = table[k].phase_out * VIGIE_MINUTE;
      in = counter_new (seen_in, VIGIE_ROLE_VEHICLES_IN, from - VIGIE_HOUR, to, &how_in);
      out = counter_new (seen_out, VIGIE_ROLE_VEHICLES_OUT, from - VIGIE_HOUR, to, &how_out);
      past = vigie_attendance_track_new (&source, &facts, from, to, to, NULL);
      habits = vigie_attendance_habits_new_until (past, &facts, to);

      for (guint i = 0; i < past->n - 3; i++)
        if (past->opening[i] == VIGIE_OPENING_OPEN)
          score (&over, past, i,
                 truth_present (&truth, from + (gint64) (i + 1) * VIGIE_ATTENDANCE_STEP),
                 uncorrected_at (past, i));
      for (int d = 40; d < DAYS; d++)
        for (int hour = 11; hour <= 18; hour++)
          {
            VigieTime midnight = midnight_of (from, d);
            VigieTime now = midnight + hour * VIGIE_HOUR - 20 * VIGIE_MINUTE;
            g_autoptr (VigieAttendanceTrack) today = vigie_attendance_track_new (
                &source, &facts, midnight, midnight_of (from, d + 1), now, &habits->bias);
            guint i = (guint) ((today->until - midnight) / VIGIE_ATTENDANCE_STEP) - 1;

            if (today->opening[i] == VIGIE_OPENING_OPEN)
              score (&live, today, i, truth_present (&truth, today->until),
                     uncorrected_at (today, i));
          }
      bias = 1 - (1 - table[k].missed_out) / (1 - table[k].missed_in);
      g_test_message ("%s: over %.3f inside, error %.2f for %.2f; live %.3f inside, error %.2f for "
                      "%.2f; bias %.4f for %.4f, spread %.3f, stay %.1f, best %.0f, %u days",
                      table[k].name, over.inside / (double) over.n, over.error / over.n,
                      over.uncorrected / over.n, live.inside / (double) live.n, live.error / live.n,
                      live.uncorrected / live.n, habits->bias.bias, bias, habits->bias.spread,
                      habits->stay, habits->best_rate, habits->n_days);
      g_assert_cmpuint (live.n, >, 200);
      g_assert_cmpfloat (over.inside / (double) over.n, >=, 0.85);
      g_assert_cmpfloat (over.inside / (double) over.n, <=, 0.97);
      g_assert_cmpfloat (live.inside / (double) live.n, >=, 0.85);
      g_assert_cmpfloat (live.inside / (double) live.n, <=, 0.97);
      g_assert_cmpfloat (over.error, <, over.uncorrected);
      g_assert_cmpfloat (live.error, <, live.uncorrected);
      g_assert_cmpfloat_with_epsilon (habits->bias.bias, bias, 0.015);
      g_assert_cmpfloat_with_epsilon (habits->stay, table[k].stay, 0.12 * table[k].stay);
      g_assert_cmpuint (habits->n_days, >=, DAYS * 9 / 10);
      /* Half again as many come in the middle of the opening. */
      g_assert_cmpfloat (habits->best_rate, >, table[k].rate);
      g_assert_cmpfloat (habits->best_rate, <, 3.5 * table[k].rate);
      counter_clear (&in);
      counter_clear (&out);
      truth_clear (&truth);
      vigie_opening_hours_unref (facts.hours);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attendance-habits/usual", test_usual);
  g_test_add_func ("/attendance-habits/public-holidays", test_public_holidays);
  g_test_add_func ("/attendance-habits/hour-that-comes-twice", test_hour_that_comes_twice);
  g_test_add_func ("/attendance-habits/bias", test_bias);
  g_test_add_func ("/attendance-habits/truth", test_truth);
  return g_test_run ();
}
