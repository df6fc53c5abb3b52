/* vigie-wall-foot.h: the wall's last line: vehicles, power, and what the rotation does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-live.h"
#include "vigie-wall-rotation.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL_FOOT (vigie_wall_foot_get_type ())
G_DECLARE_FINAL_TYPE (VigieWallFoot, vigie_wall_foot, VIGIE, WALL_FOOT, GtkWidget)

/* The vehicles of the sites whose count can be told (@states: VigieAttendanceState or NULL), against what is usual of
 * the same sites; nothing where no site counts. */
void vigie_wall_foot_show_vehicles (VigieWallFoot *self, GPtrArray *states, gboolean live);

/* @power NULL: not known yet, nothing is shown; nor where nothing is produced anywhere. */
void vigie_wall_foot_show_power (VigieWallFoot *self,
                                 const VigieEnergyNow *power,
                                 VigieTime now,
                                 gboolean live);

/* @seconds between two scenes; @holder the name of the site that holds the rotation, or NULL. */
void vigie_wall_foot_show_rotation (VigieWallFoot *self,
                                    VigieWallState state,
                                    guint seconds,
                                    const char *holder);

G_END_DECLS
