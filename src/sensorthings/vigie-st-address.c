/* vigie-st-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-address.h"

#include <libsoup/soup.h>
#include <string.h>

#include "vigie-st-error.h"

void
vigie_st_address_free (VigieStAddress *self)
{
  if (self == NULL)
    return;
  g_free (self->socket_path);
  g_free (self->scheme);
  g_free (self->host);
  g_free (self->base);
  g_free (self->fallback_base);
  g_free (self);
}

/* "/v1.1" and its like at @path: its length, else 0. */
static gsize
version_length (const char *path)
{
  gsize length = 2;

  if (path[0] != '/' || (path[1] != 'v' && path[1] != 'V') || !g_ascii_isdigit (path[2]))
    return 0;
  while (g_ascii_isdigit (path[length]))
    length++;
  if (path[length] != '.' || !g_ascii_isdigit (path[length + 1]))
    return 0;
  for (length++; g_ascii_isdigit (path[length]);)
    length++;
  return path[length] == '\0' || path[length] == '/' || path[length] == '?' ? length : 0;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

static void
set_base (VigieStAddress *self, const char *path)
{
  g_autofree char *base = g_strdup (path);
  const char *last;

  for (gsize length = strlen (base); length > 0 && base[length - 1] == '/'; length--)
    base[length - 1] = '\0';
  last = strrchr (base, '/');
  if (last != NULL && version_length (last) > 0)
    {
      self->base = g_steal_pointer (&base);
      return;
    }
  self->base = g_strconcat (base, "/v1.1", NULL);
  self->fallback_base = g_steal_pointer (&base);
}

static gboolean
is_ipv6 (const char *text)
{
  g_autofree char *bare = g_strndup (text, strcspn (text, "%"));
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bare);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
}

/* The number of a port that cannot be a part of an IPv6 address, or that nobody would take for one. */
static gboolean
looks_like_port (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return text[length] == '\0' && *text != '0'
         && (length >= 4 || g_str_equal (text, "80") || g_str_equal (text, "443"));
}

char *
vigie_st_bracket_ipv6 (const char *text, char **or_with_port)
{
  const char *scheme = strstr (text, "://");
  const char *from = scheme != NULL ? scheme + 3 : text;
  const char *end = from + strcspn (from, "/?#");
  const char *user = g_strrstr_len (from, end - from, "@");
  g_autofree char *host = NULL, *shorter = NULL, *port = NULL;
  g_auto (GStrv) zone = NULL;
  char *colon;

  if (or_with_port != NULL)
    *or_with_port = NULL;
  if (user != NULL)
    from = user + 1;
  host = g_strndup (from, end - from);
  colon = strrchr (host, ':');
  if (colon == NULL || strchr (host, ':') == colon || strchr (host, '[') != NULL)
    return g_strdup (text);
  shorter = g_strndup (host, colon - host);
  if (looks_like_port (colon + 1) && is_ipv6 (shorter))
    {
      port = g_strdup (colon + 1);
      if (is_ipv6 (host))
        {
          /* It is both: only the person knows. */
          if (or_with_port != NULL)
            *or_with_port
                = g_strdup_printf ("%.*s[%s]:%s%s", (int) (from - text), text, shorter, port, end);
          return g_strdup (text);
        }
      g_set_str (&host, shorter);
    }
  else if (!is_ipv6 (host))
    {
      return g_strdup (text);
    }
  /* A zone's sign is itself written as an escape (RFC 6874). */
  zone = g_strsplit (host, "%", 2);
  return g_strdup_printf (
      "%.*s[%s%s%s]%s%s%s", (int) (from - text), text, zone[0], zone[1] != NULL ? "%25" : "",
      zone[1] != NULL ? zone[1] + (g_str_has_prefix (zone[1], "25") ? 2 : 0) : "",
      port != NULL ? ":" : "", port != NULL ? port : "", end);
}

/* The port as it stands in @text, "" where there is none. Free it. */
static char *
port_in (const char *text)
{
  const char *scheme = strstr (text, "://");
  const char *from = scheme != NULL ? scheme + 3 : text;
  const char *end = from + strcspn (from, "/?#");
  const char *bracket = g_strrstr_len (from, end - from, "]");
  const char *colon = g_strrstr_len (from, end - from, ":");

  return colon != NULL && (bracket == NULL || colon > bracket)
             ? g_strndup (colon + 1, end - colon - 1)
             : g_strdup ("");
}

/* Why @text, which begins with http:// or https://, is no address. */
static void
set_fault (GError **error, const char *text)
{
  g_autofree char *with_port = NULL;
  g_autofree char *bracketed = vigie_st_bracket_ipv6 (text, &with_port);
  g_autofree char *port = port_in (text);
  GError *fault = NULL;

  if (with_port != NULL)
    {
      vigie_st_error_set (&fault, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_BRACKETS, 0,
                          "an IPv6 address and a port without brackets");
      vigie_st_error_set_detail (fault, with_port);
    }
  else if (*port != '\0')
    {
      vigie_st_error_set (&fault, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_PORT, 0, "no such port");
      vigie_st_error_set_detail (fault, port);
    }
  else
    {
      vigie_st_error_set (&fault, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_NONE, 0,
                          "no http:// or https:// address");
    }
  g_propagate_error (error, fault);
}

VigieStAddress *
vigie_st_address_parse (const char *text, GError **error)
{
  g_autoptr (VigieStAddress) self = g_new0 (VigieStAddress, 1);
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strdup (text)) : g_strdup ("");
  g_autofree char *bracketed = NULL;
  g_autofree char *port = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme, *host;

  if (g_str_has_prefix (trimmed, "unix:"))
    {
      const char *path = trimmed + strlen ("unix:");

      if (!g_path_is_absolute (path))
        {
          vigie_st_error_set (error, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_NONE, 0,
                              "the path of the socket is not absolute");
          return NULL;
        }
      self->socket_path = g_strdup (path);
      self->scheme = g_strdup ("http");
      self->host = g_strdup ("localhost");
      self->port = 80;
      self->base = g_strdup ("/v1.1");
      self->loopback = TRUE;
      return g_steal_pointer (&self);
    }
  bracketed = vigie_st_bracket_ipv6 (trimmed, NULL);
  uri = g_uri_parse (bracketed, SOUP_HTTP_URI_FLAGS, NULL);
  scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (uri == NULL
      && (g_ascii_strncasecmp (bracketed, "http://", 7) == 0
          || g_ascii_strncasecmp (bracketed, "https://", 8) == 0))
    {
      set_fault (error, bracketed);
      return NULL;
    }
  if ((strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0) || host == NULL
      || *host == '\0')
    {
      vigie_st_error_set (error, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_NONE, 0,
                          "no http:// or https:// address");
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      vigie_st_error_set (error, VIGIE_ST_ERROR_ADDRESS, VIGIE_ST_REASON_USERINFO, 0,
                          "the address holds a user's name or password");
      return NULL;
    }
  /* GUri takes it for one that was left out. */
  port = port_in (bracketed);
  if (*port != '\0' && strspn (port, "0") == strlen (port))
    {
      set_fault (error, bracketed);
      return NULL;
    }
  self->scheme = g_strdup (scheme);
  self->host = g_strdup (host);
  self->port = g_uri_get_port (uri);
  if (self->port <= 0)
    self->port = strcmp (scheme, "https") == 0 ? 443 : 80;
  self->loopback = is_loopback (host);
  set_base (self, g_uri_get_path (uri));
  return g_steal_pointer (&self);
}

char *
vigie_st_address_get_uri (const VigieStAddress *self, const char *target)
{
  gboolean default_port = self->port == (strcmp (self->scheme, "https") == 0 ? 443 : 80);
  g_autofree char *port = default_port ? g_strdup ("") : g_strdup_printf (":%d", self->port);

  if (strchr (self->host, ':') != NULL)
    {
      g_auto (GStrv) zone = g_strsplit (self->host, "%", 2);

      return g_strconcat (self->scheme, "://[", zone[0], zone[1] != NULL ? "%25" : "",
                          zone[1] != NULL ? zone[1] : "", "]", port, target, NULL);
    }
  return g_strconcat (self->scheme, "://", self->host, port, target, NULL);
}

/* Encodes what may not stand in an address (RFC 3986), "%" left as it is: it is an escape already. */
static void
append_encoded (GString *out, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      guchar c = *at;

      if (c <= ' ' || c >= 0x7F || strchr ("\"<>[]\\^`{|}#", c) != NULL)
        g_string_append_printf (out, "%%%02X", c);
      else
        g_string_append_c (out, c);
    }
}

char *
vigie_st_address_get_target (const VigieStAddress *self, const char *resource)
{
  GString *out = g_string_new (self->base);

  if (*resource != '\0')
    g_string_append_c (out, '/');
  append_encoded (out, resource);
  return g_string_free (out, FALSE);
}

char *
vigie_st_address_rebase (const VigieStAddress *self, const char *link)
{
  const char *path = link, *query, *rest = NULL;
  const char *authority = strstr (link, "://");
  const char *first = strpbrk (link, "/?#");
  gsize base_length = strlen (self->base);
  GString *out;

  if (authority != NULL && (first == NULL || authority < first))
    {
      if (g_ascii_strncasecmp (link, "http://", 7) != 0
          && g_ascii_strncasecmp (link, "https://", 8) != 0)
        return NULL;
      path = strpbrk (authority + 3, "/?#");
      if (path == NULL)
        return NULL;
    }
  else if (g_str_has_prefix (link, "//"))
    {
      path = strpbrk (link + 2, "/?#");
      if (path == NULL)
        return NULL;
    }
  query = strchr (path, '?');
  if (*path == '/')
    {
      /* The version is where a server's own paths begin, whatever a proxy put before it. */
      if (strncmp (path, self->base, base_length) == 0
          && (path[base_length] == '/' || path[base_length] == '?'))
        rest = path + base_length;
      for (const char *at = path; rest == NULL && at != NULL && (query == NULL || at < query);
           at = strchr (at + 1, '/'))
        if (version_length (at) > 0)
          rest = at + version_length (at);
      if (rest == NULL || *rest != '/' || rest[1] == '\0' || rest[1] == '?')
        return NULL;
    }
  else if (*path == '\0' || *path == '?' || *path == '#')
    {
      return NULL;
    }
  if (strstr (path, "/../") != NULL || g_str_has_prefix (path, "../"))
    return NULL;
  out = g_string_new (self->base);
  if (rest == NULL)
    {
      g_string_append_c (out, '/');
      rest = path;
    }
  append_encoded (out, rest);
  return g_string_free (out, FALSE);
}

char *
vigie_st_address_quote_id (const VigieStId *id)
{
  GString *out;

  if (!id->is_text)
    return g_strdup (id->text);
  out = g_string_new ("'");
  for (const char *at = id->text; *at != '\0'; at++)
    if (*at == '\'')
      g_string_append (out, "''");
    else if (strchr ("%?#+&/;", *at) != NULL)
      g_string_append_printf (out, "%%%02X", (guchar) *at);
    else
      g_string_append_c (out, *at);
  g_string_append_c (out, '\'');
  return g_string_free (out, FALSE);
}

GPtrArray *
vigie_st_address_get_id_filters (const VigieStId *ids, guint n_ids, gsize max_length)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) filter = g_string_new (NULL);
  gsize encoded = 0;

  for (guint i = 0; i < n_ids; i++)
    {
      g_autofree char *id = vigie_st_address_quote_id (&ids[i]);
      g_autoptr (GString) length = g_string_new (NULL);

      append_encoded (length, id);
      if (filter->len > 0 && encoded + length->len + strlen ("%20or%20id%20eq%20") > max_length)
        {
          g_ptr_array_add (filters, g_strdup (filter->str));
          g_string_truncate (filter, 0);
          encoded = 0;
        }
      g_string_append (filter, filter->len > 0 ? " or id eq " : "id eq ");
      g_string_append (filter, id);
      encoded += length->len + strlen ("%20or%20id%20eq%20");
    }
  if (filter->len > 0)
    g_ptr_array_add (filters, g_strdup (filter->str));
  return filters;
}

gboolean
vigie_st_address_is_same_origin (const VigieStAddress *self, GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port <= 0)
    port = strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
  return g_strcmp0 (g_uri_get_scheme (uri), self->scheme) == 0 && g_uri_get_host (uri) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (uri), self->host) == 0 && port == self->port;
}
