/* vigie-area-layer.h: the communes on the map: borders, colours by class, the one under the pointer, what is around them
 * dimmed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-area-mesh.h"
#include "vigie-drawn-layer.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

/* How an area is coloured: 0 not at all, 1 to 5 from the least to the most, or not known (hatched). */
#define VIGIE_AREA_CLASS_NONE 0
#define VIGIE_AREA_N_CLASSES 5
#define VIGIE_AREA_CLASS_UNKNOWN 255

/* What it shows is painted in a thread, somewhat larger than the view, so that a frame costs one texture; after a zoom
 * it is painted anew. Property: hovered (guint: the area under the pointer, VIGIE_AREA_MESH_NONE for none; notified).
 * Signal: area-clicked (guint area, int n_presses, double x, double y): the ground of an area was clicked, not a
 * site's sign. */
#define VIGIE_TYPE_AREA_LAYER (vigie_area_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieAreaLayer, vigie_area_layer, VIGIE, AREA_LAYER, VigieDrawnLayer)

VigieAreaLayer *vigie_area_layer_new (ShumateViewport *viewport);

/* The areas; NULL for none. Classes are forgotten. */
void vigie_area_layer_set_mesh (VigieAreaLayer *self, VigieAreaMesh *mesh);
VigieAreaMesh *vigie_area_layer_get_mesh (VigieAreaLayer *self);
/* Whether borders are drawn and what is outside is dimmed; at first TRUE. Colours are drawn either way. */
void vigie_area_layer_set_borders (VigieAreaLayer *self, gboolean borders);
gboolean vigie_area_layer_get_borders (VigieAreaLayer *self);
/* The class of each area, copied; NULL and 0 for no colours. */
void vigie_area_layer_set_classes (VigieAreaLayer *self, const guint8 *classes, guint n_classes);
void vigie_area_layer_set_scheme (VigieAreaLayer *self, VigieScheme scheme);
/* For a map seen from afar: lines so many times as wide (at least 1, at first 1). */
void vigie_area_layer_set_line_scale (VigieAreaLayer *self, double line_scale);
/* Whether the pointer finds areas; at first TRUE. */
void vigie_area_layer_set_interactive (VigieAreaLayer *self, gboolean interactive);
/* Draws attention to an area, as the pointer does; VIGIE_AREA_MESH_NONE for none. */
void vigie_area_layer_set_hovered (VigieAreaLayer *self, guint area);
guint vigie_area_layer_get_hovered (VigieAreaLayer *self);
/* The area at a place of the layer, VIGIE_AREA_MESH_NONE where there is none. */
guint vigie_area_layer_get_at (VigieAreaLayer *self, double x, double y);

/* TRUE once what is shown is what was last asked for, for tests and measures. */
gboolean vigie_area_layer_is_painted (VigieAreaLayer *self);

/* A sample of a class as the map shows it, for a legend: a widget of 22 × 14 px, without a name. */
GtkWidget *vigie_area_swatch_new (guint8 area_class, VigieScheme scheme);

G_END_DECLS
