/* vigie-st-client.h: reads a SensorThings 1.1 server. All HTTP of the dashboard is here.
 *
 * The calls block and belong to a worker thread (one client, one thread); each takes a GCancellable
 * that ends it at once. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vigie-st-log.h"
#include "vigie-st-records.h"

G_BEGIN_DECLS

#define VIGIE_ST_ERROR (vigie_st_error_quark ())
GQuark vigie_st_error_quark (void);

typedef enum
{
  VIGIE_ST_ERROR_ADDRESS,          /* the address cannot be used */
  VIGIE_ST_ERROR_UNREACHABLE,      /* no name, refused, no route, no answer in time */
  VIGIE_ST_ERROR_TLS,              /* the certificate is not trusted */
  VIGIE_ST_ERROR_UNAUTHORIZED,     /* 401, 403: do not ask again without new credentials */
  VIGIE_ST_ERROR_NOT_FOUND,        /* 404, 410 */
  VIGIE_ST_ERROR_UNSUPPORTED,      /* other 4xx or 501: this server cannot do that query */
  VIGIE_ST_ERROR_SERVER,           /* 5xx, 429 after all tries */
  VIGIE_ST_ERROR_NOT_SENSORTHINGS, /* answers, but not as a SensorThings server */
  VIGIE_ST_ERROR_MALFORMED,        /* an answer that cannot be read, or that is too large */
} VigieStErrorCode;

typedef struct _VigieStClient VigieStClient;

typedef struct
{
  const char *user; /* Basic, or NULL */
  const char
      *secret; /* password, or bearer token where user is NULL; NULL for none. Never logged */
  const char
      *ca_file; /* PEM file of an authority trusted for this server, or NULL: see set_ca_file */
} VigieStCredentials;

/* An address as a person writes it, with brackets about an IPv6 address that has none where they can stand in one place
 * only: “http://::1” → “http://[::1]”, “::1:65000” → “[::1]:65000” (no part of an IPv6 address is that long). All else
 * as it is. Where the end may be the address's or a port (“::1:8080”), @or_with_port (or NULL) takes what would be
 * written for the port, else NULL. Free both. */
char *vigie_st_bracket_ipv6 (const char *text, char **or_with_port);

/* A client of the server at @address: http(s)://host[:port]/path (with or without /v1.1) or
 * unix:PATH. NULL with VIGIE_ST_ERROR_ADDRESS, or with a GIO error where the authority's file cannot
 * be read. */
VigieStClient *
vigie_st_client_new (const char *address, const VigieStCredentials *credentials, GError **error);
void vigie_st_client_free (VigieStClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStClient, vigie_st_client_free)

/* What the root tells. Learned by vigie_st_client_probe(), which later calls make where needed. */
typedef struct
{
  gboolean is_vigie;      /* vigie-ingest */
  gboolean demonstration; /* its data are simulated */
  VigieTime server_now;   /* the server's clock by its answer, or VIGIE_TIME_NONE */
  double pace;            /* of the server's clock: 1 but in a fast demonstration */
  /* vigie-ingest: which store it serves, a word that changes with each store made anew: the same ids
   * then are of other things. NULL where it is not told. */
  char *instance;
  char *version; /* vigie-ingest: of the program, or NULL */
  GStrv conformance;
} VigieStServer;
const VigieStServer *
vigie_st_client_probe (VigieStClient *self, GCancellable *cancellable, GError **error);

/* TRUE if the server declares the conformance class whose address ends with @suffix
 * ("/req/create-observations-via-mqtt"). A declaration is a hint: the answer is what counts. */
gboolean vigie_st_server_conforms (const VigieStServer *server, const char *suffix);

/* One page of a list; records stay valid until the page is freed. Arrays are never NULL. */
typedef struct
{
  GPtrArray *things;       /* VigieStThing, for Things */
  GPtrArray *datastreams;  /* VigieStDatastream, for Datastreams */
  GPtrArray *observations; /* VigieStObservation, for Observations */
  gint64 total;            /* @iot.count of the whole list if asked for and believable, else -1 */
  gboolean last;
  /* Something of this page could not be read (counted under problems): what is in it is good, but
   * an entity that is missing from this walk need not be gone from the server: no sweeping. So too
   * where the server can only list without an order, on more than one page: rows may slip between. */
  gboolean partial;
} VigieStPage;
void vigie_st_page_free (VigieStPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStPage, vigie_st_page_free)

/* A walk through a list: the page after is fetched while the caller works on the one before. A
 * walk ends at the first of: no nextLink, an empty page, a link seen before, 100 000 pages. */
typedef struct _VigieStWalk VigieStWalk;

/* All Things with Locations, Datastreams (with Sensor, ObservedProperty, unit, properties) and the
 * latest Observation of each. Shapes that a server refuses are replaced by those it can do, down to
 * one list per entity set, and the refusal is remembered for the life of the client; one by 500 or
 * 504, which may pass, until the next walk of the territory or probe, which each try one such shape
 * again. A page holds things with their datastreams; from a server that cannot nest, first pages of
 * things without datastreams, then pages of datastreams (.thing known), then pages of observations
 * (.datastream known). */
VigieStWalk *vigie_st_client_walk_territory (VigieStClient *self);

/* The latest Observation of all Datastreams: ids and observations only (full comparison). Pages of
 * datastreams with one observation or none; from a server that cannot nest, also pages of
 * observations (.datastream known). */
VigieStWalk *vigie_st_client_walk_latest (VigieStClient *self);

/* The Datastreams of these ids, with Thing id, Sensor, ObservedProperty and latest Observation: for
 * readings of a Datastream that is not known yet. Ids are copied, and asked for in chunks. */
VigieStWalk *
vigie_st_client_walk_datastreams (VigieStClient *self, const VigieStId *ids, guint n_ids);

/* Observations whose phenomenonTime or resultTime is at or after @since, with their Datastream's id,
 * oldest first where the server can order. */
VigieStWalk *vigie_st_client_walk_since (VigieStClient *self, VigieTime since);

/* Observations of one Datastream with @from ≤ phenomenonTime < @to, oldest first. */
VigieStWalk *vigie_st_client_walk_history (VigieStClient *self,
                                           const char *datastream_id,
                                           gboolean id_is_text,
                                           VigieTime from,
                                           VigieTime to);

/* Of a history, before its first page: its readings are of intervals of up to @reach (µs) and are told by their ends, as
 * VigieReading has them. FROST-Server takes an interval to be at or after an instant where it begins there, and would
 * leave out one that @from lies in: of other servers than vigie-ingest, readings from so much before are asked for, and
 * may come. */
void vigie_st_walk_set_reach (VigieStWalk *walk, gint64 reach);

/* The next page, or NULL at the end (no error) or with an error; then the walk may be continued by
 * calling again, which asks for the same page. */
VigieStPage *vigie_st_walk_next (VigieStWalk *walk, GCancellable *cancellable, GError **error);
void vigie_st_walk_free (VigieStWalk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStWalk, vigie_st_walk_free)

/* Writes. @path is relative to the version ("Observations", "Datastreams(1)/Observations"), @body
 * JSON. Sent once: never again after a network error, for the server may have taken it; the caller
 * knows how to look. 200, 201 and 204 all are success. Create gives the new entity's id from the
 * Location header or the body; an answer with neither has created nothing and is UNSUPPORTED.
 * @id may be NULL; else release it with vigie_st_id_clear(). */
gboolean vigie_st_client_create (VigieStClient *self,
                                 const char *path,
                                 const char *body,
                                 VigieStId *id,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean vigie_st_client_update (VigieStClient *self,
                                 const char *path,
                                 const char *body,
                                 GCancellable *cancellable,
                                 GError **error);
void vigie_st_id_clear (VigieStId *id);

/* The entity or list at @path as JSON text, for reading back what was written. Free it. */
char *vigie_st_client_read (VigieStClient *self,
                            const char *path,
                            GCancellable *cancellable,
                            GError **error);

/* All that the server has of a Datastream, with its Sensor, ObservedProperty, Thing's name and last @n_readings
 * Observations, as JSON text. Free it. *@request (free it) is the whole address that was asked, also with an error. */
char *vigie_st_client_read_datastream (VigieStClient *self,
                                       const VigieStId *id,
                                       guint n_readings,
                                       char **request,
                                       GCancellable *cancellable,
                                       GError **error);

/* How many entities the list @path ("Things") has; -1 where the server does not tell (no error), or with
 * UNAUTHORIZED or G_IO_ERROR_CANCELLED. */
gint64 vigie_st_client_count (VigieStClient *self,
                              const char *path,
                              GCancellable *cancellable,
                              GError **error);

/* Bounds, in milliseconds. They hold for the requests begun from then on, not for those under way; 0 keeps what
 * was set before, at first the default. */
typedef struct
{
  guint connect_ms;     /* until the connection stands: 10 000 */
  guint idle_ms;        /* without a byte: 30 000 */
  guint total_ms;       /* a whole page: 120 000 */
  guint tries;          /* in all, for what is worth trying again: 4 */
  guint backoff_ms;     /* longest first wait, doubled at each try, taken at random below: 500 */
  guint backoff_max_ms; /* longest wait, Retry-After included: 60 000 */
} VigieStLimits;
void vigie_st_client_set_limits (VigieStClient *self, const VigieStLimits *limits);

/* Trusts the certificates of this PEM file as well as the system's. NULL: the system's only. */
gboolean vigie_st_client_set_ca_file (VigieStClient *self, const char *path, GError **error);

/* The address that answers, as it is best kept: scheme, host, port and path up to the version; after a
 * probe the path that was found. "unix:PATH" for a socket. Free it. */
char *vigie_st_client_dup_address (VigieStClient *self);

/* After VIGIE_ST_ERROR_TLS: the certificate that the server showed and why it is not trusted, or NULL
 * where it showed none (it speaks no TLS there). A new reference. Any thread. */
GTlsCertificate *vigie_st_client_dup_certificate (VigieStClient *self,
                                                  GTlsCertificateFlags *faults);

/* After VIGIE_ST_ERROR_UNAUTHORIZED: TRUE if the server asks for a token and for no password. Any
 * thread. */
gboolean vigie_st_client_wants_token (VigieStClient *self);

/* After the same: the way of identifying that the server asks for, where it is neither a password nor a token
 * (“Negotiate”, “Digest”): Vigie has none else. NULL otherwise. Free it. Any thread. */
char *vigie_st_client_dup_other_scheme (VigieStClient *self);

/* Writes every request and what could not be used into @log (a reference is taken) from here on. Set before the
 * first request. */
void vigie_st_client_set_log (VigieStClient *self, VigieStLog *log);

/* Since the client was made. */
typedef struct
{
  guint64 requests;
  guint64 bytes; /* of bodies as received */
  VigieStProblems problems;
} VigieStStatistics;
VigieStStatistics vigie_st_client_get_statistics (VigieStClient *self);
/* Adds @more to @self. */
void vigie_st_statistics_add (VigieStStatistics *self, const VigieStStatistics *more);

/* A sentence for a person in their language: what happened, to what, what to do. Free it. */
char *vigie_st_error_describe (const GError *error, const char *address);

/* Where a server sends to, without its query, if that is why it cannot be used; else NULL. Free it. */
char *vigie_st_error_dup_redirect (const GError *error);
/* TRUE for a 403: the user is known, and may not. */
gboolean vigie_st_error_is_forbidden (const GError *error);

G_END_DECLS
