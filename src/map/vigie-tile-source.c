/* vigie-tile-source.c: raster tiles for libshumate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-tile-source.h"

#include "vigie-map-view.h"
#include "vigie-source-pool.h"
#include "vigie-tile-fetch.h"
#include "vigie-tile-gaps.h"
#include "vigie-tile-tone.h"

#define TILE_SIZE 256
/* The deepest level that OpenStreetMap's servers have. */
#define MAX_ZOOM 19
#define FIRST_PAUSE_MS 2000
#define LONGEST_PAUSE_MS 60000
/* How long a tile is waited for before what lies under it is shown. */
#define PATIENCE_MS 400
#define POOL_KEY "network"

struct _VigieTileSource
{
  ShumateMapSource parent_instance;

  VigieTileFetcher *fetcher; /* owned, or NULL */
  VigieScheme scheme;
  GPtrArray *missing;       /* GWeakRef of ShumateTile, owned: in view and not had */
  gboolean is_missing;      /* as told */
  gboolean has_come;        /* a picture, since it was obtained */
  guint first_pause, pause; /* ms */
  guint retry_source;       /* or 0 */

  VigieTileGaps *gaps; /* owned */
  guint
      n_generations; /* how often it was released: what was under way then is none of its business */
};

G_DEFINE_FINAL_TYPE (VigieTileSource, vigie_tile_source, SHUMATE_TYPE_MAP_SOURCE)

typedef enum
{
  PROP_MISSING = 1,
  PROP_GAPS,
} VigieTileSourceProperty;
static GParamSpec *properties[PROP_GAPS + 1];

/* ---- What is missing ---- */

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
update_missing (VigieTileSource *self)
{
  gboolean is_missing;

  for (guint i = self->missing->len; i-- > 0;)
    {
      g_autoptr (ShumateTile) tile = g_weak_ref_get (g_ptr_array_index (self->missing, i));

      if (tile == NULL) /* no longer in view */
        g_ptr_array_remove_index_fast (self->missing, i);
    }
  is_missing = self->missing->len > 0;
  if (!is_missing)
    self->pause = self->first_pause;
  if (self->is_missing == is_missing)
    return;
  self->is_missing = is_missing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING]);
}

static void
remove_missing (VigieTileSource *self, ShumateTile *tile)
{
  for (guint i = self->missing->len; i-- > 0;)
    {
      g_autoptr (ShumateTile) known = g_weak_ref_get (g_ptr_array_index (self->missing, i));

      if (known == NULL || known == tile)
        g_ptr_array_remove_index_fast (self->missing, i);
    }
}

static gboolean
retry_cb (gpointer user_data)
{
  VigieTileSource *self = user_data;

  self->retry_source = 0;
  self->pause = MIN (self->pause * 2, LONGEST_PAUSE_MS);
  vigie_tile_source_retry (self);
  return G_SOURCE_REMOVE;
}

static void
add_missing (VigieTileSource *self, ShumateTile *tile)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  remove_missing (self, tile);
  g_weak_ref_init (weak, tile);
  g_ptr_array_add (self->missing, weak);
  if (self->retry_source == 0)
    self->retry_source = g_timeout_add (self->pause, retry_cb, self);
}

static void
gaps_cb (gpointer data)
{
  g_object_notify_by_pspec (G_OBJECT (data), properties[PROP_GAPS]);
}

/* ---- One tile ---- */

/* From disk, then, unless fresh, from the server. Freed when neither is under way. */
typedef struct
{
  VigieTileSource *source;   /* owned */
  VigieTileFetcher *fetcher; /* owned: the source may have another meanwhile */
  guint generation;          /* of the source */
  ShumateTile *tile;         /* owned */
  GCancellable *cancellable; /* owned, or NULL */
  GTask *task;               /* owned; NULL once answered, or for a tile asked for again */
  VigieScheme scheme;
  GBytes *bytes;      /* owned: being decoded */
  char *keep;         /* owned: to be put on disk with it */
  char *validator;    /* owned */
  gboolean from_disk; /* what is being decoded */
  gboolean is_fresh;
  gboolean has_picture;
} Fill;

static void fill_fetch (Fill *fill);

static void
fill_free (Fill *fill)
{
  g_clear_object (&fill->source);
  g_clear_object (&fill->fetcher);
  g_clear_object (&fill->tile);
  g_clear_object (&fill->cancellable);
  g_clear_object (&fill->task);
  g_clear_pointer (&fill->bytes, g_bytes_unref);
  g_free (fill->keep);
  g_free (fill->validator);
  g_free (fill);
}

static void
fill_show (Fill *fill, GdkTexture *texture)
{
  /* The layer draws again when the state changes, not the picture. */
  shumate_tile_set_state (fill->tile, SHUMATE_STATE_LOADING);
  shumate_tile_set_paintable (fill->tile, GDK_PAINTABLE (texture));
  shumate_tile_set_state (fill->tile, SHUMATE_STATE_DONE);
  fill->has_picture = TRUE;
  fill->source->has_come = TRUE;
}

/* The end of a tile: @error (full) or NULL. */
static void
fill_end (Fill *fill, GError *error)
{
  g_autoptr (VigieTileSource) self = g_object_ref (fill->source);
  gboolean current = fill->generation == self->n_generations;
  g_autoptr (GError) owned = error;
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (current)
    {
      if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        remove_missing (self, fill->tile);
      else if (!cancelled && !fill->has_picture)
        add_missing (self, fill->tile);
      update_missing (self);
      if (error != NULL && !cancelled && !fill->has_picture)
        vigie_tile_gaps_add (self->gaps, fill->tile, 0);
    }

  if (fill->task != NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&fill->task);

      if (error != NULL && !fill->has_picture)
        {
          if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
            shumate_tile_set_state (fill->tile, SHUMATE_STATE_DONE);
          g_task_return_error (task, g_steal_pointer (&owned));
        }
      else
        g_task_return_boolean (task, TRUE);
    }
  fill_free (fill);
  /* Now it may be gone. */
  if (current)
    vigie_tile_gaps_update (self->gaps);
}

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fill *fill = data;
  GError *error = NULL;
  GdkTexture *texture = vigie_tile_tone (fill->bytes, fill->scheme, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fill *fill = user_data;
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL)
    {
      fill_show (fill, texture);
      if (!fill->from_disk)
        vigie_tile_fetcher_store (
            fill->fetcher, shumate_tile_get_x (fill->tile), shumate_tile_get_y (fill->tile),
            shumate_tile_get_zoom_level (fill->tile), fill->bytes, fill->keep);
    }
  if (fill->from_disk)
    {
      /* What cannot be read on disk is as good as not there. */
      if (texture == NULL)
        g_clear_pointer (&fill->validator, g_free);
      if (texture != NULL && fill->is_fresh)
        fill_end (fill, NULL);
      else
        fill_fetch (fill);
      g_clear_error (&error);
      return;
    }
  fill_end (fill, error);
}

static void
fill_decode (Fill *fill, gboolean from_disk)
{
  g_autoptr (GTask) task = g_task_new (fill->source, fill->cancellable, decoded_cb, fill);

  fill->from_disk = from_disk;
  g_task_set_source_tag (task, fill_decode);
  g_task_set_task_data (task, fill, NULL);
  g_task_run_in_thread (task, decode_thread);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fill *fill = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *keep = NULL;

  if (!vigie_tile_fetcher_fetch_finish (VIGIE_TILE_FETCHER (source), result, &bytes, &keep, &error))
    {
      fill_end (fill, error);
      return;
    }
  g_free (fill->keep);
  fill->keep = g_steal_pointer (&keep);
  if (bytes == NULL)
    {
      /* Still the one on disk: good for another while. */
      vigie_tile_fetcher_store (fill->fetcher, shumate_tile_get_x (fill->tile),
                                shumate_tile_get_y (fill->tile),
                                shumate_tile_get_zoom_level (fill->tile), fill->bytes, fill->keep);
      fill_end (fill, NULL);
      return;
    }
  g_clear_pointer (&fill->bytes, g_bytes_unref);
  fill->bytes = g_steal_pointer (&bytes);
  fill_decode (fill, FALSE);
}

static void
fill_fetch (Fill *fill)
{
  vigie_tile_fetcher_fetch_async (fill->fetcher, shumate_tile_get_x (fill->tile),
                                  shumate_tile_get_y (fill->tile),
                                  shumate_tile_get_zoom_level (fill->tile), fill->validator,
                                  fill->cancellable, fetched_cb, fill);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fill *fill = user_data;
  GError *error = NULL;
  g_autoptr (VigieCachedTile) cached
      = vigie_tile_fetcher_load_finish (VIGIE_TILE_FETCHER (source), result, &error);

  if (cached == NULL)
    {
      fill_end (fill, error);
      return;
    }
  if (cached->bytes == NULL)
    {
      fill_fetch (fill);
      return;
    }
  fill->bytes = g_steal_pointer (&cached->bytes);
  fill->validator = g_steal_pointer (&cached->validator);
  fill->is_fresh = cached->is_fresh;
  fill_decode (fill, TRUE);
}

static void
fill_start (VigieTileSource *self, ShumateTile *tile, GCancellable *cancellable, GTask *task)
{
  Fill *fill = g_new0 (Fill, 1);

  fill->source = g_object_ref (self);
  fill->fetcher = g_object_ref (self->fetcher);
  fill->generation = self->n_generations;
  fill->tile = g_object_ref (tile);
  fill->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  fill->task = task;
  fill->scheme = self->scheme;
  vigie_tile_fetcher_load_async (self->fetcher, shumate_tile_get_x (tile),
                                 shumate_tile_get_y (tile), shumate_tile_get_zoom_level (tile),
                                 fill->cancellable, loaded_cb, fill);
  if (task != NULL)
    vigie_tile_gaps_add (self->gaps, tile, PATIENCE_MS);
}

static void
vigie_tile_source_fill_tile_async (ShumateMapSource *source,
                                   ShumateTile *tile,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  VigieTileSource *self = VIGIE_TILE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_tile_source_fill_tile_async);
  /* What was cancelled ends as cancelled, whatever came: libshumate cancels a tile that leaves the view, frees what it
   * knows of it, and touches that when it is told of anything else (1.4 to 1.7). */
  g_task_set_check_cancellable (task, TRUE);
  if (self->fetcher == NULL)
    {
      shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  fill_start (self, tile, cancellable, task);
}

static gboolean
vigie_tile_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Object ---- */

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, VigieTileSource *self)
{
  if (available)
    vigie_tile_source_retry (self);
}

static void
vigie_tile_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieTileSource *self = VIGIE_TILE_SOURCE (object);

  switch ((VigieTileSourceProperty) id)
    {
    case PROP_MISSING:
      g_value_set_boolean (value, self->is_missing);
      break;
    case PROP_GAPS:
      g_value_set_boolean (value, vigie_tile_gaps_get (self->gaps));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_tile_source_dispose (GObject *object)
{
  VigieTileSource *self = VIGIE_TILE_SOURCE (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  G_OBJECT_CLASS (vigie_tile_source_parent_class)->dispose (object);
}

static void
vigie_tile_source_finalize (GObject *object)
{
  VigieTileSource *self = VIGIE_TILE_SOURCE (object);

  g_clear_object (&self->fetcher);
  g_ptr_array_unref (self->missing);
  vigie_tile_gaps_free (self->gaps);
  G_OBJECT_CLASS (vigie_tile_source_parent_class)->finalize (object);
}

static void
vigie_tile_source_class_init (VigieTileSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  object_class->get_property = vigie_tile_source_get_property;
  object_class->dispose = vigie_tile_source_dispose;
  object_class->finalize = vigie_tile_source_finalize;
  source_class->fill_tile_async = vigie_tile_source_fill_tile_async;
  source_class->fill_tile_finish = vigie_tile_source_fill_tile_finish;

  properties[PROP_MISSING] = g_param_spec_boolean ("missing", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_GAPS]
      = g_param_spec_boolean ("gaps", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vigie_tile_source_init (VigieTileSource *self)
{
  self->missing = g_ptr_array_new_with_free_func (weak_ref_free);
  self->gaps = vigie_tile_gaps_new (gaps_cb, self);
  self->first_pause = self->pause = FIRST_PAUSE_MS;
}

/* libshumate's memory of tiles goes by this name: tones must not be mixed up. */
static void
arm (VigieTileSource *self, const char *address, VigieScheme scheme)
{
  g_autofree char *id = g_strdup_printf ("vigie %d %s", scheme, address != NULL ? address : "");

  shumate_map_source_set_id (SHUMATE_MAP_SOURCE (self), id);
  self->scheme = scheme;
  if (address == NULL)
    return;
  self->fetcher = vigie_tile_fetcher_new (address);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_DEFAULT);
}

VigieTileSource *
vigie_tile_source_new (const char *address, VigieScheme scheme, GError **error)
{
  VigieTileSource *self;

  if (address != NULL && !vigie_map_tile_template_check (address, error))
    return NULL;
  self = g_object_new (VIGIE_TYPE_TILE_SOURCE, NULL);
  shumate_map_source_set_name (SHUMATE_MAP_SOURCE (self), "Vigie");
  shumate_map_source_set_tile_size (SHUMATE_MAP_SOURCE (self), TILE_SIZE);
  shumate_map_source_set_min_zoom_level (SHUMATE_MAP_SOURCE (self), 0);
  shumate_map_source_set_max_zoom_level (SHUMATE_MAP_SOURCE (self), MAX_ZOOM);
  shumate_map_source_set_projection (SHUMATE_MAP_SOURCE (self), SHUMATE_MAP_PROJECTION_MERCATOR);
  arm (self, address, scheme);
  return self;
}

VigieTileSource *
vigie_tile_source_obtain (GdkDisplay *display,
                          const char *address,
                          VigieScheme scheme,
                          GError **error)
{
  ShumateMapSource *source;

  if (!vigie_map_tile_template_check (address, error))
    return NULL;
  source = vigie_source_pool_take (display, POOL_KEY);
  if (source == NULL)
    return vigie_tile_source_new (address, scheme, error);
  arm (VIGIE_TILE_SOURCE (source), address, scheme);
  return VIGIE_TILE_SOURCE (source);
}

void
vigie_tile_source_release (VigieTileSource *self, GdkDisplay *display, ShumateMapLayer *layer)
{
  g_return_if_fail (VIGIE_IS_TILE_SOURCE (self));

  g_signal_handlers_disconnect_by_func (g_network_monitor_get_default (), network_changed_cb, self);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_object (&self->fetcher);
  g_ptr_array_set_size (self->missing, 0);
  vigie_tile_gaps_clear (self->gaps);
  self->is_missing = self->has_come = FALSE;
  self->pause = self->first_pause = FIRST_PAUSE_MS;
  self->n_generations++;
  vigie_source_pool_give (display, POOL_KEY, SHUMATE_MAP_SOURCE (self), layer);
}

gboolean
vigie_tile_source_get_gaps (VigieTileSource *self)
{
  g_return_val_if_fail (VIGIE_IS_TILE_SOURCE (self), FALSE);
  return vigie_tile_gaps_get (self->gaps);
}

void
vigie_tile_source_set_gives_way (VigieTileSource *self, gboolean gives_way)
{
  g_return_if_fail (VIGIE_IS_TILE_SOURCE (self));

  vigie_tile_gaps_set_gives_way (self->gaps, gives_way);
}

gboolean
vigie_tile_source_get_missing (VigieTileSource *self)
{
  g_return_val_if_fail (VIGIE_IS_TILE_SOURCE (self), FALSE);
  return self->is_missing;
}

gboolean
vigie_tile_source_get_has_come (VigieTileSource *self)
{
  g_return_val_if_fail (VIGIE_IS_TILE_SOURCE (self), FALSE);
  return self->has_come;
}

void
vigie_tile_source_retry (VigieTileSource *self)
{
  g_autoptr (GPtrArray) tiles = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (VIGIE_IS_TILE_SOURCE (self));

  g_clear_handle_id (&self->retry_source, g_source_remove);
  for (guint i = 0; i < self->missing->len; i++)
    {
      ShumateTile *tile = g_weak_ref_get (g_ptr_array_index (self->missing, i));

      if (tile != NULL)
        g_ptr_array_add (tiles, tile);
    }
  for (guint i = 0; i < tiles->len; i++)
    fill_start (self, g_ptr_array_index (tiles, i), NULL, NULL);
  if (tiles->len == 0)
    update_missing (self);
}

void
vigie_tile_source_set_first_pause (VigieTileSource *self, guint pause)
{
  g_return_if_fail (VIGIE_IS_TILE_SOURCE (self));
  self->first_pause = self->pause = MAX (pause, 1);
}
