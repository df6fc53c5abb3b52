/* vigie-map-setup.c: what a map of the program shows: the territory of the context, over the tiles of the settings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-setup.h"

static void
show_communes (VigieMapView *map, VigieProfile *profile)
{
  guint n_communes;
  const VigieProfileCommune *communes = vigie_profile_get_communes (profile, &n_communes);
  g_autofree VigieMapCommune *names = g_new (VigieMapCommune, n_communes);

  for (guint i = 0; i < n_communes; i++)
    names[i] = (VigieMapCommune) {.name = communes[i].name,
                                  .lat = communes[i].lat,
                                  .lon = communes[i].lon,
                                  .population = communes[i].population};
  vigie_map_view_set_communes (map, names, n_communes);
}

void
vigie_map_setup_territory (VigieMapView *map, VigieContext *context)
{
  VigieProfile *profile = vigie_context_get_profile (context);
  VigieGeoBox box;

  vigie_map_view_set_territory (map, vigie_context_get_territory (context));
  if (profile == NULL)
    return;
  vigie_profile_get_bounds (profile, &box.south, &box.west, &box.north, &box.east);
  vigie_map_view_set_bounds (map, &box);
  show_communes (map, profile);
}

static void
tile_address_cb (GSettings *settings, const char *key, VigieMapView *map)
{
  /* For screenshots: another address than the settings'. */
  const char *asked = g_getenv ("VIGIE_TILE_ADDRESS");
  g_autofree char *address
      = asked != NULL ? g_strdup (asked) : g_settings_get_string (settings, "tile-address");
  g_autoptr (GError) error = NULL;

  if (!vigie_map_view_set_tile_template (map, *address != '\0' ? address : NULL, &error))
    g_warning ("tile address not used: %s", error->message);
}

static void
tile_attribution_cb (GSettings *settings, const char *key, VigieMapView *map)
{
  g_autofree char *words = g_settings_get_string (settings, "tile-attribution");

  vigie_map_view_set_attribution (map, words);
}

void
vigie_map_setup_ground (VigieMapView *map, VigieContext *context)
{
  GSettings *settings = vigie_context_get_settings (context);

  g_signal_connect_object (settings, "changed::tile-address", G_CALLBACK (tile_address_cb), map,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (settings, "changed::tile-attribution", G_CALLBACK (tile_attribution_cb),
                           map, G_CONNECT_DEFAULT);
  tile_address_cb (settings, NULL, map);
  tile_attribution_cb (settings, NULL, map);
}
