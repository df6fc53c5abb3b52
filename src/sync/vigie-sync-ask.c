/* vigie-sync-ask.c: what the main thread asks of the sync's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-sync.h"

#include <glib/gi18n-lib.h>

#include "vigie-history-private.h"
#include "vigie-sync-worker.h"

void
vigie_sync_retry (VigieSync *self)
{
  VigieSyncWorker *worker;

  g_return_if_fail (VIGIE_IS_SYNC (self));

  worker = vigie_sync_get_worker (self);
  g_mutex_lock (&worker->lock);
  worker->try_now = TRUE;
  worker->retry_refused = TRUE;
  g_cond_broadcast (&worker->wake);
  g_mutex_unlock (&worker->lock);
  vigie_history_retry (vigie_sync_get_archive (self));
}

void
vigie_sync_compare (VigieSync *self)
{
  VigieSyncWorker *worker;

  g_return_if_fail (VIGIE_IS_SYNC (self));

  worker = vigie_sync_get_worker (self);
  g_mutex_lock (&worker->lock);
  worker->compare = TRUE;
  worker->try_now = TRUE;
  g_cond_broadcast (&worker->wake);
  g_mutex_unlock (&worker->lock);
}

void
vigie_sync_set_profile (VigieSync *self, VigieProfile *profile)
{
  VigieSyncWorker *worker;

  g_return_if_fail (VIGIE_IS_SYNC (self));

  worker = vigie_sync_get_worker (self);
  g_mutex_lock (&worker->lock);
  g_clear_pointer (&worker->new_profile, vigie_profile_unref);
  worker->new_profile = vigie_profile_ref (profile);
  worker->try_now = TRUE;
  g_cond_broadcast (&worker->wake);
  g_mutex_unlock (&worker->lock);
}

void
vigie_sync_set_clock (VigieSync *self, VigieClock *clock)
{
  VigieSyncWorker *worker;

  g_return_if_fail (VIGIE_IS_SYNC (self));
  g_return_if_fail (VIGIE_IS_CLOCK (clock));

  worker = vigie_sync_get_worker (self);
  g_mutex_lock (&worker->lock);
  g_set_object (&worker->clock, clock);
  worker->try_now = TRUE;
  g_cond_broadcast (&worker->wake);
  g_mutex_unlock (&worker->lock);
}

GArray *
vigie_sync_get_history (VigieSync *self,
                        const char *measure_id,
                        VigieTime from,
                        VigieTime to,
                        guint limit,
                        GError **error)
{
  VigieSyncWorker *worker;
  GArray *history;

  g_return_val_if_fail (VIGIE_IS_SYNC (self), NULL);

  worker = vigie_sync_get_worker (self);
  g_rw_lock_reader_lock (&worker->store_lock);
  if (worker->store != NULL)
    history = vigie_store_get_history (worker->store, measure_id, from, to, limit, error);
  else
    history = g_array_new (FALSE, FALSE, sizeof (VigieReading));
  g_rw_lock_reader_unlock (&worker->store_lock);
  return history;
}

VigieStore *
vigie_sync_hold_store (VigieSync *self, GError **error)
{
  VigieSyncWorker *worker;
  VigieStore *store;

  g_return_val_if_fail (VIGIE_IS_SYNC (self), NULL);

  worker = vigie_sync_get_worker (self);
  g_rw_lock_reader_lock (&worker->store_lock);
  store = worker->store;
  if (store == NULL)
    {
      g_rw_lock_reader_unlock (&worker->store_lock);
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
          _ ("Nothing is being stored on this computer at the moment: there is no history."));
    }
  return store;
}

void
vigie_sync_release_store (VigieSync *self)
{
  g_return_if_fail (VIGIE_IS_SYNC (self));

  g_rw_lock_reader_unlock (&vigie_sync_get_worker (self)->store_lock);
}
