/* test-attendance-week.c: the week that is hung up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <math.h>

#include "vigie-attendance-week.h"

/* The half-hours from 10 h on with these medians, of all days of a class. */
static void
fill (VigieAttendanceHabits *habits, VigieDayClass day_class, const double *medians, guint n)
{
  for (guint day = 0; day < 7; day++)
    for (guint i = 0; i < n; i++)
      habits->present[day_class][day][20 + i]
          = (VigieUsual) {(float) medians[i] - 1, (float) medians[i], (float) medians[i] + 1, 20};
}

static VigieAttendanceHabits *
make_habits (const double *medians, guint n)
{
  VigieAttendanceHabits *habits = g_new0 (VigieAttendanceHabits, 1);

  g_atomic_ref_count_init (&habits->ref_count);
  for (guint c = 0; c < VIGIE_N_DAY_CLASS; c++)
    for (guint day = 0; day < 7; day++)
      for (guint slot = 0; slot < VIGIE_ATTENDANCE_SLOTS; slot++)
        habits->present[c][day][slot] = (VigieUsual) {NAN, NAN, NAN, 0};
  fill (habits, VIGIE_DAY_CLASS_TERM, medians, n);
  return habits;
}

static void
test_best (void)
{
  static const struct
  {
    double medians[8];
    guint n, n_best;
    VigieWeekStretch best[2]; /* from 10 h */
  } cases[] = {
      /* the calm begin and the calm end; the longer one counts first, they are told in the day's order */
      {{2, 8, 9, 8, 2, 2, 7, 8}, 8, 2, {{0, 1}, {4, 6}}},
      /* three calm stretches: the two longest */
      {{2, 2, 9, 2, 9, 2, 2, 2}, 8, 2, {{0, 2}, {5, 8}}},
      {{9, 8, 7, 2}, 4, 1, {{3, 4}}},
      /* all alike: nothing to tell */
      {{5, 5.5, 6, 5}, 4, 0, {{0, 0}}},
      /* a quarter of the way: 2 + (10 − 2) ÷ 4 = 4 */
      {{10, 4, 4.1, 2}, 4, 2, {{1, 2}, {3, 4}}},
  };
  VigieAttendanceFacts facts = {.capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  gint64 monday = vigie_calendar_day (2026, 11, 23);

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (VigieAttendanceHabits) habits = make_habits (cases[c].medians, cases[c].n);
      g_autoptr (VigieAttendanceWeek) week = vigie_attendance_week_new (habits, &facts, monday + 3);
      const VigieWeekDay *day = &week->days[1];
      guint first, end;

      g_assert_cmpint (week->monday, ==, monday);
      g_assert_cmpuint (day->n_best, ==, cases[c].n_best);
      for (guint i = 0; i < day->n_best; i++)
        {
          g_assert_cmpuint (day->best[i].first, ==, 20 + cases[c].best[i].first);
          g_assert_cmpuint (day->best[i].end, ==, 20 + cases[c].best[i].end);
        }
      g_assert_true (vigie_attendance_week_get_hours (week, &first, &end));
      g_assert_cmpuint (first, ==, 20);
      g_assert_cmpuint (end, ==, 20 + cases[c].n);
      g_assert_cmpint (day->slots[20].level, ==,
                       vigie_level_of (cases[c].medians[0], 20, &facts.limits));
      g_assert_cmpint (day->slots[3].is_open, ==, FALSE);
    }
}

/* The week of Armistice Day 2026 (a Wednesday), with works on the Saturday. */
static void
test_closed_days (void)
{
  static const double medians[] = {2, 8, 9, 8, 4};
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieAttendanceHabits) habits = make_habits (medians, 5);
  VigieAttendanceFacts facts = {.capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  g_autoptr (VigieAttendanceWeek) week = NULL;
  guint first, end;

  facts.hours = vigie_opening_hours_new (
      "Tu-Sa 10:00-12:30; PH off; 2026 Nov 14 off \"Travaux\nde voirie\"", NULL, &error);
  g_assert_no_error (error);
  week = vigie_attendance_week_new (habits, &facts, vigie_calendar_day (2026, 11, 9));
  g_assert_false (week->days[0].is_open);
  g_assert_true (week->days[1].is_open);
  g_assert_cmpint (week->days[1].holiday, ==, VIGIE_HOLIDAY_NONE);
  g_assert_false (week->days[2].is_open);
  g_assert_cmpint (week->days[2].holiday, ==, VIGIE_HOLIDAY_ARMISTICE);
  g_assert_cmpuint (week->days[2].n_best, ==, 0);
  g_assert_true (week->days[4].is_open);
  g_assert_false (week->days[5].is_open);
  g_assert_cmpstr (week->days[5].comment, ==, "Travaux de voirie");
  g_assert_false (week->days[6].is_open);
  g_assert_true (vigie_attendance_week_get_hours (week, &first, &end));
  g_assert_cmpuint (first, ==, 20);
  g_assert_cmpuint (end, ==, 25);
  vigie_opening_hours_unref (facts.hours);
}

/* In November what was usual of summer's hours is of no use. */
static void
test_open (void)
{
  g_autoptr (GError) error = NULL;
  VigieAttendanceFacts facts = {.capacity = 20, .limits = VIGIE_LEVEL_LIMITS_DEFAULT};
  gboolean open[7][VIGIE_ATTENDANCE_SLOTS];

  g_assert_false (vigie_attendance_week_find_open (&facts, vigie_calendar_day (2026, 11, 9), open));
  facts.hours = vigie_opening_hours_new (
      "Apr-Sep Mo-Sa 09:00-12:00; Oct-Mar Tu-Sa 10:00-12:00; PH off", NULL, &error);
  g_assert_no_error (error);
  /* Wednesday 11 November is a holiday: the next ones are not. */
  g_assert_true (vigie_attendance_week_find_open (&facts, vigie_calendar_day (2026, 11, 11), open));
  g_assert_false (open[0][20]);
  g_assert_true (open[2][20]);
  g_assert_false (open[2][18]);
  g_assert_true (open[5][23]);
  g_assert_false (open[5][24]);
  g_assert_false (open[6][20]);
  vigie_opening_hours_unref (facts.hours);
  facts.hours = vigie_opening_hours_new ("off \"Travaux\"", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (vigie_attendance_week_find_open (&facts, vigie_calendar_day (2026, 11, 9), open));
  vigie_opening_hours_unref (facts.hours);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attendance/week/best", test_best);
  g_test_add_func ("/attendance/week/closed-days", test_closed_days);
  g_test_add_func ("/attendance/week/open", test_open);
  return g_test_run ();
}
