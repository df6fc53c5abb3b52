/* vigie-servers.h: the servers that this person knows, kept in the settings; their secrets are in the
 * system's keyring, or where there is none in memory until the program ends. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Stands for the demonstration territory as the address and as the id of a server. */
#define VIGIE_DEMO_ADDRESS "demo:"

typedef enum
{
  VIGIE_SERVER_AUTH_NONE,
  VIGIE_SERVER_AUTH_BASIC,  /* a user's name and a password */
  VIGIE_SERVER_AUTH_BEARER, /* a token, without a user */
} VigieServerAuth;

#define VIGIE_TYPE_SERVER (vigie_server_get_type ())
/* One server; VigieServers changes it, and then emits items-changed for it. */
G_DECLARE_FINAL_TYPE (VigieServer, vigie_server, VIGIE, SERVER, GObject)

const char *vigie_server_get_id (VigieServer *self);
const char *vigie_server_get_address (VigieServer *self);
const char *
vigie_server_get_name (VigieServer *self); /* as the person gave it; "" if they did not */
const char *vigie_server_get_user (VigieServer *self); /* "" but for BASIC */
VigieServerAuth vigie_server_get_auth (VigieServer *self);
const char *vigie_server_get_ca_file (VigieServer *self); /* path of its own authority, or NULL */
/* The keyring was given a secret for it. */
gboolean vigie_server_get_has_secret (VigieServer *self);
/* One was given, and no keyring took it. */
gboolean vigie_server_get_unkept_secret (VigieServer *self);
gint64 vigie_server_get_last_used (VigieServer *self); /* UTC, s; 0: never */

/* The person's name for it, else one made of the address. */
const char *vigie_server_get_title (VigieServer *self);

/* A name made of an address: the host, with its port where that is not the scheme's; the file of a
 * socket. Free it. */
char *vigie_server_derive_title (const char *address);

/* TRUE if both lead to the same service: "HTTP://Host:80/v1.1/" and "http://host" do. */
gboolean vigie_server_same_address (const char *one, const char *other);

#define VIGIE_TYPE_SERVERS (vigie_servers_get_type ())
/* A GListModel of VigieServer, in the order in which they came. Signal "current-changed". */
G_DECLARE_FINAL_TYPE (VigieServers, vigie_servers, VIGIE, SERVERS, GObject)

/* @folder is where copies of authorities are kept. Takes over the one server that earlier versions kept
 * in the settings. */
VigieServers *vigie_servers_new (GSettings *settings, const char *folder);

/* TRUE where the administrator of the machine set the servers: none is added, changed or removed here; only what lets
 * this person in (user, secret) and when each was used is kept. */
gboolean vigie_servers_get_locked (VigieServers *self);

VigieServer *vigie_servers_find (VigieServers *self, const char *id);              /* or NULL */
VigieServer *vigie_servers_find_address (VigieServers *self, const char *address); /* or NULL */

/* The one shown at start: an id, VIGIE_DEMO_ADDRESS, or "" where none was chosen yet. */
const char *vigie_servers_get_current_id (VigieServers *self);
VigieServer *
vigie_servers_get_current (VigieServers *self); /* NULL for the demonstration or none */
void vigie_servers_set_current (VigieServers *self, const char *id);

typedef struct
{
  const char *address;
  const char *name; /* "" or NULL: none */
  const char *user;
  VigieServerAuth auth;
  const char
      *ca_file; /* in the folder of vigie_servers_keep_authority(), or anywhere; NULL: none */
} VigieServerData;

/* Adds a server, or changes @server, or the one of that address. A secret that was for another address
 * or user is forgotten. Borrowed. */
VigieServer *
vigie_servers_put (VigieServers *self, VigieServer *server, const VigieServerData *data);

/* Takes @server out of the list; its secret stays until vigie_servers_forget(), so that this can be
 * undone by vigie_servers_restore(). Gives its position. */
guint vigie_servers_remove (VigieServers *self, VigieServer *server);
void vigie_servers_restore (VigieServers *self, VigieServer *server, guint position);
/* Clears what is left of a server that was removed: its secret, and the copy of its authority. */
void vigie_servers_forget (VigieServers *self, VigieServer *server);

/* Keeps @secret for this run, and for the next ones in the keyring (NULL: no secret any more, anywhere).
 * FALSE with an error where there is no keyring, or it refuses: then it is for this run only. */
void vigie_servers_set_secret_async (VigieServers *self,
                                     VigieServer *server,
                                     const char *secret,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean vigie_servers_set_secret_finish (VigieServers *self, GAsyncResult *result, GError **error);

/* The secret of @server: of this run, else of the keyring. NULL without an error where there is none;
 * else free it. */
void vigie_servers_get_secret_async (VigieServers *self,
                                     VigieServer *server,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *vigie_servers_get_secret_finish (VigieServers *self, GAsyncResult *result, GError **error);

/* The secret of @server as far as this run knows it, or NULL. */
const char *vigie_servers_peek_secret (VigieServers *self, VigieServer *server);

/* Copies the certificates of a PEM file (and nothing else that it may hold) to the folder, where the
 * sandbox keeps them. The path of the copy, or NULL with an error, a sentence for the person. Free it. */
char *vigie_servers_keep_authority (VigieServers *self, GFile *file, GError **error);

G_END_DECLS
