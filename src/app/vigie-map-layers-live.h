/* vigie-map-layers-live.h: the layers of the map that show the live territory: rings, powers, density, gateways.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-layers.h"

G_BEGIN_DECLS

typedef struct _VigieMapLiveLayers VigieMapLiveLayers;

/* Adds the layers to the map, their switches to @layers and their parts to the legend. */
VigieMapLiveLayers *vigie_map_live_layers_new (VigieMapLayers *layers, const VigieMapParts *parts);
/* Takes the layers off the map. */
void vigie_map_live_layers_free (VigieMapLiveLayers *self);

G_END_DECLS
