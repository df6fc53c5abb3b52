/* vigie-ingest-listen.c: where the server listens: addresses, socket files, the token's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-ingest-listen.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define MAX_SOCKET_PATH 107 /* sun_path without its NUL */
#define MAX_TOKEN 4096
#define MIN_TOKEN 16

GSocketAddress *
vigie_ingest_parse_address (const char *text, gboolean *is_private, GError **error)
{
  g_autofree char *host = NULL;
  g_autoptr (GInetAddress) address = NULL;
  const char *colon;
  guint64 port;

  if (g_str_has_prefix (text, "unix:"))
    {
      const char *path = text + strlen ("unix:");

      if (*path == '\0' || strlen (path) > MAX_SOCKET_PATH)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("The path of a socket has 1 to %d bytes."), MAX_SOCKET_PATH);
          return NULL;
        }
      *is_private = TRUE;
      return g_unix_socket_address_new (path);
    }
  colon = strrchr (text, ':');
  if (colon != NULL && colon > text
      && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      if (*text == '[' && colon[-1] == ']')
        host = g_strndup (text + 1, colon - text - 2);
      else if (memchr (text, ':', colon - text) == NULL)
        host = g_strndup (text, colon - text);
      if (g_strcmp0 (host, "localhost") == 0)
        address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
      else if (host != NULL)
        address = g_inet_address_new_from_string (host);
    }
  if (address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” is not an address to listen on: use unix:PATH, 127.0.0.1:PORT or "
                      "[::1]:PORT."),
                   text);
      return NULL;
    }
  *is_private = g_inet_address_get_is_loopback (address);
  return g_inet_socket_address_new (address, port);
}

gboolean
vigie_ingest_clear_socket_path (const char *path, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) local = NULL;
  struct stat info;

  if (lstat (path, &info) != 0)
    return TRUE;
  if (!S_ISSOCK (info.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _ ("%s exists and is not a socket: it was left alone."), path);
      return FALSE;
    }
  socket
      = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  if (socket == NULL)
    return FALSE;
  g_socket_set_timeout (socket, 2);
  if (!g_socket_connect (socket, address, NULL, &local)
      && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("Could not remove the old socket %s: %s."), path, g_strerror (errno));
      return FALSE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
               _ ("Another server already listens on %s."), path);
  return FALSE;
}

char *
vigie_ingest_read_token (const char *path, GError **error)
{
  char buffer[MAX_TOKEN + 1];
  struct stat info;
  gssize length;
  char *token;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("Could not read the token file %s: %s."), path, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  length = S_ISREG (info.st_mode) ? read (fd, buffer, sizeof buffer) : -1;
  close (fd);
  if (length < 0 || length > MAX_TOKEN)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("The token file %s is not a regular file, or is too large."), path);
      return NULL;
    }
  if ((info.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   _ ("Others can read or change the token file %s: run “chmod 600” on it."), path);
      return NULL;
    }
  buffer[length] = '\0';
  token = g_strstrip (buffer);
  if (strlen (token) < MIN_TOKEN)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("The token in %s is too short: it needs at least %d characters."), path,
                   MIN_TOKEN);
      return NULL;
    }
  for (const char *at = token; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                     _ ("The token in %s contains characters that a header cannot carry."), path);
        return NULL;
      }
  return g_strdup (token);
}

gboolean
vigie_ingest_check_bearer (const char *authorization, const char *token)
{
  gsize length = strlen (token), given_length;
  const char *given;
  guint difference;

  if (authorization == NULL || g_ascii_strncasecmp (authorization, "Bearer ", 7) != 0)
    return FALSE;
  given = authorization + 7;
  while (*given == ' ')
    given++;
  given_length = strlen (given);
  difference = given_length ^ length;
  for (gsize i = 0; i < given_length; i++)
    difference |= (guchar) given[i] ^ (guchar) token[i % length];
  return difference == 0;
}
