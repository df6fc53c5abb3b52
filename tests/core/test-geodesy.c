/* test-geodesy.c: geodesics against GeographicLib's test points, Lambert-93 against IGN's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-geodesy.h"

#include <math.h>

/* The test set of GeographicLib (Karney, GeodTest): lat1 lon1 azi1 lat2 lon2 s12, all over the Earth. */
static const struct
{
  double lat1, lon1, bearing, lat2, lon2, length;
} geodesics[] = {
    {35.60777, -139.44815, 111.098748429560326, -11.17491, -69.95921, 8935244.5604818305},
    {55.52454, 106.05087, 22.020059880982801, 77.03196, 197.18234, 4105086.1713924406},
    {-21.97856, 142.59065, -32.44456876433189, 41.84138, 98.56635, 8394328.894657671},
    {-66.99028, 112.2363, 173.73491240878403, -12.70631, 285.90344, 11150344.2312080241},
    {-17.42761, 173.34268, -159.033557661192928, -15.84784, 5.93557, 16076603.1631180673},
    {32.84994, 48.28919, 150.492927788121982, -56.28556, 202.29132, 16727068.9438164461},
    {6.96833, 52.74123, 92.581585386317712, -7.39675, 206.17291, 17102477.2496958388},
    {-50.56724, -16.30485, -105.439679907590164, -33.56571, -94.97412, 6455670.5118668696},
    {-58.93002, -8.90775, 140.965397902500679, -8.91104, 133.13503, 11756066.0219864627},
    {-68.82867, -74.28391, 93.774347763114881, -50.63005, -8.36685, 3956936.926063544},
    {-10.62672, -32.0898, -86.426713286747751, 5.883, -134.31681, 11470869.3864563009},
    {-21.76221, 166.90563, 29.319421206936428, 48.72884, 213.97627, 9098627.3986554915},
    {-19.79938, -174.47484, 71.167275780171533, -11.99349, -154.35109, 2319004.8601169389},
    {-11.95887, -116.94513, 92.712619830452549, 4.57352, 7.16501, 13834722.5801401374},
    {-87.85331, 85.66836, -65.120313040242748, 66.48646, 16.09921, 17286615.3147144645},
    {1.74708, 128.32011, -101.584843631173858, -11.16617, 11.87109, 12942901.1241347408},
    {-25.72959, -144.90758, -153.647468693117198, -57.70581, -269.17879, 9413446.7452453107},
    {-41.22777, 122.32875, 14.285113402275739, -7.57291, 130.37946, 3812686.035106021},
    {11.01307, 138.25278, 79.43682622782374, 6.62726, 247.05981, 11911190.819018408},
    {-29.47124, 95.14681, -163.779130441688382, -27.46601, -69.15955, 13487015.8381145492},
};

static double
bearing_error (double a, double b)
{
  return fabs (remainder (a - b, 360));
}

static void
test_published_geodesics (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (geodesics); i++)
    {
      VigiePosition from = {geodesics[i].lat1, remainder (geodesics[i].lon1, 360)};
      VigiePosition to = {geodesics[i].lat2, remainder (geodesics[i].lon2, 360)}, reached;
      double bearing, length, back;

      length = vigie_geodesy_inverse (&from, &to, &bearing);
      g_assert_cmpfloat_with_epsilon (length, geodesics[i].length, 1e-7);
      g_assert_cmpfloat (bearing_error (bearing, geodesics[i].bearing), <, 1e-10);
      g_assert_true (bearing >= 0 && bearing < 360);
      back = vigie_geodesy_inverse (&to, &from, NULL);
      g_assert_cmpfloat_with_epsilon (back, length, 1e-8);

      g_assert_true (
          vigie_geodesy_direct (&from, geodesics[i].bearing, geodesics[i].length, &reached));
      g_assert_cmpfloat_with_epsilon (reached.lat, to.lat, 1e-11);
      g_assert_cmpfloat (bearing_error (reached.lon, to.lon), <, 1e-11);
    }
}

static void
test_hard_geodesics (void)
{
  /* Nearly opposite places, poles, the equator, short lines, the antimeridian: the cases that GeographicLib keeps from
   * its reported faults (GeodSolve4 to 33), with the precision printed there. */
  static const struct
  {
    double lat1, lon1, lat2, lon2, length, tolerance, bearing;
  } cases[] = {
      {40.6, -73.8, 49.01666667, 2.55, 5853226, 0.5, 53.47022},
      {36.493349428792, 0, 36.49334942879201, 0.0000008, 0.072, 0.5e-3, NAN},
      {88.202499451857, 0, -88.202499451857, 179.981022032992859592, 20003898.214, 0.5e-3, NAN},
      {89.262080389218, 0, -89.262080389218, 179.992207982775375662, 20003925.854, 0.5e-3, NAN},
      {89.333123580033, 0, -89.333123580032997687, 179.99295812360148422, 20003926.881, 0.5e-3,
       NAN},
      {56.320923501171, 0, -56.320923501171, 179.664747671772880215, 19993558.287, 0.5e-3, NAN},
      {52.784459512564, 0, -52.784459512563990912, 179.634407464943777557, 19991596.095, 0.5e-3,
       NAN},
      {48.522876735459, 0, -48.52287673545898293, 179.599720456223079643, 19989144.774, 0.5e-3,
       NAN},
      {0, 179, 0, -179, 222639, 0.5, 90},
      {0, 0, 0, 179, 19926189, 0.5, 90},
      {0, 0, 0, 179.5, 19980862, 0.5, 55.96650},
      {0, 0, 0, 180, 20003931, 0.5, 0},
      {0, 0, 1, 180, 19893357, 0.5, 0},
      {0, 0, 0, -90, 10018754.171, 0.5e-3, 270},
      /* GeodSolve of GeographicLib 2.2. */
      {40, 0, -40, 179.5, 19980989.4927, 1e-4, 90.01195811},
      {30, 0, -30, 180, 20003931.4586, 1e-4, 0},
      {-90, 0, 47, 12, 15209212.7383, 1e-4, 12},
      {47, 12, -90, 0, 15209212.7383, 1e-4, 180},
      {47.748056, -3.366111, 47.7652, -3.3371, 2892.1634, 1e-4, 48.75955349},
      {47.748, -3.366, 47.7480001, -3.3660001, 0.0134, 1e-4, 326.00264},
      {47.748, -3.366, 47.748, -3.366, 0, 1e-9, NAN},
      {90, 10, 90, 120, 0, 1e-9, NAN},
      {-90, 10, -90, 120, 0, 1e-9, NAN},
      {0, 0, 0, 0, 0, 1e-9, NAN},
      {90, 0, -90, 0, 20003931.4586, 1e-4, NAN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigiePosition from = {cases[i].lat1, cases[i].lon1}, to = {cases[i].lat2, cases[i].lon2},
                    reached;
      double bearing, length = vigie_geodesy_inverse (&from, &to, &bearing);

      g_test_message ("case %u: %.4f m, %.6f°", i, length, bearing);
      g_assert_cmpfloat_with_epsilon (length, cases[i].length, cases[i].tolerance);
      g_assert_cmpfloat_with_epsilon (vigie_geodesy_distance (&to, &from), length, 1e-6);
      if (!isnan (cases[i].bearing))
        g_assert_cmpfloat (bearing_error (bearing, cases[i].bearing), <, 0.6e-5);
      /* Going there, one is there. */
      g_assert_true (vigie_geodesy_direct (&from, bearing, length, &reached));
      g_assert_cmpfloat (vigie_geodesy_distance (&reached, &to), <, 1e-3);
    }
}

static void
test_there_and_back (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (int i = 0; i < 2000; i++)
    {
      VigiePosition from
          = {g_rand_double_range (rand, -90, 90), g_rand_double_range (rand, -180, 180)},
          to, back;
      double bearing = g_rand_double_range (rand, 0, 360), away, length;
      double distance = pow (10, g_rand_double_range (rand, -2, 7.29));

      g_assert_true (vigie_geodesy_direct (&from, bearing, distance, &to));
      g_assert_true (vigie_position_is_valid (&to));
      length = vigie_geodesy_inverse (&from, &to, &away);
      g_assert_cmpfloat (length, <=, distance + 1e-6);
      /* Up to there every geodesic is the shortest. */
      if (distance < 19.9e6)
        g_assert_cmpfloat_with_epsilon (length, distance, 1e-6);
      g_assert_true (vigie_geodesy_direct (&from, away, length, &back));
      g_assert_cmpfloat (vigie_geodesy_distance (&back, &to), <, 1e-5);
      /* Backwards. */
      g_assert_true (vigie_geodesy_direct (&from, bearing + 180, -distance, &back));
      g_assert_cmpfloat (vigie_geodesy_distance (&back, &to), <, 1e-5);
    }
}

static void
test_not_a_place (void)
{
  VigiePosition here = {47.748, -3.366}, to = {1, 2};
  static const VigiePosition wrong[]
      = {{NAN, 0}, {0, NAN}, {INFINITY, 0}, {90.1, 0}, {0, 180.1}, {0, -INFINITY}};
  double bearing = 1;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      VigiePosition three[] = {here, wrong[i], {47, 0}};

      g_assert_false (vigie_position_is_valid (&wrong[i]));
      g_assert_true (isnan (vigie_geodesy_inverse (&here, &wrong[i], &bearing)) && isnan (bearing));
      g_assert_true (isnan (vigie_geodesy_inverse (&wrong[i], &here, NULL)));
      g_assert_false (vigie_geodesy_direct (&wrong[i], 0, 1, &to));
      g_assert_true (isnan (vigie_geodesy_area (three, 3))
                     && isnan (vigie_geodesy_length (three, 3, FALSE)));
    }
  g_assert_false (vigie_geodesy_direct (&here, NAN, 1, &to));
  g_assert_false (vigie_geodesy_direct (&here, 1, INFINITY, &to));
  g_assert_cmpfloat (to.lat, ==, 1);
  g_assert_true (vigie_geodesy_direct (&here, 1e9 + 33, 12, &to) && vigie_position_is_valid (&to));
}

static void
test_lengths_and_areas (void)
{
  /* Planimeter of GeographicLib: the first three are its own tests (Planimeter0), the others were computed by its
   * release 2.2. */
  static const struct
  {
    VigiePosition positions[4];
    guint n;
    double perimeter, area, length_tolerance, area_tolerance;
  } cases[] = {
      {{{89, 0}, {89, 90}, {89, 180}, {89, -90}}, 4, 631819.8745, 24952305678.0, 1e-4, 1},
      {{{0, -1}, {-1, 0}, {0, 1}, {1, 0}}, 4, 627598.2731, 24619419146.0, 1e-3, 1},
      {{{90, 0}, {0, 0}, {0, 90}}, 3, 30022685, 63758202715511.0, 1, 1},
      {{{47.7, -3.4}, {47.7, -3.3}, {47.8, -3.3}, {47.8, -3.4}},
       4,
       37234.1207,
       83372590.898,
       1e-4,
       0.1},
      {{{47.748, -3.366}, {47.751, -3.355}, {47.742, -3.349}}, 3, 3425.7715, 487736.472, 1e-4, 0.1},
      {{{10, 179}, {10, -179}, {-10, -179}, {-10, 179}},
       4,
       4861976.1177,
       489981499011.955,
       1e-4,
       1},
      {{{0, 0}, {0, 90}, {0, 180}, {0, -90}}, 4, 40075016.6856, 255032810862044.2, 1e-4, 10},
      {{{47, 1}, {48, 1}}, 2, 0, 0, 1e-9, 1e-9},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigiePosition reverse[4];

      g_test_message ("polygon %u", i);
      for (guint k = 0; k < cases[i].n; k++)
        reverse[k] = cases[i].positions[cases[i].n - 1 - k];
      g_assert_cmpfloat_with_epsilon (vigie_geodesy_area (cases[i].positions, cases[i].n),
                                      cases[i].area, cases[i].area_tolerance);
      g_assert_cmpfloat_with_epsilon (vigie_geodesy_area (reverse, cases[i].n), cases[i].area,
                                      cases[i].area_tolerance);
      if (cases[i].n > 2)
        g_assert_cmpfloat_with_epsilon (vigie_geodesy_length (cases[i].positions, cases[i].n, TRUE),
                                        cases[i].perimeter, cases[i].length_tolerance);
    }
  g_assert_cmpfloat (vigie_geodesy_length (NULL, 0, TRUE), ==, 0);
  g_assert_cmpfloat (vigie_geodesy_length (cases[0].positions, 1, TRUE), ==, 0);
  g_assert_cmpfloat_with_epsilon (vigie_geodesy_length (cases[3].positions, 4, FALSE) + 11119.5,
                                  37234, 2000);
}

static void
test_isometric_latitude (void)
{
  /* ALG0001 and ALG0002 of NTG_71, on the ellipsoid of the test. */
  static const struct
  {
    double lat, isometric;
  } cases[] = {{0.87266462600, 1.00552653649},
               {-0.30000000000, -0.30261690063},
               {0.19998903370, 0.200000000009}};
  double e = 0.08199188998;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpfloat_with_epsilon (vigie_conic_isometric (cases[i].lat, e), cases[i].isometric,
                                      1e-11);
      g_assert_cmpfloat_with_epsilon (vigie_conic_latitude (cases[i].isometric, e), cases[i].lat,
                                      1e-11);
    }
}

static void
test_conic (void)
{
  /* ALG0003 and ALG0004 of NTG_71: Lambert zone I, the ellipsoid of Clarke, from Paris. */
  const VigieConic conic = {.e = 0.0824832568,
                            .n = 0.760405966,
                            .c = 11603796.9767,
                            .lon0 = 0.04079234433,
                            .xs = 600000,
                            .ys = 5657616.674};
  double x, y, lat, lon;

  vigie_conic_forward (&conic, 0.87266462600, 0.14551209900, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 1029705.0818, 1e-3);
  g_assert_cmpfloat_with_epsilon (y, 272723.8510, 1e-3);
  vigie_conic_inverse (&conic, 1029705.083, 272723.849, &lat, &lon);
  g_assert_cmpfloat_with_epsilon (lon, 0.14551209925, 1e-10);
  g_assert_cmpfloat_with_epsilon (lat, 0.87266462567, 1e-10);
}

static void
test_lambert93_constants (void)
{
  /* As IGN publishes them for Lambert-93 (NTG_87). */
  VigieConic conic;
  double f = 1 / 298.257222101;

  vigie_conic_init (&conic, 6378137, sqrt (f * (2 - f)), 3 * G_PI / 180, 46.5 * G_PI / 180,
                    44 * G_PI / 180, 49 * G_PI / 180, 700000, 6600000);
  g_assert_cmpfloat_with_epsilon (conic.e, 0.08181919106, 2e-11);
  g_assert_cmpfloat_with_epsilon (conic.n, 0.7256077650, 1e-10);
  g_assert_cmpfloat_with_epsilon (conic.c, 11754255.426, 1e-3);
  g_assert_cmpfloat_with_epsilon (conic.xs, 700000, 1e-9);
  g_assert_cmpfloat_with_epsilon (conic.ys, 12655612.050, 1e-3);
}

static void
test_lambert93 (void)
{
  /* By another hand: PROJ 9.1, « cs2cs EPSG:4171 EPSG:2154 ». The first is the origin. */
  static const struct
  {
    double lat, lon, x, y;
  } cases[] = {
      {46.5, 3, 700000, 6600000},
      {47.748056, -3.366111, 223477.70941, 6757848.76646},
      {48.8583701, 2.2944813, 648235.89986, 6862268.36921},
      {42.0, 9.0, 1197656.70209, 6118854.94194},
      {50.5, 2.5, 664471.50852, 7044852.33825},
      {41.5, -9.5, -342229.87258, 6126936.81841},
  };
  static const VigiePosition outside[]
      = {{47.7, 10.4}, {47.7, -9.9},  {41.1, 2}, {51.6, 2}, {-47, 3},
         {4.9, -52.3}, {-21.1, 55.5}, {NAN, 3},  {47, NAN}, {90, 0}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VigiePosition position = {cases[i].lat, cases[i].lon}, back;
      double x, y;

      g_assert_true (vigie_lambert93_forward (&position, &x, &y));
      g_assert_cmpfloat_with_epsilon (x, cases[i].x, 1e-4);
      g_assert_cmpfloat_with_epsilon (y, cases[i].y, 1e-4);
      g_assert_true (vigie_lambert93_inverse (cases[i].x, cases[i].y, &back));
      g_assert_cmpfloat_with_epsilon (back.lat, position.lat, 2e-9);
      g_assert_cmpfloat_with_epsilon (back.lon, position.lon, 2e-9);
      /* There and back, far below the millimetre. */
      g_assert_true (vigie_lambert93_inverse (x, y, &back));
      g_assert_cmpfloat (vigie_geodesy_distance (&back, &position), <, 1e-6);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      double x = 7, y = 7;

      g_assert_false (vigie_lambert93_forward (&outside[i], &x, &y));
      g_assert_cmpfloat (x, ==, 7);
    }
}

static void
test_lambert93_inverse_outside (void)
{
  static const double outside[][2]
      = {{0, 0},           {NAN, 6600000},        {700000, INFINITY}, {47.7, -3.4},
         {1e300, 1e300},   {700000, 12655612.05}, {2000000, 6600000}, {-700000, -6600000},
         {700000, 5900000}};
  VigiePosition position = {1, 2};

  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    g_assert_false (vigie_lambert93_inverse (outside[i][0], outside[i][1], &position));
  g_assert_cmpfloat (position.lat, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geodesy/published-geodesics", test_published_geodesics);
  g_test_add_func ("/geodesy/hard-geodesics", test_hard_geodesics);
  g_test_add_func ("/geodesy/there-and-back", test_there_and_back);
  g_test_add_func ("/geodesy/not-a-place", test_not_a_place);
  g_test_add_func ("/geodesy/lengths-and-areas", test_lengths_and_areas);
  g_test_add_func ("/geodesy/isometric-latitude", test_isometric_latitude);
  g_test_add_func ("/geodesy/conic", test_conic);
  g_test_add_func ("/geodesy/lambert93-constants", test_lambert93_constants);
  g_test_add_func ("/geodesy/lambert93", test_lambert93);
  g_test_add_func ("/geodesy/lambert93-inverse-outside", test_lambert93_inverse_outside);
  return g_test_run ();
}
