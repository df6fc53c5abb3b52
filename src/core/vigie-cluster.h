/* vigie-cluster.h: many places on a map, gathered so that they can be read at each zoom level.
 *
 * From the deepest level upwards, places that would hide each other are gathered into clusters, and
 * these again. The result depends on the places alone: not on their order, not on what the view
 * shows, not on their states; so it stands still while the map moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* States of a place that a cluster counts: small numbers whose meaning is the caller's. */
#define VIGIE_CLUSTER_N_STATES 8

/* Zoom levels for which the places are gathered. Deeper ones show what the deepest shows. */
#define VIGIE_CLUSTER_MIN_ZOOM 2
#define VIGIE_CLUSTER_MAX_ZOOM 18

typedef struct
{
  double x, y;  /* on the unit square of vigie-mercator.h */
  guint8 state; /* < VIGIE_CLUSTER_N_STATES */
} VigieClusterPoint;

/* Counted by reference (atomic). Built on any thread; read, and its states changed, on one. */
typedef struct _VigieClusterIndex VigieClusterIndex;

/* How near is too near, in pixels of a world of 256 × 2^zoom. */
typedef struct
{
  double gather;     /* three places or more nearer than this to one of them are gathered */
  double gather_two; /* two places alone only when nearer than this */
  double place;      /* radius of a place beside a cluster */
  double small, medium, large; /* radii of clusters of fewer than 10, of 100, and of more places */
} VigieClusterSizes;

/* For the signs and donuts of VISUAL.md. The radii of larger clusters are more than what is drawn, so that a
 * map of very many places stays readable. */
extern const VigieClusterSizes vigie_cluster_default_sizes;

/* @points is read before it returns. @sizes may be NULL for the default ones. Places that are not
 * finite or not on the unit square are in no level. Full reference. */
VigieClusterIndex *vigie_cluster_index_new (const VigieClusterPoint *points,
                                            guint n_points,
                                            const VigieClusterSizes *sizes);
/* The same in steps, for places that are changed here and there: a draft begins with the places and states of @base as
 * they are now (NULL: with none), and takes a ms for a million; what is put and finished then may be on another thread
 * while @base is in use. */
typedef struct _VigieClusterDraft VigieClusterDraft;
VigieClusterDraft *vigie_cluster_draft_new (VigieClusterIndex *base);
/* Place number @point (those before it that were never put are nowhere) is there, or nowhere with NAN. */
void
vigie_cluster_draft_put (VigieClusterDraft *self, guint point, double x, double y, guint8 state);
/* Frees the draft. Full reference. */
VigieClusterIndex *vigie_cluster_draft_finish (VigieClusterDraft *self,
                                               const VigieClusterSizes *sizes);
void vigie_cluster_draft_free (VigieClusterDraft *self);

VigieClusterIndex *vigie_cluster_index_ref (VigieClusterIndex *self);
void vigie_cluster_index_unref (VigieClusterIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieClusterIndex, vigie_cluster_index_unref)

/* Places given, gathered or not. */
guint vigie_cluster_index_get_n_points (VigieClusterIndex *self);

/* Something to draw: a place (id < n_points: its number in @points) or a cluster. */
typedef struct
{
  guint id;
  double x, y;
  guint n_points;                         /* 1 for a place */
  guint8 state;                           /* of a place */
  gboolean gathered;                      /* it is a cluster */
  guint32 counts[VIGIE_CLUSTER_N_STATES]; /* of a cluster, by state */
} VigieClusterNode;

/* FALSE if there is no node @id. */
gboolean vigie_cluster_index_get_node (VigieClusterIndex *self, guint id, VigieClusterNode *node);

/* Appends to @ids (of guint) the nodes shown at @zoom in the box x0 ≤ x ≤ x1, y0 ≤ y ≤ y1, from north
 * to south in rows of tiles. */
void vigie_cluster_index_query (VigieClusterIndex *self,
                                int zoom,
                                double x0,
                                double y0,
                                double x1,
                                double y1,
                                GArray *ids);

/* What shows @node, a place or a cluster that there is, at @zoom: its own id or that of a cluster around it; its own too
 * where @zoom is so deep that a cluster is none any more. */
guint vigie_cluster_index_node_of (VigieClusterIndex *self, guint node, int zoom);

/* The first zoom level at which cluster @id is no longer one: VIGIE_CLUSTER_MAX_ZOOM + 1 if its places
 * stay together at every level; 0 for a place. */
int vigie_cluster_index_split_zoom (VigieClusterIndex *self, guint id);

/* The first zoom level at which place @point stands alone, or VIGIE_CLUSTER_MAX_ZOOM + 1. */
int vigie_cluster_index_single_zoom (VigieClusterIndex *self, guint point);

/* Appends to @points (of guint) the places that node @id shows, in an order that stays. */
void vigie_cluster_index_get_points (VigieClusterIndex *self, guint id, GArray *points);

/* The smallest box around the places of node @id, on the unit square: to zoom to it. FALSE if there is no such node
 * or it has no place on the square. A time that grows with the places it shows: some ms for a million. */
gboolean vigie_cluster_index_get_bounds (VigieClusterIndex *self,
                                         guint id,
                                         double *x0,
                                         double *y0,
                                         double *x1,
                                         double *y1);

/* Appends to @points (of guint) at most @max of the places of node @id whose state is @state: the worst of a cluster,
 * without going through all of them. */
void vigie_cluster_index_find_state (VigieClusterIndex *self,
                                     guint id,
                                     guint8 state,
                                     guint max,
                                     GArray *points);

/* Changes the state of a place, and the counts of the clusters it is in. FALSE if it had it. */
gboolean vigie_cluster_index_set_state (VigieClusterIndex *self, guint point, guint8 state);

/* Takes a place off at once: it is no longer shown nor counted, and a cluster of which one place is left is that place.
 * Clusters stay where they are; those of the places that are left, as if it had never been, come with the next index.
 * FALSE if it was not on the map. */
gboolean vigie_cluster_index_remove (VigieClusterIndex *self, guint point);

/* Whether place @point is on the map. */
gboolean vigie_cluster_index_has (VigieClusterIndex *self, guint point);

/* Whether place @point is where (x, y) is, to 9 mm; for one that is on no map, whether (x, y) is not either. */
gboolean vigie_cluster_index_is_at (VigieClusterIndex *self, guint point, double x, double y);

/* The smallest box around all places, around the globe: it crosses its far side where x0 > x1. Those that were taken off
 * since count. FALSE if there is none. Some ms for a million. */
gboolean vigie_cluster_index_get_extent (VigieClusterIndex *self,
                                         double *x0,
                                         double *y0,
                                         double *x1,
                                         double *y1);

G_END_DECLS
