/* vigie-geodesy.c: geodesics on the ellipsoid.
 *
 * A geodesic is described on the auxiliary sphere (Bessel): β is the reduced latitude, ω the longitude there, σ the
 * arc from where the geodesic crosses the equator northwards with the azimuth α₀. Numbers in brackets are the
 * equations of Karney (2013).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geodesy.h"

#include <float.h>
#include <math.h>

#define A VIGIE_GEODESY_A
#define F VIGIE_GEODESY_F
#define B (A * (1 - F))
#define E2 (F * (2 - F))    /* first eccentricity, squared */
#define EP2 (E2 / (1 - E2)) /* second one */
#define RADIANS(degrees) ((degrees) * G_PI / 180)
#define DEGREES(radians) ((radians) * 180 / G_PI)

/* What stands for 0 where the direction that a point is approached from counts. */
#define TINY 1e-200

/* Ten nodes and weights of Gauss-Legendre on [−1, 1] (Abramowitz and Stegun, table 25.4), those of positive nodes:
 * more than double precision holds for the smooth integrands here over half a turn. */
static const double gauss_nodes[]
    = {0.14887433898163121088, 0.43339539412924719080, 0.67940956829902440623,
       0.86506336668898451073, 0.97390652851717172008};
static const double gauss_weights[]
    = {0.29552422471475287017, 0.26926671930999635509, 0.21908636251598204400,
       0.14945134915058059315, 0.06667134430868813759};

/* A geodesic, by where it crosses the equator. */
typedef struct
{
  double salp0, calp0; /* of its azimuth there */
  double k2;           /* e′² cos² α₀ (9) */
} Geodesic;

typedef double (*Integrand) (const Geodesic *line, double sigma);

static double
integrate (const Geodesic *line, Integrand integrand, double from, double to)
{
  double middle = (from + to) / 2, half = (to - from) / 2, sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (gauss_nodes); i++)
    sum += gauss_weights[i]
           * (integrand (line, middle - half * gauss_nodes[i])
              + integrand (line, middle + half * gauss_nodes[i]));
  return sum * half;
}

/* ds/dσ ÷ b (7) */
static double
length_integrand (const Geodesic *line, double sigma)
{
  double s = sin (sigma);

  return sqrt (1 + line->k2 * s * s);
}

/* (ω − λ) ÷ (f sin α₀) by σ (8) */
static double
longitude_integrand (const Geodesic *line, double sigma)
{
  double s = sin (sigma);

  return (2 - F) / (1 + (1 - F) * sqrt (1 + line->k2 * s * s));
}

/* The area of the ellipsoid between the equator and the latitude, for one radian of longitude, as a function of the
 * sine of the reduced latitude (the integral of the zones' area). */
static double
zone (double sbeta)
{
  double slat = sbeta / sqrt ((1 - F) * (1 - F) + (1 - (1 - F) * (1 - F)) * sbeta * sbeta);
  double e = sqrt (E2);

  return B * B / 2 * (slat / (1 - E2 * slat * slat) + atanh (e * slat) / e);
}

/* The same of the sphere of equal area, c² sin β, taken away, and what remains of dλ/dσ: see area_under(). */
static double
area_integrand (const Geodesic *line, double sigma)
{
  double c2 = zone (1), sbeta = line->calp0 * sin (sigma), cbeta2 = 1 - sbeta * sbeta;
  double zonal = zone (sbeta);

  /* At a pole both are the whole hemisphere; near it, their difference over cos² β is that of the derivatives. */
  return (cbeta2 > 1e-9 ? line->salp0 * (zonal - c2 * sbeta) / cbeta2 : 0)
         - F * line->salp0 * longitude_integrand (line, sigma) * zonal;
}

static void
normalise (double *x, double *y)
{
  double length = hypot (*x, *y);

  *x /= length;
  *y /= length;
}

/* Sine and cosine of the reduced latitude, the cosine never 0. */
static void
reduced_latitude (double lat, double *sbeta, double *cbeta)
{
  *sbeta = (1 - F) * sin (RADIANS (lat));
  *cbeta = fabs (lat) == 90 ? TINY : cos (RADIANS (lat));
  normalise (sbeta, cbeta);
  *cbeta = MAX (*cbeta, TINY);
}

gboolean
vigie_position_is_valid (const VigiePosition *position)
{
  return isfinite (position->lat) && isfinite (position->lon) && fabs (position->lat) <= 90
         && fabs (position->lon) <= 180;
}

/* The way between two points in canonical order: β₁ ≤ 0, β₁ ≤ β₂ ≤ −β₁, 0 ≤ λ₁₂ ≤ π. */
typedef struct
{
  double sbeta1, cbeta1, sbeta2, cbeta2, lambda12;
  double salp1, calp1, salp2, calp2; /* azimuths */
  Geodesic line;
  double sigma1, sigma2, omega12;
} Way;

/* Where the geodesic that leaves point 1 with the azimuth in @way comes to the latitude of point 2, heading north:
 * returns its λ₁₂. */
static double
way_longitude (Way *way)
{
  double salp0, omega1, omega2, cos2;

  salp0 = way->salp1 * way->cbeta1; /* (5) */
  way->line.salp0 = salp0;
  way->line.calp0 = hypot (way->calp1, way->salp1 * way->sbeta1); /* (10) */
  way->line.k2 = EP2 * way->line.calp0 * way->line.calp0;
  way->salp2 = salp0 / way->cbeta2;
  /* (45), in the form that loses nothing where both latitudes are nearly the same. */
  cos2 = way->calp1 * way->cbeta1 * (way->calp1 * way->cbeta1)
         + (way->cbeta1 < -way->sbeta1 ? (way->cbeta2 - way->cbeta1) * (way->cbeta1 + way->cbeta2)
                                       : (way->sbeta1 - way->sbeta2) * (way->sbeta1 + way->sbeta2));
  way->calp2 = way->cbeta2 != way->cbeta1 || fabs (way->sbeta2) != -way->sbeta1
                   ? sqrt (MAX (cos2, 0)) / way->cbeta2
                   : fabs (way->calp1);
  way->sigma1 = atan2 (way->sbeta1, way->calp1 * way->cbeta1); /* (11) */
  way->sigma2 = atan2 (way->sbeta2, way->calp2 * way->cbeta2);
  omega1 = atan2 (salp0 * way->sbeta1, way->calp1 * way->cbeta1); /* (12) */
  omega2 = atan2 (salp0 * way->sbeta2, way->calp2 * way->cbeta2);
  /* Rounding may put a point just before the other where they are the same. */
  way->sigma2 = MAX (way->sigma2, way->sigma1);
  way->omega12 = MAX (omega2 - omega1, 0);
  return way->omega12
         - F * salp0 * integrate (&way->line, longitude_integrand, way->sigma1, way->sigma2);
}

static void
way_set_azimuth (Way *way, double alpha1)
{
  way->salp1 = MAX (sin (alpha1), TINY);
  way->calp1 = cos (alpha1);
}

/* Finds the azimuth at point 1: λ₁₂ grows with it from 0 to π, once through each value (Karney, section 4), so that
 * halving the interval cannot fail; regula falsi (Illinois) makes it quick. */
static void
way_solve (Way *way)
{
  double low = 0, high = G_PI, f_low = -way->lambda12, f_high, alpha1;
  int side = 0;

  way_set_azimuth (way, high);
  f_high = G_PI - way->lambda12;
  for (int i = 0; i < 200; i++)
    {
      double f;

      /* Each third step halves. */
      alpha1 = i % 3 == 2 || f_high <= f_low ? (low + high) / 2
                                             : low - f_low * (high - low) / (f_high - f_low);
      if (!(alpha1 > low && alpha1 < high))
        alpha1 = (low + high) / 2;
      way_set_azimuth (way, alpha1);
      f = way_longitude (way) - way->lambda12;
      if (fabs (f) <= DBL_EPSILON || high - low <= 2 * DBL_EPSILON * high)
        return;
      if (f < 0)
        {
          low = alpha1;
          f_low = f;
          if (side < 0)
            f_high /= 2;
          side = -1;
        }
      else
        {
          high = alpha1;
          f_high = f;
          if (side > 0)
            f_low /= 2;
          side = 1;
        }
    }
}

/* λ₂ − λ₁ in degrees, −180 to 180. */
static double
longitude_difference (double lon1, double lon2)
{
  return remainder (lon2 - lon1, 360);
}

/* Solves from @from to @to. @bearings: azimuths (radians) at both ends, as they are passed. *@area (or NULL): what lies
 * between the geodesic and the equator, m², positive for eastward ways in the north. */
static double
solve (const VigiePosition *from,
       const VigiePosition *to,
       double *alpha1,
       double *alpha2,
       double *area)
{
  double lon12, lat1 = from->lat, lat2 = to->lat, length, salp1, calp1, salp2, calp2;
  int lon_sign, lat_sign, swap;
  Way way = {0};

  lon12 = longitude_difference (from->lon, to->lon);
  lon_sign = lon12 < 0 ? -1 : 1;
  lon12 = fabs (lon12);
  /* Point 1 is the one farther from the equator, in the south. */
  swap = fabs (lat1) < fabs (lat2) ? -1 : 1;
  if (swap < 0)
    {
      double lat = lat1;

      lat1 = lat2;
      lat2 = lat;
      lon_sign = -lon_sign;
    }
  lat_sign = lat1 < 0 ? 1 : -1;
  lat1 *= lat_sign;
  lat2 *= lat_sign;

  reduced_latitude (lat1, &way.sbeta1, &way.cbeta1);
  reduced_latitude (lat2, &way.sbeta2, &way.cbeta2);
  /* Rounded the same where they are the same but for the sign. */
  if (way.cbeta1 < -way.sbeta1 ? way.cbeta2 == way.cbeta1 : fabs (way.sbeta2) == -way.sbeta1)
    {
      way.sbeta2 = way.sbeta2 < 0 ? way.sbeta1 : -way.sbeta1;
      way.cbeta2 = way.cbeta1;
    }
  /* A point on the equator lies a hair south of it, so that a way may leave it southwards and come back. */
  if (way.sbeta1 == 0)
    way.sbeta1 = -TINY;
  way.lambda12 = RADIANS (lon12);

  if (lat1 == -90 || lon12 == 0 || lon12 == 180)
    {
      /* Along a meridian, over the nearer pole. */
      way.salp1 = lat1 == -90 ? sin (way.lambda12) : lon12 == 0 ? 0 : TINY;
      way.calp1 = lat1 == -90 ? cos (way.lambda12) : lon12 == 0 ? 1 : -1;
      way.line = (Geodesic) {0, 1, EP2};
      way.salp2 = 0;
      way.calp2 = 1;
      way.sigma1 = atan2 (way.sbeta1, way.calp1 * way.cbeta1);
      way.sigma2 = atan2 (way.sbeta2, way.cbeta2);
      if (lat1 == -90)
        way.sigma1 = -G_PI / 2;
      way.sigma2 = MAX (way.sigma2, way.sigma1);
      way.omega12 = way.lambda12;
      length = B * integrate (&way.line, length_integrand, way.sigma1, way.sigma2);
    }
  else if (lat1 == 0 && way.lambda12 <= (1 - F) * G_PI)
    {
      /* Along the equator, which is the shortest way but near the antipodes. */
      way.salp1 = way.salp2 = 1;
      way.line = (Geodesic) {1, 0, 0};
      way.omega12 = way.sigma2 = way.lambda12 / (1 - F);
      length = A * way.lambda12;
    }
  else
    {
      way_solve (&way);
      length = B * integrate (&way.line, length_integrand, way.sigma1, way.sigma2);
    }

  if (area)
    {
      /* ∫ zone dλ, of which the sphere's part c² sin β dω is the spherical excess: (63), and the rest is smooth. The
       * excess needs ω₁₂ < π, which ways over a pole do not have. */
      double excess = 0;

      if (way.line.salp0 != 0)
        {
          double half = way.omega12 / 2;
          double beta1 = atan2 (way.sbeta1, way.cbeta1), beta2 = atan2 (way.sbeta2, way.cbeta2);

          excess = 2
                   * atan2 (sin (half) * sin ((beta1 + beta2) / 2),
                            cos (half) * cos ((beta2 - beta1) / 2));
          *area = lat1 == 0 && way.line.calp0 == 0
                      ? 0
                      : zone (1) * excess
                            + integrate (&way.line, area_integrand, way.sigma1, way.sigma2);
        }
      else
        /* Along the pole from one meridian to the other. */
        *area = -zone (1) * way.lambda12;
      *area *= swap * lon_sign * lat_sign;
    }

  salp1 = way.salp1;
  calp1 = way.calp1;
  salp2 = way.salp2;
  calp2 = way.calp2;
  if (swap < 0)
    {
      salp1 = way.salp2;
      calp1 = way.calp2;
      salp2 = way.salp1;
      calp2 = way.calp1;
    }
  *alpha1 = atan2 (salp1 * swap * lon_sign, calp1 * swap * lat_sign);
  *alpha2 = atan2 (salp2 * swap * lon_sign, calp2 * swap * lat_sign);
  return length;
}

/* 0 ≤ bearing < 360 */
static double
bearing_of (double alpha)
{
  double bearing = fmod (DEGREES (alpha) + 360, 360);

  return bearing < 0 || bearing >= 360 ? 0 : bearing;
}

double
vigie_geodesy_inverse (const VigiePosition *from, const VigiePosition *to, double *bearing)
{
  double alpha1 = NAN, alpha2, length = NAN;

  if (vigie_position_is_valid (from) && vigie_position_is_valid (to))
    length = solve (from, to, &alpha1, &alpha2, NULL);
  if (bearing)
    *bearing = isnan (length) ? NAN : bearing_of (alpha1);
  return length;
}

double
vigie_geodesy_distance (const VigiePosition *from, const VigiePosition *to)
{
  return vigie_geodesy_inverse (from, to, NULL);
}

gboolean
vigie_geodesy_direct (const VigiePosition *from, double bearing, double distance, VigiePosition *to)
{
  double sbeta1, cbeta1, alpha1, salp1, calp1, sigma1, sigma2, omega1, omega2, turns, lambda12,
      sbeta2, cbeta2;
  Geodesic line;

  if (!vigie_position_is_valid (from) || !isfinite (bearing) || !isfinite (distance))
    return FALSE;
  alpha1 = RADIANS (remainder (bearing, 360));
  salp1 = sin (alpha1);
  calp1 = cos (alpha1);
  /* A point on the equator keeps its azimuth; sin (±180°) is a meridian. */
  if (fabs (remainder (bearing, 180)) == 0)
    salp1 = 0;
  else if (fabs (remainder (bearing, 180)) == 90)
    calp1 = 0;
  reduced_latitude (from->lat, &sbeta1, &cbeta1);
  line.salp0 = salp1 * cbeta1;
  line.calp0 = hypot (calp1, salp1 * sbeta1);
  line.k2 = EP2 * line.calp0 * line.calp0;
  sigma1 = sbeta1 == 0 && calp1 == 0 ? 0 : atan2 (sbeta1, calp1 * cbeta1);
  omega1 = sbeta1 == 0 && calp1 == 0 ? 0 : atan2 (line.salp0 * sbeta1, calp1 * cbeta1);

  /* Newton's method on the length, whose derivative hardly varies. */
  sigma2 = sigma1 + distance / B;
  for (int i = 0; i < 20; i++)
    {
      double step = 0, done = 0;
      int pieces = (int) MIN (ceil (fabs (sigma2 - sigma1) / G_PI), 1000);

      for (int j = 0; j < pieces; j++)
        done += integrate (&line, length_integrand, sigma1 + (sigma2 - sigma1) * j / pieces,
                           sigma1 + (sigma2 - sigma1) * (j + 1) / pieces);
      step = (distance / B - done) / length_integrand (&line, sigma2);
      sigma2 += step;
      if (fabs (step) <= 2 * DBL_EPSILON * (1 + fabs (sigma2)))
        break;
    }

  sbeta2 = line.calp0 * sin (sigma2);
  cbeta2 = hypot (line.salp0, line.calp0 * cos (sigma2));
  to->lat = CLAMP (DEGREES (atan2 (sbeta2, (1 - F) * cbeta2)), -90, 90);
  omega2 = atan2 (line.salp0 * sin (sigma2), cos (sigma2));
  /* ω grows (or, westwards, falls) with σ; each turn of σ is one of ω. */
  turns = rint ((sigma2 - atan2 (sin (sigma2), cos (sigma2))) / (2 * G_PI))
          - rint ((sigma1 - atan2 (sin (sigma1), cos (sigma1))) / (2 * G_PI));
  lambda12 = omega2 - omega1 + 2 * G_PI * turns * (line.salp0 < 0 ? -1 : 1)
             - F * line.salp0 * integrate (&line, longitude_integrand, sigma1, sigma2);
  to->lon = remainder (from->lon + DEGREES (lambda12), 360);
  return TRUE;
}

double
vigie_geodesy_length (const VigiePosition *positions, gsize n_positions, gboolean closed)
{
  double length = 0;

  for (gsize i = 0; i + (closed ? 0 : 1) < n_positions; i++)
    length += vigie_geodesy_distance (&positions[i], &positions[(i + 1) % n_positions]);
  return length;
}

double
vigie_geodesy_area (const VigiePosition *positions, gsize n_positions)
{
  double sum = 0, whole = 4 * G_PI * zone (1), alpha1, alpha2;
  guint crossings = 0;

  if (n_positions < 3)
    return 0;
  for (gsize i = 0; i < n_positions; i++)
    {
      const VigiePosition *a = &positions[i], *b = &positions[(i + 1) % n_positions];
      double area, east;

      if (!vigie_position_is_valid (a) || !vigie_position_is_valid (b))
        return NAN;
      solve (a, b, &alpha1, &alpha2, &area);
      sum += area;
      /* A way around a pole is one that passes the antimeridian an odd number of times. */
      east = longitude_difference (a->lon, b->lon);
      if ((east > 0 && b->lon < a->lon) || (east < 0 && b->lon > a->lon))
        crossings++;
    }
  /* What is under a way around a pole is a hemisphere less what the way holds. */
  if (crossings % 2 == 1)
    sum = whole / 2 - fabs (sum);
  sum = fabs (remainder (sum, whole));
  return MIN (sum, whole - sum);
}
