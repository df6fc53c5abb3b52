/* vigie-preferences-dialog.c: servers, tiles, profile: each change acts at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-preferences-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-dialog-focus.h"
#include "vigie-map-file-group.h"
#include "vigie-map-view.h"
#include "vigie-preferences-map.h"
#include "vigie-preferences-notifications.h"
#include "vigie-preferences-wall.h"
#include "vigie-servers-dialog.h"
#include "vigie-settings.h"

struct _VigiePreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  VigieContext *context; /* owned */

  AdwActionRow *server_row;
  GtkWidget *manage_button;
  VigiePreferencesMap *map;
  VigiePreferencesNotifications *notifications;
  VigiePreferencesWall *wall;
  VigieMapFileGroup *map_file_group;
  GtkEditable *tile_row;
  AdwActionRow *tile_error;
  GtkWidget *reset_tiles;
  GtkEditable *attribution_row;
  AdwActionRow *motion_row;
  AdwActionRow *profile_row;
  AdwActionRow *profile_error;
  GtkWidget *reset_profile;
};

G_DEFINE_FINAL_TYPE (VigiePreferencesDialog, vigie_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
show_error (AdwActionRow *row, const char *words)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (row), words != NULL);
}

static void
update_server (VigiePreferencesDialog *self)
{
  VigieServer *known = vigie_context_get_known_server (self->context);
  const char *server = vigie_context_get_server (self->context);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->server_row), FALSE);
  if (server == NULL)
    adw_action_row_set_subtitle (self->server_row, _ ("None"));
  else if (g_str_equal (server, VIGIE_DEMO_ADDRESS))
    adw_action_row_set_subtitle (self->server_row, _ ("Demonstration territory on this computer"));
  else
    {
      /* Translators: name of a server, then its address */
      g_autofree char *both = known != NULL && !g_str_equal (vigie_server_get_title (known), server)
                                  ? g_strdup_printf (C_ ("server", "%1$s · %2$s"),
                                                     vigie_server_get_title (known), server)
                                  : NULL;

      adw_action_row_set_subtitle (self->server_row, both != NULL ? both : server);
    }
}

/* Above this dialog, which has the focus again when that one is closed. */
static void
manage_servers_cb (VigiePreferencesDialog *self)
{
  adw_dialog_present (vigie_servers_dialog_new (self->context), GTK_WIDGET (self));
}

/* ---- Appearance ------------------------------------------------------------------------------ */

static void
update_motion (VigiePreferencesDialog *self)
{
  gboolean animations;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations,
                NULL);
  adw_action_row_set_subtitle (self->motion_row, animations ? _ ("System setting: with animations")
                                                            : _ ("System setting: reduced motion"));
}

/* ---- Profile --------------------------------------------------------------------------------- */

static void
update_profile (VigiePreferencesDialog *self)
{
  g_autofree char *path
      = g_settings_get_string (vigie_context_get_settings (self->context), "profile-path");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->profile_row), FALSE);
  adw_action_row_set_subtitle (self->profile_row,
                               *path != '\0' ? path : _ ("System profile, or the built-in one"));
  gtk_widget_set_visible (self->reset_profile, *path != '\0');
}

static void
set_profile (VigiePreferencesDialog *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieProfile) profile = vigie_profile_load (*path != '\0' ? path : NULL, &error);

  show_error (self->profile_error, error != NULL ? error->message : NULL);
  if (profile == NULL)
    return;
  g_settings_set_string (vigie_context_get_settings (self->context), "profile-path", path);
  update_profile (self);
  vigie_context_reload (self->context);
}

static void
profile_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigiePreferencesDialog) self = VIGIE_PREFERENCES_DIALOG (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    set_profile (self, path);
}

static void
choose_profile_cb (VigiePreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Profiles (JSON)"));
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Profile"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        profile_chosen_cb, g_object_ref (self));
}

static void
reset_profile_cb (VigiePreferencesDialog *self)
{
  set_profile (self, "");
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_preferences_dialog_dispose (GObject *object)
{
  VigiePreferencesDialog *self = VIGIE_PREFERENCES_DIALOG (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_PREFERENCES_DIALOG);

  G_OBJECT_CLASS (vigie_preferences_dialog_parent_class)->dispose (object);
}

static void
vigie_preferences_dialog_class_init (VigiePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_preferences_dialog_dispose;
  g_type_ensure (VIGIE_TYPE_PREFERENCES_MAP);
  g_type_ensure (VIGIE_TYPE_PREFERENCES_NOTIFICATIONS);
  g_type_ensure (VIGIE_TYPE_PREFERENCES_WALL);
  g_type_ensure (VIGIE_TYPE_MAP_FILE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-preferences-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigiePreferencesDialog, name)
  BIND (server_row);
  BIND (manage_button);
  BIND (map);
  BIND (notifications);
  BIND (wall);
  BIND (map_file_group);
  BIND (motion_row);
  BIND (profile_row);
  BIND (profile_error);
  BIND (reset_profile);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, manage_servers_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_profile_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_profile_cb);
}

static void
vigie_preferences_dialog_init (VigiePreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vigie_dialog_set_first_focus (ADW_DIALOG (self), self->manage_button);
}

AdwDialog *
vigie_preferences_dialog_new (VigieContext *context)
{
  VigiePreferencesDialog *self = g_object_new (VIGIE_TYPE_PREFERENCES_DIALOG, NULL);
  GSettings *settings = vigie_context_get_settings (context);

  self->context = g_object_ref (context);
  vigie_settings_bind_lock (settings, "profile-path", GTK_WIDGET (self->profile_row));
  g_signal_connect_object (context, "notify::state", G_CALLBACK (update_server), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (update_server), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vigie_context_get_servers (context), "items-changed",
                           G_CALLBACK (update_server), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)),
                           "notify::gtk-enable-animations", G_CALLBACK (update_motion), self,
                           G_CONNECT_SWAPPED);
  vigie_preferences_map_setup (self->map, settings);
  vigie_preferences_notifications_setup (self->notifications, settings);
  vigie_preferences_wall_setup (self->wall, settings);
  vigie_map_file_group_setup (self->map_file_group, context);
  update_motion (self);
  update_server (self);
  update_profile (self);
  return ADW_DIALOG (self);
}
