/* vigie-ingest-observation.c: Observations as they are written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-entity.h"
#include "vigie-ingest-schema.h"

/* What a body says; have_* tells which members it has. */
typedef struct
{
  gboolean have_time, have_result_time, have_result, have_quality, have_valid, have_parameters;
  VigieTime start, end, result_time, valid_start, valid_end;
  VigieIngestResult type;
  double number;
  JsonNode *result, *quality, *parameters; /* the body's; quality and parameters may be null */
  JsonNode *datastream, *feature;          /* links, or NULL */
} Reading;

static gboolean
read_time (JsonNode *node, VigieTime *start, VigieTime *end)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && vigie_time_parse_interval (json_node_get_string (node), start, end)
         && (*start == VIGIE_TIME_NONE || *start <= *end);
}

static void
read_result (Reading *reading, JsonNode *node)
{
  reading->result = node;
  reading->number = NAN;
  if (JSON_NODE_HOLDS_NULL (node))
    reading->type = VIGIE_INGEST_RESULT_NULL;
  else if (!JSON_NODE_HOLDS_VALUE (node))
    reading->type = VIGIE_INGEST_RESULT_JSON;
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      reading->type = VIGIE_INGEST_RESULT_TEXT;
      /* As FROST-Server writes and takes a number that is not one. */
      if (strcmp (json_node_get_string (node), "NaN") == 0)
        reading->type = VIGIE_INGEST_RESULT_NUMBER;
    }
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      reading->type = VIGIE_INGEST_RESULT_BOOLEAN;
      reading->number = json_node_get_boolean (node);
    }
  else
    {
      reading->type = VIGIE_INGEST_RESULT_NUMBER;
      reading->number = json_node_get_double (node);
      if (json_node_get_value_type (node) == G_TYPE_INT64)
        reading->number = json_node_get_int (node);
    }
}

/* Reads one member. FALSE with @error if it is wrong; *@known FALSE if there is no such member. */
static gboolean
read_member (Reading *reading,
             const char *name,
             JsonNode *node,
             const char *where,
             gboolean *known,
             GError **error)
{
  const char *wrong = _ ("must be an instant or an interval in ISO 8601 format");
  gboolean is_null = JSON_NODE_HOLDS_NULL (node);
  VigieTime start;

  *known = TRUE;
  if (strcmp (name, "phenomenonTime") == 0)
    {
      reading->have_time = TRUE;
      return read_time (node, &reading->start, &reading->end)
             || vigie_ingest_entity_refuse (error, where, name, wrong);
    }
  if (strcmp (name, "resultTime") == 0)
    {
      reading->have_result_time = TRUE;
      reading->result_time = VIGIE_TIME_NONE;
      return is_null
             || (read_time (node, &start, &reading->result_time) && start == VIGIE_TIME_NONE)
             || vigie_ingest_entity_refuse (error, where, name,
                                            _ ("must be an instant in ISO 8601 format"));
    }
  if (strcmp (name, "validTime") == 0)
    {
      reading->have_valid = TRUE;
      reading->valid_start = reading->valid_end = VIGIE_TIME_NONE;
      if (is_null)
        return TRUE;
      if (!read_time (node, &reading->valid_start, &reading->valid_end))
        return vigie_ingest_entity_refuse (error, where, name, wrong);
      if (reading->valid_start == VIGIE_TIME_NONE)
        reading->valid_start = reading->valid_end;
      return TRUE;
    }
  if (strcmp (name, "result") == 0)
    {
      reading->have_result = TRUE;
      read_result (reading, node);
      return TRUE;
    }
  if (strcmp (name, "resultQuality") == 0)
    {
      reading->have_quality = TRUE;
      reading->quality = node;
      return TRUE;
    }
  if (strcmp (name, "parameters") == 0)
    {
      reading->have_parameters = TRUE;
      reading->parameters = node;
      return is_null || JSON_NODE_HOLDS_OBJECT (node)
             || vigie_ingest_entity_refuse (error, where, name, _ ("must be an object"));
    }
  if (strcmp (name, "Datastream") == 0)
    reading->datastream = node;
  else if (strcmp (name, "FeatureOfInterest") == 0)
    reading->feature = node;
  else
    *known = FALSE;
  return TRUE;
}

static gboolean
read_object (Reading *reading, JsonObject *object, const char *where, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean known;

  *reading = (Reading) {.start = VIGIE_TIME_NONE,
                        .result_time = VIGIE_TIME_NONE,
                        .valid_start = VIGIE_TIME_NONE,
                        .number = NAN};
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!read_member (reading, name, node, where, &known, error))
        return FALSE;
      /* Ids are made by the server: those of a body are passed over. */
      if (known || vigie_ingest_entity_is_annotation (name) || strcmp (name, "@iot.id") == 0)
        continue;
      return vigie_ingest_entity_refuse (error, where, name, _ ("there is no such property"));
    }
  return TRUE;
}

static void
bind_result (sqlite3_stmt *statement, int column, const Reading *reading)
{
  sqlite3_bind_int (statement, column, reading->type);
  if (isfinite (reading->number))
    sqlite3_bind_double (statement, column + 1, reading->number);
  if (reading->type == VIGIE_INGEST_RESULT_TEXT)
    sqlite3_bind_text (statement, column + 2, json_node_get_string (reading->result), -1,
                       SQLITE_TRANSIENT);
  else if (reading->type == VIGIE_INGEST_RESULT_JSON)
    sqlite3_bind_text (statement, column + 2, vigie_ingest_entity_to_text (reading->result), -1,
                       g_free);
}

static void
bind_json (sqlite3_stmt *statement, int column, JsonNode *node)
{
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    sqlite3_bind_text (statement, column, vigie_ingest_entity_to_text (node), -1, g_free);
}

static void
bind_time (sqlite3_stmt *statement, int column, VigieTime time)
{
  if (time != VIGIE_TIME_NONE)
    sqlite3_bind_int64 (statement, column, time);
}

/* The feature that a Datastream stands for, 0 if none. */
static gboolean
get_default_feature (VigieIngestWriter *writer, gint64 datastream, gint64 *feature, GError **error)
{
  sqlite3_stmt *select
      = vigie_ingest_writer_prepare (writer, "SELECT feature_id FROM datastream WHERE id = ?1");
  int code;

  sqlite3_bind_int64 (select, 1, datastream);
  code = sqlite3_step (select);
  *feature = code == SQLITE_ROW ? sqlite3_column_int64 (select, 0) : 0;
  sqlite3_reset (select);
  return code == SQLITE_ROW || code == SQLITE_DONE || vigie_ingest_writer_fail (writer, error);
}

gboolean
vigie_ingest_observation_insert (VigieIngestWriter *writer,
                                 JsonObject *object,
                                 const VigieIngestParent *parent,
                                 const char *where,
                                 gint64 *id,
                                 GError **error)
{
  VigieTime now = vigie_ingest_writer_now (writer);
  gint64 datastream = 0, feature = 0, own = 0;
  sqlite3_stmt *insert;
  Reading reading;

  if (!read_object (&reading, object, where, error))
    return FALSE;
  if (!reading.have_result)
    return vigie_ingest_entity_refuse (error, where, "result", _ ("is missing"));
  if (parent->id != 0 && parent->type == VIGIE_INGEST_DATASTREAM)
    datastream = parent->id;
  else if (parent->id != 0 && parent->type == VIGIE_INGEST_FEATURE)
    feature = parent->id;
  if ((datastream != 0) == (reading.datastream != NULL))
    return vigie_ingest_entity_refuse (
        error, where, "Datastream",
        datastream != 0 ? _ ("is already given by the place of the entity") : _ ("is missing"));
  if (feature != 0 && reading.feature != NULL)
    return vigie_ingest_entity_refuse (error, where, "FeatureOfInterest",
                                       _ ("is already given by the place of the entity"));
  if (reading.datastream != NULL
      && !vigie_ingest_entity_resolve (writer, VIGIE_INGEST_DATASTREAM, reading.datastream, where,
                                       "Datastream", TRUE, &datastream, error))
    return FALSE;
  if (reading.feature != NULL
      && !vigie_ingest_entity_resolve (writer, VIGIE_INGEST_FEATURE, reading.feature, where,
                                       "FeatureOfInterest", TRUE, &feature, error))
    return FALSE;
  if (!get_default_feature (writer, datastream, &own, error))
    return FALSE;
  if (feature == 0 && own == 0
      && (!vigie_ingest_place_ensure (writer, datastream, error)
          || !get_default_feature (writer, datastream, &own, error)))
    return FALSE;
  if (feature == 0 && own == 0)
    return vigie_ingest_entity_refuse (
        error, where, "FeatureOfInterest",
        _ ("is missing, and the Thing has no Location to use instead"));
  if (feature == own)
    feature = 0;
  if (feature != 0 && !vigie_ingest_place_widen (writer, datastream, feature, error))
    return FALSE;

  insert = vigie_ingest_writer_prepare (
      writer, "INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type,"
              " result_number, result_text, phenomenon_start, feature_id, valid_start, valid_end,"
              " quality, parameters, received)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
  sqlite3_bind_int64 (insert, 1, datastream);
  sqlite3_bind_int64 (insert, 2, reading.have_time ? reading.end : now);
  /* Not known rather than now (18-088, table 12). */
  bind_time (insert, 3, reading.result_time);
  bind_result (insert, 4, &reading);
  bind_time (insert, 7, reading.start);
  if (feature != 0)
    sqlite3_bind_int64 (insert, 8, feature);
  if (reading.have_valid && reading.valid_start != VIGIE_TIME_NONE)
    {
      bind_time (insert, 9, reading.valid_start);
      bind_time (insert, 10, reading.valid_end);
    }
  bind_json (insert, 11, reading.quality);
  bind_json (insert, 12, reading.parameters);
  if (reading.result_time == VIGIE_TIME_NONE)
    sqlite3_bind_int64 (insert, 13, now);
  if (!vigie_ingest_writer_step (writer, insert, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (vigie_ingest_writer_get_db (writer));
  return TRUE;
}

gboolean
vigie_ingest_observation_change (VigieIngestWriter *writer,
                                 gint64 id,
                                 JsonObject *object,
                                 GError **error)
{
  Reading reading;
  gint64 datastream = 0, feature = 0;
  sqlite3_stmt *update;

  if (!read_object (&reading, object, "", error))
    return FALSE;
  if (reading.datastream != NULL
      && !vigie_ingest_entity_resolve (writer, VIGIE_INGEST_DATASTREAM, reading.datastream, "",
                                       "Datastream", FALSE, &datastream, error))
    return FALSE;
  if (reading.feature != NULL
      && !vigie_ingest_entity_resolve (writer, VIGIE_INGEST_FEATURE, reading.feature, "",
                                       "FeatureOfInterest", FALSE, &feature, error))
    return FALSE;
  /* A reading remembered by uplinks may become another. */
  vigie_ingest_writer_touch (writer);
  update = vigie_ingest_writer_prepare (
      writer, "UPDATE observation SET"
              " phenomenon_time = iif (?2, ?3, phenomenon_time),"
              " phenomenon_start = iif (?2, ?4, phenomenon_start),"
              " result_time = iif (?5, ?6, result_time),"
              " result_type = iif (?7, ?8, result_type),"
              " result_number = iif (?7, ?9, result_number),"
              " result_text = iif (?7, ?10, result_text),"
              " quality = iif (?11, ?12, quality),"
              " valid_start = iif (?13, ?14, valid_start),"
              " valid_end = iif (?13, ?15, valid_end),"
              " parameters = iif (?16, ?17, parameters),"
              " datastream_id = iif (?18, ?18, datastream_id),"
              " feature_id = CASE WHEN ?19 THEN ?19"
              /* That of the Datastream it leaves stays its own. */
              "  WHEN ?18 AND feature_id IS NULL THEN (SELECT d.feature_id"
              "   FROM datastream d WHERE d.id = datastream_id)"
              "  ELSE feature_id END"
              " WHERE id = ?1");
  sqlite3_bind_int64 (update, 1, id);
  sqlite3_bind_int (update, 2, reading.have_time);
  if (reading.have_time)
    {
      bind_time (update, 3, reading.end);
      bind_time (update, 4, reading.start);
    }
  sqlite3_bind_int (update, 5, reading.have_result_time);
  if (reading.have_result_time)
    bind_time (update, 6, reading.result_time);
  sqlite3_bind_int (update, 7, reading.have_result);
  if (reading.have_result)
    bind_result (update, 8, &reading);
  sqlite3_bind_int (update, 11, reading.have_quality);
  bind_json (update, 12, reading.quality);
  sqlite3_bind_int (update, 13, reading.have_valid);
  if (reading.have_valid)
    {
      bind_time (update, 14, reading.valid_start);
      bind_time (update, 15, reading.valid_end);
    }
  sqlite3_bind_int (update, 16, reading.have_parameters);
  bind_json (update, 17, reading.parameters);
  sqlite3_bind_int64 (update, 18, datastream);
  sqlite3_bind_int64 (update, 19, feature);
  return vigie_ingest_writer_step (writer, update, error)
         && vigie_ingest_schema_settle (vigie_ingest_writer_get_db (writer), error);
}
