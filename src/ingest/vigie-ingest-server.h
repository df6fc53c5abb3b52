/* vigie-ingest-server.h: the HTTP side of vigie-ingest.
 *
 * One SoupServer in the main context; reading goes to a small pool of threads, each with a connection
 * of its own; writing to the writer's thread. The main loop parses requests and sends answers, never
 * waits for the disk.
 *
 *   GET, HEAD              /v1.1…               the SensorThings API (vigie-ingest-read.h)
 *   POST, PATCH, DELETE    /v1.1…               its writing (vigie-ingest-mutate.h)
 *   POST                   /uplinks/chirpstack?event=…, /uplinks/ttn…
 *   GET                    /devices             devices that nobody has adopted, gateways heard
 *   POST                   /devices/ID/adopt
 *   GET, HEAD              /affluence/…         what the public may know (vigie-ingest-affluence.h)
 *   GET                    /health
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-clock.h"
#include "vigie-ingest-writer.h"

G_BEGIN_DECLS

#define VIGIE_INGEST_DEFAULT_LISTEN "127.0.0.1:8080"
/* Bounds of one request. */
#define VIGIE_INGEST_MAX_BODY (16 * 1024 * 1024)
#define VIGIE_INGEST_MAX_UPLINK (256 * 1024)
#define VIGIE_INGEST_MAX_URL 8192

typedef struct _VigieIngestServer VigieIngestServer;
typedef struct _VigieIngestAffluence VigieIngestAffluence;

/* Goes on with what waited. */
typedef void (*VigieIngestGoOn) (gpointer data);

/* Called in the main context before the store is read for a GET of @path (below the service's root, percent-encoded)
 * and @query (or NULL). TRUE where what it asks for must be put into the store first: then @go_on is called once with
 * @data in the main context, when it is there. */
typedef gboolean (*VigieIngestPrepare) (const char *path,
                                        const char *query,
                                        VigieIngestGoOn go_on,
                                        gpointer data,
                                        gpointer user_data);

typedef struct
{
  const char *store;          /* path of the store, for the readers */
  const char *token;          /* that protects writing, or NULL */
  gboolean behind_proxy;      /* believe X-Forwarded-Proto and X-Forwarded-Host */
  VigieIngestPrepare prepare; /* or NULL */
  gpointer prepare_data;      /* for it; outlives the requests of the server */
  VigieIngestAffluence
      *affluence; /* or NULL: nothing is at /affluence/; outlives the server's running */
} VigieIngestServerOptions;

/* @writer outlives the server. NULL with @error if the store cannot be read. */
VigieIngestServer *vigie_ingest_server_new (const VigieIngestServerOptions *options,
                                            VigieIngestWriter *writer,
                                            VigieClock *clock,
                                            GError **error);

/* Listens on @address: "unix:PATH", "HOST:PORT" or "[::1]:PORT" with an IP address or "localhost"; port
 * 0 is any free one. A socket file that nobody answers is replaced, one that is answered refused. Any
 * address but a Unix socket or loopback needs a token. FALSE with @error in words for a person. */
gboolean vigie_ingest_server_listen (VigieIngestServer *self, const char *address, GError **error);

/* What to say once ready: "unix:PATH" or "http://127.0.0.1:PORT/v1.1". */
const char *vigie_ingest_server_get_address (VigieIngestServer *self);

/* Takes no more requests, answers those that wait, removes the socket file. Runs the main context
 * meanwhile, a few seconds at most. */
void vigie_ingest_server_stop (VigieIngestServer *self);

void vigie_ingest_server_free (VigieIngestServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieIngestServer, vigie_ingest_server_free)

G_END_DECLS
