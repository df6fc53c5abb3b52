/* bench-map-index.c: the clusters of 1 000 000 places made, on one thread, and 1 000 states changed in them.
 *
 * The places are those of bench-map-pan: six in ten in towns, the others all over 40 km. Each figure is the best of five.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "vigie-cluster.h"
#include "vigie-map-places.h"
#include "vigie-mercator.h"

#define N_TIMES 5

static VigieClusterPoint *
make_points (guint n)
{
  VigieClusterPoint *points = g_new (VigieClusterPoint, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n; i++)
    {
      double lat, lon;

      fixture_place (rand, &lat, &lon);
      points[i] = (VigieClusterPoint) {vigie_mercator_x (lon), vigie_mercator_y (lat), i % 14 == 0};
    }
  return points;
}

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 1000000;
  g_autofree VigieClusterPoint *points = make_points (n);
  double best = G_MAXDOUBLE;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < N_TIMES; i++)
    {
      double cpu = cpu_ms ();
      gint64 start = g_get_monotonic_time ();
      g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);

      best = MIN (best, (g_get_monotonic_time () - start) / 1000.0);
      g_printerr ("%.0f ms of CPU\n", cpu_ms () - cpu);
      for (int zoom = 0; i == 0 && zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom += 2)
        {
          g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

          vigie_cluster_index_query (index, zoom, 0, 0, 1, 1, ids);
          g_printerr ("level %d: %u signs\n", zoom, ids->len);
        }
    }
  g_print (
      "{\"name\":\"map-index-%u\",\"value\":%s,\"unit\":\"ms\",\"bar\":400,\"better\":\"lower\"}\n",
      n, g_ascii_formatd (text, sizeof text, "%.1f", best));
  return 0;
}
