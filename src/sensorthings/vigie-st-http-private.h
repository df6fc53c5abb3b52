/* vigie-st-http-private.h: what the thread of HTTP, its exchanges and their bodies share. All of it
 * runs in that thread but for what says otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "vigie-st-http.h"

G_BEGIN_DECLS

/* Read at a time. */
#define VIGIE_ST_CHUNK (128 * 1024)
/* As much of an error's body as is looked at. */
#define VIGIE_ST_MAX_ERROR_BODY (16 * 1024)

typedef struct _VigieStOperation VigieStOperation;

struct _VigieStHttp
{
  VigieStAddress *address; /* owned */
  char *authorization;     /* owned, or NULL */
  char *secret;            /* owned, or NULL: only to be kept out of messages */
  VigieStLimits limits;    /* of exchanges to come; the caller's thread alone */
  GTlsDatabase *own_ca;    /* owned, or NULL */
  VigieStLog *log;         /* owned, or NULL */

  GThread *thread;
  GMainContext *context; /* owned */
  GMainLoop *loop;       /* owned */

  /* The thread's alone. */
  SoupSession *session; /* owned */
  GPtrArray *active;    /* VigieStExchange, borrowed: each holds itself while it is in */
  gboolean quitting;

  guint n_operations;  /* of libsoup, also those that nobody waits for any more */
  GHashTable *sockets; /* id of a connection → GSocket */

  GMutex mutex; /* for what follows */
  GCond cond;
  gboolean ended, orphaned;
  guint64 requests, bytes;
  GTlsCertificate *refused;    /* owned: the last certificate that was not trusted, or NULL */
  GTlsCertificateFlags faults; /* of it */
  gboolean wants_token;        /* the last 401 named Bearer and not Basic */
  char *other_scheme;          /* owned: what it named that is neither, or NULL */
};

/* One message under way in libsoup. Its cancellables are not used: in 3.6.5 (Debian 13) a message that
 * is cancelled just before it is written is finished twice, and its memory with it. So who turns away
 * leaves the operation to itself and shuts its socket down: to libsoup the peer hung up. */
struct _VigieStOperation
{
  VigieStHttp *http;
  VigieStExchange *exchange; /* NULL once nobody waits for it */
  SoupMessage *message;      /* owned */
  GInputStream *stream;      /* owned, or NULL before the head of the answer */
  GCancellable *reading;     /* owned; of the reads of @stream, which are safe to cancel */
  GSocket *socket;           /* owned, or NULL as long as it is not known */
  gpointer target;           /* owned once nobody waits: what a read still writes to */
  gboolean opened;           /* a connection was made for this message */
  gboolean started;          /* it has a connection */
};

struct _VigieStExchange
{
  gatomicrefcount ref_count;
  VigieStHttp *http;
  VigieStLimits limits; /* those of the time at which it was started */
  char *method;
  char *body; /* or NULL */

  GMutex mutex; /* for what follows, which the waiting thread reads */
  GCond cond;
  gboolean done;
  gboolean link_settled;
  char *link;    /* owned, or NULL */
  GError *error; /* owned; set if it ended without answer */
  VigieStAnswer answer;

  /* The thread's alone. */
  char *target;                /* changes with redirects */
  VigieStOperation *operation; /* borrowed: it frees itself in its last callback; or NULL */
  GSource *timer;
  GConverter *gunzip; /* or NULL */
  gboolean gunzipped; /* the end of the gzip stream was seen */
  guchar *packed;     /* CHUNK bytes for what is still packed, or NULL */
  char *buffer;
  gsize used, room;
  gsize received;                    /* bytes of the body as they came */
  gint64 expected;                   /* Content-Length, or -1 */
  gint64 began, connected, progress; /* monotonic, µs; connected 0 until then */
  VigieTime sent_at;                 /* by the machine's clock, of the first try; 0 until then */
  gint64 first_began;                /* monotonic, of the first try */
  guint attempts;                    /* all, also those that do not count as tries */
  gsize total_received;              /* of all tries */
  guint status;
  guint tries, redirects;
  gboolean answered; /* at least the head of an answer came */
  gboolean stale_tried, abandoned;
};

/* Any thread. */
VigieStExchange *vigie_st_exchange_ref (VigieStExchange *self);
void vigie_st_exchange_unref (VigieStExchange *self);

/* Sends the message, from the first time or once more. */
void vigie_st_exchange_attempt (VigieStExchange *self);
/* Ends the exchange for its waiter. @error is taken; NULL: the answer is there. */
void vigie_st_exchange_complete (VigieStExchange *self, GError *error);
/* The operation that called back is over. */
void vigie_st_exchange_end_operation (VigieStExchange *self);
/* In the last callback of an operation that nobody waits for. */
void vigie_st_operation_free (VigieStOperation *self);
/* The operation called back with @error (taken). */
void vigie_st_exchange_attempt_failed (VigieStExchange *self, GError *error);
/* Tries again after @error (taken) or ends with it. @retry_after in seconds, or -1. */
void vigie_st_exchange_try_again_or_end (VigieStExchange *self, GError *error, gint64 retry_after);
/* A header of the answer, or NULL. */
const char *vigie_st_exchange_get_header (VigieStExchange *self, const char *name);

/* Reads the body of the answer that has begun, to the end of the exchange. */
void vigie_st_exchange_read_body (VigieStExchange *self);
/* The error of a body past its bound. */
GError *vigie_st_exchange_too_large (void);

G_END_DECLS
