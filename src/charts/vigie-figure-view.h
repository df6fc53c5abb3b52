/* vigie-figure-view.h: a figure with what is around it: title, note, legend, table, exports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-figure.h"
#include "vigie-series.h"
#include "vigie-sheet.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FIGURE_VIEW (vigie_figure_view_get_type ())
/* Title, legend and a note on one line where they fit (else below one another), two quiet buttons (table, Ctrl+T;
 * export as CSV, PNG, SVG, copy, on paper), and the figure, or its numbers as a table. No card around it: that is the
 * page's.
 *
 * Properties: "show-table" (gboolean, read and write). Actions: "figure.table", "figure.export" (s: "csv", "png",
 * "svg"), "figure.print", "figure.copy". Tells of exports by the window's action "win.notice" (s). Ctrl+T: the view
 * that has the focus, else the first in sight. In accessibility a group with the title as its name. */
G_DECLARE_FINAL_TYPE (VigieFigureView, vigie_figure_view, VIGIE, FIGURE_VIEW, GtkWidget)

/* @figure is a VigieFigure; floating or owned, it becomes a child. */
GtkWidget *vigie_figure_view_new (GtkWidget *figure);
VigieFigure *vigie_figure_view_get_figure (VigieFigureView *self); /* owned by the view */

/* Plain texts, NULL for none. The title also names files; the note stands at the right (« moyennes de 30 min »); the
 * place says on exports whose numbers they are (« Lorient Agglomération, 41 compteurs »). */
void vigie_figure_view_set_title (VigieFigureView *self, const char *title);
/* What stands on screen in place of the title (« Aujourd’hui, sam. 21 nov. »); NULL: the title. */
void vigie_figure_view_set_heading (VigieFigureView *self, const char *heading);
void vigie_figure_view_set_note (VigieFigureView *self, const char *note);
void vigie_figure_view_set_place (VigieFigureView *self, const char *place);

/* Of exports: @words (« du 15 au 21 novembre 2026 »; NULL: made of the span) and @span, which dates files' names. */
void vigie_figure_view_set_period (VigieFigureView *self, VigieSpan span, const char *words);

/* The present, for « Établi le … » on exports; whether the link is lost, which they then say; whether data are
 * simulated. */
void vigie_figure_view_set_now (VigieFigureView *self, VigieTime now);
void vigie_figure_view_set_link_lost (VigieFigureView *self, gboolean link_lost);
void vigie_figure_view_set_demonstration (VigieFigureView *self, gboolean demonstration);

/* Whether the two buttons are seen (first: yes); the actions and keys are there all the same, for buttons of the page.
 * */
void vigie_figure_view_set_buttons (VigieFigureView *self, gboolean buttons);
/* Puts @button of the page before them; floating or owned, it becomes a child. */
void vigie_figure_view_add_button (VigieFigureView *self, GtkWidget *button);
/* Whether the legend is seen (first: yes, where the figure has one). */
void vigie_figure_view_set_legend (VigieFigureView *self, gboolean legend);

/* What an export or a report has of it now: title, period, place, summary, drawing with its legend, numbers; the
 * numbers alone where not @whole. Full reference. */
VigieSheet *vigie_figure_view_make_sheet (VigieFigureView *self, gboolean whole);

gboolean vigie_figure_view_get_show_table (VigieFigureView *self);
void vigie_figure_view_set_show_table (VigieFigureView *self, gboolean show);

G_END_DECLS
