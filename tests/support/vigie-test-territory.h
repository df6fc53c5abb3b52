/* vigie-test-territory.h: batches for tests: sites, sensors, measures and readings by number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-territory.h"

/* A site "s<n>" named "Site <n>", in Lorient's surroundings. A new reference. */
static inline VigieSiteData *
test_site_data (guint n)
{
  VigieSiteData *site = vigie_site_data_new ();

  site->id = (g_free (site->id), g_strdup_printf ("s%u", n));
  site->name = (g_free (site->name), g_strdup_printf ("Site %u", n));
  site->id_is_text = TRUE;
  site->lat = 47.6 + (n % 100) * 0.004;
  site->lon = -3.5 + (n / 100 % 100) * 0.004;
  return site;
}

/* A sensor "c<n>". A new reference. */
static inline VigieSensorData *
test_sensor_data (guint n)
{
  VigieSensorData *sensor = vigie_sensor_data_new ();

  sensor->id = (g_free (sensor->id), g_strdup_printf ("c%u", n));
  sensor->name = (g_free (sensor->name), g_strdup_printf ("Capteur %u", n));
  sensor->dev_eui = g_strdup_printf ("%016X", n);
  return sensor;
}

/* A measure "m<n>" of the site "s<site>", of the sensor "c<n>", expected every @interval. A new
 * reference. */
static inline VigieMeasureData *
test_measure_data (guint n, guint site, gint64 interval)
{
  VigieMeasureData *measure = vigie_measure_data_new ();

  measure->id = (g_free (measure->id), g_strdup_printf ("m%u", n));
  measure->site_id = (g_free (measure->site_id), g_strdup_printf ("s%u", site));
  measure->sensor_id = g_strdup_printf ("c%u", n);
  measure->name = (g_free (measure->name), g_strdup_printf ("Mesure %u", n));
  measure->unit = (g_free (measure->unit), g_strdup ("%"));
  measure->role = VIGIE_ROLE_FILL_LEVEL;
  measure->expected_interval = interval;
  return measure;
}

static inline void
test_add_site (VigieTerritoryBatch *batch, guint n)
{
  g_autoptr (VigieSiteData) site = test_site_data (n);

  vigie_territory_batch_add_site (batch, site);
}

static inline void
test_add_sensor (VigieTerritoryBatch *batch, guint n)
{
  g_autoptr (VigieSensorData) sensor = test_sensor_data (n);

  vigie_territory_batch_add_sensor (batch, sensor);
}

static inline void
test_add_measure (VigieTerritoryBatch *batch, guint n, guint site, gint64 interval)
{
  g_autoptr (VigieMeasureData) measure = test_measure_data (n, site, interval);

  vigie_territory_batch_add_measure (batch, measure);
}

static inline void
test_add_reading (VigieTerritoryBatch *batch,
                  guint n,
                  VigieTime time,
                  double number,
                  VigieCondition condition)
{
  g_autofree char *id = g_strdup_printf ("m%u", n);
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState state = {.condition = condition, .since = time};

  reading.time = time;
  reading.number = number;
  reading.type = VIGIE_VALUE_NUMBER;
  vigie_territory_batch_add_reading (batch, id, &reading, &state);
}

/* @n_sites sites × @n_measures measures each, all with a reading of @time. */
static inline VigieTerritoryBatch *
test_batch (guint n_sites, guint n_measures, gint64 interval, VigieTime time)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < n_sites; i++)
    {
      test_add_site (batch, i);
      for (guint j = 0; j < n_measures; j++)
        {
          test_add_sensor (batch, i * n_measures + j);
          test_add_measure (batch, i * n_measures + j, i, interval);
          test_add_reading (batch, i * n_measures + j, time, j, VIGIE_CONDITION_NORMAL);
        }
    }
  return batch;
}
