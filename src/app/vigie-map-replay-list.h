/* vigie-map-replay-list.h: in the place of the list of sites while a day is replayed: what changed, the newest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-map-replay-changes.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MAP_REPLAY_LIST (vigie_map_replay_list_get_type ())
/* Signal "activated" (VigieMapReplayChange): a person wants to go there. */
G_DECLARE_FINAL_TYPE (VigieMapReplayList, vigie_map_replay_list, VIGIE, MAP_REPLAY_LIST, GtkWidget)

GtkWidget *vigie_map_replay_list_new (VigieMapReplayChanges *changes);

/* The moment in words; the list is at what the changes say. */
void vigie_map_replay_list_set_moment (VigieMapReplayList *self, const char *words);
/* As vigie_map_replay_bar_set_news(): the bar is not seen where the list alone is. */
void vigie_map_replay_list_set_news (VigieMapReplayList *self, const char *words);
/* The rows were made of another replay. */
void vigie_map_replay_list_update (VigieMapReplayList *self);

G_END_DECLS
