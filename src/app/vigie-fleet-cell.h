/* vigie-fleet-cell.h: one cell of the table of the fleet: words, and what is drawn beside them.
 *
 * One widget without children, since a table of 25 rows on screen has some thousand cells: it draws its words and
 * its sign or bars itself. In accessibility a label of its words and details.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-fleet-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_CELL (vigie_fleet_cell_get_type ())
G_DECLARE_FINAL_TYPE (VigieFleetCell, vigie_fleet_cell, VIGIE, FLEET_CELL, GtkWidget)

/* A cell of @column; @model and @ticker outlive it. */
GtkWidget *
vigie_fleet_cell_new (VigieFleetColumn column, VigieFleetModel *model, VigieTicker *ticker);

VigieFleetColumn vigie_fleet_cell_get_column (VigieFleetCell *self);

/* The sensor shown, or NULL. */
void vigie_fleet_cell_set_sensor (VigieFleetCell *self, VigieSensor *sensor);
VigieSensor *vigie_fleet_cell_get_sensor (VigieFleetCell *self);

/* Says the sensor's words anew; draws only if they are others. */
void vigie_fleet_cell_update (VigieFleetCell *self);

/* The same, but for a cell that was not drawn yet: it will say its words when it is. */
void vigie_fleet_cell_refresh (VigieFleetCell *self);

/* Whether the words of @column, and its title, stand at its end: numbers with nothing drawn before them. */
gboolean vigie_fleet_cell_is_at_end (VigieFleetColumn column);

const char *vigie_fleet_cell_get_words (VigieFleetCell *self);

G_END_DECLS
