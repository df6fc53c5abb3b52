/* vigie-fleet-stats.h: the figures of the fleet that take the past: batteries' ends, frames lost.
 *
 * Reads the local store in the background, some sensors at a time, computes in a thread, and gives the model what it
 * found; again as readings come. The server is asked only for what is missing of sensors that somebody looks at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fleet-model.h"
#include "vigie-history.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_STATS (vigie_fleet_stats_get_type ())
G_DECLARE_FINAL_TYPE (VigieFleetStats, vigie_fleet_stats, VIGIE, FLEET_STATS, GObject)

/* Keeps a reference to the model. */
VigieFleetStats *vigie_fleet_stats_new (VigieFleetModel *model);

/* Where the past is, or NULL, and the clock that now is told by. All figures are to be found anew. */
void
vigie_fleet_stats_set_history (VigieFleetStats *self, VigieHistory *history, VigieClock *clock);

/* Works only while active; FALSE at first. */
void vigie_fleet_stats_set_active (VigieFleetStats *self, gboolean active);

/* These are on screen (VigieSensor): theirs come first, and what the store lacks of them is fetched. */
void vigie_fleet_stats_want (VigieFleetStats *self, GPtrArray *sensors);

/* TRUE while there is something left to find out. */
gboolean vigie_fleet_stats_is_busy (VigieFleetStats *self);

G_END_DECLS
