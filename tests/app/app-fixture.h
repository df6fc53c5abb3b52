/* app-fixture.h: a small territory with each state, at a clock that stands still.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "vigie-resources.h"
#include "vigie-territory.h"
#include "vigie-ticker.h"

/* Saturday 21 November 2026, 11:07 in Paris. */
#define FIXTURE_NOW (G_GINT64_CONSTANT (1795255620) * VIGIE_SECOND)

static inline void
fixture_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VIGIE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (argc, argv, NULL);
}

/* Also a display, the styles and the templates. */
static inline void
fixture_init_widgets (int *argc, char ***argv)
{
  fixture_init (argc, argv);
  adw_init ();
  g_resources_register (vigie_get_resource ());
}

static inline VigieSiteData *
fixture_site (const char *id, const char *name, VigieKind kind, const char *commune)
{
  VigieSiteData *data = vigie_site_data_new ();

  g_set_str (&data->id, id);
  g_set_str (&data->name, name);
  g_set_str (&vigie_site_data_edit_details (data)->commune_name, commune);
  data->kind = kind;
  data->lat = 47.7;
  data->lon = -3.3;
  return data;
}

static inline void
fixture_add_site (VigieTerritoryBatch *batch, VigieSiteData *data)
{
  vigie_territory_batch_add_site (batch, data);
  vigie_site_data_unref (data);
}

/* A measure of @site read @age before FIXTURE_NOW (−1: never), of a sensor named as it. */
static inline void
fixture_add_measure (VigieTerritoryBatch *batch,
                     const char *site,
                     const char *name,
                     VigieRole role,
                     const char *unit,
                     double number,
                     gint64 age,
                     VigieCondition condition)
{
  g_autoptr (VigieMeasureData) data = vigie_measure_data_new ();
  g_autoptr (VigieSensorData) sensor = vigie_sensor_data_new ();
  VigieConditionState state = {.condition = condition};
  VigieReading reading = {.time = FIXTURE_NOW - age,
                          .start = VIGIE_TIME_NONE,
                          .result_time = VIGIE_TIME_NONE,
                          .number = number,
                          .type = VIGIE_VALUE_NUMBER};
  const char *slash = strchr (name, '/'); /* "sensor/measure" */

  g_free (data->id);

  data->id = g_strdup_printf ("%s:%s", site, name);
  g_set_str (&data->site_id, site);
  g_set_str (&data->name, slash != NULL ? slash + 1 : name);
  g_set_str (&data->unit, unit);
  data->role = role;
  data->expected_interval = 10 * VIGIE_MINUTE;
  g_free (sensor->name);
  sensor->name = slash != NULL ? g_strndup (name, (gsize) (slash - name)) : g_strdup (name);
  g_free (sensor->id);
  sensor->id = g_strdup_printf ("%s:%s", site, sensor->name);
  g_set_str (&data->sensor_id, sensor->id);
  if (condition != VIGIE_CONDITION_NORMAL)
    {
      data->thresholds.high = 90;
      data->thresholds.highhigh = 95;
      state.since = FIXTURE_NOW - VIGIE_HOUR;
      state.limit = condition == VIGIE_CONDITION_CRITICAL ? 4 : 3;
    }
  vigie_territory_batch_add_sensor (batch, sensor);
  vigie_territory_batch_add_measure (batch, data);
  if (age >= 0)
    vigie_territory_batch_add_reading (batch, data->id, &reading, &state);
}

/* Riantec (warning), Lorient (critical), Bubry (silent), Groix (never), Quéven (out of service), Plouay and
 * Hennebont (normal). */
static inline VigieTerritory *
fixture_territory (VigieClock *clock)
{
  VigieTerritory *territory = vigie_territory_new (clock);
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();
  VigieSiteData *queven
      = fixture_site ("q", "Déchèterie de Quéven", VIGIE_KIND_RECYCLING_CENTRE, "Quéven");
  VigieSiteData *riantec
      = fixture_site ("r", "Déchèterie de Riantec", VIGIE_KIND_RECYCLING_CENTRE, "Riantec");

  queven->out_of_service = TRUE;
  vigie_site_data_edit_details (queven)->out_of_service_since = FIXTURE_NOW - 9 * VIGIE_DAY;
  g_set_str (&vigie_site_data_edit_details (queven)->out_of_service_note, "travaux");
  g_set_str (&vigie_site_data_edit_details (riantec)->opening_hours,
             "Tu-Sa 10:00-12:30,14:00-18:00");
  g_set_str (&vigie_site_data_edit_details (riantec)->address, "Villemarion");
  riantec->demonstration = TRUE;

  fixture_add_site (
      batch, fixture_site ("p", "Déchèterie de Plouay", VIGIE_KIND_RECYCLING_CENTRE, "Plouay"));
  fixture_add_site (batch, riantec);
  fixture_add_site (batch, fixture_site ("l", "Épuration de Lorient", VIGIE_KIND_WATER, "Lorient"));
  fixture_add_site (batch,
                    fixture_site ("b", "Passerelle de Bubry", VIGIE_KIND_LORA_GATEWAY, "Bubry"));
  fixture_add_site (batch, fixture_site ("g", "Île de Groix", VIGIE_KIND_SERVICE_POINT, "Groix"));
  fixture_add_site (batch, queven);
  fixture_add_site (
      batch, fixture_site ("h", "Mairie d’Hennebont", VIGIE_KIND_PUBLIC_BUILDING, "Hennebont"));

  fixture_add_measure (batch, "p", "Véhicules présents", VIGIE_ROLE_VEHICLES_PRESENT, "", 7,
                       2 * VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "r", "Benne gravats/Remplissage", VIGIE_ROLE_FILL_LEVEL, "%", 94,
                       4 * VIGIE_MINUTE, VIGIE_CONDITION_WARNING);
  fixture_add_measure (batch, "r", "Benne gravats/Batterie", VIGIE_ROLE_BATTERY_LEVEL, "%", 81,
                       4 * VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "r", "Benne gravats/RSSI", VIGIE_ROLE_RSSI, "dBm", -97,
                       4 * VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "r", "Benne encombrants", VIGIE_ROLE_FILL_LEVEL, "%", 62,
                       3 * VIGIE_HOUR + 7 * VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "r", "Comptage", VIGIE_ROLE_VEHICLES_IN, "", 41, 24 * VIGIE_MINUTE,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "r", "Qualité de l’air", VIGIE_ROLE_OTHER, "", 0, -1,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "l", "Bassin d’orage", VIGIE_ROLE_FILL_LEVEL, "%", 97, VIGIE_MINUTE,
                       VIGIE_CONDITION_CRITICAL);
  fixture_add_measure (batch, "b", "Trames", VIGIE_ROLE_OTHER, "", 12, 3 * VIGIE_HOUR,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "g", "Compteur", VIGIE_ROLE_CONSUMPTION, "kWh", 1, -1,
                       VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "q", "Véhicules présents", VIGIE_ROLE_VEHICLES_PRESENT, "", 0,
                       VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  fixture_add_measure (batch, "h", "Consommation", VIGIE_ROLE_CONSUMPTION, "kW", 12,
                       5 * VIGIE_MINUTE, VIGIE_CONDITION_NORMAL);
  vigie_territory_apply_now (territory, batch);
  return territory;
}

static inline char *
fixture_label (gpointer widget)
{
  return g_strdup (gtk_label_get_label (GTK_LABEL (widget)));
}
