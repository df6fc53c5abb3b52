/* vigie-st-error.h: how errors are made and told.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-client.h"

G_BEGIN_DECLS

/* Why, where the code alone does not say it: each has a sentence of its own. */
typedef enum
{
  VIGIE_ST_REASON_NONE,
  VIGIE_ST_REASON_USERINFO,    /* user or password in the address */
  VIGIE_ST_REASON_PORT,        /* a port that cannot be; detail is it */
  VIGIE_ST_REASON_BRACKETS,    /* an IPv6 address or a port; detail is the address with brackets */
  VIGIE_ST_REASON_NO_NAME,     /* the name resolves to nothing */
  VIGIE_ST_REASON_REFUSED,     /* nothing listens there */
  VIGIE_ST_REASON_NO_SOCKET,   /* the Unix socket is not there */
  VIGIE_ST_REASON_TIMED_OUT,   /* no answer in time */
  VIGIE_ST_REASON_CUT,         /* the connection broke */
  VIGIE_ST_REASON_NO_ROUTE,    /* network down */
  VIGIE_ST_REASON_PROXY,       /* the proxy */
  VIGIE_ST_REASON_REDIRECT,    /* sends elsewhere; detail is the address */
  VIGIE_ST_REASON_FORBIDDEN,   /* 403 */
  VIGIE_ST_REASON_TOO_MANY,    /* 429 */
  VIGIE_ST_REASON_TOO_LARGE,   /* a body past the bound */
  VIGIE_ST_REASON_DAMAGED,     /* gzip that is none */
  VIGIE_ST_REASON_NOT_CREATED, /* accepted, but nothing was made */
} VigieStReason;

/* The message is for logs, English, one line; vigie_st_error_describe() makes the person's. @status is
 * that of HTTP, or 0. */
void vigie_st_error_set (GError **error,
                         VigieStErrorCode code,
                         VigieStReason reason,
                         guint status,
                         const char *format,
                         ...) G_GNUC_PRINTF (5, 6);
/* With what the other side said, or where it sends. */
void vigie_st_error_set_detail (GError *error, const char *detail);

VigieStReason vigie_st_error_get_reason (const GError *error);
guint vigie_st_error_get_status (const GError *error);

/* A network error of libsoup or GIO as one of this room's. @error is consumed. */
GError *vigie_st_error_from_network (GError *error);
/* A status that is no success, with the body's first bytes. */
GError *vigie_st_error_from_status (guint status,
                                    const char *content_type,
                                    const char *body,
                                    gsize length,
                                    const char *secret);

/* What an error body says, in one line without markup, control characters or @secret, at most 200
 * characters; NULL if it says nothing. Free it. */
char *vigie_st_error_summarise (const char *content_type,
                                const char *body,
                                gsize length,
                                const char *secret);

G_END_DECLS
