/* vigie-st-http.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-http.h"

#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>
#include <string.h>

#include "vigie-st-decode.h"
#include "vigie-st-error.h"

#define CHUNK (128 * 1024)
#define MAX_ERROR_BODY (16 * 1024)
#define MAX_REDIRECTS 5

struct _VigieStHttp
{
  VigieStAddress *address; /* owned */
  char *authorization;     /* owned, or NULL */
  char *secret;            /* owned, or NULL: only to be kept out of messages */
  VigieStLimits limits;
  GTlsDatabase *own_ca; /* owned, or NULL */

  GThread *thread;
  GMainContext *context; /* owned */
  GMainLoop *loop;       /* owned */

  /* The thread's alone. */
  SoupSession *session; /* owned */
  GPtrArray *active;    /* VigieStExchange, borrowed: each holds itself while it is in */
  gboolean quitting;

  GMutex mutex; /* for what follows */
  guint64 requests, bytes;
};

struct _VigieStExchange
{
  gatomicrefcount ref_count;
  VigieStHttp *http;
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
  char *target; /* changes with redirects */
  SoupMessage *message;
  GCancellable *cancellable;
  GInputStream *stream;
  GSource *timer;
  GConverter *gunzip; /* or NULL */
  gboolean gunzipped; /* the end of the gzip stream was seen */
  guchar *packed;     /* CHUNK bytes for what is still packed, or NULL */
  char *buffer;
  gsize used, room;
  gsize received;                    /* bytes of the body as they came */
  gint64 expected;                   /* Content-Length, or -1 */
  gint64 began, connected, progress; /* monotonic, µs; connected 0 until then */
  guint status;
  guint tries, redirects;
  gboolean opened;   /* a connection was made for this message */
  gboolean answered; /* at least the head of an answer came */
  gboolean timed_out, stale_tried, abandoned;
};

static void attempt (VigieStExchange *self);

/* ---- Exchange: life ------------------------------------------------------------------------- */

static VigieStExchange *
exchange_ref (VigieStExchange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
exchange_unref (VigieStExchange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->method);
  g_free (self->target);
  g_free (self->body);
  g_free (self->link);
  g_clear_error (&self->error);
  vigie_st_answer_clear (&self->answer);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
vigie_st_answer_clear (VigieStAnswer *answer)
{
  g_clear_pointer (&answer->body, g_free);
  g_clear_pointer (&answer->content_type, g_free);
  g_clear_pointer (&answer->location, g_free);
}

/* What one attempt leaves behind. */
static void
drop_attempt (VigieStExchange *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_object (&self->stream);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->gunzip);
  g_clear_pointer (&self->packed, g_free);
  g_clear_pointer (&self->buffer, g_free);
  self->used = self->room = self->received = 0;
  self->gunzipped = FALSE;
}

/* Ends the exchange for its waiter. @error is taken; NULL: the answer is there. */
static void
complete (VigieStExchange *self, GError *error)
{
  VigieStHttp *http = self->http;

  drop_attempt (self);
  g_mutex_lock (&self->mutex);
  self->error = error;
  self->done = TRUE;
  self->link_settled = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_ptr_array_remove_fast (http->active, self);
  if (http->quitting && http->active->len == 0)
    g_main_loop_quit (http->loop);
  exchange_unref (self);
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
  attempt (self);
  return G_SOURCE_REMOVE;
}

/* Exponential back-off with full jitter, so that a hundred dashboards that lost the same server do
 * not come back in step. */
static guint
backoff (VigieStExchange *self, gint64 retry_after)
{
  const VigieStLimits *limits = &self->http->limits;
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
static void
try_again_or_end (VigieStExchange *self, GError *error, gint64 retry_after)
{
  const VigieStLimits *limits = &self->http->limits;
  gboolean worthy;

  worthy = g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE)
           || vigie_st_error_get_reason (error) == VIGIE_ST_REASON_DAMAGED || self->status == 429
           || self->status == 502 || self->status == 503 || self->status == 504;
  if (self->abandoned || self->http->quitting || strcmp (self->method, "GET") != 0 || !worthy
      || self->tries >= limits->tries
      /* A server that wants a longer pause gets it from whoever called. */
      || retry_after * 1000 > limits->backoff_max_ms)
    {
      complete (self, error);
      return;
    }
  g_error_free (error);
  drop_attempt (self);
  self->timer = g_timeout_source_new (backoff (self, retry_after));
  g_source_set_callback (self->timer, retry_cb, self, NULL);
  g_source_attach (self->timer, self->http->context);
}

static void
attempt_failed (VigieStExchange *self, GError *error)
{
  GError *ours;

  if (self->abandoned)
    {
      complete (self, error);
      return;
    }
  if (self->timed_out)
    {
      g_error_free (error);
      error = NULL;
      vigie_st_error_set (&error, VIGIE_ST_ERROR_UNREACHABLE, VIGIE_ST_REASON_TIMED_OUT, 0,
                          self->connected == 0 ? "no connection in time" : "no answer in time");
    }
  /* A kept connection that the server closed meanwhile: nobody's fault, so once more at once. */
  else if (!self->opened && !self->answered && !self->stale_tried && self->connected != 0
           && strcmp (self->method, "GET") == 0 && error->domain != G_TLS_ERROR)
    {
      g_error_free (error);
      self->stale_tried = TRUE;
      self->tries--;
      drop_attempt (self);
      attempt (self);
      return;
    }
  ours = vigie_st_error_from_network (error);
  self->status = 0;
  try_again_or_end (self, ours, -1);
}

/* ---- Time ----------------------------------------------------------------------------------- */

static gint64
deadline (VigieStExchange *self)
{
  const VigieStLimits *limits = &self->http->limits;
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

  if (g_get_monotonic_time () < at)
    {
      g_source_set_ready_time (self->timer, at);
      return G_SOURCE_CONTINUE;
    }
  self->timed_out = TRUE;
  g_source_set_ready_time (self->timer, -1);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs timer_funcs = {.dispatch = timer_dispatch};

/* ---- Body ----------------------------------------------------------------------------------- */

static void
make_room (VigieStExchange *self, gsize more)
{
  gsize wanted = self->used + more + 1;

  if (wanted <= self->room)
    return;
  if (self->room == 0 && self->expected > 0 && self->gunzip == NULL)
    wanted = MAX (wanted, (gsize) self->expected + 2);
  self->room = MAX (wanted, self->room * 2);
  self->buffer = g_realloc (self->buffer, self->room);
}

static GError *
too_large (void)
{
  GError *error = NULL;

  vigie_st_error_set (&error, VIGIE_ST_ERROR_MALFORMED, VIGIE_ST_REASON_TOO_LARGE, 0,
                      "the answer is larger than %d MB", VIGIE_ST_MAX_BODY / (1024 * 1024));
  return error;
}

static gsize
bound (VigieStExchange *self)
{
  return self->status >= 200 && self->status < 300 ? VIGIE_ST_MAX_BODY : MAX_ERROR_BODY;
}

/* Unpacks what came into the buffer. */
static gboolean
unpack (VigieStExchange *self, gsize length, GError **error)
{
  const guchar *at = self->packed;

  while (!self->gunzipped)
    {
      gsize taken = 0, given = 0, room;
      g_autoptr (GError) fault = NULL;
      GConverterResult result;

      if (self->used > bound (self))
        return TRUE; /* seen by the caller */
      make_room (self, CHUNK);
      room = self->room - self->used - 1;
      result = g_converter_convert (self->gunzip, at, length, self->buffer + self->used, room,
                                    G_CONVERTER_NO_FLAGS, &taken, &given, &fault);
      if (result == G_CONVERTER_ERROR)
        {
          if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
            return TRUE;
          vigie_st_error_set (error, VIGIE_ST_ERROR_MALFORMED, VIGIE_ST_REASON_DAMAGED, 0,
                              "the answer's gzip is damaged");
          return FALSE;
        }
      at += taken;
      length -= taken;
      self->used += given;
      self->gunzipped = result == G_CONVERTER_FINISHED;
      if (length == 0 && given < room)
        return TRUE;
    }
  return TRUE;
}

static void
look_for_link (VigieStExchange *self)
{
  char *link;
  gboolean settled;

  if (self->link_settled || self->status < 200 || self->status > 299)
    return;
  self->buffer[self->used] = '\0';
  link = vigie_st_decode_early_link (self->buffer, self->used, &settled);
  if (!settled)
    return;
  g_mutex_lock (&self->mutex);
  self->link = link;
  self->link_settled = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static const char *
get_header (VigieStExchange *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

/* The whole body is there. */
static void
finish_body (VigieStExchange *self)
{
  const char *type = get_header (self, "Content-Type");
  const char *date = get_header (self, "Date");
  g_autoptr (GDateTime) server_time
      = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  VigieTime now
      = server_time != NULL ? g_date_time_to_unix (server_time) * VIGIE_SECOND : g_get_real_time ();
  GError *error = NULL;

  if (self->gunzip != NULL && self->received > 0 && !self->gunzipped && self->used < bound (self))
    {
      vigie_st_error_set (&error, VIGIE_ST_ERROR_MALFORMED, VIGIE_ST_REASON_DAMAGED, 0,
                          "the answer's gzip is cut short");
      try_again_or_end (self, error, -1);
      return;
    }
  make_room (self, 0);
  self->buffer[self->used] = '\0';
  if (self->status < 200 || self->status > 299)
    {
      gint64 wait = vigie_st_http_parse_retry_after (get_header (self, "Retry-After"), now);

      error = vigie_st_error_from_status (self->status, type, self->buffer, self->used,
                                          self->http->secret);
      try_again_or_end (self, error, wait);
      return;
    }
  g_mutex_lock (&self->mutex);
  self->answer.status = self->status;
  self->answer.content_type = g_strdup (type);
  self->answer.location = g_strdup (get_header (self, "Location"));
  self->answer.date = server_time != NULL ? now : VIGIE_TIME_NONE;
  self->answer.length = self->used;
  if (self->room > self->used + self->used / 4 + 4096)
    self->buffer = g_realloc (self->buffer, self->used + 1);
  self->answer.body = g_steal_pointer (&self->buffer);
  g_mutex_unlock (&self->mutex);
  complete (self, NULL);
}

static void read_more (VigieStExchange *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VigieStExchange *self = data;
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      attempt_failed (self, error);
      return;
    }
  if (n == 0)
    {
      if (self->expected >= 0 && self->received < self->expected)
        {
          vigie_st_error_set (&error, VIGIE_ST_ERROR_UNREACHABLE, VIGIE_ST_REASON_CUT, 0,
                              "the answer was cut after %" G_GSIZE_FORMAT " bytes", self->received);
          try_again_or_end (self, error, -1);
          return;
        }
      finish_body (self);
      return;
    }
  self->progress = g_get_monotonic_time ();
  self->received += n;
  g_mutex_lock (&self->http->mutex);
  self->http->bytes += n;
  g_mutex_unlock (&self->http->mutex);
  if (self->gunzip == NULL)
    {
      self->used += n;
    }
  else if (!unpack (self, n, &error))
    {
      try_again_or_end (self, error, -1);
      return;
    }
  if (self->used > bound (self) || self->received > VIGIE_ST_MAX_BODY)
    {
      if (self->status >= 200 && self->status < 300)
        {
          complete (self, too_large ());
          return;
        }
      /* Enough of an error to tell what it is. */
      self->used = MIN (self->used, MAX_ERROR_BODY);
      finish_body (self);
      return;
    }
  look_for_link (self);
  read_more (self);
}

static void
read_more (VigieStExchange *self)
{
  gpointer target = self->packed;
  gsize size = CHUNK;

  if (self->gunzip == NULL)
    {
      /* Of a length that was told one byte more is read, which finds the end. */
      make_room (self, self->expected < 0 ? CHUNK
                                          : CLAMP (self->expected - (gint64) self->used, 1, CHUNK));
      target = self->buffer + self->used;
      size = self->room - self->used - 1;
    }
  g_input_stream_read_async (self->stream, target, size, G_PRIORITY_DEFAULT, self->cancellable,
                             read_cb, self);
}

/* ---- Redirects ------------------------------------------------------------------------------ */

/* TRUE if the answer is a redirect, which then is dealt with. */
static gboolean
follow_redirect (VigieStExchange *self)
{
  const char *location = get_header (self, "Location");
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
      drop_attempt (self);
      attempt (self);
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
  complete (self, error);
  return TRUE;
}

/* ---- One attempt ---------------------------------------------------------------------------- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VigieStExchange *self = data;
  g_autoptr (GInputStream) stream = NULL;
  SoupMessageHeaders *headers;
  GError *error = NULL;
  const char *coding;

  stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream == NULL)
    {
      attempt_failed (self, error);
      return;
    }
  self->stream = g_steal_pointer (&stream);
  self->answered = TRUE;
  self->progress = g_get_monotonic_time ();
  self->status = soup_message_get_status (self->message);
  headers = soup_message_get_response_headers (self->message);
  if (follow_redirect (self))
    return;
  self->expected = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
                       ? soup_message_headers_get_content_length (headers)
                       : -1;
  if (self->expected > VIGIE_ST_MAX_BODY && self->status >= 200 && self->status < 300)
    {
      complete (self, too_large ());
      return;
    }
  coding = get_header (self, "Content-Encoding");
  if (coding != NULL
      && (g_ascii_strcasecmp (coding, "gzip") == 0 || g_ascii_strcasecmp (coding, "x-gzip") == 0))
    {
      self->gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      self->packed = g_malloc (CHUNK);
    }
  read_more (self);
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *stream, gpointer data)
{
  VigieStExchange *self = data;

  self->opened = TRUE;
}

static void
starting_cb (SoupMessage *message, gpointer data)
{
  VigieStExchange *self = data;

  self->connected = self->progress = g_get_monotonic_time ();
  g_source_set_ready_time (self->timer, deadline (self));
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags faults,
                       gpointer data)
{
  VigieStExchange *self = data;
  g_autoptr (GSocketConnectable) identity = NULL;

  if (self->http->own_ca == NULL)
    return FALSE;
  identity = g_network_address_new (self->http->address->host, self->http->address->port);
  return g_tls_database_verify_chain (self->http->own_ca, certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                      G_TLS_DATABASE_VERIFY_NONE, NULL, NULL)
         == G_TLS_CERTIFICATE_NO_FLAGS;
}

static void
attempt (VigieStExchange *self)
{
  VigieStHttp *http = self->http;
  g_autofree char *uri = vigie_st_address_get_uri (http->address, self->target);
  g_autoptr (GUri) parsed = NULL;
  SoupMessageHeaders *headers;
  GError *error = NULL;

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL)
    {
      vigie_st_error_set (&error, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_NONE, 0,
                          "not an address of HTTP");
      complete (self, error);
      return;
    }
  self->tries++;
  self->opened = self->answered = self->timed_out = FALSE;
  self->status = 0;
  self->expected = -1;
  self->connected = 0;
  self->began = self->progress = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  self->message = soup_message_new_from_uri (self->method, parsed);
  soup_message_add_flags (self->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  /* On the same machine packing costs more than it saves. */
  soup_message_headers_replace (headers, "Accept-Encoding",
                                http->address->loopback ? "identity" : "gzip");
  if (http->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", http->authorization);
  if (self->body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (self->body, strlen (self->body));

      soup_message_set_request_body_from_bytes (self->message, "application/json", bytes);
    }
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  g_mutex_lock (&http->mutex);
  http->requests++;
  g_mutex_unlock (&http->mutex);

  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_set_ready_time (self->timer, deadline (self));
  g_source_attach (self->timer, http->context);
  soup_session_send_async (http->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           sent_cb, self);
}

/* ---- From the caller's thread --------------------------------------------------------------- */

static gboolean
begin_cb (gpointer data)
{
  VigieStExchange *self = data;

  g_ptr_array_add (self->http->active, self);
  if (self->abandoned || self->http->quitting)
    complete (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else
    attempt (self);
  return G_SOURCE_REMOVE;
}

static void
stop (VigieStExchange *self)
{
  self->abandoned = TRUE;
  if (self->done)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable); /* its callback completes */
  else
    complete (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
}

static gboolean
abandon_cb (gpointer data)
{
  VigieStExchange *self = data;

  if (g_ptr_array_find (self->http->active, self, NULL))
    stop (self);
  return G_SOURCE_REMOVE;
}

static void
invoke (VigieStHttp *self, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, notify);
  g_source_attach (source, self->context);
}

VigieStExchange *
vigie_st_http_start (VigieStHttp *self, const char *method, const char *target, const char *body)
{
  VigieStExchange *exchange = g_new0 (VigieStExchange, 1);

  g_atomic_ref_count_init (&exchange->ref_count);
  exchange->http = self;
  exchange->method = g_strdup (method);
  exchange->target = g_strdup (target);
  exchange->body = g_strdup (body);
  exchange->answer.date = VIGIE_TIME_NONE;
  g_mutex_init (&exchange->mutex);
  g_cond_init (&exchange->cond);
  invoke (self, begin_cb, exchange_ref (exchange), NULL); /* complete() drops this one */
  return exchange;
}

static void
wake_cb (GCancellable *cancellable, gpointer data)
{
  VigieStExchange *self = data;

  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* TRUE once it has come, FALSE if cancelled. */
static gboolean
wait_for (VigieStExchange *self, const gboolean *event, GCancellable *cancellable)
{
  gulong id = 0;
  gboolean come;

  if (cancellable != NULL)
    id = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL);
  g_mutex_lock (&self->mutex);
  while (!*event && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);
  come = *event && !g_cancellable_is_cancelled (cancellable);
  g_mutex_unlock (&self->mutex);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, id);
  return come;
}

char *
vigie_st_exchange_wait_link (VigieStExchange *self, GCancellable *cancellable)
{
  char *link = NULL;

  if (wait_for (self, &self->link_settled, cancellable))
    {
      g_mutex_lock (&self->mutex);
      link = g_strdup (self->link);
      g_mutex_unlock (&self->mutex);
    }
  return link;
}

gboolean
vigie_st_exchange_wait (VigieStExchange *self,
                        VigieStAnswer *answer,
                        GCancellable *cancellable,
                        GError **error)
{
  if (!wait_for (self, &self->done, cancellable))
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  /* Done: the thread does not touch it any more. */
  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return FALSE;
    }
  *answer = self->answer;
  memset (&self->answer, 0, sizeof self->answer);
  return TRUE;
}

void
vigie_st_exchange_abandon (VigieStExchange *self)
{
  gboolean done;

  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  done = self->done;
  g_mutex_unlock (&self->mutex);
  if (!done)
    invoke (self->http, abandon_cb, exchange_ref (self), (GDestroyNotify) exchange_unref);
  exchange_unref (self);
}

/* ---- The thread ----------------------------------------------------------------------------- */

static gpointer
thread_main (gpointer data)
{
  VigieStHttp *self = data;
  g_autoptr (GSocketConnectable) peer = NULL;

  g_main_context_push_thread_default (self->context);
  if (self->address->socket_path != NULL)
    peer = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (self->address->socket_path));
  self->session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", peer, "max-conns", 4,
                                "max-conns-per-host", 4, "idle-timeout", 30, "timeout", 0,
                                "user-agent", "Vigie/" VIGIE_VERSION, NULL);
  /* Unpacking is done here, where its bounds are. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  g_main_loop_run (self->loop);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  /* What closing connections left to do. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  VigieStHttp *self = data;
  g_autoptr (GPtrArray) active = g_ptr_array_copy (self->active, NULL, NULL);

  self->quitting = TRUE;
  if (active->len == 0)
    g_main_loop_quit (self->loop);
  for (guint i = 0; i < active->len; i++)
    stop (active->pdata[i]);
  return G_SOURCE_REMOVE;
}

static char *
make_authorization (const VigieStCredentials *credentials)
{
  g_autofree char *pair = NULL, *encoded = NULL;

  if (credentials == NULL || credentials->secret == NULL || *credentials->secret == '\0')
    return NULL;
  if (credentials->user == NULL || *credentials->user == '\0')
    return g_strconcat ("Bearer ", credentials->secret, NULL);
  pair = g_strconcat (credentials->user, ":", credentials->secret, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  return g_strconcat ("Basic ", encoded, NULL);
}

VigieStHttp *
vigie_st_http_new (VigieStAddress *address, const VigieStCredentials *credentials)
{
  VigieStHttp *self = g_new0 (VigieStHttp, 1);

  self->address = address;
  self->authorization = make_authorization (credentials);
  self->secret = credentials != NULL ? g_strdup (credentials->secret) : NULL;
  self->limits = (VigieStLimits) {10000, 30000, 120000, 4, 500, 60000};
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->active = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  self->thread = g_thread_new ("vigie-http", thread_main, self);
  return self;
}

void
vigie_st_http_free (VigieStHttp *self)
{
  if (self == NULL)
    return;
  invoke (self, quit_cb, self, NULL);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->active);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->own_ca);
  vigie_st_address_free (self->address);
  g_free (self->authorization);
  g_free (self->secret);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

VigieStAddress *
vigie_st_http_get_address (VigieStHttp *self)
{
  return self->address;
}

void
vigie_st_http_set_limits (VigieStHttp *self, const VigieStLimits *limits)
{
  const guint *from = (const guint *) limits;
  guint *to = (guint *) &self->limits;

  for (guint i = 0; i < sizeof (VigieStLimits) / sizeof (guint); i++)
    if (from[i] != 0)
      to[i] = from[i];
}

gboolean
vigie_st_http_set_ca_file (VigieStHttp *self, const char *path, GError **error)
{
  g_autoptr (GTlsDatabase) database = NULL;

  if (path != NULL)
    {
      g_autofree char *absolute = g_canonicalize_filename (path, NULL);

      database = g_tls_file_database_new (absolute, error);
      if (database == NULL)
        {
          g_prefix_error (error, "reading the certification authority's file: ");
          return FALSE;
        }
    }
  g_set_object (&self->own_ca, database);
  return TRUE;
}

void
vigie_st_http_get_counts (VigieStHttp *self, guint64 *requests, guint64 *bytes)
{
  g_mutex_lock (&self->mutex);
  *requests = self->requests;
  *bytes = self->bytes;
  g_mutex_unlock (&self->mutex);
}
