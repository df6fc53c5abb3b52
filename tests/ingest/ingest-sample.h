/* ingest-sample.h: a small store whose every row the tests of reading know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "vigie-ingest-read.h"
#include "vigie-ingest-schema.h"

/* 2026-11-21T00:00:00Z */
#define SAMPLE_DAY (G_GINT64_CONSTANT (1795219200) * VIGIE_SECOND)
#define SAMPLE_BASE "http://vigie.test/v1.1"

static const char sample_sql[]
    = "INSERT INTO thing VALUES"
      " (1, 'Déchèterie de Plouay', 'Site', '{\"kind\":\"recycling-centre\",\"commune\":\"56166\",\"capacity\":40,"
      "\"open\":true,\"installed\":\"2026-01-15T08:00:00Z\",\"tags\":[\"a\",\"b\"],\"nested\":{\"deep\":{\"x\":1.5}}}'),"
      " (2, 'K2 Solair', 'Toit', '{\"kind\":\"solar-plant\",\"commune\":\"56121\",\"capacity\":3000,\"open\":false}'),"
      " (3, 'Maison de l''Agglomération', 'Siège', '{\"kind\":\"public-building\",\"commune\":\"56121\",\"note\":null,"
      "\"capacity\":\"many\"}'),"
      " (4, 'Sans \"rien\" <b>\\', '', NULL);"
      "INSERT INTO location VALUES"
      " (1, 'L1', '', 'application/geo+json', '{\"type\":\"Point\",\"coordinates\":[-3.34,47.91]}', NULL),"
      " (2, 'L2', '', 'application/geo+json', '{\"type\":\"Polygon\",\"coordinates\":[[[-3.38,47.73],[-3.37,47.73],"
      "[-3.37,47.74],[-3.38,47.74],[-3.38,47.73]]]}', NULL),"
      " (3, 'L3', '', 'application/geo+json', '{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\","
      "\"coordinates\":[-3.375,47.735]}}', NULL),"
      " (4, 'L4', '', 'text/plain', '\"Quai du Péristyle\"', NULL),"
      " (5, 'L5', '', 'application/geo+json', '{\"type\":\"LineString\",\"coordinates\":[[-3.4,47.735],[-3.3,47.735]]}',"
      " '{\"old\":true}');"
      "INSERT INTO thing_location VALUES (1, 1), (2, 2), (3, 3), (3, 4);"
      "INSERT INTO historical_location VALUES (1, 1, 1795219200000000), (2, 1, 1763683200000000);"
      "INSERT INTO historical_location_location VALUES (1, 1), (2, 5);"
      "INSERT INTO sensor VALUES (1, 'Sonde', '', 'text/plain', '\"https://exemple.test/sonde\"',"
      " '{\"devEui\":\"0200000000000101\",\"model\":\"EM300\"}'),"
      " (2, 'Benne gravats', '', 'application/json', '{\"a\":1}', NULL);"
      "INSERT INTO observed_property VALUES (1, 'Température', 'http://exemple.test/t', 'de l’air', NULL),"
      " (2, 'Niveau', 'http://exemple.test/n', '', '{\"x\":1}');"
      "INSERT INTO feature VALUES (1, 'F1', '', 'application/geo+json',"
      " '{\"type\":\"Point\",\"coordinates\":[-3.34,47.91]}', NULL, 1),"
      " (2, 'F2', '', 'application/geo+json', '{\"type\":\"Point\",\"coordinates\":[0,0]}', NULL, NULL);"
      "INSERT INTO datastream VALUES"
      " (1, 'Température de l’air', '', 'OM_Measurement',"
      " '{\"name\":\"degré Celsius\",\"symbol\":\"°C\",\"definition\":\"ucum:Cel\"}',"
      " NULL, '{\"role\":\"temperature\",\"thresholds\":{\"high\":14.5}}', 1, 1, 1, 1),"
      " (2, 'Remplissage', '', 'OM_Measurement', '{\"name\":\"pour cent\",\"symbol\":\"%\",\"definition\":\"\"}',"
      " NULL, '{\"role\":\"fill-level\"}', 1, 2, 2, NULL),"
      " (3, 'État', '', 'OM_Observation', '{\"name\":null,\"symbol\":null,\"definition\":null}',"
      " '{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}', NULL, 2, 1, 1, NULL),"
      " (4, 'Muet', '', 'OM_Measurement', '{}', NULL, NULL, 3, 2, 2, NULL);"
      /* 1 to 10: each hour, 10.0 to 14.5; received 2 s later */
      "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9)"
      " INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type, result_number)"
      " SELECT 1, 1795219200000000 + i * 3600000000, 1795219202000000 + i * 3600000000, 1, 10 + i * 0.5 FROM n;"
      /* 11 to 15: intervals of an hour, 20, 40, … */
      "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4)"
      " INSERT INTO observation (datastream_id, phenomenon_start, phenomenon_time, result_time, result_type, result_number)"
      " SELECT 2, 1795219200000000 + i * 3600000000, 1795222800000000 + i * 3600000000, NULL, 1, 20 * (i + 1) FROM n;"
      "INSERT INTO observation (id, datastream_id, phenomenon_time, result_time, result_type, result_number, result_text,"
      " feature_id, valid_start, valid_end, quality, parameters) VALUES"
      " (16, 3, 1795219200000000, 1795219200000000, 3, NULL, 'ouvert', 2, NULL, NULL, NULL, NULL),"
      " (17, 3, 1795219201000000, 1795219201000000, 2, 1, NULL, NULL, NULL, NULL, NULL, NULL),"
      " (18, 3, 1795219202000000, 1795219202000000, 2, 0, NULL, NULL, NULL, NULL, NULL, NULL),"
      " (19, 3, 1795219203000000, 1795219203000000, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
      " (20, 3, 1795219204000000, 1795219204000000, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
      " (21, 3, 1795219205000000, 1795219205000000, 4, NULL, '{\"state\":\"open\",\"level\":3}', NULL, NULL, NULL, NULL, NULL),"
      " (22, 3, 1795219206123456, 1795219206123456, 4, NULL, '[1,2]', NULL, 1795219200000000, 1795305600000000,"
      " '{\"code\":\"ok\"}', '{\"fPort\":85}');";

typedef struct
{
  char *folder, *path;
  VigieClock *clock;
  VigieIngestReader *reader;
} Sample;

static inline void
sample_set_up (Sample *sample, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  sample->folder = g_dir_make_tmp ("vigie-read-XXXXXX", &error);
  g_assert_no_error (error);
  sample->path = g_build_filename (sample->folder, "store.db", NULL);
  db = vigie_ingest_schema_open_writer (sample->path, NULL, &error);
  g_assert_no_error (error);
  vigie_ingest_schema_exec (db, sample_sql, &error);
  g_assert_no_error (error);
  sqlite3_close_v2 (db);
  sample->clock = vigie_clock_new_manual (SAMPLE_DAY + 10 * VIGIE_HOUR);
  sample->reader = vigie_ingest_reader_new (sample->path, sample->clock, &error);
  g_assert_no_error (error);
}

static inline void
sample_tear_down (Sample *sample, gconstpointer data)
{
  GDir *folder;
  const char *name;

  vigie_ingest_reader_free (sample->reader);
  g_object_unref (sample->clock);
  folder = g_dir_open (sample->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *file = g_build_filename (sample->folder, name, NULL);

      g_unlink (file);
    }
  g_dir_close (folder);
  g_rmdir (sample->folder);
  g_free (sample->folder);
  g_free (sample->path);
}

/* Asks "PATH?QUERY". */
static inline void
sample_ask (Sample *sample, const char *address, VigieIngestAnswer *answer)
{
  const char *question = strchr (address, '?');
  g_autofree char *path
      = question ? g_strndup (address, (gsize) (question - address)) : g_strdup (address);

  vigie_ingest_read (sample->reader, SAMPLE_BASE, path, question ? question + 1 : NULL, answer);
}

/* The body as JSON; fails the test where it is not, or the status is another. Free with json_node_unref(). */
static inline JsonNode *
sample_get (Sample *sample, const char *address, guint status)
{
  g_auto (VigieIngestAnswer) answer = {0};
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  sample_ask (sample, address, &answer);
  if (answer.status != status)
    g_error ("%.300s: %u %.300s", address, answer.status, answer.body->str);
  node = json_from_string (answer.body->str, &error);
  if (!node)
    g_error ("%.300s: %s in %.300s", address, error->message, answer.body->str);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return node;
}

/* "1,2,3": the ids in the order of the page's value. */
static inline char *
sample_ids (JsonNode *node)
{
  JsonArray *value = json_object_get_array_member (json_node_get_object (node), "value");
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (value); i++)
    g_string_append_printf (
        ids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
        json_object_get_int_member (json_array_get_object_element (value, i), "@iot.id"));
  return g_string_free (ids, FALSE);
}
