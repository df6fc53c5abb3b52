/* test-polygon.c: whether a place is in an area: holes, edges, corners, the antimeridian, bad rings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-polygon.h"

#include <math.h>

static const double square[] = {0, 0, 10, 0, 10, 10, 0, 10, 0, 0};
static const double hole[] = {4, 4, 6, 4, 6, 6, 4, 6};
static const double concave[] = {0, 0, 10, 0, 10, 10, 5, 2, 0, 10};
static const double island[] = {20, 0, 22, 0, 21, 2};

typedef struct
{
  double lat, lon;
  gboolean inside;
} Case;

static void
check (VigiePolygon *polygon, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    if (vigie_polygon_contains (polygon, cases[i].lat, cases[i].lon) != cases[i].inside)
      g_error ("%g, %g should be %s", cases[i].lat, cases[i].lon,
               cases[i].inside ? "inside" : "outside");
}

static void
test_square (void)
{
  g_autoptr (VigiePolygon) polygon = vigie_polygon_new ();
  static const Case cases[] = {
      {5, 5, TRUE},          {0, 0, TRUE},    {10, 10, TRUE},  {0, 5, TRUE},
      {5, 10, TRUE},         {5, 0, TRUE},    {10, 5, TRUE},   {5, 10.000001, FALSE},
      {-0.000001, 5, FALSE}, {10, 11, FALSE}, {0, -1, FALSE},  {5, 365, TRUE},
      {5, -355, TRUE},       {NAN, 5, FALSE}, {5, NAN, FALSE}, {INFINITY, 5, FALSE},
  };

  g_assert_true (vigie_polygon_add_ring (polygon, square, G_N_ELEMENTS (square) / 2));
  check (polygon, cases, G_N_ELEMENTS (cases));
}

static void
test_hole_and_parts (void)
{
  g_autoptr (VigiePolygon) polygon = vigie_polygon_new ();
  static const Case cases[] = {
      {5, 5, FALSE}, {3, 5, TRUE}, {4, 5, TRUE},  {6, 6, TRUE},   {5, 4, TRUE},
      {4, 2, TRUE},  {4, 8, TRUE}, {1, 21, TRUE}, {1, 19, FALSE}, {2, 21, TRUE},
  };

  g_assert_true (vigie_polygon_add_ring (polygon, square, 5));
  g_assert_true (vigie_polygon_add_ring (polygon, hole, 4));
  g_assert_true (vigie_polygon_add_ring (polygon, island, 3));
  g_assert_cmpuint (vigie_polygon_get_n_rings (polygon), ==, 3);
  check (polygon, cases, G_N_ELEMENTS (cases));
}

static void
test_concave (void)
{
  g_autoptr (VigiePolygon) polygon = vigie_polygon_new ();
  /* 2, 5 is the inner corner; rays at its height pass through it. */
  static const Case cases[] = {
      {2, 1, TRUE}, {2, 5, TRUE},   {2, 9, TRUE},   {5, 5, FALSE},
      {1, 5, TRUE}, {9, 0.1, TRUE}, {10, 5, FALSE},
  };

  g_assert_true (vigie_polygon_add_ring (polygon, concave, 5));
  check (polygon, cases, G_N_ELEMENTS (cases));
}

static void
test_antimeridian (void)
{
  g_autoptr (VigiePolygon) polygon = vigie_polygon_new ();
  static const double fiji[] = {177, -19, -178, -19, -178, -16, 177, -16, 177, -19};
  static const Case cases[] = {
      {-17, 179, TRUE},  {-17, -179, TRUE}, {-17, 180, TRUE},     {-17, -180, TRUE},
      {-17, 176, FALSE}, {-17, 0, FALSE},   {-17, -177.9, FALSE}, {-19, -179, TRUE},
  };
  VigieGeoBox box;

  g_assert_true (vigie_polygon_add_ring (polygon, fiji, 5));
  check (polygon, cases, G_N_ELEMENTS (cases));
  g_assert_true (vigie_polygon_get_box (polygon, &box));
  g_assert_cmpfloat (box.west, ==, 177);
  g_assert_cmpfloat (box.east, ==, -178);
}

/* Two communes with a common border: each place on it is in both, every place around in one. */
static void
test_common_border (void)
{
  g_autoptr (VigiePolygon) west = vigie_polygon_new (), east = vigie_polygon_new ();
  static const double left[] = {0, 0, 3.3, 0.1, 2.7, 5.7, 3.1, 10, 0, 10};
  static const double right[] = {3.3, 0.1, 8, 0, 8, 10, 3.1, 10, 2.7, 5.7};

  g_assert_true (vigie_polygon_add_ring (west, left, 5));
  g_assert_true (vigie_polygon_add_ring (east, right, 5));
  for (int i = 0; i <= 100; i++)
    {
      double t = i / 100.0;

      g_assert_true (vigie_polygon_contains (west, 0.1 + t * 5.6, 3.3 - t * 0.6));
      g_assert_true (vigie_polygon_contains (east, 0.1 + t * 5.6, 3.3 - t * 0.6));
    }
  for (double lat = 0.2; lat < 9.9; lat += 0.13)
    for (double lon = 0.1; lon < 7.9; lon += 0.17)
      g_assert_true (vigie_polygon_contains (west, lat, lon)
                     || vigie_polygon_contains (east, lat, lon));
}

static void
test_bad_rings (void)
{
  g_autoptr (VigiePolygon) polygon = vigie_polygon_new ();
  static const double line[] = {0, 0, 1, 1, 0, 0}, same[] = {2, 2, 2, 2, 2, 2, 2, 2},
                      nan_ring[] = {0, 0, 1, NAN, 1, 1}, far[] = {0, 0, 1, 91, 1, 1};
  VigieGeoBox box;

  g_assert_false (vigie_polygon_add_ring (polygon, line, 3));
  g_assert_false (vigie_polygon_add_ring (polygon, same, 4));
  g_assert_false (vigie_polygon_add_ring (polygon, nan_ring, 3));
  g_assert_false (vigie_polygon_add_ring (polygon, far, 3));
  g_assert_false (vigie_polygon_add_ring (polygon, NULL, 0));
  g_assert_cmpuint (vigie_polygon_get_n_rings (polygon), ==, 0);
  g_assert_false (vigie_polygon_contains (polygon, 0, 0));
  g_assert_false (vigie_polygon_get_box (polygon, &box));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/polygon/square", test_square);
  g_test_add_func ("/core/polygon/hole-and-parts", test_hole_and_parts);
  g_test_add_func ("/core/polygon/concave", test_concave);
  g_test_add_func ("/core/polygon/antimeridian", test_antimeridian);
  g_test_add_func ("/core/polygon/common-border", test_common_border);
  g_test_add_func ("/core/polygon/bad-rings", test_bad_rings);
  return g_test_run ();
}
