/* test-attendance-plan.c: which measures count the vehicles of which site, and what is known of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "attendance-support.h"

#define IN VIGIE_ROLE_VEHICLES_IN
#define OUT VIGIE_ROLE_VEHICLES_OUT
#define PRESENT VIGIE_ROLE_VEHICLES_PRESENT
#define FILL VIGIE_ROLE_FILL_LEVEL

static VigieAttendancePlan *
plan_of (Territory *territory)
{
  g_autoptr (VigieProfile) profile = vigie_profile_new_built_in ();

  return vigie_attendance_plan_new (territory->sites, territory->measures, profile);
}

/* "a b" of measures with the ids a and b; "" of none. */
static char *
ids_of (const GPtrArray *measures)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < measures->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((VigieMeasureData *) g_ptr_array_index (measures, i))->id);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_ids (const GPtrArray *measures, const char *expected)
{
  g_autofree char *ids = ids_of (measures);

  g_assert_cmpstr (ids, ==, expected);
}

/* What is put into a site, and what then counts. */
typedef struct
{
  const char *id, *sensor, *part_of;
  VigieRole role;
  VigieAggregation aggregation;
  const char *unit;   /* NULL: vehicles */
  int out_of_service; /* 1: since a time; 2: since an unknown one */
  int minutes;        /* expected interval, 10 where it is 0; −1: not known */
} Given;

static void
test_counters (void)
{
  static const struct
  {
    const char *what;
    Given given[8];
    const char *in, *out, *present, *skips;
    int minutes;
  } cases[] = {
      {"an index each way and a presence",
       {{"i", "1", NULL, IN, INDEX},
        {"o", "2", NULL, OUT, INDEX},
        {"p", "3", NULL, PRESENT, INSTANT}},
       "i",
       "o",
       "p",
       "",
       10},
      {"two entrances, one exit",
       {{"a", "1", NULL, IN, INDEX},
        {"b", "2", NULL, IN, AMOUNTS, .minutes = 30},
        {"o", "3", NULL, OUT, INDEX}},
       "a b",
       "o",
       NULL,
       "",
       30},
      {"one counter told twice: the index counts",
       {{"d", "1", NULL, IN, AMOUNTS}, {"i", "1", NULL, IN, INDEX}, {"o", "1", NULL, OUT, AMOUNTS}},
       "i",
       "o",
       NULL,
       "",
       10},
      {"two lanes of one sensor are summed, their amounts told again are not",
       {{"i", "1", NULL, IN, INDEX}, {"j", "1", NULL, IN, INDEX}, {"d", "1", NULL, IN, AMOUNTS}},
       "i j",
       "",
       NULL,
       "",
       10},
      {"sensors that are not told are not the same one",
       {{"d", NULL, NULL, IN, AMOUNTS}, {"i", NULL, NULL, IN, INDEX}},
       "d i",
       "",
       NULL,
       "",
       10},
      {"neither an index nor amounts: not known what it is",
       {{"x", "1", NULL, IN, INSTANT}, {"o", "2", NULL, OUT, INDEX}},
       "",
       "o",
       NULL,
       "",
       10},
      {"a lane is a part of the entrance",
       {{"all", "1", NULL, IN, INDEX},
        {"l1", "2", "all", IN, INDEX},
        {"l2", "3", "all", IN, INDEX}},
       "all",
       "",
       NULL,
       "",
       10},
      {"a part of what is not there counts",
       {{"l1", "2", "all", IN, INDEX}, {"l2", "3", "all", IN, INDEX}},
       "l1 l2",
       "",
       NULL,
       "",
       10},
      {"a part of another way's is none",
       {{"o", "1", NULL, OUT, INDEX}, {"i", "2", "o", IN, INDEX}},
       "i",
       "o",
       NULL,
       "",
       10},
      {"a part of a part",
       {{"a", "1", NULL, IN, INDEX}, {"b", "2", "a", IN, INDEX}, {"c", "3", "b", IN, INDEX}},
       "a",
       "",
       NULL,
       "",
       10},
      {"parts of each other: the least id is the whole",
       {{"b", "1", "a", IN, INDEX}, {"a", "2", "b", IN, INDEX}},
       "a",
       "",
       NULL,
       "",
       10},
      {"a part of itself", {{"a", "1", "a", IN, INDEX}}, "a", "", NULL, "", 10},
      {"one of two entrances is out of service",
       {{"a", "1", NULL, IN, INDEX, .out_of_service = 1}, {"b", "2", NULL, IN, INDEX}},
       "b",
       "",
       NULL,
       "",
       10},
      {"the whole is out of service: its parts count",
       {{"a", "1", NULL, IN, INDEX, .out_of_service = 1}, {"b", "2", "a", IN, INDEX}},
       "b",
       "",
       NULL,
       "",
       10},
      {"the only entrance is out of service since a time: it counted until then",
       {{"a", "1", NULL, IN, INDEX, .out_of_service = 1}, {"o", "2", NULL, OUT, INDEX}},
       "a",
       "o",
       NULL,
       "",
       10},
      {"… and since an unknown one: it never counts",
       {{"a", "1", NULL, IN, INDEX, .out_of_service = 2}, {"o", "2", NULL, OUT, INDEX}},
       "",
       "o",
       NULL,
       "",
       10},
      {"a presence out of service is none",
       {{"p", "1", NULL, PRESENT, INSTANT, .out_of_service = 1}},
       "",
       "",
       NULL,
       "",
       10},
      {"a presence in percent is none of vehicles",
       {{"p", "1", NULL, PRESENT, INSTANT, "%"}, {"q", "2", NULL, PRESENT, INSTANT, "kWh"}},
       "",
       "",
       NULL,
       "",
       10},
      {"a presence that only grows is none",
       {{"p", "1", NULL, PRESENT, INDEX}},
       "",
       "",
       NULL,
       "",
       10},
      {"the site's presence, not the quay's",
       {{"q", "1", "p", PRESENT, INSTANT}, {"p", "2", NULL, PRESENT, INSTANT, .minutes = 20}},
       "",
       "",
       "p",
       "",
       20},
      {"of two presences that which comes more often",
       {{"a", "1", NULL, PRESENT, INSTANT, .minutes = -1},
        {"b", "2", NULL, PRESENT, INSTANT, .minutes = 20},
        {"c", "3", NULL, PRESENT, INSTANT, .minutes = 5},
        {"d", "4", NULL, PRESENT, INSTANT, .minutes = 5}},
       "",
       "",
       "c",
       "",
       5},
      {"the slowest of what counts, presence aside",
       {{"i", "1", NULL, IN, INDEX, .minutes = 5},
        {"o", "2", NULL, OUT, INDEX, .minutes = 15},
        {"p", "3", NULL, PRESENT, INSTANT, .minutes = 60}},
       "i",
       "o",
       "p",
       "",
       15},
      {"intervals that are not known",
       {{"i", "1", NULL, IN, INDEX, .minutes = -1}, {"o", "2", NULL, OUT, INDEX, .minutes = -1}},
       "i",
       "o",
       NULL,
       "",
       10},
      {"skips by name, those in service",
       {{"veg", "1", NULL, FILL, INSTANT, "%"},
        {"bois", "2", NULL, FILL, INSTANT, "%"},
        {"gravats", "3", NULL, FILL, INSTANT, "%", .out_of_service = 1}},
       "",
       "",
       NULL,
       "bois veg",
       10},
      {"other roles",
       {{"c", "1", NULL, VIGIE_ROLE_CONSUMPTION, INDEX, "kWh"}},
       "",
       "",
       NULL,
       "",
       10},
      {"nothing", {{NULL}}, "", "", NULL, "", 10},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Territory) territory = territory_new ();
      g_autoptr (VigieAttendancePlan) plan = NULL;
      const VigieAttendanceSite *site;

      g_test_message ("%s", cases[i].what);
      territory_add_site (&territory, "s", VIGIE_KIND_RECYCLING_CENTRE);
      for (const Given *given = cases[i].given; given->id != NULL; given++)
        {
          VigieMeasureData *measure = territory_add_measure (
              &territory, "s", given->id, given->sensor, given->role,
              given->unit != NULL ? given->unit : "véh.", given->aggregation,
              given->minutes < 0   ? 0
              : given->minutes > 0 ? given->minutes * VIGIE_MINUTE
                                   : 10 * VIGIE_MINUTE);

          g_set_str (&measure->part_of, given->part_of);
          measure->out_of_service = given->out_of_service > 0;
          if (given->out_of_service == 1)
            measure->out_of_service_since = at ("2026-11-12T08:00:00Z");
        }
      plan = plan_of (&territory);
      g_assert_cmpuint (vigie_attendance_plan_get_n_sites (plan), ==, 1);
      site = vigie_attendance_plan_get_site (plan, 0);
      assert_ids (site->in, cases[i].in);
      assert_ids (site->out, cases[i].out);
      assert_ids (site->skips, cases[i].skips);
      g_assert_cmpstr (site->present != NULL ? site->present->id : NULL, ==, cases[i].present);
      g_assert_cmpint (site->expected_interval, ==, cases[i].minutes * VIGIE_MINUTE);
    }
}

/* Which sites, in which order, and what is to be fetched of them. */
static void
test_sites (void)
{
  g_auto (Territory) territory = territory_new ();
  g_autoptr (VigieAttendancePlan) plan = NULL;
  static const char *const order[] = {"e", "g", "k", "l", "p2", "p10"};
  static const char *const names[] = {"Déchèterie d’Étel",     "Déchèterie de Groix", "Kermat",
                                      "Déchèterie de Lorient", "Parking 2",           "Parking 10"};
  static const char *const expected_ids[]
      = {"g-in", "l-in", "l-out", "p2-in", "p10-out", "k-present", "l-present", NULL};
  const char *const *ids;
  guint n;

  territory_add_site (&territory, "l", VIGIE_KIND_RECYCLING_CENTRE);
  territory_add_site (&territory, "p10", VIGIE_KIND_OTHER);
  territory_add_site (&territory, "p2", VIGIE_KIND_OTHER);
  territory_add_site (&territory, "k", VIGIE_KIND_SERVICE_POINT);
  territory_add_site (&territory, "e", VIGIE_KIND_RECYCLING_CENTRE);
  territory_add_site (&territory, "g", VIGIE_KIND_RECYCLING_CENTRE);
  territory_add_site (&territory, "b", VIGIE_KIND_PUBLIC_BUILDING);
  territory_add_site (&territory, "f", VIGIE_KIND_OTHER);
  territory_add_site (&territory, "l", VIGIE_KIND_RECYCLING_CENTRE); /* said twice */
  for (guint i = 0; i < territory.sites->len; i++)
    {
      VigieSiteData *site = g_ptr_array_index (territory.sites, i);

      for (gsize j = 0; j < G_N_ELEMENTS (order); j++)
        if (g_str_equal (order[j], site->id))
          g_set_str (&site->name, names[j]);
    }
  territory_add_counter (&territory, "l", "l-present", "3", PRESENT, INSTANT);
  territory_add_counter (&territory, "l", "l-out", "2", OUT, INDEX);
  territory_add_counter (&territory, "l", "l-in", "1", IN, INDEX);
  territory_add_counter (&territory, "p10", "p10-out", "1", OUT, AMOUNTS);
  territory_add_counter (&territory, "p2", "p2-in", "1", IN, AMOUNTS);
  territory_add_counter (&territory, "k", "k-present", "1", PRESENT, INSTANT);
  territory_add_counter (&territory, "g", "g-in", "1", IN, INDEX);
  territory_add_counter (&territory, "b", "b-in", "1", IN, INSTANT);
  territory_add_counter (&territory, "f", "f-fill", "1", FILL, INSTANT);
  territory_add_counter (&territory, "nowhere", "x", "1", IN, INDEX);
  plan = plan_of (&territory);

  g_assert_cmpuint (vigie_attendance_plan_get_n_sites (plan), ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const VigieAttendanceSite *site = vigie_attendance_plan_get_site (plan, i);

      g_assert_cmpstr (site->data->id, ==, order[i]);
      g_assert_true (vigie_attendance_plan_find_site (plan, order[i]) == site);
    }
  g_assert_cmpstr (vigie_attendance_plan_get_site (plan, 0)->short_name, ==, "Étel");
  g_assert_cmpstr (vigie_attendance_plan_get_site (plan, 2)->short_name, ==, "Kermat");
  g_assert_null (vigie_attendance_plan_find_site (plan, "b"));
  g_assert_null (vigie_attendance_plan_find_site (plan, "f"));

  ids = vigie_attendance_plan_get_measure_ids (plan, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected_ids) - 1);
  for (guint i = 0; i <= n; i++)
    g_assert_cmpstr (ids[i], ==, expected_ids[i]);
}

static void
test_facts (void)
{
  g_auto (Territory) territory = territory_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) profile = vigie_profile_new_from_data (
      "{ \"version\": 1, \"territory\": { \"name\": \"T\","
      " \"bounds\": { \"south\": 47, \"west\": -4, \"north\": 48, \"east\": -3 },"
      " \"attendance\": { \"levels\": { \"moderate\": 0.5, \"heavy\": 0.8, \"full\": 1.2 },"
      " \"schoolHolidays\": [ { \"from\": \"2026-11-16\", \"to\": \"2026-11-22\" } ] } } }",
      -1, &error);
  g_autoptr (VigieAttendancePlan) plan = NULL;
  const VigieAttendanceSite *site;
  VigieSiteData *full, *wrong, *bare;

  g_assert_no_error (error);
  full = territory_add_site (&territory, "a", VIGIE_KIND_RECYCLING_CENTRE);
  vigie_site_data_edit_details (full)->capacity = 30;
  full->lat = 47.7;
  full->lon = -3.3;
  g_set_str (&vigie_site_data_edit_details (full)->opening_hours,
             "SH 14:00-18:00; 2026 Nov 20 off \"Travaux\"");
  g_set_str (&vigie_site_data_edit_details (full)->properties,
             "{\"accepts\": [\"gravats\", \"bois\"]}");
  wrong = territory_add_site (&territory, "b", VIGIE_KIND_RECYCLING_CENTRE);
  vigie_site_data_edit_details (wrong)->capacity = 0;
  g_set_str (&vigie_site_data_edit_details (wrong)->opening_hours, "tous les matins");
  g_set_str (&vigie_site_data_edit_details (wrong)->properties, "{\"accepts\": {}}");
  bare = territory_add_site (&territory, "c", VIGIE_KIND_RECYCLING_CENTRE);
  bare->out_of_service = TRUE;
  g_set_str (&vigie_site_data_edit_details (bare)->out_of_service_note, "Travaux");
  plan = vigie_attendance_plan_new (territory.sites, territory.measures, profile);

  site = vigie_attendance_plan_get_site (plan, 0);
  g_assert_cmpint (site->facts.capacity, ==, 30);
  g_assert_cmpfloat (site->facts.limits.heavy, ==, 0.8);
  g_assert_null (site->hours_error);
  g_assert_nonnull (site->facts.hours);
  g_assert_cmpuint (g_strv_length (site->accepts), ==, 2);
  /* Holidays of the profile, in the site's hours and in what days are like. */
  g_assert_cmpint (
      vigie_opening_hours_get_state (site->facts.hours, at ("2026-11-17T15:00:00+01:00"), NULL), ==,
      VIGIE_OPENING_OPEN);
  g_assert_cmpint (
      vigie_opening_hours_get_state (site->facts.hours, at ("2026-11-24T15:00:00+01:00"), NULL), ==,
      VIGIE_OPENING_CLOSED);
  g_assert_cmpint (vigie_calendar_school (site->facts.calendar, vigie_calendar_day (2026, 11, 17)),
                   ==, VIGIE_SCHOOL_HOLIDAYS);
  g_assert_cmpint (vigie_calendar_school (site->facts.calendar, vigie_calendar_day (2026, 11, 24)),
                   ==, VIGIE_SCHOOL_TERM);
  g_assert_nonnull (site->facts.zone);

  site = vigie_attendance_plan_get_site (plan, 1);
  g_assert_cmpint (site->facts.capacity, ==, -1);
  g_assert_null (site->facts.hours);
  g_assert_nonnull (site->hours_error);
  g_assert_cmpstr (site->hours_error, !=, "");
  g_assert_null (site->accepts);

  site = vigie_attendance_plan_get_site (plan, 2);
  g_assert_null (site->facts.hours);
  g_assert_null (site->hours_error);
  g_assert_true (site->data->out_of_service);
  g_assert_cmpstr (site->data->details->out_of_service_note, ==, "Travaux");
}

static void
test_takes_the_same (void)
{
  static const struct
  {
    const char *a, *b;
    gboolean expected;
  } cases[] = {
      {"[\"gravats\"]", "[\"bois\", \"gravats\"]", TRUE},
      {"[\"bois\", \"gravats\"]", "[\"gravats\"]", FALSE},
      {"[\"Végétaux\"]", "[\"vegetaux\"]", TRUE},
      {"[\"bois\"]", "[]", FALSE},
      {"[]", "[\"bois\"]", FALSE},
      {"[]", "[]", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Territory) territory = territory_new ();
      g_autoptr (VigieAttendancePlan) plan = NULL;
      const char *const accepts[] = {cases[i].a, cases[i].b};

      for (int j = 0; j < 2; j++)
        {
          VigieSiteData *site
              = territory_add_site (&territory, j == 0 ? "a" : "b", VIGIE_KIND_RECYCLING_CENTRE);

          VigieSiteDetails *details = vigie_site_data_edit_details (site);

          g_free (details->properties);
          details->properties = g_strdup_printf ("{\"accepts\": %s}", accepts[j]);
        }
      plan = plan_of (&territory);
      g_assert_cmpint (
          vigie_attendance_site_takes_the_same (vigie_attendance_plan_get_site (plan, 0),
                                                vigie_attendance_plan_get_site (plan, 1)),
          ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/attendance-plan/counters", test_counters);
  g_test_add_func ("/sync/attendance-plan/sites", test_sites);
  g_test_add_func ("/sync/attendance-plan/facts", test_facts);
  g_test_add_func ("/sync/attendance-plan/takes-the-same", test_takes_the_same);
  return g_test_run ();
}
