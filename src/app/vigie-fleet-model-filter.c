/* vigie-fleet-model-filter.c: which of the fleet is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-model-private.h"

#include <string.h>

#include "vigie-fold.h"

/* How long changes of states are gathered before rows come into a filter or leave it. */
#define FILTER_DELAY 300 /* ms */

/* ---- Rows ------------------------------------------------------------------------------------ */

void
vigie_fleet_model_row_free (gpointer data)
{
  VigieFleetModelRow *row = data;

  g_object_unref (row->sensor);
  g_clear_object (&row->lone);
  g_free (row->text);
  g_clear_pointer (&row->figures, vigie_fleet_figures_free);
  g_free (row);
}

VigieFleetModelRow *
vigie_fleet_model_row_new (VigieSensor *sensor)
{
  VigieFleetModelRow *row = g_new0 (VigieFleetModelRow, 1);

  row->sensor = sensor;
  return row;
}

static const VigieSiteData *
site_data (VigieSensor *sensor)
{
  VigieSite *site = vigie_sensor_get_site (sensor);

  return site != NULL ? vigie_site_get_data (site) : NULL;
}

static void
make_text (VigieFleetModelRow *row)
{
  g_autofree char *plain = NULL;

  if (row->text != NULL)
    return;
  row->data = vigie_sensor_get_data (row->sensor);
  row->site = site_data (row->sensor);
  plain = g_strjoin ("\n", vigie_sensor_get_name (row->sensor), vigie_fleet_site_name (row->sensor),
                     vigie_fleet_commune (row->sensor), vigie_fleet_model_name (row->sensor),
                     vigie_fleet_eui (row->sensor), vigie_sensor_get_id (row->sensor), NULL);
  row->text = vigie_fold_text (plain);
}

gboolean
vigie_fleet_model_check_text (VigieFleetModel *self, VigieFleetModelRow *row)
{
  if (row->text == NULL
      || (row->data == vigie_sensor_get_data (row->sensor) && row->site == site_data (row->sensor)))
    return FALSE;
  g_clear_pointer (&row->text, g_free);
  return self->query != NULL;
}

static gboolean
text_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;
  gint64 deadline = g_get_monotonic_time () + VIGIE_FLEET_TURN;

  while (self->next_text < self->rows->len)
    {
      make_text (g_ptr_array_index (self->rows, self->next_text++));
      if (g_get_monotonic_time () >= deadline)
        return G_SOURCE_CONTINUE;
    }
  self->text_source = 0;
  return G_SOURCE_REMOVE;
}

void
vigie_fleet_model_need_texts (VigieFleetModel *self, guint from)
{
  self->next_text = MIN (self->next_text, from);
  if (self->active && self->text_source == 0 && self->next_text < self->rows->len)
    self->text_source = g_idle_add_full (G_PRIORITY_LOW, text_cb, self, NULL);
}

/* ---- Filter ---------------------------------------------------------------------------------- */

static gboolean
is_heard_by (VigieSensor *sensor, const char *id)
{
  guint n;
  const VigieHearing *heard = vigie_sensor_get_gateways (sensor, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (heard[i].id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
passes (VigieFleetModel *self, VigieFleetModelRow *row)
{
  const char *commune = self->facets[VIGIE_FLEET_FACET_COMMUNE];
  const char *model = self->facets[VIGIE_FLEET_FACET_MODEL];
  const char *gateway = self->facets[VIGIE_FLEET_FACET_GATEWAY];
  const char *lone = self->facets[VIGIE_FLEET_FACET_LONE];

  if (!(row->sets & 1 << self->preset))
    return FALSE;
  if (commune != NULL && strcmp (vigie_fleet_commune (row->sensor), commune) != 0)
    return FALSE;
  if (model != NULL && strcmp (vigie_fleet_model_name (row->sensor), model) != 0)
    return FALSE;
  if (gateway != NULL && !is_heard_by (row->sensor, gateway))
    return FALSE;
  if (lone != NULL
      && (row->lone == NULL || g_strcmp0 (vigie_sensor_get_gateway_id (row->lone), lone) != 0))
    return FALSE;
  if (self->query == NULL)
    return TRUE;
  make_text (row);
  return vigie_fold_match (row->text, self->query);
}

void
vigie_fleet_model_show (VigieFleetModel *self, GPtrArray *shown)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->shown);
  guint start = 0, end = 0, least = MIN (old->len, shown->len);

  self->shown = shown;
  while (start < least && old->pdata[start] == shown->pdata[start])
    start++;
  while (end < least - start
         && old->pdata[old->len - 1 - end] == shown->pdata[shown->len - 1 - end])
    end++;
  if (old->len - start - end > 0 || shown->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                shown->len - start - end);
}

void
vigie_fleet_model_filter_now (VigieFleetModel *self)
{
  GPtrArray *shown = g_ptr_array_sized_new (self->sorted->len);

  g_clear_handle_id (&self->filter_source, g_source_remove);
  self->stale = FALSE;
  for (guint i = 0; i < self->sorted->len; i++)
    {
      VigieFleetModelRow *row = g_ptr_array_index (self->sorted, i);

      if (passes (self, row))
        g_ptr_array_add (shown, row);
    }
  vigie_fleet_model_show (self, shown);
  vigie_fleet_model_emit_changed (self);
}

static gboolean
filter_cb (gpointer user_data)
{
  VigieFleetModel *self = user_data;

  self->filter_source = 0;
  if (self->disordered)
    vigie_fleet_model_update_order (self);
  vigie_fleet_model_filter_now (self);
  return G_SOURCE_REMOVE;
}

void
vigie_fleet_model_filter_soon (VigieFleetModel *self)
{
  self->stale = TRUE;
  if (self->active && self->filter_source == 0)
    self->filter_source = g_timeout_add (FILTER_DELAY, filter_cb, self);
}

static void
filter_changed (VigieFleetModel *self)
{
  if (self->active)
    vigie_fleet_model_filter_now (self);
  else
    self->stale = TRUE;
}

/* ---- What is asked for ---------------------------------------------------------------------- */

void
vigie_fleet_model_set_preset (VigieFleetModel *self, VigieFleetPreset preset)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (self->preset == preset)
    return;
  self->preset = preset;
  filter_changed (self);
}

VigieFleetPreset
vigie_fleet_model_get_preset (VigieFleetModel *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), VIGIE_FLEET_ALL);
  return self->preset;
}

void
vigie_fleet_model_set_query (VigieFleetModel *self, const char *query)
{
  g_autofree char *folded = query != NULL ? vigie_fold_text (query) : NULL;

  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));
  if (folded != NULL && *folded == '\0')
    g_clear_pointer (&folded, g_free);
  if (g_set_str (&self->query, folded))
    filter_changed (self);
}

void
vigie_fleet_model_set_facet (VigieFleetModel *self, VigieFleetFacet facet, const char *value)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));
  g_return_if_fail (facet < VIGIE_FLEET_N_FACETS);

  if (g_set_str (&self->facets[facet], value))
    filter_changed (self);
}

const char *
vigie_fleet_model_get_facet (VigieFleetModel *self, VigieFleetFacet facet)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), NULL);
  g_return_val_if_fail (facet < VIGIE_FLEET_N_FACETS, NULL);
  return self->facets[facet];
}

void
vigie_fleet_model_clear (VigieFleetModel *self)
{
  g_return_if_fail (VIGIE_IS_FLEET_MODEL (self));

  if (!vigie_fleet_model_is_filtered (self))
    return;
  self->preset = VIGIE_FLEET_ALL;
  g_clear_pointer (&self->query, g_free);
  for (guint i = 0; i < VIGIE_FLEET_N_FACETS; i++)
    g_clear_pointer (&self->facets[i], g_free);
  filter_changed (self);
}

gboolean
vigie_fleet_model_is_filtered (VigieFleetModel *self)
{
  gboolean filtered;

  g_return_val_if_fail (VIGIE_IS_FLEET_MODEL (self), FALSE);
  filtered = self->preset != VIGIE_FLEET_ALL || self->query != NULL;
  for (guint i = 0; i < VIGIE_FLEET_N_FACETS; i++)
    filtered |= self->facets[i] != NULL;
  return filtered;
}
