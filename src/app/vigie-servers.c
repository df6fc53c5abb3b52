/* vigie-servers.c: the list of known servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-servers.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "vigie-certificate.h"
#include "vigie-secret.h"
#include "vigie-server-private.h"

struct _VigieServers
{
  GObject parent_instance;

  GSettings *settings; /* owned */
  char *folder;        /* owned */
  GPtrArray *list;     /* VigieServer, owned */
  char *current;       /* owned: an id, VIGIE_DEMO_ADDRESS or "" */
};

enum
{
  SIGNAL_CURRENT_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieServers,
                               vigie_servers,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* ---- In the settings ------------------------------------------------------------------------- */

/* What a person adds to the administrator's servers. */
static void
save_access (VigieServers *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sa{sv}}"));
  for (guint i = 0; i < self->list->len; i++)
    {
      VigieServer *server = self->list->pdata[i];

      g_variant_builder_add (&builder, "{s@a{sv}}", server->id, vigie_server_get_access (server));
    }
  g_settings_set_value (self->settings, "server-access", g_variant_builder_end (&builder));
}

static void
load_access (VigieServers *self)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "server-access");

  for (guint i = 0; i < self->list->len; i++)
    {
      VigieServer *server = self->list->pdata[i];
      g_autoptr (GVariant) access
          = g_variant_lookup_value (saved, server->id, G_VARIANT_TYPE_VARDICT);

      if (access != NULL)
        vigie_server_set_access (server, access);
    }
}

static void
save (VigieServers *self)
{
  GVariantBuilder builder;

  if (vigie_servers_get_locked (self))
    {
      save_access (self);
      return;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->list->len; i++)
    g_variant_builder_add_value (&builder, vigie_server_to_variant (self->list->pdata[i]));
  g_settings_set_value (self->settings, "servers", g_variant_builder_end (&builder));
}

static void
load (VigieServers *self)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "servers");
  GVariantIter iter;

  g_variant_iter_init (&iter, saved);
  for (GVariant *one; (one = g_variant_iter_next_value (&iter)) != NULL; g_variant_unref (one))
    {
      VigieServer *server = vigie_server_from_variant (one, self->folder);

      if (server != NULL)
        g_ptr_array_add (self->list, server);
    }
  self->current = g_settings_get_string (self->settings, "current-server");
  if (!vigie_servers_get_locked (self))
    return;
  load_access (self);
  /* The person's choice of before the administrator's list, or none yet. */
  if (self->list->len > 0 && !g_str_equal (self->current, VIGIE_DEMO_ADDRESS)
      && vigie_servers_find (self, self->current) == NULL)
    g_set_str (&self->current, vigie_server_get_id (self->list->pdata[0]));
}

/* The one server of the keys before this list. An address that does not go (it is the administrator's default) is taken
 * over where nothing was chosen yet. */
static void
migrate (VigieServers *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "server-address");
  g_autofree char *user = g_settings_get_string (self->settings, "server-user");
  gboolean has_secret = g_settings_get_boolean (self->settings, "server-has-secret");
  g_autofree char *left = NULL;

  if (*address == '\0')
    return;
  g_settings_reset (self->settings, "server-address");
  g_settings_reset (self->settings, "server-user");
  g_settings_reset (self->settings, "server-has-secret");
  left = g_settings_get_string (self->settings, "server-address");
  if (vigie_servers_get_locked (self) || (*left != '\0' && *self->current != '\0'))
    return;
  if (g_str_equal (address, VIGIE_DEMO_ADDRESS))
    {
      vigie_servers_set_current (self, VIGIE_DEMO_ADDRESS);
    }
  else
    {
      const VigieServerData data = {.address = address,
                                    .user = user,
                                    .auth = !has_secret     ? VIGIE_SERVER_AUTH_NONE
                                            : *user != '\0' ? VIGIE_SERVER_AUTH_BASIC
                                                            : VIGIE_SERVER_AUTH_BEARER};
      VigieServer *server = vigie_servers_put (self, NULL, &data);

      server->has_secret = has_secret;
      save (self);
      vigie_servers_set_current (self, server->id);
    }
}

/* ---- The list -------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return VIGIE_TYPE_SERVER;
}

static guint
get_n_items (GListModel *model)
{
  return VIGIE_SERVERS (model)->list->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VigieServers *self = VIGIE_SERVERS (model);

  return position < self->list->len ? g_object_ref (self->list->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
vigie_servers_finalize (GObject *object)
{
  VigieServers *self = VIGIE_SERVERS (object);

  g_object_unref (self->settings);
  g_free (self->folder);
  g_free (self->current);
  g_ptr_array_unref (self->list);

  G_OBJECT_CLASS (vigie_servers_parent_class)->finalize (object);
}

static void
vigie_servers_class_init (VigieServersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_servers_finalize;
  signals[SIGNAL_CURRENT_CHANGED]
      = g_signal_new ("current-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigie_servers_init (VigieServers *self)
{
  self->list = g_ptr_array_new_with_free_func (g_object_unref);
}

VigieServers *
vigie_servers_new (GSettings *settings, const char *folder)
{
  VigieServers *self = g_object_new (VIGIE_TYPE_SERVERS, NULL);

  self->settings = g_object_ref (settings);
  self->folder = g_build_filename (folder, "authorities", NULL);
  load (self);
  migrate (self);
  return self;
}

gboolean
vigie_servers_get_locked (VigieServers *self)
{
  return !g_settings_is_writable (self->settings, "servers");
}

VigieServer *
vigie_servers_find (VigieServers *self, const char *id)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      VigieServer *server = self->list->pdata[i];

      if (g_str_equal (server->id, id))
        return server;
    }
  return NULL;
}

VigieServer *
vigie_servers_find_address (VigieServers *self, const char *address)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      VigieServer *server = self->list->pdata[i];

      if (vigie_server_same_address (server->address, address))
        return server;
    }
  return NULL;
}

const char *
vigie_servers_get_current_id (VigieServers *self)
{
  return self->current;
}

VigieServer *
vigie_servers_get_current (VigieServers *self)
{
  return vigie_servers_find (self, self->current);
}

void
vigie_servers_set_current (VigieServers *self, const char *id)
{
  VigieServer *server = vigie_servers_find (self, id);

  if (server != NULL)
    {
      server->last_used = g_get_real_time () / G_USEC_PER_SEC;
      save (self);
    }
  if (!g_set_str (&self->current, id))
    return;
  g_settings_set_string (self->settings, "current-server", id);
  g_signal_emit (self, signals[SIGNAL_CURRENT_CHANGED], 0);
}

/* A copy that no server needs any more. */
static void
drop_authority (VigieServers *self, const char *path)
{
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (path == NULL || !g_str_equal (folder, self->folder))
    return;
  for (guint i = 0; i < self->list->len; i++)
    if (g_strcmp0 (vigie_server_get_ca_file (self->list->pdata[i]), path) == 0)
      return;
  g_unlink (path);
}

VigieServer *
vigie_servers_put (VigieServers *self, VigieServer *server, const VigieServerData *data)
{
  const char *user = data->auth == VIGIE_SERVER_AUTH_BASIC && data->user != NULL ? data->user : "";
  g_autofree char *old_ca_file = NULL;
  VigieServerData kept = *data;
  guint position;

  if (server == NULL)
    server = vigie_servers_find_address (self, data->address);
  if (server == NULL)
    {
      server = vigie_server_new ();
      g_ptr_array_add (self->list, server);
      vigie_server_apply (server, data, user);
      save (self);
      g_list_model_items_changed (G_LIST_MODEL (self), self->list->len - 1, 0, 1);
      return server;
    }
  /* The same service in another writing: its secret and its store go by the one kept. */
  if (vigie_server_same_address (server->address, data->address))
    kept.address = server->address;
  if (server->has_secret
      && (data->auth == VIGIE_SERVER_AUTH_NONE || !g_str_equal (server->address, kept.address)
          || !g_str_equal (server->user, user)))
    {
      vigie_secret_store_async (server->address, server->user, NULL, NULL, NULL, NULL);
      server->has_secret = FALSE;
    }
  if (data->auth == VIGIE_SERVER_AUTH_NONE || !g_str_equal (server->user, user)
      || !g_str_equal (server->address, kept.address))
    vigie_server_set_secret (server, NULL);
  old_ca_file = g_strdup (server->ca_file);
  vigie_server_apply (server, &kept, user);
  save (self);
  drop_authority (self, old_ca_file);
  if (g_ptr_array_find (self->list, server, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
  return server;
}

guint
vigie_servers_remove (VigieServers *self, VigieServer *server)
{
  guint position;

  if (!g_ptr_array_find (self->list, server, &position))
    return self->list->len;
  g_object_ref (server);
  g_ptr_array_remove_index (self->list, position);
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  if (g_str_equal (self->current, server->id))
    vigie_servers_set_current (self, "");
  g_object_unref (server);
  return position;
}

void
vigie_servers_restore (VigieServers *self, VigieServer *server, guint position)
{
  if (g_ptr_array_find (self->list, server, NULL))
    return;
  position = MIN (position, self->list->len);
  g_ptr_array_insert (self->list, (int) position, g_object_ref (server));
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* Whether one of the list has the same place in the keyring: the server was entered anew before it was forgotten. */
static gboolean
shares_secret (VigieServers *self, VigieServer *server)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      VigieServer *other = self->list->pdata[i];

      if (other != server && g_str_equal (other->address, server->address)
          && g_str_equal (other->user, server->user))
        return TRUE;
    }
  return FALSE;
}

void
vigie_servers_forget (VigieServers *self, VigieServer *server)
{
  if (server->has_secret && !shares_secret (self, server))
    vigie_secret_store_async (server->address, server->user, NULL, NULL, NULL, NULL);
  server->has_secret = FALSE;
  vigie_server_set_secret (server, NULL);
  drop_authority (self, server->ca_file);
}

/* ---- Secrets --------------------------------------------------------------------------------- */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  VigieServers *self = g_task_get_source_object (task);
  VigieServer *server = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean kept = vigie_secret_store_finish (result, &error);

  server->has_secret = kept && server->secret != NULL;
  server->unkept_secret = !kept && server->secret != NULL;
  save (self);
  if (kept)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vigie_servers_set_secret_async (VigieServers *self,
                                VigieServer *server,
                                const char *secret,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean had = server->has_secret;

  g_task_set_source_tag (task, vigie_servers_set_secret_async);
  g_task_set_task_data (task, g_object_ref (server), g_object_unref);
  vigie_server_set_secret (server, secret);
  if (secret == NULL && !had)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  vigie_secret_store_async (server->address, server->user, secret, cancellable, kept_cb, task);
}

gboolean
vigie_servers_set_secret_finish (VigieServers *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  VigieServer *server = g_task_get_task_data (task);
  GError *error = NULL;
  char *secret = vigie_secret_lookup_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (secret != NULL)
    vigie_server_set_secret (server, secret);
  g_task_return_pointer (task, secret, (GDestroyNotify) vigie_secret_free);
}

void
vigie_servers_get_secret_async (VigieServers *self,
                                VigieServer *server,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_servers_get_secret_async);
  g_task_set_task_data (task, g_object_ref (server), g_object_unref);
  if (server->secret != NULL || !server->has_secret)
    {
      g_task_return_pointer (task, g_strdup (server->secret), (GDestroyNotify) vigie_secret_free);
      g_object_unref (task);
      return;
    }
  vigie_secret_lookup_async (server->address, server->user, cancellable, found_cb, task);
}

char *
vigie_servers_get_secret_finish (VigieServers *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
vigie_servers_peek_secret (VigieServers *self, VigieServer *server)
{
  return server->secret;
}

/* ---- Authorities ----------------------------------------------------------------------------- */

char *
vigie_servers_keep_authority (VigieServers *self, GFile *file, GError **error)
{
  g_autofree char *pem = vigie_certificate_load_pem (file, error);
  g_autofree char *sum = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (pem == NULL)
    return NULL;
  /* Named by what is in it: the same authority of two servers is one file. */
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, pem, -1);
  name = g_strdup_printf ("%.16s.pem", sum);
  path = g_build_filename (self->folder, name, NULL);
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _ ("Vigie is not allowed to write to %s: %s."), self->folder, g_strerror (code));
      return NULL;
    }
  if (!g_file_set_contents_full (path, pem, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  return g_steal_pointer (&path);
}
