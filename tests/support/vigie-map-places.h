/* vigie-map-places.h: places like those of a territory, for tests and benchmarks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One of the 40 km around Lorient, six times in ten in one of its towns; degrees. */
static inline void
fixture_place (GRand *rand, double *lat, double *lon)
{
  static const double towns[][3]
      = {{47.748, -3.366, 0.030}, {47.762, -3.342, 0.018}, {47.804, -3.279, 0.020},
         {47.788, -3.489, 0.022}, {47.836, -3.160, 0.020}, {47.915, -3.334, 0.018},
         {47.707, -3.358, 0.012}, {47.639, -3.461, 0.020}};

  *lat = 47.60 + 0.42 * g_rand_double (rand);
  *lon = -3.58 + 0.56 * g_rand_double (rand);
  if (g_rand_int_range (rand, 0, 100) < 60)
    {
      const double *town = towns[g_rand_int_range (rand, 0, G_N_ELEMENTS (towns))];

      *lat = town[0] + town[2] * (g_rand_double (rand) + g_rand_double (rand) - 1);
      *lon = town[1] + 1.5 * town[2] * (g_rand_double (rand) + g_rand_double (rand) - 1);
    }
}
