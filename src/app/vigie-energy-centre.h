/* vigie-energy-centre.h: the data centres of the selection: the indicators of ISO/IEC 30134, and how they do now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-live.h"
#include "vigie-energy-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_CENTRE (vigie_energy_centre_get_type ())
/* A card: PUE over twelve months where they are known, else that of the period, which is then called intermediate;
 * REF, ERF, WUE, CUE; room temperatures. Hidden where the selection has no data centre. Signal "why" (guint
 * VigieKpi). */
G_DECLARE_FINAL_TYPE (VigieEnergyCentre, vigie_energy_centre, VIGIE, ENERGY_CENTRE, GtkWidget)

GtkWidget *vigie_energy_centre_new (void);
/* Once. */
void
vigie_energy_centre_setup (VigieEnergyCentre *self, VigieEnergyModel *model, VigieTicker *ticker);

/* What it shows; done by itself with the model. @year: twelve months, or NULL. */
void vigie_energy_centre_set (VigieEnergyCentre *self,
                              VigieEnergyResult *result,
                              VigieEnergyResult *year);
/* @sites of the data centres (VigieEnergySite) with their powers of now. */
void vigie_energy_centre_set_now (VigieEnergyCentre *self,
                                  VigieEnergyPlan *plan,
                                  const VigieEnergyNow *now,
                                  VigieTime time,
                                  gboolean live);

G_END_DECLS
