/* vigie-sync-index.h: what the sync knows of the territory: enough to tell news from what was there.
 * Of the sync's thread; the data are shared with the model by reference.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-status.h"
#include "vigie-store.h"

G_BEGIN_DECLS

/* A measure and the last that it said. */
typedef struct
{
  VigieMeasureData *data;    /* reference */
  VigieTime time;            /* of the latest reading, or VIGIE_TIME_NONE */
  VigieConditionState state; /* after it */
  guint value_hash;          /* of its value */
  guint generation;          /* of the load that told of it last */
  gboolean stored;           /* whether the store in use has it */
  gboolean chore;            /* its history is about to be asked for */
  gboolean explained;        /* its history was asked for */
} VigieSyncMeasure;

typedef struct
{
  VigieSiteData *data; /* reference */
  guint generation;    /* of the load that told of it last */
} VigieSyncSite;

typedef struct
{
  guint generation;     /* of the load under way */
  GHashTable *sites;    /* id → VigieSyncSite, owned */
  GHashTable *sensors;  /* id → VigieSensorData, references */
  GHashTable *measures; /* id → VigieSyncMeasure, owned */
} VigieSyncIndex;

VigieSyncIndex *vigie_sync_index_new (void);
void vigie_sync_index_free (VigieSyncIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSyncIndex, vigie_sync_index_free)

/* Takes what the store knows, by reference; it counts as stored. */
void vigie_sync_index_add_snapshot (VigieSyncIndex *self, const VigieSnapshot *snapshot);

/* As if the measure had never said anything. */
void vigie_sync_measure_forget (VigieSyncMeasure *measure);

/* Each gives the data to go on with: what was known if it says the same (then *@changed is FALSE), else
 * @data. A reference of the index; takes the one of @data. */
VigieSiteData *
vigie_sync_index_take_site (VigieSyncIndex *self, VigieSiteData *data, gboolean *changed);
VigieSensorData *
vigie_sync_index_take_sensor (VigieSyncIndex *self, VigieSensorData *data, gboolean *changed);
/* @observed: its interval is a new observation; else one that was observed before stays where @data
 * declares none. What a measure said that means something else now is forgotten. */
VigieSyncMeasure *vigie_sync_index_take_measure (VigieSyncIndex *self,
                                                 VigieMeasureData *data,
                                                 gboolean observed,
                                                 gboolean *changed);

/* The measure of that id, of the index, or NULL. */
VigieSyncMeasure *vigie_sync_index_find_measure (VigieSyncIndex *self, const char *id);
/* Begins a load: what is not taken from here on… */
void vigie_sync_index_mark (VigieSyncIndex *self);
/* … is removed by this, which gives the ids (char *, owned by the arrays). */
void vigie_sync_index_sweep (VigieSyncIndex *self, GPtrArray **sites, GPtrArray **measures);

/* Another store: nothing is in it. */
void vigie_sync_index_forget_stored (VigieSyncIndex *self);

/* Shortest expected interval of all measures in µs, or 0; and how many readings are expected an hour. */
gint64 vigie_sync_index_shortest_interval (VigieSyncIndex *self, double *readings_per_hour);

/* Of type and value, not of the instant: whether a reading that comes again was corrected. */
guint vigie_reading_value_hash (const VigieReading *reading);

/* The data with the expected interval that was observed. A new reference. */
VigieMeasureData *vigie_measure_data_with_interval (const VigieMeasureData *data, gint64 interval);

/* Median of the gaps between the times (oldest first), in whole seconds; 0 with fewer than 5 gaps. */
gint64 vigie_observed_interval (const VigieTime *times, guint n_times);

G_END_DECLS
