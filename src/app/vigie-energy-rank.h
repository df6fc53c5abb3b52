/* vigie-energy-rank.h: a site in the ranking of the energy page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-drift.h"
#include "vigie-energy-reader.h"
#include "vigie-site.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_ENERGY_RANK (vigie_energy_rank_get_type ())
/* Signal "changed" (no argument): anything of it. Main thread only. */
G_DECLARE_FINAL_TYPE (VigieEnergyRank, vigie_energy_rank, VIGIE, ENERGY_RANK, GObject)

typedef enum
{
  VIGIE_ENERGY_RANK_BY_VALUE,
  VIGIE_ENERGY_RANK_BY_NAME,
  VIGIE_ENERGY_RANK_BY_DEVIATION,
  VIGIE_ENERGY_RANK_BY_COVERAGE,
  VIGIE_ENERGY_RANK_BY_LAST,
} VigieEnergyRankKey;
#define VIGIE_N_ENERGY_RANK_KEY 5

VigieEnergyRank *vigie_energy_rank_new (VigieSiteData *site);

/* @live: the site as the territory has it, or NULL; @kpi of @figure of @result; @drift: beside what is usual; @last:
 * newest reading. */
void vigie_energy_rank_set (VigieEnergyRank *self,
                            VigieSite *live,
                            VigieKpi kpi,
                            const VigieEnergyFigure *figure,
                            const VigieEnergyResult *result,
                            const VigieEnergyDrift *drift,
                            VigieTime last);
/* The right end of all bars of the ranking. */
void vigie_energy_rank_set_scale (VigieEnergyRank *self, double scale);

const char *vigie_energy_rank_get_id (VigieEnergyRank *self);
const char *vigie_energy_rank_get_name (VigieEnergyRank *self);    /* plain */
const char *vigie_energy_rank_get_commune (VigieEnergyRank *self); /* or NULL */
VigieKind vigie_energy_rank_get_kind (VigieEnergyRank *self);
VigieSite *vigie_energy_rank_get_site (VigieEnergyRank *self); /* or NULL */
VigieKpi vigie_energy_rank_get_kpi (VigieEnergyRank *self);
const VigieEnergyFigure *vigie_energy_rank_get_figure (VigieEnergyRank *self);
/* Why the figure is not told, or NULL where it is: see vigie_energy_text_reason(). */
const char *vigie_energy_rank_get_reason (VigieEnergyRank *self);
const VigieEnergyDrift *vigie_energy_rank_get_drift (VigieEnergyRank *self);
double vigie_energy_rank_get_scale (VigieEnergyRank *self);
VigieTime vigie_energy_rank_get_last (VigieEnergyRank *self);

/* < 0 where @a comes first in ascending order; what is not known is last either way, for which @descending is asked. */
int vigie_energy_rank_compare (VigieEnergyRank *a,
                               VigieEnergyRank *b,
                               VigieEnergyRankKey key,
                               gboolean descending);

/* « il y a 2 min », « silencieux, il y a 1 h 43 »; where not @live « à 13 h 58 ». g_free(). */
char *vigie_energy_rank_last_words (VigieEnergyRank *self, VigieTime now, gboolean live);
/* All of it in a sentence. g_free(). */
char *vigie_energy_rank_describe (VigieEnergyRank *self, VigieTime now, gboolean live);

G_END_DECLS
