/* test-decode.c: bodies of answers to records, good and bad ones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-st-decode.h"

/* ---- Tokens ---------------------------------------------------------------------------------- */

static void
test_strings (void)
{
  static const struct
  {
    const char *json, *text;
  } cases[] = {
      {"\"\"", ""},
      {"\"abc\"", "abc"},
      {"\"a\\\"b\\\\c\\/d\"", "a\"b\\c/d"},
      {"\"\\b\\f\\n\\r\\t\"", "\b\f\n\r\t"},
      {"\"\\u00e9\\u20AC\"", "é€"},
      {"\"\\uD83D\\uDE00\"", "😀"},
      {"\"\\uD83Dx\"", "\357\277\275x"},
      {"\"\\uDE00\"", "\357\277\275"},
      {"\"\\uD83D\\u0041\"", "\357\277\275A"},
      {"\"a\\u0000b\"", "a\357\277\275b"},
      {"\"\\u12\"", "u12"},
      {"\"\\q\"", "q"},
      {"\"a\nb\"", "a\nb"},
      {"\"open", NULL},
      {"\"open\\", NULL},
      {"\"open\\\"", NULL},
      {"\"\\u", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup (cases[i].json);
      VigieStReader reader;
      VigieStText text;

      vigie_st_reader_init (&reader, json, strlen (json));
      g_assert_cmpint (vigie_st_reader_peek (&reader), ==, VIGIE_ST_TOKEN_STRING);
      g_assert_cmpint (vigie_st_reader_string (&reader, &text), ==, cases[i].text != NULL);
      if (cases[i].text == NULL)
        continue;
      g_assert_cmpstr (text.text, ==, cases[i].text);
      g_assert_cmpuint (text.length, ==, strlen (cases[i].text));
      g_assert_true (reader.at == reader.end);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *json;
    double number;
  } cases[] = {
      {"0", 0},
      {"-0", 0},
      {"12", 12},
      {"-12.5", -12.5},
      {"0.1", 0.1},
      {"47.74821", 47.74821},
      {"123456789012345", 123456789012345.0},
      {"1234567890123456789", 1234567890123456789.0},
      {"0.000000000000001", 1e-15},
      {"0.30000000000000004", 0.1 + 0.2},
      {"1e3", 1000},
      {"1.7E+300", 1.7e300},
      {"1E-2", 0.01},
      {"1e999", INFINITY},
      {"-1e999", -INFINITY},
      {".5", 0.5},
      {"1.2.3", NAN},
      {"12abc", NAN},
      {"1-2", NAN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup (cases[i].json);
      VigieStReader reader;
      double number;

      vigie_st_reader_init (&reader, json, strlen (json));
      g_assert_cmpint (vigie_st_reader_peek (&reader), ==, VIGIE_ST_TOKEN_NUMBER);
      g_assert_true (vigie_st_reader_number (&reader, &number));
      if (isnan (cases[i].number))
        g_assert_true (isnan (number));
      else
        g_assert_true (number == cases[i].number);
      g_assert_true (reader.at == reader.end);
    }
}

/* Random doubles in the shortest form that tells them apart come back as the same. */
static void
test_numbers_exact (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      double wanted, number;
      VigieStReader reader;

      wanted = (g_test_rand_double () - 0.5) * pow (10, g_test_rand_int_range (-12, 15));
      if (i % 2)
        wanted = round (wanted * 1000) / 1000;
      g_ascii_dtostr (text, sizeof text, wanted);
      vigie_st_reader_init (&reader, text, strlen (text));
      g_assert_true (vigie_st_reader_number (&reader, &number));
      g_assert_true (number == wanted);
    }
}

static void
test_skip (void)
{
  static const struct
  {
    const char *json;
    gboolean good, words;
    guint depth;
  } cases[] = {
      {"{}", TRUE, FALSE, 1},           {"{\"a\":[1,{\"b\":\"]}\\\"\"}]}", TRUE, FALSE, 3},
      {"[NaN]", TRUE, TRUE, 1},         {"-Infinity", TRUE, TRUE, 0},
      {"undefined", TRUE, TRUE, 0},     {"null", TRUE, FALSE, 0},
      {"\"NaN\"", TRUE, FALSE, 0},      {"[1,2", FALSE, FALSE, 0},
      {"{\"a\":\"b}", FALSE, FALSE, 0}, {"]", FALSE, FALSE, 0},
      {"<html>", FALSE, FALSE, 0},      {"", FALSE, FALSE, 0},
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  VigieStReader reader;
  VigieStSpan span;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup (cases[i].json);

      vigie_st_reader_init (&reader, json, strlen (json));
      g_assert_cmpint (vigie_st_reader_skip (&reader, &span), ==, cases[i].good);
      g_assert_cmpstr (json, ==, cases[i].json);
      if (!cases[i].good)
        continue;
      g_assert_cmpuint (span.length, ==, strlen (json));
      g_assert_cmpint (span.words, ==, cases[i].words);
      g_assert_cmpuint (span.depth, ==, cases[i].depth);
    }
  /* A million brackets take no stack. */
  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, ']');
  vigie_st_reader_init (&reader, deep->str, deep->len);
  g_assert_true (vigie_st_reader_skip (&reader, &span));
  g_assert_cmpuint (span.depth, ==, 1000000);
}

/* ---- Lists ----------------------------------------------------------------------------------- */

typedef struct
{
  VigieStPage *page;
  VigieStDecoded decoded;
  GError *error;
  gboolean good;
} Result;

static Result
decode_bytes (VigieStListKind kind, const char *json, gsize length)
{
  Result result = {.page = vigie_st_page_new ()};
  char *copy = g_malloc (length + 1);

  memcpy (copy, json, length);
  copy[length] = '\0';
  result.good = vigie_st_decode_list (result.page, kind, NULL, copy, length, &result.decoded,
                                      &result.error);
  g_assert_cmpint (result.good, ==, result.error == NULL);
  return result;
}

static Result
decode (VigieStListKind kind, const char *json)
{
  return decode_bytes (kind, json, strlen (json));
}

static void
result_clear (Result *result)
{
  vigie_st_page_free (result->page);
  vigie_st_decoded_clear (&result->decoded);
  g_clear_error (&result->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static guint
count_problems (const Result *result)
{
  guint n = 0;

  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    n += result->decoded.problems.count[i];
  return n;
}

#define thing_at(result, i) ((VigieStThing *) (result).page->things->pdata[i])
#define datastream_at(list, i) ((VigieStDatastream *) (list)->pdata[i])
#define observation_at(list, i) ((VigieStObservation *) (list)->pdata[i])

static void
test_thing (void)
{
  g_auto (Result) result = decode (
      VIGIE_ST_LIST_THINGS,
      "{\"@iot.count\":1,\"@iot.nextLink\":\"http://h/v1.1/Things?$skip=1\",\"value\":[{"
      "\"@iot.selfLink\":\"http://h/v1.1/Things(1)\",\"@iot.id\":1,\"name\":\"D\\u00e9chèterie\","
      "\"description\":\"au <b>nord</b>\",\"properties\":{\"kind\":\"recycling-centre\","
      "\"capacity\":12,\"open\":true,\"nothing\":null,\"list\":[1,2],\"access\":{\"height\":2.1,"
      "\"deep\":{\"er\":\"x\"}}},\"Locations\":[{\"@iot.id\":2,\"name\":\"Entrée\","
      "\"location\":{\"type\":\"Point\",\"coordinates\":[-3.36,47.75]}}],"
      "\"Datastreams\":[{\"@iot.id\":\"d'1\",\"name\":\"Benne\",\"unitOfMeasurement\":{\"name\":"
      "\"percent\",\"symbol\":\"%\"},\"properties\":{\"role\":\"fill-level\"},\"Sensor\":{"
      "\"@iot.id\":7,\"name\":\"Benne gravats\",\"metadata\":\"http://x\",\"properties\":{"
      "\"devEui\":\"0200000000000101\"}},\"ObservedProperty\":{\"@iot.id\":8,\"name\":\"Fill\","
      "\"definition\":\"http://f\"},\"Observations@iot.nextLink\":\"http://h/x\",\"Observations\":[{"
      "\"@iot.id\":99,\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"resultTime\":null,"
      "\"result\":42.5}]}]}]}");
  VigieStThing *thing;
  VigieStDatastream *datastream;
  VigieStObservation *observation;
  g_autoptr (JsonObject) object = NULL;

  g_assert_no_error (result.error);
  g_assert_cmpuint (count_problems (&result), ==, 0);
  g_assert_cmpuint (result.decoded.n_values, ==, 1);
  g_assert_cmpint (result.page->total, ==, 1);
  g_assert_cmpstr (result.decoded.next_link, ==, "http://h/v1.1/Things?$skip=1");
  thing = thing_at (result, 0);
  g_assert_cmpstr (thing->id.text, ==, "1");
  g_assert_false (thing->id.is_text);
  g_assert_cmpstr (thing->name, ==, "Déchèterie");
  g_assert_cmpstr (thing->description, ==, "au <b>nord</b>");
  g_assert_cmpfloat (thing->lat, ==, 47.75);
  g_assert_cmpfloat (thing->lon, ==, -3.36);
  g_assert_cmpstr (thing->location_name, ==, "Entrée");
  g_assert_cmpstr (vigie_st_properties_get_text (thing->properties, "kind"), ==,
                   "recycling-centre");
  g_assert_cmpfloat (vigie_st_properties_get_number (thing->properties, "capacity"), ==, 12);
  g_assert_true (vigie_st_properties_get_boolean (thing->properties, "open"));
  g_assert_cmpint (vigie_st_properties_find (thing->properties, "nothing")->type, ==,
                   VIGIE_VALUE_NONE);
  g_assert_cmpstr (vigie_st_properties_find (thing->properties, "list")->text, ==, "[1,2]");
  g_assert_cmpfloat (vigie_st_properties_get_number (thing->properties, "access.height"), ==, 2.1);
  g_assert_cmpstr (vigie_st_properties_get_text (thing->properties, "access.deep.er"), ==, "x");
  g_assert_null (vigie_st_properties_find (thing->properties, "height"));
  g_assert_true (g_str_has_prefix (thing->properties->json, "{\"kind\":\"recycling-centre\""));
  object = vigie_st_properties_to_object (thing->properties);
  g_assert_cmpint (json_object_get_int_member (object, "capacity"), ==, 12);
  g_assert_cmpuint (thing->datastreams->len, ==, 1);
  datastream = datastream_at (thing->datastreams, 0);
  g_assert_cmpstr (datastream->id.text, ==, "d'1");
  g_assert_true (datastream->id.is_text);
  g_assert_cmpstr (datastream->thing.text, ==, "1");
  g_assert_cmpstr (datastream->unit_symbol, ==, "%");
  g_assert_cmpstr (datastream->sensor->id.text, ==, "7");
  g_assert_cmpstr (datastream->sensor->metadata, ==, "http://x");
  g_assert_cmpstr (datastream->observed_property->definition, ==, "http://f");
  observation = observation_at (datastream->observations, 0);
  g_assert_cmpstr (observation->datastream.text, ==, "d'1");
  g_assert_cmpint (observation->reading.type, ==, VIGIE_VALUE_NUMBER);
  g_assert_cmpfloat (observation->reading.number, ==, 42.5);
  g_assert_cmpint (observation->reading.time, ==, 1795255200 * VIGIE_SECOND);
  g_assert_cmpint (observation->reading.start, ==, VIGIE_TIME_NONE);
  g_assert_cmpint (observation->reading.result_time, ==, VIGIE_TIME_NONE);
}

/* Absent, null and [] are alike; null costs nothing. */
static void
test_absent (void)
{
  static const char *const bodies[] = {
      "{\"value\":[{\"@iot.id\":1,\"Locations\":[{\"location\":{\"type\":\"Point\",\"coordinates\":"
      "[1,2]}}]}]}",
      "{\"value\":[{\"@iot.id\":1,\"name\":null,\"description\":null,\"properties\":null,\"geom\":null,"
      "\"Datastreams\":null,\"Locations\":[{\"location\":{\"type\":\"Point\",\"coordinates\":[1,2]}}]"
      "}]}",
      "{\"value\":[{\"@iot.id\":1,\"properties\":{},\"Datastreams\":[],\"Locations\":{\"location\":{"
      "\"type\":\"Point\",\"coordinates\":[1,2]}}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (Result) result = decode (VIGIE_ST_LIST_THINGS, bodies[i]);
      VigieStThing *thing = thing_at (result, 0);

      g_assert_cmpuint (count_problems (&result), ==, 0);
      g_assert_cmpstr (thing->name, ==, "");
      g_assert_cmpstr (thing->description, ==, "");
      g_assert_cmpuint (thing->datastreams->len, ==, 0);
      g_assert_null (vigie_st_properties_find (thing->properties, "kind"));
      g_assert_true (isnan (vigie_st_properties_get_number (thing->properties, "kind")));
      g_assert_cmpfloat (thing->lat, ==, 2);
    }
}

static void
test_ids (void)
{
  static const struct
  {
    const char *json, *id;
    gboolean is_text;
  } cases[] = {
      {"{\"@iot.id\":12}", "12", FALSE},
      {"{\"@iot.id\":-3}", "-3", FALSE},
      {"{\"@iot.id\":9223372036854775807}", "9223372036854775807", FALSE},
      {"{\"@iot.id\":\"12\"}", "12", TRUE},
      {"{\"@iot.id\":\"l'abri \\\"x\\\"\"}", "l'abri \"x\"", TRUE},
      {"{\"id\":5}", "5", FALSE},
      {"{\"@iot.id\":6,\"id\":5}", "6", FALSE},
      {"{\"id\":5,\"@iot.id\":6}", "6", FALSE},
      {"{\"@iot.id\":1.5}", NULL},
      {"{\"@iot.id\":1e3}", NULL},
      {"{\"@iot.id\":\"\"}", NULL},
      {"{\"@iot.id\":null}", NULL},
      {"{\"@iot.id\":true}", NULL},
      {"{\"@iot.id\":{}}", NULL},
      {"{\"@iot.id\":123456789012345678901234567890}", NULL},
      {"{}", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body
          = g_strdup_printf ("{\"value\":[%s,{\"@iot.id\":\"after\"}]}", cases[i].json);
      g_auto (Result) result = decode (VIGIE_ST_LIST_DATASTREAMS, body);
      guint n = cases[i].id != NULL ? 2 : 1;

      g_assert_no_error (result.error);
      g_assert_cmpuint (result.page->datastreams->len, ==, n);
      g_assert_cmpstr (datastream_at (result.page->datastreams, n - 1)->id.text, ==, "after");
      g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_NO_ID], ==, 2 - n);
      if (cases[i].id == NULL)
        continue;
      g_assert_cmpstr (datastream_at (result.page->datastreams, 0)->id.text, ==, cases[i].id);
      g_assert_cmpint (datastream_at (result.page->datastreams, 0)->id.is_text, ==,
                       cases[i].is_text);
    }
}

static void
test_results (void)
{
  static const struct
  {
    const char *json;
    VigieValueType type;
    double number;
    const char *text;
    guint problems;
  } cases[] = {
      {"12.5", VIGIE_VALUE_NUMBER, 12.5},
      {"1.7E+300", VIGIE_VALUE_NUMBER, 1.7e300},
      {"-3", VIGIE_VALUE_NUMBER, -3},
      {"true", VIGIE_VALUE_BOOLEAN, 1},
      {"false", VIGIE_VALUE_BOOLEAN, 0},
      {"\"ouvert\"", VIGIE_VALUE_TEXT, NAN, "ouvert"},
      {"\"12.5\"", VIGIE_VALUE_TEXT, NAN, "12.5"},
      {"{\"a\":[1,null]}", VIGIE_VALUE_JSON, NAN, "{\"a\":[1,null]}"},
      {"[1,2]", VIGIE_VALUE_JSON, NAN, "[1,2]"},
      {"null", VIGIE_VALUE_NONE, NAN},
      {"NaN", VIGIE_VALUE_NONE, NAN, NULL, 1},
      {"-Infinity", VIGIE_VALUE_NONE, NAN, NULL, 1},
      {"Infinity", VIGIE_VALUE_NONE, NAN, NULL, 1},
      {"\"NaN\"", VIGIE_VALUE_NONE, NAN, NULL, 1},
      {"\"-Infinity\"", VIGIE_VALUE_NONE, NAN, NULL, 1},
      {"1e999", VIGIE_VALUE_NONE, NAN, NULL, 1},
      {"{\"a\":NaN}", VIGIE_VALUE_NONE, NAN, NULL, 1},
      {"undefined", VIGIE_VALUE_NONE, NAN, NULL, 1},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"value\":[{\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"result\":%s},"
          "{\"phenomenonTime\":\"2026-11-21T10:01:00Z\",\"result\":7}]}",
          cases[i].json);
      g_auto (Result) result = decode (VIGIE_ST_LIST_OBSERVATIONS, body);
      const VigieReading *reading;

      g_assert_no_error (result.error);
      g_assert_cmpuint (result.page->observations->len, ==, 2);
      reading = &observation_at (result.page->observations, 0)->reading;
      g_assert_cmpint (reading->type, ==, cases[i].type);
      g_assert_cmpstr (reading->text, ==, cases[i].text);
      if (isnan (cases[i].number) || cases[i].type == VIGIE_VALUE_NONE)
        g_assert_true (isnan (reading->number));
      else
        g_assert_true (reading->number == cases[i].number);
      g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_BAD_RESULT], ==,
                        cases[i].problems);
      g_assert_cmpuint (count_problems (&result), ==, cases[i].problems);
      g_assert_cmpfloat (observation_at (result.page->observations, 1)->reading.number, ==, 7);
    }
}

#define TEN (1795255200 * VIGIE_SECOND) /* 2026-11-21T10:00:00Z */

static void
test_times (void)
{
  static const struct
  {
    const char *json; /* members */
    VigieTime time, start, result_time;
    guint problems;
  } cases[] = {
      {"\"phenomenonTime\":\"2026-11-21T10:00:00Z\"", TEN, VIGIE_TIME_NONE, VIGIE_TIME_NONE},
      {"\"phenomenonTime\":\"2026-11-21T11:00:00.250+01:00\"", TEN + 250000, VIGIE_TIME_NONE,
       VIGIE_TIME_NONE},
      {"\"phenomenonTime\":\"2026-11-21 10:00:00+00\"", TEN, VIGIE_TIME_NONE, VIGIE_TIME_NONE},
      {"\"phenomenonTime\":\"2026-11-21T10:00:00.123456Z\"", TEN + 123456, VIGIE_TIME_NONE,
       VIGIE_TIME_NONE},
      {"\"phenomenonTime\":\"2026-11-21T09:00:00Z/2026-11-21T10:00:00Z\"", TEN, TEN - VIGIE_HOUR,
       VIGIE_TIME_NONE},
      {"\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"resultTime\":\"2026-11-21T10:00:01Z\"", TEN,
       VIGIE_TIME_NONE, TEN + VIGIE_SECOND},
      {"\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"resultTime\":null", TEN, VIGIE_TIME_NONE,
       VIGIE_TIME_NONE},
      {"\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"resultTime\":\"soon\"", TEN, VIGIE_TIME_NONE,
       VIGIE_TIME_NONE, 1},
      {"\"phenomenonTime\":null,\"resultTime\":\"2026-11-21T10:00:00Z\"", TEN, VIGIE_TIME_NONE,
       TEN},
      {"\"phenomenonTime\":\"9999-12-31T23:59:59Z\"", 253402300799 * VIGIE_SECOND, VIGIE_TIME_NONE,
       VIGIE_TIME_NONE},
      /* Not usable: left out, counted. */
      {"\"phenomenonTime\":\"yesterday\"", VIGIE_TIME_NONE, 0, 0, 1},
      {"\"phenomenonTime\":\"2026-13-41T10:00:00Z\"", VIGIE_TIME_NONE, 0, 0, 1},
      {"\"phenomenonTime\":1795255200", VIGIE_TIME_NONE, 0, 0, 1},
      {"\"x\":1", VIGIE_TIME_NONE, 0, 0, 1},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"value\":[{%s,\"result\":1},{\"phenomenonTime\":\"2026-11-21T10:00:00Z\"}]}",
          cases[i].json);
      g_auto (Result) result = decode (VIGIE_ST_LIST_OBSERVATIONS, body);
      gboolean usable = cases[i].time != VIGIE_TIME_NONE;
      const VigieReading *reading;

      g_assert_no_error (result.error);
      g_assert_cmpuint (result.page->observations->len, ==, usable ? 2 : 1);
      g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_BAD_TIME], ==,
                        cases[i].problems);
      if (!usable)
        continue;
      reading = &observation_at (result.page->observations, 0)->reading;
      g_assert_cmpint (reading->time, ==, cases[i].time);
      g_assert_cmpint (reading->start, ==, cases[i].start);
      g_assert_cmpint (reading->result_time, ==, cases[i].result_time);
    }
}

/* A reference to the Datastream, and the newest first whatever the server did. */
static void
test_observations (void)
{
  g_auto (Result) list
      = decode (VIGIE_ST_LIST_OBSERVATIONS, "{\"value\":[{\"@iot.id\":1,\"phenomenonTime\":"
                                            "\"2026-11-21T10:00:00Z\",\"result\":1,\"Datastream\":{"
                                            "\"@iot.id\":\"a'b\"}}]}");
  g_auto (Result) nested = decode (
      VIGIE_ST_LIST_DATASTREAMS,
      "{\"value\":[{\"@iot.id\":1,\"Thing\":{\"@iot.id\":5},\"Observations\":[{\"phenomenonTime\":"
      "\"2026-11-21T10:00:00Z\",\"result\":1},{\"phenomenonTime\":\"2026-11-21T11:00:00Z\","
      "\"result\":2},{\"phenomenonTime\":\"2026-11-21T09:00:00Z\",\"result\":3}]}]}");
  VigieStObservation *observation = observation_at (list.page->observations, 0);
  VigieStDatastream *datastream = datastream_at (nested.page->datastreams, 0);

  g_assert_cmpstr (observation->datastream.text, ==, "a'b");
  g_assert_true (observation->datastream.is_text);
  g_assert_cmpstr (datastream->thing.text, ==, "5");
  g_assert_cmpuint (datastream->observations->len, ==, 3);
  g_assert_cmpfloat (observation_at (datastream->observations, 0)->reading.number, ==, 2);
  g_assert_cmpfloat (observation_at (datastream->observations, 2)->reading.number, ==, 3);
}

/* One bad entity never costs the others. */
static void
test_bad_entities (void)
{
  static const struct
  {
    const char *json;
    VigieStProblem problem;
  } cases[] = {
      {"12", VIGIE_ST_PROBLEM_NOT_AN_ENTITY},
      {"\"text\"", VIGIE_ST_PROBLEM_NOT_AN_ENTITY},
      {"[1,[2]]", VIGIE_ST_PROBLEM_NOT_AN_ENTITY},
      {"NaN", VIGIE_ST_PROBLEM_NOT_AN_ENTITY},
      {"{\"name\":\"no id\"}", VIGIE_ST_PROBLEM_NO_ID},
      {"{\"@iot.id\":2}", VIGIE_ST_PROBLEM_NO_LOCATION},
      {"{\"@iot.id\":2,\"Locations\":[]}", VIGIE_ST_PROBLEM_NO_LOCATION},
      {"{\"@iot.id\":2,\"Locations\":7}", VIGIE_ST_PROBLEM_NO_LOCATION},
      {"{\"@iot.id\":2,\"Locations\":[{\"encodingType\":\"text/plain\",\"location\":\"Quai\"}]}",
       VIGIE_ST_PROBLEM_NO_LOCATION},
      {"{\"@iot.id\":2,\"Locations\":[{\"location\":{\"type\":\"Point\",\"coordinates\":[2,97]}}]}",
       VIGIE_ST_PROBLEM_LOCATION_RANGE},
      {"{\"@iot.id\":2,\"name\":{\"a\":1},\"Datastreams\":[3],\"Locations\":[{\"location\":{\"type\":"
       "\"Point\",\"coordinates\":[1,2]}}]}",
       VIGIE_ST_PROBLEM_NOT_AN_ENTITY},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"value\":[%s,{\"@iot.id\":1,\"name\":\"good\",\"Locations\":[{\"location\":{\"type\":"
          "\"Point\",\"coordinates\":[1,2]}}]}]}",
          cases[i].json);
      g_auto (Result) result = decode (VIGIE_ST_LIST_THINGS, body);

      g_assert_no_error (result.error);
      g_assert_cmpstr (thing_at (result, result.page->things->len - 1)->name, ==, "good");
      g_assert_cmpuint (result.decoded.problems.count[cases[i].problem], ==, 1);
      g_assert_cmpuint (count_problems (&result), ==, 1);
    }
}

static void
test_bad_pages (void)
{
  static const struct
  {
    const char *json;
    int code;
    guint n_kept;
  } cases[] = {
      {"", VIGIE_ST_ERROR_NOT_SENSORTHINGS, 0},
      {"null", VIGIE_ST_ERROR_NOT_SENSORTHINGS, 0},
      {"\"text\"", VIGIE_ST_ERROR_NOT_SENSORTHINGS, 0},
      {"<html><body>Log in</body></html>", VIGIE_ST_ERROR_NOT_SENSORTHINGS, 0},
      {"{\"message\":\"hello\"}", VIGIE_ST_ERROR_NOT_SENSORTHINGS, 0},
      {"{\"value\":[{\"@iot.id\":1},{\"@iot.id\":2,\"na", VIGIE_ST_ERROR_MALFORMED, 1},
      {"{\"value\":[{\"@iot.id\":1},{\"@iot.id\":2}", VIGIE_ST_ERROR_MALFORMED, 2},
      {"{\"value\":[{\"@iot.id\":1}]", VIGIE_ST_ERROR_MALFORMED, 1},
      {"{\"value\":[{\"@iot.id\" 1}]}", VIGIE_ST_ERROR_MALFORMED, 0},
      {"{\"value\":[{\"@iot.id\":1}]} <!-- 500 -->", VIGIE_ST_ERROR_MALFORMED, 1},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Result) result = decode (VIGIE_ST_LIST_DATASTREAMS, cases[i].json);

      g_assert_error (result.error, VIGIE_ST_ERROR, cases[i].code);
      g_assert_cmpuint (result.page->datastreams->len, ==, cases[i].n_kept);
      g_assert_cmpint (result.page->partial, ==, cases[i].code == VIGIE_ST_ERROR_MALFORMED);
      g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_BAD_PAGE], ==,
                        cases[i].code == VIGIE_ST_ERROR_MALFORMED);
    }
}

/* Forms that are no list by the letter, yet are meant as one. */
static void
test_odd_pages (void)
{
  static const char *const bodies[] = {
      "[{\"@iot.id\":1}]",
      "{\"value\":[{\"@iot.id\":1},]}",
      "\357\273\277{\"value\":[{\"@iot.id\":1}]}",
      " \n{ \"value\" : [ { \"@iot.id\" : 1 } ] , \"@iot.nextLink\" : null } \n",
      "{\"value\":[{\"@iot.id\":1,\"@iot.id\":1}]}",
  };
  g_auto (Result) empty = decode (VIGIE_ST_LIST_DATASTREAMS, "{\"value\":[]}");
  g_auto (Result) null = decode (VIGIE_ST_LIST_DATASTREAMS, "{\"value\":null}");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (Result) result = decode (VIGIE_ST_LIST_DATASTREAMS, bodies[i]);

      g_assert_no_error (result.error);
      g_assert_cmpuint (result.page->datastreams->len, ==, 1);
      g_assert_null (result.decoded.next_link);
    }
  g_assert_true (empty.good);
  g_assert_true (null.good);
}

static void
test_utf8 (void)
{
  static const char body[] = "{\"value\":[{\"@iot.id\":1,\"name\":\"D\351ch\350terie\"},"
                             "{\"@iot.id\":2,\"name\":\"a\0b\"}]}";
  g_auto (Result) result = decode_bytes (VIGIE_ST_LIST_DATASTREAMS, body, sizeof body - 1);

  g_assert_no_error (result.error);
  g_assert_cmpstr (datastream_at (result.page->datastreams, 0)->name, ==,
                   "D\357\277\275ch\357\277\275terie");
  g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_BAD_TEXT], ==, 3);
}

static void
test_bounds (void)
{
  g_autofree char *accents = g_malloc0 (40001);
  g_autofree char *body = NULL, *deep = NULL, *open = g_strnfill (100, '[');
  g_autofree char *close = g_strnfill (100, ']');
  VigieStDatastream *datastream;

  for (guint i = 0; i < 20000; i++)
    memcpy (accents + 2 * i, "é", 2);
  body = g_strdup_printf ("{\"value\":[{\"@iot.id\":1,\"name\":\"x%s\",\"description\":\"%s\","
                          "\"properties\":{\"deep\":%s%s}}]}",
                          accents, accents, open, close);
  {
    g_auto (Result) result = decode (VIGIE_ST_LIST_DATASTREAMS, body);

    datastream = datastream_at (result.page->datastreams, 0);
    g_assert_cmpuint (strlen (datastream->name), ==, VIGIE_ST_MAX_NAME - 1);
    g_assert_true (g_utf8_validate (datastream->name, -1, NULL));
    g_assert_cmpuint (strlen (datastream->description), ==, VIGIE_ST_MAX_TEXT);
    g_assert_null (datastream->properties);
    g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_TOO_LONG], ==, 3);
  }
  deep = g_strdup_printf (
      "{\"value\":[{\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"result\":%s%s},"
      "{\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"result\":\"%s%s\"}]}",
      open, close, accents, accents);
  {
    g_auto (Result) result = decode (VIGIE_ST_LIST_OBSERVATIONS, deep);

    g_assert_cmpint (observation_at (result.page->observations, 0)->reading.type, ==,
                     VIGIE_VALUE_NONE);
    g_assert_cmpuint (strlen (observation_at (result.page->observations, 1)->reading.text), ==,
                      VIGIE_ST_MAX_RESULT);
    g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_TOO_LONG], ==, 2);
  }
}

static void
test_many_entities (void)
{
  g_autoptr (GString) body = g_string_new ("{\"value\":[{\"@iot.id\":0}");

  for (guint i = 1; i < VIGIE_ST_MAX_ENTITIES + 10; i++)
    g_string_append_printf (body, ",{\"@iot.id\":%u}", i);
  g_string_append (body, "]}");
  {
    g_auto (Result) result = decode (VIGIE_ST_LIST_DATASTREAMS, body->str);

    g_assert_cmpuint (result.page->datastreams->len, ==, VIGIE_ST_MAX_ENTITIES);
    g_assert_cmpuint (result.decoded.problems.count[VIGIE_ST_PROBLEM_TOO_LONG], ==, 1);
    g_assert_true (result.page->partial);
  }
}

static void
test_properties (void)
{
  VigieStProperties *own = vigie_st_properties_new (
      "{\"a\":{\"b.c\":1,\"nan\":NaN,\"t\":\"NaN \\\" }\"},\"yes\":\"Yes\","
      "\"n\":\"12.5\",\"m\":\"12 m\",\"big\":1e999}",
      -1);
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpfloat (vigie_st_properties_get_number (own, "a.b.c"), ==, 1);
  g_assert_cmpint (vigie_st_properties_find (own, "a.nan")->type, ==, VIGIE_VALUE_NONE);
  g_assert_cmpint (vigie_st_properties_find (own, "big")->type, ==, VIGIE_VALUE_NONE);
  g_assert_cmpstr (vigie_st_properties_get_text (own, "a.t"), ==, "NaN \" }");
  g_assert_true (vigie_st_properties_get_boolean (own, "yes"));
  g_assert_false (vigie_st_properties_get_boolean (own, "n"));
  g_assert_cmpfloat (vigie_st_properties_get_number (own, "n"), ==, 12.5);
  g_assert_true (isnan (vigie_st_properties_get_number (own, "m")));
  /* Kept as JSON that everybody can read. */
  node = json_from_string (own->json, NULL);
  g_assert_nonnull (node);
  g_assert_nonnull (strstr (own->json, "\"nan\":null"));
  g_assert_nonnull (strstr (own->json, "\"NaN \\\" }\""));
  vigie_st_properties_free (own);

  g_assert_null (vigie_st_properties_new ("[]", -1));
  g_assert_null (vigie_st_properties_new ("{\"a\":1", -1));
  g_assert_null (vigie_st_properties_new ("{} x", -1));
  own = vigie_st_properties_new ("{}", -1);
  g_assert_cmpuint (own->n_items, ==, 0);
  vigie_st_properties_free (own);
}

static void
test_early_link (void)
{
  static const struct
  {
    const char *body, *link;
    gboolean settled;
  } cases[] = {
      {"{\"@iot.nextLink\":\"http:\\/\\/h/v1.1/Things?$skip=1\",\"value\":[",
       "http://h/v1.1/Things?$skip=1", TRUE},
      {"{\"@iot.count\":5,\"@iot.nextLink\":\"x\",", "x", TRUE},
      {"{\"value\":[{\"@iot.nextLink\":\"x\"", NULL, TRUE},
      {"{\"@iot.count\":5,\"@iot.next", NULL, FALSE},
      {"{\"@iot.nextLink\":\"http://h", NULL, FALSE},
      {"{\"@iot.nextLink\":null,\"value\":[", NULL, TRUE},
      {"[", NULL, FALSE},
      {"", NULL, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean settled;
      g_autofree char *link
          = vigie_st_decode_early_link (cases[i].body, strlen (cases[i].body), &settled);

      g_assert_cmpstr (link, ==, cases[i].link);
      g_assert_cmpint (settled, ==, cases[i].settled);
    }
}

/* Cut anywhere, a page never crashes the reader and never gives an entity that was not whole. */
static void
test_cut_anywhere (void)
{
  static const char body[]
      = "{\"@iot.nextLink\":\"x\",\"value\":[{\"@iot.id\":1,\"name\":\"\\u00e9\\\"\",\"properties\":{"
        "\"a\":{\"b\":[1,2]}},\"Locations\":[{\"name\":\"n\",\"location\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[1,2],[3,4],[5,1],[1,2]]]}}],\"Datastreams\":[{\"@iot.id\":\"d\","
        "\"unitOfMeasurement\":{\"symbol\":\"%\"},\"Sensor\":{\"@iot.id\":1},\"Observations\":[{"
        "\"phenomenonTime\":\"2026-11-21T10:00:00Z\",\"result\":{\"x\":NaN}}]}]}]}";

  for (gsize length = 0; length < sizeof body - 1; length++)
    {
      g_auto (Result) result = decode_bytes (VIGIE_ST_LIST_THINGS, body, length);

      g_assert_false (result.good);
      g_assert_cmpuint (result.page->things->len, ==, length >= sizeof body - 3 ? 1 : 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/strings", test_strings);
  g_test_add_func ("/decode/numbers", test_numbers);
  g_test_add_func ("/decode/numbers-exact", test_numbers_exact);
  g_test_add_func ("/decode/skip", test_skip);
  g_test_add_func ("/decode/thing", test_thing);
  g_test_add_func ("/decode/absent", test_absent);
  g_test_add_func ("/decode/ids", test_ids);
  g_test_add_func ("/decode/results", test_results);
  g_test_add_func ("/decode/times", test_times);
  g_test_add_func ("/decode/observations", test_observations);
  g_test_add_func ("/decode/bad-entities", test_bad_entities);
  g_test_add_func ("/decode/bad-pages", test_bad_pages);
  g_test_add_func ("/decode/odd-pages", test_odd_pages);
  g_test_add_func ("/decode/utf8", test_utf8);
  g_test_add_func ("/decode/bounds", test_bounds);
  g_test_add_func ("/decode/many-entities", test_many_entities);
  g_test_add_func ("/decode/properties", test_properties);
  g_test_add_func ("/decode/early-link", test_early_link);
  g_test_add_func ("/decode/cut-anywhere", test_cut_anywhere);
  return g_test_run ();
}
