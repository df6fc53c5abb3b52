/* vigie-territory.h: the live territory: what the pages show. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-clock.h"
#include "vigie-site.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_TERRITORY (vigie_territory_get_type ())
/* A GListModel of VigieSite. Properties: n-sites, n-measures, demonstration.
 * Signal "changed": some site's state changed (once per batch, not once per site). */
G_DECLARE_FINAL_TYPE (VigieTerritory, vigie_territory, VIGIE, TERRITORY, GObject)

VigieTerritory *vigie_territory_new (VigieClock *clock);

/* What came from the store or the server, to be shown. */
typedef struct
{
  char *measure_id;
  VigieReading reading;
  VigieConditionState condition;
} VigieReadingUpdate;

typedef struct
{
  GPtrArray *sites;        /* VigieSiteData, new or changed; or NULL */
  GPtrArray *sensors;      /* VigieSensorData; or NULL */
  GPtrArray *measures;     /* VigieMeasureData; or NULL */
  GArray *readings;        /* VigieReadingUpdate: the newest of each measure; or NULL */
  GPtrArray *removed_sites;    /* char *; or NULL */
  GPtrArray *removed_measures; /* char *; or NULL */
} VigieTerritoryBatch;
VigieTerritoryBatch *vigie_territory_batch_new (void);
void vigie_territory_batch_free (VigieTerritoryBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieTerritoryBatch, vigie_territory_batch_free)

/* Takes the batch (owned from here) and applies it in slices of under 4 ms in the main loop, batches
 * in order. @done (may be NULL) is called after its last slice. */
typedef void (*VigieTerritoryDone) (gpointer user_data);
void vigie_territory_apply (VigieTerritory *self,
                            VigieTerritoryBatch *batch,
                            VigieTerritoryDone done,
                            gpointer user_data);

/* The same at once, for start-up and tests. */
void vigie_territory_apply_now (VigieTerritory *self, VigieTerritoryBatch *batch);

VigieSite *vigie_territory_find_site (VigieTerritory *self, const char *id);
VigieMeasure *vigie_territory_find_measure (VigieTerritory *self, const char *id);
guint vigie_territory_get_n_measures (VigieTerritory *self);
gboolean vigie_territory_get_demonstration (VigieTerritory *self);

/* Counts of measures by freshness and condition. */
typedef struct
{
  guint freshness[VIGIE_N_FRESHNESS];
  guint condition[VIGIE_N_CONDITION];
} VigieTerritoryCounts;
VigieTerritoryCounts vigie_territory_get_counts (VigieTerritory *self);

/* Recomputes freshness at the clock's now; also done by itself when the next change is due while
 * vigie_territory_set_ticking() is on. */
void vigie_territory_tick (VigieTerritory *self);
void vigie_territory_set_ticking (VigieTerritory *self, gboolean ticking);

G_END_DECLS
