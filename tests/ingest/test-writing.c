/* test-writing.c: what is written through the real vigie-ingest: entities, uplinks, adoption.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-server.h"

typedef struct
{
  IngestServer server;
  IngestAnswer answer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ingest_set_up (&fixture->server);
  ingest_start (&fixture->server, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ingest_answer_clear (&fixture->answer);
  ingest_tear_down (&fixture->server);
}

#define ASK(method, path, body)                                                                    \
  ingest_ask (&fixture->server, method, path, "", body, &fixture->answer)
#define COUNT(sql) ingest_integer (&fixture->server, sql)
#define MEASUREMENT "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"
#define UNIT "\"unitOfMeasurement\":{\"name\":\"u\",\"symbol\":\"u\",\"definition\":\"d\"}"
#define SENSOR                                                                                     \
  "\"Sensor\":{\"name\":\"s\",\"description\":\"\",\"encodingType\":\"text/plain\",\"metadata\":"  \
  "\"m\"}"
#define PROPERTY "\"ObservedProperty\":{\"name\":\"p\",\"definition\":\"d\",\"description\":\"\"}"
#define STREAM(name)                                                                               \
  "\"name\":\"" name "\",\"description\":\"\",\"observationType\":\"" MEASUREMENT "\"," UNIT
#define POINT(lon)                                                                                 \
  "{\"name\":\"l\",\"description\":\"\",\"encodingType\":\"application/geo+json\",\"location\":{"  \
  "\"type\":\"Point\",\"coordinates\":[" lon ",47.7]}}"

static const char site[]
    = "{\"name\":\"Site\",\"description\":\"d\",\"properties\":{\"kind\":\"recycling-centre\"},"
      "\"Locations\":[" POINT ("-3.35") "],\"Datastreams\":[{" STREAM (
          "niveau") ",\"properties\":{\"source\":{\"devEui\":\"0200000000000a01\",\"field\":"
                    "\"distance\",\"scale\":-0.05,\"offset\":120}},\"Observations\":[{\"result\":1},"
                    "{\"result\":\"texte\"},{\"result\":{\"a\":[1,null]}},{\"result\":true},"
                    "{\"result\":null}]," SENSOR "," PROPERTY "}]}";

static void
test_insert (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (ASK ("POST", "/v1.1/Things", site), ==, 201);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM location"), ==, 1);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM historical_location_location"), ==, 1);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 5);
  /* The feature was made from the Location, once, and is the area observed. */
  g_assert_cmpint (COUNT ("SELECT count (*) FROM feature WHERE location_id = 1"), ==, 1);
  g_assert_cmpint (COUNT ("SELECT feature_id FROM datastream"), ==, 1);
  g_assert_cmpint (
      COUNT ("SELECT observed_area = '{\"type\":\"Point\",\"coordinates\":[-3.35,47.7]}'"
             " FROM datastream"),
      ==, 1);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation WHERE result_time IS NULL"), ==, 5);
  g_assert_cmpint (ASK ("GET", "/v1.1/Observations?$orderby=id&$select=result", NULL), ==, 200);
  g_assert_nonnull (strstr (fixture->answer.body,
                            "[{\"result\":1},{\"result\":\"texte\"},{\"result\":{\"a\":[1,null]}},"
                            "{\"result\":true},{\"result\":null}]"));

  /* By navigation, and by links. */
  g_assert_cmpint (ASK ("POST", "/v1.1/Things(1)/Datastreams",
                        "{" STREAM ("deux") ",\"Sensor\":{\"@iot.id\":1},\"ObservedProperty\":{"
                                            "\"@iot.id\":1}}"),
                   ==, 201);
  g_assert_cmpint (
      ASK ("POST", "/v1.1/Things(1)/Datastreams(2)/Observations",
           "{\"result\":-1.5,\"phenomenonTime\":\"2026-01-01T00:00:00Z/2026-01-01T01:00:"
           "00+01:00\",\"resultTime\":\"2026-01-01T02:00:00Z\",\"validTime\":"
           "\"2026-01-01T00:00:00Z/2026-01-02T00:00:00Z\",\"parameters\":{\"a\":1},"
           "\"resultQuality\":\"bonne\"}"),
      ==, 201);
  g_assert_nonnull (strstr (fixture->answer.body, "\"resultQuality\":\"bonne\""));
  g_assert_cmpint (
      ASK ("POST", "/v1.1/Observations", "{\"result\":2,\"Datastream\":{\"@iot.id\":2}}"), ==, 201);
  g_assert_cmpint (ASK ("POST", "/v1.1/FeaturesOfInterest(1)/Observations",
                        "{\"result\":3,\"Datastream\":{\"@iot.id\":2}}"),
                   ==, 201);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM feature"), ==, 1);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation WHERE feature_id IS NOT NULL"), ==, 0);
  /* Another feature widens the area. */
  g_assert_cmpint (
      ASK ("POST", "/v1.1/Observations",
           "{\"result\":4,\"Datastream\":{\"@iot.id\":2},\"FeatureOfInterest\":{\"name\":"
           "\"f\",\"description\":\"\",\"encodingType\":\"application/geo+json\","
           "\"feature\":{\"type\":\"Point\",\"coordinates\":[-3,48]}}}"),
      ==, 201);
  g_assert_cmpint (
      COUNT (
          "SELECT observed_area = '{\"type\":\"Polygon\",\"coordinates\":[[[-3.35,47.7],[-3,47.7],"
          "[-3,48],[-3.35,48],[-3.35,47.7]]]}' FROM datastream WHERE id = 2"),
      ==, 1);
  g_assert_cmpint (ASK ("GET", "/v1.1/Observations(9)/FeatureOfInterest?$select=name", NULL), ==,
                   200);
  g_assert_cmpstr (fixture->answer.body, ==, "{\"name\":\"f\"}");
}

static const struct
{
  const char *method;
  const char *path;
  const char *body;
  int status;
  const char *says;
} refused[] = {
    {"POST", "/v1.1/Things", "", 400, "byte 0"},
    {"POST", "/v1.1/Things", "[]", 400, "object"},
    {"POST", "/v1.1/Things", "{\"name\":\"a\"", 400, "byte"},
    {"POST", "/v1.1/Things", "{\"name\":\"a\",\"description\":\"\",\"x\":NaN}", 400, "byte"},
    {"POST", "/v1.1/Things", "{\"description\":\"\"}", 400, "name: "},
    {"POST", "/v1.1/Things", "{\"name\":\"\",\"description\":\"\"}", 400, "name: "},
    {"POST", "/v1.1/Things", "{\"name\":3,\"description\":\"\"}", 400, "name: "},
    {"POST", "/v1.1/Things", "{\"name\":\"a\",\"description\":\"\",\"nom\":1}", 400, "nom: "},
    {"POST", "/v1.1/Things", "{\"name\":\"a\",\"description\":\"\",\"properties\":[]}", 400,
     "properties: "},
    {"POST", "/v1.1/Things", "{\"name\":\"a\",\"description\":\"\",\"Locations\":{}}", 400,
     "Locations: "},
    {"POST", "/v1.1/Things",
     "{\"name\":\"a\",\"description\":\"\",\"Locations\":[{\"@iot.id\":99}]}", 400,
     "Locations[0]: "},
    {"POST", "/v1.1/Things",
     "{\"name\":\"a\",\"description\":\"\",\"Locations\":[{\"@iot.id\":\"1\"}]}", 400,
     "Locations[0]: "},
    {"POST", "/v1.1/Things",
     "{\"name\":\"a\",\"description\":\"\",\"Locations\":[" POINT (
         "1") "],\"Datastreams\":[{" STREAM ("d") "," SENSOR "}]}",
     400, "Datastreams[0].ObservedProperty: "},
    {"POST", "/v1.1/Things",
     "{\"name\":\"a\",\"description\":\"\",\"Locations\":[" POINT ("1") "],\"Datastreams\":[{" STREAM (
         "d") "," SENSOR "," PROPERTY
              ",\"Observations\":[{\"result\":1},{\"phenomenonTime\":\"now\","
              "\"result\":1}]}]}",
     400, "Datastreams[0].Observations[1].phenomenonTime: "},
    {"POST", "/v1.1/Things(1)/Datastreams",
     "{" STREAM ("d") "," SENSOR "," PROPERTY ",\"Thing\":{\"@iot.id\":1}}", 400, "Thing: "},
    {"POST", "/v1.1/Things(99)/Datastreams", "{}", 404, ""},
    {"POST", "/v1.1/Things('1')/Datastreams", "{}", 404, ""},
    {"POST", "/v1.1/Things(1)/Sensors", "{}", 404, ""},
    {"POST", "/v1.1/Observations", "{\"result\":1}", 400, "Datastream: "},
    {"POST", "/v1.1/Observations", "{\"Datastream\":{\"@iot.id\":1}}", 400, "result: "},
    {"POST", "/v1.1/Observations", "{\"result\":1,\"Datastream\":{\"@iot.id\":99}}", 400,
     "Datastream: "},
    {"POST", "/v1.1/Observations",
     "{\"result\":1,\"Datastream\":{\"@iot.id\":1},\"phenomenonTime\":"
     "\"2026-01-02T00:00:00Z/2026-01-01T00:00:00Z\"}",
     400, "phenomenonTime: "},
    {"POST", "/v1.1/Observations",
     "{\"result\":1,\"Datastream\":{\"@iot.id\":1},\"resultTime\":\"2026-13-01\"}", 400,
     "resultTime: "},
    {"POST", "/v1.1/Observations", "{\"result\":1,\"Datastream\":{\"@iot.id\":1},\"parameters\":1}",
     400, "parameters: "},
    {"POST", "/v1.1/HistoricalLocations", "{\"time\":\"x\"}", 400, "time: "},
    {"POST", "/v1.1/HistoricalLocations",
     "{\"time\":\"2026-01-01T00:00:00Z\",\"Thing\":{\"@iot.id\":1}}", 400, "Locations: "},
    {"PATCH", "/v1.1/Things(99)", "{\"name\":\"b\"}", 404, ""},
    {"PATCH", "/v1.1/Things(1)", "{\"name\":null}", 400, "name: "},
    {"PATCH", "/v1.1/Things(1)", "{\"Datastreams\":[{\"name\":\"new\"}]}", 400, "Datastreams[0]: "},
    {"PATCH", "/v1.1/Datastreams(1)", "{\"Sensor\":{\"name\":\"new\"}}", 400, "Sensor: "},
    {"PATCH", "/v1.1/Observations(1)", "{\"foo\":1}", 400, "foo: "},
    {"DELETE", "/v1.1/Things(99)", NULL, 404, ""},
    {"POST", "/v1.1/CreateObservations", "{}", 400, ""},
    {"POST", "/v1.1/CreateObservations", "[{\"components\":[\"result\"],\"dataArray\":[[1]]}]", 400,
     "[0].Datastream: "},
    {"POST", "/v1.1/CreateObservations",
     "[{\"Datastream\":{\"@iot.id\":1},\"components\":[1],\"dataArray\":[[1]]}]", 400,
     "[0].components: "},
    {"POST", "/devices/0200000000000A01/adopt", "{\"thing\":\"1\"}", 400, "thing: "},
    {"POST", "/devices/0200000000000A01/adopt", "{\"thing\":1,\"datastreams\":[]}", 400,
     "datastreams: "},
    {"POST", "/devices/0200000000000FFF/adopt", "{\"thing\":1,\"datastreams\":[{}]}", 404, ""},
    {"POST", "/uplinks/chirpstack?event=up", "{\"deviceInfo\":{}}", 400, "deviceInfo.devEui"},
    {"POST", "/uplinks/mqtt", "{}", 404, ""},
};

/* Each is refused with its member named, and leaves nothing behind. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char rows[]
      = "SELECT (SELECT count (*) FROM thing) * 1000 + (SELECT count (*) FROM location) * 100"
        " + (SELECT count (*) FROM sensor) * 10 + (SELECT count (*) FROM observation)";
  gint64 before;

  g_assert_cmpint (ASK ("POST", "/v1.1/Things", site), ==, 201);
  before = COUNT (rows);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *says = g_strconcat ("\"message\":\"", refused[i].says, NULL);

      g_test_message ("%s %s %s", refused[i].method, refused[i].path,
                      refused[i].body ? refused[i].body : "");
      g_assert_cmpint (ASK (refused[i].method, refused[i].path, refused[i].body), ==,
                       refused[i].status);
      if (strchr (refused[i].says, ':') != NULL)
        g_assert_nonnull (strstr (fixture->answer.body, says));
      else
        g_assert_nonnull (strstr (fixture->answer.body, refused[i].says));
    }
  g_assert_cmpint (COUNT (rows), ==, before);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (ASK ("POST", "/v1.1/Things", site), ==, 201);
  g_assert_cmpint (ASK ("PATCH", "/v1.1/Things(1)", "{\"properties\":{\"a\":0.1}}"), ==, 200);
  g_assert_nonnull (strstr (fixture->answer.body, "\"properties\":{\"a\":0.1}"));
  g_assert_nonnull (strstr (fixture->answer.body, "\"name\":\"Site\""));
  g_assert_cmpint (ASK ("PATCH", "/v1.1/Things(1)", "{\"properties\":null}"), ==, 200);
  g_assert_cmpint (COUNT ("SELECT properties IS NULL FROM thing"), ==, 1);
  g_assert_cmpint (ASK ("PATCH", "/v1.1/Observations(1)",
                        "{\"result\":7.5,\"phenomenonTime\":\"2020-01-01T00:00:00Z\"}"),
                   ==, 200);
  g_assert_cmpint (COUNT ("SELECT phenomenon_start = 1577836800000000 AND stale = 0"
                          " FROM datastream_extent"),
                   ==, 1);

  /* The Thing moves: a HistoricalLocation more; older readings stay where they were made. */
  g_assert_cmpint (ASK ("POST", "/v1.1/Things(1)/Locations", POINT ("-3.40")), ==, 201);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM historical_location"), ==, 2);
  g_assert_cmpint (COUNT ("SELECT location_id FROM thing_location"), ==, 2);
  g_assert_cmpint (ASK ("POST", "/v1.1/Datastreams(1)/Observations", "{\"result\":8}"), ==, 201);
  g_assert_cmpint (ASK ("GET", "/v1.1/Observations(6)/FeatureOfInterest?$select=feature", NULL), ==,
                   200);
  g_assert_nonnull (strstr (fixture->answer.body, "[-3.4,47.7]"));
  g_assert_cmpint (ASK ("GET", "/v1.1/Observations(1)/FeatureOfInterest?$select=feature", NULL), ==,
                   200);
  g_assert_nonnull (strstr (fixture->answer.body, "[-3.35,47.7]"));
  /* The same by a change of the Location itself, and by a link. */
  g_assert_cmpint (ASK ("PATCH", "/v1.1/Locations(2)",
                        "{\"location\":{\"type\":\"Point\",\"coordinates\":[-3.5,47.7]}}"),
                   ==, 200);
  g_assert_cmpint (ASK ("POST", "/v1.1/Datastreams(1)/Observations", "{\"result\":9}"), ==, 201);
  g_assert_cmpint (COUNT ("SELECT count (DISTINCT feature) FROM feature"), ==, 3);
  g_assert_cmpint (ASK ("PATCH", "/v1.1/Things(1)", "{\"Locations\":[{\"@iot.id\":1}]}"), ==, 200);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM historical_location"), ==, 3);
  g_assert_cmpint (COUNT ("SELECT location_id FROM thing_location"), ==, 1);

  /* Deletions take along what the standard says. */
  g_assert_cmpint (ASK ("DELETE", "/v1.1/Observations(1)", NULL), ==, 200);
  g_assert_cmpint (COUNT ("SELECT phenomenon_start > 1577836800000000 AND stale = 0"
                          " FROM datastream_extent"),
                   ==, 1);
  g_assert_cmpint (ASK ("DELETE", "/v1.1/Locations(2)", NULL), ==, 200);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM historical_location"), ==, 2);
  g_assert_cmpint (ASK ("DELETE", "/v1.1/FeaturesOfInterest(1)", NULL), ==, 200);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 2);
  g_assert_cmpint (ASK ("DELETE", "/v1.1/Sensors(1)", NULL), ==, 200);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM datastream"), ==, 0);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 0);
  g_assert_cmpint (ASK ("DELETE", "/v1.1/Things(1)", NULL), ==, 200);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM historical_location"), ==, 0);
  g_assert_cmpint (ASK ("GET", "/v1.1/Things(1)", NULL), ==, 404);
}

static void
test_create_observations (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (ASK ("POST", "/v1.1/Things", site), ==, 201);
  g_assert_cmpint (
      ASK ("POST", "/v1.1/CreateObservations",
           "[{\"Datastream\":{\"@iot.id\":1},\"components\":[\"phenomenonTime\",\"result\","
           "\"FeatureOfInterest/id\"],\"dataArray@iot.count\":4,\"dataArray\":["
           "[\"2026-01-01T00:00:00Z\",1,1],[\"no\",2,1],[\"2026-01-01T01:00:00Z\",3],"
           "[\"2026-01-01T02:00:00Z\",4,99],[\"2026-01-01T03:00:00Z\",5,1]]},"
           "{\"Datastream\":{\"@iot.id\":1},\"components\":[\"result\"],\"dataArray\":[[6]]}]"),
      ==, 201);
  {
    g_autoptr (JsonNode) root = json_from_string (fixture->answer.body, NULL);
    JsonArray *rows = json_node_get_array (root);

    g_assert_cmpuint (json_array_get_length (rows), ==, 6);
    for (guint i = 0; i < 6; i++)
      g_assert_cmpint (g_str_has_prefix (json_array_get_string_element (rows, i), "error"), ==,
                       i >= 1 && i <= 3);
    g_assert_cmpstr (json_array_get_string_element (rows, 0), ==,
                     "http://vigie.test:81/v1.1/Observations(6)");
  }
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 8);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM feature"), ==, 1);
}

/* ---- Uplinks ---- */

static void
send_event (Fixture *fixture, const char *file, const char *from, const char *to)
{
  g_autofree char *text = ingest_data (file);
  gboolean ttn = g_str_has_prefix (file, "tts");
  g_auto (GStrv) name = g_strsplit (file, "-", 3);
  g_autofree char *path = ttn ? g_strdup ("/uplinks/ttn/uplink")
                              : g_strconcat ("/uplinks/chirpstack?event=", name[1], NULL);

  if (from != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (text, from, -1);

      g_assert_cmpuint (g_strv_length (parts), >, 1);
      g_free (text);
      text = g_strjoinv (to, parts);
    }
  g_assert_cmpint (ASK ("POST", path, text), ==, 200);
}

static void
test_uplinks (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (ASK ("POST", "/v1.1/Things", site), ==, 201);
  g_assert_cmpint (ASK ("DELETE", "/v1.1/Observations(1)", NULL), ==, 200);
  send_event (fixture, "chirpstack-up-em400", NULL, NULL);
  /* 120 - 0.05 × 640, at the network's time, accepted now. */
  g_assert_cmpint (COUNT ("SELECT result_number = 88 AND phenomenon_time = 1788768942118203"
                          " AND result_time > phenomenon_time FROM observation WHERE id = 6"),
                   ==, 1);
  /* The same again, and by the other network a second later: once. */
  send_event (fixture, "chirpstack-up-em400", NULL, NULL);
  send_event (fixture, "chirpstack-up-em400", "42.118203", "43.5");
  send_event (fixture, "tts-up-vs350", "0200000000000A02", "0200000000000A01");
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 5);
  g_assert_cmpint (COUNT ("SELECT received = 2 AND repeated = 2 FROM link"), ==, 1);

  /* Three frames lost; one of them comes late. */
  send_event (fixture, "chirpstack-join", NULL, NULL);
  send_event (fixture, "chirpstack-up-em400", "1407", "5");
  g_assert_cmpint (COUNT ("SELECT lost FROM link"), ==, 0);
  send_event (fixture, "chirpstack-up-em400", "1407", "9");
  g_assert_cmpint (COUNT ("SELECT lost FROM link"), ==, 3);
  send_event (fixture, "chirpstack-up-em400", "1407", "7");
  g_assert_cmpint (COUNT ("SELECT lost FROM link"), ==, 2);
  /* After a restart too, a repeated frame is known, and so is a reading of long ago. */
  ingest_stop (&fixture->server, SIGTERM);
  ingest_start (&fixture->server, NULL);
  send_event (fixture, "chirpstack-up-em400", "1407", "7");
  g_assert_cmpint (COUNT ("SELECT repeated FROM link"), ==, 3);
  send_event (fixture, "chirpstack-join", "2026-09-07T08:10", "2026-09-08T08:10");
  send_event (fixture, "chirpstack-up-em400", "1407", "1");
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 5);

  /* A measure whose source changes is fed anew; one that is deleted no more. */
  g_assert_cmpint (ASK ("PATCH", "/v1.1/Datastreams(1)",
                        "{\"properties\":{\"source\":{\"devEui\":\"0200000000000A01\",\"field\":"
                        "\"$rssi\"}}}"),
                   ==, 200);
  send_event (fixture, "chirpstack-up-em400", "1407", "2");
  g_assert_cmpint (COUNT ("SELECT max (id) FROM observation WHERE result_number = -108"), ==, 7);
  g_assert_cmpint (ASK ("DELETE", "/v1.1/Datastreams(1)", NULL), ==, 200);
  send_event (fixture, "chirpstack-up-em400", "1407", "3");
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation"), ==, 0);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM device_frame"), ==, 1);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM gateway WHERE lat = 47.7481"), ==, 1);
}

static void
test_status_and_gateway (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (
      ASK (
          "POST", "/v1.1/Things",
          "{\"name\":\"a\",\"description\":\"\",\"Datastreams\":["
          "{" STREAM (
              "pile") "," SENSOR "," PROPERTY ",\"properties\":{\"source\":{\"devEui\":"
                      "\"0200000000000A01\",\"field\":\"$battery\"}}},"
                      "{" STREAM (
                          "passerelle") "," SENSOR "," PROPERTY ",\"properties\":{\"source\":{"
                                        "\"gateway\":\"0016c001ff10a001\",\"field\":\"$frames\"}}},"
                                        "{" STREAM (
                                            "courant") "," SENSOR "," PROPERTY
                                                       ",\"properties\":{\"source\":{\"devEui\":"
                                                       "\"0200000000000A04\",\"field\":\"current\"}}},"
                                                       "{\"name\":\"position\",\"description\":\"\",\"observationType\":\"http://www.opengis.net/"
                                                       "def/observationType/OGC-OM/2.0/OM_CategoryObservation\"," UNIT
                                                       "," SENSOR "," PROPERTY
                                                       ",\"properties\":{\"source\":{\"devEui\":\"0200000000000A01\",\"field\":\"position\"}}}]}"),
      ==, 201);
  send_event (fixture, "chirpstack-status", NULL, NULL);
  send_event (fixture, "chirpstack-status", NULL, NULL);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation WHERE result_number = 61.42"), ==, 1);
  send_event (fixture, "chirpstack-up-em400", NULL, NULL);
  g_assert_cmpint (
      COUNT (
          "SELECT count (*) FROM observation WHERE datastream_id = 4 AND result_text = 'normal'"),
      ==, 1);
  /* The gateway heard: a reading at once, and no other within the minute. */
  send_event (fixture, "chirpstack-up-vs121", NULL, NULL);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation WHERE datastream_id = 2"), ==, 1);
  /* « read failed » is no reading. */
  send_event (fixture, "chirpstack-up-ct101-read-failed", NULL, NULL);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation WHERE datastream_id = 3"), ==, 0);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM device WHERE dev_eui = '0200000000000A04'"), ==,
                   0);
  /* Events of other kinds are taken. */
  send_event (fixture, "chirpstack-log", NULL, NULL);
  send_event (fixture, "chirpstack-location", NULL, NULL);
  send_event (fixture, "tts-downlink-failed", NULL, NULL);
  send_event (fixture, "tts-service-data", NULL, NULL);
}

static gboolean
holds (const char *bytes, gsize length, const char *text)
{
  return bytes != NULL && memmem (bytes, length, text, strlen (text)) != NULL;
}

/* Nobody's delivery point is in any file of the store, nor in an answer. */
static void
test_adopt (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = {"", "-wal"};

  g_assert_cmpint (ASK ("POST", "/v1.1/Things", site), ==, 201);
  send_event (fixture, "chirpstack-up-watteco-tico", NULL, NULL);
  send_event (fixture, "chirpstack-up-watteco-tico", "5021", "5022");
  send_event (fixture, "chirpstack-up-watteco-tico", "5021", "5024");
  send_event (fixture, "chirpstack-up-adeunis-tic", NULL, NULL);
  send_event (fixture, "tts-up-abp-sparse", NULL, NULL);
  g_assert_cmpint (ASK ("GET", "/devices", NULL), ==, 200);
  {
    g_autoptr (JsonNode) root = json_from_string (fixture->answer.body, NULL);
    JsonObject *list = json_node_get_object (root), *device;
    JsonArray *devices = json_object_get_array_member (list, "devices");

    g_assert_cmpuint (json_array_get_length (devices), ==, 3);
    device = json_array_get_object_element (devices, 2);
    g_assert_cmpstr (json_object_get_string_member (device, "devEui"), ==, "0200000000000A06");
    g_assert_cmpstr (json_object_get_string_member (device, "name"), ==, "Linky médiathèque");
    g_assert_cmpint (json_object_get_int_member (device, "frames"), ==, 3);
    g_assert_cmpint (json_object_get_int_member (device, "kept"), ==, 3);
    g_assert_cmpint (json_object_get_int_member (device, "lost"), ==, 1);
    device = json_object_get_object_member (device, "fields");
    g_assert_cmpint (json_object_get_int_member (device, "EAST"), ==, 41236789);
    g_assert_cmpstr (json_object_get_string_member (device, "ADSC"), ==, "***");
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (list, "gateways")), ==,
                      2);
  }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat (fixture->server.store, files[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      g_file_get_contents (path, &bytes, &length, NULL);
      g_assert_false (holds (bytes, length, "021975123456"));
      g_assert_false (holds (bytes, length, "09123456789012"));
    }

  g_assert_cmpint (
      ASK (
          "POST", "/devices/0200000000000a06/adopt",
          "{\"thing\":1,\"name\":\"Linky\",\"datastreams\":[{" STREAM (
              "index") "," PROPERTY ",\"source\":{\"field\":\"EAST\",\"scale\":0.001}},"
                       "{" STREAM (
                           "compteur") ",\"ObservedProperty\":{\"@iot.id\":1},\"source\":{"
                                       "\"field\":\"$frameCounter\"}},{" STREAM (
                                           "passerelles") ",\"ObservedProperty\":{\"@iot.id\":1},"
                                                          "\"source\":{\"field\":\"$gateways\"}}]}"),
      ==, 201);
  g_assert_cmpstr (fixture->answer.body, ==,
                   "{\"sensor\":2,\"datastreams\":[2,3,4],\"observations\":5}");
  /* Which gateways heard it is JSON, of the frames that were kept too. */
  g_assert_cmpint (
      COUNT ("SELECT count (*) FROM observation WHERE datastream_id = 4 AND result_type = 4"
             " AND json_extract (result_text, '$[0].id') = '0016C001FF10A001'"
             " AND json_extract (result_text, '$[0].rssi') < -20"),
      ==, 1);
  /* Frames of one and the same time and value are one reading. */
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation WHERE datastream_id = 2 AND"
                          " result_number = 41236.789"),
                   ==, 1);
  g_assert_cmpint (COUNT ("SELECT max (result_number) FROM observation WHERE datastream_id = 3"),
                   ==, 5024);
  g_assert_cmpint (COUNT ("SELECT json_extract (properties, '$.devEui') = '0200000000000A06'"
                          " FROM sensor WHERE id = 2"),
                   ==, 1);
  /* Known from now on. */
  send_event (fixture, "chirpstack-up-watteco-tico", "5021", "5025");
  g_assert_cmpint (COUNT ("SELECT count (*) FROM device"), ==, 2);
  g_assert_cmpint (COUNT ("SELECT max (result_number) FROM observation WHERE datastream_id = 3"),
                   ==, 5025);
  /* A device without DevEUI, by the name it has. */
  g_assert_cmpint (ASK ("POST", "/devices/vanne-abp%40essais/adopt",
                        "{\"thing\":1,\"datastreams\":[{" STREAM (
                            "vanne") "," PROPERTY ",\"source\":{\"field\":\"open\"}}]}"),
                   ==, 201);
  g_assert_cmpint (COUNT ("SELECT count (*) FROM observation WHERE datastream_id = 5"), ==, 1);
  g_assert_cmpint (
      ASK ("POST", "/devices/0200000000000a06/adopt", "{\"thing\":1,\"datastreams\":[{}]}"), ==,
      404);
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/writing/insert", Fixture, NULL, set_up, test_insert, tear_down);
  g_test_add ("/writing/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/writing/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/writing/create-observations", Fixture, NULL, set_up, test_create_observations,
              tear_down);
  g_test_add ("/writing/uplinks", Fixture, NULL, set_up, test_uplinks, tear_down);
  g_test_add ("/writing/status-and-gateway", Fixture, NULL, set_up, test_status_and_gateway,
              tear_down);
  g_test_add ("/writing/adopt", Fixture, NULL, set_up, test_adopt, tear_down);
  return g_test_run ();
}
