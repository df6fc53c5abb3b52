/* test-energy-report.c: `vigie --energy=json` from servers good and bad: what it asks, what it says, what it refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "vigie-energy-report.h"
#include "vigie-fake-territory.h"
#include "vigie-time-axis.h"

#define INDEX                                                                                      \
  "{\"role\":\"consumption\",\"aggregation\":\"cumulative\",\"expectedInterval\":\"PT10M\"}"
#define FROM "2026-03-28"
#define TO "2026-03-31"
#define assert_near(a, b) g_assert_cmpfloat_with_epsilon ((a), (b), 1e-9)

/* What the fake server calls a percent is a kilowatt-hour here. */
static VigieProfile *
profile_new (void)
{
  g_autoptr (GError) error = NULL;
  VigieProfile *profile = vigie_profile_new_from_data (
      "{\"version\":1,\"territory\":{\"name\":\"T\",\"bounds\":{\"south\":47,\"west\":-4,\"north\":"
      "48,\"east\":-3},\"energy\":{\"emissionFactors\":[{\"since\":\"2026-03-30\",\"kgPerKWh\":0.5,"
      "\"source\":\"S\"}]}},\"units\":{\"%\":\"kWh\"}}",
      -1, &error);

  g_assert_no_error (error);
  return profile;
}

static VigieTime
at (const char *text)
{
  VigieTime time;

  g_assert_true (vigie_time_parse (text, -1, &time));
  return time;
}

/* An index that grows by 0.1 every @step, around the days FROM to TO, of which one has 23 hours. */
static void
put_index (VigieFakeTerritory *fake, int datastream, gint64 step, gboolean with_hole)
{
  VigieTime from = at ("2026-03-27T20:00:00Z"), to = at ("2026-03-31T02:00:00Z");

  for (VigieTime time = from; time <= to; time += step)
    {
      g_autofree char *value
          = g_strdup_printf ("%" G_GINT64_FORMAT "e-1", 5000 + (time - from) / step);

      if (!with_hole || time < at ("2026-03-28T06:00:00Z") || time > at ("2026-03-28T18:00:00Z"))
        vigie_fake_territory_put_reading (fake, datastream, time, value, time);
    }
}

static VigieFakeTerritory *
territory_new (const char *properties)
{
  VigieFakeTerritory *fake = vigie_fake_territory_new ();

  vigie_fake_territory_put_thing (fake, 1, "École",
                                  "{\"kind\":\"public-building\",\"commune\":\"56069\"}");
  vigie_fake_territory_put_datastream (fake, 11, 1, "Compteur", properties);
  return fake;
}

static int
run (const char *address, const VigieEnergyAsked *asked, GString **output, GString **errors)
{
  g_autoptr (VigieProfile) profile = profile_new ();

  *output = g_string_new (NULL);
  *errors = g_string_new (NULL);
  return vigie_energy_report_run (address, NULL, profile, asked, *output, *errors);
}

static JsonObject *
run_json (VigieFakeTerritory *fake, const VigieEnergyAsked *asked, JsonNode **root)
{
  g_autoptr (GString) output = NULL;
  g_autoptr (GString) errors = NULL;
  g_autoptr (GError) error = NULL;
  int code = run (vigie_fake_territory_get_address (fake), asked, &output, &errors);

  g_assert_cmpstr (errors->str, ==, "");
  g_assert_cmpint (code, ==, VIGIE_ENERGY_REPORT_DONE);
  *root = json_from_string (output->str, &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

static double
number (JsonObject *object, const char *name)
{
  g_assert_false (json_object_get_null_member (object, name));
  return json_object_get_double_member (object, name);
}

static const VigieEnergyAsked three_days = {FROM, TO, NULL, NULL};

static void
test_figures (void)
{
  g_autoptr (VigieFakeTerritory) fake = territory_new (INDEX);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *site;

  put_index (fake, 11, 10 * VIGIE_MINUTE, FALSE);
  object = run_json (fake, &three_days, &root);
  g_assert_cmpstr (json_object_get_string_member (object, "from"), ==, "2026-03-27T23:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (object, "to"), ==, "2026-03-30T22:00:00Z");
  g_assert_cmpint (json_object_get_int_member (object, "step_s"), ==, 600);
  /* 71 hours, and a factor of the last day alone. */
  assert_near (number (object, "consumption_kwh"), 71 * 0.6);
  assert_near (number (object, "grid_import_kwh"), 71 * 0.6);
  g_assert_true (json_object_get_null_member (object, "production_kwh"));
  g_assert_true (json_object_get_null_member (object, "co2_kg"));
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (object, "reason"), "co2_kg"),
      !=, "");
  assert_near (number (json_object_get_object_member (object, "coverage"), "consumption_kwh"), 1);
  g_assert_false (
      json_object_has_member (json_object_get_object_member (object, "reason"), "consumption_kwh"));
  g_assert_cmpstr (json_object_get_string_member (object, "emission_factor_source"), ==, "S");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (object, "derived"),
                                               "grid_import_kwh"),
                   ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "requests"), >=, 3);
  site = json_array_get_object_element (json_object_get_array_member (object, "sites"), 0);
  g_assert_cmpstr (json_object_get_string_member (site, "id"), ==, "1");
  g_assert_cmpstr (json_object_get_string_member (site, "name"), ==, "École");
  assert_near (number (site, "consumption_kwh"), 71 * 0.6);
  g_assert_cmpstr (
      json_array_get_string_element (json_object_get_array_member (site, "derived"), 0), ==,
      "grid_import_kwh");

  g_clear_pointer (&root, json_node_unref);
  object = run_json (fake, &(VigieEnergyAsked) {"2026-03-30", TO, "1", NULL}, &root);
  assert_near (number (object, "co2_kg"), 24 * 0.6 * 0.5);
}

/* The same, however the server lists: in pages, without an order, without saying how often. */
static void
test_lists (void)
{
  static const struct
  {
    guint page;
    gboolean ordered;
  } lists[] = {{0, TRUE}, {37, TRUE}, {37, FALSE}, {0, FALSE}};

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (VigieFakeTerritory) fake = territory_new (
          i % 2 == 0 ? INDEX : "{\"role\":\"consumption\",\"aggregation\":\"cumulative\"}");
      g_autoptr (JsonNode) root = NULL;
      JsonObject *object;

      g_test_message ("pages of %u, %s", lists[i].page, lists[i].ordered ? "in order" : "as it is");
      put_index (fake, 11, 10 * VIGIE_MINUTE, FALSE);
      vigie_fake_territory_set_lists (fake, lists[i].page, lists[i].ordered);
      object = run_json (fake, &three_days, &root);
      g_assert_cmpint (json_object_get_int_member (object, "step_s"), ==, 600);
      assert_near (number (object, "consumption_kwh"), 71 * 0.6);
    }
}

/* Over a gap the index knows how much, not when; and an interval that nobody declared is that which is observed. */
static void
test_gap (void)
{
  g_autoptr (VigieFakeTerritory) fake
      = territory_new ("{\"role\":\"consumption\",\"aggregation\":\"cumulative\"}");
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  put_index (fake, 11, VIGIE_HOUR, TRUE);
  object = run_json (fake, &three_days, &root);
  g_assert_cmpint (json_object_get_int_member (object, "step_s"), ==, 3600);
  assert_near (number (object, "consumption_kwh"), 7.1);
  assert_near (number (json_object_get_object_member (object, "coverage"), "consumption_kwh"), 1);
  g_assert_cmpfloat (number (json_object_get_object_member (object, "coverage"), "peak_kw"), <,
                     0.85);
  g_assert_true (json_object_get_null_member (object, "peak_kw"));
}

/* Without dates: the thirty whole days before today, by the server's clock. */
static void
test_default_period (void)
{
  g_autoptr (VigieFakeTerritory) fake = territory_new (INDEX);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (JsonNode) root = NULL;
  VigieTime to;
  JsonObject *object;

  vigie_fake_territory_set_clock (fake, 100 * VIGIE_DAY, 1);
  object = run_json (fake, &(VigieEnergyAsked) {NULL}, &root);
  to = at (json_object_get_string_member (object, "to"));
  g_assert_cmpint (to, ==,
                   vigie_time_floor (vigie_fake_territory_now (fake), VIGIE_TICK_DAY, zone));
  g_assert_cmpint (
      vigie_time_to_local (to, zone).day_number
          - vigie_time_to_local (at (json_object_get_string_member (object, "from")), zone)
                .day_number,
      ==, 30);
  g_assert_true (json_object_get_null_member (object, "consumption_kwh"));
}

/* Names are never markup nor break the JSON; measures that cannot be read are told. */
static void
test_odd (void)
{
  g_autoptr (VigieFakeTerritory) fake = territory_new (INDEX);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *left_out;

  put_index (fake, 11, 10 * VIGIE_MINUTE, FALSE);
  vigie_fake_territory_put_thing (fake, 2, "<b>\\\"\\u0007%s\\n", "{\"kind\":\"water\"}");
  vigie_fake_territory_put_datastream (
      fake, 21, 2, "Sans rien dire",
      "{\"role\":\"consumption\",\"partOf\":\"21\",\"rollover\":1e999,\"replacements\":[[]]}");
  vigie_fake_territory_put_datastream (
      fake, 22, 2, "Index",
      "{\"role\":\"consumption\",\"aggregation\":\"cumulative\",\"expectedInterval\":\"PT10M\"}");
  for (int i = 0; i < 300; i++)
    {
      static const char *const results[]
          = {"null", "-1e308", "\"NaN\"", "[]", "1e308", "{\"a\":1}", "true", "\"\""};

      vigie_fake_territory_put_reading (fake, 22,
                                        at ("2026-03-28T00:00:00Z") + i * 10 * VIGIE_MINUTE,
                                        results[i % 8], VIGIE_TIME_NONE);
    }
  object = run_json (fake, &three_days, &root);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "sites")), ==, 2);
  left_out = json_array_get_object_element (json_object_get_array_member (object, "left_out"), 0);
  g_assert_cmpstr (json_object_get_string_member (left_out, "measure"), ==, "21");
  g_assert_cmpstr (json_object_get_string_member (left_out, "reason"), !=, "");
  g_assert_true (json_object_get_null_member (object, "consumption_kwh"));
}

/* What cannot be asked: a sentence, nothing else. */
static void
test_refusals (void)
{
  static const VigieEnergyAsked cases[] = {
      {"2026-02-30", NULL, NULL, NULL},
      {NULL, "tomorrow", NULL, NULL},
      {"2026-03-28T10:30:00Z", TO, NULL, NULL},
      {TO, FROM, NULL, NULL},
      {FROM, FROM, NULL, NULL},
      {"1999-01-01", TO, NULL, NULL},
      {"2090-01-01", NULL, NULL, NULL},
      {FROM, TO, "2", NULL},
      {FROM, TO, "", NULL},
      {FROM, TO, NULL, "56121"},
      {FROM, TO, "1", "56069"},
  };
  g_autoptr (VigieFakeTerritory) fake = territory_new (INDEX);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) output = NULL;
      g_autoptr (GString) errors = NULL;

      g_assert_cmpint (run (vigie_fake_territory_get_address (fake), &cases[i], &output, &errors),
                       ==, VIGIE_ENERGY_REPORT_FAILED);
      g_test_message ("%s", errors->str);
      g_assert_cmpstr (output->str, ==, "");
      g_assert_true (g_str_has_prefix (errors->str, "vigie: "));
      g_assert_true (strchr (errors->str, '\n') == errors->str + errors->len - 1);
    }
}

/* A server that is not there, or that fails half-way: an object that says so and no figure. */
static void
test_failures (void)
{
  g_autoptr (VigieFakeTerritory) fake = territory_new (INDEX);
  const char *const addresses[]
      = {"unix:/nowhere/at/all", "gopher://x", vigie_fake_territory_get_address (fake)};

  put_index (fake, 11, 10 * VIGIE_MINUTE, FALSE);
  vigie_stub_server_add_status (vigie_fake_territory_get_server (fake),
                                "*/Datastreams(11)/Observations?*", 404, "{}");
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GString) output = NULL;
      g_autoptr (GString) errors = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = NULL;
      JsonObject *object;

      g_assert_cmpint (run (addresses[i], &three_days, &output, &errors), ==,
                       VIGIE_ENERGY_REPORT_FAILED);
      g_test_message ("%s", errors->str);
      g_assert_true (g_str_has_prefix (errors->str, "vigie: "));
      root = json_from_string (output->str, &error);
      g_assert_no_error (error);
      object = json_node_get_object (root);
      g_assert_cmpstr (json_object_get_string_member (object, "error"), !=, "");
      g_assert_cmpstr (json_object_get_string_member (object, "server"), ==, addresses[i]);
      g_assert_false (json_object_has_member (object, "consumption_kwh"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/energy-report/figures", test_figures);
  g_test_add_func ("/sync/energy-report/lists", test_lists);
  g_test_add_func ("/sync/energy-report/gap", test_gap);
  g_test_add_func ("/sync/energy-report/default-period", test_default_period);
  g_test_add_func ("/sync/energy-report/odd", test_odd);
  g_test_add_func ("/sync/energy-report/refusals", test_refusals);
  g_test_add_func ("/sync/energy-report/failures", test_failures);
  return g_test_run ();
}
