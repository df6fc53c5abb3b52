/* vigie-st-client.h: reads a SensorThings 1.1 server. All HTTP of the dashboard is here.
 *
 * The calls block and belong to a worker thread (one client, one thread); each takes a GCancellable
 * that ends it at once. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-st-records.h"

G_BEGIN_DECLS

#define VIGIE_ST_ERROR (vigie_st_error_quark ())
GQuark vigie_st_error_quark (void);

typedef enum
{
  VIGIE_ST_ERROR_ADDRESS,      /* the address cannot be used */
  VIGIE_ST_ERROR_UNREACHABLE,  /* no name, refused, no route, no answer in time */
  VIGIE_ST_ERROR_TLS,          /* the certificate is not trusted */
  VIGIE_ST_ERROR_UNAUTHORIZED, /* 401, 403: do not ask again without new credentials */
  VIGIE_ST_ERROR_NOT_FOUND,    /* 404, 410 */
  VIGIE_ST_ERROR_UNSUPPORTED,  /* other 4xx or 501: this server cannot do that query */
  VIGIE_ST_ERROR_SERVER,       /* 5xx, 429 after all tries */
  VIGIE_ST_ERROR_NOT_SENSORTHINGS, /* answers, but not as a SensorThings server */
  VIGIE_ST_ERROR_MALFORMED,    /* an answer that cannot be read, or that is too large */
} VigieStErrorCode;

typedef struct _VigieStClient VigieStClient;

typedef struct
{
  const char *user;   /* Basic, or NULL */
  const char *secret; /* password, or bearer token where user is NULL; NULL for none. Never logged */
} VigieStCredentials;

/* A client of the server at @address: http(s)://host[:port]/path (with or without /v1.1) or
 * unix:PATH. NULL with VIGIE_ST_ERROR_ADDRESS. */
VigieStClient *vigie_st_client_new (const char *address,
                                    const VigieStCredentials *credentials,
                                    GError **error);
void vigie_st_client_free (VigieStClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStClient, vigie_st_client_free)

/* What the root tells. Learned by vigie_st_client_probe(), which later calls make where needed. */
typedef struct
{
  gboolean is_vigie;      /* vigie-ingest */
  gboolean demonstration; /* its data are simulated */
  VigieTime server_now;   /* the server's clock by its answer, or VIGIE_TIME_NONE */
  double pace;            /* of the server's clock: 1 but in a fast demonstration */
  GStrv conformance;
} VigieStServer;
const VigieStServer *vigie_st_client_probe (VigieStClient *self, GCancellable *cancellable, GError **error);

/* One page of a list; records stay valid until the page is freed. */
typedef struct
{
  GPtrArray *things;       /* VigieStThing, for Things */
  GPtrArray *datastreams;  /* VigieStDatastream, for Datastreams */
  GPtrArray *observations; /* VigieStObservation, for Observations */
  gint64 total;            /* @iot.count of the whole list if asked for and believable, else -1 */
  gboolean last;
} VigieStPage;
void vigie_st_page_free (VigieStPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStPage, vigie_st_page_free)

/* A walk through a list: the page after is fetched while the caller works on the one before. A
 * walk ends at the first of: no nextLink, an empty page, a link seen before, 100 000 pages. */
typedef struct _VigieStWalk VigieStWalk;

/* All Things with Locations, Datastreams (with Sensor, ObservedProperty, unit, properties) and the
 * latest Observation of each. Shapes that a server refuses are replaced by those it can do, down to
 * one list per entity set, and remembered for the life of the client. */
VigieStWalk *vigie_st_client_walk_territory (VigieStClient *self);

/* The latest Observation of all Datastreams: ids and observations only (full comparison). */
VigieStWalk *vigie_st_client_walk_latest (VigieStClient *self);

/* Observations whose phenomenonTime or resultTime is at or after @since, with their Datastream's id,
 * oldest first where the server can order. */
VigieStWalk *vigie_st_client_walk_since (VigieStClient *self, VigieTime since);

/* Observations of one Datastream with @from ≤ phenomenonTime < @to, oldest first. */
VigieStWalk *vigie_st_client_walk_history (VigieStClient *self,
                                           const char *datastream_id,
                                           gboolean id_is_text,
                                           VigieTime from,
                                           VigieTime to);

/* The next page, or NULL at the end (no error) or with an error; then the walk may be continued by
 * calling again, which asks for the same page. */
VigieStPage *vigie_st_walk_next (VigieStWalk *walk, GCancellable *cancellable, GError **error);
void vigie_st_walk_free (VigieStWalk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStWalk, vigie_st_walk_free)

/* Since the client was made. */
typedef struct
{
  guint64 requests;
  guint64 bytes; /* of bodies as received */
  VigieStProblems problems;
} VigieStStatistics;
VigieStStatistics vigie_st_client_get_statistics (VigieStClient *self);

/* A sentence for a person in their language: what happened, to what, what to do. Free it. */
char *vigie_st_error_describe (const GError *error, const char *address);

G_END_DECLS
