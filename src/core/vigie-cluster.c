/* vigie-cluster.c: many places on a map, gathered so that they can be read at each zoom level.
 *
 * A greedy gathering on a grid, level by level from the deepest to the shallowest, each level working
 * on the nodes of the one below: n log n in all, as each has fewer. Nodes are taken in the order of
 * their cell and place, never in the order they came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NO_NODE G_MAXUINT32
#define N_LEVELS (VIGIE_CLUSTER_MAX_ZOOM - VIGIE_CLUSTER_MIN_ZOOM + 1)
/* A gathered cluster lies elsewhere than its first place and may touch others: gathered again. */
#define MAX_PASSES 6

const VigieClusterSizes vigie_cluster_default_sizes = {
    .gather = 27,
    .gather_two = 13,
    .place = 11,
    .small = 22,
    .medium = 30,
    .large = 44,
};

typedef struct
{
  double x, y;
  guint32 parent;       /* the cluster it is gathered into, or NO_NODE */
  guint32 n_points;     /* 1 for a place */
  guint32 first_child;  /* of a cluster */
  guint32 next_sibling; /* in its parent */
  guint8 zoom;          /* of a cluster: the deepest level at which it is shown */
  guint8 state;         /* of a place */
} Node;

/* The nodes of a level, sorted by cell: row, then column. */
typedef struct
{
  guint64 *keys; /* owned */
  guint32 *ids;  /* owned */
  guint n;
} Level;

struct _VigieClusterIndex
{
  gatomicrefcount ref_count;
  guint n_points;
  GArray *nodes;  /* Node: places, then clusters */
  GArray *counts; /* guint32[VIGIE_CLUSTER_N_STATES] of each cluster */
  Level levels[N_LEVELS];
};

#define NODE(self, id) (&g_array_index ((self)->nodes, Node, id))

static guint64
cell_key (double x, double y, double cells)
{
  guint64 column = (guint64) CLAMP (x * cells, 0, 4294967295.0);
  guint64 row = (guint64) CLAMP (y * cells, 0, 4294967295.0);

  return row << 32 | column;
}

/* The first position whose key is not less than @key. */
static guint
lower_bound (const guint64 *keys, guint n, guint64 key)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (keys[middle] < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

typedef struct
{
  guint64 key;
  double x, y;
  guint32 id;
} Entry;

static int
compare_entries (const void *a, const void *b)
{
  const Entry *p = a, *q = b;

  if (p->key != q->key)
    return p->key < q->key ? -1 : 1;
  if (p->y != q->y)
    return p->y < q->y ? -1 : 1;
  if (p->x != q->x)
    return p->x < q->x ? -1 : 1;
  return (p->id > q->id) - (p->id < q->id);
}

/* Sorts @ids by cell of a grid of @cells × @cells into a new level. */
static Level
make_level (VigieClusterIndex *self, const guint32 *ids, guint n, double cells)
{
  Level level = {g_new (guint64, MAX (n, 1)), g_new (guint32, MAX (n, 1)), n};
  g_autofree Entry *entries = g_new (Entry, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const Node *node = NODE (self, ids[i]);

      entries[i] = (Entry) {cell_key (node->x, node->y, cells), node->x, node->y, ids[i]};
    }
  qsort (entries, n, sizeof *entries, compare_entries);
  for (guint i = 0; i < n; i++)
    {
      level.keys[i] = entries[i].key;
      level.ids[i] = entries[i].id;
    }
  return level;
}

static void
level_clear (Level *level)
{
  g_clear_pointer (&level->keys, g_free);
  g_clear_pointer (&level->ids, g_free);
  level->n = 0;
}

static guint32 *
counts_of (VigieClusterIndex *self, guint id)
{
  return &g_array_index (self->counts, guint32,
                         (gsize) (id - self->n_points) * VIGIE_CLUSTER_N_STATES);
}

static double
node_radius (const Node *node, const VigieClusterSizes *sizes)
{
  return node->n_points == 1    ? sizes->place
         : node->n_points < 10  ? sizes->small
         : node->n_points < 100 ? sizes->medium
                                : sizes->large;
}

/* Makes a cluster of the nodes of @members, at their centre of gravity. */
static guint32
gather (VigieClusterIndex *self, GArray *members, int zoom)
{
  static const guint32 zeros[VIGIE_CLUSTER_N_STATES];
  Node cluster = {.parent = NO_NODE, .first_child = NO_NODE, .next_sibling = NO_NODE, .zoom = zoom};
  guint32 id = self->nodes->len;
  guint32 *counts;

  g_array_append_vals (self->counts, zeros, VIGIE_CLUSTER_N_STATES);
  counts = counts_of (self, id);
  for (guint i = members->len; i-- > 0;)
    {
      guint32 member = g_array_index (members, guint32, i);
      Node *node = NODE (self, member);

      cluster.x += node->x * node->n_points;
      cluster.y += node->y * node->n_points;
      cluster.n_points += node->n_points;
      if (member < self->n_points)
        counts[node->state]++;
      else
        {
          const guint32 *theirs = counts_of (self, member);

          for (guint s = 0; s < VIGIE_CLUSTER_N_STATES; s++)
            counts[s] += theirs[s];
        }
      node->parent = id;
      node->next_sibling = cluster.first_child;
      cluster.first_child = member;
    }
  cluster.x /= cluster.n_points;
  cluster.y /= cluster.n_points;
  g_array_append_val (self->nodes, cluster);
  return id;
}

/* One pass of gathering over @ids (of guint32) at @zoom, replaced by what is left. FALSE if nothing was
 * gathered. */
static gboolean
gather_pass (VigieClusterIndex *self, GArray *ids, int zoom, const VigieClusterSizes *sizes)
{
  double world = 256.0 * (1 << zoom);
  double reach = MAX (2 * sizes->large, sizes->gather) / world;
  Level level = make_level (self, (gpointer) ids->data, ids->len, 1 / reach);
  g_autofree guint8 *taken = g_new0 (guint8, MAX (level.n, 1));
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean changed = FALSE;

  g_array_set_size (ids, 0);
  for (guint i = 0; i < level.n; i++)
    {
      const Node *node = NODE (self, level.ids[i]);
      guint64 row = level.keys[i] >> 32, column = level.keys[i] & 0xffffffff;
      guint total = node->n_points;
      double nearest = INFINITY;

      if (taken[i])
        continue;
      g_array_set_size (members, 0);
      g_array_set_size (positions, 0);
      g_array_append_val (members, level.ids[i]);
      for (guint64 r = row > 0 ? row - 1 : 0; r <= row + 1; r++)
        {
          guint64 last = r << 32 | (column + 1);

          for (guint j = lower_bound (level.keys, level.n, r << 32 | (column > 0 ? column - 1 : 0));
               j < level.n && level.keys[j] <= last; j++)
            {
              const Node *other;
              double distance, limit;

              if (j == i || taken[j])
                continue;
              other = NODE (self, level.ids[j]);
              distance = hypot (other->x - node->x, other->y - node->y) * world;
              limit = node->n_points == 1 && other->n_points == 1
                          ? sizes->gather
                          : node_radius (node, sizes) + node_radius (other, sizes);
              if (distance > limit)
                continue;
              nearest = MIN (nearest, distance);
              total += other->n_points;
              g_array_append_val (members, level.ids[j]);
              g_array_append_val (positions, j);
            }
        }
      /* Left alone for now: another may still gather it. */
      if (members->len == 1 || (total == 2 && nearest > sizes->gather_two))
        continue;
      taken[i] = TRUE;
      for (guint p = 0; p < positions->len; p++)
        taken[g_array_index (positions, guint, p)] = TRUE;
      guint32 cluster = gather (self, members, zoom);
      g_array_append_val (ids, cluster);
      changed = TRUE;
    }
  for (guint i = 0; i < level.n; i++)
    if (!taken[i])
      g_array_append_val (ids, level.ids[i]);
  level_clear (&level);
  return changed;
}

VigieClusterIndex *
vigie_cluster_index_new (const VigieClusterPoint *points,
                         guint n_points,
                         const VigieClusterSizes *sizes)
{
  VigieClusterIndex *self = g_new0 (VigieClusterIndex, 1);
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_points);

  if (sizes == NULL)
    sizes = &vigie_cluster_default_sizes;
  g_atomic_ref_count_init (&self->ref_count);
  self->n_points = n_points;
  self->nodes = g_array_sized_new (FALSE, FALSE, sizeof (Node), n_points);
  self->counts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n_points; i++)
    {
      Node node = {.x = points[i].x,
                   .y = points[i].y,
                   .parent = NO_NODE,
                   .n_points = 1,
                   .first_child = NO_NODE,
                   .next_sibling = NO_NODE,
                   .state = MIN (points[i].state, VIGIE_CLUSTER_N_STATES - 1)};

      g_array_append_val (self->nodes, node);
      if (isfinite (node.x) && isfinite (node.y) && node.x >= 0 && node.x <= 1 && node.y >= 0
          && node.y <= 1)
        g_array_append_val (ids, i);
    }
  for (int zoom = VIGIE_CLUSTER_MAX_ZOOM; zoom >= VIGIE_CLUSTER_MIN_ZOOM; zoom--)
    {
      for (int pass = 0; pass < MAX_PASSES; pass++)
        if (!gather_pass (self, ids, zoom, sizes))
          break;
      self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM]
          = make_level (self, (gpointer) ids->data, ids->len, 1 << zoom);
    }
  return self;
}

VigieClusterIndex *
vigie_cluster_index_ref (VigieClusterIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_cluster_index_unref (VigieClusterIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->nodes);
  g_array_unref (self->counts);
  for (guint i = 0; i < N_LEVELS; i++)
    level_clear (&self->levels[i]);
  g_free (self);
}

guint
vigie_cluster_index_get_n_points (VigieClusterIndex *self)
{
  return self->n_points;
}

gboolean
vigie_cluster_index_get_node (VigieClusterIndex *self, guint id, VigieClusterNode *node)
{
  const Node *source;

  if (id >= self->nodes->len)
    return FALSE;
  source = NODE (self, id);
  *node = (VigieClusterNode) {.id = id,
                              .x = source->x,
                              .y = source->y,
                              .n_points = source->n_points,
                              .state = source->state,
                              .counts = id >= self->n_points ? counts_of (self, id) : NULL};
  return TRUE;
}

void
vigie_cluster_index_query (VigieClusterIndex *self,
                           int zoom,
                           double x0,
                           double y0,
                           double x1,
                           double y1,
                           GArray *ids)
{
  const Level *level;
  double cells;
  guint64 first, last;

  zoom = CLAMP (zoom, VIGIE_CLUSTER_MIN_ZOOM, VIGIE_CLUSTER_MAX_ZOOM);
  level = &self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM];
  cells = 1 << zoom;
  if (!(x0 <= x1) || !(y0 <= y1) || x1 < 0 || y1 < 0 || x0 > 1 || y0 > 1)
    return;
  first = cell_key (x0, y0, cells);
  last = cell_key (x1, y1, cells);
  for (guint64 row = first >> 32; row <= last >> 32; row++)
    {
      guint64 end = row << 32 | (last & 0xffffffff);

      for (guint i = lower_bound (level->keys, level->n, row << 32 | (first & 0xffffffff));
           i < level->n && level->keys[i] <= end; i++)
        {
          const Node *node = NODE (self, level->ids[i]);
          guint id = level->ids[i];

          if (node->x >= x0 && node->x <= x1 && node->y >= y0 && node->y <= y1)
            g_array_append_val (ids, id);
        }
    }
}

guint
vigie_cluster_index_node_of (VigieClusterIndex *self, guint point, int zoom)
{
  guint32 id = point;

  zoom = CLAMP (zoom, VIGIE_CLUSTER_MIN_ZOOM, VIGIE_CLUSTER_MAX_ZOOM);
  while (NODE (self, id)->parent != NO_NODE && NODE (self, NODE (self, id)->parent)->zoom >= zoom)
    id = NODE (self, id)->parent;
  return id;
}

int
vigie_cluster_index_split_zoom (VigieClusterIndex *self, guint id)
{
  if (id < self->n_points || id >= self->nodes->len)
    return 0;
  return NODE (self, id)->zoom + 1;
}

int
vigie_cluster_index_single_zoom (VigieClusterIndex *self, guint point)
{
  guint32 parent = NODE (self, point)->parent;

  return parent == NO_NODE ? 0 : NODE (self, parent)->zoom + 1;
}

void
vigie_cluster_index_get_points (VigieClusterIndex *self, guint id, GArray *points)
{
  g_autoptr (GArray) stack = NULL;

  if (id >= self->nodes->len)
    return;
  stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (stack, id);
  while (stack->len > 0)
    {
      guint32 top = g_array_index (stack, guint32, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      if (top < self->n_points)
        {
          guint point = top;

          g_array_append_val (points, point);
          continue;
        }
      for (guint32 child = NODE (self, top)->first_child; child != NO_NODE;
           child = NODE (self, child)->next_sibling)
        g_array_append_val (stack, child);
    }
}

gboolean
vigie_cluster_index_get_bounds (VigieClusterIndex *self,
                                guint id,
                                double *x0,
                                double *y0,
                                double *x1,
                                double *y1)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (guint));

  vigie_cluster_index_get_points (self, id, points);
  *x0 = *y0 = INFINITY;
  *x1 = *y1 = -INFINITY;
  for (guint i = 0; i < points->len; i++)
    {
      const Node *node = NODE (self, g_array_index (points, guint, i));

      if (!(node->x >= 0 && node->x <= 1 && node->y >= 0 && node->y <= 1))
        continue;
      *x0 = MIN (*x0, node->x);
      *y0 = MIN (*y0, node->y);
      *x1 = MAX (*x1, node->x);
      *y1 = MAX (*y1, node->y);
    }
  return *x0 <= *x1;
}

void
vigie_cluster_index_find_state (VigieClusterIndex *self,
                                guint id,
                                guint8 state,
                                guint max,
                                GArray *points)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));

  vigie_cluster_index_get_points (self, id, all);
  for (guint i = 0; i < all->len && max > 0; i++)
    if (NODE (self, g_array_index (all, guint, i))->state == state)
      {
        g_array_append_val (points, g_array_index (all, guint, i));
        max--;
      }
}

gboolean
vigie_cluster_index_set_state (VigieClusterIndex *self, guint point, guint8 state)
{
  guint8 before;

  g_return_val_if_fail (point < self->n_points, FALSE);

  state = MIN (state, VIGIE_CLUSTER_N_STATES - 1);
  before = NODE (self, point)->state;
  if (before == state)
    return FALSE;
  NODE (self, point)->state = state;
  for (guint32 id = NODE (self, point)->parent; id != NO_NODE; id = NODE (self, id)->parent)
    {
      guint32 *counts = counts_of (self, id);

      counts[before]--;
      counts[state]++;
    }
  return TRUE;
}
