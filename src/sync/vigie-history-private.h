/* vigie-history-private.h: what the files of the history share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-history-fetch.h"
#include "vigie-history.h"
#include "vigie-sync-worker.h"

G_BEGIN_DECLS

struct _VigieHistoryWindow
{
  GObject parent_instance;

  VigieHistory *history; /* owned */
  char *measure_id;      /* owned */
  VigieTime from, to;    /* as asked; empty at first */
  gint64 order;          /* the larger, the later it was */

  VigieSeries *series; /* owned, or NULL */
  gboolean loading;
  char *error; /* owned, or NULL */

  /* Of the last read. */
  gboolean missing, cut;
  char *store_error; /* owned, or NULL */

  gboolean is_reading, is_stale; /* a read is under way; another is due… */
  gboolean is_urgent;            /* … at once, as the range is another */
  gint64 read_at;                /* monotonic time at which the last one began */
  gint64 read_from_at;           /* monotonic time before which no other one begins */
  guint read_source;             /* waits for it */
};

struct _VigieHistoryDemand
{
  GObject parent_instance;

  VigieHistory *history; /* owned */
  gint64 number;
  GPtrArray *wants;       /* VigieHistoryWant, owned: the thread's */
  GHashTable *entries;    /* id, owned → how far it is with the measure, owned */
  gint64 missing, wanted; /* µs of those that were looked at */
  guint n_seen;           /* how many those are */
  double progress;
};

struct _VigieHistory
{
  GObject parent_instance;

  VigieSyncWorker *worker;   /* NULL once the sync has stopped */
  VigieTerritory *territory; /* owned */
  GThreadPool *readers;      /* owned; NULL once stopped */
  VigieHistoryFetch *fetch;  /* owned; NULL until something is wanted, and once stopped */
  GMainContext *context;     /* owned: of the thread that made this */
  GHashTable *measures; /* id, owned → GPtrArray of VigieHistoryWindow, not owned: those open */
  GPtrArray *demands;   /* VigieHistoryDemand, not owned: those open */
  gint64 last_demand;   /* number of the last one that was made */
  GHashTable *failures; /* id, owned → why its history does not come, owned */
  char *failure;        /* owned: the same of all, or NULL */
  gint stopping;        /* atomic */
  guint publish_source; /* what is wanted is about to be told to the thread */
  gint64 order;         /* of the last range that was set */

  /* From the thread, under the lock. */
  GMutex lock;
  GQueue news;    /* owned */
  GSource *drain; /* owned; while there are some */

  VigieSyncState state; /* as last told; its texts are not kept */
  gint64 refreshed_at;  /* monotonic time */
};

/* ---- vigie-history.c, for the sync ---- */

VigieHistory *vigie_history_new (VigieSyncWorker *worker, VigieTerritory *territory);
/* The link or the server's clock changed, or an exchange was made. */
void vigie_history_set_state (VigieHistory *self, const VigieSyncState *state);
/* What failed is tried again at once. */
void vigie_history_retry (VigieHistory *self);
/* Readings of these measures (char *) came: NULL for any. */
void vigie_history_touch (VigieHistory *self, GPtrArray *measure_ids);
/* Ends all threads; to be called before the worker goes. */
void vigie_history_stop (VigieHistory *self);

/* ---- vigie-history.c, for windows ---- */

/* The server's present, or this machine's; µs. */
VigieTime vigie_history_get_now (VigieHistory *self);
void vigie_history_window_added (VigieHistory *self, VigieHistoryWindow *window);
void vigie_history_window_removed (VigieHistory *self, VigieHistoryWindow *window);
/* How long the measure's history is kept; µs. */
gint64 vigie_history_get_kept (VigieHistory *self, const char *measure_id);
/* What windows want changed. */
void vigie_history_wants_changed (VigieHistory *self);
/* Why the measure's history does not come, or NULL; of the history until it changes. */
const char *vigie_history_get_failure (VigieHistory *self, const char *measure_id);
/* Something is missing of what a window of the measure wants. */
void vigie_history_check (VigieHistory *self, const char *measure_id);

/* ---- vigie-history-window.c ---- */

VigieHistoryWindow *vigie_history_window_new (VigieHistory *history, const char *measure_id);
/* Reads it anew, soon; at once where @now. */
void vigie_history_window_read (VigieHistoryWindow *self, gboolean now);
/* Works out loading and error anew; emits "changed" where they are others, or @changed. */
void vigie_history_window_update (VigieHistoryWindow *self, gboolean changed);

/* ---- vigie-history-demand.c ---- */

/* Of the measure so much is missing of so much, µs. */
void vigie_history_demand_update (VigieHistoryDemand *self,
                                  const char *id,
                                  gint64 missing,
                                  gint64 wanted);
/* What it wants, one for each measure, goes to @wants. */
void vigie_history_demand_add_wants (VigieHistoryDemand *self, GPtrArray *wants);

/* ---- vigie-history.c, for demands ---- */

/* A new want of the measure, by what is known of it. */
VigieHistoryWant *vigie_history_make_want (VigieHistory *self, const char *id);
void vigie_history_demand_added (VigieHistory *self, VigieHistoryDemand *demand);
void vigie_history_demand_removed (VigieHistory *self, VigieHistoryDemand *demand);

/* ---- vigie-history-read.c ---- */

typedef struct
{
  VigieSeries *series; /* owned */
  gboolean cut;        /* there are older readings, too many */
  gboolean missing;    /* not all of the range is known or followed */
} VigieHistoryRead;
/* What of @from ≤ t < @to the server is to be asked for at @now (all times the server's): nothing that the store
 * would purge, nothing of the future, nothing that was taken in as it came (@followed, as vigie_store_get_known() gives
 * it), nothing older than @kept (µs) and nothing of the last moments that is about to. A set of VigieSpan. Pure. */
GArray *vigie_history_find_missing (const VigieSpan *known,
                                    guint n_known,
                                    const VigieSpan *followed,
                                    VigieTime from,
                                    VigieTime to,
                                    VigieTime now,
                                    gint64 kept);

void vigie_history_read_free (VigieHistoryRead *read);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieHistoryRead, vigie_history_read_free)

void vigie_history_read_one_async (VigieHistory *self,
                                   const char *measure_id,
                                   VigieTime from,
                                   VigieTime to,
                                   VigieTime now,
                                   gint64 kept,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
VigieHistoryRead *
vigie_history_read_one_finish (VigieHistory *self, GAsyncResult *result, GError **error);
/* The function of the pool of readers. */
void vigie_history_read_run (gpointer task, gpointer history);

G_END_DECLS
