/* vigie-energy-fetch.h: what figures of energy need, from a server into a store of its own. For the report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-energy-reader.h"
#include "vigie-st-client.h"

G_BEGIN_DECLS

typedef struct
{
  VigieStClient *client; /* owned */
  VigieProfile *profile; /* owned */
  char *folder;          /* owned: of the store; NULL until there is one */
  VigieStore *store;     /* owned */
  GPtrArray *sites;      /* of VigieSiteData */
  GPtrArray *measures;   /* of VigieMeasureData */
  VigieTime now;         /* the server's */
} VigieEnergyFetch;

/* NULL with an error of the address or of the authority's file. */
VigieEnergyFetch *vigie_energy_fetch_new (const char *address,
                                          const VigieStCredentials *credentials,
                                          VigieProfile *profile,
                                          GError **error);
void vigie_energy_fetch_free (VigieEnergyFetch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieEnergyFetch, vigie_energy_fetch_free)

/* Reads the sites and their measures. Blocks. FALSE with an error. */
gboolean vigie_energy_fetch_territory (VigieEnergyFetch *self, GError **error);

/* Reads the history of what @scope selects, of @from ≤ t < @to and a little around it, into the store. Where a
 * measure tells no expected interval it then has the one that was observed. The plan of the selection, or NULL with
 * an error. Blocks. */
VigieEnergyPlan *vigie_energy_fetch_history (VigieEnergyFetch *self,
                                             const VigieEnergyScope *scope,
                                             VigieTime from,
                                             VigieTime to,
                                             GError **error);

G_END_DECLS
