/* vigie-ingest-entities.c: see vigie-ingest-entities.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-entities.h"

#include <string.h>

/* The time ranges of a Datastream; those that a deletion left open are computed on the spot. */
#define EXTENT(column, expression)                                                                 \
  "CASE WHEN @x.stale THEN (SELECT " expression " FROM observation WHERE datastream_id = @.id)"    \
  " ELSE @x." column " END"

/* Where a Thing is: its first Location. */
#define PLACE_OF_THING(thing)                                                                      \
  "(SELECT p.location FROM thing_location tl JOIN location p ON p.id = tl.location_id"             \
  " WHERE tl.thing_id = " thing " ORDER BY tl.location_id LIMIT 1)"

#define FEATURE_OF_OBSERVATION                                                                     \
  "coalesce (@.feature_id, (SELECT d.feature_id FROM datastream d WHERE d.id = @.datastream_id))"

static const VigieIngestProperty thing_properties[] = {
    {"name", VIGIE_INGEST_TEXT, {"@.name"}},
    {"description", VIGIE_INGEST_TEXT, {"@.description"}},
    {"properties", VIGIE_INGEST_JSON, {"@.properties"}},
    {NULL},
};

static const VigieIngestLink thing_links[] = {
    {"Locations", VIGIE_INGEST_LOCATION, TRUE, FALSE, "@.id",
     "thing_location @l CROSS JOIN location @", "@l.thing_id = # AND @.id = @l.location_id",
     "@l.location_id"},
    {"HistoricalLocations", VIGIE_INGEST_HISTORICAL_LOCATION, TRUE, FALSE, "@.id", NULL,
     "@.thing_id = #"},
    {"Datastreams", VIGIE_INGEST_DATASTREAM, TRUE, FALSE, "@.id", NULL, "@.thing_id = #"},
    {NULL},
};

static const VigieIngestProperty location_properties[] = {
    {"name", VIGIE_INGEST_TEXT, {"@.name"}},
    {"description", VIGIE_INGEST_TEXT, {"@.description"}},
    {"encodingType", VIGIE_INGEST_TEXT, {"@.encoding_type"}},
    {"location", VIGIE_INGEST_GEOMETRY, {"@.location"}},
    {"properties", VIGIE_INGEST_JSON, {"@.properties"}},
    {NULL},
};

static const VigieIngestLink location_links[] = {
    {"Things", VIGIE_INGEST_THING, TRUE, FALSE, "@.id", "thing_location @l CROSS JOIN thing @",
     "@l.location_id = # AND @.id = @l.thing_id", "@l.thing_id"},
    {"HistoricalLocations", VIGIE_INGEST_HISTORICAL_LOCATION, TRUE, FALSE, "@.id",
     "historical_location_location @l CROSS JOIN historical_location @",
     "@l.location_id = # AND @.id = @l.historical_location_id", "@l.historical_location_id"},
    {NULL},
};

static const VigieIngestProperty historical_location_properties[] = {
    {"time", VIGIE_INGEST_INSTANT, {"@.time"}},
    {NULL},
};

static const VigieIngestLink historical_location_links[] = {
    {"Thing", VIGIE_INGEST_THING, FALSE, FALSE, "@.thing_id", NULL, "@.id = #"},
    {"Locations", VIGIE_INGEST_LOCATION, TRUE, FALSE, "@.id",
     "historical_location_location @l CROSS JOIN location @",
     "@l.historical_location_id = # AND @.id = @l.location_id", "@l.location_id"},
    {NULL},
};

static const VigieIngestProperty datastream_properties[] = {
    {"name", VIGIE_INGEST_TEXT, {"@.name"}},
    {"description", VIGIE_INGEST_TEXT, {"@.description"}},
    {"observationType", VIGIE_INGEST_TEXT, {"@.observation_type"}},
    {"unitOfMeasurement", VIGIE_INGEST_JSON, {"@.unit_of_measurement"}},
    {"observedArea", VIGIE_INGEST_GEOMETRY, {"@.observed_area"}},
    {"phenomenonTime",
     VIGIE_INGEST_PERIOD,
     {EXTENT ("phenomenon_start", "min (coalesce (phenomenon_start, phenomenon_time))"),
      EXTENT ("phenomenon_end", "max (phenomenon_time)")},
     FALSE,
     FALSE,
     TRUE},
    {"resultTime",
     VIGIE_INGEST_PERIOD,
     {EXTENT ("result_start", "min (result_time)"), EXTENT ("result_end", "max (result_time)")},
     FALSE,
     FALSE,
     TRUE},
    {"properties", VIGIE_INGEST_JSON, {"@.properties"}},
    {NULL},
};

static const VigieIngestLink datastream_links[] = {
    {"Thing", VIGIE_INGEST_THING, FALSE, FALSE, "@.thing_id", NULL, "@.id = #"},
    {"Sensor", VIGIE_INGEST_SENSOR, FALSE, FALSE, "@.sensor_id", NULL, "@.id = #"},
    {"ObservedProperty", VIGIE_INGEST_OBSERVED_PROPERTY, FALSE, FALSE, "@.observed_property_id",
     NULL, "@.id = #"},
    {"Observations", VIGIE_INGEST_OBSERVATION, TRUE, FALSE, "@.id", NULL, "@.datastream_id = #"},
    {NULL},
};

static const VigieIngestProperty sensor_properties[] = {
    {"name", VIGIE_INGEST_TEXT, {"@.name"}},
    {"description", VIGIE_INGEST_TEXT, {"@.description"}},
    {"encodingType", VIGIE_INGEST_TEXT, {"@.encoding_type"}},
    {"metadata", VIGIE_INGEST_JSON, {"@.metadata"}},
    {"properties", VIGIE_INGEST_JSON, {"@.properties"}},
    {NULL},
};

static const VigieIngestLink sensor_links[] = {
    {"Datastreams", VIGIE_INGEST_DATASTREAM, TRUE, FALSE, "@.id", NULL, "@.sensor_id = #"},
    {NULL},
};

static const VigieIngestProperty observed_property_properties[] = {
    {"name", VIGIE_INGEST_TEXT, {"@.name"}},
    {"definition", VIGIE_INGEST_TEXT, {"@.definition"}},
    {"description", VIGIE_INGEST_TEXT, {"@.description"}},
    {"properties", VIGIE_INGEST_JSON, {"@.properties"}},
    {NULL},
};

static const VigieIngestLink observed_property_links[] = {
    {"Datastreams", VIGIE_INGEST_DATASTREAM, TRUE, FALSE, "@.id", NULL,
     "@.observed_property_id = #"},
    {NULL},
};

static const VigieIngestProperty observation_properties[] = {
    {"phenomenonTime", VIGIE_INGEST_PERIOD, {"@.phenomenon_start", "@.phenomenon_time"}},
    {"resultTime", VIGIE_INGEST_INSTANT, {"@.result_time"}, TRUE},
    {"result", VIGIE_INGEST_RESULT, {"@.result_type", "@.result_number", "@.result_text"}, TRUE},
    {"resultQuality", VIGIE_INGEST_JSON, {"@.quality"}},
    {"validTime", VIGIE_INGEST_PERIOD, {"@.valid_start", "@.valid_end"}},
    {"parameters", VIGIE_INGEST_JSON, {"@.parameters"}},
    /* Of those without a resultTime: when they came. What Vigie asks for beside "resultTime ge …". */
    {"received", VIGIE_INGEST_INSTANT, {"@.received"}, FALSE, TRUE},
    {NULL},
};

static const VigieIngestLink observation_links[] = {
    {"Datastream", VIGIE_INGEST_DATASTREAM, FALSE, FALSE, "@.datastream_id", NULL, "@.id = #"},
    {"FeatureOfInterest", VIGIE_INGEST_FEATURE, FALSE, TRUE, FEATURE_OF_OBSERVATION, NULL,
     "@.id = #"},
    {NULL},
};

static const VigieIngestProperty feature_properties[] = {
    {"name", VIGIE_INGEST_TEXT, {"@.name"}},
    {"description", VIGIE_INGEST_TEXT, {"@.description"}},
    {"encodingType", VIGIE_INGEST_TEXT, {"@.encoding_type"}},
    {"feature", VIGIE_INGEST_GEOMETRY, {"@.feature"}},
    {"properties", VIGIE_INGEST_JSON, {"@.properties"}},
    {NULL},
};

static const VigieIngestLink feature_links[] = {
    {"Observations", VIGIE_INGEST_OBSERVATION, TRUE, FALSE, "@.id", NULL,
     "(@.feature_id = # OR (@.feature_id IS NULL"
     " AND @.datastream_id IN (SELECT d.id FROM datastream d WHERE d.feature_id = #)))"},
    {NULL},
};

static const VigieIngestEntity entities[VIGIE_INGEST_N_ENTITIES] = {
    [VIGIE_INGEST_THING]
    = {"Thing", "Things", "thing", thing_properties, thing_links, PLACE_OF_THING ("@.id")},
    [VIGIE_INGEST_LOCATION]
    = {"Location", "Locations", "location", location_properties, location_links, "@.location"},
    [VIGIE_INGEST_HISTORICAL_LOCATION]
    = {"HistoricalLocation", "HistoricalLocations", "historical_location",
       historical_location_properties, historical_location_links,
       "(SELECT p.location FROM historical_location_location hl JOIN location p ON p.id = hl.location_id"
       " WHERE hl.historical_location_id = @.id ORDER BY hl.location_id LIMIT 1)"},
    [VIGIE_INGEST_DATASTREAM]
    = {"Datastream", "Datastreams", "datastream", datastream_properties, datastream_links,
       "coalesce (@.observed_area, " PLACE_OF_THING ("@.thing_id") ")"},
    [VIGIE_INGEST_SENSOR] = {"Sensor", "Sensors", "sensor", sensor_properties, sensor_links, NULL},
    [VIGIE_INGEST_OBSERVED_PROPERTY]
    = {"ObservedProperty", "ObservedProperties", "observed_property", observed_property_properties,
       observed_property_links, NULL},
    [VIGIE_INGEST_OBSERVATION]
    = {"Observation", "Observations", "observation", observation_properties, observation_links,
       "(SELECT f.feature FROM feature f WHERE f.id = " FEATURE_OF_OBSERVATION ")"},
    [VIGIE_INGEST_FEATURE] = {"FeatureOfInterest", "FeaturesOfInterest", "feature",
                              feature_properties, feature_links, "@.feature"},
};

const VigieIngestEntity *
vigie_ingest_entity (VigieIngestEntityType type)
{
  g_return_val_if_fail (type < VIGIE_INGEST_N_ENTITIES, NULL);
  return &entities[type];
}

VigieIngestEntityType
vigie_ingest_entity_type (const VigieIngestEntity *entity)
{
  return (VigieIngestEntityType) (entity - entities);
}

const VigieIngestEntity *
vigie_ingest_entity_by_set (const char *set)
{
  for (int i = 0; i < VIGIE_INGEST_N_ENTITIES; i++)
    if (strcmp (entities[i].set, set) == 0)
      return &entities[i];
  return NULL;
}

const VigieIngestProperty *
vigie_ingest_entity_property (const VigieIngestEntity *entity, const char *name)
{
  for (const VigieIngestProperty *property = entity->properties; property->name; property++)
    if (strcmp (property->name, name) == 0)
      return property;
  return NULL;
}

const VigieIngestLink *
vigie_ingest_entity_link (const VigieIngestEntity *entity, const char *name)
{
  for (const VigieIngestLink *link = entity->links; link->name; link++)
    if (strcmp (link->name, name) == 0)
      return link;
  return NULL;
}

gboolean
vigie_ingest_is_id (const char *name)
{
  return strcmp (name, "id") == 0 || strcmp (name, "@iot.id") == 0;
}

int
vigie_ingest_property_n_columns (const VigieIngestProperty *property)
{
  switch (property->kind)
    {
    case VIGIE_INGEST_PERIOD:
      return 2;
    case VIGIE_INGEST_RESULT:
      return 3;
    case VIGIE_INGEST_TEXT:
    case VIGIE_INGEST_JSON:
    case VIGIE_INGEST_GEOMETRY:
    case VIGIE_INGEST_INSTANT:
    default:
      return 1;
    }
}

void
vigie_ingest_template_append (GString *sql, const char *template_sql, int alias, const char *key)
{
  for (const char *c = template_sql; *c; c++)
    if (*c == '@')
      g_string_append_printf (sql, "t%d", alias);
    else if (*c == '#')
      g_string_append (sql, key);
    else
      g_string_append_c (sql, *c);
}
