/* vigie-place-index.h: the names of places that a map file has: towns, villages, hamlets, localities.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-archive.h"

G_BEGIN_DECLS

/* What a place is, by the classes of OpenMapTiles' layer « place ». In the order in which a name that is written twice
 * in one spot is kept. */
typedef enum
{
  VIGIE_PLACE_TOWN,     /* city, town */
  VIGIE_PLACE_VILLAGE,  /* village */
  VIGIE_PLACE_ISLAND,   /* island */
  VIGIE_PLACE_QUARTER,  /* suburb, quarter, neighbourhood */
  VIGIE_PLACE_HAMLET,   /* hamlet */
  VIGIE_PLACE_LOCALITY, /* locality, isolated_dwelling, farm */
} VigiePlaceKind;
#define VIGIE_N_PLACE_KIND 6

typedef struct
{
  char *name; /* plain, without control characters, at most 120 bytes */
  VigiePlaceKind kind;
  double lat, lon; /* WGS 84 degrees */
} VigiePlace;

/* At most so many are kept of a file, and so many of its tiles are read: where the deepest level has more, a level above
 * it is read, which has fewer names. */
#define VIGIE_PLACES_MOST 50000
#define VIGIE_PLACES_MOST_TILES 16384

/* Immutable, counted by reference (atomic). */
typedef struct _VigiePlaces VigiePlaces;
VigiePlaces *vigie_places_ref (VigiePlaces *self);
void vigie_places_unref (VigiePlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigiePlaces, vigie_places_unref)
guint vigie_places_get_n (VigiePlaces *self);
/* Each of 0 … n − 1, by name; of the set. */
const VigiePlace *vigie_places_get (VigiePlaces *self, guint place);

/* An array for vigie_place_tile_read(): of VigiePlace, whose contents it owns. */
GArray *vigie_place_array_new (void);

/* Appends to @places those of the vector tile @z/@x/@y (Mapbox Vector Tile, unpacked) whose point is in the tile itself,
 * not in the seam around it. Nothing in @tile is trusted: FALSE with @error (G_IO_ERROR_INVALID_DATA), and nothing
 * appended, where its layer « place » is not sound; what is no place with a name is passed over. */
gboolean
vigie_place_tile_read (GBytes *tile, guint z, guint x, guint y, GArray *places, GError **error);

/* The places of @file, in another thread: from @cache_folder where they were read before (the file is known by its path,
 * size and last change), else from its tiles, which takes some ms each. Raster files have none. A tile that is
 * damaged costs its own places. NULL @cache_folder: not kept. Errors: G_IO_ERROR_CANCELLED. */
void vigie_places_read_async (VigieMapArchive *file,
                              const char *cache_folder,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
VigiePlaces *vigie_places_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
