/* vigie-area.c: the communes of a territory, and which of them holds a place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-area.h"

#include <math.h>
#include <string.h>

#include "vigie-area-private.h"
#include "vigie-fold.h"

/* The longer side of the grid that finds an area, in cells. */
#define MAX_GRID 64
/* A cell around a single centre, on the unit square: some 3 km in France. */
#define LEAST_SIDE 1e-4
/* Of edges that a place may lie on: as vigie_polygon_contains() takes them. */
#define TOLERANCE 1e-8

typedef struct
{
  VigieGeoBox box;
  gboolean valid;
} Box;

struct _VigieAreas
{
  gatomicrefcount ref_count;
  VigieArea *areas; /* owned, with their contents */
  guint n_areas;
  Box *boxes;          /* owned: of the outline of each */
  GHashTable *by_code; /* of its own code → VigieArea */
  GHashTable *by_name; /* owned folded name → VigieArea */
  VigieGeoBox box;     /* around all */
  gboolean has_box, has_outlines, is_approximate;

  VigieGeoBox grid_box; /* around the outlines */
  double width, height; /* of that, degrees */
  guint n_columns, n_rows;
  GArray **grid; /* guint: areas that touch the cell, ascending; NULL: none. Owned */
};

/* ---- Making ---- */

static void
area_clear (gpointer data)
{
  VigieArea *area = data;

  g_free (area->code);
  g_free (area->name);
  g_clear_pointer (&area->outline, vigie_polygon_unref);
}

GArray *
vigie_area_array_new (void)
{
  GArray *areas = g_array_new (FALSE, TRUE, sizeof (VigieArea));

  g_array_set_clear_func (areas, area_clear);
  return areas;
}

VigieArea
vigie_area_copy (const VigieArea *area)
{
  VigieArea copy = *area;

  copy.code = g_strdup (area->code);
  copy.name = g_strdup (area->name);
  copy.outline = area->outline != NULL ? vigie_polygon_ref (area->outline) : NULL;
  return copy;
}

static gboolean
has_place (const VigieArea *area)
{
  return isfinite (area->lat) && isfinite (area->lon) && fabs (area->lat) <= 90
         && fabs (area->lon) <= 180;
}

static gboolean
is_usable (VigieArea *area)
{
  if (area->name == NULL || *area->name == '\0')
    return FALSE;
  if (area->outline != NULL && vigie_polygon_get_n_rings (area->outline) == 0)
    g_clear_pointer (&area->outline, vigie_polygon_unref);
  if (!has_place (area) && area->outline != NULL
      && !vigie_polygon_get_middle (area->outline, &area->lat, &area->lon))
    return FALSE;
  return has_place (area);
}

static int
compare_areas (gconstpointer a, gconstpointer b)
{
  const VigieArea *p = a, *q = b;
  int order = g_strcmp0 (p->code, q->code);

  return order != 0 ? order : g_strcmp0 (p->name, q->name);
}

/* Drops what cannot be used and what is there twice. */
static void
clean (GArray *areas)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < areas->len;)
    {
      VigieArea *area = &g_array_index (areas, VigieArea, i);

      if (area->code != NULL && *area->code == '\0')
        g_clear_pointer (&area->code, g_free);
      if (!is_usable (area) || (area->code != NULL && g_hash_table_contains (codes, area->code)))
        {
          g_array_remove_index (areas, i);
          continue;
        }
      if (area->code != NULL)
        g_hash_table_add (codes, area->code);
      i++;
    }
  g_array_sort (areas, compare_areas);
}

/* Degrees east of the grid's west, 0 … 360. */
static double
eastward (VigieAreas *self, double lon)
{
  double east = fmod (lon - self->grid_box.west, 360);

  return east < 0 ? east + 360 : east;
}

static guint
column_of (VigieAreas *self, double east)
{
  double column = east / self->width * self->n_columns;

  return (guint) CLAMP (column, 0, self->n_columns - 1);
}

static guint
row_of (VigieAreas *self, double lat)
{
  double row = (lat - self->grid_box.south) / self->height * self->n_rows;

  return (guint) CLAMP (row, 0, self->n_rows - 1);
}

/* Adds the area to the cells that its box touches. */
static void
put_in_grid (VigieAreas *self, guint area)
{
  const VigieGeoBox *box = &self->boxes[area].box;
  double west = eastward (self, box->west - TOLERANCE);
  double east = west + fmod (box->east - box->west + 360, 360) + 2 * TOLERANCE;
  guint first_row = row_of (self, box->south - TOLERANCE),
        last_row = row_of (self, box->north + TOLERANCE);
  guint first_column, last_column;

  /* A hair west of the grid is nearly a turn east of it. */
  if (west > self->width + TOLERANCE)
    west = 0;
  first_column = column_of (self, west);
  last_column = column_of (self, east);
  for (guint row = first_row; row <= last_row; row++)
    for (guint column = first_column; column <= last_column; column++)
      {
        GArray **cell = &self->grid[row * self->n_columns + column];

        if (*cell == NULL)
          *cell = g_array_new (FALSE, FALSE, sizeof (guint));
        g_array_append_val (*cell, area);
      }
}

static void
make_grid (VigieAreas *self)
{
  g_autofree double *lats = g_new (double, 2 * (gsize) MAX (self->n_areas, 1));
  g_autofree double *lons = g_new (double, 2 * (gsize) MAX (self->n_areas, 1));
  guint n = 0, side = (guint) CLAMP (2 * ceil (sqrt (self->n_areas)), 1, MAX_GRID);

  for (guint i = 0; i < self->n_areas; i++)
    if (self->boxes[i].valid)
      {
        lats[2 * n] = self->boxes[i].box.south;
        lats[2 * n + 1] = self->boxes[i].box.north;
        lons[2 * n] = self->boxes[i].box.west;
        lons[2 * n++ + 1] = self->boxes[i].box.east;
      }
  if (n == 0 || !vigie_geo_box_around (lats, lons, 2 * n, &self->grid_box))
    return;
  self->width = MAX (fmod (self->grid_box.east - self->grid_box.west + 360, 360), TOLERANCE);
  self->height = MAX (self->grid_box.north - self->grid_box.south, TOLERANCE);
  self->n_columns = self->n_rows = side;
  self->grid = g_new0 (GArray *, (gsize) side * side);
  for (guint i = 0; i < self->n_areas; i++)
    if (self->boxes[i].valid)
      put_in_grid (self, i);
}

static void
make_box (VigieAreas *self)
{
  g_autofree double *lats = g_new (double, 3 * (gsize) MAX (self->n_areas, 1));
  g_autofree double *lons = g_new (double, 3 * (gsize) MAX (self->n_areas, 1));
  guint n = 0;

  for (guint i = 0; i < self->n_areas; i++)
    {
      lats[n] = self->areas[i].lat;
      lons[n++] = self->areas[i].lon;
      if (!self->boxes[i].valid)
        continue;
      lats[n] = self->boxes[i].box.south;
      lons[n++] = self->boxes[i].box.west;
      lats[n] = self->boxes[i].box.north;
      lons[n++] = self->boxes[i].box.east;
    }
  self->has_box = vigie_geo_box_around (lats, lons, n, &self->box);
}

VigieAreas *
vigie_areas_new (GArray *areas)
{
  VigieAreas *self = g_new0 (VigieAreas, 1);

  g_atomic_ref_count_init (&self->ref_count);
  clean (areas);
  self->n_areas = areas->len;
  self->areas = (VigieArea *) (gpointer) g_array_free (areas, FALSE);
  self->boxes = g_new0 (Box, self->n_areas);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->n_areas; i++)
    {
      VigieArea *area = &self->areas[i];
      g_autofree char *folded = vigie_fold_text (area->name);

      if (area->outline != NULL)
        self->boxes[i].valid = vigie_polygon_get_box (area->outline, &self->boxes[i].box);
      self->has_outlines |= self->boxes[i].valid;
      self->is_approximate |= area->approximate && self->boxes[i].valid;
      if (area->code != NULL)
        g_hash_table_insert (self->by_code, area->code, area);
      if (!g_hash_table_contains (self->by_name, folded))
        g_hash_table_insert (self->by_name, g_steal_pointer (&folded), area);
    }
  make_box (self);
  make_grid (self);
  return self;
}

VigieAreas *
vigie_areas_ref (VigieAreas *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_areas_unref (VigieAreas *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_code);
  g_hash_table_unref (self->by_name);
  for (guint i = 0; i < self->n_areas; i++)
    area_clear (&self->areas[i]);
  for (guint i = 0; i < self->n_columns * self->n_rows; i++)
    g_clear_pointer (&self->grid[i], g_array_unref);
  g_free (self->grid);
  g_free (self->areas);
  g_free (self->boxes);
  g_free (self);
}

/* ---- Cells ---- */

/* Where cells end: around the centres, on the unit square. */
static void
get_cells_box (VigieAreas *self, double margin, double origin, double box[4])
{
  double room;

  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  for (guint i = 0; i < self->n_areas; i++)
    {
      double x = vigie_mercator_x (origin + remainder (self->areas[i].lon - origin, 360));
      double y = vigie_mercator_y (self->areas[i].lat);

      box[0] = MIN (box[0], x);
      box[1] = MIN (box[1], y);
      box[2] = MAX (box[2], x);
      box[3] = MAX (box[3], y);
    }
  room = MAX (MAX (box[2] - box[0], box[3] - box[1]) * CLAMP (margin, 0, 1), LEAST_SIDE / 2);
  box[0] -= room;
  box[1] = MAX (box[1] - room, 0);
  box[2] += room;
  box[3] = MIN (box[3] + room, 1);
}

VigieAreas *
vigie_areas_with_cells (VigieAreas *self, double margin)
{
  g_autofree double *centres = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  GArray *areas;
  double box[4], origin;

  if (self->n_areas == 0 || self->has_outlines)
    return vigie_areas_ref (self);
  /* Longitudes on the same turn of the globe. */
  origin = self->areas[0].lon;
  centres = g_new (double, 2 * (gsize) self->n_areas);
  for (guint i = 0; i < self->n_areas; i++)
    {
      centres[2 * i] = vigie_mercator_x (origin + remainder (self->areas[i].lon - origin, 360));
      centres[2 * i + 1] = vigie_mercator_y (self->areas[i].lat);
    }
  get_cells_box (self, margin, origin, box);
  cells = vigie_area_cells (centres, self->n_areas, box);
  areas = vigie_area_array_new ();
  for (guint i = 0; i < self->n_areas; i++)
    {
      VigieArea area = vigie_area_copy (&self->areas[i]);
      GArray *cell = g_ptr_array_index (cells, i);

      if (cell != NULL && cell->len >= 3)
        {
          double *corners = &g_array_index (cell, double, 0);

          for (guint p = 0; p < cell->len; p++)
            {
              /* A centimetre: corners that neighbours share are the same to the last bit. */
              corners[2 * p] = round (vigie_mercator_lon (corners[2 * p]) * 1e7) / 1e7;
              corners[2 * p + 1] = round (vigie_mercator_lat (corners[2 * p + 1]) * 1e7) / 1e7;
            }
          area.outline = vigie_polygon_new ();
          area.approximate = vigie_polygon_add_ring (area.outline, corners, cell->len);
        }
      g_array_append_val (areas, area);
    }
  return vigie_areas_new (areas);
}

/* ---- Asking ---- */

guint
vigie_areas_get_n_areas (VigieAreas *self)
{
  return self->n_areas;
}

const VigieArea *
vigie_areas_get_area (VigieAreas *self, guint area)
{
  g_return_val_if_fail (area < self->n_areas, NULL);
  return &self->areas[area];
}

const VigieArea *
vigie_areas_get_by_code (VigieAreas *self, const char *code)
{
  return code != NULL ? g_hash_table_lookup (self->by_code, code) : NULL;
}

const VigieArea *
vigie_areas_get_by_name (VigieAreas *self, const char *name)
{
  g_autofree char *folded = name != NULL ? vigie_fold_text (name) : NULL;

  return folded != NULL ? g_hash_table_lookup (self->by_name, folded) : NULL;
}

guint
vigie_areas_index_of (VigieAreas *self, const VigieArea *area)
{
  g_return_val_if_fail (area >= self->areas && area < self->areas + self->n_areas, 0);
  return (guint) (area - self->areas);
}

gboolean
vigie_areas_have_outlines (VigieAreas *self)
{
  return self->has_outlines;
}

gboolean
vigie_areas_are_approximate (VigieAreas *self)
{
  return self->is_approximate;
}

gboolean
vigie_areas_get_box (VigieAreas *self, VigieGeoBox *box)
{
  if (self->has_box)
    *box = self->box;
  return self->has_box;
}

const VigieArea *
vigie_areas_find (VigieAreas *self, double lat, double lon)
{
  const GArray *cell;
  double east;

  if (self->grid == NULL || !isfinite (lat) || !isfinite (lon) || fabs (lat) > 90
      || fabs (lon) > 360)
    return NULL;
  if (lat < self->grid_box.south - TOLERANCE || lat > self->grid_box.north + TOLERANCE)
    return NULL;
  east = eastward (self, lon);
  if (east > self->width + TOLERANCE)
    {
      if (east < 360 - TOLERANCE)
        return NULL;
      east = 0;
    }
  cell = self->grid[row_of (self, lat) * self->n_columns + column_of (self, east)];
  for (guint i = 0; cell != NULL && i < cell->len; i++)
    {
      const VigieArea *area = &self->areas[g_array_index (cell, guint, i)];

      if (vigie_polygon_contains (area->outline, lat, lon))
        return area;
    }
  return NULL;
}
