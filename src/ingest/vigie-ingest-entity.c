/* vigie-ingest-entity.c: entities of SensorThings as they are written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-entity.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-schema.h"
#include "vigie-ingest-shape.h"

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
                                               _ ("is already given by the place of the entity"));
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

/* Sets the members that the object @from has, if it is one. */
static void
overlay (JsonObject *object, JsonNode *from)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (from == NULL || !JSON_NODE_HOLDS_OBJECT (from))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (from));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (object, name, json_node_copy (value));
}

/* The unit of a Datastream with what @given says of it: the rest stays as it is in the Datastream @id, or is
 * null in a new one (0). NULL with @error. */
static JsonNode *
complete_unit (VigieIngestWriter *writer, gint64 id, JsonNode *given, GError **error)
{
  static const char *const parts[] = {"name", "symbol", "definition"};
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT unit_of_measurement FROM datastream WHERE id = ?1");
  g_autoptr (JsonNode) before = NULL;
  JsonObject *unit = json_object_new ();
  JsonNode *whole = json_node_new (JSON_NODE_OBJECT);
  int code;

  json_node_take_object (whole, unit);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    json_object_set_null_member (unit, parts[i]);
  sqlite3_bind_int64 (select, 1, id);
  code = sqlite3_step (select);
  if (code == SQLITE_ROW)
    before = json_from_string ((const char *) sqlite3_column_text (select, 0), NULL);
  sqlite3_reset (select);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      json_node_unref (whole);
      vigie_ingest_writer_fail (writer, error);
      return NULL;
    }
  overlay (unit, before);
  overlay (unit, given);
  return whole;
}

/* Binds a member of the entity @id, or of a new one (0). */
static gboolean
bind_member (VigieIngestWriter *writer,
             sqlite3_stmt *statement,
             int index,
             const VigieIngestMember *member,
             JsonNode *node,
             gint64 id,
             GError **error)
{
  g_autoptr (JsonNode) unit = NULL;

  if (member->kind == VIGIE_INGEST_MEMBER_UNIT)
    {
      unit = complete_unit (writer, id, node, error);
      if (unit == NULL)
        return FALSE;
    }
  vigie_ingest_shape_bind (statement, index, member, unit != NULL ? unit : node);
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
        if (node != NULL && !bind_member (writer, insert, n, member, node, 0, error))
          return FALSE;
      }
  for (const VigieIngestLinkTo *link = shape->links; link->name != NULL; link++)
    sqlite3_bind_int64 (insert, ++n, links[i++]);
  if (!vigie_ingest_writer_step (writer, insert, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (vigie_ingest_writer_get_db (writer));
  return TRUE;
}

/* The Locations of a HistoricalLocation; the latest one of a Thing moves it there (18-088,
 * historical-location-manual-creation). */
static gboolean
link_historical_location (VigieIngestWriter *writer,
                          gint64 id,
                          JsonObject *object,
                          const VigieIngestParent *parent,
                          const char *where,
                          GError **error)
{
  g_autoptr (GArray) locations = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!vigie_ingest_entity_resolve_set (writer, VIGIE_INGEST_LOCATION, object, "Locations", where,
                                        TRUE, locations, error))
    return FALSE;
  if (parent->id != 0 && parent->type == VIGIE_INGEST_LOCATION)
    g_array_append_val (locations, parent->id);
  if (locations->len == 0)
    return vigie_ingest_entity_refuse (error, where, "Locations", _ ("is missing"));
  return vigie_ingest_place_remember (writer, id, (gpointer) locations->data, locations->len,
                                      error);
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
  const VigieIngestShape *shape = vigie_ingest_shape (type);
  const VigieIngestParent self = {type, id};
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VigieTime now = vigie_ingest_writer_now (writer);

  if (type == VIGIE_INGEST_THING)
    {
      if (!vigie_ingest_entity_resolve_set (writer, VIGIE_INGEST_LOCATION, object, "Locations",
                                            where, TRUE, ids, error))
        return FALSE;
      if (parent->id != 0 && parent->type == VIGIE_INGEST_LOCATION)
        g_array_append_val (ids, parent->id);
      if (ids->len > 0
          && !vigie_ingest_place_thing (writer, id, (gpointer) ids->data, ids->len, now, error))
        return FALSE;
    }
  else if (type == VIGIE_INGEST_LOCATION)
    {
      if (!vigie_ingest_entity_resolve_set (writer, VIGIE_INGEST_THING, object, "Things", where,
                                            TRUE, ids, error))
        return FALSE;
      if (parent->id != 0 && parent->type == VIGIE_INGEST_THING)
        g_array_append_val (ids, parent->id);
      for (guint i = 0; i < ids->len; i++)
        if (!vigie_ingest_place_thing (writer, g_array_index (ids, gint64, i), &id, 1, now, error))
          return FALSE;
      if (parent->id != 0 && parent->type == VIGIE_INGEST_HISTORICAL_LOCATION
          && !vigie_ingest_entity_link_to (writer, VIGIE_INGEST_LOCATION, id, parent->type,
                                           parent->id, error))
        return FALSE;
    }
  else if (type == VIGIE_INGEST_HISTORICAL_LOCATION)
    return link_historical_location (writer, id, object, parent, where, error);
  for (guint i = 0; i < G_N_ELEMENTS (shape->sets) && shape->sets[i] != NULL; i++)
    if (strcmp (shape->sets[i], "Locations") != 0 && strcmp (shape->sets[i], "Things") != 0
        && !vigie_ingest_entity_insert_set (writer, object, shape->sets[i], &self, where, error))
      return FALSE;
  return TRUE;
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
  sqlite3_stmt *update;
  int n = 1;

  if (type == VIGIE_INGEST_OBSERVATION)
    return vigie_ingest_observation_change (writer, id, object, error);
  if (!vigie_ingest_shape_check (shape, object, "", error))
    return FALSE;
  vigie_ingest_writer_touch (writer);
  if (type == VIGIE_INGEST_LOCATION && json_object_has_member (object, "location")
      && !vigie_ingest_place_detach (writer, id, error))
    return FALSE;
  if (type == VIGIE_INGEST_DATASTREAM && json_object_has_member (object, "Thing")
      && !vigie_ingest_place_detach_datastream (writer, id, error))
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
    if (member->column != NULL && json_object_has_member (object, member->name)
        && !bind_member (writer, update, ++n, member, json_object_get_member (object, member->name),
                         id, error))
      return FALSE;
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
  for (guint i = 0; i < G_N_ELEMENTS (shape->sets) && shape->sets[i] != NULL; i++)
    if (!vigie_ingest_entity_link_set (writer, type, id, object, shape->sets[i], error))
      return FALSE;
  return TRUE;
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
