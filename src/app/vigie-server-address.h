/* vigie-server-address.h: addresses of servers as people type and paste them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was typed without what pasting brings: spaces, quotes, brackets, invisible characters, words before it, a query,
 * and all after the version; the scheme in small letters and whole, brackets about an IPv6 address where they can stand
 * in one place only, “unix:” before the path of a socket. "" where nothing is left. Free it. */
char *vigie_server_address_clean (const char *typed);

/* The cleaned address without the name and password that stand in it (“https://user:password@server”), which are put
 * into @user and @secret without percent escapes, "" where there is none; free these three, the secret by
 * vigie_secret_free(). NULL, and nothing put, where the address has neither. */
char *vigie_server_address_split (const char *typed, char **user, char **secret);

/* The addresses to try for a cleaned one, in order. */
GStrv vigie_server_address_candidates (const char *cleaned);

/* TRUE for a socket and for this machine's own names and numbers: nothing goes over a network. */
gboolean vigie_server_address_is_local (const char *address);

/* TRUE where a password would go over a network in clear. */
gboolean vigie_server_address_is_plain (const char *address);

/* “https://host:8443” of an address, or NULL for a socket and for what is none. Free it. */
char *vigie_server_address_dup_origin (const char *address);

/* Its host, without brackets; where it has none, all of it. Free it. */
char *vigie_server_address_dup_host (const char *address);

/* The same server at SensorThings 1.1 for an address that ends in another version (“…/v1.0”), else NULL. Free it. */
char *vigie_server_address_dup_current (const char *address);

/* “1.0” of “…/v1.0”; “1.1” where none is given. Free it. */
char *vigie_server_address_dup_version (const char *address);

G_END_DECLS
