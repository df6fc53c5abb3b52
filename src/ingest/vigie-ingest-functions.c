/* vigie-ingest-functions.c: see vigie-ingest-functions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-functions.h"

#include <math.h>

#include "vigie-ingest-query.h"

static void
date_part (sqlite3_context *context, int count, sqlite3_value **values)
{
  gint64 time, days, of_day;
  GDate date;

  if (sqlite3_value_type (values[0]) != SQLITE_INTEGER)
    return;
  time = sqlite3_value_int64 (values[0]);
  days = time / VIGIE_DAY - (time % VIGIE_DAY < 0);
  of_day = time - days * VIGIE_DAY;
  g_date_clear (&date, 1);
  /* GDate counts from 0001-01-01, day 1. */
  if (days + 719163 < 1 || days + 719163 > 3652059)
    return;
  g_date_set_julian (&date, (guint32) (days + 719163));
  switch (sqlite3_value_int (values[1]))
    {
    case 0:
      sqlite3_result_int (context, g_date_get_year (&date));
      break;
    case 1:
      sqlite3_result_int (context, g_date_get_month (&date));
      break;
    case 2:
      sqlite3_result_int (context, g_date_get_day (&date));
      break;
    case 3:
      sqlite3_result_int64 (context, of_day / VIGIE_HOUR);
      break;
    case 4:
      sqlite3_result_int64 (context, of_day / VIGIE_MINUTE % 60);
      break;
    case 5:
      sqlite3_result_int64 (context, of_day / VIGIE_SECOND % 60);
      break;
    case 6:
      sqlite3_result_double (context, (double) (of_day % VIGIE_SECOND) / (double) VIGIE_SECOND);
      break;
    case 7:
      sqlite3_result_int64 (context, days);
      break;
    case 8:
      sqlite3_result_int64 (context, of_day);
      break;
    default:
      break;
    }
}

static void
time_of_text (sqlite3_context *context, int count, sqlite3_value **values)
{
  VigieTime time;

  if (sqlite3_value_type (values[0]) == SQLITE_TEXT
      && vigie_time_parse ((const char *) sqlite3_value_text (values[0]), -1, &time))
    sqlite3_result_int64 (context, time);
}

/* User data: non-NULL for capitals. */
static void
change_case (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  char *changed;

  if (!text || !g_utf8_validate (text, -1, NULL))
    return;
  changed = sqlite3_user_data (context) ? g_utf8_strup (text, -1) : g_utf8_strdown (text, -1);
  sqlite3_result_text (context, changed, -1, g_free);
}

static gboolean
is_number (sqlite3_value *value)
{
  int type = sqlite3_value_type (value);

  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

static void
modulo (sqlite3_context *context, int count, sqlite3_value **values)
{
  if (is_number (values[0]) && is_number (values[1]) && sqlite3_value_double (values[1]) != 0)
    sqlite3_result_double (
        context, fmod (sqlite3_value_double (values[0]), sqlite3_value_double (values[1])));
}

/* User data: non-NULL for the ceiling. */
static void
floor_or_ceiling (sqlite3_context *context, int count, sqlite3_value **values)
{
  if (is_number (values[0]))
    sqlite3_result_double (context, sqlite3_user_data (context)
                                        ? ceil (sqlite3_value_double (values[0]))
                                        : floor (sqlite3_value_double (values[0])));
}

/* Borrowed, unless *@owned is set. */
static const VigieGeometry *
get_geometry (sqlite3_value *value, VigieGeometry **owned)
{
  const VigieGeometry *bound = sqlite3_value_pointer (value, VIGIE_INGEST_GEOMETRY_POINTER);

  *owned = NULL;
  if (bound)
    return bound;
  if (sqlite3_value_type (value) == SQLITE_TEXT)
    *owned = vigie_geometry_new_from_geojson ((const char *) sqlite3_value_text (value));
  return *owned;
}

static void
geo_distance (sqlite3_context *context, int count, sqlite3_value **values)
{
  g_autoptr (VigieGeometry) own_a = NULL;
  g_autoptr (VigieGeometry) own_b = NULL;
  const VigieGeometry *a = get_geometry (values[0], &own_a), *b = get_geometry (values[1], &own_b);

  if (a && b) /* NAN becomes NULL */
    sqlite3_result_double (context, vigie_geometry_distance (a, b));
}

static void
geo_length (sqlite3_context *context, int count, sqlite3_value **values)
{
  g_autoptr (VigieGeometry) own = NULL;
  const VigieGeometry *geometry = get_geometry (values[0], &own);

  if (geometry)
    sqlite3_result_double (context, vigie_geometry_length (geometry));
}

/* OGC 06-103r4, 6.1.15.3 */
static gboolean
holds (VigieIngestFunction function, const char *matrix, int of_a, int of_b)
{
  switch ((int) function)
    {
    case VIGIE_INGEST_F_ST_EQUALS:
      return vigie_geometry_matches (matrix, "T*F**FFF*");
    case VIGIE_INGEST_F_ST_DISJOINT:
      return vigie_geometry_matches (matrix, "FF*FF****");
    case VIGIE_INGEST_F_ST_INTERSECTS:
    case VIGIE_INGEST_F_GEO_INTERSECTS:
      return !vigie_geometry_matches (matrix, "FF*FF****");
    case VIGIE_INGEST_F_ST_TOUCHES:
      return vigie_geometry_matches (matrix, "FT*******")
             || vigie_geometry_matches (matrix, "F**T*****")
             || vigie_geometry_matches (matrix, "F***T****");
    case VIGIE_INGEST_F_ST_WITHIN:
      return vigie_geometry_matches (matrix, "T*F**F***");
    case VIGIE_INGEST_F_ST_CONTAINS:
      return vigie_geometry_matches (matrix, "T*****FF*");
    case VIGIE_INGEST_F_ST_OVERLAPS:
      return of_a == of_b && vigie_geometry_matches (matrix, of_a == 1 ? "1*T***T**" : "T*T***T**");
    case VIGIE_INGEST_F_ST_CROSSES:
      if (of_a == 1 && of_b == 1)
        return vigie_geometry_matches (matrix, "0********");
      return of_a != of_b
             && vigie_geometry_matches (matrix, of_a < of_b ? "T*T******" : "T*****T**");
    default:
      return FALSE;
    }
}

static void
geo_relate (sqlite3_context *context, int count, sqlite3_value **values)
{
  g_autoptr (VigieGeometry) own_a = NULL;
  g_autoptr (VigieGeometry) own_b = NULL;
  const VigieGeometry *a = get_geometry (values[0], &own_a), *b = get_geometry (values[1], &own_b);
  VigieIngestFunction function = (VigieIngestFunction) sqlite3_value_int (values[2]);
  char matrix[VIGIE_GEOMETRY_MATRIX];

  if (!a || !b)
    return;
  if (!vigie_geometry_relate (a, b, matrix))
    sqlite3_result_error (context, "the geometries have too many points", -1);
  else if (function == VIGIE_INGEST_F_ST_RELATE)
    {
      const char *pattern = (const char *) sqlite3_value_text (values[3]);

      if (pattern && vigie_geometry_pattern_is_valid (pattern))
        sqlite3_result_int (context, vigie_geometry_matches (matrix, pattern));
    }
  else
    sqlite3_result_int (context, holds (function, matrix, vigie_geometry_dimension (a),
                                        vigie_geometry_dimension (b)));
}

int
vigie_ingest_functions_register (sqlite3 *db)
{
  static const struct
  {
    const char *name;
    int arguments;
    gboolean variant;
    void (*function) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
      {"vigie_date_part", 2, FALSE, date_part},
      {"vigie_time", 1, FALSE, time_of_text},
      {"vigie_lower", 1, FALSE, change_case},
      {"vigie_upper", 1, TRUE, change_case},
      {"vigie_mod", 2, FALSE, modulo},
      {"vigie_floor", 1, FALSE, floor_or_ceiling},
      {"vigie_ceiling", 1, TRUE, floor_or_ceiling},
      {"vigie_geo_distance", 2, FALSE, geo_distance},
      {"vigie_geo_length", 1, FALSE, geo_length},
      {"vigie_geo_relate", 4, FALSE, geo_relate},
  };

  for (int i = 0; i < (int) G_N_ELEMENTS (functions); i++)
    {
      int code = sqlite3_create_function (db, functions[i].name, functions[i].arguments,
                                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                          GINT_TO_POINTER (functions[i].variant),
                                          functions[i].function, NULL, NULL);

      if (code != SQLITE_OK)
        return code;
    }
  return SQLITE_OK;
}
