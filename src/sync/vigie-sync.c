/* vigie-sync.c: the main thread's end of the sync
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync.h"

#include "vigie-history-private.h"
#include "vigie-sync-worker.h"
#include "vigie-wake.h"

struct _VigieSync
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned */
  VigieSyncWorker *worker;   /* owned; its thread has most of it to itself */
  VigieHistory *archive;     /* owned */
  GThread *thread;           /* owned; NULL while it does not run */
  GMainContext *context;     /* owned: of the thread that made this */
  VigieWake *wake;           /* owned: tells of suspends and of clocks set */
  VigieSyncState state;      /* as last notified */
  gboolean stopped;

  /* From the thread, under the lock. */
  GMutex lock;
  GQueue batches;         /* Told */
  VigieSyncState pending; /* the newest state */
  gboolean has_pending;
  GPtrArray *readings;  /* owned, or NULL: ids of measures that readings came of */
  gboolean any_reading; /* of any, rather */
  GSource *drain;       /* owned; while there is something to take over */
};

typedef struct
{
  VigieSync *sync; /* owned from when it is being applied */
  VigieTerritoryBatch *batch;
  gboolean loaded;
} Told;

enum
{
  PROP_0,
  PROP_LINK,
  PROP_LAST_EXCHANGE,
  PROP_LINK_SINCE,
  PROP_NEXT_TRY,
  PROP_ERROR_TEXT,
  PROP_LOADING,
  PROP_N_LOADED,
  PROP_CLOCK_SKEW,
  PROP_PACE,
  PROP_DEMONSTRATION,
  PROP_SET_ASIDE,
  PROP_STORE_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieSync, vigie_sync, G_TYPE_OBJECT)

/* ---- From the thread --------------------------------------------------------------------------- */

static void
batch_applied_cb (gpointer user_data)
{
  Told *told = user_data;
  VigieSync *self = told->sync;

  g_mutex_lock (&self->worker->lock);
  self->worker->n_batches--;
  g_cond_broadcast (&self->worker->wake);
  g_mutex_unlock (&self->worker->lock);
  if (told->loaded && !self->stopped)
    {
      /* What is wanted may be of measures that are known by now. */
      vigie_history_wants_changed (self->archive);
      g_signal_emit (self, signals[SIGNAL_LOADED], 0);
    }
  g_object_unref (self);
  g_free (told);
}

static void
show_state (VigieSync *self, VigieSyncState *new)
{
  gboolean changed[N_PROPS] = {FALSE};
  VigieSyncState *old = &self->state;

  changed[PROP_LINK] = old->link != new->link;
  changed[PROP_LAST_EXCHANGE] = old->last_exchange != new->last_exchange;
  changed[PROP_LINK_SINCE] = old->link_since != new->link_since;
  changed[PROP_NEXT_TRY] = old->next_try != new->next_try;
  changed[PROP_ERROR_TEXT] = g_strcmp0 (old->error_text, new->error_text) != 0;
  changed[PROP_LOADING] = old->loading != new->loading;
  changed[PROP_N_LOADED] = old->n_loaded != new->n_loaded;
  changed[PROP_CLOCK_SKEW] = old->clock_skew != new->clock_skew;
  changed[PROP_PACE] = old->pace != new->pace;
  changed[PROP_DEMONSTRATION] = old->demonstration != new->demonstration;
  changed[PROP_SET_ASIDE] = g_strcmp0 (old->set_aside, new->set_aside) != 0;
  changed[PROP_STORE_ERROR] = g_strcmp0 (old->store_error, new->store_error) != 0;
  vigie_sync_state_clear (old);
  *old = *new;
  vigie_history_set_state (self->archive, new);

  if (new->server_known)
    vigie_territory_set_demonstration (self->territory, new->demonstration);
  for (guint i = 1; i < N_PROPS; i++)
    if (changed[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static gboolean
drain_cb (gpointer user_data)
{
  g_autoptr (VigieSync) self = g_object_ref (user_data);
  VigieSyncState pending = {0};
  g_autoptr (GPtrArray) readings = NULL;
  gboolean has_pending, any_reading;
  GQueue batches;

  g_mutex_lock (&self->lock);
  batches = self->batches;
  g_queue_init (&self->batches);
  has_pending = self->has_pending;
  pending = self->pending;
  self->pending = (VigieSyncState) {0};
  self->has_pending = FALSE;
  readings = g_steal_pointer (&self->readings);
  any_reading = self->any_reading;
  self->any_reading = FALSE;
  g_clear_pointer (&self->drain, g_source_unref);
  g_mutex_unlock (&self->lock);

  for (Told *told; (told = g_queue_pop_head (&batches)) != NULL;)
    {
      told->sync = g_object_ref (self);
      vigie_territory_apply (self->territory, told->batch, batch_applied_cb, told);
    }
  if (has_pending)
    show_state (self, &pending);
  if (any_reading || readings != NULL)
    vigie_history_touch (self->archive, any_reading ? NULL : readings);
  return G_SOURCE_REMOVE;
}

/* Under the lock. */
static void
need_drain (VigieSync *self)
{
  if (self->drain != NULL)
    return;
  self->drain = g_idle_source_new ();
  g_source_set_priority (self->drain, G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->drain, "vigie-sync");
  g_source_set_callback (self->drain, drain_cb, self, NULL);
  g_source_attach (self->drain, self->context);
}

static void
tell_state (gpointer user_data, const VigieSyncState *state)
{
  VigieSync *self = user_data;

  g_mutex_lock (&self->lock);
  vigie_sync_state_copy_into (state, &self->pending);
  self->has_pending = TRUE;
  need_drain (self);
  g_mutex_unlock (&self->lock);
}

static void
tell_batch (gpointer user_data, VigieTerritoryBatch *batch, gboolean loaded)
{
  VigieSync *self = user_data;
  Told *told = g_new0 (Told, 1);

  told->batch = batch;
  told->loaded = loaded;
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->batches, told);
  need_drain (self);
  g_mutex_unlock (&self->lock);
}

static void
tell_readings (gpointer user_data, GPtrArray *ids)
{
  VigieSync *self = user_data;

  g_mutex_lock (&self->lock);
  self->any_reading |= ids == NULL;
  if (self->readings == NULL)
    self->readings = ids;
  else if (ids != NULL)
    g_ptr_array_extend_and_steal (self->readings, ids);
  need_drain (self);
  g_mutex_unlock (&self->lock);
}

/* ---- To the thread ----------------------------------------------------------------------------- */

static void
network_changed_cb (VigieSync *self, gboolean available)
{
  if (!available || self->thread == NULL)
    return;
  g_mutex_lock (&self->worker->lock);
  self->worker->try_now = TRUE;
  g_cond_broadcast (&self->worker->wake);
  g_mutex_unlock (&self->worker->lock);
}

static void
wake_cb (gboolean jumped, gpointer user_data)
{
  vigie_sync_clocks_moved (user_data);
}

void
vigie_sync_clocks_moved (VigieSync *self)
{
  VigieSyncState state = {0};

  g_return_if_fail (VIGIE_IS_SYNC (self));

  g_mutex_lock (&self->worker->lock);
  self->worker->clocks_moved = TRUE;
  self->worker->try_now = TRUE;
  g_cond_broadcast (&self->worker->wake);
  g_mutex_unlock (&self->worker->lock);

  /* At once: the thread may be waiting for an answer that never comes. What it told before is of before. */
  g_mutex_lock (&self->lock);
  if (self->has_pending && self->pending.link == VIGIE_LINK_UP)
    self->pending.link = VIGIE_LINK_CONNECTING;
  g_mutex_unlock (&self->lock);
  if (self->state.link != VIGIE_LINK_UP)
    return;
  vigie_sync_state_copy_into (&self->state, &state);
  state.link = VIGIE_LINK_CONNECTING;
  show_state (self, &state);
}

/* ---- The object -------------------------------------------------------------------------------- */

static void
vigie_sync_dispose (GObject *object)
{
  VigieSync *self = VIGIE_SYNC (object);

  vigie_sync_stop (self);

  G_OBJECT_CLASS (vigie_sync_parent_class)->dispose (object);
}

static void
vigie_sync_finalize (GObject *object)
{
  VigieSync *self = VIGIE_SYNC (object);

  g_clear_object (&self->archive);
  g_clear_pointer (&self->worker, vigie_sync_worker_free);
  g_clear_object (&self->territory);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  vigie_sync_state_clear (&self->state);
  vigie_sync_state_clear (&self->pending);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (vigie_sync_parent_class)->finalize (object);
}

static void
vigie_sync_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  VigieSync *self = VIGIE_SYNC (object);
  const VigieSyncState *state = &self->state;

  switch (property_id)
    {
    case PROP_LINK:
      g_value_set_int (value, (int) state->link);
      break;
    case PROP_LAST_EXCHANGE:
      g_value_set_int64 (value, state->last_exchange);
      break;
    case PROP_LINK_SINCE:
      g_value_set_int64 (value, state->link_since);
      break;
    case PROP_NEXT_TRY:
      g_value_set_int64 (value, state->next_try);
      break;
    case PROP_ERROR_TEXT:
      g_value_set_string (value, state->error_text);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, state->loading);
      break;
    case PROP_N_LOADED:
      g_value_set_uint (value, state->n_loaded);
      break;
    case PROP_CLOCK_SKEW:
      g_value_set_int64 (value, state->clock_skew);
      break;
    case PROP_PACE:
      g_value_set_double (value, state->pace);
      break;
    case PROP_DEMONSTRATION:
      g_value_set_boolean (value, state->demonstration);
      break;
    case PROP_SET_ASIDE:
      g_value_set_string (value, state->set_aside);
      break;
    case PROP_STORE_ERROR:
      g_value_set_string (value, state->store_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vigie_sync_class_init (VigieSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = vigie_sync_dispose;
  object_class->finalize = vigie_sync_finalize;
  object_class->get_property = vigie_sync_get_property;

  properties[PROP_LINK] = g_param_spec_int ("link", NULL, NULL, VIGIE_LINK_IDLE, VIGIE_LINK_REFUSED,
                                            VIGIE_LINK_IDLE, flags);
  properties[PROP_LAST_EXCHANGE] = g_param_spec_int64 ("last-exchange", NULL, NULL, G_MININT64,
                                                       G_MAXINT64, VIGIE_TIME_NONE, flags);
  properties[PROP_LINK_SINCE] = g_param_spec_int64 ("link-since", NULL, NULL, G_MININT64,
                                                    G_MAXINT64, VIGIE_TIME_NONE, flags);
  properties[PROP_NEXT_TRY]
      = g_param_spec_int64 ("next-try", NULL, NULL, G_MININT64, G_MAXINT64, VIGIE_TIME_NONE, flags);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_N_LOADED] = g_param_spec_uint ("n-loaded", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CLOCK_SKEW]
      = g_param_spec_int64 ("clock-skew", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_PACE] = g_param_spec_double ("pace", NULL, NULL, 0, G_MAXDOUBLE, 1, flags);
  properties[PROP_DEMONSTRATION] = g_param_spec_boolean ("demonstration", NULL, NULL, FALSE, flags);
  properties[PROP_SET_ASIDE] = g_param_spec_string ("set-aside", NULL, NULL, NULL, flags);
  properties[PROP_STORE_ERROR] = g_param_spec_string ("store-error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_LOADED] = g_signal_new ("loaded", VIGIE_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_sync_init (VigieSync *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_queue_init (&self->batches);
  self->state.last_exchange = VIGIE_TIME_NONE;
  self->state.link_since = VIGIE_TIME_NONE;
  self->state.next_try = VIGIE_TIME_NONE;
  self->state.server_now = VIGIE_TIME_NONE;
  self->state.pace = 1;
}

VigieSync *
vigie_sync_new (const char *address,
                const VigieStCredentials *credentials,
                VigieStore *store,
                VigieProfile *profile,
                VigieClock *clock,
                VigieTerritory *territory,
                GError **error)
{
  const VigieSyncTells tells = {tell_state, tell_batch, tell_readings};
  g_autoptr (VigieStClient) trial = vigie_st_client_new (address, credentials, error);
  VigieSync *self;

  if (trial == NULL)
    {
      g_clear_pointer (&store, vigie_store_close);
      return NULL;
    }
  self = g_object_new (VIGIE_TYPE_SYNC, NULL);
  self->territory = g_object_ref (territory);
  self->worker = vigie_sync_worker_new (address, credentials, store, profile, clock, &tells, self);
  self->archive = vigie_history_new (self->worker, territory);
  return self;
}

void
vigie_sync_seed (VigieSync *self, VigieSnapshot *snapshot)
{
  g_return_if_fail (VIGIE_IS_SYNC (self));
  g_return_if_fail (snapshot != NULL);
  g_return_if_fail (self->thread == NULL && self->worker->seed == NULL);

  self->state.last_exchange = snapshot->last_exchange;
  self->worker->seed = snapshot;
}

void
vigie_sync_set_limits (VigieSync *self, const VigieSyncLimits *limits)
{
  VigieSyncLimits *mine;

  g_return_if_fail (VIGIE_IS_SYNC (self));
  g_return_if_fail (self->thread == NULL);

  mine = &self->worker->limits;
  mine->news_ms = limits->news_ms != 0 ? limits->news_ms : mine->news_ms;
  mine->page_ms = limits->page_ms != 0 ? limits->page_ms : mine->page_ms;
  mine->patient_ms = limits->patient_ms != 0 ? limits->patient_ms : mine->patient_ms;
}

void
vigie_sync_start (VigieSync *self)
{
  g_return_if_fail (VIGIE_IS_SYNC (self));
  g_return_if_fail (self->thread == NULL && !self->stopped);

  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  self->wake = vigie_wake_new (wake_cb, self);
  self->thread = g_thread_new ("vigie-sync", vigie_sync_worker_run, self->worker);
}

void
vigie_sync_stop (VigieSync *self)
{
  Told *told;

  g_return_if_fail (VIGIE_IS_SYNC (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  vigie_history_stop (self->archive);
  g_clear_pointer (&self->wake, vigie_wake_free);
  if (self->thread != NULL)
    {
      g_signal_handlers_disconnect_by_func (g_network_monitor_get_default (), network_changed_cb,
                                            self);
      g_mutex_lock (&self->worker->lock);
      self->worker->stop = TRUE;
      g_cond_broadcast (&self->worker->wake);
      g_mutex_unlock (&self->worker->lock);
      g_cancellable_cancel (self->worker->cancellable);
      g_thread_join (g_steal_pointer (&self->thread));
    }

  g_mutex_lock (&self->lock);
  if (self->drain != NULL)
    g_source_destroy (self->drain);
  g_clear_pointer (&self->drain, g_source_unref);
  while ((told = g_queue_pop_head (&self->batches)) != NULL)
    {
      vigie_territory_batch_free (told->batch);
      g_free (told);
    }
  g_mutex_unlock (&self->lock);

  g_rw_lock_writer_lock (&self->worker->store_lock);
  g_clear_pointer (&self->worker->store, vigie_store_close);
  g_rw_lock_writer_unlock (&self->worker->store_lock);
}

VigieSyncWorker *
vigie_sync_get_worker (VigieSync *self)
{
  return self->worker;
}

VigieLink
vigie_sync_get_link (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), VIGIE_LINK_IDLE);
  return self->state.link;
}

VigieTime
vigie_sync_get_last_exchange (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), VIGIE_TIME_NONE);
  return self->state.last_exchange;
}

VigieTime
vigie_sync_get_link_since (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), VIGIE_TIME_NONE);
  return self->state.link_since;
}

VigieTime
vigie_sync_get_next_try (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), VIGIE_TIME_NONE);
  return self->state.next_try;
}

const char *
vigie_sync_get_error_text (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), NULL);
  return self->state.error_text;
}

const char *
vigie_sync_get_set_aside (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), NULL);
  return self->state.set_aside;
}

const char *
vigie_sync_get_store_error (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), NULL);
  return self->state.store_error;
}

gboolean
vigie_sync_get_loading (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), FALSE);
  return self->state.loading;
}

guint
vigie_sync_get_n_loaded (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), 0);
  return self->state.n_loaded;
}

gint64
vigie_sync_get_clock_skew (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), 0);
  return self->state.clock_skew;
}

gboolean
vigie_sync_get_demonstration (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), FALSE);
  return self->state.demonstration;
}

double
vigie_sync_get_pace (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), 1);
  return self->state.pace;
}

VigieTime
vigie_sync_get_server_now (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), VIGIE_TIME_NONE);

  if (!self->state.server_known || self->state.server_now == VIGIE_TIME_NONE)
    return VIGIE_TIME_NONE;
  return self->state.server_now
         + (gint64) ((double) (g_get_monotonic_time () - self->state.server_monotonic)
                     * self->state.pace);
}

VigieClock *
vigie_sync_dup_server_clock (VigieSync *self)
{
  VigieTime now = vigie_sync_get_server_now (self);

  if (now == VIGIE_TIME_NONE || (self->state.pace == 1 && self->state.clock_skew == 0))
    return NULL;
  return vigie_clock_new_paced (now, self->state.pace);
}

gint64
vigie_sync_get_waiting (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), 0);
  return self->state.asked_at != 0 ? g_get_monotonic_time () - self->state.asked_at : 0;
}

VigieStStatistics
vigie_sync_get_statistics (VigieSync *self)
{
  static const VigieStStatistics none = {0};

  VigieStStatistics statistics;

  g_return_val_if_fail (VIGIE_IS_SYNC (self), none);
  statistics = self->state.statistics;
  g_mutex_lock (&self->worker->lock);
  vigie_st_statistics_add (&statistics, &self->worker->others);
  g_mutex_unlock (&self->worker->lock);
  return statistics;
}

VigieHistory *
vigie_sync_get_archive (VigieSync *self)
{
  g_return_val_if_fail (VIGIE_IS_SYNC (self), NULL);
  return self->archive;
}
