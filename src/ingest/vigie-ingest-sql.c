/* vigie-ingest-sql.c: see vigie-ingest-sql.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-sql.h"

#include <string.h>

#include "vigie-ingest-functions.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-sql-private.h"

#define MAX_SQL 1000000

static const char *const type_names[] = {
    [TYPE_NULL] = "null",
    [TYPE_BOOLEAN] = "a truth value",
    [TYPE_NUMBER] = "a number",
    [TYPE_TEXT] = "a text",
    [TYPE_INSTANT] = "a time",
    [TYPE_PERIOD] = "a time",
    [TYPE_DURATION] = "a duration",
    [TYPE_DATE] = "a date",
    [TYPE_CLOCK] = "a time of the day",
    [TYPE_GEOMETRY] = "a geometry",
    [TYPE_JSON] = "a JSON value",
    [TYPE_RESULT] = "a result",
};

static const char *
compile_condition (VigieIngestSql *sql, const VigieIngestNode *node, GError **error);

gboolean
vigie_ingest_sql_fail (const VigieIngestNode *node, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST,
               "%s (at character %u)", message, node->position + 1);
  return FALSE;
}

const char *
vigie_ingest_sql_printf (VigieIngestSql *sql, const char *format, ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sql->size += strlen (text);
  g_ptr_array_add (sql->strings, text);
  return text;
}

const char *
vigie_ingest_sql_bind (VigieIngestSql *sql, VigieIngestValue value)
{
  g_array_append_val (sql->values, value);
  return vigie_ingest_sql_printf (sql, "?%u", VIGIE_INGEST_PARAMETER_OFFSET + sql->values->len);
}

int
vigie_ingest_sql_bind_values (const GArray *values, sqlite3_stmt *statement)
{
  int known
      = sqlite3_bind_parameter_count (statement); /* a counting one has no use for the last ones */
  int code = SQLITE_OK;

  for (guint i = 0; i < values->len && code == SQLITE_OK; i++)
    {
      const VigieIngestValue *value = &g_array_index (values, VigieIngestValue, i);
      int place = VIGIE_INGEST_PARAMETER_OFFSET + 1 + (int) i;

      if (place > known)
        break;
      switch (value->kind)
        {
        case VIGIE_INGEST_VALUE_INTEGER:
          code = sqlite3_bind_int64 (statement, place, value->integer);
          break;
        case VIGIE_INGEST_VALUE_NUMBER:
          code = sqlite3_bind_double (statement, place, value->number);
          break;
        case VIGIE_INGEST_VALUE_TEXT:
          code = sqlite3_bind_text (statement, place, value->text, -1, SQLITE_STATIC);
          break;
        case VIGIE_INGEST_VALUE_GEOMETRY:
          code = sqlite3_bind_pointer (statement, place, (void *) value->geometry,
                                       VIGIE_INGEST_GEOMETRY_POINTER, NULL);
          break;
        case VIGIE_INGEST_VALUE_NULL:
        default:
          code = sqlite3_bind_null (statement, place);
          break;
        }
    }
  return code;
}

static const char *
bind_integer (VigieIngestSql *sql, gint64 integer)
{
  return vigie_ingest_sql_bind (
      sql, (VigieIngestValue) {.kind = VIGIE_INGEST_VALUE_INTEGER, .integer = integer});
}

/* A JSON value of the SQL types that @json_types lists. */
static const char *
json_of_type (VigieIngestSql *sql, const Value *value, const char *json_types)
{
  const char *json = value->sql;

  if (value->type == TYPE_RESULT)
    json = vigie_ingest_sql_printf (sql, "CASE %s.result_type WHEN %d THEN %s.result_text END",
                                    value->sql, VIGIE_INGEST_RESULT_JSON, value->sql);
  return vigie_ingest_sql_printf (
      sql, "CASE WHEN json_type (%s, %s) IN (%s) THEN json_extract (%s, %s) END", json, value->path,
      json_types, json, value->path);
}

/* JSON and results have the type that is asked of them, or are NULL. */
static const char *
loose_as (VigieIngestSql *sql, const Value *value, Type type)
{
  gboolean whole_result = value->type == TYPE_RESULT && !value->path;
  const char *text;

  switch ((int) type)
    {
    case TYPE_NUMBER:
      if (whole_result)
        return vigie_ingest_sql_printf (sql,
                                        "CASE %s.result_type WHEN %d THEN %s.result_number END",
                                        value->sql, VIGIE_INGEST_RESULT_NUMBER, value->sql);
      return json_of_type (sql, value, "'integer', 'real'");
    case TYPE_BOOLEAN:
      if (whole_result)
        return vigie_ingest_sql_printf (sql,
                                        "CASE %s.result_type WHEN %d THEN %s.result_number END",
                                        value->sql, VIGIE_INGEST_RESULT_BOOLEAN, value->sql);
      return json_of_type (sql, value, "'true', 'false'");
    case TYPE_GEOMETRY:
      if (value->type == TYPE_JSON)
        return vigie_ingest_sql_printf (sql, "(%s -> %s)", value->sql, value->path);
      return vigie_ingest_sql_printf (sql, "CASE %s.result_type WHEN %d THEN %s.result_text END",
                                      value->sql, VIGIE_INGEST_RESULT_JSON, value->sql);
    case TYPE_TEXT:
    case TYPE_INSTANT:
    default:
      if (whole_result)
        text = vigie_ingest_sql_printf (sql, "CASE %s.result_type WHEN %d THEN %s.result_text END",
                                        value->sql, VIGIE_INGEST_RESULT_TEXT, value->sql);
      else
        text = json_of_type (sql, value, "'text'");
      return type == TYPE_INSTANT ? vigie_ingest_sql_printf (sql, "vigie_time (%s)", text) : text;
    }
}

const char *
vigie_ingest_sql_as (VigieIngestSql *sql, const Value *value, Type type, GError **error)
{
  VigieTime time;

  if (value->type == type || value->type == TYPE_NULL)
    return value->sql;
  if (vigie_ingest_sql_is_loose (value->type)
      && (type == TYPE_NUMBER || type == TYPE_BOOLEAN || type == TYPE_TEXT || type == TYPE_INSTANT
          || type == TYPE_GEOMETRY))
    return loose_as (sql, value, type);
  if (type == TYPE_INSTANT && value->type == TYPE_PERIOD)
    return value->point_or_start
               ? vigie_ingest_sql_printf (sql, "coalesce (%s, %s)", value->start, value->sql)
               : value->start;
  if (type == TYPE_INSTANT && value->type == TYPE_DATE)
    return vigie_ingest_sql_printf (sql, "(%s * %" G_GINT64_FORMAT ")", value->sql,
                                    (gint64) VIGIE_DAY);
  /* Times between quotes are common, and mean the same. */
  if (type == TYPE_INSTANT && value->type == TYPE_TEXT
      && value->node->kind == VIGIE_INGEST_NODE_STRING
      && vigie_time_parse (value->node->text, -1, &time))
    return bind_integer (sql, time);
  vigie_ingest_sql_fail (value->node, error, "This is %s where %s is needed",
                         type_names[value->type], type_names[type]);
  return NULL;
}

/* Joined in halves: a list of a thousand terms is ten deep. */
static const char *
compile_list (VigieIngestSql *sql,
              const VigieIngestNode *node,
              guint first,
              guint last,
              GError **error)
{
  const char *left, *right;
  guint middle = first + (last - first) / 2;

  if (last - first == 1)
    return compile_condition (sql, g_ptr_array_index (node->children, first), error);
  left = compile_list (sql, node, first, middle, error);
  right = left ? compile_list (sql, node, middle, last, error) : NULL;
  if (!right)
    return NULL;
  return vigie_ingest_sql_printf (sql, "(%s %s %s)", left,
                                  node->kind == VIGIE_INGEST_NODE_AND ? "AND" : "OR", right);
}

/* Something true or false that is no list: paths through collections in it mean « any ». */
static const char *
compile_leaf (VigieIngestSql *sql, const VigieIngestNode *node, GError **error)
{
  Value value = {0};
  const char *condition;

  if (vigie_ingest_sql_open_scope (sql, node, error))
    {
      condition = compile_leaf (sql, node, error);
      return condition ? vigie_ingest_sql_close_scope (sql, condition) : NULL;
    }
  if (node->kind == VIGIE_INGEST_NODE_COMPARE)
    return vigie_ingest_sql_compare (sql, node, error);
  if (!vigie_ingest_sql_compile (sql, node, &value, error))
    return NULL;
  return vigie_ingest_sql_as (sql, &value, TYPE_BOOLEAN, error);
}

static const char *
compile_condition (VigieIngestSql *sql, const VigieIngestNode *node, GError **error)
{
  const char *condition;

  if (sql->size > MAX_SQL)
    {
      vigie_ingest_sql_fail (node, error, "The query is too large");
      return NULL;
    }
  switch ((int) node->kind)
    {
    case VIGIE_INGEST_NODE_AND:
    case VIGIE_INGEST_NODE_OR:
      return compile_list (sql, node, 0, node->children->len, error);
    case VIGIE_INGEST_NODE_NOT:
      condition = compile_condition (sql, g_ptr_array_index (node->children, 0), error);
      /* What is not known is not so. */
      return condition ? vigie_ingest_sql_printf (sql, "(NOT coalesce (%s, 0))", condition) : NULL;
    default:
      return compile_leaf (sql, node, error);
    }
}

static gboolean
compile_arithmetic (VigieIngestSql *sql, const VigieIngestNode *node, Value *value, GError **error)
{
  VigieIngestOperation operation = (VigieIngestOperation) node->operation;
  Value a = {0}, b = {0};
  const char *sql_a, *sql_b;
  gboolean sum = operation == VIGIE_INGEST_ADD || operation == VIGIE_INGEST_SUB;
  gboolean time_a, time_b;

  if (!vigie_ingest_sql_compile (sql, g_ptr_array_index (node->children, 0), &a, error)
      || !vigie_ingest_sql_compile (sql, g_ptr_array_index (node->children, 1), &b, error))
    return FALSE;
  time_a = a.type == TYPE_INSTANT || a.type == TYPE_PERIOD;
  time_b = b.type == TYPE_INSTANT || b.type == TYPE_PERIOD;
  value->type = TYPE_NUMBER;
  if (sum && time_a && time_b && operation == VIGIE_INGEST_SUB)
    value->type = TYPE_DURATION;
  else if (sum && time_a && b.type == TYPE_DURATION)
    value->type = TYPE_INSTANT;
  else if (operation == VIGIE_INGEST_ADD && a.type == TYPE_DURATION && time_b)
    value->type = TYPE_INSTANT;
  else if (sum && a.type == TYPE_DURATION && b.type == TYPE_DURATION)
    value->type = TYPE_DURATION;
  if (value->type != TYPE_NUMBER)
    {
      sql_a = vigie_ingest_sql_as (sql, &a, time_a ? TYPE_INSTANT : TYPE_DURATION, error);
      sql_b = vigie_ingest_sql_as (sql, &b, time_b ? TYPE_INSTANT : TYPE_DURATION, error);
    }
  else
    {
      sql_a = vigie_ingest_sql_as (sql, &a, TYPE_NUMBER, error);
      sql_b = sql_a ? vigie_ingest_sql_as (sql, &b, TYPE_NUMBER, error) : NULL;
    }
  if (!sql_a || !sql_b)
    return FALSE;
  switch (operation)
    {
    case VIGIE_INGEST_DIV: /* a decimal division; by zero it is null */
      value->sql = vigie_ingest_sql_printf (sql, "(CAST (%s AS REAL) / %s)", sql_a, sql_b);
      break;
    case VIGIE_INGEST_MOD:
      value->sql = vigie_ingest_sql_printf (sql, "vigie_mod (%s, %s)", sql_a, sql_b);
      break;
    case VIGIE_INGEST_ADD:
    case VIGIE_INGEST_SUB:
    case VIGIE_INGEST_MUL:
      value->sql = vigie_ingest_sql_printf (sql, "(%s %c %s)", sql_a,
                                            operation == VIGIE_INGEST_ADD   ? '+'
                                            : operation == VIGIE_INGEST_SUB ? '-'
                                                                            : '*',
                                            sql_b);
      break;
    case VIGIE_INGEST_EQ:
    case VIGIE_INGEST_NE:
    case VIGIE_INGEST_GT:
    case VIGIE_INGEST_GE:
    case VIGIE_INGEST_LT:
    case VIGIE_INGEST_LE:
    default:
      g_return_val_if_reached (FALSE);
    }
  return TRUE;
}

static gboolean
compile_negation (VigieIngestSql *sql, const VigieIngestNode *node, Value *value, GError **error)
{
  Value inner = {0};
  const char *text;

  if (!vigie_ingest_sql_compile (sql, g_ptr_array_index (node->children, 0), &inner, error))
    return FALSE;
  value->type = inner.type == TYPE_DURATION ? TYPE_DURATION : TYPE_NUMBER;
  text = vigie_ingest_sql_as (sql, &inner, value->type, error);
  value->sql = text ? vigie_ingest_sql_printf (sql, "(- %s)", text) : NULL;
  return text != NULL;
}

gboolean
vigie_ingest_sql_compile (VigieIngestSql *sql,
                          const VigieIngestNode *node,
                          Value *value,
                          GError **error)
{
  static const Type plain_types[] = {
      [VIGIE_INGEST_NODE_BOOLEAN] = TYPE_BOOLEAN,   [VIGIE_INGEST_NODE_INSTANT] = TYPE_INSTANT,
      [VIGIE_INGEST_NODE_DURATION] = TYPE_DURATION, [VIGIE_INGEST_NODE_DATE] = TYPE_DATE,
      [VIGIE_INGEST_NODE_CLOCK] = TYPE_CLOCK,
  };

  value->node = node;
  switch (node->kind)
    {
    case VIGIE_INGEST_NODE_NULL:
      value->type = TYPE_NULL;
      value->sql = "NULL";
      return TRUE;
    case VIGIE_INGEST_NODE_BOOLEAN:
    case VIGIE_INGEST_NODE_INSTANT:
    case VIGIE_INGEST_NODE_DURATION:
    case VIGIE_INGEST_NODE_DATE:
    case VIGIE_INGEST_NODE_CLOCK:
      value->type = plain_types[node->kind];
      value->sql = bind_integer (sql, node->integer);
      return TRUE;
    case VIGIE_INGEST_NODE_INTERVAL:
      value->type = TYPE_PERIOD;
      value->start = bind_integer (sql, node->start);
      value->sql = bind_integer (sql, node->integer);
      return TRUE;
    case VIGIE_INGEST_NODE_NUMBER:
      value->type = TYPE_NUMBER;
      value->sql
          = node->is_integer
                ? bind_integer (sql, node->integer)
                : vigie_ingest_sql_bind (sql, (VigieIngestValue) {.kind = VIGIE_INGEST_VALUE_NUMBER,
                                                                  .number = node->number});
      return TRUE;
    case VIGIE_INGEST_NODE_STRING:
      value->type = TYPE_TEXT;
      value->sql = vigie_ingest_sql_bind (
          sql, (VigieIngestValue) {.kind = VIGIE_INGEST_VALUE_TEXT, .text = g_strdup (node->text)});
      return TRUE;
    case VIGIE_INGEST_NODE_GEOMETRY:
      value->type = TYPE_GEOMETRY;
      value->sql
          = vigie_ingest_sql_bind (sql, (VigieIngestValue) {.kind = VIGIE_INGEST_VALUE_GEOMETRY,
                                                            .geometry = node->geometry});
      return TRUE;
    case VIGIE_INGEST_NODE_PATH:
      return vigie_ingest_sql_path (sql, node, value, error);
    case VIGIE_INGEST_NODE_CALL:
      return vigie_ingest_sql_call (sql, node, value, error);
    case VIGIE_INGEST_NODE_NEGATE:
      return compile_negation (sql, node, value, error);
    case VIGIE_INGEST_NODE_ARITHMETIC:
      return compile_arithmetic (sql, node, value, error);
    case VIGIE_INGEST_NODE_NOT:
    case VIGIE_INGEST_NODE_AND:
    case VIGIE_INGEST_NODE_OR:
    case VIGIE_INGEST_NODE_COMPARE:
    default:
      value->type = TYPE_BOOLEAN;
      value->sql = compile_condition (sql, node, error);
      return value->sql != NULL;
    }
}

const char *
vigie_ingest_sql_condition (VigieIngestSql *sql, const VigieIngestNode *node, GError **error)
{
  return compile_condition (sql, node, error);
}

const char *
vigie_ingest_sql_order (VigieIngestSql *sql, const VigieIngestNode *node, GError **error)
{
  Value value = {0};

  if (!vigie_ingest_sql_compile (sql, node, &value, error))
    return NULL;
  return vigie_ingest_sql_is_loose (value.type) ? vigie_ingest_sql_loose (sql, &value) : value.sql;
}
