/* vigie-geojson-private.h: what the reader hands to the features that it made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-geojson.h"

G_BEGIN_DECLS

/* A feature while others may still be added: its parts and properties by their numbers. */
typedef struct
{
  const char *id;
  guint first_part, first_property;
} VigieGeoDraft;

/* A part: the number of its first position. */
typedef struct
{
  guint first_point, n_points;
  VigieGeoPartType type;
} VigieGeoDraftPart;

/* Takes all of them: @lon_lat of double, @parts of VigieGeoDraftPart, @properties of VigieGeoProperty, @drafts of
 * VigieGeoDraft in ascending order. */
VigieGeoFeatures *vigie_geo_features_new (GArray *lon_lat,
                                          GArray *parts,
                                          GArray *properties,
                                          GArray *drafts,
                                          GStringChunk *texts);

G_END_DECLS
