/* vigie-fleet-list.h: the rows of the table of the fleet that are on screen.
 *
 * It has as many rows as fit, of one height, and gives them other sensors as the person scrolls, filters or orders:
 * whatever the length of the list, a change of it costs some thirty pointers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fleet-row.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_LIST (vigie_fleet_list_get_type ())
/* Signals: "activate" (guint position): the person asks for it; "length-changed" (no argument). */
G_DECLARE_FINAL_TYPE (VigieFleetList, vigie_fleet_list, VIGIE, FLEET_LIST, GtkWidget)

/* @pen outlives it. */
GtkWidget *vigie_fleet_list_new (VigieFleetPen *pen);

/* Of VigieSensor, or NULL. */
void vigie_fleet_list_set_model (VigieFleetList *self, GtkSelectionModel *model);

/* What part is seen, in pixels; rows are at least @width wide. */
void vigie_fleet_list_set_offset (VigieFleetList *self, double x, double y);
/* Where it scrolls to by itself: full reference taken; or NULL. */
void vigie_fleet_list_set_vadjustment (VigieFleetList *self, GtkAdjustment *adjustment);

/* Of a row, and of all, in pixels. */
int vigie_fleet_list_get_row_height (VigieFleetList *self);
double vigie_fleet_list_get_length (VigieFleetList *self);

/* Brings a row to view; with @focus it gets the focus. */
void vigie_fleet_list_scroll_to (VigieFleetList *self, guint position, gboolean focus);

/* Everything anew: widths, font or the link changed. @seen_only: only ages. */
void vigie_fleet_list_refresh (VigieFleetList *self, gboolean seen_only);
/* VigieFleetRow, owned by the list: those on screen, in no order. */
GPtrArray *vigie_fleet_list_get_rows (VigieFleetList *self);

G_END_DECLS
