/* vigie-territory-apply.c: batches, applied in slices of the main loop
 *
 * A slice changes fields for VIGIE_SLICE_BUDGET, then recomputes the sites it touched and tells each
 * change once. The time of the main loop is what the window is drawn in: no batch may hold it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-territory-private.h"

#define FREED_AT_ONCE 250 /* items of a batch */

static void
touch_site (VigieTerritory *self, VigieSite *site)
{
  if (site->touched)
    return;
  site->touched = TRUE;
  g_ptr_array_add (self->touched_sites, g_object_ref (site));
}

static void
touch_measure (VigieTerritory *self, VigieMeasure *measure)
{
  if (measure->site != NULL)
    touch_site (self, measure->site);
  if (measure->changes != 0 && measure->device != NULL)
    {
      if (measure->changes & (VIGIE_MEASURE_CHANGE_REVISION | VIGIE_MEASURE_CHANGE_DATA))
        {
          measure->device->revision++;
          measure->device->changes |= VIGIE_SENSOR_CHANGE_REVISION;
        }
      vigie_territory_touch_sensor (self, measure->device);
    }
  if (measure->touched || measure->changes == 0)
    return;
  measure->touched = TRUE;
  g_ptr_array_add (self->touched_measures, g_object_ref (measure));
}

/* ---- Measures -------------------------------------------------------------------------------- */

static void
count (VigieTerritory *self, VigieMeasure *measure, gboolean counted)
{
  int step = counted ? 1 : -1;

  if (measure->counted == counted)
    return;
  measure->counted = counted;
  self->counts.freshness[measure->freshness] += step;
  self->counts.condition[measure->condition] += step;
  self->n_measures += step;
}

void
vigie_territory_refresh_measure (VigieTerritory *self, VigieMeasure *measure, VigieTime now)
{
  VigieTime due;

  count (self, measure, FALSE);
  due = vigie_measure_refresh (measure, now, measure->site->data->out_of_service);
  count (self, measure, TRUE);
  if (due != VIGIE_TIME_NONE)
    due = MAX (due, now + 1);
  vigie_schedule_set (&self->schedule, &measure->due, due);
  if (measure->changes != 0)
    touch_measure (self, measure);
}

static void
set_sensor (VigieTerritory *self, VigieMeasure *measure)
{
  VigieSensorData *sensor = measure->data->sensor_id != NULL
                                ? g_hash_table_lookup (self->sensors, measure->data->sensor_id)
                                : NULL;

  self->sensors_missing |= sensor == NULL && measure->data->sensor_id != NULL;
  if (measure->device != NULL && sensor != NULL)
    vigie_territory_set_sensor_data (self, measure->device, sensor);
  if (measure->sensor == sensor)
    return;
  g_clear_pointer (&measure->sensor, vigie_sensor_data_unref);
  if (sensor != NULL)
    measure->sensor = vigie_sensor_data_ref (sensor);
  measure->changes |= VIGIE_MEASURE_CHANGE_DATA;
}

/* Takes the reference. */
static void
place_measure (VigieTerritory *self, VigieMeasure *measure, VigieTime now)
{
  VigieSite *site = vigie_site_table_find (&self->sites_by_id, measure->data->site_id);

  if (site == NULL)
    {
      GPtrArray *waiting = g_hash_table_lookup (self->orphans, measure->data->site_id);

      if (waiting == NULL)
        {
          waiting = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (self->orphans, g_strdup (measure->data->site_id), waiting);
        }
      g_ptr_array_add (waiting, measure);
      return;
    }
  vigie_site_add_measure (site, measure);
  touch_site (self, site);
  vigie_territory_attach_sensor (self, measure);
  vigie_territory_refresh_measure (self, measure, now);
}

/* Gives the reference to the caller. */
static VigieMeasure *
displace_measure (VigieTerritory *self, VigieMeasure *measure)
{
  GPtrArray *waiting;
  guint index;

  vigie_schedule_set (&self->schedule, &measure->due, VIGIE_TIME_NONE);
  count (self, measure, FALSE);
  vigie_territory_detach_sensor (self, measure);
  if (measure->site != NULL)
    {
      touch_site (self, measure->site);
      return vigie_site_take_measure (measure->site, measure);
    }

  waiting = g_hash_table_lookup (self->orphans, measure->data->site_id);
  if (waiting == NULL || !g_ptr_array_find (waiting, measure, &index))
    g_return_val_if_reached (NULL);
  measure = g_ptr_array_steal_index (waiting, index);
  if (waiting->len == 0)
    g_hash_table_remove (self->orphans, measure->data->site_id);
  return measure;
}

static void
apply_measure (VigieTerritory *self, VigieMeasureData *data, VigieTime now)
{
  VigieMeasure *measure = g_hash_table_lookup (self->measures_by_id, data->id);
  gboolean means_same;

  if (measure == NULL)
    {
      measure = vigie_measure_new (vigie_measure_data_ref (data));
      g_hash_table_insert (self->measures_by_id, measure->data->id, measure);
      set_sensor (self, measure);
      place_measure (self, measure, now);
      return;
    }

  if (measure->data == data || vigie_measure_data_equal (measure->data, data))
    return;
  means_same = vigie_measure_data_means_same (measure->data, data);
  if (g_strcmp0 (measure->data->site_id, data->site_id) != 0)
    {
      VigieMeasure *moved = displace_measure (self, measure);

      vigie_measure_forget_reading (moved);
      g_hash_table_remove (self->measures_by_id, moved->data->id);
      vigie_measure_data_unref (moved->data);
      moved->data = vigie_measure_data_ref (data);
      g_hash_table_insert (self->measures_by_id, moved->data->id, moved);
      place_measure (self, moved, now);
    }
  else
    {
      VigieMeasureData *old = measure->data;
      gboolean same_sensor = g_strcmp0 (old->sensor_id, data->sensor_id) == 0;

      if (!same_sensor)
        vigie_territory_detach_sensor (self, measure);
      /* « −107 dBm » is no battery's « −107 % ». */
      if (!means_same)
        vigie_measure_forget_reading (measure);
      measure->data = vigie_measure_data_ref (data);
      g_hash_table_replace (self->measures_by_id, measure->data->id, measure);
      vigie_measure_data_unref (old);
      if (!same_sensor && measure->site != NULL)
        vigie_territory_attach_sensor (self, measure);
    }
  set_sensor (self, measure);
  /* What its site says of it may be in other words or units now. */
  measure->revision++;
  measure->changes |= VIGIE_MEASURE_CHANGE_DATA | VIGIE_MEASURE_CHANGE_REVISION;
  if (measure->site != NULL)
    vigie_territory_refresh_measure (self, measure, now);
}

static gboolean
reading_equal (const VigieReading *a, const VigieReading *b)
{
  return a->time == b->time && a->start == b->start && a->type == b->type
         && (a->number == b->number || (isnan (a->number) && isnan (b->number)))
         && g_strcmp0 (a->text, b->text) == 0;
}

static void
apply_reading (VigieTerritory *self, VigieReadingUpdate *update, VigieTime now)
{
  VigieMeasure *measure = g_hash_table_lookup (self->measures_by_id, update->measure_id);

  if (measure == NULL)
    return;
  if (reading_equal (&measure->latest, &update->reading)
      && measure->state.condition == update->condition.condition
      && measure->state.since == update->condition.since
      && measure->state.limit == update->condition.limit)
    {
      measure->state = update->condition;
      return;
    }

  vigie_reading_clear (&measure->latest);
  measure->latest = update->reading;
  update->reading.text = NULL;
  measure->state = update->condition;
  measure->revision++;
  measure->changes |= VIGIE_MEASURE_CHANGE_REVISION;
  if (measure->site != NULL)
    vigie_territory_refresh_measure (self, measure, now);
}

static void
remove_measure (VigieTerritory *self, const char *id)
{
  VigieMeasure *measure = g_hash_table_lookup (self->measures_by_id, id);

  if (measure == NULL)
    return;
  g_hash_table_remove (self->measures_by_id, measure->data->id);
  g_object_unref (displace_measure (self, measure));
}

/* ---- Sites ----------------------------------------------------------------------------------- */

static guint
take_slot (VigieTerritory *self)
{
  guint slot;

  if (self->free_slots->len == 0)
    return self->n_slots++;
  slot = g_array_index (self->free_slots, guint, self->free_slots->len - 1);
  g_array_set_size (self->free_slots, self->free_slots->len - 1);
  return slot;
}

void
vigie_territory_apply_site (VigieTerritory *self, VigieSiteData *told, VigieTime now)
{
  g_autoptr (VigieSiteData) data = vigie_territory_place (self, told);
  VigieSite *site = vigie_site_table_find (&self->sites_by_id, data->id);
  VigieSiteData *old;
  gboolean service_changed;

  if (site == NULL)
    {
      g_autofree char *orphans_id = NULL;
      g_autoptr (GPtrArray) waiting = NULL;

      site = vigie_site_new (vigie_site_data_ref (data));
      site->territory = self;
      site->slot = take_slot (self);
      g_ptr_array_add (self->sites, site);
      vigie_site_table_add (&self->sites_by_id, site);
      self->n_demonstration += data->demonstration;
      touch_site (self, site);
      vigie_territory_update_gateway (self, site);

      if (g_hash_table_steal_extended (self->orphans, data->id, (gpointer *) &orphans_id,
                                       (gpointer *) &waiting))
        for (guint i = 0; i < waiting->len; i++)
          {
            VigieMeasure *measure = g_ptr_array_index (waiting, i);

            set_sensor (self, measure); /* it may have come since */
            place_measure (self, g_object_ref (measure), now);
          }
      return;
    }

  if (site->data == data || vigie_site_data_equal (site->data, data))
    return;
  old = site->data;
  site->data = vigie_site_data_ref (data);
  self->n_demonstration += data->demonstration - old->demonstration;
  site->changes |= VIGIE_SITE_CHANGE_DATA;
  if (g_strcmp0 (old->name, data->name) != 0)
    site->changes |= VIGIE_SITE_CHANGE_NAME;
  service_changed = old->out_of_service != data->out_of_service;
  vigie_site_data_unref (old);
  touch_site (self, site);
  vigie_territory_update_gateway (self, site);
  if (service_changed)
    for (guint i = 0; i < site->parts->n_measures; i++)
      vigie_territory_refresh_measure (self, site->parts->measures[i], now);
}

/* Takes the sites out of the list and tells so, in as few runs as there are. */
static void
remove_sites (VigieTerritory *self, GPtrArray *ids)
{
  guint end = self->sites->len;

  for (guint i = 0; i < ids->len; i++)
    {
      VigieSite *site = vigie_site_table_find (&self->sites_by_id, g_ptr_array_index (ids, i));

      if (site == NULL)
        continue;
      site->doomed = TRUE;
      site->territory = NULL;
      g_array_append_val (self->free_slots, site->slot);
      vigie_site_table_remove (&self->sites_by_id, site);
      self->n_demonstration -= site->data->demonstration;
      vigie_territory_forget_site (self, site);
      for (guint j = 0; j < site->parts->n_measures; j++)
        {
          VigieMeasure *measure = site->parts->measures[j];

          vigie_schedule_set (&self->schedule, &measure->due, VIGIE_TIME_NONE);
          count (self, measure, FALSE);
          g_hash_table_remove (self->measures_by_id, measure->data->id);
        }
    }

  while (end > 0)
    {
      guint start;

      if (!((VigieSite *) g_ptr_array_index (self->sites, end - 1))->doomed)
        {
          end--;
          continue;
        }
      for (start = end - 1; start > 0; start--)
        if (!((VigieSite *) g_ptr_array_index (self->sites, start - 1))->doomed)
          break;
      g_ptr_array_remove_range (self->sites, start, end - start);
      vigie_territory_tell_removed (self, start, end - start);
      end = MIN (start, self->sites->len);
    }
}

static void
apply_sensor (VigieTerritory *self, VigieTerritoryJob *job, VigieSensorData *data)
{
  VigieSensorData *known = g_hash_table_lookup (self->sensors, data->id);

  if (known != NULL && (known == data || vigie_sensor_data_equal (known, data)))
    return;
  g_hash_table_replace (self->sensors, data->id, vigie_sensor_data_ref (data));
  /* Its measures may have come before it. */
  job->sensors_changed |= known != NULL || self->sensors_missing;
}

/* ---- Slices ---------------------------------------------------------------------------------- */

void
vigie_territory_job_free (VigieTerritoryJob *job)
{
  vigie_territory_batch_free (job->batch);
  g_free (job);
}

/* Frees some of what was applied: 100 000 texts at once would hold the main loop for too long. FALSE
 * when little is left. */
static gboolean
batch_shrink (VigieTerritoryBatch *batch)
{
  GPtrArray *arrays[] = {batch->sites, batch->sensors, batch->measures};

  if (batch->readings != NULL && batch->readings->len > FREED_AT_ONCE)
    {
      g_array_set_size (batch->readings, batch->readings->len - FREED_AT_ONCE);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    if (arrays[i] != NULL && arrays[i]->len > FREED_AT_ONCE)
      {
        g_ptr_array_set_size (arrays[i], arrays[i]->len - FREED_AT_ONCE);
        return TRUE;
      }
  return FALSE;
}

/* Readings come in the order of their measures. In a later slice they would leave a measure that is new as one that never
 * told anything, for everybody to see. */
static void
apply_readings_of (VigieTerritory *self,
                   VigieTerritoryJob *job,
                   const VigieMeasureData *measure,
                   VigieTime now)
{
  GArray *readings = job->batch->readings;

  while (readings != NULL && job->n_readings < readings->len)
    {
      VigieReadingUpdate *update = &g_array_index (readings, VigieReadingUpdate, job->n_readings);

      if (!g_str_equal (update->measure_id, measure->id))
        return;
      apply_reading (self, update, now);
      job->n_readings++;
    }
}

/* One item of the job's stage; FALSE where the stage has no more. */
static gboolean
job_step (VigieTerritory *self, VigieTerritoryJob *job, VigieTime now)
{
  VigieTerritoryBatch *batch = job->batch;
  guint i = job->next++;

  switch (job->stage)
    {
    case VIGIE_STAGE_REMOVED_MEASURES:
      if (batch->removed_measures == NULL || i >= batch->removed_measures->len)
        return FALSE;
      remove_measure (self, g_ptr_array_index (batch->removed_measures, i));
      return TRUE;
    case VIGIE_STAGE_REMOVED_SITES:
      if (batch->removed_sites == NULL || i > 0)
        return FALSE;
      vigie_territory_flush (self, FALSE);
      remove_sites (self, batch->removed_sites);
      return TRUE;
    case VIGIE_STAGE_PLACES:
      if (!job->places_changed || i >= self->sites->len)
        return FALSE;
      vigie_territory_place_again (self, g_ptr_array_index (self->sites, i), now);
      return TRUE;
    case VIGIE_STAGE_SENSORS:
      if (batch->sensors == NULL || i >= batch->sensors->len)
        return FALSE;
      apply_sensor (self, job, g_ptr_array_index (batch->sensors, i));
      return TRUE;
    case VIGIE_STAGE_SENSORS_OF_MEASURES:
      if (!job->sensors_changed || i >= self->sites->len)
        return FALSE;
      if (i == 0)
        self->sensors_missing = FALSE;
      {
        VigieSite *site = g_ptr_array_index (self->sites, i);

        for (guint j = 0; j < site->parts->n_measures; j++)
          {
            set_sensor (self, site->parts->measures[j]);
            if (site->parts->measures[j]->changes != 0)
              touch_measure (self, site->parts->measures[j]);
          }
      }
      return TRUE;
    case VIGIE_STAGE_MEASURES:
      if (batch->measures == NULL || i >= batch->measures->len)
        return FALSE;
      apply_measure (self, g_ptr_array_index (batch->measures, i), now);
      apply_readings_of (self, job, g_ptr_array_index (batch->measures, i), now);
      return TRUE;
    case VIGIE_STAGE_READINGS:
      i += job->n_readings;
      if (batch->readings == NULL || i >= batch->readings->len)
        return FALSE;
      apply_reading (self, &g_array_index (batch->readings, VigieReadingUpdate, i), now);
      return TRUE;
    case VIGIE_STAGE_SITES:
      if (batch->sites == NULL || i >= batch->sites->len)
        return FALSE;
      vigie_territory_apply_site (self, g_ptr_array_index (batch->sites, i), now);
      return TRUE;
    case VIGIE_STAGE_FREE:
      return batch_shrink (batch);
    case VIGIE_STAGE_END:
    default:
      return FALSE;
    }
}

/* TRUE when the job is at its end. */
static gboolean
job_run_until (VigieTerritory *self, VigieTerritoryJob *job, gint64 deadline)
{
  VigieTime now = vigie_clock_now (self->clock);

  while (job->stage != VIGIE_STAGE_END)
    {
      if (!job_step (self, job, now))
        {
          job->stage++;
          job->next = 0;
        }
      else if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

static void
run_first_job_until (VigieTerritory *self, gint64 deadline)
{
  VigieTerritoryJob *job = g_queue_peek_head (&self->jobs);
  gboolean at_end;

  self->applying = TRUE;
  at_end = job_run_until (self, job, deadline);
  vigie_territory_flush (self, at_end);
  self->applying = FALSE;
  if (!at_end)
    return;
  g_queue_remove (&self->jobs, job);
  if (job->done != NULL)
    job->done (job->user_data);
  vigie_territory_job_free (job);
}

static gboolean
slice_cb (gpointer user_data)
{
  g_autoptr (VigieTerritory) self = g_object_ref (user_data);
  gint64 deadline = g_get_monotonic_time () + VIGIE_SLICE_BUDGET;
  guint source = self->slice_source;

  if (self->full_tick_next != G_MAXUINT)
    vigie_territory_flush (self, vigie_territory_full_tick_until (self, deadline));
  else if (self->due_left)
    {
      self->due_left = !vigie_territory_tick_until (self, deadline);
      vigie_territory_flush (self, !self->due_left);
    }
  else if (!g_queue_is_empty (&self->jobs))
    run_first_job_until (self, deadline);

  if (self->slice_source != source) /* disposed from a handler */
    return G_SOURCE_REMOVE;
  if (self->full_tick_next != G_MAXUINT || self->due_left || !g_queue_is_empty (&self->jobs))
    return G_SOURCE_CONTINUE;
  self->slice_source = 0;
  vigie_territory_rearm (self);
  return G_SOURCE_REMOVE;
}

void
vigie_territory_need_slice (VigieTerritory *self)
{
  if (self->slice_source == 0)
    self->slice_source = g_idle_add_full (VIGIE_SLICE_PRIORITY, slice_cb, self, NULL);
}

/* ---- Public ---------------------------------------------------------------------------------- */

VigieTerritoryJob *
vigie_territory_queue_job (VigieTerritory *self, VigieTerritoryBatch *batch)
{
  VigieTerritoryJob *job = g_new0 (VigieTerritoryJob, 1);

  job->batch = batch;
  g_queue_push_tail (&self->jobs, job);
  vigie_territory_need_slice (self);
  return job;
}

void
vigie_territory_apply (VigieTerritory *self,
                       VigieTerritoryBatch *batch,
                       VigieTerritoryDone done,
                       gpointer user_data)
{
  VigieTerritoryJob *job;

  g_return_if_fail (VIGIE_IS_TERRITORY (self));
  g_return_if_fail (batch != NULL);

  job = vigie_territory_queue_job (self, batch);
  job->done = done;
  job->user_data = user_data;
}

void
vigie_territory_apply_now (VigieTerritory *self, VigieTerritoryBatch *batch)
{
  g_return_if_fail (VIGIE_IS_TERRITORY (self));

  vigie_territory_apply (self, batch, NULL, NULL);
  if (self->applying)
    return;
  while (!g_queue_is_empty (&self->jobs))
    run_first_job_until (self, G_MAXINT64);
  /* The slice that was asked for finds nothing to do, and sets the wake. */
}
