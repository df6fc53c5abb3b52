/* vigie-ingest-geometry.h: points, lines and polygons in the plane of longitude and latitude.
 *
 * As other servers of the API do (PostGIS geometry), distances and lengths are in degrees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x, y;
} VigieGeometryPoint;

/* A set of points, of lines and of polygons, any of which may be empty. */
typedef struct
{
  GArray *points;   /* VigieGeometryPoint */
  GPtrArray *lines; /* GArray of VigieGeometryPoint, 2 or more each */
  GPtrArray *
      polygons; /* GPtrArray of rings; a ring is a GArray of 4 points or more, the last is the first */
} VigieGeometry;

/* "POINT (30 10)", LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING, MULTIPOLYGON, GEOMETRYCOLLECTION; an
 * SRID=…; before it is passed over, a third coordinate too. */
VigieGeometry *vigie_geometry_new_from_wkt (const char *text, GError **error);

/* GeoJSON: a geometry, a Feature or a FeatureCollection; NULL for anything else. */
VigieGeometry *vigie_geometry_new_from_geojson (const char *json);

void vigie_geometry_free (VigieGeometry *geometry);

gboolean vigie_geometry_is_empty (const VigieGeometry *geometry);
/* 0, 1, 2 for the largest of what it has; -1 if it is empty. */
int vigie_geometry_dimension (const VigieGeometry *geometry);

/* How far the two are from each other; 0 where they meet. NAN if one is empty, or the two have too many
 * points (see vigie_geometry_relate()). */
double vigie_geometry_distance (const VigieGeometry *a, const VigieGeometry *b);
/* Length of the lines and of the polygons' rings. */
double vigie_geometry_length (const VigieGeometry *geometry);

/* The nine-intersection matrix (DE-9IM): interior, boundary and exterior of @a against those of @b, row
 * by row, each 'F', '0', '1' or '2'. FALSE where the two have too many points for it. */
#define VIGIE_GEOMETRY_MATRIX 10
gboolean vigie_geometry_relate (const VigieGeometry *a,
                                const VigieGeometry *b,
                                char matrix[VIGIE_GEOMETRY_MATRIX]);

/* Whether @matrix fits @pattern: nine of T, F, *, 0, 1, 2. */
gboolean vigie_geometry_matches (const char *matrix, const char *pattern);
gboolean vigie_geometry_pattern_is_valid (const char *pattern);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieGeometry, vigie_geometry_free)

G_END_DECLS
