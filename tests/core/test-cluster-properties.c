/* test-cluster-properties.c: what holds of clusters wherever the places are: in towns, on a line, in one spot, at the
 * ends of the world, on the borders of what the index divides it into.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-cluster.h"
#include "vigie-map-places.h"
#include "vigie-mercator.h"

#include <math.h>
#include <string.h>

#define N_SEEDS 6
/* Places are known to 1/2³² of the world's side: a distance to two of them. */
#define PIXEL_ERROR(zoom) (2 * 256.0 * (1 << (zoom)) / 4294967296.0)

typedef void (*PlaceFunc) (GRand *rand, guint i, double *x, double *y);

static void
in_towns (GRand *rand, guint i, double *x, double *y)
{
  double lat, lon;

  fixture_place (rand, &lat, &lon);
  *x = vigie_mercator_x (lon);
  *y = vigie_mercator_y (lat);
}

static void
all_over (GRand *rand, guint i, double *x, double *y)
{
  *x = g_rand_double (rand);
  *y = g_rand_double (rand);
}

/* East to west, as near as signs are at the deepest level. */
static void
on_a_line (GRand *rand, guint i, double *x, double *y)
{
  *x = 0.49 + i * 20 / (256.0 * (1 << 18));
  *y = 0.35;
}

static void
down_a_line (GRand *rand, guint i, double *x, double *y)
{
  *x = 0.49;
  *y = 0.35 + i * 33 / (256.0 * (1 << 18));
}

static void
in_one_spot (GRand *rand, guint i, double *x, double *y)
{
  *x = 0.49;
  *y = 0.35;
}

/* Two spots, one unit of measure apart, and some beside them. */
static void
almost_in_one_spot (GRand *rand, guint i, double *x, double *y)
{
  *x = 0.5 - (i % 3) / 4294967296.0;
  *y = 0.5 - (i % 5) / 4294967296.0;
}

static void
at_the_ends (GRand *rand, guint i, double *x, double *y)
{
  *x = i % 2 == 0 ? 0 : 1;
  *y = i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : 0.5;
}

/* A lattice of powers of two: all on borders of strips, many at the same distance. */
static void
on_borders (GRand *rand, guint i, double *x, double *y)
{
  const double step = 1.0 / (1 << g_rand_int_range (rand, 18, 24));

  *x = 0.5 + step * g_rand_int_range (rand, -8, 9);
  *y = 0.25 + step * g_rand_int_range (rand, -8, 9);
}

/* Further and further apart, so that each level has its own. */
static void
in_a_spiral (GRand *rand, guint i, double *x, double *y)
{
  double radius = pow (1.09, i) * 1e-9, angle = i * 2.4;

  *x = CLAMP (0.5 + MIN (radius, 0.5) * cos (angle), 0, 1);
  *y = CLAMP (0.5 + MIN (radius, 0.5) * sin (angle), 0, 1);
}

static const struct
{
  const char *name;
  PlaceFunc func;
} shapes[] = {
    {"in-towns", in_towns},       {"all-over", all_over},
    {"on-a-line", on_a_line},     {"down-a-line", down_a_line},
    {"in-one-spot", in_one_spot}, {"almost-in-one-spot", almost_in_one_spot},
    {"at-the-ends", at_the_ends}, {"on-borders", on_borders},
    {"in-a-spiral", in_a_spiral},
};

static VigieClusterPoint *
make_points (PlaceFunc func, guint n, guint32 seed)
{
  VigieClusterPoint *points = g_new0 (VigieClusterPoint, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++)
    {
      func (rand, i, &points[i].x, &points[i].y);
      points[i].state = g_rand_int_range (rand, 0, VIGIE_CLUSTER_N_STATES);
    }
  return points;
}

static GArray *
nodes_at (VigieClusterIndex *index, int zoom)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (VigieClusterNode));

  vigie_cluster_index_query (index, zoom, 0, 0, 1, 1, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      VigieClusterNode node;

      g_assert_true (vigie_cluster_index_get_node (index, g_array_index (ids, guint, i), &node));
      g_array_append_val (nodes, node);
    }
  return nodes;
}

static double
radius_of (const VigieClusterNode *node)
{
  const VigieClusterSizes *sizes = &vigie_cluster_default_sizes;

  return node->n_points == 1    ? sizes->place
         : node->n_points < 10  ? sizes->small
         : node->n_points < 100 ? sizes->medium
                                : sizes->large;
}

/* A cluster overlaps nothing; two places alone are further apart than two are gathered; no place has two near. */
static void
check_apart (GArray *nodes, int zoom)
{
  const VigieClusterSizes *sizes = &vigie_cluster_default_sizes;
  const VigieClusterNode *node = (gconstpointer) nodes->data;
  double world = 256.0 * (1 << zoom), error = PIXEL_ERROR (zoom);

  for (guint i = 0; i < nodes->len; i++)
    {
      guint n_near = 0;

      for (guint j = 0; j < nodes->len; j++)
        {
          double distance = hypot (node[i].x - node[j].x, node[i].y - node[j].y) * world;

          if (i == j)
            continue;
          if (node[i].n_points > 1 || node[j].n_points > 1)
            g_assert_cmpfloat (distance, >=, radius_of (&node[i]) + radius_of (&node[j]) - error);
          else
            {
              g_assert_cmpfloat (distance, >=, sizes->gather_two - error);
              n_near += distance < sizes->gather - error;
            }
        }
      g_assert_cmpuint (n_near, <=, 1);
    }
}

/* Every place is in one node, counted by its state, inside the node's box. */
static void
check_places (VigieClusterIndex *index,
              GArray *nodes,
              const VigieClusterPoint *points,
              guint n,
              int zoom)
{
  g_autofree guint8 *seen = g_new0 (guint8, n);
  guint total = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      const VigieClusterNode *node = &g_array_index (nodes, VigieClusterNode, i);
      g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
      guint32 counts[VIGIE_CLUSTER_N_STATES] = {0};
      double x0, y0, x1, y1;

      vigie_cluster_index_get_points (index, node->id, places);
      g_assert_cmpuint (places->len, ==, node->n_points);
      g_assert_true (vigie_cluster_index_get_bounds (index, node->id, &x0, &y0, &x1, &y1));
      g_assert_true (node->x >= x0 && node->x <= x1 && node->y >= y0 && node->y <= y1);
      for (guint p = 0; p < places->len; p++)
        {
          guint place = g_array_index (places, guint, p);

          g_assert_cmpuint (seen[place]++, ==, 0);
          counts[points[place].state]++;
          g_assert_cmpuint (vigie_cluster_index_node_of (index, place, zoom), ==, node->id);
          g_assert_true (points[place].x >= x0 - 1e-9 && points[place].x <= x1 + 1e-9);
          g_assert_true (points[place].y >= y0 - 1e-9 && points[place].y <= y1 + 1e-9);
        }
      if (node->n_points > 1)
        g_assert_cmpmem (node->counts, sizeof counts, counts, sizeof counts);
      else
        g_assert_cmpuint (counts[node->state], ==, 1);
      total += node->n_points;
    }
  g_assert_cmpuint (total, ==, n);
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  const VigieClusterNode *p = a, *q = b;

  if (p->y != q->y)
    return p->y < q->y ? -1 : 1;
  if (p->x != q->x)
    return p->x < q->x ? -1 : 1;
  return (p->n_points > q->n_points) - (p->n_points < q->n_points);
}

static void
assert_same_nodes (VigieClusterIndex *a, VigieClusterIndex *b, int zoom)
{
  g_autoptr (GArray) nodes_a = nodes_at (a, zoom), nodes_b = nodes_at (b, zoom);

  g_assert_cmpuint (nodes_a->len, ==, nodes_b->len);
  g_array_sort (nodes_a, compare_nodes);
  g_array_sort (nodes_b, compare_nodes);
  for (guint i = 0; i < nodes_a->len; i++)
    {
      const VigieClusterNode *p = &g_array_index (nodes_a, VigieClusterNode, i);
      const VigieClusterNode *q = &g_array_index (nodes_b, VigieClusterNode, i);

      /* Exactly: no sum depends on an order. */
      g_assert_true (p->x == q->x && p->y == q->y);
      g_assert_cmpuint (p->n_points, ==, q->n_points);
    }
}

/* The same places in another order, with other states, and some that are nowhere between them. */
static VigieClusterIndex *
build_otherwise (const VigieClusterPoint *points, guint n, guint32 seed)
{
  g_autofree VigieClusterPoint *others = g_new (VigieClusterPoint, 2 * n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_others = 0;

  for (guint i = 0; i < n; i++)
    {
      if (g_rand_boolean (rand))
        others[n_others++] = (VigieClusterPoint) {NAN, 0.5, 1};
      others[n_others++] = points[i];
    }
  for (guint i = n_others; i-- > 1;)
    {
      guint j = g_rand_int_range (rand, 0, i + 1);
      VigieClusterPoint swap = others[i];

      others[i] = others[j];
      others[j] = swap;
    }
  for (guint i = 0; i < n_others; i++)
    others[i].state = VIGIE_CLUSTER_N_STATES - 1 - others[i].state;
  return vigie_cluster_index_new (others, n_others, NULL);
}

/* What a query of a part gives is what one of the whole gives there. */
static void
check_queries (VigieClusterIndex *index, GArray *nodes, int zoom, GRand *rand)
{
  for (guint i = 0; i < 8; i++)
    {
      const VigieClusterNode *around
          = &g_array_index (nodes, VigieClusterNode, g_rand_int_range (rand, 0, nodes->len));
      double reach = 600 * g_rand_double (rand) / (256.0 * (1 << zoom));
      double x0 = around->x - reach, x1 = around->x + reach * g_rand_double (rand);
      double y0 = around->y - reach, y1 = around->y + reach * g_rand_double (rand);
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
      guint n_expected = 0;

      vigie_cluster_index_query (index, zoom, x0, y0, x1, y1, ids);
      for (guint j = 0; j < nodes->len; j++)
        {
          const VigieClusterNode *node = &g_array_index (nodes, VigieClusterNode, j);

          n_expected += node->x >= x0 && node->x <= x1 && node->y >= y0 && node->y <= y1;
        }
      g_assert_cmpuint (ids->len, ==, n_expected);
    }
}

static void
test_shape (gconstpointer data)
{
  PlaceFunc func = shapes[GPOINTER_TO_UINT (data)].func;

  for (guint32 seed = 1; seed <= N_SEEDS; seed++)
    {
      const guint n = seed % 2 == 0 ? 60 : 350;
      g_autofree VigieClusterPoint *points = make_points (func, n, seed);
      g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
      g_autoptr (VigieClusterIndex) other = build_otherwise (points, n, seed + 100);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + 200);

      for (int zoom = VIGIE_CLUSTER_MIN_ZOOM; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom++)
        {
          g_autoptr (GArray) nodes = nodes_at (index, zoom);

          check_apart (nodes, zoom);
          check_places (index, nodes, points, n, zoom);
          check_queries (index, nodes, zoom, rand);
          assert_same_nodes (index, other, zoom);
        }
    }
}

/* Larger than what is sorted by comparing, with each digit of the radix at work. */
static void
test_many (void)
{
  const guint n = 40000;

  for (guint s = 0; s < 2; s++)
    {
      g_autofree VigieClusterPoint *points = make_points (s == 0 ? all_over : in_towns, n, 9);
      g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
      g_autoptr (VigieClusterIndex) other = build_otherwise (points, n, 10);

      for (int zoom = VIGIE_CLUSTER_MIN_ZOOM; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom++)
        {
          g_autoptr (GArray) nodes = nodes_at (index, zoom);

          check_places (index, nodes, points, n, zoom);
          assert_same_nodes (index, other, zoom);
          if (nodes->len < 3000)
            check_apart (nodes, zoom);
        }
    }
}

/* A place that comes changes nothing far from it. */
static void
test_far_away (void)
{
  const guint n = 400;
  g_autofree VigieClusterPoint *points = make_points (in_towns, n + 1, 11);
  g_autoptr (VigieClusterIndex) before = vigie_cluster_index_new (points, n, NULL);
  g_autoptr (VigieClusterIndex) after = NULL;

  points[n].x = 0.2;
  points[n].y = 0.7;
  after = vigie_cluster_index_new (points, n + 1, NULL);
  for (int zoom = 6; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom++)
    {
      g_autoptr (GArray) nodes = nodes_at (before, zoom), more = nodes_at (after, zoom);

      g_assert_cmpuint (more->len, ==, nodes->len + 1);
      g_array_sort (nodes, compare_nodes);
      g_array_sort (more, compare_nodes);
      for (guint i = 0; i < nodes->len; i++)
        g_assert_true (g_array_index (nodes, VigieClusterNode, i).x
                       == g_array_index (more, VigieClusterNode, i).x);
      g_assert_cmpuint (vigie_cluster_index_node_of (after, n, zoom), ==, n);
    }
}

/* What is taken off is gone at once from every count; finished anew it is as if it had never been. Meanwhile states
 * change, and the draft does not see it. */
static void
test_changes (gconstpointer data)
{
  PlaceFunc func = shapes[GPOINTER_TO_UINT (data)].func;
  const guint n = 240;
  g_autofree VigieClusterPoint *points = make_points (func, n, 12), *moved = NULL;
  g_autoptr (VigieClusterIndex) index = vigie_cluster_index_new (points, n, NULL);
  g_autoptr (VigieClusterIndex) next = NULL, expected = NULL;
  g_autofree guint8 *left = g_new (guint8, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  VigieClusterDraft *draft;
  guint n_left = 0;

  for (guint i = 0; i < n; i++)
    {
      left[i] = !g_rand_boolean (rand);
      n_left += left[i];
      g_assert_true (vigie_cluster_index_has (index, i));
      if (left[i])
        continue;
      g_assert_true (vigie_cluster_index_remove (index, i));
      g_assert_false (vigie_cluster_index_remove (index, i));
      g_assert_false (vigie_cluster_index_has (index, i));
      g_assert_false (vigie_cluster_index_set_state (index, i, (points[i].state + 1) % 8));
    }
  for (int zoom = VIGIE_CLUSTER_MIN_ZOOM; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom++)
    {
      g_autoptr (GArray) nodes = nodes_at (index, zoom);
      guint total = 0;

      for (guint i = 0; i < nodes->len; i++)
        {
          const VigieClusterNode *node = &g_array_index (nodes, VigieClusterNode, i);
          g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
          guint32 counts[VIGIE_CLUSTER_N_STATES] = {0};

          vigie_cluster_index_get_points (index, node->id, places);
          g_assert_cmpuint (places->len, ==, node->n_points);
          g_assert_true ((node->n_points == 1) == (node->id < n));
          for (guint p = 0; p < places->len; p++)
            {
              guint place = g_array_index (places, guint, p);

              g_assert_true (left[place]);
              counts[points[place].state]++;
              g_assert_cmpuint (vigie_cluster_index_node_of (index, place, zoom), ==, node->id);
            }
          if (node->gathered)
            g_assert_cmpmem (node->counts, sizeof counts, counts, sizeof counts);
          total += node->n_points;
        }
      g_assert_cmpuint (total, ==, n_left);
    }

  /* Some that are left move, some that were taken off come back elsewhere, some are new. */
  draft = vigie_cluster_draft_new (index);
  moved = g_new (VigieClusterPoint, n + 20);
  for (guint i = 0; i < n + 20; i++)
    {
      moved[i] = i < n && left[i] ? points[i] : (VigieClusterPoint) {NAN, NAN, 0};
      if (i < n - 40)
        continue;
      all_over (rand, i, &moved[i].x, &moved[i].y);
      moved[i].state = i % 7;
      vigie_cluster_draft_put (draft, i, moved[i].x, moved[i].y, moved[i].state);
    }
  for (guint i = 0; i < n - 40; i++)
    vigie_cluster_index_set_state (index, i, 7);
  next = vigie_cluster_draft_finish (draft, NULL);
  expected = vigie_cluster_index_new (moved, n + 20, NULL);
  for (int zoom = VIGIE_CLUSTER_MIN_ZOOM; zoom <= VIGIE_CLUSTER_MAX_ZOOM; zoom++)
    assert_same_nodes (next, expected, zoom);
  for (guint i = 0; i < n + 20; i++)
    {
      VigieClusterNode a, b;

      g_assert_true (vigie_cluster_index_get_node (next, i, &a));
      g_assert_true (vigie_cluster_index_get_node (expected, i, &b));
      g_assert_cmpuint (a.state, ==, b.state);
      g_assert_true (vigie_cluster_index_is_at (next, i, moved[i].x, moved[i].y));
      g_assert_true (vigie_cluster_index_has (next, i) == !isnan (moved[i].x));
      if (!isnan (moved[i].x))
        g_assert_false (vigie_cluster_index_is_at (next, i, moved[i].x / 2 + 0.01, moved[i].y));
    }
}

static void
test_extent (void)
{
  VigieClusterPoint points[] = {{0.995, 0.4, 0}, {0.01, 0.6, 0}, {0.99, 0.5, 0}, {NAN, 0, 0}};
  g_autoptr (VigieClusterIndex) across = vigie_cluster_index_new (points, 4, NULL);
  g_autoptr (VigieClusterIndex) one = vigie_cluster_index_new (points, 1, NULL);
  g_autoptr (VigieClusterIndex) none = vigie_cluster_index_new (points + 3, 1, NULL);
  double x0, y0, x1, y1;

  g_assert_true (vigie_cluster_index_get_extent (across, &x0, &y0, &x1, &y1));
  g_assert_cmpfloat_with_epsilon (x0, 0.99, 1e-9);
  g_assert_cmpfloat_with_epsilon (x1, 0.01, 1e-9);
  g_assert_cmpfloat_with_epsilon (y0, 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (y1, 0.6, 1e-9);
  g_assert_true (vigie_cluster_index_get_extent (one, &x0, &y0, &x1, &y1));
  g_assert_true (x0 == x1 && y0 == y1);
  g_assert_false (vigie_cluster_index_get_extent (none, &x0, &y0, &x1, &y1));
}

static void
test_hostile (void)
{
  const double bad[] = {NAN, INFINITY, -INFINITY, -1e-300, -1, 1 + 1e-12, 1e300, G_MAXDOUBLE};
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (VigieClusterPoint));
  g_autoptr (VigieClusterIndex) index = NULL;
  double x0, y0, x1, y1;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    for (guint j = 0; j < G_N_ELEMENTS (bad); j++)
      {
        VigieClusterPoint point[] = {{bad[i], bad[j], 255}, {bad[i], 0.5, 0}, {0.5, bad[j], 3}};

        g_array_append_vals (points, point, G_N_ELEMENTS (point));
      }
  index = vigie_cluster_index_new ((gpointer) points->data, points->len, NULL);
  for (int zoom = -3; zoom < 40; zoom++)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
        for (guint j = 0; j < G_N_ELEMENTS (bad); j++)
          vigie_cluster_index_query (index, zoom, bad[i], bad[j], bad[j], bad[i], ids);
      vigie_cluster_index_query (index, zoom, -10, -10, 10, 10, ids);
      g_assert_cmpuint (ids->len, ==, 0);
    }
  for (guint i = 0; i < points->len; i++)
    {
      g_assert_false (vigie_cluster_index_get_bounds (index, i, &x0, &y0, &x1, &y1));
      g_assert_cmpuint (vigie_cluster_index_node_of (index, i, 10), ==, i);
      vigie_cluster_index_set_state (index, i, 250);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strconcat ("/core/cluster/properties/", shapes[i].name, NULL);
      g_autofree char *changes = g_strconcat ("/core/cluster/changes/", shapes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_shape);
      g_test_add_data_func (changes, GUINT_TO_POINTER (i), test_changes);
    }
  g_test_add_func ("/core/cluster/properties/many", test_many);
  g_test_add_func ("/core/cluster/properties/far-away", test_far_away);
  g_test_add_func ("/core/cluster/extent", test_extent);
  g_test_add_func ("/core/cluster/properties/hostile", test_hostile);
  return g_test_run ();
}
