/* vigie-st-address.h: addresses of a server and what is asked of it. Pure.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "vigie-st-records.h"

G_BEGIN_DECLS

/* Longest target sent: FROST answers HTML above 8 KB, hydro 500. */
#define VIGIE_ST_MAX_TARGET 7000

typedef struct
{
  char *socket_path; /* of a Unix socket, or NULL */
  char *scheme;      /* "http" or "https" */
  char *host;        /* "localhost" for a socket; without brackets */
  int port;
  char *base; /* path up to the version, without a slash at its end: "/FROST-Server/v1.1" */
  char *fallback_base; /* to be tried where `base` is not found (no version was given), or NULL */
  gboolean loopback;   /* a socket, or this machine */
} VigieStAddress;

/* Reads what a person typed: see vigie_st_client_new(). User and password in the address are refused:
 * they would end up in logs. NULL with VIGIE_ST_ERROR_ADDRESS. */
VigieStAddress *vigie_st_address_parse (const char *text, GError **error);
void vigie_st_address_free (VigieStAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStAddress, vigie_st_address_free)

/* The whole URI of @target (path and query, from the server's root). Free it. */
char *vigie_st_address_get_uri (const VigieStAddress *self, const char *target);

/* The target (base path, then @resource) of a resource and its query with spaces and all else that
 * must be encoded, encoded ("$", "(", "'", ";", "/", "," stay). @resource is text as a person would
 * write it, except for ids, which vigie_st_address_quote_id() gives. Free it. */
char *vigie_st_address_get_target (const VigieStAddress *self, const char *resource);

/* The target for a link of the server: rebased on the configured origin and base path, whatever host
 * the server believes to have; only what may not be in an address is encoded. NULL if it leads to
 * nothing of this server. Free it. */
char *vigie_st_address_rebase (const VigieStAddress *self, const char *link);

/* An id as it stands in an address or a filter: 12, or 'text' with ' doubled; "%", "?", "#", "+", "&",
 * "/" and ";" of a text encoded. Free it. */
char *vigie_st_address_quote_id (const VigieStId *id);

/* "id eq 1 or id eq 2 …" for all ids in order, in as few filters as @max_length bytes each (once
 * encoded) allow; at least one id in each. An array of char *. */
GPtrArray *vigie_st_address_get_id_filters (const VigieStId *ids, guint n_ids, gsize max_length);

/* TRUE if @uri is of the same scheme, host and port. */
gboolean vigie_st_address_is_same_origin (const VigieStAddress *self, GUri *uri);

G_END_DECLS
