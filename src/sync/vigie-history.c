/* vigie-history.c: the past of measures: what the windows of all views want, united.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-history-private.h"

/* Windows that reach the present are read anew this often without any new reading, in µs: that nothing came is
 * known as well. */
#define REFRESH_INTERVAL (60 * G_USEC_PER_SEC)

#define N_READERS 2

enum
{
  SIGNAL_FILLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieHistory, vigie_history, G_TYPE_OBJECT)

static void
vigie_history_dispose (GObject *object)
{
  VigieHistory *self = VIGIE_HISTORY (object);

  vigie_history_stop (self);

  G_OBJECT_CLASS (vigie_history_parent_class)->dispose (object);
}

static void
vigie_history_finalize (GObject *object)
{
  VigieHistory *self = VIGIE_HISTORY (object);

  g_hash_table_unref (self->measures);

  G_OBJECT_CLASS (vigie_history_parent_class)->finalize (object);
}

static void
vigie_history_class_init (VigieHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vigie_history_dispose;
  object_class->finalize = vigie_history_finalize;
  signals[SIGNAL_FILLED] = g_signal_new ("filled", VIGIE_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vigie_history_init (VigieHistory *self)
{
  self->measures
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->state.server_now = VIGIE_TIME_NONE;
  self->state.last_exchange = VIGIE_TIME_NONE;
  self->state.pace = 1;
}

VigieHistory *
vigie_history_new (VigieSyncWorker *worker, VigieTerritory *territory)
{
  VigieHistory *self = g_object_new (VIGIE_TYPE_HISTORY, NULL);

  self->worker = worker;
  self->territory = g_object_ref (territory);
  self->readers = g_thread_pool_new (vigie_history_read_run, self, N_READERS, FALSE, NULL);
  return self;
}

void
vigie_history_stop (VigieHistory *self)
{
  if (self->readers == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  g_thread_pool_free (g_steal_pointer (&self->readers), FALSE, TRUE);
  self->worker = NULL;
  g_clear_object (&self->territory);
}

VigieTime
vigie_history_get_now (VigieHistory *self)
{
  const VigieSyncState *state = &self->state;

  if (!state->server_known || state->server_now == VIGIE_TIME_NONE)
    return self->worker != NULL ? vigie_sync_worker_now (self->worker) : VIGIE_TIME_NONE;
  return state->server_now
         + (gint64) ((double) (g_get_monotonic_time () - state->server_monotonic) * state->pace);
}

/* ---- Windows ------------------------------------------------------------------------------------- */

/* All windows that are open, as an array of references: handlers of theirs may close some. */
static GPtrArray *
get_windows (VigieHistory *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer windows;

  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, NULL, &windows))
    for (guint i = 0; i < ((GPtrArray *) windows)->len; i++)
      g_ptr_array_add (all, g_object_ref (g_ptr_array_index ((GPtrArray *) windows, i)));
  return all;
}

void
vigie_history_window_added (VigieHistory *self, VigieHistoryWindow *window)
{
  GPtrArray *windows = g_hash_table_lookup (self->measures, window->measure_id);

  if (windows == NULL)
    {
      windows = g_ptr_array_new ();
      g_hash_table_insert (self->measures, g_strdup (window->measure_id), windows);
    }
  g_ptr_array_add (windows, window);
}

void
vigie_history_window_removed (VigieHistory *self, VigieHistoryWindow *window)
{
  GPtrArray *windows = g_hash_table_lookup (self->measures, window->measure_id);

  if (windows == NULL)
    return;
  g_ptr_array_remove_fast (windows, window);
  if (windows->len == 0)
    g_hash_table_remove (self->measures, window->measure_id);
  vigie_history_wants_changed (self);
}

void
vigie_history_wants_changed (VigieHistory *self)
{
  GHashTable *ids;
  GHashTableIter iter;
  gpointer id;

  if (self->worker == NULL)
    return;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (ids, g_strdup (id));
  vigie_sync_worker_watch (self->worker, ids);
}

/* ---- From the sync ------------------------------------------------------------------------------- */

void
vigie_history_set_state (VigieHistory *self, const VigieSyncState *state)
{
  gint64 now = g_get_monotonic_time ();
  gboolean link_changed = self->state.link != state->link;
  gboolean refresh = link_changed || now - self->refreshed_at >= REFRESH_INTERVAL;

  self->state = *state;
  self->state.error_text = self->state.set_aside = self->state.store_error = NULL;
  if (!refresh || g_hash_table_size (self->measures) == 0)
    return;
  self->refreshed_at = now;
  {
    g_autoptr (GPtrArray) windows = get_windows (self);
    VigieTime present = vigie_history_get_now (self);

    for (guint i = 0; i < windows->len; i++)
      {
        VigieHistoryWindow *window = g_ptr_array_index (windows, i);

        if (link_changed || window->to > present)
          vigie_history_window_read (window, FALSE);
        vigie_history_window_update (window, FALSE);
      }
  }
}

void
vigie_history_touch (VigieHistory *self, GPtrArray *measure_ids)
{
  g_autoptr (GPtrArray) all = NULL;

  if (measure_ids == NULL)
    {
      all = get_windows (self);
      for (guint i = 0; i < all->len; i++)
        vigie_history_window_read (g_ptr_array_index (all, i), FALSE);
      return;
    }
  for (guint i = 0; i < measure_ids->len; i++)
    {
      GPtrArray *windows = g_hash_table_lookup (self->measures, g_ptr_array_index (measure_ids, i));

      for (guint j = 0; windows != NULL && j < windows->len; j++)
        vigie_history_window_read (g_ptr_array_index (windows, j), FALSE);
    }
}

/* ---- Public -------------------------------------------------------------------------------------- */

VigieHistoryWindow *
vigie_history_open (VigieHistory *self, const char *measure_id)
{
  g_return_val_if_fail (VIGIE_IS_HISTORY (self), NULL);
  g_return_val_if_fail (measure_id != NULL, NULL);

  return vigie_history_window_new (self, measure_id);
}

void
vigie_history_fill (VigieHistory *self,
                    const char *const *measure_ids,
                    guint n,
                    VigieTime from,
                    VigieTime to)
{
  g_return_if_fail (VIGIE_IS_HISTORY (self));
}
