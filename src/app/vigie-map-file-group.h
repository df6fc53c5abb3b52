/* vigie-map-file-group.h: the map file in the preferences: what it is, choose another, go without.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_FILE_GROUP (vigie_map_file_group_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapFileGroup,
                      vigie_map_file_group,
                      VIGIE,
                      MAP_FILE_GROUP,
                      AdwPreferencesGroup)

/* Gives the group what it shows; once. What is chosen goes to the window's action win.open-map-file. */
void vigie_map_file_group_setup (VigieMapFileGroup *self, VigieContext *context);

G_END_DECLS
