/* vigie-sync-worker.h: the inside of the sync's thread, shared by its files.
 *
 * The thread owns the client, the index and the writing to the store. It tells the main thread by
 * copies: a state (what the properties show) and batches for the model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-sync-index.h"
#include "vigie-sync.h"

G_BEGIN_DECLS

/* History that is kept: a year, beside the same month of the year before; of energy, the three years that its page
 * compares, and a month. */
#define VIGIE_HISTORY_KEPT (400 * VIGIE_DAY)
#define VIGIE_HISTORY_KEPT_ENERGY ((3 * 366 + 31) * VIGIE_DAY)
/* How long that of a measure is, by its role; µs. */
gint64 vigie_history_kept (VigieRole role);

/* How far each increment looks back beyond what is read, at least; server's time. */
#define VIGIE_SYNC_LEAST_OVERLAP (30 * VIGIE_SECOND)

/* Instants by the sync's clock. Texts are owned. */
typedef struct
{
  VigieLink link;
  VigieTime last_exchange;
  VigieTime link_since;
  VigieTime next_try;
  char *error_text;
  char *set_aside;
  char *store_error;
  gboolean loading;
  guint n_loaded;
  gint64 clock_skew;
  gboolean server_known;
  gboolean demonstration;
  double pace;
  VigieTime server_now;    /* at… */
  gint64 server_monotonic; /* … this monotonic time */
  gint64 asked_at;         /* monotonic time since which an answer is waited for, or 0 */
  VigieStStatistics statistics;
} VigieSyncState;

void vigie_sync_state_copy_into (const VigieSyncState *source, VigieSyncState *target);
void vigie_sync_state_clear (VigieSyncState *state);

/* What is asked of the server. */
typedef enum
{
  VIGIE_SYNC_PROBE, /* who it is */
  VIGIE_SYNC_NEWS,  /* an increment */
  VIGIE_SYNC_PAGE,  /* of the territory, or of a history */
  VIGIE_SYNC_N_REQUESTS,
} VigieSyncRequest;

void vigie_sync_limits_init (VigieSyncLimits *self); /* the defaults */

/* What the worker calls to tell; in its thread. The batch is the callee's. */
typedef struct
{
  void (*state) (gpointer user_data, const VigieSyncState *state);
  /* @loaded: it is the last of a load or comparison. */
  void (*batch) (gpointer user_data, VigieTerritoryBatch *batch, gboolean loaded);
  /* Readings came of these measures among those watched: ids, owned by the array, which is the callee's. NULL: what was
   * kept of many was dropped. */
  void (*readings) (gpointer user_data, GPtrArray *ids);
} VigieSyncTells;

typedef struct
{
  /* Set once. */
  char *address;
  char *user, *secret, *ca_file; /* or NULL */
  VigieStLog *log;               /* owned; any thread */
  VigieSyncTells tells;
  gpointer user_data;
  GCancellable *cancellable;
  VigieSyncLimits limits; /* all given */
  VigieSnapshot *seed;    /* owned: what the store has, until the thread began; or NULL */

  /* Shared with the main thread, under the lock. */
  GMutex lock;
  GCond wake;
  gboolean stop;          /* end the thread */
  gboolean try_now;       /* whatever was waited for, go on at once */
  gboolean retry_refused; /* also after a refusal */
  gboolean compare;       /* a full comparison is asked for */
  gboolean
      clocks_moved;  /* the machine's clock was set, or it was suspended: ask the server's again */
  guint n_batches;   /* told and not applied yet */
  VigieClock *clock; /* owned: for instants told */
  VigieProfile *new_profile; /* owned; NULL unless to be taken */
  VigieStStatistics others;  /* of the clients of histories, in all */
  GHashTable *new_watched;  /* owned, or NULL: ids of measures whose readings are told of, a set… */
  gboolean watched_changed; /* … that is to be taken */
  GHashTable
      *replay_ids; /* owned, or NULL: ids of measures whose past is known better now, a set */

  /* The store is used by the worker and, for history, by others. */
  GRWLock store_lock;
  VigieStore *store; /* owned; NULL where there is none */

  VigieClock *machine; /* owned, never replaced: what the server's clock is compared with */

  /* Of the thread alone. */
  VigieStClient *client;
  VigieProfile *profile;
  VigieSyncIndex *index;
  VigieSyncState told;

  gboolean full_due;      /* the next exchange is a full load or comparison */
  gint64 full_at;         /* monotonic time of the next comparison */
  gint64 full_ended;      /* monotonic time of the end of the last one */
  gboolean full_resumed;  /* went on after an error: rows may have moved between its pages */
  VigieStWalk *full_walk; /* under way, or NULL */
  VigieTime full_started; /* server's time at its start */
  guint full_sites;       /* in it so far */
  gboolean full_partial;  /* something in it could not be read: nothing is taken for removed */
  gboolean full_shown;    /* it shows new things */
  guint full_problems;    /* entities that could not be read, before it */
  gboolean empty_seen;    /* a server that had sites told of none */
  GHashTable *unknown;    /* ids of Datastreams that a load did not tell of: owned texts */
  gboolean unknown_new;   /* there are some that no load was made for */

  char *instance;           /* owned: which store of the server all this is of; NULL not known */
  gboolean server_stamps;   /* it gives each reading the time at which it took it */
  VigieTime read_up_to;     /* server's time up to which all is read, or NONE */
  VigieTime followed_since; /* and from which on nothing was left out of the store, or NONE */
  VigieTime wide_at;        /* server's time of the next wide increment */
  gboolean narrow;          /* wide increments are costly: narrow ones in between */
  gint64 longest_delay;     /* µs: between a reading's times and its coming */
  gint64 longest_span;      /* µs: of the intervals that readings are of */
  gint64 shortest_interval; /* µs, 0 unknown */
  double readings_per_hour;
  gint64 exchange_noted; /* monotonic time at which last-exchange was last stored */
  gint64 purge_at;       /* monotonic time from which old history is to be removed */
  gint64 pack_at;        /* the same, packed */
  gint64 trim_at;        /* the same, memory given back */
  GQueue chores;         /* owned ids of measures whose history is to be asked for */

  guint n_failures;                           /* in a row */
  gint64 lost_at;                             /* monotonic time, 0 while up */
  gboolean was_up;                            /* it answered before */
  gboolean timed_out;                         /* and then did not in time: dead, or slow? */
  gint64 longest_wait[VIGIE_SYNC_N_REQUESTS]; /* µs, for an answer that came; fades */
  gboolean session; /* the server was asked who it is since the link came back */
  GRand *random;

  /* A transaction with what it tells. */
  VigieTerritoryBatch *batch;
  gboolean in_transaction;
  gboolean marked;         /* the store knows what the load under way began with */
  GHashTable *replays;     /* VigieSyncMeasure whose condition is to be computed from history */
  gboolean noting_delays;  /* what is taken is new: how late it comes says how far to look back */
  guint n_news, n_repeats; /* readings of the present increment */
  GHashTable *watched;     /* the set in use, or NULL */
  GPtrArray *touched; /* owned, or NULL: of them, those that readings of this transaction are of */
  guint generation;   /* of the store's history, before this transaction */
  guint n_ahead;      /* readings refused as of the far future */
} VigieSyncWorker;

/* ---- vigie-sync.c ---- */

/* The worker of @self, for files of the main thread's end: what is set once, and what the locks guard. */
VigieSyncWorker *vigie_sync_get_worker (VigieSync *self);

/* ---- vigie-sync-worker.c, vigie-sync-state.c ---- */

VigieSyncWorker *vigie_sync_worker_new (const char *address,
                                        const VigieStCredentials *credentials,
                                        VigieStore *store,
                                        VigieProfile *profile,
                                        VigieClock *clock,
                                        const VigieSyncTells *tells,
                                        gpointer user_data);
void vigie_sync_worker_free (VigieSyncWorker *self);
gpointer vigie_sync_worker_run (gpointer self);

VigieTime vigie_sync_worker_now (VigieSyncWorker *self);        /* by the sync's clock */
VigieTime vigie_sync_worker_server_now (VigieSyncWorker *self); /* by the server's, or NONE */
gboolean vigie_sync_worker_stopped (VigieSyncWorker *self);
void vigie_sync_worker_tell_state (VigieSyncWorker *self);
/* From any thread: which measures' readings are to be told of; takes the set of ids, which nobody changes any more, or
 * NULL. */
void vigie_sync_worker_watch (VigieSyncWorker *self, GHashTable *ids);
/* From any thread: the past of the measure is known better: its condition, and since when, is computed anew with the
 * next increment. */
void vigie_sync_worker_replay (VigieSyncWorker *self, const char *id);
/* An exchange was a success: the link is up. */
void vigie_sync_worker_note_exchange (VigieSyncWorker *self);
/* Before each request: how long its answer may take, and that one is waited for. */
void vigie_sync_worker_ask (VigieSyncWorker *self, VigieSyncRequest kind);
/* After its answer, before note_exchange. */
void vigie_sync_worker_note_wait (VigieSyncWorker *self, VigieSyncRequest kind);

/* ---- vigie-sync-apply.c: to the store and the model ---- */

/* Begins a batch, and a transaction where there is a store; vigie_sync_worker_commit() ends both. */
void vigie_sync_worker_begin (VigieSyncWorker *self);
/* Commits, then tells the batch. FALSE if the store could not: what was told holds all the same. */
gboolean vigie_sync_worker_commit (VigieSyncWorker *self, gboolean loaded);
void vigie_sync_worker_take_thing (VigieSyncWorker *self, const VigieStThing *thing);
/* @site_id: of its Thing. */
VigieSyncMeasure *vigie_sync_worker_take_datastream (VigieSyncWorker *self,
                                                     const VigieStDatastream *datastream,
                                                     const char *site_id);
void vigie_sync_worker_take_reading (VigieSyncWorker *self,
                                     VigieSyncMeasure *measure,
                                     const VigieReading *reading);
/* Conditions whose past is known better, within begin and commit. */
gboolean vigie_sync_worker_has_replays (VigieSyncWorker *self);
void vigie_sync_worker_take_replays (VigieSyncWorker *self);
/* Another expected interval, observed. */
void vigie_sync_worker_observe_interval (VigieSyncWorker *self, VigieSyncMeasure *measure);
/* All readings and history: they are of another store of the server's. */
void vigie_sync_worker_forget_readings (VigieSyncWorker *self);
/* After a page of a load or comparison: what is gone from the server. */
void vigie_sync_worker_sweep (VigieSyncWorker *self);
void vigie_sync_worker_set_value (VigieSyncWorker *self, const char *key, const char *value);
/* After an error of the store: sets it aside where it is damaged, goes on without it where it cannot be
 * written. */
void vigie_sync_worker_store_failed (VigieSyncWorker *self, GError *error);

/* ---- vigie-sync-load.c ---- */

/* One page of the load or comparison; *@done at its end. FALSE with an error: call again to go on. */
gboolean vigie_sync_worker_load_page (VigieSyncWorker *self, gboolean *done, GError **error);

/* ---- vigie-sync-increment.c ---- */

/* Asks for what is new, in all its pages, to the store and the model. FALSE with @error: what came before it is kept. */
gboolean vigie_sync_worker_increment (VigieSyncWorker *self, GError **error);
/* The history of one measure that wants it; FALSE only with an error. *@more: there are others. */
gboolean vigie_sync_worker_chore (VigieSyncWorker *self, gboolean *more, GError **error);
void vigie_sync_worker_find_chores (VigieSyncWorker *self);
/* How far an increment goes back beyond what is read, in µs of the server's time. */
gint64 vigie_sync_worker_wide_overlap (VigieSyncWorker *self);

G_END_DECLS
