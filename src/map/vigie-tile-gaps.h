/* vigie-tile-gaps.h: which tiles in view have no picture, and since when: what lies under them is to be seen there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

typedef struct _VigieTileGaps VigieTileGaps;

/* @changed is called with @data when vigie_tile_gaps_get() is another. */
VigieTileGaps *vigie_tile_gaps_new (void (*changed) (gpointer data), gpointer data);
void vigie_tile_gaps_free (VigieTileGaps *self);

/* @tile has no picture: a gap in @patience ms, unless one comes before; 0 for at once. */
void vigie_tile_gaps_add (VigieTileGaps *self, ShumateTile *tile, guint patience);

/* Looks again: pictures came, tiles went. */
void vigie_tile_gaps_update (VigieTileGaps *self);

/* Whether there is one. */
gboolean vigie_tile_gaps_get (VigieTileGaps *self);

/* Whether a gap counts as done: then libshumate shows nothing there, rather than a tile of another level, enlarged. */
void vigie_tile_gaps_set_gives_way (VigieTileGaps *self, gboolean gives_way);

/* Forgets all, without a call. */
void vigie_tile_gaps_clear (VigieTileGaps *self);

G_END_DECLS
