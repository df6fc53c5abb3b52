/* vigie-sync-index.c: see vigie-sync-index.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync-index.h"

#include <string.h>

#include "vigie-sync.h"

#define GAPS_MIN 5
#define GAPS_MAX 100

static void
site_free (VigieSyncSite *site)
{
  vigie_site_data_unref (site->data);
  g_free (site);
}

static void
measure_free (VigieSyncMeasure *measure)
{
  vigie_measure_data_unref (measure->data);
  g_free (measure);
}

VigieSyncIndex *
vigie_sync_index_new (void)
{
  VigieSyncIndex *self = g_new0 (VigieSyncIndex, 1);

  self->sites = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) site_free);
  self->sensors = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) vigie_sensor_data_unref);
  self->measures
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) measure_free);
  return self;
}

void
vigie_sync_index_free (VigieSyncIndex *self)
{
  g_hash_table_unref (self->sites);
  g_hash_table_unref (self->sensors);
  g_hash_table_unref (self->measures);
  g_free (self);
}

guint
vigie_reading_value_hash (const VigieReading *reading)
{
  guint hash = reading->type;

  if (reading->text != NULL)
    hash = hash * 31 + g_str_hash (reading->text);
  else if (!isnan (reading->number))
    hash = hash * 31 + g_double_hash (&reading->number);
  return hash;
}

void
vigie_sync_index_add_snapshot (VigieSyncIndex *self, const VigieSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->sites->len; i++)
    {
      VigieSyncSite *site = g_new0 (VigieSyncSite, 1);

      site->data = vigie_site_data_ref (g_ptr_array_index (snapshot->sites, i));
      g_hash_table_replace (self->sites, site->data->id, site);
    }
  for (guint i = 0; i < snapshot->sensors->len; i++)
    {
      VigieSensorData *sensor = g_ptr_array_index (snapshot->sensors, i);

      g_hash_table_replace (self->sensors, sensor->id, vigie_sensor_data_ref (sensor));
    }
  for (guint i = 0; i < snapshot->measures->len; i++)
    {
      const VigieStoredMeasure *stored = &g_array_index (snapshot->measures, VigieStoredMeasure, i);
      VigieSyncMeasure *measure = g_new0 (VigieSyncMeasure, 1);

      measure->data = vigie_measure_data_ref (stored->data);
      measure->time = stored->latest.time;
      measure->state = stored->condition;
      measure->value_hash = vigie_reading_value_hash (&stored->latest);
      measure->stored = TRUE;
      g_hash_table_replace (self->measures, measure->data->id, measure);
    }
}

VigieSiteData *
vigie_sync_index_take_site (VigieSyncIndex *self, VigieSiteData *data, gboolean *changed)
{
  VigieSyncSite *site = g_hash_table_lookup (self->sites, data->id);

  *changed = site == NULL || !vigie_site_data_equal (site->data, data);
  if (!*changed)
    {
      vigie_site_data_unref (data);
      site->generation = self->generation;
      return site->data;
    }
  site = g_new0 (VigieSyncSite, 1);
  site->data = data;
  site->generation = self->generation;
  g_hash_table_replace (self->sites, data->id, site);
  return data;
}

VigieSensorData *
vigie_sync_index_take_sensor (VigieSyncIndex *self, VigieSensorData *data, gboolean *changed)
{
  VigieSensorData *known = g_hash_table_lookup (self->sensors, data->id);

  *changed = known == NULL || !vigie_sensor_data_equal (known, data);
  if (!*changed)
    {
      vigie_sensor_data_unref (data);
      return known;
    }
  g_hash_table_replace (self->sensors, data->id, data);
  return data;
}

void
vigie_sync_measure_forget (VigieSyncMeasure *measure)
{
  measure->time = VIGIE_TIME_NONE;
  measure->state = (VigieConditionState) {0};
  measure->value_hash = 0;
  measure->stored = FALSE;
  measure->explained = FALSE;
}

VigieSyncMeasure *
vigie_sync_index_take_measure (VigieSyncIndex *self,
                               VigieMeasureData *data,
                               gboolean observed,
                               gboolean *changed)
{
  VigieSyncMeasure *measure = g_hash_table_lookup (self->measures, data->id);
  VigieMeasureData *old;
  gboolean means_same;

  if (measure == NULL)
    {
      measure = g_new0 (VigieSyncMeasure, 1);
      measure->data = data;
      measure->time = VIGIE_TIME_NONE;
      measure->generation = self->generation;
      g_hash_table_insert (self->measures, data->id, measure);
      *changed = TRUE;
      return measure;
    }

  measure->generation = self->generation;
  old = measure->data;
  means_same = vigie_measure_data_means_same (old, data);
  if (!observed && means_same && old->interval_is_observed
      && (data->expected_interval == 0 || data->interval_is_observed))
    {
      data->expected_interval = old->expected_interval;
      data->interval_is_observed = TRUE;
    }
  *changed = !vigie_measure_data_equal (old, data);
  if (!*changed)
    {
      vigie_measure_data_unref (data);
      return measure;
    }
  if (!means_same)
    vigie_sync_measure_forget (measure);
  /* The key of the table is a text of the data. */
  g_hash_table_steal (self->measures, data->id);
  measure->data = data;
  g_hash_table_insert (self->measures, data->id, measure);
  vigie_measure_data_unref (old);
  return measure;
}

VigieSyncMeasure *
vigie_sync_index_find_measure (VigieSyncIndex *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->measures, id) : NULL;
}

void
vigie_sync_index_mark (VigieSyncIndex *self)
{
  self->generation++;
}

void
vigie_sync_index_sweep (VigieSyncIndex *self, GPtrArray **sites, GPtrArray **measures)
{
  GHashTableIter iter;
  gpointer value;

  *sites = g_ptr_array_new_with_free_func (g_free);
  *measures = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VigieSyncSite *site = value;

      if (site->generation == self->generation)
        continue;
      g_ptr_array_add (*sites, g_strdup (site->data->id));
      g_hash_table_iter_remove (&iter);
    }
  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VigieSyncMeasure *measure = value;

      if (measure->generation == self->generation)
        continue;
      g_ptr_array_add (*measures, g_strdup (measure->data->id));
      g_hash_table_iter_remove (&iter);
    }
}

void
vigie_sync_index_forget_stored (VigieSyncIndex *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((VigieSyncMeasure *) value)->stored = FALSE;
}

gint64
vigie_sync_index_shortest_interval (VigieSyncIndex *self, double *readings_per_hour)
{
  GHashTableIter iter;
  gpointer value;
  gint64 shortest = 0;

  *readings_per_hour = 0;
  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const VigieMeasureData *data = ((VigieSyncMeasure *) value)->data;

      *readings_per_hour
          += data->expected_interval > 0 ? (double) VIGIE_HOUR / data->expected_interval : 1;
      if (data->out_of_service || data->expected_interval <= 0)
        continue;
      if (shortest == 0 || data->expected_interval < shortest)
        shortest = data->expected_interval;
    }
  return shortest;
}

VigieMeasureData *
vigie_measure_data_with_interval (const VigieMeasureData *data, gint64 interval)
{
  VigieMeasureData *copy = vigie_measure_data_new ();

#define COPY_TEXT(field) (g_free (copy->field), copy->field = g_strdup (data->field))
  COPY_TEXT (id);
  COPY_TEXT (site_id);
  COPY_TEXT (sensor_id);
  COPY_TEXT (name);
  COPY_TEXT (unit);
  COPY_TEXT (observed_property);
  COPY_TEXT (out_of_service_note);
#undef COPY_TEXT
  copy->id_is_text = data->id_is_text;
  copy->role = data->role;
  copy->aggregation = data->aggregation;
  copy->thresholds = data->thresholds;
  copy->out_of_service = data->out_of_service;
  copy->out_of_service_since = data->out_of_service_since;
  copy->installed = data->installed;
  copy->expected_interval = interval;
  copy->interval_is_observed = TRUE;
  return copy;
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

gint64
vigie_observed_interval (const VigieTime *times, guint n_times)
{
  gint64 gaps[GAPS_MAX];
  guint n = 0;

  for (guint i = n_times; i > 1 && n < GAPS_MAX; i--)
    if (times[i - 1] > times[i - 2])
      gaps[n++] = times[i - 1] - times[i - 2];
  if (n < GAPS_MIN)
    return 0;
  qsort (gaps, n, sizeof *gaps, compare_gaps);
  return MAX (VIGIE_SECOND, (gaps[n / 2] + VIGIE_SECOND / 2) / VIGIE_SECOND * VIGIE_SECOND);
}

VigieTerritoryBatch *
vigie_sync_batch_from_snapshot (const VigieSnapshot *snapshot)
{
  VigieTerritoryBatch *batch = vigie_territory_batch_new ();

  for (guint i = 0; i < snapshot->sites->len; i++)
    vigie_territory_batch_add_site (batch, g_ptr_array_index (snapshot->sites, i));
  for (guint i = 0; i < snapshot->sensors->len; i++)
    vigie_territory_batch_add_sensor (batch, g_ptr_array_index (snapshot->sensors, i));
  for (guint i = 0; i < snapshot->measures->len; i++)
    {
      const VigieStoredMeasure *measure
          = &g_array_index (snapshot->measures, VigieStoredMeasure, i);

      vigie_territory_batch_add_measure (batch, measure->data);
      if (measure->latest.time != VIGIE_TIME_NONE)
        vigie_territory_batch_add_reading (batch, measure->data->id, &measure->latest,
                                           &measure->condition);
    }
  return batch;
}
