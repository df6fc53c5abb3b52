/* vigie-background-portal.h: the portal org.freedesktop.portal.Background, as far as Vigie needs it, by GDBus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* TRUE in a Flatpak; and with VIGIE_PORTAL=1, for tests. A program that is not sandboxed does without: the portal
 * would take it for the program that it was started from. */
gboolean vigie_background_portal_is_needed (void);

/* What the desktop allows. */
typedef struct
{
  gboolean background;
  gboolean autostart;
} VigieBackgroundGrant;

/* Asks to run in the background, for @reason (words for the person), and where @autostart to be started with the
 * session by @command (a strv, the program's own name first). The desktop may ask the person: there is no time limit but
 * @cancellable. */
void vigie_background_portal_request_async (GDBusConnection *bus,
                                            const char *reason,
                                            gboolean autostart,
                                            const char *const *command,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* FALSE where there is no such portal, or the request was dismissed (G_IO_ERROR_CANCELLED only for @cancellable). What
 * was denied is no error but FALSE in @grant. */
gboolean vigie_background_portal_request_finish (GAsyncResult *result,
                                                 VigieBackgroundGrant *grant,
                                                 GError **error);

/* What the desktop shows of a program in the background; at most 96 characters are sent. An older portal has no such
 * call: nothing happens then. */
void vigie_background_portal_set_status (GDBusConnection *bus, const char *words);

G_END_DECLS
