/* vigie-base-map.c: which base map the settings ask for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-base-map.h"

#include "vigie-map-view.h"

#define KEY "base-map"
#define ADDRESS_KEY "tile-address"
#define ATTRIBUTION_KEY "tile-attribution"

/* https://cartes.gouv.fr: WMTS of the Géoplateforme, whose matrix PM is that of web maps. */
#define PLAN_IGN                                                                                   \
  "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"                          \
  "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"                         \
  "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"

const char *const vigie_base_map_keys[] = {KEY, ADDRESS_KEY, ATTRIBUTION_KEY, NULL};

static const char *const names[VIGIE_N_BASE_MAP] = {"osm", "plan-ign", "own", "file"};

VigieBaseMap
vigie_base_map_get (GSettings *settings)
{
  g_autofree char *name = NULL, *address = NULL;
  g_autoptr (GVariant) chosen = NULL;
  VigieBaseMap base_map = VIGIE_BASE_MAP_OSM;

  g_return_val_if_fail (G_IS_SETTINGS (settings), VIGIE_BASE_MAP_OSM);

  name = g_settings_get_string (settings, KEY);
  for (guint i = 0; i < VIGIE_N_BASE_MAP; i++)
    if (g_str_equal (name, names[i]))
      base_map = (VigieBaseMap) i;
  if (base_map != VIGIE_BASE_MAP_OSM || !g_settings_is_writable (settings, KEY))
    return base_map;
  chosen = g_settings_get_user_value (settings, KEY);
  address = g_settings_get_string (settings, ADDRESS_KEY);
  return chosen == NULL && !g_str_equal (address, VIGIE_MAP_DEFAULT_TILE_TEMPLATE)
             ? VIGIE_BASE_MAP_OWN
             : VIGIE_BASE_MAP_OSM;
}

void
vigie_base_map_set (GSettings *settings, VigieBaseMap base_map)
{
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (base_map < VIGIE_N_BASE_MAP);

  g_settings_set_string (settings, KEY, names[base_map]);
}

char *
vigie_base_map_dup_address (GSettings *settings)
{
  switch (vigie_base_map_get (settings))
    {
    case VIGIE_BASE_MAP_OSM:
      return g_strdup (VIGIE_MAP_DEFAULT_TILE_TEMPLATE);
    case VIGIE_BASE_MAP_PLAN_IGN:
      return g_strdup (PLAN_IGN);
    case VIGIE_BASE_MAP_OWN:
      return g_settings_get_string (settings, ADDRESS_KEY);
    case VIGIE_BASE_MAP_FILE:
    default:
      return g_strdup ("");
    }
}

const char *
vigie_base_map_get_credit (VigieBaseMap base_map)
{
  return base_map == VIGIE_BASE_MAP_PLAN_IGN ? "© IGN" : NULL;
}

char *
vigie_base_map_dup_attribution (GSettings *settings)
{
  return vigie_base_map_get (settings) == VIGIE_BASE_MAP_OWN
             ? g_settings_get_string (settings, ATTRIBUTION_KEY)
             : g_strdup ("");
}
