/* vigie-application-actions.c: what the desktop can ask of the program, on the bus: by the actions of the desktop
 * file, by notifications, by `gapplication action fr.agglo.Vigie …`. Each makes the window where there is none, and
 * brings it to the front with the token of the activation that GTK takes from the call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-about.h"
#include "vigie-application-private.h"
#include "vigie-uri.h"

static void
follow (VigieApplication *self, VigieUriKind kind, const char *id, guint32 timestamp)
{
  VigieWindow *window = vigie_application_get_window (self, NULL);
  g_autofree char *link = vigie_uri_to_string (kind, id);

  vigie_window_follow (window, link);
  vigie_application_present (window, timestamp);
}

/* app.show-site (s): the site of that identifier on the map, as soon as it is known. */
static void
show_site_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  follow (VIGIE_APPLICATION (user_data), VIGIE_URI_SITE, g_variant_get_string (parameter, NULL), 0);
}

/* app.show-page (s) */
static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  follow (VIGIE_APPLICATION (user_data), VIGIE_URI_PAGE, g_variant_get_string (parameter, NULL), 0);
}

#if VIGIE_HAVE_DEMO
/* app.demonstration: the demonstration, which is then what is shown at the next start. */
static void
demonstration_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieApplication *self = VIGIE_APPLICATION (user_data);
  gboolean shown = g_strcmp0 (vigie_context_get_server (self->context), VIGIE_DEMO_ADDRESS) == 0;
  VigieWindow *window = vigie_application_get_window (self, shown ? NULL : VIGIE_DEMO_ADDRESS);

  vigie_context_remember (self->context, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
}
#endif

/* app.wall: the control room's wall. */
static void
wall_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieWindow *window = vigie_application_get_window (VIGIE_APPLICATION (user_data), NULL);

  vigie_window_set_wall (window, TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieApplication *self = VIGIE_APPLICATION (user_data);
  VigieWindow *window = vigie_application_get_window (self, NULL);

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (vigie_about_new (self->context), GTK_WIDGET (window));
}

/* app.quit: also where a dialog is open, which would only close itself. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieApplication *self = VIGIE_APPLICATION (user_data);
  VigieWindow *window = vigie_application_find_window (self);

  /* Who quits does not want to be watched for any more, in the background or not. */
  vigie_background_end (self->background);
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  g_application_quit (G_APPLICATION (self));
}

/* ---- The desktop's search -------------------------------------------------------------------- */

static VigieContext *
search_get_context (gpointer program)
{
  return VIGIE_APPLICATION (program)->context;
}

static VigieSearchIndex *
search_get_index (gpointer program)
{
  VigieWindow *window = vigie_application_find_window (VIGIE_APPLICATION (program));

  return window != NULL ? vigie_window_get_search_index (window) : NULL;
}

/* A service without a window stays for the next letter that is typed, then ends by itself. */
static void
search_set_busy (gpointer program, gboolean busy)
{
  GApplication *application = G_APPLICATION (program);

  if (busy)
    {
      g_application_hold (application);
      return;
    }
  if (vigie_application_find_window (VIGIE_APPLICATION (program)) == NULL)
    g_application_set_inactivity_timeout (application, vigie_search_provider_get_kept ());
  g_application_release (application);
}

static void
search_show (gpointer program,
             VigieSearchKind kind,
             const char *id,
             gboolean is_own,
             guint32 timestamp)
{
  VigieApplication *self = VIGIE_APPLICATION (program);
  g_auto (GStrv) parts = g_strsplit (id, "\n", 2);
  VigieWindow *window;

  if (is_own && kind == VIGIE_SEARCH_SITE)
    follow (self, VIGIE_URI_SITE, id, timestamp);
  else if (is_own && kind == VIGIE_SEARCH_SENSOR)
    follow (self, VIGIE_URI_SENSOR, parts[0], timestamp);
  else
    {
      window = vigie_application_get_window (self, NULL);
      if (is_own)
        gtk_widget_activate_action (GTK_WIDGET (window), "win.show-commune", "s", id);
      else
        vigie_window_answer (
            window, _ ("This search result belongs to another server than the one shown now."));
      vigie_application_present (window, timestamp);
    }
}

static void
search_search (gpointer program, const char *query, guint32 timestamp)
{
  VigieWindow *window = vigie_application_get_window (VIGIE_APPLICATION (program), NULL);

  vigie_application_present (window, timestamp);
  vigie_window_search (window, query);
}

void
vigie_application_add_search (VigieApplication *self)
{
  static const VigieSearchProviderProgram functions = {
      search_get_context, search_get_index, search_set_busy, search_show, search_search,
  };

  if (self->search_provider == NULL)
    self->search_provider = vigie_search_provider_new (&functions, self);
}

void
vigie_application_add_actions (VigieApplication *self)
{
  static const GActionEntry actions[] = {
      {.name = "about", .activate = about_cb},
#if VIGIE_HAVE_DEMO
      {.name = "demonstration", .activate = demonstration_cb},
#endif
      {.name = "quit", .activate = quit_cb},
      {.name = "show-page", .parameter_type = "s", .activate = show_page_cb},
      {.name = "show-site", .parameter_type = "s", .activate = show_site_cb},
      {.name = "wall", .activate = wall_cb},
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit",
                                         (const char *[]) {"<Control>q", NULL});
}
