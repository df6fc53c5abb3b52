/* vigie-fleet-model.h: the sensors and gateways as the fleet page shows them: filtered, in order, with counts.
 *
 * Filtering is a pass over an array that is kept in order; ordering is done in a thread on copies of the keys. While
 * not active nothing is done but noting that something changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-fleet-text.h"
#include "vigie-territory.h"

G_BEGIN_DECLS

typedef enum
{
  VIGIE_FLEET_ALL,
  VIGIE_FLEET_SOON,        /* « Pannes à venir (30 jours) »: foretold */
  VIGIE_FLEET_SILENT,      /* « Muets »: silent now, gateways too */
  VIGIE_FLEET_STUCK,       /* « Valeurs figées » */
  VIGIE_FLEET_LOW_BATTERY, /* « Pile sous 20 % » */
  VIGIE_FLEET_NEVER,       /* « Jamais vus » */
  VIGIE_FLEET_LONE,        /* « Entendus par une seule passerelle » */
  VIGIE_FLEET_GATEWAYS,
} VigieFleetPreset;
#define VIGIE_FLEET_N_PRESETS 8

/* What is foretold to fail until then is soon. */
#define VIGIE_FLEET_SOON_DAYS 30

#define VIGIE_TYPE_FLEET_MODEL (vigie_fleet_model_get_type ())
/* A GListModel of VigieSensor. Signals: "changed" (no argument): counts or the whole changed; "updated" (GPtrArray of
 * VigieSensor): what is shown of these changed; "sorted" (no argument): an order asked for is there. */
G_DECLARE_FINAL_TYPE (VigieFleetModel, vigie_fleet_model, VIGIE, FLEET_MODEL, GObject)

VigieFleetModel *vigie_fleet_model_new (void);

/* The territory whose sensors are shown, or NULL. Those of a large one get their rows in turns of the main loop. */
void vigie_fleet_model_set_territory (VigieFleetModel *self, VigieTerritory *territory);

/* Whether somebody looks; FALSE at first. What was missed is made up at once. */
void vigie_fleet_model_set_active (VigieFleetModel *self, gboolean active);

/* ---- Filters: all must hold ---- */

void vigie_fleet_model_set_preset (VigieFleetModel *self, VigieFleetPreset preset);
VigieFleetPreset vigie_fleet_model_get_preset (VigieFleetModel *self);
/* Words to be found in name, site, commune, model, EUI or id; any case and accents. NULL or "" for none. */
void vigie_fleet_model_set_query (VigieFleetModel *self, const char *query);
/* One value of a facet, or NULL for all. The gateway is its id. */
typedef enum
{
  VIGIE_FLEET_FACET_COMMUNE,
  VIGIE_FLEET_FACET_MODEL,
  VIGIE_FLEET_FACET_GATEWAY, /* heard by it with the last frame */
  VIGIE_FLEET_FACET_LONE,    /* heard by this gateway alone */
} VigieFleetFacet;
#define VIGIE_FLEET_N_FACETS 4
void vigie_fleet_model_set_facet (VigieFleetModel *self, VigieFleetFacet facet, const char *value);
const char *vigie_fleet_model_get_facet (VigieFleetModel *self, VigieFleetFacet facet);
void vigie_fleet_model_clear (VigieFleetModel *self);
gboolean vigie_fleet_model_is_filtered (VigieFleetModel *self);

/* ---- Order ---- */

/* Orders by a column, in a thread; rows that are equal in it by name. */
void
vigie_fleet_model_set_sort (VigieFleetModel *self, VigieFleetColumn column, gboolean descending);
/* The same order again where values changed since; does nothing while one is under way. */
void vigie_fleet_model_update_order (VigieFleetModel *self);
gboolean vigie_fleet_model_is_sorting (VigieFleetModel *self);

/* ---- What there is ---- */

guint vigie_fleet_model_count (VigieFleetModel *self, VigieFleetPreset preset); /* of all */
/* How many fail or are foretold to within VIGIE_FLEET_SOON_DAYS; of how many the past is not known yet. Of all. */
guint vigie_fleet_model_count_failing (VigieFleetModel *self);
guint vigie_fleet_model_count_unread (VigieFleetModel *self);
/* The sensors that a gateway alone heard with their last frame, by name: VigieSensor references. A scan. */
GPtrArray *vigie_fleet_model_list_lone (VigieFleetModel *self, VigieSensor *gateway);
/* Whether sensors of the territory have no row yet; "changed" once all have. */
gboolean vigie_fleet_model_is_filling (VigieFleetModel *self);
/* Where a sensor is in the list, or GTK_INVALID_LIST_POSITION (G_MAXUINT); a scan. */
guint vigie_fleet_model_find (VigieFleetModel *self, VigieSensor *sensor);
/* Every one of the territory, whatever the filters; valid until the main loop runs again. */
GListModel *vigie_fleet_model_get_all (VigieFleetModel *self); /* or NULL */

/* ---- Figures from the history ---- */

/* What is known of its past, or of a gateway of what it hears, or NULL; owned by the model. */
const VigieFleetFigures *vigie_fleet_model_get_figures (VigieFleetModel *self, VigieSensor *sensor);
/* Copies what was found out; @sensor may have gone meanwhile. Told by "updated" with the next ones. */
void vigie_fleet_model_set_figures (VigieFleetModel *self,
                                    VigieSensor *sensor,
                                    const VigieFleetFigures *figures);

G_END_DECLS
