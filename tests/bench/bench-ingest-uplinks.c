/* bench-ingest-uplinks.c: how many uplinks vigie-ingest takes in, each on disk before its answer.
 *
 * A generator (epoll, raw sockets, 64 connections that stay open) in this process against the real
 * program on loopback TCP with its store on disk: `up` events of ChirpStack of some 1.5 kB, no two
 * alike, of 500 known devices that feed three or four measures each. Answers of success alone count.
 * At the end the store is opened: it must hold exactly what was answered.
 *
 *   bench-ingest-uplinks PROGRAM [SECONDS]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "vigie-ingest-schema.h"

#define N_DEVICES 500
#define N_CONNECTIONS 64
#define BAR 5000
#define MAX_ANSWERS 2000000
/* 2026-11-20T00:00:00Z: the first frame; each next one a millisecond later. */
#define FIRST_TIME G_GINT64_CONSTANT (1795132800000)

/* Slots that are filled anew in each body, by fixed width. */
static const char body_template[]
    = "{\"deduplicationId\":\"3ac7e3c4-4401-4b8d-9386-@@@@@@@@@@@@\","
      "\"time\":\"2026-11-20T##:##:##.###000+00:00\",\"deviceInfo\":{"
      "\"tenantId\":\"52f14cd4-c6f1-4fbd-8f87-4025e1d49242\",\"tenantName\":\"Agglomération\","
      "\"applicationId\":\"17c82e96-be03-4f38-aef3-f83d48582d97\",\"applicationName\":"
      "\"supervision\",\"deviceProfileId\":\"14855bf7-d10d-4aee-b618-ebfcb64dc7ad\","
      "\"deviceProfileName\":\"Milesight EM400-UDL\",\"deviceName\":\"Benne végétaux\","
      "\"devEui\":\"0200000000??????\",\"deviceClassEnabled\":\"CLASS_A\",\"tags\":{\"site\":"
      "\"decheterie-guidel\",\"metrique\":\"niveau\"}},\"devAddr\":\"01a2b3c4\",\"adr\":true,"
      "\"dr\":4,\"fCnt\":!!!!!!,\"fPort\":85,\"confirmed\":false,\"data\":\"AXVcA2cBAQSCRAgFAAE=\","
      "\"object\":{\"battery\":92,\"temperature\":$$.$,\"distance\":&&&&,\"position\":\"normal\"%s},"
      "\"rxInfo\":[{\"gatewayId\":\"0016c001f1000001\",\"uplinkId\":4217106255,\"nsTime\":"
      "\"2026-11-20T09:30:02.215441+00:00\",\"rssi\":-103,\"snr\":4.5,\"channel\":2,\"location\":{"
      "\"latitude\":47.7442,\"longitude\":-3.35107},\"context\":\"E3OWOQ==\",\"metadata\":{"
      "\"region_common_name\":\"EU868\",\"region_config_id\":\"eu868\"},\"crcStatus\":\"CRC_OK\"},"
      "{\"gatewayId\":\"0016c001f1000002\",\"uplinkId\":1187432,\"nsTime\":"
      "\"2026-11-20T09:30:02.215441+00:00\",\"rssi\":-118,\"snr\":-9.8,\"channel\":2,\"context\":"
      "\"E3OWOQ==\",\"crcStatus\":\"CRC_OK\"}],\"txInfo\":{\"frequency\":867100000,\"modulation\":{"
      "\"lora\":{\"bandwidth\":125000,\"spreadingFactor\":8,\"codeRate\":\"CR_4_5\"}}},"
      "\"regionConfigId\":\"eu868\"}";

typedef struct
{
  int fd;
  gint64 sent; /* µs */
  gsize to_send, written;
  gsize received;
  guint fields;
  char request[2560];
  char answer[1024];
} Connection;

typedef struct
{
  char *text;
  gsize length;
  char *deduplication, *time, *eui, *counter, *temperature, *distance;
} Template;

static Template templates[2]; /* of four fields, of three */
static Connection connections[N_CONNECTIONS];
static guint32 *latencies;
static guint64 n_sent, n_answered, n_refused, n_readings;

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static void
put (char *at, int digits, guint64 value)
{
  for (; digits > 0; value /= 10)
    at[--digits] = '0' + value % 10;
}

static void
make_template (Template *template, const char *more)
{
  g_autofree char *body = g_strdup_printf (body_template, more);

  template->text = g_strdup_printf ("POST /uplinks/chirpstack?event=up HTTP/1.1\r\n"
                                    "Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                    "Content-Length: %zu\r\n\r\n%s",
                                    strlen (body), body);
  template->length = strlen (template->text);
  template->deduplication = strchr (template->text, '@');
  template->time = strchr (template->text, '#');
  template->eui = strstr (template->text, "??????");
  template->counter = strstr (template->text, "!!!!!!");
  template->temperature = strchr (template->text, '$');
  template->distance = strchr (template->text, '&');
}

static void
fill (Connection *connection)
{
  /* Neighbours in time are none in the store. */
  guint device = n_sent * 7919 % N_DEVICES;
  const Template *template = &templates[device % 2];
  char *request = connection->request;
  guint64 ms = n_sent % (24 * 3600 * 1000);

#define SLOT(name) (request + (template->name - template->text))
  memcpy (request, template->text, template->length);
  put (SLOT (deduplication), 12, n_sent);
  put (SLOT (time), 2, ms / 3600000);
  put (SLOT (time) + 3, 2, ms / 60000 % 60);
  put (SLOT (time) + 6, 2, ms / 1000 % 60);
  put (SLOT (time) + 9, 3, ms % 1000);
  put (SLOT (eui), 6, device);
  put (SLOT (counter), 6, 100000 + n_sent / N_DEVICES);
  put (SLOT (temperature), 2, 10 + n_sent % 20);
  put (SLOT (temperature) + 3, 1, n_sent % 10);
  put (SLOT (distance), 4, 1000 + n_sent % 2000);
#undef SLOT
  connection->fields = 4 - device % 2;
  connection->to_send = template->length;
  connection->written = connection->received = 0;
  n_sent++;
}

static void
send_more (Connection *connection)
{
  gssize n = send (connection->fd, connection->request + connection->written,
                   connection->to_send - connection->written, MSG_NOSIGNAL);

  if (n < 0 && errno != EAGAIN)
    g_error ("sending: %s", g_strerror (errno));
  if (n > 0)
    connection->written += n;
}

static void
begin_request (Connection *connection)
{
  fill (connection);
  connection->sent = now ();
  send_more (connection);
}

/* TRUE once the whole answer is there (headers, and a body if it has one). */
static gboolean
receive (Connection *connection)
{
  const char *end, *length;
  gssize n = recv (connection->fd, connection->answer + connection->received,
                   sizeof connection->answer - 1 - connection->received, 0);

  if (n == 0)
    g_error ("the server closed a connection");
  if (n < 0)
    return FALSE;
  connection->received += n;
  connection->answer[connection->received] = '\0';
  end = strstr (connection->answer, "\r\n\r\n");
  if (end == NULL)
    return FALSE;
  length = strcasestr (connection->answer, "\r\ncontent-length:");
  if (length != NULL && length < end
      && connection->received < (gsize) (end + 4 - connection->answer) + atoi (length + 17))
    return FALSE;
  if (g_str_has_prefix (connection->answer, "HTTP/1.1 2"))
    {
      if (n_answered < MAX_ANSWERS)
        latencies[n_answered] = now () - connection->sent;
      n_answered++;
      n_readings += connection->fields;
    }
  else if (n_refused++ == 0)
    fprintf (stderr, "refused: %s\n", connection->answer);
  return TRUE;
}

/* A territory of 500 devices with their measures. */
static void
prepare_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = vigie_ingest_schema_open_writer (path, NULL, &error);
  static const char *const fields[] = {"battery", "temperature", "distance", "fill"};

  g_assert_no_error (error);
  vigie_ingest_schema_exec (db,
                            "BEGIN; INSERT INTO observed_property VALUES (1, 'p', 'd', '', NULL);"
                            "INSERT INTO location VALUES (1, 'l', '', 'application/geo+json',"
                            "  '{\"type\":\"Point\",\"coordinates\":[-3.35,47.74]}', NULL)",
                            &error);
  g_assert_no_error (error);
  for (int device = 0; device < N_DEVICES; device++)
    {
      g_autoptr (GString) sql = g_string_new (NULL);

      g_string_printf (sql,
                       "INSERT INTO thing VALUES (%1$d, 'Site %1$d', '', NULL);"
                       "INSERT INTO thing_location VALUES (%1$d, 1);"
                       "INSERT INTO sensor VALUES (%1$d, 'Benne %1$d', '', 'text/plain', '\"\"',"
                       "  '{\"devEui\":\"0200000000%2$06d\",\"model\":\"EM400\"}');",
                       device + 1, device);
      for (int i = 0; i < 4; i++)
        g_string_append_printf (
            sql,
            "INSERT INTO datastream (id, name, description, observation_type,"
            "  unit_of_measurement, properties, thing_id, sensor_id, observed_property_id) VALUES"
            "  (%d, 'm', '', 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement',"
            "  '{\"name\":\"u\",\"symbol\":\"u\",\"definition\":\"\"}',"
            "  '{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\",\"source\":{\"devEui\":"
            "\"0200000000%06d\",\"field\":\"%s\"}}', %d, %d, 1);",
            device * 4 + i + 1, device, fields[i], device + 1, device + 1);
      vigie_ingest_schema_exec (db, sql->str, &error);
      g_assert_no_error (error);
    }
  vigie_ingest_schema_exec (db, "COMMIT", &error);
  g_assert_no_error (error);
  sqlite3_close_v2 (db);
}

static gint64
integer (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

static pid_t
start_server (const char *program, const char *store, int *port)
{
  int ends[2];
  char line[256] = "";
  gsize length = 0;
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      close (ends[1]);
      execl (program, program, "--listen", "127.0.0.1:0", "--store", store, "--exit-with-parent",
             NULL);
      _exit (127);
    }
  close (ends[1]);
  while (strchr (line, '\n') == NULL)
    {
      gssize n = read (ends[0], line + length, sizeof line - 1 - length);

      if (n <= 0)
        g_error ("%s did not start", program);
      length += n;
      line[length] = '\0';
    }
  close (ends[0]);
  if (sscanf (line, "vigie-ingest: listening on http://127.0.0.1:%d/", port) != 1)
    g_error ("not understood: %s", line);
  return pid;
}

static void
connect_all (int epoll, int port)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons (port)};
  int on = 1;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  for (int i = 0; i < N_CONNECTIONS; i++)
    {
      struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[i]};
      int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

      if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
        g_error ("connecting: %s", g_strerror (errno));
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      fcntl (fd, F_SETFL, O_NONBLOCK);
      connections[i].fd = fd;
      g_assert_cmpint (epoll_ctl (epoll, EPOLL_CTL_ADD, fd, &event), ==, 0);
    }
}

/* Sends until @seconds have passed and everything sent is answered; gives the time it took. */
static double
storm (int epoll, double seconds)
{
  struct epoll_event events[N_CONNECTIONS];
  gint64 began = now (), end = began + seconds * G_USEC_PER_SEC;
  guint busy = N_CONNECTIONS;

  for (int i = 0; i < N_CONNECTIONS; i++)
    begin_request (&connections[i]);
  while (busy > 0)
    {
      int n = epoll_wait (epoll, events, N_CONNECTIONS, 10000);

      if (n <= 0)
        g_error ("no answer for ten seconds");
      for (int i = 0; i < n; i++)
        {
          Connection *connection = events[i].data.ptr;

          if (connection->written < connection->to_send)
            send_more (connection);
          if (!receive (connection))
            continue;
          if (now () < end)
            begin_request (connection);
          else
            busy--;
        }
    }
  return (now () - began) / 1e6;
}

static int
compare (const void *a, const void *b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

int
main (int argc, char **argv)
{
  const char *program = argc > 1 ? argv[1] : "vigie-ingest";
  double seconds = argc > 2 ? atof (argv[2]) : 6;
  g_autofree char *folder = g_dir_make_tmp ("vigie-uplinks-XXXXXX", NULL);
  g_autofree char *store = g_build_filename (folder, "store.sqlite", NULL);
  g_autofree char *found = g_find_program_in_path (program);
  g_autoptr (GError) error = NULL;
  struct rusage server, own;
  double took, rate;
  int port, epoll = epoll_create1 (EPOLL_CLOEXEC);
  guint64 measured;
  pid_t pid;
  sqlite3 *db;
  gint64 readings, frames;

  make_template (&templates[0], ",\"fill\":55.5");
  make_template (&templates[1], "");
  latencies = g_new (guint32, MAX_ANSWERS);
  prepare_store (store);
  pid = start_server (found != NULL ? found : program, store, &port);
  connect_all (epoll, port);

  storm (epoll, 0.5);
  measured = n_answered;
  took = storm (epoll, seconds);
  measured = n_answered - measured;
  rate = measured / took;

  kill (pid, SIGTERM);
  if (wait4 (pid, NULL, 0, &server) != pid)
    g_error ("the server did not end");
  getrusage (RUSAGE_SELF, &own);
  db = vigie_ingest_schema_open_reader (store, &error);
  g_assert_no_error (error);
  readings = integer (db, "SELECT count (*) FROM observation");
  frames = integer (db, "SELECT sum (received) FROM link");
  sqlite3_close_v2 (db);

  measured = MIN (n_answered, MAX_ANSWERS);
  qsort (latencies, measured, sizeof *latencies, compare);
#define CPU(usage)                                                                                 \
  (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec                                                   \
   + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6)
  fprintf (
      stderr,
      "ingest-uplinks: p50 %.1f ms, p99 %.1f ms; body %zu bytes; CPU per uplink: server %.0f µs "
      "(system %.0f), generator %.0f µs; written per uplink %.1f kB; peak RSS %ld MB; stored %" G_GINT64_FORMAT
      " frames, %" G_GINT64_FORMAT " readings\n",
      latencies[measured / 2] / 1e3, latencies[measured * 99 / 100] / 1e3, templates[0].length,
      CPU (server) * 1e6 / n_answered,
      (server.ru_stime.tv_sec + server.ru_stime.tv_usec / 1e6) * 1e6 / n_answered,
      CPU (own) * 1e6 / n_answered, server.ru_oublock * 0.512 / n_answered, server.ru_maxrss / 1024,
      frames, readings);
  printf ("{\"name\":\"ingest-uplinks\",\"value\":%.0f,\"unit\":\"/s\",\"bar\":%d,\"better\":"
          "\"higher\"}\n",
          rate, BAR);

  for (int i = 0; i < 4; i++)
    {
      static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
      g_autofree char *path = g_strconcat (store, endings[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  if (n_refused > 0 || (guint64) frames != n_answered || (guint64) readings != n_readings)
    {
      fprintf (stderr,
               "answered %" G_GUINT64_FORMAT " frames of %" G_GUINT64_FORMAT
               " readings, refused %" G_GUINT64_FORMAT ": the store holds something else\n",
               n_answered, n_readings, n_refused);
      return 1;
    }
  return 0;
}
