/* vigie-map-tools.h: the map's context menu and tools: coordinates, other programs, distances, measuring, paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-communes.h"
#include "vigie-geodesy.h"
#include "vigie-map-parts.h"
#include "vigie-map-tools-measure.h"
#include "vigie-site-panel.h"

G_BEGIN_DECLS

/* Its actions in the group "map": measure (boolean state), measure-from (dd), measure-to (dddd), copy (s), open-place (dd),
 * set-depot (dd), clear-depot, clear-mark, context-menu, print, save-image. */
#define VIGIE_TYPE_MAP_TOOLS (vigie_map_tools_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapTools, vigie_map_tools, VIGIE, MAP_TOOLS, GObject)

/* @panel (or NULL) is told how far the site chosen is from the one chosen before it, or from the depot. */
VigieMapTools *vigie_map_tools_new (const VigieMapParts *parts, VigieSitePanel *panel);

/* Opens the context menu for what is at @x, @y of the map view. */
void vigie_map_tools_popup (VigieMapTools *self, double x, double y);
/* What the menu shows, for tests; owned by @self. */
GMenuModel *vigie_map_tools_get_menu (VigieMapTools *self);
VigieMapMeasure *vigie_map_tools_get_measure (VigieMapTools *self);

/* The menu tells the commune of a place by these; NULL: not at all. A reference is taken. */
void vigie_map_tools_set_communes (VigieMapTools *self, VigieCommunes *communes);

/* Marks a place with its name, plain text (or NULL). */
void vigie_map_tools_mark (VigieMapTools *self, const VigiePosition *place, const char *name);

/* From where distances are told: the depot where the person set one, else the site chosen before. FALSE where there is
 * neither. @name (or NULL): what it is called; full. */
gboolean vigie_map_tools_get_reference (VigieMapTools *self, VigiePosition *place, char **name);

/* « À 2,89 km, 49° (nord-est) de Déchèterie de Caudan, à vol d’oiseau »; full. */
char *
vigie_map_tools_way_words (const char *name, const VigiePosition *from, const VigiePosition *to);

G_END_DECLS
