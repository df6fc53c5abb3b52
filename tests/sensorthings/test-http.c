/* test-http.c: what may happen between a request and its answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "vigie-st-client.h"
#include "vigie-st-error.h"
#include "vigie-st-http.h"
#include "vigie-stub-server.h"

#define THINGS "{\"value\":[{\"@iot.id\":1,\"name\":\"Lorient\"}]}"

typedef struct
{
  VigieStubServer *server;
  VigieStClient *client;
} Fixture;

/* Patient: others may be using the machine. */
static const VigieStLimits quick = {.connect_ms = 10000,
                                    .idle_ms = 15000,
                                    .total_ms = 30000,
                                    .tries = 3,
                                    .backoff_ms = 10,
                                    .backoff_max_ms = 1500};

/* Where time is to run out. */
static const VigieStLimits hasty = {.idle_ms = 150, .total_ms = 600};

static VigieStClient *
new_client (const char *address, const VigieStCredentials *credentials)
{
  g_autoptr (GError) error = NULL;
  VigieStClient *client = vigie_st_client_new (address, credentials, &error);

  g_assert_no_error (error);
  vigie_st_client_set_limits (client, &quick);
  return client;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = vigie_stub_server_new ();
  self->client = new_client (vigie_stub_server_get_address (self->server), NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  vigie_st_client_free (self->client);
  g_clear_pointer (&self->server, vigie_stub_server_free);
}

static void
assert_reads (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = vigie_st_client_read (self->client, "Things", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static GError *
read_error (Fixture *self)
{
  GError *error = NULL;
  g_autofree char *text = vigie_st_client_read (self->client, "Things", NULL, &error);

  g_assert_null (text);
  g_assert_nonnull (error);
  return error;
}

/* ---- Good answers ---------------------------------------------------------------------------- */

static void
test_plain (Fixture *self, gconstpointer data)
{
  g_autoptr (VigieStubRequest) request = NULL;
  g_autofree char *agent = NULL, *coding = NULL, *authorization = NULL;
  VigieStStatistics statistics;

  vigie_stub_server_add_json (self->server, "*/Things", THINGS);
  assert_reads (self, THINGS);
  request = vigie_stub_server_get_request (self->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->target, ==, "/v1.1/Things");
  agent = vigie_stub_request_get_header (request, "User-Agent");
  g_assert_cmpstr (agent, ==, "Vigie/" VIGIE_VERSION);
  /* Nothing is packed on the same machine. */
  coding = vigie_stub_request_get_header (request, "Accept-Encoding");
  g_assert_cmpstr (coding, ==, "identity");
  authorization = vigie_stub_request_get_header (request, "Authorization");
  g_assert_null (authorization);
  statistics = vigie_st_client_get_statistics (self->client);
  g_assert_cmpuint (statistics.requests, ==, 1);
  g_assert_cmpuint (statistics.bytes, ==, strlen (THINGS));
}

static void
test_forms (Fixture *self, gconstpointer data)
{
  static const VigieStubFault forms[]
      = {VIGIE_STUB_HONEST, VIGIE_STUB_CHUNKED, VIGIE_STUB_GZIP, VIGIE_STUB_STALE};

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      vigie_stub_server_clear (self->server);
      vigie_stub_server_add (self->server, "*/Things", -1,
                             &(VigieStubReply) {.body = THINGS, .fault = forms[i]});
      assert_reads (self, THINGS);
      g_assert_cmpuint (vigie_stub_server_count (self->server, "*"), ==, 1);
    }
}

static void
test_large (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new ("{\"value\":[");
  static const VigieStubFault forms[] = {VIGIE_STUB_HONEST, VIGIE_STUB_CHUNKED, VIGIE_STUB_GZIP};

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (body, "%s{\"@iot.id\":%u,\"name\":\"Site %u\"}", i > 0 ? "," : "", i,
                            i);
  g_string_append (body, "]}");
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      vigie_stub_server_clear (self->server);
      vigie_stub_server_add (self->server, "*/Things", -1,
                             &(VigieStubReply) {.body = body->str, .fault = forms[i]});
      assert_reads (self, body->str);
    }
}

static void
test_unix (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vigie-st-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  g_autoptr (VigieStubServer) server = vigie_stub_server_new_unix (path);
  g_autoptr (VigieStClient) client = new_client (vigie_stub_server_get_address (server), NULL);
  g_autofree char *text = NULL;

  vigie_stub_server_add_json (server, "*/Things", THINGS);
  text = vigie_st_client_read (client, "Things", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, THINGS);
  g_clear_pointer (&client, vigie_st_client_free);
  g_clear_pointer (&server, vigie_stub_server_free);

  /* Gone: said as such. */
  client = new_client ("unix:/nowhere/vigie/socket", NULL);
  g_assert_null (vigie_st_client_read (client, "Things", NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE);
  g_assert_cmpint (vigie_st_error_get_reason (error), ==, VIGIE_ST_REASON_NO_SOCKET);
  g_rmdir (folder);
}

static void
test_credentials (void)
{
  static const struct
  {
    VigieStCredentials credentials;
    const char *header;
  } cases[] = {
      {{"agent", "brehat-56"}, "Basic YWdlbnQ6YnJlaGF0LTU2"},
      {{NULL, "a-token"}, "Bearer a-token"},
      {{NULL, NULL}, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieStubServer) server = vigie_stub_server_new ();
      g_autoptr (VigieStClient) client
          = new_client (vigie_stub_server_get_address (server), &cases[i].credentials);
      g_autoptr (VigieStubRequest) request = NULL;
      g_autofree char *text = NULL, *header = NULL;

      vigie_stub_server_add_json (server, "*/Things", THINGS);
      text = vigie_st_client_read (client, "Things", NULL, NULL);
      g_assert_cmpstr (text, ==, THINGS);
      request = vigie_stub_server_get_request (server, 0);
      header = vigie_stub_request_get_header (request, "Authorization");
      g_assert_cmpstr (header, ==, cases[i].header);
    }
}

/* So that the person is asked for what the server can use. */
static void
test_wants_token (void)
{
  static const struct
  {
    const char *headers;
    gboolean wants_token;
    const char *other;
  } cases[] = {
      {"WWW-Authenticate: Bearer realm=\"agglo\"\r\n", TRUE},
      {"WWW-Authenticate: Basic realm=\"agglo\"\r\n", FALSE},
      {"WWW-Authenticate: Bearer\r\nWWW-Authenticate: Basic realm=\"x\"\r\n", FALSE},
      {"WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n", FALSE, "Negotiate"},
      {"WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"\r\n", FALSE, "Digest"},
      {"WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=\"x\"\r\n", FALSE},
      {"WWW-Authenticate: <b>\r\n", FALSE},
      {NULL, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieStubServer) server = vigie_stub_server_new ();
      g_autoptr (VigieStClient) client = new_client (vigie_stub_server_get_address (server), NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *other = NULL;

      vigie_stub_server_add (server, "*/Things", -1,
                             &(VigieStubReply) {.status = 401, .headers = cases[i].headers});
      g_assert_null (vigie_st_client_read (client, "Things", NULL, &error));
      g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNAUTHORIZED);
      other = vigie_st_client_dup_other_scheme (client);
      g_assert_cmpint (vigie_st_client_wants_token (client), ==, cases[i].wants_token);
      g_assert_cmpstr (other, ==, cases[i].other);
    }
}

/* ---- Faults ---------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  VigieStubReply reply;
  int code;
  VigieStReason reason;
  guint requests; /* all in all */
} faults[] = {
    {"cut",
     {.body = THINGS, .fault = VIGIE_STUB_CUT},
     VIGIE_ST_ERROR_UNREACHABLE,
     VIGIE_ST_REASON_CUT,
     3},
    {"cut-chunked",
     {.body = THINGS, .fault = VIGIE_STUB_CUT_CHUNKED},
     VIGIE_ST_ERROR_UNREACHABLE,
     VIGIE_ST_REASON_CUT,
     3},
    {"hang", {.fault = VIGIE_STUB_HANG}, VIGIE_ST_ERROR_UNREACHABLE, VIGIE_ST_REASON_TIMED_OUT, 3},
    {"hang-body",
     {.body = THINGS, .fault = VIGIE_STUB_HANG_BODY},
     VIGIE_ST_ERROR_UNREACHABLE,
     VIGIE_ST_REASON_TIMED_OUT,
     3},
    {"close", {.fault = VIGIE_STUB_CLOSE}, VIGIE_ST_ERROR_UNREACHABLE, VIGIE_ST_REASON_CUT, 3},
    {"gzip-damaged",
     {.body = THINGS, .fault = VIGIE_STUB_GZIP_DAMAGED},
     VIGIE_ST_ERROR_MALFORMED,
     VIGIE_ST_REASON_DAMAGED,
     3},
    {"gzip-cut",
     {.body = THINGS, .fault = VIGIE_STUB_GZIP_CUT},
     VIGIE_ST_ERROR_MALFORMED,
     VIGIE_ST_REASON_DAMAGED,
     3},
    {"gzip-bomb",
     {.fault = VIGIE_STUB_GZIP_BOMB},
     VIGIE_ST_ERROR_MALFORMED,
     VIGIE_ST_REASON_TOO_LARGE,
     1},
    {"huge", {.fault = VIGIE_STUB_HUGE}, VIGIE_ST_ERROR_MALFORMED, VIGIE_ST_REASON_TOO_LARGE, 1},
    {"huge-told",
     {.fault = VIGIE_STUB_HUGE_TOLD},
     VIGIE_ST_ERROR_MALFORMED,
     VIGIE_ST_REASON_TOO_LARGE,
     1},
    {"garbage",
     {.fault = VIGIE_STUB_GARBAGE},
     VIGIE_ST_ERROR_NOT_SENSORTHINGS,
     VIGIE_ST_REASON_NONE,
     1},
    {"401", {.status = 401}, VIGIE_ST_ERROR_UNAUTHORIZED, VIGIE_ST_REASON_NONE, 1},
    {"403", {.status = 403}, VIGIE_ST_ERROR_UNAUTHORIZED, VIGIE_ST_REASON_FORBIDDEN, 1},
    {"404", {.status = 404}, VIGIE_ST_ERROR_NOT_FOUND, VIGIE_ST_REASON_NONE, 1},
    {"410", {.status = 410}, VIGIE_ST_ERROR_NOT_FOUND, VIGIE_ST_REASON_NONE, 1},
    {"400", {.status = 400}, VIGIE_ST_ERROR_UNSUPPORTED, VIGIE_ST_REASON_NONE, 1},
    {"422", {.status = 422}, VIGIE_ST_ERROR_UNSUPPORTED, VIGIE_ST_REASON_NONE, 1},
    {"431", {.status = 431}, VIGIE_ST_ERROR_UNSUPPORTED, VIGIE_ST_REASON_NONE, 1},
    {"501", {.status = 501}, VIGIE_ST_ERROR_UNSUPPORTED, VIGIE_ST_REASON_NONE, 1},
    {"429", {.status = 429}, VIGIE_ST_ERROR_SERVER, VIGIE_ST_REASON_TOO_MANY, 3},
    {"500", {.status = 500}, VIGIE_ST_ERROR_SERVER, VIGIE_ST_REASON_NONE, 1},
    {"502", {.status = 502}, VIGIE_ST_ERROR_SERVER, VIGIE_ST_REASON_NONE, 3},
    {"503", {.status = 503}, VIGIE_ST_ERROR_SERVER, VIGIE_ST_REASON_NONE, 3},
    {"504", {.status = 504}, VIGIE_ST_ERROR_SERVER, VIGIE_ST_REASON_NONE, 3},
    /* An hour is longer than the client waits: told at once instead. */
    {"long-pause",
     {.status = 503, .headers = "Retry-After: 3600\r\n"},
     VIGIE_ST_ERROR_SERVER,
     VIGIE_ST_REASON_NONE,
     1},
};

static void
test_fault (Fixture *self, gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (faults[index].reason == VIGIE_ST_REASON_TIMED_OUT)
    vigie_st_client_set_limits (self->client, &hasty);
  vigie_stub_server_add (self->server, "*/Things", -1, &faults[index].reply);
  error = read_error (self);
  g_assert_error (error, VIGIE_ST_ERROR, faults[index].code);
  g_assert_cmpint (vigie_st_error_get_reason (error), ==, faults[index].reason);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*"), ==, faults[index].requests);
  sentence = vigie_st_error_describe (error, "https://capteurs.example.fr");
  g_assert_nonnull (strstr (sentence, "https://capteurs.example.fr"));
}

static gint64
peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtoll (line + 6, NULL, 10) * 1024 : 0;
}

/* Told before: nothing of it is taken. Not told: no more than the bound. */
static void
test_huge_memory (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 before;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer keeps what was freed");
  return;
#endif
  before = peak_memory ();
  vigie_stub_server_add (self->server, "*/Things", -1,
                         &(VigieStubReply) {.fault = VIGIE_STUB_HUGE_TOLD});
  error = read_error (self);
  g_assert_cmpint (peak_memory () - before, <, 8 * 1024 * 1024);
  g_clear_error (&error);
  vigie_stub_server_clear (self->server);
  vigie_stub_server_add (self->server, "*/Things", -1,
                         &(VigieStubReply) {.fault = VIGIE_STUB_HUGE});
  error = read_error (self);
  g_assert_cmpint (peak_memory () - before, <, VIGIE_ST_MAX_BODY + 16 * 1024 * 1024);
}

/* What is worth trying again is tried again, and the third time is the good one. */
static void
test_retry_succeeds (Fixture *self, gconstpointer data)
{
  static const VigieStubReply bad[] = {
      {.status = 503},
      {.status = 429, .headers = "Retry-After: 0\r\n"},
      {.status = 502,
       .content_type = "text/html",
       .body = "<html><title>Bad Gateway</title></html>"},
      {.fault = VIGIE_STUB_CLOSE},
      {.body = THINGS, .fault = VIGIE_STUB_CUT},
      {.body = THINGS, .fault = VIGIE_STUB_GZIP_DAMAGED},
      {.fault = VIGIE_STUB_HANG},
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      vigie_stub_server_clear (self->server);
      if (bad[i].fault == VIGIE_STUB_HANG)
        vigie_st_client_set_limits (self->client, &(VigieStLimits) {.idle_ms = 500});
      vigie_stub_server_add (self->server, "*/Things", 2, &bad[i]);
      vigie_stub_server_add_json (self->server, "*/Things", THINGS);
      assert_reads (self, THINGS);
      g_assert_cmpuint (vigie_stub_server_count (self->server, "*"), ==, 3);
    }
}

static void
test_retry_after (Fixture *self, gconstpointer data)
{
  g_autoptr (GDateTime) later = NULL;
  g_autofree char *date = NULL, *header = NULL;
  gint64 began = g_get_monotonic_time ();

  vigie_stub_server_add (self->server, "*/Things", 1,
                         &(VigieStubReply) {.status = 503, .headers = "Retry-After: 1\r\n"});
  vigie_stub_server_add_json (self->server, "*/Things", THINGS);
  assert_reads (self, THINGS);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 1000000);

  /* A date, against the server's own clock. */
  g_assert_cmpint (
      vigie_st_http_parse_retry_after ("Sat, 21 Nov 2026 10:00:30 GMT", 1795255200 * VIGIE_SECOND),
      ==, 30);
  g_assert_cmpint (
      vigie_st_http_parse_retry_after ("Sat, 21 Nov 2026 09:00:00 GMT", 1795255200 * VIGIE_SECOND),
      ==, 0);
  g_assert_cmpint (vigie_st_http_parse_retry_after (" 120", 0), ==, 120);
  g_assert_cmpint (vigie_st_http_parse_retry_after ("soon", 0), ==, -1);
  g_assert_cmpint (vigie_st_http_parse_retry_after ("-5", 0), ==, -1);
  g_assert_cmpint (vigie_st_http_parse_retry_after (NULL, 0), ==, -1);
}

/* A server that closes an idle connection at the moment it is used again is not a fault: once more
 * at once, without counting as a try. */
static void
test_stale (Fixture *self, gconstpointer data)
{
  vigie_stub_server_add (self->server, "*/First", -1, &(VigieStubReply) {.body = "1"});
  /* Of the second request on that connection nothing is answered. */
  vigie_stub_server_add (self->server, "*/Things", 1,
                         &(VigieStubReply) {.fault = VIGIE_STUB_CLOSE});
  vigie_stub_server_add_json (self->server, "*/Things", THINGS);
  vigie_st_client_set_limits (self->client, &(VigieStLimits) {.tries = 1});
  g_free (vigie_st_client_read (self->client, "First", NULL, NULL));
  assert_reads (self, THINGS);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*/Things"), ==, 2);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  vigie_stub_server_add_json (self->server, "*/Things", THINGS);
  vigie_stub_server_set_refusing (self->server, TRUE);
  error = read_error (self);
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE);
  g_assert_cmpint (vigie_st_error_get_reason (error), ==, VIGIE_ST_REASON_REFUSED);
  vigie_stub_server_set_refusing (self->server, FALSE);
  assert_reads (self, THINGS);
}

static void
test_no_name (void)
{
  g_autoptr (VigieStClient) client = new_client ("http://vigie.invalid/v1.1", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vigie_st_client_read (client, "Things", NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE);
}

/* A slow but steady answer is taken as long as it keeps within the whole time. */
static void
test_drip (Fixture *self, gconstpointer data)
{
  g_autofree char *long_body = g_strnfill (1000, ' ');
  g_autoptr (GError) error = NULL;

  vigie_stub_server_add (self->server, "*/Things", -1,
                         &(VigieStubReply) {.body = THINGS, .fault = VIGIE_STUB_DRIP});
  assert_reads (self, THINGS);
  vigie_stub_server_clear (self->server);
  vigie_stub_server_add (self->server, "*/Things", -1,
                         &(VigieStubReply) {.body = long_body, .fault = VIGIE_STUB_DRIP});
  vigie_st_client_set_limits (self->client, &(VigieStLimits) {.tries = 1, .total_ms = 600});
  error = read_error (self);
  g_assert_cmpint (vigie_st_error_get_reason (error), ==, VIGIE_ST_REASON_TIMED_OUT);
}

/* ---- Cancelling ------------------------------------------------------------------------------ */

typedef struct
{
  GCancellable *cancellable;
  gint64 at;
} Canceller;

static gpointer
cancel_soon (gpointer data)
{
  Canceller *canceller = data;

  g_usleep (60000);
  canceller->at = g_get_monotonic_time ();
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

/* In every phase: while connecting, waiting for the answer, reading it, waiting to try again. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  static const VigieStubReply phases[] = {
      {.fault = VIGIE_STUB_HANG},
      {.body = THINGS, .fault = VIGIE_STUB_HANG_BODY},
      {.status = 503, .headers = "Retry-After: 1\r\n"},
      {.fault = VIGIE_STUB_DRIP,
       .body = "a body that takes its time to arrive, a very long one, "
               "which ends long after the caller has turned away from it"},
  };

  for (guint i = 0; i <= G_N_ELEMENTS (phases); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (VigieStClient) elsewhere = NULL;
      Canceller canceller = {cancellable, 0};
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      VigieStClient *client = self->client;
      GThread *thread;

      vigie_stub_server_clear (self->server);
      if (i < G_N_ELEMENTS (phases))
        {
          vigie_stub_server_add (self->server, "*/Things", -1, &phases[i]);
        }
      else
        {
          /* 192.0.2.0/24 is nobody's (RFC 5737): connecting hangs or fails, both are fine. */
          client = elsewhere = new_client ("http://192.0.2.1/v1.1", NULL);
          vigie_st_client_set_limits (client, &(VigieStLimits) {.tries = 50, .backoff_ms = 1000});
        }
      thread = g_thread_new ("cancel", cancel_soon, &canceller);
      text = vigie_st_client_read (client, "Things", cancellable, &error);
      g_assert_cmpint (g_get_monotonic_time () - canceller.at, <, 100000);
      g_thread_join (thread);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_cancelled_before (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  vigie_stub_server_add_json (self->server, "*/Things", THINGS);
  g_cancellable_cancel (cancellable);
  g_assert_null (vigie_st_client_read (self->client, "Things", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Freed while a request hangs: back at once, nothing left behind. */
static void
test_free_while_busy (void)
{
  g_autoptr (VigieStubServer) server = vigie_stub_server_new ();
  VigieStClient *client = new_client (vigie_stub_server_get_address (server), NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Canceller canceller = {cancellable, 0};
  GThread *thread;
  gint64 began;

  vigie_stub_server_add (server, "*", -1, &(VigieStubReply) {.fault = VIGIE_STUB_HANG});
  thread = g_thread_new ("cancel", cancel_soon, &canceller);
  g_assert_null (vigie_st_client_read (client, "Things", cancellable, NULL));
  g_thread_join (thread);
  began = g_get_monotonic_time ();
  vigie_st_client_free (client);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 100000);
}

/* ---- Redirects ------------------------------------------------------------------------------- */

static void
test_redirect_same (Fixture *self, gconstpointer data)
{
  vigie_stub_server_add (self->server, "*/Things", -1,
                         &(VigieStubReply) {.status = 301, .headers = "Location: Things/\r\n"});
  vigie_stub_server_add (
      self->server, "*/Things/", -1,
      &(VigieStubReply) {.status = 307, .headers = "Location: {base}/Elsewhere?a=b%20c\r\n"});
  vigie_stub_server_add_json (self->server, "*/Elsewhere?a=b c", THINGS);
  assert_reads (self, THINGS);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*"), ==, 3);
}

static void
test_redirect_loop (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  vigie_stub_server_add (
      self->server, "*/Things", -1,
      &(VigieStubReply) {.status = 302, .headers = "Location: /v1.1/Things\r\n"});
  error = read_error (self);
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_NOT_SENSORTHINGS);
  g_assert_cmpint (vigie_st_error_get_reason (error), ==, VIGIE_ST_REASON_REDIRECT);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*"), ==, 6);
}

/* To another origin: nothing is asked there, least of all with credentials, and the person is told
 * where it leads. */
static void
test_redirect_elsewhere (void)
{
  g_autoptr (VigieStubServer) server = vigie_stub_server_new ();
  g_autoptr (VigieStubServer) other = vigie_stub_server_new ();
  const VigieStCredentials credentials = {"agent", "brehat-56"};
  g_autoptr (VigieStClient) client
      = new_client (vigie_stub_server_get_address (server), &credentials);
  g_autofree char *header = g_strdup_printf ("Location: %s/Things?key=brehat-56\r\n",
                                             vigie_stub_server_get_address (other));
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  vigie_stub_server_add_json (other, "*", THINGS);
  vigie_stub_server_add (server, "*/Things", -1,
                         &(VigieStubReply) {.status = 302, .headers = header});
  g_assert_null (vigie_st_client_read (client, "Things", NULL, &error));
  g_assert_cmpint (vigie_st_error_get_reason (error), ==, VIGIE_ST_REASON_REDIRECT);
  g_assert_cmpuint (vigie_stub_server_count (other, "*"), ==, 0);
  sentence = vigie_st_error_describe (error, vigie_stub_server_get_address (server));
  g_assert_nonnull (strstr (sentence, vigie_stub_server_get_address (other)));
  g_assert_null (strstr (sentence, "brehat-56"));
  g_assert_null (strstr (error->message, "brehat-56"));
}

/* ---- Error bodies ---------------------------------------------------------------------------- */

static void
test_error_bodies (void)
{
  static const struct
  {
    const char *type, *body, *said;
  } cases[] = {
      {"application/json", "{\"code\":400,\"type\":\"error\",\"message\":\"Not a valid filter\"}",
       "Not a valid filter"},
      {"application/json", "{\"detail\":\"top must be at most 100\"}", "top must be at most 100"},
      {"application/json", "{\"detail\":[{\"loc\":[\"query\"],\"msg\":\"too large\"}]}",
       "too large"},
      {"application/json", "{\"error\":{\"message\":\"inner\"}}", "inner"},
      {"text/html",
       "<!DOCTYPE html><html><head><title>\n HTTP Status 400\n</title><style>b{}</style></head>",
       "HTTP Status 400"},
      {"text/html", "<html><style>p { color: red }</style><body><h1>Bad</h1> <p>Request</p></body>",
       "Bad Request"},
      {"text/html", "<html><script>alert(1)</script><b>No</b>", "No"},
      {"text/plain", "  syntax\r\n\terror\x01 at 12  ", "syntax error at 12"},
      {"text/plain", "no \xFF utf-8", "no \357\277\275 utf-8"},
      {"text/plain", "token s3cret-token is bad", "token *** is bad"},
      {"text/html", "<html", NULL},
      {NULL, "", NULL},
  };
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *cut = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = vigie_st_error_summarise (cases[i].type, cases[i].body,
                                                        strlen (cases[i].body), "s3cret-token");

      g_assert_cmpstr (said, ==, cases[i].said);
    }
  cut = vigie_st_error_summarise ("text/plain", long_text, 5000, NULL);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 201);
}

/* Every code has a sentence that names the server. */
static void
test_sentences (void)
{
  for (int code = VIGIE_ST_ERROR_UNREACHABLE; code <= VIGIE_ST_ERROR_MALFORMED; code++)
    for (int reason = VIGIE_ST_REASON_NONE; reason <= VIGIE_ST_REASON_NOT_CREATED; reason++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *sentence = NULL;

        vigie_st_error_set (&error, code, reason, 500, "internal words %d", code);
        sentence = vigie_st_error_describe (error, "https://capteurs.example.fr");
        g_assert_nonnull (strstr (sentence, "https://capteurs.example.fr"));
        g_assert_null (strstr (sentence, "internal words"));
      }
  for (guint problem = 0; problem < VIGIE_ST_N_PROBLEM; problem++)
    {
      g_autofree char *one = vigie_st_problem_describe (problem, 1);
      g_autofree char *many = vigie_st_problem_describe (problem, 12);

      g_assert_nonnull (strstr (one, "1"));
      g_assert_nonnull (strstr (many, "12"));
      g_assert_cmpstr (vigie_st_problem_to_string (problem), !=, "");
    }
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void
test_create (Fixture *self, gconstpointer data)
{
  static const struct
  {
    VigieStubReply reply;
    const char *id;
    gboolean is_text;
  } cases[] = {
      /* FROST: nothing but the Location. */
      {{.status = 201, .headers = "Location: {base}/Observations(12)\r\n"}, "12", FALSE},
      {{.status = 201, .headers = "Location: {base}/Observations('l''abri')\r\n"}, "l'abri", TRUE},
      {{.status = 201,
        .headers = "Location: {base}/Observations(%27l%27%27abri%20%28nord%29%27)\r\n"},
       "l'abri (nord)",
       TRUE},
      /* STEAN: the entity; or 200. */
      {{.status = 201, .body = "{\"@iot.id\":13,\"result\":1}"}, "13", FALSE},
      {{.status = 200, .body = "{\"@iot.id\":\"u-1\"}"}, "u-1", TRUE},
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VigieStubRequest) request = NULL;
      g_autofree char *type = NULL;
      VigieStId id = {NULL, FALSE};

      vigie_stub_server_clear (self->server);
      vigie_stub_server_add (self->server, "*/Observations", -1, &cases[i].reply);
      vigie_st_client_create (self->client, "Observations", "{\"result\":1}", &id, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (id.text, ==, cases[i].id);
      g_assert_cmpint (id.is_text, ==, cases[i].is_text);
      vigie_st_id_clear (&id);
      request = vigie_stub_server_get_request (self->server, 0);
      g_assert_cmpstr (request->method, ==, "POST");
      g_assert_cmpstr (request->body, ==, "{\"result\":1}");
      type = vigie_stub_request_get_header (request, "Content-Type");
      g_assert_cmpstr (type, ==, "application/json");
    }

  /* STEAN on an unknown field: 200 and {}: nothing was made. */
  vigie_stub_server_clear (self->server);
  vigie_stub_server_add_status (self->server, "*/Observations", 200, "{}");
  g_assert_false (vigie_st_client_create (self->client, "Observations", "{}", NULL, NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNSUPPORTED);
  g_assert_cmpint (vigie_st_error_get_reason (error), ==, VIGIE_ST_REASON_NOT_CREATED);
  g_clear_error (&error);

  /* What was sent is never sent again by itself: it may have arrived. */
  vigie_stub_server_clear (self->server);
  vigie_stub_server_add (self->server, "*/Observations", -1,
                         &(VigieStubReply) {.fault = VIGIE_STUB_CLOSE});
  g_assert_false (vigie_st_client_create (self->client, "Observations", "{}", NULL, NULL, &error));
  g_assert_error (error, VIGIE_ST_ERROR, VIGIE_ST_ERROR_UNREACHABLE);
  g_assert_cmpuint (vigie_stub_server_count (self->server, "*"), ==, 1);
}

static void
test_update (Fixture *self, gconstpointer data)
{
  static const guint statuses[] = {200, 201, 204};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (VigieStubRequest) request = NULL;

      vigie_stub_server_clear (self->server);
      vigie_stub_server_add_status (self->server, "*/Things(1)", statuses[i], NULL);
      vigie_st_client_update (self->client, "Things(1)", "{\"name\":\"A\"}", NULL, &error);
      g_assert_no_error (error);
      request = vigie_stub_server_get_request (self->server, 0);
      g_assert_cmpstr (request->method, ==, "PATCH");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/http/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("plain", test_plain);
  ADD ("forms", test_forms);
  ADD ("large", test_large);
  g_test_add_func ("/http/unix-socket", test_unix);
  g_test_add_func ("/http/credentials", test_credentials);
  g_test_add_func ("/http/wants-token", test_wants_token);
  ADD ("huge-memory", test_huge_memory);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/http/fault/", faults[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_fault, tear_down);
    }
  ADD ("retry/succeeds", test_retry_succeeds);
  ADD ("retry/after", test_retry_after);
  ADD ("stale", test_stale);
  ADD ("refused", test_refused);
  g_test_add_func ("/http/no-name", test_no_name);
  ADD ("drip", test_drip);
  ADD ("cancel/phases", test_cancel);
  ADD ("cancel/before", test_cancelled_before);
  g_test_add_func ("/http/free-while-busy", test_free_while_busy);
  ADD ("redirect/same-origin", test_redirect_same);
  ADD ("redirect/loop", test_redirect_loop);
  g_test_add_func ("/http/redirect/elsewhere", test_redirect_elsewhere);
  g_test_add_func ("/http/error-bodies", test_error_bodies);
  g_test_add_func ("/http/sentences", test_sentences);
  ADD ("create", test_create);
  ADD ("update", test_update);
  return g_test_run ();
}
