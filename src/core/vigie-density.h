/* vigie-density.h: where many points are, as a smooth surface (a Gaussian kernel). Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A point on the unit square of vigie-mercator.h and how much it counts. */
typedef struct
{
  double x, y;
  float weight; /* 0 or more */
} VigieDensityPoint;

/* The surface over the box from (@x, @y), @width × @height cells of the side @cell (all on the unit square, @cell > 0,
 * cells at most 4096 × 4096), smoothed by a kernel of the standard deviation @sigma (in cells, 0.5 to 64): in
 * @values (row by row), in weight per cell. Points out of the box count as far as their kernel reaches in. The Gaussian is
 * made of three box blurs, whose peak is 16 % lower and whose edges are finite; the time is linear in points and cells. Any thread. */
void vigie_density_render (const VigieDensityPoint *points,
                           gsize n_points,
                           double x,
                           double y,
                           double cell,
                           guint width,
                           guint height,
                           double sigma,
                           float *values);

/* About the greatest value that this surface has anywhere (in weight per cell), wherever the box is: so that colours mean
 * the same while the map is moved. */
float
vigie_density_peak (const VigieDensityPoint *points, gsize n_points, double cell, double sigma);

G_END_DECLS
