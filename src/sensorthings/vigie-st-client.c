/* vigie-st-client.c: the root of a server, single entities and writes. Lists are in
 * vigie-st-walk.c, HTTP is in vigie-st-http.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-client.h"

#include <string.h>

#include "vigie-st-client-private.h"
#include "vigie-st-decode.h"
#include "vigie-st-error.h"

VigieStClient *
vigie_st_client_new (const char *address, const VigieStCredentials *credentials, GError **error)
{
  VigieStAddress *parsed = vigie_st_address_parse (address, error);
  VigieStClient *self;

  if (parsed == NULL)
    return NULL;
  self = g_new0 (VigieStClient, 1);
  self->http = vigie_st_http_new (parsed, credentials);
  self->server.server_now = VIGIE_TIME_NONE;
  self->server.pace = 1;
  g_mutex_init (&self->mutex);
  if (credentials != NULL && credentials->ca_file != NULL
      && !vigie_st_client_set_ca_file (self, credentials->ca_file, error))
    g_clear_pointer (&self, vigie_st_client_free);
  return self;
}

void
vigie_st_client_free (VigieStClient *self)
{
  if (self == NULL)
    return;
  vigie_st_http_free (self->http);
  g_strfreev (self->server.conformance);
  g_free (self->server.instance);
  g_free (self->server.version);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
vigie_st_client_set_limits (VigieStClient *self, const VigieStLimits *limits)
{
  vigie_st_http_set_limits (self->http, limits);
}

gboolean
vigie_st_client_set_ca_file (VigieStClient *self, const char *path, GError **error)
{
  return vigie_st_http_set_ca_file (self->http, path, error);
}

char *
vigie_st_client_dup_address (VigieStClient *self)
{
  const VigieStAddress *address = vigie_st_http_get_address (self->http);

  return address->socket_path != NULL ? g_strconcat ("unix:", address->socket_path, NULL)
                                      : vigie_st_address_get_uri (address, address->base);
}

GTlsCertificate *
vigie_st_client_dup_certificate (VigieStClient *self, GTlsCertificateFlags *faults)
{
  return vigie_st_http_dup_refused (self->http, faults);
}

gboolean
vigie_st_client_wants_token (VigieStClient *self)
{
  return vigie_st_http_wants_token (self->http);
}

char *
vigie_st_client_dup_other_scheme (VigieStClient *self)
{
  return vigie_st_http_dup_other_scheme (self->http);
}

void
vigie_st_client_note (VigieStClient *self, const VigieStDecoded *decoded, const char *target)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    self->problems.count[i] += decoded->problems.count[i];
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; decoded->samples != NULL && i < decoded->samples->len; i++)
    {
      VigieStLogSample *sample = decoded->samples->pdata[i];
      VigieStLogSample full = *sample;

      full.at = g_get_real_time ();
      full.target = (char *) target;
      vigie_st_log_add_sample (vigie_st_http_get_log (self->http), &full);
    }
}

void
vigie_st_client_set_log (VigieStClient *self, VigieStLog *log)
{
  vigie_st_http_set_log (self->http, log);
}

void
vigie_st_client_try_again (VigieStClient *self)
{
  for (guint i = 0; i < VIGIE_ST_N_SHAPE; i++)
    vigie_st_memory_try_again (&self->memory[i]);
}

void
vigie_st_statistics_add (VigieStStatistics *self, const VigieStStatistics *more)
{
  self->requests += more->requests;
  self->bytes += more->bytes;
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    self->problems.count[i] += more->problems.count[i];
}

VigieStStatistics
vigie_st_client_get_statistics (VigieStClient *self)
{
  VigieStStatistics statistics;

  vigie_st_http_get_counts (self->http, &statistics.requests, &statistics.bytes);
  g_mutex_lock (&self->mutex);
  statistics.problems = self->problems;
  g_mutex_unlock (&self->mutex);
  return statistics;
}

/* ---- The root -------------------------------------------------------------------------------- */

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static GStrv
get_conformance (JsonObject *root)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonObject *settings = get_object (root, "serverSettings");
  JsonNode *node = settings != NULL ? json_object_get_member (settings, "conformance") : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < MIN (json_array_get_length (array), 1000); i++)
        {
          JsonNode *item = json_array_get_element (array, i);

          if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
            g_strv_builder_add (builder, json_node_get_string (item));
        }
    }
  return g_strv_builder_end (builder);
}

/* A root lists its entity sets, Things among them. */
static gboolean
lists_things (JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "value");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (item)
          && g_strcmp0 (get_string (json_node_get_object (item), "name"), "Things") == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_root (VigieStClient *self, const VigieStAnswer *answer, GError **error)
{
  g_autofree char *text = g_utf8_make_valid (answer->body, answer->length);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *root, *vigie;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || !lists_things (json_node_get_object (node)))
    {
      g_autofree char *said
          = vigie_st_error_summarise (answer->content_type, answer->body, answer->length, NULL);

      vigie_st_error_set (error, VIGIE_ST_ERROR_NOT_SENSORTHINGS, VIGIE_ST_REASON_NONE,
                          answer->status, "the root is no SensorThings root: %s",
                          said != NULL ? said : "it is empty");
      return FALSE;
    }
  root = json_node_get_object (node);
  g_strfreev (self->server.conformance);
  self->server.conformance = get_conformance (root);
  self->server.server_now = answer->date;
  vigie = get_object (root, "vigie");
  /* Another server, which has shapes of its own. */
  if (self->server.is_vigie != (vigie != NULL))
    memset (self->memory, 0, sizeof self->memory);
  self->server.is_vigie = vigie != NULL;
  g_set_str (&self->server.instance, vigie != NULL ? get_string (vigie, "instance") : NULL);
  g_set_str (&self->server.version, vigie != NULL ? get_string (vigie, "version") : NULL);
  if (vigie != NULL)
    {
      JsonNode *demonstration = json_object_get_member (vigie, "demonstration");
      JsonNode *pace = json_object_get_member (vigie, "pace");
      const char *now = get_string (vigie, "now");
      VigieTime time;

      self->server.demonstration = demonstration != NULL && JSON_NODE_HOLDS_VALUE (demonstration)
                                   && json_node_get_value_type (demonstration) == G_TYPE_BOOLEAN
                                   && json_node_get_boolean (demonstration);
      if (pace != NULL && JSON_NODE_HOLDS_VALUE (pace) && json_node_get_double (pace) > 0)
        self->server.pace = json_node_get_double (pace);
      if (now != NULL && vigie_time_parse (now, -1, &time))
        self->server.server_now = time;
    }
  self->probed = TRUE;
  vigie_st_client_try_again (self);
  return TRUE;
}

static gboolean
get_root (VigieStClient *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *target
      = vigie_st_address_get_target (vigie_st_http_get_address (self->http), "");
  g_autoptr (VigieStExchange) exchange = vigie_st_http_start (self->http, "GET", target, NULL);
  VigieStAnswer answer = {0};
  gboolean good;

  if (!vigie_st_exchange_wait (exchange, &answer, cancellable, error))
    return FALSE;
  good = read_root (self, &answer, error);
  vigie_st_answer_clear (&answer);
  return good;
}

const VigieStServer *
vigie_st_client_probe (VigieStClient *self, GCancellable *cancellable, GError **error)
{
  VigieStAddress *address = vigie_st_http_get_address (self->http);
  g_autoptr (GError) first = NULL;

  if (get_root (self, cancellable, &first))
    return &self->server;
  /* The address was given without a version, and some servers have none in their paths. */
  if (address->fallback_base != NULL
      && (g_error_matches (first, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_FOUND)
          || g_error_matches (first, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_SENSORTHINGS)))
    {
      char *base = address->base;

      address->base = address->fallback_base;
      if (get_root (self, cancellable, NULL))
        {
          address->fallback_base = NULL;
          g_free (base);
          return &self->server;
        }
      address->base = base;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
}

gboolean
vigie_st_server_conforms (const VigieStServer *server, const char *suffix)
{
  for (guint i = 0; server->conformance != NULL && server->conformance[i] != NULL; i++)
    if (g_str_has_suffix (server->conformance[i], suffix))
      return TRUE;
  return FALSE;
}

/* ---- Writing and reading back ---------------------------------------------------------------- */

void
vigie_st_id_clear (VigieStId *id)
{
  g_free ((char *) id->text);
  *id = (VigieStId) {NULL, FALSE};
}

/* …/Observations(12) or …/Observations('a''b') */
static gboolean
id_from_location (const char *location, VigieStId *id)
{
  g_autofree char *decoded = NULL;
  const char *open, *close;

  if (location == NULL)
    return FALSE;
  decoded = g_uri_unescape_string (location, NULL);
  if (decoded == NULL)
    return FALSE;
  open = strchr (decoded, '(');
  close = strrchr (decoded, ')');
  while (open != NULL && strchr (open + 1, '(') != NULL && open[1] != '\'')
    open = strchr (open + 1, '(');
  if (open == NULL || close == NULL || close <= open + 1)
    return FALSE;
  open++;
  id->is_text = *open == '\'' || *open == '"';
  if (id->is_text)
    {
      g_autofree char *quoted = NULL;
      g_auto (GStrv) parts = NULL;

      if (close - open < 3)
        return FALSE;
      quoted = g_strndup (open + 1, close - open - 2);
      parts = g_strsplit (quoted, "''", -1);
      id->text = g_strjoinv ("'", parts);
    }
  else
    {
      id->text = g_strndup (open, close - open);
    }
  return TRUE;
}

static gboolean
id_from_body (const char *body, VigieStId *id)
{
  g_autofree char *text = g_utf8_make_valid (body, -1);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  member = json_object_get_member (json_node_get_object (node), "@iot.id");
  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member))
    return FALSE;
  if (json_node_get_value_type (member) == G_TYPE_STRING)
    *id = (VigieStId) {json_node_dup_string (member), TRUE};
  else if (json_node_get_value_type (member) == G_TYPE_INT64)
    *id = (VigieStId) {g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (member)), FALSE};
  return id->text != NULL;
}

static gboolean
send_body (VigieStClient *self,
           const char *method,
           const char *path,
           const char *body,
           VigieStAnswer *answer,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *target
      = vigie_st_address_get_target (vigie_st_http_get_address (self->http), path);
  g_autoptr (VigieStExchange) exchange = vigie_st_http_start (self->http, method, target, body);

  return vigie_st_exchange_wait (exchange, answer, cancellable, error);
}

gboolean
vigie_st_client_create (VigieStClient *self,
                        const char *path,
                        const char *body,
                        VigieStId *id,
                        GCancellable *cancellable,
                        GError **error)
{
  VigieStAnswer answer = {0};
  VigieStId made = {NULL, FALSE};
  gboolean found;

  if (!send_body (self, "POST", path, body, &answer, cancellable, error))
    return FALSE;
  found = id_from_location (answer.location, &made) || id_from_body (answer.body, &made);
  if (!found)
    vigie_st_error_set (error, VIGIE_ST_ERROR_UNSUPPORTED, VIGIE_ST_REASON_NOT_CREATED,
                        answer.status, "HTTP %u without the address of what was made",
                        answer.status);
  vigie_st_answer_clear (&answer);
  if (id != NULL)
    *id = made;
  else
    vigie_st_id_clear (&made);
  return found;
}

gboolean
vigie_st_client_update (VigieStClient *self,
                        const char *path,
                        const char *body,
                        GCancellable *cancellable,
                        GError **error)
{
  VigieStAnswer answer = {0};

  if (!send_body (self, "PATCH", path, body, &answer, cancellable, error))
    return FALSE;
  vigie_st_answer_clear (&answer);
  return TRUE;
}

char *
vigie_st_client_read (VigieStClient *self,
                      const char *path,
                      GCancellable *cancellable,
                      GError **error)
{
  VigieStAnswer answer = {0};
  char *text;

  if (!send_body (self, "GET", path, NULL, &answer, cancellable, error))
    return NULL;
  text = g_utf8_validate_len (answer.body, answer.length, NULL)
             ? g_steal_pointer (&answer.body)
             : g_utf8_make_valid (answer.body, answer.length);
  vigie_st_answer_clear (&answer);
  return text;
}

char *
vigie_st_client_read_datastream (VigieStClient *self,
                                 const VigieStId *id,
                                 guint n_readings,
                                 char **request,
                                 GCancellable *cancellable,
                                 GError **error)
{
  /* « hydro » answers 500 to the first. */
  static const char *const orders[] = {"phenomenonTime", "resultTime"};
  VigieStAddress *address = vigie_st_http_get_address (self->http);
  g_autofree char *quoted = vigie_st_address_quote_id (id);
  g_autoptr (GError) fault = NULL;

  *request = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      VigieStRefusals refusals = {0, 0};
      g_autofree char *path
          = g_strdup_printf ("Datastreams(%s)?$expand=Thing($select=name),Sensor,ObservedProperty,"
                             "Observations($top=%u;$orderby=%s desc)",
                             quoted, n_readings, orders[i]);
      g_autofree char *target = vigie_st_address_get_target (address, path);
      char *text;

      g_clear_error (&fault);
      g_free (*request);
      *request = vigie_st_address_get_uri (address, target);
      text = vigie_st_client_read (self, path, cancellable, &fault);
      if (text != NULL)
        return text;
      /* One that is not there is not there in another order either. */
      if (g_error_matches (fault, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_FOUND)
          || !vigie_st_refusals_note (&refusals, i, fault))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

gint64
vigie_st_client_count (VigieStClient *self,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error)
{
  /* FROST takes a page of none, others want at least one row. */
  for (guint top = 0; top < 2; top++)
    {
      g_autofree char *query = g_strdup_printf ("%s?$count=true&$top=%u", path, top);
      g_autoptr (GError) local = NULL;
      g_autofree char *text = vigie_st_client_read (self, query, cancellable, &local);
      g_autoptr (JsonNode) node = NULL;
      JsonNode *member;

      if (g_error_matches (local, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNAUTHORIZED)
          || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return -1;
        }
      node = text != NULL ? json_from_string (text, NULL) : NULL;
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        continue;
      member = json_object_get_member (json_node_get_object (node), "@iot.count");
      if (member != NULL && JSON_NODE_HOLDS_VALUE (member)
          && json_node_get_value_type (member) == G_TYPE_INT64 && json_node_get_int (member) >= 0)
        return json_node_get_int (member);
    }
  return -1;
}
