/* vigie-map-style.h: the base map's own style for vector tiles in OpenMapTiles' schema: quiet and grey, so that states
 * stand out on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

/* The name of the one source in the style. */
#define VIGIE_MAP_STYLE_SOURCE "map"

/* Whether this libshumate draws vector tiles here. One that was built without cannot; and on a machine with a single
 * processor it has no thread to draw them in. */
gboolean vigie_map_style_is_supported (void);

/* The layers of a tile that the style draws, NULL-terminated; owned by the library. */
const char *const *vigie_map_style_get_layers (void);

/* The style for libshumate, as JSON (MapLibre's style specification), of @scheme (not AUTO), for a source that has
 * tiles from @min_zoom to @max_zoom. Places named in @known (NULL-terminated, or NULL) are not named by it: the map
 * names them itself. Where a tile is it paints land first; where none is, nothing. Free it. */
char *
vigie_map_style_new (VigieScheme scheme, guint min_zoom, guint max_zoom, const char *const *known);

G_END_DECLS
