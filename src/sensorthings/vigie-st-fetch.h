/* vigie-st-fetch.h: one document of a server that need not speak SensorThings, such as a list of communes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What stands at @url (http or https, without user or password): its body (free it), a NUL after its end. Asked twice
 * at most, 15 s without a byte or 60 s in all are too long, 64 MiB too much; sent elsewhere only to the same
 * origin. Blocks; @cancellable ends it at once. Errors: VIGIE_ST_ERROR (vigie-st-client.h), G_IO_ERROR_CANCELLED. */
char *vigie_st_fetch (const char *url, GCancellable *cancellable, gsize *length, GError **error);

G_END_DECLS
