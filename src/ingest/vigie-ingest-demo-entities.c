/* vigie-ingest-demo-entities.c: see vigie-ingest-demo-entities.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-entities.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "vigie-ingest-demo-traffic.h"
#include "vigie-ingest-schema.h"

/* Dates in the properties count from the start of the demonstration. */
#define AGAIN " ON CONFLICT (id) DO UPDATE SET properties = excluded.properties"
#define OM "http://www.opengis.net/def/observationType/OGC-OM/2.0/"

gboolean
vigie_demo_row_init (VigieDemoRow *row, sqlite3 *db, const char *sql, GError **error)
{
  row->db = db;
  row->place = 0;
  row->statement = NULL;
  if (sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &row->statement, NULL)
      == SQLITE_OK)
    return TRUE;
  return vigie_ingest_schema_fail (db, _ ("Could not write the demonstration"), error);
}

void
vigie_demo_row_integer (VigieDemoRow *row, gint64 value)
{
  sqlite3_bind_int64 (row->statement, ++row->place, value);
}

void
vigie_demo_row_text (VigieDemoRow *row, const char *text)
{
  sqlite3_bind_text (row->statement, ++row->place, text, -1, SQLITE_TRANSIENT);
}

gboolean
vigie_demo_row_run (VigieDemoRow *row, GError **error)
{
  int result = sqlite3_step (row->statement);

  sqlite3_reset (row->statement);
  row->place = 0;
  if (result == SQLITE_DONE)
    return TRUE;
  return vigie_ingest_schema_fail (row->db, _ ("Could not write the demonstration"), error);
}

void
vigie_demo_row_clear (VigieDemoRow *row)
{
  g_clear_pointer (&row->statement, sqlite3_finalize);
}

VigieTime
vigie_demo_result_time (gint64 datastream, VigieTime time)
{
  double share = vigie_demo_uniform (VIGIE_DEMO_STREAM_ARRIVAL, time, datastream);

  return time + (VigieTime) ((0.3 + 1.4 * share) * 1000) * 1000;
}

/* The object that was built, as text; the builder is empty afterwards. */
static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_builder_reset (builder);
  return json_to_string (root, FALSE);
}

static void
set_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (!text)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
set_number (JsonBuilder *builder, const char *name, double number)
{
  if (isnan (number))
    return;
  json_builder_set_member_name (builder, name);
  if (number == floor (number) && fabs (number) < 1e15)
    json_builder_add_int_value (builder, (gint64) number);
  else
    json_builder_add_double_value (builder, number);
}

static void
set_time (JsonBuilder *builder, const char *name, VigieTime time)
{
  char buffer[VIGIE_TIME_BUFFER];

  if (time != VIGIE_TIME_NONE)
    set_text (builder, name, vigie_time_format (time / VIGIE_MINUTE * VIGIE_MINUTE, buffer));
}

static void
set_true (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, TRUE);
}

static void
set_out_of_service (JsonBuilder *builder, const VigieDemoMeasure *measure)
{
  json_builder_set_member_name (builder, "outOfService");
  json_builder_begin_object (builder);
  set_time (builder, "since", measure->out_of_service);
  set_text (builder, "note", measure->out_of_service_note);
  set_text (builder, "by", measure->out_of_service_by);
  json_builder_end_object (builder);
}

/* A site is out of service where all its measures are. */
static const VigieDemoMeasure *
find_closing (VigieDemoSim *sim, guint site)
{
  const VigieDemoMeasure *found = NULL;

  for (guint i = 0; i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);

      if (measure->site != site)
        continue;
      if (measure->out_of_service == VIGIE_TIME_NONE)
        return NULL;
      found = measure;
    }
  return found;
}

/* What energy wants to know of a site. */
static void
set_facts (JsonBuilder *builder, const VigieDemoFacts *facts)
{
  if (facts->area > 0)
    set_number (builder, "area", facts->area);
  if (facts->renewable_share > 0)
    set_number (builder, "renewableShare", facts->renewable_share);
  if (facts->loads[0].name)
    {
      json_builder_set_member_name (builder, "flexibleLoads");
      json_builder_begin_array (builder);
      for (guint i = 0; i < VIGIE_DEMO_MAX_LOADS && facts->loads[i].name; i++)
        {
          json_builder_begin_object (builder);
          set_text (builder, "name", facts->loads[i].name);
          set_number (builder, "kW", facts->loads[i].kw);
          set_text (builder, "duration", facts->loads[i].duration);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  if (facts->operat_reference)
    {
      json_builder_set_member_name (builder, "operat");
      json_builder_begin_object (builder);
      set_text (builder, "reference", facts->operat_reference);
      set_text (builder, "category", facts->operat_category);
      set_number (builder, "referenceYear", VIGIE_DEMO_OPERAT_YEAR);
      set_number (builder, "referenceConsumptionKWh", facts->operat_kwh);
      json_builder_end_object (builder);
    }
  if (facts->rated_it_kw > 0)
    {
      json_builder_set_member_name (builder, "dataCentre");
      json_builder_begin_object (builder);
      set_number (builder, "ratedItPowerKW", facts->rated_it_kw);
      set_number (builder, "whiteSpaceM2", facts->white_space);
      set_number (builder, "pueCategory", facts->pue_category);
      json_builder_end_object (builder);
    }
}

static char *
thing_properties (VigieDemoSim *sim, guint index)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const VigieDemoSite *site = &sim->sites[index];
  const VigieDemoMeasure *closing = find_closing (sim, index);
  const char *const *accepts = vigie_demo_accepts (site);

  json_builder_begin_object (builder);
  set_text (builder, "kind", vigie_kind_to_string (vigie_demo_type_kind (site->type)));
  set_text (builder, "commune", site->commune);
  set_text (builder, "communeName", vigie_demo_commune_name (site->commune));
  set_text (builder, "address", site->address);
  if (site->hours)
    {
      g_autofree char *hours = vigie_demo_site_hours (sim, site);

      set_text (builder, "openingHours", hours);
    }
  if (site->capacity > 0)
    set_number (builder, "capacity", site->capacity);
  if (accepts)
    {
      json_builder_set_member_name (builder, "accepts");
      json_builder_begin_array (builder);
      for (guint i = 0; accepts[i]; i++)
        json_builder_add_string_value (builder, accepts[i]);
      json_builder_end_array (builder);
    }
  set_text (builder, "access", vigie_demo_type_access (site->type));
  set_text (builder, "contact", vigie_demo_type_contact (site->type));
  if (site->type == VIGIE_DEMO_TYPE_SOLAR || site->panels > 0)
    set_number (builder, "peakPower", site->panels > 0 ? site->panels : site->size);
  if (site->type == VIGIE_DEMO_TYPE_GATEWAY)
    {
      char id[VIGIE_DEMO_GATEWAY_ID_BUFFER];

      set_text (builder, "gatewayId", vigie_demo_gateway_id (index, id));
    }
  if (vigie_demo_facts (site->name))
    set_facts (builder, vigie_demo_facts (site->name));
  set_true (builder, "demonstration");
  if (site->type == VIGIE_DEMO_TYPE_DATA_CENTRE)
    set_true (builder, "fictitious");
  if (closing)
    set_out_of_service (builder, closing);
  return finish (builder);
}

static char *
sensor_properties (const VigieDemoDevice *device)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const VigieDemoModelInfo *model = vigie_demo_model (device->model);

  json_builder_begin_object (builder);
  if (device->dev_eui[0])
    set_text (builder, "devEui", device->dev_eui);
  set_text (builder, "model", model->name);
  set_text (builder, "batteryType", model->battery_type);
  set_time (builder, "installed", device->installed);
  return finish (builder);
}

static void
set_thresholds (JsonBuilder *builder, const VigieThresholds *thresholds, gboolean has_delays)
{
  if (isnan (thresholds->lowlow) && isnan (thresholds->low) && isnan (thresholds->high)
      && isnan (thresholds->highhigh))
    return;
  json_builder_set_member_name (builder, "thresholds");
  json_builder_begin_object (builder);
  set_number (builder, "lowlow", thresholds->lowlow);
  set_number (builder, "low", thresholds->low);
  set_number (builder, "high", thresholds->high);
  set_number (builder, "highhigh", thresholds->highhigh);
  set_number (builder, "deadband", thresholds->deadband);
  if (has_delays)
    {
      set_text (builder, "onDelay", "PT5M");
      set_text (builder, "offDelay", "PT5M");
    }
  json_builder_end_object (builder);
}

static char *
datastream_properties (VigieDemoSim *sim, const VigieDemoMeasure *measure)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const VigieDemoPropertyInfo *property = vigie_demo_property (measure->property);
  const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, measure->device);
  g_autofree char *interval = vigie_duration_format (measure->interval * VIGIE_DEMO_STEP);

  json_builder_begin_object (builder);
  set_text (builder, "role", vigie_role_to_string (property->role));
  set_text (builder, "aggregation", vigie_aggregation_to_string (property->aggregation));
  set_text (builder, "expectedInterval", interval);
  /* What is read every ten minutes may cross a limit for one reading only. */
  set_thresholds (builder, &measure->thresholds, measure->interval <= VIGIE_DEMO_10_MIN);
  set_time (builder, "installed", device->installed);
  if (measure->rollover > 0)
    set_number (builder, "rollover", measure->rollover);
  if (!isnan (measure->replaced_last))
    {
      json_builder_set_member_name (builder, "replacements");
      json_builder_begin_array (builder);
      json_builder_begin_object (builder);
      set_time (builder, "time", measure->replaced);
      set_number (builder, "last", measure->replaced_last);
      set_number (builder, "first", 0);
      json_builder_end_object (builder);
      json_builder_end_array (builder);
    }
  if (measure->part_of != G_MAXUINT)
    set_number (builder, "partOf", measure->part_of + 1);
  if (measure->field)
    {
      json_builder_set_member_name (builder, "source");
      json_builder_begin_object (builder);
      set_text (builder, "devEui", device->dev_eui);
      set_text (builder, "field", measure->field);
      if (measure->scale != 1)
        set_number (builder, "scale", measure->scale);
      if (measure->offset != 0)
        set_number (builder, "offset", measure->offset);
      json_builder_end_object (builder);
    }
  if (measure->out_of_service != VIGIE_TIME_NONE)
    set_out_of_service (builder, measure);
  return finish (builder);
}

static char *
unit_of_measurement (const VigieDemoPropertyInfo *property)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (property->is_state || property->role == VIGIE_ROLE_GATEWAYS)
    {
      static const char *const members[] = {"name", "symbol", "definition"};

      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        {
          json_builder_set_member_name (builder, members[i]);
          json_builder_add_null_value (builder);
        }
    }
  else
    {
      set_text (builder, "name", property->unit_name);
      set_text (builder, "symbol", property->unit_symbol);
      set_text (builder, "definition", property->unit_definition);
    }
  return finish (builder);
}

char *
vigie_demo_point (double lat, double lon)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (x, sizeof x, "%.6f", lon);
  g_ascii_formatd (y, sizeof y, "%.6f", lat);
  return g_strdup_printf ("{\"type\":\"Point\",\"coordinates\":[%s,%s]}", x, y);
}

static gboolean
write_sites (VigieDemoSim *sim, sqlite3 *db, GError **error)
{
  static const char *const sql[] = {
      "INSERT INTO thing (id, name, description, properties) VALUES (?, ?, ?, ?)" AGAIN,
      "INSERT OR IGNORE INTO location (id, name, description, encoding_type, location)"
      " VALUES (?, ?, ?, 'application/geo+json', ?)",
      "INSERT OR IGNORE INTO thing_location (thing_id, location_id) VALUES (?, ?)",
      "INSERT OR IGNORE INTO historical_location (id, thing_id, time) VALUES (?, ?, ?)",
      "INSERT OR IGNORE INTO historical_location_location (historical_location_id, location_id)"
      " VALUES (?, ?)",
      "INSERT OR IGNORE INTO feature (id, name, description, encoding_type, feature, location_id)"
      " VALUES (?, ?, ?, 'application/geo+json', ?, ?)",
  };
  VigieDemoRow rows[G_N_ELEMENTS (sql)] = {0};
  gboolean done = TRUE;

  for (guint i = 0; done && i < G_N_ELEMENTS (sql); i++)
    done = vigie_demo_row_init (&rows[i], db, sql[i], error);
  for (guint i = 0; done && i < sim->n_sites; i++)
    {
      const VigieDemoSite *site = &sim->sites[i];
      g_autofree char *properties = thing_properties (sim, i);
      g_autofree char *point = vigie_demo_point (site->lat, site->lon);
      const char *commune = vigie_demo_commune_name (site->commune);
      g_autofree char *place = strcmp (commune, site->address) == 0
                                   ? g_strdup (commune)
                                   : g_strdup_printf ("%s, %s", site->address, commune);
      gint64 id = i + 1;

      vigie_demo_row_integer (&rows[0], id);
      vigie_demo_row_text (&rows[0], site->name);
      vigie_demo_row_text (&rows[0], site->description);
      vigie_demo_row_text (&rows[0], properties);
      vigie_demo_row_integer (&rows[1], id);
      vigie_demo_row_text (&rows[1], place);
      vigie_demo_row_text (&rows[1], site->name);
      vigie_demo_row_text (&rows[1], point);
      vigie_demo_row_integer (&rows[2], id);
      vigie_demo_row_integer (&rows[2], id);
      vigie_demo_row_integer (&rows[3], id);
      vigie_demo_row_integer (&rows[3], id);
      vigie_demo_row_integer (&rows[3], sim->origin);
      vigie_demo_row_integer (&rows[4], id);
      vigie_demo_row_integer (&rows[4], id);
      vigie_demo_row_integer (&rows[5], id);
      vigie_demo_row_text (&rows[5], site->name);
      vigie_demo_row_text (&rows[5], place);
      vigie_demo_row_text (&rows[5], point);
      vigie_demo_row_integer (&rows[5], id);
      for (guint row = 0; done && row < G_N_ELEMENTS (sql); row++)
        done = vigie_demo_row_run (&rows[row], error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    vigie_demo_row_clear (&rows[i]);
  return done;
}

static gboolean
write_sensors (VigieDemoSim *sim, sqlite3 *db, GError **error)
{
  VigieDemoRow row;
  gboolean done = vigie_demo_row_init (
      &row, db,
      "INSERT INTO sensor (id, name, description, encoding_type, metadata, properties)"
      " VALUES (?, ?, ?, 'text/plain', json_quote (?), ?)" AGAIN,
      error);

  for (guint i = 0; done && i < sim->devices->len; i++)
    {
      const VigieDemoDevice *device = &g_array_index (sim->devices, VigieDemoDevice, i);
      const VigieDemoModelInfo *model = vigie_demo_model (device->model);
      g_autofree char *properties = sensor_properties (device);

      vigie_demo_row_integer (&row, i + 1);
      vigie_demo_row_text (&row, device->name);
      vigie_demo_row_text (&row, model->description);
      vigie_demo_row_text (&row, model->name);
      vigie_demo_row_text (&row, properties);
      done = vigie_demo_row_run (&row, error);
    }
  vigie_demo_row_clear (&row);
  return done;
}

static gboolean
write_observed_properties (sqlite3 *db, GError **error)
{
  VigieDemoRow row;
  gboolean done = vigie_demo_row_init (
      &row, db,
      "INSERT OR IGNORE INTO observed_property (id, name, definition, description) VALUES (?, ?, ?, ?)",
      error);

  for (guint i = 0; done && i < VIGIE_DEMO_N_PROPERTIES; i++)
    {
      const VigieDemoPropertyInfo *property = vigie_demo_property (i);

      vigie_demo_row_integer (&row, i + 1);
      vigie_demo_row_text (&row, property->name);
      vigie_demo_row_text (&row, property->definition);
      vigie_demo_row_text (&row, property->description);
      done = vigie_demo_row_run (&row, error);
    }
  vigie_demo_row_clear (&row);
  return done;
}

static gboolean
write_datastreams (VigieDemoSim *sim, sqlite3 *db, GError **error)
{
  VigieDemoRow row;
  gboolean done = vigie_demo_row_init (
      &row, db,
      "INSERT INTO datastream (id, name, description, observation_type, unit_of_measurement,"
      " observed_area, properties, thing_id, sensor_id, observed_property_id, feature_id)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" AGAIN,
      error);

  for (guint i = 0; done && i < sim->measures->len; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);
      const VigieDemoSite *site = &sim->sites[measure->site];
      const VigieDemoPropertyInfo *property = vigie_demo_property (measure->property);
      g_autofree char *unit = unit_of_measurement (property);
      g_autofree char *area = vigie_demo_point (site->lat, site->lon);
      g_autofree char *properties = datastream_properties (sim, measure);

      vigie_demo_row_integer (&row, i + 1);
      vigie_demo_row_text (&row, measure->name);
      vigie_demo_row_text (&row, property->description);
      vigie_demo_row_text (&row, property->is_state                      ? OM "OM_TruthObservation"
                                 : property->role == VIGIE_ROLE_GATEWAYS ? OM "OM_Observation"
                                                                         : OM "OM_Measurement");
      vigie_demo_row_text (&row, unit);
      vigie_demo_row_text (&row, area);
      vigie_demo_row_text (&row, properties);
      vigie_demo_row_integer (&row, measure->site + 1);
      vigie_demo_row_integer (&row, measure->device + 1);
      vigie_demo_row_integer (&row, measure->property + 1);
      vigie_demo_row_integer (&row, measure->site + 1);
      done = vigie_demo_row_run (&row, error);
    }
  vigie_demo_row_clear (&row);
  return done;
}

gboolean
vigie_demo_write_entities (VigieDemoSim *sim, sqlite3 *db, GError **error)
{
  return write_sites (sim, db, error) && write_sensors (sim, db, error)
         && write_observed_properties (db, error) && write_datastreams (sim, db, error);
}
