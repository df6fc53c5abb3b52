/* vigie-map-replay.h: the map replays a day: what happened last night.
 *
 * While it is on the signs of the sites show their states at the moment replayed, a dashed frame and a note say so,
 * the list is covered by what changed, and the panel, which tells of the present, is put away. The header goes on
 * telling the link, and what becomes critical meanwhile is told.
 *
 * Actions of the page: map.replay (on and off; Ctrl+R), map.replay-at (s: an instant as ISO 8601: its local day, at
 * it). Keys while it is on: Space, Ctrl+Left and Right, Escape.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-map-parts.h"
#include "vigie-map-replay-bar.h"
#include "vigie-map-replay-model.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_REPLAY (vigie_map_replay_get_type ())
/* Properties, read only, notified: on, playing (boolean). */
G_DECLARE_FINAL_TYPE (VigieMapReplay, vigie_map_replay, VIGIE, MAP_REPLAY, GObject)

VigieMapReplay *vigie_map_replay_new (const VigieMapParts *parts);

/* Replays @span, from @time within it on, paused. */
void vigie_map_replay_start (VigieMapReplay *self, VigieSpan span, VigieTime time);
/* Back to the present. */
void vigie_map_replay_stop (VigieMapReplay *self);
gboolean vigie_map_replay_get_on (VigieMapReplay *self);

void vigie_map_replay_set_playing (VigieMapReplay *self, gboolean playing);
gboolean vigie_map_replay_get_playing (VigieMapReplay *self);
/* Goes to that instant, clamped into what is known; what it says is announced while paused. */
void vigie_map_replay_seek (VigieMapReplay *self, VigieTime time);
/* To the change before (−1) or the next one (+1). FALSE where there is none. */
gboolean vigie_map_replay_step (VigieMapReplay *self, int direction);
VigieTime vigie_map_replay_get_time (VigieMapReplay *self);

/* Its parts, for tests; NULL while it is off. */
VigieMapReplayBar *vigie_map_replay_get_bar (VigieMapReplay *self);
VigieMapReplayModel *vigie_map_replay_get_model (VigieMapReplay *self);

G_END_DECLS
