/* vigie-ingest-adopt.c: a device that nobody knew becomes a Sensor with its Datastreams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-entity.h"
#include "vigie-ingest-json.h"
#include "vigie-ingest-mutate.h"

/* What the list knows of the device, as the body of a Sensor. NULL if it is not in the list. */
static JsonObject *
describe_sensor (VigieIngestWriter *writer, const char *device, const char *name, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer,
      "SELECT coalesce (name, dev_eui), coalesce (model, '') FROM device WHERE dev_eui = ?1");
  JsonObject *sensor = NULL, *properties;
  int code;

  sqlite3_bind_text (select, 1, device, -1, SQLITE_STATIC);
  code = sqlite3_step (select);
  if (code == SQLITE_ROW)
    {
      const char *model = (const char *) sqlite3_column_text (select, 1);

      sensor = json_object_new ();
      properties = json_object_new ();
      json_object_set_string_member (
          sensor, "name", name != NULL ? name : (const char *) sqlite3_column_text (select, 0));
      json_object_set_string_member (sensor, "description", model);
      json_object_set_string_member (sensor, "encodingType", "text/plain");
      json_object_set_string_member (sensor, "metadata", model);
      json_object_set_string_member (properties, "devEui", device);
      json_object_set_string_member (properties, "model", model);
      json_object_set_object_member (sensor, "properties", properties);
    }
  else if (code == SQLITE_DONE)
    g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_NOT_FOUND,
                         _ ("This device is not in the list of devices to adopt."));
  else
    vigie_ingest_writer_fail (writer, error);
  sqlite3_reset (select);
  return sensor;
}

static JsonObject *
make_link (gint64 id)
{
  JsonObject *link = json_object_new ();

  json_object_set_int_member (link, "@iot.id", id);
  return link;
}

/* The body's Datastream with its links and with the device in its properties' `source`. */
static JsonObject *
complete_datastream (JsonObject *given,
                     const char *device,
                     gint64 thing,
                     gint64 sensor,
                     const char *where,
                     GError **error)
{
  g_autoptr (JsonObject) datastream = json_object_new ();
  JsonObject *properties = json_object_new (), *source = json_object_new ();
  JsonNode *given_properties = json_object_get_member (given, "properties"), *node, *given_source;
  JsonObjectIter iter;
  const char *name;

  json_object_set_object_member (datastream, "properties", properties);
  json_object_iter_init_ordered (&iter, given);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (strcmp (name, "properties") != 0 && strcmp (name, "source") != 0)
      json_object_set_member (datastream, name, json_node_copy (node));
  if (given_properties != NULL && JSON_NODE_HOLDS_OBJECT (given_properties))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (given_properties));
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (properties, name, json_node_copy (node));
    }
  given_source = json_object_get_member (given, "source");
  if (given_source == NULL)
    given_source = json_object_get_member (properties, "source");
  if (given_source != NULL && JSON_NODE_HOLDS_OBJECT (given_source))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (given_source));
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (source, name, json_node_copy (node));
    }
  if (json_object_get_string_member_with_default (source, "field", NULL) == NULL)
    {
      json_object_unref (source);
      vigie_ingest_entity_refuse (error, where, "source.field", _ ("is missing"));
      return NULL;
    }
  json_object_set_string_member (source, "devEui", device);
  json_object_set_object_member (properties, "source", source);
  json_object_set_object_member (datastream, "Thing", make_link (thing));
  json_object_set_object_member (datastream, "Sensor", make_link (sensor));
  return g_steal_pointer (&datastream);
}

static gboolean
add_datastreams (VigieIngestWriter *writer,
                 const char *device,
                 gint64 thing,
                 gint64 sensor,
                 JsonArray *given,
                 GString *ids,
                 GError **error)
{
  static const VigieIngestParent no_parent = {VIGIE_INGEST_THING, 0};

  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      g_autofree char *where = vigie_ingest_entity_path ("", "datastreams", i);
      JsonNode *node = json_array_get_element (given, i);
      g_autoptr (JsonObject) datastream = NULL;
      gint64 id;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return vigie_ingest_entity_refuse (error, where, "", _ ("must be an object"));
      datastream
          = complete_datastream (json_node_get_object (node), device, thing, sensor, where, error);
      if (datastream == NULL
          || !vigie_ingest_entity_insert (writer, VIGIE_INGEST_DATASTREAM, datastream, &no_parent,
                                          where, &id, error)
          || !vigie_ingest_place_ensure (writer, id, error))
        return FALSE;
      if (i > 0)
        g_string_append_c (ids, ',');
      vigie_ingest_json_append_integer (ids, id);
    }
  return TRUE;
}

gboolean
vigie_ingest_adopt (VigieIngestDevices *devices,
                    VigieIngestWriter *writer,
                    const char *device,
                    JsonNode *body,
                    VigieIngestMutated *mutated,
                    GError **error)
{
  static const VigieIngestParent no_parent = {VIGIE_INGEST_THING, 0};
  g_autoptr (JsonObject) sensor = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  JsonObject *object;
  JsonNode *thing, *datastreams;
  gint64 thing_id, sensor_id;
  gboolean exists;
  guint observations;

  *mutated = (VigieIngestMutated) {0, NULL, NULL};
  if (!JSON_NODE_HOLDS_OBJECT (body))
    return vigie_ingest_entity_refuse (error, "", "", _ ("The body must be an object."));
  object = json_node_get_object (body);
  thing = json_object_get_member (object, "thing");
  if (thing == NULL || !JSON_NODE_HOLDS_VALUE (thing)
      || json_node_get_value_type (thing) != G_TYPE_INT64)
    return vigie_ingest_entity_refuse (error, "", "thing", _ ("must be the id of a Thing"));
  thing_id = json_node_get_int (thing);
  datastreams = json_object_get_member (object, "datastreams");
  if (datastreams == NULL || !JSON_NODE_HOLDS_ARRAY (datastreams)
      || json_array_get_length (json_node_get_array (datastreams)) == 0)
    return vigie_ingest_entity_refuse (error, "", "datastreams", _ ("must be a non-empty array"));
  if (!vigie_ingest_entity_exists (writer, VIGIE_INGEST_THING, thing_id, &exists, error))
    return FALSE;
  if (!exists)
    return vigie_ingest_entity_refuse (error, "", "thing", _ ("no entity has this @iot.id"));
  sensor = describe_sensor (
      writer, device, json_object_get_string_member_with_default (object, "name", NULL), error);
  if (sensor == NULL
      || !vigie_ingest_entity_insert (writer, VIGIE_INGEST_SENSOR, sensor, &no_parent, "sensor",
                                      &sensor_id, error)
      || !add_datastreams (writer, device, thing_id, sensor_id, json_node_get_array (datastreams),
                           ids, error)
      || !vigie_ingest_devices_replay (devices, writer, device, &observations, error))
    return FALSE;
  mutated->status = 201;
  mutated->body = g_string_new (NULL);
  g_string_printf (mutated->body,
                   "{\"sensor\":%" G_GINT64_FORMAT ",\"datastreams\":[%s],\"observations\":%u}",
                   sensor_id, ids->str, observations);
  return TRUE;
}
