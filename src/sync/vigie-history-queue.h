/* vigie-history-queue.h: whose history is to be fetched next, and when not to. Not locked: the fetching thread has a
 * lock around it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-series.h"

G_BEGIN_DECLS

/* What is wanted of a measure. Not changed once it is in a queue, but for what is the queue's. */
typedef struct
{
  gatomicrefcount ref_count;
  char *id;
  gboolean id_is_text;
  gint64 interval; /* µs between readings, 0 unknown */
  gint64 kept;     /* µs: what is older is not kept */
  GArray *spans;   /* VigieSpan, a set */
  gint64 demand;   /* number of the demand that wants it; 0: a window, or what is filled */
  gint64 order;    /* the larger the sooner, among those of which as little was fetched */

  /* Of the queue. */
  gboolean is_settled; /* nothing is missing, as far as is known */
  gboolean is_checked; /* something is */
  guint n_stretches;   /* fetched so far */
} VigieHistoryWant;

VigieHistoryWant *
vigie_history_want_new (const char *id, gboolean id_is_text, gint64 interval, gint64 kept);
VigieHistoryWant *vigie_history_want_ref (VigieHistoryWant *want);
void vigie_history_want_unref (VigieHistoryWant *want);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieHistoryWant, vigie_history_want_unref)

/* What is remembered of a measure. Times are monotonic. */
typedef struct
{
  gint64 wait_until;  /* 0: not waiting */
  gboolean is_told;   /* that it fails */
  guint n_failures;   /* in a row */
  gint64 limit;       /* µs of the longest stretch, 0: none */
  guint n_good;       /* stretches since it was set */
  guint64 n_readings; /* that came */
} VigieHistoryPast;

typedef struct
{
  GPtrArray *wants;  /* VigieHistoryWant: of windows and demands; or NULL */
  GQueue fills;      /* VigieHistoryWant, owned: in their order */
  GHashTable *by_id; /* id, owned → GList of fills, not owned */
  GHashTable *pasts; /* id, owned → VigieHistoryPast */
  gint64 wait_until; /* before which nothing is asked */
  gint64 fill_at;    /* the same, of what is filled */
} VigieHistoryQueue;

void vigie_history_queue_init (VigieHistoryQueue *self);
void vigie_history_queue_clear (VigieHistoryQueue *self);

/* All that windows and demands want, in place of what they wanted before; takes the array. */
void vigie_history_queue_set_wants (VigieHistoryQueue *self, GPtrArray *wants);
/* Adds to what is to be filled; what is wanted of a measure already is united. Takes the array. */
void vigie_history_queue_add_fills (VigieHistoryQueue *self, GPtrArray *wants);
/* If it is that which is to be filled still: removes it, or puts it behind all others. */
void vigie_history_queue_remove_fill (VigieHistoryQueue *self, const VigieHistoryWant *want);
void vigie_history_queue_postpone_fill (VigieHistoryQueue *self, const VigieHistoryWant *want);
/* How long nothing of it is asked for after what @took so long (both µs): at most half of a server's time goes into
 * what nobody waits for, and one that answers in a millisecond has given a territory's past in less than a minute. */
gint64 vigie_history_fill_pause (gint64 took);

/* The next one to work on at the monotonic time @now, a reference: windows first, that of which the least was
 * fetched, then demands, the oldest first, those that were not looked at yet and then that of which the least was
 * fetched, then fills. Where the server cannot be asked (@is_up FALSE, or wait_until) only what of demands and fills
 * was not checked. NULL: there is none before *@until (G_MAXINT64: before something changes). */
VigieHistoryWant *vigie_history_queue_pick (VigieHistoryQueue *self,
                                            gboolean is_up,
                                            gint64 now,
                                            gboolean *is_fill,
                                            gint64 *until);

/* Whether any of the stretch of the measure is wanted still. */
gboolean
vigie_history_queue_is_wanted (VigieHistoryQueue *self, const char *id, const VigieSpan *span);

/* Something of the measure is missing after all. */
void vigie_history_queue_check (VigieHistoryQueue *self, const char *id);
/* What failed, or came to too much, is tried again. */
void vigie_history_queue_forget_failures (VigieHistoryQueue *self);

/* What is remembered of the measure; of the queue. */
VigieHistoryPast *vigie_history_queue_get_past (VigieHistoryQueue *self, const char *id);

G_END_DECLS
