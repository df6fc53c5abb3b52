/* test-communes.c: where outlines of communes come from, what is kept, and every way in which they may not come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-communes.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "vigie-stub-server.h"
#include "vigie-test-wait.h"

#define SQUARE "[[[-3.4,47.7],[-3.3,47.7],[-3.3,47.8],[-3.4,47.8],[-3.4,47.7]]]"
#define BODY                                                                                       \
  "[{\"nom\":\"Ouest\",\"code\":\"56001\",\"population\":1200,"                                    \
  "\"contour\":{\"type\":\"Polygon\",\"coordinates\":" SQUARE "}}]"

static const char profile_json[]
    = "{\"version\":1,\"territory\":{\"name\":\"Essai\",\"code\":\"200000001\","
      "\"bounds\":{\"south\":47,\"west\":-4,\"north\":48,\"east\":-3}},"
      "\"communes\":{\"56001\":{\"name\":\"Ouest\",\"lat\":47.75,\"lon\":-3.35,\"population\":1200},"
      "\"56002\":{\"name\":\"Est\",\"lat\":47.75,\"lon\":-3.2}}}";

typedef struct
{
  VigieStubServer *server;
  char *folder, *kept, *address;
  VigieProfile *profile;
  VigieCommunes *communes;
  guint n_changed;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

/* As at another start of the program. */
static void
begin (Fixture *fixture)
{
  g_clear_object (&fixture->communes);
  fixture->communes = vigie_communes_new (fixture->folder);
  fixture->n_changed = 0;
  g_signal_connect_swapped (fixture->communes, "changed", G_CALLBACK (changed_cb), fixture);
  vigie_communes_set_address (fixture->communes, fixture->address);
  vigie_communes_set_profile (fixture->communes, fixture->profile);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = NULL, *url = NULL, *digest = NULL, *name = NULL;

  fixture->server = vigie_stub_server_new ();
  fixture->folder = g_dir_make_tmp ("vigie-communes-XXXXXX", &error);
  g_assert_no_error (error);
  root = g_strndup (vigie_stub_server_get_address (fixture->server),
                    strlen (vigie_stub_server_get_address (fixture->server)) - strlen ("/v1.1"));
  fixture->address
      = g_strconcat (root, "/epcis/{siren}/communes?format=json&fields=nom,contour", NULL);
  url = g_strconcat (root, "/epcis/200000001/communes?format=json&fields=nom,contour", NULL);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  name = g_strdup_printf ("communes-%.16s.json", digest);
  fixture->kept = g_build_filename (fixture->folder, name, NULL);
  fixture->profile = vigie_profile_new_from_data (profile_json, -1, &error);
  g_assert_no_error (error);
  begin (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *outlines = g_build_filename (fixture->folder, "outlines.geojson", NULL);

  g_clear_object (&fixture->communes);
  vigie_profile_unref (fixture->profile);
  vigie_stub_server_free (fixture->server);
  g_unlink (fixture->kept);
  g_unlink (outlines);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->kept);
  g_free (fixture->folder);
  g_free (fixture->address);
}

static VigieCommunesOrigin
origin (Fixture *fixture)
{
  return vigie_communes_get_origin (fixture->communes);
}

static void
wait_quiet (Fixture *fixture)
{
  WAIT_UNTIL (fixture->n_changed > 0 && !vigie_communes_get_busy (fixture->communes));
}

static void
set_age (const char *path, guint days)
{
  struct utimbuf times = {0};

  times.actime = times.modtime = g_get_real_time () / G_USEC_PER_SEC - days * 24 * 3600;
  g_assert_cmpint (utime (path, &times), ==, 0);
}

/* First cells, then what the service tells, which is kept; at the next start no question is needed. */
static void
test_service (Fixture *fixture, gconstpointer data)
{
  vigie_stub_server_add_json (fixture->server, "/epcis/200000001/communes*", BODY);
  wait_quiet (fixture);
  g_assert_cmpint (origin (fixture), ==, VIGIE_COMMUNES_CELLS);
  g_assert_true (vigie_areas_are_approximate (vigie_communes_get_areas (fixture->communes)));
  g_assert_null (vigie_communes_get_credit (fixture->communes));
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*"), ==, 0);
  vigie_communes_set_online (fixture->communes, TRUE);
  WAIT_UNTIL (origin (fixture) == VIGIE_COMMUNES_SERVICE);
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*format=json*fields=nom,contour*"),
                    ==, 1);
  g_assert_null (vigie_communes_get_problem (fixture->communes));
  g_assert_nonnull (vigie_communes_get_credit (fixture->communes));
  g_assert_nonnull (vigie_communes_get_mesh (fixture->communes));
  g_assert_cmpstr (
      vigie_areas_find (vigie_communes_get_areas (fixture->communes), 47.75, -3.35)->code, ==,
      "56001");

  begin (fixture);
  vigie_communes_set_online (fixture->communes, TRUE);
  wait_quiet (fixture);
  g_assert_cmpint (origin (fixture), ==, VIGIE_COMMUNES_SERVICE);
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*"), ==, 1);

  /* After a month it is asked again; what is kept is shown meanwhile, and also where nobody answers. */
  set_age (fixture->kept, 31);
  vigie_stub_server_set_refusing (fixture->server, TRUE);
  begin (fixture);
  vigie_communes_set_online (fixture->communes, TRUE);
  WAIT_UNTIL (vigie_communes_get_problem (fixture->communes) != NULL);
  g_assert_cmpint (origin (fixture), ==, VIGIE_COMMUNES_SERVICE);
  g_assert_cmpint (vigie_communes_get_date (fixture->communes), <,
                   g_get_real_time () - 30 * (gint64) VIGIE_SECOND * 24 * 3600);
  vigie_stub_server_set_refusing (fixture->server, FALSE);
  vigie_communes_retry (fixture->communes);
  WAIT_UNTIL (vigie_communes_get_date (fixture->communes)
              > g_get_real_time () - 60 * (gint64) VIGIE_SECOND);
  g_assert_null (vigie_communes_get_problem (fixture->communes));
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*"), ==, 2);
}

typedef struct
{
  const char *name;
  VigieStubReply reply;
} Fault;

static const Fault faults[] = {
    {"unknown", {.status = 404, .content_type = "text/plain", .body = "Not Found"}},
    {"text", {.content_type = "text/html", .body = "<html>Connexion au réseau de la gare</html>"}},
    {"empty", {.body = ""}},
    {"none", {.body = "[]"}},
    {"object", {.body = "{\"code\":\"56001\"}"}},
    {"no-outline",
     {.body
      = "[{\"nom\":\"Ouest\",\"centre\":{\"type\":\"Point\",\"coordinates\":[-3.35,47.75]}}]"}},
    {"swapped",
     {.body = "[{\"nom\":\"Ouest\",\"contour\":{\"type\":\"Polygon\",\"coordinates\":"
              "[[[47.7,-3.4],[47.7,-3.3],[47.8,-3.3],[47.7,-3.4]]]}}]"}},
    {"lambert",
     {.body = "[{\"nom\":\"Ouest\",\"contour\":{\"type\":\"Polygon\",\"coordinates\":"
              "[[[220000,6760000],[230000,6760000],[230000,6770000],[220000,6760000]]]}}]"}},
    {"cut", {.body = BODY, .fault = VIGIE_STUB_CUT}},
    {"cut-chunked", {.body = BODY, .fault = VIGIE_STUB_CUT_CHUNKED}},
    {"huge", {.fault = VIGIE_STUB_HUGE}},
    {"huge-told", {.fault = VIGIE_STUB_HUGE_TOLD}},
    {"bomb", {.fault = VIGIE_STUB_GZIP_BOMB}},
    {"garbage", {.fault = VIGIE_STUB_GARBAGE}},
    {"close", {.fault = VIGIE_STUB_CLOSE}},
    {"elsewhere", {.status = 302, .headers = "Location: http://example.invalid/\r\n"}},
    {"error", {.status = 500, .body = "oops"}},
};

static void
test_fault (Fixture *fixture, gconstpointer data)
{
  const Fault *fault = data;

  vigie_stub_server_add (fixture->server, "*", -1, &fault->reply);
  vigie_communes_set_online (fixture->communes, TRUE);
  WAIT_UNTIL (vigie_communes_get_problem (fixture->communes) != NULL);
  g_assert_cmpint (origin (fixture), ==, VIGIE_COMMUNES_CELLS);
  g_assert_false (g_file_test (fixture->kept, G_FILE_TEST_EXISTS));
  /* A sentence that names who was asked. */
  g_assert_nonnull (strstr (vigie_communes_get_problem (fixture->communes), "127.0.0.1"));
  g_assert_null (strstr (vigie_communes_get_problem (fixture->communes), "SensorThings"));
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*"), <=, 2);
}

/* What is kept and damaged is no answer: it is asked for again. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->kept, "[{\"nom\":", -1, NULL));
  vigie_stub_server_add_json (fixture->server, "*", BODY);
  vigie_communes_retry (fixture->communes);
  vigie_communes_set_online (fixture->communes, TRUE);
  WAIT_UNTIL (origin (fixture) == VIGIE_COMMUNES_SERVICE);
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*"), ==, 1);
}

/* A file of one's own comes first and asks nobody; one that cannot be read is said and passed over. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "outlines.geojson", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  g_assert_true (
      g_file_set_contents (path,
                           "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                           "\"properties\":{\"nom\":\"Mien\"},\"geometry\":{\"type\":\"Polygon\","
                           "\"coordinates\":" SQUARE "}}]}",
                           -1, NULL));
  vigie_stub_server_add_json (fixture->server, "*", BODY);
  vigie_communes_set_file (fixture->communes, path);
  vigie_communes_set_online (fixture->communes, TRUE);
  WAIT_UNTIL (origin (fixture) == VIGIE_COMMUNES_FILE);
  g_assert_cmpstr (vigie_areas_get_area (vigie_communes_get_areas (fixture->communes), 0)->name, ==,
                   "Mien");
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*"), ==, 0);
  g_assert_null (vigie_communes_get_credit (fixture->communes));

  g_assert_true (
      g_file_set_contents (path, "{\"type\":\"FeatureCollection\",\n\"features\":[7]}", -1, NULL));
  vigie_communes_set_file (fixture->communes, uri);
  WAIT_UNTIL (origin (fixture) == VIGIE_COMMUNES_SERVICE);
  g_assert_nonnull (strstr (vigie_communes_get_problem (fixture->communes), "outlines.geojson"));
  g_assert_true (g_pattern_match_simple ("*2*", vigie_communes_get_problem (fixture->communes)));

  vigie_communes_set_file (fixture->communes, fixture->folder);
  WAIT_UNTIL (!vigie_communes_get_busy (fixture->communes));
  g_assert_nonnull (vigie_communes_get_problem (fixture->communes));
  vigie_communes_set_file (fixture->communes, "");
  WAIT_UNTIL (!vigie_communes_get_busy (fixture->communes));
  g_assert_null (vigie_communes_get_problem (fixture->communes));
}

/* Nobody to ask: without a code, or told not to. */
static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  static const char json[]
      = "{\"version\":1,\"territory\":{\"name\":\"Essai\",\"code\":\"../../x\","
        "\"bounds\":{\"south\":47,\"west\":-4,\"north\":48,\"east\":-3}},\"communes\":{}}";
  g_autoptr (VigieProfile) other = vigie_profile_new_from_data (json, -1, NULL);

  g_assert_nonnull (other);
  vigie_communes_set_address (fixture->communes, "");
  vigie_communes_set_online (fixture->communes, TRUE);
  wait_quiet (fixture);
  g_assert_cmpint (origin (fixture), ==, VIGIE_COMMUNES_CELLS);
  vigie_communes_set_profile (fixture->communes, other);
  vigie_communes_set_address (fixture->communes, fixture->address);
  fixture->n_changed = 0;
  wait_quiet (fixture);
  g_assert_cmpint (origin (fixture), ==, VIGIE_COMMUNES_NONE);
  g_assert_null (vigie_communes_get_areas (fixture->communes));
  vigie_communes_set_profile (fixture->communes, NULL);
  g_assert_null (vigie_communes_get_problem (fixture->communes));
  g_assert_cmpuint (vigie_stub_server_count (fixture->server, "*"), ==, 0);
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Gone while the service is asked. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  VigieStubReply never = {.fault = VIGIE_STUB_HANG};
  guint look_again = g_timeout_add (10, look_again_cb, NULL); /* what comes is in another thread */

  vigie_stub_server_add (fixture->server, "*", -1, &never);
  vigie_communes_set_online (fixture->communes, TRUE);
  WAIT_UNTIL (vigie_stub_server_count (fixture->server, "*") > 0);
  g_source_remove (look_again);
  vigie_communes_set_profile (fixture->communes, NULL);
  g_assert_cmpint (origin (fixture), ==, VIGIE_COMMUNES_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/communes/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("service", test_service);
  ADD ("damaged", test_damaged);
  ADD ("file", test_file);
  ADD ("nobody", test_nobody);
  ADD ("gone", test_gone);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/communes/fault/", faults[i].name, NULL);

      g_test_add (path, Fixture, &faults[i], set_up, test_fault, tear_down);
    }
  return g_test_run ();
}
