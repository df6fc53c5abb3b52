/* vigie-fleet-page.h: the page « Parc »: every sensor and gateway of the territory in a table, or as cards where it is
 * narrow, with what the one chosen is and how it does.
 *
 * A row that is activated shows its site (win.show-site). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-fleet-columns.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_PAGE (vigie_fleet_page_get_type ())
G_DECLARE_FINAL_TYPE (VigieFleetPage, vigie_fleet_page, VIGIE, FLEET_PAGE, GtkWidget)

/* A new one, floating. It follows the context; nothing runs while it is not on screen. */
GtkWidget *vigie_fleet_page_new (VigieContext *context, VigieTicker *ticker);

/* Chooses the sensor of that id, brings its row to view and opens its details; filters that hide it are dropped. An
 * id that is not known yet is shown as soon as it is. */
void vigie_fleet_page_show_sensor (VigieFleetPage *self, const char *id);

/* Closes the details. FALSE: they were not open. */
gboolean vigie_fleet_page_back (VigieFleetPage *self);
void vigie_fleet_page_focus_search (VigieFleetPage *self);
/* F6: from search to table to details. FALSE after the last one. */
gboolean vigie_fleet_page_focus_next_pane (VigieFleetPage *self);

/* For tests and benchmarks; owned by the page. */
VigieFleetModel *vigie_fleet_page_get_model (VigieFleetPage *self);
VigieFleetColumns *vigie_fleet_page_get_columns (VigieFleetPage *self);
GtkScrollable *vigie_fleet_page_get_table (VigieFleetPage *self);

G_END_DECLS
