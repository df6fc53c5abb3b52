/* vigie-st-exchange.c: one request and its answer: sent, tried again, redirected, timed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-http-private.h"

#include <string.h>

#include "vigie-st-error.h"

#define MAX_REDIRECTS 5

/* In the last callback of an operation. */
void
vigie_st_operation_free (VigieStOperation *self)
{
  VigieStHttp *http = self->http;

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->reading);
  g_clear_object (&self->socket);
  g_free (self->target);
  g_free (self);
  http->n_operations--;
  if (http->quitting && http->n_operations == 0)
    g_main_loop_quit (http->loop);
}

static void
hang_up (VigieStOperation *self)
{
  if (self->socket != NULL)
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

/* What one attempt leaves behind; an operation still under way is left to itself. */
static void
drop_attempt (VigieStExchange *self)
{
  VigieStOperation *operation = g_steal_pointer (&self->operation);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (operation != NULL)
    {
      operation->exchange = NULL;
      if (self->gunzip != NULL)
        operation->target = g_steal_pointer (&self->packed);
      else
        operation->target = g_steal_pointer (&self->buffer);
      if (operation->started)
        hang_up (operation);
      if (operation->stream != NULL)
        g_cancellable_cancel (operation->reading);
    }
  g_clear_object (&self->gunzip);
  g_clear_pointer (&self->packed, g_free);
  g_clear_pointer (&self->buffer, g_free);
  self->total_received += self->received;
  self->used = self->room = self->received = 0;
  self->gunzipped = FALSE;
}

/* The operation that called back is over. */
void
vigie_st_exchange_end_operation (VigieStExchange *self)
{
  vigie_st_operation_free (g_steal_pointer (&self->operation));
}

/* What is turned away from by choice is no answer of the server's, and not worth a line. */
static void
log_exchange (VigieStExchange *self, GError *error)
{
  VigieStLogRequest request = {
      .at = self->sent_at,
      .duration = g_get_monotonic_time () - self->first_began,
      .method = self->method,
      .target = self->target,
      .status = self->status,
      .tries = self->attempts,
      .bytes = self->total_received + self->received,
      .error = error,
  };

  if (self->sent_at != 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vigie_st_log_add_request (self->http->log, &request);
}

/* Ends the exchange for its waiter. @error is taken; NULL: the answer is there. */
void
vigie_st_exchange_complete (VigieStExchange *self, GError *error)
{
  VigieStHttp *http = self->http;

  log_exchange (self, error);
  drop_attempt (self);
  g_mutex_lock (&self->mutex);
  self->error = error;
  self->done = TRUE;
  self->link_settled = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_ptr_array_remove_fast (http->active, self);
  vigie_st_exchange_unref (self);
}

/* ---- Trying again --------------------------------------------------------------------------- */

gint64
vigie_st_http_parse_retry_after (const char *text, VigieTime now)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 seconds;

  if (text == NULL)
    return -1;
  while (*text == ' ')
    text++;
  if (g_ascii_isdigit (*text))
    {
      char *end;

      seconds = g_ascii_strtoll (text, &end, 10);
      return *end == '\0' || *end == ' ' ? seconds : -1;
    }
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;
  seconds = g_date_time_to_unix (date) - now / VIGIE_SECOND;
  return MAX (seconds, 0);
}

static gboolean
retry_cb (gpointer data)
{
  VigieStExchange *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  vigie_st_exchange_attempt (self);
  return G_SOURCE_REMOVE;
}

/* Exponential back-off with full jitter, so that a hundred dashboards that lost the same server do
 * not come back in step. */
static guint
backoff (VigieStExchange *self, gint64 retry_after)
{
  const VigieStLimits *limits = &self->limits;
  guint64 ceiling = (guint64) limits->backoff_ms << MIN (self->tries - 1, 16);
  guint wait;

  ceiling = CLAMP (ceiling, 1, limits->backoff_max_ms);
  wait = g_random_int_range (0, (gint32) ceiling + 1);
  if (retry_after >= 0)
    return MIN (limits->backoff_max_ms,
                retry_after * 1000 + g_random_int_range (0, limits->backoff_ms + 1));
  return wait;
}

/* Tries again after @error (taken) or ends with it. @retry_after in seconds, or -1. */
void
vigie_st_exchange_try_again_or_end (VigieStExchange *self, GError *error, gint64 retry_after)
{
  const VigieStLimits *limits = &self->limits;
  gboolean worthy;

  worthy = g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE)
           || vigie_st_error_get_reason (error) == VIGIE_ST_REASON_DAMAGED || self->status == 429
           || self->status == 502 || self->status == 503 || self->status == 504;
  if (self->abandoned || self->http->quitting || strcmp (self->method, "GET") != 0 || !worthy
      || self->tries >= limits->tries
      /* A server that wants a longer pause gets it from whoever called. */
      || retry_after * 1000 > limits->backoff_max_ms)
    {
      vigie_st_exchange_complete (self, error);
      return;
    }
  g_error_free (error);
  drop_attempt (self);
  self->timer = g_timeout_source_new (backoff (self, retry_after));
  g_source_set_callback (self->timer, retry_cb, self, NULL);
  g_source_attach (self->timer, self->http->context);
}

/* The operation called back with @error (taken). */
void
vigie_st_exchange_attempt_failed (VigieStExchange *self, GError *error)
{
  gboolean reused = self->operation->started && !self->operation->opened;

  vigie_st_exchange_end_operation (self);
  /* A kept connection that the server closed meanwhile: nobody's fault, so once more at once. */
  if (reused && !self->answered && !self->stale_tried && strcmp (self->method, "GET") == 0
      && error->domain != G_TLS_ERROR)
    {
      g_error_free (error);
      self->stale_tried = TRUE;
      self->tries--;
      drop_attempt (self);
      vigie_st_exchange_attempt (self);
      return;
    }
  self->status = 0;
  vigie_st_exchange_try_again_or_end (self, vigie_st_error_from_network (error), -1);
}

/* ---- Time ----------------------------------------------------------------------------------- */

static gint64
deadline (VigieStExchange *self)
{
  const VigieStLimits *limits = &self->limits;
  gint64 total = self->began + limits->total_ms * G_GINT64_CONSTANT (1000);
  gint64 next = self->connected == 0 ? self->began + limits->connect_ms * G_GINT64_CONSTANT (1000)
                                     : self->progress + limits->idle_ms * G_GINT64_CONSTANT (1000);

  return MIN (total, next);
}

static gboolean
timer_cb (gpointer data)
{
  VigieStExchange *self = data;
  gint64 at = deadline (self);
  GError *error = NULL;

  if (g_get_monotonic_time () < at)
    {
      g_source_set_ready_time (self->timer, at);
      return G_SOURCE_CONTINUE;
    }
  vigie_st_error_set (&error, VIGIE_ST_ERROR_UNREACHABLE, VIGIE_ST_REASON_TIMED_OUT, 0,
                      self->connected == 0 ? "no connection in time" : "no answer in time");
  self->status = 0;
  drop_attempt (self);
  vigie_st_exchange_try_again_or_end (self, error, -1);
  return G_SOURCE_REMOVE;
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs timer_funcs = {.dispatch = timer_dispatch};

/* ---- Redirects ------------------------------------------------------------------------------ */

/* TRUE if the answer is a redirect, which then is dealt with. */
static gboolean
follow_redirect (VigieStExchange *self)
{
  const char *location = vigie_st_exchange_get_header (self, "Location");
  g_autoptr (GUri) here = NULL, there = NULL;
  g_autofree char *uri = NULL, *shown = NULL;
  const char *query;
  GError *error = NULL;

  if (self->status < 301 || self->status > 308 || self->status == 304 || location == NULL)
    return FALSE;
  uri = vigie_st_address_get_uri (self->http->address, self->target);
  here = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  there = g_uri_parse_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (there != NULL && vigie_st_address_is_same_origin (self->http->address, there)
      && self->redirects < MAX_REDIRECTS
      && (strcmp (self->method, "GET") == 0 || self->status == 307 || self->status == 308))
    {
      self->redirects++;
      query = g_uri_get_query (there);
      g_free (self->target);
      self->target = g_strconcat (g_uri_get_path (there), query != NULL ? "?" : "",
                                  query != NULL ? query : "", NULL);
      self->tries--;
      vigie_st_exchange_end_operation (self);
      drop_attempt (self);
      vigie_st_exchange_attempt (self);
      return TRUE;
    }
  /* Elsewhere: neither the credentials nor the person's trust go there. A query could hold
   * something of theirs, so it is not shown. */
  if (there != NULL)
    {
      g_autofree char *plain = g_uri_to_string_partial (
          there, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);

      shown = vigie_st_error_summarise ("text/plain", plain, strlen (plain), self->http->secret);
    }
  vigie_st_error_set (
      &error, VIGIE_ST_ERROR_NOT_SENSORTHINGS, VIGIE_ST_REASON_REDIRECT, self->status,
      self->redirects >= MAX_REDIRECTS ? "too many redirects, last to %s" : "redirected to %s",
      shown != NULL ? shown : "an address that is none");
  vigie_st_error_set_detail (error, shown);
  vigie_st_exchange_end_operation (self);
  vigie_st_exchange_complete (self, error);
  return TRUE;
}

const char *
vigie_st_exchange_get_header (VigieStExchange *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->operation->message),
                                       name);
}

/* What a 401 asks for: several schemes may be named, in one line or in several. */
static void
note_challenge (VigieStExchange *self)
{
  const char *challenge = soup_message_headers_get_list (
      soup_message_get_response_headers (self->operation->message), "WWW-Authenticate");
  g_autofree char *lower = challenge != NULL ? g_ascii_strdown (challenge, -1) : g_strdup ("");

  gboolean bearer = strstr (lower, "bearer") != NULL;
  gboolean basic = strstr (lower, "basic") != NULL;
  /* A token of RFC 9110, and what follows is the server's own. */
  gsize length
      = challenge != NULL ? strspn (challenge, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.") : 0;

  g_mutex_lock (&self->http->mutex);
  self->http->wants_token = bearer && !basic;
  g_clear_pointer (&self->http->other_scheme, g_free);
  if (!bearer && !basic && length > 0)
    self->http->other_scheme = g_strndup (challenge, MIN (length, 30));
  g_mutex_unlock (&self->http->mutex);
}

/* ---- One attempt ---------------------------------------------------------------------------- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VigieStOperation *operation = data;
  VigieStExchange *self = operation->exchange;
  SoupMessageHeaders *headers;
  GError *error = NULL;
  const char *coding;

  operation->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self == NULL)
    {
      g_clear_error (&error);
      vigie_st_operation_free (operation);
      return;
    }
  if (operation->stream == NULL)
    {
      vigie_st_exchange_attempt_failed (self, error);
      return;
    }
  self->answered = TRUE;
  self->progress = g_get_monotonic_time ();
  self->status = soup_message_get_status (operation->message);
  headers = soup_message_get_response_headers (operation->message);
  if (follow_redirect (self))
    return;
  if (self->status == SOUP_STATUS_UNAUTHORIZED)
    note_challenge (self);
  self->expected = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
                       ? soup_message_headers_get_content_length (headers)
                       : -1;
  if (self->expected > VIGIE_ST_MAX_BODY && self->status >= 200 && self->status < 300)
    {
      vigie_st_exchange_end_operation (self);
      vigie_st_exchange_complete (self, vigie_st_exchange_too_large ());
      return;
    }
  coding = vigie_st_exchange_get_header (self, "Content-Encoding");
  if (coding != NULL
      && (g_ascii_strcasecmp (coding, "gzip") == 0 || g_ascii_strcasecmp (coding, "x-gzip") == 0))
    {
      self->gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      self->packed = g_malloc (VIGIE_ST_CHUNK);
    }
  vigie_st_exchange_read_body (self);
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *stream, gpointer data)
{
  VigieStOperation *self = data;

  self->opened = TRUE;
  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (stream))
    g_set_object (&self->socket, g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)));
}

static gboolean
is_closed (gpointer key, gpointer value, gpointer data)
{
  return g_socket_is_closed (value);
}

/* The message has its connection and is about to be written. */
static void
starting_cb (SoupMessage *message, gpointer data)
{
  VigieStOperation *self = data;
  gpointer id = GSIZE_TO_POINTER ((gsize) soup_message_get_connection_id (message));

  self->started = TRUE;
  if (self->socket != NULL)
    {
      g_hash_table_foreach_remove (self->http->sockets, is_closed, NULL);
      g_hash_table_replace (self->http->sockets, id, g_object_ref (self->socket));
    }
  else
    {
      g_set_object (&self->socket, g_hash_table_lookup (self->http->sockets, id));
    }
  if (self->exchange == NULL)
    {
      hang_up (self);
      return;
    }
  self->exchange->connected = self->exchange->progress = g_get_monotonic_time ();
  g_source_set_ready_time (self->exchange->timer, deadline (self->exchange));
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags faults,
                       gpointer data)
{
  VigieStHttp *http = ((VigieStOperation *) data)->http;
  g_autoptr (GSocketConnectable) identity = NULL;

  if (http->own_ca != NULL)
    {
      identity = g_network_address_new (http->address->host, http->address->port);
      faults = g_tls_database_verify_chain (http->own_ca, certificate,
                                            G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity,
                                            NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
      if (faults == G_TLS_CERTIFICATE_NO_FLAGS)
        return TRUE;
    }
  g_mutex_lock (&http->mutex);
  g_set_object (&http->refused, certificate);
  http->faults = faults;
  g_mutex_unlock (&http->mutex);
  return FALSE;
}

void
vigie_st_exchange_attempt (VigieStExchange *self)
{
  VigieStHttp *http = self->http;
  g_autofree char *uri = vigie_st_address_get_uri (http->address, self->target);
  g_autoptr (GUri) parsed = NULL;
  SoupMessageHeaders *headers;
  VigieStOperation *operation;
  GError *error = NULL;

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL)
    {
      vigie_st_error_set (&error, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_NONE, 0,
                          "not an address of HTTP");
      vigie_st_exchange_complete (self, error);
      return;
    }
  self->tries++;
  if (self->attempts++ == 0)
    {
      self->sent_at = g_get_real_time ();
      self->first_began = g_get_monotonic_time ();
    }
  self->answered = FALSE;
  self->status = 0;
  self->expected = -1;
  self->connected = 0;
  self->began = self->progress = g_get_monotonic_time ();
  self->operation = operation = g_new0 (VigieStOperation, 1);
  operation->http = http;
  operation->exchange = self;
  operation->reading = g_cancellable_new ();
  operation->message = soup_message_new_from_uri (self->method, parsed);
  soup_message_add_flags (operation->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  /* One exchange a connection, so that hanging up on one hangs up on no other. */
  soup_message_set_force_http1 (operation->message, TRUE);
  headers = soup_message_get_request_headers (operation->message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  /* On the same machine packing costs more than it saves. */
  soup_message_headers_replace (headers, "Accept-Encoding",
                                http->address->loopback ? "identity" : "gzip");
  if (http->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", http->authorization);
  if (self->body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (self->body, strlen (self->body));

      soup_message_set_request_body_from_bytes (operation->message, "application/json", bytes);
    }
  g_signal_connect (operation->message, "network-event", G_CALLBACK (network_event_cb), operation);
  g_signal_connect (operation->message, "starting", G_CALLBACK (starting_cb), operation);
  g_signal_connect (operation->message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                    operation);
  g_mutex_lock (&http->mutex);
  http->requests++;
  g_mutex_unlock (&http->mutex);

  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_set_ready_time (self->timer, deadline (self));
  g_source_attach (self->timer, http->context);
  http->n_operations++;
  soup_session_send_async (http->session, operation->message, G_PRIORITY_DEFAULT, NULL, sent_cb,
                           operation);
}
