/* test-attendance-read.c: tracks and habits of sites, from a real store
 *
 * Vehicles come at the same pace while a site is open and stay for ten minutes, so that all that is read can be told
 * beforehand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "attendance-support.h"
#include "vigie-words.h"

#define STEP VIGIE_ATTENDANCE_STEP
#define HOURS "Mo-Sa 09:00-12:00,14:00-18:00"
#define SINCE "2026-05-12T00:00:00Z"
#define NOW "2026-11-18T15:00:00+01:00" /* a Wednesday */
#define TODAY "2026-11-18T00:00:00+01:00"
#define FIRST "2026-05-20T00:00:00+02:00" /* 26 weeks before */
#define WEDNESDAY 2
#define TUESDAY 1
#define TEN 20 /* the half-hour at 10:00 */

typedef struct
{
  double per_step; /* vehicles that come in each step of opening */
  int delay;       /* steps between that and what is counted */
  gboolean is_index;
} Pace;

static gboolean
is_open (VigieTime time)
{
  VigieLocalTime local = vigie_time_to_local (time, vigie_words_default_zone ());

  return local.weekday != 7
         && ((local.hour >= 9 && local.hour < 12) || (local.hour >= 14 && local.hour < 18));
}

/* @n readings of a counter, all of them within what is known unless @known says where that is. */
static void
put_counter (EnergyStore *store,
             const char *id,
             const Pace *pace,
             VigieTime from,
             VigieTime to,
             const VigieSpan *known)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieReading));
  g_autoptr (GError) error = NULL;
  double index = 0;

  for (VigieTime time = from; time < to; time += STEP)
    {
      VigieReading reading = VIGIE_READING_NONE;
      /* What came in the step that ends now. */
      double came = is_open (time - STEP * (1 + pace->delay)) ? pace->per_step : 0;

      index += came;
      reading.time = time;
      reading.number = pace->is_index ? index : came;
      reading.type = VIGIE_VALUE_NUMBER;
      if (known == NULL || (time >= known->from && time < known->to))
        g_array_append_val (readings, reading);
    }
  vigie_store_begin (store->store, &error);
  vigie_store_put_history (store->store, id, (VigieReading *) (void *) readings->data,
                           readings->len, NULL, &error);
  vigie_store_add_known (store->store, id, known != NULL ? known->from : from - VIGIE_DAY,
                         known != NULL ? known->to : to, &error);
  vigie_store_commit (store->store, &error);
  g_assert_no_error (error);
}

static const Pace one_in = {1, 0, TRUE}, two_in = {2, 0, FALSE}, three_out = {3, 1, TRUE};

static VigieSiteData *
add_site (EnergyStore *store, const char *id)
{
  VigieSiteData *site = territory_add_site (&store->territory, id, VIGIE_KIND_RECYCLING_CENTRE);
  VigieSiteDetails *details = vigie_site_data_edit_details (site);

  g_set_str (&details->opening_hours, HOURS);
  details->capacity = 20;
  return site;
}

/* A site with two entrances, one vehicle a step by an index and two by amounts, and one exit. */
static VigieAttendancePlan *
one_site (EnergyStore *store)
{
  add_site (store, "s");
  territory_add_counter (&store->territory, "s", "a", "1", VIGIE_ROLE_VEHICLES_IN, INDEX);
  territory_add_counter (&store->territory, "s", "b", "2", VIGIE_ROLE_VEHICLES_IN, AMOUNTS);
  territory_add_counter (&store->territory, "s", "o", "3", VIGIE_ROLE_VEHICLES_OUT, INDEX);
  return attendance_store_plan (store);
}

static void
put_site (EnergyStore *store, VigieTime from, VigieTime to, const VigieSpan *known)
{
  put_counter (store, "a", &one_in, from, to, known);
  put_counter (store, "b", &two_in, from, to, known);
  put_counter (store, "o", &three_out, from, to, known);
}

static void
test_track (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieAttendancePlan) plan = one_site (store);
  const VigieAttendanceSite *site = vigie_attendance_plan_get_site (plan, 0);
  VigieTime from = at ("2026-11-17T00:00:00+01:00"), now = at (NOW);
  g_autoptr (VigieAttendanceTrack) day = NULL, part = NULL;
  g_autoptr (GError) error = NULL;
  double sum = 0;

  put_site (store, at ("2026-11-10T00:00:00Z"), now, NULL);
  day = vigie_attendance_read_track (store->store, site, from, from + VIGIE_DAY, now, NULL, NULL,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (day->n, ==, 144);
  for (guint i = 0; i < day->n; i++)
    {
      VigieTime time = day->from + i * STEP;

      g_assert_cmpfloat_with_epsilon (day->in[i], is_open (time) ? 3 : 0, 1e-3);
      g_assert_cmpfloat_with_epsilon (day->out[i], is_open (time - STEP) ? 3 : 0, 1e-3);
      sum += day->in[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 3 * 7 * 6, 1e-2);
  /* At 10:10, those that came since 10:00. */
  g_assert_cmpfloat_with_epsilon (day->present[60], 3, 0.1);
  g_assert_cmpint (day->quality.verdict, ==, VIGIE_COUNT_GOOD);

  /* The index before the stretch and the amounts after it tell of its first and last step. */
  part = vigie_attendance_read_track (store->store, site, from + 10 * VIGIE_HOUR + 5 * VIGIE_MINUTE,
                                      from + 11 * VIGIE_HOUR - 5 * VIGIE_MINUTE, now, NULL, NULL,
                                      &error);
  g_assert_no_error (error);
  g_assert_cmpint (part->from, ==, from + 10 * VIGIE_HOUR);
  g_assert_cmpuint (part->n, ==, 6);
  g_assert_cmpfloat_with_epsilon (part->in[0], 3, 1e-3);
  g_assert_cmpfloat_with_epsilon (part->out[0], 3, 1e-3);
  g_assert_cmpfloat_with_epsilon (part->in[5], 3, 1e-3);
}

/* What a counter says after it was put out of service is not read. */
static void
test_out_of_service (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  VigieTime from = at ("2026-11-17T00:00:00+01:00"), now = at (NOW);
  g_autoptr (VigieAttendancePlan) plan = NULL;
  g_autoptr (VigieAttendanceTrack) day = NULL;
  g_autoptr (GError) error = NULL;
  VigieMeasureData *entrance;

  add_site (store, "s");
  entrance
      = territory_add_counter (&store->territory, "s", "a", "1", VIGIE_ROLE_VEHICLES_IN, INDEX);
  entrance->out_of_service = TRUE;
  entrance->out_of_service_since = from + 11 * VIGIE_HOUR;
  territory_add_counter (&store->territory, "s", "o", "3", VIGIE_ROLE_VEHICLES_OUT, INDEX);
  plan = attendance_store_plan (store);
  put_counter (store, "a", &(Pace) {3, 0, TRUE}, at ("2026-11-10T00:00:00Z"), now, NULL);
  put_counter (store, "o", &three_out, at ("2026-11-10T00:00:00Z"), now, NULL);
  day = vigie_attendance_read_track (store->store, vigie_attendance_plan_get_site (plan, 0), from,
                                     from + VIGIE_DAY, now, NULL, NULL, &error);
  g_assert_no_error (error);
  /* From 10:00 on; at 11:20 it said nothing any more. */
  g_assert_cmpfloat_with_epsilon (day->in[60], 3, 1e-3);
  g_assert_true (isnan (day->in[68]));
  g_assert_cmpfloat_with_epsilon (day->out[68], 3, 1e-3);
}

static void
assert_usual (const VigieUsual *usual, double expected)
{
  g_assert_cmpfloat_with_epsilon (usual->median, expected, 0.01);
  g_assert_cmpfloat_with_epsilon (usual->p10, expected, 0.01);
  g_assert_cmpfloat_with_epsilon (usual->p90, expected, 0.01);
}

/* Whole local days up to yesterday, over the hour that clocks are put back in. */
static void
test_habits (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieAttendancePlan) plan = one_site (store);
  const VigieAttendanceSite *site = vigie_attendance_plan_get_site (plan, 0);
  g_autoptr (VigieAttendanceHabits) habits = NULL;
  g_autoptr (GError) error = NULL;
  double loaded = -1;

  put_site (store, at (SINCE), at (NOW), NULL);
  habits = vigie_attendance_read_habits (store->store, site, at (NOW), &loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (loaded, ==, 1);
  /* 26 weeks of six days. */
  g_assert_cmpuint (habits->n_days, ==, 26 * 6);
  /* Of 26 Wednesdays 11 November was apart, today is not over; of 26 Tuesdays 14 July was. */
  g_assert_cmpuint (habits->arrivals[VIGIE_DAY_CLASS_TERM][WEDNESDAY][TEN].n
                        + habits->arrivals[VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS][WEDNESDAY][TEN].n,
                    ==, 25);
  g_assert_cmpuint (habits->arrivals[VIGIE_DAY_CLASS_TERM][TUESDAY][TEN].n
                        + habits->arrivals[VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS][TUESDAY][TEN].n,
                    ==, 25);
  assert_usual (&habits->arrivals[VIGIE_DAY_CLASS_TERM][WEDNESDAY][TEN], 9);
  assert_usual (&habits->exits[VIGIE_DAY_CLASS_TERM][WEDNESDAY][TEN], 9);
}

/* Half of the past has not come yet: that is no gap of the counters. */
static void
test_loaded (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieAttendancePlan) plan = one_site (store);
  const VigieAttendanceSite *site = vigie_attendance_plan_get_site (plan, 0);
  VigieTime first = at (FIRST), today = at (TODAY);
  VigieSpan half = {first + (today - first) / 2, at (NOW)};
  VigieSpan none = {at (SINCE), first};
  g_autoptr (VigieAttendanceHabits) before = NULL, partly = NULL, wholly = NULL;
  g_autoptr (GError) error = NULL;
  double loaded = -1;

  before = vigie_attendance_read_habits (store->store, site, at (NOW), &loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (loaded, ==, 0);
  g_assert_cmpuint (before->n_days, ==, 0);

  put_site (store, at (SINCE), at (NOW), &half);
  partly = vigie_attendance_read_habits (store->store, site, at (NOW), &loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (loaded, 0.5, 1e-9);
  g_assert_cmpuint (partly->n_days, >=, 13 * 6 - 1);
  g_assert_cmpuint (partly->n_days, <=, 13 * 6);

  /* What is known of before and after is none of it. */
  put_site (store, at (SINCE), at (NOW), &none);
  wholly = vigie_attendance_read_habits (store->store, site, at (NOW), &loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (loaded, 0.5, 1e-9);
}

static void
assert_same_habits (const VigieAttendanceHabits *a, const VigieAttendanceHabits *b)
{
  g_assert_cmpuint (a->n_days, ==, b->n_days);
  g_assert_cmpint (a->from, ==, b->from);
  g_assert_cmpint (a->to, ==, b->to);
  g_assert_cmpmem (a->arrivals, sizeof a->arrivals, b->arrivals, sizeof b->arrivals);
  g_assert_cmpmem (a->present, sizeof a->present, b->present, sizeof b->present);
}

/* In the order of the plan, each as it would be alone. */
static void
test_all (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieAttendancePlan) plan = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  VigieTime first = at (FIRST), today = at (TODAY);
  VigieSpan half = {first + (today - first) / 2, at (NOW)};
  double loaded = -1;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%d", i);
      g_autofree char *in = g_strdup_printf ("in%d", i);
      g_autofree char *out = g_strdup_printf ("out%d", i);

      add_site (store, id);
      if (i == 2)
        continue; /* counts nothing */
      territory_add_counter (&store->territory, id, in, in, VIGIE_ROLE_VEHICLES_IN, INDEX);
      territory_add_counter (&store->territory, id, out, out, VIGIE_ROLE_VEHICLES_OUT, INDEX);
    }
  plan = attendance_store_plan (store);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *in = g_strdup_printf ("in%d", i);
      g_autofree char *out = g_strdup_printf ("out%d", i);

      if (i == 2)
        continue;
      put_counter (store, in, &(Pace) {i + 1, 0, TRUE}, at (SINCE), at (NOW),
                   i == 4 ? &half : NULL);
      put_counter (store, out, &(Pace) {i + 1, 1, TRUE}, at (SINCE), at (NOW),
                   i == 4 ? &half : NULL);
    }
  all = vigie_attendance_read_all_habits (store->store, plan, at (NOW), &loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpfloat_with_epsilon (loaded, 3.5 / 4, 1e-9);
  for (guint i = 0; i < all->len; i++)
    {
      const VigieAttendanceHabits *habits = g_ptr_array_index (all, i);
      g_autoptr (VigieAttendanceHabits) alone = vigie_attendance_read_habits (
          store->store, vigie_attendance_plan_get_site (plan, i), at (NOW), NULL, NULL, &error);

      g_assert_no_error (error);
      assert_same_habits (habits, alone);
      if (i == 2)
        g_assert_cmpuint (habits->n_days, ==, 0);
      else
        assert_usual (&habits->arrivals[VIGIE_DAY_CLASS_TERM][WEDNESDAY][TEN], 3 * (i + 1));
    }
}

/* A plan of nothing is read at once, as a whole. */
static void
test_nothing (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieAttendancePlan) plan = attendance_store_plan (store);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  double loaded = -1;

  all = vigie_attendance_read_all_habits (store->store, plan, at (NOW), &loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 0);
  g_assert_cmpfloat (loaded, ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (EnergyStore) store = energy_store_new ();
  g_autoptr (VigieAttendancePlan) plan = one_site (store);
  const VigieAttendanceSite *site = vigie_attendance_plan_get_site (plan, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (vigie_attendance_read_track (store->store, site, at (TODAY), at (NOW), at (NOW),
                                              NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (
      vigie_attendance_read_habits (store->store, site, at (NOW), NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (
      vigie_attendance_read_all_habits (store->store, plan, at (NOW), NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/attendance-read/track", test_track);
  g_test_add_func ("/sync/attendance-read/out-of-service", test_out_of_service);
  g_test_add_func ("/sync/attendance-read/habits", test_habits);
  g_test_add_func ("/sync/attendance-read/loaded", test_loaded);
  g_test_add_func ("/sync/attendance-read/all", test_all);
  g_test_add_func ("/sync/attendance-read/nothing", test_nothing);
  g_test_add_func ("/sync/attendance-read/cancelled", test_cancelled);
  return g_test_run ();
}
