/* vigie-profile-rules.c: the rules of a profile: kinds of sites, roles and aggregations of measures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-profile-private.h"

#define RULES_MAX 500

void
vigie_profile_kind_rule_clear (VigieKindRule *rule)
{
  g_clear_pointer (&rule->property, g_regex_unref);
  g_clear_pointer (&rule->name, g_regex_unref);
}

void
vigie_profile_measure_rule_clear (VigieMeasureRule *rule)
{
  g_clear_pointer (&rule->definition, g_regex_unref);
  g_clear_pointer (&rule->name, g_regex_unref);
  g_clear_pointer (&rule->units, g_strfreev);
}

/* Calls @read for each object of the list @key. */
static gboolean
read_rules (VigieProfileReader *reader,
            VigieProfile *self,
            JsonObject *root,
            const char *key,
            gboolean (*read) (VigieProfileReader *, VigieProfile *, JsonObject *, const char *))
{
  JsonNode *node = json_object_get_member (root, key);
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return vigie_profile_fail (reader, key, _ ("A list of rules is expected, in brackets [ ]."));
  array = json_node_get_array (node);
  if (json_array_get_length (array) > RULES_MAX)
    return vigie_profile_fail (reader, key, _ ("There are more than %d rules."), RULES_MAX);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *place = g_strdup_printf ("%s[%u]", key, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return vigie_profile_fail (reader, place, _ ("An object in braces { } is expected."));
      if (!read (reader, self, json_node_get_object (element), place))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_kind_rule (VigieProfileReader *reader,
                VigieProfile *self,
                JsonObject *object,
                const char *field)
{
  static const char *const known[] = {"kind", "property", "name", NULL};
  g_autofree char *kind = NULL;
  VigieKindRule rule = {0};

  if (!vigie_profile_check_members (reader, object, field, known)
      || !vigie_profile_read_text (reader, object, field, "kind", TRUE, &kind))
    return FALSE;
  if (!vigie_kind_from_string (kind, &rule.kind))
    {
      g_autofree char *place = vigie_profile_sub_field (field, "kind");
      g_autoptr (GString) names = g_string_new (vigie_kind_to_string (0));

      for (int i = 1; i < VIGIE_N_KIND; i++)
        g_string_append_printf (names, ", %s", vigie_kind_to_string (i));
      return vigie_profile_fail (reader, place, _ ("“%s” is not a kind of site. Known: %s."), kind,
                                 names->str);
    }
  if (!vigie_profile_read_regex (reader, object, field, "property", &rule.property)
      || !vigie_profile_read_regex (reader, object, field, "name", &rule.name))
    {
      g_clear_pointer (&rule.property, g_regex_unref);
      return FALSE;
    }
  if (rule.property == NULL && rule.name == NULL)
    return vigie_profile_fail (reader, field, _ ("A rule needs “%s” or “%s”."), "property", "name");
  g_array_append_val (self->kinds, rule);
  return TRUE;
}

static gboolean
read_measure_rule (VigieProfileReader *reader,
                   JsonObject *object,
                   const char *field,
                   VigieMeasureRule *rule)
{
  if (!vigie_profile_read_regex (reader, object, field, "definition", &rule->definition)
      || !vigie_profile_read_regex (reader, object, field, "name", &rule->name)
      || !vigie_profile_read_texts (reader, object, field, "unit", &rule->units))
    {
      vigie_profile_measure_rule_clear (rule);
      return FALSE;
    }
  if (rule->definition == NULL && rule->name == NULL)
    {
      vigie_profile_measure_rule_clear (rule);
      return vigie_profile_fail (reader, field, _ ("A rule needs “%s” or “%s”."), "definition",
                                 "name");
    }
  return TRUE;
}

static gboolean
read_role_rule (VigieProfileReader *reader,
                VigieProfile *self,
                JsonObject *object,
                const char *field)
{
  static const char *const known[] = {"role", "definition", "name", "unit", NULL};
  g_autofree char *role = NULL;
  VigieMeasureRule rule = {0};
  VigieRole value;

  if (!vigie_profile_check_members (reader, object, field, known)
      || !vigie_profile_read_text (reader, object, field, "role", TRUE, &role))
    return FALSE;
  if (!vigie_role_from_string (role, &value))
    {
      g_autofree char *place = vigie_profile_sub_field (field, "role");
      g_autoptr (GString) names = g_string_new (vigie_role_to_string (0));

      for (int i = 1; i < VIGIE_N_ROLE; i++)
        g_string_append_printf (names, ", %s", vigie_role_to_string (i));
      return vigie_profile_fail (reader, place, _ ("“%s” is not a role of a measure. Known: %s."),
                                 role, names->str);
    }
  rule.value = value;
  if (!read_measure_rule (reader, object, field, &rule))
    return FALSE;
  g_array_append_val (self->roles, rule);
  return TRUE;
}

static gboolean
read_aggregation_rule (VigieProfileReader *reader,
                       VigieProfile *self,
                       JsonObject *object,
                       const char *field)
{
  static const char *const known[] = {"aggregation", "definition", "name", "unit", NULL};
  g_autofree char *name = NULL;
  VigieMeasureRule rule = {0};
  VigieAggregation value;

  if (!vigie_profile_check_members (reader, object, field, known)
      || !vigie_profile_read_text (reader, object, field, "aggregation", TRUE, &name))
    return FALSE;
  if (!vigie_aggregation_from_string (name, &value))
    {
      g_autofree char *place = vigie_profile_sub_field (field, "aggregation");

      return vigie_profile_fail (reader, place, _ ("“%s” is not an aggregation. Known: %s."), name,
                                 "instant, interval, cumulative");
    }
  rule.value = value;
  if (!read_measure_rule (reader, object, field, &rule))
    return FALSE;
  g_array_append_val (self->aggregations, rule);
  return TRUE;
}

gboolean
vigie_profile_read_rules (VigieProfileReader *reader, VigieProfile *self, JsonObject *root)
{
  return read_rules (reader, self, root, "kinds", read_kind_rule)
         && read_rules (reader, self, root, "roles", read_role_rule)
         && read_rules (reader, self, root, "aggregations", read_aggregation_rule);
}
