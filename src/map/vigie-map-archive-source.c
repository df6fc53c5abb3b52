/* vigie-map-archive-source.c: the tiles of a map file, as libshumate wants them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-archive-source.h"

#include "vigie-map-style.h"
#include "vigie-source-pool.h"
#include "vigie-tile-tone.h"

#define TILE_SIZE 256
/* The deepest level that the map shows. */
#define MAX_ZOOM 19
/* Beyond it there is nothing to be seen of a tile's part. */
#define MAX_UP 6
/* A renderer holds the source that it was given. */
#define DATA_SOURCE "vigie-data-source"

/* ---- Vector: bytes ---- */

struct _VigieMapArchiveSource
{
  ShumateDataSource parent_instance;

  VigieMapArchive *file; /* owned; NULL once released */
};

G_DEFINE_FINAL_TYPE (VigieMapArchiveSource, vigie_map_archive_source, SHUMATE_TYPE_DATA_SOURCE)

/* Of a tile that is not there: one without layers, from a field that no reader knows. Not empty bytes: libshumate 1.4,
 * when a tile of such is cancelled, takes what holds them for another object and writes into it. */
static GBytes *
no_layers (void)
{
  static const guint8 unknown[] = {0x80, 0x01, 0x00};

  return g_bytes_new_static (unknown, sizeof unknown);
}

static void
bytes_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes
      = vigie_map_archive_read_tile_finish (VIGIE_MAP_ARCHIVE (object), result, NULL, &error);

  if (bytes == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* No tile, or one that is not sound: to libshumate not an error. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_debug ("tile of a map file left out: %s", error->message);
      g_clear_error (&error);
      bytes = no_layers ();
    }
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
vigie_map_archive_source_get_tile_data_async (ShumateDataSource *source,
                                              int x,
                                              int y,
                                              int zoom_level,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  VigieMapArchiveSource *self = VIGIE_MAP_ARCHIVE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_map_archive_source_get_tile_data_async);
  if (self->file == NULL)
    {
      g_task_return_pointer (task, no_layers (), (GDestroyNotify) g_bytes_unref);
      g_object_unref (task);
      return;
    }
  vigie_map_archive_read_tile_async (self->file, (guint) MAX (zoom_level, 0), (guint) x, (guint) y,
                                     0, cancellable, bytes_read_cb, task);
}

static void
vigie_map_archive_source_finalize (GObject *object)
{
  g_clear_object (&VIGIE_MAP_ARCHIVE_SOURCE (object)->file);
  G_OBJECT_CLASS (vigie_map_archive_source_parent_class)->finalize (object);
}

static void
vigie_map_archive_source_class_init (VigieMapArchiveSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_map_archive_source_finalize;
  SHUMATE_DATA_SOURCE_CLASS (klass)->get_tile_data_async
      = vigie_map_archive_source_get_tile_data_async;
}

static void
vigie_map_archive_source_init (VigieMapArchiveSource *self)
{
}

VigieMapArchiveSource *
vigie_map_archive_source_new (VigieMapArchive *file)
{
  const VigieMapArchiveInfo *info = vigie_map_archive_get_info (file);
  VigieMapArchiveSource *self
      = g_object_new (VIGIE_TYPE_MAP_ARCHIVE_SOURCE, "min-zoom-level", info->min_zoom,
                      "max-zoom-level", info->max_zoom, NULL);

  self->file = g_object_ref (file);
  return self;
}

/* ---- Raster: pictures ---- */

struct _VigieMapArchivePictures
{
  ShumateMapSource parent_instance;

  VigieMapArchive *file; /* owned; NULL once released */
  VigieScheme scheme;
};

G_DEFINE_FINAL_TYPE (VigieMapArchivePictures, vigie_map_archive_pictures, SHUMATE_TYPE_MAP_SOURCE)

/* One tile under way. */
typedef struct
{
  ShumateTile *tile; /* owned */
  VigieScheme scheme;
  GBytes *bytes; /* owned */
  guint x, y, up;
} Fill;

static void
fill_free (Fill *fill)
{
  g_clear_object (&fill->tile);
  g_clear_pointer (&fill->bytes, g_bytes_unref);
  g_free (fill);
}

/* The part of @whole that a tile @up levels below has. */
static GdkTexture *
part_of (GdkTexture *whole, guint x, guint y, guint up)
{
  guint side = (guint) MIN (gdk_texture_get_width (whole), gdk_texture_get_height (whole)) >> up;
  guint mask = (1u << up) - 1;
  gsize stride;
  g_autoptr (GBytes) bytes = NULL, part = NULL;
  GdkTextureDownloader *downloader;

  if (up == 0 || side == 0)
    return up == 0 ? g_object_ref (whole) : NULL;
  downloader = gdk_texture_downloader_new (whole);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  gdk_texture_downloader_free (downloader);
  part = g_bytes_new_from_bytes (bytes, (y & mask) * side * stride + (x & mask) * side * 4,
                                 (side - 1) * stride + side * 4);
  return gdk_memory_texture_new ((int) side, (int) side, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, part,
                                 stride);
}

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fill *fill = data;
  GError *error = NULL;
  g_autoptr (GdkTexture) whole = vigie_tile_tone (fill->bytes, fill->scheme, &error);

  if (whole != NULL)
    g_task_return_pointer (task, part_of (whole, fill->x, fill->y, fill->up), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* The end of the task that the map's layer waits for: a tile that is not there is none, not an error. */
static void
end_fill (GTask *task, GdkTexture *texture, GError *error)
{
  Fill *fill = g_task_get_task_data (task);

  if (texture != NULL)
    shumate_tile_set_paintable (fill->tile, GDK_PAINTABLE (texture));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_debug ("tile of a map file left out: %s", error->message);
  g_clear_error (&error);
  shumate_tile_set_state (fill->tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static void
decoded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  end_fill (task, texture, error);
}

static void
picture_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) decode = NULL;
  Fill *fill = g_task_get_task_data (task);
  GError *error = NULL;

  fill->bytes
      = vigie_map_archive_read_tile_finish (VIGIE_MAP_ARCHIVE (object), result, &fill->up, &error);
  if (fill->bytes == NULL)
    {
      end_fill (task, NULL, error);
      return;
    }
  decode = g_task_new (NULL, g_task_get_cancellable (task), decoded_cb, g_object_ref (task));
  g_task_set_source_tag (decode, picture_read_cb);
  g_task_set_task_data (decode, fill, NULL);
  g_task_run_in_thread (decode, decode_thread);
}

static void
vigie_map_archive_pictures_fill_tile_async (ShumateMapSource *source,
                                            ShumateTile *tile,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  VigieMapArchivePictures *self = VIGIE_MAP_ARCHIVE_PICTURES (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Fill *fill = g_new0 (Fill, 1);

  g_task_set_source_tag (task, vigie_map_archive_pictures_fill_tile_async);
  fill->tile = g_object_ref (tile);
  fill->scheme = self->scheme;
  fill->x = (guint) shumate_tile_get_x (tile);
  fill->y = (guint) shumate_tile_get_y (tile);
  g_task_set_task_data (task, fill, (GDestroyNotify) fill_free);
  if (self->file == NULL)
    {
      end_fill (task, NULL, NULL);
      g_object_unref (task);
      return;
    }
  vigie_map_archive_read_tile_async (self->file,
                                     (guint) MAX (shumate_tile_get_zoom_level (tile), 0), fill->x,
                                     fill->y, MAX_UP, cancellable, picture_read_cb, task);
}

static gboolean
vigie_map_archive_pictures_fill_tile_finish (ShumateMapSource *source,
                                             GAsyncResult *result,
                                             GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vigie_map_archive_pictures_finalize (GObject *object)
{
  g_clear_object (&VIGIE_MAP_ARCHIVE_PICTURES (object)->file);
  G_OBJECT_CLASS (vigie_map_archive_pictures_parent_class)->finalize (object);
}

static void
vigie_map_archive_pictures_class_init (VigieMapArchivePicturesClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vigie_map_archive_pictures_finalize;
  source_class->fill_tile_async = vigie_map_archive_pictures_fill_tile_async;
  source_class->fill_tile_finish = vigie_map_archive_pictures_fill_tile_finish;
}

static void
vigie_map_archive_pictures_init (VigieMapArchivePictures *self)
{
}

/* ---- Either ---- */

#define POOL_PICTURES "pictures"
/* Of a renderer: the key under which it waits. */
#define POOL_KEY "vigie-pool-key"

static ShumateMapSource *
obtain_raster (GdkDisplay *display, VigieMapArchive *file, VigieScheme scheme)
{
  ShumateMapSource *source = vigie_source_pool_take (display, POOL_PICTURES);

  if (source == NULL)
    {
      source = g_object_new (VIGIE_TYPE_MAP_ARCHIVE_PICTURES, NULL);
      shumate_map_source_set_tile_size (source, TILE_SIZE);
      shumate_map_source_set_projection (source, SHUMATE_MAP_PROJECTION_MERCATOR);
    }
  VIGIE_MAP_ARCHIVE_PICTURES (source)->file = g_object_ref (file);
  VIGIE_MAP_ARCHIVE_PICTURES (source)->scheme = scheme;
  return source;
}

/* A renderer has its style for good. */
static ShumateMapSource *
obtain_vector (GdkDisplay *display,
               VigieMapArchive *file,
               const VigieMapStyleLook *look,
               GError **error)
{
  const VigieMapArchiveInfo *info = vigie_map_archive_get_info (file);
  g_autofree char *style = vigie_map_style_new (look, info->min_zoom, info->max_zoom);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, style, -1);
  ShumateMapSource *source = vigie_source_pool_take (display, key);
  ShumateVectorRenderer *renderer;
  VigieMapArchiveSource *data;

  if (source != NULL)
    {
      data = g_object_get_data (G_OBJECT (source), DATA_SOURCE);
      data->file = g_object_ref (file);
      return source;
    }
  renderer = shumate_vector_renderer_new ("vigie-file", style, error);
  if (renderer == NULL)
    return NULL;
  data = vigie_map_archive_source_new (file);
  shumate_vector_renderer_set_data_source (renderer, VIGIE_MAP_STYLE_SOURCE,
                                           SHUMATE_DATA_SOURCE (data));
  g_object_set_data_full (G_OBJECT (renderer), DATA_SOURCE, data, g_object_unref);
  g_object_set_data_full (G_OBJECT (renderer), POOL_KEY, g_steal_pointer (&key), g_free);
  return SHUMATE_MAP_SOURCE (renderer);
}

ShumateMapSource *
vigie_map_archive_obtain_source (GdkDisplay *display,
                                 VigieMapArchive *file,
                                 const VigieMapStyleLook *look,
                                 GError **error)
{
  const VigieMapArchiveInfo *info = vigie_map_archive_get_info (file);
  ShumateMapSource *source;

  source = info->kind == VIGIE_MAP_ARCHIVE_RASTER ? obtain_raster (display, file, look->scheme)
                                                  : obtain_vector (display, file, look, error);
  if (source == NULL)
    return NULL;
  /* Each layer has a memory of tiles of its own, and shows one file. */
  shumate_map_source_set_id (source, "vigie-file");
  shumate_map_source_set_name (source, "Vigie");
  shumate_map_source_set_license (source, info->attribution);
  shumate_map_source_set_min_zoom_level (source, info->min_zoom);
  shumate_map_source_set_max_zoom_level (source, MAX_ZOOM);
  return source;
}

void
vigie_map_archive_release_source (ShumateMapSource *source,
                                  GdkDisplay *display,
                                  ShumateMapLayer *layer)
{
  g_return_if_fail (SHUMATE_IS_MAP_SOURCE (source));

  if (VIGIE_IS_MAP_ARCHIVE_PICTURES (source))
    {
      g_clear_object (&VIGIE_MAP_ARCHIVE_PICTURES (source)->file);
      vigie_source_pool_give (display, POOL_PICTURES, source, layer);
    }
  else
    {
      VigieMapArchiveSource *data = g_object_get_data (G_OBJECT (source), DATA_SOURCE);

      g_clear_object (&data->file);
      vigie_source_pool_give (display, g_object_get_data (G_OBJECT (source), POOL_KEY), source,
                              layer);
    }
}
