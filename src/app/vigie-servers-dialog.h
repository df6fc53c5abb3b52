/* vigie-servers-dialog.h: the known servers: to rename, edit, forget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SERVERS_DIALOG (vigie_servers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigieServersDialog, vigie_servers_dialog, VIGIE, SERVERS_DIALOG, AdwDialog)

AdwDialog *vigie_servers_dialog_new (VigieContext *context);

G_END_DECLS
