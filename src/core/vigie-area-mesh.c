/* vigie-area-mesh.c: the borders of communes, each once.
 *
 * Rings are cut into arcs wherever the areas on their sides change or more than two borders meet (as TopoJSON does), so
 * that an arc is the same for both neighbours, is drawn once, and is made simpler once. How much each corner matters is
 * computed ahead (Douglas and Peucker 1973: the distance at which it would go), so that any zoom is a filter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area-mesh.h"

#include <math.h>

/* Of degrees: a centimetre. */
#define GRID 1e7
/* How far beside a border a neighbour is looked for, degrees: some ten metres. */
#define BESIDE 1e-4

/* A side of a ring, whichever way it is run through. */
typedef struct
{
  guint64 key;       /* the lower corner in the high half, the higher one in the low half */
  guint area, other; /* ascending; other NONE */
  guint arc;         /* NONE until it is in one */
} Edge;

typedef struct
{
  guint area;
  guint first, n_corners; /* in `corners` */
} RawRing;

/* What is needed while a mesh is made. */
typedef struct
{
  VigieAreas *areas;
  GArray *vertices; /* double pairs: degrees */
  GArray *degrees;  /* guint: how many edges meet at each vertex */
  GArray *corners;  /* guint: vertices of all rings, one after the other */
  GArray *rings;    /* RawRing */
  Edge *edges;      /* owned */
  guint n_edges;
  GHashTable *edge_of; /* key → Edge */
} Making;

typedef struct
{
  guint first_point, n_points;
  guint area, other;
} DraftArc;

struct _VigieAreaMesh
{
  gatomicrefcount ref_count;
  VigieAreas *areas;  /* owned */
  double *x_y;        /* owned: of all arcs */
  float *weights;     /* owned */
  VigieAreaArc *arcs; /* owned */
  guint n_arcs;
  int *ring_arcs;       /* owned */
  VigieAreaRing *rings; /* owned */
  guint *first_ring;    /* owned: of each area, and one past the last */
};

/* ---- Corners and edges ---- */

static guint64
key_of (guint a, guint b)
{
  return (guint64) MIN (a, b) << 32 | MAX (a, b);
}

/* Reads all rings; corners that are the same become one vertex. */
static void
read_rings (Making *making, guint64 *keys, GHashTable *vertex_of)
{
  guint n_areas = vigie_areas_get_n_areas (making->areas), n_keys = 0;
  double origin = n_areas > 0 ? vigie_areas_get_area (making->areas, 0)->lon : 0;

  for (guint a = 0; a < n_areas; a++)
    {
      VigiePolygon *outline = vigie_areas_get_area (making->areas, a)->outline;
      gsize n_rings = outline != NULL ? vigie_polygon_get_n_rings (outline) : 0;

      for (gsize r = 0; r < n_rings; r++)
        {
          const double *lons, *lats;
          gsize n = vigie_polygon_get_ring (outline, r, &lons, &lats);
          RawRing ring = {a, making->corners->len, 0};
          /* On the turn of the globe of the first area. */
          double turn = remainder (lons[0] - origin, 360) + origin - lons[0];

          for (gsize i = 0; i < n; i++)
            {
              double place[2] = {lons[i] + turn, lats[i]};
              gint64 x = llround (place[0] * GRID), y = llround (place[1] * GRID);
              gpointer found;
              guint vertex;

              keys[n_keys] = (guint64) x << 32 | ((guint64) y & 0xffffffff);
              if (g_hash_table_lookup_extended (vertex_of, &keys[n_keys], NULL, &found))
                vertex = GPOINTER_TO_UINT (found);
              else
                {
                  vertex = making->vertices->len / 2;
                  g_array_append_vals (making->vertices, place, 2);
                  g_hash_table_insert (vertex_of, &keys[n_keys], GUINT_TO_POINTER (vertex));
                }
              n_keys++;
              if (ring.n_corners > 0
                  && g_array_index (making->corners, guint, making->corners->len - 1) == vertex)
                continue;
              g_array_append_val (making->corners, vertex);
              ring.n_corners++;
            }
          while (ring.n_corners > 1
                 && g_array_index (making->corners, guint, making->corners->len - 1)
                        == g_array_index (making->corners, guint, ring.first))
            {
              g_array_set_size (making->corners, making->corners->len - 1);
              ring.n_corners--;
            }
          if (ring.n_corners >= 3)
            g_array_append_val (making->rings, ring);
          else
            g_array_set_size (making->corners, ring.first);
        }
    }
}

static guint
corner_of (const Making *making, const RawRing *ring, guint i)
{
  return g_array_index (making->corners, guint, ring->first + i % ring->n_corners);
}

static Edge *
edge_at (const Making *making, const RawRing *ring, guint i)
{
  guint64 key = key_of (corner_of (making, ring, i), corner_of (making, ring, i + 1));

  return g_hash_table_lookup (making->edge_of, &key);
}

/* Who lies on the other side of an edge that only one ring has. */
static guint
look_beside (const Making *making, const Edge *edge)
{
  const double *a = &g_array_index (making->vertices, double, 2 * (edge->key >> 32));
  const double *b = &g_array_index (making->vertices, double, 2 * (edge->key & 0xffffffff));
  double x = (a[0] + b[0]) / 2, y = (a[1] + b[1]) / 2;
  double dx = b[0] - a[0], dy = b[1] - a[1], length = hypot (dx, dy);

  for (int side = -1; side <= 1 && length > 0; side += 2)
    {
      const VigieArea *area = vigie_areas_find (making->areas, y + side * dx / length * BESIDE,
                                                remainder (x - side * dy / length * BESIDE, 360));

      if (area != NULL && vigie_areas_index_of (making->areas, area) != edge->area)
        return vigie_areas_index_of (making->areas, area);
    }
  return VIGIE_AREA_MESH_NONE;
}

static void
find_edges (Making *making)
{
  making->edges = g_new (Edge, MAX (making->corners->len, 1));
  g_array_set_size (making->degrees, making->vertices->len / 2);
  for (guint r = 0; r < making->rings->len; r++)
    {
      const RawRing *ring = &g_array_index (making->rings, RawRing, r);

      for (guint i = 0; i < ring->n_corners; i++)
        {
          guint from = corner_of (making, ring, i), to = corner_of (making, ring, i + 1);
          Edge *edge = edge_at (making, ring, i);

          if (edge == NULL)
            {
              edge = &making->edges[making->n_edges++];
              *edge = (Edge) {key_of (from, to), ring->area, VIGIE_AREA_MESH_NONE,
                              VIGIE_AREA_MESH_NONE};
              g_hash_table_insert (making->edge_of, &edge->key, edge);
              g_array_index (making->degrees, guint, from)++;
              g_array_index (making->degrees, guint, to)++;
            }
          else if (edge->other == VIGIE_AREA_MESH_NONE)
            {
              edge->other = MAX (edge->area, ring->area);
              edge->area = MIN (edge->area, ring->area);
            }
        }
    }
  for (guint i = 0; i < making->n_edges; i++)
    if (making->edges[i].other == VIGIE_AREA_MESH_NONE)
      making->edges[i].other = look_beside (making, &making->edges[i]);
}

/* ---- Arcs ---- */

/* Whether borders part at corner @i of the ring. */
static gboolean
is_junction (const Making *making, const RawRing *ring, guint i)
{
  const Edge *before = edge_at (making, ring, i + ring->n_corners - 1),
             *after = edge_at (making, ring, i);

  return g_array_index (making->degrees, guint, corner_of (making, ring, i)) != 2
         || before->area != after->area || before->other != after->other;
}

static double
distance_to_line (const double *p, const double *a, const double *b)
{
  double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length, 0, 1) : 0;

  return hypot (a[0] + t * dx - p[0], a[1] + t * dy - p[1]);
}

/* How much each corner between @first and @last matters; @bound: never more than what it hangs on. */
static void
weigh (const double *x_y, float *weights, guint n_points)
{
  typedef struct
  {
    guint first, last;
    float bound;
  } Span;
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  Span whole = {0, n_points - 1, INFINITY};

  weights[0] = weights[n_points - 1] = INFINITY;
  g_array_append_val (spans, whole);
  while (spans->len > 0)
    {
      Span span = g_array_index (spans, Span, spans->len - 1);
      double furthest = -1;
      guint split = 0;

      g_array_set_size (spans, spans->len - 1);
      for (guint i = span.first + 1; i < span.last; i++)
        {
          double distance = distance_to_line (x_y + 2 * (gsize) i, x_y + 2 * (gsize) span.first,
                                              x_y + 2 * (gsize) span.last);

          if (distance > furthest)
            {
              furthest = distance;
              split = i;
            }
        }
      if (furthest < 0)
        continue;
      weights[split] = MIN ((float) furthest, span.bound);
      g_array_append_vals (spans, &(Span) {span.first, split, weights[split]}, 1);
      g_array_append_vals (spans, &(Span) {split, span.last, weights[split]}, 1);
    }
}

/* Adds an arc along the ring from corner @from over @n edges. */
static void
add_arc (Making *making, const RawRing *ring, guint from, guint n, GArray *x_y, GArray *arcs)
{
  const Edge *first = edge_at (making, ring, from);
  DraftArc arc = {x_y->len / 2, n + 1, first->area, first->other};

  for (guint i = 0; i <= n; i++)
    {
      const double *place = &g_array_index (making->vertices, double,
                                            2 * (gsize) corner_of (making, ring, from + i));
      double point[2] = {vigie_mercator_x (place[0]), vigie_mercator_y (place[1])};

      g_array_append_vals (x_y, point, 2);
    }
  for (guint i = 0; i < n; i++)
    edge_at (making, ring, from + i)->arc = arcs->len;
  g_array_append_val (arcs, arc);
}

/* Cuts a ring into arcs, those that a neighbour's ring already made among them. */
static guint
cut_ring (Making *making, const RawRing *ring, GArray *x_y, GArray *arcs, GArray *ring_arcs)
{
  guint start = 0, n_arcs = 0;

  while (start < ring->n_corners && !is_junction (making, ring, start))
    start++;
  if (start == ring->n_corners)
    start = 0;
  for (guint i = 0; i < ring->n_corners;)
    {
      guint n = 1, corner = corner_of (making, ring, start + i);
      Edge *edge = edge_at (making, ring, start + i);
      int arc;

      while (i + n < ring->n_corners && !is_junction (making, ring, start + i + n))
        n++;
      if (edge->arc == VIGIE_AREA_MESH_NONE)
        {
          add_arc (making, ring, start + i, n, x_y, arcs);
          arc = (int) edge->arc;
        }
      else
        {
          const DraftArc *known = &g_array_index (arcs, DraftArc, edge->arc);
          const double *place = &g_array_index (making->vertices, double, 2 * (gsize) corner);
          const double *begin = &g_array_index (x_y, double, 2 * (gsize) known->first_point);

          arc = begin[0] == vigie_mercator_x (place[0]) && begin[1] == vigie_mercator_y (place[1])
                    ? (int) edge->arc
                    : ~(int) edge->arc;
        }
      g_array_append_val (ring_arcs, arc);
      n_arcs++;
      i += n;
    }
  return n_arcs;
}

/* ---- Public ---- */

/* The corners of a closed arc that go last: the furthest from its beginning, as if it were another end. */
static void
weigh_arc (const double *x_y, float *weights, guint n_points)
{
  gsize last = 2 * ((gsize) n_points - 1);
  guint furthest = 0;
  double most = 0;

  if (x_y[0] != x_y[last] || x_y[1] != x_y[last + 1])
    {
      weigh (x_y, weights, n_points);
      return;
    }
  for (guint i = 1; i + 1 < n_points; i++)
    {
      double distance = hypot (x_y[2 * i] - x_y[0], x_y[2 * i + 1] - x_y[1]);

      if (distance > most)
        {
          most = distance;
          furthest = i;
        }
    }
  weigh (x_y, weights, furthest + 1);
  weigh (x_y + 2 * (gsize) furthest, weights + furthest, n_points - furthest);
}

static void
fill_mesh (VigieAreaMesh *self, Making *making)
{
  GArray *x_y = g_array_new (FALSE, FALSE, sizeof (double));
  GArray *ring_arcs = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) arcs = g_array_new (FALSE, FALSE, sizeof (DraftArc));
  guint n_areas = vigie_areas_get_n_areas (self->areas), at = 0;

  self->rings = g_new0 (VigieAreaRing, making->rings->len);
  self->first_ring = g_new0 (guint, n_areas + 1);
  for (guint r = 0; r < making->rings->len; r++)
    {
      const RawRing *ring = &g_array_index (making->rings, RawRing, r);

      self->rings[r].n_arcs = cut_ring (making, ring, x_y, arcs, ring_arcs);
      self->first_ring[ring->area + 1] = r + 1;
    }
  for (guint a = 0; a < n_areas; a++)
    self->first_ring[a + 1] = MAX (self->first_ring[a + 1], self->first_ring[a]);
  self->n_arcs = arcs->len;
  self->weights = g_new (float, x_y->len / 2 + 1);
  self->x_y = (double *) (gpointer) g_array_free (x_y, FALSE);
  self->ring_arcs = (int *) (gpointer) g_array_free (ring_arcs, FALSE);
  for (guint r = 0; r < making->rings->len; r++)
    {
      self->rings[r].arcs = self->ring_arcs + at;
      at += self->rings[r].n_arcs;
    }
  self->arcs = g_new (VigieAreaArc, MAX (self->n_arcs, 1));
  for (guint i = 0; i < self->n_arcs; i++)
    {
      const DraftArc *draft = &g_array_index (arcs, DraftArc, i);

      self->arcs[i] = (VigieAreaArc) {self->x_y + 2 * (gsize) draft->first_point,
                                      self->weights + draft->first_point, draft->n_points,
                                      draft->area, draft->other};
      weigh_arc (self->x_y + 2 * (gsize) draft->first_point, self->weights + draft->first_point,
                 draft->n_points);
    }
}

VigieAreaMesh *
vigie_area_mesh_new (VigieAreas *areas)
{
  VigieAreaMesh *self = g_new0 (VigieAreaMesh, 1);
  g_autoptr (GHashTable) vertex_of = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) edge_of = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) vertices = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) degrees = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GArray) corners = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) rings = g_array_new (FALSE, FALSE, sizeof (RawRing));
  g_autofree guint64 *keys = NULL;
  Making making = {.areas = areas,
                   .vertices = vertices,
                   .degrees = degrees,
                   .corners = corners,
                   .rings = rings,
                   .edge_of = edge_of};
  gsize n_points = 0;

  g_atomic_ref_count_init (&self->ref_count);
  self->areas = vigie_areas_ref (areas);
  for (guint a = 0; a < vigie_areas_get_n_areas (areas); a++)
    {
      VigiePolygon *outline = vigie_areas_get_area (areas, a)->outline;
      const double *lons, *lats;

      for (gsize r = 0; outline != NULL && r < vigie_polygon_get_n_rings (outline); r++)
        n_points += vigie_polygon_get_ring (outline, r, &lons, &lats);
    }
  keys = g_new (guint64, n_points + 1);
  read_rings (&making, keys, vertex_of);
  find_edges (&making);
  fill_mesh (self, &making);
  g_free (making.edges);
  return self;
}

VigieAreaMesh *
vigie_area_mesh_ref (VigieAreaMesh *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_area_mesh_unref (VigieAreaMesh *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  vigie_areas_unref (self->areas);
  g_free (self->x_y);
  g_free (self->weights);
  g_free (self->arcs);
  g_free (self->ring_arcs);
  g_free (self->rings);
  g_free (self->first_ring);
  g_free (self);
}

VigieAreas *
vigie_area_mesh_get_areas (VigieAreaMesh *self)
{
  return self->areas;
}

guint
vigie_area_mesh_get_n_arcs (VigieAreaMesh *self)
{
  return self->n_arcs;
}

const VigieAreaArc *
vigie_area_mesh_get_arc (VigieAreaMesh *self, guint arc)
{
  g_return_val_if_fail (arc < self->n_arcs, NULL);
  return &self->arcs[arc];
}

const VigieAreaRing *
vigie_area_mesh_get_rings (VigieAreaMesh *self, guint area, guint *n_rings)
{
  g_return_val_if_fail (area < vigie_areas_get_n_areas (self->areas), NULL);
  *n_rings = self->first_ring[area + 1] - self->first_ring[area];
  return self->rings + self->first_ring[area];
}

gboolean
vigie_area_mesh_get_box (VigieAreaMesh *self, guint area, double box[4])
{
  guint n_rings;
  const VigieAreaRing *rings = vigie_area_mesh_get_rings (self, area, &n_rings);

  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  for (guint r = 0; r < n_rings; r++)
    for (guint a = 0; a < rings[r].n_arcs; a++)
      {
        int number = rings[r].arcs[a];
        const VigieAreaArc *arc = &self->arcs[number >= 0 ? number : ~number];

        for (guint i = 0; i < arc->n_points; i++)
          {
            box[0] = MIN (box[0], arc->x_y[2 * i]);
            box[1] = MIN (box[1], arc->x_y[2 * i + 1]);
            box[2] = MAX (box[2], arc->x_y[2 * i]);
            box[3] = MAX (box[3], arc->x_y[2 * i + 1]);
          }
      }
  return n_rings > 0;
}
