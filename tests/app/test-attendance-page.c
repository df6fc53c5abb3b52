/* test-attendance-page.c: the attendance page: words by tables, what can be said of a site, where else to go, the page
 * on a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "vigie-attendance-detail.h"
#include "vigie-attendance-page.h"
#include "vigie-attendance-row.h"
#include "vigie-attendance-text.h"
#include "vigie-fake-territory.h"
#include "vigie-site-panel-plan.h"
#include "vigie-site-panel.h"
#include "vigie-site-row-words.h"
#include "vigie-test-find.h"
#include "vigie-test-folder.h"
#include "vigie-test-time.h"
#include "vigie-week-map.h"
#include "vigie-words.h"

/* Hours that are open at FIXTURE_NOW (Saturday, 11:07), with a break at noon. */
#define HOURS "Tu-Sa 10:00-12:30,14:00-18:00"

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                   \
                                                                                                   \
    while (!(condition) && g_get_monotonic_time () < end_)                                         \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

/* CPU of this thread that a turn of the main loop may take beside layout and drawing, µs: twice what it may take
 * on a quiet machine. */
#define TURN_LIMIT 8000

/* ---- Pieces ---------------------------------------------------------------------------------- */

static void
test_vehicles (void)
{
  static const struct
  {
    double present, low, high;
    const char *contains; /* NULL: no range */
  } cases[] = {
      {14, 13, 15, "15"},  {14, 13.6, 14.4, NULL}, {14, NAN, 15, NULL},
      {14, 13, NAN, NULL}, {0.4, 0, 0.4, NULL},    {0.4, 0, 2, "2"},
  };
  g_autofree char *unknown = vigie_attendance_text_vehicles (NAN, 1, 2);
  g_autofree char *one = vigie_attendance_text_vehicles (1, 1, 1);
  g_autofree char *expected = g_strdup_printf (ngettext ("%s vehicle", "%s vehicles", 1), "1");

  g_assert_cmpstr (unknown, ==, C_ ("figure", "n/a"));
  g_assert_cmpstr (one, ==, expected);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words
          = vigie_attendance_text_vehicles (cases[i].present, cases[i].low, cases[i].high);

      if (cases[i].contains == NULL)
        g_assert_null (strchr (words, '('));
      else
        g_assert_nonnull (strstr (strchr (words, '('), cases[i].contains));
    }
}

static void
test_distance (void)
{
  static const struct
  {
    double metres;
    const char *context, *number;
    int decimals;
    double value;
  } cases[] = {
      {30, "m", NULL, 0, 100},    {420, "m", NULL, 0, 400}, {960, "km", NULL, 1, 1.0},
      {2440, "km", NULL, 1, 2.4}, {9120, "km", NULL, 0, 9}, {24700, "km", NULL, 0, 25},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = vigie_attendance_text_distance (cases[i].metres);
      g_autofree char *number = vigie_words_number (cases[i].value, cases[i].decimals);

      g_assert_true (g_str_has_prefix (words, number));
      g_assert_true (g_str_has_suffix (words, cases[i].context));
      g_assert_cmpint (g_str_has_suffix (words, "km"), ==, g_str_equal (cases[i].context, "km"));
    }
}

static void
test_times (void)
{
  VigieTime hour = FIXTURE_NOW - 7 * VIGIE_MINUTE, half = hour + 30 * VIGIE_MINUTE;
  g_autofree char *whole = vigie_attendance_text_hour (hour, NULL);
  g_autofree char *minutes = vigie_attendance_text_hour (half, NULL);
  g_autofree char *clock = vigie_words_time_of_day (half, NULL);
  g_autofree char *today = vigie_attendance_text_slot (hour, half, FIXTURE_NOW, NULL);
  g_autofree char *later
      = vigie_attendance_text_slot (hour + 3 * VIGIE_DAY, half + 3 * VIGIE_DAY, FIXTURE_NOW, NULL);
  g_autofree char *date = vigie_words_weekday_date (hour + 3 * VIGIE_DAY, NULL);

  g_assert_nonnull (strstr (whole, "11"));
  g_assert_cmpstr (minutes, ==, clock);
  g_assert_true (g_str_has_prefix (today, whole));
  g_assert_true (g_str_has_suffix (today, minutes));
  g_assert_true (g_str_has_prefix (later, date));
  g_assert_null (strstr (today, date));
}

static void
test_limits (void)
{
  const VigieLevelLimits limits = {0.5, 0.8, 1.1};
  g_autofree char *light = vigie_attendance_text_limit (VIGIE_LEVEL_LIGHT, &limits);
  g_autofree char *moderate = vigie_attendance_text_limit (VIGIE_LEVEL_MODERATE, &limits);
  g_autofree char *heavy = vigie_attendance_text_limit (VIGIE_LEVEL_HEAVY, &limits);
  g_autofree char *full = vigie_attendance_text_limit (VIGIE_LEVEL_FULL, &limits);

  g_assert_nonnull (strstr (light, "50"));
  g_assert_nonnull (strstr (moderate, "50"));
  g_assert_nonnull (strstr (moderate, "80"));
  g_assert_nonnull (strstr (heavy, "110"));
  g_assert_true (g_str_has_prefix (full, "≥"));
}

/* Until all is there it is never said to be. */
static void
test_loading (void)
{
  g_autofree char *almost = vigie_attendance_text_loading (0.9999);
  g_autofree char *some = vigie_attendance_text_loading (0.429);
  g_autofree char *whole = vigie_words_figure (100, 0, "%");
  g_autofree char *percent = vigie_words_figure (42, 0, "%");

  g_assert_null (strstr (almost, whole));
  g_assert_nonnull (strstr (some, percent));
}

static void
test_legend (void)
{
  g_autofree char *term
      = vigie_attendance_text_legend (VIGIE_DAY_CLASS_TERM, FIXTURE_NOW, NULL, FALSE);
  g_autofree char *holidays
      = vigie_attendance_text_legend (VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS, FIXTURE_NOW, NULL, TRUE);
  g_autofree char *days = vigie_attendance_text_class (VIGIE_DAY_CLASS_SCHOOL_HOLIDAYS, 5);
  g_autofree char *hour = vigie_attendance_text_hour (FIXTURE_NOW - 7 * VIGIE_MINUTE, NULL);

  g_assert_nonnull (strstr (term, vigie_attendance_text_weekdays (5)));
  g_assert_nonnull (strstr (term, hour));
  g_assert_nonnull (strstr (term, "26"));
  g_assert_nonnull (strstr (holidays, days));
  g_assert_cmpuint (strlen (holidays), >, strlen (term));
}

/* ---- States ---------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *sites, *measures;
  VigieProfile *profile;
  VigieAttendancePlan *plan;
} Fixture;

static void
add_site (Fixture *fixture,
          const char *id,
          const char *name,
          double lat,
          const char *hours,
          const char *accepts,
          gboolean counts)
{
  VigieSiteData *data = fixture_site (id, name, VIGIE_KIND_RECYCLING_CENTRE, name);
  VigieSiteDetails *details = vigie_site_data_edit_details (data);
  static const VigieRole roles[] = {VIGIE_ROLE_VEHICLES_IN, VIGIE_ROLE_VEHICLES_OUT};

  data->lat = lat;
  details->capacity = 20;
  g_set_str (&details->opening_hours, hours);
  g_free (details->properties);
  details->properties
      = accepts != NULL ? g_strdup_printf ("{\"accepts\":%s}", accepts) : g_strdup ("");
  g_ptr_array_add (fixture->sites, data);
  for (guint i = 0; counts && i < G_N_ELEMENTS (roles); i++)
    {
      VigieMeasureData *measure = vigie_measure_data_new ();

      g_free (measure->id);
      measure->id = g_strdup_printf ("%s-%s", id, vigie_role_to_string (roles[i]));
      g_set_str (&measure->site_id, id);
      g_set_str (&measure->sensor_id, id);
      g_set_str (&measure->name, measure->id);
      measure->role = roles[i];
      measure->aggregation = VIGIE_AGGREGATION_INTERVAL;
      measure->expected_interval = 10 * VIGIE_MINUTE;
      g_ptr_array_add (fixture->measures, measure);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_site_data_unref);
  fixture->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  add_site (fixture, "a", "Déchèterie d’Aoste", 47.70, HOURS, "[\"gravats\",\"bois\"]", TRUE);
  add_site (fixture, "b", "Déchèterie de Bubry", 47.75, HOURS, "[\"gravats\",\"bois\",\"D3E\"]",
            TRUE);
  add_site (fixture, "c", "Déchèterie de Cléguer", 47.72, HOURS, "[\"bois\"]", TRUE);
  add_site (fixture, "d", "Déchèterie de Quéven", 47.73,
            HOURS "; 2026 Nov 12-30 off \"Travaux de réfection du quai\"", NULL, TRUE);
  add_site (fixture, "e", "Déchèterie de Plouay", 47.74, "Mo 09:00-10:00", NULL, TRUE);
  add_site (fixture, "f", "Déchèterie de Groix", 47.75, HOURS, NULL, FALSE);
  add_site (fixture, "g", "Déchèterie de Guidel", 47.76, "on verra", NULL, TRUE);
  add_site (fixture, "h", "Déchèterie d’Hennebont", 47.705, HOURS, "[\"gravats\",\"bois\"]", TRUE);
  fixture->profile = vigie_profile_new_built_in ();
  fixture->plan = vigie_attendance_plan_new (fixture->sites, fixture->measures, fixture->profile);
  g_assert_cmpuint (vigie_attendance_plan_get_n_sites (fixture->plan), ==, 8);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  vigie_attendance_plan_unref (fixture->plan);
  vigie_profile_unref (fixture->profile);
  g_ptr_array_unref (fixture->sites);
  g_ptr_array_unref (fixture->measures);
}

/* The site of that id without a track: what its hours alone say. */
static VigieAttendanceState *
state_of (Fixture *fixture, const char *id)
{
  for (guint i = 0; i < vigie_attendance_plan_get_n_sites (fixture->plan); i++)
    if (g_str_equal (vigie_attendance_plan_get_site (fixture->plan, i)->data->id, id))
      return vigie_attendance_state_new (fixture->plan, i, NULL, NULL, FALSE, FIXTURE_NOW);
  g_assert_not_reached ();
}

/* The same as if it had been counted. */
static VigieAttendanceState *
counted (Fixture *fixture, const char *id, double present, int wait)
{
  VigieAttendanceState *state = state_of (fixture, id);

  state->kind = VIGIE_ATTENDANCE_COUNTED;
  state->now.time = FIXTURE_NOW - 4 * VIGIE_MINUTE;
  state->now.present = state->now.last = present;
  state->now.low = present - 1;
  state->now.high = present + 1;
  state->now.level = vigie_level_of (present, 20, &state->site->facts.limits);
  state->now.wait = (VigieWait) {wait, wait, wait};
  state->quality.verdict = VIGIE_COUNT_GOOD;
  state->quality.last = state->now.time;
  return state;
}

/* A number that stands by itself says what it is: counted with its range, or what the server tells; and what is usual
 * only where it is known. */
static void
test_source (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieAttendanceState) state = counted (fixture, "a", 14, 10);
  g_autoptr (VigieAttendanceState) nothing = state_of (fixture, "a");
  g_autofree char *source = vigie_attendance_text_source (state);
  g_autofree char *usual = vigie_attendance_text_usual (state);
  g_autofree char *against = NULL, *wait = NULL, *sure = NULL, *none = NULL, *as_usual = NULL;

  g_assert_false (vigie_attendance_state_is_measured (state));
  g_assert_nonnull (strstr (source, "13"));
  g_assert_nonnull (strstr (source, "15"));
  g_assert_cmpstr (usual, ==, "");
  state->now.against = VIGIE_AGAINST_BUSIER;
  against = vigie_attendance_text_against (state);
  wait = vigie_wait_words (&state->now.wait);
  g_assert_true (g_str_has_prefix (against, vigie_against_words (VIGIE_AGAINST_BUSIER)));
  g_assert_nonnull (strstr (against, wait));
  /* What is sure has no range. */
  state->now.low = state->now.high = 14;
  sure = vigie_attendance_text_source (state);
  g_assert_cmpstr (sure, ==, _ ("Counted: entries − exits"));
  /* A usual that nobody knows of is not told, whatever stands in the numbers. */
  state->now.usual = (VigieUsual) {6, 8, 11, 20};
  as_usual = vigie_attendance_text_usual (state);
  g_assert_cmpstr (as_usual, ==, "");
  none = vigie_attendance_text_source (nothing);
  g_assert_cmpstr (none, ==, "");
}

/* What can be said follows from hours, counters and readings, in this order. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *id;
    VigieAttendanceKind kind;
  } cases[] = {
      {"a", VIGIE_ATTENDANCE_WAITING}, {"d", VIGIE_ATTENDANCE_CLOSED},
      {"e", VIGIE_ATTENDANCE_CLOSED},  {"f", VIGIE_ATTENDANCE_NONE},
      {"g", VIGIE_ATTENDANCE_WAITING},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieAttendanceState) state = state_of (fixture, cases[i].id);

      g_assert_cmpint (state->kind, ==, cases[i].kind);
      g_assert_cmpint (state->now.level, ==, VIGIE_LEVEL_UNKNOWN);
      g_assert_false (vigie_attendance_state_answers (state));
    }
}

/* A plan in which a site gets its counters takes nothing over of when it had none: that nothing came from them then
 * does not mean that they are silent. */
static void
test_renewed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) few
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_measure_data_unref);
  g_autoptr (VigieAttendancePlan) before = NULL;
  g_autoptr (VigieAttendanceTrack) nothing = NULL;
  g_autoptr (VigieAttendanceState) former = NULL, later = NULL, again = NULL;
  g_autofree char *never = g_strdup (_ ("No count has ever been received"));
  VigieAttendanceWords words;
  const VigieAttendanceSite *site;

  /* All but the way out of the first site. */
  for (guint i = 0; i < fixture->measures->len; i++)
    if (i != 1)
      g_ptr_array_add (few, vigie_measure_data_ref (g_ptr_array_index (fixture->measures, i)));
  before = vigie_attendance_plan_new (fixture->sites, few, fixture->profile);
  site = vigie_attendance_plan_get_site (before, 0);
  g_assert_cmpstr (site->data->id, ==, "a");
  g_assert_cmpuint (site->out->len, ==, 0);
  nothing = g_new0 (VigieAttendanceTrack, 1);
  g_atomic_ref_count_init (&nothing->ref_count);
  nothing->days = g_array_new (FALSE, FALSE, sizeof (VigieAttendanceDay));
  nothing->quality.verdict = VIGIE_COUNT_SILENT;
  nothing->quality.last = VIGIE_TIME_NONE;
  former = vigie_attendance_state_new (before, 0, nothing, NULL, TRUE, FIXTURE_NOW);
  g_assert_cmpint (former->kind, ==, VIGIE_ATTENDANCE_NONE);

  later = vigie_attendance_state_renew (fixture->plan, 0, former, FIXTURE_NOW);
  g_assert_cmpint (later->kind, ==, VIGIE_ATTENDANCE_WAITING);
  vigie_attendance_words_init (&words, later, TRUE);
  g_assert_cmpstr (words.strong, !=, never);
  g_assert_cmpstr (words.strong, ==, _ ("Today’s readings have not all arrived yet"));
  vigie_attendance_words_clear (&words);

  /* Where the counters are the same, what is known of them is kept. */
  again = vigie_attendance_state_renew (before, 0, former, FIXTURE_NOW);
  g_assert_true (again->track == nothing);
  g_assert_true (again->whole);
}

static void
test_closed_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieAttendanceState) works = state_of (fixture, "d");
  g_autoptr (VigieAttendanceState) weekend = state_of (fixture, "e");
  VigieAttendanceWords words;
  g_autofree char *date = vigie_words_date (FIXTURE_NOW, FIXTURE_NOW + 9 * VIGIE_DAY, NULL);
  g_autofree char *nine = vigie_attendance_text_hour (FIXTURE_NOW - 127 * VIGIE_MINUTE, NULL);
  g_autofree char *opening = NULL;

  /* The last day on which it is closed, and why, in the words of the hours. */
  vigie_attendance_words_init (&words, works, TRUE);
  g_assert_nonnull (strstr (words.strong, date));
  g_assert_cmpstr (words.note, ==, "Travaux de réfection du quai");
  g_assert_cmpstr (words.count, ==, "");
  g_assert_nonnull (strstr (words.sentence, "Travaux de réfection du quai"));
  vigie_attendance_words_clear (&words);

  vigie_attendance_words_init (&words, weekend, TRUE);
  g_assert_nonnull (strstr (words.strong, vigie_attendance_text_weekday (0)));
  g_assert_nonnull (strstr (words.strong, nine));
  g_assert_cmpstr (words.note, ==, "");
  opening = vigie_attendance_text_opening (weekend, TRUE);
  g_assert_true (g_str_has_prefix (opening, words.strong));
  vigie_attendance_words_clear (&words);
}

static void
test_opening_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieAttendanceState) open = counted (fixture, "a", 14, 5);
  g_autoptr (VigieAttendanceState) unread = counted (fixture, "g", 14, 5);
  g_autofree char *words = vigie_attendance_text_opening (open, TRUE);
  g_autofree char *lost = vigie_attendance_text_opening (open, FALSE);
  g_autofree char *unread_words = vigie_attendance_text_opening (unread, TRUE);
  g_autofree char *noon = vigie_words_time_of_day (FIXTURE_NOW + 83 * VIGIE_MINUTE, NULL);
  g_autofree char *evening = vigie_attendance_text_hour (FIXTURE_NOW + 413 * VIGIE_MINUTE, NULL);
  g_autofree char *clock = vigie_words_at (FIXTURE_NOW, FIXTURE_NOW - 4 * VIGIE_MINUTE, NULL);

  g_assert_nonnull (strstr (words, noon));
  g_assert_nonnull (strstr (words, evening));
  /* Ages are durations while the link is up, clock times while it is lost. */
  g_assert_null (strstr (words, clock));
  g_assert_nonnull (strstr (lost, clock));
  g_assert_true (g_str_has_prefix (unread_words, _ ("Opening hours cannot be read")));
}

static void
test_row_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieAttendanceState) busy = counted (fixture, "a", 14, 10);
  g_autoptr (VigieAttendanceState) silent = state_of (fixture, "b");
  g_autoptr (VigieAttendanceState) doubtful = counted (fixture, "c", 9, 10);
  VigieExpected calm = {.from = FIXTURE_NOW + 2 * VIGIE_HOUR, .to = FIXTURE_NOW + 3 * VIGIE_HOUR};
  VigieAttendanceWords words;
  g_autofree char *since = NULL, *last = NULL, *none = NULL, *moment = NULL;

  g_array_append_val (busy->best, calm);
  g_array_append_val (silent->best, calm);
  none = vigie_attendance_best_words (NULL, FIXTURE_NOW, NULL);
  moment = vigie_attendance_best_words (silent->best, FIXTURE_NOW, NULL);
  busy->now.usual = (VigieUsual) {7, 9, 11, 24};
  busy->now.against = VIGIE_AGAINST_BUSIER;
  busy->now.trend = VIGIE_TREND_RISING;
  vigie_attendance_words_init (&words, busy, FALSE);
  g_assert_cmpstr (words.count, ==, "14");
  g_assert_cmpstr (words.level, ==, vigie_level_words (VIGIE_LEVEL_HEAVY));
  g_assert_cmpstr (words.strong, ==, "");
  g_assert_cmpstr (words.trend, !=, "");
  g_assert_nonnull (strstr (words.sentence, vigie_level_words (VIGIE_LEVEL_HEAVY)));
  g_assert_nonnull (strstr (words.sentence, vigie_against_words (VIGIE_AGAINST_BUSIER)));
  g_assert_nonnull (strstr (words.sentence, "15"));
  g_assert_nonnull (strstr (words.sentence, _ ("at the last exchange")));
  g_assert_true (words.has_best);
  g_assert_cmpstr (words.best, ==, moment);
  g_assert_nonnull (strstr (words.sentence, moment));
  vigie_attendance_words_clear (&words);

  silent->kind = VIGIE_ATTENDANCE_SILENT;
  silent->now.stale = TRUE;
  silent->now.time = FIXTURE_NOW - 3 * VIGIE_HOUR;
  silent->now.last = 1;
  since = vigie_words_silent_since (FIXTURE_NOW, FIXTURE_NOW - 3 * VIGIE_HOUR, NULL);
  vigie_attendance_words_init (&words, silent, TRUE);
  g_assert_cmpstr (words.strong, ==, since);
  last = vigie_attendance_text_vehicles (1, NAN, NAN);
  g_assert_nonnull (strstr (words.note, last));
  g_assert_cmpstr (words.count, ==, "");
  /* Its usual week says nothing of a day on which it is not heard. */
  g_assert_cmpstr (words.best, ==, none);
  g_assert_false (words.has_best);
  g_assert_null (strstr (words.sentence, moment));
  vigie_attendance_words_clear (&words);

  /* What is not to be trusted is shown with what is wrong, and nothing is made of it. */
  doubtful->kind = VIGIE_ATTENDANCE_DOUBTFUL;
  doubtful->quality.verdict = VIGIE_COUNT_IMBALANCE;
  vigie_attendance_words_init (&words, doubtful, TRUE);
  g_assert_cmpstr (words.strong, ==, vigie_count_verdict_words (VIGIE_COUNT_IMBALANCE));
  g_assert_cmpstr (words.count, ==, "9");
  g_assert_cmpstr (words.level, ==, "");
  g_assert_cmpstr (words.wait, ==, "");
  vigie_attendance_words_clear (&words);
}

static void
test_total (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) states
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_attendance_state_unref);
  g_autofree char *none = NULL, *nothing = NULL, *strong = NULL, *rest = NULL;
  g_autofree char *then = NULL, *when = NULL, *clock = NULL;

  vigie_attendance_text_total (states, TRUE, &none, &nothing);
  g_assert_cmpstr (none, ==, _ ("No site is responding"));
  g_ptr_array_add (states, counted (fixture, "a", 14.4, 5));
  g_ptr_array_add (states, counted (fixture, "b", 7, 5));
  /* Neither silence nor doubt is counted in. */
  g_ptr_array_add (states, counted (fixture, "c", 100, 5));
  ((VigieAttendanceState *) g_ptr_array_index (states, 2))->kind = VIGIE_ATTENDANCE_DOUBTFUL;
  g_ptr_array_add (states, state_of (fixture, "d"));
  vigie_attendance_text_total (states, TRUE, &strong, &rest);
  g_assert_nonnull (strstr (strong, "21"));
  g_assert_nonnull (strstr (rest, "2"));
  /* While the link is lost it is told of when it was. */
  clock = vigie_words_time_of_day (FIXTURE_NOW, NULL);
  g_assert_null (strstr (rest, clock));
  vigie_attendance_text_total (states, FALSE, &then, &when);
  g_assert_cmpstr (then, ==, strong);
  g_assert_nonnull (strstr (when, clock));
}

/* What is told while the link is lost says of when it is, in what is copied too. */
static void
test_sentence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieAttendanceState) state = counted (fixture, "a", 14, 5);
  g_autofree char *live = vigie_attendance_text_sentence (state, "Venez.", TRUE);
  g_autofree char *lost = vigie_attendance_text_sentence (state, "Venez.", FALSE);
  g_autofree char *clock = vigie_words_time_of_day (FIXTURE_NOW, NULL);

  g_assert_cmpstr (live, ==, "Venez.");
  g_assert_true (g_str_has_suffix (lost, "Venez."));
  g_assert_nonnull (strstr (lost, clock));
}

static void
test_quality (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieAttendanceState) state = counted (fixture, "a", 14, 5);
  g_autofree char *loading = vigie_attendance_text_quality (state), *good = NULL, *bad = NULL;
  g_autofree char *imbalance = vigie_words_figure (1.8, 1, "%");
  g_autofree char *coverage = vigie_words_figure (97, 0, "%");

  /* Not told of days that are not all here. */
  g_assert_null (strstr (loading, vigie_count_verdict_words (VIGIE_COUNT_GOOD)));
  state->track = g_new0 (VigieAttendanceTrack, 1);
  g_atomic_ref_count_init (&state->track->ref_count);
  state->track->days = g_array_new (FALSE, FALSE, sizeof (VigieAttendanceDay));
  state->whole = TRUE;
  state->quality.imbalance = -0.018;
  state->quality.coverage = 0.979;
  state->quality.presence_gap = 1.6;
  good = vigie_attendance_text_quality (state);
  g_assert_nonnull (strstr (good, vigie_count_verdict_words (VIGIE_COUNT_GOOD)));
  g_assert_nonnull (strstr (good, imbalance));
  g_assert_nonnull (strstr (good, coverage));
  g_assert_nonnull (strstr (good, ", 2 v"));
  g_assert_null (vigie_attendance_text_quality_act (state));
  state->quality.verdict = VIGIE_COUNT_IMBALANCE;
  state->quality.imbalance = 0.21;
  bad = vigie_attendance_text_quality (state);
  g_assert_nonnull (strstr (bad, vigie_count_verdict_words (VIGIE_COUNT_IMBALANCE)));
  g_assert_nonnull (vigie_attendance_text_quality_act (state));
}

/* A quieter one that takes the same, the nearest first. */
static void
test_near (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) states
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_attendance_state_unref);
  VigieAttendanceState *busy = counted (fixture, "a", 16, 20);
  g_autoptr (GArray) near = NULL, none = NULL;
  g_autofree char *words = NULL;

  g_ptr_array_add (states, busy);
  g_ptr_array_add (states, counted (fixture, "b", 5, 0));
  g_ptr_array_add (states, counted (fixture, "c", 1, 0));   /* does not take gravats */
  g_ptr_array_add (states, counted (fixture, "h", 15, 15)); /* nearer */
  g_ptr_array_add (states, state_of (fixture, "d"));        /* closed */
  near = vigie_attendance_state_near (busy, states, 3);
  g_assert_cmpuint (near->len, ==, 2);
  g_assert_cmpstr (g_array_index (near, VigieAttendanceNear, 0).state->site->data->id, ==, "h");
  g_assert_cmpstr (g_array_index (near, VigieAttendanceNear, 1).state->site->data->id, ==, "b");
  g_assert_cmpfloat_with_epsilon (g_array_index (near, VigieAttendanceNear, 1).distance, 5560, 50);
  words = vigie_attendance_text_near (&g_array_index (near, VigieAttendanceNear, 1));
  g_assert_true (g_str_has_prefix (words, "Bubry"));
  /* Who is quiet already is sent nowhere. */
  none = vigie_attendance_state_near (g_ptr_array_index (states, 1), states, 3);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *id;
    double present;
    int wait;
  } sites[] = {{"a", 4, 10}, {"b", 16, 5}, {"c", 9, 0}};
  static const struct
  {
    VigieAttendanceSort sort;
    const char *order;
  } cases[] = {
      {VIGIE_ATTENDANCE_SORT_NAME, "abcd"},    {VIGIE_ATTENDANCE_SORT_COMMUNE, "abcd"},
      {VIGIE_ATTENDANCE_SORT_BUSIEST, "bcad"}, {VIGIE_ATTENDANCE_SORT_WAIT, "abcd"},
      {VIGIE_ATTENDANCE_SORT_UNUSUAL, "cabd"},
  };
  VigieAttendanceItem *items[4];

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (VigieAttendanceState) state
          = counted (fixture, sites[i].id, sites[i].present, sites[i].wait);

      /* Deviations of −1, −5 and +5. */
      state->now.usual = (VigieUsual) {1,
                                       (float) (sites[i].present
                                                + (i == 0   ? 1
                                                   : i == 1 ? 5
                                                            : -5)),
                                       30, 20};
      items[i] = vigie_attendance_item_new (state);
    }
  {
    g_autoptr (VigieAttendanceState) closed = state_of (fixture, "d");

    items[3] = vigie_attendance_item_new (closed);
  }
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint i = 0; i < 3; i++)
      {
        VigieAttendanceItem *one = items[cases[c].order[i] - 'a'];
        VigieAttendanceItem *other = items[cases[c].order[i + 1] - 'a'];

        g_assert_cmpint (vigie_attendance_item_compare (one, other, cases[c].sort), <, 0);
        g_assert_cmpint (vigie_attendance_item_compare (other, one, cases[c].sort), >, 0);
      }
  for (guint i = 0; i < 4; i++)
    g_object_unref (items[i]);
}

/* A row is one sentence, and has in columns or below one another the same. */
static void
test_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieAttendanceState) state = counted (fixture, "a", 14, 10);
  g_autoptr (VigieAttendanceState) quiet = counted (fixture, "a", 2, 0);
  g_autoptr (VigieAttendanceItem) item = vigie_attendance_item_new (state);
  const VigieAttendancePen pen = {.scale = 20, .live = TRUE};
  GtkWidget *window = gtk_window_new (), *row = GTK_WIDGET (vigie_attendance_row_new (&pen));
  VigieAttendanceWords words;
  int wide, tall, narrow_height, least;

  gtk_window_set_child (GTK_WINDOW (window), row);
  vigie_drawn_row_set_item (VIGIE_DRAWN_ROW (row), item, 0);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  vigie_attendance_words_init (&words, state, TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       words.sentence);
  vigie_attendance_words_clear (&words);
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &wide, NULL, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 700, &tall, NULL, NULL, NULL);
  vigie_attendance_row_set_narrow (VIGIE_ATTENDANCE_ROW (row), TRUE);
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 330, &narrow_height, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 330);
  g_assert_cmpint (wide, >, 330);
  g_assert_cmpint (narrow_height, >, tall);
  /* It follows its item. */
  vigie_attendance_item_set_state (item, quiet);
  vigie_attendance_words_init (&words, quiet, TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       words.sentence);
  vigie_attendance_words_clear (&words);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- The page on a server -------------------------------------------------------------------- */

typedef struct
{
  VigieFakeTerritory *fake;
  GSettings *settings;
  VigieClock *clock;
  VigieContext *context;
  VigieTicker *ticker;
  char *folder;
  GtkWidget *window, *page;
} Program;

static gboolean
says (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

/* Three hours around now, in the syntax of OpenStreetMap: open, or closed before and after. */
static char *
hours_around (VigieTime now, gboolean open)
{
  VigieLocalTime from
      = vigie_time_to_local (now + (open ? -3 : 3) * VIGIE_HOUR, vigie_words_default_zone ());
  VigieLocalTime to
      = vigie_time_to_local (now + (open ? 3 : 5) * VIGIE_HOUR, vigie_words_default_zone ());

  return g_strdup_printf ("Mo-Su %02d:%02d-%02d:%02d", from.hour, from.minute, to.hour, to.minute);
}

static void
put_site (Program *program, int id, const char *name, gboolean open, int until_steps_ago)
{
  VigieTime now = vigie_fake_territory_now (program->fake);
  g_autofree char *hours = hours_around (now, open);
  g_autofree char *properties = g_strdup_printf (
      "{\"kind\":\"recycling-centre\",\"capacity\":20,\"openingHours\":\"%s\"}", hours);
  VigieTime step = now - now % (10 * VIGIE_MINUTE);

  vigie_fake_territory_put_thing (program->fake, id, name, properties);
  vigie_fake_territory_put_datastream (
      program->fake, 10 * id, id, "Entrées",
      "{\"role\":\"vehicles-in\",\"aggregation\":\"interval\",\"expectedInterval\":\"PT10M\"}");
  vigie_fake_territory_put_datastream (
      program->fake, 10 * id + 1, id, "Sorties",
      "{\"role\":\"vehicles-out\",\"aggregation\":\"interval\",\"expectedInterval\":\"PT10M\"}");
  vigie_fake_territory_set_unit (program->fake, 10 * id, "");
  vigie_fake_territory_set_unit (program->fake, 10 * id + 1, "");
  /* From well before the opening on: three come, two go. */
  for (int i = 40; i >= until_steps_ago; i--)
    {
      gboolean before = !open || i > 17;

      vigie_fake_territory_put_reading (program->fake, 10 * id, step - i * 10 * VIGIE_MINUTE,
                                        before ? "0" : "3", VIGIE_TIME_NONE);
      vigie_fake_territory_put_reading (program->fake, 10 * id + 1, step - i * 10 * VIGIE_MINUTE,
                                        before ? "0" : "2", VIGIE_TIME_NONE);
    }
}

/* Beside those three. */
static guint n_more_sites;

static void
start (Program *program, gboolean counted_sites)
{
  program->fake = vigie_fake_territory_new ();
  if (counted_sites)
    {
      put_site (program, 1, "Déchèterie de Riantec", TRUE, 0);
      put_site (program, 2, "Déchèterie de Bubry", TRUE, 9);
      put_site (program, 3, "Déchèterie de Caudan", FALSE, 0);
      for (guint i = 0; i < n_more_sites; i++)
        {
          g_autofree char *name = g_strdup_printf ("Déchèterie no %u", i);

          put_site (program, (int) i + 10, name, TRUE, i % 7 == 0 ? 9 : 0);
        }
    }
  else
    vigie_fake_territory_put_thing (program->fake, 1, "Mairie", "{\"kind\":\"public-building\"}");
  program->folder = g_dir_make_tmp ("vigie-attendance-XXXXXX", NULL);
  program->settings = g_settings_new (VIGIE_APP_ID);
  program->clock = vigie_clock_new ();
  program->context = vigie_context_new (program->settings, program->clock, program->folder);
  program->ticker = vigie_ticker_new (program->clock);
  vigie_context_open (program->context, vigie_fake_territory_get_address (program->fake), NULL,
                      NULL);
  vigie_context_start_network (program->context);
  WAIT_FOR (vigie_context_get_territory (program->context) != NULL
            && vigie_territory_find_site (vigie_context_get_territory (program->context), "1")
                   != NULL);
  program->page = vigie_attendance_page_new (program->context, program->ticker);
  program->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (program->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (program->window), program->page);
}

static void
stop (Program *program)
{
  gtk_window_destroy (GTK_WINDOW (program->window));
  vigie_context_close (program->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (program->ticker);
  g_object_unref (program->context);
  g_object_unref (program->settings);
  g_object_unref (program->clock);
  vigie_fake_territory_free (program->fake);
  vigie_test_remove_tree (program->folder);
  g_free (program->folder);
}

static VigieAttendanceKind
kind_of (VigieAttendanceModel *model, const char *id)
{
  VigieAttendanceItem *item = vigie_attendance_model_find (model, id);

  return item != NULL ? vigie_attendance_item_get_state (item)->kind : VIGIE_ATTENDANCE_WAITING;
}

static const char *
id_at (VigieAttendancePage *page, int index)
{
  g_autoptr (VigieAttendanceItem) item = g_list_model_get_item (
      G_LIST_MODEL (vigie_attendance_page_get_selection (page)), (guint) index);

  /* The model holds it. */
  return item != NULL ? vigie_attendance_item_get_id (item) : NULL;
}

static VigieAttendanceItem *
selected_item (VigieAttendancePage *page)
{
  return gtk_single_selection_get_selected_item (vigie_attendance_page_get_selection (page));
}

/* The panel of a site whose server tells of vehicles present beside the counters: one number, the count, large; what the
 * server tells is a row that says what it is. */
static void
test_one_number (void)
{
  Program program;
  VigieSitePanel *panel;
  VigieAttendanceModel *model;
  VigieTerritory *territory = NULL;
  VigieSiteWords row = {0};
  const VigieAttendanceState *state;
  g_autofree char *source = NULL, *places = NULL;

  start (&program, TRUE);
  vigie_fake_territory_put_datastream (
      program.fake, 12, 1, "Véhicules présents",
      "{\"role\":\"vehicles-present\",\"aggregation\":\"instant\",\"expectedInterval\":\"PT10M\"}");
  vigie_fake_territory_set_unit (program.fake, 12, "");
  vigie_fake_territory_put_reading (program.fake, 12, vigie_fake_territory_now (program.fake), "97",
                                    VIGIE_TIME_NONE);
  vigie_context_reload (program.context);
  WAIT_FOR ((territory = vigie_context_get_territory (program.context)) != NULL
            && vigie_territory_find_measure (territory, "12") != NULL);
  panel = g_object_new (VIGIE_TYPE_SITE_PANEL, NULL);
  vigie_site_panel_setup (panel, program.ticker);
  vigie_site_panel_set_context (panel, program.context);
  vigie_site_panel_set_site (panel, vigie_territory_find_site (territory, "1"), NULL);
  gtk_window_set_child (GTK_WINDOW (program.window), GTK_WIDGET (panel));
  gtk_window_present (GTK_WINDOW (program.window));
  model = vigie_attendance_model_get (program.context);
  WAIT_FOR (kind_of (model, "1") == VIGIE_ATTENDANCE_COUNTED);
  state = vigie_attendance_item_get_state (vigie_attendance_model_find (model, "1"));
  g_assert_cmpfloat (state->now.present, <, 90);
  source = vigie_attendance_text_source (state);
  places = g_strdup_printf (ngettext ("%d place", "%d places", 20), 20);
  WAIT_FOR (says (GTK_WIDGET (panel), source));
  g_assert_true (says (GTK_WIDGET (panel), places));
  WAIT_FOR (says (vigie_site_panel_get_measures (panel), "97"));
  g_assert_true (says (vigie_site_panel_get_measures (panel),
                       _ ("told by the server, apart from the count of entries and exits")));
  /* Nor is it what the site's record draws at first. */
  g_assert_true (vigie_site_plan_counts (vigie_territory_find_site (territory, "1")));
  g_assert_true (vigie_site_plan_principal (vigie_territory_find_site (territory, "1"))
                 != vigie_territory_find_measure (territory, "12"));
  /* The list of sites tells of no other number either. */
  vigie_site_words_init (&row, vigie_territory_find_site (territory, "1"), VIGIE_SITE_LINE_VALUE,
                         vigie_clock_now (program.clock), TRUE);
  g_assert_null (strstr (row.line, "97"));
  g_assert_nonnull (strstr (row.line, vigie_level_words (state->now.level)));
  vigie_site_words_clear (&row);
  /* Not above the rows as well. */
  gtk_widget_set_visible (vigie_site_panel_get_measures (panel), FALSE);
  g_assert_false (says (GTK_WIDGET (panel), "97"));
  stop (&program);
}

/* Nothing is read before the page is seen; then vehicles are counted, silence and closing are said, rows are put in
 * order, and once it is hidden nothing goes on. */
static void
test_page (void)
{
  Program program;
  VigieAttendancePage *page;
  VigieAttendanceModel *model;
  const VigieAttendanceState *state;
  g_autofree char *subtitle = NULL;

  start (&program, TRUE);
  page = VIGIE_ATTENDANCE_PAGE (program.page);
  model = vigie_attendance_page_get_model (page);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (vigie_attendance_model_get_plan (model));
  g_assert_false (vigie_attendance_model_is_reading (model));

  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (kind_of (model, "1") == VIGIE_ATTENDANCE_COUNTED);
  WAIT_FOR (kind_of (model, "2") == VIGIE_ATTENDANCE_SILENT);
  WAIT_FOR (kind_of (model, "3") == VIGIE_ATTENDANCE_CLOSED);
  state = vigie_attendance_item_get_state (vigie_attendance_model_find (model, "1"));
  /* Eighteen steps in which one more came than went. */
  g_assert_cmpfloat (state->now.present, >=, 15);
  g_assert_cmpfloat (state->now.present, <=, 20);
  g_assert_cmpint (state->now.level, >=, VIGIE_LEVEL_HEAVY);
  subtitle = vigie_attendance_page_get_subtitle (page);
  g_assert_nonnull (strstr (subtitle, "3"));

  WAIT_FOR (id_at (page, 2) != NULL);
  g_assert_cmpstr (id_at (page, 0), ==, "2"); /* Bubry, Caudan, Riantec */
  g_assert_cmpstr (id_at (page, 2), ==, "1");
  vigie_attendance_page_sort (page, VIGIE_ATTENDANCE_SORT_BUSIEST);
  g_assert_cmpstr (id_at (page, 0), ==, "1");

  /* Beside each other there is nothing to go back from. */
  vigie_attendance_page_show (page, "3");
  g_assert_false (vigie_attendance_page_back (page));

  gtk_widget_set_visible (program.page, FALSE);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (vigie_attendance_model_is_reading (model));
  stop (&program);
}

static GtkWidget *
find_with_label (GtkWidget *widget, GType type, const char *words)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && says (widget, words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_with_label (child, type, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Order and site are as they were left on this server; a site that is no more, or words that are none, do no harm. */
static void
test_remembered (void)
{
  static const char *const broken[]
      = {"", "|", "nothing", "busiest", "busy|1", "wait|no such site"};
  Program program;
  VigieAttendancePage *page;
  const char *server;
  GtkWidget *other;

  start (&program, TRUE);
  page = VIGIE_ATTENDANCE_PAGE (program.page);
  server = vigie_context_get_server (program.context);
  g_assert_nonnull (server);
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (kind_of (vigie_attendance_page_get_model (page), "1") == VIGIE_ATTENDANCE_COUNTED
            && id_at (page, 2) != NULL);
  vigie_attendance_page_sort (page, VIGIE_ATTENDANCE_SORT_BUSIEST);
  vigie_attendance_page_show (page, "3");
  gtk_window_set_child (GTK_WINDOW (program.window), NULL);

  program.page = vigie_attendance_page_new (program.context, program.ticker);
  page = VIGIE_ATTENDANCE_PAGE (program.page);
  gtk_window_set_child (GTK_WINDOW (program.window), program.page);
  WAIT_FOR (id_at (page, 2) != NULL);
  g_assert_cmpstr (id_at (page, 0), ==, "1");
  WAIT_FOR (selected_item (page) != NULL);
  g_assert_cmpstr (vigie_attendance_item_get_id (selected_item (page)), ==, "3");

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
      g_variant_builder_add (&builder, "{ss}", server, broken[i]);
      g_settings_set_value (program.settings, "attendance-views", g_variant_builder_end (&builder));
      other = g_object_ref_sink (vigie_attendance_page_new (program.context, program.ticker));
      g_assert_cmpstr (id_at (VIGIE_ATTENDANCE_PAGE (other), 0), ==, i == 5 ? "1" : "2");
      g_object_unref (other);
    }
  g_settings_reset (program.settings, "attendance-views");
  stop (&program);
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* The button and the keys copy what is to be said, without its quotation marks. */
static void
test_copy (void)
{
  Program program;
  VigieAttendancePage *page;
  GdkClipboard *clipboard;
  GtkWidget *button;
  g_autofree char *quoted = NULL, *first = NULL, *second = NULL;

  start (&program, TRUE);
  page = VIGIE_ATTENDANCE_PAGE (program.page);
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (kind_of (vigie_attendance_page_get_model (page), "1") == VIGIE_ATTENDANCE_COUNTED
            && id_at (page, 2) != NULL);
  vigie_attendance_page_show (page, "1");
  clipboard = gtk_widget_get_clipboard (program.page);
  gdk_clipboard_set_text (clipboard, "");
  button = find_with_label (program.page, GTK_TYPE_BUTTON, C_ ("attendance", "Copy"));
  g_assert_nonnull (button);
  WAIT_FOR (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  gdk_clipboard_read_text_async (clipboard, NULL, text_cb, &first);
  WAIT_FOR (first != NULL);
  g_assert_nonnull (strstr (first, "Riantec"));
  quoted = g_strdup_printf (_ ("“%s”"), first);
  g_assert_true (says (program.page, quoted));

  /* What the keys call does the same. */
  gdk_clipboard_set_text (clipboard, "");
  vigie_attendance_detail_copy (
      VIGIE_ATTENDANCE_DETAIL (gtk_widget_get_ancestor (button, VIGIE_TYPE_ATTENDANCE_DETAIL)));
  gdk_clipboard_read_text_async (clipboard, NULL, text_cb, &second);
  WAIT_FOR (second != NULL);
  g_assert_cmpstr (second, ==, first);
  stop (&program);
}

/* One click on the first row. */
static void
click (VigieAttendancePage *page)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (vigie_attendance_page_get_list (page)));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_CLICK (controller))
        continue;
      g_signal_emit_by_name (controller, "pressed", 1, 30.0, 10.0);
      g_signal_emit_by_name (controller, "released", 1, 30.0, 10.0);
      return;
    }
  g_assert_not_reached ();
}

/* Narrow, the detail stands in place of the list, and leads back to it. */
static void
test_narrow (void)
{
  Program program;
  VigieAttendancePage *page;
  VigieAttendanceModel *model;

  /* libadwaita 1.7 loses what was drawn of a page that is called back while it slides away. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  start (&program, TRUE);
  page = VIGIE_ATTENDANCE_PAGE (program.page);
  model = vigie_attendance_page_get_model (page);
  gtk_window_set_default_size (GTK_WINDOW (program.window), 360, 640);
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (kind_of (model, "1") == VIGIE_ATTENDANCE_COUNTED && id_at (page, 2) != NULL);
  g_assert_cmpint (gtk_widget_get_width (program.page), <=, 420);
  g_assert_false (vigie_attendance_page_back (page));
  vigie_attendance_page_show (page, "1");
  g_assert_true (vigie_attendance_page_back (page));
  g_assert_false (vigie_attendance_page_back (page));
  /* A click leads to the detail, of the site that is chosen already too. */
  vigie_attendance_page_show (page, "2");
  g_assert_true (vigie_attendance_page_back (page));
  gtk_test_widget_wait_for_draw (program.window);
  for (guint i = 0; i < 2; i++)
    {
      WAIT_FOR (gtk_widget_get_mapped (GTK_WIDGET (vigie_attendance_page_get_list (page))));
      click (page);
      g_assert_cmpstr (vigie_attendance_item_get_id (selected_item (page)), ==, "2");
      g_assert_true (vigie_attendance_page_back (page));
    }
  stop (&program);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

/* On a laptop (1366×768, less the sidebar and the header) the usual week is seen whole, without scrolling. */
static void
test_week_in_sight (void)
{
  Program program;
  VigieAttendancePage *page;
  VigieAttendanceModel *model;
  GtkWidget *week;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 1e6, 0, 0);

  start (&program, TRUE);
  page = VIGIE_ATTENDANCE_PAGE (program.page);
  model = vigie_attendance_page_get_model (page);
  gtk_window_set_default_size (GTK_WINDOW (program.window), 1182, 722);
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (kind_of (model, "1") == VIGIE_ATTENDANCE_COUNTED && id_at (page, 2) != NULL);
  vigie_attendance_page_show (page, "1");
  week = vigie_test_find (program.page, VIGIE_TYPE_WEEK_MAP);
  g_assert_nonnull (week);
  WAIT_FOR (gtk_widget_get_height (week) > 0
            && gtk_widget_compute_bounds (week, program.page, &bounds)
            && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (program.page));
  /* Each day of it has room for its name. */
  g_assert_cmpfloat (bounds.size.height, >=, 130);
  stop (&program);
}

/* ---- What the main thread does at once -------------------------------------------------------- */

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* The longest turn of the loop in @ms that does not lay out and draw, µs. */
static gint64
longest_turn (Program *program, guint ms)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (program->window);
  gint64 end = g_get_monotonic_time () + ms * 1000, longest = 0;
  gboolean painted;
  gulong handler = g_signal_connect (clock, "before-paint", G_CALLBACK (painted_cb), &painted);

  while (g_get_monotonic_time () < end)
    {
      gint64 begin = vigie_test_worked (), took;
      gboolean any;

      painted = FALSE;
      any = g_main_context_iteration (NULL, FALSE);
      took = vigie_test_worked () - begin;
      if (!painted)
        longest = MAX (longest, took);
      if (!any)
        g_usleep (500);
    }
  g_signal_handler_disconnect (clock, handler);
  return longest;
}

/* New states of all sites, as a job brings them once a minute; with them no word is as it was. */
static gint64
tell_all (Program *program, VigieTime later)
{
  VigieAttendanceModel *model
      = vigie_attendance_page_get_model (VIGIE_ATTENDANCE_PAGE (program->page));
  VigieAttendancePlan *plan = vigie_attendance_model_get_plan (model);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_autoptr (GPtrArray) states
      = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_attendance_state_unref);
  gint64 begin;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieAttendanceItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);
      VigieAttendanceState *former = vigie_attendance_item_get_state (item);
      VigieAttendanceState *state = vigie_attendance_state_new (
          plan, i, former->track, former->habits, former->whole, former->time);

      /* One vehicle more, and the wait that goes with it. */
      state->now.present += (double) later;
      state->now.high += (double) later;
      state->now.wait.minutes = state->now.wait.high = (int) (5 * later);
      g_ptr_array_add (states, state);
    }
  begin = vigie_test_worked ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieAttendanceItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      vigie_attendance_item_set_state (item, g_ptr_array_index (states, i));
    }
  g_signal_emit_by_name (model, "changed");
  return vigie_test_worked () - begin;
}

/* However many sites there are: to tell of all of them anew, and to choose one, take no more of the main thread at once
 * than a frame allows. */
static void
test_turns (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  gint64 told = G_MAXINT64, chosen = G_MAXINT64, after = G_MAXINT64, made;
  Program program;
  VigieAttendancePage *page;
  g_autofree char *count = NULL;

#if defined(__SANITIZE_ADDRESS__)
  g_test_skip ("figures of a sanitizer mean nothing");
  return;
#endif
  n_more_sites = n - 3;
  start (&program, TRUE);
  n_more_sites = 0;
  page = VIGIE_ATTENDANCE_PAGE (program.page);
  gtk_window_present (GTK_WINDOW (program.window));
  made = longest_turn (&program, 500);
  WAIT_FOR (id_at (page, (int) n - 1) != NULL);
  WAIT_FOR (kind_of (vigie_attendance_page_get_model (page), "1") == VIGIE_ATTENDANCE_COUNTED);
  made = MAX (made, longest_turn (&program, 500));
  for (guint i = 1; i <= 3; i++)
    {
      gint64 begin;

      told = MIN (told, tell_all (&program, i));
      begin = vigie_test_worked ();
      vigie_attendance_page_show (page, i % 2 == 0 ? "1" : "10");
      chosen = MIN (chosen, vigie_test_worked () - begin);
      after = MIN (after, longest_turn (&program, 300));
    }
  g_test_message ("%u sites: %.1f ms to make, %.1f ms to tell, %.1f ms to choose, %.1f ms then", n,
                  (double) made / 1000, (double) told / 1000, (double) chosen / 1000,
                  (double) after / 1000);
  g_assert_cmpint (told, <, TURN_LIMIT);
  g_assert_cmpint (chosen, <, TURN_LIMIT);
  g_assert_cmpint (after, <, TURN_LIMIT);
  /* All of it was told: eighteen and three more. */
  count = vigie_words_number (
      vigie_attendance_item_get_state (
          vigie_attendance_model_find (vigie_attendance_page_get_model (page), "11"))
          ->now.present,
      0);
  WAIT_FOR (says (GTK_WIDGET (vigie_attendance_page_get_list (page)), count));
  /* As many rows as there is room for, and no more. */
  g_assert_cmpuint (vigie_drawn_list_get_rows (vigie_attendance_page_get_list (page))->len, <, 30);
  stop (&program);
}

/* What to declare is said by the names that are to be written. */
static void
test_no_counter (void)
{
  Program program;
  VigieAttendanceModel *model;

  start (&program, FALSE);
  model = vigie_attendance_page_get_model (VIGIE_ATTENDANCE_PAGE (program.page));
  gtk_window_present (GTK_WINDOW (program.window));
  WAIT_FOR (vigie_attendance_model_get_plan (model) != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  WAIT_FOR (says (program.page, "vehicles-in"));
  stop (&program);
}

int
main (int argc, char **argv)
{
  fixture_init_widgets (&argc, &argv);
  /* As in the test of the energy page: GTK's remark on the height of boxes. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
#define ADD(name, function)                                                                        \
  g_test_add ("/app/attendance/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/app/attendance/vehicles", test_vehicles);
  g_test_add_func ("/app/attendance/distance", test_distance);
  g_test_add_func ("/app/attendance/times", test_times);
  g_test_add_func ("/app/attendance/limits", test_limits);
  g_test_add_func ("/app/attendance/loading", test_loading);
  g_test_add_func ("/app/attendance/legend", test_legend);
  ADD ("kinds", test_kinds);
  ADD ("renewed", test_renewed);
  ADD ("closed-words", test_closed_words);
  ADD ("opening-words", test_opening_words);
  ADD ("row-words", test_row_words);
  ADD ("total", test_total);
  ADD ("sentence", test_sentence);
  ADD ("quality", test_quality);
  ADD ("near", test_near);
  ADD ("source", test_source);
  ADD ("order", test_order);
  ADD ("row", test_row);
  g_test_add_func ("/app/attendance/page", test_page);
  g_test_add_func ("/app/attendance/one-number", test_one_number);
  g_test_add_func ("/app/attendance/remembered", test_remembered);
  g_test_add_func ("/app/attendance/copy", test_copy);
  g_test_add_func ("/app/attendance/narrow", test_narrow);
  g_test_add_func ("/app/attendance/week-in-sight", test_week_in_sight);
  g_test_add_data_func ("/app/attendance/turns/13", GUINT_TO_POINTER (13), test_turns);
  g_test_add_data_func ("/app/attendance/turns/200", GUINT_TO_POINTER (200), test_turns);
  g_test_add_func ("/app/attendance/no-counter", test_no_counter);
#undef ADD
  return g_test_run ();
}
