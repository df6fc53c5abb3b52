/* vigie-tile-source.h: raster tiles for libshumate: fetched, kept, toned, and asked for again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

/* Properties, read only:
 *   missing (boolean): a tile in view could not be had, other than one that the server says does not exist. It is asked
 *           for again after 2 s, then twice as long each time up to a minute, and when the network comes back.
 *   gaps    (boolean): a tile in view has no picture, and either will not get one or has been waited for long enough
 *           (400 ms): what lies under the tiles is to be seen there. */
#define VIGIE_TYPE_TILE_SOURCE (vigie_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (VigieTileSource, vigie_tile_source, VIGIE, TILE_SOURCE, ShumateMapSource)

/* Tiles of an address template, toned for @scheme; without one (NULL) it has no tiles and serves as the
 * viewport's reference. NULL with @error if the template cannot be used. */
VigieTileSource *vigie_tile_source_new (const char *address, VigieScheme scheme, GError **error);

gboolean vigie_tile_source_get_missing (VigieTileSource *self);
/* Whether a tile came, of the network or kept from it, since the source was obtained. */
gboolean vigie_tile_source_get_has_come (VigieTileSource *self);

/* Whether something else lies under the tiles: then one without a picture of its own (see « gaps ») counts as done, so
 * that the layer of tiles shows nothing there; else it goes on showing a tile of another level, enlarged. */
void vigie_tile_source_set_gives_way (VigieTileSource *self, gboolean gives_way);

/* One of the pool (see vigie-source-pool.h) in the place of vigie_tile_source_new(), to be given back by release:
 * @self is taken, fetches nothing more, and what it was waiting for goes. @layer showed it, or NULL. */
VigieTileSource *vigie_tile_source_obtain (GdkDisplay *display,
                                           const char *address,
                                           VigieScheme scheme,
                                           GError **error);
void vigie_tile_source_release (VigieTileSource *self, GdkDisplay *display, ShumateMapLayer *layer);

gboolean vigie_tile_source_get_gaps (VigieTileSource *self);

/* Asks at once for the tiles that are missing. */
void vigie_tile_source_retry (VigieTileSource *self);

/* The first pause before missing tiles are asked for again, in ms: for tests. */
void vigie_tile_source_set_first_pause (VigieTileSource *self, guint pause);

G_END_DECLS
