/* vigie-wall-head.h: the top of the wall: whose it is, whether the link is up, what time it is; while the link is lost, a
 * banner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-wall-size.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL_HEAD (vigie_wall_head_get_type ())
G_DECLARE_FINAL_TYPE (VigieWallHead, vigie_wall_head, VIGIE, WALL_HEAD, GtkWidget)

void vigie_wall_head_set_size (VigieWallHead *self, const VigieWallSize *size);

/* What @context says of itself at @now; changes only what is another. */
void vigie_wall_head_show (VigieWallHead *self, VigieContext *context, VigieTime now);

G_END_DECLS
