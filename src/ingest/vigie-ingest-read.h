/* vigie-ingest-read.h: one GET of the SensorThings API, from path and query to status and body.
 *
 * Knows nothing of HTTP: the server hands in what it was asked and sends what comes out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "vigie-clock.h"

G_BEGIN_DECLS

/* A connection for reading with its prepared statements. For one thread at a time: a server has one
 * per thread. */
typedef struct _VigieIngestReader VigieIngestReader;

/* meta: "true" where the store holds the demonstration; told in the root document. */
#define VIGIE_INGEST_META_DEMONSTRATION "demonstration"

typedef struct
{
  guint status;             /* 200, 204, 400, 404, 414, 500 or 503 */
  const char *content_type; /* static; NULL with 204 */
  char etag[24];            /* quoted, strong, of the body; "" unless 200 */
  GString *body;            /* owned; "" with 204 */
} VigieIngestAnswer;

void vigie_ingest_answer_clear (VigieIngestAnswer *answer);

/* Opens the store at @path, which a writer must have made. @clock is what now() and the root
 * document tell. */
VigieIngestReader *vigie_ingest_reader_new (const char *path, VigieClock *clock, GError **error);
void vigie_ingest_reader_free (VigieIngestReader *reader);

/* How long one request may take before it is answered with 503 (default 10 s), and about how many
 * bytes a page may have before it is cut short with a nextLink (default 16 MiB). */
void vigie_ingest_reader_set_limits (VigieIngestReader *reader, gint64 budget, gsize page_bytes);

/* Answers a GET. @base_url is the address of the service root without a slash at its end, as the
 * client sees it ("http://127.0.0.1:8080/v1.1"): links begin with it. @path is what follows it,
 * still percent-encoded ("", "/", "/Things(1)/Datastreams"), @query what follows the question mark,
 * or NULL. @answer is filled whatever happens; clear it with vigie_ingest_answer_clear(). */
void vigie_ingest_read (VigieIngestReader *reader,
                        const char *base_url,
                        const char *path,
                        const char *query,
                        VigieIngestAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestReader, vigie_ingest_reader_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigieIngestAnswer, vigie_ingest_answer_clear)

G_END_DECLS
