/* vigie-map-layers-live.c: the layers of the map that show the live territory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-layers-live.h"

#include <glib/gi18n-lib.h>

#include "vigie-energy-symbol.h"
#include "vigie-gateway-layer.h"
#include "vigie-heat-layer.h"
#include "vigie-words.h"

/* A layer, its switch and its part of the legend. */
typedef struct
{
  VigieLiveLayer *layer; /* owned */
  GtkWidget *legend;     /* owned by the view */
  GAction *action;       /* owned by the layers */
  VigieMapView *map;     /* unowned */
} Live;

struct _VigieMapLiveLayers
{
  VigieMapParts parts;
  GPtrArray *layers; /* of Live */
};

static void
legend_cb (Live *live)
{
  if (gtk_widget_get_visible (live->legend))
    vigie_live_layer_fill_legend (live->layer, GTK_BOX (live->legend));
}

/* A layer that is off gathers nothing. While the map shows the past nothing of the present lies beside it; the switch
 * stays as it is. */
static void
switch_cb (Live *live)
{
  g_autoptr (GVariant) state = g_action_get_state (live->action);
  gboolean on = g_variant_get_boolean (state)
                && !vigie_site_layer_has_look_func (vigie_map_view_get_site_layer (live->map));

  gtk_widget_set_visible (GTK_WIDGET (live->layer), on);
  gtk_widget_set_visible (live->legend, on);
  legend_cb (live);
}

static void
territory_cb (VigieMapLiveLayers *self)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Live *live = g_ptr_array_index (self->layers, i);

      vigie_live_layer_set_territory (live->layer,
                                      vigie_context_get_territory (self->parts.context));
    }
}

static void
look_cb (VigieMapLiveLayers *self)
{
  gboolean link_lost;

  g_object_get (self->parts.map, "link-lost", &link_lost, NULL);
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Live *live = g_ptr_array_index (self->layers, i);

      vigie_live_layer_set_scheme (live->layer, vigie_map_view_get_shown_scheme (self->parts.map));
      vigie_live_layer_set_link_lost (live->layer, link_lost);
    }
}

static void
selected_cb (VigieMapView *map, GParamSpec *pspec, VigieGatewayLayer *layer)
{
  vigie_gateway_layer_set_selected_site (layer, vigie_map_view_get_selected_site (map));
}

/* What the layers that are on show of a site, in words: whoever has no pointer, or cannot see them, is told too. */
static char *
more_cb (VigieSite *site, gpointer user_data)
{
  VigieMapLiveLayers *self = user_data;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->layers->len; i++)
    {
      const Live *live = g_ptr_array_index (self->layers, i);
      char *words = NULL;

      if (!gtk_widget_get_visible (GTK_WIDGET (live->layer)))
        continue;
      if (VIGIE_IS_ENERGY_SYMBOLS (live->layer))
        words = vigie_energy_symbols_describe (VIGIE_ENERGY_SYMBOLS (live->layer), site);
      else if (VIGIE_IS_GATEWAY_LAYER (live->layer))
        words = vigie_gateway_layer_describe (VIGIE_GATEWAY_LAYER (live->layer), site);
      if (words != NULL)
        g_ptr_array_add (parts, words);
    }
  return parts->len > 0 ? vigie_words_list ((const char *const *) parts->pdata, parts->len) : NULL;
}

static void
add (VigieMapLiveLayers *self, gpointer layer, VigieMapRank rank, GAction *action)
{
  Live *live = g_new0 (Live, 1);

  live->layer = g_object_ref_sink (layer);
  live->action = action;
  live->map = self->parts.map;
  live->legend = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_ptr_array_add (self->layers, live);
  gtk_widget_set_visible (live->legend, FALSE);
  vigie_map_view_add_layer (self->parts.map, layer, rank);
  vigie_map_view_add_legend (self->parts.map, live->legend);
  g_signal_connect_swapped (live->layer, "legend-changed", G_CALLBACK (legend_cb), live);
  g_signal_connect_swapped (action, "notify::state", G_CALLBACK (switch_cb), live);
  g_signal_connect_swapped (vigie_map_view_get_site_layer (self->parts.map), "notify::past",
                            G_CALLBACK (switch_cb), live);
  switch_cb (live);
}

static void
live_free (gpointer data)
{
  Live *live = data;

  g_signal_handlers_disconnect_by_data (live->action, live);
  g_signal_handlers_disconnect_by_data (vigie_map_view_get_site_layer (live->map), live);
  g_signal_handlers_disconnect_by_data (live->layer, live);
  vigie_live_layer_set_territory (live->layer, NULL);
  g_object_unref (live->layer);
  g_free (live);
}

static void
rings_cb (GAction *action, GParamSpec *pspec, VigieMapView *map)
{
  g_autoptr (GVariant) state = g_action_get_state (action);

  vigie_site_layer_set_rings (vigie_map_view_get_site_layer (map), g_variant_get_boolean (state));
}

/* What the density is of, as the settings write it, in the order of VigieHeatOf. */
static const char *const heat_ids[] = {"sites", "trouble", "attendance", NULL};

static void
heat_of_cb (GAction *action, GParamSpec *pspec, VigieHeatLayer *layer)
{
  g_autoptr (GVariant) state = g_action_get_state (action);

  for (guint i = 0; heat_ids[i] != NULL; i++)
    if (g_str_equal (g_variant_get_string (state, NULL), heat_ids[i]))
      vigie_heat_layer_set_of (layer, (VigieHeatOf) i);
}

static void
add_heat (VigieMapLiveLayers *self, VigieMapLayers *layers)
{
  VigieHeatLayer *heat = vigie_heat_layer_new (vigie_map_view_get_viewport (self->parts.map));
  const char *const labels[]
      = {_ ("Sites"), _ ("Silent or critical sites"), _ ("Attendance"), NULL};
  GAction *action;

  add (self, heat, VIGIE_MAP_RANK_HEAT,
       vigie_map_layers_add_switch (layers, VIGIE_MAP_GROUP_SITES, "heat", _ ("Density"),
                                    _ ("The stronger the shade, the more there are"), FALSE));
  vigie_live_layer_set_sites (VIGIE_LIVE_LAYER (heat),
                              G_LIST_MODEL (vigie_site_model_get_filtered (self->parts.model)));
  action = vigie_map_layers_add_choice (layers, VIGIE_MAP_GROUP_SITES, "heat-of", _ ("Density of"),
                                        heat_ids, labels);
  g_signal_connect_object (action, "notify::state", G_CALLBACK (heat_of_cb), heat,
                           G_CONNECT_DEFAULT);
  heat_of_cb (action, NULL, heat);
}

static void
add_energy (VigieMapLiveLayers *self, VigieMapLayers *layers)
{
  VigieEnergySymbols *symbols
      = vigie_energy_symbols_new (vigie_map_view_get_viewport (self->parts.map));

  add (self, symbols, VIGIE_MAP_RANK_SYMBOLS,
       vigie_map_layers_add_switch (layers, VIGIE_MAP_GROUP_SITES, "power", _ ("Powers"),
                                    _ ("Circles sized by what is consumed and produced"), FALSE));
  vigie_live_layer_set_sites (VIGIE_LIVE_LAYER (symbols),
                              G_LIST_MODEL (vigie_site_model_get_filtered (self->parts.model)));
}

VigieMapLiveLayers *
vigie_map_live_layers_new (VigieMapLayers *layers, const VigieMapParts *parts)
{
  VigieMapLiveLayers *self = g_new0 (VigieMapLiveLayers, 1);
  ShumateViewport *viewport = vigie_map_view_get_viewport (parts->map);
  VigieGatewayLayer *gateways = vigie_gateway_layer_new (viewport);
  GAction *action;

  self->parts = *parts;
  self->layers = g_ptr_array_new_with_free_func (live_free);

  action = vigie_map_layers_add_switch (layers, VIGIE_MAP_GROUP_SITES, "rings", _ ("Attendance"),
                                        _ ("A ring around the symbol, fuller as the site gets "
                                           "busier"),
                                        TRUE);
  g_signal_connect_object (action, "notify::state", G_CALLBACK (rings_cb), parts->map,
                           G_CONNECT_DEFAULT);
  rings_cb (action, NULL, parts->map);
  add_energy (self, layers);
  add_heat (self, layers);

  action = vigie_map_layers_add_switch (layers, VIGIE_MAP_GROUP_RADIO, "gateways",
                                        _ ("Gateways and the sensors they hear"),
                                        _ ("Those of the selected site stand out"), FALSE);
  vigie_gateway_layer_set_signs (gateways, vigie_map_view_get_site_layer (parts->map));
  add (self, gateways, VIGIE_MAP_RANK_LINKS, action);
  g_signal_connect_object (parts->map, "notify::selected-site", G_CALLBACK (selected_cb), gateways,
                           G_CONNECT_DEFAULT);

  g_signal_connect_swapped (parts->context, "notify::territory", G_CALLBACK (territory_cb), self);
  g_signal_connect_swapped (parts->map, "notify::shown-scheme", G_CALLBACK (look_cb), self);
  g_signal_connect_swapped (parts->map, "notify::link-lost", G_CALLBACK (look_cb), self);
  vigie_site_layer_set_more_func (vigie_map_view_get_site_layer (parts->map), more_cb, self);
  territory_cb (self);
  look_cb (self);
  return self;
}

void
vigie_map_live_layers_free (VigieMapLiveLayers *self)
{
  vigie_site_layer_set_more_func (vigie_map_view_get_site_layer (self->parts.map), NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->parts.context, self);
  g_signal_handlers_disconnect_by_data (self->parts.map, self);
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Live *live = g_ptr_array_index (self->layers, i);

      if (VIGIE_IS_GATEWAY_LAYER (live->layer))
        vigie_gateway_layer_set_signs (VIGIE_GATEWAY_LAYER (live->layer), NULL);
      vigie_map_view_remove_layer (self->parts.map, SHUMATE_LAYER (live->layer));
    }
  g_ptr_array_unref (self->layers);
  g_free (self);
}
