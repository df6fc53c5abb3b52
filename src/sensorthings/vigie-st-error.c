/* vigie-st-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  VigieStReason reason;
  guint status;
  char *detail; /* owned, or NULL */
} VigieStErrorPrivate;

static void
vigie_st_error_private_init (VigieStErrorPrivate *self)
{
}

static void
vigie_st_error_private_copy (const VigieStErrorPrivate *source, VigieStErrorPrivate *target)
{
  target->reason = source->reason;
  target->status = source->status;
  target->detail = g_strdup (source->detail);
}

static void
vigie_st_error_private_clear (VigieStErrorPrivate *self)
{
  g_free (self->detail);
}

/* GLib keeps the private part aligned, which Clang cannot see in its macro. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (VigieStError, vigie_st_error)
#pragma GCC diagnostic pop

void
vigie_st_error_set (GError **error,
                    VigieStErrorCode code,
                    VigieStReason reason,
                    guint status,
                    const char *format,
                    ...)
{
  VigieStErrorPrivate *private;
  va_list arguments;

  if (error == NULL)
    return;
  va_start (arguments, format);
  *error = g_error_new_valist (VIGIE_ST_ERROR, code, format, arguments);
  va_end (arguments);
  private = vigie_st_error_get_private (*error);
  private->reason = reason;
  private->status = status;
}

void
vigie_st_error_set_detail (GError *error, const char *detail)
{
  g_set_str (&vigie_st_error_get_private (error)->detail, detail);
}

VigieStReason
vigie_st_error_get_reason (const GError *error)
{
  return error->domain == VIGIE_ST_ERROR ? vigie_st_error_get_private (error)->reason
                                         : VIGIE_ST_REASON_NONE;
}

guint
vigie_st_error_get_status (const GError *error)
{
  return error->domain == VIGIE_ST_ERROR ? vigie_st_error_get_private (error)->status : 0;
}

char *
vigie_st_error_dup_redirect (const GError *error)
{
  return vigie_st_error_get_reason (error) == VIGIE_ST_REASON_REDIRECT
             ? g_strdup (vigie_st_error_get_private (error)->detail)
             : NULL;
}

gboolean
vigie_st_error_is_forbidden (const GError *error)
{
  return vigie_st_error_get_reason (error) == VIGIE_ST_REASON_FORBIDDEN;
}

GError *
vigie_st_error_from_network (GError *error)
{
  VigieStErrorCode code = VIGIE_ST_ERROR_UNREACHABLE;
  VigieStReason reason = VIGIE_ST_REASON_CUT;
  GError *made = NULL;

  if (error->domain == VIGIE_ST_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  if (error->domain == G_TLS_ERROR)
    {
      /* A peer that hangs up in the middle is a broken connection, not a bad certificate. */
      code = error->code == G_TLS_ERROR_BAD_CERTIFICATE || error->code == G_TLS_ERROR_HANDSHAKE
                     || error->code == G_TLS_ERROR_NOT_TLS
                     || error->code == G_TLS_ERROR_CERTIFICATE_REQUIRED
                     || error->code == G_TLS_ERROR_UNAVAILABLE
                 ? VIGIE_ST_ERROR_TLS
                 : VIGIE_ST_ERROR_UNREACHABLE;
    }
  else if (error->domain == G_RESOLVER_ERROR)
    {
      reason = VIGIE_ST_REASON_NO_NAME;
    }
  else if (error->domain == SOUP_SESSION_ERROR)
    {
      code = VIGIE_ST_ERROR_NOT_SENSORTHINGS;
      reason = VIGIE_ST_REASON_NONE;
    }
  else if (error->domain == G_IO_ERROR)
    {
      /* libsoup tells an early end of a chunked body as an invalid argument of its own. */
      if (error->code == G_IO_ERROR_CONNECTION_REFUSED)
        reason = VIGIE_ST_REASON_REFUSED;
      else if (error->code == G_IO_ERROR_NOT_FOUND || error->code == G_IO_ERROR_PERMISSION_DENIED)
        reason = VIGIE_ST_REASON_NO_SOCKET;
      else if (error->code == G_IO_ERROR_TIMED_OUT)
        reason = VIGIE_ST_REASON_TIMED_OUT;
      else if (error->code == G_IO_ERROR_HOST_UNREACHABLE
               || error->code == G_IO_ERROR_NETWORK_UNREACHABLE
               || error->code == G_IO_ERROR_HOST_NOT_FOUND)
        reason = VIGIE_ST_REASON_NO_ROUTE;
      else if (error->code >= G_IO_ERROR_PROXY_FAILED
               && error->code <= G_IO_ERROR_PROXY_NOT_ALLOWED)
        reason = VIGIE_ST_REASON_PROXY;
    }
  vigie_st_error_set (&made, code, reason, 0, "%s", error->message);
  g_error_free (error);
  return made;
}

/* ---- Error bodies ---------------------------------------------------------------------------- */

/* The text of the first of the usual members that holds one. */
static char *
message_of_json (const char *body)
{
  static const char *const members[] = {"message", "detail", "error", "title", "description"};
  g_autoptr (JsonNode) node = json_from_string (body, NULL);
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = json_object_get_member (object, members[i]);

      /* An error may be an object with a message inside, or a list of them. */
      if (member != NULL && JSON_NODE_HOLDS_ARRAY (member)
          && json_array_get_length (json_node_get_array (member)) > 0)
        member = json_array_get_element (json_node_get_array (member), 0);
      if (member != NULL && JSON_NODE_HOLDS_OBJECT (member))
        {
          JsonObject *inner = json_node_get_object (member);

          member = json_object_get_member (inner, "message");
          if (member == NULL)
            member = json_object_get_member (inner, "msg");
        }
      if (member != NULL && JSON_NODE_HOLDS_VALUE (member)
          && json_node_get_value_type (member) == G_TYPE_STRING)
        return json_node_dup_string (member);
    }
  return NULL;
}

static const char *
find_ignoring_case (const char *text, const char *wanted)
{
  gsize length = strlen (wanted);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, wanted, length) == 0)
      return text;
  return NULL;
}

/* The title of a page, else its text without tags, styles and scripts. */
static char *
text_of_html (const char *body)
{
  static const char *const hidden[] = {"script", "style"};
  const char *title = find_ignoring_case (body, "<title");
  GString *out;

  if (title != NULL && (title = strchr (title, '>')) != NULL)
    {
      const char *end = strchr (title, '<');
      g_autofree char *text
          = end != NULL ? g_strstrip (g_strndup (title + 1, end - title - 1)) : NULL;

      if (text != NULL && *text != '\0')
        return g_steal_pointer (&text);
    }
  out = g_string_new (NULL);
  for (const char *at = body; *at != '\0'; at++)
    {
      const char *end;

      if (*at != '<')
        {
          g_string_append_c (out, *at);
          continue;
        }
      end = strchr (at, '>');
      for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
        if (g_ascii_strncasecmp (at + 1, hidden[i], strlen (hidden[i])) == 0)
          {
            g_autofree char *close = g_strconcat ("</", hidden[i], NULL);

            end = find_ignoring_case (at, close);
            end = end != NULL ? strchr (end, '>') : NULL;
          }
      if (end == NULL)
        break;
      g_string_append_c (out, ' ');
      at = end;
    }
  return g_string_free (out, FALSE);
}

char *
vigie_st_error_summarise (const char *content_type,
                          const char *body,
                          gsize length,
                          const char *secret)
{
  g_autofree char *text = NULL, *said = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean gap = FALSE;
  guint n = 0;

  text = g_utf8_make_valid (body, MIN (length, 16 * 1024));
  said = message_of_json (text);
  if (said == NULL)
    said = strchr (text, '<') != NULL || (content_type != NULL && strstr (content_type, "html"))
               ? text_of_html (text)
               : g_strdup (text);
  if (secret != NULL && *secret != '\0' && strstr (said, secret) != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (said, secret, -1);

      g_free (said);
      said = g_strjoinv ("***", parts);
    }
  for (const char *at = said; *at != '\0' && n < 200; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      /* Bidirectional marks could make the line read as another. */
      if (g_unichar_isspace (c) || !g_unichar_isprint (c))
        {
          gap = line->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (line, ' ');
      gap = FALSE;
      g_string_append_unichar (line, c);
      n++;
    }
  if (n == 200)
    g_string_append (line, "…");
  return line->len > 0 ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

GError *
vigie_st_error_from_status (guint status,
                            const char *content_type,
                            const char *body,
                            gsize length,
                            const char *secret)
{
  g_autofree char *said = vigie_st_error_summarise (content_type, body, length, secret);
  VigieStReason reason = VIGIE_ST_REASON_NONE;
  VigieStErrorCode code;
  GError *error = NULL;

  if (status == 401 || status == 403 || status == 407)
    {
      code = VIGIE_ST_ERROR_UNAUTHORIZED;
      reason = status == 403   ? VIGIE_ST_REASON_FORBIDDEN
               : status == 407 ? VIGIE_ST_REASON_PROXY
                               : VIGIE_ST_REASON_NONE;
    }
  else if (status == 404 || status == 410)
    code = VIGIE_ST_ERROR_NOT_FOUND;
  else if (status == 429)
    {
      code = VIGIE_ST_ERROR_SERVER;
      reason = VIGIE_ST_REASON_TOO_MANY;
    }
  else if (status == 501 || (status >= 400 && status < 500))
    code = VIGIE_ST_ERROR_UNSUPPORTED;
  else if (status >= 500)
    code = VIGIE_ST_ERROR_SERVER;
  else
    code = VIGIE_ST_ERROR_NOT_SENSORTHINGS;
  vigie_st_error_set (&error, code, reason, status, "HTTP %u%s%s", status, said != NULL ? ": " : "",
                      said != NULL ? said : "");
  vigie_st_error_set_detail (error, said);
  return error;
}

/* ---- For a person ---------------------------------------------------------------------------- */

static char *
describe_unreachable (VigieStReason reason, const char *address)
{
  switch (reason)
    {
    case VIGIE_ST_REASON_NO_NAME:
      return g_strdup_printf (
          _ ("The server name in %s is not known on this network. Check the spelling, the "
             "network and the VPN."),
          address);
    case VIGIE_ST_REASON_REFUSED:
      return g_strdup_printf (_ ("Nothing responds at %s: the computer can be reached, the "
                                 "service cannot. Check that it is running and that the port is "
                                 "right."),
                              address);
    case VIGIE_ST_REASON_NO_SOCKET:
      return g_strdup_printf (_ ("The socket %s is missing or cannot be opened. Check that the "
                                 "ingest server of this computer is running."),
                              address);
    case VIGIE_ST_REASON_TIMED_OUT:
      return g_strdup_printf (
          _ ("%s did not respond in time. Check the network and the VPN; the server may be "
             "overloaded."),
          address);
    case VIGIE_ST_REASON_NO_ROUTE:
      return g_strdup_printf (_ ("%s cannot be reached from this computer. Check the network and "
                                 "the VPN."),
                              address);
    case VIGIE_ST_REASON_PROXY:
      return g_strdup_printf (
          _ ("The proxy does not allow access to %s. Check the network settings of this computer."),
          address);
    case VIGIE_ST_REASON_NONE:
    case VIGIE_ST_REASON_USERINFO:
    case VIGIE_ST_REASON_PORT:
    case VIGIE_ST_REASON_BRACKETS:
    case VIGIE_ST_REASON_CUT:
    case VIGIE_ST_REASON_REDIRECT:
    case VIGIE_ST_REASON_FORBIDDEN:
    case VIGIE_ST_REASON_TOO_MANY:
    case VIGIE_ST_REASON_TOO_LARGE:
    case VIGIE_ST_REASON_DAMAGED:
    case VIGIE_ST_REASON_NOT_CREATED:
    default:
      return g_strdup_printf (
          _ ("The connection to %s was interrupted. Check the network; Vigie retries "
             "automatically."),
          address);
    }
}

static char *
describe_ours (const GError *error, const char *address)
{
  const VigieStErrorPrivate *private = vigie_st_error_get_private (error);
  const char *said = private->detail;

  switch ((VigieStErrorCode) error->code)
    {
    case VIGIE_ST_ERROR_ADDRESS:
      if (private->reason == VIGIE_ST_REASON_USERINFO)
        return g_strdup (
            _ ("The address contains a user name or a password. Remove them, and enter them in "
               "the fields provided."));
      if (private->reason == VIGIE_ST_REASON_PORT)
        return g_strdup_printf (_ ("“%s” is not a port: a port is a number from 1 to 65535."),
                                said);
      if (private->reason == VIGIE_ST_REASON_BRACKETS)
        return g_strdup_printf (
            /* Translators: both are addresses, as “http://::1:8080” and “http://[::1]:8080” */
            _ ("“%1$s” is ambiguous. Put the IPv6 address in brackets, as in “%2$s”."), address,
            said);
      return g_strdup_printf (_ ("“%s” is not an address that Vigie can use. Enter one that "
                                 "begins with https:// or http://, or unix: followed by the path "
                                 "of a socket."),
                              address);
    case VIGIE_ST_ERROR_UNREACHABLE:
      return describe_unreachable (private->reason, address);
    case VIGIE_ST_ERROR_TLS:
      return g_strdup_printf (
          _ ("The certificate of %s is not trusted here. Check the date of this computer; if the "
             "certificate comes from an authority of your own, choose that authority under "
             "“Manage Servers”."),
          address);
    case VIGIE_ST_ERROR_UNAUTHORIZED:
      if (private->reason == VIGIE_ST_REASON_PROXY)
        return g_strdup_printf (
            _ ("The proxy on the way to %s requires a user name and a password. Check the "
               "network settings of this computer."),
            address);
      if (private->reason == VIGIE_ST_REASON_FORBIDDEN)
        return g_strdup_printf (_ ("%s does not allow this user, or this computer, to read. Ask "
                                   "its administrator for read access."),
                                address);
      return g_strdup_printf (
          _ ("%s requires a user name and a password, or a token, and rejects what was given. "
             "Check it under “Connect to a Server…”, or ask the administrator for read access."),
          address);
    case VIGIE_ST_ERROR_NOT_FOUND:
      return g_strdup_printf (_ ("There is no SensorThings service at %s. Check the path of the "
                                 "address, up to and including “v1.1”."),
                              address);
    case VIGIE_ST_ERROR_UNSUPPORTED:
      if (private->reason == VIGIE_ST_REASON_NOT_CREATED)
        return g_strdup_printf (_ ("%s accepted what was sent but stored none of it. Inform its "
                                   "administrator."),
                                address);
      if (said != NULL)
        return g_strdup_printf (_ ("%1$s does not support what Vigie asks (“%2$s”). Inform its "
                                   "administrator, with this text."),
                                address, said);
      return g_strdup_printf (_ ("%s does not support what Vigie asks. Inform its administrator."),
                              address);
    case VIGIE_ST_ERROR_SERVER:
      if (private->reason == VIGIE_ST_REASON_TOO_MANY)
        return g_strdup_printf (_ ("%s receives too many requests and asks for a pause. Vigie "
                                   "retries automatically."),
                                address);
      if (said != NULL)
        return g_strdup_printf (
            _ ("%1$s has an internal error (%2$u, “%3$s”). Vigie retries automatically; if it "
               "lasts, inform the administrator."),
            address, private->status, said);
      return g_strdup_printf (
          _ ("%1$s has an internal error (%2$u). Vigie retries automatically; if it lasts, "
             "inform the administrator."),
          address, private->status);
    case VIGIE_ST_ERROR_NOT_SENSORTHINGS:
      if (private->reason == VIGIE_ST_REASON_REDIRECT && said != NULL)
        return g_strdup_printf (
            _ ("%1$s redirects to another server, %2$s. If that is the right one, use its "
               "address instead; on a public network, log in to the network first."),
            address, said);
      return g_strdup_printf (
          _ ("%s responds, but not as a SensorThings server. Check the address; on a public "
             "network, log in to the network first."),
          address);
    case VIGIE_ST_ERROR_MALFORMED:
      if (private->reason == VIGIE_ST_REASON_TOO_LARGE)
        return g_strdup_printf (_ ("%s sent a response too large to be a page; it was not read. "
                                   "Inform its administrator."),
                                address);
      return g_strdup_printf (
          _ ("%s sent a response that cannot be read (damaged or truncated). Vigie retries "
             "automatically; if it lasts, inform the administrator."),
          address);
    default:
      return g_strdup (error->message);
    }
}

char *
vigie_st_error_describe (const GError *error, const char *address)
{
  if (error->domain == VIGIE_ST_ERROR)
    return describe_ours (error, address);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("The exchange was stopped."));
  return g_strdup_printf (_ ("The exchange with %1$s failed: %2$s"), address, error->message);
}

/* ---- Problems -------------------------------------------------------------------------------- */

const char *
vigie_st_problem_to_string (VigieStProblem problem)
{
  static const char *const names[VIGIE_ST_N_PROBLEM]
      = {"no-id",      "not-an-entity", "no-location", "location-range", "bad-time",
         "bad-result", "bad-text",      "too-long",    "duplicate",      "bad-page"};

  g_return_val_if_fail ((guint) problem < VIGIE_ST_N_PROBLEM, "");
  return names[problem];
}

char *
vigie_st_problem_describe (VigieStProblem problem, guint count)
{
  const char *format;

  switch (problem)
    {
    case VIGIE_ST_PROBLEM_NO_ID:
      format = ngettext ("%u entity without an identifier", "%u entities without an identifier",
                         count);
      break;
    case VIGIE_ST_PROBLEM_NOT_AN_ENTITY:
      format = ngettext ("%u value instead of an entity", "%u values instead of entities", count);
      break;
    case VIGIE_ST_PROBLEM_NO_LOCATION:
      format = ngettext ("%u site without a usable location", "%u sites without a usable location",
                         count);
      break;
    case VIGIE_ST_PROBLEM_LOCATION_RANGE:
      format = ngettext ("%u site with impossible coordinates",
                         "%u sites with impossible coordinates", count);
      break;
    case VIGIE_ST_PROBLEM_BAD_TIME:
      format = ngettext ("%u reading with an unreadable time",
                         "%u readings with an unreadable time", count);
      break;
    case VIGIE_ST_PROBLEM_BAD_RESULT:
      format = ngettext ("%u reading without a usable value", "%u readings without a usable value",
                         count);
      break;
    case VIGIE_ST_PROBLEM_BAD_TEXT:
      format
          = ngettext ("%u damaged character, replaced", "%u damaged characters, replaced", count);
      break;
    case VIGIE_ST_PROBLEM_TOO_LONG:
      format = ngettext ("%u text too long, cut", "%u texts too long, cut", count);
      break;
    case VIGIE_ST_PROBLEM_DUPLICATE:
      format = ngettext ("%u entity received twice", "%u entities received twice", count);
      break;
    case VIGIE_ST_PROBLEM_BAD_PAGE:
    default:
      format = ngettext ("%u page that could not be read to the end",
                         "%u pages that could not be read to the end", count);
      break;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, count);
#pragma GCC diagnostic pop
}
