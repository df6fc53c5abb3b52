/* vigie-fleet-detail.h: what the chosen sensor of the fleet is and how it does: facts, battery's curve, gateways.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-fleet-model.h"
#include "vigie-history.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_DETAIL (vigie_fleet_detail_get_type ())
/* Signal "close" (no argument): the person asks for it. Its buttons activate the actions of the page ("fleet.…"). */
G_DECLARE_FINAL_TYPE (VigieFleetDetail, vigie_fleet_detail, VIGIE, FLEET_DETAIL, GtkWidget)

/* Once. */
void vigie_fleet_detail_setup (VigieFleetDetail *self, VigieFleetModel *model, VigieTicker *ticker);

/* Where the past is, or NULL. */
void vigie_fleet_detail_set_history (VigieFleetDetail *self, VigieHistory *history);

/* The sensor shown, or NULL. */
void vigie_fleet_detail_set_sensor (VigieFleetDetail *self, VigieSensor *sensor);

/* Says all anew that changed: at each tick. */
void vigie_fleet_detail_update (VigieFleetDetail *self);

G_END_DECLS
