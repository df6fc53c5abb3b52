/* vigie-figure-head.h: title, legend, note and buttons of a figure on as few lines as they need.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-figure.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FIGURE_HEAD (vigie_figure_head_get_type ())
/* Title at the left, note and buttons at the right, the legend between or on lines of its own: nothing is cut,
 * whatever the size of the text. */
G_DECLARE_FINAL_TYPE (VigieFigureHead, vigie_figure_head, VIGIE, FIGURE_HEAD, GtkWidget)

/* A reference to @figure is taken. */
GtkWidget *vigie_figure_head_new (VigieFigure *figure);

void vigie_figure_head_set_title (VigieFigureHead *self, const char *title);
void vigie_figure_head_set_note (VigieFigureHead *self, const char *note);
void vigie_figure_head_set_legend (VigieFigureHead *self, gboolean legend);

/* Puts @buttons at the right end. */
void vigie_figure_head_set_buttons (VigieFigureHead *self, GtkWidget *buttons);

/* Shows the signs that the figure has now. */
void vigie_figure_head_update (VigieFigureHead *self);

G_END_DECLS
