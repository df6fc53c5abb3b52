/* vigie-box-grid.c: which boxes of a picture are taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-box-grid.h"

#include <math.h>

#define CELL 48.0
/* Of a picture of any size. */
#define MAX_CELLS 256

typedef struct
{
  float x0, y0, x1, y1;
  guint owner;
  guint next; /* in its cell: its number + 1, or 0 */
} Entry;

struct _VigieBoxGrid
{
  guint columns, rows;
  GArray *cells;   /* guint: number + 1 of an entry, or 0 */
  GArray *entries; /* Entry: a box in each cell that it touches */
};

VigieBoxGrid *
vigie_box_grid_new (void)
{
  VigieBoxGrid *self = g_new0 (VigieBoxGrid, 1);

  self->cells = g_array_new (FALSE, TRUE, sizeof (guint));
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  vigie_box_grid_reset (self, 0, 0);
  return self;
}

void
vigie_box_grid_free (VigieBoxGrid *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->entries);
  g_free (self);
}

void
vigie_box_grid_reset (VigieBoxGrid *self, double width, double height)
{
  self->columns = (guint) CLAMP (ceil (width / CELL), 1, MAX_CELLS);
  self->rows = (guint) CLAMP (ceil (height / CELL), 1, MAX_CELLS);
  g_array_set_size (self->cells, 0); /* cleared as it grows */
  g_array_set_size (self->cells, self->columns * self->rows);
  g_array_set_size (self->entries, 0);
}

/* The cells that a box touches; what is beyond the picture is in those at its edge. */
static void
cells_of (VigieBoxGrid *self, const Entry *box, guint *c0, guint *r0, guint *c1, guint *r1)
{
  *c0 = (guint) CLAMP (box->x0 / CELL, 0, self->columns - 1);
  *c1 = (guint) CLAMP (box->x1 / CELL, 0, self->columns - 1);
  *r0 = (guint) CLAMP (box->y0 / CELL, 0, self->rows - 1);
  *r1 = (guint) CLAMP (box->y1 / CELL, 0, self->rows - 1);
}

static Entry
entry_of (const graphene_rect_t *box, guint owner)
{
  return (Entry) {box->origin.x,
                  box->origin.y,
                  box->origin.x + box->size.width,
                  box->origin.y + box->size.height,
                  owner,
                  0};
}

void
vigie_box_grid_take (VigieBoxGrid *self, const graphene_rect_t *box, guint owner)
{
  Entry entry = entry_of (box, owner);
  guint c0, r0, c1, r1;

  cells_of (self, &entry, &c0, &r0, &c1, &r1);
  for (guint r = r0; r <= r1; r++)
    for (guint c = c0; c <= c1; c++)
      {
        guint *cell = &g_array_index (self->cells, guint, r * self->columns + c);

        entry.next = *cell;
        g_array_append_val (self->entries, entry);
        *cell = self->entries->len;
      }
}

gboolean
vigie_box_grid_is_free (VigieBoxGrid *self, const graphene_rect_t *box, guint owner)
{
  Entry asked = entry_of (box, owner);
  guint c0, r0, c1, r1;

  cells_of (self, &asked, &c0, &r0, &c1, &r1);
  for (guint r = r0; r <= r1; r++)
    for (guint c = c0; c <= c1; c++)
      for (guint i = g_array_index (self->cells, guint, r * self->columns + c); i != 0;)
        {
          const Entry *entry = &g_array_index (self->entries, Entry, i - 1);

          if ((entry->owner != owner || owner == VIGIE_BOX_GRID_NOBODY) && asked.x0 < entry->x1
              && entry->x0 < asked.x1 && asked.y0 < entry->y1 && entry->y0 < asked.y1)
            return FALSE;
          i = entry->next;
        }
  return TRUE;
}
