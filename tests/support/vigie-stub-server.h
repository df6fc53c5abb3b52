/* vigie-stub-server.h: an HTTP server for tests that answers by a script, and misbehaves in all the
 * ways that networks and servers do. Raw sockets in threads of its own.
 *
 *   g_autoptr (VigieStubServer) server = vigie_stub_server_new ();
 *   vigie_stub_server_add_json (server, "*Things?*", "{\"value\":[]}");
 *   vigie_stub_server_add (server, "*Observations*", 2, &(VigieStubReply) { .status = 503 });
 *   client = vigie_st_client_new (vigie_stub_server_get_address (server), NULL, &error);
 *   …
 *   g_assert_cmpuint (vigie_stub_server_count (server, "*Observations*"), ==, 3);
 *
 * A request is answered by the first rule, in the order they were added, whose pattern (with * and ?,
 * on the decoded path and query; write "*Things[?]*" as "*Things?*") fits and which is not used up;
 * then by the handler, if there is one; then by a plain SensorThings root at /v1.1, and 404
 * elsewhere. In bodies and headers "{base}" stands for the server's address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VigieStubServer VigieStubServer;

typedef enum
{
  VIGIE_STUB_HONEST,       /* with Content-Length, keeps the connection */
  VIGIE_STUB_CHUNKED,      /* honest, in chunks */
  VIGIE_STUB_CUT,          /* half of the body, then hangs up */
  VIGIE_STUB_CUT_CHUNKED,  /* the same in chunks, without the last one */
  VIGIE_STUB_DRIP,         /* ten bytes at a time, 20 ms apart */
  VIGIE_STUB_HANG,         /* no answer ever */
  VIGIE_STUB_HANG_BODY,    /* the head and a little of the body, then nothing */
  VIGIE_STUB_CLOSE,        /* hangs up without an answer */
  VIGIE_STUB_STALE,        /* honest, then closes the connection that it promised to keep */
  VIGIE_STUB_GZIP,         /* honest, packed */
  VIGIE_STUB_GZIP_DAMAGED, /* packed, with a byte changed in the middle */
  VIGIE_STUB_GZIP_CUT,     /* packed, without its end, and told as whole */
  VIGIE_STUB_GZIP_BOMB,    /* 100 MB of spaces, packed */
  VIGIE_STUB_HUGE,         /* 100 MB, of no length told */
  VIGIE_STUB_HUGE_TOLD,    /* 100 MB, told before */
  VIGIE_STUB_GARBAGE,      /* no HTTP at all */
} VigieStubFault;

typedef struct
{
  guint status;             /* 0: 200 */
  const char *content_type; /* NULL: application/json */
  const char *body;         /* NULL: empty */
  gssize length;            /* of the body; 0: up to its NUL */
  const char *headers;      /* further lines, each ended by \r\n; or NULL */
  VigieStubFault fault;
  guint delay_ms; /* before the answer */
} VigieStubReply;

typedef struct
{
  char *method;
  char *target;  /* as it came */
  char *decoded; /* without percent escapes */
  char *headers; /* all lines as they came */
  char *body;
  guint connection; /* 0 for the first connection, 1 for the next, … */
} VigieStubRequest;

/* On 127.0.0.1 at a free port, or on a Unix socket. Serves at once. */
VigieStubServer *vigie_stub_server_new (void);
VigieStubServer *vigie_stub_server_new_unix (const char *path);
/* Hangs up on everybody and waits for its threads. */
void vigie_stub_server_free (VigieStubServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStubServer, vigie_stub_server_free)

/* "http://127.0.0.1:40123/v1.1", or "unix:PATH". */
const char *vigie_stub_server_get_address (VigieStubServer *self);

/* @times: -1 for ever. All is copied. */
void vigie_stub_server_add (VigieStubServer *self,
                            const char *pattern,
                            int times,
                            const VigieStubReply *reply);
void vigie_stub_server_add_json (VigieStubServer *self, const char *pattern, const char *json);
void vigie_stub_server_add_status (VigieStubServer *self,
                                   const char *pattern,
                                   guint status,
                                   const char *body);
void vigie_stub_server_clear (VigieStubServer *self);

/* Called in a thread of the server. FALSE: the request is not its own. Texts of @reply are taken with
 * g_free(), but for content_type and headers, which are to be static. */
typedef gboolean (*VigieStubHandler) (const VigieStubRequest *request,
                                      VigieStubReply *reply,
                                      gpointer data);
void vigie_stub_server_set_handler (VigieStubServer *self, VigieStubHandler handler, gpointer data);

/* TRUE: nothing listens any more (« connection refused »), open connections are cut; FALSE: back at the
 * same address. */
void vigie_stub_server_set_refusing (VigieStubServer *self, gboolean refusing);

/* What was asked so far. */
guint vigie_stub_server_count (VigieStubServer *self, const char *pattern);
/* A copy; free it. NULL past the last. */
VigieStubRequest *vigie_stub_server_get_request (VigieStubServer *self, guint index);
void vigie_stub_request_free (VigieStubRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigieStubRequest, vigie_stub_request_free)
/* The value of a header of a request, or NULL; free it. */
char *vigie_stub_request_get_header (const VigieStubRequest *request, const char *name);

G_END_DECLS
