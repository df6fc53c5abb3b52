/* vigie-energy-ranking.h: the sites of the energy page in order, each against what is usual for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vigie-energy-rank.h"
#include "vigie-energy-model.h"
#include "vigie-ticker.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_RANKING (vigie_energy_ranking_get_type ())
/* A card: which figure, heads that sort, a line for each site that has it. Enter or a double click opens the site
 * (win.open-site); the button of a line, or Ctrl+Enter, asks why. Signal "why" (const char *site id, guint VigieKpi).
 */
G_DECLARE_FINAL_TYPE (VigieEnergyRanking, vigie_energy_ranking, VIGIE, ENERGY_RANKING, GtkWidget)

GtkWidget *vigie_energy_ranking_new (void);
/* Once. */
void
vigie_energy_ranking_setup (VigieEnergyRanking *self, VigieEnergyModel *model, VigieTicker *ticker);

/* What it shows; done by itself with the model. @habits: of VigieEnergyResult, earlier comparable periods. @territory
 * may be NULL. */
void vigie_energy_ranking_set (VigieEnergyRanking *self,
                               VigieEnergyResult *result,
                               GPtrArray *habits,
                               VigieTerritory *territory);
void vigie_energy_ranking_set_now (VigieEnergyRanking *self, VigieTime now, gboolean live);

void vigie_energy_ranking_set_kpi (VigieEnergyRanking *self, VigieKpi kpi);
void
vigie_energy_ranking_sort (VigieEnergyRanking *self, VigieEnergyRankKey key, gboolean descending);
/* Of VigieEnergyRank, in order; owned by the widget. */
GListModel *vigie_energy_ranking_get_sites (VigieEnergyRanking *self);
/* Lines as cards. */
void vigie_energy_ranking_set_narrow (VigieEnergyRanking *self, gboolean narrow);

/* As a spreadsheet opens it. Full reference. */
GBytes *vigie_energy_ranking_to_csv (VigieEnergyRanking *self);

G_END_DECLS
