/* test-profile.c: profiles good and bad, and what they make of servers' records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "vigie-json-line.h"
#include "vigie-local-date.h"
#include "vigie-profile.h"
#include "vigie-system.h"

#define TERRITORY                                                                                  \
  "\"version\": 1,\n"                                                                              \
  "\"territory\": { \"name\": \"T\",\n"                                                            \
  "  \"bounds\": { \"south\": 47, \"west\": -4, \"north\": 48, \"east\": -3 } }"

/* Its fourth line begins the list of @factors. */
#define ENERGY(factors)                                                                            \
  "\"version\": 1,\n\"territory\": { \"name\": \"T\",\n"                                           \
  "  \"bounds\": { \"south\": 47, \"west\": -4, \"north\": 48, \"east\": -3 },\n"                  \
  "  \"energy\": { \"emissionFactors\": [" factors "] } }"

/* Its fourth line begins what is told of attendance. */
#define ATTENDANCE(text)                                                                           \
  "\"version\": 1,\n\"territory\": { \"name\": \"T\",\n"                                           \
  "  \"bounds\": { \"south\": 47, \"west\": -4, \"north\": 48, \"east\": -3 },\n"                  \
  "  \"attendance\": {" text "} }"

static VigieStThing *
thing_new (const char *name, const char *properties)
{
  VigieStThing *thing = g_new0 (VigieStThing, 1);

  thing->id.text = "7";
  thing->name = name;
  thing->description = "";
  thing->location_name = "";
  thing->lat = thing->lon = NAN;
  thing->datastreams = g_ptr_array_new ();
  if (properties != NULL)
    {
      thing->properties = vigie_st_properties_new (properties, -1);
      g_assert_nonnull (thing->properties);
    }
  return thing;
}

static void
thing_free (VigieStThing *thing)
{
  g_ptr_array_unref (thing->datastreams);
  if (thing->properties != NULL)
    vigie_st_properties_free ((VigieStProperties *) thing->properties);
  g_free (thing);
}

static VigieSiteData *
map_thing (VigieProfile *profile, const char *name, const char *properties)
{
  VigieStThing *thing = thing_new (name, properties);
  VigieSiteData *site = vigie_profile_map_thing (profile, thing);

  thing_free (thing);
  return site;
}

static VigieMeasureData *
map_datastream (VigieProfile *profile,
                const char *definition,
                const char *property,
                const char *name,
                const char *unit,
                const char *properties)
{
  VigieStObservedProperty observed = {{"3", FALSE}, property, definition};
  VigieStDatastream datastream = {.id = {"9", FALSE},
                                  .name = name,
                                  .description = "",
                                  .unit_symbol = unit,
                                  .unit_name = "",
                                  .observed_property = &observed};
  VigieStProperties *table = properties != NULL ? vigie_st_properties_new (properties, -1) : NULL;
  VigieMeasureData *measure;

  datastream.properties = table;
  measure = vigie_profile_map_datastream (profile, &datastream, "7");
  if (table != NULL)
    vigie_st_properties_free (table);
  return measure;
}

static VigieProfile *
built_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "profile.json", NULL);
  VigieProfile *profile = vigie_profile_load (path, &error);

  g_assert_no_error (error);
  return profile;
}

static void
test_line (void)
{
  static const char json[] = "{\n"
                             "  \"a\": 1,\n"
                             "  \"b\": [ 10,\n"
                             "    \"}]\\\"\", {\n"
                             "      \"c\":\n"
                             "        true } ],\n"
                             "  \"a.b\": 3\n"
                             "}\n";
  static const struct
  {
    const char *field;
    guint line;
  } cases[] = {
      {"", 1},     {"a", 2},      {"b", 3},      {"b[0]", 3}, {"b[1]", 4},
      {"b[2]", 4}, {"b[2].c", 6}, {"b[2].d", 4}, {"b[7]", 3}, {"zz", 1},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (vigie_json_line_of (json, strlen (json), cases[i].field), ==, cases[i].line);
}

static void
test_built_in (void)
{
  g_autofree char *system = vigie_system_file ("profile.json");
  const VigieProfileCommune *places;
  guint n_places;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) profile = built_in ();
  double south, west, north, east;

  g_assert_cmpstr (vigie_profile_get_territory_name (profile), ==, "Lorient Agglomération");
  g_assert_cmpstr (vigie_profile_get_territory_code (profile), ==, "200042174");
  g_assert_cmpstr (vigie_profile_get_time_zone (profile), ==, "Europe/Paris");
  g_assert_cmpstr (vigie_profile_get_commune_name (profile, "56121"), ==, "Lorient");
  g_assert_null (vigie_profile_get_commune_name (profile, "75056"));
  vigie_profile_get_bounds (profile, &south, &west, &north, &east);
  places = vigie_profile_get_communes (profile, &n_places);
  g_assert_cmpuint (n_places, ==, 25);
  for (guint i = 0; i < n_places; i++)
    {
      g_assert_true (places[i].lat > south && places[i].lat < north);
      g_assert_true (places[i].lon > west && places[i].lon < east);
      g_assert_cmpuint (places[i].population, >, 0);
    }
  g_assert_cmpfloat (south, <, 47.75);
  g_assert_cmpfloat (north, >, 47.75);
  g_assert_cmpfloat (west, <, -3.37);
  g_assert_cmpfloat (east, >, -3.37);

  /* The copy inside the program is the file. */
  if (!g_file_test (system, G_FILE_TEST_EXISTS))
    {
      g_autoptr (VigieProfile) inside = vigie_profile_load (NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (vigie_profile_get_digest (inside), ==, vigie_profile_get_digest (profile));
    }
}

static void
test_bad_files (void)
{
  static const struct
  {
    const char *json;
    guint line;
    const char *field; /* or NULL: an error of the file itself */
  } cases[] = {
      {"{\n\"version\": 1,\n\"territory\": {\n", 3, NULL},
      {"{\n\"version\": 2 }", 2, "version"},
      {"{\n\n\"version\": \"1\" }", 3, "version"},
      {"{" TERRITORY ",\n\"kinds\": [\n{ \"kind\": \"water\" } ] }", 5, "kinds[0]"},
      {"{ \"version\": 1,\n \"territory\": [] }", 2, "territory"},
      {"{ \"version\": 1,\n \"territory\": { \"name\":\n 3 } }", 3, "territory.name"},
      {"{ \"version\": 1,\n \"territory\": { \"name\": \"T\" } }", 2, "territory.bounds"},
      {"{ \"version\": 1, \"territory\": { \"name\": \"T\", \"bounds\": {\n\"south\": 48,\n\"west\": "
       "-4,\n\"north\": 47,\n\"east\": -3 } } }",
       4, "territory.bounds.north"},
      {"{ \"version\": 1, \"territory\": { \"name\": \"T\", \"bounds\": {\n\"south\": 47,\n\"west\": "
       "-400,\n\"north\": 48,\n\"east\": -3 } } }",
       3, "territory.bounds.west"},
      {"{ \"version\": 1, \"territory\": { \"name\": \"T\", \n\"timeZone\": \"Lorient\" } }", 2,
       "territory.timeZone"},
      {"{" TERRITORY ",\n\"rolls\": [] }", 4, "rolls"},
      {"{" TERRITORY ",\n\"thing\": { \"kind\": [ \"kind\",\n 4 ] } }", 5, "thing.kind[1]"},
      {"{" TERRITORY ",\n\"thing\": { \"colour\": [ \"kind\" ] } }", 4, "thing.colour"},
      {"{" TERRITORY ",\n\"kinds\": {} }", 4, "kinds"},
      {"{" TERRITORY ",\n\"kinds\": [\n{ \"kind\": \"castle\" } ] }", 5, "kinds[0].kind"},
      {"{" TERRITORY ",\n\"kinds\": [ 5 ] }", 4, "kinds[0]"},
      {"{" TERRITORY
       ",\n\"roles\": [\n{ \"role\": \"rssi\", \"name\": \"a\" },\n{ \"role\": \"rssi\",\n"
       "\"name\": \"(\" } ] }",
       7, "roles[1].name"},
      {"{" TERRITORY ",\n\"roles\": [\n{ \"role\": \"rssi\" } ] }", 5, "roles[0]"},
      {"{" TERRITORY ",\n\"roles\": [\n{ \"name\": \"a\" } ] }", 5, "roles[0].role"},
      {"{" TERRITORY ",\n\"defaults\": { \"expectedInterval\": \"10 min\" } }", 4,
       "defaults.expectedInterval"},
      {"{" TERRITORY ",\n\"units\": {\n\"m3\": 3 } }", 5, "units.m3"},
      {"{" TERRITORY ",\n\"communes\": {\n\"56121\": \"\" } }", 5, "communes.56121"},
      {"{" TERRITORY ",\n\"communes\": {\n\"56121\": {\n\"name\": \"Lorient\", \"lat\": 47.7 } } }",
       5, "communes.56121.lon"},
      {"{" TERRITORY
       ",\n\"communes\": { \"56121\": { \"name\": \"Lorient\", \"lon\": 0,\n\"lat\": 97 } } }",
       5, "communes.56121.lat"},
      {"{" TERRITORY ",\n\"aggregations\": [\n{ \"aggregation\": \"sum\", \"name\": \"a\" } ] }", 5,
       "aggregations[0].aggregation"},
      {"{" TERRITORY ",\n\"aggregations\": [\n{ \"aggregation\": \"interval\" } ] }", 5,
       "aggregations[0]"},
      {"{" TERRITORY ",\n\"thing\": { \"areas\": [ \"area\" ] } }", 4, "thing.areas"},
      {"{" ENERGY ("\n{ \"since\": \"2026-01-01\", \"source\": \"S\" }") "}", 5,
       "territory.energy.emissionFactors[0].kgPerKWh"},
      {"{" ENERGY ("\n{ \"since\": \"2026-02-30\", \"kgPerKWh\": 0.05, \"source\": \"S\" }") "}", 5,
       "territory.energy.emissionFactors[0].since"},
      {"{" ENERGY ("\n{ \"since\": \"2026-01-01\", \"kgPerKWh\": 52, \"source\": \"S\" }") "}", 5,
       "territory.energy.emissionFactors[0].kgPerKWh"},
      {"{" ENERGY ("\n{ \"since\": \"2026-01-01\", \"kgPerKWh\": 0.05 }") "}", 5,
       "territory.energy.emissionFactors[0].source"},
      {"{" ENERGY ("\n{ \"since\": \"2026-01-01\", \"kgPerKWh\": 0.05, \"source\": \"S\" },"
                   "\n{ \"since\": \"2025-01-01\", \"kgPerKWh\": 0.05, \"source\": \"S\" }") "}",
       6, "territory.energy.emissionFactors[1].since"},
      {"{" ENERGY ("\n7") "}", 5, "territory.energy.emissionFactors[0]"},
      {"{" ATTENDANCE ("\n\"limits\": {}") "}", 5, "territory.attendance.limits"},
      {"{" ATTENDANCE ("\"levels\": {\n\"moderate\": 0.4, \"heavy\": 0.7 }") "}", 4,
       "territory.attendance.levels.full"},
      {"{" ATTENDANCE ("\"levels\": {\n\"moderate\": 0,\n\"heavy\": 0.7, \"full\": 1 }") "}", 5,
       "territory.attendance.levels.moderate"},
      {"{" ATTENDANCE ("\"levels\": {\n\"moderate\": 0.4, \"heavy\": 0.7,\n\"full\": 100 }") "}", 6,
       "territory.attendance.levels.full"},
      {"{" ATTENDANCE ("\"levels\": {\n\"moderate\": 0.4,\n\"heavy\": 0.4,\n\"full\": 1 }") "}", 6,
       "territory.attendance.levels.heavy"},
      {"{" ATTENDANCE ("\"levels\": {\n\"moderate\": 0.4,\n\"heavy\": 0.7,\n\"full\": 0.5 }") "}",
       7, "territory.attendance.levels.full"},
      {"{" ATTENDANCE ("\"levels\": {\n\"moderate\": 0.4, \"heavy\": 0.7, \"full\": 1,\n\"ful\": 1 "
                       "}") "}",
       6, "territory.attendance.levels.ful"},
      {"{" ATTENDANCE ("\n\"levels\": [ 0.4 ]") "}", 5, "territory.attendance.levels"},
      {"{" ATTENDANCE ("\n\"schoolHolidays\": {}") "}", 5, "territory.attendance.schoolHolidays"},
      {"{" ATTENDANCE ("\"schoolHolidays\": [\n{ \"from\": \"2027-02-06\" } ]") "}", 5,
       "territory.attendance.schoolHolidays[0].to"},
      {"{" ATTENDANCE ("\"schoolHolidays\": [\n{ \"to\": \"2027-02-06\" } ]") "}", 5,
       "territory.attendance.schoolHolidays[0].from"},
      {"{" ATTENDANCE (
           "\"schoolHolidays\": [ {\n\"from\": \"2027-02-06\",\n\"to\": \"2027-02-30\" } "
           "]") "}",
       6, "territory.attendance.schoolHolidays[0].to"},
      {"{" ATTENDANCE ("\"schoolHolidays\": [ {\n\"from\": \"2027-02-06T00:00:00Z\",\n\"to\": "
                       "\"2027-02-21\" } ]") "}",
       5, "territory.attendance.schoolHolidays[0].from"},
      {"{" ATTENDANCE (
           "\"schoolHolidays\": [ {\n\"from\": \"2027-02-06\",\n\"to\": \"2027-02-05\" } "
           "]") "}",
       6, "territory.attendance.schoolHolidays[0].to"},
      {"{" ATTENDANCE (
           "\"schoolHolidays\": [ {\n\"from\": \"2027-02-06\",\n\"to\": \"2027-12-05\" } "
           "]") "}",
       6, "territory.attendance.schoolHolidays[0].to"},
      {"{" ATTENDANCE (
           "\"schoolHolidays\": [ {\n\"from\": \"2027-02-06\", \"to\": \"2027-02-07\",\n"
           "\"zone\": \"B\" } ]") "}",
       6, "territory.attendance.schoolHolidays[0].zone"},
      {"{" ATTENDANCE ("\"schoolHolidays\": [\n\"2027-02-06\" ]") "}", 5,
       "territory.attendance.schoolHolidays[0]"},
      {"{" TERRITORY ",\n\"thing\": { \"accept\": [ \"accepts\" ] } }", 4, "thing.accept"},
      {"\xff\xfe", 0, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieProfile) profile = vigie_profile_new_from_data (cases[i].json, -1, &error);

      g_test_message ("%s", error != NULL ? error->message : "no error");
      g_assert_null (profile);
      g_assert_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_INVALID);
      if (cases[i].field != NULL)
        {
          g_autofree char *start
              = g_strdup_printf (_ ("Line %u, field “%s”: %s"), cases[i].line, cases[i].field, "");

          g_assert_true (g_str_has_prefix (error->message, start));
          g_assert_cmpuint (strlen (error->message), >, strlen (start));
        }
      else if (cases[i].line > 0)
        {
          g_autofree char *start
              = g_strdup_printf (_ ("Line %u: the file is not valid JSON (%s)"), cases[i].line, "");

          *strchr (start, '(') = '\0';
          g_assert_true (g_str_has_prefix (error->message, start));
        }
    }
}

/* A name of the server's is one line that leaves the words around it where they are. */
static void
test_names (void)
{
  static const struct
  {
    const char *name, *shown;
  } cases[] = {
      {"Déchèterie de Riantec", "Déchèterie de Riantec"},
      {" Deux\nlignes\t ", "Deux lignes"},
      {"a\u202egpj.b", "agpj.b"},
      {"\u2067\u202e\n", "7"}, /* nothing is left: its id */
      {"", "7"},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) profile = vigie_profile_new_from_data ("{\"version\":1}", -1, &error);
  g_autofree char *longer = g_strnfill (5000, 'x');

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieSiteData) site = map_thing (profile, cases[i].name, NULL);

      g_assert_cmpstr (site->name, ==, cases[i].shown);
    }
  {
    g_autoptr (VigieSiteData) site = map_thing (profile, longer, NULL);

    g_assert_cmpint (g_utf8_strlen (site->name, -1), <=, 501);
  }
}

/* JSON, but no profile. */
static void
test_not_an_object (void)
{
  static const char *const cases[] = {"", "[]", "3", "null", "\"profile\""};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vigie_profile_new_from_data (cases[i], -1, &error));
      g_assert_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_INVALID);
    }
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vigie_profile_load ("/nowhere/profile.json", &error));
  g_assert_error (error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "/nowhere/profile.json"));
}

/* What a file leaves out is as in the built-in one; notes of the writer are no error. */
static void
test_small (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) profile
      = vigie_profile_new_from_data ("{ \"_note\": 3," TERRITORY "}", -1, &error);
  g_autoptr (VigieSiteData) site = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (vigie_profile_get_time_zone (profile), ==, "Europe/Paris");
  g_assert_cmpstr (vigie_profile_get_territory_name (profile), ==, "T");
  g_assert_cmpstr (vigie_profile_get_commune_name (profile, "56121"), ==, "Lorient");
  site = map_thing (profile, "Déchèterie", NULL);
  g_assert_cmpint (site->kind, ==, VIGIE_KIND_RECYCLING_CENTRE);
}

static void
test_convention (void)
{
  g_autoptr (VigieProfile) profile = built_in ();
  g_autoptr (VigieSiteData) site = map_thing (
      profile, "Déchèterie de Riantec",
      "{\"kind\": \"recycling-centre\", \"commune\": \"56193\", \"openingHours\": \"Tu-Sa 10:00-12:30\","
      " \"capacity\": 24, \"access\": \"badge\", \"contact\": \"02 97 00 00 00\", \"fictitious\": true,"
      " \"outOfService\": {\"since\": \"2026-11-20T08:00:00Z\", \"note\": \"travaux\", \"by\": \"C. Le Goff\"}}");
  g_autoptr (VigieMeasureData) measure = map_datastream (
      profile, "", "Remplissage", "Benne gravats", "%",
      "{\"role\": \"fill-level\", \"expectedInterval\": \"PT15M\", \"aggregation\": \"instant\","
      " \"installed\": \"2025-03-01\", \"thresholds\": {\"high\": 80, \"highhigh\": 95, \"deadband\": 2,"
      " \"onDelay\": \"PT5M\", \"offDelay\": \"PT10M\"}}");
  VigieTime since;

  g_assert_cmpint (site->kind, ==, VIGIE_KIND_RECYCLING_CENTRE);
  g_assert_cmpstr (site->details->commune, ==, "56193");
  g_assert_cmpstr (site->details->commune_name, ==, "Riantec");
  g_assert_cmpstr (site->details->opening_hours, ==, "Tu-Sa 10:00-12:30");
  g_assert_cmpint (site->details->capacity, ==, 24);
  g_assert_cmpstr (site->details->access, ==, "badge");
  g_assert_cmpstr (site->details->contact, ==, "02 97 00 00 00");
  g_assert_true (site->demonstration);
  g_assert_true (site->out_of_service);
  g_assert_nonnull (strstr (site->details->out_of_service_note, "travaux"));
  g_assert_nonnull (strstr (site->details->out_of_service_note, "C. Le Goff"));
  g_assert_true (vigie_time_parse ("2026-11-20T08:00:00Z", -1, &since));
  g_assert_cmpint (site->details->out_of_service_since, ==, since);

  g_assert_cmpint (measure->role, ==, VIGIE_ROLE_FILL_LEVEL);
  g_assert_cmpint (measure->expected_interval, ==, 15 * VIGIE_MINUTE);
  g_assert_false (measure->interval_is_observed);
  g_assert_true (isnan (measure->thresholds.low));
  g_assert_cmpfloat (measure->thresholds.high, ==, 80);
  g_assert_cmpfloat (measure->thresholds.highhigh, ==, 95);
  g_assert_cmpfloat (measure->thresholds.deadband, ==, 2);
  g_assert_cmpint (measure->thresholds.on_delay, ==, 5 * VIGIE_MINUTE);
  g_assert_cmpint (measure->thresholds.off_delay, ==, 10 * VIGIE_MINUTE);
  g_assert_cmpstr (measure->site_id, ==, "7");
}

/* Servers that know nothing of our convention. */
static void
test_rules (void)
{
  static const struct
  {
    const char *name, *properties;
    VigieKind kind;
    const char *commune, *commune_name;
  } things[] = {
      {"Déchèterie de Groix", NULL, VIGIE_KIND_RECYCLING_CENTRE, NULL, NULL},
      {"DECHETTERIE GUIDEL", "{\"ville\": \"GUIDEL\"}", VIGIE_KIND_RECYCLING_CENTRE, "56078",
       "Guidel"},
      {"Site 3", "{\"type\": \"Déchèterie\"}", VIGIE_KIND_RECYCLING_CENTRE, NULL, NULL},
      {"Site 4", "{\"kind\": \"volcano\", \"commune\": 56069}", VIGIE_KIND_OTHER, "56069", "Groix"},
      {"Mairie de Quéven", "{\"city\": \"Queven\"}", VIGIE_KIND_PUBLIC_BUILDING, "56185", "Quéven"},
      {"STEP Lanester", "{\"commune\": \"Lanester\"}", VIGIE_KIND_WATER, "56098", "Lanester"},
      {"Antenne", "{\"ville\": \"Vannes\"}", VIGIE_KIND_OTHER, NULL, "Vannes"},
      {"Antenne", "{\"commune\": \"29232\", \"ville\": \"Quimper\"}", VIGIE_KIND_OTHER, "29232",
       "Quimper"},
      {"", "{\"commune\": {}, \"kind\": null, \"capacity\": \"x\"}", VIGIE_KIND_OTHER, NULL, NULL},
  };
  static const struct
  {
    const char *definition, *property, *name, *unit;
    VigieRole role;
  } datastreams[] = {
      {"http://qudt.org/vocab/quantitykind/Temperature", "x", "x", "degC", VIGIE_ROLE_TEMPERATURE},
      {"", "Température", "x", "°C", VIGIE_ROLE_TEMPERATURE},
      {"", "Température", "x", "bar", VIGIE_ROLE_OTHER},
      {"", "", "Humidité du sol", "%", VIGIE_ROLE_HUMIDITY},
      {"", "Battery", "x", "%", VIGIE_ROLE_BATTERY_LEVEL},
      {"", "RSSI", "x", "dBm", VIGIE_ROLE_RSSI},
      {"urn:vigie:property:gateways", "x", "x", "", VIGIE_ROLE_GATEWAYS},
      {"", "Passerelles à l’écoute", "x", "", VIGIE_ROLE_GATEWAYS},
      {"", "Number of gateways", "x", "", VIGIE_ROLE_OTHER},
      {"", "Taux de remplissage", "x", "percent", VIGIE_ROLE_FILL_LEVEL},
      {"", "Énergie injectée", "x", "kWh", VIGIE_ROLE_GRID_EXPORT},
      {"", "Nitrate", "Piézomètre 3", "mg/l", VIGIE_ROLE_OTHER},
      {"", "", "", "", VIGIE_ROLE_OTHER},
  };
  g_autoptr (VigieProfile) profile = built_in ();

  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autoptr (VigieSiteData) site = map_thing (profile, things[i].name, things[i].properties);

      g_test_message ("%s %s", things[i].name, things[i].properties);
      g_assert_cmpint (site->kind, ==, things[i].kind);
      g_assert_cmpstr (site->details->commune, ==, things[i].commune);
      g_assert_cmpstr (site->details->commune_name, ==, things[i].commune_name);
      g_assert_cmpstr (site->name, !=, "");
    }
  for (int round = 0; round < 2; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (datastreams); i++)
      {
        g_autoptr (VigieMeasureData) measure
            = map_datastream (profile, datastreams[i].definition, datastreams[i].property,
                              datastreams[i].name, datastreams[i].unit, NULL);

        g_test_message ("%s / %s", datastreams[i].property, datastreams[i].name);
        g_assert_cmpint (measure->role, ==, datastreams[i].role);
        g_assert_cmpint (measure->expected_interval, ==, 0);
        g_assert_cmpstr (measure->name, !=, "");
      }
}

static void
test_units_and_sensors (void)
{
  static const struct
  {
    const char *name, *properties, *dev_eui, *battery_type;
  } sensors[] = {
      {"Benne",
       "{\"devEui\": \"24e124126a148123\", \"model\": \"EM400-MUD\", \"batteryType\": \"ER34615\"}",
       "24E124126A148123", "ER34615"},
      {"Benne", "{\"dev_eui\": \"24:E1:24:12:6A:14:81:23\"}", "24E124126A148123", NULL},
      {"24e124126a148123", NULL, "24E124126A148123", NULL},
      {"Benne", "{\"devEui\": \"24e1\", \"batteryType\": 7}", NULL, "7"},
      {"Benne", NULL, NULL, NULL},
  };
  g_autoptr (VigieProfile) profile = built_in ();
  g_autoptr (VigieMeasureData) measure
      = map_datastream (profile, "", "Volume", "Compteur", "m3", NULL);

  g_assert_cmpstr (measure->unit, ==, "m³");
  for (gsize i = 0; i < G_N_ELEMENTS (sensors); i++)
    {
      VigieStSensor sensor = {{"5", FALSE}, sensors[i].name, "", "", NULL};
      VigieStProperties *properties = sensors[i].properties != NULL
                                          ? vigie_st_properties_new (sensors[i].properties, -1)
                                          : NULL;
      g_autoptr (VigieSensorData) data = NULL;

      sensor.properties = properties;
      data = vigie_profile_map_sensor (profile, &sensor);
      g_assert_cmpstr (data->dev_eui, ==, sensors[i].dev_eui);
      g_assert_cmpstr (data->battery_type, ==, sensors[i].battery_type);
      g_assert_cmpstr (data->name, ==, sensors[i].name);
      if (properties != NULL)
        vigie_st_properties_free (properties);
    }
}

/* What a server declares of a meter; what is wrong in it is as if it were not there. */
static void
test_meters (void)
{
  g_autoptr (VigieProfile) profile = built_in ();
  g_autoptr (VigieMeasureData) good = map_datastream (
      profile, "", "", "Compteur", "kWh",
      "{\"role\": \"consumption\", \"aggregation\": \"cumulative\", \"rollover\": 1000000,"
      " \"partOf\": 12, \"replacements\": ["
      "{\"time\": \"2026-06-01T08:00:00Z\", \"last\": 812345.5, \"first\": 3},"
      "{\"time\": \"2025-06-01T08:00:00Z\", \"last\": 400, \"first\": 0},"
      "{\"time\": \"2025-06-01T08:00:00Z\", \"last\": 401, \"first\": 0},"
      "{\"time\": \"soon\", \"last\": 1, \"first\": 0},"
      "{\"time\": \"2025-07-01T08:00:00Z\", \"last\": \"1\", \"first\": 0},"
      "{\"time\": \"2025-07-01T08:00:00Z\", \"last\": 1},"
      "{\"time\": \"2025-07-01T08:00:00Z\", \"last\": -1, \"first\": 0},"
      "{\"time\": 7, \"last\": 1, \"first\": 0}, 7, null, [], \"x\"]}");
  g_autoptr (VigieMeasureData) part
      = map_datastream (profile, "", "", "Compteur", "kWh", "{\"partOf\": \"ds'é\"}");
  g_autoptr (GString) many = g_string_new ("{\"replacements\": [");
  g_autoptr (VigieMeasureData) crowded = NULL;
  static const char *const wrong[] = {
      "{\"rollover\": -5, \"partOf\": {}, \"replacements\": {}}",
      "{\"rollover\": \"often\", \"partOf\": 1.5, \"replacements\": \"[]\"}",
      "{\"rollover\": 0, \"partOf\": \"\", \"replacements\": []}",
      "{\"rollover\": 1e300, \"partOf\": [1], \"replacements\": [[[]]]}",
      NULL,
  };

  g_assert_cmpfloat (good->rollover, ==, 1e6);
  g_assert_cmpstr (good->part_of, ==, "12");
  g_assert_cmpuint (good->n_changes, ==, 2);
  g_assert_cmpfloat (good->changes[0].last, ==, 400);
  g_assert_cmpfloat (good->changes[1].last, ==, 812345.5);
  g_assert_cmpfloat (good->changes[1].first, ==, 3);
  g_assert_cmpint (good->changes[0].time, <, good->changes[1].time);
  g_assert_cmpstr (part->part_of, ==, "ds'é");

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (VigieMeasureData) measure
          = map_datastream (profile, "", "", "Compteur", "kWh", wrong[i]);

      g_test_message ("%s", wrong[i]);
      g_assert_cmpfloat (measure->rollover, ==, 0);
      g_assert_null (measure->part_of);
      g_assert_null (measure->changes);
      g_assert_cmpuint (measure->n_changes, ==, 0);
    }

  for (int i = 0; i < 500; i++)
    g_string_append_printf (many,
                            "%s{\"time\": \"2026-01-01T%02d:%02d:00Z\", \"last\": 1, \"first\": 0}",
                            i > 0 ? "," : "", i / 60, i % 60);
  g_string_append (many, "]}");
  crowded = map_datastream (profile, "", "", "Compteur", "kWh", many->str);
  g_assert_cmpuint (crowded->n_changes, ==, 64);
}

static void
test_aggregations (void)
{
  static const struct
  {
    const char *definition, *property, *name, *unit, *properties;
    VigieAggregation aggregation;
  } cases[] = {
      {"", "Énergie active soutirée", "Compteur général, index", "kWh", NULL,
       VIGIE_AGGREGATION_CUMULATIVE},
      {"", "EAST", "Linky", "Wh", NULL, VIGIE_AGGREGATION_CUMULATIVE},
      {"", "Énergie cumulée", "x", "MWh", NULL, VIGIE_AGGREGATION_CUMULATIVE},
      {"", "Entrées cumulées", "Comptage entrée", "véh.", NULL, VIGIE_AGGREGATION_CUMULATIVE},
      {"", "Compteur de passages", "Comptage entrée", "1", NULL, VIGIE_AGGREGATION_CUMULATIVE},
      {"", "Passages entrants", "Entrées par 10 min", "véhicules", NULL,
       VIGIE_AGGREGATION_INTERVAL},
      {"", "Véhicules présents", "Véhicules présents", "véh.", NULL, VIGIE_AGGREGATION_INSTANT},
      {"", "Énergie sur 10 min", "Compteur", "kWh", NULL, VIGIE_AGGREGATION_INTERVAL},
      {"", "Énergie", "Consommation horaire", "kWh", NULL, VIGIE_AGGREGATION_INTERVAL},
      {"", "Energy per interval", "Meter", "kWh", NULL, VIGIE_AGGREGATION_INTERVAL},
      {"", "Énergie par quart d’heure", "x", "kWh", NULL, VIGIE_AGGREGATION_INTERVAL},
      {"http://example.org/cumulativeEnergy", "Énergie horaire", "x", "kWh", NULL,
       VIGIE_AGGREGATION_CUMULATIVE},
      {"urn:ogc:def:intervalEnergy", "index", "x", "kWh", NULL, VIGIE_AGGREGATION_INTERVAL},
      {"", "Volume", "Compteur d’eau froide", "m3", NULL, VIGIE_AGGREGATION_CUMULATIVE},
      /* A power is an instant's, whatever it is called. */
      {"", "Puissance", "Compteur général", "kW", NULL, VIGIE_AGGREGATION_INSTANT},
      {"", "Température", "Index de confort", "°C", NULL, VIGIE_AGGREGATION_INSTANT},
      /* Nothing tells: nothing is guessed. */
      {"", "Énergie active", "Mairie", "kWh", NULL, VIGIE_AGGREGATION_INSTANT},
      /* What is declared goes before, what is declared wrong does not. */
      {"", "Énergie", "Index", "kWh", "{\"aggregation\": \"interval\"}",
       VIGIE_AGGREGATION_INTERVAL},
      {"", "Énergie", "Index", "kWh", "{\"aggregation\": \"sum\"}", VIGIE_AGGREGATION_CUMULATIVE},
      {"", "Énergie", "Index", "kWh", "{\"aggregation\": 3}", VIGIE_AGGREGATION_CUMULATIVE},
  };
  g_autoptr (VigieProfile) profile = built_in ();

  for (int round = 0; round < 2; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (VigieMeasureData) measure
            = map_datastream (profile, cases[i].definition, cases[i].property, cases[i].name,
                              cases[i].unit, cases[i].properties);

        g_test_message ("%s / %s / %s", cases[i].definition, cases[i].property, cases[i].name);
        g_assert_cmpint (measure->aggregation, ==, cases[i].aggregation);
      }
}

static void
test_energy_roles (void)
{
  static const struct
  {
    const char *definition, *property, *name, *unit;
    VigieRole role;
  } cases[] = {
      {"", "Charge de la batterie", "x", "kW", VIGIE_ROLE_STORAGE_CHARGE},
      {"", "Décharge de la batterie", "x", "kWh", VIGIE_ROLE_STORAGE_DISCHARGE},
      {"", "Énergie déstockée", "x", "kWh", VIGIE_ROLE_STORAGE_DISCHARGE},
      {"", "Battery discharge power", "x", "kW", VIGIE_ROLE_STORAGE_DISCHARGE},
      {"http://example.org/batteryCharge", "x", "x", "kW", VIGIE_ROLE_STORAGE_CHARGE},
      {"http://example.org/storage-discharging", "x", "x", "kW", VIGIE_ROLE_STORAGE_DISCHARGE},
      {"", "Charge de la batterie", "x", "%", VIGIE_ROLE_BATTERY_LEVEL},
      {"", "Température extérieure", "x", "°C", VIGIE_ROLE_OUTSIDE_TEMPERATURE},
      {"", "Température de l’air extérieur", "x", "°C", VIGIE_ROLE_OUTSIDE_TEMPERATURE},
      {"", "Outdoor temperature", "x", "degC", VIGIE_ROLE_OUTSIDE_TEMPERATURE},
      {"urn:x:outside_temperature", "x", "x", "°C", VIGIE_ROLE_OUTSIDE_TEMPERATURE},
      {"", "Température", "Salle serveurs", "°C", VIGIE_ROLE_TEMPERATURE},
      {"", "Débit", "x", "m³/h", VIGIE_ROLE_FLOW},
      {"", "Discharge", "x", "m³/s", VIGIE_ROLE_FLOW},
  };
  g_autoptr (VigieProfile) profile = built_in ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieMeasureData) measure = map_datastream (
          profile, cases[i].definition, cases[i].property, cases[i].name, cases[i].unit, NULL);

      g_test_message ("%s / %s", cases[i].definition, cases[i].property);
      g_assert_cmpint (measure->role, ==, cases[i].role);
    }
}

static void
test_factors (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) own = vigie_profile_new_from_data (
      "{" ENERGY ("{ \"since\": \"2025-07-01\", \"kgPerKWh\": 0.06, \"source\": \"A\" },"
                  "{ \"since\": \"2026-01-01T12:00:00+01:00\", \"kgPerKWh\": 0.05,"
                  " \"source\": \"B\" }") "}",
      -1, &error);
  g_autoptr (VigieProfile) none = NULL, silent = NULL, inside = built_in ();
  const VigieEmissionFactor *factors;
  VigieTime summer, noon;
  guint n, n_inside;

  g_assert_no_error (error);
  factors = vigie_profile_get_emission_factors (own, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (vigie_time_parse ("2025-06-30T22:00:00Z", -1, &summer));
  g_assert_true (vigie_time_parse ("2026-01-01T11:00:00Z", -1, &noon));
  g_assert_cmpint (factors[0].since, ==, summer);
  g_assert_cmpint (factors[1].since, ==, noon);
  g_assert_cmpfloat (factors[0].kg_per_kwh, ==, 0.06);
  g_assert_null (vigie_profile_get_emission_source (own, summer - 1));
  g_assert_cmpstr (vigie_profile_get_emission_source (own, summer), ==, "A");
  g_assert_cmpstr (vigie_profile_get_emission_source (own, noon - 1), ==, "A");
  g_assert_cmpstr (vigie_profile_get_emission_source (own, noon), ==, "B");

  /* Where a file is silent the country's own holds; an empty list is none. */
  none = vigie_profile_new_from_data ("{" ENERGY ("") "}", -1, &error);
  g_assert_no_error (error);
  vigie_profile_get_emission_factors (none, &n);
  g_assert_cmpuint (n, ==, 0);
  silent = vigie_profile_new_from_data ("{" TERRITORY "}", -1, &error);
  g_assert_no_error (error);
  vigie_profile_get_emission_factors (silent, &n);
  vigie_profile_get_emission_factors (inside, &n_inside);
  g_assert_cmpuint (n, ==, n_inside);
  g_assert_cmpuint (n, >, 0);
  factors = vigie_profile_get_emission_factors (inside, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (factors[i].kg_per_kwh, >, 0.01);
      g_assert_cmpfloat (factors[i].kg_per_kwh, <, 0.2);
      g_assert_nonnull (
          strstr (vigie_profile_get_emission_source (inside, factors[i].since), "ADEME"));
    }
}

static void
test_facts (void)
{
  g_autoptr (VigieProfile) profile = built_in ();
  g_autoptr (VigieSiteData) good = map_thing (
      profile, "Centre",
      "{\"kind\": \"data-centre\", \"area\": 1200.5, \"renewableShare\": 0.25, \"flexibleLoads\": ["
      "{\"name\": \"Ballon\", \"kW\": 12.5, \"duration\": \"PT2H\"}, {\"name\": \"Bornes\", \"kW\": 22},"
      "{\"name\": \"\", \"kW\": 1}, {\"name\": \"x\", \"kW\": -1}, {\"name\": \"x\", \"kW\": 1e9},"
      "{\"name\": 3, \"kW\": 1}, {\"name\": \"x\", \"kW\": \"1\"}, {\"kW\": 1}, 7, [], null]}");
  g_autoptr (GArray) loads = NULL;
  VigieEnergyFacts facts;
  static const char *const wrong[] = {
      "{\"area\": 0, \"renewableShare\": 1.1, \"flexibleLoads\": {}}",
      "{\"area\": -4, \"renewableShare\": -0.1, \"flexibleLoads\": \"pump\"}",
      "{\"area\": \"large\", \"renewableShare\": {}, \"flexibleLoads\": 3}",
      "{\"area\": 1e12, \"renewableShare\": []}",
      "{}",
      NULL,
  };

  vigie_profile_read_facts (profile, good, &facts, &loads);
  g_assert_true (facts.is_data_centre);
  g_assert_cmpfloat (facts.area, ==, 1200.5);
  g_assert_cmpfloat (facts.renewable_share, ==, 0.25);
  g_assert_cmpuint (loads->len, ==, 2);
  g_assert_cmpstr (g_array_index (loads, VigieFlexibleLoad, 0).name, ==, "Ballon");
  g_assert_cmpfloat (g_array_index (loads, VigieFlexibleLoad, 0).kw, ==, 12.5);
  g_assert_cmpint (g_array_index (loads, VigieFlexibleLoad, 0).duration, ==, 2 * VIGIE_HOUR);
  g_assert_cmpint (g_array_index (loads, VigieFlexibleLoad, 1).duration, ==, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (VigieSiteData) site = map_thing (profile, "Mairie", wrong[i]);
      g_autoptr (GArray) none = NULL;

      g_test_message ("%s", wrong[i]);
      vigie_profile_read_facts (profile, site, &facts, &none);
      g_assert_false (facts.is_data_centre);
      g_assert_true (isnan (facts.area));
      g_assert_true (isnan (facts.renewable_share));
      g_assert_cmpuint (none->len, ==, 0);
    }
}

static void
test_attendance (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) own = vigie_profile_new_from_data (
      "{" ATTENDANCE (
          "\"levels\": { \"moderate\": 0.5, \"heavy\": 1, \"full\": 1.25 },"
          "\"schoolHolidays\": [ { \"from\": \"1970-01-02\", \"to\": \"1970-01-02\" },"
          "{ \"_note\": \"hiver\", \"from\": \"2027-02-20\", \"to\": \"2027-03-07\" } ]") "}",
      -1, &error);
  g_autoptr (VigieProfile) part = NULL, silent = NULL;
  const VigieProfileDays *days;
  guint n;

  g_assert_no_error (error);
  g_assert_cmpfloat (vigie_profile_get_level_limits (own)->moderate, ==, 0.5);
  g_assert_cmpfloat (vigie_profile_get_level_limits (own)->heavy, ==, 1);
  g_assert_cmpfloat (vigie_profile_get_level_limits (own)->full, ==, 1.25);
  days = vigie_profile_get_school_holidays (own, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (days[0].first, ==, 1);
  g_assert_cmpint (days[0].last, ==, 1);
  g_assert_cmpint (days[1].first, ==, 20869);
  g_assert_cmpint (days[1].last, ==, 20884);

  /* What the file does not tell is as built in. */
  part = vigie_profile_new_from_data ("{" ATTENDANCE ("") "}", -1, &error);
  g_assert_no_error (error);
  silent = vigie_profile_new_from_data ("{" TERRITORY "}", -1, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      const VigieLevelLimits *limits = vigie_profile_get_level_limits (i == 0 ? part : silent);

      g_assert_cmpfloat (limits->moderate, ==, 0.4);
      g_assert_cmpfloat (limits->heavy, ==, 0.7);
      g_assert_cmpfloat (limits->full, ==, 1);
      vigie_profile_get_school_holidays (i == 0 ? part : silent, &n);
      g_assert_cmpuint (n, ==, 0);
    }
}

static void
test_accepts (void)
{
  static const struct
  {
    const char *properties, *expected; /* NULL: not told */
  } cases[] = {
      {"{\"accepts\": [\"gravats\", \"végétaux\", \"D3E\"]}", "gravats|végétaux|D3E"},
      {"{\"accepts\": [\"Gravats\", \"gravats\", \" VÉGÉTAUX \", \"vegetaux\"]}",
       "Gravats|VÉGÉTAUX"},
      {"{\"accepts\": [\"bois\", 3, null, {\"a\": 1}, [\"x\"], \"\", \" \", true]}", "bois"},
      {"{\"accepts\": \"gravats, bois ;cartons\"}", "gravats|bois|cartons"},
      {"{\"accepts\": [\"a\\nb\\u202e\"]}", "a b"},
      {"{\"accepts\": [\"<b>bois</b>\"]}", "<b>bois</b>"},
      {"{\"accepts\": []}", NULL},
      {"{\"accepts\": \"\"}", NULL},
      {"{\"accepts\": {\"bois\": true}}", NULL},
      {"{\"accepts\": 7}", NULL},
      {"{\"accepts\": null}", NULL},
      {"{}", NULL},
      {NULL, NULL},
  };
  g_autoptr (VigieProfile) profile = built_in ();
  g_autoptr (GString) many = g_string_new ("{\"accepts\": [");
  g_autoptr (VigieSiteData) crowded = NULL;
  g_auto (GStrv) wastes = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieSiteData) site = map_thing (profile, "Déchèterie", cases[i].properties);
      g_auto (GStrv) read = vigie_profile_read_accepts (profile, site);
      g_autofree char *joined = read != NULL ? g_strjoinv ("|", read) : NULL;

      g_assert_cmpstr (joined, ==, cases[i].expected);
    }

  for (int i = 0; i < 100; i++)
    g_string_append_printf (many, "%s\"%d%0100d\"", i > 0 ? "," : "", i, i);
  g_string_append (many, "]}");
  crowded = map_thing (profile, "Déchèterie", many->str);
  wastes = vigie_profile_read_accepts (profile, crowded);
  g_assert_cmpuint (g_strv_length (wastes), <=, 40);
  for (char **waste = wastes; *waste != NULL; waste++)
    g_assert_cmpint (g_utf8_strlen (*waste, -1), <=, 61);
}

static void
test_local_date (void)
{
  static const struct
  {
    const char *text, *instant; /* NULL: refused */
  } cases[] = {
      {"2026-03-29", "2026-03-28T23:00:00Z"}, /* 23 hours long */
      {"2026-03-30", "2026-03-29T22:00:00Z"},
      {"2026-10-26", "2026-10-25T23:00:00Z"},
      {"2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"},
      {"2026-11-21T10:00:00+01:00", "2026-11-21T09:00:00Z"},
      {"2026-02-30", NULL},
      {"2026-13-01", NULL},
      {"0000-00-00", NULL},
      {"2026-1-1", NULL},
      {"2026-11-21 ", NULL},
      {"2026", NULL},
      {"yesterday", NULL},
      {"", NULL},
      {NULL, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieTime time, expected;
      gboolean is_read = vigie_local_date_parse (cases[i].text, NULL, &time);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (is_read, ==, cases[i].instant != NULL);
      if (!is_read)
        continue;
      g_assert_true (vigie_time_parse (cases[i].instant, -1, &expected));
      g_assert_cmpint (time, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/profile/line", test_line);
  g_test_add_func ("/sync/profile/built-in", test_built_in);
  g_test_add_func ("/sync/profile/bad-files", test_bad_files);
  g_test_add_func ("/sync/profile/not-an-object", test_not_an_object);
  g_test_add_func ("/sync/profile/names", test_names);
  g_test_add_func ("/sync/profile/missing-file", test_missing_file);
  g_test_add_func ("/sync/profile/small", test_small);
  g_test_add_func ("/sync/profile/convention", test_convention);
  g_test_add_func ("/sync/profile/rules", test_rules);
  g_test_add_func ("/sync/profile/units-and-sensors", test_units_and_sensors);
  g_test_add_func ("/sync/profile/meters", test_meters);
  g_test_add_func ("/sync/profile/aggregations", test_aggregations);
  g_test_add_func ("/sync/profile/energy-roles", test_energy_roles);
  g_test_add_func ("/sync/profile/factors", test_factors);
  g_test_add_func ("/sync/profile/facts", test_facts);
  g_test_add_func ("/sync/profile/attendance", test_attendance);
  g_test_add_func ("/sync/profile/accepts", test_accepts);
  g_test_add_func ("/sync/profile/local-date", test_local_date);
  return g_test_run ();
}
