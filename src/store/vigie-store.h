/* vigie-store.h: what the dashboard knows, on this machine's disk: the last known territory with its
 * latest readings, and the history received. One file per server. SQLite in WAL mode.
 *
 * Calls block; any thread may call. Writing belongs to the sync thread: between begin and commit it holds the
 * store's writing to itself, while other threads go on reading what was committed last. Two programs may
 * have the same store open.
 *
 * What is committed survives kill -9. After a loss of power the file is sound too, but the last commits may
 * be missing, whole ones each: what came from the server comes again, since what tells how far it was read is
 * in the same transaction. vigie_store_begin_durable() is for what a person wrote: its commit is on the disk
 * when it returns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-series.h"
#include "vigie-status.h"
#include "vigie-values.h"

G_BEGIN_DECLS

#define VIGIE_STORE_ERROR (vigie_store_error_quark ())
GQuark vigie_store_error_quark (void);
typedef enum
{
  VIGIE_STORE_ERROR_FAILED,  /* disk full, no right to write, … */
  VIGIE_STORE_ERROR_TOO_NEW, /* written by a newer Vigie; left as it is */
  VIGIE_STORE_ERROR_DAMAGED, /* found while reading or writing: roll back, close and open again, which
                              * sets the file aside and makes a new one */
  VIGIE_STORE_ERROR_BUSY,    /* another program kept it to itself for too long; try again later */
  VIGIE_STORE_ERROR_UNKNOWN, /* a reading of a measure, or a measure of a site, that was never put */
} VigieStoreErrorCode;

typedef struct _VigieStore VigieStore;

/* Opens or makes the store of the server @address in @folder (made if missing; g_get_user_data_dir ()
 * based by the caller). A damaged store is renamed, never deleted, and a new one made:
 * *@set_aside (or NULL) then is the new path of the damaged file, to be told to the person; free it.
 * After an unclean end the file is checked for up to 0.4 s, the territory before its history; after a clean one
 * opening reads a few pages. Errors
 * are VIGIE_STORE_ERROR, with a sentence for the person. */
VigieStore *
vigie_store_open (const char *folder, const char *address, char **set_aside, GError **error);

/* Rolls back what is not committed. No other thread may be within a call. */
void vigie_store_close (VigieStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStore, vigie_store_close)

/* The file; owned by the store. */
const char *vigie_store_get_path (VigieStore *self);

/* A measure with the last it said. */
typedef struct
{
  VigieMeasureData *data; /* reference */
  VigieReading latest;    /* .time VIGIE_TIME_NONE if never */
  VigieConditionState condition;
} VigieStoredMeasure;
void vigie_stored_measure_clear (VigieStoredMeasure *measure);

/* What the screen needs: all sites, sensors, measures. */
typedef struct
{
  GPtrArray *sites;        /* VigieSiteData, in the order in which they were first put */
  GPtrArray *sensors;      /* VigieSensorData */
  GArray *measures;        /* VigieStoredMeasure, in the order of their sites */
  VigieTime last_exchange; /* value "last-exchange", or VIGIE_TIME_NONE */
  gboolean demonstration;  /* value "demonstration" is "true" */
} VigieSnapshot;
VigieSnapshot *vigie_store_load (VigieStore *self, GError **error);
void vigie_snapshot_free (VigieSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieSnapshot, vigie_snapshot_free)

/* Opens and loads, as a launch does: damage that shows only while it is loaded is set aside too, and *@snapshot is
 * then that of the new, empty store. */
VigieStore *vigie_store_open_and_load (const char *folder,
                                       const char *address,
                                       VigieSnapshot **snapshot,
                                       char **set_aside,
                                       GError **error);

/* What the store of the server @address has, for who only wants to look: the file is not made, brought to this version,
 * checked or set aside, and another program may have it open. NULL with an error, for the log, where there is
 * nothing to be read as it is. */
VigieSnapshot *vigie_store_peek (const char *folder, const char *address, GError **error);

/* The same where not even what SQLite keeps beside a file can be written (full disk, folder without the right to write),
 * of a store that was closed cleanly and that no other program has open. */
VigieSnapshot *vigie_store_peek_still (const char *folder, const char *address, GError **error);

/* A transaction; all writes go between, by the same thread. A kill -9 leaves all of it or nothing. A commit
 * that fails has rolled back. */
gboolean vigie_store_begin (VigieStore *self, GError **error);
gboolean vigie_store_begin_durable (VigieStore *self, GError **error);
gboolean vigie_store_commit (VigieStore *self, GError **error);
void vigie_store_rollback (VigieStore *self);

/* New or changed ones are written, the rest is only noted as still there. A measure's site comes before
 * it; its sensor may come later. Where a known measure means something else from now on
 * (vigie_measure_data_means_same()), its latest reading, condition and history are dropped. */
gboolean vigie_store_put_site (VigieStore *self, const VigieSiteData *site, GError **error);
gboolean vigie_store_put_sensor (VigieStore *self, const VigieSensorData *sensor, GError **error);
gboolean
vigie_store_put_measure (VigieStore *self, const VigieMeasureData *measure, GError **error);

/* Keeps a reading in the history of the measure (a reading of the same time replaces: corrected) and,
 * if no later one is known, as its latest with @condition (NULL: the state before the first reading). A
 * late one goes to its place in the history and leaves the latest alone.
 * *@changed: it was not there already, or other. *@newest: it is the latest now. Both may be NULL. */
gboolean vigie_store_put_reading (VigieStore *self,
                                  const char *measure_id,
                                  const VigieReading *reading,
                                  const VigieConditionState *condition,
                                  gboolean *changed,
                                  gboolean *newest,
                                  GError **error);

/* Drops the latest reading of the measure with its condition, and its history later than @after
 * (VIGIE_TIME_NONE: all of it): the server has nothing later, and what it has is put next. Of a measure that
 * is not known: nothing. Within a transaction. */
gboolean vigie_store_forget_readings (VigieStore *self,
                                      const char *measure_id,
                                      VigieTime after,
                                      GError **error);
/* Drops the readings, conditions and history of all measures: they are of another server's store. Within a
 * transaction. */
gboolean vigie_store_forget_all_readings (VigieStore *self, GError **error);

/* After a whole first load or comparison: what was not put since vigie_store_mark() is gone from the
 * server, and is removed with its history. Within transactions, not necessarily the same one; a mark does not
 * outlast the store's closing. *@removed_sites and *@removed_measures (each may be NULL) are the ids removed, to be
 * freed with g_ptr_array_unref(). */
gboolean vigie_store_mark (VigieStore *self, GError **error);
gboolean vigie_store_sweep (VigieStore *self,
                            GPtrArray **removed_sites,
                            GPtrArray **removed_measures,
                            GError **error);

/* Small values: "last-exchange" (an instant as vigie_time_format() writes it), "demonstration" ("true"), "profile", …
 * "followed-since" and "read-up-to" are two instants between which all that the server took in, of every measure, was
 * put: see vigie_store_read_series(). NULL removes. Within a transaction of this thread it is part of it, else it is
 * one of its own. */
gboolean
vigie_store_set_value (VigieStore *self, const char *key, const char *value, GError **error);
char *vigie_store_get_value (VigieStore *self, const char *key); /* NULL if none */

/* Readings with @from ≤ time < @to, oldest first, at most @limit: VigieReading, cleared with the
 * array. Of a measure that is not known: none. */
GArray *vigie_store_get_history (VigieStore *self,
                                 const char *measure_id,
                                 VigieTime from,
                                 VigieTime to,
                                 guint limit,
                                 GError **error);

/* ---- History fetched by windows: vigie-store-history.c ---- */

/* Keeps readings in the history of the measure and leaves its latest reading and condition alone, whatever their times:
 * those come by vigie_store_put_reading(). A reading of the same time replaces; one without a time is left out.
 * *@n_changed (may be NULL): how many were not there already, or other. Within a transaction; VIGIE_STORE_ERROR_UNKNOWN
 * where the measure was never put. */
gboolean vigie_store_put_history (VigieStore *self,
                                  const char *measure_id,
                                  const VigieReading *readings,
                                  guint n,
                                  guint *n_changed,
                                  GError **error);

/* Notes that all that the server has of the measure with @from ≤ time < @to was put. Stretches that meet become one.
 * They go with the history: when it is dropped, purged, or the measure removed. Within a transaction. */
gboolean vigie_store_add_known (VigieStore *self,
                                const char *measure_id,
                                VigieTime from,
                                VigieTime to,
                                GError **error);

/* The stretches of @from ≤ time < @to that are known, as VigieSpan; free with g_array_unref(). One that ends at or
 * after the value "followed-since" goes on to "read-up-to": what came later was taken in as it came. *@followed
 * (may be NULL) is those two values, each VIGIE_TIME_NONE where there is none. */
GArray *vigie_store_get_known (VigieStore *self,
                               const char *measure_id,
                               VigieTime from,
                               VigieTime to,
                               VigieSpan *followed,
                               GError **error);

/* The numbers of the readings with @from ≤ time < @to (NAN for one that has none), with the begins of their intervals
 * where any tells its own, at most @limit, the newest ones, with the stretches known, those before the first reading
 * left out where there were more; *@cut (may be NULL) is TRUE then. @followed (may be NULL) as above. Of a measure that
 * is not known: nothing. One moment of the file. */
VigieSeries *vigie_store_read_series (VigieStore *self,
                                      const char *measure_id,
                                      VigieTime from,
                                      VigieTime to,
                                      guint limit,
                                      VigieSpan *followed,
                                      gboolean *cut,
                                      GError **error);

/* The same of many measures, in the order asked. Others may use the store in between; four threads read at once, each
 * by a connection of its own, and more of them wait. @limit_each may be G_MAXUINT. A year every ten minutes takes 850
 * kB and less than a millisecond: of hundreds of measures it is read a few at a time. */
GPtrArray *vigie_store_read_many_series (VigieStore *self,
                                         const char *const *measure_ids,
                                         guint n,
                                         VigieTime from,
                                         VigieTime to,
                                         guint limit_each,
                                         GCancellable *cancellable,
                                         GError **error);

/* A number that changes when history is dropped or the store made anew, and is then none that there was before: what
 * was asked of the server under another is not to be put. Within a transaction it holds until its end. */
guint vigie_store_get_generation (VigieStore *self);

/* Removes history older than @before, in slices of a few milliseconds with a commit each, so that others get in
 * between; what was known of that time is not any more. The latest reading of a measure stays known whatever its age.
 * Not within a transaction. Once @cancellable (may be NULL) is cancelled it ends after the slice under way, with
 * G_IO_ERROR_CANCELLED; what was removed stays removed. */
gboolean
vigie_store_purge (VigieStore *self, VigieTime before, GCancellable *cancellable, GError **error);

/* The same, each measure by its role: what is older than @now − @kept (role) goes. */
typedef gint64 (*VigieStoreKept) (VigieRole role); /* µs */
gboolean vigie_store_purge_by_role (VigieStore *self,
                                    VigieTime now,
                                    VigieStoreKept kept,
                                    GCancellable *cancellable,
                                    GError **error);

/* Packs history older than @before, which takes a tenth of the room then and is read ten times as fast: one slice of
 * a few milliseconds, committed; *@more: there is more to do. Nothing that is read changes by it. Call it again and
 * again until there is no more, then some hours later. Not within a transaction. */
gboolean vigie_store_pack (VigieStore *self, VigieTime before, gboolean *more, GError **error);

G_END_DECLS
