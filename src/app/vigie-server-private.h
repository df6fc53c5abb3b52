/* vigie-server-private.h: what the list of servers does with one of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-servers.h"

G_BEGIN_DECLS

struct _VigieServer
{
  GObject parent_instance;

  char *id, *address, *name, *user; /* owned, never NULL */
  char *ca_file;                    /* owned, or NULL */
  char *title;                      /* owned: name, or derived */
  char *secret;                     /* owned, or NULL: of this run; never saved from here */
  VigieServerAuth auth;
  gboolean has_secret;
  gboolean unkept_secret; /* no keyring took the last one that was given */
  gint64 last_used;
};

VigieServer *vigie_server_new (void); /* with an id of its own */

/* As it is kept in the settings, a{sv}: a file of an authority within @folder by its name alone. NULL for
 * what has no id or no address. What a later version added is let go. */
VigieServer *vigie_server_from_variant (GVariant *variant, const char *folder);
GVariant *vigie_server_to_variant (VigieServer *self);

/* What a person adds to a server that the administrator set, a{sv}: the user where the administrator names none,
 * whether the keyring has a secret, when it was last used. */
GVariant *vigie_server_get_access (VigieServer *self);
void vigie_server_set_access (VigieServer *self, GVariant *access);

void vigie_server_apply (VigieServer *self, const VigieServerData *data, const char *user);
/* The one before is overwritten. */
void vigie_server_set_secret (VigieServer *self, const char *secret);

G_END_DECLS
