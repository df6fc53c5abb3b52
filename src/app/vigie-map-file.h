/* vigie-map-file.h: the map file that the settings name: opened, followed, and what became of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-map-archive.h"

G_BEGIN_DECLS

/* Signal "changed": another file, none, or a problem. */
#define VIGIE_TYPE_MAP_FILE (vigie_map_file_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapFile, vigie_map_file, VIGIE, MAP_FILE, GObject)

/* The one of @context, made and set to work when it is first asked for; owned by it. */
VigieMapFile *vigie_map_file_get (VigieContext *context);

GSettings *vigie_map_file_get_settings (VigieMapFile *self);

/* The file that is the map, or NULL: the network's tiles are. Owned by @self. */
VigieMapArchive *vigie_map_file_get_file (VigieMapFile *self);

/* TRUE while it is not known yet whether there is one. */
gboolean vigie_map_file_get_pending (VigieMapFile *self);

/* Why the file of the settings is not the map, in words for a person; or NULL. Owned by @self. */
const char *vigie_map_file_get_problem (VigieMapFile *self);

/* What the settings name: an address (file:…), or "" for none. Free it. */
char *vigie_map_file_dup_address (VigieMapFile *self);

/* Names another; "" for none. What cannot be opened becomes the problem. */
void vigie_map_file_set_address (VigieMapFile *self, const char *address);

/* Opens @file and, once it was found sound, makes it the map and writes it to the settings. FALSE with @error
 * (VIGIE_MAP_ARCHIVE_ERROR, G_IO_ERROR_CANCELLED), and all as before, where it is not. */
void vigie_map_file_choose_async (VigieMapFile *self,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean vigie_map_file_choose_finish (VigieMapFile *self, GAsyncResult *result, GError **error);

G_END_DECLS
