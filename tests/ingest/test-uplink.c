/* test-uplink.c: decoding of LoRaWAN events.
 *
 * The files of data/ are simulated: shapes of ChirpStack v4 and The Things Stack v3, decoded fields of
 * real devices' codecs, identifiers of nobody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-uplink.h"

typedef struct
{
  char *text;
  VigieIngestUplink *uplink;
} Decoded;

static void
decoded_clear (Decoded *decoded)
{
  g_free (decoded->text);
  g_free (decoded->uplink);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decoded, decoded_clear)

static gboolean
decode_text (Decoded *decoded, gboolean ttn, const char *event, const char *text, GError **error)
{
  decoded->text = g_strdup (text);
  decoded->uplink = g_new (VigieIngestUplink, 1);
  /* What the decoder does not set would show. */
  memset (decoded->uplink, 0xa5, sizeof *decoded->uplink);
  if (ttn)
    return vigie_ingest_uplink_decode_ttn (decoded->uplink, decoded->text, strlen (text), error);
  return vigie_ingest_uplink_decode_chirpstack (decoded->uplink, event, decoded->text,
                                                strlen (text), error);
}

static void
decode_file (Decoded *decoded, const char *name, const char *event)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ingest", "data", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  decode_text (decoded, g_str_has_prefix (name, "tts"), event, text, &error);
  g_assert_no_error (error);
}

#define NONE NAN
#define MAX_EXPECTED 12
static const struct
{
  const char *file;
  const char *event;
  VigieIngestEvent kind;
  const char *device;
  guint n_fields;
  struct
  {
    const char *field;
    double number; /* NAN: there is none */
  } numbers[MAX_EXPECTED];
} devices[] = {
    {"chirpstack-up-em400",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A01",
     6,
     {{"battery", 87},
      {"temperature", 11.4},
      {"distance", 640},
      {"position", NONE},
      {"distance_alarm.status", NONE},
      {"$rssi", -108},
      {"$snr", 2.25},
      {"$spreadingFactor", 9},
      {"$frameCounter", 1407},
      {"$battery", NONE},
      {"$margin", NONE},
      {"$nothing", NONE}}},
    /* 65 535 is the last value of a uint16 counter; the best of three gateways; a zero SNR left out. */
    {"chirpstack-up-vs350",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A02",
     6,
     {{"total_in", 65535},
      {"total_out", 0},
      {"period_in", 12},
      {"temperature", -3.5},
      {"$frameCounter", 65535},
      {"$rssi", -94},
      {"$snr", 0}}},
    {"chirpstack-up-vs121",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A03",
     7,
     {{"people_count_all", 7},
      {"people_count_max", 15},
      {"region_1_count", 4},
      {"a_to_b", 1},
      {"b_to_a", 0}}},
    {"chirpstack-up-ct101-read-failed",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A04",
     5,
     {{"current", NONE},
      {"total_current", 1520.07},
      {"current_alarm.current_over_range_alarm", 1},
      {"current_alarm.current_threshold_alarm", 0}}},
    {"chirpstack-up-em300di",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A05",
     6,
     {{"pulse", 48211}, {"water", 482.11}, {"humidity", 71.5}, {"gpio", NONE}}},
    {"chirpstack-up-watteco-tico",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A06",
     13,
     {{"EAST", 41236789},
      {"EAIT", 0},
      {"_Descriptor.Indexes.1", 5},
      {"ADSC", NONE},
      {"PRM", NONE},
      {"DATE.Date", NONE}}},
    {"chirpstack-up-adeunis-tic",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A07",
     18,
     {{"HCHC.value", 9123456},
      {"HCHP.value", 15000321},
      {"PAPP.value", 1540},
      {"BASE.value", NONE},
      {"ADCO.value", NONE},
      {"status.lowBattery", 0}}},
    {"chirpstack-up-adeunis-pulse",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A08",
     6,
     {{"counterValues.0", 120},
      {"counterValues.2", 115},
      {"counterValues.3", NONE},
      {"counterValues.4", 110}}},
    {"chirpstack-up-sparse",
     NULL,
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A09",
     2,
     {{"level", 0},
      {"door", 0},
      {"$frameCounter", 0},
      {"$rssi", -80},
      {"$snr", 0},
      {"$spreadingFactor", NONE}}},
    {"chirpstack-up-no-codec",
     "up",
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A0A",
     0,
     {{"level", NONE}, {"$rssi", -108}}},
    {"chirpstack-join",
     "join",
     VIGIE_INGEST_EVENT_JOIN,
     "0200000000000A01",
     0,
     {{"$frameCounter", NONE}, {"$rssi", NONE}}},
    {"chirpstack-status",
     "status",
     VIGIE_INGEST_EVENT_STATUS,
     "0200000000000A01",
     0,
     {{"$battery", 61.42}, {"$margin", 7}, {"$frameCounter", NONE}}},
    {"chirpstack-status",
     NULL,
     VIGIE_INGEST_EVENT_STATUS,
     "0200000000000A01",
     0,
     {{"$battery", 61.42}, {"$margin", 7}}},
    {"chirpstack-status-mains",
     "status",
     VIGIE_INGEST_EVENT_STATUS,
     "0200000000000A06",
     0,
     {{"$battery", NONE}, {"$margin", 0}}},
    {"chirpstack-log", "log", VIGIE_INGEST_EVENT_LOG, "0200000000000A06", 0, {{"$battery", NONE}}},
    {"chirpstack-location",
     "location",
     VIGIE_INGEST_EVENT_LOCATION,
     "0200000000000A0B",
     0,
     {{"$battery", NONE}}},
    {"chirpstack-join",
     "txack",
     VIGIE_INGEST_EVENT_DOWNLINK,
     "0200000000000A01",
     0,
     {{"$battery", NONE}}},
    {"chirpstack-join",
     "integration",
     VIGIE_INGEST_EVENT_OTHER,
     "0200000000000A01",
     0,
     {{"$battery", NONE}}},
    {"tts-up-vs350",
     NULL,
     VIGIE_INGEST_EVENT_UP,
     "0200000000000A02",
     2,
     {{"total_in", 12},
      {"total_out", NONE},
      {"$frameCounter", 70001},
      {"$rssi", -99},
      {"$snr", 0},
      {"$battery", 44.5},
      {"$spreadingFactor", 10}}},
    {"tts-up-abp-sparse",
     NULL,
     VIGIE_INGEST_EVENT_UP,
     "vanne-abp@essais",
     1,
     {{"open", 1}, {"$battery", 0}, {"$frameCounter", 0}}},
    {"tts-join-accept", NULL, VIGIE_INGEST_EVENT_JOIN, "0200000000000A02", 0, {{"$battery", NONE}}},
    {"tts-location-solved",
     NULL,
     VIGIE_INGEST_EVENT_LOCATION,
     "0200000000000A0B",
     0,
     {{"$battery", NONE}}},
    {"tts-downlink-failed",
     NULL,
     VIGIE_INGEST_EVENT_DOWNLINK,
     "0200000000000A02",
     0,
     {{"$battery", NONE}}},
    {"tts-service-data",
     NULL,
     VIGIE_INGEST_EVENT_OTHER,
     "0200000000000A02",
     0,
     {{"$battery", NONE}}},
};

static void
test_devices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      g_auto (Decoded) decoded = {NULL};

      decode_file (&decoded, devices[i].file, devices[i].event);
      g_test_message ("%s", devices[i].file);
      g_assert_cmpint (decoded.uplink->event, ==, devices[i].kind);
      g_assert_cmpstr (decoded.uplink->device, ==, devices[i].device);
      g_assert_cmpuint (decoded.uplink->n_fields, ==, devices[i].n_fields);
      for (guint j = 0; j < MAX_EXPECTED && devices[i].numbers[j].field != NULL; j++)
        {
          double expected = devices[i].numbers[j].number, number;
          gboolean got = vigie_ingest_uplink_get_number (decoded.uplink,
                                                         devices[i].numbers[j].field, &number);

          if (got == isnan (expected) || (got && number != expected))
            g_error ("%s of %s is %g, not %g", devices[i].numbers[j].field, devices[i].file, number,
                     expected);
        }
    }
}

static void
test_details (void)
{
  g_auto (Decoded) chirpstack = {NULL}, tts = {NULL}, sparse = {NULL}, log = {NULL};
  g_auto (Decoded) location = {NULL}, pulse = {NULL};
  VigieTime time;

  decode_file (&chirpstack, "chirpstack-up-em400", "up");
  g_assert_cmpstr (chirpstack.uplink->device_name, ==, "Benne gravats Guidel");
  g_assert_cmpstr (chirpstack.uplink->model, ==, "Milesight EM400-UDL");
  g_assert_cmpstr (chirpstack.uplink->application, ==, "essais");
  g_assert_true (vigie_time_parse ("2026-09-07T08:15:42.118203Z", -1, &time));
  g_assert_cmpint (chirpstack.uplink->time, ==, time);
  g_assert_cmpfloat (chirpstack.uplink->frequency, ==, 868300000);
  g_assert_cmpint (chirpstack.uplink->port, ==, 85);
  g_assert_cmpuint (chirpstack.uplink->n_gateways, ==, 1);
  g_assert_cmpstr (chirpstack.uplink->gateways[0].id, ==, "0016C001FF10A001");
  g_assert_cmpfloat (chirpstack.uplink->gateways[0].lat, ==, 47.7481);
  g_assert_cmpstr (vigie_ingest_uplink_find (chirpstack.uplink, "position")->text, ==, "normal");

  decode_file (&tts, "tts-up-vs350", NULL);
  g_assert_cmpstr (tts.uplink->device_name, ==, "comptage-caudan");
  g_assert_cmpstr (tts.uplink->model, ==, "vs350");
  g_assert_cmpfloat (tts.uplink->frequency, ==, 867900000);
  g_assert_true (vigie_time_parse ("2026-09-07T08:15:42.701122Z", -1, &time));
  g_assert_cmpint (tts.uplink->time, ==, time);
  g_assert_true (vigie_time_parse ("2026-09-07T02:00:00Z", -1, &time));
  g_assert_cmpint (tts.uplink->battery_time, ==, time);
  /* The best first. */
  g_assert_cmpstr (tts.uplink->gateways[0].id, ==, "packetbroker");
  g_assert_cmpstr (tts.uplink->gateways[1].id, ==, "0016C001FF10A001");
  /* The same frame by both networks: the same payload. */
  g_assert_cmpuint (tts.uplink->payload_hash, ==, chirpstack.uplink->payload_hash);

  decode_file (&sparse, "chirpstack-up-sparse", "up");
  g_assert_cmpint (sparse.uplink->time, ==, VIGIE_TIME_NONE);
  g_assert_null (sparse.uplink->device_name);
  g_assert_true (isnan (sparse.uplink->frequency));
  g_assert_true (isnan (sparse.uplink->gateways[0].lat));
  g_assert_true (vigie_ingest_uplink_find (sparse.uplink, "door")->is_boolean);

  decode_file (&log, "chirpstack-log", "log");
  g_assert_cmpstr (log.uplink->level, ==, "WARNING");
  g_assert_cmpstr (log.uplink->code, ==, "UPLINK_F_CNT_RETRANSMISSION");
  decode_file (&location, "chirpstack-location", "location");
  g_assert_cmpfloat (location.uplink->lat, ==, 47.71);
  g_assert_cmpfloat (location.uplink->lon, ==, -3.36);
  decode_file (&pulse, "chirpstack-up-adeunis-pulse", "up");
  g_assert_cmpuint (pulse.uplink->n_dropped, ==, 0);
}

/* What the role "gateways" gets: the samples of both networks, and what no sample has. */
static void
test_gateways (void)
{
  static const struct
  {
    const char *file, *event, *json; /* NULL: there is none */
  } cases[] = {
      {"chirpstack-up-benne-em400", "up",
       "[{\"id\":\"0016C001F1000001\",\"rssi\":-103,\"snr\":4.5}]"},
      {"tts-up-comptage-vs350", NULL, "[{\"id\":\"0016C001F1000001\",\"rssi\":-97,\"snr\":7.2}]"},
      {"chirpstack-up-vs350", "up",
       "[{\"id\":\"0016C001FF10A002\",\"rssi\":-94,\"snr\":0},"
       "{\"id\":\"0016C001FF10A003\",\"rssi\":-94,\"snr\":-3},"
       "{\"id\":\"0016C001FF10A001\",\"rssi\":-117,\"snr\":-11.5}]"},
      {"tts-up-vs350", NULL,
       "[{\"id\":\"packetbroker\",\"rssi\":-99,\"snr\":0},"
       "{\"id\":\"0016C001FF10A001\",\"rssi\":-101,\"snr\":5.5}]"},
      {"chirpstack-status", "status", NULL},
      {"chirpstack-join", "join", NULL},
  };
  g_autoptr (GString) body
      = g_string_new ("{\"deviceInfo\":{\"devEui\":\"0200000000000a01\"},\"rxInfo\":["
                      "{\"rssi\":-40},7,{\"gatewayId\":\"silent\"}");
  g_autoptr (GString) json = g_string_new (NULL);
  g_auto (Decoded) many = {NULL};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Decoded) decoded = {NULL};

      g_test_message ("%s", cases[i].file);
      decode_file (&decoded, cases[i].file, cases[i].event);
      g_string_truncate (json, 0);
      g_assert_cmpint (vigie_ingest_uplink_append_gateways (decoded.uplink, json), ==,
                       cases[i].json != NULL);
      g_assert_cmpstr (json->str, ==, cases[i].json != NULL ? cases[i].json : "");
    }

  /* Forty gateways, the best last, each twice: the sixteen best stay, each once. */
  for (int i = 0; i < 80; i++)
    g_string_append_printf (body, ",{\"gatewayId\":\"gw\\\"%d\",\"rssi\":%d}", i % 40, i / 2 - 120);
  g_string_append (body, "]}");
  decode_text (&many, FALSE, "up", body->str, NULL);
  g_assert_cmpuint (many.uplink->n_gateways, ==, VIGIE_INGEST_UPLINK_MAX_GATEWAYS);
  g_assert_cmpfloat (vigie_ingest_uplink_best_gateway (many.uplink)->rssi, ==, -40);
  g_string_truncate (json, 0);
  g_assert_true (vigie_ingest_uplink_append_gateways (many.uplink, json));
  g_assert_true (g_str_has_prefix (
      json->str,
      "[{\"id\":\"gw\\\"38\",\"rssi\":-81,\"snr\":0},{\"id\":\"gw\\\"39\",\"rssi\":-81,"));
  g_assert_null (strstr (json->str, "silent"));
}

/* The number of a delivery point must be nowhere in what the decoder gives. */
static void
test_private (void)
{
  static const char *const files[]
      = {"chirpstack-up-watteco-tico", "chirpstack-up-adeunis-tic", "chirpstack-log"};
  static const char *const numbers[] = {"021975123456", "09123456789012", "12345678901"};

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (Decoded) decoded = {NULL};
      const VigieIngestUplink *uplink;

      decode_file (&decoded, files[i], i == 2 ? "log" : "up");
      uplink = decoded.uplink;
      for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
        {
          for (guint k = 0; k < uplink->n_fields; k++)
            {
              const VigieIngestField *field = &uplink->fields[k];

              g_assert_null (field->text != NULL ? strstr (field->text, numbers[j]) : NULL);
              g_assert_null (strstr (field->name, numbers[j]));
            }
          g_assert_true (uplink->device_name == NULL || !strstr (uplink->device_name, numbers[j]));
          g_assert_true (uplink->description == NULL || !strstr (uplink->description, numbers[j]));
        }
    }
  {
    g_auto (Decoded) decoded = {NULL};

    g_assert_true (decode_text (&decoded, FALSE, "up",
                                "{\"deviceInfo\":{\"devEui\":\"0200000000000001\"},\"object\":"
                                "{\"adco\":21975123456,\"tic\":{\"PRM\":{\"a\":[9123456789012]}},"
                                "\"note\":\"PRM=09123456789012.\"}}",
                                NULL));
    g_assert_cmpuint (decoded.uplink->n_fields, ==, 3);
    g_assert_cmpstr (vigie_ingest_uplink_find (decoded.uplink, "adco")->text, ==, "***");
    g_assert_cmpstr (vigie_ingest_uplink_find (decoded.uplink, "tic.PRM.a.0")->text, ==, "***");
    g_assert_cmpstr (vigie_ingest_uplink_find (decoded.uplink, "note")->text, ==,
                     "PRM=**************.");
  }
}

static const struct
{
  gboolean ttn;
  const char *event;
  const char *body;
  const char *says; /* NULL: it is taken */
} bodies[] = {
    {FALSE, "up", "", "byte 0"},
    {FALSE, "up", "[]", "not an object"},
    {FALSE, "up", "3", "not an object"},
    {FALSE, "up", "{}", "deviceInfo.devEui"},
    {FALSE, "join", "{\"deviceInfo\":{}}", "deviceInfo.devEui"},
    {FALSE, "up", "{\"deviceInfo\":{\"devEui\":\"12\"}}", "deviceInfo.devEui"},
    {FALSE, "up", "{\"deviceInfo\":{\"devEui\":\"020000000000000g\"}}", "deviceInfo.devEui"},
    {FALSE, "up", "{\"deviceInfo\":{\"devEui\":144115188075855873}}", "deviceInfo.devEui"},
    {FALSE, "up", "{\"deviceInfo\":\"0200000000000001\"}", "deviceInfo.devEui"},
    {FALSE, "up", "{\"deviceInfo\":{\"devEui\":\"0200000000000001\"}", "ends too early"},
    {FALSE, "up", "{\"deviceInfo\":{\"devEui\":\"0200000000000001\"},\"fCnt\":NaN}", "value"},
    {FALSE, "up", "{\"deviceInfo\":{\"devEui\":\"0200000000000001\"},\"fCnt\":1e400}", "too large"},
    {FALSE, "integration", "{}", NULL},
    {FALSE, "up", "{\"deviceInfo\":{\"devEui\":\"0200000000000001\"}}", NULL},
    /* Members of other types than they should have are as if they were not there. */
    {FALSE, "up",
     "{\"deviceInfo\":{\"devEui\":\"0200000000000001\",\"deviceName\":{\"a\":1}},\"fCnt\":\"x\","
     "\"fPort\":[1],\"data\":null,\"object\":[1,2],\"rxInfo\":{\"a\":1},\"txInfo\":[],\"time\":12}",
     NULL},
    {FALSE, "up",
     "{\"deviceInfo\":{\"devEui\":\"0200000000000001\"},\"fCnt\":-1,\"fPort\":4096,\"rxInfo\":[null,"
     "3,\"x\",{\"rssi\":\"a\",\"location\":7,\"gatewayId\":1}],\"txInfo\":{\"modulation\":{\"lora\":7,"
     "\"fsk\":{}},\"frequency\":\"x\"},\"object\":{\"\":{\"\":[[],{}]}}}",
     NULL},
    {TRUE, NULL, "{}", NULL},
    {TRUE, NULL, "{\"uplink_message\":{}}", "end_device_ids"},
    {TRUE, NULL, "{\"end_device_ids\":{\"dev_eui\":\"zz\"},\"join_accept\":{}}", "end_device_ids"},
    {TRUE, NULL, "{\"end_device_ids\":{\"device_id\":\"a/b\"},\"join_accept\":{}}",
     "end_device_ids"},
    {TRUE, NULL, "{\"end_device_ids\":{\"device_id\":\"a\"},\"uplink_message\":{}}", NULL},
    {TRUE, NULL,
     "{\"end_device_ids\":{\"device_id\":\"a\",\"application_ids\":4},\"uplink_message\":{\"f_cnt\":"
     "\"12\",\"settings\":{\"data_rate\":4},\"rx_metadata\":[{\"gateway_ids\":[]}],"
     "\"version_ids\":null,\"last_battery_percentage\":{\"value\":500}}}",
     NULL},
};

static void
test_bodies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (Decoded) decoded = {NULL};
      g_autoptr (GError) error = NULL;
      gboolean taken
          = decode_text (&decoded, bodies[i].ttn, bodies[i].event, bodies[i].body, &error);
      double number;

      g_test_message ("%s", bodies[i].body);
      g_assert_cmpint (taken, ==, bodies[i].says == NULL);
      if (!taken)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
          g_assert_nonnull (strstr (error->message, bodies[i].says));
        }
      else
        {
          g_assert_cmpint (decoded.uplink->port, >=, 0);
          g_assert_cmpint (decoded.uplink->port, <=, 255);
          g_assert_false (vigie_ingest_uplink_get_number (decoded.uplink, "$battery", &number));
        }
    }
}

/* Far more of everything than any device sends. */
static void
test_bounds (void)
{
  g_autoptr (GString) body
      = g_string_new ("{\"deviceInfo\":{\"devEui\":\"0200000000000001\",\"deviceName\":\"");
  g_auto (Decoded) decoded = {NULL};
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append (body, "é");
  g_string_append (body, "\"},\"object\":{");
  for (int i = 0; i < 5000; i++)
    g_string_append_printf (body, "\"group%d\":{\"field\":%d},", i, i);
  g_string_append_c (body, '"');
  for (int i = 0; i < 5000; i++)
    g_string_append_c (body, 'n');
  g_string_append (body, "\":1},\"rxInfo\":[");
  for (int i = 0; i < 500; i++)
    g_string_append_printf (body, "%s{\"gatewayId\":\"%016x\",\"rssi\":-%d}", i ? "," : "", i,
                            i + 1);
  g_string_append (body, "]}");
  decode_text (&decoded, FALSE, "up", body->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (decoded.uplink->n_fields, ==, VIGIE_INGEST_UPLINK_MAX_FIELDS);
  g_assert_cmpuint (decoded.uplink->n_gateways, ==, VIGIE_INGEST_UPLINK_MAX_GATEWAYS);
  g_assert_cmpuint (decoded.uplink->n_dropped, >, 5000);
  g_assert_cmpuint (strlen (decoded.uplink->device_name), ==, VIGIE_INGEST_UPLINK_MAX_TEXT);
  g_assert_true (g_utf8_validate (decoded.uplink->device_name, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uplink/devices", test_devices);
  g_test_add_func ("/uplink/details", test_details);
  g_test_add_func ("/uplink/gateways", test_gateways);
  g_test_add_func ("/uplink/private", test_private);
  g_test_add_func ("/uplink/bodies", test_bodies);
  g_test_add_func ("/uplink/bounds", test_bounds);
  return g_test_run ();
}
