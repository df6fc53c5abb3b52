/* vigie-map-view-tiles.c: what lies under the sites: tiles of the network, those of a file, or the quiet ground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-map-view-private.h"
#include "vigie-map-archive-source.h"

/* Names of the communes where the tiles have none: OpenStreetMap's pictures have their own, and so have most raster
 * files where they reach; on a vector map the view writes them, clear of the signs. */
void
vigie_map_view_update_names (VigieMapView *self)
{
  const VigieMapArchiveInfo *info
      = self->file != NULL ? vigie_map_archive_get_info (self->file) : NULL;
  gboolean own = info != NULL && info->kind == VIGIE_MAP_ARCHIVE_RASTER
                         && shumate_viewport_get_zoom_level (self->viewport) >= info->min_zoom
                     ? FALSE
                     : self->tiles == NULL || self->tiles_missing;

  /* Those of tiles cannot be read from afar. */
  own = own || self->poster;
  if (gtk_widget_get_visible (GTK_WIDGET (self->names)) != own)
    gtk_widget_set_visible (GTK_WIDGET (self->names), own);
}

static void
missing_cb (VigieTileSource *source, GParamSpec *pspec, VigieMapView *self)
{
  gboolean missing = self->tiles != NULL && vigie_tile_source_get_missing (self->tiles);
  gboolean changed = self->tiles_missing != missing;

  self->tiles_missing = missing;
  gtk_widget_set_visible (self->tiles_note, missing);
  vigie_map_view_update_names (self);
  if (changed)
    g_object_notify (G_OBJECT (self), "tiles-missing");
}

void
vigie_map_view_release_file (VigieMapView *self)
{
  static const char key[] = "vigie-map-sources";
  GObject *display = G_OBJECT (gtk_widget_get_display (GTK_WIDGET (self)));
  GPtrArray *kept = g_object_get_data (display, key);

  if (self->file_source == NULL)
    return;
  vigie_map_archive_map_source_release (self->file_source);
  /* libshumate has a reference that nobody can give back: better one of ours too than memory without an owner. */
  if (kept == NULL)
    {
      kept = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (display, key, kept, (GDestroyNotify) g_ptr_array_unref);
    }
  g_ptr_array_add (kept, g_steal_pointer (&self->file_source));
}

static ShumateMapSource *
new_source (VigieMapView *self)
{
  if (self->file != NULL)
    {
      g_autoptr (GError) error = NULL;
      ShumateMapSource *source = vigie_map_archive_map_source_new (
          self->file, self->shown_scheme, (const char *const *) self->known_names, &error);

      /* A file that opened has a kind that can be drawn, and the style is our own. */
      if (source == NULL)
        g_warning ("map file not drawn: %s", error->message);
      g_set_object (&self->file_source, source);
      return source;
    }
  if (self->tile_template == NULL)
    return NULL;
  self->tiles = vigie_tile_source_new (self->tile_template, self->shown_scheme, NULL);
  g_signal_connect_object (self->tiles, "notify::missing", G_CALLBACK (missing_cb), self,
                           G_CONNECT_DEFAULT);
  return g_object_ref (SHUMATE_MAP_SOURCE (self->tiles));
}

void
vigie_map_view_renew_tiles (VigieMapView *self)
{
  ShumateMapLayer *former = self->tile_layer;
  g_autoptr (ShumateMapSource) source = NULL;

  if (self->tiles != NULL)
    g_signal_handlers_disconnect_by_data (self->tiles, self);
  g_clear_object (&self->tiles);
  vigie_map_view_release_file (self);
  self->tile_layer = NULL;
  source = new_source (self);
  if (source != NULL)
    {
      self->tile_layer = shumate_map_layer_new (source, self->viewport);
      gtk_widget_set_can_target (GTK_WIDGET (self->tile_layer), FALSE);
      gtk_widget_add_css_class (GTK_WIDGET (self->tile_layer), "vigie-ground");
      shumate_map_insert_layer_above (self->map, SHUMATE_LAYER (self->tile_layer),
                                      SHUMATE_LAYER (self->ground));
    }
  if (former != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (former));
  missing_cb (self->tiles, NULL, self);
  vigie_map_view_nudge_tiles (self);
}

/* ---- What pages ask of it -------------------------------------------------------------------- */

void
vigie_map_view_set_map_file (VigieMapView *self, VigieMapArchive *file)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));
  g_return_if_fail (file == NULL || VIGIE_IS_MAP_ARCHIVE (file));

  if (!g_set_object (&self->file, file))
    return;
  vigie_map_view_renew_tiles (self);
  vigie_map_view_update_attribution (self);
}

VigieMapArchive *
vigie_map_view_get_map_file (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), NULL);
  return self->file;
}

void
vigie_map_view_set_file_note (VigieMapView *self, const char *note)
{
  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  gtk_label_set_text (GTK_LABEL (self->file_note_label), note != NULL ? note : "");
  gtk_widget_set_visible (self->file_note, note != NULL);
}

/* Both ways in which a name is written: « Ploemeur » is « Plœmeur » in OpenStreetMap's data. */
static void
add_known (GStrvBuilder *builder, const char *name)
{
  GString *other = g_string_new (name);

  g_strv_builder_add (builder, name);
  if (g_string_replace (other, "œ", "oe", 0) + g_string_replace (other, "Œ", "Oe", 0) == 0)
    g_string_replace (other, "oe", "œ", 0);
  if (!g_str_equal (other->str, name))
    g_strv_builder_add (builder, other->str);
  g_string_free (other, TRUE);
}

void
vigie_map_view_set_communes (VigieMapView *self, const VigieMapCommune *communes, gsize n_communes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_return_if_fail (VIGIE_IS_MAP_VIEW (self));

  vigie_commune_layer_clear (self->names);
  for (gsize i = 0; i < n_communes; i++)
    {
      vigie_commune_layer_add (self->names, communes[i].name, communes[i].lat, communes[i].lon,
                               communes[i].population);
      /* One without a place is not written by the view. */
      if (communes[i].name != NULL && isfinite (communes[i].lat) && isfinite (communes[i].lon))
        add_known (builder, communes[i].name);
    }
  names = g_strv_builder_end (builder);
  if (self->known_names != NULL
      && g_strv_equal ((const char *const *) names, (const char *const *) self->known_names))
    return;
  g_strfreev (self->known_names);
  self->known_names = g_steal_pointer (&names);
  if (self->file != NULL
      && vigie_map_archive_get_info (self->file)->kind == VIGIE_MAP_ARCHIVE_VECTOR)
    vigie_map_view_renew_tiles (self);
}
