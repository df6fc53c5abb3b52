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
/* How long freeing waits for the thread, in µs. */
#define PATIENCE (50 * 1000)

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

  guint n_operations;   /* of libsoup, also those that nobody waits for any more */
  GHashTable *sockets;  /* id of a connection → GSocket */

  GMutex mutex; /* for what follows */
  GCond cond;
  gboolean ended, orphaned;
  guint64 requests, bytes;
};

/* One message under way in libsoup. Its cancellables are not used: in 3.6.5 (Debian 13) a message that
 * is cancelled just before it is written is finished twice, and its memory with it. So who turns away
 * leaves the operation to itself and shuts its socket down: to libsoup the peer hung up. */
typedef struct
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
} Operation;

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
  Operation *operation; /* borrowed: it frees itself in its last callback; or NULL */
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
  gboolean answered; /* at least the head of an answer came */
  gboolean stale_tried, abandoned;
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

/* In the last callback of an operation. */
static void
operation_free (Operation *self)
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
hang_up (Operation *self)
{
  if (self->socket != NULL)
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

/* What one attempt leaves behind; an operation still under way is left to itself. */
static void
drop_attempt (VigieStExchange *self)
{
  Operation *operation = g_steal_pointer (&self->operation);

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
  self->used = self->room = self->received = 0;
  self->gunzipped = FALSE;
}

/* The operation that called back is over. */
static void
end_operation (VigieStExchange *self)
{
  operation_free (g_steal_pointer (&self->operation));
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

/* The operation called back with @error (taken). */
static void
attempt_failed (VigieStExchange *self, GError *error)
{
  gboolean reused = self->operation->started && !self->operation->opened;

  end_operation (self);
  /* A kept connection that the server closed meanwhile: nobody's fault, so once more at once. */
  if (reused && !self->answered && !self->stale_tried && strcmp (self->method, "GET") == 0
      && error->domain != G_TLS_ERROR)
    {
      g_error_free (error);
      self->stale_tried = TRUE;
      self->tries--;
      drop_attempt (self);
      attempt (self);
      return;
    }
  self->status = 0;
  try_again_or_end (self, vigie_st_error_from_network (error), -1);
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
  try_again_or_end (self, error, -1);
  return G_SOURCE_REMOVE;
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
  return soup_message_headers_get_one (soup_message_get_response_headers (self->operation->message), name);
}

/* The whole body is there. */
static void
finish_body (VigieStExchange *self)
{
  g_autofree char *type = g_strdup (get_header (self, "Content-Type"));
  g_autofree char *location = g_strdup (get_header (self, "Location"));
  g_autofree char *wanted_pause = g_strdup (get_header (self, "Retry-After"));
  const char *date = get_header (self, "Date");
  g_autoptr (GDateTime) server_time
      = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  VigieTime now
      = server_time != NULL ? g_date_time_to_unix (server_time) * VIGIE_SECOND : g_get_real_time ();
  GError *error = NULL;

  end_operation (self);

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
      gint64 wait = vigie_st_http_parse_retry_after (wanted_pause, now);

      error = vigie_st_error_from_status (self->status, type, self->buffer, self->used,
                                          self->http->secret);
      try_again_or_end (self, error, wait);
      return;
    }
  g_mutex_lock (&self->mutex);
  self->answer.status = self->status;
  self->answer.content_type = g_steal_pointer (&type);
  self->answer.location = g_steal_pointer (&location);
  self->answer.date = server_time != NULL ? now : VIGIE_TIME_NONE;
  self->answer.length = self->used;
  if (self->room > self->used + self->used / 4 + 4096)
    self->buffer = g_realloc (self->buffer, self->used + 1);
  self->answer.body = g_steal_pointer (&self->buffer);
  g_mutex_unlock (&self->mutex);
  complete (self, NULL);
}

static void read_more (VigieStExchange *self);

/* The answer was read to its end, or to where it is of no more use. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Operation *operation = data;
  VigieStExchange *self = operation->exchange;
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (self == NULL)
    {
      g_clear_error (&error);
      operation_free (operation);
      return;
    }
  if (n < 0)
    {
      attempt_failed (self, error);
      return;
    }
  if (n == 0)
    {
      if (self->expected >= 0 && (gint64) self->received < self->expected)
        {
          vigie_st_error_set (&error, VIGIE_ST_ERROR_UNREACHABLE, VIGIE_ST_REASON_CUT, 0,
                              "the answer was cut after %" G_GSIZE_FORMAT " bytes", self->received);
          end_operation (self);
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
      end_operation (self);
      try_again_or_end (self, error, -1);
      return;
    }
  if (self->used > bound (self) || self->received > VIGIE_ST_MAX_BODY)
    {
      if (self->status >= 200 && self->status < 300)
        {
          end_operation (self);
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
      make_room (self, self->expected < 0
                           ? CHUNK
                           : CLAMP (self->expected - (gint64) self->used, 1, CHUNK));
      target = self->buffer + self->used;
      size = self->room - self->used - 1;
    }
  g_input_stream_read_async (self->operation->stream, target, size, G_PRIORITY_DEFAULT,
                             self->operation->reading, read_cb, self->operation);
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
      end_operation (self);
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
  end_operation (self);
  complete (self, error);
  return TRUE;
}

/* ---- One attempt ---------------------------------------------------------------------------- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Operation *operation = data;
  VigieStExchange *self = operation->exchange;
  SoupMessageHeaders *headers;
  GError *error = NULL;
  const char *coding;

  operation->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self == NULL)
    {
      g_clear_error (&error);
      operation_free (operation);
      return;
    }
  if (operation->stream == NULL)
    {
      attempt_failed (self, error);
      return;
    }
  self->answered = TRUE;
  self->progress = g_get_monotonic_time ();
  self->status = soup_message_get_status (operation->message);
  headers = soup_message_get_response_headers (operation->message);
  if (follow_redirect (self))
    return;
  self->expected = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
                       ? soup_message_headers_get_content_length (headers)
                       : -1;
  if (self->expected > VIGIE_ST_MAX_BODY && self->status >= 200 && self->status < 300)
    {
      end_operation (self);
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
  Operation *self = data;

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
  Operation *self = data;
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
  Operation *self = data;
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
  Operation *operation;
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
  self->answered = FALSE;
  self->status = 0;
  self->expected = -1;
  self->connected = 0;
  self->began = self->progress = g_get_monotonic_time ();
  self->operation = operation = g_new0 (Operation, 1);
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

static void
http_destroy (VigieStHttp *self)
{
  g_ptr_array_unref (self->active);
  g_hash_table_unref (self->sockets);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->own_ca);
  vigie_st_address_free (self->address);
  g_free (self->authorization);
  g_free (self->secret);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gpointer
thread_main (gpointer data)
{
  VigieStHttp *self = data;
  g_autoptr (GSocketConnectable) peer = NULL;
  gboolean orphaned;

  g_main_context_push_thread_default (self->context);
  if (self->address->socket_path != NULL)
    peer = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (self->address->socket_path));
  /* Times are kept by the exchanges; this one ends operations that were left to themselves. */
  self->session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", peer, "max-conns", 16,
                                "max-conns-per-host", 16, "idle-timeout", 30, "timeout", 60,
                                "user-agent", "Vigie/" VIGIE_VERSION, NULL);
  /* Nobody's proxy leads back to this machine, and asking for one takes its time. */
  if (self->address->loopback)
    soup_session_set_proxy_resolver (self->session, NULL);
  /* Unpacking is done here, where its bounds are. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  g_main_loop_run (self->loop);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  /* What closing connections left to do. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_mutex_lock (&self->mutex);
  orphaned = self->orphaned;
  self->ended = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (orphaned)
    http_destroy (self);
  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  VigieStHttp *self = data;

  self->quitting = TRUE;
  while (self->active->len > 0)
    stop (self->active->pdata[0]);
  if (self->n_operations == 0)
    g_main_loop_quit (self->loop);
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
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("vigie-http", thread_main, self);
  return self;
}

void
vigie_st_http_free (VigieStHttp *self)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;
  GThread *thread;
  gboolean ended;

  if (self == NULL)
    return;
  thread = self->thread;
  invoke (self, quit_cb, self, NULL);
  g_mutex_lock (&self->mutex);
  while (!self->ended)
    if (!g_cond_wait_until (&self->cond, &self->mutex, until))
      break;
  ended = self->ended;
  self->orphaned = !ended;
  g_mutex_unlock (&self->mutex);
  /* A connection that is still being made cannot be hung up on: the thread sees to it by itself, and
   * then to its own end. */
  if (!ended)
    {
      g_thread_unref (thread);
      return;
    }
  g_thread_join (thread);
  http_destroy (self);
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
