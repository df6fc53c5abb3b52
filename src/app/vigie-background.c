/* vigie-background.c: the program that goes on watching without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-background.h"

#include <glib/gi18n-lib.h>

#include "vigie-background-autostart.h"
#include "vigie-background-portal.h"

struct _VigieBackground
{
  GObject parent_instance;

  GtkApplication *application; /* unowned; NULL once it ended */
  VigieContext *context;       /* owned */
  VigieNotifier *notifier;     /* owned */
  GCancellable *cancellable;   /* owned: of the request under way, or NULL */
  char *message;               /* owned, or NULL */
  char *status;                /* owned: what the desktop was told last, or NULL */
  gboolean by_portal;
  gboolean held;
  gboolean had_window; /* a person opened one: what the desktop starts for a moment is not held */
  gboolean asked;      /* begun without a window */
  gboolean refusing;   /* the settings are being put back */
  gboolean granted;    /* the portal was asked in this run, and allowed it */
};

enum
{
  PROP_HELD = 1,
  PROP_MESSAGE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VigieBackground, vigie_background, G_TYPE_OBJECT)

static const char *const command[] = {"vigie", "--background", NULL};

static void
set_message (VigieBackground *self, const char *words)
{
  if (g_set_str (&self->message, words))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
}

static GSettings *
get_settings (VigieBackground *self)
{
  return vigie_context_get_settings (self->context);
}

static gboolean
is_wanted (VigieBackground *self)
{
  return g_settings_get_boolean (get_settings (self), "run-in-background");
}

static gboolean
autostart_is_wanted (VigieBackground *self)
{
  return is_wanted (self) && g_settings_get_boolean (get_settings (self), "start-with-session");
}

static void
update_held (VigieBackground *self)
{
  const char *server = vigie_context_get_server (self->context);
  gboolean held = self->application != NULL
                  && (self->asked || (self->had_window && is_wanted (self))) && server != NULL
                  && !g_str_equal (server, VIGIE_DEMO_ADDRESS);

  if (self->held == held)
    return;
  self->held = held;
  if (held)
    g_application_hold (G_APPLICATION (self->application));
  else if (self->application != NULL)
    g_application_release (G_APPLICATION (self->application));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HELD]);
}

static gboolean
has_window (VigieBackground *self)
{
  return self->application != NULL && gtk_application_get_windows (self->application) != NULL;
}

static void
update_status (VigieBackground *self)
{
  const char *status = vigie_notifier_get_status (self->notifier);
  GDBusConnection *bus;

  if (!self->by_portal || !self->held || has_window (self) || status == NULL)
    return;
  bus = g_application_get_dbus_connection (G_APPLICATION (self->application));
  if (bus != NULL && g_set_str (&self->status, status))
    vigie_background_portal_set_status (bus, status);
}

/* ---- Leave ----------------------------------------------------------------------------------- */

/* What was not allowed is not left switched on. Said where it was asked, and to who has no window before them. */
static void
refuse (VigieBackground *self, gboolean all, const char *words)
{
  if (!has_window (self) && self->application != NULL)
    {
      g_autoptr (GNotification) notification = g_notification_new (_ ("Vigie Is No Longer "
                                                                      "Watching"));

      g_notification_set_body (notification, words);
      g_application_send_notification (G_APPLICATION (self->application), "background",
                                       notification);
    }
  self->refusing = TRUE;
  g_settings_set_boolean (get_settings (self), "start-with-session", FALSE);
  if (all)
    {
      self->asked = FALSE;
      g_settings_set_boolean (get_settings (self), "run-in-background", FALSE);
      update_held (self);
    }
  self->refusing = FALSE;
  set_message (self, words);
}

static void
portal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieBackground) self = VIGIE_BACKGROUND (user_data);
  g_autoptr (GError) error = NULL;
  VigieBackgroundGrant grant = {FALSE, FALSE};

  if (!vigie_background_portal_request_finish (result, &grant, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_debug ("Background: %s", error->message);
      g_clear_object (&self->cancellable);
      if (is_wanted (self) || self->asked)
        refuse (self, TRUE, _ ("This desktop cannot let an app run in the background."));
      return;
    }
  g_clear_object (&self->cancellable);
  self->granted = grant.background;
  if (!is_wanted (self) && !self->asked)
    return;
  if (!grant.background)
    refuse (self, TRUE,
            _ ("The system does not allow Vigie to run in the background. This can be changed in "
               "the system’s app settings."));
  else if (autostart_is_wanted (self) && !grant.autostart)
    refuse (self, FALSE, _ ("The system does not allow Vigie to start at login."));
  else
    set_message (self, NULL);
  update_status (self);
}

static void
autostart_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieBackground) self = VIGIE_BACKGROUND (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (vigie_background_autostart_finish (result, &error))
    {
      set_message (self, NULL);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Translators: why follows, by the system or with a path */
  words = g_strdup_printf (_ ("Could not set Vigie to start at login. %s"), error->message);
  refuse (self, FALSE, words);
}

/* Has the desktop know what the settings say. */
static void
request (VigieBackground *self)
{
  GDBusConnection *bus = self->application != NULL
                             ? g_application_get_dbus_connection (G_APPLICATION (self->application))
                             : NULL;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!self->by_portal)
    vigie_background_autostart_async (autostart_is_wanted (self), command, NULL, autostart_cb,
                                      g_object_ref (self));
  else if (bus != NULL)
    {
      self->cancellable = g_cancellable_new ();
      vigie_background_portal_request_async (
          bus, _ ("Sites that become critical are reported even when the window is closed."),
          autostart_is_wanted (self), command, self->cancellable, portal_cb, g_object_ref (self));
    }
}

static void
settings_cb (VigieBackground *self)
{
  gboolean wanted = is_wanted (self);

  update_held (self);
  if (self->refusing)
    return;
  if (wanted)
    set_message (self, NULL);
  request (self);
}

static void
window_added_cb (VigieBackground *self)
{
  self->had_window = TRUE;
  update_held (self);
}

static void
window_removed_cb (VigieBackground *self)
{
  if (has_window (self) || !self->held)
    return;
  /* A desktop that was not asked ends programs in the background. */
  if (self->by_portal && !self->granted && self->cancellable == NULL)
    request (self);
  g_clear_pointer (&self->status, g_free);
  update_status (self);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_background_dispose (GObject *object)
{
  VigieBackground *self = VIGIE_BACKGROUND (object);

  vigie_background_end (self);
  g_clear_object (&self->context);
  g_clear_object (&self->notifier);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->status, g_free);

  G_OBJECT_CLASS (vigie_background_parent_class)->dispose (object);
}

static void
vigie_background_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VigieBackground *self = VIGIE_BACKGROUND (object);

  switch (prop_id)
    {
    case PROP_HELD:
      g_value_set_boolean (value, self->held);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vigie_background_class_init (VigieBackgroundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = vigie_background_dispose;
  object_class->get_property = vigie_background_get_property;
  props[PROP_HELD] = g_param_spec_boolean ("held", NULL, NULL, FALSE, flags);
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
vigie_background_init (VigieBackground *self)
{
}

VigieBackground *
vigie_background_new (GtkApplication *application, VigieContext *context, VigieNotifier *notifier)
{
  VigieBackground *self = g_object_new (VIGIE_TYPE_BACKGROUND, NULL);

  self->application = application;
  self->context = g_object_ref (context);
  self->notifier = g_object_ref (notifier);
  self->by_portal = vigie_background_portal_is_needed ();
  g_signal_connect_object (get_settings (self), "changed::run-in-background",
                           G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_settings (self), "changed::start-with-session",
                           G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (update_held), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (notifier, "notify::status", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
vigie_background_begin (VigieBackground *self)
{
  g_return_val_if_fail (VIGIE_IS_BACKGROUND (self), FALSE);

  if (vigie_context_get_server (self->context) == NULL)
    vigie_context_open_saved (self->context);
  self->asked = TRUE;
  update_held (self);
  if (!self->held)
    {
      self->asked = FALSE;
      return FALSE;
    }
  vigie_context_start_network (self->context);
  window_removed_cb (self);
  return TRUE;
}

void
vigie_background_end (VigieBackground *self)
{
  GApplication *application = G_APPLICATION (self->application);

  g_return_if_fail (VIGIE_IS_BACKGROUND (self));

  if (application == NULL)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->application, self);
  g_signal_handlers_disconnect_by_data (get_settings (self), self);
  g_signal_handlers_disconnect_by_data (self->context, self);
  g_signal_handlers_disconnect_by_data (self->notifier, self);
  self->application = NULL;
  if (!self->held)
    return;
  self->held = FALSE;
  g_application_release (application);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HELD]);
}

gboolean
vigie_background_get_held (VigieBackground *self)
{
  g_return_val_if_fail (VIGIE_IS_BACKGROUND (self), FALSE);
  return self->held;
}

const char *
vigie_background_get_message (VigieBackground *self)
{
  g_return_val_if_fail (VIGIE_IS_BACKGROUND (self), NULL);
  return self->message;
}
