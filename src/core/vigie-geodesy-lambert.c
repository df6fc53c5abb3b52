/* vigie-geodesy-lambert.c: the conformal conic projection, by the algorithms of IGN's note NTG_71.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geodesy.h"

#include <math.h>

#define RADIANS(degrees) ((degrees) * G_PI / 180)
#define DEGREES(radians) ((radians) * 180 / G_PI)

/* IAG GRS 80, the ellipsoid of RGF93. */
#define GRS80_A 6378137.0
#define GRS80_F (1 / 298.257222101)

/* EPSG:2154, area of use. */
#define SOUTH 41.15
#define NORTH 51.56
#define WEST (-9.86)
#define EAST 10.38

double
vigie_conic_isometric (double lat, double e)
{
  return atanh (sin (lat)) - e * atanh (e * sin (lat));
}

double
vigie_conic_latitude (double isometric, double e)
{
  double lat = 2 * atan (exp (isometric)) - G_PI_2;

  /* Each step leaves e² of the error. */
  for (int i = 0; i < 30; i++)
    {
      double next = 2 * atan (exp (isometric + e * atanh (e * sin (lat)))) - G_PI_2;
      double change = fabs (next - lat);

      lat = next;
      if (change < 1e-15)
        break;
    }
  return lat;
}

/* The radius of the parallel, m: great normal × cos φ (ALG0021). */
static double
parallel_radius (double lat, double a, double e)
{
  return a * cos (lat) / sqrt (1 - e * e * sin (lat) * sin (lat));
}

void
vigie_conic_init (VigieConic *conic,
                  double a,
                  double e,
                  double lon0,
                  double lat0,
                  double lat1,
                  double lat2,
                  double x0,
                  double y0)
{
  double l1 = vigie_conic_isometric (lat1, e), l2 = vigie_conic_isometric (lat2, e);
  double r1 = parallel_radius (lat1, a, e), r2 = parallel_radius (lat2, a, e);

  conic->e = e;
  conic->lon0 = lon0;
  conic->n = log (r2 / r1) / (l1 - l2);
  conic->c = r1 / conic->n * exp (conic->n * l1);
  conic->xs = x0;
  conic->ys = y0 + conic->c * exp (-conic->n * vigie_conic_isometric (lat0, e));
}

void
vigie_conic_forward (const VigieConic *conic, double lat, double lon, double *x, double *y)
{
  double r = conic->c * exp (-conic->n * vigie_conic_isometric (lat, conic->e));
  double gamma = conic->n * (lon - conic->lon0);

  *x = conic->xs + r * sin (gamma);
  *y = conic->ys - r * cos (gamma);
}

void
vigie_conic_inverse (const VigieConic *conic, double x, double y, double *lat, double *lon)
{
  double dx = x - conic->xs, dy = conic->ys - y;

  *lon = conic->lon0 + atan2 (dx, dy) / conic->n;
  *lat = vigie_conic_latitude (-log (hypot (dx, dy) / conic->c) / conic->n, conic->e);
}

static const VigieConic *
lambert93 (void)
{
  static VigieConic conic;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      vigie_conic_init (&conic, GRS80_A, sqrt (GRS80_F * (2 - GRS80_F)), RADIANS (3),
                        RADIANS (46.5), RADIANS (44), RADIANS (49), 700000, 6600000);
      g_once_init_leave (&once, 1);
    }
  return &conic;
}

/* A hair beyond, so that what was projected on the border comes back. */
static gboolean
is_in_domain (const VigiePosition *position)
{
  return position->lat >= SOUTH - 1e-9 && position->lat <= NORTH + 1e-9
         && position->lon >= WEST - 1e-9 && position->lon <= EAST + 1e-9;
}

gboolean
vigie_lambert93_forward (const VigiePosition *position, double *x, double *y)
{
  /* FALSE for NAN too. */
  if (!is_in_domain (position))
    return FALSE;
  vigie_conic_forward (lambert93 (), RADIANS (position->lat), RADIANS (position->lon), x, y);
  return TRUE;
}

gboolean
vigie_lambert93_inverse (double x, double y, VigiePosition *position)
{
  VigiePosition found;
  double lat, lon;

  if (!isfinite (x) || !isfinite (y))
    return FALSE;
  vigie_conic_inverse (lambert93 (), x, y, &lat, &lon);
  found = (VigiePosition) {DEGREES (lat), DEGREES (lon)};
  if (!is_in_domain (&found))
    return FALSE;
  *position = found;
  return TRUE;
}
