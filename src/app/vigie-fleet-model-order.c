/* vigie-fleet-model-order.c: in which order the fleet is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-model-private.h"

/* ---- Order ----------------------------------------------------------------------------------- */

typedef struct
{
  guint generation;
  GPtrArray *rows; /* owned: of self->rows when it was asked; Row, unowned */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_ptr_array_unref (order->rows);
  g_free (order);
}

static void
sorted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (source);
  Order *order = user_data;
  g_autofree guint *places = vigie_fleet_sort_finish (result, NULL);

  /* Replaced by a later one, or nobody wants it any more. */
  if (places == NULL)
    {
      order_free (order);
      return;
    }
  g_clear_object (&self->sorting);
  if (order->generation != self->generation)
    {
      order_free (order);
      self->disordered = TRUE;
      vigie_fleet_model_update_order (self);
      return;
    }
  for (guint i = 0; i < order->rows->len; i++)
    self->sorted->pdata[i] = order->rows->pdata[places[i]];
  order_free (order);
  self->disordered = FALSE;
  vigie_fleet_model_filter_now (self);
  vigie_fleet_model_emit_sorted (self);
}

void
vigie_fleet_model_drop_keys (VigieFleetModel *self)
{
  g_clear_handle_id (&self->keys_source, g_source_remove);
  self->n_keys = 0;
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->key_texts, g_string_chunk_free);
}

static void
begin_keys (VigieFleetModel *self)
{
  vigie_fleet_model_drop_keys (self);
  self->keys = g_new (VigieFleetSortKey, MAX (self->rows->len, 1));
  self->key_texts = g_string_chunk_new (VIGIE_FLEET_SORT_CHUNK);
  self->keys_generation = self->generation;
}

/* Copies of what rows are ordered by, made in turns of the main loop; then the thread is started. */
static gboolean
keys_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;
  gint64 deadline = g_get_monotonic_time () + VIGIE_FLEET_TURN;
  VigieTime now = vigie_fleet_model_get_now (self);
  gboolean is_number = vigie_fleet_column_is_number (self->column);
  Order *order;
  guint n;

  /* Rows came or went meanwhile. */
  if (self->keys_generation != self->generation)
    {
      self->keys_source = 0;
      begin_keys (self);
      self->keys_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, keys_cb, self, NULL);
      return G_SOURCE_REMOVE;
    }
  while (self->n_keys < self->rows->len)
    {
      VigieFleetModelRow *row = g_ptr_array_index (self->rows, self->n_keys);
      VigieFleetSortKey *key = &self->keys[self->n_keys];
      const char *text = is_number ? NULL : vigie_fleet_text_key (row->sensor, self->column);

      key->number
          = is_number ? vigie_fleet_number_key (row->sensor, self->column, row->figures, now) : 0;
      key->text = text != NULL ? g_string_chunk_insert (self->key_texts, text) : NULL;
      key->name = g_string_chunk_insert (self->key_texts, vigie_sensor_get_name (row->sensor));
      key->place = self->n_keys++;
      if (self->n_keys % 64 == 0 && g_get_monotonic_time () >= deadline)
        return G_SOURCE_CONTINUE;
    }
  self->keys_source = 0;
  order = g_new0 (Order, 1);
  order->generation = self->generation;
  order->rows = g_ptr_array_copy (self->rows, NULL, NULL);
  n = self->n_keys;
  self->n_keys = 0;
  vigie_fleet_sort_async (self, g_steal_pointer (&self->keys), n,
                          g_steal_pointer (&self->key_texts), self->descending, self->sorting,
                          sorted_cb, order);
  return G_SOURCE_REMOVE;
}

static void
start_sort (VigieFleetModel *self)
{
  if (self->sorting != NULL)
    g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);
  self->sorting = g_cancellable_new ();
  begin_keys (self);
  self->keys_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, keys_cb, self, NULL);
}

void
vigie_fleet_model_set_sort (VigieFleetModel *self, VigieFleetColumn column, gboolean descending)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->column == column && self->descending == descending)
    return;
  self->column = column;
  self->descending = descending;
  if (self->active)
    start_sort (self);
  else
    self->disordered = TRUE;
}

void
vigie_fleet_model_update_order (VigieFleetModel *self)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  /* Not of a part: it is asked for once all are there. */
  if (self->sorting == NULL && self->active && self->fill_source == 0)
    start_sort (self);
}

gboolean
vigie_fleet_model_is_sorting (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), FALSE);
  return self->sorting != NULL;
}
