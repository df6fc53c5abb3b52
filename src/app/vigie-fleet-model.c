/* vigie-fleet-model.c: the sensors and gateways as the fleet page shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-model-private.h"

#include <string.h>

/* Rows between two looks at the clock. */
#define FILL_AT_ONCE 64

enum
{
  SIGNAL_CHANGED,
  SIGNAL_UPDATED,
  SIGNAL_SORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
vigie_fleet_model_get_item_type (GListModel *list)
{
  return VIGIE_TYPE_SENSOR;
}

static guint
vigie_fleet_model_get_n_items (GListModel *list)
{
  return VIGIE_FLEET_MODEL (list)->shown->len;
}

static gpointer
vigie_fleet_model_get_item (GListModel *list, guint position)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (list);

  if (position >= self->shown->len)
    return NULL;
  return g_object_ref (((VigieFleetModelRow *) g_ptr_array_index (self->shown, position))->sensor);
}

static void
vigie_fleet_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = vigie_fleet_model_get_item_type;
  iface->get_n_items = vigie_fleet_model_get_n_items;
  iface->get_item = vigie_fleet_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieFleetModel,
                               vigie_fleet_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      vigie_fleet_model_list_init))

VigieTime
vigie_fleet_model_get_now (VigieFleetModel *self)
{
  return self->territory != NULL ? vigie_clock_now (vigie_territory_get_clock (self->territory))
                                 : 0;
}

/* ---- Signals --------------------------------------------------------------------------------- */

void
vigie_fleet_model_emit_changed (VigieFleetModel *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vigie_fleet_model_emit_sorted (VigieFleetModel *self)
{
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

void
vigie_fleet_model_emit_updated (VigieFleetModel *self, GPtrArray *sensors)
{
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0, sensors);
}

/* ---- What the territory tells ---------------------------------------------------------------- */

static void
add_rows (VigieFleetModel *self, guint position, guint n)
{
  guint at_end = self->rows->len;
  gboolean has_gateway = FALSE;

  self->generation++;
  self->disordered = TRUE;
  g_ptr_array_set_size (self->rows, at_end + n);
  memmove (self->rows->pdata + position + n, self->rows->pdata + position,
           (at_end - position) * sizeof (gpointer));
  for (guint i = 0; i < n; i++)
    {
      VigieFleetModelRow *row
          = vigie_fleet_model_row_new (g_list_model_get_item (self->list, position + i));

      self->rows->pdata[position + i] = row;
      g_hash_table_insert (self->by_sensor, row->sensor, row);
      g_ptr_array_add (self->sorted, row);
      has_gateway |= vigie_sensor_is_gateway (row->sensor);
    }
  for (guint i = position; i < position + n; i++)
    vigie_fleet_model_update_sets (self, g_ptr_array_index (self->rows, i));
  /* It may come after what it hears. */
  if (has_gateway)
    self->next_sets = 0;
  else if (self->next_sets != G_MAXUINT && self->next_sets > position)
    self->next_sets += n;
  vigie_fleet_model_need_texts (self, position);
}

/* FALSE if there is more to do, but no more time. */
static gboolean
fill (VigieFleetModel *self, gint64 deadline)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;

  while (self->rows->len < n)
    {
      add_rows (self, self->rows->len, MIN (n - self->rows->len, FILL_AT_ONCE));
      if (g_get_monotonic_time () >= deadline)
        return self->rows->len == n && self->next_sets == G_MAXUINT;
    }
  while (self->next_sets < self->rows->len)
    {
      vigie_fleet_model_update_sets (self, g_ptr_array_index (self->rows, self->next_sets++));
      if (self->next_sets % FILL_AT_ONCE == 0 && g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  self->next_sets = G_MAXUINT;
  return TRUE;
}

static gboolean
fill_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;

  if (!fill (self, g_get_monotonic_time () + VIGIE_FLEET_TURN))
    return G_SOURCE_CONTINUE;
  self->fill_source = 0;
  self->stale = TRUE;
  if (self->active)
    {
      vigie_fleet_model_update_order (self);
      vigie_fleet_model_filter_now (self);
    }
  return G_SOURCE_REMOVE;
}

/* What is little is done at once. */
static void
begin_fill (VigieFleetModel *self)
{
  if (self->fill_source == 0 && !fill (self, g_get_monotonic_time () + VIGIE_FLEET_TURN))
    self->fill_source = g_idle_add (fill_cb, self);
}

static gboolean
is_kept (gpointer row, GHashTable *gone)
{
  return !g_hash_table_contains (gone, row);
}

static void
keep (GPtrArray *rows, GHashTable *gone)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (is_kept (rows->pdata[i], gone))
      rows->pdata[n++] = rows->pdata[i];
  g_ptr_array_set_size (rows, (int) n);
}

static void
remove_rows (VigieFleetModel *self, guint position, guint n)
{
  g_autoptr (GHashTable) gone
      = g_hash_table_new_full (NULL, NULL, vigie_fleet_model_row_free, NULL);
  g_autoptr (GPtrArray) shown = NULL;

  for (guint i = position; i < position + n; i++)
    {
      VigieFleetModelRow *row = g_ptr_array_index (self->rows, i);

      vigie_fleet_model_leave_sets (self, row);
      g_hash_table_remove (self->by_sensor, row->sensor);
      g_hash_table_add (gone, row);
    }
  memmove (self->rows->pdata + position, self->rows->pdata + position + n,
           (self->rows->len - position - n) * sizeof (gpointer));
  g_ptr_array_set_size (self->rows, (int) (self->rows->len - n));
  self->next_text = MIN (self->next_text, position);
  if (self->next_sets != G_MAXUINT)
    self->next_sets = MIN (self->next_sets, position);
  keep (self->sorted, gone);
  /* At once: nobody may ask for what is gone. */
  shown = g_ptr_array_copy (self->shown, NULL, NULL);
  keep (shown, gone);
  vigie_fleet_model_show (self, g_steal_pointer (&shown));
}

static void
items_changed_cb (VigieFleetModel *self, guint position, guint removed, guint added)
{
  guint known = MIN (removed, self->rows->len - MIN (position, self->rows->len));

  self->generation++;
  if (known > 0)
    remove_rows (self, position, known);
  /* Those behind all rows are taken in turn. */
  if (position < self->rows->len)
    add_rows (self, position, added);
  begin_fill (self);
  vigie_fleet_model_filter_soon (self);
}

static void
sensors_changed_cb (VigieFleetModel *self, GPtrArray *sensors)
{
  gboolean moved = FALSE;

  for (guint i = 0; i < sensors->len; i++)
    {
      VigieSensor *sensor = g_ptr_array_index (sensors, i);
      VigieFleetModelRow *row = g_hash_table_lookup (self->by_sensor, sensor);

      if (row == NULL)
        continue;
      moved |= vigie_fleet_model_update_sets (self, row);
      moved |= vigie_fleet_model_check_text (self, row);
    }
  if (moved)
    vigie_fleet_model_filter_soon (self);
  if (self->active)
    vigie_fleet_model_emit_updated (self, sensors);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_model_dispose (GObject *object)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (object);

  self->active = FALSE;
  if (self->sorting != NULL)
    g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);
  vigie_fleet_model_set_territory (self, NULL);
  vigie_fleet_model_drop_keys (self);
  g_clear_handle_id (&self->filter_source, g_source_remove);
  g_clear_handle_id (&self->text_source, g_source_remove);
  g_clear_handle_id (&self->figures_source, g_source_remove);
  g_clear_handle_id (&self->fill_source, g_source_remove);

  G_OBJECT_CLASS (vigie_fleet_model_parent_class)->dispose (object);
}

static void
vigie_fleet_model_finalize (GObject *object)
{
  VigieFleetModel *self = VIGIE_FLEET_MODEL (object);

  g_hash_table_unref (self->by_sensor);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->figures_news);
  g_free (self->query);
  for (guint i = 0; i < VIGIE_FLEET_N_FACETS; i++)
    g_free (self->facets[i]);

  G_OBJECT_CLASS (vigie_fleet_model_parent_class)->finalize (object);
}

static void
vigie_fleet_model_class_init (VigieFleetModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_fleet_model_dispose;
  object_class->finalize = vigie_fleet_model_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VIGIE_TYPE_FLEET_MODEL, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", VIGIE_TYPE_FLEET_MODEL, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_SORTED] = g_signal_new ("sorted", VIGIE_TYPE_FLEET_MODEL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_fleet_model_init (VigieFleetModel *self)
{
  self->rows = g_ptr_array_new ();
  self->by_sensor = g_hash_table_new (NULL, NULL);
  self->sorted = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  self->figures_news = g_ptr_array_new_with_free_func (g_object_unref);
  self->column = VIGIE_FLEET_COLUMN_FAILURE;
  self->next_sets = G_MAXUINT;
}

VigieFleetModel *
vigie_fleet_model_new (void)
{
  return g_object_new (VIGIE_TYPE_FLEET_MODEL, NULL);
}

void
vigie_fleet_model_set_territory (VigieFleetModel *self, VigieTerritory *territory)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->territory == territory)
    return;
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_clear_handle_id (&self->fill_source, g_source_remove);
      self->list = NULL;
      items_changed_cb (self, 0, self->rows->len, 0);
    }
  g_set_object (&self->territory, territory);
  self->list = territory != NULL ? vigie_territory_get_sensors (territory) : NULL;
  if (self->list == NULL)
    return;
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "changed", G_CALLBACK (sensors_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (self->list));
}

void
vigie_fleet_model_set_active (VigieFleetModel *self, gboolean active)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->active == !!active)
    return;
  self->active = !!active;
  if (!active)
    {
      if (self->filter_source != 0)
        self->stale = TRUE;
      g_clear_handle_id (&self->filter_source, g_source_remove);
      g_clear_handle_id (&self->text_source, g_source_remove);
      return;
    }
  if (self->disordered)
    vigie_fleet_model_update_order (self);
  if (self->stale)
    vigie_fleet_model_filter_now (self);
  vigie_fleet_model_need_texts (self, self->next_text);
}

guint
vigie_fleet_model_count (VigieFleetModel *self, VigieFleetPreset preset)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), 0);
  g_return_val_if_fail (preset < VIGIE_FLEET_N_PRESETS, 0);
  return self->counts[preset];
}

guint
vigie_fleet_model_find (VigieFleetModel *self, VigieSensor *sensor)
{
  const VigieFleetModelRow *row;
  guint position;

  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), G_MAXUINT);
  row = sensor != NULL ? g_hash_table_lookup (self->by_sensor, sensor) : NULL;
  /* Somebody waits for one that has no row yet. */
  if (sensor != NULL && row == NULL && self->fill_source != 0)
    {
      fill (self, G_MAXINT64);
      vigie_fleet_model_filter_now (self);
      row = g_hash_table_lookup (self->by_sensor, sensor);
    }
  return row != NULL && g_ptr_array_find (self->shown, row, &position) ? position : G_MAXUINT;
}

GListModel *
vigie_fleet_model_get_all (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), NULL);
  return self->list;
}

gboolean
vigie_fleet_model_is_filling (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), FALSE);
  return self->fill_source != 0;
}
