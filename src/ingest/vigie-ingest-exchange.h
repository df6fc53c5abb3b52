/* vigie-ingest-exchange.h: one request that is answered later, and the forms of answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "vigie-ingest-error.h"
#include "vigie-ingest-pool.h"
#include "vigie-ingest-writer.h"

G_BEGIN_DECLS

typedef struct _VigieIngestServer VigieIngestServer;

/* A message whose answer waits for another thread. First field of the structs of writing requests. */
typedef struct
{
  VigieIngestJob job; /* where it is written */
  VigieIngestServer *server;
  SoupServerMessage *msg;
  char *base_url; /* NULL until wanted */
  guint status;   /* that replaces 200 in the answer of a page (201 after a creation), or 0 */
} VigieIngestExchange;

/* Pauses @msg until the exchange is answered; every exchange is, at the latest when it is freed. */
VigieIngestExchange *vigie_ingest_exchange_new (VigieIngestServer *server, SoupServerMessage *msg);

/* The same for a larger struct that begins with an exchange and was zero-filled by g_new0(). */
void vigie_ingest_exchange_init (VigieIngestExchange *exchange,
                                 VigieIngestServer *server,
                                 SoupServerMessage *msg);
/* Lets the message go on; frees what the exchange holds, not the struct. */
void vigie_ingest_exchange_clear (VigieIngestExchange *exchange);
void vigie_ingest_exchange_free (VigieIngestExchange *exchange);

/* Another exchange that answers the message in the place of @exchange, which then holds none. */
VigieIngestExchange *vigie_ingest_exchange_pass_on (VigieIngestExchange *exchange);

void vigie_ingest_exchange_answer_page (VigieIngestExchange *exchange, const VigieIngestPage *page);
/* A document of @etag (quoted): 200, or 304 for who has it. @bytes are zipped where @is_zipped. */
void vigie_ingest_exchange_answer_document (VigieIngestExchange *exchange,
                                            const char *content_type,
                                            const char *etag,
                                            const char *cache_control,
                                            GBytes *bytes,
                                            gboolean is_zipped);
void vigie_ingest_exchange_fail (VigieIngestExchange *exchange, const GError *error);
void vigie_ingest_exchange_fail_literal (VigieIngestExchange *exchange,
                                         guint status,
                                         const char *message);

/* ---- Answers at once ---- */

/* {"code", "type": "error", "message"}; 503 and 507 with Retry-After. */
void vigie_ingest_answer_error (SoupServerMessage *msg, guint status, const char *message);

/* The same; the connection ends, as the rest of the request is not wanted. */
void vigie_ingest_refuse (SoupServerMessage *msg, guint status, const char *message);

/* The same at once, without waiting for a body that nobody will read: libsoup answers only after it. */
void vigie_ingest_cut_off (SoupServerMessage *msg, guint status, const char *message);

/* Tells the methods: with 200 and no body, or with an error's body for 405. */
void vigie_ingest_allow (SoupServerMessage *msg, guint status, const char *methods);

/* A text that is JSON (copied). */
void vigie_ingest_answer_json (SoupServerMessage *msg, guint status, const char *json);

/* An answer without a body. Not 204: libsoup 3.6 closes the connection after it. */
void vigie_ingest_answer_nothing (SoupServerMessage *msg, guint status);

/* Whether the answer is to be compressed: who asked accepts it, and it goes over a network. On the same
 * machine compressing takes longer than what it saves, unless @behind_proxy: then the one who asked is
 * behind the peer. */
gboolean vigie_ingest_wants_gzip (SoupServerMessage *msg, gboolean behind_proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestExchange, vigie_ingest_exchange_free)

G_END_DECLS
