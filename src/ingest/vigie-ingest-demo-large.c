/* vigie-ingest-demo-large.c: large territories for tests and benchmarks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo.h"

#include "vigie-ingest-demo-entities.h"
#include "vigie-ingest-schema.h"

/* Kinds and what is measured at each, in turn. */
static const struct
{
  const char *kind, *name;
} kinds[] = {
    {"recycling-centre", "Déchèterie"}, {"water", "Poste de relevage"},
    {"solar-plant", "Ombrières"},       {"substation", "Poste HTA"},
    {"public-building", "Bâtiment"},    {"service-point", "Point de services"},
    {"lora-gateway", "Passerelle"},     {"data-centre", "Salle de serveurs"},
};
static const VigieDemoProperty measured[] = {
    VIGIE_DEMO_PROPERTY_FILL_LEVEL,  VIGIE_DEMO_PROPERTY_POWER,
    VIGIE_DEMO_PROPERTY_TEMPERATURE, VIGIE_DEMO_PROPERTY_BATTERY,
    VIGIE_DEMO_PROPERTY_HUMIDITY,    VIGIE_DEMO_PROPERTY_FLOW,
    VIGIE_DEMO_PROPERTY_RSSI,        VIGIE_DEMO_PROPERTY_VEHICLES_PRESENT,
};

enum
{
  ROW_THING,
  ROW_LOCATION,
  ROW_THING_LOCATION,
  ROW_FEATURE,
  ROW_SENSOR,
  ROW_DATASTREAM,
  ROW_OBSERVATION,
  ROW_PROPERTY,
  N_ROWS
};
static const char *const sql[N_ROWS] = {
    [ROW_THING] = "INSERT INTO thing (id, name, description, properties) VALUES (?, ?, ?, ?)",
    [ROW_LOCATION] = "INSERT INTO location (id, name, description, encoding_type, location)"
                     " VALUES (?, ?, '', 'application/geo+json', ?)",
    [ROW_THING_LOCATION] = "INSERT INTO thing_location (thing_id, location_id) VALUES (?, ?)",
    [ROW_FEATURE]
    = "INSERT INTO feature (id, name, description, encoding_type, feature, location_id)"
      " VALUES (?, ?, '', 'application/geo+json', ?, ?)",
    [ROW_SENSOR] = "INSERT INTO sensor (id, name, description, encoding_type, metadata, properties)"
                   " VALUES (?, ?, '', 'text/plain', '\"\"', ?)",
    [ROW_DATASTREAM]
    = "INSERT INTO datastream (id, name, description, observation_type, unit_of_measurement, properties,"
      " thing_id, sensor_id, observed_property_id, feature_id) VALUES (?, ?, ?,"
      " 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement', ?, ?, ?, ?, ?, ?)",
    [ROW_OBSERVATION]
    = "INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type, result_number)"
      " VALUES (?, ?, ?, ?, ?)",
    [ROW_PROPERTY]
    = "INSERT INTO observed_property (id, name, definition, description) VALUES (?, ?, ?, ?)",
};

static gboolean
write_site (VigieDemoRow *rows, guint site, GError **error)
{
  guint kind = site % G_N_ELEMENTS (kinds);
  guint n_sites;
  const VigieDemoSite *model
      = &vigie_demo_sites (&n_sites)[site % 13]; /* near a place of the territory */
  g_autofree char *name = g_strdup_printf ("%s %u", kinds[kind].name, site + 1);
  g_autofree char *properties
      = g_strdup_printf ("{\"kind\":\"%s\",\"commune\":\"%s\",\"demonstration\":true}",
                         kinds[kind].kind, model->commune);
  g_autofree char *point = vigie_demo_point (
      CLAMP (model->lat + 0.03 * vigie_demo_normal (VIGIE_DEMO_STREAM_DEVICE, site, 61), 47.62,
             48.03),
      CLAMP (model->lon + 0.04 * vigie_demo_normal (VIGIE_DEMO_STREAM_DEVICE, site, 62), -3.54,
             -3.06));
  gint64 id = site + 1;

  vigie_demo_row_integer (&rows[ROW_THING], id);
  vigie_demo_row_text (&rows[ROW_THING], name);
  vigie_demo_row_text (&rows[ROW_THING], vigie_demo_commune_name (model->commune));
  vigie_demo_row_text (&rows[ROW_THING], properties);
  vigie_demo_row_integer (&rows[ROW_LOCATION], id);
  vigie_demo_row_text (&rows[ROW_LOCATION], vigie_demo_commune_name (model->commune));
  vigie_demo_row_text (&rows[ROW_LOCATION], point);
  vigie_demo_row_integer (&rows[ROW_THING_LOCATION], id);
  vigie_demo_row_integer (&rows[ROW_THING_LOCATION], id);
  vigie_demo_row_integer (&rows[ROW_FEATURE], id);
  vigie_demo_row_text (&rows[ROW_FEATURE], name);
  vigie_demo_row_text (&rows[ROW_FEATURE], point);
  vigie_demo_row_integer (&rows[ROW_FEATURE], id);
  for (int row = ROW_THING; row <= ROW_FEATURE; row++)
    if (!vigie_demo_row_run (&rows[row], error))
      return FALSE;
  return TRUE;
}

/* The sensor, the measure and its readings, in the range of its unit. */
static gboolean
write_measure (VigieDemoRow *rows,
               guint site,
               guint measure,
               gint64 id,
               guint readings,
               VigieTime now,
               GError **error)
{
  VigieDemoProperty property = measured[measure % G_N_ELEMENTS (measured)];
  const VigieDemoPropertyInfo *info = vigie_demo_property (property);
  g_autofree char *name = measure < G_N_ELEMENTS (measured)
                              ? g_strdup (info->name)
                              : g_strdup_printf ("%s %u", info->name, measure + 1);
  g_autofree char *sensor = g_strdup_printf (
      "{\"devEui\":\"02FF%012" G_GINT64_MODIFIER "X\",\"model\":\"Milesight EM400-MUD\"}", id);
  g_autofree char *unit
      = g_strdup_printf ("{\"name\":\"%s\",\"symbol\":\"%s\",\"definition\":\"%s\"}",
                         info->unit_name, info->unit_symbol, info->unit_definition);
  g_autofree char *properties = g_strdup_printf (
      "{\"role\":\"%s\",\"aggregation\":\"instant\",\"expectedInterval\":\"PT10M\"%s}",
      vigie_role_to_string (info->role),
      property == VIGIE_DEMO_PROPERTY_FILL_LEVEL
          ? ",\"thresholds\":{\"high\":85,\"highhigh\":90,\"deadband\":3}"
          : "");
  double low = property == VIGIE_DEMO_PROPERTY_RSSI ? -115 : 0;

  vigie_demo_row_integer (&rows[ROW_SENSOR], id);
  vigie_demo_row_text (&rows[ROW_SENSOR], name);
  vigie_demo_row_text (&rows[ROW_SENSOR], sensor);
  vigie_demo_row_integer (&rows[ROW_DATASTREAM], id);
  vigie_demo_row_text (&rows[ROW_DATASTREAM], name);
  vigie_demo_row_text (&rows[ROW_DATASTREAM], info->description);
  vigie_demo_row_text (&rows[ROW_DATASTREAM], unit);
  vigie_demo_row_text (&rows[ROW_DATASTREAM], properties);
  vigie_demo_row_integer (&rows[ROW_DATASTREAM], site + 1);
  vigie_demo_row_integer (&rows[ROW_DATASTREAM], id);
  vigie_demo_row_integer (&rows[ROW_DATASTREAM], measure % G_N_ELEMENTS (measured) + 1);
  vigie_demo_row_integer (&rows[ROW_DATASTREAM], site + 1);
  if (!vigie_demo_row_run (&rows[ROW_SENSOR], error)
      || !vigie_demo_row_run (&rows[ROW_DATASTREAM], error))
    return FALSE;
  for (guint i = 0; i < readings; i++)
    {
      VigieTime time
          = now - (readings - 1 - i) * 10 * VIGIE_MINUTE
            - (VigieTime) (vigie_demo_hash (VIGIE_DEMO_STREAM_DEVICE, id, 63) % 540) * VIGIE_SECOND;
      /* Most of the territory is well: the whole range is the square of chance. */
      double chance = vigie_demo_uniform (VIGIE_DEMO_STREAM_DEVICE, id, 64 + i);

      vigie_demo_row_integer (&rows[ROW_OBSERVATION], id);
      vigie_demo_row_integer (&rows[ROW_OBSERVATION], time);
      vigie_demo_row_integer (&rows[ROW_OBSERVATION], time + VIGIE_SECOND);
      vigie_demo_row_integer (&rows[ROW_OBSERVATION], VIGIE_INGEST_RESULT_NUMBER);
      sqlite3_bind_double (rows[ROW_OBSERVATION].statement, 5,
                           round ((low + 95 * chance * chance) * 10) / 10);
      if (!vigie_demo_row_run (&rows[ROW_OBSERVATION], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_properties (VigieDemoRow *row, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (measured); i++)
    {
      const VigieDemoPropertyInfo *info = vigie_demo_property (measured[i]);

      vigie_demo_row_integer (row, i + 1);
      vigie_demo_row_text (row, info->name);
      vigie_demo_row_text (row, info->definition);
      vigie_demo_row_text (row, info->description);
      if (!vigie_demo_row_run (row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
vigie_ingest_demo_fill_large (sqlite3 *db,
                              guint n_sites,
                              guint measures_per_site,
                              guint readings,
                              VigieTime now,
                              GError **error)
{
  VigieDemoRow rows[N_ROWS] = {0};
  gboolean done;
  gint64 id = 0;

  g_return_val_if_fail (db && readings >= 1, FALSE);
  done
      = vigie_ingest_schema_begin_fill (db, error) && vigie_ingest_schema_exec (db, "BEGIN", error);
  for (int i = 0; done && i < N_ROWS; i++)
    done = vigie_demo_row_init (&rows[i], db, sql[i], error);
  done = done && write_properties (&rows[ROW_PROPERTY], error);
  for (guint site = 0; done && site < n_sites; site++)
    {
      done = write_site (rows, site, error);
      for (guint measure = 0; done && measure < measures_per_site; measure++)
        done = write_measure (rows, site, measure, ++id, readings, now, error);
    }
  for (int i = 0; i < N_ROWS; i++)
    vigie_demo_row_clear (&rows[i]);
  if (done && vigie_ingest_schema_exec (db, "COMMIT", error))
    return vigie_ingest_schema_end_fill (db, error);
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}
