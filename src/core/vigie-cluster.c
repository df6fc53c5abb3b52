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

static inline VigieCluster *
cluster_of (VigieClusterIndex *self, guint id)
{
  return &self->clusters[id - self->n_points];
}

static inline gboolean
is_node (VigieClusterIndex *self, guint id)
{
  return id < self->n_points + self->n_clusters;
}

static inline gboolean
is_removed (VigieClusterIndex *self, guint point)
{
  return (self->states[self->leaves[point]] & VIGIE_CLUSTER_REMOVED) != 0;
}

/* How many places of a cluster that are still there have each state. */
static void
count (VigieClusterIndex *self, const VigieCluster *cluster, guint32 counts[VIGIE_CLUSTER_N_STATES])
{
  const guint32 *kept = vigie_cluster_counts (self, cluster);

  if (kept != NULL)
    {
      memcpy (counts, kept, VIGIE_CLUSTER_N_STATES * sizeof *counts);
      return;
    }
  memset (counts, 0, VIGIE_CLUSTER_N_STATES * sizeof *counts);
  for (guint32 i = cluster->first; i < cluster->first + cluster->n_points; i++)
    if ((self->states[i] & VIGIE_CLUSTER_REMOVED) == 0)
      counts[self->states[i]]++;
}

/* Places of a cluster that are still there. */
static guint32
n_left (VigieClusterIndex *self, guint id)
{
  const VigieCluster *cluster = cluster_of (self, id);
  guint32 counts[VIGIE_CLUSTER_N_STATES], n = 0;

  if (self->n_removed == 0)
    return cluster->n_points;
  count (self, cluster, counts);
  for (guint s = 0; s < VIGIE_CLUSTER_N_STATES; s++)
    n += counts[s];
  return n;
}

/* The one place of a cluster that is still there. */
static guint32
last_left (VigieClusterIndex *self, guint id)
{
  const VigieCluster *cluster = cluster_of (self, id);
  guint32 leaf = cluster->first;

  while ((self->states[leaf] & VIGIE_CLUSTER_REMOVED) != 0)
    leaf++;
  g_assert (leaf < cluster->first + cluster->n_points);
  return self->order[leaf];
}

/* What is shown of a node of a level: itself, the one place that is left of it, or nothing. */
static guint32
shown_of (VigieClusterIndex *self, guint32 id)
{
  guint32 n;

  if (self->n_removed == 0)
    return id;
  if (id < self->n_points)
    return is_removed (self, id) ? NO_NODE : id;
  n = n_left (self, id);
  return n == 0 ? NO_NODE : n == 1 ? last_left (self, id) : id;
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
                                .state = self->states[self->leaves[id]] & VIGIE_CLUSTER_STATE};
  else
    {
      const VigieCluster *cluster = cluster_of (self, id);

      *node = (VigieClusterNode) {.id = id,
                                  .x = cluster->x / VIGIE_CLUSTER_SIDE,
                                  .y = cluster->y / VIGIE_CLUSTER_SIDE,
                                  .n_points = n_left (self, id),
                                  .gathered = TRUE};
      count (self, cluster, node->counts);
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
  guint32 left, strip, last_strip, n, unused, i = 0;
  int shift;

  if (!(x0 <= x1 && y0 <= y1 && x0 <= 1 && y0 <= 1 && x1 >= 0 && y1 >= 0))
    return;
  zoom = CLAMP (zoom, VIGIE_CLUSTER_MIN_ZOOM, VIGIE_CLUSTER_MAX_ZOOM);
  shift = VIGIE_CLUSTER_STRIP_SHIFT (zoom);
  level = self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM].ids;
  n = self->levels[zoom - VIGIE_CLUSTER_MIN_ZOOM].n;
  vigie_cluster_to_fixed (MAX (x0, 0), MAX (y0, 0), &left, &strip);
  vigie_cluster_to_fixed (MIN (x1, 1), MIN (y1, 1), &unused, &last_strip);
  strip >>= shift;
  last_strip >>= shift;

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
          guint id;

          if (x > x1)
            break;
          if (x < x0 || y < y0 || y > y1)
            continue;
          id = shown_of (self, level[i]);
          if (id != NO_NODE)
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
  return id >= self->n_points && n_left (self, id) == 1 ? last_left (self, id) : id;
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
  if (self->n_removed == 0 && n > 0)
    g_array_append_vals (points, self->order + first, n);
  else
    for (guint32 i = first; n > 0; i++, n--)
      if ((self->states[i] & VIGIE_CLUSTER_REMOVED) == 0)
        g_array_append_vals (points, self->order + i, 1);
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

  for (guint32 i = first; n > 0; i++, n--)
    {
      guint32 x = self->xs[self->order[i]], y = self->ys[self->order[i]];

      if (x == VIGIE_CLUSTER_NOWHERE || (self->states[i] & VIGIE_CLUSTER_REMOVED) != 0)
        continue;
      left = MIN (left, x);
      top = MIN (top, y);
      right = MAX (right, x);
      bottom = MAX (bottom, y);
    }
  if (left > right)
    return FALSE;
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
  if (before == state || (before & VIGIE_CLUSTER_REMOVED) != 0)
    return FALSE;
  *known = state;
  for (guint32 id = self->parents[point]; id != NO_NODE; id = cluster_of (self, id)->parent)
    {
      guint32 *counts = vigie_cluster_counts (self, cluster_of (self, id));

      if (counts == NULL)
        continue;
      counts[before]--;
      counts[state]++;
    }
  return TRUE;
}

gboolean
vigie_cluster_index_remove (VigieClusterIndex *self, guint point)
{
  guint8 *known;

  g_return_val_if_fail (point < self->n_points, FALSE);

  known = &self->states[self->leaves[point]];
  if (!vigie_cluster_index_has (self, point))
    return FALSE;
  for (guint32 id = self->parents[point]; id != NO_NODE; id = cluster_of (self, id)->parent)
    {
      guint32 *counts = vigie_cluster_counts (self, cluster_of (self, id));

      if (counts != NULL)
        counts[*known]--;
    }
  *known |= VIGIE_CLUSTER_REMOVED;
  self->n_removed++;
  return TRUE;
}

gboolean
vigie_cluster_index_has (VigieClusterIndex *self, guint point)
{
  return point < self->n_points && self->xs[point] != VIGIE_CLUSTER_NOWHERE
         && !is_removed (self, point);
}

gboolean
vigie_cluster_index_is_at (VigieClusterIndex *self, guint point, double x, double y)
{
  guint32 fixed_x, fixed_y;

  vigie_cluster_to_fixed (x, y, &fixed_x, &fixed_y);
  if (!vigie_cluster_index_has (self, point))
    return fixed_x == VIGIE_CLUSTER_NOWHERE;
  return self->xs[point] == fixed_x && self->ys[point] == fixed_y;
}

gboolean
vigie_cluster_index_get_extent (VigieClusterIndex *self,
                                double *x0,
                                double *y0,
                                double *x1,
                                double *y1)
{
  /* The places west and east in each of some columns: what is left out is the widest gap between two around the
   * globe, and one smaller than a column does not matter. */
  enum
  {
    N_COLUMNS = 4096,
    COLUMN_SHIFT = 20
  };
  g_autofree guint32 *west = g_new (guint32, N_COLUMNS), *east = g_new0 (guint32, N_COLUMNS);
  guint32 top = G_MAXUINT32, bottom = 0, first = G_MAXUINT32, last = 0, before;
  guint64 gap;

  memset (west, 0xff, N_COLUMNS * sizeof *west);
  for (guint32 i = 0; i < self->n_points; i++)
    {
      guint32 x = self->xs[i], y = self->ys[i], column = x >> COLUMN_SHIFT;

      if (x == VIGIE_CLUSTER_NOWHERE)
        continue;
      west[column] = MIN (west[column], x);
      east[column] = MAX (east[column], x);
      first = MIN (first, x);
      last = MAX (last, x);
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }
  if (first > last)
    return FALSE;
  *x0 = first / VIGIE_CLUSTER_SIDE;
  *x1 = last / VIGIE_CLUSTER_SIDE;
  *y0 = top / VIGIE_CLUSTER_SIDE;
  *y1 = bottom / VIGIE_CLUSTER_SIDE;
  gap = first + (G_GUINT64_CONSTANT (1) << 32) - last;
  before = first;
  for (guint column = first >> COLUMN_SHIFT; column < N_COLUMNS; column++)
    if (west[column] <= east[column])
      {
        if (west[column] > before && west[column] - before > gap)
          {
            gap = west[column] - before;
            *x0 = west[column] / VIGIE_CLUSTER_SIDE;
            *x1 = before / VIGIE_CLUSTER_SIDE;
          }
        before = east[column];
      }
  return TRUE;
}
