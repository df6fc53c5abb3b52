/* vigie-overlay-layer.h: a person's own GeoJSON files on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-layer.h"
#include "vigie-overlay-data.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

/* The quiet colours that files are told apart by; each has its own dashes too. */
#define VIGIE_N_OVERLAY_COLOR 5
/* Its name in words, e.g. « ardoise »; not to be freed. */
const char *vigie_overlay_color_words (guint color);
/* A sample, @width × @height px. */
void vigie_overlay_color_sample (GtkSnapshot *snapshot,
                                 guint color,
                                 VigieScheme scheme,
                                 int width,
                                 int height);

#define VIGIE_TYPE_OVERLAY_LAYER (vigie_overlay_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieOverlayLayer, vigie_overlay_layer, VIGIE, OVERLAY_LAYER, VigieDrawnLayer)

VigieOverlayLayer *vigie_overlay_layer_new (ShumateViewport *viewport);
void vigie_overlay_layer_set_scheme (VigieOverlayLayer *self, VigieScheme scheme);

/* What is drawn, from below: forgets all, or adds one in one of the colours. */
void vigie_overlay_layer_clear (VigieOverlayLayer *self);
void vigie_overlay_layer_add (VigieOverlayLayer *self, VigieOverlayData *data, guint color);

/* The text of what is drawn at a place of the layer, within 6 px; NULL for nothing. Full. */
char *vigie_overlay_layer_describe_at (VigieOverlayLayer *self, double x, double y);
/* Of each file what is nearest there, within @reach px, from above: NULL-terminated, empty for nothing. Full. */
GStrv
vigie_overlay_layer_describe_around (VigieOverlayLayer *self, double x, double y, double reach);

/* How many points (of lines, rings and points) the last picture had, for tests. */
guint vigie_overlay_layer_get_n_drawn (VigieOverlayLayer *self);

G_END_DECLS
