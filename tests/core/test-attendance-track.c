/* test-attendance-track.c: from counters to vehicles present, by cases computed by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attendance-fixture.h"

/* A Tuesday in winter: local time is UTC + 1. */
#define MIDNIGHT "2026-03-09T23:00:00Z"
#define HOURS "Mo-Su 10:00-12:00,14:00-18:00"

typedef struct
{
  VigieAttendanceFacts facts;
  Truth truth;
  VigieTime midnight;
} Site;

/* @hour by the local clock of the first day. */
static VigieTime
clock_time (const Site *site, double hour)
{
  return site->midnight + (VigieTime) (hour * (double) VIGIE_HOUR);
}

static void
site_init (Site *self, const char *hours)
{
  g_autoptr (GError) error = NULL;

  self->facts = (VigieAttendanceFacts) {NULL, 20, NULL, NULL, VIGIE_LEVEL_LIMITS_DEFAULT};
  if (hours != NULL)
    self->facts.hours = vigie_opening_hours_new (hours, NULL, &error);
  g_assert_no_error (error);
  self->midnight = at (MIDNIGHT);
  truth_init (&self->truth);
}

static void
site_clear (Site *self)
{
  g_clear_pointer (&self->facts.hours, vigie_opening_hours_unref);
  truth_clear (&self->truth);
}

/* A vehicle every 5 minutes that stays for 15: three are present from a quarter of an hour after the opening on. */
static void
usual_day (Site *self, int day)
{
  double midnight = 24.0 * day;

  visits (&self->truth, clock_time (self, midnight + 10) + VIGIE_MINUTE,
          clock_time (self, midnight + 12), 5 * VIGIE_MINUTE, 15 * VIGIE_MINUTE);
  visits (&self->truth, clock_time (self, midnight + 14) + VIGIE_MINUTE,
          clock_time (self, midnight + 18), 5 * VIGIE_MINUTE, 15 * VIGIE_MINUTE);
  truth_sort (&self->truth);
}

/* The track of @days days, as of @now hours after the first midnight. */
static VigieAttendanceTrack *
track_of (Site *self,
          const GArray *in,
          const GArray *out,
          const How *how_in,
          const How *how_out,
          int days,
          double now,
          const VigieCountBias *bias)
{
  VigieTime from = self->midnight, to = clock_time (self, 24 * days);
  VigieCounter entry
      = counter_new (in, VIGIE_ROLE_VEHICLES_IN, from - VIGIE_HOUR, to + VIGIE_HOUR, how_in);
  VigieCounter leaving
      = counter_new (out, VIGIE_ROLE_VEHICLES_OUT, from - VIGIE_HOUR, to + VIGIE_HOUR, how_out);
  VigieAttendanceSource source = {&entry, &leaving, 1, 1, NULL};
  VigieAttendanceTrack *track = vigie_attendance_track_new (
      &source, &self->facts, from, to, now < 0 ? to : clock_time (self, now), bias);

  counter_clear (&entry);
  counter_clear (&leaving);
  return track;
}

/* Present at @hour; the step that ends then. */
static double
present_at (const Site *self, const VigieAttendanceTrack *track, double hour)
{
  gint64 i = (clock_time (self, hour) - track->from) / VIGIE_ATTENDANCE_STEP - 1;

  g_assert_cmpint (i, <, track->n);
  return (double) track->present[i];
}

static const VigieAttendanceDay *
day_at (const VigieAttendanceTrack *track, guint day)
{
  return &g_array_index (track->days, VigieAttendanceDay, day);
}

/* Every step of it, while it is known, against the truth. */
static void
assert_true_everywhere (const Site *site, const VigieAttendanceTrack *track)
{
  for (guint i = 0; i < track->n; i++)
    {
      VigieTime end = track->from + (gint64) (i + 1) * VIGIE_ATTENDANCE_STEP;

      g_assert_cmpfloat_with_epsilon (track->present[i], truth_present (&site->truth, end), 1e-4);
      g_assert_cmpfloat (track->low[i], <=, track->present[i]);
      g_assert_cmpfloat (track->high[i], >=, track->present[i]);
    }
}

static void
test_perfect (void)
{
  Site site;
  g_autoptr (VigieAttendanceTrack) track = NULL;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  track = track_of (&site, site.truth.in, site.truth.out, &TEN_MINUTES, &TEN_MINUTES, 1, -1, NULL);
  g_assert_cmpuint (track->n, ==, 144);
  g_assert_cmpuint (track->days->len, ==, 1);
  assert_true_everywhere (&site, track);
  g_assert_cmpfloat (present_at (&site, track, 11), ==, 3);
  g_assert_cmpfloat (present_at (&site, track, 13), ==, 0);
  /* The last one leaves at 18 h 11. */
  g_assert_cmpfloat (present_at (&site, track, 18 + 1 / 6.0), ==, 1);
  /* 24 in the morning, 48 in the afternoon. */
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in, 72, 1e-9);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->out, 72, 1e-9);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->drift, 0, 1e-9);
  g_assert_cmpfloat (day_at (track, 0)->coverage, ==, 1);
  g_assert_true (day_at (track, 0)->usable);
  g_assert_cmpint (track->quality.verdict, ==, VIGIE_COUNT_GOOD);
  g_assert_cmpfloat (track->quality.coverage, ==, 1);
  g_assert_cmpfloat_with_epsilon (track->quality.imbalance, 0, 1e-9);
  g_assert_cmpint (track->until, ==, clock_time (&site, 24));
  g_assert_cmpint (track->opening[60], ==, VIGIE_OPENING_OPEN);
  g_assert_cmpint (track->opening[72], ==, VIGIE_OPENING_CLOSED);
  site_clear (&site);
}

/* The exit at 10 h 46 is missed: one too many at noon, shared out over the 24 + 23 that moved. At 11 h 12 had come and 8
 * of 9 exits were seen. */
static void
test_missed_exit (void)
{
  Site site;
  g_autoptr (VigieAttendanceTrack) track = NULL;
  g_autoptr (VigieAttendanceTrack) live = NULL;
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  VigieCountBias bias = {0.04, 0.1, 30};
  double lost, half;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  for (guint i = 0; i < site.truth.out->len; i++)
    {
      VigieTime time = g_array_index (site.truth.out, VigieTime, i);

      if (time != clock_time (&site, 10) + 46 * VIGIE_MINUTE)
        g_array_append_val (seen, time);
    }
  g_assert_cmpuint (seen->len, ==, 71);
  track = track_of (&site, site.truth.in, seen, &TEN_MINUTES, &TEN_MINUTES, 1, -1, NULL);
  g_assert_cmpfloat_with_epsilon (present_at (&site, track, 11), 4 - 20 / 47.0, 1e-5);
  g_assert_cmpfloat (present_at (&site, track, 12.5), ==, 0);
  /* Each closing for itself. */
  g_assert_cmpfloat_with_epsilon (present_at (&site, track, 16), 3, 1e-5);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in - day_at (track, 0)->out, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->drift, 0, 1e-9);

  /* Before the closing, what past days tell: 4 % of what comes, 4 / 196 of what moves. */
  live = track_of (&site, site.truth.in, seen, &TEN_MINUTES, &TEN_MINUTES, 1, 11, &bias);
  lost = 20 * 0.04 / 1.96;
  g_assert_cmpfloat_with_epsilon (present_at (&site, live, 11), 4 - lost, 1e-5);
  half = sqrt (1.645 * 1.645 * 0.01 * 20 * (1 + G_PI / 2 / 30) + 0.49 * 0.49);
  g_assert_cmpfloat_with_epsilon (live->low[65], 4 - lost - half, 1e-4);
  g_assert_cmpfloat_with_epsilon (live->high[65], 4 - lost + half, 1e-4);
  g_assert_true (isnan (live->present[66]));
  g_assert_cmpint (live->until, ==, clock_time (&site, 11));
  g_assert_true (isnan (day_at (live, 0)->drift));
  g_assert_false (day_at (live, 0)->usable);
  g_assert_cmpfloat_with_epsilon (day_at (live, 0)->in, 12, 1e-9);
  /* The range grows along the day. */
  g_assert_cmpfloat (live->high[62] - live->present[62], <, live->high[65] - live->present[65]);
  g_assert_cmpfloat (live->high[50], ==, 0);
  site_clear (&site);
}

/* Counters that do what counters do, of which nothing may be seen. */
static void
test_as_perfect (void)
{
  static const struct
  {
    const char *name;
    How in, out;
  } table[] = {
      {"rolls over in the morning",
       {VIGIE_AGGREGATION_CUMULATIVE, 10 * VIGIE_MINUTE, 0, 65536 - 20, 65536, 0, 0, 0, 0, 0, 0},
       {VIGIE_AGGREGATION_CUMULATIVE, 10 * VIGIE_MINUTE, 0, 65536 - 30, 65536, 0, 0, 0, 0, 0, 0}},
      {"amounts",
       {VIGIE_AGGREGATION_INTERVAL, 10 * VIGIE_MINUTE, 0, 0, 0, 0, 0, 0, 0, 0, 0},
       {VIGIE_AGGREGATION_INTERVAL, 10 * VIGIE_MINUTE, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
      {"amounts and an index",
       {VIGIE_AGGREGATION_INTERVAL, 10 * VIGIE_MINUTE, 0, 0, 0, 0, 0, 0, 0, 0, 0},
       {VIGIE_AGGREGATION_CUMULATIVE, 5 * VIGIE_MINUTE, 0, 7, 0, 0, 0, 0, 0, 0, 0}},
  };

  for (guint k = 0; k < G_N_ELEMENTS (table); k++)
    {
      Site site;
      g_autoptr (VigieAttendanceTrack) track = NULL;

      g_test_message ("%s", table[k].name);
      site_init (&site, HOURS);
      usual_day (&site, 0);
      track = track_of (&site, site.truth.in, site.truth.out, &table[k].in, &table[k].out, 1, -1,
                        NULL);
      assert_true_everywhere (&site, track);
      g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in, 72, 1e-9);
      g_assert_true (day_at (track, 0)->usable);
      site_clear (&site);
    }
}

/* Readings less often, and of which one comes before the other: never far from the truth, never beyond the range, and
 * nothing is left of it in the night. */
static void
test_paces (void)
{
  static const struct
  {
    int every, phase_in, phase_out; /* minutes */
    double most;                    /* vehicles from the truth */
  } table[] = {
      {10, 3, 7, 1.01}, {10, 9, 0, 1.01},   {15, 0, 0, 1.01}, {15, 4, 11, 1.5},
      {30, 0, 0, 3.01}, {30, 10, 20, 3.01}, {60, 0, 0, 3.01}, {60, 20, 40, 3.01},
  };

  for (guint k = 0; k < G_N_ELEMENTS (table); k++)
    {
      Site site;
      g_autoptr (VigieAttendanceTrack) track = NULL;
      How in = TEN_MINUTES, out = TEN_MINUTES;
      guint outside = 0, open = 0;

      g_test_message ("every %d min, at %d and %d", table[k].every, table[k].phase_in,
                      table[k].phase_out);
      in.every = out.every = table[k].every * VIGIE_MINUTE;
      in.phase = table[k].phase_in * VIGIE_MINUTE;
      out.phase = table[k].phase_out * VIGIE_MINUTE;
      site_init (&site, HOURS);
      usual_day (&site, 0);
      track = track_of (&site, site.truth.in, site.truth.out, &in, &out, 1, -1, NULL);
      for (guint i = 0; i < 140; i++)
        {
          VigieTime end = track->from + (gint64) (i + 1) * VIGIE_ATTENDANCE_STEP;
          double truth = truth_present (&site.truth, end);

          g_assert_cmpfloat (track->present[i], >=, 0);
          g_assert_cmpfloat (fabs (track->present[i] - truth), <=, table[k].most);
          if (track->opening[i] != VIGIE_OPENING_OPEN)
            continue;
          open++;
          outside += truth < (double) track->low[i] || truth > (double) track->high[i];
        }
      g_assert_cmpuint (outside * 10, <=, open);
      g_assert_cmpfloat (present_at (&site, track, 10), ==, 0);
      g_assert_cmpfloat (present_at (&site, track, 13), ==, 0);
      g_assert_cmpfloat (present_at (&site, track, 19), ==, 0);
      g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in, 72, 1e-6);
      g_assert_cmpfloat_with_epsilon (day_at (track, 0)->out, 72, 1e-6);
      g_assert_true (day_at (track, 0)->usable);
      site_clear (&site);
    }
}

/* The index of entries begins again at 0 at 11 h: what came since 10 h 50 is not known, but two came in each step before. */
static void
test_reset (void)
{
  Site site;
  g_autoptr (VigieAttendanceTrack) track = NULL;
  How in = TEN_MINUTES;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  in.base = 500;
  in.reset = clock_time (&site, 11);
  track = track_of (&site, site.truth.in, site.truth.out, &in, &TEN_MINUTES, 1, 11.5, NULL);
  g_assert_true (isnan (track->in[65]));
  g_assert_cmpfloat (track->in[64], ==, 2);
  g_assert_cmpfloat (track->in[66], ==, 2);
  g_assert_cmpfloat (track->out[65], ==, 2);
  g_assert_cmpfloat_with_epsilon (present_at (&site, track, 11.5), 3, 1e-5);
  /* 2 guessed: a variance of 2 + 1 more. */
  g_assert_cmpfloat (track->high[68] - track->present[68], >, 1.645 * sqrt (3));
  g_assert_cmpfloat (track->high[64] - track->present[64], <, 1.645 * sqrt (3));
  site_clear (&site);
}

/* Neither counter is heard from 11 h 30 to 14 h 30: the index tells what came and went, not when. */
static void
test_gap_over_noon (void)
{
  Site site;
  g_autoptr (VigieAttendanceTrack) track = NULL;
  How how = TEN_MINUTES;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  how.gap_from = clock_time (&site, 11.5);
  how.gap_to = clock_time (&site, 14.5);
  track = track_of (&site, site.truth.in, site.truth.out, &how, &how, 1, -1, NULL);
  g_assert_cmpfloat (present_at (&site, track, 11.5), ==, 3);
  g_assert_true (isnan (present_at (&site, track, 12)));
  g_assert_true (isnan (present_at (&site, track, 13)));
  g_assert_true (isnan (track->in[75]));
  g_assert_cmpfloat (present_at (&site, track, 14.5), ==, 3);
  g_assert_cmpfloat (present_at (&site, track, 16), ==, 3);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in, 72, 1e-9);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->drift, 0, 1e-9);
  /* Of 36 open steps three of the morning and two of the afternoon are not known. */
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->coverage, 31 / 36.0, 1e-9);
  g_assert_false (day_at (track, 0)->usable);
  g_assert_cmpint (track->quality.verdict, ==, VIGIE_COUNT_INCOMPLETE);
  site_clear (&site);
}

/* Amounts that never came are lost: nothing is known after them, but that it is empty in the end. */
static void
test_lost_amounts (void)
{
  Site site;
  g_autoptr (VigieAttendanceTrack) track = NULL, live = NULL;
  How how = TEN_MINUTES;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  how.aggregation = VIGIE_AGGREGATION_INTERVAL;
  how.gap_from = clock_time (&site, 14.5);
  how.gap_to = clock_time (&site, 15.5);
  track = track_of (&site, site.truth.in, site.truth.out, &how, &how, 1, -1, NULL);
  live = track_of (&site, site.truth.in, site.truth.out, &how, &how, 1, 16, NULL);
  g_assert_cmpfloat (present_at (&site, track, 14.5), ==, 3);
  g_assert_true (isnan (present_at (&site, track, 15)));
  /* Backwards from the closing. */
  g_assert_cmpfloat_with_epsilon (present_at (&site, track, 16), 3, 1e-5);
  g_assert_true (isnan (present_at (&site, live, 16)));
  g_assert_true (isnan (day_at (track, 0)->in));
  g_assert_false (day_at (track, 0)->usable);
  site_clear (&site);
}

static void
test_night (void)
{
  Site site;
  g_autoptr (VigieAttendanceTrack) track = NULL;

  site_init (&site, "Mo-Su 20:00-02:00");
  visits (&site.truth, clock_time (&site, 20) + VIGIE_MINUTE, clock_time (&site, 26),
          5 * VIGIE_MINUTE, 15 * VIGIE_MINUTE);
  truth_sort (&site.truth);
  track = track_of (&site, site.truth.in, site.truth.out, &TEN_MINUTES, &TEN_MINUTES, 2, 36, NULL);
  g_assert_cmpfloat (present_at (&site, track, 21), ==, 3);
  g_assert_cmpfloat (present_at (&site, track, 25), ==, 3);
  g_assert_cmpfloat (present_at (&site, track, 27), ==, 0);
  /* All of it is of the day that it opened on. */
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in, 72, 1e-9);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->drift, 0, 1e-9);
  site_clear (&site);
}

/* Days of 23 and of 25 hours. */
static void
test_clock_changes (void)
{
  static const struct
  {
    const char *midnight, *opens; /* 10 h of the day after */
    guint days;                   /* that 72 hours touch */
  } table[] = {
      {"2026-03-28T23:00:00Z", "2026-03-29T08:00:00Z", 4},
      {"2026-10-24T22:00:00Z", "2026-10-25T09:00:00Z", 3},
      {"2026-06-09T22:00:00Z", "2026-06-10T08:00:00Z", 3},
  };

  for (guint k = 0; k < G_N_ELEMENTS (table); k++)
    {
      Site site;
      VigieTime from = at (table[k].midnight), opens = at (table[k].opens);
      g_autoptr (VigieAttendanceTrack) track = NULL;

      site_init (&site, HOURS);
      site.midnight = from;
      visits (&site.truth, opens + VIGIE_MINUTE, opens + 2 * VIGIE_HOUR, 5 * VIGIE_MINUTE,
              15 * VIGIE_MINUTE);
      truth_sort (&site.truth);
      track = track_of (&site, site.truth.in, site.truth.out, &TEN_MINUTES, &TEN_MINUTES, 3, -1,
                        NULL);
      assert_true_everywhere (&site, track);
      g_assert_cmpint (track->opening[(opens - from) / VIGIE_ATTENDANCE_STEP - 1], ==,
                       VIGIE_OPENING_CLOSED);
      g_assert_cmpint (track->opening[(opens - from) / VIGIE_ATTENDANCE_STEP], ==,
                       VIGIE_OPENING_OPEN);
      g_assert_cmpint (day_at (track, 1)->day - day_at (track, 0)->day, ==, 1);
      g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in, 24, 1e-9);
      g_assert_cmpuint (track->days->len, ==, table[k].days);
      site_clear (&site);
    }
}

/* Hours that are not told: empty in the middle of the calmest two hours of night. */
static void
test_unknown_hours (void)
{
  Site site;
  g_autoptr (VigieAttendanceTrack) track = NULL;

  site_init (&site, NULL);
  for (int day = 0; day < 3; day++)
    usual_day (&site, day);
  /* One that was not seen to leave on the first day. */
  visit (&site.truth, clock_time (&site, 11), clock_time (&site, 24 * 30));
  truth_sort (&site.truth);
  track = track_of (&site, site.truth.in, site.truth.out, &TEN_MINUTES, &TEN_MINUTES, 3, -1, NULL);
  for (guint i = 0; i < track->n; i++)
    g_assert_cmpint (track->opening[i], ==, VIGIE_OPENING_OPEN);
  g_assert_cmpfloat (present_at (&site, track, 27), ==, 0);
  g_assert_cmpfloat (present_at (&site, track, 24 + 11), ==, 3);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->drift, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (day_at (track, 1)->in, 72, 1e-9);
  g_assert_cmpfloat_with_epsilon (day_at (track, 1)->drift, 0, 1e-9);
  site_clear (&site);
}

/* Two entrances; the exit has two counters as well. */
static void
test_entrances (void)
{
  Site site;
  GArray *parts[4];
  VigieCounter in[2], out[2];
  VigieAttendanceSource source = {in, out, 2, 2, NULL};
  g_autoptr (VigieAttendanceTrack) track = NULL;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  for (guint p = 0; p < 4; p++)
    {
      const GArray *all = p < 2 ? site.truth.in : site.truth.out;
      VigieCounter counter;

      parts[p] = g_array_new (FALSE, FALSE, sizeof (VigieTime));
      for (guint i = 0; i < all->len; i++)
        if ((i % 3 == 0) == (p % 2 == 0))
          g_array_append_val (parts[p], g_array_index (all, VigieTime, i));
      counter = counter_new (parts[p], p < 2 ? VIGIE_ROLE_VEHICLES_IN : VIGIE_ROLE_VEHICLES_OUT,
                             site.midnight, clock_time (&site, 24), &TEN_MINUTES);
      if (p < 2)
        in[p] = counter;
      else
        out[p - 2] = counter;
    }
  track = vigie_attendance_track_new (&source, &site.facts, site.midnight, clock_time (&site, 24),
                                      clock_time (&site, 24), NULL);
  assert_true_everywhere (&site, track);
  g_assert_cmpfloat_with_epsilon (day_at (track, 0)->in, 72, 1e-9);
  for (guint p = 0; p < 4; p++)
    {
      counter_clear (p < 2 ? &in[p] : &out[p - 2]);
      g_array_unref (parts[p]);
    }
  site_clear (&site);
}

/* ---- The presence measured ---- */

static VigieCounter
measured_new (const Site *site, int days, double plus)
{
  guint n = (guint) days * 144 + 1;
  g_autofree VigieTime *times = g_new (VigieTime, n);
  g_autofree double *values = g_new (double, n);
  VigieMeasureData *data = vigie_measure_data_new ();

  for (guint i = 0; i < n; i++)
    {
      times[i] = site->midnight + (gint64) i * VIGIE_ATTENDANCE_STEP;
      values[i] = truth_present (&site->truth, times[i]) + plus;
    }
  data->role = VIGIE_ROLE_VEHICLES_PRESENT;
  data->expected_interval = VIGIE_ATTENDANCE_STEP;
  return (VigieCounter) {vigie_series_new (times, values, n, VIGIE_ATTENDANCE_STEP, NULL, 0), data};
}

static void
test_measured (void)
{
  Site site;
  VigieCounter measured, in, out;
  VigieAttendanceSource source = {NULL, NULL, 0, 0, &measured};
  g_autoptr (VigieAttendanceTrack) alone = NULL, entries = NULL, both = NULL;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  measured = measured_new (&site, 1, 2);
  in = counter_new (site.truth.in, VIGIE_ROLE_VEHICLES_IN, site.midnight, clock_time (&site, 24),
                    &TEN_MINUTES);
  out = counter_new (site.truth.out, VIGIE_ROLE_VEHICLES_OUT, site.midnight, clock_time (&site, 24),
                     &TEN_MINUTES);
  alone = vigie_attendance_track_new (&source, &site.facts, site.midnight, clock_time (&site, 24),
                                      clock_time (&site, 24), NULL);
  g_assert_cmpfloat (present_at (&site, alone, 11), ==, 5);
  g_assert_cmpfloat_with_epsilon (alone->low[65], 4.51, 1e-5);
  g_assert_cmpfloat_with_epsilon (alone->high[65], 5.49, 1e-5);
  g_assert_true (isnan (alone->in[65]));
  g_assert_true (isnan (day_at (alone, 0)->in));
  g_assert_true (day_at (alone, 0)->usable);

  /* Entries alone tell arrivals, no presence. */
  source.in = &in;
  source.n_in = 1;
  entries = vigie_attendance_track_new (&source, &site.facts, site.midnight, clock_time (&site, 24),
                                        clock_time (&site, 24), NULL);
  g_assert_cmpfloat (entries->in[65], ==, 2);
  g_assert_cmpfloat (present_at (&site, entries, 11), ==, 5);

  /* Both counters go before what is measured, which is two too many. */
  source.out = &out;
  source.n_out = 1;
  both = vigie_attendance_track_new (&source, &site.facts, site.midnight, clock_time (&site, 24),
                                     clock_time (&site, 24), NULL);
  g_assert_cmpfloat (present_at (&site, both, 11), ==, 3);
  g_assert_cmpfloat_with_epsilon (both->quality.presence_gap, 2, 1e-5);
  counter_clear (&measured);
  counter_clear (&in);
  counter_clear (&out);
  site_clear (&site);
}

/* The day on which the exits are not known for two hours takes the presence measured, the day before does not. */
static void
test_measured_by_day (void)
{
  Site site;
  VigieCounter measured, in, out;
  VigieAttendanceSource source = {&in, &out, 1, 1, &measured};
  g_autoptr (VigieAttendanceTrack) track = NULL;
  How how = TEN_MINUTES;

  site_init (&site, HOURS);
  usual_day (&site, 0);
  usual_day (&site, 1);
  how.gap_from = clock_time (&site, 39);
  how.gap_to = clock_time (&site, 41);
  measured = measured_new (&site, 2, 2);
  in = counter_new (site.truth.in, VIGIE_ROLE_VEHICLES_IN, site.midnight, clock_time (&site, 48),
                    &TEN_MINUTES);
  out = counter_new (site.truth.out, VIGIE_ROLE_VEHICLES_OUT, site.midnight, clock_time (&site, 48),
                     &how);
  track = vigie_attendance_track_new (&source, &site.facts, site.midnight, clock_time (&site, 48),
                                      clock_time (&site, 48), NULL);
  g_assert_cmpfloat (present_at (&site, track, 11), ==, 3);
  g_assert_cmpfloat (present_at (&site, track, 35), ==, 5);
  g_assert_cmpfloat (present_at (&site, track, 40), ==, 5);
  g_assert_cmpfloat (day_at (track, 1)->coverage, ==, 1);
  g_assert_true (day_at (track, 1)->usable);
  counter_clear (&measured);
  counter_clear (&in);
  counter_clear (&out);
  site_clear (&site);
}

/* ---- Quality ---- */

/* What may go wrong on the last of nine days, told as of @now on it. */
static void
test_verdicts (void)
{
  static const struct
  {
    const char *name;
    double freeze_in, silent_out; /* hours of the last day, 0: not */
    gboolean swapped;
    double missed; /* share of all exits */
    gboolean gaps; /* an hour each day */
    double now;
    VigieCountVerdict verdict;
    double flat_since, last;
  } table[] = {
      {"good", 0, 0, FALSE, 0, FALSE, 16, VIGIE_COUNT_GOOD, 0, 16},
      {"good in the night", 0, 0, FALSE, 0, FALSE, 22, VIGIE_COUNT_GOOD, 0, 22},
      {"three in a hundred missed", 0, 0, FALSE, 0.03, FALSE, 16, VIGIE_COUNT_GOOD, 0, 16},
      {"entries stand still", 10.5, 0, FALSE, 0, FALSE, 15, VIGIE_COUNT_FLAT, 10.5, 15},
      {"for too short a time to say", 11.5, 0, FALSE, 0, FALSE, 12, VIGIE_COUNT_GOOD, 0, 12},
      {"exits are silent", 0, 10.5, FALSE, 0, FALSE, 11.5, VIGIE_COUNT_SILENT, 0, 10.5},
      {"not yet for long", 0, 10.5, FALSE, 0, FALSE, 10.9, VIGIE_COUNT_GOOD, 0, 10.5},
      {"while it is closed", 0, 12.5, FALSE, 0, FALSE, 14.25, VIGIE_COUNT_GOOD, 0, 12.5},
      {"swapped", 0, 0, TRUE, 0, FALSE, 16, VIGIE_COUNT_IMPOSSIBLE, 0, 16},
      {"one in four missed", 0, 0, FALSE, 0.25, FALSE, 16, VIGIE_COUNT_IMBALANCE, 0, 16},
      {"hours missing", 0, 0, FALSE, 0, TRUE, 17.5, VIGIE_COUNT_INCOMPLETE, 0, 17.5},
  };

  for (guint k = 0; k < G_N_ELEMENTS (table); k++)
    {
      Site site;
      g_autoptr (VigieAttendanceTrack) track = NULL;
      g_autoptr (GArray) seen = NULL;
      How in = TEN_MINUTES, out = TEN_MINUTES;
      guint64 seed = 7;
      double midnight = 24 * 8;

      g_test_message ("%s", table[k].name);
      site_init (&site, HOURS);
      for (int day = 0; day < 9; day++)
        usual_day (&site, day);
      seen = miss (site.truth.out, table[k].missed, &seed);
      if (table[k].freeze_in > 0)
        in.freeze = clock_time (&site, midnight + table[k].freeze_in);
      if (table[k].silent_out > 0)
        {
          out.gap_from = clock_time (&site, midnight + table[k].silent_out);
          out.gap_to = clock_time (&site, midnight + 30);
        }
      in.daily_gap_from = table[k].gaps ? 15 * VIGIE_HOUR : 0;
      in.daily_gap_to = in.daily_gap_from + 2 * VIGIE_HOUR;
      track = track_of (&site, table[k].swapped ? seen : site.truth.in,
                        table[k].swapped ? site.truth.in : seen, &in, &out, 9,
                        midnight + table[k].now, NULL);
      g_assert_cmpint (track->quality.verdict, ==, table[k].verdict);
      g_assert_cmpint (track->quality.flat_since, ==,
                       table[k].flat_since > 0 ? clock_time (&site, midnight + table[k].flat_since)
                                               : VIGIE_TIME_NONE);
      g_assert_cmpint (track->quality.last, ==, clock_time (&site, midnight + table[k].last));
      g_assert_cmpint (day_at (track, 3)->usable, ==,
                       table[k].verdict != VIGIE_COUNT_IMPOSSIBLE
                           && table[k].verdict != VIGIE_COUNT_IMBALANCE
                           && table[k].verdict != VIGIE_COUNT_INCOMPLETE);
      g_assert_false (day_at (track, 8)->usable && table[k].now < 18);
      g_assert_cmpstr (vigie_count_verdict_words (track->quality.verdict), !=, "");
      site_clear (&site);
    }
}

static void
test_none (void)
{
  Site site;
  VigieAttendanceSource source = {0};
  VigieMeasureData *data = vigie_measure_data_new ();
  VigieCounter empty = {vigie_series_new (NULL, NULL, 0, 0, NULL, 0), data};
  g_autoptr (VigieAttendanceTrack) none = NULL, silent = NULL, nothing = NULL;

  site_init (&site, HOURS);
  none = vigie_attendance_track_new (&source, &site.facts, site.midnight, clock_time (&site, 24),
                                     clock_time (&site, 24), NULL);
  g_assert_cmpint (none->quality.verdict, ==, VIGIE_COUNT_NONE);
  g_assert_cmpint (none->until, ==, VIGIE_TIME_NONE);
  g_assert_true (isnan (none->present[65]));
  g_assert_cmpfloat (day_at (none, 0)->coverage, ==, 0);
  data->aggregation = VIGIE_AGGREGATION_CUMULATIVE;
  source = (VigieAttendanceSource) {&empty, &empty, 1, 1, &empty};
  silent = vigie_attendance_track_new (&source, &site.facts, site.midnight, clock_time (&site, 24),
                                       clock_time (&site, 24), NULL);
  g_assert_cmpint (silent->quality.verdict, ==, VIGIE_COUNT_SILENT);
  g_assert_cmpint (silent->quality.last, ==, VIGIE_TIME_NONE);
  nothing = vigie_attendance_track_new (&source, &site.facts, site.midnight, site.midnight,
                                        site.midnight, NULL);
  g_assert_cmpuint (nothing->n, ==, 0);
  counter_clear (&empty);
  site_clear (&site);
}

/* What no server should send. */
static void
test_hostile (void)
{
  static const double values[] = {NAN, -5, 1e300, INFINITY, 0, 3, 1e15, 4, 65535, 2, -INFINITY, 7};
  Site site;
  VigieTime times[G_N_ELEMENTS (values)];

  site_init (&site, HOURS);
  for (guint shape = 0; shape < 3; shape++)
    {
      VigieMeasureData *data = vigie_measure_data_new ();
      VigieCounter counter;
      VigieAttendanceSource source = {&counter, &counter, 1, 1, &counter};
      g_autoptr (VigieAttendanceTrack) track = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        times[i] = clock_time (&site, 10) + (gint64) i * (shape == 2 ? 1 : 10 * VIGIE_MINUTE);
      times[0] = G_MININT64 + 1;
      times[G_N_ELEMENTS (values) - 1] = G_MAXINT64;
      data->aggregation = shape == 1 ? VIGIE_AGGREGATION_INTERVAL : VIGIE_AGGREGATION_CUMULATIVE;
      counter = (VigieCounter) {
          vigie_series_new (times, values, G_N_ELEMENTS (values), 10 * VIGIE_MINUTE, NULL, 0),
          data};
      track
          = vigie_attendance_track_new (&source, &site.facts, site.midnight + 7,
                                        clock_time (&site, 24 * 500), clock_time (&site, 20), NULL);
      g_assert_cmpuint (track->n, ==, 400 * 144);
      g_assert_cmpint (track->from, ==, site.midnight);
      for (guint i = 0; i < track->n; i++)
        g_assert_true (isnan (track->present[i])
                       || (track->present[i] >= 0 && track->present[i] < 1e5f));
      counter_clear (&counter);
    }
  site_clear (&site);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attendance-track/perfect", test_perfect);
  g_test_add_func ("/attendance-track/missed-exit", test_missed_exit);
  g_test_add_func ("/attendance-track/as-perfect", test_as_perfect);
  g_test_add_func ("/attendance-track/paces", test_paces);
  g_test_add_func ("/attendance-track/reset", test_reset);
  g_test_add_func ("/attendance-track/gap-over-noon", test_gap_over_noon);
  g_test_add_func ("/attendance-track/lost-amounts", test_lost_amounts);
  g_test_add_func ("/attendance-track/night", test_night);
  g_test_add_func ("/attendance-track/clock-changes", test_clock_changes);
  g_test_add_func ("/attendance-track/unknown-hours", test_unknown_hours);
  g_test_add_func ("/attendance-track/entrances", test_entrances);
  g_test_add_func ("/attendance-track/measured", test_measured);
  g_test_add_func ("/attendance-track/measured-by-day", test_measured_by_day);
  g_test_add_func ("/attendance-track/verdicts", test_verdicts);
  g_test_add_func ("/attendance-track/none", test_none);
  g_test_add_func ("/attendance-track/hostile", test_hostile);
  return g_test_run ();
}
