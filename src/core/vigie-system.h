/* vigie-system.h: where the administrator of a machine puts what holds for all who use it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What Flatpak puts at the root of a sandbox, and nowhere else. */
#define VIGIE_SYSTEM_SANDBOX_MARK "/.flatpak-info"

/* TRUE within a Flatpak: settings are then in a file of the sandbox, not in dconf. */
gboolean vigie_system_is_sandbox (void);

/* The administrator's folder: "/etc/vigie"; within a Flatpak, where @mark (VIGIE_SYSTEM_SANDBOX_MARK, but in tests)
 * is a file, "/app/etc/vigie", the extension point fr.agglo.Vigie.SystemConfig. It need not exist. */
const char *vigie_system_folder (const char *mark);

/* The path of @name in that folder. Free it. */
char *vigie_system_file (const char *name);

G_END_DECLS
