/* vigie-map-layers-files.h: a person's own GeoJSON files among the layers of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-layers.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_LAYER_FILES (vigie_map_layer_files_get_type ())
/* The group « Files » of the popover: each file with its name, colour, switch and the button that takes it away; what is
 * wrong with it in words. They are remembered for each server by their address (a portal's stays as it is), and read anew
 * when they change. Signal "changed": files were added, taken away, read or switched. */
G_DECLARE_FINAL_TYPE (VigieMapLayerFiles, vigie_map_layer_files, VIGIE, MAP_LAYER_FILES, GObject)

#define VIGIE_MAP_LAYER_MAX_FILES 12

VigieMapLayerFiles *vigie_map_layer_files_new (VigieMapLayers *layers, const VigieMapParts *parts);

/* Whether a file is to be opened here, by the end of its name: .geojson or .json. */
gboolean vigie_map_layer_files_takes (GFile *file);
/* Adds it, or reads it anew where it is already one of them; FALSE beyond the bound. */
gboolean vigie_map_layer_files_open (VigieMapLayerFiles *self, GFile *file);
void vigie_map_layer_files_remove (VigieMapLayerFiles *self, guint place);

/* What the files that are on have within @reach px of a place of the map, each in some lines; NULL-terminated. Full. */
GStrv vigie_map_layer_files_describe (VigieMapLayerFiles *self, double x, double y, double reach);

/* For tests. How many files; whether one is being read; what is wrong with one, or NULL; what a tooltip says there. */
guint vigie_map_layer_files_get_n (VigieMapLayerFiles *self);
gboolean vigie_map_layer_files_get_busy (VigieMapLayerFiles *self);
const char *vigie_map_layer_files_get_problem (VigieMapLayerFiles *self, guint place);

G_END_DECLS
