/* vigie-energy-now.h: where the power of now comes from and where it goes, and what is left over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-live.h"
#include "vigie-energy-model.h"
#include "vigie-energy-surplus.h"
#include "vigie-flow-diagram.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_NOW (vigie_energy_now_get_type ())
/* A card. Follows the territory and VigieTicker:live while it is mapped. */
G_DECLARE_FINAL_TYPE (VigieEnergyNowCard, vigie_energy_now, VIGIE, ENERGY_NOW, GtkWidget)

GtkWidget *vigie_energy_now_new (void);

/* Has @diagram show where the power of @now comes from and where it goes. */
void vigie_energy_now_fill (VigieFlowDiagram *diagram, const VigieEnergyNow *now);

/* Once. */
void
vigie_energy_now_setup (VigieEnergyNowCard *self, VigieEnergyModel *model, VigieTicker *ticker);

/* What it shows, at once; done by itself while it is mapped. For tests too. */
void vigie_energy_now_show (VigieEnergyNowCard *self,
                            const VigieEnergyNow *now,
                            VigieTime time,
                            gboolean live);
/* NULL: not known yet. Takes it. */
void vigie_energy_now_take_surplus (VigieEnergyNowCard *self, VigieSurplus *surplus);

G_END_DECLS
