/* vigie-level-mark.h: how busy a place is, as four bars and a letter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-attendance.h"
#include "vigie-palette.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws the mark into @width × @height at the origin: of four bars as many in ink as the level is high, the others in
 * the colour of norms; UNKNOWN: dashed outlines. Ink only: attendance is no alarm. */
void vigie_level_mark_draw (GtkSnapshot *snapshot,
                            VigieLevel level,
                            double width,
                            double height,
                            VigieScheme scheme);

#define VIGIE_TYPE_LEVEL_MARK (vigie_level_mark_get_type ())
/* The mark as a widget, 18 × 16, an image in accessibility whose name is the level's words. Properties: "level" (int),
 * "show-letter" (boolean: the letter after the bars, where the word has no room). */
G_DECLARE_FINAL_TYPE (VigieLevelMark, vigie_level_mark, VIGIE, LEVEL_MARK, GtkWidget)
GtkWidget *vigie_level_mark_new (void);
void vigie_level_mark_set_level (VigieLevelMark *self, VigieLevel level);
void vigie_level_mark_set_show_letter (VigieLevelMark *self, gboolean show_letter);

G_END_DECLS
