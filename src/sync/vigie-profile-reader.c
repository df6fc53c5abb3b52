/* vigie-profile-reader.c: see vigie-profile-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-profile-reader.h"

#include <glib/gi18n-lib.h>

#include "vigie-json-line.h"
#include "vigie-profile.h"

gboolean
vigie_profile_fail (VigieProfileReader *reader, const char *field, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (
      reader->error, VIGIE_PROFILE_ERROR, VIGIE_PROFILE_ERROR_INVALID,
      /* Translators: place of an error in a file: line number, name of the field ("roles[3].name"),
                * what is wrong with it (a sentence). */
      _ ("Line %u, field “%s”: %s"), vigie_json_line_of (reader->json, reader->length, field),
      field, what);
  return FALSE;
}

char *
vigie_profile_sub_field (const char *field, const char *key)
{
  return *field != '\0' ? g_strdup_printf ("%s.%s", field, key) : g_strdup (key);
}

/* FALSE for a member that no version of the file has: a name typed wrong would be passed over in
 * silence. Names that begin with "_" are the writer's own, for notes. */
gboolean
vigie_profile_check_members (VigieProfileReader *reader,
                             JsonObject *object,
                             const char *field,
                             const char *const *known)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (*name != '_' && !g_strv_contains (known, name))
      {
        g_autofree char *place = vigie_profile_sub_field (field, name);
        g_autofree char *list = g_strjoinv (", ", (char **) known);

        return vigie_profile_fail (reader, place, _ ("There is no such field. Known here: %s."),
                                   list);
      }
  return TRUE;
}

/* *@object is NULL where the member is absent. */
gboolean
vigie_profile_read_object (VigieProfileReader *reader,
                           JsonObject *parent,
                           const char *field,
                           const char *key,
                           JsonObject **object)
{
  JsonNode *node = json_object_get_member (parent, key);
  g_autofree char *place = vigie_profile_sub_field (field, key);

  *object = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return vigie_profile_fail (reader, place, _ ("An object in braces { } is expected."));
  *object = json_node_get_object (node);
  return TRUE;
}

static gboolean
node_is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* *@text is as it was where the member is absent and not @required. */
gboolean
vigie_profile_read_text (VigieProfileReader *reader,
                         JsonObject *parent,
                         const char *field,
                         const char *key,
                         gboolean required,
                         char **text)
{
  JsonNode *node = json_object_get_member (parent, key);
  g_autofree char *place = vigie_profile_sub_field (field, key);

  if (node == NULL && !required)
    return TRUE;
  if (node == NULL)
    return vigie_profile_fail (reader, place, _ ("This field is required."));
  if (!node_is_text (node) || *json_node_get_string (node) == '\0')
    return vigie_profile_fail (reader, place, _ ("A text in quotes is expected."));
  g_free (*text);
  *text = json_node_dup_string (node);
  return TRUE;
}

/* A list of texts, or one text alone. *@texts is as it was where the member is absent. */
gboolean
vigie_profile_read_texts (VigieProfileReader *reader,
                          JsonObject *parent,
                          const char *field,
                          const char *key,
                          GStrv *texts)
{
  JsonNode *node = json_object_get_member (parent, key);
  g_autofree char *place = vigie_profile_sub_field (field, key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (node == NULL)
    return TRUE;
  if (node_is_text (node))
    g_strv_builder_add (builder, json_node_get_string (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);

          if (!node_is_text (element) || *json_node_get_string (element) == '\0')
            {
              g_autofree char *element_place = g_strdup_printf ("%s[%u]", place, i);

              return vigie_profile_fail (reader, element_place,
                                         _ ("A text in quotes is expected."));
            }
          g_strv_builder_add (builder, json_node_get_string (element));
        }
    }
  else
    return vigie_profile_fail (reader, place, _ ("A list of texts is expected, in brackets [ ]."));
  g_strfreev (*texts);
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
vigie_profile_read_number (VigieProfileReader *reader,
                           JsonObject *parent,
                           const char *field,
                           const char *key,
                           double least,
                           double most,
                           double *number)
{
  JsonNode *node = json_object_get_member (parent, key);
  g_autofree char *place = vigie_profile_sub_field (field, key);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  if (node == NULL)
    return vigie_profile_fail (reader, place, _ ("This field is required."));
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return vigie_profile_fail (reader, place, _ ("A number is expected."));
  *number = json_node_get_double (node);
  if (!(*number >= least && *number <= most))
    return vigie_profile_fail (reader, place, _ ("A number from %g to %g is expected."), least,
                               most);
  return TRUE;
}

gboolean
vigie_profile_read_regex (VigieProfileReader *reader,
                          JsonObject *parent,
                          const char *field,
                          const char *key,
                          GRegex **regex)
{
  g_autofree char *pattern = NULL;
  g_autofree char *place = vigie_profile_sub_field (field, key);
  g_autoptr (GError) error = NULL;

  if (!vigie_profile_read_text (reader, parent, field, key, FALSE, &pattern))
    return FALSE;
  if (pattern == NULL)
    return TRUE;
  *regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error);
  if (*regex == NULL)
    return vigie_profile_fail (reader, place, _ ("The regular expression cannot be used: %s"),
                               error->message);
  return TRUE;
}
