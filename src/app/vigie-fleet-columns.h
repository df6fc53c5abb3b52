/* vigie-fleet-columns.h: the columns of the table of the fleet: their cells, which are shown, the order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-fleet-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_COLUMNS (vigie_fleet_columns_get_type ())
/* Signal "shown-changed" (no argument): other columns are shown, or in another order. */
G_DECLARE_FINAL_TYPE (VigieFleetColumns, vigie_fleet_columns, VIGIE, FLEET_COLUMNS, GObject)

/* Fills the empty @view with all columns; clicks on their heads order @model. Keeps the view's cells up to date with the
 * model and the @ticker until it is disposed of. A full reference. */
VigieFleetColumns *
vigie_fleet_columns_new (GtkColumnView *view, VigieFleetModel *model, VigieTicker *ticker);

/* Which are shown; that of the names always is. */
void vigie_fleet_columns_set_visible (VigieFleetColumns *self,
                                      VigieFleetColumn column,
                                      gboolean visible);
gboolean vigie_fleet_columns_get_visible (VigieFleetColumns *self, VigieFleetColumn column);

/* The ids of those shown, as the settings keep them: free with g_strfreev(). An empty list to set is the usual
 * ones; unknown ids are passed over. */
char **vigie_fleet_columns_get_shown (VigieFleetColumns *self);
void vigie_fleet_columns_set_shown (VigieFleetColumns *self, const char *const *ids);

/* Orders by a column, with the sign in its head. */
void
vigie_fleet_columns_sort (VigieFleetColumns *self, VigieFleetColumn column, gboolean descending);

/* "state descending", as the settings keep it; free with g_free(). */
char *vigie_fleet_columns_get_sort (VigieFleetColumns *self);
void vigie_fleet_columns_set_sort (VigieFleetColumns *self, const char *sort);

/* The cells that there are, for tests; owned by the columns. */
GPtrArray *vigie_fleet_columns_get_cells (VigieFleetColumns *self);

G_END_DECLS
