/* vigie-ingest-path.c: see vigie-ingest-path.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-path.h"

#include <errno.h>
#include <string.h>

#include "vigie-ingest-query.h"

#define MAX_PATH 4096
#define MAX_STEPS 40

static gboolean fail (GError **error, VigieIngestQueryError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError **error, VigieIngestQueryError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, VIGIE_INGEST_QUERY_ERROR, code, message);
  return FALSE;
}

/* "Things(1)" into "Things" and 1. *@has_id is FALSE without parentheses. Ids of this server are whole numbers:
 * another one, quoted or too large, names nothing. */
static gboolean
split_segment (char *segment, gboolean *has_id, gint64 *id, GError **error)
{
  char *open = strchr (segment, '(');
  gsize length;
  char *end;

  *has_id = open != NULL;
  if (!open)
    return TRUE;
  length = strlen (open);
  if (length < 3 || open[length - 1] != ')')
    return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST, "“%.80s” is no resource", segment);
  *open++ = '\0';
  open[length - 2] = '\0';
  if (*open == '\'')
    {
      if (length < 5 || open[length - 3] != '\'')
        return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                     "The id “%.80s” is not quoted right", open);
      return fail (error, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND, "Nothing has the id %.80s", open);
    }
  if (strspn (open + (*open == '-'), "0123456789") != strlen (open + (*open == '-'))
      || strcmp (open, "-") == 0)
    return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST, "“%.80s” is no id", open);
  errno = 0;
  *id = g_ascii_strtoll (open, &end, 10);
  if (errno != 0)
    return fail (error, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND, "Nothing has the id %.80s", open);
  return TRUE;
}

/* One integer of a statement with up to two keys. FALSE without @error: no row, or null. */
static gboolean
read_integer (VigieIngestStatements *statements,
              const char *sql,
              gint64 first,
              gint64 second,
              gint64 *value,
              GError **error)
{
  sqlite3_stmt *statement = vigie_ingest_statements_acquire (statements, sql, error);
  gboolean found = FALSE;
  int step;

  if (!statement)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, second);
  step = sqlite3_step (statement);
  if (step == SQLITE_ROW && sqlite3_column_type (statement, 0) == SQLITE_INTEGER)
    {
      *value = sqlite3_column_int64 (statement, 0);
      found = TRUE;
    }
  else if (step != SQLITE_ROW && step != SQLITE_DONE)
    vigie_ingest_statements_fail (sqlite3_db_handle (statement), error);
  vigie_ingest_statements_release (statements, statement);
  return found;
}

/* That the entity the path is at exists. */
static gboolean
check_exists (VigieIngestPath *path, VigieIngestStatements *statements, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE id = ?1", path->entity->table);
  g_autoptr (GError) local = NULL;
  gint64 found;

  if (read_integer (statements, sql, path->key, 0, &found, &local))
    return TRUE;
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return fail (error, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND,
               "There is no %s with the id %" G_GINT64_FORMAT, path->entity->name, path->key);
}

/* From one entity along a link: to the one it leads to, to one of many, or to all of them. */
static gboolean
follow_link (VigieIngestPath *path,
             VigieIngestStatements *statements,
             const VigieIngestLink *link,
             gboolean has_id,
             gint64 id,
             GError **error)
{
  const VigieIngestEntity *target = vigie_ingest_entity (link->target);
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (GError) local = NULL;
  gint64 found = 0;

  if (!check_exists (path, statements, error))
    return FALSE;
  if (link->many && !has_id)
    {
      path->kind = VIGIE_INGEST_PATH_SET;
      path->entity = target;
      path->link = link;
      return TRUE;
    }
  if (!link->many && has_id)
    return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                 "“%s” leads to one entity and takes no id", link->name);
  if (link->many)
    {
      g_string_append (sql, "t0.id FROM ");
      if (link->from)
        vigie_ingest_template_append (sql, link->from, 0, NULL);
      else
        g_string_append_printf (sql, "%s t0", target->table);
      g_string_append (sql, " WHERE ");
      vigie_ingest_template_append (sql, link->condition, 0, "?1");
      g_string_append (sql, " AND t0.id = ?2");
    }
  else
    {
      vigie_ingest_template_append (sql, link->key, 0, NULL);
      g_string_append_printf (sql, " FROM %s t0 WHERE t0.id = ?1", path->entity->table);
    }
  if (!read_integer (statements, sql->str, path->key, id, &found, &local))
    {
      if (!local)
        return fail (error, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND, "There is nothing at “%s”",
                     link->name);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  path->kind = VIGIE_INGEST_PATH_ENTITY;
  path->entity = target;
  path->link = NULL;
  path->key = found;
  return TRUE;
}

static gboolean
first_step (VigieIngestPath *path, const char *name, gboolean has_id, gint64 id, GError **error)
{
  path->entity = vigie_ingest_entity_by_set (name);
  if (!path->entity)
    return fail (error, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND, "There is nothing called “%.80s”",
                 name);
  path->kind = has_id ? VIGIE_INGEST_PATH_ENTITY : VIGIE_INGEST_PATH_SET;
  path->key = id;
  return TRUE;
}

/* From a property to what its value has by that name. */
static gboolean
step_inside (VigieIngestPath *path, const char *name, GError **error)
{
  if (!path->property
      || (path->property->kind != VIGIE_INGEST_JSON && path->property->kind != VIGIE_INGEST_GEOMETRY
          && path->property->kind != VIGIE_INGEST_RESULT)
      || strchr (name, '"') != NULL)
    return fail (error, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND, "There is no “%.80s” in it", name);
  if (!path->inner)
    path->inner = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (path->inner, g_strdup (name));
  return TRUE;
}

static gboolean
next_step (VigieIngestPath *path,
           VigieIngestStatements *statements,
           const char *name,
           gboolean has_id,
           gint64 id,
           GError **error)
{
  const VigieIngestLink *link;

  if (path->only_references || path->only_value)
    return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                 "Nothing can follow “$ref” or “$value”");
  if (strcmp (name, "$ref") == 0 && path->kind != VIGIE_INGEST_PATH_PROPERTY)
    path->only_references = TRUE;
  else if (strcmp (name, "$value") == 0 && path->kind == VIGIE_INGEST_PATH_PROPERTY)
    path->only_value = TRUE;
  else if (path->kind == VIGIE_INGEST_PATH_PROPERTY && *name != '$' && !has_id)
    return step_inside (path, name, error);
  else if (path->kind != VIGIE_INGEST_PATH_ENTITY || *name == '$')
    return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST, "“%.80s” cannot stand here", name);
  else if ((link = vigie_ingest_entity_link (path->entity, name)))
    return follow_link (path, statements, link, has_id, id, error);
  else if (!has_id
           && (vigie_ingest_is_id (name) || vigie_ingest_entity_property (path->entity, name)))
    {
      path->property = vigie_ingest_entity_property (path->entity, name);
      path->kind = VIGIE_INGEST_PATH_PROPERTY;
    }
  else
    return fail (error, VIGIE_INGEST_QUERY_ERROR_NOT_FOUND, "%s has no “%.80s”", path->entity->name,
                 name);
  return TRUE;
}

gboolean
vigie_ingest_path_resolve (VigieIngestPath *path,
                           VigieIngestStatements *statements,
                           const char *text,
                           GError **error)
{
  g_auto (GStrv) segments = NULL;
  g_autoptr (GString) canonical = g_string_new (NULL);
  guint steps = 0;

  *path = (VigieIngestPath) {.kind = VIGIE_INGEST_PATH_ROOT};
  if (strlen (text) > MAX_PATH)
    return fail (error, VIGIE_INGEST_QUERY_ERROR_TOO_LONG, "The path is too long");
  segments = g_strsplit (text, "/", -1);
  for (char **raw = segments; *raw; raw++)
    {
      g_autofree char *segment = vigie_ingest_decode (*raw, -1, FALSE);
      gboolean has_id = FALSE;
      gint64 id = 0;

      if (!segment)
        return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                     "The address is not encoded right");
      if (*segment == '\0')
        {
          /* A slash at either end is let pass. */
          if (raw == segments || !raw[1])
            continue;
          return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
                       "A name is missing between two slashes");
        }
      if (++steps > MAX_STEPS)
        return fail (error, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST, "The path has too many steps");
      if (!split_segment (segment, &has_id, &id, error))
        return FALSE;
      if (!(steps == 1 ? first_step (path, segment, has_id, id, error)
                       : next_step (path, statements, segment, has_id, id, error)))
        return FALSE;
      g_string_append_printf (canonical, "%s%s", canonical->len > 0 ? "/" : "", segment);
      if (has_id)
        g_string_append_printf (canonical, "(%" G_GINT64_FORMAT ")", id);
    }
  path->text = g_string_free (g_steal_pointer (&canonical), FALSE);
  return TRUE;
}

void
vigie_ingest_path_clear (VigieIngestPath *path)
{
  g_clear_pointer (&path->inner, g_ptr_array_unref);
  g_clear_pointer (&path->text, g_free);
}
