/* vigie-area-paint.h: a picture of communes for a part of the world. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-area-mesh.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

typedef struct
{
  VigieAreaMesh *mesh;
  const guint8 *classes; /* of each area; NULL: none */
  double x, y;           /* of the top left corner, on the unit square */
  double world;          /* pixels of the layer for the whole world */
  double scale;          /* pixels of the picture for one of the layer */
  int width, height;     /* of the picture, in its pixels */
  VigieScheme scheme;
  double line_scale; /* how many times as wide as at a desk lines are */
  gboolean borders;
  guint only; /* this area alone, as the one under the pointer; VIGIE_AREA_MESH_NONE: all of them */
} VigieAreaPaint;

/* The picture; NULL where it would be of one colour, which then is *@color (of no alpha where there is nothing). */
GdkTexture *vigie_area_paint (const VigieAreaPaint *self, GdkRGBA *color);

/* Fills the path at @cr as areas of a class are filled. */
void vigie_area_paint_class (cairo_t *cr, guint8 area_class, VigieScheme scheme);

G_END_DECLS
