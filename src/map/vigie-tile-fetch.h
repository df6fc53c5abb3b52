/* vigie-tile-fetch.h: tiles from a server, kept on disk as its headers and the tile policy of
 * OpenStreetMap ask.
 *
 * libshumate's own downloader is not used: as of 1.4 it sends its own name as user agent whatever
 * shumate_set_user_agent() was told, which the policy forbids; it ignores Cache-Control, keeps
 * whatever a server sent, and reads it without limit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The longest tile that is read, in bytes. */
#define VIGIE_TILE_MAX_BYTES (2 * 1024 * 1024)

#define VIGIE_TYPE_TILE_FETCHER (vigie_tile_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (VigieTileFetcher, vigie_tile_fetcher, VIGIE, TILE_FETCHER, GObject)

/* Of an address template that was checked. */
VigieTileFetcher *vigie_tile_fetcher_new (const char *address);

/* What the disk has of a tile. */
typedef struct
{
  GBytes *bytes;     /* or NULL */
  char *validator;   /* the server's ETag, or NULL */
  gboolean is_fresh; /* needs no question to the server */
} VigieCachedTile;
void vigie_cached_tile_free (VigieCachedTile *tile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieCachedTile, vigie_cached_tile_free)

/* Reads a tile from disk. Never fails: an unreadable tile is none. */
void vigie_tile_fetcher_load_async (VigieTileFetcher *self,
                                    int x,
                                    int y,
                                    int z,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
VigieCachedTile *
vigie_tile_fetcher_load_finish (VigieTileFetcher *self, GAsyncResult *result, GError **error);

/* Asks the server for a tile, or whether it is still the one with @validator. Result: *bytes (full), or
 * NULL if it is; *keep is to be handed to store. Errors: G_IO_ERROR_NOT_FOUND for 404 and 410 (there is
 * no such tile), G_IO_ERROR_BUSY while the server wants to be left alone, others of G_IO_ERROR. */
void vigie_tile_fetcher_fetch_async (VigieTileFetcher *self,
                                     int x,
                                     int y,
                                     int z,
                                     const char *validator,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean vigie_tile_fetcher_fetch_finish (VigieTileFetcher *self,
                                          GAsyncResult *result,
                                          GBytes **bytes,
                                          char **keep,
                                          GError **error);

/* Puts a tile on disk, once it was found to be an image. */
void vigie_tile_fetcher_store (VigieTileFetcher *self,
                               int x,
                               int y,
                               int z,
                               GBytes *bytes,
                               const char *keep);

G_END_DECLS
