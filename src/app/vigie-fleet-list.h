/* vigie-fleet-list.h: the rows of the table of the fleet that are on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-drawn-list.h"
#include "vigie-fleet-row.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_LIST (vigie_fleet_list_get_type ())
/* A VigieDrawnList of VigieFleetRow, all of one height and as wide as the columns. */
G_DECLARE_FINAL_TYPE (VigieFleetList, vigie_fleet_list, VIGIE, FLEET_LIST, VigieDrawnList)

/* @pen outlives it. */
GtkWidget *vigie_fleet_list_new (VigieFleetPen *pen);

/* What rows say may be something else. @seen_only: only ages. */
void vigie_fleet_list_refresh (VigieFleetList *self, gboolean seen_only);

G_END_DECLS
