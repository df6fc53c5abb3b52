/* vigie-map-outlines.h: the outlines of the communes for every map of the program: the page's, the wall's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-area-layer.h"
#include "vigie-communes.h"
#include "vigie-context.h"
#include "vigie-map-view.h"

G_BEGIN_DECLS

/* Where they come from, as the settings and the profile of @context say; made when it is first asked for, owned by
 * @context. The territory of the context places its sites by them. */
VigieCommunes *vigie_map_outlines_get (VigieContext *context);

/* The service is asked only while one of these maps is mapped, and never before the sync. Until @map is finalized. */
void vigie_map_outlines_add_map (VigieContext *context, VigieMapView *map);

/* Shows what @source has: on @layer, which is one of @map; whom to credit; the communes' names, but for those of cells. */
void vigie_map_outlines_apply (VigieCommunes *source, VigieMapView *map, VigieAreaLayer *layer);

/* Whether they are drawn as borders on @map: cells around centres would be taken for them on a real map. */
gboolean vigie_map_outlines_are_borders (VigieCommunes *source, VigieMapView *map);

G_END_DECLS
