/* vigie-server-check.c: what stands at an address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-server-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-certificate.h"
#include "vigie-server-address.h"
#include "vigie-secret.h"
#include "vigie-st-client.h"
#include "vigie-words.h"

/* Below this two clocks are taken as one, as the sync does. */
#define LEAST_SKEW (30 * VIGIE_SECOND)

/* A person waits: one try each, and not for long. */
static const VigieStLimits limits
    = {.connect_ms = 6000, .idle_ms = 8000, .total_ms = 15000, .tries = 1};

/* Where SensorThings servers stand when they do not stand at the root, the most usual first. */
static const char *const usual_paths[]
    = {"/FROST-Server/v1.1", "/frost/v1.1", "/sensorthings/v1.1", "/sta/v1.1", "/api/v1.1"};

typedef struct
{
  char *typed, *user, *secret, *ca_file; /* owned, or NULL */
  gboolean allow_plain;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->typed);
  g_free (query->user);
  g_free (query->ca_file);
  vigie_secret_free (query->secret);
  g_free (query);
}

void
vigie_server_check_free (VigieServerCheck *self)
{
  if (self == NULL)
    return;
  g_free (self->address);
  g_free (self->words);
  g_free (self->hint);
  g_free (self->software);
  g_clear_object (&self->certificate);
  g_free (self);
}

/* ---- One address ----------------------------------------------------------------------------- */

static gboolean
declares (const VigieStServer *server, const char *part)
{
  for (guint i = 0; server->conformance != NULL && server->conformance[i] != NULL; i++)
    if (strstr (server->conformance[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
take_server (VigieServerCheck *self, const VigieStServer *server)
{
  static const struct
  {
    const char *part;
    VigieCheckAbilities ability;
  } abilities[] = {{"/req/create-update-delete", VIGIE_CHECK_WRITES},
                   {"/req/data-array", VIGIE_CHECK_DATA_ARRAY},
                   {"/req/batch-request", VIGIE_CHECK_BATCH},
                   {"/req/receive-updates-via-mqtt", VIGIE_CHECK_PUSH}};
  gint64 skew;

  if (server->is_vigie)
    self->software = server->version != NULL ? g_strconcat ("vigie-ingest ", server->version, NULL)
                                             : g_strdup ("vigie-ingest");
  else if (declares (server, "FROST") || strstr (self->address, "/FROST-Server") != NULL)
    self->software = g_strdup ("FROST-Server");
  self->abilities_known = server->conformance != NULL && server->conformance[0] != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (abilities); i++)
    if (declares (server, abilities[i].part))
      self->abilities |= abilities[i].ability;
  self->demonstration = server->demonstration;
  if (server->server_now == VIGIE_TIME_NONE || server->pace != 1)
    return;
  skew = server->server_now - g_get_real_time ();
  if (ABS (skew) >= LEAST_SKEW)
    self->skew = skew;
}

static void
take_error (VigieServerCheck *self, VigieStClient *client, const Query *query, const GError *error)
{
  g_autofree char *host = vigie_server_address_dup_host (self->address);

  self->words = vigie_st_error_describe (error, self->address);
  self->outcome = VIGIE_CHECK_FAILED;
  if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE)
      || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_SERVER))
    {
      self->outcome = VIGIE_CHECK_UNREACHABLE;
    }
  else if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_TLS))
    {
      self->certificate = vigie_st_client_dup_certificate (client, &self->faults);
      if (self->certificate != NULL)
        {
          self->outcome = VIGIE_CHECK_CERTIFICATE;
          g_free (self->words);
          self->words
              = vigie_certificate_describe_faults (self->faults, host, query->ca_file != NULL);
        }
      else
        {
          g_free (self->words);
          self->words = g_strdup_printf (_ ("%s does not respond over HTTPS on this port. Check "
                                            "the port; if the server has no encryption, begin "
                                            "the address with http://."),
                                         host);
        }
    }
  else if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNAUTHORIZED))
    {
      g_autofree char *other_scheme = vigie_st_client_dup_other_scheme (client);

      self->wants_token = vigie_st_client_wants_token (client);
      if (other_scheme != NULL)
        {
          /* Whatever is entered would be refused. */
          g_free (self->words);
          self->words = g_strdup_printf (
              _ ("This server requires a type of authentication that Vigie does not support "
                 "(%s). Ask its administrator for access with a user name and a password (Basic) "
                 "or with a token."),
              other_scheme);
        }
      else if (self->withheld)
        {
          self->outcome = VIGIE_CHECK_WITHHELD;
          g_set_str (
              &self->words,
              _ ("The connection to this server is not encrypted: the password was not sent, "
                 "because others could read it. Use an address that begins with https://, or "
                 "allow it below."));
        }
      else if (query->secret == NULL)
        {
          self->outcome = VIGIE_CHECK_CREDENTIALS;
          g_set_str (&self->words,
                     vigie_st_error_is_forbidden (error)
                         ? _ ("This server does not allow anyone to read from here without "
                              "authentication. Enter a user name and a password, or a token; if "
                              "access is still denied, ask its administrator for read access.")
                     : self->wants_token ? _ ("This server requires a token.")
                                         : _ ("This server requires a user name and a password."));
        }
      else
        {
          self->outcome = VIGIE_CHECK_REFUSED;
          /* 403 has a sentence of its own. */
          if (vigie_st_error_is_forbidden (error))
            ;
          else if (self->wants_token && query->user != NULL)
            g_set_str (&self->words, _ ("This server requires a token, not a user name and a "
                                        "password: choose “Token” below."));
          else
            g_set_str (&self->words,
                       query->user != NULL
                           ? _ ("The server rejects this user name and password. Check them, and "
                                "the Caps Lock key.")
                           : _ ("The server rejects this token. Check that it is complete and "
                                "has not expired."));
        }
    }
}

/* Asks one address, with the credentials that may go there. NULL if cancelled; @answer_error says why it did
 * not answer, as the client has it. */
static VigieServerCheck *
check_address (const char *address,
               const Query *query,
               GCancellable *cancellable,
               GError **answer_error)
{
  g_autoptr (VigieServerCheck) self = g_new0 (VigieServerCheck, 1);
  VigieStCredentials credentials = {.ca_file = query->ca_file};
  g_autoptr (VigieStClient) client = NULL;
  const VigieStServer *server;
  g_autoptr (GError) error = NULL;

  self->address = g_strdup (address);
  self->n_sites = self->n_measures = -1;
  self->local = vigie_server_address_is_local (address);
  self->encrypted = g_str_has_prefix (address, "https:");
  self->withheld
      = query->secret != NULL && vigie_server_address_is_plain (address) && !query->allow_plain;
  if (!self->withheld)
    {
      credentials.user = query->user;
      credentials.secret = query->secret;
    }
  client = vigie_st_client_new (address, &credentials, &error);
  if (client == NULL)
    {
      self->outcome = VIGIE_CHECK_FAILED;
      self->words = vigie_st_error_describe (error, address);
      g_propagate_error (answer_error, g_steal_pointer (&error));
      return g_steal_pointer (&self);
    }
  vigie_st_client_set_limits (client, &limits);
  server = vigie_st_client_probe (client, cancellable, &error);
  if (server != NULL)
    {
      g_free (self->address);
      self->address = vigie_st_client_dup_address (client);
      take_server (self, server);
      self->n_sites = vigie_st_client_count (client, "Things", cancellable, &error);
      if (error == NULL)
        self->n_measures = vigie_st_client_count (client, "Datastreams", cancellable, &error);
    }
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  if (error != NULL)
    {
      take_error (self, client, query, error);
      g_propagate_error (answer_error, g_steal_pointer (&error));
    }
  return g_steal_pointer (&self);
}

/* The same for what was typed, which may name another version than the one that Vigie speaks: most servers have both. */
static VigieServerCheck *
check_typed (const char *address,
             const Query *query,
             GCancellable *cancellable,
             GError **answer_error)
{
  g_autofree char *current = vigie_server_address_dup_current (address);
  g_autoptr (VigieServerCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  if (current == NULL)
    return check_address (address, query, cancellable, answer_error);
  check = check_address (current, query, cancellable, &error);
  if (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_FOUND)
      || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_SENSORTHINGS))
    return check_address (address, query, cancellable, answer_error);
  if (error != NULL)
    g_propagate_error (answer_error, g_steal_pointer (&error));
  return g_steal_pointer (&check);
}

/* ---- What was typed -------------------------------------------------------------------------- */

/* Something stands at @address: a server, or what asks for credentials. */
static char *
try_hint (const char *address, const Query *query, GCancellable *cancellable)
{
  const Query bare = {.ca_file = query->ca_file};
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieServerCheck) check = check_address (address, &bare, cancellable, &error);

  if (check == NULL)
    return NULL;
  return check->outcome == VIGIE_CHECK_FOUND || check->outcome == VIGIE_CHECK_CREDENTIALS
             ? g_strdup (check->address)
             : NULL;
}

/* Another address that was meant: where the server sends to on the same machine, the other scheme, the usual
 * paths. Credentials are not sent to any. */
static char *
find_hint (const VigieServerCheck *self,
           const Query *query,
           const GError *error,
           GCancellable *cancellable)
{
  g_autofree char *sent_to = vigie_st_error_dup_redirect (error);
  g_autofree char *origin = vigie_server_address_dup_origin (self->address);
  char *hint = NULL;

  if (origin == NULL)
    return NULL;
  if (sent_to != NULL)
    {
      g_autofree char *here = vigie_server_address_dup_host (self->address);
      g_autofree char *there = vigie_server_address_dup_host (sent_to);
      g_autofree char *cleaned = vigie_server_address_clean (sent_to);

      return g_ascii_strcasecmp (here, there) == 0 ? try_hint (cleaned, query, cancellable) : NULL;
    }
  if (self->certificate == NULL
      && (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_TLS)
          || g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE)))
    {
      g_autofree char *plain = g_strconcat ("http", self->address + strlen ("https"), NULL);

      return try_hint (plain, query, cancellable);
    }
  if (!g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_FOUND)
      && !g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_SENSORTHINGS))
    return NULL;
  for (guint i = 0; hint == NULL && i < G_N_ELEMENTS (usual_paths); i++)
    {
      g_autofree char *address = g_strconcat (origin, usual_paths[i], NULL);

      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (!g_str_has_prefix (self->address, address))
        hint = try_hint (address, query, cancellable);
    }
  if (hint == NULL && !g_str_equal (origin, self->address))
    hint = try_hint (origin, query, cancellable);
  return hint;
}

/* Nothing speaks https there: worth trying http. A certificate that is not trusted is not: what was meant
 * to be secret is not asked for in clear. */
static gboolean
speaks_no_tls (const VigieServerCheck *check, const GError *error)
{
  return g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE)
         || (g_error_matches (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_TLS)
             && check->certificate == NULL);
}

/* A server without encryption may wait for the rest of what it takes for a request in clear: that https was
 * meant at this very port says nothing of whether it is spoken there. */
static gboolean
waits_for_http (const VigieServerCheck *check, char **candidates)
{
  g_autoptr (GUri) uri = NULL;

  if (check->outcome != VIGIE_CHECK_UNREACHABLE || !check->encrypted || candidates[1] != NULL)
    return FALSE;
  uri = g_uri_parse (check->address, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_port (uri) != -1;
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Query *query = data;
  g_autofree char *cleaned = vigie_server_address_clean (query->typed);
  g_auto (GStrv) candidates = vigie_server_address_candidates (cleaned);
  g_autoptr (VigieServerCheck) first = NULL;
  g_autoptr (GError) first_error = NULL;

  for (guint i = 0; candidates[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VigieServerCheck) check = check_typed (candidates[i], query, cancellable, &error);

      if (check == NULL)
        break;
      if (error == NULL || !speaks_no_tls (check, error))
        {
          g_clear_pointer (&first, vigie_server_check_free);
          first = g_steal_pointer (&check);
          g_clear_error (&first_error);
          first_error = g_steal_pointer (&error);
          break;
        }
      /* Where nothing answers either way, the words are of the first. */
      if (first == NULL)
        {
          first = g_steal_pointer (&check);
          first_error = g_steal_pointer (&error);
        }
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  if (first == NULL)
    {
      first = g_new0 (VigieServerCheck, 1);
      first->outcome = VIGIE_CHECK_FAILED;
      first->address = g_strdup ("");
      first->n_sites = first->n_measures = -1;
      first->words = g_strdup (_ ("Enter the address of the server."));
    }
  if (first_error != NULL
      && (first->outcome == VIGIE_CHECK_FAILED || waits_for_http (first, candidates)))
    first->hint = find_hint (first, query, first_error, cancellable);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task, g_steal_pointer (&first), (GDestroyNotify) vigie_server_check_free);
}

static char *
dup_filled (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

void
vigie_server_check_async (const VigieCheckQuery *query,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Query *copy = g_new0 (Query, 1);

  copy->typed = g_strdup (query->typed);
  copy->user = dup_filled (query->user);
  copy->secret = dup_filled (query->secret);
  copy->ca_file = dup_filled (query->ca_file);
  copy->allow_plain = query->allow_plain;
  g_task_set_source_tag (task, vigie_server_check_async);
  g_task_set_task_data (task, copy, query_free);
  g_task_run_in_thread (task, check_thread);
}

VigieServerCheck *
vigie_server_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
