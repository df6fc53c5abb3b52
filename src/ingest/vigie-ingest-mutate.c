/* vigie-ingest-mutate.c: requests that write the SensorThings API.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-mutate.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-entity.h"
#include "vigie-ingest-json.h"
#include "vigie-ingest-path.h"
#include "vigie-ingest-query.h"
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

/* What an address is at its end. */
typedef struct
{
  const VigieIngestEntity *entity; /* of the entity, or of those of the set */
  const VigieIngestEntity *above; /* SET behind a link: that of the entity it leads from; or NULL */
  gboolean is_set;
  gboolean is_short; /* one step, or a set behind one: "Things(1)", "Things(1)/Datastreams" */
  gint64 id;         /* where it is short: of the first step */
} Address;

/* "Things(1)" into "Things" and 1. */
static gboolean
split_step (char *step, gboolean *has_id, gint64 *id)
{
  char *open = strchr (step, '(');
  gsize length = strlen (step);

  *has_id = open != NULL;
  if (open == NULL)
    return TRUE;
  if (step[length - 1] != ')')
    return FALSE;
  step[length - 1] = *open = '\0';
  return g_ascii_string_to_signed (open + 1, 10, G_MININT64, G_MAXINT64, id, NULL);
}

/* Every step is one entity but the last, which may be a set: "Things(1)/Datastreams(2)/Sensor/Datastreams". Whether it
 * is such an address, whatever exists. */
static gboolean
read_address (const char *path, Address *address)
{
  g_auto (GStrv) steps = g_strsplit (*path == '/' ? path + 1 : path, "/", MAX_SEGMENTS + 2);
  guint n = g_strv_length (steps);

  *address = (Address) {.is_set = TRUE};
  if (n > 0 && *steps[n - 1] == '\0')
    n--;
  for (guint i = 0; i < n && i < MAX_SEGMENTS; i++)
    {
      g_autofree char *step = g_uri_unescape_string (steps[i], NULL);
      const VigieIngestLink *link = NULL;
      gboolean has_id;
      gint64 id = 0;

      if (step == NULL || !split_step (step, &has_id, &id) || (i > 0 && address->is_set))
        return FALSE;
      address->above = address->entity;
      if (i == 0)
        {
          address->entity = vigie_ingest_entity_by_set (step);
          address->id = id;
        }
      else
        {
          link = vigie_ingest_entity_link (address->entity, step);
          address->entity = link != NULL ? vigie_ingest_entity (link->target) : NULL;
        }
      if (address->entity == NULL || (link != NULL && !link->many && has_id))
        return FALSE;
      address->is_set = !has_id && (link == NULL || link->many);
    }
  address->is_short = n == 1 || (n == 2 && address->is_set);
  return n > 0 && n <= MAX_SEGMENTS;
}

static gboolean
is_create_observations (const char *path)
{
  return strcmp (path, "/CreateObservations") == 0 || strcmp (path, "/CreateObservations/") == 0;
}

gboolean
vigie_ingest_mutate_allows (VigieIngestMethod method, const char *path)
{
  Address address;

  if (is_create_observations (path))
    return method == VIGIE_INGEST_CREATE;
  /* An address that is none is answered by 404, not 405. */
  if (!read_address (path, &address))
    return *path != '\0' && strcmp (path, "/") != 0;
  return address.is_set == (method == VIGIE_INGEST_CREATE);
}

static gboolean
fail_not_found (GError **error)
{
  g_set_error_literal (error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_NOT_FOUND,
                       _ ("There is nothing at this address."));
  return FALSE;
}

/* The id of the entity that the address names, or that its set belongs to; 404 where there is none, or where a link
 * does not lead to it. */
static gboolean
find_entity (VigieIngestWriter *writer,
             const char *path,
             const Address *address,
             gint64 *id,
             GError **error)
{
  const VigieIngestEntity *entity = address->is_set ? address->above : address->entity;
  g_autofree char *text = g_strdup (path);
  g_autoptr (GError) local = NULL;
  VigieIngestStatements *statements;
  VigieIngestPath found = {0};
  gboolean exists;

  *id = address->id;
  if (address->is_short)
    return vigie_ingest_entity_exists (writer, vigie_ingest_entity_type (entity), *id, &exists,
                                       error)
           && (exists || fail_not_found (error));
  if (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';
  if (address->is_set)
    *strrchr (text, '/') = '\0';
  statements = vigie_ingest_statements_new (vigie_ingest_writer_get_db (writer));
  exists = vigie_ingest_path_resolve (&found, statements, text, &local);
  *id = found.key;
  vigie_ingest_path_clear (&found);
  vigie_ingest_statements_free (statements);
  if (exists)
    return TRUE;
  if (local->code < VIGIE_INGEST_QUERY_ERROR_INTERNAL)
    return fail_not_found (error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
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

static void
append_line (GString *answer, const char *words)
{
  if (answer->len > 1)
    g_string_append_c (answer, ',');
  vigie_ingest_json_append_string (answer, words, -1);
}

/* The word that the standard wants in the place of a link, and why. FALSE with @error where the store failed. */
static gboolean
append_failure (GString *answer, GError *local, GError **error)
{
  g_autofree char *words = NULL;

  if (local->domain != VIGIE_INGEST_ERROR || local->code >= VIGIE_INGEST_ERROR_FAILED)
    {
      g_propagate_error (error, g_error_copy (local));
      return FALSE;
    }
  words = g_strconcat ("error: ", local->message, NULL);
  append_line (answer, words);
  return TRUE;
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
    vigie_ingest_entity_refuse (&local, "", "",
                                _ ("the row does not have as many values as "
                                   "components"));
  else if (vigie_ingest_observation_insert (writer, object, parent, "", &id, &local))
    words = g_strdup_printf ("%s/Observations(%" G_GINT64_FORMAT ")", base_url, id);
  /* A reading checks everything before it writes anything but a new feature of interest. */
  if (local != NULL)
    return append_failure (answer, local, error);
  append_line (answer, words);
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
  g_autoptr (GError) local = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return vigie_ingest_entity_refuse (error, where, "", _ ("must be an object"));
  group = json_node_get_object (node);
  if (!json_object_has_member (group, "Datastream"))
    return vigie_ingest_entity_refuse (error, where, "Datastream", _ ("is missing"));
  if (!is_text_array (json_object_get_member (group, "components")))
    return vigie_ingest_entity_refuse (error, where, "components",
                                       _ ("must be an array of "
                                          "strings"));
  if (!json_object_has_member (group, "dataArray")
      || !JSON_NODE_HOLDS_ARRAY (json_object_get_member (group, "dataArray")))
    return vigie_ingest_entity_refuse (error, where, "dataArray", _ ("must be an array"));
  components = json_object_get_array_member (group, "components");
  rows = json_object_get_array_member (group, "dataArray");
  if (!vigie_ingest_entity_resolve (writer, VIGIE_INGEST_DATASTREAM,
                                    json_object_get_member (group, "Datastream"), where,
                                    "Datastream", FALSE, &parent.id, &local))
    {
      for (guint i = 0; i < json_array_get_length (rows); i++)
        if (!append_failure (answer, local, error))
          return FALSE;
      return TRUE;
    }
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
  VigieIngestEntityType type;
  Address address;
  gint64 id = 0;

  *mutated = (VigieIngestMutated) {0, NULL, NULL};
  if (method == VIGIE_INGEST_CREATE && is_create_observations (path))
    return create_observations (writer, base_url, body, mutated, error);
  if (!read_address (path, &address))
    return fail_not_found (error);
  type = vigie_ingest_entity_type (address.entity);
  if ((!address.is_set || address.above != NULL)
      && !find_entity (writer, path, &address, &id, error))
    return FALSE;
  if (method == VIGIE_INGEST_DELETE)
    {
      mutated->status = 200;
      return vigie_ingest_entity_delete (writer, type, id, error);
    }
  if (!JSON_NODE_HOLDS_OBJECT (body))
    return vigie_ingest_entity_refuse (error, "", "", _ ("The body must be an object."));
  if (method == VIGIE_INGEST_CHANGE)
    {
      mutated->status = 200;
      mutated->location = g_strdup_printf ("/%s(%" G_GINT64_FORMAT ")", address.entity->set, id);
      return vigie_ingest_entity_change (writer, type, id, json_node_get_object (body), error);
    }
  if (address.above != NULL)
    parent = (VigieIngestParent) {vigie_ingest_entity_type (address.above), id};
  if (!vigie_ingest_entity_insert (writer, type, json_node_get_object (body), &parent, "", &id,
                                   error))
    return FALSE;
  mutated->status = 201;
  mutated->location = g_strdup_printf ("/%s(%" G_GINT64_FORMAT ")", address.entity->set, id);
  return TRUE;
}
