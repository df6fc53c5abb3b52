/* Secrets: with a real keyring, without one, and nowhere else: neither in the settings, nor in any file of
 * the person's home, nor in what is logged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "vigie-context.h"
#include "vigie-secret.h"
#include "vigie-test-folder.h"

#define SECRET "gwenn-ha-du-56100"

static GTestDBus *volatile bus; /* kept to the end, so that it is no leak */
static GSubprocess *daemon_process;
static char *home;
static GString *logged;
static GMutex log_mutex;

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                   \
                                                                                                   \
    while (!(condition) && g_get_monotonic_time () < end_)                                         \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

static GLogWriterOutput
log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_mutex_lock (&log_mutex);
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0 && fields[i].value != NULL)
      g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);
  g_mutex_unlock (&log_mutex);
  return (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) != 0
             ? g_log_writer_default (level, fields, n_fields, user_data)
             : G_LOG_WRITER_HANDLED;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
set_secret (VigieServers *servers, VigieServer *server, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  vigie_servers_set_secret_async (servers, server, secret, NULL, result_cb, &result);
  WAIT_FOR (result != NULL);
  return vigie_servers_set_secret_finish (servers, result, error);
}

static char *
get_secret (VigieServers *servers, VigieServer *server, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  vigie_servers_get_secret_async (servers, server, NULL, result_cb, &result);
  WAIT_FOR (result != NULL);
  return vigie_servers_get_secret_finish (servers, result, error);
}

static gboolean
probe (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  vigie_secret_probe_async (NULL, result_cb, &result);
  WAIT_FOR (result != NULL);
  return vigie_secret_probe_finish (result, NULL);
}

/* Any file below @folder that holds the secret as it is, in base 64, or with the user as Basic has it. */
static void
assert_not_in_files (const char *folder)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) SECRET, strlen (SECRET));
  g_autofree char *pair
      = g_base64_encode ((const guchar *) "nolwenn:" SECRET, strlen ("nolwenn:" SECRET));
  const char *const traces[] = {SECRET, base64, pair};
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_not_in_files (path);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR)
               && g_file_get_contents (path, &text, &length, NULL))
        for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
          if (memmem (text, length, traces[i], strlen (traces[i])) != NULL)
            g_error ("%s holds the secret", path);
    }
}

static void
assert_not_logged (void)
{
  g_mutex_lock (&log_mutex);
  g_assert_null (strstr (logged->str, SECRET));
  g_mutex_unlock (&log_mutex);
}

static VigieServer *
put_server (VigieServers *servers)
{
  const VigieServerData data = {.address = "https://capteurs.example/v1.1",
                                .user = "nolwenn",
                                .auth = VIGIE_SERVER_AUTH_BASIC};

  return vigie_servers_put (servers, NULL, &data);
}

static void
notice_cb (GPtrArray *notices, const char *words)
{
  g_ptr_array_add (notices, g_strdup (words));
}

static char *asked_words; /* owned: why they were asked for, last */

static gboolean
needed_cb (guint *n_asked, VigieServer *server, const char *words)
{
  g_set_str (&asked_words, words);
  g_assert_cmpint (g_utf8_strlen (words, -1), >, 10);
  (*n_asked)++;
  return TRUE;
}

/* Nobody answers on the bus: the secret is good until the end, the person is told, and is asked at the next
 * start. */
static void
test_no_keyring (void)
{
  g_autoptr (GSettings) settings = g_settings_new (VIGIE_APP_ID);
  g_autoptr (VigieClock) clock = vigie_clock_new ();
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (home, "stores", NULL);
  VigieContext *context = vigie_context_new (settings, clock, folder);
  VigieServers *servers = vigie_context_get_servers (context);
  VigieServer *server = put_server (servers);
  g_autofree char *id = g_strdup (vigie_server_get_id (server));
  g_autofree char *found = NULL;
  guint n_asked = 0;

  g_assert_false (probe ());
  g_signal_connect_swapped (context, "notice", G_CALLBACK (notice_cb), notices);
  g_signal_connect_swapped (context, "credentials-needed", G_CALLBACK (needed_cb), &n_asked);

  /* As handed out by the administrator: none was ever given, so that no keyring is to blame. */
  vigie_context_open_server (context, server);
  WAIT_FOR (n_asked == 1);
  g_assert_cmpstr (asked_words, ==, _ ("None is stored on this computer yet."));
  g_assert_false (vigie_server_get_unkept_secret (server));

  vigie_context_keep_secret (context, server, SECRET);
  WAIT_FOR (notices->len == 1);
  g_assert_null (strstr (notices->pdata[0], SECRET));
  g_assert_false (vigie_server_get_has_secret (server));
  found = get_secret (servers, server, NULL);
  g_assert_cmpstr (found, ==, SECRET);
  vigie_context_open_server (context, server);
  vigie_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (context);

  /* The next start. */
  context = vigie_context_new (settings, clock, folder);
  servers = vigie_context_get_servers (context);
  server = vigie_servers_find (servers, id);
  g_assert_nonnull (server);
  g_assert_null (vigie_servers_peek_secret (servers, server));
  g_signal_connect_swapped (context, "credentials-needed", G_CALLBACK (needed_cb), &n_asked);
  vigie_context_open_saved (context);
  WAIT_FOR (n_asked == 2);
  g_assert_cmpstr (asked_words, ==, _ ("It was not stored, because there is no keyring."));
  g_assert_true (vigie_context_get_known_server (context) == server);
  vigie_context_give_credentials (context, "nolwenn", SECRET);
  g_assert_cmpstr (vigie_servers_peek_secret (servers, server), ==, SECRET);
  vigie_servers_remove (servers, server);
  vigie_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (context);
  g_settings_sync ();
  g_clear_pointer (&asked_words, g_free);
  assert_not_in_files (home);
  assert_not_logged ();
}

static void
start_keyring (void)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                   | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GOutputStream *input;

  /* Warnings end this program, not that one: two requests may have it register an item twice. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon_process
      = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                     "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon_process);
  g_assert_true (g_output_stream_write_all (input, "test", 4, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  WAIT_FOR (probe ());
}

/* What is given in one run is there in the next, and gone once it is forgotten. */
static void
test_keyring (void)
{
  g_autoptr (GSettings) settings = g_settings_new (VIGIE_APP_ID);
  VigieServers *servers = vigie_servers_new (settings, home);
  VigieServer *server = put_server (servers);
  const VigieServerData renamed = {.address = "https://capteurs.example",
                                   .name = "Agglo",
                                   .user = "nolwenn",
                                   .auth = VIGIE_SERVER_AUTH_BASIC};
  const VigieServerData moved = {
      .address = "https://elsewhere.example", .user = "nolwenn", .auth = VIGIE_SERVER_AUTH_BASIC};
  g_autofree char *id = g_strdup (vigie_server_get_id (server));
  VigieServer *anew;
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  start_keyring ();
  set_secret (servers, server, SECRET, &error);
  g_assert_no_error (error);
  g_assert_true (vigie_server_get_has_secret (server));
  g_assert_finalize_object (servers);

  servers = vigie_servers_new (settings, home);
  server = vigie_servers_find (servers, id);
  g_assert_null (vigie_servers_peek_secret (servers, server));
  found = get_secret (servers, server, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, SECRET);

  /* Another name, or the same address in another writing: the secret stays. */
  vigie_servers_put (servers, server, &renamed);
  g_assert_true (vigie_server_get_has_secret (server));
  g_assert_cmpstr (vigie_server_get_address (server), ==, "https://capteurs.example/v1.1");
  g_settings_sync ();
  assert_not_in_files (home);
  assert_not_logged ();

  /* Another address: it was not given for that one. */
  vigie_servers_put (servers, server, &moved);
  g_assert_false (vigie_server_get_has_secret (server));
  g_assert_null (vigie_servers_peek_secret (servers, server));
  WAIT_FOR ((g_free (again),
             again = vigie_secret_lookup_sync ("https://capteurs.example/v1.1", "nolwenn", NULL))
            == NULL);

  /* Forgotten, and gone from the keyring. */
  set_secret (servers, server, SECRET, &error);
  g_assert_no_error (error);
  g_object_ref (server);
  vigie_servers_remove (servers, server);
  g_assert_null (vigie_servers_find (servers, id));
  /* Not where it was entered anew meanwhile: it is the other's then. */
  anew = vigie_servers_put (servers, NULL, &moved);
  vigie_servers_forget (servers, server);
  g_object_unref (server);
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 4; g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  kept = vigie_secret_lookup_sync ("https://elsewhere.example", "nolwenn", NULL);
  g_assert_cmpstr (kept, ==, SECRET);
  vigie_secret_store_async ("https://elsewhere.example", "nolwenn", NULL, NULL, NULL, NULL);
  WAIT_FOR ((g_free (again),
             again = vigie_secret_lookup_sync ("https://elsewhere.example", "nolwenn", NULL))
            == NULL);
  set_secret (servers, anew, SECRET, &error);
  g_assert_no_error (error);
  g_object_ref (anew);
  vigie_servers_remove (servers, anew);
  vigie_servers_forget (servers, anew);
  g_object_unref (anew);
  WAIT_FOR ((g_free (again),
             again = vigie_secret_lookup_sync ("https://elsewhere.example", "nolwenn", NULL))
            == NULL);
  g_object_unref (servers);
}

int
main (int argc, char **argv)
{
  static const char *const variables[]
      = {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"};
  int result;

  setlocale (LC_ALL, "");
  home = g_dir_make_tmp ("vigie-secret-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *folder = g_build_filename (home, i > 0 ? variables[i] : NULL, NULL);

      g_mkdir_with_parents (folder, 0700);
      g_setenv (variables[i], folder, TRUE);
    }
  /* To a file, which is looked at. */
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  logged = g_string_new (NULL);
  g_log_set_writer_func (log_cb, NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add_func ("/app/secret/no-keyring", test_no_keyring);
  g_test_add_func ("/app/secret/keyring", test_keyring);
  result = g_test_run ();
  if (daemon_process != NULL)
    {
      g_subprocess_force_exit (daemon_process);
      g_subprocess_wait (daemon_process, NULL, NULL);
      g_object_unref (daemon_process);
    }
  /* The bus ends with this program: stopping it here would wait for every connection to be dropped. */
  vigie_test_remove_tree (home);
  return result;
}
