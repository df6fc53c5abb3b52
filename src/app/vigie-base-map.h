/* vigie-base-map.h: which base map the settings ask for: an address of tiles, and whom to credit for them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In the order in which they are chosen from. */
typedef enum
{
  VIGIE_BASE_MAP_OSM,      /* OpenStreetMap's own tiles */
  VIGIE_BASE_MAP_PLAN_IGN, /* the Plan IGN of the Géoplateforme, as tiles (WMTS) */
  VIGIE_BASE_MAP_OWN,      /* the address of the settings */
  VIGIE_BASE_MAP_FILE,     /* none of the network: only the map file */
} VigieBaseMap;
#define VIGIE_N_BASE_MAP (VIGIE_BASE_MAP_FILE + 1)

/* The keys that say it: to be followed. */
extern const char *const vigie_base_map_keys[4]; /* NULL-terminated */

/* What @settings ask for. Where nobody has chosen and an address other than OpenStreetMap's was handed out (it came
 * before the choice did), that one. */
VigieBaseMap vigie_base_map_get (GSettings *settings);
void vigie_base_map_set (GSettings *settings, VigieBaseMap base_map);

/* The address template of its tiles, "" for none. Free it. */
char *vigie_base_map_dup_address (GSettings *settings);

/* Whom to credit instead of OpenStreetMap's contributors; NULL for these. */
const char *vigie_base_map_get_credit (VigieBaseMap base_map);

/* Whom to credit beside them, "" for nobody. Free it. */
char *vigie_base_map_dup_attribution (GSettings *settings);

G_END_DECLS
