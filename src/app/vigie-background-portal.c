/* vigie-background-portal.c: the portal org.freedesktop.portal.Background, as far as Vigie needs it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-background-portal.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"
#define STATUS_MAX 96

typedef struct
{
  guint subscription; /* to the answer; 0 once it came */
} Request;

gboolean
vigie_background_portal_is_needed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)
         || g_strcmp0 (g_getenv ("VIGIE_PORTAL"), "1") == 0;
}

static void
request_free (Request *request)
{
  g_assert (request->subscription == 0);
  g_free (request);
}

static void
end_request (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  GDBusConnection *bus = G_DBUS_CONNECTION (g_task_get_source_object (task));
  guint subscription = request->subscription;

  request->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (bus, subscription); /* gives back its reference */
}

static void
response_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  g_autoptr (GVariant) results = NULL;
  VigieBackgroundGrant *grant;
  guint response;

  if (((Request *) g_task_get_task_data (task))->subscription == 0)
    return;
  end_request (task);
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s answered %s", REQUEST,
                               g_variant_get_type_string (parameters));
      return;
    }
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  grant = g_new0 (VigieBackgroundGrant, 1);
  /* Anything but 0 is a person or a desktop that does not want it. */
  if (response == 0)
    {
      g_variant_lookup (results, "background", "b", &grant->background);
      g_variant_lookup (results, "autostart", "b", &grant->autostart);
    }
  g_task_return_pointer (task, grant, g_free);
}

static void
subscribe (GTask *task, const char *path)
{
  Request *request = g_task_get_task_data (task);

  request->subscription = g_dbus_connection_signal_subscribe (
      G_DBUS_CONNECTION (g_task_get_source_object (task)), PORTAL, REQUEST, "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, response_cb, g_object_ref (task), g_object_unref);
}

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL || ((Request *) g_task_get_task_data (task))->subscription == 0)
    return; /* the answer comes to the path foretold, as all portals since 2017 have it */
  end_request (task);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
vigie_background_portal_request_async (GDBusConnection *bus,
                                       const char *reason,
                                       gboolean autostart,
                                       const char *const *command,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  static guint n_requests;
  g_autoptr (GTask) task = g_task_new (bus, cancellable, callback, user_data);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus));
  g_autofree char *token = g_strdup_printf ("vigie%u", ++n_requests);
  g_autofree char *path = NULL;
  GVariantBuilder options;

  g_task_set_source_tag (task, vigie_background_portal_request_async);
  g_task_set_task_data (task, g_new0 (Request, 1), (GDestroyNotify) request_free);
  g_strdelimit (sender, ".", '_');
  path = g_strconcat (PORTAL_PATH "/request/", sender + (*sender == ':'), "/", token, NULL);
  subscribe (task, path);

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, cancellable, requested_cb,
                          g_object_ref (task));
}

gboolean
vigie_background_portal_request_finish (GAsyncResult *result,
                                        VigieBackgroundGrant *grant,
                                        GError **error)
{
  g_autofree VigieBackgroundGrant *got = g_task_propagate_pointer (G_TASK (result), error);

  if (got == NULL)
    return FALSE;
  *grant = *got;
  return TRUE;
}

void
vigie_background_portal_set_status (GDBusConnection *bus, const char *words)
{
  g_autofree char *message = g_utf8_strlen (words, -1) > STATUS_MAX
                                 ? g_utf8_substring (words, 0, STATUS_MAX)
                                 : g_strdup (words);
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (message));
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}
