/* vigie-preferences-wall.h: from how far the wall is read, and whether its scenes follow one another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_PREFERENCES_WALL (vigie_preferences_wall_get_type ())
G_DECLARE_FINAL_TYPE (VigiePreferencesWall,
                      vigie_preferences_wall,
                      VIGIE,
                      PREFERENCES_WALL,
                      AdwPreferencesGroup)

/* Gives it the settings that it changes (wall-distance, wall-rotation); once. */
void vigie_preferences_wall_setup (VigiePreferencesWall *self, GSettings *settings);

G_END_DECLS
