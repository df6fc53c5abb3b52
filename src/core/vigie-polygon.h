/* vigie-polygon.h: areas on the map, such as a commune, and whether a place is in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "vigie-mercator.h"

G_BEGIN_DECLS

/* One or more rings, outer and holes, of one polygon or of several that do not overlap (GeoJSON's
 * Polygon and MultiPolygon). Counted by reference (atomic); to be changed only before it is shared. */
typedef struct _VigiePolygon VigiePolygon;

VigiePolygon *vigie_polygon_new (void);
VigiePolygon *vigie_polygon_ref (VigiePolygon *self);
void vigie_polygon_unref (VigiePolygon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigiePolygon, vigie_polygon_unref)

/* Adds a ring of @n_points pairs of longitude and latitude, in degrees, closed or not, in any
 * direction. A step of more than 180° of longitude is taken to cross the antimeridian. FALSE, and
 * nothing added, if it has fewer than three different corners or a coordinate that is not finite or
 * is out of range (|lat| > 90, |lon| > 360). */
gboolean vigie_polygon_add_ring (VigiePolygon *self, const double *lon_lat, gsize n_points);

gsize vigie_polygon_get_n_rings (VigiePolygon *self);

/* The corners of a ring, of 0 … n - 1, of which the last one is not the first once more: *@lons and *@lats are of the
 * polygon. Longitudes follow each other without a jump at the antimeridian, so that they may go beyond ± 180°. Gives how
 * many they are. */
gsize
vigie_polygon_get_ring (VigiePolygon *self, gsize ring, const double **lons, const double **lats);

/* Whether the place is inside, holes left out. Edges and corners belong to it, those of holes too, so
 * that a place on a common border is in both areas, never in none. FALSE where the place is not
 * finite. Even-odd rule over all rings. */
gboolean vigie_polygon_contains (VigiePolygon *self, double lat, double lon);

/* A place well inside, for a name: the centroid of the ring with the largest area, or, where that is not inside, the
 * middle of the longest stretch inside at its latitude. FALSE if there is none. */
gboolean vigie_polygon_get_middle (VigiePolygon *self, double *lat, double *lon);

/* The box around it; FALSE if it has no ring. */
gboolean vigie_polygon_get_box (VigiePolygon *self, VigieGeoBox *box);

G_END_DECLS
