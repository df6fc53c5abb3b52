/* vigie-band-layer.h: the box that a person draws on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-layer.h"
#include "vigie-mercator.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

/* It stays where it is on the map while this moves, and takes neither pointer nor focus. */
#define VIGIE_TYPE_BAND_LAYER (vigie_band_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieBandLayer, vigie_band_layer, VIGIE, BAND_LAYER, VigieDrawnLayer)

VigieBandLayer *vigie_band_layer_new (ShumateViewport *viewport);

/* What is shown; NULL or a box that is not valid: nothing. */
void vigie_band_layer_set_box (VigieBandLayer *self, const VigieGeoBox *box);
gboolean vigie_band_layer_get_box (VigieBandLayer *self, VigieGeoBox *box);
void vigie_band_layer_set_scheme (VigieBandLayer *self, VigieScheme scheme);

/* The box between two corners in the layer's coordinates, whichever they are, as it is on the map now; FALSE before
 * the layer has a size. */
gboolean vigie_band_layer_locate (VigieBandLayer *self,
                                  double x0,
                                  double y0,
                                  double x1,
                                  double y1,
                                  VigieGeoBox *box);
/* Where a box is in the layer's coordinates; FALSE before the layer has a size. */
gboolean
vigie_band_layer_project (VigieBandLayer *self, const VigieGeoBox *box, graphene_rect_t *rect);

G_END_DECLS
