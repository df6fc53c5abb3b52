/* vigie-history.h: the past of measures, as charts and trends want it.
 *
 * A view opens a window on a measure and says which time it shows. The windows of all views are united: what is
 * missing of them in the local store is fetched from the server, each stretch once, and is known after a restart; the
 * server is asked in a thread with a client of its own, so that what is new is not kept waiting. A window follows
 * the readings that come while it is open. Without the link it shows what is on this machine.
 *
 * Honest: VigieSeries.known tells which stretches are wholly known. Outside of them there may be single readings (they
 * came while Vigie was open), and what is between is « not known yet », never a gap.
 *
 * Main thread only; the work is done in others. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-series.h"

G_BEGIN_DECLS

/* The end of a window that follows the present. */
#define VIGIE_HISTORY_NOW_ON G_MAXINT64

/* Readings that a window gives at most: the newest ones, and words that say so. */
#define VIGIE_HISTORY_MAX 1000000

#define VIGIE_TYPE_HISTORY (vigie_history_get_type ())
/* Of a sync: vigie_sync_get_archive(). Signal "filled" (const char *: id of a measure): all that
 * vigie_history_fill() asked of it is in the store. */
G_DECLARE_FINAL_TYPE (VigieHistory, vigie_history, VIGIE, HISTORY, GObject)

#define VIGIE_TYPE_HISTORY_WINDOW (vigie_history_window_get_type ())
/* One view's window on one measure. Signal "changed" (no argument): series, loading or error changed; at most
 * some times a second. What no window wants any more is not fetched on: drop the reference (or set an empty range)
 * while the view is hidden. */
G_DECLARE_FINAL_TYPE (VigieHistoryWindow, vigie_history_window, VIGIE, HISTORY_WINDOW, GObject)

/* A new window, of no range yet. The measure need not be known. A full reference; may outlive the sync, and then no
 * longer changes. */
VigieHistoryWindow *vigie_history_open (VigieHistory *self, const char *measure_id);

/* @from ≤ t < @to; VIGIE_HISTORY_NOW_ON for the present and what comes after. An empty one (@to ≤ @from) wants
 * nothing. What was shown stays until the new range is read. What is older than the store keeps (400 days, of energy
 * three years) is not fetched. */
void vigie_history_window_set_range (VigieHistoryWindow *window, VigieTime from, VigieTime to);

const char *vigie_history_window_get_measure_id (VigieHistoryWindow *window);

/* What is known now, or NULL before the first read, which takes some milliseconds. Of the window until it changes:
 * take a reference to keep it. */
VigieSeries *vigie_history_window_get_series (VigieHistoryWindow *window);

/* More of it is being read or fetched. */
gboolean vigie_history_window_get_loading (VigieHistoryWindow *window);

/* Why what is missing does not come, in a sentence for the person; or NULL. */
const char *vigie_history_window_get_error (VigieHistoryWindow *window);

/* Reads many measures at once from the store alone, off the main thread; what is not in it is not fetched
 * (vigie_history_fill() does). At most 100 000 readings of each, the newest ones. */
void vigie_history_read_async (VigieHistory *self,
                               const char *const *measure_ids,
                               guint n,
                               VigieTime from,
                               VigieTime to,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* VigieSeries in the order asked (free with g_ptr_array_unref()), empty for a measure that is not known. */
GPtrArray *vigie_history_read_finish (VigieHistory *self, GAsyncResult *result, GError **error);

#define VIGIE_TYPE_HISTORY_DEMAND (vigie_history_demand_get_type ())
/* What a page that is shown sums up: the past of many measures, fetched as fast as the server gives it, behind
 * windows and before what vigie_history_fill() asked for; the newest of all measures first. Property "progress"
 * (double, notified): see below. Drop the reference when the page is hidden or wants another time: what is under way
 * for it alone is cancelled; what came stays known, after a restart too. */
G_DECLARE_FINAL_TYPE (VigieHistoryDemand, vigie_history_demand, VIGIE, HISTORY_DEMAND, GObject)

/* @from ≤ t < @to of each of the measures; VIGIE_HISTORY_NOW_ON for up to the present. One that was made before
 * another goes before it. A full reference; may outlive the sync, and then no longer changes. */
VigieHistoryDemand *vigie_history_demand (VigieHistory *self,
                                          const char *const *measure_ids,
                                          guint n,
                                          VigieTime from,
                                          VigieTime to);
/* How much of what was asked for, and is kept at all, is known on this machine: 0 (also while that is not known) to 1.
 * Notified at most for every 0.002 of it. */
double vigie_history_demand_get_progress (VigieHistoryDemand *demand);
/* Why some of what is missing does not come, in a sentence for the person; or NULL. Of the history until it changes. */
const char *vigie_history_demand_get_error (VigieHistoryDemand *demand);

/* Has the store filled with what it lacks of the measures, behind all windows and a few requests a second at most.
 * Asked again for a measure, the stretches are united. "filled" is emitted once for each, at once for one of which
 * nothing is missing; for one that the server cannot tell, never. Without the link it waits. */
void vigie_history_fill (VigieHistory *self,
                         const char *const *measure_ids,
                         guint n,
                         VigieTime from,
                         VigieTime to);

G_END_DECLS
