/* vigie-cluster-draft.c: places put together for clusters, from nothing or from clusters that are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-cluster-private.h"

#include <string.h>

struct _VigieClusterDraft
{
  VigieClusterIndex *base; /* owned, until what it says is taken over; or NULL */
  guint8 *base_states;     /* owned: as they were, by its order */

  guint32 n, n_room;
  guint32 *xs, *ys; /* owned, by place */
  guint8 *states;   /* owned, by place */
};

/* Adds the places from @first on to counts. */
static void
count_places (const VigieClusterIndex *self, guint32 first, guint32 n, guint32 *counts)
{
  for (guint32 i = first; i < first + n; i++)
    counts[self->states[i]]++;
}

/* The counts of each cluster that keeps some: its own places', then those of the clusters inside it, which come before
 * it. */
static void
count_states (VigieClusterIndex *self)
{
  guint32 n = 0;

  for (guint32 i = 0; i < self->n_clusters; i++)
    if (self->clusters[i].n_points >= VIGIE_CLUSTER_COUNTED)
      self->clusters[i].counts = n++;
  self->counts = g_new0 (guint32, (gsize) n * VIGIE_CLUSTER_N_STATES);
  for (guint32 i = 0; i < self->n_points; i++)
    if (self->parents[i] != VIGIE_CLUSTER_NO_NODE)
      {
        guint32 *outer
            = vigie_cluster_counts (self, &self->clusters[self->parents[i] - self->n_points]);

        if (outer != NULL)
          count_places (self, self->leaves[i], 1, outer);
      }
  for (guint32 i = 0; i < self->n_clusters; i++)
    {
      const VigieCluster *cluster = &self->clusters[i];
      const guint32 *inner = vigie_cluster_counts (self, cluster);
      guint32 *outer;

      if (cluster->parent == VIGIE_CLUSTER_NO_NODE)
        continue;
      outer = vigie_cluster_counts (self, &self->clusters[cluster->parent - self->n_points]);
      if (outer == NULL)
        continue;
      if (inner == NULL)
        count_places (self, cluster->first, cluster->n_points, outer);
      else
        for (guint s = 0; s < VIGIE_CLUSTER_N_STATES; s++)
          outer[s] += inner[s];
    }
}

/* Room for place numbers below @n; what is new is nowhere. */
static void
reach (VigieClusterDraft *self, guint32 n)
{
  if (n <= self->n)
    return;
  if (n > self->n_room)
    {
      self->n_room = MAX (n, self->n_room + self->n_room / 2);
      self->xs = g_renew (guint32, self->xs, self->n_room);
      self->ys = g_renew (guint32, self->ys, self->n_room);
      self->states = g_renew (guint8, self->states, self->n_room);
    }
  memset (self->xs + self->n, 0xff, (n - self->n) * sizeof *self->xs); /* NOWHERE */
  memset (self->ys + self->n, 0, (n - self->n) * sizeof *self->ys);
  memset (self->states + self->n, 0, n - self->n);
  self->n = n;
}

/* Takes over what the base says, on the thread that puts and finishes. */
static void
take_base (VigieClusterDraft *self)
{
  VigieClusterIndex *base = self->base;

  if (base == NULL)
    return;
  reach (self, base->n_points);
  for (guint32 i = 0; i < base->n_points; i++)
    {
      guint8 state = self->base_states[base->leaves[i]];

      if ((state & VIGIE_CLUSTER_REMOVED) != 0)
        continue;
      self->xs[i] = base->xs[i];
      self->ys[i] = base->ys[i];
      self->states[i] = state;
    }
  g_clear_pointer (&self->base_states, g_free);
  g_clear_pointer (&self->base, vigie_cluster_index_unref);
}

VigieClusterDraft *
vigie_cluster_draft_new (VigieClusterIndex *base)
{
  VigieClusterDraft *self = g_new0 (VigieClusterDraft, 1);

  if (base != NULL)
    {
      self->base = vigie_cluster_index_ref (base);
      self->base_states = g_memdup2 (base->states, base->n_points);
    }
  return self;
}

void
vigie_cluster_draft_put (VigieClusterDraft *self, guint point, double x, double y, guint8 state)
{
  take_base (self);
  reach (self, point + 1);
  vigie_cluster_to_fixed (x, y, &self->xs[point], &self->ys[point]);
  self->states[point] = MIN (state, VIGIE_CLUSTER_N_STATES - 1);
}

VigieClusterIndex *
vigie_cluster_draft_finish (VigieClusterDraft *self, const VigieClusterSizes *sizes)
{
  VigieClusterIndex *index = g_new0 (VigieClusterIndex, 1);

  take_base (self);
  g_atomic_ref_count_init (&index->ref_count);
  index->n_points = self->n;
  index->xs = g_renew (guint32, g_steal_pointer (&self->xs), self->n);
  index->ys = g_renew (guint32, g_steal_pointer (&self->ys), self->n);
  index->parents = g_new (guint32, self->n);
  index->leaves = g_new (guint32, self->n);
  index->order = g_new (guint32, self->n);
  vigie_cluster_build (index, sizes != NULL ? sizes : &vigie_cluster_default_sizes);
  index->states = g_new (guint8, self->n);
  for (guint32 i = 0; i < self->n; i++)
    index->states[i] = self->states[index->order[i]];
  count_states (index);
  vigie_cluster_draft_free (self);
  return index;
}

void
vigie_cluster_draft_free (VigieClusterDraft *self)
{
  g_clear_pointer (&self->base, vigie_cluster_index_unref);
  g_free (self->base_states);
  g_free (self->xs);
  g_free (self->ys);
  g_free (self->states);
  g_free (self);
}

VigieClusterIndex *
vigie_cluster_index_new (const VigieClusterPoint *points,
                         guint n_points,
                         const VigieClusterSizes *sizes)
{
  VigieClusterDraft *draft = vigie_cluster_draft_new (NULL);

  reach (draft, n_points);
  for (guint i = 0; i < n_points; i++)
    vigie_cluster_draft_put (draft, i, points[i].x, points[i].y, points[i].state);
  return vigie_cluster_draft_finish (draft, sizes);
}
