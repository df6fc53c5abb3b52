/* test-cluster.c: nothing is lost or counted twice in clusters; they stand still and do not overlap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-cluster.h"
#include "vigie-mercator.h"

#include <math.h>
#include <string.h>

/* Towns of places over some 40 km around Lorient, some in the same spot; a fixed seed. */
static VigieClusterPoint *
territory (guint n, guint32 seed)
{
  GRand *rand = g_rand_new_with_seed (seed);
  VigieClusterPoint *points = g_new (VigieClusterPoint, n);

  for (guint i = 0; i < n; i++)
    {
      gboolean town = g_rand_double (rand) < 0.6;
      double lat = town ? 47.75 + 0.02 * g_rand_double (rand) : 47.6 + 0.4 * g_rand_double (rand);
      double lon = town ? -3.38 + 0.03 * g_rand_double (rand) : -3.6 + 0.6 * g_rand_double (rand);

      points[i] = (VigieClusterPoint) {vigie_mercator_x (lon), vigie_mercator_y (lat),
                                       g_rand_int_range (rand, 0, 7)};
      if (i > 0 && i % 17 == 0)
        points[i].x = points[i - 1].x, points[i].y = points[i - 1].y;
    }
  g_rand_free (rand);
  return points;
}

static GArray *
all_nodes (VigieClusterIndex *index, int zoom)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint));

  vigie_cluster_index_query (index, zoom, 0, 0, 1, 1, ids);
  return ids;
}

/* At every level each place is in exactly one node, and the counts are those of its places. */
static void
check_conservation (VigieClusterIndex *index, const VigieClusterPoint *points, guint n)
{
  for (int zoom = 0; zoom <= 20; zoom++)
    {
      g_autoptr (GArray) ids = all_nodes (index, zoom);
      g_autofree guint *seen = g_new0 (guint, n);
      guint total = 0;

      for (guint i = 0; i < ids->len; i++)
        {
          guint id = g_array_index (ids, guint, i);
          g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
          guint32 counts[VIGIE_CLUSTER_N_STATES] = {0};
          VigieClusterNode node;

          g_assert_true (vigie_cluster_index_get_node (index, id, &node));
          vigie_cluster_index_get_points (index, id, places);
          g_assert_cmpuint (places->len, ==, node.n_points);
          for (guint p = 0; p < places->len; p++)
            {
              guint place = g_array_index (places, guint, p);

              seen[place]++;
              counts[points[place].state]++;
              g_assert_cmpuint (vigie_cluster_index_node_of (index, place, zoom), ==, id);
            }
          if (node.gathered)
            g_assert_cmpmem (node.counts, sizeof counts, counts, sizeof counts);
          else
            g_assert_cmpuint (node.n_points, ==, 1);
          total += node.n_points;
        }
      g_assert_cmpuint (total, ==, n);
      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (seen[i], ==, 1);
    }
}

static void
test_conservation (void)
{
  const guint n = 800;
  g_autofree VigieClusterPoint *points = territory (n, 1);
  g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);

  g_assert_cmpuint (vigie_cluster_index_get_n_points (index), ==, n);
  check_conservation (index, points, n);
}

/* A change of state changes counts, and no cluster. */
static void
test_states (void)
{
  const guint n = 300;
  g_autofree VigieClusterPoint *points = territory (n, 2);
  g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
  g_autoptr (GArray) before = all_nodes (index, 10);
  GArray *after;

  for (guint i = 0; i < n; i += 3)
    {
      guint8 state = (points[i].state + 1) % 7;

      g_assert_true (vigie_cluster_index_set_state (index, i, state));
      g_assert_false (vigie_cluster_index_set_state (index, i, state));
      points[i].state = state;
    }
  check_conservation (index, points, n);
  after = all_nodes (index, 10);
  g_assert_cmpmem (before->data, before->len * sizeof (guint), after->data,
                   after->len * sizeof (guint));
  g_array_unref (after);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The order in which the places come does not matter. */
static void
test_determinism (void)
{
  const guint n = 500;
  g_autofree VigieClusterPoint *points = territory (n, 3), *shuffled = g_new (VigieClusterPoint, n);
  g_autoptr (VigieClusterIndex) a = vigie_cluster_index_new (points, n, NULL);
  g_autoptr (VigieClusterIndex) b = NULL;

  for (guint i = 0; i < n; i++)
    shuffled[i] = points[(i * 233 + 71) % n];
  b = vigie_cluster_index_new (shuffled, n, NULL);
  for (int zoom = VIGIE_CLUSTER_MIN_ZOOM; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom++)
    {
      g_autoptr (GArray) ids_a = all_nodes (a, zoom), ids_b = all_nodes (b, zoom);
      g_autoptr (GArray) xs_a = g_array_new (FALSE, FALSE, sizeof (double)),
                         xs_b = g_array_new (FALSE, FALSE, sizeof (double));

      g_assert_cmpuint (ids_a->len, ==, ids_b->len);
      for (guint i = 0; i < ids_a->len; i++)
        {
          VigieClusterNode node_a, node_b;

          vigie_cluster_index_get_node (a, g_array_index (ids_a, guint, i), &node_a);
          vigie_cluster_index_get_node (b, g_array_index (ids_b, guint, i), &node_b);
          g_array_append_val (xs_a, node_a.x);
          g_array_append_val (xs_b, node_b.x);
        }
      g_array_sort (xs_a, compare_doubles);
      g_array_sort (xs_b, compare_doubles);
      for (guint i = 0; i < xs_a->len; i++)
        g_assert_cmpfloat_with_epsilon (g_array_index (xs_a, double, i),
                                        g_array_index (xs_b, double, i), 1e-12);
    }
}

/* What a moving view shows of an area never depends on where the view began. */
static void
test_stability (void)
{
  const guint n = 600;
  g_autofree VigieClusterPoint *points = territory (n, 4);
  g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
  double x = vigie_mercator_x (-3.37), y = vigie_mercator_y (47.76), w = 0.0004, h = 0.0003;

  for (int zoom = 9; zoom <= 15; zoom++)
    {
      g_autoptr (GArray) all = all_nodes (index, zoom);

      for (int step = 0; step < 20; step++)
        {
          double x0 = x - w + step * w / 25, y0 = y - h + step * h / 40, x1 = x0 + 2 * w,
                 y1 = y0 + 2 * h;
          g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
          guint expected = 0;

          vigie_cluster_index_query (index, zoom, x0, y0, x1, y1, ids);
          for (guint i = 0; i < all->len; i++)
            {
              VigieClusterNode node;

              vigie_cluster_index_get_node (index, g_array_index (all, guint, i), &node);
              if (node.x >= x0 && node.x <= x1 && node.y >= y0 && node.y <= y1)
                expected++;
            }
          g_assert_cmpuint (ids->len, ==, expected);
        }
    }
}

/* Clusters keep clear of each other and of places. */
static void
test_no_overlap (void)
{
  const guint n = 1000;
  g_autofree VigieClusterPoint *points = territory (n, 5);
  g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
  guint pairs = 0, overlaps = 0;

  for (int zoom = 6; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom++)
    {
      g_autoptr (GArray) ids = all_nodes (index, zoom);
      double world = 256.0 * (1 << zoom);

      for (guint i = 0; i < ids->len; i++)
        for (guint j = i + 1; j < ids->len; j++)
          {
            VigieClusterNode a, b;

            vigie_cluster_index_get_node (index, g_array_index (ids, guint, i), &a);
            vigie_cluster_index_get_node (index, g_array_index (ids, guint, j), &b);
            if (a.n_points == 1 && b.n_points == 1)
              continue;
            pairs++;
            overlaps += hypot (a.x - b.x, a.y - b.y) * world < 30;
          }
    }
  g_assert_cmpuint (pairs, >, 1000);
  g_assert_cmpuint (overlaps, ==, 0);
}

/* Zooming into a cluster always ends: it splits, or its places are in one spot. */
static void
test_split (void)
{
  const guint n = 400;
  g_autofree VigieClusterPoint *points = territory (n, 6);
  g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
  g_autoptr (GArray) ids = all_nodes (index, 9);

  for (guint i = 0; i < ids->len; i++)
    {
      guint id = g_array_index (ids, guint, i);
      int split = vigie_cluster_index_split_zoom (index, id);
      g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

      if (id < n)
        {
          g_assert_cmpint (split, ==, 0);
          continue;
        }
      g_assert_cmpint (split, >, 9);
      vigie_cluster_index_get_points (index, id, places);
      g_assert_cmpuint (
          vigie_cluster_index_node_of (index, g_array_index (places, guint, 0), split - 1), ==, id);
      if (split <= VIGIE_CLUSTER_MAX_ZOOM)
        g_assert_cmpuint (
            vigie_cluster_index_node_of (index, g_array_index (places, guint, 0), split), !=, id);
    }
  for (guint i = 0; i < n; i++)
    {
      int single = vigie_cluster_index_single_zoom (index, i);

      if (single <= VIGIE_CLUSTER_MAX_ZOOM)
        g_assert_cmpuint (vigie_cluster_index_node_of (index, i, single), ==, i);
    }
}

/* The box and the worst places of a node are those of the places that it shows. */
static void
test_inside (void)
{
  const guint n = 500;
  g_autofree VigieClusterPoint *points = territory (n, 7);
  g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
  double x0, y0, x1, y1;

  for (int zoom = 2; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom += 4)
    {
      g_autoptr (GArray) ids = all_nodes (index, zoom);

      for (guint i = 0; i < ids->len; i++)
        {
          guint id = g_array_index (ids, guint, i), n_found = 0;
          double left = 1, top = 1, right = 0, bottom = 0;
          g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
          g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

          vigie_cluster_index_get_points (index, id, places);
          for (guint p = 0; p < places->len; p++)
            {
              const VigieClusterPoint *point = &points[g_array_index (places, guint, p)];

              left = MIN (left, point->x), right = MAX (right, point->x);
              top = MIN (top, point->y), bottom = MAX (bottom, point->y);
              n_found += point->state == 3;
            }
          g_assert_true (vigie_cluster_index_get_bounds (index, id, &x0, &y0, &x1, &y1));
          g_assert_cmpfloat_with_epsilon (x0, left, 1e-9);
          g_assert_cmpfloat_with_epsilon (y0, top, 1e-9);
          g_assert_cmpfloat_with_epsilon (x1, right, 1e-9);
          g_assert_cmpfloat_with_epsilon (y1, bottom, 1e-9);
          vigie_cluster_index_find_state (index, id, 3, 2, found);
          g_assert_cmpuint (found->len, ==, MIN (n_found, 2));
          for (guint f = 0; f < found->len; f++)
            {
              guint place = g_array_index (found, guint, f);

              g_assert_cmpuint (points[place].state, ==, 3);
              g_assert_cmpuint (vigie_cluster_index_node_of (index, place, zoom), ==, id);
            }
        }
    }
  g_assert_false (vigie_cluster_index_get_bounds (index, 1u << 30, &x0, &y0, &x1, &y1));
}

static void
test_few (void)
{
  /* Two places 20 pixels apart at zoom 10 stay two; three become one; two in one spot are one. */
  const double step = 20 / (256.0 * 1024);
  VigieClusterPoint points[3] = {{0.5, 0.35, 0}, {0.5 + step, 0.35, 1}, {0.5 + 2 * step, 0.35, 2}};
  g_autoptr (VigieClusterIndex) two = vigie_cluster_index_new (points, 2, NULL);
  g_autoptr (VigieClusterIndex) three = vigie_cluster_index_new (points, 3, NULL);
  g_autoptr (VigieClusterIndex) none = vigie_cluster_index_new (NULL, 0, NULL);
  g_autoptr (VigieClusterIndex) spot = NULL;
  g_autoptr (GArray) a = all_nodes (two, 10), b = all_nodes (three, 10), c = all_nodes (none, 10),
                     d = NULL, e = NULL;
  VigieClusterNode node;

  g_assert_cmpuint (a->len, ==, 2);
  g_assert_cmpuint (c->len, ==, 0);
  /* The first has one neighbour, the second two: the middle one gathers them once it is its turn. */
  g_assert_cmpuint (b->len, ==, 1);
  points[1] = points[0];
  spot = vigie_cluster_index_new (points, 2, NULL);
  d = all_nodes (spot, VIGIE_CLUSTER_MAX_ZOOM);
  g_assert_cmpuint (d->len, ==, 1);
  g_assert_cmpint (vigie_cluster_index_split_zoom (spot, g_array_index (d, guint, 0)), ==,
                   VIGIE_CLUSTER_MAX_ZOOM + 1);
  g_assert_false (vigie_cluster_index_get_node (spot, 99, &node));
  e = g_array_new (FALSE, FALSE, sizeof (guint));
  vigie_cluster_index_query (spot, 10, 1, 1, 0, 0, e);
  vigie_cluster_index_query (spot, 10, NAN, 0, 1, 1, e);
  g_assert_cmpuint (e->len, ==, 0);
}

static void
test_bad_places (void)
{
  VigieClusterPoint points[]
      = {{NAN, 0.5, 0}, {0.5, INFINITY, 0}, {-1, 0.5, 0}, {0.5, 1.5, 0}, {0.5, 0.5, 200}};
  g_autoptr (VigieClusterIndex) index
      = vigie_cluster_index_new (points, G_N_ELEMENTS (points), NULL);
  g_autoptr (GArray) ids = all_nodes (index, 12);
  VigieClusterNode node;

  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpuint (g_array_index (ids, guint, 0), ==, 4);
  g_assert_true (vigie_cluster_index_get_node (index, 4, &node));
  g_assert_cmpuint (node.state, ==, VIGIE_CLUSTER_N_STATES - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/cluster/conservation", test_conservation);
  g_test_add_func ("/core/cluster/states", test_states);
  g_test_add_func ("/core/cluster/determinism", test_determinism);
  g_test_add_func ("/core/cluster/stability", test_stability);
  g_test_add_func ("/core/cluster/no-overlap", test_no_overlap);
  g_test_add_func ("/core/cluster/split", test_split);
  g_test_add_func ("/core/cluster/inside", test_inside);
  g_test_add_func ("/core/cluster/few", test_few);
  g_test_add_func ("/core/cluster/bad-places", test_bad_places);
  return g_test_run ();
}
