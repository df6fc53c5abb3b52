/* vigie-geodesy.h: distances, bearings and areas on the ellipsoid WGS 84, and the Lambert-93 projection. Pure.
 *
 * Geodesics are those of Karney, « Algorithms for geodesics », J. Geod. 87 (2013), its integrals done by Gauss-Legendre
 * quadrature rather than by series: to the micrometre, from touching places to antipodes, where Vincenty's method has
 * no answer. All angles are degrees, bearings 0 (north) to 360, clockwise; lengths are metres.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ellipsoid of WGS 84 (NIMA TR8350.2). That of RGF93, IAG GRS 80, has the same half-axis and a flattening that
 * moves the pole by a tenth of a millimetre. */
#define VIGIE_GEODESY_A 6378137.0
#define VIGIE_GEODESY_F (1 / 298.257223563)

typedef struct
{
  double lat, lon; /* WGS 84 */
} VigiePosition;

/* TRUE for finite numbers, |lat| ≤ 90 and |lon| ≤ 180. */
gboolean vigie_position_is_valid (const VigiePosition *position);

/* The shortest way from @from to @to. Returns its length; *@bearing (or NULL) is its direction where it leaves. At a
 * pole, and where both are the same place, the bearing is as good as any. Of two places exactly opposite, one of the
 * shortest ways is taken. NAN, for both, where a position is not valid. Takes some 20 µs. */
double vigie_geodesy_inverse (const VigiePosition *from, const VigiePosition *to, double *bearing);

/* vigie_geodesy_inverse() without the bearing. */
double vigie_geodesy_distance (const VigiePosition *from, const VigiePosition *to);

/* Where one is after @distance from @from, having left in the direction of @bearing (any finite number); negative
 * distances go backwards; beyond once around the Earth is not to be trusted to the millimetre. FALSE where a number
 * is not finite. */
gboolean vigie_geodesy_direct (const VigiePosition *from,
                               double bearing,
                               double distance,
                               VigiePosition *to);

/* The length of the way through all places in order, back to the first where @closed. 0 for fewer than two. NAN where
 * one is not valid. */
double vigie_geodesy_length (const VigiePosition *positions, gsize n_positions, gboolean closed);

/* The area (m²) within the closed way through all places, whose sides are geodesics; of the two sides of the way the
 * smaller is meant. The sides must not cross each other: areas passed in opposite directions cancel out. 0 for fewer
 * than three. NAN where a place is not valid. */
double vigie_geodesy_area (const VigiePosition *positions, gsize n_positions);

/* A conformal conic projection of Lambert (IGN, NTG_71: ALG0001 to ALG0004 and ALG0054). */
typedef struct
{
  double e;      /* first eccentricity */
  double n, c;   /* exponent; constant, m */
  double lon0;   /* meridian of origin, radians */
  double xs, ys; /* of the pole, m */
} VigieConic;

/* The constants of the secant projection on an ellipsoid of half-axis @a and eccentricity @e: origin @lon0, @lat0
 * (which is at @x0, @y0), scale 1 on @lat1 and @lat2; all in radians (ALG0054). */
void vigie_conic_init (VigieConic *conic,
                       double a,
                       double e,
                       double lon0,
                       double lat0,
                       double lat1,
                       double lat2,
                       double x0,
                       double y0);
/* Radians to metres (ALG0003) and back (ALG0004). */
void vigie_conic_forward (const VigieConic *conic, double lat, double lon, double *x, double *y);
void vigie_conic_inverse (const VigieConic *conic, double x, double y, double *lat, double *lon);
/* The isometric latitude (ALG0001) and the latitude of it (ALG0002), radians. */
double vigie_conic_isometric (double lat, double e);
double vigie_conic_latitude (double isometric, double e);

/* RGF93 v1 / Lambert-93 (EPSG:2154), the legal projection of metropolitan France (decree 2000-1276): GRS 80, origin
 * 3° E, 46° 30′ N at (700 000, 6 600 000), parallels 44° N and 49° N. To the millimetre from a position in RGF93; one
 * of a receiver, in WGS 84 of today, is within a metre of it (the plate moves by 2.5 cm a year, RGF93 with it).
 * FALSE outside of its domain, EPSG's area of use: 41.15° to 51.56° N, 9.86° W to 10.38° E. */
gboolean vigie_lambert93_forward (const VigiePosition *position, double *x, double *y);
gboolean vigie_lambert93_inverse (double x, double y, VigiePosition *position);

G_END_DECLS
