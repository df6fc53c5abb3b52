/* vigie-server-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-server-address.h"

#include <gio/gio.h>
#include <string.h>

#include "vigie-st-client.h"

/* ---- As typed -------------------------------------------------------------------------------- */

/* Seen by nobody, and pasted with the rest. */
static gboolean
is_noise (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0x200B || c == 0x200C || c == 0x200D
         || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF || c == 0x00AD;
}

/* Around an address in a text, and at no end of one. */
static gboolean
is_wrapping (gunichar c)
{
  return c == '"' || c == '\'' || c == '<' || c == '>' || c == '(' || c == ')' || c == ','
         || c == ';' || c == '`' || c == '*' || c == '!' || c == 0xAB || c == 0xBB || c == 0x2026
         || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

static gboolean
is_socket (const char *text)
{
  return g_str_has_prefix (text, "unix:");
}

/* All characters that count; the spaces in a socket's path do. */
static GString *
without_noise (const char *typed)
{
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  GString *out = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!is_noise (c)
          || (c == ' ' && (*out->str == '/' || g_ascii_strncasecmp (out->str, "unix:", 5) == 0)))
        g_string_append_unichar (out, c);
    }
  return out;
}

static void
unwrap (GString *out)
{
  /* A bracket of a text, not that of an IPv6 address, in which there is no h. */
  while (out->len > 0
         && (is_wrapping (g_utf8_get_char (out->str))
             || (out->str[0] == '[' && g_ascii_tolower (out->str[1]) == 'h')))
    g_string_erase (out, 0, g_utf8_next_char (out->str) - out->str);
  while (out->len > 0)
    {
      const char *last = g_utf8_prev_char (out->str + out->len);

      if (!is_wrapping (g_utf8_get_char (last)) && *last != ' ' && *last != '.'
          && (*last != ']' || strchr (out->str, '[') != NULL))
        break;
      g_string_truncate (out, (gsize) (last - out->str));
    }
}

/* Small letters, two slashes, once, and without what was copied before it (“Adresse : https://…”). Three slashes stay:
 * what follows is a path, and no host. */
static void
mend_scheme (GString *out)
{
  g_autoptr (GRegex) pattern = g_regex_new ("^(?:[^/]*?(https?):/{1,2}|(https?);?//)",
                                            G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT, NULL);
  const char *scheme = NULL;
  int end;

  /* Windows' slashes; a password may hold one. */
  if (strchr (out->str, '@') == NULL)
    g_string_replace (out, "\\", "/", 0);
  for (;;)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *found = NULL;

      if (!g_regex_match (pattern, out->str, G_REGEX_MATCH_DEFAULT, &match))
        break;
      found = g_match_info_fetch (match, 1);
      if (found == NULL || *found == '\0')
        g_set_str (&found, out->str);
      scheme = g_ascii_strncasecmp (found, "https", 5) == 0 ? "https://" : "http://";
      g_match_info_fetch_pos (match, 0, NULL, &end);
      g_string_erase (out, 0, end);
    }
  if (scheme != NULL)
    g_string_prepend (out, scheme);
}

/* "/v1.1" and what follows, or NULL. */
static char *
find_version (char *path)
{
  for (char *at = strstr (path, "/v"); at != NULL; at = strstr (at + 1, "/v"))
    if (g_ascii_isdigit (at[2]) && at[3] == '.' && g_ascii_isdigit (at[4])
        && (at[5] == '\0' || at[5] == '/'))
      return at;
  return NULL;
}

/* Where the path of @address begins, or NULL. */
static char *
find_path (char *address)
{
  char *scheme = strstr (address, "://");

  return strchr (scheme != NULL ? scheme + 3 : address, '/');
}

char *
vigie_server_address_clean (const char *typed)
{
  g_autoptr (GString) out = without_noise (typed);
  char *end, *path, *version;

  unwrap (out);
  if (g_ascii_strncasecmp (out->str, "unix:", 5) == 0)
    memcpy (out->str, "unix:", 5);
  else if (out->str[0] == '/' && out->str[1] != '/' && out->str[1] != '\0')
    g_string_prepend (out, "unix:");
  if (is_socket (out->str))
    return g_string_free (g_steal_pointer (&out), FALSE);
  mend_scheme (out);
  end = strpbrk (out->str, "?#");
  if (end != NULL)
    g_string_truncate (out, (gsize) (end - out->str));
  path = find_path (out->str);
  version = path != NULL ? find_version (path) : NULL;
  if (version != NULL)
    g_string_truncate (out, (gsize) (version + strlen ("/v1.1") - out->str));
  while (out->len > 0 && out->str[out->len - 1] == '/' && !g_str_has_suffix (out->str, "://"))
    g_string_truncate (out, out->len - 1);
  return vigie_st_bracket_ipv6 (out->str, NULL);
}

char *
vigie_server_address_split (const char *typed, char **user, char **secret)
{
  g_autofree char *cleaned = vigie_server_address_clean (typed);
  g_autofree char *name = NULL;
  const char *scheme = strstr (cleaned, "://");
  char *from = scheme != NULL ? cleaned + (scheme - cleaned) + 3 : cleaned;
  char *at = g_strrstr_len (from, (gssize) strcspn (from, "/"), "@");
  char *colon, *bare;

  if (at == NULL || is_socket (cleaned))
    return NULL;
  bare = g_strdup_printf ("%.*s%s", (int) (from - cleaned), cleaned, at + 1);
  *at = '\0';
  colon = strchr (from, ':');
  if (colon != NULL)
    *colon = '\0';
  name = g_uri_unescape_string (from, NULL);
  *user = name != NULL ? g_steal_pointer (&name) : g_strdup (from);
  *secret = colon != NULL ? g_uri_unescape_string (colon + 1, NULL) : g_strdup ("");
  if (*secret == NULL)
    *secret = g_strdup (colon + 1);
  if (colon != NULL)
    memset (colon + 1, 0, strlen (colon + 1));
  return bare;
}

/* ---- What an address says -------------------------------------------------------------------- */

gboolean
vigie_server_address_is_local (const char *address)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GInetAddress) number = NULL;
  const char *host;

  if (is_socket (address))
    return TRUE;
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost"))
    return TRUE;
  number = g_inet_address_new_from_string (host);
  return number != NULL && g_inet_address_get_is_loopback (number);
}

gboolean
vigie_server_address_is_plain (const char *address)
{
  return g_ascii_strncasecmp (address, "https:", 6) != 0
         && !vigie_server_address_is_local (address);
}

GStrv
vigie_server_address_candidates (const char *cleaned)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *http = NULL;
  g_autofree char *https = NULL;

  if (*cleaned == '\0')
    return g_strv_builder_end (builder);
  if (strstr (cleaned, "://") != NULL || is_socket (cleaned))
    {
      g_strv_builder_add (builder, cleaned);
      return g_strv_builder_end (builder);
    }
  http = g_strconcat ("http://", cleaned, NULL);
  https = g_strconcat ("https://", cleaned, NULL);
  g_strv_builder_add (builder, vigie_server_address_is_local (http) ? http : https);
  g_strv_builder_add (builder, vigie_server_address_is_local (http) ? https : http);
  return g_strv_builder_end (builder);
}

char *
vigie_server_address_dup_origin (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) bare = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;
  bare = g_uri_build (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), "", NULL, NULL);
  return g_uri_to_string (bare);
}

char *
vigie_server_address_dup_host (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : address);
}

static char *
find_other_version (char *address)
{
  char *path = is_socket (address) ? NULL : find_path (address);
  char *version = path != NULL ? find_version (path) : NULL;

  return version != NULL && !g_str_equal (version, "/v1.1") && version[5] == '\0' ? version : NULL;
}

char *
vigie_server_address_dup_current (const char *address)
{
  g_autofree char *copy = g_strdup (address);
  char *version = find_other_version (copy);

  if (version == NULL)
    return NULL;
  *version = '\0';
  return g_strconcat (copy, "/v1.1", NULL);
}

char *
vigie_server_address_dup_version (const char *address)
{
  g_autofree char *copy = g_strdup (address);
  const char *version = find_other_version (copy);

  return g_strdup (version != NULL ? version + strlen ("/v") : "1.1");
}
