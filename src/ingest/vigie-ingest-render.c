/* vigie-ingest-render.c: see vigie-ingest-render.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-render.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "vigie-ingest-json.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-sql.h"

/* What is remembered of entities that many rows share. */
#define MAX_WRITTEN (4 << 20)

static gboolean
render_child (VigieIngestRender *render, VigieIngestPlan *child, sqlite3_stmt *row, GError **error);

/* One step of a statement, watching the time. *@more is FALSE at its end. */
static gboolean
step (VigieIngestRender *render, sqlite3_stmt *statement, gboolean *more, GError **error)
{
  int code = sqlite3_step (statement);

  *more = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;
  return vigie_ingest_statements_fail (sqlite3_db_handle (statement), error);
}

static gboolean
check_time (VigieIngestRender *render, GError **error)
{
  if (g_get_monotonic_time () <= render->deadline)
    return TRUE;
  g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BUSY,
                       "The query took too long and was stopped; ask for less");
  return FALSE;
}

static void
append (GString *out, const char *text)
{
  g_string_append_len (out, text, (gssize) strlen (text));
}

static void
append_result (GString *out, sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column + 2);

  switch (sqlite3_column_int (row, column))
    {
    case VIGIE_INGEST_RESULT_NUMBER:
      if (sqlite3_column_type (row, column + 1) == SQLITE_NULL)
        append (out, "\"NaN\"");
      else
        vigie_ingest_json_append_number (out, sqlite3_column_double (row, column + 1));
      break;
    case VIGIE_INGEST_RESULT_BOOLEAN:
      append (out, sqlite3_column_int (row, column + 1) ? "true" : "false");
      break;
    case VIGIE_INGEST_RESULT_TEXT:
      vigie_ingest_json_append_string (out, text ? text : "",
                                       sqlite3_column_bytes (row, column + 2));
      break;
    case VIGIE_INGEST_RESULT_JSON:
      append (out, text ? text : "null");
      break;
    case VIGIE_INGEST_RESULT_NULL:
    default:
      append (out, "null");
      break;
    }
}

/* TRUE where the property has a value in the row. */
static gboolean
has_value (const VigieIngestField *field, sqlite3_stmt *row)
{
  switch (field->property->kind)
    {
    case VIGIE_INGEST_RESULT:
      return sqlite3_column_int (row, field->column) != VIGIE_INGEST_RESULT_NULL;
    case VIGIE_INGEST_PERIOD:
      return sqlite3_column_type (row, field->column + 1) != SQLITE_NULL;
    case VIGIE_INGEST_TEXT:
    case VIGIE_INGEST_JSON:
    case VIGIE_INGEST_GEOMETRY:
    case VIGIE_INGEST_INSTANT:
    default:
      return sqlite3_column_type (row, field->column) != SQLITE_NULL;
    }
}

static void
append_value (GString *out, const VigieIngestField *field, sqlite3_stmt *row)
{
  int column = field->column;

  if (!has_value (field, row))
    {
      append (out, "null");
      return;
    }
  switch (field->property->kind)
    {
    case VIGIE_INGEST_TEXT:
      vigie_ingest_json_append_string (out, (const char *) sqlite3_column_text (row, column),
                                       sqlite3_column_bytes (row, column));
      break;
    case VIGIE_INGEST_JSON:
    case VIGIE_INGEST_GEOMETRY:
      g_string_append_len (out, (const char *) sqlite3_column_text (row, column),
                           sqlite3_column_bytes (row, column));
      break;
    case VIGIE_INGEST_INSTANT:
      vigie_ingest_json_append_time (out, VIGIE_TIME_NONE, sqlite3_column_int64 (row, column));
      break;
    case VIGIE_INGEST_PERIOD:
      vigie_ingest_json_append_time (out,
                                     sqlite3_column_type (row, column) == SQLITE_NULL
                                         ? VIGIE_TIME_NONE
                                         : sqlite3_column_int64 (row, column),
                                     sqlite3_column_int64 (row, column + 1));
      break;
    case VIGIE_INGEST_RESULT:
    default:
      append_result (out, row, column);
      break;
    }
}

static inline void
separate (GString *out)
{
  char last = out->str[out->len - 1];

  if (last != '{' && last != '[')
    g_string_append_c (out, ',');
}

/* The selected parts of one property, as an object; they stand together. Returns the last one's index. */
static guint
append_inner (GString *out, const VigieIngestPlan *plan, guint first, sqlite3_stmt *row)
{
  const VigieIngestProperty *property
      = g_array_index (plan->fields, VigieIngestField, first).property;
  guint i = first;

  g_string_append_c (out, '{');
  for (; i < plan->fields->len; i++)
    {
      const VigieIngestField *field = &g_array_index (plan->fields, VigieIngestField, i);

      if (field->property != property || !field->inner)
        break;
      if (!has_value (field, row))
        continue;
      separate (out);
      append (out, field->inner);
      append_value (out, field, row);
    }
  g_string_append_c (out, '}');
  return i - 1;
}

static void
append_fields (GString *out, const VigieIngestPlan *plan, sqlite3_stmt *row)
{
  for (guint i = 0; i < plan->fields->len; i++)
    {
      const VigieIngestField *field = &g_array_index (plan->fields, VigieIngestField, i);

      if (!field->inner && !field->property->written_null && !has_value (field, row))
        continue;
      separate (out);
      append (out, field->key);
      if (field->inner)
        i = append_inner (out, plan, i, row);
      else
        append_value (out, field, row);
    }
}

/* "BASE/Things(1)" */
static void
append_address (VigieIngestRender *render, GString *out, const VigieIngestEntity *entity, gint64 id)
{
  append (out, render->base_url);
  g_string_append_c (out, '/');
  append (out, entity->set);
  g_string_append_c (out, '(');
  vigie_ingest_json_append_integer (out, id);
  g_string_append_c (out, ')');
}

static gboolean
render_entity (VigieIngestRender *render, VigieIngestPlan *plan, GError **error)
{
  GString *out = render->out;
  sqlite3_stmt *row = plan->statement;
  gint64 id = sqlite3_column_int64 (row, 0);

  g_string_append_c (out, '{');
  if (plan->writes_self)
    {
      append (out, "\"@iot.selfLink\":\"");
      append_address (render, out, plan->entity, id);
      g_string_append_c (out, '"');
    }
  if (plan->writes_id)
    {
      separate (out);
      append (out, "\"@iot.id\":");
      vigie_ingest_json_append_integer (out, id);
    }
  append_fields (out, plan, row);
  for (guint i = 0; i < plan->links->len; i++)
    {
      const VigieIngestLink *link = g_ptr_array_index (plan->links, i);

      separate (out);
      g_string_append_c (out, '"');
      append (out, link->name);
      append (out, "@iot.navigationLink\":\"");
      append_address (render, out, plan->entity, id);
      g_string_append_c (out, '/');
      append (out, link->name);
      g_string_append_c (out, '"');
    }
  for (guint i = 0; i < plan->children->len; i++)
    if (!render_child (render, g_ptr_array_index (plan->children, i), row, error))
      return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

/* "Datastreams@iot.count":12, */
static gboolean
render_count (VigieIngestRender *render,
              VigieIngestPlan *plan,
              gint64 key,
              const char *prefix,
              GError **error)
{
  gboolean more;

  if (!plan->count)
    return TRUE;
  if (plan->link)
    sqlite3_bind_int64 (plan->count, VIGIE_INGEST_PARAMETER_KEY, key);
  if (!step (render, plan->count, &more, error))
    return FALSE;
  separate (render->out);
  g_string_append_printf (render->out, "\"%s@iot.count\":", prefix);
  vigie_ingest_json_append_integer (render->out, more ? sqlite3_column_int64 (plan->count, 0) : 0);
  sqlite3_reset (plan->count);
  return TRUE;
}

/* Where the next page of an expansion is, put in at @position. */
static void
insert_next (VigieIngestRender *render,
             const VigieIngestPlan *child,
             gint64 key,
             gsize position,
             gint64 n_rows)
{
  GString *out = render->out;
  gsize end = out->len;
  g_autofree char *moved = NULL;

  moved = g_memdup2 (out->str + position, end - position);
  g_string_truncate (out, position);
  g_string_append_c (out, '"');
  append (out, child->link->name);
  append (out, "@iot.nextLink\":\"");
  append (out, child->self);
  vigie_ingest_json_append_integer (out, key);
  if (n_rows == child->top)
    append (out, child->next);
  else
    g_string_append_printf (out, ")/%s?$top=%" G_GINT64_FORMAT "&$skip=%" G_GINT64_FORMAT "%s",
                            child->link->name, child->top, child->skip + n_rows,
                            child->options->text);
  append (out, "\",");
  g_string_append_len (out, moved, (gssize) (end - position));
}

static gboolean
render_many (VigieIngestRender *render, VigieIngestPlan *child, gint64 key, GError **error)
{
  GString *out = render->out;
  gint64 n_rows = 0;
  gboolean more = FALSE;
  gsize position;

  if (!render_count (render, child, key, child->link->name, error))
    return FALSE;
  separate (out);
  position = out->len;
  g_string_append_c (out, '"');
  append (out, child->link->name);
  append (out, "\":[");
  if (child->top > 0)
    {
      sqlite3_bind_int64 (child->statement, VIGIE_INGEST_PARAMETER_KEY, key);
      if (!step (render, child->statement, &more, error) || !check_time (render, error))
        return FALSE;
      while (more && n_rows < child->top && (n_rows == 0 || out->len < render->page_bytes))
        {
          if (n_rows++ > 0)
            g_string_append_c (out, ',');
          if (!render_entity (render, child, error)
              || !step (render, child->statement, &more, error))
            return FALSE;
        }
      sqlite3_reset (child->statement);
    }
  g_string_append_c (out, ']');
  if (more)
    insert_next (render, child, key, position, n_rows);
  return TRUE;
}

typedef struct
{
  gint64 id; /* the key */
  gsize position, length;
} Written;

static gboolean
render_single (VigieIngestRender *render, VigieIngestPlan *child, gint64 key, GError **error)
{
  GString *out = render->out;
  const Written *written = g_hash_table_lookup (child->written, &key);
  gsize begin = out->len;
  gboolean more;

  if (written)
    {
      g_string_append_len (out, child->text->str + written->position, (gssize) written->length);
      return TRUE;
    }
  sqlite3_bind_int64 (child->statement, VIGIE_INGEST_PARAMETER_KEY, key);
  if (!step (render, child->statement, &more, error))
    return FALSE;
  if (!more)
    append (out, "null");
  else if (!render_entity (render, child, error))
    return FALSE;
  sqlite3_reset (child->statement);
  if (child->text->len + out->len - begin <= MAX_WRITTEN)
    {
      Written *entry = g_new (Written, 1);

      *entry = (Written) {key, child->text->len, out->len - begin};
      g_string_append_len (child->text, out->str + begin, (gssize) entry->length);
      g_hash_table_add (child->written, entry);
    }
  return TRUE;
}

static gboolean
render_child (VigieIngestRender *render, VigieIngestPlan *child, sqlite3_stmt *row, GError **error)
{
  GString *out = render->out;

  if (child->many)
    return render_many (render, child, sqlite3_column_int64 (row, child->key_column), error);
  separate (out);
  g_string_append_c (out, '"');
  append (out, child->link->name);
  append (out, "\":");
  if (sqlite3_column_type (row, child->key_column) == SQLITE_NULL)
    append (out, "null");
  else
    return render_single (render, child, sqlite3_column_int64 (row, child->key_column), error);
  return TRUE;
}

/* ---- GeoJSON ---- */

/* A stored location that is a geometry, as it was written; null for a plain text or another object. */
static void
append_geometry (GString *out, const char *json)
{
  g_autoptr (JsonNode) node = json && *json == '{' ? json_from_string (json, NULL) : NULL;
  JsonObject *object = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  append (out, object
                       && (json_object_has_member (object, "coordinates")
                           || json_object_has_member (object, "geometries"))
                   ? json
                   : "null");
}

static gboolean
render_feature (VigieIngestRender *render, VigieIngestPlan *plan, GError **error)
{
  GString *out = render->out;

  append (out, "{\"type\":\"Feature\",\"id\":");
  vigie_ingest_json_append_integer (out, sqlite3_column_int64 (plan->statement, 0));
  append (out, ",\"geometry\":");
  append_geometry (out,
                   (const char *) sqlite3_column_text (plan->statement, plan->geometry_column));
  append (out, ",\"properties\":");
  if (!render_entity (render, plan, error))
    return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

/* ---- dataArray ---- */

/* One row into its Datastream's group. */
static void
add_array_row (VigieIngestPlan *plan, GHashTable *groups, GPtrArray *order)
{
  gint64 id = sqlite3_column_int64 (plan->statement, plan->datastream_column);
  GString *group = g_hash_table_lookup (groups, &id);

  if (!group)
    {
      group = g_string_new (NULL);
      g_hash_table_insert (groups, g_memdup2 (&id, sizeof id), group);
      g_ptr_array_add (order, g_memdup2 (&id, sizeof id));
    }
  append (group, group->len > 0 ? ",[" : "[");
  if (plan->writes_id)
    vigie_ingest_json_append_integer (group, sqlite3_column_int64 (plan->statement, 0));
  for (guint i = 0; i < plan->fields->len; i++)
    {
      separate (group);
      append_value (group, &g_array_index (plan->fields, VigieIngestField, i), plan->statement);
    }
  g_string_append_c (group, ']');
}

static void
append_groups (VigieIngestRender *render,
               const VigieIngestPlan *plan,
               GHashTable *groups,
               GPtrArray *order)
{
  GString *out = render->out;
  g_autoptr (GString) components = g_string_new ("[");

  if (plan->writes_id)
    append (components, "\"id\"");
  for (guint i = 0; i < plan->fields->len; i++)
    {
      separate (components);
      g_string_append_printf (components, "\"%s\"",
                              g_array_index (plan->fields, VigieIngestField, i).property->name);
    }
  g_string_append_c (components, ']');
  for (guint i = 0; i < order->len; i++)
    {
      const gint64 *id = g_ptr_array_index (order, i);
      GString *group = g_hash_table_lookup (groups, id);

      append (out, i > 0 ? "," : "");
      append (out, "{\"Datastream@iot.navigationLink\":\"");
      append_address (render, out, vigie_ingest_entity (VIGIE_INGEST_DATASTREAM), *id);
      g_string_append_printf (out, "\",\"components\":%s,\"dataArray\":[", components->str);
      g_string_append_len (out, group->str, (gssize) group->len);
      append (out, "]}");
    }
}

/* ---- Pages ---- */

static void
free_group (gpointer data)
{
  g_string_free (data, TRUE);
}

/* All rows of the page into out. *@token is where the next page begins, in the words of a link; NULL on the
 * last page. */
static gboolean
render_rows (VigieIngestRender *render, VigieIngestPlan *plan, char **next, GError **error)
{
  gboolean arrays = render->format == VIGIE_INGEST_FORMAT_DATA_ARRAY && !render->only_references;
  gboolean features = render->format == VIGIE_INGEST_FORMAT_GEOJSON && !render->only_references;
  g_autoptr (GHashTable) groups
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_group);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *token = NULL;
  gint64 n_rows = 0;
  gboolean more = FALSE;

  *next = NULL;
  if (plan->top == 0)
    return TRUE;
  if (!step (render, plan->statement, &more, error))
    return FALSE;
  while (more && n_rows < plan->top && (n_rows == 0 || render->out->len < render->page_bytes))
    {
      gboolean last = ++n_rows == plan->top;

      if (n_rows > 1 && !arrays)
        g_string_append_c (render->out, ',');
      if (arrays)
        add_array_row (plan, groups, order);
      else if (!(features ? render_feature (render, plan, error)
                          : render_entity (render, plan, error)))
        return FALSE;
      if (!check_time (render, error))
        return FALSE;
      if (last || render->out->len >= render->page_bytes)
        token = vigie_ingest_plan_skip_token (plan);
      if (!step (render, plan->statement, &more, error))
        return FALSE;
    }
  if (arrays)
    append_groups (render, plan, groups, order);
  if (more && token)
    *next = g_strdup_printf ("$skiptoken=%s", token);
  else if (more)
    *next = g_strdup_printf ("$skip=%" G_GINT64_FORMAT, plan->skip + n_rows);
  return TRUE;
}

gboolean
vigie_ingest_render_page (VigieIngestRender *render,
                          VigieIngestPlan *plan,
                          gint64 key,
                          GError **error)
{
  GString *out = render->out;
  gboolean features = render->format == VIGIE_INGEST_FORMAT_GEOJSON && !render->only_references;
  g_autoptr (GString) head = g_string_new ("{");
  g_autofree char *next = NULL;
  GString *body = out;

  if (plan->link)
    sqlite3_bind_int64 (plan->statement, VIGIE_INGEST_PARAMETER_KEY, key);
  render->out = head;
  if (features)
    append (head, "\"type\":\"FeatureCollection\"");
  if (!render_count (render, plan, key, "", error))
    return FALSE;
  render->out = body;
  if (!render_rows (render, plan, &next, error))
    return FALSE;
  if (next)
    {
      separate (head);
      g_string_append_printf (head, "\"@iot.nextLink\":\"%s/%s?", render->base_url, render->path);
      if (plan->options->top >= 0)
        g_string_append_printf (head, "$top=%" G_GINT64_FORMAT "&", plan->options->top);
      g_string_append_printf (head, "%s%s\"", next, plan->options->text);
    }
  separate (head);
  append (head, features ? "\"features\":[" : "\"value\":[");
  g_string_prepend_len (out, head->str, (gssize) head->len);
  append (out, "]}");
  return TRUE;
}

static gboolean
read_one (VigieIngestRender *render, VigieIngestPlan *plan, gint64 id, GError **error)
{
  gboolean more;

  sqlite3_bind_int64 (plan->statement, VIGIE_INGEST_PARAMETER_KEY, id);
  if (!step (render, plan->statement, &more, error))
    return FALSE;
  if (!more)
    g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND,
                 "There is no %s with the id %" G_GINT64_FORMAT, plan->entity->name, id);
  return more;
}

gboolean
vigie_ingest_render_one (VigieIngestRender *render,
                         VigieIngestPlan *plan,
                         gint64 id,
                         GError **error)
{
  if (!read_one (render, plan, id, error))
    return FALSE;
  return render->format == VIGIE_INGEST_FORMAT_GEOJSON && !render->only_references
             ? render_feature (render, plan, error)
             : render_entity (render, plan, error);
}

gboolean
vigie_ingest_render_property (VigieIngestRender *render,
                              VigieIngestPlan *plan,
                              gint64 id,
                              gboolean bare,
                              gboolean *empty,
                              GError **error)
{
  const VigieIngestField *field
      = plan->fields->len > 0 ? &g_array_index (plan->fields, VigieIngestField, 0) : NULL;
  GString *out = render->out;

  if (!read_one (render, plan, id, error))
    return FALSE;
  *empty = field && !has_value (field, plan->statement);
  if (*empty)
    return TRUE;
  if (!bare)
    {
      g_string_append_c (out, '{');
      append (out, field ? field->key : "\"@iot.id\":");
    }
  if (!field)
    vigie_ingest_json_append_integer (out, id);
  else if (bare && field->property->kind == VIGIE_INGEST_TEXT)
    append (out, (const char *) sqlite3_column_text (plan->statement, field->column));
  else if (bare && field->property->kind == VIGIE_INGEST_RESULT
           && sqlite3_column_int (plan->statement, field->column) == VIGIE_INGEST_RESULT_TEXT)
    append (out, (const char *) sqlite3_column_text (plan->statement, field->column + 2));
  else
    append_value (out, field, plan->statement);
  if (bare
      && (field
          && (field->property->kind == VIGIE_INGEST_INSTANT
              || field->property->kind == VIGIE_INGEST_PERIOD)))
    {
      /* Times stand bare, without quotes. */
      g_string_truncate (out, out->len - 1);
      g_string_erase (out, 0, 1);
    }
  if (!bare)
    g_string_append_c (out, '}');
  return TRUE;
}
