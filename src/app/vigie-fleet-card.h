/* vigie-fleet-card.h: a sensor of the fleet as a card, where the page is narrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-fleet-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

/* A factory of cards for a GtkListView of VigieSensor; full reference. A card holds its sensor as its data
 * "vigie-sensor". */
GtkListItemFactory *vigie_fleet_card_factory_new (VigieFleetModel *model, VigieTicker *ticker);

G_END_DECLS
