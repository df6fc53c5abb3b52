/* vigie-fleet-export.c: the fleet as a table for a spreadsheet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-csv.h"
#include "vigie-fleet-text.h"
#include "vigie-words.h"

static void
add_battery (VigieCsv *csv,
             VigieSensor *sensor,
             const VigieFleetValues *values,
             const VigieFleetFigures *figures,
             VigieTime now)
{
  const VigieBatteryForecast *battery
      = figures != NULL && figures->has_battery ? &figures->battery : NULL;
  GTimeZone *zone = vigie_words_default_zone ();
  g_autofree char *words
      = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_BATTERY_END, figures, now, TRUE);

  vigie_csv_add_number (csv, values->battery);
  vigie_csv_add_text (csv, isnan (values->battery) ? NULL : values->battery_unit);
  vigie_csv_add_number (csv, battery != NULL ? battery->slope : NAN);
  vigie_csv_add_time (csv, battery != NULL ? battery->end : VIGIE_TIME_NONE, zone);
  vigie_csv_add_time (csv, battery != NULL ? battery->end_earliest : VIGIE_TIME_NONE, zone);
  vigie_csv_add_time (csv, battery != NULL ? battery->end_latest : VIGIE_TIME_NONE, zone);
  /* Why there is no date. */
  vigie_csv_add_text (csv,
                      battery != NULL && battery->verdict != VIGIE_BATTERY_FORECAST ? words : NULL);
}

static void
add_radio (VigieCsv *csv,
           VigieSensor *sensor,
           const VigieFleetValues *values,
           const VigieFleetFigures *figures)
{
  const VigieFrameLoss *loss = figures != NULL && figures->has_loss ? &figures->loss : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;
  const VigieHearing *heard = vigie_sensor_get_gateways (sensor, &n);

  vigie_csv_add_number (csv, values->rssi);
  vigie_csv_add_number (csv, values->snr);
  vigie_csv_add_number (csv, values->factor > 0 ? values->factor : NAN);
  vigie_csv_add_number (csv, values->margin);
  vigie_csv_add_number (csv, loss != NULL ? loss->received : NAN);
  vigie_csv_add_number (csv, loss != NULL && !loss->sampled ? loss->expected : NAN);
  vigie_csv_add_number (csv, loss != NULL ? 100 * loss->loss : NAN);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, heard[i].gateway != NULL ? vigie_sensor_get_name (heard[i].gateway)
                                                       : heard[i].id);
    }
  vigie_csv_add_text (csv, names->str);
  vigie_csv_add_number (csv,
                        vigie_sensor_is_gateway (sensor) ? vigie_sensor_get_n_heard (sensor) : NAN);
}

static void
add_row (VigieCsv *csv, VigieSensor *sensor, const VigieFleetFigures *figures, VigieTime now)
{
  gint64 expected = vigie_sensor_get_expected_interval (sensor);
  GTimeZone *zone = vigie_words_default_zone ();
  VigieFleetValues values;
  g_autofree char *state = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_STATE, figures, now, TRUE);
  g_autofree char *failure = vigie_fleet_failure_words (sensor, figures, now, TRUE);
  VigieFailure failures[VIGIE_N_FAILURE];
  guint n_failures;

  vigie_fleet_values (sensor, &values);
  vigie_csv_add_text (csv, state);
  vigie_csv_add_text (csv, vigie_sensor_get_name (sensor));
  vigie_csv_add_text (csv, vigie_fleet_site_name (sensor));
  vigie_csv_add_text (csv, vigie_fleet_commune (sensor));
  vigie_csv_add_text (csv, vigie_fleet_model_name (sensor));
  vigie_csv_add_text (csv, vigie_fleet_eui (sensor));
  vigie_csv_add_time (csv, vigie_sensor_get_last_seen (sensor), zone);
  vigie_csv_add_instant (csv, vigie_sensor_get_last_seen (sensor), zone);
  vigie_csv_add_number (csv, expected > 0 ? (double) expected / VIGIE_MINUTE : NAN);
  add_battery (csv, sensor, &values, figures, now);
  add_radio (csv, sensor, &values, figures);
  vigie_csv_add_time (csv, vigie_sensor_get_installed (sensor), zone);
  n_failures = vigie_fleet_failures (sensor, figures, now, failures);
  vigie_csv_add_text (csv, failure);
  vigie_csv_add_time (csv, n_failures > 0 ? failures[0].time : VIGIE_TIME_NONE, zone);
  vigie_csv_end_row (csv);
}

GBytes *
vigie_fleet_export_csv (GListModel *list,
                        VigieFleetFiguresFunc figures,
                        gpointer user_data,
                        VigieTime now)
{
  const char *const titles[] = {
      C_ ("fleet column", "State"),
      C_ ("fleet column", "Sensor"),
      C_ ("fleet column", "Site"),
      C_ ("fleet column", "Commune"),
      C_ ("fleet column", "Model"),
      C_ ("fleet column", "DevEUI"),
      C_ ("fleet column", "Last Seen"),
      _ ("Last Seen (ISO 8601)"),
      _ ("Expected every (min)"),
      C_ ("fleet column", "Battery"),
      _ ("Unit"),
      _ ("Battery, change a day"),
      C_ ("fleet column", "Battery End"),
      _ ("Battery end, earliest"),
      _ ("Battery end, latest"),
      _ ("Battery end, note"),
      _ ("RSSI (dBm)"),
      _ ("SNR (dB)"),
      _ ("Spreading factor"),
      _ ("Margin (dB)"),
      _ ("Frames received in 24 h"),
      _ ("Frames expected in 24 h"),
      _ ("Frames lost (%)"),
      C_ ("fleet column", "Gateways"),
      _ ("Sensors heard"),
      _ ("Installed"),
      C_ ("fleet column", "Next Failure"),
      _ ("Next failure, date"),
  };
  VigieCsv *csv = vigie_csv_new ();
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    vigie_csv_add_text (csv, titles[i]);
  vigie_csv_end_row (csv);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (list, i);

      add_row (csv, sensor, figures (sensor, user_data), now);
    }
  return vigie_csv_finish (csv);
}

char *
vigie_fleet_export_file_name (VigieTime now)
{
  VigieLocalTime day = vigie_time_to_local (now, vigie_words_default_zone ());

  /* Translators: name of a file: fleet, then year, month and day */
  return g_strdup_printf (C_ ("file name", "fleet-%04d-%02d-%02d.csv"), day.year, day.month,
                          day.day);
}
