/* vigie-ingest-sql-call.c: the functions of the query language as SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-sql-private.h"

/* 0001-01-01T00:00:00Z and the last microsecond of the year 9999. */
#define FIRST_TIME (G_GINT64_CONSTANT (-62135596800) * VIGIE_SECOND)
#define LAST_TIME (G_GINT64_CONSTANT (253402300800) * VIGIE_SECOND - 1)

/* What each takes and gives. Types of arguments beyond the last one named repeat it. */
static const struct
{
  Type result, first, second, third;
  const char *sql; /* {1}, {2}, {3} are the arguments; NULL: see below */
} signatures[VIGIE_INGEST_N_FUNCTIONS] = {
    [VIGIE_INGEST_F_SUBSTRINGOF]
    = {TYPE_BOOLEAN, TYPE_TEXT, TYPE_TEXT, 0, "(instr ({2}, {1}) > 0)"},
    [VIGIE_INGEST_F_CONTAINS] = {TYPE_BOOLEAN, TYPE_TEXT, TYPE_TEXT, 0, "(instr ({1}, {2}) > 0)"},
    [VIGIE_INGEST_F_STARTSWITH]
    = {TYPE_BOOLEAN, TYPE_TEXT, TYPE_TEXT, 0, "(substr ({1}, 1, length ({2})) = {2})"},
    [VIGIE_INGEST_F_ENDSWITH]
    = {TYPE_BOOLEAN, TYPE_TEXT, TYPE_TEXT, 0,
       "(length ({1}) >= length ({2}) AND substr ({1}, length ({1}) - length ({2}) + 1) = {2})"},
    [VIGIE_INGEST_F_LENGTH] = {TYPE_NUMBER, TYPE_TEXT, 0, 0, "length ({1})"},
    [VIGIE_INGEST_F_INDEXOF] = {TYPE_NUMBER, TYPE_TEXT, TYPE_TEXT, 0, "(instr ({1}, {2}) - 1)"},
    [VIGIE_INGEST_F_SUBSTRING] = {TYPE_TEXT, TYPE_TEXT, TYPE_NUMBER, TYPE_NUMBER, NULL},
    [VIGIE_INGEST_F_TOLOWER] = {TYPE_TEXT, TYPE_TEXT, 0, 0, "vigie_lower ({1})"},
    [VIGIE_INGEST_F_TOUPPER] = {TYPE_TEXT, TYPE_TEXT, 0, 0, "vigie_upper ({1})"},
    [VIGIE_INGEST_F_TRIM] = {TYPE_TEXT, TYPE_TEXT, 0, 0, "trim ({1})"},
    [VIGIE_INGEST_F_CONCAT] = {TYPE_TEXT, TYPE_TEXT, TYPE_TEXT, 0, "({1} || {2})"},
    [VIGIE_INGEST_F_YEAR] = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 0)"},
    [VIGIE_INGEST_F_MONTH] = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 1)"},
    [VIGIE_INGEST_F_DAY] = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 2)"},
    [VIGIE_INGEST_F_HOUR] = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 3)"},
    [VIGIE_INGEST_F_MINUTE] = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 4)"},
    [VIGIE_INGEST_F_SECOND] = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 5)"},
    [VIGIE_INGEST_F_FRACTIONALSECONDS]
    = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 6)"},
    [VIGIE_INGEST_F_DATE] = {TYPE_DATE, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 7)"},
    [VIGIE_INGEST_F_TIME] = {TYPE_CLOCK, TYPE_INSTANT, 0, 0, "vigie_date_part ({1}, 8)"},
    /* Times are kept in UTC. */
    [VIGIE_INGEST_F_TOTALOFFSETMINUTES] = {TYPE_NUMBER, TYPE_INSTANT, 0, 0, "(0 * {1})"},
    [VIGIE_INGEST_F_NOW] = {TYPE_INSTANT, 0, 0, 0, NULL},
    [VIGIE_INGEST_F_MINDATETIME] = {TYPE_INSTANT, 0, 0, 0, NULL},
    [VIGIE_INGEST_F_MAXDATETIME] = {TYPE_INSTANT, 0, 0, 0, NULL},
    [VIGIE_INGEST_F_ROUND] = {TYPE_NUMBER, TYPE_NUMBER, 0, 0, "round ({1})"},
    [VIGIE_INGEST_F_FLOOR] = {TYPE_NUMBER, TYPE_NUMBER, 0, 0, "vigie_floor ({1})"},
    [VIGIE_INGEST_F_CEILING] = {TYPE_NUMBER, TYPE_NUMBER, 0, 0, "vigie_ceiling ({1})"},
    [VIGIE_INGEST_F_GEO_DISTANCE]
    = {TYPE_NUMBER, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, "vigie_geo_distance ({1}, {2})"},
    [VIGIE_INGEST_F_GEO_LENGTH] = {TYPE_NUMBER, TYPE_GEOMETRY, 0, 0, "vigie_geo_length ({1})"},
    [VIGIE_INGEST_F_GEO_INTERSECTS] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_EQUALS] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_DISJOINT] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_TOUCHES] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_WITHIN] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_OVERLAPS] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_CROSSES] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_INTERSECTS] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_CONTAINS] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, 0, NULL},
    [VIGIE_INGEST_F_ST_RELATE] = {TYPE_BOOLEAN, TYPE_GEOMETRY, TYPE_GEOMETRY, TYPE_TEXT, NULL},
};

/* The template with the arguments in their places. */
static const char *
fill (VigieIngestSql *sql, const char *template_sql, const char *const arguments[3])
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *c = template_sql; *c; c++)
    if (*c == '{')
      {
        g_string_append (text, arguments[c[1] - '1']);
        c += 2;
      }
    else
      g_string_append_c (text, *c);
  return vigie_ingest_sql_printf (sql, "%s", text->str);
}

static const char *
bind_time (VigieIngestSql *sql, VigieTime time)
{
  return vigie_ingest_sql_bind (
      sql, (VigieIngestValue) {.kind = VIGIE_INGEST_VALUE_INTEGER, .integer = time});
}

static gboolean
check_pattern (const VigieIngestNode *node, GError **error)
{
  const VigieIngestNode *pattern = g_ptr_array_index (node->children, 2);

  if (pattern->kind != VIGIE_INGEST_NODE_STRING || !vigie_geometry_pattern_is_valid (pattern->text))
    return vigie_ingest_sql_fail (pattern, error,
                                  "The pattern of st_relate() is nine of T, F, *, 0, 1, 2");
  return TRUE;
}

gboolean
vigie_ingest_sql_call (VigieIngestSql *sql,
                       const VigieIngestNode *node,
                       Value *value,
                       GError **error)
{
  VigieIngestFunction function = (VigieIngestFunction) node->operation;
  const Type types[3]
      = {signatures[function].first, signatures[function].second, signatures[function].third};
  const char *arguments[3] = {NULL, NULL, NULL};

  for (guint i = 0; node->children && i < node->children->len; i++)
    {
      Value argument = {0};

      if (!vigie_ingest_sql_compile (sql, g_ptr_array_index (node->children, i), &argument, error))
        return FALSE;
      arguments[i] = vigie_ingest_sql_as (sql, &argument, types[i], error);
      if (!arguments[i])
        return FALSE;
    }
  /* Arguments are used up to three times: calls in calls must not make the text grow without end. */
  if (sql->size > 1000000)
    return vigie_ingest_sql_fail (node, error, "The query is too large");
  value->type = signatures[function].result;
  if (function == VIGIE_INGEST_F_ST_RELATE && !check_pattern (node, error))
    return FALSE;
  if (signatures[function].sql)
    value->sql = fill (sql, signatures[function].sql, arguments);
  else if (function == VIGIE_INGEST_F_NOW)
    value->sql = bind_time (sql, sql->now);
  else if (function == VIGIE_INGEST_F_MINDATETIME)
    value->sql = bind_time (sql, FIRST_TIME);
  else if (function == VIGIE_INGEST_F_MAXDATETIME)
    value->sql = bind_time (sql, LAST_TIME);
  else if (function == VIGIE_INGEST_F_SUBSTRING)
    value->sql = fill (sql,
                       arguments[2] ? "substr ({1}, max ({2}, 0) + 1, max ({3}, 0))"
                                    : "substr ({1}, max ({2}, 0) + 1)",
                       arguments);
  else
    value->sql = vigie_ingest_sql_printf (sql, "vigie_geo_relate (%s, %s, %d, %s)", arguments[0],
                                          arguments[1], (int) function,
                                          arguments[2] ? arguments[2] : "NULL");
  return TRUE;
}
