/* vigie-history-fetch.h: the thread that fetches history from the server.
 *
 * It has a client of its own, with the sync's address, credentials, authority and log, so that what is new is not kept
 * waiting by what is old. What is missing of a measure comes in stretches, the newest first, of about a page each; each
 * page is put into the store in one transaction, and with the last one of a stretch that all of it is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-history-queue.h"
#include "vigie-sync-worker.h"

G_BEGIN_DECLS

/* What the thread tells; called in it. @id is a measure's. */
typedef struct
{
  void (*stored) (gpointer user_data, const char *id);
  /* The measure's history does not come, for the reason @text; NULL: it does. @id NULL: of all. */
  void (*failed) (gpointer user_data, const char *id, const char *text);
  void (*filled) (gpointer user_data, const char *id);
  /* Of what a demand wants of the measure, and may have, so much (µs) is missing of so much. */
  void (*progressed) (gpointer user_data,
                      gint64 demand,
                      const char *id,
                      gint64 missing,
                      gint64 wanted);
} VigieHistoryTells;

typedef struct _VigieHistoryFetch VigieHistoryFetch;

/* Begins the thread. @worker: its address, credentials, store and locks; outlives this. */
VigieHistoryFetch *vigie_history_fetch_new (VigieSyncWorker *worker,
                                            const VigieHistoryTells *tells,
                                            gpointer user_data);
/* Cancels what is under way, ends the thread. */
void vigie_history_fetch_free (VigieHistoryFetch *self);

/* All that windows and demands want, in place of what they wanted before; takes the array of VigieHistoryWant. What
 * is under way and nobody wants any more is cancelled. */
void vigie_history_fetch_set_wants (VigieHistoryFetch *self, GPtrArray *wants);
/* Adds to what is to be filled, in the end; takes the array of VigieHistoryWant. */
void vigie_history_fetch_add_fills (VigieHistoryFetch *self, GPtrArray *wants);
/* Something of the measure is missing after all. */
void vigie_history_fetch_check (VigieHistoryFetch *self, const char *id);
/* Whether the server can be asked, and its clock. */
void vigie_history_fetch_set_state (VigieHistoryFetch *self, const VigieSyncState *state);
/* What failed is tried again at once. */
void vigie_history_fetch_retry (VigieHistoryFetch *self);

/* ---- vigie-history-missing.c ---- */

/* The newest stretch, of about @length µs, that the store lacks at @now of what is wanted; FALSE where nothing is
 * missing, or with an error. */
gboolean vigie_history_find_stretch (VigieSyncWorker *worker,
                                     const VigieHistoryWant *want,
                                     gint64 length,
                                     VigieTime now,
                                     VigieSpan *stretch,
                                     GError **error);
/* How much of what is wanted and kept the store lacks, and how much that is; µs. FALSE if it cannot be told. */
gboolean vigie_history_measure_missing (VigieSyncWorker *worker,
                                        const VigieHistoryWant *want,
                                        VigieTime now,
                                        gint64 *missing,
                                        gint64 *wanted);

/* ---- vigie-history-stretch.c ---- */

typedef enum
{
  VIGIE_STRETCH_DONE,    /* all of it is in the store, and known */
  VIGIE_STRETCH_DIVIDE,  /* it did not come in one piece: ask for less of it */
  VIGIE_STRETCH_ENDLESS, /* however little is asked for, too much comes */
  VIGIE_STRETCH_DROPPED, /* the history it is of was dropped meanwhile */
  VIGIE_STRETCH_FAILED,  /* with an error: of the client, of the store, or cancelled */
} VigieStretchResult;

/* Nothing shorter is divided, in µs. */
#define VIGIE_STRETCH_MIN VIGIE_MINUTE

typedef struct
{
  VigieSyncWorker *worker;
  VigieStClient *client;
  const VigieHistoryWant *want;
  VigieSpan span;     /* of whole seconds */
  VigieTime known_to; /* by the server's clock, all before it can be known */
  GCancellable *cancellable;
  void (*stored) (gpointer user_data,
                  const char *id); /* after each page that had something new, and at the end */
  gpointer user_data;
  guint n_readings; /* out: that came */
} VigieStretch;

VigieStretchResult vigie_history_fetch_stretch (VigieStretch *stretch, GError **error);

G_END_DECLS
