/* vigie-ingest-error.h: why something could not be served: the code is the HTTP status that says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VIGIE_INGEST_ERROR (vigie_ingest_error_quark ())
GQuark vigie_ingest_error_quark (void);

/* Messages of these errors are for whoever sent the request: they name its fields, never a path, a
 * statement or a token of this server. */
typedef enum
{
  VIGIE_INGEST_ERROR_BAD_REQUEST = 400,
  VIGIE_INGEST_ERROR_UNAUTHORISED = 401,
  VIGIE_INGEST_ERROR_FORBIDDEN = 403,
  VIGIE_INGEST_ERROR_NOT_FOUND = 404,
  VIGIE_INGEST_ERROR_METHOD = 405,
  VIGIE_INGEST_ERROR_CONFLICT = 409,
  VIGIE_INGEST_ERROR_TOO_LARGE = 413,
  VIGIE_INGEST_ERROR_URL_TOO_LONG = 414,
  VIGIE_INGEST_ERROR_MEDIA_TYPE = 415,
  VIGIE_INGEST_ERROR_FAILED = 500,
  VIGIE_INGEST_ERROR_NOT_IMPLEMENTED = 501,
  VIGIE_INGEST_ERROR_BUSY = 503, /* try again: the answer says when */
  VIGIE_INGEST_ERROR_FULL = 507, /* the disk is full: nothing of the request was stored */
} VigieIngestError;

G_END_DECLS
