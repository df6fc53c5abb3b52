/* vigie-server.c: one known server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-secret.h"
#include "vigie-server-private.h"

G_DEFINE_FINAL_TYPE (VigieServer, vigie_server, G_TYPE_OBJECT)

/* ---- Addresses ------------------------------------------------------------------------------- */

static const GUriFlags uri_flags
    = G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE;

char *
vigie_server_derive_title (const char *address)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;
  int port;

  if (g_str_has_prefix (address, "unix:"))
    return g_strdup (_ ("This computer"));
  uri = g_uri_parse (address, uri_flags, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0')
    return g_strdup (address);
  port = g_uri_get_port (uri);
  if (port <= 0 || port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    return g_strdup (host);
  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d", host, port);
}

/* "scheme://host:port/path" in one writing, without the version. */
static char *
normalize (const char *address)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  int port;

  if (g_str_has_prefix (address, "unix:"))
    return g_strdup (address);
  uri = g_uri_parse (address, uri_flags, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (address);
  port = g_uri_get_port (uri);
  if (port <= 0)
    port = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  path = g_strdup (g_uri_get_path (uri));
  for (gsize length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';
  if (g_str_has_suffix (path, "/v1.1"))
    path[strlen (path) - strlen ("/v1.1")] = '\0';
  return g_strdup_printf ("%s://%s:%d%s", g_uri_get_scheme (uri), host, port, path);
}

gboolean
vigie_server_same_address (const char *one, const char *other)
{
  g_autofree char *a = normalize (one);
  g_autofree char *b = normalize (other);

  return g_str_equal (a, b);
}

/* ---- In the settings ------------------------------------------------------------------------- */

static const char *
auth_to_string (VigieServerAuth auth)
{
  switch (auth)
    {
    case VIGIE_SERVER_AUTH_BASIC:
      return "basic";
    case VIGIE_SERVER_AUTH_BEARER:
      return "bearer";
    case VIGIE_SERVER_AUTH_NONE:
    default:
      return "none";
    }
}

VigieServer *
vigie_server_from_variant (GVariant *variant, const char *folder)
{
  g_autoptr (VigieServer) self = g_object_new (VIGIE_TYPE_SERVER, NULL);
  VigieServerData data = {0};
  const char *id = "", *auth = "", *user = "", *ca_file = "";
  g_autofree char *path = NULL;

  g_variant_lookup (variant, "id", "&s", &id);
  g_variant_lookup (variant, "address", "&s", &data.address);
  if (*id == '\0' || data.address == NULL || *data.address == '\0')
    return NULL;
  g_variant_lookup (variant, "name", "&s", &data.name);
  g_variant_lookup (variant, "user", "&s", &user);
  g_variant_lookup (variant, "auth", "&s", &auth);
  g_variant_lookup (variant, "ca-file", "&s", &ca_file);
  data.auth = g_str_equal (auth, "basic")    ? VIGIE_SERVER_AUTH_BASIC
              : g_str_equal (auth, "bearer") ? VIGIE_SERVER_AUTH_BEARER
                                             : VIGIE_SERVER_AUTH_NONE;
  if (*ca_file != '\0')
    data.ca_file = path = g_path_is_absolute (ca_file) ? g_strdup (ca_file)
                                                       : g_build_filename (folder, ca_file, NULL);
  vigie_server_apply (self, &data, user);
  g_set_str (&self->id, id);
  g_variant_lookup (variant, "has-secret", "b", &self->has_secret);
  g_variant_lookup (variant, "unkept-secret", "b", &self->unkept_secret);
  g_variant_lookup (variant, "last-used", "x", &self->last_used);
  return g_steal_pointer (&self);
}

GVariant *
vigie_server_to_variant (VigieServer *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "id", g_variant_new_string (self->id));
  g_variant_builder_add (&builder, "{sv}", "address", g_variant_new_string (self->address));
  g_variant_builder_add (&builder, "{sv}", "name", g_variant_new_string (self->name));
  g_variant_builder_add (&builder, "{sv}", "auth",
                         g_variant_new_string (auth_to_string (self->auth)));
  g_variant_builder_add (&builder, "{sv}", "user", g_variant_new_string (self->user));
  if (self->ca_file != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self->ca_file);
      g_autofree char *folder_name = g_path_get_basename (folder);
      g_autofree char *name = g_path_get_basename (self->ca_file);

      /* A copy of ours by its name: the data folder may move. */
      g_variant_builder_add (
          &builder, "{sv}", "ca-file",
          g_variant_new_string (g_str_equal (folder_name, "authorities") ? name : self->ca_file));
    }
  g_variant_builder_add (&builder, "{sv}", "has-secret", g_variant_new_boolean (self->has_secret));
  g_variant_builder_add (&builder, "{sv}", "unkept-secret",
                         g_variant_new_boolean (self->unkept_secret));
  g_variant_builder_add (&builder, "{sv}", "last-used", g_variant_new_int64 (self->last_used));
  return g_variant_builder_end (&builder);
}

GVariant *
vigie_server_get_access (VigieServer *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "user", g_variant_new_string (self->user));
  g_variant_builder_add (&builder, "{sv}", "has-secret", g_variant_new_boolean (self->has_secret));
  g_variant_builder_add (&builder, "{sv}", "unkept-secret",
                         g_variant_new_boolean (self->unkept_secret));
  g_variant_builder_add (&builder, "{sv}", "last-used", g_variant_new_int64 (self->last_used));
  return g_variant_builder_end (&builder);
}

void
vigie_server_set_access (VigieServer *self, GVariant *access)
{
  const char *user = "";
  gboolean has_secret = FALSE;

  g_variant_lookup (access, "user", "&s", &user);
  g_variant_lookup (access, "has-secret", "b", &has_secret);
  g_variant_lookup (access, "unkept-secret", "b", &self->unkept_secret);
  g_variant_lookup (access, "last-used", "x", &self->last_used);
  if (self->auth == VIGIE_SERVER_AUTH_BASIC && *self->user == '\0')
    g_set_str (&self->user, user);
  /* A secret is for the user it was given for. */
  self->has_secret = has_secret && g_str_equal (self->user, user);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_server_finalize (GObject *object)
{
  VigieServer *self = VIGIE_SERVER (object);

  g_free (self->id);
  g_free (self->address);
  g_free (self->name);
  g_free (self->user);
  g_free (self->ca_file);
  g_free (self->title);
  vigie_secret_free (self->secret);

  G_OBJECT_CLASS (vigie_server_parent_class)->finalize (object);
}

static void
vigie_server_class_init (VigieServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_server_finalize;
}

static void
vigie_server_init (VigieServer *self)
{
}

VigieServer *
vigie_server_new (void)
{
  VigieServer *self = g_object_new (VIGIE_TYPE_SERVER, NULL);

  self->id = g_uuid_string_random ();
  return self;
}

void
vigie_server_apply (VigieServer *self, const VigieServerData *data, const char *user)
{
  g_set_str (&self->address, data->address);
  g_set_str (&self->name, data->name != NULL ? data->name : "");
  g_set_str (&self->user, user);
  g_set_str (&self->ca_file, data->ca_file);
  self->auth = data->auth;
  g_free (self->title);
  self->title
      = *self->name != '\0' ? g_strdup (self->name) : vigie_server_derive_title (self->address);
}

void
vigie_server_set_secret (VigieServer *self, const char *secret)
{
  char *before = self->secret;

  self->secret = g_strdup (secret);
  vigie_secret_free (before);
}

const char *
vigie_server_get_id (VigieServer *self)
{
  return self->id;
}

const char *
vigie_server_get_address (VigieServer *self)
{
  return self->address;
}

const char *
vigie_server_get_name (VigieServer *self)
{
  return self->name;
}

const char *
vigie_server_get_user (VigieServer *self)
{
  return self->user;
}

VigieServerAuth
vigie_server_get_auth (VigieServer *self)
{
  return self->auth;
}

const char *
vigie_server_get_ca_file (VigieServer *self)
{
  return self->ca_file;
}

gboolean
vigie_server_get_has_secret (VigieServer *self)
{
  return self->has_secret;
}

gboolean
vigie_server_get_unkept_secret (VigieServer *self)
{
  return self->unkept_secret;
}

gint64
vigie_server_get_last_used (VigieServer *self)
{
  return self->last_used;
}

const char *
vigie_server_get_title (VigieServer *self)
{
  return self->title;
}
