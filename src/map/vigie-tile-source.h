/* vigie-tile-source.h: raster tiles for libshumate: fetched, kept, toned, and asked for again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

/* Property « missing » (boolean, read only): a tile in view could not be had, other than one that the
 * server says does not exist. It is asked for again after 2 s, then twice as long each time up to a
 * minute, and when the network comes back. */
#define VIGIE_TYPE_TILE_SOURCE (vigie_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (VigieTileSource, vigie_tile_source, VIGIE, TILE_SOURCE, ShumateMapSource)

/* Tiles of an address template, toned for @scheme; without one (NULL) it has no tiles and serves as the
 * viewport's reference. NULL with @error if the template cannot be used. */
VigieTileSource *vigie_tile_source_new (const char *address, VigieScheme scheme, GError **error);

gboolean vigie_tile_source_get_missing (VigieTileSource *self);

/* Asks at once for the tiles that are missing. */
void vigie_tile_source_retry (VigieTileSource *self);

/* The first pause before missing tiles are asked for again, in ms: for tests. */
void vigie_tile_source_set_first_pause (VigieTileSource *self, guint pause);

G_END_DECLS
