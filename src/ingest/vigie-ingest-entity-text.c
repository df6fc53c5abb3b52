/* vigie-ingest-entity-text.c: what bodies and errors are made of: paths, words, JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vigie-ingest-entity.h"
#include "vigie-ingest-json.h"

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
