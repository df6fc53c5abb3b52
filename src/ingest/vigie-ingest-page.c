/* vigie-ingest-page.c: pages of sets, single entities and properties in each format; see vigie-ingest-render.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-render-private.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "vigie-ingest-json.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-skip-token.h"
#include "vigie-ingest-sql.h"

/* ---- GeoJSON ---- */

/* A stored location that is a geometry, as it was written; null for a plain text or another object. */
static void
append_geometry (GString *out, const char *json)
{
  g_autoptr (JsonNode) node = json && *json == '{' ? json_from_string (json, NULL) : NULL;
  JsonObject *object = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  vigie_ingest_render_append (out, object
                                           && (json_object_has_member (object, "coordinates")
                                               || json_object_has_member (object, "geometries"))
                                       ? json
                                       : "null");
}

static gboolean
render_feature (VigieIngestRender *render, VigieIngestPlan *plan, GError **error)
{
  GString *out = render->out;

  vigie_ingest_render_append (out, "{\"type\":\"Feature\",\"id\":");
  vigie_ingest_json_append_integer (out, sqlite3_column_int64 (plan->statement, 0));
  vigie_ingest_render_append (out, ",\"geometry\":");
  append_geometry (out,
                   (const char *) sqlite3_column_text (plan->statement, plan->geometry_column));
  vigie_ingest_render_append (out, ",\"properties\":");
  if (!vigie_ingest_render_entity (render, plan, error))
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
  vigie_ingest_render_append (group, group->len > 0 ? ",[" : "[");
  if (plan->writes_id)
    vigie_ingest_json_append_integer (group, sqlite3_column_int64 (plan->statement, 0));
  for (guint i = 0; i < plan->fields->len; i++)
    {
      vigie_ingest_render_separate (group);
      vigie_ingest_render_append_value (group, &g_array_index (plan->fields, VigieIngestField, i),
                                        plan->statement);
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
    vigie_ingest_render_append (components, "\"id\"");
  for (guint i = 0; i < plan->fields->len; i++)
    {
      vigie_ingest_render_separate (components);
      g_string_append_printf (components, "\"%s\"",
                              g_array_index (plan->fields, VigieIngestField, i).property->name);
    }
  g_string_append_c (components, ']');
  for (guint i = 0; i < order->len; i++)
    {
      const gint64 *id = g_ptr_array_index (order, i);
      GString *group = g_hash_table_lookup (groups, id);

      vigie_ingest_render_append (out, i > 0 ? "," : "");
      vigie_ingest_render_append (out, "{\"Datastream@iot.navigationLink\":\"");
      vigie_ingest_render_append_address (render, out,
                                          vigie_ingest_entity (VIGIE_INGEST_DATASTREAM), *id);
      g_string_append_printf (out, "\",\"components\":%s,\"dataArray\":[", components->str);
      g_string_append_len (out, group->str, (gssize) group->len);
      vigie_ingest_render_append (out, "]}");
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
  if (!vigie_ingest_render_step (render, plan->statement, &more, error))
    return FALSE;
  while (more && n_rows < plan->top && (n_rows == 0 || render->out->len < render->page_bytes))
    {
      gboolean last = ++n_rows == plan->top;

      if (n_rows > 1 && !arrays)
        g_string_append_c (render->out, ',');
      if (arrays)
        add_array_row (plan, groups, order);
      else if (!(features ? render_feature (render, plan, error)
                          : vigie_ingest_render_entity (render, plan, error)))
        return FALSE;
      if (!vigie_ingest_render_check_time (render, error))
        return FALSE;
      if (last || render->out->len >= render->page_bytes)
        token = vigie_ingest_skip_token_write (plan->statement, plan->first_order_column,
                                               plan->n_order);
      if (!vigie_ingest_render_step (render, plan->statement, &more, error))
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
    vigie_ingest_render_append (head, "\"type\":\"FeatureCollection\"");
  if (!vigie_ingest_render_count (render, plan, key, "", error))
    return FALSE;
  render->out = body;
  if (!render_rows (render, plan, &next, error))
    return FALSE;
  if (next)
    {
      vigie_ingest_render_separate (head);
      g_string_append_printf (head, "\"@iot.nextLink\":\"%s/%s?", render->base_url, render->path);
      if (plan->options->top >= 0)
        g_string_append_printf (head, "$top=%" G_GINT64_FORMAT "&", plan->options->top);
      g_string_append_printf (head, "%s%s\"", next, plan->options->text);
    }
  vigie_ingest_render_separate (head);
  vigie_ingest_render_append (head, features ? "\"features\":[" : "\"value\":[");
  g_string_prepend_len (out, head->str, (gssize) head->len);
  vigie_ingest_render_append (out, "]}");
  return TRUE;
}

static gboolean
read_one (VigieIngestRender *render, VigieIngestPlan *plan, gint64 id, GError **error)
{
  gboolean more;

  sqlite3_bind_int64 (plan->statement, VIGIE_INGEST_PARAMETER_KEY, id);
  if (!vigie_ingest_render_step (render, plan->statement, &more, error))
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
             : vigie_ingest_render_entity (render, plan, error);
}

/* A JSON value without the quotes of a text. */
static void
append_bare (GString *out, const char *json, int length, VigieIngestForm *form)
{
  g_autoptr (JsonNode) node = NULL;

  *form = *json == '{' || *json == '[' ? VIGIE_INGEST_FORM_JSON : VIGIE_INGEST_FORM_TEXT;
  if (*json == '"')
    node = json_from_string (json, NULL);
  if (node)
    vigie_ingest_render_append (out, json_node_get_string (node));
  else
    g_string_append_len (out, json, length);
}

static void
append_bare_value (GString *out,
                   const VigieIngestField *field,
                   sqlite3_stmt *row,
                   VigieIngestForm *form)
{
  int column = field->column;

  *form = VIGIE_INGEST_FORM_TEXT;
  if (field->property->kind == VIGIE_INGEST_RESULT && !field->inner)
    {
      if (sqlite3_column_int (row, column) == VIGIE_INGEST_RESULT_JSON)
        *form = VIGIE_INGEST_FORM_JSON;
      if (sqlite3_column_int (row, column) == VIGIE_INGEST_RESULT_TEXT)
        vigie_ingest_render_append (out, (const char *) sqlite3_column_text (row, column + 2));
      else
        vigie_ingest_render_append_value (out, field, row);
    }
  else if (field->property->kind == VIGIE_INGEST_TEXT)
    vigie_ingest_render_append (out, (const char *) sqlite3_column_text (row, column));
  else if (field->property->kind == VIGIE_INGEST_INSTANT
           || field->property->kind == VIGIE_INGEST_PERIOD)
    {
      gsize begin = out->len;

      /* Times stand without their quotes. */
      vigie_ingest_render_append_value (out, field, row);
      g_string_truncate (out, out->len - 1);
      g_string_erase (out, (gssize) begin, 1);
    }
  else
    append_bare (out, (const char *) sqlite3_column_text (row, column),
                 sqlite3_column_bytes (row, column), form);
}

gboolean
vigie_ingest_render_property (VigieIngestRender *render,
                              VigieIngestPlan *plan,
                              gint64 id,
                              gboolean bare,
                              VigieIngestForm *form,
                              GError **error)
{
  const VigieIngestField *field
      = plan->fields->len > 0 ? &g_array_index (plan->fields, VigieIngestField, 0) : NULL;
  GString *out = render->out;
  sqlite3_stmt *row = plan->statement;
  const char *inner = NULL;

  *form = bare ? VIGIE_INGEST_FORM_TEXT : VIGIE_INGEST_FORM_JSON;
  if (!read_one (render, plan, id, error))
    return FALSE;
  if (field && field->inner)
    {
      inner = (const char *) sqlite3_column_text (row, field->column);
      if (!inner)
        {
          g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND,
                       "%s has nothing of that name", field->property->name);
          return FALSE;
        }
    }
  if (field && (inner ? strcmp (inner, "null") == 0 : !vigie_ingest_render_has_value (field, row)))
    {
      *form = VIGIE_INGEST_FORM_NOTHING;
      return TRUE;
    }
  if (bare && field)
    {
      append_bare_value (out, field, row, form);
      return TRUE;
    }
  if (!bare)
    {
      g_string_append_c (out, '{');
      vigie_ingest_render_append (out, !field ? "\"@iot.id\":" : inner ? field->inner : field->key);
    }
  if (!field)
    vigie_ingest_json_append_integer (out, id);
  else if (inner)
    vigie_ingest_render_append (out, inner);
  else
    vigie_ingest_render_append_value (out, field, row);
  if (!bare)
    g_string_append_c (out, '}');
  return TRUE;
}
