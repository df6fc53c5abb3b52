/* test-filter.c: what $filter and $orderby find in a store whose rows are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-sample.h"

#define MANY "1,2,3,4,5,6,7,8,9,10"
#define ALL "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22"

/* Ids in the order of ids; NULL: 400. */
static const struct
{
  const char *set, *filter, *ids;
} cases[] = {
    /* comparison and logic */
    {"Things", "id eq 1", "1"},
    {"Things", "@iot.id eq 1", "1"},
    {"Things", "id ne 1", "2,3,4"},
    {"Things", "id gt 2", "3,4"},
    {"Things", "id ge 2", "2,3,4"},
    {"Things", "id lt 2", "1"},
    {"Things", "id le 2", "1,2"},
    {"Things", "1 eq id", "1"},
    {"Things", "2 lt id", "3,4"},
    {"Things", "id eq 1 or id eq 3", "1,3"},
    {"Things", "id gt 1 and id lt 4", "2,3"},
    {"Things", "id eq 1 or id eq 2 and id eq 3", "1"},
    {"Things", "(id eq 1 or id eq 2) and id eq 2", "2"},
    {"Things", "not id eq 1", "2,3,4"},
    {"Things", "not (id eq 1 or id eq 2)", "3,4"},
    {"Things", "not not id eq 1", "1"},
    {"Things", "not id eq 1 and not id eq 2", "3,4"},
    {"Things", "true", "1,2,3,4"},
    {"Things", "false", ""},
    {"Things", "not false", "1,2,3,4"},
    {"Things", "(id eq 1) eq true", "1"},
    {"Things", "(id eq 1) eq false", "2,3,4"},
    {"Things", "id eq 1 or false", "1"},
    {"Things", "id eq 99", ""},
    {"Things", "id eq -1", ""},
    {"Things", "id eq null", ""},
    {"Things", "id ne null", "1,2,3,4"},
    {"Things", "id eq 1.0", "1"},
    {"Things", "id lt 1e1", "1,2,3,4"},
    {"Things", "id eq 9223372036854775807", ""},
    {"Things", "id lt 99999999999999999999999", "1,2,3,4"},
    {"Things", "id eq 'a'", NULL},
    {"Things", "id", NULL},
    {"Things", "name", NULL},
    {"Things", "name gt 5", NULL},
    {"Things", "name and true", NULL},
    {"Things", "not name", NULL},
    {"Things", "nothing eq 1", NULL},
    {"Things", "name/x eq 1", NULL},
    {"Things", "id/x eq 1", NULL},
    {"Things", "Sensor/name eq 'x'", NULL},
    {"Things", "Datastreams eq 1", NULL},

    /* arithmetic */
    {"Things", "id add 1 eq 3", "2"},
    {"Things", "id sub 1 eq 0", "1"},
    {"Things", "id mul 2 eq 4", "2"},
    {"Things", "id div 2 eq 1.5", "3"},
    {"Things", "id mod 2 eq 0", "2,4"},
    {"Things", "id mod 0 eq 0", ""},
    {"Things", "id div 0 eq 1", ""},
    {"Things", "id add 2 mul 3 eq 8", "2"},
    {"Things", "(id add 2) mul 3 eq 12", "2"},
    {"Things", "-id eq -2", "2"},
    {"Things", "- (id sub 4) eq 2", "2"},
    {"Things", "id sub 1 sub 1 eq 0", "2"},
    {"Things", "id mul 9223372036854775807 gt 0", "1,2,3,4"},
    {"Things", "round(id div 2) eq 2", "3,4"},
    {"Things", "floor(id div 2) eq 1", "2,3"},
    {"Things", "ceiling(id div 2) eq 2", "3,4"},
    {"Things", "name add 1 eq 2", NULL},
    {"Things", "round(name) eq 1", NULL},

    /* texts */
    {"Things", "name eq 'K2 Solair'", "2"},
    {"Things", "name ne 'K2 Solair'", "1,3,4"},
    {"Things", "name eq 'Maison de l''Agglomération'", "3"},
    {"Things", "name gt 'L'", "3,4"},
    {"Things", "substringof('Solair',name)", "2"},
    {"Things", "substringof('chèterie',name)", "1"},
    {"Things", "contains(name,'de')", "1,3"},
    {"Things", "contains(name,'%')", ""},
    {"Things", "contains(name,'\"rien\"')", "4"},
    {"Things", "contains(name,'\\')", "4"},
    {"Things", "startswith(name,'Dé')", "1"},
    {"Things", "startswith(name,'')", "1,2,3,4"},
    {"Things", "startswith(name,'é')", ""},
    {"Things", "endswith(name,'Plouay')", "1"},
    {"Things", "endswith(name,'une phrase bien plus longue que tous les noms')", ""},
    {"Things", "endswith(name,'')", "1,2,3,4"},
    {"Things", "length(name) eq 20", "1"},
    {"Things", "length(description) eq 0", "4"},
    {"Things", "indexof(name,'2') eq 1", "2"},
    {"Things", "indexof(name,'Plouay') eq 14", "1"},
    {"Things", "indexof(name,'zzz') eq -1", "1,2,3,4"},
    {"Things", "substring(name,3) eq 'Solair'", "2"},
    {"Things", "substring(name,3,3) eq 'Sol'", "2"},
    {"Things", "substring(name,0,2) eq 'Dé'", "1"},
    {"Things", "substring(name,-5) eq name", "1,2,3,4"},
    {"Things", "tolower(name) eq 'k2 solair'", "2"},
    {"Things", "toupper(name) eq 'DÉCHÈTERIE DE PLOUAY'", "1"},
    {"Things", "trim(concat(name,'  ')) eq 'K2 Solair'", "2"},
    {"Things", "concat(concat(name,'-'),description) eq 'K2 Solair-Toit'", "2"},
    {"Things", "startswith(tolower(name),'k2') and length(name) gt 3", "2"},
    {"Things", "length(5) eq 1", NULL},
    {"Things", "contains(id,'1')", NULL},
    {"Things", "concat(name,name)", NULL},

    /* inside of JSON */
    {"Things", "properties/kind eq 'solar-plant'", "2"},
    {"Things", "properties/kind ne 'solar-plant'", "1,3,4"},
    {"Things", "properties/kind eq null", "4"},
    {"Things", "properties/kind ne null", "1,2,3"},
    {"Things", "properties/capacity gt 30", "1,2"},
    {"Things", "properties/capacity eq 'many'", "3"},
    {"Things", "properties/capacity eq 40", "1"},
    {"Things", "properties/capacity eq '40'", ""},
    {"Things", "properties/capacity add 1 eq 41", "1"},
    {"Things", "properties/open eq true", "1"},
    {"Things", "properties/open eq false", "2"},
    {"Things", "properties/open", "1"},
    {"Things", "not properties/open", "2,3,4"},
    {"Things", "properties/open eq 1", ""},
    {"Things", "properties/nested/deep/x eq 1.5", "1"},
    {"Things", "properties/tags[1] eq 'b'", "1"},
    {"Things", "properties/tags[9] eq 'b'", ""},
    {"Things", "properties/installed lt 2026-02-01T00:00:00Z", "1"},
    {"Things", "properties/installed gt 2026-02-01T00:00:00Z", ""},
    {"Things", "year(properties/installed) eq 2026", "1"},
    {"Things", "startswith(properties/kind,'pub')", "3"},
    {"Things", "properties/note eq null", "1,2,3,4"},
    {"Things", "properties/commune eq properties/commune", "1,2,3"},
    {"Things", "properties/kind gt 'q'", "1,2"},
    {"Things", "properties/kind gt 1", ""},
    {"Things", "properties/inconnu eq 1", ""},
    {"Datastreams", "unitOfMeasurement/symbol eq '°C'", "1"},
    {"Datastreams", "properties/thresholds/high eq 14.5", "1"},
    {"Sensors", "properties/devEui eq '0200000000000101'", "1"},
    {"Sensors", "metadata/a eq 1", "2"},
    {"Observations", "parameters/fPort eq 85", "22"},
    {"Observations", "resultQuality/code eq 'ok'", "22"},

    /* through links */
    {"Datastreams", "Thing/id eq 1", "1,2"},
    {"Datastreams", "Thing/@iot.id eq 2", "3"},
    {"Datastreams", "Thing/name eq 'K2 Solair'", "3"},
    {"Datastreams",
     "Thing/properties/kind eq 'recycling-centre' and ObservedProperty/name eq 'Niveau'", "2"},
    {"Datastreams", "Thing/Locations/name eq 'L1'", "1,2"},
    {"Things", "Datastreams/id eq 2", "1"},
    {"Things", "Datastreams/name eq 'Remplissage'", "1"},
    {"Things", "Datastreams/ObservedProperty/name eq 'Niveau'", "1,3"},
    {"Things", "Datastreams/ObservedProperty/name ne 'Niveau'", "1,2"},
    {"Things", "not (Datastreams/ObservedProperty/name eq 'Niveau')", "2,4"},
    {"Things", "Datastreams/name eq 'Remplissage' and Datastreams/name eq 'Température de l’air'",
     "1"},
    {"Things", "startswith(Datastreams/name,'Mu')", "3"},
    {"Things", "Datastreams/Observations/result gt 90", "1"},
    {"Things", "Datastreams/Observations/result eq 'ouvert'", "2"},
    {"Things", "Locations/name eq 'L4'", "3"},
    {"Things", "HistoricalLocations/time lt 2026-01-01T00:00:00Z", "1"},
    {"Things", "Datastreams/Thing/id eq 3", "3"},
    {"Things", "Datastreams/Thing/name eq name", "1,2,3"},
    {"Things", "Datastreams/id add Locations/id eq 3", "1"},
    {"Locations", "Things/name eq 'K2 Solair'", "2"},
    {"Locations", "HistoricalLocations/Thing/id eq 1", "1,5"},
    {"HistoricalLocations", "Locations/id eq 5", "2"},
    {"HistoricalLocations", "Thing/id eq 1", "1,2"},
    {"Sensors", "Datastreams/Thing/id eq 3", "2"},
    {"ObservedProperties", "Datastreams/id eq 3", "1"},
    {"Observations", "Datastream/id eq 2", "11,12,13,14,15"},
    {"Observations", "Datastream/Thing/id eq 2", "16,17,18,19,20,21,22"},
    {"Observations", "Datastream/Thing/properties/commune eq '56166' and result gt 14",
     "10,11,12,13,14,15"},
    {"Observations", "Datastream/Sensor/name eq 'Benne gravats'", "11,12,13,14,15"},
    {"Observations", "FeatureOfInterest/id eq 1", MANY},
    {"Observations", "FeatureOfInterest/name eq 'F2'", "16"},
    {"Observations", "FeatureOfInterest/id eq null and id gt 15", "17,18,19,20,21,22"},
    {"FeaturesOfInterest", "Observations/result gt 14", "1"},
    {"FeaturesOfInterest", "Observations/Datastream/id eq 3", "2"},

    /* results of any kind */
    {"Observations", "result gt 14", "10,11,12,13,14,15"},
    {"Observations", "result eq 14.5", "10"},
    {"Observations", "result le 10", "1"},
    {"Observations", "result eq 'ouvert'", "16"},
    {"Observations", "result ne 'ouvert' and id gt 15", "17,18,19,20,21,22"},
    {"Observations", "startswith(result,'ou')", "16"},
    {"Observations", "result eq true", "17"},
    {"Observations", "result eq false", "18"},
    {"Observations", "result eq 1", ""},
    {"Observations", "result/state eq 'open'", "21"},
    {"Observations", "result/level ge 3", "21"},
    {"Observations", "result[0] eq 1", "22"},
    {"Observations", "result mul 2 eq 29", "10"},
    {"Observations", "round(result) eq 15 and Datastream/id eq 1", "10"},
    {"Observations", "result sub 10 lt 1", "1,2"},

    /* times */
    {"Observations", "resultTime ge 2026-11-21T08:00:00Z", "9,10"},
    {"Observations", "resultTime ge 2026-11-21T09:00:00+01:00", "9,10"},
    {"Observations", "resultTime ge '2026-11-21T08:00:00Z'", "9,10"},
    {"Observations", "resultTime ge datetime'2026-11-21T08:00:00Z'", "9,10"},
    {"Observations", "resultTime eq 2026-11-21T00:00:06.123456Z", "22"},
    {"Observations", "resultTime eq null", "11,12,13,14,15"},
    {"Observations", "resultTime lt 2026-11-21T00:00:02Z", "16,17"},
    {"Observations",
     "phenomenonTime ge 2026-11-21T03:00:00Z and phenomenonTime lt 2026-11-21T05:00:00Z",
     "4,5,14,15"},
    {"Observations",
     "phenomenonTime ge 2026-11-21T03:00:00Z and phenomenonTime le 2026-11-21T05:00:00Z",
     "4,5,6,14,15"},
    {"Observations",
     "phenomenonTime gt 2026-11-21T03:00:00Z and phenomenonTime lt 2026-11-21T06:00:00Z", "5,6,15"},
    {"Observations", "phenomenonTime eq 2026-11-21T03:00:00Z", "4"},
    {"Observations", "phenomenonTime eq 2026-11-21T03:00:00Z/2026-11-21T04:00:00Z", "14"},
    {"Observations",
     "phenomenonTime lt 2026-11-21T01:00:00Z/2026-11-21T02:00:00Z and Datastream/id lt 3", "1,11"},
    {"Observations",
     "phenomenonTime gt 2026-11-21T01:00:00Z/2026-11-21T02:00:00Z and phenomenonTime lt 2026-11-21T04:00:00Z",
     "3,4,13,14"},
    {"Observations", "2026-11-21T08:00:00Z le phenomenonTime", "9,10"},
    {"Observations", "2026-11-21T08:00:00Z gt phenomenonTime and Datastream/id eq 2",
     "11,12,13,14,15"},
    {"Observations", "validTime le 2026-11-22T00:00:00Z", "22"},
    {"Observations", "hour(phenomenonTime) eq 3 and Datastream/id eq 1", "4"},
    {"Observations", "hour(phenomenonTime) eq 3 and Datastream/id eq 2", "14"},
    {"Observations", "minute(resultTime) eq 0 and second(resultTime) eq 6", "22"},
    {"Observations", "fractionalseconds(resultTime) gt 0.1", "22"},
    {"Observations",
     "year(resultTime) eq 2026 and month(resultTime) eq 11 and day(resultTime) eq 21 and result gt 14",
     "10"},
    {"Observations", "date(resultTime) eq 2026-11-21 and result gt 14", "10"},
    {"Observations", "date(resultTime) gt 2026-11-21", ""},
    {"Observations", "time(phenomenonTime) ge 08:30", "10"},
    {"Observations", "time(phenomenonTime) ge 08:59:59.5", "10"},
    {"Observations", "phenomenonTime gt now() sub duration'PT2H30M'", "9,10"},
    {"Observations", "phenomenonTime add duration'PT1H' gt now() sub duration'PT1H30M'", "9,10"},
    {"Observations", "resultTime sub phenomenonTime eq duration'PT2S'", MANY},
    {"Observations", "resultTime sub phenomenonTime gt duration'-PT1S' and id gt 20", "21,22"},
    {"Observations",
     "resultTime gt mindatetime() and resultTime lt maxdatetime() and id gt 14 and id lt 17", "16"},
    {"Observations", "totaloffsetminutes(resultTime) eq 0 and id eq 1", "1"},
    {"Datastreams", "phenomenonTime gt 2026-11-21T00:00:00Z/2026-11-21T00:00:00Z", "1,2,3"},
    {"Datastreams", "phenomenonTime eq null", "4"},
    {"Datastreams", "resultTime ge 2026-11-21T00:00:01Z", "1"},
    {"Observations", "resultTime gt 5", NULL},
    {"Observations", "resultTime add 5 gt now()", NULL},
    {"Observations", "year(result) eq 2026", ""},
    {"Observations", "year(5) eq 2026", NULL},
    {"Observations", "resultTime gt 'demain'", NULL},

    /* geometry */
    {"Locations", "geo.distance(location,geography'POINT(-3.34 47.92)') lt 0.011", "1"},
    {"Locations", "geo.distance(location,geography'POINT(-3.36 47.735)') lt 0.0101", "2,5"},
    {"Locations", "geo.length(location) gt 0.09", "5"},
    {"Locations",
     "geo.intersects(location,geography'POLYGON((-3.4 47.7,-3.3 47.7,-3.3 47.8,-3.4 47.8,-3.4 47.7))')",
     "2,3,5"},
    {"Locations",
     "st_within(location,geography'POLYGON((-3.4 47.7,-3.3 47.7,-3.3 47.8,-3.4 47.8,-3.4 47.7))')",
     "2,3,5"},
    {"Locations",
     "st_within(location,geography'POLYGON((-3.39 47.7,-3.31 47.7,-3.31 47.8,-3.39 47.8,-3.39 47.7))')",
     "2,3"},
    {"Locations", "st_contains(location,geography'POINT(-3.375 47.735)')", "2,3,5"},
    {"Locations", "st_equals(location,geography'POINT(-3.34 47.91)')", "1"},
    {"Locations", "st_disjoint(location,geography'POINT(-3.375 47.735)')", "1"},
    {"Locations",
     "st_crosses(location,geography'POLYGON((-3.38 47.73,-3.37 47.73,-3.37 47.74,-3.38 47.74,-3.38 47.73))')",
     "5"},
    {"Locations",
     "st_touches(location,geography'POLYGON((-3.37 47.73,-3.36 47.73,-3.36 47.74,-3.37 47.73))')",
     "2"},
    {"Locations",
     "st_overlaps(location,geography'POLYGON((-3.375 47.73,-3.36 47.73,-3.36 47.74,-3.375 47.74,-3.375 47.73))')",
     "2"},
    {"Locations", "st_intersects(location,geography'LINESTRING(-3.34 47.9,-3.34 48)')", "1"},
    {"Locations", "st_relate(location,geography'POINT(-3.34 47.91)','T*F**FFF*')", "1"},
    {"Things",
     "st_within(Locations/location,geography'POLYGON((-3.4 47.7,-3.3 47.7,-3.3 47.8,-3.4 47.8,-3.4 47.7))')",
     "2,3"},
    {"Datastreams", "st_intersects(observedArea,geography'POINT(0.5 0.2)')", "3"},
    {"FeaturesOfInterest", "geo.distance(feature,geography'SRID=4326;POINT(0 0)') eq 0", "2"},
    {"Locations", "location/type eq 'Point'", "1"},
    {"Locations", "location eq geography'POINT(0 0)'", NULL},
    {"Locations", "geo.distance(name,geography'POINT(0 0)') gt 1", NULL},
    {"Locations", "geo.distance(location,'POINT(0 0)') gt 1", NULL},
    {"Locations", "st_relate(location,geography'POINT(0 0)','TTT')", NULL},
};

static char *
ask_filter (Sample *sample, const char *set, const char *filter, guint status)
{
  g_autofree char *encoded = g_uri_escape_string (filter, NULL, FALSE);
  g_autofree char *address
      = g_strdup_printf ("/%s?$top=1000&$select=id&$orderby=id&$filter=%s", set, encoded);
  g_autoptr (JsonNode) node = sample_get (sample, address, status);

  return status == 200 ? sample_ids (node) : NULL;
}

/* Nothing is written: one store serves all cases. */
static Sample shared;

static void
test_table (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *ids
      = ask_filter (&shared, cases[i].set, cases[i].filter, cases[i].ids ? 200 : 400);

  if (g_strcmp0 (ids, cases[i].ids) != 0)
    g_error ("%s with %s: %s, not %s", cases[i].set, cases[i].filter, ids, cases[i].ids);
}

static void
test_long_lists (void)
{
  Sample *sample = &shared;
  g_autoptr (GString) filter = g_string_new ("id eq 4");
  g_autofree char *ids = NULL;
  g_autofree char *others = NULL;

  for (int i = 100; i < 1300; i++)
    g_string_append_printf (filter, " or id eq %d", i);
  ids = ask_filter (sample, "Things", filter->str, 200);
  g_assert_cmpstr (ids, ==, "4");
  g_string_assign (filter, "id lt 3");
  for (int i = 100; i < 1300; i++)
    g_string_append_printf (filter, " and id ne %d", i);
  others = ask_filter (sample, "Things", filter->str, 200);
  g_assert_cmpstr (others, ==, "1,2");
}

/* Ids in the order asked for; NULL: 400. */
static const struct
{
  const char *set, *orderby, *ids;
} orders[] = {
    {"Things", "id desc", "4,3,2,1"},
    {"Things", "name", "1,2,3,4"},
    {"Things", "name desc", "4,3,2,1"},
    {"Things", "properties/commune,id desc", "4,3,2,1"},
    {"Things", "properties/commune desc,name", "1,2,3,4"},
    {"Things", "properties/capacity", "4,1,2,3"},
    {"Things", "length(name)", "2,4,1,3"},
    {"Datastreams", "Thing/name desc,name", "4,3,2,1"},
    {"Datastreams", "Thing/id desc,id asc", "4,3,1,2"},
    {"Datastreams", "ObservedProperty/name,Sensor/name,id", "2,4,1,3"},
    {"Datastreams", "phenomenonTime desc", "1,2,3,4"},
    {"Observations", "resultTime,id", "11,12,13,14,15,16,17,1,18,19,20,21,22,2,3,4,5,6,7,8,9,10"},
    {"Observations", "phenomenonTime desc&$top=3", "10,9,8"},
    {"Observations", "result&$top=3", "19,20,18"},
    {"Observations", "Datastream/id desc,result desc&$top=4", "21,16,22,17"},
    {"Things", "Datastreams/name", NULL},
    {"Things", "", NULL},
    {"Things", "name sideways", NULL},
    {"Things", "name,", NULL},
    {"Things", "nothing", NULL},
    {"Things", "Datastreams", NULL},
};

static void
test_orders (void)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *encoded = g_uri_escape_string (orders[i].orderby, "&$=,", FALSE);
      g_autofree char *address
          = g_strdup_printf ("/%s?$select=id&$orderby=%s", orders[i].set, encoded);
      g_autoptr (JsonNode) node = sample_get (&shared, address, orders[i].ids ? 200 : 400);
      g_autofree char *ids = orders[i].ids ? sample_ids (node) : NULL;

      if (g_strcmp0 (ids, orders[i].ids) != 0)
        g_error ("%s by %s: %s, not %s", orders[i].set, orders[i].orderby, ids, orders[i].ids);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sample_set_up (&shared, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ingest/filter/%03u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_table);
    }
  g_test_add_func ("/ingest/filter/long-lists", test_long_lists);
  g_test_add_func ("/ingest/filter/orders", test_orders);
  status = g_test_run ();
  sample_tear_down (&shared, NULL);
  return status;
}
