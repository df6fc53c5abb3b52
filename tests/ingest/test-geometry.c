/* test-geometry.c: how geometries stand to each other (OGC 06-103r4, 6.1.15), distances, lengths, GeoJSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-ingest-geometry.h"

#define SQUARE "POLYGON((0 0,4 0,4 4,0 4,0 0))"
#define DONUT "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 2,1 1))"

static const struct
{
  const char *a, *b, *matrix;
  double distance;
} relations[] = {
    {"POINT(0 0)", "POINT(0 0)", "0FFFFFFF2", 0},
    {"POINT(0 0)", "POINT(3 4)", "FF0FFF0F2", 5},
    {"POINT(1 1)", SQUARE, "0FFFFF212", 0},
    {"POINT(0 1)", SQUARE, "F0FFFF212", 0},
    {"POINT(4 4)", SQUARE, "F0FFFF212", 0},
    {"POINT(5 1)", SQUARE, "FF0FFF212", 1},
    {"POINT(1.5 1.5)", DONUT, "FF0FFF212", 0.5},
    {"POINT(1 1.5)", DONUT, "F0FFFF212", 0},
    {"POINT(0.5 1.5)", DONUT, "0FFFFF212", 0},
    {"MULTIPOINT(0 0,1 1)", "POINT(0 0)", "0F0FFFFF2", 0},
    {"MULTIPOINT(0 0,1 1)", "MULTIPOINT(1 1,2 2)", "0F0FFF0F2", 0},
    {"POINT(1 1)", "LINESTRING(0 0,2 2)", "0FFFFF102", 0},
    {"POINT(2 2)", "LINESTRING(0 0,2 2)", "F0FFFF102", 0},
    {"POINT(0 2)", "LINESTRING(0 0,4 0)", "FF0FFF102", 2},
    {"LINESTRING(0 0,1 0,1 1,0 0)", "POINT(0 0)", "0F1FFFFF2", 0},
    {"LINESTRING(0 0,2 2)", "LINESTRING(0 2,2 0)", "0F1FF0102", 0},
    {"LINESTRING(0 0,2 0)", "LINESTRING(1 0,3 0)", "1010F0102", 0},
    {"LINESTRING(0 0,1 0)", "LINESTRING(1 0,2 0)", "FF1F00102", 0},
    {"LINESTRING(0 0,2 2)", "LINESTRING(0 0,2 2)", "1FFF0FFF2", 0},
    {"LINESTRING(0 0,2 2)", "LINESTRING(2 2,1 1,0 0)", "1FFF0FFF2", 0},
    {"LINESTRING(1 0,2 0)", "LINESTRING(0 0,4 0)", "1FF0FF102", 0},
    {"LINESTRING(0 0,1 0)", "LINESTRING(0 3,1 3)", "FF1FF0102", 3},
    {"LINESTRING(-1 2,5 2)", SQUARE, "101FF0212", 0},
    {"LINESTRING(1 1,3 3)", SQUARE, "1FF0FF212", 0},
    {"LINESTRING(0 0,4 0)", SQUARE, "F1FF0F212", 0},
    {"LINESTRING(-1 0,5 0)", SQUARE, "F11FF0212", 0},
    {"LINESTRING(2 4,2 6)", SQUARE, "FF1F00212", 0},
    {"LINESTRING(2 2,2 6)", SQUARE, "1010F0212", 0},
    {SQUARE, SQUARE, "2FFF1FFF2", 0},
    {SQUARE, "POLYGON((4 4,4 0,2 0,0 0,0 4,4 4))", "2FFF1FFF2", 0},
    {SQUARE, "POLYGON((2 2,6 2,6 6,2 6,2 2))", "212101212", 0},
    {"POLYGON((1 1,2 1,2 2,1 2,1 1))", SQUARE, "2FF1FF212", 0},
    {SQUARE, "POLYGON((1 1,2 1,2 2,1 2,1 1))", "212FF1FF2", 0},
    {"POLYGON((0 0,2 0,2 2,0 2,0 0))", SQUARE, "2FF11F212", 0},
    {SQUARE, "POLYGON((4 0,8 0,8 4,4 4,4 0))", "FF2F11212", 0},
    {SQUARE, "POLYGON((4 4,8 4,8 8,4 8,4 4))", "FF2F01212", 0},
    {SQUARE, "POLYGON((7 0,9 0,9 4,7 4,7 0))", "FF2FF1212", 3},
    {DONUT, "POLYGON((1 1,2 1,2 2,1 2,1 1))", "FF2F112F2", 0},
    {DONUT, SQUARE, "2FF11F2F2", 0},
    {"POINT EMPTY", "POINT(0 0)", "FFFFFF0F2", NAN},
};

static void
test_relations (void)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (relations); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieGeometry) a = vigie_geometry_new_from_wkt (relations[i].a, &error);
      g_autoptr (VigieGeometry) b = vigie_geometry_new_from_wkt (relations[i].b, &error);
      char matrix[VIGIE_GEOMETRY_MATRIX];
      double distance;

      g_assert_no_error (error);
      g_assert_true (vigie_geometry_relate (a, b, matrix));
      if (!g_str_equal (matrix, relations[i].matrix))
        g_error ("%s and %s: %s, not %s", relations[i].a, relations[i].b, matrix,
                 relations[i].matrix);
      /* Seen from the other one it is the same, turned over. */
      g_assert_true (vigie_geometry_relate (b, a, matrix));
      for (int cell = 0; cell < 9; cell++)
        g_assert_cmpint (matrix[cell], ==, relations[i].matrix[cell % 3 * 3 + cell / 3]);
      distance = vigie_geometry_distance (a, b);
      g_assert_true (isnan (relations[i].distance)
                         ? isnan (distance)
                         : fabs (distance - relations[i].distance) < 1e-12);
    }
}

static const struct
{
  const char *json;
  int dimension; /* -2: no geometry */
  double length;
} documents[] = {
    {"{\"type\":\"Point\",\"coordinates\":[1,2]}", 0, 0},
    {"{\"type\":\"Point\",\"coordinates\":[1.5,2,300]}", 0, 0},
    {"{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}", 0, 0},
    {"{\"type\":\"LineString\",\"coordinates\":[[0,0],[3,4]]}", 1, 5},
    {"{\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,0]],[[0,0],[0,2]]]}", 1, 3},
    {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}", 2, 4},
    {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}", 2, 4},
    {"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]}", 2, 4},
    {"{\"type\":\"Feature\",\"properties\":null,\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
     0, 0},
    {"{\"type\":\"FeatureCollection\",\"features\":[]}", -1, 0},
    {"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]}]}",
     0, 0},
    {"\"Quai du Péristyle\"", -2, 0},
    {"{}", -2, 0},
    {"{", -2, 0},
    {"", -2, 0},
    {"null", -2, 0},
    {"[1,2]", -2, 0},
    {"{\"type\":5}", -2, 0},
    {"{\"type\":\"Point\"}", -2, 0},
    {"{\"type\":\"Point\",\"coordinates\":null}", -2, 0},
    {"{\"type\":\"Point\",\"coordinates\":[1]}", -2, 0},
    {"{\"type\":\"Point\",\"coordinates\":[\"1\",\"2\"]}", -2, 0},
    {"{\"type\":\"Point\",\"coordinates\":[1e999,0]}", -2, 0},
    {"{\"type\":\"LineString\",\"coordinates\":[[0,0]]}", -2, 0},
    {"{\"type\":\"Polygon\",\"coordinates\":[]}", -2, 0},
    {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}", -2, 0},
    {"{\"type\":\"MultiMultiPoint\",\"coordinates\":[]}", -2, 0},
    {"{\"type\":\"Feature\",\"geometry\":null}", -2, 0},
    {"{\"type\":\"GeometryCollection\",\"geometries\":{}}", -2, 0},
};

static void
test_geojson (void)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (VigieGeometry) geometry = vigie_geometry_new_from_geojson (documents[i].json);

      g_assert_cmpint (geometry ? vigie_geometry_dimension (geometry) : -2, ==,
                       documents[i].dimension);
      if (geometry)
        g_assert_cmpfloat (vigie_geometry_length (geometry), ==, documents[i].length);
    }
  g_assert_null (vigie_geometry_new_from_geojson (NULL));
}

/* Two coasts of many points each would take minutes: they are refused, not awaited. */
static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new ("LINESTRING(0 0");
  g_autoptr (VigieGeometry) line = NULL;
  char matrix[VIGIE_GEOMETRY_MATRIX];

  for (int i = 1; i < 5000; i++)
    g_string_append_printf (text, ",%d %d", i, i % 7);
  g_string_append_c (text, ')');
  line = vigie_geometry_new_from_wkt (text->str, NULL);
  g_assert_nonnull (line);
  g_assert_false (vigie_geometry_relate (line, line, matrix));
  g_assert_true (isnan (vigie_geometry_distance (line, line)));
}

static void
test_patterns (void)
{
  g_assert_true (vigie_geometry_matches ("0FFFFF212", "T*F**F***"));
  g_assert_true (vigie_geometry_matches ("0FFFFF212", "t*f**F**2"));
  g_assert_false (vigie_geometry_matches ("0FFFFF212", "F********"));
  g_assert_false (vigie_geometry_matches ("0FFFFF212", "1********"));
  g_assert_true (vigie_geometry_pattern_is_valid ("TF*012tf*"));
  g_assert_false (vigie_geometry_pattern_is_valid ("TF*012tf"));
  g_assert_false (vigie_geometry_pattern_is_valid ("TF*012tf3"));
  g_assert_false (vigie_geometry_pattern_is_valid (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/geometry/relations", test_relations);
  g_test_add_func ("/ingest/geometry/geojson", test_geojson);
  g_test_add_func ("/ingest/geometry/bounds", test_bounds);
  g_test_add_func ("/ingest/geometry/patterns", test_patterns);
  return g_test_run ();
}
