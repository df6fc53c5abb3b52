/* The list of known servers, and addresses as they are typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "vigie-server-address.h"
#include "vigie-servers.h"

typedef struct
{
  GSettings *settings;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new (VIGIE_APP_ID);
  fixture->folder = g_dir_make_tmp ("vigie-servers-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[]
      = {"servers", "current-server", "server-address", "server-user", "server-has-secret"};

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  g_object_unref (fixture->settings);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* Kept, changed, taken out and put back, and all of it there at the next start. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  VigieServers *servers = vigie_servers_new (fixture->settings, fixture->folder);
  const VigieServerData first = {.address = "https://a.example/v1.1"};
  const VigieServerData second = {.address = "http://b.example:8080/FROST-Server/v1.1",
                                  .name = "Régie de l’eau",
                                  .auth = VIGIE_SERVER_AUTH_BEARER,
                                  .user = "ignored"};
  VigieServer *a = vigie_servers_put (servers, NULL, &first);
  VigieServer *b = vigie_servers_put (servers, NULL, &second);
  g_autofree char *id = g_strdup (vigie_server_get_id (b));
  g_autoptr (VigieServer) kept = g_object_ref (b);
  guint position;

  g_assert_cmpstr (vigie_server_get_title (a), ==, "a.example");
  g_assert_cmpstr (vigie_server_get_title (b), ==, "Régie de l’eau");
  g_assert_cmpstr (vigie_server_get_user (b), ==, "");
  g_assert_true (vigie_servers_put (servers, NULL, &first) == a);
  g_assert_true (vigie_servers_find_address (servers, "https://A.example/") == a);
  vigie_servers_set_current (servers, id);
  g_assert_cmpint (vigie_server_get_last_used (b), >, 0);
  g_assert_finalize_object (servers);

  servers = vigie_servers_new (fixture->settings, fixture->folder);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (servers)), ==, 2);
  b = vigie_servers_get_current (servers);
  g_assert_cmpstr (vigie_server_get_id (b), ==, id);
  g_assert_cmpstr (vigie_server_get_name (b), ==, "Régie de l’eau");
  g_assert_cmpint (vigie_server_get_auth (b), ==, VIGIE_SERVER_AUTH_BEARER);
  g_set_object (&kept, b);
  position = vigie_servers_remove (servers, b);
  g_assert_cmpuint (position, ==, 1);
  g_assert_null (vigie_servers_get_current (servers));
  g_assert_cmpstr (vigie_servers_get_current_id (servers), ==, "");
  vigie_servers_restore (servers, kept, 0);
  g_assert_true (vigie_servers_find (servers, id) == kept);
  g_assert_finalize_object (servers);
}

/* The keys of before become a server, once. */
static void
test_migration (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieServers) servers = NULL;
  g_autofree char *left = NULL;
  VigieServer *server;

  g_settings_set_string (fixture->settings, "server-address", "https://capteurs.example/v1.1");
  g_settings_set_string (fixture->settings, "server-user", "nolwenn");
  g_settings_set_boolean (fixture->settings, "server-has-secret", TRUE);
  servers = vigie_servers_new (fixture->settings, fixture->folder);
  server = vigie_servers_get_current (servers);
  g_assert_nonnull (server);
  g_assert_cmpstr (vigie_server_get_address (server), ==, "https://capteurs.example/v1.1");
  g_assert_cmpint (vigie_server_get_auth (server), ==, VIGIE_SERVER_AUTH_BASIC);
  g_assert_true (vigie_server_get_has_secret (server));
  left = g_settings_get_string (fixture->settings, "server-address");
  g_assert_cmpstr (left, ==, "");

  g_clear_object (&servers);
  g_settings_set_string (fixture->settings, "server-address", VIGIE_DEMO_ADDRESS);
  servers = vigie_servers_new (fixture->settings, fixture->folder);
  g_assert_cmpstr (vigie_servers_get_current_id (servers), ==, VIGIE_DEMO_ADDRESS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (servers)), ==, 1);
}

/* What cannot be read in the settings does not hide the rest. */
static void
test_damaged_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieServers) servers = NULL;

  g_settings_set_value (
      fixture->settings, "servers",
      g_variant_new_parsed ("[{'id': <'1'>}, {'address': <42>, 'id': <'2'>},"
                            " {'id': <'3'>, 'address': <'https://c.example'>, 'new': <7>}]"));
  servers = vigie_servers_new (fixture->settings, fixture->folder);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (servers)), ==, 1);
  g_assert_nonnull (vigie_servers_find (servers, "3"));
}

/* Only certificates are copied, never the key that may stand beside them. */
static void
test_authority (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieServers) servers = vigie_servers_new (fixture->settings, fixture->folder);
  g_autofree char *source
      = g_test_build_filename (G_TEST_DIST, "app", "data", "authority.pem", NULL);
  g_autofree char *mixed = g_build_filename (fixture->folder, "mixed.pem", NULL);
  g_autofree char *pem = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (mixed);
  g_autoptr (GError) error = NULL;
  VigieServerData server_data = {.address = "https://a.example/v1.1"};
  VigieServer *server;

  g_assert_true (g_file_get_contents (source, &pem, NULL, NULL));
  text = g_strconcat ("Authority of the agglomeration\n-----BEGIN PRIVATE KEY-----\nAAAA\n"
                      "-----END PRIVATE KEY-----\n",
                      pem, NULL);
  g_assert_true (g_file_set_contents (mixed, text, -1, NULL));
  path = vigie_servers_keep_authority (servers, file, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &copied, NULL, NULL));
  g_assert_null (strstr (copied, "PRIVATE"));
  g_assert_nonnull (strstr (copied, "BEGIN CERTIFICATE"));

  g_assert_true (g_file_set_contents (mixed, "nothing of the kind", -1, NULL));
  g_assert_null (vigie_servers_keep_authority (servers, file, &error));
  g_assert_nonnull (error);
  g_unlink (mixed);

  /* The copy goes with the last server that needs it. */
  server_data.ca_file = path;
  server = g_object_ref (vigie_servers_put (servers, NULL, &server_data));
  g_assert_cmpstr (vigie_server_get_ca_file (server), ==, path);
  vigie_servers_remove (servers, server);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  vigie_servers_forget (servers, server);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_object_unref (server);
  folder = g_path_get_dirname (path);
  g_rmdir (folder);
}

static void
test_same_address (void)
{
  static const struct
  {
    const char *one, *other;
    gboolean same;
  } cases[] = {
      {"http://host", "HTTP://Host:80/v1.1/", TRUE},
      {"https://host:443/FROST-Server", "https://host/FROST-Server/v1.1", TRUE},
      {"https://host", "http://host", FALSE},
      {"https://host", "https://host:8443", FALSE},
      {"https://host/a", "https://host/b", FALSE},
      {"unix:/run/a", "unix:/run/a", TRUE},
      {"unix:/run/a", "unix:/run/b", FALSE},
      {"not an address", "not an address", TRUE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (vigie_server_same_address (cases[i].one, cases[i].other), ==, cases[i].same);
}

/* A name and a password in an address, apart from it. */
static void
test_split (void)
{
  static const struct
  {
    const char *typed, *bare, *user, *secret;
  } cases[] = {
      {"https://server/v1.1", NULL, NULL, NULL},
      {"https://server/v1.1/@iot", NULL, NULL, NULL},
      {"unix:/run/a@b", NULL, NULL, NULL},
      {"", NULL, NULL, NULL},
      {"https://nolwenn:gwir@server:8443/v1.1", "https://server:8443/v1.1", "nolwenn", "gwir"},
      {" nolwenn@server ", "server", "nolwenn", ""},
      {"http://a%40b:p%3Aq%2F@server/", "http://server", "a@b", "p:q/"},
      {"http://user:p@ss@server", "http://server", "user", "p@ss"},
      {"http://user:100%@server", "http://server", "user", "100%"},
      {"http://:@server", "http://server", "", ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *user = NULL;
      g_autofree char *secret = NULL;
      g_autofree char *bare = vigie_server_address_split (cases[i].typed, &user, &secret);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (bare, ==, cases[i].bare);
      g_assert_cmpstr (user, ==, cases[i].user);
      g_assert_cmpstr (secret, ==, cases[i].secret);
    }
}

static void
test_clean (void)
{
  static const struct
  {
    const char *typed, *cleaned;
  } cases[] = {
      {"", ""},
      {"   ", ""},
      {"https://host/v1.1", "https://host/v1.1"},
      {"  https://host/v1.1/ \n", "https://host/v1.1"},
      {"« https://host/v1.1 »", "https://host/v1.1"},
      {"<https://host>,", "https://host"},
      {"\"host:8080\"", "host:8080"},
      {"https://\u200bhost", "https://host"},
      {"https://host/FROST-Server/v1.1/Things?$top=1#x", "https://host/FROST-Server/v1.1"},
      {"https://host/v2/api/v1.1/Things(1)", "https://host/v2/api/v1.1"},
      {"https://host/v1.10", "https://host/v1.10"},
      {"https://", "https://"},
      {"unix:/run/a b/socket ", "unix:/run/a b/socket"},
      {"https://host/?key=1", "https://host"},
      {"\xff", "\357\277\275"},
      /* As a phone's keyboard, a mail, a note of the DSI have them. */
      {"HTTPS://Host/V", "https://Host/V"},
      {"Https://host:8443", "https://host:8443"},
      {"Adresse : https://host/v1.1.", "https://host/v1.1"},
      {"«\302\240http://host\302\240»", "http://host"},
      {"«\342\200\257host\342\200\257»", "host"},
      {"‹host›", "host"},
      {"„host“", "host"},
      {"[https://host/v1.1]", "https://host/v1.1"},
      {"(https://host/v1.1).", "https://host/v1.1"},
      {"`https://host`", "https://host"},
      {"https:/host", "https://host"},
      {"https//host", "https://host"},
      {"https;//host", "https://host"},
      {"http:\\\\host\\sta", "http://host/sta"},
      {"http://https://host/v1.1", "https://host/v1.1"},
      {"https://host/a/https://other", "https://host/a/https://other"},
      {"http:///v1.1", "http:///v1.1"},
      {"https", "https"},
      {"httpsd.example:8080", "httpsd.example:8080"},
      {"https://host/v1.0", "https://host/v1.0"},
      {"https://host/v1.0/Things(1)", "https://host/v1.0"},
      {"https://déchèteries.example", "https://déchèteries.example"},
      {"host.", "host"},
      {"UNIX:/run/Vigie/s", "unix:/run/Vigie/s"},
      {"/run/a b/socket", "unix:/run/a b/socket"},
      {"//host/sta", "//host/sta"},
      {"::1", "[::1]"},
      {"[::1]", "[::1]"},
      {"[::1]:8080/", "[::1]:8080"},
      {"http://::1/v1.1/Things", "http://[::1]/v1.1"},
      {"::1:8080", "::1:8080"},
      {"https://user:p\\x@host", "https://user:p\\x@host"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cleaned = vigie_server_address_clean (cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (cleaned, ==, cases[i].cleaned);
    }
}

static void
test_candidates (void)
{
  static const struct
  {
    const char *cleaned, *first, *second;
  } cases[] = {
      {"", NULL, NULL},
      {"host", "https://host", "http://host"},
      {"host:8080/FROST-Server", "https://host:8080/FROST-Server", "http://host:8080/FROST-Server"},
      {"localhost:8080", "http://localhost:8080", "https://localhost:8080"},
      {"[::1]:80", "http://[::1]:80", "https://[::1]:80"},
      {"[::1]", "http://[::1]", "https://[::1]"},
      {"[2001:db8::1]", "https://[2001:db8::1]", "http://[2001:db8::1]"},
      {"http://host", "http://host", NULL},
      {"unix:/run/socket", "unix:/run/socket", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) candidates = vigie_server_address_candidates (cases[i].cleaned);

      g_assert_cmpstr (candidates[0], ==, cases[i].first);
      if (cases[i].first != NULL)
        g_assert_cmpstr (candidates[1], ==, cases[i].second);
    }
}

/* What may be read on the way, and the version asked for. */
static void
test_told (void)
{
  static const struct
  {
    const char *address;
    gboolean plain;
    const char *version, *current;
  } cases[] = {
      {"http://host/v1.1", TRUE, "1.1", NULL},
      {"https://host/v1.0", FALSE, "1.0", "https://host/v1.1"},
      {"HTTPS://host", FALSE, "1.1", NULL},
      {"http://10.0.0.1:8080/FROST-Server/v1.0", TRUE, "1.0",
       "http://10.0.0.1:8080/FROST-Server/v1.1"},
      {"http://127.0.0.1/v1.2", FALSE, "1.2", "http://127.0.0.1/v1.1"},
      {"http://[::1]", FALSE, "1.1", NULL},
      {"http://[2001:db8::1]", TRUE, "1.1", NULL},
      {"http://localhost:1", FALSE, "1.1", NULL},
      {"http://localhost.example", TRUE, "1.1", NULL},
      {"unix:/run/v1.0", FALSE, "1.1", NULL},
      {"http://host/v1.10", TRUE, "1.1", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *version = vigie_server_address_dup_version (cases[i].address);
      g_autofree char *current = vigie_server_address_dup_current (cases[i].address);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (vigie_server_address_is_plain (cases[i].address), ==, cases[i].plain);
      g_assert_cmpstr (version, ==, cases[i].version);
      g_assert_cmpstr (current, ==, cases[i].current);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/servers/list", test_list);
  ADD ("/app/servers/migration", test_migration);
  ADD ("/app/servers/damaged-settings", test_damaged_settings);
  ADD ("/app/servers/authority", test_authority);
#undef ADD
  g_test_add_func ("/app/servers/same-address", test_same_address);
  g_test_add_func ("/app/servers/clean", test_clean);
  g_test_add_func ("/app/servers/told", test_told);
  g_test_add_func ("/app/servers/split", test_split);
  g_test_add_func ("/app/servers/candidates", test_candidates);
  return g_test_run ();
}
