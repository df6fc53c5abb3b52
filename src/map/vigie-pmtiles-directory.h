/* vigie-pmtiles-directory.h: the header and the directories of a PMTiles file, from bytes that nobody vouches for. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-mercator.h"

G_BEGIN_DECLS

#define VIGIE_PMTILES_HEADER_BYTES 127

/* The longest directory and metadata, in bytes, as they lie in the file and unpacked; the most entries of a directory.
 * Writers keep to some 16 kB and some 10 000 entries. */
#define VIGIE_PMTILES_MAX_PACKED (1024 * 1024)
#define VIGIE_PMTILES_MAX_UNPACKED (4 * 1024 * 1024)
#define VIGIE_PMTILES_MAX_ENTRIES (1 << 18)

/* The deepest level whose tiles have a number here. */
#define VIGIE_PMTILES_MAX_ZOOM 26

typedef struct
{
  guint64 offset, length; /* bytes: within the file */
} VigiePmtilesSection;

typedef struct
{
  VigiePmtilesSection root, metadata, leaves, tiles;
  gboolean is_packed; /* directories and metadata are, by gzip */
  VigieGeoBox bounds; /* not checked: vigie_geo_box_is_valid() */
} VigiePmtilesHeader;

/* The header of a file of @size bytes. FALSE with @error (VIGIE_MAP_ARCHIVE_ERROR, in words for a person) where it is cut short, is
 * of another version, has sections that are none, or what cannot be read here (Brotli, Zstandard, AVIF, MapLibre tiles). */
gboolean vigie_pmtiles_header_read (const guint8 *data,
                                    gsize length,
                                    guint64 size,
                                    VigiePmtilesHeader *header,
                                    GError **error);

/* Tiles in a row that are one and the same (@run of them from the number @id on), or, with a @run of 0, the directory
 * of the tiles from @id on. The offset is within the file. */
typedef struct
{
  guint64 id, offset;
  guint32 length, run;
} VigiePmtilesEntry;

/* The entries of a directory that is no longer packed, all of which are to have numbers from @first (before @end) on. NULL where it is
 * not sound: numbers that do not go up or leave the range, places outside of their section, more than there can be. */
GArray *vigie_pmtiles_directory_read (const guint8 *data,
                                      gsize length,
                                      const VigiePmtilesHeader *header,
                                      guint64 first,
                                      guint64 end);

/* The last entry whose number is not above @id; −1 where there is none. */
int vigie_pmtiles_directory_find (GArray *entries, guint64 id);

/* The number of a tile: tiles of all levels above it, then its place on the level's Hilbert curve. G_MAXUINT64 for one
 * off the world or below VIGIE_PMTILES_MAX_ZOOM. */
guint64 vigie_pmtiles_tile_id (guint z, guint x, guint y);

/* The reverse. FALSE for a number of no tile. */
gboolean vigie_pmtiles_tile_place (guint64 id, guint *z, guint *x, guint *y);

G_END_DECLS
