/* vigie-wall-situation.h: the wall's first scene: the map, what is wrong, and how many say nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-context.h"
#include "vigie-map-view.h"
#include "vigie-ticker.h"
#include "vigie-wall-problems.h"
#include "vigie-wall-size.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL_SITUATION (vigie_wall_situation_get_type ())
G_DECLARE_FINAL_TYPE (VigieWallSituation, vigie_wall_situation, VIGIE, WALL_SITUATION, GtkWidget)

/* Once: the map follows the context and whether the @ticker is live. */
void
vigie_wall_situation_setup (VigieWallSituation *self, VigieContext *context, VigieTicker *ticker);

void vigie_wall_situation_set_size (VigieWallSituation *self, const VigieWallSize *size);

/* @problems is read before it returns; called at each tick, it changes only what is another. */
void vigie_wall_situation_show (VigieWallSituation *self,
                                const VigieWallProblems *problems,
                                VigieTime now,
                                gboolean live);

/* Owned by the scene: for tests. */
VigieMapView *vigie_wall_situation_get_map (VigieWallSituation *self);

G_END_DECLS
