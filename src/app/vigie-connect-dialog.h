/* vigie-connect-dialog.h: choose a server: address, credentials, a check before it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CONNECT_DIALOG (vigie_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigieConnectDialog, vigie_connect_dialog, VIGIE, CONNECT_DIALOG, AdwDialog)

/* Opens and remembers in @context the server that answers. */
AdwDialog *vigie_connect_dialog_new (VigieContext *context);

/* Asks the server at @address what it is, in a thread. The error is a sentence for the person. */
void vigie_server_check_async (const char *address,
                               const char *user,
                               const char *secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean vigie_server_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
