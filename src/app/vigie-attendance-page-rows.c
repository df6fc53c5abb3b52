/* vigie-attendance-page-rows.c: the rows of the page « Affluence »: made a few at a time, kept while their site is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-page-private.h"

#include <string.h>

/* Rows made at once, and then each time the loop is idle. */
#define FIRST_ROWS 4
#define MORE_ROWS 2

VigieAttendanceRow *
vigie_attendance_page_get_row (VigieAttendancePage *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  return row != NULL ? VIGIE_ATTENDANCE_ROW (row) : NULL;
}

static VigieAttendanceRow *
find_row (VigieAttendancePage *self, const char *site_id)
{
  VigieAttendanceRow *row;

  for (guint i = 0; (row = vigie_attendance_page_get_row (self, i)) != NULL; i++)
    if (g_strcmp0 (vigie_attendance_item_get_id (vigie_attendance_row_get_item (row)), site_id)
        == 0)
      return row;
  return NULL;
}

int
vigie_attendance_page_compare_rows (GtkListBoxRow *one, GtkListBoxRow *other, gpointer user_data)
{
  VigieAttendancePage *self = user_data;

  return vigie_attendance_item_compare (
      vigie_attendance_row_get_item (VIGIE_ATTENDANCE_ROW (one)),
      vigie_attendance_row_get_item (VIGIE_ATTENDANCE_ROW (other)), self->sort);
}

/* Once what is now has been read: where there are most vehicles for the places. */
static VigieAttendanceRow *
busiest_row (VigieAttendancePage *self)
{
  VigieAttendanceRow *row, *best = NULL;

  for (guint i = 0; (row = vigie_attendance_page_get_row (self, i)) != NULL; i++)
    {
      VigieAttendanceItem *item = vigie_attendance_row_get_item (row);

      if (vigie_attendance_item_get_state (item)->kind == VIGIE_ATTENDANCE_WAITING)
        return NULL;
      if (best == NULL
          || vigie_attendance_item_compare (item, vigie_attendance_row_get_item (best),
                                            VIGIE_ATTENDANCE_SORT_BUSIEST)
                 < 0)
        best = row;
    }
  return best;
}

/* The one that was asked for; else the busiest, which stays chosen. */
void
vigie_attendance_page_choose_row (VigieAttendancePage *self)
{
  VigieAttendanceRow *row = find_row (self, self->wanted);

  if (row == NULL && self->rows_source == 0)
    row = busiest_row (self);
  if (row == NULL)
    return;
  g_set_str (&self->wanted, vigie_attendance_item_get_id (vigie_attendance_row_get_item (row)));
  self->filling = TRUE;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  self->filling = FALSE;
  vigie_attendance_detail_set_item (self->detail, vigie_attendance_row_get_item (row));
}

static void
add_row (VigieAttendancePage *self, VigieAttendanceItem *item)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieSite *site = territory != NULL
                        ? vigie_territory_find_site (territory, vigie_attendance_item_get_id (item))
                        : NULL;
  GtkWidget *row = vigie_attendance_row_new (item, site);

  vigie_attendance_row_set_scale (VIGIE_ATTENDANCE_ROW (row), self->scale);
  vigie_attendance_row_set_live (VIGIE_ATTENDANCE_ROW (row), vigie_ticker_get_live (self->ticker));
  vigie_attendance_row_set_narrow (VIGIE_ATTENDANCE_ROW (row), self->narrow);
  gtk_list_box_append (self->list, row);
}

/* Of the items that have no row yet. */
static gboolean
more_rows (VigieAttendancePage *self, guint n)
{
  for (; n > 0 && self->n_rows < self->items->len; n--)
    add_row (self, g_ptr_array_index (self->items, self->n_rows++));
  return self->n_rows < self->items->len;
}

static gboolean
rows_cb (gpointer user_data)
{
  VigieAttendancePage *self = user_data;

  if (more_rows (self, MORE_ROWS))
    return G_SOURCE_CONTINUE;
  self->rows_source = 0;
  vigie_attendance_page_choose_row (self);
  return G_SOURCE_REMOVE;
}

/* A row that goes on showing what it showed stays: mostly all do. */
static void
keep_rows (VigieAttendancePage *self, GHashTable *items)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieAttendanceRow *row;
  guint i = 0;

  self->filling = TRUE;
  while ((row = vigie_attendance_page_get_row (self, i)) != NULL)
    {
      VigieAttendanceItem *item = vigie_attendance_row_get_item (row);
      VigieSite *site
          = territory != NULL
                ? vigie_territory_find_site (territory, vigie_attendance_item_get_id (item))
                : NULL;

      if (site == vigie_attendance_row_get_site (row) && g_hash_table_remove (items, item))
        i++;
      else
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  self->filling = FALSE;
}

void
vigie_attendance_page_make_rows (VigieAttendancePage *self)
{
  g_autoptr (GHashTable) items = g_hash_table_new (NULL, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  g_clear_handle_id (&self->rows_source, g_source_remove);
  g_ptr_array_set_size (self->items, 0);
  self->n_rows = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieAttendanceItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      g_hash_table_add (items, item);
    }
  keep_rows (self, items);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieAttendanceItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (g_hash_table_contains (items, item))
        g_ptr_array_add (self->items, g_steal_pointer (&item));
    }
  if (more_rows (self, FIRST_ROWS))
    self->rows_source = g_idle_add_full (G_PRIORITY_LOW, rows_cb, self, NULL);
  vigie_attendance_page_order (self);
  vigie_attendance_page_choose_row (self);
}
