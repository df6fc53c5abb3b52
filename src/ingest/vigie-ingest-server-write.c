/* vigie-ingest-server-write.c: requests that write, on their way to the writer and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "vigie-ingest-mutate.h"
#include "vigie-ingest-server-private.h"
#include "vigie-ingest-uplink.h"

/* A body above it is parsed in another thread than the main loop's. */
#define LARGE_BODY (64 * 1024)

static void
push (VigieIngestExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (vigie_ingest_writer_push (exchange->server->writer, &exchange->job, &error))
    return;
  exchange->job.done (&exchange->job, error);
}

/* ---- Uplinks ---- */

typedef struct
{
  VigieIngestExchange exchange;
  char *text; /* the body, in which the uplink's texts stand */
  VigieIngestUplink uplink;
} Uplink;

static gboolean
uplink_run (VigieIngestWriter *writer, VigieIngestJob *job, GError **error)
{
  Uplink *request = (Uplink *) job;

  return vigie_ingest_devices_take (request->exchange.server->devices, writer, &request->uplink,
                                    NULL, error);
}

static void
uplink_done (VigieIngestJob *job, const GError *error)
{
  Uplink *request = (Uplink *) job;

  if (error != NULL)
    vigie_ingest_exchange_fail (&request->exchange, error);
  else
    vigie_ingest_answer_nothing (request->exchange.msg, 200);
  vigie_ingest_exchange_clear (&request->exchange);
  g_free (request->text);
  g_free (request);
}

/* The value of `event` in a query, or NULL. Free with g_free(). */
static char *
get_event (const char *query)
{
  g_autoptr (GHashTable) values = NULL;

  if (query == NULL)
    return NULL;
  if (g_str_has_prefix (query, "event=") && strpbrk (query, "&%+") == NULL)
    return g_strdup (query + strlen ("event="));
  values = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  return values != NULL ? g_strdup (g_hash_table_lookup (values, "event")) : NULL;
}

void
vigie_ingest_server_take_uplink (VigieIngestServer *self,
                                 SoupServerMessage *msg,
                                 const char *path,
                                 const char *query)
{
  const char *method = soup_server_message_get_method (msg);
  gboolean is_chirpstack = strcmp (path, "chirpstack") == 0;
  g_autofree char *event = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *body;
  gsize length;
  Uplink *request;

  if (!is_chirpstack && strcmp (path, "ttn") != 0 && !g_str_has_prefix (path, "ttn/"))
    {
      vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_NOT_FOUND,
                           _ ("Send uplinks to /uplinks/chirpstack or /uplinks/ttn."));
      return;
    }
  if (method != SOUP_METHOD_POST)
    {
      vigie_ingest_allow (msg, method == SOUP_METHOD_OPTIONS ? 200 : VIGIE_INGEST_ERROR_METHOD,
                          "POST, OPTIONS");
      return;
    }
  body = soup_message_body_flatten (soup_server_message_get_request_body (msg));
  length = g_bytes_get_size (body);
  text = g_malloc (length + 1);
  memcpy (text, g_bytes_get_data (body, NULL), length);
  g_bytes_unref (body);

  request = g_malloc (sizeof *request);
  memset (&request->exchange, 0, sizeof request->exchange);
  if (is_chirpstack)
    event = get_event (query);
  if (is_chirpstack
          ? !vigie_ingest_uplink_decode_chirpstack (&request->uplink, event, text, length, &error)
          : !vigie_ingest_uplink_decode_ttn (&request->uplink, text, length, &error))
    {
      vigie_ingest_answer_error (msg, VIGIE_INGEST_ERROR_BAD_REQUEST, error->message);
      g_free (request);
      return;
    }
  request->text = g_steal_pointer (&text);
  request->exchange.job.run = uplink_run;
  request->exchange.job.done = uplink_done;
  vigie_ingest_exchange_init (&request->exchange, self, msg);
  push (&request->exchange);
}

/* ---- The SensorThings API, adoption, the list of devices ---- */

typedef enum
{
  MUTATE,
  ADOPT,
  LIST,
} Action;

typedef struct
{
  VigieIngestExchange exchange;
  Action action;
  VigieIngestMethod method;
  char *path;   /* or the device to adopt */
  GBytes *text; /* the body before it is parsed */
  JsonNode *body;
  VigieIngestMutated mutated;
} Write;

static void
write_free (Write *request)
{
  vigie_ingest_exchange_clear (&request->exchange);
  vigie_ingest_mutated_clear (&request->mutated);
  g_clear_pointer (&request->text, g_bytes_unref);
  g_clear_pointer (&request->body, json_node_unref);
  g_free (request->path);
  g_free (request);
}

static gboolean
write_run (VigieIngestWriter *writer, VigieIngestJob *job, GError **error)
{
  Write *request = (Write *) job;

  vigie_ingest_mutated_clear (&request->mutated);
  switch (request->action)
    {
    case ADOPT:
      return vigie_ingest_adopt (request->exchange.server->devices, writer, request->path,
                                 request->body, &request->mutated, error);
    case LIST:
      request->mutated.status = 200;
      request->mutated.body = g_string_new (NULL);
      return vigie_ingest_devices_list (writer, request->mutated.body, error);
    case MUTATE:
    default:
      return vigie_ingest_mutate (writer, request->method, request->exchange.base_url,
                                  request->path, request->body, &request->mutated, error);
    }
}

static void
write_done (VigieIngestJob *job, const GError *error)
{
  Write *request = (Write *) job;
  SoupServerMessage *msg = request->exchange.msg;

  if (error != NULL)
    {
      vigie_ingest_exchange_fail (&request->exchange, error);
      write_free (request);
      return;
    }
  if (request->mutated.body != NULL)
    vigie_ingest_answer_json (msg, request->mutated.status, request->mutated.body->str);
  else if (request->mutated.location != NULL)
    {
      VigieIngestExchange *answer;

      if (request->method == VIGIE_INGEST_CREATE)
        {
          char *location
              = g_strconcat (request->exchange.base_url, request->mutated.location, NULL);

          soup_message_headers_replace (soup_server_message_get_response_headers (msg), "Location",
                                        location);
          g_free (location);
        }
      /* The entity as a GET shows it. It is stored already: if too many read just now, the answer
       * goes without. */
      answer = vigie_ingest_exchange_pass_on (&request->exchange);
      answer->status = request->mutated.status;
      if (!vigie_ingest_server_ask (answer, request->mutated.location, NULL))
        {
          vigie_ingest_answer_nothing (msg, request->mutated.status);
          vigie_ingest_exchange_free (answer);
        }
    }
  else
    vigie_ingest_answer_nothing (msg, request->mutated.status);
  write_free (request);
}

static void
push_parsed (Write *request, JsonNode *body, GError *error)
{
  g_clear_pointer (&request->text, g_bytes_unref);
  request->body = body;
  if (body != NULL)
    {
      push (&request->exchange);
      return;
    }
  vigie_ingest_exchange_fail (&request->exchange, error);
  write_free (request);
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Write *request = data;
  GError *error = NULL;
  JsonNode *body = vigie_ingest_mutate_parse (g_bytes_get_data (request->text, NULL),
                                              g_bytes_get_size (request->text), &error);

  if (body != NULL)
    g_task_return_pointer (task, body, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  JsonNode *body = g_task_propagate_pointer (G_TASK (result), &error);

  push_parsed (data, body, error);
}

static void
begin (VigieIngestServer *self,
       SoupServerMessage *msg,
       Action action,
       VigieIngestMethod method,
       const char *path)
{
  Write *request = g_new0 (Write, 1);

  request->action = action;
  request->method = method;
  request->path = g_strdup (path);
  request->exchange.base_url = vigie_ingest_server_get_base_url (self, msg);
  request->exchange.job.run = write_run;
  request->exchange.job.done = write_done;
  request->exchange.job.has_savepoint = TRUE;
  vigie_ingest_exchange_init (&request->exchange, self, msg);
  if (action == LIST || method == VIGIE_INGEST_DELETE)
    {
      push (&request->exchange);
      return;
    }
  request->text = soup_message_body_flatten (soup_server_message_get_request_body (msg));
  if (g_bytes_get_size (request->text) > LARGE_BODY)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, parsed_cb, request);

      g_task_set_task_data (task, request, NULL);
      g_task_run_in_thread (task, parse_in_thread);
    }
  else
    {
      g_autoptr (GError) error = NULL;
      JsonNode *body = vigie_ingest_mutate_parse (g_bytes_get_data (request->text, NULL),
                                                  g_bytes_get_size (request->text), &error);

      push_parsed (request, body, error);
    }
}

const char *
vigie_ingest_server_get_methods (const char *path)
{
  if (vigie_ingest_mutate_allows (VIGIE_INGEST_CREATE, path))
    return g_str_has_prefix (path, "/CreateObservations") ? "POST, OPTIONS"
                                                          : "GET, HEAD, POST, OPTIONS";
  return vigie_ingest_mutate_allows (VIGIE_INGEST_CHANGE, path)
             ? "GET, HEAD, PATCH, DELETE, OPTIONS"
             : "GET, HEAD, OPTIONS";
}

void
vigie_ingest_server_write (VigieIngestServer *self, SoupServerMessage *msg, const char *path)
{
  static const struct
  {
    const char *name;
    VigieIngestMethod method;
  } methods[] = {{"POST", VIGIE_INGEST_CREATE},
                 {"PATCH", VIGIE_INGEST_CHANGE},
                 {"DELETE", VIGIE_INGEST_DELETE}};
  const char *name = soup_server_message_get_method (msg);

  /* As 18-088 (10.3.1) wants it of a service without PUT. */
  if (name == SOUP_METHOD_PUT)
    {
      vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_NOT_IMPLEMENTED,
                           _ ("Entities cannot be replaced as a whole: send what changes by "
                              "PATCH."));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (name, methods[i].name) == 0 && vigie_ingest_mutate_allows (methods[i].method, path))
      {
        begin (self, msg, MUTATE, methods[i].method, path);
        return;
      }
  vigie_ingest_allow (msg, VIGIE_INGEST_ERROR_METHOD, vigie_ingest_server_get_methods (path));
}

void
vigie_ingest_server_devices (VigieIngestServer *self, SoupServerMessage *msg, const char *path)
{
  const char *method = soup_server_message_get_method (msg);
  gboolean is_list = *path == '\0' || strcmp (path, "/") == 0;
  gboolean is_adoption = !is_list && g_str_has_suffix (path, "/adopt");
  g_autofree char *device = NULL;

  if (is_adoption)
    {
      g_autofree char *segment = g_strndup (path + 1, strlen (path) - strlen ("/adopt") - 1);

      device = g_uri_unescape_string (segment, "/");
    }
  if (!is_list && (device == NULL || *device == '\0'))
    vigie_ingest_refuse (msg, VIGIE_INGEST_ERROR_NOT_FOUND,
                         _ ("There is nothing at this address."));
  else if (is_list && (method == SOUP_METHOD_GET || method == SOUP_METHOD_HEAD))
    begin (self, msg, LIST, VIGIE_INGEST_CREATE, path);
  else if (is_adoption && method == SOUP_METHOD_POST)
    {
      /* A DevEUI in either case. */
      if (strspn (device, "0123456789abcdefABCDEF") == 16 && device[16] == '\0')
        for (char *at = device; *at != '\0'; at++)
          *at = g_ascii_toupper (*at);
      begin (self, msg, ADOPT, VIGIE_INGEST_CREATE, device);
    }
  else
    vigie_ingest_allow (msg, method == SOUP_METHOD_OPTIONS ? 200 : VIGIE_INGEST_ERROR_METHOD,
                        is_list ? "GET, HEAD, OPTIONS" : "POST, OPTIONS");
}
