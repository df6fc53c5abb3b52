/* vigie-wall-energy.h: the wall's third scene: the power of now, and the rates of the week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-context.h"
#include "vigie-energy-live.h"
#include "vigie-wall-size.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_WALL_ENERGY (vigie_wall_energy_get_type ())
G_DECLARE_FINAL_TYPE (VigieWallEnergy, vigie_wall_energy, VIGIE, WALL_ENERGY, GtkWidget)

/* Once. */
void vigie_wall_energy_setup (VigieWallEnergy *self, VigieContext *context);
/* Reads the store and asks the server only while TRUE; at first FALSE. */
void vigie_wall_energy_set_active (VigieWallEnergy *self, gboolean active);

void vigie_wall_energy_set_size (VigieWallEnergy *self, const VigieWallSize *size);

/* Looks at the powers and tells them, also those that are not seen: they are in the foot as well. NULL while the meters
 * are not known; owned by the scene until the next call. */
const VigieEnergyNow *
vigie_wall_energy_update (VigieWallEnergy *self, VigieTime now, gboolean live);

G_END_DECLS
