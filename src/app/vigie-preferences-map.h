/* vigie-preferences-map.h: the base map in the preferences: OpenStreetMap, Plan IGN, an address of one's own, or none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_PREFERENCES_MAP (vigie_preferences_map_get_type ())
G_DECLARE_FINAL_TYPE (VigiePreferencesMap,
                      vigie_preferences_map,
                      VIGIE,
                      PREFERENCES_MAP,
                      AdwPreferencesGroup)

/* Gives the group the settings that it shows and changes; once. */
void vigie_preferences_map_setup (VigiePreferencesMap *self, GSettings *settings);

G_END_DECLS
