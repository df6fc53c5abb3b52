/* vigie-st-client-private.h: what the client and its walks share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-client.h"
#include "vigie-st-decode.h"
#include "vigie-st-http.h"
#include "vigie-st-memory.h"
#include "vigie-st-shapes.h"

G_BEGIN_DECLS

struct _VigieStClient
{
  VigieStHttp *http;    /* owned */
  VigieStServer server; /* conformance is owned */
  gboolean probed;
  VigieStMemory memory[VIGIE_ST_N_SHAPE]; /* what of each kind of list it refused */
  GMutex mutex;                           /* for the problems, which other threads may read */
  VigieStProblems problems;
};

/* A whole walk begins, or the server is back: shapes that it refused by 500 or 504 may be good now. */
void vigie_st_client_try_again (VigieStClient *self);
/* Counts the problems of a page, and logs its examples as those of the answer to @target. */
void vigie_st_client_note (VigieStClient *self, const VigieStDecoded *decoded, const char *target);

G_END_DECLS
