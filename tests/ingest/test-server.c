/* test-server.c: the real vigie-ingest over HTTP, on Unix sockets and loopback: addresses, tokens, forms
 * of answers, bounds, hostile requests, ending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-server.h"
#include "vigie-ingest-listen.h"

typedef struct
{
  IngestServer server;
  IngestAnswer answer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ingest_set_up (&fixture->server);
}

static void
set_up_started (Fixture *fixture, gconstpointer data)
{
  ingest_set_up (&fixture->server);
  ingest_start (&fixture->server, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ingest_answer_clear (&fixture->answer);
  ingest_tear_down (&fixture->server);
}

#define ASK(method, path, headers, body)                                                           \
  ingest_ask (&fixture->server, method, path, headers, body, &fixture->answer)

static gboolean
has_header (Fixture *fixture, const char *line)
{
  g_autofree char *wanted = g_strconcat ("\n", line, "\r", NULL);

  return strstr (fixture->answer.headers, wanted) != NULL;
}

/* The error's form, and that it tells nothing of this machine. */
static void
assert_error (Fixture *fixture, int status)
{
  g_autofree char *code
      = g_strdup_printf ("{\"code\":%d,\"type\":\"error\",\"message\":\"", status);

  g_assert_cmpint (fixture->answer.status, ==, status);
  g_assert_true (g_str_has_prefix (fixture->answer.body, code));
  g_assert_null (strstr (fixture->answer.body, fixture->server.folder));
  g_assert_null (strstr (fixture->answer.body, "sqlite"));
}

static const struct
{
  const char *text;
  gboolean good;
  gboolean is_private;
} addresses[] = {
    {"127.0.0.1:8080", TRUE, TRUE},
    {"localhost:0", TRUE, TRUE},
    {"[::1]:8080", TRUE, TRUE},
    {"0.0.0.0:80", TRUE, FALSE},
    {"[::]:80", TRUE, FALSE},
    {"192.168.1.2:9", TRUE, FALSE},
    {"unix:/run/a", TRUE, TRUE},
    {"unix:", FALSE, FALSE},
    {"8080", FALSE, FALSE},
    {":8080", FALSE, FALSE},
    {"127.0.0.1", FALSE, FALSE},
    {"127.0.0.1:", FALSE, FALSE},
    {"127.0.0.1:70000", FALSE, FALSE},
    {"127.0.0.1:-1", FALSE, FALSE},
    {"::1:8080", FALSE, FALSE},
    {"[::1:80", FALSE, FALSE},
    {"vigie.example:80", FALSE, FALSE},
    {"", FALSE, FALSE},
    {"127.0.0.1:80 ", FALSE, FALSE},
};

static void
test_addresses (void)
{
  g_autofree char *name = g_strnfill (200, 'x');
  g_autofree char *long_path = g_strconcat ("unix:/", name, NULL);
  gboolean is_private;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketAddress) address
          = vigie_ingest_parse_address (addresses[i].text, &is_private, &error);

      g_test_message ("%s", addresses[i].text);
      g_assert_cmpint (address != NULL, ==, addresses[i].good);
      g_assert_cmpint (address == NULL, ==, error != NULL);
      if (address != NULL)
        g_assert_cmpint (is_private, ==, addresses[i].is_private);
    }
  g_assert_null (vigie_ingest_parse_address (long_path, &is_private, NULL));
}

static void
test_bearer (void)
{
  static const struct
  {
    const char *header;
    gboolean good;
  } cases[] = {{"Bearer abcdefghijklmnop", TRUE},
               {"bearer abcdefghijklmnop", TRUE},
               {"Bearer  abcdefghijklmnop", TRUE},
               {NULL, FALSE},
               {"", FALSE},
               {"Bearer", FALSE},
               {"Bearer ", FALSE},
               {"Bearer abcdefghijklmno", FALSE},
               {"Bearer abcdefghijklmnopq", FALSE},
               {"Bearer abcdefghijklmnoP", FALSE},
               {"Bearer abcdefghijklmnopabcdefghijklmnop", FALSE},
               {"Basic abcdefghijklmnop", FALSE},
               {"abcdefghijklmnop", FALSE}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (vigie_ingest_check_bearer (cases[i].header, "abcdefghijklmnop"), ==,
                     cases[i].good);
}

static void
test_socket (Fixture *fixture, gconstpointer data)
{
  const char *again[] = {"--listen", NULL, NULL};
  g_autofree char *listen = g_strconcat ("unix:", fixture->server.socket, NULL);
  g_autofree char *said = NULL, *other_store = NULL;
  IngestServer other;
  GStatBuf info;

  ingest_start (&fixture->server, NULL);
  g_assert_cmpint (g_stat (fixture->server.socket, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (ASK ("GET", "/health", "", NULL), ==, 200);

  /* A second one on the same socket is refused, and the first goes on. */
  other = fixture->server;
  other.store = other_store = g_strconcat (fixture->server.store, ".2", NULL);
  again[1] = listen;
  g_assert_null (ingest_spawn (&other, again, &said));
  g_assert_nonnull (strstr (said, fixture->server.socket));
  g_assert_cmpint (ASK ("GET", "/health", "", NULL), ==, 200);

  /* One on the same store is, too. */
  {
    g_autofree char *line = NULL, *words = NULL;

    other = fixture->server;
    again[1] = "127.0.0.1:0";
    line = ingest_spawn (&other, again, &words);
    g_assert_null (line);
    g_assert_nonnull (strstr (words, fixture->server.store));
  }

  /* Killed, it leaves its socket, which the next one replaces. */
  ingest_stop (&fixture->server, SIGKILL);
  g_assert_true (g_file_test (fixture->server.socket, G_FILE_TEST_EXISTS));
  ingest_start (&fixture->server, NULL);
  g_assert_cmpint (ASK ("GET", "/health", "", NULL), ==, 200);
  ingest_stop (&fixture->server, SIGTERM);
  g_assert_false (g_file_test (fixture->server.socket, G_FILE_TEST_EXISTS));

  /* Another kind of file is left alone. */
  g_assert_true (g_file_set_contents (fixture->server.socket, "mine", -1, NULL));
  again[1] = listen;
  g_clear_pointer (&said, g_free);
  g_assert_null (ingest_spawn (&fixture->server, again, &said));
  g_assert_true (g_file_test (fixture->server.socket, G_FILE_TEST_IS_REGULAR));
}

/* Listens on TCP; the line tells the port. */
static void
start_tcp (Fixture *fixture, const char *address, const char *token_file)
{
  const char *arguments[]
      = {"--listen", address, token_file ? "--token-file" : NULL, token_file, NULL};
  g_autofree char *line = ingest_spawn (&fixture->server, arguments, NULL);
  const char *colon;

  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "vigie-ingest: listening on http://"));
  g_assert_true (g_str_has_suffix (line, "/v1.1"));
  colon = strrchr (line, ':');
  fixture->server.port = atoi (colon + 1);
  g_assert_cmpint (fixture->server.port, >, 0);
}

static void
test_token (Fixture *fixture, gconstpointer data)
{
  static const char thing[] = "{\"name\":\"a\",\"description\":\"\"}";
  g_autofree char *token = g_build_filename (fixture->server.folder, "token", NULL);
  const char *open[] = {"--listen", "0.0.0.0:0", NULL};
  const char *with_token[] = {"--listen", "127.0.0.1:0", "--token-file", token, NULL};
  g_autofree char *said = NULL, *line = NULL;

  /* Open to other machines without a token: no. */
  line = ingest_spawn (&fixture->server, open, &said);
  g_assert_null (line);
  g_assert_nonnull (strstr (said, "--token-file"));

  /* A token that others can read, that is short or that is not there: no. */
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *words = NULL;

      if (i > 0)
        g_assert_true (g_file_set_contents (token,
                                            i == 2   ? "short"
                                            : i == 3 ? "abcdefgh ijklmnopq"
                                                     : "abcdefghijklmnop\n",
                                            -1, NULL));
      if (i > 0)
        g_chmod (token, i == 1 ? 0644 : 0600);
      line = ingest_spawn (&fixture->server, with_token, &words);
      g_assert_null (line);
      g_assert_nonnull (strstr (words, token));
      g_assert_null (strstr (words, "abcdefgh"));
    }

  g_assert_true (g_file_set_contents (token, "  abcdefghijklmnop\n", -1, NULL));
  g_chmod (token, 0640);
  start_tcp (fixture, "127.0.0.1:0", token);
  g_assert_cmpint (ASK ("GET", "/v1.1/Things", "", NULL), ==, 200);
  ASK ("POST", "/v1.1/Things", "", thing);
  assert_error (fixture, 401);
  g_assert_true (has_header (fixture, "www-authenticate: bearer"));
  ASK ("POST", "/uplinks/chirpstack?event=up", "Authorization: Bearer nonononononononono\r\n",
       thing);
  assert_error (fixture, 401);
  ASK ("DELETE", "/v1.1/Things(1)", "", NULL);
  assert_error (fixture, 401);
  g_assert_cmpint (
      ASK ("POST", "/v1.1/Things", "Authorization: Bearer abcdefghijklmnop\r\n", thing), ==, 201);
  g_assert_cmpint (ingest_integer (&fixture->server, "SELECT count (*) FROM thing"), ==, 1);
}

static void
test_tcp (Fixture *fixture, gconstpointer data)
{
  start_tcp (fixture, "localhost:0", NULL);
  g_assert_cmpint (ASK ("GET", "/v1.1", "", NULL), ==, 200);
  g_assert_nonnull (strstr (fixture->answer.body, "http://vigie.test:81/v1.1/Things"));
  /* A web page in a browser of this machine. */
  ASK ("POST", "/v1.1/Things", "Origin: https://evil.example\r\n", "{}");
  assert_error (fixture, 403);
  ingest_stop (&fixture->server, SIGINT);
}

/* What goes over a network is compressed; to the same machine that takes longer than it saves. */
static void
test_compression (Fixture *fixture, gconstpointer data)
{
  static const char *const behind_proxy[] = {"--behind-proxy", NULL};
  static const char zip[] = "Accept-Encoding: gzip\r\n";
  gsize zipped;

  ingest_start (&fixture->server, NULL);
  g_assert_cmpint (ASK ("GET", "/v1.1", zip, NULL), ==, 200);
  g_assert_false (has_header (fixture, "content-encoding: gzip"));
  g_assert_cmpint (fixture->answer.body[0], ==, '{');
  ingest_stop (&fixture->server, SIGTERM);

  ingest_start (&fixture->server, behind_proxy);
  /* Large answers are zipped for who asks so, small ones not. */
  g_assert_cmpint (ASK ("GET", "/v1.1/Things", "Accept-Encoding: gzip\r\n", NULL), ==, 200);
  g_assert_false (has_header (fixture, "content-encoding: gzip"));
  g_assert_cmpint (ASK ("GET", "/v1.1", "Accept-Encoding: deflate, gzip;q=0.5\r\n", NULL), ==, 200);
  g_assert_true (has_header (fixture, "content-encoding: gzip"));
  g_assert_true (has_header (fixture, "vary: accept-encoding"));
  zipped = fixture->answer.length;
  g_assert_cmpint ((guchar) fixture->answer.body[0], ==, 0x1f);
  g_assert_cmpint (ASK ("GET", "/v1.1", "Accept-Encoding: gzip;q=0\r\n", NULL), ==, 200);
  g_assert_cmpuint (fixture->answer.length, >, zipped);
  ingest_stop (&fixture->server, SIGTERM);

  start_tcp (fixture, "127.0.0.1:0", NULL);
  g_assert_cmpint (ASK ("GET", "/v1.1", zip, NULL), ==, 200);
  g_assert_false (has_header (fixture, "content-encoding: gzip"));
  g_assert_cmpint (fixture->answer.body[0], ==, '{');
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new ("[{\"Datastream\":{\"@iot.id\":1},\"components\":"
                                           "[\"result\"],\"dataArray\":[");
  g_autofree char *etag = NULL, *condition = NULL, *plain = NULL;
  const char *at;

  /* HEAD has the headers of GET and no body. */
  g_assert_cmpint (ASK ("GET", "/v1.1/Things", "", NULL), ==, 200);
  plain = g_strdup (strstr (fixture->answer.headers, "\ncontent-length"));
  g_assert_cmpint (ASK ("HEAD", "/v1.1/Things", "", NULL), ==, 200);
  g_assert_cmpstr (strstr (fixture->answer.headers, "\ncontent-length"), ==, plain);
  g_assert_cmpuint (fixture->answer.length, ==, 0);

  /* The tag: nothing new, nothing sent; something new, all of it. */
  at = strstr (fixture->answer.headers, "\netag: ");
  g_assert_nonnull (at);
  etag = g_strndup (at + 7, strcspn (at + 7, "\r"));
  condition = g_strconcat ("If-None-Match: \"other\", W/", etag, "\r\n", NULL);
  g_assert_cmpint (ASK ("GET", "/v1.1/Things", condition, NULL), ==, 304);
  g_assert_cmpuint (fixture->answer.length, ==, 0);
  g_assert_cmpint (ASK ("POST", "/v1.1/Things", "", "{\"name\":\"é\",\"description\":\"\"}"), ==,
                   201);
  g_assert_true (has_header (fixture, "location: http://vigie.test:81/v1.1/things(1)"));
  g_assert_nonnull (strstr (fixture->answer.body, "\"name\":\"é\""));
  g_assert_cmpint (ASK ("GET", "/v1.1/Things", condition, NULL), ==, 200);

  /* What can be done where. */
  g_assert_cmpint (ASK ("OPTIONS", "/v1.1/Things", "", NULL), ==, 200);
  g_assert_true (has_header (fixture, "allow: get, head, post, options"));
  ASK ("PUT", "/v1.1/Things(1)", "", "{}");
  assert_error (fixture, 501);
  ASK ("POST", "/v1.1/Things(1)", "", "{}");
  assert_error (fixture, 405);
  g_assert_true (has_header (fixture, "allow: get, head, patch, delete, options"));
  ASK ("POST", "/v1.1", "", "{}");
  assert_error (fixture, 405);
  ASK ("DELETE", "/v1.1/Things", "", NULL);
  assert_error (fixture, 405);
  ASK ("POST", "/v1.1/Things(1)", "", "{}");
  assert_error (fixture, 405);
  ASK ("GET", "/uplinks/chirpstack", "", NULL);
  assert_error (fixture, 405);
  ASK ("POST", "/health", "", "{}");
  assert_error (fixture, 405);
  ASK ("GET", "/", "", NULL);
  assert_error (fixture, 404);
  ASK ("GET", "/v1.1/Nothing", "", NULL);
  assert_error (fixture, 404);
  ASK ("GET", "/v1.12", "", NULL);
  assert_error (fixture, 404);
  ASK ("GET", "/v1.1/Things?$filter=name+eq", "", NULL);
  assert_error (fixture, 400);

  /* CORS stays off. */
  g_assert_cmpint (ASK ("GET", "/v1.1/Things", "Origin: https://evil.example\r\n", NULL), ==, 200);
  g_assert_null (strstr (fixture->answer.headers, "access-control"));
}

static void
test_bounds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (9000, 'a');
  g_autofree char *path = g_strconcat ("/v1.1/Things?$filter=name%20eq%20'", name, "'", NULL);
  g_autofree char *large = g_strnfill (300 * 1024, ' ');
  g_autoptr (GString) chunked = g_string_new ("POST /uplinks/ttn HTTP/1.1\r\nHost: a\r\n"
                                              "Connection: close\r\nTransfer-Encoding: chunked\r\n"
                                              "Content-Type: application/json\r\n\r\n");
  g_autofree char *deep = g_strnfill (5000, '[');

  ASK ("GET", path, "", NULL);
  assert_error (fixture, 414);
  ASK ("POST", "/uplinks/chirpstack?event=up", "", large);
  assert_error (fixture, 413);
  /* Said to be large: refused before it is sent. */
  ASK ("POST", "/v1.1/Things", "Content-Type: application/json\r\nContent-Length: 99999999999\r\n",
       NULL);
  assert_error (fixture, 413);
  for (int i = 0; i < 40; i++)
    {
      g_string_append (chunked, "2000\r\n");
      g_string_append_len (chunked, large, 0x2000);
      g_string_append (chunked, "\r\n");
    }
  g_string_append (chunked, "0\r\n\r\n");
  if (ingest_exchange (&fixture->server, chunked->str, chunked->len, &fixture->answer))
    assert_error (fixture, 413);
  ASK ("POST", "/v1.1/Things", "", deep);
  assert_error (fixture, 400);
  ASK ("POST", "/v1.1/Things", "Content-Type: text/plain\r\nContent-Length: 0\r\n", NULL);
  assert_error (fixture, 415);
  g_assert_cmpint (ASK ("GET", "/health", "", NULL), ==, 200);
}

static const char *const hostile[] = {
    "",
    "\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "GET /v1.1/Things(1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /v1.1/%00%ff%c0%80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /v1.1/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /v1.1/Things?$filter=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /v1.1/Things HTTP/1.1\r\nHost: a\"><script>\r\nConnection: close\r\n\r\n",
    "GET http://evil.example/v1.1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "CONNECT evil.example:80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "POST /v1.1/Things HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
    "POST /v1.1/Things HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}",
    "POST /v1.1/Things HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: "
    "chunked\r\n\r\nzzzz\r\n",
    "POST /devices//adopt HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    "POST /devices/%2e%2e/adopt HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    "POST /v1.1/Things(1)/Datastreams(2)/Observations HTTP/1.1\r\nHost: a\r\nConnection: "
    "close\r\nContent-Length: 2\r\n\r\n{}",
};

static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GSocketConnection) connection = ingest_connect (&fixture->server);
      g_autoptr (GString) text = g_string_new (NULL);
      char buffer[4096];
      gssize n;

      g_test_message ("%s", hostile[i]);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                 hostile[i], strlen (hostile[i]), NULL, NULL, NULL);
      /* Whoever sent half a request says no more. */
      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
      while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                       buffer, sizeof buffer, NULL, NULL))
             > 0)
        g_string_append_len (text, buffer, n);
      g_assert_null (strstr (text->str, "<script>"));
      g_assert_null (strstr (text->str, fixture->server.folder));
      g_assert_null (strstr (text->str, "root:"));
      g_assert_cmpint (ASK ("GET", "/health", "", NULL), ==, 200);
    }
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/addresses", test_addresses);
  g_test_add_func ("/server/bearer", test_bearer);
  g_test_add ("/server/socket", Fixture, NULL, set_up, test_socket, tear_down);
  g_test_add ("/server/token", Fixture, NULL, set_up, test_token, tear_down);
  g_test_add ("/server/tcp", Fixture, NULL, set_up, test_tcp, tear_down);
  g_test_add ("/server/compression", Fixture, NULL, set_up, test_compression, tear_down);
  g_test_add ("/server/answers", Fixture, NULL, set_up_started, test_answers, tear_down);
  g_test_add ("/server/bounds", Fixture, NULL, set_up_started, test_bounds, tear_down);
  g_test_add ("/server/hostile", Fixture, NULL, set_up_started, test_hostile, tear_down);
  return g_test_run ();
}
