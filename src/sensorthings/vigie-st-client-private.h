/* vigie-st-client-private.h: what the client and its walks share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-st-client.h"
#include "vigie-st-http.h"
#include "vigie-st-shapes.h"

G_BEGIN_DECLS

struct _VigieStClient
{
  VigieStHttp *http;    /* owned */
  VigieStServer server; /* conformance is owned */
  gboolean probed;
  guint shapes[VIGIE_ST_N_SHAPE]; /* the first one that is not known to be refused */
  GMutex mutex;                   /* for the problems, which other threads may read */
  VigieStProblems problems;
};

void vigie_st_client_add_problems (VigieStClient *self, const VigieStProblems *problems);

G_END_DECLS
