/* vigie-background-autostart.h: starting with the session where there is no portal: a file in the person's
 * autostart folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes the file, or removes it where @autostart is FALSE; one of that name that somebody else wrote is left alone, which
 * is an error if it was to be written. In a thread of the pool. */
void vigie_background_autostart_async (gboolean autostart,
                                       const char *const *command,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean vigie_background_autostart_finish (GAsyncResult *result, GError **error);

/* For tests: the file's content, the first word of @command as the path at which it is found. Free it. */
char *vigie_background_autostart_content (const char *const *command);

G_END_DECLS
