/* vigie-context-open.c: opening a server: its store, its secret, its sync.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-context-private.h"
#include "vigie-secret.h"

/* ---- The network ----------------------------------------------------------------------------- */

/* The server's own authority. One that cannot be read is said: what it would have vouched for will then
 * be refused, while the last known state is shown. */
static const char *
usable_authority (VigieContext *self)
{
  const char *path = self->known != NULL ? vigie_server_get_ca_file (self->known) : NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (path == NULL)
    return NULL;
  certificate = g_tls_certificate_new_from_file (path, &error);
  if (certificate != NULL)
    return path;
  words = g_strdup_printf (_ ("The authority certificate of this server cannot be read: choose it "
                              "again under “Manage Servers”. (%s)"),
                           error->message);
  vigie_context_notice (self, words);
  return NULL;
}

static void
make_sync (VigieContext *self, const char *address)
{
  VigieStCredentials credentials = {self->user, self->secret, usable_authority (self)};
  g_autoptr (GError) error = NULL;

  self->sync = vigie_sync_new (address, &credentials, g_steal_pointer (&self->store), self->profile,
                               self->clock, self->territory, &error);
  if (self->sync == NULL)
    {
      vigie_context_set_state (self, VIGIE_CONTEXT_FAILED, error->message);
      return;
    }
  if (self->snapshot != NULL)
    vigie_sync_seed (self->sync, g_steal_pointer (&self->snapshot));
  g_signal_connect_object (self->sync, "notify", G_CALLBACK (vigie_context_link_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "loaded", G_CALLBACK (vigie_context_link_changed), self,
                           G_CONNECT_SWAPPED);
  vigie_sync_start (self->sync);
  vigie_context_notify_sync (self);
  vigie_context_link_changed (self);
}

const char *
vigie_context_without_demonstration (void)
{
  return _ ("This build of Vigie does not include the demonstration territory.");
}

#if VIGIE_HAVE_DEMO
static void
demo_ready_cb (VigieContext *self, const char *address)
{
  if (self->sync == NULL)
    make_sync (self, address);
  else
    vigie_sync_retry (self->sync);
}

static void
demo_died_cb (VigieContext *self, const char *words)
{
  vigie_context_notice (self, words);
  if (self->sync != NULL)
    vigie_sync_retry (self->sync); /* so that the loss is seen at once */
}

static void
demo_failed_cb (VigieContext *self, const char *words)
{
  if (self->sync == NULL)
    vigie_context_set_state (self, VIGIE_CONTEXT_FAILED, words);
  else
    vigie_context_notice (self, words);
}

static void
begin_demonstration (VigieContext *self)
{
  if (self->demo != NULL)
    return;
  self->demo = vigie_demo_new (NULL);
  g_signal_connect_object (self->demo, "ready", G_CALLBACK (demo_ready_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->demo, "died", G_CALLBACK (demo_died_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->demo, "failed", G_CALLBACK (demo_failed_cb), self,
                           G_CONNECT_SWAPPED);
  vigie_demo_start (self->demo);
}
#endif

/* Once allowed, and once the secret is known: the network. */
static void
begin (VigieContext *self)
{
  if (!self->network || self->server == NULL || self->territory == NULL || self->waits_for_secret
      || self->sync != NULL)
    return;
#if VIGIE_HAVE_DEMO
  if (g_str_equal (self->server, VIGIE_DEMO_ADDRESS))
    begin_demonstration (self);
  else
#endif
    make_sync (self, self->server);
}

/* ---- The last known state ------------------------------------------------------------------- */

/* What the store knows; NULL where it cannot be opened, which is said: there is none then. */
static VigieSnapshot *
load_store (VigieContext *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  VigieSnapshot *snapshot = NULL;

  self->store = vigie_store_open (self->folder, self->server, &set_aside, &error);
  vigie_context_tell_set_aside (self, set_aside);
  if (self->store != NULL)
    snapshot = vigie_store_load (self->store, &error);
  if (snapshot == NULL)
    {
      g_free (self->store_failure);
      self->store_failure =
          /* Translators: a whole sentence that says why the file of the last known state cannot be opened */
          g_strdup_printf (_ ("%s What is shown now will not be stored."), error->message);
      g_clear_pointer (&self->store, vigie_store_close);
      /* What is there can be shown all the same. */
      if (g_error_matches (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FAILED))
        snapshot = vigie_store_peek_still (self->folder, self->server, NULL);
    }
  return snapshot;
}

static void
make_territory (VigieContext *self)
{
  VigieSnapshot *snapshot = self->snapshot = load_store (self);
  g_autoptr (VigieClock) frozen = NULL;
  VigieTime start = vigie_clock_now (self->clock);

  /* The last known state is shown as it was at the last exchange. */
  if (snapshot != NULL && snapshot->last_exchange != VIGIE_TIME_NONE)
    start = snapshot->last_exchange;
  frozen = vigie_clock_new_manual (start);
  self->territory = vigie_territory_new (frozen);
  g_signal_connect_object (self->territory, "items-changed",
                           G_CALLBACK (vigie_context_update_state), self, G_CONNECT_SWAPPED);
  if (snapshot == NULL)
    return;
  vigie_territory_apply_now (self->territory, vigie_sync_batch_from_snapshot (snapshot));
  if (snapshot->demonstration)
    vigie_territory_set_demonstration (self->territory, TRUE);
}

/* ---- Credentials ----------------------------------------------------------------------------- */

static void
set_credentials (VigieContext *self, const char *user, const char *secret)
{
  g_set_str (&self->user, user != NULL && *user != '\0' ? user : NULL);
  vigie_secret_free (self->secret);
  self->secret = g_strdup (secret != NULL && *secret != '\0' ? secret : NULL);
}

static void
secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieContext) self = VIGIE_CONTEXT (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  char *secret = vigie_servers_get_secret_finish (VIGIE_SERVERS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (secret != NULL)
    {
      set_credentials (self, vigie_server_get_user (self->known), secret);
      vigie_secret_free (secret);
      self->waits_for_secret = FALSE;
      begin (self);
      return;
    }
  if (error != NULL)
    {
      g_debug ("Keyring: %s", error->message);
      words = g_strdup (_ ("The system keyring is locked or missing. What is entered here is kept "
                           "until Vigie is closed."));
    }
  else
    words = g_strdup (vigie_server_get_has_secret (self->known)
                          ? _ ("The system keyring no longer holds it.")
                      : vigie_server_get_unkept_secret (self->known)
                          ? _ ("It was not stored, because there is no keyring.")
                          : _ ("None is stored on this computer yet."));
  if (!vigie_context_ask_credentials (self, words))
    vigie_context_decline_credentials (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieContext) self = VIGIE_CONTEXT (user_data);
  g_autoptr (GError) error = NULL;

  if (vigie_servers_set_secret_finish (VIGIE_SERVERS (source), result, &error))
    return;
  g_debug ("Keyring: %s", error->message);
  vigie_context_notice (self,
                        _ ("No keyring is available to store the password: it will be asked for "
                           "again at the next start."));
}

void
vigie_context_keep_secret (VigieContext *self, VigieServer *server, const char *secret)
{
  vigie_servers_set_secret_async (self->servers, server, secret, NULL, kept_cb,
                                  g_object_ref (self));
}

void
vigie_context_give_credentials (VigieContext *self, const char *user, const char *secret)
{
  gboolean has_user = user != NULL && *user != '\0';
  g_autofree char *address = NULL;
  VigieServerData data;

  if (self->known == NULL)
    return;
  address = g_strdup (vigie_server_get_address (self->known));
  data = (VigieServerData) {.address = address,
                            .name = vigie_server_get_name (self->known),
                            .user = user,
                            .auth = has_user ? VIGIE_SERVER_AUTH_BASIC : VIGIE_SERVER_AUTH_BEARER,
                            .ca_file = vigie_server_get_ca_file (self->known)};
  vigie_servers_put (self->servers, self->known, &data);
  vigie_context_keep_secret (self, self->known, secret);
  if (self->waits_for_secret)
    {
      set_credentials (self, user, secret);
      self->waits_for_secret = FALSE;
      begin (self);
    }
  else
    vigie_context_reload (self);
}

void
vigie_context_decline_credentials (VigieContext *self)
{
  if (!self->waits_for_secret)
    return;
  self->waits_for_secret = FALSE;
  begin (self);
}

/* ---- Opening --------------------------------------------------------------------------------- */

static void
open_server (VigieContext *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_settings_get_string (self->settings, "profile-path");

  self->server = g_strdup (address);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->profile, vigie_profile_unref);
  self->profile = vigie_profile_load (*path != '\0' ? path : NULL, &error);
  if (self->profile == NULL)
    {
      g_autofree char *words = NULL;

      /* Translators: what follows says which file, and what is wrong with it. */
      words = g_strdup_printf (_ ("The built-in profile is used. %s"), error->message);
      vigie_context_notice (self, words);
      self->profile = vigie_profile_new_built_in ();
    }
  make_territory (self);
  vigie_context_notify_territory (self);
  vigie_context_update_state (self);
}

/* @known NULL: one that is not kept. All is copied: it may be the context's own. */
static void
open_with (VigieContext *self,
           VigieServer *known,
           const char *address,
           const char *user,
           const char *secret)
{
  g_autoptr (VigieServer) server = known != NULL ? g_object_ref (known) : NULL;
  g_autofree char *address_copy = g_strdup (address);
  g_autofree char *user_copy = g_strdup (user);
  char *secret_copy = g_strdup (secret);

  vigie_context_close (self);
  if (!VIGIE_HAVE_DEMO && g_str_equal (address_copy, VIGIE_DEMO_ADDRESS))
    {
      vigie_secret_free (secret_copy);
      vigie_context_set_state (self, VIGIE_CONTEXT_FAILED, vigie_context_without_demonstration ());
      return;
    }
  set_credentials (self, user_copy, secret_copy);
  vigie_secret_free (secret_copy);
  g_set_object (&self->known, server);
  /* Not before the secret is there, which may want the person's hand. */
  self->waits_for_secret = server != NULL && self->secret == NULL
                           && vigie_server_get_auth (server) != VIGIE_SERVER_AUTH_NONE;
  open_server (self, address_copy);
  if (self->waits_for_secret)
    vigie_servers_get_secret_async (self->servers, server, self->cancellable, secret_cb,
                                    g_object_ref (self));
  else
    begin (self);
}

void
vigie_context_open (VigieContext *self, const char *address, const char *user, const char *secret)
{
  VigieServer *known = vigie_servers_find_address (self->servers, address);

  if (known != NULL && secret == NULL)
    open_with (self, known, vigie_server_get_address (known), vigie_server_get_user (known),
               vigie_servers_peek_secret (self->servers, known));
  else
    open_with (self, NULL, address, user, secret);
}

void
vigie_context_open_server (VigieContext *self, VigieServer *server)
{
  vigie_servers_set_current (self->servers, vigie_server_get_id (server));
  open_with (self, server, vigie_server_get_address (server), vigie_server_get_user (server),
             vigie_servers_peek_secret (self->servers, server));
}

void
vigie_context_open_demonstration (VigieContext *self)
{
  vigie_servers_set_current (self->servers, VIGIE_DEMO_ADDRESS);
  open_with (self, NULL, VIGIE_DEMO_ADDRESS, NULL, NULL);
}

void
vigie_context_open_saved (VigieContext *self)
{
  VigieServer *server = vigie_servers_get_current (self->servers);

  if (server != NULL)
    vigie_context_open_server (self, server);
  else if (g_str_equal (vigie_servers_get_current_id (self->servers), VIGIE_DEMO_ADDRESS))
    vigie_context_open_demonstration (self);
  else
    vigie_context_close (self);
}

void
vigie_context_remember (VigieContext *self, const char *user, const char *secret)
{
  VigieServerData data = {.address = self->server, .user = user};
  VigieServer *server;

  if (self->server == NULL)
    return;
  if (g_str_equal (self->server, VIGIE_DEMO_ADDRESS))
    {
      vigie_servers_set_current (self->servers, VIGIE_DEMO_ADDRESS);
      return;
    }
  if (secret != NULL)
    data.auth = user != NULL && *user != '\0' ? VIGIE_SERVER_AUTH_BASIC : VIGIE_SERVER_AUTH_BEARER;
  server = vigie_servers_put (self->servers, self->known, &data);
  g_set_object (&self->known, server);
  vigie_servers_set_current (self->servers, vigie_server_get_id (server));
  if (secret != NULL)
    vigie_context_keep_secret (self, server, secret);
}

void
vigie_context_start_network (VigieContext *self)
{
  self->network = TRUE;
  begin (self);
}

void
vigie_context_reload (VigieContext *self)
{
  if (self->server == NULL)
    return;
  if (self->known != NULL)
    open_with (self, self->known, vigie_server_get_address (self->known),
               vigie_server_get_user (self->known),
               vigie_servers_peek_secret (self->servers, self->known));
  else
    open_with (self, NULL, self->server, self->user, self->secret);
}

void
vigie_context_retry (VigieContext *self)
{
  if (self->state == VIGIE_CONTEXT_FAILED || self->store_failure != NULL)
    vigie_context_reload (self);
  else if (self->sync != NULL && vigie_sync_get_link (self->sync) == VIGIE_LINK_REFUSED
           && self->known != NULL
           && vigie_context_ask_credentials (self, _ ("The server rejected the credentials.")))
    ; /* asked: what is given opens it anew */
  else if (self->sync != NULL)
    vigie_sync_retry (self->sync);
}
