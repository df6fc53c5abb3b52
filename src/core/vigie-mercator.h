/* vigie-mercator.h: the Web Mercator projection (EPSG:3857) on the unit square, and map scales.
 *
 * x grows eastwards from 0 at 180° W to 1 at 180° E; y grows southwards from 0 at 85.05° N to 1 at
 * 85.05° S, as the numbers of map tiles do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* atan (sinh (π)) in degrees: where the projected world is a square. */
#define VIGIE_MERCATOR_MAX_LAT 85.051128779806604

/* Of a longitude in degrees, not wrapped: 190 gives more than 1. */
double vigie_mercator_x (double lon);

/* Of a latitude in degrees, which is first held within ± VIGIE_MERCATOR_MAX_LAT. */
double vigie_mercator_y (double lat);

double vigie_mercator_lon (double x);
double vigie_mercator_lat (double y);

/* Metres on the ground for one pixel, at a latitude, where the whole world is @world_pixels wide
 * (> 0). On the sphere of 6 378 137 m that the projection takes the Earth for. */
double vigie_mercator_metres_per_pixel (double lat, double world_pixels);

/* The zoom level (fractional, 0 or more) at which a box of @dx × @dy of the unit square fills no more
 * than @width × @height pixels, with tiles of @tile_size pixels; @max_zoom for a box without extent. */
double vigie_mercator_fit_zoom (double dx,
                                double dy,
                                double width,
                                double height,
                                double tile_size,
                                double max_zoom);

/* The longest length 1, 2 or 5 × 10ⁿ metres that is no wider than @max_pixels; *pixels is its width.
 * 0 for anything that is not a positive scale. */
double vigie_mercator_scale_bar (double metres_per_pixel, double max_pixels, double *pixels);

/* A box of latitudes and longitudes. west > east where it crosses the antimeridian. */
typedef struct
{
  double south, west, north, east;
} VigieGeoBox;

/* TRUE for four finite numbers within the ranges of latitude and longitude, south ≤ north. */
gboolean vigie_geo_box_is_valid (const VigieGeoBox *box);

/* The smallest box around points of finite coordinates within range; others are passed over. FALSE
 * if there is none. Of two ways around the globe the shorter is taken. */
gboolean
vigie_geo_box_around (const double *lats, const double *lons, gsize n_points, VigieGeoBox *box);

G_END_DECLS
