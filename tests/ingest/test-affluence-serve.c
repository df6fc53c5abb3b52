/* test-affluence-serve.c: the public's pages as they are served and written to a folder, of the demonstration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingest-server.h"

#include <sys/stat.h>

typedef struct
{
  IngestServer server;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ingest_set_up (&fixture->server);
  fixture->folder = g_dir_make_tmp ("vigie-affluence-XXXXXX", &error);
  g_assert_no_error (error);
  ingest_start (&fixture->server,
                (const char *const[]) {"--demo", "--affluence-folder", fixture->folder, NULL});
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GDir *dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  ingest_tear_down (&fixture->server);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* The value of a header of an answer; g_free(). */
static char *
get_header (const IngestAnswer *answer, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\n%s: ", name);
  const char *at = strstr (answer->headers, start);

  return at != NULL ? g_strndup (at + strlen (start), strcspn (at + strlen (start), "\r\n")) : NULL;
}

static void
test_served (Fixture *fixture, gconstpointer data)
{
  IngestServer *server = &fixture->server;
  g_auto (IngestAnswer) answer = {0};
  g_autofree char *etag = NULL;
  g_autofree char *header = NULL;
  g_autofree char *cache = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *sites;
  guint n_counted = 0, n_usual = 0;

  g_assert_cmpint (ingest_ask (server, "GET", "/affluence", "", NULL, &answer), ==, 308);
  g_assert_cmpint (ingest_ask (server, "GET", "/affluence/", "", NULL, &answer), ==, 200);
  g_assert_nonnull (strstr (answer.headers, "content-type: text/html; charset=utf-8"));
  g_assert_nonnull (strstr (answer.body, "riantec.html"));
  g_assert_cmpint (ingest_ask (server, "GET", "/affluence/riantec.html", "", NULL, &answer), ==,
                   200);
  etag = get_header (&answer, "etag");
  cache = get_header (&answer, "cache-control");
  g_assert_cmpstr (cache, ==, "public, max-age=60");
  g_assert_nonnull (strstr (answer.headers, "\naccess-control-allow-origin: *"));
  header = g_strdup_printf ("If-None-Match: %s\r\n", etag);
  g_assert_cmpint (ingest_ask (server, "GET", "/affluence/riantec.html", header, NULL, &answer), ==,
                   304);
  g_assert_cmpint (ingest_ask (server, "HEAD", "/affluence/affluence.csv", "", NULL, &answer), ==,
                   200);
  g_assert_cmpuint (answer.length, ==, 0);
  g_assert_cmpint (ingest_ask (server, "GET", "/affluence/nothing.html", "", NULL, &answer), ==,
                   404);
  g_assert_cmpint (ingest_ask (server, "GET", "/affluence/../store.sqlite", "", NULL, &answer), ==,
                   404);
  g_assert_cmpint (ingest_ask (server, "POST", "/affluence/", "", "{}", &answer), ==, 405);

  g_assert_cmpint (ingest_ask (server, "GET", "/affluence/affluence.json", "", NULL, &answer), ==,
                   200);
  json_parser_load_from_data (parser, answer.body, -1, &error);
  g_assert_no_error (error);
  g_assert_true (json_object_get_boolean_member (
      json_node_get_object (json_parser_get_root (parser)), "demonstration"));
  sites = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                        "sites");
  g_assert_cmpuint (json_array_get_length (sites), ==, 13);
  for (guint i = 0; i < 13; i++)
    {
      JsonObject *site = json_array_get_object_element (sites, i);

      n_counted += json_object_get_boolean_member (site, "counted");
      /* Whatever the day and the hour of the test: who is open and counts tells of now, who is closed does not. */
      if (json_object_get_null_member (site, "open")
          || !json_object_get_boolean_member (site, "open"))
        g_assert_true (json_object_get_null_member (site, "now"));
      n_usual += json_array_get_length (json_object_get_array_member (site, "usual_week")) > 0;
    }
  g_test_message ("%u sites are counted, %u have a usual week", n_counted, n_usual);
  g_assert_cmpuint (n_counted, >=, 8);
  g_assert_cmpuint (n_usual, >=, 11);
}

static void
test_written (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = {"index.html", "riantec.html", "affluence.json", "affluence.csv", "semaine-type.csv"};
  g_auto (IngestAnswer) answer = {0};

  /* What is served was made after what is written was begun. */
  g_assert_cmpint (ingest_ask (&fixture->server, "GET", "/affluence/", "", NULL, &answer), ==, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      struct stat info;

      g_assert_cmpint (stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0644);
      g_assert_cmpint (info.st_size, >, 200);
    }
}

static void
test_no_folder (void)
{
  g_autofree char *said = NULL;
  IngestServer server;

  ingest_set_up (&server);
  g_assert_null (ingest_spawn (
      &server,
      (const char *const[]) {"--listen", "127.0.0.1:0", "--affluence-folder", "/nowhere", NULL},
      &said));
  g_assert_nonnull (strstr (said, "/nowhere"));
  ingest_tear_down (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/affluence/served", Fixture, NULL, set_up, test_served, tear_down);
  g_test_add ("/affluence/written", Fixture, NULL, set_up, test_written, tear_down);
  g_test_add_func ("/affluence/no-folder", test_no_folder);
  return g_test_run ();
}
