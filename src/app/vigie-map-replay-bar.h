/* vigie-map-replay-bar.h: the bar of a replay: time, counts, slider, keys of a player, what to replay.
 *
 * It shows what it is told and says what a person wants; VigieMapReplay does it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-replay.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_REPLAY_BAR (vigie_map_replay_bar_get_type ())
/* Property "speed" (uint: 1, 10, 60, 300, 600 times). Signals: "seek" (int64, VigieTime); "step" (int: −1 to the change
 * before, +1 to the next); "play" (no argument): play or pause; "period" (int64, int64): from and to of what to
 * replay. Its buttons back to the present are the action map.replay. */
G_DECLARE_FINAL_TYPE (VigieMapReplayBar, vigie_map_replay_bar, VIGIE, MAP_REPLAY_BAR, GtkWidget)

GtkWidget *vigie_map_replay_bar_new (void);

/* What the calendar offers ends there. */
void vigie_map_replay_bar_set_now (VigieMapReplayBar *self, VigieTime now);
/* What is replayed, in words for who chooses, and what is known of it (NULL: nothing yet). */
void vigie_map_replay_bar_set_replay (VigieMapReplayBar *self,
                                      VigieSpan span,
                                      const char *words,
                                      VigieReplay *replay);
/* The moment; @told: a screen reader may hear of it, which is not for every frame. */
void vigie_map_replay_bar_set_moment (VigieMapReplayBar *self, VigieTime time, gboolean told);
void vigie_map_replay_bar_set_playing (VigieMapReplayBar *self, gboolean playing);
guint vigie_map_replay_bar_get_speed (VigieMapReplayBar *self);
void vigie_map_replay_bar_set_speed (VigieMapReplayBar *self, guint speed);
/* How much is known, or why no more is, in words; @loading: more comes. */
void
vigie_map_replay_bar_set_coverage (VigieMapReplayBar *self, const char *words, gboolean loading);
/* What is told of the site chosen at that moment; NULL for none. */
void vigie_map_replay_bar_set_chosen (VigieMapReplayBar *self, const char *words);
/* What has become critical in the present meanwhile; NULL for nothing. */
void vigie_map_replay_bar_set_news (VigieMapReplayBar *self, const char *words);
void vigie_map_replay_bar_focus (VigieMapReplayBar *self);

/* « 2 critiques · 1 à surveiller · 3 silencieux · 58 normaux », of counts by class; what there is none of is left
 * out. Free it. */
char *vigie_map_replay_words_counts (const guint counts[VIGIE_N_REPLAY_CLASS]);
/* « sam. 21 novembre, 3 h 12 ». Free it. */
char *vigie_map_replay_words_moment (VigieTime time);

G_END_DECLS
