/* vigie-mercator.c: the Web Mercator projection and map scales.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-mercator.h"

#include <math.h>
#include <stdlib.h>

#define EARTH_CIRCUMFERENCE (2 * G_PI * 6378137.0)

double
vigie_mercator_x (double lon)
{
  return lon / 360.0 + 0.5;
}

double
vigie_mercator_y (double lat)
{
  double s;

  if (isnan (lat))
    return lat;
  lat = CLAMP (lat, -VIGIE_MERCATOR_MAX_LAT, VIGIE_MERCATOR_MAX_LAT);
  s = sin (lat * G_PI / 180);
  return 0.5 - log ((1 + s) / (1 - s)) / (4 * G_PI);
}

double
vigie_mercator_lon (double x)
{
  return (x - 0.5) * 360.0;
}

double
vigie_mercator_lat (double y)
{
  return atan (sinh (G_PI * (1 - 2 * y))) * 180 / G_PI;
}

double
vigie_mercator_metres_per_pixel (double lat, double world_pixels)
{
  lat = CLAMP (lat, -VIGIE_MERCATOR_MAX_LAT, VIGIE_MERCATOR_MAX_LAT);
  return EARTH_CIRCUMFERENCE * cos (lat * G_PI / 180) / world_pixels;
}

double
vigie_mercator_fit_zoom (double dx,
                         double dy,
                         double width,
                         double height,
                         double tile_size,
                         double max_zoom)
{
  double zoom = max_zoom;

  if (dx > 0)
    zoom = MIN (zoom, log2 (MAX (width, 1) / (dx * tile_size)));
  if (dy > 0)
    zoom = MIN (zoom, log2 (MAX (height, 1) / (dy * tile_size)));
  return MAX (zoom, 0);
}

double
vigie_mercator_scale_bar (double metres_per_pixel, double max_pixels, double *pixels)
{
  double longest = metres_per_pixel * max_pixels, unit, length;

  *pixels = 0;
  if (!isfinite (longest) || longest <= 0)
    return 0;
  unit = pow (10, floor (log10 (longest)));
  /* A hair of tolerance, so that 5 km that fit to the last digit are not 2 km. */
  length = unit
           * (longest >= 5 * unit * (1 - 1e-12)   ? 5
              : longest >= 2 * unit * (1 - 1e-12) ? 2
                                                  : 1);
  *pixels = length / metres_per_pixel;
  return length;
}

gboolean
vigie_geo_box_is_valid (const VigieGeoBox *box)
{
  return isfinite (box->south) && isfinite (box->north) && isfinite (box->west)
         && isfinite (box->east) && box->south >= -90 && box->north <= 90
         && box->south <= box->north && fabs (box->west) <= 180 && fabs (box->east) <= 180;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

gboolean
vigie_geo_box_around (const double *lats, const double *lons, gsize n_points, VigieGeoBox *box)
{
  g_autofree double *sorted = g_new (double, MAX (n_points, 1));
  gsize n = 0, gap_at = 0;
  double gap;

  for (gsize i = 0; i < n_points; i++)
    {
      if (!isfinite (lats[i]) || !isfinite (lons[i]) || fabs (lats[i]) > 90 || fabs (lons[i]) > 180)
        continue;
      if (n == 0)
        box->south = box->north = lats[i];
      box->south = MIN (box->south, lats[i]);
      box->north = MAX (box->north, lats[i]);
      sorted[n++] = lons[i];
    }
  if (n == 0)
    return FALSE;

  /* What is left out is the widest gap between neighbours around the globe. */
  qsort (sorted, n, sizeof *sorted, compare_doubles);
  gap = sorted[0] + 360 - sorted[n - 1];
  for (gsize i = 1; i < n; i++)
    if (sorted[i] - sorted[i - 1] > gap)
      {
        gap = sorted[i] - sorted[i - 1];
        gap_at = i;
      }
  box->west = sorted[gap_at];
  box->east = sorted[(gap_at + n - 1) % n];
  return TRUE;
}
