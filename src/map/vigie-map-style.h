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

/* How the style looks. */
typedef struct
{
  VigieScheme scheme; /* not AUTO */
  const char *const
      *known; /* NULL-terminated, or NULL: places that the map names itself, the style does not */
  double poster; /* 0; or, of a map seen from afar: no names at all, lines so many times as wide */
} VigieMapStyleLook;

/* The style for libshumate, as JSON (MapLibre's style specification), for a source that has tiles from @min_zoom to
 * @max_zoom. Where a tile is it paints land first; where none is, nothing. Free it. */
char *vigie_map_style_new (const VigieMapStyleLook *look, guint min_zoom, guint max_zoom);

G_END_DECLS
