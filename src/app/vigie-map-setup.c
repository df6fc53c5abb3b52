/* vigie-map-setup.c: what a map of the program shows: the territory of the context, over the tiles of the settings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-setup.h"

#include "vigie-base-map.h"
#include "vigie-map-file.h"

/* The map holds it, for the settings' signals. */
#define MAP_FILE "vigie-map-file"

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

/* What the settings ask for, on @map. */
static void
update_tiles (VigieMapView *map, GSettings *settings, VigieMapFile *map_file)
{
  /* For screenshots: another address than the settings'. */
  const char *asked = g_getenv ("VIGIE_TILE_ADDRESS");
  g_autofree char *address
      = asked != NULL ? g_strdup (asked) : vigie_base_map_dup_address (settings);
  g_autofree char *words = vigie_base_map_dup_attribution (settings);
  /* Nothing is asked of the network before it is known whether there is a file. */
  gboolean wanted = *address != '\0' && !vigie_map_file_get_pending (map_file);
  g_autoptr (GError) error = NULL;

  vigie_map_view_set_attribution (map, words);
  vigie_map_view_set_tile_credit (map, vigie_base_map_get_credit (vigie_base_map_get (settings)));
  if (!vigie_map_view_set_tile_template (map, wanted ? address : NULL, &error))
    g_warning ("tile address not used: %s", error->message);
}

static void
settings_cb (GSettings *settings, const char *key, VigieMapView *map)
{
  update_tiles (map, settings, g_object_get_data (G_OBJECT (map), MAP_FILE));
}

static void
map_file_cb (VigieMapFile *map_file, VigieMapView *map)
{
  vigie_map_view_set_map_file (map, vigie_map_file_get_file (map_file));
  vigie_map_view_set_file_note (map, vigie_map_file_get_problem (map_file));
  update_tiles (map, vigie_map_file_get_settings (map_file), map_file);
}

void
vigie_map_setup_ground (VigieMapView *map, VigieContext *context)
{
  GSettings *settings = vigie_context_get_settings (context);
  VigieMapFile *map_file = vigie_map_file_get (context);

  for (guint i = 0; vigie_base_map_keys[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("changed::", vigie_base_map_keys[i], NULL);

      g_signal_connect_object (settings, name, G_CALLBACK (settings_cb), map, G_CONNECT_DEFAULT);
    }
  g_object_set_data_full (G_OBJECT (map), MAP_FILE, g_object_ref (map_file), g_object_unref);
  g_signal_connect_object (map_file, "changed", G_CALLBACK (map_file_cb), map, G_CONNECT_DEFAULT);
  map_file_cb (map_file, map);
}
