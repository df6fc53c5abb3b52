/* vigie-stub-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-stub-server.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <unistd.h>

#define HUNDRED_MB (100 * 1000 * 1000)

static const char root[]
    = "{\"value\":[{\"name\":\"Things\",\"url\":\"{base}/Things\"},{\"name\":\"Datastreams\",\"url\":"
      "\"{base}/Datastreams\"},{\"name\":\"Observations\",\"url\":\"{base}/Observations\"}],"
      "\"serverSettings\":{\"conformance\":[\"http://www.opengis.net/spec/iot_sensing/1.1/req/"
      "datamodel\"]}}";

typedef struct
{
  char *pattern, *body, *content_type, *headers;
  VigieStubReply reply;
  int times;
} Rule;

struct _VigieStubServer
{
  char *address;
  char *socket_path; /* or NULL */
  guint16 port;
  GSocket *listener; /* or NULL while refusing */
  GThread *accepter;
  GCancellable *stop; /* of the accepter */

  GMutex mutex; /* for what follows */
  GCond cond;
  gboolean quitting;
  GPtrArray *rules;    /* Rule */
  GPtrArray *requests; /* VigieStubRequest */
  GPtrArray *sockets;  /* GSocket, open connections */
  guint n_connections, n_threads;
  VigieStubHandler handler;
  gpointer handler_data;
};

typedef struct
{
  VigieStubServer *server;
  GSocket *socket;
  guint number;
} Connection;

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->pattern);
  g_free (rule->body);
  g_free (rule->content_type);
  g_free (rule->headers);
  g_free (rule);
}

void
vigie_stub_request_free (VigieStubRequest *request)
{
  g_free (request->method);
  g_free (request->target);
  g_free (request->decoded);
  g_free (request->headers);
  g_free (request->body);
  g_free (request);
}

/* ---- Sockets --------------------------------------------------------------------------------- */

static gboolean
send_all (GSocket *socket, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize sent = g_socket_send (socket, data, length, NULL, NULL);

      if (sent <= 0)
        return FALSE;
      data += sent;
      length -= sent;
    }
  return TRUE;
}

static char *
replace (const char *text, const char *base)
{
  g_autoptr (GString) out = g_string_new (text);

  g_string_replace (out, "{base}", base, 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* FALSE if the server was told to stop meanwhile. */
static gboolean
pause_for (VigieStubServer *self, gint64 milliseconds)
{
  gint64 until = g_get_monotonic_time () + milliseconds * 1000;
  gboolean go_on;

  g_mutex_lock (&self->mutex);
  while (!self->quitting)
    if (!g_cond_wait_until (&self->cond, &self->mutex, until))
      break;
  go_on = !self->quitting;
  g_mutex_unlock (&self->mutex);
  return go_on;
}

static GBytes *
pack (const char *data, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  GBytes *packed = g_converter_convert_bytes (G_CONVERTER (compressor), bytes, &error);

  g_assert_no_error (error);
  return packed;
}

static gboolean
send_head (GSocket *socket, const VigieStubReply *reply, gint64 length, const char *more)
{
  g_autoptr (GString) head = g_string_new (NULL);

  g_string_printf (head, "HTTP/1.1 %u Scripted\r\nContent-Type: %s\r\n%s%s",
                   reply->status != 0 ? reply->status : 200,
                   reply->content_type != NULL ? reply->content_type : "application/json",
                   reply->headers != NULL ? reply->headers : "", more);
  if (length >= 0)
    g_string_append_printf (head, "Content-Length: %" G_GINT64_FORMAT "\r\n", length);
  g_string_append (head, "\r\n");
  return send_all (socket, head->str, head->len);
}

static gboolean
send_chunk (GSocket *socket, const char *data, gsize length)
{
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n", length);

  return send_all (socket, size, strlen (size)) && send_all (socket, data, length)
         && send_all (socket, "\r\n", 2);
}

static gboolean
send_packed (GSocket *socket, const VigieStubReply *reply, const char *body, gsize length)
{
  g_autoptr (GBytes) packed = NULL;
  g_autofree char *spaces = NULL, *data = NULL;
  gsize size;

  if (reply->fault == VIGIE_STUB_GZIP_BOMB)
    {
      length = HUNDRED_MB;
      body = spaces = g_malloc (length);
      memset (spaces, ' ', length);
    }
  packed = pack (body, length);
  data = g_memdup2 (g_bytes_get_data (packed, &size), g_bytes_get_size (packed));
  if (reply->fault == VIGIE_STUB_GZIP_CUT)
    size -= MIN (size, 12);
  if (reply->fault == VIGIE_STUB_GZIP_DAMAGED)
    memset (data + size / 2, 0xFF, MIN (8, size - size / 2));
  return send_head (socket, reply, size, "Content-Encoding: gzip\r\n")
         && send_all (socket, data, size);
}

static void
send_huge (GSocket *socket, const VigieStubReply *reply)
{
  g_autofree char *block = g_malloc (1000 * 1000);
  gboolean told = reply->fault == VIGIE_STUB_HUGE_TOLD;

  memset (block, ' ', 1000 * 1000);
  if (!send_head (socket, reply, told ? HUNDRED_MB : -1, told ? "" : "Connection: close\r\n"))
    return;
  for (int i = 0; i < 100; i++)
    if (!send_all (socket, block, 1000 * 1000))
      return;
}

/* TRUE if the connection goes on. */
static gboolean
send_reply (VigieStubServer *self, GSocket *socket, const VigieStubReply *reply)
{
  const char *body = reply->body != NULL ? reply->body : "";
  gsize length = reply->length > 0 ? (gsize) reply->length : strlen (body);

  if (reply->delay_ms > 0 && !pause_for (self, reply->delay_ms))
    return FALSE;
  switch (reply->fault)
    {
    case VIGIE_STUB_HONEST:
      return send_head (socket, reply, length, "") && send_all (socket, body, length);
    case VIGIE_STUB_STALE:
      if (send_head (socket, reply, length, "Connection: keep-alive\r\n"))
        send_all (socket, body, length);
      return FALSE;
    case VIGIE_STUB_CHUNKED:
      return send_head (socket, reply, -1, "Transfer-Encoding: chunked\r\n")
             && send_chunk (socket, body, length / 2)
             && send_chunk (socket, body + length / 2, length - length / 2)
             && send_all (socket, "0\r\n\r\n", 5);
    case VIGIE_STUB_CUT:
      if (send_head (socket, reply, length, ""))
        send_all (socket, body, length / 2);
      return FALSE;
    case VIGIE_STUB_CUT_CHUNKED:
      if (send_head (socket, reply, -1, "Transfer-Encoding: chunked\r\n"))
        send_chunk (socket, body, length / 2);
      return FALSE;
    case VIGIE_STUB_DRIP:
      if (!send_head (socket, reply, length, ""))
        return FALSE;
      for (gsize at = 0; at < length; at += 10)
        if (!send_all (socket, body + at, MIN (10, length - at)) || !pause_for (self, 20))
          return FALSE;
      return TRUE;
    case VIGIE_STUB_HANG:
      pause_for (self, G_MAXINT32);
      return FALSE;
    case VIGIE_STUB_HANG_BODY:
      if (send_head (socket, reply, length + 1000, "") && send_all (socket, body, length))
        pause_for (self, G_MAXINT32);
      return FALSE;
    case VIGIE_STUB_CLOSE:
      return FALSE;
    case VIGIE_STUB_GZIP:
    case VIGIE_STUB_GZIP_DAMAGED:
    case VIGIE_STUB_GZIP_CUT:
    case VIGIE_STUB_GZIP_BOMB:
      return send_packed (socket, reply, body, length);
    case VIGIE_STUB_HUGE:
    case VIGIE_STUB_HUGE_TOLD:
      send_huge (socket, reply);
      return FALSE;
    case VIGIE_STUB_GARBAGE:
    default:
      send_all (socket, "SSH-2.0-OpenSSH_9.9\r\n", 21);
      return FALSE;
    }
}

/* ---- Requests -------------------------------------------------------------------------------- */

char *
vigie_stub_request_get_header (const VigieStubRequest *request, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (request->headers, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}

static VigieStubRequest *
parse_request (const char *head)
{
  VigieStubRequest *request = g_new0 (VigieStubRequest, 1);
  const char *line_end = strstr (head, "\r\n");
  g_autofree char *line = g_strndup (head, line_end - head);
  g_auto (GStrv) words = g_strsplit (line, " ", 3);

  request->method = g_strdup (words[0]);
  request->target = g_strdup (words[0] != NULL && words[1] != NULL ? words[1] : "");
  request->decoded = g_uri_unescape_string (request->target, NULL);
  if (request->decoded == NULL)
    request->decoded = g_strdup (request->target);
  request->headers = g_strdup (line_end + 2);
  return request;
}

/* The next request of a connection, or NULL at its end. @pending is what was read too far. */
static VigieStubRequest *
receive_request (GSocket *socket, GString *pending)
{
  VigieStubRequest *request;
  g_autofree char *head = NULL, *told = NULL;
  const char *end;
  gsize head_length, body_length;
  char buffer[16384];

  while ((end = strstr (pending->str, "\r\n\r\n")) == NULL)
    {
      gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        return NULL;
      g_string_append_len (pending, buffer, n);
    }
  head_length = end + 4 - pending->str;
  head = g_strndup (pending->str, head_length);
  request = parse_request (head);
  told = vigie_stub_request_get_header (request, "Content-Length");
  body_length = told != NULL ? g_ascii_strtoull (told, NULL, 10) : 0;
  while (pending->len < head_length + body_length)
    {
      gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        {
          vigie_stub_request_free (request);
          return NULL;
        }
      g_string_append_len (pending, buffer, n);
    }
  request->body = g_strndup (pending->str + head_length, body_length);
  g_string_erase (pending, 0, head_length + body_length);
  return request;
}

/* What to answer: texts in @reply are g_malloc'ed, but for content_type and headers where
 * @owns_headers is not set. */
static void
find_reply (VigieStubServer *self,
            const VigieStubRequest *request,
            VigieStubReply *reply,
            char **body,
            char **headers,
            char **content_type)
{
  VigieStubHandler handler = NULL;
  gpointer data = NULL;
  gboolean found = FALSE;

  memset (reply, 0, sizeof *reply);
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->rules->len && !found; i++)
    {
      Rule *rule = self->rules->pdata[i];

      if (rule->times == 0 || !g_pattern_match_simple (rule->pattern, request->decoded))
        continue;
      if (rule->times > 0)
        rule->times--;
      *reply = rule->reply;
      *body = g_memdup2 (rule->body, rule->reply.length + 1);
      *headers = g_strdup (rule->headers);
      *content_type = g_strdup (rule->content_type);
      found = TRUE;
    }
  if (!found)
    {
      handler = self->handler;
      data = self->handler_data;
    }
  g_mutex_unlock (&self->mutex);
  if (found)
    {
      reply->body = *body;
      reply->headers = *headers;
      reply->content_type = *content_type;
      return;
    }
  if (handler != NULL && handler (request, reply, data))
    {
      *body = (char *) reply->body;
      return;
    }
  memset (reply, 0, sizeof *reply);
  if (strcmp (request->decoded, "/v1.1") == 0 || strcmp (request->decoded, "/v1.1/") == 0)
    {
      *body = g_strdup (root);
    }
  else
    {
      reply->status = 404;
      *body = g_strdup ("{\"code\":404,\"type\":\"error\",\"message\":\"Not Found\"}");
    }
  reply->body = *body;
}

static gboolean
answer (VigieStubServer *self, GSocket *socket, const VigieStubRequest *request)
{
  const char *base = self->socket_path != NULL ? "http://localhost/v1.1" : self->address;
  g_autofree char *body = NULL, *headers = NULL, *content_type = NULL, *filled = NULL;
  g_autofree char *filled_headers = NULL;
  VigieStubReply reply;

  find_reply (self, request, &reply, &body, &headers, &content_type);
  if (reply.body != NULL && strlen (reply.body) >= (gsize) MAX (reply.length, 0)
      && strstr (reply.body, "{base}") != NULL)
    {
      reply.body = filled = replace (reply.body, base);
      reply.length = 0;
    }
  if (reply.headers != NULL)
    reply.headers = filled_headers = replace (reply.headers, base);
  return send_reply (self, socket, &reply);
}

static gpointer
serve_connection (gpointer data)
{
  Connection *connection = data;
  VigieStubServer *self = connection->server;
  g_autoptr (GString) pending = g_string_new (NULL);
  gboolean go_on = TRUE;

  while (go_on)
    {
      VigieStubRequest *request = receive_request (connection->socket, pending);
      VigieStubRequest *kept;

      if (request == NULL)
        break;
      request->connection = connection->number;
      kept = g_new0 (VigieStubRequest, 1);
      *kept = (VigieStubRequest) {g_strdup (request->method),  g_strdup (request->target),
                                  g_strdup (request->decoded), g_strdup (request->headers),
                                  g_strdup (request->body),    request->connection};
      g_mutex_lock (&self->mutex);
      g_ptr_array_add (self->requests, kept);
      g_mutex_unlock (&self->mutex);
      go_on = answer (self, connection->socket, request);
      vigie_stub_request_free (request);
    }
  g_mutex_lock (&self->mutex);
  g_ptr_array_remove_fast (self->sockets, connection->socket);
  g_socket_close (connection->socket, NULL);
  g_object_unref (connection->socket);
  self->n_threads--;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_free (connection);
  return NULL;
}

static gpointer
accept_connections (gpointer data)
{
  VigieStubServer *self = data;
  GSocket *socket;

  while ((socket = g_socket_accept (self->listener, self->stop, NULL)) != NULL)
    {
      Connection *connection = g_new0 (Connection, 1);

      connection->server = self;
      connection->socket = socket;
      g_mutex_lock (&self->mutex);
      connection->number = self->n_connections++;
      g_ptr_array_add (self->sockets, socket);
      self->n_threads++;
      g_mutex_unlock (&self->mutex);
      g_thread_unref (g_thread_new ("stub-connection", serve_connection, connection));
    }
  return NULL;
}

static void
start_listening (VigieStubServer *self)
{
  g_autoptr (GSocketAddress) address = NULL, bound = NULL;
  g_autoptr (GError) error = NULL;

  if (self->socket_path != NULL)
    {
      address = g_unix_socket_address_new (self->socket_path);
    }
  else
    {
      g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

      address = g_inet_socket_address_new (loopback, self->port);
    }
  self->listener = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_socket_bind (self->listener, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  if (self->socket_path == NULL)
    {
      bound = g_socket_get_local_address (self->listener, &error);
      g_assert_no_error (error);
      self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
    }
  self->stop = g_cancellable_new ();
  self->accepter = g_thread_new ("stub-server", accept_connections, self);
}

static void
stop_listening (VigieStubServer *self)
{
  if (self->listener == NULL)
    return;
  g_cancellable_cancel (self->stop);
  g_thread_join (self->accepter);
  g_socket_close (self->listener, NULL);
  g_clear_object (&self->listener);
  g_clear_object (&self->stop);
  if (self->socket_path != NULL)
    unlink (self->socket_path);
  g_mutex_lock (&self->mutex);
  self->quitting = TRUE;
  g_cond_broadcast (&self->cond);
  for (guint i = 0; i < self->sockets->len; i++)
    g_socket_shutdown (self->sockets->pdata[i], TRUE, TRUE, NULL);
  while (self->n_threads > 0)
    g_cond_wait (&self->cond, &self->mutex);
  self->quitting = FALSE;
  g_mutex_unlock (&self->mutex);
}

static VigieStubServer *
server_new (const char *path)
{
  VigieStubServer *self = g_new0 (VigieStubServer, 1);

  self->socket_path = g_strdup (path);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_stub_request_free);
  self->sockets = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  start_listening (self);
  self->address = path != NULL ? g_strconcat ("unix:", path, NULL)
                               : g_strdup_printf ("http://127.0.0.1:%u/v1.1", self->port);
  return self;
}

/* ---- From the test --------------------------------------------------------------------------- */

VigieStubServer *
vigie_stub_server_new (void)
{
  return server_new (NULL);
}

VigieStubServer *
vigie_stub_server_new_unix (const char *path)
{
  return server_new (path);
}

void
vigie_stub_server_free (VigieStubServer *self)
{
  stop_listening (self);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->sockets);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->address);
  g_free (self->socket_path);
  g_free (self);
}

const char *
vigie_stub_server_get_address (VigieStubServer *self)
{
  return self->address;
}

void
vigie_stub_server_add (VigieStubServer *self,
                       const char *pattern,
                       int times,
                       const VigieStubReply *reply)
{
  const char *body = reply->body != NULL ? reply->body : "";
  Rule *rule = g_new0 (Rule, 1);

  rule->pattern = g_strdup (pattern);
  rule->times = times;
  rule->reply = *reply;
  rule->reply.length = reply->length > 0 ? reply->length : (gssize) strlen (body);
  rule->body = g_malloc (rule->reply.length + 1);
  memcpy (rule->body, body, rule->reply.length);
  rule->body[rule->reply.length] = '\0';
  rule->content_type = g_strdup (reply->content_type);
  rule->headers = g_strdup (reply->headers);
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->rules, rule);
  g_mutex_unlock (&self->mutex);
}

void
vigie_stub_server_add_json (VigieStubServer *self, const char *pattern, const char *json)
{
  vigie_stub_server_add (self, pattern, -1, &(VigieStubReply) {.body = json});
}

void
vigie_stub_server_add_status (VigieStubServer *self,
                              const char *pattern,
                              guint status,
                              const char *body)
{
  vigie_stub_server_add (self, pattern, -1, &(VigieStubReply) {.status = status, .body = body});
}

void
vigie_stub_server_clear (VigieStubServer *self)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_set_size (self->rules, 0);
  g_ptr_array_set_size (self->requests, 0);
  g_mutex_unlock (&self->mutex);
}

void
vigie_stub_server_set_handler (VigieStubServer *self, VigieStubHandler handler, gpointer data)
{
  g_mutex_lock (&self->mutex);
  self->handler = handler;
  self->handler_data = data;
  g_mutex_unlock (&self->mutex);
}

void
vigie_stub_server_set_refusing (VigieStubServer *self, gboolean refusing)
{
  if (refusing)
    stop_listening (self);
  else if (self->listener == NULL)
    start_listening (self);
}

guint
vigie_stub_server_count (VigieStubServer *self, const char *pattern)
{
  guint n = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->requests->len; i++)
    n += g_pattern_match_simple (pattern, ((VigieStubRequest *) self->requests->pdata[i])->decoded);
  g_mutex_unlock (&self->mutex);
  return n;
}

VigieStubRequest *
vigie_stub_server_get_request (VigieStubServer *self, guint index)
{
  VigieStubRequest *copy = NULL;

  g_mutex_lock (&self->mutex);
  if (index < self->requests->len)
    {
      const VigieStubRequest *request = self->requests->pdata[index];

      copy = g_new0 (VigieStubRequest, 1);
      *copy = (VigieStubRequest) {g_strdup (request->method),  g_strdup (request->target),
                                  g_strdup (request->decoded), g_strdup (request->headers),
                                  g_strdup (request->body),    request->connection};
    }
  g_mutex_unlock (&self->mutex);
  return copy;
}
