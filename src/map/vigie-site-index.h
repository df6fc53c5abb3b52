/* vigie-site-index.h: the located sites of a territory, gathered in clusters, kept up to date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-cluster.h"
#include "vigie-glyph.h"
#include "vigie-mercator.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

/* Signals: "rebuilt" (the clusters are others, all ids and numbers too), "restated" (only states are).
 *
 * Nothing of it takes the main loop for more than some ms, be there a million sites: they are read in slices, clusters of
 * many are built on a thread of their own, and until they are ready the former stay. A change of states is counted in
 * those that are shown; a site that leaves is off them at once; one that comes or moves is where it belongs when the next
 * ones are built, from these and what changed. */
#define VIGIE_TYPE_SITE_INDEX (vigie_site_index_get_type ())
G_DECLARE_FINAL_TYPE (VigieSiteIndex, vigie_site_index, VIGIE, SITE_INDEX, GObject)

VigieSiteIndex *vigie_site_index_new (VigieTerritory *territory);

/* Only these sites of the territory (a model of VigieSite, such as a filtered one); NULL for all. */
void vigie_site_index_set_sites (VigieSiteIndex *self, GListModel *sites);

/* NULL until the first ones are built. Its states are VigieGlyphLook. Owned by the index. */
VigieClusterIndex *vigie_site_index_get_clusters (VigieSiteIndex *self);

/* What the clusters count of a site, < VIGIE_CLUSTER_N_STATES. NULL: its present look, a VigieGlyphLook, kept up to
 * date by the territory's signals. A function of one's own is asked once for every site, then when told so by
 * vigie_site_index_states_changed(). Emits "restated". @destroy (may be NULL) is called when @data is no longer used. */
typedef guint8 (*VigieSiteStateFunc) (VigieSite *site, gpointer data);
void vigie_site_index_set_state_func (VigieSiteIndex *self,
                                      VigieSiteStateFunc func,
                                      gpointer data,
                                      GDestroyNotify destroy);

/* The function's answer may be another for these sites (NULL: for all). "restated" if one is: at once for as many as a
 * frame has time for, then in slices. */
void vigie_site_index_states_changed (VigieSiteIndex *self, VigieSite *const *sites, guint n);

/* How many sites the clusters are made of, located or not. */
guint vigie_site_index_get_n_sites (VigieSiteIndex *self);
/* The site of a node of one place: its number is its slot. NULL where there is none; it may have left since. */
VigieSite *vigie_site_index_get_site (VigieSiteIndex *self, guint number);
/* FALSE where the clusters do not show it: not located, not among the sites, not yet or no longer there. */
gboolean vigie_site_index_find (VigieSiteIndex *self, VigieSite *site, guint *number);

/* The box around the located sites; FALSE if there is none. */
gboolean vigie_site_index_get_box (VigieSiteIndex *self, VigieGeoBox *box);

/* Builds at once what is due, on this thread: for tests. */
void vigie_site_index_flush (VigieSiteIndex *self);

G_END_DECLS
