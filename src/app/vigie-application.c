/* vigie-application.c: the program: command line, what it is given to open, its one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "vigie-application-private.h"
#include "vigie-opening.h"
#include "vigie-pages.h"
#include "vigie-resources.h"
#include "vigie-settings.h"
#include "vigie-style.h"

G_DEFINE_FINAL_TYPE (VigieApplication, vigie_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
    {"server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Show this SensorThings server"),
     N_ ("ADDRESS")},
    {"demo", 0, VIGIE_HAVE_DEMO ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL,
     N_ ("Show the demonstration territory"), NULL},
    {"page", 0, 0, G_OPTION_ARG_STRING, NULL,
     N_ ("Open this page: map, energy, attendance, fleet, diagnostics"), N_ ("PAGE")},
    {"site", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Select the site with this identifier"),
     N_ ("IDENTIFIER")},
    {"wall", 0, 0, G_OPTION_ARG_NONE, NULL,
     N_ ("Fill the screen with the wall display, to be read from afar"), NULL},
    /* Taken by main() before there is an application: here for --help. */
    {"background", 0, 0, G_OPTION_ARG_NONE, NULL,
     N_ ("Watch the last server shown without a window, and send notifications"), NULL},
    {"status", 0, 0, G_OPTION_ARG_NONE, NULL,
     N_ ("Print the state of the territory for monitoring (--status=text or --status=json) and "
         "exit"),
     NULL},
    {"energy", 0, 0, G_OPTION_ARG_NONE, NULL,
     N_ ("Print energy figures for scripts and audits (--energy=json) and exit"), NULL},
    {"from", 0, 0, G_OPTION_ARG_STRING, NULL,
     N_ ("With --energy: start of the period, a date or a time on the hour"), N_ ("TIME")},
    {"to", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("With --energy: end of the period, not included"),
     N_ ("TIME")},
    {"commune", 0, 0, G_OPTION_ARG_STRING, NULL,
     N_ ("With --energy: only the sites of this commune (--site: one site)"), N_ ("INSEE")},
    {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[LINK|FILE…]")},
    {NULL},
};

VigieWindow *
vigie_application_find_window (VigieApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (VIGIE_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

VigieWindow *
vigie_application_get_window (VigieApplication *self, const char *server)
{
  VigieWindow *window = vigie_application_find_window (self);
  gboolean made = window == NULL;

  /* It is for a search without a window that the program stays a while. */
  if (made)
    g_application_set_inactivity_timeout (G_APPLICATION (self), 0);
  /* Before the server is opened: what is to be said of it is said in the window. */
  if (made)
    window = vigie_window_new (self, self->context);
  if (server != NULL)
    vigie_context_open (self->context, server, NULL, NULL);
  else if (made && vigie_context_get_server (self->context) == NULL)
    vigie_context_open_saved (self->context);
  if (made)
    {
      g_autofree char *site
          = g_settings_get_string (vigie_context_get_settings (self->context), "last-site");

      vigie_window_want_site (window, site);
    }
  return window;
}

void
vigie_application_present (VigieWindow *window, guint32 timestamp)
{
  GdkSurface *surface;

  gtk_window_present (GTK_WINDOW (window));
  surface = gtk_native_get_surface (GTK_NATIVE (window));
  if (timestamp != 0 && GDK_IS_TOPLEVEL (surface))
    gdk_toplevel_focus (GDK_TOPLEVEL (surface), timestamp);
}

static gboolean
vigie_application_dbus_register (GApplication *application,
                                 GDBusConnection *connection,
                                 const char *path,
                                 GError **error)
{
  VigieApplication *self = VIGIE_APPLICATION (application);
  g_autofree char *search_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (vigie_application_parent_class)
           ->dbus_register (application, connection, path, error))
    return FALSE;
  vigie_application_add_search (self);
  return vigie_search_provider_export (self->search_provider, connection, search_path, error);
}

static void
vigie_application_dbus_unregister (GApplication *application,
                                   GDBusConnection *connection,
                                   const char *path)
{
  VigieApplication *self = VIGIE_APPLICATION (application);

  if (self->search_provider != NULL)
    vigie_search_provider_unexport (self->search_provider);
  G_APPLICATION_CLASS (vigie_application_parent_class)
      ->dbus_unregister (application, connection, path);
}

static void
forget_signals (VigieApplication *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++)
    g_clear_handle_id (&self->ends[i], g_source_remove);
}

/* The end of a session, of a service or of a terminal: the store is closed as after « Quitter », and what the
 * demonstration wrote is removed. A second one ends the program as it is: nothing follows them any more. */
static gboolean
told_to_end_cb (gpointer user_data)
{
  VigieApplication *self = VIGIE_APPLICATION (user_data);

  forget_signals (self);
  g_action_group_activate_action (G_ACTION_GROUP (self), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
follow_signals (VigieApplication *self)
{
  static const int signals[] = {SIGTERM, SIGINT, SIGHUP};

  G_STATIC_ASSERT (G_N_ELEMENTS (signals) == G_N_ELEMENTS (self->ends));
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    self->ends[i] = g_unix_signal_add (signals[i], told_to_end_cb, self);
}

static void
vigie_application_startup (GApplication *application)
{
  VigieApplication *self = VIGIE_APPLICATION (application);
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (VigieClock) clock = vigie_clock_new ();

  G_APPLICATION_CLASS (vigie_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (VIGIE_APP_ID);
  vigie_style_follow (gdk_display_get_default ());
  settings = vigie_settings_new ();
  self->context = vigie_context_new (settings, clock, NULL);
  self->notifier = vigie_notifier_new (GTK_APPLICATION (self), self->context);
  self->background = vigie_background_new (GTK_APPLICATION (self), self->context, self->notifier);
  vigie_application_add_actions (self);
  follow_signals (self);
}

static void
vigie_application_shutdown (GApplication *application)
{
  VigieApplication *self = VIGIE_APPLICATION (application);

  forget_signals (self);
  if (self->background != NULL)
    vigie_background_end (self->background);
  g_clear_object (&self->background);
  if (self->notifier != NULL)
    vigie_notifier_stop (self->notifier);
  g_clear_object (&self->notifier);
  g_clear_object (&self->search_provider);
  if (self->context != NULL)
    vigie_context_close (self->context);
  g_clear_object (&self->context);

  G_APPLICATION_CLASS (vigie_application_parent_class)->shutdown (application);
}

static int
vigie_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  const char *page;
  g_autofree const char **rest = NULL; /* its strings are dict's */

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("vigie %s\n", VIGIE_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &rest))
    for (guint i = 0; rest[i] != NULL; i++)
      {
        g_autoptr (GFile) file = g_file_new_for_commandline_arg (rest[i]);
        g_autofree char *words = vigie_opening_check (file);

        if (words != NULL)
          {
            g_printerr ("vigie: %s\n", words);
            return 2;
          }
      }
  if (g_variant_dict_lookup (dict, "page", "&s", &page) && vigie_pages_find (page) == NULL)
    {
      g_autofree char *pages = vigie_pages_list_ids ();

      g_printerr (_ ("vigie: no page “%s”; pages: %s\n"), page, pages);
      return 2;
    }
  if (g_variant_dict_contains (dict, "demo") && g_variant_dict_contains (dict, "server"))
    {
      g_printerr (_ ("vigie: --demo and --server cannot be used together\n"));
      return 2;
    }
  if (!VIGIE_HAVE_DEMO && g_variant_dict_contains (dict, "demo"))
    {
      g_printerr ("vigie: %s\n", vigie_context_without_demonstration ());
      return 2;
    }
  return -1;
}

/* Links are followed in their order; of map files the first one is shown. What cannot be opened is said in the
 * window. */
static void
open_files (VigieApplication *self, GFile *const *files, guint n)
{
  VigieWindow *window = vigie_application_get_window (self, NULL);
  guint n_maps = 0;

  for (guint i = 0; i < MIN (n, VIGIE_OPENING_MOST); i++)
    {
      g_autofree char *link = NULL;
      g_autofree char *words = NULL;

      switch (vigie_opening_find (files[i], &link, &words))
        {
        case VIGIE_OPENING_LINK:
          vigie_window_follow (window, link);
          break;
        case VIGIE_OPENING_MAP:
          if (n_maps++ == 0)
            vigie_window_open_map_file (window, files[i]);
          break;
        case VIGIE_OPENING_REFUSED:
        default:
          vigie_window_answer (window, words);
        }
    }
  if (n_maps > 1)
    vigie_window_answer (window, _ ("Only one map file can be shown at a time: the first one was "
                                    "opened."));
  if (n > VIGIE_OPENING_MOST)
    {
      g_autofree char *words = g_strdup_printf (
          /* Translators: the placeholder is a number, as 16. */
          _ ("At most %d files and links can be opened at a time: the others were left out."),
          VIGIE_OPENING_MOST);

      vigie_window_answer (window, words);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
vigie_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  open_files (VIGIE_APPLICATION (application), files, (guint) n_files);
}

/* As the session starts it. Where there is a window already that is enough. */
static int
begin_background (VigieApplication *self, GApplicationCommandLine *command_line)
{
  if (vigie_background_begin (self->background) || vigie_application_find_window (self) != NULL)
    return 0;
  g_application_command_line_printerr (command_line, "vigie: %s\n",
                                       _ ("No server is known yet: there is nothing to watch."));
  return 3;
}

/* What was asked for on the command line, of this start or of a later one. */
static int
vigie_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  VigieApplication *self = VIGIE_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  const char *site;
  const char *server = NULL;
  const char *page = NULL;
  g_autofree const char **rest = NULL; /* its strings are dict's */
  VigieWindow *window;

  g_variant_dict_lookup (dict, "server", "&s", &server);
  if (g_variant_dict_contains (dict, "demo"))
    server = VIGIE_DEMO_ADDRESS;
  if (g_variant_dict_contains (dict, "background"))
    return begin_background (self, command_line);
  window = vigie_application_get_window (self, server);
  if (g_variant_dict_lookup (dict, "page", "&s", &page))
    vigie_window_want_page (window, page);
  if (g_variant_dict_lookup (dict, "site", "&s", &site))
    vigie_window_want_site (window, site);
  if (g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &rest))
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = 0; rest[i] != NULL; i++)
        g_ptr_array_add (files,
                         g_application_command_line_create_file_for_arg (command_line, rest[i]));
      open_files (self, (GFile *const *) files->pdata, files->len);
    }
  if (g_variant_dict_contains (dict, "wall"))
    vigie_window_set_wall (window, TRUE);
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static void
vigie_application_activate (GApplication *application)
{
  gtk_window_present (
      GTK_WINDOW (vigie_application_get_window (VIGIE_APPLICATION (application), NULL)));
}

static void
vigie_application_dispose (GObject *object)
{
  VigieApplication *self = VIGIE_APPLICATION (object);

  g_clear_object (&self->background);
  g_clear_object (&self->notifier);
  g_clear_object (&self->search_provider);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_application_parent_class)->dispose (object);
}

static void
vigie_application_class_init (VigieApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = vigie_application_dispose;
  application_class->dbus_register = vigie_application_dbus_register;
  application_class->dbus_unregister = vigie_application_dbus_unregister;
  application_class->startup = vigie_application_startup;
  application_class->shutdown = vigie_application_shutdown;
  application_class->activate = vigie_application_activate;
  application_class->handle_local_options = vigie_application_handle_local_options;
  application_class->command_line = vigie_application_command_line;
  application_class->open = vigie_application_open;
}

static void
vigie_application_init (VigieApplication *self)
{
  /* The resources are in a static library: naming them keeps them in the program. */
  g_resources_register (vigie_get_resource ());
  g_application_set_option_context_summary (
      G_APPLICATION (self), _ ("The sites and sensors of an agglomeration on a map."));
  g_application_set_option_context_description (
      G_APPLICATION (self),
      /* Translators: end of --help. What is before the spaces is not to be translated, but for ID, LAT and LON. */
      _ ("Links open what Vigie shows, in a window that is already open if there is one:\n"
         "  vigie:site/ID       a site on the map\n"
         "  vigie:measure/ID    the chart of a measure\n"
         "  vigie:sensor/ID     a sensor in its table\n"
         "  vigie:page/PAGE     a page\n"
         "  geo:LAT,LON         a place on the map\n"
         "\n"
         "Exit codes of --status, as monitoring systems expect them: 0 normal, 1 warning, 2 "
         "critical, 3 unknown.\n"));
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

VigieApplication *
vigie_application_new (void)
{
  return g_object_new (VIGIE_TYPE_APPLICATION, "application-id", VIGIE_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/fr/agglo/Vigie", NULL);
}

VigieNotifier *
vigie_application_get_notifier (VigieApplication *self)
{
  return self->notifier;
}

VigieBackground *
vigie_application_get_background (VigieApplication *self)
{
  return self->background;
}
