/* vigie-map-setup.h: what a map of the program shows: the territory of the context, over the tiles of the settings.
 *
 * For each map there is: the page's, the wall's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-map-view.h"

G_BEGIN_DECLS

/* The context's territory as it is now, the bounds and the communes of its profile; to be called when it is another. */
void vigie_map_setup_territory (VigieMapView *map, VigieContext *context);

/* Has @map follow what the settings say of the map file, of tiles and whom to credit for them, from now on. Once. */
void vigie_map_setup_ground (VigieMapView *map, VigieContext *context);

G_END_DECLS
