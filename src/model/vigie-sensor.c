/* vigie-sensor.c: a sensor at a site, or a LoRaWAN gateway, live
 *
 * There may be 50 000 of them: arrays are bare, words are made by who shows them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sensor.h"

#include <string.h>

#include "vigie-model-private.h"

enum
{
  PROP_0,
  PROP_LAST_SEEN,
  PROP_FRESHNESS,
  PROP_EXPECTED_INTERVAL,
  PROP_CONDITION,
  PROP_N_HEARD,
  PROP_REVISION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieSensor, vigie_sensor, G_TYPE_OBJECT)

static void
vigie_sensor_finalize (GObject *object)
{
  VigieSensor *self = VIGIE_SENSOR (object);

  g_clear_pointer (&self->data, vigie_sensor_data_unref);
  g_clear_pointer (&self->named_by, vigie_measure_data_unref);
  vigie_sensor_remove_measures (self);
  g_free (self->hearings);
  g_free (self->from);

  G_OBJECT_CLASS (vigie_sensor_parent_class)->finalize (object);
}

static void
vigie_sensor_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  VigieSensor *self = VIGIE_SENSOR (object);

  switch (property_id)
    {
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    case PROP_FRESHNESS:
      g_value_set_int (value, self->freshness);
      break;
    case PROP_EXPECTED_INTERVAL:
      g_value_set_int64 (value, self->expected_interval);
      break;
    case PROP_CONDITION:
      g_value_set_int (value, self->condition);
      break;
    case PROP_N_HEARD:
      g_value_set_uint (value, self->n_heard);
      break;
    case PROP_REVISION:
      g_value_set_uint (value, self->revision);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vigie_sensor_class_init (VigieSensorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = vigie_sensor_finalize;
  object_class->get_property = vigie_sensor_get_property;

  properties[PROP_LAST_SEEN] = g_param_spec_int64 ("last-seen", NULL, NULL, G_MININT64, G_MAXINT64,
                                                   VIGIE_TIME_NONE, flags);
  properties[PROP_FRESHNESS] = g_param_spec_int ("freshness", NULL, NULL, 0, VIGIE_N_FRESHNESS - 1,
                                                 VIGIE_FRESHNESS_NEVER, flags);
  properties[PROP_EXPECTED_INTERVAL]
      = g_param_spec_int64 ("expected-interval", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CONDITION] = g_param_spec_int ("condition", NULL, NULL, 0, VIGIE_N_CONDITION - 1,
                                                 VIGIE_CONDITION_UNKNOWN, flags);
  properties[PROP_N_HEARD] = g_param_spec_uint ("n-heard", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_REVISION] = g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vigie_sensor_init (VigieSensor *self)
{
  self->last_seen = VIGIE_TIME_NONE;
  self->due.due = VIGIE_TIME_NONE;
  self->freshness = VIGIE_FRESHNESS_NEVER;
  self->condition = VIGIE_CONDITION_UNKNOWN;
}

/* ---- For the territory ----------------------------------------------------------------------- */

void
vigie_sensor_add_measure (VigieSensor *self, VigieMeasure *measure)
{
  guint n = self->n_measures;

  if (n == 0)
    self->measures.one = measure;
  else
    {
      /* Few have more than some: grown four by four. */
      if (n == 1)
        {
          VigieMeasure *first = self->measures.one;

          self->measures.many = g_new (VigieMeasure *, 4);
          self->measures.many[0] = first;
        }
      else if (n % 4 == 0)
        self->measures.many = g_renew (VigieMeasure *, self->measures.many, n + 4);
      self->measures.many[n] = measure;
    }
  self->n_measures++;
}

void
vigie_sensor_remove_measure (VigieSensor *self, VigieMeasure *measure)
{
  guint n = self->n_measures, place;

  for (place = 0; place < n && vigie_sensor_measures (self)[place] != measure; place++)
    ;
  g_return_if_fail (place < n);
  self->n_measures--;
  if (n == 1)
    self->measures.one = NULL;
  else if (n == 2)
    {
      VigieMeasure *left = self->measures.many[1 - place];

      g_free (self->measures.many);
      self->measures.one = left;
    }
  else
    {
      memmove (self->measures.many + place, self->measures.many + place + 1,
               (n - place - 1) * sizeof *self->measures.many);
      /* Kept a multiple of four: see vigie_sensor_add_measure(). */
      self->measures.many = g_renew (VigieMeasure *, self->measures.many, ((n - 1) / 4 + 1) * 4);
    }
}

void
vigie_sensor_remove_measures (VigieSensor *self)
{
  if (self->n_measures > 1)
    g_free (self->measures.many);
  self->measures.one = NULL;
  self->n_measures = 0;
}

VigieMeasure *
vigie_sensor_find_role (const VigieSensor *self, VigieSensorRole role)
{
  static const VigieRole roles[VIGIE_SENSOR_N_ROLES] = {
      [VIGIE_SENSOR_ROLE_BATTERY] = VIGIE_ROLE_BATTERY_LEVEL,
      [VIGIE_SENSOR_ROLE_RSSI] = VIGIE_ROLE_RSSI,
      [VIGIE_SENSOR_ROLE_SNR] = VIGIE_ROLE_SNR,
      [VIGIE_SENSOR_ROLE_SPREADING_FACTOR] = VIGIE_ROLE_SPREADING_FACTOR,
      [VIGIE_SENSOR_ROLE_FRAME_COUNTER] = VIGIE_ROLE_FRAME_COUNTER,
      [VIGIE_SENSOR_ROLE_GATEWAYS] = VIGIE_ROLE_GATEWAYS,
  };
  VigieMeasure *found = NULL;

  for (guint i = 0; i < self->n_measures; i++)
    {
      VigieMeasure *measure = vigie_sensor_measures (self)[i];

      if (measure->data->role != roles[role])
        continue;
      if (found == NULL)
        found = measure;
      if (strcmp (measure->data->unit, "%") == 0 || role != VIGIE_SENSOR_ROLE_BATTERY)
        return measure;
    }
  return found;
}

static gint64
expected_interval (const VigieSensor *self)
{
  gint64 of_site = 0, of_device = 0;

  for (guint i = 0; i < self->n_measures; i++)
    {
      const VigieMeasureData *data = vigie_sensor_measures (self)[i]->data;
      gint64 *shortest = vigie_role_is_diagnostic (data->role) ? &of_device : &of_site;

      if (data->expected_interval > 0 && (*shortest == 0 || data->expected_interval < *shortest))
        *shortest = data->expected_interval;
    }
  return of_site != 0 ? of_site : of_device;
}

static gboolean
is_out_of_service (const VigieSensor *self)
{
  if (self->site != NULL && self->site->data->out_of_service)
    return TRUE;
  for (guint i = 0; i < self->n_measures; i++)
    if (!vigie_sensor_measures (self)[i]->data->out_of_service)
      return FALSE;
  return self->n_measures > 0;
}

/* The worst of the device by its last readings, whatever their age: that of the device is judged by itself. */
static VigieCondition
device_condition (const VigieSensor *self)
{
  VigieCondition worst = VIGIE_CONDITION_NORMAL;

  for (guint i = 0; i < self->n_measures; i++)
    {
      const VigieMeasure *measure = vigie_sensor_measures (self)[i];

      if ((self->is_gateway || vigie_role_is_diagnostic (measure->data->role))
          && measure->condition != VIGIE_CONDITION_UNKNOWN && measure->condition > worst)
        worst = measure->condition;
    }
  return worst;
}

VigieTime
vigie_sensor_refresh (VigieSensor *self, VigieTime now)
{
  VigieTime last = VIGIE_TIME_NONE;
  gint64 expected = expected_interval (self);
  gboolean out_of_service = is_out_of_service (self);
  VigieFreshness freshness;
  VigieCondition condition;

  for (guint i = 0; i < self->n_measures; i++)
    last = MAX (last, vigie_sensor_measures (self)[i]->latest.time);
  if (self->entry != NULL && self->is_gateway)
    last = MAX (last, self->entry->last_heard);
  freshness = vigie_freshness_compute (now, last, expected, out_of_service);
  condition = vigie_condition_shown (device_condition (self), freshness);

  if (self->last_seen != last)
    {
      self->last_seen = last;
      self->changes |= VIGIE_SENSOR_CHANGE_LAST_SEEN;
    }
  if (self->expected_interval != expected)
    {
      self->expected_interval = expected;
      self->changes |= VIGIE_SENSOR_CHANGE_EXPECTED;
    }
  if (self->freshness != freshness)
    {
      self->freshness = freshness;
      self->changes |= VIGIE_SENSOR_CHANGE_FRESHNESS;
    }
  if (self->condition != condition)
    {
      self->condition = condition;
      self->changes |= VIGIE_SENSOR_CHANGE_CONDITION;
    }
  return vigie_freshness_next_change (now, last, expected, out_of_service);
}

gboolean
vigie_sensor_tell (VigieSensor *self)
{
  static const struct
  {
    guint change;
    int property;
  } told[] = {
      {VIGIE_SENSOR_CHANGE_LAST_SEEN, PROP_LAST_SEEN},
      {VIGIE_SENSOR_CHANGE_EXPECTED, PROP_EXPECTED_INTERVAL},
      {VIGIE_SENSOR_CHANGE_FRESHNESS, PROP_FRESHNESS},
      {VIGIE_SENSOR_CHANGE_CONDITION, PROP_CONDITION},
      {VIGIE_SENSOR_CHANGE_HEARD, PROP_N_HEARD},
      {VIGIE_SENSOR_CHANGE_REVISION, PROP_REVISION},
  };
  guint changes = self->changes;

  self->changes = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    if (changes & told[i].change)
      g_object_notify_by_pspec (G_OBJECT (self), properties[told[i].property]);
  return changes != 0;
}

/* ---- Public ---------------------------------------------------------------------------------- */

const char *
vigie_sensor_get_id (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), "");
  return self->data != NULL ? self->data->id : vigie_sensor_named (self);
}

const VigieSensorData *
vigie_sensor_get_data (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return self->data;
}

const char *
vigie_sensor_get_name (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), "");
  if (self->is_gateway && self->site != NULL && *self->site->data->name != '\0')
    return self->site->data->name;
  if (self->data != NULL && *self->data->name != '\0')
    return self->data->name;
  return vigie_sensor_get_id (self);
}

VigieSite *
vigie_sensor_get_site (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return self->site;
}

gboolean
vigie_sensor_is_gateway (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), FALSE);
  return self->is_gateway;
}

VigieMeasure *const *
vigie_sensor_get_measures (VigieSensor *self, guint *n_measures)
{
  *n_measures = 0;
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  *n_measures = self->n_measures;
  return vigie_sensor_measures (self);
}

VigieMeasure *
vigie_sensor_get_battery (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return vigie_sensor_find_role (self, VIGIE_SENSOR_ROLE_BATTERY);
}

VigieMeasure *
vigie_sensor_get_rssi (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return vigie_sensor_find_role (self, VIGIE_SENSOR_ROLE_RSSI);
}

VigieMeasure *
vigie_sensor_get_snr (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return vigie_sensor_find_role (self, VIGIE_SENSOR_ROLE_SNR);
}

VigieMeasure *
vigie_sensor_get_spreading_factor (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return vigie_sensor_find_role (self, VIGIE_SENSOR_ROLE_SPREADING_FACTOR);
}

VigieMeasure *
vigie_sensor_get_frame_counter (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return vigie_sensor_find_role (self, VIGIE_SENSOR_ROLE_FRAME_COUNTER);
}

VigieMeasure *
vigie_sensor_get_gateways_measure (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return vigie_sensor_find_role (self, VIGIE_SENSOR_ROLE_GATEWAYS);
}

const VigieHearing *
vigie_sensor_get_gateways (VigieSensor *self, guint *n_gateways)
{
  *n_gateways = 0;
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  /* A gateway may have been entered, or removed, since. */
  for (guint i = 0; i < self->n_hearings; i++)
    self->hearings[i].gateway = self->from[i]->gateway;
  *n_gateways = self->n_hearings;
  return self->hearings;
}

const char *
vigie_sensor_get_gateway_id (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), NULL);
  return self->is_gateway && self->entry != NULL ? self->entry->id : NULL;
}

guint
vigie_sensor_get_n_heard (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), 0);
  return self->n_heard;
}

VigieTime
vigie_sensor_get_last_seen (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), VIGIE_TIME_NONE);
  return self->last_seen;
}

gint64
vigie_sensor_get_expected_interval (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), 0);
  return self->expected_interval;
}

VigieFreshness
vigie_sensor_get_freshness (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), VIGIE_FRESHNESS_NEVER);
  return self->freshness;
}

VigieCondition
vigie_sensor_get_condition (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), VIGIE_CONDITION_UNKNOWN);
  return self->condition;
}

int
vigie_sensor_get_severity (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), 0);
  return vigie_severity (self->freshness, self->condition);
}

guint
vigie_sensor_get_revision (VigieSensor *self)
{
  g_return_val_if_fail (VIGIE_IS_SENSOR (self), 0);
  return self->revision;
}

VigieTime
vigie_sensor_get_installed (VigieSensor *self)
{
  VigieTime installed = VIGIE_TIME_NONE;

  g_return_val_if_fail (VIGIE_IS_SENSOR (self), VIGIE_TIME_NONE);
  for (guint i = 0; i < self->n_measures; i++)
    installed = MAX (installed, vigie_sensor_measures (self)[i]->data->installed);
  return installed;
}
