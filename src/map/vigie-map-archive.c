/* vigie-map-archive.c: a map in one file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-archive.h"

#include <glib/gi18n-lib.h>

#include "vigie-map-archive-form.h"
#include "vigie-map-style.h"
#include "vigie-tile-tone.h"
#include "vigie-vector-tile.h"

struct _VigieMapArchive
{
  GObject parent_instance;

  GFile *location; /* owned */
  VigieMapArchiveInfo info;
  const VigieMapArchiveForm *form; /* or NULL: not known yet */
  gpointer file;                   /* owned: of the pool's thread once it is open */
  GThreadPool *pool;               /* owned: one thread; each request holds a reference to self */
};

G_DEFINE_FINAL_TYPE (VigieMapArchive, vigie_map_archive, G_TYPE_OBJECT)

/* ---- Reading a tile ---- */

typedef struct
{
  guint z, x, y, max_up;
  guint up; /* out */
} Request;

/* A picture as it is, a vector tile checked; whichever may lie in the file packed. */
static GBytes *
unpack (VigieMapArchive *self, GBytes *packed, GError **error)
{
  g_autoptr (GBytes) tile = vigie_vector_tile_unpack (packed, VIGIE_VECTOR_TILE_MAX_BYTES, error);

  if (tile == NULL || self->info.kind == VIGIE_MAP_ARCHIVE_RASTER)
    return g_steal_pointer (&tile);
  return vigie_vector_tile_clean (tile, vigie_map_style_get_layers (), NULL, error);
}

static GBytes *
read_tile (VigieMapArchive *self, Request *request, GCancellable *cancellable, GError **error)
{
  for (guint up = 0; up <= MIN (request->max_up, request->z); up++)
    {
      GError *failure = NULL;
      GBytes *bytes;

      if (request->z - up > self->info.max_zoom)
        continue;
      bytes = self->form->read_tile (self->file, request->z - up, request->x >> up,
                                     request->y >> up, cancellable, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (bytes == NULL)
        continue;
      request->up = up;
      {
        g_autoptr (GBytes) packed = bytes;

        bytes = unpack (self, packed, error);
      }
      return bytes;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such tile in the file");
  return NULL;
}

static void
request_thread (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  VigieMapArchive *self = g_task_get_source_object (task);
  GError *error = NULL;
  GBytes *bytes;

  if (g_task_return_error_if_cancelled (task))
    return;
  bytes = read_tile (self, g_task_get_task_data (task), g_task_get_cancellable (task), &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
vigie_map_archive_read_tile_async (VigieMapArchive *self,
                                   guint z,
                                   guint x,
                                   guint y,
                                   guint max_up,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;
  Request *request;

  g_return_if_fail (VIGIE_IS_MAP_ARCHIVE (self));

  request = g_new0 (Request, 1);
  *request = (Request) {.z = z, .x = x, .y = y, .max_up = max_up};
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vigie_map_archive_read_tile_async);
  g_task_set_task_data (task, request, g_free);
  g_thread_pool_push (self->pool, task, NULL);
}

GBytes *
vigie_map_archive_read_tile_finish (VigieMapArchive *self,
                                    GAsyncResult *result,
                                    guint *up,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (up != NULL)
    *up = ((Request *) g_task_get_task_data (G_TASK (result)))->up;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Opening ---- */

static gboolean
is_picture (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return length > 12
         && ((data[0] == 0x89 && data[1] == 'P') || (data[0] == 0xff && data[1] == 0xd8)
             || (data[0] == 'R' && data[1] == 'I' && data[8] == 'W' && data[9] == 'E'));
}

static gboolean
check_picture (VigieMapArchive *self, GBytes *bytes, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GdkTexture) texture = vigie_tile_tone (bytes, VIGIE_SCHEME_LIGHT, &failure);

  if (texture == NULL)
    {
      g_debug ("tile of a map file: %s", failure->message);
      g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED,
                           _ ("The tiles of this map are images that cannot be shown here: in "
                              "another format, damaged, or too large. Have the map recreated "
                              "with PNG or JPEG tiles of 256 or 512 pixels."));
      return FALSE;
    }
  self->info.tile_side = (guint) gdk_texture_get_width (texture);
  return TRUE;
}

static void
set_not_tiles (GError **error)
{
  g_set_error_literal (
      error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_DAMAGED,
      _ ("The tiles of this map are damaged, or are not map tiles. Have the map recreated."));
}

static gboolean
check_vector (GBytes *bytes, guint *n_kept, GError **error)
{
  VigieVectorTileReport report = {0};
  g_autoptr (GBytes) tile
      = vigie_vector_tile_clean (bytes, vigie_map_style_get_layers (), &report, NULL);

  *n_kept += report.n_kept;
  if (tile != NULL && (report.n_kept > 0 || report.n_refused == 0))
    return TRUE;
  set_not_tiles (error);
  return FALSE;
}

/* Of the shallowest and the deepest level a tile each, and the one in the middle of the map. */
static gboolean
check_samples (VigieMapArchive *self, GCancellable *cancellable, GError **error)
{
  VigieMapArchiveInfo *info = &self->info;
  double side = (double) (1u << info->max_zoom);
  guint n_kept = 0;
  gboolean first = TRUE;

  for (guint i = 0; i < 3; i++)
    {
      GError *failure = NULL;
      double middle_x = vigie_mercator_x ((info->bounds.west + info->bounds.east) / 2);
      double middle_y = vigie_mercator_y ((info->bounds.south + info->bounds.north) / 2);
      g_autoptr (GBytes) plain = NULL;
      g_autoptr (GBytes) bytes
          = i < 2 ? self->form->read_any (self->file, i == 0 ? info->min_zoom : info->max_zoom,
                                          cancellable, &failure)
                  : self->form->read_tile (self->file, info->max_zoom, (guint) (middle_x * side),
                                           (guint) (middle_y * side), cancellable, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (bytes == NULL)
        continue;
      plain = vigie_vector_tile_unpack (bytes, VIGIE_VECTOR_TILE_MAX_BYTES, NULL);
      if (plain == NULL)
        {
          set_not_tiles (error);
          return FALSE;
        }
      /* What they are counts, not what the file calls them. */
      if (first)
        info->kind = is_picture (plain) ? VIGIE_MAP_ARCHIVE_RASTER : VIGIE_MAP_ARCHIVE_VECTOR;
      first = FALSE;
      if (info->kind == VIGIE_MAP_ARCHIVE_RASTER ? !check_picture (self, plain, error)
                                                 : !check_vector (plain, &n_kept, error))
        return FALSE;
    }
  if (first)
    {
      vigie_map_archive_form_set_empty (error);
      return FALSE;
    }
  if (info->kind == VIGIE_MAP_ARCHIVE_RASTER)
    return TRUE;
  if (!vigie_map_style_is_supported ())
    {
      g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED,
                           _ ("This map has vector tiles, which this computer cannot draw. "
                              "Choose a map with PNG or JPEG tiles."));
      return FALSE;
    }
  if (n_kept == 0)
    {
      g_set_error_literal (error, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNSUPPORTED,
                           _ ("The vector tiles of this map do not follow the OpenMapTiles "
                              "schema. Have it recreated with that schema, for example with "
                              "tilemaker."));
      return FALSE;
    }
  return TRUE;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VigieMapArchive *self = data;
  g_autofree char *path = g_file_get_path (self->location);
  VigieMapArchivePlace place;
  GError *error = NULL;

  if (path == NULL)
    {
      g_task_return_new_error (task, VIGIE_MAP_ARCHIVE_ERROR, VIGIE_MAP_ARCHIVE_ERROR_UNREADABLE,
                               _ ("A map file must be on this computer. Copy it to one of your "
                                  "folders, then choose it there."));
      return;
    }
  self->form = vigie_map_archive_form_find (path, &place, &error);
  if (self->form != NULL)
    self->file = self->form->open (&place, cancellable, &error);
  if (self->file != NULL && self->form->read_info (self->file, &self->info, cancellable, &error)
      && check_samples (self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vigie_map_archive_open_async (GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  VigieMapArchive *self;

  g_return_if_fail (G_IS_FILE (file));

  self = g_object_new (VIGIE_TYPE_MAP_ARCHIVE, NULL);
  self->location = g_object_ref (file);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, vigie_map_archive_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  g_task_run_in_thread (task, open_thread);
}

VigieMapArchive *
vigie_map_archive_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_boolean (G_TASK (result), error)
             ? g_object_ref (g_task_get_task_data (G_TASK (result)))
             : NULL;
}

/* ---- The object ---- */

static void
vigie_map_archive_finalize (GObject *object)
{
  VigieMapArchive *self = VIGIE_MAP_ARCHIVE (object);

  /* Nothing waits in it: what waits holds a reference. This may be its own thread. */
  g_thread_pool_free (self->pool, TRUE, FALSE);
  if (self->file != NULL)
    self->form->free (self->file);
  g_clear_object (&self->location);
  g_free (self->info.name);
  g_free (self->info.attribution);
  g_free (self->info.licence);
  G_OBJECT_CLASS (vigie_map_archive_parent_class)->finalize (object);
}

static void
vigie_map_archive_class_init (VigieMapArchiveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_map_archive_finalize;
}

static void
vigie_map_archive_init (VigieMapArchive *self)
{
  self->pool = g_thread_pool_new (request_thread, NULL, 1, FALSE, NULL);
}

const VigieMapArchiveInfo *
vigie_map_archive_get_info (VigieMapArchive *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_ARCHIVE (self), NULL);
  return &self->info;
}

GFile *
vigie_map_archive_get_file (VigieMapArchive *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_ARCHIVE (self), NULL);
  return self->location;
}
