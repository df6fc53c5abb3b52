/* vigie-attendance-page-rows.c: the sites of the page « Affluence » in order, and which of them is chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-page-private.h"

static int
compare_items (gconstpointer one, gconstpointer other, gpointer user_data)
{
  VigieAttendancePage *self = user_data;

  return vigie_attendance_item_compare ((VigieAttendanceItem *) one, (VigieAttendanceItem *) other,
                                        self->sort);
}

void
vigie_attendance_page_init_rows (VigieAttendancePage *self)
{
  GListModel *sorted;

  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_items, self, NULL));
  sorted = G_LIST_MODEL (gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->model)),
                                                  g_object_ref (self->sorter)));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_model (self->selection, sorted);
  g_object_unref (sorted);
  vigie_drawn_list_set_model (VIGIE_DRAWN_LIST (self->list), GTK_SELECTION_MODEL (self->selection));
}

/* Once what is now has been read: where there are most vehicles for the places. */
static VigieAttendanceItem *
busiest_item (VigieAttendancePage *self)
{
  GListModel *items = G_LIST_MODEL (self->model);
  VigieAttendanceItem *best = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      /* The model holds it. */
      g_autoptr (VigieAttendanceItem) item = g_list_model_get_item (items, i);

      if (vigie_attendance_item_get_state (item)->kind == VIGIE_ATTENDANCE_WAITING)
        return NULL;
      if (best == NULL
          || vigie_attendance_item_compare (item, best, VIGIE_ATTENDANCE_SORT_BUSIEST) < 0)
        best = item;
    }
  return best;
}

static guint
position_of (VigieAttendancePage *self, VigieAttendanceItem *wanted)
{
  GListModel *items = G_LIST_MODEL (self->selection);
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieAttendanceItem) item = g_list_model_get_item (items, i);

      if (item == wanted)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The one that was asked for; else the busiest, which stays chosen. */
void
vigie_attendance_page_choose_row (VigieAttendancePage *self)
{
  VigieAttendanceItem *item = vigie_attendance_model_find (self->model, self->wanted);

  if (item == NULL)
    item = busiest_item (self);
  if (item == NULL)
    return;
  g_set_str (&self->wanted, vigie_attendance_item_get_id (item));
  self->filling = TRUE;
  gtk_single_selection_set_selected (self->selection, position_of (self, item));
  self->filling = FALSE;
  vigie_attendance_detail_set_item (self->detail, item);
}

void
vigie_attendance_page_reveal_row (VigieAttendancePage *self)
{
  vigie_drawn_list_scroll_to (VIGIE_DRAWN_LIST (self->list),
                              gtk_single_selection_get_selected (self->selection), FALSE);
}
