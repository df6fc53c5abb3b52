/* vigie-level-mark.h: how busy a place is, as four bars and a letter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-attendance.h"
#include "vigie-palette.h"

G_BEGIN_DECLS

/* Its size beside words of 14 px. */
#define VIGIE_LEVEL_MARK_WIDTH 30
#define VIGIE_LEVEL_MARK_HEIGHT 14

/* Draws the mark into @width × @height (logical pixels, each at least 4) at the origin: of four bars as many in ink as
 * the level is high, the others in the colour of norms; UNKNOWN: dashed outlines. Ink only: attendance is no alarm.
 * Bars lie on whole pixels. @scheme AUTO is light. */
void vigie_level_mark_draw (GtkSnapshot *snapshot,
                            VigieLevel level,
                            double width,
                            double height,
                            VigieScheme scheme);

#define VIGIE_TYPE_LEVEL_MARK (vigie_level_mark_get_type ())
/* The mark as a widget, 30 × 14 where text is 14 px high, larger as text is; an image in accessibility whose name is
 * the level's words. It is not mirrored: more is to the right, as on a gauge. Properties: "level" (int, VigieLevel,
 * first UNKNOWN), "show-letter" (boolean: the letter after the bars, where the word has no room; it takes the same room
 * for every level), "scheme" (VigieScheme, first AUTO: as the widget's style asks). */
G_DECLARE_FINAL_TYPE (VigieLevelMark, vigie_level_mark, VIGIE, LEVEL_MARK, GtkWidget)

GtkWidget *vigie_level_mark_new (void);
/* What is no VigieLevel is UNKNOWN. */
void vigie_level_mark_set_level (VigieLevelMark *self, VigieLevel level);
VigieLevel vigie_level_mark_get_level (VigieLevelMark *self);
void vigie_level_mark_set_show_letter (VigieLevelMark *self, gboolean show_letter);
gboolean vigie_level_mark_get_show_letter (VigieLevelMark *self);
void vigie_level_mark_set_scheme (VigieLevelMark *self, VigieScheme scheme);

G_END_DECLS
