/* test-fleet-figures.c: what is found out of sensors' past, the sets and the order by it, lone gateways
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "app-fixture.h"
#include "vigie-fleet-model.h"
#include "vigie-fleet-stats-job.h"

#define PORT "02FFFFFF00000001"
#define HILL "02FFFFFF00000002"

typedef struct
{
  VigieClock *clock;
  VigieTerritory *territory;
  VigieFleetModel *model;
  gboolean sorted;
} Fixture;

static void
sorted_cb (Fixture *fixture)
{
  fixture->sorted = TRUE;
}

static void
wait_sorted (Fixture *fixture)
{
  while (!fixture->sorted)
    g_main_context_iteration (NULL, TRUE);
  fixture->sorted = FALSE;
}

static void
add_gateway (VigieTerritoryBatch *batch, const char *id, const char *name, const char *gateway)
{
  VigieSiteData *site = fixture_site (id, name, VIGIE_KIND_LORA_GATEWAY, "Groix");
  VigieSiteDetails *details = vigie_site_data_edit_details (site);

  g_free (details->properties);
  details->properties = g_strdup_printf ("{\"gatewayId\":\"%s\"}", gateway);
  fixture_add_site (batch, site);
}

/* Which gateways heard a sensor of site "a". */
static void
add_hearing (VigieTerritoryBatch *batch, const char *sensor, const char *json, gint64 age)
{
  g_autofree char *name = g_strconcat (sensor, "/Passerelles", NULL);
  g_autofree char *id = g_strconcat ("a:", name, NULL);
  VigieConditionState state = {0};
  VigieReading reading = {.time = FIXTURE_NOW - age,
                          .start = VIGIE_TIME_NONE,
                          .result_time = VIGIE_TIME_NONE,
                          .number = NAN,
                          .text = (char *) json,
                          .type = VIGIE_VALUE_JSON};

  fixture_add_measure (batch, "a", name, VIGIE_ROLE_GATEWAYS, "", 0, age + 1,
                       VIGIE_CONDITION_NORMAL);
  vigie_territory_batch_add_reading (batch, id, &reading, &state);
}

static void
add_level (VigieTerritoryBatch *batch, const char *sensor, gint64 age)
{
  g_autofree char *name = g_strconcat (sensor, "/Niveau", NULL);

  fixture_add_measure (batch, "a", name, VIGIE_ROLE_FILL_LEVEL, "%", 40, age,
                       VIGIE_CONDITION_NORMAL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  fixture_add_site (batch, fixture_site ("a", "Déchèterie", VIGIE_KIND_RECYCLING_CENTRE, "Groix"));
  /* The gateways come after what they hear. */
  add_level (batch, "Un", VIGIE_MINUTE);
  add_hearing (batch, "Un", "[{\"id\":\"" PORT "\",\"rssi\":-97,\"snr\":5}]", VIGIE_MINUTE);
  add_level (batch, "Deux", VIGIE_DAY);
  add_hearing (batch, "Deux", "[{\"id\":\"" PORT "\"}]", VIGIE_DAY);
  add_level (batch, "Trois", VIGIE_MINUTE);
  add_hearing (batch, "Trois", "[{\"id\":\"" PORT "\"},{\"id\":\"" HILL "\"}]", VIGIE_MINUTE);
  fixture_add_measure (batch, "a", "Trois/Pile", VIGIE_ROLE_BATTERY_LEVEL, "%", 50, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  add_gateway (batch, "p", "Passerelle du port", PORT);
  add_gateway (batch, "h", "Passerelle de la butte", HILL);
  fixture->clock = vigie_clock_new_manual (FIXTURE_NOW);
  fixture->territory = vigie_territory_new (fixture->clock);
  vigie_territory_apply_now (fixture->territory, batch);
  fixture->model = vigie_fleet_model_new ();
  g_signal_connect_swapped (fixture->model, "sorted", G_CALLBACK (sorted_cb), fixture);
  vigie_fleet_model_set_territory (fixture->model, fixture->territory);
  vigie_fleet_model_set_active (fixture->model, TRUE);
  wait_sorted (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  vigie_fleet_model_set_active (fixture->model, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->model);
  g_object_unref (fixture->territory);
  g_object_unref (fixture->clock);
}

static VigieSensor *
find (Fixture *fixture, const char *name)
{
  g_autofree char *id = g_strdup_printf ("a:%s/Niveau", name);
  VigieMeasure *measure = vigie_territory_find_measure (fixture->territory, id);

  g_assert_nonnull (measure);
  return vigie_measure_get_device (measure);
}

static void
check_names (Fixture *fixture, const char *expected)
{
  GListModel *list = G_LIST_MODEL (fixture->model);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (list, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", vigie_sensor_get_name (sensor));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

/* A battery that ends in @days. */
static void
foretell (Fixture *fixture, const char *name, guint days)
{
  g_autoptr (VigieFleetFigures) figures = vigie_fleet_figures_new ();

  figures->has_battery = TRUE;
  figures->battery.verdict = VIGIE_BATTERY_FORECAST;
  figures->battery.end = FIXTURE_NOW + days * VIGIE_DAY;
  figures->battery.end_earliest = figures->battery.end_latest = VIGIE_TIME_NONE;
  vigie_fleet_model_set_figures (fixture->model, find (fixture, name), figures);
}

static void
test_sets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieFleetFigures) stuck = vigie_fleet_figures_new ();

  /* Of the gateways one was never heard of; the other speaks by what it hears. */
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_ALL), ==, 5);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_SILENT), ==, 1);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_LONE), ==, 2);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_SOON), ==, 0);
  g_assert_cmpuint (vigie_fleet_model_count_unread (fixture->model), ==, 3);
  g_assert_cmpuint (vigie_fleet_model_count_failing (fixture->model), ==, 1);
  foretell (fixture, "Trois", 40);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_SOON), ==, 0);
  g_assert_cmpuint (vigie_fleet_model_count_unread (fixture->model), ==, 2);
  foretell (fixture, "Trois", 20);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_SOON), ==, 1);
  g_assert_cmpuint (vigie_fleet_model_count_failing (fixture->model), ==, 2);
  stuck->has_stuck = TRUE;
  stuck->stuck = (VigieStuck) {.stuck = TRUE, .since = FIXTURE_NOW - 3 * VIGIE_DAY, .n = 400};
  vigie_fleet_model_set_figures (fixture->model, find (fixture, "Un"), stuck);
  g_assert_cmpuint (vigie_fleet_model_count (fixture->model, VIGIE_FLEET_STUCK), ==, 1);
  g_assert_cmpuint (vigie_fleet_model_count_failing (fixture->model), ==, 3);
  vigie_fleet_model_set_preset (fixture->model, VIGIE_FLEET_STUCK);
  check_names (fixture, "Un");
  vigie_fleet_model_set_preset (fixture->model, VIGIE_FLEET_SOON);
  check_names (fixture, "Trois");
}

/* What fails already before what is foretold, the lone ones then, the rest by name. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  check_names (fixture, "Deux, Un, Passerelle de la butte, Passerelle du port, Trois");
  foretell (fixture, "Trois", 700);
  vigie_fleet_model_update_order (fixture->model);
  wait_sorted (fixture);
  check_names (fixture, "Deux, Trois, Un, Passerelle de la butte, Passerelle du port");
}

static void
test_lone (Fixture *fixture, gconstpointer data)
{
  VigieSensor *port = vigie_territory_find_gateway (fixture->territory, PORT), *gateway = NULL;
  const VigieFleetFigures *figures = vigie_fleet_model_get_figures (fixture->model, port);
  g_autoptr (GPtrArray) lone = vigie_fleet_model_list_lone (fixture->model, port);
  g_autoptr (VigieFleetFigures) others = vigie_fleet_figures_new ();
  g_autofree char *words = NULL;

  g_assert_true (vigie_fleet_is_lone (find (fixture, "Un"), &gateway));
  g_assert_true (gateway == port);
  g_assert_false (vigie_fleet_is_lone (find (fixture, "Trois"), NULL));
  g_assert_nonnull (figures);
  g_assert_cmpuint (figures->n_lone, ==, 2);
  g_assert_cmpuint (figures->n_lone_silent, ==, 1);
  g_assert_cmpuint (lone->len, ==, 2);
  g_assert_cmpstr (vigie_sensor_get_name (g_ptr_array_index (lone, 0)), ==, "Deux");
  words = vigie_fleet_lone_words (figures);
  g_assert_nonnull (strchr (words, '2'));
  vigie_fleet_model_set_facet (fixture->model, VIGIE_FLEET_FACET_LONE, PORT);
  check_names (fixture, "Deux, Un");
  vigie_fleet_model_set_facet (fixture->model, VIGIE_FLEET_FACET_LONE, HILL);
  check_names (fixture, "");
  /* Its own figures leave the count as it is. */
  vigie_fleet_model_set_figures (fixture->model, port, others);
  figures = vigie_fleet_model_get_figures (fixture->model, port);
  g_assert_cmpuint (figures->n_lone, ==, 2);
  /* Another gateway heard the next frame too. */
  {
    VigieTerritoryBatch *batch = vigie_territory_batch_new ();

    add_hearing (batch, "Un", "[{\"id\":\"" HILL "\"},{\"id\":\"" PORT "\"}]", 0);
    vigie_territory_apply_now (fixture->territory, batch);
  }
  figures = vigie_fleet_model_get_figures (fixture->model, port);
  g_assert_cmpuint (figures->n_lone, ==, 1);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  VigieSensor *three = find (fixture, "Trois"), *two = find (fixture, "Deux");
  g_autoptr (VigieFleetFigures) figures = vigie_fleet_figures_new ();
  VigieFailure failures[VIGIE_N_FAILURE];
  g_autofree char *words = NULL, *foretold = NULL, *findings = NULL, *silent = NULL, *late = NULL;

  /* Nothing is known of its past: nothing is said of it. */
  words = vigie_fleet_failure_words (three, NULL, FIXTURE_NOW, TRUE);
  g_assert_cmpstr (words, ==, "—");
  g_free (words);
  words = vigie_fleet_failure_words (three, figures, FIXTURE_NOW, TRUE);
  g_assert_cmpstr (words, ==, C_ ("next failure", "none in sight"));
  g_assert_null (vigie_fleet_findings (three, figures, FIXTURE_NOW));
  figures->has_days_loss = TRUE;
  figures->days_loss = (VigieFrameLoss) {.lost = 23, .expected = 100, .loss = 0.23};
  figures->has_margin = TRUE;
  figures->margin = (VigieMarginTrend) {.margin = 8,
                                        .slope = -0.3,
                                        .slope_lowest = -0.4,
                                        .slope_highest = -0.2,
                                        .days = 28,
                                        .falls = TRUE,
                                        .end = FIXTURE_NOW + 17 * VIGIE_DAY,
                                        .end_earliest = VIGIE_TIME_NONE,
                                        .end_latest = VIGIE_TIME_NONE};
  g_assert_cmpuint (vigie_fleet_failures (three, figures, FIXTURE_NOW, failures), ==, 2);
  g_assert_cmpint (failures[0].kind, ==, VIGIE_FAILURE_LOSSES);
  foretold = vigie_failure_words (&failures[1], FIXTURE_NOW);
  findings = vigie_fleet_findings (three, figures, FIXTURE_NOW);
  g_assert_nonnull (strstr (findings, foretold));
  g_assert_nonnull (strstr (findings, "23"));
  g_assert_nonnull (strchr (findings, '\n'));
  silent = vigie_fleet_failure_words (two, NULL, FIXTURE_NOW, TRUE);
  g_assert_cmpuint (vigie_fleet_failures (two, NULL, FIXTURE_NOW, failures), ==, 2);
  late = vigie_failure_words (&failures[0], FIXTURE_NOW);
  g_assert_cmpstr (silent, ==, late);
}

/* ---- What is made of the past ---- */

static VigieSeries *
make_series (double (*value) (double day, gpointer data), gpointer data, guint days)
{
  guint n = days * 24;
  VigieTime *times = g_new (VigieTime, n);
  double *values = g_new (double, n);
  VigieSpan known = {FIXTURE_NOW - days * VIGIE_DAY, FIXTURE_NOW + 1};

  for (guint i = 0; i < n; i++)
    {
      times[i] = FIXTURE_NOW - (VigieTime) (n - 1 - i) * VIGIE_HOUR;
      values[i] = value ((n - 1 - i) / 24., data);
    }
  return vigie_series_new_take (times, values, n, VIGIE_HOUR, g_memdup2 (&known, sizeof known), 1);
}

static double
falling (double ago, gpointer data)
{
  return 50 + ago;
}

static double
counting (double ago, gpointer data)
{
  return round (100000 - 48 * ago);
}

static void
test_job (Fixture *fixture, gconstpointer data)
{
  VigieFleetJob *job = vigie_fleet_job_new (FIXTURE_NOW);
  VigieSensor *three = find (fixture, "Trois");
  const VigieFleetFigures *figures;
  const char *const *ids;
  GPtrArray *series;
  guint n;

  g_assert_true (vigie_fleet_job_add (job, three, NULL, TRUE));
  g_assert_true (vigie_fleet_job_add (job, find (fixture, "Un"), NULL, TRUE));
  g_assert_cmpuint (vigie_fleet_job_get_n (job), ==, 2);
  ids = vigie_fleet_job_get_ids (job, VIGIE_FLEET_READ_BATTERIES, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (ids[0], ==, "a:Trois/Pile");
  vigie_fleet_job_get_ids (job, VIGIE_FLEET_READ_COUNTERS, &n);
  g_assert_cmpuint (n, ==, 0);
  /* Each level is judged, and the others are its witnesses: each is read once. */
  vigie_fleet_job_get_ids (job, VIGIE_FLEET_READ_VALUES, &n);
  g_assert_cmpuint (n, ==, 3);
  series = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_series_unref);
  g_ptr_array_add (series, make_series (falling, NULL, 40));
  vigie_fleet_job_take_series (job, VIGIE_FLEET_READ_BATTERIES, series);
  vigie_fleet_job_compute (job, NULL);
  figures = vigie_fleet_job_get_figures (job, 0);
  g_assert_true (figures->has_battery);
  g_assert_cmpint (figures->battery.verdict, ==, VIGIE_BATTERY_FORECAST);
  g_assert_cmpfloat_with_epsilon (
      (double) (figures->battery.end - FIXTURE_NOW) / (double) VIGIE_DAY, 40, 1);
  g_assert_false (figures->has_loss);
  /* Its level was not there to be read. */
  g_assert_true (figures->unread);
  g_assert_cmpint (figures->history_time, ==, FIXTURE_NOW);
  vigie_fleet_job_free (job);
}

static void
test_job_frames (Fixture *fixture, gconstpointer data)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  g_autoptr (VigieFleetFigures) before = vigie_fleet_figures_new ();
  VigieFleetJob *job;
  const VigieFleetFigures *figures;
  GPtrArray *series;
  guint n;

  fixture_add_measure (batch, "a", "Trois/Trames", VIGIE_ROLE_FRAME_COUNTER, "", 7, VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (fixture->territory, batch);
  before->has_battery = TRUE;
  before->battery.verdict = VIGIE_BATTERY_AT_END;
  before->history_time = FIXTURE_NOW - 5;
  job = vigie_fleet_job_new (FIXTURE_NOW);
  vigie_fleet_job_add (job, find (fixture, "Trois"), before, FALSE);
  vigie_fleet_job_get_ids (job, VIGIE_FLEET_READ_BATTERIES, &n);
  g_assert_cmpuint (n, ==, 0);
  vigie_fleet_job_get_ids (job, VIGIE_FLEET_READ_COUNTERS, &n);
  g_assert_cmpuint (n, ==, 1);
  /* A reading each hour of a counter that goes by two: half of the frames, but not every frame is kept. */
  series = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_series_unref);
  g_ptr_array_add (series, make_series (counting, NULL, 4));
  vigie_fleet_job_take_series (job, VIGIE_FLEET_READ_COUNTERS, series);
  vigie_fleet_job_compute (job, NULL);
  figures = vigie_fleet_job_get_figures (job, 0);
  g_assert_true (figures->has_loss);
  g_assert_true (figures->has_days_loss);
  g_assert_true (figures->loss.sampled);
  g_assert_cmpuint (figures->days_loss.received, >, 2 * figures->loss.received);
  /* The rest stays as it was. */
  g_assert_cmpint (figures->battery.verdict, ==, VIGIE_BATTERY_AT_END);
  g_assert_cmpint (figures->history_time, ==, FIXTURE_NOW - 5);
  vigie_fleet_job_free (job);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/fleet/figures/sets", test_sets);
  ADD ("/app/fleet/figures/order", test_order);
  ADD ("/app/fleet/figures/lone", test_lone);
  ADD ("/app/fleet/figures/words", test_words);
  ADD ("/app/fleet/figures/job", test_job);
  ADD ("/app/fleet/figures/job/frames", test_job_frames);
  return g_test_run ();
}
