/* vigie-fleet-table.h: the table of the fleet: heads over rows, to be scrolled both ways.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fleet-head.h"
#include "vigie-fleet-list.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_TABLE (vigie_fleet_table_get_type ())
/* A GtkScrollable. Signal "activate" (guint position): the person asks for a row by Enter or a double click.
 *
 * Why it is no GtkColumnView: that keeps some 200 rows of a widget each cell ready, and gives all of them another row
 * when the list changes. With 50 000 sensors and 13 columns in a window of 1280 × 800 (software rendering, 2 cores)
 * that took 105 ms from a key of the filter to the frame and 35 to 180 ms of the main loop; it scrolled at 42
 * frames/s, while finding the rows took 3 ms. Here there are as many rows as fit, each of one widget that draws its
 * cells. */
G_DECLARE_FINAL_TYPE (VigieFleetTable, vigie_fleet_table, VIGIE, FLEET_TABLE, GtkWidget)

/* Without columns; floating. */
GtkWidget *vigie_fleet_table_new (void);

/* Once: the columns it shows, whose words come from @model and @ticker. */
void vigie_fleet_table_setup (VigieFleetTable *self,
                              VigieFleetColumns *columns,
                              VigieFleetModel *model,
                              VigieTicker *ticker);

/* The rows, of VigieSensor, or NULL. */
void vigie_fleet_table_set_model (VigieFleetTable *self, GtkSelectionModel *model);

/* Brings a row to view and gives it the focus. */
void vigie_fleet_table_scroll_to (VigieFleetTable *self, guint position);

/* The sensors on screen, not owned; free the array with g_ptr_array_unref(). */
GPtrArray *vigie_fleet_table_get_visible (VigieFleetTable *self);

VigieFleetList *vigie_fleet_table_get_list (VigieFleetTable *self);
VigieFleetHead *vigie_fleet_table_get_head (VigieFleetTable *self);

G_END_DECLS
