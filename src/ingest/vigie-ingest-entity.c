/* vigie-ingest-entity.c: entities of SensorThings as they are written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-entity.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-schema.h"
#include "vigie-ingest-shape.h"

/* ---- Links ---- */

gboolean
vigie_ingest_entity_exists (VigieIngestWriter *writer,
                            VigieIngestEntityType type,
                            gint64 id,
                            gboolean *exists,
                            GError **error)
{
  const char *table
      = type == VIGIE_INGEST_OBSERVATION ? "observation" : vigie_ingest_shape (type)->table;
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
               const VigieIngestShape *shape,
               JsonObject *object,
               const VigieIngestParent *parent,
               const char *where,
               gint64 *ids,
               GError **error)
{
  int i = 0;

  for (const VigieIngestLinkTo *link = shape->links; link->name != NULL; link++, i++)
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
            const VigieIngestShape *shape,
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
  for (const VigieIngestMember *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL)
      {
        g_string_append_printf (sql, "%s%s", n > 0 ? ", " : "", member->column);
        g_string_append_printf (values, "%s?%d", n > 0 ? ", " : "", n + 1);
        n++;
      }
  for (const VigieIngestLinkTo *link = shape->links; link->name != NULL; link++)
    {
      g_string_append_printf (sql, ", %s", link->column);
      g_string_append_printf (values, ", ?%d", ++n);
    }
  g_string_append_printf (sql, ") VALUES (%s)", values->str);
  insert = vigie_ingest_writer_prepare (writer, g_intern_string (sql->str));

  n = 0;
  for (const VigieIngestMember *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL)
      {
        JsonNode *node = json_object_get_member (object, member->name);

        n++;
        if (node != NULL)
          vigie_ingest_shape_bind (insert, n, member, node);
      }
  for (const VigieIngestLinkTo *link = shape->links; link->name != NULL; link++)
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
          && !vigie_ingest_place_thing (writer, id, (gpointer) ids->data, ids->len, now, error))
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
  const VigieIngestShape *shape = vigie_ingest_shape (type);
  gint64 links[3] = {0};

  if (type == VIGIE_INGEST_OBSERVATION)
    return vigie_ingest_observation_insert (writer, object, parent, where, id, error);
  if (!vigie_ingest_shape_check (shape, object, where, error))
    return FALSE;
  for (const VigieIngestMember *member = shape->members; member->name != NULL; member++)
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
  const VigieIngestShape *shape = vigie_ingest_shape (type);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *update;
  int n = 1;

  if (type == VIGIE_INGEST_OBSERVATION)
    return vigie_ingest_observation_change (writer, id, object, error);
  if (!vigie_ingest_shape_check (shape, object, "", error))
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
  for (const VigieIngestMember *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL && json_object_has_member (object, member->name))
      g_string_append_printf (sql, ", %s = ?%d", member->column, ++n);
  for (const VigieIngestLinkTo *link = shape->links; link->name != NULL; link++)
    if (json_object_has_member (object, link->name))
      g_string_append_printf (sql, ", %s = ?%d", link->column, ++n);
  g_string_append (sql, " WHERE id = ?1");

  update = vigie_ingest_writer_prepare (writer, g_intern_string (sql->str));
  sqlite3_bind_int64 (update, 1, id);
  n = 1;
  for (const VigieIngestMember *member = shape->members; member->name != NULL; member++)
    if (member->column != NULL && json_object_has_member (object, member->name))
      vigie_ingest_shape_bind (update, ++n, member, json_object_get_member (object, member->name));
  for (const VigieIngestLinkTo *link = shape->links; link->name != NULL; link++)
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
         && vigie_ingest_place_thing (writer, id, (gpointer) ids->data, ids->len,
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
  const char *table
      = type == VIGIE_INGEST_OBSERVATION ? "observation" : vigie_ingest_shape (type)->table;
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
