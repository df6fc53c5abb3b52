/* test-area.c: communes out of files, which one holds a place (against brute force), cells around centres.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area.h"

#include <math.h>
#include <string.h>

/* Two communes side by side, one with a hole, and one that is two islands; and one of which only the centre is known. */
#define WEST "[[[-3.5,47.7],[-3.4,47.7],[-3.4,47.8],[-3.5,47.8],[-3.5,47.7]]]"
#define EAST                                                                                       \
  "[[[-3.4,47.7],[-3.3,47.7],[-3.3,47.8],[-3.4,47.8],[-3.4,47.7]],"                                \
  "[[-3.36,47.74],[-3.34,47.74],[-3.34,47.76],[-3.36,47.74]]]"
#define ISLES                                                                                      \
  "[[[[-3.5,47.6],[-3.48,47.6],[-3.48,47.62],[-3.5,47.6]]],[[[-3.45,47.6],[-3.4,47.6],[-3.4,47.65],[-3.45,47.65],[-3.45,47.6]]]]"

static const char list_json[]
    = "[{\"nom\":\"Est\",\"code\":\"56002\",\"population\":1200,\"centre\":{\"type\":\"Point\",\"coordinates\":[-3.32,47.71]},"
      "\"contour\":{\"type\":\"Polygon\",\"coordinates\":" EAST "}},"
      "{\"nom\":\"Ouest\",\"code\":\"56001\",\"centre\":{\"type\":\"Point\",\"coordinates\":[-3.45,47.75]},"
      "\"contour\":{\"coordinates\":" WEST
      ",\"type\":\"Polygon\"},\"siren\":\"1\",\"codesPostaux\":[\"56000\"]},"
      "{\"nom\":\"Îles\",\"code\":\"56003\",\"population\":20,\"contour\":{\"type\":\"MultiPolygon\",\"coordinates\":" ISLES
      "}},"
      "{\"nom\":\"Loin\",\"code\":\"56004\",\"centre\":{\"type\":\"Point\",\"coordinates\":[-3.2,47.9]},\"contour\":null},"
      "{\"nom\":\"Nulle part\",\"code\":\"56005\"},"
      "{\"nom\":\"Encore\",\"code\":\"56001\",\"centre\":{\"type\":\"Point\",\"coordinates\":[-3,47]}}]";

static VigieAreas *
read_areas (const char *json)
{
  g_autoptr (GError) error = NULL;
  VigieAreas *areas = vigie_areas_read (json, strlen (json), NULL, &error);

  g_assert_no_error (error);
  return areas;
}

static void
test_service (void)
{
  g_autoptr (VigieAreas) areas = read_areas (list_json);
  const VigieArea *area;
  VigieGeoBox box;

  g_assert_cmpuint (vigie_areas_get_n_areas (areas), ==, 4);
  area = vigie_areas_get_area (areas, 0);
  g_assert_cmpstr (area->name, ==, "Ouest");
  g_assert_cmpuint (area->population, ==, 0);
  g_assert_cmpfloat (area->lat, ==, 47.75);
  area = vigie_areas_get_by_code (areas, "56002");
  g_assert_cmpstr (area->name, ==, "Est");
  g_assert_cmpuint (area->population, ==, 1200);
  g_assert_cmpfloat (area->lon, ==, -3.32);
  g_assert_cmpuint (vigie_areas_index_of (areas, area), ==, 1);
  area = vigie_areas_get_by_name (areas, "iles");
  g_assert_cmpstr (area->code, ==, "56003");
  /* The middle of the larger island. */
  g_assert_cmpfloat_with_epsilon (area->lat, 47.625, 1e-9);
  g_assert_cmpfloat_with_epsilon (area->lon, -3.425, 1e-9);
  g_assert_null (vigie_areas_get_by_code (areas, "56004")->outline);
  g_assert_null (vigie_areas_get_by_code (areas, "56005"));
  g_assert_null (vigie_areas_get_by_code (areas, NULL));
  g_assert_true (vigie_areas_have_outlines (areas));
  g_assert_false (vigie_areas_are_approximate (areas));
  g_assert_true (vigie_areas_get_box (areas, &box));
  g_assert_cmpfloat (box.south, ==, 47.6);
  g_assert_cmpfloat (box.west, ==, -3.5);
  g_assert_cmpfloat (box.north, ==, 47.9);
  g_assert_cmpfloat (box.east, ==, -3.2);
}

static void
test_file (void)
{
  g_autoptr (VigieAreas) areas = read_areas (
      " {\"type\":\"FeatureCollection\",\"features\":["
      "{\"type\":\"Feature\",\"properties\":{\"INSEE_COM\":\"56001\",\"NOM_COM\":\"Ouest\",\"POPULATION\":\"1 200\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" WEST "}},"
      "{\"type\":\"Feature\",\"properties\":{\"code\":\"56002\",\"nom\":\"Est\",\"population\":7,\"centre\":[-3.31,47.72]},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" EAST "}}]}");

  g_assert_cmpuint (vigie_areas_get_n_areas (areas), ==, 2);
  g_assert_cmpstr (vigie_areas_get_by_code (areas, "56001")->name, ==, "Ouest");
  g_assert_cmpuint (vigie_areas_get_by_code (areas, "56001")->population, ==, 1);
  g_assert_cmpuint (vigie_areas_get_by_code (areas, "56002")->population, ==, 7);
  g_assert_cmpfloat (vigie_areas_get_by_code (areas, "56002")->lat, ==, 47.72);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json;
    VigieGeojsonErrorCode code;
  } cases[] = {
      {"Not Found", VIGIE_GEOJSON_ERROR_NOT_JSON},
      {"", VIGIE_GEOJSON_ERROR_NOT_JSON},
      {"[", VIGIE_GEOJSON_ERROR_NOT_JSON},
      {"[]", VIGIE_GEOJSON_ERROR_INVALID},
      {"[7]", VIGIE_GEOJSON_ERROR_INVALID},
      {"[{\"nom\":\"Ouest\"}]", VIGIE_GEOJSON_ERROR_INVALID},
      {"[{\"nom\":\"Ouest\",\"centre\":[-3.4,47.7]}]", VIGIE_GEOJSON_ERROR_INVALID},
      {"[{\"nom\":\"Ouest\",\"centre\":{\"type\":\"Point\",\"coordinates\":[47.7,-3.4]}}]",
       VIGIE_GEOJSON_ERROR_COORDINATES},
      {"[{\"nom\":\"Ouest\",\"contour\":{\"type\":\"Polygon\",\"coordinates\":" WEST "}}",
       VIGIE_GEOJSON_ERROR_NOT_JSON},
      {"{\"code\":404,\"message\":\"EPCI inconnu\"}", VIGIE_GEOJSON_ERROR_INVALID},
      {"{\"type\":\"FeatureCollection\",\"features\":[]}", VIGIE_GEOJSON_ERROR_INVALID},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vigie_areas_read (cases[i].json, strlen (cases[i].json), NULL, &error));
      if (!g_error_matches (error, VIGIE_GEOJSON_ERROR, cases[i].code))
        g_error ("%s: %d %s", cases[i].json, error->code, error->message);
    }
}

/* The area at a place by looking at each of them in turn. */
static const VigieArea *
find_slowly (VigieAreas *areas, double lat, double lon)
{
  for (guint i = 0; i < vigie_areas_get_n_areas (areas); i++)
    {
      const VigieArea *area = vigie_areas_get_area (areas, i);

      if (area->outline != NULL && vigie_polygon_contains (area->outline, lat, lon))
        return area;
    }
  return NULL;
}

static void
test_find (void)
{
  g_autoptr (VigieAreas) areas = read_areas (list_json);
  static const struct
  {
    double lat, lon;
    const char *code;
  } cases[] = {
      {47.75, -3.45, "56001"}, {47.75, -3.31, "56002"},  {47.745, -3.345, NULL}, /* the hole */
      {47.75, -3.4, "56001"}, /* the common border */
      {47.8, -3.3, "56002"},   {47.63, -3.42, "56003"},  {47.605, -3.485, "56003"},
      {47.63, -3.47, NULL},    {47.9, -3.2, NULL},       {47.75, -3.6, NULL},
      {47.75, -3.2999, NULL},  {47.75, 356.55, "56001"}, {NAN, -3.4, NULL},
      {47.7, INFINITY, NULL},  {-47.75, -3.45, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VigieArea *area = vigie_areas_find (areas, cases[i].lat, cases[i].lon);

      if (g_strcmp0 (area != NULL ? area->code : NULL, cases[i].code) != 0)
        g_error ("%g, %g is in %s", cases[i].lat, cases[i].lon, area != NULL ? area->code : "none");
    }
}

/* Communes as the dice make them: stars around places, on both sides of the antimeridian too. */
static VigieAreas *
make_random (GRand *rand, double lat, double lon, guint n)
{
  GArray *array = vigie_area_array_new ();

  for (guint i = 0; i < n; i++)
    {
      VigieArea area
          = {.code = g_strdup_printf ("%05u", i), .name = g_strdup_printf ("Commune %u", i)};
      double points[2 * 12], at = g_rand_double_range (rand, -1, 1),
                             along = g_rand_double_range (rand, -1, 1);

      for (guint p = 0; p < 12; p++)
        {
          double reach = g_rand_double_range (rand, 0.02, 0.2);

          points[2 * p] = lon + along + reach * cos (p * G_PI / 6);
          points[2 * p + 1] = lat + at + reach * sin (p * G_PI / 6);
        }
      area.outline = vigie_polygon_new ();
      vigie_polygon_add_ring (area.outline, points, 12);
      area.lat = area.lon = NAN;
      g_array_append_val (array, area);
    }
  return vigie_areas_new (array);
}

static void
test_find_brute (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  static const double origins[][2] = {{47.8, -3.3}, {-17, 179.9}, {60, -179.8}, {0, 0}};

  for (guint o = 0; o < G_N_ELEMENTS (origins); o++)
    for (guint n = 1; n <= 81; n += 40)
      {
        g_autoptr (VigieAreas) areas = make_random (rand, origins[o][0], origins[o][1], n);
        guint n_found = 0;

        for (guint i = 0; i < 3000; i++)
          {
            double lat = origins[o][0] + g_rand_double_range (rand, -1.4, 1.4);
            double lon = remainder (origins[o][1] + g_rand_double_range (rand, -1.4, 1.4), 360);
            const VigieArea *area = vigie_areas_find (areas, lat, lon);

            g_assert_true (area == find_slowly (areas, lat, lon));
            n_found += area != NULL;
          }
        if (n > 1)
          g_assert_cmpuint (n_found, >, 100);
      }
}

/* ---- Cells ---- */

static void
test_cells (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  GArray *array = vigie_area_array_new ();
  g_autoptr (VigieAreas) centres = NULL, cells = NULL, again = NULL;
  guint n = 25, n_inside = 0;

  for (guint i = 0; i < n; i++)
    {
      VigieArea area = {.code = g_strdup_printf ("%05u", i),
                        .name = g_strdup_printf ("Commune %u", i),
                        .population = i,
                        .lat = g_rand_double_range (rand, 47.6, 48),
                        .lon = g_rand_double_range (rand, -3.6, -3.1)};

      g_array_append_val (array, area);
    }
  centres = vigie_areas_new (array);
  g_assert_false (vigie_areas_have_outlines (centres));
  g_assert_null (vigie_areas_find (centres, 47.8, -3.3));
  cells = vigie_areas_with_cells (centres, 0.1);
  g_assert_cmpuint (vigie_areas_get_n_areas (cells), ==, n);
  g_assert_true (vigie_areas_are_approximate (cells));
  for (guint i = 0; i < n; i++)
    {
      const VigieArea *area = vigie_areas_get_area (cells, i);

      g_assert_true (area->approximate);
      g_assert_cmpuint (area->population, ==, i);
      g_assert_true (vigie_polygon_contains (area->outline, area->lat, area->lon));
    }
  /* Each place is in the cell of the nearest centre. */
  for (guint i = 0; i < 5000; i++)
    {
      double lat = g_rand_double_range (rand, 47.5, 48.1),
             lon = g_rand_double_range (rand, -3.7, -3);
      const VigieArea *area = vigie_areas_find (cells, lat, lon);
      double nearest = INFINITY, own = INFINITY;

      if (area == NULL)
        continue;
      n_inside++;
      for (guint c = 0; c < n; c++)
        {
          const VigieArea *other = vigie_areas_get_area (cells, c);
          double dx = vigie_mercator_x (other->lon) - vigie_mercator_x (lon);
          double dy = vigie_mercator_y (other->lat) - vigie_mercator_y (lat);

          nearest = MIN (nearest, hypot (dx, dy));
          if (other == area)
            own = hypot (dx, dy);
        }
      g_assert_cmpfloat (own, <=, nearest + 1e-8);
    }
  g_assert_cmpuint (n_inside, >, 3000);
  again = vigie_areas_with_cells (cells, 0.1);
  g_assert_true (again == cells);
}

static void
test_few_cells (void)
{
  /* One centre, two at one place, none: no cell of nothing, none twice. */
  for (guint n = 0; n <= 2; n++)
    {
      GArray *array = vigie_area_array_new ();
      g_autoptr (VigieAreas) centres = NULL, cells = NULL;

      for (guint i = 0; i < n; i++)
        {
          VigieArea area = {.name = g_strdup_printf ("Commune %u", i), .lat = 47.7, .lon = -3.3};

          g_array_append_val (array, area);
        }
      centres = vigie_areas_new (array);
      cells = vigie_areas_with_cells (centres, 0.1);
      g_assert_cmpint (vigie_areas_have_outlines (cells), ==, n > 0);
      if (n == 0)
        continue;
      g_assert_true (vigie_areas_find (cells, 47.7, -3.3) == vigie_areas_get_area (cells, 0));
      if (n == 2)
        g_assert_null (vigie_areas_get_area (cells, 1)->outline);
    }
}

static void
test_middle (void)
{
  static const double horseshoe[] = {0, 0, 10, 0, 10, 10, 8, 10, 8, 2, 2, 2, 2, 10, 0, 10};
  static const double line[] = {0, 0, 1, 1, 2, 2};
  g_autoptr (VigiePolygon) polygon = vigie_polygon_new (), flat = vigie_polygon_new ();
  const double *lons, *lats;
  double lat, lon;

  g_assert_false (vigie_polygon_get_middle (polygon, &lat, &lon));
  g_assert_true (vigie_polygon_add_ring (polygon, horseshoe, 8));
  g_assert_true (vigie_polygon_get_middle (polygon, &lat, &lon));
  g_assert_true (vigie_polygon_contains (polygon, lat, lon));
  g_assert_cmpuint (vigie_polygon_get_ring (polygon, 0, &lons, &lats), ==, 8);
  g_assert_cmpfloat (lons[3], ==, 8);
  g_assert_cmpfloat (lats[3], ==, 10);
  g_assert_true (vigie_polygon_add_ring (flat, line, 3));
  g_assert_false (vigie_polygon_get_middle (flat, &lat, &lon));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/area/service", test_service);
  g_test_add_func ("/area/file", test_file);
  g_test_add_func ("/area/refused", test_refused);
  g_test_add_func ("/area/find", test_find);
  g_test_add_func ("/area/find-brute", test_find_brute);
  g_test_add_func ("/area/cells", test_cells);
  g_test_add_func ("/area/few-cells", test_few_cells);
  g_test_add_func ("/area/middle", test_middle);
  return g_test_run ();
}
