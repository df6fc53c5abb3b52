/* vigie-ingest-exchange.c: one request that is answered later, and the forms of answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-exchange.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-json.h"
#include "vigie-ingest-server-private.h"

#define JSON_TYPE "application/json"
#define RETRY_AFTER "2" /* seconds */

/* ---- Answers at once ---- */

void
vigie_ingest_answer_json (SoupServerMessage *msg, guint status, const char *json)
{
  soup_server_message_set_status (msg, status, NULL);
  soup_server_message_set_response (msg, JSON_TYPE, SOUP_MEMORY_COPY, json, strlen (json));
}

/* libsoup forgets, as it writes the head of a 204, that no body comes, and would close the connection to end it. */
static void
wrote_headers_cb (SoupServerMessage *msg)
{
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (msg),
                                     SOUP_ENCODING_NONE);
}

void
vigie_ingest_answer_nothing (SoupServerMessage *msg, guint status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (msg);

  soup_server_message_set_status (msg, status, NULL);
  /* Else libsoup takes the end of the connection for the end of the body. */
  if (status == 204)
    g_signal_connect (msg, "wrote-headers", G_CALLBACK (wrote_headers_cb), NULL);
  if (status == 204 || status == 304)
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_NONE);
  else
    soup_message_headers_set_content_length (headers, 0);
}

static void
append_error (GString *json, guint status, const char *message)
{
  g_string_append_printf (json, "{\"code\":%u,\"type\":\"error\",\"message\":", status);
  vigie_ingest_json_append_string (json, message, -1);
  g_string_append_c (json, '}');
}

void
vigie_ingest_answer_error (SoupServerMessage *msg, guint status, const char *message)
{
  g_autoptr (GString) json = g_string_new (NULL);

  append_error (json, status, message);
  if (status == VIGIE_INGEST_ERROR_BUSY || status == VIGIE_INGEST_ERROR_FULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (msg), "Retry-After",
                                  RETRY_AFTER);
  vigie_ingest_answer_json (msg, status, json->str);
}

void
vigie_ingest_refuse (SoupServerMessage *msg, guint status, const char *message)
{
  const char *method = soup_server_message_get_method (msg);

  vigie_ingest_answer_error (msg, status, message);
  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    {
      soup_message_body_set_accumulate (soup_server_message_get_request_body (msg), FALSE);
      soup_message_headers_replace (soup_server_message_get_response_headers (msg), "Connection",
                                    "close");
    }
}

void
vigie_ingest_cut_off (SoupServerMessage *msg, guint status, const char *message)
{
  GSocket *socket = soup_server_message_get_socket (msg);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) json = g_string_new (NULL);

  vigie_ingest_refuse (msg, status, message);
  append_error (json, status, message);
  g_string_printf (text,
                   "HTTP/1.1 %u %s\r\nContent-Type: " JSON_TYPE "\r\nContent-Length: "
                   "%" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s",
                   status, soup_status_get_phrase (status), json->len, json->str);
  if (socket == NULL)
    return;
  g_socket_send (socket, text->str, text->len, NULL, NULL);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

void
vigie_ingest_allow (SoupServerMessage *msg, guint status, const char *methods)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (msg), "Allow", methods);
  if (status == VIGIE_INGEST_ERROR_METHOD)
    vigie_ingest_answer_error (msg, status, _ ("This method is not allowed at this address."));
  else
    vigie_ingest_answer_nothing (msg, status);
}

/* Whether the peer is on this machine. */
static gboolean
is_near (SoupServerMessage *msg)
{
  GSocket *socket = soup_server_message_get_socket (msg);
  g_autoptr (GSocketAddress) peer = NULL;

  if (socket == NULL)
    return FALSE;
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_UNIX)
    return TRUE;
  peer = g_socket_get_remote_address (socket, NULL);
  return G_IS_INET_SOCKET_ADDRESS (peer)
         && g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer)));
}

gboolean
vigie_ingest_wants_gzip (SoupServerMessage *msg, gboolean behind_proxy)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (msg);
  const char *header = soup_message_headers_get_list (request, "Accept-Encoding");
  GSList *accepted;
  gboolean found;

  if (header == NULL || (!behind_proxy && is_near (msg)))
    return FALSE;
  accepted = soup_header_parse_quality_list (header, NULL);
  found = g_slist_find_custom (accepted, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL;
  soup_header_free_list (accepted);
  return found;
}

/* ---- Answers later ---- */

void
vigie_ingest_exchange_init (VigieIngestExchange *exchange,
                            VigieIngestServer *server,
                            SoupServerMessage *msg)
{
  exchange->server = server;
  exchange->msg = g_object_ref (msg);
  server->n_exchanges++;
  soup_server_message_pause (msg);
}

VigieIngestExchange *
vigie_ingest_exchange_new (VigieIngestServer *server, SoupServerMessage *msg)
{
  VigieIngestExchange *exchange = g_new0 (VigieIngestExchange, 1);

  vigie_ingest_exchange_init (exchange, server, msg);
  return exchange;
}

void
vigie_ingest_exchange_clear (VigieIngestExchange *exchange)
{
  if (exchange->msg != NULL)
    {
      exchange->server->n_exchanges--;
      soup_server_message_unpause (exchange->msg);
      g_clear_object (&exchange->msg);
    }
  g_clear_pointer (&exchange->base_url, g_free);
}

VigieIngestExchange *
vigie_ingest_exchange_pass_on (VigieIngestExchange *exchange)
{
  VigieIngestExchange *next = g_new0 (VigieIngestExchange, 1);

  next->server = exchange->server;
  next->msg = g_steal_pointer (&exchange->msg);
  next->base_url = g_steal_pointer (&exchange->base_url);
  return next;
}

void
vigie_ingest_exchange_free (VigieIngestExchange *exchange)
{
  vigie_ingest_exchange_clear (exchange);
  g_free (exchange);
}

/* Whether If-None-Match names the tag. The tag of a zipped answer differs, as bytes do. */
static gboolean
matches (SoupMessageHeaders *request, const char *etag)
{
  const char *header = soup_message_headers_get_list (request, "If-None-Match");
  GSList *tags;
  gboolean found = FALSE;

  if (header == NULL)
    return FALSE;
  if (strcmp (header, "*") == 0)
    return TRUE;
  tags = soup_header_parse_list (header);
  for (GSList *l = tags; l != NULL && !found; l = l->next)
    {
      const char *tag = l->data;

      /* The weak comparison (RFC 9110, 13.1.2). */
      found = strcmp (g_str_has_prefix (tag, "W/") ? tag + 2 : tag, etag) == 0;
    }
  soup_header_free_list (tags);
  return found;
}

/* Sets tag and what caches may do; TRUE where who asks has it already and was told so. */
static gboolean
answer_not_modified (SoupServerMessage *msg, const char *etag, gboolean is_zipped)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (msg);
  gsize length = strlen (etag);
  g_autofree char *tag
      = is_zipped ? g_strdup_printf ("%.*s-gzip\"", (int) length - 1, etag) : g_strdup (etag);

  soup_message_headers_replace (headers, "ETag", tag);
  if (!matches (soup_server_message_get_request_headers (msg), tag))
    return FALSE;
  vigie_ingest_answer_nothing (msg, 304);
  return TRUE;
}

static void
answer_bytes (SoupServerMessage *msg,
              guint status,
              const char *content_type,
              GBytes *bytes,
              gboolean is_zipped)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (msg);

  soup_server_message_set_status (msg, status, NULL);
  soup_message_headers_set_content_type (headers, content_type, NULL);
  if (is_zipped)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (msg), bytes);
}

void
vigie_ingest_exchange_answer_page (VigieIngestExchange *exchange, const VigieIngestPage *page)
{
  const VigieIngestAnswer *answer = &page->answer;
  SoupServerMessage *msg = exchange->msg;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (msg);
  guint status = answer->status;

  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  if (status == 200 && exchange->status != 0)
    status = exchange->status;
  else if (status == 200 && answer->etag[0] != '\0'
           && answer_not_modified (msg, answer->etag, page->is_zipped))
    return;
  if (status == 503)
    soup_message_headers_replace (headers, "Retry-After", RETRY_AFTER);
  if (page->body == NULL || status == 204)
    vigie_ingest_answer_nothing (msg, status);
  else
    answer_bytes (msg, status, answer->content_type, page->body, page->is_zipped);
}

void
vigie_ingest_exchange_answer_document (VigieIngestExchange *exchange,
                                       const char *content_type,
                                       const char *etag,
                                       const char *cache_control,
                                       GBytes *bytes,
                                       gboolean is_zipped)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->msg);

  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  soup_message_headers_replace (headers, "Cache-Control", cache_control);
  if (!answer_not_modified (exchange->msg, etag, is_zipped))
    answer_bytes (exchange->msg, 200, content_type, bytes, is_zipped);
}

void
vigie_ingest_exchange_fail_literal (VigieIngestExchange *exchange,
                                    guint status,
                                    const char *message)
{
  vigie_ingest_answer_error (exchange->msg, status, message);
}

void
vigie_ingest_exchange_fail (VigieIngestExchange *exchange, const GError *error)
{
  if (error->domain == VIGIE_INGEST_ERROR)
    vigie_ingest_answer_error (exchange->msg, error->code, error->message);
  else
    {
      /* Words of another library may tell paths. */
      g_warning ("a request failed: %s", error->message);
      vigie_ingest_answer_error (exchange->msg, VIGIE_INGEST_ERROR_FAILED,
                                 _ ("The request could not be carried out."));
    }
}
