/* vigie-connect-dialog.h: choose a server: its address is checked as it is typed, and what was found is told
 * before it is kept. Credentials as typed are sent only when the person connects.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_CONNECT_DIALOG (vigie_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigieConnectDialog, vigie_connect_dialog, VIGIE, CONNECT_DIALOG, AdwDialog)

/* Adds to the known servers of @context the one that answers, and opens it. */
AdwDialog *vigie_connect_dialog_new (VigieContext *context);

/* The same on screen, over @parent; where the administrator of the machine set the servers, what says so instead. */
void vigie_connect_dialog_present (VigieContext *context, GtkWidget *parent);

/* Changes a known server: its address, name, credentials, authority. */
AdwDialog *vigie_connect_dialog_new_for (VigieContext *context, VigieServer *server);

/* Trusts the authority of a PEM file, as when it is chosen in the dialog. */
void vigie_connect_dialog_set_authority (VigieConnectDialog *self, GFile *file);

G_END_DECLS
