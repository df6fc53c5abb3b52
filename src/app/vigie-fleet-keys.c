/* vigie-fleet-keys.c: what the fleet is put in order by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-text.h"

static double
number_of (VigieMeasure *measure)
{
  const VigieReading *latest;

  if (measure == NULL)
    return NAN;
  latest = vigie_measure_get_latest (measure);
  return latest->type == VIGIE_VALUE_NUMBER ? latest->number : NAN;
}

double
vigie_fleet_number_key (VigieSensor *sensor,
                        VigieFleetColumn column,
                        const VigieFleetFigures *figures,
                        VigieTime now)
{
  VigieFailure failures[VIGIE_N_FAILURE];
  VigieMeasure *battery;
  VigieFleetValues values;

  switch (column)
    {
    case VIGIE_FLEET_COLUMN_STATE:
      return vigie_sensor_get_severity (sensor);
    case VIGIE_FLEET_COLUMN_SEEN:
      return vigie_sensor_get_last_seen (sensor) != VIGIE_TIME_NONE
                 ? (double) vigie_sensor_get_last_seen (sensor)
                 : NAN;
    case VIGIE_FLEET_COLUMN_FAILURE:
      return vigie_fleet_failures (sensor, figures, now, failures) > 0
                 ? vigie_failure_key (&failures[0], now)
                 : NAN;
    case VIGIE_FLEET_COLUMN_EXPECTED:
      return vigie_sensor_get_expected_interval (sensor) > 0
                 ? (double) vigie_sensor_get_expected_interval (sensor)
                 : NAN;
    case VIGIE_FLEET_COLUMN_BATTERY:
      battery = vigie_sensor_get_battery (sensor);
      /* Volts are not compared with percents. */
      if (battery == NULL || vigie_battery_is_voltage (vigie_measure_get_data (battery)->unit))
        return NAN;
      return number_of (battery);
    case VIGIE_FLEET_COLUMN_BATTERY_END:
      if (figures == NULL || !figures->has_battery)
        return NAN;
      if (figures->battery.verdict == VIGIE_BATTERY_AT_END)
        return 0;
      return figures->battery.verdict == VIGIE_BATTERY_FORECAST ? (double) figures->battery.end
                                                                : NAN;
    case VIGIE_FLEET_COLUMN_LOST:
      return figures != NULL && figures->has_loss ? figures->loss.loss : NAN;
    case VIGIE_FLEET_COLUMN_RSSI:
    case VIGIE_FLEET_COLUMN_SNR:
    case VIGIE_FLEET_COLUMN_FACTOR:
    case VIGIE_FLEET_COLUMN_GATEWAYS:
      vigie_fleet_values (sensor, &values);
      if (column == VIGIE_FLEET_COLUMN_RSSI)
        return values.rssi;
      if (column == VIGIE_FLEET_COLUMN_SNR)
        return values.snr;
      if (column == VIGIE_FLEET_COLUMN_FACTOR)
        return values.factor > 0 ? values.factor : NAN;
      if (vigie_sensor_is_gateway (sensor))
        return vigie_sensor_get_n_heard (sensor);
      return values.n_gateways > 0 ? values.n_gateways : NAN;
    case VIGIE_FLEET_COLUMN_NAME:
    case VIGIE_FLEET_COLUMN_SITE:
    case VIGIE_FLEET_COLUMN_COMMUNE:
    case VIGIE_FLEET_COLUMN_MODEL:
    case VIGIE_FLEET_COLUMN_EUI:
    default:
      return NAN;
    }
}

const char *
vigie_fleet_text_key (VigieSensor *sensor, VigieFleetColumn column)
{
  switch ((int) column)
    {
    case VIGIE_FLEET_COLUMN_NAME:
      return vigie_sensor_get_name (sensor);
    case VIGIE_FLEET_COLUMN_SITE:
      return vigie_fleet_site_name (sensor);
    case VIGIE_FLEET_COLUMN_COMMUNE:
      return vigie_fleet_commune (sensor);
    case VIGIE_FLEET_COLUMN_MODEL:
      return vigie_fleet_model_name (sensor);
    case VIGIE_FLEET_COLUMN_EUI:
      return vigie_fleet_eui (sensor);
    default:
      return "";
    }
}
