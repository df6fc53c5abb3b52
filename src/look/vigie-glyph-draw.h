/* vigie-glyph-draw.h: the strokes of a glyph, on a cairo context.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-glyph.h"

G_BEGIN_DECLS

/* Draws the glyph into the square of @pixels device pixels at the origin. @size is the same in
 * logical pixels, from which lines get their width. */
void vigie_glyph_draw (cairo_t *cr,
                       VigieKind kind,
                       VigieGlyphLook look,
                       VigieGlyphFlags flags,
                       VigieScheme scheme,
                       double pixels);

/* Draws the mark at a donut's shoulder, of the worst state of its group, into the square of @pixels device pixels at the
 * origin: CRITICAL an octagon, WARNING a hollow diamond, SILENT and NEVER a dashed disc; each with its letter. */
void vigie_glyph_draw_mark (cairo_t *cr,
                            VigieGlyphLook look,
                            gboolean link_lost,
                            VigieScheme scheme,
                            double pixels);

/* Centres @text in extra bold of @size units at @x, @y: filled with @color, over a halo @halo_width
 * units wide on each side where @halo is not NULL. */
void vigie_glyph_draw_text (cairo_t *cr,
                            const char *text,
                            double x,
                            double y,
                            double size,
                            const GdkRGBA *color,
                            const GdkRGBA *halo,
                            double halo_width);

/* The letter of a look in the user's language: « C », « M », « S », « ? », « HS », or NULL. */
const char *vigie_glyph_look_letter (VigieGlyphLook look);

G_END_DECLS
