/* vigie-map-view-tiles.c: what lies under the sites: tiles of the network, those of a file, or the quiet ground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-map-view-private.h"
#include "vigie-map-archive-source.h"

/* How long a file stays under the network's tiles once these are all there: they may be missing again at once. */
#define HOLD_MS 4000

static gboolean
file_reaches (VigieMapView *self)
{
  return self->file_layer != NULL
         && shumate_viewport_get_zoom_level (self->viewport)
                >= vigie_map_archive_get_info (self->file)->min_zoom;
}

gboolean
vigie_map_view_get_bare (VigieMapView *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_VIEW (self), TRUE);
  return self->bare;
}

/* Whether the view writes the names of communes on a vector file: no picture of the network lies over it. */
static gboolean
is_file_alone (VigieMapView *self)
{
  return self->tiles == NULL
         || (self->tiles_missing && !vigie_tile_source_get_has_come (self->tiles));
}

/* Names of the communes where the tiles have none: OpenStreetMap's pictures have their own, and so have most raster
 * files where they reach; on a vector map that is all of the base map the view writes them, clear of the signs. */
void
vigie_map_view_update_names (VigieMapView *self)
{
  gboolean tiles_have = self->tiles != NULL && !self->tiles_missing;
  gboolean file_has
      = file_reaches (self)
        && (!self->file_unnamed
            || vigie_map_archive_get_info (self->file)->kind == VIGIE_MAP_ARCHIVE_RASTER);
  /* Those of tiles cannot be read from afar. */
  gboolean own = (!tiles_have && !file_has) || self->poster;

  gboolean bare = !tiles_have && !file_reaches (self);

  if (gtk_widget_get_visible (GTK_WIDGET (self->names)) != own)
    gtk_widget_set_visible (GTK_WIDGET (self->names), own);
  if (self->bare == bare)
    return;
  self->bare = bare;
  g_object_notify (G_OBJECT (self), "bare");
}

/* ---- The file ---- */

static void
hide_file (VigieMapView *self)
{
  ShumateMapLayer *former = g_steal_pointer (&self->file_layer);

  g_clear_handle_id (&self->file_hold, g_source_remove);
  if (self->file_source != NULL)
    vigie_map_archive_release_source (g_steal_pointer (&self->file_source),
                                      gtk_widget_get_display (GTK_WIDGET (self)), former);
  if (former != NULL && self->viewport != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (former));
}

static ShumateMapLayer *
add_layer (VigieMapView *self, ShumateMapSource *source, ShumateLayer *under)
{
  ShumateMapLayer *layer = shumate_map_layer_new (source, self->viewport);

  gtk_widget_set_can_target (GTK_WIDGET (layer), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (layer), "vigie-ground");
  shumate_map_insert_layer_above (self->map, SHUMATE_LAYER (layer), under);
  return layer;
}

static void
show_file (VigieMapView *self)
{
  g_autoptr (GError) error = NULL;
  /* Under the network's tiles, which have the names of communes, it is to have them too. */
  VigieMapStyleLook look = {
      .scheme = self->shown_scheme,
      .known = is_file_alone (self) ? (const char *const *) self->known_names : NULL,
      .poster = self->poster,
  };

  g_clear_handle_id (&self->file_hold, g_source_remove);
  if (self->file_layer != NULL)
    return;
  self->file_source = vigie_map_archive_obtain_source (gtk_widget_get_display (GTK_WIDGET (self)),
                                                       self->file, &look, &error);
  /* A file that opened has a kind that can be drawn, and the style is our own. */
  if (self->file_source == NULL)
    {
      g_warning ("map file not drawn: %s", error->message);
      return;
    }
  self->file_unnamed = is_file_alone (self);
  self->file_layer = add_layer (self, self->file_source, SHUMATE_LAYER (self->ground));
}

static gboolean
hold_cb (gpointer user_data)
{
  VigieMapView *self = user_data;

  self->file_hold = 0;
  hide_file (self);
  vigie_map_view_update_names (self);
  vigie_map_view_update_attribution (self);
  return G_SOURCE_REMOVE;
}

/* The file is on the map as long as something of it can be seen, and costs nothing while the network's tiles come. */
static void
update_file (VigieMapView *self)
{
  gboolean wanted
      = self->file != NULL && (self->tiles == NULL || vigie_tile_source_get_gaps (self->tiles));
  gboolean was = self->file_layer != NULL;

  if (wanted)
    show_file (self);
  else if (self->file == NULL)
    hide_file (self);
  else if (self->file_layer != NULL && self->file_hold == 0)
    self->file_hold = g_timeout_add (HOLD_MS, hold_cb, self);
  if (was == (self->file_layer != NULL))
    return;
  vigie_map_view_update_names (self);
  vigie_map_view_update_attribution (self);
  vigie_map_view_nudge_tiles (self);
}

/* ---- The network's tiles ---- */

void
vigie_map_view_update_tiles_note (VigieMapView *self)
{
  gtk_label_set_text (GTK_LABEL (self->tiles_note_label),
                      self->file != NULL
                          ? _ ("Network map unavailable: the map file is shown")
                          : _ ("Map background unavailable: the sites are still shown"));
  gtk_widget_set_visible (self->tiles_note, self->tiles_missing);
}

static void
missing_cb (VigieTileSource *source, GParamSpec *pspec, VigieMapView *self)
{
  gboolean missing = self->tiles != NULL && vigie_tile_source_get_missing (self->tiles);
  gboolean changed = self->tiles_missing != missing;

  self->tiles_missing = missing;
  /* Its own names are on it, or no longer, where the network is gone from the beginning. */
  if (self->file_layer != NULL && self->file_unnamed != is_file_alone (self))
    {
      hide_file (self);
      show_file (self);
    }
  vigie_map_view_update_tiles_note (self);
  vigie_map_view_update_names (self);
  if (changed)
    g_object_notify (G_OBJECT (self), "tiles-missing");
}

static void
gaps_cb (VigieTileSource *source, GParamSpec *pspec, VigieMapView *self)
{
  update_file (self);
  /* Tiles of another level, enlarged, are to go from where the file is seen. */
  if (self->file != NULL)
    vigie_map_view_nudge_tiles (self);
}

void
vigie_map_view_release_tiles (VigieMapView *self)
{
  ShumateMapLayer *former = g_steal_pointer (&self->tile_layer);

  if (self->tiles != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->tiles, self);
      vigie_tile_source_release (g_steal_pointer (&self->tiles),
                                 gtk_widget_get_display (GTK_WIDGET (self)), former);
    }
  if (former != NULL && self->viewport != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (former));
  hide_file (self);
}

void
vigie_map_view_renew_tiles (VigieMapView *self)
{
  vigie_map_view_release_tiles (self);
  if (self->tile_template != NULL)
    {
      self->tiles = vigie_tile_source_obtain (gtk_widget_get_display (GTK_WIDGET (self)),
                                              self->tile_template, self->shown_scheme, NULL);
      vigie_tile_source_set_gives_way (self->tiles, self->file != NULL);
      g_signal_connect_object (self->tiles, "notify::missing", G_CALLBACK (missing_cb), self,
                               G_CONNECT_DEFAULT);
      g_signal_connect_object (self->tiles, "notify::gaps", G_CALLBACK (gaps_cb), self,
                               G_CONNECT_DEFAULT);
      self->tile_layer
          = add_layer (self, SHUMATE_MAP_SOURCE (self->tiles), SHUMATE_LAYER (self->ground));
    }
  update_file (self);
  missing_cb (self->tiles, NULL, self);
  vigie_map_view_update_attribution (self);
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
