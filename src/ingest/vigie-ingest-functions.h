/* vigie-ingest-functions.h: SQL functions that compiled queries call.
 *
 * vigie_date_part (µs, part)        year 0, month 1, day 2, hour 3, minute 4, second 5, fraction of a
 *                                   second 6, days since 1970 7, µs since midnight 8; in UTC
 * vigie_time (text)                 µs of an ISO 8601 instant, or NULL
 * vigie_lower, vigie_upper (text)   of any script
 * vigie_mod (a, b), vigie_floor (a), vigie_ceiling (a)
 * vigie_geo_distance (a, b), vigie_geo_length (a), vigie_geo_relate (a, b, function, pattern)
 *   a and b: GeoJSON text, or a VigieGeometry bound as a pointer; NULL where one is no geometry
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Type name of geometries bound by sqlite3_bind_pointer(). */
#define VIGIE_INGEST_GEOMETRY_POINTER "vigie-geometry"

/* Adds them to a connection. Returns SQLite's code. */
int vigie_ingest_functions_register (sqlite3 *db);

G_END_DECLS
