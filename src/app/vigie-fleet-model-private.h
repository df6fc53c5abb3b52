/* vigie-fleet-model-private.h: the inside of the model of the fleet, shared by its files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-fleet-model.h"
#include "vigie-fleet-sort.h"

G_BEGIN_DECLS

/* What takes long is done in turns of the main loop of this length. */
#define VIGIE_FLEET_TURN (2 * 1000) /* µs */

/* Counted beside the presets: a failure that is there or comes within 30 days; a past that is not known yet. */
#define VIGIE_FLEET_FAILING VIGIE_FLEET_N_PRESETS
#define VIGIE_FLEET_UNREAD (VIGIE_FLEET_N_PRESETS + 1)
#define VIGIE_FLEET_N_SETS (VIGIE_FLEET_N_PRESETS + 2)

typedef struct
{
  VigieSensor *sensor;         /* owned */
  char *text;                  /* owned: to be searched in; NULL until it is made */
  const VigieSensorData *data; /* of which the text was made */
  const VigieSiteData *site;
  VigieFleetFigures *figures; /* owned, or NULL */
  VigieSensor *lone;          /* owned, or NULL: the gateway that alone hears it */
  guint16 sets;               /* bit of each preset that it is in, and of the counts beside them */
} VigieFleetModelRow;

struct _VigieFleetModel
{
  GObject parent_instance;

  VigieTerritory *territory; /* owned, or NULL */
  GListModel *list;          /* unowned: of the territory */
  GPtrArray *rows;           /* owned: VigieFleetModelRow, in the order of the list */
  GHashTable *by_sensor;     /* owned: VigieSensor → VigieFleetModelRow */
  GPtrArray *sorted;         /* owned: VigieFleetModelRow, unowned, in the order asked for */
  GPtrArray *shown;          /* owned: VigieFleetModelRow, unowned: those of sorted that pass */
  guint counts[VIGIE_FLEET_N_SETS];

  VigieFleetPreset preset;
  char *query; /* owned: folded, or NULL */
  char *facets[VIGIE_FLEET_N_FACETS];

  VigieFleetColumn column;
  gboolean descending;
  GCancellable *sorting;   /* owned: of the order under way, or NULL */
  guint generation;        /* grows as rows come and go */
  gboolean disordered;     /* rows came that are not in order yet */
  VigieFleetSortKey *keys; /* owned, or NULL: of the order that is being prepared */
  GStringChunk *key_texts; /* owned, or NULL: their texts */
  guint n_keys, keys_generation, keys_source;

  gboolean active;
  gboolean stale; /* shown is to be made anew */
  guint filter_source, text_source;
  guint next_text;         /* row whose text is made next */
  guint fill_source;       /* gives rows to the sensors of the list from the end of rows on */
  guint next_sets;         /* from this row on the sets are to be told anew; G_MAXUINT: of none */
  GPtrArray *figures_news; /* owned: VigieSensor references with new figures to be told */
  guint figures_source;
};

/* ---- In vigie-fleet-model.c ---- */

/* By the territory's clock. */
VigieTime vigie_fleet_model_get_now (VigieFleetModel *self);
void vigie_fleet_model_emit_changed (VigieFleetModel *self);
void vigie_fleet_model_emit_sorted (VigieFleetModel *self);
void vigie_fleet_model_emit_updated (VigieFleetModel *self, GPtrArray *sensors);

/* ---- In vigie-fleet-model-filter.c ---- */

VigieFleetModelRow *vigie_fleet_model_row_new (VigieSensor *sensor); /* takes the reference */
void vigie_fleet_model_row_free (gpointer row);
/* Forgets the text to search in where it is of other data. TRUE if that may change what a query finds. */
gboolean vigie_fleet_model_check_text (VigieFleetModel *self, VigieFleetModelRow *row);
/* Makes the texts from that row on, while nothing else is to be done. */
void vigie_fleet_model_need_texts (VigieFleetModel *self, guint from);
/* Puts @shown in place of what is shown, and tells of the part between the same begin and end. */
void vigie_fleet_model_show (VigieFleetModel *self, GPtrArray *shown);
void vigie_fleet_model_filter_now (VigieFleetModel *self);
void vigie_fleet_model_filter_soon (VigieFleetModel *self);

/* ---- In vigie-fleet-model-order.c ---- */

void vigie_fleet_model_drop_keys (VigieFleetModel *self);

/* ---- In vigie-fleet-model-figures.c ---- */

/* In which sets it is, and which gateway alone hears it, by what is known now. TRUE if that changed. */
gboolean vigie_fleet_model_update_sets (VigieFleetModel *self, VigieFleetModelRow *row);
/* It goes: no longer counted. */
void vigie_fleet_model_leave_sets (VigieFleetModel *self, VigieFleetModelRow *row);

G_END_DECLS
