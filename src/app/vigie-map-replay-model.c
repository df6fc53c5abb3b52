/* vigie-map-replay-model.c: the states of the territory over a time of the past, as they become known.
 *
 * First the sites and measures of today are gathered in slices, then the store is read in threads; while history
 * comes from the server it is read again, now and then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-replay-model.h"

#include <gdk/gdk.h>

/* Of the main thread at once, in µs. */
#define SLICE 2000
/* Between two reads while history comes, in µs of real time; and so many times as long as a read takes. */
#define LOADING_INTERVAL (1 * G_USEC_PER_SEC)
#define DUTY 10
/* A territory that changes does so some times in a row, ms. */
#define TERRITORY_DELAY 1000

struct _VigieMapReplayModel
{
  GObject parent_instance;

  VigieContext *context; /* owned */
  VigieTicker *ticker;   /* owned */
  gboolean started;
  VigieSpan span;

  VigieTerritory *territory; /* owned: whose plan it is */
  VigieReplayPlan *making;   /* owned: being gathered */
  VigieReplayPlan *plan;     /* owned, or NULL */
  GPtrArray *sites;          /* owned: VigieSite, in the order of the plan being made or made */
  GHashTable *positions;     /* owned: VigieSite → position + 1 */
  guint source;              /* gathering, or waiting to */

  GPtrArray *demands; /* owned: VigieHistoryDemand */
  VigieReplayRead *read;
  GCancellable *cancellable; /* owned: of the read under way */
  gint64 read_at, duration;  /* monotonic */
  guint read_source;
  gboolean stale; /* more came while it was being read */
  char *error;    /* owned: of the last read */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieMapReplayModel, vigie_map_replay_model, G_TYPE_OBJECT)

static void queue_read (VigieMapReplayModel *self);

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct
{
  VigieSync *sync;
  VigieReplayPlan *plan;
  VigieSpan span;
  VigieTime now;
  gint64 began;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->sync);
  vigie_replay_plan_unref (job->plan);
  g_free (job);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  VigieStore *store = vigie_sync_hold_store (job->sync, &error);
  VigieReplayRead *read;

  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  read = vigie_replay_read (store, job->plan, job->span.from, job->span.to, job->now, cancellable,
                            &error);
  vigie_sync_release_store (job->sync);
  if (read != NULL)
    g_task_return_pointer (task, read, (GDestroyNotify) vigie_replay_read_free);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  VigieMapReplayModel *self = VIGIE_MAP_REPLAY_MODEL (source);
  const Job *job = g_task_get_task_data (G_TASK (async));
  g_autoptr (GError) error = NULL;
  VigieReplayRead *read = g_task_propagate_pointer (G_TASK (async), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  self->read_at = g_get_monotonic_time ();
  self->duration = self->read_at - job->began;
  g_set_str (&self->error, error != NULL ? error->message : NULL);
  if (read != NULL)
    {
      g_clear_pointer (&self->read, vigie_replay_read_free);
      self->read = read;
    }
  if (self->stale)
    queue_read (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
read_now (gpointer user_data)
{
  VigieMapReplayModel *self = user_data;
  VigieSync *sync = vigie_context_get_sync (self->context);
  g_autoptr (GTask) task = NULL;
  Job *job;

  self->read_source = 0;
  self->stale = FALSE;
  if (sync == NULL || self->plan == NULL)
    return G_SOURCE_REMOVE;
  job = g_new0 (Job, 1);
  job->sync = g_object_ref (sync);
  job->plan = vigie_replay_plan_ref (self->plan);
  job->span = self->span;
  job->now = vigie_clock_now (vigie_ticker_get_clock (self->ticker));
  job->began = g_get_monotonic_time ();
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, read_now);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_thread);
  return G_SOURCE_REMOVE;
}

/* While history comes: as often as a person can follow, and a small part of the time. */
static void
queue_read (VigieMapReplayModel *self)
{
  gint64 wait;

  self->stale = TRUE;
  if (self->read_source != 0 || self->cancellable != NULL)
    return;
  wait = self->read == NULL ? 0
                            : self->read_at + MAX (LOADING_INTERVAL, DUTY * self->duration)
                                  - g_get_monotonic_time ();
  self->read_source = g_timeout_add ((guint) (MAX (wait, 0) / 1000), read_now, self);
}

static void
progress_cb (VigieMapReplayModel *self)
{
  queue_read (self);
}

static void
drop_demands (VigieMapReplayModel *self)
{
  for (guint i = 0; i < self->demands->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->demands, i), self);
  g_ptr_array_set_size (self->demands, 0);
}

/* What the store lacks, the measures that speak often first. */
static void
ask (VigieMapReplayModel *self)
{
  VigieSync *sync = vigie_context_get_sync (self->context);
  VigieHistory *history = sync != NULL ? vigie_sync_get_archive (sync) : NULL;
  VigieTime to = MIN (self->span.to, vigie_clock_now (vigie_ticker_get_clock (self->ticker)));

  drop_demands (self);
  for (guint group = 0; group < VIGIE_REPLAY_N_LEADS && history != NULL; group++)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();
      VigieHistoryDemand *demand;
      gint64 lead;

      vigie_replay_plan_get_wanted (self->plan, group, ids, &lead);
      if (ids->len == 0 || self->span.from >= to)
        continue;
      demand = vigie_history_demand (history, (const char *const *) ids->pdata, ids->len,
                                     self->span.from - lead, to);
      g_ptr_array_add (self->demands, demand);
      g_signal_connect_object (demand, "notify::progress", G_CALLBACK (progress_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
stop_reading (VigieMapReplayModel *self)
{
  drop_demands (self);
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
begin_reading (VigieMapReplayModel *self)
{
  stop_reading (self);
  ask (self);
  read_now (self);
}

/* ---- The plan --------------------------------------------------------------------------------- */

static void
gather_site (VigieMapReplayModel *self, VigieSite *site)
{
  GListModel *measures = vigie_site_get_measures (site);
  guint n = g_list_model_get_n_items (measures);

  g_ptr_array_add (self->sites, g_object_ref (site));
  vigie_replay_plan_add_site (self->making, (VigieSiteData *) vigie_site_get_data (site));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieReading *latest = vigie_measure_get_latest (measure);

      vigie_replay_plan_add_measure (
          self->making, (VigieMeasureData *) vigie_measure_get_data (measure),
          latest->time == VIGIE_TIME_NONE, latest->type == VIGIE_VALUE_BOOLEAN);
    }
}

static void
take_plan (VigieMapReplayModel *self)
{
  g_clear_pointer (&self->read, vigie_replay_read_free);
  g_clear_pointer (&self->plan, vigie_replay_plan_unref);
  self->plan = g_steal_pointer (&self->making);
  g_hash_table_remove_all (self->positions);
  for (guint i = 0; i < self->sites->len; i++)
    g_hash_table_insert (self->positions, g_ptr_array_index (self->sites, i),
                         GUINT_TO_POINTER (i + 1));
  begin_reading (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
gather_cb (gpointer user_data)
{
  VigieMapReplayModel *self = user_data;
  gint64 until = g_get_monotonic_time () + SLICE;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->territory));

  while (self->sites->len < n)
    {
      g_autoptr (VigieSite) site = NULL;

      if (g_get_monotonic_time () > until)
        return G_SOURCE_CONTINUE;
      site = g_list_model_get_item (G_LIST_MODEL (self->territory), self->sites->len);
      gather_site (self, site);
    }
  self->source = 0;
  take_plan (self);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_gathering (gpointer user_data)
{
  VigieMapReplayModel *self = user_data;

  /* Places of the plan before mean nothing any more. */
  stop_reading (self);
  g_clear_pointer (&self->read, vigie_replay_read_free);
  g_clear_pointer (&self->making, vigie_replay_plan_unref);
  g_clear_pointer (&self->plan, vigie_replay_plan_unref);
  g_hash_table_remove_all (self->positions);
  g_ptr_array_set_size (self->sites, 0);
  self->making = vigie_replay_plan_new ();
  /* Among the frames: where each takes long, what is behind them would wait for as long as anything moves. */
  self->source = g_idle_add_full (GDK_PRIORITY_REDRAW, gather_cb, self, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Sites came or went: the places of the plan are no longer theirs, and one that is being gathered is of no use. */
static void
items_changed_cb (VigieMapReplayModel *self)
{
  if (!self->started)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (TERRITORY_DELAY, begin_gathering, self);
}

static void
set_territory (VigieMapReplayModel *self, VigieTerritory *territory)
{
  if (self->territory == territory)
    return;
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_set_object (&self->territory, territory);
  if (territory != NULL)
    g_signal_connect_object (territory, "items-changed", G_CALLBACK (items_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* ---- The object ------------------------------------------------------------------------------- */

static void
vigie_map_replay_model_dispose (GObject *object)
{
  VigieMapReplayModel *self = VIGIE_MAP_REPLAY_MODEL (object);

  vigie_map_replay_model_stop (self);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_map_replay_model_parent_class)->dispose (object);
}

static void
vigie_map_replay_model_finalize (GObject *object)
{
  VigieMapReplayModel *self = VIGIE_MAP_REPLAY_MODEL (object);

  g_ptr_array_unref (self->sites);
  g_ptr_array_unref (self->demands);
  g_hash_table_unref (self->positions);
  g_free (self->error);

  G_OBJECT_CLASS (vigie_map_replay_model_parent_class)->finalize (object);
}

static void
vigie_map_replay_model_class_init (VigieMapReplayModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_map_replay_model_dispose;
  object_class->finalize = vigie_map_replay_model_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_map_replay_model_init (VigieMapReplayModel *self)
{
  self->sites = g_ptr_array_new_with_free_func (g_object_unref);
  self->demands = g_ptr_array_new_with_free_func (g_object_unref);
  self->positions = g_hash_table_new (NULL, NULL);
}

VigieMapReplayModel *
vigie_map_replay_model_new (VigieContext *context, VigieTicker *ticker)
{
  VigieMapReplayModel *self = g_object_new (VIGIE_TYPE_MAP_REPLAY_MODEL, NULL);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  return self;
}

void
vigie_map_replay_model_start (VigieMapReplayModel *self, VigieSpan span)
{
  VigieTerritory *territory;

  g_return_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self));

  territory = vigie_context_get_territory (self->context);
  self->started = TRUE;
  self->span = span;
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->read, vigie_replay_read_free);
  if (self->plan != NULL && self->territory == territory && self->source == 0)
    begin_reading (self);
  else
    {
      g_clear_handle_id (&self->source, g_source_remove);
      set_territory (self, territory);
      if (territory != NULL)
        begin_gathering (self);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vigie_map_replay_model_stop (VigieMapReplayModel *self)
{
  g_return_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self));

  self->started = FALSE;
  g_clear_handle_id (&self->source, g_source_remove);
  stop_reading (self);
  set_territory (self, NULL);
  g_clear_pointer (&self->read, vigie_replay_read_free);
  g_clear_pointer (&self->making, vigie_replay_plan_unref);
  g_clear_pointer (&self->plan, vigie_replay_plan_unref);
  g_hash_table_remove_all (self->positions);
  g_ptr_array_set_size (self->sites, 0);
  g_clear_pointer (&self->error, g_free);
}

VigieSpan
vigie_map_replay_model_get_span (VigieMapReplayModel *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), ((VigieSpan) {0}));
  return self->span;
}

const VigieReplayRead *
vigie_map_replay_model_get_read (VigieMapReplayModel *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), NULL);
  return self->read;
}

VigieReplay *
vigie_map_replay_model_get_replay (VigieMapReplayModel *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), NULL);
  return self->read != NULL ? self->read->replay : NULL;
}

const VigieReplayPlan *
vigie_map_replay_model_get_plan (VigieMapReplayModel *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), NULL);
  return self->plan;
}

VigieSite *
vigie_map_replay_model_get_site (VigieMapReplayModel *self, guint position)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), NULL);
  return position < self->sites->len ? g_ptr_array_index (self->sites, position) : NULL;
}

gboolean
vigie_map_replay_model_find (VigieMapReplayModel *self, VigieSite *site, guint *position)
{
  guint found;

  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), FALSE);

  found = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, site));
  if (found == 0)
    return FALSE;
  *position = found - 1;
  return TRUE;
}

const VigieReplayState *
vigie_map_replay_model_look_up (VigieMapReplayModel *self, VigieSite *site, VigieTime time)
{
  guint position;

  if (self->read == NULL || !vigie_map_replay_model_find (self, site, &position))
    return NULL;
  return vigie_replay_get_state (self->read->replay, position, time);
}

gboolean
vigie_map_replay_model_get_loading (VigieMapReplayModel *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), FALSE);

  if (!self->started)
    return FALSE;
  if (self->source != 0 || (self->read == NULL && self->error == NULL))
    return TRUE;
  for (guint i = 0; i < self->demands->len; i++)
    {
      VigieHistoryDemand *demand = g_ptr_array_index (self->demands, i);

      if (vigie_history_demand_get_progress (demand) < 1
          && vigie_history_demand_get_error (demand) == NULL)
        return TRUE;
    }
  return FALSE;
}

const char *
vigie_map_replay_model_get_error (VigieMapReplayModel *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_REPLAY_MODEL (self), NULL);

  for (guint i = 0; i < self->demands->len && self->error == NULL; i++)
    {
      const char *error = vigie_history_demand_get_error (g_ptr_array_index (self->demands, i));

      if (error != NULL)
        return error;
    }
  return self->error;
}
