/* vigie-ingest-demo-random.c: chance without a state: hashes of what a number is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-sim.h"

/* The finishing steps of SplitMix64 (Steele, Lea, Flood 2014). */
static inline guint64
mix (guint64 x)
{
  x ^= x >> 30;
  x *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x ^= x >> 27;
  x *= G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

guint64
vigie_demo_hash (VigieDemoStream stream, gint64 a, gint64 b)
{
  guint64 x = mix ((guint64) stream * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  x = mix (x + (guint64) a * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + 1);
  return mix (x + (guint64) b * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + 1);
}

double
vigie_demo_uniform (VigieDemoStream stream, gint64 a, gint64 b)
{
  return (double) (vigie_demo_hash (stream, a, b) >> 11) * 0x1p-53;
}

/* The sum of four uniform numbers, scaled: bounded, which is what is wanted here. */
double
vigie_demo_normal (VigieDemoStream stream, gint64 a, gint64 b)
{
  guint64 x = vigie_demo_hash (stream, a, b);
  double sum = 0;

  for (int i = 0; i < 4; i++, x >>= 16)
    sum += (double) (x & 0xffff) / 65535.0 - 0.5;
  return CLAMP (sum * 1.7320508, -3, 3);
}

static inline double
lattice (VigieDemoStream stream, gint64 a, gint64 b)
{
  return (double) (vigie_demo_hash (stream, a, b) >> 11) * 0x1p-52 - 1;
}

static inline double
smooth (double x)
{
  return x * x * (3 - 2 * x);
}

double
vigie_demo_noise (VigieDemoStream stream, gint64 a, double x)
{
  double floor_x = floor (x);
  double u = smooth (x - floor_x);
  double left = lattice (stream, a, (gint64) floor_x);

  return left + u * (lattice (stream, a, (gint64) floor_x + 1) - left);
}

double
vigie_demo_noise2 (VigieDemoStream stream, gint64 a, double x, double y)
{
  double floor_x = floor (x), floor_y = floor (y);
  double u = smooth (x - floor_x), v = smooth (y - floor_y);
  gint64 column = (gint64) floor_x, row = a * 1000003 + (gint64) floor_y * 7919;
  double a00 = lattice (stream, row, column), a10 = lattice (stream, row, column + 1);
  double a01 = lattice (stream, row + 7919, column), a11 = lattice (stream, row + 7919, column + 1);
  double low = a00 + u * (a10 - a00), high = a01 + u * (a11 - a01);

  return low + v * (high - low);
}

guint
vigie_demo_poisson (double mean, VigieDemoStream stream, gint64 a, gint64 b)
{
  double u = vigie_demo_uniform (stream, a, b);
  double p, sum;
  guint n = 0;

  if (!(mean > 0))
    return 0;
  p = exp (-MIN (mean, 50));
  sum = p;
  while (u > sum && n < 200)
    {
      n++;
      p *= mean / n;
      sum += p;
    }
  return n;
}
