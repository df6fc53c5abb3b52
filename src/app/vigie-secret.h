/* vigie-secret.h: the password or token of a server, in the system's keyring.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keeps @secret (NULL: forgets it) for @user ("" for a token) at the server @address. */
void vigie_secret_store_async (const char *address,
                               const char *user,
                               const char *secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean vigie_secret_store_finish (GAsyncResult *result, GError **error);

/* The secret kept, or NULL where there is none (no error) or the keyring cannot be asked. */
void vigie_secret_lookup_async (const char *address,
                                const char *user,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *vigie_secret_lookup_finish (GAsyncResult *result, GError **error);
/* The same, blocking: for command lines. */
char *vigie_secret_lookup_sync (const char *address, const char *user, GError **error);

G_END_DECLS
