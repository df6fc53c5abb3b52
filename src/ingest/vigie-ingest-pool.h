/* vigie-ingest-pool.h: a few threads that read the store, each with its own connection, so that a
 * slow query holds up neither writing nor the main loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-ingest-read.h"

G_BEGIN_DECLS

typedef struct _VigieIngestPool VigieIngestPool;

/* The answer to one GET. */
typedef struct
{
  VigieIngestAnswer answer;
  GBytes *body; /* zipped where that was asked for and worth it; NULL when there is none */
  gboolean is_zipped;
} VigieIngestPage;

/* Called in the context that made the pool. @page is the pool's. */
typedef void (*VigieIngestPageFunc) (const VigieIngestPage *page, gpointer data);

/* @n_threads ≥ 1; @limit queries may wait. NULL with @error if the store cannot be read. */
VigieIngestPool *vigie_ingest_pool_new (const char *store,
                                        VigieClock *clock,
                                        guint n_threads,
                                        guint limit,
                                        GError **error);

/* Waits for the threads to end what they do; the functions of queries that have ended but were not
 * told yet may still be called. */
void vigie_ingest_pool_free (VigieIngestPool *self);

/* Asks for @path and @query as vigie_ingest_read() takes them (copied). FALSE when too many wait. */
gboolean vigie_ingest_pool_ask (VigieIngestPool *self,
                                const char *base_url,
                                const char *path,
                                const char *query,
                                gboolean gzip,
                                VigieIngestPageFunc func,
                                gpointer data);

/* Compresses @body, or NULL if it does not get smaller. */
GBytes *vigie_ingest_gzip (const char *body, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestPool, vigie_ingest_pool_free)

G_END_DECLS
