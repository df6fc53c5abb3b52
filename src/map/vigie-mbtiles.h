/* vigie-mbtiles.h: the SQLite side of a map file that nobody vouches for: read only, bounded in time and size.
 * Everything here may wait for the disk: never on the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-map-archive.h"

G_BEGIN_DECLS

/* A connection: of one thread at a time. */
typedef struct _VigieMbtiles VigieMbtiles;

/* Opens what is at @path: a regular file, of SQLite, whole, which has tiles. NULL with @error (VIGIE_MAP_ARCHIVE_ERROR in
 * words for a person, or G_IO_ERROR_CANCELLED). */
VigieMbtiles *vigie_mbtiles_open (const char *path, GCancellable *cancellable, GError **error);
void vigie_mbtiles_free (VigieMbtiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieMbtiles, vigie_mbtiles_free)

/* What its metadata and its tables say: levels, bounds, texts, dates. Takes up to some seconds of a file without an index. */
gboolean vigie_mbtiles_read_info (VigieMbtiles *self,
                                  VigieMapArchiveInfo *info,
                                  GCancellable *cancellable,
                                  GError **error);

/* The bytes of a tile, counted from the north (the file counts from the south). NULL without @error where the file has
 * none. */
GBytes *vigie_mbtiles_read_tile (VigieMbtiles *self,
                                 guint z,
                                 guint x,
                                 guint y,
                                 GCancellable *cancellable,
                                 GError **error);

/* Any tile of a level, NULL without @error where it has none; *x and *y counted from the north. */
GBytes *vigie_mbtiles_read_any (VigieMbtiles *self,
                                guint z,
                                guint *x,
                                guint *y,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
