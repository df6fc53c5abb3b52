/* vigie-ingest-geometry.c: reading WKT and GeoJSON; distance and length
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-geometry.h"

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "vigie-ingest-query.h"

#define MAX_POINTS 100000
#define MAX_NESTING 8

static VigieGeometry *
geometry_new (void)
{
  VigieGeometry *geometry = g_new (VigieGeometry, 1);

  geometry->points = g_array_new (FALSE, FALSE, sizeof (VigieGeometryPoint));
  geometry->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  geometry->polygons = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return geometry;
}

void
vigie_geometry_free (VigieGeometry *geometry)
{
  g_array_unref (geometry->points);
  g_ptr_array_unref (geometry->lines);
  g_ptr_array_unref (geometry->polygons);
  g_free (geometry);
}

gboolean
vigie_geometry_is_empty (const VigieGeometry *geometry)
{
  return vigie_geometry_dimension (geometry) < 0;
}

int
vigie_geometry_dimension (const VigieGeometry *geometry)
{
  if (geometry->polygons->len > 0)
    return 2;
  if (geometry->lines->len > 0)
    return 1;
  return geometry->points->len > 0 ? 0 : -1;
}

static GArray *
points_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (VigieGeometryPoint));
}

/* A line needs two points. Takes @line. */
static gboolean
add_line (VigieGeometry *geometry, GArray *line)
{
  if (line->len < 2)
    {
      g_array_unref (line);
      return FALSE;
    }
  g_ptr_array_add (geometry->lines, line);
  return TRUE;
}

/* A ring needs three points; it is closed where the writer forgot to. Takes @ring. */
static gboolean
add_ring (GPtrArray *rings, GArray *ring)
{
  VigieGeometryPoint first, last;

  if (ring->len >= 3)
    {
      first = g_array_index (ring, VigieGeometryPoint, 0);
      last = g_array_index (ring, VigieGeometryPoint, ring->len - 1);
      if (first.x != last.x || first.y != last.y)
        g_array_append_val (ring, first);
    }
  if (ring->len < 4)
    {
      g_array_unref (ring);
      return FALSE;
    }
  g_ptr_array_add (rings, ring);
  return TRUE;
}

/* ---- WKT ---- */

typedef struct
{
  const char *c;
  guint n_points;
  guint nesting;
} Wkt;

static void
skip_spaces (Wkt *wkt)
{
  while (g_ascii_isspace (*wkt->c))
    wkt->c++;
}

static gboolean
accept (Wkt *wkt, char sign)
{
  skip_spaces (wkt);
  if (*wkt->c != sign)
    return FALSE;
  wkt->c++;
  return TRUE;
}

static gboolean
accept_word (Wkt *wkt, const char *word)
{
  gsize length = strlen (word);

  skip_spaces (wkt);
  if (g_ascii_strncasecmp (wkt->c, word, length) != 0 || g_ascii_isalnum (wkt->c[length]))
    return FALSE;
  wkt->c += length;
  return TRUE;
}

static gboolean
read_coordinate (Wkt *wkt, double *value)
{
  char *end;

  skip_spaces (wkt);
  if (!g_ascii_isdigit (*wkt->c) && *wkt->c != '-' && *wkt->c != '+' && *wkt->c != '.')
    return FALSE;
  *value = g_ascii_strtod (wkt->c, &end);
  if (end == wkt->c || !isfinite (*value))
    return FALSE;
  wkt->c = end;
  return TRUE;
}

static gboolean
read_point (Wkt *wkt, VigieGeometryPoint *point)
{
  double height;

  if (++wkt->n_points > MAX_POINTS || !read_coordinate (wkt, &point->x)
      || !read_coordinate (wkt, &point->y))
    return FALSE;
  read_coordinate (wkt, &height);
  return TRUE;
}

/* "(1 2, 3 4)" */
static GArray *
read_points (Wkt *wkt)
{
  g_autoptr (GArray) points = points_new ();

  if (!accept (wkt, '('))
    return NULL;
  do
    {
      VigieGeometryPoint point;
      gboolean wrapped = accept (wkt, '('); /* MULTIPOINT ((1 2), (3 4)) */

      if (!read_point (wkt, &point) || (wrapped && !accept (wkt, ')')))
        return NULL;
      g_array_append_val (points, point);
    }
  while (accept (wkt, ','));
  return accept (wkt, ')') ? g_steal_pointer (&points) : NULL;
}

static gboolean
read_lines (Wkt *wkt, VigieGeometry *geometry)
{
  if (!accept (wkt, '('))
    return FALSE;
  do
    {
      GArray *line = read_points (wkt);

      if (!line || !add_line (geometry, line))
        return FALSE;
    }
  while (accept (wkt, ','));
  return accept (wkt, ')');
}

static gboolean
read_polygon (Wkt *wkt, VigieGeometry *geometry)
{
  g_autoptr (GPtrArray) rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  if (!accept (wkt, '('))
    return FALSE;
  do
    {
      GArray *ring = read_points (wkt);

      if (!ring || !add_ring (rings, ring))
        return FALSE;
    }
  while (accept (wkt, ','));
  g_ptr_array_add (geometry->polygons, g_steal_pointer (&rings));
  return accept (wkt, ')');
}

static gboolean
read_wkt (Wkt *wkt, VigieGeometry *geometry)
{
  static const char *const kinds[]
      = {"POINT",   "MULTIPOINT",   "LINESTRING",        "MULTILINESTRING",
         "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION"};
  GArray *points;
  int kind = 0;
  gboolean done = TRUE;

  if (++wkt->nesting > MAX_NESTING)
    return FALSE;
  while (kind < (int) G_N_ELEMENTS (kinds) && !accept_word (wkt, kinds[kind]))
    kind++;
  if (!accept_word (wkt, "ZM") && !accept_word (wkt, "Z"))
    accept_word (wkt, "M");
  if (kind < (int) G_N_ELEMENTS (kinds) && accept_word (wkt, "EMPTY"))
    return TRUE;
  switch (kind)
    {
    case 0:
    case 1:
      points = read_points (wkt);
      done = points && (kind == 1 || points->len == 1);
      if (done)
        g_array_append_vals (geometry->points, points->data, points->len);
      g_clear_pointer (&points, g_array_unref);
      return done;
    case 2:
      points = read_points (wkt);
      return points && add_line (geometry, points);
    case 3:
      return read_lines (wkt, geometry);
    case 4:
      return read_polygon (wkt, geometry);
    case 5:
    case 6:
      if (!accept (wkt, '('))
        return FALSE;
      do
        done = kind == 5 ? read_polygon (wkt, geometry) : read_wkt (wkt, geometry);
      while (done && accept (wkt, ','));
      wkt->nesting--;
      return done && accept (wkt, ')');
    default:
      return FALSE;
    }
}

VigieGeometry *
vigie_geometry_new_from_wkt (const char *text, GError **error)
{
  g_autoptr (VigieGeometry) geometry = geometry_new ();
  Wkt wkt = {text, 0, 0};
  gboolean done;

  skip_spaces (&wkt);
  if (g_ascii_strncasecmp (wkt.c, "SRID=", 5) == 0)
    {
      const char *semicolon = strchr (wkt.c, ';');

      wkt.c = semicolon ? semicolon + 1 : "";
    }
  done = read_wkt (&wkt, geometry);
  skip_spaces (&wkt);
  if (done && *wkt.c == '\0')
    return g_steal_pointer (&geometry);
  g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
               "The geometry cannot be read from its character %ld on", (long) (wkt.c - text) + 1);
  return NULL;
}

/* ---- GeoJSON ---- */

static JsonArray *
as_array (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
take_point (JsonNode *node, VigieGeometryPoint *point)
{
  JsonArray *numbers = as_array (node);

  if (!numbers || json_array_get_length (numbers) < 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *number = json_array_get_element (numbers, i);
      GType type = json_node_get_value_type (number);
      double value;

      if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
        return FALSE;
      value = json_node_get_double (number);
      if (!isfinite (value))
        return FALSE;
      *(i == 0 ? &point->x : &point->y) = value;
    }
  return TRUE;
}

static GArray *
take_points (JsonNode *node)
{
  JsonArray *array = as_array (node);
  g_autoptr (GArray) points = points_new ();

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      VigieGeometryPoint point;

      if (!take_point (json_array_get_element (array, i), &point))
        return NULL;
      g_array_append_val (points, point);
    }
  return array ? g_steal_pointer (&points) : NULL;
}

static gboolean
take_polygon (VigieGeometry *geometry, JsonNode *node)
{
  JsonArray *array = as_array (node);
  g_autoptr (GPtrArray) rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      GArray *ring = take_points (json_array_get_element (array, i));

      if (!ring || !add_ring (rings, ring))
        return FALSE;
    }
  if (rings->len == 0)
    return FALSE;
  g_ptr_array_add (geometry->polygons, g_steal_pointer (&rings));
  return TRUE;
}

static gboolean take_geojson (VigieGeometry *geometry, JsonNode *node, guint nesting);

/* All elements of the array @member, each by take_geojson. */
static gboolean
take_members (VigieGeometry *geometry, JsonObject *object, const char *member, guint nesting)
{
  JsonArray *array = as_array (json_object_get_member (object, member));

  if (!array)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!take_geojson (geometry, json_array_get_element (array, i), nesting))
      return FALSE;
  return TRUE;
}

static gboolean
take_coordinates (VigieGeometry *geometry, const char *type, JsonNode *coordinates)
{
  JsonArray *array = as_array (coordinates);
  VigieGeometryPoint point;

  if (g_str_equal (type, "Point"))
    {
      if (!take_point (coordinates, &point))
        return FALSE;
      g_array_append_val (geometry->points, point);
      return TRUE;
    }
  if (g_str_equal (type, "LineString"))
    {
      GArray *line = take_points (coordinates);

      return line && add_line (geometry, line);
    }
  if (g_str_equal (type, "Polygon"))
    return take_polygon (geometry, coordinates);
  if (!array || !g_str_has_prefix (type, "Multi"))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!take_coordinates (geometry, type + strlen ("Multi"), json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

static gboolean
take_geojson (VigieGeometry *geometry, JsonNode *node, guint nesting)
{
  JsonObject *object;
  JsonNode *type_node;
  const char *type;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node) || nesting > MAX_NESTING)
    return FALSE;
  object = json_node_get_object (node);
  type_node = json_object_get_member (object, "type");
  if (!type_node || json_node_get_value_type (type_node) != G_TYPE_STRING)
    return FALSE;
  type = json_node_get_string (type_node);
  if (g_str_equal (type, "Feature"))
    return take_geojson (geometry, json_object_get_member (object, "geometry"), nesting + 1);
  if (g_str_equal (type, "FeatureCollection"))
    return take_members (geometry, object, "features", nesting + 1);
  if (g_str_equal (type, "GeometryCollection"))
    return take_members (geometry, object, "geometries", nesting + 1);
  /* "MultiMultiPoint" is none. */
  if (g_str_has_prefix (type, "Multi") && g_str_has_prefix (type + 5, "Multi"))
    return FALSE;
  return take_coordinates (geometry, type, json_object_get_member (object, "coordinates"));
}

VigieGeometry *
vigie_geometry_new_from_geojson (const char *json)
{
  g_autoptr (VigieGeometry) geometry = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (!json || *json != '{')
    return NULL;
  root = json_from_string (json, NULL);
  geometry = geometry_new ();
  return take_geojson (geometry, root, 0) ? g_steal_pointer (&geometry) : NULL;
}

/* ---- Measuring ---- */

typedef struct
{
  VigieGeometryPoint a, b;
} Segment;

static void
collect_line (GArray *segments, const GArray *line)
{
  for (guint i = 1; i < line->len; i++)
    {
      Segment segment = {g_array_index (line, VigieGeometryPoint, i - 1),
                         g_array_index (line, VigieGeometryPoint, i)};

      g_array_append_val (segments, segment);
    }
}

/* Lines and rings; points as segments of no length if asked. */
static GArray *
collect_segments (const VigieGeometry *geometry, gboolean with_points)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (Segment));

  for (guint i = 0; with_points && i < geometry->points->len; i++)
    {
      VigieGeometryPoint point = g_array_index (geometry->points, VigieGeometryPoint, i);
      Segment segment = {point, point};

      g_array_append_val (segments, segment);
    }
  for (guint i = 0; i < geometry->lines->len; i++)
    collect_line (segments, g_ptr_array_index (geometry->lines, i));
  for (guint i = 0; i < geometry->polygons->len; i++)
    {
      GPtrArray *rings = g_ptr_array_index (geometry->polygons, i);

      for (guint ring = 0; ring < rings->len; ring++)
        collect_line (segments, g_ptr_array_index (rings, ring));
    }
  return segments;
}

static double
point_to_segment (VigieGeometryPoint p, Segment s)
{
  double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
  double square = dx * dx + dy * dy;
  double t = square > 0 ? CLAMP (((p.x - s.a.x) * dx + (p.y - s.a.y) * dy) / square, 0, 1) : 0;

  return hypot (p.x - s.a.x - t * dx, p.y - s.a.y - t * dy);
}

double
vigie_geometry_length (const VigieGeometry *geometry)
{
  g_autoptr (GArray) segments = collect_segments (geometry, FALSE);
  double length = 0;

  for (guint i = 0; i < segments->len; i++)
    {
      Segment s = g_array_index (segments, Segment, i);

      length += hypot (s.b.x - s.a.x, s.b.y - s.a.y);
    }
  return length;
}

double
vigie_geometry_distance (const VigieGeometry *a, const VigieGeometry *b)
{
  g_autoptr (GArray) of_a = NULL;
  g_autoptr (GArray) of_b = NULL;
  char matrix[VIGIE_GEOMETRY_MATRIX];
  double least = INFINITY;

  if (vigie_geometry_is_empty (a) || vigie_geometry_is_empty (b))
    return NAN;
  /* Two points, the common case, need no matrix. */
  if (vigie_geometry_dimension (a) > 0 || vigie_geometry_dimension (b) > 0)
    {
      if (!vigie_geometry_relate (a, b, matrix))
        return NAN;
      if (!vigie_geometry_matches (matrix, "FF*FF****"))
        return 0;
    }
  of_a = collect_segments (a, TRUE);
  of_b = collect_segments (b, TRUE);
  for (guint i = 0; i < of_a->len; i++)
    for (guint j = 0; j < of_b->len; j++)
      {
        Segment s = g_array_index (of_a, Segment, i), t = g_array_index (of_b, Segment, j);

        least = MIN (least, point_to_segment (s.a, t));
        least = MIN (least, point_to_segment (s.b, t));
        least = MIN (least, point_to_segment (t.a, s));
        least = MIN (least, point_to_segment (t.b, s));
      }
  return least;
}
