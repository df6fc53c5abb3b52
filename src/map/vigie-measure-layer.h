/* vigie-measure-layer.h: what a person measures on the map, and the place that was looked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-layer.h"
#include "vigie-geodesy.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

/* Draws a way of geodesics with the length of each leg, where the next point would come, the cross of the keyboard and
 * the mark of a place. It takes the pointer and the focus while it is "active" only; what they do is its owner's:
 *   pressed (double x, double y, int n_press): the primary button, released where it was pressed, in its coordinates;
 *   pointed (double x, double y): the pointer moved; NAN where it left. */
#define VIGIE_TYPE_MEASURE_LAYER (vigie_measure_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieMeasureLayer, vigie_measure_layer, VIGIE, MEASURE_LAYER, VigieDrawnLayer)

/* More points than a hand would set. */
#define VIGIE_MEASURE_MAX_POINTS 500

VigieMeasureLayer *vigie_measure_layer_new (ShumateViewport *viewport);

void vigie_measure_layer_set_active (VigieMeasureLayer *self, gboolean active);
gboolean vigie_measure_layer_get_active (VigieMeasureLayer *self);
/* The points, copied, at most VIGIE_MEASURE_MAX_POINTS; those that are not valid are left out. @closed: back to the
 * first, with an area. */
void vigie_measure_layer_set_points (VigieMeasureLayer *self,
                                     const VigiePosition *points,
                                     guint n_points,
                                     gboolean closed);
/* Where the next point would come, NULL for none; with @cross as the keyboard's. */
void
vigie_measure_layer_set_next (VigieMeasureLayer *self, const VigiePosition *next, gboolean cross);
/* A place to be seen, NULL for none, with its name (or NULL). */
void
vigie_measure_layer_set_mark (VigieMeasureLayer *self, const VigiePosition *mark, const char *name);
gboolean vigie_measure_layer_get_mark (VigieMeasureLayer *self, VigiePosition *mark);
void vigie_measure_layer_set_scheme (VigieMeasureLayer *self, VigieScheme scheme);

/* Where a place is in the layer's coordinates, and the other way round. */
void vigie_measure_layer_place (VigieMeasureLayer *self,
                                const VigiePosition *position,
                                double *x,
                                double *y);
void
vigie_measure_layer_locate (VigieMeasureLayer *self, double x, double y, VigiePosition *position);

/* How many legs and labels the last frame drew: for tests. */
void vigie_measure_layer_get_drawn (VigieMeasureLayer *self, guint *n_legs, guint *n_labels);

G_END_DECLS
