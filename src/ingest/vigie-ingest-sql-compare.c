/* vigie-ingest-sql-compare.c: comparisons of a filter as SQL; see vigie-ingest-sql.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-sql.h"

#include <string.h>

#include "vigie-ingest-schema.h"
#include "vigie-ingest-sql-private.h"

static const char *const comparisons[] = {
    [VIGIE_INGEST_EQ] = "=",  [VIGIE_INGEST_NE] = "IS NOT", [VIGIE_INGEST_GT] = ">",
    [VIGIE_INGEST_GE] = ">=", [VIGIE_INGEST_LT] = "<",      [VIGIE_INGEST_LE] = "<=",
};

gboolean
vigie_ingest_sql_is_loose (Type type)
{
  return type == TYPE_JSON || type == TYPE_RESULT;
}

/* What both sides of a comparison are taken as. */
static Type
common_type (const Value *a, const Value *b)
{
  Type of_a = a->type, of_b = b->type;

  if (vigie_ingest_sql_is_loose (of_a) && vigie_ingest_sql_is_loose (of_b))
    return TYPE_JSON;
  if (vigie_ingest_sql_is_loose (of_a))
    return of_b;
  if (vigie_ingest_sql_is_loose (of_b))
    return of_a;
  if (of_a == TYPE_PERIOD || of_b == TYPE_PERIOD)
    return TYPE_PERIOD;
  if (of_a == TYPE_INSTANT || of_b == TYPE_INSTANT)
    return TYPE_INSTANT;
  return of_a;
}

/* Start and end of a time; the start of an instant is the SQL word NULL. */
static gboolean
as_period (VigieIngestSql *sql,
           const Value *value,
           const char **start,
           const char **end,
           GError **error)
{
  *start = value->type == TYPE_PERIOD ? value->start : "NULL";
  *end = value->type == TYPE_PERIOD ? value->sql
                                    : vigie_ingest_sql_as (sql, value, TYPE_INSTANT, error);
  return *end != NULL;
}

/* Times of which at least one is a period [start, end). Before means that all of it is before, after that all
 * of it is after; equal means the same begin and end. Each begins with a plain comparison of the end, which an
 * index can serve. */
static const char *
compare_periods (VigieIngestSql *sql,
                 VigieIngestOperation operation,
                 const Value *a,
                 const Value *b,
                 GError **error)
{
  const char *start_a, *end_a, *start_b, *end_b;
  gboolean instant_b;

  if (!as_period (sql, a, &start_a, &end_a, error) || !as_period (sql, b, &start_b, &end_b, error))
    return NULL;
  instant_b = strcmp (start_b, "NULL") == 0;
  switch (operation)
    {
    case VIGIE_INGEST_EQ:
      return vigie_ingest_sql_printf (sql, "(%s = %s AND %s IS %s)", end_a, end_b, start_a,
                                      start_b);
    case VIGIE_INGEST_NE:
      return vigie_ingest_sql_printf (sql, "(%s <> %s OR (%s = %s AND %s IS NOT %s))", end_a, end_b,
                                      end_a, end_b, start_a, start_b);
    case VIGIE_INGEST_GT:
      return instant_b ? vigie_ingest_sql_printf (sql, "(%s > %s AND coalesce (%s, %s) > %s)",
                                                  end_a, end_b, start_a, end_a, end_b)
                       : vigie_ingest_sql_printf (sql, "(%s >= %s AND coalesce (%s, %s) >= %s)",
                                                  end_a, end_b, start_a, end_a, end_b);
    case VIGIE_INGEST_GE:
      return vigie_ingest_sql_printf (
          sql, "(%s >= coalesce (%s, %s) AND coalesce (%s, %s) >= coalesce (%s, %s))", end_a,
          start_b, end_b, start_a, end_a, start_b, end_b);
    case VIGIE_INGEST_LT:
      return vigie_ingest_sql_printf (
          sql, "(%s <= coalesce (%s, %s) AND (%s < coalesce (%s, %s) OR %s IS NOT NULL))", end_a,
          start_b, end_b, end_a, start_b, end_b, start_a);
    case VIGIE_INGEST_LE:
      return vigie_ingest_sql_printf (sql, "(%s <= %s)", end_a, end_b);
    case VIGIE_INGEST_ADD:
    case VIGIE_INGEST_SUB:
    case VIGIE_INGEST_MUL:
    case VIGIE_INGEST_DIV:
    case VIGIE_INGEST_MOD:
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
vigie_ingest_sql_loose (VigieIngestSql *sql, const Value *value)
{
  if (value->type == TYPE_RESULT && !value->path)
    return vigie_ingest_sql_printf (sql, "coalesce (%s.result_number, %s.result_text)", value->sql,
                                    value->sql);
  if (value->type == TYPE_RESULT)
    return vigie_ingest_sql_printf (
        sql, "CASE %s.result_type WHEN %d THEN json_extract (%s.result_text, %s) END", value->sql,
        VIGIE_INGEST_RESULT_JSON, value->sql, value->path);
  return vigie_ingest_sql_printf (sql, "json_extract (%s, %s)", value->sql, value->path);
}

static const char *
compare_null (VigieIngestSql *sql, VigieIngestOperation operation, const Value *value)
{
  const char *what
      = vigie_ingest_sql_is_loose (value->type) ? vigie_ingest_sql_loose (sql, value) : value->sql;

  if (operation == VIGIE_INGEST_EQ || operation == VIGIE_INGEST_NE)
    return vigie_ingest_sql_printf (sql, "(%s IS %sNULL)", what,
                                    operation == VIGIE_INGEST_NE ? "NOT " : "");
  return "0";
}

/* The time of the day of a time, to be compared with one. */
static gboolean
make_clock (VigieIngestSql *sql, Value *value, GError **error)
{
  const char *instant = vigie_ingest_sql_as (sql, value, TYPE_INSTANT, error);

  if (!instant)
    return FALSE;
  *value = (Value) {.type = TYPE_CLOCK,
                    .sql = vigie_ingest_sql_printf (sql, "vigie_date_part (%s, 8)", instant)};
  return TRUE;
}

const char *
vigie_ingest_sql_compare (VigieIngestSql *sql, const VigieIngestNode *node, GError **error)
{
  VigieIngestOperation operation = (VigieIngestOperation) node->operation;
  Value a = {0}, b = {0};
  const char *sql_a, *sql_b;
  Type type;

  if (!vigie_ingest_sql_compile (sql, g_ptr_array_index (node->children, 0), &a, error)
      || !vigie_ingest_sql_compile (sql, g_ptr_array_index (node->children, 1), &b, error))
    return NULL;
  if (a.type == TYPE_NULL || b.type == TYPE_NULL)
    return compare_null (sql, operation, a.type == TYPE_NULL ? &b : &a);
  if (a.type == TYPE_CLOCK && (b.type == TYPE_INSTANT || b.type == TYPE_PERIOD))
    {
      if (!make_clock (sql, &b, error))
        return NULL;
    }
  else if (b.type == TYPE_CLOCK && (a.type == TYPE_INSTANT || a.type == TYPE_PERIOD)
           && !make_clock (sql, &a, error))
    return NULL;
  type = common_type (&a, &b);
  if (type == TYPE_PERIOD)
    {
      /* A period on the right alone: the comparison turned round. */
      static const VigieIngestOperation turned[] = {
          [VIGIE_INGEST_EQ] = VIGIE_INGEST_EQ, [VIGIE_INGEST_NE] = VIGIE_INGEST_NE,
          [VIGIE_INGEST_GT] = VIGIE_INGEST_LT, [VIGIE_INGEST_GE] = VIGIE_INGEST_LE,
          [VIGIE_INGEST_LT] = VIGIE_INGEST_GT, [VIGIE_INGEST_LE] = VIGIE_INGEST_GE,
      };

      return a.type == TYPE_PERIOD ? compare_periods (sql, operation, &a, &b, error)
                                   : compare_periods (sql, turned[operation], &b, &a, error);
    }
  if (type == TYPE_JSON)
    {
      sql_a = vigie_ingest_sql_loose (sql, &a);
      sql_b = vigie_ingest_sql_loose (sql, &b);
    }
  else if (type == TYPE_GEOMETRY)
    {
      vigie_ingest_sql_fail (node, error, "Geometries are compared with st_equals() and its like");
      return NULL;
    }
  else
    {
      sql_a = vigie_ingest_sql_as (sql, &a, type, error);
      sql_b = sql_a ? vigie_ingest_sql_as (sql, &b, type, error) : NULL;
      if (!sql_b)
        return NULL;
    }
  /* A time that is not known is not another one either: what the OGC's own tests await of resultTime. */
  return vigie_ingest_sql_printf (
      sql, "(%s %s %s)", sql_a,
      operation == VIGIE_INGEST_NE
              && (type == TYPE_INSTANT || type == TYPE_DATE || type == TYPE_CLOCK)
          ? "<>"
          : comparisons[operation],
      sql_b);
}
