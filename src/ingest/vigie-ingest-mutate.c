/* vigie-ingest-mutate.c: requests that write the SensorThings API.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-mutate.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-entity.h"
#include "vigie-ingest-json.h"
#include "vigie-scan.h"
#include "vigie-ingest-schema.h"

#define MAX_SEGMENTS 16

void
vigie_ingest_mutated_clear (VigieIngestMutated *mutated)
{
  g_clear_pointer (&mutated->location, g_free);
  if (mutated->body != NULL)
    g_string_free (g_steal_pointer (&mutated->body), TRUE);
}

JsonNode *
vigie_ingest_mutate_parse (const char *body, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *copy = g_malloc (length + 1);
  g_autofree char *problem = NULL;
  VigieScan scan;
  JsonNode *root;

  /* json-glib takes more than JSON, and recurses as deep as the text does: ours decides. */
  memcpy (copy, body, length);
  vigie_scan_init (&scan, copy, length);
  vigie_scan_skip (&scan);
  if (!vigie_scan_finish (&scan))
    {
      problem = vigie_scan_describe (&scan);
      g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BAD_REQUEST, problem);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, body, length, NULL)
      || (root = json_parser_steal_root (parser)) == NULL)
    {
      g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_BAD_REQUEST,
                           _ ("The body is not JSON."));
      return NULL;
    }
  return root;
}

/* ---- Addresses ---- */

/* One step of an address: "Things(1)" or "Datastreams". */
typedef struct
{
  const VigieIngestEntity *entity;
  gboolean has_id;
  gint64 id;
} Segment;

static gboolean
read_segment (const char *text, Segment *segment)
{
  g_autofree char *decoded = g_uri_unescape_string (text, NULL);
  char *open = decoded != NULL ? strchr (decoded, '(') : NULL;
  gsize length = decoded != NULL ? strlen (decoded) : 0;

  if (decoded == NULL)
    return FALSE;
  *segment = (Segment) {NULL, open != NULL, 0};
  if (open != NULL)
    {
      if (decoded[length - 1] != ')')
        return FALSE;
      decoded[length - 1] = *open = '\0';
      if (!g_ascii_string_to_signed (open + 1, 10, G_MININT64, G_MAXINT64, &segment->id, NULL))
        return FALSE;
    }
  segment->entity = vigie_ingest_entity_by_set (decoded);
  return segment->entity != NULL;
}

/* Every step is the set of one entity but the last, which may be a set: "Things(1)/Datastreams". The
 * number of steps, or 0 if it is no such address. */
static guint
read_path (const char *path, Segment segments[MAX_SEGMENTS])
{
  g_auto (GStrv) parts = g_strsplit (*path == '/' ? path + 1 : path, "/", MAX_SEGMENTS + 2);
  guint n = g_strv_length (parts);

  if (n > 0 && *parts[n - 1] == '\0')
    n--;
  if (n == 0 || n > MAX_SEGMENTS)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      if (!read_segment (parts[i], &segments[i]) || (!segments[i].has_id && i + 1 < n))
        return 0;
      if (i > 0
          && vigie_ingest_entity_link (segments[i - 1].entity, segments[i].entity->set) == NULL)
        return 0;
    }
  return n;
}

static gboolean
is_create_observations (const char *path)
{
  return strcmp (path, "/CreateObservations") == 0 || strcmp (path, "/CreateObservations/") == 0;
}

gboolean
vigie_ingest_mutate_allows (VigieIngestMethod method, const char *path)
{
  Segment segments[MAX_SEGMENTS];
  guint n;

  if (is_create_observations (path))
    return method == VIGIE_INGEST_CREATE;
  n = read_path (path, segments);
  /* An address that is none is answered by 404, not 405. */
  if (n == 0)
    return *path != '\0' && strcmp (path, "/") != 0;
  return segments[n - 1].has_id == (method != VIGIE_INGEST_CREATE);
}

static gboolean
fail_not_found (GError **error)
{
  g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_NOT_FOUND,
                       _ ("There is nothing at this address."));
  return FALSE;
}

/* Whether entities of the address exist. */
static gboolean
check_exist (VigieIngestWriter *writer, const Segment *segments, guint n, GError **error)
{
  gboolean exists;

  for (guint i = 0; i < n; i++)
    {
      if (!segments[i].has_id)
        continue;
      if (!vigie_ingest_entity_exists (writer, vigie_ingest_entity_type (segments[i].entity),
                                       segments[i].id, &exists, error))
        return FALSE;
      if (!exists)
        return fail_not_found (error);
    }
  return TRUE;
}

/* ---- CreateObservations (OGC 18-088, 13.2) ---- */

/* One row of a dataArray as the body of an Observation. */
static JsonObject *
make_object (JsonArray *components, JsonArray *row)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (json_array_get_length (row) != json_array_get_length (components))
    return NULL;
  for (guint i = 0; i < json_array_get_length (row); i++)
    {
      const char *name = json_array_get_string_element (components, i);
      JsonNode *node = json_array_dup_element (row, i);

      if (strcmp (name, "FeatureOfInterest/id") == 0
          || strcmp (name, "FeatureOfInterest/@iot.id") == 0)
        {
          JsonObject *link = json_object_new ();

          json_object_set_member (link, "@iot.id", node);
          json_object_set_object_member (object, "FeatureOfInterest", link);
        }
      else
        json_object_set_member (object, name, node);
    }
  return g_steal_pointer (&object);
}

/* Creates one; what is wrong with it is told in its place: "error: …". FALSE if the store failed. */
static gboolean
create_row (VigieIngestWriter *writer,
            const VigieIngestParent *parent,
            JsonArray *components,
            JsonNode *row,
            const char *base_url,
            GString *answer,
            GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *words = NULL;
  gint64 id;

  if (JSON_NODE_HOLDS_ARRAY (row))
    object = make_object (components, json_node_get_array (row));
  if (object == NULL)
    vigie_ingest_entity_refuse (&local, "", "", _ ("the row has not as many values as components"));
  else if (vigie_ingest_observation_insert (writer, object, parent, "", &id, &local))
    words = g_strdup_printf ("%s/Observations(%" G_GINT64_FORMAT ")", base_url, id);
  if (local != NULL)
    {
      /* A reading checks everything before it writes anything but a new feature of interest. */
      if (local->domain != VIGIE_INGEST_ERROR || local->code >= VIGIE_INGEST_ERROR_FAILED)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      words = g_strconcat ("error: ", local->message, NULL);
    }
  if (answer->len > 1)
    g_string_append_c (answer, ',');
  vigie_ingest_json_append_string (answer, words, -1);
  return TRUE;
}

static gboolean
is_text_array (JsonNode *node)
{
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return FALSE;
    }
  return TRUE;
}

static gboolean
create_group (VigieIngestWriter *writer,
              JsonNode *node,
              const char *where,
              const char *base_url,
              GString *answer,
              GError **error)
{
  JsonObject *group;
  JsonArray *rows, *components;
  VigieIngestParent parent = {VIGIE_INGEST_DATASTREAM, 0};

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return vigie_ingest_entity_refuse (error, where, "", _ ("must be an object"));
  group = json_node_get_object (node);
  if (!json_object_has_member (group, "Datastream"))
    return vigie_ingest_entity_refuse (error, where, "Datastream", _ ("is missing"));
  if (!is_text_array (json_object_get_member (group, "components")))
    return vigie_ingest_entity_refuse (error, where, "components", _ ("must be an array of texts"));
  if (!json_object_has_member (group, "dataArray")
      || !JSON_NODE_HOLDS_ARRAY (json_object_get_member (group, "dataArray")))
    return vigie_ingest_entity_refuse (error, where, "dataArray", _ ("must be an array"));
  if (!vigie_ingest_entity_resolve (writer, VIGIE_INGEST_DATASTREAM,
                                    json_object_get_member (group, "Datastream"), where,
                                    "Datastream", FALSE, &parent.id, error))
    return FALSE;
  components = json_object_get_array_member (group, "components");
  rows = json_object_get_array_member (group, "dataArray");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!create_row (writer, &parent, components, json_array_get_element (rows, i), base_url,
                     answer, error))
      return FALSE;
  return TRUE;
}

static gboolean
create_observations (VigieIngestWriter *writer,
                     const char *base_url,
                     JsonNode *body,
                     VigieIngestMutated *mutated,
                     GError **error)
{
  g_autoptr (GString) answer = g_string_new ("[");
  JsonArray *groups;

  if (!JSON_NODE_HOLDS_ARRAY (body))
    return vigie_ingest_entity_refuse (error, "", "", _ ("The body must be an array."));
  groups = json_node_get_array (body);
  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      g_autofree char *where = vigie_ingest_entity_path ("", "", i);

      if (!create_group (writer, json_array_get_element (groups, i), where, base_url, answer,
                         error))
        return FALSE;
    }
  g_string_append_c (answer, ']');
  mutated->status = 201;
  mutated->body = g_steal_pointer (&answer);
  return TRUE;
}

/* ---- Requests ---- */

gboolean
vigie_ingest_mutate (VigieIngestWriter *writer,
                     VigieIngestMethod method,
                     const char *base_url,
                     const char *path,
                     JsonNode *body,
                     VigieIngestMutated *mutated,
                     GError **error)
{
  VigieIngestParent parent = {VIGIE_INGEST_THING, 0};
  Segment segments[MAX_SEGMENTS];
  const Segment *last;
  VigieIngestEntityType type;
  gint64 id;
  guint n;

  *mutated = (VigieIngestMutated) {0, NULL, NULL};
  if (method == VIGIE_INGEST_CREATE && is_create_observations (path))
    return create_observations (writer, base_url, body, mutated, error);
  n = read_path (path, segments);
  if (n == 0)
    return fail_not_found (error);
  last = &segments[n - 1];
  type = vigie_ingest_entity_type (last->entity);
  if (!check_exist (writer, segments, n, error))
    return FALSE;
  if (method == VIGIE_INGEST_DELETE)
    {
      mutated->status = 200;
      return vigie_ingest_entity_delete (writer, type, last->id, error);
    }
  if (!JSON_NODE_HOLDS_OBJECT (body))
    return vigie_ingest_entity_refuse (error, "", "", _ ("The body must be an object."));
  if (method == VIGIE_INGEST_CHANGE)
    {
      mutated->status = 200;
      mutated->location
          = g_strdup_printf ("/%s(%" G_GINT64_FORMAT ")", last->entity->set, last->id);
      return vigie_ingest_entity_change (writer, type, last->id, json_node_get_object (body),
                                         error);
    }
  if (n > 1)
    {
      parent.type = vigie_ingest_entity_type (segments[n - 2].entity);
      parent.id = segments[n - 2].id;
    }
  if (!vigie_ingest_entity_insert (writer, type, json_node_get_object (body), &parent, "", &id,
                                   error))
    return FALSE;
  mutated->status = 201;
  mutated->location = g_strdup_printf ("/%s(%" G_GINT64_FORMAT ")", last->entity->set, id);
  return TRUE;
}
