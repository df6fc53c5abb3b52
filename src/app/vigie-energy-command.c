/* vigie-energy-command.c: `vigie --energy=json`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-command.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "vigie-context.h"
#include "vigie-energy-report.h"
#include "vigie-secret.h"
#include "vigie-settings.h"
#if VIGIE_HAVE_DEMO
#include "vigie-demo.h"
#endif

typedef struct
{
  char *server, *from, *to, *site, *commune; /* owned, or NULL */
  gboolean demo;
} Asked;

static void
asked_clear (Asked *self)
{
  g_free (self->server);
  g_free (self->from);
  g_free (self->to);
  g_free (self->site);
  g_free (self->commune);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

gboolean
vigie_energy_command_asked (int argc, char *const *argv)
{
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--") == 0)
        return FALSE;
      if (strcmp (argv[i], "--energy") == 0 || g_str_has_prefix (argv[i], "--energy="))
        return TRUE;
    }
  return FALSE;
}

static gboolean
energy_cb (const char *name, const char *value, gpointer data, GError **error)
{
  if (value == NULL || g_str_equal (value, "json"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a format for energy figures; formats: json"), value);
  return FALSE;
}

static gboolean
read_command_line (int argc, char **argv, Asked *asked, GError **error)
{
  const GOptionEntry entries[] = {
      {"energy", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, energy_cb, NULL, NULL},
      {"server", 0, 0, G_OPTION_ARG_STRING, &asked->server, NULL, NULL},
      {"demo", 0, 0, G_OPTION_ARG_NONE, &asked->demo, NULL, NULL},
      {"from", 0, 0, G_OPTION_ARG_STRING, &asked->from, NULL, NULL},
      {"to", 0, 0, G_OPTION_ARG_STRING, &asked->to, NULL, NULL},
      {"site", 0, 0, G_OPTION_ARG_STRING, &asked->site, NULL, NULL},
      {"commune", 0, 0, G_OPTION_ARG_STRING, &asked->commune, NULL, NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” is not an option for energy figures"), argv[1]);
      return FALSE;
    }
  return TRUE;
}

/* ---- The demonstration ------------------------------------------------------------------------ */

#if VIGIE_HAVE_DEMO
typedef struct
{
  GMainLoop *loop;
  char *address, *words; /* owned, or NULL */
} Waiting;

static void
ready_cb (VigieDemo *demo, const char *address, Waiting *waiting)
{
  g_set_str (&waiting->address, address);
  g_main_loop_quit (waiting->loop);
}

static void
failed_cb (VigieDemo *demo, const char *words, Waiting *waiting)
{
  g_set_str (&waiting->words, words);
  g_main_loop_quit (waiting->loop);
}

/* Its address once it is there (free it), or NULL with words on standard error. */
static char *
start_demo (VigieDemo *demo)
{
  Waiting waiting = {g_main_loop_new (NULL, FALSE), NULL, NULL};

  g_signal_connect (demo, "ready", G_CALLBACK (ready_cb), &waiting);
  g_signal_connect (demo, "died", G_CALLBACK (failed_cb), &waiting);
  g_signal_connect (demo, "failed", G_CALLBACK (failed_cb), &waiting);
  vigie_demo_start (demo);
  if (waiting.address == NULL && waiting.words == NULL)
    g_main_loop_run (waiting.loop);
  g_signal_handlers_disconnect_by_data (demo, &waiting);
  g_main_loop_unref (waiting.loop);
  if (waiting.words != NULL)
    g_printerr ("vigie: %s\n", waiting.words);
  g_free (waiting.words);
  return waiting.address;
}
#endif

/* ---- Running ---------------------------------------------------------------------------------- */

static VigieProfile *
load_profile (GSettings *settings)
{
  g_autofree char *path = g_settings_get_string (settings, "profile-path");
  g_autoptr (GError) error = NULL;
  VigieProfile *profile = vigie_profile_load (*path != '\0' ? path : NULL, &error);

  if (profile == NULL)
    {
      g_autofree char *words
          = g_strdup_printf (_ ("The built-in profile is used. %s"), error->message);

      g_printerr ("vigie: %s\n", words);
      profile = vigie_profile_new_built_in ();
    }
  return profile;
}

static int
run (const char *address, VigieServer *known, VigieProfile *profile, const Asked *asked)
{
  VigieEnergyAsked what = {asked->from, asked->to, asked->site, asked->commune};
  g_autoptr (GString) output = g_string_new (NULL);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autofree char *secret = NULL;
  VigieStCredentials credentials = {0};
  int code;

  /* The keyring's secret is for the server it was given for, and for no other. */
  if (known != NULL)
    {
      const char *user = vigie_server_get_user (known);
      g_autoptr (GError) error = NULL;

      if (vigie_server_get_has_secret (known))
        secret = vigie_secret_lookup_sync (vigie_server_get_address (known), user, &error);
      if (error != NULL)
        g_printerr ("vigie: %s\n", error->message);
      credentials.user = *user != '\0' ? user : NULL;
      credentials.secret = secret;
      credentials.ca_file = vigie_server_get_ca_file (known);
    }
  code = vigie_energy_report_run (address, &credentials, profile, &what, output, errors);
  g_print ("%s", output->str);
  g_printerr ("%s", errors->str);
  return code;
}

int
vigie_energy_command_run (int argc, char **argv)
{
  g_autoptr (GSettings) settings = vigie_settings_new ();
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "vigie", NULL);
  g_autoptr (VigieServers) servers = vigie_servers_new (settings, folder);
  VigieServer *known = vigie_servers_get_current (servers);
  g_autoptr (VigieProfile) profile = NULL;
  g_autofree char *address = NULL;
  g_auto (Asked) asked = {NULL};
  g_autoptr (GError) error = NULL;
  VigieEnergyAsked what;
  int code = VIGIE_ENERGY_REPORT_FAILED;

  if (!read_command_line (argc, argv, &asked, &error))
    {
      g_printerr ("vigie: %s\n", error->message);
      return code;
    }
  what = (VigieEnergyAsked) {asked.from, asked.to, asked.site, asked.commune};
  if (!vigie_energy_asked_check (&what, &error))
    {
      g_printerr ("vigie: %s\n", error->message);
      return code;
    }
  profile = load_profile (settings);
#if VIGIE_HAVE_DEMO
  if (asked.demo && asked.server == NULL)
    {
      g_autoptr (VigieDemo) demo = vigie_demo_new (NULL);

      address = start_demo (demo);
      if (address != NULL)
        code = run (address, NULL, profile, &asked);
      vigie_demo_stop (demo);
      return code;
    }
#else
  if (asked.demo)
    {
      g_printerr ("vigie: %s\n", vigie_context_without_demonstration ());
      return code;
    }
#endif
  if (asked.server != NULL)
    {
      address = g_strdup (asked.server);
      known = vigie_servers_find_address (servers, address);
    }
  else if (known != NULL)
    address = g_strdup (vigie_server_get_address (known));
  if (address == NULL || *address == '\0' || g_str_equal (address, VIGIE_DEMO_ADDRESS))
    {
      g_printerr ("%s\n", _ ("vigie: no server given: use --server ADDRESS"));
      return code;
    }
  return run (address, known, profile, &asked);
}
