/* vigie-ingest-links.c: links between entities as bodies write them: to what exists, or with what is to be created.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-entity.h"

/* {"@iot.id": 3} with nothing but what answers have, too: a link. With a property it is an entity to be created, and
 * its id is the client's own matter (18-088, deep-insert). */
static gboolean
is_link (JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!json_object_has_member (object, "@iot.id"))
    return FALSE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (strcmp (name, "@iot.id") != 0 && !vigie_ingest_entity_is_annotation (name))
      return FALSE;
  return TRUE;
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
  if (!is_link (json_node_get_object (node)))
    {
      if (!may_insert)
        return vigie_ingest_entity_refuse (error, where, member,
                                           _ ("a change may only link to what exists, by @iot.id"));
      path = vigie_ingest_entity_path (where, member, -1);
      return vigie_ingest_entity_insert (writer, type, json_node_get_object (node), &no_parent,
                                         path, id, error);
    }
  given = json_object_get_member (json_node_get_object (node), "@iot.id");
  if (!JSON_NODE_HOLDS_VALUE (given) || json_node_get_value_type (given) != G_TYPE_INT64)
    return vigie_ingest_entity_refuse (error, where, member,
                                       _ ("its @iot.id must be a whole number"));
  *id = json_node_get_int (given);
  if (!vigie_ingest_entity_exists (writer, type, *id, &exists, error))
    return FALSE;
  if (!exists)
    return vigie_ingest_entity_refuse (error, where, member, _ ("no entity has this @iot.id"));
  return TRUE;
}

/* The array that is the member @name of @object: NULL without @error where there is none. */
static JsonArray *
get_set (JsonObject *object, const char *name, const char *where, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  vigie_ingest_entity_refuse (error, where, name, _ ("must be an array"));
  return NULL;
}

gboolean
vigie_ingest_entity_resolve_set (VigieIngestWriter *writer,
                                 VigieIngestEntityType type,
                                 JsonObject *object,
                                 const char *name,
                                 const char *where,
                                 gboolean may_insert,
                                 GArray *ids,
                                 GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonArray *array = get_set (object, name, where, &local);

  for (guint i = 0; array != NULL && local == NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *member = vigie_ingest_entity_path ("", name, i);
      gint64 id;

      if (vigie_ingest_entity_resolve (writer, type, json_array_get_element (array, i), where,
                                       member, may_insert, &id, &local))
        g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
vigie_ingest_entity_link_to (VigieIngestWriter *writer,
                             VigieIngestEntityType type,
                             gint64 id,
                             VigieIngestEntityType target,
                             gint64 other,
                             GError **error)
{
  g_autoptr (JsonObject) change = NULL;
  JsonObject *link;

  if (type == VIGIE_INGEST_THING && target == VIGIE_INGEST_LOCATION)
    return vigie_ingest_place_thing (writer, id, &other, 1, vigie_ingest_writer_now (writer),
                                     error);
  if (type == VIGIE_INGEST_LOCATION && target == VIGIE_INGEST_THING)
    return vigie_ingest_place_thing (writer, other, &id, 1, vigie_ingest_writer_now (writer),
                                     error);
  if (type == VIGIE_INGEST_LOCATION && target == VIGIE_INGEST_HISTORICAL_LOCATION)
    return vigie_ingest_place_add_to_history (writer, other, id, error);
  if (type == VIGIE_INGEST_HISTORICAL_LOCATION && target == VIGIE_INGEST_LOCATION)
    return vigie_ingest_place_add_to_history (writer, id, other, error);
  /* One to many: a change of the link at the other end. */
  change = json_object_new ();
  link = json_object_new ();
  json_object_set_int_member (link, "@iot.id", id);
  json_object_set_object_member (change, vigie_ingest_entity (type)->name, link);
  return vigie_ingest_entity_change (writer, target, other, change, error);
}

gboolean
vigie_ingest_entity_insert_set (VigieIngestWriter *writer,
                                JsonObject *object,
                                const char *name,
                                const VigieIngestParent *parent,
                                const char *where,
                                GError **error)
{
  VigieIngestEntityType type = vigie_ingest_entity_type (vigie_ingest_entity_by_set (name));
  g_autoptr (GError) local = NULL;
  JsonArray *array = get_set (object, name, where, &local);

  for (guint i = 0; array != NULL && local == NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *path = vigie_ingest_entity_path (where, name, i);
      JsonNode *element = json_array_get_element (array, i);
      gint64 id;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        vigie_ingest_entity_refuse (&local, path, "", _ ("must be an object"));
      else if (!is_link (json_node_get_object (element)))
        vigie_ingest_entity_insert (writer, type, json_node_get_object (element), parent, path, &id,
                                    &local);
      else if (vigie_ingest_entity_resolve (writer, type, element, path, "", FALSE, &id, &local))
        vigie_ingest_entity_link_to (writer, parent->type, parent->id, type, id, &local);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
vigie_ingest_entity_link_set (VigieIngestWriter *writer,
                              VigieIngestEntityType type,
                              gint64 id,
                              JsonObject *object,
                              const char *name,
                              GError **error)
{
  VigieIngestEntityType target = vigie_ingest_entity_type (vigie_ingest_entity_by_set (name));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!vigie_ingest_entity_resolve_set (writer, target, object, name, "", FALSE, ids, error))
    return FALSE;
  /* All the Locations of a Thing at once: they are one place, and one HistoricalLocation. */
  if (type == VIGIE_INGEST_THING && target == VIGIE_INGEST_LOCATION && ids->len > 0)
    return vigie_ingest_place_thing (writer, id, (gpointer) ids->data, ids->len,
                                     vigie_ingest_writer_now (writer), error);
  for (guint i = 0; i < ids->len; i++)
    if (!vigie_ingest_entity_link_to (writer, type, id, target, g_array_index (ids, gint64, i),
                                      error))
      return FALSE;
  return TRUE;
}
