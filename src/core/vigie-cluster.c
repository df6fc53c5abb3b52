/* vigie-cluster.c: many places on a map, gathered so that they can be read at each zoom level: what is asked of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-cluster-private.h"

#include <math.h>
#include <string.h>

#define NO_NODE VIGIE_CLUSTER_NO_NODE

const VigieClusterSizes vigie_cluster_default_sizes = {
    .gather = 27,
    .gather_two = 13,
    .place = 11,
    .small = 22,
    .medium = 30,
    .large = 44,
};

/* ---- Made and freed -------------------------------------------------------------------------- */

/* The counts of each cluster: its own places', then those of the clusters inside it, which come before it. */
static void
count_states (VigieClusterIndex *self)
{
  for (guint32 i = 0; i < self->n_points; i++)
    if (self->parents[i] != NO_NODE)
      self->counts[(gsize) (self->parents[i] - self->n_points) * VIGIE_CLUSTER_N_STATES
                   + self->states[self->leaves[i]]]++;
  for (guint32 i = 0; i < self->n_clusters; i++)
    {
      const guint32 *inner = self->counts + (gsize) i * VIGIE_CLUSTER_N_STATES;
      guint32 parent = self->clusters[i].parent, *outer;

      if (parent == NO_NODE)
        continue;
      outer = self->counts + (gsize) (parent - self->n_points) * VIGIE_CLUSTER_N_STATES;
      for (guint s = 0; s < VIGIE_CLUSTER_N_STATES; s++)
        outer[s] += inner[s];
    }
}

static guint32
to_fixed (double value)
{
  return (guint32) CLAMP (value * VIGIE_CLUSTER_SIDE, 0, VIGIE_CLUSTER_NOWHERE - 1.0);
}

static gboolean
is_on_square (double x, double y)
{
  return x >= 0 && x <= 1 && y >= 0 && y <= 1; /* not where one is no number */
}

VigieClusterIndex *
vigie_cluster_index_new (const VigieClusterPoint *points,
                         guint n_points,
                         const VigieClusterSizes *sizes)
{
  VigieClusterIndex *self = g_new0 (VigieClusterIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_points = n_points;
  self->xs = g_new (guint32, n_points);
  self->ys = g_new (guint32, n_points);
  self->parents = g_new (guint32, n_points);
  self->leaves = g_new (guint32, n_points);
  self->order = g_new (guint32, n_points);
  self->states = g_new (guint8, n_points);
  for (guint32 i = 0; i < n_points; i++)
    {
      gboolean on_map = is_on_square (points[i].x, points[i].y);

      self->xs[i] = on_map ? to_fixed (points[i].x) : VIGIE_CLUSTER_NOWHERE;
      self->ys[i] = on_map ? to_fixed (points[i].y) : 0;
    }
  vigie_cluster_build (self, sizes != NULL ? sizes : &vigie_cluster_default_sizes);
  for (guint32 i = 0; i < n_points; i++)
    self->states[self->leaves[i]] = MIN (points[i].state, VIGIE_CLUSTER_N_STATES - 1);
  self->counts = g_new0 (guint32, (gsize) self->n_clusters * VIGIE_CLUSTER_N_STATES);
  count_states (self);
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
  g_free (self->xs);
  g_free (self->ys);
  g_free (self->parents);
  g_free (self->leaves);
  g_free (self->order);
  g_free (self->states);
  g_free (self->clusters);
  g_free (self->counts);
  for (guint i = 0; i < VIGIE_CLUSTER_N_LEVELS; i++)
    g_free (self->levels[i].ids);
  g_free (self);
}

/* ---- Nodes ----------------------------------------------------------------------------------- */

guint
vigie_cluster_index_get_n_points (VigieClusterIndex *self)
{
  return self->n_points;
}

static inline const VigieCluster *
cluster_of (VigieClusterIndex *self, guint id)
{
  return &self->clusters[id - self->n_points];
}

static inline gboolean
is_node (VigieClusterIndex *self, guint id)
{
  return id < self->n_points + self->n_clusters;
}

gboolean
vigie_cluster_index_get_node (VigieClusterIndex *self, guint id, VigieClusterNode *node)
{
  if (!is_node (self, id))
    return FALSE;
  if (id < self->n_points)
    *node = (VigieClusterNode) {.id = id,
                                .x = self->xs[id] / VIGIE_CLUSTER_SIDE,
                                .y = self->ys[id] / VIGIE_CLUSTER_SIDE,
                                .n_points = 1,
                                .state = self->states[self->leaves[id]]};
  else
    {
      const VigieCluster *cluster = cluster_of (self, id);

      *node = (VigieClusterNode) {
          .id = id,
          .x = cluster->x / VIGIE_CLUSTER_SIDE,
          .y = cluster->y / VIGIE_CLUSTER_SIDE,
          .n_points = cluster->n_points,
          .counts = self->counts + (gsize) (id - self->n_points) * VIGIE_CLUSTER_N_STATES};
    }
  return TRUE;
}

static inline guint32
x_of (VigieClusterIndex *self, guint32 id)
{
  return id < self->n_points ? self->xs[id] : cluster_of (self, id)->x;
}

static inline guint32
y_of (VigieClusterIndex *self, guint32 id)
{
  return id < self->n_points ? self->ys[id] : cluster_of (self, id)->y;
}

/* The first of @ids from @low on that comes not before (strip, x). */
static guint32
find_in_level (VigieClusterIndex *self,
               const guint32 *ids,
               guint32 low,
               guint32 n,
               guint32 strip,
               guint32 x,
               int shift)
{
  guint64 wanted = vigie_cluster_key (x, strip << shift, shift);

  while (low < n)
    {
      guint32 middle = low + (n - low) / 2;

      if (vigie_cluster_key (x_of (self, ids[middle]), y_of (self, ids[middle]), shift) < wanted)
        low = middle + 1;
      else
        n = middle;
    }
  return low;
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
  const guint32 *level;
  guint32 left, strip, last_strip, n, i = 0;
  int shift;

  if (!(x0 <= x1 && y0 <= y1 && x0 <= 1 && y0 <= 1 && x1 >= 0 && y1 >= 0))
    return;
  zoom = CLAMP (zoom, VIGIE_CLUSTER_MIN_ZOOM, VIGIE_CLUSTER_MAX_ZOOM);
  shift = VIGIE_CLUSTER_STRIP_SHIFT (zoom);
  level = self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM].ids;
  n = self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM].n;
  left = to_fixed (MAX (x0, 0));
  strip = to_fixed (MAX (y0, 0)) >> shift;
  last_strip = to_fixed (MIN (y1, 1)) >> shift;

  while (strip <= last_strip && (i = find_in_level (self, level, i, n, strip, left, shift)) < n)
    {
      guint32 found = y_of (self, level[i]) >> shift;

      if (found > strip) /* there is nothing more in this one */
        {
          strip = found;
          if (x_of (self, level[i]) < left)
            continue;
        }
      if (strip > last_strip)
        break;
      for (; i < n && y_of (self, level[i]) >> shift == strip; i++)
        {
          double x = x_of (self, level[i]) / VIGIE_CLUSTER_SIDE;
          double y = y_of (self, level[i]) / VIGIE_CLUSTER_SIDE;
          guint id = level[i];

          if (x > x1)
            break;
          if (x >= x0 && y >= y0 && y <= y1)
            g_array_append_val (ids, id);
        }
      strip++;
    }
}

guint
vigie_cluster_index_node_of (VigieClusterIndex *self, guint node, int zoom)
{
  guint32 id = node;
  guint32 parent = node < self->n_points ? self->parents[node] : cluster_of (self, node)->parent;

  zoom = CLAMP (zoom, VIGIE_CLUSTER_MIN_ZOOM, VIGIE_CLUSTER_MAX_ZOOM);
  while (parent != NO_NODE && cluster_of (self, parent)->zoom >= zoom)
    {
      id = parent;
      parent = cluster_of (self, id)->parent;
    }
  return id;
}

int
vigie_cluster_index_split_zoom (VigieClusterIndex *self, guint id)
{
  return id < self->n_points || !is_node (self, id) ? 0 : cluster_of (self, id)->zoom + 1;
}

int
vigie_cluster_index_single_zoom (VigieClusterIndex *self, guint point)
{
  guint32 parent = self->parents[point];

  return parent == NO_NODE ? 0 : cluster_of (self, parent)->zoom + 1;
}

/* ---- What is inside -------------------------------------------------------------------------- */

/* Where the places of a node are in order; 0 of them if there is no such node. */
static guint32
places_of (VigieClusterIndex *self, guint id, guint32 *first)
{
  if (!is_node (self, id))
    return 0;
  *first = id < self->n_points ? self->leaves[id] : cluster_of (self, id)->first;
  return id < self->n_points ? 1 : cluster_of (self, id)->n_points;
}

void
vigie_cluster_index_get_points (VigieClusterIndex *self, guint id, GArray *points)
{
  guint32 first, n = places_of (self, id, &first);

  G_STATIC_ASSERT (sizeof (guint) == sizeof (guint32));
  if (n > 0)
    g_array_append_vals (points, self->order + first, n);
}

gboolean
vigie_cluster_index_get_bounds (VigieClusterIndex *self,
                                guint id,
                                double *x0,
                                double *y0,
                                double *x1,
                                double *y1)
{
  guint32 first, n = places_of (self, id, &first);
  guint32 left = G_MAXUINT32, top = G_MAXUINT32, right = 0, bottom = 0;

  if (n == 0 || self->xs[self->order[first]] == VIGIE_CLUSTER_NOWHERE)
    return FALSE;
  for (guint32 i = first; i < first + n; i++)
    {
      guint32 x = self->xs[self->order[i]], y = self->ys[self->order[i]];

      left = MIN (left, x);
      top = MIN (top, y);
      right = MAX (right, x);
      bottom = MAX (bottom, y);
    }
  *x0 = left / VIGIE_CLUSTER_SIDE;
  *y0 = top / VIGIE_CLUSTER_SIDE;
  *x1 = right / VIGIE_CLUSTER_SIDE;
  *y1 = bottom / VIGIE_CLUSTER_SIDE;
  return TRUE;
}

void
vigie_cluster_index_find_state (VigieClusterIndex *self,
                                guint id,
                                guint8 state,
                                guint max,
                                GArray *points)
{
  guint32 first, n = places_of (self, id, &first);
  const guint8 *at, *end;

  if (n == 0)
    return;
  at = self->states + first;
  end = at + n;
  for (; max > 0 && (at = memchr (at, state, end - at)) != NULL; at++, max--)
    g_array_append_vals (points, self->order + (at - self->states), 1);
}

gboolean
vigie_cluster_index_set_state (VigieClusterIndex *self, guint point, guint8 state)
{
  guint8 *known, before;

  g_return_val_if_fail (point < self->n_points, FALSE);

  state = MIN (state, VIGIE_CLUSTER_N_STATES - 1);
  known = &self->states[self->leaves[point]];
  before = *known;
  if (before == state)
    return FALSE;
  *known = state;
  for (guint32 id = self->parents[point]; id != NO_NODE; id = cluster_of (self, id)->parent)
    {
      guint32 *counts = self->counts + (gsize) (id - self->n_points) * VIGIE_CLUSTER_N_STATES;

      counts[before]--;
      counts[state]++;
    }
  return TRUE;
}
