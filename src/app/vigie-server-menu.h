/* vigie-server-menu.h: the servers that are known, in the header: the one shown by its name, the others to
 * switch to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vigie-context.h"

G_BEGIN_DECLS

#define VIGIE_TYPE_SERVER_MENU (vigie_server_menu_get_type ())
/* A button with the name of the server shown and a menu; nothing while no server is shown. Once it is set up it
 * puts the actions "servers.open" (s: id of a server, or VIGIE_DEMO_ADDRESS), "servers.connect" and
 * "servers.manage" on its root, and asks there for credentials where the context needs them, also while it
 * is itself hidden. */
G_DECLARE_FINAL_TYPE (VigieServerMenu, vigie_server_menu, VIGIE, SERVER_MENU, AdwBin)

GtkWidget *vigie_server_menu_new (void);
void vigie_server_menu_setup (VigieServerMenu *self, VigieContext *context);

/* Its menu, kept up to date: also for a section of another menu of the window, where there is no room for the
 * button. Owned by the widget. */
GMenuModel *vigie_server_menu_get_model (VigieServerMenu *self);

G_END_DECLS
