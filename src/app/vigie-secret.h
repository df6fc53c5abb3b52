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
/* Overwrites what it frees. NULL is nothing. */
void vigie_secret_free (char *secret);

/* TRUE if there is a keyring to keep secrets in: it is asked for one that nobody has. FALSE with an error
 * otherwise. */
void vigie_secret_probe_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean vigie_secret_probe_finish (GAsyncResult *result, GError **error);

/* The same as the lookup, blocking: for command lines. */
char *vigie_secret_lookup_sync (const char *address, const char *user, GError **error);

G_END_DECLS
