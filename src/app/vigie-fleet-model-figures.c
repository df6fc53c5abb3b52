/* vigie-fleet-model-figures.c: what is known of the fleet: figures, sets, lone gateways
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-model-private.h"

/* ---- Sets ------------------------------------------------------------------------------------ */

static guint
failure_sets (VigieFleetModel *self, VigieFleetModelRow *row)
{
  VigieFailure failures[VIGIE_N_FAILURE];
  VigieTime now = vigie_fleet_model_get_now (self);
  guint n = vigie_fleet_failures (row->sensor, row->figures, now, failures), sets = 0;

  for (guint i = 0; i < n; i++)
    {
      if (vigie_failure_is_foretold (&failures[i], now, VIGIE_FLEET_SOON_DAYS * VIGIE_DAY))
        sets |= 1 << VIGIE_FLEET_SOON | 1 << VIGIE_FLEET_FAILING;
      if (vigie_failure_is_present (&failures[i], now))
        sets |= 1 << VIGIE_FLEET_FAILING;
      if (failures[i].kind == VIGIE_FAILURE_STUCK)
        sets |= 1 << VIGIE_FLEET_STUCK;
      if (failures[i].kind == VIGIE_FAILURE_LONE_GATEWAY)
        sets |= 1 << VIGIE_FLEET_LONE;
    }
  return sets;
}

static guint
sets_of (VigieFleetModel *self, VigieFleetModelRow *row)
{
  VigieFreshness freshness = vigie_sensor_get_freshness (row->sensor);
  guint sets = 1 << VIGIE_FLEET_ALL | failure_sets (self, row);

  if (freshness == VIGIE_FRESHNESS_SILENT)
    sets |= 1 << VIGIE_FLEET_SILENT;
  if (freshness == VIGIE_FRESHNESS_NEVER)
    sets |= 1 << VIGIE_FLEET_NEVER;
  if (vigie_sensor_is_gateway (row->sensor))
    sets |= 1 << VIGIE_FLEET_GATEWAYS;
  else if (row->figures == NULL || row->figures->unread)
    sets |= 1 << VIGIE_FLEET_UNREAD;
  if (vigie_fleet_is_battery_low (row->sensor))
    sets |= 1 << VIGIE_FLEET_LOW_BATTERY;
  return sets;
}

/* TRUE if it is in other sets now. */
static gboolean
set_sets (VigieFleetModel *self, VigieFleetModelRow *row, guint sets)
{
  guint changed = row->sets ^ sets;

  for (guint i = 0; changed != 0 && i < VIGIE_FLEET_N_SETS; i++)
    if (changed & 1 << i)
      self->counts[i] += sets & 1 << i ? 1 : -1;
  row->sets = (guint16) sets;
  return changed != 0;
}
G_STATIC_ASSERT (VIGIE_FLEET_N_SETS <= 16);

/* ---- Lone gateways --------------------------------------------------------------------------- */

static gboolean figures_cb (gpointer user_data);

static void
tell_figures (VigieFleetModel *self, VigieSensor *sensor)
{
  g_ptr_array_add (self->figures_news, g_object_ref (sensor));
  if (self->figures_source == 0)
    self->figures_source = g_idle_add (figures_cb, self);
}

/* One more or less that it alone hears. */
static void
count_lone (VigieFleetModel *self, VigieSensor *gateway, int one, gboolean silent)
{
  VigieFleetModelRow *row = g_hash_table_lookup (self->by_sensor, gateway);

  if (row == NULL)
    return;
  if (row->figures == NULL)
    row->figures = vigie_fleet_figures_new ();
  row->figures->n_lone += one;
  if (silent)
    row->figures->n_lone_silent += one;
  tell_figures (self, gateway);
}

static void
set_lone (VigieFleetModel *self, VigieFleetModelRow *row, VigieSensor *gateway, guint sets)
{
  gboolean was_silent = (row->sets & 1 << VIGIE_FLEET_SILENT) != 0;
  gboolean silent = (sets & 1 << VIGIE_FLEET_SILENT) != 0;

  if (row->lone == gateway && (gateway == NULL || was_silent == silent))
    return;
  if (row->lone != NULL)
    count_lone (self, row->lone, -1, was_silent);
  g_set_object (&row->lone, gateway);
  if (gateway != NULL)
    count_lone (self, gateway, 1, silent);
}

gboolean
vigie_fleet_model_update_sets (VigieFleetModel *self, VigieFleetModelRow *row)
{
  VigieSensor *gateway, *before = row->lone;
  guint sets = sets_of (self, row);

  vigie_fleet_is_lone (row->sensor, &gateway);
  /* One that came later than what it heard, and one that is not here yet, count nothing. */
  if (gateway != NULL && !g_hash_table_contains (self->by_sensor, gateway))
    gateway = NULL;
  set_lone (self, row, gateway, sets);
  return set_sets (self, row, sets)
         || (before != gateway && self->facets[VIGIE_FLEET_FACET_LONE] != NULL);
}

void
vigie_fleet_model_leave_sets (VigieFleetModel *self, VigieFleetModelRow *row)
{
  set_lone (self, row, NULL, 0);
  set_sets (self, row, 0);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (vigie_sensor_get_name (*(VigieSensor *const *) a),
                         vigie_sensor_get_name (*(VigieSensor *const *) b));
}

GPtrArray *
vigie_fleet_model_list_lone (VigieFleetModel *self, VigieSensor *gateway)
{
  GPtrArray *sensors = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), sensors);
  for (guint i = 0; i < self->rows->len; i++)
    {
      VigieFleetModelRow *row = g_ptr_array_index (self->rows, i);

      if (row->lone == gateway && gateway != NULL)
        g_ptr_array_add (sensors, g_object_ref (row->sensor));
    }
  g_ptr_array_sort (sensors, compare_names);
  return sensors;
}

guint
vigie_fleet_model_count_failing (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), 0);
  return self->counts[VIGIE_FLEET_FAILING];
}

guint
vigie_fleet_model_count_unread (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), 0);
  return self->counts[VIGIE_FLEET_UNREAD];
}

/* ---- Figures --------------------------------------------------------------------------------- */

static gboolean
figures_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;
  g_autoptr (GPtrArray) news = g_steal_pointer (&self->figures_news);

  self->figures_source = 0;
  self->figures_news = g_ptr_array_new_with_free_func (g_object_unref);
  vigie_fleet_model_emit_updated (self, news);
  return G_SOURCE_REMOVE;
}

void
vigie_fleet_model_set_figures (VigieFleetModel *self,
                               VigieSensor *sensor,
                               const VigieFleetFigures *figures)
{
  VigieFleetFigures *before;
  VigieFleetModelRow *row;

  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));
  row = g_hash_table_lookup (self->by_sensor, sensor);
  if (row == NULL)
    return;
  before = row->figures;
  row->figures = vigie_fleet_figures_copy (figures);
  row->figures->n_lone = before != NULL ? before->n_lone : 0;
  row->figures->n_lone_silent = before != NULL ? before->n_lone_silent : 0;
  g_clear_pointer (&before, vigie_fleet_figures_free);
  if (vigie_fleet_model_update_sets (self, row))
    vigie_fleet_model_filter_soon (self);
  tell_figures (self, sensor);
}

const VigieFleetFigures *
vigie_fleet_model_get_figures (VigieFleetModel *self, VigieSensor *sensor)
{
  const VigieFleetModelRow *row;

  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), NULL);
  row = g_hash_table_lookup (self->by_sensor, sensor);
  return row != NULL ? row->figures : NULL;
}
