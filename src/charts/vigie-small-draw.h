/* vigie-small-draw.h: what sparklines and bars share: the hatch of a void, dashes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-palette.h"

G_BEGIN_DECLS

/* Lines at 45°, 1 px wide and 6 px apart, within @bounds. Their places depend on those of the widget alone, so that
 * neighbours join. */
void
vigie_small_draw_hatch (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const GdkRGBA *color);

/* The look of silence: a dashed edge 1.5 px wide inside @bounds with corners of @radius, over a hatch. */
void vigie_small_draw_void (GtkSnapshot *snapshot,
                            const graphene_rect_t *bounds,
                            float radius,
                            const GdkRGBA *edge,
                            const GdkRGBA *hatch);

/* A straight line of @width px; dashed where @dash > 0 (px, and as much between). */
void vigie_small_draw_line (GtkSnapshot *snapshot,
                            float x0,
                            float y0,
                            float x1,
                            float y1,
                            float width,
                            float dash,
                            const GdkRGBA *color);

G_END_DECLS
