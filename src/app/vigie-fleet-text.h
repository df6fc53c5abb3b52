/* vigie-fleet-text.h: what the fleet page says of a sensor, column by column: words, keys to order by, a table to
 * export. No widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fleet-figures.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_FLEET_COLUMN_STATE,
  VIGIE_FLEET_COLUMN_NAME,
  VIGIE_FLEET_COLUMN_SITE,
  VIGIE_FLEET_COLUMN_COMMUNE,
  VIGIE_FLEET_COLUMN_MODEL,
  VIGIE_FLEET_COLUMN_EUI,
  VIGIE_FLEET_COLUMN_SEEN,
  VIGIE_FLEET_COLUMN_FAILURE,
  VIGIE_FLEET_COLUMN_EXPECTED,
  VIGIE_FLEET_COLUMN_BATTERY,
  VIGIE_FLEET_COLUMN_BATTERY_END,
  VIGIE_FLEET_COLUMN_RSSI,
  VIGIE_FLEET_COLUMN_SNR,
  VIGIE_FLEET_COLUMN_FACTOR,
  VIGIE_FLEET_COLUMN_LOST,
  VIGIE_FLEET_COLUMN_GATEWAYS,
} VigieFleetColumn;
#define VIGIE_FLEET_N_COLUMNS 16

/* "state", "name", … as in the settings; and back, FALSE for another name. */
const char *vigie_fleet_column_to_string (VigieFleetColumn column);
gboolean vigie_fleet_column_from_string (const char *name, VigieFleetColumn *column);
/* « Capteur », « Vu »; not to be freed. */
const char *vigie_fleet_column_title (VigieFleetColumn column);
/* TRUE where keys are numbers and cells stand at the end. */
gboolean vigie_fleet_column_is_number (VigieFleetColumn column);

/* What a sensor's measures tell of the device now. */
typedef struct
{
  double battery;           /* in battery_unit, or NAN */
  const char *battery_unit; /* of the measure; never NULL */
  double rssi, snr,
      margin; /* dBm and dB, or NAN: of its measures, else of the gateway that hears it best */
  int factor; /* 5 to 12, or 0 */
  guint n_gateways;
  VigieRadioQuality quality;
} VigieFleetValues;
void vigie_fleet_values (VigieSensor *sensor, VigieFleetValues *values);

/* A battery in % that is under 20. */
gboolean vigie_fleet_is_battery_low (VigieSensor *sensor);

const char *vigie_fleet_commune (VigieSensor *sensor);    /* or "" */
const char *vigie_fleet_model_name (VigieSensor *sensor); /* or "" */
const char *
vigie_fleet_eui (VigieSensor *sensor); /* EUI of the sensor or the gateway's id, or "" */
const char *vigie_fleet_site_name (VigieSensor *sensor); /* or "" */

/* A cell's words: « il y a 4 min », « 87 % », « — » where nothing is known. @live: FALSE in the last known state.
 * Free with g_free(). */
char *vigie_fleet_words (VigieSensor *sensor,
                         VigieFleetColumn column,
                         const VigieFleetFigures *figures,
                         VigieTime now,
                         gboolean live);

/* More of a cell for a tooltip and a screen reader: « Fin de pile entre mars et juin 2027… », or NULL where its words
 * say all. Free with g_free(). */
char *vigie_fleet_details (VigieSensor *sensor,
                           VigieFleetColumn column,
                           const VigieFleetFigures *figures,
                           VigieTime now,
                           gboolean live);

/* The row as a sentence for a screen reader. Free with g_free(). */
char *vigie_fleet_sentence (VigieSensor *sensor,
                            const VigieFleetFigures *figures,
                            VigieTime now,
                            gboolean live);

/* « 248 capteurs, 5 passerelles, 39 avec une panne présente ou à venir sous 30 jours », « 12 lignes sur 248 » where
 * @filtered; and of how many the past is not read yet. Free with g_free(). */
char *vigie_fleet_count_words (guint n_shown,
                               guint n_sensors,
                               guint n_gateways,
                               guint n_failing,
                               guint n_unread,
                               gboolean filtered);

/* What to order by: a number (NAN last, whichever way) or a text. */
double vigie_fleet_number_key (VigieSensor *sensor,
                               VigieFleetColumn column,
                               const VigieFleetFigures *figures,
                               VigieTime now);
const char *vigie_fleet_text_key (VigieSensor *sensor, VigieFleetColumn column);

/* ---- Export ---- */

typedef const VigieFleetFigures *(*VigieFleetFiguresFunc) (VigieSensor *sensor, gpointer user_data);

/* The sensors of @list in its order: a header, then a row for each, numbers as numbers, see VigieCsv. */
GBytes *vigie_fleet_export_csv (GListModel *list,
                                VigieFleetFiguresFunc figures,
                                gpointer user_data,
                                VigieTime now);
/* "parc-2026-11-22.csv". Free with g_free(). */
char *vigie_fleet_export_file_name (VigieTime now);

G_END_DECLS
