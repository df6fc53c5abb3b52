/* vigie-ingest-listen.h: where the server listens: addresses, socket files, the token's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads "unix:PATH", "HOST:PORT" or "[::1]:PORT"; HOST is an IP address or "localhost", PORT 0 to
 * 65535. *@is_private: a Unix socket or a loopback address. NULL with @error in words for a person. */
GSocketAddress *vigie_ingest_parse_address (const char *text, gboolean *is_private, GError **error);

/* Makes way for a socket file at @path: removes one that nobody answers any more. FALSE with @error
 * if somebody answers, or if it is another kind of file. */
gboolean vigie_ingest_clear_socket_path (const char *path, GError **error);

/* Reads a file that holds a token of 16 characters or more and nothing else (white space around it is
 * dropped). NULL with @error when it is no plain file, when others than its owner can change it or
 * others than its group can read it, or when it holds what a header cannot. Free with g_free(). */
char *vigie_ingest_read_token (const char *path, GError **error);

/* Whether the Authorization header's value carries @token. Takes the same time however much of it is
 * right. */
gboolean vigie_ingest_check_bearer (const char *authorization, const char *token);

G_END_DECLS
