/* Settings that an administrator hands out: GLib's own key file over real files of defaults and locks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "app-fixture.h"
#include "vigie-connect-dialog.h"
#include "vigie-preferences-dialog.h"
#include "vigie-servers-dialog.h"
#include "vigie-settings.h"
#include "vigie-window.h"
#include "vigie-test-find.h"

#define OWN_TILES "https://tuiles.example/{z}/{x}/{y}.png"
#define SERVERS                                                                                    \
  "servers=[{'id': <'salle'>, 'address': <'https://capteurs.example/v1.1'>, 'name': <'Salle'>},"   \
  " {'id': <'eau'>, 'address': <'https://eau.example/v1.1'>, 'auth': <'basic'>},"                  \
  " {'id': <'energie'>, 'address': <'https://energie.example/v1.1'>, 'auth': <'basic'>,"           \
  " 'user': <'vigie'>}]\n"

typedef struct
{
  char *folder;    /* the administrator's */
  char *home;      /* the person's data */
  GSettings *over; /* owned, or NULL */
} Fixture;

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("vigie-administrator-XXXXXX", NULL);
  fixture->home = g_dir_make_tmp ("vigie-person-XXXXXX", NULL);
}

/* As at a start of the program. */
static GSettings *
start (Fixture *fixture)
{
  g_set_object (&fixture->over, NULL);
  fixture->over = vigie_settings_new_over (fixture->folder);
  return fixture->over;
}

static char *
key_file (void)
{
  return g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", "keyfile", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"defaults", "locks"};
  g_autofree char *kept = key_file ();

  g_clear_object (&fixture->over);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_unlink (kept);
  g_rmdir (fixture->folder);
  g_rmdir (fixture->home);
  g_free (fixture->folder);
  g_free (fixture->home);
}

static void
assert_string (GSettings *settings, const char *key, const char *expected)
{
  g_autofree char *value = g_settings_get_string (settings, key);

  g_assert_cmpstr (value, ==, expected);
}

/* Handed out, changed by the person, put back; kept in the file that GLib itself takes in a sandbox. */
static void
test_defaults (Fixture *fixture, gconstpointer data)
{
  GSettings *settings;
  g_autofree char *path = key_file ();
  g_autoptr (GKeyFile) kept = g_key_file_new ();
  g_autofree char *value = NULL;

  write_file (fixture, "defaults",
              "# The agglomeration's\n[fr/agglo/Vigie]\ntile-address='" OWN_TILES
              "'\ntile-attribution=Lorient Agglo\n");
  settings = start (fixture);
  assert_string (settings, "tile-address", OWN_TILES);
  assert_string (settings, "tile-attribution", "Lorient Agglo"); /* without quotes too */
  assert_string (settings, "last-page", "map");
  g_assert_true (g_settings_is_writable (settings, "tile-address"));
  g_assert_true (g_settings_set_string (settings, "tile-address", ""));
  g_settings_sync ();
  assert_string (start (fixture), "tile-address", "");
  g_assert_true (g_key_file_load_from_file (kept, path, G_KEY_FILE_NONE, NULL));
  value = g_key_file_get_value (kept, "fr/agglo/Vigie", "tile-address", NULL);
  g_assert_cmpstr (value, ==, "''");
  g_settings_reset (fixture->over, "tile-address");
  assert_string (fixture->over, "tile-address", OWN_TILES);
}

/* What is locked is the administrator's, whatever the person had chosen before. */
static void
test_locks (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = start (fixture);

  g_assert_true (
      g_settings_set_string (settings, "tile-address", "https://moi.example/{z}/{x}/{y}"));
  g_settings_sync ();
  write_file (fixture, "defaults", "[fr/agglo/Vigie]\ntile-address='" OWN_TILES "'\n");
  assert_string (start (fixture), "tile-address", "https://moi.example/{z}/{x}/{y}");
  write_file (fixture, "locks", "# Not to be changed\n/fr/agglo/Vigie/tile-address\n");
  settings = start (fixture);
  assert_string (settings, "tile-address", OWN_TILES);
  g_assert_false (g_settings_is_writable (settings, "tile-address"));
  g_assert_true (g_settings_is_writable (settings, "tile-attribution"));
  g_assert_false (g_settings_set_string (settings, "tile-address", ""));
  assert_string (settings, "tile-address", OWN_TILES);
}

/* Each mistake is said with its file; what is right beside it counts. */
static void
test_check (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *defaults, *locks;
    const char *told; /* in the words, or NULL: nothing wrong */
  } cases[] = {
      {NULL, NULL, NULL},
      {"", "", NULL},
      {"[fr/agglo/Vigie]\n" SERVERS "tile-address=" OWN_TILES "\nwindow-width=1920\n",
       "#\n\n/fr/agglo/Vigie/servers\n", NULL},
      {"[fr/agglo/Vigie]\ntile-adress=x\n", NULL, "tile-adress"},
      {"[fr/agglo/vigie]\ntile-address=x\n", NULL, "fr/agglo/vigie"},
      {"[fr/agglo/Vigie]\nwindow-width=wide\n", NULL, "window-width"},
      {"[fr/agglo/Vigie]\nwindow-width=3\n", NULL, "window-width"},
      {"[fr/agglo/Vigie]\nlist-sort='colour'\n", NULL, "list-sort"},
      {"[fr/agglo/Vigie]\nservers=[{'id': 'salle'}]\n", NULL, "servers"},
      {"tile-address=x\n", NULL, "defaults"},
      {NULL, "fr/agglo/Vigie/servers\n", "fr/agglo/Vigie/servers"},
      {NULL, "/fr/agglo/Vigie/server\n", "server"},
      {NULL, "/fr/agglo/Vigie/\n", "locks"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) faults = NULL;

      tear_down (fixture, NULL);
      set_up (fixture, NULL);
      if (cases[i].defaults != NULL)
        write_file (fixture, "defaults", cases[i].defaults);
      if (cases[i].locks != NULL)
        write_file (fixture, "locks", cases[i].locks);
      faults = vigie_settings_check (fixture->folder);
      g_assert_cmpuint (g_strv_length (faults), ==, cases[i].told != NULL ? 1 : 0);
      if (cases[i].told != NULL)
        {
          g_assert_true (g_str_has_prefix (faults[0], fixture->folder));
          g_assert_nonnull (strstr (faults[0] + strlen (fixture->folder), cases[i].told));
        }
    }
}

/* A list that is locked: shown as it is, entered by whom the administrator names or else by the person. */
static void
test_servers (Fixture *fixture, gconstpointer data)
{
  VigieServers *servers;
  VigieServer *server;
  VigieServerData entered = {.auth = VIGIE_SERVER_AUTH_BASIC, .user = "nolwenn"};

  g_assert_true (g_settings_set_string (start (fixture), "current-server", "of-before"));
  g_settings_sync ();
  write_file (fixture, "defaults", "[fr/agglo/Vigie]\n" SERVERS);
  write_file (fixture, "locks", "/fr/agglo/Vigie/servers\n");
  servers = vigie_servers_new (start (fixture), fixture->home);
  g_assert_true (vigie_servers_get_locked (servers));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (servers)), ==, 3);
  g_assert_cmpstr (vigie_servers_get_current_id (servers), ==, "salle");
  vigie_servers_set_current (servers, "eau");
  server = vigie_servers_find (servers, "eau");
  g_assert_cmpstr (vigie_server_get_user (server), ==, "");
  entered.address = vigie_server_get_address (server);
  g_assert_true (vigie_servers_put (servers, server, &entered) == server);
  g_settings_sync ();
  g_assert_finalize_object (servers);

  /* At the next start: the same list, the person's name, the choice. */
  servers = vigie_servers_new (start (fixture), fixture->home);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (servers)), ==, 3);
  server = vigie_servers_get_current (servers);
  g_assert_cmpstr (vigie_server_get_id (server), ==, "eau");
  g_assert_cmpstr (vigie_server_get_user (server), ==, "nolwenn");
  g_assert_cmpint (vigie_server_get_last_used (server), >, 0);
  g_assert_cmpstr (vigie_server_get_user (vigie_servers_find (servers, "energie")), ==, "vigie");
  g_assert_finalize_object (servers);

  /* The administrator's name wins over the person's. */
  write_file (fixture, "defaults",
              "[fr/agglo/Vigie]\nservers=[{'id': <'eau'>, 'address': <'https://eau.example/v1.1'>,"
              " 'auth': <'basic'>, 'user': <'commun'>}]\n");
  servers = vigie_servers_new (start (fixture), fixture->home);
  server = vigie_servers_find (servers, "eau");
  g_assert_cmpstr (vigie_server_get_user (server), ==, "commun");
  g_assert_false (vigie_server_get_has_secret (server));
  g_assert_finalize_object (servers);
}

/* An address that is the administrator's default is taken over once, and the person's choice stays. */
static void
test_address_by_default (Fixture *fixture, gconstpointer data)
{
  VigieServers *servers;
  VigieServer *first;

  write_file (fixture, "defaults",
              "[fr/agglo/Vigie]\nserver-address='https://capteurs.example/v1.1'\n");
  servers = vigie_servers_new (start (fixture), fixture->home);
  first = vigie_servers_get_current (servers);
  g_assert_cmpstr (vigie_server_get_address (first), ==, "https://capteurs.example/v1.1");
  vigie_servers_set_current (servers, VIGIE_DEMO_ADDRESS);
  g_settings_sync ();
  g_assert_finalize_object (servers);
  servers = vigie_servers_new (start (fixture), fixture->home);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (servers)), ==, 1);
  g_assert_cmpstr (vigie_servers_get_current_id (servers), ==, VIGIE_DEMO_ADDRESS);
  g_assert_finalize_object (servers);
}

static GtkWidget *
child (gpointer dialog, const char *name)
{
  GObject *object
      = gtk_widget_get_template_child (GTK_WIDGET (dialog), G_OBJECT_TYPE (dialog), name);

  g_assert_nonnull (object);
  return GTK_WIDGET (object);
}

/* A row of the dialog, or of its group of the map. */
static GtkWidget *
row_of (gpointer dialog, const char *name)
{
  return g_str_equal (name, "profile_row") ? child (dialog, name)
                                           : child (child (dialog, "map"), name);
}

static VigieContext *
make_context (Fixture *fixture)
{
  g_autoptr (VigieClock) clock = vigie_clock_new_manual (FIXTURE_NOW);

  return vigie_context_new (start (fixture), clock, fixture->home);
}

static void
test_preferences (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *key, *row;
  } rows[] = {
      {"base-map", "base_row"},
      {"tile-address", "tile_row"},
      {"tile-attribution", "attribution_row"},
      {"profile-path", "profile_row"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *lock = g_strdup_printf ("/fr/agglo/Vigie/%s\n", rows[i].key);
      g_autoptr (VigieContext) context = NULL;
      g_autoptr (AdwDialog) dialog = NULL;

      write_file (fixture, "locks", lock);
      context = make_context (fixture);
      dialog = g_object_ref_sink (vigie_preferences_dialog_new (context));
      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        g_assert_true (gtk_widget_get_sensitive (row_of (dialog, rows[j].row)) == (i != j));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (row_of (dialog, rows[i].row)), ==,
                       vigie_settings_locked_words ());
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row_of (dialog, rows[i].row)),
                                           GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                           vigie_settings_locked_words ());
    }
}

/* The map file: neither chosen nor, when it is opened or dropped, taken. */
static void
test_map_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieContext) context = NULL;
  g_autoptr (AdwDialog) dialog = NULL;
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/other.mbtiles");
  VigieWindow *window;
  AdwDialog *words;

  write_file (fixture, "defaults", "[fr/agglo/Vigie]\nmap-file=/nowhere/territory.mbtiles\n");
  write_file (fixture, "locks", "/fr/agglo/Vigie/map-file\n");
  context = make_context (fixture);
  dialog = g_object_ref_sink (vigie_preferences_dialog_new (context));
  g_assert_false (gtk_widget_get_sensitive (child (child (dialog, "map_file_group"), "file_row")));
  window = vigie_window_new (NULL, context);
  vigie_window_open_map_file (window, file);
  words = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (ADW_IS_ALERT_DIALOG (words));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (words)),
                            _ ("The administrator of this computer has set the map.")));
  assert_string (fixture->over, "map-file", "/nowhere/territory.mbtiles");
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
count_buttons (GtkWidget *widget)
{
  guint n = GTK_IS_BUTTON (widget);

  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c))
    n += count_buttons (c);
  return n;
}

/* The list as it is: nothing to edit, to forget or to add, and said in words. */
static void
test_servers_dialog (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieContext) context = NULL;
  g_autoptr (AdwDialog) dialog = NULL;
  GtkWidget *row;
  AdwDialog *words;
  GtkWindow *window;

  write_file (fixture, "defaults", "[fr/agglo/Vigie]\n" SERVERS);
  context = make_context (fixture);
  dialog = g_object_ref_sink (vigie_servers_dialog_new (context));
  g_assert_true (gtk_widget_get_visible (child (dialog, "connect_group")));
  g_assert_cmpuint (count_buttons (child (dialog, "list")), ==, 6);
  g_set_object (&dialog, NULL);
  g_set_object (&context, NULL);

  write_file (fixture, "locks", "/fr/agglo/Vigie/servers\n");
  context = make_context (fixture);
  dialog = g_object_ref_sink (vigie_servers_dialog_new (context));
  g_assert_false (gtk_widget_get_visible (child (dialog, "connect_group")));
  g_assert_cmpuint (count_buttons (child (dialog, "list")), ==, 0);
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (child (dialog, "list")), 0));
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  g_assert_true (
      vigie_test_has_text (child (dialog, "list_group"),
                           _ ("The administrator of this computer has set these servers: choose "
                              "the one to show in the header bar; only the administrator can "
                              "change them.")));

  /* Where a server would be added, from the menu or an empty window. */
  window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (window), gtk_label_new ("Vigie"));
  gtk_window_set_default_size (window, 900, 700);
  gtk_window_present (window);
  vigie_connect_dialog_present (context, GTK_WIDGET (window));
  words = adw_window_get_visible_dialog (ADW_WINDOW (window));
  g_assert_true (ADW_IS_ALERT_DIALOG (words));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (words)), ==,
                   _ ("Servers Set by the Administrator"));
  adw_dialog_force_close (words);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("vigie-config-XXXXXX", NULL);
  int status;

  /* As in a sandbox; before anything reads a setting. */
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  fixture_init_widgets (&argc, &argv);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/settings/defaults", test_defaults);
  ADD ("/settings/locks", test_locks);
  ADD ("/settings/check", test_check);
  ADD ("/settings/servers", test_servers);
  ADD ("/settings/address-by-default", test_address_by_default);
  ADD ("/settings/preferences", test_preferences);
  ADD ("/settings/map-file", test_map_file);
  ADD ("/settings/servers-dialog", test_servers_dialog);
#undef ADD
  status = g_test_run ();
  for (const char *const *name = (const char *const[]) {"glib-2.0/settings", "glib-2.0", "", NULL};
       *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (home, *name, NULL);

      g_rmdir (path);
    }
  return status;
}
