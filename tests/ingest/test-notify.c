/* test-notify.c: what the service manager is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "vigie-ingest-notify.h"

/* A manager that listens under @name: a path, or an abstract name after "@". */
static GSocket *
listen_as (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address
      = *name == '@'
            ? g_unix_socket_address_new_with_type (name + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
            : g_unix_socket_address_new (name);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_DEFAULT, &error);

  g_assert_no_error (error);
  g_socket_set_timeout (socket, 10);
  g_socket_bind (socket, address, FALSE, &error);
  g_assert_no_error (error);
  return socket;
}

static char *
receive (GSocket *socket)
{
  g_autoptr (GError) error = NULL;
  char buffer[256];
  gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (buffer, n);
}

static void
test_told (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vigie-notify-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "notify", NULL);
  g_autofree char *abstract = g_strconcat ("@", path, NULL);
  const char *names[] = {path, abstract};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSocket) socket = listen_as (names[i]);
      g_autofree char *said = NULL;

      g_setenv ("NOTIFY_SOCKET", names[i], TRUE);
      g_assert_true (vigie_ingest_notify ("READY=1\nSTATUS=well", &error));
      g_assert_no_error (error);
      said = receive (socket);
      g_assert_cmpstr (said, ==, "READY=1\nSTATUS=well");
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_nobody (void)
{
  g_autoptr (GError) error = NULL;

  g_unsetenv ("NOTIFY_SOCKET");
  g_assert_true (vigie_ingest_notify ("READY=1", &error));
  g_setenv ("NOTIFY_SOCKET", "", TRUE);
  g_assert_true (vigie_ingest_notify ("READY=1", &error));
  g_assert_no_error (error);
  /* One that went away is said, and nothing else. */
  g_setenv ("NOTIFY_SOCKET", "/nonexistent/vigie-notify", TRUE);
  g_assert_false (vigie_ingest_notify ("READY=1", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/notify/told", test_told);
  g_test_add_func ("/ingest/notify/nobody", test_nobody);
  return g_test_run ();
}
