/* vigie-map-archive-form.h: what each form of map file brings: its own way into tiles and metadata. What is common to
 * all (threads, samples, unpacking, words) is VigieMapArchive's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-archive.h"

G_BEGIN_DECLS

/* The whole check of a file, and one tile: µs. What takes longer is refused. */
#define VIGIE_MAP_ARCHIVE_CHECK_TIME (10 * G_TIME_SPAN_SECOND)
#define VIGIE_MAP_ARCHIVE_TILE_TIME (2 * G_TIME_SPAN_SECOND)

/* A file that was found to be one. */
typedef struct
{
  const char *path;
  int fd; /* open for reading; its back end closes it */
  guint64 size;
  VigieTime changed;
} VigieMapArchivePlace;

/* All may wait for the disk, are called by one thread at a time and return VIGIE_MAP_ARCHIVE_ERROR in words for a
 * person, or G_IO_ERROR_CANCELLED. */
typedef struct
{
  /* How the file begins. */
  const char *magic;
  gsize magic_length;

  /* Takes @place->fd, even where it fails (NULL with @error). */
  gpointer (*open) (const VigieMapArchivePlace *place, GCancellable *cancellable, GError **error);
  void (*free) (gpointer file);

  /* What it says of itself, and the levels that are there. Takes up to VIGIE_MAP_ARCHIVE_CHECK_TIME. */
  gboolean (*read_info) (gpointer file,
                         VigieMapArchiveInfo *info,
                         GCancellable *cancellable,
                         GError **error);

  /* The bytes of a tile, counted from the north. NULL without @error where the file has none. */
  GBytes *(*read_tile) (gpointer file,
                        guint z,
                        guint x,
                        guint y,
                        GCancellable *cancellable,
                        GError **error);

  /* Any tile of a level, NULL without @error where it has none. */
  GBytes *(*read_any) (gpointer file, guint z, GCancellable *cancellable, GError **error);
} VigieMapArchiveForm;

/* The form of which the file at @path is, opened as far as its first bytes: *@place is to be handed to its open().
 * NULL with @error for what is no file, cannot be read, or is no map file. */
const VigieMapArchiveForm *
vigie_map_archive_form_find (const char *path, VigieMapArchivePlace *place, GError **error);

/* Fills the texts and the date of @info from @texts (names and values of the file's metadata, as they stand there). */
void vigie_map_archive_form_read_texts (VigieMapArchiveInfo *info,
                                        GHashTable *texts,
                                        const VigieMapArchivePlace *place);

/* The names of the metadata that are of use, NULL-terminated. */
const char *const *vigie_map_archive_form_get_keys (void);

/* Errors that all forms have. */
void vigie_map_archive_form_set_damaged (GError **error);
void vigie_map_archive_form_set_short (guint64 has, guint64 ought, GError **error);
void vigie_map_archive_form_set_slow (GError **error);
void vigie_map_archive_form_set_large (GError **error);
void vigie_map_archive_form_set_unreadable (GError **error);
void vigie_map_archive_form_set_empty (GError **error);

G_END_DECLS
