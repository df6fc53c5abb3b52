/* test-background.c: the choices of notifications and background, and starting with the session without a portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "app-fixture.h"
#include "vigie-background-autostart.h"
#include "vigie-preferences-notifications.h"
#include "vigie-settings.h"
#include "vigie-test-wait.h"

static const char *const command[] = {"sh", "--back ground", "a\"b$c%d\\e", NULL};

static gboolean
set_autostart (gboolean autostart, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  vigie_background_autostart_async (autostart, command, NULL, vigie_test_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return vigie_background_autostart_finish (result, error);
}

/* Written, written again, removed; a file of another hand is left alone. */
static void
test_autostart (void)
{
  g_autofree char *path
      = g_build_filename (g_get_user_config_dir (), "autostart", VIGIE_APP_ID ".desktop", NULL);
  g_autofree char *content = NULL;
  g_autofree char *exec = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (set_autostart (TRUE, NULL));
  g_assert_true (set_autostart (TRUE, NULL));
  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  exec = g_key_file_get_string (file, "Desktop Entry", "Exec", &error);
  g_assert_no_error (error);
  g_assert_true (g_shell_parse_argv (exec, NULL, &words, NULL));
  g_assert_cmpstr (words[0], ==, "sh");
  g_assert_cmpstr (words[1], ==, "--back ground");
  g_assert_cmpstr (words[2], ==, "a\"b$c%%d\\e"); /* %% is a % for who starts it */
  g_assert_true (set_autostart (FALSE, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (set_autostart (FALSE, NULL));

  g_assert_true (g_file_set_contents (path, "[Desktop Entry]\n", -1, NULL));
  g_assert_false (set_autostart (TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (set_autostart (FALSE, NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "[Desktop Entry]\n");
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static gpointer
child (GtkWidget *group, const char *name)
{
  return gtk_widget_get_template_child (group, VIGIE_TYPE_PREFERENCES_NOTIFICATIONS, name);
}

/* Each row is the setting, both ways, and has its role and name. */
static void
test_preferences (void)
{
  g_autoptr (GSettings) settings = vigie_settings_new ();
  g_autoptr (GtkWidget) group
      = g_object_ref_sink (g_object_new (VIGIE_TYPE_PREFERENCES_NOTIFICATIONS, NULL));
  AdwComboRow *choice = child (group, "choice_row");
  AdwSwitchRow *background = child (group, "background_row");
  GtkWidget *autostart = child (group, "autostart_row");
  GtkWidget *message = child (group, "message_row");
  GtkWidget *try_button = child (group, "try_button");
  g_autofree char *kept = NULL;

  vigie_preferences_notifications_setup (VIGIE_PREFERENCES_NOTIFICATIONS (group), settings);
  g_assert_cmpuint (adw_combo_row_get_selected (choice), ==, 0);
  adw_combo_row_set_selected (choice, 2);
  kept = g_settings_get_string (settings, "notifications");
  g_assert_cmpstr (kept, ==, "none");
  g_settings_set_string (settings, "notifications", "warning");
  g_assert_cmpuint (adw_combo_row_get_selected (choice), ==, 1);
  g_settings_reset (settings, "notifications");

  g_assert_false (gtk_widget_get_visible (autostart));
  adw_switch_row_set_active (background, TRUE);
  g_assert_true (g_settings_get_boolean (settings, "run-in-background"));
  g_assert_true (gtk_widget_get_visible (autostart));
  g_settings_set_boolean (settings, "run-in-background", FALSE); /* as when it is denied */
  g_assert_false (adw_switch_row_get_active (background));
  g_assert_false (gtk_widget_get_visible (autostart));

  /* Outside of the application there is nobody to try. */
  g_assert_false (gtk_widget_get_sensitive (try_button));
  g_assert_false (gtk_widget_get_visible (message));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (try_button), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (message), GTK_ACCESSIBLE_ROLE_ALERT);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (choice)), ==,
                   _ ("Notify "
                      "About"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (background), GTK_ACCESSIBLE_STATE_CHECKED,
                                    FALSE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("vigie-background-XXXXXX", NULL);
  g_autofree char *autostart = g_build_filename (folder, "autostart", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  fixture_init_widgets (&argc, &argv);
  g_test_add_func ("/background/autostart", test_autostart);
  g_test_add_func ("/background/preferences", test_preferences);
  status = g_test_run ();
  g_rmdir (autostart);
  g_rmdir (folder);
  return status;
}
