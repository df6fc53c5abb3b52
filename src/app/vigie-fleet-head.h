/* vigie-fleet-head.h: the heads of the columns of the table of the fleet: to order by, to widen, to move.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-fleet-columns.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_FLEET_HEAD (vigie_fleet_head_get_type ())
/* Signal "reveal" (int start, int end): this part of the columns, in pixels, is to be brought to view. */
G_DECLARE_FINAL_TYPE (VigieFleetHead, vigie_fleet_head, VIGIE, FLEET_HEAD, GtkWidget)

GtkWidget *vigie_fleet_head_new (VigieFleetColumns *columns);

/* How far it is scrolled from the start, in pixels. */
void vigie_fleet_head_set_offset (VigieFleetHead *self, double x);

/* The button of a column; owned by the head. */
GtkWidget *vigie_fleet_head_get_button (VigieFleetHead *self, VigieFleetColumn column);

G_END_DECLS
