/* vigie-wall-row.h: a problem on the wall: its mark, what it is, where, and since when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-wall-problems.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL_ROW (vigie_wall_row_get_type ())
/* An item of a list in accessibility, named by a sentence. Nothing of it is kept alive: it is told anew at each tick. */
G_DECLARE_FINAL_TYPE (VigieWallRow, vigie_wall_row, VIGIE, WALL_ROW, GtkWidget)

GtkWidget *vigie_wall_row_new (void);
/* @live FALSE: the last known state. Changes nothing that is shown already. */
void vigie_wall_row_show (VigieWallRow *self,
                          const VigieWallProblem *problem,
                          VigieTime now,
                          gboolean live);
/* The height of what must be read, px. */
void vigie_wall_row_set_text_size (VigieWallRow *self, int text);

G_END_DECLS
