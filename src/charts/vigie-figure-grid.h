/* vigie-figure-grid.h: the table of a figure on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-figure-table.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FIGURE_GRID (vigie_figure_grid_get_type ())
/* Signal "row-activated" (guint row of the table): Enter or a double click. Rows are made when they come in sight; a
 * click on a column's head sorts; Ctrl+C copies the rows chosen (all where none is) as a spreadsheet takes them. */
G_DECLARE_FINAL_TYPE (VigieFigureGrid, vigie_figure_grid, VIGIE, FIGURE_GRID, GtkWidget)

GtkWidget *vigie_figure_grid_new (void);

/* Shows @table (a reference is taken; NULL: nothing). Where its columns are those of the one before, order and place
 * stay. */
void vigie_figure_grid_set_table (VigieFigureGrid *self, VigieFigureTable *table);

/* The rows in the order shown, of objects that only the grid knows; owned by it. */
GListModel *vigie_figure_grid_get_rows (VigieFigureGrid *self);

G_END_DECLS
