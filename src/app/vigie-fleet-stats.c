/* vigie-fleet-stats.c: the figures of the fleet that take the past
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-fleet-stats.h"

/* Sensors of one read, and the time between two, so that the store is free for what somebody waits for. */
#define CHUNK 64
#define PAUSE 30 /* ms */

/* A battery's level is read again at most so often, frames too: they come every few minutes. */
#define BATTERY_AGE VIGIE_HOUR
#define LOSS_AGE (10 * VIGIE_MINUTE)

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
  GHashTable *filled; /* owned: ids of measures that were asked of the server */
  guint n_known;      /* length of the model's list when it was last gone through */
  guint source;
  gboolean active;
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (VigieFleetStats, vigie_fleet_stats, G_TYPE_OBJECT)

static void need_work (VigieFleetStats *self, guint delay);

/* ---- In the thread --------------------------------------------------------------------------- */

typedef struct
{
  VigieSensor *sensor;  /* owned; untouched in the thread */
  char *unit;           /* owned: of its battery, or NULL where it has none */
  VigieSeries *battery; /* owned, or NULL */
  VigieSeries *counter; /* owned, or NULL */
  gboolean has_counter;
  VigieFleetFigures figures;
} Item;

typedef struct
{
  VigieTime now;
  guint n_items;
  Item *items; /* owned */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < job->n_items; i++)
    {
      Item *item = &job->items[i];

      g_object_unref (item->sensor);
      g_free (item->unit);
      g_clear_pointer (&item->battery, vigie_series_unref);
      g_clear_pointer (&item->counter, vigie_series_unref);
    }
  g_free (job->items);
  g_free (job);
}

static void
compute_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  for (guint i = 0; i < job->n_items; i++)
    {
      Item *item = &job->items[i];

      item->figures.has_battery = item->unit != NULL;
      if (item->unit != NULL)
        {
          VigieBatteryVerdict verdict;

          vigie_battery_forecast (item->battery, item->unit, job->now, &item->figures.battery);
          verdict = item->figures.battery.verdict;
          /* A short past that is not wholly known is no short past. */
          item->figures.battery_unread
              = (verdict == VIGIE_BATTERY_TOO_SHORT || verdict == VIGIE_BATTERY_NO_READING)
                && (item->battery == NULL
                    || !vigie_series_is_known (item->battery,
                                               job->now - VIGIE_BATTERY_MIN_DAYS * VIGIE_DAY,
                                               job->now - VIGIE_HOUR));
        }
      item->figures.has_loss
          = item->counter != NULL
            && vigie_series_is_known (item->counter, job->now - VIGIE_DAY, job->now - VIGIE_HOUR);
      if (item->figures.has_loss)
        vigie_radio_count_frames (item->counter, job->now - VIGIE_DAY, job->now + 1,
                                  &item->figures.loss);
    }
  g_task_return_boolean (task, TRUE);
}

/* ---- On the main thread ---------------------------------------------------------------------- */

static void
set_done (VigieFleetStats *self, VigieSensor *sensor, VigieTime now)
{
  VigieTime *when = g_new (VigieTime, 1);

  *when = now;
  g_hash_table_replace (self->done, g_object_ref (sensor), when);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VigieFleetStats *self = VIGIE_FLEET_STATS (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  self->reading = FALSE;
  for (guint i = 0; i < job->n_items; i++)
    {
      set_done (self, job->items[i].sensor, job->now);
      vigie_fleet_model_set_figures (self->model, job->items[i].sensor, &job->items[i].figures);
    }
  need_work (self, PAUSE);
}

/* Batteries are read over weeks, counters over a day: one after the other. */
typedef struct
{
  VigieFleetStats *self; /* owned */
  Job *job;              /* owned */
  GPtrArray *counters;   /* owned: ids, or NULL once they are being read */
} Read;

static void
read_free (Read *read)
{
  g_object_unref (read->self);
  g_clear_pointer (&read->job, job_free);
  g_clear_pointer (&read->counters, g_ptr_array_unref);
  g_free (read);
}

static void read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Read *read = user_data;
  VigieFleetStats *self = read->self;
  g_autoptr (GPtrArray) counters = g_steal_pointer (&read->counters);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) series = vigie_history_read_finish (VIGIE_HISTORY (source), result, &error);
  g_autoptr (GTask) task = NULL;
  guint next = 0;

  if (series == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_message ("figures of the fleet: %s", error->message);
          self->reading = FALSE;
          need_work (self, 1000);
        }
      read_free (read);
      return;
    }
  for (guint i = 0; i < read->job->n_items; i++)
    {
      Item *item = &read->job->items[i];

      if (counters != NULL ? item->unit == NULL : !item->has_counter)
        continue;
      if (next < series->len)
        *(counters != NULL ? &item->battery : &item->counter)
            = vigie_series_ref (g_ptr_array_index (series, next));
      next++;
    }
  if (counters != NULL)
    {
      vigie_history_read_async (self->history, (const char *const *) counters->pdata, counters->len,
                                read->job->now - VIGIE_DAY, read->job->now + 1, self->cancellable,
                                read_cb, read);
      return;
    }
  task = g_task_new (self, self->cancellable, computed_cb, NULL);
  g_task_set_source_tag (task, read_cb);
  g_task_set_task_data (task, g_steal_pointer (&read->job), job_free);
  g_task_run_in_thread (task, compute_thread);
  read_free (read);
}

/* Whether what is known of it is of long ago, or nothing is. */
static gboolean
is_due (VigieFleetStats *self, VigieSensor *sensor, VigieTime now)
{
  const VigieTime *when = g_hash_table_lookup (self->done, sensor);
  gint64 age = vigie_sensor_get_frame_counter (sensor) != NULL ? LOSS_AGE : BATTERY_AGE;

  return when == NULL || now - *when >= age || now < *when;
}

static gboolean
work_cb (gpointer user_data)
{
  VigieFleetStats *self = user_data;
  g_autoptr (GPtrArray) batteries = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) counters = g_ptr_array_new_with_free_func (g_free);
  Job *job = g_new0 (Job, 1);
  Read *read;

  self->source = 0;
  job->now = vigie_clock_now (self->clock);
  job->items = g_new0 (Item, CHUNK);
  while (job->n_items < CHUNK && !g_queue_is_empty (&self->queue))
    {
      g_autoptr (VigieSensor) sensor = g_queue_pop_head (&self->queue);
      VigieMeasure *battery = vigie_sensor_get_battery (sensor);
      VigieMeasure *counter = vigie_sensor_get_frame_counter (sensor);
      Item *item = &job->items[job->n_items];

      g_hash_table_remove (self->queued, sensor);
      if (battery == NULL && counter == NULL)
        {
          set_done (self, sensor, job->now);
          continue;
        }
      job->n_items++;
      item->sensor = g_object_ref (sensor);
      item->has_counter = counter != NULL;
      item->figures.revision = vigie_sensor_get_revision (sensor);
      if (battery != NULL)
        {
          item->unit = g_strdup (vigie_measure_get_data (battery)->unit);
          g_ptr_array_add (batteries, g_strdup (vigie_measure_get_data (battery)->id));
        }
      if (counter != NULL)
        g_ptr_array_add (counters, g_strdup (vigie_measure_get_data (counter)->id));
    }
  if (job->n_items == 0)
    {
      job_free (job);
      return G_SOURCE_REMOVE;
    }
  self->reading = TRUE;
  read = g_new (Read, 1);
  read->self = g_object_ref (self);
  read->job = job;
  read->counters = g_steal_pointer (&counters);
  vigie_history_read_async (self->history, (const char *const *) batteries->pdata, batteries->len,
                            job->now - VIGIE_BATTERY_WINDOW, job->now + 1, self->cancellable,
                            read_cb, read);
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

/* All that is due. */
static void
enqueue_all (VigieFleetStats *self)
{
  GListModel *all = vigie_fleet_model_get_all (self->model);
  VigieTime now;

  if (!self->active || self->clock == NULL || all == NULL)
    return;
  now = vigie_clock_now (self->clock);
  self->n_known = g_list_model_get_n_items (all);
  for (guint i = 0; i < self->n_known; i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (all, i);

      if (is_due (self, sensor, now))
        enqueue (self, sensor, FALSE);
    }
  need_work (self, PAUSE);
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

/* Sensors came or went. */
static void
changed_cb (VigieFleetStats *self)
{
  GListModel *all = vigie_fleet_model_get_all (self->model);
  guint n = all != NULL ? g_list_model_get_n_items (all) : 0;

  if (!self->active || self->n_known == n)
    return;
  if (n < self->n_known)
    g_hash_table_foreach_remove (self->done, is_gone, NULL);
  enqueue_all (self);
}

static void
filled_cb (VigieFleetStats *self, const char *measure_id)
{
  GListModel *list = G_LIST_MODEL (self->model);
  guint n = g_list_model_get_n_items (list);

  /* It was on screen: it is among the first, most often. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieSensor) sensor = g_list_model_get_item (list, i);
      VigieMeasure *measures[]
          = {vigie_sensor_get_battery (sensor), vigie_sensor_get_frame_counter (sensor)};

      for (guint j = 0; j < G_N_ELEMENTS (measures); j++)
        if (measures[j] != NULL
            && g_str_equal (vigie_measure_get_data (measures[j])->id, measure_id))
          {
            enqueue (self, sensor, TRUE);
            need_work (self, PAUSE);
            return;
          }
    }
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
  self->filled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
      self->reading = FALSE;
      clear_queue (self);
      g_hash_table_remove_all (self->done);
      g_hash_table_remove_all (self->filled);
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
    g_clear_handle_id (&self->source, g_source_remove);
}

void
vigie_fleet_stats_want (VigieFleetStats *self, GPtrArray *sensors)
{
  g_autoptr (GPtrArray) batteries = g_ptr_array_new ();
  g_autoptr (GPtrArray) counters = g_ptr_array_new ();
  VigieTime now;

  g_return_if_fail (VIGIE_IS_FLEET_STATS (self));
  if (!self->active || self->history == NULL || self->clock == NULL)
    return;
  now = vigie_clock_now (self->clock);
  for (guint i = sensors->len; i-- > 0;)
    {
      VigieSensor *sensor = g_ptr_array_index (sensors, i);
      VigieMeasure *measures[]
          = {vigie_sensor_get_battery (sensor), vigie_sensor_get_frame_counter (sensor)};

      if (is_due (self, sensor, now))
        enqueue (self, sensor, TRUE);
      for (guint j = 0; j < G_N_ELEMENTS (measures); j++)
        {
          const char *id = measures[j] != NULL ? vigie_measure_get_data (measures[j])->id : NULL;

          if (id != NULL && g_hash_table_add (self->filled, g_strdup (id)))
            g_ptr_array_add (j == 0 ? batteries : counters, (gpointer) id);
        }
    }
  if (batteries->len > 0)
    vigie_history_fill (self->history, (const char *const *) batteries->pdata, batteries->len,
                        now - VIGIE_BATTERY_WINDOW, now);
  if (counters->len > 0)
    vigie_history_fill (self->history, (const char *const *) counters->pdata, counters->len,
                        now - VIGIE_DAY, now);
  need_work (self, 0);
}

gboolean
vigie_fleet_stats_is_busy (VigieFleetStats *self)
{
  g_return_val_if_fail (VIGIE_IS_FLEET_STATS (self), FALSE);
  return self->reading || !g_queue_is_empty (&self->queue);
}
