/* vigie-territory-sensors.c: the sensors and gateways of the territory, kept in step with its measures
 *
 * A sensor is touched by what changes of its measures; the touched ones are recomputed once at the end of a slice.
 * Gateways are counted by what their sensors say of them, so that nothing is ever scanned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-territory-private.h"

#define SENSOR_OF_DUE(entry)                                                                       \
  ((VigieSensor *) (void *) ((char *) (entry) - G_STRUCT_OFFSET (VigieSensor, due)))

#define HEARINGS_UNKNOWN G_MAXUINT

/* ---- Who is where ---------------------------------------------------------------------------- */

static guint
place_hash (gconstpointer key)
{
  const VigieSensor *sensor = key;

  return g_str_hash (vigie_sensor_named (sensor)) ^ g_direct_hash (sensor->site);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const VigieSensor *one = a, *other = b;

  return one->site == other->site
         && strcmp (vigie_sensor_named (one), vigie_sensor_named (other)) == 0;
}

static VigieSensor *
find_at (VigieTerritory *self, VigieSite *site, VigieMeasureData *named_by)
{
  VigieSensor probe = {.site = site, .named_by = named_by};

  return g_hash_table_lookup (self->sensors_by_place, &probe);
}

void
vigie_territory_touch_sensor (VigieTerritory *self, VigieSensor *sensor)
{
  if (sensor->touched || sensor->doomed)
    return;
  sensor->touched = TRUE;
  g_ptr_array_add (self->touched_sensors, g_object_ref (sensor));
}

/* What is shown of it is to be looked at again. */
static void
revise (VigieTerritory *self, VigieSensor *sensor)
{
  sensor->revision++;
  sensor->changes |= VIGIE_SENSOR_CHANGE_REVISION;
  vigie_territory_touch_sensor (self, sensor);
}

/* ---- Gateways -------------------------------------------------------------------------------- */

static void
entry_free (gpointer data)
{
  VigieGatewayEntry *entry = data;

  g_free (entry->id);
  g_free (entry);
}

static VigieGatewayEntry *
use_entry (VigieTerritory *self, const char *id)
{
  VigieGatewayEntry *entry = g_hash_table_lookup (self->gateways, id);

  if (entry == NULL)
    {
      entry = g_new0 (VigieGatewayEntry, 1);
      entry->id = g_strdup (id);
      entry->last_heard = VIGIE_TIME_NONE;
      g_hash_table_insert (self->gateways, entry->id, entry);
    }
  entry->n_users++;
  return entry;
}

static void
leave_entry (VigieTerritory *self, VigieGatewayEntry *entry)
{
  if (--entry->n_users == 0)
    g_hash_table_remove (self->gateways, entry->id);
}

static void
count_heard (VigieTerritory *self, VigieSensor *sensor, gboolean hears)
{
  if (sensor->hears == hears)
    return;
  sensor->hears = hears;
  for (guint i = 0; i < sensor->n_hearings; i++)
    {
      VigieGatewayEntry *entry = sensor->from[i];

      entry->n_heard += hears ? 1 : -1;
      if (entry->gateway != NULL)
        vigie_territory_touch_sensor (self, entry->gateway);
    }
}

static void
drop_hearings (VigieTerritory *self, VigieSensor *sensor)
{
  count_heard (self, sensor, FALSE);
  for (guint i = 0; i < sensor->n_hearings; i++)
    leave_entry (self, sensor->from[i]);
  sensor->n_hearings = 0;
  g_clear_pointer (&sensor->hearings, g_free);
  g_clear_pointer (&sensor->from, g_free);
}

/* Reads the last reading of which gateways heard it, if it is another one. */
static void
update_hearings (VigieTerritory *self, VigieSensor *sensor)
{
  const VigieMeasure *measure = vigie_sensor_find_role (sensor, VIGIE_SENSOR_ROLE_GATEWAYS);
  VigieGatewayHeard heard[VIGIE_GATEWAYS_MAX];
  VigieGatewayEntry *from[VIGIE_GATEWAYS_MAX];
  guint revision = measure != NULL ? measure->revision : 0, n = 0;

  if (sensor->hearings_revision == revision)
    return;
  sensor->hearings_revision = revision;
  if (measure != NULL && measure->latest.type == VIGIE_VALUE_JSON && !sensor->is_gateway)
    n = vigie_gateways_parse (measure->latest.text, heard);
  /* Before the old ones are left: most of them are the same. */
  for (guint i = 0; i < n; i++)
    {
      from[i] = use_entry (self, heard[i].id);
      if (measure->latest.time > from[i]->last_heard)
        {
          from[i]->last_heard = measure->latest.time;
          if (from[i]->gateway != NULL)
            vigie_territory_touch_sensor (self, from[i]->gateway);
        }
    }
  drop_hearings (self, sensor);
  if (n == 0)
    return;
  sensor->n_hearings = n;
  sensor->from = g_memdup2 (from, n * sizeof *from);
  sensor->hearings = g_new0 (VigieHearing, n);
  for (guint i = 0; i < n; i++)
    sensor->hearings[i]
        = (VigieHearing) {from[i]->id, from[i]->gateway, heard[i].rssi, heard[i].snr};
}

/* ---- Sensors come and go --------------------------------------------------------------------- */

/* Known by a measure's data, or the gateway that the site is. */
static VigieSensor *
add_sensor (VigieTerritory *self, VigieSite *site, VigieMeasureData *named_by)
{
  VigieSensor *sensor = g_object_new (VIGIE_TYPE_SENSOR, NULL);

  if (named_by != NULL)
    sensor->named_by = vigie_measure_data_ref (named_by);
  sensor->site = site;
  sensor->is_gateway = named_by == NULL;
  sensor->hearings_revision = HEARINGS_UNKNOWN;
  g_ptr_array_add (self->sensor_list->sensors, sensor);
  if (sensor->is_gateway)
    vigie_site_edit_parts (site)->gateway = sensor;
  else
    g_hash_table_add (self->sensors_by_place, sensor);
  vigie_territory_touch_sensor (self, sensor);
  return sensor;
}

static void
leave_measures (VigieSensor *sensor)
{
  for (guint i = 0; i < sensor->n_measures; i++)
    vigie_sensor_measures (sensor)[i]->device = NULL;
  vigie_sensor_remove_measures (sensor);
}

/* Out of everything but the list, which its users are told of at the end of the slice. */
static void
doom_sensor (VigieTerritory *self, VigieSensor *sensor)
{
  if (sensor->doomed)
    return;
  sensor->doomed = TRUE;
  self->n_doomed_sensors++;
  drop_hearings (self, sensor);
  vigie_schedule_set (&self->sensor_schedule, &sensor->due, VIGIE_TIME_NONE);
  if (sensor->is_gateway)
    {
      if (sensor->site->parts->gateway == sensor)
        vigie_site_edit_parts (sensor->site)->gateway = NULL;
      if (sensor->entry != NULL)
        {
          if (sensor->entry->gateway == sensor)
            sensor->entry->gateway = NULL;
          leave_entry (self, g_steal_pointer (&sensor->entry));
        }
    }
  else
    g_hash_table_remove (self->sensors_by_place, sensor);
  leave_measures (sensor);
  sensor->site = NULL;
}

/* The id of a gateway: what its site says, else the EUI that its sensor has. */
static void
update_gateway_id (VigieTerritory *self, VigieSensor *sensor)
{
  char id[VIGIE_GATEWAY_ID_SIZE];

  if (!vigie_gateway_id_from_properties (sensor->site->data->details->properties, id)
      && sensor->data != NULL)
    vigie_gateway_id_normalise (sensor->data->dev_eui, id);
  if (g_strcmp0 (sensor->entry != NULL ? sensor->entry->id : "", id) == 0)
    return;
  if (sensor->entry != NULL)
    {
      if (sensor->entry->gateway == sensor)
        sensor->entry->gateway = NULL;
      leave_entry (self, g_steal_pointer (&sensor->entry));
    }
  if (id[0] != '\0')
    {
      sensor->entry = use_entry (self, id);
      /* Of two sites with one id the first has it. */
      if (sensor->entry->gateway == NULL)
        sensor->entry->gateway = sensor;
    }
  revise (self, sensor);
}

void
vigie_territory_set_sensor_data (VigieTerritory *self, VigieSensor *sensor, VigieSensorData *data)
{
  if (sensor->data == data)
    return;
  /* A gateway may have measures of several sensors: it keeps to the first. */
  if (sensor->is_gateway && sensor->data != NULL && strcmp (sensor->data->id, data->id) != 0)
    return;
  g_clear_pointer (&sensor->data, vigie_sensor_data_unref);
  sensor->data = vigie_sensor_data_ref (data);
  if (sensor->is_gateway)
    update_gateway_id (self, sensor);
  revise (self, sensor);
}

void
vigie_territory_attach_sensor (VigieTerritory *self, VigieMeasure *measure)
{
  const char *id = measure->data->sensor_id;
  VigieSensor *sensor = measure->site->parts->gateway;
  VigieSensorData *data;

  if (sensor == NULL && id != NULL)
    {
      sensor = find_at (self, measure->site, measure->data);
      if (sensor == NULL)
        sensor = add_sensor (self, measure->site, measure->data);
    }
  if (sensor == NULL)
    return;
  measure->device = sensor;
  vigie_sensor_add_measure (sensor, measure);
  sensor->hearings_revision = HEARINGS_UNKNOWN;
  data = id != NULL ? g_hash_table_lookup (self->sensors, id) : NULL;
  if (data != NULL)
    vigie_territory_set_sensor_data (self, sensor, data);
  revise (self, sensor);
}

void
vigie_territory_detach_sensor (VigieTerritory *self, VigieMeasure *measure)
{
  VigieSensor *sensor = g_steal_pointer (&measure->device);

  if (sensor == NULL)
    return;
  vigie_sensor_remove_measure (sensor, measure);
  sensor->hearings_revision = HEARINGS_UNKNOWN;
  if (sensor->n_measures == 0 && !sensor->is_gateway)
    doom_sensor (self, sensor);
  else
    revise (self, sensor);
}

void
vigie_territory_update_gateway (VigieTerritory *self, VigieSite *site)
{
  gboolean is_gateway = site->data->kind == VIGIE_KIND_LORA_GATEWAY;

  if (is_gateway != (site->parts->gateway != NULL))
    {
      for (guint i = 0; i < site->parts->n_measures; i++)
        vigie_territory_detach_sensor (self, site->parts->measures[i]);
      if (is_gateway)
        add_sensor (self, site, NULL);
      else
        doom_sensor (self, site->parts->gateway);
      for (guint i = 0; i < site->parts->n_measures; i++)
        vigie_territory_attach_sensor (self, site->parts->measures[i]);
    }
  if (site->parts->gateway != NULL)
    {
      update_gateway_id (self, site->parts->gateway);
      revise (self, site->parts->gateway);
    }
  /* The name of the site, its commune, whether it is in service. */
  for (guint i = 0; i < site->parts->n_measures; i++)
    if (site->parts->measures[i]->device != NULL && !site->parts->measures[i]->device->touched)
      revise (self, site->parts->measures[i]->device);
}

void
vigie_territory_forget_site (VigieTerritory *self, VigieSite *site)
{
  for (guint i = 0; i < site->parts->n_measures; i++)
    if (site->parts->measures[i]->device != NULL)
      doom_sensor (self, site->parts->measures[i]->device);
  if (site->parts->gateway != NULL)
    doom_sensor (self, site->parts->gateway);
}

/* ---- At the end of a slice ------------------------------------------------------------------- */

gboolean
vigie_territory_tick_sensors_until (VigieTerritory *self, VigieTime now, gint64 deadline)
{
  VigieScheduleEntry *entry;

  while ((entry = vigie_schedule_first (&self->sensor_schedule)) != NULL && entry->due <= now)
    {
      vigie_territory_touch_sensor (self, SENSOR_OF_DUE (entry));
      vigie_schedule_set (&self->sensor_schedule, entry, VIGIE_TIME_NONE);
      vigie_territory_refresh_sensors (self);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

void
vigie_territory_refresh_sensors (VigieTerritory *self)
{
  VigieTime now = vigie_clock_now (self->clock);

  /* The array grows by the gateways of which these say something new. */
  while (self->n_refreshed_sensors < self->touched_sensors->len)
    {
      VigieSensor *sensor = g_ptr_array_index (self->touched_sensors, self->n_refreshed_sensors++);
      VigieTime due;

      sensor->touched = FALSE;
      if (sensor->doomed)
        continue;
      update_hearings (self, sensor);
      due = vigie_sensor_refresh (sensor, now);
      if (due != VIGIE_TIME_NONE)
        due = MAX (due, now + 1);
      vigie_schedule_set (&self->sensor_schedule, &sensor->due, due);
      count_heard (self, sensor,
                   sensor->freshness == VIGIE_FRESHNESS_LIVE
                       || sensor->freshness == VIGIE_FRESHNESS_LATE);
      if (sensor->is_gateway && sensor->entry != NULL && sensor->n_heard != sensor->entry->n_heard)
        {
          sensor->n_heard = sensor->entry->n_heard;
          sensor->changes |= VIGIE_SENSOR_CHANGE_HEARD;
        }
    }
}

static void
tell_removed (VigieTerritory *self)
{
  VigieSensorList *list = self->sensor_list;
  guint end = list->sensors->len;

  self->n_doomed_sensors = 0;
  while (end > 0)
    {
      guint start;

      if (!((VigieSensor *) g_ptr_array_index (list->sensors, end - 1))->doomed)
        {
          end--;
          continue;
        }
      for (start = end - 1; start > 0; start--)
        if (!((VigieSensor *) g_ptr_array_index (list->sensors, start - 1))->doomed)
          break;
      g_ptr_array_remove_range (list->sensors, start, end - start);
      list->n_listed = list->sensors->len;
      g_list_model_items_changed (G_LIST_MODEL (list), start, end - start, 0);
      end = MIN (start, list->sensors->len);
    }
}

void
vigie_territory_tell_sensors (VigieTerritory *self)
{
  VigieSensorList *list = self->sensor_list;
  g_autoptr (GPtrArray) touched = NULL;
  g_autoptr (GPtrArray) changed = NULL;

  if (list->n_listed < list->sensors->len)
    {
      guint position = list->n_listed;

      list->n_listed = list->sensors->len;
      /* Nobody knew them before: all of them is news. */
      for (guint i = position; i < list->n_listed; i++)
        ((VigieSensor *) g_ptr_array_index (list->sensors, i))->changes = 0;
      g_list_model_items_changed (G_LIST_MODEL (list), position, 0, list->n_listed - position);
    }
  if (self->touched_sensors->len > 0)
    {
      touched = g_steal_pointer (&self->touched_sensors);
      self->n_refreshed_sensors = 0;
      self->touched_sensors = g_ptr_array_new_with_free_func (g_object_unref);
      changed = g_ptr_array_new ();
      for (guint i = 0; i < touched->len; i++)
        {
          VigieSensor *sensor = g_ptr_array_index (touched, i);

          /* A gateway may be there twice. */
          if (!sensor->doomed && vigie_sensor_tell (sensor))
            g_ptr_array_add (changed, sensor);
        }
      if (changed->len > 0)
        vigie_sensor_list_emit_changed (list, changed);
    }
  if (self->n_doomed_sensors > 0)
    tell_removed (self);
}

/* ---- The territory's own --------------------------------------------------------------------- */

void
vigie_territory_sensors_init (VigieTerritory *self)
{
  self->sensor_list = g_object_new (VIGIE_TYPE_SENSOR_LIST, NULL);
  self->sensors_by_place = g_hash_table_new (place_hash, place_equal);
  self->gateways = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->touched_sensors = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Others may still hold sensors: they stand alone then. */
void
vigie_territory_sensors_finalize (VigieTerritory *self)
{
  g_ptr_array_unref (self->touched_sensors);
  for (guint i = 0; i < self->sensor_list->sensors->len; i++)
    {
      VigieSensor *sensor = g_ptr_array_index (self->sensor_list->sensors, i);

      leave_measures (sensor);
      if (sensor->is_gateway && sensor->site != NULL)
        vigie_site_edit_parts (sensor->site)->gateway = NULL;
      sensor->n_hearings = 0;
      sensor->entry = NULL;
      sensor->site = NULL;
      sensor->due.place = 0;
    }
  self->sensor_list->n_listed = 0;
  g_ptr_array_set_size (self->sensor_list->sensors, 0);
  g_object_unref (self->sensor_list);
  g_hash_table_unref (self->sensors_by_place);
  g_hash_table_unref (self->gateways);
  vigie_schedule_clear (&self->sensor_schedule);
}

GListModel *
vigie_territory_get_sensors (VigieTerritory *self)
{
  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), NULL);
  return G_LIST_MODEL (self->sensor_list);
}

VigieSensor *
vigie_territory_find_sensor (VigieTerritory *self, const char *id)
{
  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), NULL);

  for (guint i = 0; id != NULL && i < self->sensor_list->sensors->len; i++)
    {
      VigieSensor *sensor = g_ptr_array_index (self->sensor_list->sensors, i);

      if (!sensor->is_gateway && strcmp (vigie_sensor_named (sensor), id) == 0)
        return sensor;
      for (guint j = 0; sensor->is_gateway && j < sensor->n_measures; j++)
        if (g_strcmp0 (vigie_sensor_measures (sensor)[j]->data->sensor_id, id) == 0)
          return sensor;
    }
  return NULL;
}

VigieSensor *
vigie_territory_find_gateway (VigieTerritory *self, const char *gateway_id)
{
  char normal[VIGIE_GATEWAY_ID_SIZE];
  VigieGatewayEntry *entry;

  g_return_val_if_fail (VIGIE_IS_TERRITORY (self), NULL);
  if (!vigie_gateway_id_normalise (gateway_id, normal))
    return NULL;
  entry = g_hash_table_lookup (self->gateways, normal);
  return entry != NULL ? entry->gateway : NULL;
}
