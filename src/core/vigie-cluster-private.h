/* vigie-cluster-private.h: how the clusters lie in memory; for the two files that make and read them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-cluster.h"

G_BEGIN_DECLS

#define VIGIE_CLUSTER_NO_NODE G_MAXUINT32
#define VIGIE_CLUSTER_N_LEVELS (VIGIE_CLUSTER_MAX_ZOOM - VIGIE_CLUSTER_MIN_ZOOM + 1)

/* Places are kept as whole parts of 1/2³² of the square's side: 9 mm of the ground, 1/64 of a pixel at the deepest
 * level. Sums of them are exact, so that nothing depends on an order. */
#define VIGIE_CLUSTER_SIDE 4294967296.0
/* x of a place that is not on the map. */
#define VIGIE_CLUSTER_NOWHERE G_MAXUINT32

/* A byte of states: the state, and whether the place was taken away since. */
#define VIGIE_CLUSTER_STATE 0x7f
#define VIGIE_CLUSTER_REMOVED 0x80

/* A level is read in strips of 32 pixels of its world, from north to south, each from west to east. */
#define VIGIE_CLUSTER_STRIP_PIXELS 32
#define VIGIE_CLUSTER_STRIP_SHIFT(zoom) (29 - (zoom))

typedef struct
{
  guint32 x, y;
  guint32 n_points; /* when it was made */
  guint32 parent;   /* the cluster it is gathered into, or NO_NODE */
  guint32 first;    /* its places are order[first] and so on */
  guint32 counts;   /* which ones are its own, where it has some */
  guint8 zoom;      /* the deepest level at which it is shown */
} VigieCluster;

/* Clusters of fewer places, which are most, keep no counts: theirs are counted when asked for. */
#define VIGIE_CLUSTER_COUNTED 16

struct _VigieClusterIndex
{
  gatomicrefcount ref_count;
  guint32 n_points;
  guint32 n_clusters;
  guint32 n_removed;

  /* Of each place, by its number. */
  guint32 *xs, *ys;
  guint32 *parents; /* NO_NODE if it is never gathered */
  guint32 *leaves;  /* its position in order */
  /* By position: the places of any cluster lie side by side. */
  guint32 *order;
  guint8 *states; /* with VIGIE_CLUSTER_REMOVED */

  VigieCluster *clusters; /* of node n_points + i; those inside another come before it */
  guint32 *counts; /* VIGIE_CLUSTER_N_STATES of each of VIGIE_CLUSTER_COUNTED places or more */

  /* What is shown at each level, in the order of its strips. */
  struct
  {
    guint32 *ids;
    guint32 n;
  } levels[VIGIE_CLUSTER_N_LEVELS];
};

/* The counts that a cluster keeps, or NULL. */
static inline guint32 *
vigie_cluster_counts (VigieClusterIndex *self, const VigieCluster *cluster)
{
  if (cluster->n_points < VIGIE_CLUSTER_COUNTED)
    return NULL;
  return self->counts + (gsize) cluster->counts * VIGIE_CLUSTER_N_STATES;
}

/* NOWHERE if it is not on the square. */
static inline void
vigie_cluster_to_fixed (double x, double y, guint32 *fixed_x, guint32 *fixed_y)
{
  *fixed_x = VIGIE_CLUSTER_NOWHERE;
  *fixed_y = 0;
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) /* also where one is no number */
    return;
  *fixed_x = (guint32) MIN (x * VIGIE_CLUSTER_SIDE, VIGIE_CLUSTER_NOWHERE - 1.0);
  *fixed_y = (guint32) MIN (y * VIGIE_CLUSTER_SIDE, VIGIE_CLUSTER_NOWHERE - 1.0);
}

/* The order of a level: its strip, then x, then y. */
static inline guint64
vigie_cluster_key (guint32 x, guint32 y, int shift)
{
  return (guint64) (y >> shift) << (32 + shift) | (guint64) x << shift | (y & ((1u << shift) - 1));
}

/* In vigie-cluster-build.c: all but the states and their counts, from xs and ys. */
void vigie_cluster_build (VigieClusterIndex *self, const VigieClusterSizes *sizes);

G_END_DECLS
