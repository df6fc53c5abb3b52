/* vigie-fleet-stats.c: the figures of the fleet that take the past
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-stats.h"

#include "vigie-fleet-stats-job.h"

/* The time between two reads, so that the store is free for what somebody waits for. */
#define PAUSE 30 /* ms */
/* Of a turn of the main loop. */
#define SLICE (2 * 1000) /* µs */

/* Batteries, margins and values that stand still are looked at again at most so often, frames too: they come every
 * few minutes. */
#define HISTORY_AGE VIGIE_HOUR
#define LOSS_AGE (10 * VIGIE_MINUTE)

/* With more sensors only what somebody looks at is fetched from the server. */
#define FILL_ALL 1000
#define FILL_AT_ONCE 32

struct _VigieFleetStats
{
  GObject parent_instance;

  VigieFleetModel *model;    /* owned */
  VigieHistory *history;     /* owned, or NULL */
  VigieClock *clock;         /* owned, or NULL */
  GCancellable *cancellable; /* owned: of the read under way, or NULL */
  GQueue queue;       /* owned references: VigieSensor to be computed, first those on screen */
  GHashTable *queued; /* owned: of the queue's, unowned → its link */
  GHashTable *done;   /* owned: VigieSensor reference → when (VigieTime, owned) */
  GHashTable *
      filled; /* owned: ids of measures asked of the server, each with its VigieSensor (reference) */
  guint n_known;  /* length of the model's list when it was last gone through */
  guint n_filled; /* of it, from the first one on: all of these were asked for */
  guint n_looked; /* of it, from the first one on: those that are due are in the queue */
  guint source;
  guint look_source;
  gboolean active;
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (VigieFleetStats, vigie_fleet_stats, G_TYPE_OBJECT)

static void need_work (VigieFleetStats *self, guint delay);

/* ---- On the main thread ---------------------------------------------------------------------- */

static void
set_done (VigieFleetStats *self, VigieSensor *sensor, VigieTime now)
{
  VigieTime *when = g_new (VigieTime, 1);

  *when = now;
  g_hash_table_replace (self->done, g_object_ref (sensor), when);
}

static void
compute_thread (GTask *task, gpointer source, gpointer job, GCancellable *cancellable)
{
  vigie_fleet_job_compute (job, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieFleetStats *self = VIGIE_FLEET_STATS (source);
  VigieFleetJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  self->reading = FALSE;
  for (guint i = 0; i < vigie_fleet_job_get_n (job); i++)
    {
      VigieSensor *sensor = vigie_fleet_job_get_sensor (job, i);

      set_done (self, sensor, vigie_fleet_job_get_now (job));
      vigie_fleet_model_set_figures (self->model, sensor, vigie_fleet_job_get_figures (job, i));
    }
  need_work (self, PAUSE);
}

/* One read after another. */
typedef struct
{
  VigieFleetStats *self; /* owned */
  VigieFleetJob *job;    /* owned */
  VigieFleetRead read;   /* under way */
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->self);
  g_clear_pointer (&reading->job, vigie_fleet_job_free);
  g_free (reading);
}

static void read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* The next read of which something is wanted, or the thread once all are done. Takes @reading. */
static void
go_on (Reading *reading, guint from)
{
  VigieFleetStats *self = reading->self;
  g_autoptr (GTask) task = NULL;

  for (reading->read = from; reading->read < VIGIE_FLEET_N_READS; reading->read++)
    {
      VigieTime now = vigie_fleet_job_get_now (reading->job);
      guint n;
      const char *const *ids = vigie_fleet_job_get_ids (reading->job, reading->read, &n);

      if (n == 0)
        continue;
      vigie_history_read_async (self->history, ids, n,
                                now - vigie_fleet_read_window (reading->read), now + 1,
                                self->cancellable, read_cb, reading);
      return;
    }
  task = g_task_new (self, self->cancellable, computed_cb, NULL);
  g_task_set_source_tag (task, go_on);
  g_task_set_task_data (task, g_steal_pointer (&reading->job), vigie_fleet_job_free);
  g_task_run_in_thread (task, compute_thread);
  reading_free (reading);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  VigieFleetStats *self = reading->self;
  g_autoptr (GError) error = NULL;
  GPtrArray *series = vigie_history_read_finish (VIGIE_HISTORY (source), result, &error);

  if (series == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_message ("figures of the fleet: %s", error->message);
          self->reading = FALSE;
          need_work (self, 1000);
        }
      reading_free (reading);
      return;
    }
  vigie_fleet_job_take_series (reading->job, reading->read, series);
  /* Another history took its place meanwhile. */
  if (self->history != VIGIE_HISTORY (source))
    reading_free (reading);
  else
    go_on (reading, reading->read + 1);
}

static gboolean
is_old (VigieTime now, VigieTime then, gint64 age)
{
  return then == VIGIE_TIME_NONE || now - then >= age || now < then;
}

static gboolean
needs_history (VigieFleetStats *self, VigieSensor *sensor, VigieTime now)
{
  const VigieFleetFigures *figures = vigie_fleet_model_get_figures (self->model, sensor);

  return figures == NULL || !g_hash_table_contains (self->done, sensor)
         || is_old (now, figures->history_time, HISTORY_AGE);
}

/* Whether what is known of it is of long ago, or nothing is. */
static gboolean
is_due (VigieFleetStats *self, VigieSensor *sensor, VigieTime now)
{
  const VigieTime *when = g_hash_table_lookup (self->done, sensor);
  gint64 age = vigie_sensor_get_frame_counter (sensor) != NULL ? LOSS_AGE : HISTORY_AGE;

  return when == NULL || is_old (now, *when, age);
}

static gboolean
work_cb (gpointer user_data)
{
  VigieFleetStats *self = user_data;
  VigieTime now = vigie_clock_now (self->clock);
  VigieFleetJob *job = vigie_fleet_job_new (now);
  Reading *reading;

  self->source = 0;
  while (vigie_fleet_job_get_n (job) < VIGIE_FLEET_JOB_SENSORS && !g_queue_is_empty (&self->queue))
    {
      g_autoptr (VigieSensor) sensor = g_queue_pop_head (&self->queue);

      g_hash_table_remove (self->queued, sensor);
      vigie_fleet_job_add (job, sensor, vigie_fleet_model_get_figures (self->model, sensor),
                           needs_history (self, sensor, now));
    }
  if (vigie_fleet_job_get_n (job) == 0)
    {
      vigie_fleet_job_free (job);
      return G_SOURCE_REMOVE;
    }
  self->reading = TRUE;
  reading = g_new (Reading, 1);
  reading->self = g_object_ref (self);
  reading->job = job;
  go_on (reading, 0);
  return G_SOURCE_REMOVE;
}

static void
need_work (VigieFleetStats *self, guint delay)
{
  if (self->active && self->history != NULL && !self->reading && self->source == 0
      && !g_queue_is_empty (&self->queue))
    self->source = g_timeout_add_full (G_PRIORITY_LOW, delay, work_cb, self, NULL);
}

static void
enqueue (VigieFleetStats *self, VigieSensor *sensor, gboolean first)
{
  GList *link = g_hash_table_lookup (self->queued, sensor);

  if (link != NULL)
    {
      if (!first)
        return;
      g_queue_unlink (&self->queue, link);
      g_queue_push_head_link (&self->queue, link);
      return;
    }
  if (first)
    g_queue_push_head (&self->queue, g_object_ref (sensor));
  else
    g_queue_push_tail (&self->queue, g_object_ref (sensor));
  g_hash_table_insert (self->queued, sensor, first ? self->queue.head : self->queue.tail);
}

static void
clear_queue (VigieFleetStats *self)
{
  g_hash_table_remove_all (self->queued);
  g_queue_clear_full (&self->queue, g_object_unref);
}

static gboolean
look_cb (gpointer user_data)
{
  VigieFleetStats *self = user_data;
  GListModel *all = vigie_fleet_model_get_all (self->model);
  guint n = all != NULL ? g_list_model_get_n_items (all) : 0;
  gint64 deadline = g_get_monotonic_time () + SLICE;
  VigieTime now = vigie_clock_now (self->clock);

  while (self->n_looked < n)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (all, self->n_looked++);

      if (is_due (self, sensor, now))
        enqueue (self, sensor, FALSE);
      if (self->n_looked % 64 == 0 && g_get_monotonic_time () >= deadline)
        return G_SOURCE_CONTINUE;
    }
  self->look_source = 0;
  need_work (self, PAUSE);
  return G_SOURCE_REMOVE;
}

/* All that is due. */
static void
enqueue_all (VigieFleetStats *self)
{
  GListModel *all = vigie_fleet_model_get_all (self->model);

  g_clear_handle_id (&self->look_source, g_source_remove);
  /* Figures of one that has no row yet would be lost; the model tells once all have. */
  if (!self->active || self->clock == NULL || all == NULL
      || vigie_fleet_model_is_filling (self->model))
    return;
  self->n_known = g_list_model_get_n_items (all);
  self->n_looked = 0;
  if (look_cb (self))
    self->look_source = g_idle_add_full (G_PRIORITY_LOW, look_cb, self, NULL);
}

static void
updated_cb (VigieFleetStats *self, GPtrArray *sensors)
{
  VigieTime now;

  if (!self->active || self->clock == NULL)
    return;
  now = vigie_clock_now (self->clock);
  for (guint i = 0; i < sensors->len; i++)
    if (is_due (self, g_ptr_array_index (sensors, i), now))
      enqueue (self, g_ptr_array_index (sensors, i), FALSE);
  need_work (self, PAUSE);
}

static gboolean
is_gone (gpointer sensor, gpointer when, gpointer user_data)
{
  return vigie_sensor_get_site (sensor) == NULL;
}

static gboolean
is_filled_gone (gpointer id, gpointer sensor, gpointer user_data)
{
  return is_gone (sensor, NULL, NULL);
}

/* Sensors came or went. */
static void
changed_cb (VigieFleetStats *self)
{
  GListModel *all = vigie_fleet_model_get_all (self->model);
  guint n = all != NULL ? g_list_model_get_n_items (all) : 0;

  if (!self->active || self->n_known == n)
    return;
  if (n < self->n_known)
    {
      g_hash_table_foreach_remove (self->done, is_gone, NULL);
      g_hash_table_foreach_remove (self->filled, is_filled_gone, NULL);
    }
  /* New ones are anywhere in the list. */
  self->n_filled = 0;
  enqueue_all (self);
}

/* What was asked of the server is in the store: all of the sensor is computed anew. */
static void
filled_cb (VigieFleetStats *self, const char *measure_id)
{
  VigieSensor *sensor = g_hash_table_lookup (self->filled, measure_id);

  if (sensor == NULL)
    return;
  g_hash_table_remove (self->done, sensor);
  enqueue (self, sensor, FALSE);
  need_work (self, PAUSE);
}

/* Asks the server for what the store lacks of a measure, once. */
static void
fill (VigieFleetStats *self,
      VigieSensor *sensor,
      VigieMeasure *measure,
      VigieFleetRead read,
      VigieTime now)
{
  const char *id;

  if (measure == NULL)
    return;
  id = vigie_measure_get_data (measure)->id;
  if (g_hash_table_contains (self->filled, id))
    return;
  g_hash_table_insert (self->filled, g_strdup (id), g_object_ref (sensor));
  vigie_history_fill (self->history, &id, 1, now - vigie_fleet_read_window (read), now);
}

static void
fill_sensor (VigieFleetStats *self, VigieSensor *sensor, VigieTime now)
{
  guint n;
  VigieMeasure *const *measures = vigie_sensor_get_measures (sensor, &n);

  fill (self, sensor, vigie_sensor_get_battery (sensor), VIGIE_FLEET_READ_BATTERIES, now);
  fill (self, sensor, vigie_sensor_get_frame_counter (sensor), VIGIE_FLEET_READ_COUNTERS, now);
  fill (self, sensor, vigie_sensor_get_snr (sensor), VIGIE_FLEET_READ_RADIO, now);
  fill (self, sensor, vigie_sensor_get_spreading_factor (sensor), VIGIE_FLEET_READ_RADIO, now);
  for (guint i = 0; i < n; i++)
    if (vigie_failure_can_be_stuck (vigie_measure_get_data (measures[i])))
      fill (self, sensor, measures[i], VIGIE_FLEET_READ_VALUES, now);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_fleet_stats_dispose (GObject *object)
{
  VigieFleetStats *self = VIGIE_FLEET_STATS (object);

  vigie_fleet_stats_set_history (self, NULL, NULL);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_fleet_stats_parent_class)->dispose (object);
}

static void
vigie_fleet_stats_finalize (GObject *object)
{
  VigieFleetStats *self = VIGIE_FLEET_STATS (object);

  g_hash_table_unref (self->queued);
  g_hash_table_unref (self->done);
  g_hash_table_unref (self->filled);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vigie_fleet_stats_parent_class)->finalize (object);
}

static void
vigie_fleet_stats_class_init (VigieFleetStatsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_fleet_stats_dispose;
  object_class->finalize = vigie_fleet_stats_finalize;
}

static void
vigie_fleet_stats_init (VigieFleetStats *self)
{
  g_queue_init (&self->queue);
  self->queued = g_hash_table_new (NULL, NULL);
  self->done = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->filled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

VigieFleetStats *
vigie_fleet_stats_new (VigieFleetModel *model)
{
  VigieFleetStats *self = g_object_new (VIGIE_TYPE_FLEET_STATS, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
vigie_fleet_stats_set_history (VigieFleetStats *self, VigieHistory *history, VigieClock *clock)
{
  g_return_if_fail (VIGIE_IS_FLEET_STATS (self));

  if (self->history == history && self->clock == clock)
    return;
  if (self->history != history)
    {
      if (self->history != NULL)
        g_signal_handlers_disconnect_by_data (self->history, self);
      if (self->cancellable != NULL)
        g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_clear_handle_id (&self->source, g_source_remove);
      g_clear_handle_id (&self->look_source, g_source_remove);
      self->reading = FALSE;
      clear_queue (self);
      g_hash_table_remove_all (self->done);
      g_hash_table_remove_all (self->filled);
      self->n_filled = 0;
      g_set_object (&self->history, history);
      if (history != NULL)
        {
          self->cancellable = g_cancellable_new ();
          g_signal_connect_object (history, "filled", G_CALLBACK (filled_cb), self,
                                   G_CONNECT_SWAPPED);
        }
    }
  g_set_object (&self->clock, clock);
  enqueue_all (self);
}

void
vigie_fleet_stats_set_active (VigieFleetStats *self, gboolean active)
{
  g_return_if_fail (VIGIE_IS_FLEET_STATS (self));

  if (self->active == !!active)
    return;
  self->active = !!active;
  if (active)
    enqueue_all (self);
  else
    {
      g_clear_handle_id (&self->source, g_source_remove);
      g_clear_handle_id (&self->look_source, g_source_remove);
    }
}

/* The rest of a fleet that is not too large, behind those on screen, some at each call; not where it costs money. */
static void
fill_rest (VigieFleetStats *self, VigieTime now)
{
  GListModel *all = vigie_fleet_model_get_all (self->model);
  guint n = all != NULL ? g_list_model_get_n_items (all) : 0;

  if (n > FILL_ALL || g_network_monitor_get_network_metered (g_network_monitor_get_default ()))
    return;
  for (guint i = 0; i < FILL_AT_ONCE && self->n_filled < n; i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (all, self->n_filled++);

      fill_sensor (self, sensor, now);
    }
}

void
vigie_fleet_stats_want (VigieFleetStats *self, GPtrArray *sensors)
{
  VigieTime now;

  g_return_if_fail (VIGIE_IS_FLEET_STATS (self));
  if (!self->active || self->history == NULL || self->clock == NULL)
    return;
  now = vigie_clock_now (self->clock);
  for (guint i = sensors->len; i-- > 0;)
    {
      VigieSensor *sensor = g_ptr_array_index (sensors, i);

      if (is_due (self, sensor, now))
        enqueue (self, sensor, TRUE);
      fill_sensor (self, sensor, now);
    }
  fill_rest (self, now);
  need_work (self, 0);
}

gboolean
vigie_fleet_stats_is_busy (VigieFleetStats *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_STATS (self), FALSE);
  return self->reading || self->look_source != 0 || !g_queue_is_empty (&self->queue);
}
