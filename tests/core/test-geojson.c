/* test-geojson.c: what is GeoJSON and what is not, where a fault is, bounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geojson.h"

#include <math.h>
#include <string.h>

#define SQUARE "[[-3.4,47.7],[-3.3,47.7],[-3.3,47.8],[-3.4,47.8],[-3.4,47.7]]"
#define HOLE "[[-3.38,47.72],[-3.32,47.72],[-3.32,47.78],[-3.38,47.72]]"
#define AWAY "[[-3.5,47.6],[-3.45,47.6],[-3.45,47.65],[-3.5,47.6]]"
#define FEATURE(geometry) "{\"type\":\"Feature\",\"geometry\":" geometry ",\"properties\":null}"

typedef struct
{
  const char *json;
  const char *
      parts; /* P point, L line, O outer ring, H hole, with the number of points, of all features */
} Good;

static const Good good[] = {
    {"{\"type\":\"Point\",\"coordinates\":[-3.37,47.75]}", "P1"},
    {"{\"type\":\"Point\",\"coordinates\":[-3.37,47.75,12.5]}", "P1"},
    {"{\"coordinates\":[-3.37,47.75],\"type\":\"Point\"}", "P1"},
    {"\357\273\277{\"type\":\"Point\",\"coordinates\":[-3.37,47.75]}", "P1"},
    {"{\"type\":\"Point\",\"coordinates\":[]}", ""},
    {"{\"type\":\"MultiPoint\",\"coordinates\":[[0,0],[1,1]]}", "P1 P1"},
    {"{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1],[2,0]]}", "L3"},
    {"{\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,1]],[[2,2],[3,3],[4,4]]]}", "L2 L3"},
    {"{\"type\":\"Polygon\",\"coordinates\":[" SQUARE "," HOLE "]}", "O5 H4"},
    {"{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "," HOLE "],[" AWAY "]]}", "O5 H4 O4"},
    {"{\"coordinates\":[[" SQUARE "," HOLE "],[" AWAY "]],\"type\":\"MultiPolygon\"}", "O5 H4 O4"},
    {"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[0,0]},"
     "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}]}",
     "P1 L2"},
    {FEATURE ("null"), ""},
    {FEATURE ("{\"type\":\"Point\",\"coordinates\":[180,-90]}"), "P1"},
    {"{\"type\":\"Feature\",\"geometry\":null}", ""},
    {"{\"type\":\"FeatureCollection\",\"features\":[]}", ""},
    {"{\"type\":\"FeatureCollection\",\"name\":\"x\",\"metadata\":{\"a\":[1]},\"bbox\":[0,0,1,1],\"features\":[" FEATURE (
         "{\"type\":\"Point\",\"coordinates\":[1,2]}") "," FEATURE ("null") "]}",
     "P1"},
    {"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
     "\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"features\":[]}",
     ""},
    {"{\"type\":\"Polygon\",\"coordinates\":[" SQUARE "],\"properties\":{\"x\":1},\"crs\":null}",
     NULL},
};

static char *
parts_of (VigieGeoFeatures *features)
{
  GString *text = g_string_new (NULL);

  for (guint f = 0; f < vigie_geo_features_get_n_features (features); f++)
    {
      const VigieGeoFeature *feature = vigie_geo_features_get_feature (features, f);

      for (guint p = 0; p < feature->n_parts; p++)
        g_string_append_printf (text, "%s%c%u", text->len > 0 ? " " : "",
                                "PLOH"[feature->parts[p].type], feature -> parts[p].n_points);
    }
  return g_string_free (text, FALSE);
}

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieGeoFeatures) features
          = vigie_geojson_read (good[i].json, strlen (good[i].json), NULL, &error);
      g_autofree char *parts = NULL;

      if (good[i].parts == NULL)
        {
          g_assert_null (features);
          continue;
        }
      if (features == NULL)
        g_error ("%s: %s", good[i].json, error->message);
      parts = parts_of (features);
      if (strcmp (parts, good[i].parts) != 0)
        g_error ("%s: %s, not %s", good[i].json, parts, good[i].parts);
      for (guint f = 0; f < vigie_geo_features_get_n_features (features); f++)
        {
          const VigieGeoFeature *feature = vigie_geo_features_get_feature (features, f);

          g_assert_true ((feature->n_parts == 0) == (feature->parts == NULL));
          g_assert_true ((feature->n_properties == 0) == (feature->properties == NULL));
        }
    }
}

typedef struct
{
  const char *json;
  VigieGeojsonErrorCode code;
  const char *where; /* what the message must have: numbers of line and character, in this order */
} Bad;

#define JSON VIGIE_GEOJSON_ERROR_NOT_JSON
#define INVALID VIGIE_GEOJSON_ERROR_INVALID
#define PLACES VIGIE_GEOJSON_ERROR_COORDINATES

static const Bad bad[] = {
    {"", JSON, "*1*1*"},
    {"Not Found", JSON, "*1*1*"},
    {"{", JSON, "*1*2*"},
    {"{\"type\":\"Point\",\n \"coordinates\":[0,0]", JSON, "*2*21*"},
    {"{\"type\":\"Point\",\"coordinates\":[0,NaN]}", JSON, "*1*34*"},
    {"{\"type\":\"Point\",\"coordinates\":[0,1e999]}", JSON, "*1*"},
    {"{\"type\":\"Point\",\"coordinates\":[0,0]}{}", JSON, "*1*37*"},
    {"{\"type\":\"Point\",\"coordinates\":[0,0],\"a\":\"\300\"}", JSON, "*1*"},
    {"[]", INVALID, "*1*1*"},
    {"3", INVALID, "*1*1*"},
    {"{}", INVALID, "*1*3*"},
    {"{\"type\":\"Circle\",\"coordinates\":[0,0]}", INVALID, "*1*"},
    {"{\"type\":\"point\",\"coordinates\":[0,0]}", INVALID, "*1*"},
    {"{\"type\":[\"Point\"],\"coordinates\":[0,0]}", INVALID, "*1*9*"},
    {"{\"type\":\"Point\"}", INVALID, "*1*"},
    {"{\"type\":\"Point\",\"coordinates\":[0]}", INVALID, "*1*31*"},
    {"{\"type\":\"Point\",\"coordinates\":[0,\"1\"]}", INVALID, "*1*34*"},
    {"{\"type\":\"Point\",\"coordinates\":[0,1,2,3,4,5,6,7,8]}", INVALID, "*1*"},
    {"{\"type\":\"Point\",\"coordinates\":{\"lon\":1}}", INVALID, "*1*31*"},
    {"{\"type\":\"Point\",\"coordinates\":[[0,0]]}", INVALID, "*1*"},
    {"{\"type\":\"Polygon\",\"coordinates\":[[0,0],[1,1],[2,2],[0,0]]}", INVALID, "*1*"},
    {"{\"type\":\"LineString\",\"coordinates\":[[0,0]]}", INVALID, "*1*36*"},
    {"{\"type\":\"LineString\",\"coordinates\":[[0,0],1]}", INVALID, "*1*43*"},
    {"{\"type\":\"LineString\",\"coordinates\":[[0,0],[[1,1]]]}", INVALID, "*1*"},
    {"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[[0,0]]]]]}", INVALID, "*1*"},
    {"{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "],[]]}", INVALID, "*1*"},
    {"{\"type\":\"Polygon\",\"coordinates\":[\n[[0,0],[1,0],[0,0]]]}", INVALID, "*2*1*"},
    {"{\"type\":\"Polygon\",\"coordinates\":[\n" SQUARE ",\n [[0,0],[1,0],[1,1],[0,1]]]}", INVALID,
     "*3*2*"},
    {"{\"type\":\"Feature\",\"properties\":{}}", INVALID, "*1*"},
    {"{\"type\":\"Feature\",\"geometry\":null,\"properties\":[1]}", INVALID, "*1*"},
    {"{\"type\":\"Feature\",\"geometry\":null,\"geometry\":null}", INVALID, "*1*"},
    {"{\"type\":\"Feature\",\"geometry\":" FEATURE ("null") "}", INVALID, "*1*"},
    {"{\"type\":\"Feature\",\"geometry\":7}", INVALID, "*1*"},
    {"{\"type\":\"FeatureCollection\"}", INVALID, "*1*"},
    {"{\"type\":\"FeatureCollection\",\"features\":{}}", INVALID, "*1*"},
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Point\",\"coordinates\":[0,0]}]}",
     INVALID, "*1*"},
    {"{\"type\":\"FeatureCollection\",\"features\":[" FEATURE ("null") ",\n" FEATURE (
         "{\"type\":\"Point\",\"coordinates\":[1]}") "]}",
     INVALID, "*2*2*"},
    {"{\"type\":\"GeometryCollection\",\"geometries\":[7]}", INVALID, "*1*"},
    {"{\"type\":\"Point\",\"coordinates\":[47.75,-93.37]}", PLACES,
     "*1*31*"}, /* changed over, out of range */
    {"{\"type\":\"Point\",\"coordinates\":[47.75,-3.37]}", PLACES,
     "*"}, /* changed over, in range */
    {"{\"type\":\"Point\",\"coordinates\":[200.5,47]}", PLACES, "*180*"},
    {"{\"type\":\"Point\",\"coordinates\":[224000.5,6760000.25]}", PLACES,
     "*Lambert 93*2154*4326*"},
    {"{\"type\":\"Point\",\"coordinates\":[1224000.5,7200000.5]}", PLACES, "*Lambert CC*4326*"},
    {"{\"type\":\"Point\",\"coordinates\":[-375000,6060000]}", PLACES, "*4326*"},
    {"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
     "\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[]}",
     PLACES, "*Lambert 93*4326*"},
    {"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
     "\"urn:ogc:def:crs:EPSG::3857\"}},\"features\":[]}",
     PLACES, "*4326*"},
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieGeoFeatures) features
          = vigie_geojson_read (bad[i].json, strlen (bad[i].json), NULL, &error);

      if (features != NULL)
        g_error ("%s is taken", bad[i].json);
      if (!g_error_matches (error, VIGIE_GEOJSON_ERROR, bad[i].code)
          || !g_pattern_match_simple (bad[i].where, error->message))
        g_error ("%s: %d, %s", bad[i].json, error->code, error->message);
    }
}

static void
test_cut_short (void)
{
  const char *whole
      = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":7,\"geometry\":"
        "{\"type\":\"Polygon\",\"coordinates\":[" SQUARE
        "]},\"properties\":{\"a\":\"\\u00e9\",\"b\":[1]}}]}";

  for (gsize length = 0; length < strlen (whole); length++)
    {
      g_autofree char *text = g_memdup2 (whole, MAX (length, 1));
      g_autoptr (GError) error = NULL;

      g_assert_null (vigie_geojson_read (text, length, NULL, &error));
      g_assert_error (error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_NOT_JSON);
    }
}

static void
test_properties (void)
{
  const char *json
      = "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"id\":\"n\\u00b0 7\",\"properties\":{\"nom\":\"Qu\\u00e9ven\",\"population\":8991,"
        "\"vide\":null,\"ouvert\":true,\"codesPostaux\":[\"56530\", 1],\"rien\":{}},"
        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" SQUARE "," HOLE "]}},"
        "{\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-3.2,47.6]},\"id\":12,\"type\":\"Feature\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieGeoFeatures) features = vigie_geojson_read (json, strlen (json), NULL, &error);
  const VigieGeoFeature *feature;
  g_autoptr (VigiePolygon) polygon = NULL;
  VigieGeoBox box;

  g_assert_no_error (error);
  g_assert_cmpuint (vigie_geo_features_get_n_features (features), ==, 2);
  g_assert_cmpuint (vigie_geo_features_get_n_points (features), ==, 10);
  feature = vigie_geo_features_get_feature (features, 0);
  g_assert_cmpstr (feature->id, ==, "n° 7");
  g_assert_cmpuint (feature->n_properties, ==, 5);
  g_assert_cmpstr (feature->properties[0].name, ==, "nom");
  g_assert_cmpstr (feature->properties[0].text, ==, "Quéven");
  g_assert_true (feature->properties[0].is_text);
  g_assert_true (isnan (feature->properties[0].number));
  g_assert_cmpfloat (feature->properties[1].number, ==, 8991);
  g_assert_cmpstr (feature->properties[1].text, ==, "8991");
  g_assert_false (feature->properties[1].is_text);
  g_assert_cmpstr (vigie_geo_feature_get_property (feature, "ouvert")->text, ==, "true");
  g_assert_cmpstr (vigie_geo_feature_get_property (feature, "codesPostaux")->text, ==,
                   "[\"56530\", 1]");
  g_assert_cmpstr (vigie_geo_feature_get_property (feature, "rien")->text, ==, "{}");
  g_assert_false (vigie_geo_feature_get_property (feature, "rien")->is_text);
  g_assert_null (vigie_geo_feature_get_property (feature, "vide"));
  g_assert_cmpfloat (feature->box.west, ==, -3.4);
  g_assert_cmpfloat (feature->box.north, ==, 47.8);
  polygon = vigie_geo_feature_get_polygon (feature);
  g_assert_true (vigie_polygon_contains (polygon, 47.71, -3.39));
  g_assert_false (vigie_polygon_contains (polygon, 47.74, -3.34));
  feature = vigie_geo_features_get_feature (features, 1);
  g_assert_cmpstr (feature->id, ==, "12");
  g_assert_cmpuint (feature->n_properties, ==, 0);
  g_assert_null (vigie_geo_feature_get_polygon (feature));
  g_assert_true (vigie_geo_features_get_box (features, &box));
  g_assert_cmpfloat (box.south, ==, 47.6);
  g_assert_cmpfloat (box.east, ==, -3.2);
}

/* Places in order that lie elsewhere are taken; those near what is expected only when changed over are not. */
static void
test_swapped (void)
{
  static const VigieGeoBox reunion = {-21.4, 55.2, -20.8, 55.9};
  static const struct
  {
    double x, y;
    const VigieGeoBox *near;
    gboolean taken;
  } cases[] = {
      {-3.37, 47.75, NULL, TRUE},     {47.75, -3.37, NULL, FALSE},    {45.2, -12.8, NULL, TRUE},
      {55.5, -21.1, NULL, TRUE},      {-21.1, 55.5, &reunion, FALSE}, {55.5, -21.1, &reunion, TRUE},
      {47.75, -3.37, &reunion, TRUE}, {2.35, 48.85, &reunion, TRUE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigieGeojsonLimits limits = {.near = cases[i].near};
      g_autofree char *json = NULL;
      char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
      g_autoptr (VigieGeoFeatures) features = NULL;

      json = g_strdup_printf ("{\"type\":\"Point\",\"coordinates\":[%s,%s]}",
                              g_ascii_dtostr (x, sizeof x, cases[i].x),
                              g_ascii_dtostr (y, sizeof y, cases[i].y));
      features = vigie_geojson_read (json, strlen (json), &limits, NULL);
      if ((features != NULL) != cases[i].taken)
        g_error ("%s should be %s", json, cases[i].taken ? "taken" : "refused");
    }
}

static void
test_bounds (void)
{
  const char *json = "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE (
      "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1],[2,2]]}") "," FEATURE ("null") "]}";
  static const struct
  {
    VigieGeojsonLimits limits;
    gboolean taken;
  } cases[] = {
      {{.max_features = 2, .max_points = 3}, TRUE},
      {{.max_features = 1}, FALSE},
      {{.max_points = 2}, FALSE},
      {{.max_bytes = 20}, FALSE},
  };
  g_autoptr (GString) many
      = g_string_new ("{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":1");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (VigieGeoFeatures) features
          = vigie_geojson_read (json, strlen (json), &cases[i].limits, &fault);

      g_assert_cmpint (features != NULL, ==, cases[i].taken);
      if (!cases[i].taken)
        g_assert_error (fault, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_TOO_LARGE);
    }
  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (many, ",\"a%u\":1", i);
  g_string_append (many, "}}");
  g_assert_null (vigie_geojson_read (many->str, many->len, NULL, &error));
  g_assert_error (error, VIGIE_GEOJSON_ERROR, VIGIE_GEOJSON_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geojson/good", test_good);
  g_test_add_func ("/geojson/bad", test_bad);
  g_test_add_func ("/geojson/cut-short", test_cut_short);
  g_test_add_func ("/geojson/properties", test_properties);
  g_test_add_func ("/geojson/swapped", test_swapped);
  g_test_add_func ("/geojson/bounds", test_bounds);
  return g_test_run ();
}
