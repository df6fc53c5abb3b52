/* vigie-ingest-shape.c: what bodies of entities are made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-shape.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-entity.h"

static const VigieIngestMember thing_members[] = {
    {"name", "name", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"description", "description", VIGIE_INGEST_MEMBER_ANY_TEXT, FALSE},
    {"properties", "properties", VIGIE_INGEST_MEMBER_JSON_OBJECT, TRUE},
    {NULL},
};
static const VigieIngestMember location_members[] = {
    {"name", "name", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"description", "description", VIGIE_INGEST_MEMBER_ANY_TEXT, FALSE},
    {"encodingType", "encoding_type", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"location", "location", VIGIE_INGEST_MEMBER_JSON, FALSE},
    {"properties", "properties", VIGIE_INGEST_MEMBER_JSON_OBJECT, TRUE},
    {NULL},
};
static const VigieIngestMember historical_location_members[] = {
    {"time", "time", VIGIE_INGEST_MEMBER_TIME, FALSE},
    {NULL},
};
static const VigieIngestMember datastream_members[] = {
    {"name", "name", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"description", "description", VIGIE_INGEST_MEMBER_ANY_TEXT, FALSE},
    {"observationType", "observation_type", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"unitOfMeasurement", "unit_of_measurement", VIGIE_INGEST_MEMBER_UNIT, FALSE},
    {"observedArea", "observed_area", VIGIE_INGEST_MEMBER_JSON_OBJECT, TRUE},
    {"properties", "properties", VIGIE_INGEST_MEMBER_JSON_OBJECT, TRUE},
    {"phenomenonTime", NULL, VIGIE_INGEST_MEMBER_IGNORED, TRUE},
    {"resultTime", NULL, VIGIE_INGEST_MEMBER_IGNORED, TRUE},
    {NULL},
};
static const VigieIngestMember sensor_members[] = {
    {"name", "name", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"description", "description", VIGIE_INGEST_MEMBER_ANY_TEXT, FALSE},
    {"encodingType", "encoding_type", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"metadata", "metadata", VIGIE_INGEST_MEMBER_JSON, FALSE},
    {"properties", "properties", VIGIE_INGEST_MEMBER_JSON_OBJECT, TRUE},
    {NULL},
};
static const VigieIngestMember observed_property_members[] = {
    {"name", "name", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"definition", "definition", VIGIE_INGEST_MEMBER_ANY_TEXT, FALSE},
    {"description", "description", VIGIE_INGEST_MEMBER_ANY_TEXT, FALSE},
    {"properties", "properties", VIGIE_INGEST_MEMBER_JSON_OBJECT, TRUE},
    {NULL},
};
static const VigieIngestMember feature_members[] = {
    {"name", "name", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"description", "description", VIGIE_INGEST_MEMBER_ANY_TEXT, FALSE},
    {"encodingType", "encoding_type", VIGIE_INGEST_MEMBER_TEXT, FALSE},
    {"feature", "feature", VIGIE_INGEST_MEMBER_JSON, FALSE},
    {"properties", "properties", VIGIE_INGEST_MEMBER_JSON_OBJECT, TRUE},
    {NULL},
};
static const VigieIngestLinkTo no_links[] = {{NULL}};
static const VigieIngestLinkTo historical_location_links[] = {
    {"Thing", "thing_id", VIGIE_INGEST_THING},
    {NULL},
};
static const VigieIngestLinkTo datastream_links[] = {
    {"Thing", "thing_id", VIGIE_INGEST_THING},
    {"Sensor", "sensor_id", VIGIE_INGEST_SENSOR},
    {"ObservedProperty", "observed_property_id", VIGIE_INGEST_OBSERVED_PROPERTY},
    {NULL},
};

static const VigieIngestShape shapes[VIGIE_INGEST_N_ENTITIES] = {
    [VIGIE_INGEST_THING]
    = {"thing", thing_members, no_links, {"Locations", "Datastreams", "HistoricalLocations"}},
    [VIGIE_INGEST_LOCATION]
    = {"location", location_members, no_links, {"Things", "HistoricalLocations"}},
    [VIGIE_INGEST_HISTORICAL_LOCATION] = {"historical_location",
                                          historical_location_members,
                                          historical_location_links,
                                          {"Locations"}},
    [VIGIE_INGEST_DATASTREAM]
    = {"datastream", datastream_members, datastream_links, {"Observations"}},
    [VIGIE_INGEST_SENSOR] = {"sensor", sensor_members, no_links, {"Datastreams"}},
    [VIGIE_INGEST_OBSERVED_PROPERTY]
    = {"observed_property", observed_property_members, no_links, {"Datastreams"}},
    [VIGIE_INGEST_FEATURE] = {"feature", feature_members, no_links, {"Observations"}},
};

const VigieIngestShape *
vigie_ingest_shape (VigieIngestEntityType type)
{
  return type == VIGIE_INGEST_OBSERVATION ? NULL : &shapes[type];
}

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_unit (JsonNode *node)
{
  static const char *const parts[] = {"name", "symbol", "definition"};

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonNode *part = json_object_get_member (json_node_get_object (node), parts[i]);

      if (part != NULL && !JSON_NODE_HOLDS_NULL (part) && !is_text (part))
        return FALSE;
    }
  return TRUE;
}

/* The value of @member as a parameter of a statement. */
static gboolean
check_member (const VigieIngestMember *member, JsonNode *node, const char *where, GError **error)
{
  gboolean is_null = JSON_NODE_HOLDS_NULL (node);
  VigieTime time;

  switch (member->kind)
    {
    case VIGIE_INGEST_MEMBER_TEXT:
      if (!is_text (node) || *json_node_get_string (node) == '\0')
        return vigie_ingest_entity_refuse (error, where, member->name,
                                           _ ("must be a non-empty string"));
      return TRUE;
    case VIGIE_INGEST_MEMBER_ANY_TEXT:
      if (!is_text (node))
        return vigie_ingest_entity_refuse (error, where, member->name, _ ("must be a string"));
      return TRUE;
    case VIGIE_INGEST_MEMBER_JSON:
      if (is_null)
        return vigie_ingest_entity_refuse (error, where, member->name, _ ("must not be null"));
      return TRUE;
    case VIGIE_INGEST_MEMBER_JSON_OBJECT:
      if (!is_null && !JSON_NODE_HOLDS_OBJECT (node))
        return vigie_ingest_entity_refuse (error, where, member->name, _ ("must be an object"));
      return TRUE;
    case VIGIE_INGEST_MEMBER_UNIT:
      if (!is_unit (node))
        return vigie_ingest_entity_refuse (
            error, where, member->name,
            _ ("must be an object with a name, a symbol and a definition, each a string or null"));
      return TRUE;
    case VIGIE_INGEST_MEMBER_TIME:
      if (!is_text (node) || !vigie_time_parse (json_node_get_string (node), -1, &time))
        return vigie_ingest_entity_refuse (error, where, member->name,
                                           _ ("must be an instant in ISO 8601 format"));
      return TRUE;
    case VIGIE_INGEST_MEMBER_IGNORED:
    default:
      return TRUE;
    }
}

void
vigie_ingest_shape_bind (sqlite3_stmt *statement,
                         int index,
                         const VigieIngestMember *member,
                         JsonNode *node)
{
  VigieTime time;

  if (JSON_NODE_HOLDS_NULL (node))
    return;
  if (member->kind == VIGIE_INGEST_MEMBER_TIME)
    {
      vigie_time_parse (json_node_get_string (node), -1, &time);
      sqlite3_bind_int64 (statement, index, time);
    }
  else if (member->kind == VIGIE_INGEST_MEMBER_TEXT || member->kind == VIGIE_INGEST_MEMBER_ANY_TEXT)
    sqlite3_bind_text (statement, index, json_node_get_string (node), -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_text (statement, index, vigie_ingest_entity_to_text (node), -1, g_free);
}

static const VigieIngestMember *
find_member (const VigieIngestShape *shape, const char *name)
{
  for (const VigieIngestMember *member = shape->members; member->name != NULL; member++)
    if (strcmp (member->name, name) == 0)
      return member;
  return NULL;
}

static const VigieIngestLinkTo *
find_link (const VigieIngestShape *shape, const char *name)
{
  for (const VigieIngestLinkTo *link = shape->links; link->name != NULL; link++)
    if (strcmp (link->name, name) == 0)
      return link;
  return NULL;
}

static gboolean
has_set (const VigieIngestShape *shape, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (shape->sets) && shape->sets[i] != NULL; i++)
    if (strcmp (shape->sets[i], name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
vigie_ingest_shape_check (const VigieIngestShape *shape,
                          JsonObject *object,
                          const char *where,
                          GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const VigieIngestMember *member = find_member (shape, name);

      if (member != NULL)
        {
          if (!check_member (member, node, where, error))
            return FALSE;
        }
      /* Ids are made by the server: those of a body are passed over (18-088, 10.2.1.2 and 10.3.1). */
      else if (strcmp (name, "@iot.id") != 0 && !vigie_ingest_entity_is_annotation (name)
               && find_link (shape, name) == NULL && !has_set (shape, name))
        return vigie_ingest_entity_refuse (error, where, name, _ ("there is no such property"));
    }
  return TRUE;
}
