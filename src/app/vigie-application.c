/* vigie-application.c: the program: command line, actions, its one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-application.h"

#include <glib/gi18n-lib.h>

#include "vigie-resources.h"
#include "vigie-window.h"

struct _VigieApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* owned; made at start-up */
};

G_DEFINE_FINAL_TYPE (VigieApplication, vigie_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[]
    = {{"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say the version and end"), NULL}, {NULL}};

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *self = GTK_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (self);

  if (window != NULL)
    gtk_window_close (window);
  g_application_quit (G_APPLICATION (self));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_show_about_dialog (
      GTK_WIDGET (window), "application-name", "Vigie", "application-icon", VIGIE_APP_ID, "version",
      VIGIE_VERSION, "developer-name", _ ("The Vigie developers"), "comments",
      _ ("The sites, sensors and energy of an agglomeration, with the age of every value."),
      "license-type", GTK_LICENSE_GPL_3_0,
      /* Translators: names of those who translated, one a line */
      "translator-credits", _ ("translator-credits"), NULL);
}

static void
vigie_application_startup (GApplication *application)
{
  VigieApplication *self = VIGIE_APPLICATION (application);
  static const GActionEntry actions[] = {
      {.name = "quit", .activate = quit_cb},
      {.name = "about", .activate = about_cb},
  };

  G_APPLICATION_CLASS (vigie_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (VIGIE_APP_ID);
  self->settings = g_settings_new (VIGIE_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit",
                                         (const char *[]) {"<Control>q", NULL});
}

static void
vigie_application_activate (GApplication *application)
{
  VigieApplication *self = VIGIE_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (vigie_window_new (self, self->settings));
  gtk_window_present (window);
}

static int
vigie_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("vigie %s\n", VIGIE_VERSION);
      return 0;
    }
  return -1;
}

static int
vigie_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  g_application_activate (application);
  return 0;
}

static void
vigie_application_dispose (GObject *object)
{
  VigieApplication *self = VIGIE_APPLICATION (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vigie_application_parent_class)->dispose (object);
}

static void
vigie_application_class_init (VigieApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = vigie_application_dispose;
  application_class->startup = vigie_application_startup;
  application_class->activate = vigie_application_activate;
  application_class->handle_local_options = vigie_application_handle_local_options;
  application_class->command_line = vigie_application_command_line;
}

static void
vigie_application_init (VigieApplication *self)
{
  /* The resources are in a static library: naming them keeps them in the program. */
  g_resources_register (vigie_get_resource ());
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

VigieApplication *
vigie_application_new (void)
{
  return g_object_new (VIGIE_TYPE_APPLICATION, "application-id", VIGIE_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path", "/fr/agglo/Vigie",
                       NULL);
}
