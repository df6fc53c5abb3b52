/* vigie-map-area.h: the sites in a box that a person draws on the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-parts.h"
#include "vigie-site-layer.h"

G_BEGIN_DECLS

/* Action in the group "map": select-area (boolean state): the next drag on the map draws the box. Shift and a drag do so
 * at any time. On the focused map Shift and an arrow begin with a box around the sign that the keyboard is on, or in the
 * middle, and move its side on that side outwards; with Ctrl the other side follows. Escape ends it. Of the sites in the
 * box a bar over the map says how many they are and how they do; they can be made the list's filter, or a table. */
#define VIGIE_TYPE_MAP_AREA (vigie_map_area_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapArea, vigie_map_area, VIGIE, MAP_AREA, GObject)

VigieMapArea *vigie_map_area_new (const VigieMapParts *parts);

/* Selects the sites of @box; NULL: none. */
void vigie_map_area_select (VigieMapArea *self, const VigieGeoBox *box);
/* The sites selected (VigieSite), NULL where nothing is; in no order; owned by @self until it
 * selects again. */
GPtrArray *vigie_map_area_get_sites (VigieMapArea *self);
/* « 12 sites sélectionnés »; full. */
char *vigie_map_area_describe (VigieMapArea *self);
/* The bar, for tests; owned by @self. */
GtkWidget *vigie_map_area_get_bar (VigieMapArea *self);

G_END_DECLS
