/* test-status-report.c: `vigie --status`: exit codes, JSON, words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "vigie-fake-territory.h"
#include "vigie-json-shorten.h"
#include "vigie-status-report.h"
#include "vigie-words.h"

#define LIMITS                                                                                     \
  "{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\","                                       \
  "\"thresholds\":{\"high\":80,\"highhigh\":95,\"onDelay\":\"PT5M\"}}"

static VigieProfile *
profile (void)
{
  g_autoptr (GError) error = NULL;
  VigieProfile *loaded = vigie_profile_load (NULL, &error);

  g_assert_no_error (error);
  return loaded;
}

static int
run (const char *address, VigieStatusFormat format, GString **output, GString **errors)
{
  g_autoptr (VigieProfile) loaded = profile ();

  *output = g_string_new (NULL);
  *errors = g_string_new (NULL);
  return vigie_status_report_run (address, NULL, loaded, format, *output, *errors);
}

static JsonObject *
run_json (VigieFakeTerritory *fake, int code, JsonNode **root)
{
  g_autoptr (GString) output = NULL;
  g_autoptr (GString) errors = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (
      run (vigie_fake_territory_get_address (fake), VIGIE_STATUS_FORMAT_JSON, &output, &errors), ==,
      code);
  g_assert_cmpstr (errors->str, ==, "");
  *root = json_from_string (output->str, &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

static gint64
count_of (JsonObject *object, const char *group, const char *name)
{
  return json_object_get_int_member (json_object_get_object_member (object, group), name);
}

/* What one measure says, and the code that comes of it. */
static void
test_codes (void)
{
  static const struct
  {
    const char *value; /* of the last 20 minutes; NULL: never any */
    gint64 age;
    const char *before; /* of the hours before, or NULL */
    int code;
  } cases[] = {
      {"50", VIGIE_MINUTE, "50", VIGIE_STATUS_NORMAL},
      {"85", VIGIE_MINUTE, "85", VIGIE_STATUS_WARNING},
      {"99", VIGIE_MINUTE, "99", VIGIE_STATUS_CRITICAL},
      /* One reading alone does not say whether its delay has passed. */
      {"99", VIGIE_MINUTE, NULL, VIGIE_STATUS_NORMAL},
      {"99", VIGIE_HOUR, "99", VIGIE_STATUS_UNKNOWN},
      {NULL, 0, NULL, VIGIE_STATUS_UNKNOWN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
      VigieTime now = vigie_fake_territory_now (fake);
      g_autoptr (JsonNode) root = NULL;
      JsonObject *object, *site, *measure;

      vigie_fake_territory_put_thing (fake, 1, "Déchèterie de Groix",
                                      "{\"kind\":\"recycling-centre\",\"commune\":\"56069\"}");
      vigie_fake_territory_put_datastream (fake, 11, 1, "Benne gravats", LIMITS);
      for (int j = 6; cases[i].before != NULL && j > 0; j--)
        vigie_fake_territory_put_reading (fake, 11, now - cases[i].age - j * 8 * VIGIE_MINUTE,
                                          cases[i].before, VIGIE_TIME_NONE);
      if (cases[i].value != NULL)
        vigie_fake_territory_put_reading (fake, 11, now - cases[i].age, cases[i].value,
                                          VIGIE_TIME_NONE);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      object = run_json (fake, cases[i].code, &root);
      g_assert_false (json_object_has_member (object, "error"));
      g_assert_cmpstr (json_object_get_string_member (object, "server"), ==,
                       vigie_fake_territory_get_address (fake));
      g_assert_cmpint (json_object_get_int_member (object, "sites"), ==, 1);
      g_assert_cmpint (json_object_get_int_member (object, "measures"), ==, 1);
      g_assert_cmpint (json_object_get_int_member (object, "requests"), >=, 2);
      g_assert_cmpint (json_object_get_int_member (object, "bytes"), >, 0);
      g_assert_cmpint (json_object_get_int_member (object, "duration_ms"), >=, 0);
      g_assert_cmpint (count_of (object, "condition", "critical"), ==,
                       cases[i].code == VIGIE_STATUS_CRITICAL);
      g_assert_cmpint (count_of (object, "condition", "unknown"), ==,
                       cases[i].code == VIGIE_STATUS_UNKNOWN);
      g_assert_cmpint (count_of (object, "freshness", "never"), ==, cases[i].value == NULL);
      g_assert_cmpint (count_of (object, "freshness", "out-of-service"), ==, 0);

      site = json_array_get_object_element (json_object_get_array_member (object, "list"), 0);
      g_assert_cmpstr (json_object_get_string_member (site, "id"), ==, "1");
      g_assert_cmpstr (json_object_get_string_member (site, "name"), ==, "Déchèterie de Groix");
      g_assert_cmpstr (json_object_get_string_member (site, "kind"), ==, "recycling-centre");
      g_assert_cmpstr (json_object_get_string_member (site, "commune"), ==, "56069");
      g_assert_cmpfloat (json_object_get_double_member (site, "lat"), ==, 47.75);
      g_assert_cmpstr (json_object_get_string_member (site, "reason"), !=, "");
      measure = json_array_get_object_element (json_object_get_array_member (site, "measures"), 0);
      g_assert_cmpstr (json_object_get_string_member (measure, "role"), ==, "fill-level");
      g_assert_cmpstr (json_object_get_string_member (measure, "unit"), ==, "%");
      if (cases[i].value != NULL)
        {
          VigieTime time;

          g_assert_cmpfloat (json_object_get_double_member (measure, "value"), ==,
                             g_ascii_strtod (cases[i].value, NULL));
          g_assert_true (
              vigie_time_parse (json_object_get_string_member (measure, "time"), -1, &time));
          g_assert_cmpint (time, ==, now - cases[i].age);
        }
      else
        {
          g_assert_true (json_object_get_null_member (measure, "value"));
          g_assert_true (json_object_get_null_member (measure, "time"));
        }
    }
}

static void
test_text (void)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  VigieTime now = vigie_fake_territory_now (fake);
  g_autoptr (GString) output = NULL;
  g_autoptr (GString) errors = NULL;
  g_autofree char *value = vigie_words_value (99, "%");
  g_auto (GStrv) lines = NULL;

  vigie_fake_territory_put_thing (fake, 1, "Site sûr", NULL);
  vigie_fake_territory_put_datastream (fake, 11, 1, "Mesure A", LIMITS);
  vigie_fake_territory_put_thing (fake, 2, "Site plein", NULL);
  vigie_fake_territory_put_datastream (fake, 21, 2, "Mesure B", LIMITS);
  vigie_fake_territory_put_reading (fake, 11, now, "4", VIGIE_TIME_NONE);
  vigie_fake_territory_put_reading (fake, 21, now - 6 * VIGIE_MINUTE, "99", VIGIE_TIME_NONE);
  vigie_fake_territory_put_reading (fake, 21, now, "99", VIGIE_TIME_NONE);
  g_assert_cmpint (
      run (vigie_fake_territory_get_address (fake), VIGIE_STATUS_FORMAT_TEXT, &output, &errors), ==,
      VIGIE_STATUS_CRITICAL);
  g_assert_cmpstr (errors->str, ==, "");
  g_test_message ("%s", output->str);
  lines = g_strsplit (output->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "VIGIE "));
  g_assert_nonnull (strstr (lines[0], " | critical=1;;0;0 warning=0;0;;0 silent=0;;;0 "));
  g_assert_nonnull (strstr (lines[1], "Site plein"));
  g_assert_nonnull (strstr (lines[1], value));
  g_assert_null (strstr (output->str, "Site sûr"));
}

/* Of a site out of service the text says so once; degrees have no digits that mean nothing. */
static void
test_out_of_service (void)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GString) output = NULL;
  g_autoptr (GString) errors = NULL;
  const char *word = vigie_words_freshness (VIGIE_FRESHNESS_OUT_OF_SERVICE);
  g_auto (GStrv) words = NULL;

  vigie_fake_territory_put_thing (
      fake, 1, "Quai A",
      "{\"outOfService\":{\"since\":\"2026-11-01T08:00:00Z\",\"note\":\"travaux\"}}");
  vigie_fake_territory_put_thing (fake, 2, "Quai B",
                                  "{\"outOfService\":{\"since\":\"2026-11-01T08:00:00Z\"}}");
  run (vigie_fake_territory_get_address (fake), VIGIE_STATUS_FORMAT_TEXT, &output, &errors);
  g_test_message ("%s", output->str);
  words = g_strsplit (strchr (output->str, '\n'), word, -1);
  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_assert_nonnull (strstr (output->str, "Quai A - travaux\n"));
  g_assert_nonnull (strstr (output->str, "Quai B\n"));
}

/* Numbers of JSON in as few digits as they have; texts are left alone. */
static void
test_digits (void)
{
  static const char *const cases[][2] = {
      {"[-3.3700000000000001, 47.75]", "[-3.37, 47.75]"},
      {"{\"a 0.10000000000000001\" : 0.10000000000000001}", "{\"a 0.10000000000000001\" : 0.1}"},
      {"\"\\\"0.10000000000000001\"", "\"\\\"0.10000000000000001\""},
      {"[1,-2,9007199254740993,true,null]", "[1,-2,9007199254740993,true,null]"},
      {"0.30000000000000004", "0.30000000000000004"},
      {"1e+300", "1e+300"},
      {"2.0", "2.0"},
      {"", ""},
  };
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GString) output = NULL;
  g_autoptr (GString) errors = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) shortened = g_string_new (NULL);

      vigie_json_append_shortened (shortened, cases[i][0]);
      g_assert_cmpstr (shortened->str, ==, cases[i][1]);
    }
  vigie_fake_territory_put_thing (fake, 1, "Quai", NULL);
  run (vigie_fake_territory_get_address (fake), VIGIE_STATUS_FORMAT_JSON, &output, &errors);
  g_assert_nonnull (strstr (output->str, "\"lon\" : -3.37,"));
}

static void
test_unreachable (void)
{
  static const char *const addresses[]
      = {"unix:/nowhere/at/all", "http://127.0.0.1:9/v1.1", "gopher://x"};

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    for (VigieStatusFormat format = VIGIE_STATUS_FORMAT_TEXT; format <= VIGIE_STATUS_FORMAT_JSON;
         format++)
      {
        g_autoptr (GString) output = NULL;
        g_autoptr (GString) errors = NULL;

        g_assert_cmpint (run (addresses[i], format, &output, &errors), ==, VIGIE_STATUS_UNKNOWN);
        g_assert_true (g_str_has_prefix (errors->str, "vigie: "));
        if (format == VIGIE_STATUS_FORMAT_JSON)
          {
            g_autoptr (GError) error = NULL;
            g_autoptr (JsonNode) root = json_from_string (output->str, &error);
            JsonObject *object;

            g_assert_no_error (error);
            object = json_node_get_object (root);
            g_assert_cmpstr (json_object_get_string_member (object, "error"), !=, "");
            g_assert_cmpint (json_object_get_int_member (object, "sites"), ==, 0);
            g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "list")),
                              ==, 0);
          }
        else
          g_assert_cmpstr (output->str, ==, "");
      }
}

/* A list that monitoring can keep: the worst sites, then how many more. */
static void
test_many (void)
{
  const guint n = VIGIE_STATUS_MAX_SITES + 3;
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  VigieTime now = vigie_fake_territory_now (fake);
  g_autoptr (GString) output = NULL;
  g_autoptr (GString) errors = NULL;
  g_auto (GStrv) lines = NULL;
  JsonObject *object;
  g_autoptr (JsonNode) root = NULL;

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Quai %03u", i);

      vigie_fake_territory_put_thing (fake, i, name, NULL);
      vigie_fake_territory_put_datastream (fake, i * 10, i, "Mesure", LIMITS);
      if (i == n)
        for (int j = 6; j >= 0; j--)
          vigie_fake_territory_put_reading (fake, i * 10, now - j * VIGIE_MINUTE, "99",
                                            VIGIE_TIME_NONE);
    }
  run (vigie_fake_territory_get_address (fake), VIGIE_STATUS_FORMAT_TEXT, &output, &errors);
  g_test_message ("%s", output->str);
  lines = g_strsplit (output->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + VIGIE_STATUS_MAX_SITES + 1 + 1);
  g_assert_nonnull (strstr (lines[1], "Quai 053"));
  g_assert_nonnull (strstr (lines[VIGIE_STATUS_MAX_SITES], "Quai 049"));
  g_assert_nonnull (strstr (lines[VIGIE_STATUS_MAX_SITES + 1], "3"));
  g_assert_null (strstr (lines[VIGIE_STATUS_MAX_SITES + 1], "Quai"));
  object = run_json (fake, VIGIE_STATUS_CRITICAL, &root);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "list")), ==, n);
}

/* A site without a measure is told of as such, and is no reason for an alarm. */
static void
test_no_measure (void)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (GString) output = NULL;
  g_autoptr (GString) errors = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *site;
  const char *line;

  vigie_fake_territory_set_things_body (
      fake,
      "{\"value\":[{\"@iot.id\":1,\"name\":\"Mairie\",\"Locations\":[],\"Datastreams\":[]}]}");
  object = run_json (fake, VIGIE_STATUS_UNKNOWN, &root);
  site = json_array_get_object_element (json_object_get_array_member (object, "list"), 0);
  g_assert_cmpstr (json_object_get_string_member (site, "condition"), ==, "unknown");
  g_assert_cmpstr (json_object_get_string_member (site, "reason"), ==,
                   vigie_words_freshness (VIGIE_FRESHNESS_NONE));
  run (vigie_fake_territory_get_address (fake), VIGIE_STATUS_FORMAT_TEXT, &output, &errors);
  line = strstr (output->str, vigie_words_freshness (VIGIE_FRESHNESS_NONE));
  g_assert_nonnull (line);
  g_assert_nonnull (strstr (line, "Mairie\n"));
}

static void
test_problems (void)
{
  g_autoptr (VigieFakeTerritory) fake = vigie_fake_territory_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *problem;

  vigie_fake_territory_set_things_body (
      fake, "{\"value\":[7,{\"@iot.id\":1,\"name\":\"<b>\\\"\",\"Locations\":"
            "[],\"Datastreams\":[]}]}");
  object = run_json (fake, VIGIE_STATUS_UNKNOWN, &root);
  g_assert_cmpint (json_object_get_int_member (object, "sites"), ==, 1);
  problem = json_array_get_object_element (json_object_get_array_member (object, "problems"), 0);
  g_assert_cmpstr (json_object_get_string_member (problem, "reason"), !=, "");
  g_assert_cmpint (json_object_get_int_member (problem, "count"), >=, 1);
  g_assert_true (json_object_get_null_member (
      json_array_get_object_element (json_object_get_array_member (object, "list"), 0), "lat"));
}

static void
test_formats (void)
{
  VigieStatusFormat format;

  g_assert_true (vigie_status_format_from_string (NULL, &format));
  g_assert_cmpint (format, ==, VIGIE_STATUS_FORMAT_TEXT);
  g_assert_true (vigie_status_format_from_string ("json", &format));
  g_assert_cmpint (format, ==, VIGIE_STATUS_FORMAT_JSON);
  g_assert_false (vigie_status_format_from_string ("xml", &format));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/status/codes", test_codes);
  g_test_add_func ("/sync/status/text", test_text);
  g_test_add_func ("/sync/status/out-of-service", test_out_of_service);
  g_test_add_func ("/sync/status/digits", test_digits);
  g_test_add_func ("/sync/status/unreachable", test_unreachable);
  g_test_add_func ("/sync/status/many", test_many);
  g_test_add_func ("/sync/status/no-measure", test_no_measure);
  g_test_add_func ("/sync/status/problems", test_problems);
  g_test_add_func ("/sync/status/formats", test_formats);
  return g_test_run ();
}
