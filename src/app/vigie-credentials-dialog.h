/* vigie-credentials-dialog.h: asks again for the credentials of a known server: where there is no keyring, or
 * where the server refuses what was kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CREDENTIALS_DIALOG (vigie_credentials_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigieCredentialsDialog,
                      vigie_credentials_dialog,
                      VIGIE,
                      CREDENTIALS_DIALOG,
                      AdwAlertDialog)

/* @words say why. Answers @context by vigie_context_give_credentials() or _decline_credentials(). */
AdwDialog *
vigie_credentials_dialog_new (VigieContext *context, VigieServer *server, const char *words);

G_END_DECLS
