/* vigie-ingest-notify.h: tells the service manager that started the server how it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sends @state, assignments on lines of their own ("READY=1\nSTATUS=…"), to the socket that $NOTIFY_SOCKET names, as
 * sd_notify(3) describes: a path, or an abstract name after "@". TRUE when it was sent and when there is nobody to tell;
 * FALSE with @error when the socket cannot be reached. */
gboolean vigie_ingest_notify (const char *state, GError **error);

G_END_DECLS
