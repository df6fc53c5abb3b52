/* vigie-store.h: what the dashboard knows, on this machine's disk: the last known territory with its
 * latest readings, and the history received. One file per server. SQLite in WAL mode.
 *
 * Calls block; any thread may call (one lock inside). Writing belongs to the sync thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-status.h"
#include "vigie-values.h"

G_BEGIN_DECLS

#define VIGIE_STORE_ERROR (vigie_store_error_quark ())
GQuark vigie_store_error_quark (void);
typedef enum
{
  VIGIE_STORE_ERROR_FAILED,    /* disk full, no right to write, … */
  VIGIE_STORE_ERROR_TOO_NEW,   /* written by a newer Vigie; left as it is */
} VigieStoreErrorCode;

typedef struct _VigieStore VigieStore;

/* Opens or makes the store of the server @address in @folder (made if missing; g_get_user_data_dir ()
 * based by the caller). A damaged store is renamed, never deleted, and a new one made:
 * *@set_aside (or NULL) then is the new path of the damaged file, to be told to the person; free it. */
VigieStore *vigie_store_open (const char *folder,
                              const char *address,
                              char **set_aside,
                              GError **error);
void vigie_store_close (VigieStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStore, vigie_store_close)

/* A measure with the last it said. */
typedef struct
{
  VigieMeasureData *data;        /* reference */
  VigieReading latest;           /* .time VIGIE_TIME_NONE if never */
  VigieConditionState condition;
} VigieStoredMeasure;
void vigie_stored_measure_clear (VigieStoredMeasure *measure);

/* What the screen needs: all sites, sensors, measures. */
typedef struct
{
  GPtrArray *sites;    /* VigieSiteData */
  GPtrArray *sensors;  /* VigieSensorData */
  GArray *measures;    /* VigieStoredMeasure, ordered by site */
  VigieTime last_exchange; /* or VIGIE_TIME_NONE */
  gboolean demonstration;
} VigieSnapshot;
VigieSnapshot *vigie_store_load (VigieStore *self, GError **error);
void vigie_snapshot_free (VigieSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSnapshot, vigie_snapshot_free)

/* A transaction; all writes go between. A kill -9 leaves all of it or nothing. */
gboolean vigie_store_begin (VigieStore *self, GError **error);
gboolean vigie_store_commit (VigieStore *self, GError **error);
void vigie_store_rollback (VigieStore *self);

gboolean vigie_store_put_site (VigieStore *self, const VigieSiteData *site, GError **error);
gboolean vigie_store_put_sensor (VigieStore *self, const VigieSensorData *sensor, GError **error);
gboolean vigie_store_put_measure (VigieStore *self, const VigieMeasureData *measure, GError **error);

/* Keeps a reading in the history of the measure (a reading of the same time replaces: corrected) and,
 * if it is the newest, as its latest with @condition. *@changed: it was not there already. */
gboolean vigie_store_put_reading (VigieStore *self,
                                  const char *measure_id,
                                  const VigieReading *reading,
                                  const VigieConditionState *condition,
                                  gboolean *changed,
                                  GError **error);

/* After a whole first load or comparison: what was not put since vigie_store_mark() is gone from the
 * server, and is removed with its history. */
gboolean vigie_store_mark (VigieStore *self, GError **error);
gboolean vigie_store_sweep (VigieStore *self, guint *removed, GError **error);

/* Small values: "last-exchange", "profile", … */
gboolean vigie_store_set_value (VigieStore *self, const char *key, const char *value, GError **error);
char *vigie_store_get_value (VigieStore *self, const char *key);

/* Readings with @from ≤ time < @to, oldest first, at most @limit: VigieReading, cleared with the
 * array. */
GArray *vigie_store_get_history (VigieStore *self,
                                 const char *measure_id,
                                 VigieTime from,
                                 VigieTime to,
                                 guint limit,
                                 GError **error);

/* Removes history older than @before. */
gboolean vigie_store_purge (VigieStore *self, VigieTime before, GError **error);

G_END_DECLS
