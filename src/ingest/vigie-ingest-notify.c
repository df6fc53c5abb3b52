/* vigie-ingest-notify.c: tells the service manager that started the server how it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-notify.h"

#include <string.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

gboolean
vigie_ingest_notify (const char *state, GError **error)
{
  const char *name = g_getenv ("NOTIFY_SOCKET");
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  gssize sent = -1;

  if (name == NULL || *name == '\0')
    return TRUE;
  if (*name == '@')
    address = g_unix_socket_address_new_with_type (name + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  else
    address = g_unix_socket_address_new (name);
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT,
                         error);
  if (socket != NULL)
    {
      /* A manager that does not read does not stop the server. */
      g_socket_set_blocking (socket, FALSE);
      sent = g_socket_send_to (socket, address, state, strlen (state), NULL, error);
    }
  if (sent < 0)
    g_prefix_error (error, _ ("Could not notify the service manager: "));
  return sent >= 0;
}
