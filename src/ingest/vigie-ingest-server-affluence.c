/* vigie-ingest-server-affluence.c: what the public may know, over HTTP.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-affluence-service.h"
#include "vigie-ingest-server-private.h"

/* What is of no secret may be kept on the way and read by any page. */
#define CACHE_CONTROL "public, max-age=60"

typedef struct
{
  VigieIngestExchange *exchange;
  char *name;
} Asked;

static void
answer (VigieIngestExchange *exchange, VigieAffluenceDocument *document)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->msg);
  gboolean zip = document->zipped != NULL
                 && vigie_ingest_wants_gzip (exchange->msg, exchange->server->behind_proxy);

  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", "*");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  vigie_ingest_exchange_answer_document (exchange, document->content_type, document->etag,
                                         CACHE_CONTROL, zip ? document->zipped : document->bytes,
                                         zip);
}

static void
made_cb (GPtrArray *documents, gpointer data)
{
  Asked *asked = data;
  g_autoptr (VigieIngestExchange) exchange = asked->exchange;
  VigieAffluenceDocument *document = NULL;

  for (guint i = 0; documents != NULL && i < documents->len && document == NULL; i++)
    {
      VigieAffluenceDocument *candidate = g_ptr_array_index (documents, i);

      if (strcmp (candidate->name, asked->name) == 0)
        document = candidate;
    }
  if (document != NULL)
    answer (exchange, document);
  else if (documents != NULL)
    vigie_ingest_exchange_fail_literal (exchange, VIGIE_INGEST_ERROR_NOT_FOUND,
                                        _ ("There is no such page: start at /affluence/."));
  else
    vigie_ingest_exchange_fail_literal (exchange, VIGIE_INGEST_ERROR_BUSY,
                                        _ ("Attendance is not available now: try again later."));
  g_free (asked->name);
  g_free (asked);
}

void
vigie_ingest_server_affluence (VigieIngestServer *self, SoupServerMessage *msg, const char *path)
{
  const char *method = soup_server_message_get_method (msg);
  Asked *asked;

  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    {
      vigie_ingest_allow (msg, method == SOUP_METHOD_OPTIONS ? 200 : VIGIE_INGEST_ERROR_METHOD,
                          "GET, HEAD, OPTIONS");
      return;
    }
  if (*path == '\0')
    {
      /* Links of the pages are relative to the folder. */
      soup_message_headers_replace (soup_server_message_get_response_headers (msg), "Location",
                                    "affluence/");
      vigie_ingest_answer_nothing (msg, 308);
      return;
    }
  asked = g_new (Asked, 1);
  asked->exchange = vigie_ingest_exchange_new (self, msg);
  asked->name = g_strdup (path[1] != '\0' ? path + 1 : "index.html");
  vigie_ingest_affluence_get (self->affluence, made_cb, asked);
}
