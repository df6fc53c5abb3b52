/* vigie-area-mesh.h: the borders of communes, each once, made simpler for far zooms without tearing neighbours apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-area.h"

G_BEGIN_DECLS

#define VIGIE_AREA_MESH_NONE G_MAXUINT

/* A stretch of border between two places where borders meet; or a whole ring, whose last corner is then the first. */
typedef struct
{
  const double *
      x_y; /* corners on the unit square of vigie-mercator.h, x and y of each; x may go beyond 0 … 1 */
  const float *
      weight; /* of each: how far off the line would be without it, on the unit square; endless at the ends */
  guint n_points; /* 2 or more */
  guint area,
      other; /* numbers of the areas on its sides; other VIGIE_AREA_MESH_NONE: the outer border */
} VigieAreaArc;

/* A ring of an area: its arcs in order; ~arc: run through from its end. */
typedef struct
{
  const int *arcs;
  guint n_arcs;
} VigieAreaRing;

/* Immutable, counted by reference (atomic), safe from any thread. */
typedef struct _VigieAreaMesh VigieAreaMesh;

/* The borders of @areas, which it keeps. Corners nearer than a centimetre are one. A border that neighbours do not share
 * corner for corner is still an inner one where the other lies within some ten metres. Linear in the number of corners: 100
 * communes take some milliseconds; not for the main thread. */
VigieAreaMesh *vigie_area_mesh_new (VigieAreas *areas);
VigieAreaMesh *vigie_area_mesh_ref (VigieAreaMesh *self);
void vigie_area_mesh_unref (VigieAreaMesh *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieAreaMesh, vigie_area_mesh_unref)

VigieAreas *vigie_area_mesh_get_areas (VigieAreaMesh *self);
guint vigie_area_mesh_get_n_arcs (VigieAreaMesh *self);
const VigieAreaArc *vigie_area_mesh_get_arc (VigieAreaMesh *self, guint arc);
/* The rings of an area, outer and holes (even-odd rule). Of the mesh. */
const VigieAreaRing *vigie_area_mesh_get_rings (VigieAreaMesh *self, guint area, guint *n_rings);
/* Around the outline of an area on the unit square: x0, y0, x1, y1. FALSE where it has none. */
gboolean vigie_area_mesh_get_box (VigieAreaMesh *self, guint area, double box[4]);

G_END_DECLS
