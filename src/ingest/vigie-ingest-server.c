/* vigie-ingest-server.c: the HTTP side of vigie-ingest: what comes in, who may, where it goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-server.h"

#include <string.h>
#include <sys/stat.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "vigie-ingest-exchange.h"
#include "vigie-ingest-listen.h"
#include "vigie-ingest-server-private.h"

/* Requests that may wait: for the writer, for a reader. Beyond them the sender is told to come back. */
#define MAX_QUESTIONS 256
#define MAX_READERS 4
/* A connection on which nothing comes for so long is closed. */
#define IDLE_SECONDS 75
/* How long requests may still take once the server stops. */
#define STOP_SECONDS 5

/* ---- What a request is ---- */

/* The length of "Content-Length", or -1. */
static goffset
get_body_length (SoupServerMessage *msg)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    return soup_message_headers_get_content_length (headers);
  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_NONE ? 0 : -1;
}

static gboolean
is_write (const char *method)
{
  return method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD && method != SOUP_METHOD_OPTIONS;
}

static gsize
get_body_bound (const char *path)
{
  return g_str_has_prefix (path, "/uplinks/") ? VIGIE_INGEST_MAX_UPLINK : VIGIE_INGEST_MAX_BODY;
}

/* A chunked body tells its size only as it comes. */
static void
got_chunk_cb (SoupServerMessage *msg, GBytes *chunk, gpointer data)
{
  gsize *room = data;

  if (g_bytes_get_size (chunk) <= *room)
    {
      *room -= g_bytes_get_size (chunk);
      return;
    }
  *room = 0;
  if (soup_server_message_get_status (msg) == 0)
    vigie_ingest_cut_off (msg, VIGIE_INGEST_ERROR_TOO_LARGE, _ ("The body is too large."));
}

/* Before the body is read: what can be refused by the headers alone. */
static void
early_cb (SoupServer *soup,
          SoupServerMessage *msg,
          const char *soup_path,
          GHashTable *soup_query,
          gpointer data)
{
  VigieIngestServer *self = data;
  GUri *uri = soup_server_message_get_uri (msg);
  const char *path = g_uri_get_path (uri);
  const char *query = g_uri_get_query (uri);
  const char *method = soup_server_message_get_method (msg);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  const char *type;
  goffset length;

  if (strlen (path) + (query != NULL ? strlen (query) : 0) > VIGIE_INGEST_MAX_URL)
    {
      vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_URL_TOO_LONG,
                           _ ("The address is too long: use shorter lists or several requests."));
      return;
    }
  if (!is_write (method))
    return;
  if (self->token != NULL)
    {
      if (!vigie_ingest_check_bearer (soup_message_headers_get_one (headers, "Authorization"),
                                      self->token))
        {
          soup_message_headers_replace (soup_server_message_get_response_headers (msg),
                                        "WWW-Authenticate", "Bearer");
          vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_UNAUTHORISED,
                               _ ("Writing requires the server’s token: send it as "
                                  "“Authorization: Bearer TOKEN”."));
          return;
        }
    }
  else if (soup_message_headers_get_one (headers, "Origin") != NULL)
    {
      /* A page of some web site, in a browser on this machine. */
      vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_FORBIDDEN,
                           _ ("Web pages may not write to this server."));
      return;
    }
  type = soup_message_headers_get_content_type (headers, NULL);
  /* JSON Patch is another language than the JSON of an entity. */
  if (type != NULL && g_ascii_strcasecmp (type, "application/json") != 0
      && (!g_str_has_suffix (type, "+json")
          || g_ascii_strcasecmp (type, "application/json-patch+json") == 0))
    {
      vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_MEDIA_TYPE, _ ("The body must be JSON."));
      return;
    }
  length = get_body_length (msg);
  if (length > (goffset) get_body_bound (path))
    {
      vigie_ingest_cut_off (msg, VIGIE_INGEST_ERROR_TOO_LARGE, _ ("The body is too large."));
      return;
    }
  if (length < 0)
    {
      gsize *room = g_new (gsize, 1);

      *room = get_body_bound (path);
      g_signal_connect_data (msg, "got-chunk", G_CALLBACK (got_chunk_cb), room,
                             (GClosureNotify) (void (*) (void)) g_free, 0);
    }
}

char *
vigie_ingest_server_get_base_url (VigieIngestServer *self, SoupServerMessage *msg)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  const char *host = NULL, *scheme = "http";

  if (self->behind_proxy)
    {
      const char *proto = soup_message_headers_get_one (headers, "X-Forwarded-Proto");

      host = soup_message_headers_get_one (headers, "X-Forwarded-Host");
      if (proto != NULL && g_ascii_strcasecmp (proto, "https") == 0)
        scheme = "https";
    }
  if (host == NULL)
    host = soup_message_headers_get_one (headers, "Host");
  /* Whatever a client writes there comes back to it: only what an authority can hold. */
  if (host == NULL || *host == '\0' || strlen (host) > 255
      || strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]")
             != strlen (host))
    host = "localhost";
  return g_strconcat (scheme, "://", host, "/v1.1", NULL);
}

/* ---- Reading ---- */

static void
page_cb (const VigieIngestPage *page, gpointer data)
{
  g_autoptr (VigieIngestExchange) exchange = data;

  vigie_ingest_exchange_answer_page (exchange, page);
}

gboolean
vigie_ingest_server_ask (VigieIngestExchange *exchange, const char *path, const char *query)
{
  VigieIngestServer *server = exchange->server;

  if (exchange->base_url == NULL)
    exchange->base_url = vigie_ingest_server_get_base_url (server, exchange->msg);
  if (server->pool == NULL)
    return FALSE;
  return vigie_ingest_pool_ask (server->pool, exchange->base_url, path, query,
                                vigie_ingest_wants_gzip (exchange->msg, server->behind_proxy),
                                page_cb, exchange);
}

/* A request that waits for what it asks for to be put into the store. */
typedef struct
{
  VigieIngestExchange *exchange;
  char *path, *query;
} Waiting;

/* Takes @exchange. */
static void
ask_pool (VigieIngestExchange *exchange, const char *path, const char *query)
{
  if (vigie_ingest_server_ask (exchange, path, query))
    return;
  vigie_ingest_exchange_fail_literal (exchange, VIGIE_INGEST_ERROR_BUSY,
                                      _ ("Too many requests are waiting: try again later."));
  vigie_ingest_exchange_free (exchange);
}

static void
go_on_cb (gpointer data)
{
  Waiting *waiting = data;

  ask_pool (waiting->exchange, waiting->path, waiting->query);
  g_free (waiting->path);
  g_free (waiting->query);
  g_free (waiting);
}

static void
handle_api (VigieIngestServer *self, SoupServerMessage *msg, const char *path, const char *query)
{
  const char *method = soup_server_message_get_method (msg);
  VigieIngestExchange *exchange;

  if (method == SOUP_METHOD_OPTIONS)
    {
      vigie_ingest_allow (msg, 200, vigie_ingest_server_get_methods (path));
      return;
    }
  if (is_write (method))
    {
      vigie_ingest_server_write (self, msg, path);
      return;
    }
  exchange = vigie_ingest_exchange_new (self, msg);
  if (self->prepare != NULL)
    {
      Waiting *waiting = g_new (Waiting, 1);

      *waiting = (Waiting) {exchange, g_strdup (path), g_strdup (query)};
      if (!self->prepare (path, query, go_on_cb, waiting, self->prepare_data))
        go_on_cb (waiting);
      return;
    }
  ask_pool (exchange, path, query);
}

static void
handle_health (VigieIngestServer *self, SoupServerMessage *msg)
{
  const char *method = soup_server_message_get_method (msg);
  VigieIngestWriterCounts counts;
  g_autofree char *text = NULL;

  if (is_write (method) || method == SOUP_METHOD_OPTIONS)
    {
      vigie_ingest_allow (msg, is_write (method) ? VIGIE_INGEST_ERROR_METHOD : 200,
                          "GET, HEAD, OPTIONS");
      return;
    }
  vigie_ingest_writer_get_counts (self->writer, &counts);
  text = g_strdup_printf ("{\"status\":\"%s\",\"version\":\"" VIGIE_VERSION "\",\"waiting\":%u,"
                          "\"written\":%" G_GUINT64_FORMAT ",\"failed\":%" G_GUINT64_FORMAT
                          ",\"refused\":%" G_GUINT64_FORMAT ",\"transactions\":%" G_GUINT64_FORMAT
                          "}",
                          counts.disk_full ? "disk full" : "ok", counts.waiting, counts.jobs,
                          counts.failed, counts.refused, counts.transactions);
  vigie_ingest_answer_json (msg, counts.disk_full ? 503 : 200, text);
}

static void
handle_cb (SoupServer *soup,
           SoupServerMessage *msg,
           const char *soup_path,
           GHashTable *soup_query,
           gpointer data)
{
  VigieIngestServer *self = data;
  GUri *uri = soup_server_message_get_uri (msg);
  const char *path = g_uri_get_path (uri);
  const char *query = g_uri_get_query (uri);

  if (g_str_has_prefix (path, "/v1.1") && (path[5] == '\0' || path[5] == '/'))
    handle_api (self, msg, path + 5, query);
  else if (g_str_has_prefix (path, "/uplinks/"))
    vigie_ingest_server_take_uplink (self, msg, path + strlen ("/uplinks/"), query);
  else if (g_str_has_prefix (path, "/devices") && (path[8] == '\0' || path[8] == '/'))
    vigie_ingest_server_devices (self, msg, path + strlen ("/devices"));
  else if (self->affluence != NULL && g_str_has_prefix (path, "/affluence")
           && (path[10] == '\0' || path[10] == '/'))
    vigie_ingest_server_affluence (self, msg, path + strlen ("/affluence"));
  else if (strcmp (path, "/health") == 0)
    handle_health (self, msg);
  else
    vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_NOT_FOUND,
                         _ ("There is nothing at this address; the service begins at /v1.1."));
}

/* ---- Connections ---- */

static void
request_started_cb (SoupServer *soup, SoupServerMessage *msg, VigieIngestServer *self)
{
  GSocket *socket = soup_server_message_get_socket (msg);

  if (socket != NULL && g_socket_get_timeout (socket) != IDLE_SECONDS)
    g_socket_set_timeout (socket, IDLE_SECONDS);
}

VigieIngestServer *
vigie_ingest_server_new (const VigieIngestServerOptions *options,
                         VigieIngestWriter *writer,
                         VigieClock *clock,
                         GError **error)
{
  g_autoptr (VigieIngestServer) self = g_new0 (VigieIngestServer, 1);

  self->writer = writer;
  self->clock = g_object_ref (clock);
  self->token = g_strdup (options->token);
  self->behind_proxy = options->behind_proxy;
  self->prepare = options->prepare;
  self->prepare_data = options->prepare_data;
  self->affluence = options->affluence;
  self->pool = vigie_ingest_pool_new (
      options->store, clock, CLAMP (g_get_num_processors (), 2, MAX_READERS), MAX_QUESTIONS, error);
  if (self->pool == NULL)
    return NULL;
  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handle_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  self->devices = vigie_ingest_devices_new ();
  return g_steal_pointer (&self);
}

gboolean
vigie_ingest_server_listen (VigieIngestServer *self, const char *address, GError **error)
{
  g_autoptr (GSocketAddress) where = NULL;
  gboolean is_private, listens;
  g_autoslist (GUri) uris = NULL;
  mode_t mask;

  where = vigie_ingest_parse_address (address, &is_private, error);
  if (where == NULL)
    return FALSE;
  if (!is_private && self->token == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   _ ("%s can be reached from other computers, so writing must be protected: "
                      "give a token with --token-file, or listen on 127.0.0.1 or on a Unix "
                      "socket."),
                   address);
      return FALSE;
    }
  if (G_IS_UNIX_SOCKET_ADDRESS (where))
    {
      const char *path = g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (where));

      if (!vigie_ingest_clear_socket_path (path, error))
        return FALSE;
      /* Without a token the socket's permissions are what protects writing. */
      mask = umask (self->token != NULL ? 0117 : 0177);
      listens = soup_server_listen (self->soup, where, 0, error);
      umask (mask);
      if (listens)
        {
          self->socket_path = g_strdup (path);
          self->address = g_strdup (address);
        }
    }
  else
    {
      listens = soup_server_listen (self->soup, where, 0, error);
      uris = soup_server_get_uris (self->soup);
      if (listens && uris != NULL)
        {
          const char *host = g_uri_get_host (uris->data);
          gboolean is_ipv6 = strchr (host, ':') != NULL;

          self->address = g_strdup_printf (is_ipv6 ? "http://[%s]:%d/v1.1" : "http://%s:%d/v1.1",
                                           host, g_uri_get_port (uris->data));
        }
    }
  if (!listens)
    g_prefix_error (error, _ ("Cannot listen on %s: "), address);
  return listens;
}

const char *
vigie_ingest_server_get_address (VigieIngestServer *self)
{
  return self->address;
}

static gboolean
stop_cb (gpointer data)
{
  gboolean *expired = data;

  *expired = TRUE;
  return G_SOURCE_REMOVE;
}

void
vigie_ingest_server_stop (VigieIngestServer *self)
{
  gboolean expired = FALSE;
  guint timeout;

  soup_server_disconnect (self->soup);
  timeout = g_timeout_add_seconds (STOP_SECONDS, stop_cb, &expired);
  while (self->n_exchanges > 0 && !expired)
    g_main_context_iteration (NULL, TRUE);
  if (!expired)
    g_source_remove (timeout);
  /* The writer, which ends after this, is then the last to close the store: no log is left. */
  g_clear_pointer (&self->pool, vigie_ingest_pool_free);
  if (self->socket_path != NULL)
    g_unlink (self->socket_path);
  g_clear_pointer (&self->socket_path, g_free);
}

void
vigie_ingest_server_free (VigieIngestServer *self)
{
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_pointer (&self->pool, vigie_ingest_pool_free);
  g_clear_pointer (&self->devices, vigie_ingest_devices_free);
  g_clear_object (&self->soup);
  g_clear_object (&self->clock);
  g_free (self->socket_path);
  g_free (self->address);
  g_free (self->token);
  g_free (self);
}
