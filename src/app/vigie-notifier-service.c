/* vigie-notifier-service.c: who shows the notifications of this session, and how words must be given to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-notifier-service.h"

#define ANSWER_MS 3000

static void
give (GTask *task, gboolean is_there, gboolean has_markup)
{
  VigieNotifierService *service = g_new (VigieNotifierService, 1);

  *service = (VigieNotifierService) {TRUE, is_there, has_markup};
  g_task_return_pointer (task, service, g_free);
}

static void
capabilities_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree const char **capabilities = NULL; /* its strings are answer's */

  if (answer == NULL)
    {
      g_debug ("Notifications: %s", error->message);
      /* One that starts later may take markup: what is escaped is at least never markup. */
      give (task, FALSE, TRUE);
      return;
    }
  g_variant_get (answer, "(^a&s)", &capabilities);
  give (task, TRUE, g_strv_contains (capabilities, "body-markup"));
}

static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GDBusConnection *bus = G_DBUS_CONNECTION (source);
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (bus, result, NULL);

  if (answer != NULL)
    give (task, TRUE, FALSE);
  else
    g_dbus_connection_call (bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                            "org.freedesktop.Notifications", "GetCapabilities", NULL,
                            G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, ANSWER_MS,
                            g_task_get_cancellable (task), capabilities_cb, g_object_ref (task));
}

void
vigie_notifier_service_find_async (GDBusConnection *bus,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, vigie_notifier_service_find_async);
  if (bus == NULL)
    give (task, FALSE, FALSE);
  else if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    give (task, TRUE, FALSE);
  else
    g_dbus_connection_call (
        bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
        "GetNameOwner", g_variant_new ("(s)", "org.gtk.Notifications"), G_VARIANT_TYPE ("(s)"),
        G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, cancellable, owner_cb, g_object_ref (task));
}

VigieNotifierService
vigie_notifier_service_find_finish (GAsyncResult *result)
{
  g_autofree VigieNotifierService *service = g_task_propagate_pointer (G_TASK (result), NULL);

  return service != NULL ? *service : (VigieNotifierService) {0};
}
