/* vigie-ingest-render.c: one entity as JSON, with what is expanded in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-render-private.h"

#include <string.h>

#include "vigie-ingest-json.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-sql.h"

/* What is remembered of entities that many rows share. */
#define MAX_WRITTEN (4 << 20)

static gboolean
render_child (VigieIngestRender *render, VigieIngestPlan *child, sqlite3_stmt *row, GError **error);

/* One step of a statement, watching the time. *@more is FALSE at its end. */
gboolean
vigie_ingest_render_step (VigieIngestRender *render,
                          sqlite3_stmt *statement,
                          gboolean *more,
                          GError **error)
{
  int code = sqlite3_step (statement);

  *more = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;
  return vigie_ingest_statements_fail (sqlite3_db_handle (statement), error);
}

gboolean
vigie_ingest_render_check_time (VigieIngestRender *render, GError **error)
{
  if (g_get_monotonic_time () <= render->deadline)
    return TRUE;
  g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BUSY,
                       "The query took too long and was stopped; ask for less");
  return FALSE;
}

void
vigie_ingest_render_append (GString *out, const char *text)
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
        vigie_ingest_render_append (out, "\"NaN\"");
      else
        vigie_ingest_json_append_number (out, sqlite3_column_double (row, column + 1));
      break;
    case VIGIE_INGEST_RESULT_BOOLEAN:
      vigie_ingest_render_append (out, sqlite3_column_int (row, column + 1) ? "true" : "false");
      break;
    case VIGIE_INGEST_RESULT_TEXT:
      vigie_ingest_json_append_string (out, text ? text : "",
                                       sqlite3_column_bytes (row, column + 2));
      break;
    case VIGIE_INGEST_RESULT_JSON:
      vigie_ingest_render_append (out, text ? text : "null");
      break;
    case VIGIE_INGEST_RESULT_NULL:
    default:
      vigie_ingest_render_append (out, "null");
      break;
    }
}

/* TRUE where the property has a value in the row. */
gboolean
vigie_ingest_render_has_value (const VigieIngestField *field, sqlite3_stmt *row)
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

void
vigie_ingest_render_append_value (GString *out, const VigieIngestField *field, sqlite3_stmt *row)
{
  int column = field->column;

  if (!vigie_ingest_render_has_value (field, row))
    {
      vigie_ingest_render_append (out, "null");
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

void
vigie_ingest_render_separate (GString *out)
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
      if (!vigie_ingest_render_has_value (field, row))
        continue;
      vigie_ingest_render_separate (out);
      vigie_ingest_render_append (out, field->inner);
      vigie_ingest_render_append_value (out, field, row);
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

      if (!field->inner && !field->property->written_null
          && !vigie_ingest_render_has_value (field, row))
        continue;
      vigie_ingest_render_separate (out);
      vigie_ingest_render_append (out, field->key);
      if (field->inner)
        i = append_inner (out, plan, i, row);
      else
        vigie_ingest_render_append_value (out, field, row);
    }
}

/* "BASE/Things(1)" */
void
vigie_ingest_render_append_address (VigieIngestRender *render,
                                    GString *out,
                                    const VigieIngestEntity *entity,
                                    gint64 id)
{
  vigie_ingest_render_append (out, render->base_url);
  g_string_append_c (out, '/');
  vigie_ingest_render_append (out, entity->set);
  g_string_append_c (out, '(');
  vigie_ingest_json_append_integer (out, id);
  g_string_append_c (out, ')');
}

gboolean
vigie_ingest_render_entity (VigieIngestRender *render, VigieIngestPlan *plan, GError **error)
{
  GString *out = render->out;
  sqlite3_stmt *row = plan->statement;
  gint64 id = sqlite3_column_int64 (row, 0);

  g_string_append_c (out, '{');
  if (plan->writes_self)
    {
      vigie_ingest_render_append (out, "\"@iot.selfLink\":\"");
      vigie_ingest_render_append_address (render, out, plan->entity, id);
      g_string_append_c (out, '"');
    }
  if (plan->writes_id)
    {
      vigie_ingest_render_separate (out);
      vigie_ingest_render_append (out, "\"@iot.id\":");
      vigie_ingest_json_append_integer (out, id);
    }
  append_fields (out, plan, row);
  for (guint i = 0; i < plan->links->len; i++)
    {
      const VigieIngestLink *link = g_ptr_array_index (plan->links, i);

      vigie_ingest_render_separate (out);
      g_string_append_c (out, '"');
      vigie_ingest_render_append (out, link->name);
      vigie_ingest_render_append (out, "@iot.navigationLink\":\"");
      vigie_ingest_render_append_address (render, out, plan->entity, id);
      g_string_append_c (out, '/');
      vigie_ingest_render_append (out, link->name);
      g_string_append_c (out, '"');
    }
  for (guint i = 0; i < plan->children->len; i++)
    if (!render_child (render, g_ptr_array_index (plan->children, i), row, error))
      return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

/* "Datastreams@iot.count":12, */
gboolean
vigie_ingest_render_count (VigieIngestRender *render,
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
  if (!vigie_ingest_render_step (render, plan->count, &more, error))
    return FALSE;
  vigie_ingest_render_separate (render->out);
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
  vigie_ingest_render_append (out, child->link->name);
  vigie_ingest_render_append (out, "@iot.nextLink\":\"");
  vigie_ingest_render_append (out, child->self);
  vigie_ingest_json_append_integer (out, key);
  if (n_rows == child->top)
    vigie_ingest_render_append (out, child->next);
  else
    g_string_append_printf (out, ")/%s?$top=%" G_GINT64_FORMAT "&$skip=%" G_GINT64_FORMAT "%s",
                            child->link->name, child->top, child->skip + n_rows,
                            child->options->text);
  vigie_ingest_render_append (out, "\",");
  g_string_append_len (out, moved, (gssize) (end - position));
}

static gboolean
render_many (VigieIngestRender *render, VigieIngestPlan *child, gint64 key, GError **error)
{
  GString *out = render->out;
  gint64 n_rows = 0;
  gboolean more = FALSE;
  gsize position;

  if (!vigie_ingest_render_count (render, child, key, child->link->name, error))
    return FALSE;
  vigie_ingest_render_separate (out);
  position = out->len;
  g_string_append_c (out, '"');
  vigie_ingest_render_append (out, child->link->name);
  vigie_ingest_render_append (out, "\":[");
  if (child->top > 0)
    {
      sqlite3_bind_int64 (child->statement, VIGIE_INGEST_PARAMETER_KEY, key);
      if (!vigie_ingest_render_step (render, child->statement, &more, error)
          || !vigie_ingest_render_check_time (render, error))
        return FALSE;
      while (more && n_rows < child->top && (n_rows == 0 || out->len < render->page_bytes))
        {
          if (n_rows++ > 0)
            g_string_append_c (out, ',');
          if (!vigie_ingest_render_entity (render, child, error)
              || !vigie_ingest_render_step (render, child->statement, &more, error))
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
  if (!vigie_ingest_render_step (render, child->statement, &more, error))
    return FALSE;
  if (!more)
    vigie_ingest_render_append (out, "null");
  else if (!vigie_ingest_render_entity (render, child, error))
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
  vigie_ingest_render_separate (out);
  g_string_append_c (out, '"');
  vigie_ingest_render_append (out, child->link->name);
  vigie_ingest_render_append (out, "\":");
  if (sqlite3_column_type (row, child->key_column) == SQLITE_NULL)
    vigie_ingest_render_append (out, "null");
  else
    return render_single (render, child, sqlite3_column_int64 (row, child->key_column), error);
  return TRUE;
}
