/* vigie-status-command.c: `vigie --status[=text|json]`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-status-command.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-context.h"
#include "vigie-secret.h"
#include "vigie-settings.h"
#include "vigie-status-report.h"

typedef struct
{
  VigieStatusFormat format;
  char *server; /* owned, or NULL */
} Asked;

gboolean
vigie_status_command_asked (int argc, char *const *argv)
{
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--") == 0)
        return FALSE;
      if (strcmp (argv[i], "--status") == 0 || g_str_has_prefix (argv[i], "--status="))
        return TRUE;
    }
  return FALSE;
}

static gboolean
status_cb (const char *name, const char *value, gpointer data, GError **error)
{
  Asked *asked = data;

  if (vigie_status_format_from_string (value, &asked->format))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a status format; formats: text, json"), value);
  return FALSE;
}

static gboolean
server_cb (const char *name, const char *value, gpointer data, GError **error)
{
  Asked *asked = data;

  g_set_str (&asked->server, value);
  return TRUE;
}

static gboolean
read_command_line (int argc, char **argv, Asked *asked, GError **error)
{
  const GOptionEntry entries[] = {
      {"status", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, status_cb, NULL, NULL},
      {"server", 0, 0, G_OPTION_ARG_CALLBACK, server_cb, NULL, NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("status", "", "", asked, NULL);

  g_option_group_add_entries (group, entries);
  g_option_context_set_main_group (context, group);
  return g_option_context_parse (context, &argc, &argv, error);
}

int
vigie_status_command_run (int argc, char **argv)
{
  g_autoptr (GSettings) settings = vigie_settings_new ();
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "vigie", NULL);
  g_autoptr (VigieServers) servers = vigie_servers_new (settings, folder);
  VigieServer *known = vigie_servers_get_current (servers);
  g_autofree char *path = g_settings_get_string (settings, "profile-path");
  g_autofree char *server = NULL;
  g_autofree char *secret = NULL;
  g_autoptr (VigieProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) output = g_string_new (NULL);
  g_autoptr (GString) errors = g_string_new (NULL);
  VigieStCredentials credentials = {0};
  Asked asked = {VIGIE_STATUS_FORMAT_TEXT, NULL};
  int code;

  if (!read_command_line (argc, argv, &asked, &error))
    {
      g_printerr ("vigie: %s\n", error->message);
      g_free (asked.server);
      return VIGIE_STATUS_UNKNOWN;
    }
  server = asked.server;
  if (server != NULL)
    known = vigie_servers_find_address (servers, server);
  else if (known != NULL)
    server = g_strdup (vigie_server_get_address (known));
  if (server == NULL || *server == '\0' || g_str_equal (server, VIGIE_DEMO_ADDRESS))
    {
      g_printerr ("%s\n", _ ("vigie: no server given: use --server ADDRESS"));
      return VIGIE_STATUS_UNKNOWN;
    }
  profile = vigie_profile_load (*path != '\0' ? path : NULL, &error);
  if (profile == NULL)
    {
      g_autofree char *words
          = g_strdup_printf (_ ("The built-in profile is used. %s"), error->message);

      g_printerr ("vigie: %s\n", words);
      g_clear_error (&error);
      profile = vigie_profile_new_built_in ();
    }
  /* The keyring's secret is for the server it was given for, and for no other. */
  if (known != NULL)
    {
      const char *user = vigie_server_get_user (known);

      if (vigie_server_get_has_secret (known))
        secret = vigie_secret_lookup_sync (vigie_server_get_address (known), user, &error);
      if (error != NULL)
        g_printerr ("vigie: %s\n", error->message);
      credentials.user = *user != '\0' ? user : NULL;
      credentials.secret = secret;
      credentials.ca_file = vigie_server_get_ca_file (known);
    }
  code = vigie_status_report_run (server, &credentials, profile, asked.format, output, errors);
  g_print ("%s", output->str);
  g_printerr ("%s", errors->str);
  return code;
}
