/* vigie-sync.h: feeds the store and the model from the server, in a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-clock.h"
#include "vigie-profile.h"
#include "vigie-st-client.h"
#include "vigie-store.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_LINK_IDLE,       /* not started */
  VIGIE_LINK_CONNECTING, /* first exchange under way */
  VIGIE_LINK_UP,
  VIGIE_LINK_LOST,       /* since link-since; tried again by itself */
  VIGIE_LINK_REFUSED,    /* credentials refused: not tried again until restart */
} VigieLink;

#define VIGIE_TYPE_SYNC (vigie_sync_get_type ())
/* Lives on the main thread. Properties, notified there: link (VigieLink as int), last-exchange
 * (VigieTime as int64), link-since, error-text (a sentence for the person, or NULL), next-try
 * (int64, or NONE), loading (boolean: first load under way), n-loaded (uint, sites so far).
 * Signal "loaded": the first load or a comparison is complete and applied. */
G_DECLARE_FINAL_TYPE (VigieSync, vigie_sync, VIGIE, SYNC, GObject)

/* Takes the store (owned by the sync from here); profile and territory are kept by reference. */
VigieSync *vigie_sync_new (const char *address,
                           const VigieStCredentials *credentials,
                           VigieStore *store,
                           VigieProfile *profile,
                           VigieClock *clock,
                           VigieTerritory *territory,
                           GError **error);

void vigie_sync_start (VigieSync *self);
/* Ends the thread; returns once it ended (every blocking call is cancelled). */
void vigie_sync_stop (VigieSync *self);
/* Tries now instead of at next-try (F5). */
void vigie_sync_retry (VigieSync *self);

VigieLink vigie_sync_get_link (VigieSync *self);
VigieTime vigie_sync_get_last_exchange (VigieSync *self);
VigieTime vigie_sync_get_link_since (VigieSync *self);
VigieTime vigie_sync_get_next_try (VigieSync *self);
const char *vigie_sync_get_error_text (VigieSync *self);
gboolean vigie_sync_get_loading (VigieSync *self);
VigieStStatistics vigie_sync_get_statistics (VigieSync *self);

G_END_DECLS
