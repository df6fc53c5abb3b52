/* vigie-ground-layer.h: what is there where no map is: the map's land colour, and a graticule with its degrees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-layer.h"
#include "vigie-palette.h"
#include "vigie-site-layer.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_GROUND_LAYER (vigie_ground_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieGroundLayer, vigie_ground_layer, VIGIE, GROUND_LAYER, VigieDrawnLayer)

VigieGroundLayer *vigie_ground_layer_new (ShumateViewport *viewport);
void vigie_ground_layer_set_scheme (VigieGroundLayer *self, VigieScheme scheme);

/* For a map seen from afar: lines so many times as wide (at least 1), degrees written @text_size px high (8 to 200), and
 * the lines so much further apart that there is room for them. */
void vigie_ground_layer_set_poster (VigieGroundLayer *self, double line_scale, int text_size);

/* The distance between two lines of a graticule, in degrees, for a map of @pixels_per_degree: 80 to
 * 200 pixels apart where it can, for degrees written 11 px high. */
double vigie_graticule_step (double pixels_per_degree);

/* What stands at a line of @degrees of latitude (± 90) or longitude (not wrapped: 190 is 170° W) of a graticule of
 * @step degrees: « 47° 45′ N », with seconds where the step has some, without minutes where it has none. Free it. */
char *vigie_graticule_label (double degrees, double step, gboolean is_latitude);

/* The signs to leave the labels out for; not owned, and to outlive this layer or be taken away by NULL. */
void vigie_ground_layer_set_sites (VigieGroundLayer *self, VigieSiteLayer *sites);

/* Appends where the last picture has labels, to @rects of graphene_rect_t in coordinates of the layer. */
void vigie_ground_layer_append_rects (VigieGroundLayer *self, GArray *rects);

G_END_DECLS
