/* vigie-ingest-demo-archive.c: see vigie-ingest-demo-archive.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "vigie-ingest-demo-archive-private.h"

#include <glib/gi18n-lib.h>

#include "vigie-ingest-demo-entities.h"
#include "vigie-ingest-schema.h"

#define NONE G_MAXUINT
#define STEP (VIGIE_DEMO_ARCHIVE_STEPS * VIGIE_DEMO_STEP)

/* In units of the last digit that the measure's device writes: 1 Wh, 10 L, 0.1 °C. */
typedef struct
{
  gint64 first; /* at the first instant */
  gint64 last;  /* of an index: at the origin */
  gint64 rollover;
  double scale;
  gboolean is_index;
  gint32 *values; /* n: what an index grew from the instant on; else what was read at it */
} Column;

struct _VigieDemoArchive
{
  VigieTime from;
  guint n;
  guint n_columns;
  guint *by_measure; /* n_measures: a column, or NONE */
  guint n_measures;
  Column *columns;
  VigieDemoSim *sim; /* at the origin */
  VigieDemoCounts *counts;
};

gboolean
vigie_demo_measure_is_archived (const VigieDemoMeasure *measure)
{
  return vigie_demo_measure_is_meter (measure) || vigie_demo_counts_has (measure)
         || vigie_demo_signals_has (measure);
}

VigieTime
vigie_demo_archive_end (VigieDemoSim *sim, const VigieDemoMeasure *measure)
{
  return measure->is_recent ? sim->start - VIGIE_DEMO_RECENT : sim->origin;
}

gboolean
vigie_demo_measure_is_meter (const VigieDemoMeasure *measure)
{
  const VigieDemoPropertyInfo *property = vigie_demo_property (measure->property);

  if (measure->interval != VIGIE_DEMO_ARCHIVE_STEPS)
    return FALSE;
  if (measure->property == VIGIE_DEMO_PROPERTY_OUTSIDE_TEMPERATURE)
    return TRUE;
  return property->aggregation == VIGIE_AGGREGATION_CUMULATIVE
         && (property->role == VIGIE_ROLE_WATER
             || (property->role >= VIGIE_ROLE_CONSUMPTION
                 && property->role <= VIGIE_ROLE_STORAGE_DISCHARGE));
}

static gint64
in_units (VigieDemoSim *sim, guint measure, double scale)
{
  return (gint64) round (vigie_demo_sim_value (sim, measure) * scale);
}

/* All meters over one step of half an hour, under the sky of its middle. */
static void
run_step (VigieDemoSim *sim, VigieTime begin)
{
  sim->time = begin + STEP / 2;
  sim->units = VIGIE_DEMO_ARCHIVE_STEPS;
  vigie_demo_civil_at (sim->zone, sim->time, &sim->civil);
  vigie_demo_weather_at (sim->time, &sim->weather);
  for (guint i = 0; i < sim->models->len; i++)
    {
      VigieDemoPart *part = g_ptr_array_index (sim->models, i);

      if (part->energy)
        part->energy (sim, part);
    }
}

static void
add_columns (VigieDemoArchive *self, VigieDemoSim *sim)
{
  static const double scales[] = {1, 10, 100, 1000};

  self->n_measures = sim->measures->len;
  self->by_measure = g_new (guint, self->n_measures);
  self->columns = g_new0 (Column, self->n_measures);
  for (guint i = 0; i < self->n_measures; i++)
    {
      const VigieDemoMeasure *measure = vigie_demo_sim_measure (sim, i);
      const VigieDemoPropertyInfo *property = vigie_demo_property (measure->property);
      Column *column = &self->columns[self->n_columns];

      self->by_measure[i] = NONE;
      if (!vigie_demo_measure_is_meter (measure))
        continue;
      self->by_measure[i] = self->n_columns++;
      column->scale = scales[property->decimals];
      column->is_index = property->aggregation == VIGIE_AGGREGATION_CUMULATIVE;
      column->rollover = (gint64) round (measure->rollover * column->scale);
      column->last = in_units (sim, i, column->scale);
      column->values = g_new (gint32, self->n);
    }
}

/* What each meter grew in step @i; indexes run ahead of those told, which end at the origin where these began.
 * @outside: at the step's begin. */
static void
take_step (VigieDemoArchive *self,
           VigieDemoSim *sim,
           guint i,
           const VigieDemoWeather *outside,
           gint64 *running)
{
  for (guint m = 0; m < self->n_measures; m++)
    {
      Column *column = self->by_measure[m] != NONE ? &self->columns[self->by_measure[m]] : NULL;
      gint64 value;

      if (!column)
        continue;
      value = in_units (sim, m, column->scale);
      if (!column->is_index)
        column->values[i] = (gint32) round (outside->temperature * column->scale);
      else
        {
          gint64 grown = value - running[m];

          running[m] = value;
          column->values[i] = (gint32) (grown < 0 ? grown + column->rollover : grown);
          column->first -= column->values[i];
        }
    }
}

VigieDemoArchive *
vigie_demo_archive_new (VigieTime start)
{
  VigieDemoArchive *self = g_new0 (VigieDemoArchive, 1);
  g_autoptr (VigieDemoSim) sim = vigie_demo_sim_new (start);
  g_autofree gint64 *running = NULL;

  self->from = vigie_demo_midnight_before (sim->zone, start, VIGIE_DEMO_ARCHIVE_DAYS);
  self->n = (guint) ((sim->origin - self->from) / STEP);
  /* At the origin, where nothing was counted yet. */
  vigie_demo_sim_advance (sim);
  add_columns (self, sim);
  running = g_new0 (gint64, self->n_measures);
  for (guint m = 0; m < self->n_measures; m++)
    if (self->by_measure[m] != NONE)
      {
        Column *column = &self->columns[self->by_measure[m]];

        running[m] = column->last;
        column->first = column->last;
      }
  for (guint i = 0; i < self->n; i++)
    {
      VigieTime time = vigie_demo_archive_get_time (self, i);
      VigieDemoWeather outside;

      run_step (sim, time);
      vigie_demo_weather_at (time, &outside);
      take_step (self, sim, i, &outside, running);
    }
  /* The meters ran; what counts vehicles still stands at the origin. */
  self->sim = g_steal_pointer (&sim);
  self->counts = vigie_demo_counts_new ();
  return self;
}

void
vigie_demo_archive_free (VigieDemoArchive *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->columns[i].values);
  vigie_demo_counts_free (self->counts);
  vigie_demo_sim_free (self->sim);
  g_free (self->columns);
  g_free (self->by_measure);
  g_free (self);
}

guint
vigie_demo_archive_get_n (VigieDemoArchive *self)
{
  return self->n;
}

VigieTime
vigie_demo_archive_get_time (VigieDemoArchive *self, guint i)
{
  return self->from + (gint64) i * STEP;
}

double *
vigie_demo_archive_read (VigieDemoArchive *self, guint measure)
{
  const Column *column;
  double *values;
  gint64 index;

  if (measure >= self->n_measures || self->by_measure[measure] == NONE)
    return NULL;
  column = &self->columns[self->by_measure[measure]];
  values = g_new (double, self->n);
  index = column->first;
  for (guint i = 0; i < self->n; i++)
    if (column->is_index)
      {
        gint64 shown = index;

        if (column->rollover > 0)
          shown = (index % column->rollover + column->rollover) % column->rollover;
        values[i] = (double) shown / column->scale;
        index += column->values[i];
      }
    else
      values[i] = column->values[i] / column->scale;
  return values;
}

GArray *
vigie_demo_archive_read_any (VigieDemoArchive *self, guint index)
{
  g_autofree double *values = vigie_demo_archive_read (self, index);
  GArray *readings;

  if (index >= self->n_measures
      || !vigie_demo_measure_is_archived (vigie_demo_sim_measure (self->sim, index)))
    return NULL;
  readings = g_array_sized_new (FALSE, FALSE, sizeof (VigieDemoArchived), values ? self->n : 0);
  if (vigie_demo_counts_has (vigie_demo_sim_measure (self->sim, index)))
    vigie_demo_counts_read (self->counts, self->sim, index, readings);
  else if (!values)
    vigie_demo_signals_read (self->sim, index, readings);
  for (guint i = 0; values && i < self->n; i++)
    {
      VigieDemoArchived reading = {vigie_demo_archive_get_time (self, i), values[i]};

      g_array_append_val (readings, reading);
    }
  return readings;
}

/* *@wanted: the Datastream is there and its archive is not. */
static gboolean
is_wanted (VigieDemoArchive *self, guint measure, sqlite3 *db, gboolean *wanted, GError **error)
{
  VigieDemoRow row;
  gboolean done = vigie_demo_row_init (
      &row, db,
      "SELECT NOT EXISTS (SELECT 1 FROM observation WHERE datastream_id = ?1 AND phenomenon_time < ?2)"
      " FROM datastream WHERE id = ?1",
      error);

  *wanted = FALSE;
  if (done)
    {
      vigie_demo_row_integer (&row, measure + 1);
      vigie_demo_row_integer (
          &row, vigie_demo_archive_end (self->sim, vigie_demo_sim_measure (self->sim, measure)));
      *wanted = sqlite3_step (row.statement) == SQLITE_ROW
                && sqlite3_column_int (row.statement, 0) != 0;
    }
  vigie_demo_row_clear (&row);
  return done;
}

static void
time_function (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const VigieDemoArchived *readings = sqlite3_user_data (context);

  sqlite3_result_int64 (context, readings[sqlite3_value_int (arguments[0])].time);
}

static void
value_function (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const VigieDemoArchived *readings = sqlite3_user_data (context);

  sqlite3_result_double (context, readings[sqlite3_value_int (arguments[0])].number);
}

/* All by one statement: SQLite prepares to undo each one alone, which row by row takes far longer than the rows; and
 * one that fails has changed nothing. */
static gboolean
write_values (VigieDemoArchive *self, guint measure, guint n, sqlite3 *db, GError **error)
{
  VigieDemoRow row;
  gboolean done
      = vigie_demo_row_init (&row, db,
                             "WITH RECURSIVE step (i) AS"
                             " (VALUES (0) UNION ALL SELECT i + 1 FROM step WHERE i + 1 < ?2)"
                             "INSERT INTO observation (datastream_id, phenomenon_time, result_time,"
                             " result_type, result_number)"
                             " SELECT ?1, vigie_demo_time (i), max (?4, vigie_demo_time (i)), ?3,"
                             " vigie_demo_value (i) FROM step",
                             error);

  if (done)
    {
      vigie_demo_row_integer (&row, measure + 1);
      vigie_demo_row_integer (&row, n);
      vigie_demo_row_integer (&row, VIGIE_INGEST_RESULT_NUMBER);
      vigie_demo_row_integer (&row, self->sim->origin);
      done = vigie_demo_row_run (&row, error);
    }
  vigie_demo_row_clear (&row);
  return done;
}

/* What the trigger would have done, for all rows at once. */
static gboolean
write_extent (VigieDemoArchive *self,
              guint measure,
              const GArray *readings,
              sqlite3 *db,
              GError **error)
{
  VigieTime first = g_array_index (readings, VigieDemoArchived, 0).time;
  VigieTime last = g_array_index (readings, VigieDemoArchived, readings->len - 1).time;
  VigieDemoRow row;
  gboolean done = vigie_demo_row_init (
      &row, db,
      "INSERT INTO datastream_extent (datastream_id, phenomenon_start,"
      " phenomenon_end, result_start, result_end) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (datastream_id) DO UPDATE SET"
      " phenomenon_start = min (coalesce (phenomenon_start, ?2), ?2),"
      " phenomenon_end = max (coalesce (phenomenon_end, ?3), ?3),"
      " result_start = min (coalesce (result_start, ?4), ?4),"
      " result_end = max (coalesce (result_end, ?5), ?5)",
      error);

  if (done)
    {
      vigie_demo_row_integer (&row, measure + 1);
      vigie_demo_row_integer (&row, first);
      vigie_demo_row_integer (&row, last);
      vigie_demo_row_integer (&row, MAX (first, self->sim->origin));
      vigie_demo_row_integer (&row, MAX (last, self->sim->origin));
      done = vigie_demo_row_run (&row, error);
    }
  vigie_demo_row_clear (&row);
  return done;
}

gboolean
vigie_demo_archive_write (VigieDemoArchive *self, guint measure, sqlite3 *db, GError **error)
{
  g_autoptr (GArray) readings = NULL;
  gboolean wanted = FALSE, done;

  if (measure >= self->n_measures
      || !vigie_demo_measure_is_archived (vigie_demo_sim_measure (self->sim, measure)))
    return TRUE;
  if (!is_wanted (self, measure, db, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;
  readings = vigie_demo_archive_read_any (self, measure);
  if (readings->len == 0)
    return TRUE;
  sqlite3_create_function (db, "vigie_demo_time", 1, SQLITE_UTF8, readings->data, time_function,
                           NULL, NULL);
  sqlite3_create_function (db, "vigie_demo_value", 1, SQLITE_UTF8, readings->data, value_function,
                           NULL, NULL);
  /* The trigger that keeps the extent takes longer than the rows. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  done = write_values (self, measure, readings->len, db, error);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
  done = done && write_extent (self, measure, readings, db, error);
  sqlite3_create_function (db, "vigie_demo_time", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
  sqlite3_create_function (db, "vigie_demo_value", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
  return done;
}
