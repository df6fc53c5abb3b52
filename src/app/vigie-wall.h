/* vigie-wall.h: what the control room's wall shows, day and night: the situation, affluence and energy, to be read from
 * five metres and touched by nobody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-ticker.h"
#include "vigie-wall-rotation.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL (vigie_wall_get_type ())
/* It goes with @ticker and does nothing while it is not mapped. Signal "leave" (no argument): a person wants to see
 * something else. */
G_DECLARE_FINAL_TYPE (VigieWall, vigie_wall, VIGIE, WALL, GtkWidget)

GtkWidget *vigie_wall_new (VigieContext *context, VigieTicker *ticker);

/* A key of the window: 1 to 3 choose a scene, the space bar pauses or goes on, Esc leaves. */
gboolean vigie_wall_key_pressed (VigieWall *self, guint key, GdkModifierType modifiers);

/* All that it does at a tick, at once; @monotonic, µs, is what rotation goes by. For tests. */
void vigie_wall_update (VigieWall *self, gint64 monotonic);

/* Owned by the wall: for tests. */
VigieWallRotation *vigie_wall_get_rotation (VigieWall *self);
GtkWidget *vigie_wall_get_scene (VigieWall *self, VigieWallScene scene);

G_END_DECLS
