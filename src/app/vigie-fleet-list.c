/* vigie-fleet-list.c: the rows of the table of the fleet that are on screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-list.h"

struct _VigieFleetList
{
  VigieDrawnList parent_instance;

  VigieFleetPen *pen; /* unowned */
};

G_DEFINE_FINAL_TYPE (VigieFleetList, vigie_fleet_list, VIGIE_TYPE_DRAWN_LIST)

static VigieDrawnRow *
create_row (VigieDrawnList *list)
{
  return vigie_fleet_row_new (VIGIE_FLEET_LIST (list)->pen);
}

static int
get_least_width (VigieDrawnList *list)
{
  return vigie_fleet_columns_get_total_width (VIGIE_FLEET_LIST (list)->pen->columns);
}

static void
restyled (VigieDrawnList *list)
{
  if (VIGIE_FLEET_LIST (list)->pen != NULL)
    vigie_fleet_pen_forget (VIGIE_FLEET_LIST (list)->pen);
}

static void
vigie_fleet_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GPtrArray *rows = vigie_drawn_list_get_rows (VIGIE_DRAWN_LIST (widget));

  GTK_WIDGET_CLASS (vigie_fleet_list_parent_class)->size_allocate (widget, width, height, baseline);
  for (guint i = 0; i < rows->len; i++)
    vigie_fleet_row_moved (g_ptr_array_index (rows, i));
}

static void
vigie_fleet_list_class_init (VigieFleetListClass *klass)
{
  VigieDrawnListClass *list_class = VIGIE_DRAWN_LIST_CLASS (klass);

  list_class->create_row = create_row;
  list_class->get_least_width = get_least_width;
  list_class->restyled = restyled;
  GTK_WIDGET_CLASS (klass)->size_allocate = vigie_fleet_list_size_allocate;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ROW_GROUP);
}

static void
vigie_fleet_list_init (VigieFleetList *self)
{
}

GtkWidget *
vigie_fleet_list_new (VigieFleetPen *pen)
{
  VigieFleetList *self = g_object_new (VIGIE_TYPE_FLEET_LIST, NULL);

  self->pen = pen;
  return GTK_WIDGET (self);
}

void
vigie_fleet_list_refresh (VigieFleetList *self, gboolean seen_only)
{
  GPtrArray *rows;

  g_return_if_fail (VIGIE_IS_FLEET_LIST (self));

  rows = vigie_drawn_list_get_rows (VIGIE_DRAWN_LIST (self));
  for (guint i = 0; i < rows->len; i++)
    vigie_fleet_row_refresh (g_ptr_array_index (rows, i), seen_only);
}
