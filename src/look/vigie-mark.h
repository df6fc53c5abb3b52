/* vigie-mark.h: the mark of a measure whose limit is passed: octagon C, diamond M; square S, HS, ?
 * for one that does not speak.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-glyph.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_MARK (vigie_mark_get_type ())
/* An image for accessibility, named as its state. Nothing is drawn for NORMAL and LATE. */
G_DECLARE_FINAL_TYPE (VigieMark, vigie_mark, VIGIE, MARK, GtkWidget)

GtkWidget *vigie_mark_new (void);
void vigie_mark_set_look (VigieMark *self, VigieGlyphLook look, gboolean link_lost);
VigieGlyphLook vigie_mark_get_look (VigieMark *self);
/* How large it is drawn, in logical pixels: 12 to 512, at first 24. */
void vigie_mark_set_size (VigieMark *self, int size);

G_END_DECLS
