/* vigie-sync.h: feeds the store and the model from the server, in a thread of its own.
 *
 * First the whole territory in pages as they come; then what is new, with a window that overlaps what
 * was read before, so that late and corrected readings are taken too; a full comparison from time to
 * time. Each page goes to the store in one transaction, then to the model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-clock.h"
#include "vigie-history.h"
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
  VIGIE_LINK_LOST,    /* since link-since; tried again by itself at next-try */
  VIGIE_LINK_REFUSED, /* credentials refused: not tried again by itself */
} VigieLink;

#define VIGIE_TYPE_SYNC (vigie_sync_get_type ())
/* Lives on the main thread. Properties, notified there and only when they change:
 * link (int, VigieLink); last-exchange, link-since, next-try (int64: VigieTime or NONE, by the sync's
 * clock); error-text (string: a sentence for the person, or NULL); loading (boolean: a first or full
 * load that shows new things is under way); n-loaded (uint: sites of it so far);
 * clock-skew (int64, µs: how far the server's clock is ahead of this machine's, 0 below 30 s);
 * pace (double: of the server's clock), demonstration (boolean: the server's data are simulated);
 * set-aside (string: path of a damaged store that was set aside while running, or NULL);
 * store-error (string: why what is shown is not being kept on disk at the moment, or NULL).
 * Signal "loaded": a first load or a comparison is complete, committed and applied. */
G_DECLARE_FINAL_TYPE (VigieSync, vigie_sync, VIGIE, SYNC, GObject)

/* Takes the store (owned by the sync from here); NULL for none: then nothing is kept. Profile,
 * territory and clock are kept by reference. The address is checked here, not asked; so is that the
 * credentials' authority can be read. */
VigieSync *vigie_sync_new (const char *address,
                           const VigieStCredentials *credentials,
                           VigieStore *store,
                           VigieProfile *profile,
                           VigieClock *clock,
                           VigieTerritory *territory,
                           GError **error);

/* How long a server may be silent within a request, in ms, before it is tried once more and then called lost; 0: the
 * default. While it never answered, and for one that is known to be slow, patient_ms holds. */
typedef struct
{
  guint news_ms;    /* an increment: 11 000 */
  guint page_ms;    /* a page of the territory or of a history: 20 000 */
  guint patient_ms; /* 30 000; never less than the others */
} VigieSyncLimits;
/* Before vigie_sync_start(). */
void vigie_sync_set_limits (VigieSync *self, const VigieSyncLimits *limits);

/* Takes what the screen was drawn from at start (its thread looks at it and frees it): spares the sync
 * reading it again, and memory, as texts are shared. To be called before vigie_sync_start(); without it the
 * sync reads the store itself. */
void vigie_sync_seed (VigieSync *self, VigieSnapshot *snapshot);

/* What a snapshot shows, as a batch for vigie_territory_apply_now(). The snapshot may be freed. */
VigieTerritoryBatch *vigie_sync_batch_from_snapshot (const VigieSnapshot *snapshot);

void vigie_sync_start (VigieSync *self);
/* Ends the thread; returns once it ended (every blocking call is cancelled). Also done by dispose. */
void vigie_sync_stop (VigieSync *self);
/* Tries now instead of at next-try (F5). Also after a refusal. */
void vigie_sync_retry (VigieSync *self);
/* Compares everything with the server as soon as it can be asked. */
void vigie_sync_compare (VigieSync *self);
/* Another profile: the territory is loaded anew by it. */
void vigie_sync_set_profile (VigieSync *self, VigieProfile *profile);
/* Another clock for ages and instants told, as for the territory; clock-skew stays against the first. */
void vigie_sync_set_clock (VigieSync *self, VigieClock *clock);

VigieLink vigie_sync_get_link (VigieSync *self);
VigieTime vigie_sync_get_last_exchange (VigieSync *self);
VigieTime vigie_sync_get_link_since (VigieSync *self);
VigieTime vigie_sync_get_next_try (VigieSync *self);
const char *vigie_sync_get_error_text (VigieSync *self);
const char *vigie_sync_get_set_aside (VigieSync *self);
const char *vigie_sync_get_store_error (VigieSync *self);
gboolean vigie_sync_get_loading (VigieSync *self);
guint vigie_sync_get_n_loaded (VigieSync *self);
gint64 vigie_sync_get_clock_skew (VigieSync *self);
gboolean vigie_sync_get_demonstration (VigieSync *self);

/* The server's clock: its pace (1 until it is known) and what it shows now (NONE until it is known). */
double vigie_sync_get_pace (VigieSync *self);
VigieTime vigie_sync_get_server_now (VigieSync *self);

/* A clock that goes with the server's where that one has a pace of its own (a fast demonstration) or a
 * skew, for vigie_territory_set_clock() and vigie_sync_set_clock(); NULL where the machine's clock
 * will do. A new reference. Look again at notify::pace and notify::clock-skew. */
VigieClock *vigie_sync_dup_server_clock (VigieSync *self);

/* How long an answer has been waited for, in µs of real time; 0 while nothing is asked. */
gint64 vigie_sync_get_waiting (VigieSync *self);

/* The clock was set, or the machine suspended, as the system tells by itself: whether the link is up is not known
 * before an answer comes. */
void vigie_sync_clocks_moved (VigieSync *self);

/* As of the last exchange, with what was asked for histories. */
VigieStStatistics vigie_sync_get_statistics (VigieSync *self);

/* The past of the measures, for charts and trends; owned by the sync. There before it is started, as the store is. */
VigieHistory *vigie_sync_get_archive (VigieSync *self);

/* vigie_store_get_history() of the store in use; an empty array where there is none. Any thread. */
GArray *vigie_sync_get_history (VigieSync *self,
                                const char *measure_id,
                                VigieTime from,
                                VigieTime to,
                                guint limit,
                                GError **error);

/* The store in use, open until vigie_sync_release_store(), which the same thread calls once it has read, soon: the
 * end of the sync waits for it. NULL where there is none, with an error (G_IO_ERROR_NOT_FOUND) that says so to a person:
 * then there is nothing to release. Never on the main thread. */
VigieStore *vigie_sync_hold_store (VigieSync *self, GError **error);
void vigie_sync_release_store (VigieSync *self);

G_END_DECLS
