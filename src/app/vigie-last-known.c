/* vigie-last-known.c: the last known state of a server as a territory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-last-known.h"

#include "vigie-store.h"
#include "vigie-sync.h"

typedef struct
{
  char *folder, *address; /* owned */
} Where;

/* What the thread found. */
typedef struct
{
  VigieTerritoryBatch *batch; /* owned, or NULL once it was taken */
  VigieTime last_exchange;
  gboolean demonstration;
} Found;

static void
where_free (gpointer data)
{
  Where *where = data;

  g_free (where->folder);
  g_free (where->address);
  g_free (where);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->batch, vigie_territory_batch_free);
  g_free (found);
}

static void
load (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Where *where = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieSnapshot) snapshot = vigie_store_peek (where->folder, where->address, &error);
  Found *found;

  if (snapshot == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  found = g_new0 (Found, 1);
  found->batch = vigie_sync_batch_from_snapshot (snapshot);
  found->last_exchange = snapshot->last_exchange;
  found->demonstration = snapshot->demonstration;
  g_task_return_pointer (task, found, found_free);
}

void
vigie_last_known_load_async (const char *folder,
                             const char *address,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Where *where = g_new0 (Where, 1);

  where->folder = g_strdup (folder);
  where->address = g_strdup (address);
  g_task_set_source_tag (task, vigie_last_known_load_async);
  g_task_set_task_data (task, where, where_free);
  g_task_run_in_thread (task, load);
}

VigieTerritory *
vigie_last_known_load_finish (GAsyncResult *result, GError **error)
{
  Found *found = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (VigieClock) clock = NULL;
  VigieTerritory *territory;

  if (found == NULL)
    return NULL;
  clock = vigie_clock_new_manual (found->last_exchange != VIGIE_TIME_NONE ? found->last_exchange
                                                                          : g_get_real_time ());
  territory = vigie_territory_new (clock);
  vigie_territory_apply_now (territory, g_steal_pointer (&found->batch));
  if (found->demonstration)
    vigie_territory_set_demonstration (territory, TRUE);
  found_free (found);
  return territory;
}
