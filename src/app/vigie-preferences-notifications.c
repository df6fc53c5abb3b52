/* vigie-preferences-notifications.c: what notifications tell of, and whether Vigie goes on without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-preferences-notifications.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-application.h"
#include "vigie-settings.h"

struct _VigiePreferencesNotifications
{
  AdwPreferencesGroup parent_instance;

  VigieNotifier *notifier;     /* owned while in a window, or NULL */
  VigieBackground *background; /* owned while in a window, or NULL */

  AdwComboRow *choice_row;
  AdwActionRow *try_row;
  GtkWidget *try_button;
  AdwSwitchRow *background_row;
  AdwSwitchRow *autostart_row;
  AdwActionRow *message_row;
};

G_DEFINE_FINAL_TYPE (VigiePreferencesNotifications,
                     vigie_preferences_notifications,
                     ADW_TYPE_PREFERENCES_GROUP)

/* In the order of the rows. */
static const char *const choices[] = {"critical", "warning", "none"};

static gboolean
choice_from_setting (GValue *value, GVariant *variant, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (g_variant_get_string (variant, NULL), choices[i]))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
setting_from_choice (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint i = g_value_get_uint (value);

  return i < G_N_ELEMENTS (choices) ? g_variant_new_string (choices[i]) : NULL;
}

static void
update_message (VigiePreferencesNotifications *self)
{
  const char *words
      = self->background != NULL ? vigie_background_get_message (self->background) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->message_row),
                                 words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_row), words != NULL);
}

static void
try_cb (VigiePreferencesNotifications *self)
{
  gboolean sent = self->notifier != NULL && vigie_notifier_try (self->notifier);
  const char *words = sent ? _ ("Sent. If nothing appears, the system settings hide it.")
                           : _ ("Nothing displays notifications in this session.");

  adw_action_row_set_subtitle (self->try_row, words);
  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
vigie_preferences_notifications_root (GtkWidget *widget)
{
  VigiePreferencesNotifications *self = VIGIE_PREFERENCES_NOTIFICATIONS (widget);
  GtkApplication *application = NULL;
  GtkRoot *root;

  GTK_WIDGET_CLASS (vigie_preferences_notifications_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root))
    application = gtk_window_get_application (GTK_WINDOW (root));
  if (application == NULL || !VIGIE_IS_APPLICATION (application))
    return;
  g_set_object (&self->notifier, vigie_application_get_notifier (VIGIE_APPLICATION (application)));
  g_set_object (&self->background,
                vigie_application_get_background (VIGIE_APPLICATION (application)));
  if (self->background != NULL)
    g_signal_connect_object (self->background, "notify::message", G_CALLBACK (update_message), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (self->try_button, self->notifier != NULL);
  update_message (self);
}

static void
leave (VigiePreferencesNotifications *self)
{
  if (self->background != NULL)
    g_signal_handlers_disconnect_by_data (self->background, self);
  g_clear_object (&self->background);
  g_clear_object (&self->notifier);
}

static void
vigie_preferences_notifications_unroot (GtkWidget *widget)
{
  leave (VIGIE_PREFERENCES_NOTIFICATIONS (widget));

  GTK_WIDGET_CLASS (vigie_preferences_notifications_parent_class)->unroot (widget);
}

static void
vigie_preferences_notifications_dispose (GObject *object)
{
  leave (VIGIE_PREFERENCES_NOTIFICATIONS (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIE_TYPE_PREFERENCES_NOTIFICATIONS);

  G_OBJECT_CLASS (vigie_preferences_notifications_parent_class)->dispose (object);
}

static void
vigie_preferences_notifications_class_init (VigiePreferencesNotificationsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_preferences_notifications_dispose;
  widget_class->root = vigie_preferences_notifications_root;
  widget_class->unroot = vigie_preferences_notifications_unroot;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/agglo/Vigie/ui/vigie-preferences-notifications.ui");
#define BIND(name)                                                                                 \
  gtk_widget_class_bind_template_child (widget_class, VigiePreferencesNotifications, name)
  BIND (choice_row);
  BIND (try_row);
  BIND (try_button);
  BIND (background_row);
  BIND (autostart_row);
  BIND (message_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
}

static void
vigie_preferences_notifications_init (VigiePreferencesNotifications *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vigie_preferences_notifications_setup (VigiePreferencesNotifications *self, GSettings *settings)
{
  g_return_if_fail (VIGIE_IS_PREFERENCES_NOTIFICATIONS (self));

  g_settings_bind_with_mapping (settings, "notifications", self->choice_row, "selected",
                                G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY,
                                choice_from_setting, setting_from_choice, NULL, NULL);
  g_settings_bind (settings, "run-in-background", self->background_row, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (settings, "start-with-session", self->autostart_row, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  vigie_settings_bind_lock (settings, "notifications", GTK_WIDGET (self->choice_row));
  vigie_settings_bind_lock (settings, "run-in-background", GTK_WIDGET (self->background_row));
  vigie_settings_bind_lock (settings, "start-with-session", GTK_WIDGET (self->autostart_row));
}
