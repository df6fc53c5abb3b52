/* vigie-window-wall.c: the window as the control room's wall: the whole screen, dark, and kept awake.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-window-private.h"

/* The usual content beside the wall, of which one is mapped: what is not seen does nothing. */
void
vigie_window_init_wall (VigieWindow *self)
{
  g_autoptr (GtkWidget) content = NULL;

  content = g_object_ref (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self)));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), NULL);
  self->modes = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->modes, FALSE);
  gtk_stack_set_vhomogeneous (self->modes, FALSE);
  gtk_stack_add_named (self->modes, content, "desk");
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), GTK_WIDGET (self->modes));
}

static void
leave_cb (VigieWindow *self)
{
  vigie_window_set_wall (self, FALSE);
}

void
vigie_window_update_wall (VigieWindow *self)
{
  gboolean shown = self->on_wall && vigie_window_shows_territory (self);

  if (shown == (self->wall != NULL))
    return;
  if (shown)
    {
      self->wall = vigie_wall_new (self->context, self->ticker);
      g_signal_connect_object (self->wall, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->modes, self->wall, "wall");
      gtk_stack_set_visible_child (self->modes, self->wall);
      gtk_widget_grab_focus (self->wall);
      vigie_window_tell_shown_site (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->modes, "desk");
  gtk_stack_remove (self->modes, g_steal_pointer (&self->wall));
  vigie_window_tell_shown_site (self);
}

void
vigie_window_set_wall (VigieWindow *self, gboolean wall)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  g_return_if_fail (VIGIE_IS_WINDOW (self));

  wall = !!wall;
  if (self->on_wall == wall)
    return;
  self->on_wall = wall;
  if (wall)
    {
      self->desk_scheme = adw_style_manager_get_color_scheme (style);
      self->was_fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
      adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
      gtk_window_fullscreen (GTK_WINDOW (self));
      if (application != NULL)
        self->inhibit_cookie
            = gtk_application_inhibit (application, GTK_WINDOW (self), GTK_APPLICATION_INHIBIT_IDLE,
                                       /* Translators: why the screen is kept awake */
                                       _ ("The wall display is shown"));
      vigie_window_update_wall (self);
      return;
    }
  vigie_window_update_wall (self);
  vigie_window_release_wall (self);
  if (!self->was_fullscreen)
    gtk_window_unfullscreen (GTK_WINDOW (self));
}

void
vigie_window_release_wall (VigieWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (self->inhibit_cookie != 0 && application != NULL)
    gtk_application_uninhibit (application, self->inhibit_cookie);
  self->inhibit_cookie = 0;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), self->desk_scheme);
}

gboolean
vigie_window_get_wall (VigieWindow *self)
{
  g_return_val_if_fail (VIGIE_IS_WINDOW (self), FALSE);
  return self->on_wall;
}
