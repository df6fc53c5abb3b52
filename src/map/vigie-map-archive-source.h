/* vigie-map-archive-source.h: the tiles of a map file, as libshumate wants them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "vigie-map-archive.h"
#include "vigie-map-style.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

/* Bytes of vector tiles for libshumate's renderer; nothing where the file has no sound tile. */
#define VIGIE_TYPE_MAP_ARCHIVE_SOURCE (vigie_map_archive_source_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapArchiveSource,
                      vigie_map_archive_source,
                      VIGIE,
                      MAP_ARCHIVE_SOURCE,
                      ShumateDataSource)

VigieMapArchiveSource *vigie_map_archive_source_new (VigieMapArchive *file);

/* Pictures of a raster file, decoded and toned in other threads (libshumate's own renderer decodes on the main
 * thread); where the file has no tile, the part of the nearest one above. */
#define VIGIE_TYPE_MAP_ARCHIVE_PICTURES (vigie_map_archive_pictures_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapArchivePictures,
                      vigie_map_archive_pictures,
                      VIGIE,
                      MAP_ARCHIVE_PICTURES,
                      ShumateMapSource)

/* A map source of @file, raster or vector, that looks so; of pictures only the scheme matters. From the pool of
 * vigie-source-pool.h where it has one. NULL with @error where libshumate does not take it. The caller owns it. */
ShumateMapSource *vigie_map_archive_obtain_source (GdkDisplay *display,
                                                   VigieMapArchive *file,
                                                   const VigieMapStyleLook *look,
                                                   GError **error);

/* Takes @source, which lets go of the file, back: for one that is no longer shown. @layer showed it, or NULL. */
void vigie_map_archive_release_source (ShumateMapSource *source,
                                       GdkDisplay *display,
                                       ShumateMapLayer *layer);

G_END_DECLS
