/* vigie-st-location.h: the one point of a GeoJSON geometry that stands for it on a map.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-reader.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_ST_LOCATION_USABLE,
  VIGIE_ST_LOCATION_NONE,  /* text, null, an unknown type, no coordinates */
  VIGIE_ST_LOCATION_RANGE, /* coordinates that are nowhere on Earth, or exactly 0,0 */
} VigieStLocationOutcome;

/* Reads the value that is next, of any type, to its end. Point: itself; MultiPoint: the mean;
 * LineString: the middle of its length (the longest one's of several); Polygon: the centroid of its
 * outer ring (the largest one's of several); Feature: its geometry; FeatureCollection and
 * GeometryCollection: the first usable one. Degrees, WGS 84, longitude first as RFC 7946 has it. */
VigieStLocationOutcome vigie_st_location_read (VigieStReader *reader, double *lat, double *lon);

G_END_DECLS
