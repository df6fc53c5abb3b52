/* vigie-ingest-plan.c: see vigie-ingest-plan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-plan.h"

#include <string.h>

#include "vigie-ingest-schema.h"
#include "vigie-ingest-skip-token.h"
#include "vigie-ingest-sql.h"

typedef struct
{
  const char *sql;
  gboolean descending;
} OrderTerm;

/* A plan in the making. */
typedef struct
{
  const VigieIngestPlanContext *context;
  VigieIngestPlan *plan;
  VigieIngestSql sql;
  GString *columns;
  int n_columns;
  const char *from;
  const char *id; /* of the row, in the order of an index where there is one */
  GArray *order;  /* OrderTerm */
} Builder;

static gboolean fail (GError **error, guint position, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError **error, guint position, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
               "%s (at character %u)", message, position + 1);
  return FALSE;
}

static void
clear_field (gpointer data)
{
  g_free (((VigieIngestField *) data)->key);
  g_free (((VigieIngestField *) data)->inner);
}

static const char *
fill (Builder *builder, const char *template_sql, const char *key)
{
  g_autoptr (GString) text = g_string_new (NULL);

  vigie_ingest_template_append (text, template_sql, 0, key);
  return vigie_ingest_sql_printf (&builder->sql, "%s", text->str);
}

static int
add_column (Builder *builder, const char *column)
{
  g_string_append_printf (builder->columns, "%s%s", builder->n_columns > 0 ? ", " : "", column);
  return builder->n_columns++;
}

static void
add_field (Builder *builder, const VigieIngestProperty *property)
{
  VigieIngestField field
      = {property, builder->n_columns, g_strdup_printf ("\"%s\":", property->name), NULL};

  if (property->needs_extent)
    vigie_ingest_sql_need_extent (&builder->sql);
  for (int i = 0; i < vigie_ingest_property_n_columns (property); i++)
    add_column (builder, fill (builder, property->columns[i], NULL));
  g_array_append_val (builder->plan->fields, field);
}

/* What @path names inside a JSON value: "$.\"rooms\".\"upstairs\"". */
static char *
make_json_path (const GArray *path)
{
  GString *text = g_string_new ("$");

  for (guint i = 1; i < path->len; i++)
    g_string_append_printf (text, ".\"%s\"", g_array_index (path, VigieIngestSegment, i).name);
  return g_string_free (text, FALSE);
}

/* "properties/kind" */
static gboolean
add_inner_field (Builder *builder,
                 const VigieIngestProperty *property,
                 const GArray *path,
                 GError **error)
{
  const VigieIngestSegment *inner = &g_array_index (path, VigieIngestSegment, path->len - 1);
  VigieIngestField field = {property, 0, g_strdup_printf ("\"%s\":", property->name), NULL};
  const char *parameter, *value;

  if ((path->len > 2 && !builder->context->only_property) || !inner->name
      || (property->kind != VIGIE_INGEST_JSON && property->kind != VIGIE_INGEST_GEOMETRY
          && !(property->kind == VIGIE_INGEST_RESULT && builder->context->only_property)))
    {
      g_free (field.key);
      return fail (error, inner->position, "Only the parts of a JSON property can be selected");
    }
  field.inner = g_strdup_printf ("\"%s\":", inner->name);
  parameter
      = vigie_ingest_sql_bind (&builder->sql, (VigieIngestValue) {.kind = VIGIE_INGEST_VALUE_TEXT,
                                                                  .text = make_json_path (path)});
  value = fill (builder, property->columns[property->kind == VIGIE_INGEST_RESULT ? 2 : 0], NULL);
  if (property->kind == VIGIE_INGEST_RESULT)
    value = vigie_ingest_sql_printf (&builder->sql, "CASE %s WHEN %d THEN %s END",
                                     fill (builder, property->columns[0], NULL),
                                     VIGIE_INGEST_RESULT_JSON, value);
  field.column = add_column (
      builder, vigie_ingest_sql_printf (&builder->sql, "(%s -> %s)", value, parameter));
  g_array_append_val (builder->plan->fields, field);
  return TRUE;
}

static gboolean
select_one (Builder *builder, const GArray *path, GError **error)
{
  VigieIngestPlan *plan = builder->plan;
  const VigieIngestSegment *segment = &g_array_index (path, VigieIngestSegment, 0);
  const VigieIngestProperty *property;
  const VigieIngestLink *link;

  if (path->len == 1 && vigie_ingest_is_id (segment->name))
    plan->writes_id = TRUE;
  else if (path->len == 1 && strcmp (segment->name, "@iot.selfLink") == 0)
    plan->writes_self = TRUE;
  else if ((property = vigie_ingest_entity_property (plan->entity, segment->name)))
    {
      if (path->len > 1)
        return add_inner_field (builder, property, path, error);
      for (guint i = 0; i < plan->fields->len; i++)
        {
          const VigieIngestField *field = &g_array_index (plan->fields, VigieIngestField, i);

          if (field->property == property && !field->inner)
            return TRUE;
        }
      add_field (builder, property);
    }
  else if (path->len == 1 && (link = vigie_ingest_entity_link (plan->entity, segment->name)))
    g_ptr_array_add (plan->links, (gpointer) link);
  else
    return fail (error, segment->position, "%s has no “%s” to select", plan->entity->name,
                 segment->name);
  return TRUE;
}

static int
compare_fields (gconstpointer a, gconstpointer b)
{
  const VigieIngestField *s = a, *t = b;

  return s->property < t->property ? -1 : s->property > t->property;
}

static gboolean
add_fields (Builder *builder, GError **error)
{
  VigieIngestPlan *plan = builder->plan;
  VigieIngestMetadata metadata = builder->context->metadata;

  if (builder->context->only_references)
    {
      plan->writes_self = TRUE;
      return TRUE;
    }
  if (plan->options->select)
    {
      for (guint i = 0; i < plan->options->select->len; i++)
        if (!select_one (builder, g_ptr_array_index (plan->options->select, i), error))
          return FALSE;
      /* Parts of one property stand together. */
      if (builder->context->format != VIGIE_INGEST_FORMAT_DATA_ARRAY)
        g_array_sort (plan->fields, compare_fields);
      return TRUE;
    }
  plan->writes_id = TRUE;
  plan->writes_self = metadata != VIGIE_INGEST_METADATA_NONE;
  for (const VigieIngestProperty *property = plan->entity->properties; property->name; property++)
    if (!property->is_hidden)
      add_field (builder, property);
  if (metadata == VIGIE_INGEST_METADATA_FULL
      || (metadata == VIGIE_INGEST_METADATA_DEFAULT && plan->shape != VIGIE_INGEST_SHAPE_NESTED))
    for (const VigieIngestLink *link = plan->entity->links; link->name; link++)
      g_ptr_array_add (plan->links, (gpointer) link);
  return TRUE;
}

static gboolean
add_children (Builder *builder, GError **error)
{
  VigieIngestPlan *plan = builder->plan;

  for (guint i = 0; i < plan->options->expands->len; i++)
    {
      const VigieIngestExpand *expand = g_ptr_array_index (plan->options->expands, i);
      const VigieIngestLink *link = vigie_ingest_entity_link (plan->entity, expand->name);
      const VigieIngestOptions *options = expand->options;
      VigieIngestPlan *child;

      if (!link)
        return fail (error, expand->position, "%s has no “%s” to expand", plan->entity->name,
                     expand->name);
      if (!link->many
          && (options->filter || options->order->len > 0 || options->top >= 0 || options->skip >= 0
              || options->count))
        return fail (error, expand->position,
                     "“%s” is one entity: only $select and $expand apply to it", link->name);
      child = vigie_ingest_plan_new (builder->context, vigie_ingest_entity (link->target), link,
                                     VIGIE_INGEST_SHAPE_NESTED, options, error);
      if (!child)
        return FALSE;
      g_ptr_array_add (plan->children, child);
      g_ptr_array_remove (plan->links, (gpointer) link);
      child->key_column = strcmp (link->key, "@.id") == 0
                              ? 0
                              : add_column (builder, fill (builder, link->key, NULL));
      child->self = g_strdup_printf ("%s/%s(", builder->context->base_url, plan->entity->set);
      child->next
          = g_strdup_printf (")/%s?$top=%" G_GINT64_FORMAT "&$skip=%" G_GINT64_FORMAT "%s",
                             link->name, child->top, child->skip + child->top, options->text);
    }
  return TRUE;
}

static gboolean
add_order (Builder *builder, GError **error)
{
  VigieIngestPlan *plan = builder->plan;
  OrderTerm term = {builder->id, FALSE};

  for (guint i = 0; i < plan->options->order->len; i++)
    {
      const VigieIngestOrder *order = &g_array_index (plan->options->order, VigieIngestOrder, i);

      term.descending = order->descending;
      term.sql = vigie_ingest_sql_order (&builder->sql, order->expression, error);
      if (!term.sql)
        return FALSE;
      if (strcmp (term.sql, "t0.id") == 0)
        term.sql = builder->id;
      g_array_append_val (builder->order, term);
      if (term.sql == builder->id)
        return TRUE; /* nothing after the id matters */
    }
  /* Observations of one Datastream come in the order of time where nothing else is asked: as their index has
   * them, so that no page needs sorting. */
  if (plan->options->order->len == 0 && plan->link
      && strcmp (plan->link->condition, "@.datastream_id = #") == 0)
    {
      term.sql = "t0.phenomenon_time";
      g_array_append_val (builder->order, term);
    }
  /* The same direction as the last key's lets an index serve both. */
  term.sql = builder->id;
  g_array_append_val (builder->order, term);
  return TRUE;
}

static void
add_order_columns (Builder *builder)
{
  VigieIngestPlan *plan = builder->plan;

  plan->first_order_column = builder->n_columns;
  plan->n_order = (int) builder->order->len;
  for (guint i = 0; i < builder->order->len; i++)
    add_column (builder, g_array_index (builder->order, OrderTerm, i).sql);
}

/* "rows after the one of the token", for the keys from @i on; NULL values sort first. */
static const char *
after (Builder *builder, char **texts, guint i, GError **error)
{
  const OrderTerm *term = &g_array_index (builder->order, OrderTerm, i);
  VigieIngestValue value;
  const char *parameter = NULL, *strict, *rest;

  if (!vigie_ingest_skip_token_parse (texts[i], &value))
    {
      fail (error, 0, "This is no $skiptoken of this query");
      return NULL;
    }
  if (value.kind != VIGIE_INGEST_VALUE_NULL)
    parameter = vigie_ingest_sql_bind (&builder->sql, value);
  if (!parameter)
    strict = term->descending
                 ? "0"
                 : vigie_ingest_sql_printf (&builder->sql, "%s IS NOT NULL", term->sql);
  else if (term->descending)
    strict = term->sql == builder->id
                 ? vigie_ingest_sql_printf (&builder->sql, "%s < %s", term->sql, parameter)
                 : vigie_ingest_sql_printf (&builder->sql, "(%s < %s OR %s IS NULL)", term->sql,
                                            parameter, term->sql);
  else
    strict = vigie_ingest_sql_printf (&builder->sql, "%s > %s", term->sql, parameter);
  if (i + 1 == builder->order->len)
    return strict;
  rest = after (builder, texts, i + 1, error);
  if (!rest)
    return NULL;
  if (!parameter)
    return vigie_ingest_sql_printf (&builder->sql, "(%s OR (%s IS NULL AND %s))", strict, term->sql,
                                    rest);
  /* The first comparison alone is one that an index can serve. */
  if (!term->descending)
    return vigie_ingest_sql_printf (&builder->sql, "(%s >= %s AND (%s OR (%s = %s AND %s)))",
                                    term->sql, parameter, strict, term->sql, parameter, rest);
  if (strcmp (term->sql, "t0.phenomenon_time") == 0)
    return vigie_ingest_sql_printf (&builder->sql, "(%s <= %s AND (%s OR (%s = %s AND %s)))",
                                    term->sql, parameter, strict, term->sql, parameter, rest);
  return vigie_ingest_sql_printf (&builder->sql, "(%s OR (%s = %s AND %s))", strict, term->sql,
                                  parameter, rest);
}

static const char *
skip_token_condition (Builder *builder, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (builder->plan->options->skip_token, ",", -1);

  if (g_strv_length (texts) != builder->order->len)
    {
      fail (error, 0, "This is no $skiptoken of this query");
      return NULL;
    }
  return after (builder, texts, 0, error);
}

/* WHERE: the link or the id, the filter, the place of the page. NULL with @error. */
static char *
build_conditions (Builder *builder, const char **page, GError **error)
{
  VigieIngestPlan *plan = builder->plan;
  GString *where = g_string_new (NULL);
  const char *filter = NULL;

  *page = NULL;
  if (plan->shape == VIGIE_INGEST_SHAPE_ONE)
    g_string_append (where, "t0.id = ?1");
  else if (plan->link)
    vigie_ingest_template_append (where, plan->link->condition, 0, "?1");
  if (plan->options->filter)
    {
      filter = vigie_ingest_sql_condition (&builder->sql, plan->options->filter, error);
      if (filter)
        g_string_append_printf (where, "%s%s", where->len > 0 ? " AND " : "", filter);
    }
  if ((plan->options->filter && !filter)
      || (plan->options->skip_token && !(*page = skip_token_condition (builder, error))))
    {
      g_string_free (where, TRUE);
      return NULL;
    }
  return g_string_free (where, FALSE);
}

static gboolean
prepare (Builder *builder, GError **error)
{
  VigieIngestPlan *plan = builder->plan;
  const char *page;
  g_autofree char *where = build_conditions (builder, &page, error);
  g_autoptr (GString) sql = g_string_new (NULL);
  VigieIngestStatements *statements = builder->context->statements;

  if (!where)
    return FALSE;
  g_string_printf (sql, "SELECT %s FROM %s%s", builder->columns->str, builder->from,
                   vigie_ingest_sql_joins (&builder->sql));
  if (*where || page)
    g_string_append_printf (sql, " WHERE %s%s%s", where, *where && page ? " AND " : "",
                            page ? page : "");
  if (plan->many)
    {
      for (guint i = 0; i < builder->order->len; i++)
        {
          const OrderTerm *term = &g_array_index (builder->order, OrderTerm, i);

          g_string_append_printf (sql, "%s%s%s", i == 0 ? " ORDER BY " : ", ", term->sql,
                                  term->descending ? " DESC" : "");
        }
      g_string_append (sql, " LIMIT ?2 OFFSET ?3");
    }
  plan->statement = vigie_ingest_statements_acquire (statements, sql->str, error);
  if (!plan->statement)
    return FALSE;
  if (plan->options->count && plan->many)
    {
      g_string_printf (sql, "SELECT count (*) FROM %s%s%s%s", builder->from,
                       vigie_ingest_sql_joins (&builder->sql), *where ? " WHERE " : "", where);
      plan->count = vigie_ingest_statements_acquire (statements, sql->str, error);
      if (!plan->count)
        return FALSE;
    }
  return TRUE;
}

static gboolean
bind (const VigieIngestPlan *plan, sqlite3_stmt *statement, GError **error)
{
  return vigie_ingest_sql_bind_values (plan->values, statement) == SQLITE_OK
         || vigie_ingest_statements_fail (sqlite3_db_handle (statement), error);
}

static gboolean
finish (Builder *builder, GError **error)
{
  VigieIngestPlan *plan = builder->plan;

  plan->values = g_steal_pointer (&builder->sql.values);
  if (!bind (plan, plan->statement, error) || (plan->count && !bind (plan, plan->count, error)))
    return FALSE;
  if (plan->many)
    {
      sqlite3_bind_int64 (plan->statement, VIGIE_INGEST_PARAMETER_LIMIT, plan->top + 1);
      sqlite3_bind_int64 (plan->statement, VIGIE_INGEST_PARAMETER_OFFSET, plan->skip);
    }
  else
    {
      plan->written = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      plan->text = g_string_new (NULL);
    }
  return TRUE;
}

/* The place of an entity; of a Feature its geometry alone. */
static const char *
geometry_of (Builder *builder)
{
  const char *place;

  if (!builder->plan->entity->geometry)
    return "NULL";
  place = fill (builder, builder->plan->entity->geometry, NULL);
  return vigie_ingest_sql_printf (
      &builder->sql,
      "CASE json_extract (%s, '$.type') WHEN 'Feature' THEN %s -> '$.geometry' ELSE %s END", place,
      place, place);
}

static gboolean
build (Builder *builder, GError **error)
{
  VigieIngestPlan *plan = builder->plan;
  const VigieIngestLink *link = plan->link;

  builder->from = link && link->from
                      ? fill (builder, link->from, NULL)
                      : vigie_ingest_sql_printf (&builder->sql, "%s t0", plan->entity->table);
  builder->id = link && link->id ? fill (builder, link->id, NULL) : "t0.id";
  add_column (builder, "t0.id");
  if (!add_fields (builder, error) || !add_children (builder, error))
    return FALSE;
  if (builder->context->format == VIGIE_INGEST_FORMAT_GEOJSON
      && plan->shape != VIGIE_INGEST_SHAPE_NESTED)
    plan->geometry_column = add_column (builder, geometry_of (builder));
  if (builder->context->format == VIGIE_INGEST_FORMAT_DATA_ARRAY
      && plan->shape != VIGIE_INGEST_SHAPE_NESTED)
    plan->datastream_column = add_column (builder, "t0.datastream_id");
  if (plan->many && !add_order (builder, error))
    return FALSE;
  if (plan->shape == VIGIE_INGEST_SHAPE_PAGE)
    add_order_columns (builder);
  return prepare (builder, error) && finish (builder, error);
}

VigieIngestPlan *
vigie_ingest_plan_new (const VigieIngestPlanContext *context,
                       const VigieIngestEntity *entity,
                       const VigieIngestLink *link,
                       VigieIngestShape shape,
                       const VigieIngestOptions *options,
                       GError **error)
{
  VigieIngestPlan *plan = g_new0 (VigieIngestPlan, 1);
  Builder builder = {.context = context, .plan = plan};
  gboolean done;

  plan->entity = entity;
  plan->link = link;
  plan->options = options;
  plan->shape = shape;
  plan->many
      = shape == VIGIE_INGEST_SHAPE_PAGE || (shape == VIGIE_INGEST_SHAPE_NESTED && link->many);
  plan->top = options->top >= 0 ? options->top : VIGIE_INGEST_DEFAULT_TOP;
  plan->skip = MAX (options->skip, 0);
  plan->first_order_column = plan->geometry_column = plan->datastream_column = -1;
  plan->fields = g_array_new (FALSE, FALSE, sizeof (VigieIngestField));
  g_array_set_clear_func (plan->fields, clear_field);
  plan->links = g_ptr_array_new ();
  plan->children = g_ptr_array_new ();
  vigie_ingest_sql_init (&builder.sql, entity, context->now);
  builder.columns = g_string_new (NULL);
  builder.order = g_array_new (FALSE, FALSE, sizeof (OrderTerm));
  done = build (&builder, error);
  vigie_ingest_sql_clear (&builder.sql);
  g_string_free (builder.columns, TRUE);
  g_array_unref (builder.order);
  if (!done)
    {
      vigie_ingest_plan_free (plan, context->statements);
      return NULL;
    }
  return plan;
}

void
vigie_ingest_plan_free (VigieIngestPlan *plan, VigieIngestStatements *statements)
{
  for (guint i = 0; i < plan->children->len; i++)
    vigie_ingest_plan_free (g_ptr_array_index (plan->children, i), statements);
  if (plan->statement)
    vigie_ingest_statements_release (statements, plan->statement);
  if (plan->count)
    vigie_ingest_statements_release (statements, plan->count);
  g_clear_pointer (&plan->values, g_array_unref);
  g_array_unref (plan->fields);
  g_ptr_array_unref (plan->links);
  g_ptr_array_unref (plan->children);
  g_clear_pointer (&plan->written, g_hash_table_unref);
  if (plan->text)
    g_string_free (plan->text, TRUE);
  g_free (plan->self);
  g_free (plan->next);
  g_free (plan);
}
