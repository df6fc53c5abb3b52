/* vigie-map-layers.h: the « Layers » button of the map: what is drawn between the ground and the signs of the sites, each
 * with a switch, remembered for each server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-parts.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_LAYERS (vigie_map_layers_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapLayers, vigie_map_layers, VIGIE, MAP_LAYERS, GObject)

/* The groups of the popover, in their order. One without a switch is not shown. */
typedef enum
{
  VIGIE_MAP_GROUP_SITES,    /* rings of attendance, powers, density */
  VIGIE_MAP_GROUP_COMMUNES, /* outlines, colours, names */
  VIGIE_MAP_GROUP_RADIO,    /* gateways */
  VIGIE_MAP_GROUP_FILES,    /* a person's own */
  VIGIE_N_MAP_GROUP,
} VigieMapGroup;

VigieMapLayers *vigie_map_layers_new (const VigieMapParts *parts);

/* Adds a switch with a @label and, below it, a line of @detail (or NULL), and an action "map.layer-NAME" that it follows;
 * @name: a to z and -, for good. It is @on on a server where nobody moved it; for others it is as it was left, and saved
 * views keep and set it. Returns the action, owned by @self: a boolean state; "notify::state" tells when it changes,
 * also with the server. */
GAction *vigie_map_layers_add_switch (VigieMapLayers *self,
                                      VigieMapGroup group,
                                      const char *name,
                                      const char *label,
                                      const char *detail,
                                      gboolean on);
/* Adds a choice of one among some, as radio buttons: @ids (a to z and -) and their @labels, NULL-terminated; the first is
 * the usual one. Returns the action "map.layer-NAME", owned by @self, with the id as its state. */
GAction *vigie_map_layers_add_choice (VigieMapLayers *self,
                                      VigieMapGroup group,
                                      const char *name,
                                      const char *label,
                                      const char *const *ids,
                                      const char *const *labels);
/* Whether that switch is on. */
gboolean vigie_map_layers_get_on (VigieMapLayers *self, const char *name);

/* Adds something that is to be chosen of a layer, such as what colours the communes, below the switches of the group
 * so far. Takes a floating widget, with a name for a screen reader; it must fit 280 px. */
void vigie_map_layers_add_widget (VigieMapLayers *self, VigieMapGroup group, GtkWidget *widget);

/* Space flips a switch of the popover. (GTK leaves Space on a switch to the window, which a popover's keys do not
 * reach.) */
void vigie_map_layers_flip_by_space (GtkWidget *toggle);

/* Which switches are on, and what is chosen: « rings;heat;heat-of=attendance »; what a saved view keeps.
 * Full. */
char *vigie_map_layers_to_string (VigieMapLayers *self);
/* Switches on those of @text, and all others off; chooses what it says. What is unknown is passed over. */
void vigie_map_layers_set_string (VigieMapLayers *self, const char *text);

/* Adds a GeoJSON file that was dropped on the map to the files; FALSE where it is none, by its name, or there are too
 * many. */
gboolean vigie_map_layers_open_file (VigieMapLayers *self, GFile *file);

/* What a person's own files have within @reach px of a place of the map view, each in some lines; NULL-terminated.
 * Full. */
GStrv vigie_map_layers_describe (VigieMapLayers *self, double x, double y, double reach);

G_END_DECLS
