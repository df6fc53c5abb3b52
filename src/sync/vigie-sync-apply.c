/* vigie-sync-apply.c: what came from the server, to the store and to the model
 *
 * What the store cannot keep is shown all the same: a full disk does not blind the control room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-sync-worker.h"

/* A reading further ahead of the server's clock than this is of a sensor that has lost its own: kept
 * as the latest it would hide all good ones for as long. */
#define AHEAD_MAX VIGIE_DAY

/* Batches that the model has still to apply; more of them would only take memory. */
#define BATCHES_MAX 8

/* How much history a condition is computed from. */
#define REPLAY_SPAN (14 * VIGIE_DAY)
#define REPLAY_READINGS 5000

/* ---- The store -------------------------------------------------------------------------------- */

static void
set_store_error (VigieSyncWorker *self, const char *text)
{
  if (g_set_str (&self->told.store_error, text))
    vigie_sync_worker_tell_state (self);
}

/* Opens the file anew: what is damaged is set aside by that. */
static void
reopen_store (VigieSyncWorker *self)
{
  g_autofree char *folder = g_path_get_dirname (vigie_store_get_path (self->store));
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  VigieStore *store;

  self->marked = FALSE;
  g_rw_lock_writer_lock (&self->store_lock);
  vigie_store_close (g_steal_pointer (&self->store));
  store = self->store = vigie_store_open (folder, self->address, &set_aside, &error);
  g_rw_lock_writer_unlock (&self->store_lock);

  vigie_sync_index_forget_stored (self->index);
  self->followed_since = VIGIE_TIME_NONE;
  self->full_due = TRUE;
  if (set_aside != NULL)
    {
      g_set_str (&self->told.set_aside, set_aside);
      vigie_sync_worker_tell_state (self);
    }
  set_store_error (self, store == NULL ? error->message : NULL);
}

void
vigie_sync_worker_store_failed (VigieSyncWorker *self, GError *error)
{
  if (self->store == NULL)
    return;
  if (self->in_transaction)
    vigie_store_rollback (self->store);
  self->in_transaction = FALSE;
  g_warning ("The store cannot be written: %s", error->message);
  if (g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED))
    reopen_store (self);
  else
    {
      /* What was in the transaction is to be written again; of the history some is lost. */
      vigie_sync_index_forget_stored (self->index);
      self->followed_since = VIGIE_TIME_NONE;
      self->full_due = TRUE;
      set_store_error (self, error->message);
    }
}

void
vigie_sync_worker_begin (VigieSyncWorker *self)
{
  g_autoptr (GError) error = NULL;

  g_assert (self->batch == NULL);
  self->batch = vigie_territory_batch_new ();
  g_mutex_lock (&self->lock);
  if (self->watched_changed)
    {
      g_clear_pointer (&self->watched, g_hash_table_unref);
      self->watched = g_steal_pointer (&self->new_watched);
      self->watched_changed = FALSE;
    }
  g_mutex_unlock (&self->lock);
  if (self->store == NULL)
    return;
  if (vigie_store_begin (self->store, &error))
    {
      self->in_transaction = TRUE;
      self->generation = vigie_store_get_generation (self->store);
    }
  else
    vigie_sync_worker_store_failed (self, error);
}

void
vigie_sync_worker_watch (VigieSyncWorker *self, GHashTable *ids)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->new_watched, g_hash_table_unref);
  self->new_watched = ids;
  self->watched_changed = TRUE;
  g_mutex_unlock (&self->lock);
}

void
vigie_sync_worker_replay (VigieSyncWorker *self, const char *id)
{
  g_mutex_lock (&self->lock);
  if (self->replay_ids == NULL)
    self->replay_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->replay_ids, g_strdup (id));
  g_mutex_unlock (&self->lock);
}

gboolean
vigie_sync_worker_has_replays (VigieSyncWorker *self)
{
  gboolean has;

  g_mutex_lock (&self->lock);
  has = self->replay_ids != NULL;
  g_mutex_unlock (&self->lock);
  return has;
}

/* Something new was kept of the measure. */
static void
touch (VigieSyncWorker *self, const VigieSyncMeasure *measure)
{
  if (self->watched == NULL || !g_hash_table_contains (self->watched, measure->data->id))
    return;
  if (self->touched == NULL)
    self->touched = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->touched, g_strdup (measure->data->id));
}

/* After a commit: whoever shows history reads it anew. */
static void
tell_readings (VigieSyncWorker *self, gboolean dropped)
{
  g_autoptr (GPtrArray) touched = g_steal_pointer (&self->touched);

  if (dropped)
    self->tells.readings (self->user_data, NULL);
  else if (touched != NULL)
    self->tells.readings (self->user_data, g_steal_pointer (&touched));
}

/* Computes the condition of a measure from its history in the store. */
static void
replay (VigieSyncWorker *self, VigieSyncMeasure *measure)
{
  g_autoptr (GArray) history = NULL;
  VigieConditionState state = {0};
  const VigieReading *last = NULL;
  VigieTime before = measure->state.since;
  VigieCondition condition = measure->state.condition;
  gint64 interval
      = measure->data->expected_interval > 0 ? measure->data->expected_interval : VIGIE_HOUR;
  /* As much as is read at once, with readings twice as often as expected. */
  gint64 span = MIN (REPLAY_SPAN, REPLAY_READINGS / 2 * interval);

  if (!self->in_transaction || measure->time == VIGIE_TIME_NONE)
    return;
  history = vigie_store_get_history (self->store, measure->data->id, measure->time - span,
                                     measure->time + 1, REPLAY_READINGS, NULL);
  if (history == NULL || history->len == 0)
    return;
  for (guint i = 0; i < history->len; i++)
    {
      last = &g_array_index (history, VigieReading, i);
      vigie_condition_step (&state, &measure->data->thresholds, last->number, last->time);
    }
  if (last->time != measure->time)
    return; /* more of it than is read at once: what was computed step by step stands */
  if (state.condition == condition && before != 0 && before < state.since
      && before < g_array_index (history, VigieReading, 0).time)
    state.since = before;

  measure->state = state;
  measure->value_hash = vigie_reading_value_hash (last);
  vigie_territory_batch_add_reading (self->batch, measure->data->id, last, &state);
  if (self->in_transaction)
    {
      g_autoptr (GError) error = NULL;

      if (!vigie_store_put_reading (self->store, measure->data->id, last, &state, NULL, NULL,
                                    &error))
        vigie_sync_worker_store_failed (self, error);
    }
}

static void
wait_for_model (VigieSyncWorker *self)
{
  g_mutex_lock (&self->lock);
  while (self->n_batches >= BATCHES_MAX && !self->stop)
    g_cond_wait (&self->wake, &self->lock);
  self->n_batches++;
  g_mutex_unlock (&self->lock);
}

gboolean
vigie_sync_worker_commit (VigieSyncWorker *self, gboolean loaded)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = FALSE, dropped = FALSE;
  GHashTableIter iter;
  gpointer measure;

  g_hash_table_iter_init (&iter, self->replays);
  while (g_hash_table_iter_next (&iter, &measure, NULL))
    replay (self, measure);
  g_hash_table_remove_all (self->replays);

  if (self->in_transaction)
    {
      self->in_transaction = FALSE;
      dropped = vigie_store_get_generation (self->store) != self->generation;
      kept = vigie_store_commit (self->store, &error);
      if (!kept)
        vigie_sync_worker_store_failed (self, error);
      else
        set_store_error (self, NULL);
    }
  tell_readings (self, dropped);

  if (loaded || !vigie_territory_batch_is_empty (self->batch))
    {
      wait_for_model (self);
      self->tells.batch (self->user_data, g_steal_pointer (&self->batch), loaded);
    }
  g_clear_pointer (&self->batch, vigie_territory_batch_free);
  return kept;
}

void
vigie_sync_worker_set_value (VigieSyncWorker *self, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (self->in_transaction && !vigie_store_set_value (self->store, key, value, &error))
    vigie_sync_worker_store_failed (self, error);
}

/* ---- Sites and measures ------------------------------------------------------------------------ */

void
vigie_sync_worker_take_thing (VigieSyncWorker *self, const VigieStThing *thing)
{
  g_autoptr (GError) error = NULL;
  VigieSiteData *site;
  gboolean changed;

  if (thing->id.text == NULL)
    return;
  site = vigie_sync_index_take_site (self->index, vigie_profile_map_thing (self->profile, thing),
                                     &changed);
  if (changed)
    vigie_territory_batch_add_site (self->batch, site);
  if (self->in_transaction && !vigie_store_put_site (self->store, site, &error))
    vigie_sync_worker_store_failed (self, error);
  for (guint i = 0; i < thing->datastreams->len; i++)
    vigie_sync_worker_take_datastream (self, g_ptr_array_index (thing->datastreams, i),
                                       thing->id.text);
}

static void
put_measure (VigieSyncWorker *self, VigieSyncMeasure *measure)
{
  g_autoptr (GError) error = NULL;

  if (!self->in_transaction)
    return;
  if (vigie_store_put_measure (self->store, measure->data, &error))
    return;
  /* A measure of a Thing that the server does not list is shown as soon as it does. */
  if (!g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN))
    vigie_sync_worker_store_failed (self, error);
}

/* The measure has nothing later than @after: what is kept that is later was deleted on the server. */
static void
forget_later (VigieSyncWorker *self, VigieSyncMeasure *measure, VigieTime after)
{
  g_autoptr (GError) error = NULL;

  vigie_sync_measure_forget (measure);
  if (self->in_transaction
      && !vigie_store_forget_readings (self->store, measure->data->id, after, &error))
    vigie_sync_worker_store_failed (self, error);
  /* What is told next is the older one; its condition is in the history before it. */
  g_hash_table_add (self->replays, measure);
}

void
vigie_sync_worker_forget_readings (VigieSyncWorker *self)
{
  g_autoptr (GError) error = NULL;
  const VigieConditionState none = {0};
  GHashTableIter iter;
  gpointer value;

  g_hash_table_remove_all (self->replays);
  if (self->in_transaction && !vigie_store_forget_all_readings (self->store, &error))
    vigie_sync_worker_store_failed (self, error);
  g_hash_table_iter_init (&iter, self->index->measures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VigieSyncMeasure *measure = value;

      if (measure->time != VIGIE_TIME_NONE)
        vigie_territory_batch_add_reading (self->batch, measure->data->id, &VIGIE_READING_NONE,
                                           &none);
      vigie_sync_measure_forget (measure);
      measure->chore = FALSE;
    }
  g_queue_clear_full (&self->chores, g_free);
}

VigieSyncMeasure *
vigie_sync_worker_take_datastream (VigieSyncWorker *self,
                                   const VigieStDatastream *datastream,
                                   const char *site_id)
{
  VigieSyncMeasure *measure;
  gboolean changed;

  if (datastream->id.text == NULL || site_id == NULL)
    return NULL;

  if (datastream->sensor != NULL && datastream->sensor->id.text != NULL)
    {
      g_autoptr (GError) error = NULL;
      VigieSensorData *sensor = vigie_sync_index_take_sensor (
          self->index, vigie_profile_map_sensor (self->profile, datastream->sensor), &changed);

      if (changed)
        vigie_territory_batch_add_sensor (self->batch, sensor);
      if (self->in_transaction && !vigie_store_put_sensor (self->store, sensor, &error))
        vigie_sync_worker_store_failed (self, error);
    }

  measure = vigie_sync_index_take_measure (
      self->index, vigie_profile_map_datastream (self->profile, datastream, site_id), FALSE,
      &changed);
  put_measure (self, measure);
  if (changed)
    {
      vigie_territory_batch_add_measure (self->batch, measure->data);
      /* Its thresholds may be others: what they say of what is known. */
      if (measure->time != VIGIE_TIME_NONE)
        g_hash_table_add (self->replays, measure);
    }
  /* A server that is strict about order, asked after all that is known came: a later one that it does not
   * have any more was deleted, or it went back to a backup. */
  if (self->server_stamps && measure->time != VIGIE_TIME_NONE && datastream->observations->len > 0)
    {
      const VigieStObservation *newest = g_ptr_array_index (datastream->observations, 0);

      if (newest->reading.time != VIGIE_TIME_NONE && newest->reading.time < measure->time)
        forget_later (self, measure, newest->reading.time);
    }
  /* Newest first; taken in the order of time. */
  for (guint i = datastream->observations->len; i > 0; i--)
    {
      const VigieStObservation *observation = g_ptr_array_index (datastream->observations, i - 1);

      vigie_sync_worker_take_reading (self, measure, &observation->reading);
    }
  return measure;
}

void
vigie_sync_worker_observe_interval (VigieSyncWorker *self, VigieSyncMeasure *measure)
{
  g_autoptr (GArray) history = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (VigieTime));
  const VigieMeasureData *data = measure->data;
  gint64 interval;
  gboolean changed;

  if (self->store == NULL || measure->time == VIGIE_TIME_NONE
      || (data->expected_interval > 0 && !data->interval_is_observed))
    return;
  /* As much as gives some gaps: a day, else all that is kept of a week. */
  for (gint64 span = VIGIE_DAY; span <= 7 * VIGIE_DAY; span *= 7)
    {
      g_clear_pointer (&history, g_array_unref);
      history = vigie_store_get_history (self->store, data->id, measure->time - span,
                                         measure->time + 1, 500, NULL);
      if (history != NULL && history->len > 20)
        break;
    }
  for (guint i = 0; history != NULL && i < history->len; i++)
    g_array_append_val (times, g_array_index (history, VigieReading, i).time);
  interval = vigie_observed_interval ((const VigieTime *) (void *) times->data, times->len);
  /* A median moves a little with each reading: only what changes the freshness is news. */
  if (interval == 0
      || (data->expected_interval > 0
          && ABS (interval - data->expected_interval) < data->expected_interval / 5))
    return;

  measure = vigie_sync_index_take_measure (
      self->index, vigie_measure_data_with_interval (data, interval), TRUE, &changed);
  put_measure (self, measure);
  vigie_territory_batch_add_measure (self->batch, measure->data);
}

/* ---- Readings --------------------------------------------------------------------------------- */

/* A reading that came later than its times tell widens the window of the increments. */
static void
note_delay (VigieSyncWorker *self, const VigieReading *reading)
{
  VigieTime server_now = vigie_sync_worker_server_now (self);
  VigieTime told = MAX (reading->time, reading->result_time);
  gint64 delay;

  if (!self->noting_delays)
    return;
  if (self->read_up_to == VIGIE_TIME_NONE || server_now == VIGIE_TIME_NONE
      || told >= self->read_up_to)
    return;
  delay = server_now - told;
  if (delay <= self->longest_delay)
    return;
  self->longest_delay = MIN (delay, 7 * VIGIE_DAY);
  if (self->in_transaction)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, self->longest_delay);

      vigie_sync_worker_set_value (self, "longest-delay", text);
    }
}

static gboolean
has_limits (const VigieSyncMeasure *measure)
{
  const VigieThresholds *t = &measure->data->thresholds;

  return isfinite (t->low) || isfinite (t->high) || isfinite (t->lowlow) || isfinite (t->highhigh);
}

void
vigie_sync_worker_take_replays (VigieSyncWorker *self)
{
  g_autoptr (GHashTable) ids = NULL;
  GHashTableIter iter;
  gpointer id;

  g_mutex_lock (&self->lock);
  ids = g_steal_pointer (&self->replay_ids);
  g_mutex_unlock (&self->lock);
  if (ids == NULL)
    return;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      VigieSyncMeasure *measure = vigie_sync_index_find_measure (self->index, id);

      if (measure != NULL && measure->time != VIGIE_TIME_NONE && has_limits (measure))
        g_hash_table_add (self->replays, measure);
    }
}

void
vigie_sync_worker_take_reading (VigieSyncWorker *self,
                                VigieSyncMeasure *measure,
                                const VigieReading *reading)
{
  g_autoptr (GError) error = NULL;
  VigieTime server_now = vigie_sync_worker_server_now (self);
  gboolean known, has_rules;
  gboolean changed = FALSE;
  guint hash;

  if (reading->time == VIGIE_TIME_NONE)
    return;
  if (reading->time - AHEAD_MAX
      > (server_now != VIGIE_TIME_NONE ? server_now : vigie_sync_worker_now (self)))
    {
      self->n_ahead++;
      /* The server gives this one as its latest: the good one is behind it. */
      if (measure->time == VIGIE_TIME_NONE && !measure->chore)
        {
          measure->chore = TRUE;
          g_queue_push_tail (&self->chores, g_strdup (measure->data->id));
        }
      return;
    }

  if (reading->start != VIGIE_TIME_NONE)
    self->longest_span = MAX (self->longest_span, reading->time - reading->start);

  hash = vigie_reading_value_hash (reading);
  if (reading->time == measure->time && hash == measure->value_hash)
    {
      if (!measure->stored && self->in_transaction)
        {
          if (vigie_store_put_reading (self->store, measure->data->id, reading, &measure->state,
                                       NULL, NULL, &error))
            measure->stored = TRUE;
          else if (!g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN))
            vigie_sync_worker_store_failed (self, error);
        }
      self->n_repeats++;
      return;
    }

  known = measure->time != VIGIE_TIME_NONE;
  has_rules = has_limits (measure);
  if (!known || reading->time > measure->time)
    {
      vigie_condition_step (&measure->state, &measure->data->thresholds, reading->number,
                            reading->time);
      measure->time = reading->time;
      measure->value_hash = hash;
      measure->stored = FALSE;
      if (self->in_transaction)
        {
          if (vigie_store_put_reading (self->store, measure->data->id, reading, &measure->state,
                                       NULL, NULL, &error))
            measure->stored = TRUE;
          else if (!g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN))
            vigie_sync_worker_store_failed (self, error);
        }
      vigie_territory_batch_add_reading (self->batch, measure->data->id, reading, &measure->state);
      self->n_news++;
      touch (self, measure);
      if (known)
        note_delay (self, reading);
      return;
    }

  /* A late one, or a correction of the latest. */
  if (self->in_transaction
      && !vigie_store_put_reading (self->store, measure->data->id, reading, &measure->state,
                                   &changed, NULL, &error))
    {
      if (!g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_UNKNOWN))
        vigie_sync_worker_store_failed (self, error);
      changed = reading->time == measure->time;
    }
  else if (!self->in_transaction)
    changed = reading->time == measure->time;
  if (!changed)
    {
      self->n_repeats++;
      return;
    }
  self->n_news++;
  touch (self, measure);
  note_delay (self, reading);
  if (reading->time == measure->time)
    {
      measure->value_hash = hash;
      if (!has_rules || !self->in_transaction)
        vigie_territory_batch_add_reading (self->batch, measure->data->id, reading,
                                           &measure->state);
    }
  if (has_rules)
    g_hash_table_add (self->replays, measure);
}

/* ---- What is gone ----------------------------------------------------------------------------- */

void
vigie_sync_worker_sweep (VigieSyncWorker *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GPtrArray) measures = NULL;

  g_hash_table_remove_all (self->replays);
  vigie_sync_index_sweep (self->index, &sites, &measures);
  for (guint i = 0; i < measures->len; i++)
    vigie_territory_batch_remove_measure (self->batch, g_ptr_array_index (measures, i));
  for (guint i = 0; i < sites->len; i++)
    vigie_territory_batch_remove_site (self->batch, g_ptr_array_index (sites, i));
  if (self->in_transaction && self->marked && !vigie_store_sweep (self->store, NULL, NULL, &error))
    vigie_sync_worker_store_failed (self, error);
}
