/* vigie-territory.h: the live territory: what the pages show. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-area.h"
#include "vigie-clock.h"
#include "vigie-sensor.h"
#include "vigie-site.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_TERRITORY (vigie_territory_get_type ())
/* A GListModel of VigieSite. Properties: n-sites, n-measures, demonstration.
 * Signals: "changed": some site's state changed (once per batch, not once per site); "level-changed" (VigieSite *): how
 * busy a site of it is; "problem-changed" (VigieSite *): what vigie_site_get_problem() says of it, before "changed" and
 * also where no property of the site changed. */
G_DECLARE_FINAL_TYPE (VigieTerritory, vigie_territory, VIGIE, TERRITORY, GObject)

VigieTerritory *vigie_territory_new (VigieClock *clock);

/* What came from the store or the server, to be shown. */
typedef struct
{
  char *measure_id;
  VigieReading reading;
  VigieConditionState condition;
} VigieReadingUpdate;
void vigie_reading_update_clear (VigieReadingUpdate *update);

typedef struct
{
  GPtrArray *sites;            /* VigieSiteData, new or changed; or NULL */
  GPtrArray *sensors;          /* VigieSensorData; or NULL */
  GPtrArray *measures;         /* VigieMeasureData; or NULL */
  GArray *readings;            /* VigieReadingUpdate: the newest of each measure; or NULL */
  GPtrArray *removed_sites;    /* char *; or NULL */
  GPtrArray *removed_measures; /* char *; or NULL */
} VigieTerritoryBatch;
VigieTerritoryBatch *vigie_territory_batch_new (void);
void vigie_territory_batch_free (VigieTerritoryBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieTerritoryBatch, vigie_territory_batch_free)

/* Each adds a reference or a copy; the arrays are made when needed. A batch is filled in any thread. */
void vigie_territory_batch_add_site (VigieTerritoryBatch *batch, VigieSiteData *site);
void vigie_territory_batch_add_sensor (VigieTerritoryBatch *batch, VigieSensorData *sensor);
void vigie_territory_batch_add_measure (VigieTerritoryBatch *batch, VigieMeasureData *measure);
void vigie_territory_batch_add_reading (VigieTerritoryBatch *batch,
                                        const char *measure_id,
                                        const VigieReading *reading,
                                        const VigieConditionState *condition);
void vigie_territory_batch_remove_site (VigieTerritoryBatch *batch, const char *id);
void vigie_territory_batch_remove_measure (VigieTerritoryBatch *batch, const char *id);
gboolean vigie_territory_batch_is_empty (const VigieTerritoryBatch *batch);

/* Takes the batch (owned from here) and applies it in slices of under 4 ms in the main loop, batches
 * in order. @done (may be NULL) is called once: after its last slice,
 * or when the territory is disposed of before that. */
typedef void (*VigieTerritoryDone) (gpointer user_data);
void vigie_territory_apply (VigieTerritory *self,
                            VigieTerritoryBatch *batch,
                            VigieTerritoryDone done,
                            gpointer user_data);

/* The same at once, after the batches before it, for start-up and tests. From a handler of a signal
 * of the territory it is put off to a slice. */
void vigie_territory_apply_now (VigieTerritory *self, VigieTerritoryBatch *batch);

/* Every sensor and gateway of the territory: a VigieSensorList of VigieSensor, kept in step with the batches; the
 * same one as long as the territory is. Owned by the territory. */
GListModel *vigie_territory_get_sensors (VigieTerritory *self);
/* The first sensor or gateway with that id of the server; NULL if none (a scan). */
VigieSensor *vigie_territory_find_sensor (VigieTerritory *self, const char *id);
/* The gateway of that id of its own (EUI, in any writing), or NULL if none of the territory has it. */
VigieSensor *vigie_territory_find_gateway (VigieTerritory *self, const char *gateway_id);

VigieSite *vigie_territory_find_site (VigieTerritory *self, const char *id);
VigieMeasure *vigie_territory_find_measure (VigieTerritory *self, const char *id);
guint vigie_territory_get_n_measures (VigieTerritory *self);

/* TRUE where the server or any site says that what is shown is simulated. */
gboolean vigie_territory_get_demonstration (VigieTerritory *self);
/* What the server (or the snapshot) says of itself. */
void vigie_territory_set_demonstration (VigieTerritory *self, gboolean demonstration);

/* The clock that ages are counted by; another one (of a demonstration with a pace of its own)
 * recomputes all. */
VigieClock *vigie_territory_get_clock (VigieTerritory *self);
void vigie_territory_set_clock (VigieTerritory *self, VigieClock *clock);

/* The communes' outlines: a site of which no commune is told gets the one whose outline holds its place
 * (VigieSiteData.commune_found); by cells, which are approximate, none. Those there already are looked at in slices.
 * NULL: none. */
void vigie_territory_set_areas (VigieTerritory *self, VigieAreas *areas);

/* Counts of measures by freshness and condition. */
typedef struct
{
  guint freshness[VIGIE_N_FRESHNESS];
  guint condition[VIGIE_N_CONDITION];
} VigieTerritoryCounts;
VigieTerritoryCounts vigie_territory_get_counts (VigieTerritory *self);

/* Recomputes freshness at the clock's now; also done by itself when the next change is due while
 * vigie_territory_set_ticking() is on (off at first): at the due instants by the clock and its pace,
 * and in full when the clock jumps or the machine comes back from suspend. Nothing runs while off. */
void vigie_territory_tick (VigieTerritory *self);
void vigie_territory_set_ticking (VigieTerritory *self, gboolean ticking);

G_END_DECLS
