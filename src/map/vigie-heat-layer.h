/* vigie-heat-layer.h: where many sites are, or many that need somebody, or much attendance: as a shaded surface.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-live-layer.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_HEAT_SITES,
  VIGIE_HEAT_TROUBLE,    /* sites that are silent or critical */
  VIGIE_HEAT_ATTENDANCE, /* how busy: a quarter for each step of the level */
} VigieHeatOf;
#define VIGIE_N_HEAT_OF 3

/* A Gaussian kernel of 24 px on the screen, so that the surface tells what its zoom level can; made in a thread for the part
 * of the map around the view, in one hue from nothing to slate. The strongest shade is the peak of all the territory at that zoom:
 * a shade means the same while the map is moved. */
#define VIGIE_TYPE_HEAT_LAYER (vigie_heat_layer_get_type ())
G_DECLARE_FINAL_TYPE (VigieHeatLayer, vigie_heat_layer, VIGIE, HEAT_LAYER, VigieLiveLayer)

VigieHeatLayer *vigie_heat_layer_new (ShumateViewport *viewport);

void vigie_heat_layer_set_of (VigieHeatLayer *self, VigieHeatOf of);

/* For tests: whether it has a surface for what is seen, and what it counts in all. */
gboolean vigie_heat_layer_is_ready (VigieHeatLayer *self);
double vigie_heat_layer_get_sum (VigieHeatLayer *self);

G_END_DECLS
