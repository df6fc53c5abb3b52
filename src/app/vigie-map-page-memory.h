/* vigie-map-page-memory.h: what the map remembers for each server, in settings that are dictionaries by address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sets @server's entry of the dictionary @key (type a{s…}) to @value, floating or not, or takes it away for NULL. The
 * last 50 servers are remembered. Writes nothing where nothing changes. */
void
vigie_map_memory_set (GSettings *settings, const char *key, const char *server, GVariant *value);

/* That entry, or NULL; full. */
GVariant *vigie_map_memory_get (GSettings *settings, const char *key, const char *server);

G_END_DECLS
