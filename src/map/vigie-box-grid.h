/* vigie-box-grid.h: which boxes of a picture are taken, so that names do not lie on one another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <graphene.h>

G_BEGIN_DECLS

/* Boxes are found by the cells they touch: asking costs what lies around, not what there is. Its memory is kept from
 * one picture to the next. */
typedef struct _VigieBoxGrid VigieBoxGrid;

VigieBoxGrid *vigie_box_grid_new (void);
void vigie_box_grid_free (VigieBoxGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieBoxGrid, vigie_box_grid_free)

/* Empty, for a picture of @width × @height pixels, which boxes may reach beyond. */
void vigie_box_grid_reset (VigieBoxGrid *self, double width, double height);

/* Of a box that is in the way of all; of a box that is asked for, which all are in the way of. */
#define VIGIE_BOX_GRID_NOBODY G_MAXUINT

/* Takes @box, whose coordinates are finite; @owner is told apart from other boxes by vigie_box_grid_is_free(). */
void vigie_box_grid_take (VigieBoxGrid *self, const graphene_rect_t *box, guint owner);

/* Whether no box but those of @owner overlaps @box; edges may touch. */
gboolean vigie_box_grid_is_free (VigieBoxGrid *self, const graphene_rect_t *box, guint owner);

G_END_DECLS
