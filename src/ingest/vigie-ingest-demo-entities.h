/* vigie-ingest-demo-entities.h: sites, sensors and measures of the demonstration as SensorThings
 * entities in the store. Private to vigie-ingest-demo-*.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "vigie-ingest-demo-sim.h"

G_BEGIN_DECLS

/* An INSERT with its values, in the order of their places. */
typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  int place;
} VigieDemoRow;

gboolean vigie_demo_row_init (VigieDemoRow *row, sqlite3 *db, const char *sql, GError **error);
void vigie_demo_row_integer (VigieDemoRow *row, gint64 value);
void vigie_demo_row_text (VigieDemoRow *row, const char *text); /* NULL: null */
gboolean vigie_demo_row_run (VigieDemoRow *row, GError **error);
void vigie_demo_row_clear (VigieDemoRow *row);

/* When a reading of @time came to the store: what a frame takes from the radio, 0.3 to 1.7 s. */
VigieTime vigie_demo_result_time (gint64 datastream, VigieTime time);

/* A GeoJSON point, "{"type":"Point",…}"; g_free(). */
char *vigie_demo_point (double lat, double lon);

/* Writes all entities but the readings; where they are there already, only their properties. Ids: 1 + the index of
 * the site (Thing, Location, feature), the device (Sensor), the property (ObservedProperty), the measure
 * (Datastream). In a transaction. */
gboolean vigie_demo_write_entities (VigieDemoSim *sim, sqlite3 *db, GError **error);

G_END_DECLS
