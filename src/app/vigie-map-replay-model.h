/* vigie-map-replay-model.h: the states of the territory over a time of the past, as they become known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-replay-reader.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_REPLAY_MODEL (vigie_map_replay_model_get_type ())
/* Signal "changed" (no argument): anything below is another. Works only between start and stop, off the main thread but
 * for slices of some ms. Main thread only. */
G_DECLARE_FINAL_TYPE (VigieMapReplayModel, vigie_map_replay_model, VIGIE, MAP_REPLAY_MODEL, GObject)

VigieMapReplayModel *vigie_map_replay_model_new (VigieContext *context, VigieTicker *ticker);

/* Wants the states of @span.from ≤ t < @span.to (no further than now): what the store has is shown first, and what
 * it lacks is asked of the server and comes in as it is read. */
void vigie_map_replay_model_start (VigieMapReplayModel *self, VigieSpan span);
/* Forgets all of it; nothing is asked for any more. */
void vigie_map_replay_model_stop (VigieMapReplayModel *self);

VigieSpan vigie_map_replay_model_get_span (VigieMapReplayModel *self);
/* What is known now, of the model until "changed"; NULL before the first read. Its sites are those of the plan. */
const VigieReplayRead *vigie_map_replay_model_get_read (VigieMapReplayModel *self);
/* The states alone. */
VigieReplay *vigie_map_replay_model_get_replay (VigieMapReplayModel *self);
const VigieReplayPlan *vigie_map_replay_model_get_plan (VigieMapReplayModel *self); /* or NULL */
/* The site at that place of the plan. */
VigieSite *vigie_map_replay_model_get_site (VigieMapReplayModel *self, guint position);
/* FALSE for one that came since. */
gboolean vigie_map_replay_model_find (VigieMapReplayModel *self, VigieSite *site, guint *position);
/* The state of a site; NULL where nothing is told of it. */
const VigieReplayState *
vigie_map_replay_model_look_up (VigieMapReplayModel *self, VigieSite *site, VigieTime time);

/* More of it is being read or fetched. */
gboolean vigie_map_replay_model_get_loading (VigieMapReplayModel *self);
/* Why what is missing does not come, in a sentence for the person; or NULL. */
const char *vigie_map_replay_model_get_error (VigieMapReplayModel *self);

G_END_DECLS
