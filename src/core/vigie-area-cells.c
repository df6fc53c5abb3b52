/* vigie-area-cells.c: what lies nearer to each place than to any other (Voronoi cells), within a box.
 *
 * Each cell is the box cut by the bisectors towards the other places. That takes the square of their number at worst,
 * less the places that are too far away to matter: 5 000 places take some tenths of a second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "vigie-area-private.h"

typedef struct
{
  double x, y;
} Corner;

/* Keeps of @cell what is nearer to (x, y) than to (other_x, other_y): Sutherland–Hodgman by one line. */
static void
cut (GArray *cell, GArray *scratch, Corner own, Corner other)
{
  double normal_x = other.x - own.x, normal_y = other.y - own.y;
  double middle_x = (own.x + other.x) / 2, middle_y = (own.y + other.y) / 2;

  g_array_set_size (scratch, 0);
  for (guint i = 0; i < cell->len; i++)
    {
      Corner a = g_array_index (cell, Corner, i);
      Corner b = g_array_index (cell, Corner, (i + 1) % cell->len);
      double side_a = (a.x - middle_x) * normal_x + (a.y - middle_y) * normal_y;
      double side_b = (b.x - middle_x) * normal_x + (b.y - middle_y) * normal_y;

      if (side_a <= 0)
        g_array_append_val (scratch, a);
      if ((side_a < 0 && side_b > 0) || (side_a > 0 && side_b < 0))
        {
          double t = side_a / (side_a - side_b);
          Corner crossing = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};

          g_array_append_val (scratch, crossing);
        }
    }
  g_array_set_size (cell, 0);
  g_array_append_vals (cell, scratch->data, scratch->len);
}

/* The square of the distance to the furthest corner. */
static double
reach_of (GArray *cell, Corner own)
{
  double reach = 0;

  for (guint i = 0; i < cell->len; i++)
    {
      Corner corner = g_array_index (cell, Corner, i);
      double dx = corner.x - own.x, dy = corner.y - own.y;

      reach = MAX (reach, dx * dx + dy * dy);
    }
  return reach;
}

static void
cell_free (gpointer cell)
{
  if (cell != NULL)
    g_array_unref (cell);
}

GPtrArray *
vigie_area_cells (const double *x_y, guint n, const double box[4])
{
  GPtrArray *cells = g_ptr_array_new_full (n, cell_free);
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (Corner));

  for (guint i = 0; i < n; i++)
    {
      Corner own = {x_y[2 * i], x_y[2 * i + 1]};
      Corner corners[] = {{box[0], box[1]}, {box[2], box[1]}, {box[2], box[3]}, {box[0], box[3]}};
      GArray *cell = g_array_new (FALSE, FALSE, sizeof (Corner));
      double reach;

      g_array_append_vals (cell, corners, G_N_ELEMENTS (corners));
      reach = reach_of (cell, own);
      for (guint j = 0; j < n && cell != NULL; j++)
        {
          Corner other = {x_y[2 * j], x_y[2 * j + 1]};
          double dx = other.x - own.x, dy = other.y - own.y, distance = dx * dx + dy * dy;

          if (j == i || distance > 4 * reach)
            continue;
          if (distance == 0)
            {
              if (j < i)
                g_clear_pointer (&cell, g_array_unref);
              continue;
            }
          cut (cell, scratch, own, other);
          reach = reach_of (cell, own);
        }
      g_ptr_array_add (cells, cell);
    }
  return cells;
}
