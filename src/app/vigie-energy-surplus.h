/* vigie-energy-surplus.h: what is exported at the moment, and what could be started with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"

G_BEGIN_DECLS

/* What can be started at a site without importing; texts are those of the plan. */
typedef struct
{
  const VigieEnergySite *site;
  const VigieFlexibleLoad *load;
} VigieSurplusLoad;

typedef struct
{
  VigieEnergyPlan *plan; /* owned: what the loads are of */
  double kw; /* exported in the last step that is known; NAN: not known, no export is metered */
  VigieTime since;       /* since when something is, or VIGIE_TIME_NONE; of the last 12 hours */
  gboolean since_before; /* since longer than that */
  guint n_metered;       /* sites whose export is metered */
  guint n_known;         /* of them, of how many it is known */
  GArray *loads;         /* of VigieSurplusLoad */
} VigieSurplus;
void vigie_surplus_free (VigieSurplus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSurplus, vigie_surplus_free)

/* Of the sites of @plan, from the readings of the last 12 hours. */
void vigie_surplus_read_async (VigieHistory *history,
                               VigieEnergyPlan *plan,
                               VigieTime now,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
VigieSurplus *vigie_surplus_read_finish (GAsyncResult *result, GError **error);

/* The same of series that are at hand, in the order of the export meters of the plan (their first measure); any
 * thread. */
VigieSurplus *vigie_surplus_new (VigieEnergyPlan *plan, GPtrArray *series, VigieTime now);

/* « Surplus : 70 kW en moyenne au dernier pas de comptage, injection depuis 11 h 20 », which is not the power of this
 * instant; « Pas de surplus »; why it is not known. g_free(). */
char *vigie_surplus_to_words (const VigieSurplus *self, VigieTime now);
/* « 5 sites sur 6 … »: that it is of some of the sites only; NULL where it is of all, or of none. g_free(). */
char *vigie_surplus_known_to_words (const VigieSurplus *self);
/* « À démarrer sans soutirer : Piscine du Moustoir, chauffe-eau (24 kW, 2 h) »; NULL where there is no surplus.
 * g_free(). */
char *vigie_surplus_loads_to_words (const VigieSurplus *self);

G_END_DECLS
