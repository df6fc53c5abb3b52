/* vigie-notifier-service.h: who shows the notifications of this session, and how words must be given to it.
 *
 * GNotification chooses among three ways by itself: the portal in a sandbox, GNOME Shell's own interface, else that of
 * freedesktop.org, which alone may take the body for markup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean is_known;   /* the session was asked */
  gboolean is_there;   /* somebody shows them */
  gboolean has_markup; /* the body is read as markup: it must be escaped */
} VigieNotifierService;

/* Asks the session's bus (NULL: there is none) without waiting. The result is never an error: where nobody answers,
 * nobody is there. */
void vigie_notifier_service_find_async (GDBusConnection *bus,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
VigieNotifierService vigie_notifier_service_find_finish (GAsyncResult *result);

G_END_DECLS
