/* test-map-figures.c: symbols whose area tells an amount, and the density of points.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-density.h"
#include "vigie-symbol-scale.h"

static void
test_tops (void)
{
  static const double rows[][2]
      = {{0, 0},     {-3, 0},      {NAN, 0},   {INFINITY, 0}, {1, 1},    {1.01, 2},
         {2, 2},     {4.9, 5},     {5, 5},     {5.1, 10},     {99, 100}, {100, 100},
         {101, 200}, {0.03, 0.05}, {0.1, 0.1}, {7e8, 1e9}};

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat_with_epsilon (vigie_symbol_scale_top (rows[i][0]), rows[i][1],
                                    rows[i][1] * 1e-9 + 1e-12);
}

static void
test_radii (void)
{
  double samples[3];

  g_assert_cmpfloat (vigie_symbol_scale_radius (100, 100, 44), ==, 44);
  /* A quarter of the amount, half of the radius: the area tells. */
  g_assert_cmpfloat_with_epsilon (vigie_symbol_scale_radius (25, 100, 44), 22, 1e-9);
  g_assert_cmpfloat (vigie_symbol_scale_radius (300, 100, 44), ==, 44);
  g_assert_cmpfloat (vigie_symbol_scale_radius (0, 100, 44), ==, 0);
  g_assert_cmpfloat (vigie_symbol_scale_radius (NAN, 100, 44), ==, 0);
  g_assert_cmpfloat (vigie_symbol_scale_radius (5, 0, 44), ==, 0);
  vigie_symbol_scale_samples (200, samples);
  g_assert_cmpfloat (samples[0], ==, 200);
  g_assert_cmpfloat_with_epsilon (samples[1], 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (samples[2], 5, 1e-9);
}

#define SIDE 101

static void
test_kernel (void)
{
  static float values[SIDE * SIDE];
  const VigieDensityPoint points[]
      = {{0.5 + 50.5e-4, 0.5 + 50.5e-4, 2}, {0.9, 0.9, 100}, {0.1, 0.1, 0}};
  const double sigma = 6;
  double sum = 0, expected = 2 / (2 * G_PI * sigma * sigma);

  vigie_density_render (points, G_N_ELEMENTS (points), 0.5, 0.5, 1e-4, SIDE, SIDE, sigma, values);
  for (guint i = 0; i < SIDE * SIDE; i++)
    sum += values[i];
  /* Nothing is lost, and what is far away does not count. */
  g_assert_cmpfloat_with_epsilon (sum, 2, 1e-3);
  /* A Gaussian: at its peak, at one and at two standard deviations, the same in all directions. */
  g_assert_cmpfloat_with_epsilon (values[50 * SIDE + 50], expected, expected * 0.18);
  g_assert_cmpfloat_with_epsilon (values[50 * SIDE + 56], expected * exp (-0.5), expected * 0.05);
  g_assert_cmpfloat_with_epsilon (values[50 * SIDE + 62], expected * exp (-2), expected * 0.05);
  g_assert_cmpfloat_with_epsilon (values[44 * SIDE + 50], values[50 * SIDE + 56], expected * 1e-3);
  g_assert_cmpfloat_with_epsilon (values[50 * SIDE + 44], values[50 * SIDE + 56], expected * 1e-3);
}

/* A point out of the box reaches into it. */
static void
test_margin (void)
{
  static float values[40 * 40];
  const VigieDensityPoint point = {0.5 - 2e-4, 0.5 + 20e-4, 1};

  vigie_density_render (&point, 1, 0.5, 0.5, 1e-4, 40, 40, 6, values);
  g_assert_cmpfloat (values[20 * 40], >, 0);
  g_assert_cmpfloat (values[20 * 40], >, values[20 * 40 + 10]);
}

static void
test_peak (void)
{
  VigieDensityPoint points[400];
  static float values[300 * 300];
  float peak, found = 0;
  guint32 seed = 7;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      seed = seed * 1664525u + 1013904223u;
      points[i].x = 0.3 + (seed >> 8) / 16777216.0 * 0.02;
      seed = seed * 1664525u + 1013904223u;
      points[i].y = 0.3 + (seed >> 8) / 16777216.0 * 0.02;
      points[i].weight = 1;
    }
  vigie_density_render (points, G_N_ELEMENTS (points), 0.295, 0.295, 1e-4, 300, 300, 6, values);
  for (guint i = 0; i < 300 * 300; i++)
    found = MAX (found, values[i]);
  peak = vigie_density_peak (points, G_N_ELEMENTS (points), 1e-4, 6);
  /* Coarse, but of the same size. */
  g_assert_cmpfloat (peak, >, found * 0.5);
  g_assert_cmpfloat (peak, <, found * 2);
  g_assert_cmpfloat (vigie_density_peak (NULL, 0, 1e-4, 6), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/map-figures/tops", test_tops);
  g_test_add_func ("/core/map-figures/radii", test_radii);
  g_test_add_func ("/core/map-figures/kernel", test_kernel);
  g_test_add_func ("/core/map-figures/margin", test_margin);
  g_test_add_func ("/core/map-figures/peak", test_peak);
  return g_test_run ();
}
