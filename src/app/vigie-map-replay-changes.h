/* vigie-map-replay-changes.h: what changed up to the moment that is replayed, the newest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-glyph.h"
#include "vigie-map-replay-model.h"

G_BEGIN_DECLS

/* ---- A change, as a row shows it ---- */

#define VIGIE_TYPE_MAP_REPLAY_CHANGE (vigie_map_replay_change_get_type ())
G_DECLARE_FINAL_TYPE (VigieMapReplayChange,
                      vigie_map_replay_change,
                      VIGIE,
                      MAP_REPLAY_CHANGE,
                      GObject)
VigieTime vigie_map_replay_change_get_time (VigieMapReplayChange *self);
VigieSite *vigie_map_replay_change_get_site (VigieMapReplayChange *self);
VigieGlyphLook vigie_map_replay_change_get_look (VigieMapReplayChange *self); /* after it */
const char *
vigie_map_replay_change_get_step (VigieMapReplayChange *self); /* « Normal → Critique » */
const char *vigie_map_replay_change_get_reason (VigieMapReplayChange *self);
/* « 3 h 12, Déchèterie de Riantec : Normal puis Critique, Benne gravats 94 %, seuil 90 % ». g_free(). */
char *vigie_map_replay_change_describe (VigieMapReplayChange *self);

/* ---- The list ---- */

#define VIGIE_TYPE_MAP_REPLAY_CHANGES (vigie_map_replay_changes_get_type ())
/* A GListModel of VigieMapReplayChange, made as they are asked for. */
G_DECLARE_FINAL_TYPE (VigieMapReplayChanges,
                      vigie_map_replay_changes,
                      VIGIE,
                      MAP_REPLAY_CHANGES,
                      GObject)

VigieMapReplayChanges *vigie_map_replay_changes_new (VigieMapReplayModel *model);
/* The model has another replay. */
void vigie_map_replay_changes_reset (VigieMapReplayChanges *self);
/* Those up to @time, it included. */
void vigie_map_replay_changes_set_time (VigieMapReplayChanges *self, VigieTime time);
/* Whether anything is known yet. */
gboolean vigie_map_replay_changes_is_read (VigieMapReplayChanges *self);
guint vigie_map_replay_changes_get_n_shown (VigieMapReplayChanges *self);
guint vigie_map_replay_changes_get_n_all (VigieMapReplayChanges *self);
/* The instant of the last change before @time, of the first one after it; VIGIE_TIME_NONE if none. */
VigieTime vigie_map_replay_changes_before (VigieMapReplayChanges *self, VigieTime time);
VigieTime vigie_map_replay_changes_after (VigieMapReplayChanges *self, VigieTime time);

G_END_DECLS
