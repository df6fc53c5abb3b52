/* vigie-fleet-text.c: what the fleet page says of a sensor, column by column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-site-panel-text.h"
#include "vigie-text.h"
#include "vigie-words.h"

/* Under it a battery is one to look after. */
#define LOW_BATTERY 20

static const struct
{
  const char *id, *title;
  gboolean is_number;
} columns[VIGIE_FLEET_N_COLUMNS] = {
    [VIGIE_FLEET_COLUMN_STATE] = {"state", NC_ ("fleet column", "State"), TRUE},
    [VIGIE_FLEET_COLUMN_NAME] = {"name", NC_ ("fleet column", "Sensor"), FALSE},
    [VIGIE_FLEET_COLUMN_SITE] = {"site", NC_ ("fleet column", "Site"), FALSE},
    [VIGIE_FLEET_COLUMN_COMMUNE] = {"commune", NC_ ("fleet column", "Commune"), FALSE},
    [VIGIE_FLEET_COLUMN_MODEL] = {"model", NC_ ("fleet column", "Model"), FALSE},
    [VIGIE_FLEET_COLUMN_EUI] = {"eui", NC_ ("fleet column", "DevEUI"), FALSE},
    [VIGIE_FLEET_COLUMN_SEEN] = {"seen", NC_ ("fleet column", "Last Seen"), TRUE},
    [VIGIE_FLEET_COLUMN_FAILURE] = {"failure", NC_ ("fleet column", "Next Failure"), TRUE},
    [VIGIE_FLEET_COLUMN_EXPECTED] = {"expected", NC_ ("fleet column", "Expected Every"), TRUE},
    [VIGIE_FLEET_COLUMN_BATTERY] = {"battery", NC_ ("fleet column", "Battery"), TRUE},
    [VIGIE_FLEET_COLUMN_BATTERY_END] = {"battery-end", NC_ ("fleet column", "Battery End"), TRUE},
    [VIGIE_FLEET_COLUMN_RSSI] = {"rssi", NC_ ("fleet column", "RSSI"), TRUE},
    [VIGIE_FLEET_COLUMN_SNR] = {"snr", NC_ ("fleet column", "SNR"), TRUE},
    [VIGIE_FLEET_COLUMN_FACTOR] = {"factor", NC_ ("fleet column", "SF"), TRUE},
    [VIGIE_FLEET_COLUMN_LOST] = {"lost", NC_ ("fleet column", "Lost in 24 h"), TRUE},
    [VIGIE_FLEET_COLUMN_GATEWAYS] = {"gateways", NC_ ("fleet column", "Gateways"), TRUE},
};

const char *
vigie_fleet_column_to_string (VigieFleetColumn column)
{
  return columns[column].id;
}

gboolean
vigie_fleet_column_from_string (const char *name, VigieFleetColumn *column)
{
  for (guint i = 0; name != NULL && i < VIGIE_FLEET_N_COLUMNS; i++)
    if (strcmp (columns[i].id, name) == 0)
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

const char *
vigie_fleet_column_title (VigieFleetColumn column)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "fleet column", columns[column].title);
}

gboolean
vigie_fleet_column_is_number (VigieFleetColumn column)
{
  return columns[column].is_number;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static double
number_of (VigieMeasure *measure)
{
  const VigieReading *latest;

  if (measure == NULL)
    return NAN;
  latest = vigie_measure_get_latest (measure);
  return latest->type == VIGIE_VALUE_NUMBER ? latest->number : NAN;
}

void
vigie_fleet_values (VigieSensor *sensor, VigieFleetValues *values)
{
  VigieMeasure *battery = vigie_sensor_get_battery (sensor);
  const VigieHearing *heard = vigie_sensor_get_gateways (sensor, &values->n_gateways);
  double factor = number_of (vigie_sensor_get_spreading_factor (sensor));

  values->battery = number_of (battery);
  values->battery_unit = battery != NULL ? vigie_measure_get_data (battery)->unit : "";
  values->rssi = number_of (vigie_sensor_get_rssi (sensor));
  values->snr = number_of (vigie_sensor_get_snr (sensor));
  if (isnan (values->rssi) && values->n_gateways > 0)
    values->rssi = heard[0].rssi;
  if (isnan (values->snr) && values->n_gateways > 0)
    values->snr = heard[0].snr;
  values->factor = factor >= 5 && factor <= 12 ? (int) factor : 0;
  values->margin = vigie_radio_margin (values->snr, values->factor);
  values->quality = vigie_radio_quality (values->rssi, values->margin);
}

gboolean
vigie_fleet_is_battery_low (VigieSensor *sensor)
{
  VigieMeasure *battery = vigie_sensor_get_battery (sensor);

  return battery != NULL && !vigie_battery_is_voltage (vigie_measure_get_data (battery)->unit)
         && number_of (battery) < LOW_BATTERY;
}

const char *
vigie_fleet_commune (VigieSensor *sensor)
{
  VigieSite *site = vigie_sensor_get_site (sensor);
  const char *name = site != NULL ? vigie_site_get_data (site)->details->commune_name : NULL;

  return name != NULL ? name : "";
}

const char *
vigie_fleet_model_name (VigieSensor *sensor)
{
  const VigieSensorData *data = vigie_sensor_get_data (sensor);

  return data != NULL ? data->model : "";
}

const char *
vigie_fleet_eui (VigieSensor *sensor)
{
  const VigieSensorData *data = vigie_sensor_get_data (sensor);
  const char *gateway = vigie_sensor_get_gateway_id (sensor);

  if (gateway != NULL)
    return gateway;
  return data != NULL && data->dev_eui != NULL ? data->dev_eui : "";
}

const char *
vigie_fleet_site_name (VigieSensor *sensor)
{
  VigieSite *site = vigie_sensor_get_site (sensor);

  return site != NULL ? vigie_site_get_name (site) : "";
}

/* ---- Words ----------------------------------------------------------------------------------- */

static char *
nothing (void)
{
  return g_strdup ("—");
}

static char *
or_nothing (const char *text)
{
  return *text != '\0' ? g_strdup (text) : nothing ();
}

static char *
seen_words (VigieSensor *sensor, VigieTime now, gboolean live)
{
  VigieTime last = vigie_sensor_get_last_seen (sensor);

  if (last == VIGIE_TIME_NONE)
    return g_strdup (vigie_words_freshness (VIGIE_FRESHNESS_NEVER));
  if (!live)
    return vigie_words_at (now, last, NULL);
  switch (vigie_sensor_get_freshness (sensor))
    {
    case VIGIE_FRESHNESS_LATE:
      return vigie_words_late (now, last);
    case VIGIE_FRESHNESS_SILENT:
    case VIGIE_FRESHNESS_LIVE:
    case VIGIE_FRESHNESS_NEVER:
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
    case VIGIE_FRESHNESS_NONE:
    default:
      return vigie_text_calm_age (now, last);
    }
}

static char *
battery_words (const VigieFleetValues *values, const VigieFleetFigures *figures)
{
  g_autofree char *level = NULL;
  const char *arrow = NULL;

  if (isnan (values->battery))
    return nothing ();
  level = vigie_words_value (values->battery, values->battery_unit);
  if (figures != NULL && figures->has_battery)
    switch (figures->battery.trend)
      {
      case VIGIE_BATTERY_TREND_FALLING:
        arrow = "↘";
        break;
      case VIGIE_BATTERY_TREND_RISING:
        arrow = "↗";
        break;
      case VIGIE_BATTERY_TREND_STEADY:
        arrow = "→";
        break;
      case VIGIE_BATTERY_TREND_UNKNOWN:
      default:
        break;
      }
  return arrow != NULL ? g_strdup_printf ("%s %s", level, arrow) : g_steal_pointer (&level);
}

static char *
end_words (const VigieFleetValues *values, const VigieFleetFigures *figures)
{
  if (isnan (values->battery) || figures == NULL || !figures->has_battery
      || figures->battery_unread)
    return nothing ();
  switch (figures->battery.verdict)
    {
    case VIGIE_BATTERY_FORECAST:
      return vigie_words_month (figures->battery.end, NULL, TRUE);
    case VIGIE_BATTERY_TOO_SHORT:
    case VIGIE_BATTERY_NO_READING:
      /* Translators: in the column of the ends of batteries: too few days of readings to forecast one. Short: a dozen
       * characters are seen, and the tooltip says why */
      return g_strdup (C_ ("battery", "too early"));
    case VIGIE_BATTERY_NOT_DECREASING:
      return g_strdup (figures->battery.trend == VIGIE_BATTERY_TREND_RISING
                           ? C_ ("battery", "charging")
                           : C_ ("battery", "steady"));
    case VIGIE_BATTERY_BEYOND_HORIZON:
      return g_strdup (C_ ("battery", "over 10 years"));
    case VIGIE_BATTERY_AT_END:
      return g_strdup (C_ ("battery", "to be replaced"));
    case VIGIE_BATTERY_VOLTAGE:
    default:
      return nothing ();
    }
}

static char *
lost_words (const VigieFleetFigures *figures)
{
  if (figures == NULL || !figures->has_loss || isnan (figures->loss.loss))
    return nothing ();
  return vigie_words_value (100 * figures->loss.loss, "%");
}

static char *
gateways_words (VigieSensor *sensor, const VigieFleetValues *values)
{
  guint n = vigie_sensor_get_n_heard (sensor);
  g_autofree char *number = vigie_words_number (n, 0);

  if (vigie_sensor_is_gateway (sensor))
    /* Translators: how many sensors a gateway hears */
    return g_strdup_printf (ngettext ("hears %s", "hears %s", n), number);
  return values->n_gateways > 0 ? g_strdup_printf ("%u", values->n_gateways) : nothing ();
}

char *
vigie_fleet_words (VigieSensor *sensor,
                   VigieFleetColumn column,
                   const VigieFleetFigures *figures,
                   VigieTime now,
                   gboolean live)
{
  VigieFleetValues values;

  switch (column)
    {
    case VIGIE_FLEET_COLUMN_STATE:
      return g_strdup (vigie_sensor_get_severity (sensor) == 0
                           ? _ ("Normal")
                           : vigie_text_state (vigie_sensor_get_freshness (sensor),
                                               vigie_sensor_get_condition (sensor)));
    case VIGIE_FLEET_COLUMN_NAME:
      return or_nothing (vigie_sensor_get_name (sensor));
    case VIGIE_FLEET_COLUMN_SITE:
      return or_nothing (vigie_fleet_site_name (sensor));
    case VIGIE_FLEET_COLUMN_COMMUNE:
      return or_nothing (vigie_fleet_commune (sensor));
    case VIGIE_FLEET_COLUMN_MODEL:
      return or_nothing (vigie_fleet_model_name (sensor));
    case VIGIE_FLEET_COLUMN_EUI:
      return or_nothing (vigie_fleet_eui (sensor));
    case VIGIE_FLEET_COLUMN_SEEN:
      return seen_words (sensor, now, live);
    case VIGIE_FLEET_COLUMN_FAILURE:
      return vigie_fleet_failure_words (sensor, figures, now, live);
    case VIGIE_FLEET_COLUMN_EXPECTED:
      return vigie_sensor_get_expected_interval (sensor) > 0
                 ? vigie_words_duration (vigie_sensor_get_expected_interval (sensor))
                 : nothing ();
    case VIGIE_FLEET_COLUMN_BATTERY:
      vigie_fleet_values (sensor, &values);
      return battery_words (&values, figures);
    case VIGIE_FLEET_COLUMN_BATTERY_END:
      vigie_fleet_values (sensor, &values);
      return end_words (&values, figures);
    case VIGIE_FLEET_COLUMN_RSSI:
      vigie_fleet_values (sensor, &values);
      return vigie_words_value (values.rssi, "dBm");
    case VIGIE_FLEET_COLUMN_SNR:
      vigie_fleet_values (sensor, &values);
      return vigie_words_value (values.snr, "dB");
    case VIGIE_FLEET_COLUMN_FACTOR:
      vigie_fleet_values (sensor, &values);
      return values.factor > 0 ? g_strdup_printf ("SF%d", values.factor) : nothing ();
    case VIGIE_FLEET_COLUMN_LOST:
      return lost_words (figures);
    case VIGIE_FLEET_COLUMN_GATEWAYS:
    default:
      vigie_fleet_values (sensor, &values);
      return gateways_words (sensor, &values);
    }
}

/* ---- More ------------------------------------------------------------------------------------ */

static char *
end_details (const VigieFleetFigures *figures)
{
  const VigieBatteryForecast *battery = &figures->battery;
  g_autofree char *days = vigie_words_number (floor (battery->days), 0);
  g_autofree char *earliest = NULL, *latest = NULL;
  guint n_days;

  if (figures->battery_unread)
    return g_strdup (_ ("The history of this battery has not been read from the server yet"));
  switch (battery->verdict)
    {
    case VIGIE_BATTERY_FORECAST:
      earliest = vigie_words_month (battery->end_earliest, NULL, TRUE);
      if (battery->end_latest == VIGIE_TIME_NONE)
        return g_strdup_printf (
            _ ("It will reach 10%% after %1$s (9 chances in 10), based on %2$s days of readings"),
            earliest, days);
      latest = vigie_words_month (battery->end_latest, NULL, TRUE);
      return g_strdup_printf (
          _ ("It will reach 10%% between %1$s and %2$s (9 chances in 10), based on %3$s days of "
             "readings"),
          earliest, latest, days);
    case VIGIE_BATTERY_TOO_SHORT:
    case VIGIE_BATTERY_NO_READING:
      n_days = (guint) CLAMP (floor (battery->days), 0, VIGIE_BATTERY_MIN_DAYS);
      if (battery->replaced != VIGIE_TIME_NONE)
        return g_strdup_printf (
            ngettext ("Replaced, with only %1$u day of readings since: a forecast needs %2$d",
                      "Replaced, with only %1$u days of readings since: a forecast needs %2$d",
                      n_days),
            n_days, VIGIE_BATTERY_MIN_DAYS);
      return g_strdup_printf (ngettext ("Only %1$u day of readings is known: a forecast needs "
                                        "%2$d",
                                        "Only %1$u days of readings are known: a forecast needs "
                                        "%2$d",
                                        n_days),
                              n_days, VIGIE_BATTERY_MIN_DAYS);
    case VIGIE_BATTERY_NOT_DECREASING:
      return g_strdup_printf (_ ("No decline over %s days of readings"), days);
    case VIGIE_BATTERY_AT_END:
      return g_strdup (_ ("It is at 10% or less"));
    case VIGIE_BATTERY_VOLTAGE:
      return g_strdup (_ ("No forecast: the voltage of a lithium cell stays flat, then drops"));
    case VIGIE_BATTERY_BEYOND_HORIZON:
    default:
      return NULL;
    }
}

static char *
lost_details (const VigieFrameLoss *loss)
{
  g_autofree char *lost = vigie_words_number (loss->lost, 0);
  g_autofree char *received = vigie_words_number (loss->received, 0);
  g_autofree char *expected = vigie_words_number (loss->expected, 0);

  if (loss->sampled)
    return g_strdup (_ ("The counter of each frame is not stored: losses are unknown"));
  if (isnan (loss->loss))
    return g_strdup (_ ("Fewer than two frames in 24 hours"));
  /* Translators: frames */
  return g_strdup_printf (_ ("%1$s received of %2$s expected, %3$s lost"), received, expected,
                          lost);
}

static char *
gateways_details (VigieSensor *sensor)
{
  guint n;
  const VigieHearing *heard = vigie_sensor_get_gateways (sensor, &n);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *name
          = heard[i].gateway != NULL ? vigie_sensor_get_name (heard[i].gateway) : heard[i].id;
      g_autofree char *rssi = vigie_words_value (heard[i].rssi, "dBm");
      g_autofree char *snr = vigie_words_value (heard[i].snr, "dB");

      if (i > 0)
        g_string_append_c (lines, '\n');
      /* Translators: a gateway that hears a sensor: name, level, signal-to-noise ratio */
      g_string_append_printf (lines, C_ ("gateway", "%1$s: %2$s, SNR %3$s"), name, rssi, snr);
    }
  if (lines->len > 0)
    return g_string_free (lines, FALSE);
  g_string_free (lines, TRUE);
  return NULL;
}

char *
vigie_fleet_details (VigieSensor *sensor,
                     VigieFleetColumn column,
                     const VigieFleetFigures *figures,
                     VigieTime now,
                     gboolean live)
{
  VigieFleetValues values;
  g_autofree char *words = NULL, *other = NULL;

  switch (column)
    {
    case VIGIE_FLEET_COLUMN_SEEN:
      if (vigie_sensor_get_last_seen (sensor) == VIGIE_TIME_NONE)
        return NULL;
      words = vigie_words_date_time (vigie_sensor_get_last_seen (sensor), NULL);
      if (vigie_sensor_get_expected_interval (sensor) <= 0)
        return g_steal_pointer (&words);
      other = vigie_site_expected_words (vigie_sensor_get_expected_interval (sensor));
      return g_strdup_printf (C_ ("summary", "%1$s; %2$s"), words, other);
    case VIGIE_FLEET_COLUMN_FAILURE:
      return vigie_fleet_findings (sensor, figures, now);
    case VIGIE_FLEET_COLUMN_BATTERY:
    case VIGIE_FLEET_COLUMN_BATTERY_END:
      return figures != NULL && figures->has_battery ? end_details (figures) : NULL;
    case VIGIE_FLEET_COLUMN_RSSI:
    case VIGIE_FLEET_COLUMN_SNR:
    case VIGIE_FLEET_COLUMN_FACTOR:
      vigie_fleet_values (sensor, &values);
      if (values.quality == VIGIE_RADIO_UNKNOWN)
        return NULL;
      if (isnan (values.margin))
        /* Translators: of a radio link: good, fair, weak, at the limit */
        return g_strdup_printf (_ ("Radio link: %s"), vigie_radio_quality_words (values.quality));
      words = vigie_words_value (values.margin, "dB");
      return g_strdup_printf (_ ("Radio link: %1$s, %2$s above the SF%3$d limit"),
                              vigie_radio_quality_words (values.quality), words, values.factor);
    case VIGIE_FLEET_COLUMN_LOST:
      return figures != NULL && figures->has_loss ? lost_details (&figures->loss) : NULL;
    case VIGIE_FLEET_COLUMN_GATEWAYS:
      return gateways_details (sensor);
    case VIGIE_FLEET_COLUMN_STATE:
    case VIGIE_FLEET_COLUMN_NAME:
    case VIGIE_FLEET_COLUMN_SITE:
    case VIGIE_FLEET_COLUMN_COMMUNE:
    case VIGIE_FLEET_COLUMN_MODEL:
    case VIGIE_FLEET_COLUMN_EUI:
    case VIGIE_FLEET_COLUMN_EXPECTED:
    default:
      return NULL;
    }
}

char *
vigie_fleet_sentence (VigieSensor *sensor,
                      const VigieFleetFigures *figures,
                      VigieTime now,
                      gboolean live)
{
  g_autofree char *state = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_STATE, figures, now, live);
  g_autofree char *seen = vigie_fleet_words (sensor, VIGIE_FLEET_COLUMN_SEEN, figures, now, live);
  VigieFleetValues values;

  vigie_fleet_values (sensor, &values);
  if (isnan (values.battery))
    /* Translators: a row of the fleet for a screen reader: sensor, site, state, last seen */
    return g_strdup_printf (C_ ("screen reader", "%1$s, %2$s: %3$s, %4$s"),
                            vigie_sensor_get_name (sensor), vigie_fleet_site_name (sensor), state,
                            seen);
  {
    g_autofree char *battery = vigie_words_value (values.battery, values.battery_unit);

    /* Translators: a row of the fleet for a screen reader: sensor, site, state, last seen, battery */
    return g_strdup_printf (C_ ("screen reader", "%1$s, %2$s: %3$s, %4$s, battery %5$s"),
                            vigie_sensor_get_name (sensor), vigie_fleet_site_name (sensor), state,
                            seen, battery);
  }
}

char *
vigie_fleet_count_words (guint n_shown,
                         guint n_sensors,
                         guint n_gateways,
                         guint n_failing,
                         guint n_unread,
                         gboolean filtered)
{
  guint n = n_sensors + n_gateways;
  g_autofree char *shown = vigie_words_number (n_shown, 0);
  g_autofree char *all = vigie_words_number (filtered ? n : n_sensors, 0);
  g_autofree char *failing = vigie_words_number (n_failing, 0);
  g_autofree char *gateways = vigie_words_number (n_gateways, 0);
  g_autofree char *unread = vigie_words_number (n_unread, 0);
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *words = NULL, *last = NULL;

  first = filtered
              /* Translators: rows of the fleet that pass the filters, of how many */
              ? g_strdup_printf (ngettext ("%1$s row of %2$s", "%1$s rows of %2$s", n_shown), shown,
                                 all)
              : g_strdup_printf (ngettext ("%s sensor", "%s sensors", n_sensors), all);
  second = g_strdup_printf (ngettext ("%s gateway", "%s gateways", n_gateways), gateways);
  /* Translators: of sensors: fail now or are foretold to fail within 30 days */
  third = g_strdup_printf (ngettext ("%s with a failure, now or within 30 days",
                                     "%s with a failure, now or within 30 days", n_failing),
                           failing);
  if (filtered)
    words = g_steal_pointer (&first);
  else if (n_gateways == 0)
    /* Translators: « 248 capteurs, 39 avec une panne présente ou à venir sous 30 jours » */
    words = g_strdup_printf (C_ ("fleet", "%1$s, %2$s"), first, third);
  else
    words = g_strdup_printf (C_ ("fleet", "%1$s, %2$s, %3$s"), first, second, third);
  if (n_unread == 0)
    return g_steal_pointer (&words);
  last = g_strdup_printf (
      ngettext ("history of %s not read yet", "history of %s not read yet", n_unread), unread);
  return g_strdup_printf (C_ ("fleet", "%1$s, %2$s"), words, last);
}
