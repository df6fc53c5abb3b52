/* vigie-st-http.h: one request and its answer, over libsoup in a thread of its own, so that the
 * caller can work, wait or turn away at any moment.
 *
 * Private to the room. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-address.h"
#include "vigie-st-client.h"

G_BEGIN_DECLS

/* Longest body of a page, as received and once unpacked. */
#define VIGIE_ST_MAX_BODY (64 * 1024 * 1024)

typedef struct _VigieStHttp VigieStHttp;
typedef struct _VigieStExchange VigieStExchange;

/* @address is taken. Credentials go to its origin only, whatever the server says. */
VigieStHttp *vigie_st_http_new (VigieStAddress *address, const VigieStCredentials *credentials);
/* Stops every exchange; returns once the thread has ended. */
void vigie_st_http_free (VigieStHttp *self);

/* Of the connection; the others as those of vigie-st-client.h that have the same names. */
VigieStAddress *vigie_st_http_get_address (VigieStHttp *self);
void vigie_st_http_set_limits (VigieStHttp *self, const VigieStLimits *limits);
gboolean vigie_st_http_set_ca_file (VigieStHttp *self, const char *path, GError **error);
GTlsCertificate *vigie_st_http_dup_refused (VigieStHttp *self, GTlsCertificateFlags *faults);
gboolean vigie_st_http_wants_token (VigieStHttp *self);
char *vigie_st_http_dup_other_scheme (VigieStHttp *self);

/* The log is set before the first request, referenced, and may be NULL. */
void vigie_st_http_set_log (VigieStHttp *self, VigieStLog *log);
VigieStLog *vigie_st_http_get_log (VigieStHttp *self);
void vigie_st_http_get_counts (VigieStHttp *self, guint64 *requests, guint64 *bytes);

typedef struct
{
  guint status; /* 200 to 299 */
  char *body;   /* unpacked; a NUL after its end */
  gsize length;
  char *content_type; /* or NULL */
  char *location;     /* or NULL */
  VigieTime date;     /* the Date header, or VIGIE_TIME_NONE */
} VigieStAnswer;
void vigie_st_answer_clear (VigieStAnswer *answer);

/* Starts a request for @target (path and query, encoded). @body is JSON or NULL. GET is tried again
 * where that makes sense, all else is sent once. */
VigieStExchange *
vigie_st_http_start (VigieStHttp *self, const char *method, const char *target, const char *body);

/* Waits for the nextLink at the head of the body, or for the end of the exchange if there is none.
 * The link (free it), or NULL. Cancelled: NULL, at once. */
char *vigie_st_exchange_wait_link (VigieStExchange *self, GCancellable *cancellable);

/* Waits for the end. TRUE: @answer is the caller's to clear. Cancelled: FALSE with
 * G_IO_ERROR_CANCELLED at once, the exchange goes on and can be waited for again. */
gboolean vigie_st_exchange_wait (VigieStExchange *self,
                                 VigieStAnswer *answer,
                                 GCancellable *cancellable,
                                 GError **error);

/* Stops it if it is under way, and forgets it. Returns at once. */
void vigie_st_exchange_abandon (VigieStExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStExchange, vigie_st_exchange_abandon)

/* Retry-After: seconds, or a date of HTTP against @now. -1 if it is neither. */
gint64 vigie_st_http_parse_retry_after (const char *text, VigieTime now);

G_END_DECLS
