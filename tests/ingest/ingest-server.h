/* ingest-server.h: the real vigie-ingest for tests, and a plain HTTP client that sends what it is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigie-ingest-schema.h"

typedef struct
{
  char *folder;
  char *store;
  char *socket; /* path, or NULL where it listens on TCP */
  guint16 port;
  GPid pid;
} IngestServer;

typedef struct
{
  int status;
  char *headers; /* lower case, each line begins with \n */
  char *body;
  gsize length;
} IngestAnswer;

static inline void
ingest_answer_clear (IngestAnswer *answer)
{
  g_free (answer->headers);
  g_free (answer->body);
  *answer = (IngestAnswer) {0};
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IngestAnswer, ingest_answer_clear)

/* Starts the program with @arguments after "--store"; gives its first line of standard output, or NULL if
 * it ended before (then *@said is its standard error). */
static inline char *
ingest_spawn (IngestServer *server, const char *const *arguments, char **said)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) environment = NULL;
  int out, err;
  char c;

  g_ptr_array_add (argv, (gpointer) VIGIE_INGEST_PROGRAM);
  g_ptr_array_add (argv, (gpointer) "--store");
  g_ptr_array_add (argv, server->store);
  g_ptr_array_add (argv, (gpointer) "--exit-with-parent");
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);
  /* Cases compare the words in which a request is refused: those of the source. */
  environment = g_environ_setenv (g_get_environ (), "LANGUAGE", "en", TRUE);
  g_spawn_async_with_pipes (NULL, (char **) argv->pdata, environment, G_SPAWN_DO_NOT_REAP_CHILD,
                            NULL, NULL, &server->pid, NULL, &out, said != NULL ? &err : NULL,
                            &error);
  g_assert_no_error (error);
  while (read (out, &c, 1) == 1 && c != '\n')
    g_string_append_c (line, c);
  close (out);
  if (said != NULL)
    {
      char buffer[4096];
      gssize n = line->len > 0 ? 0 : read (err, buffer, sizeof buffer - 1);

      buffer[MAX (n, 0)] = '\0';
      *said = g_strdup (buffer);
      close (err);
    }
  if (line->len == 0)
    {
      int status;

      waitpid (server->pid, &status, 0);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) != 0);
      server->pid = 0;
      return NULL;
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* Starts it on a Unix socket in its folder. */
static inline void
ingest_start (IngestServer *server, const char *const *more)
{
  g_autofree char *listen = g_strconcat ("unix:", server->socket, NULL);
  g_autofree char *expected = g_strconcat ("vigie-ingest: listening on ", listen, NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *line = NULL;

  g_ptr_array_add (arguments, (gpointer) "--listen");
  g_ptr_array_add (arguments, listen);
  for (; more != NULL && *more != NULL; more++)
    g_ptr_array_add (arguments, (gpointer) *more);
  g_ptr_array_add (arguments, NULL);
  line = ingest_spawn (server, (const char *const *) arguments->pdata, NULL);
  g_assert_cmpstr (line, ==, expected);
}

static inline void
ingest_stop (IngestServer *server, int sig)
{
  int status;

  if (server->pid == 0)
    return;
  kill (server->pid, sig);
  g_assert_cmpint (waitpid (server->pid, &status, 0), ==, server->pid);
  if (sig != SIGKILL)
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  server->pid = 0;
}

static inline void
ingest_set_up (IngestServer *server)
{
  g_autoptr (GError) error = NULL;

  *server = (IngestServer) {0};
  server->folder = g_dir_make_tmp ("vigie-server-XXXXXX", &error);
  g_assert_no_error (error);
  server->store = g_build_filename (server->folder, "store.sqlite", NULL);
  server->socket = g_build_filename (server->folder, "socket", NULL);
}

static inline void
ingest_tear_down (IngestServer *server)
{
  GDir *dir;
  const char *name;

  ingest_stop (server, SIGTERM);
  dir = g_dir_open (server->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (server->folder, name, NULL);
      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (server->folder);
  g_free (server->folder);
  g_free (server->store);
  g_free (server->socket);
}

static inline GSocketConnection *
ingest_connect (IngestServer *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  if (server->port != 0)
    address = g_inet_socket_address_new_from_string ("127.0.0.1", server->port);
  else
    address = g_unix_socket_address_new (server->socket);
  g_socket_client_set_timeout (client, 30);
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* Sends @bytes as they are and reads until the server closes; FALSE if nothing was answered. */
static inline gboolean
ingest_exchange (IngestServer *server, const char *bytes, gsize length, IngestAnswer *answer)
{
  g_autoptr (GSocketConnection) connection = ingest_connect (server);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[65536];
  char *end;
  gssize n;

  ingest_answer_clear (answer);
  /* The server may answer and close before it has read everything. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                             length, NULL, NULL, NULL);
  while ((n = g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);
  end = strstr (text->str, "\r\n\r\n");
  if (end == NULL)
    return FALSE;
  g_assert_true (g_str_has_prefix (text->str, "HTTP/1.1 "));
  answer->status = atoi (text->str + 9);
  answer->headers = g_ascii_strdown (text->str, end + 2 - text->str);
  answer->length = text->len - (end + 4 - text->str);
  answer->body = g_memdup2 (end + 4, answer->length + 1);
  return TRUE;
}

/* One request; @headers: lines that end with \r\n, or "". */
static inline int
ingest_ask (IngestServer *server,
            const char *method,
            const char *path,
            const char *headers,
            const char *body,
            IngestAnswer *answer)
{
  g_autoptr (GString) request = g_string_new (NULL);

  g_string_printf (request, "%s %s HTTP/1.1\r\nHost: vigie.test:81\r\nConnection: close\r\n%s",
                   method, path, headers);
  if (body != NULL)
    g_string_append_printf (request, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
                            strlen (body));
  g_string_append (request, "\r\n");
  if (body != NULL)
    g_string_append (request, body);
  if (!ingest_exchange (server, request->str, request->len, answer))
    return 0;
  return answer->status;
}

static inline gint64
ingest_integer (IngestServer *server, const char *sql)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = vigie_ingest_schema_open_reader (server->store, &error);
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close_v2 (db);
  return value;
}

/* The text of a test's data file. */
static inline char *
ingest_data (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ingest", "data", file, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}
