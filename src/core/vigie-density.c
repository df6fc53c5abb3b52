/* vigie-density.c: where many points are, as a smooth surface.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-density.h"

#include <math.h>
#include <string.h>

/* Three box blurs make about a Gaussian: of odd widths whose variances, (width² − 1) / 12 each, add up to nearly that of
 * @sigma (Kovesi, Fast almost-Gaussian filtering, 2010). Their radii, the largest last. */
static void
radii_of (double sigma, guint radii[3])
{
  int low = (int) floor (sqrt (4 * sigma * sigma + 1));
  double n_low;

  low -= low % 2 == 0;
  n_low = (12 * sigma * sigma - 3.0 * low * low - 12.0 * low - 9) / (-4.0 * low - 4);
  for (guint i = 0; i < 3; i++)
    radii[i] = (guint) (i < n_low - 0.5 ? (low - 1) / 2 : (low + 1) / 2);
}

/* One blur along @n values that are @stride apart, through @line of n values. */
static void
blur (float *values, guint n, guint stride, guint radius, float *line)
{
  const float share = 1.f / (float) (2 * radius + 1);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    line[i] = values[(gsize) i * stride];
  for (guint i = 0; i < MIN (radius, n); i++)
    sum += line[i];
  for (guint i = 0; i < n; i++)
    {
      if (i + radius < n)
        sum += line[i + radius];
      if (i > radius)
        sum -= line[i - radius - 1];
      values[(gsize) i * stride] = (float) MAX (sum, 0) * share;
    }
}

void
vigie_density_render (const VigieDensityPoint *points,
                      gsize n_points,
                      double x,
                      double y,
                      double cell,
                      guint width,
                      guint height,
                      double sigma,
                      float *values)
{
  guint radii[3], margin, w, h;
  g_autofree float *grid = NULL, *line = NULL;

  g_return_if_fail (cell > 0 && width > 0 && height > 0 && width <= 4096 && height <= 4096);

  sigma = CLAMP (sigma, 0.5, 64);
  radii_of (sigma, radii);
  margin = radii[0] + radii[1] + radii[2] + 1;
  w = width + 2 * margin;
  h = height + 2 * margin;
  grid = g_new0 (float, (gsize) w *h);
  line = g_new (float, MAX (w, h));
  for (gsize i = 0; i < n_points; i++)
    {
      double column = floor ((points[i].x - x) / cell) + margin;
      double row = floor ((points[i].y - y) / cell) + margin;

      if (column >= 0 && row >= 0 && column < w && row < h)
        grid[(gsize) row * w + (gsize) column] += points[i].weight;
    }
  for (guint turn = 0; turn < 3; turn++)
    {
      for (guint row = 0; row < h; row++)
        blur (grid + (gsize) row * w, w, 1, radii[turn], line);
      for (guint column = 0; column < w; column++)
        blur (grid + column, h, w, radii[turn], line);
    }
  for (guint row = 0; row < height; row++)
    memcpy (values + (gsize) row * width, grid + ((gsize) row + margin) * w + margin,
            sizeof (float) * width);
}

float
vigie_density_peak (const VigieDensityPoint *points, gsize n_points, double cell, double sigma)
{
  /* The surface on a coarse grid, only where something is: the kernel's weight at each of the 3 × 3 squares of 2 σ. */
  g_autoptr (GHashTable) squares
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  const double side = 2 * sigma * cell;
  GHashTableIter iter;
  gpointer key, value;
  double peak = 0;

  if (!(side > 0))
    return 0;
  for (gsize i = 0; i < n_points; i++)
    {
      gint64 square
          = ((gint64) floor (points[i].y / side) << 32) + (gint64) floor (points[i].x / side);
      double *sum = g_hash_table_lookup (squares, &square);

      if (sum == NULL)
        {
          sum = g_new0 (double, 1);
          g_hash_table_insert (squares, g_memdup2 (&square, sizeof square), sum);
        }
      *sum += points[i].weight;
    }
  g_hash_table_iter_init (&iter, squares);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      double sum = 0;

      for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++)
          {
            gint64 near = *(gint64 *) key + ((gint64) dy * ((gint64) 1 << 32)) + dx;
            const double *other = g_hash_table_lookup (squares, &near);

            if (other != NULL)
              sum += *other * exp (-2.0 * (dx * dx + dy * dy));
          }
      peak = MAX (peak, sum);
    }
  return (float) (peak / (2 * G_PI * sigma * sigma));
}
