/* vigie-polygon.c: areas on the map and whether a place is in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-polygon.h"

#include <math.h>
#include <string.h>

/* A tenth of a millimetre: what is nearer to an edge is on it. */
#define EDGE_TOLERANCE 1e-9

typedef struct
{
  double *x, *y; /* owned; longitudes follow each other without a jump at the antimeridian */
  gsize n;
  double min_x, max_x, min_y, max_y;
} Ring;

struct _VigiePolygon
{
  gatomicrefcount ref_count;
  GArray *rings; /* Ring, owned */
};

static void
ring_clear (gpointer data)
{
  Ring *ring = data;

  g_free (ring->x);
  g_free (ring->y);
}

VigiePolygon *
vigie_polygon_new (void)
{
  VigiePolygon *self = g_new0 (VigiePolygon, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rings = g_array_new (FALSE, FALSE, sizeof (Ring));
  g_array_set_clear_func (self->rings, ring_clear);
  return self;
}

VigiePolygon *
vigie_polygon_ref (VigiePolygon *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_polygon_unref (VigiePolygon *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->rings);
  g_free (self);
}

gboolean
vigie_polygon_add_ring (VigiePolygon *self, const double *lon_lat, gsize n_points)
{
  Ring ring = {.min_x = INFINITY, .max_x = -INFINITY, .min_y = INFINITY, .max_y = -INFINITY};

  for (gsize i = 0; i < n_points; i++)
    if (!isfinite (lon_lat[2 * i]) || !isfinite (lon_lat[2 * i + 1]) || fabs (lon_lat[2 * i]) > 360
        || fabs (lon_lat[2 * i + 1]) > 90)
      return FALSE;

  ring.x = g_new (double, MAX (n_points, 1));
  ring.y = g_new (double, MAX (n_points, 1));
  for (gsize i = 0; i < n_points; i++)
    {
      double x = lon_lat[2 * i], y = lon_lat[2 * i + 1];

      if (ring.n > 0)
        {
          double last = ring.x[ring.n - 1];

          while (x - last > 180)
            x -= 360;
          while (x - last < -180)
            x += 360;
          if (x == last && y == ring.y[ring.n - 1])
            continue;
        }
      ring.x[ring.n] = x;
      ring.y[ring.n++] = y;
    }
  /* The closing point is the first once more. */
  while (ring.n > 1 && ring.x[ring.n - 1] == ring.x[0] && ring.y[ring.n - 1] == ring.y[0])
    ring.n--;
  if (ring.n < 3)
    {
      ring_clear (&ring);
      return FALSE;
    }
  for (gsize i = 0; i < ring.n; i++)
    {
      ring.min_x = MIN (ring.min_x, ring.x[i]);
      ring.max_x = MAX (ring.max_x, ring.x[i]);
      ring.min_y = MIN (ring.min_y, ring.y[i]);
      ring.max_y = MAX (ring.max_y, ring.y[i]);
    }
  g_array_append_val (self->rings, ring);
  return TRUE;
}

gsize
vigie_polygon_get_n_rings (VigiePolygon *self)
{
  return self->rings->len;
}

gsize
vigie_polygon_get_ring (VigiePolygon *self, gsize ring, const double **lons, const double **lats)
{
  const Ring *shape;

  g_return_val_if_fail (ring < self->rings->len, 0);
  shape = &g_array_index (self->rings, Ring, ring);
  *lons = shape->x;
  *lats = shape->y;
  return shape->n;
}

/* Whether a ray from the point crosses the ring an odd number of times; *on_edge if the point is on
 * the ring itself. */
static gboolean
ring_is_crossed (const Ring *ring, double x, double y, gboolean *on_edge)
{
  gboolean odd = FALSE;

  if (x < ring->min_x - EDGE_TOLERANCE || x > ring->max_x + EDGE_TOLERANCE
      || y < ring->min_y - EDGE_TOLERANCE || y > ring->max_y + EDGE_TOLERANCE)
    return FALSE;

  for (gsize i = 0, j = ring->n - 1; i < ring->n; j = i++)
    {
      double x0 = ring->x[j], y0 = ring->y[j], x1 = ring->x[i], y1 = ring->y[i];
      double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
      double t = CLAMP (((x - x0) * dx + (y - y0) * dy) / length, 0, 1);

      if (fabs (x0 + t * dx - x) <= EDGE_TOLERANCE && fabs (y0 + t * dy - y) <= EDGE_TOLERANCE)
        {
          *on_edge = TRUE;
          return FALSE;
        }
      if ((y0 > y) != (y1 > y) && x < x0 + (y - y0) * dx / dy)
        odd = !odd;
    }
  return odd;
}

gboolean
vigie_polygon_contains (VigiePolygon *self, double lat, double lon)
{
  gboolean inside = FALSE;

  if (!isfinite (lat) || !isfinite (lon))
    return FALSE;

  for (guint i = 0; i < self->rings->len; i++)
    {
      const Ring *ring = &g_array_index (self->rings, Ring, i);

      /* The ring may lie a turn of the globe to the east or west of the place. */
      for (int turn = -2; turn <= 2; turn++)
        {
          gboolean on_edge = FALSE;

          if (ring_is_crossed (ring, lon + 360.0 * turn, lat, &on_edge))
            inside = !inside;
          if (on_edge)
            return TRUE;
        }
    }
  return inside;
}

gboolean
vigie_polygon_get_box (VigiePolygon *self, VigieGeoBox *box)
{
  g_autoptr (GArray) lats = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) lons = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < self->rings->len; i++)
    {
      const Ring *ring = &g_array_index (self->rings, Ring, i);

      for (gsize p = 0; p < ring->n; p++)
        {
          double lon = remainder (ring->x[p], 360);

          g_array_append_val (lats, ring->y[p]);
          g_array_append_val (lons, lon);
        }
    }
  return vigie_geo_box_around ((gpointer) lats->data, (gpointer) lons->data, lats->len, box);
}

/* Twice the area, and the centroid, of a ring (shoelace formula); FALSE where it has no area. */
static gboolean
get_centroid (const Ring *ring, double *area, double *x, double *y)
{
  double x0 = ring->x[0], y0 = ring->y[0], sum = 0, sum_x = 0, sum_y = 0;

  /* From a corner of its own, for what is small lies far from 0, 0. */
  for (gsize i = 0, j = ring->n - 1; i < ring->n; j = i++)
    {
      double cross = (ring->x[j] - x0) * (ring->y[i] - y0) - (ring->x[i] - x0) * (ring->y[j] - y0);

      sum += cross;
      sum_x += cross * (ring->x[j] + ring->x[i] - 2 * x0);
      sum_y += cross * (ring->y[j] + ring->y[i] - 2 * y0);
    }
  *area = fabs (sum);
  if (!(*area > 0))
    return FALSE;
  *x = x0 + sum_x / (3 * sum);
  *y = y0 + sum_y / (3 * sum);
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a, q = *(const double *) b;

  return (p > q) - (p < q);
}

/* Where a parallel crosses the rings, from west to east. */
static GArray *
get_crossings (VigiePolygon *self, double y)
{
  GArray *crossings = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint r = 0; r < self->rings->len; r++)
    {
      const Ring *ring = &g_array_index (self->rings, Ring, r);

      for (gsize i = 0, j = ring->n - 1; i < ring->n; j = i++)
        if ((ring->y[j] > y) != (ring->y[i] > y))
          {
            double t = (y - ring->y[j]) / (ring->y[i] - ring->y[j]);
            double x = ring->x[j] + t * (ring->x[i] - ring->x[j]);

            g_array_append_val (crossings, x);
          }
    }
  g_array_sort (crossings, compare_numbers);
  return crossings;
}

gboolean
vigie_polygon_get_middle (VigiePolygon *self, double *lat, double *lon)
{
  g_autoptr (GArray) crossings = NULL;
  double largest = 0, middle_x = NAN, middle_y = NAN, widest = 0;

  for (guint i = 0; i < self->rings->len; i++)
    {
      double area, x, y;

      if (get_centroid (&g_array_index (self->rings, Ring, i), &area, &x, &y) && area > largest)
        {
          largest = area;
          middle_x = x;
          middle_y = y;
        }
    }
  if (!(largest > 0))
    return FALSE;
  if (!vigie_polygon_contains (self, middle_y, middle_x))
    {
      crossings = get_crossings (self, middle_y);
      for (guint i = 0; i + 1 < crossings->len; i += 2)
        {
          double from = g_array_index (crossings, double, i);
          double to = g_array_index (crossings, double, i + 1);

          if (to - from > widest)
            {
              widest = to - from;
              middle_x = (from + to) / 2;
            }
        }
    }
  *lat = middle_y;
  *lon = remainder (middle_x, 360);
  return TRUE;
}
