/* vigie-map-archive.h: a map in one file: raster or vector tiles in SQLite, as MBTiles 1.3 has it.
 *
 * The file is read only and never trusted: what opens was checked, and what is damaged later costs its tiles.
 * https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-mercator.h"
#include "vigie-time.h"

G_BEGIN_DECLS

/* The deepest level of zoom that is looked for. */
#define VIGIE_MAP_ARCHIVE_MAX_ZOOM 22

/* Messages are for a person: what it is, and what to do. */
typedef enum
{
  VIGIE_MAP_ARCHIVE_ERROR_GONE,       /* no file there, or no longer */
  VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE, /* not allowed, not a file, not of this machine, a failing disk */
  VIGIE_MAP_ARCHIVE_ERROR_OTHER,      /* something else */
  VIGIE_MAP_ARCHIVE_ERROR_DAMAGED,     /* cut short or not sound */
  VIGIE_MAP_ARCHIVE_ERROR_BUSY,        /* still being written */
  VIGIE_MAP_ARCHIVE_ERROR_EMPTY,       /* no tile */
  VIGIE_MAP_ARCHIVE_ERROR_TOO_LARGE,   /* a tile or a text beyond any use */
  VIGIE_MAP_ARCHIVE_ERROR_SLOW,        /* it does not answer in time */
  VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED, /* tiles that this build cannot draw */
} VigieMapArchiveError;

#define VIGIE_MAP_ARCHIVE_ERROR (vigie_map_archive_error_quark ())
GQuark vigie_map_archive_error_quark (void);

typedef enum
{
  VIGIE_MAP_ARCHIVE_RASTER, /* PNG, JPEG or WebP pictures */
  VIGIE_MAP_ARCHIVE_VECTOR, /* Mapbox Vector Tiles in OpenMapTiles’ schema */
} VigieMapArchiveKind;

/* What a file says of itself. Texts are plain, short, and may be empty; never markup. */
typedef struct
{
  VigieMapArchiveKind kind;
  char *name;        /* or the file’s */
  char *attribution; /* whom to credit on the map */
  char *licence;
  guint min_zoom, max_zoom; /* of the tiles that are there */
  guint tile_side;          /* of raster tiles, in pixels */
  VigieGeoBox bounds;
  VigieTime date;         /* of the data where the file says it, else of the file’s last change */
  gboolean date_is_files; /* it is the file’s */
  guint64 size;           /* bytes */
} VigieMapArchiveInfo;

#define VIGIE_TYPE_MAP_ARCHIVE (vigie_map_archive_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapArchive, vigie_map_archive, VIGIE, MAP_ARCHIVE, GObject)

/* Opens and checks @file in another thread, decoding a sample of its tiles: VIGIE_MAP_ARCHIVE_ERROR or G_IO_ERROR_CANCELLED at
 * the end. */
void vigie_map_archive_open_async (GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
VigieMapArchive *vigie_map_archive_open_finish (GAsyncResult *result, GError **error);

/* Both owned by the file. */
const VigieMapArchiveInfo *vigie_map_archive_get_info (VigieMapArchive *self);
GFile *vigie_map_archive_get_file (VigieMapArchive *self);

/* Reads the tile @z/@x/@y, counted from the north, in a thread that all requests of this file share. Where the file
 * has none it looks at up to @max_up levels above, for the tile that holds it. Result: the bytes of a picture, or of a
 * vector tile unpacked and cleaned (see vigie-vector-tile.h), and how many levels up they were. Errors:
 * G_IO_ERROR_NOT_FOUND where there is none, G_IO_ERROR_CANCELLED, VIGIE_MAP_ARCHIVE_ERROR. A cancelled request costs nothing. */
void vigie_map_archive_read_tile_async (VigieMapArchive *self,
                                        guint z,
                                        guint x,
                                        guint y,
                                        guint max_up,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GBytes *vigie_map_archive_read_tile_finish (VigieMapArchive *self,
                                            GAsyncResult *result,
                                            guint *up,
                                            GError **error);

G_END_DECLS
