/* test-mercator.c: the projection, fitting, scale bars and boxes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-mercator.h"

#include <math.h>

static void
test_round_trips (void)
{
  for (double lon = -180; lon <= 180; lon += 7.3)
    for (double lat = -85; lat <= 85; lat += 3.7)
      {
        g_assert_cmpfloat_with_epsilon (vigie_mercator_lon (vigie_mercator_x (lon)), lon, 1e-10);
        g_assert_cmpfloat_with_epsilon (vigie_mercator_lat (vigie_mercator_y (lat)), lat, 1e-10);
      }
}

static void
test_known_places (void)
{
  /* The last is the Maison de l'Agglomération in Lorient, by OpenStreetMap's formula for tile numbers,
   * (1 − asinh (tan (lat)) / π) / 2, which is not the one used here. */
  static const struct
  {
    double lat, lon, x, y;
  } cases[] = {
      {0, 0, 0.5, 0.5},
      {VIGIE_MERCATOR_MAX_LAT, -180, 0, 0},
      {-VIGIE_MERCATOR_MAX_LAT, 180, 1, 1},
      {90, 0, 0.5, 0},
      {-90, 0, 0.5, 1},
      {47.7442, -3.35107, 0.490691472, 0.348673704},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpfloat_with_epsilon (vigie_mercator_x (cases[i].lon), cases[i].x, 1e-8);
      g_assert_cmpfloat_with_epsilon (vigie_mercator_y (cases[i].lat), cases[i].y, 1e-8);
    }
  g_assert_cmpint ((int) (vigie_mercator_x (-3.35107) * 16384), ==, 8039);
  g_assert_cmpint ((int) (vigie_mercator_y (47.7442) * 16384), ==, 5712);
  g_assert_true (isnan (vigie_mercator_y (NAN)));
}

static void
test_metres (void)
{
  /* OpenStreetMap's wiki: 156 543.03 m a pixel at zoom 0 on the equator. */
  g_assert_cmpfloat_with_epsilon (vigie_mercator_metres_per_pixel (0, 256), 156543.03, 0.01);
  g_assert_cmpfloat_with_epsilon (vigie_mercator_metres_per_pixel (60, 256), 156543.03 / 2, 0.01);
}

static void
test_fit (void)
{
  /* A quarter of the world across 512 pixels: the world is 2 048 pixels wide, zoom 3. */
  g_assert_cmpfloat_with_epsilon (vigie_mercator_fit_zoom (0.25, 0, 512, 10, 256, 19), 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (vigie_mercator_fit_zoom (0.25, 0.25, 512, 256, 256, 19), 2, 1e-9);
  g_assert_cmpfloat (vigie_mercator_fit_zoom (0, 0, 512, 256, 256, 17), ==, 17);
  g_assert_cmpfloat (vigie_mercator_fit_zoom (1, 1, 10, 10, 256, 17), ==, 0);
  g_assert_cmpfloat (vigie_mercator_fit_zoom (1, 1, 0, -5, 256, 17), ==, 0);
}

static void
test_scale_bar (void)
{
  static const struct
  {
    double metres_per_pixel, max_pixels, length;
  } cases[] = {
      {50, 100, 5000},  {49.9, 100, 2000}, {1, 100, 100},
      {0.199, 100, 10}, {0.2, 100, 20},    {1234, 120, 100000},
  };
  double pixels;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpfloat (
          vigie_mercator_scale_bar (cases[i].metres_per_pixel, cases[i].max_pixels, &pixels), ==,
          cases[i].length);
      g_assert_cmpfloat (pixels, <=, cases[i].max_pixels * (1 + 1e-9));
      g_assert_cmpfloat_with_epsilon (pixels, cases[i].length / cases[i].metres_per_pixel, 1e-9);
    }
  g_assert_cmpfloat (vigie_mercator_scale_bar (0, 100, &pixels), ==, 0);
  g_assert_cmpfloat (vigie_mercator_scale_bar (NAN, 100, &pixels), ==, 0);
  g_assert_cmpfloat (vigie_mercator_scale_bar (INFINITY, 100, &pixels), ==, 0);
  g_assert_cmpfloat (pixels, ==, 0);
}

static void
test_box (void)
{
  const double lats[] = {47.7, 47.9, NAN, 47.5, 95}, lons[] = {-3.4, -3.1, 2, -3.6, 4};
  const double fiji_lats[] = {-17, -18}, fiji_lons[] = {179, -179};
  VigieGeoBox box;

  g_assert_true (vigie_geo_box_around (lats, lons, G_N_ELEMENTS (lats), &box));
  g_assert_cmpfloat (box.south, ==, 47.5);
  g_assert_cmpfloat (box.north, ==, 47.9);
  g_assert_cmpfloat (box.west, ==, -3.6);
  g_assert_cmpfloat (box.east, ==, -3.1);
  g_assert_true (vigie_geo_box_is_valid (&box));

  g_assert_true (vigie_geo_box_around (fiji_lats, fiji_lons, 2, &box));
  g_assert_cmpfloat (box.west, ==, 179);
  g_assert_cmpfloat (box.east, ==, -179);

  g_assert_true (vigie_geo_box_around (lats, lons, 1, &box));
  g_assert_cmpfloat (box.west, ==, box.east);
  g_assert_false (vigie_geo_box_around (lats + 2, lons + 2, 1, &box));
  g_assert_false (vigie_geo_box_around (NULL, NULL, 0, &box));

  box = (VigieGeoBox) {48, -3, 47, -2};
  g_assert_false (vigie_geo_box_is_valid (&box));
  box = (VigieGeoBox) {NAN, -3, 47, -2};
  g_assert_false (vigie_geo_box_is_valid (&box));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/mercator/round-trips", test_round_trips);
  g_test_add_func ("/core/mercator/known-places", test_known_places);
  g_test_add_func ("/core/mercator/metres", test_metres);
  g_test_add_func ("/core/mercator/fit", test_fit);
  g_test_add_func ("/core/mercator/scale-bar", test_scale_bar);
  g_test_add_func ("/core/mercator/box", test_box);
  return g_test_run ();
}
