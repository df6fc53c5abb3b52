/* vigie-vector-tile.h: vector tiles that nobody vouches for: unpacked within bounds, and checked.
 *
 * libshumate's reader takes a tile at its word: an index beyond a layer's keys reads beyond them, an unknown
 * command of a geometry aborts the program. What is handed to it therefore goes through here first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The longest tile, in bytes, as it lies in a file and unpacked. */
#define VIGIE_VECTOR_TILE_MAX_PACKED (4 * 1024 * 1024)
#define VIGIE_VECTOR_TILE_MAX_BYTES (12 * 1024 * 1024)

/* The layer that vigie_vector_tile_clean() adds: one polygon over the whole tile. */
#define VIGIE_VECTOR_TILE_GROUND "vigie-ground"

/* What was found in a tile. */
typedef struct
{
  guint n_layers;  /* in all */
  guint n_kept;    /* asked for and sound */
  guint n_refused; /* asked for and not sound */
} VigieVectorTileReport;

/* @packed unpacked if it is gzip or zlib, else itself. NULL with @error (G_IO_ERROR_INVALID_DATA) for what is damaged
 * or would be longer than @max_bytes, which is never allocated. Safe from any thread. */
GBytes *vigie_vector_tile_unpack (GBytes *packed, gsize max_bytes, GError **error);

/* Of @tile (Mapbox Vector Tile 1 or 2, not compressed) the layers named in @layers (NULL-terminated) that are sound,
 * byte for byte, the first of each name, and VIGIE_VECTOR_TILE_GROUND before them. Sound: every field is one that the
 * specification has, of its type; each index is within its table; geometries are whole and near the tile; texts are
 * UTF-8; and the counts are those of a tile that a map can draw. *report may be NULL. NULL with @error
 * (G_IO_ERROR_INVALID_DATA) for what is no such tile at all. Safe from any thread.
 * https://github.com/mapbox/vector-tile-spec/tree/master/2.1 */
GBytes *vigie_vector_tile_clean (GBytes *tile,
                                 const char *const *layers,
                                 VigieVectorTileReport *report,
                                 GError **error);

G_END_DECLS
