/* vigie-map-outlines.c: the outlines of the communes for every map of the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-outlines.h"

#define VIGIE_TYPE_MAP_OUTLINES (vigie_map_outlines_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapOutlines, vigie_map_outlines, VIGIE, MAP_OUTLINES, GObject)

struct _VigieMapOutlines
{
  GObject parent_instance;

  VigieContext *context; /* unowned: it owns this */
  VigieCommunes *source; /* owned */
  guint n_mapped;        /* maps that somebody may look at */
};

G_DEFINE_FINAL_TYPE (VigieMapOutlines, vigie_map_outlines, G_TYPE_OBJECT)

static void
online_cb (VigieMapOutlines *self)
{
  vigie_communes_set_online (self->source,
                             vigie_context_get_sync (self->context) != NULL && self->n_mapped > 0);
}

static void
source_cb (VigieMapOutlines *self)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);

  if (territory != NULL)
    vigie_territory_set_areas (territory, vigie_communes_get_areas (self->source));
}

static void
territory_cb (VigieMapOutlines *self)
{
  vigie_communes_set_profile (self->source, vigie_context_get_profile (self->context));
  source_cb (self);
}

static void
settings_cb (GSettings *settings, const char *key, VigieMapOutlines *self)
{
  g_autofree char *file = g_settings_get_string (settings, "communes-file");
  g_autofree char *address = g_settings_get_string (settings, "communes-address");

  vigie_communes_set_file (self->source, file);
  vigie_communes_set_address (self->source, address);
}

static void
vigie_map_outlines_dispose (GObject *object)
{
  VigieMapOutlines *self = VIGIE_MAP_OUTLINES (object);

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (vigie_map_outlines_parent_class)->dispose (object);
}

static void
vigie_map_outlines_class_init (VigieMapOutlinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigie_map_outlines_dispose;
}

static void
vigie_map_outlines_init (VigieMapOutlines *self)
{
}

static VigieMapOutlines *
outlines_of (VigieContext *context)
{
  static GQuark quark = 0;
  GSettings *settings = vigie_context_get_settings (context);
  VigieMapOutlines *self;

  if (quark == 0)
    quark = g_quark_from_static_string ("vigie-map-outlines");
  self = g_object_get_qdata (G_OBJECT (context), quark);
  if (self != NULL)
    return self;
  self = g_object_new (VIGIE_TYPE_MAP_OUTLINES, NULL);
  g_object_set_qdata_full (G_OBJECT (context), quark, self, g_object_unref);
  self->context = context;
  self->source = vigie_communes_new (vigie_context_get_folder (context));
  g_signal_connect_object (self->source, "changed", G_CALLBACK (source_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (online_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::communes-file", G_CALLBACK (settings_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (settings, "changed::communes-address", G_CALLBACK (settings_cb), self,
                           G_CONNECT_DEFAULT);
  settings_cb (settings, NULL, self);
  territory_cb (self);
  return self;
}

VigieCommunes *
vigie_map_outlines_get (VigieContext *context)
{
  g_return_val_if_fail (VIGIE_IS_CONTEXT (context), NULL);
  return outlines_of (context)->source;
}

static void
mapped_cb (VigieMapOutlines *self)
{
  self->n_mapped++;
  online_cb (self);
}

static void
unmapped_cb (VigieMapOutlines *self)
{
  self->n_mapped--;
  online_cb (self);
}

void
vigie_map_outlines_add_map (VigieContext *context, VigieMapView *map)
{
  VigieMapOutlines *self;

  g_return_if_fail (VIGIE_IS_CONTEXT (context));
  g_return_if_fail (VIGIE_IS_MAP_VIEW (map));

  self = outlines_of (context);
  g_signal_connect_object (map, "map", G_CALLBACK (mapped_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (map, "unmap", G_CALLBACK (unmapped_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (gtk_widget_get_mapped (GTK_WIDGET (map)))
    mapped_cb (self);
}

static void
name_communes (VigieMapView *map, VigieAreas *areas)
{
  guint n = vigie_areas_get_n_areas (areas);
  g_autofree VigieMapCommune *names = g_new (VigieMapCommune, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const VigieArea *area = vigie_areas_get_area (areas, i);

      names[i] = (VigieMapCommune) {area->name, area->lat, area->lon, area->population};
    }
  vigie_map_view_set_communes (map, names, n);
}

void
vigie_map_outlines_apply (VigieCommunes *source, VigieMapView *map, VigieAreaLayer *layer)
{
  VigieAreas *areas;

  g_return_if_fail (VIGIE_IS_COMMUNES (source));

  areas = vigie_communes_get_areas (source);
  vigie_area_layer_set_mesh (layer, vigie_communes_get_mesh (source));
  vigie_map_view_set_outline_credit (map, vigie_communes_get_credit (source));
  /* The names of cells are those that the profile told. */
  if (areas != NULL && vigie_communes_get_origin (source) != VIGIE_COMMUNES_CELLS)
    name_communes (map, areas);
}

gboolean
vigie_map_outlines_are_borders (VigieCommunes *source, VigieMapView *map)
{
  VigieAreas *areas = vigie_communes_get_areas (source);

  return vigie_map_view_get_bare (map) || areas == NULL || !vigie_areas_are_approximate (areas);
}
