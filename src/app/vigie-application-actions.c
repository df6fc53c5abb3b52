/* vigie-application-actions.c: what the desktop can ask of the program, on the bus: by the actions of the desktop
 * file, by notifications, by `gapplication action fr.agglo.Vigie …`. Each makes the window where there is none, and
 * brings it to the front with the token of the activation that GTK takes from the call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-about.h"
#include "vigie-application-private.h"
#include "vigie-uri.h"

static void
follow (VigieApplication *self, VigieUriKind kind, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);
  VigieWindow *window = vigie_application_get_window (self, NULL);
  g_autofree char *link = vigie_uri_to_string (kind, id);

  vigie_window_follow (window, link);
  gtk_window_present (GTK_WINDOW (window));
}

/* app.show-site (s): the site of that identifier on the map, as soon as it is known. */
static void
show_site_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  follow (VIGIE_APPLICATION (user_data), VIGIE_URI_SITE, parameter);
}

/* app.show-page (s) */
static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  follow (VIGIE_APPLICATION (user_data), VIGIE_URI_PAGE, parameter);
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

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VigieApplication *self = VIGIE_APPLICATION (user_data);
  VigieWindow *window = vigie_application_find_window (self);

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (G_APPLICATION (self));
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
