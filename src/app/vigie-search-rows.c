/* vigie-search-rows.c: the rows of the search, in their sections: those that are on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-rows.h"

#include "vigie-search-row.h"

struct _VigieSearchRows
{
  VigieDrawnList parent_instance;

  VigieTicker *ticker; /* owned */
};

G_DEFINE_FINAL_TYPE (VigieSearchRows, vigie_search_rows, VIGIE_TYPE_DRAWN_LIST)

static VigieDrawnRow *
create_row (VigieDrawnList *list)
{
  return vigie_search_row_new (VIGIE_SEARCH_ROWS (list)->ticker);
}

static int
get_height (VigieDrawnList *list, VigieDrawnRow *row, int width)
{
  return vigie_drawn_row_measure_height (row, width);
}

static GtkWidget *
create_heading (VigieDrawnList *list)
{
  return vigie_drawn_heading_new ();
}

static void
bind_heading (VigieDrawnList *list, GtkWidget *heading, gpointer first, guint n_items)
{
  vigie_drawn_heading_set (heading, vigie_search_item_get_heading (first),
                           vigie_search_item_get_count (first));
}

static void
vigie_search_rows_dispose (GObject *object)
{
  G_OBJECT_CLASS (vigie_search_rows_parent_class)->dispose (object);

  g_clear_object (&VIGIE_SEARCH_ROWS (object)->ticker);
}

static void
vigie_search_rows_class_init (VigieSearchRowsClass *klass)
{
  VigieDrawnListClass *list_class = VIGIE_DRAWN_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_search_rows_dispose;
  list_class->create_row = create_row;
  list_class->get_height = get_height;
  list_class->create_heading = create_heading;
  list_class->bind_heading = bind_heading;
}

static void
vigie_search_rows_init (VigieSearchRows *self)
{
}

void
vigie_search_rows_setup (VigieSearchRows *self, VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_SEARCH_ROWS (self));
  g_return_if_fail (self->ticker == NULL);

  self->ticker = g_object_ref (ticker);
}
