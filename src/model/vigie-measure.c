/* vigie-measure.c: a measure of a site, live
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-measure.h"

#include "vigie-model-private.h"

enum
{
  PROP_0,
  PROP_FRESHNESS,
  PROP_CONDITION,
  PROP_REVISION,
  PROP_DATA,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieMeasure, vigie_measure, G_TYPE_OBJECT)

static void
vigie_measure_finalize (GObject *object)
{
  VigieMeasure *self = VIGIE_MEASURE (object);

  g_clear_pointer (&self->data, vigie_measure_data_unref);
  g_clear_pointer (&self->sensor, vigie_sensor_data_unref);
  vigie_reading_clear (&self->latest);

  G_OBJECT_CLASS (vigie_measure_parent_class)->finalize (object);
}

static void
vigie_measure_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  VigieMeasure *self = VIGIE_MEASURE (object);

  switch (property_id)
    {
    case PROP_FRESHNESS:
      g_value_set_int (value, self->freshness);
      break;
    case PROP_CONDITION:
      g_value_set_int (value, self->condition);
      break;
    case PROP_REVISION:
      g_value_set_uint (value, self->revision);
      break;
    case PROP_DATA:
      g_value_set_pointer (value, self->data);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vigie_measure_class_init (VigieMeasureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vigie_measure_finalize;
  object_class->get_property = vigie_measure_get_property;

  properties[PROP_FRESHNESS]
      = g_param_spec_int ("freshness", NULL, NULL, 0, VIGIE_N_FRESHNESS - 1, VIGIE_FRESHNESS_NEVER,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONDITION] = g_param_spec_int (
      "condition", NULL, NULL, 0, VIGIE_N_CONDITION - 1, VIGIE_CONDITION_UNKNOWN,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVISION]
      = g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DATA] = g_param_spec_pointer (
      "data", NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vigie_measure_init (VigieMeasure *self)
{
  self->latest = VIGIE_READING_NONE;
  self->due.due = VIGIE_TIME_NONE;
  self->freshness = VIGIE_FRESHNESS_NEVER;
  self->condition = VIGIE_CONDITION_UNKNOWN;
  self->severity = vigie_severity (VIGIE_FRESHNESS_NEVER, VIGIE_CONDITION_UNKNOWN);
}

void
vigie_measure_forget_reading (VigieMeasure *self)
{
  vigie_reading_clear (&self->latest);
  self->latest = VIGIE_READING_NONE;
  self->state = (VigieConditionState) {0};
}

VigieMeasure *
vigie_measure_new (VigieMeasureData *data)
{
  VigieMeasure *self = g_object_new (VIGIE_TYPE_MEASURE, NULL);

  self->data = data;
  return self;
}

VigieTime
vigie_measure_refresh (VigieMeasure *self, VigieTime now, gboolean site_out_of_service)
{
  gboolean out_of_service = self->data->out_of_service || site_out_of_service;
  gint64 expected = self->data->expected_interval;
  VigieFreshness freshness
      = vigie_freshness_compute (now, self->latest.time, expected, out_of_service);
  VigieCondition condition = vigie_condition_shown (
      self->latest.time == VIGIE_TIME_NONE ? VIGIE_CONDITION_UNKNOWN : self->state.condition,
      freshness);

  if (self->freshness != freshness)
    {
      self->freshness = freshness;
      self->changes |= VIGIE_MEASURE_CHANGE_FRESHNESS;
    }
  if (self->condition != condition)
    {
      self->condition = condition;
      self->changes |= VIGIE_MEASURE_CHANGE_CONDITION;
    }
  self->severity = vigie_severity (freshness, condition);

  return vigie_freshness_next_change (now, self->latest.time, expected, out_of_service);
}

void
vigie_measure_tell (VigieMeasure *self)
{
  guint changes = self->changes;

  self->changes = 0;
  if (changes & VIGIE_MEASURE_CHANGE_DATA)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
  if (changes & VIGIE_MEASURE_CHANGE_REVISION)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
  if (changes & VIGIE_MEASURE_CHANGE_FRESHNESS)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRESHNESS]);
  if (changes & VIGIE_MEASURE_CHANGE_CONDITION)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONDITION]);
}

const VigieMeasureData *
vigie_measure_get_data (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), NULL);
  return self->data;
}

const VigieSensorData *
vigie_measure_get_sensor (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), NULL);
  return self->sensor;
}

VigieSensor *
vigie_measure_get_device (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), NULL);
  return self->device;
}

VigieSite *
vigie_measure_get_site (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), NULL);
  return self->site;
}

const VigieReading *
vigie_measure_get_latest (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), NULL);
  return &self->latest;
}

VigieFreshness
vigie_measure_get_freshness (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), VIGIE_FRESHNESS_NEVER);
  return self->freshness;
}

VigieCondition
vigie_measure_get_condition (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), VIGIE_CONDITION_UNKNOWN);
  return self->condition;
}

const VigieConditionState *
vigie_measure_get_condition_state (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), NULL);
  return &self->state;
}

int
vigie_measure_get_severity (VigieMeasure *self)
{
  g_return_val_if_fail (VIGIE_IS_MEASURE (self), 0);
  return self->severity;
}
