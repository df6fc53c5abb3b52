/* vigie-ingest-demo-fill.c: the history of the demonstration, into the store
 *
 * Readings are generated in the order of time and written in the order of measures: then those of a
 * measure lie together in the file, and its history is read from few pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo.h"

#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib/gi18n-lib.h>

#include "vigie-ingest-demo-archive.h"
#include "vigie-ingest-demo-entities.h"
#include "vigie-ingest-read.h"
#include "vigie-ingest-schema.h"
#include "vigie-ingest-uplink-private.h"

#define META_START "demonstration-start"
#define META_SHAPE "demonstration-shape" /* counts of entities: another program made another one */
#define META_FILLING "demonstration-filling" /* there while the store has no index */

/* A demonstration that is started again within this time goes on; later it begins anew. */
#define CONTINUES_FOR VIGIE_HOUR

struct _VigieIngestDemo
{
  VigieDemoSim *sim;
  GArray *pending; /* VigieDemoReading of the last step, in order */
  guint next;      /* the first of them that was not taken */
};

static VigieIngestDemo *
demo_new (VigieTime start)
{
  VigieIngestDemo *self = g_new0 (VigieIngestDemo, 1);

  self->sim = vigie_demo_sim_new (start);
  self->pending = g_array_new (FALSE, FALSE, sizeof (VigieDemoReading));
  return self;
}

void
vigie_ingest_demo_free (VigieIngestDemo *self)
{
  g_return_if_fail (self);
  vigie_demo_sim_free (self->sim);
  g_array_unref (self->pending);
  g_free (self);
}

guint
vigie_ingest_demo_get_n_sites (VigieIngestDemo *self)
{
  return self->sim->n_sites;
}

VigieDemoSim *
vigie_demo_get_sim (VigieIngestDemo *demo)
{
  return demo->sim;
}

guint
vigie_ingest_demo_get_n_measures (VigieIngestDemo *self)
{
  return self->sim->measures->len;
}

/* Steps on until a reading is waiting. */
static const VigieDemoReading *
peek (VigieIngestDemo *self)
{
  while (self->next >= self->pending->len)
    {
      g_array_set_size (self->pending, 0);
      self->next = 0;
      vigie_demo_sim_advance (self->sim);
      vigie_demo_sim_read (self->sim, self->pending);
    }
  return &g_array_index (self->pending, VigieDemoReading, self->next);
}

/* Leaves the readings of a time gone by; steps whose readings nobody wants are not even read. */
static void
skip_until (VigieIngestDemo *self, VigieTime time)
{
  while (self->sim->time + 2 * VIGIE_DEMO_STEP <= time)
    {
      g_array_set_size (self->pending, 0);
      self->next = 0;
      vigie_demo_sim_advance (self->sim);
    }
  while (peek (self)->time <= time)
    self->next++;
}

gboolean
vigie_ingest_demo_take (VigieIngestDemo *self, VigieTime now, gsize limit, GArray *readings)
{
  gsize taken = 0;

  while (peek (self)->time <= now)
    {
      const VigieDemoReading *reading;
      VigieIngestDemoReading out;

      if (limit > 0 && taken >= limit)
        return TRUE;
      reading = peek (self);
      out.datastream = reading->measure + 1;
      out.time = reading->time;
      out.number = reading->number;
      out.is_state
          = vigie_demo_property (vigie_demo_sim_measure (self->sim, reading->measure)->property)
                ->is_state;
      g_array_append_val (readings, out);
      self->next++;
      taken++;
    }
  return FALSE;
}

VigieTime
vigie_ingest_demo_next_due (VigieIngestDemo *self)
{
  return peek (self)->time;
}

gboolean
vigie_ingest_demo_get_frame (VigieIngestDemo *self,
                             const VigieIngestDemoReading *reading,
                             VigieIngestDemoFrame *frame)
{
  const VigieDemoMeasure *measure;
  const VigieDemoDevice *device;

  g_return_val_if_fail (reading->datastream >= 1, FALSE);
  g_return_val_if_fail (reading->datastream <= self->sim->measures->len, FALSE);
  measure = vigie_demo_sim_measure (self->sim, (guint) reading->datastream - 1);
  device = &g_array_index (self->sim->devices, VigieDemoDevice, measure->device);
  if (!measure->field || device->n_links == 0)
    return FALSE;
  memcpy (frame->dev_eui, device->dev_eui, sizeof frame->dev_eui);
  vigie_demo_gateway_id (device->links[0].gateway, frame->gateway);
  frame->model = vigie_demo_model (device->model)->name;
  frame->field = measure->field;
  frame->scale = measure->scale;
  frame->offset = measure->offset;
  frame->counter
      = vigie_demo_device_frame_counter (device, reading->time - device->phase * VIGIE_SECOND);
  return TRUE;
}

G_STATIC_ASSERT (VIGIE_INGEST_DEMO_MAX_HEARD == VIGIE_DEMO_MAX_LINKS);

guint
vigie_ingest_demo_get_heard (VigieIngestDemo *self,
                             const VigieIngestDemoReading *reading,
                             VigieIngestDemoHeard heard[VIGIE_INGEST_DEMO_MAX_HEARD])
{
  VigieDemoHeard by_site[VIGIE_DEMO_MAX_LINKS];
  const VigieDemoMeasure *measure;
  guint n;

  g_return_val_if_fail (reading->datastream >= 1, 0);
  g_return_val_if_fail (reading->datastream <= self->sim->measures->len, 0);
  measure = vigie_demo_sim_measure (self->sim, (guint) reading->datastream - 1);
  if (measure->signal != VIGIE_DEMO_SIGNAL_GATEWAYS)
    return 0;
  n = vigie_demo_device_heard (
      &g_array_index (self->sim->devices, VigieDemoDevice, measure->device), reading->number,
      by_site);
  for (guint i = 0; i < n; i++)
    {
      vigie_demo_gateway_id (by_site[i].gateway, heard[i].id);
      heard[i].rssi = by_site[i].rssi;
      heard[i].snr = by_site[i].snr;
    }
  return n;
}

/* The result of a reading of gateways, as an uplink of a network server gives it. */
static char *
describe_heard (const VigieIngestDemoHeard *heard, guint n)
{
  g_autofree VigieIngestUplink *uplink = g_new0 (VigieIngestUplink, 1);
  g_autoptr (GString) json = g_string_new (NULL);

  uplink->event = VIGIE_INGEST_EVENT_UP;
  for (guint i = 0; i < n; i++)
    vigie_ingest_uplink_add_gateway (
        uplink, &(VigieIngestGateway) {heard[i].id, heard[i].rssi, heard[i].snr, NAN, NAN});
  vigie_ingest_uplink_append_gateways (uplink, json);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
write_readings (VigieIngestDemo *self,
                sqlite3 *db,
                const VigieIngestDemoReading *readings,
                gsize n_readings,
                VigieTime now,
                GError **error)
{
  gboolean had_text = FALSE;
  VigieDemoRow row;
  gboolean done = vigie_demo_row_init (
      &row, db,
      "INSERT INTO observation (datastream_id, phenomenon_time, result_time, result_type,"
      " result_number, result_text) VALUES (?, ?, ?, ?, ?, ?)",
      error);

  for (gsize i = 0; done && i < n_readings; i++)
    {
      VigieIngestDemoHeard heard[VIGIE_INGEST_DEMO_MAX_HEARD];
      guint n_heard;

      vigie_demo_row_integer (&row, readings[i].datastream);
      vigie_demo_row_integer (&row, readings[i].time);
      vigie_demo_row_integer (
          &row, MIN (now, vigie_demo_result_time (readings[i].datastream, readings[i].time)));
      n_heard = vigie_ingest_demo_get_heard (self, &readings[i], heard);
      if (n_heard > 0)
        {
          vigie_demo_row_integer (&row, VIGIE_INGEST_RESULT_JSON);
          sqlite3_bind_null (row.statement, 5);
          sqlite3_bind_text (row.statement, 6, describe_heard (heard, n_heard), -1, g_free);
          had_text = TRUE;
        }
      else
        {
          vigie_demo_row_integer (&row, readings[i].is_state ? VIGIE_INGEST_RESULT_BOOLEAN
                                                             : VIGIE_INGEST_RESULT_NUMBER);
          sqlite3_bind_double (row.statement, 5, readings[i].number);
          if (had_text)
            sqlite3_bind_null (row.statement, 6);
          had_text = FALSE;
        }
      done = vigie_demo_row_run (&row, error);
    }
  vigie_demo_row_clear (&row);
  return done;
}

/* Puts the readings, which are in the order of time, in the order of measures. */
static GArray *
sort_by_measure (const GArray *readings, guint n_measures)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (VigieIngestDemoReading), readings->len);
  g_autofree guint *places = g_new0 (guint, n_measures + 2);

  g_array_set_size (sorted, readings->len);
  for (guint i = 0; i < readings->len; i++)
    places[g_array_index (readings, VigieIngestDemoReading, i).datastream + 1]++;
  for (guint i = 1; i < n_measures + 2; i++)
    places[i] += places[i - 1];
  for (guint i = 0; i < readings->len; i++)
    {
      const VigieIngestDemoReading *reading = &g_array_index (readings, VigieIngestDemoReading, i);

      g_array_index (sorted, VigieIngestDemoReading, places[reading->datastream]++) = *reading;
    }
  return sorted;
}

static char *
describe_shape (VigieDemoSim *sim)
{
  return g_strdup_printf ("%u %u %u %u", sim->n_sites, sim->devices->len, sim->measures->len,
                          VIGIE_DEMO_N_PROPERTIES);
}

/* One transaction; undone where it fails. @before is run first. */
static gboolean
write_all (VigieIngestDemo *self,
           sqlite3 *db,
           const char *before,
           const GArray *readings,
           VigieTime now,
           gboolean with_entities,
           GError **error)
{
  g_autoptr (GArray) sorted = sort_by_measure (readings, self->sim->measures->len);
  g_autofree char *shape = describe_shape (self->sim);
  char start[VIGIE_TIME_BUFFER];

  if (!vigie_ingest_schema_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  vigie_time_format (self->sim->start, start);
  if ((!before || vigie_ingest_schema_exec (db, before, error))
      && (!with_entities
          || (vigie_demo_write_entities (self->sim, db, error)
              && vigie_ingest_schema_set_meta (db, META_START, start, error)
              && vigie_ingest_schema_set_meta (db, META_SHAPE, shape, error)
              && vigie_ingest_schema_set_meta (db, VIGIE_INGEST_META_DEMONSTRATION, "true", error)
              && vigie_ingest_schema_renew_instance (db, error)))
      && write_readings (self, db, &g_array_index (sorted, VigieIngestDemoReading, 0), sorted->len,
                         now, error)
      && vigie_ingest_schema_exec (db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* A demonstration that was ended a short time ago goes on. */
static VigieIngestDemo *
resume (sqlite3 *db, VigieTime start, VigieTime last, VigieTime now, GError **error)
{
  g_autoptr (VigieIngestDemo) self = demo_new (start);
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (VigieIngestDemoReading));

  skip_until (self, last);
  vigie_ingest_demo_take (self, now, 0, readings);
  if (readings->len > 0 && !write_all (self, db, NULL, readings, now, FALSE, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Meters are told from the origin on, where their archive ends; all else of five weeks to the second. */
static void
drop_older (VigieIngestDemo *self, VigieTime from, GArray *readings)
{
  guint kept = 0;

  for (guint i = 0; i < readings->len; i++)
    {
      const VigieIngestDemoReading *reading = &g_array_index (readings, VigieIngestDemoReading, i);

      if (reading->time > from
          || vigie_demo_measure_is_archived (
              vigie_demo_sim_measure (self->sim, (guint) reading->datastream - 1)))
        g_array_index (readings, VigieIngestDemoReading, kept++) = *reading;
    }
  g_array_set_size (readings, kept);
}

/* Begins at @now. @before clears what is in the way. */
static VigieIngestDemo *
begin (sqlite3 *db, const char *before, VigieTime now, GError **error)
{
  g_autoptr (VigieIngestDemo) self = demo_new (now);
  g_autoptr (GArray) readings
      = g_array_sized_new (FALSE, FALSE, sizeof (VigieIngestDemoReading), 1000000);
  gint64 began = g_get_monotonic_time (), generated, written;

  vigie_ingest_demo_take (self, now, 0, readings);
  drop_older (self, now - VIGIE_DEMO_HISTORY_DAYS * VIGIE_DAY, readings);
  generated = g_get_monotonic_time ();
  if (!vigie_ingest_schema_set_meta (db, META_FILLING, "1", error)
      || !vigie_ingest_schema_begin_fill (db, error)
      || !write_all (self, db, before, readings, now, TRUE, error))
    return NULL;
  written = g_get_monotonic_time ();
  if (!vigie_ingest_schema_end_fill (db, error)
      || !vigie_ingest_schema_exec (db, "DELETE FROM meta WHERE key = '" META_FILLING "'", error))
    return NULL;
  sqlite3_db_release_memory (db);
  g_debug ("%u readings: generated in %d ms, written in %d ms, indexed in %d ms", readings->len,
           (int) ((generated - began) / 1000), (int) ((written - generated) / 1000),
           (int) ((g_get_monotonic_time () - written) / 1000));
  return g_steal_pointer (&self);
}

void
vigie_demo_trim_memory (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

/* Statements that empty all tables of data: foreign keys are off while the store is filled, so that
 * nothing is deleted in consequence. Free with g_free(). */
static char *
describe_wipe (sqlite3 *db, GError **error)
{
  sqlite3_stmt *statement = NULL;
  char *sql = NULL;

  if (sqlite3_prepare_v2 (db,
                          "SELECT group_concat ('DELETE FROM ' || name, ';') FROM sqlite_schema"
                          " WHERE type = 'table' AND name NOT IN ('meta', 'migration')"
                          " AND name NOT GLOB 'sqlite_*'",
                          -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    sql = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else
    vigie_ingest_schema_fail (db, _ ("Could not read the store"), error);
  sqlite3_finalize (statement);
  return sql;
}

/* Another version made it, or its filling was cut short. */
static VigieIngestDemo *
begin_from_nothing (sqlite3 *db, VigieTime now, GError **error)
{
  g_autofree char *wipe = describe_wipe (db, error);

  return wipe ? begin (db, wipe, now, error) : NULL;
}

static VigieIngestDemo *
open_or_begin (sqlite3 *db, VigieTime now, GError **error)
{
  g_autofree char *meta = NULL, *filling = NULL, *shape = NULL, *our_shape = NULL, *sql = NULL;
  g_autoptr (VigieDemoSim) ours = NULL;
  VigieTime start = 0, last = 0;
  gint64 is_there = 0;

  meta = vigie_ingest_schema_get_meta (db, META_START);
  filling = vigie_ingest_schema_get_meta (db, META_FILLING);
  shape = vigie_ingest_schema_get_meta (db, META_SHAPE);
  if (filling)
    return begin_from_nothing (db, now, error);
  if (!meta || !vigie_time_parse (meta, -1, &start))
    {
      if (!vigie_ingest_schema_get_integer (db, "SELECT EXISTS (SELECT 1 FROM thing)", &is_there,
                                            error))
        return NULL;
      if (!is_there)
        return begin (db, NULL, now, error);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _ ("The store contains other data: the demonstration needs an empty one"));
      return NULL;
    }
  ours = vigie_demo_sim_new (now);
  our_shape = describe_shape (ours);
  if (g_strcmp0 (shape, our_shape) != 0)
    return begin_from_nothing (db, now, error);
  sql = g_strdup_printf ("SELECT coalesce (max (phenomenon_end), 0) FROM datastream_extent"
                         " WHERE datastream_id <= %u",
                         ours->measures->len);
  if (!vigie_ingest_schema_get_integer (db, sql, &last, error))
    return NULL;
  /* A demonstration that ran faster than the time has readings of the future: it begins anew. */
  if (start <= now && now - start < CONTINUES_FOR && last <= now + VIGIE_MINUTE)
    return resume (db, start, last, now, error);
  g_free (sql);
  sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM observation WHERE datastream_id > %u)",
                         ours->measures->len);
  if (!vigie_ingest_schema_get_integer (db, sql, &is_there, error))
    return NULL;
  /* What persons added (a journal, devices they adopted) stays. All at once is much faster. */
  g_free (sql);
  sql = is_there ? g_strdup_printf ("DELETE FROM observation WHERE datastream_id <= %u",
                                    ours->measures->len)
                 : g_strdup ("DELETE FROM observation");
  return begin (db, sql, now, error);
}

VigieIngestDemo *
vigie_ingest_demo_open (sqlite3 *db, VigieTime now, GError **error)
{
  VigieIngestDemo *self;

  g_return_val_if_fail (db, NULL);
  self = open_or_begin (db, now, error);
  /* A million readings went through it. */
  vigie_demo_trim_memory ();
  return self;
}

gboolean
vigie_ingest_demo_fill (sqlite3 *db, VigieTime now, GError **error)
{
  g_autoptr (VigieIngestDemo) demo = vigie_ingest_demo_open (db, now, error);

  return demo != NULL;
}
