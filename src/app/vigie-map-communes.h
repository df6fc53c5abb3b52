/* vigie-map-communes.h: the communes on the map page: outlines, colours, what is under the pointer, the list of communes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-area-layer.h"
#include "vigie-communes.h"
#include "vigie-map-layers.h"
#include "vigie-map-parts.h"

G_BEGIN_DECLS

/* By what communes are coloured. */
typedef enum
{
  VIGIE_COMMUNE_BY_NOTHING,
  VIGIE_COMMUNE_BY_CONSUMPTION, /* kWh of the sites metered, per inhabitant, over 30 days */
  VIGIE_COMMUNE_BY_SENSORS,     /* share of late or silent sensors, 0 to 1 */
  VIGIE_COMMUNE_BY_SITES,       /* number of sites to handle */
} VigieCommuneBy;
#define VIGIE_N_COMMUNE_BY 4

/* Its actions in the group "map": list-communes, and the layers "layer-communes" (boolean) and "layer-communes-by"
 * (string). Signal "changed": anything that the functions below tell. */
#define VIGIE_TYPE_MAP_COMMUNES (vigie_map_communes_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapCommunes, vigie_map_communes, VIGIE, MAP_COMMUNES, GObject)

VigieMapCommunes *vigie_map_communes_new (const VigieMapParts *parts);

/* Owned by @self: for the list, and for tests. */
VigieCommunes *vigie_map_communes_get_source (VigieMapCommunes *self);
GSettings *vigie_map_communes_get_settings (VigieMapCommunes *self);
VigieAreaLayer *vigie_map_communes_get_layer (VigieMapCommunes *self);
/* What colours them now: nothing while the map shows the past. */
VigieCommuneBy vigie_map_communes_get_by (VigieMapCommunes *self);
/* « Consumption per inhabitant, 22 Oct. – 20 Nov. »; NULL where nothing colours them. Full. */
char *vigie_map_communes_dup_title (VigieMapCommunes *self);
/* The value of an area as shown, « 12,4 kWh », « n. d. »; NULL where nothing colours them. Full. */
char *vigie_map_communes_dup_value (VigieMapCommunes *self, guint area);
/* The same as a number; NAN: not known. */
double vigie_map_communes_get_value (VigieMapCommunes *self, guint area);
/* « 58 329 inhabitants », « 12 sites: 1 critical, 2 warnings, 1 silent », … in lines; full. */
char *vigie_map_communes_dup_words (VigieMapCommunes *self, guint area);
/* Where the outlines are from, and of when; full. */
char *vigie_map_communes_dup_origin (VigieMapCommunes *self);
/* The list shows its sites alone, the map all of it. */
void vigie_map_communes_show (VigieMapCommunes *self, guint area);
G_END_DECLS
