/* vigie-fleet-columns.h: the columns of the table of the fleet: which are shown, in which order, how wide, by which one
 * the rows are in order. No widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fleet-model.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_COLUMNS (vigie_fleet_columns_get_type ())
/* Signals, without an argument: "shown-changed": other columns are shown, or in another order; "changed": they look
 * another way: shown, moved or of another width; "sort-changed": the rows are to be in another order. */
G_DECLARE_FINAL_TYPE (VigieFleetColumns, vigie_fleet_columns, VIGIE, FLEET_COLUMNS, GObject)

/* The usual columns; what they are ordered by orders @model. A full reference. */
VigieFleetColumns *vigie_fleet_columns_new (VigieFleetModel *model);

/* Which are shown; that of the names always is. */
void vigie_fleet_columns_set_visible (VigieFleetColumns *self,
                                      VigieFleetColumn column,
                                      gboolean visible);
gboolean vigie_fleet_columns_get_visible (VigieFleetColumns *self, VigieFleetColumn column);

/* The ids of those shown from the start of a row on, as the settings keep them: free with g_strfreev(). An empty
 * list to set is the usual ones; unknown ids are passed over. */
char **vigie_fleet_columns_get_shown (VigieFleetColumns *self);
void vigie_fleet_columns_set_shown (VigieFleetColumns *self, const char *const *ids);

/* All of them from the start of a row on, shown or not: VIGIE_FLEET_N_COLUMNS, owned by the columns. */
const VigieFleetColumn *vigie_fleet_columns_get_order (VigieFleetColumns *self);
/* Puts @column at the place where @to is now; both are shown. */
void
vigie_fleet_columns_move (VigieFleetColumns *self, VigieFleetColumn column, VigieFleetColumn to);

/* In pixels, with the text as large as it is; at least 32. 0 for one that is not shown. */
int vigie_fleet_columns_get_width (VigieFleetColumns *self, VigieFleetColumn column);
void vigie_fleet_columns_set_width (VigieFleetColumns *self, VigieFleetColumn column, int width);
int vigie_fleet_columns_get_total_width (VigieFleetColumns *self);
/* How much larger than usual the text is: 1 for the usual size. */
void vigie_fleet_columns_set_text_scale (VigieFleetColumns *self, double scale);

/* Orders by a column, with the sign in its head. */
void
vigie_fleet_columns_sort (VigieFleetColumns *self, VigieFleetColumn column, gboolean descending);
VigieFleetColumn vigie_fleet_columns_get_sorted (VigieFleetColumns *self, gboolean *descending);

/* "failure ascending", as the settings keep it; free with g_free(). The soonest failure first for words that are not
 * known. */
char *vigie_fleet_columns_get_sort (VigieFleetColumns *self);
void vigie_fleet_columns_set_sort (VigieFleetColumns *self, const char *sort);

G_END_DECLS
