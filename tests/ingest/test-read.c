/* test-read.c: answers of the API: documents, pages, formats, statuses; from a store whose rows are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-sample.h"

/* Exactly these bytes. */
static const struct
{
  const char *address;
  guint status;
  const char *body;
} exact[] = {
    {"/Things(4)", 200,
     "{\"@iot.selfLink\":\"http://vigie.test/v1.1/Things(4)\",\"@iot.id\":4,\"name\":\"Sans \\\"rien\\\" <b>\\\\\","
     "\"description\":\"\",\"Locations@iot.navigationLink\":\"http://vigie.test/v1.1/Things(4)/Locations\","
     "\"HistoricalLocations@iot.navigationLink\":\"http://vigie.test/v1.1/Things(4)/HistoricalLocations\","
     "\"Datastreams@iot.navigationLink\":\"http://vigie.test/v1.1/Things(4)/Datastreams\"}"},
    {"Things(4)?$select=id", 200, "{\"@iot.id\":4}"},
    {"/Things(4)/?$select=name,id", 200, "{\"@iot.id\":4,\"name\":\"Sans \\\"rien\\\" <b>\\\\\"}"},
    {"/Things(4)?$select=@iot.selfLink", 200,
     "{\"@iot.selfLink\":\"http://vigie.test/v1.1/Things(4)\"}"},
    {"/Things(4)?$select=Datastreams", 200,
     "{\"Datastreams@iot.navigationLink\":\"http://vigie.test/v1.1/Things(4)/Datastreams\"}"},
    {"/Things(4)?$select=properties", 200, "{}"},
    {"/Things(1)?$select=properties/kind,id,properties/tags,properties/nothing", 200,
     "{\"@iot.id\":1,\"properties\":{\"kind\":\"recycling-centre\",\"tags\":[\"a\",\"b\"]}}"},
    {"/Things(4)?$resultMetadata=none&$select=name", 200,
     "{\"name\":\"Sans \\\"rien\\\" <b>\\\\\"}"},
    {"/HistoricalLocations(1)?$resultMetadata=none", 200,
     "{\"@iot.id\":1,\"time\":\"2026-11-21T00:00:00Z\"}"},
    {"/HistoricalLocations(1)?$resultMetadata=minimal", 200,
     "{\"@iot.selfLink\":\"http://vigie.test/v1.1/HistoricalLocations(1)\",\"@iot.id\":1,\"time\":\"2026-11-21T00:00:00Z\"}"},
    {"/Sensors(1)?$resultMetadata=none", 200,
     "{\"@iot.id\":1,\"name\":\"Sonde\",\"description\":\"\",\"encodingType\":\"text/plain\","
     "\"metadata\":\"https://exemple.test/sonde\",\"properties\":{\"devEui\":\"0200000000000101\",\"model\":\"EM300\"}}"},
    {"/Datastreams(1)?$select=unitOfMeasurement,phenomenonTime,resultTime", 200,
     "{\"unitOfMeasurement\":{\"name\":\"degré Celsius\",\"symbol\":\"°C\",\"definition\":\"ucum:Cel\"},"
     "\"phenomenonTime\":\"2026-11-21T00:00:00Z/2026-11-21T09:00:00Z\","
     "\"resultTime\":\"2026-11-21T00:00:02Z/2026-11-21T09:00:02Z\"}"},
    {"/Datastreams(2)?$select=phenomenonTime,resultTime", 200,
     "{\"phenomenonTime\":\"2026-11-21T00:00:00Z/2026-11-21T05:00:00Z\"}"},
    {"/Datastreams(4)?$select=phenomenonTime,resultTime,id", 200, "{\"@iot.id\":4}"},
    {"/Observations(1)?$resultMetadata=none", 200,
     "{\"@iot.id\":1,\"phenomenonTime\":\"2026-11-21T00:00:00Z\",\"resultTime\":\"2026-11-21T00:00:02Z\",\"result\":10}"},
    {"/Observations(2)?$select=result", 200, "{\"result\":10.5}"},
    {"/Observations(11)?$resultMetadata=none", 200,
     "{\"@iot.id\":11,\"phenomenonTime\":\"2026-11-21T00:00:00Z/2026-11-21T01:00:00Z\",\"resultTime\":null,\"result\":20}"},
    {"/Observations(16)?$select=result", 200, "{\"result\":\"ouvert\"}"},
    {"/Observations(17)?$select=result", 200, "{\"result\":true}"},
    {"/Observations(18)?$select=result", 200, "{\"result\":false}"},
    {"/Observations(19)?$select=result", 200, "{\"result\":null}"},
    {"/Observations(20)?$select=result", 200, "{\"result\":\"NaN\"}"},
    {"/Observations(21)?$select=result", 200, "{\"result\":{\"state\":\"open\",\"level\":3}}"},
    {"/Observations(22)?$resultMetadata=none", 200,
     "{\"@iot.id\":22,\"phenomenonTime\":\"2026-11-21T00:00:06.123456Z\",\"resultTime\":\"2026-11-21T00:00:06.123456Z\","
     "\"result\":[1,2],\"resultQuality\":{\"code\":\"ok\"},\"validTime\":\"2026-11-21T00:00:00Z/2026-11-22T00:00:00Z\","
     "\"parameters\":{\"fPort\":85}}"},

    /* along links */
    {"/Things(1)/Datastreams(2)/Thing/Locations(1)/Things(1)/Datastreams(1)/Sensor?$select=id", 200,
     "{\"@iot.id\":1}"},
    {"/Observations(1)/Datastream/ObservedProperty?$select=name", 200,
     "{\"name\":\"Température\"}"},
    {"/Observations(1)/FeatureOfInterest?$select=name", 200, "{\"name\":\"F1\"}"},
    {"/Observations(16)/FeatureOfInterest?$select=name", 200, "{\"name\":\"F2\"}"},
    {"/Things(1)/Locations?$select=id", 200, "{\"value\":[{\"@iot.id\":1}]}"},
    {"/Things(4)/Locations", 200, "{\"value\":[]}"},
    {"/FeaturesOfInterest(2)/Observations?$select=id", 200, "{\"value\":[{\"@iot.id\":16}]}"},
    {"/Things%281%29/Datastreams?$select=id", 200, "{\"value\":[{\"@iot.id\":1},{\"@iot.id\":2}]}"},

    /* properties, values, references */
    {"/Things(2)/name", 200, "{\"name\":\"K2 Solair\"}"},
    {"/Things(2)/name/$value", 200, "K2 Solair"},
    {"/Things(2)/id", 200, "{\"@iot.id\":2}"},
    {"/Things(2)/@iot.id/$value", 200, "2"},
    {"/Sensors(2)/metadata", 200, "{\"metadata\":{\"a\":1}}"},
    {"/Sensors(2)/metadata/$value", 200, "{\"a\":1}"},
    {"/Things(4)/properties", 204, ""},
    {"/Observations(1)/result/$value", 200, "10"},
    {"/Observations(16)/result/$value", 200, "ouvert"},
    {"/Observations(1)/resultTime/$value", 200, "2026-11-21T00:00:02Z"},
    {"/Observations(11)/phenomenonTime", 200,
     "{\"phenomenonTime\":\"2026-11-21T00:00:00Z/2026-11-21T01:00:00Z\"}"},
    {"/Observations(1)/Datastream/name/$value", 200, "Température de l’air"},
    {"/Things(2)/$ref", 200, "{\"@iot.selfLink\":\"http://vigie.test/v1.1/Things(2)\"}"},
    {"/Things(1)/Datastreams/$ref", 200,
     "{\"value\":[{\"@iot.selfLink\":\"http://vigie.test/v1.1/Datastreams(1)\"},"
     "{\"@iot.selfLink\":\"http://vigie.test/v1.1/Datastreams(2)\"}]}"},
    {"/Things/$ref?$top=1&$orderby=name%20desc&$count=true", 200,
     "{\"@iot.count\":4,\"@iot.nextLink\":\"http://vigie.test/v1.1/Things/$ref?$top=1&$skiptoken="
     "t53616e7320227269656e22203c623e5c,i4&$orderby=name%20desc&$count=true\","
     "\"value\":[{\"@iot.selfLink\":\"http://vigie.test/v1.1/Things(4)\"}]}"},

    /* counts, tops, links to next pages */
    {"/Things?$top=0&$count=true", 200, "{\"@iot.count\":4,\"value\":[]}"},
    {"/Things?$top=0", 200, "{\"value\":[]}"},
    {"/Things?$count=false&$top=1&$select=id&$skip=3", 200, "{\"value\":[{\"@iot.id\":4}]}"},
    {"/Things?$skip=99&$select=id", 200, "{\"value\":[]}"},
    {"/Observations?$top=2&$skip=1&$select=id&$filter=result+gt+10&$count=true", 200,
     "{\"@iot.count\":14,\"@iot.nextLink\":\"http://vigie.test/v1.1/Observations?$top=2&$skiptoken=i4"
     "&$select=id&$filter=result%20gt%2010&$count=true\",\"value\":[{\"@iot.id\":3},{\"@iot.id\":4}]}"},
    {"/Things(1)?$select=id&$expand=Datastreams($top=1;$count=true;$select=id;$filter=id%20gt%200)",
     200,
     "{\"@iot.id\":1,\"Datastreams@iot.count\":2,\"Datastreams@iot.nextLink\":"
     "\"http://vigie.test/v1.1/Things(1)/Datastreams?$top=1&$skip=1&$count=true&$select=id&$filter=id%20gt%200\","
     "\"Datastreams\":[{\"@iot.id\":1}]}"},
    {"/Things(1)?$select=id&$expand=Datastreams($top=0;$count=true)", 200,
     "{\"@iot.id\":1,\"Datastreams@iot.count\":2,\"Datastreams\":[]}"},

    /* expansions */
    {"/Datastreams(1)?$select=id&$expand=Thing($select=id),Sensor($select=name),Observations($top=1;$orderby=phenomenonTime%20desc;$select=result)",
     200,
     "{\"@iot.id\":1,\"Thing\":{\"@iot.id\":1},\"Sensor\":{\"name\":\"Sonde\"},\"Observations@iot.nextLink\":"
     "\"http://vigie.test/v1.1/Datastreams(1)/Observations?$top=1&$skip=1&$orderby=phenomenonTime%20desc&$select=result\","
     "\"Observations\":[{\"result\":14.5}]}"},
    {"/Observations?$filter=id%20ge%2016&$top=2&$orderby=id&$select=id&$expand=FeatureOfInterest($select=id)",
     200,
     "{\"@iot.nextLink\":\"http://vigie.test/v1.1/Observations?$top=2&$skiptoken=i17&$filter=id%20ge%2016&$orderby=id"
     "&$select=id&$expand=FeatureOfInterest($select=id)\",\"value\":[{\"@iot.id\":16,\"FeatureOfInterest\":{\"@iot.id\":2}},"
     "{\"@iot.id\":17,\"FeatureOfInterest\":null}]}"},
    {"/Things(2)?$select=name&$expand=Datastreams/Sensor/Datastreams($select=id),Locations($select=id)",
     200, NULL},
    {"/Things(1)?$select=id&$expand=Datastreams($select=id;$expand=Thing($select=id;$expand=Datastreams($select=id)))",
     200,
     "{\"@iot.id\":1,\"Datastreams\":[{\"@iot.id\":1,\"Thing\":{\"@iot.id\":1,\"Datastreams\":[{\"@iot.id\":1},{\"@iot.id\":2}]}},"
     "{\"@iot.id\":2,\"Thing\":{\"@iot.id\":1,\"Datastreams\":[{\"@iot.id\":1},{\"@iot.id\":2}]}}]}"},
    {"/HistoricalLocations?$select=id&$expand=Locations($select=name)&$orderby=time", 200,
     "{\"value\":[{\"@iot.id\":2,\"Locations\":[{\"name\":\"L5\"}]},{\"@iot.id\":1,\"Locations\":[{\"name\":\"L1\"}]}]}"},
    {"/Locations(1)?$expand=Things($select=id),HistoricalLocations($select=id)&$select=name", 200,
     "{\"name\":\"L1\",\"Things\":[{\"@iot.id\":1}],\"HistoricalLocations\":[{\"@iot.id\":1}]}"},

    /* increments, as Vigie asks for them */
    {"/Observations?$filter=resultTime%20ge%202026-11-21T09:00:00Z&$orderby=resultTime,id&$select=id,phenomenonTime,resultTime,result"
     "&$expand=Datastream($select=id)",
     200,
     "{\"value\":[{\"@iot.id\":10,\"phenomenonTime\":\"2026-11-21T09:00:00Z\",\"resultTime\":\"2026-11-21T09:00:02Z\","
     "\"result\":14.5,\"Datastream\":{\"@iot.id\":1}}]}"},

    /* dataArray */
    {"/Datastreams(1)/Observations?$resultFormat=dataArray&$top=2", 200,
     "{\"@iot.nextLink\":\"http://vigie.test/v1.1/Datastreams(1)/Observations?$top=2&$skiptoken=i1795222800000000,i2"
     "&$resultFormat=dataArray\",\"value\":[{\"Datastream@iot.navigationLink\":\"http://vigie.test/v1.1/Datastreams(1)\","
     "\"components\":[\"id\",\"phenomenonTime\",\"resultTime\",\"result\",\"resultQuality\",\"validTime\",\"parameters\"],"
     "\"dataArray\":[[1,\"2026-11-21T00:00:00Z\",\"2026-11-21T00:00:02Z\",10,null,null,null],"
     "[2,\"2026-11-21T01:00:00Z\",\"2026-11-21T01:00:02Z\",10.5,null,null,null]]}]}"},
    {"/Observations?$resultFormat=dataArray&$select=result,id&$orderby=phenomenonTime,id&$top=4",
     200,
     "{\"@iot.nextLink\":\"http://vigie.test/v1.1/Observations?$top=4&$skiptoken=i1795219202000000,i18"
     "&$resultFormat=dataArray&$select=result,id&$orderby=phenomenonTime,id\",\"value\":["
     "{\"Datastream@iot.navigationLink\":\"http://vigie.test/v1.1/Datastreams(1)\",\"components\":[\"id\",\"result\"],"
     "\"dataArray\":[[1,10]]},"
     "{\"Datastream@iot.navigationLink\":\"http://vigie.test/v1.1/Datastreams(3)\",\"components\":[\"id\",\"result\"],"
     "\"dataArray\":[[16,\"ouvert\"],[17,true],[18,false]]}]}"},
    {"/Datastreams(4)/Observations?$resultFormat=dataArray&$count=true", 200,
     "{\"@iot.count\":0,\"value\":[]}"},

    /* GeoJSON */
    {"/Locations?$resultFormat=GeoJSON&$filter=id%20eq%203&$select=name", 200,
     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":3,\"geometry\":{\"type\":\"Point\","
     "\"coordinates\":[-3.375,47.735]},\"properties\":{\"name\":\"L3\"}}]}"},
    {"/Locations?$resultFormat=GeoJSON&$filter=id%20eq%204&$select=name", 200,
     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":4,\"geometry\":null,"
     "\"properties\":{\"name\":\"L4\"}}]}"},
    {"/Things?$resultFormat=GeoJSON&$filter=id%20eq%201&$select=id", 200,
     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":1,\"geometry\":{\"type\":\"Point\","
     "\"coordinates\":[-3.34,47.91]},\"properties\":{\"@iot.id\":1}}]}"},
    {"/Things?$resultFormat=GeoJSON&$filter=id%20eq%2099", 200,
     "{\"type\":\"FeatureCollection\",\"features\":[]}"},
    {"/Things(4)?$resultFormat=GeoJSON&$select=id", 200,
     "{\"type\":\"Feature\",\"id\":4,\"geometry\":null,\"properties\":{\"@iot.id\":4}}"},
    {"/Observations(1)?$resultFormat=GeoJSON&$select=id", 200,
     "{\"type\":\"Feature\",\"id\":1,\"geometry\":{\"type\":\"Point\",\"coordinates\":[-3.34,47.91]},\"properties\":{\"@iot.id\":1}}"},
    {"/Sensors(1)?$resultFormat=GeoJSON&$select=id", 200,
     "{\"type\":\"Feature\",\"id\":1,\"geometry\":null,\"properties\":{\"@iot.id\":1}}"},
};

static const struct
{
  const char *address;
  guint status;
} statuses[] = {
    {"", 200},
    {"/", 200},
    {"/Things", 200},
    {"/Things/", 200},
    {"/Locations", 200},
    {"/HistoricalLocations", 200},
    {"/Datastreams", 200},
    {"/Sensors", 200},
    {"/ObservedProperties", 200},
    {"/Observations", 200},
    {"/FeaturesOfInterest", 200},
    {"/Things(5)", 404},
    {"/Things(-1)", 404},
    {"/Things(0)", 404},
    {"/Things(9223372036854775808)", 404},
    {"/Things(99999999999999999999999999)", 404},
    {"/Things('1')", 404},
    {"/Things('a''b')", 404},
    {"/Things('%00')", 400},
    {"/Things(')", 400},
    {"/Things()", 400},
    {"/Things(", 400},
    {"/Things(1", 400},
    {"/Things(1)x", 400},
    {"/Things(1)(2)", 400},
    {"/Things(1 or 1=1)", 400},
    {"/Things(1;)", 400},
    {"/Things(1.5)", 400},
    {"/Things(0x1)", 400},
    {"/Things(+1)", 400},
    {"/Things( 1)", 400},
    {"/Things(1%00)", 400},
    {"/Things(%FF)", 400},
    {"/Things(--1)", 400},
    {"/Things(null)", 400},
    {"/Things(1)/Nothing", 404},
    {"/things", 404},
    {"/thing", 404},
    {"/sqlite_schema", 404},
    {"/Things(1)/thing_location", 404},
    {"/Things/Datastreams", 400},
    {"//Things", 400},
    {"/Things//", 400},
    {"/Things(1)/Locations(2)", 404},
    {"/Things(1)/Datastreams(3)", 404},
    {"/Things(9)/Datastreams", 404},
    {"/Things(9)/name", 404},
    {"/Datastreams(1)/Thing(1)", 400},
    {"/Observations(17)/FeatureOfInterest", 404},
    {"/Things(1)/name/x", 404},
    {"/Things(1)/name/$ref", 400},
    {"/Things(1)/$value", 400},
    {"/Things/$value", 400},
    {"/Things(1)/name/$value/$value", 400},
    {"/Things/$ref/$ref", 400},
    {"/Things(1)/name(1)", 404},
    {"/$ref", 404},
    {"/..", 404},
    {"/Things(1)/../Things(2)", 404},
    {"/%", 400},
    {"/%zz", 400},
    {"/Things?$filter=", 400},
    {"/Things?$unknown=1", 501},
    {"/Things?unknown=1", 400},
    {"/Things?x", 400},
    {"/?$top=1", 400},
    {"/Things(1)?$top=1", 400},
    {"/Things(1)?$filter=true", 400},
    {"/Things(1)?$count=true", 400},
    {"/Things(1)/name?$select=id", 400},
    {"/Things(1)/name?$expand=Locations", 400},
    {"/Things/$ref?$select=id", 400},
    {"/Things/$ref?$expand=Locations", 400},
    {"/Things?$select=nothing", 400},
    {"/Things?$select=name/x", 400},
    {"/Things?$select=properties/a/b", 400},
    {"/Things?$select=id/x", 400},
    {"/Things?$expand=Nothing", 400},
    {"/Things?$expand=name", 400},
    {"/Things?$expand=Sensor", 400},
    {"/Datastreams?$expand=Thing($top=1)", 400},
    {"/Datastreams?$expand=Thing($filter=true)", 400},
    {"/Things?$expand=Datastreams($select=nothing)", 400},
    {"/Things?$expand=Datastreams($filter=nothing%20eq%201)", 400},
    {"/Things?$expand=Datastreams($orderby=nothing)", 400},
    {"/Things?$resultFormat=dataArray", 400},
    {"/Observations(1)?$resultFormat=dataArray", 400},
    {"/Observations?$resultFormat=dataArray&$expand=Datastream", 400},
    {"/Observations?$resultFormat=dataArray&$select=result/x", 400},
    {"/Things?$skiptoken=", 400},
    {"/Things?$skiptoken=x", 400},
    {"/Things?$skiptoken=i", 400},
    {"/Things?$skiptoken=i1,i2", 400},
    {"/Things?$skiptoken=i1x", 400},
    {"/Things?$skiptoken=r12", 400},
    {"/Things?$skiptoken=t0", 400},
    {"/Things?$skiptoken=tzz", 400},
    {"/Things?$skiptoken=t00", 400},
    {"/Things?$skiptoken=n", 200},
    {"/Things?$skiptoken=r7ff8000000000000", 200},
    {"/Things?$top=1&$top=1", 400},
    {"/Things?$skip=4611686018427387903", 200},
    {"/Things?$skip=99999999999999999999999", 200},
    {"/Things?$orderby=null", 200},
    {"/Things?$orderby=1", 200},
    {"/Things?$orderby=mindatetime()", 200},
    {"/Things?$orderby=true%20desc,false", 200},
};

static Sample shared;

static void
test_exact (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (VigieIngestAnswer) answer = {0};

  sample_ask (&shared, exact[i].address, &answer);
  g_assert_cmpuint (answer.status, ==, exact[i].status);
  if (exact[i].body)
    g_assert_cmpstr (answer.body->str, ==, exact[i].body);
  g_assert_true ((answer.status == 200) == (answer.etag[0] == '"'));
  g_assert_true ((answer.status == 204) == (answer.content_type == NULL));
}

static void
test_status (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = sample_get (&shared, statuses[i].address, statuses[i].status);
  JsonObject *object = json_node_get_object (node);

  if (statuses[i].status != 200)
    {
      g_assert_cmpint (json_object_get_int_member (object, "code"), ==, statuses[i].status);
      g_assert_cmpstr (json_object_get_string_member (object, "type"), ==, "error");
      g_assert_cmpuint (strlen (json_object_get_string_member (object, "message")), >, 5);
    }
}

static void
test_root (void)
{
  g_autoptr (JsonNode) node = sample_get (&shared, "/", 200);
  JsonObject *root = json_node_get_object (node);
  JsonArray *value = json_object_get_array_member (root, "value");
  JsonObject *vigie = json_object_get_object_member (root, "vigie");
  JsonArray *conformance = json_object_get_array_member (
      json_object_get_object_member (root, "serverSettings"), "conformance");

  g_assert_cmpuint (json_array_get_length (value), ==, 8);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (value, 7), "url"),
                   ==, SAMPLE_BASE "/FeaturesOfInterest");
  g_assert_cmpstr (json_object_get_string_member (vigie, "now"), ==, "2026-11-21T10:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (vigie, "version"), ==, VIGIE_VERSION);
  g_assert_false (json_object_get_boolean_member (vigie, "demonstration"));
  g_assert_cmpint (json_object_get_int_member (vigie, "pace"), ==, 0);
  g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (vigie, "instance")));
  g_assert_cmpuint (json_array_get_length (conformance), >, 20);
  for (guint i = 0; i < json_array_get_length (conformance); i++)
    g_assert_true (g_str_has_prefix (json_array_get_string_element (conformance, i),
                                     "http://www.opengis.net/spec/iot_sensing/1.1/req/"));
}

static void
test_etag (void)
{
  g_auto (VigieIngestAnswer) one = {0}, same = {0}, other = {0};

  sample_ask (&shared, "/Things", &one);
  sample_ask (&shared, "/Things", &same);
  sample_ask (&shared, "/Things?$top=3", &other);
  g_assert_cmpstr (one.etag, ==, same.etag);
  g_assert_cmpstr (one.etag, !=, other.etag);
  g_assert_cmpuint (strlen (one.etag), ==, 18);
  g_assert_cmpstr (one.content_type, ==, "application/json; charset=UTF-8");
}

/* What a deletion left open is right before the writer settles it, and after. */
static void
test_stale_extent (Sample *sample, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = vigie_ingest_schema_open_writer (sample->path, NULL, &error);

  for (int settled = 0; settled < 2; settled++)
    {
      g_auto (VigieIngestAnswer) answer = {0};

      if (settled)
        vigie_ingest_schema_settle (db, &error);
      else
        vigie_ingest_schema_exec (db, "DELETE FROM observation WHERE id IN (1, 10)", &error);
      g_assert_no_error (error);
      sample_ask (sample, "/Datastreams(1)?$select=phenomenonTime", &answer);
      g_assert_cmpstr (answer.body->str, ==,
                       "{\"phenomenonTime\":\"2026-11-21T01:00:00Z/2026-11-21T08:00:00Z\"}");
    }
  sqlite3_close_v2 (db);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sample_set_up (&shared, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ingest/read/exact/%03u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_exact);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ingest/read/status/%03u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_status);
    }
  g_test_add_func ("/ingest/read/root", test_root);
  g_test_add_func ("/ingest/read/etag", test_etag);
  g_test_add ("/ingest/read/stale-extent", Sample, NULL, sample_set_up, test_stale_extent,
              sample_tear_down);
  status = g_test_run ();
  sample_tear_down (&shared, NULL);
  return status;
}
