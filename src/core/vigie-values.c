/* vigie-values.c: the words of the field as C types.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-values.h"

static const char *const freshness_names[VIGIE_N_FRESHNESS] = {
    [VIGIE_FRESHNESS_LIVE] = "live",
    [VIGIE_FRESHNESS_LATE] = "late",
    [VIGIE_FRESHNESS_SILENT] = "silent",
    [VIGIE_FRESHNESS_NEVER] = "never",
    [VIGIE_FRESHNESS_OUT_OF_SERVICE] = "out-of-service",
    [VIGIE_FRESHNESS_NONE] = "none",
};

static const char *const condition_names[VIGIE_N_CONDITION] = {
    [VIGIE_CONDITION_NORMAL] = "normal",
    [VIGIE_CONDITION_WARNING] = "warning",
    [VIGIE_CONDITION_CRITICAL] = "critical",
    [VIGIE_CONDITION_UNKNOWN] = "unknown",
};

static const char *const kind_names[VIGIE_N_KIND] = {
    [VIGIE_KIND_OTHER] = "other",
    [VIGIE_KIND_RECYCLING_CENTRE] = "recycling-centre",
    [VIGIE_KIND_WATER] = "water",
    [VIGIE_KIND_SOLAR_PLANT] = "solar-plant",
    [VIGIE_KIND_DATA_CENTRE] = "data-centre",
    [VIGIE_KIND_SUBSTATION] = "substation",
    [VIGIE_KIND_PUBLIC_BUILDING] = "public-building",
    [VIGIE_KIND_SERVICE_POINT] = "service-point",
    [VIGIE_KIND_LORA_GATEWAY] = "lora-gateway",
};

static const char *const role_names[VIGIE_N_ROLE] = {
    [VIGIE_ROLE_OTHER] = "other",
    [VIGIE_ROLE_VEHICLES_PRESENT] = "vehicles-present",
    [VIGIE_ROLE_VEHICLES_IN] = "vehicles-in",
    [VIGIE_ROLE_VEHICLES_OUT] = "vehicles-out",
    [VIGIE_ROLE_FILL_LEVEL] = "fill-level",
    [VIGIE_ROLE_CONSUMPTION] = "consumption",
    [VIGIE_ROLE_PRODUCTION] = "production",
    [VIGIE_ROLE_GRID_IMPORT] = "grid-import",
    [VIGIE_ROLE_GRID_EXPORT] = "grid-export",
    [VIGIE_ROLE_IT_LOAD] = "it-load",
    [VIGIE_ROLE_HEAT_REUSE] = "heat-reuse",
    [VIGIE_ROLE_STORAGE_CHARGE] = "storage-charge",
    [VIGIE_ROLE_STORAGE_DISCHARGE] = "storage-discharge",
    [VIGIE_ROLE_WATER] = "water",
    [VIGIE_ROLE_FLOW] = "flow",
    [VIGIE_ROLE_BATTERY_LEVEL] = "battery-level",
    [VIGIE_ROLE_RSSI] = "rssi",
    [VIGIE_ROLE_SNR] = "snr",
    [VIGIE_ROLE_SPREADING_FACTOR] = "spreading-factor",
    [VIGIE_ROLE_FRAME_COUNTER] = "frame-counter",
    [VIGIE_ROLE_GATEWAYS] = "gateways",
    [VIGIE_ROLE_TEMPERATURE] = "temperature",
    [VIGIE_ROLE_OUTSIDE_TEMPERATURE] = "outside-temperature",
    [VIGIE_ROLE_HUMIDITY] = "humidity",
    [VIGIE_ROLE_STATE] = "state",
};

static const char *const aggregation_names[] = {
    [VIGIE_AGGREGATION_INSTANT] = "instant",
    [VIGIE_AGGREGATION_INTERVAL] = "interval",
    [VIGIE_AGGREGATION_CUMULATIVE] = "cumulative",
};

static const char *
name_of (const char *const *names, guint n_names, guint value)
{
  return names[value < n_names ? value : 0];
}

static gboolean
value_of (const char *const *names, guint n_names, const char *name, guint *value)
{
  *value = 0;
  if (name == NULL)
    return FALSE;
  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name))
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

const char *
vigie_freshness_to_string (VigieFreshness freshness)
{
  return name_of (freshness_names, VIGIE_N_FRESHNESS, freshness);
}

const char *
vigie_condition_to_string (VigieCondition condition)
{
  return name_of (condition_names, VIGIE_N_CONDITION, condition);
}

const char *
vigie_kind_to_string (VigieKind kind)
{
  return name_of (kind_names, VIGIE_N_KIND, kind);
}

gboolean
vigie_kind_from_string (const char *name, VigieKind *kind)
{
  guint value;
  gboolean known = value_of (kind_names, VIGIE_N_KIND, name, &value);

  *kind = value;
  return known;
}

const char *
vigie_role_to_string (VigieRole role)
{
  return name_of (role_names, VIGIE_N_ROLE, role);
}

gboolean
vigie_role_from_string (const char *name, VigieRole *role)
{
  guint value;
  gboolean known = value_of (role_names, VIGIE_N_ROLE, name, &value);

  *role = value;
  return known;
}

const char *
vigie_aggregation_to_string (VigieAggregation aggregation)
{
  return name_of (aggregation_names, G_N_ELEMENTS (aggregation_names), aggregation);
}

gboolean
vigie_aggregation_from_string (const char *name, VigieAggregation *aggregation)
{
  guint value;
  gboolean known = value_of (aggregation_names, G_N_ELEMENTS (aggregation_names), name, &value);

  *aggregation = value;
  return known;
}

gboolean
vigie_role_is_diagnostic (VigieRole role)
{
  switch (role)
    {
    case VIGIE_ROLE_BATTERY_LEVEL:
    case VIGIE_ROLE_RSSI:
    case VIGIE_ROLE_SNR:
    case VIGIE_ROLE_SPREADING_FACTOR:
    case VIGIE_ROLE_FRAME_COUNTER:
    case VIGIE_ROLE_GATEWAYS:
      return TRUE;
    case VIGIE_ROLE_OTHER:
    case VIGIE_ROLE_VEHICLES_PRESENT:
    case VIGIE_ROLE_VEHICLES_IN:
    case VIGIE_ROLE_VEHICLES_OUT:
    case VIGIE_ROLE_FILL_LEVEL:
    case VIGIE_ROLE_CONSUMPTION:
    case VIGIE_ROLE_PRODUCTION:
    case VIGIE_ROLE_GRID_IMPORT:
    case VIGIE_ROLE_GRID_EXPORT:
    case VIGIE_ROLE_IT_LOAD:
    case VIGIE_ROLE_HEAT_REUSE:
    case VIGIE_ROLE_STORAGE_CHARGE:
    case VIGIE_ROLE_STORAGE_DISCHARGE:
    case VIGIE_ROLE_WATER:
    case VIGIE_ROLE_FLOW:
    case VIGIE_ROLE_TEMPERATURE:
    case VIGIE_ROLE_OUTSIDE_TEMPERATURE:
    case VIGIE_ROLE_HUMIDITY:
    case VIGIE_ROLE_STATE:
    default:
      return FALSE;
    }
}

void
vigie_reading_clear (VigieReading *reading)
{
  g_free (reading->text);
  *reading = VIGIE_READING_NONE;
}

void
vigie_reading_copy_into (const VigieReading *source, VigieReading *target)
{
  char *text;

  if (source == target)
    return;
  text = g_strdup (source->text);
  g_free (target->text);
  *target = *source;
  target->text = text;
}

VigieSensorData *
vigie_sensor_data_new (void)
{
  VigieSensorData *data = g_new0 (VigieSensorData, 1);

  g_atomic_ref_count_init (&data->ref_count);
  data->id = g_strdup ("");
  data->name = g_strdup ("");
  data->model = g_strdup ("");
  return data;
}

VigieSensorData *
vigie_sensor_data_ref (VigieSensorData *data)
{
  g_atomic_ref_count_inc (&data->ref_count);
  return data;
}

void
vigie_sensor_data_unref (VigieSensorData *data)
{
  if (!g_atomic_ref_count_dec (&data->ref_count))
    return;
  g_free (data->id);
  g_free (data->name);
  g_free (data->model);
  g_free (data->dev_eui);
  g_free (data->battery_type);
  g_free (data);
}

gboolean
vigie_sensor_data_equal (const VigieSensorData *a, const VigieSensorData *b)
{
  return a == b
         || (g_strcmp0 (a->id, b->id) == 0 && a->id_is_text == b->id_is_text
             && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->model, b->model) == 0
             && g_strcmp0 (a->dev_eui, b->dev_eui) == 0
             && g_strcmp0 (a->battery_type, b->battery_type) == 0);
}

VigieMeasureData *
vigie_measure_data_new (void)
{
  VigieMeasureData *data = g_new0 (VigieMeasureData, 1);

  g_atomic_ref_count_init (&data->ref_count);
  data->id = g_strdup ("");
  data->site_id = g_strdup ("");
  data->name = g_strdup ("");
  data->unit = g_strdup ("");
  data->observed_property = g_strdup ("");
  data->thresholds = VIGIE_THRESHOLDS_NONE;
  data->out_of_service_since = VIGIE_TIME_NONE;
  data->installed = VIGIE_TIME_NONE;
  return data;
}

VigieMeasureData *
vigie_measure_data_ref (VigieMeasureData *data)
{
  g_atomic_ref_count_inc (&data->ref_count);
  return data;
}

void
vigie_measure_data_unref (VigieMeasureData *data)
{
  if (!g_atomic_ref_count_dec (&data->ref_count))
    return;
  g_free (data->id);
  g_free (data->site_id);
  g_free (data->sensor_id);
  g_free (data->name);
  g_free (data->unit);
  g_free (data->observed_property);
  g_free (data->out_of_service_note);
  g_free (data->part_of);
  g_free (data->changes);
  g_free (data);
}

static gboolean
same_changes (const VigieMeasureData *a, const VigieMeasureData *b)
{
  if (a->n_changes != b->n_changes)
    return FALSE;
  for (guint i = 0; i < a->n_changes; i++)
    if (a->changes[i].time != b->changes[i].time
        || !vigie_value_same (a->changes[i].last, b->changes[i].last)
        || !vigie_value_same (a->changes[i].first, b->changes[i].first))
      return FALSE;
  return TRUE;
}

static gboolean
same_thresholds (const VigieThresholds *a, const VigieThresholds *b)
{
  return vigie_value_same (a->lowlow, b->lowlow) && vigie_value_same (a->low, b->low)
         && vigie_value_same (a->high, b->high) && vigie_value_same (a->highhigh, b->highhigh)
         && vigie_value_same (a->deadband, b->deadband) && a->on_delay == b->on_delay
         && a->off_delay == b->off_delay;
}

gboolean
vigie_measure_data_equal (const VigieMeasureData *a, const VigieMeasureData *b)
{
  return a == b
         || (g_strcmp0 (a->id, b->id) == 0 && a->id_is_text == b->id_is_text
             && g_strcmp0 (a->site_id, b->site_id) == 0
             && g_strcmp0 (a->sensor_id, b->sensor_id) == 0 && g_strcmp0 (a->name, b->name) == 0
             && g_strcmp0 (a->unit, b->unit) == 0
             && g_strcmp0 (a->observed_property, b->observed_property) == 0 && a->role == b->role
             && a->aggregation == b->aggregation && a->expected_interval == b->expected_interval
             && a->interval_is_observed == b->interval_is_observed
             && same_thresholds (&a->thresholds, &b->thresholds)
             && a->out_of_service == b->out_of_service
             && g_strcmp0 (a->out_of_service_note, b->out_of_service_note) == 0
             && a->out_of_service_since == b->out_of_service_since && a->installed == b->installed
             && vigie_value_same (a->rollover, b->rollover)
             && g_strcmp0 (a->part_of, b->part_of) == 0 && same_changes (a, b));
}

gboolean
vigie_measure_data_means_same (const VigieMeasureData *a, const VigieMeasureData *b)
{
  return a == b
         || (g_strcmp0 (a->site_id, b->site_id) == 0 && a->role == b->role
             && g_strcmp0 (a->unit, b->unit) == 0
             && g_strcmp0 (a->observed_property, b->observed_property) == 0);
}
