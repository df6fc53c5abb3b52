/* vigie-ingest-place.c: where Things are and were, and what follows from it for readings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-entity.h"
#include "vigie-ingest-json.h"

/* Runs a statement with one or two ids. */
static gboolean
run (VigieIngestWriter *writer, const char *sql, gint64 first, gint64 second, GError **error)
{
  sqlite3_stmt *statement = vigie_ingest_writer_prepare (writer, sql);

  sqlite3_bind_int64 (statement, 1, first);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, second);
  return vigie_ingest_writer_step (writer, statement, error);
}

/* The readings of a Thing made so far keep the feature that their Datastreams stand for; the next ones
 * get one of the new place. */
static gboolean
detach_thing (VigieIngestWriter *writer, gint64 thing, GError **error)
{
  return run (writer,
              "UPDATE observation SET feature_id = (SELECT d.feature_id FROM datastream d"
              "   WHERE d.id = datastream_id) WHERE feature_id IS NULL AND datastream_id IN"
              "   (SELECT id FROM datastream WHERE thing_id = ?1 AND feature_id IS NOT NULL)",
              thing, 0, error)
         && run (writer, "UPDATE datastream SET feature_id = NULL WHERE thing_id = ?1", thing, 0,
                 error);
}

gboolean
vigie_ingest_place_detach (VigieIngestWriter *writer, gint64 location, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT thing_id FROM thing_location WHERE location_id = ?1");
  g_autoptr (GArray) things = g_array_new (FALSE, FALSE, sizeof (gint64));
  int code;

  sqlite3_bind_int64 (select, 1, location);
  while ((code = sqlite3_step (select)) == SQLITE_ROW)
    {
      gint64 thing = sqlite3_column_int64 (select, 0);

      g_array_append_val (things, thing);
    }
  sqlite3_reset (select);
  if (code != SQLITE_DONE)
    return vigie_ingest_writer_fail (writer, error);
  for (guint i = 0; i < things->len; i++)
    if (!detach_thing (writer, g_array_index (things, gint64, i), error))
      return FALSE;
  /* The feature made from it stays as it was; another will be made. */
  return run (writer, "UPDATE feature SET location_id = NULL WHERE location_id = ?1", location, 0,
              error);
}

gboolean
vigie_ingest_place_detach_datastream (VigieIngestWriter *writer, gint64 datastream, GError **error)
{
  return run (writer,
              "UPDATE observation SET feature_id = (SELECT d.feature_id FROM datastream d"
              "   WHERE d.id = datastream_id) WHERE feature_id IS NULL AND datastream_id = ?1",
              datastream, 0, error)
         && run (writer, "UPDATE datastream SET feature_id = NULL WHERE id = ?1", datastream, 0,
                 error);
}

/* The Thing's Locations of the same encoding as a new one make room for it. */
static gboolean
put (VigieIngestWriter *writer,
     gint64 thing,
     const gint64 *locations,
     guint n_locations,
     GError **error)
{
  if (!detach_thing (writer, thing, error))
    return FALSE;
  for (guint i = 0; i < n_locations; i++)
    if (!run (
            writer,
            "DELETE FROM thing_location WHERE thing_id = ?1 AND location_id IN"
            " (SELECT o.id FROM location o JOIN location n ON replace (o.encoding_type, 'vnd.', '')"
            "   = replace (n.encoding_type, 'vnd.', '') WHERE n.id = ?2"
            "   AND o.id IN (SELECT location_id FROM thing_location WHERE thing_id = ?1))",
            thing, locations[i], error))
      return FALSE;
  for (guint i = 0; i < n_locations; i++)
    if (!run (writer, "INSERT OR IGNORE INTO thing_location VALUES (?1, ?2)", thing, locations[i],
              error))
      return FALSE;
  return TRUE;
}

gboolean
vigie_ingest_place_thing (VigieIngestWriter *writer,
                          gint64 thing,
                          const gint64 *locations,
                          guint n_locations,
                          VigieTime time,
                          GError **error)
{
  return put (writer, thing, locations, n_locations, error)
         && run (writer, "INSERT INTO historical_location (thing_id, time) VALUES (?1, ?2)", thing,
                 time, error)
         && run (writer,
                 "INSERT INTO historical_location_location SELECT ?1, location_id"
                 " FROM thing_location WHERE thing_id = ?2",
                 sqlite3_last_insert_rowid (vigie_ingest_writer_get_db (writer)), thing, error);
}

gboolean
vigie_ingest_place_add_to_history (VigieIngestWriter *writer,
                                   gint64 history,
                                   gint64 location,
                                   GError **error)
{
  return run (writer, "INSERT OR IGNORE INTO historical_location_location VALUES (?1, ?2)", history,
              location, error);
}

gboolean
vigie_ingest_place_remember (VigieIngestWriter *writer,
                             gint64 history,
                             const gint64 *locations,
                             guint n_locations,
                             GError **error)
{
  sqlite3_stmt *select;
  gint64 thing = 0;
  int code;

  for (guint i = 0; i < n_locations; i++)
    if (!vigie_ingest_place_add_to_history (writer, history, locations[i], error))
      return FALSE;
  select = vigie_ingest_writer_prepare (
      writer, "SELECT thing_id FROM historical_location h WHERE id = ?1 AND NOT EXISTS (SELECT 1"
              " FROM historical_location o WHERE o.thing_id = h.thing_id AND o.id <> h.id"
              " AND o.time >= h.time)");
  sqlite3_bind_int64 (select, 1, history);
  code = sqlite3_step (select);
  if (code == SQLITE_ROW)
    thing = sqlite3_column_int64 (select, 0);
  sqlite3_reset (select);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
  return put (writer, thing, locations, n_locations, error);
}

gboolean
vigie_ingest_place_ensure (VigieIngestWriter *writer, gint64 datastream, GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT l.id, (SELECT f.id FROM feature f WHERE f.location_id = l.id LIMIT 1)"
              " FROM datastream d JOIN thing_location tl ON tl.thing_id = d.thing_id"
              " JOIN location l ON l.id = tl.location_id"
              " WHERE d.id = ?1 AND d.feature_id IS NULL"
              " ORDER BY l.encoding_type NOT LIKE '%geo+json', l.id LIMIT 1");
  gint64 location = 0, feature = 0;
  int code;

  sqlite3_bind_int64 (select, 1, datastream);
  code = sqlite3_step (select);
  if (code == SQLITE_ROW)
    {
      location = sqlite3_column_int64 (select, 0);
      feature = sqlite3_column_int64 (select, 1);
    }
  sqlite3_reset (select);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
  if (feature == 0)
    {
      if (!run (
              writer,
              "INSERT INTO feature (name, description, encoding_type, feature, location_id)"
              " SELECT name, description, encoding_type, location, id FROM location WHERE id = ?1",
              location, 0, error))
        return FALSE;
      feature = sqlite3_last_insert_rowid (vigie_ingest_writer_get_db (writer));
    }
  return run (writer, "UPDATE datastream SET feature_id = ?2 WHERE id = ?1", datastream, feature,
              error)
         && vigie_ingest_place_widen (writer, datastream, feature, error);
}

/* ---- observedArea ---- */

typedef struct
{
  double west, south, east, north;
  guint points;
} Box;

/* Every position below @node: GeoJSON nests arrays until one begins with a number. */
static void
add_positions (Box *box, JsonNode *node)
{
  JsonArray *array;
  JsonNode *first;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  if (json_array_get_length (array) == 0)
    return;
  first = json_array_get_element (array, 0);
  if (JSON_NODE_HOLDS_ARRAY (first))
    {
      for (guint i = 0; i < json_array_get_length (array); i++)
        add_positions (box, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_VALUE (first) && json_array_get_length (array) >= 2
           && JSON_NODE_HOLDS_VALUE (json_array_get_element (array, 1)))
    {
      double lon = json_array_get_double_element (array, 0);
      double lat = json_array_get_double_element (array, 1);

      if (fabs (lon) > 180 || fabs (lat) > 90)
        return;
      box->west = box->points > 0 ? MIN (box->west, lon) : lon;
      box->east = box->points > 0 ? MAX (box->east, lon) : lon;
      box->south = box->points > 0 ? MIN (box->south, lat) : lat;
      box->north = box->points > 0 ? MAX (box->north, lat) : lat;
      box->points++;
    }
}

/* A geometry or a Feature of GeoJSON, as text. */
static void
add_geometry (Box *box, const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  object = json_node_get_object (root);
  if (json_object_has_member (object, "geometry")
      && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "geometry")))
    object = json_object_get_object_member (object, "geometry");
  add_positions (box, json_object_get_member (object, "coordinates"));
}

static void
append_position (GString *json, double lon, double lat)
{
  g_string_append_c (json, '[');
  vigie_ingest_json_append_number (json, lon);
  g_string_append_c (json, ',');
  vigie_ingest_json_append_number (json, lat);
  g_string_append_c (json, ']');
}

gboolean
vigie_ingest_place_widen (VigieIngestWriter *writer,
                          gint64 datastream,
                          gint64 feature,
                          GError **error)
{
  sqlite3_stmt *select = vigie_ingest_writer_prepare (
      writer, "SELECT d.observed_area, f.feature FROM datastream d, feature f"
              " WHERE d.id = ?1 AND f.id = ?2");
  sqlite3_stmt *update;
  Box before = {0}, box = {0};
  g_autoptr (GString) area = g_string_new (NULL);
  int code;

  sqlite3_bind_int64 (select, 1, datastream);
  sqlite3_bind_int64 (select, 2, feature);
  code = sqlite3_step (select);
  if (code == SQLITE_ROW)
    {
      add_geometry (&before, (const char *) sqlite3_column_text (select, 0));
      box = before;
      add_geometry (&box, (const char *) sqlite3_column_text (select, 1));
    }
  sqlite3_reset (select);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
  if (box.points == before.points
      || (before.points > 0 && box.west == before.west && box.south == before.south
          && box.east == before.east && box.north == before.north))
    return TRUE;
  g_string_append (area, box.west == box.east && box.south == box.north
                             ? "{\"type\":\"Point\",\"coordinates\":"
                             : "{\"type\":\"Polygon\",\"coordinates\":[[");
  append_position (area, box.west, box.south);
  if (box.west != box.east || box.south != box.north)
    {
      g_string_append_c (area, ',');
      append_position (area, box.east, box.south);
      g_string_append_c (area, ',');
      append_position (area, box.east, box.north);
      g_string_append_c (area, ',');
      append_position (area, box.west, box.north);
      g_string_append_c (area, ',');
      append_position (area, box.west, box.south);
      g_string_append (area, "]]");
    }
  g_string_append_c (area, '}');
  update = vigie_ingest_writer_prepare (writer,
                                        "UPDATE datastream SET observed_area = ?2 WHERE id = ?1");
  sqlite3_bind_int64 (update, 1, datastream);
  sqlite3_bind_text (update, 2, area->str, area->len, SQLITE_STATIC);
  return vigie_ingest_writer_step (writer, update, error);
}
