/* vigie-ingest-entity.c: entities of SensorThings as they are written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-entity.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-json.h"
#include "vigie-ingest-schema.h"

typedef enum
{
  TEXT,        /* a string, not empty */
  ANY_TEXT,    /* a string */
  JSON,        /* any JSON value but null */
  JSON_OBJECT, /* an object, or null to have none */
  TIME,        /* an instant */
  IGNORED,     /* kept by the server itself */
} Kind;

typedef struct
{
  const char *name;
  const char *column;
  Kind kind;
  gboolean optional;
} Member;

/* A link to one entity, which a new one must have. */
typedef struct
{
  const char *name;
  const char *column;
  VigieIngestEntityType target;
} Link;

typedef struct
{
  const char *table;
  const Member *members;
  const Link *links;
  /* Names of sets that may be nested in it. */
  const char *sets[4];
} Shape;

static const Member thing_members[] = {
    {"name", "name", TEXT, FALSE},
    {"description", "description", ANY_TEXT, FALSE},
    {"properties", "properties", JSON_OBJECT, TRUE},
    {NULL},
};
static const Member location_members[] = {
    {"name", "name", TEXT, FALSE},
    {"description", "description", ANY_TEXT, FALSE},
    {"encodingType", "encoding_type", TEXT, FALSE},
    {"location", "location", JSON, FALSE},
    {"properties", "properties", JSON_OBJECT, TRUE},
    {NULL},
};
static const Member historical_location_members[] = {
    {"time", "time", TIME, FALSE},
    {NULL},
};
static const Member datastream_members[] = {
    {"name", "name", TEXT, FALSE},
    {"description", "description", ANY_TEXT, FALSE},
    {"observationType", "observation_type", TEXT, FALSE},
    {"unitOfMeasurement", "unit_of_measurement", JSON, FALSE},
    {"observedArea", "observed_area", JSON_OBJECT, TRUE},
    {"properties", "properties", JSON_OBJECT, TRUE},
    {"phenomenonTime", NULL, IGNORED, TRUE},
    {"resultTime", NULL, IGNORED, TRUE},
    {NULL},
};
static const Member sensor_members[] = {
    {"name", "name", TEXT, FALSE},
    {"description", "description", ANY_TEXT, FALSE},
    {"encodingType", "encoding_type", TEXT, FALSE},
    {"metadata", "metadata", JSON, FALSE},
    {"properties", "properties", JSON_OBJECT, TRUE},
    {NULL},
};
static const Member observed_property_members[] = {
    {"name", "name", TEXT, FALSE},
    {"definition", "definition", ANY_TEXT, FALSE},
    {"description", "description", ANY_TEXT, FALSE},
    {"properties", "properties", JSON_OBJECT, TRUE},
    {NULL},
};
static const Member feature_members[] = {
    {"name", "name", TEXT, FALSE},
    {"description", "description", ANY_TEXT, FALSE},
    {"encodingType", "encoding_type", TEXT, FALSE},
    {"feature", "feature", JSON, FALSE},
    {"properties", "properties", JSON_OBJECT, TRUE},
    {NULL},
};
static const Link no_links[] = {{NULL}};
static const Link historical_location_links[] = {
    {"Thing", "thing_id", VIGIE_INGEST_THING},
    {NULL},
};
static const Link datastream_links[] = {
    {"Thing", "thing_id", VIGIE_INGEST_THING},
    {"Sensor", "sensor_id", VIGIE_INGEST_SENSOR},
    {"ObservedProperty", "observed_property_id", VIGIE_INGEST_OBSERVED_PROPERTY},
    {NULL},
};

static const Shape shapes[VIGIE_INGEST_N_ENTITIES] = {
    [VIGIE_INGEST_THING] = {"thing", thing_members, no_links, {"Locations", "Datastreams"}},
    [VIGIE_INGEST_LOCATION] = {"location", location_members, no_links, {"Things"}},
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

/* ---- Words ---- */

gboolean
vigie_ingest_entity_refuse (GError **error,
                            const char *where,
                            const char *member,
                            const char *words)
{
  g_autofree char *path = vigie_ingest_entity_path (where, member, -1);

  g_set_error (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BAD_REQUEST, "%s%s%s", path,
               *path != '\0' ? ": " : "", words);
  return FALSE;
}

char *
vigie_ingest_entity_path (const char *where, const char *member, int index)
{
  const char *dot = *where != '\0' && *member != '\0' ? "." : "";

  if (index >= 0)
    return g_strdup_printf ("%s%s%s[%d]", where, dot, member, index);
  return g_strconcat (where, dot, member, NULL);
}

/* json-glib writes 47.7 as 47.700000000000003. */
static void
append_node (GString *text, JsonNode *node)
{
  JsonObjectIter iter;
  const char *name;
  JsonArray *array;
  gsize begin = text->len + 1;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_string_append_c (text, '{');
      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &node))
        {
          if (text->len > begin)
            g_string_append_c (text, ',');
          vigie_ingest_json_append_string (text, name, -1);
          g_string_append_c (text, ':');
          append_node (text, node);
        }
      g_string_append_c (text, '}');
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      array = json_node_get_array (node);
      g_string_append_c (text, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append_c (text, ',');
          append_node (text, json_array_get_element (array, i));
        }
      g_string_append_c (text, ']');
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (text, "null");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    vigie_ingest_json_append_string (text, json_node_get_string (node), -1);
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    vigie_ingest_json_append_integer (text, json_node_get_int (node));
  else
    vigie_ingest_json_append_number (text, json_node_get_double (node));
}

char *
vigie_ingest_entity_to_text (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  append_node (text, node);
  return g_string_free (text, FALSE);
}

gboolean
vigie_ingest_entity_is_annotation (const char *name)
{
  return strchr (name, '@') != NULL && strcmp (name, "@iot.id") != 0;
}

/* ---- Members ---- */

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* The value of @member as a parameter of a statement. */
static gboolean
check_member (const Member *member, JsonNode *node, const char *where, GError **error)
{
  gboolean is_null = JSON_NODE_HOLDS_NULL (node);
  VigieTime time;

  switch (member->kind)
    {
    case TEXT:
      if (!is_text (node) || *json_node_get_string (node) == '\0')
        return vigie_ingest_entity_refuse (error, where, member->name,
                                           _ ("must be a text that is not empty"));
      return TRUE;
    case ANY_TEXT:
      if (!is_text (node))
        return vigie_ingest_entity_refuse (error, where, member->name, _ ("must be a text"));
      return TRUE;
    case JSON:
      if (is_null)
        return vigie_ingest_entity_refuse (error, where, member->name, _ ("must not be null"));
      return TRUE;
    case JSON_OBJECT:
      if (!is_null && !JSON_NODE_HOLDS_OBJECT (node))
        return vigie_ingest_entity_refuse (error, where, member->name, _ ("must be an object"));
      return TRUE;
    case TIME:
      if (!is_text (node) || !vigie_time_parse (json_node_get_string (node), -1, &time))
        return vigie_ingest_entity_refuse (error, where, member->name,
                                           _ ("must be an instant as ISO 8601 writes it"));
      return TRUE;
    case IGNORED:
    default:
      return TRUE;
    }
}

static void
bind_member (sqlite3_stmt *statement, int index, const Member *member, JsonNode *node)
{
  VigieTime time;

  if (JSON_NODE_HOLDS_NULL (node))
    return;
  if (member->kind == TIME)
    {
      vigie_time_parse (json_node_get_string (node), -1, &time);
      sqlite3_bind_int64 (statement, index, time);
    }
  else if (member->kind == TEXT || member->kind == ANY_TEXT)
    sqlite3_bind_text (statement, index, json_node_get_string (node), -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_text (statement, index, vigie_ingest_entity_to_text (node), -1, g_free);
}

static const Member *
find_member (const Shape *shape, const char *name)
{
  for (const Member *member = shape->members; member->name != NULL; member++)
    if (strcmp (member->name, name) == 0)
      return member;
  return NULL;
}

static const Link *
find_link (const Shape *shape, const char *name)
{
  for (const Link *link = shape->links; link->name != NULL; link++)
    if (strcmp (link->name, name) == 0)
      return link;
  return NULL;
}

static gboolean
has_set (const Shape *shape, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (shape->sets) && shape->sets[i] != NULL; i++)
    if (strcmp (shape->sets[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* Every member known, and of the right type. */
static gboolean
check_object (const Shape *shape, JsonObject *object, const char *where, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const Member *member = find_member (shape, name);

      if (member != NULL)
        {
          if (!check_member (member, node, where, error))
            return FALSE;
        }
      else if (strcmp (name, "@iot.id") == 0)
        return vigie_ingest_entity_refuse (error, where, name, _ ("ids are made by the server"));
      else if (!vigie_ingest_entity_is_annotation (name) && find_link (shape, name) == NULL
               && !has_set (shape, name))
        return vigie_ingest_entity_refuse (error, where, name, _ ("there is no such property"));
    }
  return TRUE;
}

/* ---- Links ---- */

gboolean
vigie_ingest_entity_exists (VigieIngestWriter *writer,
                            VigieIngestEntityType type,
                            gint64 id,
                            gboolean *exists,
                            GError **error)
{
  const char *table = type == VIGIE_INGEST_OBSERVATION ? "observation" : shapes[type].table;
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE id = ?1", table);
  sqlite3_stmt *select = vigie_ingest_writer_prepare (writer, g_intern_string (sql));
  int code;

  sqlite3_bind_int64 (select, 1, id);
  code = sqlite3_step (select);
  sqlite3_reset (select);
  *exists = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
}

gboolean
vigie_ingest_entity_resolve (VigieIngestWriter *writer,
                             VigieIngestEntityType type,
                             JsonNode *node,
                             const char *where,
                             const char *member,
                             gboolean may_insert,
                             gint64 *id,
                             GError **error)
{
  static const VigieIngestParent no_parent = {VIGIE_INGEST_THING, 0};
  g_autofree char *path = NULL;
  JsonNode *given;
  gboolean exists;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return vigie_ingest_entity_refuse (error, where, member,
                                       _ ("must be an object: an entity or its @iot.id"));
  given = json_object_get_member (json_node_get_object (node), "@iot.id");
  if (given == NULL)
    {
      if (!may_insert)
        return vigie_ingest_entity_refuse (error, where, member,
                                           _ ("a change may only link to what exists, by @iot.id"));
      path = vigie_ingest_entity_path (where, member, -1);
      return vigie_ingest_entity_insert (writer, type, json_node_get_object (node), &no_parent,
                                         path, id, error);
    }
  if (!JSON_NODE_HOLDS_VALUE (given) || json_node_get_value_type (given) != G_TYPE_INT64)
    return vigie_ingest_entity_refuse (error, where, member,
                                       _ ("its @iot.id must be a whole number"));
  *id = json_node_get_int (given);
  if (!vigie_ingest_entity_exists (writer, type, *id, &exists, error))
    return FALSE;
  if (!exists)
    return vigie_ingest_entity_refuse (error, where, member, _ ("there is none with this @iot.id"));
  return TRUE;
}

/* The ids of a set that is nested in @object, linked or created. */
static gboolean
resolve_set (VigieIngestWriter *writer,
             VigieIngestEntityType type,
             JsonObject *object,
             const char *name,
             const char *where,
             gboolean may_insert,
             GArray *ids,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return vigie_ingest_entity_refuse (error, where, name, _ ("must be an array"));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *member = vigie_ingest_entity_path ("", name, i);
      gint64 id;

      if (!vigie_ingest_entity_resolve (writer, type, json_array_get_element (array, i), where,
                                        member, may_insert, &id, error))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

/* Creates the entities of a set that belong to @parent. */
static gboolean
insert_set (VigieIngestWriter *writer,
            VigieIngestEntityType type,
            JsonObject *object,
            const char *name,
            const VigieIngestParent *parent,
            const char *where,
            GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return vigie_ingest_entity_refuse (error, where, name, _ ("must be an array"));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = vigie_ingest_entity_path (where, name, i);
      JsonNode *element = json_array_get_element (array, i);
      gint64 id;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return vigie_ingest_entity_refuse (error, path, "", _ ("must be an object"));
      if (!vigie_ingest_entity_insert (writer, type, json_node_get_object (element), parent, path,
                                       &id, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Creating ---- */

/* The links to one: by the parent, by the body. */
static gboolean
resolve_links (VigieIngestWriter *writer,
               const Shape *shape,
               JsonObject *object,
               const VigieIngestParent *parent,
               const char *where,
               gint64 *ids,
               GError **error)
{
  int i = 0;

  for (const Link *link = shape->links; link->name != NULL; link++, i++)
    {
      JsonNode *node = json_object_get_member (object, link->name);

      if (parent->id != 0 && parent->type == link->target)
        {
          ids[i] = parent->id;
          if (node != NULL)
            return vigie_ingest_entity_refuse (error, where, link->name,
                                               _ ("is given by the place of the entity already"));
          continue;
        }
      if (node == NULL)
        return vigie_ingest_entity_refuse (error, where, link->name, _ ("is missing"));
      if (!vigie_ingest_entity_resolve (writer, link->target, node, where, link->name, TRUE,
                                        &ids[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_row (VigieIngestWriter *writer,
            const Shape *shape,
            JsonObject *object,
            const gint64 *links,
            gint64 *id,
            GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);
  sqlite3_stmt *insert;
  int n = 0, i = 0;

  g_string_printf (sql, "INSERT INTO %s (", shape->table);
  for (const Member *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL)
      {
        g_string_append_printf (sql, "%s%s", n > 0 ? ", " : "", member->column);
        g_string_append_printf (values, "%s?%d", n > 0 ? ", " : "", n + 1);
        n++;
      }
  for (const Link *link = shape->links; link->name != NULL; link++)
    {
      g_string_append_printf (sql, ", %s", link->column);
      g_string_append_printf (values, ", ?%d", ++n);
    }
  g_string_append_printf (sql, ") VALUES (%s)", values->str);
  insert = vigie_ingest_writer_prepare (writer, g_intern_string (sql->str));

  n = 0;
  for (const Member *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL)
      {
        JsonNode *node = json_object_get_member (object, member->name);

        n++;
        if (node != NULL)
          bind_member (insert, n, member, node);
      }
  for (const Link *link = shape->links; link->name != NULL; link++)
    sqlite3_bind_int64 (insert, ++n, links[i++]);
  if (!vigie_ingest_writer_step (writer, insert, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (vigie_ingest_writer_get_db (writer));
  return TRUE;
}

static gboolean
link_historical_location (VigieIngestWriter *writer,
                          gint64 id,
                          JsonObject *object,
                          const char *where,
                          GError **error)
{
  g_autoptr (GArray) locations = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!resolve_set (writer, VIGIE_INGEST_LOCATION, object, "Locations", where, TRUE, locations,
                    error))
    return FALSE;
  if (locations->len == 0)
    return vigie_ingest_entity_refuse (error, where, "Locations", _ ("is missing"));
  for (guint i = 0; i < locations->len; i++)
    {
      sqlite3_stmt *insert = vigie_ingest_writer_prepare (
          writer, "INSERT OR IGNORE INTO historical_location_location VALUES (?1, ?2)");

      sqlite3_bind_int64 (insert, 1, id);
      sqlite3_bind_int64 (insert, 2, g_array_index (locations, gint64, i));
      if (!vigie_ingest_writer_step (writer, insert, error))
        return FALSE;
    }
  return TRUE;
}

/* What depends on the new row: Locations, what is nested in it, the place it was created at. */
static gboolean
insert_rest (VigieIngestWriter *writer,
             VigieIngestEntityType type,
             JsonObject *object,
             const VigieIngestParent *parent,
             const char *where,
             gint64 id,
             GError **error)
{
  const VigieIngestParent self = {type, id};
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VigieTime now = vigie_ingest_writer_now (writer);

  switch (type)
    {
    case VIGIE_INGEST_THING:
      if (!resolve_set (writer, VIGIE_INGEST_LOCATION, object, "Locations", where, TRUE, ids,
                        error))
        return FALSE;
      if (parent->id != 0 && parent->type == VIGIE_INGEST_LOCATION)
        g_array_append_val (ids, parent->id);
      if (ids->len > 0
          && !vigie_ingest_place_thing (writer, id, (gint64 *) ids->data, ids->len, now, error))
        return FALSE;
      return insert_set (writer, VIGIE_INGEST_DATASTREAM, object, "Datastreams", &self, where,
                         error);
    case VIGIE_INGEST_LOCATION:
      if (!resolve_set (writer, VIGIE_INGEST_THING, object, "Things", where, TRUE, ids, error))
        return FALSE;
      if (parent->id != 0 && parent->type == VIGIE_INGEST_THING)
        g_array_append_val (ids, parent->id);
      for (guint i = 0; i < ids->len; i++)
        if (!vigie_ingest_place_thing (writer, g_array_index (ids, gint64, i), &id, 1, now, error))
          return FALSE;
      return TRUE;
    case VIGIE_INGEST_HISTORICAL_LOCATION:
      return link_historical_location (writer, id, object, where, error);
    case VIGIE_INGEST_DATASTREAM:
    case VIGIE_INGEST_FEATURE:
      return insert_set (writer, VIGIE_INGEST_OBSERVATION, object, "Observations", &self, where,
                         error);
    case VIGIE_INGEST_SENSOR:
    case VIGIE_INGEST_OBSERVED_PROPERTY:
      return insert_set (writer, VIGIE_INGEST_DATASTREAM, object, "Datastreams", &self, where,
                         error);
    case VIGIE_INGEST_OBSERVATION:
    default:
      return TRUE;
    }
}

gboolean
vigie_ingest_entity_insert (VigieIngestWriter *writer,
                            VigieIngestEntityType type,
                            JsonObject *object,
                            const VigieIngestParent *parent,
                            const char *where,
                            gint64 *id,
                            GError **error)
{
  const Shape *shape = &shapes[type];
  gint64 links[3] = {0};

  if (type == VIGIE_INGEST_OBSERVATION)
    return vigie_ingest_observation_insert (writer, object, parent, where, id, error);
  if (!check_object (shape, object, where, error))
    return FALSE;
  for (const Member *member = shape->members; member->name != NULL; member++)
    if (!member->optional && !json_object_has_member (object, member->name))
      return vigie_ingest_entity_refuse (error, where, member->name, _ ("is missing"));
  vigie_ingest_writer_touch (writer);
  return resolve_links (writer, shape, object, parent, where, links, error)
         && insert_row (writer, shape, object, links, id, error)
         && insert_rest (writer, type, object, parent, where, *id, error);
}

/* ---- Changing ---- */

gboolean
vigie_ingest_entity_change (VigieIngestWriter *writer,
                            VigieIngestEntityType type,
                            gint64 id,
                            JsonObject *object,
                            GError **error)
{
  const Shape *shape = &shapes[type];
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *update;
  int n = 1;

  if (type == VIGIE_INGEST_OBSERVATION)
    return vigie_ingest_observation_change (writer, id, object, error);
  if (!check_object (shape, object, "", error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (shape->sets) && shape->sets[i] != NULL; i++)
    if (json_object_has_member (object, shape->sets[i])
        && !(type == VIGIE_INGEST_THING && strcmp (shape->sets[i], "Locations") == 0))
      return vigie_ingest_entity_refuse (error, "", shape->sets[i],
                                         _ ("cannot be changed from this side"));
  vigie_ingest_writer_touch (writer);
  if (type == VIGIE_INGEST_LOCATION && json_object_has_member (object, "location")
      && !vigie_ingest_place_detach (writer, id, error))
    return FALSE;

  g_string_printf (sql, "UPDATE %s SET id = ?1", shape->table);
  for (const Member *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL && json_object_has_member (object, member->name))
      g_string_append_printf (sql, ", %s = ?%d", member->column, ++n);
  for (const Link *link = shape->links; link->name != NULL; link++)
    if (json_object_has_member (object, link->name))
      g_string_append_printf (sql, ", %s = ?%d", link->column, ++n);
  g_string_append (sql, " WHERE id = ?1");

  update = vigie_ingest_writer_prepare (writer, g_intern_string (sql->str));
  sqlite3_bind_int64 (update, 1, id);
  n = 1;
  for (const Member *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL && json_object_has_member (object, member->name))
      bind_member (update, ++n, member, json_object_get_member (object, member->name));
  for (const Link *link = shape->links; link->name != NULL; link++)
    if (json_object_has_member (object, link->name))
      {
        gint64 target;

        if (!vigie_ingest_entity_resolve (writer, link->target,
                                          json_object_get_member (object, link->name), "",
                                          link->name, FALSE, &target, error))
          return FALSE;
        sqlite3_bind_int64 (update, ++n, target);
      }
  if (!vigie_ingest_writer_step (writer, update, error))
    return FALSE;
  if (type != VIGIE_INGEST_THING || !json_object_has_member (object, "Locations"))
    return TRUE;
  return resolve_set (writer, VIGIE_INGEST_LOCATION, object, "Locations", "", FALSE, ids, error)
         && vigie_ingest_place_thing (writer, id, (gint64 *) ids->data, ids->len,
                                      vigie_ingest_writer_now (writer), error);
}

/* ---- Deleting ---- */

gboolean
vigie_ingest_entity_delete (VigieIngestWriter *writer,
                            VigieIngestEntityType type,
                            gint64 id,
                            GError **error)
{
  /* What foreign keys do not say: readings of a feature that their Datastream stands for, and
   * HistoricalLocations of a Location. */
  static const char *const before[VIGIE_INGEST_N_ENTITIES] = {
      [VIGIE_INGEST_FEATURE]
      = "DELETE FROM observation WHERE feature_id IS NULL AND datastream_id IN"
        " (SELECT id FROM datastream WHERE feature_id = ?1)",
      [VIGIE_INGEST_LOCATION] = "DELETE FROM historical_location WHERE id IN (SELECT"
                                " historical_location_id FROM historical_location_location"
                                " WHERE location_id = ?1)",
  };
  const char *table = type == VIGIE_INGEST_OBSERVATION ? "observation" : shapes[type].table;
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", table);
  sqlite3_stmt *delete;

  vigie_ingest_writer_touch (writer);
  if (before[type] != NULL)
    {
      delete = vigie_ingest_writer_prepare (writer, before[type]);
      sqlite3_bind_int64 (delete, 1, id);
      if (!vigie_ingest_writer_step (writer, delete, error))
        return FALSE;
    }
  delete = vigie_ingest_writer_prepare (writer, g_intern_string (sql));
  sqlite3_bind_int64 (delete, 1, id);
  return vigie_ingest_writer_step (writer, delete, error)
         && vigie_ingest_schema_settle (vigie_ingest_writer_get_db (writer), error);
}
