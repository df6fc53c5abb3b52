/* vigie-ingest-sql-path.c: paths of expressions as columns, through joins and collections
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-sql-private.h"

#include <string.h>

/* Part of the SQL that has its own FROM: the statement itself, or an EXISTS. */
typedef struct
{
  GString *joins;
  const VigieIngestLink *link; /* that led here; NULL for the statement */
  int alias;
  const char *key; /* of the link, at its source */
  guint n_aliases; /* how many there were before */
} Scope;

/* The table that a link leads to from another. */
typedef struct
{
  int source;
  const VigieIngestLink *link; /* NULL: the extent of the source */
  int alias;
  guint scope;
} Alias;

static void
scope_free (gpointer data)
{
  Scope *scope = data;

  g_string_free (scope->joins, TRUE);
  g_free (scope);
}

static void
clear_value (gpointer data)
{
  g_free (((VigieIngestValue *) data)->text);
}

GArray *
vigie_ingest_values_new (void)
{
  GArray *values = g_array_new (FALSE, TRUE, sizeof (VigieIngestValue));

  g_array_set_clear_func (values, clear_value);
  return values;
}

void
vigie_ingest_sql_init (VigieIngestSql *sql, const VigieIngestEntity *entity, VigieTime now)
{
  Scope *scope = g_new0 (Scope, 1);

  *sql = (VigieIngestSql) {.entity = entity, .now = now, .n_aliases = 1};
  sql->values = vigie_ingest_values_new ();
  sql->scopes = g_ptr_array_new_with_free_func (scope_free);
  sql->aliases = g_array_new (FALSE, FALSE, sizeof (Alias));
  sql->strings = g_ptr_array_new_with_free_func (g_free);
  scope->joins = g_string_new (NULL);
  g_ptr_array_add (sql->scopes, scope);
}

void
vigie_ingest_sql_clear (VigieIngestSql *sql)
{
  g_clear_pointer (&sql->values, g_array_unref);
  g_clear_pointer (&sql->scopes, g_ptr_array_unref);
  g_clear_pointer (&sql->aliases, g_array_unref);
  g_clear_pointer (&sql->strings, g_ptr_array_unref);
}

const char *
vigie_ingest_sql_joins (VigieIngestSql *sql)
{
  return ((Scope *) g_ptr_array_index (sql->scopes, 0))->joins->str;
}

/* The alias of what @link leads to from @source; -1 if there is none. */
static int
find_alias (VigieIngestSql *sql, int source, const VigieIngestLink *link)
{
  for (guint i = 0; i < sql->aliases->len; i++)
    {
      const Alias *alias = &g_array_index (sql->aliases, Alias, i);

      if (alias->source == source && alias->link == link)
        return alias->alias;
    }
  return -1;
}

/* In which scope an alias lives. */
static guint
find_scope (VigieIngestSql *sql, int alias)
{
  for (guint i = 0; i < sql->aliases->len; i++)
    if (g_array_index (sql->aliases, Alias, i).alias == alias)
      return g_array_index (sql->aliases, Alias, i).scope;
  return 0;
}

static void
join_extent (VigieIngestSql *sql, int alias)
{
  Alias extent = {alias, NULL, -1, find_scope (sql, alias)};
  Scope *scope = g_ptr_array_index (sql->scopes, extent.scope);

  for (guint i = 0; i < sql->aliases->len; i++)
    {
      const Alias *other = &g_array_index (sql->aliases, Alias, i);

      if (other->source == alias && !other->link)
        return;
    }
  g_string_append_printf (scope->joins,
                          " LEFT JOIN datastream_extent t%dx ON t%dx.datastream_id = t%d.id", alias,
                          alias, alias);
  g_array_append_val (sql->aliases, extent);
}

void
vigie_ingest_sql_need_extent (VigieIngestSql *sql)
{
  join_extent (sql, 0);
}

static const char *
expand_template (VigieIngestSql *sql, const char *template_sql, int alias, const char *key)
{
  g_autoptr (GString) text = g_string_new (NULL);

  vigie_ingest_template_append (text, template_sql, alias, key);
  return vigie_ingest_sql_printf (sql, "%s", text->str);
}

/* Joins what a link to one leads to. */
static int
join_one (VigieIngestSql *sql, int source, const VigieIngestLink *link)
{
  Alias alias = {source, link, sql->n_aliases, find_scope (sql, source)};
  Scope *scope = g_ptr_array_index (sql->scopes, alias.scope);
  const char *key = expand_template (sql, link->key, source, NULL);

  sql->n_aliases++;
  g_string_append_printf (scope->joins, "%s JOIN %s t%d ON %s", link->optional ? " LEFT" : "",
                          vigie_ingest_entity (link->target)->table, alias.alias,
                          expand_template (sql, link->condition, alias.alias, key));
  g_array_append_val (sql->aliases, alias);
  return alias.alias;
}

/* Follows the links at the beginning of a path, as far as they go to one, or to many that a scope stands
 * for. *@many is the link to many where it stops for that reason. */
static guint
follow (VigieIngestSql *sql,
        const VigieIngestNode *node,
        const VigieIngestEntity **entity,
        int *alias,
        const VigieIngestLink **many)
{
  guint i = 0;

  *entity = sql->entity;
  *alias = 0;
  *many = NULL;
  for (; i < node->segments->len; i++)
    {
      const VigieIngestSegment *segment = &g_array_index (node->segments, VigieIngestSegment, i);
      const VigieIngestLink *link
          = segment->name ? vigie_ingest_entity_link (*entity, segment->name) : NULL;
      const VigieIngestSegment *next
          = i + 1 < node->segments->len ? &g_array_index (node->segments, VigieIngestSegment, i + 1)
                                        : NULL;
      int found;

      if (!link)
        break;
      /* "Datastream/id" is a column of the Observation itself. */
      if (!link->many && !link->optional && next && next->name && vigie_ingest_is_id (next->name)
          && i + 2 == node->segments->len)
        break;
      found = find_alias (sql, *alias, link);
      if (found < 0 && link->many)
        {
          *many = link;
          break;
        }
      *alias = found < 0 ? join_one (sql, *alias, link) : found;
      *entity = vigie_ingest_entity (link->target);
    }
  return i;
}

gboolean
vigie_ingest_sql_open_scope (VigieIngestSql *sql, const VigieIngestNode *node, GError **error)
{
  if (node->kind == VIGIE_INGEST_NODE_PATH)
    {
      const VigieIngestEntity *entity;
      const VigieIngestLink *many;
      Scope *scope;
      Alias alias;
      int source;

      follow (sql, node, &entity, &source, &many);
      if (!many)
        return FALSE;
      scope = g_new0 (Scope, 1);
      scope->joins = g_string_new (NULL);
      scope->link = many;
      scope->alias = sql->n_aliases++;
      scope->key = expand_template (sql, many->key, source, NULL);
      scope->n_aliases = sql->aliases->len;
      alias = (Alias) {source, many, scope->alias, sql->scopes->len};
      g_array_append_val (sql->aliases, alias);
      g_ptr_array_add (sql->scopes, scope);
      return TRUE;
    }
  for (guint i = 0; node->children && i < node->children->len; i++)
    if (vigie_ingest_sql_open_scope (sql, g_ptr_array_index (node->children, i), error))
      return TRUE;
  return FALSE;
}

const char *
vigie_ingest_sql_close_scope (VigieIngestSql *sql, const char *condition)
{
  Scope *scope = g_ptr_array_index (sql->scopes, sql->scopes->len - 1);
  const VigieIngestEntity *target = vigie_ingest_entity (scope->link->target);
  const char *from = scope->link->from
                         ? expand_template (sql, scope->link->from, scope->alias, NULL)
                         : vigie_ingest_sql_printf (sql, "%s t%d", target->table, scope->alias);
  const char *text;

  text = vigie_ingest_sql_printf (
      sql, "EXISTS (SELECT 1 FROM %s%s WHERE %s AND (%s))", from, scope->joins->str,
      expand_template (sql, scope->link->condition, scope->alias, scope->key), condition);
  g_array_set_size (sql->aliases, scope->n_aliases);
  g_ptr_array_set_size (sql->scopes, (int) sql->scopes->len - 1);
  return text;
}

/* The rest of a path inside a JSON value, as a parameter: $."a"."b"[0]. Names of the language have no quote
 * in them. */
static const char *
bind_json_path (VigieIngestSql *sql, const VigieIngestNode *node, guint first)
{
  GString *path = g_string_new ("$");

  for (guint i = first; i < node->segments->len; i++)
    {
      const VigieIngestSegment *segment = &g_array_index (node->segments, VigieIngestSegment, i);

      if (segment->name)
        g_string_append_printf (path, ".\"%s\"", segment->name);
      else
        g_string_append_printf (path, "[%d]", segment->index);
    }
  return vigie_ingest_sql_bind (sql, (VigieIngestValue) {.kind = VIGIE_INGEST_VALUE_TEXT,
                                                         .text = g_string_free (path, FALSE)});
}

static gboolean
property_value (VigieIngestSql *sql,
                const VigieIngestNode *node,
                guint i,
                const VigieIngestProperty *property,
                int alias,
                Value *value,
                GError **error)
{
  gboolean deeper = i + 1 < node->segments->len;

  if (property->needs_extent)
    join_extent (sql, alias);
  value->sql = expand_template (sql, property->columns[0], alias, NULL);
  if (deeper && property->kind != VIGIE_INGEST_JSON && property->kind != VIGIE_INGEST_GEOMETRY
      && property->kind != VIGIE_INGEST_RESULT)
    return vigie_ingest_sql_fail (node, error, "“%s” has nothing inside", property->name);
  switch (property->kind)
    {
    case VIGIE_INGEST_TEXT:
      value->type = TYPE_TEXT;
      break;
    case VIGIE_INGEST_INSTANT:
      value->type = TYPE_INSTANT;
      break;
    case VIGIE_INGEST_PERIOD:
      value->type = TYPE_PERIOD;
      value->start = value->sql;
      value->sql = expand_template (sql, property->columns[1], alias, NULL);
      value->point_or_start = !property->needs_extent;
      break;
    case VIGIE_INGEST_RESULT:
      value->type = TYPE_RESULT;
      value->sql = vigie_ingest_sql_printf (sql, "t%d", alias);
      value->path = deeper ? bind_json_path (sql, node, i + 1) : NULL;
      break;
    case VIGIE_INGEST_GEOMETRY:
    case VIGIE_INGEST_JSON:
    default:
      value->type = property->kind == VIGIE_INGEST_GEOMETRY && !deeper ? TYPE_GEOMETRY : TYPE_JSON;
      value->path = bind_json_path (sql, node, i + 1);
      break;
    }
  return TRUE;
}

gboolean
vigie_ingest_sql_path (VigieIngestSql *sql,
                       const VigieIngestNode *node,
                       Value *value,
                       GError **error)
{
  const VigieIngestEntity *entity;
  const VigieIngestLink *link, *many;
  const VigieIngestProperty *property;
  const VigieIngestSegment *segment;
  int alias;
  guint i = follow (sql, node, &entity, &alias, &many);

  if (many)
    return vigie_ingest_sql_fail (node, error, "“%s” has many values, one is needed here",
                                  many->name);
  if (i == node->segments->len)
    return vigie_ingest_sql_fail (node, error, "A property is needed here, not an entity");
  segment = &g_array_index (node->segments, VigieIngestSegment, i);
  if (!segment->name)
    return vigie_ingest_sql_fail (node, error, "An entity has no numbered parts");
  if (vigie_ingest_is_id (segment->name) && i + 1 == node->segments->len)
    {
      value->type = TYPE_NUMBER;
      value->sql = vigie_ingest_sql_printf (sql, "t%d.id", alias);
      return TRUE;
    }
  link = vigie_ingest_entity_link (entity, segment->name);
  if (link)
    {
      value->type = TYPE_NUMBER;
      value->sql = expand_template (sql, link->key, alias, NULL);
      return TRUE;
    }
  property = vigie_ingest_entity_property (entity, segment->name);
  if (!property)
    return vigie_ingest_sql_fail (node, error, "%s has no “%s”", entity->name, segment->name);
  return property_value (sql, node, i, property, alias, value, error);
}
