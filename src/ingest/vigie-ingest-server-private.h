/* vigie-ingest-server-private.h: the server as its own files see it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "vigie-ingest-devices.h"
#include "vigie-ingest-exchange.h"
#include "vigie-ingest-pool.h"
#include "vigie-ingest-server.h"

G_BEGIN_DECLS

struct _VigieIngestServer
{
  SoupServer *soup;
  VigieIngestWriter *writer; /* not owned */
  VigieIngestPool *pool;
  VigieIngestDevices *devices;     /* of the writer's thread */
  VigieIngestAffluence *affluence; /* not owned, or NULL */
  VigieClock *clock;
  char *token;       /* or NULL */
  char *address;     /* as said once ready, or NULL */
  char *socket_path; /* to be removed at the end, or NULL */
  gboolean behind_proxy;
  VigieIngestPrepare prepare; /* or NULL */
  gpointer prepare_data;
  guint n_exchanges; /* requests that are being served */
};

/* Has the pool read @path and @query for the exchange, which then belongs to the pool; FALSE (and the
 * exchange stays the caller's) when too many wait. */
gboolean
vigie_ingest_server_ask (VigieIngestExchange *exchange, const char *path, const char *query);

/* The address of the service as the client sees it; links begin with it. Free with g_free(). */
char *vigie_ingest_server_get_base_url (VigieIngestServer *self, SoupServerMessage *msg);

/* ---- vigie-ingest-server-write.c ---- */

/* Serves POST, PATCH and DELETE below the service's root; @path is what follows it. */
void vigie_ingest_server_write (VigieIngestServer *self, SoupServerMessage *msg, const char *path);

/* The methods that an address below the service's root allows. */
const char *vigie_ingest_server_get_methods (const char *path);

/* Serves /uplinks/PATH. */
void vigie_ingest_server_take_uplink (VigieIngestServer *self,
                                      SoupServerMessage *msg,
                                      const char *path,
                                      const char *query);

/* Serves /devicesPATH. */
void
vigie_ingest_server_devices (VigieIngestServer *self, SoupServerMessage *msg, const char *path);

/* ---- vigie-ingest-server-affluence.c ---- */

/* Serves /affluencePATH. */
void
vigie_ingest_server_affluence (VigieIngestServer *self, SoupServerMessage *msg, const char *path);

G_END_DECLS
