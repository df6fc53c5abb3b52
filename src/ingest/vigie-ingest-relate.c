/* vigie-ingest-relate.c: the nine-intersection matrix of two geometries
 *
 * Each line and ring is cut where it meets the other geometry; of each piece the middle, the ends and, for
 * rings, a point beside it on either hand are located in both geometries. Every face of the arrangement of
 * the two has such a piece at its edge, so nothing is missed. Lines have their ends as boundary where an odd
 * number of lines ends (OGC 06-103r4, 6.1.15.1).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-geometry.h"

#include <math.h>
#include <string.h>

#define NEAR 1e-11  /* degrees: the same place (a micrometre) */
#define BESIDE 1e-8 /* degrees: next to a line, on one hand */
#define MAX_PAIRS 400000

typedef enum
{
  INTERIOR,
  BOUNDARY,
  EXTERIOR,
} Place;

typedef struct
{
  VigieGeometryPoint a, b;
  gboolean of_ring;
} Piece;

typedef struct
{
  const VigieGeometry *geometry;
  GArray *pieces; /* Piece: all segments */
} Side;

static gboolean
same (VigieGeometryPoint p, VigieGeometryPoint q)
{
  return fabs (p.x - q.x) <= NEAR && fabs (p.y - q.y) <= NEAR;
}

static gboolean
on_segment (VigieGeometryPoint p, VigieGeometryPoint a, VigieGeometryPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double length = hypot (dx, dy);
  double along;

  if (p.x < MIN (a.x, b.x) - NEAR || p.x > MAX (a.x, b.x) + NEAR || p.y < MIN (a.y, b.y) - NEAR
      || p.y > MAX (a.y, b.y) + NEAR)
    return FALSE;
  if (length <= NEAR)
    return same (p, a);
  along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / length;
  return along >= -NEAR && along <= length + NEAR
         && fabs ((p.x - a.x) * dy - (p.y - a.y) * dx) / length <= NEAR;
}

/* In one polygon, by the number of edges to the right of the point. */
static Place
locate_in_polygon (const GPtrArray *rings, VigieGeometryPoint p)
{
  gboolean inside = FALSE;

  for (guint r = 0; r < rings->len; r++)
    {
      const GArray *ring = g_ptr_array_index (rings, r);

      for (guint i = 1; i < ring->len; i++)
        {
          VigieGeometryPoint a = g_array_index (ring, VigieGeometryPoint, i - 1);
          VigieGeometryPoint b = g_array_index (ring, VigieGeometryPoint, i);

          if (on_segment (p, a, b))
            return BOUNDARY;
          if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
        }
    }
  return inside ? INTERIOR : EXTERIOR;
}

static Place
locate_in_polygons (const VigieGeometry *geometry, VigieGeometryPoint p)
{
  Place place = EXTERIOR;

  for (guint i = 0; i < geometry->polygons->len && place != INTERIOR; i++)
    place = MIN (place, locate_in_polygon (g_ptr_array_index (geometry->polygons, i), p));
  return place;
}

static Place
locate (const VigieGeometry *geometry, VigieGeometryPoint p)
{
  Place place = locate_in_polygons (geometry, p);
  gboolean on_line = FALSE;
  guint ends = 0;

  for (guint i = 0; i < geometry->points->len && place != INTERIOR; i++)
    if (same (p, g_array_index (geometry->points, VigieGeometryPoint, i)))
      place = INTERIOR;
  for (guint i = 0; i < geometry->lines->len && place != INTERIOR; i++)
    {
      const GArray *line = g_ptr_array_index (geometry->lines, i);

      ends += same (p, g_array_index (line, VigieGeometryPoint, 0));
      ends += same (p, g_array_index (line, VigieGeometryPoint, line->len - 1));
      for (guint j = 1; j < line->len && !on_line; j++)
        on_line = on_segment (p, g_array_index (line, VigieGeometryPoint, j - 1),
                              g_array_index (line, VigieGeometryPoint, j));
    }
  if (on_line && place != INTERIOR)
    place = ends % 2 == 1 ? MIN (place, BOUNDARY) : INTERIOR;
  return place;
}

static void
add_pieces (GArray *pieces, const GArray *line, gboolean of_ring)
{
  for (guint i = 1; i < line->len; i++)
    {
      Piece piece = {g_array_index (line, VigieGeometryPoint, i - 1),
                     g_array_index (line, VigieGeometryPoint, i), of_ring};

      if (!same (piece.a, piece.b))
        g_array_append_val (pieces, piece);
    }
}

static void
side_init (Side *side, const VigieGeometry *geometry)
{
  side->geometry = geometry;
  side->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  for (guint i = 0; i < geometry->lines->len; i++)
    add_pieces (side->pieces, g_ptr_array_index (geometry->lines, i), FALSE);
  for (guint i = 0; i < geometry->polygons->len; i++)
    {
      GPtrArray *rings = g_ptr_array_index (geometry->polygons, i);

      for (guint ring = 0; ring < rings->len; ring++)
        add_pieces (side->pieces, g_ptr_array_index (rings, ring), TRUE);
    }
}

/* Where on @piece (0 to 1) the point stands; added if it is on it. */
static void
add_cut (GArray *cuts, const Piece *piece, VigieGeometryPoint p)
{
  double dx = piece->b.x - piece->a.x, dy = piece->b.y - piece->a.y;
  double t = ((p.x - piece->a.x) * dx + (p.y - piece->a.y) * dy) / (dx * dx + dy * dy);

  if (t > 0 && t < 1 && on_segment (p, piece->a, piece->b))
    g_array_append_val (cuts, t);
}

static int
compare_cuts (gconstpointer a, gconstpointer b)
{
  double s = *(const double *) a, t = *(const double *) b;

  return s < t ? -1 : s > t;
}

/* Places on @piece, in order, where the pieces of @other meet it; with its two ends. */
static GArray *
cut (const Piece *piece, const Side *other)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (double));
  double dx = piece->b.x - piece->a.x, dy = piece->b.y - piece->a.y;
  double end = 0;

  g_array_append_val (cuts, end);
  end = 1;
  g_array_append_val (cuts, end);
  for (guint i = 0; i < other->geometry->points->len; i++)
    add_cut (cuts, piece, g_array_index (other->geometry->points, VigieGeometryPoint, i));
  for (guint i = 0; i < other->pieces->len; i++)
    {
      const Piece *knife = &g_array_index (other->pieces, Piece, i);
      double ex = knife->b.x - knife->a.x, ey = knife->b.y - knife->a.y;
      double cross = dx * ey - dy * ex;

      add_cut (cuts, piece, knife->a);
      add_cut (cuts, piece, knife->b);
      if (fabs (cross) > 1e-15 * (fabs (dx) + fabs (dy)) * (fabs (ex) + fabs (ey)))
        {
          double wx = knife->a.x - piece->a.x, wy = knife->a.y - piece->a.y;
          double t = (wx * ey - wy * ex) / cross, u = (wx * dy - wy * dx) / cross;

          if (t > 0 && t < 1 && u >= 0 && u <= 1)
            g_array_append_val (cuts, t);
        }
    }
  g_array_sort (cuts, compare_cuts);
  return cuts;
}

static VigieGeometryPoint
at (const Piece *piece, double t)
{
  return (VigieGeometryPoint) {piece->a.x + t * (piece->b.x - piece->a.x),
                               piece->a.y + t * (piece->b.y - piece->a.y)};
}

/* @turned: @own is the second geometry of the matrix. */
static void
note (int dimensions[3][3], gboolean turned, Place own, Place other, int dimension)
{
  int *cell = turned ? &dimensions[other][own] : &dimensions[own][other];

  *cell = MAX (*cell, dimension);
}

static void
note_side (int dimensions[3][3], gboolean turned, const Side *own, const Side *other)
{
  for (guint i = 0; i < own->geometry->points->len; i++)
    {
      VigieGeometryPoint p = g_array_index (own->geometry->points, VigieGeometryPoint, i);

      note (dimensions, turned, locate (own->geometry, p), locate (other->geometry, p), 0);
    }
  for (guint i = 0; i < own->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (own->pieces, Piece, i);
      g_autoptr (GArray) cuts = cut (piece, other);
      double dx = piece->b.x - piece->a.x, dy = piece->b.y - piece->a.y, length = hypot (dx, dy);

      for (guint j = 0; j < cuts->len; j++)
        {
          double t = g_array_index (cuts, double, j);
          double next = j + 1 < cuts->len ? g_array_index (cuts, double, j + 1) : t;
          VigieGeometryPoint p = at (piece, t), middle = at (piece, (t + next) / 2);

          note (dimensions, turned, locate (own->geometry, p), locate (other->geometry, p), 0);
          if ((next - t) * length <= 4 * NEAR)
            continue;
          note (dimensions, turned, locate (own->geometry, middle),
                locate (other->geometry, middle), 1);
          for (int hand = -1; piece->of_ring && hand <= 1; hand += 2)
            {
              double step = MIN (BESIDE, (next - t) * length / 4);
              VigieGeometryPoint beside
                  = {middle.x - hand * step * dy / length, middle.y + hand * step * dx / length};
              Place in_own = locate_in_polygons (own->geometry, beside);
              Place in_other = locate_in_polygons (other->geometry, beside);

              if (in_own != BOUNDARY && in_other != BOUNDARY)
                note (dimensions, turned, in_own, in_other, 2);
            }
        }
    }
}

gboolean
vigie_geometry_relate (const VigieGeometry *a,
                       const VigieGeometry *b,
                       char matrix[VIGIE_GEOMETRY_MATRIX])
{
  int dimensions[3][3] = {{-1, -1, -1}, {-1, -1, -1}, {-1, -1, 2}};
  Side of_a, of_b;
  guint64 size_a, size_b;
  gboolean small;

  side_init (&of_a, a);
  side_init (&of_b, b);
  size_a = a->points->len + of_a.pieces->len;
  size_b = b->points->len + of_b.pieces->len;
  small = size_a * (size_a + size_b) <= MAX_PAIRS && size_b * (size_a + size_b) <= MAX_PAIRS;
  if (small)
    {
      note_side (dimensions, FALSE, &of_a, &of_b);
      note_side (dimensions, TRUE, &of_b, &of_a);
      for (int i = 0; i < 9; i++)
        matrix[i] = "F012"[dimensions[i / 3][i % 3] + 1];
      matrix[9] = '\0';
    }
  g_array_unref (of_a.pieces);
  g_array_unref (of_b.pieces);
  return small;
}

gboolean
vigie_geometry_pattern_is_valid (const char *pattern)
{
  return strlen (pattern) == 9 && strspn (pattern, "TFtf*012") == 9;
}

gboolean
vigie_geometry_matches (const char *matrix, const char *pattern)
{
  for (int i = 0; i < 9; i++)
    {
      char wanted = g_ascii_toupper (pattern[i]);

      if (wanted == 'T' ? matrix[i] == 'F' : wanted != '*' && wanted != matrix[i])
        return FALSE;
    }
  return TRUE;
}
