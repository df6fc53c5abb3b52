/* vigie-energy-rank-row.h: a row of the ranking of sites, and its heads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-rank.h"

G_BEGIN_DECLS

/* What stands in a row, in order. */
typedef enum
{
  VIGIE_RANK_CELL_GLYPH,
  VIGIE_RANK_CELL_NAME,
  VIGIE_RANK_CELL_VALUE,
  VIGIE_RANK_CELL_BAR,
  VIGIE_RANK_CELL_DEVIATION,
  VIGIE_RANK_CELL_COVERAGE,
  VIGIE_RANK_CELL_LAST,
  VIGIE_RANK_CELL_WHY,
  VIGIE_N_RANK_CELL,
} VigieRankCell;

#define VIGIE_TYPE_ENERGY_RANK_LINE (vigie_energy_rank_line_get_type ())
/* Cells side by side in columns that depend on its width alone, so that the lines of a list agree; narrow, in three
 * lines as a card. */
G_DECLARE_FINAL_TYPE (VigieEnergyRankLine,
                      vigie_energy_rank_line,
                      VIGIE,
                      ENERGY_RANK_LINE,
                      GtkWidget)

/* An empty line, for heads; the cells become its children. */
GtkWidget *vigie_energy_rank_line_new (void);
void
vigie_energy_rank_line_set_cell (VigieEnergyRankLine *self, VigieRankCell cell, GtkWidget *child);

/* A line of a site. */
GtkWidget *vigie_energy_rank_row_new (void);
/* NULL: none. Follows its "changed". */
void vigie_energy_rank_row_set (VigieEnergyRankLine *self, VigieEnergyRank *rank);
VigieEnergyRank *vigie_energy_rank_row_get (VigieEnergyRankLine *self);
/* Ages, and what the link makes of them. */
void vigie_energy_rank_row_set_now (VigieEnergyRankLine *self, VigieTime now, gboolean live);
/* Its button that asks why. */
GtkWidget *vigie_energy_rank_row_get_why (VigieEnergyRankLine *self);

/* Of a line of heads or a row. */
void vigie_energy_rank_line_set_narrow (VigieEnergyRankLine *self, gboolean narrow);

G_END_DECLS
